#include "returns/care_reading.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/days.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr std::int64_t most_days = 3653;

std::vector<std::string> names_of_stages(const std::vector<CareStage>& stages) {
  std::vector<std::string> names;
  for (const CareStage& stage : stages) names.push_back(stage.name);
  return names;
}

CareStage stage_of(const char* name, std::int64_t opens, std::int64_t due, std::int64_t closes) {
  CareStage stage;
  stage.name = name;
  stage.opens_days = opens;
  stage.due_days = due;
  stage.closes_days = closes;
  return stage;
}

void check_known(const std::string& argument, std::int64_t row, const std::string& reason, const std::vector<std::string>& known) {
  if (!known.empty() && std::find(known.begin(), known.end(), reason) == known.end())
    throw Error(ErrorCode::unknown_name, care_key, argument, row, data::quoted(reason), "one of known_reasons, " + list_of(known));
}

void check_labels(const std::string& argument, const data::Groups& reasons, const std::vector<std::string>& known) {
  if (known.empty()) return;
  for (std::size_t i = 0; i < reasons.codes.size(); ++i)
    if (reasons.codes[i] >= 0) check_known(argument, static_cast<std::int64_t>(i), reasons.name(reasons.codes[i]), known);
}

}  // namespace

std::vector<CareStage> checked_stages(const CareOptions& options) {
  std::vector<CareStage> stages = options.stages;
  if (stages.empty()) stages = {stage_of("week", 3, 7, 14), stage_of("month", 24, 30, 45), stage_of("quarter", 76, 90, 120)};
  if (stages.size() > 100) refuse(care_key, "stages", "a list of " + std::to_string(stages.size()), "one of 100 at most");
  const std::vector<std::string> names = names_of_stages(stages);
  const auto twice = [](const auto& list, std::size_t i, auto member) {
    for (std::size_t k = 0; k < i; ++k)
      if (list[k].*member == list[i].*member) return true;
    return false;
  };
  for (std::size_t s = 0; s < stages.size(); ++s) {
    const std::string path = "stages[" + std::to_string(s) + "].";
    if (twice(stages, s, &CareStage::name)) refuse(care_key, path + "name", data::quoted(stages[s].name), "there once");
    if (stages[s].opens_days && *stages[s].opens_days > stages[s].due_days) refuse(care_key, path + "opens_days", std::to_string(*stages[s].opens_days), "<= due_days, " + std::to_string(stages[s].due_days));
    if (stages[s].closes_days && *stages[s].closes_days < stages[s].due_days) refuse(care_key, path + "closes_days", std::to_string(*stages[s].closes_days), ">= due_days, " + std::to_string(stages[s].due_days));
  }
  for (std::size_t t = 0; t < options.themes.size(); ++t) {
    const CareTheme& theme = options.themes[t];
    const std::string path = "themes[" + std::to_string(t) + "].";
    if (twice(options.themes, t, &CareTheme::name)) refuse(care_key, path + "name", data::quoted(theme.name), "there once");
    for (std::size_t k = 0; k < theme.stages.size(); ++k)
      if (std::find(names.begin(), names.end(), theme.stages[k]) == names.end()) throw Error(ErrorCode::unknown_name, care_key, path + "stages[" + std::to_string(k) + "]", -1, data::quoted(theme.stages[k]), "a stage: " + list_of(names));
    for (std::size_t k = 0; k < theme.reasons.size(); ++k) check_known(path + "reasons[" + std::to_string(k) + "]", -1, theme.reasons[k], options.known_reasons);
  }
  for (std::size_t q = 0; q < options.quiet.size(); ++q)
    if (options.quiet[q].last_day < options.quiet[q].first_day)
      refuse(care_key, "quiet[" + std::to_string(q) + "].last_day", day_text(options.quiet[q].last_day), "on or after first_day, " + day_text(options.quiet[q].first_day));
  for (std::size_t k = 0; k < options.owner_caps.size(); ++k)
    if (twice(options.owner_caps, k, &CareOwnerCap::owner)) refuse(care_key, "owner_caps[" + std::to_string(k) + "].owner", data::quoted(options.owner_caps[k].owner), "there once");
  if (!options.today) refuse(care_key, "today", "missing", "given: the first day planned");
  const std::int64_t until = options.until.value_or(*options.today);
  if (until < *options.today) refuse(care_key, "until", day_text(until), "on or after today, " + day_text(*options.today));
  if (until - *options.today > most_days) refuse(care_key, "until", day_text(until), "ten years after today at most");
  return stages;
}

CareCalendar calendar_of(const CareInput& input, const CareOptions& options) {
  std::vector<std::pair<std::int64_t, std::int64_t>> quiet;
  for (const CareQuiet& period : options.quiet) quiet.emplace_back(period.first_day, period.last_day);
  std::vector<std::int64_t> worked;
  if (!input.working_day.given()) {
    if (options.calendar_first || options.calendar_last) refuse(care_key, options.calendar_first ? "calendar_first" : "calendar_last", "given", "left out without working_day");
    return {options.weekends, std::move(quiet), false, {}, 0, 0};
  }
  if (options.weekends) refuse(care_key, "weekends", "true", "false beside working_day, which says it");
  for (const auto* bound : {&options.calendar_first, &options.calendar_last})
    if (!*bound) refuse(care_key, bound == &options.calendar_first ? "calendar_first" : "calendar_last", "missing", "given beside working_day: which days does it know?");
  const std::int64_t first = *options.calendar_first, last = *options.calendar_last, until = options.until.value_or(*options.today);
  if (first > *options.today) refuse(care_key, "calendar_first", day_text(first), "on or before today, " + day_text(*options.today));
  if (last < until) refuse(care_key, "calendar_last", day_text(last), "on or after " + day_text(until) + ", the last day planned");
  worked = data::whole_numbers_of(input.working_day);
  for (std::size_t i = 0; i < worked.size(); ++i)
    if (worked[i] < first || worked[i] > last)
      throw Error(ErrorCode::invalid_argument, care_key, "working_day", static_cast<std::int64_t>(i), day_text(worked[i]), "a day of the calendar, " + day_text(first) + " to " + day_text(last));
  std::sort(worked.begin(), worked.end());
  return {false, std::move(quiet), true, std::move(worked), first, last};
}

CareRecords::CareRecords(const CareInput& input, const CareOptions& options, const std::vector<CareStage>& stages) : rows(input.person.size) {
  read_people(input, options);
  read_owners(input, stages);
  read_changes(input, options);
  check_words(input, options);
  read_contacts(input, options, stages);
}

void CareRecords::read_people(const CareInput& input, const CareOptions& options) {
  people = data::encode_groups(care_key, "person", input.person);
  std::vector<std::uint8_t> seen(at(people.count), 0);
  for (std::size_t i = 0; i < people.codes.size(); ++i)
    if (std::exchange(seen[at(people.codes[i])], 1) != 0)
      throw Error(ErrorCode::invalid_argument, care_key, "person", static_cast<std::int64_t>(i), data::quoted(people.name(people.codes[i])), "there once: give the last exit of each person");
  exit = data::whole_numbers_of(input.exit);
  end.assign(at(rows), no_day);
  end_reason.assign(at(rows), CareSkip::withdrawn);
  data::Days withdrawn(input.withdrawn), returned(input.returned), settled(input.settled);
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto ends = [&](std::int64_t day, CareSkip why, const char* argument) {
      if (day == data::Days::missing) return;
      if (argument != nullptr && day < exit[at(i)]) data::refuse_day(care_key, argument, i, day, "on or after exit", exit[at(i)]);
      if (day < end[at(i)]) end[at(i)] = day, end_reason[at(i)] = why;
    };
    ends(withdrawn.at(i), CareSkip::withdrawn, nullptr);
    ends(returned.at(i), CareSkip::returned, "returned");
    ends(settled.at(i), CareSkip::settled, "settled");
  }
  const std::vector<std::int64_t> flags = data::whole_numbers_of(input.contactable);
  contactable.assign(flags.begin(), flags.end());
  priority = input.priority.given() ? data::numbers_of(input.priority) : std::vector<double>(at(rows), 0.0);
  customers = input.customers.given() ? data::numbers_of(input.customers) : std::vector<double>(at(rows), 0.0);
  if (!input.reason.given()) return;
  reasons = data::encode_groups(care_key, "reason", input.reason);
  check_labels("reason", reasons, options.known_reasons);
  for (std::int64_t i = 0; i < rows; ++i)
    if (reasons.codes[at(i)] < 0) findings.add(static_cast<std::size_t>(CareFinding::without_reason), i, false);
}

void CareRecords::read_owners(const CareInput& input, const std::vector<CareStage>& stages) {
  owned = !input.owners.columns.empty();
  owner.assign(stages.size(), std::vector<std::int32_t>(at(rows), 0));
  if (!owned) {
    for (std::size_t s = 0; s < stages.size(); ++s)
      if (!stages[s].role.empty()) throw Error(ErrorCode::unknown_name, care_key, "owners." + stages[s].role, -1, "missing", "given: stages[" + std::to_string(s) + "].role asks for it");
    owners = {""};
    return;
  }
  std::map<std::string, std::int32_t> place;
  std::vector<std::pair<std::size_t, data::Groups>> read;
  for (std::size_t s = 0; s < stages.size(); ++s) {
    const std::int64_t column = stages[s].role.empty() ? 0 : data::column_of(input.owners, stages[s].role);
    if (column < 0) throw Error(ErrorCode::unknown_name, care_key, "owners." + stages[s].role, -1, "missing", "given: stages[" + std::to_string(s) + "].role asks for it");
    if (std::none_of(read.begin(), read.end(), [&](const auto& other) { return other.first == at(column); }))
      read.emplace_back(at(column), data::encode_groups(care_key, "owners." + input.owners.names[at(column)], input.owners.columns[at(column)]));
  }
  for (const auto& [column, groups] : read)
    for (const std::string& name : groups.names()) place.emplace(name, 0);
  for (auto& [name, number] : place) {
    number = static_cast<std::int32_t>(owners.size());
    owners.push_back(name);
  }
  std::vector<std::uint8_t> nobody(at(rows), 0);
  for (std::size_t s = 0; s < stages.size(); ++s) {
    const std::size_t column = stages[s].role.empty() ? 0 : at(data::column_of(input.owners, stages[s].role));
    const data::Groups& groups = std::find_if(read.begin(), read.end(), [&](const auto& other) { return other.first == column; })->second;
    std::vector<std::int32_t> number;
    for (const std::string& name : groups.names()) number.push_back(place.at(name));
    for (std::size_t i = 0; i < owner[s].size(); ++i) {
      owner[s][i] = groups.codes[i] < 0 ? -1 : number[at(groups.codes[i])];
      nobody[i] |= owner[s][i] < 0;
    }
  }
  for (std::int64_t i = 0; i < rows; ++i)
    if (nobody[at(i)] != 0) findings.add(static_cast<std::size_t>(CareFinding::without_owner), i, false);
}

void CareRecords::read_changes(const CareInput& input, const CareOptions& options) {
  if (!input.change.given()) {
    for (const auto& [name, column] : {std::pair("change_reason", &input.change_reason), std::pair("change_from", &input.change_from), std::pair("change_until", &input.change_until)})
      if (column->given()) refuse(care_key, name, "given", "left out without change");
    return;
  }
  if (!input.change_from.given()) refuse(care_key, "change_from", "missing", "given beside change");
  const data::Groups names = data::encode_groups(care_key, "change", input.change);
  data::Groups whose;
  std::vector<std::int32_t> place;
  if (input.change_reason.given()) {
    whose = data::encode_groups(care_key, "change_reason", input.change_reason);
    check_labels("change_reason", whose, options.known_reasons);
    if (!input.reason.given()) refuse(care_key, "reason", "missing", "given beside change_reason");
    place = data::match_labels(care_key, "change_reason", whose, "reason", reasons);
  }
  data::Days from(input.change_from), until(input.change_until);
  for (std::int64_t i = 0; i < input.change.size; ++i) {
    CareChange change;
    change.name = names.name(names.codes[at(i)]);
    if (!whose.codes.empty() && whose.codes[at(i)] >= 0) change.reason = place[at(whose.codes[at(i)])] < 0 ? -2 : place[at(whose.codes[at(i)])];
    if (change.reason == -2 && rows > 0 && options.known_reasons.empty()) findings.add(static_cast<std::size_t>(CareFinding::changes_of_nobody), i, true);
    change.from = from.at(i);
    if (const std::int64_t day = until.at(i); day != data::Days::missing) {
      if (day < change.from) data::refuse_day(care_key, "change_until", i, day, "on or after change_from", change.from);
      change.until = day;
    }
    changes.push_back(std::move(change));
  }
  std::sort(changes.begin(), changes.end(), [](const CareChange& a, const CareChange& b) { return std::tie(a.from, a.name, a.reason, a.until) < std::tie(b.from, b.name, b.reason, b.until); });
}

// A theme about something that nothing else speaks of would never be offered, and nobody would notice.
void CareRecords::check_words(const CareInput& input, const CareOptions& options) {
  std::vector<std::string> names;
  for (const CareChange& change : changes)
    if (std::find(names.begin(), names.end(), change.name) == names.end()) names.push_back(change.name);
  std::sort(names.begin(), names.end());
  const std::vector<std::string> whose = reasons.names();
  for (std::size_t t = 0; t < options.themes.size(); ++t) {
    const CareTheme& theme = options.themes[t];
    const std::string path = "themes[" + std::to_string(t) + "].";
    const auto needs = [&](const char* argument, const char* member) { refuse(care_key, argument, "missing", "given: " + path + member + " asks for it"); };
    if (!theme.change.empty() && !input.change.given()) needs("change", "change");
    if (!theme.change.empty() && !names.empty() && std::find(names.begin(), names.end(), theme.change) == names.end())
      throw Error(ErrorCode::unknown_name, care_key, path + "change", -1, data::quoted(theme.change), "a change: " + list_of(names));
    if (theme.customers > 0 && !input.customers.given()) needs("customers", "customers");
    if (!theme.reasons.empty() && !input.reason.given()) needs("reason", "reasons");
    if (rows > 0 && options.known_reasons.empty() && std::any_of(theme.reasons.begin(), theme.reasons.end(), [&](const std::string& reason) { return std::find(whose.begin(), whose.end(), reason) == whose.end(); }))
      findings.add(static_cast<std::size_t>(CareFinding::themes_of_nobody), static_cast<std::int64_t>(t), false);
  }
  if (!options.owner_caps.empty() && !owned) refuse(care_key, "owners", "missing", "given: owner_caps[0].owner asks for it");
  for (std::size_t k = 0; k < options.owner_caps.size(); ++k)
    if (rows > 0 && std::find(owners.begin(), owners.end(), options.owner_caps[k].owner) == owners.end()) findings.add(static_cast<std::size_t>(CareFinding::caps_of_nobody), static_cast<std::int64_t>(k), true);
}

void CareRecords::read_contacts(const CareInput& input, const CareOptions& options, const std::vector<CareStage>& stages) {
  done.assign(stages.size(), std::vector<std::int64_t>(at(rows), no_day));
  last_contact.assign(at(rows), INT64_MIN);
  made_today.assign(owners.size(), 0);
  if (!input.contact_person.given()) {
    for (const auto& [name, column] : {std::pair("contact_day", &input.contact_day), std::pair("contact_stage", &input.contact_stage)})
      if (column->given()) refuse(care_key, name, "given", "left out without contact_person");
    return;
  }
  if (!input.contact_day.given()) refuse(care_key, "contact_day", "missing", "given beside contact_person");
  const data::Groups whom = data::encode_groups(care_key, "contact_person", input.contact_person);
  const std::vector<std::int32_t> label = data::match_labels(care_key, "contact_person", whom, "person", people);
  std::vector<std::int64_t> row_of(at(people.count), -1);
  for (std::int64_t i = 0; i < rows; ++i) row_of[at(people.codes[at(i)])] = i;
  data::Groups in;
  std::vector<std::int64_t> stage_of;
  if (input.contact_stage.given()) {
    in = data::encode_groups(care_key, "contact_stage", input.contact_stage);
    const std::vector<std::string> names = names_of_stages(stages);
    for (const std::string& name : in.names()) {
      const auto found = std::find(names.begin(), names.end(), name);
      stage_of.push_back(found == names.end() ? -1 : found - names.begin());
    }
  }
  data::Days days(input.contact_day);
  std::set<std::pair<std::int64_t, std::int64_t>> met;
  for (std::int64_t k = 0; k < input.contact_person.size; ++k) {
    const auto note = [&](CareFinding code, bool left_out) { findings.add(static_cast<std::size_t>(code), k, left_out); };
    const std::int64_t day = days.at(k);
    if (day > *options.today) data::refuse_day(care_key, "contact_day", k, day, "on or before today", *options.today);
    const std::int32_t place = label[at(whom.codes[at(k)])];
    if (place < 0) {
      note(CareFinding::unknown_people, true);
      continue;
    }
    const std::int64_t row = row_of[at(place)];
    if (day < exit[at(row)]) data::refuse_day(care_key, "contact_day", k, day, "on or after the exit of the person", exit[at(row)]);
    if (contactable[at(row)] == 0 || (day >= end[at(row)] && end_reason[at(row)] == CareSkip::withdrawn)) note(CareFinding::without_consent, false);
    else if (day >= end[at(row)]) note(CareFinding::after_end, false);
    last_contact[at(row)] = std::max(last_contact[at(row)], day);
    if (in.codes.empty() || in.codes[at(k)] < 0) continue;
    const std::int64_t stage = stage_of[at(in.codes[at(k)])];
    if (stage < 0) {
      note(CareFinding::other_stages, false);
      continue;
    }
    if (!met.emplace(row, stage).second) note(CareFinding::repeated, false);
    done[at(stage)][at(row)] = std::min(done[at(stage)][at(row)], day);
    if (const std::int32_t who = owner[at(stage)][at(row)]; day == *options.today && who >= 0) ++made_today[at(who)];
  }
}

CareThemes::CareThemes(const CareOptions& options, const std::vector<CareStage>& stages, const CareRecords& records) : records_(records) {
  const std::vector<std::string> names = records.reasons.names();
  for (const CareStage& stage : stages) needed_.push_back(stage.needs_theme);
  for (std::size_t t = 0; t < options.themes.size(); ++t) {
    const CareTheme& said = options.themes[t];
    Theme theme;
    for (const CareStage& stage : stages) theme.stages.push_back(said.stages.empty() || std::find(said.stages.begin(), said.stages.end(), stage.name) != said.stages.end());
    if (!said.reasons.empty()) {
      theme.reasons.assign(names.size() + 1, 0);  // the last one: of those without a reason
      for (std::size_t r = 0; r < names.size(); ++r) theme.reasons[r] = std::find(said.reasons.begin(), said.reasons.end(), names[r]) != said.reasons.end();
    }
    theme.needs_change = !said.change.empty();
    for (const CareChange& change : records.changes)
      if (change.name == said.change) theme.changes.push_back(change);
    theme.customers = said.customers;
    themes_.push_back(std::move(theme));
  }
}

std::int32_t CareThemes::of(std::int64_t row, std::int32_t stage, std::int64_t day) const {
  const std::int32_t reason = records_.reason_of(row);
  for (std::size_t t = 0; t < themes_.size(); ++t) {
    const Theme& theme = themes_[t];
    if (theme.stages[at(stage)] == 0 || records_.customers[at(row)] < static_cast<double>(theme.customers)) continue;
    if (!theme.reasons.empty() && theme.reasons[reason < 0 ? theme.reasons.size() - 1 : at(reason)] == 0) continue;
    if (theme.needs_change && std::none_of(theme.changes.begin(), theme.changes.end(), [&](const CareChange& change) { return change.holds(reason, day); })) continue;
    return static_cast<std::int32_t>(t);
  }
  return needed_[at(stage)] != 0 ? -2 : -1;
}

}  // namespace mainstay::inline v1::returns
