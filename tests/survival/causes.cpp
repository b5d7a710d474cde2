// Cox's regression of all causes against a hand-worked truth, R's multi-state survfit and riskRegression, its definition in plain loops, and the invariances.
#include "mainstay/survival/causes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;
using cox_test::causes_of;

namespace {

CoxPredictInput new_rows(const Rows& rows) {
  CoxPredictInput view;
  view.x = rows.table();
  if (!rows.strata.empty()) view.strata = Column(rows.strata);
  if (!rows.offset.empty()) view.offset = Column(rows.offset);
  return view;
}

// Incidences and survival at one time from the jumps of the baselines, (times, causes); the last number is survival.
std::vector<double> plain(const std::vector<std::vector<double>>& hazards, bool limit) {
  const std::size_t causes = hazards.empty() ? 0 : hazards.front().size();
  std::vector<double> result(causes + 1, 0.0);
  double survival = 1.0;
  for (const std::vector<double>& jump : hazards) {
    double sum = 0.0;
    for (const double h : jump) sum += h;
    if (sum == 0.0) continue;
    const double leaving = limit ? std::min(1.0, sum) : 1.0 - std::exp(-sum);
    for (std::size_t j = 0; j < causes; ++j) result[j] += survival * leaving * jump[j] / sum;
    survival *= 1.0 - leaving;
  }
  result[causes] = survival;
  return result;
}

}  // namespace

TEST_CASE("causes: worked by hand") {
  // Ten people alike: at 1 two resign, at 2 one is dismissed and one resigns, the others stay. Product limit: F1 = 2/10 + 8/10 · 1/8, F2 = 8/10 · 1/8.
  Rows rows;
  rows.duration = {1, 1, 2, 2, 3, 3, 3, 3, 3, 3};
  rows.event = {1, 1, 2, 1, 0, 0, 0, 0, 0, 0};
  rows.add("x", std::vector<double>(10, 1.0));
  CausesOptions options;
  options.causes = {"resigned", "dismissed"};
  options.ties = Ties::breslow;
  const CausesFit fit = causes(rows.as<CausesInput>(), options);
  CHECK(fit.status == CausesStatus::singular);  // the column is constant
  CHECK(fit.fits[0].status == CoxStatus::singular);
  CHECK(fit.events == 4);
  Rows one;
  one.add("x", {1.0});
  CausesPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {2, 1, 0, 5};
  wanted.product = CausesProduct::product_limit;
  const CausesPrediction limit = causes_predict(fit, new_rows(one), wanted);
  CHECK(limit.incidence[0].cause == "resigned");
  const std::vector<double> first{0.3, 0.2, 0.0, 0.3}, second{0.1, 0.0, 0.0, 0.1};
  wanted.product = CausesProduct::exponential;
  const CausesPrediction exponential = causes_predict(fit, new_rows(one), wanted);
  const double s1 = std::exp(-0.2), s2 = std::exp(-0.45);
  for (std::size_t t = 0; t < 4; ++t) {
    near(limit.incidence[0].incidence[t], first[t], 1e-15, "resigned");
    near(limit.incidence[1].incidence[t], second[t], 1e-15, "dismissed");
    near(limit.survival[t], 1.0 - first[t] - second[t], 1e-15, "survival");
  }
  near(exponential.survival[0], s2, 1e-15, "survival");
  near(exponential.incidence[1].incidence[0], 0.5 * (s1 - s2), 1e-15, "dismissed");
  near(exponential.incidence[0].incidence[0], 1.0 - s1 + 0.5 * (s1 - s2), 1e-15, "resigned");
}

TEST_CASE("causes: R's survfit of a multi-state coxph, and riskRegression") {
  for (const std::string& file : golden::golden_files("survival/causes")) {
    INFO(file);
    golden::json document = golden::load_golden(file);
    document["data"]["event"] = document["data"]["cause"];
    const golden::json expected = document["expect"];
    const Rows rows = cox_test::rows_of(document["data"]);
    CausesOptions options;
    options.ties = document["options"]["ties"] == "efron" ? Ties::efron : Ties::breslow;
    const CausesFit fit = causes(rows.as<CausesInput>(), options);
    const std::size_t count = fit.causes.size();
    REQUIRE(expected["fits"].size() == count);
    for (std::size_t j = 0; j < count; ++j) {
      const std::vector<double> coef = golden::numbers(expected["fits"][j]["coef"]);
      for (std::size_t p = 0; p < coef.size(); ++p) near(fit.fits[j].coefficients.coefficient[p], coef[p], 1e-8, "coef");
      near(fit.fits[j].log_likelihood, expected["fits"][j]["loglik"][1].get<double>(), 1e-10, "loglik");
    }
    CausesPredictOptions wanted;
    wanted.beyond = BeyondFollowUp::carry;
    wanted.times = golden::numbers(expected["times"]);
    const std::size_t times = wanted.times.size();
    const Rows some = rows.pick({0, 1, 2, 3});
    const CausesPrediction exponential = causes_predict(fit, new_rows(some), wanted);
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t t = 0; t < times; ++t) {
        near(exponential.survival[i * times + t], expected["exponential"][i][t][0].get<double>(), 1e-8, "survival");
        for (std::size_t j = 0; j < count; ++j)
          near(exponential.incidence[j].incidence[i * times + t], expected["exponential"][i][t][j + 1].get<double>(), 1e-8, "incidence");
      }
    if (!expected.contains("product_limit")) continue;
    wanted.product = CausesProduct::product_limit;
    const CausesPrediction limit = causes_predict(fit, new_rows(some), wanted);
    const auto theirs = [&](std::size_t j, std::size_t i, std::size_t t) { return expected["product_limit"][j][i][t].get<double>(); };
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t t = 0; t < times; ++t) {
        double left = 0.0;
        for (std::size_t j = 0; j < count; ++j) left += theirs(j, i, t);
        if (left > 1.0 + 1e-12) continue;  // riskRegression goes on when somebody's hazard exceeds 1
        for (std::size_t j = 0; j < count; ++j) near(limit.incidence[j].incidence[i * times + t], theirs(j, i, t), 1e-8, "incidence by product limit");
      }
  }
}

TEST_CASE("causes: predictions in plain loops, with errors by differences") {
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    INFO("seed ", seed);
    cox_test::Design design;
    design.weights = seed % 2 == 0;
    design.entry = seed % 3 == 0;
    design.strata = seed % 4 == 1;
    design.offset = seed % 5 == 0;
    design.continuous = seed % 4 >= 2;
    const int count = 2 + static_cast<int>(seed % 2);
    const Rows rows = causes_of(150, seed, design, count);
    CausesOptions options;
    options.ties = seed % 7 < 4 ? Ties::efron : Ties::breslow;
    options.robust = seed % 8 == 3;
    const CausesFit fit = causes(rows.as<CausesInput>(), options);
    const Rows some = rows.pick({2, 7, 30});
    CoxPredictInput input = new_rows(some);
    const std::vector<double> tenure{0.0, 2.0, 3.5};
    if (seed % 3 != 1) input.tenure = Column(tenure);
    CausesPredictOptions wanted;
    wanted.beyond = BeyondFollowUp::carry;
    wanted.times = {1.0, 3.0, 6.0};
    wanted.errors = true;
    wanted.product = seed % 2 == 0 ? CausesProduct::product_limit : CausesProduct::exponential;
    const CausesPrediction got = causes_predict(fit, input, wanted);
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t t = 0; t < 3; ++t) {
        const double since = seed % 3 != 1 ? tenure[i] : -1.0, until = std::max(0.0, since) + wanted.times[t];
        std::int64_t stratum = 0;
        if (!rows.strata.empty())
          while (fit.fits[0].strata[static_cast<std::size_t>(stratum)] != std::to_string(some.strata[i])) ++stratum;
        // Every time of any cause, with each cause's jump there.
        std::vector<double> all;
        for (const CoxFit& own : fit.fits)
          for (std::size_t k = 0; k < own.baseline.time.size(); ++k)
            if (own.baseline.stratum[k] == stratum && own.baseline.time[k] > since && own.baseline.time[k] <= until) all.push_back(own.baseline.time[k]);
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        std::vector<std::vector<double>> hazards(all.size(), std::vector<double>(static_cast<std::size_t>(count), 0.0));
        struct Jump {
          std::size_t at, cause, k;
          double before_variance, before_hazard;
          std::vector<double> drift;
        };
        std::vector<Jump> jumps;
        std::vector<double> ratio;
        std::vector<std::vector<double>> x;
        for (std::size_t j = 0; j < static_cast<std::size_t>(count); ++j) {
          const CoxFit& own = fit.fits[j];
          double eta = some.offset.empty() ? 0.0 : some.offset[i];
          x.emplace_back();
          for (std::size_t p = 0; p < own.means.size(); ++p) {
            x[j].push_back(some.numbers[p][i] - own.means[p]);
            eta += own.coefficients.coefficient[p] * x[j][p];
          }
          near(got.errors[j].linear_predictor[i], eta, 1e-12, "linear predictor");
          ratio.push_back(std::exp(eta));
          const std::size_t terms = own.means.size();
          for (std::size_t k = 0; k < own.baseline.time.size(); ++k) {
            const auto found = std::find(all.begin(), all.end(), own.baseline.time[k]);
            if (own.baseline.stratum[k] != stratum || found == all.end()) continue;
            const bool first = k == 0 || own.baseline.stratum[k - 1] != stratum;
            Jump jump{static_cast<std::size_t>(found - all.begin()), j, k, first ? 0.0 : own.baseline.cumulative_variance[k - 1], first ? 0.0 : own.baseline.cumulative_hazard[k - 1], {}};
            for (std::size_t p = 0; p < terms; ++p)
              jump.drift.push_back(own.baseline.cumulative_drift[k * terms + p] - (first ? 0.0 : own.baseline.cumulative_drift[(k - 1) * terms + p]));
            hazards[jump.at][j] = own.baseline.hazard[k] * ratio[j];
            jumps.push_back(jump);
          }
        }
        const bool limit = wanted.product == CausesProduct::product_limit;
        const std::vector<double> expected = plain(hazards, limit);
        const std::size_t place = i * 3 + t;
        double sum = got.survival[place];
        near(got.survival[place], expected.back(), 1e-12, "survival");
        for (std::size_t j = 0; j < static_cast<std::size_t>(count); ++j) {
          near(got.incidence[j].incidence[place], expected[j], 1e-12, "incidence");
          sum += got.incidence[j].incidence[place];
        }
        CHECK(std::fabs(sum - 1.0) <= 1e-14);
        // The delta method with derivatives by differences: by each jump, and through the jumps by each coefficient.
        std::vector<double> variance(expected.size(), 0.0);
        std::vector<std::vector<std::vector<double>>> slope(expected.size(), std::vector<std::vector<double>>(static_cast<std::size_t>(count), std::vector<double>(fit.fits[0].means.size(), 0.0)));
        for (const Jump& jump : jumps) {
          const CoxFit& own = fit.fits[jump.cause];
          const double step = 1e-6 * std::max(1e-3, hazards[jump.at][jump.cause]);
          std::vector<std::vector<double>> up = hazards, down = hazards;
          up[jump.at][jump.cause] += step;
          down[jump.at][jump.cause] -= step;
          const std::vector<double> high = plain(up, limit), low = plain(down, limit);
          const double noise = (own.baseline.cumulative_variance[jump.k] - jump.before_variance) * ratio[jump.cause] * ratio[jump.cause];
          for (std::size_t what = 0; what < expected.size(); ++what) {
            const double by = (high[what] - low[what]) / (2 * step);
            variance[what] += by * by * noise;
            for (std::size_t p = 0; p < own.means.size(); ++p)
              slope[what][jump.cause][p] += by * ratio[jump.cause] * (own.baseline.hazard[jump.k] * x[jump.cause][p] - jump.drift[p]);
          }
        }
        for (std::size_t what = 0; what < expected.size(); ++what) {
          for (std::size_t j = 0; j < static_cast<std::size_t>(count); ++j)
            for (std::size_t p = 0; p < slope[what][j].size(); ++p)
              for (std::size_t q = 0; q < slope[what][j].size(); ++q)
                variance[what] += slope[what][j][p] * fit.fits[j].covariance[p * slope[what][j].size() + q] * slope[what][j][q];
          const double error = what + 1 == expected.size() ? got.std_error[place] : got.errors[what].std_error[place];
          CHECK_MESSAGE(std::fabs(error - std::sqrt(variance[what])) <= 1e-5 * (1e-3 + error), "error ", what, ": ", error, " is not ", std::sqrt(variance[what]));
        }
      }
  }
}

TEST_CASE("causes: one cause is Cox's regression, errors included") {
  cox_test::Design design;
  design.weights = design.strata = design.offset = design.text = design.entry = true;
  const Rows rows = cox_test::random_rows(300, 8, design);
  const CausesFit fit = causes(rows.as<CausesInput>());
  const CoxFit own = cox(rows.input());
  CHECK(fit.fits[0].coefficients.coefficient == own.coefficients.coefficient);
  const Rows some = rows.pick({1, 2, 3, 5, 8});
  const std::vector<double> tenure{0, 1, 2, 3, 4};
  CoxPredictInput input = new_rows(some);
  input.tenure = Column(tenure);
  CausesPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {1, 4, 7};
  wanted.errors = true;
  const CausesPrediction got = causes_predict(fit, input, wanted);
  CoxPredictInput cox_input;
  cox_input.x = input.x;
  cox_input.strata = input.strata;
  cox_input.offset = input.offset;
  cox_input.tenure = input.tenure;
  CoxPredictOptions cox_wanted;
  cox_wanted.beyond = BeyondFollowUp::carry;
  cox_wanted.times = wanted.times;
  const CoxPrediction expected = cox_predict(own, cox_input, cox_wanted);
  for (std::size_t i = 0; i < expected.survival.size(); ++i) {
    near(got.survival[i], expected.survival[i], 1e-13, "survival");
    near(got.std_error[i], expected.std_error[i], 1e-10, "error");
    near(got.errors[0].std_error[i], expected.std_error[i], 1e-10, "error of the incidence");
    if (expected.survival[i] < 1.0) near(got.lower[i], expected.lower[i], 1e-9, "lower");
    near(got.incidence[0].incidence[i], 1.0 - expected.survival[i], 1e-13, "incidence");
  }
}

TEST_CASE("causes: tenure, follow-up, order, threads, documents") {
  cox_test::Design design;
  design.text = true;
  const Rows rows = causes_of(600, 3, design, 3);
  CausesOptions options;
  options.causes = {"resigned", "dismissed", "poached"};
  const CausesFit fit = causes(rows.as<CausesInput>(), options);
  const Rows some = rows.pick({0, 9, 99});
  CausesPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {2, 5, 11};
  for (const CausesProduct product : {CausesProduct::exponential, CausesProduct::product_limit}) {
    wanted.product = product;
    CoxPredictInput input = new_rows(some);
    const CausesPrediction whole = causes_predict(fit, input, wanted);
    const std::vector<double> tenure{2, 2, 2}, later{3, 3, 3};
    input.tenure = Column(tenure);
    input.time = Column(later);
    CausesPredictOptions own = wanted;
    own.times.clear();
    const CausesPrediction given = causes_predict(fit, input, own);
    for (std::size_t i = 0; i < 3; ++i) {
      near(given.survival[i], whole.survival[i * 3 + 1] / whole.survival[i * 3], 1e-12, "S(5)/S(2)");
      for (std::size_t j = 0; j < 3; ++j)
        near(given.incidence[j].incidence[i], (whole.incidence[j].incidence[i * 3 + 1] - whole.incidence[j].incidence[i * 3]) / whole.survival[i * 3], 1e-12, "(F(5) - F(2))/S(2)");
    }
  }
  wanted.beyond = BeyondFollowUp::missing;
  wanted.times = {1e6};
  const CausesPrediction nothing = causes_predict(fit, new_rows(some), wanted);
  CHECK(std::isnan(nothing.survival[0]));
  CHECK(std::isnan(nothing.incidence[2].incidence[2]));
  RunContext one, four;
  one.threads = 1;
  four.threads = 4;
  const std::string bytes = save_document("survival.causes", Object::of(causes(rows.as<CausesInput>(), options, one)));
  CHECK(bytes == save_document("survival.causes", Object::of(causes(rows.as<CausesInput>(), options, four))));
  CHECK(save_document("survival.causes", load_document(bytes, "survival.causes", type_of<CausesFit>)) == bytes);
  CausesPredictOptions many;
  many.beyond = BeyondFollowUp::carry;
  many.times = {1, 3, 9};
  many.errors = true;
  const CausesPrediction a = causes_predict(fit, new_rows(rows), many, one), b = causes_predict(fit, new_rows(rows), many, four);
  CHECK(a.survival == b.survival);
  CHECK(a.errors[1].std_error == b.errors[1].std_error);
}

TEST_CASE("causes: how it ends, and what it refuses") {
  Rows rows;
  rows.duration = {1, 2, 3, 4, 5, 6, 7, 8};
  rows.event = {1, 2, 1, 0, 2, 0, 1, 2};
  rows.add("x", {1, 0, 1, 0, 0, 1, 0, 1});
  CausesOptions three;
  three.causes = {"resigned", "dismissed", "poached"};
  const CausesFit fit = causes(rows.as<CausesInput>(), three);
  CHECK(fit.status == CausesStatus::some_not);
  CHECK(fit.fits[2].status == CoxStatus::no_events);
  CausesPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {4};
  wanted.errors = true;
  const CausesPrediction got = causes_predict(fit, new_rows(rows), wanted);
  CHECK(got.incidence[2].incidence[0] == 0.0);
  CHECK(got.errors[2].std_error[0] == 0.0);
  Rows same;
  same.duration = rows.duration;
  same.event = rows.event;
  same.add("same", std::vector<double>(8, 1.0));
  const CausesFit constant = causes(same.as<CausesInput>());
  CHECK(constant.status == CausesStatus::singular);
  CHECK(constant.fits[0].singular == std::vector<std::string>{"same"});
  Rows nobody = rows;
  nobody.event.assign(8, 0.0);
  const CausesFit nothing = causes(nobody.as<CausesInput>());
  CHECK(nothing.status == CausesStatus::no_events);
  CHECK(causes_predict(nothing, new_rows(rows), wanted).survival[3] == 1.0);
  three.causes = {"resigned"};
  CHECK_THROWS_WITH_AS(causes(rows.as<CausesInput>(), three), "survival.causes: event[1] is 2, but must be at most 1, the number of causes that are named", Error);
  Rows late = rows;
  late.entry = {0, 2, 0, 0, 0, 0, 0, 0};
  CHECK_THROWS_WITH_AS(causes(late.as<CausesInput>()), "survival.causes: entry[1] is 2, but must be below the row's duration", Error);
  CausesOptions without;
  without.baseline_errors = false;
  CHECK_THROWS_WITH_AS(causes_predict(causes(rows.as<CausesInput>(), without), new_rows(rows), wanted),
                       "survival.causes.predict: errors is true, but must be false: the fit was made without baseline_errors", Error);
}
