// Discrete-time hazards against hand-worked truths, R's glm and mgcv on expanded tables, a plain re-statement that expands, and the invariances.
#include "mainstay/survival/hazard.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "solve/arrow.hpp"
#include "stats/distributions.hpp"
#include "stats/splines.hpp"
#include "survival/hazard_state.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct HazardTestRows {
  Rows rows;
  std::vector<std::int64_t> group;
  HazardInput input() const {
    HazardInput view = rows.as<HazardInput>();
    if (!group.empty()) view.group = Column(group);
    return view;
  }
  HazardTestRows pick(const std::vector<std::size_t>& which) const {
    HazardTestRows some{rows.pick(which), {}};
    if (!group.empty())
      for (const std::size_t i : which) some.group.push_back(group[i]);
    return some;
  }
};

HazardTestRows test_rows(const golden::json& data) {
  HazardTestRows rows{cox_test::rows_of(data), {}};
  if (data.contains("site")) rows.group = golden::integers(data["site"]);
  return rows;
}

std::string sentence_of(const HazardInput& input, const HazardOptions& options = {}) { return ::sentence([&] { hazard(input, options); }); }
HazardLink link_of(const std::string& name) { return name == "logit" ? HazardLink::logit : HazardLink::cloglog; }

void check_same(const HazardFit& a, const HazardFit& b, double tolerance) {
  CHECK(a.status == b.status);
  check_all(a.coefficients.coefficient, b.coefficients.coefficient, tolerance, tolerance, "coefficients");
  check_all(a.covariance, b.covariance, 1e2 * tolerance, tolerance, "covariance");
  check_all(a.baseline.linear_predictor, b.baseline.linear_predictor, tolerance, tolerance, "baseline");
  check_all(a.baseline.std_error, b.baseline.std_error, 1e2 * tolerance, tolerance, "errors of the baseline");
  check_all(a.groups.effect, b.groups.effect, tolerance, tolerance, "groups");
  check_close(a.log_likelihood, b.log_likelihood, tolerance, tolerance, "log-likelihood");
  check_close(a.log_likelihood_null, b.log_likelihood_null, tolerance, tolerance, "log-likelihood of the baseline");
}

double probability(HazardLink link, double eta) { return link == HazardLink::logit ? 1.0 / (1.0 + std::exp(-eta)) : -std::expm1(-std::exp(eta)); }

// The same fit on an expanded table, in plain loops: log-likelihood, slope and expected information at the fit's own parameters, all of them
// one after the other: the active cells, then the terms.
struct Expanded {
  double value = 0.0;
  std::vector<double> slope, information;
  std::size_t size = 0;
  Expanded(const HazardFit& fit, const HazardTestRows& rows, const std::vector<std::vector<double>>& terms, bool expected) {
    std::vector<std::size_t> place(fit.baseline.stratum.size(), 0);
    std::size_t cells = 0;
    for (std::size_t k = 0; k < place.size(); ++k)
      if (fit.baseline.state.codes[k] == 0) place[k] = cells++;
    size = cells + terms.size();
    slope.assign(size, 0.0);
    information.assign(size * size, 0.0);
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
      const double weight = rows.rows.weights.empty() ? 1.0 : rows.rows.weights[i];
      const auto entry = rows.rows.entry.empty() ? 0 : static_cast<std::int64_t>(rows.rows.entry[i]), duration = static_cast<std::int64_t>(rows.rows.duration[i]);
      const std::string label = rows.rows.strata.empty() ? "" : std::to_string(rows.rows.strata[i]);
      for (std::int64_t t = entry + 1; t <= duration; ++t) {
        std::size_t k = 0;
        while (fit.strata[fit.baseline.stratum[k]] != label || fit.baseline.last_period[k] < t) ++k;
        if (fit.baseline.state.codes[k] != 0) continue;
        std::vector<double> z(size, 0.0);
        z[place[k]] = 1.0;
        double eta = fit.baseline.linear_predictor[k] + (rows.rows.offset.empty() ? 0.0 : rows.rows.offset[i]);
        for (std::size_t j = 0; j < terms.size(); ++j) {
          z[cells + j] = terms[j][i] - fit.means[j];
          eta += z[cells + j] * fit.coefficients.coefficient[j];
        }
        const double h = probability(fit.link, eta), u = std::exp(eta), y = t == duration && rows.rows.event[i] != 0.0 ? 1.0 : 0.0;
        value += weight * (y * std::log(h) + (1.0 - y) * std::log1p(-h));
        double by_eta = y - h, curve = h * (1.0 - h);
        if (fit.link == HazardLink::cloglog) {
          const double s = u * (1.0 - h) / h;
          by_eta = y * s - (1.0 - y) * u;
          curve = expected ? u * s : y * s * (u + s - 1.0) + (1.0 - y) * u;
        }
        for (std::size_t a = 0; a < size; ++a) {
          slope[a] += weight * by_eta * z[a];
          for (std::size_t b = 0; b < size; ++b) information[a * size + b] += weight * curve * z[a] * z[b];
        }
      }
    }
  }
  std::vector<double> covariance() const {
    const std::vector<double> ones(size, 1.0);
    std::vector<double> scale(size);
    for (std::size_t a = 0; a < size; ++a) scale[a] = std::sqrt(information[a * size + a]);
    return solve::RankRevealingCholesky(information.data(), static_cast<std::int64_t>(size), scale.data()).inverse();
  }
};

// The terms of random_rows in plain columns.
std::vector<std::vector<double>> plain_terms(const Rows& rows) {
  std::vector<std::vector<double>> terms;
  for (std::size_t j = 0; j < rows.names.size(); ++j) {
    if (rows.texts[j].codes.empty()) {
      terms.push_back(rows.numbers[j]);
      continue;
    }
    for (std::int32_t level = 1; level < static_cast<std::int32_t>(rows.texts[j].names.size()); ++level) {
      std::vector<double> term;
      for (const std::int32_t code : rows.texts[j].codes) term.push_back(code == level ? 1.0 : 0.0);
      if (std::accumulate(term.begin(), term.end(), 0.0) > 0.0) terms.push_back(term);
    }
  }
  return terms;
}

}  // namespace

TEST_CASE("hazard: without attributes it is the share that leaves, by hand") {
  // Six people: periods 1, 1, 2, 3, 3, 3; those of 1 leave, one of 3 does. At risk 6, 4, 3; leavers 2, 0, 1.
  const std::vector<std::int64_t> duration{1, 1, 2, 3, 3, 3}, event{1, 1, 0, 1, 0, 0};
  HazardInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  for (const HazardLink link : {HazardLink::logit, HazardLink::cloglog}) {
    HazardOptions options;
    options.link = link;
    const HazardFit fit = hazard(input, options);
    CHECK(fit.status == HazardStatus::converged);
    CHECK(fit.periods_at_risk == 13);
    REQUIRE(fit.baseline.hazard.size() == 3);
    check_all(fit.baseline.at_risk, {6, 4, 3}, 0, 0, "at risk");
    check_all(fit.baseline.hazard, {1.0 / 3.0, 0.0, 1.0 / 3.0}, 1e-14, 1e-15, "hazard");
    CHECK(fit.baseline.linear_predictor[1] == -infinity);
    CHECK(fit.baseline.state.levels[fit.baseline.state.codes[1]] == "nobody_left");
    const double value = 3.0 * std::log(1.0 / 3.0) + 6.0 * std::log(2.0 / 3.0);
    check_close(fit.log_likelihood, value, 1e-14, 0, "log-likelihood");
    check_close(fit.log_likelihood_null, value, 1e-14, 0, "log-likelihood of the baseline");
    if (link == HazardLink::logit) check_close(fit.baseline.std_error[0], 1.0 / std::sqrt(6.0 * 2.0 / 9.0), 1e-13, 0, "its error");
    // cloglog: variance of log(-log(1 - p)) is p / (n (1 - p) log(1 - p)²)
    else check_close(fit.baseline.std_error[0], std::sqrt(0.5 / 6.0) / std::log(1.5), 1e-13, 0, "its error");
    HazardPredictOptions wanted;
    wanted.beyond = BeyondFollowUp::carry;
    wanted.times = {0, 1, 2.9, 3, 4};
    const HazardPrediction curve = hazard_predict(fit, {}, wanted);
    check_all(curve.survival, {1.0, 2.0 / 3.0, 2.0 / 3.0, 4.0 / 9.0, 4.0 / 9.0}, 1e-14, 0, "Kaplan-Meier");
    check_all(curve.hazard, {0.0, 1.0 / 3.0, 0.0, 1.0 / 3.0, 0.0}, 1e-14, 1e-16, "hazard");
    // Greenwood's formula, which both links give
    check_all(curve.std_error, {0.0, 2.0 / 3.0 * std::sqrt(1.0 / 12.0), 2.0 / 3.0 * std::sqrt(1.0 / 12.0), 4.0 / 9.0 * std::sqrt(1.0 / 12.0 + 1.0 / 6.0), 4.0 / 9.0 * std::sqrt(0.25)},
              1e-13, 1e-16, "Greenwood");
    wanted.beyond = BeyondFollowUp::missing;
    CHECK(std::isnan(hazard_predict(fit, {}, wanted).survival[4]));
  }
}

TEST_CASE("hazard: one period and two groups: the logarithm of the ratio of odds, by hand") {
  // 10 at headquarters of whom 4 left, 20 elsewhere of whom 3 left.
  std::vector<std::int64_t> duration(30, 1), event(30, 0);
  std::vector<double> elsewhere(30, 0.0);
  for (int i = 0; i < 30; ++i) {
    elsewhere[i] = i < 10 ? 0.0 : 1.0;
    event[i] = i < 4 || (i >= 10 && i < 13);
  }
  HazardInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  input.x.add("elsewhere", Column(elsewhere));
  const HazardFit odds = hazard(input);
  check_close(odds.coefficients.coefficient[0], std::log(3.0 / 17.0) - std::log(4.0 / 6.0), 1e-13, 0, "log odds ratio");
  check_close(odds.coefficients.std_error[0], std::sqrt(1.0 / 3 + 1.0 / 17 + 1.0 / 4 + 1.0 / 6), 1e-11, 0, "Woolf's error");
  HazardOptions options;
  options.link = HazardLink::cloglog;
  const HazardFit ratio = hazard(input, options);
  check_close(ratio.coefficients.coefficient[0], std::log(std::log(1 - 0.15) / std::log(1 - 0.4)), 1e-13, 0, "log hazard ratio");
}

TEST_CASE("hazard: R's glm on the expanded tables of job retention and random designs") {
  int files = 0;
  for (const char* prefix : {"random", "job"})
    for (const std::string& name : golden::golden_files("survival/hazard", prefix)) {
      ++files;
      CAPTURE(name);
      const golden::json file = golden::load_golden(name);
      const golden::json& expect = file["expect"];
      const HazardTestRows rows = test_rows(file["data"]);
      HazardOptions options;
      options.link = link_of(file["options"]["link"]);
      options.robust = true;
      if (file["options"].contains("bands")) {
        options.baseline = HazardBaseline::bands;
        options.bands = golden::integers(file["options"]["bands"]);
      }
      const HazardFit fit = hazard(rows.input(), options);
      CHECK(fit.status == HazardStatus::converged);
      check_all(fit.means, golden::numbers(expect["means"]), 1e-12, 1e-13, "means");
      check_all(fit.coefficients.coefficient, golden::numbers(expect["coefficient"]), 1e-8, 1e-9, "coefficients");
      std::vector<double> baseline, errors;
      for (std::size_t k = 0; k < fit.baseline.stratum.size(); ++k) {
        if (fit.baseline.state.codes[k] != 0) continue;
        baseline.push_back(fit.baseline.linear_predictor[k]);
        errors.push_back(std::sqrt(fit.baseline.own_variance[k]));
        double more = 0.0;
        const std::size_t p = fit.parameters.size();
        for (std::size_t a = 0; a < p; ++a)
          for (std::size_t b = 0; b < p; ++b) more += fit.baseline.gradient[k * p + a] * fit.model_covariance[a * p + b] * fit.baseline.gradient[k * p + b];
        errors.back() = std::sqrt(fit.baseline.own_variance[k] + more);
      }
      check_all(baseline, golden::numbers(expect["baseline"]), 1e-8, 1e-9, "baseline");
      check_all(errors, golden::numbers(expect["baseline_std_error"]), 1e-8, 1e-9, "errors of the baseline");
      check_all(fit.model_covariance, flat(expect["covariance"]), 1e-8, 1e-11, "covariance");
      check_all(fit.covariance, flat(expect["robust_covariance"]), 1e-8, 1e-11, "robust covariance");
      check_close(fit.log_likelihood, golden::number(expect["log_likelihood"]), 1e-11, 1e-10, "log-likelihood");
      check_close(fit.log_likelihood_null, golden::number(expect["log_likelihood_null"]), 1e-11, 1e-10, "log-likelihood of the baseline");
      CHECK(fit.periods_at_risk == golden::number(expect["person_periods"]));
      check_close(fit.aic, golden::number(expect["aic"]), 1e-11, 1e-10, "AIC");
      check_close(fit.bic, golden::number(expect["bic"]), 1e-11, 1e-10, "BIC");
      options.robust = false;
      options.likelihood_ratio_tests = true;
      HazardInput independent = rows.input();
      independent.cluster = {};
      const HazardFit tested = hazard(independent, options);
      CHECK(std::isnan(fit.column_tests.likelihood_ratio.front()));
      CHECK(tested.iterations == fit.iterations);
      check_all(tested.column_tests.wald, golden::numbers(expect["wald"]), 1e-8, 1e-9, "Wald tests of columns");
      check_all(tested.column_tests.likelihood_ratio, golden::numbers(expect["likelihood_ratio"]), 1e-8, 1e-8, "likelihood-ratio tests of columns");
      CHECK(tested.column_tests.degrees_of_freedom == golden::integers(expect["degrees_of_freedom"]));
      for (std::size_t c = 0; c < tested.column_tests.column.size(); ++c) {
        const auto freedom = static_cast<double>(tested.column_tests.degrees_of_freedom[c]);
        CHECK(tested.column_tests.wald_p_value[c] == doctest::Approx(stats::chi_squared_upper_tail(tested.column_tests.wald[c], freedom)).epsilon(1e-12));
        CHECK(tested.column_tests.likelihood_ratio_p_value[c] == doctest::Approx(stats::chi_squared_upper_tail(tested.column_tests.likelihood_ratio[c], freedom)).epsilon(1e-12));
      }
      for (const golden::json& person : expect["curves"]) {
        const std::vector<std::size_t> which{person["person"].get<std::size_t>()};
        const HazardTestRows one = rows.pick(which);
        const HazardInput own = one.input();
        HazardPredictInput people;
        people.x = own.x;
        people.strata = own.strata;
        HazardPredictOptions asked;
        asked.beyond = BeyondFollowUp::carry;
        const std::vector<double> survival = golden::numbers(person["survival"]);
        for (std::size_t u = 1; u <= survival.size(); ++u) asked.times.push_back(static_cast<double>(u));
        const HazardPrediction curve = hazard_predict(tested, people, asked);
        check_all(curve.survival, survival, 1e-8, 1e-10, "survival");
        check_all(curve.std_error, golden::numbers(person["std_error"]), 1e-8, 1e-10, "its error");
        check_all(curve.lower, golden::numbers(person["lower"]), 1e-8, 1e-10, "lower");
        check_all(curve.upper, golden::numbers(person["upper"]), 1e-8, 1e-10, "upper");
      }
    }
  CHECK(files > 20);
}

TEST_CASE("hazard: mgcv on expanded tables: splines and random intercepts at given and at chosen smoothing parameters") {
  int files = 0;
  for (const char* prefix : {"smooth", "groups"})
    for (const std::string& name : golden::golden_files("survival/hazard", prefix)) {
      ++files;
      const golden::json file = golden::load_golden(name);
      const HazardTestRows rows = test_rows(file["data"]);
      const std::vector<std::int64_t> sizes = golden::integers(file["options"]["sizes"]);
      HazardOptions options;
      options.link = link_of(file["options"]["link"]);
      const bool smooth = file["options"]["baseline"] == "smooth";
      if (smooth) options.baseline = HazardBaseline::smooth;
      options.baseline_size = sizes[0];
      for (const std::string& column : golden::texts(file["options"]["smooth"])) options.smooth.push_back({column, sizes[1], {}, {}});
      for (const char* kind : {"given", "chosen"}) {
        CAPTURE(name);
        CAPTURE(kind);
        const bool given = std::string(kind) == "given";
        const golden::json& expect = file["expect"][kind];
        const std::vector<double> smoothing = golden::numbers(expect["smoothing"]);
        HazardOptions wanted = options;
        std::size_t k = 0;
        if (given) {
          if (smooth) wanted.baseline_smoothing = smoothing[k++];
          for (HazardSmooth& one : wanted.smooth) one.smoothing = smoothing[k++];
          if (k < smoothing.size()) wanted.group_variance = 1.0 / smoothing[k];
        }
        const HazardFit fit = hazard(rows.input(), wanted);
        const double relative = given ? 1e-8 : 2e-6;
        CHECK(fit.status == HazardStatus::converged);
        check_all(fit.smooths.smoothing, smoothing, given ? 1e-12 : 1e-5, 0, "smoothing parameters");
        check_close(fit.penalised_log_likelihood, golden::number(expect["penalised_log_likelihood"]), given ? 1e-10 : 1e-7, 0, "penalised log-likelihood");
        check_close(fit.log_likelihood, golden::number(expect["log_likelihood"]), relative, 0, "log-likelihood");
        check_all(fit.coefficients.coefficient, golden::numbers(expect["coefficient"]), relative, 1e-9, "coefficients");
        check_all(fit.coefficients.std_error, golden::numbers(expect["std_error"]), relative, 1e-9, "errors");
        const std::vector<double> effective = golden::numbers(expect["effective"]);
        for (std::size_t j = 0; j < effective.size(); ++j) {
          const double level = fit.smooths.name[j] == "(baseline)" ? 1.0 : 0.0;  // mgcv counts the intercept apart
          check_close(fit.smooths.effective_parameters[j] - level, effective[j], relative, 0, "effective parameters");
        }
        check_close(fit.effective_parameters, golden::number(expect["effective_all"]), relative, 0, "all of them");
        if (expect.contains("site") && !expect["site"].is_null()) check_all(fit.groups.effect, golden::numbers(expect["site"]), relative, 1e-8, "groups");
        const std::vector<std::int64_t> person = golden::integers(expect["person"]);
        const std::vector<double> period = golden::numbers(expect["period"]), theirs = golden::numbers(expect["hazard"]);
        const HazardTestRows some = rows.pick({person.begin(), person.end()});
        HazardPredictInput people;
        people.x = some.input().x;
        people.group = some.input().group;
        people.time = Column(period);
        HazardPredictOptions plain;
        plain.beyond = BeyondFollowUp::carry;
        plain.errors = false;
        check_all(hazard_predict(fit, people, plain).hazard, theirs, relative, 1e-9, "fitted values");
      }
      // Constants apart, the restricted likelihood is theirs.
      HazardOptions at = options;
      const HazardFit chosen = hazard(rows.input(), at);
      std::size_t k = 0;
      if (smooth) at.baseline_smoothing = 3.0 * chosen.smooths.smoothing[k++];
      for (HazardSmooth& one : at.smooth) one.smoothing = 3.0 * chosen.smooths.smoothing[k++];
      if (k < chosen.smooths.smoothing.size()) at.group_variance = 1.0 / (3.0 * chosen.smooths.smoothing[k]);
      check_close(chosen.reml - hazard(rows.input(), at).reml, golden::number(file["expect"]["chosen"]["reml"]) - golden::number(file["expect"]["given"]["reml"]), 1e-6, 0, "REML");
    }
  CHECK(files == 5);
}

TEST_CASE("hazard: a plain re-statement that expands the rows") {
  int tried = 0;
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    CAPTURE(seed);
    cox_test::Design design;
    design.weights = seed % 2;
    design.strata = seed % 3 == 0;
    design.entry = seed % 5 < 2;
    design.offset = seed % 4 == 1;
    design.text = seed % 3 == 1;
    HazardTestRows rows{cox_test::random_rows(60 + 7 * seed, seed, design), {}};
    for (const HazardLink link : {HazardLink::logit, HazardLink::cloglog})
      for (int baseline = 0; baseline < 3; ++baseline) {
        HazardOptions options;
        options.link = link;
        if (baseline == 1) {
          options.baseline = HazardBaseline::bands;
          options.bands = {2, 5};
        }
        if (baseline == 2) options.empty_periods = HazardEmpty::merge;
        const std::vector<std::vector<double>> terms = plain_terms(rows.rows);
        for (const bool expected : {true, false}) {
          options.information = expected ? HazardInformation::expected : HazardInformation::observed;
          const HazardFit fit = hazard(rows.input(), options);
          if (fit.status != HazardStatus::converged) continue;
          ++tried;
          const Expanded plain(fit, rows, terms, expected);
          check_close(fit.log_likelihood, plain.value, 1e-12, 1e-12, "log-likelihood");
          for (const double slope : plain.slope) CHECK(std::fabs(slope) < 1e-8);
          const std::vector<double> covariance = plain.covariance();
          const std::size_t p = terms.size(), first = plain.size - p;
          std::vector<double> of_terms;
          for (std::size_t a = 0; a < p; ++a)
            for (std::size_t b = 0; b < p; ++b) of_terms.push_back(covariance[(first + a) * plain.size + first + b]);
          check_all(fit.covariance, of_terms, 1e-8, 1e-13, "covariance");
          std::vector<double> ours, theirs;
          for (std::size_t k = 0, place = 0; k < fit.baseline.stratum.size(); ++k) {
            if (fit.baseline.state.codes[k] != 0) continue;
            ours.push_back(fit.baseline.std_error[k]);
            theirs.push_back(std::sqrt(covariance[place * (plain.size + 1)]));
            ++place;
          }
          check_all(ours, theirs, 1e-8, 0, "errors of the baseline");
        }
      }
  }
  CHECK(tried > 200);
}

TEST_CASE("hazard: curves are products of stays, errors those of the delta method over all parameters") {
  for (const HazardLink link : {HazardLink::logit, HazardLink::cloglog})
    for (const bool bands : {false, true}) {
      cox_test::Design design;
      design.text = true;
      design.entry = true;
      const HazardTestRows rows{cox_test::random_rows(300, 77, design), {}};
      HazardOptions options;
      options.link = link;
      if (bands) {
        options.baseline = HazardBaseline::bands;
        options.bands = {1, 4, 8};
      }
      const HazardFit fit = hazard(rows.input(), options);
      REQUIRE(fit.status == HazardStatus::converged);
      const std::vector<std::vector<double>> terms = plain_terms(rows.rows);
      const Expanded plain(fit, rows, terms, true);
      const std::vector<double> covariance = plain.covariance();
      const std::size_t size = plain.size, cells = size - terms.size();
      HazardPredictInput people;
      people.x = rows.input().x;
      std::vector<double> tenure;
      for (std::size_t i = 0; i < rows.rows.size(); ++i) tenure.push_back(static_cast<double>(i % 4));
      people.tenure = Column(tenure);
      HazardPredictOptions wanted;
      wanted.beyond = BeyondFollowUp::carry;
      wanted.times = {5, 0, 2, 1, 7.5, 2};
      const HazardPrediction prediction = hazard_predict(fit, people, wanted);
      for (std::size_t i = 0; i < rows.rows.size(); i += 13)
        for (std::size_t t = 0; t < wanted.times.size(); ++t) {
          CAPTURE(i);
          CAPTURE(wanted.times[t]);
          double log_stay = 0.0, last = 0.0;
          std::vector<double> gradient(size, 0.0);
          for (std::int64_t period = static_cast<std::int64_t>(tenure[i]) + 1; period <= static_cast<std::int64_t>(tenure[i] + wanted.times[t]); ++period) {
            std::size_t k = 0, place = 0;
            while (k < fit.baseline.last_period.size() && fit.baseline.last_period[k] < period) place += fit.baseline.state.codes[k++] == 0;
            last = 0.0;
            if (k == fit.baseline.last_period.size() || fit.baseline.state.codes[k] != 0) continue;
            double eta = fit.baseline.linear_predictor[k];
            for (std::size_t j = 0; j < terms.size(); ++j) eta += (terms[j][i] - fit.means[j]) * fit.coefficients.coefficient[j];
            last = probability(link, eta);
            log_stay += std::log1p(-last);
            const double slope = link == HazardLink::logit ? -last : -std::exp(eta);
            gradient[place] += slope;
            for (std::size_t j = 0; j < terms.size(); ++j) gradient[cells + j] += slope * (terms[j][i] - fit.means[j]);
          }
          double variance = 0.0;
          for (std::size_t a = 0; a < size; ++a)
            for (std::size_t b = 0; b < size; ++b) variance += gradient[a] * covariance[a * size + b] * gradient[b];
          const std::size_t place = i * wanted.times.size() + t;
          check_close(prediction.survival[place], std::exp(log_stay), 1e-12, 0, "survival");
          check_close(prediction.hazard[place], last, 1e-12, 1e-15, "hazard");
          check_close(prediction.cumulative_hazard_std_error[place], std::sqrt(variance), 1e-8, 1e-12, "its error");
        }
    }
}

TEST_CASE("hazard: row order, copied rows, cut rows, threads, states") {
  for (const HazardLink link : {HazardLink::logit, HazardLink::cloglog})
    for (int kind = 0; kind < 5; ++kind) {
      CAPTURE(kind);
      cox_test::Design design;
      design.strata = kind == 0 || kind == 3;
      design.entry = kind == 1;
      design.offset = true;
      design.text = true;
      HazardTestRows rows{cox_test::random_rows(400, 31 + kind, design), {}};
      const std::size_t n = rows.rows.size();
      HazardOptions options;
      options.link = link;
      if (kind == 2) {
        options.baseline = HazardBaseline::bands;
        options.bands = {2, 6};
      }
      if (kind == 3) {
        options.baseline = HazardBaseline::smooth;
        options.smooth = {{"age", 8, {}, {}}};
      }
      if (kind == 4)
        for (std::size_t i = 0; i < n; ++i) rows.group.push_back(static_cast<std::int64_t>(i % 7) * 3);
      options.likelihood_ratio_tests = kind == 0 || kind == 2;
      for (std::size_t i = 0; i < n; ++i) rows.rows.cluster.push_back(static_cast<std::int64_t>(i / 2));
      HazardTestRows plain = rows;
      const HazardFit fit = hazard(plain.input(), options);
      CHECK(fit.status == HazardStatus::converged);
      const double tolerance = kind >= 3 ? 1e-7 : 1e-10;  // the choice of smoothing parameters ends a little earlier or later

      std::vector<std::size_t> order(n);
      std::iota(order.begin(), order.end(), 0);
      std::shuffle(order.begin(), order.end(), std::mt19937(5));
      const HazardTestRows shuffled = plain.pick(order);
      check_same(hazard(shuffled.input(), options), fit, tolerance);

      // A row cut into pieces is the same row, in one cluster.
      HazardTestRows cut = plain;
      cut.rows.entry.resize(n, 0.0);
      std::vector<std::size_t> both;
      for (std::size_t i = 0; i < n; ++i) both.push_back(i);
      for (std::size_t i = 0; i < n; ++i)
        if (cut.rows.duration[i] - cut.rows.entry[i] >= 2.0) both.push_back(i);
      HazardTestRows pieces = cut.pick(both);
      for (std::size_t i = n; i < both.size(); ++i) {
        const double middle = pieces.rows.entry[i] + 1.0;
        pieces.rows.entry[i] = middle;
        pieces.rows.duration[both[i]] = middle;
        pieces.rows.event[both[i]] = 0.0;
      }
      HazardFit of_pieces = hazard(pieces.input(), options);
      if (kind != 3) {  // rows, of which there are more now, centre the curves
        std::vector<double> shift(of_pieces.means.size());
        check_all(of_pieces.coefficients.coefficient, fit.coefficients.coefficient, tolerance, tolerance, "coefficients of pieces");
        check_close(of_pieces.log_likelihood, fit.log_likelihood, tolerance, 0, "log-likelihood of pieces");
        check_all(of_pieces.coefficients.robust_std_error, fit.coefficients.robust_std_error, 1e2 * tolerance, 0, "robust errors of pieces");
      }

      // Weights are copies where no cluster is a row.
      HazardTestRows weighted = plain;
      std::vector<std::size_t> copies;
      for (std::size_t i = 0; i < n; ++i) {
        weighted.rows.weights.push_back(static_cast<double>(i % 3));
        for (std::size_t c = 0; c < i % 3; ++c) copies.push_back(i);
      }
      const HazardTestRows copied = plain.pick(copies);
      check_same(hazard(weighted.input(), options), hazard(copied.input(), options), tolerance);

      RunContext one, many;
      one.threads = 1;
      many.threads = 3;
      CHECK(to_json(Object::of(hazard(plain.input(), options, one))) == to_json(Object::of(hazard(plain.input(), options, many))));

      // Seven parts, merged through bytes.
      HazardState state;
      state.options = options;
      for (int round = 0; !state.done(); ++round) {
        REQUIRE(round < 2000);
        HazardState all = state;
        for (std::size_t part = 0; part < 7; ++part) {
          HazardState mine = state;
          std::vector<std::size_t> which;
          for (std::size_t i = part; i < n; i += 7) which.push_back(i);
          const HazardTestRows some = plain.pick(which);
          mine.update(some.input(), {});
          if (part == 0) all = mine;
          else all.merge(mine);
        }
        all.advance({});
        state = all;
        if (round < 3) {
          const Object copy = load_document(save_document("survival.hazard.state", Object::of(state)), "survival.hazard.state", type_of<HazardState>);
          state = *copy.as<HazardState>();
        }
      }
      const HazardFit merged = state.finish({});
      check_same(merged, fit, tolerance);
      if (options.likelihood_ratio_tests) check_all(merged.column_tests.likelihood_ratio, fit.column_tests.likelihood_ratio, 1e-8, 1e-8, "likelihood-ratio tests of columns");
    }
}

TEST_CASE("hazard: time-varying attributes as pieces of rows; the likelihood is that of the pieces") {
  // Two people who change their site after two periods.
  const std::vector<std::int64_t> entry{0, 2, 0, 2, 0, 0}, duration{2, 4, 2, 3, 3, 4}, event{0, 1, 0, 1, 0, 1};
  const std::vector<double> site{0, 1, 1, 0, 1, 0};
  HazardInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  input.entry = Column(entry);
  input.x.add("site", Column(site));
  HazardOptions options;
  options.baseline = HazardBaseline::bands;
  options.bands = {9};
  const HazardFit fit = hazard(input, options);
  // At risk: site 0: 2 + 1 + 4 = 7 periods, 2 leavers; site 1: 2 + 2 + 3 = 7 periods, 1 leaver. One constant hazard: two proportions.
  check_close(fit.coefficients.coefficient[0], std::log(1.0 / 6.0) - std::log(2.0 / 5.0), 1e-12, 0, "log odds ratio");
  CHECK(fit.periods_at_risk == 14);
}

TEST_CASE("hazard: periods in which nobody or everybody left, bands, merging") {
  const std::vector<std::int64_t> duration{1, 2, 3, 4, 5, 6, 6}, event{1, 0, 0, 1, 0, 1, 1};
  HazardInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  const HazardFit fit = hazard(input);
  check_all(fit.baseline.hazard, {1.0 / 7, 0, 0, 0.25, 0, 1.0}, 1e-14, 0, "hazard");
  CHECK(fit.baseline.state.levels[fit.baseline.state.codes[5]] == "everybody_left");
  HazardPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {5, 6, 7};
  const HazardPrediction curve = hazard_predict(fit, {}, wanted);
  check_all(curve.survival, {6.0 / 7 * 0.75, 0, 0}, 1e-14, 0, "survival");
  CHECK(curve.std_error[1] == 0.0);
  HazardOptions merged;
  merged.empty_periods = HazardEmpty::merge;
  const HazardFit together = hazard(input, merged);
  CHECK(together.baseline.last_period == std::vector<std::int64_t>{1, 4, 6});
  check_all(together.baseline.hazard, {1.0 / 7, 1.0 / 15, 2.0 / 5}, 1e-14, 0, "hazard of merged periods");
  HazardOptions bands;
  bands.baseline = HazardBaseline::bands;
  bands.bands = {3, 5};
  const HazardFit of_bands = hazard(input, bands);
  check_all(of_bands.baseline.hazard, {1.0 / 18, 1.0 / 7, 1.0}, 1e-14, 0, "hazard of bands");
  // Delayed entry with nobody at risk in between.
  const std::vector<std::int64_t> from{0, 3, 3}, until{2, 5, 4}, left{0, 1, 0};
  HazardInput gap;
  gap.duration = Column(until);
  gap.event = Column(left);
  gap.entry = Column(from);
  const HazardFit holes = hazard(gap);
  CHECK(holes.baseline.state.levels[holes.baseline.state.codes[2]] == "nobody_at_risk");
  CHECK(std::isnan(holes.baseline.hazard[2]));
  CHECK(holes.baseline.hazard[4] == 1.0);
}

TEST_CASE("hazard: separated, singular, no events, far offsets") {
  std::vector<std::int64_t> duration, event, nobody;
  std::vector<double> safe, same, period, other;
  for (int i = 0; i < 60; ++i) {
    duration.push_back(1 + i % 4);
    safe.push_back(i % 5 == 0 ? 1.0 : 0.0);
    event.push_back(i % 5 != 0 && i % 3 == 0 ? 1 : 0);
    nobody.push_back(0);
    same.push_back(7.1);
    other.push_back(std::sin(i));
  }
  HazardInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  input.x.add("other", Column(other));
  input.x.add("same", Column(same));
  const HazardFit constant = hazard(input);
  CHECK(constant.status == HazardStatus::singular);
  CHECK(constant.singular == std::vector<std::string>{"same"});
  CHECK(constant.coefficients.coefficient[1] == 0.0);
  CHECK(std::isnan(constant.coefficients.std_error[1]));
  input.x.add("safe", Column(safe));
  for (const HazardLink link : {HazardLink::logit, HazardLink::cloglog}) {
    HazardOptions options;
    options.link = link;
    const HazardFit fit = hazard(input, options);
    CHECK(fit.status == HazardStatus::separated);
    CHECK(fit.separated == std::vector<std::string>{"safe"});
    CHECK(fit.coefficients.coefficient[2] < -8.0);
    options.ridge = 0.5;
    const HazardFit ridged = hazard(input, options);
    CHECK(ridged.status == HazardStatus::converged);
    CHECK(ridged.coefficients.coefficient[2] > -4.0);
  }
  input.event = Column(nobody);
  const HazardFit none = hazard(input);
  CHECK(none.status == HazardStatus::no_events);
  HazardPredictInput people;
  people.x = input.x;
  HazardPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {3};
  CHECK(hazard_predict(none, people, wanted).survival[0] == 1.0);
  // The same attribute twice, and one that is a function of the period when rows are single periods.
  input.event = Column(event);
  input.x = {};
  input.x.add("other", Column(other));
  input.x.add("again", Column(other));
  CHECK(hazard(input).singular == std::vector<std::string>{"again"});
  std::vector<std::int64_t> before;
  for (const std::int64_t t : duration) {
    before.push_back(t - 1);
    period.push_back(static_cast<double>(t * t));
  }
  input.entry = Column(before);
  input.x = {};
  input.x.add("period", Column(period));
  CHECK(hazard(input).singular == std::vector<std::string>{"period"});
  // Offsets that no odds can carry end in the likelihood of those that can.
  std::vector<double> far(60, 0.0);
  for (int i = 0; i < 60; ++i) far[i] = i % 2 ? 40.0 : -40.0;
  input = {};
  input.duration = Column(duration);
  input.event = Column(event);
  input.offset = Column(far);
  const HazardFit wide = hazard(input);
  CHECK(std::isfinite(wide.log_likelihood));
  HazardInput empty;
  const std::vector<std::int64_t> nothing;
  empty.duration = Column(nothing);
  empty.event = Column(nothing);
  CHECK(hazard(empty).status == HazardStatus::no_events);
}

TEST_CASE("hazard: groups without differences, and those with: shrunken, and the variance found again") {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  for (const double spread : {0.0, 0.8}) {
    std::vector<std::int64_t> duration, event, group;
    std::vector<double> truth;
    for (int g = 0; g < 60; ++g) {
      truth.push_back(spread * normal(random));
      for (int i = 0; i < 60; ++i) {
        std::int64_t t = 0;
        bool left = false;
        while (t < 6 && !left) {
          ++t;
          left = uniform(random) < probability(HazardLink::logit, -1.5 + truth[g]);
        }
        duration.push_back(t);
        event.push_back(left);
        group.push_back(g);
      }
    }
    HazardInput input;
    input.duration = Column(duration);
    input.event = Column(event);
    input.group = Column(group);
    const HazardFit fit = hazard(input);
    CHECK(fit.status == HazardStatus::converged);
    CAPTURE(fit.smooths.variance[0]);
    if (spread == 0.0) {
      CHECK(fit.smooths.variance[0] < 0.02);
    } else {
      CHECK(std::fabs(std::sqrt(fit.smooths.variance[0]) - spread) < 0.2);
      double mean = 0.0, covered = 0.0;
      for (int g = 0; g < 60; ++g) {
        mean += fit.groups.effect[g] / 60.0;
        covered += std::fabs(fit.groups.effect[g] - truth[g]) < 2.0 * fit.groups.std_error[g];
      }
      CHECK(std::fabs(mean) < 1e-6);  // intercepts of the model add up to none
      CHECK(covered > 50);
    }
  }
}

TEST_CASE("hazard: explanations add up, splines go on as lines, documents come back") {
  cox_test::Design design;
  design.text = true;
  HazardTestRows rows{cox_test::random_rows(300, 5, design), {}};
  for (std::size_t i = 0; i < 300; ++i) rows.group.push_back(static_cast<std::int64_t>(i % 6));
  HazardOptions options;
  options.smooth = {{"age", 9, {}, {}}};
  const HazardFit fit = hazard(rows.input(), options);
  CHECK(fit.status == HazardStatus::converged);
  HazardExplainInput who;
  who.x = rows.input().x;
  who.group = rows.input().group;
  const HazardExplanation why = hazard_explain(fit, who);
  HazardPredictInput people;
  people.x = who.x;
  people.group = who.group;
  const HazardPrediction prediction = hazard_predict(fit, people);
  const std::size_t parts = why.names.size();
  CHECK(parts == 5);
  double weighted = 0.0;
  for (std::size_t i = 0; i < 300; ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < parts; ++j) sum += why.contributions[i * parts + j];
    check_close(sum, prediction.linear_predictor[i], 1e-12, 1e-13, "sum of contributions");
    weighted += why.contributions[i * parts];
  }
  check_close(weighted, 0.0, 0, 1e-10, "a curve is against the mean");
  const Object copy = load_document(save_document("survival.hazard", Object::of(fit)), "survival.hazard", type_of<HazardFit>);
  CHECK(to_json(Object::of(hazard_predict(*copy.as<HazardFit>(), people))) == to_json(Object::of(prediction)));
  HazardFit damaged = fit;
  damaged.splines[0].first = 1000;
  CHECK_THROWS_AS(damaged.validate(), Error);

  const stats::CubicSplines splines(2.0, 7.0, 9);
  const auto curve = [&](double x) {
    double four[4], sum = 0.0, all = 0.0;
    const std::int64_t place = splines.at(x, four);
    for (int k = 0; k < 4; ++k) {
      sum += four[k] * std::cos(static_cast<double>(place + k));
      all += four[k];
    }
    CHECK(std::fabs(all - 1.0) < 1e-14);
    return sum;
  };
  for (const double x : {2.5, 3.3, 4.9999, 6.2}) {  // twice differentiable
    const double h = 1e-3, second = (curve(x - h) - 2 * curve(x) + curve(x + h)) / (h * h), later = (curve(x) - 2 * curve(x + h) + curve(x + 2 * h)) / (h * h);
    CHECK(std::fabs(second - later) < 0.05);
  }
  check_close(curve(9.0) - curve(8.0), curve(10.0) - curve(9.0), 1e-12, 0, "a line above");
  check_close(curve(0.0) - curve(1.0), curve(-1.0) - curve(0.0), 1e-12, 0, "a line below");
  // A straight line is one of the curves, and costs nothing.
  const std::vector<double> penalty = stats::second_difference_penalty(9);
  for (int i = 0; i < 9; ++i) {
    double sum = 0.0;
    for (int j = 0; j < 9; ++j) sum += penalty[i * 9 + j] * (3.0 + 2.0 * j);
    CHECK(std::fabs(sum) < 1e-12);
  }
}

TEST_CASE("hazard: what it refuses") {
  const std::vector<double> duration{1, 2, 3}, event{1, 0, 1}, entry{0, 2, 0}, half{1, 2.5, 3}, zero{1, 0, 3};
  const std::vector<double> age{1, 2, 3}, one{1, 1, 1};
  HazardInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  input.x.add("age", Column(age));
  HazardInput bad = input;
  bad.entry = Column(entry);
  CHECK(sentence_of(bad) == "survival.hazard: entry[1] is 2, but must be below duration");
  bad = input;
  bad.duration = Column(half);
  CHECK(sentence_of(bad) == "survival.hazard: duration[1] is 2.5, but must be a whole number");
  bad.duration = Column(zero);
  CHECK(sentence_of(bad) == "survival.hazard: duration[1] is 0, but must be between 1 and 1000000");
  HazardOptions options;
  options.baseline = HazardBaseline::bands;
  CHECK(sentence_of(input, options) == "survival.hazard: bands is empty, but must be one last period or more, with the baseline bands");
  options.bands = {3, 3};
  CHECK(sentence_of(input, options) == "survival.hazard: bands[1] is 3, but must be above the one before");
  options = {};
  options.bands = {3};
  CHECK(sentence_of(input, options) == "survival.hazard: bands is given, but must be left out without the baseline bands");
  options = {};
  options.smooth = {{"pay", 10, {}, {}}};
  CHECK(sentence_of(input, options) == "survival.hazard: smooth[0].column is pay, but must be one of the numeric columns age");
  options.smooth = {{"age", 10, {}, {}}, {"age", 10, {}, {}}};
  CHECK(sentence_of(input, options) == "survival.hazard: smooth[1].column is age, but must be another column than those before");
  options.smooth = {{"age", 4, {}, {}}};
  CHECK(sentence_of(input, options) == "survival.hazard: smooth[0].size is 4, but must be between 5 and 200");
  bad = input;
  bad.x.add("one", Column(one));
  options.smooth = {{"one", 10, {}, {}}};
  CHECK(sentence_of(bad, options) == "survival.hazard: smooth[0].column is one, but must be a column with two values or more");
  const HazardFit fit = hazard(input);
  HazardPredictInput people;
  people.group = Column(age);
  people.x = input.x;
  CHECK_THROWS_AS(hazard_predict(fit, people), Error);
  HazardState a, b;
  a.options.ridge = 1.0;
  CHECK_THROWS_AS(a.merge(b), Error);
}

TEST_CASE("hazard: tests of columns, one of which is a copy, or constant, and with penalties") {
  cox_test::Design design;
  HazardTestRows rows{cox_test::random_rows(300, 17, design), {}};
  rows.rows.add("copy", rows.rows.numbers[0]);
  rows.rows.add("constant", std::vector<double>(300, 2.0));
  HazardOptions options;
  options.likelihood_ratio_tests = true;
  const HazardFit fit = hazard(rows.input(), options);
  CHECK(fit.status == HazardStatus::singular);
  const HazardColumnTests& tests = fit.column_tests;
  const std::size_t last = tests.column.size() - 1;
  REQUIRE(tests.column[last] == "constant");
  CHECK(tests.degrees_of_freedom[last - 1] == 0);
  CHECK(tests.degrees_of_freedom[last] == 0);
  // Without the first column its copy stands in, and nothing is lost.
  for (const std::size_t c : {std::size_t{0}, last - 1, last}) {
    CHECK(std::fabs(tests.likelihood_ratio[c]) < 1e-8);
    CHECK(tests.likelihood_ratio_p_value[c] == 1.0);
  }
  CHECK(tests.wald[0] > 0.0);
  CHECK(tests.wald[last] == 0.0);
  for (std::size_t c = 1; c + 1 < last; ++c) {
    HazardTestRows fewer = rows;
    fewer.rows.names.erase(fewer.rows.names.begin() + static_cast<std::ptrdiff_t>(c));
    fewer.rows.numbers.erase(fewer.rows.numbers.begin() + static_cast<std::ptrdiff_t>(c));
    fewer.rows.texts.erase(fewer.rows.texts.begin() + static_cast<std::ptrdiff_t>(c));
    CHECK(tests.likelihood_ratio[c] == doctest::Approx(2.0 * (fit.log_likelihood - hazard(fewer.input(), options).log_likelihood)).epsilon(1e-8));
  }
  options.ridge = 0.5;
  for (const double each : hazard(rows.input(), options).column_tests.likelihood_ratio) CHECK(std::isnan(each));
}

TEST_CASE("hazard: curves stated by their effective parameters") {
  HazardTestRows rows{cox_test::random_rows(400, 44, {}), {}};
  HazardOptions options;
  options.baseline = HazardBaseline::smooth;  // its own smoothing is chosen beside
  options.smooth = {{"age", 8, {}, 2.75}};
  const HazardFit fit = hazard(rows.input(), options);
  REQUIRE(fit.status == HazardStatus::converged);
  REQUIRE(fit.smooths.name == std::vector<std::string>{"(baseline)", "age"});
  check_close(fit.smooths.effective_parameters[1], 2.75, 1e-7, 0, "effective parameters");
  options.smooth = {{"age", 8, fit.smooths.smoothing[1], {}}};
  CHECK(hazard(rows.input(), options).coefficients.coefficient == fit.coefficients.coefficient);
  options.smooth = {{"age", 8, 1.0, 2.0}};
  CHECK(sentence([&] { hazard(rows.input(), options); }) == "survival.hazard: smooth[0].degrees_of_freedom is given, but must be left out where smoothing is given");
  HazardState state;
  state.options = options;
  CHECK(sentence([&] { state.update(rows.input(), {}); }).find("smooth[0].degrees_of_freedom is given, but must be left out: a state") != std::string::npos);
}
