#include "mainstay/attrition/retention.hpp"

#include <algorithm>
#include <cmath>
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

RetentionOptions over(const char* first, const char* after, LastDay rule = LastDay::gone_at_close) {
  RetentionOptions options;
  options.observation_end = d("2025-06-01");
  options.boundaries = {d(first), d(after)};
  options.last_day_rule = rule;
  options.on_leave = OnLeave::counted;
  return options;
}

// "3 / 4 = 0.75" of a measure of a group in the first period that has it.
std::string figure(const RetentionResult& result, const std::string& measure, const std::string& value = "all") {
  const RetentionTable& table = result.measures;
  for (std::size_t i = 0; i < table.figure.size(); ++i)
    if (people::name(table.measure, i) == measure && people::name(table.value, i) == value) {
      std::string text = golden::json(table.numerator[i]).dump() + " / " + golden::json(table.denominator[i]).dump() + " = ";
      return text + (std::isnan(table.figure[i]) ? "missing" : golden::json(std::round(table.figure[i] * 1e4) / 1e4).dump());
    }
  return "no such row";
}

std::string sentence(const Sheet& sheet, const RetentionOptions& options) { return ::sentence([&] { retention(sheet.input, options); }); }

std::string bytes(const RetentionResult& result) { return save_document("attrition.retention", Object::of(result)); }

}  // namespace

TEST_CASE("retention: a year by hand") {
  // Ten at the start of 2024. Two of them leave; one of these is hired again. Five are hired in the year, two of whom leave.
  std::vector<Job> jobs;
  for (int i = 0; i < 8; ++i) jobs.push_back({"old" + std::to_string(i), d("2020-01-01"), none, "", "a"});
  jobs.push_back({"old8", d("2020-01-01"), d("2024-03-01"), "voluntary", "a"});
  jobs.push_back({"old9", d("2023-10-01"), d("2024-05-01"), "involuntary", "a"});
  jobs.push_back({"old9", d("2024-08-01"), none, "", "a", 2});
  jobs.push_back({"new0", d("2024-02-01"), none, "", "b"});
  jobs.push_back({"new1", d("2024-02-01"), d("2024-03-02"), "voluntary", "b"});   // 30 days
  jobs.push_back({"new2", d("2024-02-01"), d("2024-06-01"), "voluntary", "b"});   // 121 days
  jobs.push_back({"new3", d("2024-12-01"), none, "", "b"});
  jobs[8].regretted = 1;
  jobs[9].regretted = 0;
  jobs[12].regretted = 0;
  people::Columns columns = plain;
  columns.regretted = true;
  const Sheet sheet(jobs, columns);
  const RetentionOptions options = over("2024-01-01", "2025-01-01");
  const RetentionResult result = retention(sheet.input, options);
  CHECK(figure(result, "stability_index") == "8.0 / 10.0 = 0.8");
  CHECK(figure(result, "retention") == "8.0 / 10.0 = 0.8");  // 1 - turnover would be 1 - 4 / 10.5
  CHECK(figure(result, "new_hires_left_within") == "1.0 / 5.0 = 0.2");
  CHECK(figure(result, "new_hires_followed_left_within") == "1.0 / 5.0 = 0.2");
  CHECK(figure(result, "new_hires_left_in_period") == "2.0 / 5.0 = 0.4");
  CHECK(figure(result, "first_year_share") == "3.0 / 4.0 = 0.75");
  CHECK(figure(result, "regretted_share") == "1.0 / 3.0 = 0.3333");
  CHECK(figure(result, "half_life") == "2.0 / 5.0 = missing");
  CHECK(figure(result, "new_hires_leaving_probability") == "1.0 / 5.0 = 0.2");
  CHECK(figure(result, "retention_in_unit", "a") == "8.0 / 10.0 = 0.8");
  CHECK(figure(result, "retention", "b") == "0.0 / 0.0 = missing");
  const std::string& text = result.measures.definition_en[0];
  CHECK(text == "People with a year of service or more over people employed a year before close, from 2024-01-01 to 2024-12-31: 8 / 10 = 80.0 % (95 % interval 49.0 % to 94.3 %, Wilson).");
  CHECK(result.measures.definition_zh[0] == "2024-01-01 至 2024-12-31 稳定指数：期末司龄满一年人数 ÷ 一年前在职人数：8 / 10 = 80.0 %（95 % 区间 49.0 % 至 94.3 %，Wilson）。");
}

TEST_CASE("retention: hires who have not been followed long enough") {
  // Four hired in March: one leaves after 20 days. Two hired in May are seen for 31 days only, none has left.
  std::vector<Job> jobs;
  for (int i = 0; i < 4; ++i) jobs.push_back({"m" + std::to_string(i), d("2025-03-01"), i == 0 ? d("2025-03-21") : none, i == 0 ? "voluntary" : "", "a"});
  for (int i = 0; i < 2; ++i) jobs.push_back({"n" + std::to_string(i), d("2025-05-01"), none, "", "a"});
  const Sheet sheet(jobs, plain);
  RetentionOptions options = over("2025-03-01", "2025-06-01");
  options.within_days = 60;
  const RetentionResult result = retention(sheet.input, options);
  CHECK(figure(result, "new_hires_left_within") == "1.0 / 6.0 = 0.1667");           // too low
  CHECK(figure(result, "new_hires_followed_left_within") == "1.0 / 4.0 = 0.25");
  CHECK(figure(result, "new_hires_leaving_probability") == "1.0 / 6.0 = 0.1667");   // all six were at risk on day 20
  CHECK(figure(result, "regretted_rate") == "no such row");                         // nobody said who was regretted
  options.on_leave = OnLeave::apart;
  CHECK(sentence(sheet, options) == "attrition.retention: on_leave is apart, but must be counted: people on leave are still employed");
  CHECK(sentence(sheet, RetentionOptions{}) == "attrition.retention: observation_end is missing, but must be the first day about which nothing is known");
}

TEST_CASE("retention: half-life and cohort survival") {
  std::vector<Job> jobs;
  for (int i = 0; i < 10; ++i) jobs.push_back({"p" + std::to_string(i), d("2024-01-01"), i < 7 ? d("2024-01-01") + 10 * (i + 1) : none, i < 7 ? "voluntary" : "", "a"});
  const Sheet sheet(jobs, plain);
  RetentionOptions options = over("2024-01-01", "2024-02-01");
  options.times = {30, 365};
  const RetentionResult result = retention(sheet.input, options);
  CHECK(figure(result, "half_life") == "7.0 / 10.0 = 55.0");  // exactly half gone from day 50 to 60: the middle
  REQUIRE(result.survival.time.size() == 2 * 2);
  CHECK(result.survival.survival[0] == doctest::Approx(0.7));
  CHECK(result.survival.left[0] == 3);
  CHECK(result.survival.at_risk[0] == 8);
  CHECK(result.survival.survival[1] == doctest::Approx(0.3));
}

TEST_CASE("retention: leap days and years of service") {
  // Hired on 28 February 2023: on 28 February 2024 a year is complete; employed a year before the close of that day, he was not.
  const Sheet sheet({{"ann", d("2023-02-28"), none, "", "a"}, {"bob", d("2023-02-27"), none, "", "a"}}, plain);
  CHECK(figure(retention(sheet.input, over("2024-02-01", "2024-02-29")), "stability_index") == "1.0 / 1.0 = 1.0");
  CHECK(figure(retention(sheet.input, over("2024-02-01", "2024-03-01")), "stability_index") == "2.0 / 2.0 = 1.0");
  const Sheet leaver({{"ann", d("2023-02-28"), d("2024-02-28"), "voluntary", "a"}, {"bob", d("2023-03-01"), d("2024-02-28"), "voluntary", "a"}}, plain);
  CHECK(figure(retention(leaver.input, over("2024-02-01", "2024-03-01")), "first_year_share") == "1.0 / 2.0 = 0.5");
}

TEST_CASE("retention: golden values looked up person by person") {
  for (const std::string& file : golden::golden_files("attrition/retention")) {
    const golden::json document = golden::load_golden(file);
    people::Columns columns;
    columns.regretted = true;
    const Sheet sheet(people::jobs_of(document["rows"]), columns);
    for (const auto& given : document["cases"]) {
      const std::string which = given["options"].dump();
      CAPTURE(file);
      CAPTURE(which);
      RetentionOptions options;
      people::read_common(options, document, given["options"]);
      options.within_days = given["options"]["within_days"].get<std::int64_t>();
      options.times = given["options"]["times"].get<std::vector<double>>();
      const RetentionResult result = retention(sheet.input, options);
      std::size_t i = 0;
      for (const auto& row : given["expected"]["measures"]) {
        for (std::size_t measure = 0; measure < 12; ++measure, ++i) {
          REQUIRE(i < result.measures.figure.size());
          const std::string& name = people::name(result.measures.measure, i);
          const std::string where = golden::json{row[0], row[1], row[2], row[3], name, row[4][name]}.dump();
          CAPTURE(where);
          CHECK(result.measures.start[i] == row[0].get<std::int64_t>());
          CHECK(people::name(result.measures.value, i) == row[3].get<std::string>());
          CHECK(result.measures.numerator[i] == row[4][name][0].get<double>());
          CHECK(golden::close(result.measures.denominator[i], row[4][name][1].get<double>(), 1e-12));
          CHECK(golden::close(result.measures.figure[i], golden::number(row[4][name][2]), 1e-10, 1e-12));
        }
      }
      CHECK(i == result.measures.figure.size());
      REQUIRE(result.survival.time.size() == given["expected"]["survival"].size());
      for (std::size_t j = 0; j < result.survival.time.size(); ++j) {
        const auto& row = given["expected"]["survival"][j];
        const std::string where = row.dump();
        CAPTURE(where);
        CHECK(result.survival.hires[j] == row[4].get<std::int64_t>());
        CHECK(result.survival.time[j] == row[5].get<double>());
        CHECK(result.survival.at_risk[j] == row[6].get<double>());
        CHECK(result.survival.left[j] == row[7].get<double>());
        CHECK(golden::close(result.survival.survival[j], row[8].get<double>(), 1e-12, 1e-13));
      }
    }
  }
}

TEST_CASE("retention: row order and threads change nothing") {
  const golden::json document = golden::load_golden("attrition/retention/random_31.json");
  std::vector<Job> jobs = people::jobs_of(document["rows"]);
  people::Columns columns;
  columns.regretted = true;
  RetentionOptions options;
  people::read_common(options, document, document["cases"][0]["options"]);
  const std::string expected = bytes(retention(Sheet(jobs, columns).input, options));
  std::mt19937_64 random(3);
  for (int threads = 1; threads < 4; ++threads) {
    std::shuffle(jobs.begin(), jobs.end(), random);
    RunContext context;
    context.threads = threads;
    const bool same = bytes(retention(Sheet(jobs, columns).input, options, context)) == expected;
    CHECK(same);
  }
}
