// The call centre's rules over two trainees: until Friday of the second week, then the third with what was known. The Python and the C program print the same characters.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/signals/alerts.hpp"

using namespace mainstay;

namespace {

constexpr std::int64_t monday = 20520;  // 2026-03-09, in days since 1970-01-01
constexpr double none = std::numeric_limits<double>::quiet_NaN();

Column texts(const std::vector<std::int32_t>& codes, const std::vector<std::string_view>& levels) {
  Column column(codes);
  column.levels = levels;
  column.categorical = true;
  return column;
}

std::vector<signals::AlertRule> rules_of(const char* path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  signals::AlertsOptions options;
  Fields fields;
  options.describe(fields);
  set_from_json("signals.alerts", *fields.find("rules"), text.str());
  return options.rules;
}

// A column of a result as one of an input, which has to outlive it.
Column again(const Categories& column, std::vector<std::string_view>& levels) {
  levels.assign(column.levels.begin(), column.levels.end());
  return texts(column.codes, levels);
}

const std::string& text(const Categories& column, std::size_t row) { return column.levels[static_cast<std::size_t>(column.codes[row])]; }

void told(const signals::AlertsResult& result) {
  const signals::Alerts& alerts = result.alerts;
  for (std::size_t row = 0; row < alerts.id.size(); ++row) {
    std::printf("%s day %lld %s: %s, %s, %s, %s\n", alerts.id[row].c_str(), static_cast<long long>(alerts.day[row] - monday), text(alerts.person, row).c_str(), text(alerts.rule, row).c_str(),
                text(alerts.severity, row).c_str(), text(alerts.change, row).c_str(), text(alerts.status, row).c_str());
    if (text(alerts.change, row) != "new") continue;
    std::string owners;
    for (std::size_t k = 0; k < result.deliveries.alert.size(); ++k)
      if (result.deliveries.alert[k] == static_cast<std::int64_t>(row)) owners += (owners.empty() ? "" : ", ") + text(result.deliveries.role, k) + " " + text(result.deliveries.owner, k);
    std::printf("  to %s\n  %s\n  %s\n", owners.c_str(), result.sentence[row].c_str(), result.sentence_zh[row].c_str());
  }
}

int run(const char* path) {
  const std::vector<std::string_view> names{"Li", "Wu"}, words{"training", "certificate"}, trainer{"Zhao"}, recruiter{"Sun", "Qian"};
  const std::vector<std::int32_t> both{0, 1}, same{0, 0};
  std::vector<std::int32_t> person, event;
  std::vector<std::int64_t> day, worked;
  std::vector<double> progress, exam, mood;
  for (std::int32_t who = 0; who < 2; ++who) {
    for (std::int64_t at = 0, k = 0; at < 19; ++at) {
      if (at % 7 >= 5) continue;  // weekends
      person.push_back(who);
      day.push_back(monday + at);
      event.push_back(k == 0 ? 0 : who == 1 && k == 8 ? 1 : -1);
      progress.push_back(std::min(100.0, (who == 0 ? 5.0 : 10.0) * static_cast<double>(k + 1)));
      exam.push_back(k == 4 ? (who == 0 ? 62.0 : 81.0) : k == 8 ? (who == 0 ? 66.0 : 85.0) : none);
      mood.push_back(who == 0 && k >= 7 ? 54.0 : 75.0);
      ++k;
    }
  }
  std::vector<std::uint8_t> present(person.size() / 8 + 1, 0);  // most days have no event
  for (std::size_t row = 0; row < event.size(); ++row)
    if (event[row] >= 0) present[row / 8] = static_cast<std::uint8_t>(present[row / 8] | 1u << row % 8);
  for (std::int64_t at = 0; at < 28; ++at)
    if (at % 7 < 5) worked.push_back(monday + at);
  const std::vector<std::int64_t> start{monday, monday};

  signals::AlertsInput input;
  input.person = texts(person, names);
  input.day = Column(day);
  input.event = texts(event, words);
  input.event.validity = present.data();
  input.x.add("progress", Column(progress));
  input.x.add("exam", Column(exam));
  input.x.add("mood", Column(mood));
  input.person_id = texts(both, names);
  input.start = Column(start);
  input.owners.add("trainer", texts(same, trainer));
  input.owners.add("recruiter", texts(both, recruiter));
  input.working_day = Column(worked);
  signals::AlertsOptions options;
  options.rules = rules_of(path);
  options.grows = {"progress"};
  options.calendar_first = monday;
  options.calendar_last = monday + 27;
  options.last_day = monday + 11;
  const signals::AlertsResult before = signals::alerts(input, options);
  std::printf("until Friday of the second week\n");
  told(before);

  std::vector<std::string_view> known_names, known_rules;
  input.known_person = again(before.alerts.person, known_names);
  input.known_rule = again(before.alerts.rule, known_rules);
  input.known_day = Column(before.alerts.day);
  input.known_cleared = Column(before.alerts.cleared);
  options.last_day.reset();
  options.first_day = monday + 14;
  std::printf("the third week, with what was known\n");
  told(signals::alerts(input, options));
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: alerts RULES.json\n");
    return 2;
  }
  try {
    return run(arguments[1]);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
