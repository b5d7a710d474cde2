#include "mainstay/data/measures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/data/frame.hpp"
#include "sentence.hpp"
#include "sheet.hpp"

using namespace mainstay;
using namespace mainstay::data;
using namespace sheet;

namespace {

using Whole = std::vector<std::int64_t>;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

struct Sheet {
  Frame rows, queries;
  Sheet& whole(const char* name, const Whole& values) {
    add_days(rows, name, values);
    return *this;
  }
  Sheet& values(const char* name, const Numbers& values) {
    rows.add(name, values);
    return *this;
  }
  Sheet& texts(const char* name, const Texts& values) {
    add_texts(rows, name, values);
    return *this;
  }
  Sheet& ask(const Whole& person, const Whole& day) {
    add_days(queries, "query_person", person);
    add_days(queries, "query_day", day);
    return *this;
  }
  MeasuresInput input() const {
    MeasuresInput input;
    take(rows, "person", input.person);
    take(rows, "date", input.date);
    take(rows, "indicator", input.indicator);
    take(rows, "value", input.value);
    take(rows, "weight", input.weight);
    take(rows, "unit", input.unit);
    take(rows, "currency", input.currency);
    take(rows, "recorded_at", input.recorded_at);
    take(queries, "query_person", input.query_person);
    take(queries, "query_day", input.query_day);
    return input;
  }
};

std::string sentence(const Sheet& sheet, const MeasuresOptions& options) { return ::sentence([&] { measures(sheet.input(), options); }); }

MeasuresOptions lenient() {
  MeasuresOptions options;
  options.conflicts = Conflicts::leave_out;
  return options;
}

}  // namespace

TEST_CASE("measures: as of a day, worked by hand") {
  Sheet sheet;
  sheet.whole("person", {1, 1, 1, 2, 1})
      .whole("date", {d("2024-03-31"), d("2024-01-31"), d("2024-02-29"), d("2024-02-29"), d("2024-02-10")})
      .texts("indicator", {"sales", "sales", "sales", "sales", "rating"})
      .values("value", {30, 10, 20, 7, 4})
      .values("weight", {1, 1, 3, 0, 1})
      .ask({1, 1, 1, 2, 3}, {d("2024-03-31"), d("2024-03-30"), d("2024-01-30"), d("2024-03-15"), d("2024-03-15")});
  MeasuresOptions options;
  options.window_days = 31;  // (29 February, 31 March] holds only 31 March
  const MeasuresResult result = measures(sheet.input(), options);
  CHECK(result.indicators.indicator == Texts{"rating", "sales"});
  CHECK(result.indicators.values == Whole{1, 4});
  CHECK(result.indicators.people == Whole{1, 2});
  CHECK(result.values.row == Whole{4, 1, 2, 0, 3});
  CHECK(same(result.last, {4, 30, 4, 20, nothing, nothing, nothing, 7, nothing, nothing}));
  CHECK(same(result.age, {50, 0, 49, 30, nothing, nothing, nothing, 15, nothing, nothing}));
  CHECK(same(result.last_row, {4, 0, 4, 2, nothing, nothing, nothing, 3, nothing, nothing}));
  CHECK(same(result.window_count, {0, 1, 0, 1, 0, 0, 0, 1, 0, 0}));
  CHECK(same(result.window_sum, {0, 30, 0, 20, 0, 0, 0, 7, 0, 0}));
  CHECK(same(result.window_mean, {nothing, 30, nothing, 20, nothing, nothing, nothing, nothing, nothing, nothing}));
  CHECK(findings(result) == "unknown_query_person:1@-1");
  options.window_days = 32;
  const MeasuresResult wider = measures(sheet.input(), options);
  CHECK(wider.window_sum[1] == 50);
  CHECK(wider.window_mean[1] == 22.5);  // (3 * 20 + 30) / 4
}

TEST_CASE("measures: money of unlike currencies is not added up") {
  Sheet sheet;
  sheet.whole("person", {1, 1, 1, 1}).whole("date", {100, 130, 160, 190}).texts("indicator", {"pay", "pay", "pay", "pay"}).values("value", {700, 100, 710, 50}).texts("currency", {"CNY", "EUR", "CNY", "USD"})
      .ask({1}, {200});
  MeasuresOptions options;
  CHECK(sentence(sheet, options) == "data.measures: currency[1] is \"EUR\", but must be \"CNY\" as in most rows of \"pay\", or rates be given");
  options.exchange_to = "CNY";
  CHECK(sentence(sheet, options) == "data.measures: rates is missing, but must be given with exchange_to");
  options.rates = {{"EUR", {}, 130, 7.0}, {"EUR", 130, {}, 8.0}};
  CHECK(sentence(sheet, options) == "data.measures: currency[3] is \"USD\", but must be a currency for which rates have 1970-07-10");
  options.rates.push_back({"USD", 100, 191, 7.2});
  const MeasuresResult result = measures(sheet.input(), options);
  CHECK(result.values.value == Numbers{700, 800, 710, 360});
  CHECK(result.window_sum == Numbers{2570});
  CHECK(result.indicators.currency == Texts{"CNY"});
  options.rates[1].valid_from = 129;
  CHECK(sentence(sheet, options) == "data.measures: rates[1].currency is \"EUR\", but must be given once for each day; rates[0] holds on some of these days too");
  options.rates[1].currency = "CNY";
  CHECK(sentence(sheet, options) == "data.measures: rates[1].currency is \"CNY\", but must be another one than exchange_to");
  options = lenient();
  const MeasuresResult plain = measures(sheet.input(), options);
  CHECK(plain.values.row == Whole{0, 2});
  CHECK(findings(plain) == "mixed_currency:2@1-");
}

TEST_CASE("measures: duplicates, corrections, units, ranges, missing periods") {
  Sheet sheet;
  sheet.whole("person", {1, 1, 1, 1, 1, 1, 1, 1})
      .whole("date", {d("2024-01-31"), d("2024-01-31"), d("2024-02-29"), d("2024-02-29"), d("2024-05-31"), d("2024-06-30"), d("2024-06-30"), d("2024-07-31")})
      .texts("indicator", {"sales", "sales", "sales", "sales", "sales", "sales", "sales", "sales"})
      .values("value", {10, 10, 20, 21, 50, 60, 61, INFINITY})
      .texts("unit", {"piece", "piece", "piece", "piece", "piece", "piece", "piece", "piece"})
      .whole("recorded_at", {none, none, none, d("2024-03-09"), none, none, none, none});
  MeasuresOptions options;
  options.indicators = {{"sales", "", MeasureFrequency::month, {}, {}}};
  CHECK(sentence(sheet, options) == "data.measures: value[7] is inf, but must be a finite number");
  options.conflicts = Conflicts::leave_out;
  const MeasuresResult result = measures(sheet.input(), options);
  CHECK(result.values.row == Whole{0, 3, 4});
  CHECK(findings(result) == "not_finite:1@7- corrected:1@2- duplicate:1@1- two_values:2@5- missing_period:1@3");
  CHECK(result.gaps.row == Whole{3});
  CHECK(result.gaps.first_day == Whole{d("2024-03-01")});
  CHECK(result.gaps.periods == Whole{2});
  CHECK(result.indicators.missing_periods == Whole{2});
  CHECK(result.indicators.unit == Texts{"piece"});
  options.known_at = d("2024-03-08");
  CHECK(measures(sheet.input(), options).values.value == Numbers{10, 20});
  CHECK(findings(measures(sheet.input(), options)) == "recorded_later:1@3- future:4@4- duplicate:1@1-");
  options.known_at.reset();
  options.periods = {d("2024-01-01"), d("2024-02-01")};
  CHECK(sentence(sheet, options) == "data.measures: periods is given, but must be left out unless an indicator has every = calendar");
  options.periods.clear();
  options.indicators[0].every = MeasureFrequency::calendar;
  CHECK(sentence(sheet, options) == "data.measures: periods is missing, but must be given, because indicators[0].every is calendar");
  options.periods = {d("2024-01-01"), d("2024-02-01"), d("2024-04-01"), d("2024-05-01"), d("2024-08-01")};
  CHECK(measures(sheet.input(), options).gaps.first_day == Whole{d("2024-04-01")});
  options.indicators[0].unit = "box";
  options.conflicts = Conflicts::refuse;
  CHECK(sentence(sheet, options) == "data.measures: value[7] is inf, but must be a finite number");
  options.indicators[0].highest = 20;
  CHECK(sentence(sheet, options) == "data.measures: value[3] is 21, but must be <= 20");
  Sheet two;
  two.whole("person", {1, 1, 2}).whole("date", {5, 5, 5}).texts("indicator", {"x", "x", "y"}).values("value", {1, 2, 3}).texts("unit", {"a", "a", "b"});
  CHECK(sentence(two, MeasuresOptions{}) == "data.measures: value[1] is 2, but must be that of row 0, of the same person, indicator and day, 1");
  MeasuresOptions declared;
  declared.indicators = {{"x", "a", MeasureFrequency::any, {}, {}}};
  CHECK(sentence(two, declared) == "data.measures: indicator[2] is \"y\", but must be one of indicators");
  declared.indicators = {{"x", "b", MeasureFrequency::any, {}, {}}, {"y", "", MeasureFrequency::any, {}, {}}};
  CHECK(sentence(two, declared) == "data.measures: unit[0] is \"a\", but must be \"b\", the unit of \"x\"");
  declared.indicators[1].indicator = "x";
  CHECK(sentence(two, declared) == "data.measures: indicators[1].indicator is \"x\", but must be unique");
}

TEST_CASE("measures: golden values of a restatement in Python") {
  for (const std::string& file : golden::golden_files("data/measures")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto list = [&](const char* name) {
      Whole values;
      for (const auto& value : document["data"][name]) values.push_back(value.is_null() ? none : value.get<std::int64_t>());
      return values;
    };
    const auto texts = [&](const char* name) {
      Texts values;
      for (const auto& value : document["data"][name]) values.push_back(value.is_null() ? "" : value.get<std::string>());
      return values;
    };
    Sheet sheet;
    for (const char* name : {"person", "date", "value", "weight", "recorded_at"}) sheet.whole(name, list(name));
    for (const char* name : {"indicator", "unit", "currency"}) sheet.texts(name, texts(name));
    sheet.ask(list("query_person"), list("query_day"));
    const auto& given = document["options"];
    MeasuresOptions options = lenient();
    options.known_at = given["known_at"].get<std::int64_t>();
    options.window_days = given["window_days"].get<std::int64_t>();
    options.exchange_to = given["currency"].get<std::string>();
    const auto day = [](const auto& value) { return value.is_null() ? std::optional<std::int64_t>() : value.template get<std::int64_t>(); };
    const auto number = [](const auto& value) { return value.is_null() ? std::optional<double>() : value.template get<double>(); };
    for (const auto& rate : given["rates"])
      options.rates.push_back({rate["currency"].get<std::string>(), day(rate["valid_from"]), day(rate["valid_until"]), rate["rate"].get<double>()});
    const Texts words = {"any", "day", "week", "month", "quarter", "year"};
    for (const auto& rule : given["indicators"])
      options.indicators.push_back({rule["indicator"].get<std::string>(), rule["unit"].get<std::string>(),
                                    static_cast<MeasureFrequency>(std::find(words.begin(), words.end(), rule["every"].get<std::string>()) - words.begin()), number(rule["lowest"]),
                                    number(rule["highest"])});
    const MeasuresResult result = measures(sheet.input(), options);
    const auto& expected = document["expected"];
    REQUIRE(result.values.row.size() == expected["values"].size());
    for (std::size_t i = 0; i < result.values.row.size(); ++i)
      CHECK(expected["values"][i].get<Numbers>() == Numbers{double(result.values.row[i]), double(result.values.indicator[i]), double(result.values.date[i]), result.values.value[i]});
    REQUIRE(result.gaps.row.size() == expected["gaps"].size());
    for (std::size_t i = 0; i < result.gaps.row.size(); ++i) CHECK(expected["gaps"][i].get<Whole>() == Whole{result.gaps.row[i], result.gaps.indicator[i], result.gaps.periods[i]});
    REQUIRE(result.last.size() == expected["answers"].size());
    for (std::size_t i = 0; i < result.last.size(); ++i) {
      const auto& answer = expected["answers"][i];
      const Numbers got = {result.last[i], result.age[i], result.last_row[i], result.window_count[i], result.window_sum[i], result.window_mean[i]};
      for (std::size_t k = 0; k < got.size(); ++k) {
        CAPTURE(k);
        if (answer[k].is_null()) CHECK(std::isnan(got[k]));
        else CHECK(got[k] == doctest::Approx(answer[k].get<double>()).epsilon(1e-13));
      }
    }
    std::map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < result.findings.finding.size(); ++i) counts[result.findings.finding[i]] = result.findings.count[i];
    CHECK(counts == expected["findings"].get<std::map<std::string, std::int64_t>>());
  }
}

TEST_CASE("measures: the order of rows and the number of threads change nothing") {
  std::mt19937 random(4);
  const std::size_t n = 100000;
  Whole person(n), date(n);
  Texts indicator(n);
  Numbers value(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(random() % 3000);
    date[i] = static_cast<std::int64_t>(random() % 700);
    indicator[i] = random() % 2 ? "a" : "b";
    value[i] = static_cast<double>(random() % 1000) / 7;
  }
  Whole who(9000), when(9000);
  for (std::size_t q = 0; q < who.size(); ++q) {
    who[q] = static_cast<std::int64_t>(random() % 3000);
    when[q] = static_cast<std::int64_t>(random() % 800);
  }
  Sheet sheet;
  sheet.whole("person", person).whole("date", date).texts("indicator", indicator).values("value", value).ask(who, when);
  MeasuresOptions options = lenient();
  options.window_days = 100;
  RunContext context;
  context.threads = 1;
  const MeasuresResult one = measures(sheet.input(), options, context);
  context.threads = 3;
  const std::string bytes = save_document("data.measures", Object::of(one));
  CHECK(save_document("data.measures", Object::of(measures(sheet.input(), options, context))) == bytes);
  CHECK(save_document("data.measures", load_document(bytes, "data.measures", type_of<MeasuresResult>)) == bytes);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  Whole a, b;
  Texts c;
  Numbers e;
  for (const std::size_t row : order) {
    a.push_back(person[row]);
    b.push_back(date[row]);
    c.push_back(indicator[row]);
    e.push_back(value[row]);
  }
  Sheet shuffled;
  shuffled.whole("person", a).whole("date", b).texts("indicator", c).values("value", e).ask(who, when);
  const MeasuresResult other = measures(shuffled.input(), options);
  CHECK(same(other.last, one.last));
  CHECK(same(other.window_sum, one.window_sum));
  CHECK(other.values.value == one.values.value);
  CHECK(other.findings.count == one.findings.count);
  CHECK(measures(Sheet().whole("person", {}).whole("date", {}).texts("indicator", {}).values("value", {}).input(), lenient()).values.row.empty());
}

TEST_CASE("measures: ids in the column of units, one day for everything") {
  const std::size_t n = 200000;
  Whole person(n, 1), date(n, 5);
  Texts indicator(n), unit(n);
  Numbers value(n);
  for (std::size_t i = 0; i < n; ++i) {
    indicator[i] = "i" + std::to_string(i % 1000);
    unit[i] = "u" + std::to_string(i);
    value[i] = static_cast<double>(i);
  }
  Sheet sheet;
  sheet.whole("person", person).whole("date", date).texts("indicator", indicator).values("value", value);
  CHECK(findings(measures(sheet.input(), lenient())) == "two_values:200000@0-");
  sheet.texts("unit", unit);
  const MeasuresResult result = measures(sheet.input(), lenient());
  CHECK(findings(result) == "mixed_unit:199000@2-");  // each unit once: the lowest label holds, of "u2", "u1002", … the second
  CHECK(result.values.row.size() == 1000);
}
