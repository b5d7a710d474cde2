// Cuts of a population, three-valued combination of rules, and what counts alone allow. Plain numbers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mainstay/returns/selection.hpp"

namespace mainstay::inline v1::returns {

enum class RuleTruth : std::int8_t { no = 0, unknown = 1, yes = 2 };

/// What a rule compares with in one population, and how.
struct SelectionCut {
  double at = 0.0;             ///< NaN: there is none
  SelectionCompare compare = SelectionCompare::at_least;
  std::int64_t people = 0;
  RuleTruth truth(double value) const noexcept;
};

/// The cut of a rule in a population, ascending; the population of kind = value is empty.
SelectionCut cut_in(const SelectionRule& rule, std::span<const double> sorted);

/// Where values stand in a population that is ascending and stays where it is: buckets of equal width lead to the few people among whom a value is looked for.
class SelectionPlaces {
 public:
  explicit SelectionPlaces(std::span<const double> sorted);
  /// How many of the population are smaller, and how many are larger.
  std::int64_t smaller(double value) const noexcept;
  std::int64_t larger(double value) const noexcept;

 private:
  std::size_t bucket(double value) const noexcept;
  std::span<const double> sorted_;
  double low_ = 0.0, per_width_ = 0.0;
  std::vector<std::uint32_t> first_;  // of each bucket
};

/// What the combiner makes of the rules of one person; `truth` and `weights` (0 where a rule has none) by rule.
RuleTruth combine_rules(SelectionCombine combine, std::int64_t least, double score_threshold, std::span<const RuleTruth> truth, std::span<const double> weights);

/// The most people of `everybody` who can meet `least` rules when counts[i] meet rule i: the largest M with sum of min(counts[i], M) >= least M.
std::int64_t most_who_meet(std::span<const std::int64_t> counts, std::int64_t everybody, std::int64_t least);
/// The fewest: everybody but the most who can fail counts.size() - least + 1 of them.
std::int64_t fewest_who_meet(std::span<const std::int64_t> counts, std::int64_t everybody, std::int64_t least);

}  // namespace mainstay::inline v1::returns
