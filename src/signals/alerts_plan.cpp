#include "signals/alerts_plan.hpp"

#include <functional>

#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/days.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::signals {

namespace {

std::int32_t place_of(std::vector<std::string>& list, const std::string& name) {
  const auto place = static_cast<std::size_t>(std::find(list.begin(), list.end(), name) - list.begin());
  if (place == list.size()) list.push_back(name);
  return static_cast<std::int32_t>(place);
}
std::int32_t place_of(std::vector<std::int32_t>& list, std::int32_t value) {
  const auto place = static_cast<std::size_t>(std::find(list.begin(), list.end(), value) - list.begin());
  if (place == list.size()) list.push_back(value);
  return static_cast<std::int32_t>(place);
}

class Planning {
 public:
  Planning(std::string_view analysis, const AlertsInput& input) : analysis_(analysis), input_(input) {}

  void rule(const AlertRule& rule, const std::string& path) {
    PlannedRule planned{&rule, {}, -1, {}, {}};
    if (rule.clock == AlertClock::working_days) plan.working_days = true;
    const auto place = [&](const std::string& name) {
      for (std::size_t i = 0; i < rule.conditions.size(); ++i)
        if (rule.conditions[i].name == name) return static_cast<std::int32_t>(i);
      return std::int32_t{-1};
    };
    for (std::size_t i = 0; i < rule.conditions.size(); ++i) {
      planned.conditions.push_back(condition(rule, rule.conditions[i], path + ".conditions[" + std::to_string(i) + "]"));
      for (const std::string& name : rule.conditions[i].of) planned.conditions.back().of.push_back(place(name));
      PlannedCondition& now = planned.conditions.back();
      if (now.said->kind == ConditionKind::streak && now.clock == AlertClock::values && now.column < 0) now.column = planned.conditions[static_cast<std::size_t>(now.of[0])].column;
    }
    planned.when = place(rule.when);
    for (const AlertCause& cause : rule.causes) {
      planned.cause_when.push_back(cause.when.empty() ? -1 : place(cause.when));
      planned.cause_roles.emplace_back();
      for (std::size_t r = 0; r < cause.roles.size(); ++r) {
        const auto found = std::find(input_.owners.names.begin(), input_.owners.names.end(), cause.roles[r]);
        if (input_.owners.given() && found == input_.owners.names.end())
          refuse(analysis_, path + ".causes[" + std::to_string(planned.cause_when.size() - 1) + "].roles[" + std::to_string(r) + "]", data::quoted(cause.roles[r]), "one of the columns of owners, " + list_of(input_.owners.names));
        planned.cause_roles.back().push_back(input_.owners.given() ? static_cast<std::int32_t>(found - input_.owners.names.begin()) : -1);
      }
    }
    plan.rules.push_back(std::move(planned));
  }

  AlertPlan plan;

 private:
  PlannedCondition condition(const AlertRule& rule, const AlertCondition& c, const std::string& path) {
    PlannedCondition planned;
    planned.said = &c;
    planned.clock = c.clock == AlertClock::undeclared ? rule.clock : c.clock;
    planned.missing = c.missing == MissingPolicy::undeclared ? rule.missing : c.missing;
    if (planned.clock == AlertClock::working_days && !is_combination(c.kind)) plan.working_days = true;
    if (!c.column.empty() && !is_combination(c.kind)) {
      if (!input_.x.given()) refuse(analysis_, "x", "missing", "given: " + path + " looks at the column " + c.column);
      const auto found = std::find(input_.x.names.begin(), input_.x.names.end(), c.column);
      if (found == input_.x.names.end()) refuse(analysis_, path + ".column", data::quoted(c.column), "one of the columns of x, " + list_of(input_.x.names));
      planned.column = place_of(plan.columns, static_cast<std::int32_t>(found - input_.x.names.begin()));
    }
    if (!c.events.empty() || !c.start_event.empty()) {
      if (!input_.event.given()) refuse(analysis_, "event", "missing", "given: " + path + " looks at events");
      for (const std::string& word : c.events) planned.events.push_back(place_of(plan.words, word));
      for (const std::string& word : c.stages) planned.stages.push_back(place_of(plan.words, word));
      if (!c.start_event.empty()) planned.start_event = place_of(plan.words, c.start_event);
    }
    const bool deadline = c.kind == ConditionKind::due_soon || c.kind == ConditionKind::overdue;
    if ((c.from_tenure || c.until_tenure || c.kind == ConditionKind::tenure || c.against == Against::expected || c.kind == ConditionKind::absence || (deadline && c.start_event.empty())) && !input_.start.given())
      refuse(analysis_, "start", "missing", "given: " + path + " counts from it");
    if (c.against == Against::peers_mean || c.against == Against::peers_rank) {
      std::int32_t grouping = -1;
      if (c.peers != "everybody") {
        if (!input_.groups.given()) refuse(analysis_, "groups", "missing", "given: " + path + " compares within " + data::quoted(c.peers));
        const auto found = std::find(input_.groups.names.begin(), input_.groups.names.end(), c.peers);
        if (found == input_.groups.names.end()) refuse(analysis_, path + ".peers", data::quoted(c.peers), "everybody, or one of the columns of groups, " + list_of(input_.groups.names));
        grouping = place_of(plan.groupings, static_cast<std::int32_t>(found - input_.groups.names.begin()));
      }
      std::size_t need = 0;
      while (need < plan.needs.size() && (plan.needs[need].column != planned.column || plan.needs[need].grouping != grouping)) ++need;
      if (need == plan.needs.size()) plan.needs.push_back({planned.column, grouping, false, false});
      (c.against == Against::peers_mean ? plan.needs[need].sums : plan.needs[need].values) = true;
      planned.need = static_cast<std::int32_t>(need);
    }
    if (planned.clock == AlertClock::values && planned.column >= 0 && !is_combination(c.kind)) plan.every_value = true;
    return planned;
  }

  std::string_view analysis_;
  const AlertsInput& input_;
};

StepCalendar calendar_of(std::string_view analysis, const AlertsInput& input, const AlertsOptions& options) {
  if (!input.working_day.given()) refuse(analysis, "working_day", "missing", "given: a rule counts working days");
  if (!options.calendar_first) refuse(analysis, "calendar_first", "missing", "given beside working_day: the first day that it knows");
  if (!options.calendar_last) refuse(analysis, "calendar_last", "missing", "given beside working_day: the last day that it knows");
  if (*options.calendar_last < *options.calendar_first)
    refuse(analysis, "calendar_last", data::format_date(*options.calendar_last), "on or after calendar_first, " + data::format_date(*options.calendar_first));
  std::vector<std::uint8_t> seen(static_cast<std::size_t>(*options.calendar_last - *options.calendar_first + 1), 0);
  data::Days days(input.working_day);
  for (std::int64_t row = 0; row < input.working_day.size; ++row) {
    const std::int64_t day = days.at(row);
    const bool known = day >= *options.calendar_first && day <= *options.calendar_last;
    if (!known || seen[static_cast<std::size_t>(day - *options.calendar_first)] != 0)
      throw Error(ErrorCode::invalid_argument, analysis, "working_day", row, data::format_date(day), known ? "listed once" : "between calendar_first and calendar_last");
    seen[static_cast<std::size_t>(day - *options.calendar_first)] = 1;
  }
  return StepCalendar(input.working_day, *options.calendar_first, *options.calendar_last);
}

}  // namespace

StepCalendar::StepCalendar(const Column& worked, std::int64_t first, std::int64_t last) : first_(first), upto_(static_cast<std::size_t>(last - first + 2), 0) {
  data::Days days(worked);
  for (std::int64_t row = 0; row < worked.size; ++row) upto_[static_cast<std::size_t>(days.at(row) - first + 1)] = 1;
  for (std::size_t i = 1; i < upto_.size(); ++i) upto_[i] += upto_[i - 1];
}

std::int64_t StepCalendar::back(std::int64_t day, std::int64_t steps) const {
  std::int64_t from = std::min(day, last());
  if (from < first_) return from - steps;
  const std::int64_t target = upto(from) - steps;  // cells that count are those with upto > target
  if (target < 0) return first_ + target;
  const auto found = std::upper_bound(upto_.begin(), upto_.end(), static_cast<std::int32_t>(target));
  return first_ + (found - upto_.begin()) - 1;
}

std::int64_t AlertPlan::reach(std::int64_t day) const {
  std::int64_t earliest = day;
  const auto back = [&](AlertClock clock, std::int64_t from, std::int64_t steps) {
    return clock == AlertClock::values ? from : clock == AlertClock::working_days ? calendar.back(from, steps) : from - std::max<std::int64_t>(0, steps - 1);
  };
  for (const PlannedRule& rule : rules) {
    const std::function<std::int64_t(std::int32_t, std::int64_t)> of = [&](std::int32_t place, std::int64_t from) -> std::int64_t {
      const PlannedCondition& c = rule.conditions[static_cast<std::size_t>(place)];
      std::int64_t at = from;
      if (c.said->kind == ConditionKind::streak) at = back(c.clock, from, *c.said->length * (c.said->gap + 1) + 1);
      else if (c.said->kind == ConditionKind::value) at = back(c.clock, from, c.said->max_age.value_or(0) + 1 + (c.said->against == Against::own ? *c.said->baseline : 0));
      else if (c.said->kind == ConditionKind::sequence) at = back(c.clock, from, *c.said->window + static_cast<std::int64_t>(c.events.size()) * (*c.said->within + 1));
      else if (c.said->window) at = back(c.clock, from, *c.said->window + 1 + (c.said->against == Against::own ? *c.said->baseline : 0));
      std::int64_t lowest = at;
      for (const std::int32_t inner : c.of) lowest = std::min(lowest, of(inner, at));
      return lowest;
    };
    for (std::size_t i = 0; i < rule.conditions.size(); ++i) earliest = std::min(earliest, of(static_cast<std::int32_t>(i), day));
  }
  return earliest;
}

AlertPlan plan_alerts(std::string_view analysis, const AlertsInput& input, const AlertsOptions& options) {
  check_rules(analysis, options.rules, options.grows);
  for (const auto& [column, name] : {std::pair{&input.start, "start"}, {&input.stop, "stop"}})
    if (column->given() && !input.person_id.given()) refuse(analysis, "person_id", "missing", std::string("given beside ") + name);
  for (const auto& [table, name] : {std::pair{&input.groups, "groups"}, {&input.owners, "owners"}})
    if (table->given() && !input.person_id.given()) refuse(analysis, "person_id", "missing", std::string("given beside ") + name);
  if (options.first_day && options.last_day && *options.last_day < *options.first_day)
    refuse(analysis, "last_day", data::format_date(*options.last_day), "on or after first_day, " + data::format_date(*options.first_day));
  const bool known[] = {input.known_person.given(), input.known_rule.given(), input.known_day.given()};
  const char* const named[] = {"known_person", "known_rule", "known_day"};
  if (known[0] || known[1] || known[2] || input.known_version.given() || input.known_cleared.given())
    for (std::size_t k = 0; k < 3; ++k)
      if (!known[k]) refuse(analysis, named[k], "missing", "given: known_person, known_rule and known_day belong together");
  if (options.owner_cap && !input.owners.given()) refuse(analysis, "owners", "missing", "given: owner_cap is one of them");
  if (options.owner_cap && options.first_day && ((*options.first_day - 4) % options.owner_cap_days + options.owner_cap_days) % options.owner_cap_days != 0)
    refuse(analysis, "first_day", data::format_date(*options.first_day), "the first of a period of owner_cap_days, counted from Monday, 1970-01-05: what was handed out in the period before it is not known");
  Planning planning(analysis, input);
  for (std::size_t r = 0; r < options.rules.size(); ++r) planning.rule(options.rules[r], "rules[" + std::to_string(r) + "]");
  for (const std::string& name : options.grows)
    if (input.x.given() && std::find(input.x.names.begin(), input.x.names.end(), name) == input.x.names.end())
      refuse(analysis, "grows", data::quoted(name), "one of the columns of x, " + list_of(input.x.names));
  if (planning.plan.working_days) planning.plan.calendar = calendar_of(analysis, input, options);
  return std::move(planning.plan);
}

}  // namespace mainstay::inline v1::signals
