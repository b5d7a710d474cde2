#include "mainstay/funnel/window.hpp"

#include <algorithm>

#include "funnel/window_count.hpp"
#include "funnel/window_kept.hpp"
#include "funnel/window_report.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

namespace {

// What check() cannot see: a state may come from bytes.
void check_state(const WindowState& state) {
  check(analysis_key, Fields(), fields_of(state.options));
  const auto broken = [](const char* what) { throw Error(ErrorCode::corrupt, analysis_key, std::string("a state whose ") + what); };
  const auto groups = static_cast<std::int64_t>(state.groups.size()), stages = static_cast<std::int64_t>(state.options.stages.size()),
             outcomes = first_reason(state.options) + static_cast<std::int64_t>(state.reasons.size());
  if (state.group_breakdowns.size() != state.groups.size()) broken("groups and group_breakdowns differ in length");
  for (const std::int64_t column : state.group_breakdowns)
    if (column < -1 || column >= static_cast<std::int64_t>(state.breakdowns.size())) broken("group_breakdowns name no column");
  const WindowCells& cells = state.cells;
  for (const auto* column : {&cells.group, &cells.kind, &cells.stage, &cells.age, &cells.outcome})
    if (column->size() != cells.count.size()) broken("cells differ in length");
  const auto words = static_cast<std::int64_t>(plan_of(state.options).words.words.size());
  if (!is_whole(state.kept, static_cast<std::size_t>(words), state.breakdowns.size())) broken("kept events lie outside its people and words");
  std::int64_t left = never;
  for (const Cell& cell : cells_of(cells)) {
    const auto& [group, kind, stage, age, outcome, count] = cell;
    if (group < 0 || group >= groups || kind < 0 || kind > branch_attempts || stage < 0 || stage >= stages || age < 0 || age > never ||
        outcome < 0 || outcome >= (kind <= arrival_from_start ? stages : outcomes) || count <= 0 || count > left)
      broken("cells lie outside its groups, stages and reasons");
    if (kind == branch_attempts && (age >= words || outcome > branch_went_on)) broken("branches name no word");
    left -= count;
  }
}

std::vector<Label> labels_of(const WindowState& state) {
  std::vector<Label> labels;
  for (std::size_t g = 0; g < state.groups.size(); ++g) labels.emplace_back(state.group_breakdowns[g], state.groups[g]);
  return labels;
}

// Adds names and cells (numbered by these names) to the state.
void add_to(WindowState& state, const std::vector<Label>& labels, const std::vector<std::string>& reasons, std::vector<Cell> cells) {
  std::vector<Label> all_labels = labels_of(state);
  std::vector<std::string> all_reasons = state.reasons;
  const std::vector<Label> own_labels = all_labels;
  const std::vector<std::string> own_reasons = all_reasons;
  all_labels.insert(all_labels.end(), labels.begin(), labels.end());
  std::sort(all_labels.begin(), all_labels.end());
  all_labels.erase(std::unique(all_labels.begin(), all_labels.end()), all_labels.end());
  join(all_reasons, reasons);
  const auto renumber = [&](std::vector<Cell>& list, const std::vector<Label>& from_labels, const std::vector<std::string>& from_reasons) {
    std::vector<std::int64_t> group_place;
    for (const Label& label : from_labels) group_place.push_back(std::lower_bound(all_labels.begin(), all_labels.end(), label) - all_labels.begin());
    const std::vector<std::int64_t> reason_place = places_in(all_reasons, from_reasons);
    const std::int64_t first = first_reason(state.options);
    for (Cell& cell : list) {
      cell[0] = group_place[static_cast<std::size_t>(cell[0])];
      if ((cell[1] == end_from_last || cell[1] == end_from_start) && cell[4] >= first) cell[4] = first + reason_place[static_cast<std::size_t>(cell[4] - first)];
    }
  };
  std::vector<Cell> own = cells_of(state.cells);
  renumber(own, own_labels, own_reasons);
  renumber(cells, labels, reasons);
  own.insert(own.end(), cells.begin(), cells.end());
  state.cells = stored(std::move(own));
  state.groups.clear();
  state.group_breakdowns.clear();
  for (const Label& label : all_labels) {
    state.group_breakdowns.push_back(label.first);
    state.groups.push_back(label.second);
  }
  state.reasons = std::move(all_reasons);
}

void add_to(WindowState& state, const Counted& counted) {
  add_to(state, counted.labels, counted.reasons, counted.cells);
  state.started = true;
  if (counted.follow_up_end) state.follow_up_end = counted.follow_up_end;
  state.people += counted.people;
  state.people_without_entry += counted.people_without_entry;
  state.events += counted.events;
  state.events_of_other_words += counted.other_words;
  state.events_of_unknown_people += counted.unknown_people;
  state.events_without_held_value += counted.without_value;
  state.events_before_spells += counted.before_spell;
  state.events_after_exit += counted.after_exit;
  state.events_after_follow_up += counted.after_follow_up;
  state.repeated_events += counted.repeated;
  state.exits_after_follow_up += counted.exits_after_follow_up;
  state.exits_before_spell += counted.exits_before_spell;
  state.follow_up_before_spell += counted.follow_up_before_spell;
  state.words_seen.resize(counted.words_seen.size(), 0);
  for (std::size_t w = 0; w < counted.words_seen.size(); ++w) state.words_seen[w] |= counted.words_seen[w];
}

}  // namespace

void WindowState::update(const WindowInput& input, const RunContext& context) {
  if (advanced) throw Error(ErrorCode::unsupported, analysis_key, "the round of this state is over; begin a new one");
  if (options.list_people) refuse(analysis_key, "list_people", "true", "false in a state: it holds counts, not people");
  if (started) check_state(*this);
  std::vector<std::string> columns = input.groups.names;
  if (options.parts == WindowParts::rows) {
    check(analysis_key, input, options);
    const Plan plan = plan_of(input, options);
    const WindowKept fresh = keep(input, plan);
    if (kept.roster && fresh.roster && columns != breakdowns) throw Error(ErrorCode::unsupported, analysis_key, "groups has other columns than the state before");
    WindowKept all = kept;
    add(all, fresh, fresh.roster ? columns.size() : breakdowns.size());
    kept = std::move(all);
    if (fresh.roster) breakdowns = std::move(columns);
    started = true;
    return;
  }
  if (started && columns != breakdowns) throw Error(ErrorCode::unsupported, analysis_key, "groups has other columns than the state before");
  const Counted counted = count_people(input, options, context, false);  // an input that is refused leaves the state as it was
  breakdowns = std::move(columns);
  add_to(*this, counted);
}

void WindowState::merge(const WindowState& other) {
  if (to_json(Object::of(options)) != to_json(Object::of(other.options)))
    throw Error(ErrorCode::unsupported, analysis_key, "states of unlike definitions cannot be merged");
  if (advanced != other.advanced) throw Error(ErrorCode::unsupported, analysis_key, "states of different rounds cannot be merged");
  check_state(*this);
  check_state(other);
  if (!other.started) return;
  if (options.parts == WindowParts::rows) {
    if (kept.roster && other.kept.roster && breakdowns != other.breakdowns)
      throw Error(ErrorCode::unsupported, analysis_key, "states broken down by other columns cannot be merged");
    WindowKept all = kept;
    const std::vector<std::string>& columns = other.kept.roster ? other.breakdowns : breakdowns;
    add(all, other.kept, columns.size());
    kept = std::move(all);
    breakdowns = columns;
    started = true;
    return;
  }
  if (started && breakdowns != other.breakdowns)
    throw Error(ErrorCode::unsupported, analysis_key, "states broken down by other columns cannot be merged");
  breakdowns = other.breakdowns;
  started = true;
  if (other.follow_up_end) follow_up_end = other.follow_up_end;
  add_to(*this, labels_of(other), other.reasons, cells_of(other.cells));
  people += other.people;
  people_without_entry += other.people_without_entry;
  events += other.events;
  events_of_other_words += other.events_of_other_words;
  events_of_unknown_people += other.events_of_unknown_people;
  events_without_held_value += other.events_without_held_value;
  events_before_spells += other.events_before_spells;
  events_after_exit += other.events_after_exit;
  events_after_follow_up += other.events_after_follow_up;
  repeated_events += other.repeated_events;
  exits_after_follow_up += other.exits_after_follow_up;
  exits_before_spell += other.exits_before_spell;
  follow_up_before_spell += other.follow_up_before_spell;
  words_seen.resize(std::max(words_seen.size(), other.words_seen.size()), 0);
  for (std::size_t w = 0; w < other.words_seen.size(); ++w) words_seen[w] |= other.words_seen[w];
}

void WindowState::advance(const RunContext&) { advanced = true; }

WindowResult WindowState::finish(const RunContext& context) const {
  check_state(*this);
  if (options.parts == WindowParts::people) return report(*this);
  WindowState whole;
  whole.options = options;
  whole.breakdowns = breakdowns;
  if (started) add_to(whole, count_kept(kept, breakdowns, options, plan_of(options), context));
  return report(whole);
}

WindowResult window(const WindowInput& input, const WindowOptions& options, const RunContext& context) {
  const Counted counted = count_people(input, options, context, true);
  WindowState state;
  state.options = options;
  state.breakdowns = input.groups.names;
  add_to(state, counted);
  WindowResult result = report(state);
  if (options.list_people) list_people(input, options, counted, result);
  return result;
}

constinit const Function window_analysis = analysis<&window>("funnel.window", "Where is a cohort lost on its way, and how long does each step take?", {}, &state_of<WindowState>);

}  // namespace mainstay::inline v1::funnel
