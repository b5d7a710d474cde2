// Penalised Cox regression against hand-worked truths, R's glmnet, the conditions of optimality in plain loops, survival.cox, and the invariances.
#include "mainstay/survival/path.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;

namespace {

PathOptions exactly() {
  PathOptions options;
  options.tolerance = 1e-12;
  return options;
}

// All coefficients of a step, zeros too.
std::vector<double> at_step(const PathFit& fit, std::int64_t step) {
  std::vector<double> beta(fit.coefficients.term.size(), 0.0);
  for (std::size_t i = 0; i < fit.path.step.size(); ++i)
    if (fit.path.step[i] == step) beta[fit.path.term.codes[i]] = fit.path.coefficient[i];
  return beta;
}

double apart(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  double most = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::fabs(a[i] - b[i]));
  return most;
}

// Columns of numbers, one for each term.
std::vector<std::vector<double>> written_out(const Rows& rows) {
  std::vector<std::vector<double>> columns;
  for (std::size_t j = 0; j < rows.names.size(); ++j) {
    if (rows.texts[j].codes.empty()) {
      columns.push_back(rows.numbers[j]);
      continue;
    }
    bool first = true;
    for (std::size_t level = 0; level < rows.texts[j].names.size(); ++level) {
      std::vector<double> column;
      double sum = 0.0;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        column.push_back(rows.texts[j].codes[i] == static_cast<std::int32_t>(level));
        if (rows.weights.empty() || rows.weights[i] > 0.0) sum += column.back();
      }
      if (sum == 0.0) continue;
      if (!first) columns.push_back(column);
      first = false;
    }
  }
  return columns;
}

// Score and log-likelihood as their definition has them, in O(n²).
struct Plain {
  double log_likelihood = 0.0;
  std::vector<double> score;
};
Plain plain(const Rows& rows, const std::vector<std::vector<double>>& x, const std::vector<double>& beta, Ties ties) {
  const std::size_t n = rows.size(), p = x.size();
  Plain result{0.0, std::vector<double>(p, 0.0)};
  const auto weight = [&](std::size_t i) { return rows.weights.empty() ? 1.0 : rows.weights[i]; };
  const auto stratum = [&](std::size_t i) { return rows.strata.empty() ? 0 : rows.strata[i]; };
  std::vector<double> eta(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < p; ++j) eta[i] += beta[j] * x[j][i];
    if (!rows.offset.empty()) eta[i] += rows.offset[i];
  }
  const double middle = std::accumulate(eta.begin(), eta.end(), 0.0) / static_cast<double>(n);
  for (double& e : eta) e -= middle;
  for (std::size_t first = 0; first < n; ++first) {
    if (rows.event[first] == 0.0 || weight(first) == 0.0) continue;
    bool again = false;  // each time of leaving of a stratum once
    for (std::size_t i = 0; i < first; ++i)
      again = again || (rows.event[i] != 0.0 && weight(i) > 0.0 && rows.duration[i] == rows.duration[first] && stratum(i) == stratum(first));
    if (again) continue;
    double all = 0.0, left = 0.0, d = 0.0, w = 0.0;
    std::vector<double> all_x(p, 0.0), left_x(p, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      if (stratum(i) != stratum(first) || rows.duration[i] < rows.duration[first]) continue;
      if (!rows.entry.empty() && rows.entry[i] >= rows.duration[first]) continue;
      const double r = weight(i) * std::exp(eta[i]);
      const bool leaves = rows.event[i] != 0.0 && rows.duration[i] == rows.duration[first] && weight(i) > 0.0;
      all += r;
      for (std::size_t j = 0; j < p; ++j) all_x[j] += r * x[j][i];
      if (!leaves) continue;
      d += 1.0;
      w += weight(i);
      left += r;
      result.log_likelihood += weight(i) * eta[i];
      for (std::size_t j = 0; j < p; ++j) {
        left_x[j] += r * x[j][i];
        result.score[j] += weight(i) * x[j][i];
      }
    }
    for (double l = 0.0; l < d; l += 1.0) {
      const double share = ties == Ties::efron ? l / d : 0.0, sum = all - share * left;
      result.log_likelihood -= w / d * std::log(sum);
      for (std::size_t j = 0; j < p; ++j) result.score[j] -= w / d * (all_x[j] - share * left_x[j]) / sum;
    }
  }
  return result;
}

// The worst violation of the conditions of optimality over all steps, relative to nothing: the scale is that of lambda.
double violation(const Rows& rows, const PathFit& fit, const PathOptions& options, const std::vector<double>& factors) {
  const std::vector<std::vector<double>> x = written_out(rows);
  REQUIRE(x.size() == fit.coefficients.term.size());
  const double total = rows.weights.empty() ? static_cast<double>(rows.size()) : std::accumulate(rows.weights.begin(), rows.weights.end(), 0.0);
  double worst = 0.0;
  for (std::size_t k = 0; k < fit.steps.penalty.size(); ++k) {
    const std::vector<double> beta = at_step(fit, static_cast<std::int64_t>(k));
    const Plain at = plain(rows, x, beta, options.ties);
    CHECK(fit.steps.log_likelihood[k] == doctest::Approx(at.log_likelihood).epsilon(1e-11));
    for (std::size_t j = 0; j < x.size(); ++j) {
      const double scale = options.standardize ? fit.deviations[j] : (fit.deviations[j] > 0.0 ? 1.0 : 0.0);
      if (scale == 0.0 || std::isinf(factors[j])) {
        CHECK(beta[j] == 0.0);
        continue;
      }
      const double slope = at.score[j] / scale / total, b = beta[j] * scale, lambda = fit.steps.penalty[k] * factors[j];
      const double smooth = slope - lambda * (1.0 - options.alpha) * b;
      worst = std::max(worst, b != 0.0 ? std::fabs(smooth - std::copysign(lambda * options.alpha, b)) : std::fabs(smooth) - lambda * options.alpha);
    }
  }
  return worst;
}

Rows wide_rows(std::size_t n, std::size_t p, std::uint64_t seed, cox_test::Design design) {
  Rows rows = cox_test::random_rows(n, seed, design);
  std::mt19937_64 random(seed + 1000);
  for (std::size_t j = 0; j < p; ++j) {
    std::vector<double> column(n);
    for (std::size_t i = 0; i < n; ++i) column[i] = std::normal_distribution<double>(0.0, 1.0 + static_cast<double>(j % 3))(random) + (j % 4 == 0 ? 0.1 * rows.numbers[0][i] : 0.0);
    rows.add("x" + std::to_string(j), column);
  }
  return rows;
}

const Rows test1 = [] {  // Therneau's test1 (vignette "validate" of R's survival)
  Rows rows;
  rows.duration = {1, 1, 6, 6, 8, 9};
  rows.event = {1, 0, 1, 1, 0, 1};
  rows.add("x", {1, 1, 1, 0, 0, 0});
  return rows;
}();

}  // namespace

TEST_CASE("survival.path: hand-worked truths") {
  // Breslow: score (6 + 3r - r²) / ((r+1)(r+3)) with r = exp(beta), 1 at 0; x has deviation 1/2, so lambda is score · 2 / 6.
  PathOptions options = exactly();
  options.ties = Ties::breslow;
  PathFit fit = path(test1.as<PathInput>(), options);
  CHECK(fit.steps.penalty[0] == doctest::Approx(1.0 / 3.0).epsilon(1e-13));
  CHECK(fit.steps.terms[0] == 0);
  CHECK(fit.steps.deviance_ratio[0] == 0.0);
  options.penalties = {1.0, 8.0 / 45.0};  // r = 2: score 8/15
  fit = path(test1.as<PathInput>(), options);
  REQUIRE(fit.steps.penalty == std::vector<double>{1.0, 8.0 / 45.0});
  CHECK(at_step(fit, 0)[0] == 0.0);
  CHECK(at_step(fit, 1)[0] == doctest::Approx(std::log(2.0)).epsilon(1e-12));
  CHECK(fit.status == PathStatus::complete);
  // The highest likelihood has nobody else at risk: with one, two and one leaving, -2 log 2 with Breslow's ties, -log 2 with Efron's.
  CHECK(fit.null_deviance == doctest::Approx(2.0 * (-2.0 * std::log(2.0) - fit.log_likelihood_null)).epsilon(1e-13));
  CHECK(fit.log_likelihood_null == doctest::Approx(-std::log(6.0) - 2.0 * std::log(4.0)).epsilon(1e-13));
  // Efron: score 52/48 at 0.
  options = exactly();
  fit = path(test1.as<PathInput>(), options);
  CHECK(fit.steps.penalty[0] == doctest::Approx(52.0 / 48.0 / 3.0).epsilon(1e-13));
  CHECK(fit.null_deviance == doctest::Approx(2.0 * (-std::log(2.0) - fit.log_likelihood_null)).epsilon(1e-13));
  // Without standardising, lambda is score / 6.
  options.standardize = false;
  CHECK(path(test1.as<PathInput>(), options).steps.penalty[0] == doctest::Approx(52.0 / 48.0 / 6.0).epsilon(1e-13));
}

TEST_CASE("survival.path: glmnet's values") {
  for (const std::string& file : golden::golden_files("survival/path")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    if (!document["expect"].contains("coef")) continue;  // a cross-validation
    const Rows rows = cox_test::rows_of(document["data"]);
    const golden::json given = document["options"], expect = document["expect"];
    PathOptions options = exactly();
    options.ties = Ties::breslow;
    if (given.contains("alpha")) options.alpha = given["alpha"];
    if (given.contains("standardize")) options.standardize = given["standardize"];
    if (given.contains("penalties")) options.penalties = golden::numbers(given["penalties"]);
    if (given.contains("penalty_factors"))
      for (const golden::json& factor : given["penalty_factors"])
        options.penalty_factors.push_back({factor["column"], factor["factor"].is_string() ? std::numeric_limits<double>::infinity() : factor["factor"].get<double>()});
    const std::vector<double> lambda = golden::numbers(expect["lambda"]), ratio = golden::numbers(expect["deviance_ratio"]);
    for (const bool own : {true, false}) {  // its own penalties, and glmnet's
      if (own && given.contains("penalties")) continue;
      if (!own) options.penalties = lambda;
      const PathFit fit = path(rows.as<PathInput>(), options);
      CHECK(fit.null_deviance == doctest::Approx(expect["null_deviance"].get<double>()).epsilon(1e-9));
      const std::size_t steps = fit.steps.penalty.size();
      REQUIRE(steps == lambda.size());
      for (std::size_t k = 0; k < steps; ++k) {
        CHECK(fit.steps.penalty[k] == doctest::Approx(lambda[k]).epsilon(1e-7));
        CHECK(fit.steps.deviance_ratio[k] == doctest::Approx(ratio[k]).epsilon(1e-6));
        CHECK(apart(at_step(fit, static_cast<std::int64_t>(k)), golden::numbers(expect["coef"][k])) < 1e-6);
      }
    }
  }
}

TEST_CASE("survival.path: conditions of optimality, in plain loops") {
  std::uint64_t seed = 1;
  for (const Ties ties : {Ties::efron, Ties::breslow})
    for (const double alpha : {1.0, 0.5, 0.0})
      for (const cox_test::Design design : {cox_test::Design{}, cox_test::Design{.weights = true, .text = true}, cox_test::Design{.continuous = true},
                                            cox_test::Design{.weights = true, .strata = true, .entry = true, .offset = true, .text = true},
                                            cox_test::Design{.strata = true, .entry = true, .continuous = true}})
        for (const std::size_t p : {3u, 60u}) {
          CAPTURE(seed);
          Rows rows = wide_rows(p > 50 ? 45 : 80, p, ++seed, design);
          rows.add("constant", std::vector<double>(rows.size(), 0.3));
          rows.add("again", rows.numbers[0]);
          PathOptions options = exactly();
          options.ties = ties;
          options.alpha = alpha;
          options.penalty_count = 20;
          options.penalty_ratio = alpha > 0.0 ? 0.02 : 1e-5;
          options.stop_early = false;
          const PathFit fit = path(rows.as<PathInput>(), options);
          CHECK(fit.status == PathStatus::complete);
          CHECK(fit.steps.penalty.size() == 20);
          CHECK(fit.constant == std::vector<std::string>{"constant"});
          const std::vector<double> factors(fit.coefficients.term.size(), 1.0);
          CHECK(violation(rows, fit, options, factors) < 1e-9);
        }
}

TEST_CASE("survival.path: factors, columns as they are, the usual tolerance") {
  const Rows rows = wide_rows(120, 12, 77, {.weights = true, .strata = true, .entry = true, .text = true});
  PathOptions options = exactly();
  options.penalty_factors = {{"age", 0.0}, {"region", 2.0}, {"x3", std::numeric_limits<double>::infinity()}};
  PathFit fit = path(rows.as<PathInput>(), options);
  CHECK(at_step(fit, 0)[0] != 0.0);
  std::vector<double> factors;
  double sum = 0.0;
  for (const std::string& term : fit.coefficients.term) {
    const double factor = term == "age" ? 0.0 : (term.rfind("region", 0) == 0 ? 2.0 : (term == "x3" ? std::numeric_limits<double>::infinity() : 1.0));
    factors.push_back(factor);
    sum += std::isinf(factor) ? 1.0 : factor;
  }
  for (double& factor : factors) factor *= static_cast<double>(factors.size()) / sum;
  CHECK(violation(rows, fit, options, factors) < 1e-9);
  options.standardize = false;
  fit = path(rows.as<PathInput>(), options);
  CHECK(violation(rows, fit, options, factors) < 1e-9);
  const PathFit usual = path(rows.as<PathInput>(), PathOptions{});
  const PathFit exact = path(rows.as<PathInput>(), exactly());
  REQUIRE(usual.steps.penalty.size() == exact.steps.penalty.size());
  CHECK(usual.steps.penalty == exact.steps.penalty);
  for (std::size_t k = 0; k < usual.steps.penalty.size(); ++k) CHECK(apart(at_step(usual, static_cast<std::int64_t>(k)), at_step(exact, static_cast<std::int64_t>(k))) < 1e-5);
}

TEST_CASE("survival.path: without a penalty and with ridge it is survival.cox") {
  std::uint64_t seed = 500;
  for (const Ties ties : {Ties::efron, Ties::breslow})
    for (const cox_test::Design design : {cox_test::Design{}, cox_test::Design{.weights = true, .strata = true, .entry = true, .offset = true, .text = true},
                                          cox_test::Design{.weights = true, .entry = true, .continuous = true}}) {
      const Rows rows = wide_rows(200, 4, ++seed, design);
      CoxOptions cox_options;
      cox_options.ties = ties;
      const CoxFit whole = cox(rows.input(), cox_options);
      REQUIRE(whole.status == CoxStatus::converged);
      PathOptions options = exactly();
      options.ties = ties;
      options.penalties = {0.0, 0.01, 0.1};
      options.choose = PathChoice::last;
      const PathFit fit = path(rows.as<PathInput>(), options);
      CHECK(apart(at_step(fit, 2), whole.coefficients.coefficient) < 1e-8);
      CHECK(fit.log_likelihood == doctest::Approx(whole.log_likelihood).epsilon(1e-12));
      CHECK(fit.follow_up == whole.follow_up);
      CHECK(apart(fit.baseline.cumulative_hazard, whole.baseline.cumulative_hazard) < 1e-8);
      CHECK(apart(fit.means, whole.means) < 1e-10);
      // Their curves are the same.
      const std::vector<double> tenure(rows.size(), 2.0);
      CoxPredictInput people;
      people.x = rows.table();
      people.strata = rows.input().strata;
      people.offset = rows.input().offset;
      people.tenure = Column(tenure);
      CoxPredictOptions times;
      times.beyond = BeyondFollowUp::carry;
      times.times = {1.0, 4.0, 30.0};
      const CoxPrediction curves = cox_predict(whole, people, times);
      PathPredictOptions path_times;
      path_times.beyond = BeyondFollowUp::carry;
      path_times.times = times.times;
      const PathPrediction prediction = path_predict(fit, {people.x, people.strata, people.offset, people.tenure, {}, {}, {}, {}}, path_times);
      CHECK(apart(prediction.survival, curves.survival) < 1e-8);
      CHECK(apart(prediction.linear_predictor, curves.linear_predictor) < 1e-7);
      const Explanation why = path_explain(fit, {people.x, {}, {}, {}}), why_cox = cox_explain(whole, {people.x});
      CHECK(apart(why.contributions, why_cox.contributions) < 1e-7);
      // Ridge: lambda / 2 · b² on -l / W is ridge = lambda · W on the log-likelihood.
      const double total = rows.weights.empty() ? static_cast<double>(rows.size()) : std::accumulate(rows.weights.begin(), rows.weights.end(), 0.0);
      cox_options.ridge = 3.0;
      options.alpha = 0.0;
      options.standardize = false;
      options.penalties = {3.0 / total};
      CHECK(apart(at_step(path(rows.as<PathInput>(), options), 0), cox(rows.input(), cox_options).coefficients.coefficient) < 1e-8);
    }
}

TEST_CASE("survival.path: categories are the columns that they stand for") {
  const Rows rows = wide_rows(300, 3, 9, {.weights = true, .strata = true, .entry = true, .text = true});
  Rows columns = rows;
  columns.names.clear();
  columns.numbers.clear();
  columns.texts.clear();
  std::size_t next = 0;
  for (std::vector<double>& column : written_out(rows)) columns.add("c" + std::to_string(next++), column);
  const PathFit some = path(rows.as<PathInput>(), exactly()), all = path(columns.as<PathInput>(), exactly());
  REQUIRE(some.steps.penalty.size() == all.steps.penalty.size());
  CHECK(apart(some.steps.penalty, all.steps.penalty) < 1e-13);
  CHECK(some.path.term.codes == all.path.term.codes);
  CHECK(apart(some.path.coefficient, all.path.coefficient) < 1e-10);
  CHECK(apart(some.baseline.cumulative_hazard, all.baseline.cumulative_hazard) < 1e-10);
}

TEST_CASE("survival.path: cells are the columns that they fill") {
  for (const bool only : {false, true}) {
    Rows rows = wide_rows(200, 3, 19, {.weights = true, .strata = true, .entry = true, .offset = true, .text = true});
    if (only) {
      rows.names.clear();
      rows.numbers.clear();
      rows.texts.clear();
    }
    Rows written = rows;
    std::mt19937_64 random(5);
    std::vector<std::int64_t> row;
    std::vector<double> value;
    cox_test::TextColumn column;
    column.set_levels({"pay", "leader", "never used", "noise", "commute"});
    for (const char* name : {"commute", "leader", "noise", "pay"}) {
      std::vector<double> full(rows.size(), 0.0);
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (random() % 4 == 0) {
          full[i] = std::normal_distribution<double>(1.0, 2.0)(random);
          row.push_back(static_cast<std::int64_t>(i));
          value.push_back(full[i]);
          column.push(name);
        }
      written.add(name, full);
    }
    PathInput input = rows.as<PathInput>();
    input.cell_row = Column(row);
    input.cell_column = column.column();
    input.cell_value = Column(value);
    PathOptions options = exactly();
    options.penalty_factors = {{"leader", 2.0}};
    options.folds = 3;
    const PathFit some = path(input, options), all = path(written.as<PathInput>(), options);
    CHECK(some.coefficients.term == all.coefficients.term);
    CHECK(some.cells == std::vector<std::string>{"commute", "leader", "noise", "pay"});
    REQUIRE(some.steps.penalty.size() == all.steps.penalty.size());
    CHECK(apart(some.steps.penalty, all.steps.penalty) < 1e-13);
    CHECK(some.path.term.codes == all.path.term.codes);
    CHECK(apart(some.path.coefficient, all.path.coefficient) < 1e-10);
    CHECK(apart(some.deviations, all.deviations) < 1e-12);
    CHECK(apart(some.validation.mean, all.validation.mean) < 1e-9);
    CHECK(apart(some.baseline.cumulative_hazard, all.baseline.cumulative_hazard) < 1e-10);
    PathPredictInput people, people_written;
    people.x = rows.table();
    people_written.x = written.table();
    people.strata = people_written.strata = input.strata;
    people.offset = people_written.offset = input.offset;
    people.cell_row = input.cell_row;
    people.cell_column = input.cell_column;
    people.cell_value = input.cell_value;
    PathPredictOptions times;
    times.beyond = BeyondFollowUp::carry;
    times.times = {2.0, 6.0};
    CHECK(apart(path_predict(some, people, times).survival, path_predict(all, people_written, times).survival) < 1e-10);
    ExplainOptions most;
    most.most = 2;
    const Explanation why = path_explain(some, {people.x, people.cell_row, people.cell_column, people.cell_value}, most),
                         why_written = path_explain(all, {people_written.x, {}, {}, {}}, most);
    if (!only) {
      CHECK(apart(why.contributions, why_written.contributions) < 1e-10);
      CHECK(why.reasons.column.codes == why_written.reasons.column.codes);
      CHECK(apart(why.reasons.contribution, why_written.reasons.contribution) < 1e-10);
    }
    row.push_back(row.front());
    value.push_back(1.0);
    column.push("commute");
    input.cell_row = Column(row);
    input.cell_column = column.column();
    input.cell_value = Column(value);
    std::string sentence;
    try {
      path(input, options);
    } catch (const Error& error) {
      sentence = error.what();
    }
    CHECK(sentence == "survival.path: cell_row[" + std::to_string(row.size() - 1) + "] is " + std::to_string(row.front()) + ", but must be given once for commute");
    row.back() = 200;
    input.cell_row = Column(row);
    try {
      path(input, options);
    } catch (const Error& error) {
      sentence = error.what();
    }
    CHECK(sentence == "survival.path: cell_row[" + std::to_string(row.size() - 1) + "] is 200, but must be below the number of rows, 200");
  }
}

TEST_CASE("survival.path: row order, copies for weights, threads, rows of no weight") {
  for (const cox_test::Design design : {cox_test::Design{.weights = true, .strata = true, .offset = true, .text = true},
                                        cox_test::Design{.weights = true, .entry = true, .text = true, .continuous = true}}) {
    Rows rows = wide_rows(150, 5, 31, design);
    for (double& weight : rows.weights) weight = std::ceil(weight);
    PathOptions options = exactly();
    options.ties = Ties::breslow;  // under which copies are weights
    options.choose = PathChoice::last;  // which does not count events
    const PathFit fit = path(rows.as<PathInput>(), options);
    std::vector<std::size_t> order(rows.size()), copies;
    std::iota(order.begin(), order.end(), 0);
    for (const std::size_t i : order)
      for (double w = 0.0; w < rows.weights[i]; w += 1.0) copies.push_back(i);
    std::reverse(order.begin(), order.end());
    Rows copied = rows.pick(copies);
    copied.weights.clear();
    Rows more = rows;  // rows of no weight are not there
    {
      std::vector<std::size_t> twice = order;
      twice.insert(twice.end(), order.begin(), order.end());
      more = rows.pick(twice);
      for (std::size_t i = 0; i < order.size(); ++i) {
        more.weights[i] = 0.0;
        more.duration[i] += 50.0;
      }
    }
    for (const Rows& other : {rows.pick(order), copied, more}) {
      const PathFit again = path(other.as<PathInput>(), options);
      REQUIRE(again.steps.penalty.size() == fit.steps.penalty.size());
      CHECK(again.path.term.codes == fit.path.term.codes);
      CHECK(apart(again.path.coefficient, fit.path.coefficient) < 1e-10);
      CHECK(apart(again.steps.deviance_ratio, fit.steps.deviance_ratio) < 1e-10);
      CHECK(apart(again.baseline.cumulative_hazard, fit.baseline.cumulative_hazard) < 1e-10);
    }
  }
  const Rows rows = wide_rows(20000, 6, 5, {.weights = true, .strata = true, .entry = true, .text = true});
  PathOptions options;
  options.penalty_count = 15;
  RunContext one, three;
  one.threads = 1;
  three.threads = 3;
  const PathFit alone = path(rows.as<PathInput>(), options, one), together = path(rows.as<PathInput>(), options, three);
  CHECK(alone.path.coefficient == together.path.coefficient);
  CHECK(alone.steps.log_likelihood == together.steps.log_likelihood);
  CHECK(alone.baseline.cumulative_hazard == together.baseline.cumulative_hazard);
}

TEST_CASE("survival.path: data at their limits end in a status") {
  Rows rows = wide_rows(60, 4, 3, {});
  {  // nobody left
    Rows stayed = rows;
    stayed.event.assign(rows.size(), 0.0);
    const PathFit fit = path(stayed.as<PathInput>());
    CHECK(fit.status == PathStatus::no_events);
    CHECK(fit.chosen == -1);
    CHECK(fit.steps.penalty.empty());
    PathPredictOptions times;
    times.beyond = BeyondFollowUp::carry;
    times.times = {3.0};
    CHECK(path_predict(fit, {stayed.table(), {}, {}, {}, {}, {}, {}, {}}, times).survival == std::vector<double>(rows.size(), 1.0));
  }
  {  // nothing varies
    Rows same;
    same.duration = rows.duration;
    same.event = rows.event;
    same.add("a", std::vector<double>(rows.size(), 0.1));
    const PathFit fit = path(same.as<PathInput>());
    CHECK(fit.status == PathStatus::no_terms);
    CHECK(fit.steps.penalty.size() == 1);
    CHECK(fit.log_likelihood == fit.log_likelihood_null);
    CHECK(fit.constant == std::vector<std::string>{"a"});
  }
  {  // separated: any penalty makes it finite, none does not
    Rows split;
    split.duration = {1, 2, 3, 4, 5, 6};
    split.event = {1, 1, 1, 0, 0, 0};
    split.add("x", {1, 1, 1, 0, 0, 0});
    PathOptions options = exactly();
    options.penalties = {0.1, 1e-3, 1e-6};
    PathFit fit = path(split.as<PathInput>(), options);
    CHECK(fit.status == PathStatus::complete);
    CHECK(violation(split, fit, options, {1.0}) < 1e-9);
    options.penalties = {0.1, 0.0};
    fit = path(split.as<PathInput>(), options);
    CHECK(fit.status == PathStatus::not_converged);
    CHECK(fit.steps.penalty.size() == 1);
  }
  {  // offsets beyond exp()
    Rows far = rows;
    far.offset.assign(rows.size(), 0.0);
    far.offset[0] = 400.0;
    far.offset[1] = -400.0;
    const PathFit fit = path(far.as<PathInput>());
    CHECK((fit.status == PathStatus::out_of_range || fit.status == PathStatus::explained || fit.status == PathStatus::complete));
    for (const double ratio : fit.steps.deviance_ratio) CHECK(std::isfinite(ratio));
  }
  {  // most_terms, a scale of 1e9, a large mean
    PathOptions options = exactly();
    options.most_terms = 2;
    options.stop_early = false;
    Rows scaled = rows;
    for (double& value : scaled.numbers[0]) value = value * 1e9 + 1e12;
    const PathFit fit = path(rows.as<PathInput>(), options), large = path(scaled.as<PathInput>(), options);
    CHECK(fit.status == PathStatus::term_limit);
    for (const std::int64_t terms : fit.steps.terms) CHECK(terms <= 2);
    REQUIRE(fit.path.coefficient.size() == large.path.coefficient.size());
    for (std::size_t i = 0; i < fit.path.coefficient.size(); ++i)
      CHECK(large.path.coefficient[i] * (fit.path.term.codes[i] == 0 ? 1e9 : 1.0) == doctest::Approx(fit.path.coefficient[i]).epsilon(1e-6));
  }
  {  // no rows
    Rows none = rows.pick({});
    CHECK(path(none.as<PathInput>()).status == PathStatus::no_events);
  }
}

TEST_CASE("survival.path: choices") {
  const Rows rows = wide_rows(200, 10, 21, {});
  PathOptions options;
  options.choose = PathChoice::last;
  const PathFit last = path(rows.as<PathInput>(), options);
  CHECK(last.chosen == static_cast<std::int64_t>(last.steps.penalty.size()) - 1);
  for (const bool bic : {true, false}) {
    options.choose = bic ? PathChoice::bic : PathChoice::aic;
    const PathFit fit = path(rows.as<PathInput>(), options);
    const double each = bic ? std::log(static_cast<double>(fit.events)) : 2.0;
    const auto value = [&](std::int64_t k) { return -2.0 * fit.steps.log_likelihood[k] + each * static_cast<double>(fit.steps.terms[k]); };
    for (std::int64_t k = 0; k < static_cast<std::int64_t>(fit.steps.penalty.size()); ++k) CHECK(value(k) >= value(fit.chosen));
    CHECK(apart(at_step(fit, fit.chosen), fit.coefficients.coefficient) == 0.0);
    CHECK(fit.penalty == fit.steps.penalty[fit.chosen]);
  }
}

TEST_CASE("survival.path: glmnet's cross-validation") {
  std::int64_t compared = 0;
  for (const std::string& file : golden::golden_files("survival/path", "folds")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), expect = document["expect"];
    const Rows rows = cox_test::rows_of(document["data"]);
    const std::vector<std::int64_t> fold = golden::integers(document["data"]["fold"]);
    PathInput input = rows.as<PathInput>();
    input.fold = Column(fold);
    PathOptions options = exactly();
    options.ties = Ties::breslow;
    options.penalties = golden::numbers(document["options"]["penalties"]);
    for (const char* measure : {"deviance", "concordance"}) {
      if (!expect.contains(measure)) continue;
      ++compared;
      const golden::json values = expect[measure];
      options.measure = std::string(measure) == "deviance" ? PathMeasure::deviance : PathMeasure::concordance;
      const PathFit fit = path(input, options);
      CHECK(apart(fit.validation.mean, golden::numbers(values["mean"])) < 1e-7);
      CHECK(apart(fit.validation.std_error, golden::numbers(values["std_error"])) < 1e-7);
      CHECK(fit.steps.penalty[fit.minimum] == values["minimum"].get<double>());
      CHECK(fit.steps.penalty[fit.one_standard_error] == values["one_standard_error"].get<double>());
      CHECK(fit.chosen == fit.minimum);
      options.choose = PathChoice::one_standard_error;
      CHECK(path(input, options).chosen == fit.one_standard_error);
      options.choose = PathChoice::automatic;
    }
  }
  CHECK(compared == 3);
}

TEST_CASE("survival.path: rows of a person are held out together") {
  Rows rows = wide_rows(120, 6, 61, {.strata = true, .text = true});
  PathOptions options = exactly();
  options.ties = Ties::breslow;
  options.folds = 4;
  const PathFit one = path(rows.as<PathInput>(), options);
  REQUIRE(one.validation.mean.size() == one.steps.penalty.size());
  std::vector<std::size_t> twice(2 * rows.size());
  std::vector<std::int64_t> person;
  for (std::size_t i = 0; i < twice.size(); ++i) {
    twice[i] = i % rows.size();
    person.push_back(static_cast<std::int64_t>(twice[i]));
  }
  Rows halves = rows.pick(twice);
  halves.weights.assign(halves.size(), 0.5);
  PathInput input = halves.as<PathInput>();
  input.person = Column(person);
  const PathFit two = path(input, options);
  REQUIRE(two.validation.mean.size() == one.validation.mean.size());
  CHECK(apart(two.validation.mean, one.validation.mean) < 1e-9);
  CHECK(apart(two.validation.std_error, one.validation.std_error) < 1e-9);
  // Another seed draws other parts.
  RunContext other;
  other.seed = 99;
  CHECK(apart(path(rows.as<PathInput>(), options, other).validation.mean, one.validation.mean) > 1e-6);
}

TEST_CASE("survival.path: forward in time, part by part") {
  for (const bool entries : {false, true}) {
    Rows rows = wide_rows(250, 4, 71, {.weights = true, .strata = true, .entry = entries, .text = true});
    std::vector<double> day;
    for (std::size_t i = 0; i < rows.size(); ++i) day.push_back(static_cast<double>((i * 7) % 23));
    PathInput input = rows.as<PathInput>();
    input.day = Column(day);
    PathOptions options = exactly();
    options.penalties = {0.1, 0.03, 0.01};
    options.cuts = {14.0, 20.0, 24.0};
    options.forward = true;
    const PathFit fit = path(input, options);
    std::vector<double> sum(3, 0.0);
    double weight = 0.0;
    for (std::size_t k = 0; k < options.cuts.size(); ++k) {
      const double next = k + 1 < options.cuts.size() ? options.cuts[k + 1] : 1e9;
      std::vector<std::size_t> learnt, judged;
      std::vector<double> from(rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const double tenure = options.cuts[k] - day[i], start = entries ? rows.entry[i] : -1.0;
        if ((entries ? start : 0.0) < tenure) learnt.push_back(i);
        from[i] = std::max({start, tenure, -1.0});
        if (from[i] < std::min(rows.duration[i], next - day[i])) judged.push_back(i);
      }
      Rows before = rows.pick(learnt), after = rows.pick(judged);
      for (std::size_t v = 0; v < learnt.size(); ++v) {
        const double tenure = options.cuts[k] - day[learnt[v]];
        if (before.duration[v] > tenure) {
          before.duration[v] = tenure;
          before.event[v] = 0.0;
        }
      }
      after.entry.clear();
      double events = 0.0;
      for (std::size_t v = 0; v < judged.size(); ++v) {
        const double until = next - day[judged[v]];
        after.entry.push_back(from[judged[v]]);
        if (after.duration[v] > until) {
          after.duration[v] = until;
          after.event[v] = 0.0;
        }
        events += after.event[v] * after.weights[v];
      }
      PathOptions same = options;
      same.cuts.clear();
      same.forward = false;
      const PathFit part = path(before.as<PathInput>(), same), whole = path(after.as<PathInput>(), same);
      const double saturated = whole.log_likelihood_null + 0.5 * whole.null_deviance;
      REQUIRE(part.coefficients.term == fit.coefficients.term);
      for (std::size_t step = 0; step < 3; ++step)
        sum[step] += 2.0 * (saturated - plain(after, written_out(after), at_step(part, static_cast<std::int64_t>(step)), options.ties).log_likelihood);
      weight += events;
    }
    for (std::size_t step = 0; step < 3; ++step) CHECK(fit.validation.mean[step] == doctest::Approx(sum[step] / weight).epsilon(1e-9));
  }
}

TEST_CASE("survival.path: what it refuses") {
  Rows rows = wide_rows(40, 2, 8, {.entry = true});
  const auto sentence = [&](const PathOptions& options) -> std::string {
    try {
      path(rows.as<PathInput>(), options);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  PathOptions options;
  options.penalty_factors = {{"height", 1.0}};
  CHECK(sentence(options) == "survival.path: penalty_factors[0].column is height, but must be one of the columns age, remote, grade, x0, x1");
  options = {};
  options.alpha = 1.5;
  CHECK(sentence(options) == "survival.path: alpha is 1.5, but must be between 0 and 1");
  options = {};
  options.choose = PathChoice::minimum;
  CHECK(sentence(options) == "survival.path: choose is minimum, but must be bic, aic or last without cross-validation");
  options = {};
  options.cuts = {3.0};
  CHECK(sentence(options) == "survival.path: cuts is given, but must be left out unless forward is true");
  options = {};
  options.forward = true;
  CHECK(sentence(options) == "survival.path: forward is true, but must be false without day");
  options = {};
  options.folds = 1;
  CHECK(sentence(options) == "survival.path: folds is 1, but must be 0, or 2 or more");
  options = {};
  rows.entry[7] = rows.duration[7];
  CHECK(sentence(options).find("survival.path: entry[7] is") == 0);
}

namespace {
// Places of the terms of each column.
std::vector<std::vector<std::size_t>> groups_of(const PathFit& fit) {
  std::vector<std::vector<std::size_t>> groups;
  std::size_t term = 0;
  for (const CoxColumn& column : fit.columns) {
    std::vector<std::size_t>& group = groups.emplace_back();
    for (std::size_t l = column.categorical ? column.levels.size() - 1 : 1; l-- > 0;) group.push_back(term++);
  }
  return groups;
}

std::vector<double> solved(std::vector<double> matrix, std::vector<double> right) {  // Gauss and Jordan
  const std::size_t p = right.size();
  for (std::size_t k = 0; k < p; ++k)
    for (std::size_t i = 0; i < p; ++i) {
      if (i == k) continue;
      const double factor = matrix[i * p + k] / matrix[k * p + k];
      for (std::size_t j = 0; j < p; ++j) matrix[i * p + j] -= factor * matrix[k * p + j];
      right[i] -= factor * right[k];
    }
  for (std::size_t k = 0; k < p; ++k) right[k] /= matrix[k * p + k];
  return right;
}

// The same for groups. Penalty of a group: lambda (alpha sqrt(m) sd + (1 - alpha) / 2 sd²), sd² = b' S b the variance of what the group adds (or |b|² when not standardised).
double group_violation(const Rows& rows, const PathFit& fit, const PathOptions& options, std::size_t& inside) {
  const std::vector<std::vector<double>> x = written_out(rows);
  REQUIRE(x.size() == fit.coefficients.term.size());
  const auto weight = [&](std::size_t i) { return rows.weights.empty() ? 1.0 : rows.weights[i]; };
  double total = 0.0, worst = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) total += weight(i);
  std::vector<double> mean(x.size(), 0.0);
  for (std::size_t j = 0; j < x.size(); ++j)
    for (std::size_t i = 0; i < rows.size(); ++i) mean[j] += weight(i) * x[j][i] / total;
  for (std::size_t k = 0; k < fit.steps.penalty.size(); ++k) {
    const std::vector<double> beta = at_step(fit, static_cast<std::int64_t>(k));
    const Plain at = plain(rows, x, beta, options.ties);
    CHECK(fit.steps.log_likelihood[k] == doctest::Approx(at.log_likelihood).epsilon(1e-11));
    for (const std::vector<std::size_t>& group : groups_of(fit)) {
      const std::size_t m = group.size();
      std::vector<double> s(m * m, 0.0), score(m), product(m, 0.0);
      for (std::size_t a = 0; a < m; ++a) {
        score[a] = at.score[group[a]] / total;
        for (std::size_t b = 0; b < m; ++b)
          for (std::size_t i = 0; i < rows.size(); ++i) s[a * m + b] += weight(i) * (x[group[a]][i] - mean[group[a]]) * (x[group[b]][i] - mean[group[b]]) / total;
        for (std::size_t b = 0; b < m && !options.standardize; ++b) s[a * m + b] = a == b ? 1.0 : 0.0;
      }
      double squared = 0.0;
      for (std::size_t a = 0; a < m; ++a) {
        for (std::size_t b = 0; b < m; ++b) product[a] += s[a * m + b] * beta[group[b]];
        squared += product[a] * beta[group[a]];
      }
      const double lasso = fit.steps.penalty[k] * options.alpha * std::sqrt(static_cast<double>(m)), ridge = fit.steps.penalty[k] * (1.0 - options.alpha);
      bool any = false, all = true;
      for (const std::size_t j : group) {
        any = any || beta[j] != 0.0;
        all = all && beta[j] != 0.0;
      }
      CHECK(any == all);  // together or not at all
      if (!any) {
        const std::vector<double> along = solved(s, score);
        double steep = 0.0;
        for (std::size_t a = 0; a < m; ++a) steep += along[a] * score[a];
        worst = std::max(worst, std::sqrt(std::max(0.0, steep)) - lasso);
        continue;
      }
      inside += m > 1;
      for (std::size_t a = 0; a < m; ++a) worst = std::max(worst, std::fabs(score[a] - (lasso / std::sqrt(squared) + ridge) * product[a]));
    }
  }
  return worst;
}
}  // namespace

TEST_CASE("survival.path: groups of levels, adelie's values") {
  for (const std::string& file : golden::golden_files("survival/path_groups")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const Rows rows = cox_test::rows_of(document["data"]);
    PathOptions options = exactly();
    options.group_levels = true;
    options.ties = document["options"]["ties"] == "breslow" ? Ties::breslow : Ties::efron;
    options.alpha = document["options"]["alpha"];
    const PathFit whole = path(rows.as<PathInput>(), options);
    CHECK(whole.steps.penalty[0] == doctest::Approx(document["expect"]["largest_penalty"].get<double>()).epsilon(1e-10));
    options.penalties = golden::numbers(document["options"]["penalties"]);
    const PathFit fit = path(rows.as<PathInput>(), options);
    REQUIRE(fit.status == PathStatus::complete);
    const std::vector<std::vector<double>> x = written_out(rows);
    for (std::size_t k = 0; k < options.penalties.size(); ++k) {
      const std::vector<double> beta = at_step(fit, static_cast<std::int64_t>(k));
      std::vector<double> eta(rows.size(), 0.0);
      for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < x.size(); ++j) eta[i] += beta[j] * (x[j][i] - fit.means[j]);
      CHECK(apart(eta, golden::numbers(document["expect"]["linear_predictors"][k])) < 1e-6);
      std::size_t g = 0;
      for (const std::vector<std::size_t>& group : groups_of(fit)) {
        const bool theirs = document["expect"]["norms"][k][g++].get<double>() != 0.0;
        for (const std::size_t j : group) CHECK((beta[j] != 0.0) == theirs);
      }
    }
  }
}

TEST_CASE("survival.path: groups of levels, the conditions of optimality in plain loops") {
  std::uint64_t seed = 300;
  std::size_t inside = 0;
  for (const double alpha : {1.0, 0.5, 0.0})
    for (const bool standardize : {true, false})
      for (const Ties ties : {Ties::efron, Ties::breslow}) {
        const Rows rows = wide_rows(150, 6, ++seed, {.weights = seed % 2 == 0, .strata = seed % 3 == 0, .entry = seed % 4 == 0, .text = true});
        PathOptions options = exactly();
        options.alpha = alpha;
        options.standardize = standardize;
        options.ties = ties;
        options.group_levels = true;
        options.penalty_count = 12;
        options.penalty_ratio = 0.01;
        const PathFit fit = path(rows.as<PathInput>(), options);
        CHECK(fit.steps.penalty.size() >= 5);
        CHECK(group_violation(rows, fit, options, inside) < 1e-10);
      }
  CHECK(inside > 20);
}

TEST_CASE("survival.path: groups of levels do not depend on the reference, and without categories they are the lasso") {
  const Rows rows = wide_rows(200, 5, 77, {.text = true});
  PathOptions options = exactly();
  options.group_levels = true;
  options.penalty_count = 20;
  options.folds = 4;
  const PathFit a = path(rows.as<PathInput>(), options);
  options.references = {{"region", "west"}};
  const PathFit b = path(rows.as<PathInput>(), options);
  REQUIRE(a.steps.penalty.size() == b.steps.penalty.size());
  for (std::size_t k = 0; k < a.steps.penalty.size(); ++k) {
    CHECK(a.steps.penalty[k] == doctest::Approx(b.steps.penalty[k]).epsilon(1e-10));
    CHECK(a.steps.log_likelihood[k] == doctest::Approx(b.steps.log_likelihood[k]).epsilon(1e-11));
    CHECK(a.validation.mean[k] == doctest::Approx(b.validation.mean[k]).epsilon(1e-8));
  }
  CHECK(a.chosen == b.chosen);

  Rows numbers = wide_rows(160, 6, 78, {.weights = true, .strata = true});
  PathOptions plain_options = exactly();
  const PathFit lasso = path(numbers.as<PathInput>(), plain_options);
  plain_options.group_levels = true;
  const PathFit groups = path(numbers.as<PathInput>(), plain_options);
  REQUIRE(lasso.steps.penalty.size() == groups.steps.penalty.size());
  CHECK(lasso.path.coefficient.size() == groups.path.coefficient.size());
  CHECK(apart(lasso.path.coefficient, groups.path.coefficient) < 1e-9);
}

TEST_CASE("survival.path: groups with levels that cover everybody of a part, left out and free columns, threads") {
  // In the first half of the people nobody has the reference level: there the others say one thing too often.
  Rows rows = wide_rows(120, 3, 91, {.text = true});
  for (std::size_t i = 0; i < 60; ++i)
    if (rows.texts.back().codes.size() == rows.size() && rows.texts.back().codes[i] == 0) rows.texts.back().codes[i] = 1;
  for (std::size_t j = 0; j < rows.names.size(); ++j)
    for (std::size_t i = 0; i < 60 && !rows.texts[j].codes.empty(); ++i)
      if (rows.texts[j].codes[i] == 0) rows.texts[j].codes[i] = 1;
  std::vector<std::int64_t> fold(120);
  for (std::size_t i = 0; i < 120; ++i) fold[i] = i < 60 ? 0 : 1;
  PathInput input = rows.as<PathInput>();
  input.fold = Column(fold);
  PathOptions options;
  options.group_levels = true;
  options.penalty_count = 10;
  RunContext one, three;
  one.threads = 1;
  three.threads = 3;
  const PathFit a = path(input, options, one), b = path(input, options, three);
  CHECK(a.path.coefficient == b.path.coefficient);
  CHECK(a.validation.mean == b.validation.mean);
  CHECK(std::isfinite(a.validation.mean.back()));

  options.penalty_factors = {{"region", 0.0}, {"age", std::numeric_limits<double>::infinity()}};
  const PathFit fit = path(rows.as<PathInput>(), options);
  for (std::int64_t k = 0; k < static_cast<std::int64_t>(fit.steps.penalty.size()); ++k) {
    const std::vector<double> beta = at_step(fit, k);
    for (std::size_t j = 0; j < beta.size(); ++j) {
      if (fit.coefficients.term[j] == "age") CHECK(beta[j] == 0.0);
      if (fit.coefficients.term[j].rfind("region=", 0) == 0) CHECK(beta[j] != 0.0);
    }
  }
}
