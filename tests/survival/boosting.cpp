// Boosted hazards against hand-worked truths, XGBoost's trees, boosting restated as plain loops, Shapley values from their definition, and
// the invariances.
#include "mainstay/survival/boosting.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <numeric>
#include <set>

#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/curve.hpp"
#include "sentence.hpp"
#include "survival/tree_router.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

BoostingInput input_of(const Rows& rows) {
  const CoxInput cox = rows.input();
  BoostingInput view;
  view.x = cox.x;
  view.duration = cox.duration;
  view.event = cox.event;
  view.entry = cox.entry;
  view.weights = cox.weights;
  view.cluster = cox.cluster;
  return view;
}

RunContext threads(int count, std::uint64_t seed = 1) {
  RunContext context;
  context.threads = count;
  context.seed = seed;
  return context;
}

double median_of(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

BoostingOptions plain_options() {
  BoostingOptions options;
  options.held_out = 0.0;
  options.calibrate = false;
  return options;
}

// Random rows with two causes, a number with gaps and a category.
Rows random_people(std::size_t n, std::uint64_t seed, bool entry = true, bool weights = false, bool continuous = false) {
  cox_test::Design design;
  design.text = true;
  design.entry = entry;
  design.weights = weights;
  design.continuous = continuous;
  Rows rows = cox_test::random_rows(n, seed, design);
  std::mt19937_64 random(seed + 1000);
  for (std::size_t i = 0; i < n; ++i) {
    if (rows.event[i] > 0 && random() % 3 == 0) rows.event[i] = 2;
    if (random() % 5 == 0) rows.numbers[0][i] = missing;
  }
  return rows;
}

// Log rates of each row, cause and interval, by the trees themselves.
std::vector<double> log_rates(const BoostingFit& fit, const Table& x) {
  const TreeRows rows("test", x, fit.trees.columns, UnseenLevel::refuse);
  const TreeRouter router(fit.trees);
  const auto causes = static_cast<std::int64_t>(fit.causes.cause.size()), intervals = static_cast<std::int64_t>(fit.intervals.stop.size());
  std::vector<double> result, values(static_cast<std::size_t>(rows.columns()));
  for (std::int64_t i = 0; i < rows.rows(); ++i) {
    rows.read(i, 1, values.data());
    std::vector<double> mine = fit.baseline.log_rate;
    for (std::int64_t tree = 0; tree < router.trees(); ++tree)
      router.leaves(tree, values.data(), 0, intervals, [&](std::int64_t node, std::int64_t first, std::int64_t last) {
        for (std::int64_t b = first; b < last; ++b) mine[fit.tree_cause[tree] * intervals + b] += fit.trees.nodes.value[node];
      });
    result.insert(result.end(), mine.begin(), mine.end());
  }
  REQUIRE(static_cast<std::int64_t>(result.size()) == rows.rows() * causes * intervals);
  return result;
}

// Time at risk of a row in each interval, from the definition.
std::vector<double> exposures(const BoostingFit& fit, const std::vector<double>& leavings, double entry, double duration, bool left) {
  std::vector<double> result;
  for (std::size_t b = 0; b < fit.intervals.stop.size(); ++b) {
    const double start = fit.intervals.start[b], stop = fit.intervals.stop[b];
    double end = std::min(duration, stop);
    if (left && duration > start && duration <= stop) {
      double before = start;
      for (const double time : leavings)
        if (time < duration) before = std::max(before, time);
      end = std::max(0.5 * (before + duration), entry);
    }
    result.push_back(std::max(0.0, end - std::max(entry, start)));
  }
  return result;
}

// The same boosting in plain loops over (row, interval) cells, numbers only: every split of every leaf is tried with sums of doubles.
class Restated {
 public:
  struct Cell {
    std::size_t row;
    int interval;
    double expected, left, log_factor = 0.0;
  };
  Restated(const std::vector<std::vector<double>>& x, std::vector<Cell> cells, const BoostingOptions& options) : x_(x), cells_(std::move(cells)), options_(options) {}
  const std::vector<Cell>& run(int trees) {
    for (int t = 0; t < trees; ++t) grow();
    return cells_;
  }

 private:
  struct Leaf {
    std::vector<std::size_t> cells, left, right;
    int depth = 0;
    double gain = 0.0;
  };
  double value(const std::vector<std::size_t>& cells, double* expected = nullptr) const {
    double d = 0.0, e = 0.0;
    for (const std::size_t c : cells) d += cells_[c].left, e += cells_[c].expected;
    if (expected != nullptr) *expected = e;
    return (d - e) / (e + options_.l2);
  }
  double promise(const std::vector<std::size_t>& cells) const {
    double e = 0.0;
    const double w = value(cells, &e);
    return 0.5 * w * w * (e + options_.l2);
  }
  void seek(Leaf& leaf) const {
    const auto offer = [&](const std::function<bool(const Cell&)>& goes_left) {
      std::vector<std::size_t> left, right;
      for (const std::size_t c : leaf.cells) (goes_left(cells_[c]) ? left : right).push_back(c);
      double el = 0.0, er = 0.0;
      value(left, &el);
      value(right, &er);
      if (left.empty() || right.empty() || el < options_.min_leaf_events || er < options_.min_leaf_events) return;
      const double gain = promise(left) + promise(right) - promise(leaf.cells);
      if (gain > leaf.gain * (1.0 + 1e-9) + 1e-12) leaf.gain = gain, leaf.left = left, leaf.right = right;
    };
    if (leaf.depth >= options_.depth) return;
    for (const auto& column : x_) {
      std::set<double> values;
      for (const std::size_t c : leaf.cells)
        if (!std::isnan(column[cells_[c].row])) values.insert(column[cells_[c].row]);
      for (const double cut : values)
        for (const bool missing_left : {false, true})
          offer([&](const Cell& cell) { return std::isnan(column[cell.row]) ? missing_left : column[cell.row] <= cut; });
    }
    if (!options_.proportional)
      for (int cut = 0; cut < 255; ++cut) offer([&](const Cell& cell) { return cell.interval <= cut; });
  }
  void grow() {
    std::vector<Leaf> leaves(1);
    for (std::size_t c = 0; c < cells_.size(); ++c) leaves[0].cells.push_back(c);
    seek(leaves[0]);
    while (static_cast<std::int64_t>(leaves.size()) < options_.leaves) {
      auto best = std::max_element(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a.gain < b.gain; });
      if (!(best->gain > 0.0)) break;
      Leaf left{best->left, {}, {}, best->depth + 1, 0.0}, right{best->right, {}, {}, best->depth + 1, 0.0};
      leaves.erase(best);
      for (Leaf* leaf : {&left, &right}) seek(*leaf), leaves.push_back(*leaf);
    }
    for (const Leaf& leaf : leaves) {
      const double step = options_.learning_rate * std::log(1.0 + value(leaf.cells));
      for (const std::size_t c : leaf.cells) cells_[c].log_factor += step, cells_[c].expected *= std::exp(step);
    }
  }
  const std::vector<std::vector<double>>& x_;
  std::vector<Cell> cells_;
  BoostingOptions options_;
};

std::vector<double> times_of_leaving(const Rows& rows) {
  std::vector<double> times;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows.event[i] > 0) times.push_back(rows.duration[i]);
  return times;
}

}  // namespace

TEST_CASE("boosting: one split by hand") {
  // Night shift: leave at 1, 1, 2, one stays to 2. Day shift: one leaves at 2, three stay to 2. One interval (0, 2].
  // Who left at 1 counts until 1/2, who left at 2 until 3/2. Night: 3 leavers in 1/2 + 1/2 + 3/2 + 2 = 9/2; day: 1 in 3/2 + 6 = 15/2.
  Rows rows;
  rows.add("night", {1, 1, 1, 1, 0, 0, 0, 0});
  rows.duration = {1, 1, 2, 2, 2, 2, 2, 2};
  rows.event = {1, 1, 1, 0, 1, 0, 0, 0};
  BoostingOptions options = plain_options();
  options.iterations = 1;
  options.learning_rate = 1.0;
  options.l2 = 0.0;
  options.min_leaf_events = 0.5;
  options.cuts = {10};
  const BoostingFit fit = boosting(input_of(rows), options);
  CHECK(fit.status == BoostingStatus::iteration_limit);
  REQUIRE(fit.intervals.stop == std::vector<double>{2});
  CHECK(fit.baseline.log_rate[0] == doctest::Approx(std::log(4.0 / 12.0)).epsilon(1e-14));
  REQUIRE(fit.trees.nodes.feature == std::vector<std::int64_t>{0, -1, -1});
  CHECK(fit.trees.nodes.threshold[0] == 0.5);
  CHECK(fit.trees.nodes.cover == std::vector<double>{8, 4, 4});
  const std::vector<double> logs = log_rates(fit, rows.table());
  CHECK(logs[0] == doctest::Approx(std::log(3.0 / 4.5)).epsilon(1e-7));
  CHECK(logs[7] == doctest::Approx(std::log(1.0 / 7.5)).epsilon(1e-7));
  NewPeople people;
  people.x = rows.table();
  BoostingPredictOptions at;
  at.beyond = BeyondFollowUp::carry;
  at.times = {2, 1};
  const BoostingPrediction curve = boosting_predict(fit, people, at);
  CHECK(curve.survival[0] == doctest::Approx(std::exp(-2.0 * 3.0 / 4.5)).epsilon(1e-7));
  CHECK(curve.survival[1] == doctest::Approx(std::exp(-3.0 / 4.5)).epsilon(1e-7));
  CHECK(curve.incidence.empty());
  // Gain of the split: half of (d - E)^2 / E of each side; expected leavers 9/2 / 3 and 15/2 / 3.
  CHECK(fit.gains.gain[0] == doctest::Approx(0.5 * (1.5 * 1.5 / 1.5 + 1.5 * 1.5 / 2.5)).epsilon(1e-6));
  CHECK(fit.causes.log_likelihood[0] == doctest::Approx((3 * std::log(3.0 / 4.5) + std::log(1.0 / 7.5) - 4.0) / 8.0).epsilon(1e-6));
}

TEST_CASE("boosting: a category and a missing value by hand") {
  Rows rows;
  rows.add("score", {missing, missing, missing, missing, 1, 1, 2, 2});
  rows.names.push_back("site");
  rows.numbers.emplace_back();
  rows.texts.emplace_back().set_levels({"a", "b", "c", "d"});
  rows.texts.back().codes = {0, 1, 2, 3, 0, 1, 2, 3};
  rows.duration = {1, 1, 1, 2, 2, 2, 2, 2};
  rows.event = {1, 1, 1, 1, 0, 0, 0, 0};
  BoostingOptions options = plain_options();
  options.iterations = 1;
  options.leaves = 2;
  options.min_leaf_events = 0.5;
  options.cuts = {5};
  const BoostingFit by_missing = boosting(input_of(rows), options);
  REQUIRE(by_missing.trees.nodes.feature == std::vector<std::int64_t>{0, -1, -1});
  CHECK(by_missing.trees.nodes.missing_left[0] == 0);
  CHECK(by_missing.trees.nodes.threshold[0] == std::numeric_limits<double>::max());
  CHECK(by_missing.trees.nodes.value[1] < 0.0);
  rows.event = {1, 0, 1, 0, 1, 0, 1, 0};
  const BoostingFit by_site = boosting(input_of(rows), options);
  REQUIRE(by_site.trees.nodes.feature == std::vector<std::int64_t>{1, -1, -1});
  const std::vector<double> logs = log_rates(by_site, rows.table());
  CHECK(logs[0] == logs[2]);
  CHECK(logs[1] == logs[3]);
  CHECK(logs[0] > logs[1]);
}

TEST_CASE("boosting: the first tree is XGBoost's") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(golden::folder("survival/boosting"))) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    const golden::json document = golden::read(entry.path());
    CAPTURE(entry.path().filename().string());
    Rows rows = cox_test::rows_of(document["data"]);
    const golden::json& wanted = document["options"];
    BoostingOptions options = plain_options();
    options.iterations = 1;
    options.learning_rate = 1.0;
    options.leaves = 4096;
    options.depth = wanted["depth"];
    options.l2 = wanted["l2"];
    options.min_leaf_events = wanted["min_leaf_events"];
    options.cuts = golden::numbers(wanted["cuts"]);
    options.proportional = wanted["proportional"];
    const BoostingFit fit = boosting(input_of(rows), options);
    const std::vector<double> logs = log_rates(fit, rows.table());
    const std::size_t intervals = fit.intervals.stop.size(), causes = fit.causes.cause.size();
    REQUIRE(causes == document["causes"].size());
    for (std::size_t k = 0; k < causes; ++k) {
      const golden::json& expected = document["causes"][k];
      double worst = 0.0;
      for (std::size_t c = 0; c < expected["row"].size(); ++c) {
        const std::size_t row = expected["row"][c], interval = expected["interval"][c];
        const double step = logs[(row * causes + k) * intervals + interval] - fit.baseline.log_rate[k * intervals + interval];
        worst = std::max(worst, std::fabs(step - std::log(1.0 + expected["step"][c].get<double>())));
      }
      CAPTURE(k);
      CHECK(worst < 2e-5);
    }
  }
  CHECK(files == 24);
}

TEST_CASE("boosting: many trees are those of plain loops") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Rows rows = random_people(60, seed, seed % 2 == 0, seed % 3 == 0, seed % 4 == 0);
    BoostingOptions options = plain_options();
    options.iterations = 4;
    options.learning_rate = 0.4;
    options.leaves = 5;
    options.depth = 3;
    options.min_leaf_events = 1.5;
    options.cuts = {2, 5};
    options.proportional = seed % 5 == 0;
    BoostingInput input = input_of(rows);
    input.x = Table{};
    for (std::size_t j = 0; j < 3; ++j) input.x.add(rows.names[j], Column(rows.numbers[j]));
    const BoostingFit fit = boosting(input, options);
    const std::vector<double> logs = log_rates(fit, input.x), leavings = times_of_leaving(rows);
    const std::size_t intervals = fit.intervals.stop.size(), causes = fit.causes.cause.size();
    const std::vector<std::vector<double>> x(rows.numbers.begin(), rows.numbers.begin() + 3);
    for (std::size_t k = 0; k < causes; ++k) {
      std::vector<Restated::Cell> cells;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const double weight = rows.weights.empty() ? 1.0 : rows.weights[i];
        const std::vector<double> time = exposures(fit, leavings, rows.entry.empty() ? 0.0 : rows.entry[i], rows.duration[i], rows.event[i] > 0);
        for (std::size_t b = 0; b < intervals; ++b) {
          const bool left = rows.event[i] == static_cast<double>(k + 1) && rows.duration[i] > fit.intervals.start[b] && rows.duration[i] <= fit.intervals.stop[b];
          if (time[b] > 0.0 || left)
            cells.push_back({i, static_cast<int>(b), weight * time[b] * std::exp(fit.baseline.log_rate[k * intervals + b]), left ? weight : 0.0});
        }
      }
      double worst = 0.0;
      Restated restated(x, cells, options);
      for (const Restated::Cell& cell : restated.run(4))
        worst = std::max(worst, std::fabs(logs[(cell.row * causes + k) * intervals + static_cast<std::size_t>(cell.interval)] -
                                          fit.baseline.log_rate[k * intervals + static_cast<std::size_t>(cell.interval)] - cell.log_factor));
      CAPTURE(seed);
      CAPTURE(k);
      CHECK(worst < 1e-5);
    }
  }
}

TEST_CASE("boosting: without trees the curves are Kaplan-Meier's and Aalen-Johansen's") {
  for (const bool entry : {false, true}) {
    const Rows rows = random_people(3000, 5, entry);
    BoostingOptions options;
    options.iterations = 0;
    options.intervals = 255;
    const BoostingFit fit = boosting(input_of(rows), options);
    CurveInput curve_input;
    curve_input.duration = Column(rows.duration);
    curve_input.event = Column(rows.event);
    if (entry) curve_input.entry = Column(rows.entry);
    CurveOptions curve_options;
    curve_options.times = {1, 2, 3, 5, 8};
    const CurveResult expected = curve(curve_input, curve_options);
    NewPeople people;
    const Rows one = rows.pick({0});
    people.x = one.table();
    BoostingPredictOptions at;
    at.beyond = BeyondFollowUp::carry;
    at.times = curve_options.times;
    const BoostingPrediction found = boosting_predict(fit, people, at);
    for (std::size_t t = 0; t < 5; ++t) {
      CHECK(found.survival[t] == doctest::Approx(expected.curve.survival[t]).epsilon(1e-3));
      for (std::size_t k = 0; k < 2; ++k) CHECK(std::fabs(found.incidence[k].incidence[t] - expected.incidence.incidence[k * 5 + t]) < 1e-3);
    }
  }
}

TEST_CASE("boosting: curves add up to 1, fall, and go on from tenure") {
  const Rows rows = random_people(800, 3, true, true);
  const BoostingFit fit = boosting(input_of(rows));
  CHECK(fit.trees.count() > 0);
  NewPeople people;
  people.x = rows.table();
  BoostingPredictOptions at;
  at.beyond = BeyondFollowUp::carry;
  at.times = {9, 0, 4, 2.5, 6, 1e6};
  const BoostingPrediction whole = boosting_predict(fit, people, at);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t t = 0; t < 6; ++t) {
      const std::size_t cell = i * 6 + t;
      CHECK(std::fabs(whole.survival[cell] + whole.incidence[0].incidence[cell] + whole.incidence[1].incidence[cell] - 1.0) < 1e-14);
    }
    CHECK(whole.survival[i * 6 + 1] == 1.0);
    CHECK(whole.survival[i * 6 + 3] > whole.survival[i * 6 + 2]);
    CHECK(whole.survival[i * 6 + 4] > whole.survival[i * 6]);
  }
  const std::vector<double> tenure(rows.size(), 4.0);
  people.tenure = Column(tenure);
  at.times = {2, 5};
  const BoostingPrediction later = boosting_predict(fit, people, at);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(later.survival[i * 2] == doctest::Approx(whole.survival[i * 6 + 4] / whole.survival[i * 6 + 2]).epsilon(1e-12));
    CHECK(later.incidence[1].incidence[i * 2 + 1] ==
          doctest::Approx((whole.incidence[1].incidence[i * 6] - whole.incidence[1].incidence[i * 6 + 2]) / whole.survival[i * 6 + 2]).epsilon(1e-9));
  }
  at.beyond = BeyondFollowUp::missing;
  at.times = {1e6};
  CHECK(std::isnan(boosting_predict(fit, people, at).survival[0]));
  people.tenure = {};
  const std::vector<double> own(rows.size(), 4.0);
  people.time = Column(own);
  at.times = {};
  CHECK(boosting_predict(fit, people, at).survival[5] == whole.survival[5 * 6 + 2]);
}

TEST_CASE("boosting: after calibration the leavers expected in each interval are those observed") {
  const Rows rows = random_people(900, 9, true, true);
  BoostingOptions options;
  options.iterations = 30;
  const BoostingFit fit = boosting(input_of(rows), options);
  const std::vector<double> logs = log_rates(fit, rows.table()), leavings = times_of_leaving(rows);
  const std::size_t intervals = fit.intervals.stop.size();
  std::vector<double> expected(2 * intervals, 0.0), observed(2 * intervals, 0.0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::vector<double> time = exposures(fit, leavings, rows.entry[i], rows.duration[i], rows.event[i] > 0);
    for (std::size_t b = 0; b < intervals; ++b)
      for (std::size_t k = 0; k < 2; ++k) {
        expected[k * intervals + b] += rows.weights[i] * time[b] * std::exp(logs[(i * 2 + k) * intervals + b]);
        if (rows.event[i] == static_cast<double>(k + 1) && rows.duration[i] > fit.intervals.start[b] && rows.duration[i] <= fit.intervals.stop[b])
          observed[k * intervals + b] += rows.weights[i];
      }
  }
  for (std::size_t c = 0; c < expected.size(); ++c)
    if (observed[c] > 0.0) CHECK(expected[c] == doctest::Approx(observed[c]).epsilon(1e-6));
  CHECK(fit.baseline.calibration[0] != 1.0);
}

TEST_CASE("boosting: contributions are Shapley's, and add up to the log rate") {
  for (const bool proportional : {false, true}) {
    const Rows rows = random_people(300, 21);
    BoostingOptions options;
    options.iterations = 12;
    options.leaves = 8;
    options.min_leaf_events = 2.0;
    options.held_out = 0.0;
    options.proportional = proportional;
    const BoostingFit fit = boosting(input_of(rows), options);
    const Rows few = rows.pick({0, 1, 2, 3, 4, 5, 6, 7});
    const std::vector<double> tenure{0, 0, 1, 2, 3, 4.5, 7, 100};
    BoostingExplainInput people;
    people.x = few.table();
    people.tenure = Column(tenure);
    BoostingExplainOptions wanted;
    wanted.cause = 1;
    wanted.horizon = 3.5;
    const BoostingExplanation found = boosting_explain(fit, people, wanted);
    const std::vector<double> logs = log_rates(fit, few.table());
    const TreeRows reader("test", people.x, fit.trees.columns, UnseenLevel::refuse);
    const TreeRouter router(fit.trees);
    const auto intervals = static_cast<std::int64_t>(fit.intervals.stop.size());
    const std::size_t columns = 4;
    for (std::size_t i = 0; i < few.size(); ++i) {
      std::vector<double> share(static_cast<std::size_t>(intervals), 0.0);
      double sum = 0.0;
      for (std::int64_t b = 0; b < intervals; ++b) {
        share[b] = std::max(0.0, std::min(tenure[i] + 3.5, fit.intervals.stop[b]) - std::max(tenure[i], fit.intervals.start[b]));
        sum += share[b];
      }
      if (sum == 0.0) share.back() = sum = 1.0;
      double score = 0.0, added = found.expected[i];
      for (std::int64_t b = 0; b < intervals; ++b) score += share[b] / sum * logs[i * 2 * static_cast<std::size_t>(intervals) + static_cast<std::size_t>(b)];
      for (std::size_t c = 0; c < columns; ++c) added += found.contributions[i * columns + c];
      CHECK(found.score[i] == doctest::Approx(score).epsilon(1e-12));
      CHECK(added == doctest::Approx(score).epsilon(1e-12));
      // The definition: over all subsets of the columns, the value of the trees when splits by the others are averaged by cover.
      std::vector<double> row(columns);
      reader.read(static_cast<std::int64_t>(i), 1, row.data());
      std::vector<double> value(1u << columns, 0.0);
      const TreeNodes& nodes = fit.trees.nodes;
      const std::function<double(std::int64_t, unsigned, std::int64_t)> walk = [&](std::int64_t node, unsigned known, std::int64_t b) -> double {
        if (router.is_leaf(node)) return nodes.value[node];
        if (router.by_time(node)) return walk(b < router.first_right(node) ? nodes.left[node] : nodes.right[node], known, b);
        if (known >> nodes.feature[node] & 1u) return walk(router.child(node, row.data()), known, b);
        const double left = nodes.cover[nodes.left[node]], right = nodes.cover[nodes.right[node]];
        return (left * walk(nodes.left[node], known, b) + right * walk(nodes.right[node], known, b)) / (left + right);
      };
      for (unsigned known = 0; known < value.size(); ++known)
        for (std::int64_t tree = 0; tree < router.trees(); ++tree)
          for (std::int64_t b = 0; fit.tree_cause[tree] == 0 && b < intervals; ++b)
            if (share[b] > 0.0) value[known] += share[b] / sum * walk(router.root(tree), known, b);
      const double orders[] = {6.0 / 24, 2.0 / 24, 2.0 / 24, 6.0 / 24};  // |S|! (3 - |S|)! / 4!
      for (std::size_t c = 0; c < columns; ++c) {
        double shapley = 0.0;
        for (unsigned known = 0; known < value.size(); ++known)
          if (!(known >> c & 1u)) shapley += orders[__builtin_popcount(known)] * (value[known | 1u << c] - value[known]);
        CHECK(std::fabs(found.contributions[i * columns + c] - shapley) < 1e-12);
      }
      CHECK(std::fabs(found.reasons.contribution[i * 3]) >= std::fabs(found.reasons.contribution[i * 3 + 1]));
    }
  }
}

TEST_CASE("boosting: rows in any order, any number of threads, weights as copied rows: the same model") {
  const Rows rows = random_people(1500, 33);
  BoostingOptions options;
  options.iterations = 25;
  options.row_share = 0.7;
  options.column_share = 0.6;
  const std::string expected = to_json(Object::of(boosting(input_of(rows), options, threads(1))));
  for (const int count : {2, 3, 7}) CHECK(to_json(Object::of(boosting(input_of(rows), options, threads(count)))) == expected);
  CHECK(to_json(Object::of(boosting(input_of(rows), options, threads(1, 2)))) != expected);

  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0u);
  std::mt19937 random(5);
  std::shuffle(order.begin(), order.end(), random);
  const Rows shuffled = rows.pick(order);
  const BoostingFit one = boosting(input_of(rows), options), other = boosting(input_of(shuffled), options);
  CHECK(to_json(Object::of(one.trees)) == to_json(Object::of(other.trees)));
  for (std::size_t i = 0; i < one.baseline.log_rate.size(); ++i) CHECK(one.baseline.log_rate[i] == doctest::Approx(other.baseline.log_rate[i]).epsilon(1e-12));

  Rows weighted = rows, copied = rows;
  weighted.weights.clear();
  std::vector<std::size_t> copies;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    weighted.weights.push_back(static_cast<double>(i % 3));
    for (std::size_t c = 0; c < i % 3; ++c) copies.push_back(i);
  }
  copied = rows.pick(copies);
  const BoostingFit by_weight = boosting(input_of(weighted), options), by_copy = boosting(input_of(copied), options);
  REQUIRE(by_weight.trees.nodes.threshold.size() == by_copy.trees.nodes.threshold.size());
  CHECK(by_weight.trees.nodes.feature == by_copy.trees.nodes.feature);
  CHECK(by_weight.trees.nodes.threshold == by_copy.trees.nodes.threshold);
  for (std::size_t i = 0; i < by_weight.trees.nodes.value.size(); ++i) CHECK(by_weight.trees.nodes.value[i] == doctest::Approx(by_copy.trees.nodes.value[i]).epsilon(1e-5));
}

TEST_CASE("boosting: pieces of a person's time are the person; who goes together is held out together") {
  const Rows rows = random_people(600, 44, false);
  Rows pieces = rows;
  pieces.entry.assign(rows.size(), 0.0);
  std::vector<std::size_t> both;
  for (std::size_t i = 0; i < rows.size(); ++i) both.insert(both.end(), {i, i});
  pieces = pieces.pick(both);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    pieces.cluster.insert(pieces.cluster.end(), {static_cast<std::int64_t>(i), static_cast<std::int64_t>(i)});
    const double middle = std::floor(0.5 * rows.duration[i]);
    pieces.duration[2 * i] = middle > 0.0 ? middle : rows.duration[i];
    pieces.event[2 * i] = middle > 0.0 ? 0.0 : rows.event[i];
    pieces.entry[2 * i + 1] = middle;
    if (!(middle > 0.0)) {  // no time to part: the second piece counts nothing
      pieces.entry[2 * i + 1] = 0.0;
      pieces.duration[2 * i + 1] = 0.0;
      pieces.event[2 * i + 1] = 0.0;
    }
  }
  Rows whole = rows;
  for (std::size_t i = 0; i < rows.size(); ++i) whole.cluster.push_back(static_cast<std::int64_t>(i));
  BoostingOptions options;
  options.iterations = 20;
  const BoostingFit a = boosting(input_of(whole), options), b = boosting(input_of(pieces), options);
  CHECK(a.held_out_rows > 0);
  CHECK(a.trees.nodes.feature == b.trees.nodes.feature);
  CHECK(a.trees.nodes.threshold == b.trees.nodes.threshold);
  for (std::size_t i = 0; i < a.trees.nodes.value.size(); ++i) CHECK(a.trees.nodes.value[i] == doctest::Approx(b.trees.nodes.value[i]).epsilon(1e-5));
  for (std::size_t i = 0; i < a.baseline.log_rate.size(); ++i) CHECK(a.baseline.log_rate[i] == doctest::Approx(b.baseline.log_rate[i]).epsilon(1e-6));
}

TEST_CASE("boosting: rates rise with what they are told to rise with") {
  const Rows rows = random_people(700, 55);
  BoostingOptions options;
  options.iterations = 40;
  options.min_leaf_events = 1.0;
  options.held_out = 0.0;
  const auto breaches = [&] {
    const BoostingFit fit = boosting(input_of(rows), options);
    std::int64_t count = 0;
    for (std::size_t person = 0; person < 20; ++person) {
      Rows ladder = rows.pick(std::vector<std::size_t>(40, person));
      for (std::size_t i = 0; i < 40; ++i) ladder.numbers[0][i] = 20.0 + static_cast<double>(i);
      const std::vector<double> logs = log_rates(fit, ladder.table());
      const std::size_t size = logs.size() / 40;
      for (std::size_t i = size; i < logs.size(); ++i) count += logs[i] < logs[i - size] - 1e-12;
    }
    return count;
  };
  CHECK(breaches() > 0);
  options.monotone = {{"age", BoostingDirection::rises}};
  CHECK(breaches() == 0);
}

TEST_CASE("boosting: early stopping keeps the trees up to the best score") {
  Rows rows = random_people(500, 66);
  BoostingOptions options;
  options.iterations = 400;
  options.min_leaf_events = 1.0;
  options.l2 = 0.0;
  options.learning_rate = 0.5;
  options.held_out = 0.3;
  options.folds = 1;
  options.patience = 5;
  const BoostingFit fit = boosting(input_of(rows), options);
  CHECK(fit.status == BoostingStatus::early_stopped);
  for (std::size_t k = 0; k < 2; ++k) {
    double best = -1e300;
    std::int64_t trees = 0;
    for (std::size_t r = 0; r < fit.scores.trees.size(); ++r)
      if (fit.scores.cause[r] == static_cast<std::int64_t>(k) && fit.scores.held_out[r] > best) best = fit.scores.held_out[r], trees = fit.scores.trees[r];
    CHECK(fit.causes.trees[k] == trees);
    CHECK(fit.causes.held_out[k] == best);
    CHECK(std::count(fit.tree_cause.begin(), fit.tree_cause.end(), static_cast<std::int64_t>(k)) == trees);
  }
  options.min_leaf_events = 1e6;
  CHECK(boosting(input_of(rows), options).status == BoostingStatus::converged);
}

TEST_CASE("boosting: shuffling a column that matters costs likelihood, one that does not nothing") {
  Rows rows = random_people(3000, 77);
  rows.add("noise", std::vector<double>(rows.size()));
  std::mt19937 random(1);
  for (double& value : rows.numbers.back()) value = static_cast<double>(random() % 100);
  BoostingOptions options;
  options.iterations = 60;
  options.proportional = true;
  const BoostingFit fit = boosting(input_of(rows), options);
  const Rows fresh_rows = [&] {
    Rows fresh = random_people(2000, 78);
    fresh.add("noise", std::vector<double>(fresh.size(), 5.0));
    for (double& value : fresh.numbers.back()) value = static_cast<double>(random() % 100);
    return fresh;
  }();
  const BoostingInput fresh = input_of(fresh_rows);
  BoostingImportanceInput people{fresh.x, fresh.duration, fresh.event, fresh.entry, fresh.weights};
  const BoostingImportance found = boosting_importance(fit, people);
  REQUIRE(found.column.back() == "noise");
  CHECK(found.importance[0] > 5.0 * std::fabs(found.importance.back()));
  CHECK(found.importance[1] > 5.0 * std::fabs(found.importance.back()));
  const BoostingImportance again = boosting_importance(fit, people, {}, threads(3));
  CHECK(again.importance == found.importance);
}

TEST_CASE("boosting: saved and loaded it predicts the same bits, and no damage to its numbers leads astray") {
  const Rows rows = random_people(400, 88);
  BoostingOptions options;
  options.iterations = 6;
  const BoostingFit fit = boosting(input_of(rows), options);
  const std::string bytes = save_document("survival.boosting", Object::of(fit));
  const Object again = load_document(bytes, "survival.boosting", type_of<BoostingFit>);
  CHECK(save_document("survival.boosting", again) == bytes);
  NewPeople people;
  people.x = rows.table();
  BoostingPredictOptions at;
  at.beyond = BeyondFollowUp::carry;
  at.times = {1, 5};
  CHECK(boosting_predict(*again.as<BoostingFit>(), people, at).survival == boosting_predict(fit, people, at).survival);

  std::mt19937 random(2);
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    BoostingFit broken = fit;
    std::vector<std::int64_t>* lists[] = {&broken.trees.nodes.feature, &broken.trees.nodes.left,    &broken.trees.nodes.right, &broken.trees.nodes.level_set,
                                          &broken.trees.sets.bin,      &broken.trees.sets.level_set, &broken.tree_cause,        &broken.baseline.interval,
                                          &broken.trees.nodes.tree,    &broken.baseline.cause};
    std::vector<std::int64_t>& list = *lists[random() % 10];
    if (!list.empty()) list[random() % list.size()] = static_cast<std::int64_t>(random() % 40) - 5;
    if (random() % 4 == 0) broken.intervals.stop[random() % broken.intervals.stop.size()] = static_cast<double>(random() % 20);
    if (random() % 4 == 0) broken.trees.columns[random() % 4].levels.resize(random() % 5);
    try {
      broken.validate();
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::corrupt);
      ++refused;
      continue;
    }
    try {
      boosting_predict(broken, people, at);
      boosting_explain(broken, {people.x, {}});
    } catch (const Error&) {
    }
  }
  CHECK(refused > 1500);
}

TEST_CASE("boosting: what there is nothing to learn from") {
  Rows rows = random_people(50, 99);
  std::fill(rows.event.begin(), rows.event.end(), 0.0);
  BoostingOptions options;
  options.causes = {"pay", "team"};
  const BoostingFit nobody = boosting(input_of(rows), options);
  CHECK(nobody.status == BoostingStatus::no_events);
  NewPeople people;
  people.x = rows.table();
  BoostingPredictOptions at;
  at.beyond = BeyondFollowUp::carry;
  at.times = {3};
  const BoostingPrediction stays = boosting_predict(nobody, people, at);
  CHECK(stays.survival[0] == 1.0);
  CHECK(stays.incidence[1].cause == "team");
  CHECK(stays.incidence[1].incidence[0] == 0.0);
  CHECK(sentence([&] { boosting_explain(nobody, {people.x, {}}); }) ==
        "survival.boosting.explain: cause is 1, but must be one for which somebody left in the fit");
  const std::string bytes = save_document("survival.boosting", Object::of(nobody));
  CHECK(save_document("survival.boosting", load_document(bytes, "survival.boosting", type_of<BoostingFit>)) == bytes);

  rows.event[3] = 1.0;
  const BoostingFit one = boosting(input_of(rows), options);
  CHECK(one.status == BoostingStatus::converged);
  CHECK(one.causes.status == std::vector<std::string>{"converged", "no_events"});
  CHECK(boosting_predict(one, people, at).incidence[1].incidence[0] == 0.0);

  Rows single = rows.pick({3});
  single.duration = {0.0};
  single.entry = {0.0};
  CHECK(boosting(input_of(single)).events == 1);
}

TEST_CASE("boosting: very large, very small weights change nothing but the scale") {
  Rows rows = random_people(400, 12);
  BoostingOptions options;
  options.iterations = 10;
  options.cuts = {2, 5};
  const BoostingFit one = boosting(input_of(rows), options);
  for (const double scale : {0x1p60, 0x1p-60}) {
    rows.weights.assign(rows.size(), scale);
    BoostingOptions scaled = options;
    scaled.l2 *= scale;
    scaled.min_leaf_events *= scale;
    const BoostingFit other = boosting(input_of(rows), scaled);
    CHECK(other.trees.nodes.threshold == one.trees.nodes.threshold);
    CHECK(other.trees.nodes.value == one.trees.nodes.value);
  }
}

TEST_CASE("boosting: what it refuses") {
  const Rows rows = random_people(60, 4);
  const auto refused = [&](const std::function<void(BoostingInput&, BoostingOptions&)>& change) {
    BoostingInput input = input_of(rows);
    BoostingOptions options;
    change(input, options);
    return sentence([&] { boosting(input, options); });
  };
  CHECK(refused([](BoostingInput&, BoostingOptions& o) { o.causes = {"pay"}; }).find("but must be <= 1, the number of causes") != std::string::npos);
  const std::vector<double> late(60, 99.0);
  CHECK(refused([&](BoostingInput& i, BoostingOptions&) { i.entry = Column(late); }) == "survival.boosting: entry[0] is 99, but must be below duration");
  CHECK(refused([](BoostingInput&, BoostingOptions& o) { o.cuts = {3, 2}; }) == "survival.boosting: cuts[1] is 2, but must be above the cut before");
  CHECK(refused([](BoostingInput&, BoostingOptions& o) { o.monotone = {{"region", BoostingDirection::falls}}; }) ==
        "survival.boosting: monotone[0].column is region, but must be one of the columns of numbers age, remote, grade");
  const BoostingFit fit = boosting(input_of(rows));
  NewPeople people;
  people.x = rows.table();
  std::swap(people.x.names[0], people.x.names[2]);
  std::swap(people.x.columns[0], people.x.columns[2]);
  NewPeople same;
  same.x = rows.table();
  BoostingPredictOptions at;
  at.beyond = BeyondFollowUp::carry;
  at.times = {4};
  CHECK(boosting_predict(fit, people, at).survival == boosting_predict(fit, same, at).survival);
  people.x.names[0] = "class";
  CHECK(sentence([&] { boosting_predict(fit, people, at); }) == "survival.boosting.predict: x.grade is missing, but must be a column; x has class, remote, age, region");
  BoostingExplainOptions explain;
  explain.cause = 7;
  CHECK(sentence([&] { boosting_explain(fit, {same.x, {}}, explain); }) == "survival.boosting.explain: cause is 7, but must be <= 2, the number of causes");
  BoostingImportanceInput judged;
  judged.x = same.x;
  judged.duration = Column(rows.duration);
  const std::vector<double> ninth(60, 9.0);
  judged.event = Column(ninth);
  CHECK(sentence([&] { boosting_importance(fit, judged); }) == "survival.boosting.importance: event[0] is 9, but must be <= 2, the number of causes");
}

TEST_CASE("boosting: parts held out in turn choose the number of trees, whatever the chance that parts them") {
  // 600 people whose rate depends on two columns: by one part held out the predictions of one seed and the next lie far apart.
  const Rows rows = random_people(600, 71, false);
  NewPeople people;
  people.x = rows.table();
  BoostingPredictOptions at;
  at.times = {median_of(rows.duration)};
  const auto spread = [&](const BoostingOptions& options) {
    std::vector<double> least(rows.size(), 1.0), most(rows.size(), 0.0);
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      const BoostingFit fit = boosting(input_of(rows), options, threads(1, seed));
      const std::vector<double> stays = boosting_predict(fit, people, at).survival;
      for (std::size_t i = 0; i < stays.size(); ++i) {
        least[i] = std::min(least[i], stays[i]);
        most[i] = std::max(most[i], stays[i]);
      }
    }
    double widest = 0.0;
    for (std::size_t i = 0; i < least.size(); ++i) widest = std::max(widest, most[i] - least[i]);
    return widest;
  };
  BoostingOptions one;
  one.folds = 1;
  const double by_one = spread(one), by_ten = spread({});
  MESSAGE("widest difference of a prediction over eight seeds: one part ", by_one, ", ten parts ", by_ten);
  CHECK(by_ten < 0.5 * by_one);
  // What was watched is everybody, and every part's score counts; the trees are grown on all.
  const BoostingFit fit = boosting(input_of(rows), {}, threads(1));
  CHECK(fit.held_out_rows == fit.rows);
  CHECK(fit.causes.held_out_events == fit.causes.events);
  std::int64_t place = -1;
  for (std::size_t r = 0; r < fit.scores.trees.size(); ++r)
    if (fit.scores.cause[r] == 0 && (place < 0 || fit.scores.held_out[r] > fit.scores.held_out[static_cast<std::size_t>(place)])) place = static_cast<std::int64_t>(r);
  CHECK(fit.causes.trees[0] == fit.scores.trees[static_cast<std::size_t>(place)]);
  BoostingOptions asked;
  asked.held_out = 0.0;
  asked.iterations = fit.causes.trees[0];
  const BoostingFit same = boosting(input_of(rows), asked, threads(1));
  for (std::size_t j = 0; j < same.tree_cause.size() && same.tree_cause[j] == 0; ++j) CHECK(same.tree_cause[j] == fit.tree_cause[j]);
  CHECK(same.causes.log_likelihood[0] == fit.causes.log_likelihood[0]);
  // Order of rows and threads change no bit of the trees; the scores are sums of real numbers.
  std::vector<std::size_t> back(rows.size());
  for (std::size_t i = 0; i < back.size(); ++i) back[i] = back.size() - 1 - i;
  const Rows turned = rows.pick(back);
  const BoostingFit reversed = boosting(input_of(turned), {}, threads(3));
  CHECK(reversed.trees.nodes.value == fit.trees.nodes.value);
  REQUIRE(reversed.scores.held_out.size() == fit.scores.held_out.size());
  for (std::size_t r = 0; r < fit.scores.held_out.size(); ++r) CHECK(reversed.scores.held_out[r] == doctest::Approx(fit.scores.held_out[r]).epsilon(1e-10));
}
