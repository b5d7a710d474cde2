#include "mainstay/performance/decision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "performance/decision_scores.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
using Rows = std::vector<std::vector<double>>;

// A table in rows with its rules; criteria are c0, c1, …
struct Case {
  std::vector<std::vector<double>> columns;
  DecisionRules rules;

  Case(const Rows& rows, const std::vector<double>& weights, const std::vector<int>& types) {
    columns.resize(weights.size());
    for (const std::vector<double>& row : rows)
      for (std::size_t j = 0; j < row.size(); ++j) columns[j].push_back(row[j]);
    for (std::size_t j = 0; j < weights.size(); ++j) {
      DecisionCriterion criterion;
      criterion.name = "c" + std::to_string(j);
      criterion.weight = weights[j];
      criterion.direction = types[j] > 0 ? DecisionDirection::higher : DecisionDirection::lower;
      rules.criteria.push_back(criterion);
    }
    rules.weights = DecisionWeights::relative;
  }
  Case& use(DecisionMethod method, DecisionNormalisation normalisation = DecisionNormalisation::vector) {
    rules.method = method;
    const bool as_given = method == DecisionMethod::promethee || method == DecisionMethod::sorting;
    rules.normalisation = as_given ? DecisionNormalisation::anchors : normalisation;
    return *this;
  }
  DecisionOutcome run(std::int32_t threads = 1) const {
    DecisionAlternatives input;
    for (std::size_t j = 0; j < columns.size(); ++j) input.x.add("c" + std::to_string(j), Column(columns[j]));
    RunContext context;
    context.threads = threads;
    return decision(input, rules, context);
  }
  std::string said() const {
    return sentence([&] { run(); });
  }
};

Case drawn(std::mt19937_64& random, int rows, int columns, bool coarse = false) {
  std::uniform_real_distribution<double> uniform(0.5, 9.5);
  Rows x(rows, std::vector<double>(columns));
  std::vector<double> weights(columns);
  std::vector<int> types(columns);
  for (auto& row : x)
    for (double& value : row) value = coarse ? std::round(uniform(random) / 2.0) + 1.0 : uniform(random);
  for (double& weight : weights) weight = uniform(random);
  for (int& type : types) type = uniform(random) < 5.0 ? 1 : -1;
  return Case(x, weights, types);
}

double preference_of(const DecisionCriterion& c, double d) {
  if (d <= 0) return 0;
  switch (c.preference) {
    case DecisionPreference::usual: return 1;
    case DecisionPreference::quasi: return d > c.indifference;
    case DecisionPreference::linear: return d <= c.indifference ? 0 : d >= *c.strict ? 1 : (d - c.indifference) / (*c.strict - c.indifference);
    case DecisionPreference::level: return d > *c.strict ? 1 : d > c.indifference ? 0.5 : 0;
    case DecisionPreference::gaussian: return 1 - std::exp(-d * d / (2 * *c.spread * *c.spread));
  }
  return 0;
}

std::vector<double> ranks_by_counting(const std::vector<double>& score, double tolerance) {
  std::vector<double> ranks;
  for (const double one : score) ranks.push_back(1.0 + static_cast<double>(std::count_if(score.begin(), score.end(), [&](double other) { return other > one + tolerance; })));
  return ranks;
}

const Rows hydropower = {{4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41}, {5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41}, {5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42},
                         {5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36}, {5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04},    {4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36}};
const Rows transport = {{1, 10, 1}, {4, 20, 2}, {2, 20, 0}, {6, 40, 0}, {30, 30, 3}};

}  // namespace

TEST_CASE("performance.decision: TOPSIS of the literature") {
  near(Case({{9, 7, 6, 7}, {8, 7, 9, 6}, {7, 8, 6, 6}}, {4, 2, 6, 8}, {1, 1, 1, 1}).use(DecisionMethod::topsis).run().score, {.387687, .650324, .083477}, 1e-6, "three by four");
  const DecisionOutcome tzeng = Case({{5, 8, 4}, {7, 6, 8}, {8, 8, 6}, {7, 4, 6}}, {.3, .4, .3}, {1, 1, 1}).use(DecisionMethod::topsis).run();
  near(tzeng.score, {.5037, .6581, .7482, .3340}, 5e-5, "Tzeng and Huang (2011)");
  near(tzeng.rank, {3, 2, 1, 4}, 0, "ranks");
  CHECK(tzeng.status == DecisionStatus::decided);
  near(Case({{5490, 51.4, 8.5, 285}, {6500, 70.6, 7, 288}, {6489, 54.3, 7.5, 290}}, {.35, .25, .25, .15}, {-1, 1, 1, 1}).use(DecisionMethod::topsis).run().score, {.48169, .51821, .17796}, 5e-6, "cars");
}

TEST_CASE("performance.decision: VIKOR of Opricovic and Tzeng (2007), four sets of weights") {
  const std::vector<std::vector<double>> weights = {{1, 1, 1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 1, 1, 1, 1}, {1, 1, 1, 1, 2, 2, 2, 2}, {1, 1, 1, 1, 3.2, 3.2, 3.2, 3.2}};
  const std::vector<std::vector<double>> s = {{.692, .7, .29, .423, .28, .346}, {.701, .6, .386, .365, .317, .459}, {.683, .8, .193, .48, .243, .232}, {.678, .857, .138, .513, .222, .167}},
                                         r = {{.125, .125, .121, .125, .067, .125}, {.167, .114, .161, .167, .089, .167}, {.113, .167, .08, .122, .044, .083}, {.129, .19, .057, .139, .042, .06}},
                                         q = {{.991, 1, .473, .67, 0, .578}, {1, .533, .552, .563, 0, .686}, {.684, 1, .147, .554, .041, .191}, {.668, 1, .051, .588, .058, .078}},
                                         compromise = {{0, 0, 0, 0, 1, 0}, {0, 0, 0, 0, 1, 0}, {0, 0, 1, 0, 1, 1}, {0, 0, 1, 0, 1, 1}};
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const DecisionOutcome result = Case(hydropower, weights[k], {1, -1, 1, 1, -1, -1, -1, 1}).use(DecisionMethod::vikor, DecisionNormalisation::minimum_maximum).run();
    near(result.group_regret, s[k], 6e-4, "S");
    near(result.largest_regret, r[k], 6e-4, "R");
    for (std::size_t i = 0; i < 6; ++i) near(1.0 - result.score[i], q[k][i], 1e-3, "Q");
    near(result.compromise, compromise[k], 0, "compromise");
    for (std::size_t i = 0; i < 6; ++i) near(std::accumulate(result.contributions.begin() + i * 8, result.contributions.begin() + (i + 1) * 8, 0.0), result.group_regret[i], 1e-12, "regrets add up");
  }
  const DecisionOutcome unstable = Case({{1, 101, 1, 101, 1}, {101, 1, 101, 1, 101}, {1, 1, 1, 1, 101}, {11, 11, 11, 16, 61}, {56, 56, 56, 56, 56}}, {1, 1, 1, 1, 1}, {-1, -1, -1, -1, -1})
                                       .use(DecisionMethod::vikor, DecisionNormalisation::minimum_maximum).run();
  near(unstable.compromise, {0, 0, 0, 1, 1}, 0, "advantage without stability");
}

TEST_CASE("performance.decision: weighted sum and product") {
  near(Case({{4, 7, 3, 2, 2, 2, 2}, {4, 4, 6, 4, 4, 3, 7}, {7, 6, 4, 2, 5, 5, 3}, {3, 2, 5, 3, 3, 2, 5}, {4, 2, 2, 5, 5, 3, 6}}, {.283, .162, .162, .07, .085, .162, .076}, {1, 1, 1, 1, 1, 1, 1})
           .use(DecisionMethod::weighted_sum, DecisionNormalisation::maximum).run().score, {.553228, .713485, .837428, .514657, .579342}, 2e-6, "sum");
  near(Case({{3, 12.5, 2, 120, 14, 3}, {5, 15, 3, 110, 38, 4}, {3, 13, 2, 120, 19, 3}, {4, 14, 2, 100, 31, 4}, {3, 15, 1.5, 125, 40, 4}}, {.221, .159, .175, .127, .117, .201}, {1, -1, -1, 1, -1, 1})
           .use(DecisionMethod::weighted_product, DecisionNormalisation::maximum).run().score, {.797522, .753254, .764746, .787396, .767428}, 1e-6, "product");
}

TEST_CASE("performance.decision: MEREC of Keshavarz-Ghorabaee and others (2021)") {
  Case merec({{450, 8000, 54, 145}, {10, 9100, 2, 160}, {100, 8200, 31, 153}, {220, 9300, 1, 162}, {5, 8400, 23, 158}}, {1, 1, 1, 1}, {1, 1, -1, -1});
  merec.use(DecisionMethod::weighted_sum, DecisionNormalisation::maximum).rules.weights = DecisionWeights::merec;
  near(merec.run().criteria.weight, {.5752, .0141, .4016, .0091}, 5e-5, "weights");
}

TEST_CASE("performance.decision: PROMETHEE II of the literature") {
  near(Case({{4, 3, 2}, {3, 2, 4}, {5, 1, 3}}, {.5, .3, .2}, {1, 1, 1}).use(DecisionMethod::promethee).run().score, {.1, -.3, .2}, 1e-12, "Zhao (2013)");
  Case ways(transport, {.2, .3, .5}, {-1, -1, 1});
  ways.use(DecisionMethod::promethee);
  ways.rules.criteria[0].preference = DecisionPreference::gaussian, ways.rules.criteria[0].spread = 4;
  ways.rules.criteria[1].preference = DecisionPreference::level, ways.rules.criteria[1].indifference = 11, ways.rules.criteria[1].strict = 15;
  ways.rules.criteria[2].preference = DecisionPreference::linear, ways.rules.criteria[2].indifference = 1, ways.rules.criteria[2].strict = 3;
  const DecisionOutcome result = ways.run();
  near(result.preferred, {.2409, .2559, .1505, .05, .3125}, 6e-5, "positive flows");
  near(result.preferred_to_it, {.0625, .0181, .1890, .4652, .2750}, 6e-5, "negative flows");
  near(result.score, {.1784, .2377, -.0385, -.4152, .0375}, 6e-5, "net flows");
}

TEST_CASE("performance.decision: MR-Sort with vetoes, by hand") {
  // RER meets Good in price and time: weight 4 of 6. METRO2 meets Medium in price and time, but its comfort is as bad as the veto.
  Case ways(transport, {1, 3, 2}, {-1, -1, 1});
  ways.use(DecisionMethod::sorting);
  ways.rules.majority = 0.5;
  ways.rules.otherwise = "Bad";
  ways.rules.grades = {{"Good", {{"c0", 3, 9.0}, {"c1", 11, {}}, {"c2", 3, {}}}}, {"Medium", {{"c0", 7, {}}, {"c1", 25, {}}, {"c2", 2, 0.0}}}};
  const DecisionOutcome result = ways.run();
  std::vector<std::string> grades;
  for (const std::int32_t code : result.grade.codes) grades.push_back(result.grade.levels[code]);
  CHECK(grades == std::vector<std::string>{"Good", "Medium", "Bad", "Bad", "Bad"});
  near(result.score, {2, 1, 0, 0, 0}, 0, "grades below");
  near(result.rank, {1, 2, 3, 3, 3}, 0, "ranks");
  ways.rules.grades[1].bounds[2].veto.reset();
  CHECK(ways.run().grade.codes[2] == 1);
}

TEST_CASE("performance.decision: an alternative that nobody would choose turns the order, but not with anchors") {
  const Rows three = {{8, 7, 3}, {9, 1, 8}, {7, 6, 3}};
  Rows four = three;
  four.push_back({6, 5, 1});
  near(Case(three, {1, 1, 1}, {1, 1, 1}).use(DecisionMethod::topsis).run().score, {.539, .469, .4815}, 5e-4, "three");
  near(Case(four, {1, 1, 1}, {1, 1, 1}).use(DecisionMethod::topsis).run().score, {.530, .582, .479, .318}, 5e-4, "four");
  Case least(Rows{{7, 7, 8}, {6, 5, 9}, {6, 3, 8}}, {1, 1, 1}, {1, 1, 1}), more(Rows{{7, 7, 8}, {6, 5, 9}, {6, 3, 8}, {3, 3, 8}}, {1, 1, 1}, {1, 1, 1});
  least.use(DecisionMethod::topsis, DecisionNormalisation::minimum_maximum), more.use(DecisionMethod::topsis, DecisionNormalisation::minimum_maximum);
  near(least.run().score, {.586, .5, 0}, 5e-4, "min-max, three");
  near(more.run().score, {.586, .707, .343, 0}, 5e-4, "min-max, four");
  Case turning = Case(four, {1, 1, 1}, {1, 1, 1}).use(DecisionMethod::topsis);
  turning.rules.reversal = true;
  const DecisionOutcome result = turning.run();
  REQUIRE(!result.reversals.row.empty());
  const auto left = std::find(result.reversals.row.begin(), result.reversals.row.end(), 3);
  REQUIRE(left != result.reversals.row.end());
  CHECK(result.reversals.first[left - result.reversals.row.begin()] == 0);  // without the last the first is best
  for (const DecisionMethod method : {DecisionMethod::weighted_sum, DecisionMethod::weighted_product, DecisionMethod::topsis}) {
    turning.use(method, DecisionNormalisation::anchors);
    for (DecisionCriterion& criterion : turning.rules.criteria) criterion.zero = 0, criterion.full = 10;
    CHECK(turning.run().reversals.row.empty());
  }
}

TEST_CASE("performance.decision: equal to pymcdm and scikit-criteria") {
  for (const std::string& file : golden::golden_files("performance/decision")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    Rows rows;
    for (const golden::json& row : document["data"]["x"]) rows.push_back(golden::numbers(row));
    std::vector<int> types;
    for (const std::int64_t type : golden::integers(document["data"]["types"])) types.push_back(static_cast<int>(type));
    Case one(rows, golden::numbers(document["data"]["weights"]), types);
    const golden::json& expect = document["expect"];
    const auto expected = [&](const char* group, const char* name) { return golden::numbers(expect[group][name]); };
    const auto weighed = [&](DecisionWeights weights) {
      Case other = one;
      other.use(DecisionMethod::weighted_sum, DecisionNormalisation::minimum_maximum).rules.weights = weights;
      return other.run().criteria.weight;
    };
    near(weighed(DecisionWeights::entropy), expected("weights", "entropy"), 1e-11, "entropy");
    near(weighed(DecisionWeights::entropy), expected("weights", "scikit_entropy"), 1e-11, "entropy of scikit-criteria");
    near(weighed(DecisionWeights::critic), expected("weights", "critic"), 1e-11, "critic");
    near(weighed(DecisionWeights::merec), expected("weights", "merec"), 1e-11, "merec");
    near(weighed(DecisionWeights::standard_deviation), expected("weights", "standard_deviation"), 1e-11, "standard_deviation");
    near(one.use(DecisionMethod::topsis).run().score, expected("topsis", "vector"), 1e-12, "topsis");
    near(one.run().score, expected("topsis", "scikit_vector"), 1e-12, "topsis of scikit-criteria");
    near(one.use(DecisionMethod::topsis, DecisionNormalisation::minimum_maximum).run().score, expected("topsis", "minimum_maximum"), 1e-12, "topsis, min-max");
    const DecisionOutcome vikor = one.use(DecisionMethod::vikor, DecisionNormalisation::minimum_maximum).run();
    for (const char* name : {"compromise", "scikit_compromise"}) {
      std::vector<double> q = expected("vikor", name);
      for (double& value : q) value = 1.0 - value;
      near(vikor.score, q, 1e-11, name);
    }
    near(vikor.group_regret, expected("vikor", "group_regret"), 1e-12, "S");
    near(vikor.largest_regret, expected("vikor", "largest_regret"), 1e-12, "R");
    near(one.use(DecisionMethod::weighted_sum, DecisionNormalisation::minimum_maximum).run().score, expected("weighted_sum", "minimum_maximum"), 1e-12, "sum");
    near(one.use(DecisionMethod::weighted_sum, DecisionNormalisation::maximum).run().score, expected("weighted_sum", "maximum"), 1e-12, "sum, maximum");
    near(one.use(DecisionMethod::weighted_product, DecisionNormalisation::maximum).run().score, expected("weighted_product", "maximum"), 1e-12, "product");
    one.use(DecisionMethod::promethee);
    const std::vector<double> q = golden::numbers(document["data"]["indifference"]), p = golden::numbers(document["data"]["strict"]);
    for (const auto& [shape, name] : {std::pair{DecisionPreference::usual, "usual"}, {DecisionPreference::quasi, "quasi"}, {DecisionPreference::linear, "linear"}, {DecisionPreference::level, "level"}}) {
      for (std::size_t j = 0; j < q.size(); ++j) one.rules.criteria[j].preference = shape, one.rules.criteria[j].indifference = q[j], one.rules.criteria[j].strict = p[j];
      const DecisionOutcome flows = one.run();
      for (const auto& [ours, part] : {std::pair{&flows.score, "score"}, {&flows.preferred, "preferred"}, {&flows.preferred_to_it, "preferred_to_it"}}) near(*ours, golden::numbers(expect["promethee"][name][part]), 1e-12, name);
    }
  }
}

TEST_CASE("performance.decision: flows by all pairs, for every shape, with equal values") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 60; ++round) {
    Case one = drawn(random, 1 + round, 3, round % 2 == 0);
    one.use(DecisionMethod::promethee);
    for (DecisionCriterion& criterion : one.rules.criteria) {
      criterion.preference = static_cast<DecisionPreference>(random() % 5);
      criterion.indifference = static_cast<double>(random() % 3);
      criterion.strict = criterion.indifference + 1.0 + static_cast<double>(random() % 3);
      criterion.spread = 1.5;
    }
    const DecisionOutcome result = one.run(1 + round % 3);
    const std::size_t n = one.columns[0].size();
    double total = 0.0;
    for (const DecisionCriterion& criterion : one.rules.criteria) total += *criterion.weight;
    for (std::size_t i = 0; i < n; ++i) {
      double over = 0.0, under = 0.0;
      for (std::size_t j = 0; j < 3; ++j)
        for (std::size_t k = 0; k < n; ++k) {
          const DecisionCriterion& criterion = one.rules.criteria[j];
          const double d = (criterion.direction == DecisionDirection::higher ? 1.0 : -1.0) * (one.columns[j][i] - one.columns[j][k]), scale = *criterion.weight / total / std::max(1.0, n - 1.0);
          over += scale * preference_of(criterion, d);
          under += scale * preference_of(criterion, -d);
        }
      near(result.preferred[i], over, 1e-12, "over");
      near(result.preferred_to_it[i], under, 1e-12, "under");
      near(result.score[i], over - under, 1e-12, "net");
    }
  }
}

TEST_CASE("performance.decision: the definitions as plain loops") {
  std::mt19937_64 random(8);
  for (int round = 0; round < 60; ++round) {
    Case one = drawn(random, 2 + round, 4, round % 3 == 0);
    const std::size_t n = one.columns[0].size(), c = 4;
    for (DecisionCriterion& criterion : one.rules.criteria) {
      const bool lower = criterion.direction == DecisionDirection::lower;
      criterion.zero = lower ? 8.0 : 2.0;
      criterion.full = lower ? 2.0 : 8.0;
    }
    for (const DecisionNormalisation rule : {DecisionNormalisation::anchors, DecisionNormalisation::minimum_maximum, DecisionNormalisation::vector, DecisionNormalisation::standard, DecisionNormalisation::rank}) {
      std::vector<std::vector<double>> r(c, std::vector<double>(n));
      std::vector<double> best(c), worst(c), w(c);
      double total = 0.0;
      for (std::size_t j = 0; j < c; ++j) total += *one.rules.criteria[j].weight;
      for (std::size_t j = 0; j < c; ++j) {
        const std::vector<double>& x = one.columns[j];
        const bool lower = one.rules.criteria[j].direction == DecisionDirection::lower;
        const double low = *std::min_element(x.begin(), x.end()), high = *std::max_element(x.begin(), x.end()), mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
        double squares = 0.0, about = 0.0;
        for (const double value : x) squares += value * value, about += (value - mean) * (value - mean);
        for (std::size_t i = 0; i < n; ++i) {
          double v = 0.0;
          switch (rule) {
            case DecisionNormalisation::anchors: v = std::clamp(((lower ? -x[i] : x[i]) - (lower ? -8.0 : 2.0)) / 6.0, 0.0, 1.0); break;
            case DecisionNormalisation::minimum_maximum: v = high == low ? 1.0 : lower ? (high - x[i]) / (high - low) : (x[i] - low) / (high - low); break;
            case DecisionNormalisation::vector: v = lower ? 1.0 - x[i] / std::sqrt(squares) : x[i] / std::sqrt(squares); break;
            case DecisionNormalisation::standard: v = about == 0.0 ? 0.0 : (lower ? -1.0 : 1.0) * (x[i] - mean) / std::sqrt(about / (n - 1.0)); break;
            default:
              for (std::size_t k = 0; k < n; ++k) v += k == i ? 0.0 : (x[k] == x[i] ? 0.5 : (lower ? x[k] > x[i] : x[k] < x[i])) / (n - 1.0);
          }
          r[j][i] = v;
        }
        w[j] = *one.rules.criteria[j].weight / total;
        best[j] = rule == DecisionNormalisation::anchors ? 1.0 : *std::max_element(r[j].begin(), r[j].end());
        worst[j] = rule == DecisionNormalisation::anchors ? 0.0 : *std::min_element(r[j].begin(), r[j].end());
      }
      std::vector<double> sum(n, 0.0), topsis(n), regrets(n, 0.0), most(n, 0.0);
      for (std::size_t i = 0; i < n; ++i) {
        double up = 0.0, down = 0.0;
        for (std::size_t j = 0; j < c; ++j) {
          sum[i] += w[j] * r[j][i];
          up += std::pow(w[j] * (best[j] - r[j][i]), 2);
          down += std::pow(w[j] * (r[j][i] - worst[j]), 2);
          const double regret = best[j] > worst[j] ? w[j] * (best[j] - r[j][i]) / (best[j] - worst[j]) : 0.0;
          regrets[i] += regret;
          most[i] = std::max(most[i], regret);
        }
        topsis[i] = up + down > 0.0 ? std::sqrt(down) / (std::sqrt(up) + std::sqrt(down)) : 0.5;
      }
      const DecisionOutcome plain = one.use(DecisionMethod::weighted_sum, rule).run(), close = one.use(DecisionMethod::topsis, rule).run(), vikor = one.use(DecisionMethod::vikor, rule).run();
      near(plain.score, sum, 1e-12, "sum");
      near(plain.rank, ranks_by_counting(plain.score, 1e-12), 0, "ranks");
      near(close.score, topsis, 1e-11, "topsis");
      near(vikor.group_regret, regrets, 1e-11, "regrets");
      near(vikor.largest_regret, most, 1e-11, "largest regret");
      for (std::size_t i = 0; i < n; ++i) {
        double score = 0.0;
        for (std::size_t j = 0; j < c; ++j) {
          near(plain.normalised[i * c + j], r[j][i], 1e-12, "normalised");
          score += plain.contributions[i * c + j];
        }
        near(score, plain.score[i], 1e-12, "contributions");
      }
    }
  }
}

TEST_CASE("performance.decision: at the nearest weights another alternative is level, and between none is ahead") {
  std::mt19937_64 random(9);
  for (int round = 0; round < 40; ++round) {
    Case one = drawn(random, 5, 3);
    const DecisionMethod method = std::vector{DecisionMethod::weighted_sum, DecisionMethod::weighted_product, DecisionMethod::promethee, DecisionMethod::topsis, DecisionMethod::vikor}[round % 5];
    one.use(method, method == DecisionMethod::weighted_product ? DecisionNormalisation::maximum : DecisionNormalisation::minimum_maximum);
    one.rules.sensitivity = true;
    const DecisionOutcome result = one.run();
    const auto first = std::max_element(result.score.begin(), result.score.end()) - result.score.begin();
    const auto lead_at = [&](std::size_t j, double weight, std::int64_t& other) {
      Case changed = one;
      for (std::size_t k = 0; k < 3; ++k) changed.rules.criteria[k].weight = k == j ? weight : result.criteria.weight[k] * (1.0 - weight) / (1.0 - result.criteria.weight[j]);
      changed.rules.sensitivity = false;
      const std::vector<double> score = changed.run().score;
      double lead = 1e300;
      for (std::size_t i = 0; i < score.size(); ++i)
        if (static_cast<std::int64_t>(i) != first && score[first] - score[i] < lead) lead = score[first] - score[i], other = static_cast<std::int64_t>(i);
      return lead;
    };
    for (std::size_t j = 0; j < 3; ++j)
      for (const bool upper : {false, true}) {
        const double swap = upper ? result.criteria.upper_swap[j] : result.criteria.lower_swap[j], own = result.criteria.weight[j], end = std::isnan(swap) ? (upper ? 1.0 : 0.0) : swap;
        std::int64_t other = -1;
        for (const double share : {0.1, 0.5, 0.9}) CHECK(lead_at(j, own + share * (end - own), other) > -1e-9);
        if (std::isnan(swap)) continue;
        const double level = lead_at(j, swap, other);
        if (method != DecisionMethod::vikor) CHECK(std::fabs(level) < 1e-7);  // the scale of Q may jump
        CHECK((upper ? result.criteria.upper_first[j] : result.criteria.lower_first[j]) != first);
      }
  }
}

TEST_CASE("performance.decision: shares of the weights at random") {
  // Two alternatives, each the better in one of two criteria: the first leads where w0 > 1/4 of a uniform weight.
  Case one(Rows{{1, 0}, {0, 1.0 / 3.0}}, {1, 1}, {1, 1});
  one.use(DecisionMethod::weighted_sum, DecisionNormalisation::anchors);
  for (DecisionCriterion& criterion : one.rules.criteria) criterion.zero = 0, criterion.full = 1;
  one.rules.draws = 40000;
  const DecisionOutcome result = one.run(2);
  near(result.first_share, {0.75, 0.25}, 0.01, "shares");
  near(result.mean_rank, {1.25, 1.75}, 0.01, "ranks");
  CHECK(result.first_share[0] + result.first_share[1] == doctest::Approx(1.0).epsilon(1e-12));
  CHECK(one.run(1).first_share == result.first_share);
}

TEST_CASE("performance.decision: constant, zero and unknown columns; ties; bands; missing values") {
  const Rows rows = {{1, 5, 0, 3}, {2, 5, 0, 3}, {2, 5, 0, 3}};
  for (const DecisionNormalisation rule : {DecisionNormalisation::minimum_maximum, DecisionNormalisation::maximum, DecisionNormalisation::vector, DecisionNormalisation::standard, DecisionNormalisation::rank})
    for (const DecisionMethod method : {DecisionMethod::weighted_sum, DecisionMethod::topsis, DecisionMethod::vikor, DecisionMethod::promethee})
      for (const DecisionWeights weights : {DecisionWeights::relative, DecisionWeights::entropy, DecisionWeights::critic, DecisionWeights::standard_deviation}) {
        if (method == DecisionMethod::promethee && rule == DecisionNormalisation::rank) continue;
        Case one = Case(rows, {1, 1, 1, 1}, {1, 1, 1, 1}).use(method, rule);
        one.rules.weights = weights;
        if (weights == DecisionWeights::standard_deviation) one.rules.normalisation = rule;  // which these weights look at whatever the method
        const DecisionOutcome result = one.run();
        for (const double score : result.score) CHECK(std::isfinite(score));
        near(result.rank, {3, 1, 1}, 0, "ranks");
        CHECK(result.status == DecisionStatus::tied);
        CHECK(result.criteria.flag.codes == std::vector<std::int32_t>{0, 1, 2, 1});
        if (weights != DecisionWeights::relative) near(result.criteria.weight, {1, 0, 0, 0}, 1e-15, "weights");
      }
  Case ties = Case({{3}, {1}, {3}, {2}, {1}}, {1}, {1}).use(DecisionMethod::weighted_sum, DecisionNormalisation::minimum_maximum);
  for (const auto& [rule, ranks] : {std::pair{DecisionTies::least, std::vector<double>{1, 4, 1, 3, 4}}, {DecisionTies::greatest, {2, 5, 2, 3, 5}}, {DecisionTies::mean, {1.5, 4.5, 1.5, 3, 4.5}}, {DecisionTies::dense, {1, 3, 1, 2, 3}}}) {
    ties.rules.ties = rule;
    near(ties.run().rank, ranks, 0, "ties");
  }
  Case all = Case({{4}, {4}}, {1}, {1}).use(DecisionMethod::topsis);
  CHECK(all.run().status == DecisionStatus::undetermined);
  Case band = Case({{37}, {39}, {42}, {50}, {31}}, {1}, {1}).use(DecisionMethod::weighted_sum, DecisionNormalisation::anchors);
  band.rules.criteria[0].direction = DecisionDirection::band;
  band.rules.criteria[0].band_low = 36, band.rules.criteria[0].band_high = 40, band.rules.criteria[0].zero = 8;
  near(band.run().score, {1, 1, 0.75, 0, 0.375}, 1e-15, "band");
  Case holes = Case({{1, 4}, {none, 8}, {3, 2}}, {1, 3}, {1, -1}).use(DecisionMethod::weighted_sum, DecisionNormalisation::minimum_maximum);
  CHECK(holes.said() == "performance.decision: x.c0[1] is missing, but must be given, because missing is refuse");
  holes.rules.missing = DecisionMissing::leave_out;
  const DecisionOutcome without = holes.run();
  CHECK(without.left_out == 1);
  near({without.score[0], without.score[2]}, {0.0, 1.0}, 1e-15, "left out");
  CHECK((std::isnan(without.score[1]) && std::isnan(without.rank[1]) && std::isnan(without.normalised[2])));
  near(without.coverage, {1, 0.75, 1}, 1e-15, "coverage");
  holes.rules.missing = DecisionMissing::worst;
  near(holes.run().score, {0.75 * 4 / 6, 0.0, 1.0}, 1e-15, "worst");
  holes.rules.missing = DecisionMissing::reweigh;
  near(holes.run().score, {0.75 * 4 / 6, 0.0, 1.0}, 1e-15, "reweigh: only c1, where it is the worst");
  CHECK(Case({{none}, {none}}, {1}, {1}).use(DecisionMethod::weighted_sum).said().find("x.c0[0] is missing") != std::string::npos);
  Case unknown = Case({{none, 1}, {none, 2}}, {1, 1}, {1, 1}).use(DecisionMethod::topsis);
  unknown.rules.missing = DecisionMissing::worst;
  CHECK(unknown.run().criteria.flag.codes == std::vector<std::int32_t>{3, 0});
  near(unknown.run().rank, {2, 1}, 0, "ranks");
}

TEST_CASE("performance.decision: rows in any order, copied rows, units and threads") {
  std::mt19937_64 random(10);
  Case one = drawn(random, 40000, 4);
  one.use(DecisionMethod::topsis).rules.weights = DecisionWeights::entropy;
  const DecisionOutcome first = one.run(1);
  const std::string bytes = to_json(Object::of(first));
  for (const std::int32_t threads : {2, 3}) CHECK(to_json(Object::of(one.run(threads))) == bytes);
  Case scaled = one;
  for (double& value : scaled.columns[1]) value *= 1000.0;
  const DecisionOutcome thousand = scaled.run();
  check_all(thousand.score, first.score, 1e-10, 1e-12, "another unit");
  Case turned = one;
  for (auto& column : turned.columns) std::reverse(column.begin(), column.end());
  std::vector<double> back = turned.run().score;
  std::reverse(back.begin(), back.end());
  check_all(back, first.score, 1e-10, 1e-12, "rows turned");
}

TEST_CASE("performance.decision: what it refuses") {
  const auto base = [] { return Case({{1, 2}, {3, 1}}, {1, 3}, {1, -1}).use(DecisionMethod::weighted_sum, DecisionNormalisation::minimum_maximum); };
  const auto said = [&](const auto& change) {
    Case one = base();
    change(one.rules);
    if (one.rules.method == DecisionMethod::promethee || one.rules.method == DecisionMethod::sorting) one.rules.normalisation = DecisionNormalisation::anchors;
    return one.said();
  };
  using R = DecisionRules&;
  CHECK(said([](R) {}) == "accepted");
  CHECK(said([](R r) { r.weights = DecisionWeights::given; }) == "performance.decision: criteria is weights that add up to 4, but must be weights that add up to 1, or weights relative");
  CHECK(said([](R r) { r.criteria[1].weight.reset(); }) == "performance.decision: criteria[1].weight is missing, but must be given, because weights is relative");
  CHECK(said([](R r) { r.criteria[0].weight = r.criteria[1].weight = 0; }) == "performance.decision: criteria is weights that are all 0, but must be weights of which one is above 0");
  CHECK(said([](R r) { r.criteria[1].name = "c9"; }) == "performance.decision: criteria[1].name is \"c9\", but must be a column of x: c0, c1");
  CHECK(said([](R r) { r.criteria[1].name = "c0"; }) == "performance.decision: criteria[1].name is \"c0\", but must be a criterion that is there once");
  CHECK(said([](R r) { r.normalisation = DecisionNormalisation::anchors; }) == "performance.decision: criteria[0].zero is missing, but must be given, because normalisation is anchors");
  CHECK(said([](R r) { r.normalisation = DecisionNormalisation::anchors, r.criteria[0].zero = 5, r.criteria[0].full = 5; }) == "performance.decision: criteria[0].full is not above zero, but must be above zero, because more is better");
  CHECK(said([](R r) { r.criteria[0].direction = DecisionDirection::band; }) == "performance.decision: criteria[0].band_low is missing, but must be given, because direction is band");
  CHECK(said([](R r) { r.method = DecisionMethod::weighted_product, r.normalisation = DecisionNormalisation::standard; }).find("normalisation is standard") != std::string::npos);
  CHECK(said([](R r) { r.method = DecisionMethod::topsis, r.missing = DecisionMissing::reweigh; }).find("missing is reweigh") != std::string::npos);
  CHECK(said([](R r) { r.method = DecisionMethod::sorting; }) == "performance.decision: grades is missing, but must be given, because method is sorting");
  CHECK(said([](R r) { r.method = DecisionMethod::sorting, r.grades = {{"A", {{"c0", 2, {}}}}}; }) == "performance.decision: grades[0].bounds is without \"c1\", but must be one for each criterion");
  CHECK(said([](R r) { r.method = DecisionMethod::sorting, r.grades = {{"A", {{"c0", 2, {}}, {"c1", 2, 1.0}}}}; }) == "performance.decision: grades[0].bounds[1].veto is not worse than value, but must be worse than value");
  CHECK(said([](R r) { r.method = DecisionMethod::sorting, r.grades = {{"A", {{"c0", 2, {}}, {"c1", 2, {}}}}, {"B", {{"c0", 3, {}}, {"c1", 2, {}}}}}; }) ==
        "performance.decision: grades[1].bounds[0].value is stricter than in the better grade, but must be no stricter than in \"A\"");
  CHECK(said([](R r) { r.method = DecisionMethod::promethee, r.criteria[0].preference = DecisionPreference::linear; }) == "performance.decision: criteria[0].strict is missing, but must be given for this preference");
  CHECK(said([](R r) { r.method = DecisionMethod::promethee, r.criteria[0].preference = DecisionPreference::gaussian, r.criteria[0].spread = 1, r.most_pairs = 3; }).find("criteria[0].preference is gaussian for 2 alternatives") != std::string::npos);
  Case negative = Case({{-1}, {2}}, {1}, {1}).use(DecisionMethod::topsis);
  negative.rules.weights = DecisionWeights::entropy;
  CHECK(negative.said() == "performance.decision: x.c0[0] is -1, but must be >= 0, because weights is entropy");
  negative.rules.weights = DecisionWeights::merec;
  CHECK(negative.said() == "performance.decision: x.c0[0] is -1, but must be > 0, because weights is merec");
  Case zero = Case({{0}, {2}}, {1}, {-1}).use(DecisionMethod::weighted_sum, DecisionNormalisation::maximum);
  CHECK(zero.said() == "performance.decision: x.c0[0] is 0, but must be > 0, because normalisation is maximum and less is better");
}

TEST_CASE("decision: ranks of thousands of scores are what counting says, with ties, clusters, gaps and missing ones") {
  std::mt19937_64 random(7);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  for (int kind = 0; kind < 6; ++kind)
    for (const std::size_t n : {1u, 3u, 700u, 3000u}) {
      std::vector<double> score(n);
      for (double& value : score) {
        value = uniform();
        if (kind == 1) value = std::floor(8.0 * value) / 8.0;                                                   // many ties
        if (kind == 2) value = value < 0.1 ? none : 0.5 + 1e-13 * std::floor(20.0 * value);                     // apart by less than a tolerance of 1e-12
        if (kind == 3) value = &value == &score.front() ? 1e12 : value < 0.5 ? 0.25 : value;                    // one far from all others, who share a place
        if (kind == 4) value = 0.7;
        if (kind == 5) value = -std::log(value) * (value < 0.3 ? -1e-9 : 1e9);
      }
      for (const double tolerance : {0.0, 1e-12, 1e-3}) {
        std::vector<double> falling;
        for (const double value : score)
          if (value == value) falling.push_back(value);
        std::sort(falling.rbegin(), falling.rend());
        const std::vector<double> ranks = ranks_of(score, DecisionTies::least, tolerance);
        REQUIRE(ranks.size() == n);
        for (std::size_t first = 0; first < falling.size();) {  // a leader and those level with it share its rank
          std::size_t last = first;
          while (last < falling.size() && falling[first] - falling[last] <= tolerance) ++last;
          for (std::size_t i = 0; i < n; ++i)
            if (score[i] <= falling[first] && score[i] >= falling[last - 1] && ranks[i] != static_cast<double>(first + 1)) FAIL_CHECK(kind, " of ", n, ": ", score[i], " has rank ", ranks[i], " instead of ", first + 1);
          first = last;
        }
        for (std::size_t i = 0; i < n; ++i) CHECK((score[i] == score[i]) == (ranks[i] == ranks[i]));
      }
    }
}
