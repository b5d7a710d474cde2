#include "mainstay/survival/cox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/cox_proportionality.hpp"
#include "mainstay/survival/cox_residuals.hpp"
#include "survival/concordance_kernel.hpp"
#include "survival/cox_ascent.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_exact.hpp"
#include "survival/cox_firth.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_freedom.hpp"
#include "survival/cox_over_time.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"
#include "survival/cox_short_step.hpp"
#include "survival/cox_state.hpp"
#include "survival/cox_timeline.hpp"
#include "survival/weights.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.cox";
constexpr double largest_plain_eta = 300.0;  // exp() of it can be squared
constexpr double largest_misjudgement = 1e-12;  // of the hazards that weight the rows
constexpr double very_short = 3e-7;  // a sample knows what such a step changes, and such a misjudgement, to a few billionths

// Plain numbers without weights: a value that is not finite shows in the sums of the first pass, so that it need not be looked
// for before.
bool shows_in_sums(const CoxInput& input) {
  return !input.weights.given() && std::all_of(input.x.columns.begin(), input.x.columns.end(), [](const Column& column) {
    return !column.categorical && column.validity == nullptr;
  });
}

bool all_finite(const CoxMoments& moments) {
  const auto finite = [](double value) { return std::isfinite(value); };
  return std::all_of(moments.squares.begin(), moments.squares.end(), finite);
}
}  // namespace

CoxFit cox(const CoxInput& input, const CoxOptions& options, const RunContext& context) {
  if (options.firth) return cox_firth(input, options, context);
  if (states_freedom(options)) return cox(input, with_freedom(input, options, context), context);
  if (options.ties == Ties::exact) return cox_exact(input, options, context);
  if (!options.time_effects.empty()) return cox_over_time(input, options, context);
  return cox_by({}, input, options, context);
}

CoxFit cox_by(const CoxWays& ways, const CoxInput& input, const CoxOptions& options, const RunContext& context) {
  const bool checked_later = shows_in_sums(input);
  Fields fields = fields_of(input);
  fields.find("x")->values_later = checked_later;
  check(key, fields, fields_of(options), context.threads);
  check_weights(key, input.weights);
  CoxFit fit;
  fit.columns = columns_of(input.x, input.weights);
  choose_references(key, fit.columns, options.references);
  data::Groups strata, clusters;
  fit.strata = {""};
  if (input.strata.given()) {
    strata = data::encode_groups(key, "strata", input.strata);
    if (strata.count > 0) fit.strata = strata.names();  // no rows: one stratum without a label
  }
  if (input.cluster.given()) clusters = data::encode_groups(key, "cluster", input.cluster);
  CoxPart part(key, input, fit.columns, std::move(strata.codes));
  part.check_entries(key);
  const std::int64_t n = part.rows(), terms = part.design().terms(), width = part.design().width();
  const auto strata_count = static_cast<std::int64_t>(fit.strata.size());
  Team team(key, context, row_chunks(n));
  team.report(0.0, 0.0);
  const std::vector<double> shift = part.rough_means();
  EventTimes times = event_times_of(team, part.duration().data(), part.event().data(), part.weights().data(),
                                          part.strata().empty() ? nullptr : part.strata().data(), strata_count, n, fit.follow_up);
  // Three ways to sum over risk sets: tables of all times; with too many times for that, rows in the order of time, or with
  // entries, which have no one order, tables of a run of times after the other.
  const RiskIndex risk(times.slots(), input.entry.given());
  const bool many = risk.size() * width > ways.table_room && n < std::numeric_limits<std::int32_t>::max();
  const bool in_order = many && !input.entry.given(), in_runs = many && input.entry.given();
  Leavers leavers;
  part.index(team, times, many ? nullptr : &risk, leavers);
  const bool leaver_sums = options.ties == Ties::efron && leavers.most > 1.0;
  const CoxRuns runs = in_runs ? CoxRuns(times.slots()) : CoxRuns();
  if (in_runs) part.list_pieces(runs, times);

  CoxAscent ascent;
  ascent.begin(terms);
  CoxMoments moments;
  CoxSums sums;
  RiskParts risk_sums;
  Hazards hazards, expected;  // at beta, and what they were thought to become there
  std::vector<double> resolved(many ? 0 : times.slots() * width), leaver_resolved, stratum_shift, scale, reach, gram;
  const double* leaver_table = nullptr;
  const auto weigh = [&] {  // hazards of all slots from the sums by place
    if (in_runs)
      return part.resolve_runs(team, runs, times, leavers, options.ties, leaver_sums, shift.data(), sums.table, hazards, risk_sums, nullptr, nullptr);
    risk.resolve(sums.table.data(), width, times, resolved.data());
    leaver_table = leaver_sums ? sums.leaver_table.data() : nullptr;
    hazards = hazards_of(team, times, leavers, options.ties, resolved.data(), leaver_table, width, terms, risk.entries());
    risk_sums = risk_parts(team, hazards, resolved.data(), leaver_table, times.slots(), width);
  };
  std::vector<double> information;
  const auto step = [&] {
    std::vector<double> slope, way = ascent.beta;
    slope_and_information(gram, risk_sums, moments.event_sum, terms, width, slope, information);
    ascent.advance(slope, information, scale, reach, moments.events, leavers.total_weight, options);
    expected = {};
    if (ascent.finished || many || n < ways.one_read_rows || !stratum_shift.empty()) return;
    for (std::int64_t j = 0; j < terms; ++j) way[j] = ascent.beta[j] - way[j];
    expected = hazards.forecast(times, resolved.data(), leaver_table, width, way, ascent.decrement / leavers.total_weight);
  };
  std::optional<CoxTimeline> timeline;
  const auto weigh_rows = [&] {
    if (in_order) return timeline->weigh(team, hazards, risk_sums, gram);
    gram.clear();
    part.read(team, {.shift = shift.data(), .gram = &gram, .expected_by = &hazards});
  };

  // When the coefficients after this step need no confirmation, what else is asked for there comes from here and from a sample.
  bool settled = false;
  const bool sums_by_row = options.robust || input.cluster.given();  // these are wanted at the very end
  const auto settle = [&](const std::vector<double>& from, const Hazards& used, double misjudged) {
    const std::int64_t every = n / std::max<std::int64_t>(1, ways.sample_rows);
    if (many || sums_by_row || every < 8 || !stratum_shift.empty()) return;
    const double weight = leavers.total_weight;
    if (!(misjudged + ascent.length(moments.events, weight) <= very_short)) return;
    double share = 1.0;  // what a relative error of the Gram matrix is in the information
    for (std::int64_t j = 0; j < terms; ++j)
      if (information[j * terms + j] > 0.0) share = std::max(share, gram[j * width + j] / information[j * terms + j]);
    if (!ascent.arrives(reach, moments.events, weight, misjudged * share, options.tolerance)) return;
    const CoxShortStep change = short_step(team, part, {risk, times, leavers, options.ties, shift.data(), from, hazards, used, information, resolved.data(), leaver_table},
                                           ascent.beta, every);
    if (!change.known) return;
    for (std::size_t i = 0; i < information.size(); ++i) information[i] += change.information[i];
    ascent.settle(information, scale, reach, moments.events, weight, options);
    settled = ascent.finished;
    if (!settled || !options.baseline) return;
    for (std::size_t i = 0; i < resolved.size(); ++i) resolved[i] += change.sums[i];
    for (std::size_t i = 0; i < change.leaver_sums.size(); ++i) sums.leaver_table[i] += change.leaver_sums[i];
    hazards = hazards_of(team, times, leavers, options.ties, resolved.data(), leaver_table, width, terms, risk.entries());
  };

  // At coefficients 0 the hazards are known without x, so that one read of it does everything.
  CoxReading first{.shift = shift.data(), .moments = &moments};
  const bool anybody = leavers.most > 0.0;
  if (anybody && !many) {
    part.sums_at_zero(team, risk, leavers, leaver_sums, sums);
    if (sums.largest_eta <= largest_plain_eta) {
      std::vector<double> plain(times.slots());
      risk.resolve(sums.table.data(), 1, times, plain.data());
      hazards = hazards_of(team, times, leavers, options.ties, plain.data(), leaver_sums ? sums.leaver_table.data() : nullptr, 1, 0,
                           risk.entries());
      const double value = log_likelihood_of(sums, hazards);
      ascent.judge(value, hazards.finite && std::isfinite(value));
      sums.clear();
      first.sums = &sums;
      first.risk = &risk;
      first.leaver_sums = leaver_sums;
      first.gram = &gram;
      first.expected_by = &hazards;
    }
  }
  team.report(0.0, 0.1);
  part.read(team, first);
  if (checked_later && !all_finite(moments)) check(key, input, options, context.threads);
  spread_of(moments, shift, scale, reach);
  ascent.penalty = penalty_of(key, options, fit.columns, scale, moments.weight, terms);
  if (!anybody) {
    ascent.status = CoxStatus::no_events;
    ascent.finished = true;
  }
  if (first.gram != nullptr && !ascent.finished) {
    weigh();
    step();
  }
  const std::int32_t* cluster = input.cluster.given() ? clusters.codes.data() : nullptr;
  if (in_order && !ascent.finished) {
    times.forget_lookup();
    timeline.emplace(team, part, times, leavers, options.ties, shift, cluster, ways.copy_room);
    part.forget_index();
  }
  while (!ascent.finished) {
    const double from = std::min(0.9, 0.1 + 0.2 * static_cast<double>(ascent.iterations)), to = std::min(0.95, from + 0.1);
    team.report(from, to);
    bool weighed = false;
    if (in_order) {
      timeline->measure(team, ascent.beta, sums, hazards);
    } else {
      CoxReading reading{.shift = shift.data(), .beta = ascent.beta.data(), .sums = &sums, .risk = &risk, .leaver_sums = leaver_sums};
      if (in_runs) {
        reading.runs = &runs;
        reading.times = &times;
      }
      weighed = expected.good();  // then the Gram matrix is of this read, too
      if (weighed) {
        gram.clear();
        reading.gram = &gram;
        reading.expected_by = &expected;
      }
      sums.clear();
      stratum_shift.clear();
      part.set_stratum_shift({});
      part.read(team, reading);
      if (!(sums.largest_eta <= largest_plain_eta)) {
        stratum_shift.assign(strata_count, -std::numeric_limits<double>::infinity());
        part.largest_by_stratum(team, shift.data(), ascent.beta.data(), stratum_shift);
        for (double& most : stratum_shift)
          if (!std::isfinite(most)) most = 0.0;
        part.set_stratum_shift(stratum_shift);
        weighed = false;
        reading.gram = nullptr;
        sums.clear();
        part.read(team, reading);
      }
      weigh();
    }
    const double value = log_likelihood_of(sums, hazards);
    if (!ascent.judge(value, hazards.finite && std::isfinite(value))) {
      expected = {};
      continue;
    }
    team.report(to, std::min(1.0, to + 0.1));
    if (!weighed) weigh_rows();
    // The last information matrix is that of the hazards themselves.
    const Hazards used = weighed ? std::move(expected) : Hazards{};
    const double misjudged = weighed ? hazards.distance(used) : 0.0;
    const bool near_enough = misjudged <= largest_misjudgement;
    const CoxAscent before = ascent;
    step();
    if (!ascent.finished) settle(before.beta, used, misjudged);
    if (!ascent.finished || near_enough || settled) continue;
    ascent = before;
    weigh_rows();
    step();
  }
  team.report(1.0, 1.0);

  const bool known = ascent.status != CoxStatus::no_events && ascent.status != CoxStatus::out_of_range;
  const bool robust = options.robust || input.cluster.given();
  const bool drifts = known && options.baseline && options.baseline_errors;
  std::vector<double> products, drift;
  if (in_order && timeline) {
    stratum_shift = timeline->stratum_shift();
    if (known && (robust || drifts))
      timeline->finish(hazards, drifts ? &drift : nullptr, robust ? &products : nullptr, clusters.count);
    timeline.reset();
  } else if (known) {
    if (in_runs && (robust || drifts)) {
      resolved.resize(times.slots() * width);
      if (leaver_sums) leaver_resolved.resize(times.slots() * width);
      const std::vector<double> table = std::move(sums.table);
      part.resolve_runs(team, runs, times, leavers, options.ties, leaver_sums, shift.data(), table, hazards, risk_sums, resolved.data(),
                        leaver_sums ? leaver_resolved.data() : nullptr);
      leaver_table = leaver_sums ? leaver_resolved.data() : nullptr;
    }
    if (robust)
      part.score_products(team, times, hazards, leavers, resolved.data(), leaver_table, shift.data(), cluster, clusters.count, products);
    if (drifts) drift = cumulative_drift(times, hazards, resolved.data(), leaver_table, width, terms);
  }
  fill_fit({&ascent, &moments, &shift, &times, known ? &hazards : nullptr, drifts ? &drift : nullptr, width, &stratum_shift,
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
    analysis<&cox_explain>("survival.cox.explain", "Why is this person's risk of leaving above or below the average?"),
    analysis<&cox_residuals>("survival.cox.residuals", "Who left sooner or later than the model expects, and who shapes it most?"),
    analysis<&cox_proportionality>("survival.cox.proportionality", "Does what an attribute does change over tenure?")};
}

constinit const Function cox_analysis =
    analysis<&cox>("survival.cox", "Which attributes go with leaving sooner, and by how much?", methods, &state_of<CoxState>);

}  // namespace mainstay::inline v1::survival
