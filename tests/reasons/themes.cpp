#include "mainstay/reasons/themes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <map>
#include <random>

#include "golden.hpp"
#include "labels.hpp"
#include "reasons/themes_kernel.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::reasons;

namespace {

struct Named {
  std::vector<std::int64_t> person{};
  std::vector<std::string> theme{}, group{};
  Labels themes_column{}, groups_column{};
  std::int64_t next = 0;
  void name(const std::string& what, const std::string& where, int people) {
    for (int i = 0; i < people; ++i) person.push_back(next++), theme.push_back(what), group.push_back(where);
  }
  ThemesResult tell(bool grouped, std::int64_t smallest = 5) {
    ThemesInput input;
    input.person = Column(person);
    input.theme = themes_column.column(theme);
    if (grouped) input.group = groups_column.column(group);
    ThemesOptions options;
    options.smallest = smallest;
    return themes(input, options, {});
  }
};

std::string told(const ThemesResult& result) {
  std::string out;
  for (std::size_t i = 0; i < result.cells.people.size(); ++i) out += (out.empty() ? "" : " ") + (std::isnan(result.cells.people[i]) ? word(result.cells.status, i).substr(0, 1) : std::to_string(static_cast<int>(result.cells.people[i])));
  return out;
}

// Whether the value of a cell follows from the told ones: its unit vector lies in the span of the rows that say "cells of a line less its total are 0", restricted to the cells kept back.
bool follows(const std::vector<std::int32_t>& status, std::int64_t rows, std::int64_t columns, std::size_t cell) {
  std::vector<std::vector<double>> lines;
  const auto add = [&](const std::vector<std::int64_t>& places) {
    std::vector<double> line(status.size(), 0.0);
    for (std::size_t i = 0; i < places.size(); ++i)
      if (status[static_cast<std::size_t>(places[i])] != 0) line[static_cast<std::size_t>(places[i])] = i + 1 < places.size() ? 1.0 : -1.0;
    lines.push_back(line);
  };
  for (std::int64_t j = 0; j < columns; ++j) {
    std::vector<std::int64_t> places;
    for (std::int64_t i = 0; i < rows; ++i) places.push_back(i * columns + j);
    add(places);
  }
  for (std::int64_t i = 0; columns > 1 && i < rows; ++i) {
    std::vector<std::int64_t> places;
    for (std::int64_t j = 0; j < columns; ++j) places.push_back(i * columns + j);
    add(places);
  }
  const auto rank = [](std::vector<std::vector<double>> m) {
    std::size_t r = 0;
    for (std::size_t c = 0; r < m.size() && c < m[0].size(); ++c) {
      std::size_t p = r;
      for (std::size_t i = r; i < m.size(); ++i)
        if (std::fabs(m[i][c]) > std::fabs(m[p][c])) p = i;
      if (std::fabs(m[p][c]) < 1e-9) continue;
      std::swap(m[p], m[r]);
      for (std::size_t i = r + 1; i < m.size(); ++i) {
        const double factor = m[i][c] / m[r][c];
        for (std::size_t k = c; k < m[0].size(); ++k) m[i][k] -= factor * m[r][k];
      }
      ++r;
    }
    return r;
  };
  const std::size_t before = rank(lines);
  std::vector<double> unit(status.size(), 0.0);
  unit[cell] = 1.0;
  lines.push_back(unit);
  return rank(lines) == before;
}

}  // namespace

TEST_CASE("themes: tables worked out by hand") {
  Named one;
  one.name("pay", "", 20), one.name("boss", "", 9), one.name("noise", "", 3);
  // 20 + 9 + 3 = 32: the 3 would follow from the total, so the 9 goes too.
  CHECK(told(one.tell(false)) == "c s 20 32");
  CHECK(told(one.tell(false, 3)) == "9 3 20 32");
  one.name("food", "", 4);  // 3 + 4 hide each other: together 7
  CHECK(told(one.tell(false)) == "9 s s 20 36");
  Named two;  // boss, noise, pay by north and south
  two.name("boss", "n", 12), two.name("boss", "s", 10), two.name("noise", "n", 2), two.name("noise", "s", 30), two.name("pay", "n", 40), two.name("pay", "s", 7);
  // noise: n is small; in its row s hides it, in its column the cheapest partner is boss, so boss of s too.
  CHECK(told(two.tell(true)) == "c c 22 s c 32 40 7 47 54 47 101");
  const ThemesResult result = two.tell(true);
  CHECK(result.small == 1);
  CHECK(result.complementary == 3);
  CHECK(result.quotable[0] == 0);
  CHECK(result.quotable.back() == 1);
}

TEST_CASE("themes: people count once, rows without a theme nowhere") {
  Named named;
  named.name("pay", "", 6);
  for (int i = 0; i < 6; ++i) named.person.push_back(0), named.theme.push_back(i < 3 ? "pay" : ""), named.group.push_back("");
  const ThemesResult result = named.tell(false);
  CHECK(told(result) == "6 6");
  CHECK(result.without_theme == 3);
  CHECK(result.quotable.back() == 0);
}

TEST_CASE("themes: nothing kept back follows from what is told") {
  std::mt19937 random(3);
  for (int round = 0; round < 600; ++round) {
    const std::int64_t rows = 2 + random() % 5, columns = random() % 4 == 0 ? 1 : 2 + random() % 5;
    std::vector<std::int64_t> count(static_cast<std::size_t>(rows * columns), 0);
    const std::int64_t inner = columns == 1 ? 1 : columns - 1;
    for (std::int64_t i = 0; i + 1 < rows; ++i)
      for (std::int64_t j = 0; j < inner; ++j) {
        const std::int64_t people = random() % 3 == 0 ? random() % 6 : random() % 40;
        count[static_cast<std::size_t>(i * columns + j)] = people;
        count[static_cast<std::size_t>((rows - 1) * columns + j)] += people;
        if (columns == 1) continue;
        count[static_cast<std::size_t>(i * columns + columns - 1)] += people;
        count[static_cast<std::size_t>(rows * columns - 1)] += people;
      }
    const std::vector<std::int32_t> status = keep_back(count, rows, columns, 5);
    for (std::size_t cell = 0; cell < status.size(); ++cell) {
      CHECK((count[cell] > 0 && count[cell] < 5) == (status[cell] == 1));
      if (status[cell] != 0) CHECK_FALSE(follows(status, rows, columns, cell));
    }
    for (std::int64_t j = 0; j < columns; ++j) {  // what a told total leaves over is of enough people
      std::int64_t people = 0;
      bool kept = false;
      for (std::int64_t i = 0; i + 1 < rows; ++i)
        if (status[static_cast<std::size_t>(i * columns + j)] != 0) kept = true, people += count[static_cast<std::size_t>(i * columns + j)];
      if (kept && status[static_cast<std::size_t>((rows - 1) * columns + j)] == 0) CHECK(people >= 5);
    }
  }
}

// Every way to fill what is kept back with whole numbers from 0 on: a small cell can hold at least two numbers.
TEST_CASE("themes: small cells keep a choice, by trying every filling") {
  std::mt19937 random(8);
  for (int round = 0; round < 60; ++round) {
    const std::int64_t rows = 3 + random() % 2, columns = 3;
    std::vector<std::int64_t> count(static_cast<std::size_t>(rows * columns), 0);
    for (std::int64_t i = 0; i + 1 < rows; ++i)
      for (std::int64_t j = 0; j < 2; ++j) {
        const std::int64_t people = 1 + random() % 9;
        for (const std::int64_t cell : {i * columns + j, (rows - 1) * columns + j, i * columns + 2, rows * columns - 1}) count[static_cast<std::size_t>(cell)] += people;
      }
    const std::vector<std::int32_t> status = keep_back(count, rows, columns, 3);
    std::vector<std::vector<bool>> seen(count.size(), std::vector<bool>(80, false));
    std::vector<std::int64_t> fill = count;
    std::vector<std::size_t> open;  // inner cells kept back; totals follow
    for (std::int64_t i = 0; i + 1 < rows; ++i)
      for (std::int64_t j = 0; j < 2; ++j)
        if (status[static_cast<std::size_t>(i * columns + j)] != 0) open.push_back(static_cast<std::size_t>(i * columns + j));
    const std::function<void(std::size_t)> attempt = [&](std::size_t place) {
      if (place < open.size()) {
        for (std::int64_t v = 0; v <= 14; ++v) fill[open[place]] = v, attempt(place + 1);
        return;
      }
      std::vector<std::int64_t> all = fill;
      for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j) {
          if (i + 1 < rows && j < 2) continue;
          std::int64_t sum = 0;
          for (std::int64_t a = (i + 1 < rows ? i : 0); a < (i + 1 < rows ? i + 1 : rows - 1); ++a)
            for (std::int64_t b = (j < 2 ? j : 0); b < (j < 2 ? j + 1 : 2); ++b) sum += fill[static_cast<std::size_t>(a * columns + b)];
          const auto cell = static_cast<std::size_t>(i * columns + j);
          if (status[cell] == 0 && sum != count[cell]) return;
          all[cell] = sum;
        }
      for (std::size_t cell = 0; cell < all.size(); ++cell)
        if (all[cell] < 80) seen[cell][static_cast<std::size_t>(all[cell])] = true;
    };
    if (open.size() > 5) continue;
    attempt(0);
    for (std::size_t cell = 0; cell < count.size(); ++cell)
      if (status[cell] == 1) CHECK(std::count(seen[cell].begin(), seen[cell].end(), true) >= 2);
  }
}

TEST_CASE("themes: bridges are those of networkx") {
  for (const std::string& file : golden::golden_files("reasons/themes")) {
    const auto document = golden::load_golden(file);
    for (const auto& one : document["expect"]) {
      std::vector<std::int32_t> status;
      for (const auto& cell : one["status"]) status.push_back(cell);
      CHECK(bridges(status, one["rows"], one["columns"]) == golden::integers(one["bridges"]));
    }
  }
}

TEST_CASE("themes: one theme in two writings is refused, rows that say the same are counted") {
  Named named;
  named.name("pay", "x", 3), named.name("Pay", "x", 3);
  CHECK(sentence([&] { named.tell(false); }) == "reasons.themes: theme[3] is \"Pay\", but must be written as in row 0, \"pay\"");
  Named again;
  again.name("pay", "x", 6);
  again.person.push_back(0), again.theme.push_back("pay"), again.group.push_back("x");
  CHECK(again.tell(false).repeated == 1);
}
