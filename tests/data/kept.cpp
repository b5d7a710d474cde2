#include "data/kept.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "labels.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::data;

namespace {

struct VisitsInput {
  static constexpr const char* record = "VisitsInput";
  Column person{}, pay{}, day{};
  Table x{};
  void describe(Fields& f) {
    f("person", person, "Who.").per("n").category();
    f("pay", pay, "How much.").per("n").may_be_missing().optional();
    f("x", x, "Attributes.").per("n", "c").may_be_missing().optional();
    f("day", day, "When, of a list of its own.").per("m").optional();
  }
};

struct VisitsOptions {
  static constexpr const char* record = "VisitsOptions";
  bool strict = false;
  void describe(Fields& f) { f("strict", strict, "Whether."); }
};

struct VisitsState : KeptState<VisitsOptions> {
  static constexpr const char* record = "VisitsState";
  void update(const VisitsInput& input) { keep_part("data.visits", *this, input); }
  void merge(const VisitsState& other) { merge_parts("data.visits", *this, other); }
};

struct Visits {
  std::vector<std::string> person{}, city{};
  std::vector<double> pay{}, day{};
  void add(const Visits& from, std::size_t i) { person.push_back(from.person[i]), city.push_back(from.city[i]), pay.push_back(from.pay[i]); }
  void update(VisitsState& state, bool turned = false) const {
    Labels labels;
    VisitsInput input;
    input.person = labels.column(person), input.pay = pay, input.day = day;
    const Column cities = labels.column(city);
    if (turned) input.x.add("twice", pay), input.x.add("city", cities);
    else input.x.add("city", cities), input.x.add("twice", pay);
    state.update(input);
  }
};

Visits drawn(std::mt19937& random, std::size_t rows) {
  Visits all;
  for (std::size_t i = 0; i < rows; ++i) {
    all.person.push_back("p" + std::to_string(random() % 9)), all.city.push_back(random() % 4 == 0 ? "" : "c" + std::to_string(random() % 7));
    all.pay.push_back(random() % 5 == 0 ? std::nan("") : static_cast<double>(random() % 3) - 1.0);
  }
  return all;
}

std::string bytes(const VisitsState& state) { return to_json(Object::of(state)); }

}  // namespace

TEST_CASE("kept: parts in any order give the bytes of the whole, which are its rows in rising order") {
  std::mt19937 random(17);
  for (int round = 0; round < 200; ++round) {
    const Visits all = drawn(random, random() % 30);
    Visits parts[4];
    for (std::size_t i = 0; i < all.person.size(); ++i) parts[random() % 4].add(all, i);
    for (int day = 0; day < 5; ++day) parts[random() % 4].day.push_back(static_cast<double>(random() % 6));
    Visits whole = all;
    for (const Visits& part : parts) whole.day.insert(whole.day.end(), part.day.begin(), part.day.end());
    VisitsState one;
    whole.update(one);

    VisitsState updated, merged;
    for (const std::size_t k : {2, 0, 3, 1}) parts[k].update(updated, round % 2 == 1 && k == 3 && !parts[2].person.empty());
    for (const std::size_t k : {3, 1, 0, 2}) {
      VisitsState part;
      parts[k].update(part);
      merged.merge(part);
    }
    CHECK(bytes(updated) == bytes(one));
    CHECK(bytes(merged) == bytes(one));

    // The rows, by the plain way: labels by name, missing ones last.
    std::vector<std::vector<std::string>> rows, kept;
    const auto number = [](double value) { return std::isnan(value) ? std::string("~") : std::to_string(static_cast<int>(value) + 1); };
    for (std::size_t i = 0; i < all.person.size(); ++i) rows.push_back({all.person[i], number(all.pay[i]), all.city[i].empty() ? "~" : all.city[i], number(all.pay[i])});
    std::sort(rows.begin(), rows.end());
    const auto table = std::find_if(one.kept.begin(), one.kept.end(), [](const KeptTable& kept_table) { return kept_table.shape == "n"; });
    REQUIRE(table != one.kept.end());
    for (std::size_t i = 0; i < static_cast<std::size_t>(table->rows); ++i) {
      std::vector<std::string>& row = kept.emplace_back();
      for (const KeptColumn& column : table->columns) row.push_back(!column.text || std::isnan(column.values[i]) ? number(column.values[i]) : column.labels[static_cast<std::size_t>(column.values[i])]);
    }
    CHECK(kept == rows);
  }
}

TEST_CASE("kept: a refused part leaves the state as it was, also when a table before the refused one was fine") {
  std::mt19937 random(3);
  Visits some = drawn(random, 12);
  some.day = {3, 1};
  VisitsState state;
  some.update(state);
  const std::string before = bytes(state);

  const std::vector<double> person{4, 5}, day{2, 9};
  Labels labels;
  VisitsInput numbers;
  numbers.person = person, numbers.pay = day, numbers.day = day;
  numbers.x.add("city", labels.column({"c1", "c2"})), numbers.x.add("twice", day);
  CHECK(sentence([&] { state.update(numbers); }) == "data.visits: person is numbers, but must be text, as in the parts before");
  CHECK(bytes(state) == before);

  VisitsInput without = numbers;
  without.person = labels.column({"p1", "new"}), without.pay = {};
  CHECK(sentence([&] { state.update(without); }) == "data.visits: pay is given in some of the parts only");
  CHECK(bytes(state) == before);

  VisitsState other;
  other.update(without);
  CHECK(sentence([&] { state.merge(other); }) == "data.visits: pay is given in some of the parts only");
  CHECK(bytes(state) == before);

  state.advance();
  CHECK(sentence([&] { some.update(state); }) == "data.visits: the round of this state is over; begin a new one");
}

TEST_CASE("kept: a column of nothing is of either kind, whichever part comes first") {
  const std::vector<double> person{4, 5};
  Labels labels;
  VisitsInput numbers, nothing;
  numbers.person = person, nothing.person = person;
  numbers.x.add("band", person), nothing.x.add("band", labels.column({"", ""}));
  VisitsState left, right;
  left.update(numbers), right.update(nothing);
  VisitsState both = left, turned = right;
  both.merge(right), turned.merge(left);
  CHECK(bytes(both) == bytes(turned));
  REQUIRE(both.kept.size() == 1);
  CHECK_FALSE(both.kept[0].columns[1].text);
  CHECK(both.kept[0].columns[1].values[0] == 4.0);
  check_kept("data.visits", both.kept);

  both.merge(both);
  CHECK(both.kept[0].rows == 8);
  check_kept("data.visits", both.kept);
}

TEST_CASE("kept: a state whose bytes were altered is refused before its rows are touched") {
  std::mt19937 random(5);
  const Visits some = drawn(random, 12);
  VisitsState good;
  some.update(good);
  const auto refused = [&](const auto& alter) {
    VisitsState bad = good;
    alter(*std::find_if(bad.kept.begin(), bad.kept.end(), [](const KeptTable& table) { return table.shape == "n"; }));
    return sentence([&] { some.update(bad); });
  };
  CHECK(refused([](KeptTable& table) { table.columns[0].values[11] = 1e6; }) == "data.visits: a state whose values lie outside the labels");
  CHECK(refused([](KeptTable& table) { table.columns[0].values.pop_back(); }) == "data.visits: a state whose kept columns differ in length");
  CHECK(refused([](KeptTable& table) { table.columns[1].name = "person"; }) == "data.visits: a state whose kept columns repeat");
  CHECK(refused([](KeptTable& table) { std::swap(table.columns[0].values[0], table.columns[0].values[11]); }) == "data.visits: a state whose kept rows are not in rising order");
}
