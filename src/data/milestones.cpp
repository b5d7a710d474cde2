#include "mainstay/data/milestones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.milestones";

enum Finding { recorded_later, future_event, unknown_person, other_event, absent_word, before_origin, after_exit, duplicate, tie, finding_count };
constexpr std::array<const char*, finding_count> codes = {"recorded_later", "future_event", "unknown_person", "other_event", "absent_word",
                                                          "before_origin",  "after_exit",   "duplicate",      "tie"};

// The milestones for which each label of the event column counts.
std::vector<std::vector<std::int32_t>> words_of(const std::vector<MilestoneRule>& rules, const Groups& labels, FindingTally& tally) {
  std::vector<std::vector<std::int32_t>> milestones(static_cast<std::size_t>(labels.count));
  std::vector<std::string> names = labels.names();  // by their texts, as the rules have them
  std::vector<std::int32_t> order(names.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int32_t>(i);
  std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return names[static_cast<std::size_t>(a)] < names[static_cast<std::size_t>(b)]; });
  std::vector<std::string> absent;
  for (std::size_t m = 0; m < rules.size(); ++m) {
    if (rules[m].name.empty()) refuse(analysis_name, fmt::format("milestones[{}].name", m), "missing", "a name");
    for (std::size_t k = 0; k < m; ++k)
      if (rules[k].name == rules[m].name) refuse(analysis_name, fmt::format("milestones[{}].name", m), fmt::format("\"{}\"", rules[m].name), "unique");
    if (rules[m].after_days && rules[m].within_days && *rules[m].within_days < *rules[m].after_days)
      refuse(analysis_name, fmt::format("milestones[{}].within_days", m), std::to_string(*rules[m].within_days), fmt::format("at least after_days, {}", *rules[m].after_days));
    const std::vector<std::string> words = rules[m].events.empty() ? std::vector<std::string>{rules[m].name} : rules[m].events;
    for (std::size_t w = 0; w < words.size(); ++w) {
      for (std::size_t k = 0; k < w; ++k)
        if (words[k] == words[w]) refuse(analysis_name, fmt::format("milestones[{}].events[{}]", m, w), fmt::format("\"{}\"", words[w]), "listed once");
      const auto at = std::lower_bound(order.begin(), order.end(), words[w], [&](std::int32_t code, const std::string& text) { return names[static_cast<std::size_t>(code)] < text; });
      if (at != order.end() && names[static_cast<std::size_t>(*at)] == words[w]) milestones[static_cast<std::size_t>(*at)].push_back(static_cast<std::int32_t>(m));
      else if (std::find(absent.begin(), absent.end(), words[w]) == absent.end()) absent.push_back(words[w]);
    }
  }
  for (std::size_t i = 0; i < absent.size(); ++i) tally.add_without_row(absent_word);
  return milestones;
}

}  // namespace

MilestonesResult milestones(const MilestonesInput& input, const MilestonesOptions& options, const RunContext& context) {
  check(analysis_name, input, options, context.threads);
  const auto rules = static_cast<std::int64_t>(options.milestones.size());
  if (!input.person_id.given())
    for (const auto& [name, column] : {std::pair{"origin", &input.origin}, std::pair{"exit_time", &input.exit_time}})
      if (column->given()) refuse(analysis_name, name, "given", "left out without person_id");
  for (std::int64_t m = 0; m < rules; ++m)
    for (const auto& [name, days] : {std::pair{"after_days", &options.milestones[static_cast<std::size_t>(m)].after_days},
                                     std::pair{"within_days", &options.milestones[static_cast<std::size_t>(m)].within_days}})
      if (*days && !input.origin.given()) refuse(analysis_name, fmt::format("milestones[{}].{}", m, name), std::to_string(**days), "left out without origin");
  const bool refusing = options.conflicts == Conflicts::refuse;
  const std::int64_t n = input.person.size;
  const Groups persons = encode_groups(analysis_name, "person", input.person);
  const Groups events = encode_groups(analysis_name, "event", input.event);
  FindingTally tally(codes, options.examples);
  const std::vector<std::vector<std::int32_t>> counts_for = words_of(options.milestones, events, tally);

  // Everybody's place in the result.
  MilestonesResult result;
  for (const MilestoneRule& rule : options.milestones) result.milestones.push_back(rule.name);
  std::vector<std::int32_t> place_of(static_cast<std::size_t>(persons.count), -1);
  std::int64_t people = persons.count;
  if (input.person_id.given()) {
    const Groups listed = encode_groups(analysis_name, "person_id", input.person_id);
    people = input.person_id.size;
    std::vector<std::int32_t> row_of(static_cast<std::size_t>(listed.count), -1);
    for (std::int64_t row = 0; row < people; ++row) {
      std::int32_t& first = row_of[static_cast<std::size_t>(listed.codes[static_cast<std::size_t>(row)])];
      if (first >= 0)
        throw Error(ErrorCode::invalid_argument, analysis_name, "person_id", row, listed.name(listed.codes[static_cast<std::size_t>(row)]), fmt::format("listed once; row {} has it too", first));
      first = static_cast<std::int32_t>(row);
      result.person_row.push_back(row);
    }
    const std::vector<std::int32_t> label = match_labels(analysis_name, "person", persons, "person_id", listed);
    for (std::size_t p = 0; p < label.size(); ++p)
      if (label[p] >= 0) place_of[p] = row_of[static_cast<std::size_t>(label[p])];
  } else {
    result.person_row.assign(static_cast<std::size_t>(people), -1);
    for (std::size_t p = 0; p < place_of.size(); ++p) place_of[p] = static_cast<std::int32_t>(p);
    for (std::size_t row = 0; row < persons.codes.size(); ++row) {
      std::int64_t& first = result.person_row[static_cast<std::size_t>(persons.codes[row])];
      if (first < 0) first = static_cast<std::int64_t>(row);
    }
  }
  std::vector<std::int64_t> origin, exit_time;
  Days origins(input.origin), exits(input.exit_time);
  if (input.person_id.given())
    for (std::int64_t p = 0; p < people; ++p) {
      origin.push_back(origins.at(p));
      exit_time.push_back(exits.at(p));
    }

  // Which events count, before any milestone asks.
  struct Event {
    std::int32_t row, word;
    std::int64_t time, sequence;
  };
  std::vector<Event> kept;
  std::vector<std::int32_t> person_of;  // place of each kept event's person
  Days times(input.time), sequences(input.sequence), recorded(input.recorded_at);
  for (std::int64_t row = 0; row < n; ++row) {
    const auto at = static_cast<std::size_t>(row);
    const std::int64_t time = times.at(row), sequence = input.sequence.given() ? sequences.at(row) : 0, known = recorded.at(row);
    if (options.known_at) {
      if (known != Days::missing && known > *options.known_at) {
        tally.add(recorded_later, row, true);
        continue;
      }
      if (time > *options.known_at) {
        tally.add(future_event, row, true);
        continue;
      }
    }
    const std::int32_t place = place_of[static_cast<std::size_t>(persons.codes[at])];
    if (place < 0) {
      tally.add(unknown_person, row, true);
      continue;
    }
    if (counts_for[static_cast<std::size_t>(events.codes[at])].empty()) {
      tally.add(other_event, row, true);
      continue;
    }
    const auto p = static_cast<std::size_t>(place);
    if (input.origin.given() && time < origin[p]) {
      if (refusing) refuse_day(analysis_name, "time", row, time, "on or after the person's origin", origin[p]);
      tally.add(before_origin, row, true);
      continue;
    }
    if (input.exit_time.given() && exit_time[p] != Days::missing && time >= exit_time[p]) {
      if (refusing) refuse_day(analysis_name, "time", row, time, "before the person's exit_time", exit_time[p]);
      tally.add(after_exit, row, true);
      continue;
    }
    kept.push_back({static_cast<std::int32_t>(row), events.codes[at], time, sequence});
    person_of.push_back(place);
  }

  // Person by person, in the order of time.
  const RowsByLabel by_person = rows_by_label(person_of, people);
  const std::size_t cells = static_cast<std::size_t>(people * rules);
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  result.value.assign(cells, nothing);
  result.tenure.assign(cells, nothing);
  std::vector<Event> mine;
  struct Hit {
    std::int64_t count = 0, day = 0;
    std::int32_t row = -1, tied = -1;  // tied: row of another event of that day whose order nothing tells
    std::int64_t sequence = 0;
  };
  std::vector<Hit> hits(static_cast<std::size_t>(rules));
  for (std::int64_t p = 0; p < people; ++p) {
    mine.clear();
    for (std::int64_t i = by_person.begin[static_cast<std::size_t>(p)]; i < by_person.begin[static_cast<std::size_t>(p) + 1]; ++i)
      mine.push_back(kept[static_cast<std::size_t>(by_person.rows[static_cast<std::size_t>(i)])]);
    std::sort(mine.begin(), mine.end(), [](const Event& a, const Event& b) { return std::tie(a.time, a.sequence, a.word, a.row) < std::tie(b.time, b.sequence, b.word, b.row); });
    std::fill(hits.begin(), hits.end(), Hit{});
    for (std::size_t i = 0; i < mine.size(); ++i) {
      const Event& event = mine[i];
      if (i > 0 && mine[i - 1].time == event.time && mine[i - 1].sequence == event.sequence && mine[i - 1].word == event.word) {
        tally.add(duplicate, event.row, true);
        continue;
      }
      for (const std::int32_t m : counts_for[static_cast<std::size_t>(event.word)]) {
        const MilestoneRule& rule = options.milestones[static_cast<std::size_t>(m)];
        if (rule.after_days && event.time - origin[static_cast<std::size_t>(p)] < *rule.after_days) continue;
        if (rule.within_days && event.time - origin[static_cast<std::size_t>(p)] > *rule.within_days) continue;
        Hit& hit = hits[static_cast<std::size_t>(m)];
        ++hit.count;
        const bool same = hit.row >= 0 && hit.day == event.time && hit.sequence == event.sequence;
        if (same && rule.which != MilestoneWhich::count) hit.tied = event.row;
        if (hit.row < 0 || (rule.which == MilestoneWhich::last && !same)) {
          hit.row = event.row;
          hit.day = event.time;
          hit.sequence = event.sequence;
          if (!same) hit.tied = -1;
        } else if (same) {
          hit.row = std::min(hit.row, event.row);
        }
      }
    }
    for (std::int64_t m = 0; m < rules; ++m) {
      const Hit& hit = hits[static_cast<std::size_t>(m)];
      const auto cell = static_cast<std::size_t>(p * rules + m);
      const bool counting = options.milestones[static_cast<std::size_t>(m)].which == MilestoneWhich::count;
      if (counting) result.value[cell] = static_cast<double>(hit.count);
      if (hit.count == 0) continue;
      if (!counting) {
        result.value[cell] = static_cast<double>(hit.day);
        if (input.origin.given()) result.tenure[cell] = static_cast<double>(hit.day - origin[static_cast<std::size_t>(p)]);
      }
      if (hit.tied >= 0) tally.add(tie, hit.row, false);
      result.hits.person.push_back(p);
      result.hits.milestone.push_back(m);
      result.hits.row.push_back(hit.row);
      result.hits.day.push_back(hit.day);
      result.hits.count.push_back(hit.count);
    }
  }
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function milestones_analysis =
    analysis<&milestones>("data.milestones", "When did each person first or last do something, or how often, as far as was known?");

}  // namespace mainstay::inline v1::data
