// The values of a decision by criterion: what was seen of them, and how they become comparable.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string_view>
#include <vector>

#include "mainstay/performance/decision.hpp"

namespace mainstay::inline v1::performance {

inline constexpr std::string_view decision_key = "performance.decision";

/// Runs chunks 0, …, count - 1, each once: Team::run, or one after the other within a chunk of something larger.
using ChunkRunner = std::function<void(std::int64_t count, const std::function<void(std::int64_t)>& work)>;
void run_in_turn(std::int64_t count, const std::function<void(std::int64_t)>& work);

/// Rows are cut into so many chunks, whatever the threads.
std::int64_t decision_chunks(std::int64_t rows) noexcept;

/// normalised = (x - origin) · factor, or numerator / x; then cut to 0 … 1; missing values become `missing`.
struct DecisionScale {
  double origin = 0.0, factor = 1.0, numerator = 0.0;
  bool ratio = false, cut = false;
  double missing = std::numeric_limits<double>::quiet_NaN();
};

struct DecisionColumn {
  const DecisionCriterion* criterion = nullptr;
  Column column{};            ///< as given, or a view on `own`
  std::vector<double> own{};  ///< values that were made: rows left out, ranks, flows
  bool lower = false;         ///< less is better; of a band, the distance outside it
  std::int64_t known = 0;
  double minimum = 0.0, maximum = 0.0, mean = 0.0;
  double squares = 0.0;     ///< sum of (x - mean)²
  double divergence = 0.0;  ///< sum of t log t - (t - 1), t = x / mean
  DecisionScale scale{};
  double best = 1.0, worst = 0.0;  ///< normalised values to which methods measure

  DecisionColumn() = default;
  DecisionColumn(const DecisionCriterion* what, std::vector<double> values) : criterion(what), own(std::move(values)) { column = Column(own); }
  DecisionColumn(DecisionColumn&& other) noexcept = default;  // a moved vector keeps its memory, so that the view stays good
  DecisionColumn& operator=(DecisionColumn&&) noexcept = default;

  bool varies() const noexcept { return known > 0 && maximum > minimum; }
  /// Values of rows [first, first + count): of a band the distances; NaN where missing.
  const double* read(std::int64_t first, std::int64_t count, double* scratch) const noexcept;
  /// Normalised ones, into `out`.
  void normalised(std::int64_t first, std::int64_t count, double* out) const noexcept;
  DecisionFlag flag() const noexcept;
};

struct DecisionTable {
  std::int64_t rows = 0;
  std::vector<DecisionColumn> columns{};
  bool seen = false;  ///< whether smallest, largest and mean are those of these rows

  /// Smallest, largest, mean of each column; with `spread` also sums about the mean; with `divergence` those of logarithms.
  void survey(bool spread, bool divergence, const ChunkRunner& run);
  /// Sets `scale`, best and worst, by the option normalisation; rank replaces the columns by ranks.
  void scale(const DecisionRules& options, const ChunkRunner& run);
};

/// Weights that come from the data; they add up to 1, or are equal where the data tell nothing apart. The table is scaled.
std::vector<double> weights_of_data(const DecisionTable& table, DecisionWeights weights, const ChunkRunner& run);

}  // namespace mainstay::inline v1::performance
