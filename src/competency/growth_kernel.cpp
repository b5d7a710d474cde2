#include "competency/growth_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "stats/distributions.hpp"

namespace mainstay::inline v1::competency {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
}

GrowthFactors::GrowthFactors(double level, std::int64_t most_values) : confidence_level(level), normal(stats::normal_interval_factor(level)) {
  for (std::int64_t freedom = 1; freedom <= std::min<std::int64_t>(most_values - 2, 256); ++freedom) student.push_back(stats::student_quantile(0.5 + level / 2.0, static_cast<double>(freedom)));
}

double GrowthFactors::student_of(std::int64_t freedom) const {
  const auto place = static_cast<std::size_t>(freedom - 1);
  return place < student.size() ? student[place] : stats::student_quantile(0.5 + confidence_level / 2.0, static_cast<double>(freedom));
}

GrowthTrend growth_trend(const std::vector<GrowthValue>& values, const GrowthFactors& factors) {
  if (values.size() < 2) return {missing, missing, missing, missing};
  const bool known = std::all_of(values.begin(), values.end(), [](const GrowthValue& value) { return value.error > 0.0; });
  const auto weight = [&](const GrowthValue& value) { return known ? 1.0 / (value.error * value.error) : 1.0; };
  const auto month = [&](const GrowthValue& value) { return static_cast<double>(value.day - values.front().day) / growth_month; };
  double weights = 0.0, mean_t = 0.0, mean_y = 0.0;
  for (const GrowthValue& value : values) {
    weights += weight(value);
    mean_t += weight(value) * month(value);
    mean_y += weight(value) * value.value;
  }
  mean_t /= weights;
  mean_y /= weights;
  double squares = 0.0, products = 0.0;
  for (const GrowthValue& value : values) {
    squares += weight(value) * (month(value) - mean_t) * (month(value) - mean_t);
    products += weight(value) * (month(value) - mean_t) * (value.value - mean_y);
  }
  const double slope = products / squares;
  double error = missing, factor = missing;
  if (known) {
    error = 1.0 / std::sqrt(squares);
    factor = factors.normal;
  } else if (values.size() >= 3) {
    double residuals = 0.0;
    for (const GrowthValue& value : values) {
      const double rest = value.value - mean_y - slope * (month(value) - mean_t);
      residuals += rest * rest;
    }
    const auto freedom = static_cast<double>(values.size() - 2);
    error = std::sqrt(residuals / freedom / squares);
    factor = factors.student_of(static_cast<std::int64_t>(values.size()) - 2);
  }
  return {slope, error, slope - factor * error, slope + factor * error};
}

GrowthMean growth_mean(const std::vector<double>& changes, double confidence_level) {
  if (changes.empty()) return {missing, missing, missing, missing};
  const auto n = static_cast<double>(changes.size());
  double mean = 0.0, squares = 0.0;
  for (const double change : changes) mean += change;
  mean /= n;
  for (const double change : changes) squares += (change - mean) * (change - mean);
  if (changes.size() < 2) return {mean, missing, missing, missing};
  const double error = std::sqrt(squares / (n - 1.0) / n), factor = stats::student_quantile(0.5 + confidence_level / 2.0, n - 1.0);
  return {mean, error, mean - factor * error, mean + factor * error};
}

double growth_share(double value, double at_least, double at_most) {
  if (value < at_least) return at_least > 0.0 ? std::max(0.0, value / at_least) : 0.0;
  return value > at_most ? 0.0 : 1.0;
}

}  // namespace mainstay::inline v1::competency
