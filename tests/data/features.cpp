#include "mainstay/data/features.hpp"

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

using Days64 = std::vector<std::int64_t>;

// Records and rows; `none` is a missing day, NaN a missing value.
struct Records {
  Frame records, rows;
  Records(const std::vector<std::string>& person, const std::vector<std::string>& feature, const std::vector<double>& value, const Days64& effective,
          const Days64& recorded, const std::vector<std::string>& for_person, const Days64& cut) {
    records.add_texts("person", std::span<const std::string>(person));
    records.add_texts("feature", std::span<const std::string>(feature));
    records.add("value", value);
    days("effective", effective);
    if (!recorded.empty()) days("recorded", recorded);
    rows.add_texts("person", std::span<const std::string>(for_person));
    rows.add("cut", cut);
  }
  void days(const char* name, Days64 values) {
    add_days(records, name, std::move(values));
  }
  FeaturesInput input() const {
    FeaturesInput input;
    input.person = records["person"];
    input.feature = records["feature"];
    input.value = records["value"];
    input.effective = records["effective"];
    if (records.find("recorded") >= 0) input.recorded_at = records["recorded"];
    input.for_person = rows["person"];
    input.cut = rows["cut"];
    return input;
  }
};

std::string sentence(const FeaturesInput& input, const FeaturesOptions& options = {}) { return ::sentence([&] { features(input, options); }); }

std::string guard(const Table& table) { return ::sentence([&] { check_known("room.word", "x", table); }); }

}  // namespace

TEST_CASE("features: worked by hand") {
  // Ann's grade: 1 from day 10, known at once; 2 from day 20, entered on day 50; 3 from day 60, entered ahead on day 30.
  // Her mood: 5 on day 40. Ben has a mood only, from day 45. Cut on days 15, 49, 50, 60 for Ann and 45 for Ben.
  const Records table({"Ann", "Ann", "Ann", "Ann", "Ben"}, {"grade", "grade", "grade", "mood", "mood"}, {1, 2, 3, 5, 4}, {10, 20, 60, 40, 45}, {10, 50, 30, 40, 45},
                      {"Ann", "Ann", "Ann", "Ann", "Ben"}, {15, 49, 50, 60, 45});
  const FeaturesResult result = features(table.input(), {});
  CHECK(result.columns.feature == std::vector<std::string>{"grade", "mood"});
  CHECK(same(result.value, {1, nothing, 1, 5, 2, 5, 3, 5, nothing, 4}));
  CHECK(same(result.known_at, {10, nothing, 10, 40, 50, 40, 60, 40, nothing, 45}));
  CHECK(same(result.effective, {10, nothing, 10, 40, 20, 40, 60, 40, nothing, 45}));
  CHECK(same(result.age, {5, nothing, 39, 9, 30, 10, 0, 20, nothing, 0}));
  CHECK(result.cut == Days64{15, 49, 50, 60, 45});
  CHECK(result.columns.filled == Days64{4, 4});
  CHECK(result.columns.missing == Days64{1, 1});
  CHECK(result.columns.known_late == Days64{1, 0});
  CHECK(findings(result) == "known_late:1@1");
  CHECK(guard(result.table()) == "accepted");

  FeaturesOptions options;
  options.by = Sight::effective;  // grade 2 is seen on day 49, one day before anybody could know it
  const FeaturesResult effective = features(table.input(), options);
  CHECK(same(effective.value, {1, nothing, 2, 5, 2, 5, 3, 5, nothing, 4}));
  CHECK(guard(effective.table()) == "room.word: x.grade[1] is known at 1970-02-20, but must be known by the cut, 1970-02-19");
  options.by = Sight::latest;
  const FeaturesResult latest = features(table.input(), options);
  CHECK(same(latest.value, {3, 5, 3, 5, 3, 5, 3, 5, nothing, 4}));
  CHECK(latest.age[0] == -45);
  CHECK(guard(latest.table()) == "room.word: x.grade[0] is known at 1970-03-02, but must be known by the cut, 1970-01-16");

  options.by = Sight::known;
  options.max_age_days = 10;
  options.features = {"mood", "salary"};
  const FeaturesResult named = features(table.input(), options);
  CHECK(same(named.value, {nothing, nothing, 5, nothing, 5, nothing, nothing, nothing, 4, nothing}));
  CHECK(named.columns.stale == Days64{1, 0});
  CHECK(findings(named) == "other_feature:3@0-");
}

TEST_CASE("features: a correction replaces from the day on which it was entered") {
  const Records table({"a", "a"}, {"pay", "pay"}, {100, 120}, {10, 10}, {10, 30}, {"a", "a"}, {29, 30});
  CHECK(same(features(table.input(), {}).value, {100, 120}));
  // Without days of record a value counts as entered when it begins to hold.
  const Records plain({"a", "a"}, {"pay", "pay"}, {100, 120}, {10, 30}, {}, {"a", "a"}, {29, 30});
  const FeaturesResult result = features(plain.input(), {});
  CHECK(same(result.value, {100, 120}));
  CHECK(guard(result.table()) == "accepted");
}

TEST_CASE("features: records that contradict each other or say too little") {
  FeaturesOptions lenient;
  lenient.conflicts = Conflicts::leave_out;
  const auto both = [&](const Records& table, const std::string& refused, const std::string& found) {
    CHECK(sentence(table.input()) == "data.features: " + refused);
    CHECK(findings(features(table.input(), lenient)) == found);
  };
  both({{"a", "a"}, {"pay", "pay"}, {100, 120}, {10, 10}, {10, 10}, {"a"}, {29}}, "value[1] is 120, but must be 100, the pay that row 0 records for the same person and days", "two_values:1@1-");
  both({{"a", "a"}, {"pay", "pay"}, {100, 120}, {10, none}, {10, 10}, {"a"}, {29}}, "effective[1] is missing, but must be a day", "no_effective:1@1-");
  both({{"a", "a"}, {"pay", "pay"}, {100, 120}, {10, 11}, {none, 10}, {"a"}, {29}}, "recorded_at[0] is missing, but must be a day", "no_recorded_at:1@0-");
  const Records noticed({"a", "a", "a", "b", "a"}, {"pay", "pay", "pay", "pay", "pay"}, {100, 100, nothing, 7, 130}, {10, 10, 12, 12, 90}, {10, 10, 12, 12, 90}, {"a"}, {29});
  CHECK(findings(features(noticed.input(), {})) == "no_value:1@2- not_asked:1@3- duplicate:1@1- after_cut:1@4-");
  CHECK(same(features(noticed.input(), {}).value, {100}));
  FeaturesOptions twice;
  twice.features = {"pay", "mood", "pay"};
  CHECK(sentence(noticed.input(), twice) == "data.features: features[2] is \"pay\", but must be named once");
  FeaturesInput input = noticed.input();
  const std::vector<std::int64_t> numbers = {1};
  input.for_person = numbers;
  CHECK(sentence(input) == "data.features: for_person is numbers, but must be text, like person");
  const std::vector<double> halves = {10, 10.5, 12, 12, 90};
  input = noticed.input();
  input.effective = halves;
  CHECK(sentence(input) == "data.features: effective[1] is 10.5, but must be a whole number");
  const std::vector<double> infinite = {1, 2, 3, INFINITY, 5};
  input = noticed.input();
  input.value = infinite;
  CHECK(sentence(input) == "data.features: value[3] is inf, but must be finite");
}

TEST_CASE("features: golden values of a restatement in Python") {
  for (const std::string& file : golden::golden_files("data/features")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto& data = document["data"];
    const auto days = [&](const char* name) {
      Days64 out;
      for (const auto& value : data[name]) out.push_back(value.is_null() ? none : value.get<std::int64_t>());
      return out;
    };
    const auto numbers = [](const golden::json& list) {
      std::vector<double> out;
      for (const auto& value : list) out.push_back(value.is_null() ? nothing : value.get<double>());
      return out;
    };
    const Records table(data["person"].get<std::vector<std::string>>(), data["feature"].get<std::vector<std::string>>(), numbers(data["value"]), days("effective"),
                        days("recorded_at"), data["for_person"].get<std::vector<std::string>>(), days("cut"));
    FeaturesOptions options;
    options.conflicts = Conflicts::leave_out;
    options.by = document["options"]["by"] == "known" ? Sight::known : document["options"]["by"] == "effective" ? Sight::effective : Sight::latest;
    if (!document["options"]["features"].is_null()) options.features = document["options"]["features"].get<std::vector<std::string>>();
    if (!document["options"]["max_age_days"].is_null()) options.max_age_days = document["options"]["max_age_days"].get<std::int64_t>();
    const FeaturesResult result = features(table.input(), options);
    const auto& expected = document["expected"];
    CHECK(result.columns.feature == expected["feature"].get<std::vector<std::string>>());
    CHECK(same(result.value, numbers(expected["value"])));
    CHECK(same(result.known_at, numbers(expected["known_at"])));
    CHECK(result.columns.stale == expected["stale"].get<Days64>());
    CHECK(result.columns.known_late == expected["known_late"].get<Days64>());
    std::map<std::string, std::int64_t> counts;
    for (std::size_t i = 0; i < result.findings.finding.size(); ++i) counts[result.findings.finding[i]] = result.findings.count[i];
    CHECK(counts == expected["findings"].get<std::map<std::string, std::int64_t>>());
    if (options.by == Sight::known) CHECK(guard(result.table()) == "accepted");
    else CHECK(guard(result.table()).find("known by the cut") != std::string::npos);
  }
}

TEST_CASE("features: against plain loops on many small samples; order of records, threads and parts change nothing") {
  for (unsigned seed = 0; seed < 150; ++seed) {
    std::mt19937 draw(seed);
    const auto below = [&](unsigned n) { return static_cast<std::int64_t>(draw() % n); };
    const std::size_t n = draw() % 200, m = 1 + draw() % 30;
    std::vector<std::int64_t> person(n), feature(n), effective(n), recorded(n), asked(m), cut(m);
    std::vector<double> value(n);
    for (std::size_t i = 0; i < n; ++i) {
      person[i] = below(seed % 2 ? 5 : 1'000'000'000) * 7919;
      feature[i] = below(3);
      effective[i] = below(30);
      recorded[i] = below(30);
      value[i] = static_cast<double>(i);
    }
    for (std::size_t i = 0; i < m; ++i) {
      asked[i] = n > 0 && below(4) > 0 ? person[draw() % n] : below(5);
      cut[i] = below(30);
    }
    FeaturesInput input;
    input.person = person;
    input.feature = feature;
    input.value = value;
    input.effective = effective;
    input.recorded_at = recorded;
    input.for_person = asked;
    input.cut = cut;
    FeaturesOptions options;
    options.conflicts = Conflicts::leave_out;
    options.features = {"0", "1", "2"};
    options.by = static_cast<Sight>(seed % 3);
    std::vector<double> expected(m * 3, nothing);
    for (std::size_t row = 0; row < m; ++row)
      for (std::size_t j = 0; j < 3; ++j) {
        std::int64_t best = -1;
        for (std::size_t i = 0; i < n; ++i) {
          if (person[i] != asked[row] || feature[i] != static_cast<std::int64_t>(j)) continue;
          if (options.by != Sight::latest && effective[i] > cut[row]) continue;
          if (options.by == Sight::known && recorded[i] > cut[row]) continue;
          const auto b = static_cast<std::size_t>(best);
          if (best < 0 || effective[i] > effective[b] || (effective[i] == effective[b] && recorded[i] > recorded[b])) best = static_cast<std::int64_t>(i);
        }
        if (best >= 0) expected[row * 3 + j] = value[static_cast<std::size_t>(best)];
      }
    const FeaturesResult result = features(input, options);
    CHECK(same(result.value, expected));
    RunContext context;
    context.threads = 3;
    CHECK(save_document("data.features", Object::of(features(input, options, context))) == save_document("data.features", Object::of(result)));
    // Rows asked for in two parts are the rows asked for at once.
    const std::int64_t half = static_cast<std::int64_t>(m) / 2;
    FeaturesInput part = input;
    part.for_person = slice(input.for_person, 0, half);
    part.cut = slice(input.cut, 0, half);
    CHECK(same(features(part, options).value, std::vector<double>(expected.begin(), expected.begin() + half * 3)));
    // Parts of the table keep their days: a part is refused exactly when it holds a value that was known too late.
    const Table table = result.table();
    const auto late = [&](std::int64_t from, std::int64_t to) {
      for (std::int64_t cell = from * 3; cell < to * 3; ++cell)
        if (result.known_at[static_cast<std::size_t>(cell)] > static_cast<double>(cut[static_cast<std::size_t>(cell / 3)])) return true;
      return false;
    };
    const auto rows = static_cast<std::int64_t>(m);
    CHECK((guard(slice(table, 0, half)) != "accepted") == late(0, half));
    CHECK((guard(slice(table, half, rows - half)) != "accepted") == late(half, rows));
    Table one_day = table;
    one_day.set_known_at("", When(10));
    one_day.cut = When(9);
    CHECK((guard(slice(one_day, half, rows - half)) != "accepted") == (rows > half));
  }
}

TEST_CASE("features: many records, one person, nothing") {
  const std::int64_t n = 300'000;
  std::vector<std::int32_t> person(n), feature(n), effective(n), recorded(n);
  std::vector<float> value(n);
  std::mt19937 draw(1);
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
    person[i] = 0;
    feature[i] = static_cast<std::int32_t>(i % 2);
    effective[i] = static_cast<std::int32_t>(draw() % 100'000);
    recorded[i] = 200'000 - effective[i];  // the newest are entered first: the worst order for a search that walks back
    value[i] = static_cast<float>(effective[i]);
  }
  const std::vector<std::int32_t> asked(100'000, 0);
  std::vector<std::int32_t> cut(100'000);
  std::iota(cut.begin(), cut.end(), 100'000);
  FeaturesInput input;
  input.person = person;
  input.feature = feature;
  input.value = value;
  input.effective = effective;
  input.recorded_at = recorded;
  input.for_person = asked;
  input.cut = cut;
  FeaturesOptions options;
  options.conflicts = Conflicts::leave_out;
  const FeaturesResult result = features(input, options);
  CHECK(result.columns.filled[0] > 99'000);
  for (std::size_t i = 0; i < result.value.size(); i += 997)
    if (!std::isnan(result.value[i])) CHECK(200'000 - result.value[i] <= cut[i / 2]);
  // No records, no rows, neither.
  const std::vector<std::int64_t> empty;
  const std::vector<double> no_values;
  FeaturesInput bare;
  bare.person = bare.feature = bare.effective = bare.for_person = bare.cut = empty;
  bare.value = no_values;
  CHECK(features(bare, {}).value.empty());
  bare.for_person = asked;
  bare.cut = cut;
  CHECK(features(bare, {}).value.empty());
  options.features = {"pay"};
  CHECK(features(bare, options).columns.missing == Days64{100'000});
  bare.for_person = bare.cut = empty;
  const FeaturesResult none_asked = features(bare, options);
  CHECK(none_asked.table().columns.size() == 1);
  CHECK(guard(none_asked.table()) == "accepted");
}

TEST_CASE("features: the result survives its bytes, with its table") {
  const Records table({"a", "a"}, {"pay", "mood"}, {100, 3}, {10, 12}, {10, 40}, {"a", "b"}, {29, 30});
  FeaturesOptions options;
  options.by = Sight::effective;
  const Object result = Object::of(features(table.input(), options));
  const std::string bytes = save_document("data.features", result);
  const Object again = load_document(bytes, "data.features", type_of<FeaturesResult>);
  CHECK(save_document("data.features", again) == bytes);
  REQUIRE(again.as<FeaturesResult>() != nullptr);
  CHECK(guard(again.as<FeaturesResult>()->table()) == "room.word: x.mood[0] is known at 1970-02-10, but must be known by the cut, 1970-01-30");
}
