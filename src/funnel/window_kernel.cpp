#include "funnel/window_kernel.hpp"

#include <algorithm>

namespace mainstay::inline v1::funnel {

bool Definition::direct() const noexcept {
  if (order != Order::ordered || ties == Ties::by_sequence || optional != 0 || ends_early() || hold || words || spells) return false;
  for (int k = 0; k < stages; ++k) {
    if (k > 0 && within[static_cast<std::size_t>(k)] != never) return false;
    for (int j = 0; j < k; ++j)
      if (class_of[static_cast<std::size_t>(j)] == class_of[static_cast<std::size_t>(k)]) return false;
  }
  return true;
}

std::int64_t Definition::horizon() const noexcept {
  if (order == Order::any_order) return window;
  std::int64_t sum = 0;
  for (int k = 1; k < stages; ++k) sum = std::min(never, sum + within[static_cast<std::size_t>(k)]);
  return std::min(sum, window);
}

void Incidence::add(std::int64_t events, std::int64_t competing, std::int64_t censored) noexcept {
  const double n = at_risk_;
  if (n > 0 && (events > 0 || competing > 0)) {
    const double all = static_cast<double>(events + competing) / n, own = static_cast<double>(events) / n;
    const double all_variance = all * (1 - all) / n, own_variance = own * (1 - own) / n, both = own * (1 - all) / n;
    incidence_variance_ += own * own * survival_variance_ + survival_ * survival_ * own_variance + 2 * own * covariance_;
    covariance_ = (1 - all) * (covariance_ + own * survival_variance_) - survival_ * survival_ * both;
    survival_variance_ = (1 - all) * (1 - all) * survival_variance_ + survival_ * survival_ * all_variance;
    incidence_ += survival_ * own;
    survival_ *= 1 - all;
  }
  at_risk_ -= static_cast<double>(events + competing + censored);
}

}  // namespace mainstay::inline v1::funnel
