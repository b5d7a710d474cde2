#include "survival/concordance_kernel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "solve/vector_units.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr int digit_bits = 6;
constexpr std::int64_t fan = 1 << digit_bits;
constexpr auto lane_number = [] {
  std::array<double, fan> numbers{};
  for (int lane = 0; lane < fan; ++lane) numbers[lane] = lane;
  return numbers;
}();

constexpr int most_levels = 6;

// At each level: adds `value` to the running sums of a node from the rank's digit on.
template <class T>
[[gnu::always_inline]] inline void add_path_with(T* below, const std::int64_t* begin, int levels, std::int32_t rank, T value) {
  for (int level = 0; level < levels; ++level, rank >>= digit_bits) {
    T* node = below + begin[level] + (rank & ~std::int32_t{fan - 1});
    const std::int32_t digit = rank & (fan - 1);
    if constexpr (sizeof(T) == 4) {
      for (std::int32_t lane = 0; lane < fan; ++lane) node[lane] += lane >= digit ? value : T(0);
    } else {
      const double place = digit;
      for (std::int32_t lane = 0; lane < fan; ++lane) node[lane] += lane_number[lane] >= place ? value : T(0);
    }
  }
}
template <class T>
void add_path_portable(T* below, const std::int64_t* begin, int levels, std::int32_t rank, T value) {
  add_path_with<T>(below, begin, levels, rank, value);
}
#ifdef MAINSTAY_X86
template <class T>
__attribute__((target("avx2,fma"))) void add_path_avx2(T* below, const std::int64_t* begin, int levels, std::int32_t rank, T value) {
  add_path_with<T>(below, begin, levels, rank, value);
}
#ifdef __clang__  // does not know the width
#define MAINSTAY_AVX512 "avx512f,avx512dq,avx512vl,avx2,fma"
#else
#define MAINSTAY_AVX512 "avx512f,avx512dq,avx512vl,avx2,fma,prefer-vector-width=512"
#endif
template <class T>
__attribute__((target(MAINSTAY_AVX512))) void add_path_avx512(
    T* below, const std::int64_t* begin, int levels, std::int32_t rank, T value) {
  add_path_with<T>(below, begin, levels, rank, value);
}
#endif
template <class T>
using AddPath = void (*)(T*, const std::int64_t*, int, std::int32_t, T);
template <class T>
AddPath<T> add_path() {
#ifdef MAINSTAY_X86
  if (solve::vector_units() == solve::VectorUnits::avx512) return &add_path_avx512<T>;
  if (solve::vector_units() == solve::VectorUnits::avx2) return &add_path_avx2<T>;
#endif
  return &add_path_portable<T>;
}

/// Weight by rank: a tree of 64 children whose nodes hold running sums, so that adding is a few vector additions and asking is
/// one number at each level. An entry of the lowest level is the weight of its node up to and with that rank.
template <class T>
class RankTree {
 public:
  void reset(std::int64_t ranks) {
    std::int64_t size = std::max<std::int64_t>(ranks, 1), total = 0;
    levels_ = 0;
    do {
      size = (size + fan - 1) / fan * fan;
      begin_[levels_++] = total;
      total += size;
      size /= fan;
    } while (size > 1);
    upto_.assign(total, T(0));
    all_ = T(0);
  }
  struct Found {
    T below, at;
  };
  Found find(std::int32_t rank) const noexcept {
    const T* lowest = upto_.data() + rank;
    Found found{(rank & (fan - 1)) != 0 ? lowest[-1] : T(0), T(0)};
    found.at = *lowest - found.below;
    for (int level = 1; level < levels_; ++level) {
      rank >>= digit_bits;
      if ((rank & (fan - 1)) != 0) found.below += upto_[begin_[level] + rank - 1];
    }
    return found;
  }
  T all() const noexcept { return all_; }
  void add(std::int32_t rank, T value) noexcept {
    all_ += value;
    add_(upto_.data(), begin_.data(), levels_, rank, value);
  }
  void expect(std::int32_t rank) const noexcept {
    const T* node = upto_.data() + (rank & ~std::int32_t{fan - 1});
    for (std::int64_t lane = 0; lane < fan; lane += 64 / static_cast<std::int64_t>(sizeof(T))) __builtin_prefetch(node + lane, 1);
  }

 private:
  std::vector<T> upto_;
  std::array<std::int64_t, most_levels> begin_{};
  int levels_ = 0;
  T all_ = T(0);
  AddPath<T> add_ = add_path<T>();
};

// Rows with weight, by stratum, in each by time: what the sweeps read lies in their order.
struct Ordered {
  std::vector<std::int64_t> start;    // per stratum
  std::vector<std::int64_t> ranks;    // per stratum: distinct scores
  std::vector<std::uint32_t> row;     // the rest in order of time
  std::vector<std::uint32_t> time;    // place among the distinct durations
  std::vector<std::int32_t> rank;     // of the score in the stratum
  std::vector<std::uint8_t> left;
  std::vector<double> weight;         // empty: ones
  std::vector<double> entry, duration;    // with entries only
  std::vector<std::uint32_t> by_entry;    // places by entry
};

struct Counts {
  double concordant = 0.0, discordant = 0.0, tied_score = 0.0, tied_time = 0.0, tied_both = 0.0;
};

constexpr std::int64_t ahead = 24;  // places between asking for memory and using it

// From the last time to the first: each leaver against those at risk after it.
template <class T>
void sweep_leavers(const Ordered& order, Counts& counts, double* balance, double* pairs) {
  RankTree<T> tree;
  std::vector<T> seen;
  const auto weight = [&](std::int64_t k) { return order.weight.empty() ? 1.0 : order.weight[k]; };
  for (std::size_t s = 0; s < order.ranks.size(); ++s) {
    const std::int64_t first = order.start[s], end = order.start[s + 1];
    tree.reset(order.ranks[s]);
    std::int64_t next_entry = end, at_risk = 0;  // rows in the tree: where there are none, rounding is all that is left of their weights
    for (std::int64_t last = end; last > first;) {
      std::int64_t group = last - 1;
      while (group > first && order.time[group - 1] == order.time[last - 1]) --group;
      for (std::int64_t k = last; k-- > group;) {
        if (k - ahead >= first) tree.expect(order.rank[k - ahead]);
        if (order.left[k]) continue;
        tree.add(order.rank[k], static_cast<T>(weight(k)));
        ++at_risk;
      }
      if (!order.entry.empty())  // rows that enter at this time or later are not at risk
        while (next_entry > first && order.entry[order.by_entry[next_entry - 1]] >= order.duration[group]) {
          const std::uint32_t k = order.by_entry[--next_entry];
          tree.add(order.rank[k], static_cast<T>(-weight(k)));
          --at_risk;
        }
      seen.clear();
      for (std::int64_t k = group; k < last; ++k) {
        if (!order.left[k]) continue;
        const auto found = tree.find(order.rank[k]);
        const double w = weight(k), below = static_cast<double>(found.below), same = static_cast<double>(found.at),
                     above = static_cast<double>(tree.all() - found.below - found.at);
        seen.push_back(found.at);
        if (at_risk == 0) continue;
        counts.concordant += w * below;
        counts.discordant += w * above;
        counts.tied_score += w * same;
        balance[k] = below - above;
        pairs[k] = below + above + same;
      }
      std::size_t place = 0;
      double together = 0.0;
      for (std::int64_t k = group; k < last; ++k) {
        if (!order.left[k]) continue;
        const double w = weight(k), both = w * static_cast<double>(tree.find(order.rank[k]).at - seen[place++]);
        counts.tied_both += both;
        counts.tied_time += w * together - both;
        together += w;
        tree.add(order.rank[k], static_cast<T>(w));
        ++at_risk;
      }
      last = group;
    }
  }
}

// From the first time to the last: each row against the leavers before it.
template <class T>
void sweep_stayers(const Ordered& order, double* balance, double* pairs) {
  RankTree<T> tree;
  const auto weight = [&](std::int64_t k) { return order.weight.empty() ? 1.0 : order.weight[k]; };
  const auto take = [&](std::int64_t k, double sign) {
    const auto found = tree.find(order.rank[k]);
    const double below = static_cast<double>(found.below), same = static_cast<double>(found.at),
                 above = static_cast<double>(tree.all() - found.below - found.at);
    balance[k] += sign * (above - below);  // a leaver with the higher score is concordant
    pairs[k] += sign * (above + below + same);
  };
  for (std::size_t s = 0; s < order.ranks.size(); ++s) {
    const std::int64_t end = order.start[s + 1];
    tree.reset(order.ranks[s]);
    std::int64_t next_entry = order.start[s];
    for (std::int64_t group = order.start[s]; group < end;) {
      std::int64_t last = group;
      while (last < end && order.time[last] == order.time[group]) ++last;
      if (!order.entry.empty())  // leavers up to a row's entry were not compared with it
        while (next_entry < end && order.entry[order.by_entry[next_entry]] < order.duration[group]) take(order.by_entry[next_entry++], -1.0);
      for (std::int64_t k = group; k < last; ++k) {
        if (k + ahead < end) tree.expect(order.rank[k + ahead]);
        if (order.left[k]) take(k, 1.0);
      }
      for (std::int64_t k = group; k < last; ++k)
        if (order.left[k]) tree.add(order.rank[k], static_cast<T>(weight(k)));
      for (std::int64_t k = group; k < last; ++k)
        if (!order.left[k]) take(k, 1.0);
      group = last;
    }
  }
}

double weight_of(const ConcordanceRows& rows, std::int64_t i) { return rows.weights != nullptr ? rows.weights[i] : 1.0; }

Ordered ordered(Team& team, const ConcordanceRows& rows) {
  Ordered order;
  const auto stratum = [&](std::int64_t i) -> std::int64_t { return rows.strata != nullptr ? rows.strata[i] : 0; };
  order.start.assign(rows.strata_count + 1, 0);
  for (std::int64_t i = 0; i < rows.rows; ++i)
    if (weight_of(rows, i) > 0.0) ++order.start[stratum(i) + 1];
  for (std::int64_t s = 0; s < rows.strata_count; ++s) order.start[s + 1] += order.start[s];
  const std::int64_t used = order.start.back();
  order.ranks.assign(rows.strata_count, 0);
  order.row.resize(used);
  order.time.resize(used);
  std::vector<std::int32_t> rank_of_row(rows.rows, 0);
  // Sorts rows by a value in each stratum.
  const auto sorted = [&](const double* values, std::vector<stats::Keyed>& items) {
    std::vector<stats::Keyed> scratch;
    std::vector<std::int64_t> next(order.start.begin(), order.start.end() - 1);
    items.resize(used);
    for (std::int64_t i = 0; i < rows.rows; ++i)
      if (weight_of(rows, i) > 0.0) items[next[stratum(i)]++] = {values[i], static_cast<std::uint32_t>(i)};
    for (std::int64_t s = 0; s < rows.strata_count; ++s)
      stats::sort_keyed(items.data() + order.start[s], order.start[s + 1] - order.start[s], scratch);
  };
  team.run(2, [&](std::int64_t task) {
    if (task == 0) {
      std::vector<stats::Keyed> items;
      sorted(rows.score, items);
      for (std::int64_t s = 0; s < rows.strata_count; ++s) {
        std::int32_t rank = -1;
        for (std::int64_t k = order.start[s]; k < order.start[s + 1]; ++k) {
          if (k == order.start[s] || items[k].key != items[k - 1].key) ++rank;
          rank_of_row[items[k].payload] = rank;
        }
        order.ranks[s] = rank + 1;
      }
      return;
    }
    // Few distinct times: count them. Rows go to their time, then to their stratum, each time in their present order.
    const stats::Distinct distinct = stats::distinct_of(rows.duration, rows.rows);
    std::vector<std::int64_t> next(distinct.values.size() + 1, 0);
    for (std::int64_t i = 0; i < rows.rows; ++i) next[distinct.index[i] + 1] += weight_of(rows, i) > 0.0;
    for (std::size_t t = 1; t < next.size(); ++t) next[t] += next[t - 1];
    std::vector<std::uint32_t> by_time(used);
    for (std::int64_t i = 0; i < rows.rows; ++i)
      if (weight_of(rows, i) > 0.0) by_time[next[distinct.index[i]]++] = static_cast<std::uint32_t>(i);
    if (rows.strata == nullptr) {
      order.row.swap(by_time);
    } else {
      next.assign(order.start.begin(), order.start.end() - 1);
      for (const std::uint32_t i : by_time) order.row[next[stratum(i)]++] = i;
    }
    for (std::int64_t k = 0; k < used; ++k) order.time[k] = distinct.index[order.row[k]];
  });
  order.rank.resize(used);
  order.left.resize(used);
  if (rows.weights != nullptr) order.weight.resize(used);
  if (rows.entry != nullptr) {
    order.entry.resize(used);
    order.duration.resize(used);
  }
  const std::int64_t chunks = std::clamp<std::int64_t>(used / 4096, 1, 16);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(used, chunks, chunk);
    for (std::int64_t k = span.first; k < span.last; ++k) {
      const std::uint32_t i = order.row[k];
      order.rank[k] = rank_of_row[i];
      order.left[k] = rows.event[i] != 0.0;
      if (rows.weights != nullptr) order.weight[k] = rows.weights[i];
      if (rows.entry == nullptr) continue;
      order.entry[k] = rows.entry[i];
      order.duration[k] = rows.duration[i];
    }
  });
  if (rows.entry != nullptr) {
    std::vector<stats::Keyed> items(used), scratch;
    for (std::int64_t k = 0; k < used; ++k) items[k] = {order.entry[k], static_cast<std::uint32_t>(k)};
    for (std::int64_t s = 0; s < rows.strata_count; ++s)
      stats::sort_keyed(items.data() + order.start[s], order.start[s + 1] - order.start[s], scratch);
    order.by_entry.resize(used);
    for (std::int64_t k = 0; k < used; ++k) order.by_entry[k] = items[k].payload;
  }
  return order;
}

}  // namespace

ConcordanceSums count_concordance(Team& team, const ConcordanceRows& rows) {
  const Ordered order = ordered(team, rows);
  const auto used = static_cast<std::int64_t>(order.row.size());
  std::vector<double> balance(used, 0.0), pairs(used, 0.0), balance_stayed(used, 0.0), pairs_stayed(used, 0.0);
  Counts counts;
  team.run(2, [&](std::int64_t sweep) {
    // Without weights, counts of people: whole numbers, half the memory.
    if (sweep == 0) {
      if (rows.weights == nullptr) sweep_leavers<std::int32_t>(order, counts, balance.data(), pairs.data());
      else sweep_leavers<double>(order, counts, balance.data(), pairs.data());
    } else {
      if (rows.weights == nullptr) sweep_stayers<std::int32_t>(order, balance_stayed.data(), pairs_stayed.data());
      else sweep_stayers<double>(order, balance_stayed.data(), pairs_stayed.data());
    }
  });
  ConcordanceSums result;
  for (double* count : {&counts.concordant, &counts.discordant, &counts.tied_score, &counts.tied_time, &counts.tied_both})
    *count = std::max(*count, 0.0);  // rounding of weights that came and went
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
  const auto influence = [&](std::int64_t k) {
    const double w = order.weight.empty() ? 1.0 : order.weight[k];
    return w * ((balance[k] + balance_stayed[k]) - somers * (pairs[k] + pairs_stayed[k])) / all;
  };
  if (rows.cluster == nullptr) {
    for (std::int64_t k = 0; k < used; ++k) {
      const double one = influence(k);
      variance += one * one;
    }
  } else {
    std::vector<double> sum(rows.clusters, 0.0);
    for (std::int64_t k = 0; k < used; ++k) sum[rows.cluster[order.row[k]]] += influence(k);
    for (const double one : sum) variance += one * one;
  }
  result.std_error = 0.5 * std::sqrt(variance);
  return result;
}

}  // namespace mainstay::inline v1::survival
