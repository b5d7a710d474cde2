#include "mainstay/competency/reliability.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Scores {
  std::vector<std::vector<double>> columns;
  std::vector<std::string> names;
  std::vector<double> weights;
  ReliabilityInput input() const {
    ReliabilityInput input;
    for (std::size_t j = 0; j < columns.size(); ++j) input.answers.add(j < names.size() ? names[j] : "q" + std::to_string(j + 1), Column(columns[j]));
    if (!weights.empty()) input.weights = Column(weights);
    return input;
  }
};

Scores random_scores(std::mt19937_64& random, int people, int items, double missing = 0.0) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Scores scores;
  scores.columns.resize(items);
  for (int i = 0; i < people; ++i) {
    const double common = normal(random);
    for (int j = 0; j < items; ++j) {
      scores.columns[j].push_back(uniform(random) < missing ? none : std::round(4.0 * (common * (0.5 + 0.1 * j) + normal(random))) / 4.0);
    }
    scores.weights.push_back(std::floor(3.0 * uniform(random)));
  }
  return scores;
}

double variance_of(const std::vector<double>& x) {
  const double mean = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
  double sum = 0.0;
  for (const double value : x) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(x.size() - 1);
}

}  // namespace

TEST_CASE("competency.reliability: worked by hand") {
  // Variances 1 and 1, covariance 1/2 of the sums: alpha = 2 (1 - 2 / 3) = 2/3, which for two items is the stepped-up correlation 2 · 0.5 / 1.5.
  Scores scores;
  scores.columns = {{1, 2, 3}, {1, 3, 2}};
  const ReliabilityResult result = reliability(scores.input());
  CHECK(result.status == ReliabilityStatus::estimated);
  CHECK(result.alpha == doctest::Approx(2.0 / 3.0).epsilon(1e-14));
  CHECK(result.spearman_brown == doctest::Approx(2.0 / 3.0).epsilon(1e-14));
  CHECK(result.split_half == doctest::Approx(2.0 / 3.0).epsilon(1e-14));
  CHECK(result.lambda_2 == doctest::Approx(2.0 / 3.0).epsilon(1e-14));
  CHECK(result.total_mean == doctest::Approx(4.0));
  CHECK(result.total_deviation == doctest::Approx(std::sqrt(3.0)));
  CHECK(result.standard_error_of_measurement == doctest::Approx(1.0).epsilon(1e-14));
  CHECK(result.items.item_rest[0] == doctest::Approx(0.5));
  CHECK(result.items.item_total[0] == doctest::Approx(1.5 / std::sqrt(3.0)));
  CHECK(std::isnan(result.items.alpha_if_dropped[0]));
  CHECK(result.omega_status == OmegaStatus::too_few_items);
  // Feldt with 2 and 2 degrees of freedom: F(p; 2, 2) = p / (1 - p)
  CHECK(result.alpha_lower == doctest::Approx(1.0 - 0.975 / 0.025 / 3.0));
  CHECK(result.alpha_upper == doctest::Approx(1.0 - 0.025 / 0.975 / 3.0));
}

TEST_CASE("competency.reliability: three items that one factor fits exactly") {
  // covariances of loadings 1, 2, 3 and errors 1, 2, 3, made exact by rows ± of a factorial design: omega = 36 / 42
  Scores scores;
  scores.columns.resize(3);
  for (int sign = 0; sign < 16; ++sign) {
    const double f = sign & 1 ? 1 : -1, e[] = {sign & 2 ? 1.0 : -1.0, sign & 4 ? 1.0 : -1.0, sign & 8 ? 1.0 : -1.0};
    for (int j = 0; j < 3; ++j) scores.columns[j].push_back((j + 1) * f + std::sqrt(j + 1.0) * e[j]);
  }
  const ReliabilityResult result = reliability(scores.input());
  CHECK(result.omega_status == OmegaStatus::converged);
  CHECK(result.omega == doctest::Approx(36.0 / 42.0).epsilon(1e-10));
  for (int j = 0; j < 3; ++j) {
    CHECK(result.items.loading[j] == doctest::Approx(j + 1.0).epsilon(1e-9));
    CHECK(result.items.error_variance[j] == doctest::Approx(j + 1.0).epsilon(1e-9));
  }
  CHECK(result.alpha < result.omega);
}

TEST_CASE("competency.reliability: equal to psych and lavaan") {
  for (const std::string& file : golden::golden_files("competency/reliability")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    Scores scores;
    for (const auto& [name, values] : document["data"].items()) {
      scores.names.push_back(name);
      scores.columns.push_back(golden::numbers(values));
    }
    ReliabilityOptions options;
    options.reversed = golden::texts(document["options"]["reversed"]);
    const ReliabilityResult result = reliability(scores.input(), options);
    const auto& expect = document["expect"];
    const auto same = [&](double ours, const char* name, double tolerance) {
      CAPTURE(name);
      CAPTURE(ours);
      CHECK(golden::close(ours, golden::number(expect[name]), tolerance));
    };
    same(result.people, "people", 0.0);
    same(result.alpha, "alpha", 1e-12);
    same(result.standardised_alpha, "standardised_alpha", 1e-12);
    same(result.alpha_lower, "feldt_lower", 1e-10);
    same(result.alpha_upper, "feldt_upper", 1e-10);
    same(result.lambda_2, "lambda_2", 1e-12);
    same(result.lambda_6, "lambda_6", 1e-8);
    same(result.omega, "omega", 1e-5);
    same(result.omega_std_error, "omega_std_error", 1e-3);
    CHECK(golden::distance(result.items.item_rest, golden::numbers(expect["item_rest"]), 1e-12) < 1e-10);
    CHECK(golden::distance(result.items.item_total, golden::numbers(expect["item_total"]), 1e-12) < 1e-10);
    CHECK(golden::distance(result.items.alpha_if_dropped, golden::numbers(expect["alpha_if_dropped"])) < 1e-10);
    CHECK(golden::distance(result.items.mean, golden::numbers(expect["mean"])) < 1e-12);
    CHECK(golden::distance(result.items.deviation, golden::numbers(expect["deviation"])) < 1e-12);
    CHECK(golden::distance(result.items.loading, golden::numbers(expect["loading"])) < 1e-3);
    CHECK(golden::distance(result.items.error_variance, golden::numbers(expect["error_variance"])) < 1e-3);
  }
}

TEST_CASE("competency.reliability: by the definitions, on weighted rows written out") {
  std::mt19937_64 random(3);
  for (int trial = 0; trial < 10; ++trial) {
    CAPTURE(trial);
    const int items = 3 + trial % 4;
    const Scores scores = random_scores(random, 80, items, 0.03);
    const ReliabilityResult result = reliability(scores.input());
    std::vector<std::vector<double>> whole(items);
    double left = 0.0;
    for (std::size_t i = 0; i < scores.weights.size(); ++i) {
      bool missing = false;
      for (const auto& column : scores.columns) missing |= std::isnan(column[i]);
      if (missing) left += scores.weights[i];
      else
        for (int copy = 0; copy < scores.weights[i]; ++copy)
          for (int j = 0; j < items; ++j) whole[j].push_back(scores.columns[j][i]);
    }
    CHECK(result.left_out == left);
    CHECK(result.people == static_cast<double>(whole[0].size()));
    std::vector<double> total(whole[0].size(), 0.0), half[2] = {total, total};
    double own = 0.0;
    for (int j = 0; j < items; ++j) {
      own += variance_of(whole[j]);
      for (std::size_t i = 0; i < total.size(); ++i) total[i] += whole[j][i], half[j % 2][i] += whole[j][i];
    }
    CHECK(golden::close(result.alpha, items / (items - 1.0) * (1.0 - own / variance_of(total)), 1e-10));
    CHECK(golden::close(result.split_half, 2.0 * (1.0 - (variance_of(half[0]) + variance_of(half[1])) / variance_of(total)), 1e-10));
    CHECK(golden::close(result.total_deviation, std::sqrt(variance_of(total)), 1e-12));
    CHECK(result.lambda_2 >= result.alpha - 1e-12);
    // order, threads, shift
    Scores turned = scores;
    for (auto& column : turned.columns) {
      std::reverse(column.begin(), column.end());
      for (double& value : column) value = 1e6 + value;
    }
    std::reverse(turned.weights.begin(), turned.weights.end());
    const ReliabilityResult other = reliability(turned.input());
    CHECK(golden::close(other.alpha, result.alpha, 1e-8));
    CHECK(golden::close(other.omega, result.omega, 1e-6));
  }
  const Scores large = random_scores(random, 40000, 9, 0.01);
  RunContext context;
  context.threads = 1;
  const std::string one = to_json(Object::of(reliability(large.input(), {}, context)));
  for (const int threads : {2, 3}) {
    context.threads = threads;
    CHECK(to_json(Object::of(reliability(large.input(), {}, context))) == one);
  }
}

TEST_CASE("competency.reliability: what cannot be said") {
  Scores scores;
  scores.columns = {{1, 2, 3, 4}, {2, 2, 2, 2}, {none, 1, 2, 3}};
  const ReliabilityResult result = reliability(scores.input());
  CHECK(result.status == ReliabilityStatus::estimated);
  CHECK(result.left_out == 1.0);
  CHECK(result.items.deviation[1] == 0.0);
  CHECK(std::isnan(result.items.item_rest[1]));
  CHECK(result.alpha == doctest::Approx(1.0));
  scores.columns.pop_back();
  CHECK(reliability(scores.input()).status == ReliabilityStatus::too_few_items);
  CHECK(std::isnan(reliability(scores.input()).alpha));
  scores.columns = {{1, 2}, {2, 1}};
  CHECK(reliability(scores.input()).status == ReliabilityStatus::too_few_people);
  scores.columns = {{1, 2, 3}, {3, 2, 1}};  // they cancel each other
  CHECK(std::isnan(reliability(scores.input()).alpha));
  ReliabilityOptions options;
  options.reversed = {"q2"};
  CHECK(reliability(scores.input(), options).alpha == doctest::Approx(1.0));
  options.reversed = {"q2", "q9"};
  try {
    reliability(scores.input(), options);
    CHECK(false);
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "competency.reliability: reversed[1] is q9, but must be one of the items q1, q2");
  }
  // a sum among its parts
  std::mt19937_64 random(9);
  Scores sums = random_scores(random, 50, 3);
  sums.columns.push_back({});
  for (std::size_t i = 0; i < 50; ++i) sums.columns[3].push_back(sums.columns[0][i] + sums.columns[1][i] + sums.columns[2][i]);
  CHECK(reliability(sums.input()).omega_status == OmegaStatus::singular);
  CHECK(std::isnan(reliability(sums.input()).lambda_6));
  // one item that two others explain more than wholly: a negative error variance
  Scores strange;
  strange.columns = {{1, 2, 3, 4, 5, 6, 7, 8}, {1, 3, 2, 4, 6, 5, 8, 7}, {2, 1, 3, 5, 4, 8, 6, 7}};
  for (std::size_t i = 0; i < 8; ++i) strange.columns[0][i] = strange.columns[1][i] * 0.9 + strange.columns[2][i] * 0.9 + (i % 2 ? 0.3 : -0.3);
  const ReliabilityResult heywood = reliability(strange.input());
  CHECK((heywood.omega_status == OmegaStatus::negative_variance || heywood.omega_status == OmegaStatus::not_converged));
}
