#include "survival/fine_gray_weights.hpp"

#include <algorithm>

#include "stats/long_sum.hpp"

namespace mainstay::inline v1::survival {

namespace {
// What is left of a product when `gone` of `of` go; 0 when it is all but rounding.
double remaining(double gone, double of) {
  constexpr double rounding = 1e-12;
  const double share = 1.0 - gone / of;
  return share > rounding ? share : 0.0;
}
}  // namespace

ObservationWeights observation_weights(const stats::Distinct& durations, const std::vector<Fate>& fate, const double* entry, const double* weights,
                                       CensoringTies ties) {
  const std::size_t places = durations.values.size(), rows = fate.size();
  ObservationWeights result;
  result.before.assign(places, 1.0);
  result.censored.assign(places, 0.0);
  result.at_risk.assign(places, 0.0);
  std::vector<double> left(places, 0.0);
  std::vector<double> begun;  // by place: weight that has entered before it and after the place before
  const auto weight = [&](std::size_t i) { return weights != nullptr ? weights[i] : 1.0; };
  for (std::size_t i = 0; i < rows; ++i) (fate[i] == Fate::censored ? result.censored : left)[durations.index[i]] += weight(i);
  stats::Distinct entries;
  if (entry != nullptr) {
    entries = stats::distinct_of(entry, static_cast<std::int64_t>(rows));
    result.entry_time = entries.values;
    result.entered.assign(entries.values.size(), 0.0);
    result.among.assign(entries.values.size(), 0.0);
    begun.assign(places + 1, 0.0);
    for (std::size_t i = 0; i < rows; ++i) result.entered[entries.index[i]] += weight(i);
    std::size_t d = 0;
    for (std::size_t e = 0; e < entries.values.size(); ++e) {
      while (d < places && durations.values[d] <= entries.values[e]) ++d;
      begun[d] += result.entered[e];
    }
  }
  // Sums from both ends would lose digits where few are left, so that with entries each is a running count of who is there.
  double there = 0.0, g = 1.0;
  if (entry == nullptr) {
    for (std::size_t d = places; d-- > 0;) result.at_risk[d] = (there += result.censored[d] + left[d]);
  } else {
    stats::LongSum sum;
    const auto add = [&](double value) { sum.add(value); };
    for (std::size_t d = 0; d < places; ++d) {
      add(begun[d]);
      result.at_risk[d] = std::max(0.0, sum.value());
      add(-result.censored[d]);
      add(-left[d]);
    }
    sum = {};
    std::size_t d = 0;
    for (std::size_t e = 0; e < entries.values.size(); ++e) {
      for (; d < places && durations.values[d] <= entries.values[e]; ++d) add(-result.censored[d]), add(-left[d]);
      add(result.entered[e]);
      result.among[e] = std::max(result.entered[e], sum.value());
    }
  }
  for (std::size_t d = 0; d < places; ++d) {
    if (ties == CensoringTies::events_first) result.at_risk[d] = std::max(result.censored[d], result.at_risk[d] - left[d]);
    result.before[d] = g;
    if (result.censored[d] > 0.0) g *= remaining(result.censored[d], result.at_risk[d]);
  }
  if (entry == nullptr) return result;
  double h = 1.0;
  std::size_t e = entries.values.size();
  for (std::size_t d = places; d-- > 0;) {  // H just before a time counts who enters at it or later
    for (; e > 0 && entries.values[e - 1] >= durations.values[d]; --e)
      if (result.entered[e - 1] > 0.0) h *= remaining(result.entered[e - 1], result.among[e - 1]);
    result.before[d] *= h;
  }
  return result;
}

}  // namespace mainstay::inline v1::survival
