#include "signals/alerts_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "stats/quantile.hpp"

namespace mainstay::inline v1::signals {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Truth truth_of(MissingPolicy missing) { return missing == MissingPolicy::is_true ? truth_yes : missing == MissingPolicy::is_false ? truth_no : truth_unknown; }

// left against right, cell by cell; a NaN on either side is missing, and no comparison holds with it.
template <class Holds, class Right>
void compare_cells(const double* left, Right right, std::size_t n, Truth missing, Truth* truth, Holds holds) {
  if (missing == truth_no) {
    for (std::size_t i = 0; i < n; ++i) truth[i] = holds(left[i], right(i)) ? truth_yes : truth_no;
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double a = left[i], b = right(i);
    const Truth held = holds(a, b) ? truth_yes : truth_no;
    truth[i] = (a != a) | (b != b) ? missing : held;
  }
}
template <class Right>
void compare_all(Comparison compare, const double* left, Right right, std::size_t n, Truth missing, Truth* truth) {
  switch (compare) {
    case Comparison::below: return compare_cells(left, right, n, missing, truth, [](double a, double b) { return a < b; });
    case Comparison::at_most: return compare_cells(left, right, n, missing, truth, [](double a, double b) { return a <= b; });
    case Comparison::equal: return compare_cells(left, right, n, missing, truth, [](double a, double b) { return a == b; });
    case Comparison::at_least: return compare_cells(left, right, n, missing, truth, [](double a, double b) { return a >= b; });
    case Comparison::above: return compare_cells(left, right, n, missing, truth, [](double a, double b) { return a > b; });
    case Comparison::undeclared: return;
  }
}

double expected_at(const std::vector<ExpectedPoint>& points, double tenure) {
  if (std::isnan(tenure)) return nan;
  if (tenure <= points.front().tenure) return points.front().value;
  if (tenure >= points.back().tenure) return points.back().value;
  std::size_t k = 1;
  while (points[k].tenure < tenure) ++k;
  const ExpectedPoint &a = points[k - 1], &b = points[k];
  return a.value + (tenure - a.tenure) / (b.tenure - a.tenure) * (b.value - a.value);
}

bool holds_word(const std::vector<std::int32_t>& words, std::int32_t word) { return std::find(words.begin(), words.end(), word) != words.end(); }

}  // namespace

void CellBlock::clear() {
  people.clear();
  for (std::vector<double>& column : value) column.clear();
  has_row.clear();
  events.clear();
  cells = 0;
}

double ConditionCells::left_at(std::size_t cell) const { return shared != nullptr ? shared[cell] : left.empty() ? nan : left[cell]; }
std::int64_t ConditionCells::counted_at(std::size_t cell) const { return others != nullptr ? others[cell] : counted.empty() ? 0 : counted[cell]; }
double ConditionCells::right_at(std::size_t cell) const { return right.empty() ? constant : right[cell]; }

const std::int64_t* ConditionKernel::steps(AlertClock clock, std::int32_t column, const PersonCells& person, const CellBlock& block) {
  const std::int64_t n = person.end - person.begin;
  steps_.resize(at(n));
  if (clock == AlertClock::values) {
    const double* value = block.value[static_cast<std::size_t>(column)].data() + person.begin;
    for (std::int64_t i = 0, count = 0; i < n; ++i) steps_[at(i)] = count += value[i] == value[i];
  } else {
    for (std::int64_t i = 0; i < n; ++i) steps_[at(i)] = step(clock, person.first_day + i);
  }
  return steps_.data();
}

void ConditionKernel::begin() {
  for (OthersCells& each : others_) each.made = false;
}

void ConditionKernel::rule(const PlannedRule& rule, const CellBlock& block, std::vector<ConditionCells>& out) {
  out.resize(std::max(out.size(), rule.conditions.size()));
  for (std::size_t k = 0; k < rule.conditions.size(); ++k) {
    const PlannedCondition& c = rule.conditions[k];
    ConditionCells& now = out[k];
    now.truth.resize(at(block.cells));
    now.left.clear();
    now.right.clear();
    now.counted.clear();
    now.constant = nan;
    now.shared = nullptr;
    now.others = nullptr;
    switch (c.said->kind) {
      case ConditionKind::due_soon:
      case ConditionKind::overdue: deadline(c, block, now); break;
      case ConditionKind::absence: absence(c, block, now); break;
      case ConditionKind::sequence: sequence(c, block, now); break;
      case ConditionKind::stage: stage(c, block, now); break;
      case ConditionKind::streak: streak(c, block, out[static_cast<std::size_t>(c.of[0])], now); break;
      case ConditionKind::all:
      case ConditionKind::any:
      case ConditionKind::none:
      case ConditionKind::at_least: combine(c, out, at(block.cells), now); break;
      default: numeric(c, block, now); break;
    }
    if (c.said->from_tenure || c.said->until_tenure) within_tenure(c, block, now);
  }
}

void ConditionKernel::numeric(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  const AlertCondition& said = *c.said;
  const std::size_t n = at(block.cells);
  if (said.kind == ConditionKind::tenure) {
    tenures(c, block, out.left);
  } else if (said.kind == ConditionKind::value) {
    if (c.clock != AlertClock::values && *said.max_age == 0) out.shared = block.value[static_cast<std::size_t>(c.column)].data();
    else last_values(c, block, out);
  } else if (!c.events.empty()) {
    event_counts(c, block, out);
  } else {
    windows(c, block, out);
  }
  switch (said.against) {
    case Against::number: out.constant = *said.threshold; break;
    case Against::own: against_own(c, block, out); break;
    case Against::peers_mean:
    case Against::peers_rank: against_peers(c, block, out); break;
    case Against::expected:
      tenures(c, block, tenure_);
      out.right.resize(n);
      for (std::size_t i = 0; i < n; ++i) out.right[i] = said.factor * expected_at(said.expected, tenure_[i]) + said.shift;
      break;
  }
  const double* left = out.shared != nullptr ? out.shared : out.left.data();
  const Truth missing = truth_of(c.missing);
  if (out.right.empty()) compare_all(said.compare, left, [constant = out.constant](std::size_t) { return constant; }, n, missing, out.truth.data());
  else compare_all(said.compare, left, [right = out.right.data()](std::size_t i) { return right[i]; }, n, missing, out.truth.data());
}

void ConditionKernel::last_values(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  out.left.resize(at(block.cells));
  const double* value = block.value[static_cast<std::size_t>(c.column)].data();
  const std::int64_t age = c.clock == AlertClock::values ? 0 : *c.said->max_age;
  for (const PersonCells& person : block.people) {
    const std::int64_t* step = steps(c.clock, c.column, person, block);
    std::int64_t last = -1;
    for (std::int64_t i = 0; i < person.end - person.begin; ++i) {
      if (value[person.begin + i] == value[person.begin + i]) last = i;
      out.left[at(person.begin + i)] = last >= 0 && step[i] - step[last] <= age ? value[person.begin + last] : nan;
    }
  }
}

void ConditionKernel::windows(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  const AlertCondition& said = *c.said;
  out.left.resize(at(block.cells));
  out.counted.resize(at(block.cells));
  const double* all = block.value[static_cast<std::size_t>(c.column)].data();
  for (const PersonCells& person : block.people) {
    const std::int64_t* step = steps(c.clock, c.column, person, block);
    const double* value = all + person.begin;
    ExactSum sum;
    std::int32_t count = 0;
    for (std::int64_t i = 0, low = 0; i < person.end - person.begin; ++i) {
      if (value[i] == value[i]) sum.add(value[i]), ++count;
      for (; step[low] <= step[i] - *said.window; ++low)
        if (value[low] == value[low]) sum.subtract(value[low]), --count;
      double& left = out.left[at(person.begin + i)];
      out.counted[at(person.begin + i)] = count;
      left = nan;
      if (said.kind == ConditionKind::count) {
        left = count;
        continue;
      }
      if (count < said.least_values) continue;
      switch (said.kind) {
        case ConditionKind::sum: left = sum.value(); break;
        case ConditionKind::mean: left = sum.value() / count; break;
        case ConditionKind::minimum:
        case ConditionKind::maximum:
          for (std::int64_t j = low; j <= i; ++j)
            if (value[j] == value[j]) left = left != left ? value[j] : said.kind == ConditionKind::minimum ? std::min(left, value[j]) : std::max(left, value[j]);
          break;
        default:
          scratch_.clear();
          for (std::int64_t j = low; j <= i; ++j)
            if (value[j] == value[j]) scratch_.push_back(value[j]);
          std::sort(scratch_.begin(), scratch_.end());
          left = stats::sorted_quantile(scratch_, *said.probability);
      }
    }
  }
}

void ConditionKernel::event_counts(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  out.left.assign(at(block.cells), 0.0);
  for (const PersonCells& person : block.people) {
    const std::int64_t n = person.end - person.begin;
    double* left = out.left.data() + person.begin;
    scratch_.assign(at(n), 0.0);
    for (std::int64_t e = person.events_begin; e < person.events_end; ++e) {
      const auto& [day, word] = block.events[at(e)];
      if (day >= person.first_day && day < person.first_day + n && holds_word(c.events, word)) scratch_[at(day - person.first_day)] += 1.0;
    }
    const std::int64_t* step = steps(c.clock, -1, person, block);
    double count = 0.0;
    for (std::int64_t i = 0, low = 0; i < n; ++i) {
      count += scratch_[at(i)];
      for (; step[low] <= step[i] - *c.said->window; ++low) count -= scratch_[at(low)];
      left[i] = count;
    }
  }
}

void ConditionKernel::tenures(const PlannedCondition& c, const CellBlock& block, std::vector<double>& out) {
  out.resize(at(block.cells));
  for (const PersonCells& person : block.people) {
    const std::int64_t n = person.end - person.begin;
    if (person.start == AlertRows::no_start) {
      std::fill_n(out.begin() + person.begin, n, nan);
      continue;
    }
    const std::int64_t before = step(c.clock, person.start - 1);
    for (std::int64_t i = 0; i < n; ++i) out[at(person.begin + i)] = static_cast<double>(step(c.clock, person.first_day + i - 1) - before);
  }
}

void ConditionKernel::against_own(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  const AlertCondition& said = *c.said;
  out.right.resize(at(block.cells));
  out.counted.resize(at(block.cells));
  const double* all = block.value[static_cast<std::size_t>(c.column)].data();
  const std::int64_t window = said.kind == ConditionKind::value ? 1 : *said.window;
  for (const PersonCells& person : block.people) {
    const std::int64_t* step = steps(c.clock, c.column, person, block);
    const double* value = all + person.begin;
    ExactSum sum;
    std::int32_t count = 0;
    for (std::int64_t i = 0, low = 0, high = 0; i < person.end - person.begin; ++i) {
      for (; step[high] <= step[i] - window; ++high)
        if (value[high] == value[high]) sum.add(value[high]), ++count;
      for (; low < high && step[low] <= step[i] - window - *said.baseline; ++low)
        if (value[low] == value[low]) sum.subtract(value[low]), --count;
      out.right[at(person.begin + i)] = count >= *said.least_baseline ? said.factor * (sum.value() / count) + said.shift : nan;
      out.counted[at(person.begin + i)] = count;
    }
  }
}

void ConditionKernel::against_peers(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  const AlertCondition& said = *c.said;
  if (said.against == Against::peers_rank) return peer_ranks(c, block, out);
  const OthersCells& peers = others(c, block);
  const std::size_t n = at(block.cells);
  out.others = peers.count.data();
  out.right.resize(n);
  const double *mean = peers.mean.data(), factor = said.factor, shift = said.shift;
  const std::int64_t least = *said.least_peers;
  double* right = out.right.data();
  for (std::size_t i = 0; i < n; ++i) right[i] = out.others[i] >= least ? factor * mean[i] + shift : nan;
}

template <class Work>
void ConditionKernel::each_with_peers(const PlannedCondition& c, const CellBlock& block, const Work& work) {
  const PeerTable& table = peers_[static_cast<std::size_t>(c.need)];
  const std::int32_t grouping = plan_.needs[static_cast<std::size_t>(c.need)].grouping;
  const double* all = block.value[static_cast<std::size_t>(c.column)].data();
  for (const PersonCells& person : block.people) {
    const std::int32_t group = rows_.group(grouping, person.person);
    const std::int64_t ahead = person.first_day - table.first_day - person.begin, base = group * table.days + ahead;
    for (std::int64_t i = person.begin; i < person.end; ++i) {
      const double value = all[i];
      const std::int64_t cell = (value == value) & (group >= 0) & (i + ahead >= 0) & (i + ahead < table.days) ? base + i : -1;
      if (cell >= 0) work(i, value, cell);
    }
  }
}

const OthersCells& ConditionKernel::others(const PlannedCondition& c, const CellBlock& block) {
  OthersCells& out = others_[static_cast<std::size_t>(c.need)];
  if (out.made) return out;
  out.made = true;
  out.mean.assign(at(block.cells), nan);
  out.count.assign(at(block.cells), 0);
  const PeerTable& table = peers_[static_cast<std::size_t>(c.need)];
  each_with_peers(c, block, [&](std::int64_t i, double value, std::int64_t cell) {
    const std::int32_t others = table.count[at(cell)] - 1;
    out.count[at(i)] = others;
    if (others < 1) return;
    ExactSum sum = table.sum[at(cell)];
    sum.subtract(value);
    out.mean[at(i)] = sum.value() / others;
  });
  return out;
}

void ConditionKernel::peer_ranks(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  const AlertCondition& said = *c.said;
  const PeerTable& table = peers_[static_cast<std::size_t>(c.need)];
  out.left.assign(at(block.cells), nan);
  out.counted.assign(at(block.cells), 0);
  out.constant = *said.threshold;
  out.shared = nullptr;
  each_with_peers(c, block, [&](std::int64_t i, double value, std::int64_t cell) {
    const double *first = table.value.data() + table.begin[at(cell)], *last = table.value.data() + table.begin[at(cell) + 1];
    const auto others = static_cast<std::int32_t>(last - first) - 1;
    out.counted[at(i)] = others;
    if (others < *said.least_peers) return;
    const auto [low, high] = std::equal_range(first, last, value);
    out.left[at(i)] = (static_cast<double>(low - first) + 0.5 * static_cast<double>(high - low - 1)) / others;
  });
}

void ConditionKernel::deadline(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  const AlertCondition& said = *c.said;
  out.left.assign(at(block.cells), nan);
  out.constant = said.kind == ConditionKind::due_soon ? static_cast<double>(said.margin) : -static_cast<double>(said.margin);
  for (const PersonCells& person : block.people) {
    std::int64_t from = said.start_event.empty() ? person.start : AlertRows::no_start, e = person.events_begin;
    bool done = false;
    for (std::int64_t i = person.begin; i < person.end; ++i) {
      const std::int64_t day = person.first_day + (i - person.begin);
      // Of one day, the start event counts first: what is due may come on its day.
      for (; e < person.events_end && block.events[at(e)].first <= day;) {
        const std::int64_t now = block.events[at(e)].first;
        bool begins = false, comes = false;
        for (; e < person.events_end && block.events[at(e)].first == now; ++e) {
          begins = begins || block.events[at(e)].second == c.start_event;
          comes = comes || holds_word(c.events, block.events[at(e)].second);
        }
        if (begins && c.start_event >= 0) from = now, done = false;
        if (comes && from != AlertRows::no_start) done = true;
      }
      Truth& truth = out.truth[at(i)];
      if (from == AlertRows::no_start) {
        truth = said.start_event.empty() ? truth_of(c.missing) : truth_no;
        continue;
      }
      const std::int64_t left = step(c.clock, from) + *said.due - step(c.clock, day);
      out.left[at(i)] = static_cast<double>(left);
      truth = !done && (said.kind == ConditionKind::due_soon ? left >= 0 && left <= said.margin : left < -said.margin) ? truth_yes : truth_no;
    }
  }
}

void ConditionKernel::absence(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  out.left.assign(at(block.cells), nan);
  const std::int64_t window = *c.said->window;
  out.constant = static_cast<double>(window);
  for (const PersonCells& person : block.people) {
    std::int64_t e = person.events_begin, last = AlertRows::no_start;
    for (std::int64_t i = person.begin; i < person.end; ++i) {
      const std::int64_t day = person.first_day + (i - person.begin);
      if (c.column >= 0) {
        const double value = block.value[static_cast<std::size_t>(c.column)][at(i)];
        if (value == value) last = day;
      } else {
        for (; e < person.events_end && block.events[at(e)].first <= day; ++e)
          if (holds_word(c.events, block.events[at(e)].second)) last = block.events[at(e)].first;
      }
      if (person.start == AlertRows::no_start) {
        out.truth[at(i)] = truth_of(c.missing);
        continue;
      }
      const std::int64_t now = step(c.clock, day), here = now - step(c.clock, person.start - 1);
      const std::int64_t since = std::min({window, here, last == AlertRows::no_start ? window : now - step(c.clock, std::max(last, person.first_day - 1))});
      out.left[at(i)] = static_cast<double>(since);
      out.truth[at(i)] = since >= window ? truth_yes : truth_no;
    }
  }
}

void ConditionKernel::sequence(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  const std::size_t stages = c.events.size();
  out.left.assign(at(block.cells), nan);
  out.constant = static_cast<double>(*c.said->window);
  std::vector<std::int64_t> reached(stages), next(stages);
  for (const PersonCells& person : block.people) {
    std::fill(reached.begin(), reached.end(), AlertRows::no_start);
    std::int64_t e = person.events_begin;
    while (e < person.events_end && block.events[at(e)].first < person.first_day) ++e;
    for (std::int64_t i = person.begin; i < person.end; ++i) {
      const std::int64_t day = person.first_day + (i - person.begin), now = step(c.clock, day);
      next = reached;
      for (; e < person.events_end && block.events[at(e)].first == day; ++e)
        for (std::size_t k = 0; k < stages; ++k)
          if (c.events[k] == block.events[at(e)].second && (k == 0 || (reached[k - 1] != AlertRows::no_start && now - step(c.clock, reached[k - 1]) <= *c.said->within))) next[k] = day;
      reached.swap(next);
      out.truth[at(i)] = truth_no;
      if (reached.back() == AlertRows::no_start) continue;
      const std::int64_t age = now - step(c.clock, reached.back());
      if (age >= *c.said->window) continue;
      out.left[at(i)] = static_cast<double>(age);
      out.truth[at(i)] = truth_yes;
    }
  }
}

void ConditionKernel::stage(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  for (const PersonCells& person : block.people) {
    std::int64_t e = person.events_begin, place = -1, since = AlertRows::no_start;
    for (std::int64_t i = person.begin; i < person.end; ++i) {
      const std::int64_t day = person.first_day + (i - person.begin);
      for (; e < person.events_end && block.events[at(e)].first <= day; ++e) {
        const auto found = std::find(c.events.begin(), c.events.end(), block.events[at(e)].second);
        if (found == c.events.end()) continue;
        const std::int64_t now = found - c.events.begin();
        place = block.events[at(e)].first == since ? std::max(place, now) : now;
        since = block.events[at(e)].first;
      }
      out.truth[at(i)] = place < 0 ? truth_of(c.missing) : holds_word(c.stages, c.events[at(place)]) ? truth_yes : truth_no;
    }
  }
}

void ConditionKernel::streak(const PlannedCondition& c, const CellBlock& block, const ConditionCells& inner, ConditionCells& out) {
  const std::int64_t length = *c.said->length, gap = c.said->gap;
  out.left.resize(at(block.cells));
  out.constant = static_cast<double>(length);
  for (const PersonCells& person : block.people) {
    std::int64_t run = 0, possible = 0, held = 0;
    const double* value = c.clock == AlertClock::values ? block.value[static_cast<std::size_t>(c.column)].data() : nullptr;
    if (c.clock == AlertClock::days && c.missing != MissingPolicy::hold) {  // without branches: truths are as random as what they are about
      const std::uint8_t sure = c.missing == MissingPolicy::is_true ? truth_unknown : truth_yes, maybe = c.missing == MissingPolicy::is_false ? truth_yes : truth_unknown;
      const Truth* now = inner.truth.data();
      Truth* truth = out.truth.data();
      double* left = out.left.data();
      for (std::int64_t i = person.begin; i < person.end; ++i) {
        run = (run + 1) & -static_cast<std::int64_t>(now[i] >= sure);
        possible = (possible + 1) & -static_cast<std::int64_t>(now[i] >= maybe);
        left[i] = static_cast<double>(std::min(run, length));
        truth[i] = static_cast<Truth>((possible >= length) + (run >= length));
      }
      continue;
    }
    for (std::int64_t i = person.begin; i < person.end; ++i) {
      const bool counts = value != nullptr ? value[i] == value[i] : c.clock == AlertClock::days || plan_.calendar.worked(person.first_day + (i - person.begin));
      if (counts) {
        Truth now = inner.truth[at(i)];
        if (now == truth_unknown && c.missing == MissingPolicy::is_true) now = truth_yes;
        if (now == truth_unknown && c.missing == MissingPolicy::is_false) now = truth_no;
        if (now == truth_yes) {
          ++run;
          ++possible;
          held = 0;
        } else if (now == truth_no) {
          run = possible = held = 0;
        } else if (c.missing == MissingPolicy::hold) {
          if (++held > gap) run = possible = 0;
        } else {
          run = 0;
          ++possible;
        }
      }
      out.left[at(i)] = static_cast<double>(std::min(run, length));
      out.truth[at(i)] = run >= length ? truth_yes : possible >= length ? truth_unknown : truth_no;
    }
  }
}

void ConditionKernel::combine(const PlannedCondition& c, const std::vector<ConditionCells>& all, std::size_t cells, ConditionCells& out) {
  Truth* truth = out.truth.data();
  if (c.said->kind == ConditionKind::at_least) {
    const auto least = static_cast<std::size_t>(*c.said->least);
    for (std::size_t i = 0; i < cells; ++i) {
      std::size_t yes = 0, maybe = 0;
      for (const std::int32_t k : c.of) {
        yes += all[static_cast<std::size_t>(k)].truth[i] == truth_yes;
        maybe += all[static_cast<std::size_t>(k)].truth[i] != truth_no;
      }
      truth[i] = yes >= least ? truth_yes : maybe >= least ? truth_unknown : truth_no;
    }
    return;
  }
  const Truth* first = all[static_cast<std::size_t>(c.of[0])].truth.data();
  std::copy(first, first + cells, truth);
  for (std::size_t k = 1; k < c.of.size(); ++k) {
    const Truth* next = all[static_cast<std::size_t>(c.of[k])].truth.data();
    if (c.said->kind == ConditionKind::all)
      for (std::size_t i = 0; i < cells; ++i) truth[i] = std::min(truth[i], next[i]);
    else
      for (std::size_t i = 0; i < cells; ++i) truth[i] = std::max(truth[i], next[i]);
  }
  if (c.said->kind == ConditionKind::none)
    for (std::size_t i = 0; i < cells; ++i) truth[i] = static_cast<Truth>(truth_yes - truth[i]);
}

void ConditionKernel::within_tenure(const PlannedCondition& c, const CellBlock& block, ConditionCells& out) {
  tenures(c, block, tenure_);
  const double from = static_cast<double>(c.said->from_tenure.value_or(0)), until = static_cast<double>(c.said->until_tenure.value_or(INT64_MAX));
  for (std::size_t i = 0; i < out.truth.size(); ++i) {
    if (std::isnan(tenure_[i])) out.truth[i] = truth_of(c.missing);
    else if (tenure_[i] < from || tenure_[i] > until) out.truth[i] = truth_no;
  }
}

Truth turned_round(const PlannedRule& rule, const std::vector<ConditionCells>& cells, std::size_t cell, std::int32_t turned, std::int32_t when) {
  const PlannedCondition& c = rule.conditions[static_cast<std::size_t>(when)];
  const Truth was = cells[static_cast<std::size_t>(when)].truth[cell];
  if (when == turned) return static_cast<Truth>(truth_yes - was);
  if (c.of.empty()) return was;
  if (c.said->kind == ConditionKind::streak) return turned_round(rule, cells, cell, turned, c.of[0]) == truth_no && cells[static_cast<std::size_t>(c.of[0])].truth[cell] != truth_no ? truth_no : was;
  std::int64_t yes = 0, maybe = 0;
  Truth least = truth_yes, most = truth_no;
  for (const std::int32_t k : c.of) {
    const Truth now = turned_round(rule, cells, cell, turned, k);
    least = std::min(least, now);
    most = std::max(most, now);
    yes += now == truth_yes;
    maybe += now != truth_no;
  }
  switch (c.said->kind) {
    case ConditionKind::all: return least;
    case ConditionKind::any: return most;
    case ConditionKind::none: return static_cast<Truth>(truth_yes - most);
    default: return yes >= *c.said->least ? truth_yes : maybe >= *c.said->least ? truth_unknown : truth_no;
  }
}

}  // namespace mainstay::inline v1::signals
