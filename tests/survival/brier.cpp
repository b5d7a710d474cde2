// Brier scores against scikit-survival, the definition by loops, and the invariances.
#include "mainstay/survival/brier.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "../golden.hpp"
#include "judging_plain.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

BrierInput input_of(const plain::Rows& rows) {
  BrierInput input;
  for (std::size_t k = 0; k < rows.prediction.size(); ++k) input.prediction.add("t" + std::to_string(k), Column(rows.prediction[k]));
  input.duration = Column(rows.duration);
  input.event = Column(rows.event);
  if (!rows.entry.empty()) input.entry = Column(rows.entry);
  if (!rows.weights.empty()) input.weights = Column(rows.weights);
  if (!rows.cluster.empty()) input.cluster = Column(rows.cluster);
  if (!rows.others_duration.empty()) {
    input.censoring_duration = Column(rows.others_duration);
    input.censoring_event = Column(rows.others_event);
  }
  return input;
}

// One curve for everybody: incidence of the cause (0: all) by `time`, given being here at `from`.
double curve(const plain::Rows& rows, double time, double from, double cause) {
  double stay = 1.0, left = 0.0;
  for (double t = 0.0; t <= time; t += 1.0) {  // whole-number times
    if (t <= from) continue;
    double at_risk = 0.0, all = 0.0, own = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows.duration[i] < t || !(rows.start(i) < t)) continue;
      at_risk += rows.weight(i);
      if (rows.duration[i] != t || rows.event[i] == 0.0) continue;
      all += rows.weight(i);
      if (cause == 0.0 || rows.event[i] == cause) own += rows.weight(i);
    }
    if (all == 0.0) continue;
    left += stay * own / at_risk;
    stay *= 1.0 - all / at_risk;
  }
  return left;
}

double score(const plain::Rows& rows, double time, const std::vector<double>& incidence, double cause, bool at) {
  double sum = 0.0, all = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!(rows.start(i) < time)) continue;
    all += rows.weight(i);
    const double left = rows.duration[i] <= time && rows.event[i] != 0.0 && (cause == 0.0 || rows.event[i] == cause) ? 1.0 : 0.0;
    sum += rows.weight(i) * plain::known(rows, i, time, at) * (left - incidence[i]) * (left - incidence[i]);
  }
  return sum / all;
}

void check_equal(const BrierResult& a, const BrierResult& b, double tolerance) {
  CHECK(golden::distance(a.times.brier, b.times.brier) <= tolerance);
  CHECK(golden::distance(a.times.std_error, b.times.std_error) <= 10.0 * tolerance);
  CHECK(golden::distance(a.times.skill, b.times.skill, 1e-12) <= 10.0 * tolerance);
  CHECK(golden::distance(a.times.skill_std_error, b.times.skill_std_error) <= 10.0 * tolerance);
  CHECK(golden::close(a.integrated, b.integrated, tolerance));
  CHECK(golden::close(a.integrated_std_error, b.integrated_std_error, 10.0 * tolerance));
  CHECK(golden::close(a.log_score, b.log_score, tolerance));
  CHECK(golden::close(a.log_score_std_error, b.log_score_std_error, 10.0 * tolerance));
}

}  // namespace

TEST_CASE("brier: by hand") {
  // Leaves at 1, censored at 2, leaves at 3, still here at 4; G is 1 before 2, 2/3 until 4. At 3: weights 1, 0, 3/2, 3/2.
  const std::vector<double> duration{1, 2, 3, 4}, event{1, 0, 1, 0}, stay{0.5, 0.5, 0.2, 0.8};
  BrierInput input;
  input.prediction.add("three", Column(stay));
  input.duration = Column(duration);
  input.event = Column(event);
  BrierOptions options;
  options.times = {3.0};
  const BrierResult result = brier(input, options);
  CHECK(result.status == JudgingStatus::judged);
  CHECK(golden::close(result.times.brier[0], (0.25 + 1.5 * 0.04 + 1.5 * 0.04) / 4.0, 1e-15));
  // Kaplan-Meier at 3: 3/4 · 1/2 = 3/8 still here.
  CHECK(golden::close(result.times.reference[0], (0.140625 + 1.5 * 0.140625 + 1.5 * 0.390625) / 4.0, 1e-15));
  // Left by 3: −log(1 − 0.5), −log(1 − 0.2); censored at 2: a third of the way is left, 1 − 2/3 · 0.5; at 4: −log 0.8.
  CHECK(golden::close(result.log_score, -(std::log(0.5) + std::log(2.0 / 3.0) + std::log(0.8) + std::log(0.8)) / 4.0, 1e-14));
  CHECK(std::isnan(result.integrated));
}

TEST_CASE("brier: scikit-survival's scores") {
  for (const std::string& name : golden::golden_files("survival/brier")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json &data = file["data"], &expect = file["expect"];
    plain::Rows rows;
    rows.duration = golden::numbers(data["duration"]);
    rows.event = golden::numbers(data["event"]);
    for (const golden::json& column : data["survival"]) rows.prediction.push_back(golden::numbers(column));
    if (data.contains("censoring_duration")) {
      rows.others_duration = golden::numbers(data["censoring_duration"]);
      rows.others_event = golden::numbers(data["censoring_event"]);
    }
    BrierOptions options;
    options.times = golden::numbers(file["options"]["times"]);
    options.censoring_at = CensoringTime::at;
    const BrierResult result = brier(input_of(rows), options);
    CHECK(golden::distance(result.times.brier, golden::numbers(expect["brier"])) < 1e-12);
    if (expect.contains("integrated")) CHECK(golden::close(result.integrated, golden::number(expect["integrated"]), 1e-12));
    if (expect.contains("published")) {
      const double relative = golden::number(expect["published_relative"]);
      CHECK(golden::distance(result.times.brier, golden::numbers(expect["published"])) < relative);
    }
    if (expect.contains("published_integrated")) CHECK(golden::close(result.integrated, golden::number(expect["published_integrated"]), 1e-5));
  }
}

TEST_CASE("brier: the definition by loops, errors by differences") {
  std::uint64_t seed = 0;
  for (int design = 0; design < 32; ++design) {
    const bool weights = design & 1, entry = design & 2, cluster = design & 4, others = design & 8, at = design & 16;
    const int causes = design % 3 == 0 ? 2 : 1;
    CAPTURE(design);
    const plain::Rows rows = plain::random_rows(24, ++seed, weights, entry, cluster, causes, others);
    BrierOptions options;
    options.times = {3.0, 5.5, 8.0};
    options.predicted = PredictedWhat::survival;
    options.censoring_at = at ? CensoringTime::at : CensoringTime::before;
    if (causes == 2) options.cause = 1;
    const double cause = causes == 2 ? 1.0 : 0.0;
    const BrierResult result = brier(input_of(rows), options);
    REQUIRE(result.status == JudgingStatus::judged);
    std::vector<std::vector<double>> incidence(3), standard(3);
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t i = 0; i < rows.size(); ++i) {
        incidence[k].push_back(1.0 - rows.prediction[k][i]);
        if (entry) {
          double here = 1.0 - curve(rows, rows.entry[i], -1.0, 0.0);
          standard[k].push_back((curve(rows, options.times[k], -1.0, cause) - curve(rows, rows.entry[i], -1.0, cause)) / here);
        } else {
          standard[k].push_back(curve(rows, options.times[k], -1.0, cause));
        }
      }
    const auto brier_at = [&](const plain::Rows& of, std::size_t k) { return score(of, options.times[k], incidence[k], cause, at); };
    const auto reference_at = [&](const plain::Rows& of, std::size_t k) { return score(of, options.times[k], standard[k], cause, at); };
    const double first = 2.5 / 10.0, middle = 0.5, last = 2.5 / 10.0;
    const auto integrated = [&](const plain::Rows& of) { return first * brier_at(of, 0) + middle * brier_at(of, 1) + last * brier_at(of, 2); };
    const auto integrated_reference = [&](const plain::Rows& of) {
      return first * reference_at(of, 0) + middle * reference_at(of, 1) + last * reference_at(of, 2);
    };
    for (std::size_t k = 0; k < 3; ++k) {
      CHECK(golden::close(result.times.brier[k], brier_at(rows, k), 1e-12));
      CHECK(golden::close(result.times.reference[k], reference_at(rows, k), 1e-12));
      if (reference_at(rows, k) > 0.0) CHECK(golden::close(result.times.skill[k], 1.0 - brier_at(rows, k) / reference_at(rows, k), 1e-11, 1e-12));
      CHECK(golden::close(result.times.std_error[k], plain::jackknife(rows, [&](const plain::Rows& of) { return brier_at(of, k); }), 1e-8));
      CHECK(golden::close(result.times.skill_std_error[k], plain::jackknife(rows, [&](const plain::Rows& of) { return brier_at(of, k) / reference_at(of, k); }), 1e-8));
    }
    CHECK(golden::close(result.integrated, integrated(rows), 1e-12));
    CHECK(golden::close(result.integrated_std_error, plain::jackknife(rows, integrated), 1e-8));
    CHECK(golden::close(result.integrated_skill_std_error,
                        plain::jackknife(rows, [&](const plain::Rows& of) { return integrated(of) / integrated_reference(of); }), 1e-8));
    // The log score row by row: straight lines from (0 or entry, 1) through the predictions.
    if (causes == 1) {
      double sum = 0.0, all = 0.0;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<std::pair<double, double>> points{{entry ? rows.entry[i] : 0.0, 1.0}};
        for (std::size_t k = 0; k < 3; ++k)
          if (options.times[k] > points[0].first) points.emplace_back(options.times[k], rows.prediction[k][i]);
        const double t = rows.duration[i];
        double probability = points.back().second;
        for (std::size_t k = 1; k < points.size(); ++k) {
          if (!(points[k - 1].first < t && t <= points[k].first)) continue;
          const auto [from, here] = points[k - 1];
          const auto [to, then] = points[k];
          probability = rows.event[i] != 0.0 ? here - then : here + (then - here) * (t - from) / (to - from);
        }
        sum -= rows.weight(i) > 0.0 ? rows.weight(i) * std::log(probability) : 0.0;
        all += rows.weight(i);
      }
      CHECK(golden::close(result.log_score, sum / all, 1e-12));
    } else {
      const auto log_score = [&](const plain::Rows& of, const std::vector<std::vector<double>>& predicted) {
        double sum = 0.0, all = 0.0;
        for (std::size_t i = 0; i < of.size(); ++i) {
          if (!(of.start(i) < 8.0)) continue;
          all += of.weight(i);
          const double weight = of.weight(i) * plain::known(of, i, 8.0, at);
          if (weight == 0.0) continue;
          const auto up_to = [&](std::size_t k) { return options.times[k] <= of.start(i) ? 0.0 : predicted[k][i]; };
          double probability = 1.0 - up_to(2);
          if (of.duration[i] <= 8.0 && of.event[i] == 1.0) {
            const double t = of.duration[i];
            probability = t <= 3.0 ? up_to(0) : t <= 5.5 ? up_to(1) - up_to(0) : up_to(2) - up_to(1);
          }
          sum -= weight * std::log(probability);
        }
        return sum / all;
      };
      CHECK(golden::close(result.log_score, log_score(rows, incidence), 1e-12));
      CHECK(golden::close(result.log_score_std_error, plain::jackknife(rows, [&](const plain::Rows& of) { return log_score(of, incidence); }), 1e-8));
      if (std::isfinite(result.log_score_reference)) CHECK(golden::close(result.log_score_reference, log_score(rows, standard), 1e-12));
    }
  }
}

TEST_CASE("brier: the log score of a cause is proper, and the same however many are censored") {
  // Two causes with rates a and b of their own for each person; F_1(t) = a / (a + b) · (1 − exp(−(a + b) t)).
  constexpr std::size_t n = 40000;
  std::mt19937_64 random(17);
  std::vector<double> a(n), b(n), leaves(n), ends(n), cause(n);
  for (std::size_t i = 0; i < n; ++i) {
    a[i] = std::uniform_real_distribution<double>(0.05, 0.3)(random);
    b[i] = std::uniform_real_distribution<double>(0.05, 0.3)(random);
    leaves[i] = std::exponential_distribution<double>(a[i] + b[i])(random);
    cause[i] = std::uniform_real_distribution<double>(0.0, a[i] + b[i])(random) < a[i] ? 1.0 : 2.0;
    ends[i] = std::exponential_distribution<double>(0.15)(random) + 0.5;
  }
  BrierOptions options;
  options.times = {1.0, 3.0, 6.0};
  options.predicted = PredictedWhat::incidence;
  options.cause = 1;
  const auto score = [&](double by_level, double by_rate, bool censored) {
    plain::Rows rows;
    rows.prediction.resize(3);
    for (std::size_t i = 0; i < n; ++i) {
      const bool left = !censored || leaves[i] <= ends[i];
      rows.duration.push_back(left ? leaves[i] : ends[i]);
      rows.event.push_back(left ? cause[i] : 0.0);
      for (std::size_t k = 0; k < 3; ++k) rows.prediction[k].push_back(by_level * a[i] / (a[i] + b[i]) * -std::expm1(-by_rate * (a[i] + b[i]) * options.times[k]));
    }
    return brier(input_of(rows), options);
  };
  const BrierResult truth = score(1.0, 1.0, true), everything = score(1.0, 1.0, false);
  CHECK(std::fabs(truth.log_score - everything.log_score) < 4.0 * truth.log_score_std_error);
  CHECK(truth.log_score < truth.log_score_reference);
  for (const auto& [level, rate] : {std::pair{1.15, 1.0}, {0.85, 1.0}, {1.0, 1.25}, {1.0, 0.8}}) CHECK(score(level, rate, true).log_score > truth.log_score);
}

TEST_CASE("brier: threads, row order, weights as copies, incidence instead of survival") {
  const plain::Rows rows = plain::random_rows(4000, 91, true, true, true, 1, false, 7);
  BrierOptions options;
  options.times = {2, 3, 4, 5, 6, 8, 9};
  const BrierResult one = brier(input_of(rows), options, RunContext{1});
  for (const int threads : {2, 3, 4}) {
    const BrierResult other = brier(input_of(rows), options, RunContext{threads});
    CHECK(other.times.brier == one.times.brier);
    CHECK(other.integrated_std_error == one.integrated_std_error);
    CHECK(other.log_score == one.log_score);
  }
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937_64(3));
  plain::Rows mixed, others = rows;
  mixed.prediction.resize(7);
  for (const std::size_t i : order) {
    mixed.duration.push_back(rows.duration[i]);
    mixed.event.push_back(rows.event[i]);
    mixed.entry.push_back(rows.entry[i]);
    mixed.weights.push_back(rows.weights[i]);
    mixed.cluster.push_back(rows.cluster[i]);
    for (std::size_t k = 0; k < 7; ++k) mixed.prediction[k].push_back(rows.prediction[k][i]);
  }
  check_equal(brier(input_of(mixed), options), one, 1e-11);
  for (auto& column : others.prediction)
    for (double& p : column) p = 1.0 - p;
  BrierOptions incidence = options;
  incidence.predicted = PredictedWhat::incidence;
  check_equal(brier(input_of(others), incidence), one, 1e-11);

  plain::Rows once = plain::random_rows(80, 5, false, false, false, 1, false, 7), weighted = once;
  weighted.weights.assign(80, 1.0);
  weighted.cluster.resize(80);
  std::iota(weighted.cluster.begin(), weighted.cluster.end(), 0);
  once.cluster = weighted.cluster;
  for (std::size_t i = 0; i < 80; i += 2) {
    weighted.weights[i] = 2.0;
    once.duration.push_back(once.duration[i]);
    once.event.push_back(once.event[i]);
    once.cluster.push_back(once.cluster[i]);
    for (auto& column : once.prediction) column.push_back(column[i]);
  }
  check_equal(brier(input_of(weighted), options), brier(input_of(once), options), 1e-11);
}

TEST_CASE("brier: by cells of equal times or row by row, as the data are") {
  for (const bool tied : {false, true}) {
    plain::Rows rows = plain::random_rows(6000, 21, true, false, true, 2, false, 5);
    std::mt19937_64 random(1);
    for (std::size_t i = 1; !tied && i < rows.size(); ++i) rows.duration[i] -= std::uniform_real_distribution<double>(0.0, 0.9)(random);
    plain::Rows zero = rows;
    zero.entry.assign(rows.size(), 0.0);  // changes nothing but the way
    BrierOptions options;
    options.times = {2, 3, 4.5, 6, 8};
    check_equal(brier(input_of(zero), options), brier(input_of(rows), options), 1e-11);
    options.cause = 2;
    const BrierResult slow = brier(input_of(zero), options), fast = brier(input_of(rows), options);
    CHECK(golden::distance(slow.times.skill_std_error, fast.times.skill_std_error) < 1e-10);
    CHECK(golden::close(slow.integrated_skill_std_error, fast.integrated_skill_std_error, 1e-10));
    CHECK(slow.times.known == fast.times.known);
  }
}

TEST_CASE("brier: beyond follow-up, nobody left, nothing there") {
  plain::Rows rows = plain::random_rows(50, 8, false, false, false, 1);
  rows.event[0] = 0.0;  // the longest stay, 14, is censored: G falls to 0 there
  BrierOptions options;
  options.times = {5.0, 13.0, 14.0};
  BrierResult result = brier(input_of(rows), options);
  CHECK(result.status == JudgingStatus::truncated);
  CHECK(result.warning == "14 cannot be judged: too late for a follow-up that ends at 14");
  CHECK(std::isnan(result.times.brier[2]));
  CHECK(result.integrated_until == 13.0);
  options.times = {20.0, 21.0, 22.0};
  result = brier(input_of(rows), options);
  CHECK(result.status == JudgingStatus::beyond_follow_up);
  CHECK(std::isnan(result.integrated));
  options.cause = 1;
  CHECK(std::isnan(brier(input_of(rows), options).log_score));
  options.cause.reset();
  rows.event.assign(50, 0.0);
  options.times = {3.0, 4.0, 5.0};
  result = brier(input_of(rows), options);
  CHECK(result.status == JudgingStatus::no_events);
  CHECK(result.times.reference[0] == 0.0);
  CHECK(std::isnan(result.times.skill[0]));
  rows = plain::Rows{};
  rows.prediction.resize(3);
  CHECK(brier(input_of(rows), options).status == JudgingStatus::beyond_follow_up);
  rows = plain::random_rows(20, 8, false, false, false, 1);
  rows.prediction[0][3] = 0.0;
  rows.prediction[1][3] = rows.prediction[2][3] = 0.0;
  rows.duration[3] = 9.0;
  CHECK(brier(input_of(rows), options).impossible == 1);
  CHECK(std::isinf(brier(input_of(rows), options).log_score));

  const auto sentence = [&] { return ::sentence([&] { brier(input_of(rows), options); }); };
  rows.prediction[1][4] = 1.5;
  CHECK(sentence() == "survival.brier: prediction.t1[4] is 1.5, but must be between 0 and 1");
  rows.prediction[1][4] = 0.5;
  options.times = {3.0, 4.0};
  CHECK(sentence() == "survival.brier: times has 2 values, but must have 3 (t, as the columns of prediction)");
  options.times = {3.0, 4.0, 4.0};
  CHECK(sentence() == "survival.brier: times[2] is 4, but must be above the one before it");
  options.times = {3.0, 4.0, 5.0};
  rows.entry = rows.duration;
  CHECK(sentence().find("survival.brier: entry[0] is 14, but must be below the row's duration") == 0);
}
