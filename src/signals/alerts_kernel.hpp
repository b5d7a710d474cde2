// Conditions over the days of many people at once: plain arrays, one cell a day, the cells of a person next to each other.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "signals/alerts_peers.hpp"

namespace mainstay::inline v1::signals {

/// False, unknown, true as bytes, so that all is the least and any the greatest.
using Truth = std::uint8_t;
inline constexpr Truth truth_no = 0, truth_unknown = 1, truth_yes = 2;

/// The cells of one person.
struct PersonCells {
  std::int64_t person = 0, begin = 0, end = 0, first_day = 0, start = AlertRows::no_start;
  std::int64_t events_begin = 0, events_end = 0;
};

/// People whose cells are worked on together.
struct CellBlock {
  std::vector<PersonCells> people;
  std::vector<std::vector<double>> value;  ///< of the used columns; NaN where there is none
  std::vector<std::uint8_t> has_row;
  std::vector<std::pair<std::int64_t, std::int32_t>> events;
  std::int64_t cells = 0;
  void clear();
};

/// What one condition is in every cell. left and right are what was compared; empty where nothing is.
struct ConditionCells {
  std::vector<Truth> truth;
  std::vector<double> left, right;
  std::vector<std::int32_t> counted;
  double constant = 0.0;            ///< right, where it is the same everywhere
  const double* shared = nullptr;   ///< left, where it is a column itself
  const std::int32_t* others = nullptr;  ///< counted, where it is the number of peers
  double left_at(std::size_t cell) const;
  double right_at(std::size_t cell) const;
  std::int64_t counted_at(std::size_t cell) const;
};

/// Of one need of peers: the mean of the others in every cell of a block, and how many they are. Rules that differ in what they ask of it share it.
struct OthersCells {
  std::vector<double> mean;
  std::vector<std::int32_t> count;
  bool made = false;
};

/// Works out the conditions of a rule in their order. Sums are exact, so that a cell does not depend on where its person's cells begin.
class ConditionKernel {
 public:
  ConditionKernel(const AlertPlan& plan, const AlertRows& rows, const std::vector<PeerTable>& peers) : plan_(plan), rows_(rows), peers_(peers), others_(peers.size()) {}
  void begin();  ///< a block that no rule has been worked out for
  void rule(const PlannedRule& rule, const CellBlock& block, std::vector<ConditionCells>& out);

 private:
  void numeric(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void last_values(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void windows(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void event_counts(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void tenures(const PlannedCondition& c, const CellBlock& block, std::vector<double>& out);
  void against_own(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void against_peers(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void peer_ranks(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  /// Calls work(cell of the block, its value, cell of the table of peers) wherever there is a value and a group on a day of that table.
  template <class Work>
  void each_with_peers(const PlannedCondition& c, const CellBlock& block, const Work& work);
  const OthersCells& others(const PlannedCondition& c, const CellBlock& block);
  void deadline(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void absence(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void sequence(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void stage(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  void streak(const PlannedCondition& c, const CellBlock& block, const ConditionCells& inner, ConditionCells& out);
  void combine(const PlannedCondition& c, const std::vector<ConditionCells>& all, std::size_t cells, ConditionCells& out);
  void within_tenure(const PlannedCondition& c, const CellBlock& block, ConditionCells& out);
  /// Steps of the clock up to each day of a person, as counts that rise.
  const std::int64_t* steps(AlertClock clock, std::int32_t column, const PersonCells& person, const CellBlock& block);
  std::int64_t step(AlertClock clock, std::int64_t day) const { return clock == AlertClock::working_days ? plan_.calendar.upto(day) : day; }

  const AlertPlan& plan_;
  const AlertRows& rows_;
  const std::vector<PeerTable>& peers_;
  std::vector<std::int64_t> steps_;
  std::vector<double> scratch_, tenure_;
  std::vector<OthersCells> others_;
};

/// The truth of `when` in a cell if condition `turned` were the other way round. Streaks are followed on the day itself.
Truth turned_round(const PlannedRule& rule, const std::vector<ConditionCells>& cells, std::size_t cell, std::int32_t turned, std::int32_t when);

}  // namespace mainstay::inline v1::signals
