// From columns to counts: what the stages mean, who the people are, and how many attempts ended where and when.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
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

// Outcomes of an attempt that did not reach the last stage; first_exclusion + x: ended by exclusion x; first_reason(options) + i: left for reason i.
enum : std::int64_t { inside = 0, time_passed = 1, left_without_reason = 2, interrupted = 3, first_exclusion = 4 };
inline std::int64_t first_reason(const WindowOptions& options) { return first_exclusion + static_cast<std::int64_t>(options.exclusions.size()); }
// How an attempt went on after a branch.
enum : std::int64_t { branch_inside = 0, branch_lost = 1, branch_went_on = 2 };
// Kinds of cells.
enum : std::int64_t { arrival_from_previous = 0, arrival_from_start = 1, end_from_last = 2, end_from_start = 3, mature_attempts = 4, branch_attempts = 5 };

using Cell = std::array<std::int64_t, 6>;             // group, kind, stage, age, outcome, count
using Label = std::pair<std::int64_t, std::string>;  // column of the breakdown (-1: everybody), group

// The declared words in order of declaration, and what each is.
struct Words {
  std::vector<std::string> words;
  std::vector<int> class_of;  // of a stage's word; else one of those below
  std::vector<std::uint32_t> exclusions;  // whose word it is, one bit each
};
enum : int { class_of_exit = -1, class_of_exclusion = -2 };

struct Plan {
  Definition definition;
  Words words;
  std::int64_t first_reason = first_exclusion;
};

// Rising names: where each of `names` stands in `all`, and both lists as one.
std::vector<std::int64_t> places_in(const std::vector<std::string>& all, const std::vector<std::string>& names);
void join(std::vector<std::string>& names, const std::vector<std::string>& more);

// Refuses definitions that contradict themselves.
Plan plan_of(const WindowOptions& options);

// Attempts listed for list_people, in order of work.
struct Listing {
  std::vector<std::int64_t> person, row, spell, attempt, level, last, outcome, ended;
  std::vector<std::int64_t> times, stages, words;  // level of them for each attempt
};

struct Counted {
  std::vector<Label> labels;         // what the cells' groups are
  std::vector<std::string> reasons;  // rising
  std::vector<Cell> cells;
  std::optional<std::int64_t> follow_up_end;
  std::int64_t people = 0, people_without_entry = 0, events = 0, other_words = 0, unknown_people = 0, without_value = 0, before_spell = 0, after_exit = 0, after_follow_up = 0, repeated = 0;
  std::int64_t exits_after_follow_up = 0, exits_before_spell = 0, follow_up_before_spell = 0;
  std::vector<std::int64_t> words_seen;  // 1 or 0 for each declared word
  std::vector<Listing> listings;         // empty unless options.list_people
};

// Checks the rules between fields, and what of the definition the columns decide.
Plan plan_of(const WindowInput& input, const WindowOptions& options);

// Refuses an event word that is written like a declared one and is none; `occurs` says which levels of the column do.
void refuse_misspelt(const WindowInput& input, const Plan& plan, const std::function<bool(std::size_t)>& occurs);

// Checks and counts. Without follow_up_end and observed_until the last time among the events is taken, or refused.
Counted count_people(const WindowInput& input, const WindowOptions& options, const RunContext& context, bool follow_up_from_events);

}  // namespace mainstay::inline v1::funnel
