#include "returns/holdout_kernel.hpp"

#include <cmath>
#include <limits>

#include "data/groups.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::returns {

namespace {
std::uint64_t scatter(std::uint64_t value) noexcept { return data::WholeIndex::scatter(static_cast<std::int64_t>(value)); }
}  // namespace

std::uint64_t hash_of(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
  return hash;
}

DrawOf::DrawOf(std::uint64_t seed, std::string_view experiment) noexcept : mixed_(scatter(scatter(seed) ^ hash_of(experiment))) {}

double DrawOf::operator()(std::string_view person) const noexcept { return static_cast<double>(scatter(mixed_ ^ hash_of(person)) >> 11) * 0x1p-53; }

double draw_of(std::uint64_t seed, std::string_view experiment, std::string_view person) noexcept { return DrawOf(seed, experiment)(person); }

double power_of(double p1, double n1, double p0, double n0, double significance) noexcept {
  const double z = -stats::normal_quantile(significance / 2.0), pooled = (p1 * n1 + p0 * n0) / (n1 + n0);
  const double under = std::sqrt(pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n0)), spread = std::sqrt(p1 * (1.0 - p1) / n1 + p0 * (1.0 - p0) / n0);
  return stats::normal_cdf((std::fabs(p1 - p0) - z * under) / spread);
}

double detectable_of(double p0, double n1, double n0, double power, double significance) noexcept {
  const double most = std::nextafter(1.0, 0.0);
  if (!(power_of(most, n1, p0, n0, significance) >= power)) return std::numeric_limits<double>::quiet_NaN();
  double low = p0, high = most;
  for (int step = 0; step < 200 && low < high; ++step) {
    const double middle = low + (high - low) / 2.0;
    if (middle <= low || middle >= high) break;
    (power_of(middle, n1, p0, n0, significance) >= power ? high : low) = middle;
  }
  return high - p0;
}

double needed_of(double p1, double p0, double share, double power, double significance) noexcept {
  const double z = -stats::normal_quantile(significance / 2.0), b = stats::normal_quantile(power), pooled = p1 * (1.0 - share) + p0 * share;
  const double under = std::sqrt(pooled * (1.0 - pooled) * (1.0 / (1.0 - share) + 1.0 / share)), spread = std::sqrt(p1 * (1.0 - p1) / (1.0 - share) + p0 * (1.0 - p0) / share);
  const double root = (z * under + b * spread) / (p1 - p0);
  return root > 0.0 ? root * root : 0.0;
}

}  // namespace mainstay::inline v1::returns
