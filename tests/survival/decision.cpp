// Net benefit and alerts against scikit-learn, the definitions by loops, and the invariances.
#include "mainstay/survival/decision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "../golden.hpp"
#include "judging_plain.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

struct Rows : plain::Rows {
  std::vector<std::int64_t> period;
};

DecisionInput input_of(const Rows& rows) {
  DecisionInput input;
  input.prediction = Column(rows.score);
  input.duration = Column(rows.duration);
  input.event = Column(rows.event);
  if (!rows.entry.empty()) input.entry = Column(rows.entry);
  if (!rows.weights.empty()) input.weights = Column(rows.weights);
  if (!rows.cluster.empty()) input.cluster = Column(rows.cluster);
  if (!rows.period.empty()) input.period = Column(rows.period);
  return input;
}

Rows random_rows(std::size_t n, std::uint64_t seed, bool weights, bool entry, bool cluster, int causes, bool periods) {
  Rows rows;
  static_cast<plain::Rows&>(rows) = plain::random_rows(n, seed, weights, entry, cluster, causes);
  for (double& score : rows.score) score = 0.1 + 0.4 * score;  // nine values from 0.1 to 0.9
  std::mt19937_64 random(seed);
  for (std::size_t i = 0; periods && i < n; ++i) rows.period.push_back(std::uniform_int_distribution<int>(5, 8)(random));
  return rows;
}

struct Sums {
  double caught = 0.0, false_alarms = 0.0, leavers = 0.0, all = 0.0, lead = 0.0;
};
Sums sums(const plain::Rows& rows, double horizon, double cause, const std::vector<double>& alerted) {
  Sums s;
  const std::vector<double> known = plain::known(rows, horizon);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!(rows.start(i) < horizon)) continue;
    const double w = rows.weight(i) * known[i];
    const bool left = rows.duration[i] <= horizon && rows.event[i] != 0.0 && (cause == 0.0 || rows.event[i] == cause);
    s.all += rows.weight(i);
    if (left) s.leavers += w;
    (left ? s.caught : s.false_alarms) += w * alerted[i];
    if (left) s.lead += w * alerted[i] * (rows.duration[i] - (rows.entry.empty() ? 0.0 : rows.entry[i]));
  }
  return s;
}

}  // namespace

TEST_CASE("decision: by hand") {
  // Two periods of three; two alerts in each. In the second period the two lower ones are tied for the second alert.
  const std::vector<double> risk{0.9, 0.5, 0.2, 0.8, 0.4, 0.4}, duration{1, 4, 2, 3, 2, 4}, event{1, 0, 1, 1, 1, 0};
  const std::vector<std::int64_t> period{1, 1, 1, 2, 2, 2};
  DecisionInput input;
  input.prediction = Column(risk);
  input.duration = Column(duration);
  input.event = Column(event);
  input.period = Column(period);
  DecisionOptions options;
  options.horizon = 3.0;
  options.predicted = PredictedWhat::incidence;
  options.thresholds = {0.5};
  options.alerts = {2.0};
  const DecisionResult result = decision(input, options);
  CHECK(golden::close(result.base_rate, 4.0 / 6.0, 1e-15));
  // 0.9, 0.5, 0.8 are at or above a half: two leave, one stays.
  CHECK(golden::close(result.thresholds.net_benefit[0], 1.0 / 6.0, 1e-15));
  CHECK(result.thresholds.alerted[0] == 0.5);
  // Alerts: 1, 1, 0 and 1, 1/2, 1/2; leavers among them 1, 0, 0 and 1, 1/2, 0, after 1, 3 and 2.
  CHECK(result.loads.alerted[0] == 4.0);
  CHECK(golden::close(result.loads.precision[0], 2.5 / 4.0, 1e-15));
  CHECK(golden::close(result.loads.recall[0], 2.5 / 4.0, 1e-15));
  CHECK(golden::close(result.loads.lead_time[0], (1.0 + 3.0 + 1.0) / 2.5, 1e-15));
  CHECK(result.loads.median_lead_time[0] == 2.0);
}

TEST_CASE("decision: scikit-learn's figures") {
  for (const std::string& name : golden::golden_files("survival/decision")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json &data = file["data"], &expect = file["expect"];
    Rows rows;
    rows.score = golden::numbers(data["incidence"]);
    rows.duration = golden::numbers(data["duration"]);
    rows.event = golden::numbers(data["event"]);
    DecisionOptions options;
    options.horizon = golden::number(file["options"]["horizon"]);
    options.thresholds = golden::numbers(file["options"]["thresholds"]);
    options.predicted = PredictedWhat::incidence;
    const DecisionResult result = decision(input_of(rows), options);
    CHECK(golden::close(result.base_rate, golden::number(expect["base_rate"]), 1e-12));
    CHECK(golden::close(result.average_precision, golden::number(expect["average_precision"]), 1e-12));
    CHECK(golden::distance(result.thresholds.precision, golden::numbers(expect["precision"])) < 1e-12);
    CHECK(golden::distance(result.thresholds.recall, golden::numbers(expect["recall"])) < 1e-12);
    CHECK(golden::distance(result.thresholds.net_benefit, golden::numbers(expect["net_benefit"]), 1e-12) < 1e-10);
    CHECK(golden::distance(result.thresholds.net_benefit_all, golden::numbers(expect["net_benefit_all"]), 1e-12) < 1e-10);
  }
}

TEST_CASE("decision: the definitions by loops, errors by differences") {
  std::uint64_t seed = 500;
  for (int design = 0; design < 16; ++design) {
    const bool weights = design & 1, entry = design & 2, cluster = design & 4;
    const int causes = design & 8 ? 3 : 1;
    CAPTURE(design);
    const Rows rows = random_rows(40, ++seed, weights, entry, cluster, causes, design % 3 != 0);
    const double cause = causes > 1 ? 2.0 : 0.0;
    DecisionOptions options;
    options.horizon = 6.0;
    options.predicted = PredictedWhat::incidence;
    options.thresholds = {0.25, 0.55};
    options.alerts = {1.0, 4.0, 1000.0};
    if (causes > 1) options.cause = 2;
    const DecisionResult result = decision(input_of(rows), options);
    for (std::size_t k = 0; k < 2; ++k) {
      std::vector<double> alerted;
      for (const double score : rows.score) alerted.push_back(score >= options.thresholds[k] ? 1.0 : 0.0);
      const double odds = options.thresholds[k] / (1.0 - options.thresholds[k]);
      const auto benefit = [&](const plain::Rows& of) {
        const Sums s = sums(of, 6.0, cause, alerted);
        return (s.caught - odds * s.false_alarms) / s.all;
      };
      const Sums s = sums(rows, 6.0, cause, alerted);
      CHECK(golden::close(result.thresholds.net_benefit[k], benefit(rows), 1e-11, 1e-13));
      CHECK(golden::close(result.thresholds.std_error[k], plain::jackknife(rows, benefit), 1e-8));
      CHECK(golden::close(result.thresholds.recall[k], s.caught / s.leavers, 1e-12));
      const auto recall = [&](const plain::Rows& of) {
        const Sums t = sums(of, 6.0, cause, alerted);
        return t.caught / t.leavers;
      };
      const auto precision = [&](const plain::Rows& of) {
        const Sums t = sums(of, 6.0, cause, alerted);
        return t.caught / (t.caught + t.false_alarms);
      };
      CHECK(golden::close(result.thresholds.recall_std_error[k], plain::jackknife(rows, recall), 1e-8, 1e-10));
      if (s.caught + s.false_alarms > 0.0) CHECK(golden::close(result.thresholds.precision_std_error[k], plain::jackknife(rows, precision), 1e-8, 1e-10));
      CHECK(golden::close(result.base_rate, s.leavers / s.all, 1e-12));
    }
    CHECK(golden::close(result.base_rate_std_error, plain::jackknife(rows, [&](const plain::Rows& of) {
                          const Sums s = sums(of, 6.0, cause, std::vector<double>(rows.size(), 0.0));
                          return s.leavers / s.all;
                        }), 1e-8));
    // Each leaver's precision is that of all with as high a prediction.
    const auto average = [&](const plain::Rows& of) {
      std::vector<double> known = plain::known(of, 6.0);
      for (double& one : known)
        if (!std::isfinite(one)) one = 0.0;  // nobody is left who could be censored
      const auto leaves = [&](std::size_t i) { return of.duration[i] <= 6.0 && of.event[i] != 0.0 && (cause == 0.0 || of.event[i] == cause); };
      double sum = 0.0, leavers = 0.0;
      for (std::size_t i = 0; i < of.size(); ++i) {
        if (!leaves(i) || known[i] == 0.0 || of.weight(i) == 0.0) continue;
        double hits = 0.0, all = 0.0;
        for (std::size_t j = 0; j < of.size(); ++j) {
          if (of.score[j] < of.score[i]) continue;
          all += of.weight(j) * known[j];
          hits += leaves(j) ? of.weight(j) * known[j] : 0.0;
        }
        sum += of.weight(i) * known[i] * hits / all;
        leavers += of.weight(i) * known[i];
      }
      return sum / leavers;
    };
    CHECK(golden::close(result.average_precision, average(rows), 1e-12));
    CHECK(golden::close(result.average_precision_std_error, plain::jackknife(rows, average), 1e-8, 1e-10));
    for (std::size_t k = 0; k < 3; ++k) {
      // Who is alerted: those before me in my period, and my share of what is left for those like me.
      std::vector<double> alerted(rows.size(), 0.0);
      double given = 0.0;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!(rows.start(i) < 6.0)) continue;
        double before = 0.0, same = 0.0;
        for (std::size_t j = 0; j < rows.size(); ++j) {
          if (!(rows.start(j) < 6.0) || (!rows.period.empty() && rows.period[i] != rows.period[j])) continue;
          if (rows.score[j] > rows.score[i]) before += rows.weight(j);
          if (rows.score[j] == rows.score[i]) same += rows.weight(j);
        }
        if (same > 0.0) alerted[i] = std::clamp((options.alerts[k] - before) / same, 0.0, 1.0);
        given += rows.weight(i) * alerted[i];
      }
      const auto precision = [&](const plain::Rows& of) {
        const Sums s = sums(of, 6.0, cause, alerted);
        return s.caught / (s.caught + s.false_alarms);
      };
      const auto recall = [&](const plain::Rows& of) {
        const Sums s = sums(of, 6.0, cause, alerted);
        return s.caught / s.leavers;
      };
      const Sums s = sums(rows, 6.0, cause, alerted);
      CHECK(golden::close(result.loads.alerted[k], given, 1e-12));
      CHECK(golden::close(result.loads.precision[k], precision(rows), 1e-12, 1e-14));
      CHECK(golden::close(result.loads.recall[k], recall(rows), 1e-12, 1e-14));
      CHECK(golden::close(result.loads.precision_std_error[k], plain::jackknife(rows, precision), 1e-8, 1e-10));
      CHECK(golden::close(result.loads.recall_std_error[k], plain::jackknife(rows, recall), 1e-8, 1e-10));
      if (!(s.caught > 0.0)) continue;
      CHECK(golden::close(result.loads.lead_time[k], s.lead / s.caught, 1e-12));
      const auto lead = [&](const plain::Rows& of) {
        const Sums t = sums(of, 6.0, cause, alerted);
        return t.lead / t.caught;
      };
      CHECK(golden::close(result.loads.lead_time_std_error[k], plain::jackknife(rows, lead), 1e-7, 1e-9));
    }
  }
}

TEST_CASE("decision: threads, row order, weights as copies") {
  const Rows rows = random_rows(3000, 9, true, true, true, 2, true);
  DecisionOptions options;
  options.horizon = 6.0;
  options.predicted = PredictedWhat::incidence;
  options.alerts = {5.0, 50.0, 200.0};
  options.cause = 1;
  const DecisionResult one = decision(input_of(rows), options, RunContext{1});
  for (const int threads : {2, 4}) {
    const DecisionResult other = decision(input_of(rows), options, RunContext{threads});
    CHECK(other.thresholds.std_error == one.thresholds.std_error);
    CHECK(other.loads.precision_std_error == one.loads.precision_std_error);
    CHECK(other.average_precision == one.average_precision);
  }
  const auto equal = [](const DecisionResult& a, const DecisionResult& b) {
    CHECK(golden::distance(a.thresholds.net_benefit, b.thresholds.net_benefit, 1e-13) < 1e-10);
    CHECK(golden::distance(a.thresholds.std_error, b.thresholds.std_error) < 1e-10);
    CHECK(golden::distance(a.loads.precision, b.loads.precision) < 1e-11);
    CHECK(golden::distance(a.loads.recall_std_error, b.loads.recall_std_error) < 1e-10);
    CHECK(golden::distance(a.loads.lead_time, b.loads.lead_time) < 1e-11);
    CHECK(golden::distance(a.loads.median_lead_time, b.loads.median_lead_time) == 0.0);
    CHECK(golden::close(a.average_precision, b.average_precision, 1e-11));
    CHECK(golden::close(a.base_rate_std_error, b.base_rate_std_error, 1e-10));
  };
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937_64(3));
  Rows mixed;
  for (const std::size_t i : order) {
    mixed.score.push_back(rows.score[i]);
    mixed.duration.push_back(rows.duration[i]);
    mixed.event.push_back(rows.event[i]);
    mixed.entry.push_back(rows.entry[i]);
    mixed.weights.push_back(rows.weights[i]);
    mixed.cluster.push_back(rows.cluster[i]);
    mixed.period.push_back(rows.period[i]);
  }
  equal(decision(input_of(mixed), options), one);

  Rows once = random_rows(200, 5, false, false, false, 1, true), weighted = once;
  weighted.weights.assign(200, 1.0);
  weighted.cluster.resize(200);
  std::iota(weighted.cluster.begin(), weighted.cluster.end(), 0);
  once.cluster = weighted.cluster;
  for (std::size_t i = 0; i < 200; i += 2) {
    weighted.weights[i] = 2.0;
    for (std::vector<double>* column : {&once.score, &once.duration, &once.event}) column->push_back((*column)[i]);
    once.cluster.push_back(once.cluster[i]);
    once.period.push_back(once.period[i]);
  }
  options.cause.reset();
  equal(decision(input_of(once), options), decision(input_of(weighted), options));
}

TEST_CASE("decision: beyond follow-up, nobody left, bad input") {
  Rows rows = random_rows(50, 12, false, false, false, 1, false);
  DecisionOptions options;
  options.horizon = 30.0;
  options.alerts = {3.0};
  DecisionResult result = decision(input_of(rows), options);
  CHECK(result.status == JudgingStatus::beyond_follow_up);
  CHECK(result.warning == "30 cannot be judged: too late for a follow-up that ends at 14");
  CHECK(std::isnan(result.thresholds.net_benefit[0]));
  CHECK(std::isnan(result.loads.precision[0]));
  options.horizon = 6.0;
  rows.event.assign(50, 0.0);
  result = decision(input_of(rows), options);
  CHECK(result.status == JudgingStatus::no_events);
  CHECK(result.base_rate == 0.0);
  CHECK(std::isnan(result.average_precision));
  CHECK(std::isnan(result.loads.recall[0]));
  CHECK(decision(input_of(Rows{}), options).status == JudgingStatus::beyond_follow_up);
  options.thresholds = {0.5, 0.5};
  CHECK_THROWS_WITH(decision(input_of(rows), options), "survival.decision: thresholds[1] is 0.5, but must be above the one before it");
  options.thresholds = {1.0};
  CHECK_THROWS_WITH(decision(input_of(rows), options), "survival.decision: thresholds[0] is 1, but must be > 0 and < 1");
}
