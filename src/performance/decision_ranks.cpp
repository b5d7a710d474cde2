// Ranks of many scores, by places of eight bytes: where a score lies between the best and the worst, in 2^32 steps, and its row.
#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include "core/at.hpp"
#include "core/room.hpp"
#include "core/team.hpp"
#include "performance/decision_kernel.hpp"
#include "performance/decision_scores.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::performance {

namespace {

// Rows with a score from the best on, equal ones in row order, each behind the place of its score (which never rises from worse to better).
class PlacedRows {
 public:
  PlacedRows(const std::vector<double>& score, Team* team) : score_(score) {
    const auto n = static_cast<std::int64_t>(score.size()), chunks = std::clamp<std::int64_t>(n / 65536, 1, 16);
    const auto each = [&](std::int64_t count, const std::function<void(std::int64_t)>& work) {
      if (team != nullptr && chunks > 1) team->run(count, work);
      else run_in_turn(count, work);
    };
    std::vector<ColumnSeen> seen(at(chunks));
    each(chunks, [&](std::int64_t c) {
      const Span span = span_of(n, chunks, c);
      seen[at(c)] = seen_of(score.data() + span.first, span.last - span.first);
    });
    double low = seen[0].minimum, high = seen[0].maximum;
    for (const ColumnSeen& part : seen) low = std::min(low, part.minimum), high = std::max(high, part.maximum);
    scale_ = 4294967295.0 / (high - low);
    if (!(scale_ > 0.0) || !std::isfinite(scale_)) scale_ = 0.0;  // one place for all
    const double scale = scale_;
    const auto place_of = [high, scale](double value) { return scale == 0.0 ? 0u : static_cast<std::uint32_t>(static_cast<std::int64_t>((high - value) * scale)); };

    coarse_bits_ = std::min(10, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(n) / 512)));
    const std::int64_t bins = std::int64_t{1} << coarse_bits_;
    const auto bin_of = [&](std::uint64_t place) { return static_cast<std::int64_t>(place << coarse_bits_ >> 32); };
    std::vector<std::int64_t> next(at(chunks * bins), 0), begin(at(bins) + 1);
    each(chunks, [&](std::int64_t c) {
      const Span span = span_of(n, chunks, c);
      for (std::int64_t i = span.first; i < span.last; ++i)
        if (score[at(i)] == score[at(i)]) ++next[at(c * bins + bin_of(place_of(score[at(i)])))];
    });
    std::int64_t sum = 0;
    for (std::int64_t b = 0; b < bins; ++b) {
      begin[at(b)] = sum;
      for (std::int64_t c = 0; c < chunks; ++c) sum += std::exchange(next[at(c * bins + b)], sum);
    }
    begin[at(bins)] = sum;
    const auto binned = std::make_unique_for_overwrite<std::uint64_t[]>(at(sum));
    items_ = std::make_unique_for_overwrite<std::uint64_t[]>(at(sum));
    size_ = at(sum);
    in_large_pages(binned.get(), sum * 8);
    in_large_pages(items_.get(), sum * 8);
    each(chunks, [&](std::int64_t c) {
      const Span span = span_of(n, chunks, c);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        if (score[at(i)] != score[at(i)]) continue;
        const std::uint64_t place = place_of(score[at(i)]);
        binned[at(next[at(c * bins + bin_of(place))]++)] = place << 32 | static_cast<std::uint64_t>(i);
      }
    });
    const std::int64_t parts = chunks > 1 ? 64 : 1;
    each(parts, [&](std::int64_t part) {
      const Span span = span_of(bins, parts, part);
      std::vector<std::uint32_t> start;
      for (std::int64_t b = span.first; b < span.last; ++b) sort_bin(binned.get() + begin[at(b)], items_.get() + begin[at(b)], begin[at(b) + 1] - begin[at(b)], start);
    });
  }

  std::size_t size() const { return size_; }
  std::size_t row(std::size_t k) const { return items_[k] & 0xffffffffu; }
  /// Whether the k-th score is at most `tolerance` below that of `leader`; looks at the scores only where the places leave it open.
  bool level(std::size_t leader, std::size_t k, double tolerance) const {
    const auto steps = static_cast<double>((items_[k] >> 32) - (items_[leader] >> 32));
    return steps <= tolerance * scale_ + 2.0 && score_[row(leader)] - score_[row(k)] <= tolerance;
  }

 private:
  const std::vector<double>& score_;
  std::unique_ptr<std::uint64_t[]> items_;  // place and row; the threads are the first to touch it
  std::size_t size_ = 0;
  double scale_ = 0.0;
  int coarse_bits_ = 0;

  // Counts once more, finer, and puts right what fell into one finer bin, and last what has one place.
  void sort_bin(const std::uint64_t* from, std::uint64_t* to, std::int64_t size, std::vector<std::uint32_t>& start) const {
    const int bits = std::min(32 - coarse_bits_, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(size))));
    const int shift = 64 - coarse_bits_ - bits;
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    start.assign((std::size_t{1} << bits) + 1, 0);
    for (std::int64_t i = 0; i < size; ++i) ++start[(from[i] >> shift & mask) + 1];
    for (std::size_t f = 1; f < start.size(); ++f) start[f] += start[f - 1];
    for (std::int64_t i = 0; i < size; ++i) to[start[from[i] >> shift & mask]++] = from[i];
    std::uint32_t end = 0;
    for (std::size_t f = 0; f + 1 < start.size(); end = start[f++])
      if (start[f] - end > 1 && !std::is_sorted(to + end, to + start[f])) std::sort(to + end, to + start[f]);
    for (std::int64_t first = 0, last = 1; first < size; first = last++) {
      while (last < size && to[last] >> 32 == to[first] >> 32) ++last;
      if (last - first > 1) sort_place(to + first, last - first);
    }
  }

  void sort_place(std::uint64_t* items, std::int64_t size) const {
    const auto score = [&](std::int64_t i) { return score_[items[i] & 0xffffffffu]; };
    std::int64_t i = 1;
    while (i < size && score(i) == score(0)) ++i;
    if (i == size) return;
    std::vector<stats::Keyed> keyed(at(size)), scratch;
    for (i = 0; i < size; ++i) keyed[at(i)] = {-score(i), static_cast<std::uint32_t>(items[i])};
    stats::sort_keyed(keyed.data(), size, scratch);
    const std::uint64_t place = items[0] >> 32 << 32;
    for (i = 0; i < size; ++i) items[i] = place | keyed[at(i)].payload;
  }
};

}  // namespace

std::vector<double> ranks_of(const std::vector<double>& score, DecisionTies ties, double tolerance, Team* team) {
  if (score.size() > 0xffffffffu) throw std::length_error("more than 2^32 alternatives");
  std::vector<double> ranks;
  make_room(ranks, static_cast<std::int64_t>(score.size()));
  ranks.assign(score.size(), std::numeric_limits<double>::quiet_NaN());
  const PlacedRows rows(score, team);
  const std::size_t n = rows.size();
  // A row beyond the tolerance of the one before it begins a rank whatever comes before: there the rows are cut into chunks.
  const auto chunks = std::clamp<std::int64_t>(static_cast<std::int64_t>(n) / 32768, 1, 32);
  std::vector<std::size_t> begin(at(chunks) + 1, n);
  begin[0] = 0;
  for (std::int64_t c = 1; c < chunks; ++c) {
    std::size_t& first = begin[at(c)];
    first = std::max<std::size_t>(begin[at(c - 1)], at(span_of(static_cast<std::int64_t>(n), chunks, c).first));
    while (first > 0 && first < n && rows.level(first - 1, first, tolerance)) ++first;
  }
  const auto each = [&](const std::function<void(std::int64_t)>& work) {
    if (team != nullptr && chunks > 1) team->run(chunks, work);
    else run_in_turn(chunks, work);
  };
  std::vector<double> distinct(at(chunks) + 1, 0.0);
  const auto ranks_in = [&](std::int64_t c, const auto& tell) {
    for (std::size_t first = begin[at(c)], end = begin[at(c) + 1]; first < end;) {
      std::size_t last = first + 1;
      while (last < end && rows.level(first, last, tolerance)) ++last;
      tell(first, last);
      first = last;
    }
  };
  if (ties == DecisionTies::dense) {
    each([&](std::int64_t c) { ranks_in(c, [&](std::size_t, std::size_t) { distinct[at(c) + 1] += 1.0; }); });
    for (std::size_t c = 1; c < distinct.size(); ++c) distinct[c] += distinct[c - 1];
  }
  each([&](std::int64_t c) {
    double before = distinct[at(c)];
    ranks_in(c, [&](std::size_t first, std::size_t last) {
      double rank = static_cast<double>(first + 1);
      if (ties == DecisionTies::greatest) rank = static_cast<double>(last);
      if (ties == DecisionTies::mean) rank = 0.5 * static_cast<double>(first + 1 + last);
      if (ties == DecisionTies::dense) rank = before += 1.0;
      for (std::size_t k = first; k < last; ++k) ranks[rows.row(k)] = rank;
    });
  });
  return ranks;
}

}  // namespace mainstay::inline v1::performance
