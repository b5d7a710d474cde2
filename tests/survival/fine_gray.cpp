// Fine–Gray regression against a hand-worked truth, cmprsk's crr, R's finegray, its definition in plain loops, and the invariances.
#include "mainstay/survival/fine_gray.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/curve.hpp"
#include "survival/fine_gray_fit.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;
using cox_test::causes_of;

namespace {

void near_scaled(const std::vector<double>& values, const std::vector<double>& expected, double tolerance, const std::string& what) {
  REQUIRE(values.size() == expected.size());
  double size = 0.0;
  for (const double value : expected) size = std::max(size, std::fabs(value));
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK_MESSAGE(std::fabs(values[i] - expected[i]) <= tolerance * size, what, "[", i, "]: ", values[i], " is not ", expected[i]);
}

// The definition, row by row and pair by pair.
struct Plain {
  std::vector<std::vector<double>> x;  // by row, terms as the fit has them
  std::vector<double> duration, entry, weight, offset;
  std::vector<int> fate;  // 0 censored, 1 the cause, 2 another
  Ties ties;
  CensoringTies censoring;
  std::size_t n() const { return duration.size(); }

  bool gone_first(std::size_t i) const { return censoring == CensoringTies::events_first && fate[i] != 0; }
  double at_risk_of_censoring(double u) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < n(); ++i)
      if (entry[i] < u && (duration[i] > u || (duration[i] == u && !gone_first(i)))) sum += weight[i];
    return sum;
  }
  double censored_at(double u) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < n(); ++i)
      if (fate[i] == 0 && duration[i] == u) sum += weight[i];
    return sum;
  }
  double among(double s) const {  // under observation just after s
    double sum = 0.0;
    for (std::size_t i = 0; i < n(); ++i)
      if (entry[i] <= s && s < duration[i]) sum += weight[i];
    return sum;
  }
  double entered_at(double s) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < n(); ++i)
      if (entry[i] == s) sum += weight[i];
    return sum;
  }
  std::vector<double> distinct(const std::vector<double>& values) const {
    std::vector<double> all = values;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }
  double before(double t) const {  // W(t-)
    double w = 1.0;
    for (const double u : distinct(duration))
      if (u < t && censored_at(u) > 0.0) w *= 1.0 - censored_at(u) / at_risk_of_censoring(u);
    for (const double s : distinct(entry))
      if (s >= t) w *= 1.0 - entered_at(s) / among(s);
    return w;
  }
  std::vector<double> event_times() const {
    std::vector<double> times;
    for (std::size_t i = 0; i < n(); ++i)
      if (fate[i] == 1 && weight[i] > 0.0) times.push_back(duration[i]);
    return distinct(times);
  }
  double share(std::size_t i, double t) const {
    if (duration[i] >= t) return entry[i] < t ? 1.0 : 0.0;
    return fate[i] == 2 ? before(t) / before(duration[i]) : 0.0;
  }

  struct Answer {
    double log_likelihood = 0.0;
    std::vector<double> score, information, middle;  // middle: of the sandwich
  };
  Answer at(const std::vector<double>& beta) const {
    const std::size_t p = beta.size();
    Answer answer;
    answer.score.assign(p, 0.0);
    answer.information.assign(p * p, 0.0);
    answer.middle.assign(p * p, 0.0);
    std::vector<double> hazard(n());
    for (std::size_t i = 0; i < n(); ++i) {
      double eta = offset[i];
      for (std::size_t j = 0; j < p; ++j) eta += x[i][j] * beta[j];
      hazard[i] = weight[i] * std::exp(eta);
    }
    std::vector<std::vector<double>> rows(n(), std::vector<double>(p, 0.0));  // what each adds to the score
    const std::vector<double> times = event_times();
    std::vector<std::vector<double>> share_of(times.size(), std::vector<double>(n()));
    std::vector<double> jumps(times.size());
    std::vector<std::vector<double>> means(times.size(), std::vector<double>(p, 0.0));  // m of each time
    for (std::size_t k = 0; k < times.size(); ++k) {
      double leaving_weight = 0.0;
      int d = 0;
      for (std::size_t i = 0; i < n(); ++i) {
        share_of[k][i] = share(i, times[k]);
        if (fate[i] == 1 && weight[i] > 0.0 && duration[i] == times[k]) leaving_weight += weight[i], ++d;
      }
      for (int l = 0; l < d; ++l) {
        const double part = ties == Ties::efron ? static_cast<double>(l) / d : 0.0, each = leaving_weight / d;
        double s0 = 0.0;
        std::vector<double> s1(p, 0.0), s2(p * p, 0.0);
        const auto kept = [&](std::size_t i) { return hazard[i] * share_of[k][i] * (fate[i] == 1 && duration[i] == times[k] ? 1.0 - part : 1.0); };
        for (std::size_t i = 0; i < n(); ++i) {
          const double h = kept(i);
          s0 += h;
          for (std::size_t j = 0; j < p; ++j) {
            s1[j] += h * x[i][j];
            for (std::size_t m = 0; m < p; ++m) s2[j * p + m] += h * x[i][j] * x[i][m];
          }
        }
        answer.log_likelihood -= each * std::log(s0);
        jumps[k] += each / s0;
        for (std::size_t j = 0; j < p; ++j) {
          answer.score[j] -= each * s1[j] / s0;
          means[k][j] += each * s1[j] / s0 / s0;
          for (std::size_t m = 0; m < p; ++m) answer.information[j * p + m] += each * (s2[j * p + m] / s0 - s1[j] * s1[m] / s0 / s0);
        }
        for (std::size_t i = 0; i < n(); ++i)
          for (std::size_t j = 0; j < p; ++j) {
            rows[i][j] -= kept(i) * (x[i][j] - s1[j] / s0) * each / s0;
            if (fate[i] == 1 && weight[i] > 0.0 && duration[i] == times[k]) rows[i][j] += weight[i] * (x[i][j] - s1[j] / s0) / d;
          }
      }
      for (std::size_t i = 0; i < n(); ++i)
        if (fate[i] == 1 && weight[i] > 0.0 && duration[i] == times[k]) {
          answer.log_likelihood += weight[i] * std::log(hazard[i] / weight[i]);
          for (std::size_t j = 0; j < p; ++j) answer.score[j] += weight[i] * x[i][j];
        }
    }
    // Martingales of censoring and of entering, times the part of the score that hangs on the weights' step there.
    const auto q = [&](double u, bool entering) {
      std::vector<double> sum(p, 0.0);
      const bool exact = entering || censoring == CensoringTies::events_first;  // together: as crr has it
      for (std::size_t i = 0; i < n(); ++i) {
        if (fate[i] != 2 || !(weight[i] > 0.0) || !(exact ? duration[i] <= u : duration[i] < u)) continue;
        for (std::size_t k = 0; k < times.size(); ++k) {
          if (!(exact ? times[k] > u : times[k] >= u)) continue;
          for (std::size_t j = 0; j < p; ++j) sum[j] += hazard[i] * share_of[k][i] * (x[i][j] * jumps[k] - means[k][j]);
        }
      }
      return sum;
    };
    for (const double u : distinct(duration)) {
      const double dn = censored_at(u);
      if (!(dn > 0.0)) continue;
      const double y = at_risk_of_censoring(u);
      const std::vector<double> part = q(u, false);
      for (std::size_t i = 0; i < n(); ++i) {
        const bool there = entry[i] < u && (duration[i] > u || (duration[i] == u && !gone_first(i)));
        const double martingale = (fate[i] == 0 && duration[i] == u ? 1.0 : 0.0) - (there ? dn / y : 0.0);
        for (std::size_t j = 0; j < p; ++j) rows[i][j] += weight[i] * part[j] / y * martingale;
      }
    }
    for (const double s : distinct(entry)) {
      const double dl = entered_at(s), r = among(s);
      if (!(dl > 0.0)) continue;
      const std::vector<double> part = q(s, true);
      for (std::size_t i = 0; i < n(); ++i) {
        const double martingale = (entry[i] == s ? 1.0 : 0.0) - (entry[i] <= s && s < duration[i] ? dl / r : 0.0);
        for (std::size_t j = 0; j < p; ++j) rows[i][j] -= weight[i] * part[j] / r * martingale;
      }
    }
    for (std::size_t i = 0; i < n(); ++i)
      for (std::size_t j = 0; j < p; ++j)
        for (std::size_t m = 0; m < p; ++m) answer.middle[j * p + m] += rows[i][j] * rows[i][m];
    return answer;
  }
};

Plain plain_of(const Rows& rows, const FineGrayFit& fit, const FineGrayOptions& options) {
  Plain plain;
  plain.duration = rows.duration;
  plain.entry = rows.entry.empty() ? std::vector<double>(rows.size(), -1e300) : rows.entry;
  plain.weight = rows.weights.empty() ? std::vector<double>(rows.size(), 1.0) : rows.weights;
  plain.offset = rows.offset.empty() ? std::vector<double>(rows.size(), 0.0) : rows.offset;
  plain.ties = options.ties;
  plain.censoring = options.censoring;
  for (const double event : rows.event) plain.fate.push_back(event == 0.0 ? 0 : event == static_cast<double>(options.cause) ? 1 : 2);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<double> terms;
    for (std::size_t c = 0; c < fit.columns.size(); ++c) {
      if (!fit.columns[c].categorical) terms.push_back(rows.numbers[c][i]);
      for (const std::string& level : fit.columns[c].levels)
        if (level != fit.columns[c].reference) terms.push_back(rows.texts[c].names[static_cast<std::size_t>(rows.texts[c].codes[i])] == level ? 1.0 : 0.0);
    }
    for (std::size_t j = 0; j < terms.size(); ++j) terms[j] -= fit.means[j];
    plain.x.push_back(terms);
  }
  return plain;
}

std::vector<double> sandwich(const std::vector<double>& v, const std::vector<double>& b) {
  const auto p = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(v.size()))));
  std::vector<double> result(p * p, 0.0);
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t j = 0; j < p; ++j)
      for (std::size_t k = 0; k < p; ++k)
        for (std::size_t l = 0; l < p; ++l) result[i * p + j] += v[i * p + k] * b[k * p + l] * v[l * p + j];
  return result;
}

// Baseline of the fit at the times asked for, for a person with all attributes 0.
std::vector<double> baseline_at(const FineGrayFit& fit, const std::vector<double>& times) {
  double at_means = 0.0;
  for (std::size_t j = 0; j < fit.means.size(); ++j) at_means += fit.means[j] * fit.coefficients.coefficient[j];
  std::vector<double> values;
  for (const double time : times) {
    const auto place = std::upper_bound(fit.baseline.time.begin(), fit.baseline.time.end(), time) - fit.baseline.time.begin();
    values.push_back(place == 0 ? 0.0 : fit.baseline.cumulative_hazard[static_cast<std::size_t>(place) - 1] * std::exp(-at_means));
  }
  return values;
}

}  // namespace

TEST_CASE("fine_gray: worked by hand") {
  // Left otherwise at 1 (x = 1), censored at 2, left at 3 (x = 1) and at 4 (x = 0), censored at 5. G falls to 3/4 at 2, so that with
  // r = exp(beta) the risk sets sum to 7/4 r + 2 and 3/4 r + 2; the score 1 - (7/4 r)/(7/4 r + 2) - (3/4 r)/(3/4 r + 2) is 0 at r² = 64/21.
  Rows rows;
  rows.duration = {1, 2, 3, 4, 5};
  rows.event = {2, 0, 1, 1, 0};
  rows.add("x", {1, 0, 1, 0, 0});
  const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>());
  CHECK(fit.status == CoxStatus::converged);
  const double r = std::sqrt(64.0 / 21.0);
  near(fit.coefficients.coefficient[0], std::log(r), 1e-14, "coefficient");
  near(fit.log_likelihood_null, -std::log(3.75) - std::log(2.75), 1e-14, "log-likelihood at 0");
  near(fit.log_likelihood, std::log(r) - std::log(1.75 * r + 2) - std::log(0.75 * r + 2), 1e-14, "log-likelihood");
  const double a = 1.75 * r / (1.75 * r + 2), b = 0.75 * r / (0.75 * r + 2);
  near(fit.model_covariance[0], 1.0 / (a * (1 - a) + b * (1 - b)), 1e-13, "variance");
  near(baseline_at(fit, {2.5, 3, 4, 9}), {0.0, 1 / (1.75 * r + 2), 1 / (1.75 * r + 2) + 1 / (0.75 * r + 2), 1 / (1.75 * r + 2) + 1 / (0.75 * r + 2)}, 1e-14, "baseline");
  CHECK(fit.rows == 5);
  CHECK(fit.events == 2);
  CHECK(fit.competing == 1);
  CHECK(fit.follow_up == 5.0);
  CHECK(fit.cause == "1");
}

TEST_CASE("fine_gray: R's crr and finegray") {
  for (const std::string& file : golden::golden_files("survival/fine_gray")) {
    INFO(file);
    golden::json document = golden::load_golden(file);
    document["data"]["event"] = document["data"]["cause"];
    const Rows rows = cox_test::rows_of(document["data"]);
    for (const golden::json& expected : document["expect"]["fits"]) {
      FineGrayOptions options;
      options.cause = expected["cause"].get<std::int64_t>();
      options.ties = expected["ties"] == "efron" ? Ties::efron : Ties::breslow;
      options.censoring = expected["censoring"] == "together" ? CensoringTies::together : CensoringTies::events_first;
      const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>(), options);
      INFO(expected["by"].get<std::string>(), " cause ", options.cause);
      CHECK(fit.status == CoxStatus::converged);
      CHECK(fit.coefficients.term == golden::texts(expected["terms"]));
      near(fit.coefficients.coefficient, golden::numbers(expected["coef"]), 1e-8, "coef");
      const auto matrix = [](const golden::json& rows_of_it) {
        std::vector<double> all;
        for (const golden::json& row : rows_of_it)
          for (const golden::json& value : row) all.push_back(value.get<double>());
        return all;
      };
      near_scaled(fit.model_covariance, matrix(expected["model_var"]), 1e-8, "model_var");
      if (expected.contains("var")) near_scaled(fit.covariance, matrix(expected["var"]), 1e-8, "var");
      near(fit.log_likelihood_null, expected["loglik"][0].get<double>(), 1e-10, "loglik at 0");
      near(fit.log_likelihood, expected["loglik"][1].get<double>(), 1e-10, "loglik");
      near_scaled(baseline_at(fit, golden::numbers(expected["baseline"]["time"])), golden::numbers(expected["baseline"]["cumulative_hazard"]), 1e-8, "baseline");
    }
  }
}

TEST_CASE("fine_gray: plasma cell malignancy in mgus2, the values that R prints") {
  golden::json document = golden::load_golden("survival/fine_gray/mgus2.json");
  document["data"]["event"] = document["data"]["cause"];
  const Rows rows = cox_test::rows_of(document["data"]);
  const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>());
  near(fit.coefficients.coefficient, {-0.0173017050751, -0.2597567914001}, 1e-9, "coefficients");  // R stops at a relative 1e-9 of the likelihood
  near(fit.coefficients.std_error, {0.00702219875088, 0.18704857750227}, 1e-9, "errors");
  near(fit.log_likelihood, -789.935826379, 1e-11, "log-likelihood");
}

TEST_CASE("fine_gray: the definition in plain loops") {
  int counted = 0;
  for (std::uint64_t seed = 1; seed <= 48; ++seed) {
    cox_test::Design design;
    design.weights = seed % 2 == 0;
    design.entry = seed % 3 == 0;
    design.offset = seed % 5 == 0;
    design.text = seed % 4 == 1;
    design.continuous = seed % 4 >= 2;
    Rows rows = causes_of(40 + seed % 30, seed, design, 2 + static_cast<int>(seed % 2));
    if (design.entry)
      for (std::size_t i = 0; i < 10; ++i) rows.entry[i] = 0.0;
    FineGrayOptions options;
    options.ties = seed % 7 < 4 ? Ties::efron : Ties::breslow;
    options.censoring = seed % 6 < 4 ? CensoringTies::events_first : CensoringTies::together;
    options.cause = 1 + static_cast<std::int64_t>(seed % 2);
    INFO("seed ", seed);
    for (const std::int64_t room : {std::int64_t{0}, std::int64_t{1} << 15}) {
      const FineGrayFit fit = fine_gray_by({room, room}, rows.as<FineGrayInput>(), options, {});
      if (fit.status != CoxStatus::converged) continue;
      ++counted;
      const Plain plain = plain_of(rows, fit, options);
      const Plain::Answer at_end = plain.at(fit.coefficients.coefficient), at_zero = plain.at(std::vector<double>(fit.means.size(), 0.0));
      near(fit.log_likelihood, at_end.log_likelihood, 1e-10, "log-likelihood");
      near(fit.log_likelihood_null, at_zero.log_likelihood, 1e-10, "log-likelihood at 0");
      std::vector<double> step(at_end.score.size(), 0.0);
      for (std::size_t j = 0; j < step.size(); ++j)
        for (std::size_t m = 0; m < step.size(); ++m) step[j] += fit.model_covariance[j * step.size() + m] * at_end.score[m];
      for (std::size_t j = 0; j < step.size(); ++j) CHECK(std::fabs(step[j]) < 1e-9 * (1.0 + std::fabs(fit.coefficients.coefficient[j])));
      const std::vector<double> unit = sandwich(fit.model_covariance, at_end.information);  // V I V = V
      near_scaled(unit, fit.model_covariance, 1e-8, "model covariance");
      near_scaled(fit.covariance, sandwich(fit.model_covariance, at_end.middle), 1e-8, "covariance");
    }
  }
  CHECK(counted > 70);
}

TEST_CASE("fine_gray: without other causes it is Cox's regression") {
  cox_test::Design design;
  design.weights = design.entry = design.text = design.offset = true;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const Rows rows = cox_test::random_rows(150, seed, design);
    CoxOptions cox_options;
    cox_options.robust = true;
    const CoxFit cox_fit = cox(rows.input(), cox_options);
    CoxInput without = rows.input();
    const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>());
    near(fit.coefficients.coefficient, cox_fit.coefficients.coefficient, 1e-11, "coefficient");
    near_scaled(fit.covariance, cox_fit.covariance, 1e-10, "covariance");
    near(fit.log_likelihood, cox_fit.log_likelihood, 1e-12, "log-likelihood");
    near_scaled(fit.baseline.cumulative_hazard, cox_fit.baseline.cumulative_hazard, 1e-11, "baseline");
  }
}

TEST_CASE("fine_gray: without attributes that matter the baseline is the Aalen–Johansen incidence") {
  // Geskus (2011): the product-limit form of the weighted estimator is Aalen–Johansen's, with delayed entry, too.
  for (const bool entry : {false, true}) {
    cox_test::Design design;
    design.entry = entry;
    Rows rows = causes_of(300, 5, design);
    if (entry)
      for (std::size_t i = 0; i < 40; ++i) rows.entry[i] = 0.0;
    rows.names = {"one"};
    rows.numbers = {std::vector<double>(rows.size(), 1.0)};
    rows.texts.resize(1);
    FineGrayOptions options;
    options.ties = Ties::breslow;
    const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>(), options);
    CHECK(fit.status == CoxStatus::singular);
    CurveInput input;
    input.duration = Column(rows.duration);
    input.event = Column(rows.event);
    if (entry) input.entry = Column(rows.entry);
    CurveOptions curve_options;
    curve_options.times = fit.baseline.time;
    const CurveResult curves = curve(input, curve_options);
    double staying = 1.0;
    for (std::size_t k = 0; k < fit.baseline.time.size(); ++k) {
      staying *= 1.0 - fit.baseline.hazard[k];
      near(1.0 - staying, curves.incidence.incidence[k], 1e-12, "incidence");
    }
  }
}

TEST_CASE("fine_gray: order, copies, threads, ways, clusters") {
  for (const bool continuous : {false, true}) {
    cox_test::Design design;
    design.text = true;
    design.continuous = continuous;
    const Rows rows = causes_of(4000, 11, design);
    const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>());
    CHECK(fit.status == CoxStatus::converged);
    const auto same = [&](const FineGrayFit& other, double tolerance, bool robust = true) {
      near(other.coefficients.coefficient, fit.coefficients.coefficient, tolerance, "coefficient");
      near_scaled(other.model_covariance, fit.model_covariance, tolerance, "model covariance");
      if (robust) near_scaled(other.covariance, fit.covariance, tolerance, "covariance");
      near(other.log_likelihood, fit.log_likelihood, tolerance, "log-likelihood");
      near_scaled(other.baseline.cumulative_hazard, fit.baseline.cumulative_hazard, tolerance, "baseline");
    };
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), std::mt19937_64(3));
    same(fine_gray(rows.pick(order).as<FineGrayInput>()), 1e-10);
    for (const FineGrayWays ways : {FineGrayWays{0, 0}, FineGrayWays{0, 1 << 30}, FineGrayWays{1 << 30, 0}}) same(fine_gray_by(ways, rows.as<FineGrayInput>(), {}, {}), 1e-10);
    // Threads change nothing, bit for bit.
    RunContext one, four;
    one.threads = 1;
    four.threads = 4;
    for (const FineGrayWays ways : {FineGrayWays{}, FineGrayWays{0, 0}}) {
      const FineGrayFit a = fine_gray_by(ways, rows.as<FineGrayInput>(), {}, one), b = fine_gray_by(ways, rows.as<FineGrayInput>(), {}, four);
      CHECK(a.coefficients.coefficient == b.coefficients.coefficient);
      CHECK(a.covariance == b.covariance);
      CHECK(a.baseline.cumulative_hazard == b.baseline.cumulative_hazard);
    }
    // Copies of a row are as good as its weight, but for what a robust error takes for a person: then the copies have to be a cluster.
    Rows weighted = rows, clustered;
    std::vector<std::size_t> copies;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      weighted.weights.push_back(static_cast<double>(i % 3));
      weighted.cluster.push_back(static_cast<std::int64_t>(i / 2));
      for (std::size_t c = 0; c < i % 3; ++c) copies.push_back(i);
    }
    const FineGrayFit by_weight = fine_gray(weighted.as<FineGrayInput>());
    clustered = rows.pick(copies);
    for (const std::size_t i : copies) clustered.cluster.push_back(static_cast<std::int64_t>(i / 2));
    const FineGrayFit by_copies = fine_gray(clustered.as<FineGrayInput>());
    FineGrayOptions breslow;
    breslow.ties = Ties::breslow;
    const FineGrayFit weights_breslow = fine_gray(weighted.as<FineGrayInput>(), breslow), copies_breslow = fine_gray(clustered.as<FineGrayInput>(), breslow);
    near(weights_breslow.coefficients.coefficient, copies_breslow.coefficients.coefficient, 1e-10, "coefficient");
    near_scaled(weights_breslow.covariance, copies_breslow.covariance, 1e-10, "covariance");
    CHECK(by_weight.events < by_copies.events);
  }
}

TEST_CASE("fine_gray: predictions and what tenure means in them") {
  cox_test::Design design;
  design.text = true;
  const Rows rows = causes_of(500, 21, design);
  FineGrayOptions options;
  options.causes = {"resigned", "dismissed"};
  options.cause = 2;
  const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>(), options);
  CHECK(fit.cause == "dismissed");
  const Rows some = rows.pick({3, 14, 15, 92});
  FineGrayPredictInput input;
  input.x = some.table();
  FineGrayPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {0, 2, 5, 9, 1000};
  const FineGrayPrediction from_start = fine_gray_predict(fit, input, wanted);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t t = 0; t < 5; ++t) {
      double hazard = 0.0;
      for (std::size_t k = 0; k < fit.baseline.time.size() && fit.baseline.time[k] <= wanted.times[t]; ++k) hazard = fit.baseline.cumulative_hazard[k];
      near(from_start.incidence[i * 5 + t], 1.0 - std::exp(-hazard * std::exp(from_start.linear_predictor[i])), 1e-13, "incidence");
    }
  const std::vector<double> tenure{2, 2, 2, 2}, here{0.9, 0.8, 0.7, 1.0};
  input.tenure = Column(tenure);
  FineGrayPredictOptions later;
  later.beyond = BeyondFollowUp::carry;
  later.times = {3, 7};
  const FineGrayPrediction given = fine_gray_predict(fit, input, later);
  input.still_here = Column(here);
  const FineGrayPrediction still = fine_gray_predict(fit, input, later);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t t = 0; t < 2; ++t) {
      const double f0 = from_start.incidence[i * 5 + 1], f = from_start.incidence[i * 5 + 2 + t];
      near(given.incidence[i * 2 + t], (f - f0) / (1.0 - f0), 1e-13, "given not left for the cause");
      near(still.incidence[i * 2 + t], (f - f0) / here[i], 1e-13, "given still here");
    }
  const std::vector<double> hardly{1e-9, 1e-9, 1e-9, 1e-9};
  input.still_here = Column(hardly);
  CHECK_THROWS_WITH_AS(fine_gray_predict(fit, input, later), "survival.fine_gray.predict: still_here[0] is 1e-09, but must be at least the share that the model has leaving afterwards", Error);
  input.tenure = Column();
  CHECK_THROWS_AS(fine_gray_predict(fit, input, later), Error);
  input.still_here = Column();
  wanted.beyond = BeyondFollowUp::missing;
  CHECK(std::isnan(fine_gray_predict(fit, input, wanted).incidence[4]));
  const std::string bytes = save_document("survival.fine_gray", Object::of(fit));
  CHECK(save_document("survival.fine_gray", load_document(bytes, "survival.fine_gray", type_of<FineGrayFit>)) == bytes);
}

TEST_CASE("fine_gray: how it ends, and what it refuses") {
  Rows rows;
  rows.duration = {1, 2, 3, 4, 5, 6};
  rows.event = {1, 2, 1, 0, 2, 0};
  rows.add("x", {1, 0, 1, 0, 0, 1});
  FineGrayOptions third;
  third.cause = 3;
  CHECK(fine_gray(rows.as<FineGrayInput>(), third).status == CoxStatus::no_events);
  Rows apart = rows;
  apart.event = {1, 1, 1, 0, 0, 0};
  apart.numbers[0] = {1, 1, 1, 0, 0, 0};
  const FineGrayFit separated = fine_gray(apart.as<FineGrayInput>());
  CHECK(separated.status == CoxStatus::separated);
  CHECK(separated.separated == std::vector<std::string>{"x"});
  FineGrayOptions named;
  named.causes = {"resigned"};
  CHECK_THROWS_WITH_AS(fine_gray(rows.as<FineGrayInput>(), named), "survival.fine_gray: event[1] is 2, but must be at most 1, the number of causes that are named", Error);
  named.cause = 2;
  CHECK_THROWS_WITH_AS(fine_gray(rows.as<FineGrayInput>(), named), "survival.fine_gray: cause is 2, but must be at most 1, the number of causes that are named", Error);
  Rows late = rows;
  late.entry = {0, 2, 0, 0, 0, 0};
  CHECK_THROWS_WITH_AS(fine_gray(late.as<FineGrayInput>()), "survival.fine_gray: entry[1] is 2, but must be below the row's duration", Error);
  // Nobody is under observation between 2 and 3, so that nothing tells how who left otherwise at 1 compares with the later ones.
  Rows gap = rows;
  gap.duration = {1, 2, 5, 6, 7, 8};
  gap.event = {2, 1, 1, 1, 0, 0};
  gap.entry = {0, 0, 3, 3, 3, 3};
  CHECK_THROWS_WITH_AS(fine_gray(gap.as<FineGrayInput>()),
                       "survival.fine_gray: duration[0] is 1, but must be within one stretch of observation with the leaving that follows: at some time everybody under "
                       "observation had been censored, or had only just entered",
                       Error);
  Rows empty;
  empty.add("x", {});
  CHECK(fine_gray(empty.as<FineGrayInput>()).status == CoxStatus::no_events);
}

namespace {
// Errors of predictions as the sum of squares of what each row (or cluster) does to them: its weight a little up and a little down.
std::vector<double> errors_by_weights(const Rows& rows, FineGrayOptions options, const FineGrayPredictInput& people, const FineGrayPredictOptions& wanted) {
  constexpr double h = 1e-4;
  std::vector<std::vector<double>> sums;
  Rows moved = rows;
  if (moved.weights.empty()) moved.weights.assign(rows.size(), 1.0);
  const std::vector<double> weights = moved.weights;
  options.errors_at.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<double> change;
    for (const double sign : {1.0, -1.0}) {
      moved.weights = weights;
      moved.weights[i] *= 1.0 + sign * h;
      const std::vector<double> incidence = fine_gray_predict(fine_gray(moved.as<FineGrayInput>(), options), people, wanted).incidence;
      change.resize(incidence.size(), 0.0);
      for (std::size_t k = 0; k < incidence.size(); ++k) change[k] += sign * incidence[k] / (2.0 * h);
    }
    const std::size_t group = rows.cluster.empty() ? i : static_cast<std::size_t>(rows.cluster[i]);
    if (sums.size() <= group) sums.resize(group + 1, std::vector<double>(change.size(), 0.0));
    for (std::size_t k = 0; k < change.size(); ++k) sums[group][k] += change[k];
  }
  std::vector<double> errors(sums[0].size(), 0.0);
  for (const std::vector<double>& sum : sums)
    for (std::size_t k = 0; k < sum.size(); ++k) errors[k] += sum[k] * sum[k];
  for (double& error : errors) error = std::sqrt(error);
  return errors;
}
}  // namespace

TEST_CASE("fine_gray: errors of incidences are the infinitesimal jackknife") {
  // Fine and Gray's part for the weights divides by who is at risk of being censored, the derivative of the product limit by who is left of them: the two
  // differ by 1 / n, and not at all where nobody left otherwise.
  struct Case {
    cox_test::Design design;
    Ties ties;
    CensoringTies censoring;
    bool clustered;
    std::size_t rows;
    int causes;
    double tolerance;
  };
  const std::vector<Case> cases{{{}, Ties::efron, CensoringTies::events_first, false, 70, 1, 2e-6},
                                {{.entry = true, .text = true}, Ties::breslow, CensoringTies::events_first, false, 70, 1, 2e-6},
                                {{.weights = true, .continuous = true}, Ties::breslow, CensoringTies::events_first, true, 70, 1, 2e-6},
                                {{}, Ties::efron, CensoringTies::events_first, false, 70, 2, 1e-2},
                                {{}, Ties::breslow, CensoringTies::together, false, 70, 2, 1e-2},
                                {{.entry = true, .offset = true, .text = true}, Ties::efron, CensoringTies::together, true, 90, 2, 2e-2},
                                {{.continuous = true}, Ties::efron, CensoringTies::events_first, false, 500, 2, 1e-3},
                                {{.entry = true, .continuous = true}, Ties::breslow, CensoringTies::events_first, true, 500, 3, 2e-3}};
  std::uint64_t seed = 900;
  for (const Case& one : cases) {
    Rows rows = causes_of(one.rows, ++seed, one.design, one.causes);
    CAPTURE(seed);
    if (one.clustered)
      for (std::size_t i = 0; i < rows.size(); ++i) rows.cluster.push_back(static_cast<std::int64_t>(i % 17));
    FineGrayOptions options;
    options.ties = one.ties;
    options.censoring = one.censoring;
    options.errors_at = {1.5, 3.0, 6.0, 8.0};
    const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>(), options);
    REQUIRE(fit.status == CoxStatus::converged);
    Rows some = rows.pick({0, 5, 11});
    FineGrayPredictInput people;
    people.x = some.table();
    FineGrayPredictOptions wanted;
    wanted.beyond = BeyondFollowUp::carry;
    wanted.times = {3.0, 6.0, 8.0};
    FineGrayPrediction prediction = fine_gray_predict(fit, people, wanted);
    std::vector<double> expected = errors_by_weights(rows, options, people, wanted);
    for (std::size_t k = 0; k < expected.size(); ++k) CHECK(prediction.std_error[k] == doctest::Approx(expected[k]).epsilon(one.tolerance));
    for (std::size_t k = 0; k < expected.size(); ++k) {
      CHECK(prediction.lower[k] < prediction.incidence[k]);
      CHECK(prediction.incidence[k] < prediction.upper[k]);
    }
    // Given tenure, of who has not left for the cause, and of who is still here.
    const std::vector<double> tenure{3.0, 1.5, 3.0}, still_here{0.8, 0.9, 0.7}, ahead{3.0, 4.5, 5.0};
    people.tenure = Column(tenure);
    people.time = Column(ahead);
    wanted.times.clear();
    for (const bool given : {false, true}) {
      if (given) people.still_here = Column(still_here);
      prediction = fine_gray_predict(fit, people, wanted);
      expected = errors_by_weights(rows, options, people, wanted);
      for (std::size_t k = 0; k < expected.size(); ++k) CHECK(prediction.std_error[k] == doctest::Approx(expected[k]).epsilon(one.tolerance));
    }
  }
}

TEST_CASE("fine_gray: errors of incidences, the jackknife of R's cmprsk") {
  for (const std::string& name : golden::golden_files("survival/fine_gray_errors")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const Rows rows = cox_test::rows_of(file["data"]);
    FineGrayOptions options;
    options.ties = Ties::breslow;
    options.errors_at = golden::numbers(file["options"]["times"]);
    const FineGrayFit fit = fine_gray(rows.as<FineGrayInput>(), options);
    near(fit.coefficients.coefficient, golden::numbers(file["expect"]["coef"]), 1e-8, "coef");
    Rows people = cox_test::rows_of(file["options"]["people"]);
    FineGrayPredictInput input;
    input.x = people.table();
    FineGrayPredictOptions wanted;
    wanted.beyond = BeyondFollowUp::carry;
    wanted.times = options.errors_at;
    const FineGrayPrediction prediction = fine_gray_predict(fit, input, wanted);
    near(prediction.incidence, golden::numbers(file["expect"]["incidence"]), 1e-8, "incidence");
    const std::vector<double> jackknife = golden::numbers(file["expect"]["jackknife"]);
    for (std::size_t k = 0; k < jackknife.size(); ++k) CHECK(prediction.std_error[k] == doctest::Approx(jackknife[k]).epsilon(0.05));
  }
}

TEST_CASE("fine_gray: errors of incidences by hand, threads, saving, and where there are none") {
  // Two people of one attribute that says nothing: one leaves at 1, one is censored at 2. H(1) = 1/2, each does 1/4 to it: as 1/4 - 1/4 ... its variance is 2/16.
  Rows rows;
  rows.add("x", {0.0, 0.0});
  rows.duration = {1.0, 2.0};
  rows.event = {1.0, 0.0};
  FineGrayOptions options;
  options.errors_at = {1.0};
  FineGrayFit fit = fine_gray(rows.as<FineGrayInput>(), options);
  FineGrayPredictInput people;
  const std::vector<double> zero{0.0};
  people.x.add("x", Column(zero));
  FineGrayPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {0.5, 1.0, 2.0};
  FineGrayPrediction prediction = fine_gray_predict(fit, people, wanted);
  near(prediction.std_error, {0.0, std::exp(-0.5) * std::sqrt(2.0) / 4.0, std::exp(-0.5) * std::sqrt(2.0) / 4.0}, 1e-12, "by hand");
  CHECK(prediction.lower[0] == 0.0);

  rows = causes_of(200, 4, {.entry = true});
  options.errors_at = {2.0, 5.0};
  RunContext one, four;
  one.threads = 1;
  four.threads = 4;
  fit = fine_gray(rows.as<FineGrayInput>(), options, one);
  CHECK(fit.errors.covariance == fine_gray(rows.as<FineGrayInput>(), options, four).errors.covariance);
  const Rows some = rows.pick({0, 1});
  people.x = some.table();
  wanted.times = {2.0, 4.0, 5.0};
  prediction = fine_gray_predict(fit, people, wanted);
  CHECK(std::isfinite(prediction.std_error[0]));
  CHECK(std::isnan(prediction.std_error[1]));  // another step of the baseline
  CHECK(std::isfinite(prediction.std_error[2]));
  wanted.errors = false;
  CHECK(fine_gray_predict(fit, people, wanted).std_error.empty());
  wanted.errors = true;
  options.errors_at.clear();
  CHECK(fine_gray_predict(fine_gray(rows.as<FineGrayInput>(), options), people, wanted).std_error.empty());
  options.errors_at = {2.0};
  options.robust = false;
  std::string said;
  try {
    fine_gray(rows.as<FineGrayInput>(), options);
  } catch (const Error& error) {
    said = error.what();
  }
  CHECK(said == "survival.fine_gray: robust is false, but must be true with errors_at: errors of incidences know of the weights");
}
