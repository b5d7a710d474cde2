#include "mainstay/data/crosswalk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
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
using Texts = std::vector<std::string>;

struct Sheet {
  Frame table, records;
  Sheet& in_table(const char* name, const Texts& values) { add_texts(table, name, values); return *this; }
  Sheet& in_table(const char* name, const Whole& values) { add_days(table, name, values); return *this; }
  Sheet& in_records(const char* name, const Texts& values) { add_texts(records, name, values); return *this; }
  Sheet& in_records(const char* name, const Whole& values) { add_days(records, name, values); return *this; }
  CrosswalkInput input() const {
    CrosswalkInput input;
    take(table, "id", input.id);
    take(table, "person", input.person);
    take(table, "source", input.source);
    take(table, "valid_from", input.valid_from);
    take(table, "valid_until", input.valid_until);
    take(records, "record_id", input.record_id);
    take(records, "record_source", input.record_source);
    take(records, "record_day", input.record_day);
    return input;
  }
};

std::string sentence(const Sheet& sheet, const CrosswalkOptions& options) { return ::sentence([&] { crosswalk(sheet.input(), options); }); }

Texts people(const CrosswalkResult& result) {
  Texts out;
  for (const std::int32_t code : result.records.person.codes) out.push_back(code < 0 ? "" : result.records.person.levels[static_cast<std::size_t>(code)]);
  return out;
}

}  // namespace

TEST_CASE("crosswalk: one id, two people on days apart") {
  // Badge 17 was Ann's until the end of 2022 and is Bob's since 15 January 2023. Ann has badge 18 since then.
  Sheet sheet;
  sheet.in_table("id", Texts{"17", "17", "18"})
      .in_table("person", Texts{"ann", "bob", "ann"})
      .in_table("valid_from", Whole{none, d("2023-01-15"), d("2023-01-01")})
      .in_table("valid_until", Whole{d("2022-12-31"), open_end_9999, none})
      .in_records("record_id", Texts{"17", "17", "17", "17", "18", "017", "19", ""})
      .in_records("record_day", Whole{d("2022-12-31"), d("2023-01-01"), d("2023-01-15"), d("2030-01-01"), d("2023-05-05"), d("2023-05-05"), d("2023-05-05"), d("2023-05-05")});
  CrosswalkOptions options;
  CHECK(sentence(sheet, options) == "data.crosswalk: interval is undeclared, but must be closed or half_open");
  options.interval = Interval::closed;
  options.open_ends = {open_end_9999};
  const CrosswalkResult result = crosswalk(sheet.input(), options);
  CHECK(people(result) == Texts{"ann", "", "bob", "bob", "ann", "", "", ""});
  CHECK(result.records.row == Whole{0, -1, 1, 1, 2, -1, -1, -1});
  CHECK(result.matched == 4);
  CHECK(result.unmatched == 4);
  CHECK(result.unused.empty());
  CHECK(findings(result) == "reused:1@1 several_ids:1@2 record_without_id:1@7 record_unmatched:1@6 record_near_miss:1@5 record_outside:1@1");
  options.interval = Interval::half_open;  // the last day of 2022 is no longer Ann's then
  CHECK(people(crosswalk(sheet.input(), options))[0] == "");
}

TEST_CASE("crosswalk: two people on one day are a conflict") {
  Sheet sheet;
  sheet.in_table("id", Texts{"a", "a", "a", "a", "b"})
      .in_table("person", Texts{"ann", "bob", "ann", "joe", "bob"})
      .in_table("valid_from", Whole{10, 15, 50, 90, none})
      .in_table("valid_until", Whole{20, 30, 60, 95, none})
      .in_records("record_id", Texts{"a", "a", "a", "b"})
      .in_records("record_day", Whole{12, 55, 93, none});
  CrosswalkOptions options;
  options.interval = Interval::half_open;
  CHECK(sentence(sheet, options) == "data.crosswalk: id[1] is a from 1970-01-16, but must be an id that is on that day no longer ann's, as row 0 has it");
  options.conflicts = Conflicts::leave_out;
  const CrosswalkResult result = crosswalk(sheet.input(), options);
  CHECK(people(result) == Texts{"", "ann", "joe", "bob"});
  CHECK(findings(result) == "overlap:2@0- reused:1@3 record_outside:1@0");
  Sheet reversed;
  reversed.in_table("id", Texts{"a"}).in_table("person", Texts{"ann"}).in_table("valid_from", Whole{20}).in_table("valid_until", Whole{19}).in_records("record_id", Texts{"a"}).in_records("record_day", Whole{20});
  options.conflicts = Conflicts::refuse;
  options.interval = Interval::closed;
  CHECK(sentence(reversed, options) == "data.crosswalk: valid_until[0] is 1970-01-20, but must be on or after valid_from, 1970-01-21");
  options.conflicts = Conflicts::leave_out;
  CHECK(findings(crosswalk(reversed.input(), options)) == "until_before_from:1@0- record_outside:1@0");
}

TEST_CASE("crosswalk: sources, numbers, and what does not fit") {
  Sheet sheet;
  sheet.in_table("id", Whole{1, 1, 2}).in_table("person", Whole{70, 80, 80}).in_table("source", Texts{"hr", "crm", "crm"}).in_records("record_id", Whole{1, 1, 2, 1}).in_records("record_source", Texts{"crm", "hr", "hr", "mail"});
  const CrosswalkResult result = crosswalk(sheet.input(), {});
  CHECK(people(result) == Texts{"80", "70", "", ""});
  CHECK(result.unused == Whole{2});
  CHECK(findings(result) == "several_ids:1@2 unused:1@2 record_unmatched:2@2");
  Sheet half;
  half.in_table("id", Whole{1}).in_table("person", Whole{70}).in_table("source", Texts{"hr"}).in_records("record_id", Whole{1});
  CHECK(sentence(half, {}) == "data.crosswalk: record_source is missing, but must be given with source");
  Sheet text;
  text.in_table("id", Texts{"1"}).in_table("person", Whole{70}).in_records("record_id", Whole{1});
  CHECK(sentence(text, {}) == "data.crosswalk: record_id is numbers, but must be text, as id is");
  Sheet undated;
  undated.in_table("id", Whole{1}).in_table("person", Whole{70}).in_table("valid_from", Whole{5}).in_records("record_id", Whole{1});
  CHECK(sentence(undated, {}) == "data.crosswalk: record_day is missing, but must be given, because the table has days");
  CHECK(crosswalk(Sheet().in_table("id", Whole{}).in_table("person", Whole{}).in_records("record_id", Whole{}).input(), {}).matched == 0);
}

TEST_CASE("crosswalk: golden values of a restatement in Python") {
  for (const std::string& file : golden::golden_files("data/crosswalk")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto& data = document["data"];
    const auto list = [&](const char* name) {
      Whole values;
      for (const auto& value : data[name]) values.push_back(value.is_null() ? none : value.get<std::int64_t>());
      return values;
    };
    const auto texts = [&](const char* name) {
      Texts values;
      for (const auto& value : data[name]) values.push_back(value.is_null() ? "" : value.get<std::string>());
      return values;
    };
    Sheet sheet;
    for (const char* name : {"id", "person", "source"}) sheet.in_table(name, texts(name));
    for (const char* name : {"valid_from", "valid_until"}) sheet.in_table(name, list(name));
    for (const char* name : {"record_id", "record_source"}) sheet.in_records(name, texts(name));
    sheet.in_records("record_day", list("record_day"));
    CrosswalkOptions options;
    options.interval = document["options"]["interval"] == "closed" ? Interval::closed : Interval::half_open;
    options.open_ends = {open_end_9999};
    options.conflicts = Conflicts::leave_out;
    const CrosswalkResult result = crosswalk(sheet.input(), options);
    const Texts got = people(result);
    REQUIRE(got.size() == document["expected"]["person"].size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      CAPTURE(i);
      const auto& expected = document["expected"]["person"][i];
      CHECK(got[i] == (expected[0].is_null() ? "" : expected[0].get<std::string>()));
      CHECK(result.records.row[i] == expected[1].get<std::int64_t>());
    }
    CHECK(result.unused == document["expected"]["unused"].get<Whole>());
    std::map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < result.findings.finding.size(); ++i) counts[result.findings.finding[i]] = result.findings.count[i];
    CHECK(counts == document["expected"]["findings"].get<std::map<std::string, std::int64_t>>());
  }
}

TEST_CASE("crosswalk: the order of either table changes nothing, and the result survives its bytes") {
  std::mt19937 random(6);
  const std::size_t m = 4000, n = 20000;
  Whole id(m), person(m), from(m), until(m), record(n), day(n);
  for (std::size_t i = 0; i < m; ++i) {
    id[i] = static_cast<std::int64_t>(random() % 1500);
    person[i] = static_cast<std::int64_t>(random() % 900);
    from[i] = static_cast<std::int64_t>(random() % 1000);
    until[i] = from[i] + static_cast<std::int64_t>(random() % 200);
  }
  for (std::size_t i = 0; i < n; ++i) {
    record[i] = static_cast<std::int64_t>(random() % 1600);
    day[i] = static_cast<std::int64_t>(random() % 1200);
  }
  CrosswalkOptions options;
  options.interval = Interval::closed;
  options.conflicts = Conflicts::leave_out;
  Sheet sheet;
  sheet.in_table("id", id).in_table("person", person).in_table("valid_from", from).in_table("valid_until", until).in_records("record_id", record).in_records("record_day", day);
  const CrosswalkResult one = crosswalk(sheet.input(), options);
  CHECK(one.matched > 1000);
  std::vector<std::size_t> order(m);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  const auto moved = [&](const Whole& values) {
    Whole out;
    for (const std::size_t row : order) out.push_back(values[row]);
    return out;
  };
  Sheet shuffled;
  shuffled.in_table("id", moved(id)).in_table("person", moved(person)).in_table("valid_from", moved(from)).in_table("valid_until", moved(until)).in_records("record_id", record).in_records("record_day", day);
  const CrosswalkResult other = crosswalk(shuffled.input(), options);
  CHECK(people(other) == people(one));
  CHECK(other.findings.count == one.findings.count);
  const std::string bytes = save_document("data.crosswalk", Object::of(one));
  CHECK(save_document("data.crosswalk", load_document(bytes, "data.crosswalk", type_of<CrosswalkResult>)) == bytes);
}
