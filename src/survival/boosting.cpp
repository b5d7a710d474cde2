#include "mainstay/survival/boosting.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <span>

#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/bins.hpp"
#include "survival/boosting_growth.hpp"
#include "survival/boosting_time.hpp"
#include "survival/tree_router.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.boosting";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t chunk_rows = 8192;

std::int64_t chunks_of(std::int64_t rows) { return std::max<std::int64_t>(1, (rows + chunk_rows - 1) / chunk_rows); }

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  return static_cast<std::uint64_t>(data::WholeIndex::scatter(static_cast<std::int64_t>(seed ^ value)));
}
bool drawn(std::uint64_t lot, double share) { return static_cast<double>(lot >> 11) * 0x1p-53 < share; }

// What the rows are, those that count: the places in the caller's columns, times, causes and weights.
struct Kept {
  std::vector<std::int64_t> row;
  std::vector<PersonTime> time;
  std::vector<std::uint8_t> cause;  // 0: still here
};

// A number for each row that depends on nothing but the row itself (or its cluster) and the seed: who is held out, who is drawn.
std::vector<std::uint64_t> lots_of(const BoostingInput& input, const stats::Bins& bins, const Kept& kept, std::uint64_t seed, Team& team) {
  const auto count = static_cast<std::int64_t>(kept.row.size());
  std::vector<std::uint64_t> lots(kept.row.size());
  if (input.cluster.given()) {
    const data::Groups groups = data::encode_groups(key, "cluster", input.cluster);
    for (std::int64_t i = 0; i < count; ++i) lots[i] = mixed(seed, mixed(seed, static_cast<std::uint64_t>(groups.codes[kept.row[i]])));
    return lots;
  }
  std::vector<std::vector<std::uint64_t>> level_lots(bins.columns.size());  // levels by name, not by their place in a dictionary
  for (std::size_t j = 0; j < bins.columns.size(); ++j) {
    const stats::BinColumn& column = bins.columns[j];
    for (std::int32_t b = 0; column.categorical && b <= column.bins; ++b) {
      std::uint64_t lot = seed;
      if (b < column.bins)
        for (const char letter : column.levels[b]) lot = mixed(lot, static_cast<std::uint8_t>(letter));
      level_lots[j].push_back(lot);
    }
  }
  const std::int64_t chunks = chunks_of(count);
  team.run(chunks, [&](std::int64_t chunk) {
    for (std::int64_t i = chunk * chunk_rows; i < std::min(count, (chunk + 1) * chunk_rows); ++i) {
      std::uint64_t lot = mixed(seed, std::bit_cast<std::uint64_t>(kept.time[i].stop + 0.0));
      lot = mixed(lot, std::bit_cast<std::uint64_t>(kept.time[i].start + 0.0));
      lot = mixed(lot, kept.cause[i]);
      for (std::size_t j = 0; j < bins.columns.size(); ++j) {
        const std::uint8_t code = bins.column(j)[kept.row[i]];
        lot = mixed(lot, bins.columns[j].categorical ? level_lots[j][code] : code);
      }
      lots[i] = mixed(lot, seed);
    }
  });
  return lots;
}

std::vector<int> directions_of(const std::vector<BoostingMonotone>& monotone, const std::vector<stats::BinColumn>& columns) {
  std::vector<int> directions(columns.size(), 0);
  for (std::size_t m = 0; m < monotone.size(); ++m) {
    const std::string path = "monotone[" + std::to_string(m) + "].column";
    std::vector<std::string> names;
    bool found = false;
    for (std::size_t j = 0; j < columns.size(); ++j) {
      if (columns[j].categorical) continue;
      names.push_back(columns[j].name);
      if (columns[j].name != monotone[m].column) continue;
      if (directions[j] != 0) throw Error(ErrorCode::invalid_argument, key, path, -1, monotone[m].column, "named once");
      directions[j] = monotone[m].direction == BoostingDirection::rises ? 1 : -1;
      found = true;
    }
    if (!found) throw Error(ErrorCode::unknown_name, key, path, -1, monotone[m].column, names.empty() ? "a column of numbers; x has none" : "one of the columns of numbers " + list_of(names));
  }
  return directions;
}

// The boosting of one cause over rows that stay the same.
class Booster {
 public:
  Booster(BoostedRows& data, const Kept& kept, const TimeAxis& axis, const std::vector<std::uint8_t>& held, const std::vector<std::uint64_t>& lots,
          const BoostingOptions& options, const GrowthRules& rules, double unit, std::uint64_t seed, Team& team)
      : data_(data), kept_(kept), axis_(axis), held_(held), lots_(lots), options_(options), half_(0.5 / unit), seed_(seed), team_(team), grower_(data, rules, team) {
    for (std::int64_t i = 0; i < data.rows; ++i) (held[i] ? watched_ : trained_).push_back(static_cast<std::uint32_t>(i));
    for (const std::uint32_t row : trained_) trained_weight_ += data.weight[row];
    for (const std::uint32_t row : watched_) watched_weight_ += data.weight[row];
  }

  struct Outcome {
    BoostingStatus status = BoostingStatus::no_events;
    std::vector<GrownTree> trees;
    std::vector<double> log_rate, calibration;        // of each interval
    std::vector<double> log_likelihood, held_out;     // after each tree, none first
    std::int64_t events = 0, held_out_events = 0, kept_trees = 0;
  };

  Outcome run(std::uint8_t cause, double from, double to) {
    Outcome out;
    const std::int64_t intervals = data_.intervals;
    out.log_rate.assign(intervals, -infinity);
    out.calibration.assign(intervals, 1.0);
    std::vector<double> all(intervals, 0.0), events(intervals, 0.0), exposure(intervals, 0.0);
    for (std::int64_t i = 0; i < data_.rows; ++i) {
      const bool left = kept_.cause[i] == cause;
      data_.event[i] = left ? data_.last[i] : BoostedRows::no_event;
      if (!left) continue;
      ++out.events;
      out.held_out_events += held_[i];
      all[data_.last[i]] += data_.weight[i];
      if (!held_[i]) events[data_.last[i]] += data_.weight[i];
    }
    if (out.events == 0) {
      out.log_likelihood = {0.0};
      out.held_out = {watched_.empty() ? missing : 0.0};
      return out;
    }
    for (const std::uint32_t row : trained_) axis_.exposures(kept_.time[row], [&](std::int64_t b, double time) { exposure[b] += data_.weight[row] * time; });
    for (std::int64_t b = 0; b < intervals; ++b) {
      const double width = axis_.stop[b] - axis_.start[b], observed = events[b] > 0.0 ? events[b] : half_;  // nobody left: as if half a person had
      out.log_rate[b] = std::log(observed / std::max(exposure[b], 0.5 * observed * width));
    }
    fill_cells(out.log_rate);

    double at_event = 0.0, at_held_event = 0.0;  // sums of log rates where somebody left
    for (std::int64_t i = 0; i < data_.rows; ++i)
      if (data_.event[i] != BoostedRows::no_event) (held_[i] ? at_held_event : at_event) += data_.weight[i] * out.log_rate[data_.event[i]];
    Survey survey = look();
    const auto score = [&] {
      out.log_likelihood.push_back(trained_weight_ > 0.0 ? (at_event - survey.trained) / trained_weight_ : 0.0);
      out.held_out.push_back(watched_.empty() ? missing : (at_held_event - survey.watched) / watched_weight_);
    };
    score();
    const bool watches = !watched_.empty() && out.held_out_events > 0;
    std::int64_t best = 0;
    out.status = BoostingStatus::iteration_limit;
    std::vector<std::uint32_t> sample, others;
    std::vector<std::uint8_t> allowed;
    const bool sampled = options_.row_share < 1.0 || options_.column_share < 1.0;
    for (std::int64_t turn = 0; turn < options_.iterations; ++turn) {
      const double share = from + (to - from) * static_cast<double>(turn) / static_cast<double>(options_.iterations);
      team_.report(share, share);
      team_.checkpoint(share);
      draw(static_cast<std::uint64_t>(cause) << 32 | static_cast<std::uint64_t>(turn), sample, others, allowed);
      GrownTree tree = grower_.grow(sample, allowed, survey.largest);
      if (tree.nodes.size() == 1 && !sampled) {
        out.status = BoostingStatus::converged;
        break;
      }
      for (const GrownNode& node : tree.nodes)
        if (node.feature == GrownNode::leaf) at_event += node.value * static_cast<double>(node.sum.excess + node.sum.expected) / tree.scale;
      at_event += follow(tree, others);
      at_held_event += follow(tree, watched_);
      survey = look();
      out.trees.push_back(std::move(tree));
      score();
      if (!watches) continue;
      const double now = out.held_out.back(), record = out.held_out[best];
      if (now > record + 1e-12 * std::fabs(record)) best = turn + 1;
      else if (turn + 1 - best >= options_.patience) {
        out.status = BoostingStatus::early_stopped;
        break;
      }
    }
    out.kept_trees = watches ? best : static_cast<std::int64_t>(out.trees.size());
    if (options_.calibrate) calibrate(out, all);
    out.trees.resize(static_cast<std::size_t>(out.kept_trees));
    return out;
  }

 private:
  struct Survey {
    double trained = 0.0, watched = 0.0, largest = 0.0;
  };

  void fill_cells(const std::vector<double>& log_rate) {
    std::vector<double> rate(log_rate.size());
    for (std::size_t b = 0; b < rate.size(); ++b) rate[b] = std::exp(log_rate[b]);
    team_.run(chunks_of(data_.rows), [&](std::int64_t chunk) {
      for (std::int64_t i = chunk * chunk_rows; i < std::min(data_.rows, (chunk + 1) * chunk_rows); ++i) {
        float* cells = data_.expected.data() + data_.offset[i] - data_.first[i];
        axis_.exposures(kept_.time[i], [&](std::int64_t b, double time) { cells[b] = static_cast<float>(time * rate[b]); });
      }
    });
  }

  // The leavers expected, and the row of whom most are expected.
  Survey look() {
    const std::int64_t chunks = chunks_of(data_.rows);
    std::vector<Survey> parts(static_cast<std::size_t>(chunks));
    team_.run(chunks, [&](std::int64_t chunk) {
      Survey& mine = parts[chunk];
      for (std::int64_t i = chunk * chunk_rows; i < std::min(data_.rows, (chunk + 1) * chunk_rows); ++i) {
        float sum = 0.0f;
        for (std::int64_t c = data_.offset[i]; c < data_.offset[i + 1]; ++c) sum += data_.expected[c];
        const double expected = data_.weight[i] * static_cast<double>(sum);
        (held_[i] ? mine.watched : mine.trained) += expected;
        mine.largest = std::max({mine.largest, expected, data_.weight[i]});
      }
    });
    for (std::int64_t chunk = 1; chunk < chunks; ++chunk) {
      parts[0].trained += parts[chunk].trained;
      parts[0].watched += parts[chunk].watched;
      parts[0].largest = std::max(parts[0].largest, parts[chunk].largest);
    }
    return parts[0];
  }

  void draw(std::uint64_t turn, std::vector<std::uint32_t>& sample, std::vector<std::uint32_t>& others, std::vector<std::uint8_t>& allowed) const {
    const std::uint64_t lot = mixed(seed_ + 1, turn);
    if (options_.row_share >= 1.0) {
      if (sample.empty()) sample = trained_;
    } else {
      sample.clear();
      others.clear();
      for (const std::uint32_t row : trained_) (drawn(mixed(lot, lots_[row]), options_.row_share) ? sample : others).push_back(row);
    }
    allowed.assign(data_.columns.size(), 1);
    if (options_.column_share >= 1.0) return;
    std::vector<std::pair<std::uint64_t, std::size_t>> order;
    for (std::size_t j = 0; j < allowed.size(); ++j) order.emplace_back(mixed(lot, 0x5bd1e995u + j), j);
    std::sort(order.begin(), order.end());
    const auto kept = std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(options_.column_share * static_cast<double>(order.size()))));
    for (std::size_t o = kept; o < order.size(); ++o) allowed[order[o].second] = 0;
  }

  // Rows on which a tree was not grown go through it; returns what it adds to their sum of log rates where somebody left.
  double follow(const GrownTree& tree, const std::vector<std::uint32_t>& rows) {
    const auto count = static_cast<std::int64_t>(rows.size());
    if (count == 0) return 0.0;
    std::vector<float> factors(tree.nodes.size());
    for (std::size_t node = 0; node < factors.size(); ++node) factors[node] = static_cast<float>(std::exp(tree.nodes[node].value));
    const std::int64_t chunks = chunks_of(count);
    std::vector<double> sums(static_cast<std::size_t>(chunks), 0.0);
    team_.run(chunks, [&](std::int64_t chunk) {
      for (std::int64_t i = chunk * chunk_rows; i < std::min(count, (chunk + 1) * chunk_rows); ++i) {
        const std::uint32_t row = rows[i];
        float* cells = data_.expected.data() + data_.offset[row] - data_.first[row];
        leaves_of_row(tree, data_, row, 0, data_.first[row], data_.last[row], [&](const GrownNode& leaf, std::int32_t first, std::int32_t last) {
          const float factor = factors[static_cast<std::size_t>(&leaf - tree.nodes.data())];
          for (std::int32_t b = first; b <= last; ++b) cells[b] *= factor;
          if (data_.event[row] >= first && data_.event[row] <= last) sums[chunk] += data_.weight[row] * leaf.value;
        });
      }
    });
    double sum = 0.0;
    for (const double part : sums) sum += part;
    return sum;
  }

  // In each interval the leavers expected by the trees kept, of everybody, become those observed. The cells hold what all trees expect:
  // what the trees after those kept have added is taken out again.
  void calibrate(Outcome& out, const std::vector<double>& observed) {
    const std::int64_t chunks = chunks_of(data_.rows), intervals = data_.intervals;
    const std::span<const GrownTree> dropped = std::span<const GrownTree>(out.trees).subspan(static_cast<std::size_t>(out.kept_trees));
    std::vector<double> expected(static_cast<std::size_t>(chunks * intervals), 0.0);
    team_.run(chunks, [&](std::int64_t chunk) {
      double* mine = expected.data() + chunk * intervals;
      double taken_out[256];
      for (std::int64_t i = chunk * chunk_rows; i < std::min(data_.rows, (chunk + 1) * chunk_rows); ++i) {
        const std::int32_t begin = data_.first[i], end = data_.last[i];
        const float* cells = data_.expected.data() + data_.offset[i] - begin;
        if (dropped.empty()) {
          for (std::int32_t b = begin; b <= end; ++b) mine[b] += data_.weight[i] * static_cast<double>(cells[b]);
          continue;
        }
        for (std::int32_t b = begin; b <= end; ++b) taken_out[b] = 0.0;
        for (const GrownTree& tree : dropped)
          leaves_of_row(tree, data_, i, 0, begin, end, [&](const GrownNode& leaf, std::int32_t first, std::int32_t last) {
            for (std::int32_t b = first; b <= last; ++b) taken_out[b] += leaf.value;
          });
        for (std::int32_t b = begin; b <= end; ++b) mine[b] += data_.weight[i] * static_cast<double>(cells[b]) * std::exp(-taken_out[b]);
      }
    });
    for (std::int64_t b = 0; b < intervals; ++b) {
      double sum = 0.0;
      for (std::int64_t chunk = 0; chunk < chunks; ++chunk) sum += expected[chunk * intervals + b];
      if (!(observed[b] > 0.0 && sum > 0.0)) continue;
      out.calibration[b] = observed[b] / sum;
      out.log_rate[b] += std::log(out.calibration[b]);
    }
  }

  BoostedRows& data_;
  const Kept& kept_;
  const TimeAxis& axis_;
  const std::vector<std::uint8_t>& held_;
  const std::vector<std::uint64_t>& lots_;
  const BoostingOptions& options_;
  double half_;
  std::uint64_t seed_;
  Team& team_;
  TreeGrower grower_;
  std::vector<std::uint32_t> trained_, watched_;
  double trained_weight_ = 0.0, watched_weight_ = 0.0;
};

void write(const GrownTree& tree, const std::vector<stats::BinColumn>& columns, double unit, TreeWriter& writer) {
  const std::int64_t root = writer.begin(tree.nodes[0].cover * unit);
  std::vector<std::int64_t> place(tree.nodes.size(), root);
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const GrownNode& node = tree.nodes[i];
    if (node.feature == GrownNode::leaf) {
      writer.set_value(place[i], node.value);
      continue;
    }
    const double left = tree.nodes[node.left].cover * unit, right = tree.nodes[node.right].cover * unit;
    std::int64_t child;
    if (node.feature == GrownNode::time) {
      child = writer.split_time(place[i], node.cut, left, right);
    } else {
      const stats::BinColumn& column = columns[node.feature];
      if (column.categorical) {
        child = writer.split_levels(place[i], node.feature, {node.goes_left.begin(), node.goes_left.begin() + column.bins}, node.missing_left, left, right);
      } else {
        const double threshold = node.cut < static_cast<std::int32_t>(column.cuts.size()) ? column.cuts[node.cut] : std::numeric_limits<double>::max();
        child = writer.split_number(place[i], node.feature, threshold, node.missing_left, left, right);
      }
    }
    place[node.left] = child;
    place[node.right] = child + 1;
  }
}

}  // namespace

BoostingFit boosting(const BoostingInput& input, const BoostingOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  for (std::size_t c = 1; c < options.cuts.size(); ++c)
    if (!(options.cuts[c] > options.cuts[c - 1])) refuse(key, "cuts", static_cast<std::int64_t>(c), options.cuts[c], "above the cut before");
  if (options.cuts.size() >= 255) refuse(key, "cuts", std::to_string(options.cuts.size()) + " cuts", "fewer than 255");

  BoostingFit fit;
  Kept kept;
  const std::int64_t rows = input.duration.size;
  const auto named = static_cast<std::int64_t>(options.causes.size());
  std::int64_t causes = std::max<std::int64_t>(1, named);
  double heaviest = 0.0;
  {
    constexpr std::int64_t block = 1024;
    std::vector<double> a(block), b(block), c(block), d(block);
    for (std::int64_t first = 0; first < rows; first += block) {
      const std::int64_t count = std::min(block, rows - first);
      const double* stop = read_numbers(input.duration, first, count, a.data());
      const double* event = read_numbers(input.event, first, count, b.data());
      const double* start = input.entry.given() ? read_numbers(input.entry, first, count, c.data()) : nullptr;
      const double* weight = input.weights.given() ? read_numbers(input.weights, first, count, d.data()) : nullptr;
      for (std::int64_t i = 0; i < count; ++i) {
        const double entry = start == nullptr ? 0.0 : start[i];
        if (start != nullptr && !(entry < stop[i]) && !(entry == 0.0 && stop[i] == 0.0)) refuse(key, "entry", first + i, entry, "below duration");
        if (named > 0 && event[i] > static_cast<double>(named))
          refuse(key, "event", first + i, event[i], "<= " + std::to_string(named) + ", the number of causes");
        const double w = weight == nullptr ? 1.0 : weight[i];
        if (!(w > 0.0)) continue;
        causes = std::max(causes, static_cast<std::int64_t>(event[i]));
        heaviest = std::max(heaviest, w);
        kept.row.push_back(first + i);
        kept.time.push_back({entry, stop[i], w, event[i] > 0.0});
        kept.cause.push_back(static_cast<std::uint8_t>(event[i]));
        fit.follow_up = std::max(fit.follow_up, stop[i]);
        ++fit.rows;
        fit.events += event[i] > 0.0;
      }
    }
  }
  if (fit.rows > static_cast<std::int64_t>(std::numeric_limits<std::uint32_t>::max())) refuse(key, "duration", std::to_string(fit.rows) + " rows", "fewer than 2^32");
  Team team(key, context);
  const TimeAxis axis = time_axis(kept.time, options.intervals, options.cuts, fit.follow_up, team);
  fit.intervals.start = axis.start;
  fit.intervals.stop = axis.stop;
  fit.intervals.events.assign(axis.start.size(), 0.0);

  // Rows that were never at risk in an interval say nothing.
  {
    std::size_t to = 0;
    for (std::size_t i = 0; i < kept.row.size(); ++i) {
      PersonTime time = kept.time[i];
      if (!axis.place(time)) continue;
      if (kept.cause[i] > 0) fit.intervals.events[time.last] += time.weight;
      kept.row[to] = kept.row[i];
      kept.time[to] = time;
      kept.cause[to++] = kept.cause[i];
    }
    kept.row.resize(to);
    kept.time.resize(to);
    kept.cause.resize(to);
  }

  team.report(0.0, 0.05);
  BoostedRows data;
  stats::Bins bins = stats::bin_table(input.x, input.weights, options.bins, team);
  GrowthRules rules;
  rules.direction = directions_of(options.monotone, bins.columns);
  data.columns = bins.columns;
  data.rows = static_cast<std::int64_t>(kept.row.size());
  data.intervals = static_cast<std::int64_t>(axis.start.size());
  const std::vector<std::uint64_t> lots =
      options.held_out > 0.0 || options.row_share < 1.0 ? lots_of(input, bins, kept, context.seed, team) : std::vector<std::uint64_t>(kept.row.size(), 0);
  std::vector<std::uint8_t> held(kept.row.size(), 0);
  if (options.held_out > 0.0)
    for (std::int64_t i = 0; i < data.rows; ++i) {
      held[i] = drawn(mixed(context.seed, lots[i]), options.held_out);
      fit.held_out_rows += held[i];
    }
  data.codes.assign(static_cast<std::size_t>(data.groups() * data.rows), 0);
  team.run(chunks_of(data.rows), [&](std::int64_t chunk) {
    for (std::int64_t i = chunk * chunk_rows; i < std::min(data.rows, (chunk + 1) * chunk_rows); ++i)
      for (std::size_t j = 0; j < data.columns.size(); ++j)
        data.codes[static_cast<std::int64_t>(j / group_columns) * data.rows + i] |= static_cast<std::uint64_t>(bins.column(j)[kept.row[i]]) << (8 * (j % group_columns));
  });
  bins = {};
  // Weights in units of (about) the largest, so that whole numbers and 4-byte floats can hold what is summed.
  const double unit = heaviest > 0.0 ? std::exp2(std::ceil(std::log2(heaviest))) : 1.0;
  data.event.assign(kept.row.size(), BoostedRows::no_event);
  data.offset.push_back(0);
  for (PersonTime& time : kept.time) {
    time.weight /= unit;
    data.first.push_back(time.first);
    data.last.push_back(time.last);
    data.weight.push_back(time.weight);
    data.offset.push_back(data.offset.back() + time.last - time.first + 1);
  }
  data.expected.assign(static_cast<std::size_t>(data.offset.back()), 0.0f);

  rules.leaves = options.leaves;
  rules.depth = options.depth;
  rules.least_expected = options.min_leaf_events / unit;
  rules.l2 = options.l2 / unit;
  rules.least_gain = options.min_gain / unit;
  rules.learning_rate = options.learning_rate;
  rules.by_time = !options.proportional && data.intervals > 1;

  Booster booster(data, kept, axis, held, lots, options, rules, unit, context.seed, team);
  fit.trees.columns = tree_columns(data.columns);
  TreeWriter writer(fit.trees);
  fit.status = fit.events == 0 ? BoostingStatus::no_events : BoostingStatus::converged;
  for (std::int64_t k = 0; k < causes; ++k) {
    const double from = 0.05 + 0.95 * static_cast<double>(k) / static_cast<double>(causes), to = 0.05 + 0.95 * static_cast<double>(k + 1) / static_cast<double>(causes);
    const Booster::Outcome out = booster.run(static_cast<std::uint8_t>(k + 1), from, to);
    if (out.events > 0) fit.status = std::min(fit.status, out.status);
    fit.causes.cause.push_back(k < named ? options.causes[k] : std::to_string(k + 1));
    for (const Choice& word : choices(BoostingStatus{}))
      if (word.value == static_cast<std::int32_t>(out.status)) fit.causes.status.emplace_back(word.name);
    fit.causes.events.push_back(out.events);
    fit.causes.held_out_events.push_back(out.held_out_events);
    fit.causes.trees.push_back(out.kept_trees);
    fit.causes.log_likelihood_null.push_back(out.log_likelihood.front());
    fit.causes.log_likelihood.push_back(out.log_likelihood[out.kept_trees]);
    fit.causes.held_out_null.push_back(out.held_out.front());
    fit.causes.held_out.push_back(out.held_out[out.kept_trees]);
    for (std::int64_t b = 0; b < data.intervals; ++b) {
      fit.baseline.cause.push_back(k);
      fit.baseline.interval.push_back(b);
      fit.baseline.log_rate.push_back(out.log_rate[b]);
      fit.baseline.calibration.push_back(out.calibration[b]);
    }
    for (std::size_t t = 0; t < out.log_likelihood.size(); ++t) {
      fit.scores.cause.push_back(k);
      fit.scores.trees.push_back(static_cast<std::int64_t>(t));
      fit.scores.log_likelihood.push_back(out.log_likelihood[t]);
      fit.scores.held_out.push_back(out.held_out[t]);
    }
    std::vector<double> gain(data.columns.size() + 1, 0.0);
    std::vector<std::int64_t> splits(gain.size(), 0);
    for (const GrownTree& tree : out.trees) {
      write(tree, data.columns, unit, writer);
      fit.tree_cause.push_back(k);
      for (const GrownNode& node : tree.nodes) {
        if (node.feature == GrownNode::leaf) continue;
        const std::size_t place = node.feature == GrownNode::time ? data.columns.size() : static_cast<std::size_t>(node.feature);
        gain[place] += node.gain * unit;
        ++splits[place];
      }
    }
    for (std::size_t j = 0; j < gain.size(); ++j) {
      fit.gains.column.push_back(j < data.columns.size() ? data.columns[j].name : "(time)");
      fit.gains.cause.push_back(k);
      fit.gains.splits.push_back(splits[j]);
      fit.gains.gain.push_back(gain[j]);
    }
  }
  writer.finish();
  return fit;
}

}  // namespace mainstay::inline v1::survival
