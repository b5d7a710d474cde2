// People whom a model has not seen.
#pragma once

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::survival {

/// Who is asked about, by estimators that need no more of them.
struct NewPeople {
  static constexpr const char* record = "NewPeople";
  Table x;
  Column tenure, time;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at. Missing values (NaN) where the estimator takes them.").per("m", "c").may_be_missing();
    f("tenure", tenure, "Time that the person has already stayed. Then times count from there, and everything is given that tenure.").per("m").at_least(0).optional();
    f("time", time, "One time for each row, instead of the option `times`.").per("m").at_least(0).optional();
  }
};

}  // namespace mainstay::inline v1::survival
