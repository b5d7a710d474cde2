#include "mainstay/survival/boosting.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <deque>
#include <limits>
#include <memory>

#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/bins.hpp"
#include "survival/booster.hpp"
#include "survival/boosting_growth.hpp"
#include "survival/boosting_time.hpp"
#include "survival/tree_router.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.boosting";
constexpr std::int64_t few_rows = 5000, few_folds = 10;  // as the sentence of `folds` says
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr auto chunk_rows = Booster::chunk_rows;
constexpr auto chunks_of = Booster::chunks_of;

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
      options.held_out > 0.0 || options.folds || options.row_share < 1.0 ? lots_of(input, bins, kept, context.seed, team) : std::vector<std::uint64_t>(kept.row.size(), 0);
  // Which part each row is in: of several each is held out in turn, of one none but that.
  const std::int64_t folds = options.held_out > 0.0 || options.folds ? options.folds.value_or(data.rows < few_rows ? few_folds : 1) : 1;
  std::vector<std::uint8_t> part(kept.row.size(), 0);
  for (std::int64_t i = 0; i < data.rows; ++i) {
    const std::uint64_t lot = mixed(context.seed, lots[i]);
    if (folds > 1) part[i] = static_cast<std::uint8_t>(1 + std::min(folds - 1, static_cast<std::int64_t>(static_cast<double>(lot >> 11) * 0x1p-53 * static_cast<double>(folds))));
    else part[i] = options.held_out > 0.0 && drawn(lot, options.held_out);
    fit.held_out_rows += part[i] > 0;
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

  const BoostedPeople people{kept, axis, lots, options, rules, unit, context.seed, team};
  Booster booster(people, data, [&](std::int64_t i) { return folds == 1 && part[i] > 0; });
  std::deque<BoostedRows> rows_of_fold;  // each has its own leavers expected
  std::deque<Booster> boosters;
  for (std::int64_t f = 1; folds > 1 && f <= folds; ++f)
    boosters.emplace_back(people, rows_of_fold.emplace_back(data), [&](std::int64_t i) { return part[i] == f; });
  fit.trees.columns = tree_columns(data.columns);
  TreeWriter writer(fit.trees);
  fit.status = fit.events == 0 ? BoostingStatus::no_events : BoostingStatus::converged;
  for (std::int64_t k = 0; k < causes; ++k) {
    const double from = 0.05 + 0.95 * static_cast<double>(k) / static_cast<double>(causes), to = 0.05 + 0.95 * static_cast<double>(k + 1) / static_cast<double>(causes);
    const auto cause = static_cast<std::uint8_t>(k + 1);
    const Booster::Outcome out = folds > 1 ? booster.run_by(boosters, cause, from, to) : booster.run(cause, from, to);
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
