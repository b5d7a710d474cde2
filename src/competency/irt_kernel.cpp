#include "competency/irt_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr double edge = 1e-12;         // of a person's mass that an edge of the window may carry
constexpr double least_mass = 1e-150;  // below it products have lost digits: logarithms then

using solve::Vector;
using solve::sum_of;

// Products of the rows that belong to some codes, over `blocks` blocks of nodes from `at`; their sum comes back.
template <int lanes, int blocks>
[[gnu::always_inline]] inline double multiply_rows(const IrtPass& pass, const std::uint8_t* codes, std::int64_t at, double* out) {
  using V = typename Vector<lanes>::type;
  constexpr int vectors = static_cast<int>(node_block) / lanes * blocks;
  V product[vectors];
  for (int v = 0; v < vectors; ++v) product[v] = *reinterpret_cast<const V*>(pass.prior + at + v * lanes);
  for (std::int64_t g = 0; g < pass.groups; ++g) {
    const double* row = pass.tables[g] + codes[g] * pass.stride + at;
    for (int v = 0; v < vectors; ++v) product[v] *= *reinterpret_cast<const V*>(row + v * lanes);
  }
  V sum = product[0];
  for (int v = 1; v < vectors; ++v) sum += product[v];
  for (int v = 0; v < vectors; ++v) *reinterpret_cast<V*>(out + v * lanes) = product[v];
  return sum_of<lanes>(sum);
}

template <int lanes>
[[gnu::always_inline]] inline double likelihood(const IrtPass& pass, const std::uint8_t* codes, std::int64_t first, std::int64_t count, double* out) {
  double sum = 0.0;
  std::int64_t b = 0;
  for (; b + 2 <= count; b += 2) sum += multiply_rows<lanes, 2>(pass, codes, (first + b) * node_block, out + b * node_block);
  if (b < count) sum += multiply_rows<lanes, 1>(pass, codes, (first + b) * node_block, out + b * node_block);
  return sum;
}

// The same by logarithms, over all nodes: for rows whose products underflow. Out becomes a posterior (sum 1); the log marginal comes back.
double posterior_by_logarithms(const IrtPass& pass, const std::uint8_t* codes, double* out) {
  double largest = -HUGE_VAL;
  for (std::int64_t q = 0; q < pass.stride; ++q) {
    double sum = std::log(pass.prior[q]);
    for (std::int64_t g = 0; g < pass.groups; ++g) sum += std::log(pass.tables[g][codes[g] * pass.stride + q]);
    out[q] = sum;
    largest = std::max(largest, sum);
  }
  if (!(largest > -HUGE_VAL)) {  // impossible answers at every node
    for (std::int64_t q = 0; q < pass.stride; ++q) out[q] = pass.prior[q];
    return -HUGE_VAL;
  }
  double total = 0.0;
  for (std::int64_t q = 0; q < pass.stride; ++q) total += out[q] = std::exp(out[q] - largest);
  for (std::int64_t q = 0; q < pass.stride; ++q) out[q] /= total;
  return largest + std::log(total);
}

struct Marginal {
  double probability;  // 0: then `logarithm` holds it, and out is a posterior already
  double logarithm;
};

// Finds the window and fills `out` over it with prior · likelihood.
template <int lanes>
[[gnu::always_inline]] inline Marginal person(const IrtPass& pass, std::int64_t row, double* out) {
  const std::uint8_t* codes = pass.codes + row * pass.groups;
  const auto all = static_cast<std::uint16_t>(pass.stride / node_block);
  NodeWindow& window = pass.windows[row];
  if (window.count == 0) window = {0, all};
  for (;;) {
    const double total = likelihood<lanes>(pass, codes, window.first, window.count, out);
    const double low = edge * total;
    const double* last = out + window.count * node_block - 1;
    const bool more_before = window.first > 0 && !(out[0] < low), more_after = window.first + window.count < all && !(*last < low);
    if (more_before || more_after) {
      if (more_before) --window.first, ++window.count;
      if (more_after) ++window.count;
      continue;
    }
    if (!(total > least_mass)) {
      if (window.count < all) {
        window = {0, all};
        continue;
      }
      return {0.0, posterior_by_logarithms(pass, codes, out)};
    }
    // what the next pass can leave away
    NodeWindow next = window;
    while (next.count > 1 && out[(next.first - window.first + 1) * node_block] < low) ++next.first, --next.count;
    while (next.count > 1 && out[(next.first - window.first + next.count - 1) * node_block - 1] < low) --next.count;
    const Marginal found{total, 0.0};
    if (next.first != window.first) std::copy(out + (next.first - window.first) * node_block, out + (next.first - window.first + next.count) * node_block, out);
    window = next;
    return found;
  }
}

template <int lanes>
[[gnu::always_inline]] inline double add_posteriors_with(const IrtPass& pass, std::int64_t first, std::int64_t last, double* const* counts, double* out) {
  using V = typename Vector<lanes>::type;
  double sum = 0.0, running = 1.0;  // `running`: a product of probabilities, whose logarithm is taken now and then
  for (std::int64_t row = first; row < last; ++row) {
    const Marginal marginal = person<lanes>(pass, row, out);
    const double weight = pass.weights == nullptr ? 1.0 : pass.weights[row];
    double scale = weight;
    if (marginal.probability > 0.0) {
      scale = weight / marginal.probability;
      if (pass.weights != nullptr) {
        sum += weight * std::log(marginal.probability);
      } else {
        running *= marginal.probability;
        if (running < 1e-150) {
          sum += std::log(running);
          running = 1.0;
        }
      }
    } else {
      sum += weight * marginal.logarithm;
    }
    const NodeWindow window = pass.windows[row];
    const std::int64_t size = window.count * node_block, at = window.first * node_block;
    const std::uint8_t* codes = pass.codes + row * pass.groups;
    for (std::int64_t q = 0; q < size; q += lanes) *reinterpret_cast<V*>(out + q) *= scale;
    for (std::int64_t g = 0; g < pass.groups; ++g) {
      double* cell = counts[g] + codes[g] * pass.stride + at;
      for (std::int64_t q = 0; q < size; q += lanes) *reinterpret_cast<V*>(cell + q) += *reinterpret_cast<const V*>(out + q);
    }
  }
  return sum + std::log(running);
}

template <int lanes>
[[gnu::always_inline]] inline void write_posteriors_with(const IrtPass& pass, std::int64_t first, std::int64_t last, double* posterior, double* log_marginal) {
  using V = typename Vector<lanes>::type;
  for (std::int64_t row = first; row < last; ++row) {
    double* out = posterior + (row - first) * pass.stride;
    const Marginal marginal = person<lanes>(pass, row, out);
    if (log_marginal != nullptr) log_marginal[row - first] = marginal.probability > 0.0 ? std::log(marginal.probability) : marginal.logarithm;
    if (!(marginal.probability > 0.0)) continue;
    const double scale = 1.0 / marginal.probability;
    for (std::int64_t q = 0; q < pass.windows[row].count * node_block; q += lanes) *reinterpret_cast<V*>(out + q) *= scale;
  }
}

template <int lanes>
[[gnu::always_inline]] inline void add_scores_with(const IrtPass& pass, std::int64_t first, std::int64_t last, const double* posterior, std::int64_t group, const double* table,
                                                   std::int64_t parameters, const std::int32_t* places, double* out, std::int64_t out_stride) {
  using V = typename Vector<lanes>::type;
  for (std::int64_t row = first; row < last; ++row) {
    const NodeWindow window = pass.windows[row];
    const double* of_row = posterior + (row - first) * pass.stride;
    const double* pattern = table + pass.codes[row * pass.groups + group] * parameters * pass.stride + window.first * node_block;
    double* to = out + (row - first) * out_stride;
    for (std::int64_t m = 0; m < parameters; ++m) {
      if (places[m] < 0) continue;
      V sum{};
      const double* slopes = pattern + m * pass.stride;
      for (std::int64_t q = 0; q < window.count * node_block; q += lanes) sum += *reinterpret_cast<const V*>(of_row + q) * *reinterpret_cast<const V*>(slopes + q);
      to[places[m]] += sum_of<lanes>(sum);
    }
  }
}

template <int lanes>
[[gnu::always_inline]] inline void add_pairs_with(const IrtPass& pass, std::int64_t first, std::int64_t last, const double* posterior, const PairCells& cells, double* scaled) {
  using V = typename Vector<lanes>::type;
  for (std::int64_t row = first; row < last; ++row) {
    const std::uint8_t* answers = cells.answers + (row - first) * cells.items;
    const std::uint8_t own = answers[cells.item];
    if (own == cells.categories[cells.item]) continue;
    const NodeWindow window = pass.windows[row];
    const std::int64_t at = window.first * node_block, size = window.count * node_block;
    const double weight = pass.weights == nullptr ? 1.0 : pass.weights[row];
    const double* of_row = posterior + (row - first) * pass.stride;
    for (std::int64_t q = 0; q < size; q += lanes) *reinterpret_cast<V*>(scaled + q) = *reinterpret_cast<const V*>(of_row + q) * weight;
    for (std::int64_t k = cells.item + 1; k < cells.items; ++k) {
      if (answers[k] == cells.categories[k]) continue;
      double* cell = cells.tables[k] + (own * cells.categories[k] + answers[k]) * pass.stride + at;
      for (std::int64_t q = 0; q < size; q += lanes) *reinterpret_cast<V*>(cell + q) += *reinterpret_cast<const V*>(scaled + q);
    }
  }
}

template <int lanes>
[[gnu::always_inline]] inline double dot_with(const double* a, const double* b, std::int64_t count) {
  using V = typename Vector<lanes>::type;
  V sum{};
  for (std::int64_t q = 0; q < count; q += lanes) sum += *reinterpret_cast<const V*>(a + q) * *reinterpret_cast<const V*>(b + q);
  return sum_of<lanes>(sum);
}

#define MAINSTAY_KERNELS(attributes, name, lanes)                                                                                                          \
  attributes double add_posteriors_##name(const IrtPass& pass, std::int64_t first, std::int64_t last, double* const* counts, double* out) {                \
    return add_posteriors_with<lanes>(pass, first, last, counts, out);                                                                                     \
  }                                                                                                                                                        \
  attributes void write_posteriors_##name(const IrtPass& pass, std::int64_t first, std::int64_t last, double* posterior, double* log_marginal) {           \
    write_posteriors_with<lanes>(pass, first, last, posterior, log_marginal);                                                                              \
  }                                                                                                                                                        \
  attributes void add_scores_##name(const IrtPass& pass, std::int64_t first, std::int64_t last, const double* posterior, std::int64_t group,               \
                                    const double* table, std::int64_t parameters, const std::int32_t* places, double* out, std::int64_t out_stride) {      \
    add_scores_with<lanes>(pass, first, last, posterior, group, table, parameters, places, out, out_stride);                                               \
  }                                                                                                                                                        \
  attributes void add_pairs_##name(const IrtPass& pass, std::int64_t first, std::int64_t last, const double* posterior, const PairCells& cells,            \
                                   double* scaled) {                                                                                                       \
    add_pairs_with<lanes>(pass, first, last, posterior, cells, scaled);                                                                                    \
  }                                                                                                                                                        \
  attributes double dot_##name(const double* a, const double* b, std::int64_t count) { return dot_with<lanes>(a, b, count); }

MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)

}  // namespace

double add_posteriors(const IrtPass& pass, std::int64_t first, std::int64_t last, double* const* counts, double* buffer) {
  MAINSTAY_CALL(add_posteriors, pass, first, last, counts, buffer);
}

void write_posteriors(const IrtPass& pass, std::int64_t first, std::int64_t last, double* posterior, double* log_marginal) {
  MAINSTAY_CALL(write_posteriors, pass, first, last, posterior, log_marginal);
}

void add_scores(const IrtPass& pass, std::int64_t first, std::int64_t last, const double* posterior, std::int64_t group, const double* table, std::int64_t parameters,
                const std::int32_t* places, double* out, std::int64_t out_stride) {
  MAINSTAY_CALL(add_scores, pass, first, last, posterior, group, table, parameters, places, out, out_stride);
}

void add_pairs(const IrtPass& pass, std::int64_t first, std::int64_t last, const double* posterior, const PairCells& cells, double* buffer) {
  MAINSTAY_CALL(add_pairs, pass, first, last, posterior, cells, buffer);
}

double dot(const double* a, const double* b, std::int64_t count) { MAINSTAY_CALL(dot, a, b, count); }

}  // namespace mainstay::inline v1::competency
