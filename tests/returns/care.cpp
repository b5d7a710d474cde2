#include "mainstay/returns/care.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/data/calendar.hpp"
#include "returns/care_kernel.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
std::int64_t march(int day) { return data::day_of(2026, 3, 1) + day - 1; }  // march(36) is 5 April

struct Plan {
  std::vector<std::string> person, reason, owner, mentor;
  std::vector<std::int64_t> exit, contactable;
  std::vector<double> priority, returned, settled, withdrawn;
  std::vector<std::string> change, change_reason;
  std::vector<double> change_from, change_until;
  std::vector<std::string> contact_person, contact_stage;
  std::vector<std::int64_t> contact_day;
  CareOptions options;

  void add(const char* who, std::int64_t left, const char* why, const char* whose, double first) {
    person.emplace_back(who);
    reason.emplace_back(why);
    owner.emplace_back(whose);
    exit.push_back(left);
    contactable.push_back(1);
    priority.push_back(first);
    for (auto* list : {&returned, &settled, &withdrawn}) list->push_back(nothing);
  }
  void changed(const char* what, const char* whose, std::int64_t from, double until = nothing) {
    change.emplace_back(what);
    change_reason.emplace_back(whose);
    change_from.push_back(static_cast<double>(from));
    change_until.push_back(until);
  }
  CareResult run() const {
    Labels labels;
    CareInput input;
    input.person = labels.column(person);
    input.exit = exit;
    input.contactable = contactable;
    input.reason = labels.column(reason);
    input.owners.add("recruiter", labels.column(owner));
    if (!mentor.empty()) input.owners.add("mentor", labels.column(mentor));
    input.priority = priority;
    input.returned = returned;
    input.settled = settled;
    input.withdrawn = withdrawn;
    if (!change.empty()) {
      input.change = labels.column(change);
      input.change_reason = labels.column(change_reason);
      input.change_from = change_from;
      input.change_until = change_until;
    }
    if (!contact_person.empty()) {
      input.contact_person = labels.column(contact_person);
      input.contact_day = contact_day;
      input.contact_stage = labels.column(contact_stage);
    }
    return care(input, options);
  }
};

CareTheme theme_of(const char* name, const char* stage, const char* reason, const char* change) {
  CareTheme theme;
  theme.name = name;
  theme.stages = {stage};
  theme.reasons = {reason};
  theme.change = change;
  return theme;
}

using Call = std::tuple<std::int64_t, std::string, std::string, std::string>;  // day, person, stage, theme
std::set<Call> calls_of(const CareResult& result) {
  std::set<Call> calls;
  for (std::size_t k = 0; k < result.due.row.size(); ++k) calls.emplace(result.due.day[k], word(result.due.person, k), word(result.due.stage, k), word(result.due.theme, k));
  return calls;
}
std::map<std::pair<std::string, std::string>, std::pair<std::string, bool>> skips_of(const CareResult& result) {
  std::map<std::pair<std::string, std::string>, std::pair<std::string, bool>> skips;
  for (std::size_t k = 0; k < result.skipped.row.size(); ++k) skips[{word(result.skipped.person, k), word(result.skipped.stage, k)}] = {word(result.skipped.reason, k), result.skipped.final[k] == 1};
  return skips;
}

Plan five_leavers() {
  Plan plan;
  for (const auto& [who, why, first] : {std::tuple("An", "", 0.0), std::tuple("Fan", "pay", 0.0), std::tuple("He", "pay", 9.0), std::tuple("Li", "pay", 2.0), std::tuple("Wu", "promotion", 1.0)}) plan.add(who, march(2), why, "Zhou", first);
  plan.contactable[2] = 0;
  plan.returned[1] = static_cast<double>(march(32));  // 1 April
  plan.changed("pay_scale", "pay", march(41));        // 10 April
  plan.changed("promotion_rules", "promotion", march(1));
  plan.options.today = march(5);
  plan.options.until = march(122);  // 30 June
  plan.options.owner_cap = 1;
  CareStage week, month, quarter;
  week.name = "week", week.opens_days = 3, week.due_days = 7, week.closes_days = 14, week.theme = "thanks";
  month.name = "month", month.opens_days = 24, month.due_days = 30, month.closes_days = 45, month.needs_theme = true;
  quarter.name = "quarter", quarter.opens_days = 76, quarter.due_days = 90, quarter.closes_days = 120, quarter.theme = "vacancy";
  plan.options.stages = {week, month, quarter};
  plan.options.themes = {theme_of("new_pay", "month", "pay", "pay_scale"), theme_of("new_ladder", "month", "promotion", "promotion_rules")};
  return plan;
}

}  // namespace

TEST_CASE("five leavers of 2 March, one call a day, by hand") {
  const Plan plan = five_leavers();
  const CareResult result = plan.run();
  // 2 March 2026 is a Monday. week: open from Thursday 5, due Monday 9, until 16; month: 26 March, 1 April, 16 April; quarter: Sunday 17 May, Sunday 31 May (so 1 June), 30 June.
  const std::set<Call> expected{{march(5), "Li", "week", "thanks"},   {march(6), "Wu", "week", "thanks"},     {march(9), "An", "week", "thanks"},    {march(10), "Fan", "week", "thanks"},
                                {march(26), "Wu", "month", "new_ladder"}, {march(41), "Li", "month", "new_pay"}, {march(79), "Li", "quarter", "vacancy"}, {march(80), "Wu", "quarter", "vacancy"},
                                {march(81), "An", "quarter", "vacancy"}};
  CHECK(calls_of(result) == expected);
  const std::map<std::pair<std::string, std::string>, std::pair<std::string, bool>> skipped{
      {{"An", "month"}, {"nothing_to_say", true}}, {{"Fan", "month"}, {"returned", true}},          {{"Fan", "quarter"}, {"returned", true}},
      {{"He", "week"}, {"not_contactable", true}}, {{"He", "month"}, {"not_contactable", true}}, {{"He", "quarter"}, {"not_contactable", true}}};
  CHECK(skips_of(result) == skipped);
  CHECK(result.status == CareStatus::due);
  CHECK(result.due.late_days == std::vector<std::int64_t>{0, 0, 0, 1, 0, 9, 0, 0, 0});
  CHECK(result.due.due_day[8] == march(93));
  CHECK(result.due.changes[5] == "pay_scale");
  CHECK(result.due.changes[0] == "");  // not yet real
  CHECK(result.due.sentence[5] == "month: due by 2026-04-01, 9 days late; about new_pay; what has changed: pay_scale.");
  CHECK(result.due.sentence_zh[5] == "month：应于 2026-04-01 前联系，已晚 9 天；话题：new_pay；已有的变化：pay_scale。");
  CHECK(result.counts.due == std::vector<std::int64_t>{4, 2, 3});
  CHECK(result.counts.late == std::vector<std::int64_t>{1, 1, 0});
  CHECK(result.counts.never == std::vector<std::int64_t>{1, 3, 2});
  // 5 March: Li, and three wait.
  CHECK(result.loads.day[0] == march(5));
  CHECK(result.loads.waiting[0] == 3);
  CHECK(result.findings.finding == std::vector<std::string>{"people_without_reason"});
}

TEST_CASE("what was done is not due again; gaps, quiet periods and ends") {
  Plan plan = five_leavers();
  plan.options.owner_cap.reset();
  plan.options.until = march(5);
  plan.contact_person = {"Li", "Wu", "Nobody", "Li", "An"};
  plan.contact_stage = {"week", "", "week", "week", "birthday"};
  plan.contact_day = {march(4), march(4), march(4), march(5), march(3)};
  CareResult result = plan.run();
  CHECK(calls_of(result) == std::set<Call>{{march(5), "Fan", "week", "thanks"}});
  CHECK(word(result.done.person, 0) == "Li");
  CHECK(result.done.day == std::vector<std::int64_t>{march(4)});
  auto skips = skips_of(result);
  CHECK(skips[{"Wu", "week"}] == std::pair<std::string, bool>{"gap", false});
  CHECK(skips[{"An", "week"}] == std::pair<std::string, bool>{"gap", false});
  CHECK(skips[{"Li", "quarter"}] == std::pair<std::string, bool>{"not_yet", false});
  CHECK(result.findings.finding == std::vector<std::string>{"contacts_of_unknown_people", "contacts_of_other_stages", "repeated_contacts", "people_without_reason"});
  CHECK(result.findings.count == std::vector<std::int64_t>{1, 1, 1, 1});

  // From 6 to 20 March nobody is called: a window that would close in it lasts until the day after, Monday 23.
  plan = five_leavers();
  plan.options.owner_cap.reset();
  plan.options.today = march(6);
  plan.options.until = march(23);
  plan.options.quiet.resize(2);
  plan.options.quiet[0].first_day = march(10), plan.options.quiet[0].last_day = march(20);
  plan.options.quiet[1].first_day = march(6), plan.options.quiet[1].last_day = march(12);
  result = plan.run();
  CHECK(calls_of(result).size() == 4);
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(result.due.day[k] == march(23));
    CHECK(result.due.due_day[k] == march(23));
    CHECK(result.due.late_days[k] == 0);
    CHECK(result.due.closes_day[k] == static_cast<double>(march(23)));
  }
  plan.options.until = march(22);
  result = plan.run();
  CHECK(result.status == CareStatus::nothing_due);
  CHECK(skips_of(result)[{"Li", "week"}] == std::pair<std::string, bool>{"quiet", false});

  // Settled, withdrawn, back: from that day on nothing.
  plan = five_leavers();
  plan.settled[3] = static_cast<double>(march(5));
  plan.withdrawn[4] = static_cast<double>(march(6));
  plan.options.owner_cap.reset();
  plan.contact_person = {"Wu"};
  plan.contact_stage = {"week"};
  plan.contact_day = {march(5)};
  result = plan.run();
  skips = skips_of(result);
  CHECK(skips[{"Li", "week"}].first == "settled");
  CHECK(skips[{"Wu", "month"}].first == "withdrawn");
  CHECK(result.done.row == std::vector<std::int64_t>{4});
  plan.options.today = march(7);
  plan.contact_day = {march(6)};
  CHECK(plan.run().findings.finding[0] == "contacts_without_consent");
  plan.contactable.assign(5, 0);
  CHECK(plan.run().status == CareStatus::nobody_contactable);
  CHECK(plan.run().due.row.empty());
  Plan nobody;
  nobody.options = plan.options;
  nobody.options.themes.clear();
  CHECK(nobody.run().status == CareStatus::no_leavers);
}

TEST_CASE("the three stages that stand when none are given; roles and caps of owners; themes by customers") {
  Plan plan;
  plan.add("a", march(2), "pay", "Zhou", 0);
  plan.add("b", march(2), "pay", "", 0);
  plan.options.today = march(2);
  plan.options.until = march(2 + 130);
  plan.options.weekends = true;
  CareResult result = plan.run();
  CHECK(result.stages.size() == 3);
  CHECK(result.due.days_since_exit == std::vector<std::int64_t>{3, 24, 76});
  CHECK(skips_of(result)[{"b", "week"}] == std::pair<std::string, bool>{"no_owner", true});
  CHECK(result.due.theme.codes == std::vector<std::int32_t>{-1, -1, -1});
  CHECK(result.findings.finding == std::vector<std::string>{"people_without_owner"});

  // One person has two roles: their cap is one.
  plan.mentor = {"Zhou", "Zhou"};
  plan.owner[1] = "Zhou";
  plan.options.stages = result.stages;
  plan.options.stages[0].role = "mentor";
  plan.options.owner_caps.resize(1);
  plan.options.owner_caps[0].owner = "Zhou";
  plan.options.owner_caps[0].cap = 1;
  result = plan.run();
  CHECK(result.due.days_since_exit == std::vector<std::int64_t>{3, 4, 24, 25, 76, 77});
  plan.options.owner_caps[0].cap = 0;
  result = plan.run();
  CHECK(result.due.row.empty());
  CHECK(result.counts.never == std::vector<std::int64_t>{2, 2, 2});
  CHECK(word(result.skipped.reason, 0) == "no_capacity");
  CHECK(result.skipped.sentence[0].find("; the owner's cap is 0 calls a day.") != std::string::npos);

  CareInput input;
  const std::vector<std::int64_t> person{1, 2, 3}, exit(3, march(2)), contactable(3, 1), customers{0, 1, 4};
  input.person = person;
  input.exit = exit;
  input.contactable = contactable;
  input.customers = customers;
  CareOptions options;
  options.today = march(9);
  options.themes.resize(2);
  options.themes[0].name = "many customers";
  options.themes[0].customers = 3;
  options.themes[1].name = "a customer";
  options.themes[1].customers = 1;
  result = care(input, options);
  CHECK(result.due.theme.codes == std::vector<std::int32_t>{-1, 1, 0});
  CHECK(result.due.owner.codes == std::vector<std::int32_t>{-1, -1, -1});
  options.owner_cap = 2;  // without owners it is everybody's
  CHECK(care(input, options).due.row.size() == 2);
}

namespace {

// Small random plans.
Plan random_plan(std::mt19937_64& random) {
  const auto draw = [&](int below) { return static_cast<int>(random() % static_cast<std::uint64_t>(below)); };
  Plan plan;
  const int n = 1 + draw(8);
  const std::array<const char*, 3> reasons{"", "pay", "promotion"}, owners{"", "Zhou", "Qian"};
  for (int i = 0; i < n; ++i) {
    plan.add(std::string(1, static_cast<char>('a' + i)).c_str(), march(1 + draw(20)), reasons[static_cast<std::size_t>(draw(3))], owners[static_cast<std::size_t>(draw(8) == 0 ? 0 : 1 + draw(2))], draw(3));
    plan.contactable.back() = draw(5) > 0;
    if (draw(5) == 0) plan.returned.back() = static_cast<double>(plan.exit.back() + draw(40));
    if (draw(5) == 0) plan.settled.back() = static_cast<double>(plan.exit.back() + draw(40));
    if (draw(5) == 0) plan.withdrawn.back() = static_cast<double>(march(1 + draw(50)));
  }
  for (int i = 0; i < n; ++i) plan.mentor.emplace_back(owners[static_cast<std::size_t>(1 + draw(2))]);
  const int changes = draw(4);
  for (int k = 0; k < changes; ++k) {
    const std::int64_t from = march(1 + draw(40));
    plan.changed(draw(2) ? "scale" : "rules", reasons[static_cast<std::size_t>(draw(3))], from, draw(3) == 0 ? static_cast<double>(from + draw(15)) : nothing);
  }
  for (const char* what : {"scale", "rules"}) plan.changed(what, "", march(4000));  // both are known, and not real for long
  const int stages = 1 + draw(3);
  for (int s = 0, due = 2; s < stages; ++s, due += 1 + draw(12)) {
    CareStage stage;
    stage.name = std::string("s") + std::to_string(s);
    stage.due_days = due;
    if (draw(2)) stage.opens_days = std::max(0, due - draw(6));
    if (draw(3)) stage.closes_days = due + draw(10);
    stage.needs_theme = draw(3) == 0;
    if (draw(2)) stage.theme = "plain";
    if (draw(2)) stage.role = "mentor";
    plan.options.stages.push_back(stage);
  }
  plan.options.themes = {theme_of("scale", "s0", "pay", "scale"), theme_of("rules", plan.options.stages.back().name.c_str(), "promotion", "rules")};
  if (draw(2)) plan.options.themes[1].reasons.clear();
  plan.options.today = march(3 + draw(10));
  plan.options.until = *plan.options.today + draw(35);
  plan.options.weekends = draw(2);
  plan.options.gap_days = 1 + draw(6);
  if (draw(3)) plan.options.owner_cap = draw(3);
  if (draw(3) == 0) {
    plan.options.quiet.resize(1);
    plan.options.quiet[0].first_day = march(5 + draw(20));
    plan.options.quiet[0].last_day = plan.options.quiet[0].first_day + draw(8);
  }
  return plan;
}

bool usable(const CareOptions& options, std::int64_t day) {
  for (const CareQuiet& quiet : options.quiet)
    if (day >= quiet.first_day && day <= quiet.last_day) return false;
  return options.weekends || data::weekday_of(day) < 5;
}

// The definition, looking everything up anew for every day, stage and person.
std::set<Call> by_loops(const Plan& plan) {
  std::set<Call> calls;
  const CareOptions& options = plan.options;
  std::map<std::string, std::int64_t> last;
  for (std::int64_t day = *options.today; day <= *options.until; ++day) {
    if (!usable(options, day)) continue;
    std::map<std::string, std::int64_t> taken;
    using Key = std::tuple<double, std::int64_t, std::string, std::size_t, std::size_t>;
    std::vector<Key> queue;
    for (std::size_t i = 0; i < plan.person.size(); ++i)
      for (std::size_t s = 0; s < options.stages.size(); ++s) {
        const CareStage& stage = options.stages[s];
        const auto over = [&](double end) { return !std::isnan(end) && end <= static_cast<double>(day); };
        if (!plan.contactable[i] || over(plan.returned[i]) || over(plan.settled[i]) || over(plan.withdrawn[i])) continue;
        std::int64_t due = plan.exit[i] + stage.due_days;
        while (!usable(options, due)) ++due;
        if (day < plan.exit[i] + stage.opens_days.value_or(stage.due_days)) continue;
        if (stage.closes_days && day > std::max(due, plan.exit[i] + *stage.closes_days)) continue;
        if (std::any_of(calls.begin(), calls.end(), [&](const Call& call) { return std::get<1>(call) == plan.person[i] && std::get<2>(call) == stage.name; })) continue;
        queue.emplace_back(-plan.priority[i], due, plan.person[i], s, i);
      }
    std::sort(queue.begin(), queue.end());
    for (const auto& [priority, due, person, s, i] : queue) {
      const CareStage& stage = options.stages[s];
      const std::string owner = stage.role == "mentor" ? plan.mentor[i] : plan.owner[i];
      if (owner.empty() || (last.contains(person) && day < last[person] + options.gap_days)) continue;
      std::string about;
      for (const CareTheme& theme : options.themes) {
        if (theme.stages[0] != stage.name || (!theme.reasons.empty() && theme.reasons[0] != plan.reason[i])) continue;
        for (std::size_t k = 0; k < plan.change.size(); ++k)
          if (about.empty() && plan.change[k] == theme.change && (plan.change_reason[k].empty() || plan.change_reason[k] == plan.reason[i]) && plan.change_from[k] <= static_cast<double>(day) &&
              !(plan.change_until[k] <= static_cast<double>(day)))
            about = theme.name;
      }
      if (about.empty() && stage.needs_theme) continue;
      if (options.owner_cap && taken[owner] >= *options.owner_cap) continue;
      ++taken[owner];
      last[person] = day;
      calls.emplace(day, person, stage.name, about.empty() ? stage.theme : about);
    }
  }
  return calls;
}

}  // namespace

TEST_CASE("random plans against plain loops, and day by day") {
  std::mt19937_64 random(9);
  std::int64_t planned = 0;
  for (int round = 0; round < 600; ++round) {
    Plan plan = random_plan(random);
    const CareResult whole = plan.run();
    const std::set<Call> calls = calls_of(whole);
    planned += static_cast<std::int64_t>(calls.size());
    CHECK(calls == by_loops(plan));

    // Every stage of everybody is in one of the three, once.
    std::multiset<std::pair<std::int64_t, std::int32_t>> everything;
    for (std::size_t k = 0; k < whole.due.row.size(); ++k) everything.emplace(whole.due.row[k], whole.due.stage.codes[k]);
    for (std::size_t k = 0; k < whole.done.row.size(); ++k) everything.emplace(whole.done.row[k], whole.done.stage.codes[k]);
    for (std::size_t k = 0; k < whole.skipped.row.size(); ++k) everything.emplace(whole.skipped.row[k], whole.skipped.stage.codes[k]);
    CHECK(everything.size() == plan.person.size() * plan.options.stages.size());
    CHECK(std::set<std::pair<std::int64_t, std::int32_t>>(everything.begin(), everything.end()).size() == everything.size());
    for (const std::int64_t row : whole.due.row) CHECK(plan.contactable[static_cast<std::size_t>(row)] == 1);
    for (std::size_t k = 0; k < whole.loads.day.size(); ++k) {
      CHECK(!(static_cast<double>(whole.loads.planned[k] + whole.loads.made[k]) > whole.loads.cap[k]));
      const auto own = std::count_if(calls.begin(), calls.end(), [&](const Call& call) { return std::get<0>(call) == whole.loads.day[k]; });
      CHECK(whole.loads.planned[k] <= own);
    }

    // Day by day with the calls fed back; asked twice on each day.
    std::set<Call> step_by_step;
    Plan daily = plan;
    for (std::int64_t day = *plan.options.today; day <= *plan.options.until; ++day) {
      daily.options.today = daily.options.until = day;
      const CareResult result = daily.run();
      for (std::size_t k = 0; k < result.due.row.size(); ++k) {
        CHECK(result.due.day[k] == day);
        daily.contact_person.push_back(word(result.due.person, k));
        daily.contact_stage.push_back(word(result.due.stage, k));
        daily.contact_day.push_back(day);
      }
      const std::set<Call> today = calls_of(result);
      step_by_step.insert(today.begin(), today.end());
      const CareResult again = daily.run();
      CHECK(again.due.row.empty());
      for (std::size_t k = 0; k < again.loads.day.size(); ++k) CHECK(!(static_cast<double>(again.loads.made[k]) > again.loads.cap[k]));
    }
    CHECK(step_by_step == calls);
    // What the whole run gives up for good, the daily runs never call.
    for (const auto& [who, why] : skips_of(whole))
      if (why.second) CHECK(std::none_of(step_by_step.begin(), step_by_step.end(), [&](const Call& call) { return std::get<1>(call) == who.first && std::get<2>(call) == who.second; }));
    const Object object = Object::of(whole);
    CHECK(save_document("returns.care", load_document(save_document("returns.care", object), "returns.care", type_of<CareResult>)) == save_document("returns.care", object));
  }
  CHECK(planned > 1000);
}

TEST_CASE("leavers of a quarter against pandas and numpy's business days") {
  for (const std::string& file : golden::golden_files("returns/care")) {
    const golden::json document = golden::load_golden(file);
    const golden::json &data = document["data"], &expect = document["expect"];
    Labels labels;
    const std::vector<std::int64_t> person = golden::integers(data["person"]), exit = golden::integers(data["exit"]), contactable = golden::integers(data["contactable"]), worked = golden::integers(data["working_day"]);
    const std::vector<double> priority = golden::numbers(data["priority"]), withdrawn = golden::numbers(data["withdrawn"]);
    CareInput input;
    input.person = person;
    input.exit = exit;
    input.contactable = contactable;
    input.priority = priority;
    input.withdrawn = withdrawn;
    input.owners.add("recruiter", labels.column(golden::texts(data["owner"])));
    input.working_day = worked;
    CareOptions options;
    options.today = document["options"]["today"].get<std::int64_t>();
    options.until = document["options"]["until"].get<std::int64_t>();
    options.owner_cap = document["options"]["owner_cap"].get<std::int64_t>();
    options.calendar_first = document["options"]["calendar_first"].get<std::int64_t>();
    options.calendar_last = document["options"]["calendar_last"].get<std::int64_t>();
    const CareResult result = care(input, options);
    std::vector<std::int64_t> who;
    for (const std::int64_t row : result.due.row) who.push_back(person[static_cast<std::size_t>(row)]);
    CHECK(who == golden::integers(expect["person"]));
    CHECK(result.due.day == golden::integers(expect["day"]));
    CHECK(result.due.due_day == golden::integers(expect["due_day"]));
    std::vector<std::int64_t> stage(result.due.stage.codes.begin(), result.due.stage.codes.end());
    CHECK(stage == golden::integers(expect["stage"]));
  }
}

TEST_CASE("what a plan must not contain") {
  const auto said = [](const auto& change) {
    Plan plan = five_leavers();
    change(plan);
    return sentence([&] { plan.run(); });
  };
  CHECK(said([](Plan& p) { p.options.today.reset(); }) == "returns.care: today is missing, but must be given: the first day planned");
  CHECK(said([](Plan& p) { p.options.until = march(1); }) == "returns.care: until is 2026-03-01, but must be on or after today, 2026-03-05");
  CHECK(said([](Plan& p) { p.returned[1] = static_cast<double>(march(1)); }) == "returns.care: returned[1] is 2026-03-01, but must be on or after exit, 2026-03-02");
  CHECK(said([](Plan& p) { p.person[3] = "An"; }) == "returns.care: person[3] is \"An\", but must be there once: give the last exit of each person");
  CHECK(said([](Plan& p) { p.options.known_reasons = {"pay"}; p.options.themes.clear(); }) == "returns.care: reason[4] is \"promotion\", but must be one of known_reasons, pay");
  CHECK(said([](Plan& p) { p.options.themes[0].stages = {"year"}; }) == "returns.care: themes[0].stages[0] is \"year\", but must be a stage: week, month, quarter");
  CHECK(said([](Plan& p) { p.options.themes[0].change = "pay_scales"; }) == "returns.care: themes[0].change is \"pay_scales\", but must be a change: pay_scale, promotion_rules");
  CHECK(said([](Plan& p) { p.change.clear(); }) == "returns.care: change is missing, but must be given: themes[0].change asks for it");
  CHECK(said([](Plan& p) { p.options.themes[1].customers = 1; }) == "returns.care: customers is missing, but must be given: themes[1].customers asks for it");
  CHECK(said([](Plan& p) { p.options.known_reasons = {"pay", "promotion"}; p.options.themes[1].reasons = {"promotoin"}; }) == "returns.care: themes[1].reasons[0] is \"promotoin\", but must be one of known_reasons, pay, promotion");
  CHECK(said([](Plan& p) { p.options.known_reasons = {"pay", "promotion"}; p.change_reason[1] = "promotoin"; }) == "returns.care: change_reason[1] is \"promotoin\", but must be one of known_reasons, pay, promotion");
  CHECK(said([](Plan& p) { p.options.stages[1].opens_days = 31; }) == "returns.care: stages[1].opens_days is 31, but must be <= due_days, 30");
  CHECK(said([](Plan& p) { p.options.stages[1].closes_days = 29; }) == "returns.care: stages[1].closes_days is 29, but must be >= due_days, 30");
  CHECK(said([](Plan& p) { p.options.stages[1].role = "mentor"; }) == "returns.care: owners.mentor is missing, but must be given: stages[1].role asks for it");
  CHECK(said([](Plan& p) { p.options.calendar_first = 0; }) == "returns.care: calendar_first is given, but must be left out without working_day");
  const auto called = [](std::int64_t day) {
    return [day](Plan& p) {
      p.contact_person = {"Li"};
      p.contact_stage = {"week"};
      p.contact_day = {day};
    };
  };
  CHECK(said(called(march(6))) == "returns.care: contact_day[0] is 2026-03-06, but must be on or before today, 2026-03-05");
  CHECK(said(called(march(1))) == "returns.care: contact_day[0] is 2026-03-01, but must be on or after the exit of the person, 2026-03-02");

  const std::vector<std::int64_t> one{1}, exit{march(2)}, days{march(9), march(10)};
  CareInput input;
  input.person = input.contactable = one;
  input.exit = exit;
  CareOptions asking;
  asking.today = march(9);
  asking.themes = {theme_of("new_pay", "week", "pay", "")};
  CHECK(sentence([&] { care(input, asking); }) == "returns.care: reason is missing, but must be given: themes[0].reasons asks for it");
  asking.themes.clear();
  asking.owner_caps.resize(1);
  asking.owner_caps[0].owner = "Zhou";
  CHECK(sentence([&] { care(input, asking); }) == "returns.care: owners is missing, but must be given: owner_caps[0].owner asks for it");
  Labels labels;
  const std::vector<std::string> what{"scale"}, whose{"pay"};
  const std::vector<double> from{20000};
  input.change = labels.column(what);
  input.change_reason = labels.column(whose);
  input.change_from = from;
  CHECK(sentence([&] { care(input, CareOptions{asking.stages, {}, {}, march(9)}); }) == "returns.care: reason is missing, but must be given beside change_reason");
  input = CareInput();
  input.person = input.contactable = one;
  input.exit = exit;
  input.working_day = days;
  CareOptions options;
  options.today = march(9);
  CHECK(sentence([&] { care(input, options); }) == "returns.care: calendar_first is missing, but must be given beside working_day: which days does it know?");
  options.calendar_first = march(9);
  options.calendar_last = march(10);
  CHECK(care(input, options).due.day == std::vector<std::int64_t>{march(9)});
  options.until = march(11);
  CHECK(sentence([&] { care(input, options); }) == "returns.care: calendar_last is 2026-03-10, but must be on or after 2026-03-11, the last day planned");
}

TEST_CASE("words that concern nobody are told") {
  const auto found = [](const auto& change) {
    Plan plan = five_leavers();
    change(plan);
    const CareResult result = plan.run();
    std::map<std::string, std::vector<std::int64_t>> rows;
    for (std::size_t k = 0; k < result.finding_rows.row.size(); ++k) rows[result.finding_rows.finding.levels[static_cast<std::size_t>(result.finding_rows.finding.codes[k])]].push_back(result.finding_rows.row[k]);
    return rows;
  };
  using Rows = std::vector<std::int64_t>;
  const auto as_they_are = found([](Plan&) {});
  for (const char* code : {"changes_of_other_reasons", "themes_of_other_reasons", "caps_of_other_owners"}) CHECK(as_they_are.count(code) == 0);
  CHECK(found([](Plan& p) { p.change_reason[1] = "promotoin"; })["changes_of_other_reasons"] == Rows{1});
  CHECK(found([](Plan& p) { p.options.themes[1].reasons = {"pay", "promotoin"}; })["themes_of_other_reasons"] == Rows{1});
  CHECK(found([](Plan& p) {
          p.options.owner_caps.resize(2);
          p.options.owner_caps[0].owner = "Zhou";
          p.options.owner_caps[1].owner = "Zhuo";
        })["caps_of_other_owners"] == Rows{1});
  // Reasons that are declared may well be nobody's today.
  const auto declared = found([](Plan& p) {
    p.options.known_reasons = {"family", "pay", "promotion"};
    p.options.themes[1].reasons = {"family"};
    p.change_reason[1] = "family";
  });
  CHECK(declared.count("changes_of_other_reasons") + declared.count("themes_of_other_reasons") == 0);
}

TEST_CASE("usable days") {
  const CareCalendar calendar(false, {{march(3), march(4)}, {march(5), march(9)}, {march(4), march(4)}}, false, {}, 0, 0);
  CHECK(calendar.usable(march(2)));
  CHECK(!calendar.usable(march(1)));  // a Sunday
  CHECK(calendar.next(march(1)) == march(2));
  CHECK(calendar.next(march(3)) == march(10));
  CHECK(calendar.next(march(6)) == march(10));
  const CareCalendar listed(false, {{march(3), march(4)}}, true, {march(1), march(4), march(7)}, march(1), march(8));
  CHECK(listed.next(march(2)) == march(7));
  CHECK(listed.next(march(8)) == march(8));  // not known what follows
  CHECK(listed.next(march(9)) == march(9));
}
