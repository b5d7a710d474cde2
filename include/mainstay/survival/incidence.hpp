// What models of several causes predict: one matrix for each cause.
#pragma once

#include <string>
#include <vector>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::survival {

/// Probability of having left for one cause. At any time the incidences of all causes and the survival add up to 1.
struct CauseIncidence {
  static constexpr const char* record = "CauseIncidence";
  std::string cause;
  std::vector<double> incidence;
  void describe(Fields& f) {
    f("cause", cause, "Name of the cause.");
    f("incidence", incidence, "Probability of having left for this cause by that time (given `tenure`). Missing (NaN) where survival is.")
        .per("m", "t").between(0, 1).may_be_missing();
  }
};

}  // namespace mainstay::inline v1::survival
