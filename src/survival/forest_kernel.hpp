// The steps of time on which forests work, the log-rank statistics of every cut of a column, and curves from what leaves hold.
#pragma once

#include <cstdint>
#include <vector>

#include "stats/random.hpp"

namespace mainstay::inline v1::survival {

/// Steps of time. Every time of leaving belongs to one; where a step has several, the middle one (by weight) stands for them, so that people
/// last seen or entering between them are at risk of half of them on average. A step of one time of leaving is exact.
struct TimeSteps {
  std::vector<double> last, middle;  ///< of each step the last and the middle time of leaving, rising
  std::int32_t count() const noexcept { return static_cast<std::int32_t>(last.size()); }
  /// Steps at which a row is at risk: those after entered(entry), up to left(duration) or seen(duration). Steps count from 1.
  std::int32_t left(double time) const noexcept;
  std::int32_t seen(double time) const noexcept;
  std::int32_t entered(double time) const noexcept { return seen(time); }
};

/// At most `most` steps of nearly equal weight. Times are distinct and rising.
TimeSteps steps_of(const std::vector<double>& times, const std::vector<double>& weights, std::int64_t most);

/// Who was at risk and who left in a node, at each step at which somebody left.
class NodeTimes {
 public:
  /// `left[step * (causes + 1) + cause]`: weight of the rows that ended at the step (cause 0: last seen); `entered[step]`, or null: of
  /// those at risk only after it. Both in units of `unit`; steps 0 … steps.
  void set(const double* left, const double* entered, std::int32_t steps, std::int32_t causes, double unit, bool any);
  std::int32_t count() const noexcept { return count_; }
  /// Of a step 0 … steps, how many of the node's times are up to it.
  std::int32_t place(std::int32_t step) const noexcept { return place_[static_cast<std::size_t>(step)]; }
  double leavers() const noexcept { return leavers_; }
  std::int32_t tests() const noexcept { return tests_; }  ///< statistics that are added up: one for each cause that somebody left for
  /// Leavers expected of a row at risk at steps (after, up to] if all of the node left alike, for whatever cause.
  double expected(std::int32_t after, std::int32_t upto) const noexcept { return expected_[static_cast<std::size_t>(upto)] - expected_[static_cast<std::size_t>(after)]; }

 private:
  friend class CutSearch;
  std::int32_t count_ = 0, causes_ = 0, tests_ = 0;
  double leavers_ = 0.0, unit_ = 1.0;
  std::vector<std::int32_t> place_;
  std::vector<std::int32_t> cause_of_test_;   // 0: all of them
  std::vector<double> at_risk_;               // [time], in units
  std::vector<double> rate_, spread_;         // [time * tests + test]: d / Y and d (Y − d) / ((Y − 1) Y²), for numbers at risk in units
  std::vector<double> expected_;              // [step], cumulative
};

/// Where a column is cut.
struct Cut {
  double statistic = 0.0;  ///< 0: there is none
  std::uint64_t left[4] = {};  ///< codes that go left, one bit each; the code of missing values among them
  std::int32_t last = -1;      ///< numbers: the last bin that goes left
};

struct CutRules {
  double least_rows = 1.0, least_leavers = 0.0;  ///< of each side
  std::int64_t cuts = 0;                         ///< tried of each column; 0: all
};

/// Finds the best cut of one column after the other. Cells are whole numbers, as 32-bit integers or doubles, so that sums are exact.
class CutSearch {
 public:
  /// Of the occupied codes of a column at a node ("slots", rising): cells[(time * (causes + 1) + cause) * slots + slot], then with entries
  /// entered[time * slots + slot], times counting from 0 (none) to times.count(); `rows`: rows of each slot, null where each cell counts rows.
  template <class Number>
  void read(const NodeTimes& times, const Number* cells, const Number* entered, const Number* rows, std::int32_t slots);
  /// Best cut of numbers; `code[slot]` are their bins, `missing` the code of missing values.
  void numbers(const NodeTimes& times, const CutRules& rules, const std::uint8_t* code, std::int32_t missing, stats::Random& random, Cut& best);
  /// Best cut of levels in the order of their rates (for any cause, for each cause); missing values are a level.
  void levels(const NodeTimes& times, const CutRules& rules, const std::uint8_t* code, stats::Random& random, Cut& best);

 private:
  /// Tries cuts along order_; `first` slots of it go left in every cut. Returns how many slots go left in the best cut, 0 where none beats `statistic`.
  std::int32_t along(const NodeTimes& times, const CutRules& rules, std::int32_t first, stats::Random& random, double& statistic);

  std::int32_t slots_ = 0, stride_ = 0;
  std::vector<double> at_risk_;  // [time][slot], in units
  std::vector<double> left_;     // [test][slot]: leavers
  std::vector<double> any_left_, rows_;
  std::vector<double> risk_, expected_, spread_, statistic_;  // of a cut after each place of the order
  std::vector<std::int32_t> order_, chosen_;
  std::vector<double> key_;
};

/// A curve from what leaves hold: cells of (step, kind) are added up, then read.
class PooledCurve {
 public:
  PooledCurve(std::int32_t steps, std::int32_t causes);
  void clear() noexcept;
  void add(const std::int64_t* cell, const double* weight, std::int64_t count, double share) noexcept {
    for (std::int64_t i = 0; i < count; ++i) sum_[static_cast<std::size_t>(cell[i])] += share * weight[i];
  }
  void add(const std::uint32_t* cell, const double* weight, std::int64_t count, double share) noexcept {
    for (std::int64_t i = 0; i < count; ++i) sum_[cell[i]] += share * weight[i];
  }
  /// Hazards from the sums; afterwards walk.
  void close() noexcept;
  /// From the step after `after` on: incidence[cause] of each step (after, upto], added to what is there; returns the probability of staying, that before
  /// them being `staying`.
  double walk(std::int32_t after, std::int32_t upto, double staying, double* incidence) const noexcept;

 private:
  std::int32_t steps_, causes_;
  std::vector<double> sum_;     // [step][kind]; after close() of kinds 1 … causes the hazard
};

}  // namespace mainstay::inline v1::survival
