// Cox regression with splines against a closed form, mgcv, survival.cox where curves are lines, plain sums over risk sets, and the invariances.
#include "mainstay/survival/smooth.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "stats/chi_squared_mixture.hpp"
#include "stats/distributions.hpp"
#include "survival/smooth_test.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;

namespace {

std::string sentence_of(const SmoothInput& input, const SmoothOptions& options) { return ::sentence([&] { smooth(input, options); }); }
std::vector<double> centred(std::vector<double> values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  for (double& value : values) value -= mean;
  return values;
}

// The log partial likelihood of linear predictors, from its definition.
double plain_likelihood(const Rows& rows, const std::vector<double>& eta, Ties ties) {
  double value = 0.0;
  const std::size_t n = rows.size();
  for (std::size_t i = 0; i < n; ++i) {
    bool first = rows.event[i] != 0.0;
    std::vector<std::size_t> tied;
    for (std::size_t j = 0; j < n; ++j) {
      const bool same = rows.event[j] != 0.0 && rows.duration[j] == rows.duration[i] && (rows.strata.empty() || rows.strata[j] == rows.strata[i]) && (rows.weights.empty() || rows.weights[j] > 0);
      if (same && j < i) first = false;
      if (same) tied.push_back(j);
    }
    if (!first || tied.empty()) continue;
    const auto weight = [&](std::size_t j) { return rows.weights.empty() ? 1.0 : rows.weights[j]; };
    double at_risk = 0.0, leavers = 0.0, leaver_weight = 0.0;
    for (std::size_t j = 0; j < n; ++j)
      if (rows.duration[j] >= rows.duration[i] && (rows.entry.empty() || rows.entry[j] < rows.duration[i]) && (rows.strata.empty() || rows.strata[j] == rows.strata[i]))
        at_risk += weight(j) * std::exp(eta[j]);
    for (const std::size_t j : tied) {
      leavers += weight(j) * std::exp(eta[j]);
      leaver_weight += weight(j);
      value += weight(j) * eta[j];
    }
    const double d = static_cast<double>(tied.size());
    for (std::size_t l = 0; l < tied.size(); ++l)
      value -= leaver_weight / d * std::log(at_risk - (ties == Ties::efron ? static_cast<double>(l) / d : 0.0) * leavers);
  }
  return value;
}

}  // namespace

TEST_CASE("smooth: a curve that must be a line is Therneau's closed form") {
  // Therneau's test data 1 with Breslow's ties: exp(beta) = (3 + sqrt(33)) / 2.
  const std::vector<double> duration{1, 1, 6, 6, 8, 9}, event{1, 0, 1, 1, 0, 1}, x{1, 1, 1, 0, 0, 0};
  SmoothInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  input.x.add("x", Column(x));
  SmoothOptions options;
  options.ties = Ties::breslow;
  options.smooth = {{"x", 6, 1e8, {}}};
  const SmoothFit fit = smooth(input, options);
  CHECK(fit.model.status == CoxStatus::converged);
  check_close(fit.curves.effect[40] - fit.curves.effect[0], std::log(0.5 * (3.0 + std::sqrt(33.0))), 1e-5, 0, "slope");
  check_close(fit.effective_parameters, 1.0, 1e-5, 0, "effective parameters of a line");
}

TEST_CASE("smooth: mgcv's cox.ph at given and at chosen smoothing parameters") {
  int files = 0;
  for (const std::string& name : golden::golden_files("survival/smooth")) {
    ++files;
    const golden::json file = golden::load_golden(name);
    const Rows rows = cox_test::rows_of(file["data"]);
    SmoothOptions options;
    options.ties = Ties::breslow;
    double reml[2] = {};
    for (const bool given : {true, false}) {
      CAPTURE(name);
      CAPTURE(given);
      const golden::json& expect = file["expect"][given ? "given" : "chosen"];
      const std::vector<double> smoothing = golden::numbers(expect["smoothing"]);
      options.smooth.clear();
      for (const std::string& column : golden::texts(file["options"]["smooth"])) options.smooth.push_back({column, file["options"]["size"], {}, {}});
      for (std::size_t k = 0; k < smoothing.size() && given; ++k) options.smooth[k].smoothing = smoothing[k];
      const SmoothFit fit = smooth(rows.as<SmoothInput>(), options);
      CHECK(fit.model.status == CoxStatus::converged);
      const double relative = 2e-6;  // mgcv ends where its criterion no longer changes; the likelihood is flat there
      check_all(fit.smooths.smoothing, smoothing, given ? 1e-12 : 1e-5, 0, "smoothing parameters");
      check_close(fit.penalised_log_likelihood, golden::number(expect["penalised_log_likelihood"]), given ? 1e-10 : 1e-7, 0, "penalised log-likelihood");
      check_close(fit.model.log_likelihood, golden::number(expect["log_likelihood"]), relative, 0, "log-likelihood");
      check_all(fit.smooths.effective_parameters, golden::numbers(expect["effective"]), relative, 0, "effective parameters");
      const std::vector<double> coefficient = golden::numbers(expect["coefficient"]);
      for (std::size_t j = 0; j < coefficient.size(); ++j) {
        check_close(fit.model.coefficients.coefficient[j], coefficient[j], relative, 1e-9, "coefficient");
        check_close(fit.model.coefficients.std_error[j], golden::numbers(expect["std_error"])[j], relative, 1e-9, "its error");
      }
      const std::vector<std::int64_t> which = golden::integers(expect["rows"]);
      const Rows some = rows.pick({which.begin(), which.end()});
      CoxPredictInput people;
      people.x = some.table();
      people.strata = some.input().strata;
      check_all(centred(smooth_predict(fit, people).linear_predictor), centred(golden::numbers(expect["linear_predictor"])), relative, given ? 1e-8 : 1e-6, "linear predictors");
      reml[given] = fit.reml;
    }
    check_close(reml[0] - reml[1], golden::number(file["expect"]["chosen"]["reml"]) - golden::number(file["expect"]["given"]["reml"]), 1e-6, 0, "REML, constants apart");
  }
  CHECK(files == 3);
}

TEST_CASE("smooth: without room to bend it is survival.cox, with ties, entries, weights, strata, offsets, categories") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    cox_test::Design design{seed % 2 == 0, seed % 3 == 0, seed % 4 < 2, seed % 5 < 2, seed % 2 == 1, false};
    const Rows rows = cox_test::random_rows(200, seed, design);
    CoxOptions line;
    line.ties = seed % 2 ? Ties::efron : Ties::breslow;
    line.concordance = true;
    const CoxFit cox_fit = cox(rows.input(), line);
    SmoothOptions options;
    options.ties = line.ties;
    options.smooth = {{"age", 8, 1e9, {}}};
    const SmoothFit fit = smooth(rows.as<SmoothInput>(), options);
    REQUIRE(fit.model.status == CoxStatus::converged);
    check_close(fit.model.log_likelihood, cox_fit.log_likelihood, 1e-8, 0, "log-likelihood");
    check_close(fit.model.log_likelihood_null, cox_fit.log_likelihood_null, 1e-12, 0, "log-likelihood at 0");
    for (std::size_t j = 1; j < cox_fit.coefficients.term.size(); ++j) {
      check_close(fit.model.coefficients.coefficient[j - 1], cox_fit.coefficients.coefficient[j], 1e-5, 1e-7, "coefficient");
      check_close(fit.model.coefficients.std_error[j - 1], cox_fit.coefficients.std_error[j], 1e-5, 0, "its error");
    }
    check_close(fit.model.concordance, cox_fit.concordance, 1e-9, 0, "concordance");
    const double slope = (fit.curves.effect[40] - fit.curves.effect[0]) / (fit.curves.value[40] - fit.curves.value[0]);
    check_close(slope, cox_fit.coefficients.coefficient[0], 1e-5, 0, "slope");
    CoxPredictInput people;
    people.x = rows.table();
    people.strata = rows.input().strata;
    CoxPredictOptions wanted;
    wanted.beyond = BeyondFollowUp::carry;
    wanted.times = {2, 5, 9};
    const CoxPrediction ours = smooth_predict(fit, people, wanted), theirs = cox_predict(cox_fit, people, wanted);
    check_all(ours.survival, theirs.survival, 2e-5, 1e-8, "curves");
    check_all(ours.std_error, theirs.std_error, 1e-4, 1e-7, "their errors");
  }
}

TEST_CASE("smooth: the maximum of the penalised likelihood as it is defined; contributions; documents") {
  for (const Ties ties : {Ties::efron, Ties::breslow}) {
    cox_test::Design design;
    design.weights = design.strata = design.entry = design.text = true;
    const Rows rows = cox_test::random_rows(150, 21, design);
    SmoothOptions options;
    options.ties = ties;
    options.smooth = {{"age", 9, 2.5, {}}};
    const SmoothFit fit = smooth(rows.as<SmoothInput>(), options);
    REQUIRE(fit.model.status == CoxStatus::converged);
    CoxPredictInput people;
    people.x = rows.table();
    people.strata = rows.input().strata;
    const CoxPrediction prediction = smooth_predict(fit, people);
    check_close(fit.model.log_likelihood, plain_likelihood(rows, prediction.linear_predictor, ties), 1e-10, 0, "log partial likelihood");
    double bends = 0.0;
    const std::vector<double>& c = fit.splines[0].coefficients;
    for (std::size_t j = 0; j + 2 < c.size(); ++j) bends += std::pow(c[j] - 2.0 * c[j + 1] + c[j + 2], 2);
    check_close(fit.penalised_log_likelihood, fit.model.log_likelihood - 0.5 * 2.5 * bends, 1e-10, 0, "penalty");
    // Any other coefficients give less.
    for (std::size_t j = 0; j < fit.model.coefficients.coefficient.size(); ++j)
      for (const double by : {1e-4, -1e-4}) {
        SmoothFit moved = fit;
        moved.model.coefficients.coefficient[j] += by;
        const std::vector<double> eta = smooth_predict(moved, people).linear_predictor;
        double other = 0.0;
        std::vector<double> there = c;
        const std::int64_t at = static_cast<std::int64_t>(j) - fit.splines[0].first;
        if (at >= 0)
          for (std::size_t i = 0; i < c.size(); ++i) there[i] += by * fit.splines[0].transform[i * (c.size() - 1) + static_cast<std::size_t>(at)];
        for (std::size_t k = 0; k + 2 < c.size(); ++k) other += std::pow(there[k] - 2.0 * there[k + 1] + there[k + 2], 2);
        CHECK(plain_likelihood(rows, eta, ties) - 0.5 * 2.5 * other < fit.penalised_log_likelihood + 1e-12);
      }
    ExplainInput who;
    who.x = rows.table();
    const HazardExplanation why = smooth_explain(fit, who);
    const std::size_t parts = why.names.size();
    CHECK(parts == 4);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      double sum = 0.0;
      for (std::size_t j = 0; j < parts; ++j) sum += why.contributions[i * parts + j];
      check_close(sum, prediction.linear_predictor[i], 1e-11, 1e-12, "sum of contributions");
    }
    const Object copy = load_document(save_document("survival.smooth", Object::of(fit)), "survival.smooth", type_of<SmoothFit>);
    CHECK(to_json(Object::of(smooth_predict(*copy.as<SmoothFit>(), people))) == to_json(Object::of(prediction)));
    SmoothFit damaged = fit;
    damaged.splines[0].first = 0;
    CHECK_THROWS_AS(damaged.validate(), Error);
  }
}

TEST_CASE("smooth: row order, copied rows, cut rows, threads") {
  cox_test::Design design;
  design.strata = design.text = true;
  const Rows rows = cox_test::random_rows(300, 8, design);
  SmoothOptions options;
  options.ties = Ties::breslow;
  options.smooth = {{"age", 9, {}, {}}};
  const SmoothFit fit = smooth(rows.as<SmoothInput>(), options);
  CHECK(fit.model.status == CoxStatus::converged);
  const auto check_same = [&](const SmoothFit& other) {
    check_all(other.smooths.smoothing, fit.smooths.smoothing, 1e-4, 0, "smoothing");
    check_close(other.penalised_log_likelihood, fit.penalised_log_likelihood, 1e-7, 0, "penalised log-likelihood");
    check_all(other.curves.effect, fit.curves.effect, 1e-5, 1e-6, "curve");
  };
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937(3));
  check_same(smooth(rows.pick(order).as<SmoothInput>(), options));
  Rows doubled = rows;
  doubled.weights.assign(rows.size(), 2.0);
  std::vector<std::size_t> twice;
  for (std::size_t i = 0; i < rows.size(); ++i) twice.insert(twice.end(), 2, i);
  const SmoothFit weighted = smooth(doubled.as<SmoothInput>(), options), copied = smooth(rows.pick(twice).as<SmoothInput>(), options);
  check_close(weighted.penalised_log_likelihood, copied.penalised_log_likelihood, 1e-9, 0, "copies");
  check_all(weighted.curves.effect, copied.curves.effect, 1e-5, 1e-6, "curve of copies");
  RunContext one, three;
  one.threads = 1;
  three.threads = 3;
  CHECK(to_json(Object::of(smooth(rows.as<SmoothInput>(), options, one))) == to_json(Object::of(smooth(rows.as<SmoothInput>(), options, three))));
}

TEST_CASE("smooth: statuses and what it refuses") {
  const std::vector<double> duration{1, 2, 3, 4, 5, 6, 7, 8}, event{1, 0, 1, 1, 0, 1, 1, 0}, none(8, 0.0), age{1, 5, 2, 8, 3, 7, 4, 6}, same(8, 3.0);
  SmoothInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  input.x.add("age", Column(age));
  input.x.add("same", Column(same));
  SmoothOptions options;
  CHECK(smooth(input, options).smooths.name == std::vector<std::string>{"age"});  // nothing named: the column that varies
  SmoothInput lines = input;
  lines.x = {};
  lines.x.add("same", Column(same));
  CHECK(sentence_of(lines, options) == "survival.smooth: x is without numbers that vary, but must be a table with a numeric column of two values or more, for a curve; survival.cox needs none");
  options.smooth = {{"pay", 10, {}, {}}};
  CHECK(sentence_of(input, options) == "survival.smooth: smooth[0].column is pay, but must be one of the numeric columns age, same");
  options.smooth = {{"same", 10, {}, {}}};
  CHECK(sentence_of(input, options) == "survival.smooth: smooth[0].column is same, but must be a column with two values or more");
  options.smooth = {{"age", 6, {}, {}}, {"age", 6, {}, {}}};
  CHECK(sentence_of(input, options) == "survival.smooth: smooth[1].column is age, but must be another column than those before");
  options.smooth = {{"age", 6, 1.0, {}}};
  const SmoothFit fit = smooth(input, options);
  CHECK(fit.model.status == CoxStatus::singular);
  CHECK(fit.model.singular == std::vector<std::string>{"same"});
  CoxPredictInput people;  // told of the columns that were given, not of the splines' terms
  people.x.add("age", Column(age));
  CHECK(::sentence([&] { smooth_predict(fit, people); }) == "survival.smooth.predict: x.same is missing, but must be a column; x has age");
  input.event = Column(none);
  const SmoothFit nobody = smooth(input, options);
  CHECK(nobody.model.status == CoxStatus::no_events);
  CHECK(nobody.smooths.smoothing[0] == 1.0);
}

TEST_CASE("smooth: mgcv's tests of curves, and the sandwich") {
  for (const std::string& name : golden::golden_files("survival/smooth_tests", "tests")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json& expect = file["expect"];
    const Rows rows = cox_test::rows_of(file["data"]);
    SmoothOptions options;
    options.ties = Ties::breslow;
    const std::vector<double> smoothing = golden::numbers(expect["smoothing"]);
    for (const std::string& column : golden::texts(file["options"]["smooth"])) options.smooth.push_back({column, file["options"]["size"], smoothing[options.smooth.size()], {}});
    SmoothInput input = rows.as<SmoothInput>();
    input.cluster = {};
    SmoothFit fit = smooth(input, options);
    REQUIRE(fit.model.status == CoxStatus::converged);
    check_all(fit.smooths.effective_parameters, golden::numbers(expect["effective"]), 1e-6, 0, "effective");
    check_all(fit.tests.rank, golden::numbers(expect["rank"]), 1e-6, 0, "rank");
    check_all(fit.tests.p_value, golden::numbers(expect["p_value"]), 1e-5, 1e-9, "p-value");
    check_close(fit.model.coefficients.coefficient[0], golden::numbers(expect["coefficient"])[0], 1e-7, 0, "line");
    check_close(fit.model.coefficients.std_error[0], golden::numbers(expect["std_error"])[0], 1e-7, 0, "its error");
    options.robust = true;
    fit = smooth(input, options);
    check_close(fit.model.coefficients.robust_std_error[0], golden::numbers(expect["robust_std_error"])[0], 1e-7, 0, "robust");
    input.cluster = Column(rows.cluster);
    options.robust = false;
    fit = smooth(input, options);
    check_close(fit.model.coefficients.robust_std_error[0], golden::numbers(expect["cluster_std_error"])[0], 1e-7, 0, "cluster");
  }
}

TEST_CASE("smooth: smoothing chosen by Akaike's criterion, mgcv's UBRE of the Poisson regression") {
  for (const std::string& name : golden::golden_files("survival/smooth_tests", "chosen")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json& expect = file["expect"];
    const Rows rows = cox_test::rows_of(file["data"]);
    SmoothOptions options;
    options.ties = Ties::breslow;
    options.criterion = SmoothCriterion::aic;
    for (const std::string& column : golden::texts(file["options"]["smooth"])) options.smooth.push_back({column, file["options"]["size"], {}, {}});
    const SmoothFit fit = smooth(rows.as<SmoothInput>(), options);
    REQUIRE(fit.model.status == CoxStatus::converged);
    const std::vector<double> smoothing = golden::numbers(expect["smoothing"]);
    for (std::size_t k = 0; k < smoothing.size(); ++k) check_close(std::log(fit.smooths.smoothing[k]), std::log(smoothing[k]), 0, fit.smooths.at_edge[k] != 0 ? 100.0 : 1e-3, "smoothing");
    check_all(fit.smooths.effective_parameters, golden::numbers(expect["effective"]), 1e-3, 1e-3, "effective");
    check_close(fit.model.coefficients.coefficient[0], golden::numbers(expect["coefficient"])[0], 1e-4, 0, "line");
    // No smoothing parameter near by does better, and REML's are no better either.
    for (std::size_t k = 0; k < smoothing.size(); ++k)
      for (const double by : {0.7, 1.4}) {
        SmoothOptions near = options;
        for (std::size_t l = 0; l < smoothing.size(); ++l) near.smooth[l].smoothing = fit.smooths.smoothing[l] * (l == k ? by : 1.0);
        CHECK(smooth(rows.as<SmoothInput>(), near).aic >= fit.aic - 2e-3);  // towards a line it is flat
      }
    options.criterion = SmoothCriterion::reml;
    CHECK(smooth(rows.as<SmoothInput>(), options).aic >= fit.aic - 1e-9);
  }
}

TEST_CASE("smooth: Wood's test by hand, and the tail of its mixture") {
  // Of unit information and covariance, in two directions and a half: z1² + z2² + cross + z3² / 2 with the last two sharing; three whole ones are a chi-squared of 3.
  const std::vector<double> unit{1, 0, 0, 0, 1, 0, 0, 0, 1};
  SmoothTest test = smooth_test({1.0, 2.0, 0.5}, unit, unit, 3.0);
  check_close(test.statistic, 5.25, 1e-14, 0, "statistic");
  check_close(test.p_value, stats::chi_squared_upper_tail(5.25, 3.0), 1e-12, 0, "three directions");
  const std::vector<double> spread{4, 0, 0, 0, 2, 0, 0, 0, 1};  // the widest first
  test = smooth_test({2.0, 3.0, 7.0}, unit, spread, 1.0);
  check_close(test.statistic, 1.0, 1e-14, 0, "the first direction");
  test = smooth_test({2.0, 3.0, 7.0}, unit, spread, 0.3);
  check_close(test.p_value, stats::chi_squared_upper_tail(1.0, 1.0), 1e-14, 0, "less than one is one");
  test = smooth_test({2.0, 3.0, 7.0}, unit, spread, 9.0);
  check_close(test.rank, 3.0, 0, 0, "no more than there are");
  // Equal weights are chi-squared; a weight of nearly 0 is none.
  for (const double x : {0.1, 2.0, 15.0, 80.0, 700.0}) {
    CAPTURE(x);
    for (const std::int64_t degrees : {0, 1, 2, 5}) check_close(stats::chi_squared_mixture_upper_tail(x, degrees, 1.0, 1.0), stats::chi_squared_upper_tail(x, 2.0 + static_cast<double>(degrees)), 1e-8, 0, "equal");
    check_close(stats::chi_squared_mixture_upper_tail(x, 2, 1.0, 1e-12), stats::chi_squared_upper_tail(x, 3.0), 1e-7, 0, "none");
  }
  // Exponentials of rates 1/4 and 1/2 in turn: two squares with weight 2 and a chi-squared of 2: 2 exp(-x/4) - exp(-x/2).
  for (const double x : {0.5, 3.0, 20.0}) check_close(stats::chi_squared_mixture_upper_tail(x, 2, 2.0, 2.0), 2.0 * std::exp(-0.25 * x) - std::exp(-0.5 * x), 1e-9, 0, "hypoexponential");
}

TEST_CASE("smooth: robust errors are those of copies, and clusters of one are rows") {
  const Rows rows = cox_test::random_rows(200, 4, {.strata = true, .entry = true});
  SmoothOptions options;
  options.smooth = {{"age", 6, 1.5, {}}};
  options.robust = true;
  SmoothInput input = rows.as<SmoothInput>();
  const SmoothFit robust = smooth(input, options);
  std::vector<std::int64_t> each(200), twice;
  for (std::size_t i = 0; i < 200; ++i) each[i] = static_cast<std::int64_t>(i);
  input.cluster = Column(each);
  const SmoothFit by_row = smooth(input, options);
  check_all(by_row.model.covariance, robust.model.covariance, 1e-12, 1e-16, "clusters of one");
  check_all(by_row.model.model_covariance, robust.model.model_covariance, 0, 0, "the model's");
  options.robust = false;
  const SmoothFit plain = smooth(rows.as<SmoothInput>(), options);
  CHECK(by_row.curves.std_error != plain.curves.std_error);
  CHECK(by_row.tests.p_value == plain.tests.p_value);
}

TEST_CASE("smooth: R's pspline(df =)") {
  int files = 0;
  for (const std::string& name : golden::golden_files("survival/freedom")) {
    const golden::json file = golden::load_golden(name);
    if (file["options"]["kind"] != "curve") continue;
    ++files;
    CAPTURE(name);
    const Rows rows = cox_test::rows_of(file["data"]);
    SmoothOptions options;
    options.ties = file["options"]["ties"] == "breslow" ? Ties::breslow : Ties::efron;
    const std::vector<std::string> columns = golden::texts(file["options"]["columns"]);
    const std::vector<double> freedom = golden::numbers(file["options"]["degrees_of_freedom"]);
    for (std::size_t k = 0; k < columns.size(); ++k) options.smooth.push_back({columns[k], file["options"]["size"], {}, freedom[k]});
    const SmoothFit fit = smooth(rows.as<SmoothInput>(), options);
    CHECK(fit.model.status == CoxStatus::converged);
    check_all(fit.smooths.effective_parameters, freedom, 1e-8, 0, "effective parameters");
    CoxPredictInput people;
    people.x = rows.table();
    check_all(centred(smooth_predict(fit, people).linear_predictor), centred(golden::numbers(file["expect"]["linear_predictor"])), 1e-6, 1e-7, "linear predictors");
    check_close(fit.model.log_likelihood, golden::number(file["expect"]["log_likelihood"]), 1e-8, 0, "log-likelihood");
    const std::vector<double> coefficient = golden::numbers(file["expect"]["coef"]);
    for (std::size_t j = 0; j < coefficient.size(); ++j) check_close(fit.model.coefficients.coefficient[j], coefficient[j], 1e-6, 1e-9, "coefficient");
  }
  CHECK(files == 2);
}

TEST_CASE("smooth: effective parameters asked for are the trace of the smoother; what is refused") {
  const Rows rows = cox_test::random_rows(250, 5, {});
  SmoothOptions options;
  options.smooth = {{"age", 9, {}, 3.25}};
  const SmoothFit fit = smooth(rows.as<SmoothInput>(), options);
  REQUIRE(fit.model.status == CoxStatus::converged);
  // The same fit with the smoothing that was found; a trace in plain words: information = inverse covariance less the penalty.
  SmoothOptions given;
  given.smooth = {{"age", 9, fit.smooths.smoothing[0], {}}};
  const SmoothFit again = smooth(rows.as<SmoothInput>(), given);
  CHECK(again.model.coefficients.coefficient == fit.model.coefficients.coefficient);
  CHECK(std::fabs(fit.smooths.effective_parameters[0] - 3.25) < 1e-8);
  CHECK(again.smooths.effective_parameters == fit.smooths.effective_parameters);
  options.smooth = {{"age", 9, 2.0, 3.0}};
  CHECK(sentence_of(rows.as<SmoothInput>(), options) == "survival.smooth: smooth[0].degrees_of_freedom is given, but must be left out where smoothing is given");
  options.smooth = {{"age", 9, {}, 8.0}};
  CHECK(sentence_of(rows.as<SmoothInput>(), options) == "survival.smooth: smooth[0].degrees_of_freedom is 8, but must be below 8, one less than the splines of its basis");
  options.smooth = {{"age", 9, {}, 1.0}};
  CHECK(sentence_of(rows.as<SmoothInput>(), options) == "survival.smooth: smooth[0].degrees_of_freedom is 1, but must be > 1");
}

TEST_CASE("smooth: of many columns those with the strongest evidence get the curves, the others are named") {
  std::mt19937_64 random(12);
  const std::size_t n = 300;
  std::vector<std::vector<double>> x(6, std::vector<double>(n));
  std::vector<double> duration(n), event(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::vector<double>& column : x) column[i] = static_cast<double>(random() % 1000) / 500.0 - 1.0;
    const double rate = std::exp(2.0 * x[4][i] * x[4][i] - 1.5 * x[1][i]), time = -std::log((static_cast<double>(random() >> 11) + 0.5) * 0x1p-53) / rate;
    duration[i] = std::min(time, 1.0);
    event[i] = time <= 1.0;
  }
  SmoothInput input;
  for (std::size_t c = 0; c < x.size(); ++c) input.x.add("x" + std::to_string(c), Column(x[c]));
  input.duration = Column(duration);
  input.event = Column(event);
  SmoothOptions options;
  options.most_curves = 2;
  const SmoothFit fit = smooth(input, options);
  CHECK(fit.smooths.name == std::vector<std::string>{"x1", "x4"});
  CHECK(fit.lines == std::vector<std::string>{"x0", "x2", "x3", "x5"});
  CHECK(fit.model.coefficients.term[0] == "x0");
  SmoothOptions named;
  named.smooth = {{"x1", 10, {}, {}}, {"x4", 10, {}, {}}};
  CHECK(smooth(input, named).model.coefficients.coefficient == fit.model.coefficients.coefficient);
  options.most_curves = 6;
  CHECK(smooth(input, options).lines.empty());
}
