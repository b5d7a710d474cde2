#include "mainstay/performance/shrinkage.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "stats/shrinkage.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::string status_of(const ShrinkageResult& result, std::size_t group = 0) { return result.groups.status.levels[static_cast<std::size_t>(result.groups.status.codes[group])]; }

ShrinkageModel model_of(const std::string& name) {
  for (const Choice& word : choices(ShrinkageModel{}))
    if (name == word.name) return static_cast<ShrinkageModel>(word.value);
  return ShrinkageModel::undeclared;
}

}  // namespace

TEST_CASE("Efron and Morris: eighteen batters after 45 times at bat") {
  // Efron & Morris 1975, table 1; the season's averages are in Efron & Hastie 2016, table 7.1.
  const std::vector<double> average{.400, .378, .356, .333, .311, .311, .289, .267, .244, .244, .222, .222, .222, .222, .222, .200, .178, .156};  // as printed there
  double mean = 0;
  for (const double a : average) mean += a / 18;
  const std::vector<double> error(18, std::sqrt(mean * (1 - mean) / 45));
  ShrinkageInput input;
  input.value = average;
  input.std_error = error;
  ShrinkageOptions options;
  options.model = ShrinkageModel::normal;
  options.fit = ShrinkageFit::efron_morris;
  const ShrinkageResult result = shrinkage(input, options);
  CHECK(std::fabs(result.groups.prior_mean[0] - 0.2654) < 5e-5);
  CHECK(std::fabs(result.weight[0] - 0.2124) < 5e-5);
  CHECK(std::fabs(result.estimate[0] - 0.294) < 5e-4);
  CHECK(std::fabs(result.estimate[17] - 0.242) < 5e-4);
  const std::vector<double> season{.346, .298, .276, .222, .273, .270, .263, .210, .269, .230, .264, .256, .303, .264, .226, .286, .316, .200};
  double raw = 0, shrunk = 0;
  for (std::size_t i = 0; i < 18; ++i) raw += std::pow(average[i] - season[i], 2), shrunk += std::pow(result.estimate[i] - season[i], 2);
  CHECK(std::fabs(raw - 0.0754) < 2e-3);
  CHECK(std::fabs(shrunk - 0.0213) < 2e-3);
}

TEST_CASE("shrinkage towards a given spread, by hand") {
  const std::vector<double> value{3, 0, nothing, 30}, volume{4, 0, 5, 60};
  ShrinkageInput input;
  input.value = value;
  input.volume = volume;
  ShrinkageOptions options;
  options.model = ShrinkageModel::beta_binomial;
  options.fit = ShrinkageFit::given;
  options.prior_mean = 0.5;
  options.prior_volume = 6;  // beta(3, 3)
  const ShrinkageResult cases = shrinkage(input, options);
  near(cases.estimate, {0.6, 0.5, 0.5, 0.5}, 1e-14, "estimate");
  near(cases.weight, {0.4, 0, 0, 60.0 / 66}, 1e-14, "weight");
  near(cases.std_error[0], std::sqrt(6.0 * 4 / (100 * 11)), 1e-14, "std_error of beta(6, 4)");
  near(cases.lower[1], 0.1466328, 1e-6, "beta(3, 3) at 2.5 %");
  near(cases.upper[1], 1 - 0.1466328, 1e-6, "beta(3, 3) at 97.5 %");
  CHECK(std::isnan(cases.raw[1]));
  CHECK(status_of(cases) == "given");
  CHECK(cases.groups.people[0] == 2);
  CHECK(cases.groups.without[0] == 2);
  options.model = ShrinkageModel::gamma_poisson;
  const ShrinkageResult events = shrinkage(input, options);
  near(events.estimate, {6.0 / 10, 0.5, 0.5, 33.0 / 66}, 1e-14, "events");
  near(events.std_error[0], std::sqrt(6.0) / 10, 1e-14, "std_error of gamma(6, 10)");
}

TEST_CASE("spreads, likelihoods, estimates and intervals are those at the maximum that scipy finds") {
  const golden::json document = golden::load_golden("performance/shrinkage/maxima.json");
  for (const golden::json& one : document["cases"]) {
    CAPTURE(one["model"].get<std::string>());
    const std::vector<double> value = golden::numbers(one["value"]), volume = golden::numbers(one[one["model"] == "normal" ? "std_error" : "volume"]);
    ShrinkageInput input;
    input.value = value;
    (one["model"] == "normal" ? input.std_error : input.volume) = volume;
    ShrinkageOptions options;
    options.model = model_of(one["model"]);
    options.intervals = ShrinkageIntervals::spread_known;
    const ShrinkageResult result = shrinkage(input, options);
    CHECK(status_of(result) == "fitted");
    const golden::json& expected = one["expected"];
    near(result.groups.log_likelihood[0], expected["log_likelihood"], 1e-11, "log_likelihood");
    CHECK(result.groups.log_likelihood[0] >= expected["log_likelihood"].get<double>() - 1e-10);
    near(result.groups.prior_mean[0], expected["prior_mean"], 2e-6, "prior_mean");
    if (expected.contains("prior_volume")) near(result.groups.prior_volume[0], expected["prior_volume"], 2e-5, "prior_volume");
    else near(result.groups.prior_std[0], expected["prior_std"], 2e-5, "prior_std");
    check_all(result.estimate, golden::numbers(expected["estimate"]), 1e-5, 1e-8, "estimate");
    check_all(result.std_error, golden::numbers(expected["std_error"]), 1e-5, 1e-8, "std_error");
    check_all(result.lower, golden::numbers(expected["lower"]), 2e-5, 1e-6, "lower");
    check_all(result.upper, golden::numbers(expected["upper"]), 2e-5, 1e-6, "upper");
  }
}

TEST_CASE("shrinkage: no spread near by is likelier, and moments match what they should") {
  std::mt19937_64 random(4);
  for (int round = 0; round < 60; ++round) {
    const bool cases = round % 2;
    std::vector<double> value, volume;
    for (int i = 0; i < 40; ++i) {
      volume.push_back(1 + static_cast<double>(random() % 30));
      const double rate = 0.05 + 0.9 * static_cast<double>(random() % 1000) / 1000 * (round % 3) / 2;
      value.push_back(cases ? static_cast<double>(std::binomial_distribution<int>(static_cast<int>(volume.back()), rate)(random)) : static_cast<double>(std::poisson_distribution<int>(volume.back() * rate)(random)));
    }
    ShrinkageInput input;
    input.value = value;
    input.volume = volume;
    ShrinkageOptions options;
    options.model = cases ? ShrinkageModel::beta_binomial : ShrinkageModel::gamma_poisson;
    const ShrinkageResult result = shrinkage(input, options);
    const stats::SpreadModel model = cases ? stats::SpreadModel::beta_binomial : stats::SpreadModel::gamma_poisson;
    stats::Observed observed;
    for (std::size_t i = 0; i < value.size(); ++i) observed.add(value[i], volume[i]);
    observed.compress();
    const double mean = result.groups.prior_mean[0], strength = result.groups.prior_volume[0], height = result.groups.log_likelihood[0];
    for (const double factor : {0.5, 0.9, 0.999, 1.001, 1.1, 2.0}) {
      if (std::isinf(strength)) CHECK(height >= log_likelihood(model, observed, {mean, 200 * factor, true}) - 1e-9);
      else CHECK(height >= log_likelihood(model, observed, {mean, strength * factor, true}) - 1e-9);
      if (!cases || mean * factor < 1) CHECK(height >= log_likelihood(model, observed, {mean * factor, strength, true}) - 1e-9);
    }
    // Estimates lie between the person's own rate and the common one.
    for (std::size_t i = 0; i < value.size(); ++i) {
      CHECK(result.estimate[i] >= std::min(result.raw[i], mean) - 1e-12);
      CHECK(result.estimate[i] <= std::max(result.raw[i], mean) + 1e-12);
      CHECK(result.lower[i] <= result.upper[i]);
    }
  }
}

TEST_CASE("normal moments are Paule and Mandel's, and equal errors give closed forms") {
  const std::vector<double> value{1, 4, 7, 12, 2, 9}, error(6, 2.0);
  ShrinkageInput input;
  input.value = value;
  input.std_error = error;
  ShrinkageOptions options;
  options.model = ShrinkageModel::normal;
  double mean = 35.0 / 6, squares = 0;
  for (const double v : value) squares += (v - mean) * (v - mean);
  options.fit = ShrinkageFit::moments;
  near(std::pow(shrinkage(input, options).groups.prior_std[0], 2), squares / 5 - 4, 1e-12, "moments");
  options.fit = ShrinkageFit::marginal_likelihood;
  near(std::pow(shrinkage(input, options).groups.prior_std[0], 2), squares / 6 - 4, 1e-12, "likelihood");
  const std::vector<double> cases{9, 9, 9, 9, 9, 9}, of_one(6, 6.0);  // means of nine cases with an error of 6 each
  input.volume = cases;
  input.std_error = of_one;
  near(std::pow(shrinkage(input, options).groups.prior_std[0], 2), squares / 6 - 4, 1e-12, "means of cases");
}

TEST_CASE("shrinkage: intervals hold as often as they say, with few people too") {
  std::mt19937_64 random(12);
  for (const int people : {6, 20})
    for (const ShrinkageModel model : {ShrinkageModel::beta_binomial, ShrinkageModel::gamma_poisson, ShrinkageModel::normal}) {
      CAPTURE(people);
      ShrinkageOptions options;
      options.model = model;
      int held = 0, by_known = 0, all = 0;
      for (int round = 0; round < 300; ++round) {
        std::vector<double> truth, value, volume;
        for (int i = 0; i < people; ++i) {
          const double size = 2 + static_cast<double>(random() % 38);
          if (model == ShrinkageModel::normal) {
            truth.push_back(std::normal_distribution<double>(0, 0.7)(random));
            volume.push_back(0.3 + size / 33);
            value.push_back(truth.back() + volume.back() * std::normal_distribution<double>()(random));
          } else if (model == ShrinkageModel::gamma_poisson) {
            truth.push_back(std::gamma_distribution<double>(4, 0.25)(random));
            volume.push_back(1 + size / 4);
            value.push_back(static_cast<double>(std::poisson_distribution<int>(truth.back() * volume.back())(random)));
          } else {
            const double a = std::gamma_distribution<double>(6, 1)(random), b = std::gamma_distribution<double>(14, 1)(random);
            truth.push_back(a / (a + b));
            volume.push_back(size);
            value.push_back(static_cast<double>(std::binomial_distribution<int>(static_cast<int>(size), truth.back())(random)));
          }
        }
        ShrinkageInput input;
        input.value = value;
        (model == ShrinkageModel::normal ? input.std_error : input.volume) = volume;
        options.intervals = ShrinkageIntervals::spread_estimated;
        const ShrinkageResult result = shrinkage(input, options);
        options.intervals = ShrinkageIntervals::spread_known;
        const ShrinkageResult known = shrinkage(input, options);
        CHECK(result.estimate == known.estimate);
        for (std::size_t i = 0; i < truth.size(); ++i) {
          held += result.lower[i] <= truth[i] && truth[i] <= result.upper[i];
          by_known += known.lower[i] <= truth[i] && truth[i] <= known.upper[i];
          CHECK(result.lower[i] <= result.estimate[i]);
          CHECK(result.estimate[i] <= result.upper[i]);
        }
        all += people;
      }
      CHECK(held > 0.935 * all);
      CHECK(held < 0.985 * all);
      CHECK(by_known < 0.9 * all);
    }
}

TEST_CASE("shrinkage: intervals over all spreads are those of fine sums over mean and spread") {
  const std::vector<double> value{3, 0, 18, 25, 9, 40}, cases{4, 3, 90, 100, 60, 110}, error{0.4, 1.1, 0.7, 0.5, 0.9, 0.6}, score{5.1, 3.2, 6.4, 4.0, 5.5, 7.0};
  for (const bool normal : {true, false}) {
    ShrinkageInput input;
    input.value = normal ? score : value;
    (normal ? input.std_error : input.volume) = normal ? error : cases;
    ShrinkageOptions options;
    options.model = normal ? ShrinkageModel::normal : ShrinkageModel::beta_binomial;
    const ShrinkageResult result = shrinkage(input, options);
    const stats::SpreadModel model = normal ? stats::SpreadModel::normal : stats::SpreadModel::beta_binomial;
    stats::Observed observed;
    for (std::size_t i = 0; i < 6; ++i) observed.add(normal ? score[i] : value[i], normal ? error[i] : cases[i]);
    observed.compress();
    double total = 0;
    std::vector<double> mean(6, 0.0), square(6, 0.0);
    for (int a = 0; a < 400; ++a)
      for (int b = 0; b < 300; ++b) {
        const double drawn = (a + 0.5) / 400, centre = normal ? -5 + 20 * (b + 0.5) / 300 : (b + 0.5) / 300, strength = normal ? 0.4 * (1 - drawn) / drawn : 61 * drawn / (1 - drawn);
        const double weight = std::exp(log_likelihood(model, observed, {centre, strength, true}) + (normal ? 5 : 20)) / (drawn * drawn);
        total += weight;
        for (std::size_t i = 0; i < 6; ++i) {
          const stats::Posterior p = posterior_of(model, {centre, strength, true}, normal ? score[i] : value[i], normal ? error[i] : cases[i], 0.025);
          mean[i] += weight * p.mean;
          square[i] += weight * (p.mean * p.mean + p.std_error * p.std_error);
        }
      }
    for (std::size_t i = 0; i < 6; ++i) {
      CAPTURE(i);
      const double centre = mean[i] / total, deviation = std::sqrt(square[i] / total - centre * centre);
      CHECK(std::fabs((result.upper[i] - result.lower[i]) / (3.92 * deviation) - 1) < (normal ? 0.01 : 0.05));
      CHECK(std::fabs(result.std_error[i] / std::hypot(deviation, centre - result.estimate[i]) - 1) < (normal ? 0.01 : 0.04));
    }
  }
}

TEST_CASE("people who do not differ, groups of few, nobody") {
  std::vector<double> value(6, 2.0), volume(6, 10.0);
  ShrinkageInput input;
  input.value = value;
  input.volume = volume;
  ShrinkageOptions options;
  options.model = ShrinkageModel::beta_binomial;
  for (const ShrinkageFit fit : {ShrinkageFit::marginal_likelihood, ShrinkageFit::moments}) {
    options.fit = fit;
    const ShrinkageResult equal = shrinkage(input, options);
    CHECK(status_of(equal) == "no_variation");
    CHECK(equal.estimate == std::vector<double>(6, 0.2));
    CHECK(equal.weight == std::vector<double>(6, 0.0));
    CHECK(std::isinf(equal.groups.prior_volume[0]));
    CHECK(equal.lower[0] < 0.2);
    CHECK(equal.upper[0] > 0.2);
  }
  value.assign(6, 0.0);
  input.value = value;
  CHECK(shrinkage(input, options).estimate == std::vector<double>(6, 0.0));
  CHECK(shrinkage(input, options).upper[0] > 0);
  options.model = ShrinkageModel::gamma_poisson;
  CHECK(status_of(shrinkage(input, options)) == "no_variation");
  // One case each: a coin of .5 for everybody and people who always or never do look the same.
  options.model = ShrinkageModel::beta_binomial;
  value = {1, 0, 1, 1, 0, 1};
  volume.assign(6, 1.0);
  const ShrinkageResult once = shrinkage(input, options);
  CHECK(status_of(once) == "one_case_each");
  CHECK(once.estimate[0] == doctest::Approx(4.0 / 6));
  // Nothing bounds the spread: neither everybody's share nor one of the person's own is ruled out.
  CHECK(once.lower[0] < 0.3);
  CHECK(once.upper[0] > 0.99);
  CHECK(once.lower[1] < 0.01);
  CHECK(once.upper[1] > 0.9);
  volume[2] = 2;
  CHECK(status_of(shrinkage(input, options)) != "one_case_each");
  volume.assign(6, 10.0);
  // The second group has too few people and takes everybody's spread; its people have not all a volume.
  options.model = ShrinkageModel::beta_binomial;
  options.fit = ShrinkageFit::marginal_likelihood;
  value = {1, 9, 2, 8, 5, 0, 3};
  volume = {10, 10, 10, 10, 10, 0, 4};
  const std::vector<std::int64_t> group{1, 1, 1, 1, 2, 2, 2};
  input.value = value;
  input.volume = volume;
  input.group = group;
  const ShrinkageResult few = shrinkage(input, options);
  CHECK(status_of(few, 0) == "fitted");
  CHECK(status_of(few, 1) == "from_everybody");
  CHECK(few.groups.without == std::vector<std::int64_t>{0, 1});
  CHECK(few.estimate[5] == few.groups.prior_mean[1]);
  options.min_people = 100;
  const ShrinkageResult none = shrinkage(input, options);
  CHECK(status_of(none, 0) == "too_few");
  CHECK(std::isnan(none.estimate[0]));
  CHECK(none.raw[0] == 0.1);
}

TEST_CASE("shrinkage: order of rows and threads do not change a bit") {
  std::mt19937_64 random(6);
  std::vector<double> value, volume;
  std::vector<std::int64_t> group;
  for (int i = 0; i < 20000; ++i) {
    volume.push_back(static_cast<double>(random() % 40));
    value.push_back(std::floor(volume.back() * static_cast<double>(random() % 100) / 100));
    group.push_back(static_cast<std::int64_t>(random() % 5));
  }
  ShrinkageInput input;
  input.value = value;
  input.volume = volume;
  input.group = group;
  ShrinkageOptions options;
  options.model = ShrinkageModel::beta_binomial;
  RunContext one, three;
  one.threads = 1;
  three.threads = 3;
  const ShrinkageResult first = shrinkage(input, options, one);
  CHECK(to_json(Object::of(first)) == to_json(Object::of(shrinkage(input, options, three))));
  std::reverse(value.begin(), value.end());
  std::reverse(volume.begin(), volume.end());
  std::reverse(group.begin(), group.end());
  const ShrinkageResult reversed = shrinkage(input, options, three);
  CHECK(reversed.groups.prior_volume == first.groups.prior_volume);
  CHECK(reversed.estimate.back() == first.estimate.front());
}

TEST_CASE("shrinkage: what it refuses") {
  std::vector<double> value{1, 2, 3, 4}, volume{2, 2, 2, 5};
  ShrinkageInput input;
  input.value = value;
  input.volume = volume;
  ShrinkageOptions options;
  const auto said = [&] { return sentence([&] { shrinkage(input, options); }); };
  CHECK(said() == "performance.shrinkage: model is undeclared, but must be beta_binomial, gamma_poisson or normal");
  options.model = ShrinkageModel::beta_binomial;
  CHECK(said() == "performance.shrinkage: value[2] is 3, but must be at most the row's volume");
  value[2] = 0.5;
  CHECK(said() == "performance.shrinkage: value[2] is 0.5, but must be a whole number of at least 0");
  value[2] = 1;
  volume[0] = 2.5;
  CHECK(said() == "performance.shrinkage: volume[0] is 2.5, but must be a whole number of cases");
  options.fit = ShrinkageFit::efron_morris;
  CHECK(said() == "performance.shrinkage: fit is efron_morris, but must be another one unless model is normal");
  options.fit = ShrinkageFit::given;
  CHECK(said() == "performance.shrinkage: prior_mean is missing, but must be given with fit = given");
  options.prior_mean = 1.5;
  options.prior_volume = 3;
  CHECK(said() == "performance.shrinkage: prior_mean is 1.5, but must be a rate between 0 and 1, neither of them");
  options = ShrinkageOptions{};
  options.model = ShrinkageModel::normal;
  CHECK(said() == "performance.shrinkage: std_error is missing, but must be given with model = normal");
  input.volume = Column{};
  input.std_error = volume;
  options.fit = ShrinkageFit::efron_morris;
  CHECK(said() == "performance.shrinkage: std_error[1] is 2, but must be equal for everybody with fit = efron_morris");
}
