// The people whose events are counted: who they are and until when they were observed.
#pragma once

#include <cstdint>
#include <vector>

#include "data/groups.hpp"
#include "funnel/window_count.hpp"
#include "funnel/window_kernel.hpp"

namespace mainstay::inline v1::funnel {

/// What is known of each person beside the events.
struct Person {
  std::int64_t until = never, exit = never;
  std::int64_t outcome = left_without_reason;  // when leaving at `exit`
};

struct People {
  bool given = false;
  std::int64_t count = 0;
  std::vector<Person> rows;          // empty when nothing but the identity is known
  Person common;                     // of everybody then
  std::vector<std::int32_t> groups;  // count × breakdowns: place in the state's groups
  std::size_t breakdowns = 0;
  bool needs_follow_up_end = false;

  // Spells: a person may have several rows, one for each; their starts and the row of the next one, or -1.
  bool spells = false;
  std::vector<std::int64_t> starts, next;
  std::vector<std::int64_t> head;  // of a person's first row: the row of the first spell

  // person → row
  data::WholeIndex by_number;
  std::vector<std::int32_t> by_level;
  bool text = false;
  std::int64_t find(std::int64_t key) const noexcept {
    const std::int64_t row = text ? by_level[static_cast<std::size_t>(key)] : by_number.find(key);
    return spells && row >= 0 ? head[static_cast<std::size_t>(row)] : row;
  }
};

/// A column of whole numbers.
std::vector<std::int64_t> whole_numbers(const Column& column, std::int64_t missing);

/// Who stands in which row of person_id; refuses a person who is listed twice, or with spells two spells of one start.
void index_people(const WindowInput& input, People& people);

}  // namespace mainstay::inline v1::funnel
