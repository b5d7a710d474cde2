#include "performance/weights_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mainstay::inline v1::performance {

namespace {

void divide_by_sum(std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  for (double& value : values) value /= sum;
}

std::vector<double> product(const std::vector<double>& matrix, const std::vector<double>& w) {
  const std::size_t c = w.size();
  std::vector<double> result(c, 0.0);
  for (std::size_t i = 0; i < c; ++i)
    for (std::size_t j = 0; j < c; ++j) result[i] += matrix[i * c + j] * w[j];
  return result;
}

double mean_ratio(const std::vector<double>& matrix, const std::vector<double>& w) {
  const std::vector<double> image = product(matrix, w);
  double sum = 0.0;
  for (std::size_t i = 0; i < w.size(); ++i) sum += image[i] / w[i];
  return sum / static_cast<double>(w.size());
}

struct Range {
  double low, high;
};

// Where w_best may lie, with w_worst = 1.
Range best_range(const std::vector<double>& over, const std::vector<double>& under, std::size_t best, std::size_t worst, double gap) {
  Range range{std::max(0.0, over[worst] - gap), over[worst] + gap};
  for (std::size_t j = 0; j < over.size(); ++j) {
    if (j == best || j == worst) continue;
    range.low = std::max(range.low, std::max(0.0, over[j] - gap) * std::max(0.0, under[j] - gap));
    range.high = std::min(range.high, (over[j] + gap) * (under[j] + gap));
  }
  return range;
}

}  // namespace

Eigenweights principal_eigenvector(const std::vector<double>& matrix, std::size_t c) {
  Eigenweights result = geometric_means(matrix, c);
  result.converged = false;
  for (int step = 0; step < 20000 && !result.converged; ++step) {
    std::vector<double> image = product(matrix, result.weight);
    double sum = 0.0;
    for (const double value : image) sum += value;
    double moved = 0.0;
    for (std::size_t i = 0; i < c; ++i) {
      image[i] /= sum;
      moved = std::max(moved, std::fabs(image[i] - result.weight[i]) / image[i]);
    }
    result.weight = std::move(image);
    result.eigenvalue = sum;
    result.converged = moved < 1e-14;
  }
  result.eigenvalue = mean_ratio(matrix, result.weight);
  return result;
}

Eigenweights geometric_means(const std::vector<double>& matrix, std::size_t c) {
  Eigenweights result;
  for (std::size_t i = 0; i < c; ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < c; ++j) sum += std::log(matrix[i * c + j]);
    result.weight.push_back(sum / static_cast<double>(c));
  }
  const double largest = *std::max_element(result.weight.begin(), result.weight.end());
  for (double& value : result.weight) value = std::exp(value - largest);
  divide_by_sum(result.weight);
  result.eigenvalue = mean_ratio(matrix, result.weight);
  return result;
}

Eigenweights column_means(const std::vector<double>& matrix, std::size_t c) {
  Eigenweights result;
  result.weight.assign(c, 0.0);
  for (std::size_t j = 0; j < c; ++j) {
    double sum = 0.0;
    for (std::size_t i = 0; i < c; ++i) sum += matrix[i * c + j];
    for (std::size_t i = 0; i < c; ++i) result.weight[i] += matrix[i * c + j] / sum / static_cast<double>(c);
  }
  divide_by_sum(result.weight);
  result.eigenvalue = mean_ratio(matrix, result.weight);
  return result;
}

BestWorst best_worst(const std::vector<double>& over, const std::vector<double>& under, std::size_t best, std::size_t worst) {
  const std::size_t c = over.size();
  double low = 0.0, high = 0.0;
  for (std::size_t j = 0; j < c; ++j) high = std::max({high, over[j], under[j]});
  const auto possible = [&](double gap) {
    const Range range = best_range(over, under, best, worst, gap);
    return range.low <= range.high;
  };
  if (possible(0.0)) high = 0.0;
  for (int step = 0; step < 200 && low < high; ++step) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    (possible(middle) ? high : low) = middle;
  }
  BestWorst result;
  result.gap = high;
  const Range range = best_range(over, under, best, worst, high);
  const double b = 0.5 * (range.low + range.high);
  std::vector<double> least(c), most(c);
  double lows = 0.0, highs = 0.0;
  for (std::size_t j = 0; j < c; ++j) {
    if (j == worst) {
      least[j] = most[j] = 1.0;
    } else if (j == best) {
      least[j] = range.low, most[j] = range.high;
    } else {
      least[j] = std::max({0.0, under[j] - high, b / (over[j] + high)});
      most[j] = std::min(under[j] + high, over[j] > high ? b / (over[j] - high) : std::numeric_limits<double>::infinity());
      most[j] = std::max(most[j], least[j]);
    }
    lows += least[j], highs += most[j];
  }
  for (std::size_t j = 0; j < c; ++j) {
    result.weight.push_back(0.5 * (least[j] + most[j]));
    result.lower.push_back(least[j] / (least[j] + (highs - most[j])));
    result.upper.push_back(most[j] / (most[j] + (lows - least[j])));
  }
  divide_by_sum(result.weight);
  return result;
}

}  // namespace mainstay::inline v1::performance
