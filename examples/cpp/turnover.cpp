// One company from three HR systems: monthly rosters, an Oracle-type job history, and DingTalk's roster with its list of leavers. Each
// is read as its system means it, and the same turnover comes out, with everything that it rests on. Its twins,
// examples/c/turnover.c and examples/python/turnover.py, print the same characters.
//
//   turnover examples/turnover
#include <cstdio>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "mainstay/attrition/headcount.hpp"
#include "mainstay/attrition/rates.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/csv/reader.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/data/history.hpp"
#include "mainstay/data/snapshots.hpp"
#include "mainstay/data/spells.hpp"

using namespace mainstay;
using Answer = std::pair<std::vector<std::int64_t>, std::vector<double>>;

namespace {

const std::int64_t first = data::day_of(2025, 1, 1), after = data::day_of(2026, 1, 1);
constexpr auto voluntary = data::Leaving::voluntary, involuntary = data::Leaving::involuntary, other = data::Leaving::other;

std::vector<data::ReasonRule> reasons(const std::vector<std::pair<std::string, data::Leaving>>& kinds) {
  std::vector<data::ReasonRule> rules;
  for (const auto& [reason, kind] : kinds) rules.push_back({.reason = reason, .kind = kind});
  return rules;
}

const char* name(const Categories& categories, std::size_t row) {
  return categories.levels[static_cast<std::size_t>(categories.codes[row])].c_str();
}

// The rows of a loader's table as attrition takes them; `person` is the input's column, `row` the input's row of each of ours.
template <class Rows>
data::Frame employment(const Rows& rows, const Column& person) {
  std::vector<std::string> people;
  for (const std::int64_t row : rows.row) people.emplace_back(data::text_at(person, row));
  data::Frame frame;
  frame.add_texts("person", people);
  frame.add("start", rows.start).add("stop", rows.stop).add("event", rows.event).add("spell", rows.spell).add("kind", rows.kind);
  return frame;
}

// What was met, who came and went, the rate by the declared definition, and the other definitions beside it.
Answer show(const char* title, const data::Findings& findings, const data::Frame& rows) {
  std::printf("\n%s\n", title);
  for (std::size_t i = 0; i < findings.finding.size(); ++i)
    std::printf("  %-20s %6lld %s\n", findings.finding[i].c_str(), static_cast<long long>(findings.count[i]), findings.left_out[i] ? "left out" : "kept");
  attrition::EmploymentInput input;
  input.person = rows["person"];
  input.start = rows["start"];
  input.stop = rows["stop"];
  input.event = rows["event"];
  input.spell = rows["spell"];
  input.kind = rows["kind"];
  attrition::RatesOptions declared;
  declared.observation_end = after;
  declared.boundaries = {first, after};
  declared.last_day_rule = attrition::LastDay::gone_at_close;
  declared.definition = attrition::RateDefinition::mid;
  attrition::HeadcountOptions counted;
  static_cast<attrition::EmploymentOptions&>(counted) = declared;
  const attrition::HeadcountPeriods flow = attrition::headcount(input, counted).periods;
  std::printf("  opening %lld + hires %lld - leavers %lld = closing %lld\n", static_cast<long long>(flow.opening[0]), static_cast<long long>(flow.hires[0]),
              static_cast<long long>(flow.leavers[0]), static_cast<long long>(flow.closing[0]));
  const attrition::RatesResult result = attrition::rates(input, declared);
  const attrition::RateTable& rates = result.rates;
  for (std::size_t i = 0; i < rates.rate.size(); ++i)
    std::printf("  %-20s %6lld / %8.4f = %7.4f  [%.4f, %.4f]\n", name(rates.part, i), static_cast<long long>(rates.numerator[i]), rates.denominator[i],
                rates.rate[i], rates.lower[i], rates.upper[i]);
  std::printf("  %s\n  %s\n", rates.definition_en[0].c_str(), rates.definition_zh[0].c_str());
  const attrition::RateDefinitions& definitions = result.definitions;
  for (std::size_t i = 0; i < definitions.rate.size(); ++i) {
    std::printf("  %-20s %6lld / %8.4f = %7.4f per %s", name(definitions.definition, i), static_cast<long long>(definitions.numerator[i]),
                definitions.denominator[i], definitions.rate[i], name(definitions.per, i));
    if (definitions.differs[i]) std::printf("%*soutside the interval of mid", 7 - static_cast<int>(definitions.per.levels[static_cast<std::size_t>(definitions.per.codes[i])].size()), "");
    std::printf("\n");
  }
  return {rates.numerator, rates.rate};
}

// Monthly rosters in one file, in GB18030: who is employed, and who left within the month with the last day employed.
Answer from_rosters(const std::string& folder) {
  csv::ReadOptions options;
  options.encoding = "gb18030";
  options.others = csv::Kind::text;
  options.columns = {{"截止日期", csv::Kind::date}, {"入职日期", csv::Kind::date, "%Y/%m/%d"}, {"最后工作日", csv::Kind::date, "%Y/%m/%d"}};
  const data::Frame roster = csv::read_file(folder + "/roster.csv", options);
  data::SnapshotsInput input;
  input.person = roster["工号"];
  input.snapshot = roster["截止日期"];
  input.status = roster["状态"];
  input.start = roster["入职日期"];
  input.stop = roster["最后工作日"];
  input.reason = roster["离职原因"];
  data::SnapshotsOptions declared;
  declared.interval = data::Interval::closed;
  declared.leavers_listed = true;
  declared.contradictions = data::SnapshotContradictions::stated;
  declared.rehire = data::Rehire::new_spell;
  declared.statuses = {{"在职", data::StatusState::active}, {"试用", data::StatusState::active}, {"休假", data::StatusState::on_leave}, {"离职", data::StatusState::ended}};
  declared.reasons = reasons({{"薪酬", voluntary}, {"家庭原因", voluntary}, {"不适应", voluntary}, {"同行挖角", voluntary}, {"考核不合格", involuntary}, {"退休", other}});
  const data::SnapshotsResult result = data::snapshots(input, declared);
  return show("Monthly roster: data.snapshots", result.findings, employment(result.intervals, roster["工号"]));
}

// Effective-dated rows, closed, open until 4712-12-31; the row after a leaving begins on the first day away.
Answer from_history(const std::string& folder) {
  csv::ReadOptions options;
  options.others = csv::Kind::text;
  options.columns = {{"EFFECTIVE_START_DATE", csv::Kind::date}, {"EFFECTIVE_END_DATE", csv::Kind::date}, {"EFFECTIVE_SEQUENCE", csv::Kind::whole}, {"PRIMARY_FLAG", csv::Kind::flag}};
  const data::Frame rows = csv::read_file(folder + "/assignments.csv", options);
  data::HistoryInput input;
  input.person = rows["PERSON_NUMBER"];
  input.job_record = rows["ASSIGNMENT_NUMBER"];
  input.effective = rows["EFFECTIVE_START_DATE"];
  input.stop = rows["EFFECTIVE_END_DATE"];
  input.sequence = rows["EFFECTIVE_SEQUENCE"];
  input.status = rows["ASSIGNMENT_STATUS_TYPE"];
  input.reason = rows["REASON_CODE"];
  input.primary = rows["PRIMARY_FLAG"];
  data::HistoryOptions declared;
  declared.observation_end = data::day_of(2026, 1, 10);
  declared.interval = data::HistoryInterval::closed;
  declared.open_ends = {data::open_end_4712};
  declared.ending_day = data::EndingDay::first_day_away;
  declared.job_records = data::JobRecords::primary;
  declared.rehire = data::Rehire::new_spell;
  declared.statuses = {{"ACTIVE_PROCESS", data::StatusState::active}, {"SUSPEND_PROCESS", data::StatusState::on_leave}, {"INACTIVE_PROCESS", data::StatusState::ended}};
  declared.reasons = reasons({{"PAY", voluntary}, {"FAMILY", voluntary}, {"UNSUITED", voluntary}, {"RIVAL", voluntary}, {"PERF", involuntary}, {"RETIRE", other}});
  const data::HistoryResult result = data::history(input, declared);
  return show("Oracle: data.history", result.findings, employment(result.intervals, rows["PERSON_NUMBER"]));
}

// Today's roster, and the list of those who have left: a last day employed as milliseconds of a moment in China.
Answer from_leavers(const std::string& folder) {
  csv::ReadOptions options;
  options.others = csv::Kind::text;
  options.columns = {{"sys00-confirmJoinTime", csv::Kind::date}};
  const data::Frame present = csv::read_file(folder + "/present.csv", options);
  options.columns = {{"confirm_join_time", csv::Kind::date}, {"last_work_day", csv::Kind::whole}};
  const data::Frame left = csv::read_file(folder + "/leavers.csv", options);
  std::vector<std::string> person, reason;
  std::vector<std::int64_t> start;
  std::vector<double> stop;
  for (std::int64_t i = 0; i < present.rows(); ++i) {
    const std::string_view status = data::text_at(present["sys01-employeeStatus"], i);
    if (status != "2" && status != "3" && status != "5") continue;  // on probation, regular, leaving; others have not begun
    person.emplace_back(data::text_at(present["userid"], i));
    start.push_back(static_cast<std::int64_t>(number_at(present["sys00-confirmJoinTime"], i)));
    stop.push_back(std::numeric_limits<double>::quiet_NaN());  // still here
    reason.emplace_back();
  }
  for (std::int64_t i = 0; i < left.rows(); ++i) {
    if (data::text_at(left["status"], i) != "已离职") continue;  // who is only leaving stands in the roster
    person.emplace_back(data::text_at(left["userid"], i));
    start.push_back(static_cast<std::int64_t>(number_at(left["confirm_join_time"], i)));
    stop.push_back(static_cast<double>((static_cast<std::int64_t>(number_at(left["last_work_day"], i)) + 8 * 3600000) / 86400000));
    reason.emplace_back(data::text_at(left["reason_type"], i));
  }
  std::vector<std::string_view> reason_or_none;  // a view without an address is missing
  for (const std::string& text : reason) reason_or_none.push_back(text.empty() ? std::string_view() : std::string_view(text));
  data::Frame rows;
  rows.add_texts("person", person);
  rows.add_texts("reason", reason_or_none);
  data::SpellsInput input;
  input.person = rows["person"];
  input.start = start;
  input.stop = stop;
  input.reason = rows["reason"];
  data::SpellsOptions declared;
  declared.observation_end = data::day_of(2026, 1, 10);
  declared.interval = data::Interval::closed;
  declared.reasons = reasons({{"1", voluntary}, {"2", voluntary}, {"4", voluntary}, {"6", voluntary}, {"7", involuntary}, {"9", other}});
  const data::SpellsResult result = data::spells(input, declared);
  return show("DingTalk: data.spells", result.findings, employment(result.spells, rows["person"]));
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::fprintf(stderr, "usage: turnover FOLDER\n");
    return 2;
  }
  const Answer rosters = from_rosters(argv[1]), history = from_history(argv[1]), leavers = from_leavers(argv[1]);
  std::printf("\n%s\n", rosters == history && history == leavers ? "The three agree" : "The three differ");
  return 0;
} catch (const Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
