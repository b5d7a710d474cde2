// Effects that change over time: their terms, and times of leaving in runs over which every f(t) stays the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/survival/cox.hpp"
#include "survival/cox_risk.hpp"

namespace mainstay::inline v1::survival {

double value_at(const CoxTimeEffect& effect, double time);

/// The terms of a column that gets f(t) x: they stand from `own` on, and from `first` on once more times f(t).
struct CoxTimeTerms {
  std::int64_t own, count, first;
};

class CoxTimeEffects {
 public:
  /// Refuses effects of columns that x does not have, and of one column with one function twice.
  CoxTimeEffects(std::string_view analysis, const std::vector<CoxColumn>& columns, const std::vector<CoxTimeEffect>& effects);
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(parts_.size()); }
  std::int64_t own_terms() const noexcept { return own_terms_; }
  std::int64_t terms() const noexcept { return terms_; }
  const CoxTimeTerms& operator[](std::int64_t e) const noexcept { return parts_[e]; }
  std::vector<std::string> names() const;  ///< of all terms
  /// f(time) of each effect.
  void values(double time, double* out) const;
  /// Sum over an effect's terms of x beta: what eta gains with each unit of f.
  double slope(std::int64_t e, const double* x, const double* beta) const noexcept {
    double sum = 0.0;
    for (std::int64_t j = 0; j < parts_[e].count; ++j) sum += x[parts_[e].own + j] * beta[parts_[e].first + j];
    return sum;
  }

 private:
  const std::vector<CoxColumn>& columns_;
  const std::vector<CoxTimeEffect>& effects_;
  std::vector<CoxTimeTerms> parts_;
  std::int64_t own_terms_ = 0, terms_ = 0;
};

/// Each stratum's times of leaving, cut into blocks of one f. A block is like a stratum of its own.
struct CoxTimeBlocks {
  CoxTimeBlocks(const CoxTimeEffects& effects, const EventTimes& times);
  EventTimes times;                         ///< "strata" are the blocks
  std::vector<std::int64_t> block, place;   ///< of each slot of the fit's times: its block, and its slot in `times`
  std::vector<double> f;                    ///< (blocks, effects)
  std::int64_t longest = 0;                 ///< slots of a block
  std::int64_t most = 0;                    ///< blocks of a stratum
};

}  // namespace mainstay::inline v1::survival
