// From rows to counts by (lane, time, cause, entry), and from counts to risk sets. A lane is a group, or a group within a stratum.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "mainstay/core/description.hpp"
#include "mainstay/survival/counts.hpp"

namespace mainstay::inline v1::survival {

inline constexpr std::int64_t most_causes = 255;

/// The rows of one call, already checked (bounds, sizes, entry < duration).
struct Rows {
  Column duration, event, entry, weights;
  std::vector<std::int32_t> lane;  ///< per row; empty = all in lane 0
  std::int64_t lanes = 1;
};

/// Distinct (lane, time, cause, entry) in that order with their sums. Rows of weight 0 take no part.
struct Cells {
  bool weighted = false, delayed_entry = false;
  bool fractional = false;             ///< a weight is not a whole number
  std::vector<std::int64_t> begin{0};  ///< first cell of each lane, lanes + 1
  std::vector<double> time;
  std::vector<std::uint8_t> cause;
  std::vector<std::int64_t> rows;
  std::vector<double> entry;                   ///< only with delayed entry
  std::vector<double> weight, squared_weight;  ///< only with weights

  std::int64_t lanes() const noexcept { return static_cast<std::int64_t>(begin.size()) - 1; }
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(time.size()); }
  double weight_of(std::int64_t i) const noexcept {
    return weighted ? weight[static_cast<std::size_t>(i)] : static_cast<double>(rows[static_cast<std::size_t>(i)]);
  }
  void append(double at_time, std::int64_t of_cause, double entered, std::int64_t row_count, double weights, double squares) {
    time.push_back(at_time);
    cause.push_back(static_cast<std::uint8_t>(of_cause));
    rows.push_back(row_count);
    if (delayed_entry) entry.push_back(entered);
    if (weighted) {
      weight.push_back(weights);
      squared_weight.push_back(squares);
    }
  }
  double square_of(std::int64_t i) const noexcept {
    return weighted ? squared_weight[static_cast<std::size_t>(i)] : static_cast<double>(rows[static_cast<std::size_t>(i)]);
  }
};

/// Counts rows: a table over (lane, time, cause, entry) when times are whole numbers in a narrow range, otherwise a sort.
/// O(n) either way; the same answer, bit for bit, for any number of threads.
/// The first attempt, one pass into a table, checks duration and event itself; `check_values` is called before any other, and
/// throws when a value breaks its rule (empty: the values have been checked).
Cells count_rows(const Rows& rows, Team& team, const std::function<void()>& check_values = {});

/// check() without the values of duration and event where count_rows looks at them anyway: no delayed entry, no weights. Returns
/// what count_rows must call.
template <class Input, class Options>
std::function<void()> check_lightly(std::string_view analysis, const Input& input, const Options& options, bool deferred) {
  if (!deferred) {
    check(analysis, input, options);
    return {};
  }
  Fields fields = fields_of(input);
  fields.find("duration")->values_later = true;
  fields.find("event")->values_later = true;
  try {
    check(analysis, std::move(fields), fields_of(options));
  } catch (...) {
    check(analysis, input, options);  // the first row that is wrong, as if all had been checked in order
    throw;
  }
  return [analysis, &input, &options] { check(analysis, input, options); };
}

/// Refuses what breaks the rules that span columns: entry before duration, no row, no row with a weight. Returns nothing.
void check_rows(std::string_view analysis, const Column& duration, const Column& entry, const Column& weights, Team& team);

/// The risk sets of all lanes, one after another: at step k of a lane, who is observed just before time[k] and what happens then.
struct RiskSets {
  std::int64_t causes = 0;
  std::vector<std::int64_t> begin{0};  ///< first step of each lane, lanes + 1
  std::vector<double> time, at_risk, events, censored, entered;
  std::vector<double> cause_events;                       ///< steps × causes; empty when causes < 2
  std::vector<std::int64_t> cell;                         ///< first cell of each step, steps + 1
  std::vector<double> squared_at_risk;                    ///< sum of squared weights at risk; only with weights
  std::vector<std::int64_t> entry_begin{0};               ///< with delayed entry: times of entry of each lane, ascending
  std::vector<double> entry_time, entry_weight;

  std::int64_t lanes() const noexcept { return static_cast<std::int64_t>(begin.size()) - 1; }
};

/// Sums from the last time backwards, so that nothing cancels; with delayed entry the difference of two sums kept in twice the
/// digits. When everybody observed leaves or is censored at one step, at_risk is exactly events + censored.
RiskSets risk_sets(const Cells& cells, std::int64_t causes);

/// Weight observed just before `time` in a lane: entry < time <= duration.
double at_risk_before(const RiskSets& sets, std::int64_t lane, double time);

/// Largest cause that occurs.
std::int64_t largest_cause(const Cells& cells);

/// Names in ascending order: whole numbers by value, texts by bytes.
struct Names {
  std::vector<std::string> names;
  bool numbers = false;
};
bool name_before(const std::string& a, const std::string& b, bool numbers);

/// The lane of each row: stratum · groups + group. Without either column there is one lane and `lane` is empty.
struct Labelled {
  std::vector<std::int32_t> lane;
  std::int64_t lanes = 1;
  Names groups, strata;
};
Labelled label_rows(std::string_view analysis, const Column& group, const Column& strata);

/// Groups × strata (each at least 1); refuses more than most_lanes.
inline constexpr std::int64_t most_lanes = std::int64_t{1} << 25;
std::int64_t lanes_of(std::string_view analysis, std::int64_t groups, std::int64_t strata);

/// Counts as a state keeps them, and back. `cells_of` refuses counts that are not whole (sizes, order, indices), which only
/// damaged bytes can hold, with Error{corrupt}.
LeavingCounts counts_of(const Cells& cells, Names groups, Names strata);
Cells cells_of(std::string_view analysis, const LeavingCounts& counts);

/// Merges two sorted runs of cells, [i, i_end) of a and [j, j_end) of b, behind `to`.
void append_merged(Cells& to, const Cells& a, std::int64_t i, std::int64_t i_end, const Cells& b, std::int64_t j, std::int64_t j_end);

/// Adds `other` to `counts`; groups and strata meet by name. Refuses counts of unlike columns with Error{unsupported}.
void add_counts(std::string_view analysis, LeavingCounts& counts, const LeavingCounts& other);

}  // namespace mainstay::inline v1::survival
