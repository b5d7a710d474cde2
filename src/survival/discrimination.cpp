#include "mainstay/survival/discrimination.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/team.hpp"
#include "stats/distributions.hpp"
#include "stats/order.hpp"
#include "survival/judged.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.discrimination";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_parts = 4;

// Rows in the order of risk, and the rank of each among the distinct scores.
struct Ranking {
  std::vector<std::int64_t> order;
  std::vector<std::int32_t> rank;
  std::int32_t ranks = 0;
};

Ranking ranking_of(const Column& column, ScoreDirection direction) {
  std::vector<double> score(at(column.size));
  const Numbers numbers(column);
  for (std::int64_t i = 0; i < column.size; ++i) score[at(i)] = direction == ScoreDirection::risk ? numbers[i] : -numbers[i];
  Ranking result;
  result.order = stats::order_by(score.data(), column.size);
  result.rank.resize(score.size());
  for (std::size_t k = 0; k < score.size(); ++k) {
    result.ranks += k > 0 && score[at(result.order[k])] != score[at(result.order[k - 1])];
    result.rank[at(result.order[k])] = result.ranks;
  }
  result.ranks += score.empty() ? 0 : 1;
  return result;
}

struct Estimate {
  double value = nan, std_error = nan;
  double disjoint = 0.0;  // pairs that share nobody
};

double disjoint_pairs(const Judged& judged, std::int64_t ones, std::int64_t others) {
  const std::int64_t pairs = std::min(ones, others);
  return static_cast<double>(judged.clustered() ? std::min(pairs, judged.clusters.count / 2) : pairs);
}

// One AUC; changes of the mean AUC are added to `part` with their share.
Estimate auc_at(const Judged& judged, const Ranking& ranking, double time, Controls controls, double share, std::vector<double>& part, double& leavers, double& others) {
  const Censoring& censoring = judged.censoring;
  const std::int32_t time_place = censoring.up_to(time);
  std::vector<double> mass(at(judged.rows), 0.0);  // w W: positive of a case, negative of a control
  double cases = 0.0, stayers = 0.0;
  std::int64_t case_rows = 0, stayer_rows = 0;
  leavers = others = 0.0;
  for (std::int64_t i = 0; i < judged.rows; ++i) {
    const double w = judged.weight(i);
    const Judged::View v = judged.view(i, time, time_place);
    if (!(w > 0.0) || v.weight == 0.0) continue;
    if (v.left) {
      cases += mass[at(i)] = w * v.weight;
      leavers += w;
      ++case_rows;
    } else if (judged.duration[i] > time || controls == Controls::all_others) {
      mass[at(i)] = -w * v.weight;
      stayers -= mass[at(i)];
      others += w;
      ++stayer_rows;
    }
  }
  if (!(cases > 0.0) || !(stayers > 0.0)) return {};
  double concordant = 0.0, cases_below = 0.0, stayers_below = 0.0;
  const auto groups = [&](auto&& take) {
    cases_below = stayers_below = 0.0;
    for (std::int64_t first = 0; first < judged.rows;) {
      const std::int32_t rank = ranking.rank[at(ranking.order[at(first)])];
      std::int64_t last = first;
      double own_cases = 0.0, own_stayers = 0.0;
      for (; last < judged.rows && ranking.rank[at(ranking.order[at(last)])] == rank; ++last) {
        const double m = mass[at(ranking.order[at(last)])];
        (m > 0.0 ? own_cases : own_stayers) += std::abs(m);
      }
      take(first, last, own_cases, own_stayers);
      cases_below += own_cases;
      stayers_below += own_stayers;
      first = last;
    }
  };
  groups([&](std::int64_t, std::int64_t, double own_cases, double own_stayers) { concordant += own_cases * (stayers_below + 0.5 * own_stayers); });
  const double auc = concordant / (cases * stayers);
  // Derivative by the logarithm of each row's weight, in place of its mass.
  Pull pull;
  pull.reset(censoring);
  groups([&](std::int64_t first, std::int64_t last, double own_cases, double own_stayers) {
    const double below = (stayers_below + 0.5 * own_stayers) / stayers, above = (cases - cases_below - 0.5 * own_cases) / cases;
    for (std::int64_t k = first; k < last; ++k) {
      const std::int64_t i = ranking.order[at(k)];
      double& m = mass[at(i)];
      if (m == 0.0) continue;
      m = m > 0.0 ? m / cases * (below - auc) : -m / stayers * (above - auc);
      pull.add(judged.begins(i), judged.view(i, time, time_place).end, m);
    }
  });
  pull.close(censoring);
  Spread spread(judged);
  for (std::int64_t i = 0; i < judged.rows; ++i) {
    const double w = judged.weight(i);
    if (!(w > 0.0)) continue;
    const double influence = mass[at(i)] + w * judged.pull(pull, i);
    spread.add(i, influence);
    if (share > 0.0) part[at(i)] += share * influence;
  }
  return {auc, std::sqrt(spread.variance()), disjoint_pairs(judged, case_rows, stayer_rows)};
}

// Sums of weights by rank (Fenwick's tree).
class Sums {
 public:
  explicit Sums(std::int32_t ranks) : tree_(static_cast<std::size_t>(ranks) + 1, 0.0) {}
  void add(std::int32_t rank, double value) noexcept {
    all_ += value;
    for (std::size_t k = static_cast<std::size_t>(rank) + 1; k < tree_.size(); k += k & (~k + 1)) tree_[k] += value;
  }
  double below(std::int32_t rank) const noexcept {  // ranks < rank
    double sum = 0.0;
    for (std::size_t k = static_cast<std::size_t>(rank); k > 0; k &= k - 1) sum += tree_[k];
    return sum;
  }
  double all() const noexcept { return all_; }

 private:
  std::vector<double> tree_;
  double all_ = 0.0;
};

// Rows in the order of time and of entry.
struct Times {
  std::vector<std::int64_t> order, by_entry;
};

Estimate concordance_up_to(const Judged& judged, const Ranking& ranking, const Times& times, double horizon, bool uno) {
  const Censoring& censoring = judged.censoring;
  const auto mass = [&](std::int64_t i) { return uno ? judged.weight(i) * censoring.remaining(judged.begins(i)) : judged.weight(i); };
  const auto factor = [&](std::int64_t i) {  // of a pair whose first to leave is i
    if (!uno) return 1.0;
    const double g = censoring.remaining(judged.end[at(i)]);
    return 1.0 / (g * g);
  };
  const auto counts = [&](std::int64_t i) { return judged.outcome[at(i)] == Outcome::left && judged.duration[i] <= horizon && judged.weight(i) > 0.0; };
  std::vector<double> concordant(at(judged.rows), 0.0), pairs(at(judged.rows), 0.0);
  const auto n = judged.rows;
  double sum = 0.0, all = 0.0;
  {  // from the last time to the first: who leaves against those who stay longer
    Sums tree(ranking.ranks);
    std::int64_t next_entry = n;
    for (std::int64_t last = n; last > 0;) {
      const double time = judged.duration[times.order[at(last - 1)]];
      std::int64_t first = last - 1;
      while (first > 0 && judged.duration[times.order[at(first - 1)]] == time) --first;
      const auto take = [&](bool censored) {
        for (std::int64_t k = first; k < last; ++k) {
          const std::int64_t i = times.order[at(k)];
          if ((judged.outcome[at(i)] == Outcome::censored) == censored && judged.weight(i) > 0.0) tree.add(ranking.rank[at(i)], mass(i));
        }
      };
      take(true);
      for (; !times.by_entry.empty() && next_entry > 0 && judged.entry[times.by_entry[at(next_entry - 1)]] >= time; --next_entry) {
        const std::int64_t i = times.by_entry[at(next_entry - 1)];
        if (judged.weight(i) > 0.0) tree.add(ranking.rank[at(i)], -mass(i));
      }
      for (std::int64_t k = first; k < last; ++k) {
        const std::int64_t i = times.order[at(k)];
        if (!counts(i)) continue;
        const std::int32_t rank = ranking.rank[at(i)];
        const double below = tree.below(rank), upto = tree.below(rank + 1), own = mass(i) * factor(i);
        concordant[at(i)] = own * 0.5 * (below + upto);
        pairs[at(i)] = own * tree.all();
        sum += concordant[at(i)];
        all += pairs[at(i)];
      }
      take(false);
      last = first;
    }
  }
  if (!(all > 0.0)) return {};
  const double value = std::clamp(sum / all, 0.0, 1.0);
  const auto compared = static_cast<std::int64_t>(std::count_if(pairs.begin(), pairs.end(), [](double one) { return one > 0.0; }));
  Pull pull;
  pull.reset(censoring);
  std::vector<double> change(at(n), 0.0);
  if (uno)
    for (std::int64_t i = 0; i < n; ++i) {
      const double own = (concordant[at(i)] - value * pairs[at(i)]) / all;
      change[at(i)] = own;
      if (own == 0.0) continue;
      pull.start(judged.begins(i), own);
      pull.end(judged.end[at(i)], 2.0 * own);
    }
  else
    for (std::int64_t i = 0; i < n; ++i) change[at(i)] = (concordant[at(i)] - value * pairs[at(i)]) / all;
  {  // from the first time to the last: each row against those who left before it
    Sums tree(ranking.ranks);
    std::int64_t next_entry = 0;
    const auto take = [&](std::int64_t i, double sign) {
      if (!(judged.weight(i) > 0.0)) return;
      const std::int32_t rank = ranking.rank[at(i)];
      const double below = tree.below(rank), upto = tree.below(rank + 1);
      const double own = sign * mass(i) * (tree.all() - 0.5 * (below + upto) - value * tree.all()) / all;
      change[at(i)] += own;
      if (uno) pull.start(judged.begins(i), own);
    };
    for (std::int64_t first = 0; first < n;) {
      const double time = judged.duration[times.order[at(first)]];
      std::int64_t last = first;
      while (last < n && judged.duration[times.order[at(last)]] == time) ++last;
      for (; next_entry < static_cast<std::int64_t>(times.by_entry.size()) && judged.entry[times.by_entry[at(next_entry)]] < time; ++next_entry)
        take(times.by_entry[at(next_entry)], -1.0);
      for (std::int64_t k = first; k < last; ++k)
        if (judged.outcome[at(times.order[at(k)])] != Outcome::censored) take(times.order[at(k)], 1.0);
      for (std::int64_t k = first; k < last; ++k)
        if (counts(times.order[at(k)])) tree.add(ranking.rank[at(times.order[at(k)])], mass(times.order[at(k)]) * factor(times.order[at(k)]));
      for (std::int64_t k = first; k < last; ++k)
        if (judged.outcome[at(times.order[at(k)])] == Outcome::censored) take(times.order[at(k)], 1.0);
      first = last;
    }
  }
  pull.close(censoring);
  Spread spread(judged);
  for (std::int64_t i = 0; i < n; ++i)
    if (judged.weight(i) > 0.0) spread.add(i, change[at(i)] + (uno ? judged.weight(i) * judged.pull(pull, i) : 0.0));
  return {value, std::sqrt(spread.variance()), disjoint_pairs(judged, compared, judged.used / 2)};
}

}  // namespace

DiscriminationResult discrimination(const DiscriminationInput& input, const DiscriminationOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  check_rising(key, "times", options.times);
  const auto count = static_cast<std::int64_t>(options.times.size());
  if (input.score_at.given() && static_cast<std::int64_t>(input.score_at.columns.size()) != count)
    throw Error(ErrorCode::wrong_shape, key, "times has " + std::to_string(count) + " values, but must have " + std::to_string(input.score_at.columns.size()) +
                                                 " (t, as the columns of score_at)");
  const Judged judged(key, {input.duration, input.event, input.entry, input.weights, input.cluster, input.censoring_duration, input.censoring_event},
                      options.cause.value_or(0), options.censoring_at == CensoringTime::at);
  DiscriminationResult result;
  result.rows = judged.used;
  result.events = judged.events;
  result.judged_until = judged.usable_until();
  const double z = stats::normal_interval_factor(options.confidence_level);
  const auto put = [&](const Estimate& estimate, double& value, double& error, double& lower, double& upper) {
    value = estimate.value;
    error = estimate.std_error;
    const stats::Interval interval = std::isnan(value) ? stats::Interval{nan, nan} : pair_limits(value, error, estimate.disjoint, z);
    lower = interval.lower;
    upper = interval.upper;
  };
  // Leaving counts up to the last time at which the weights are known.
  double horizon = -1.0;
  bool cut = false;
  for (std::int64_t i = 0; i < judged.rows; ++i) {
    if (judged.outcome[at(i)] != Outcome::left || !(judged.weight(i) > 0.0) || judged.duration[i] > options.horizon.value_or(judged.duration[i])) continue;
    const bool known = judged.duration[i] <= judged.last && judged.censoring.remaining(judged.end[at(i)]) > 0.0;
    if (known) horizon = std::max(horizon, judged.duration[i]);
    else cut = true;
  }
  std::vector<double> beyond;
  if (options.horizon && judged.used > 0 && *options.horizon > judged.last) {
    beyond.push_back(*options.horizon);
    result.horizon = judged.last;
  } else {
    result.horizon = judged.used == 0 ? -1.0 : cut ? horizon : options.horizon.value_or(judged.last);
  }
  std::vector<std::int64_t> usable;
  for (std::int64_t k = 0; k < count; ++k) {
    if (judged.usable(options.times[at(k)])) usable.push_back(k);
    else if (beyond.empty() || beyond.front() != options.times[at(k)]) beyond.push_back(options.times[at(k)]);
  }
  result.warning = beyond_follow_up(beyond, judged.last);
  if (cut) result.warning += std::string(result.warning.empty() ? "" : "; ") + "the concordances end where nobody could be still under observation";
  DiscriminationTimes& out = result.times;
  out.time = options.times;
  for (std::vector<double>* column : {&out.auc, &out.std_error, &out.lower, &out.upper}) column->assign(at(count), nan);
  out.leavers.assign(at(count), 0.0);
  out.others.assign(at(count), 0.0);

  const auto times = static_cast<std::int64_t>(usable.size());
  const Marginal curve = marginal(judged);
  std::vector<double> share(at(times), 0.0);
  double before = 0.0;
  for (std::int64_t u = 0; u < times; ++u) {
    const double left = curve.left[at(curve.at(options.times[at(usable[at(u)])]))];
    share[at(u)] = left - before;
    before = left;
  }
  Team team(key, context, most_parts + 3);
  Ranking ranking;
  Times order;
  team.run(2, [&](std::int64_t task) {
    if (task == 0) {
      ranking = ranking_of(input.score, options.direction);
    } else {
      order.order = stats::order_by(judged.duration.data(), judged.rows);
      if (judged.entry.given()) order.by_entry = stats::order_by(judged.entry.data(), judged.rows);
    }
  });
  const std::int64_t parts = std::min(times, most_parts);
  std::vector<std::vector<double>> changes(at(parts));
  Estimate uno, harrell;
  std::vector<Estimate> estimates(at(times));
  team.run(parts + 2, [&](std::int64_t task) {
    if (task == 0) uno = concordance_up_to(judged, ranking, order, cut ? horizon : options.horizon.value_or(std::numeric_limits<double>::infinity()), true);
    else if (task == 1) harrell = concordance_up_to(judged, ranking, order, cut ? horizon : options.horizon.value_or(std::numeric_limits<double>::infinity()), false);
    if (task < 2) return;
    std::vector<double>& part = changes[at(task - 2)];
    part.assign(at(judged.rows), 0.0);
    const Span span = span_of(times, parts, task - 2);
    for (std::int64_t u = span.first; u < span.last; ++u) {
      const std::int64_t k = usable[at(u)];
      Ranking own;
      if (input.score_at.given()) own = ranking_of(input.score_at.columns[at(k)], options.direction);
      estimates[at(u)] = auc_at(judged, input.score_at.given() ? own : ranking, options.times[at(k)], options.controls, share[at(u)], part, out.leavers[at(k)], out.others[at(k)]);
    }
  });
  put(uno, result.uno, result.uno_std_error, result.uno_lower, result.uno_upper);
  put(harrell, result.harrell, result.harrell_std_error, result.harrell_lower, result.harrell_upper);
  double all = 0.0, sum = 0.0, pairs = 0.0;
  bool any = false;
  for (std::int64_t u = 0; u < times; ++u) {
    const std::int64_t k = usable[at(u)];
    put(estimates[at(u)], out.auc[at(k)], out.std_error[at(k)], out.lower[at(k)], out.upper[at(k)]);
    if (std::isnan(estimates[at(u)].value)) continue;
    any = true;
    all += share[at(u)];
    sum += share[at(u)] * estimates[at(u)].value;
    pairs = std::max(pairs, estimates[at(u)].disjoint);
  }
  Estimate mean;
  if (all > 0.0) {
    Spread spread(judged);
    for (std::int64_t i = 0; i < judged.rows; ++i) {
      double change = 0.0;
      for (const std::vector<double>& part : changes) change += part[at(i)];
      spread.add(i, change / all);
    }
    mean = {std::clamp(sum / all, 0.0, 1.0), std::sqrt(spread.variance()), pairs};
  }
  put(mean, result.mean_auc, result.mean_auc_std_error, result.mean_auc_lower, result.mean_auc_upper);
  if (std::isnan(uno.value) && !any) result.status = judged.events == 0 && judged.used > 0 ? JudgingStatus::no_events : JudgingStatus::beyond_follow_up;
  else if (!beyond.empty() || cut) result.status = JudgingStatus::truncated;
  return result;
}

constinit const Function discrimination_analysis = analysis<&discrimination>("survival.discrimination", "How well does a score tell who has left by a horizon?");

}  // namespace mainstay::inline v1::survival
