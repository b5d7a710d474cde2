// Nobody of three, all of three: what judges say of shares of 0 and 1, and of predictions where people enter late.
#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/calibration.hpp"
#include "mainstay/survival/concordance.hpp"
#include "mainstay/survival/decision.hpp"
#include "mainstay/survival/discrimination.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using doctest::Approx;

namespace {

const double z2 = 1.959963984540054 * 1.959963984540054;

// Twelve people followed for 10 months, of whom the first three left after 5; score 12, 11, … of the first, second, …
struct Twelve {
  std::vector<double> duration = std::vector<double>(12, 10.0), event = std::vector<double>(12, 0.0), score, low;
  Twelve() {
    for (std::size_t i = 0; i < 12; ++i) {
      score.push_back(0.5 - 0.01 * static_cast<double>(i));
      low.push_back(0.1 + 0.01 * static_cast<double>(i));
    }
    for (std::size_t i = 0; i < 3; ++i) {
      duration[i] = 5.0;
      event[i] = 1.0;
    }
  }
};

DecisionResult decide(const Twelve& rows, const std::vector<double>& prediction) {
  DecisionInput input;
  input.prediction = Column(prediction);
  input.duration = Column(rows.duration);
  input.event = Column(rows.event);
  DecisionOptions options;
  options.horizon = 8.0;
  options.predicted = PredictedWhat::incidence;
  options.thresholds = {0.2};
  options.alerts = {3.0};
  return decision(input, options);
}

}  // namespace

TEST_CASE("decision: no hit in three alerts is not 0 % for certain, three hits of three not 100 %") {
  Twelve rows;
  const DecisionResult missed = decide(rows, rows.low), hit = decide(rows, rows.score);
  CHECK(missed.loads.precision[0] == 0.0);
  CHECK(missed.loads.precision_lower[0] == 0.0);
  CHECK(missed.loads.precision_upper[0] == Approx(z2 / (3.0 + z2)).epsilon(1e-12));
  CHECK(missed.loads.recall_upper[0] == Approx(z2 / (3.0 + z2)).epsilon(1e-12));
  CHECK(hit.loads.precision[0] == 1.0);
  CHECK(hit.loads.precision_lower[0] == Approx(3.0 / (3.0 + z2)).epsilon(1e-12));
  CHECK(hit.loads.precision_upper[0] == 1.0);
  CHECK(hit.loads.recall_lower[0] == Approx(3.0 / (3.0 + z2)).epsilon(1e-12));
  CHECK(hit.average_precision == 1.0);
  CHECK(hit.average_precision_lower == Approx(3.0 / (3.0 + z2)).epsilon(1e-12));
  // A quarter of twelve: Wilson's interval, as without censoring.
  const double p = 0.25, n = 12.0, half = std::sqrt(z2 / n * (p * (1.0 - p) + z2 / (4.0 * n))) / (1.0 + z2 / n);
  CHECK(hit.base_rate == Approx(p).epsilon(1e-14));
  CHECK(hit.base_rate_lower == Approx((p + z2 / (2.0 * n)) / (1.0 + z2 / n) - half).epsilon(1e-12));
  CHECK(hit.base_rate_upper == Approx((p + z2 / (2.0 * n)) / (1.0 + z2 / n) + half).epsilon(1e-12));
  rows.event.assign(12, 0.0);
  const DecisionResult nobody = decide(rows, rows.score);
  CHECK(nobody.status == JudgingStatus::no_events);
  CHECK(nobody.base_rate == 0.0);
  // The three who were last seen at 5 are not known at 8.
  CHECK(nobody.base_rate_upper == Approx(z2 / (9.0 + z2)).epsilon(1e-12));
}

TEST_CASE("discrimination, concordance: all pairs in order have limits of as many pairs as share nobody") {
  const Twelve rows;
  DiscriminationInput input;
  input.score = Column(rows.score);
  input.duration = Column(rows.duration);
  input.event = Column(rows.event);
  DiscriminationOptions options;
  options.times = {8.0};
  options.horizon = 8.0;
  const DiscriminationResult found = discrimination(input, options);
  CHECK(found.uno == 1.0);
  for (const double lower : {found.uno_lower, found.harrell_lower, found.times.lower[0], found.mean_auc_lower}) CHECK(lower == Approx(3.0 / (3.0 + z2)).epsilon(1e-12));
  for (const double upper : {found.uno_upper, found.harrell_upper, found.times.upper[0], found.mean_auc_upper}) CHECK(upper == 1.0);
  options.direction = ScoreDirection::survival;
  const DiscriminationResult turned = discrimination(input, options);
  CHECK(turned.uno == 0.0);
  CHECK(turned.times.upper[0] == Approx(z2 / (3.0 + z2)).epsilon(1e-12));
  options.times = {500.0};
  options.horizon = 500.0;
  CHECK(discrimination(input, options).warning == "500 cannot be judged: too late for a follow-up that ends at 10");
  ConcordanceInput pairs;
  pairs.score = Column(rows.score);
  pairs.duration = Column(rows.duration);
  pairs.event = Column(rows.event);
  CHECK(concordance(pairs).lower == Approx(3.0 / (3.0 + z2)).epsilon(1e-12));
  CHECK(concordance(pairs).upper == 1.0);
  std::vector<std::int64_t> cluster(12);
  for (std::size_t i = 0; i < 12; ++i) cluster[i] = static_cast<std::int64_t>(i) % 4;
  pairs.cluster = Column(cluster);
  CHECK(concordance(pairs).lower == Approx(2.0 / (2.0 + z2)).epsilon(1e-12));
}

TEST_CASE("calibration: a band of which nobody left has limits") {
  const Twelve rows;
  CalibrationInput input;
  input.prediction = Column(rows.score);
  input.duration = Column(rows.duration);
  input.event = Column(rows.event);
  CalibrationOptions options;
  options.horizon = 8.0;
  options.predicted = PredictedWhat::incidence;
  options.cuts = {0.445, 0.475};
  const CalibrationResult found = calibration(input, options);
  REQUIRE(found.bands.rows.size() == 3);  // six, three, three
  CHECK(found.bands.observed[0] == 0.0);
  CHECK(found.bands.lower[0] == 0.0);
  CHECK(found.bands.upper[0] == Approx(z2 / (6.0 + z2)).epsilon(1e-12));
  CHECK(found.bands.observed[2] == 1.0);
  CHECK(found.bands.lower[2] == Approx(3.0 / (3.0 + z2)).epsilon(1e-12));
  CHECK(found.bands.upper[2] == 1.0);
  const std::vector<double> weights(12, 0.5), entry(12, 0.0);
  input.weights = Column(weights);  // no counts of people: as many as there are rows
  CHECK(calibration(input, options).bands.upper[0] == Approx(z2 / (6.0 + z2)).epsilon(1e-12));
  input.entry = Column(entry);
  options.given = PredictedGiven::entry;
  CHECK(calibration(input, options).bands.upper[0] == Approx(z2 / (6.0 + z2)).epsilon(1e-12));
  CHECK(calibration(input, options).bands.lower[2] == Approx(3.0 / (3.0 + z2)).epsilon(1e-12));
}

TEST_CASE("calibration: the right predictions are right where people enter late, too") {
  // Exponential times of rate exp(x) / 12; half of the people enter within six months, if they are still here then.
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  const double horizon = 8.0;
  std::vector<double> prediction, duration, event, entry;
  while (duration.size() < 20000) {
    const double rate = std::exp(normal(random)) / 12.0, time = -std::log(1.0 - uniform(random)) / rate, end = 2.0 + 28.0 * uniform(random);
    const double begin = uniform(random) < 0.5 ? 0.0 : 6.0 * uniform(random);
    if (!(std::min(time, end) > begin)) continue;
    prediction.push_back(std::exp(-rate * horizon));
    duration.push_back(std::min(time, end));
    event.push_back(time <= end ? 1.0 : 0.0);
    entry.push_back(begin);
  }
  CalibrationInput input;
  input.prediction = Column(prediction);
  input.duration = Column(duration);
  input.event = Column(event);
  input.entry = Column(entry);
  CalibrationOptions options;
  options.horizon = horizon;
  const CalibrationResult found = calibration(input, options);
  CHECK(found.ratio_lower < 1.0);
  CHECK(found.ratio_upper > 1.0);
  CHECK(found.ratio == Approx(1.0).epsilon(0.02));  // the curve of everybody over the mean prediction: 1.06
  double sum = 0.0, variance = 0.0;
  for (std::size_t g = 0; g < 10; ++g) {
    const double share = found.bands.weight[g] / 20000.0;
    sum += share * found.bands.observed[g];
    variance += share * share * found.bands.std_error[g] * found.bands.std_error[g];
  }
  CHECK(found.observed == Approx(sum).epsilon(1e-12));
  CHECK(found.observed_std_error == Approx(std::sqrt(variance)).epsilon(1e-12));
  CHECK(found.observed_lower < found.observed);
  CHECK(found.observed_upper > found.observed);
}
