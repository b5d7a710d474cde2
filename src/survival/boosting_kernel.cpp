#include "survival/boosting_kernel.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::survival {

namespace {

template <int columns>
void add_rows_of(const std::uint64_t* codes, const std::uint32_t* rows, const RowSlope* slopes, std::int64_t count, const std::int64_t* offset,
                 SlopeSum* cells) {
  SlopeSum* of[columns];
  for (int c = 0; c < columns; ++c) of[c] = cells + offset[c];
  constexpr std::int64_t ahead = 24;
  for (std::int64_t i = 0; i < count; ++i) {
    if (i + ahead < count) __builtin_prefetch(codes + rows[i + ahead]);
    const std::uint64_t word = codes[rows[i]];
    const std::int64_t excess = slopes[i].excess, expected = slopes[i].expected;
    for (int c = 0; c < columns; ++c) {
      SlopeSum& cell = of[c][(word >> (8 * c)) & 255];
      cell.excess += excess;
      cell.expected += expected;
    }
  }
}

bool absent(const SlopeSum& sum) noexcept { return sum.excess == 0 && sum.expected == 0; }

// Keeps the best of the cuts it is shown.
class Best {
 public:
  Best(const SlopeSum& total, const SplitRules& rules) : total_(total), rules_(rules), parent_(promise_of(total, rules)) {}
  bool offer(const SlopeSum& left, int direction) {
    const SlopeSum right = total_ - left;
    if (static_cast<double>(left.expected) < rules_.least_expected || static_cast<double>(right.expected) < rules_.least_expected) return false;
    if (direction != 0 && direction * (value_of(right, rules_) - value_of(left, rules_)) < 0.0) return false;
    const double gain = promise_of(left, rules_) + promise_of(right, rules_) - parent_;
    if (!(gain > split.gain)) return false;
    split.gain = gain;
    split.left = left;
    return true;
  }
  BestSplit split;

 private:
  SlopeSum total_;
  const SplitRules& rules_;
  double parent_;
};

}  // namespace

double value_of(const SlopeSum& sum, const SplitRules& rules) noexcept {
  const double weight = static_cast<double>(sum.expected) + rules.l2;
  const double value = weight > 0.0 ? static_cast<double>(sum.excess) / weight : 0.0;
  return std::min(std::max(value, rules.lower), rules.upper);
}

double promise_of(const SlopeSum& sum, const SplitRules& rules) noexcept {
  const double weight = static_cast<double>(sum.expected) + rules.l2, excess = static_cast<double>(sum.excess);
  if (!(weight > 0.0)) return 0.0;
  const double value = excess / weight;
  if (value >= rules.lower && value <= rules.upper) return 0.5 * excess * value;
  const double bounded = std::min(std::max(value, rules.lower), rules.upper);
  return excess * bounded - 0.5 * weight * bounded * bounded;
}

void add_rows(const std::uint64_t* codes, const std::uint32_t* rows, const RowSlope* slopes, std::int64_t count, std::int64_t columns,
              const std::int64_t* offset, SlopeSum* cells) {
  switch (columns) {
    case 1: return add_rows_of<1>(codes, rows, slopes, count, offset, cells);
    case 2: return add_rows_of<2>(codes, rows, slopes, count, offset, cells);
    case 3: return add_rows_of<3>(codes, rows, slopes, count, offset, cells);
    case 4: return add_rows_of<4>(codes, rows, slopes, count, offset, cells);
    case 5: return add_rows_of<5>(codes, rows, slopes, count, offset, cells);
    case 6: return add_rows_of<6>(codes, rows, slopes, count, offset, cells);
    case 7: return add_rows_of<7>(codes, rows, slopes, count, offset, cells);
    default: return add_rows_of<8>(codes, rows, slopes, count, offset, cells);
  }
}

BestSplit best_number_split(const SlopeSum* cells, std::int32_t bins, const SlopeSum& total, const SplitRules& rules, int direction) {
  Best best(total, rules);
  const SlopeSum missing = cells[bins];
  const bool any_missing = !absent(missing);
  SlopeSum left;
  for (std::int32_t b = 0; b < bins; ++b) {
    if (absent(cells[b])) continue;
    left += cells[b];
    if (b + 1 < bins || any_missing) {
      if (best.offer(left, direction)) best.split.bin = b, best.split.missing_left = false;
    }
    if (any_missing && b + 1 < bins) {
      SlopeSum with = left;
      with += missing;
      if (best.offer(with, direction)) best.split.bin = b, best.split.missing_left = true;
    }
  }
  BestSplit& split = best.split;
  if (split.bin < 0) return split;
  std::int32_t last = split.bin;
  while (last + 1 < bins && absent(cells[last + 1])) ++last;
  split.bin = last + 1 < bins ? (split.bin + last) / 2 : bins - 1;  // all numbers left, missing values right
  if (!any_missing) split.missing_left = 2 * split.left.expected >= total.expected;
  return split;
}

BestSplit best_level_split(const SlopeSum* cells, std::int32_t bins, const SlopeSum& total, const SplitRules& rules) {
  struct Level {
    double value;
    std::int32_t bin;
  };
  Level levels[256];
  std::int32_t count = 0;
  // Levels of a few people are drawn towards the middle before they are put in order.
  const double more = rules.l2 + rules.least_expected;
  for (std::int32_t b = 0; b <= bins; ++b) {
    if (absent(cells[b])) continue;
    const double weight = static_cast<double>(cells[b].expected) + more;
    levels[count++] = {weight > 0.0 ? static_cast<double>(cells[b].excess) / weight : 0.0, b};
  }
  std::sort(levels, levels + count, [](const Level& a, const Level& b) { return a.value != b.value ? a.value < b.value : a.bin < b.bin; });
  Best best(total, rules);
  SlopeSum left;
  std::int32_t cut = -1;
  for (std::int32_t l = 0; l + 1 < count; ++l) {
    left += cells[levels[l].bin];
    if (best.offer(left, 0)) cut = l;
  }
  BestSplit& split = best.split;
  if (cut < 0) return split;
  const bool heavier_left = 2 * split.left.expected >= total.expected;
  split.bin = 0;
  split.levels_left.assign(static_cast<std::size_t>(bins), heavier_left);
  split.missing_left = heavier_left;
  bool any_left = false;
  for (std::int32_t l = 0; l < count; ++l) {
    if (levels[l].bin == bins) split.missing_left = l <= cut;
    else split.levels_left[static_cast<std::size_t>(levels[l].bin)] = l <= cut;
  }
  for (const bool goes : split.levels_left) any_left = any_left || goes;
  if (!any_left) {  // a set has one level or more: the sides change places
    split.levels_left.flip();
    split.missing_left = !split.missing_left;
    split.left = total - split.left;
  }
  return split;
}

BestSplit best_time_split(const SlopeSum* cells, std::int32_t count, const SlopeSum& total, const SplitRules& rules) {
  Best best(total, rules);
  SlopeSum left;
  for (std::int32_t b = 0; b + 1 < count; ++b) {
    left += cells[b];
    if (best.offer(left, 0)) best.split.bin = b;
  }
  return best.split;
}

}  // namespace mainstay::inline v1::survival
