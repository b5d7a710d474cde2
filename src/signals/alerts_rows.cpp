#include "signals/alerts_rows.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/plain_number.hpp"
#include "data/days.hpp"
#include "data/spelling.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::signals {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The label of a row as it stands: the number, or the first place of the text.
class RawLabels {
 public:
  explicit RawLabels(const Column& column) : column_(column) {
    if (column.categorical) first_ = data::first_places(column.levels);
  }
  // Rows [first, first + count) into out.
  void read(std::int64_t first, std::int64_t count, std::int64_t* scratch, std::int64_t* out) const {
    const std::int64_t* values = read_integers(column_, first, count, scratch);
    for (std::int64_t i = 0; i < count; ++i) out[i] = column_.categorical ? first_[at(values[i])] : values[i];
  }

 private:
  const Column& column_;
  std::vector<std::int32_t> first_;
};

}  // namespace

AlertRows::AlertRows(std::string_view analysis, const AlertsInput& input, const AlertsOptions& options, const AlertPlan& plan, Team& team)
    : analysis_(analysis), input_(input), options_(options), plan_(plan) {
  if (input.event.given() && !plan.words.empty()) {
    const data::Groups events = data::encode_groups(analysis, "event", input.event);
    data::refuse_misspelt(analysis, "event", events, plan.words);
    std::vector<std::int32_t> known(at(events.count), -2);
    for (std::int64_t w = 0; w < events.count; ++w) {
      const auto found = std::find(plan.words.begin(), plan.words.end(), events.name(w));
      if (found == plan.words.end()) continue;
      known[at(w)] = static_cast<std::int32_t>(found - plan.words.begin());
      words_met_.push_back(*found);
    }
    std::sort(words_met_.begin(), words_met_.end());
    words_.resize(events.codes.size());
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] = events.codes[i] < 0 ? -1 : known[static_cast<std::size_t>(events.codes[i])];
  }
  people_of_input();
  order_rows(team);
}

void AlertRows::people_of_input() {
  const Column& ids = input_.person_id;
  if (!ids.given()) return;
  labels_ = data::encode_groups(analysis_, "person_id", ids);
  people_ = labels_.count;
  person_row_.assign(at(people_), -1);
  for (std::size_t row = 0; row < labels_.codes.size(); ++row) {
    std::int32_t& first = person_row_[static_cast<std::size_t>(labels_.codes[row])];
    if (first >= 0)
      throw Error(ErrorCode::invalid_argument, analysis_, "person_id", static_cast<std::int64_t>(row), data::quoted(labels_.name(labels_.codes[row])), "there once: row " + std::to_string(first) + " has it too");
    first = static_cast<std::int32_t>(row);
  }
  const auto days = [&](const Column& column, std::int64_t missing, std::vector<std::int64_t>& out) {
    if (!column.given()) return;
    out.resize(at(people_));
    data::Days values(column);
    for (std::int64_t row = 0; row < column.size; ++row) {
      const std::int64_t day = std::isnan(number_at(column, row)) ? missing : values.at(row);
      out[static_cast<std::size_t>(labels_.codes[at(row)])] = day == data::Days::missing ? missing : day;
    }
  };
  days(input_.start, no_start, start_);
  days(input_.stop, no_stop, stop_);
  if (!start_.empty() && !stop_.empty())
    for (std::int64_t row = 0; row < ids.size; ++row) {
      const auto p = static_cast<std::size_t>(labels_.codes[at(row)]);
      if (start_[p] != no_start && stop_[p] < start_[p]) data::refuse_day(analysis_, "stop", row, stop_[p], "on or after start", start_[p]);
    }
  for (const std::int32_t grouping : plan_.groupings) {
    const data::Groups groups = data::encode_groups(analysis_, "groups." + input_.groups.names[static_cast<std::size_t>(grouping)], input_.groups.columns[static_cast<std::size_t>(grouping)]);
    group_names_.push_back(groups.names());
    group_.emplace_back(at(people_), -1);
    for (std::size_t row = 0; row < groups.codes.size(); ++row) group_.back()[static_cast<std::size_t>(labels_.codes[row])] = groups.codes[row];
  }
}

// True when all rows of a person stand together with rising days; finds where each person begins.
bool AlertRows::grouped(Team& team) {
  const std::int64_t n = input_.person.size, chunks = std::min<std::int64_t>(64, (n + 16383) / 16384);
  if (n == 0) return true;
  const RawLabels labels(input_.person);
  std::vector<std::vector<Run>> runs(at(chunks));
  std::vector<std::uint8_t> broken(at(chunks), 0);
  std::vector<std::int64_t> least(at(chunks), no_stop), most(at(chunks), no_start);
  team.run(chunks, [&](std::int64_t c) {
    constexpr std::int64_t block = 1024;
    const Span span = span_of(n, chunks, c);
    std::int64_t scratch[block], label[block], day_scratch[block], before_label = 0, before_day = 0;
    bool any = span.first > 0;
    if (any) {
      std::int64_t one[1];
      labels.read(span.first - 1, 1, one, &before_label);
      before_day = *read_integers(input_.day, span.first - 1, 1, one);
    }
    for (std::int64_t first = span.first; first < span.last; first += block) {
      const std::int64_t count = std::min(block, span.last - first);
      labels.read(first, count, scratch, label);
      const std::int64_t* day = read_integers(input_.day, first, count, day_scratch);
      std::int64_t low = least[at(c)], high = most[at(c)], falls = 0;
      for (std::int64_t i = 0; i < count; ++i) {
        low = std::min(low, day[i]);
        high = std::max(high, day[i]);
      }
      for (std::int64_t i = 0; i < count; ++i) {
        if (!any || label[i] != before_label) runs[at(c)].push_back({first + i, label[i]});
        else falls += day[i] <= before_day;
        any = true;
        before_label = label[i];
        before_day = day[i];
      }
      least[at(c)] = low;
      most[at(c)] = high;
      if (falls != 0) broken[at(c)] = 1;
    }
  });
  bool whole = true;
  for (std::int64_t c = 0; c < chunks; ++c) {
    runs_.insert(runs_.end(), runs[at(c)].begin(), runs[at(c)].end());
    first_day_ = std::min(first_day_, least[at(c)]);
    last_day_ = std::max(last_day_, most[at(c)]);
    whole = whole && broken[at(c)] == 0;
  }
  return whole;
}

void AlertRows::order_rows(Team& team) {
  const std::int64_t n = input_.person.size;
  const Column& person = input_.person;
  if (grouped(team)) {
    std::vector<std::int64_t> place(runs_.size(), -1);
    if (!input_.person_id.given()) {
      std::vector<std::int64_t> distinct;
      for (const Run& run : runs_) distinct.push_back(run.label);
      labels_ = data::Groups{};
      labels_.text = person.categorical;
      if (person.categorical) {
        std::sort(distinct.begin(), distinct.end(), [&](std::int64_t a, std::int64_t b) { return person.levels[at(a)] < person.levels[at(b)]; });
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        for (const std::int64_t level : distinct) labels_.texts.push_back(person.levels[at(level)]);
        std::vector<std::int64_t> of_level(person.levels.size(), -1);
        for (std::size_t p = 0; p < distinct.size(); ++p) of_level[at(distinct[p])] = static_cast<std::int64_t>(p);
        for (std::size_t r = 0; r < runs_.size(); ++r) place[r] = of_level[at(runs_[r].label)];
      } else {
        if (!std::is_sorted(distinct.begin(), distinct.end())) std::sort(distinct.begin(), distinct.end());
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        labels_.numbers = distinct;
        const data::WholeIndex index(labels_.numbers);
        for (std::size_t r = 0; r < runs_.size(); ++r) place[r] = index.find(runs_[r].label);
      }
      labels_.count = static_cast<std::int64_t>(distinct.size());
      people_ = labels_.count;
    } else if (person.categorical != labels_.text) {
      throw Error(ErrorCode::wrong_type, analysis_, "person", -1, person.categorical ? "text" : "numbers", labels_.text ? "text, as person_id" : "numbers, as person_id");
    } else if (labels_.text) {
      for (std::size_t r = 0; r < runs_.size(); ++r) {
        const std::string_view name = person.levels[at(runs_[r].label)];
        const auto found = std::lower_bound(labels_.texts.begin(), labels_.texts.end(), name);
        if (found != labels_.texts.end() && *found == name) place[r] = found - labels_.texts.begin();
      }
    } else {
      const data::WholeIndex index(labels_.numbers);
      for (std::size_t r = 0; r < runs_.size(); ++r) place[r] = index.find(runs_[r].label);
    }
    begin_.assign(at(people_), 0);
    end_.assign(at(people_), 0);
    bool once = true;
    for (std::size_t r = 0; r < runs_.size() && once; ++r) {
      const std::int64_t end = r + 1 < runs_.size() ? runs_[r + 1].row : n;
      if (place[r] < 0) {
        unknown_rows_ += end - runs_[r].row;
        continue;
      }
      std::int64_t& begin = begin_[at(place[r])];
      once = end_[at(place[r])] == 0;
      begin = runs_[r].row;
      end_[at(place[r])] = end;
    }
    runs_.clear();
    runs_.shrink_to_fit();
    if (once) return;
    unknown_rows_ = 0;
  }
  sort_all();
}

// Rows in any order: by person, day and row.
void AlertRows::sort_all() {
  const std::int64_t n = input_.person.size;
  const data::Groups people = data::encode_groups(analysis_, "person", input_.person);
  std::vector<std::int64_t> place(at(people.count), -1);
  if (!input_.person_id.given()) {
    for (std::int64_t p = 0; p < people.count; ++p) place[at(p)] = p;
    labels_ = people;
    labels_.codes.clear();
    people_ = people.count;
  } else if (people.text != labels_.text && people.count > 0) {
    throw Error(ErrorCode::wrong_type, analysis_, "person", -1, people.text ? "text" : "numbers", labels_.text ? "text, as person_id" : "numbers, as person_id");
  } else {
    for (std::int64_t p = 0; p < people.count; ++p) {
      if (labels_.text) {
        const auto found = std::lower_bound(labels_.texts.begin(), labels_.texts.end(), people.texts[at(p)]);
        if (found != labels_.texts.end() && *found == people.texts[at(p)]) place[at(p)] = found - labels_.texts.begin();
      } else {
        const auto found = std::lower_bound(labels_.numbers.begin(), labels_.numbers.end(), people.numbers[at(p)]);
        if (found != labels_.numbers.end() && *found == people.numbers[at(p)]) place[at(p)] = found - labels_.numbers.begin();
      }
    }
  }
  begin_.assign(at(people_), 0);
  end_.assign(at(people_), 0);
  unknown_rows_ = 0;
  for (const std::int32_t code : people.codes) {
    if (place[static_cast<std::size_t>(code)] < 0) ++unknown_rows_;
    else ++end_[at(place[static_cast<std::size_t>(code)])];
  }
  std::int64_t sum = 0;
  for (std::size_t p = 0; p < begin_.size(); ++p) {
    begin_[p] = sum;
    sum += end_[p];
    end_[p] = begin_[p];
  }
  order_.resize(at(sum));
  for (std::int64_t row = 0; row < n; ++row) {
    const std::int64_t p = place[static_cast<std::size_t>(people.codes[at(row)])];
    if (p >= 0) order_[at(end_[at(p)]++)] = row;
  }
  std::vector<std::int64_t> day(at(n));
  data::Days days(input_.day);
  for (std::int64_t row = 0; row < n; ++row) day[at(row)] = days.at(row);
  for (std::size_t p = 0; p < begin_.size(); ++p)
    std::sort(order_.begin() + begin_[p], order_.begin() + end_[p], [&](std::int64_t a, std::int64_t b) { return day[at(a)] != day[at(b)] ? day[at(a)] < day[at(b)] : a < b; });
}

std::int64_t AlertRows::find(const Column& column, std::int64_t row) const {
  if (column.categorical != labels_.text) return -1;
  if (labels_.text) {
    const std::string_view name = column.levels[at(static_cast<std::int64_t>(number_at(column, row)))];
    const auto found = std::lower_bound(labels_.texts.begin(), labels_.texts.end(), name);
    return found != labels_.texts.end() && *found == name ? found - labels_.texts.begin() : -1;
  }
  const auto value = static_cast<std::int64_t>(number_at(column, row));
  const auto found = std::lower_bound(labels_.numbers.begin(), labels_.numbers.end(), value);
  return found != labels_.numbers.end() && *found == value ? found - labels_.numbers.begin() : -1;
}

std::int32_t AlertRows::group(std::int32_t grouping, std::int64_t p) const { return grouping < 0 ? 0 : group_[static_cast<std::size_t>(grouping)][at(p)]; }

std::pair<bool, std::string> AlertRows::owner(std::int32_t column, std::int64_t p) const {
  if (column < 0) return {false, ""};
  const Column& owners = input_.owners.columns[static_cast<std::size_t>(column)];
  const double value = number_at(owners, person_row_[at(p)]);
  if (std::isnan(value) || !owners.present(person_row_[at(p)])) return {false, ""};
  if (owners.categorical) return {true, std::string(owners.levels[static_cast<std::size_t>(value)])};
  return {true, std::to_string(static_cast<std::int64_t>(value))};
}

void AlertRows::read(std::int64_t p, std::int64_t last_day, PersonDays& out, AlertTally& tally, const std::vector<std::uint8_t>* wanted) const {
  out.day.clear();
  out.events.clear();
  out.value.resize(plan_.columns.size());
  std::int64_t first = begin_[at(p)], last = end_[at(p)];
  if (first == last) {
    for (std::vector<double>& value : out.value) value.clear();
    return;
  }
  const std::int64_t from = start(p), to = stop(p);
  const std::int64_t* day = nullptr;
  out.scratch.resize(at(last - first));
  if (order_.empty()) {
    day = read_integers(input_.day, first, last - first, out.scratch.data());
  } else {
    for (std::int64_t i = first; i < last; ++i) {
      std::int64_t one[1];
      out.scratch[at(i - first)] = *read_integers(input_.day, order_[at(i)], 1, one);
    }
    day = out.scratch.data();
  }
  const std::int64_t* end = day + (last - first);
  const std::int64_t *low = day[0] >= from ? day : std::lower_bound(day, end, from), *high = end[-1] < to ? end : std::lower_bound(low, end, to);
  const std::int64_t* shown = high == low || high[-1] <= last_day ? high : std::upper_bound(low, high, last_day);
  tally.add(AlertFinding::rows_before_start, low - day);
  tally.add(AlertFinding::rows_after_stop, end - high);
  tally.add(AlertFinding::rows_after_last_day, high - shown);
  last = first + (shown - day);
  first += low - day;
  if (order_.empty()) {
    out.day.assign(low, shown);
    read_ordered(first, last - first, out, wanted);
  } else {
    out.day.assign(low, shown);
    read_any(p, first, last, out, tally);
  }
  if (!words_.empty())
    for (const auto& event : out.events)
      if (event.second == -2) tally.add(AlertFinding::other_events);
  std::erase_if(out.events, [](const auto& event) { return event.second < 0; });
}

void AlertRows::read_ordered(std::int64_t first, std::int64_t count, PersonDays& out, const std::vector<std::uint8_t>* wanted) const {
  for (std::size_t c = 0; c < plan_.columns.size(); ++c) {
    if (wanted != nullptr && (*wanted)[c] == 0) continue;
    out.value[c].resize(at(count));
    const Column& column = input_.x.columns[static_cast<std::size_t>(plan_.columns[c])];
    const double* values = read_numbers(column, first, count, out.value[c].data());
    if (values != out.value[c].data()) std::copy(values, values + count, out.value[c].begin());
  }
  if (words_.empty()) return;
  for (std::int64_t i = 0; i < count; ++i)
    if (word(first + i) != -1) out.events.emplace_back(out.day[at(i)], word(first + i));
}

void AlertRows::read_any(std::int64_t p, std::int64_t first, std::int64_t last, PersonDays& out, AlertTally& tally) const {
  const std::vector<std::int64_t> day = out.day;
  out.day.clear();
  for (std::vector<double>& value : out.value) value.clear();
  for (std::int64_t i = first; i < last;) {
    std::int64_t next = i;
    while (next < last && day[at(next - first)] == day[at(i - first)]) ++next;
    const std::int64_t now = day[at(i - first)];
    out.day.push_back(now);
    for (std::size_t c = 0; c < plan_.columns.size(); ++c) {
      const Column& column = input_.x.columns[static_cast<std::size_t>(plan_.columns[c])];
      double kept = nan;
      std::int64_t kept_row = -1;
      bool conflict = false;
      for (std::int64_t k = i; k < next; ++k) {
        const double value = number_at(column, order_[at(k)]);
        if (std::isnan(value)) continue;
        if (kept_row < 0) {
          kept = value;
          kept_row = order_[at(k)];
        } else if (value == kept) {
          tally.add(AlertFinding::repeated_values);
        } else {
          if (options_.conflicts == data::Conflicts::refuse)
            throw Error(ErrorCode::invalid_argument, analysis_, "x." + input_.x.names[static_cast<std::size_t>(plan_.columns[c])], order_[at(k)], exact_number(value),
                        "the only value of " + name(p) + " on " + day_text(now) + ": row " + std::to_string(kept_row) + " has " + exact_number(kept));
          conflict = true;
        }
      }
      if (conflict) tally.add(AlertFinding::conflicting_values);
      out.value[c].push_back(conflict ? nan : kept);
    }
    if (!words_.empty()) {
      const std::size_t begin = out.events.size();
      for (std::int64_t k = i; k < next; ++k)
        if (word(order_[at(k)]) != -1) out.events.emplace_back(now, word(order_[at(k)]));
      std::sort(out.events.begin() + static_cast<std::ptrdiff_t>(begin), out.events.end());
    }
    i = next;
  }
}

}  // namespace mainstay::inline v1::signals
