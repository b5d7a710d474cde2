// Sums over abilities, person by person: the inner loops of item response models.
//
// Items stand together in groups of a few; an answer pattern of a group is one code, and the probabilities of all patterns on all nodes of ability are one
// table, (patterns, stride). A person's likelihood at a node is the product of one row of each table. Only a window of nodes, those that carry
// all but 1e-12 of the person's mass, is looked at; answers give log-concave likelihoods, so what lies beyond an edge is less than the edge.
#pragma once

#include <cstdint>
#include <new>
#include <vector>

namespace mainstay::inline v1::competency {

/// Nodes come in blocks of so many.
inline constexpr std::int64_t node_block = 8;

/// Numbers in memory that begins with a line of the cache.
template <class T>
struct LineAllocator {
  using value_type = T;
  LineAllocator() = default;
  template <class U>
  LineAllocator(const LineAllocator<U>&) noexcept {}  // NOLINT: all are alike
  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), std::align_val_t{64})); }
  void deallocate(T* memory, std::size_t) noexcept { ::operator delete(memory, std::align_val_t{64}); }
  bool operator==(const LineAllocator&) const noexcept { return true; }
};
using Lines = std::vector<double, LineAllocator<double>>;

/// A window of a person, in blocks of nodes.
struct NodeWindow {
  std::uint16_t first = 0, count = 0;
};

/// Rows and tables of one pass.
struct IrtPass {
  const std::uint8_t* codes = nullptr;  ///< (rows, groups)
  const double* weights = nullptr;      ///< one for each row, or null for ones
  const double* const* tables = nullptr;  ///< of each group: (patterns, stride)
  const double* prior = nullptr;          ///< stride numbers; sums to 1
  std::int64_t groups = 0, stride = 0;    ///< stride: a multiple of node_block
  NodeWindow* windows = nullptr;          ///< one for each row; count 0: not known yet
};

/// Adds posterior · weight to `counts` (like tables) for rows [first, last); returns the sum of weight · log marginal probability, which is minus
/// infinity where a row's answers are impossible. buffer: stride numbers.
double add_posteriors(const IrtPass& pass, std::int64_t first, std::int64_t last, double* const* counts, double* buffer);

/// posterior (last - first, stride): posterior of each row without its weight, filled over its window; log_marginal (or null) one for each row.
void write_posteriors(const IrtPass& pass, std::int64_t first, std::int64_t last, double* posterior, double* log_marginal);

/// out[i * out_stride + m] += sum over the window of row i of posterior · table of the row's pattern, for m < parameters.
/// tables of the group: (patterns, parameters, stride); places[m]: where parameter m goes.
void add_scores(const IrtPass& pass, std::int64_t first, std::int64_t last, const double* posterior, std::int64_t group, const double* table, std::int64_t parameters,
                const std::int32_t* places, double* out, std::int64_t out_stride);

/// For each row i: cells[pair(answer of item j, answer of item k)] += weight · posterior, for one item j and every item k > j.
struct PairCells {
  const std::uint8_t* answers = nullptr;  ///< (last - first, items)
  const std::uint8_t* categories = nullptr;  ///< of each item; an answer equal to it is missing
  std::int64_t items = 0, item = 0;
  double* const* tables = nullptr;  ///< of each item k > item: (answers of item, answers of k, stride)
};
void add_pairs(const IrtPass& pass, std::int64_t first, std::int64_t last, const double* posterior, const PairCells& cells, double* buffer);

/// Sum of a · b; count is a multiple of node_block.
double dot(const double* a, const double* b, std::int64_t count);

}  // namespace mainstay::inline v1::competency
