// The fit of a discrete-time hazard without each of its columns in turn.
#include <algorithm>
#include <limits>

#include "survival/cox_design.hpp"
#include "survival/hazard_ascent.hpp"

namespace mainstay::inline v1::survival {

void HazardAscent::fix_terms(const solve::Arrow& plain, const std::vector<bool>& constant) {
  for (std::int64_t j = 0; j < terms_; ++j) fixed_[baseline_ + j] = constant[j];
  const std::vector<double> scale = scale_of(plain, false);
  const solve::ArrowFactor factor(plain, scale.data());
  for (std::int64_t j = baseline_; j < baseline_ + terms_; ++j)
    if (factor.left_out(j)) fixed_[j] = true;
}

void HazardAscent::leave_out_columns(const solve::Arrow& plain, const std::vector<double>& many, const std::vector<double>& few, HazardSolution& solution) {
  if (solution.status != HazardStatus::converged && solution.status != HazardStatus::singular) return;
  const std::vector<bool> fixed = fixed_;
  const std::int64_t iterations = iterations_;
  const auto free = [this] { return std::count(fixed_.begin() + baseline_, fixed_.begin() + baseline_ + terms_, false); };
  const std::int64_t all = free();
  std::int64_t first = 0;
  for (const CoxColumn& column : model_.linear) {
    const std::int64_t last = first + term_count({column});
    std::vector<bool> without = model_.constant;
    std::fill(without.begin() + first, without.begin() + last, true);
    fix_terms(plain, without);
    std::vector<double> from(few_, 0.0);
    if (!apart_) std::copy(few.begin(), few.end(), from.begin());
    const Way way = ascend({}, apart_ ? many : std::vector<double>(groups_, 0.0), from, false);
    const bool found = way.status == HazardStatus::converged;
    solution.loss.push_back(found ? std::max(0.0, solution.log_likelihood - way.value) : std::numeric_limits<double>::quiet_NaN());
    solution.lost.push_back(all - free());
    first = last;
  }
  fixed_ = fixed;
  iterations_ = iterations;
}

}  // namespace mainstay::inline v1::survival
