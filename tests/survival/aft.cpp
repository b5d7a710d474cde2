// Accelerated failure time models against hand-worked truths, R's survreg, likelihoods maximised elsewhere, and the invariances.
#include "mainstay/survival/aft.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "survival/aft_kernel.hpp"
#include "survival/aft_state.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

AftDistribution distribution_of(const std::string& name) {
  for (const Choice& word : choices(AftDistribution{}))
    if (name == word.name) return static_cast<AftDistribution>(word.value);
  throw std::runtime_error("no distribution " + name);
}
std::vector<AftDistribution> distributions() {
  std::vector<AftDistribution> all;
  for (const Choice& word : choices(AftDistribution{})) all.push_back(static_cast<AftDistribution>(word.value));
  return all;
}

// Rows of a model that own their memory.
struct AftTestRows {
  Rows rows;
  std::vector<double> upper;
  AftInput input() const {
    AftInput view = rows.as<AftInput>();
    if (!upper.empty() || rows.event.empty()) view.event = {};
    if (!upper.empty()) view.upper = Column(upper);
    return view;
  }
  AftTestRows pick(const std::vector<std::size_t>& which) const {
    AftTestRows some{rows.pick(which), {}};
    if (!upper.empty())
      for (const std::size_t i : which) some.upper.push_back(upper[i]);
    return some;
  }
};

AftTestRows test_rows(golden::json data) {
  AftTestRows rows;
  if (!data.contains("event")) data["event"] = golden::json::array();
  rows.rows = cox_test::rows_of(data);
  if (data.contains("upper")) rows.upper = golden::numbers(data["upper"]);
  return rows;
}

// Exact, right-, left- and interval-censored rows with entries and weights.
AftTestRows mixed_rows(std::size_t n, std::uint64_t seed, bool entry = true, bool text = true) {
  AftTestRows rows;
  cox_test::Design design;
  design.weights = true;
  design.entry = entry;
  design.text = text;
  design.continuous = true;
  rows.rows = cox_test::random_rows(n, seed, design);
  std::mt19937_64 random(seed + 1);
  for (std::size_t i = 0; i < n; ++i) {
    double& low = rows.rows.duration[i];
    low += 0.05;
    if (rows.rows.event[i] == 0.0) {
      rows.upper.push_back(i % 2 ? infinity : missing);
      continue;
    }
    switch (random() % 3) {
      case 0: rows.upper.push_back(low); break;
      case 1:
        rows.upper.push_back(low + 0.3);
        low = i % 2 ? 0.0 : missing;
        break;
      default:
        rows.upper.push_back(low + 1.5);
        break;
    }
  }
  rows.rows.event.clear();
  return rows;
}

void check_same(const AftFit& a, const AftFit& b, double tolerance) {
  CHECK(a.status == b.status);
  check_all(a.coefficients.coefficient, b.coefficients.coefficient, tolerance, tolerance, "coefficients");
  check_all(a.shapes.estimate, b.shapes.estimate, tolerance, tolerance, "shapes");
  check_all(a.cure.coefficient, b.cure.coefficient, tolerance, tolerance, "cure");
  check_all(a.covariance, b.covariance, 1e2 * tolerance, tolerance, "covariance");
  check_close(a.log_likelihood, b.log_likelihood, tolerance, tolerance, "log-likelihood");
}
std::string sentence_of(const AftInput& input, const AftOptions& options = {}) { return ::sentence([&] { aft(input, options); }); }

}  // namespace

TEST_CASE("aft: R's numbers on lung, veteran, tobin and random designs") {
  for (const std::string& name : golden::golden_files("survival/aft")) {
    if (name.find("/brute") != std::string::npos) continue;
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json& expect = file["expect"];
    const AftTestRows rows = test_rows(file["data"]);
    AftOptions options;
    options.distribution = distribution_of(file["options"]["distribution"]);
    AftInput input = rows.input();
    const Column cluster = input.cluster;
    input.cluster = {};
    const AftFit fit = aft(input, options);
    CHECK(fit.status == AftStatus::converged);
    check_all(fit.coefficients.coefficient, golden::numbers(expect["coefficient"]), 1e-8, 1e-9, "coefficients");
    check_all(fit.shapes.estimate, golden::numbers(expect["scale"]), 1e-8, 1e-9, "scale");
    check_close(fit.log_likelihood, golden::number(expect["log_likelihood"]), 1e-9, 1e-8, "log-likelihood");
    check_close(fit.log_likelihood_null, golden::number(expect["log_likelihood_null"]), 1e-9, 1e-8, "log-likelihood without attributes");
    // R's covariance has no row for a scale that is not estimated.
    const auto ours = [&](const std::vector<double>& covariance) {
      const std::size_t size = fit.parameters.size(), kept = options.distribution == AftDistribution::exponential ? size - 1 : size;
      std::vector<double> some;
      for (std::size_t i = 0; i < kept; ++i)
        for (std::size_t j = 0; j < kept; ++j) some.push_back(covariance[i * size + j]);
      return some;
    };
    check_all(ours(fit.covariance), flat(expect["covariance"]), 1e-7, 1e-10, "covariance");
    input.cluster = cluster;
    options.robust = true;
    const AftFit robust = aft(input, options);
    check_all(ours(robust.covariance), flat(expect["robust_covariance"]), 1e-7, 1e-10, "robust covariance");
    check_all(robust.model_covariance, fit.covariance, 0.0, 0.0, "model covariance");

    const std::vector<std::int64_t> which = golden::integers(expect["rows"]);
    const AftTestRows some = rows.pick({which.begin(), which.end()});
    AftPredictInput new_rows;  // R's predict leaves the offset out
    new_rows.x = some.input().x;
    new_rows.strata = some.input().strata;
    AftPredictOptions wanted;
    wanted.quantiles = golden::numbers(expect["shares"]);
    const AftPrediction prediction = aft_predict(fit, new_rows, wanted);
    check_all(prediction.quantile, flat(expect["quantile"]), 1e-8, 1e-9, "quantiles");
    // R leaves the uncertainty of the scale out for the exponential only, where there is none; strata: its errors take the first scale.
    if (some.input().strata.given()) continue;
    check_all(prediction.quantile_std_error, flat(expect["quantile_std_error"]), 1e-7, 1e-9, "errors of quantiles");
  }
}

TEST_CASE("aft: likelihoods as written, with delayed entry, every censoring and a share that never leaves, maximised elsewhere") {
  for (const std::string& name : golden::golden_files("survival/aft", "brute")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const AftTestRows rows = test_rows(file["data"]);
    AftOptions options;
    options.distribution = distribution_of(file["options"]["distribution"]);
    options.cure = file["options"]["cure"];
    const AftFit fit = aft(rows.input(), options);
    CHECK(fit.status == AftStatus::converged);
    std::vector<double> ours = fit.coefficients.coefficient, errors = fit.coefficients.std_error;
    const std::size_t terms = ours.size();
    for (std::size_t j = 0; j < fit.shapes.estimate.size(); ++j) {
      if (options.distribution == AftDistribution::exponential) continue;
      const bool logarithm = fit.shapes.parameter[j] == "scale";
      ours.push_back(logarithm ? std::log(fit.shapes.estimate[j]) : fit.shapes.estimate[j]);
      errors.push_back(std::sqrt(fit.covariance[(terms + j) * (fit.parameters.size() + 1)]));
    }
    ours.insert(ours.end(), fit.cure.coefficient.begin(), fit.cure.coefficient.end());
    errors.insert(errors.end(), fit.cure.std_error.begin(), fit.cure.std_error.end());
    // The peer's derivatives by the shape are differences.
    const bool shaped = options.distribution == AftDistribution::generalised_gamma;
    check_all(ours, golden::numbers(file["expect"]["parameters"]), 1e-8, 1e-9, "parameters");
    check_all(errors, golden::numbers(file["expect"]["std_error"]), shaped ? 1e-5 : 1e-8, 1e-9, "errors");
    check_close(fit.log_likelihood, golden::number(file["expect"]["log_likelihood"]), 1e-11, 0, "log-likelihood");
  }
}

TEST_CASE("aft: one exponential rate is leavers over time") {
  const std::vector<double> duration{2, 3, 5, 7, 11}, event{1, 0, 1, 1, 0};
  AftInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  AftOptions options;
  options.distribution = AftDistribution::exponential;
  const AftFit fit = aft(input, options);
  const double rate = 3.0 / 28.0;
  check_close(fit.coefficients.coefficient[0], -std::log(rate), 1e-13, 0, "intercept");
  check_close(fit.coefficients.std_error[0], 1.0 / std::sqrt(3.0), 1e-12, 0, "its error");
  check_close(fit.log_likelihood, 3.0 * std::log(rate) - 3.0, 1e-13, 0, "log-likelihood");
  check_close(fit.aic, 2.0 - 2.0 * (3.0 * std::log(rate) - 3.0), 1e-13, 0, "AIC");
  check_close(fit.bic, std::log(5.0) - 2.0 * (3.0 * std::log(rate) - 3.0), 1e-13, 0, "BIC");
  AftPredictInput anybody;
  AftPredictOptions wanted;
  wanted.times = {4};
  wanted.quantiles = {0.5};
  wanted.means = true;
  const AftPrediction prediction = aft_predict(fit, anybody, wanted);
  check_close(prediction.survival[0], std::exp(-4.0 * rate), 1e-13, 0, "survival");
  check_close(prediction.hazard[0], rate, 1e-12, 0, "rate");
  check_close(prediction.hazard_std_error[0], rate / std::sqrt(3.0), 1e-12, 0, "its error");
  check_close(prediction.mean[0], 1.0 / rate, 1e-10, 0, "mean");
  check_close(prediction.mean_std_error[0], 1.0 / rate / std::sqrt(3.0), 1e-9, 0, "its error");
  check_close(prediction.restricted_mean[0], (1.0 - std::exp(-4.0 * rate)) / rate, 1e-11, 0, "restricted mean");
  check_close(prediction.quantile[0], std::log(2.0) / rate, 1e-13, 0, "median");
}

TEST_CASE("aft: generalised gamma in closed forms: Weibull, log-normal, reciprocal Weibull, whole-numbered gamma") {
  for (double w = -30.0; w < 6.0; w += 0.37) {
    CAPTURE(w);
    const StandardValue weibull = generalised_gamma_log_survival(w, 1.0);
    const double e = std::exp(w);
    check_close(weibull.v, -e, 2e-13, 1e-300, "shape 1");
    check_close(weibull.w, -e, 2e-13, 1e-300, "its slope");
    const StandardValue reciprocal = generalised_gamma_log_survival(w, -1.0);
    if (w > -6.0) check_close(reciprocal.v, w < -1.0 ? std::log1p(-std::exp(-std::exp(-w))) : std::log(-std::expm1(-std::exp(-w))), 1e-12, 1e-300, "shape -1");
    const double normal = w > 0 ? std::log(0.5 * std::erfc(w / std::sqrt(2.0))) : std::log1p(-0.5 * std::erfc(-w / std::sqrt(2.0)));
    for (const double shape : {1e-9, -1e-9}) check_close(generalised_gamma_log_survival(w, shape).v, normal, 1e-9 * (1.0 + std::fabs(w * w * w)), 1e-300, "near shape 0");
    check_close(generalised_gamma_log_survival(w, 0.0).v, normal, 3e-13, 1e-300, "shape 0");
    for (const double k : {2.0, 3.0, 9.0, 25.0}) {
      const double shape = 1.0 / std::sqrt(k), x = k * std::exp(shape * w);
      double term = 1.0, sum = 1.0;
      for (int j = 1; j < k; ++j) sum += term *= x / j;
      if (x > 1.0) check_close(generalised_gamma_log_survival(w, shape).v, std::log(sum) - x, 1e-12, 1e-14, "gamma");
    }
  }
}

TEST_CASE("aft: slopes and curves of the likelihood are those of differences") {
  struct Case {
    AftKind kind;
    double low, high, entry;
  };
  const Case cases[] = {{AftKind::exact, 1.1, 0, -infinity}, {AftKind::exact, 1.1, 0, 0.2},       {AftKind::right, 1.3, 0, -infinity}, {AftKind::right, 4.0, 0, 3.0},
                        {AftKind::left, 0, 0.4, -infinity},  {AftKind::left, 0, -3.0, -infinity}, {AftKind::interval, 0.3, 1.6, 0.3},  {AftKind::interval, 0.3, 0.3 + 1e-6, -infinity},
                        {AftKind::interval, -4, -3.9, -infinity}, {AftKind::interval, 2.8, 3.4, 0.1}, {AftKind::interval, -9.0, 3.4, -infinity}};
  for (const AftDistribution distribution : distributions())
    for (const bool cured : {false, true})
      for (const double shape : {0.6, 1e-3, -1.7, 4.0}) {
        if (distribution != AftDistribution::generalised_gamma && shape != 0.6) continue;
        for (const Case& one : cases) {
          CAPTURE(static_cast<int>(distribution));
          CAPTURE(cured);
          CAPTURE(shape);
          CAPTURE(static_cast<int>(one.kind));
          CAPTURE(one.low);
          CAPTURE(one.high);
          const auto value = [&](const double* at, double* slope, double* curve) {
            double slopes[aft_channels] = {}, curves[aft_pairs] = {};
            AftSlopes out;
            for (int c = 0; c < aft_channels; ++c) out.slope[c] = &slopes[c];
            for (int c = 0; c < aft_pairs; ++c) out.curve[c] = &curves[c];
            AftRows rows;
            rows.count = 1;
            rows.kind = &one.kind;
            rows.low = &one.low;
            rows.high = &one.high;
            rows.entry = &one.entry;
            rows.location = at;
            rows.scale = at + 1;
            rows.shape = at[2];
            if (cured) rows.cure = at + 3;
            const double v = aft_rows(distribution, rows, out);
            if (slope != nullptr) std::copy(slopes, slopes + aft_channels, slope);
            if (curve != nullptr) std::copy(curves, curves + aft_pairs, curve);
            return v;
          };
          double at[4] = {0.8, -0.3, shape, 0.4}, slope[aft_channels], curve[aft_pairs];
          const double here = value(at, slope, curve);
          REQUIRE(std::isfinite(here));
          for (int c = 0; c < aft_channels; ++c) {
            if (c == at_shape && distribution != AftDistribution::generalised_gamma) continue;
            if (c == at_cure && !cured) continue;
            const double h = 1e-4 * std::max(1.0, std::fabs(at[c]));
            // Fourth-order differences.
            double v[5], s[5][aft_channels];
            for (int k = -2; k <= 2; ++k) {
              double moved[4] = {at[0], at[1], at[2], at[3]};
              moved[c] += k * h;
              v[k + 2] = value(moved, s[k + 2], nullptr);
            }
            const double size = std::fabs(here) + 1.0;
            check_close(slope[c], (v[0] - 8 * v[1] + 8 * v[3] - v[4]) / (12 * h), 1e-8, 1e-9 * size, "slope " + std::to_string(c));
            for (int d = 0; d < aft_channels; ++d) {
              if (d == at_shape && distribution != AftDistribution::generalised_gamma) continue;
              if (d == at_cure && !cured) continue;
              const double difference = (s[0][d] - 8 * s[1][d] + 8 * s[3][d] - s[4][d]) / (12 * h);
              check_close(curve[aft_pair(std::min(c, d), std::max(c, d))], difference, shape == 4.0 ? 1e-5 : 1e-7, 2e-9 * (std::fabs(slope[d]) + size), "curve " + std::to_string(c) + std::to_string(d));
            }
          }
        }
      }
}

TEST_CASE("aft: row order, copied rows, cut rows, threads") {
  for (const AftDistribution distribution : distributions())
    for (const bool cure : {false, true}) {
      CAPTURE(static_cast<int>(distribution));
      CAPTURE(cure);
      AftTestRows rows = mixed_rows(300, 5 + static_cast<std::uint64_t>(distribution), true, true);
      for (double& weight : rows.rows.weights) weight = 1.0 + std::floor(weight);
      AftOptions options;
      options.distribution = distribution;
      options.cure = cure;
      options.ridge = 0.3;
      const AftFit fit = aft(rows.input(), options);
      CHECK((fit.status == AftStatus::converged || fit.status == AftStatus::at_boundary));
      if (fit.status != AftStatus::converged) continue;

      std::vector<std::size_t> order(rows.rows.size());
      std::iota(order.begin(), order.end(), 0);
      std::shuffle(order.begin(), order.end(), std::mt19937_64(3));
      check_same(fit, aft(rows.pick(order).input(), options), 1e-9);

      std::vector<std::size_t> copies;
      for (std::size_t i = 0; i < rows.rows.size(); ++i)
        for (int k = 0; k < static_cast<int>(rows.rows.weights[i]); ++k) copies.push_back(i);
      AftTestRows copied = rows.pick(copies);
      copied.rows.weights.clear();
      check_same(fit, aft(copied.input(), options), 1e-9);

      // Each row that stays beyond a time is cut there: still there until then, and from then on.
      std::vector<std::size_t> pieces;
      for (std::size_t i = 0; i < rows.rows.size(); ++i) pieces.insert(pieces.end(), rows.rows.duration[i] > rows.rows.entry[i] + 1.0 ? 2 : 1, i);
      AftTestRows cut = rows.pick(pieces);
      for (std::size_t i = 0; i + 1 < pieces.size(); ++i)
        if (pieces[i] == pieces[i + 1]) {
          cut.rows.duration[i] = cut.rows.entry[i + 1] = rows.rows.entry[pieces[i]] + 0.5;
          cut.upper[i] = infinity;
        }
      check_same(fit, aft(cut.input(), options), 1e-9);
    }
  AftTestRows many = mixed_rows(20000, 8);
  AftOptions options;
  options.robust = true;
  RunContext one, three;
  one.threads = 1;
  three.threads = 3;
  const AftFit a = aft(many.input(), options, one), b = aft(many.input(), options, three);
  CHECK(save_document("survival.aft", Object::of(a)) == save_document("survival.aft", Object::of(b)));
}

TEST_CASE("aft: generalised gamma is never below what it contains, and equals it where the data say so") {
  const AftTestRows rows = mixed_rows(400, 31);
  AftOptions options;
  double best = -infinity;
  for (const AftDistribution distribution : {AftDistribution::weibull, AftDistribution::log_normal}) {
    options.distribution = distribution;
    best = std::max(best, aft(rows.input(), options).log_likelihood);
  }
  options.distribution = AftDistribution::generalised_gamma;
  const AftFit fit = aft(rows.input(), options);
  CHECK(fit.status == AftStatus::converged);
  CHECK(fit.log_likelihood >= best);
  CHECK(fit.log_likelihood < best + 20.0);
}

TEST_CASE("aft: how fits end") {
  AftTestRows rows = mixed_rows(200, 12, false, false);
  AftOptions options;
  SUBCASE("nobody left") {
    for (double& upper : rows.upper) upper = infinity;
    for (double& low : rows.rows.duration) low = std::isnan(low) ? 1.0 : low;
    const AftFit fit = aft(rows.input(), options);
    CHECK(fit.status == AftStatus::no_events);
    AftPredictInput people;
    people.x = rows.input().x;
    AftPredictOptions wanted;
    wanted.times = {3};
    wanted.quantiles = {0.5};
    wanted.means = true;
    const AftPrediction prediction = aft_predict(fit, people, wanted);
    CHECK(prediction.survival[0] == 1.0);
    CHECK(prediction.quantile[0] == infinity);
    CHECK(prediction.restricted_mean[0] == 3.0);
  }
  SUBCASE("a column twice") {
    rows.rows.add("again", rows.rows.numbers[0]);
    rows.rows.add("constant", std::vector<double>(200, 3.0));
    const AftFit fit = aft(rows.input(), options);
    CHECK(fit.status == AftStatus::singular);
    CHECK(fit.singular == std::vector<std::string>{"again", "constant"});
    CHECK(fit.coefficients.coefficient[4] == 0.0);
    CHECK(std::isnan(fit.coefficients.std_error[4]));
    rows.rows.names.resize(3);
    rows.rows.numbers.resize(3);
    rows.rows.texts.resize(3);
    check_close(aft(rows.input(), options).log_likelihood, fit.log_likelihood, 1e-12, 0, "log-likelihood");
  }
  SUBCASE("a group in which nobody left") {
    for (const AftDistribution distribution : distributions()) {
      CAPTURE(static_cast<int>(distribution));
      std::vector<double> group(200, 0.0);
      for (std::size_t i = 0; i < 200; ++i)
        if (!(rows.upper[i] < infinity)) group[i] = i % 3 == 0 ? 1.0 : 0.0;
      AftTestRows more = rows;
      more.rows.add("safe", group);
      options.distribution = distribution;
      const AftFit fit = aft(more.input(), options);
      CHECK(fit.status == AftStatus::separated);
      CAPTURE(std::accumulate(fit.separated.begin(), fit.separated.end(), std::string(), [](const std::string& all, const std::string& name) { return all + " " + name; }));
      CHECK(fit.separated == std::vector<std::string>{"safe"});
      CHECK((distribution == AftDistribution::gompertz ? -1.0 : 1.0) * fit.coefficients.coefficient[4] > 3.0);
    }
  }
  SUBCASE("everybody left at the same time") {
    const std::vector<double> duration(10, 4.0);
    AftInput input;
    input.duration = Column(duration);
    for (const AftDistribution distribution : {AftDistribution::weibull, AftDistribution::log_normal, AftDistribution::log_logistic}) {
      options.distribution = distribution;
      const AftFit fit = aft(input, options);
      CHECK(fit.status == AftStatus::at_boundary);
      CHECK(fit.boundary == std::vector<std::string>{"log(scale)"});
    }
  }
  SUBCASE("everybody leaves in the end, so that no share never does") {
    std::vector<double> duration;
    for (int i = 1; i < 60; ++i) duration.push_back(i);
    AftInput input;
    input.duration = Column(duration);
    options.cure = true;
    const AftFit fit = aft(input, options);
    CHECK(fit.status == AftStatus::at_boundary);
    CHECK(fit.boundary == std::vector<std::string>{"cure:(intercept)"});
    options.cure = false;
    check_close(fit.log_likelihood, aft(input, options).log_likelihood, 1e-6, 0, "log-likelihood");
  }
  SUBCASE("too few steps") {
    options.max_iterations = 1;
    CHECK(aft(rows.input(), options).status == AftStatus::iteration_limit);
  }
}

TEST_CASE("aft: predictions keep what they promise") {
  for (const AftDistribution distribution : distributions())
    for (const bool cure : {false, true}) {
      CAPTURE(static_cast<int>(distribution));
      CAPTURE(cure);
      AftTestRows rows = mixed_rows(400, 77, true, true);
      AftOptions options;
      options.distribution = distribution;
      options.cure = cure;
      options.ridge = 1.0;
      const AftFit fit = aft(rows.input(), options);
      if (fit.status != AftStatus::converged) continue;
      const AftTestRows some = rows.pick({0, 3, 9});
      const std::vector<double> tenure{0.0, 1.5, 4.0};
      AftPredictInput people;
      people.x = some.input().x;
      people.tenure = Column(tenure);
      AftPredictOptions wanted;
      wanted.times = {0.0, 0.7, 6.0, 40.0};
      wanted.quantiles = {0.05, 0.2};
      wanted.means = true;
      const AftPrediction all = aft_predict(fit, people, wanted);

      // Given a tenure: S(s + t) / S(s), and the rate at s + t.
      AftPredictInput plain;
      plain.x = people.x;
      AftPredictOptions both;
      both.times = {1.5, 1.5 + 6.0};
      const AftPrediction free = aft_predict(fit, plain, both);
      check_close(all.survival[1 * 4 + 2], free.survival[1 * 2 + 1] / free.survival[1 * 2], 1e-13, 0, "given a tenure");
      check_close(all.hazard[1 * 4 + 2], free.hazard[1 * 2 + 1], 1e-13, 0, "rate");
      // Quantiles undo curves; restricted means are integrals of them.
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t q = 0; q < 2; ++q) {
          const double time = all.quantile[i * 2 + q];
          if (time == infinity) continue;
          const std::vector<double> each{time, time, time};
          AftPredictInput at = people;
          at.time = Column(each);
          check_close(aft_predict(fit, at, {}).survival[i], 1.0 - wanted.quantiles[q], 1e-12, 0, "quantile");
        }
      AftPredictOptions fine;
      fine.errors = false;
      constexpr int steps = 4000;
      for (int k = 0; k <= steps; ++k) fine.times.push_back(6.0 * std::pow(static_cast<double>(k) / steps, 3.0));
      const AftPrediction curve = aft_predict(fit, people, fine);
      for (std::size_t i = 0; i < 3; ++i) {
        double sum = 0.0;
        for (int k = 0; k < steps; ++k)
          sum += 0.5 * (fine.times[k + 1] - fine.times[k]) * (curve.survival[i * (steps + 1) + k] + curve.survival[i * (steps + 1) + k + 1]);
        check_close(all.restricted_mean[i * 4 + 2], sum, 1e-6, 0, "restricted mean");
      }
      // Errors by the delta method, with slopes from differences of the fit's numbers.
      const std::size_t size = fit.parameters.size();
      const auto error = [&](const auto& number) {
        std::vector<double> slope(size);
        for (std::size_t j = 0; j < size; ++j) {
          const double h = 1e-5;
          const auto moved = [&](double by) {
            AftFit other = fit;
            const std::size_t terms = fit.coefficients.term.size(), shapes = fit.shapes.estimate.size();
            if (j < terms) other.coefficients.coefficient[j] += by;
            else if (j < terms + shapes) {
              double& shape = other.shapes.estimate[j - terms];
              if (fit.shapes.parameter[j - terms] == "scale") shape *= std::exp(by);
              else shape += by;
            } else other.cure.coefficient[j - terms - shapes] += by;
            AftPredictOptions quiet = wanted;
            quiet.errors = false;
            return number(aft_predict(other, people, quiet));
          };
          slope[j] = (moved(-2 * h) - 8 * moved(-h) + 8 * moved(h) - moved(2 * h)) / (12 * h);
        }
        double variance = 0.0;
        for (std::size_t i = 0; i < size; ++i)
          for (std::size_t j = 0; j < size; ++j) variance += slope[i] * fit.covariance[i * size + j] * slope[j];
        return std::sqrt(variance);
      };
      for (const std::size_t cell : {std::size_t{2}, std::size_t{5}, std::size_t{10}}) {
        CAPTURE(cell);
        check_close(all.std_error[cell], error([&](const AftPrediction& p) { return p.survival[cell]; }), 1e-6, 1e-9, "error of survival");
        check_close(all.hazard_std_error[cell], error([&](const AftPrediction& p) { return p.hazard[cell]; }), 1e-6, 1e-9, "error of the rate");
        check_close(all.cumulative_hazard_std_error[cell], error([&](const AftPrediction& p) { return p.cumulative_hazard[cell]; }), 1e-6, 1e-9, "error of the cumulative hazard");
        check_close(all.restricted_mean_std_error[cell], error([&](const AftPrediction& p) { return p.restricted_mean[cell]; }), 1e-5, 1e-7, "error of the restricted mean");
      }
      if (all.quantile[2] < infinity) check_close(all.quantile_std_error[2], error([&](const AftPrediction& p) { return p.quantile[2]; }), 1e-6, 1e-8, "error of a quantile");
      if (all.mean[0] < infinity) check_close(all.mean_std_error[0], error([&](const AftPrediction& p) { return p.mean[0]; }), 1e-4, 1e-6, "error of the mean");
      // Means in closed form.
      const double location = all.linear_predictor[0], scale = fit.shapes.estimate[0];
      if (cure) {
        CHECK(all.mean[0] == infinity);
        continue;
      }
      if (distribution == AftDistribution::weibull) check_close(all.mean[0], std::exp(location) * std::tgamma(1.0 + scale), 1e-9, 0, "mean");
      if (distribution == AftDistribution::log_normal) check_close(all.mean[0], std::exp(location + 0.5 * scale * scale), 1e-9, 0, "mean");
      if (distribution == AftDistribution::log_logistic) {
        const double angle = 3.14159265358979323846 * scale;
        if (scale < 1.0) check_close(all.mean[0], std::exp(location) * angle / std::sin(angle), 1e-9, 0, "mean");
        else CHECK(all.mean[0] == infinity);
      }
    }
}

TEST_CASE("aft: explanations add up to the time ratio") {
  const AftTestRows rows = mixed_rows(200, 3);
  const AftFit fit = aft(rows.input());
  ExplainInput people;
  people.x = rows.input().x;
  const Explanation why = aft_explain(fit, people);
  AftPredictInput same;
  same.x = people.x;
  const AftPrediction prediction = aft_predict(fit, same);
  const std::size_t terms = fit.coefficients.term.size();
  for (std::size_t i = 0; i < 200; ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < terms; ++j) sum += why.contributions[i * terms + j];
    check_close(std::exp(sum), prediction.time_ratio[i], 1e-12, 0, "time ratio");
  }
}

TEST_CASE("aft: what is refused, by sentence") {
  const AftTestRows rows = mixed_rows(10, 3, true, true);
  AftInput input = rows.input();
  AftTestRows bad = rows;
  std::vector<double> event;
  for (std::size_t i = 0; i < 10; ++i) event.push_back(rows.upper[i] < infinity ? 1.0 : 0.0);
  input.event = Column(event);
  AftOptions held;
  held.ridge = 5.0;
  CHECK(aft(input, held).log_likelihood == aft(rows.input(), held).log_likelihood);
  bad.upper[3] = infinity;
  input = bad.input();
  event[3] = 1.0;
  input.event = Column(event);
  CHECK(sentence_of(input) == "survival.aft: upper[3] is inf, but must be finite where event is 1");
  bad = rows;
  bad.rows.duration[4] = 9.0;
  bad.upper[4] = 8.0;
  CHECK(sentence_of(bad.input()) == "survival.aft: upper[4] is 8, but must be at least duration");
  bad = rows;
  bad.rows.duration[4] = bad.upper[4] = 7.0;
  bad.rows.entry[4] = 7.0;
  CHECK(sentence_of(bad.input()) == "survival.aft: entry[4] is 7, but must be below duration");
  bad = rows;
  bad.rows.duration[2] = -1.0;
  CHECK(sentence_of(bad.input()) == "survival.aft: duration[2] is -1, but must be >= 0");
  input = rows.input();
  input.cure_x = input.x;
  CHECK(sentence_of(input) == "survival.aft: cure_x is given, but must be left out without the option cure");
  AftInput plain;
  const std::vector<double> zero{1, 0, 2}, unknown{1, missing, 2}, flags{1, 0, 1};
  plain.duration = Column(zero);
  CHECK(sentence_of(plain) == "survival.aft: duration[1] is 0, but must be > 0 where somebody left: no distribution here has anybody leave at 0");
  plain.event = Column(flags);
  CHECK(sentence_of(plain) == "accepted");  // still there on the day of entry: tells nothing, breaks nothing
  plain.duration = Column(unknown);
  CHECK(sentence_of(plain) == "survival.aft: duration[1] is nan, but must be finite; a missing duration has a meaning beside upper only");
}

TEST_CASE("aft: a level that occurs only in rows of weight 0 is left out with them") {
  AftTestRows rows = mixed_rows(80, 7, true, true);
  rows.rows.texts[3].codes[17] = 2;  // "unused"
  rows.rows.weights[17] = 0.0;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < 80; ++i)
    if (i != 17) others.push_back(i);
  check_same(aft(rows.input()), aft(rows.pick(others).input()), 1e-9);
}

TEST_CASE("aft: seven merged parts through saved bytes are the fit of one machine") {
  for (const AftDistribution distribution : distributions())
    for (int kind = 0; kind < 4; ++kind) {
      CAPTURE(static_cast<int>(distribution));
      CAPTURE(kind);
      AftTestRows rows = mixed_rows(280, 70 + static_cast<std::uint64_t>(kind), kind != 1, true);
      const std::size_t n = rows.rows.size();
      AftOptions options;
      options.distribution = distribution;
      options.cure = kind == 1;
      options.robust = kind == 3;
      options.ridge = kind == 0 ? 0.3 : 0.0;
      for (std::size_t i = 0; i < n && kind == 2; ++i) {
        rows.rows.strata.push_back(static_cast<std::int64_t>(i % 3) * 5);
        rows.rows.cluster.push_back(static_cast<std::int64_t>(i / 2));
      }
      const AftFit fit = aft(rows.input(), options);
      if (fit.status == AftStatus::at_boundary) continue;  // where the likelihood is flat the last bits decide where it ends
      CHECK(fit.status == AftStatus::converged);
      std::mt19937_64 random(kind);
      std::vector<std::size_t> part_of(n);
      for (std::size_t& part : part_of) part = random() % 7;
      AftState state;
      state.options = options;
      for (int round = 0; !state.done(); ++round) {
        REQUIRE(round < 500);
        AftState all = state;
        for (std::size_t part = 0; part < 7; ++part) {
          AftState mine = state;
          std::vector<std::size_t> which;
          for (std::size_t i = 0; i < n; ++i)
            if (part_of[i] == part) which.push_back(i);
          const AftTestRows some = rows.pick(which);
          mine.update(some.input(), {});
          if (part == 0) all = mine;
          else all.merge(mine);
        }
        all.advance({});
        const Object copy = load_document(save_document("survival.aft.state", Object::of(all)), "survival.aft.state", type_of<AftState>);
        state = *copy.as<AftState>();
      }
      const AftFit merged = state.finish({});
      check_same(merged, fit, 1e-9);
      CHECK(merged.iterations == fit.iterations);
      CHECK(merged.rows == fit.rows);
      CHECK(merged.left_censored == fit.left_censored);
      CHECK(merged.strata == fit.strata);
      check_all(merged.model_covariance, fit.model_covariance, 1e-7, 1e-9, "model covariance");
      check_close(merged.wald_test.statistic, fit.wald_test.statistic, 1e-8, 0, "Wald");
    }
}

TEST_CASE("aft: states that have nothing in common, rows without leavers, rounds that are not over") {
  AftTestRows rows = mixed_rows(40, 3);
  AftState a, b;
  a.update(rows.input(), {});
  b.options.distribution = AftDistribution::gompertz;
  CHECK(::sentence([&] { a.merge(b); }) == "survival.aft: states of unlike definitions cannot be merged: their options differ");
  b = {};
  rows.rows.cluster.assign(40, 1);
  b.update(rows.input(), {});
  CHECK(::sentence([&] { a.merge(b); }) == "survival.aft: states of unlike definitions cannot be merged: one has clusters");
  CHECK(::sentence([&] { a.finish({}); }) == "survival.aft: the state has rounds to go before it can finish");
  CHECK(::sentence([&] { AftState().advance({}); }) == "survival.aft: a state without rows cannot advance");
  b.merge(AftState());  // one that has seen nothing adds nothing
  rows.rows.cluster.clear();
  rows.rows.entry.clear();
  rows.upper.assign(40, infinity);
  for (double& duration : rows.rows.duration)
    if (std::isnan(duration)) duration = 1.0;
  AftState none;
  while (!none.done()) {
    none.update(rows.input(), {});
    none.advance({});
  }
  CHECK(none.finish({}).status == AftStatus::no_events);
  CHECK(save_document("survival.aft", Object::of(none.finish({}))) == save_document("survival.aft", Object::of(aft(rows.input()))));
}
