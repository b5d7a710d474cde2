// From counts to the tables of the result.
#pragma once

#include "funnel/window_count.hpp"

namespace mainstay::inline v1::funnel {

// Cells as they are kept in a state, and back: rising, each once.
std::vector<Cell> cells_of(const WindowCells& cells);
WindowCells stored(std::vector<Cell> cells);

// All tables but the lists of people.
WindowResult report(const WindowState& state);

// The lists of people.
void list_people(const WindowInput& input, const WindowOptions& options, const Counted& counted, WindowResult& result);

}  // namespace mainstay::inline v1::funnel
