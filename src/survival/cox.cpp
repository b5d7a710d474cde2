#include "mainstay/survival/cox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "survival/concordance_kernel.hpp"
#include "survival/cox_ascent.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"
#include "survival/cox_state.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.cox";
constexpr double largest_plain_eta = 300.0;  // exp() of it can be squared
}  // namespace

CoxFit cox(const CoxInput& input, const CoxOptions& options, const RunContext& context) {
  check(key, input, options);
  CoxFit fit;
  fit.columns = columns_of(input.x, input.weights);
  choose_references(key, fit.columns, options.references);
  data::Groups strata, clusters;
  fit.strata = {""};
  if (input.strata.given()) {
    strata = data::encode_groups(key, "strata", input.strata);
    fit.strata = strata.names();
  }
  if (input.cluster.given()) clusters = data::encode_groups(key, "cluster", input.cluster);
  CoxPart part(key, input, fit.columns, std::move(strata.codes));
  part.check_entries(key);
  const std::int64_t n = part.rows(), terms = part.design().terms(), width = part.design().width();
  const auto strata_count = static_cast<std::int64_t>(fit.strata.size());
  fit.follow_up.assign(strata_count, 0.0);
  for (std::int64_t i = 0; i < n; ++i) {
    double& longest = fit.follow_up[part.strata().empty() ? 0 : part.strata()[i]];
    longest = std::max(longest, part.duration()[i]);
  }

  Team team(key, context, row_chunks(n));
  const std::vector<double> shift = part.rough_means();
  CoxMoments moments;
  part.moments(team, shift.data(), moments);
  std::vector<double> scale, reach;
  spread_of(moments, shift, scale, reach);
  const EventTimes times = event_times_of(part.duration().data(), part.event().data(), part.weights().data(),
                                          part.strata().empty() ? nullptr : part.strata().data(), strata_count, n);
  part.index(team, times);
  Leavers leavers{std::vector<double>(times.slots(), 0.0), std::vector<double>(times.slots(), 0.0)};
  part.leavers(leavers);
  const RiskIndex risk(times.slots(), input.entry.given());
  const bool leaver_sums = options.ties == Ties::efron && leavers.most > 1.0;

  CoxAscent ascent;
  ascent.begin(terms);
  if (moments.events == 0.0) {
    ascent.status = CoxStatus::no_events;
    ascent.finished = true;
  }
  CoxSums sums;
  Hazards hazards;
  std::vector<double> resolved(times.slots() * width), stratum_shift, slope, information;
  const double* leaver_table = nullptr;
  while (!ascent.finished) {
    const double from = std::min(0.95, static_cast<double>(ascent.iterations) / 6.0), middle = std::max(from, from + 0.08 * (1.0 - from));
    team.report(from, middle);
    const auto evaluate = [&] {
      sums = {};
      part.sums(team, risk, shift.data(), ascent.beta.data(), leaver_sums, sums);
    };
    stratum_shift.clear();
    part.set_stratum_shift({});
    evaluate();
    if (!(sums.largest_eta <= largest_plain_eta)) {
      stratum_shift.assign(strata_count, -std::numeric_limits<double>::infinity());
      part.largest_by_stratum(team, shift.data(), ascent.beta.data(), stratum_shift);
      for (double& most : stratum_shift)
        if (!std::isfinite(most)) most = 0.0;
      part.set_stratum_shift(stratum_shift);
      evaluate();
    }
    risk.resolve(sums.table.data(), width, times, resolved.data());
    leaver_table = leaver_sums ? sums.leaver_table.data() : nullptr;
    hazards = hazards_of(times, leavers, options.ties, resolved.data(), leaver_table, width, terms);
    const double value = log_likelihood_of(sums, hazards);
    if (!ascent.judge(value, hazards.finite && std::isfinite(value), options.ridge)) continue;
    team.report(middle, std::min(1.0, middle + 0.08));
    std::vector<double> gram, products;
    part.gram(team, hazards, shift.data(), gram);
    risk_products(team, hazards, resolved.data(), leaver_table, times.slots(), width, products);
    slope_and_information(gram, products, moments.event_sum, terms, width, slope, information);
    ascent.advance(slope, information, scale, reach, moments.events, leavers.total_weight, options);
  }
  team.report(1.0, 1.0);

  const bool known = ascent.status != CoxStatus::no_events && ascent.status != CoxStatus::out_of_range;
  const bool robust = options.robust || input.cluster.given();
  std::vector<double> products;
  if (known && robust)
    part.score_products(team, times, hazards, leavers, resolved.data(), leaver_table, shift.data(),
                        input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count, products);
  fill_fit({&ascent, &moments, &shift, &times, known ? &hazards : nullptr, resolved.data(), leaver_table, width, &stratum_shift,
            known && robust ? &products : nullptr},
           options, fit);
  fit.concordance = fit.concordance_std_error = std::numeric_limits<double>::quiet_NaN();
  if (options.concordance && known) {
    const std::vector<double> eta = part.linear_predictors(team, shift.data(), ascent.beta.data());
    const ConcordanceSums counted =
        count_concordance(team, {eta.data(), part.duration().data(), part.event().data(), part.entry().data(), part.weights().data(),
                                 part.strata().empty() ? nullptr : part.strata().data(), strata_count, n,
                                 input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count});
    fit.concordance = counted.concordance;
    fit.concordance_std_error = counted.std_error;
  }
  return fit;
}

namespace {
constexpr Function methods[] = {
    analysis<&cox_predict>("survival.cox.predict", "How likely is each of these people to stay until a given day?"),
    analysis<&cox_explain>("survival.cox.explain", "Why is this person's risk of leaving above or below the average?")};
}

constinit const Function cox_analysis =
    analysis<&cox>("survival.cox", "Which attributes go with leaving sooner, and by how much?", methods, &state_of<CoxState>);

}  // namespace mainstay::inline v1::survival
