#include "solve/simplex.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::solve {

std::vector<double> least_shares(const std::vector<double>& a, std::int64_t size) {
  const auto n = static_cast<std::size_t>(size);
  std::vector<double> share(n, 0.0), slope(n, 0.0);
  if (n == 0) return share;
  std::size_t best = 0;
  double largest = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    if (a[i * n + i] < a[best * n + best]) best = i;
    for (std::size_t j = 0; j < n; ++j) largest = std::max(largest, std::fabs(a[i * n + j]));
  }
  share[best] = 1.0;
  for (int move = 0; move < 10000; ++move) {
    for (std::size_t i = 0; i < n; ++i) {  // anew each time: nothing drifts
      slope[i] = 0.0;
      for (std::size_t j = 0; j < n; ++j) slope[i] += a[i * n + j] * share[j];
    }
    std::size_t to = 0, from = n;
    for (std::size_t i = 0; i < n; ++i) {
      if (slope[i] < slope[to]) to = i;
      if (share[i] > 0.0 && (from == n || slope[i] > slope[from])) from = i;
    }
    const double gain = slope[from] - slope[to];
    if (!(gain > 1e-14 * largest)) break;
    const double curvature = a[to * n + to] + a[from * n + from] - 2.0 * a[to * n + from];
    const double step = curvature > 0.0 ? std::min(share[from], gain / curvature) : share[from];
    share[to] += step;
    share[from] = step == share[from] ? 0.0 : share[from] - step;
  }
  return share;
}

}  // namespace mainstay::inline v1::solve
