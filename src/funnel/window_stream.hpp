// The events of an input as whole numbers, block by block, and what each event word is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "funnel/window_count.hpp"

namespace mainstay::inline v1::funnel {

inline constexpr int other_word = 31, exit_word = 30;  // low bits of a packed event that is of no stage

/// The events of the input as whole numbers, block by block.
struct Stream {
  const WindowInput* input = nullptr;
  std::int64_t rows = 0;
  bool by_sequence = false;
  std::vector<std::int32_t> held;           // by row: place of its value, -1 where missing; empty without hold_constant
  std::vector<std::int32_t> first_place;    // persons by text whose dictionary repeats itself; else empty
  std::vector<std::int64_t> word_numbers;   // event is a column of whole numbers: the declared words as numbers
  std::vector<std::uint8_t> low;            // by event code: low bits of the packed event
  std::vector<std::int8_t> stage;           // by event code: the stage, for the direct algorithm; else -1
  bool any_exit_words = false;
  bool codes_in_place = false;  // event codes are read as they are stored
  std::vector<std::int32_t> word;           // by event code: declared word, or -1
  std::vector<std::int8_t> word_class;      // by event code: class of the stage's word, or -1
  std::vector<std::uint8_t> kept;           // by event code: 1 where the general algorithm has to see it
  std::vector<std::uint32_t> exclusions;    // by event code
  std::vector<std::int64_t> exit_outcome;   // by event code
};

/// Buffers of one worker.
struct Blocks {
  std::vector<std::int64_t> person = std::vector<std::int64_t>(block), time = std::vector<std::int64_t>(block),
                            event = std::vector<std::int64_t>(block), sequence = std::vector<std::int64_t>(block),
                            mapped = std::vector<std::int64_t>(block);
};

struct Rows {
  const std::int64_t *person, *time, *event, *sequence;
  const std::int32_t* held;
};

/// Whether event codes can be read as they are stored.
bool codes_in_place(const Column& event);
Rows read_rows(const Stream& stream, std::int64_t first, std::int64_t count, Blocks& blocks);
Stream stream_of(const WindowInput& input, const Plan& plan, const std::vector<std::string>& reasons);

}  // namespace mainstay::inline v1::funnel
