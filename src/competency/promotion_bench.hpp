// Who could be in which post at the same time.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::competency {

/// How many of the posts can be filled at once, each by a person of its own: the size of a largest matching (augmenting paths; Kuhn 1955). people[p]: who is ready for post p. O(posts² x people).
std::int64_t filled_at_once(const std::vector<std::vector<std::int32_t>>& people);

}  // namespace mainstay::inline v1::competency
