#include "mainstay/reasons/themes.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/at.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "data/spelling.hpp"
#include "mainstay/core/error.hpp"
#include "reasons/themes_kernel.hpp"

namespace mainstay::inline v1::reasons {

namespace {

constexpr const char* key = "reasons.themes";

}  // namespace

ThemesResult themes(const ThemesInput& input, const ThemesOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const data::Groups people = data::encode_groups(key, "person", input.person), names = data::encode_groups(key, "theme", input.theme);
  data::refuse_alike(key, "theme", names);
  data::Groups groups;
  const bool grouped = input.group.given();
  if (grouped) {
    groups = data::encode_groups(key, "group", input.group);
    data::refuse_alike(key, "group", groups);
  }
  const std::int64_t rows = names.count + 1, columns = grouped ? groups.count + 1 : 1;
  if (rows * columns > 50'000'000) refuse(key, "group", std::to_string(columns - 1) + " groups", "so few that themes by groups are at most 50 million cells");
  std::vector<std::tuple<std::int32_t, std::int32_t, std::int32_t>> named;  // theme, group, person
  ThemesResult result;
  for (std::int64_t i = 0; i < input.person.size; ++i) {
    const std::int32_t theme = names.codes[at(i)];
    if (theme < 0) ++result.without_theme;
    else named.emplace_back(theme, grouped ? groups.codes[at(i)] : 0, people.codes[at(i)]);
  }
  std::sort(named.begin(), named.end());
  const std::size_t rows_named = named.size();
  named.erase(std::unique(named.begin(), named.end()), named.end());
  result.repeated = static_cast<std::int64_t>(rows_named - named.size());
  std::vector<std::int64_t> count(at(rows * columns), 0);
  for (const auto& [theme, group, person] : named) {
    ++count[at(theme * columns + group)];
    ++count[at((rows - 1) * columns + group)];
    if (!grouped) continue;
    ++count[at(theme * columns + columns - 1)];
    ++count[at(rows * columns - 1)];
  }
  const std::vector<std::int32_t> status = keep_back(count, rows, columns, options.smallest);
  ThemeCells& cells = result.cells;
  cells.theme.levels = names.names();
  if (grouped) cells.group.levels = groups.names();
  cells.status.levels = words_of(CellStatus{});
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < columns; ++j) {
      const std::size_t cell = at(i * columns + j);
      cells.theme.codes.push_back(i + 1 < rows ? static_cast<std::int32_t>(i) : -1);
      cells.group.codes.push_back(grouped && j + 1 < columns ? static_cast<std::int32_t>(j) : -1);
      cells.status.codes.push_back(status[cell]);
      cells.people.push_back(status[cell] == 0 ? static_cast<double>(count[cell]) : std::numeric_limits<double>::quiet_NaN());
      if (status[cell] == 1) ++result.small;
      if (status[cell] == 2) ++result.complementary;
    }
  for (std::int64_t i = 0; i < input.person.size; ++i) {
    const std::int32_t theme = names.codes[at(i)];
    const bool told = theme >= 0 && status[at(theme * columns + (grouped ? groups.codes[at(i)] : 0))] == 0 && status[at(theme * columns + columns - 1)] == 0;
    result.quotable.push_back(told ? 1 : 0);
  }
  return result;
}

constinit const Function themes_analysis = analysis<&themes>(key, "How many people name which theme, so that nobody among few is found out?");

}  // namespace mainstay::inline v1::reasons
