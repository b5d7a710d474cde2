// From columns to counts: what the stages mean, who the people are, and how many attempts ended where and when.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "funnel/window_kernel.hpp"
#include "mainstay/funnel/window.hpp"

namespace mainstay::inline v1::funnel {

inline constexpr std::string_view analysis_key = "funnel.window";
inline constexpr std::int64_t block = 1024;  // rows that are read at a time

// Outcomes of an attempt that did not reach the last stage; first_reason + i: left for reason i.
enum : std::int64_t { inside = 0, time_passed = 1, left_without_reason = 2, first_reason = 3 };
// Kinds of cells.
enum : std::int64_t { arrival_from_previous = 0, arrival_from_start = 1, end_from_last = 2, end_from_start = 3, mature_attempts = 4 };

using Cell = std::array<std::int64_t, 6>;             // group, kind, stage, age, outcome, count
using Label = std::pair<std::int64_t, std::string>;  // column of the breakdown (-1: everybody), group

// The declared words in order of declaration, and what each is.
struct Words {
  std::vector<std::string> words;
  std::vector<int> class_of;  // of a stage's word; -1: the person left
};

struct Plan {
  Definition definition;
  Words words;
};

// Rising names: where each of `names` stands in `all`, and both lists as one.
std::vector<std::int64_t> places_in(const std::vector<std::string>& all, const std::vector<std::string>& names);
void join(std::vector<std::string>& names, const std::vector<std::string>& more);

// Refuses definitions that contradict themselves.
Plan plan_of(const WindowOptions& options);

// Attempts listed for list_people, in order of work.
struct Listing {
  std::vector<std::int64_t> person, attempt, level, outcome, ended, times;  // times: level of them for each attempt
};

struct Counted {
  std::vector<Label> labels;         // what the cells' groups are
  std::vector<std::string> reasons;  // rising
  std::vector<Cell> cells;
  std::optional<std::int64_t> follow_up_end;
  std::int64_t people = 0, people_without_entry = 0, events = 0, other_words = 0, unknown_people = 0, after_exit = 0, after_follow_up = 0;
  std::vector<std::int64_t> words_seen;  // 1 or 0 for each declared word
  std::vector<Listing> listings;         // empty unless options.list_people
};

// Checks and counts. Without follow_up_end and observed_until the last time among the events is taken, or refused.
Counted count_people(const WindowInput& input, const WindowOptions& options, const RunContext& context, bool follow_up_from_events);

}  // namespace mainstay::inline v1::funnel
