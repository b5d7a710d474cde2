// Cox models with effects that change over time: against R on cut rows, our own fit on cut rows, and by sentence.
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/cox_residuals.hpp"
#include "sentence.hpp"
#include "survival/cox_state.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;
using cox_test::random_rows;
using cox_test::rows_of;

namespace {

CoxTimeFunction function_of(const std::string& word) {
  return word == "log" ? CoxTimeFunction::log : word == "identity" ? CoxTimeFunction::identity : word == "after" ? CoxTimeFunction::after : CoxTimeFunction::square_root;
}
double f_of(const CoxTimeEffect& effect, double time) {
  switch (effect.function) {
    case CoxTimeFunction::log: return std::log(time);
    case CoxTimeFunction::identity: return time;
    case CoxTimeFunction::square_root: return std::sqrt(time);
    case CoxTimeFunction::after: return time > effect.at ? 1.0 : 0.0;
  }
  return 0.0;
}

// Every row cut at every time of leaving, with the effects as columns of their own: numeric columns only.
Rows cut(const Rows& rows, const std::vector<CoxTimeEffect>& effects) {
  std::vector<double> times;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows.event[i] != 0.0) times.push_back(rows.duration[i]);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  std::vector<std::size_t> which;
  std::vector<double> from, to, left;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double at = rows.entry.empty() ? -1.0 : rows.entry[i];
    for (const double time : times) {
      if (time <= at || time >= rows.duration[i]) continue;
      which.push_back(i), from.push_back(at), to.push_back(time), left.push_back(0.0);
      at = time;
    }
    which.push_back(i), from.push_back(at), to.push_back(rows.duration[i]), left.push_back(rows.event[i]);
  }
  Rows pieces = rows.pick(which);
  pieces.entry = from;
  pieces.duration = to;
  pieces.event = left;
  for (const CoxTimeEffect& effect : effects) {
    const auto j = static_cast<std::size_t>(std::find(rows.names.begin(), rows.names.end(), effect.column) - rows.names.begin());
    std::vector<double> values;
    for (std::size_t p = 0; p < which.size(); ++p) values.push_back(rows.numbers[j][which[p]] * f_of(effect, to[p]));
    pieces.add("effect" + std::to_string(pieces.names.size()), values);
  }
  pieces.cluster.clear();
  for (const std::size_t i : which) pieces.cluster.push_back(rows.cluster.empty() ? static_cast<std::int64_t>(i) : rows.cluster[i]);
  return pieces;
}

}  // namespace

TEST_CASE("cox over time: R's numbers on rows cut at every time of leaving") {
  for (const std::string& name : golden::golden_files("survival/cox_over_time")) {
    CAPTURE(name);
    const golden::json ours = golden::load_golden(name), expect = ours["expect"];
    const golden::json file = golden::load_golden("survival/cox/" + ours["data"]["rows"].get<std::string>());
    const Rows rows = rows_of(file["data"]);
    CoxOptions options;
    options.ties = ours["options"]["ties"] == "breslow" ? Ties::breslow : Ties::efron;
    for (const golden::json& effect : ours["options"]["time_effects"])
      options.time_effects.push_back({effect["column"].get<std::string>(), function_of(effect["function"].get<std::string>()), golden::number(effect["at"])});
    CoxInput input = rows.input();
    input.cluster = {};
    const CoxFit fit = cox(input, options);
    CHECK(fit.status == CoxStatus::converged);
    constexpr double scale = 1e-8;
    check_all(fit.coefficients.coefficient, golden::numbers(expect["coef"]), scale, 1e-11, "coef");
    check_all(fit.model_covariance, golden::numbers(expect["var"]), scale, 1e-12, "var");
    const std::vector<double> log_likelihood = golden::numbers(expect["loglik"]);
    CHECK(golden::close(fit.log_likelihood_null, log_likelihood[0], scale, 0.0));
    CHECK(golden::close(fit.log_likelihood, log_likelihood[1], scale, 0.0));
    CHECK(golden::close(fit.score_test.statistic, golden::number(expect["score_test"]), scale, 1e-10));
    options.robust = true;
    check_all(cox(rows.input(), options).covariance, golden::numbers(expect["robust_var"]), scale, 1e-12, "robust var");
    for (const golden::json& row : expect["new_rows"]) {
      const auto i = row["row"].get<std::size_t>();
      const Rows one = rows.pick({i});
      CoxPredictInput new_row;
      new_row.x = one.table();
      new_row.offset = one.input().offset;
      new_row.strata = one.input().strata;
      CoxPredictOptions how;
      how.beyond = BeyondFollowUp::carry;
      how.times = golden::numbers(row["time"]);
      how.interval = CoxInterval::log;
      const CoxPrediction curve = cox_predict(fit, new_row, how);
      check_all(curve.survival, golden::numbers(row["survival"]), scale, 1e-14, "survival");
      check_all(curve.cumulative_hazard, golden::numbers(row["cumulative_hazard"]), scale, 1e-14, "cumulative hazard");
      CHECK(std::isnan(curve.linear_predictor[0]));
    }
  }
}

TEST_CASE("cox over time: the same as our own fit of cut rows") {
  int turn = 0;
  for (const bool strata : {false, true})
    for (const bool entry : {false, true})
      for (const bool continuous : {false, true})
        for (const Ties ties : {Ties::efron, Ties::breslow}) {
          ++turn;
          Rows rows = random_rows(150, static_cast<std::uint64_t>(turn), {.weights = turn % 3 == 0, .strata = strata, .entry = entry, .offset = turn % 2 == 0, .continuous = continuous});
          for (std::size_t i = 0; i < rows.size(); ++i) rows.cluster.push_back(static_cast<std::int64_t>(i / (turn % 3 + 1)));
          CoxOptions options;
          options.ties = ties;
          options.concordance = false;
          options.ridge = turn % 4 == 0 ? 0.7 : 0.0;
          const CoxTimeEffect all[] = {{"age", CoxTimeFunction::log, 0.0}, {"remote", CoxTimeFunction::after, 4.0}, {"grade", CoxTimeFunction::square_root, 0.0}, {"age", CoxTimeFunction::identity, 0.0}};
          std::vector<CoxTimeEffect> effects{all[turn % 4]};
          if (turn % 2 == 0) effects.push_back(all[(turn + 1) % 4]);
          CAPTURE(turn);
          options.time_effects = effects;
          const CoxFit fit = cox(rows.input(), options);
          const Rows pieces = cut(rows, effects);
          CoxOptions plain = options;
          plain.time_effects.clear();
          const CoxFit expected = cox(pieces.input(), plain);
          CHECK(fit.status == expected.status);
          check_all(fit.coefficients.coefficient, expected.coefficients.coefficient, 1e-8, 1e-10, "coefficients");
          check_all(fit.covariance, expected.covariance, 1e-8, 1e-11, "covariance");
          CHECK(golden::close(fit.log_likelihood, expected.log_likelihood, 1e-11, 0.0));
          CHECK(golden::close(fit.likelihood_ratio_test.statistic, expected.likelihood_ratio_test.statistic, 1e-9, 1e-9));

          // A curve after some tenure: hazards of the cut fit, one time of leaving after the other.
          const std::size_t i = 7;
          CoxPredictInput person;
          const Rows one = rows.pick({i});
          person.x = one.table();
          if (!rows.strata.empty()) person.strata = one.input().strata;
          if (!rows.offset.empty()) person.offset = one.input().offset;
          const std::vector<double> tenure{1.5};
          person.tenure = Column(tenure);
          CoxPredictOptions how;
          how.beyond = BeyondFollowUp::carry;
          how.times = {6.0, 2.0};
          const CoxPrediction curve = cox_predict(fit, person, how);
          const std::string stratum = rows.strata.empty() ? "" : std::to_string(rows.strata[i]);
          const auto terms = expected.coefficients.coefficient.size();
          // The person's cumulative hazard at any coefficients: a baseline of rows whose linear predictors are given.
          const auto value_of = [&](std::size_t j, std::size_t row, double time) {
            if (j < 3) return rows.numbers[j][row];
            const auto own = static_cast<std::size_t>(std::find(rows.names.begin(), rows.names.end(), effects[j - 3].column) - rows.names.begin());
            return rows.numbers[own][row] * f_of(effects[j - 3], time);
          };
          const auto hazard_at = [&](const std::vector<double>& beta, double& variance) {
            Rows known = pieces;
            known.offset.resize(pieces.size(), 0.0);
            for (std::size_t p = 0; p < pieces.size(); ++p)
              for (std::size_t j = 0; j < terms; ++j) known.offset[p] += beta[j] * pieces.numbers[j][p];
            CoxOptions none = plain;
            none.max_iterations = 0;
            const CoxFit base = cox(known.input(), none);
            double hazard = 0.0;
            variance = 0.0;
            for (std::size_t k = 0; k < base.baseline.time.size(); ++k) {
              const double time = base.baseline.time[k];
              if (base.strata[static_cast<std::size_t>(base.baseline.stratum[k])] != stratum || time <= 1.5 || time > 7.5) continue;
              double eta = rows.offset.empty() ? 0.0 : rows.offset[i];
              for (std::size_t j = 0; j < terms; ++j) eta += beta[j] * value_of(j, i, time);
              hazard += base.baseline.hazard[k] * std::exp(eta);
              const bool first = k == 0 || base.baseline.stratum[k - 1] != base.baseline.stratum[k];
              variance += (base.baseline.cumulative_variance[k] - (first ? 0.0 : base.baseline.cumulative_variance[k - 1])) * std::exp(2.0 * eta);
            }
            return hazard;
          };
          double variance = 0.0, other = 0.0;
          const std::vector<double>& beta = expected.coefficients.coefficient;
          CHECK(curve.cumulative_hazard[0] == doctest::Approx(hazard_at(beta, variance)).epsilon(1e-8));
          std::vector<double> by(terms);
          for (std::size_t j = 0; j < terms; ++j) {
            std::vector<double> up = beta, down = beta;
            const double step = 1e-5 / (std::fabs(value_of(j, i, 7.0)) + 1.0);
            up[j] += step, down[j] -= step;
            by[j] = (hazard_at(up, other) - hazard_at(down, other)) / (2.0 * step);
          }
          for (std::size_t j = 0; j < terms; ++j)
            for (std::size_t l = 0; l < terms; ++l) variance += by[j] * by[l] * expected.covariance[j * terms + l];
          CHECK(curve.cumulative_hazard_std_error[0] == doctest::Approx(std::sqrt(variance)).epsilon(1e-6));
          CHECK(curve.survival[0] <= curve.survival[1]);
        }
}

TEST_CASE("cox over time: threads, large predictors, singular effects, and what is refused") {
  Rows rows = random_rows(5000, 77, {.text = true});
  CoxOptions options;
  options.time_effects = {{"region", CoxTimeFunction::log, 0.0}};
  RunContext three;
  three.threads = 3;
  const CoxFit fit = cox(rows.input(), options);
  CHECK(fit.coefficients.coefficient == cox(rows.input(), options, three).coefficients.coefficient);
  CHECK(fit.coefficients.term.back() == "region=west:log(time)");
  CHECK(std::isnan(fit.concordance));
  // offsets of a thousand change nothing but the baseline
  Rows far = random_rows(400, 78, {.strata = true});
  options.time_effects = {{"age", CoxTimeFunction::after, 3.0}};
  const CoxFit near = cox(far.input(), options);
  far.offset.assign(far.size(), 1000.0);
  const CoxFit away = cox(far.input(), options);
  check_all(away.coefficients.coefficient, near.coefficients.coefficient, 1e-9, 1e-12, "coefficients with offsets");
  CHECK(away.status == CoxStatus::converged);
  // f is 0 at all times: nothing to estimate
  options.time_effects = {{"age", CoxTimeFunction::after, 1e6}};
  CHECK(cox(rows.input(), options).singular == std::vector<std::string>{"age:(time > 1000000)"});

  options.time_effects = {{"agee", CoxTimeFunction::log, 0.0}};
  CHECK(sentence([&] { cox(rows.input(), options); }) ==
        "survival.cox: time_effects[0].column is agee, but must be one of the columns age, remote, grade, region");
  options.time_effects = {{"age", CoxTimeFunction::log, 0.0}, {"age", CoxTimeFunction::log, 0.0}};
  CHECK(sentence([&] { cox(rows.input(), options); }).rfind("survival.cox: time_effects[1] is ", 0) == 0);
  options.time_effects = {{"age", CoxTimeFunction::log, 0.0}};
  Rows at_once = rows;
  at_once.duration[0] = 0.0;
  at_once.event[0] = 1.0;
  CHECK(sentence([&] { cox(at_once.input(), options); }) == "survival.cox: time_effects[0].function is log, but must be another word: somebody left at time 0");
  CoxState state;
  state.options = options;
  CHECK(sentence([&] { state.update(rows.input(), {}); }).rfind("survival.cox: time_effects is given, but must be left out", 0) == 0);
  const CoxInput input = rows.input();
  CHECK(sentence([&] { cox_residuals(fit, {input.x, input.duration, input.event, {}, {}, {}, {}, {}}); }).rfind("survival.cox.residuals: time_effects is given", 0) == 0);
  CHECK(sentence([&] { cox_explain(fit, {input.x}); }).rfind("survival.cox.explain: time_effects is given", 0) == 0);
}
