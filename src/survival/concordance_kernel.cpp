#include "survival/concordance_kernel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "solve/gram.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::survival {

namespace {

#if defined(__x86_64__) && defined(__GNUC__)
#define MAINSTAY_X86 1
#endif

constexpr int digit_bits = 6;
constexpr std::int64_t fan = 1 << digit_bits;

template <class T>
[[gnu::always_inline]] inline void add_above(T* node, std::int32_t digit, T value) {
  for (std::int32_t lane = 0; lane < fan; ++lane) node[lane] += lane > digit ? value : T(0);
}

/// Weight by rank, with sums over the ranks below one: a tree of 64 children whose nodes hold running sums, so that adding
/// is a few vector additions and asking is one number at each level.
template <class T>
class RankTree {
 public:
  static constexpr int most_levels = 6;
  void reset(std::int64_t ranks) {
    std::int64_t size = std::max<std::int64_t>(ranks, 1);
    levels_ = 0;
    std::int64_t total = 0;
    do {
      size = (size + fan - 1) / fan * fan;
      begin_[levels_++] = total;
      total += size;
      size /= fan;
    } while (size > 1);
    below_.assign(total, T(0));
    at_.assign(std::max<std::int64_t>(ranks, 1), T(0));
    all_ = T(0);
  }
  T below(std::int32_t rank) const noexcept {
    T sum = T(0);
    for (int level = 0; level < levels_; ++level, rank >>= digit_bits) sum += below_[begin_[level] + rank];
    return sum;
  }
  T at(std::int32_t rank) const noexcept { return at_[rank]; }
  T all() const noexcept { return all_; }
  void add(std::int32_t rank, T value) noexcept {
    at_[rank] += value;
    all_ += value;
    for (int level = 0; level < levels_; ++level, rank >>= digit_bits)
      add_above<T>(below_.data() + begin_[level] + (rank & ~std::int32_t{fan - 1}), rank & (fan - 1), value);
  }

 private:
  std::vector<T> below_, at_;
  std::array<std::int64_t, most_levels> begin_{};
  int levels_ = 0;
  T all_ = T(0);
};

// Rows of all strata, in runs.
struct Ordered {
  std::vector<std::int64_t> start;        // per stratum, into the lists below
  std::vector<std::uint32_t> by_time;     // rows by duration
  std::vector<std::uint32_t> by_entry;    // rows by entry
  std::vector<std::int32_t> rank;         // per row: dense rank of the score in its stratum
  std::vector<std::int64_t> ranks;        // per stratum
};

struct Counts {
  double concordant = 0.0, discordant = 0.0, tied_score = 0.0, tied_time = 0.0, tied_both = 0.0;
};

double weight_of(const ConcordanceRows& rows, std::int64_t i) { return rows.weights != nullptr ? rows.weights[i] : 1.0; }

// From the last time to the first: each leaver against those at risk after it.
template <class T>
void sweep_leavers(const ConcordanceRows& rows, const Ordered& order, float, Counts& counts, double* balance, double* pairs) {
  RankTree<T> tree;
  std::vector<T> seen;
  for (std::int64_t s = 0; s < rows.strata_count; ++s) {
    const std::int64_t first = order.start[s];
    tree.reset(order.ranks[s]);
    std::int64_t next_entry = order.start[s + 1];
    for (std::int64_t last = order.start[s + 1]; last > first;) {
      const double time = rows.duration[order.by_time[last - 1]];
      std::int64_t group = last - 1;
      while (group > first && rows.duration[order.by_time[group - 1]] == time) --group;
      for (std::int64_t k = group; k < last; ++k) {
        const std::uint32_t i = order.by_time[k];
        if (rows.event[i] == 0.0) tree.add(order.rank[i], static_cast<T>(weight_of(rows, i)));
      }
      if (rows.entry != nullptr)  // rows that enter at this time or later are not at risk
        while (next_entry > first && rows.entry[order.by_entry[next_entry - 1]] >= time) {
          const std::uint32_t i = order.by_entry[--next_entry];
          tree.add(order.rank[i], static_cast<T>(-weight_of(rows, i)));
        }
      seen.clear();
      for (std::int64_t k = group; k < last; ++k) {
        const std::uint32_t i = order.by_time[k];
        if (rows.event[i] == 0.0) continue;
        const T lower = tree.below(order.rank[i]), equal = tree.at(order.rank[i]);
        const double w = weight_of(rows, i), below = static_cast<double>(lower), same = static_cast<double>(equal),
                     above = static_cast<double>(tree.all() - lower - equal);
        seen.push_back(equal);
        counts.concordant += w * below;
        counts.discordant += w * above;
        counts.tied_score += w * same;
        balance[i] = below - above;
        pairs[i] = below + above + same;
      }
      std::size_t place = 0;
      double together = 0.0;
      for (std::int64_t k = group; k < last; ++k) {
        const std::uint32_t i = order.by_time[k];
        if (rows.event[i] == 0.0) continue;
        const double w = weight_of(rows, i), both = w * static_cast<double>(tree.at(order.rank[i]) - seen[place++]);
        counts.tied_both += both;
        counts.tied_time += w * together - both;
        together += w;
        tree.add(order.rank[i], static_cast<T>(w));
      }
      last = group;
    }
  }
}

// From the first time to the last: each row against the leavers before it.
template <class T>
void sweep_stayers(const ConcordanceRows& rows, const Ordered& order, float, double* balance, double* pairs) {
  RankTree<T> tree;
  const auto take = [&](std::uint32_t i, double sign) {
    const T lower = tree.below(order.rank[i]), equal = tree.at(order.rank[i]);
    const double below = static_cast<double>(lower), same = static_cast<double>(equal), above = static_cast<double>(tree.all() - lower - equal);
    balance[i] += sign * (above - below);  // a leaver with the higher score is concordant
    pairs[i] += sign * (above + below + same);
  };
  for (std::int64_t s = 0; s < rows.strata_count; ++s) {
    const std::int64_t end = order.start[s + 1];
    tree.reset(order.ranks[s]);
    std::int64_t next_entry = order.start[s];
    for (std::int64_t group = order.start[s]; group < end;) {
      const double time = rows.duration[order.by_time[group]];
      std::int64_t last = group;
      while (last < end && rows.duration[order.by_time[last]] == time) ++last;
      if (rows.entry != nullptr)  // leavers up to a row's entry were not compared with it
        while (next_entry < end && rows.entry[order.by_entry[next_entry]] < time) take(order.by_entry[next_entry++], -1.0);
      for (std::int64_t k = group; k < last; ++k)
        if (rows.event[order.by_time[k]] != 0.0) take(order.by_time[k], 1.0);
      for (std::int64_t k = group; k < last; ++k) {
        const std::uint32_t i = order.by_time[k];
        if (rows.event[i] != 0.0) tree.add(order.rank[i], static_cast<T>(weight_of(rows, i)));
      }
      for (std::int64_t k = group; k < last; ++k)
        if (rows.event[order.by_time[k]] == 0.0) take(order.by_time[k], 1.0);
      group = last;
    }
  }
}

#ifdef MAINSTAY_X86
#endif

template <class T>
void leavers_portable(const ConcordanceRows& rows, const Ordered& order, Counts& counts, double* balance, double* pairs) {
  sweep_leavers<T>(rows, order, 0.0f, counts, balance, pairs);
}
template <class T>
void stayers_portable(const ConcordanceRows& rows, const Ordered& order, double* balance, double* pairs) {
  sweep_stayers<T>(rows, order, 0.0f, balance, pairs);
}

Ordered ordered(const ConcordanceRows& rows) {
  Ordered order;
  order.start.assign(rows.strata_count + 1, 0);
  const auto stratum = [&](std::int64_t i) { return rows.strata != nullptr ? rows.strata[i] : 0; };
  for (std::int64_t i = 0; i < rows.rows; ++i)
    if (weight_of(rows, i) > 0.0) ++order.start[stratum(i) + 1];
  for (std::int64_t s = 0; s < rows.strata_count; ++s) order.start[s + 1] += order.start[s];
  const std::int64_t used = order.start.back();
  order.rank.assign(rows.rows, 0);
  order.ranks.assign(rows.strata_count, 0);
  std::vector<stats::Keyed> items(used), scratch;
  const auto sort = [&](const double* values) {
    std::vector<std::int64_t> next(order.start.begin(), order.start.end() - 1);
    for (std::int64_t i = 0; i < rows.rows; ++i)
      if (weight_of(rows, i) > 0.0) items[next[stratum(i)]++] = {values[i], static_cast<std::uint32_t>(i)};
    for (std::int64_t s = 0; s < rows.strata_count; ++s)
      stats::sort_keyed(items.data() + order.start[s], order.start[s + 1] - order.start[s], scratch);
  };
  const auto keep = [&](std::vector<std::uint32_t>& list) {
    list.resize(used);
    for (std::int64_t k = 0; k < used; ++k) list[k] = items[k].payload;
  };
  sort(rows.score);
  for (std::int64_t s = 0; s < rows.strata_count; ++s) {
    std::int32_t rank = -1;
    for (std::int64_t k = order.start[s]; k < order.start[s + 1]; ++k) {
      if (k == order.start[s] || items[k].key != items[k - 1].key) ++rank;
      order.rank[items[k].payload] = rank;
    }
    order.ranks[s] = rank + 1;
  }
  sort(rows.duration);
  keep(order.by_time);
  if (rows.entry != nullptr) {
    sort(rows.entry);
    keep(order.by_entry);
  }
  return order;
}

}  // namespace

ConcordanceSums count_concordance(Team& team, const ConcordanceRows& rows) {
  const Ordered order = ordered(rows);
  std::vector<double> balance(rows.rows, 0.0), pairs(rows.rows, 0.0), balance_stayed(rows.rows, 0.0), pairs_stayed(rows.rows, 0.0);
  Counts counts;
  const bool whole = rows.weights == nullptr;  // counts of people: whole numbers, half the memory
  team.run(2, [&](std::int64_t sweep) {
    if (sweep == 0) {
      if (whole) leavers_portable<std::int32_t>(rows, order, counts, balance.data(), pairs.data());
      else leavers_portable<double>(rows, order, counts, balance.data(), pairs.data());
    } else {
      if (whole) stayers_portable<std::int32_t>(rows, order, balance_stayed.data(), pairs_stayed.data());
      else stayers_portable<double>(rows, order, balance_stayed.data(), pairs_stayed.data());
    }
  });
  ConcordanceSums result;
  result.concordant = counts.concordant;
  result.discordant = counts.discordant;
  result.tied_score = counts.tied_score;
  result.tied_time = counts.tied_time;
  result.tied_both = counts.tied_both;
  const double all = counts.concordant + counts.discordant + counts.tied_score;
  if (!(all > 0.0)) {
    result.concordance = result.std_error = std::numeric_limits<double>::quiet_NaN();
    return result;
  }
  const double somers = (counts.concordant - counts.discordant) / all;
  result.concordance = 0.5 * (somers + 1.0);
  double variance = 0.0;
  const auto influence = [&](std::int64_t i) {
    return weight_of(rows, i) * ((balance[i] + balance_stayed[i]) - somers * (pairs[i] + pairs_stayed[i])) / all;
  };
  if (rows.cluster == nullptr) {
    for (std::int64_t i = 0; i < rows.rows; ++i) {
      const double one = influence(i);
      variance += one * one;
    }
  } else {
    std::vector<double> sum(rows.clusters, 0.0);
    for (std::int64_t i = 0; i < rows.rows; ++i) sum[rows.cluster[i]] += influence(i);
    for (const double one : sum) variance += one * one;
  }
  result.std_error = 0.5 * std::sqrt(variance);
  return result;
}

}  // namespace mainstay::inline v1::survival
