#include "funnel/rank_moments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/distributions.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double rate_tail = 1e-14;
constexpr std::array<double, 8> node{-0.9602898564975363, -0.7966664774136267, -0.5255324099163290, -0.1834346424956498, 0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363};
constexpr std::array<double, 8> weight{0.1012285362903763, 0.2223810344533745, 0.3137066458778873, 0.3626837833783620, 0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763};

// Legendre's polynomials 0 … 8 at x.
std::array<double, 9> legendre(double x) {
  std::array<double, 9> p{1.0, x};
  for (std::size_t m = 1; m < 8; ++m) p[m + 1] = ((2.0 * static_cast<double>(m) + 1.0) * x * p[m] - static_cast<double>(m) * p[m - 1]) / (static_cast<double>(m) + 1.0);
  return p;
}

}  // namespace

RankMoments::RankMoments(const std::vector<TrueRate>& rates) : rates_(static_cast<std::int64_t>(rates.size())) {
  const RankGrid grid = rank_grid(rates);
  for (std::size_t k = 0; k + nodes <= grid.points.size(); k += nodes) {
    double width = 0.0;
    for (std::size_t i = 0; i < nodes; ++i) width += grid.points[k + i].weight, y_.push_back(grid.points[k + i].y);
    panels_.push_back({0.5 * (grid.points[k].y + grid.points[k + nodes - 1].y) - 0.5 * width, 0.5 * width});
  }
  for (std::size_t i = 0; i < nodes; ++i) {
    const auto at = legendre(node[i]);
    for (std::size_t k = 0; k < nodes; ++k) {
      const auto of = legendre(node[k]);
      double sum = 0.5 * (node[i] + 1.0);
      for (std::size_t m = 1; m < nodes; ++m) sum += 0.5 * of[m] * (at[m + 1] - at[m - 1]);
      below_[i][k] = weight[k] * sum;
    }
  }
}

RankMoments::Sums RankMoments::sums() const {
  Sums sums;
  for (auto* list : {&sums.mean, &sums.variance, &sums.third, &sums.none, &sums.all}) list->assign(y_.size(), 0.0);
  for (auto* list : {&sums.surely, &sums.never}) list->assign(panels_.size() + 1, 0);
  return sums;
}

// The density in each panel in which it is not negligible, and its integral from above, both without knowing its norm.
void RankMoments::look(const TrueRate& rate, Within& within) const {
  const RateReach reach = reach_of(rate, rate_tail);
  const auto ends_after = [](const Panel& panel, double y) { return panel.from + 2.0 * panel.half <= y; };
  within.first_panel = static_cast<std::size_t>(std::lower_bound(panels_.begin(), panels_.end(), reach.from, ends_after) - panels_.begin());
  within.density.clear();
  double top = -infinite;
  for (std::size_t panel = within.first_panel; panel < panels_.size() && panels_[panel].from < reach.to; ++panel)
    for (std::size_t i = 0; i < nodes; ++i) {
      within.density.push_back(log_density(rate, y_[panel * nodes + i]));
      top = std::max(top, within.density.back());
    }
  double total = 0.0;
  within.higher.resize(within.density.size());
  for (std::size_t k = 0; k < within.density.size(); k += nodes) {
    const double half = panels_[within.first_panel + k / nodes].half;
    std::array<double, nodes> f;
    for (std::size_t i = 0; i < nodes; ++i) f[i] = std::exp(within.density[k + i] - top);
    for (std::size_t i = 0; i < nodes; ++i) {
      double below = 0.0;
      for (std::size_t j = 0; j < nodes; ++j) below += below_[i][j] * f[j];
      within.higher[k + i] = total + half * below;
    }
    for (std::size_t i = 0; i < nodes; ++i) total += within.density[k + i] = half * weight[i] * f[i];
  }
  for (double& one : within.density) one /= total;
  for (double& one : within.higher) one = std::clamp(1.0 - one / total, 0.0, 1.0);
}

void RankMoments::add(Sums& sums, const std::vector<TrueRate>& rates, std::int64_t first, std::int64_t last) const {
  Within within;
  for (std::int64_t r = first; r < last; ++r) {
    look(rates[static_cast<std::size_t>(r)], within);
    const std::size_t start = within.first_panel * nodes;
    for (std::size_t k = 0; k < within.higher.size(); ++k) {
      const double p = within.higher[k], spread = p * (1.0 - p);
      sums.mean[start + k] += p;
      sums.variance[start + k] += spread;
      sums.third[start + k] += spread * (1.0 - 2.0 * p);
      sums.none[start + k] += std::log1p(-p);
      sums.all[start + k] += std::log(p);
    }
    ++sums.surely[0], --sums.surely[within.first_panel];
    ++sums.never[within.first_panel + within.higher.size() / nodes];
  }
}

void RankMoments::settle(const std::vector<Sums>& parts) {
  sums_ = sums();
  for (const Sums& part : parts) {
    for (auto list : {&Sums::mean, &Sums::variance, &Sums::third, &Sums::none, &Sums::all})
      for (std::size_t k = 0; k < y_.size(); ++k) (sums_.*list)[k] += (part.*list)[k];
    for (auto list : {&Sums::surely, &Sums::never})
      for (std::size_t k = 0; k < sums_.surely.size(); ++k) (sums_.*list)[k] += (part.*list)[k];
  }
  std::int64_t surely = 0, never = 0;
  for (std::size_t panel = 0; panel < panels_.size(); ++panel) {
    surely += sums_.surely[panel], never += sums_.never[panel];
    for (std::size_t k = panel * nodes; k < (panel + 1) * nodes; ++k) {
      sums_.mean[k] += static_cast<double>(surely);
      if (surely > 0) sums_.none[k] = -infinite;
      if (never > 0) sums_.all[k] = -infinite;
    }
  }
}

RankOf RankMoments::of(const TrueRate& rate, double tail) const {
  Within within;
  look(rate, within);
  const std::size_t start = within.first_panel * nodes, count = within.density.size();
  RankOf out{1.0, 1.0, static_cast<double>(rates_), 0.0, 0.0};
  std::vector<double> mean(count), deviation(count), skewness(count);
  for (std::size_t k = 0; k < count; ++k) {
    const double p = within.higher[k], spread = p * (1.0 - p), f = within.density[k];
    mean[k] = std::max(0.0, sums_.mean[start + k] - p);
    const double variance = std::max(0.0, sums_.variance[start + k] - spread);
    deviation[k] = std::sqrt(variance);
    skewness[k] = variance > 1e-9 ? (sums_.third[start + k] - spread * (1.0 - 2.0 * p)) / (variance * deviation[k]) : 0.0;
    out.expected += f * mean[k];
    if (p < 1.0) out.highest += f * std::exp(std::min(0.0, sums_.none[start + k] - std::log1p(-p)));
    if (p > 0.0) out.lowest += f * std::exp(std::min(0.0, sums_.all[start + k] - std::log(p)));
  }
  const auto at_most = [&](std::int64_t rank) {  // P(rank <= so much)
    double sum = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
      if (within.density[k] < 1e-18) continue;
      const double distance = static_cast<double>(rank) - 0.5 - mean[k];
      if (!(deviation[k] > 1e-6)) {
        sum += distance > 0.0 ? within.density[k] : 0.0;
        continue;
      }
      const double z = distance / deviation[k];
      if (z > 9.0) sum += within.density[k];
      else if (z > -9.0) sum += within.density[k] * std::clamp(stats::normal_cdf(z) + skewness[k] * (1.0 - z * z) * std::exp(-0.5 * z * z) / 15.03976959889481, 0.0, 1.0);  // 6 sqrt(2 pi)
    }
    return sum;
  };
  const auto smallest = [&](double wanted) {
    std::int64_t low = 1, high = rates_;
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      if (at_most(middle) >= wanted) high = middle;
      else low = middle + 1;
    }
    return static_cast<double>(low);
  };
  out.lower = smallest(tail);
  out.upper = smallest(1.0 - tail);
  return out;
}

}  // namespace mainstay::inline v1::funnel
