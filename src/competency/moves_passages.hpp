// From one post to another: the tables reach and ways, with intervals by drawing people again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "competency/moves_kernel.hpp"
#include "mainstay/competency/moves.hpp"

namespace mainstay::inline v1 {
class Team;
}

namespace mainstay::inline v1::competency {

/// stays: by person, on the clock asked for. names: posts, then ends. target: -1 for all. horizons: ascending.
void tell_passages(const char* key, const std::vector<PostStay>& stays, std::int64_t people, const std::vector<std::string>& names, std::int32_t posts, std::int32_t target, const std::vector<std::int64_t>& horizons,
                   const MovesOptions& options, std::uint64_t seed, Team& team, MovesResult& result);

}  // namespace mainstay::inline v1::competency
