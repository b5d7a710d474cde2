// The rows that a part of a comparison is judged on: what a model predicts for them, and its scores.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "data/chosen_rows.hpp"
#include "survival/choose_parts.hpp"

namespace mainstay::inline v1::survival {

/// What a candidate predicts for the rows that a part judges: survival, or the incidence of each cause; rows × times.
using Predicted = std::vector<std::vector<double>>;

struct Scores {
  double brier = std::numeric_limits<double>::quiet_NaN(), reference = brier, log_score = brier, log_score_by_cause = brier, concordance = brier;
  std::int64_t events = 0;
};

class Judge {
 public:
  Judge(const ChooseInput& input, const ChoosePart& part, const std::vector<double>& times, std::int64_t causes, bool by_cause, const RunContext& context);
  Judge(const Judge&) = delete;

  /// Rows with a level that no row learns from.
  std::int64_t unseen() const { return unseen_; }
  /// `names`: of the causes 1, 2, …
  Predicted predict(const ModelFit& fit, const std::vector<std::string>& names) const;
  /// Mean over the causes. `all`: also the scores that a mixture does not need.
  Scores score(const Predicted& predicted, bool all) const;

 private:
  void use_known_levels(const ChooseInput& input, const ChoosePart& part);

  const ChoosePart& part_;
  const std::vector<double>& times_;
  std::int64_t causes_;
  bool by_cause_;
  const RunContext& context_;
  data::ChosenRows people_;
  Column weights_;
  std::int64_t unseen_ = 0;
  bool late_ = false;
};

}  // namespace mainstay::inline v1::survival
