#include "competency/promotion_bench.hpp"

#include <algorithm>
#include <cstddef>

namespace mainstay::inline v1::competency {

namespace {

struct Matching {
  const std::vector<std::vector<std::int32_t>>& people;
  std::vector<std::int32_t> post_of;  // of each person; -1
  std::vector<std::size_t> seen;      // by which search

  // As deep as there are posts.
  bool place(std::size_t post, std::size_t search) {
    for (const std::int32_t person : people[post]) {
      const auto at = static_cast<std::size_t>(person);
      if (seen[at] == search) continue;
      seen[at] = search;
      if (post_of[at] >= 0 && !place(static_cast<std::size_t>(post_of[at]), search)) continue;
      post_of[at] = static_cast<std::int32_t>(post);
      return true;
    }
    return false;
  }
};

}  // namespace

std::int64_t filled_at_once(const std::vector<std::vector<std::int32_t>>& people) {
  std::vector<std::int32_t> all;
  for (const auto& list : people) all.insert(all.end(), list.begin(), list.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::vector<std::vector<std::int32_t>> numbered(people.size());
  for (std::size_t post = 0; post < people.size(); ++post)
    for (const std::int32_t person : people[post]) numbered[post].push_back(static_cast<std::int32_t>(std::lower_bound(all.begin(), all.end(), person) - all.begin()));
  Matching matching{numbered, std::vector<std::int32_t>(all.size(), -1), std::vector<std::size_t>(all.size(), 0)};
  std::int64_t filled = 0;
  for (std::size_t post = 0; post < people.size(); ++post) filled += matching.place(post, post + 1);
  return filled;
}

}  // namespace mainstay::inline v1::competency
