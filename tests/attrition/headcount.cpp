#include "mainstay/attrition/headcount.hpp"

#include <algorithm>
#include <random>

#include "mainstay/core/document.hpp"
#include "people.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::attrition;
using people::d;
using people::Job;
using people::none;
using people::Sheet;

namespace {

constexpr people::Columns plain{};

HeadcountOptions until(const char* end, LastDay rule = LastDay::first_day_away) {
  HeadcountOptions options;
  options.observation_end = d(end);
  options.last_day_rule = rule;
  options.on_leave = OnLeave::counted;
  return options;
}

// "column value: opening +hires +in -leavers -out =closing" of the first row that matches.
std::string flow(const HeadcountResult& result, const std::string& value, std::size_t period = 0) {
  const HeadcountPeriods& table = result.periods;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < table.start.size(); ++i)
    if (people::name(table.value, i) == value && seen++ == period)
      return std::to_string(table.opening[i]) + " +" + std::to_string(table.hires[i]) + " +" + std::to_string(table.transfers_in[i]) + " -" + std::to_string(table.leavers[i]) + " -" +
             std::to_string(table.transfers_out[i]) + " =" + std::to_string(table.closing[i]);
  return "no such row";
}

std::string notices(const EmploymentNotices& table) {
  std::string text;
  for (std::size_t i = 0; i < table.notice.size(); ++i) text += (i ? " " : "") + table.notice[i] + ":" + std::to_string(table.count[i]);
  return text;
}

std::string sentence(const Sheet& sheet, const HeadcountOptions& options) { return ::sentence([&] { headcount(sheet.input, options); }); }

std::string bytes(const HeadcountResult& result) { return save_document("attrition.headcount", Object::of(result)); }
bool same(const std::string& a, const std::string& b) { return a == b; }  // doctest would print both

}  // namespace

TEST_CASE("headcount: the last day of a month under the three rules") {
  // Ann's last day is 31 January, Bob's is 15 January; Cid stays.
  const Sheet sheet({{"ann", d("2023-01-01"), d("2024-02-01"), "voluntary", "a"}, {"bob", d("2023-01-01"), d("2024-01-16"), "involuntary", "a"}, {"cid", d("2023-01-01"), none, "", "a"}}, plain);
  HeadcountOptions options = until("2024-06-01", LastDay::first_day_away);
  options.boundaries = {d("2024-01-01"), d("2024-02-01"), d("2024-03-01")};
  options.dates = {d("2024-01-31"), d("2024-02-01")};
  HeadcountResult result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "3 +0 +0 -1 -0 =2");
  CHECK(flow(result, "all", 1) == "2 +0 +0 -1 -0 =1");
  CHECK(result.dates.heads[0] == 2);  // Ann is still there on her last day
  CHECK(result.dates.heads[2] == 1);
  options.last_day_rule = LastDay::gone_at_close;
  result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "3 +0 +0 -2 -0 =1");
  CHECK(flow(result, "all", 1) == "1 +0 +0 -0 -0 =1");
  options.last_day_rule = LastDay::employed;
  result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "3 +0 +0 -2 -0 =2");  // does not balance, by definition
  CHECK(result.periods.person_days[0] == 31 + 15 + 31);
  CHECK(result.periods.mean_headcount[0] == doctest::Approx(77.0 / 31.0));
  REQUIRE(result.leavers.leavers.size() == 2 * 2 * 2);
  CHECK(people::name(result.leavers.kind, 0) == "involuntary");
  CHECK(result.leavers.leavers[0] == 1);
  CHECK(result.leavers.leavers[1] == 1);
}

TEST_CASE("headcount: records that were cut on a day") {
  // Ann was hired in 2022, Bob on the day of the cut, nobody knows about Cid; Dee came a month later.
  people::Columns columns = plain;
  columns.entry = true;
  std::vector<Job> jobs{{"ann", d("2024-01-01"), none, "", "a"}, {"bob", d("2024-01-01"), d("2024-03-01"), "voluntary", "a"}, {"cid", d("2024-01-01"), none, "", "a"}, {"dee", d("2024-02-01"), none, "", "a"}};
  jobs[0].entry = 500;
  jobs[2].entry = none;
  const Sheet sheet(jobs, columns);
  HeadcountOptions options = until("2024-06-01", LastDay::gone_at_close);
  options.boundaries = {d("2024-01-01"), d("2024-02-01"), d("2024-03-01")};
  CHECK(sentence(sheet, options) == "attrition.headcount: observation_start is missing, but must be given with entry");
  options.observation_start = d("2024-01-01");
  options.dates = {d("2024-01-01")};
  HeadcountResult result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "2 +1 +0 -0 -0 =3");
  CHECK(flow(result, "a") == "2 +1 +0 -0 -0 =3");
  CHECK(flow(result, "all", 1) == "3 +1 +0 -1 -0 =3");
  CHECK(result.dates.heads[0] == 3);
  CHECK(result.periods.person_days[0] == 3 * 31);
  CHECK(notices(result.notices) == "unknown_tenure:1");
  options.dates = {d("2023-12-31")};
  CHECK(sentence(sheet, options) == "attrition.headcount: dates[0] is 2023-12-31, but must be on or after observation_start, 2024-01-01");
  options.dates.clear();
  options.last_day_rule = LastDay::first_day_away;
  CHECK(sentence(sheet, options) == "attrition.headcount: boundaries[0] is 2024-01-01, but must be after observation_start, 2024-01-01");
  options.last_day_rule = LastDay::gone_at_close;
  options.boundaries.front() -= 1;
  CHECK(sentence(sheet, options) == "attrition.headcount: boundaries[0] is 2023-12-31, but must be on or after observation_start, 2024-01-01");
  options.boundaries.front() += 1;
  const Sheet silent(jobs, plain);  // without entry they look like hires, and a notice says so
  result = headcount(silent.input, options);
  CHECK(flow(result, "all") == "0 +3 +0 -0 -0 =3");
  CHECK(notices(result.notices) == "begins_with_records:3");
  options.observation_start = d("2024-06-01");
  CHECK(sentence(silent, options) == "attrition.headcount: observation_start is 2024-06-01, but must be before observation_end, 2024-06-01");
}

TEST_CASE("headcount: cut records give what the whole ones give") {
  std::mt19937_64 random(11);
  const std::int64_t cut = d("2024-01-01"), end = d("2025-01-01");
  std::vector<Job> whole, part;
  for (int i = 0; i < 9000; ++i) {
    const bool one = i == 5;  // somebody with more rows than a block
    std::int64_t start = cut - static_cast<std::int64_t>(random() % 900), first = start;
    for (std::int64_t job = 0, jobs = one ? 5000 : 1 + static_cast<std::int64_t>(random() % 3); job < jobs; ++job) {
      const bool left = job + 1 == jobs;
      std::int64_t stop = start + 1 + static_cast<std::int64_t>(random() % (one ? 2 : 500));
      stop += stop == cut && !left;  // a transfer on the day of the cut is not in the records
      Job row{"p" + std::to_string(i), start, stop, left ? "voluntary" : "", random() % 2 ? "a" : "b"};
      row.event = left;
      whole.push_back(row);
      if (stop > cut) {
        row.start = std::max(start, cut);
        row.entry = row.start - first;
        part.push_back(row);
      }
      start = stop;
    }
  }
  people::Columns columns = plain;
  columns.event = columns.entry = true;
  const Sheet all(whole, [&] { people::Columns without = columns; without.entry = false; return without; }()), later(part, columns);
  for (const LastDay rule : {LastDay::employed, LastDay::gone_at_close, LastDay::first_day_away}) {
    HeadcountOptions options = until("2025-01-01", rule);
    options.observation_end = end;
    options.boundaries = {cut + (rule != LastDay::gone_at_close), d("2024-02-01"), d("2024-07-01"), end};
    options.dates = {cut, d("2024-05-05")};
    HeadcountResult expected = headcount(all.input, options);
    options.observation_start = cut;
    HeadcountResult found = headcount(later.input, options);
    expected.notices = found.notices = {};
    CHECK(flow(expected, "a") == flow(found, "a"));
    CHECK(same(bytes(expected), bytes(found)));
  }
}

TEST_CASE("headcount: leap days") {
  const Sheet sheet({{"ann", d("2024-02-29"), d("2024-03-01"), "voluntary", "a"}, {"bob", d("2024-02-01"), none, "", "a"}}, plain);
  HeadcountOptions options = until("2025-06-01");
  options.period = PeriodWord::month;
  options.first_day = d("2024-02-01");
  options.last_day = d("2024-02-29");
  const HeadcountResult result = headcount(sheet.input, options);
  CHECK(result.periods.person_days[0] == 29 + 1);
  CHECK(result.periods.closing[0] == 2);
  options.last_day = d("2024-02-28");
  CHECK(sentence(sheet, options) == "attrition.headcount: last_day is 2024-02-28, but must be the last day of a period: 2024-01-31 or 2024-02-29");
  // Years from a leap day end on the 27th or 28th.
  options.period = PeriodWord::year;
  options.first_day = d("2024-02-29");
  options.last_day = d("2025-02-27");
  CHECK(headcount(sheet.input, options).periods.stop[0] == d("2025-02-28"));
}

TEST_CASE("headcount: same-day hire and exit, rehire the day after the exit") {
  const Sheet sheet({{"ann", d("2024-01-10"), d("2024-01-10"), "voluntary", "a", 1},
                     {"bob", d("2024-01-05"), d("2024-01-06"), "voluntary", "a", 1},   // one day: first day = last day
                     {"cid", d("2023-01-01"), d("2024-01-20"), "voluntary", "a", 1},
                     {"cid", d("2024-01-20"), none, "", "b", 2}},
                    plain);
  HeadcountOptions options = until("2024-06-01");
  options.boundaries = {d("2024-01-01"), d("2024-02-01")};
  HeadcountResult result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "1 +3 +0 -3 -0 =1");
  CHECK(flow(result, "a") == "1 +2 +0 -3 -0 =0");
  CHECK(flow(result, "b") == "0 +1 +0 -0 -0 =1");
  CHECK(result.periods.person_days[0] == 31 + 1);
  CHECK(notices(result.notices) == "zero_length:1");
  // Without spells Cid's touching intervals are one: a transfer.
  people::Columns without = plain;
  without.spell = false;
  const Sheet joined({{"cid", d("2023-01-01"), d("2024-01-20"), "voluntary", "a", 1}, {"cid", d("2024-01-20"), none, "", "b", 2}}, without);
  result = headcount(joined.input, options);
  CHECK(flow(result, "all") == "1 +0 +0 -0 -0 =1");
  CHECK(flow(result, "a") == "1 +0 +0 -0 -1 =0");
  CHECK(notices(result.notices) == "kind_inside_spell:1");
}

TEST_CASE("headcount: transfers are movements of units, two jobs are one person") {
  const Sheet sheet({{"ann", d("2023-06-01"), d("2024-01-15"), "", "a"}, {"ann", d("2024-01-15"), none, "", "b"},   // transfer
                     {"bob", d("2023-06-01"), none, "", "a"},          {"bob", d("2024-01-10"), d("2024-01-25"), "", "b"}},  // a second job for a while
                    plain);
  HeadcountOptions options = until("2024-06-01");
  options.boundaries = {d("2024-01-01"), d("2024-02-01")};
  options.dates = {d("2024-01-20")};
  const HeadcountResult result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "2 +0 +0 -0 -0 =2");
  CHECK(flow(result, "a") == "2 +0 +0 -0 -1 =1");
  CHECK(flow(result, "b") == "0 +0 +2 -0 -1 =1");
  CHECK(result.dates.heads == std::vector<std::int64_t>{2, 1, 2});  // 1 + 2 is not 2: Bob counts in both units
  CHECK(notices(result.notices) == "overlapping_jobs:1");
}

TEST_CASE("headcount: leave counted and apart, FTE") {
  people::Columns columns = plain;
  columns.state = columns.fte = true;
  std::vector<Job> jobs{{"ann", d("2023-06-01"), d("2024-01-11"), "", "a"}, {"ann", d("2024-01-11"), d("2024-01-21"), "voluntary", "a"}, {"bob", d("2023-06-01"), none, "", "a"}};
  jobs[1].state = "on_leave";
  jobs[2].fte = 0.6;
  const Sheet sheet(jobs, columns);
  HeadcountOptions options = until("2024-06-01");
  options.boundaries = {d("2024-01-01"), d("2024-01-16"), d("2024-02-01")};
  HeadcountResult result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "2 +0 +0 -0 -0 =2");
  CHECK(result.periods.closing_on_leave[0] == 1);
  CHECK(result.periods.on_leave_days[0] == 5);
  CHECK(result.periods.person_days[0] == 30);
  CHECK(result.periods.closing_fte[0] == doctest::Approx(1.6));
  options.on_leave = OnLeave::apart;
  result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "2 +0 +0 -0 -0 =1");
  CHECK(flow(result, "all", 1) == "1 +0 +0 -1 -0 =1");  // Ann leaves while on leave: a leaver all the same
  CHECK(result.periods.opening_on_leave[2] == 1);
  CHECK(result.periods.person_days[0] == 25);
  CHECK(result.periods.closing_fte[0] == doctest::Approx(0.6));
  CHECK(result.periods.mean_fte[0] == doctest::Approx((10 * 1.0 + 15 * 0.6) / 15));
  options.on_leave = OnLeave::undeclared;
  CHECK(sentence(sheet, options) == "attrition.headcount: on_leave is undeclared, but must be counted or apart where state is given");
  jobs[1].state = "parental";
  options.on_leave = OnLeave::apart;
  const Sheet wrong(jobs, columns);
  CHECK(sentence(wrong, options) == "attrition.headcount: state[1] is parental, but must be active or on_leave");
  CHECK(sentence(Sheet(jobs, plain), options) == "attrition.headcount: state is missing, but must be given with on_leave = apart: who is on leave");
}

TEST_CASE("headcount: an interruption of a spell is no leaving") {
  const Sheet sheet({{"ann", d("2023-06-01"), d("2024-01-10"), "", "a", 1}, {"ann", d("2024-01-20"), none, "", "a", 1}}, plain);
  HeadcountOptions options = until("2024-06-01");
  options.boundaries = {d("2024-01-01"), d("2024-02-01")};
  const HeadcountResult result = headcount(sheet.input, options);
  CHECK(flow(result, "all") == "1 +0 +1 -0 -1 =1");
  CHECK(result.periods.person_days[0] == 21);
  CHECK(notices(result.notices) == "gap_in_spell:1");
}

TEST_CASE("headcount: event tells a leaving from the end of observation") {
  people::Columns columns = plain;
  columns.event = true;
  std::vector<Job> jobs{{"ann", d("2023-06-01"), d("2024-02-01"), "voluntary", "a"}, {"bob", d("2023-06-01"), d("2024-02-01"), "", "a"}};
  jobs[0].event = 1;
  const Sheet sheet(jobs, columns);
  HeadcountOptions options = until("2024-02-01", LastDay::gone_at_close);
  options.boundaries = {d("2024-01-01"), d("2024-02-01")};
  CHECK(flow(headcount(sheet.input, options), "all") == "2 +0 +0 -1 -0 =1");
  jobs[0].stop = none;
  const Sheet wrong(jobs, columns);
  CHECK(sentence(wrong, options) == "attrition.headcount: stop[0] is missing, but must be given where event is 1");
}

TEST_CASE("headcount: as it was, as it is, mapped, rolled up") {
  const std::vector<Job> jobs{{"ann", d("2023-06-01"), d("2024-01-15"), "", "north"}, {"ann", d("2024-01-15"), none, "", "south"}, {"bob", d("2023-06-01"), none, "", "north"}};
  Sheet sheet(jobs, plain);
  HeadcountOptions options = until("2024-06-01");
  options.boundaries = {d("2024-01-01"), d("2024-02-01")};
  HeadcountResult result = headcount(sheet.input, options);
  CHECK(flow(result, "north") == "2 +0 +0 -0 -1 =1");
  options.organisation = Organisation::as_is;
  result = headcount(sheet.input, options);
  CHECK(flow(result, "north") == "1 +0 +0 -0 -0 =1");
  CHECK(flow(result, "south") == "1 +0 +0 -0 -0 =1");
  options.organisation = Organisation::mapped;
  options.mapping = {{"department", "south", "north", {}}};
  result = headcount(sheet.input, options);
  CHECK(flow(result, "north") == "2 +0 +0 -0 -0 =2");
  CHECK(flow(result, "south") == "no such row");
  options.mapping = {{"department", "north", "nord", d("2024-01-10")}};
  result = headcount(sheet.input, options);
  CHECK(flow(result, "north") == "2 +0 +0 -0 -2 =0");
  CHECK(flow(result, "nord") == "0 +0 +2 -0 -1 =1");
  options.organisation = Organisation::as_was;
  options.mapping.clear();
  options.rollup = "department";
  sheet.closure({{"north", "country"}, {"south", "country"}, {"country", "country"}});
  result = headcount(sheet.input, options);
  CHECK(flow(result, "country") == "2 +0 +0 -0 -0 =2");
  CHECK(flow(result, "north") == "2 +0 +0 -0 -1 =1");
}

TEST_CASE("headcount: golden values counted day by day") {
  for (const std::string& file : golden::golden_files("attrition/headcount")) {
    const golden::json document = golden::load_golden(file);
    int number = 0;
    for (const auto& given : document["cases"]) {
      CAPTURE(file);
      ++number;
      CAPTURE(number);
      people::Columns columns;
      columns.fte = columns.state = columns.grade = true;
      columns.spell = given["options"]["use_spell"].get<bool>();
      columns.event = given["options"]["use_event"].get<bool>();
      Sheet sheet(people::jobs_of(document[given["rows"].get<std::string>()]), columns);
      HeadcountOptions options;
      people::read_common(options, document, given["options"]);
      options.dates = given["options"]["dates"].get<std::vector<std::int64_t>>();
      if (!options.rollup.empty()) {
        std::vector<std::pair<std::string, std::string>> pairs;
        for (const auto& pair : document["closure"]) pairs.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
        sheet.closure(pairs);
      }
      const HeadcountResult result = headcount(sheet.input, options);
      std::vector<Job> in_order = people::jobs_of(document[given["rows"].get<std::string>()]);
      std::stable_sort(in_order.begin(), in_order.end(), [](const Job& a, const Job& b) { return a.person != b.person ? a.person < b.person : a.start < b.start; });
      Sheet ordered(in_order, columns);
      ordered.input.unit = sheet.input.unit;
      ordered.input.ancestor = sheet.input.ancestor;
      CHECK(same(bytes(headcount(ordered.input, options)), bytes(result)));
      const auto& expected = given["expected"];
      REQUIRE(result.dates.date.size() == expected["dates"].size());
      for (std::size_t i = 0; i < expected["dates"].size(); ++i) {
        const auto& row = expected["dates"][i];
        const std::string where = row.dump();
        CAPTURE(where);
        CHECK(result.dates.date[i] == row[0].get<std::int64_t>());
        CHECK(people::name(result.dates.column, i) == row[1].get<std::string>());
        CHECK(people::name(result.dates.value, i) == row[2].get<std::string>());
        CHECK(result.dates.heads[i] == row[3].get<std::int64_t>());
        CHECK(result.dates.on_leave[i] == row[4].get<std::int64_t>());
        CHECK(golden::close(result.dates.fte[i], row[5].get<double>(), 1e-12, 1e-12));
      }
      REQUIRE(result.periods.start.size() == expected["periods"].size());
      std::map<std::string, std::int64_t> leavers;
      for (std::size_t i = 0; i < expected["periods"].size(); ++i) {
        const auto& row = expected["periods"][i];
        const std::string where = row.dump();
        CAPTURE(where);
        const HeadcountPeriods& table = result.periods;
        CHECK(people::name(table.column, i) == row[2].get<std::string>());
        CHECK(people::name(table.value, i) == row[3].get<std::string>());
        const std::vector<std::int64_t> ours{table.start[i], table.stop[i]};
        CHECK(ours == std::vector<std::int64_t>{row[0].get<std::int64_t>(), row[1].get<std::int64_t>()});
        std::vector<std::int64_t> counts{table.opening[i], table.closing[i], table.opening_on_leave[i], table.closing_on_leave[i], table.hires[i], table.leavers[i],
                                         table.transfers_in[i], table.transfers_out[i], table.person_days[i], table.on_leave_days[i]},
            theirs;
        for (std::size_t j = 4; j < 14; ++j) theirs.push_back(row[j].get<std::int64_t>());
        const std::string ours_text = golden::json(counts).dump();
        CAPTURE(ours_text);
        CHECK(std::equal(counts.begin(), counts.end(), theirs.begin(), theirs.end()));
        CHECK(golden::close(table.opening_fte[i], row[14].get<double>(), 1e-12, 1e-12));
        CHECK(golden::close(table.closing_fte[i], row[15].get<double>(), 1e-12, 1e-12));
        CHECK(golden::close(table.mean_fte[i], row[16].get<double>(), 1e-12, 1e-12));
        if (options.last_day_rule != LastDay::employed) {
          const bool apart = options.on_leave == OnLeave::apart;
          CHECK(table.opening[i] + (apart ? table.opening_on_leave[i] : 0) + table.hires[i] + table.transfers_in[i] - table.leavers[i] - table.transfers_out[i] ==
                table.closing[i] + (apart ? table.closing_on_leave[i] : 0));
        }
      }
      std::map<std::string, std::int64_t> ours, theirs;
      for (std::size_t i = 0; i < result.leavers.leavers.size(); ++i)
        if (result.leavers.leavers[i] > 0)
          ours[std::to_string(result.leavers.start[i]) + people::name(result.leavers.column, i) + "/" + people::name(result.leavers.value, i) + "/" + people::name(result.leavers.kind, i)] =
              result.leavers.leavers[i];
      for (const auto& row : expected["leavers"])
        theirs[std::to_string(row[0].get<std::int64_t>()) + row[2].get<std::string>() + "/" + row[3].get<std::string>() + "/" + row[4].get<std::string>()] = row[5].get<std::int64_t>();
      CHECK(std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end()));
    }
  }
}

TEST_CASE("headcount: row order, threads, cut intervals and merged parts change nothing") {
  const golden::json document = golden::load_golden("attrition/headcount/random_0.json");
  std::vector<Job> jobs = people::jobs_of(document["rows"]);
  people::Columns columns;
  columns.fte = columns.state = columns.grade = columns.regretted = true;
  HeadcountOptions options;
  people::read_common(options, document, document["cases"][1]["options"]);
  options.dates = {d("2024-02-29")};
  const std::string expected = bytes(headcount(Sheet(jobs, columns).input, options));
  std::mt19937_64 random(5);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(jobs.begin(), jobs.end(), random);
    RunContext context;
    context.threads = 1 + i;
    CHECK(same(bytes(headcount(Sheet(jobs, columns).input, options, context)), expected));
  }
  std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.person < b.person; });
  CHECK(same(bytes(headcount(Sheet(jobs, columns).input, options)), expected));
  std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.person != b.person ? a.person < b.person : a.start != b.start ? a.start < b.start : a.stop < b.stop; });
  CHECK(same(bytes(headcount(Sheet(jobs, columns).input, options)), expected));
  // An interval cut in two touching ones; the kind stays where the spell ended.
  std::vector<Job> cut;
  for (const Job& job : jobs) {
    const std::int64_t stop = job.stop == none ? job.start + 400 : job.stop;
    if (stop - job.start < 2) {
      cut.push_back(job);
      continue;
    }
    const std::int64_t middle = job.start + 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(stop - job.start - 1));
    Job first = job, second = job;
    first.stop = second.start = middle;
    first.kind.clear();
    first.regretted = none;
    cut.push_back(second);
    cut.push_back(first);
  }
  HeadcountResult halves = headcount(Sheet(cut, columns).input, options), whole = headcount(Sheet(jobs, columns).input, options);
  halves.notices = whole.notices = {};  // which count rows
  CHECK(same(bytes(halves), bytes(whole)));
  // Three parts by person, merged in any order, over bytes.
  std::vector<HeadcountState> parts(3);
  for (std::size_t p = 0; p < 3; ++p) {
    std::vector<Job> some;
    for (const Job& job : jobs)
      if (std::hash<std::string>{}(job.person) % 3 == p) some.push_back(job);
    parts[p].options = options;
    parts[p].update(Sheet(some, columns).input, {});
    const std::string saved = save_document("attrition.headcount.state", Object::of(parts[p]));
    parts[p] = *load_document(saved, "attrition.headcount.state", type_of<HeadcountState>).as<HeadcountState>();
  }
  parts[2].merge(parts[0]);
  parts[2].merge(parts[1]);
  parts[2].advance({});
  CHECK(same(bytes(parts[2].finish({})), expected));
  HeadcountState other;
  other.options = options;
  other.options.last_day_rule = LastDay::employed;
  CHECK_THROWS_AS(parts[2].merge(other), Error);
}

TEST_CASE("headcount: many people over several threads, blocks and a person of many rows") {
  std::vector<std::int32_t> person;
  std::vector<std::int64_t> start, stop;
  std::vector<std::int8_t> unit;
  std::mt19937_64 random(9);
  for (std::int32_t p = 0; p < 60'000; ++p) {
    const int rows = p == 777 ? 20'000 : 1 + static_cast<int>(random() % 4);
    std::int64_t at = d("2019-01-01") + static_cast<std::int64_t>(random() % 1000);
    for (int i = 0; i < rows; ++i) {
      person.push_back(p);
      start.push_back(at);
      at += p == 777 ? static_cast<std::int64_t>(random() % 2) : 1 + static_cast<std::int64_t>(random() % 300);
      stop.push_back(at);
      unit.push_back(static_cast<std::int8_t>(random() % 5));
      if (p != 777 && random() % 4 == 0) at += 30;
    }
  }
  constexpr std::string_view names[] = {"e", "d", "c", "b", "a"};
  EmploymentInput input;
  input.person = Column(person);
  input.start = Column(start);
  input.stop = Column(stop);
  Column column(unit);
  column.categorical = true;
  column.levels = names;
  input.by.add("unit", column);
  HeadcountOptions options = until("2023-01-01");
  options.period = PeriodWord::month;
  options.first_day = d("2019-01-01");
  options.last_day = d("2022-12-31");
  RunContext context;
  context.threads = 1;
  const HeadcountResult result = headcount(input, options, context);
  for (const std::int32_t threads : {2, 3}) {
    context.threads = threads;
    CHECK(same(bytes(headcount(input, options, context)), bytes(result)));
  }
  for (std::size_t i = 0; i < result.periods.start.size(); ++i) {
    const HeadcountPeriods& table = result.periods;
    CHECK(table.opening[i] + table.hires[i] + table.transfers_in[i] - table.leavers[i] - table.transfers_out[i] == table.closing[i]);
  }
  // The same, shuffled: the way by counting sort.
  std::vector<std::size_t> order(person.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  std::vector<std::int32_t> person2;
  std::vector<std::int64_t> start2, stop2;
  std::vector<std::int8_t> unit2;
  for (const std::size_t i : order) {
    person2.push_back(person[i]);
    start2.push_back(start[i]);
    stop2.push_back(stop[i]);
    unit2.push_back(unit[i]);
  }
  EmploymentInput shuffled;
  shuffled.person = Column(person2);
  shuffled.start = Column(start2);
  shuffled.stop = Column(stop2);
  Column column2(unit2);
  column2.categorical = true;
  column2.levels = names;
  shuffled.by.add("unit", column2);
  CHECK(same(bytes(headcount(shuffled, options)), bytes(result)));
}

TEST_CASE("headcount: dictionaries in any order, with labels named twice, and numbered people") {
  // Person "x" by two codes, department "a" by two codes: one person, one department, no transfer.
  const std::vector<std::int32_t> person{0, 1, 2, 1};
  const std::vector<std::int16_t> unit{2, 1, 0, 2};
  const std::vector<std::int64_t> start{d("2023-01-01"), d("2023-01-01"), d("2024-01-10"), d("2024-01-20")}, stop{d("2024-01-10"), d("2024-01-20"), d("2025-01-01"), d("2025-01-01")};
  constexpr std::string_view people_names[] = {"x", "w", "x"}, unit_names[] = {"a", "b", "a"};
  EmploymentInput input;
  input.person = Column(person);
  input.person.categorical = true;
  input.person.levels = people_names;
  input.start = Column(start);
  input.stop = Column(stop);
  Column department(unit);
  department.categorical = true;
  department.levels = unit_names;
  input.by.add("department", department);
  HeadcountOptions options = until("2024-06-01");
  options.boundaries = {d("2024-01-01"), d("2024-02-01")};
  const HeadcountResult result = headcount(input, options);
  CHECK(flow(result, "all") == "2 +0 +0 -0 -0 =2");
  CHECK(flow(result, "a") == "1 +0 +1 -0 -0 =2");
  CHECK(flow(result, "b") == "1 +0 +0 -0 -1 =0");
  const std::vector<std::int64_t> numbered{7, -3'000'000'000, 7, -3'000'000'000};
  input.person = Column(numbered);
  CHECK(same(bytes(headcount(input, options)), bytes(result)));
  const std::vector<double> doubles{7, 1, 7, 1};
  input.person = Column(doubles);
  CHECK(same(bytes(headcount(input, options)), bytes(result)));
}

TEST_CASE("headcount: days at the ends of the calendar") {
  const Sheet sheet({{"ann", -4371587, 2932896, "", "a"}}, plain);
  HeadcountOptions options;
  options.observation_end = 2932896;
  options.last_day_rule = LastDay::employed;
  options.boundaries = {-4371587, 2932896};
  CHECK(headcount(sheet.input, options).periods.person_days[0] == 2932896 + 4371587);
  options.boundaries.clear();
  options.period = PeriodWord::year;
  options.first_day = 2932000;
  options.last_day = 2932895;
  CHECK(sentence(sheet, options) == "attrition.headcount: last_day is 9999-12-30, but must be a year before the calendar ends, in 9999");
}

TEST_CASE("headcount: what is refused") {
  const Sheet sheet({{"ann", 100, 200, "", "a"}, {"bob", 100, 90, "", "a"}}, plain);
  HeadcountOptions options;
  CHECK(sentence(sheet, options) == "attrition.headcount: observation_end is missing, but must be the first day about which nothing is known");
  options.observation_end = 300;
  CHECK(sentence(sheet, options) == "attrition.headcount: dates is missing, but must be given, or boundaries, or period with first_day and last_day");
  options.dates = {300};
  CHECK(sentence(sheet, options) == "attrition.headcount: dates[0] is 1970-10-28, but must be before observation_end, 1970-10-28");
  options.dates = {};
  options.boundaries = {100, 301};
  CHECK(sentence(sheet, options) == "attrition.headcount: boundaries[1] is 1970-10-29, but must be on or before observation_end, 1970-10-28");
  options.boundaries = {100, 200};
  CHECK(sentence(sheet, options) == "attrition.headcount: last_day_rule is undeclared, but must be employed, gone_at_close or first_day_away: which period a leaver belongs to");
  options.last_day_rule = LastDay::employed;
  CHECK(sentence(sheet, options) == "attrition.headcount: stop[1] is 1970-04-01, but must be on or after start, 1970-04-11");
  options.rollup = "nonsense";
  CHECK(sentence(sheet, options) == "attrition.headcount: rollup is \"nonsense\", but must be one of the columns of by: department");
  options.rollup = "department";
  CHECK(sentence(sheet, options) == "attrition.headcount: unit is missing, but must be given with rollup");
  options.rollup = "";
  options.organisation = Organisation::mapped;
  CHECK(sentence(sheet, options) == "attrition.headcount: mapping is missing, but must be given where organisation is mapped");
  options.mapping = {{"site", "a", "b", {}}};
  CHECK(sentence(sheet, options) == "attrition.headcount: mapping[0].column is \"site\", but must be one of the columns of by: department");
}
