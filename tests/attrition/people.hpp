// Rows of employment for the tests of this room.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "golden.hpp"
#include "mainstay/attrition/employment.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/data/frame.hpp"

namespace people {

using namespace mainstay;

inline std::int64_t d(const char* text) { return *data::parse_date(text); }

constexpr std::int64_t none = INT64_MIN;

struct Job {
  std::string person;
  std::int64_t start = 0, stop = none;
  std::string kind{};
  std::string unit{};
  std::int64_t spell = 1;
  double fte = 1.0;
  std::string state = "active";
  std::int64_t regretted = none;
  std::int64_t event = 0;
  std::string grade{};
  std::int64_t entry = 0;
};

// Which columns go in.
struct Columns {
  bool spell = true, kind = true, fte = false, state = false, regretted = false, event = false, unit = true, grade = false, entry = false;
};

class Sheet {
 public:
  Sheet(const std::vector<Job>& jobs, const Columns& columns) {
    texts("person", jobs, &Job::person);
    days("start", jobs, &Job::start);
    days("stop", jobs, &Job::stop);
    texts("kind", jobs, &Job::kind);
    texts("unit", jobs, &Job::unit);
    texts("state", jobs, &Job::state);
    texts("grade", jobs, &Job::grade);
    days("spell", jobs, &Job::spell);
    days("regretted", jobs, &Job::regretted);
    days("event", jobs, &Job::event);
    days("entry", jobs, &Job::entry);
    std::vector<double> fte;
    for (const Job& job : jobs) fte.push_back(job.fte);
    frame_.add("fte", std::move(fte));
    input.person = frame_["person"];
    input.start = frame_["start"];
    input.stop = frame_["stop"];
    if (columns.kind) input.kind = frame_["kind"];
    if (columns.spell) input.spell = frame_["spell"];
    if (columns.fte) input.fte = frame_["fte"];
    if (columns.state) input.state = frame_["state"];
    if (columns.regretted) input.regretted = frame_["regretted"];
    if (columns.event) input.event = frame_["event"];
    if (columns.entry) input.entry = frame_["entry"];
    if (columns.unit) input.by.add("department", frame_["unit"]);
    if (columns.grade) {
      std::vector<std::int64_t> grades;
      for (const Job& job : jobs) grades.push_back(std::stoll(job.grade));
      numbers_.add("grade", std::move(grades));
      input.by.add("grade", numbers_["grade"]);
    }
  }
  Sheet(const Sheet&) = delete;

  // unit beside ancestor
  void closure(const std::vector<std::pair<std::string, std::string>>& pairs) {
    std::vector<std::string_view> unit, above;
    for (const auto& [a, b] : pairs) {
      unit.push_back(a);
      above.push_back(b);
    }
    closure_.add_texts("unit", unit);
    closure_.add_texts("ancestor", above);
    input.unit = closure_["unit"];
    input.ancestor = closure_["ancestor"];
  }

  attrition::EmploymentInput input;

 private:
  void texts(const char* name, const std::vector<Job>& jobs, std::string Job::*member) {
    std::vector<std::string_view> views;
    for (const Job& job : jobs) views.push_back((job.*member).empty() ? std::string_view() : std::string_view(job.*member));
    frame_.add_texts(name, views);
  }
  void days(const char* name, const std::vector<Job>& jobs, std::int64_t Job::*member) {
    data::Presence presence;
    std::vector<std::int64_t> values;
    for (const Job& job : jobs) {
      presence.push(job.*member != none);
      values.push_back(job.*member == none ? 0 : job.*member);
    }
    frame_.add(name, std::move(values), std::move(presence).take());
  }
  data::Frame frame_, numbers_, closure_;
};

// The rows of a golden file.
inline std::vector<Job> jobs_of(const golden::json& rows) {
  std::vector<Job> jobs;
  const auto text = [](const golden::json& value) { return value.is_null() ? std::string() : value.is_string() ? value.get<std::string>() : std::to_string(value.get<std::int64_t>()); };
  const auto number = [](const golden::json& value) { return value.is_null() ? none : value.get<std::int64_t>(); };
  for (const auto& row : rows) {
    Job job;
    job.person = text(row["person"]);
    job.start = number(row["start"]);
    job.stop = number(row["stop"]);
    job.kind = text(row["kind"]);
    job.unit = text(row["department"]);
    job.spell = number(row["spell"]);
    job.fte = row["fte"].get<double>();
    job.state = text(row["state"]);
    job.regretted = number(row["regretted"]);
    job.event = number(row["event"]);
    job.grade = text(row["grade"]);
    jobs.push_back(job);
  }
  return jobs;
}

inline const std::string& name(const Categories& column, std::size_t row) { return column.levels[static_cast<std::size_t>(column.codes[row])]; }

template <class Options>
void read_common(Options& options, const golden::json& document, const golden::json& given) {
  options.observation_end = document["observation_end"].get<std::int64_t>();
  options.boundaries = given["boundaries"].get<std::vector<std::int64_t>>();
  const std::map<std::string, attrition::LastDay> rules{{"employed", attrition::LastDay::employed}, {"gone_at_close", attrition::LastDay::gone_at_close},
                                                        {"first_day_away", attrition::LastDay::first_day_away}};
  options.last_day_rule = rules.at(given["last_day_rule"].get<std::string>());
  options.on_leave = given["on_leave"] == "apart" ? attrition::OnLeave::apart : attrition::OnLeave::counted;
  const std::string organisation = given.value("organisation", "as_was");
  options.organisation = organisation == "as_is" ? attrition::Organisation::as_is : organisation == "mapped" ? attrition::Organisation::mapped : attrition::Organisation::as_was;
  options.rollup = given.value("rollup", "");
  if (organisation == "mapped")
    for (const auto& rule : document["mapping"]) {
      attrition::MappingRule each{rule["column"].get<std::string>(), rule["label"].get<std::string>(), rule["to"].get<std::string>(), {}};
      if (rule.contains("since")) each.since = rule["since"].get<std::int64_t>();
      options.mapping.push_back(each);
    }
}

}  // namespace people
