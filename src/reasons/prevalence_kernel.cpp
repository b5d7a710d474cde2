#include "core/at.hpp"
#include "reasons/prevalence_kernel.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::reasons {

namespace {

// errors · errors', (reasons, reasons).
std::vector<double> gram_of(const std::vector<double>& errors, std::int64_t reasons, std::int64_t words) {
  std::vector<double> gram(at(reasons * reasons));
  for (std::int64_t a = 0; a < reasons; ++a)
    for (std::int64_t b = 0; b < reasons; ++b)
      for (std::int64_t j = 0; j < words; ++j) gram[at(a * reasons + b)] += errors[at(a * words + j)] * errors[at(b * words + j)];
  return gram;
}

}  // namespace

bool invert_errors(const std::vector<double>& errors, const std::vector<double>& seen, std::int64_t reasons, std::int64_t words, std::vector<double>& shares) {
  // Square: the system itself, which keeps more digits than its squares; more words than reasons: the normal equations.
  std::vector<double> matrix(at(reasons * reasons)), right(at(reasons), 0.0);
  if (words == reasons) {
    for (std::int64_t j = 0; j < words; ++j) {
      right[at(j)] = seen[at(j)];
      for (std::int64_t k = 0; k < reasons; ++k) matrix[at(j * reasons + k)] = errors[at(k * words + j)];
    }
  } else {
    matrix = gram_of(errors, reasons, words);
    for (std::int64_t k = 0; k < reasons; ++k)
      for (std::int64_t j = 0; j < words; ++j) right[at(k)] += errors[at(k * words + j)] * seen[at(j)];
  }
  for (std::int64_t c = 0; c < reasons; ++c) {  // elimination with partial pivoting
    std::int64_t pivot = c;
    for (std::int64_t r = c + 1; r < reasons; ++r)
      if (std::fabs(matrix[at(r * reasons + c)]) > std::fabs(matrix[at(pivot * reasons + c)])) pivot = r;
    if (std::fabs(matrix[at(pivot * reasons + c)]) < 1e-12) return false;
    if (pivot != c) {
      for (std::int64_t k = 0; k < reasons; ++k) std::swap(matrix[at(c * reasons + k)], matrix[at(pivot * reasons + k)]);
      std::swap(right[at(c)], right[at(pivot)]);
    }
    for (std::int64_t r = c + 1; r < reasons; ++r) {
      const double factor = matrix[at(r * reasons + c)] / matrix[at(c * reasons + c)];
      if (factor == 0.0) continue;
      for (std::int64_t k = c; k < reasons; ++k) matrix[at(r * reasons + k)] -= factor * matrix[at(c * reasons + k)];
      right[at(r)] -= factor * right[at(c)];
    }
  }
  shares.assign(at(reasons), 0.0);
  for (std::int64_t r = reasons; r-- > 0;) {
    double sum = right[at(r)];
    for (std::int64_t k = r + 1; k < reasons; ++k) sum -= matrix[at(r * reasons + k)] * shares[at(k)];
    shares[at(r)] = sum / matrix[at(r * reasons + r)];
  }
  return true;
}

void likeliest_shares(const std::vector<double>& errors, const std::vector<double>& seen, std::int64_t reasons, std::int64_t words, std::vector<double>& shares) {
  shares.assign(at(reasons), 1.0 / static_cast<double>(reasons));
  std::vector<double> mixed(at(words)), next(at(reasons));
  for (int round = 0; round < 20000; ++round) {
    std::fill(mixed.begin(), mixed.end(), 0.0);
    for (std::int64_t k = 0; k < reasons; ++k)
      for (std::int64_t j = 0; j < words; ++j) mixed[at(j)] += shares[at(k)] * errors[at(k * words + j)];
    double moved = 0.0, sum = 0.0;
    for (std::int64_t k = 0; k < reasons; ++k) {
      double factor = 0.0;
      for (std::int64_t j = 0; j < words; ++j)
        if (seen[at(j)] > 0.0 && mixed[at(j)] > 0.0) factor += seen[at(j)] * errors[at(k * words + j)] / mixed[at(j)];
      sum += next[at(k)] = shares[at(k)] * factor;
    }
    for (std::int64_t k = 0; k < reasons; ++k) {
      if (sum > 0.0) next[at(k)] /= sum;
      if (next[at(k)] < 1e-14) next[at(k)] = 0.0;
      moved = std::max(moved, std::fabs(next[at(k)] - shares[at(k)]));
    }
    shares.swap(next);
    if (moved <= 1e-12) return;
  }
}

std::vector<double> singular_values(const std::vector<double>& errors, std::int64_t reasons, std::int64_t words) {
  std::vector<double> a = gram_of(errors, reasons, words);
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0.0;
    for (std::int64_t p = 0; p < reasons; ++p)
      for (std::int64_t q = p + 1; q < reasons; ++q) {
        const double apq = a[at(p * reasons + q)];
        off = std::max(off, std::fabs(apq));
        if (std::fabs(apq) < 1e-18) continue;
        const double theta = (a[at(q * reasons + q)] - a[at(p * reasons + p)]) / (2.0 * apq);
        const double t = (theta >= 0.0 ? 1.0 : -1.0) / (std::fabs(theta) + std::sqrt(theta * theta + 1.0)), c = 1.0 / std::sqrt(t * t + 1.0), s = t * c;
        for (std::int64_t k = 0; k < reasons; ++k) {
          const double x = a[at(k * reasons + p)], y = a[at(k * reasons + q)];
          a[at(k * reasons + p)] = c * x - s * y, a[at(k * reasons + q)] = s * x + c * y;
        }
        for (std::int64_t k = 0; k < reasons; ++k) {
          const double x = a[at(p * reasons + k)], y = a[at(q * reasons + k)];
          a[at(p * reasons + k)] = c * x - s * y, a[at(q * reasons + k)] = s * x + c * y;
        }
      }
    if (off < 1e-16) break;
  }
  std::vector<double> values;
  for (std::int64_t k = 0; k < reasons; ++k) values.push_back(std::sqrt(std::max(0.0, a[at(k * reasons + k)])));
  std::sort(values.rbegin(), values.rend());
  return values;
}

}  // namespace mainstay::inline v1::reasons
