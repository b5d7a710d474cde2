// The one round of the states of this room: count, merge, finish.
#pragma once

#include <string_view>

#include "attrition/employment.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::attrition {

/// `count(input)` gives the EmploymentCounts of a part.
template <class State, class Count>
void update_state(std::string_view analysis, State& state, const Count& count) {
  if (state.complete) throw Error(ErrorCode::unsupported, analysis, "the round of this state is over; begin a new one");
  EmploymentCounts counts = count();
  if (state.begun) add_counts(analysis, state.counts, counts);
  else state.counts = std::move(counts);
  state.begun = true;
}

template <class State>
void merge_states(std::string_view analysis, State& state, const State& other) {
  if (to_json(Object::of(state.options)) != to_json(Object::of(other.options)))
    throw Error(ErrorCode::unsupported, analysis, "states of unlike definitions cannot be merged");
  if (state.complete != other.complete) throw Error(ErrorCode::unsupported, analysis, "states of different rounds cannot be merged");
  if (!other.begun) return;
  if (state.begun) add_counts(analysis, state.counts, other.counts);
  else state.counts = other.counts;
  state.begun = true;
}

/// `report` of the counts of a state whose options ask for these cuts.
template <class State, class Report>
auto finish_state(std::string_view analysis, const State& state, const std::vector<std::int64_t>& cuts, const Report& report) {
  if (!state.begun) return report(no_counts({}, cuts));
  check_counts(analysis, state.counts);
  if (state.counts.cuts != cuts) throw Error(ErrorCode::corrupt, analysis, "the state's days are not those of its options");
  return report(state.counts);
}

}  // namespace mainstay::inline v1::attrition
