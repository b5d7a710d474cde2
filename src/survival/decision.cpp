#include "mainstay/survival/decision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/team.hpp"
#include "stats/distributions.hpp"
#include "stats/order.hpp"
#include "survival/judged.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.decision";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Estimate {
  double value = nan, std_error = nan;
  double people = 0.0;  // whom it is a share of: as many of equal weight as have the same sum of squares
};

class Rows {
 public:
  Rows(const DecisionInput& input, const DecisionOptions& options, const Judged& judged) : judged_(judged), end_(at(judged.rows), 0), incidence(at(judged.rows)), weight(at(judged.rows), 0.0), left(at(judged.rows), 0), counts(at(judged.rows), 0) {
    const Numbers prediction(input.prediction);
    const std::int32_t place = judged.censoring.up_to(options.horizon);
    for (std::int64_t i = 0; i < judged.rows; ++i) {
      incidence[at(i)] = options.predicted == PredictedWhat::survival ? 1.0 - prediction[i] : prediction[i];
      if (!(judged.weight(i) > 0.0)) continue;
      const Judged::View v = judged.view(i, options.horizon, place);
      counts[at(i)] = v.counts;
      weight[at(i)] = judged.weight(i) * v.weight;
      left[at(i)] = v.left;
      end_[at(i)] = v.end;
      if (v.counts) total += judged.weight(i);
    }
    order = stats::order_by(incidence.data(), judged.rows);
    std::reverse(order.begin(), order.end());  // from the highest; equal ones are taken together
  }

  // Σ w W top / Σ w W bottom, or over Σ w where `plain`; top(i), bottom(i).
  template <class Top, class Bottom>
  Estimate ratio(Top&& top, Bottom&& bottom, bool plain) const {
    double above = 0.0, below = plain ? total : 0.0;
    for (std::int64_t i = 0; i < judged_.rows; ++i) {
      if (weight[at(i)] == 0.0) continue;
      above += weight[at(i)] * top(i);
      if (!plain) below += weight[at(i)] * bottom(i);
    }
    if (!(below > 0.0)) return {};
    const double value = above / below;
    Pull pull;
    pull.reset(judged_.censoring);
    const auto mass = [&](std::int64_t i) { return weight[at(i)] * (plain ? top(i) : top(i) - value * bottom(i)) / below; };
    for (std::int64_t i = 0; i < judged_.rows; ++i)
      if (weight[at(i)] != 0.0) pull.add(judged_.begins(i), end_[at(i)], mass(i));
    pull.close(judged_.censoring);
    Spread spread(judged_), squares(judged_);
    for (std::int64_t i = 0; i < judged_.rows; ++i) {
      const double w = judged_.weight(i);
      if (!(w > 0.0)) continue;
      double influence = w * judged_.pull(pull, i);
      if (weight[at(i)] != 0.0) influence += mass(i);
      if (plain && counts[at(i)]) influence -= w * value / below;
      spread.add(i, influence);
      if (weight[at(i)] != 0.0) squares.add(i, weight[at(i)] * bottom(i) / below);
    }
    return {value, std::sqrt(spread.variance()), 1.0 / squares.variance()};
  }

  // Σ w W D · (precision of all with so high a prediction) / Σ w W D.
  Estimate average_precision() const {
    double everybody = 0.0, hits = 0.0, all = 0.0, sum = 0.0;
    std::vector<double> precision(incidence.size(), 0.0), by_hit(incidence.size(), 0.0), by_all(incidence.size(), 0.0);
    std::vector<std::pair<std::size_t, std::size_t>> steps;
    std::vector<double> own, reached, behind;
    for (std::size_t first = 0; first < order.size();) {
      std::size_t last = first;
      double leavers = 0.0;
      for (; last < order.size() && incidence[at(order[last])] == incidence[at(order[first])]; ++last) {
        leavers += weight[at(order[last])] * (left[at(order[last])] ? 1.0 : 0.0);
        all += weight[at(order[last])];
      }
      hits += leavers;
      if (leavers > 0.0) sum += leavers * (hits / all);
      steps.emplace_back(first, last);
      own.push_back(leavers);
      reached.push_back(hits);
      behind.push_back(all);
      first = last;
    }
    everybody = hits;
    if (!(everybody > 0.0)) return {};
    const double value = std::min(sum / everybody, 1.0);
    // A row moves its own step and the precision of all steps after it.
    double with_hit = 0.0, with_all = 0.0;
    for (std::size_t s = steps.size(); s-- > 0;) {
      const double share = behind[s] > 0.0 ? reached[s] / behind[s] : 0.0;
      if (behind[s] > 0.0) {
        with_hit += own[s] / behind[s];
        with_all += own[s] * share / behind[s];
      }
      for (std::size_t k = steps[s].first; k < steps[s].second; ++k) {
        precision[at(order[k])] = share;
        by_hit[at(order[k])] = with_hit;
        by_all[at(order[k])] = with_all;
      }
    }
    const auto mass = [&](std::int64_t i) {
      const double d = left[at(i)] ? 1.0 : 0.0;
      return weight[at(i)] * (d * (precision[at(i)] + by_hit[at(i)] - value) - by_all[at(i)]) / everybody;
    };
    Pull pull;
    pull.reset(judged_.censoring);
    for (std::int64_t i = 0; i < judged_.rows; ++i)
      if (weight[at(i)] != 0.0) pull.add(judged_.begins(i), end_[at(i)], mass(i));
    pull.close(judged_.censoring);
    Spread spread(judged_), squares(judged_);
    for (std::int64_t i = 0; i < judged_.rows; ++i) {
      if (!(judged_.weight(i) > 0.0)) continue;
      spread.add(i, (weight[at(i)] != 0.0 ? mass(i) : 0.0) + judged_.weight(i) * judged_.pull(pull, i));
      if (left[at(i)]) squares.add(i, weight[at(i)] / everybody);
    }
    return {value, std::sqrt(spread.variance()), 1.0 / squares.variance()};
  }

  // Share of each row that a load alerts, over the periods.
  std::vector<double> alerted(double load, const std::vector<std::int64_t>& by_period, const std::vector<std::int64_t>& begin) const {
    std::vector<double> share(incidence.size(), 0.0);
    for (std::size_t p = 0; p + 1 < begin.size(); ++p) {
      double rest = load;
      for (std::int64_t first = begin[p]; first < begin[p + 1] && rest > 0.0;) {
        std::int64_t last = first;
        double own = 0.0;
        for (; last < begin[p + 1] && incidence[at(by_period[at(last)])] == incidence[at(by_period[at(first)])]; ++last)
          if (counts[at(by_period[at(last)])]) own += judged_.weight(by_period[at(last)]);
        const double part = own > 0.0 ? std::min(1.0, rest / own) : 0.0;
        for (std::int64_t k = first; k < last; ++k)
          if (counts[at(by_period[at(k)])]) share[at(by_period[at(k)])] = part;
        rest -= own;
        first = last;
      }
    }
    return share;
  }

 private:
  const Judged& judged_;
  std::vector<std::int32_t> end_;

 public:
  std::vector<double> incidence, weight;   // predicted; w W
  std::vector<std::uint8_t> left, counts;  // by the horizon; under observation before it
  std::vector<std::int64_t> order;
  double total = 0.0;
};

}  // namespace

DecisionResult decision(const DecisionInput& input, const DecisionOptions& options, const RunContext& context) {
  if (options.horizon == 0.0) refuse(key, "horizon", "missing", "given: the time that the predictions are for");
  check(key, input, options, context.threads);
  check_rising(key, "thresholds", options.thresholds);
  check_rising(key, "alerts", options.alerts);
  const Judged judged(key, {input.duration, input.event, input.entry, input.weights, input.cluster, {}, {}}, options.cause.value_or(0), false);
  data::Groups periods;
  if (input.period.given()) periods = data::encode_groups(key, "period", input.period);
  DecisionResult result;
  result.rows = judged.used;
  result.events = judged.events;
  result.periods = input.period.given() ? periods.count : judged.used > 0 ? 1 : 0;
  for (double* value : {&result.base_rate, &result.base_rate_std_error, &result.base_rate_lower, &result.base_rate_upper, &result.average_precision, &result.average_precision_std_error,
                        &result.average_precision_lower, &result.average_precision_upper}) *value = nan;
  const auto count = static_cast<std::int64_t>(options.thresholds.size()), loads = static_cast<std::int64_t>(options.alerts.size());
  DecisionThresholds& out = result.thresholds;
  DecisionLoads& load = result.loads;
  out.threshold = options.thresholds;
  for (std::vector<double>* column : {&out.alerted, &out.net_benefit, &out.std_error, &out.lower, &out.upper, &out.net_benefit_all, &out.precision, &out.precision_std_error, &out.precision_lower, &out.precision_upper,
                                      &out.recall, &out.recall_std_error, &out.recall_lower, &out.recall_upper}) column->assign(at(count), nan);
  load.alerts = options.alerts;
  for (std::vector<double>* column : {&load.precision, &load.precision_std_error, &load.precision_lower, &load.precision_upper, &load.recall, &load.recall_std_error, &load.recall_lower,
                                      &load.recall_upper, &load.lead_time, &load.lead_time_std_error, &load.lead_time_lower, &load.lead_time_upper, &load.median_lead_time})
    column->assign(at(loads), nan);
  load.alerted.assign(at(loads), 0.0);
  if (!judged.usable(options.horizon)) {
    result.status = JudgingStatus::beyond_follow_up;
    result.warning = beyond_follow_up({options.horizon}, judged.last);
    return result;
  }
  const Rows rows(input, options, judged);
  if (!(rows.total > 0.0)) {
    result.status = JudgingStatus::beyond_follow_up;
    result.warning = "nobody had entered by the horizon";
    return result;
  }
  const double z = stats::normal_interval_factor(options.confidence_level);
  const auto limits = [&](const Estimate& estimate, double& value, double& error, double& lower, double& upper) {
    if (std::isnan(estimate.value)) return;
    value = std::clamp(estimate.value, 0.0, 1.0);
    error = estimate.std_error;
    const stats::Interval interval = share_limits(value, error, estimate.people, z);
    lower = interval.lower;
    upper = interval.upper;
  };
  const auto left = [&](std::int64_t i) { return rows.left[at(i)] ? 1.0 : 0.0; };
  const auto one = [](std::int64_t) { return 1.0; };
  limits(rows.ratio(left, one, true), result.base_rate, result.base_rate_std_error, result.base_rate_lower, result.base_rate_upper);
  double everybody = 0.0, known = 0.0;
  for (std::int64_t i = 0; i < judged.rows; ++i) {
    known += rows.weight[at(i)];
    everybody += rows.weight[at(i)] * left(i);
  }
  if (everybody > 0.0) {
    const Estimate average = rows.average_precision();  // no share of anybody, but of pairs
    const stats::Interval interval = pair_limits(average.value, average.std_error, average.people, z);
    result.average_precision = average.value;
    result.average_precision_std_error = average.std_error;
    result.average_precision_lower = interval.lower;
    result.average_precision_upper = interval.upper;
  } else {
    result.status = JudgingStatus::no_events;
  }
  // Rows by period, in each from the highest prediction.
  std::vector<std::int64_t> by_period = rows.order, begin{0, judged.rows};
  if (input.period.given()) {
    begin.assign(at(periods.count) + 1, 0);
    for (const std::int32_t code : periods.codes) ++begin[at(code) + 1];
    for (std::size_t p = 1; p < begin.size(); ++p) begin[p] += begin[p - 1];
    std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
    for (const std::int64_t i : rows.order) by_period[at(next[at(periods.codes[at(i)])]++)] = i;
  }
  std::vector<std::int64_t> by_duration;
  if (loads > 0) by_duration = stats::order_by(judged.duration.data(), judged.rows);
  const auto lead = [&](std::int64_t i) { return judged.duration[i] - (judged.entry.given() ? std::max(judged.entry[i], 0.0) : 0.0); };
  Team team(key, context, count + loads);
  team.run(count + loads, [&](std::int64_t task) {
    if (task < count) {
      const double threshold = options.thresholds[at(task)], odds = threshold / (1.0 - threshold);
      const auto act = [&](std::int64_t i) { return rows.incidence[at(i)] >= threshold ? 1.0 : 0.0; };
      const Estimate benefit = rows.ratio([&](std::int64_t i) { return act(i) * (rows.left[at(i)] ? 1.0 : -odds); }, one, true);
      double alerted = 0.0;
      for (std::int64_t i = 0; i < judged.rows; ++i)
        if (rows.counts[at(i)]) alerted += judged.weight(i) * act(i);
      const auto caught = [&](std::int64_t i) { return act(i) * left(i); };
      out.alerted[at(task)] = std::min(alerted / rows.total, 1.0);
      out.net_benefit[at(task)] = std::min(benefit.value, 1.0);
      out.std_error[at(task)] = benefit.std_error;
      out.lower[at(task)] = benefit.value - z * benefit.std_error;
      out.upper[at(task)] = benefit.value + z * benefit.std_error;
      out.net_benefit_all[at(task)] = std::min((everybody - odds * (known - everybody)) / rows.total, 1.0);
      limits(rows.ratio(caught, act, false), out.precision[at(task)], out.precision_std_error[at(task)], out.precision_lower[at(task)], out.precision_upper[at(task)]);
      limits(rows.ratio(caught, left, false), out.recall[at(task)], out.recall_std_error[at(task)], out.recall_lower[at(task)], out.recall_upper[at(task)]);
      return;
    }
    const std::int64_t k = task - count;
    const std::vector<double> share = rows.alerted(options.alerts[at(k)], by_period, begin);
    double hits = 0.0;
    for (std::int64_t i = 0; i < judged.rows; ++i) {
      load.alerted[at(k)] += judged.weight(i) * share[at(i)];
      hits += rows.weight[at(i)] * share[at(i)] * left(i);
    }
    const auto caught = [&](std::int64_t i) { return share[at(i)] * left(i); };
    limits(rows.ratio(caught, [&](std::int64_t i) { return share[at(i)]; }, false), load.precision[at(k)], load.precision_std_error[at(k)], load.precision_lower[at(k)], load.precision_upper[at(k)]);
    limits(rows.ratio(caught, left, false), load.recall[at(k)], load.recall_std_error[at(k)], load.recall_lower[at(k)], load.recall_upper[at(k)]);
    if (!(hits > 0.0)) return;
    const Estimate ahead = rows.ratio([&](std::int64_t i) { return caught(i) * lead(i); }, caught, false);
    load.lead_time_std_error[at(k)] = ahead.std_error;
    load.lead_time_lower[at(k)] = std::max(0.0, ahead.value - z * ahead.std_error);
    load.lead_time_upper[at(k)] = std::min(options.horizon, ahead.value + z * ahead.std_error);
    double sum = 0.0;
    std::vector<std::pair<double, double>> leads;  // time, weight
    for (const std::int64_t i : by_duration) {
      const double mass = rows.weight[at(i)] * caught(i);
      if (mass == 0.0) continue;
      sum += mass * lead(i);
      leads.emplace_back(lead(i), mass);
    }
    load.lead_time[at(k)] = sum / hits;
    std::stable_sort(leads.begin(), leads.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    double before = 0.0;
    for (const auto& [time, mass] : leads) {
      before += mass;
      load.median_lead_time[at(k)] = time;
      if (before >= 0.5 * hits * (1.0 - 1e-12)) break;
    }
  });
  return result;
}

constinit const Function decision_analysis = analysis<&decision>("survival.decision", "What does acting on predicted risk bring, and whom do so many alerts catch?");

}  // namespace mainstay::inline v1::survival
