#include "solve/assignment_auction.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

#include "solve/assignment_kernel.hpp"

namespace mainstay::inline v1::solve {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int32_t nobody = -1;

std::size_t place(std::int64_t i) { return static_cast<std::size_t>(i); }

}  // namespace

BestLeaf AssignmentAuction::best_of(std::int32_t row) {
  return rows_.best_of(row, [&](std::int32_t leaf) { return rows_.problem.nodes[place(leaf)].upper; });
}

// Every so many rows, so that there are `most` or some more.
std::int32_t AssignmentAuction::every(std::int64_t most) const { return static_cast<std::int32_t>(std::max<std::int64_t>(1, rows_.count / most)); }

AssignmentAuction::Sight AssignmentAuction::look_around() {
  Sight sight;
  std::set<std::int32_t> wanted;
  for (std::int32_t row = 0; row < rows_.count; row += every(64)) {
    rows_.kept[place(row)].count = -1;
    const BestLeaf best = best_of(row);
    const KeptArcs& kept = rows_.kept[place(row)];
    for (std::int32_t k = 0; k < kept.count; ++k) sight.range = std::max(sight.range, std::fabs(rows_.arcs[place(kept.first + k)].value));
    if (kept.bound == -infinity) continue;
    ++sight.rows;
    sight.spread += best.first - kept.bound;
    wanted.insert(best.leaf);
  }
  if (sight.rows > 0) sight.spread /= static_cast<double>(sight.rows);
  sight.apart = sight.rows > 32 && 10 * static_cast<std::int64_t>(wanted.size()) >= 9 * sight.rows;
  return sight;
}

// By the means of columns over some rows; where not all rows can sit, so high that about as many stay out.
void AssignmentAuction::begin_prices(std::int64_t seats) {
  std::vector<double> sum(place(rows_.leaves), 0.0), count(place(rows_.leaves), 0.0), best;
  const auto values = [&](std::int32_t row, const auto& take) {
    const AssignmentRow given = rows_.problem.values->row(row, rows_.reading.scratch.data());
    for (std::int64_t k = 0; k < given.count; ++k)
      if (given.value[k] == given.value[k]) take(given.column == nullptr ? k : given.column[k], assignment_whole(given.value[k], rows_.problem.scale));
  };
  const std::int32_t skip = every(512);
  for (std::int32_t row = 0; row < rows_.count; row += skip) values(row, [&](std::int64_t j, double value) { sum[place(j)] += value, count[place(j)] += 1.0; });
  double least = infinity;
  for (std::int64_t j = 0; j < rows_.leaves; ++j)
    if (count[place(j)] > 0.0) least = std::min(least, sum[place(j)] /= count[place(j)]);
  for (std::int64_t j = 0; j < rows_.leaves; ++j)
    if (count[place(j)] > 0.0) rows_.price[place(j)] = std::floor(sum[place(j)] - least);
  if (seats >= rows_.count) return;
  for (std::int32_t row = 0; row < rows_.count; row += skip) {
    double most = rows_.out_value;
    values(row, [&](std::int64_t j, double value) { most = std::max(most, value - rows_.price[place(j)]); });
    best.push_back(most);
  }
  const auto place_of = best.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(rows_.count - seats) / static_cast<double>(rows_.count) * static_cast<double>(best.size()));
  std::nth_element(best.begin(), place_of, best.end());
  const double level = std::floor(0.9 * std::max(0.0, *place_of - rows_.out_value));
  for (std::int64_t j = 0; j < rows_.leaves; ++j) rows_.price[place(j)] += level;
}

bool AssignmentAuction::run() {
  Sight sight = look_around();
  const double range = sight.range;
  rows_.out_value = std::max(rows_.out_value, -3.0 * range);  // where rows must sit the war of prices ends there
  std::int64_t seats = 0;
  for (std::int64_t leaf = 0; leaf < rows_.leaves; ++leaf) seats += rows_.problem.nodes[place(leaf)].upper;
  std::int64_t one_of = 1;
  bool known = false;  // prices are near what they will be: rows are worth reading ahead
  while (seats / (4 * one_of) >= 4 * rows_.leaves && rows_.count / (4 * one_of) >= 1024) one_of *= 4;
  double step = std::floor(0.02 * range);
  if (!sight.apart && sight.rows > 32 && seats <= rows_.count) {  // all want the same: prices begin by what columns are worth to anybody
    begin_prices(seats);
    sight = look_around();
    if (one_of == 1) step = std::min(step, std::floor(0.1 * sight.spread));  // a sample bids in long steps, after which prices can come down again
  } else if (sight.apart) {  // prices stay low, and long steps would pass over all that rows keep
    step = std::min(step, std::floor(0.1 * sight.spread));
  }
  for (; one_of >= 1; one_of /= 4) {
    const double each = static_cast<double>(seats) / static_cast<double>(rows_.leaves * one_of);
    const double last = one_of > 1 ? 0.01 * range / std::sqrt(each) : 0.2 * range / static_cast<double>(std::max(rows_.count, rows_.leaves));  // a sample's prices are no better than that
    for (bool begun = false; step >= 1.0 && (!begun || step > last); begun = true) {
      if (!bid(one_of, step, known && team_ != nullptr)) return false;
      if (one_of == 1 && rows_.problem.within > 0.0 && proves(rows_.problem.within)) return true;
      if (one_of > 1 || seats != rows_.count) {
        const double fall = 3.0 * step;
        for (std::int64_t leaf = 0; leaf < rows_.leaves; ++leaf) rows_.price[place(leaf)] = std::max(0.0, rows_.price[place(leaf)] - fall);
        for (KeptArcs& kept : rows_.kept) kept.bound += fall;
      }
      const double next = std::floor(step / 5.0);
      known = known || one_of > 1;
      if (one_of > 1 && !(next > last)) break;  // the larger sample begins with the step that the smaller one ends with
      step = next;
    }
  }
  return false;
}

// One round; false in a war of prices.
bool AssignmentAuction::bid(std::int64_t one_of, double step, bool ahead) {
  sitting_.assign(place(rows_.leaves), {});
  std::vector<std::int32_t> waiting, unread;
  for (std::int64_t row = (rows_.count - 1) / one_of * one_of; row >= 0; row -= one_of) {
    waiting.push_back(static_cast<std::int32_t>(row));
    if (ahead && rows_.kept[place(row)].count < 0) unread.push_back(static_cast<std::int32_t>(row));
  }
  if (!unread.empty()) rows_.read(unread, *team_);
  std::vector<std::int64_t> seats(place(rows_.leaves));
  for (std::int64_t leaf = 0; leaf < rows_.leaves; ++leaf) seats[place(leaf)] = (rows_.problem.nodes[place(leaf)].upper + one_of - 1 - leaf % one_of) / one_of;
  std::int64_t left = 100 * static_cast<std::int64_t>(waiting.size()) + 1000;
  while (!waiting.empty()) {
    const std::int32_t row = waiting.back();
    waiting.pop_back();
    if (left % 4096 == 0 && checkpoint_) checkpoint_(0.0);
    if (left-- == 0) return false;  // the paths decide it
    const BestLeaf best = best_of(row);
    if (best.leaf == nobody || best.leaf >= rows_.leaves) continue;
    const double offer = rows_.price[place(best.leaf)] + (best.second == -infinity ? 0.0 : best.first - best.second) + step;
    const std::int64_t upper = seats[place(best.leaf)];
    if (upper == 0) {
      if (rows_.problem.nodes[place(best.leaf)].upper > 0) continue;  // no seat for the sample
      rows_.price[place(best.leaf)] = offer;
      waiting.push_back(row);
      continue;
    }
    auto& list = sitting_[place(best.leaf)];
    list.emplace_back(offer, row);
    std::push_heap(list.begin(), list.end(), std::greater<>());
    if (static_cast<std::int64_t>(list.size()) > upper) {
      std::pop_heap(list.begin(), list.end(), std::greater<>());
      waiting.push_back(list.back().second);
      list.pop_back();
    }
    if (static_cast<std::int64_t>(list.size()) == upper) rows_.price[place(best.leaf)] = std::max(rows_.price[place(best.leaf)], list.front().first);
  }
  return true;
}

// Rows that stay out take seats that nobody paid for, those worth most first.
void AssignmentAuction::fill(std::vector<std::int64_t>& free) {
  std::vector<std::pair<AssignmentArc, std::int32_t>> offers;
  for (std::int32_t row = 0; row < rows_.count; ++row) {
    if (at_[place(row)] != nobody) continue;
    const KeptArcs& kept = rows_.kept[place(row)];
    for (std::int32_t k = 0; k < kept.count; ++k) {
      const AssignmentArc& arc = rows_.arcs[place(kept.first + k)];
      if (free[place(arc.leaf)] > 0 && arc.value > rows_.problem.out_value) offers.emplace_back(arc, row);
    }
  }
  std::sort(offers.begin(), offers.end(), [](const auto& a, const auto& b) {
    return a.first.value != b.first.value ? a.first.value > b.first.value : std::pair(a.second, a.first.leaf) < std::pair(b.second, b.first.leaf);
  });
  for (const auto& [arc, row] : offers)
    if (at_[place(row)] == nobody && free[place(arc.leaf)] > 0) {
      at_[place(row)] = arc.leaf;
      --free[place(arc.leaf)];
    }
}

// Whether the round's sum is this near to what its prices bound.
bool AssignmentAuction::proves(double within) {
  double bound = 0.0, sum = 0.0;
  std::vector<std::int64_t> free(place(rows_.leaves));
  std::fill(at_.begin(), at_.end(), nobody);
  for (std::int64_t leaf = 0; leaf < rows_.leaves; ++leaf) {
    const std::int64_t upper = rows_.problem.nodes[place(leaf)].upper;
    bound += rows_.price[place(leaf)] * static_cast<double>(upper);
    free[place(leaf)] = upper - static_cast<std::int64_t>(sitting_[place(leaf)].size());
    for (const Bid& bid : sitting_[place(leaf)]) at_[place(bid.second)] = static_cast<std::int32_t>(leaf);
  }
  fill(free);
  for (std::int32_t row = 0; row < rows_.count; ++row) {
    const BestLeaf best = best_of(row);
    surplus_[place(row)] = best.first;
    bound += best.first;
    if (at_[place(row)] == nobody) {
      at_[place(row)] = rows_.out_of(row);
      sum += rows_.problem.out_value;
      continue;
    }
    const KeptArcs& kept = rows_.kept[place(row)];
    for (std::int32_t k = 0; k < kept.count; ++k)
      if (rows_.arcs[place(kept.first + k)].leaf == at_[place(row)]) sum += rows_.arcs[place(kept.first + k)].value;
  }
  if (bound - sum <= within * std::fabs(bound)) return true;
  std::fill(at_.begin(), at_.end(), nobody);
  return false;
}

}  // namespace mainstay::inline v1::solve
