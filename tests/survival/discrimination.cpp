// AUC and concordances against scikit-survival and R, the definitions by loops, and the invariances.
#include "mainstay/survival/discrimination.hpp"

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

DiscriminationInput input_of(const plain::Rows& rows) {
  DiscriminationInput input;
  input.score = Column(rows.score);
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

double higher(double a, double b) { return a > b ? 1.0 : a == b ? 0.5 : 0.0; }

double auc(const plain::Rows& rows, double time, double cause, bool at, bool everybody) {
  double sum = 0.0, all = 0.0;
  const std::vector<double> known = plain::known(rows, time, at);
  const auto left = [&](std::size_t i) { return rows.duration[i] <= time && rows.event[i] != 0.0 && (cause == 0.0 || rows.event[i] == cause); };
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < rows.size(); ++j) {
      if (!left(i) || left(j) || (!everybody && rows.duration[j] <= time)) continue;
      const double w = rows.weight(i) * known[i] * rows.weight(j) * known[j];
      sum += w * higher(rows.score[i], rows.score[j]);
      all += w;
    }
  return sum / all;
}

double concordance_of(const plain::Rows& rows, double horizon, double cause, bool at, bool uno) {
  double sum = 0.0, all = 0.0;
  const std::size_t n = rows.size();
  std::vector<double> start(n, 1.0), end(n, 1.0);
  for (std::size_t i = 0; uno && i < n; ++i) {
    end[i] = plain::censoring(rows, rows.duration[i], !at);
    if (!rows.entry.empty()) start[i] = plain::censoring(rows, rows.entry[i], false);
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j || rows.event[i] == 0.0 || (cause != 0.0 && rows.event[i] != cause) || rows.duration[i] > horizon || !(rows.start(j) < rows.duration[i])) continue;
      if (rows.duration[j] < rows.duration[i] || (rows.duration[j] == rows.duration[i] && rows.event[j] != 0.0)) continue;
      if (rows.weight(i) == 0.0) continue;
      const double w = rows.weight(i) * rows.weight(j) * start[i] * start[j] / (end[i] * end[i]);
      sum += w * higher(rows.score[i], rows.score[j]);
      all += w;
    }
  return sum / all;
}

}  // namespace

TEST_CASE("discrimination: by hand") {
  // Leaves at 1, censored at 2, leaves at 3, still here at 4. At 3 two had left (weights 1, 3/2), one is still here: 0.9 > 0.4, 0.3 < 0.4.
  const std::vector<double> score{0.9, 0.5, 0.3, 0.4}, duration{1, 2, 3, 4}, event{1, 0, 1, 0};
  DiscriminationInput input;
  input.score = Column(score);
  input.duration = Column(duration);
  input.event = Column(event);
  DiscriminationOptions options;
  options.times = {3.0};
  const DiscriminationResult result = discrimination(input, options);
  CHECK(golden::close(result.times.auc[0], 1.0 / 2.5, 1e-15));
  // Pairs: 1 before three others, all right; 3 before 4, wrong, of weight 9/4.
  CHECK(golden::close(result.uno, 3.0 / 5.25, 1e-15));
  CHECK(golden::close(result.harrell, 3.0 / 4.0, 1e-15));
}

TEST_CASE("discrimination: scikit-survival's and R's figures") {
  for (const std::string& name : golden::golden_files("survival/discrimination")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json &data = file["data"], &expect = file["expect"];
    plain::Rows rows;
    rows.score = golden::numbers(data["score"]);
    rows.duration = golden::numbers(data["duration"]);
    rows.event = golden::numbers(data["event"]);
    if (data.contains("weights")) rows.weights = golden::numbers(data["weights"]);
    if (data.contains("cluster")) rows.cluster = golden::integers(data["cluster"]);
    if (data.contains("censoring_duration")) {
      rows.others_duration = golden::numbers(data["censoring_duration"]);
      rows.others_event = golden::numbers(data["censoring_event"]);
    }
    DiscriminationInput input = input_of(rows);
    DiscriminationOptions options;
    options.horizon = golden::number(file["options"]["horizon"]);
    if (file["options"].contains("times")) options.times = golden::numbers(file["options"]["times"]);
    if (file["options"].contains("censoring_at")) options.censoring_at = CensoringTime::at;
    std::vector<std::vector<double>> columns;
    if (data.contains("score_at")) {
      for (const golden::json& column : data["score_at"]) columns.push_back(golden::numbers(column));
      for (const std::vector<double>& column : columns) input.score_at.add("t" + std::to_string(&column - columns.data()), Column(column));
    }
    const DiscriminationResult result = discrimination(input, options);
    CHECK(golden::close(result.uno, golden::number(expect["uno"]), 1e-12));
    if (expect.contains("auc")) {
      CHECK(golden::distance(result.times.auc, golden::numbers(expect["auc"])) < 1e-12);
      CHECK(golden::close(result.mean_auc, golden::number(expect["mean_auc"]), 1e-12));
    }
    if (expect.contains("harrell")) {
      CHECK(golden::close(result.harrell, golden::number(expect["harrell"]), 1e-12));
      CHECK(golden::close(result.harrell_std_error, golden::number(expect["harrell_std_error"]), 1e-10));
    }
  }
}

TEST_CASE("discrimination: the definition by loops, errors by differences") {
  std::uint64_t seed = 100;
  for (int design = 0; design < 32; ++design) {
    const bool weights = design & 1, entry = design & 2, cluster = design & 4, others = design & 8, at = design & 16, everybody = design % 5 == 0;
    const int causes = design % 3 == 0 ? 2 : 1;
    CAPTURE(design);
    const plain::Rows rows = plain::random_rows(22, ++seed, weights, entry, cluster, causes, others);
    DiscriminationOptions options;
    options.times = {4.0, 6.5};
    options.horizon = 7.0;
    options.censoring_at = at ? CensoringTime::at : CensoringTime::before;
    options.controls = everybody ? Controls::all_others : Controls::still_here;
    if (causes == 2) options.cause = 1;
    const double cause = causes == 2 ? 1.0 : 0.0;
    const DiscriminationResult result = discrimination(input_of(rows), options);
    REQUIRE(result.status == JudgingStatus::judged);
    for (std::size_t k = 0; k < 2; ++k) {
      const auto one = [&](const plain::Rows& of) { return auc(of, options.times[k], cause, at, everybody); };
      if (std::isnan(one(rows))) {
        CHECK(std::isnan(result.times.auc[k]));
        continue;
      }
      CHECK(golden::close(result.times.auc[k], one(rows), 1e-12, 1e-14));
      CHECK(golden::close(result.times.std_error[k], plain::jackknife(rows, one), 1e-8, 1e-9));
    }
    for (const bool uno : {false, true}) {
      const auto one = [&](const plain::Rows& of) { return concordance_of(of, 7.0, cause, at, uno); };
      CHECK(golden::close(uno ? result.uno : result.harrell, one(rows), 1e-12));
      CHECK(golden::close(uno ? result.uno_std_error : result.harrell_std_error, plain::jackknife(rows, one), 1e-8));
    }
    if (!std::isnan(result.times.auc[0])) {  // shares taken as given
      const double mean = result.mean_auc, share = (result.times.auc[1] - mean) / (result.times.auc[1] - result.times.auc[0]);
      if (result.times.auc[1] != result.times.auc[0])
        CHECK(golden::close(result.mean_auc_std_error, plain::jackknife(rows, [&](const plain::Rows& of) {
                              return share * auc(of, 4.0, cause, at, everybody) + (1.0 - share) * auc(of, 6.5, cause, at, everybody);
                            }), 1e-7));
    }
  }
}

TEST_CASE("discrimination: threads, row order, direction, weights as copies") {
  const plain::Rows rows = plain::random_rows(3000, 9, true, true, true, 2);
  DiscriminationOptions options;
  options.times = {2, 4, 5, 7, 8, 9};
  options.cause = 2;
  const DiscriminationResult one = discrimination(input_of(rows), options, RunContext{1});
  for (const int threads : {2, 3, 4}) {
    const DiscriminationResult other = discrimination(input_of(rows), options, RunContext{threads});
    CHECK(other.times.auc == one.times.auc);
    CHECK(other.mean_auc_std_error == one.mean_auc_std_error);
    CHECK(other.uno_std_error == one.uno_std_error);
  }
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937_64(3));
  plain::Rows mixed, reverse = rows;
  for (const std::size_t i : order) {
    mixed.score.push_back(rows.score[i]);
    mixed.duration.push_back(rows.duration[i]);
    mixed.event.push_back(rows.event[i]);
    mixed.entry.push_back(rows.entry[i]);
    mixed.weights.push_back(rows.weights[i]);
    mixed.cluster.push_back(rows.cluster[i]);
  }
  const auto equal = [&](const DiscriminationResult& other) {
    CHECK(golden::distance(other.times.auc, one.times.auc) < 1e-12);
    CHECK(golden::distance(other.times.std_error, one.times.std_error) < 1e-10);
    CHECK(golden::close(other.uno, one.uno, 1e-12));
    CHECK(golden::close(other.uno_std_error, one.uno_std_error, 1e-10));
    CHECK(golden::close(other.harrell_std_error, one.harrell_std_error, 1e-10));
  };
  equal(discrimination(input_of(mixed), options));
  for (double& score : reverse.score) score = -score;
  DiscriminationOptions stay = options;
  stay.direction = ScoreDirection::survival;
  equal(discrimination(input_of(reverse), stay));

  plain::Rows once = plain::random_rows(90, 5, false, false, false, 1), weighted = once;
  weighted.weights.assign(90, 1.0);
  weighted.cluster.resize(90);
  std::iota(weighted.cluster.begin(), weighted.cluster.end(), 0);
  once.cluster = weighted.cluster;
  for (std::size_t i = 0; i < 90; i += 2) {
    weighted.weights[i] = 2.0;
    for (std::vector<double>* column : {&once.score, &once.duration, &once.event}) column->push_back((*column)[i]);
    once.cluster.push_back(once.cluster[i]);
  }
  options.cause.reset();
  const DiscriminationResult copies = discrimination(input_of(once), options), weight = discrimination(input_of(weighted), options);
  CHECK(golden::distance(copies.times.auc, weight.times.auc) < 1e-12);
  CHECK(golden::distance(copies.times.std_error, weight.times.std_error) < 1e-11);
  CHECK(golden::close(copies.uno_std_error, weight.uno_std_error, 1e-11));
}

TEST_CASE("discrimination: beyond follow-up, nobody left, bad input") {
  plain::Rows rows = plain::random_rows(40, 12, false, false, false, 1);
  rows.event[0] = 0.0;
  DiscriminationOptions options;
  options.times = {5.0, 14.0, 30.0};
  options.horizon = 40.0;
  DiscriminationResult result = discrimination(input_of(rows), options);
  CHECK(result.status == JudgingStatus::truncated);
  CHECK(result.warning == "40, 14, 30 cannot be judged: too late for a follow-up that ends at 14");
  CHECK(result.horizon == 14.0);
  CHECK(std::isnan(result.times.auc[2]));
  CHECK(!std::isnan(result.mean_auc));
  rows.event.assign(40, 0.0);
  options = {};
  result = discrimination(input_of(rows), options);
  CHECK(result.status == JudgingStatus::no_events);
  CHECK(std::isnan(result.uno));
  CHECK(discrimination(input_of(plain::Rows{}), options).status == JudgingStatus::beyond_follow_up);
  const auto sentence = [&] { return ::sentence([&] { discrimination(input_of(rows), options); }); };
  rows.score[3] = INFINITY;
  CHECK(sentence() == "survival.discrimination: score[3] is inf, but must be finite");
  rows.score[3] = 1.0;
  options.times = {3.0, 2.0};
  CHECK(sentence() == "survival.discrimination: times[1] is 2, but must be above the one before it");
  options.times.clear();
  rows.others_duration = {1.0, 2.0};
  rows.others_event = {1.0, 0.0};
  DiscriminationInput input = input_of(rows);
  input.censoring_event = Column();
  CHECK_THROWS_WITH(discrimination(input, options), "survival.discrimination: censoring_event is missing, but must be given with its companion");
}
