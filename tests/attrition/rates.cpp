#include "mainstay/attrition/rates.hpp"

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

// So many people over the year 2024: there from the start, leaving in the middle of a month, hired in the middle of one.
std::vector<Job> company(int opening, int leavers, int hires) {
  std::vector<Job> jobs;
  for (int i = 0; i < opening; ++i) jobs.push_back({"old" + std::to_string(i), d("2020-01-01"), i < leavers ? d("2024-06-15") + i : none, i < leavers ? (i % 3 ? "voluntary" : "involuntary") : "", "a"});
  for (int i = 0; i < hires; ++i) jobs.push_back({"new" + std::to_string(i), d("2024-03-10"), none, "", "a"});
  return jobs;
}

RatesOptions year(RateDefinition definition) {
  RatesOptions options;
  options.definition = definition;
  options.observation_end = d("2025-06-01");
  options.boundaries = {d("2024-01-01"), d("2025-01-01")};
  options.last_day_rule = LastDay::gone_at_close;
  options.on_leave = OnLeave::counted;
  return options;
}

std::string sentence(const Sheet& sheet, const RatesOptions& options) { return ::sentence([&] { rates(sheet.input, options); }); }

}  // namespace

TEST_CASE("rates: 50 to 70 staff with 12 leavers are 20.0 %") {
  // The worked example of the mid definition that HR handbooks give: 12 / ((50 + 70) / 2).
  const Sheet sheet(company(50, 12, 32), plain);
  const RatesResult result = rates(sheet.input, year(RateDefinition::mid));
  CHECK(result.rates.numerator[0] == 12);
  CHECK(result.rates.denominator[0] == 60.0);
  CHECK(result.rates.rate[0] == doctest::Approx(0.2));
  CHECK(result.rates.lower[0] == doctest::Approx(6.200575108722217 / 60));
  CHECK(result.rates.upper[0] == doctest::Approx(20.961585048176953 / 60));
  CHECK(result.rates.definition_en[0] ==
        "Turnover, leavers over the mean of opening and closing headcount, from 2024-01-01 to 2024-12-31: 12 leavers / ((50 + 70) / 2 = 60) = 20.0 % (95 % interval 10.3 % to 34.9 %, exact Poisson).");
  CHECK(result.rates.definition_zh[0] ==
        "2024-01-01 至 2024-12-31 离职率（离职人数 ÷（（期初人数 + 期末人数）÷ 2））：离职 12 人 ÷ （(50 + 70) / 2 = 60） = 20.0 %（95 % 区间 10.3 % 至 34.9 %，精确泊松）。");
  CHECK(result.message == "attrition.rates.mid");
  // Parts over the same denominator add up.
  REQUIRE(people::name(result.rates.part, 1) == "involuntary");
  REQUIRE(people::name(result.rates.part, 2) == "voluntary");
  CHECK(result.rates.numerator[1] + result.rates.numerator[2] == 12);
  CHECK(result.rates.rate[1] + result.rates.rate[2] == doctest::Approx(0.2).epsilon(1e-15));
}

TEST_CASE("rates: 10 leavers and 25 at the end are 28.6 % by leavers plus closing, and that differs") {
  const Sheet sheet(company(30, 10, 5), plain);
  RatesResult result = rates(sheet.input, year(RateDefinition::leavers_plus_closing));
  CHECK(result.rates.denominator[0] == 35.0);
  CHECK(result.rates.rate[0] == doctest::Approx(10.0 / 35.0));
  CHECK(result.rates.definition_en[0].find("10 leavers / (10 + 25 = 35) = 28.6 % (95 % interval 16.3 % to 45.1 %, Wilson)") != std::string::npos);
  CHECK(result.interval == RateInterval::wilson);
  // A company that halves: the opening definition says 40 %, the interval of leavers plus closing (62 of 162 …) excludes 62 %.
  const Sheet shrinking(company(100, 62, 0), plain);
  result = rates(shrinking.input, year(RateDefinition::opening));
  CHECK(result.rates.rate[0] == doctest::Approx(0.62));
  for (std::size_t i = 0; i < 8; ++i) {
    const std::string& word = people::name(result.definitions.definition, i);
    CAPTURE(word);
    if (word == "opening") CHECK(result.definitions.declared[i] == 1);
    if (word == "mid") {  // 62 / 69 = 0.899 lies above 62 % (47.5 to 79.5)
      CHECK(result.definitions.rate[i] == doctest::Approx(62.0 / 69.0));
      CHECK(result.definitions.differs[i] == 1);
    }
    if (word == "leavers_plus_closing") CHECK(result.definitions.differs[i] == 0);  // 62 / 100
  }
  CHECK(result.warnings >= 2);
}

TEST_CASE("rates: 2 % a month are 24.0 % simple and 21.5 % compound") {
  std::vector<Job> jobs;
  for (int i = 0; i < 100; ++i) jobs.push_back({"p" + std::to_string(i), d("2020-01-01"), i < 2 ? d("2024-04-10") : none, i < 2 ? "voluntary" : "", "a"});
  const Sheet sheet(jobs, plain);
  RatesOptions options = year(RateDefinition::opening);
  options.boundaries = {d("2024-04-01"), d("2024-05-01")};
  options.annualise = Annualise::simple;
  RatesResult result = rates(sheet.input, options);
  CHECK(result.rates.rate[0] == doctest::Approx(0.02));
  CHECK(result.rates.annual_rate[0] == doctest::Approx(0.24));
  CHECK(result.annual_en == "rate x 12 / months");
  options.annualise = Annualise::compound;
  result = rates(sheet.input, options);
  CHECK(result.rates.annual_rate[0] == doctest::Approx(0.2152834).epsilon(1e-6));
  CHECK(result.annual_en == "1 - (1 - rate)^(12 / months)");
  options.annualise = Annualise::none;
  CHECK(std::isnan(rates(sheet.input, options).rates.annual_rate[0]));
  // Leavers per month as the survey of job openings counts them: on the 12th they have gone.
  options.definition = RateDefinition::jolts;
  options.annualise = Annualise::simple;
  result = rates(sheet.input, options);
  CHECK(result.rates.denominator[0] == 98.0);
  CHECK(result.rates.annual_rate[0] == doctest::Approx(24.0 / 98.0));
}

TEST_CASE("rates: exposure in a leap year, and periods that are no months") {
  const Sheet sheet({{"ann", d("2023-01-01"), none, "", "a"}, {"bob", d("2023-01-01"), d("2024-02-29"), "voluntary", "a"}}, plain);
  RatesOptions options = year(RateDefinition::exposure);
  RatesResult result = rates(sheet.input, options);
  CHECK(result.rates.denominator[0] == doctest::Approx((366 + 59) / 365.25));
  CHECK(result.rates.definition_en[0].find("(425 person-days / 365.25 = 1.2 person-years) = 0.859 per person-year") != std::string::npos);
  options.boundaries = {d("2024-02-10"), d("2024-03-01")};
  options.definition = RateDefinition::monthly_average_12;
  result = rates(sheet.input, options);
  CHECK(std::isnan(result.rates.denominator[0]));
  CHECK(std::isnan(result.rates.rate[0]));
  CHECK(result.rates.numerator[0] == 1);
}

TEST_CASE("rates: nobody to divide by gives no rate, never 0") {
  const Sheet sheet({{"ann", d("2024-03-01"), d("2024-03-20"), "voluntary", "a"}, {"bob", d("2020-01-01"), none, "", "b"}}, plain);
  const RatesResult result = rates(sheet.input, year(RateDefinition::mid));
  for (std::size_t i = 0; i < result.rates.rate.size(); ++i) {
    if (people::name(result.rates.value, i) != "a") continue;
    CHECK(result.rates.numerator[i] == 1);
    CHECK(result.rates.denominator[i] == 0.0);
    CHECK(std::isnan(result.rates.rate[i]));
    CHECK(std::isnan(result.rates.lower[i]));
    CHECK(result.rates.definition_en[i].find("nobody to divide by, so there is no rate") != std::string::npos);
  }
}

TEST_CASE("rates: the last day of the year under the three rules") {
  const Sheet sheet({{"ann", d("2020-01-01"), d("2025-01-01"), "voluntary", "a"}, {"bob", d("2020-01-01"), none, "", "a"}}, plain);
  RatesOptions options = year(RateDefinition::mid);
  const auto figure = [&](LastDay rule) {
    options.last_day_rule = rule;
    const RatesResult result = rates(sheet.input, options);
    return std::to_string(result.rates.numerator[0]) + "/" + std::to_string(result.rates.denominator[0]).substr(0, 3);
  };
  CHECK(figure(LastDay::employed) == "1/2.0");
  CHECK(figure(LastDay::gone_at_close) == "1/1.5");
  CHECK(figure(LastDay::first_day_away) == "0/2.0");
}

TEST_CASE("rates: what is not declared is refused with the list") {
  const Sheet sheet(company(3, 1, 1), plain);
  RatesOptions options;
  CHECK(sentence(sheet, options) ==
        "attrition.rates: definition is undeclared, but must be one of mid, monthly_average_12, monthly_average_13, crude_wastage, opening, leavers_plus_closing, exposure, jolts");
  options.definition = RateDefinition::mid;
  options.observation_end = d("2025-06-01");
  CHECK(sentence(sheet, options) == "attrition.rates: boundaries is missing, but must be given, or period with first_day and last_day");
  options.boundaries = {d("2024-01-01"), d("2025-01-01")};
  CHECK(sentence(sheet, options) == "attrition.rates: last_day_rule is undeclared, but must be employed, gone_at_close or first_day_away: which period a leaver belongs to");
}

TEST_CASE("rates: golden values counted day by day") {
  for (const std::string& file : golden::golden_files("attrition/rates")) {
    const golden::json document = golden::load_golden(file);
    people::Columns columns;
    columns.state = true;
    const Sheet sheet(people::jobs_of(document["rows"]), columns);
    for (const auto& given : document["cases"]) {
      const std::string which = given["options"].dump();
      CAPTURE(file);
      CAPTURE(which);
      RatesOptions options;
      people::read_common(options, document, given["options"]);
      options.confidence_level = given["options"]["confidence_level"].get<double>();
      options.annualise = given["options"]["annualise"] == "simple" ? Annualise::simple : Annualise::compound;
      for (const Choice& word : choices(RateDefinition{}))
        if (given["options"]["definition"] == word.name) options.definition = static_cast<RateDefinition>(word.value);
      const RatesResult result = rates(sheet.input, options);
      const RateTable& table = result.rates;
      std::size_t i = 0;
      for (const auto& row : given["expected"]["rates"]) {
        const std::string where = row.dump();
        CAPTURE(where);
        // Kinds that the group lacks have rows of 0 leavers.
        while (i < table.rate.size() && table.numerator[i] == 0 && people::name(table.part, i) != "total" && people::name(table.part, i) != row[4].get<std::string>()) ++i;
        REQUIRE(i < table.rate.size());
        CHECK(table.start[i] == row[0].get<std::int64_t>());
        CHECK(table.stop[i] == row[1].get<std::int64_t>());
        CHECK(people::name(table.value, i) == row[3].get<std::string>());
        CHECK(people::name(table.part, i) == row[4].get<std::string>());
        CHECK(table.numerator[i] == row[5].get<std::int64_t>());
        const double ours[] = {table.denominator[i], table.rate[i], table.lower[i], table.upper[i], table.annual_rate[i], table.annual_lower[i], table.annual_upper[i]};
        for (std::size_t j = 0; j < 7; ++j) CHECK(golden::close(ours[j], golden::number(row[6 + j]), 1e-9, 1e-12));
        ++i;
      }
      const RateDefinitions& side = result.definitions;
      REQUIRE(side.rate.size() == given["expected"]["definitions"].size());
      std::int64_t warnings = 0;
      for (std::size_t j = 0; j < side.rate.size(); ++j) {
        const auto& row = given["expected"]["definitions"][j];
        const std::string where = row.dump();
        CAPTURE(where);
        CHECK(people::name(side.definition, j) == row[4].get<std::string>());
        CHECK(golden::close(side.denominator[j], golden::number(row[5]), 1e-12));
        CHECK(golden::close(side.rate[j], golden::number(row[6]), 1e-12));
        CHECK(golden::close(side.lower[j], golden::number(row[7]), 1e-9, 1e-12));
        CHECK(golden::close(side.upper[j], golden::number(row[8]), 1e-9));
        CHECK(golden::close(side.period_rate[j], golden::number(row[9]), 1e-12));
        CHECK(side.differs[j] == row[10].get<std::int64_t>());
        warnings += row[10].get<std::int64_t>();
      }
      CHECK(result.warnings == warnings);
    }
  }
}

TEST_CASE("rates: merged parts equal the whole, kinds add up") {
  const golden::json document = golden::load_golden("attrition/rates/random_21.json");
  std::vector<Job> jobs = people::jobs_of(document["rows"]);
  RatesOptions options = year(RateDefinition::mid);
  options.observation_end = document["observation_end"].get<std::int64_t>();
  options.boundaries = {d("2023-01-01"), d("2023-04-01"), d("2024-01-01")};
  const RatesResult whole = rates(Sheet(jobs, plain).input, options);
  std::vector<RatesState> parts(4);
  for (std::size_t p = 0; p < 4; ++p) {
    std::vector<Job> some;
    for (const Job& job : jobs)
      if (std::hash<std::string>{}(job.person) % 4 == p) some.push_back(job);
    parts[p].options = options;
    parts[p].update(Sheet(some, plain).input, {});
  }
  for (std::size_t p = 1; p < 4; ++p) parts[0].merge(parts[p]);
  parts[0].advance({});
  const bool same = save_document("attrition.rates", Object::of(parts[0].finish({}))) == save_document("attrition.rates", Object::of(whole));
  CHECK(same);
  std::map<std::string, std::int64_t> total, sum;
  for (std::size_t i = 0; i < whole.rates.rate.size(); ++i) {
    const std::string key = std::to_string(whole.rates.start[i]) + people::name(whole.rates.value, i);
    (people::name(whole.rates.part, i) == "total" ? total : sum)[key] += whole.rates.numerator[i];
  }
  CHECK(total == sum);
}
