#include "mainstay/survival/forest.hpp"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/brier.hpp"
#include "mainstay/survival/concordance.hpp"
#include "stats/order.hpp"
#include "survival/beyond.hpp"
#include "survival/cox_part.hpp"
#include "survival/forest_growth.hpp"
#include "survival/tree_router.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.forest";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t block = 128;

// Weights as whole numbers: themselves where they are, otherwise as finely as their sum allows.
void read_weights(const Numbers& weights, ForestRows& data) {
  double largest = 0.0;
  bool whole = true, ones = true;
  for (std::int64_t i = 0; i < data.rows; ++i) {
    largest = std::max(largest, weights[i]);
    whole = whole && weights[i] == std::floor(weights[i]);
    ones = ones && weights[i] == 1.0;
  }
  if (ones || largest == 0.0) return;
  constexpr double most = 4503599627370496.0;  // 2^52
  const double rows = static_cast<double>(data.rows);
  const double scale = whole && largest * rows <= most ? 1.0 : std::exp2(std::floor(std::log2(most / rows / largest)));
  data.unit = 1.0 / scale;
  data.whole.resize(at(data.rows));
  for (std::int64_t i = 0; i < data.rows; ++i) data.whole[at(i)] = weights[i] > 0.0 ? std::max<std::int64_t>(1, std::llround(weights[i] * scale)) : 0;
}

// Trees as grown become rows of the tables of the fit; nodes get places as the writer gives them.
void write_trees(std::vector<ForestTree>& trees, const ForestRows& data, ForestFit& fit) {
  std::size_t nodes = 0, cells = 0;
  for (const ForestTree& tree : trees) {
    nodes += tree.nodes.size();
    cells += tree.cell.size();
  }
  TreeNodes& table = fit.trees.nodes;
  for (auto* list : {&table.tree, &table.feature, &table.left, &table.right, &table.missing_left, &table.level_set}) list->reserve(nodes);
  for (auto* list : {&table.threshold, &table.cover, &table.value}) list->reserve(nodes);
  fit.leaf_cells.reserve(nodes);
  fit.cells.cell.reserve(cells);
  fit.cells.weight.reserve(cells);
  TreeWriter writer(fit.trees);
  const double count = static_cast<double>(trees.size());
  std::vector<std::int64_t> place;
  std::vector<std::int32_t> grown;  // by place, less the root's
  for (ForestTree& tree : trees) {
    place.assign(tree.nodes.size(), 0);
    grown.assign(tree.nodes.size(), 0);
    const std::int64_t root = place[0] = writer.begin(tree.nodes[0].cover);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      const ForestNode& node = tree.nodes[i];
      if (node.column < 0) continue;
      const stats::BinColumn& column = data.bins.columns[at(node.column)];
      const auto goes_left = [&](std::int32_t code) { return ((node.goes_left[code >> 6] >> (code & 63)) & 1) != 0; };
      const double left_cover = tree.nodes[at(node.left)].cover, right_cover = tree.nodes[at(node.right)].cover;
      std::int64_t child = 0;
      if (column.categorical) {
        std::vector<bool> left(at(column.bins));
        for (std::int32_t b = 0; b < column.bins; ++b) left[at(b)] = goes_left(b);
        child = writer.split_levels(place[i], node.column, left, goes_left(column.missing_bin()), left_cover, right_cover);
      } else {
        const double threshold = node.last < static_cast<std::int32_t>(column.cuts.size()) ? column.cuts[at(node.last)] : std::numeric_limits<double>::max();
        child = writer.split_number(place[i], node.column, threshold, goes_left(column.missing_bin()), left_cover, right_cover);
      }
      place[at(node.left)] = child;
      place[at(node.right)] = child + 1;
      grown[at(child - root)] = node.left;
      grown[at(child + 1 - root)] = node.right;
    }
    for (const std::int32_t old : grown) {
      const ForestNode& node = tree.nodes[at(old)];
      const std::int64_t now = place[at(old)];
      writer.set_value(now, node.column < 0 ? node.value / count : 0.0);
      fit.leaf_cells.push_back(node.column < 0 ? node.cells : 0);
      if (node.column >= 0) continue;
      for (std::int64_t c = node.first_cell; c < node.first_cell + node.cells; ++c) {
        fit.cells.cell.push_back(tree.cell[at(c)]);
        fit.cells.weight.push_back(tree.weight[at(c)]);
      }
    }
    tree = ForestTree{};
  }
  writer.finish();
}

std::int64_t written_bytes(const ForestTree& tree) { return static_cast<std::int64_t>(tree.nodes.size()) * 88 + static_cast<std::int64_t>(tree.cell.size()) * 16; }

// Growers that wait for a thread.
class Growers {
 public:
  Growers(const ForestRows& data, const GrowthOptions& options, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) free_.push_back(std::make_unique<ForestGrower>(data, options));
  }
  ForestTree grow(std::int64_t number) {
    std::unique_ptr<ForestGrower> grower;
    {
      std::unique_lock lock(mutex_);
      waiting_.wait(lock, [&] { return !free_.empty(); });
      grower = std::move(free_.back());
      free_.pop_back();
    }
    struct GiveBack {
      Growers& all;
      std::unique_ptr<ForestGrower>& one;
      ~GiveBack() {
        {
          std::lock_guard lock(all.mutex_);
          all.free_.push_back(std::move(one));
        }
        all.waiting_.notify_one();
      }
    } give_back{*this, grower};
    return grower->grow(number);
  }

 private:
  std::vector<std::unique_ptr<ForestGrower>> free_;
  std::mutex mutex_;
  std::condition_variable waiting_;
};

// Scores of people by the trees for which they were not drawn.
class OutOfBag {
 public:
  OutOfBag(const ForestInput& input, const ForestRows& data, const std::vector<ForestTree>& trees, const std::vector<double>& times, const RunContext& context)
      : input_(input), data_(data), trees_(trees), times_(times), context_(context), entry_(input.entry), weight_(at(data.rows)), event_(at(data.rows)) {
    for (std::int64_t i = 0; i < data.rows; ++i) {
      bool scored = false;
      for (std::size_t t = 0; t < trees.size() && !scored; ++t) scored = !trees[t].was_drawn(i);
      scored = scored && data.person_of(i) >= 0;
      weight_[at(i)] = scored ? (input.weights.given() ? number_at(input.weights, i) : 1.0) : 0.0;
      scored_ += scored;
      event_[at(i)] = static_cast<std::uint8_t>(data.moment[at(i)] % data.kinds());
    }
    chance_.resize(at(data.causes + 1));
    for (auto& list : chance_) list.assign(at(data.rows) * times.size(), 0.5f);
    for (const double time : times) steps_.push_back(data.curve_steps.seen(time));
  }
  std::int64_t rows() const noexcept { return scored_; }
  static std::int64_t bytes(std::int64_t rows, std::int64_t times, std::int64_t causes) { return rows * (times * (causes + 1) * 4 + 9 + 240) + 65536; }

  struct Score {
    double brier, reference, skill, concordance;
  };
  // Of leaving at all, then of each cause; with the values of one column taken from other rows.
  std::vector<Score> scores(Team& team, std::int64_t column, const std::vector<std::uint32_t>* other) {
    predict(team, column, other);
    std::vector<Score> found;
    for (std::int32_t cause = 0; cause <= data_.causes; ++cause) {
      BrierInput judged;
      const std::vector<float>& chance = chance_[at(cause)];
      for (std::size_t t = 0; t < times_.size(); ++t)
        judged.prediction.add("t" + std::to_string(t), Column(chance.data() + t * at(data_.rows), data_.rows));
      judged.duration = input_.duration;
      judged.event = Column(event_);
      judged.entry = input_.entry;
      judged.weights = Column(weight_);
      BrierOptions options;
      options.times = times_;
      options.predicted = PredictedWhat::incidence;
      if (cause > 0) options.cause = cause;
      RunContext quiet;
      quiet.threads = context_.threads;
      Score score{missing, missing, missing, missing};
      if (scored_ > 0 && !times_.empty()) {
        const BrierResult brier_result = brier(judged, options, quiet);
        score.brier = brier_result.integrated;
        score.reference = brier_result.integrated_reference;
        score.skill = brier_result.integrated_skill;
        ConcordanceInput pairs;
        pairs.score = Column(chance.data() + (times_.size() - 1) * at(data_.rows), data_.rows);
        std::vector<std::uint8_t> left(at(data_.rows));
        for (std::int64_t i = 0; i < data_.rows; ++i) left[at(i)] = cause == 0 ? event_[at(i)] > 0 : event_[at(i)] == cause;
        pairs.duration = input_.duration;
        pairs.event = Column(left);
        pairs.entry = input_.entry;
        pairs.weights = Column(weight_);
        score.concordance = concordance(pairs, {}, quiet).concordance;
      }
      found.push_back(score);
      team.checkpoint(0.95);
    }
    return found;
  }

 private:
  void predict(Team& team, std::int64_t column, const std::vector<std::uint32_t>* other) {
    const std::int64_t chunks = (data_.rows + block - 1) / block;
    team.run(chunks, [&](std::int64_t chunk) {
      PooledCurve curve(data_.curve_steps.count(), data_.causes);
      std::vector<double> incidence(at(data_.causes));
      for (std::int64_t i = chunk * block; i < std::min(data_.rows, (chunk + 1) * block); ++i) {
        if (weight_[at(i)] == 0.0) continue;
        curve.clear();
        for (const ForestTree& tree : trees_) {
          if (tree.was_drawn(i)) continue;
          const ForestNode& leaf = tree.nodes[at(tree.leaf(data_, i, column, other != nullptr ? (*other)[at(i)] : i))];
          curve.add(tree.cell.data() + leaf.first_cell, tree.weight.data() + leaf.first_cell, leaf.cells, 1.0 / leaf.cover);
        }
        curve.close();
        std::int32_t step = entry_.given() ? data_.curve_steps.entered(entry_[i]) : 0;
        double staying = 1.0;
        std::fill(incidence.begin(), incidence.end(), 0.0);
        for (std::size_t t = 0; t < times_.size(); ++t) {
          if (steps_[t] > step) {
            staying = curve.walk(step, steps_[t], staying, incidence.data());
            step = steps_[t];
          }
          double left = 0.0;
          for (std::int32_t cause = 1; cause <= data_.causes; ++cause) {
            left += incidence[at(cause - 1)];
            chance_[at(cause)][t * at(data_.rows) + at(i)] = static_cast<float>(std::min(1.0, incidence[at(cause - 1)]));
          }
          chance_[0][t * at(data_.rows) + at(i)] = static_cast<float>(std::min(1.0, left));
        }
      }
    });
  }

  const ForestInput& input_;
  const ForestRows& data_;
  const std::vector<ForestTree>& trees_;
  const std::vector<double>& times_;
  const RunContext& context_;
  Numbers entry_;
  std::int64_t scored_ = 0;
  std::vector<double> weight_;
  std::vector<std::uint8_t> event_;
  std::vector<std::int32_t> steps_;
  std::vector<std::vector<float>> chance_;  // of leaving at all, then for each cause: [time][row]
};

// Rows in an order that does not depend on theirs where people are labelled.
std::vector<std::uint32_t> canonical(const ForestRows& data, const Numbers& entry, const Numbers& duration) {
  std::vector<std::uint32_t> order;
  for (std::int64_t i = 0; i < data.rows; ++i)
    if (data.person_of(i) >= 0) order.push_back(static_cast<std::uint32_t>(i));
  if (!data.person.empty())
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      if (data.person[a] != data.person[b]) return data.person[a] < data.person[b];
      if (entry.given() && entry[a] != entry[b]) return entry[a] < entry[b];
      if (duration[a] != duration[b]) return duration[a] < duration[b];
      if (data.moment[a] != data.moment[b]) return data.moment[a] < data.moment[b];
      if (data.whole_of(a) != data.whole_of(b)) return data.whole_of(a) < data.whole_of(b);
      for (std::size_t j = 0; j < data.bins.columns.size(); ++j)
        if (const std::uint8_t one = data.code(a, static_cast<std::int64_t>(j)), two = data.code(b, static_cast<std::int64_t>(j)); one != two) return one < two;
      return false;  // nothing tells them apart
    });
  return order;
}

std::int64_t most_rows_drawn(const ForestRows& data, std::int64_t used, std::int64_t drawn) {
  if (data.people == used) return std::min(used, drawn);
  std::vector<std::int32_t> sizes(at(data.people), 0);
  for (const std::int32_t person : data.person)
    if (person >= 0) ++sizes[at(person)];
  const std::int64_t some = std::min(drawn, data.people);
  std::nth_element(sizes.begin(), sizes.begin() + (some - 1), sizes.end(), std::greater<>());
  return std::accumulate(sizes.begin(), sizes.begin() + some, std::int64_t{0});
}

}  // namespace

ForestFit forest(const ForestInput& input, const ForestOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  for (std::size_t t = 1; t < options.score_times.size(); ++t)
    if (!(options.score_times[t - 1] < options.score_times[t])) refuse(key, "score_times", static_cast<std::int64_t>(t), options.score_times[t], "above the time before it");
  ForestFit fit;
  ForestRows data;
  const std::int64_t n = data.rows = input.duration.size, columns = static_cast<std::int64_t>(input.x.columns.size());
  const auto too_small = [&](std::int64_t needed) {
    refuse(key, "max_bytes", std::to_string(options.max_bytes), "at least " + std::to_string(needed) + ", which one tree on these rows may need");
  };
  if (n > std::numeric_limits<std::int32_t>::max()) refuse(key, "duration", std::to_string(n) + " rows", "fewer than 2^31 rows");
  // What reading takes: codes, numbers that are copied out, sorted times.
  const std::int64_t reading = n * (columns + 8 * std::min<std::int64_t>(8, columns) + 64) + 1048576;
  if (reading > options.max_bytes) too_small(reading);

  const Numbers duration(input.duration), entry(input.entry), weights(input.weights);
  const auto named = static_cast<std::int64_t>(options.causes.size());
  data.moment.resize(at(n));
  std::vector<double> times, masses;
  {
    std::vector<std::int64_t> codes(at(block));
    std::vector<double> left;
    std::vector<std::uint32_t> left_rows;
    for (std::int64_t first = 0; first < n; first += block) {
      const std::int64_t count = std::min(block, n - first);
      const std::int64_t* event = read_integers(input.event, first, count, codes.data());
      for (std::int64_t i = first; i < first + count; ++i) {
        if (entry.given() && !(entry[i] < duration[i])) refuse(key, "entry", i, entry[i], "below duration");
        if (named > 0 && event[i - first] > named) refuse(key, "event", i, static_cast<double>(event[i - first]), "0 or the number of one of the " + std::to_string(named) + " causes");
        if (weights.given() && !(weights[i] > 0.0)) continue;
        ++fit.rows;
        fit.follow_up = std::max(fit.follow_up, duration[i]);
        data.moment[at(i)] = static_cast<std::uint16_t>(event[i - first]);
        data.causes = std::max(data.causes, static_cast<std::int32_t>(event[i - first]));
        if (event[i - first] == 0) continue;
        ++fit.events;
        left.push_back(duration[i]);
        left_rows.push_back(static_cast<std::uint32_t>(i));
      }
    }
    const stats::Distinct distinct = stats::distinct_of(left.data(), static_cast<std::int64_t>(left.size()));
    times = distinct.values;
    masses.assign(times.size(), 0.0);
    if (weights.given()) read_weights(weights, data);
    for (std::size_t i = 0; i < left.size(); ++i) masses[distinct.index[i]] += data.whole.empty() ? 1.0 : static_cast<double>(data.whole[left_rows[i]]);
  }
  data.causes = std::max<std::int32_t>({1, data.causes, static_cast<std::int32_t>(named)});
  fit.causes.cause = options.causes;
  for (std::int64_t j = named; j < data.causes; ++j) fit.causes.cause.push_back(std::to_string(j + 1));
  fit.causes.events.assign(at(data.causes), 0);

  fit.people = fit.rows;
  if (input.cluster.given()) {
    const data::Groups groups = data::encode_groups(key, "cluster", input.cluster);
    if (groups.missing > 0) refuse(key, "cluster", std::find(groups.codes.begin(), groups.codes.end(), -1) - groups.codes.begin(), missing, "given in every row");
    std::vector<std::int32_t> place(at(groups.count), -1);
    for (std::int64_t i = 0; i < n; ++i)
      if (!weights.given() || weights[i] > 0.0) place[at(groups.codes[at(i)])] = 0;
    std::int32_t people = 0;
    for (std::int32_t& each : place)
      if (each == 0) each = people++;
    data.person.assign(at(n), -1);
    for (std::int64_t i = 0; i < n; ++i)
      if (!weights.given() || weights[i] > 0.0) data.person[at(i)] = place[at(groups.codes[at(i)])];
    fit.people = people;
  } else if (fit.rows < n) {
    data.person.assign(at(n), -1);
    std::int32_t people = 0;
    for (std::int64_t i = 0; i < n; ++i)
      if (weights[i] > 0.0) data.person[at(i)] = people++;
  }
  data.people = fit.people;

  // Steps of time, and where rows lie among them.
  data.curve_steps = steps_of(times, masses, options.intervals);
  data.split_steps = steps_of(times, masses, options.split_intervals);
  fit.times = data.curve_steps.middle;
  const std::int32_t kinds = data.kinds();
  data.last.assign(at(n), 0);
  if (entry.given()) {
    data.after.assign(at(n), 0);
    data.split_after.assign(at(n), 0);
  }
  for (std::int64_t i = 0; i < n; ++i) {
    if (data.person_of(i) < 0) continue;
    const std::int32_t cause = data.moment[at(i)];
    const auto range = [&](const TimeSteps& steps) {
      const std::int32_t last = cause > 0 ? steps.left(duration[i]) : steps.seen(duration[i]);
      std::int32_t after = entry.given() ? steps.entered(entry[i]) : 0;
      if (cause > 0) after = std::min(after, last - 1);
      return after < last ? std::pair(after, last) : std::pair(0, 0);
    };
    const auto curve = range(data.curve_steps), test = range(data.split_steps);
    data.last[at(i)] = static_cast<std::uint16_t>(curve.second);
    data.moment[at(i)] = static_cast<std::uint16_t>(test.second * kinds + cause);
    if (entry.given()) {
      data.after[at(i)] = static_cast<std::uint16_t>(curve.first);
      data.split_after[at(i)] = static_cast<std::uint8_t>(test.first);
    }
    if (cause > 0) ++fit.causes.events[at(cause - 1)];
  }

  Team team(key, context);
  team.report(0.0, 0.05);
  if (fit.events == 0) {
    data.bins = stats::bin_table(input.x, input.weights, options.bins, team);
    fit.trees.columns = tree_columns(data.bins.columns);
    fit.status = ForestStatus::no_events;
    return fit;
  }
  fit.score_times = options.score_times;
  if (fit.score_times.empty()) {
    const double all = std::accumulate(masses.begin(), masses.end(), 0.0);
    double upto = 0.0;
    std::size_t place = 0;
    for (int q = 0; q < 10; ++q) {
      while (place + 1 < times.size() && upto + masses[place] < (0.1 * q + 0.05) * all) upto += masses[place++];
      if (fit.score_times.empty() || fit.score_times.back() < times[place]) fit.score_times.push_back(times[place]);
    }
  }
  data.bins = stats::bin_table(input.x, input.weights, options.bins, team);
  fit.trees.columns = tree_columns(data.bins.columns);

  GrowthOptions growth;
  growth.columns = options.columns > 0 ? std::min(options.columns, columns) : static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(columns))));
  growth.depth = options.depth;
  growth.drawn = std::clamp<std::int64_t>(std::llround(options.sample_share * static_cast<double>(data.people)), 1, data.people);
  growth.replace = options.replace;
  growth.any = options.split == ForestSplit::any;
  growth.remember = options.out_of_bag || options.importance;
  growth.rules.least_rows = static_cast<double>(options.min_leaf_rows);
  growth.rules.least_leavers = options.min_leaf_events;
  growth.rules.cuts = options.cuts;
  growth.seed = context.seed;

  // Whether a further tree may be grown depends on the trees so far alone, never on the threads; threads only grow several at a time where
  // there is room for them.
  const std::int64_t most_drawn = most_rows_drawn(data, fit.rows, growth.drawn);
  const std::int64_t own = data.bytes() + n * 24 + 262144, grower = ForestGrower::bytes(data, growth, most_drawn), tree = ForestGrower::tree_bytes(data, growth, most_drawn);
  const std::int64_t scoring = growth.remember ? OutOfBag::bytes(n, static_cast<std::int64_t>(fit.score_times.size()), data.causes) : 0;
  const std::int64_t beside = own + tree + std::max(grower, scoring);
  if (std::max(reading, beside) > options.max_bytes) too_small(std::max(reading, beside));
  std::vector<ForestTree> trees;
  std::int64_t model = 0;
  fit.status = ForestStatus::grown;
  {
    const std::int64_t at_once = std::clamp<std::int64_t>((options.max_bytes - own) / (grower + 2 * tree), 1, std::min<std::int64_t>(team.threads(), options.trees));
    Growers growers(data, growth, at_once);
    while (static_cast<std::int64_t>(trees.size()) < options.trees) {
      const std::int64_t done = static_cast<std::int64_t>(trees.size()), room = options.max_bytes - own - model - at_once * grower;
      const std::int64_t some = std::clamp<std::int64_t>(room / tree, 1, options.trees - done);
      if (beside + model > options.max_bytes) break;
      std::vector<ForestTree> grown(at(some));
      const double share = growth.remember ? 0.6 : 0.9, all = static_cast<double>(options.trees);
      team.report(0.05 + share * static_cast<double>(done) / all, 0.05 + share * static_cast<double>(done + some) / all);
      team.run(some, [&](std::int64_t t) { grown[at(t)] = growers.grow(done + t); });
      bool full = false;
      for (ForestTree& one : grown) {
        if (beside + model > options.max_bytes) {
          full = true;
          break;
        }
        fit.memory = std::max(reading, beside + model);
        model += one.bytes() + written_bytes(one);
        trees.push_back(std::move(one));
      }
      if (full) break;
    }
  }
  if (static_cast<std::int64_t>(trees.size()) < options.trees) fit.status = ForestStatus::budget_reached;

  if (growth.remember) {
    team.report(0.65, options.importance ? 0.7 : 0.95);
    OutOfBag out_of_bag(input, data, trees, fit.score_times, context);
    fit.out_of_bag_rows = out_of_bag.rows();
    const std::vector<OutOfBag::Score> scores = out_of_bag.scores(team, -1, nullptr);
    for (std::size_t c = 0; c < scores.size(); ++c) {
      fit.scores.cause.push_back(c == 0 ? "" : fit.causes.cause[c - 1]);
      fit.scores.integrated_brier.push_back(scores[c].brier);
      fit.scores.reference.push_back(scores[c].reference);
      fit.scores.skill.push_back(scores[c].skill);
      fit.scores.concordance.push_back(scores[c].concordance);
    }
    if (options.importance) {
      const std::vector<std::uint32_t> order = canonical(data, entry, duration);
      std::vector<std::uint32_t> shuffled, other(at(n), 0);
      for (std::int64_t j = 0; j < columns; ++j) {
        team.report(0.7 + 0.25 * static_cast<double>(j) / static_cast<double>(columns), 0.7 + 0.25 * static_cast<double>(j + 1) / static_cast<double>(columns));
        stats::Random random({context.seed, 0x73687566666c65u, static_cast<std::uint64_t>(j)});
        shuffled = order;
        stats::draw_first(shuffled, static_cast<std::int64_t>(shuffled.size()), random);
        for (std::size_t i = 0; i < order.size(); ++i) other[order[i]] = shuffled[i];
        const std::vector<OutOfBag::Score> worse = out_of_bag.scores(team, j, &other);
        for (std::size_t c = 0; c < scores.size(); ++c) {
          fit.importance.column.push_back(fit.trees.columns[at(j)].name);
          fit.importance.cause.push_back(fit.scores.cause[c]);
          fit.importance.rise.push_back(worse[c].brier - scores[c].brier);
          fit.importance.concordance_drop.push_back(scores[c].concordance - worse[c].concordance);
        }
      }
    }
  }
  write_trees(trees, data, fit);
  team.report(1.0, 1.0);
  return fit;
}

void ForestFit::validate() const {
  trees.validate(key, 0);
  const auto broken = [&](const char* argument, std::int64_t index, const char* rule) { throw Error(ErrorCode::corrupt, key, argument, index, "broken", rule); };
  const auto kinds = static_cast<std::int64_t>(causes.cause.size()) + 2, steps = static_cast<std::int64_t>(times.size());
  if (causes.cause.empty() || causes.cause.size() > 255 || causes.events.size() != causes.cause.size()) broken("causes", -1, "one to 255, with their events");
  if (steps > 10000) broken("times", -1, "at most 10000");
  for (std::int64_t s = 0; s < steps; ++s)
    if (!std::isfinite(times[at(s)]) || (s > 0 && !(times[at(s - 1)] < times[at(s)]))) broken("times", s, "rising");
  if (!std::isfinite(follow_up)) broken("follow_up", -1, "finite");
  const TreeNodes& nodes = trees.nodes;
  if (leaf_cells.size() != nodes.tree.size()) broken("leaf_cells", -1, "one for each node");
  if (nodes.value.size() != nodes.tree.size()) broken("nodes.value", -1, "one for each node");
  if (cells.cell.size() != cells.weight.size()) broken("cells", -1, "of one length");
  const auto size = static_cast<std::int64_t>(cells.cell.size());
  std::int64_t first = 0;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(leaf_cells.size()); ++i) {
    const std::int64_t count = leaf_cells[at(i)];
    if (count < 0 || count > size - first || (count > 0 && nodes.feature[at(i)] != -1)) broken("leaf_cells", i, "cells of a leaf");
    if (nodes.feature[at(i)] == -1 && !(nodes.cover[at(i)] > 0.0)) broken("nodes.cover", i, "above 0 in a leaf");
    for (std::int64_t c = first; c < first + count; ++c) {
      if (cells.cell[at(c)] < kinds || cells.cell[at(c)] >= (steps + 1) * kinds || (c > first && cells.cell[at(c)] <= cells.cell[at(c - 1)])) broken("cells.cell", c, "steps and kinds, rising in a leaf");
      if (!(cells.weight[at(c)] > 0.0 && std::isfinite(cells.weight[at(c)]))) broken("cells.weight", c, "above 0");
    }
    first += count;
  }
  if (first != size) broken("cells", -1, "all of a leaf");
}

ForestPrediction forest_predict(const ForestFit& fit, const NewPeople& input, const ForestPredictOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.forest.predict";
  check(name, input, options, context.threads);
  if (input.time.given() && !options.times.empty()) refuse(name, "times", "given", "left out when the column time is given");
  const TreeRows rows(name, input.x, fit.trees.columns, options.unseen);
  const TreeRouter router(fit.trees);
  std::vector<std::int64_t> first_cell(fit.leaf_cells.size() + 1, 0);
  for (std::size_t i = 0; i < fit.leaf_cells.size(); ++i) first_cell[i + 1] = first_cell[i] + fit.leaf_cells[i];
  const std::int64_t m = rows.rows(), trees = router.trees();
  const auto causes = static_cast<std::int32_t>(fit.causes.cause.size()), steps = static_cast<std::int32_t>(fit.times.size());
  const bool own = input.time.given(), curves = own || !options.times.empty();
  const std::int64_t times = own ? 1 : static_cast<std::int64_t>(options.times.size());
  const Numbers tenure(input.tenure), time(input.time);
  std::vector<std::size_t> order(at(times));  // of the times asked for
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (!own) std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return options.times[a] < options.times[b]; });
  ForestPrediction result;
  result.score.assign(at(m), 0.0);
  if (curves) {
    result.survival.assign(at(m * times), 1.0);
    for (const std::string& cause : fit.causes.cause) result.incidence.push_back({cause, std::vector<double>(at(m * times), 0.0)});
    if (!own) result.times = options.times;
  }
  constexpr std::int64_t some = 64;
  const std::int64_t chunks = (m + some - 1) / some;
  Team team(name, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    const std::int64_t first = chunk * some, count = std::min(some, m - first);
    std::vector<double> values(at(count * rows.columns())), incidence(at(causes));
    rows.read(first, count, values.data());
    std::vector<PooledCurve> pooled;
    if (curves) pooled.assign(at(count), PooledCurve(steps, causes));
    for (std::int64_t t = 0; t < trees; ++t)
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t leaf = router.leaf(t, values.data() + i * rows.columns());
        result.score[at(first + i)] += fit.trees.nodes.value[at(leaf)];
        if (!curves) continue;
        const std::int64_t cell = first_cell[at(leaf)];
        pooled[at(i)].add(fit.cells.cell.data() + cell, fit.cells.weight.data() + cell, fit.leaf_cells[at(leaf)], 1.0 / fit.trees.nodes.cover[at(leaf)]);
      }
    if (!curves) return;
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t row = first + i;
      pooled[at(i)].close();
      const double since = tenure.given() ? tenure[row] : 0.0;
      const auto upto = [&](double until) { return static_cast<std::int32_t>(std::upper_bound(fit.times.begin(), fit.times.end(), until) - fit.times.begin()); };
      std::int32_t step = tenure.given() ? upto(since) : 0;
      double staying = 1.0;
      std::fill(incidence.begin(), incidence.end(), 0.0);
      for (const std::size_t t : order) {
        const double until = since + (own ? time[row] : options.times[t]);
        const std::size_t cell = at(row * times) + t;
        if (reach_of(options.beyond, until, fit.follow_up) == Reach::missing) {
          result.survival[cell] = missing;
          for (CauseIncidence& cause : result.incidence) cause.incidence[cell] = missing;
          continue;
        }
        const std::int32_t last = upto(until);
        if (last > step) {
          staying = pooled[at(i)].walk(step, last, staying, incidence.data());
          step = last;
        }
        double left = 0.0;
        for (std::int32_t c = 0; c < causes; ++c) left += result.incidence[at(c)].incidence[cell] = std::min(1.0, incidence[at(c)]);
        result.survival[cell] = std::max(0.0, 1.0 - left);
      }
    }
  });
  return result;
}

namespace {
constexpr Function methods[] = {analysis<&forest_predict>("survival.forest.predict", "How likely is each person to have left by then, and for which cause?")};
}
constinit const Function forest_analysis = analysis<&forest>("survival.forest", "Who leaves when and for what, where attributes work together in ways nobody wrote down?", methods);

}  // namespace mainstay::inline v1::survival
