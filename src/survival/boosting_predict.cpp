#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/boosting.hpp"
#include "survival/beyond.hpp"
#include "survival/boosting_time.hpp"
#include "survival/reasons.hpp"
#include "survival/tree_router.hpp"
#include "survival/tree_shap.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t block_rows = 64;

std::int64_t chunks_of(std::int64_t rows) { return std::clamp<std::int64_t>(rows / block_rows, 1, 1024); }

// A fit made ready to be asked.
class Rates {
 public:
  explicit Rates(const BoostingFit& fit)
      : fit_(fit), router_(fit.trees), causes_(static_cast<std::int64_t>(fit.causes.cause.size())), intervals_(static_cast<std::int64_t>(fit.intervals.stop.size())) {}
  std::int64_t causes() const noexcept { return causes_; }
  std::int64_t intervals() const noexcept { return intervals_; }
  const TreeRouter& router() const noexcept { return router_; }
  double start(std::int64_t b) const noexcept { return fit_.intervals.start[b]; }
  double stop(std::int64_t b) const noexcept { return fit_.intervals.stop[b]; }

  // log_rates[row][cause][interval] of rows of numbers. Trees outside, so that one stays in cache for the rows.
  void logs(const double* rows, std::int64_t count, std::int64_t columns, double* log_rates) const {
    const std::int64_t size = causes_ * intervals_;
    for (std::int64_t i = 0; i < count; ++i) std::copy(fit_.baseline.log_rate.begin(), fit_.baseline.log_rate.end(), log_rates + i * size);
    for (std::int64_t tree = 0; tree < router_.trees(); ++tree) {
      const std::int64_t cause = fit_.tree_cause[tree];
      for (std::int64_t i = 0; i < count; ++i) {
        double* to = log_rates + i * size + cause * intervals_;
        router_.leaves(tree, rows + i * columns, 0, intervals_, [&](std::int64_t node, std::int64_t first, std::int64_t last) {
          const double value = fit_.trees.nodes.value[node];
          for (std::int64_t b = first; b < last; ++b) to[b] += value;
        });
      }
    }
  }

 private:
  const BoostingFit& fit_;
  TreeRouter router_;
  std::int64_t causes_, intervals_;
};

// Walks along one person's curve: time, survival and incidences from `tenure` on.
class Curve {
 public:
  Curve(const Rates& rates, const double* rate, double tenure) : rates_(rates), rate_(rate), at_(tenure), incidence_(static_cast<std::size_t>(rates.causes()), 0.0) {
    while (place_ < rates.intervals() && rates.stop(place_) <= tenure) ++place_;
  }
  // On to a time that is not earlier.
  void go(double until) {
    while (place_ < rates_.intervals() && at_ < until) {
      const double next = std::min(until, rates_.stop(place_)), span = next - at_;
      double sum = 0.0;
      for (std::int64_t k = 0; k < rates_.causes(); ++k) sum += rate_[k * rates_.intervals() + place_];
      const double before = survival_;
      cumulative_ += sum * span;
      survival_ = std::exp(-cumulative_);
      const double lost = before - survival_;
      if (sum > 0.0 && lost > 0.0)
        for (std::int64_t k = 0; k < rates_.causes(); ++k) incidence_[k] += lost * (rate_[k * rates_.intervals() + place_] / sum);
      at_ = next;
      if (at_ >= rates_.stop(place_)) ++place_;
    }
  }
  double survival() const noexcept { return survival_; }
  double cumulative() const noexcept { return cumulative_; }
  double incidence(std::int64_t cause) const noexcept { return std::min(incidence_[cause], 1.0); }

 private:
  const Rates& rates_;
  const double* rate_;
  std::int64_t place_ = 0;
  double at_, survival_ = 1.0, cumulative_ = 0.0;
  std::vector<double> incidence_;
};

// How much of the window (from, to] each interval holds, as shares; all in the last one when the window lies behind it.
std::vector<double> window(const Rates& rates, double from, double to) {
  std::vector<double> share(static_cast<std::size_t>(rates.intervals()), 0.0);
  double sum = 0.0;
  for (std::int64_t b = 0; b < rates.intervals(); ++b) {
    share[b] = std::max(0.0, std::min(to, rates.stop(b)) - std::max(from, rates.start(b)));
    sum += share[b];
  }
  if (!(sum > 0.0)) share.back() = sum = 1.0;
  for (double& one : share) one /= sum;
  return share;
}

class Numbers {
 public:
  explicit Numbers(const Column& column) : values_(column.given() ? static_cast<std::size_t>(column.size) : 0) {
    if (!column.given()) return;
    const double* read = read_numbers(column, 0, column.size, values_.data());
    if (read != values_.data()) std::copy(read, read + column.size, values_.begin());
  }
  double or_else(std::int64_t row, double other) const noexcept { return values_.empty() ? other : values_[row]; }

 private:
  std::vector<double> values_;
};

}  // namespace

void BoostingFit::validate() const {
  constexpr const char* key = "survival.boosting";
  const auto broken = [](const char* argument, std::int64_t index, const char* rule) { throw Error(ErrorCode::corrupt, key, argument, index, "broken", rule); };
  const auto cause_count = static_cast<std::int64_t>(causes.cause.size()), interval_count = static_cast<std::int64_t>(intervals.stop.size());
  if (cause_count < 1 || cause_count > 255) broken("causes", -1, "between 1 and 255");
  if (interval_count < 1 || interval_count > 255) broken("intervals", -1, "between 1 and 255");
  for (std::int64_t b = 0; b < interval_count; ++b)
    if (!(intervals.start[b] == (b == 0 ? 0.0 : intervals.stop[b - 1]) && intervals.stop[b] > intervals.start[b])) broken("intervals", b, "one after the other from 0");
  if (static_cast<std::int64_t>(baseline.log_rate.size()) != cause_count * interval_count) broken("baseline", -1, "one row for each cause and interval");
  for (std::int64_t i = 0; i < cause_count * interval_count; ++i) {
    if (baseline.cause[i] != i / interval_count || baseline.interval[i] != i % interval_count) broken("baseline", i, "by cause, then interval");
    if (baseline.log_rate[i] == infinity) broken("baseline.log_rate", i, "finite, or minus infinity");
  }
  trees.validate(key, interval_count);
  if (static_cast<std::int64_t>(tree_cause.size()) != trees.count()) broken("tree_cause", -1, "one for each tree");
  for (std::size_t t = 0; t < tree_cause.size(); ++t)
    if (tree_cause[t] < 0 || tree_cause[t] >= cause_count) broken("tree_cause", static_cast<std::int64_t>(t), "the place of a cause");
  if (trees.nodes.value.size() != trees.nodes.tree.size()) broken("trees.nodes.value", -1, "given");
}

BoostingPrediction boosting_predict(const BoostingFit& fit, const NewPeople& input, const BoostingPredictOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.boosting.predict";
  check(key, input, options, context.threads);
  if (input.time.given() && !options.times.empty()) refuse(key, "times", "given", "left out when the column time is given");
  const TreeRows rows(key, input.x, fit.trees.columns, options.unseen);
  const Rates rates(fit);
  const bool own_times = input.time.given(), several = rates.causes() > 1;
  const std::int64_t people = rows.rows(), times = own_times ? 1 : static_cast<std::int64_t>(options.times.size()), size = rates.causes() * rates.intervals();
  std::vector<std::int64_t> order(options.times.size());
  std::iota(order.begin(), order.end(), std::int64_t{0});
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return options.times[a] < options.times[b]; });
  BoostingPrediction result;
  result.risk.resize(people);
  if (!own_times) result.times = options.times;
  result.survival.resize(people * times);
  result.cumulative_hazard.resize(people * times);
  if (several)
    for (const std::string& cause : fit.causes.cause) result.incidence.push_back({cause, std::vector<double>(static_cast<std::size_t>(people * times))});
  const Numbers tenure(input.tenure), time_of_row(input.time);
  const std::int64_t chunks = chunks_of(people);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(people, chunks, chunk);
    std::vector<double> values(static_cast<std::size_t>(block_rows * rows.columns())), log_rates(static_cast<std::size_t>(block_rows * size));
    for (std::int64_t first = span.first; first < span.last; first += block_rows) {
      const std::int64_t count = std::min(block_rows, span.last - first);
      rows.read(first, count, values.data());
      rates.logs(values.data(), count, rows.columns(), log_rates.data());
      for (std::int64_t j = 0; j < count * size; ++j) log_rates[j] = std::exp(log_rates[j]);
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t row = first + i;
        const double* rate = log_rates.data() + i * size;
        double whole = 0.0;
        for (std::int64_t k = 0; k < rates.causes(); ++k)
          for (std::int64_t b = 0; b < rates.intervals(); ++b) whole += rate[k * rates.intervals() + b] * (rates.stop(b) - rates.start(b));
        result.risk[row] = whole > 0.0 ? std::log(whole) : 0.0;
        const double since = tenure.or_else(row, 0.0);
        Curve curve(rates, rate, since);
        for (std::int64_t o = 0; o < times; ++o) {
          const std::int64_t t = own_times ? 0 : order[o], cell = row * times + t;
          const double until = since + (own_times ? time_of_row.or_else(row, 0.0) : options.times[t]);
          if (reach_of(options.beyond, until, fit.follow_up) == Reach::missing) {
            result.survival[cell] = result.cumulative_hazard[cell] = missing;
            for (CauseIncidence& one : result.incidence) one.incidence[cell] = missing;
            continue;
          }
          curve.go(until);
          result.survival[cell] = curve.survival();
          result.cumulative_hazard[cell] = curve.cumulative();
          for (std::size_t k = 0; k < result.incidence.size(); ++k) result.incidence[k].incidence[cell] = curve.incidence(static_cast<std::int64_t>(k));
        }
      }
    }
  });
  return result;
}

BoostingExplanation boosting_explain(const BoostingFit& fit, const BoostingExplainInput& input, const BoostingExplainOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.boosting.explain";
  check(key, input, options, context.threads);
  const Rates rates(fit);
  if (options.cause > rates.causes())
    throw Error(ErrorCode::unknown_name, key, "cause", -1, std::to_string(options.cause), "<= " + std::to_string(rates.causes()) + ", the number of causes");
  const std::int64_t cause = options.cause - 1;
  if (fit.causes.status[cause] == "no_events") refuse(key, "cause", std::to_string(options.cause), "one for which somebody left in the fit");
  const TreeRows rows(key, input.x, fit.trees.columns, options.unseen);
  const TreeShap shap(rates.router(), fit.trees);
  const std::int64_t people = rows.rows(), columns = rows.columns();

  // The intervals that a tree of the cause tells apart: [cut, next cut).
  std::vector<std::int64_t> trees;
  std::vector<std::vector<std::int64_t>> cuts;
  for (std::int64_t tree = 0; tree < rates.router().trees(); ++tree) {
    if (fit.tree_cause[tree] != cause) continue;
    trees.push_back(tree);
    std::vector<std::int64_t>& mine = cuts.emplace_back(std::vector<std::int64_t>{0});
    for (std::int64_t node = rates.router().root(tree); node < rates.router().root(tree + 1); ++node)
      if (rates.router().by_time(node)) mine.push_back(rates.router().first_right(node));
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
  }

  BoostingExplanation result;
  for (const TreeColumn& column : fit.trees.columns) result.columns.push_back(column.name);
  result.score.resize(people);
  result.expected.resize(people);
  result.contributions.assign(people * columns, 0.0);
  ReasonTable reasons(result.reasons, result.columns, people, options.most);
  const Numbers tenure(input.tenure);
  const double end = rates.stop(rates.intervals() - 1);
  const std::int64_t chunks = chunks_of(people);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(people, chunks, chunk);
    std::vector<double> values(static_cast<std::size_t>(columns)), share;
    std::vector<TreeShap::Step> room;
    double shared_since = -1.0;
    for (std::int64_t row = span.first; row < span.last; ++row) {
      rows.read(row, 1, values.data());
      const double since = tenure.or_else(row, 0.0);
      if (since != shared_since) share = window(rates, since, options.horizon ? since + *options.horizon : end);
      shared_since = since;
      double* contributions = result.contributions.data() + row * columns;
      double expected = 0.0;
      for (std::int64_t b = 0; b < rates.intervals(); ++b)
        if (share[b] > 0.0) expected += share[b] * fit.baseline.log_rate[cause * rates.intervals() + b];
      for (std::size_t t = 0; t < trees.size(); ++t)
        for (std::size_t c = 0; c < cuts[t].size(); ++c) {
          const std::int64_t first = cuts[t][c], last = c + 1 < cuts[t].size() ? cuts[t][c + 1] : rates.intervals();
          double weight = 0.0;
          for (std::int64_t b = first; b < last; ++b) weight += share[b];
          if (weight > 0.0) expected += shap.add(trees[t], values.data(), first, weight, contributions, room);
        }
      double score = expected;
      for (std::int64_t c = 0; c < columns; ++c) score += contributions[c];
      result.expected[row] = expected;
      result.score[row] = score;
      reasons.put(row, contributions);
    }
  });
  return result;
}

BoostingImportance boosting_importance(const BoostingFit& fit, const BoostingImportanceInput& input, const BoostingImportanceOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.boosting.importance";
  check(key, input, options, context.threads);
  const Rates rates(fit);
  const TreeRows rows(key, input.x, fit.trees.columns, options.unseen);
  const std::int64_t people = rows.rows(), columns = rows.columns(), size = rates.causes() * rates.intervals();
  const Numbers duration(input.duration), event(input.event), entry(input.entry), weights(input.weights);
  double weight_sum = 0.0;
  TimeAxis axis;
  axis.start = fit.intervals.start;
  axis.stop = fit.intervals.stop;
  std::vector<PersonTime> times(static_cast<std::size_t>(people));
  std::vector<std::uint8_t> counts(static_cast<std::size_t>(people), 0);
  for (std::int64_t i = 0; i < people; ++i) {
    const double since = entry.or_else(i, 0.0), until = duration.or_else(i, 0.0), cause = event.or_else(i, 0.0);
    if (input.entry.given() && !(since < until) && !(since == 0.0 && until == 0.0)) refuse(key, "entry", i, since, "below duration");
    if (cause > static_cast<double>(rates.causes()))
      throw Error(ErrorCode::unknown_name, key, "event", i, std::to_string(static_cast<std::int64_t>(cause)), "<= " + std::to_string(rates.causes()) + ", the number of causes");
    times[i] = {since, until, weights.or_else(i, 1.0), cause > 0.0};
    if (cause > 0.0) axis.event_times.push_back(until);
    if (!(times[i].weight > 0.0)) continue;
    weight_sum += times[i].weight;
    if (cause > 0.0 && fit.causes.status[static_cast<std::int64_t>(cause) - 1] == "no_events") refuse(key, "event", i, cause, "a cause for which somebody left in the fit");
  }
  std::sort(axis.event_times.begin(), axis.event_times.end());
  axis.event_times.erase(std::unique(axis.event_times.begin(), axis.event_times.end()), axis.event_times.end());
  for (std::int64_t i = 0; i < people; ++i) counts[i] = times[i].weight > 0.0 && times[i].stop <= fit.intervals.stop.back() && axis.place(times[i]) ? 1 : 0;
  for (std::int64_t i = 0; i < people; ++i)  // who left after the last interval: the time until then is known
    if (counts[i] == 0 && times[i].weight > 0.0 && times[i].stop > fit.intervals.stop.back()) {
      times[i].left = false;
      counts[i] = axis.place(times[i]) ? 1 : 0;
    }

  std::vector<double> values(static_cast<std::size_t>(people * columns));
  rows.read(0, people, values.data());
  const std::int64_t chunks = chunks_of(people);
  Team team(key, context, chunks);
  std::vector<std::int64_t> order(static_cast<std::size_t>(people));
  std::vector<double> sums(static_cast<std::size_t>(chunks));
  const auto score = [&](std::int64_t shuffled) {
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(people, chunks, chunk);
      std::vector<double> some(static_cast<std::size_t>(block_rows * columns)), log_rates(static_cast<std::size_t>(block_rows * size));
      double sum = 0.0;
      for (std::int64_t first = span.first; first < span.last; first += block_rows) {
        const std::int64_t count = std::min(block_rows, span.last - first);
        std::copy_n(values.begin() + first * columns, count * columns, some.begin());
        for (std::int64_t i = 0; shuffled >= 0 && i < count; ++i) some[i * columns + shuffled] = values[order[first + i] * columns + shuffled];
        rates.logs(some.data(), count, columns, log_rates.data());
        for (std::int64_t i = 0; i < count; ++i) {
          const PersonTime& time = times[first + i];
          if (counts[first + i] == 0) continue;
          const double* logs = log_rates.data() + i * size;
          double mine = 0.0;
          axis.exposures(time, [&](std::int64_t b, double exposed) {
            for (std::int64_t k = 0; k < rates.causes(); ++k) mine -= exposed * std::exp(logs[k * rates.intervals() + b]);
          });
          if (time.left) mine += logs[(static_cast<std::int64_t>(event.or_else(first + i, 1.0)) - 1) * rates.intervals() + time.last];
          sum += time.weight * mine;
        }
      }
      sums[chunk] = sum;
    });
    double sum = 0.0;
    for (const double part : sums) sum += part;
    return weight_sum > 0.0 ? sum / weight_sum : 0.0;
  };
  const auto mixed = [](std::uint64_t seed, std::uint64_t value) { return data::WholeIndex::scatter(static_cast<std::int64_t>(seed ^ value)); };
  std::vector<std::uint64_t> lots(static_cast<std::size_t>(people));
  for (std::int64_t i = 0; i < people; ++i) {
    lots[i] = mixed(std::bit_cast<std::uint64_t>(times[i].stop + 0.0), std::bit_cast<std::uint64_t>(times[i].start + 0.0));
    for (std::int64_t c = 0; c < columns; ++c) {
      const double value = values[i * columns + c];
      lots[i] = mixed(lots[i], value == value ? std::bit_cast<std::uint64_t>(value + 0.0) : 1);
    }
  }
  std::vector<std::int64_t> settled(static_cast<std::size_t>(people)), shuffled(static_cast<std::size_t>(people));
  std::iota(settled.begin(), settled.end(), std::int64_t{0});
  std::sort(settled.begin(), settled.end(), [&](std::int64_t a, std::int64_t b) { return lots[a] != lots[b] ? lots[a] < lots[b] : a < b; });
  BoostingImportance result;
  const double rounds = static_cast<double>(columns * options.repeats) + 1.0;
  team.report(0.0, 1.0 / rounds);
  result.log_likelihood = score(-1);
  for (std::int64_t c = 0; c < columns; ++c) {
    std::vector<double> lost;
    for (std::int64_t r = 0; r < options.repeats; ++r) {
      // A shuffle that depends on the seed, the column, the repeat and what the rows hold, not on their order.
      const std::uint64_t turn_lot = mixed(context.seed, static_cast<std::uint64_t>(c * 1000003 + r));
      std::iota(shuffled.begin(), shuffled.end(), std::int64_t{0});
      std::sort(shuffled.begin(), shuffled.end(), [&](std::int64_t a, std::int64_t b) {
        const std::uint64_t left = mixed(turn_lot, lots[a]), right = mixed(turn_lot, lots[b]);
        return left != right ? left < right : a < b;
      });
      for (std::int64_t i = 0; i < people; ++i) order[settled[i]] = shuffled[i];
      const double turn = static_cast<double>(c * options.repeats + r) + 1.0;
      team.report(turn / rounds, (turn + 1.0) / rounds);
      lost.push_back(result.log_likelihood - score(c));
    }
    double mean = 0.0, squares = 0.0;
    for (const double one : lost) mean += one / static_cast<double>(lost.size());
    for (const double one : lost) squares += (one - mean) * (one - mean);
    result.column.push_back(fit.trees.columns[c].name);
    result.importance.push_back(mean);
    const auto n = static_cast<double>(lost.size());
    result.std_error.push_back(lost.size() > 1 ? std::sqrt(squares / (n - 1.0) / n) : 0.0);
  }
  return result;
}

namespace {
constexpr Function methods[] = {
    analysis<&boosting_predict>("survival.boosting.predict", "How likely are these people to stay, and to leave for each cause, by when?"),
    analysis<&boosting_explain>("survival.boosting.explain", "Why is a person's rate of leaving above or below the average?"),
    analysis<&boosting_importance>("survival.boosting.importance", "Which attributes does the model need to predict who leaves when?")};
}
constinit const Function boosting_analysis = analysis<&boosting>("survival.boosting", "Who leaves when and for which cause, whatever the shape of the dependence?", methods);

}  // namespace mainstay::inline v1::survival
