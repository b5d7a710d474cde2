// Scores of a table of criteria, their ranks, and how firm the order is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "performance/decision_table.hpp"

namespace mainstay::inline v1 {
class Team;
}

namespace mainstay::inline v1::performance {

/// A table made ready for one method: scaled columns, or of promethee the net flows as columns of their own.
struct DecisionModel {
  DecisionTable table{};
  DecisionMethod method = DecisionMethod::weighted_sum;  ///< of promethee weighted_sum, over flows
  const DecisionRules* options = nullptr;
  std::vector<double> weights{};
  std::vector<std::vector<double>> preferred{}, preferred_to_it{};  ///< of promethee, by criterion
};

/// Surveys, scales and weighs. `given`: the weights of the criteria where they do not come from the data.
DecisionModel model_of(DecisionTable table, const DecisionRules& options, const std::vector<double>& given, bool keep_flows, const ChunkRunner& run);

struct DecisionScores {
  std::vector<double> score, first, second;  ///< topsis: distances from best and worst; vikor: sum and largest of the regrets
  std::vector<double> coverage;              ///< with reweigh
};
/// The scores with other weights than the model's own; weights add up to 1.
DecisionScores scores_of(const DecisionModel& model, const std::vector<double>& weights, const ChunkRunner& run);
/// Of sorting: how many grades each alternative leaves below, 0 for none reached.
std::vector<double> grades_of(const DecisionModel& model, const ChunkRunner& run);

/// 1 is the highest score; NaN where there is none. At most 2^32 of them.
std::vector<double> ranks_of(const std::vector<double>& score, DecisionTies ties, double tolerance, Team* team = nullptr);
/// The row with the highest score, the first of equal ones; -1 without any.
std::int64_t best_of(const std::vector<double>& score) noexcept;

struct WeightSwap {
  double lower = std::numeric_limits<double>::quiet_NaN(), upper = std::numeric_limits<double>::quiet_NaN();
  std::int64_t lower_first = -1, upper_first = -1;
};
/// For each criterion the nearest weights, others keeping their ratios, at which another alternative comes level with the first.
std::vector<WeightSwap> swaps_of(const DecisionModel& model, const std::vector<double>& score, const ChunkRunner& run);

struct DrawnWeights {
  std::vector<double> first_share, mean_rank;
};
DrawnWeights draw_weights(const DecisionModel& model, std::int64_t draws, std::uint64_t seed, const ChunkRunner& run);

/// Leaves each row out in turn, then adds one that is the worst in everything; those after which pairs of others turn.
DecisionReversals reversals_of(const DecisionTable& table, const DecisionRules& options, const std::vector<double>& given, const std::vector<double>& score, const ChunkRunner& run);

}  // namespace mainstay::inline v1::performance
