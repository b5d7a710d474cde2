// Cox's regression with a penalty for each column: R's ridge(), a closed form, the invariances and what is refused.
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/cox_proportionality.hpp"
#include "sentence.hpp"
#include "survival/cox_state.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;
using cox_test::random_rows;
using cox_test::rows_of;

namespace {

CoxPenalty penalty(const std::string& column, double ridge, bool scaled = false) {
  CoxPenalty one;
  one.column = column;
  one.ridge = ridge;
  one.scaled = scaled;
  return one;
}

CoxFit fit_by_state(const Rows& rows, const CoxOptions& options, std::size_t parts) {
  CoxState state;
  state.options = options;
  for (int round = 0; round < 200 && !state.done(); ++round) {
    std::vector<CoxState> copies(parts, state);
    for (std::size_t k = 0; k < parts; ++k) {
      std::vector<std::size_t> which;
      for (std::size_t i = k; i < rows.size(); i += parts) which.push_back(i);
      const Rows part = rows.pick(which);
      copies[k].update(part.input(), {});
      copies[k] = *load_document(save_document("survival.cox.state", Object::of(copies[k])), "survival.cox.state", type_of<CoxState>).as<CoxState>();
    }
    for (std::size_t k = 1; k < parts; ++k) copies[0].merge(copies[k]);
    state = copies[0];
    state.advance({});
  }
  return state.finish({});
}
}  // namespace

TEST_CASE("cox penalties: R's numbers with ridge() by blocks") {
  for (const std::string& name : golden::golden_files("survival/cox_penalties")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json& expect = file["expect"];
    const Rows rows = rows_of(file["data"]);
    CoxOptions options;
    options.ties = file["options"]["ties"] == "breslow" ? Ties::breslow : Ties::efron;
    for (const golden::json& one : file["options"]["penalties"])
      options.penalties.push_back(penalty(one["column"].get<std::string>(), golden::number(one["ridge"]), one["scaled"].get<bool>()));
    const CoxFit fit = cox(rows.input(), options);
    CHECK(fit.status == CoxStatus::converged);
    check_all(fit.coefficients.coefficient, golden::numbers(expect["coef"]), 1e-8, 1e-12, "coef");
    check_all(fit.model_covariance, golden::numbers(expect["var"]), 1e-8, 1e-13, "var");
    check_all({fit.log_likelihood_null, fit.log_likelihood}, golden::numbers(expect["loglik"]), 1e-8, 0.0, "loglik");
    if (expect.contains("df")) check_all({fit.effective_degrees_of_freedom}, {golden::number(expect["df"])}, 1e-8, 0.0, "df");
  }
}

TEST_CASE("cox penalties: one pair worked by hand") {
  // Two people, the first of whom (x = 1) leaves: slope 1 / (1 + r) - ridge b, r = exp(b). At b = log 3 the slope is 1/4, so ridge = 1 / (4 log 3);
  // information r / (1 + r)^2 = 3/16.
  Rows rows;
  rows.add("x", {1.0, 0.0});
  rows.duration = {1.0, 2.0};
  rows.event = {1.0, 0.0};
  CoxOptions options;
  const double ridge = 1.0 / (4.0 * std::log(3.0));
  options.penalties = {penalty("x", ridge)};
  CoxFit fit = cox(rows.input(), options);
  CHECK(fit.status == CoxStatus::converged);
  CHECK(fit.coefficients.coefficient[0] == doctest::Approx(std::log(3.0)).epsilon(1e-12));
  CHECK(fit.model_covariance[0] == doctest::Approx(1.0 / (3.0 / 16.0 + ridge)).epsilon(1e-12));
  CHECK(fit.effective_degrees_of_freedom == doctest::Approx(3.0 / 16.0 / (3.0 / 16.0 + ridge)).epsilon(1e-12));
  // Scaled: the variance of (1, 0) is 1/2.
  options.penalties = {penalty("x", 2.0 * ridge, true)};
  fit = cox(rows.input(), options);
  CHECK(fit.coefficients.coefficient[0] == doctest::Approx(std::log(3.0)).epsilon(1e-12));
  CHECK(fit.penalty[0] == doctest::Approx(ridge).epsilon(1e-12));
}

TEST_CASE("cox penalties: all columns alike are the ridge, none is none, units do not matter when scaled") {
  const Rows rows = random_rows(200, 5, {.weights = true, .strata = true, .entry = true, .text = true});
  CoxOptions all, each;
  all.ridge = 2.5;
  for (const std::string& name : rows.names) each.penalties.push_back(penalty(name, 2.5));
  CoxFit a = cox(rows.input(), all), b = cox(rows.input(), each);
  check_all(a.coefficients.coefficient, b.coefficients.coefficient, 1e-12, 0.0, "all");
  check_all(a.penalty, b.penalty, 0.0, 0.0, "penalty");
  for (CoxPenalty& one : each.penalties) one.ridge = 0.0;
  a = cox(rows.input(), CoxOptions{});
  b = cox(rows.input(), each);
  check_all(a.coefficients.coefficient, b.coefficients.coefficient, 1e-12, 0.0, "none");
  CHECK(b.penalty.empty());
  CHECK(b.effective_degrees_of_freedom == doctest::Approx(5.0));

  // The ridge of all, but one column is left free.
  all.penalties = {penalty("age", 0.0)};
  a = cox(rows.input(), all);
  CHECK(a.penalty[0] == 0.0);
  CHECK(a.penalty[1] == 2.5);

  Rows other = rows;
  for (double& one : other.numbers[0]) one = one * 1000.0 + 7.0;
  each.penalties = {penalty("age", 5.0, true)};
  a = cox(rows.input(), each);
  b = cox(other.input(), each);
  CHECK(a.coefficients.coefficient[0] == doctest::Approx(1000.0 * b.coefficients.coefficient[0]).epsilon(1e-9));
  CHECK(a.log_likelihood == doctest::Approx(b.log_likelihood).epsilon(1e-12));

  // Weights are copies.
  Rows plain = random_rows(120, 6, {});
  Rows copied = plain;
  for (std::size_t i = 0; i < plain.size(); ++i) plain.weights.push_back(1.0 + static_cast<double>(i % 3));
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < copied.size(); ++i) which.insert(which.end(), 1 + i % 3, i);
  copied = copied.pick(which);
  CoxOptions breslow = each;
  breslow.ties = Ties::breslow;
  check_all(cox(plain.input(), breslow).coefficients.coefficient, cox(copied.input(), breslow).coefficients.coefficient, 1e-10, 1e-12, "copies");
}

TEST_CASE("cox penalties: a penalised copy of a column is estimated, a free one is named") {
  Rows rows = random_rows(150, 9, {});
  rows.add("again", rows.numbers[0]);
  CoxOptions options;
  options.penalties = {penalty("again", 1.0)};
  CoxFit fit = cox(rows.input(), options);
  CHECK(fit.status == CoxStatus::converged);
  CHECK(std::fabs(fit.coefficients.coefficient[3]) < 1e-9);  // the free one does it all
  options.penalties = {penalty("remote", 1.0)};
  fit = cox(rows.input(), options);
  CHECK(fit.status == CoxStatus::singular);
  REQUIRE(fit.singular.size() == 1);
  CHECK(fit.singular[0] == "again");

  // Everybody of a group stays: free, the coefficient runs away; penalised, it does not, and the rest is unharmed.
  Rows apart = random_rows(150, 10, {});
  std::vector<double> group(150);
  for (std::size_t i = 0; i < 150; ++i) group[i] = apart.event[i] == 0.0 && i % 2 == 0 ? 1.0 : 0.0;
  apart.add("group", group);
  options.penalties = {penalty("age", 1.0)};
  fit = cox(apart.input(), options);
  CHECK(fit.status == CoxStatus::separated);
  CHECK(fit.separated == std::vector<std::string>{"group"});
  options.penalties = {penalty("group", 0.1)};
  CHECK(cox(apart.input(), options).status == CoxStatus::converged);
}

TEST_CASE("cox penalties: parts make the whole; other likelihoods; curves and tests go on") {
  const Rows rows = random_rows(240, 12, {.weights = true, .strata = true, .entry = true, .text = true});
  CoxOptions options;
  options.concordance = false;
  options.ridge = 0.3;
  options.penalties = {penalty("age", 40.0, true), penalty("region", 3.0)};
  const CoxFit whole = cox(rows.input(), options), parts = fit_by_state(rows, options, 3);
  check_all(whole.coefficients.coefficient, parts.coefficients.coefficient, 1e-10, 1e-12, "coef");
  check_all(whole.model_covariance, parts.model_covariance, 1e-9, 1e-12, "var");
  check_all(whole.penalty, parts.penalty, 1e-12, 0.0, "penalty");

  const Rows plain = random_rows(160, 13, {});
  CoxOptions of_time;
  of_time.penalties = {penalty("age", 10.0)};
  CoxTimeEffect effect;
  effect.column = "remote";
  effect.function = CoxTimeFunction::identity;
  of_time.time_effects = {effect};
  const CoxFit moving = cox(plain.input(), of_time);
  CHECK(moving.status == CoxStatus::converged);
  check_all(moving.penalty, {10.0, 0.0, 0.0, 0.0}, 0.0, 0.0, "time effects keep the ridge of all");

  CoxOptions one;
  one.penalties = {penalty("age", 10.0), penalty("remote", 10.0), penalty("grade", 10.0)};
  const CoxFit fit = cox(plain.input(), one);
  const CoxInput input = plain.input();
  const CoxRows again{input.x, input.duration, input.event, input.entry, input.weights, input.strata, input.offset, input.cluster};
  CoxOptions same;
  same.ridge = 10.0;
  const auto a = cox_proportionality(fit, again), b = cox_proportionality(cox(input, same), again);
  check_all(a.tests.statistic, b.tests.statistic, 1e-10, 1e-12, "proportionality");
}

TEST_CASE("cox penalties: stated by their degrees of freedom") {
  Rows rows = random_rows(300, 11, {});
  const auto freedom = [](const CoxFit& fit, std::size_t first, std::size_t count) {
    const std::size_t terms = fit.penalty.size();
    double sum = 0.0;
    for (std::size_t j = first; j < first + count; ++j) sum += 1.0 - fit.penalty[j] * fit.model_covariance[j * (terms + 1)];
    return sum;
  };
  const CoxFit free = cox(rows.input());
  REQUIRE(free.columns.size() >= 2);
  const std::size_t terms = free.coefficients.coefficient.size();
  CoxOptions options;
  options.penalties = {penalty(free.columns[0].name, 0.0), penalty(free.columns[1].name, 0.0, true)};
  options.penalties[0].degrees_of_freedom = 0.6;
  options.penalties[1].degrees_of_freedom = 0.25;
  const CoxFit fit = cox(rows.input(), options);
  CHECK(fit.status == CoxStatus::converged);
  CHECK(std::abs(freedom(fit, 0, 1) - 0.6) < 1e-8);
  CHECK(std::abs(freedom(fit, 1, 1) - 0.25) < 1e-8);
  CHECK(fit.effective_degrees_of_freedom == doctest::Approx(static_cast<double>(terms) - 2.0 + 0.85).epsilon(1e-8));
  // It is the fit with the ridge that was found.
  CoxOptions given;
  given.penalties = {penalty(free.columns[0].name, fit.penalty[0]), penalty(free.columns[1].name, fit.penalty[1])};
  CHECK(cox(rows.input(), given).coefficients.coefficient == fit.coefficients.coefficient);
  options.ties = Ties::breslow;
  CHECK(std::abs(freedom(cox(rows.input(), options), 0, 1) - 0.6) < 1e-8);
  // A category shares its freedom among its levels.
  const Rows text = random_rows(300, 12, {.text = true});
  const CoxFit levels = cox(text.input());
  const std::string site = levels.columns.back().name;
  const std::size_t all = levels.coefficients.coefficient.size(), count = levels.columns.back().levels.size() - 1;
  REQUIRE(count == 2);
  CoxOptions by_site;
  by_site.penalties = {penalty(site, 0.0)};
  by_site.penalties[0].degrees_of_freedom = 1.2;
  CHECK(std::abs(freedom(cox(text.input(), by_site), all - 2, 2) - 1.2) < 1e-8);
  const auto told = [&](const CoxOptions& how) { return sentence([&] { cox(text.input(), how); }); };
  by_site.penalties[0].degrees_of_freedom = 2.0;
  CHECK(told(by_site) == "survival.cox: penalties[0].degrees_of_freedom is 2, but must be below 2, the number of the column's terms");
  by_site.penalties[0].degrees_of_freedom = 0.0;
  CHECK(told(by_site) == "survival.cox: penalties[0].degrees_of_freedom is 0, but must be > 0");
  by_site.penalties[0] = penalty(site, 2.0);
  by_site.penalties[0].degrees_of_freedom = 1.0;
  CHECK(told(by_site) == "survival.cox: penalties[0].degrees_of_freedom is given, but must be left out where ridge is given");
  by_site.penalties[0] = penalty("town", 0.0);
  by_site.penalties[0].degrees_of_freedom = 1.0;
  CHECK(told(by_site) == "survival.cox: penalties[0].column is town, but must be a column of x");
  CoxState state;
  state.options = options;
  CHECK(sentence([&] { state.update(rows.input(), {}); }) ==
        "survival.cox: penalties[0].degrees_of_freedom is given, but must be left out: a state goes up to one penalty once; give `ridge`");
}

TEST_CASE("cox penalties: what is refused") {
  const Rows rows = random_rows(40, 3, {});
  CoxOptions options;
  options.penalties = {penalty("pay", 1.0)};
  CHECK(sentence([&] { cox(rows.input(), options); }) == "survival.cox: penalties[0].column is pay, but must be a column of x");
  options.penalties = {penalty("age", 1.0), penalty("age", 2.0)};
  CHECK(sentence([&] { cox(rows.input(), options); }) == "survival.cox: penalties[1].column is age, but must be given once");
  options.penalties = {penalty("age", -1.0)};
  CHECK(sentence([&] { cox(rows.input(), options); }) == "survival.cox: penalties[0].ridge is -1, but must be >= 0");
  options.penalties = {penalty("age", 1.0)};
  options.firth = true;
  CHECK(sentence([&] { cox(rows.input(), options); }) == "survival.cox: penalties is given, but must be left out with firth");
}

TEST_CASE("cox penalties: R's ridge(df =)") {
  int files = 0;
  for (const std::string& name : golden::golden_files("survival/freedom")) {
    const golden::json file = golden::load_golden(name);
    if (file["options"]["kind"] != "ridge") continue;
    ++files;
    CAPTURE(name);
    const Rows rows = rows_of(file["data"]);
    CoxOptions options;
    options.ties = file["options"]["ties"] == "breslow" ? Ties::breslow : Ties::efron;
    const std::vector<std::string> columns = golden::texts(file["options"]["columns"]);
    const std::vector<double> freedom = golden::numbers(file["options"]["degrees_of_freedom"]);
    for (std::size_t k = 0; k < columns.size(); ++k) {
      options.penalties.push_back(penalty(columns[k], 0.0));
      options.penalties.back().degrees_of_freedom = freedom[k];
    }
    const CoxFit fit = cox(rows.input(), options);
    CHECK(fit.status == CoxStatus::converged);
    check_all(fit.coefficients.coefficient, golden::numbers(file["expect"]["coef"]), 1e-8, 1e-12, "coef");
    check_all(fit.coefficients.std_error, golden::numbers(file["expect"]["std_error"]), 1e-8, 1e-12, "std_error");
  }
  CHECK(files == 2);
}
