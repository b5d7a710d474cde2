// From the counts of funnel.transitions to its tables.
#pragma once

#include "mainstay/funnel/transitions.hpp"

namespace mainstay::inline v1::funnel {

/// A state whose counts fit each other. `number`, where not null, becomes the number of each way among all, from 1.
TransitionsResult report_transitions(const TransitionsState& state, std::vector<std::int64_t>* number = nullptr);

}  // namespace mainstay::inline v1::funnel
