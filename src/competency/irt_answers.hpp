// Answers as the kernels want them: items in groups of a few, a byte for each row and group.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "competency/irt_kernel.hpp"
#include "core/team.hpp"
#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::competency {

inline constexpr std::int64_t most_answers = 40;

/// Items that stand together; digits: (patterns, count), an answer's place, or the item's number of answers where it is missing.
struct IrtGroup {
  std::int64_t first = 0, count = 0, patterns = 1;
  std::vector<std::uint8_t> digits;
};

/// The items that are modelled.
struct IrtTest {
  std::vector<std::uint8_t> categories;
  std::vector<IrtGroup> groups;
  std::int64_t items() const noexcept { return static_cast<std::int64_t>(categories.size()); }
  IrtTest() = default;
  /// missing[j]: whether answers to item j can be missing.
  IrtTest(std::vector<std::uint8_t> item_categories, const std::vector<bool>& missing);
};

/// Rows with their codes.
struct IrtRows {
  std::int64_t rows = 0;
  std::vector<std::uint8_t> codes;  ///< (rows, groups)
  std::vector<double> weights;      ///< empty: ones
  std::vector<NodeWindow> windows;
};

/// What a column holds.
struct AnswerCounts {
  std::vector<std::int64_t> values;  ///< distinct, ascending
  std::vector<double> people;        ///< how many gave it
  double answered = 0.0;
  bool missing = false;
};

/// Distinct answers of each column among rows with positive weight. Refuses text, more than most_answers, answers beyond the bounds.
std::vector<AnswerCounts> count_answers(std::string_view analysis, const Table& answers, const Column& weights, std::optional<std::int64_t> lowest,
                                        std::optional<std::int64_t> highest, Team& team);

/// Codes of all rows (windows unknown). columns[j] is where item j stands in the table, -1 where it is missing; values[j] its answers, ascending.
/// An answer that is not among them is refused, naming column and row, unless its row has no weight.
IrtRows read_rows(std::string_view analysis, const Table& answers, const IrtTest& test, const std::vector<std::int64_t>& columns,
                  const std::vector<std::vector<std::int64_t>>& values, const Column& weights, Team& team);

/// Keeps rows with positive weight and an answer, and joins equal rows where there are few kinds of them. Returns how many with positive weight had no answer.
std::int64_t settle(const IrtTest& test, const Column& weights, IrtRows& rows);

/// Every so many-th row.
IrtRows sample_of(const IrtTest& test, const IrtRows& rows, std::int64_t count);

}  // namespace mainstay::inline v1::competency
