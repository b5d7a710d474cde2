// Counting rows that lie in any order.
#pragma once

#include <vector>

#include "core/team.hpp"
#include "funnel/window_count.hpp"
#include "funnel/window_people.hpp"
#include "funnel/window_stream.hpp"
#include "funnel/window_tally.hpp"

namespace mainstay::inline v1::funnel {

/// Two passes over the rows: into buckets of people, then bucket by bucket, person by person. Values must have been checked.
void count_any_order(const Plan& plan, Stream stream, const People& people, const Layout& layout, Team& team, Tallies& tallies,
                     std::vector<Listing>& listings, bool list);

}  // namespace mainstay::inline v1::funnel
