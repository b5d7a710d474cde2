#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <string>
#include <tuple>

#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "performance/rolling_checks.hpp"
#include "performance/rolling_days.hpp"
#include "performance/rolling_evaluate.hpp"
#include "performance/rolling_windows.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::int64_t furthest_day = 2932896, earliest_day = -4371587;

void add_row(RollingKept& to, const RollingKept& from, std::size_t i, std::size_t columns, std::int64_t person) {
  to.person.push_back(person);
  to.day.push_back(from.day[i]);
  to.recorded.push_back(from.recorded[i]);
  to.values.insert(to.values.end(), from.values.begin() + static_cast<std::ptrdiff_t>(i * columns), from.values.begin() + static_cast<std::ptrdiff_t>((i + 1) * columns));
}

// By person and day, rows before `since` left away.
RollingKept sorted(const RollingKept& rows, std::size_t columns, std::int64_t since) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < rows.day.size(); ++i)
    if (rows.day[i] >= since) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::tie(rows.person[a], rows.day[a]) < std::tie(rows.person[b], rows.day[b]); });
  RollingKept result;
  for (const std::size_t i : order) add_row(result, rows, i, columns, rows.person[i]);
  return result;
}

// Lists of rows whose lengths at least halve: each row is copied as often as the logarithm of how many there are.
void settle(std::vector<RollingKept>& lists, RollingKept rows, std::size_t columns, std::int64_t since) {
  if (!rows.day.empty()) lists.push_back(std::move(rows));
  while (lists.size() > 1 && lists[lists.size() - 2].day.size() < 2 * lists.back().day.size()) {
    RollingKept& larger = lists[lists.size() - 2];
    RollingKept& smaller = lists.back();
    for (std::size_t i = 0; i < smaller.day.size(); ++i) add_row(larger, smaller, i, columns, smaller.person[i]);
    lists.pop_back();
    lists.back() = sorted(lists.back(), columns, since);
  }
  if (!lists.empty() && lists.back().day.empty()) lists.pop_back();
}

void check_state(const RollingState& state) {
  check(rolling_name, Fields(), fields_of(state.options));
  check_rolling(state.options);
  const auto broken = [](const char* what) { throw Error(ErrorCode::corrupt, rolling_name, std::string("a state whose ") + what); };
  if (state.first_days.size() != state.people.size() || state.told_first_days.size() != state.people.size()) broken("people and first_days differ in length");
  if (state.values_given.size() != state.columns.size()) broken("columns and values_given differ in length");
  const auto check_rows = [&](const RollingKept& rows) {
    if (rows.person.size() != rows.day.size() || rows.recorded.size() != rows.day.size() || rows.values.size() != rows.day.size() * state.columns.size())
      broken("rows differ in length");
    for (std::size_t i = 0; i < rows.day.size(); ++i) {
      if (rows.person[i] < 0 || rows.person[i] >= static_cast<std::int64_t>(state.people.size())) broken("rows are of nobody among its people");
      if (rows.day[i] < earliest_day || rows.day[i] > furthest_day || !state.last_day || rows.day[i] > *state.last_day) broken("rows lie after its last day");
      if (rows.day[i] < state.first_days[static_cast<std::size_t>(rows.person[i])]) broken("rows lie before the first day of their person");
    }
    for (const double value : rows.values)
      if (std::isinf(value)) broken("values are not finite");
  };
  check_rows(state.fresh);
  for (const RollingKept& rows : state.settled) {
    check_rows(rows);
    for (std::size_t i = 1; i < rows.day.size(); ++i)
      if (std::tie(rows.person[i - 1], rows.day[i - 1]) > std::tie(rows.person[i], rows.day[i])) broken("settled rows are not in order");
  }
  if (state.told_until && (!state.last_day || *state.told_until > *state.last_day)) broken("told_until lies after last_day");
}

// Places of labels among the state's people; those that are new get the next ones.
std::vector<std::int64_t> places_of(RollingState& state, const std::vector<std::string>& names) {
  std::map<std::string_view, std::int64_t> place;
  for (std::size_t i = 0; i < state.people.size(); ++i) place.emplace(state.people[i], static_cast<std::int64_t>(i));
  std::vector<std::int64_t> places;
  std::vector<std::string> added;
  const auto known = static_cast<std::int64_t>(state.people.size());
  for (const std::string& name : names) {
    const auto at = place.find(name);
    places.push_back(at != place.end() ? at->second : known + static_cast<std::int64_t>(added.size()));
    if (at == place.end()) added.push_back(name);
  }
  state.people.insert(state.people.end(), added.begin(), added.end());
  state.first_days.resize(state.people.size(), furthest_day);
  state.told_first_days.resize(state.people.size(), furthest_day);
  return places;
}

// The order of labels: whole numbers by value, text by bytes.
std::vector<std::int64_t> in_label_order(const RollingState& state, std::vector<std::int64_t> people) {
  std::vector<std::int64_t> numbers;
  if (state.whole_labels) {
    for (const std::string& name : state.people) {
      try {
        numbers.push_back(std::stoll(name));
      } catch (const std::exception&) {
        throw Error(ErrorCode::corrupt, rolling_name, "a state whose people are not whole numbers");
      }
    }
  }
  std::sort(people.begin(), people.end(), [&](std::int64_t a, std::int64_t b) {
    const auto i = static_cast<std::size_t>(a), k = static_cast<std::size_t>(b);
    return state.whole_labels ? numbers[i] < numbers[k] : state.people[i] < state.people[k];
  });
  return people;
}

// Rows of some people, column by column, as the computation takes them.
struct Gathered {
  std::vector<std::int32_t> person;  // place among those gathered
  std::vector<std::int64_t> day, recorded;
  std::vector<std::vector<double>> values;
  Table table(const std::vector<std::string>& names) const {
    Table x;
    for (std::size_t j = 0; j < names.size(); ++j) x.add(names[j], Column(values[j]));
    return x;
  }
  void add(const RollingKept& rows, std::size_t i, std::int32_t place) {
    person.push_back(place);
    day.push_back(rows.day[i]);
    recorded.push_back(rows.recorded[i]);
    for (std::size_t j = 0; j < values.size(); ++j) values[j].push_back(rows.values[i * values.size() + j]);
  }
};


// Rows that come later than late_days allows.
void check_not_late(const RollingState& state, const std::vector<std::int64_t>& days, bool of_input) {
  const std::optional<std::int64_t> told = state.advanced ? state.last_day : state.told_until;
  if (!state.options.late_days || !told) return;
  for (std::size_t i = 0; i < days.size(); ++i)
    if (days[i] < *told - *state.options.late_days)
      throw Error(ErrorCode::invalid_argument, rolling_name, "day", of_input ? static_cast<std::int64_t>(i) : -1, data::format_date(days[i]),
                  "on or after " + data::format_date(*told - *state.options.late_days) + ", because late_days is " + std::to_string(*state.options.late_days));
}

// A new round: what was fresh has been told.
void begin_round(RollingState& state) {
  std::int64_t since = earliest_day;
  if (state.options.late_days && state.last_day) {
    const std::int64_t late = std::max(*state.last_day - *state.options.late_days, *std::min_element(state.first_days.begin(), state.first_days.end()));
    since = WindowStarts(state.options, late, late).reach(late);
  }
  settle(state.settled, sorted(state.fresh, state.columns.size(), since), state.columns.size(), since);
  state.fresh = RollingKept{};
  state.told_until = state.last_day;
  state.told_first_days = state.first_days;
  state.advanced = false;
}

std::int64_t fresh_values(const RollingState& state, std::size_t column) {
  std::int64_t given = 0;
  for (std::size_t i = column; i < state.fresh.values.size(); i += state.columns.size()) given += state.fresh.values[i] == state.fresh.values[i];
  return given;
}

// Whether two states began their round as copies of one: the rounds before are the same rows of the same people.
bool same_history(const RollingState& a, const RollingState& b) {
  const auto before = [](const RollingState& s) { return s.input_rows - static_cast<std::int64_t>(s.fresh.day.size()); };
  if (before(a) == 0 || before(a) != before(b) || a.told_until != b.told_until || a.settled.size() != b.settled.size()) return false;
  std::size_t known = 0;
  for (std::size_t k = 0; k < a.settled.size(); ++k) {
    const RollingKept &x = a.settled[k], &y = b.settled[k];
    const auto same = [](double v, double w) { return v == w || (v != v && w != w); };
    if (x.person != y.person || x.day != y.day || x.recorded != y.recorded || !std::equal(x.values.begin(), x.values.end(), y.values.begin(), y.values.end(), same)) return false;
    for (const std::int64_t person : x.person) known = std::max(known, static_cast<std::size_t>(person) + 1);
  }
  return std::equal(a.people.begin(), a.people.begin() + static_cast<std::ptrdiff_t>(known), b.people.begin());
}

}  // namespace

void RollingState::update(const RollingInput& input, const RunContext& context) {
  check_rolling_rows(input, options, context);
  if (started && input.x.names != columns) throw Error(ErrorCode::unsupported, rolling_name, "x has other columns than the state, " + list_of(columns));
  const data::Groups groups = data::encode_groups(rolling_name, "person", input.person);
  if (started && groups.count > 0 && !people.empty() && groups.text == whole_labels)
    throw Error(ErrorCode::wrong_type, rolling_name, "person", -1, groups.text ? "text" : "whole numbers", whole_labels ? "whole numbers as in the state" : "text as in the state");
  const std::int64_t n = input.person.size;
  std::vector<std::int64_t> days(static_cast<std::size_t>(n)), recorded(static_cast<std::size_t>(n), 0);
  const auto copy = [n](const Column& column, std::vector<std::int64_t>& to) {
    if (n == 0) return;
    const std::int64_t* values = read_integers(column, 0, n, to.data());
    if (values != to.data()) std::copy(values, values + n, to.begin());
  };
  copy(input.day, days);
  if (input.recorded_at.given()) copy(input.recorded_at, recorded);
  check_not_late(*this, days, true);

  if (advanced) begin_round(*this);
  columns = input.x.names;
  values_given.resize(columns.size(), 0);
  if (groups.count > 0) whole_labels = !groups.text;
  started = true;
  const std::vector<std::int64_t> places = places_of(*this, groups.names());
  const std::size_t before = fresh.day.size();
  fresh.values.resize((before + static_cast<std::size_t>(n)) * columns.size());
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
    const std::int64_t person = places[static_cast<std::size_t>(groups.codes[i])];
    fresh.person.push_back(person);
    fresh.day.push_back(days[i]);
    fresh.recorded.push_back(recorded[i]);
    first_days[static_cast<std::size_t>(person)] = std::min(first_days[static_cast<std::size_t>(person)], days[i]);
    last_day = std::max(last_day.value_or(days[i]), days[i]);
  }
  for (std::size_t j = 0; j < columns.size(); ++j) {
    constexpr std::int64_t block = 4096;
    double scratch[block];
    for (std::int64_t first = 0; first < n; first += block) {
      const std::int64_t count = std::min(block, n - first);
      const double* values = read_numbers(input.x.columns[j], first, count, scratch);
      for (std::int64_t i = 0; i < count; ++i) {
        fresh.values[(before + static_cast<std::size_t>(first + i)) * columns.size() + j] = values[i];
        values_given[j] += values[i] == values[i];
      }
    }
  }
  input_rows += n;
}

void RollingState::merge(const RollingState& other) {
  if (to_json(Object::of(options)) != to_json(Object::of(other.options))) throw Error(ErrorCode::unsupported, rolling_name, "states of unlike definitions cannot be merged");
  check_state(*this);
  check_state(other);
  if (!other.started) return;
  if (!started) {
    *this = other;
    return;
  }
  const auto rows_only = [](const RollingState& state) { return state.round == 0 && !state.advanced; };  // rows that no round has seen: they are of the other's
  if (rows_only(*this) && !rows_only(other)) {
    RollingState whole = other;
    whole.merge(*this);
    *this = std::move(whole);
    return;
  }
  if (rows_only(other) && !rows_only(*this)) {
    check_not_late(*this, other.fresh.day, false);
    if (advanced) begin_round(*this);
  } else {
    if (round == other.round && advanced != other.advanced) {  // one of them was given no rows in this round
      RollingState still = advanced ? *this : other;
      begin_round(still);
      if (advanced) {
        *this = std::move(still);
        merge(other);
      } else {
        merge(still);
      }
      return;
    }
    if (round != other.round || (round > 0 && told_until != other.told_until)) throw Error(ErrorCode::unsupported, rolling_name, "states of different rounds cannot be merged");
  }
  if (columns != other.columns) throw Error(ErrorCode::unsupported, rolling_name, "states of other indicators cannot be merged");
  if (!people.empty() && !other.people.empty() && whole_labels != other.whole_labels) throw Error(ErrorCode::unsupported, rolling_name, "states whose people are numbers and texts cannot be merged");
  if (!other.people.empty()) whole_labels = other.whole_labels;
  const bool shared = same_history(*this, other);
  const std::vector<std::int64_t> places = places_of(*this, other.people);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto p = static_cast<std::size_t>(places[i]);
    first_days[p] = std::min(first_days[p], other.first_days[i]);
    told_first_days[p] = std::min(told_first_days[p], other.told_first_days[i]);
  }
  const auto take = [&](const RollingKept& from, RollingKept& to) {
    for (std::size_t i = 0; i < from.day.size(); ++i) add_row(to, from, i, columns.size(), places[static_cast<std::size_t>(from.person[i])]);
  };
  take(other.fresh, fresh);
  RollingKept old;
  for (const RollingKept& rows : other.settled)
    if (!shared) take(rows, old);
  for (const RollingKept& rows : settled)
    for (std::size_t i = 0; i < rows.day.size() && !old.day.empty(); ++i) add_row(old, rows, i, columns.size(), rows.person[i]);
  if (!old.day.empty()) {
    settled.clear();
    settle(settled, sorted(old, columns.size(), earliest_day), columns.size(), earliest_day);
  }
  if (other.last_day) last_day = std::max(last_day.value_or(*other.last_day), *other.last_day);
  if (other.told_until) told_until = std::max(told_until.value_or(*other.told_until), *other.told_until);
  input_rows += shared ? static_cast<std::int64_t>(other.fresh.day.size()) : other.input_rows;
  for (std::size_t j = 0; j < columns.size(); ++j) values_given[j] += shared ? fresh_values(other, j) : other.values_given[j];
}

void RollingState::advance(const RunContext&) {
  if (advanced) return;
  advanced = true;
  ++round;
}

RollingResult RollingState::finish(const RunContext& context) const {
  check_state(*this);
  Team team(rolling_name, context);
  const std::size_t width = columns.size();
  RollingResult result;
  result.people = static_cast<std::int64_t>(people.size());
  result.input_rows = input_rows;
  result.indicators.indicator = columns;
  for (std::size_t j = 0; j < width; ++j) {
    result.indicators.values.push_back(values_given[j]);
    result.indicators.missing.push_back(input_rows - values_given[j]);
  }
  if (!started) return result;

  // Whose windows are told, and from which day on their rows are needed.
  const bool each_row = options.at == RollingAt::rows;
  const std::size_t count = people.size();
  std::vector<std::int64_t> touched_from(count, furthest_day + 1), touched_to(count, earliest_day - 1);
  std::int64_t low = last_day.value_or(0);
  for (std::size_t i = 0; i < fresh.day.size(); ++i) {
    const auto p = static_cast<std::size_t>(fresh.person[i]);
    touched_from[p] = std::min(touched_from[p], fresh.day[i]);
    touched_to[p] = std::max(touched_to[p], fresh.day[i]);
    low = std::min(low, fresh.day[i]);
  }
  if (!each_row && told_until) low = std::min(low, *told_until + 1);
  const std::int64_t high = last_day.value_or(-1);
  const WindowStarts starts(options, low, high);
  std::vector<std::int64_t> chosen;
  for (std::size_t p = 0; p < count; ++p)
    if (touched_to[p] >= touched_from[p] || !each_row) chosen.push_back(static_cast<std::int64_t>(p));
  chosen = in_label_order(*this, std::move(chosen));

  // Their rows: all fresh ones, and those settled that a window of a touched day holds.
  Gathered all, old;
  all.values.resize(width);
  old.values.resize(width);
  std::vector<std::int64_t> first_day_of, told_first_of;
  std::vector<std::vector<std::int64_t>> fresh_days;
  std::vector<std::vector<std::size_t>> fresh_rows(count);
  for (std::size_t i = 0; i < fresh.day.size(); ++i) fresh_rows[static_cast<std::size_t>(fresh.person[i])].push_back(i);
  std::vector<std::string> names;
  for (const std::int64_t person : chosen) {
    const auto p = static_cast<std::size_t>(person);
    const std::int64_t from = each_row || !told_until ? touched_from[p] : std::min(touched_from[p], *told_until + 1);
    const auto place = static_cast<std::int32_t>(names.size());
    const std::int64_t since = from <= high ? starts.reach(std::max(from, low)) : high + 1;
    std::size_t found = 0;
    for (const RollingKept& rows : settled) {
      std::size_t at = 0, size = rows.day.size();
      while (size > 0) {
        const std::size_t half = size / 2, middle = at + half;
        if (std::tie(rows.person[middle], rows.day[middle]) < std::tie(person, since)) at = middle + 1, size -= half + 1;
        else size = half;
      }
      for (; at < rows.day.size() && rows.person[at] == person; ++at, ++found) {
        all.add(rows, at, place);
        old.add(rows, at, place);
      }
    }
    for (const std::size_t i : fresh_rows[p]) all.add(fresh, i, place);
    if (found == 0 && fresh_rows[p].empty()) continue;
    std::vector<std::int64_t> days;
    for (const std::size_t i : fresh_rows[p]) days.push_back(fresh.day[i]);
    std::sort(days.begin(), days.end());
    fresh_days.push_back(std::move(days));
    first_day_of.push_back(first_days[p]);
    told_first_of.push_back(told_first_days[p]);
    names.push_back(people[p]);
  }
  const auto chosen_count = static_cast<std::int64_t>(names.size());
  const std::vector<std::int64_t> candidates = each_row ? std::vector<std::int64_t>{} : told_days(options, low, high);

  // As of which days: new ones, and those whose windows hold a fresh row.
  const auto as_of = [&](const PersonDays& days, bool before) {
    AsOf list;
    list.begin.push_back(0);
    for (std::int64_t p = 0; p < chosen_count; ++p) {
      const std::vector<std::int64_t>& touched = fresh_days[static_cast<std::size_t>(p)];
      const std::int64_t told_first = told_first_of[static_cast<std::size_t>(p)];
      const bool earlier = first_day_of[static_cast<std::size_t>(p)] < told_first && told_first < furthest_day;  // days before the first one have become days without a row
      const auto is_touched = [&](std::int64_t day) {
        if (earlier && day >= first_day_of[static_cast<std::size_t>(p)] && starts.reach(day) < told_first) return true;
        const auto at = std::upper_bound(touched.begin(), touched.end(), day);
        return at != touched.begin() && *(at - 1) >= starts.reach(day);
      };
      const std::int64_t *const first = days.days + days.begin[static_cast<std::size_t>(p)], *const last = days.days + days.begin[static_cast<std::size_t>(p) + 1];
      if (each_row) {
        for (const std::int64_t* day = first; day != last; ++day)
          if (*day >= low && is_touched(*day)) list.days.push_back(*day);
      } else {
        for (const std::int64_t day : candidates) {
          if (day < first_day_of[static_cast<std::size_t>(p)]) continue;
          const bool is_new = !told_until || day > *told_until;
          if (before ? is_new || !is_touched(day) : !is_new && !is_touched(day)) continue;
          const std::int64_t* row = std::upper_bound(first, last, day);
          if (row != first && row[-1] >= starts.reach(day)) list.days.push_back(day);
        }
      }
      list.begin.push_back(static_cast<std::int64_t>(list.days.size()));
    }
    return list;
  };
  const auto told = [&](const Gathered& rows, bool before, RollingResult& into) {
    std::int64_t replaced = 0;
    const Table x = rows.table(columns);
    const PersonDays days = person_days(rows.person, chosen_count, Column(rows.day), Column(rows.recorded), options.duplicates, false, team, replaced);
    const AsOf list = as_of(days, before);
    evaluate(x, days, &list, first_day_of, starts, options, team, into);
    return replaced;
  };
  result.replaced_rows = told(all, false, result);
  result.rows.person.levels = names;

  // What had been told before and is another now.
  if (old.day.empty()) return result;
  RollingResult was;
  told(old, true, was);
  const auto same = [](double a, double b) { return a == b || (a != a && b != b); };
  RollingMoved& moved = result.moved;
  moved.person.levels = names;
  const std::size_t windows = options.windows.size(), ratios = options.ratios.size();
  for (const RollingWindow& window : options.windows) moved.window.levels.push_back(window_name(window));
  moved.measure.levels = columns;
  for (const RollingRatio& ratio : options.ratios) moved.measure.levels.push_back(ratio.name);
  std::size_t is = 0;
  for (std::size_t i = 0; i < was.rows.day.size(); ++i) {
    while (is < result.rows.day.size() &&
           std::tie(result.rows.person.codes[is], result.rows.day[is]) < std::tie(was.rows.person.codes[i], was.rows.day[i])) ++is;
    const auto add = [&](std::size_t window, std::size_t measure, double before, double after, std::int64_t count_before, std::int64_t count_after) {
      moved.person.codes.push_back(was.rows.person.codes[i]);
      moved.day.push_back(was.rows.day[i]);
      moved.window.codes.push_back(static_cast<std::int32_t>(window));
      moved.measure.codes.push_back(static_cast<std::int32_t>(measure));
      moved.before.push_back(before);
      moved.after.push_back(after);
      moved.count_before.push_back(count_before);
      moved.count_after.push_back(count_after);
    };
    for (std::size_t w = 0; w < windows; ++w) {
      for (std::size_t j = 0; j < width; ++j) {
        const RollingSums &a = was.sums[w * width + j], &b = result.sums[w * width + j];
        const std::int64_t count_before = options.counts ? a.count[i] : 0, count_after = options.counts ? b.count[is] : 0;
        if (!same(a.sum[i], b.sum[is]) || count_before != count_after) add(w, j, a.sum[i], b.sum[is], count_before, count_after);
      }
      for (std::size_t r = 0; r < ratios; ++r) {
        const RollingRatios &a = was.ratios[w * ratios + r], &b = result.ratios[w * ratios + r];
        if (!same(a.value[i], b.value[is])) add(w, width + r, a.value[i], b.value[is], 0, 0);
      }
    }
  }
  return result;
}

}  // namespace mainstay::inline v1::performance
