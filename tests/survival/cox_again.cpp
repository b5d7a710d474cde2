// Residuals and proportionality tests of Cox models against closed forms, R's numbers and what they must add up to.
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/cox_proportionality.hpp"
#include "mainstay/survival/cox_residuals.hpp"
#include "sentence.hpp"

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

Rows test1() {
  Rows rows;
  rows.add("x", {1, 1, 1, 0, 0, 0});
  rows.duration = {1, 1, 6, 6, 8, 9};
  rows.event = {1, 0, 1, 1, 0, 1};
  return rows;
}

CoxOptions plainly(Ties ties) {
  CoxOptions options;
  options.ties = ties;
  options.concordance = false;
  return options;
}

}  // namespace

TEST_CASE("cox residuals: Therneau's closed forms of test1") {
  const Rows rows = test1();
  CoxOptions options = plainly(Ties::efron);
  options.max_iterations = 0;  // at coefficient 0
  const CoxResiduals efron = cox_residuals(cox(rows.input(), options), again_of(rows));
  check_all(efron.martingale, {5.0 / 6, -1.0 / 6, 5.0 / 12, 5.0 / 12, -3.0 / 4, -3.0 / 4}, 1e-14, 1e-14, "martingale");
  check_all(efron.score, {5.0 / 12, -1.0 / 12, 55.0 / 144, -5.0 / 144, 29.0 / 144, 29.0 / 144}, 1e-14, 1e-14, "score");
  // Schoenfeld by hand: mean at 1 is 3/6; at 6 the tied two leave one after the other from {1, 0, 0, 0}: (1/4 + (1 - 1/2)/3) / 2.
  const double mean = 0.5 * (1.0 / 4 + 0.5 / 3);
  check_all(efron.schoenfeld.residual, {0.5, 1 - mean, -mean, 0.0}, 1e-14, 1e-14, "schoenfeld");
  CHECK(efron.schoenfeld.row == std::vector<std::int64_t>{0, 2, 3, 5});
  options.ties = Ties::breslow;
  const CoxResiduals breslow = cox_residuals(cox(rows.input(), options), again_of(rows));
  check_all(breslow.martingale, {5.0 / 6, -1.0 / 6, 1.0 / 3, 1.0 / 3, -2.0 / 3, -2.0 / 3}, 1e-14, 1e-14, "martingale");
  // deviance of one who left with 1/6 expected: sqrt(2 (log 6 - 5/6)); of one who stayed: -sqrt(2/6)
  CHECK(breslow.deviance[0] == doctest::Approx(std::sqrt(2.0 * (std::log(6.0) - 5.0 / 6.0))).epsilon(1e-14));
  CHECK(breslow.deviance[1] == doctest::Approx(-std::sqrt(1.0 / 3.0)).epsilon(1e-14));
}

TEST_CASE("cox residuals and proportionality: R's numbers") {
  for (const std::string& name : golden::golden_files("survival/cox_again")) {
    CAPTURE(name);
    const golden::json expect = golden::load_golden(name)["expect"];
    const golden::json file = golden::load_golden("survival/cox/" + golden::load_golden(name)["data"]["rows"].get<std::string>());
    const Rows rows = rows_of(file["data"]);
    const CoxFit fit = cox(rows.input(), plainly(file["options"]["ties"] == "breslow" ? Ties::breslow : Ties::efron));
    const double scale = 1e-8;
    CoxResidualsOptions how;
    const CoxResiduals residuals = cox_residuals(fit, again_of(rows), how);
    check_all(residuals.martingale, golden::numbers(expect["martingale"]), scale, 1e-10, "martingale");
    check_all(residuals.deviance, golden::numbers(expect["deviance"]), scale, 1e-7, "deviance");  // a root near 0
    check_all(residuals.score, golden::numbers(expect["score"]), scale, 1e-9, "score");
    check_all(residuals.dfbeta, golden::numbers(expect["dfbeta"]), scale, 1e-10, "dfbeta");
    if (!expect["dfbetas"].is_null()) check_all(residuals.dfbetas, golden::numbers(expect["dfbetas"]), scale, 1e-10, "dfbetas");
    check_all(residuals.schoenfeld.residual, golden::numbers(expect["schoenfeld"]), scale, 1e-9, "schoenfeld");
    check_all(residuals.schoenfeld.scaled, golden::numbers(expect["scaled_schoenfeld"]), scale, 1e-9, "scaled");
    if (expect.contains("collapsed")) {
      how.collapse = true;
      const CoxResiduals people = cox_residuals(fit, again_of(rows), how);
      check_all(people.martingale, golden::numbers(expect["collapsed"]["martingale"]), scale, 1e-10, "collapsed martingale");
      check_all(people.dfbeta, golden::numbers(expect["collapsed"]["dfbeta"]), scale, 1e-10, "collapsed dfbeta");
    }
    for (const golden::json& one : expect["proportionality"]) {
      CAPTURE(one["transform"].get<std::string>());
      CoxProportionalityOptions options;
      const std::string word = one["transform"].get<std::string>();
      options.transform = word == "km" ? CoxTimeScale::km : word == "identity" ? CoxTimeScale::identity : word == "log" ? CoxTimeScale::log : CoxTimeScale::rank;
      const CoxProportionality tested = cox_proportionality(fit, again_of(rows), options);
      std::vector<double> statistic = tested.tests.statistic, p_value = tested.tests.p_value;
      statistic.push_back(tested.together.statistic);
      p_value.push_back(tested.together.p_value);
      check_all(statistic, golden::numbers(one["statistic"]), scale, 1e-9, "statistic");
      check_all(p_value, golden::numbers(one["p_value"]), scale, 1e-10, "p");
      check_all(tested.scaled.time, golden::numbers(one["time"]), 0.0, 0.0, "time");
      check_all(tested.scaled.transformed, golden::numbers(one["x"]), 1e-12, 1e-12, "g");
      if (one.contains("scaled")) check_all(tested.scaled.coefficient, golden::numbers(one["scaled"]), scale, 1e-9, "scaled residuals");
    }
  }
}

TEST_CASE("cox residuals: they add up, whatever way the risk sets were summed") {
  for (const std::size_t n : {300u, 60000u}) {  // so many times with entries are summed in runs
    CAPTURE(n);
    const Rows rows = random_rows(n, 5, {.weights = true, .strata = true, .entry = true, .offset = true, .text = true, .continuous = true});
    const CoxFit fit = cox(rows.input(), plainly(Ties::efron));
    CoxResidualsOptions how;
    how.weighted = true;
    const CoxResiduals residuals = cox_residuals(fit, again_of(rows), how);
    const auto terms = fit.coefficients.term.size();
    double sum = 0.0;
    for (const double one : residuals.martingale) sum += one;
    CHECK(std::fabs(sum) < 1e-9 * static_cast<double>(n));
    for (std::size_t j = 0; j < terms; ++j) {
      double score = 0.0, schoenfeld = 0.0, size = 0.0;
      for (std::size_t i = 0; i < n; ++i) score += residuals.score[i * terms + j], size += std::fabs(residuals.score[i * terms + j]);
      for (std::size_t k = 0; k < residuals.schoenfeld.row.size(); ++k) schoenfeld += residuals.schoenfeld.residual[k * terms + j];
      CHECK(std::fabs(score) < 1e-10 * size);
      CHECK(std::fabs(schoenfeld) < 1e-10 * size);
    }
    // the squares of dfbeta are the robust variance
    CoxOptions robust = plainly(Ties::efron);
    robust.robust = true;
    const std::vector<double> covariance = cox(rows.input(), robust).covariance;
    for (std::size_t j = 0; j < terms; ++j) {
      double square = 0.0;
      for (std::size_t i = 0; i < n; ++i) square += residuals.dfbeta[i * terms + j] * residuals.dfbeta[i * terms + j];
      CHECK(square == doctest::Approx(covariance[j * terms + j]).epsilon(1e-10));
    }
  }
}

TEST_CASE("cox residuals: dfbeta is near to what the coefficients lose without the row; weights stand for copies") {
  const Rows rows = random_rows(400, 11, {.text = true});
  const CoxFit fit = cox(rows.input(), plainly(Ties::breslow));
  const CoxResiduals residuals = cox_residuals(fit, again_of(rows));
  const auto terms = fit.coefficients.term.size();
  for (const std::size_t out : {3u, 77u, 210u}) {
    std::vector<std::size_t> others(rows.size());
    std::iota(others.begin(), others.end(), 0u);
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(out));
    const CoxFit without = cox(rows.pick(others).input(), plainly(Ties::breslow));
    for (std::size_t j = 0; j < terms; ++j)
      CHECK(std::fabs(fit.coefficients.coefficient[j] - without.coefficients.coefficient[j] - residuals.dfbeta[out * terms + j]) < 0.03 * fit.coefficients.std_error[j]);
  }
  Rows weighted = rows;
  std::vector<std::size_t> copies;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    weighted.weights.push_back(1.0 + static_cast<double>(i % 3));
    for (std::size_t c = 0; c <= i % 3; ++c) copies.push_back(i);
  }
  const Rows copied = rows.pick(copies);
  const CoxResiduals a = cox_residuals(cox(weighted.input(), plainly(Ties::breslow)), again_of(weighted));
  const CoxResiduals b = cox_residuals(cox(copied.input(), plainly(Ties::breslow)), again_of(copied));
  for (std::size_t c = 0; c < copies.size(); ++c) CHECK(a.martingale[copies[c]] == doctest::Approx(b.martingale[c]).epsilon(1e-10));
  CoxProportionalityOptions identity;
  identity.transform = CoxTimeScale::identity;
  const double one = cox_proportionality(cox(weighted.input(), plainly(Ties::breslow)), again_of(weighted), identity).together.statistic;
  CHECK(one == doctest::Approx(cox_proportionality(cox(copied.input(), plainly(Ties::breslow)), again_of(copied), identity).together.statistic).epsilon(1e-9));
}

TEST_CASE("cox proportionality: singular and large terms, and an effect that fades is seen") {
  Rows rows = random_rows(600, 21, {.text = true});
  for (std::size_t i = 0; i < rows.size(); ++i) rows.event[i] = rows.numbers[1][i] > 0.5 && rows.duration[i] > 2 ? 0.0 : rows.event[i];
  CoxFit fit = cox(rows.input(), plainly(Ties::efron));
  CoxProportionality tested = cox_proportionality(fit, again_of(rows));
  CHECK(tested.tests.p_value[1] < 1e-4);
  CHECK(tested.tests.degrees_of_freedom == std::vector<std::int64_t>{1, 1, 1, 2});
  const double statistic = tested.tests.statistic[1];
  rows.add("twice", rows.numbers[0]);
  for (double& value : rows.numbers.back()) value = 2.0 * value + 1e6;
  fit = cox(rows.input(), plainly(Ties::efron));
  CHECK(fit.status == CoxStatus::singular);
  tested = cox_proportionality(fit, again_of(rows));
  CHECK(tested.tests.degrees_of_freedom == std::vector<std::int64_t>{1, 1, 1, 2, 0});
  CHECK(tested.tests.p_value[4] == 1.0);
  CHECK(tested.tests.statistic[1] == doctest::Approx(statistic).epsilon(1e-9));
  CHECK(std::isnan(tested.scaled.coefficient.back()));
}

TEST_CASE("cox residuals: nobody left, rows of weight 0, and what is refused") {
  Rows rows = random_rows(60, 31, {.weights = true, .entry = true, .text = true});
  rows.weights[4] = 0.0;
  const CoxFit fit = cox(rows.input(), plainly(Ties::efron));
  const CoxResiduals residuals = cox_residuals(fit, again_of(rows));
  CHECK(std::isnan(residuals.martingale[4]));
  CHECK(std::isnan(residuals.dfbeta[4 * fit.means.size()]));
  CHECK(std::isfinite(residuals.martingale[5]));
  Rows others = rows;
  others.event[7] = 1.0 - others.event[7];
  CHECK(sentence([&] { cox_residuals(fit, again_of(others)); }).rfind("survival.cox.residuals: event.sum is ", 0) == 0);
  others = rows;
  others.entry.clear();
  CHECK(sentence([&] { cox_proportionality(fit, again_of(others)); }).rfind("survival.cox.proportionality: log_likelihood is ", 0) == 0);
  others = rows.pick({0, 1, 2});
  CHECK(sentence([&] { cox_residuals(fit, again_of(others)); }).rfind("survival.cox.residuals: x.rows is 3", 0) == 0);
  CoxResidualsOptions collapse;
  collapse.collapse = true;
  CHECK(sentence([&] { cox_residuals(fit, again_of(rows), collapse); }) ==
        "survival.cox.residuals: collapse is true, but must be false: there is no cluster to add up by");
  Rows nobody = random_rows(20, 3, {});
  std::fill(nobody.event.begin(), nobody.event.end(), 0.0);
  const CoxFit none = cox(nobody.input(), plainly(Ties::efron));
  CHECK(cox_residuals(none, again_of(nobody)).martingale[3] == 0.0);
  CHECK(cox_proportionality(none, again_of(nobody)).together.p_value == 1.0);
  Rows at_once = test1();
  at_once.duration[0] = 0.0;
  CoxProportionalityOptions log;
  log.transform = CoxTimeScale::log;
  CHECK(sentence([&] { cox_proportionality(cox(at_once.input(), plainly(Ties::efron)), again_of(at_once), log); }) ==
        "survival.cox.proportionality: transform is log, but must be another word: somebody left at time 0");
}

TEST_CASE("cox: a level that occurs only in rows of weight 0 is left out with them") {
  Rows rows = random_rows(120, 41, {.weights = true, .text = true});
  rows.texts[3].codes[17] = 2;  // "unused"
  rows.weights[17] = 0.0;
  const CoxFit fit = cox(rows.input(), plainly(Ties::efron));
  std::vector<std::size_t> others(rows.size());
  std::iota(others.begin(), others.end(), 0u);
  others.erase(others.begin() + 17);
  const CoxFit without = cox(rows.pick(others).input(), plainly(Ties::efron));
  CHECK(fit.coefficients.term == without.coefficients.term);
  check_all(fit.coefficients.coefficient, without.coefficients.coefficient, 1e-12, 1e-12, "coefficients");
  CHECK(fit.rows == without.rows);
  CHECK(std::isnan(cox_residuals(fit, again_of(rows)).martingale[17]));
  rows.weights[17] = 0.5;
  CHECK(cox(rows.input(), plainly(Ties::efron)).coefficients.term.size() == fit.coefficients.term.size() + 1);
}
