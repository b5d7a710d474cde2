#include "mainstay/survival/states.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/long_sum.hpp"
#include "survival/cox_part.hpp"
#include "survival/curve_kernel.hpp"
#include "survival/states_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.states";
constexpr std::int64_t most_states = 100;

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < 12; ++i) list += (i ? ", " : "") + names[i];
  return names.size() > 12 ? list + ", …" : list;
}

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

// Rows that count, in order of person and start; refuses a person in two places at once, or coming from nowhere.
std::vector<std::int64_t> put_in_order(const Read& rows, std::int64_t n, StatesGaps gaps) {
  std::vector<std::int64_t> order;
  for (std::int64_t i = 0; i < n; ++i) {
    if (!(rows.start_of(i) < rows.stop[i])) {
      if (rows.start.given()) refuse(key, "start", i, rows.start[i], "below the row's stop");
      refuse(key, "stop", i, rows.stop[i], "> 0, the start of rows that give none");
    }
    if (rows.weight_of(i) > 0.0) order.push_back(i);
  }
  if (rows.person.empty()) return order;
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
    stays.state.push_back(rows.state[i]);
    stays.next.push_back(rows.next[i]);
    stays.stop.push_back(rows.stop[i]);
  }
  stays.first_row.push_back(stays.rows());
  return stays;
}

Scale scale_of(CurveInterval interval) {
  switch (interval) {
    case CurveInterval::log_log: return Scale::log_log;
    case CurveInterval::log: return Scale::log;
    default: return Scale::plain;
  }
}

// One group's part of the tables.
struct Part {
  StatesOccupation occupation;
  StatesMoves moves;
  StatesTable table;
  StatesMatrix matrix;
  bool moved = false;
};

void estimate(const Read& rows, const std::vector<std::int64_t>& order, std::int32_t group, const StatesOptions& options, double until, Part& part) {
  const auto s = static_cast<std::int64_t>(rows.states.size());
  const double since = options.since.value_or(-std::numeric_limits<double>::infinity());
  const Stays stays = stays_of(rows, order, group);
  const Steps steps = steps_of(stays, s, since);
  part.moved = steps.size() > 0;
  Beginning beginning;
  if (!options.initial.empty()) beginning.probability = options.initial;
  else beginning = beginning_of(stays, steps, since);
  if (std::none_of(stays.stop.begin(), stays.stop.end(), [&](double stop) { return stop > since; })) return;  // nobody there: no estimate
  const bool robust = options.std_error == StatesStdError::robust;
  const auto variance_of = [&](const Beginning& from, const std::vector<double>& probability) {
    return robust ? robust_variance(stays, steps, from, probability) : greenwood_variance(steps, from, probability);
  };
  const std::vector<double> probability = occupation(steps, beginning.probability), variance = variance_of(beginning, probability);
  std::vector<double> initial_variance(s, 0.0);
  for (std::size_t i = 0; i < beginning.influence.size(); ++i) initial_variance[i % s] += beginning.influence[i] * beginning.influence[i];

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
        ++count[stays.state[by_start[in]]];
      }
      for (; out < by_stop.size() && stays.stop[by_stop[out]] < times[t]; ++out) {
        const std::int32_t a = stays.state[by_stop[out]];
        sum[a].add(-stays.weight[by_stop[out]]);
        if (--count[a] == 0) sum[a] = {};
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
    ++of[stays.state[i]];
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

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) { to.insert(to.end(), from.begin(), from.end()); }
}  // namespace

StatesResult states(const StatesInput& input, const StatesOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const std::int64_t n = input.stop.size;
  const Read rows = read(input, options);
  const std::vector<std::int64_t> order = put_in_order(rows, n, options.gaps);
  if (order.empty()) refuse(key, "stop", std::to_string(n) + " rows", "at least one row with a positive weight");
  if (!options.initial.empty()) {
    if (options.initial.size() != rows.states.size())
      refuse(key, "initial", std::to_string(options.initial.size()) + " shares", std::to_string(rows.states.size()) + ", one for each of the states " + list_of(rows.states));
    const double sum = std::accumulate(options.initial.begin(), options.initial.end(), 0.0);
    if (!(std::fabs(sum - 1.0) <= 1e-9)) refuse(key, "initial", "shares that add up to " + std::to_string(sum), "shares that add up to 1");
  }
  const double since = options.since.value_or(-std::numeric_limits<double>::infinity());
  double until = -std::numeric_limits<double>::infinity();
  for (const std::int64_t i : order) until = std::max(until, rows.stop[i]);
  if (!(until > since)) refuse(key, "since", -1, since, "below the last stop");
  if (options.until) until = *options.until;
  if (options.since && !(until > since)) refuse(key, "until", -1, until, "above since");
  for (std::size_t t = 0; t < options.times.size(); ++t)
    if (!(options.times[t] >= since)) refuse(key, "times", static_cast<std::int64_t>(t), options.times[t], "at least since");

  const auto groups = static_cast<std::int64_t>(rows.groups.size());
  std::vector<Part> parts(groups);
  Team team(key, context, groups);
  team.run(groups, [&](std::int64_t group) { estimate(rows, order, static_cast<std::int32_t>(group), options, until, parts[group]); });

  StatesResult result;
  result.status = StatesStatus::no_moves;
  result.states = rows.states;
  for (Categories* list : {&result.occupation.group, &result.moves.group, &result.table.group, &result.matrix.group}) list->levels = rows.groups;
  for (Categories* list : {&result.occupation.state, &result.moves.state, &result.moves.next_state, &result.table.state, &result.matrix.state, &result.matrix.next_state})
    list->levels = rows.states;
  for (const Part& part : parts) {
    if (part.moved) result.status = StatesStatus::estimated;
    append(result.occupation.group.codes, part.occupation.group.codes);
    append(result.occupation.state.codes, part.occupation.state.codes);
    append(result.occupation.time, part.occupation.time);
    append(result.occupation.probability, part.occupation.probability);
    append(result.occupation.std_error, part.occupation.std_error);
    append(result.occupation.lower, part.occupation.lower);
    append(result.occupation.upper, part.occupation.upper);
    append(result.occupation.at_risk, part.occupation.at_risk);
    append(result.moves.group.codes, part.moves.group.codes);
    append(result.moves.state.codes, part.moves.state.codes);
    append(result.moves.next_state.codes, part.moves.next_state.codes);
    append(result.moves.time, part.moves.time);
    append(result.moves.moves, part.moves.moves);
    append(result.moves.cumulative_hazard, part.moves.cumulative_hazard);
    append(result.moves.std_error, part.moves.std_error);
    append(result.table.group.codes, part.table.group.codes);
    append(result.table.state.codes, part.table.state.codes);
    append(result.table.rows, part.table.rows);
    append(result.table.moved_in, part.table.moved_in);
    append(result.table.moved_out, part.table.moved_out);
    append(result.table.initial, part.table.initial);
    append(result.table.initial_std_error, part.table.initial_std_error);
    append(result.table.expected_time, part.table.expected_time);
    append(result.table.expected_time_std_error, part.table.expected_time_std_error);
    append(result.table.until, part.table.until);
    append(result.matrix.group.codes, part.matrix.group.codes);
    append(result.matrix.state.codes, part.matrix.state.codes);
    append(result.matrix.next_state.codes, part.matrix.next_state.codes);
    append(result.matrix.time, part.matrix.time);
    append(result.matrix.probability, part.matrix.probability);
    append(result.matrix.std_error, part.matrix.std_error);
  }
  return result;
}

constinit const Function states_analysis = analysis<&states>("survival.states", "Who is where over time: here, on leave, gone, back?");

}  // namespace mainstay::inline v1::survival
