// Events and people that a state keeps when its parts are cut anywhere.
#pragma once

#include <string>
#include <vector>

#include "funnel/window_count.hpp"
#include "mainstay/funnel/window.hpp"

namespace mainstay::inline v1::funnel {

// What matters of an input that was checked.
WindowKept keep(const WindowInput& input, const Plan& plan);

// Adds `more`; refuses people of another kind, and a person's row that says something else. `columns`: of the breakdown.
void add(WindowKept& kept, const WindowKept& more, std::size_t columns);

// True when nothing in it points outside of it (a state may come from bytes).
bool is_whole(const WindowKept& kept, std::size_t words, std::size_t columns);

// Counts everything that was kept.
Counted count_kept(const WindowKept& kept, const std::vector<std::string>& columns, const WindowOptions& options, const Plan& plan, const RunContext& context);

}  // namespace mainstay::inline v1::funnel
