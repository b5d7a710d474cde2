// Exact ties and Firth's correction: closed forms, R's numbers, and the likelihoods as written.
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/cox_proportionality.hpp"
#include "mainstay/survival/cox_residuals.hpp"
#include "sentence.hpp"
#include "survival/cox_state.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;
using cox_test::random_rows;
using cox_test::rows_of;

namespace {

CoxRows again_of(const Rows& rows) {
  const CoxInput input = rows.input();
  return {input.x, input.duration, input.event, input.entry, input.weights, input.strata, input.offset, input.cluster};
}

double eta_of(const Rows& rows, std::size_t i, const std::vector<double>& beta) {
  double eta = rows.offset.empty() ? 0.0 : rows.offset[i];
  for (std::size_t j = 0; j < beta.size(); ++j) eta += beta[j] * rows.numbers[j][i];
  return eta;
}
bool at_risk(const Rows& rows, std::size_t i, std::size_t leaver) {
  return (rows.strata.empty() || rows.strata[i] == rows.strata[leaver]) && rows.duration[i] >= rows.duration[leaver] &&
         (rows.entry.empty() || rows.entry[i] < rows.duration[leaver]);
}

// The discrete log-likelihood, set after set.
double discrete(const Rows& rows, const std::vector<double>& beta) {
  double value = 0.0;
  std::vector<bool> done(rows.size(), false);
  for (std::size_t e = 0; e < rows.size(); ++e) {
    if (rows.event[e] == 0.0 || done[e]) continue;
    std::vector<double> eta;
    std::size_t d = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!at_risk(rows, i, e)) continue;
      eta.push_back(eta_of(rows, i, beta));
      if (rows.duration[i] == rows.duration[e] && rows.event[i] != 0.0) {
        done[i] = true;
        ++d;
        value += eta.back();
      }
    }
    double sum = 0.0;
    std::vector<bool> chosen(eta.size(), false);
    std::fill(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(d), true);
    do {
      double product = 0.0;
      for (std::size_t i = 0; i < eta.size(); ++i) product += chosen[i] ? eta[i] : 0.0;
      sum += std::exp(product);
    } while (std::prev_permutation(chosen.begin(), chosen.end()));
    value -= std::log(sum);
  }
  return value;
}

// Efron's or Breslow's log-likelihood and half the logarithm of its information's determinant, of at most two terms.
double jeffreys(const Rows& rows, const std::vector<double>& beta, Ties ties, double* log_likelihood = nullptr) {
  const std::size_t p = beta.size();
  double value = 0.0;
  std::vector<double> information(p * p, 0.0);
  std::vector<bool> done(rows.size(), false);
  const auto weight = [&](std::size_t i) { return rows.weights.empty() ? 1.0 : rows.weights[i]; };
  for (std::size_t e = 0; e < rows.size(); ++e) {
    if (rows.event[e] == 0.0 || done[e]) continue;
    std::vector<std::size_t> tied;
    double tied_weight = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (at_risk(rows, i, e) && rows.duration[i] == rows.duration[e] && rows.event[i] != 0.0) {
        tied.push_back(i);
        done[i] = true;
        tied_weight += weight(i);
        value += weight(i) * eta_of(rows, i, beta);
      }
    const double d = static_cast<double>(tied.size()), each = tied_weight / d;
    for (std::size_t l = 0; l < tied.size(); ++l) {
      double s0 = 0.0;
      std::vector<double> s1(p, 0.0), s2(p * p, 0.0);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!at_risk(rows, i, e)) continue;
        const bool leaves = rows.duration[i] == rows.duration[e] && rows.event[i] != 0.0;
        const double risk = weight(i) * std::exp(eta_of(rows, i, beta)) * (leaves && ties == Ties::efron ? 1.0 - static_cast<double>(l) / d : 1.0);
        s0 += risk;
        for (std::size_t j = 0; j < p; ++j) s1[j] += risk * rows.numbers[j][i];
        for (std::size_t j = 0; j < p; ++j)
          for (std::size_t k = 0; k < p; ++k) s2[j * p + k] += risk * rows.numbers[j][i] * rows.numbers[k][i];
      }
      value -= each * std::log(s0);
      for (std::size_t j = 0; j < p; ++j)
        for (std::size_t k = 0; k < p; ++k) information[j * p + k] += each * (s2[j * p + k] / s0 - s1[j] * s1[k] / (s0 * s0));
    }
  }
  if (log_likelihood != nullptr) *log_likelihood = value;
  const double determinant = p == 1 ? information[0] : information[0] * information[3] - information[1] * information[2];
  return value + 0.5 * std::log(determinant);
}

template <class Value>
std::vector<double> differences(const Value& value, const std::vector<double>& beta, double step) {
  std::vector<double> slope;
  for (std::size_t j = 0; j < beta.size(); ++j) {
    std::vector<double> up = beta, down = beta;
    up[j] += step, down[j] -= step;
    slope.push_back((value(up) - value(down)) / (2.0 * step));
  }
  return slope;
}

Rows two_terms(std::size_t n, std::uint64_t seed, cox_test::Design design) {
  Rows rows = random_rows(n, seed, design);
  rows.names = {"age", "remote"};
  rows.numbers.resize(2);
  rows.texts.resize(2);
  for (double& age : rows.numbers[0]) age = (age - 40.0) / 8.0;
  return rows;
}

}  // namespace

TEST_CASE("cox exact: Therneau's test1 has no finite maximum; its likelihood tends to -2 log 3") {
  Rows rows;
  rows.add("x", {1, 1, 1, 0, 0, 0});
  rows.duration = {1, 1, 6, 6, 8, 9};
  rows.event = {1, 0, 1, 1, 0, 1};
  CoxOptions options;
  options.ties = Ties::exact;
  const CoxFit fit = cox(rows.input(), options);
  CHECK(fit.status == CoxStatus::separated);
  CHECK(fit.separated == std::vector<std::string>{"x"});
  CHECK(fit.log_likelihood == doctest::Approx(-2.0 * std::log(3.0)).epsilon(1e-6));
  CHECK(fit.log_likelihood_null == doctest::Approx(-std::log(6.0) - std::log(6.0)).epsilon(1e-14));  // of 6 one, of 4 two
  CoxResidualsOptions plain;
  plain.score = plain.dfbeta = plain.dfbetas = plain.schoenfeld = false;
  const CoxResiduals residuals = cox_residuals(fit, again_of(rows), plain);
  check_all(residuals.martingale, {2.0 / 3, -1.0 / 3, -4.0 / 3, 1, 0, 0}, 1e-4, 1e-4, "martingale at infinity");
}

TEST_CASE("cox exact: R's numbers") {
  for (const std::string& name : golden::golden_files("survival/cox_exact")) {
    CAPTURE(name);
    const golden::json ours = golden::load_golden(name), expect = ours["expect"];
    golden::json data = golden::load_golden("survival/cox/" + ours["data"]["rows"].get<std::string>())["data"];
    for (const char* unused : {"weights", "cluster", "entry"}) data.erase(unused);
    Rows rows = rows_of(data);
    for (double& time : rows.duration) time = std::ceil(time / golden::number(ours["data"]["months"]));
    CoxOptions options;
    options.ties = Ties::exact;
    const CoxFit fit = cox(rows.input(), options);
    CHECK(fit.status == CoxStatus::converged);
    constexpr double scale = 1e-8;
    check_all(fit.coefficients.coefficient, golden::numbers(expect["coef"]), scale, 1e-11, "coef");
    check_all(fit.model_covariance, golden::numbers(expect["var"]), scale, 1e-12, "var");
    check_all({fit.log_likelihood_null, fit.log_likelihood}, golden::numbers(expect["loglik"]), scale, 0.0, "loglik");
    CHECK(golden::close(fit.score_test.statistic, golden::number(expect["score_test"]), scale, 1e-10));
    CHECK(golden::close(fit.concordance, golden::number(expect["concordance"]), scale, 0.0));
    CoxResidualsOptions plain;
    plain.score = plain.dfbeta = plain.dfbetas = plain.schoenfeld = false;
    const CoxResiduals residuals = cox_residuals(fit, again_of(rows), plain);
    check_all(residuals.martingale, golden::numbers(expect["martingale"]), scale, 1e-9, "martingale");
    check_all(residuals.deviance, golden::numbers(expect["deviance"]), scale, 1e-7, "deviance");
    const Rows one = rows.pick({0});
    CoxPredictInput person;
    person.x = one.table();
    person.offset = one.input().offset;
    person.strata = one.input().strata;
    CoxPredictOptions how;
    how.beyond = BeyondFollowUp::carry;
    how.times = golden::numbers(expect["curve"]["time"]);
    const CoxPrediction curve = cox_predict(fit, person, how);
    check_all(curve.cumulative_hazard, golden::numbers(expect["curve"]["cumulative_hazard"]), scale, 1e-12, "curve");
    check_all(curve.cumulative_hazard_std_error, golden::numbers(expect["curve"]["std_error"]), scale, 1e-12, "its error");
  }
}

TEST_CASE("cox exact: all sets counted one by one, with entries, strata and offsets") {
  for (int turn = 0; turn < 8; ++turn) {
    CAPTURE(turn);
    const Rows rows = two_terms(22, 100 + static_cast<std::uint64_t>(turn), {.strata = (turn & 1) != 0, .entry = (turn & 2) != 0, .offset = (turn & 4) != 0});
    CoxOptions options;
    options.ties = Ties::exact;
    const CoxFit fit = cox(rows.input(), options);
    REQUIRE(fit.status == CoxStatus::converged);
    const auto value = [&](const std::vector<double>& beta) { return discrete(rows, beta); };
    CHECK(fit.log_likelihood == doctest::Approx(value(fit.coefficients.coefficient)).epsilon(1e-12));
    CHECK(fit.log_likelihood_null == doctest::Approx(value({0.0, 0.0})).epsilon(1e-12));
    for (const double slope : differences(value, fit.coefficients.coefficient, 1e-5)) CHECK(std::fabs(slope) < 1e-7);
    // information by differences of differences
    const double step = 1e-4, a = fit.coefficients.coefficient[0], b = fit.coefficients.coefficient[1], top = value({a, b});
    const double aa = (2.0 * top - value({a + step, b}) - value({a - step, b})) / (step * step), bb = (2.0 * top - value({a, b + step}) - value({a, b - step})) / (step * step);
    const double ab = -(value({a + step, b + step}) - value({a + step, b - step}) - value({a - step, b + step}) + value({a - step, b - step})) / (4.0 * step * step);
    const double determinant = aa * bb - ab * ab;
    check_all(fit.model_covariance, {bb / determinant, -ab / determinant, -ab / determinant, aa / determinant}, 1e-5, 1e-6, "covariance");
  }
}

TEST_CASE("cox exact: many ties overflow nothing; without ties it is Efron's; far offsets change nothing") {
  Rows rows = random_rows(1500, 5, {});
  for (double& time : rows.duration) time = std::ceil(time / 6.0);  // 2 times, hundreds of leavers at each
  CoxOptions options;
  options.ties = Ties::exact;
  options.concordance = false;
  const CoxFit fit = cox(rows.input(), options);
  CHECK(fit.status == CoxStatus::converged);
  for (const double error : fit.coefficients.std_error) CHECK((error > 0.0 && error < 0.5));
  RunContext three;
  three.threads = 3;
  CHECK(cox(rows.input(), options, three).coefficients.coefficient == fit.coefficients.coefficient);
  rows.offset.assign(rows.size(), 900.0);
  check_all(cox(rows.input(), options).coefficients.coefficient, fit.coefficients.coefficient, 1e-9, 1e-11, "far offsets");
  const Rows apart = random_rows(300, 6, {.entry = true, .continuous = true});
  CoxOptions efron = options;
  efron.ties = Ties::efron;
  check_all(cox(apart.input(), options).coefficients.coefficient, cox(apart.input(), efron).coefficients.coefficient, 1e-10, 1e-12, "without ties");
}

TEST_CASE("cox firth: two people and the logarithm of 3") {
  // Heinze & Schemper (2001): who has x = 1 leaves first. U + slope of ½ log I is 1 - π + ½ (1 - 2 π), so π = 3/4 and beta = log 3.
  Rows rows;
  rows.add("x", {1, 0});
  rows.duration = {1, 2};
  rows.event = {1, 1};
  CoxOptions options;
  options.firth = true;
  for (const Ties ties : {Ties::efron, Ties::breslow}) {
    options.ties = ties;
    const CoxFit fit = cox(rows.input(), options);
    CHECK(fit.status == CoxStatus::converged);
    CHECK(fit.coefficients.coefficient[0] == doctest::Approx(std::log(3.0)).epsilon(1e-10));
    CHECK(fit.coefficients.std_error[0] == doctest::Approx(std::sqrt(16.0 / 3.0)).epsilon(1e-9));
    CHECK(fit.log_likelihood == doctest::Approx(std::log(0.75)).epsilon(1e-10));
    // l + ½ log I = 1.5 log π + ½ log(1 - π): at 0 it is 2 log ½
    CHECK(fit.likelihood_ratio_test.statistic == doctest::Approx(2.0 * (1.5 * std::log(0.75) + 0.5 * std::log(0.25) + 2.0 * std::log(2.0))).epsilon(1e-9));
    CHECK(fit.coefficients.p_value[0] == doctest::Approx(fit.likelihood_ratio_test.p_value).epsilon(1e-8));
  }
}

TEST_CASE("cox firth: the top and the profile of the penalised likelihood as written") {
  for (int turn = 0; turn < 12; ++turn) {
    CAPTURE(turn);
    const Ties ties = turn % 2 == 0 ? Ties::efron : Ties::breslow;
    Rows rows = two_terms(40, 300 + static_cast<std::uint64_t>(turn), {.weights = turn % 3 == 0, .strata = turn % 4 == 1, .entry = turn % 2 == 1, .offset = turn % 5 == 0});
    if (turn % 2 == 0)  // separated: nobody with remote left
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows.numbers[1][i] > 0.5) rows.event[i] = 0.0;
    CoxOptions options;
    options.ties = ties;
    options.firth = true;
    const CoxFit fit = cox(rows.input(), options);
    CHECK(fit.status == CoxStatus::converged);
    const std::vector<double>& beta = fit.coefficients.coefficient;
    const auto value = [&](const std::vector<double>& at) { return jeffreys(rows, at, ties); };
    for (const double slope : differences(value, beta, 1e-5)) CHECK(std::fabs(slope) < 1e-7);
    double log_likelihood = 0.0;
    const double top = jeffreys(rows, beta, ties, &log_likelihood);
    CHECK(fit.log_likelihood == doctest::Approx(log_likelihood).epsilon(1e-10));
    CHECK(fit.likelihood_ratio_test.statistic == doctest::Approx(2.0 * (top - value({0.0, 0.0}))).epsilon(1e-8));
    // The profile over one term, by golden section over the other.
    const auto profile = [&](std::size_t term, double at) {
      double low = beta[1 - term] - 15.0, high = beta[1 - term] + 15.0;
      const double ratio = 0.5 * (std::sqrt(5.0) - 1.0);
      const auto f = [&](double other) { return term == 0 ? value({at, other}) : value({other, at}); };
      for (int i = 0; i < 90; ++i) {
        const double a = high - ratio * (high - low), b = low + ratio * (high - low);
        (f(a) > f(b) ? high : low) = f(a) > f(b) ? b : a;
      }
      return f(0.5 * (low + high));
    };
    for (std::size_t term = 0; term < 2; ++term) {
      const double fall = 0.5 * 1.959963984540054 * 1.959963984540054;
      CHECK(top - profile(term, fit.coefficients.lower[term]) == doctest::Approx(fall).epsilon(1e-6));
      CHECK(top - profile(term, fit.coefficients.upper[term]) == doctest::Approx(fall).epsilon(1e-6));
      CHECK(fit.coefficients.p_value[term] == doctest::Approx(std::erfc(std::sqrt(std::max(0.0, top - profile(term, 0.0))))).epsilon(1e-5));
      CHECK(fit.coefficients.lower[term] < beta[term]);
      CHECK(fit.coefficients.upper[term] > beta[term]);
    }
  }
}

TEST_CASE("cox firth: many people, categories, singular terms") {
  Rows rows = random_rows(3000, 9, {.strata = true, .entry = true, .text = true});
  rows.add("twice", rows.numbers[0]);
  CoxOptions options;
  options.firth = true;
  options.profile = false;
  const CoxFit fit = cox(rows.input(), options);
  CHECK(fit.status == CoxStatus::singular);
  CHECK(fit.singular == std::vector<std::string>{"twice"});
  options.firth = false;
  const CoxFit plain = cox(rows.input(), options);
  for (std::size_t j = 0; j < plain.coefficients.term.size(); ++j)  // the correction is of the size of one over the leavers
    CHECK(std::fabs(fit.coefficients.coefficient[j] - plain.coefficients.coefficient[j]) < 0.02 * (plain.coefficients.std_error[j] > 0 ? plain.coefficients.std_error[j] : 1.0));
  RunContext three;
  three.threads = 3;
  options.firth = true;
  CHECK(cox(rows.input(), options, three).coefficients.coefficient == fit.coefficients.coefficient);
}

TEST_CASE("cox exact and firth: what is refused") {
  Rows rows = random_rows(50, 1, {.weights = true});
  CoxOptions options;
  options.ties = Ties::exact;
  CHECK(sentence([&] { cox(rows.input(), options); }).rfind("survival.cox: weights[", 0) == 0);
  rows.weights.assign(50, 1.0);
  rows.weights[3] = 0.0;
  const CoxFit fit = cox(rows.input(), options);
  CHECK(fit.rows == 49);
  CHECK(sentence([&] { cox_residuals(fit, again_of(rows)); }) ==
        "survival.cox.residuals: score is true, but must be false: with exact ties there are martingale and deviance residuals only");
  CHECK(sentence([&] { cox_proportionality(fit, again_of(rows)); }).rfind("survival.cox.proportionality: ties is exact", 0) == 0);
  CoxState state;
  state.options = options;
  CHECK(sentence([&] { state.update(rows.input(), {}); }).rfind("survival.cox: ties is exact", 0) == 0);
  options.robust = true;
  CHECK(sentence([&] { cox(rows.input(), options); }) == "survival.cox: robust is true, but must be left out with exact ties");
  options = {};
  options.firth = true;
  options.ridge = 1.0;
  CHECK(sentence([&] { cox(rows.input(), options); }) == "survival.cox: ridge is given, but must be left out with firth");
  options.ridge = 0.0;
  options.ties = Ties::exact;
  CHECK(sentence([&] { cox(rows.input(), options); }) == "survival.cox: ties is exact, but must be left out with firth");
}
