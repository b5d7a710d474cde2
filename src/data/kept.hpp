// The one mechanism of states that keep rows: any described input becomes tables of columns, merged tables an input again.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/core/function.hpp"
#include "mainstay/data/kept.hpp"

namespace mainstay::inline v1::data {

/// Adds the rows of an input, which is checked before. Refuses columns that the parts before did not have, or had otherwise; then the
/// rows kept are as they were. O(rows kept + new rows x log new rows).
void keep_rows(std::string_view analysis, std::vector<KeptTable>& kept, const Fields& input);
/// Adds the rows of another state, likewise: one pass over both.
void add_kept(std::string_view analysis, std::vector<KeptTable>& kept, std::vector<KeptTable> more);
/// What the bytes of a state may have got wrong: columns of unequal length, places without a label, rows out of order.
void check_kept(std::string_view analysis, const std::vector<KeptTable>& kept);

/// Columns on the memory of kept tables.
class KeptInput {
 public:
  explicit KeptInput(const std::vector<KeptTable>& kept) : kept_(kept) {}
  /// Fills the columns and tables of a described input, which then lives as long as this and the tables.
  void fill(Fields input);

 private:
  const std::vector<KeptTable>& kept_;
  std::deque<std::vector<std::string_view>> levels_;
  std::deque<std::vector<std::int32_t>> codes_;
  std::deque<std::vector<std::uint8_t>> validity_;
  std::deque<std::vector<std::int64_t>> whole_;
};

/// The steps of a KeptState, each one line in its own source.
template <class State, class Input>
void keep_part(std::string_view analysis, State& state, const Input& input) {
  if (state.advanced) throw Error(ErrorCode::unsupported, analysis, "the round of this state is over; begin a new one");
  check(analysis, input, state.options);
  check_kept(analysis, state.kept);
  keep_rows(analysis, state.kept, fields_of(input));
}

template <class State>
void merge_parts(std::string_view analysis, State& state, const State& other) {
  if (to_json(Object::of(state.options)) != to_json(Object::of(other.options))) throw Error(ErrorCode::unsupported, analysis, "states of unlike definitions cannot be merged");
  if (state.advanced != other.advanced) throw Error(ErrorCode::unsupported, analysis, "states of different rounds cannot be merged");
  check_kept(analysis, state.kept);
  check_kept(analysis, other.kept);
  add_kept(analysis, state.kept, other.kept);
}

/// The answer over all rows. Rows of kept tables are nobody's rows: errors do not name them.
template <class Input, class State, class Work>
auto finish_parts(std::string_view analysis, const State& state, const Work& work) {
  check(analysis, Fields(), fields_of(state.options));
  check_kept(analysis, state.kept);
  KeptInput kept(state.kept);
  Input input;
  kept.fill(fields_of(input));
  try {
    return work(input);
  } catch (const Error& error) {
    if (error.index() < 0) throw;
    throw Error(error.code(), error.analysis(), error.argument(), -1, error.value(), error.rule());
  }
}

}  // namespace mainstay::inline v1::data
