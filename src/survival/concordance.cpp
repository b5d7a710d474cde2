#include "mainstay/survival/concordance.hpp"

#include <algorithm>
#include <cmath>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "survival/concordance_kernel.hpp"
#include "survival/cox_part.hpp"
#include "survival/judged.hpp"
#include "survival/weights.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.concordance";
}

ConcordanceResult concordance(const ConcordanceInput& input, const ConcordanceOptions& options, const RunContext& context) {
  check(key, input, options);
  check_weights(key, input.weights);
  const Numbers score(input.score), duration(input.duration), event(input.event), entry(input.entry), weights(input.weights);
  const std::int64_t n = input.score.size;
  if (n > INT64_C(0x7fffffff)) refuse(key, "score", std::to_string(n) + " rows", "fewer than 2^31 rows");
  for (std::int64_t i = 0; entry.given() && i < n; ++i)
    if (!(entry[i] < duration[i])) refuse(key, "entry", i, entry[i], "below the row's duration");
  data::Groups strata, clusters;
  if (input.strata.given()) strata = data::encode_groups(key, "strata", input.strata);
  if (input.cluster.given()) clusters = data::encode_groups(key, "cluster", input.cluster);

  Team team(key, context, 2);
  ConcordanceSums sums = count_concordance(
      team, {score.data(), duration.data(), event.data(), entry.data(), weights.data(), input.strata.given() ? strata.codes.data() : nullptr,
             input.strata.given() ? strata.count : 1, n, input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count});
  ConcordanceResult result;
  for (std::int64_t i = 0; i < n; ++i) {
    const bool counts = !weights.given() || weights[i] > 0.0;
    result.rows += counts;
    result.events += counts && event[i] != 0.0;
  }
  if (options.direction == ScoreDirection::survival) {
    std::swap(sums.concordant, sums.discordant);
    sums.concordance = 1.0 - sums.concordance;
  }
  result.concordant = sums.concordant;
  result.discordant = sums.discordant;
  result.tied_score = sums.tied_score;
  result.tied_time = sums.tied_time;
  result.tied_both = sums.tied_both;
  result.concordance = sums.concordance;
  result.std_error = sums.std_error;
  if (std::isnan(sums.concordance)) {
    result.status = ConcordanceStatus::no_pairs;
    result.lower = result.upper = sums.concordance;
    return result;
  }
  // Of n people at most n / 2 pairs share nobody, and in each there is a leaver.
  const std::int64_t apart = std::min(result.events, (input.cluster.given() ? std::min(clusters.count, result.rows) : result.rows) / 2);
  const stats::Interval interval = pair_limits(sums.concordance, sums.std_error, static_cast<double>(apart), stats::normal_interval_factor(options.confidence_level));
  result.lower = interval.lower;
  result.upper = interval.upper;
  return result;
}

constinit const Function concordance_analysis =
    analysis<&concordance>("survival.concordance", "How well does a score tell who leaves first?");

}  // namespace mainstay::inline v1::survival
