// Cox's regression where numbers are many, very large, or no longer numbers.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/concordance.hpp"
#include "mainstay/survival/cox.hpp"
#include "sentence.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_kernel.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Design;
using cox_test::Rows;
using cox_test::random_rows;

TEST_CASE("cox: Efron's sums over many leavers are those of a loop") {
  for (const double d : {2.0, 31.0, 32.0, 33.0, 100.0, 5000.0})
    for (const double ratio : {0.0, 1e-9, 1e-3, 0.05, 0.0625, 0.0626, 0.5, 1.0}) {
      CAPTURE(d);
      CAPTURE(ratio);
      long double inverse = 0, tied = 0, a = 0, b = 0, c = 0, logs = 0;
      for (double l = 0; l < d; ++l) {
        const long double f = l / static_cast<long double>(d), u = 1 / (1 - f * ratio);
        inverse += u, tied += f * u, a += u * u, b += f * u * u, c += f * f * u * u, logs += std::log1p(-f * ratio);
      }
      const EfronSums sums = efron_sums(d, ratio);
      const double rounding = ratio < 1.0 ? 2e-14 : 4e-16 * d;  // 1 - f itself is that inexact
      const auto same = [&](double ours, long double truth) { CHECK(std::fabs(ours - static_cast<double>(truth)) <= rounding * std::fabs(static_cast<double>(truth))); };
      same(sums.inverse, inverse);
      same(sums.tied, tied);
      same(sums.a, a);
      same(sums.b, b);
      same(sums.c, c);
      CHECK(std::fabs(sums.logs - static_cast<double>(logs)) <= rounding * std::fabs(static_cast<double>(logs)) + 1e-15 * d);
    }
}

TEST_CASE("cox: a very short last step is taken without reading all rows again") {
  for (int bits = 0; bits < 8; ++bits) {
    CAPTURE(bits);
    Design design;
    design.weights = bits & 1;
    design.strata = bits & 2;
    design.entry = bits & 4;
    const Rows rows = random_rows(60000, 900 + static_cast<std::uint64_t>(bits), design);
    CoxOptions options;
    options.ties = bits == 3 ? Ties::breslow : Ties::efron;
    options.ridge = bits % 4 == 1 ? 40.0 : 0.0;
    options.concordance = false;
    const CoxInput input = rows.input();
    const CoxFit all = cox_by({.sample_rows = 60000}, input, options, RunContext{1});
    const CoxFit some = cox_by({.sample_rows = 7500}, input, options, RunContext{1});
    CHECK(some.status == CoxStatus::converged);
    CHECK(some.iterations == all.iterations);
    CHECK(some.covariance != all.covariance);  // which shows that the other way was taken
    check_all(some.coefficients.coefficient, all.coefficients.coefficient, 1e-11, 1e-13, "coefficients");
    check_all(some.coefficients.std_error, all.coefficients.std_error, 5e-9, 0.0, "standard errors");
    check_close(some.log_likelihood, all.log_likelihood, 1e-14, 0.0, "log-likelihood");
    check_close(some.wald_test.statistic, all.wald_test.statistic, 1e-8, 0.0, "Wald test");
    check_all(some.baseline.cumulative_hazard, all.baseline.cumulative_hazard, 1e-11, 0.0, "baseline");
    check_all(some.baseline.cumulative_variance, all.baseline.cumulative_variance, 1e-11, 0.0, "its variance");
    check_all(some.baseline.cumulative_drift, all.baseline.cumulative_drift, 1e-8, 1e-8, "its drift");
    const CoxFit threads = cox_by({.sample_rows = 7500}, input, options, RunContext{3});
    CHECK(threads.coefficients.coefficient == some.coefficients.coefficient);
    CHECK(threads.covariance == some.covariance);
    CHECK(threads.baseline.cumulative_drift == some.baseline.cumulative_drift);
    options.robust = true;  // sums by row are those at the very coefficients
    CHECK(cox_by({.sample_rows = 7500}, input, options, RunContext{1}).covariance == cox_by({.sample_rows = 60000}, input, options, RunContext{1}).covariance);
  }
}

TEST_CASE("cox, concordance: weights may be of any size whose square is a number") {
  Design design;
  design.weights = true;
  Rows rows = random_rows(300, 77, design);
  CoxOptions options;
  options.robust = true;
  const CoxFit plain = cox(rows.input(), options);
  const auto concordance_of = [&] {
    const CoxInput input = rows.input();
    ConcordanceInput pairs;
    pairs.score = Column(rows.numbers[0]);
    pairs.duration = input.duration;
    pairs.event = input.event;
    pairs.weights = input.weights;
    return concordance(pairs);
  };
  const double counted = concordance_of().concordance;
  const std::vector<double> weights = rows.weights;
  const auto scaled = [&](int power) {
    for (std::size_t i = 0; i < weights.size(); ++i) rows.weights[i] = std::ldexp(weights[i], power);
  };
  for (const int power : {400, -400}) {
    scaled(power);
    const CoxFit fit = cox(rows.input(), options);
    CHECK(fit.status == CoxStatus::converged);
    check_all(fit.coefficients.coefficient, plain.coefficients.coefficient, 1e-12, 0.0, "coefficients");
    check_all(fit.coefficients.robust_std_error, plain.coefficients.robust_std_error, 1e-11, 0.0, "robust errors");
    CHECK(concordance_of().concordance == doctest::Approx(counted).epsilon(1e-12));
  }
  const auto rule = std::string(" in sum, but must be between 1e-150 and 1e150");
  for (const int power : {600, 1000, -600, -1000}) {
    CAPTURE(power);
    scaled(power);
    const std::string said = (power > 0 ? "weights is more than 1e150" : "weights is less than 1e-150") + rule;
    CHECK(sentence([&] { cox(rows.input(), options); }) == "survival.cox: " + said);
    CHECK(sentence([&] { concordance_of(); }) == "survival.concordance: " + said);
    CoxOptions firth;
    firth.firth = true;
    CHECK(sentence([&] { cox(rows.input(), firth); }) == "survival.cox: " + said);
  }
}

TEST_CASE("cox: a hazard ratio beyond all numbers has an interval") {
  const Rows rows = random_rows(400, 5, {});
  CoxOptions options;
  options.concordance = false;
  const CoxFit fit = cox(rows.input(), options);
  const double slope = fit.coefficients.coefficient[0], error = fit.coefficients.std_error[0];
  REQUIRE(slope > 0.0);
  // The interval on the scale of log(cumulative hazard) goes on where the hazard itself has become infinite.
  std::vector<double> age = {40.0 + 690.0 / slope, 40.0 + 720.0 / slope, 40.0 + 3000.0 / slope, 1e300}, remote(4, 0.0), grade(4, 2.0);
  CoxPredictInput people;
  people.x.add("age", Column(age));
  people.x.add("remote", Column(remote));
  people.x.add("grade", Column(grade));
  CoxPredictOptions at;
  at.times = {5.0};
  for (const CoxInterval interval : {CoxInterval::log_log, CoxInterval::log, CoxInterval::plain}) {
    at.interval = interval;
    const CoxPrediction prediction = cox_predict(fit, people, at);
    for (std::size_t i = 0; i < age.size(); ++i) {
      CAPTURE(i);
      CHECK(prediction.survival[i] == 0.0);
      CHECK(prediction.std_error[i] == 0.0);
      CHECK(prediction.lower[i] == 0.0);
      CHECK((prediction.upper[i] >= 0.0 && prediction.upper[i] <= 1.0));
      CHECK(prediction.cumulative_hazard_std_error[i] > 0.0);
    }
    CHECK(std::isfinite(prediction.hazard_ratio[0]));
    CHECK(std::isinf(prediction.hazard_ratio[1]));
    CHECK(prediction.upper[0] == prediction.upper[1]);
  }
  // An effect that is hardly known: far out everybody may stay as well as leave.
  CoxFit vague = fit;
  vague.covariance[0] = slope * slope;
  REQUIRE(error < slope);
  at.interval = CoxInterval::log_log;
  CHECK(cox_predict(vague, people, at).upper[2] > 0.99);
  at.errors = false;
  CHECK(cox_predict(fit, people, at).survival[2] == 0.0);
}

TEST_CASE("cox: errors with weights that are no counts are R's, model-based and robust") {
  // R 4.2.2, survival 3.5-3: coxph(Surv(time, event) ~ age + shift, weights = w) is robust by itself, because w has fractions; with
  // robust = FALSE it is model-based. With whole weights it is model-based by itself.
  Rows rows;
  rows.duration = {4, 7, 7, 9, 12, 12, 15, 18, 21, 21, 26, 30};
  rows.event = {1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0};
  rows.weights = {0.5, 1.25, 2, 0.75, 1.5, 1, 0.6, 1.9, 0.8, 1.1, 1.7, 0.9};
  rows.add("age", {31, 45, 28, 50, 39, 60, 33, 27, 41, 52, 36, 48});
  rows.add("shift", {0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
  CoxOptions options;
  options.concordance = false;
  const std::vector<double> model = {0.034804306213333754, 0.79876946429970086}, robust = {0.036681436276144057, 0.75758868635202392};
  const CoxFit ours = cox(rows.input(), options);
  check_all(ours.coefficients.coefficient, {0.0014613429511489196, 1.0826098628794714}, 1e-8, 0.0, "coefficients");
  check_all(ours.coefficients.std_error, model, 1e-8, 0.0, "model-based");
  CHECK(std::isnan(ours.coefficients.robust_std_error[0]));
  CHECK(ours.coefficients.z[1] == doctest::Approx(1.0826098628794714 / model[1]).epsilon(1e-8));
  options.robust = true;
  const CoxFit asked = cox(rows.input(), options);
  check_all(asked.coefficients.std_error, model, 1e-8, 0.0, "model-based");
  check_all(asked.coefficients.robust_std_error, robust, 1e-8, 0.0, "robust");
  CHECK(asked.coefficients.z[1] == doctest::Approx(1.0826098628794714 / robust[1]).epsilon(1e-8));
  for (double& w : rows.weights) w = std::nearbyint(w + 1.0);
  options.robust = false;
  check_all(cox(rows.input(), options).coefficients.std_error, {0.025586159121099343, 0.535140103775403}, 1e-8, 0.0, "whole weights");
}
