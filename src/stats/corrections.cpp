#include "stats/corrections.hpp"

#include <algorithm>
#include <cstddef>

namespace mainstay::inline v1::stats {

std::vector<double> corrected(const std::vector<double>& p_values, Correction correction) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i)
    if (p_values[i] == p_values[i]) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> result = p_values;
  const auto tests = static_cast<double>(order.size());
  const bool from_above = correction == Correction::benjamini_hochberg || correction == Correction::benjamini_yekutieli;
  double bound = from_above ? 1.0 : 0.0, harmonic = 0.0;
  for (std::size_t k = order.size(); k > 0; --k) harmonic += 1.0 / static_cast<double>(k);
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::size_t rank = from_above ? order.size() - 1 - k : k;
    const double p = p_values[order[rank]];
    double& out = result[order[rank]];
    switch (correction) {
      case Correction::benjamini_hochberg: out = bound = std::min(bound, p * tests / static_cast<double>(rank + 1)); break;
      case Correction::benjamini_yekutieli: out = bound = std::min(bound, p * tests * harmonic / static_cast<double>(rank + 1)); break;
      case Correction::holm: out = bound = std::max(bound, std::min(1.0, p * static_cast<double>(order.size() - rank))); break;
      case Correction::bonferroni: out = std::min(1.0, p * tests); break;
      case Correction::none: break;
    }
  }
  return result;
}

}  // namespace mainstay::inline v1::stats
