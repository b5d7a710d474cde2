#include "survival/cox_ground.hpp"

#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "survival/concordance_kernel.hpp"
#include "survival/cox_fit.hpp"
#include "survival/weights.hpp"

namespace mainstay::inline v1::survival {

CoxPart CoxGround::read(const CoxInput& input, const CoxOptions& options, const RunContext& context, CoxFit& fit, data::Groups& strata) {
  constexpr const char* key = "survival.cox";
  check(key, input, options, context.threads);
  check_weights(key, input.weights);
  fit.columns = columns_of(input.x, input.weights);
  choose_references(key, fit.columns, options.references);
  fit.strata = {""};
  if (input.strata.given()) {
    strata = data::encode_groups(key, "strata", input.strata);
    if (strata.count > 0) fit.strata = strata.names();
  }
  return CoxPart(key, input, fit.columns, std::move(strata.codes));
}

CoxGround::CoxGround(const CoxInput& input, const CoxOptions& options, const RunContext& context)
    : part(read(input, options, context, fit, strata)), team("survival.cox", context, row_chunks(part.rows())) {
  part.check_entries("survival.cox");
  if (input.cluster.given()) clusters = data::encode_groups("survival.cox", "cluster", input.cluster);
  const std::int64_t terms = part.design().terms();
  times = event_times_of(team, part.duration().data(), part.event().data(), part.weights().data(),
                         part.strata().empty() ? nullptr : part.strata().data(), static_cast<std::int64_t>(fit.strata.size()), part.rows(), fit.follow_up);
  const RiskIndex risk(times.slots(), part.entry().given());
  part.index(team, times, &risk, leavers);
  shift = part.rough_means();
  for (int turn = 0; turn < 2; ++turn) {  // the second about the exact means
    moments = {};
    part.read(team, {.shift = shift.data(), .moments = &moments});
    spread_of(moments, shift, scale, reach);
    for (std::int64_t j = 0; j < terms && turn == 0 && moments.weight > 0.0; ++j) shift[j] += moments.sum[j] / moments.weight;
  }
}

void CoxGround::sum_at(const std::vector<double>& beta, const RiskIndex& risk, bool leaver_sums, CoxSums& sums) {
  constexpr double largest_plain_eta = 300.0;
  const CoxReading reading{.shift = shift.data(), .beta = beta.data(), .sums = &sums, .risk = &risk, .leaver_sums = leaver_sums};
  stratum_shift.clear();
  part.set_stratum_shift({});
  sums.clear();
  part.read(team, reading);
  if (sums.largest_eta <= largest_plain_eta) return;
  stratum_shift.assign(fit.strata.size(), -std::numeric_limits<double>::infinity());
  part.largest_by_stratum(team, shift.data(), beta.data(), stratum_shift);
  for (double& most : stratum_shift)
    if (!std::isfinite(most)) most = 0.0;
  part.set_stratum_shift(stratum_shift);
  sums.clear();
  part.read(team, reading);
}

void CoxGround::put_concordance(const std::vector<double>& beta, CoxFit& to) {
  const std::vector<double> eta = part.linear_predictors(team, shift.data(), beta.data());
  const ConcordanceSums counted =
      count_concordance(team, {eta.data(), part.duration().data(), part.event().data(), part.entry().data(), part.weights().data(),
                               part.strata().empty() ? nullptr : part.strata().data(), times.strata(), part.rows(),
                               clusters.count > 0 ? clusters.codes.data() : nullptr, clusters.count});
  to.concordance = counted.concordance;
  to.concordance_std_error = counted.std_error;
}

void climb(CoxLikelihood& likelihood, CoxAscent& ascent, const std::vector<double>& scale, const std::vector<double>& reach, double events,
           double weight, const CoxOptions& options) {
  std::vector<double> slope, information;
  while (!ascent.finished) {
    const double value = likelihood.measure(ascent.beta);
    if (!ascent.judge(value, std::isfinite(value))) continue;
    likelihood.weigh(slope, information);
    ascent.advance(slope, information, scale, reach, events, weight, options);
  }
}

}  // namespace mainstay::inline v1::survival
