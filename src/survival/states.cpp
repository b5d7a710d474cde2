#include "mainstay/survival/states.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "core/append.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/long_sum.hpp"
#include "survival/cox_part.hpp"
#include "survival/curve_kernel.hpp"
#include "survival/curve_scale.hpp"
#include "survival/states_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.states";
constexpr std::int64_t most_states = 100;

// Rows as read: codes of states in the order of the result.
struct Read {
  std::vector<std::string> states, groups;
  std::vector<std::int32_t> person, state, next, group;  // person and group may be empty
  Numbers start, stop, weights;
  double start_of(std::int64_t i) const { return start.given() ? start[i] : 0.0; }
  double weight_of(std::int64_t i) const { return weights.given() ? weights[i] : 1.0; }
};

Read read(const StatesInput& input, const StatesOptions& options) {
  Read rows;
  const std::int64_t n = input.stop.size;
  if (n > INT64_C(0x7ffffffe)) refuse(key, "stop", std::to_string(n) + " rows", "fewer than 2^31 rows");
  const data::Groups state = data::encode_groups(key, "state", input.state), next = data::encode_groups(key, "next_state", input.next_state);
  if (state.missing > 0)
    throw Error(ErrorCode::invalid_argument, key, "state", std::find(state.codes.begin(), state.codes.end(), -1) - state.codes.begin(), "missing", "a label");
  for (const auto& [name, groups] : {std::pair<const char*, const data::Groups*>{"state", &state}, {"next_state", &next}})
    for (std::int64_t i = 0; groups->text && i < n; ++i)
      if (groups->codes[i] >= 0 && groups->name(groups->codes[i]).empty())
        throw Error(ErrorCode::invalid_argument, key, name, i, "\"\"", groups == &next ? "a state, or missing where nobody moves" : "a state");
  if (state.text != next.text && state.count > 0 && next.count > 0)
    throw Error(ErrorCode::wrong_type, key, "next_state", -1, next.text ? "text" : "numbers", state.text ? "text" : "numbers");
  rows.states = options.states;
  if (rows.states.empty()) {
    if (state.text || next.text) {
      for (const data::Groups* groups : {&state, &next})
        for (const std::string& name : groups->names()) rows.states.push_back(name);
      std::sort(rows.states.begin(), rows.states.end());
      rows.states.erase(std::unique(rows.states.begin(), rows.states.end()), rows.states.end());
    } else {
      std::vector<std::int64_t> numbers = state.numbers;
      numbers.insert(numbers.end(), next.numbers.begin(), next.numbers.end());
      std::sort(numbers.begin(), numbers.end());
      numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
      for (const std::int64_t number : numbers) rows.states.push_back(std::to_string(number));
    }
  }
  std::unordered_map<std::string_view, std::int32_t> place;
  for (std::size_t s = 0; s < rows.states.size(); ++s)
    if (!place.emplace(rows.states[s], static_cast<std::int32_t>(s)).second)
      throw Error(ErrorCode::invalid_argument, key, "states", static_cast<std::int64_t>(s), rows.states[s], "named once");
  if (static_cast<std::int64_t>(rows.states.size()) > most_states)
    refuse(key, "state", std::to_string(rows.states.size()) + " states", "at most " + std::to_string(most_states) + " states");
  for (std::size_t s = 0; s < options.absorbing.size(); ++s)
    if (!place.contains(options.absorbing[s]))
      throw Error(ErrorCode::unknown_name, key, "absorbing", static_cast<std::int64_t>(s), options.absorbing[s], "one of the states " + list_of(rows.states));
  const auto translate = [&](const char* name, const data::Groups& groups, std::vector<std::int32_t>& out) {
    std::vector<std::int32_t> to(groups.count, -1);
    for (std::int64_t g = 0; g < groups.count; ++g) {
      const auto found = place.find(groups.name(g));
      if (found != place.end()) to[g] = found->second;
    }
    out.resize(n);
    for (std::int64_t i = 0; i < n; ++i) {
      out[i] = groups.codes[i] < 0 ? -1 : to[groups.codes[i]];
      if (groups.codes[i] >= 0 && out[i] < 0) throw Error(ErrorCode::unknown_name, key, name, i, groups.name(groups.codes[i]), "one of the states " + list_of(rows.states));
    }
  };
  translate("state", state, rows.state);
  translate("next_state", next, rows.next);
  std::vector<bool> absorbing(rows.states.size(), false);
  for (const std::string& name : options.absorbing) absorbing[place[name]] = true;
  for (std::int64_t i = 0; i < n; ++i) {
    if (rows.next[i] == rows.state[i]) rows.next[i] = -1;
    if (rows.next[i] >= 0 && absorbing[rows.state[i]])
      throw Error(ErrorCode::invalid_argument, key, "next_state", i, rows.states[rows.next[i]], "missing: nobody leaves the absorbing state " + rows.states[rows.state[i]]);
  }
  if (input.person.given()) {
    data::Groups person = data::encode_groups(key, "person", input.person);
    if (person.missing > 0)
      throw Error(ErrorCode::invalid_argument, key, "person", std::find(person.codes.begin(), person.codes.end(), -1) - person.codes.begin(), "missing", "a label");
    rows.person = std::move(person.codes);
  }
  rows.groups = {"all"};
  if (input.group.given()) {
    data::Groups group = data::encode_groups(key, "group", input.group);
    rows.groups = group.names();
    rows.group = std::move(group.codes);
  }
  rows.start = Numbers(input.start);
  rows.stop = Numbers(input.stop);
  rows.weights = Numbers(input.weights);
  return rows;
}

// Rows that count; with `people` in order of person and start, and then a person in two places at once or coming from nowhere is refused.
std::vector<std::int64_t> put_in_order(const Read& rows, std::int64_t n, StatesGaps gaps, bool people) {
  std::vector<std::int64_t> order;
  for (std::int64_t i = 0; i < n; ++i) {
    if (!(rows.start_of(i) < rows.stop[i])) {
      if (rows.start.given()) refuse(key, "start", i, rows.start[i], "below the row's stop");
      refuse(key, "stop", i, rows.stop[i], "> 0, the start of rows that give none");
    }
    if (rows.weight_of(i) > 0.0) order.push_back(i);
  }
  if (rows.person.empty() || !people) return order;
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    if (rows.person[a] != rows.person[b]) return rows.person[a] < rows.person[b];
    return rows.start_of(a) != rows.start_of(b) ? rows.start_of(a) < rows.start_of(b) : a < b;
  });
  const auto number = [](double value) {
    std::string text = std::to_string(value);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
  };
  for (std::size_t r = 1; r < order.size(); ++r) {
    const std::int64_t a = order[r - 1], b = order[r];
    if (rows.person[a] != rows.person[b]) continue;
    const double stop = rows.stop[a], start = rows.start_of(b);
    if (start < stop)
      refuse(key, "start", b, start, "at least " + number(stop) + ", the stop of row " + std::to_string(a) + ": a person is in one state at a time");
    if (start > stop) {
      if (gaps == StatesGaps::refuse)
        refuse(key, "start", b, start, number(stop) + ", the stop of row " + std::to_string(a) + " of the same person, or gaps = unobserved");
      continue;
    }
    if (rows.next[a] < 0 && rows.state[b] != rows.state[a])
      throw Error(ErrorCode::invalid_argument, key, "next_state", a, "no move", rows.states[rows.state[b]] + ", the state of row " + std::to_string(b) + " of the same person");
    if (rows.next[a] >= 0 && rows.state[b] != rows.next[a])
      throw Error(ErrorCode::invalid_argument, key, "state", b, rows.states[rows.state[b]],
                  rows.states[rows.next[a]] + ", where row " + std::to_string(a) + " of the same person moved to");
  }
  return order;
}

Stays stays_of(const Read& rows, const std::vector<std::int64_t>& order, std::int32_t group) {
  Stays stays;
  std::int64_t last = -1;
  for (const std::int64_t i : order) {
    if (!rows.group.empty() && rows.group[i] != group) continue;
    if (rows.person.empty() || last < 0 || rows.person[i] != rows.person[last]) stays.first_row.push_back(stays.rows());
    last = i;
    stays.start.push_back(rows.start_of(i));
    stays.weight.push_back(rows.weight_of(i));
    stays.squares.push_back(rows.weight_of(i) * rows.weight_of(i));
    stays.count.push_back(1);
    stays.state.push_back(rows.state[i]);
    stays.next.push_back(rows.next[i]);
    stays.stop.push_back(rows.stop[i]);
  }
  stays.first_row.push_back(stays.rows());
  return stays;
}

// One group's part of the tables.
struct Part {
  StatesOccupation occupation;
  StatesMoves moves;
  StatesTable table;
  StatesMatrix matrix;
  bool moved = false;
};

void estimate(const Stays& stays, std::int64_t s, std::int32_t group, const StatesOptions& options, double until, Part& part) {
  const double since = options.since.value_or(-std::numeric_limits<double>::infinity());
  const Steps steps = steps_of(stays, s, since);
  part.moved = steps.size() > 0;
  const bool robust = options.std_error == StatesStdError::robust;
  Beginning beginning;
  if (!options.initial.empty()) beginning.probability = options.initial;
  else beginning = beginning_of(stays, steps, since, robust);
  if (std::none_of(stays.stop.begin(), stays.stop.end(), [&](double stop) { return stop > since; })) return;  // nobody there: no estimate
  const auto variance_of = [&](const Beginning& from, const std::vector<double>& probability) {
    return robust ? robust_variance(stays, steps, from, probability) : greenwood_variance(steps, from, probability);
  };
  const std::vector<double> probability = occupation(steps, beginning.probability), variance = variance_of(beginning, probability);
  std::vector<double> initial_variance(s, 0.0);
  for (std::int64_t a = 0; a < s && !beginning.covariance.empty(); ++a) initial_variance[a] = beginning.covariance[a * s + a];

  std::vector<double> times = options.times;
  if (times.empty())
    for (const double stop : stays.stop)
      if (stop > since) times.push_back(stop);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  std::vector<std::int64_t> step_of(times.size());  // steps up to and with each time
  for (std::size_t t = 0; t < times.size(); ++t)
    step_of[t] = std::upper_bound(steps.time.begin(), steps.time.end(), times[t]) - steps.time.begin();

  // Weight observed in each state just before each time.
  std::vector<double> at_risk(times.size() * s, 0.0);
  {

    std::vector<stats::LongSum> sum(s);
    std::vector<std::int64_t> by_start(stays.rows()), by_stop(stays.rows()), count(s, 0);
    std::iota(by_start.begin(), by_start.end(), 0);
    by_stop = by_start;
    std::sort(by_start.begin(), by_start.end(), [&](std::int64_t a, std::int64_t b) { return stays.start[a] < stays.start[b]; });
    std::sort(by_stop.begin(), by_stop.end(), [&](std::int64_t a, std::int64_t b) { return stays.stop[a] < stays.stop[b]; });
    std::size_t in = 0, out = 0;
    for (std::size_t t = 0; t < times.size(); ++t) {
      for (; in < by_start.size() && stays.start[by_start[in]] < times[t]; ++in) {
        sum[stays.state[by_start[in]]].add(stays.weight[by_start[in]]);
        count[stays.state[by_start[in]]] += stays.count[by_start[in]];
      }
      for (; out < by_stop.size() && stays.stop[by_stop[out]] < times[t]; ++out) {
        const std::int32_t a = stays.state[by_stop[out]];
        sum[a].add(-stays.weight[by_stop[out]]);
        if ((count[a] -= stays.count[by_stop[out]]) == 0) sum[a] = {};
      }
      for (std::int64_t a = 0; a < s; ++a) at_risk[t * s + a] = std::max(0.0, sum[a].value());
    }
  }
  const double z = stats::normal_interval_factor(options.confidence_level);
  for (std::size_t t = 0; t < times.size(); ++t)
    for (std::int64_t a = 0; a < s; ++a) {
      const std::int64_t k = step_of[t] - 1;
      const double p = k < 0 ? beginning.probability[a] : probability[k * s + a];
      const double error = std::sqrt(k < 0 ? initial_variance[a] : variance[k * s + a]);
      part.occupation.group.codes.push_back(group);
      part.occupation.state.codes.push_back(static_cast<std::int32_t>(a));
      part.occupation.time.push_back(times[t]);
      part.occupation.probability.push_back(p);
      part.occupation.std_error.push_back(error);
      const Limits2 limits = probability_limits(p, error / p, z, scale_of(options.interval));
      part.occupation.lower.push_back(limits.lower);
      part.occupation.upper.push_back(limits.upper);
      part.occupation.at_risk.push_back(at_risk[t * s + a]);
    }

  // Moves: pairs that occur, each over all times.
  std::vector<std::pair<std::int32_t, std::int32_t>> pairs;
  for (const Move& move : steps.moves) pairs.emplace_back(move.from, move.to);
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  std::vector<std::int64_t> in(s, 0), out(s, 0), of(s, 0);
  for (const auto& [from, to] : pairs) {
    stats::LongSum hazard, squares, moved;
    std::int64_t k = 0, m = 0;
    for (std::size_t t = 0; t < times.size(); ++t) {
      moved = {};
      for (; k < step_of[t]; ++k)
        for (m = steps.first_move[k]; m < steps.first_move[k + 1]; ++m) {
          const Move& move = steps.moves[m];
          if (move.from != from || move.to != to) continue;
          const double there = steps.at_risk[k * s + from];
          hazard.add(move.weight / there);
          squares.add(move.squares / there / there);
          moved.add(move.weight);
        }
      part.moves.group.codes.push_back(group);
      part.moves.state.codes.push_back(from);
      part.moves.next_state.codes.push_back(to);
      part.moves.time.push_back(times[t]);
      part.moves.moves.push_back(moved.value());
      part.moves.cumulative_hazard.push_back(hazard.value());
      part.moves.std_error.push_back(std::sqrt(squares.value()));
    }
  }
  for (const Move& move : steps.moves) {
    in[move.to] += move.count;
    out[move.from] += move.count;
  }
  double begins = options.since.value_or(0.0);
  for (std::int64_t i = 0; i < stays.rows(); ++i) {
    of[stays.state[i]] += stays.count[i];
    if (!options.since) begins = std::min(begins, stays.start[i]);
  }
  const Sojourn spent = sojourn(stays, steps, beginning, probability, begins, until, robust);
  for (std::int64_t a = 0; a < s; ++a) {
    part.table.group.codes.push_back(group);
    part.table.state.codes.push_back(static_cast<std::int32_t>(a));
    part.table.rows.push_back(of[a]);
    part.table.moved_in.push_back(in[a]);
    part.table.moved_out.push_back(out[a]);
    part.table.initial.push_back(beginning.probability[a]);
    part.table.initial_std_error.push_back(std::sqrt(initial_variance[a]));
    part.table.expected_time.push_back(spent.time[a]);
    part.table.expected_time_std_error.push_back(std::sqrt(spent.variance[a]));
    part.table.until.push_back(until);
  }
  for (std::int64_t from = 0; options.matrix && from < s; ++from) {
    Beginning known;
    known.probability.assign(s, 0.0);
    known.probability[from] = 1.0;
    const std::vector<double> row = occupation(steps, known.probability), errors = variance_of(known, row);
    for (std::size_t t = 0; t < times.size(); ++t)
      for (std::int64_t a = 0; a < s; ++a) {
        const std::int64_t k = step_of[t] - 1;
        part.matrix.group.codes.push_back(group);
        part.matrix.state.codes.push_back(static_cast<std::int32_t>(from));
        part.matrix.next_state.codes.push_back(static_cast<std::int32_t>(a));
        part.matrix.time.push_back(times[t]);
        part.matrix.probability.push_back(k < 0 ? known.probability[a] : row[k * s + a]);
        part.matrix.std_error.push_back(k < 0 ? 0.0 : std::sqrt(errors[k * s + a]));
      }
  }
}

// Every group's estimate; stays(group) gives its rows.
template <class StaysOf>
StatesResult estimate_all(const std::vector<std::string>& states, const std::vector<std::string>& group_names, double last, const StatesOptions& options,
                          const RunContext& context, const StaysOf& stays) {
  if (!options.initial.empty()) {
    if (options.initial.size() != states.size())
      refuse(key, "initial", std::to_string(options.initial.size()) + " shares", std::to_string(states.size()) + ", one for each of the states " + list_of(states));
    const double sum = std::accumulate(options.initial.begin(), options.initial.end(), 0.0);
    if (!(std::fabs(sum - 1.0) <= 1e-9)) refuse(key, "initial", "shares that add up to " + std::to_string(sum), "shares that add up to 1");
  }
  const double since = options.since.value_or(-std::numeric_limits<double>::infinity());
  if (!(last > since)) refuse(key, "since", -1, since, "below the last stop");
  const double until = options.until.value_or(last);
  if (options.since && !(until > since)) refuse(key, "until", -1, until, "above since");
  for (std::size_t t = 0; t < options.times.size(); ++t)
    if (!(options.times[t] >= since)) refuse(key, "times", static_cast<std::int64_t>(t), options.times[t], "at least since");
  const auto groups = static_cast<std::int64_t>(group_names.size());
  std::vector<Part> parts(groups);
  Team team(key, context, groups);
  team.run(groups, [&](std::int64_t group) {
    estimate(stays(static_cast<std::int32_t>(group)), static_cast<std::int64_t>(states.size()), static_cast<std::int32_t>(group), options, until, parts[group]);
  });

  StatesResult result;
  result.status = StatesStatus::no_moves;
  result.states = states;
  for (Categories* list : {&result.occupation.group, &result.moves.group, &result.table.group, &result.matrix.group}) list->levels = group_names;
  for (Categories* list : {&result.occupation.state, &result.moves.state, &result.moves.next_state, &result.table.state, &result.matrix.state, &result.matrix.next_state})
    list->levels = states;
  for (Part& part : parts) {
    if (part.moved) result.status = StatesStatus::estimated;
    take_rows(part.occupation, result.occupation);
    take_rows(part.moves, result.moves);
    take_rows(part.table, result.table);
    take_rows(part.matrix, result.matrix);
  }
  return result;
}

}  // namespace

StatesResult states(const StatesInput& input, const StatesOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const std::int64_t n = input.stop.size;
  const Read rows = read(input, options);
  const std::vector<std::int64_t> order = put_in_order(rows, n, options.gaps, true);
  if (order.empty()) refuse(key, "stop", std::to_string(n) + " rows", "at least one row with a positive weight");
  double last = -std::numeric_limits<double>::infinity();
  for (const std::int64_t i : order) last = std::max(last, rows.stop[i]);
  return estimate_all(rows.states, rows.groups, last, options, context, [&](std::int32_t group) { return stays_of(rows, order, group); });
}

namespace {
void need_greenwood(const StatesOptions& options) {
  if (options.std_error != StatesStdError::greenwood)
    throw Error(ErrorCode::unsupported, key, "std_error", -1, "robust", "greenwood in a state: the rows of a person may lie in several parts");
}

std::optional<std::int64_t> whole(const std::string& label) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), value);
  return error == std::errc() && end == label.data() + label.size() ? std::optional(value) : std::nullopt;
}
bool below(bool numbered, const std::string& a, const std::string& b) { return numbered ? whole(a) < whole(b) : a < b; }

// Labels of both, in order; the places of the old ones among them.
std::vector<std::int64_t> join(bool numbered, std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& label : more)
    if (std::find(all.begin(), all.end(), label) == all.end()) all.push_back(label);
  std::sort(all.begin(), all.end(), [&](const std::string& a, const std::string& b) { return below(numbered, a, b); });
  std::vector<std::int64_t> places;
  for (const std::string& label : more) places.push_back(std::find(all.begin(), all.end(), label) - all.begin());
  return places;
}

// Adds counts to counts: cells in order, equal ones together.
void add_counts(StatesCounts& to, const StatesCounts& from) {
  if (from.stop.empty()) return;
  if (!to.stop.empty()) {
    if (to.numbered_states != from.numbered_states) throw Error(ErrorCode::unsupported, key, "states with numbers and states with texts cannot be merged");
    if (to.groups.empty() != from.groups.empty() || to.numbered_groups != from.numbered_groups)
      throw Error(ErrorCode::unsupported, key, "rows with groups and rows without, or with groups of another kind, cannot be merged");
  }
  to.numbered_states = from.numbered_states;
  to.numbered_groups = from.numbered_groups;
  const std::vector<std::string> states = to.states, groups = to.groups;
  const std::vector<std::int64_t> their_state = join(from.numbered_states, to.states, from.states), their_group = join(from.numbered_groups, to.groups, from.groups);
  std::vector<std::string> same = to.states;
  const std::vector<std::int64_t> own_state = join(from.numbered_states, same, states);
  same = to.groups;
  const std::vector<std::int64_t> own_group = join(from.numbered_groups, same, groups);
  struct Cell {
    std::int64_t group, state, next, rows;
    double start, stop, weight, squares;
    auto key_of() const { return std::tuple(group, start, stop, state, next); }
  };
  std::vector<Cell> cells;
  const auto take = [&](const StatesCounts& counts, const std::vector<std::int64_t>& state, const std::vector<std::int64_t>& group) {
    for (std::size_t k = 0; k < counts.stop.size(); ++k)
      cells.push_back({group.empty() ? 0 : group[counts.group[k]], state[counts.state[k]], counts.next_state[k] < 0 ? -1 : state[counts.next_state[k]], counts.rows[k],
                       counts.start[k], counts.stop[k], counts.weight[k], counts.squared_weight[k]});
  };
  take(to, own_state, own_group);
  take(from, their_state, their_group);
  std::stable_sort(cells.begin(), cells.end(), [](const Cell& a, const Cell& b) { return a.key_of() < b.key_of(); });
  for (std::vector<std::int64_t>* list : {&to.group, &to.state, &to.next_state, &to.rows}) list->clear();
  for (std::vector<double>* list : {&to.start, &to.stop, &to.weight, &to.squared_weight}) list->clear();
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const Cell& cell = cells[k];
    if (k > 0 && cells[k - 1].key_of() == cell.key_of()) {
      to.rows.back() += cell.rows;
      to.weight.back() += cell.weight;
      to.squared_weight.back() += cell.squares;
      continue;
    }
    to.group.push_back(cell.group);
    to.state.push_back(cell.state);
    to.next_state.push_back(cell.next);
    to.rows.push_back(cell.rows);
    to.start.push_back(cell.start);
    to.stop.push_back(cell.stop);
    to.weight.push_back(cell.weight);
    to.squared_weight.push_back(cell.squares);
  }
}
}  // namespace

void StatesState::update(const StatesInput& input, const RunContext& context) {
  check(key, input, options, context.threads);
  need_greenwood(options);
  if (complete) throw Error(ErrorCode::unsupported, key, "the state is complete and takes no more rows");
  const Read rows = read(input, options);
  StatesCounts more;
  more.numbered_states = !input.state.categorical;
  more.numbered_groups = input.group.given() && !input.group.categorical;
  more.states = rows.states;
  if (input.group.given()) more.groups = rows.groups;
  if (!options.states.empty()) std::sort(more.states.begin(), more.states.end(), [&](const std::string& a, const std::string& b) { return below(more.numbered_states, a, b); });
  std::vector<std::int64_t> place;
  for (const std::string& name : rows.states) place.push_back(std::find(more.states.begin(), more.states.end(), name) - more.states.begin());
  for (const std::int64_t i : put_in_order(rows, input.stop.size, options.gaps, false)) {
    more.group.push_back(rows.group.empty() ? 0 : rows.group[i]);
    more.state.push_back(place[rows.state[i]]);
    more.next_state.push_back(rows.next[i] < 0 ? -1 : place[rows.next[i]]);
    more.rows.push_back(1);
    more.start.push_back(rows.start_of(i));
    more.stop.push_back(rows.stop[i]);
    more.weight.push_back(rows.weight_of(i));
    more.squared_weight.push_back(rows.weight_of(i) * rows.weight_of(i));
  }
  add_counts(counts, more);
}

void StatesState::merge(const StatesState& other) {
  if (complete != other.complete) throw Error(ErrorCode::unsupported, key, "states of unlike rounds cannot be merged");
  if (to_json(Object::of(options)) != to_json(Object::of(other.options))) throw Error(ErrorCode::unsupported, key, "states of unlike options cannot be merged");
  other.validate();
  add_counts(counts, other.counts);
}

void StatesState::validate() const {
  const auto broken = [](const char* what) { throw Error(ErrorCode::corrupt, key, std::string("the counts of the state are damaged: ") + what); };
  const auto labels = [&](bool numbered, const std::vector<std::string>& list) {
    for (const std::string& label : list)
      if (numbered && !whole(label)) broken("a label that is no number");
    for (std::size_t i = 1; i < list.size(); ++i)
      if (!below(numbered, list[i - 1], list[i])) broken("labels out of order");
  };
  labels(counts.numbered_states, counts.states);
  labels(counts.numbered_groups, counts.groups);
  const auto states = static_cast<std::int64_t>(counts.states.size()), groups = std::max<std::int64_t>(1, static_cast<std::int64_t>(counts.groups.size()));
  if (states > most_states) broken("too many states");
  for (std::size_t k = 0; k < counts.stop.size(); ++k) {
    if (counts.group[k] >= groups || counts.state[k] >= states || counts.next_state[k] >= states || counts.next_state[k] == counts.state[k]) broken("a cell of no group or state");
    if (!(counts.start[k] < counts.stop[k]) || !(counts.weight[k] > 0.0)) broken("a cell without time or weight");
  }
}

StatesResult StatesState::finish(const RunContext& context) const {
  need_greenwood(options);
  validate();
  if (counts.stop.empty()) refuse(key, "stop", "0 rows", "at least one row with a positive weight");
  const std::vector<std::string>& names = options.states.empty() ? counts.states : options.states;
  std::vector<std::int32_t> place;
  for (const std::string& name : counts.states) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw Error(ErrorCode::corrupt, key, "the counts of the state are damaged: a state that is not among those of the options");
    place.push_back(static_cast<std::int32_t>(found - names.begin()));
  }
  double last = -std::numeric_limits<double>::infinity();
  for (const double stop : counts.stop) last = std::max(last, stop);
  return estimate_all(names, counts.groups.empty() ? std::vector<std::string>{"all"} : counts.groups, last, options, context, [&](std::int32_t group) {
    Stays stays;
    for (std::size_t k = 0; k < counts.stop.size(); ++k) {
      if (counts.group[k] != group) continue;
      stays.start.push_back(counts.start[k]);
      stays.stop.push_back(counts.stop[k]);
      stays.weight.push_back(counts.weight[k]);
      stays.squares.push_back(counts.squared_weight[k]);
      stays.count.push_back(counts.rows[k]);
      stays.state.push_back(place[counts.state[k]]);
      stays.next.push_back(counts.next_state[k] < 0 ? -1 : place[counts.next_state[k]]);
    }
    return stays;
  });
}

constinit const Function states_analysis = analysis<&states>("survival.states", "Who is where over time: here, on leave, gone, back?", {}, &state_of<StatesState>);

}  // namespace mainstay::inline v1::survival
