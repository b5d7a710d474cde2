// How firm an order is: weights at which the first place changes, weights at random, alternatives that come and go.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "performance/decision_kernel.hpp"
#include "performance/decision_scores.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t steps = 64;  // of a scan from a weight to 0 or to 1, where the score is no sum over criteria

void nearer(WeightSwap& swap, double weight, bool upper, std::int64_t row) {
  double& held = upper ? swap.upper : swap.lower;
  if (held == held && (upper ? weight >= held : weight <= held)) return;
  held = weight;
  (upper ? swap.upper_first : swap.lower_first) = row;
}

// Scores that are sums over criteria change along a line with each weight: the line of the first meets that of each other once.
std::vector<WeightSwap> swaps_of_sums(const DecisionModel& model, std::int64_t first, const ChunkRunner& run) {
  const DecisionTable& table = model.table;
  const std::size_t c = table.columns.size();
  const bool product = model.method == DecisionMethod::weighted_product;
  const std::int64_t chunks = decision_chunks(table.rows);
  std::vector<double> own(c);
  double own_score = 0.0;
  for (std::size_t j = 0; j < c; ++j) {
    table.columns[j].normalised(first, 1, &own[j]);
    if (product) own[j] = std::log(own[j]);
    own_score += model.weights[j] * own[j];
  }
  std::vector<std::vector<WeightSwap>> parts(at(chunks), std::vector<WeightSwap>(c));
  run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(table.rows, chunks, chunk);
    std::vector<double> r(c * at(decision_block));
    for (std::int64_t begin = span.first; begin < span.last; begin += decision_block) {
      const std::int64_t count = std::min(decision_block, span.last - begin);
      for (std::size_t j = 0; j < c; ++j) table.columns[j].normalised(begin, count, r.data() + j * at(decision_block));
      for (std::int64_t i = 0; i < count; ++i) {
        if (begin + i == first) continue;
        const auto value = [&](std::size_t j) { return product ? std::log(r[j * at(decision_block) + at(i)]) : r[j * at(decision_block) + at(i)]; };
        double lead = own_score;
        for (std::size_t j = 0; j < c; ++j) lead -= model.weights[j] * value(j);
        if (!std::isfinite(lead)) continue;
        lead = std::max(0.0, lead);
        for (std::size_t j = 0; j < c; ++j) {
          const double weight = model.weights[j], ahead = own[j] - value(j);
          if (weight >= 1.0) continue;
          const double slope = ahead - (lead - weight * ahead) / (1.0 - weight), swap = weight - lead / slope;
          if (slope > 0.0 && swap >= 0.0) nearer(parts[at(chunk)][j], swap, false, begin + i);
          if (slope < 0.0 && swap <= 1.0) nearer(parts[at(chunk)][j], swap, true, begin + i);
        }
      }
    }
  });
  std::vector<WeightSwap> swaps(c);
  for (const std::vector<WeightSwap>& part : parts)
    for (std::size_t j = 0; j < c; ++j) {
      if (part[j].lower == part[j].lower) nearer(swaps[j], part[j].lower, false, part[j].lower_first);
      if (part[j].upper == part[j].upper) nearer(swaps[j], part[j].upper, true, part[j].upper_first);
    }
  return swaps;
}

std::vector<double> with_weight(const std::vector<double>& weights, std::size_t j, double weight) {
  std::vector<double> changed = weights;
  for (double& other : changed) other *= (1.0 - weight) / (1.0 - weights[j]);
  changed[j] = weight;
  return changed;
}

}  // namespace

std::vector<WeightSwap> swaps_of(const DecisionModel& model, const std::vector<double>& score, const ChunkRunner& run) {
  const std::int64_t first = best_of(score);
  const std::size_t c = model.table.columns.size();
  std::vector<WeightSwap> swaps(c);
  if (first < 0 || model.table.rows < 2 || !std::isfinite(score[at(first)])) return swaps;
  const bool sums = (model.method == DecisionMethod::weighted_sum || model.method == DecisionMethod::weighted_product) && model.options->missing != DecisionMissing::reweigh;
  if (sums && model.method == DecisionMethod::weighted_product && !(score[at(first)] > 0.0)) return swaps;
  if (sums) return swaps_of_sums(model, first, run);
  for (std::size_t j = 0; j < c; ++j) {
    const double own = model.weights[j];
    if (own >= 1.0) continue;
    for (const bool upper : {false, true}) {
      const double end = upper ? 1.0 : 0.0;
      if (end == own) continue;
      std::int64_t other = -1;
      const auto overtaken = [&](double weight) {
        const std::vector<double> changed = scores_of(model, with_weight(model.weights, j, weight), run).score;
        other = best_of(changed);
        if (other >= 0 && !(changed[at(other)] - changed[at(first)] > model.options->tie_tolerance)) other = first;
        return other != first;
      };
      double still = own;
      for (std::int64_t k = 1; k <= steps; ++k) {
        double past = k == steps ? end : own + (end - own) * static_cast<double>(k) / static_cast<double>(steps);
        if (!overtaken(past)) {
          still = past;
          continue;
        }
        std::int64_t found = other;
        for (int halving = 0; halving < 45; ++halving) {
          const double middle = 0.5 * (still + past);
          if (overtaken(middle)) past = middle, found = other;
          else still = middle;
        }
        nearer(swaps[j], past, upper, found);
        break;
      }
    }
  }
  return swaps;
}

DrawnWeights draw_weights(const DecisionModel& model, std::int64_t draws, std::uint64_t seed, const ChunkRunner& run) {
  const std::int64_t n = model.table.rows;
  const std::size_t c = model.table.columns.size();
  const std::int64_t chunks = std::clamp<std::int64_t>(std::min<std::int64_t>(draws / 8, 4'000'000 / std::max<std::int64_t>(1, n)), 1, 16);
  std::vector<DrawnWeights> parts(at(chunks));
  run(chunks, [&](std::int64_t chunk) {
    DrawnWeights& part = parts[at(chunk)];
    part.first_share.assign(at(n), 0.0);
    part.mean_rank.assign(at(n), 0.0);
    const Span span = span_of(draws, chunks, chunk);
    std::vector<double> weights(c);
    for (std::int64_t draw = span.first; draw < span.last; ++draw) {
      stats::Random random({seed, 0x6465636964ull, static_cast<std::uint64_t>(draw)});
      double total = 0.0;
      for (double& weight : weights) {
        weight = -std::log((static_cast<double>(random.next() >> 11) + 0.5) * 0x1p-53);
        total += weight;
      }
      for (double& weight : weights) weight /= total;
      const std::vector<double> ranks = ranks_of(scores_of(model, weights, run_in_turn).score, DecisionTies::mean, model.options->tie_tolerance);
      double least = std::numeric_limits<double>::infinity(), shared = 0.0;
      for (const double rank : ranks)
        if (rank == rank) least = std::min(least, rank);
      for (const double rank : ranks) shared += rank == least;
      for (std::int64_t i = 0; i < n; ++i) {
        part.mean_rank[at(i)] += ranks[at(i)];
        if (ranks[at(i)] == least) part.first_share[at(i)] += 1.0 / shared;
      }
    }
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk)
    for (std::int64_t i = 0; i < n; ++i) {
      parts[0].first_share[at(i)] += parts[at(chunk)].first_share[at(i)];
      parts[0].mean_rank[at(i)] += parts[at(chunk)].mean_rank[at(i)];
    }
  for (double& share : parts[0].first_share) share /= static_cast<double>(draws);
  for (double& rank : parts[0].mean_rank) rank /= static_cast<double>(draws);
  return std::move(parts[0]);
}

namespace {

// Pairs whose order by one ranking is strictly opposite to that by the other; merge sort.
std::int64_t turned_pairs(const std::vector<double>& before, const std::vector<double>& after) {
  std::vector<std::int64_t> order;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i] == before[i] && after[i] == after[i]) order.push_back(static_cast<std::int64_t>(i));
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return before[at(a)] != before[at(b)] ? before[at(a)] < before[at(b)] : after[at(a)] < after[at(b)]; });
  std::vector<double> values, room(order.size());
  for (const std::int64_t i : order) values.push_back(after[at(i)]);
  std::int64_t turned = 0;
  for (std::size_t width = 1; width < values.size(); width *= 2) {
    for (std::size_t first = 0; first < values.size(); first += 2 * width) {
      const std::size_t middle = std::min(first + width, values.size()), last = std::min(first + 2 * width, values.size());
      std::size_t left = first, right = middle;
      for (std::size_t k = first; k < last; ++k) {
        if (right == last || (left < middle && values[left] <= values[right])) {
          room[k] = values[left++];
        } else {
          room[k] = values[right++];
          turned += static_cast<std::int64_t>(middle - left);
        }
      }
    }
    values.swap(room);
  }
  return turned;
}

}  // namespace

DecisionReversals reversals_of(const DecisionTable& table, const DecisionRules& options, const std::vector<double>& given, const std::vector<double>& score, const ChunkRunner& run) {
  const std::int64_t n = table.rows;
  std::vector<std::vector<double>> values(table.columns.size());
  std::vector<double> worst;
  for (std::size_t j = 0; j < values.size(); ++j) {
    const DecisionColumn& column = table.columns[j];
    values[j].resize(at(n));
    const double* x = column.read(0, n, values[j].data());
    std::copy_n(x, n, values[j].begin());
    double least = missing;
    for (const double value : values[j])
      if (value == value && (least != least || (column.lower ? value > least : value < least))) least = value;
    worst.push_back(least);
  }
  std::vector<std::int64_t> turned(at(n + 1), 0), first(at(n + 1), -1);
  const std::int64_t chunks = std::clamp<std::int64_t>((n + 1) / 4, 1, 32);
  run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n + 1, chunks, chunk);
    for (std::int64_t change = span.first; change < span.last; ++change) {  // 0: one more; else row change - 1 leaves
      const std::int64_t left = change - 1;
      DecisionTable other;
      other.rows = left < 0 ? n + 1 : n - 1;
      for (std::size_t j = 0; j < values.size(); ++j) {
        std::vector<double> own = values[j];
        if (left < 0) own.push_back(worst[j]);
        else own.erase(own.begin() + left);
        other.columns.emplace_back(table.columns[j].criterion, std::move(own));
        other.columns.back().lower = table.columns[j].lower;
      }
      const DecisionModel model = model_of(std::move(other), options, given, false, run_in_turn);
      std::vector<double> again = scores_of(model, model.weights, run_in_turn).score, before = score;
      if (left < 0) again.pop_back();
      else before.erase(before.begin() + left);
      turned[at(change)] = turned_pairs(ranks_of(before, DecisionTies::dense, options.tie_tolerance), ranks_of(again, DecisionTies::dense, options.tie_tolerance));
      const std::int64_t best = best_of(again);
      first[at(change)] = left >= 0 && best >= left ? best + 1 : best;
    }
  });
  DecisionReversals reversals;
  for (std::int64_t change = 1; change <= n + 1; ++change) {
    const std::int64_t k = change == n + 1 ? 0 : change;
    if (turned[at(k)] == 0) continue;
    reversals.row.push_back(k - 1);
    reversals.turned.push_back(turned[at(k)]);
    reversals.first.push_back(first[at(k)]);
  }
  return reversals;
}

}  // namespace mainstay::inline v1::performance
