// Calibration against R, the definitions by loops, and the invariances.
#include "mainstay/survival/calibration.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "../golden.hpp"
#include "judging_plain.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

CalibrationInput input_of(const plain::Rows& rows) {
  CalibrationInput input;
  input.prediction = Column(rows.score);  // between 0 and 1 here
  input.duration = Column(rows.duration);
  input.event = Column(rows.event);
  if (!rows.entry.empty()) input.entry = Column(rows.entry);
  if (!rows.weights.empty()) input.weights = Column(rows.weights);
  if (!rows.cluster.empty()) input.cluster = Column(rows.cluster);
  if (!rows.prediction.empty()) input.survival_at_end = Column(rows.prediction[0]);
  return input;
}

plain::Rows random_rows(std::size_t n, std::uint64_t seed, bool weights, bool entry, bool cluster, int causes) {
  plain::Rows rows = plain::random_rows(n, seed, weights, entry, cluster, causes);
  for (double& score : rows.score) score = 0.1 + 0.3 * score;  // 0.1 to 0.7
  return rows;
}

// Newton's method on one or two coefficients, plainly.
std::vector<double> logistic(const plain::Rows& rows, double horizon, double cause, bool slope) {
  const std::vector<double> known = plain::known(rows, horizon);
  double a = 0.0, b = slope ? 0.0 : 1.0;
  for (int iteration = 0; iteration < 100; ++iteration) {
    double u = 0.0, v = 0.0, h = 0.0, hx = 0.0, hxx = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double x = std::log(rows.score[i] / (1.0 - rows.score[i])), w = rows.weight(i) * known[i];
      const double d = rows.duration[i] <= horizon && rows.event[i] != 0.0 && (cause == 0.0 || rows.event[i] == cause) ? 1.0 : 0.0;
      const double mu = 1.0 / (1.0 + std::exp(-a - b * x));
      u += w * (d - mu);
      v += w * (d - mu) * x;
      h += w * mu * (1.0 - mu);
      hx += w * mu * (1.0 - mu) * x;
      hxx += w * mu * (1.0 - mu) * x * x;
    }
    if (!slope) {
      a += u / h;
      continue;
    }
    const double det = h * hxx - hx * hx;
    a += (hxx * u - hx * v) / det;
    b += (h * v - hx * u) / det;
  }
  return {a, b};
}

double incidence(const plain::Rows& rows, const std::vector<std::size_t>& inside, double horizon, double cause) {
  double stay = 1.0, left = 0.0;
  for (double t = 0.0; t <= horizon; t += 1.0) {  // whole-number times
    double at_risk = 0.0, all = 0.0, own = 0.0;
    for (const std::size_t i : inside) {
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

}  // namespace

TEST_CASE("calibration: R's figures") {
  for (const std::string& name : golden::golden_files("survival/calibration")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json &data = file["data"], &expect = file["expect"];
    plain::Rows rows;
    rows.score = golden::numbers(data["incidence"]);
    rows.duration = golden::numbers(data["duration"]);
    rows.event = golden::numbers(data["event"]);
    if (data.contains("weights")) rows.weights = golden::numbers(data["weights"]);
    CalibrationOptions options;
    options.horizon = golden::number(file["options"]["horizon"]);
    options.cuts = golden::numbers(file["options"]["cuts"]);
    options.predicted = PredictedWhat::incidence;
    const CalibrationResult result = calibration(input_of(rows), options);
    CHECK(result.status == JudgingStatus::judged);
    CHECK(golden::distance(result.bands.weight, golden::numbers(expect["weight"])) < 1e-12);
    CHECK(golden::distance(result.bands.predicted, golden::numbers(expect["predicted"])) < 1e-12);
    CHECK(golden::distance(result.bands.observed, golden::numbers(expect["observed"])) < 1e-11);
    CHECK(golden::distance(result.bands.std_error, golden::numbers(expect["std_error"])) < 1e-8);
    CHECK(golden::distance(result.bands.lower, golden::numbers(expect["lower"])) < 1e-8);
    CHECK(golden::distance(result.bands.upper, golden::numbers(expect["upper"])) < 1e-8);
    CHECK(golden::close(result.intercept, golden::number(expect["intercept"]), 1e-8, 1e-9));
    CHECK(golden::close(result.slope, golden::number(expect["slope"]), 1e-8));
    CHECK(golden::close(result.integrated_index, golden::number(expect["integrated_index"]), 1e-7));
    CHECK(golden::close(result.median_error, golden::number(expect["median_error"]), 1e-7));
    CHECK(golden::close(result.ninetieth_error, golden::number(expect["ninetieth_error"]), 1e-7));
  }
}

TEST_CASE("calibration: the definitions by loops, errors by differences") {
  std::uint64_t seed = 300;
  for (int design = 0; design < 16; ++design) {
    const bool weights = design & 1, entry = design & 2, cluster = design & 4;
    const int causes = design & 8 ? 3 : 1;
    CAPTURE(design);
    const plain::Rows rows = random_rows(60, ++seed, weights, entry, cluster, causes);
    CalibrationOptions options;
    options.horizon = 6.0;
    options.predicted = PredictedWhat::incidence;
    options.cuts = {0.3, 0.55};
    options.bins = 7;
    const double cause = causes > 1 ? 1.0 : 0.0;
    if (causes > 1) options.cause = 1;
    const CalibrationResult result = calibration(input_of(rows), options);
    REQUIRE(result.bands.observed.size() == 3);
    std::vector<std::size_t> all;
    double mean = 0.0, sum = 0.0;
    for (std::size_t g = 0; g < 3; ++g) {
      std::vector<std::size_t> inside;
      double weight = 0.0, predicted = 0.0;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if ((rows.score[i] >= 0.3) + (rows.score[i] >= 0.55) != static_cast<int>(g)) continue;
        inside.push_back(i);
        all.push_back(i);
        weight += rows.weight(i);
        predicted += rows.weight(i) * rows.score[i];
      }
      CHECK(golden::close(result.bands.weight[g], weight, 1e-12));
      CHECK(golden::close(result.bands.predicted[g], predicted / weight, 1e-12));
      CHECK(golden::close(result.bands.observed[g], incidence(rows, inside, 6.0, cause), 1e-12));
      mean += weight * result.bands.observed[g];
      sum += weight;
    }
    CHECK(golden::close(result.observed, entry ? mean / sum : incidence(rows, all, 6.0, cause), 1e-12));
    CHECK(golden::close(result.ratio, result.observed / result.predicted, 1e-14));
    if (entry) {
      CHECK(std::isnan(result.slope));
      CHECK(std::isnan(result.integrated_index));
    } else {
      const auto intercept = [&](const plain::Rows& of) { return logistic(of, 6.0, cause, false)[0]; };
      const auto slope = [&](const plain::Rows& of) { return logistic(of, 6.0, cause, true)[1]; };
      CHECK(golden::close(result.intercept, intercept(rows), 1e-9, 1e-10));
      CHECK(golden::close(result.slope, slope(rows), 1e-9, 1e-10));
      CHECK(golden::close(result.intercept_std_error, plain::jackknife(rows, intercept), 1e-7));
      CHECK(golden::close(result.slope_std_error, plain::jackknife(rows, slope), 1e-7));
    }
    // D-calibration, bin by bin.
    double total = 0.0, statistic = 0.0;
    std::vector<double> bins(7, 0.0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double s = rows.prediction[0][i], w = rows.weight(i);
      total += w;
      for (std::size_t b = 0; b < 7; ++b) {
        const double from = b / 7.0, until = (b + 1) / 7.0;
        const bool inside = (s >= from && s < until) || (b == 6 && s >= until);
        if (rows.event[i] != 0.0) bins[b] += inside ? w : 0.0;
        else bins[b] += w * (inside ? (s - from) / s : s >= until ? (until - from) / s : 0.0);
      }
    }
    for (std::size_t b = 0; b < 7; ++b) {
      CHECK(golden::close(result.bins.observed[b], bins[b], 1e-11, 1e-11));
      statistic += (bins[b] - total / 7.0) * (bins[b] - total / 7.0) / (total / 7.0);
    }
    CHECK(golden::close(result.chi_squared, statistic, 1e-10));
    CHECK(result.degrees_of_freedom == 6.0);
  }
}

TEST_CASE("calibration: predictions given being here at entry, the definitions by loops, errors by differences") {
  std::uint64_t seed = 900;
  for (int design = 0; design < 8; ++design) {
    const bool weights = design & 1, cluster = design & 2;
    const int causes = design & 4 ? 3 : 1;
    CAPTURE(design);
    const plain::Rows rows = random_rows(61, ++seed, weights, true, cluster, causes);
    CalibrationOptions options;
    options.horizon = 6.0;
    options.predicted = PredictedWhat::incidence;
    options.given = PredictedGiven::entry;
    options.cuts = {0.3, 0.55};
    const double cause = causes > 1 ? 1.0 : 0.0;
    if (causes > 1) options.cause = 1;
    const CalibrationResult result = calibration(input_of(rows), options);
    const auto share = [&](std::size_t g) {
      return [&, g](const plain::Rows& of) {
        const std::vector<double> known = plain::known(of, 6.0);
        double left = 0.0, all = 0.0;
        for (std::size_t i = 0; i < of.size(); ++i) {
          if (g < 3 && (of.score[i] >= 0.3) + (of.score[i] >= 0.55) != static_cast<int>(g)) continue;
          const bool leaves = of.duration[i] <= 6.0 && of.event[i] != 0.0 && (cause == 0.0 || of.event[i] == cause);
          all += of.weight(i) * known[i];
          left += leaves ? of.weight(i) * known[i] : 0.0;
        }
        return left / all;
      };
    };
    REQUIRE(result.bands.observed.size() == 3);
    for (std::size_t g = 0; g < 3; ++g) {
      double weight = 0.0, predicted = 0.0;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!(rows.entry[i] < 6.0) || (rows.score[i] >= 0.3) + (rows.score[i] >= 0.55) != static_cast<int>(g)) continue;
        weight += rows.weight(i);
        predicted += rows.weight(i) * rows.score[i];
      }
      CHECK(golden::close(result.bands.weight[g], weight, 1e-12));
      CHECK(golden::close(result.bands.predicted[g], predicted / weight, 1e-12));
      CHECK(golden::close(result.bands.observed[g], share(g)(rows), 1e-12));
      if (result.bands.observed[g] > 0.0 && result.bands.observed[g] < 1.0) CHECK(golden::close(result.bands.std_error[g], plain::jackknife(rows, share(g)), 1e-7));
    }
    CHECK(golden::close(result.observed, share(3)(rows), 1e-12));
    const auto intercept = [&](const plain::Rows& of) { return logistic(of, 6.0, cause, false)[0]; };
    const auto slope = [&](const plain::Rows& of) { return logistic(of, 6.0, cause, true)[1]; };
    CHECK(golden::close(result.intercept, intercept(rows), 1e-9, 1e-10));
    CHECK(golden::close(result.slope, slope(rows), 1e-9, 1e-10));
    CHECK(golden::close(result.intercept_std_error, plain::jackknife(rows, intercept), 1e-7));
    CHECK(golden::close(result.slope_std_error, plain::jackknife(rows, slope), 1e-7));
    const auto index = [&](const plain::Rows& of) { return calibration(input_of(of), options).integrated_index; };
    CHECK(golden::close(result.integrated_index_std_error, plain::jackknife(rows, index), 1e-5));
    if (std::isnan(result.integrated_index)) continue;
    CHECK(result.integrated_index_lower <= result.integrated_index);
    CHECK(result.integrated_index <= result.integrated_index_upper);
  }
  // From the start the two are the same.
  plain::Rows rows = random_rows(80, 5, true, false, false, 1);
  CalibrationOptions options;
  options.horizon = 6.0;
  const CalibrationResult plainly = calibration(input_of(rows), options);
  rows.entry.assign(80, -1.0);
  options.given = PredictedGiven::entry;
  const CalibrationResult since = calibration(input_of(rows), options);
  CHECK(golden::close(plainly.slope, since.slope, 1e-10));
  CHECK(golden::close(plainly.integrated_index_std_error, since.integrated_index_std_error, 1e-8));
  // Everybody enters too late.
  rows.entry.assign(80, 0.0);
  for (std::size_t i = 0; i < 80; ++i) rows.duration[i] += 10.0, rows.entry[i] = 7.0;
  CHECK(calibration(input_of(rows), options).status == JudgingStatus::beyond_follow_up);
}

TEST_CASE("calibration: the error of the index from the start, by differences") {
  for (const std::uint64_t seed : {41u, 42u}) {
    const plain::Rows rows = random_rows(61, seed, true, false, seed == 42u, 1);
    CalibrationOptions options;
    options.horizon = 6.0;
    options.predicted = PredictedWhat::incidence;
    const auto index = [&](const plain::Rows& of) { return calibration(input_of(of), options).integrated_index; };
    CHECK(golden::close(calibration(input_of(rows), options).integrated_index_std_error, plain::jackknife(rows, index), 1e-5));
  }
}

TEST_CASE("calibration: bands of equal weight never divide equal predictions; invariances") {
  const plain::Rows rows = random_rows(3000, 77, true, false, true, 1);
  CalibrationOptions options;
  options.horizon = 6.0;
  options.predicted = PredictedWhat::incidence;
  const CalibrationResult one = calibration(input_of(rows), options, RunContext{1});
  for (std::size_t g = 1; g < one.bands.rows.size(); ++g) CHECK(one.bands.lowest[g] > one.bands.highest[g - 1]);
  CHECK(std::accumulate(one.bands.rows.begin(), one.bands.rows.end(), std::int64_t{0}) == one.rows);
  for (const int threads : {2, 4}) {
    const CalibrationResult other = calibration(input_of(rows), options, RunContext{threads});
    CHECK(other.bands.observed == one.bands.observed);
    CHECK(other.slope == one.slope);
    CHECK(other.integrated_index == one.integrated_index);
  }
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937_64(3));
  plain::Rows mixed, reverse = rows;
  mixed.prediction.resize(1);
  for (const std::size_t i : order) {
    mixed.score.push_back(rows.score[i]);
    mixed.duration.push_back(rows.duration[i]);
    mixed.event.push_back(rows.event[i]);
    mixed.weights.push_back(rows.weights[i]);
    mixed.cluster.push_back(rows.cluster[i]);
    mixed.prediction[0].push_back(rows.prediction[0][i]);
  }
  const auto equal = [&](const CalibrationResult& other, double tolerance) {
    CHECK(golden::distance(other.bands.observed, one.bands.observed) < tolerance);
    CHECK(golden::distance(other.bands.smoothed, one.bands.smoothed) < tolerance);
    CHECK(golden::close(other.slope, one.slope, tolerance));
    CHECK(golden::close(other.slope_std_error, one.slope_std_error, tolerance));
    CHECK(golden::close(other.integrated_index, one.integrated_index, tolerance));
    CHECK(golden::close(other.chi_squared, one.chi_squared, tolerance));
  };
  equal(calibration(input_of(mixed), options), 1e-9);
  for (double& p : reverse.score) p = 1.0 - p;
  options.predicted = PredictedWhat::survival;
  equal(calibration(input_of(reverse), options), 1e-9);

  plain::Rows once = random_rows(200, 5, false, false, false, 1), weighted = once;
  weighted.weights.assign(200, 1.0);
  weighted.cluster.resize(200);
  std::iota(weighted.cluster.begin(), weighted.cluster.end(), 0);
  once.cluster = weighted.cluster;
  for (std::size_t i = 0; i < 200; i += 2) {
    weighted.weights[i] = 2.0;
    for (std::vector<double>* column : {&once.score, &once.duration, &once.event, &once.prediction[0]}) column->push_back((*column)[i]);
    once.cluster.push_back(once.cluster[i]);
  }
  const CalibrationResult copies = calibration(input_of(once), options), weight = calibration(input_of(weighted), options);
  CHECK(golden::distance(copies.bands.observed, weight.bands.observed) < 1e-12);
  CHECK(golden::distance(copies.bands.std_error, weight.bands.std_error) < 1e-10);
  CHECK(golden::close(copies.slope_std_error, weight.slope_std_error, 1e-9));
  CHECK(golden::close(copies.median_error, weight.median_error, 1e-9));
  CHECK(golden::close(copies.chi_squared, weight.chi_squared, 1e-10));
}

TEST_CASE("calibration: beyond follow-up, nobody left, everybody alike") {
  plain::Rows rows = random_rows(50, 12, false, false, false, 1);
  CalibrationOptions options;
  options.horizon = 30.0;
  CalibrationResult result = calibration(input_of(rows), options);
  CHECK(result.status == JudgingStatus::beyond_follow_up);
  CHECK(result.warning == "30 cannot be judged: too late for a follow-up that ends at 14");
  CHECK(std::isnan(result.slope));
  CHECK(!std::isnan(result.chi_squared));
  options.horizon = 6.0;
  rows.score.assign(50, 0.4);
  result = calibration(input_of(rows), options);
  CHECK(result.bands.rows.size() == 1);
  CHECK(std::isnan(result.slope));  // nothing to stretch
  CHECK(!std::isnan(result.intercept));
  rows.event.assign(50, 0.0);
  result = calibration(input_of(rows), options);
  CHECK(result.status == JudgingStatus::no_events);
  CHECK(std::isnan(result.intercept));
  CHECK(std::isnan(result.ratio));
  CHECK(calibration(input_of(plain::Rows{}), options).status == JudgingStatus::beyond_follow_up);
  rows.score[2] = -0.5;
  CHECK_THROWS_WITH(calibration(input_of(rows), options), "survival.calibration: prediction[2] is -0.5, but must be between 0 and 1");
  rows.score[2] = 0.5;
  options.cuts = {0.5, 0.2};
  CHECK_THROWS_WITH(calibration(input_of(rows), options), "survival.calibration: cuts[1] is 0.2, but must be above the one before it");
}
