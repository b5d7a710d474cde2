#include <algorithm>

#include "core/at.hpp"
#include "stats/long_sum.hpp"
#include "survival/counts.hpp"

namespace mainstay::inline v1::survival {

RiskSets risk_sets(const Cells& cells, std::int64_t causes) {
  RiskSets sets;
  sets.causes = causes;
  const bool many = causes > 1;
  std::vector<std::int64_t> row_count;    // rows that end at each step; only with weights
  std::vector<double> squares;            // their squared weights
  std::vector<std::int64_t> entered_rows;
  std::vector<double> entered_squares;
  struct Entry {
    double time, weight;
  };
  std::vector<Entry> entries;
  const std::size_t most = cells.time.size();  // steps
  for (std::vector<double>* column : {&sets.time, &sets.at_risk, &sets.events, &sets.censored, &sets.entered}) column->reserve(most);
  sets.cell.reserve(most + 1);
  for (std::int64_t lane = 0; lane < cells.lanes(); ++lane) {
    const std::int64_t first_cell = cells.begin[at(lane)], last_cell = cells.begin[at(lane) + 1];
    const std::size_t first = sets.time.size();
    for (std::int64_t i = first_cell; i < last_cell; ++i) {
      if (i == first_cell || cells.time[at(i)] != sets.time.back()) {
        sets.time.push_back(cells.time[at(i)]);
        sets.events.push_back(0.0);
        sets.censored.push_back(0.0);
        sets.cell.push_back(i);
        if (cells.weighted) {
          row_count.push_back(0);
          squares.push_back(0.0);
        }
        if (many) sets.cause_events.resize(sets.cause_events.size() + at(causes), 0.0);
      }
      const double weight = cells.weight_of(i);
      const std::uint8_t cause = cells.cause[at(i)];
      if (cause == 0) sets.censored.back() += weight;
      else {
        sets.events.back() += weight;
        if (many) sets.cause_events[sets.cause_events.size() - at(causes) + cause - 1] += weight;
      }
      if (cells.weighted) {
        row_count.back() += cells.rows[at(i)];
        squares.back() += cells.squared_weight[at(i)];
      }
    }
    const std::size_t last = sets.time.size();
    sets.at_risk.resize(last);
    sets.entered.resize(last, 0.0);
    if (cells.weighted) sets.squared_at_risk.resize(last);
    if (cells.delayed_entry) {
      if (cells.weighted) {
        entered_rows.assign(last - first, 0);
        entered_squares.assign(last - first, 0.0);
      }
      entries.clear();
      for (std::int64_t i = first_cell; i < last_cell; ++i) {
        const double entry = cells.entry[at(i)];
        const auto step = static_cast<std::size_t>(
            std::upper_bound(sets.time.begin() + static_cast<std::ptrdiff_t>(first), sets.time.end(), entry) - sets.time.begin());
        sets.entered[step] += cells.weight_of(i);
        if (cells.weighted) {
          entered_rows[step - first] += cells.rows[at(i)];
          entered_squares[step - first] += cells.squared_weight[at(i)];
        }
        entries.push_back({entry, cells.weight_of(i)});
      }
      std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.time < b.time; });
      for (const Entry& entry : entries) {
        if (sets.entry_time.size() > at(sets.entry_begin.back()) && sets.entry_time.back() == entry.time) {
          sets.entry_weight.back() += entry.weight;
          continue;
        }
        sets.entry_time.push_back(entry.time);
        sets.entry_weight.push_back(entry.weight);
      }
      sets.entry_begin.push_back(static_cast<std::int64_t>(sets.entry_time.size()));
    }
    stats::LongSum ending, entering, ending_squares, entering_squares;
    std::int64_t ending_rows = 0, entering_rows = 0;
    for (std::size_t k = last; k-- > first;) {
      const double leaving = sets.events[k] + sets.censored[k];
      ending.add(sets.events[k]);
      ending.add(sets.censored[k]);
      if (cells.weighted) {
        ending_rows += row_count[k];
        ending_squares.add(squares[k]);
      }
      // Without weights the sums are whole numbers and exact.
      const bool everybody = cells.weighted && ending_rows - entering_rows == row_count[k];
      sets.at_risk[k] = everybody ? leaving : std::max(ending.minus(entering), leaving);
      if (cells.weighted)
        sets.squared_at_risk[k] = everybody ? squares[k] : std::max(ending_squares.minus(entering_squares), squares[k]);
      if (cells.delayed_entry) {  // who enters between this step and the one before is not yet observed there
        entering.add(sets.entered[k]);
        if (cells.weighted) {
          entering_rows += entered_rows[k - first];
          entering_squares.add(entered_squares[k - first]);
        }
      }
    }
    if (!cells.delayed_entry && last > first) sets.entered[first] = sets.at_risk[first];
    sets.begin.push_back(static_cast<std::int64_t>(last));
  }
  sets.cell.push_back(cells.size());
  return sets;
}

double at_risk_before(const RiskSets& sets, std::int64_t lane, double time) {
  const auto first = sets.time.begin() + sets.begin[at(lane)], last = sets.time.begin() + sets.begin[at(lane) + 1];
  const auto step = std::lower_bound(first, last, time);
  if (step == last) return 0.0;
  const auto k = static_cast<std::size_t>(step - sets.time.begin());
  double weight = sets.at_risk[k];
  if (sets.entry_begin.size() > 1) {
    const auto entries = sets.entry_time.begin() + sets.entry_begin[at(lane)], end = sets.entry_time.begin() + sets.entry_begin[at(lane) + 1];
    double later = 0.0;
    for (auto entry = std::lower_bound(entries, end, time); entry != end && *entry < *step; ++entry)
      later += sets.entry_weight[static_cast<std::size_t>(entry - sets.entry_time.begin())];
    weight = weight - later > 1e-12 * weight ? weight - later : 0.0;  // the rest is rounding: everybody there enters later
  }
  return weight;
}

}  // namespace mainstay::inline v1::survival
