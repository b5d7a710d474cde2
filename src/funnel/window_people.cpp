#include "funnel/window_people.hpp"

#include <algorithm>
#include <numeric>
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

namespace {

// `first`: of each row the first row of the same person.
void link_spells(const std::vector<std::int64_t>& first, People& people) {
  std::vector<std::int64_t> order(first.size());
  std::iota(order.begin(), order.end(), std::int64_t{0});
  const auto key = [&](std::int64_t row) { return std::pair{first[static_cast<std::size_t>(row)], people.starts[static_cast<std::size_t>(row)]}; };
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return std::pair{key(a), a} < std::pair{key(b), b}; });
  people.next.assign(first.size(), -1);
  people.head.assign(first.size(), -1);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::int64_t row = order[i];
    const bool same = i > 0 && key(order[i - 1]).first == key(row).first;
    if (!same) people.head[static_cast<std::size_t>(key(row).first)] = row;
    else if (key(order[i - 1]).second == key(row).second)
      refuse(analysis_key, "spell_start", row, static_cast<double>(key(row).second), "another day than that of the person's spell in row " + std::to_string(order[i - 1]));
    else people.next[static_cast<std::size_t>(order[i - 1])] = row;
  }
}

}  // namespace

void index_people(const WindowInput& input, People& people) {
  const Column& id = input.person_id;
  if (id.categorical != input.person.categorical)
    throw Error(ErrorCode::wrong_type, analysis_key, "person_id", -1, id.categorical ? "text" : "numbers",
                input.person.categorical ? "text, as person is" : "numbers, as person is");
  people.text = id.categorical;
  const std::vector<std::int64_t> values = whole_numbers(id, 0);
  if (!people.text) {
    people.by_number = data::WholeIndex(values);
    if (people.spells) {
      std::vector<std::int64_t> first;
      for (const std::int64_t value : values) first.push_back(people.by_number.find(value));
      link_spells(first, people);
    } else if (const std::int64_t row = people.by_number.duplicate(); row >= 0)
      refuse(analysis_key, "person_id", row, static_cast<double>(values[static_cast<std::size_t>(row)]), "listed once");
    return;
  }
  std::unordered_map<std::string_view, std::int32_t> rows;
  rows.reserve(values.size());
  std::vector<std::int64_t> first;
  for (std::size_t row = 0; row < values.size(); ++row) {
    const std::string_view label = id.levels[static_cast<std::size_t>(values[row])];
    const auto [known, is_new] = rows.try_emplace(label, static_cast<std::int32_t>(row));
    if (people.spells) first.push_back(known->second);
    else if (!is_new)
      throw Error(ErrorCode::invalid_argument, analysis_key, "person_id", static_cast<std::int64_t>(row), label, "listed once");
  }
  if (people.spells) link_spells(first, people);
  people.by_level.reserve(input.person.levels.size());
  for (const std::string_view level : input.person.levels) {
    const auto found = rows.find(level);
    people.by_level.push_back(found == rows.end() ? -1 : found->second);
  }
}

}  // namespace mainstay::inline v1::funnel
