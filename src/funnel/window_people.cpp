#include "funnel/window_people.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

std::vector<std::int64_t> whole_numbers(const Column& column, std::int64_t missing) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(column.size));
  std::vector<std::int64_t> scratch(block);
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* read = read_integers(column, first, count, scratch.data(), missing);
    std::copy_n(read, count, values.begin() + first);
  }
  return values;
}

void index_people(const WindowInput& input, People& people) {
  const Column& id = input.person_id;
  if (id.categorical != input.person.categorical)
    throw Error(ErrorCode::wrong_type, analysis_key, "person_id", -1, id.categorical ? "text" : "numbers",
                input.person.categorical ? "text, as person is" : "numbers, as person is");
  people.text = id.categorical;
  const std::vector<std::int64_t> values = whole_numbers(id, 0);
  if (!people.text) {
    people.by_number = data::WholeIndex(values);
    if (const std::int64_t row = people.by_number.duplicate(); row >= 0)
      refuse(analysis_key, "person_id", row, static_cast<double>(values[static_cast<std::size_t>(row)]), "listed once");
    return;
  }
  std::unordered_map<std::string_view, std::int32_t> rows;
  rows.reserve(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    const std::string_view label = id.levels[static_cast<std::size_t>(values[row])];
    if (!rows.try_emplace(label, static_cast<std::int32_t>(row)).second)
      throw Error(ErrorCode::invalid_argument, analysis_key, "person_id", static_cast<std::int64_t>(row), label, "listed once");
  }
  people.by_level.reserve(input.person.levels.size());
  for (const std::string_view level : input.person.levels) {
    const auto found = rows.find(level);
    people.by_level.push_back(found == rows.end() ? -1 : found->second);
  }
}

}  // namespace mainstay::inline v1::funnel
