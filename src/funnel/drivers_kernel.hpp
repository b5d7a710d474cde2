// The maths of funnel.drivers: one attribute beside whether, or when, people converted.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::funnel {

/// What is tested: people by stratum, whether they converted, and with log_rank when.
struct Fates {
  std::vector<std::uint8_t> converted;
  std::vector<std::int32_t> stratum;
  std::int64_t strata = 1;
  std::vector<std::int64_t> duration;  ///< empty unless log_rank
};

struct ScoreTest {
  double score = 0.0, variance = 0.0;
  double statistic() const noexcept { return score * score / variance; }
};

/// Levels against converted or not within strata (Mantel & Haenszel's, Landis, Heyman & Koch 1978). counts[(stratum · levels + level) · 2 + converted].
/// With one stratum it is Pearson's statistic times (n - 1) / n. Degrees of freedom: rank of the covariance, 0 where nothing varies. Every level has people. O(levels), with strata O(strata · levels² + levels³).
struct LevelsTest {
  double statistic = 0.0;
  std::int64_t degrees_of_freedom = 0;
};
LevelsTest levels_test(const std::vector<double>& counts, std::int64_t levels, std::int64_t strata);

/// Rank-sum of the converted within strata, each stratum weighted by 1 / (people + 1) (van Elteren 1960), variance with ties. `people` are places in `fates` and in `value`.
ScoreTest rank_sum(const std::vector<double>& value, const Fates& fates, std::vector<std::int64_t> people);

/// Score test of Cox's model for the hazard of converting with covariate z (Mantel's log-rank where z is 0 or 1), hypergeometric variance at ties, within strata.
/// `people` are places in `fates` and in z.
ScoreTest hazard_score(const std::vector<double>& z, const Fates& fates, std::vector<std::int64_t> people);

/// Ranks within strata, ties sharing the middle of theirs; written at the places of `people`.
void rank_within(const std::vector<double>& value, const Fates& fates, std::vector<std::int64_t> people, std::vector<double>& rank);

/// P(a value of the first > one of the second) with ties half, and its variance (DeLong, DeLong & Clarke-Pearson 1988). Both lists ascending, not empty.
struct Superiority {
  double probability = 0.0, variance = 0.0;
};
Superiority superiority_of(const std::vector<double>& first, const std::vector<double>& second);

}  // namespace mainstay::inline v1::funnel
