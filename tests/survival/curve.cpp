#include "mainstay/survival/curve.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <random>
#include <set>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using survival::curve;
using survival::CurveInput;
using survival::CurveInterval;
using survival::CurveOptions;
using survival::CurveResult;
using survival::CurveState;
using survival::CurveStatus;
using survival::CurveStdError;

namespace {

// Columns that live as long as the test.
struct Data {
  std::vector<double> duration, entry, weights;
  std::vector<std::int64_t> event, group;
  std::vector<std::string_view> levels;

  CurveInput input() const {
    CurveInput input;
    input.duration = Column(duration);
    input.event = Column(event);
    if (!entry.empty()) input.entry = Column(entry);
    if (!weights.empty()) input.weights = Column(weights);
    if (!group.empty()) {
      input.group = Column(group);
      if (!levels.empty()) {
        input.group.categorical = true;
        input.group.levels = levels;
      }
    }
    return input;
  }
  std::size_t size() const { return duration.size(); }
  Data only(const std::vector<std::size_t>& rows) const {
    Data part;
    part.levels = levels;
    for (const std::size_t i : rows) {
      part.duration.push_back(duration[i]);
      part.event.push_back(event[i]);
      if (!entry.empty()) part.entry.push_back(entry[i]);
      if (!weights.empty()) part.weights.push_back(weights[i]);
      if (!group.empty()) part.group.push_back(group[i]);
    }
    return part;
  }
};

Data random_people(std::mt19937_64& random, int n, bool ties, bool entry, int weights, int groups, int causes) {
  std::exponential_distribution<double> exponential(0.2);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Data data;
  for (int i = 0; i < n; ++i) {
    const double start = std::floor(uniform(random) * 4);
    const double length = exponential(random);
    const double begin = entry ? (ties ? start : start + uniform(random)) : 0.0;
    data.duration.push_back(ties ? begin + std::ceil(length) : begin + length);
    if (entry) data.entry.push_back(begin);
    data.event.push_back(uniform(random) < 0.3 ? 0 : 1 + static_cast<int>(uniform(random) * causes));
    if (weights == 1) data.weights.push_back(1 + std::floor(uniform(random) * 3));
    if (weights == 2) data.weights.push_back(0.1 + 2 * uniform(random));
    if (groups > 1) data.group.push_back(static_cast<std::int64_t>(uniform(random) * groups));
  }
  return data;
}

// The definitions, row by row: one group, O(rows × times).
struct Plain {
  std::vector<double> time, at_risk, events, censored, survival, greenwood, robust, hazard, hazard_greenwood, hazard_robust;
  std::vector<std::vector<double>> incidence, incidence_robust;
};

Plain plain_curve(const Data& data, int causes) {
  Plain plain;
  const std::size_t n = data.size();
  const std::set<double> times(data.duration.begin(), data.duration.end());
  double survival = 1, hazard = 0, greenwood = 0, hazard_variance = 0;
  std::vector<double> incidence(causes, 0.0), u_survival(n, 0.0), u_hazard(n, 0.0);
  std::vector<std::vector<double>> u(causes, std::vector<double>(n, 0.0));
  plain.incidence.resize(causes);
  plain.incidence_robust.resize(causes);
  for (const double t : times) {
    double y = 0, d = 0, c = 0;
    std::vector<double> dj(causes, 0.0);
    const auto weight = [&](std::size_t i) { return data.weights.empty() ? 1.0 : data.weights[i]; };
    const auto risk = [&](std::size_t i) { return data.duration[i] >= t && (data.entry.empty() || data.entry[i] < t); };
    for (std::size_t i = 0; i < n; ++i) {
      if (risk(i)) y += weight(i);
      if (data.duration[i] != t) continue;
      if (data.event[i] > 0) d += weight(i), dj[data.event[i] - 1] += weight(i);
      else c += weight(i);
    }
    bool all_leave = true;
    for (std::size_t i = 0; i < n; ++i) all_leave &= !risk(i) || (data.duration[i] == t && data.event[i] > 0);
    const double h = d / y;
    // derivatives of S, H, F_j by the weight of each row
    for (std::size_t i = 0; i < n; ++i) {
      const double event = data.duration[i] == t && data.event[i] > 0;
      const double dh = risk(i) ? (event - h) / y : 0.0;
      for (int j = 0; j < causes; ++j) {
        const double own = data.duration[i] == t && data.event[i] == j + 1;
        u[j][i] += u_survival[i] * dj[j] / y + survival * (risk(i) ? (own - dj[j] / y) / y : 0.0);
      }
      u_survival[i] = u_survival[i] * (1 - h) - survival * dh;
      u_hazard[i] += dh;
    }
    for (int j = 0; j < causes; ++j) incidence[j] += survival * dj[j] / y;
    survival = all_leave ? 0.0 : survival * (1 - h);
    hazard += h;
    if (d > 0) greenwood += all_leave ? INFINITY : d / (y * (y - d));
    hazard_variance += d / (y * y);
    const auto jackknife = [&](const std::vector<double>& influence) {
      double sum = 0;
      for (std::size_t i = 0; i < n; ++i) sum += std::pow(weight(i) * influence[i], 2);
      return std::sqrt(sum);
    };
    plain.time.push_back(t);
    plain.at_risk.push_back(y);
    plain.events.push_back(d);
    plain.censored.push_back(c);
    plain.survival.push_back(survival);
    plain.greenwood.push_back(survival * std::sqrt(greenwood));
    plain.robust.push_back(survival > 0 ? jackknife(u_survival) : NAN);
    plain.hazard.push_back(hazard);
    plain.hazard_greenwood.push_back(std::sqrt(hazard_variance));
    plain.hazard_robust.push_back(jackknife(u_hazard));
    for (int j = 0; j < causes; ++j) {
      plain.incidence[j].push_back(incidence[j]);
      plain.incidence_robust[j].push_back(jackknife(u[j]));
    }
  }
  return plain;
}

std::vector<double> where(const std::vector<double>& values, const Categories& first, std::int32_t code) {
  std::vector<double> result;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (first.codes[i] == code) result.push_back(values[i]);
  return result;
}

std::vector<double> where(const std::vector<double>& values, const Categories& first, std::int32_t a, const Categories& second, std::int32_t b) {
  std::vector<double> result;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (first.codes[i] == a && second.codes[i] == b) result.push_back(values[i]);
  return result;
}

// Columns of a golden file: group as whole numbers or texts.
struct GoldenData {
  Data data;
  std::vector<std::string> names;
};

GoldenData golden_data(const golden::json& columns) {
  GoldenData result;
  result.data.duration = golden::numbers(columns.contains("duration") ? columns["duration"] : columns["month"]);
  result.data.event = golden::integers(columns.contains("cause") ? columns["cause"] : columns.contains("event") ? columns["event"] : columns["left"]);
  if (columns.contains("entry")) result.data.entry = golden::numbers(columns["entry"]);
  if (columns.contains("weights")) result.data.weights = golden::numbers(columns["weights"]);
  return result;
}

void set_group(GoldenData& result, const golden::json& values) {
  if (values[0].is_number()) {
    result.data.group = golden::integers(values);
    return;
  }
  const std::vector<std::string> texts = golden::texts(values);
  result.names = texts;
  std::sort(result.names.begin(), result.names.end());
  result.names.erase(std::unique(result.names.begin(), result.names.end()), result.names.end());
  for (const std::string& text : texts)
    result.data.group.push_back(std::lower_bound(result.names.begin(), result.names.end(), text) - result.names.begin());
  for (const std::string& text : result.names) result.data.levels.push_back(text);
}

std::vector<double> column_of(const golden::json& rows, std::size_t j) {
  std::vector<double> result;
  for (const auto& row : rows) result.push_back(golden::number(row.is_array() ? row[j] : row));
  return result;
}

std::string text_of(const golden::json& label) { return label.is_string() ? label.get<std::string>() : std::to_string(label.get<std::int64_t>()); }

std::string error_of(const CurveInput& input, const CurveOptions& options = {}) { return ::sentence([&] { curve(input, options); }); }

// Every column of two results holds the same bits.
template <class T>
bool same_bits(const T& a, const T& b) {
  const Fields left = fields_of(a), right = fields_of(b);
  for (std::size_t i = 0; i < left.rows().size(); ++i) {
    const Row &x = left.rows()[i], &y = right.rows()[i];
    if (x.type->kind == Kind::numbers) {
      const auto &u = *static_cast<const std::vector<double>*>(x.address), &v = *static_cast<const std::vector<double>*>(y.address);
      if (u.size() != v.size() || (!u.empty() && std::memcmp(u.data(), v.data(), u.size() * sizeof(double)) != 0)) return false;
    } else if (x.type->kind == Kind::categories) {
      const auto &u = *static_cast<const Categories*>(x.address), &v = *static_cast<const Categories*>(y.address);
      if (u.codes != v.codes || u.levels != v.levels) return false;
    }
  }
  return true;
}

bool same_bits(const CurveResult& a, const CurveResult& b) {
  return a.status == b.status && same_bits(a.curve, b.curve) && same_bits(a.incidence, b.incidence) && same_bits(a.quantiles, b.quantiles) &&
         same_bits(a.groups, b.groups) && a.groups.rows == b.groups.rows && same_bits(a.causes, b.causes);
}

constexpr double r_digits = 1e-8;

}  // namespace

TEST_CASE("survival.curve: Therneau's test1 by hand") {
  // 1 1 6 6 8 9, status 1 0 1 1 0 1: S = 5/6, 5/12, 5/12, 0
  const Data data{{1, 1, 6, 6, 8, 9}, {}, {}, {1, 0, 1, 1, 0, 1}, {}, {}};
  const CurveResult result = curve(data.input(), {});
  CHECK(result.status == CurveStatus::estimated);
  CHECK(result.curve.time == std::vector<double>{1, 6, 8, 9});
  CHECK(result.curve.at_risk == std::vector<double>{6, 4, 2, 1});
  CHECK(result.curve.events == std::vector<double>{1, 2, 0, 1});
  CHECK(result.curve.censored == std::vector<double>{1, 0, 1, 0});
  CHECK(result.curve.entered == std::vector<double>{6, 0, 0, 0});
  CHECK(golden::distance(result.curve.survival, {5. / 6, 5. / 12, 5. / 12, 0}) < 1e-15);
  CHECK(golden::distance(result.curve.cumulative_hazard, {1. / 6, 4. / 6, 4. / 6, 10. / 6}) < 1e-15);
  // Greenwood: 1/(6·5) = 1/30, + 2/(4·2) = 17/60
  CHECK(golden::distance(result.curve.survival_std_error,
                         {5. / 6 * std::sqrt(1. / 30), 5. / 12 * std::sqrt(17. / 60), 5. / 12 * std::sqrt(17. / 60), NAN}) < 1e-15);
  CHECK(golden::distance(result.curve.cumulative_hazard_std_error,
                         {1. / 6, std::sqrt(1. / 36 + 2. / 16), std::sqrt(1. / 36 + 2. / 16), std::sqrt(1. / 36 + 2. / 16 + 1)}) < 1e-15);
  CHECK(std::isnan(result.curve.survival_lower.back()));
  CHECK(result.incidence.time.empty());
  CHECK(result.groups.restricted_mean[0] == doctest::Approx(1 + 5 * 5. / 6 + 3 * 5. / 12).epsilon(1e-15));
  CHECK(result.groups.group.levels == std::vector<std::string>{"all"});
  CHECK(result.groups.rows[0] == 6);
}

TEST_CASE("survival.curve: Aalen-Johansen with ties by hand") {
  SUBCASE("ties between causes and censorings (lifelines issue 619)") {
    const Data data{{1, 5, 3, 6, 1, 3, 2, 5, 2, 3, 6}, {}, {}, {0, 1, 1, 1, 2, 1, 0, 1, 0, 2, 2}, {}, {}};
    const CurveResult result = curve(data.input(), {});
    CHECK(golden::distance(where(result.incidence.incidence, result.incidence.cause, 0), {0, 0, 20. / 77, 40. / 77, 50. / 77}) < 1e-15);
    CHECK(golden::distance(where(result.incidence.incidence, result.incidence.cause, 1), {1. / 11, 1. / 11, 17. / 77, 17. / 77, 27. / 77}) < 1e-15);
    CHECK(result.curve.time == std::vector<double>{1, 2, 3, 5, 6});
  }
  SUBCASE("lifelines pull request 1699") {
    const Data data{{1, 2, 3, 4, 5, 6}, {}, {}, {0, 1, 1, 2, 2, 0}, {}, {}};
    CurveOptions options;
    options.causes = {"dismissed", "resigned"};
    const CurveResult result = curve(data.input(), options);
    CHECK(golden::distance(where(result.incidence.incidence, result.incidence.cause, 0), {0, .2, .4, .4, .4, .4}) < 1e-15);
    CHECK(golden::distance(where(result.incidence.incidence, result.incidence.cause, 1), {0, 0, 0, .2, .4, .4}) < 1e-15);
    CHECK(result.curve.survival.back() == doctest::Approx(.2).epsilon(1e-15));
    CHECK(result.incidence.cause.levels == options.causes);
    CHECK(result.causes.events == std::vector<double>{2, 2});
    CHECK(golden::distance(result.causes.time_lost, {.2 + 3 * .4, .2 + .4}) < 1e-14);
  }
}

TEST_CASE("survival.curve: equal to R's survfit") {
  for (const std::string& file : golden::golden_files("survival/curve")) {
    if (file.find("causes_") != std::string::npos) continue;
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    GoldenData own = golden_data(document["data"]);
    const auto& groups = document["expect"]["groups"];
    if (groups.size() > 1)
      set_group(own, document["data"].contains("group") ? document["data"]["group"] : document["data"]["field"]);
    for (const auto& [kind, word] : {std::pair(CurveInterval::log_log, "log_log"), std::pair(CurveInterval::log, "log"), std::pair(CurveInterval::plain, "plain")}) {
      CurveOptions options;
      options.interval = kind;
      options.std_error = CurveStdError::greenwood;
      options.probabilities = golden::numbers(groups[0]["quantiles"]["probability"]);
      options.restricted_mean_until = golden::number(groups[0]["restricted_mean"]["until"]);
      const CurveResult result = curve(own.data.input(), options);
      REQUIRE(result.groups.rows.size() == groups.size());
      for (std::size_t g = 0; g < groups.size(); ++g) {
        const golden::json& expect = groups[g];
        CAPTURE(g);
        if (groups.size() > 1) CHECK(result.groups.group.levels[g] == text_of(expect["group"]));
        const auto code = static_cast<std::int32_t>(g);
        const auto& table = result.curve;
        CHECK(result.groups.rows[g] == expect["n"].get<std::int64_t>());
        CHECK(where(table.time, table.group, code) == golden::numbers(expect["time"]));
        CHECK(golden::distance(where(table.at_risk, table.group, code), golden::numbers(expect["at_risk"])) < r_digits);
        CHECK(golden::distance(where(table.events, table.group, code), golden::numbers(expect["events"])) < r_digits);
        CHECK(golden::distance(where(table.censored, table.group, code), golden::numbers(expect["censored"])) < r_digits);
        // 1e-12: where weights are fractional R's last survival is a rounding residue, ours is 0
        std::vector<double> survival = golden::numbers(expect["survival"]);
        CHECK(golden::distance(where(table.survival, table.group, code), survival, 1e-12) < r_digits);
        std::vector<double> std_error = golden::numbers(expect["std_error"]);
        std::vector<double> ours = where(table.survival_std_error, table.group, code);
        std::vector<double> lower = golden::numbers(expect[std::string(word) + "_lower"]), upper = golden::numbers(expect[std::string(word) + "_upper"]);
        std::vector<double> our_lower = where(table.survival_lower, table.group, code), our_upper = where(table.survival_upper, table.group, code);
        for (std::size_t k = 0; k < std_error.size(); ++k) {
          std_error[k] *= survival[k];
          if (survival[k] < 1e-12) std_error[k] = lower[k] = upper[k] = NAN;  // no interval at 0
        }
        CHECK(golden::distance(ours, std_error) < r_digits);
        CHECK(golden::distance(our_lower, lower, 1e-15) < r_digits);
        CHECK(golden::distance(our_upper, upper) < r_digits);
        CHECK(golden::distance(where(table.cumulative_hazard, table.group, code), golden::numbers(expect["cumulative_hazard"])) < r_digits);
        CHECK(golden::distance(where(table.cumulative_hazard_std_error, table.group, code), golden::numbers(expect["cumulative_hazard_std_error"])) < r_digits);
        const auto& quantiles = result.quantiles;
        CHECK(golden::distance(where(quantiles.time, quantiles.group, code), golden::numbers(expect["quantiles"]["time"])) < r_digits);
        CHECK(golden::distance(where(quantiles.lower, quantiles.group, code), golden::numbers(expect["quantiles"][std::string(word) + "_lower"])) < r_digits);
        CHECK(golden::distance(where(quantiles.upper, quantiles.group, code), golden::numbers(expect["quantiles"][std::string(word) + "_upper"])) < r_digits);
        CHECK(golden::close(result.groups.restricted_mean[g], golden::number(expect["restricted_mean"]["mean"]), r_digits));
        CHECK(golden::close(result.groups.restricted_mean_std_error[g], golden::number(expect["restricted_mean"]["std_error"]), r_digits, 1e-12));
      }
    }
  }
}

TEST_CASE("survival.curve: fractional weights, equal to R's default") {
  // survfit(Surv(t, e) ~ 1, weights = w, conf.type = "log-log") of R survival 3.5-3: robust because a weight is not whole
  const Data data{{1, 1, 2, 3, 3, 4, 6, 6}, {}, {.5, 1.2, 2, .7, 1.1, .3, .9, 1.4}, {1, 0, 1, 1, 1, 0, 1, 1}, {}, {}};
  const CurveResult result = curve(data.input(), {});
  CHECK(golden::distance(result.curve.survival_std_error, {0.0627316434301377, 0.2236758068823036, 0.2048864688935256, 0.2048864688935256, NAN}) < 1e-14);
  CHECK(golden::distance(result.curve.cumulative_hazard_std_error,
                         {0.0627316434301377, 0.2404360622920041, 0.3426932815212471, 0.3426932815212471, 0.3426932815212471}) < 1e-14);
  CHECK(golden::distance(result.curve.survival_lower, {0.607600891386154, 0.126697448951840, 0.056401588321833, 0.056401588321833, NAN}) < 1e-13);
}

TEST_CASE("survival.curve: several causes, equal to R's survfit") {
  for (const std::string& file : golden::golden_files("survival/curve", "causes_")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    GoldenData own = golden_data(document["data"]);
    const auto& groups = document["expect"]["groups"];
    if (document["data"].contains("group")) set_group(own, document["data"]["group"]);
    for (const auto& [kind, word] : {std::pair(CurveInterval::log_log, "log_log"), std::pair(CurveInterval::log, "log"), std::pair(CurveInterval::plain, "plain")}) {
      CurveOptions options;
      options.interval = kind;
      options.restricted_mean_until = golden::number(groups[0]["restricted_mean"]["until"]);
      const CurveResult result = curve(own.data.input(), options);
      options.std_error = CurveStdError::greenwood;
      const CurveResult greenwood = curve(own.data.input(), options);
      options.std_error = CurveStdError::robust;
      const CurveResult robust = curve(own.data.input(), options);
      const auto& table = result.incidence;
      for (std::size_t g = 0; g < groups.size(); ++g) {
        const golden::json& expect = groups[g];
        const auto code = static_cast<std::int32_t>(g);
        CHECK(where(result.curve.time, result.curve.group, code) == golden::numbers(expect["time"]));
        CHECK(golden::distance(where(result.curve.survival, result.curve.group, code), golden::numbers(expect["survival"]), 1e-12) < r_digits);
        std::vector<double> survival = golden::numbers(expect["survival"]), survival_error = golden::numbers(expect["survival_std_error"]);
        for (std::size_t k = 0; k < survival.size(); ++k)
          if (survival[k] < 1e-12) survival_error[k] = NAN;
        CHECK(golden::distance(where(robust.curve.survival_std_error, robust.curve.group, code), survival_error) < r_digits);
        for (std::size_t j = 0; j < expect["incidence"][0].size(); ++j) {
          const auto cause = static_cast<std::int32_t>(j);
          const auto of = [&](const std::vector<double>& values) { return where(values, table.group, code, table.cause, cause); };
          CHECK(golden::distance(of(table.incidence), column_of(expect["incidence"], j)) < r_digits);
          CHECK(golden::distance(of(table.events), column_of(expect["events"], j)) < r_digits);
          CHECK(golden::distance(of(table.at_risk), golden::numbers(expect["at_risk"])) < r_digits);
          CHECK(golden::distance(of(table.std_error), column_of(expect["std_error"], j)) < r_digits);
          CHECK(golden::distance(of(greenwood.incidence.std_error), column_of(expect["greenwood_std_error"], j)) < r_digits);
          CHECK(golden::distance(of(table.cumulative_hazard), column_of(expect["cumulative_hazard"], j)) < r_digits);
          CHECK(golden::distance(of(table.lower), column_of(expect[std::string(word) + "_lower"], j)) < r_digits);
          CHECK(golden::distance(of(table.upper), column_of(expect[std::string(word) + "_upper"], j)) < r_digits);
          const std::size_t place = g * expect["incidence"][0].size() + j;
          CHECK(golden::close(result.causes.time_lost[place], golden::number(expect["restricted_mean"]["years_lost"][j]), r_digits));
        }
      }
      // At chosen times.
      options = {};
      options.times = golden::numbers(groups[0]["at"]["time"]);
      const CurveResult at = curve(own.data.input(), options);
      for (std::size_t j = 0; j < groups[0]["incidence"][0].size(); ++j) {
        const auto of = [&](const std::vector<double>& values) { return where(values, at.incidence.group, 0, at.incidence.cause, static_cast<std::int32_t>(j)); };
        CHECK(golden::distance(of(at.incidence.incidence), column_of(groups[0]["at"]["incidence"], j)) < r_digits);
        CHECK(golden::distance(of(at.incidence.std_error), column_of(groups[0]["at"]["std_error"], j)) < r_digits);
      }
    }
  }
}

TEST_CASE("survival.curve: equal to the definitions on random data") {
  std::mt19937_64 random(20);
  for (int trial = 0; trial < 200; ++trial) {
    const int causes = 1 + trial % 3, weights = trial / 3 % 3, groups = 1 + trial % 4;
    const bool ties = trial % 2, entry = trial / 2 % 2;
    CAPTURE(trial);
    const Data data = random_people(random, 1 + trial % 60, ties, entry, weights, groups, causes);
    CurveOptions options;
    for (int j = 0; j < causes; ++j) options.causes.push_back("cause " + std::to_string(j));
    for (const CurveStdError kind : {CurveStdError::greenwood, CurveStdError::robust, CurveStdError::automatic}) {
      options.std_error = kind;
      const CurveResult result = curve(data.input(), options);
      const auto& table = result.curve;
      for (std::size_t g = 0; g < result.groups.rows.size(); ++g) {
        const auto code = static_cast<std::int32_t>(g);
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < data.size(); ++i)
          if (data.group.empty() || std::to_string(data.group[i]) == result.groups.group.levels[g]) rows.push_back(i);
        const Plain plain = plain_curve(data.only(rows), causes);
        const auto of = [&](const std::vector<double>& values) { return where(values, table.group, code); };
        CHECK(of(table.time) == plain.time);
        CHECK(golden::distance(of(table.at_risk), plain.at_risk) < 1e-12);
        CHECK(golden::distance(of(table.events), plain.events) < 1e-12);
        CHECK(golden::distance(of(table.censored), plain.censored) < 1e-12);
        CHECK(golden::distance(of(table.survival), plain.survival) < 1e-12);
        CHECK(golden::distance(of(table.cumulative_hazard), plain.hazard) < 1e-12);
        const bool robust = kind == CurveStdError::robust || (kind == CurveStdError::automatic && weights == 2);
        CHECK(golden::distance(of(table.survival_std_error), robust ? plain.robust : plain.greenwood, 1e-9) < 1e-9);
        CHECK(golden::distance(of(table.cumulative_hazard_std_error), robust ? plain.hazard_robust : plain.hazard_greenwood, 1e-8) < 1e-9);
        if (causes > 1)
          for (int j = 0; j < causes; ++j) {
            const auto& incidence = result.incidence;
            CHECK(golden::distance(where(incidence.incidence, incidence.group, code, incidence.cause, j), plain.incidence[j]) < 1e-12);
            if (kind != CurveStdError::greenwood)
              CHECK(golden::distance(where(incidence.std_error, incidence.group, code, incidence.cause, j), plain.incidence_robust[j], 1e-7) < 1e-9);
          }
      }
    }
  }
}

TEST_CASE("survival.curve: identities") {
  std::mt19937_64 random(21);
  for (int trial = 0; trial < 30; ++trial) {
    CAPTURE(trial);
    const bool ties = trial % 2;
    Data data = random_people(random, 300, ties, trial % 4 == 2, trial % 3, 3, 3);
    const CurveResult result = curve(data.input(), {});
    const auto& table = result.curve;
    const std::size_t causes = result.incidence.cause.levels.size();

    // S + Σ F = 1; survival falls, incidences rise; the risk set balances
    double worst = 0;
    for (std::size_t g = 0; g < 3; ++g) {
      const auto code = static_cast<std::int32_t>(g);
      std::vector<double> sum = where(table.survival, table.group, code);
      CHECK(std::is_sorted(sum.rbegin(), sum.rend()));
      for (std::size_t j = 0; j < causes; ++j) {
        const std::vector<double> f = where(result.incidence.incidence, result.incidence.group, code, result.incidence.cause, static_cast<std::int32_t>(j));
        CHECK(std::is_sorted(f.begin(), f.end()));
        for (std::size_t k = 0; k < f.size(); ++k) sum[k] += f[k];
      }
      for (const double total : sum) worst = std::max(worst, std::abs(total - 1));
    }
    CHECK(worst < 1e-14);
    for (std::size_t i = 1; i < table.time.size(); ++i) {
      if (table.group.codes[i] != table.group.codes[i - 1]) continue;
      CHECK(table.at_risk[i] == doctest::Approx(table.at_risk[i - 1] - table.events[i - 1] - table.censored[i - 1] + table.entered[i]).epsilon(1e-12));
    }

    // The order of the rows does not matter.
    std::vector<std::size_t> order(data.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    const CurveResult shuffled = curve(data.only(order).input(), {});
    CHECK(shuffled.curve.time == table.time);
    CHECK(golden::distance(shuffled.curve.survival, table.survival) < 1e-12);
    CHECK(golden::distance(shuffled.incidence.std_error, result.incidence.std_error) < 1e-10);

    // One cause more or less: survival is that of all causes together.
    Data together = data;
    for (auto& event : together.event) event = event > 0;
    CHECK(golden::distance(curve(together.input(), {}).curve.survival, table.survival) < 1e-13);
  }
}

TEST_CASE("survival.curve: a weight of three is three rows when weights count people") {
  std::mt19937_64 random(22);
  const Data data = random_people(random, 200, true, true, 1, 3, 2);
  std::vector<std::size_t> copies;
  for (std::size_t i = 0; i < data.size(); ++i) copies.insert(copies.end(), static_cast<std::size_t>(data.weights[i]), i);
  Data copied = data.only(copies);
  copied.weights.clear();
  CurveOptions options;
  options.std_error = CurveStdError::greenwood;
  const CurveResult weighted = curve(data.input(), options), replicated = curve(copied.input(), options);
  CHECK(weighted.curve.at_risk == replicated.curve.at_risk);
  CHECK(weighted.curve.survival == replicated.curve.survival);
  CHECK(golden::distance(weighted.curve.survival_lower, replicated.curve.survival_lower) == 0);
  CHECK(weighted.incidence.std_error == replicated.incidence.std_error);
  CHECK(weighted.groups.restricted_mean_std_error == replicated.groups.restricted_mean_std_error);
}

TEST_CASE("survival.curve: whole, fractional and huge times give the same curves") {
  std::mt19937_64 random(23);
  for (const int weights : {0, 2}) {
    const Data table = random_people(random, 5000, true, false, weights, 2, 2);
    Data sorted = table;
    for (double& t : sorted.duration) t = t * 0.25;  // exact, but not whole: the sorting path
    Data huge = table;
    for (double& t : huge.duration) t = t * 1e12;
    const CurveResult a = curve(table.input(), {}), b = curve(sorted.input(), {}), c = curve(huge.input(), {});
    CHECK(golden::distance(a.curve.survival, b.curve.survival) < (weights ? 1e-13 : 1e-300));
    CHECK(golden::distance(b.curve.survival, c.curve.survival) < 1e-300);
    CHECK(golden::distance(a.incidence.std_error, b.incidence.std_error) < (weights ? 1e-11 : 1e-300));
  }
}

TEST_CASE("survival.curve: threads do not change a bit") {
  std::mt19937_64 random(24);
  for (int trial = 0; trial < 8; ++trial) {
    CAPTURE(trial);
    const Data data = random_people(random, 300000, trial % 2, trial / 2 % 2, 2 * (trial / 4), 5, 2);
    RunContext context;
    context.threads = 1;
    const CurveResult one = curve(data.input(), {}, context);
    for (const int threads : {2, 3, 4}) {
      context.threads = threads;
      CHECK(same_bits(curve(data.input(), {}, context), one));
    }
  }
}

TEST_CASE("survival.curve: seven parts, merged in any order, give the curve of all rows") {
  std::mt19937_64 random(25);
  for (int trial = 0; trial < 24; ++trial) {
    CAPTURE(trial);
    const int weights = trial % 3;
    Data data = random_people(random, 2000, trial % 2, trial / 2 % 2, weights, trial % 4 == 3 ? 1 : 12, 2);
    if (trial % 5 == 0 && !data.group.empty()) data.levels = {"k", "b", "c", "l", "d", "a", "e", "f", "g", "h", "i", "j"};
    CurveOptions options;
    options.causes = {"a", "b"};
    std::vector<std::vector<std::size_t>> parts(7);
    for (std::size_t i = 0; i < data.size(); ++i) parts[random() % 7].push_back(i);
    std::shuffle(parts.begin(), parts.end(), random);
    CurveState all;
    all.options = options;
    for (const auto& rows : parts) {
      CurveState state;
      state.options = options;
      const Data part = data.only(rows), half = data.only({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2)}),
                 rest = data.only({rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2), rows.end()});
      state.update(half.input(), {});
      state.update(rest.input(), {});
      const std::string bytes = save_document("survival.curve.state", Object::of(state));
      all.merge(*load_document(bytes, "survival.curve.state", type_of<CurveState>).as<CurveState>());
    }
    CHECK_FALSE(all.done());
    all.advance({});
    CHECK(all.done());
    const CurveResult merged = all.finish({}), whole = curve(data.input(), options);
    if (weights < 2) {
      CHECK(same_bits(merged, whole));
    } else {
      CHECK(merged.curve.time == whole.curve.time);
      CHECK(merged.curve.group.levels == whole.curve.group.levels);
      CHECK(golden::distance(merged.curve.survival, whole.curve.survival) < 1e-12);
      CHECK(golden::distance(merged.incidence.incidence, whole.incidence.incidence) < 1e-12);
      CHECK(golden::distance(merged.curve.survival_std_error, whole.curve.survival_std_error) < 1e-10);
    }
  }
}

TEST_CASE("survival.curve: states refuse what does not belong together") {
  const Data data{{1, 2}, {}, {}, {1, 0}, {}, {}}, grouped{{1, 2}, {}, {}, {1, 0}, {1, 2}, {}};
  CurveState a, b, c;
  a.update(data.input(), {});
  b.update(grouped.input(), {});
  CHECK_THROWS_WITH_AS(a.merge(b), "survival.curve: states of unlike rows cannot be merged: one has group, the other has not", Error);
  c.options.confidence_level = 0.9;
  CHECK_THROWS_WITH_AS(a.merge(c), "survival.curve: states of unlike options cannot be merged", Error);
  CHECK_THROWS_WITH_AS(CurveState().finish({}), "survival.curve: duration has 0 rows, but must have 1 or more", Error);
  CurveState empty;
  a.merge(empty);
  CHECK(a.finish({}).curve.survival == std::vector<double>{0.5, 0.5});
  a.counts.cause[0] = 256;
  CHECK_THROWS_AS(a.finish({}), Error);
  b.counts.group[1] = 7;
  CHECK_THROWS_AS(b.finish({}), Error);
}

TEST_CASE("survival.curve: chosen times") {
  const Data data{{1, 1, 6, 6, 8, 9}, {}, {}, {1, 0, 1, 1, 0, 1}, {}, {}};
  CurveOptions options;
  options.times = {7, 0.5, 6, 20, 6};
  const auto table = curve(data.input(), options).curve;
  CHECK(table.time == std::vector<double>{0.5, 6, 7, 20});
  CHECK(table.at_risk == std::vector<double>{6, 4, 2, 0});
  CHECK(table.events == std::vector<double>{0, 3, 0, 1});
  CHECK(table.censored == std::vector<double>{0, 1, 0, 1});
  CHECK(table.entered == std::vector<double>{6, 0, 0, 0});
  CHECK(golden::distance(table.survival, {1, 5. / 12, 5. / 12, 0}) < 1e-15);
  CHECK(table.cumulative_hazard[0] == 0);

  const Data late{{5, 7, 9}, {0, 4, 6}, {}, {1, 1, 1}, {}, {}};
  options.times = {2, 4, 4.5, 6, 6.5, 8};
  const auto with_entry = curve(late.input(), options).curve;
  CHECK(with_entry.at_risk == std::vector<double>{1, 1, 2, 1, 2, 1});
  CHECK(with_entry.entered == std::vector<double>{1, 0, 1, 0, 1, 0});
}

TEST_CASE("survival.curve: the ends of what can happen") {
  const Data censored{{3, 5, 5}, {}, {}, {0, 0, 0}, {}, {}};
  const CurveResult none = curve(censored.input(), {});
  CHECK(none.status == CurveStatus::no_events);
  CHECK(none.curve.survival == std::vector<double>{1, 1});
  CHECK(none.curve.survival_std_error == std::vector<double>{0, 0});
  CHECK(std::isnan(none.quantiles.time[1]));
  CHECK(none.groups.restricted_mean[0] == 5);

  const Data one{{3}, {}, {}, {1}, {}, {}};
  const CurveResult single = curve(one.input(), {});
  CHECK(single.curve.survival == std::vector<double>{0});
  CHECK(single.quantiles.time == std::vector<double>{3, 3, 3});

  const Data first_day{{0, 0, 2}, {}, {}, {1, 0, 1}, {}, {}};
  CHECK(golden::distance(curve(first_day.input(), {}).curve.survival, {2. / 3, 0}) < 1e-15);

  // The last person's weight is what remains, not what a subtraction leaves.
  Data tail{{1, 2, 3, 4}, {0, 0, 0, 3.5}, {1e9, 0.1, 0.2, 0.3}, {1, 1, 1, 1}, {}, {}};
  const CurveResult small = curve(tail.input(), {});
  CHECK(small.curve.at_risk == std::vector<double>{1e9 + 0.1 + 0.2, 0.1 + 0.2, 0.2, 0.3});
  CHECK(small.curve.survival.back() == 0);

  Data weightless{{1, 2, 3}, {}, {1, 0, 1}, {1, 1, 0}, {}, {}};
  CHECK(curve(weightless.input(), {}).curve.time == std::vector<double>{1, 3});

  const std::vector<std::uint8_t> bits{0b101};
  CurveInput input = one.input();
  const std::vector<float> durations{1.5f, 2.5f, 4.0f};
  input.duration = Column(durations);
  input.event.data = bits.data();
  input.event.type = ColumnType::bit;
  input.event.size = 3;
  CHECK(curve(input, {}).curve.events == std::vector<double>{1, 0, 1});
}

TEST_CASE("survival.curve: a million groups of one") {
  const int n = 1000000;
  Data data;
  for (int i = 0; i < n; ++i) {
    data.duration.push_back(i % 365);
    data.event.push_back(i % 2);
    data.group.push_back(static_cast<std::int64_t>(i) * 1000003 % 1000000007);
  }
  const CurveResult result = curve(data.input(), {});
  CHECK(result.curve.time.size() == static_cast<std::size_t>(n));
  CHECK(result.groups.group.levels.size() == static_cast<std::size_t>(n));
}

TEST_CASE("survival.curve: refusals name the row") {
  const Data good{{1, 2, 3}, {}, {}, {1, 0, 2}, {}, {}};
  Data data = good;
  data.duration[1] = NAN;
  CHECK(error_of(data.input()) == "survival.curve: duration[1] is nan, but must be >= 0");
  data = good;
  data.duration[2] = -3;
  CHECK(error_of(data.input()) == "survival.curve: duration[2] is -3, but must be >= 0");
  data = good;
  data.event[0] = 256;
  CHECK(error_of(data.input()) == "survival.curve: event[0] is 256, but must be between 0 and 255");
  data = good;
  data.entry = {0, 2, 1};
  CHECK(error_of(data.input()) == "survival.curve: entry[1] is 2, but must be < duration[1] = 2");
  data = good;
  data.weights = {0, 0, 0};
  CHECK(error_of(data.input()) == "survival.curve: weights is 0 in every row, but must be > 0 in one row or more");
  data.weights = {1, -1, 0};
  CHECK(error_of(data.input()) == "survival.curve: weights[1] is -1, but must be >= 0");
  data = good;
  data.event.pop_back();
  CHECK(error_of(data.input()) == "survival.curve: event has 2 rows, but must have 3 (n, as duration)");
  CHECK(error_of(Data{}.input()) == "survival.curve: duration has 0 rows, but must have 1 or more");
  CHECK(error_of(CurveInput{}) == "survival.curve: duration is missing, but must be a column");
  CurveOptions options;
  options.causes = {"only one"};
  CHECK(error_of(good.input(), options) == "survival.curve: event[2] is 2, but must be <= 1, the number of causes");
  options = {};
  options.confidence_level = 1;
  CHECK(error_of(good.input(), options) == "survival.curve: confidence_level is 1, but must be > 0 and < 1");
  options = {};
  options.probabilities = {0.5, 1.5};
  CHECK(error_of(good.input(), options) == "survival.curve: probabilities[1] is 1.5, but must be between 0 and 1");
}
