#include "mainstay/performance/weights.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

struct Judgements {
  std::vector<std::string> first, second;
  std::vector<double> ratio;
  void add(const std::string& a, const std::string& b, double times) { first.push_back(a), second.push_back(b), ratio.push_back(times); }
  WeightsResult run(const WeightsOptions& options = {}) const {
    std::vector<std::string_view> levels;
    std::vector<std::int32_t> codes[2];
    const auto code = [&](const std::string& text) {
      const auto found = std::find(levels.begin(), levels.end(), std::string_view(text));
      if (found != levels.end()) return static_cast<std::int32_t>(found - levels.begin());
      levels.push_back(text);
      return static_cast<std::int32_t>(levels.size() - 1);
    };
    for (const std::string& text : first) codes[0].push_back(code(text));
    for (const std::string& text : second) codes[1].push_back(code(text));
    WeightsInput input;
    input.first = Column(codes[0]), input.second = Column(codes[1]), input.ratio = Column(ratio);
    for (Column* column : {&input.first, &input.second}) column->categorical = true, column->levels = levels;
    return weights(input, options);
  }
};

// The upper triangle of a matrix of ratios.
Judgements triangle(const std::vector<std::vector<double>>& rows) {
  Judgements all;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = i + 1; j < rows.size(); ++j) all.add("c" + std::to_string(i), "c" + std::to_string(j), rows[i][j]);
  return all;
}

WeightsOptions with(WeightsMethod method, const std::string& best = "", const std::string& worst = "") {
  WeightsOptions options;
  options.method = method;
  options.best = best, options.worst = worst;
  return options;
}

const std::vector<std::vector<double>> eight = {{1, 7, 1.0 / 5, 1.0 / 8, 1.0 / 2, 1.0 / 3, 1.0 / 5, 1}, {0, 1, 1.0 / 8, 1.0 / 9, 1.0 / 4, 1.0 / 5, 1.0 / 9, 1.0 / 8}, {0, 0, 1, 1.0 / 3, 4, 2, 1, 1}, {0, 0, 0, 1, 7, 5, 3, 3},
                                                {0, 0, 0, 0, 1, 1.0 / 2, 1.0 / 5, 1.0 / 5}, {0, 0, 0, 0, 0, 1, 1.0 / 3, 1.0 / 3}, {0, 0, 0, 0, 0, 0, 1, 1}, {0, 0, 0, 0, 0, 0, 0, 1}};

}  // namespace

TEST_CASE("performance.weights: three by three and eight by eight of the literature") {
  const WeightsResult three = triangle({{1, .5, 3}, {0, 1, 4}, {0, 0, 1}}).run();
  near(three.criteria.weight, {.3196, .5584, .1220}, 6e-5, "weights");
  near(three.largest_eigenvalue, 3.01829, 1e-5, "eigenvalue");
  CHECK(three.status == WeightsStatus::consistent);
  const WeightsResult saaty = triangle(eight).run();
  near(saaty.largest_eigenvalue, 8.69820, 1e-5, "eigenvalue");
  near(saaty.consistency_index, .09974, 1e-5, "index");
  near(saaty.consistency_ratio, .0707, 1e-4, "ratio");
  near(saaty.criteria.weight[0], .0537, 1e-4, "first weight");
  const WeightsResult columns = triangle(eight).run(with(WeightsMethod::column_mean));
  near(columns.largest_eigenvalue, 8.72643, 1e-5, "by column means");
  near(columns.consistency_index, .10378, 1e-5, "by column means");
  near(columns.consistency_ratio, .07360, 1e-5, "by column means");
  near(columns.criteria.weight[0], .0570, 1e-4, "by column means");
  near(triangle(eight).run(with(WeightsMethod::geometric)).criteria.weight[0], .0458, 1e-4, "by geometric means");
}

TEST_CASE("performance.weights: best-worst of Rezaei (2015)") {
  Judgements all;  // quality over price and comfort, price the least
  all.add("z", "x", 8), all.add("z", "y", 2), all.add("y", "x", 5);
  const WeightsResult result = all.run(with(WeightsMethod::best_worst, "z", "x"));
  near(result.criteria.weight, {.071, .338, .589}, 2e-3, "weights");
  near(result.consistency_index, .26, 5e-3, "xi");
  near(result.random_index, 4.47, 5e-3, "its bound for 8");
  for (std::size_t j = 0; j < 3; ++j) near(result.criteria.upper[j] - result.criteria.lower[j], 0, 1e-9, "one answer only");
  near(result.judgements.implied[0], result.criteria.weight[2] / result.criteria.weight[0], 1e-12, "implied");
}

TEST_CASE("performance.weights: judgements that agree give the weights they came from, whatever the method and the order of the pairs") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> uniform(0.5, 5.0);
  for (int c = 2; c < 20; ++c) {
    std::vector<double> true_weights;
    double sum = 0.0;
    for (int j = 0; j < c; ++j) true_weights.push_back(uniform(random)), sum += true_weights.back();
    for (double& weight : true_weights) weight /= sum;
    Judgements all;
    const auto name = [](int j) { return "c" + std::string(j < 10 ? "0" : "") + std::to_string(j); };
    for (int i = 0; i < c; ++i)
      for (int j = i + 1; j < c; ++j) {
        if (random() % 2) all.add(name(i), name(j), true_weights[i] / true_weights[j]);
        else all.add(name(j), name(i), true_weights[j] / true_weights[i]);
      }
    for (const WeightsMethod method : {WeightsMethod::eigenvector, WeightsMethod::geometric, WeightsMethod::column_mean}) {
      const WeightsResult result = all.run(with(method));
      near(result.criteria.weight, true_weights, 1e-12, "weights");
      near(result.consistency_ratio, 0, 1e-11, "ratio");
      for (const double deviation : result.judgements.deviation) near(deviation, 1, 1e-11, "deviation");
    }
    const auto best = std::max_element(true_weights.begin(), true_weights.end()) - true_weights.begin(), worst = std::min_element(true_weights.begin(), true_weights.end()) - true_weights.begin();
    Judgements ends;
    for (int j = 0; j < c; ++j) {
      if (j != best) ends.add(name(best), name(j), true_weights[best] / true_weights[j]);
      if (j != worst && j != best) ends.add(name(j), name(worst), true_weights[j] / true_weights[worst]);
    }
    const WeightsResult found = ends.run(with(WeightsMethod::best_worst, name(best), name(worst)));
    near(found.criteria.weight, true_weights, 1e-9, "best-worst");
    near(found.consistency_index, 0, 1e-9, "xi");
  }
}

TEST_CASE("performance.weights: equal to numpy's eigenvectors and scipy's linear programmes") {
  for (const std::string& file : golden::golden_files("performance/weights")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Judgements all{golden::texts(data["first"]), golden::texts(data["second"]), golden::numbers(data["ratio"])};
    const WeightsResult eigen = all.run();
    near(eigen.criteria.weight, golden::numbers(expect["eigenvector"]), 1e-11, "eigenvector");
    near(eigen.largest_eigenvalue, golden::number(expect["eigenvalue"]), 1e-11, "eigenvalue");
    near(all.run(with(WeightsMethod::geometric)).criteria.weight, golden::numbers(expect["geometric"]), 1e-12, "geometric");
    near(all.run(with(WeightsMethod::column_mean)).criteria.weight, golden::numbers(expect["column_mean"]), 1e-12, "column_mean");
    const std::vector<double> over = golden::numbers(data["over"]), under = golden::numbers(data["under"]);
    const std::string best = data["best"], worst = data["worst"];
    Judgements ends;
    for (std::size_t j = 0; j < over.size(); ++j) {
      const std::string name = (j < 10 ? "c0" : "c") + std::to_string(j);
      if (name != best) ends.add(best, name, over[j]);
      if (name != worst && name != best) ends.add(name, worst, under[j]);
    }
    const WeightsResult found = ends.run(with(WeightsMethod::best_worst, best, worst));
    near(found.consistency_index, golden::number(expect["gap"]), 1e-6, "xi");
    near(found.criteria.lower, golden::numbers(expect["lower"]), 1e-5, "least weights");
    near(found.criteria.upper, golden::numbers(expect["upper"]), 1e-5, "greatest weights");
    for (std::size_t j = 0; j < over.size(); ++j) CHECK((found.criteria.weight[j] >= found.criteria.lower[j] - 1e-12 && found.criteria.weight[j] <= found.criteria.upper[j] + 1e-12));
  }
}

TEST_CASE("performance.weights: what it refuses") {
  const auto said = [](const Judgements& all, const WeightsOptions& options = {}) { return sentence([&] { all.run(options); }); };
  Judgements all = triangle({{1, 2, 4}, {0, 1, 2}, {0, 0, 1}});
  CHECK(said(all) == "accepted");
  Judgements less{{"a", "a"}, {"b", "c"}, {2, 4}};
  CHECK(said(less) == "performance.weights: first is without \"b / c\", but must be a judgement of each pair, or method best_worst");
  Judgements twice{{"a", "a"}, {"b", "b"}, {2, 2}};
  CHECK(said(twice) == "performance.weights: first is \"a / b\" twice, but must be a pair that is there once");
  CHECK(said(Judgements{{"a", "b"}, {"b", "a"}, {2, 0.5}}) == "accepted");
  CHECK(said(Judgements{{"a", "b"}, {"b", "a"}, {2, 0.4}}) == "performance.weights: ratio[1] is 0.4, but must be 1 over the ratio of the pair in the other order");
  CHECK(said(Judgements{{"a", "a"}, {"b", "a"}, {2, 2}}) == "performance.weights: ratio[1] is 2, but must be 1 for a criterion against itself");
  CHECK(said(Judgements{{"a"}, {"a"}, {1}}) == "performance.weights: first is of one criterion, but must be of two criteria or more");
  CHECK(said(less, with(WeightsMethod::best_worst)) == "performance.weights: best is missing, but must be given, because method is best_worst");
  CHECK(said(less, with(WeightsMethod::best_worst, "a", "d")) == "performance.weights: worst is \"d\", but must be one of a, b, c");
  CHECK(said(less, with(WeightsMethod::best_worst, "a", "c")) == "performance.weights: first is without \"b / c\", but must be each compared with the worst");
  CHECK(said(Judgements{{"a", "a", "b"}, {"b", "c", "c"}, {2, 4, 0.5}}, with(WeightsMethod::best_worst, "a", "c")) == "performance.weights: ratio[2] is 0.5, but must be >= 1, because method is best_worst");
}
