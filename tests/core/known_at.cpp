// The guard against leaks, which every analysis has through check().
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "mainstay/core/description.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;

namespace {

struct Rows {
  static constexpr const char* record = "Rows";
  Table x{};
  Column y{};
  void describe(Fields& f) {
    f("x", x, "Attributes.").per("n").may_be_missing();
    f("y", y, "Outcome.").per("n").optional();
  }
};

std::string sentence(const Table& x) {
  Rows rows;
  rows.x = x;
  return ::sentence([&] { check("room.word", rows, NoOptions{}); });
}

const std::vector<double> age = {31, 45, 28}, mood = {3, NAN, 5};
const std::vector<std::int64_t> asked = {19000, 19010, 19020};

Table people() {
  Table table;
  table.add("age", age);
  table.add("mood", mood);
  return table;
}

}  // namespace

TEST_CASE("known_at: a value known after the cut is named by column and row") {
  Table table = people();
  CHECK(sentence(table) == "accepted");
  table.set_known_at("age", When(0));
  table.set_known_at("mood", asked);
  table.cut = When(19020);
  CHECK(sentence(table) == "accepted");  // the day of the cut itself is not too late
  table.cut = When(19019);
  CHECK(sentence(table) == "room.word: x.mood[2] is known at 2022-01-28, but must be known by the cut, 2022-01-27");
  const std::vector<std::int64_t> cuts = {19000, 19009, 19020};
  table.cut = cuts;
  CHECK(sentence(table) == "room.word: x.mood[1] is known at 2022-01-18, but must be known by the cut, 2022-01-17");  // missing, but known to be so
  table.set_known_at("", When(19001));
  CHECK(sentence(table) == "room.word: x.age[0] is known at 2022-01-09, but must be known by the cut, 2022-01-08");
  try {
    Rows rows;
    rows.x = table;
    check("room.word", rows, NoOptions{});
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::invalid_argument);
    CHECK(error.argument() == "x.age");
    CHECK(error.index() == 0);
    CHECK(error.value() == "known at 2022-01-09");
  }
}

TEST_CASE("known_at: what is left open is asked for") {
  Table table = people();
  table.set_known_at("age", When(0));
  CHECK(sentence(table) == "room.word: x is dated (known_at) without a cut, but must be given the day by which its values have to be known");
  table.cut = When(19020);
  CHECK(sentence(table) == "room.word: x.mood is without known_at, but must be dated like the whole of x, which has a cut");
  table.known_at.clear();
  CHECK(sentence(table) == "room.word: x.age is without known_at, but must be dated like the whole of x, which has a cut");
  table.set_known_at("", When(0));
  CHECK(sentence(table) == "accepted");
  // Days of single rows.
  const std::vector<double> days = {19000, NAN, NAN};
  table.set_known_at("mood", days);
  CHECK(sentence(table) == "room.word: x.mood[2] is known at no stated day, but must be known by the cut, 2022-01-28");
  const std::vector<double> never = {19000, NAN, INFINITY}, always(3, -INFINITY);
  table.set_known_at("mood", never);
  CHECK(sentence(table) == "room.word: x.mood[2] is known at no day that comes, but must be known by the cut, 2022-01-28");
  table.set_known_at("mood", always);
  CHECK(sentence(table) == "accepted");
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
    const std::vector<double> cuts = {19020, bad, 19020};
    table.cut = cuts;
    CHECK(sentence(table) == "room.word: x[1] is without a cut, but must be given the day by which its values have to be known");
  }
  const std::uint8_t bits = 0b101;
  Column masked(asked);
  masked.validity = &bits;
  table.cut = masked;
  CHECK(sentence(table) == "room.word: x[1] is without a cut, but must be given the day by which its values have to be known");
}

TEST_CASE("known_at: shapes and types") {
  Table table = people();
  const std::vector<std::int64_t> two = {1, 2};
  table.set_known_at("", two);
  table.cut = When(19020);
  CHECK(sentence(table) == "room.word: known_at of x.age has 2 rows, but must have 3, as x");
  table.set_known_at("", When(1));
  table.cut = two;
  CHECK(sentence(table) == "room.word: the cut of x has 2 rows, but must have 3, as x");
  table.cut = When(5);
  table.known_at.pop_back();
  CHECK(sentence(table) == "room.word: x says for 1 columns when they were known, but must for all 2 or none");
  const std::vector<std::string_view> levels = {"a"};
  const std::vector<std::int32_t> codes = {0, 0, 0};
  Column text(codes);
  text.categorical = true;
  text.levels = levels;
  table.set_known_at("mood", text);
  table.set_known_at("age", When(1));
  CHECK(sentence(table) == "room.word: known_at of x.mood is text, but must be days since 1970-01-01");
  try {
    table.set_known_at("agee", When(1));
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "mainstay: agee is unknown, but must be one of the columns age, mood");
  }
  // A column added later has to be dated, too.
  table.set_known_at("", When(1));
  table.add("late", age);
  CHECK(sentence(table) == "room.word: x.late is without known_at, but must be dated like the whole of x, which has a cut");
}

TEST_CASE("known_at: the first late value of a long table, in any width") {
  const std::int64_t n = 10'000;
  std::vector<double> values(n, 1.0);
  std::vector<std::int16_t> known(n, 100);
  std::vector<float> cuts(n, 100.0f);
  known[7777] = 101;
  known[9000] = 102;
  Table table;
  table.add("a", values);
  table.set_known_at("a", known);
  table.cut = cuts;
  CHECK(sentence(table) == "room.word: x.a[7777] is known at 1970-04-12, but must be known by the cut, 1970-04-11");
  known[7777] = 100;
  known[9000] = 100;
  CHECK(sentence(table) == "accepted");
}
