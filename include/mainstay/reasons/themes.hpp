// How many people name which theme, told so that nobody among few can be found out.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::reasons {

struct ThemesInput {
  static constexpr const char* record = "ThemesInput";
  Column person{}, theme{}, group{};
  void describe(Fields& f) {
    f("person", person, "Who named the theme. Several rows of one person, theme and group count once.").per("n").category();
    f("theme", theme, "The theme or reason; missing where a text has none: such rows count nowhere.").per("n").category().may_be_missing();
    f("group", group, "Unit, site or class by which themes are told apart. Left out: no groups.").per("n").category().optional();
  }
};

struct ThemesOptions {
  static constexpr const char* record = "ThemesOptions";
  std::int64_t smallest = 5;
  void describe(Fields& f) { f("smallest", smallest, "Cells of fewer people, but not of none, are not told.").between(2, 1000000); }
};

enum class CellStatus : std::int32_t { told, small, complementary };
constexpr auto choices(CellStatus) {
  return std::array{choice(CellStatus::told, "told", "It is told."), choice(CellStatus::small, "small", "It is not told: fewer people than `smallest`."),
                    choice(CellStatus::complementary, "complementary", "It is not told, because with the totals it would give a small one away.")};
}

struct ThemeCells {
  static constexpr const char* record = "ThemeCells";
  Categories theme{}, group{}, status{};
  std::vector<double> people{};
  void describe(Fields& f) {
    f("theme", theme, "The theme; missing for the total of all themes.").per("cells").may_be_missing();
    f("group", group, "The group; missing for the total of all groups, and where there are no groups.").per("cells").may_be_missing();
    f("status", status, "Whether it is told.").per("cells");
    f("people", people, "People who named the theme; in totals of themes a person counts once for each theme. Missing (NaN) where it is not told.").per("cells").may_be_missing().at_least(0);
  }
};

struct ThemesResult {
  static constexpr const char* record = "ThemesResult";
  ThemeCells cells{};
  std::vector<std::int64_t> quotable{};
  std::int64_t small = 0, complementary = 0, without_theme = 0, repeated = 0;
  void describe(Fields& f) {
    f("cells", cells, "Themes by groups, with totals, in rising order, totals last.");
    f("quotable", quotable, "1 for a row whose theme is told in its group and in all: a scrubbed quote of it hides among enough people. 0 for the others.").per("n").between(0, 1);
    f("small", small, "Cells that are too small.").at_least(0);
    f("complementary", complementary, "Cells not told on account of others.").at_least(0);
    f("without_theme", without_theme, "Rows without a theme.").at_least(0);
    f("repeated", repeated, "Rows of a person, theme and group that another row has too: counted once.").at_least(0);
  }
};

/// Counts people by theme and group, and keeps back cells of 1 to smallest - 1 people, totals included. Then more, until (1) in each row and column whose total is told the cells kept back hold `smallest` people together, and (2) no cell
/// kept back follows from those told and the totals: as edges between rows and columns (totals are a row and a column) those kept back hold no bridge. Further cells are the smallest that serve, ties by order.
/// What can be computed exactly is excluded by this; bounds (between 1 and 9) are not. The same themes told by another grouping, or a month later, can give away what neither does alone.
/// Themes or groups that differ in writing only ("Pay", "pay") are refused: apart they might both be too small. O(n log n + cells · cells kept back).
ThemesResult themes(const ThemesInput& input, const ThemesOptions& options = {}, const RunContext& context = {});

extern const Function themes_analysis;

}  // namespace mainstay::inline v1::reasons
