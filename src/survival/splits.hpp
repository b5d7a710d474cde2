// Splits for judging predictions on rows that were not learnt from: people dealt out by lot, days to cut at, and stays whose rows follow one another.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::survival {

enum class Dealt : std::uint8_t { absent, stays, leaves };

/// The part of each person: in an order drawn by lot, those who leave first, so that every part has its share of them; 0 for those absent.
std::vector<std::int32_t> deal(const std::vector<Dealt>& people, std::int64_t folds, std::uint64_t seed);

/// The value below which a share of the values lies; there is one at least.
double quantile(std::vector<double> values, double share);

/// Rising values at equal distances, each once.
std::vector<double> spread(double first, double last, std::int64_t count);

/// Days to cut at, between those by which half and nine tenths of the leavings lie; none without a leaving.
std::vector<double> cuts_between(const std::vector<double>& left_on, std::int64_t count);

/// The rows that count, as plain numbers. People without a column are their rows.
struct StayRows {
  /// Columns: `entry`, `person` and `weights` may be left out. Rows of weight 0 do not count.
  StayRows(std::string_view analysis, const Column& person, const Column& day, const Column& entry, const Column& duration, const Column& event, const Column& weights = {});

  std::vector<std::int64_t> row, event, person;
  std::vector<double> duration, entry, day;

  std::size_t size() const noexcept { return row.size(); }
  bool same_stay(std::size_t a, std::size_t b) const { return person[a] == person[b] && day[a] == day[b]; }
  /// Places in order of person, day and entry.
  std::vector<std::size_t> order() const;
  /// For each, the last of the rows that follow one another from it: each begins where the one before ends, which no leaving ends.
  std::vector<std::size_t> last(const std::vector<std::size_t>& order) const;
};

}  // namespace mainstay::inline v1::survival
