// Aalen–Johansen between any states against a hand-worked truth, R's survfit and etm, its definition in plain loops, and the invariances.
#include "mainstay/survival/states.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "../golden.hpp"
#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

// Stays that own their memory; next "" means no move.
struct Rows {
  std::vector<std::int64_t> person, group;
  std::vector<double> start, stop, weights;
  std::vector<std::string> state, next;
  mutable std::vector<std::string_view> levels;
  mutable std::vector<std::string> names;
  mutable std::vector<std::int32_t> codes, next_codes;
  mutable std::vector<std::uint8_t> present;

  void add(std::int64_t who, double from, double to, const std::string& in, const std::string& into = "", double weight = 1.0) {
    person.push_back(who);
    start.push_back(from);
    stop.push_back(to);
    state.push_back(in);
    next.push_back(into);
    weights.push_back(weight);
  }
  StatesInput input() const {
    std::set<std::string> all(state.begin(), state.end());
    all.insert(next.begin(), next.end());
    names.assign(all.begin(), all.end());
    levels.assign(names.begin(), names.end());
    const auto code = [&](const std::string& name) { return static_cast<std::int32_t>(std::find(names.begin(), names.end(), name) - names.begin()); };
    codes.clear();
    next_codes.clear();
    present.assign(state.size() / 8 + 1, 0);
    for (std::size_t i = 0; i < state.size(); ++i) {
      codes.push_back(code(state[i]));
      next_codes.push_back(code(next[i]));
      if (!next[i].empty()) present[i / 8] = static_cast<std::uint8_t>(present[i / 8] | (1u << (i % 8)));
    }
    StatesInput view;
    if (!person.empty()) view.person = Column(person);
    view.start = Column(start);
    view.stop = Column(stop);
    view.state = Column(codes);
    view.state.levels = levels;
    view.state.categorical = true;
    view.next_state = Column(next_codes);
    view.next_state.levels = levels;
    view.next_state.categorical = true;
    view.next_state.validity = present.data();
    view.weights = Column(weights);
    if (!group.empty()) view.group = Column(group);
    return view;
  }
  Rows pick(const std::vector<std::size_t>& which) const {
    Rows some;
    for (const std::size_t i : which) some.add(person[i], start[i], stop[i], state[i], next[i], weights[i]);
    if (!group.empty())
      for (const std::size_t i : which) some.group.push_back(group[i]);
    return some;
  }
};

Rows rows_of(const golden::json& data) {
  Rows rows;
  const std::vector<double> start = golden::numbers(data["start"]), stop = golden::numbers(data["stop"]);
  const std::vector<std::int64_t> person = golden::integers(data["person"]);
  for (std::size_t i = 0; i < stop.size(); ++i)
    rows.add(person[i], start[i], stop[i], data["state"][i].get<std::string>(), data["next_state"][i].is_null() ? "" : data["next_state"][i].get<std::string>(),
             data.contains("weights") ? data["weights"][i].get<double>() : 1.0);
  return rows;
}

Rows random_stays(std::size_t people, std::uint64_t seed, int states, bool entry, bool whole, bool spread, bool weights, bool gaps) {
  std::mt19937_64 random(seed);
  const auto uniform = [&] { return std::uniform_real_distribution<double>(0.0, 1.0)(random); };
  Rows rows;
  for (std::size_t i = 0; i < people; ++i) {
    int state = spread ? static_cast<int>(uniform() * (states - 1)) : 0;
    double time = entry && uniform() < 0.5 ? 5.0 * uniform() : 0.0, end = time + 1.0 + 12.0 * uniform();
    if (whole) time = std::floor(time), end = std::ceil(end);
    const double weight = weights ? 0.25 * std::floor(1.0 + 8.0 * uniform()) : 1.0;
    const auto name = [](int s) { return std::string(1, static_cast<char>('a' + s)); };
    while (time < end) {
      double wait = state == states - 1 ? 1e9 : -std::log(uniform()) * 4.0;
      if (whole) wait = std::ceil(wait);
      if (time + wait > end) {
        rows.add(static_cast<std::int64_t>(i) - 5, time, end, name(state), "", weight);
        break;
      }
      int into = static_cast<int>(uniform() * states);
      if (into == state) into = (into + 1) % states;
      rows.add(static_cast<std::int64_t>(i) - 5, time, time + wait, name(state), uniform() < 0.1 ? "" : name(into), weight);
      if (!rows.next.back().empty()) state = into;  // else the stay goes on in another row
      time += wait;
      if (gaps && uniform() < 0.2) {
        time += whole ? 1.0 : uniform();
        state = static_cast<int>(uniform() * (states - 1));
      }
    }
  }
  return rows;
}

// The definition: every person's influence at every time, by brute force.
struct Plain {
  std::vector<std::string> states;
  std::vector<double> time, initial, initial_error;
  std::vector<std::vector<double>> p, robust, greenwood, at_risk;  // by time, state
  std::vector<double> spent, spent_robust, spent_greenwood;

  Plain(const Rows& rows, const std::vector<std::string>& names, double since, const std::vector<double>& given, double begins, double until) : states(names) {
    const std::size_t n = rows.stop.size(), s = names.size();
    const auto place = [&](const std::string& name) { return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin()); };
    const auto moves = [&](std::size_t i) { return !rows.next[i].empty() && rows.next[i] != rows.state[i]; };
    std::set<double> all;
    double first = 1e300, last = -1e300;
    for (std::size_t i = 0; i < n; ++i) {
      if (rows.stop[i] > since) all.insert(rows.stop[i]);
      if (moves(i) && rows.stop[i] > since) first = std::min(first, rows.stop[i]);
      last = std::max(last, rows.stop[i]);
    }
    if (first == 1e300) first = last;
    time.assign(all.begin(), all.end());
    initial.assign(s, 0.0);
    std::map<std::int64_t, std::vector<double>> influence;
    for (const std::int64_t who : rows.person) influence[who] = std::vector<double>(s, 0.0);
    if (given.empty()) {
      double total = 0.0;
      for (std::size_t i = 0; i < n; ++i)
        if (rows.start[i] < first && rows.stop[i] >= first) initial[place(rows.state[i])] += rows.weights[i], total += rows.weights[i];
      for (double& share : initial) share /= total;
      for (std::size_t i = 0; i < n; ++i)
        if (rows.start[i] < first && rows.stop[i] >= first)
          for (std::size_t a = 0; a < s; ++a)
            influence[rows.person[i]][a] += rows.weights[i] * ((place(rows.state[i]) == a ? 1.0 : 0.0) - initial[a]) / total;
    } else {
      initial = given;
    }
    std::vector<double> now = initial;
    std::vector<std::vector<double>> v(s, std::vector<double>(s, 0.0));
    std::map<std::int64_t, std::vector<double>> spent_by;
    initial_error.assign(s, 0.0);
    for (const auto& [who, u] : influence) {
      spent_by[who] = std::vector<double>(s, 0.0);
      for (std::size_t a = 0; a < s; ++a) {
        initial_error[a] += u[a] * u[a];
        for (std::size_t b = 0; b < s; ++b) v[a][b] += u[a] * u[b];
      }
    }
    // Greenwood's variance of the time spent needs covariances over time: the state is doubled by the time spent so far. Weights count people.
    std::vector<std::vector<double>> w(2 * s, std::vector<double>(2 * s, 0.0));
    double total = 0.0;
    for (std::size_t i = 0; i < n; ++i)
      if (rows.start[i] < first && rows.stop[i] >= first) total += rows.weights[i];
    for (std::size_t a = 0; a < s && given.empty(); ++a)
      for (std::size_t b = 0; b < s; ++b) w[a][b] = ((a == b ? initial[a] : 0.0) - initial[a] * initial[b]) / total;
    spent.assign(s, 0.0);
    double clock = begins;
    const auto pass = [&](double to) {
      const double step = std::max(0.0, std::min(to, until) - std::min(clock, until));
      clock = std::max(clock, to);
      for (std::size_t a = 0; a < s; ++a) spent[a] += step * now[a];
      for (auto& [who, sum] : spent_by)
        for (std::size_t a = 0; a < s; ++a) sum[a] += step * influence[who][a];
      for (std::size_t b = 0; b < 2 * s; ++b)
        for (std::size_t a = 0; a < s; ++a) w[s + a][b] += step * w[a][b];
      for (std::size_t b = 0; b < 2 * s; ++b)
        for (std::size_t a = 0; a < s; ++a) w[b][s + a] += step * w[b][a];
    };
    for (const double t : time) {
      pass(t);
      std::vector<double> y(s, 0.0);
      std::vector<std::vector<double>> m(s, std::vector<double>(s, 0.0));
      for (std::size_t i = 0; i < n; ++i)
        if (rows.start[i] < t && rows.stop[i] >= t) y[place(rows.state[i])] += rows.weights[i];
      for (std::size_t a = 0; a < s; ++a) m[a][a] = 1.0;
      for (std::size_t i = 0; i < n; ++i)
        if (moves(i) && rows.stop[i] == t) {
          const std::size_t a = place(rows.state[i]), b = place(rows.next[i]);
          m[a][b] += rows.weights[i] / y[a];
          m[a][a] -= rows.weights[i] / y[a];
        }
      const auto times_m = [&](const std::vector<double>& u) {
        std::vector<double> out(s, 0.0);
        for (std::size_t a = 0; a < s; ++a)
          for (std::size_t b = 0; b < s; ++b) out[b] += u[a] * m[a][b];
        return out;
      };
      for (auto& [who, u] : influence) u = times_m(u);
      for (std::size_t i = 0; i < n; ++i) {
        if (!(rows.start[i] < t && rows.stop[i] >= t)) continue;
        const std::size_t a = place(rows.state[i]), b = moves(i) && rows.stop[i] == t ? place(rows.next[i]) : a;
        for (std::size_t c = 0; c < s; ++c) influence[rows.person[i]][c] += rows.weights[i] * now[a] / y[a] * ((b == c ? 1.0 : 0.0) - m[a][c]);
      }
      std::vector<std::vector<double>> next(2 * s, std::vector<double>(2 * s, 0.0));
      for (std::size_t a = 0; a < 2 * s; ++a)
        for (std::size_t b = 0; b < 2 * s; ++b) {
          // (M 0; 0 1)' W (M 0; 0 1)
          for (std::size_t c = 0; c < 2 * s; ++c)
            for (std::size_t d = 0; d < 2 * s; ++d) {
              const double left = c < s && a < s ? m[c][a] : c == a && a >= s ? 1.0 : 0.0, right = d < s && b < s ? m[d][b] : d == b && b >= s ? 1.0 : 0.0;
              next[a][b] += left * w[c][d] * right;
            }
        }
      for (std::size_t a = 0; a < s; ++a)
        for (std::size_t b = 0; b < s && y[a] > 0.0; ++b)
          for (std::size_t c = 0; c < s; ++c) next[b][c] += now[a] * now[a] / y[a] * ((b == c ? m[a][b] : 0.0) - m[a][b] * m[a][c]);
      w = next;
      now = times_m(now);
      p.push_back(now);
      at_risk.push_back(y);
      std::vector<double> squares(s, 0.0), diagonal(s, 0.0);
      for (const auto& [who, u] : influence)
        for (std::size_t a = 0; a < s; ++a) squares[a] += u[a] * u[a];
      for (std::size_t a = 0; a < s; ++a) diagonal[a] = w[a][a];
      robust.push_back(squares);
      greenwood.push_back(diagonal);
    }
    pass(1e300);
    spent_robust.assign(s, 0.0);
    spent_greenwood.assign(s, 0.0);
    for (const auto& [who, sum] : spent_by)
      for (std::size_t a = 0; a < s; ++a) spent_robust[a] += sum[a] * sum[a];
    for (std::size_t a = 0; a < s; ++a) spent_greenwood[a] = w[s + a][s + a];
  }
};

// Of errors: a root of rounding is not 0.
void near_square(double error, double variance, double tolerance, const std::string& what) {
  CHECK_MESSAGE(std::fabs(error * error - variance) <= tolerance * std::max(1e-3, variance), what, ": ", error, "² is not ", variance);
}

}  // namespace

TEST_CASE("states: worked by hand") {
  // Four people begin here. At 1 one of four goes on leave; at 2 one of three leaves; at 3 the one on leave comes back; at 4 one of two... three leaves.
  Rows rows;
  rows.add(1, 0, 1, "here", "leave");
  rows.add(1, 1, 3, "leave", "here");
  rows.add(1, 3, 5, "here");
  rows.add(2, 0, 2, "here", "left");
  rows.add(3, 0, 4, "here", "left");
  rows.add(4, 0, 6, "here");
  StatesOptions options;
  options.times = {0.5, 1, 2, 3, 4, 9};
  options.absorbing = {"left"};
  options.until = 6.0;
  const StatesResult result = states(rows.input(), options);
  CHECK(result.states == std::vector<std::string>{"here", "leave", "left"});
  const double expected[6][3] = {{1, 0, 0}, {3.0 / 4, 1.0 / 4, 0}, {1.0 / 2, 1.0 / 4, 1.0 / 4}, {3.0 / 4, 0, 1.0 / 4}, {1.0 / 2, 0, 1.0 / 2}, {1.0 / 2, 0, 1.0 / 2}};
  for (std::size_t t = 0; t < 6; ++t)
    for (std::size_t a = 0; a < 3; ++a) near(result.occupation.probability[t * 3 + a], expected[t][a], 1e-15, "probability");
  // Without censoring before the end the variance of a share is p (1 - p) / n.
  for (std::size_t t = 0; t < 5; ++t)
    for (std::size_t a = 0; a < 3; ++a) near_square(result.occupation.std_error[t * 3 + a], expected[t][a] * (1 - expected[t][a]) / 4, 1e-13, "error");
  const std::vector<double> spent{1 + 3.0 / 4 + 1.0 / 2 + 3.0 / 4 + 2 * 1.0 / 2, 2.0 / 4, 2 * 1.0 / 4 + 2 * 1.0 / 2};
  for (std::size_t a = 0; a < 3; ++a) near(result.table.expected_time[a], spent[a], 1e-15, "time spent");
  CHECK(result.table.moved_out == std::vector<std::int64_t>{3, 1, 0});
  CHECK(result.occupation.at_risk[2 * 3] == 3.0);
  near(result.moves.cumulative_hazard[4], 1.0 / 4, 1e-15, "hazard of going on leave");
}

TEST_CASE("states: R's survfit and etm") {
  for (const std::string& file : golden::golden_files("survival/states")) {
    INFO(file);
    const golden::json document = golden::load_golden(file);
    const golden::json expected = document["expect"]["survfit"];
    const Rows rows = rows_of(document["data"]);
    StatesOptions options;
    options.until = expected["until"].get<double>();
    const StatesResult result = states(rows.input(), options);
    CHECK(result.states == golden::texts(expected["states"]));
    const std::size_t s = result.states.size(), times = expected["time"].size();
    REQUIRE(result.occupation.time.size() == s * times);
    for (std::size_t t = 0; t < times; ++t)
      for (std::size_t a = 0; a < s; ++a) {
        const std::size_t i = t * s + a;
        near(result.occupation.time[i], expected["time"][t].get<double>(), 1e-15, "time");
        near(result.occupation.probability[i], expected["probability"][t][a].get<double>(), 1e-12, "probability");
        if (!document["data"].contains("weights"))  // R counts rows
          near(result.occupation.at_risk[i], expected["at_risk"][t][a].get<double>(), 1e-12, "at risk");
        if (expected.contains("std_error")) near_square(result.occupation.std_error[i], std::pow(expected["std_error"][t][a].get<double>(), 2), 1e-9, "std_error");
      }
    for (std::size_t a = 0; a < s; ++a) {
      near(result.table.initial[a], expected["initial"][a].get<double>(), 1e-13, "initial");
      near(result.table.expected_time[a], expected["expected_time"][a].get<double>(), 1e-10, "expected time");
      if (expected.contains("expected_time_std_error"))
        near_square(result.table.expected_time_std_error[a], std::pow(expected["expected_time_std_error"][a].get<double>(), 2), 1e-8, "its error");
    }
    const std::vector<std::string> from = golden::texts(expected["from"]), to = golden::texts(expected["to"]);
    REQUIRE(result.moves.time.size() == from.size() * times);
    for (std::size_t i = 0; i < result.moves.time.size(); ++i) {
      const std::string a = result.states[static_cast<std::size_t>(result.moves.state.codes[i])], b = result.states[static_cast<std::size_t>(result.moves.next_state.codes[i])];
      std::size_t pair = 0;
      while (from[pair] != a || to[pair] != b) ++pair;
      const golden::json& row = expected["cumulative_hazard"][i % times];
      near(result.moves.cumulative_hazard[i], row.is_array() ? row[pair].get<double>() : row.get<double>(), 1e-12, "cumulative hazard");
    }
    if (!document["expect"].contains("etm")) continue;
    const golden::json other = document["expect"]["etm"];
    options.matrix = true;
    options.std_error = StatesStdError::greenwood;
    options.times = golden::numbers(other["time"]);
    options.states = golden::texts(other["states"]);
    const StatesResult matrix = states(rows.input(), options);
    REQUIRE(matrix.matrix.time.size() == s * s * options.times.size());
    for (std::size_t c = 0; c < s * s; ++c) {
      const auto place = [&](const golden::json& name) { return static_cast<std::size_t>(std::find(options.states.begin(), options.states.end(), name.get<std::string>()) - options.states.begin()); };
      const std::size_t a = place(other["from"][c]), b = place(other["to"][c]);
      for (std::size_t t = 0; t < options.times.size(); ++t) {
        const std::size_t i = (a * options.times.size() + t) * s + b;
        near(matrix.matrix.probability[i], other["probability"][t][c].get<double>(), 1e-12, "transition probability");
        near_square(matrix.matrix.std_error[i], other["variance"][t][c].get<double>(), 1e-9, "its error");
      }
    }
  }
}

TEST_CASE("states: the definition in plain loops") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed ", seed);
    const int count = 2 + static_cast<int>(seed % 4);
    const bool gaps = seed % 5 == 0;
    const Rows rows = random_stays(12 + seed * 2 % 70, seed, count, seed % 2 == 0, seed % 3 != 0, seed % 4 < 2, seed % 7 < 3, gaps);
    StatesOptions options;
    if (seed % 6 == 0) options.since = 2.5;
    options.until = seed % 3 == 0 ? 7.25 : 30.0;
    options.gaps = gaps ? StatesGaps::unobserved : StatesGaps::refuse;
    const StatesResult robust = states(rows.input(), options);
    options.std_error = StatesStdError::greenwood;
    const StatesResult greenwood = states(rows.input(), options);
    const Plain plain(rows, robust.states, options.since.value_or(-1e300), {}, options.since.value_or(0.0), *options.until);
    const std::size_t s = robust.states.size();
    REQUIRE(robust.occupation.time.size() == plain.time.size() * s);
    for (std::size_t t = 0; t < plain.time.size(); ++t) {
      double sum = 0.0;
      for (std::size_t a = 0; a < s; ++a) {
        const std::size_t i = t * s + a;
        sum += robust.occupation.probability[i];
        near(robust.occupation.probability[i], plain.p[t][a], 1e-12, "probability");
        near_square(robust.occupation.std_error[i], plain.robust[t][a], 1e-9, "robust");
        near_square(greenwood.occupation.std_error[i], plain.greenwood[t][a], 1e-9, "greenwood");
        near(robust.occupation.at_risk[i], plain.at_risk[t][a], 1e-12, "at risk");
      }
      CHECK(std::fabs(sum - 1.0) <= 1e-14);
    }
    for (std::size_t a = 0; a < s; ++a) {
      near_square(robust.table.initial_std_error[a], plain.initial_error[a], 1e-12, "initial");
      near(robust.table.expected_time[a], plain.spent[a], 1e-12, "time spent");
      near_square(robust.table.expected_time_std_error[a], plain.spent_robust[a], 1e-9, "time spent, robust");
      near_square(greenwood.table.expected_time_std_error[a], plain.spent_greenwood[a], 1e-9, "time spent, greenwood");
    }
  }
}

TEST_CASE("states: two states and two causes are curve's") {
  std::mt19937_64 random(5);
  Rows rows;
  std::vector<double> event;
  for (int i = 0; i < 200; ++i) {
    const double start = static_cast<double>(random() % 4), stop = start + 1.0 + static_cast<double>(random() % 9);
    event.push_back(static_cast<double>(random() % 3));
    rows.add(i, start, stop, "here", event.back() == 0.0 ? "" : event.back() == 1.0 ? "resigned" : "dismissed");
  }
  for (int i = 0; i < 20; ++i) rows.start[static_cast<std::size_t>(i)] = 0.0;
  const StatesResult result = states(rows.input());
  CurveInput input;
  input.duration = Column(rows.stop);
  input.event = Column(event);
  input.entry = Column(rows.start);
  CurveOptions options;
  options.std_error = CurveStdError::robust;
  const CurveResult curves = curve(input, options);
  const std::size_t times = curves.curve.time.size();
  REQUIRE(result.occupation.time.size() == 3 * times);
  for (std::size_t t = 0; t < times; ++t) {
    near(result.occupation.probability[t * 3 + 1], curves.curve.survival[t], 1e-13, "survival");
    near(result.occupation.probability[t * 3 + 2], curves.incidence.incidence[t], 1e-13, "resigned");
    near(result.occupation.probability[t * 3], curves.incidence.incidence[times + t], 1e-13, "dismissed");
    near_square(result.occupation.std_error[t * 3 + 2], std::pow(curves.incidence.std_error[t], 2), 1e-10, "error");
  }
}

TEST_CASE("states: order, pieces, groups, threads, many steps") {
  const Rows rows = random_stays(900, 17, 4, true, false, true, true, false);
  StatesOptions options;
  options.matrix = true;
  options.times = {1, 2, 4, 8, 12};
  const StatesResult all = states(rows.input(), options);
  const auto same = [&](const StatesResult& other, double tolerance) {
    REQUIRE(other.occupation.probability.size() == all.occupation.probability.size());
    for (std::size_t i = 0; i < all.occupation.probability.size(); ++i) {
      near(other.occupation.probability[i], all.occupation.probability[i], tolerance, "probability");
      near_square(other.occupation.std_error[i], std::pow(all.occupation.std_error[i], 2), 1e-9, "std_error");
    }
    for (std::size_t i = 0; i < all.matrix.probability.size(); ++i) near(other.matrix.probability[i], all.matrix.probability[i], tolerance, "matrix");
    for (std::size_t a = 0; a < all.table.state.codes.size(); ++a) near(other.table.expected_time[a], all.table.expected_time[a], tolerance, "time");
  };
  std::vector<std::size_t> order(rows.stop.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), std::mt19937_64(4));
  same(states(rows.pick(order).input(), options), 1e-11);
  Rows pieces;  // every stay in two rows
  for (std::size_t i = 0; i < rows.stop.size(); ++i) {
    const double middle = 0.3 * rows.start[i] + 0.7 * rows.stop[i];
    pieces.add(rows.person[i], rows.start[i], middle, rows.state[i], i % 2 == 0 ? "" : rows.state[i], rows.weights[i]);
    pieces.add(rows.person[i], middle, rows.stop[i], rows.state[i], rows.next[i], rows.weights[i]);
  }
  same(states(pieces.input(), options), 1e-11);
  // P(s, t) is what happens after s: the matrix of the rows that are left, and the beginning times the matrix is the occupation.
  const std::size_t s = all.states.size();
  for (std::size_t t = 0; t < 5; ++t)
    for (std::size_t b = 0; b < s; ++b) {
      double sum = 0.0;
      for (std::size_t a = 0; a < s; ++a) sum += all.table.initial[a] * all.matrix.probability[(a * 5 + t) * s + b];
      near(sum, all.occupation.probability[t * s + b], 1e-13, "beginning times matrix");
    }
  StatesOptions later = options;
  later.since = 4.0;
  later.times = {12.0};
  const StatesResult rest = states(rows.input(), later);
  for (std::size_t a = 0; a < s; ++a)
    for (std::size_t c = 0; c < s; ++c) {
      double sum = 0.0;
      for (std::size_t b = 0; b < s; ++b) sum += all.matrix.probability[(a * 5 + 2) * s + b] * rest.matrix.probability[b * s + c];
      near(sum, all.matrix.probability[(a * 5 + 4) * s + c], 1e-13, "P(0, 4) P(4, 12) = P(0, 12)");
    }
  Rows grouped = rows;
  for (const std::int64_t who : rows.person) grouped.group.push_back(who % 3);
  RunContext one, four;
  one.threads = 1;
  four.threads = 4;
  const StatesResult a = states(grouped.input(), options, one), b = states(grouped.input(), options, four);
  CHECK(a.occupation.std_error == b.occupation.std_error);
  CHECK(a.table.expected_time_std_error == b.table.expected_time_std_error);
  std::vector<std::size_t> third;
  for (std::size_t i = 0; i < rows.stop.size(); ++i)
    if (grouped.group[i] == 1) third.push_back(i);
  options.until = all.table.until[0];
  const StatesResult alone = states(rows.pick(third).input(), options);
  for (std::size_t i = 0, j = 0; i < a.occupation.time.size(); ++i)
    if (a.occupation.group.levels[static_cast<std::size_t>(a.occupation.group.codes[i])] == "1") near(a.occupation.probability[i], alone.occupation.probability[j++], 1e-15, "group");
}

TEST_CASE("states: seven merged parts, and weights against copies") {
  const Rows rows = random_stays(300, 23, 4, true, true, true, true, false);
  StatesOptions options;
  options.std_error = StatesStdError::greenwood;
  options.matrix = true;
  Rows grouped = rows;
  for (const std::int64_t who : rows.person) grouped.group.push_back(who % 3);
  const StatesResult whole = states(grouped.input(), options);
  StatesState state;
  state.options = options;
  for (std::size_t part = 0; part < 7; ++part) {
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < rows.stop.size(); ++i)
      if (i * 5 % 7 == part) which.push_back(i);
    StatesState some;
    some.options = options;
    const Rows picked = grouped.pick(which);
    some.update(picked.input(), {});
    const std::string bytes = save_document("survival.states.state", Object::of(some));
    state.merge(*load_document(bytes, "survival.states.state", type_of<StatesState>).as<StatesState>());
  }
  state.advance({});
  CHECK(state.done());
  const StatesResult merged = state.finish({});
  CHECK(merged.states == whole.states);
  REQUIRE(merged.occupation.time == whole.occupation.time);
  for (std::size_t i = 0; i < whole.occupation.time.size(); ++i) {
    near(merged.occupation.probability[i], whole.occupation.probability[i], 1e-12, "probability");
    near_square(merged.occupation.std_error[i], std::pow(whole.occupation.std_error[i], 2), 1e-10, "error");
    near(merged.occupation.at_risk[i], whole.occupation.at_risk[i], 1e-12, "at risk");
  }
  for (std::size_t i = 0; i < whole.matrix.time.size(); ++i) near_square(merged.matrix.std_error[i], std::pow(whole.matrix.std_error[i], 2), 1e-10, "error of the matrix");
  for (std::size_t a = 0; a < whole.table.state.codes.size(); ++a) {
    near(merged.table.expected_time[a], whole.table.expected_time[a], 1e-12, "time");
    near(merged.table.expected_time_std_error[a], whole.table.expected_time_std_error[a], 1e-10, "its error");
    CHECK(merged.table.rows[a] == whole.table.rows[a]);
    CHECK(merged.table.moved_in[a] == whole.table.moved_in[a]);
  }
  StatesState robust;
  CHECK_THROWS_WITH_AS(robust.update(rows.input(), {}), "survival.states: std_error is robust, but must be greenwood in a state: the rows of a person may lie in several parts", Error);
  CHECK_THROWS_AS(state.update(rows.input(), {}), Error);
  CHECK_THROWS_AS(state.merge(robust), Error);
  // Greenwood: a weight counts people.
  Rows weighted = rows, copies;
  for (std::size_t i = 0; i < rows.stop.size(); ++i) {
    weighted.weights[i] = static_cast<double>((rows.person[i] + 100) % 3);
    for (int c = 0; c < static_cast<int>(weighted.weights[i]); ++c)
      copies.add(1000 * c + rows.person[i], rows.start[i], rows.stop[i], rows.state[i], rows.next[i]);
  }
  const StatesResult a = states(weighted.input(), options), b = states(copies.input(), options);
  REQUIRE(a.occupation.time == b.occupation.time);
  for (std::size_t i = 0; i < a.occupation.time.size(); ++i) {
    near(a.occupation.probability[i], b.occupation.probability[i], 1e-12, "weights");
    near_square(a.occupation.std_error[i], std::pow(b.occupation.std_error[i], 2), 1e-10, "errors of weights");
  }
  for (std::size_t s = 0; s < a.table.initial.size(); ++s) near(a.table.initial_std_error[s], b.table.initial_std_error[s], 1e-12, "beginning");
}

TEST_CASE("states: what it refuses") {
  Rows rows;
  rows.add(7, 0, 3, "here", "leave");
  rows.add(7, 3, 5, "leave", "here");
  rows.add(8, 0, 4, "here", "left");
  rows.add(8, 4, 9, "left");
  CHECK(states(rows.input()).status == StatesStatus::estimated);
  const auto refused = [&](const Rows& changed, const StatesOptions& options, const char* sentence) {
    CHECK_THROWS_WITH_AS(states(changed.input(), options), sentence, Error);
  };
  Rows two = rows;
  two.start[1] = 2;
  refused(two, {}, "survival.states: start[1] is 2, but must be at least 3, the stop of row 0: a person is in one state at a time");
  Rows gap = rows;
  gap.start[1] = 3.5;
  refused(gap, {}, "survival.states: start[1] is 3.5, but must be 3, the stop of row 0 of the same person, or gaps = unobserved");
  StatesOptions options;
  options.gaps = StatesGaps::unobserved;
  CHECK_NOTHROW(states(gap.input(), options));
  Rows nowhere = rows;
  nowhere.state[1] = "here";
  nowhere.next[1] = "leave";
  refused(nowhere, {}, "survival.states: state[1] is here, but must be leave, where row 0 of the same person moved to");
  Rows left = rows;
  left.next[0] = "";
  refused(left, {}, "survival.states: next_state[0] is no move, but must be leave, the state of row 1 of the same person");
  options.absorbing = {"left"};
  Rows back = rows;
  back.next[3] = "here";
  refused(back, options, "survival.states: next_state[3] is here, but must be missing: nobody leaves the absorbing state left");
  options.absorbing = {"gone"};
  refused(rows, options, "survival.states: absorbing[0] is gone, but must be one of the states here, leave, left");
  options = {};
  options.states = {"here", "left"};
  refused(rows, options, "survival.states: state[1] is leave, but must be one of the states here, left");
  options = {};
  Rows never = rows;
  never.start[0] = 3;
  refused(never, options, "survival.states: start[0] is 3, but must be below the row's stop");
  options.initial = {0.5, 0.5};
  refused(rows, options, "survival.states: initial is 2 shares, but must be 3, one for each of the states here, leave, left");
  options.initial = {0.5, 0.5, 0.5};
  CHECK_THROWS_AS(states(rows.input(), options), Error);
  options = {};
  options.since = 9.0;
  refused(rows, options, "survival.states: since is 9, but must be below the last stop");
  Rows nobody = rows;
  nobody.weights = {0, 0, 0, 0};
  refused(nobody, {}, "survival.states: stop is 4 rows, but must be at least one row with a positive weight");
  Rows still = rows;
  still.next = {"", "", "", ""};
  still.state[1] = "here";
  still.person[2] = 9;
  still.person[3] = 10;
  const StatesResult stays = states(still.input());
  CHECK(stays.status == StatesStatus::no_moves);
  CHECK(stays.occupation.probability[0] + stays.occupation.probability[1] == doctest::Approx(1.0));
}
