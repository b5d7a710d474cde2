#include "survival/hazard_periods.hpp"

#include <algorithm>

namespace mainstay::inline v1::survival {

void HazardTally::reach(std::int64_t period) {
  const auto size = static_cast<std::size_t>(period) + 1;
  if (left.size() >= size) return;
  for (std::vector<std::int64_t>* list : {&left, &ended, &entered}) list->resize(size, 0);
  for (std::vector<double>* list : {&left_weight, &ended_weight, &entered_weight}) list->resize(size, 0.0);
}

void HazardTally::add(const HazardTally& other) {
  reach(other.last());
  for (std::size_t t = 0; t < other.left.size(); ++t) {
    left[t] += other.left[t];
    ended[t] += other.ended[t];
    entered[t] += other.entered[t];
    left_weight[t] += other.left_weight[t];
    ended_weight[t] += other.ended_weight[t];
    entered_weight[t] += other.entered_weight[t];
  }
}

HazardPeriods::HazardPeriods(const std::vector<HazardTally>& tallies, const HazardOptions& options) {
  for (const HazardTally& tally : tallies) last_ = std::max(last_, tally.last());
  first_ = last_ + 1;
  for (std::size_t s = 0; s < tallies.size(); ++s) {
    const HazardTally& tally = tallies[s];
    const std::int64_t last = tally.last();
    std::vector<std::int64_t> count(last + 2, 0);
    std::vector<double> weight(last + 2, 0.0);
    std::int64_t leavers = 0;
    for (std::int64_t t = last; t >= 1; --t) {  // at risk in t: ended at t or later, entered before
      count[t] = count[t + 1] + tally.ended[t] - tally.entered[t];
      weight[t] = count[t] == 0 ? 0.0 : weight[t + 1] + tally.ended_weight[t] - tally.entered_weight[t];
      person_periods_ += static_cast<double>(count[t]);
      leavers += tally.left[t];
      if (count[t] > 0) first_ = std::min(first_, t);
    }
    struct Sum {
      std::int64_t count = 0, left = 0;
    };
    std::vector<HazardCell> cells;
    std::vector<Sum> sums;
    const bool smooth = options.baseline == HazardBaseline::smooth;
    std::size_t band = 0;
    bool open = false;  // a band or a merged run goes on
    for (std::int64_t t = 1; t <= last; ++t) {
      const bool more = open;
      if (!more) {
        cells.push_back({static_cast<std::int64_t>(s), t, t, 0.0, 0.0, HazardPeriod::estimated});
        sums.emplace_back();
      }
      HazardCell& cell = cells.back();
      cell.last = t;
      cell.at_risk += weight[t];
      cell.events += tally.left_weight[t];
      sums.back().count += count[t];
      sums.back().left += tally.left[t];
      if (options.baseline == HazardBaseline::bands) {
        while (band < options.bands.size() && options.bands[band] < t) ++band;
        const bool ends = (band < options.bands.size() && options.bands[band] == t) || t == last;
        open = !ends || (options.empty_periods == HazardEmpty::merge && sums.back().left == 0);
      } else {
        open = !smooth && options.empty_periods == HazardEmpty::merge && sums.back().left == 0;
      }
    }
    if (options.empty_periods == HazardEmpty::merge && !smooth && cells.size() > 1 && sums.back().left == 0) {
      HazardCell& before = cells[cells.size() - 2];
      before.last = cells.back().last;
      before.at_risk += cells.back().at_risk;
      sums[sums.size() - 2].count += sums.back().count;
      cells.pop_back();
      sums.pop_back();
    }
    std::vector<std::int32_t> lo(last + 1, 0), hi(last + 1, 0);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      HazardCell& cell = cells[c];
      if (smooth) cell.state = leavers > 0 ? HazardPeriod::estimated : HazardPeriod::nobody_left;
      else if (sums[c].count == 0) cell.state = HazardPeriod::nobody_at_risk;
      else if (sums[c].left == 0) cell.state = HazardPeriod::nobody_left;
      else if (sums[c].left == sums[c].count) cell.state = HazardPeriod::everybody_left;
      if (cell.state == HazardPeriod::estimated) {
        estimated_ += static_cast<double>(sums[c].count);
        active_.push_back(static_cast<std::int64_t>(all_.size()));
        single_ = single_ && cell.first == cell.last;
        ++lo[cell.last];
        ++hi[cell.first];
      }
      all_.push_back(cell);
    }
    const auto from = static_cast<std::int32_t>(begin_.back());
    for (std::int64_t t = 0; t <= last; ++t) {
      lo[t] += t == 0 ? from : lo[t - 1];
      hi[t] += t == 0 ? from : hi[t - 1];
    }
    lo_.push_back(std::move(lo));
    hi_.push_back(std::move(hi));
    begin_.push_back(static_cast<std::int64_t>(active_.size()));
  }
  if (last_ == 0) first_ = 1;
}

}  // namespace mainstay::inline v1::survival
