#include "survival/cox_exact_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "stats/logistic.hpp"

namespace mainstay::inline v1::survival {

double DiscreteSets::log_sum(const double* eta, std::int64_t count, std::int64_t d) {
  d_ = d;
  chance_.assign(count, 1.0);
  if (d == count) {  // one set only
    double sum = 0.0;
    for (std::int64_t i = 0; i < count; ++i) sum += eta[i];
    return sum;
  }
  // log z, at which d rows are expected: Newton's steps kept within an interval that holds it.
  const auto [least, most] = std::minmax_element(eta, eta + count);
  const double share = std::log(static_cast<double>(d) / static_cast<double>(count - d));
  double low = share - *most, high = share - *least, z = 0.5 * (low + high);
  for (int turn = 0; turn < 200; ++turn) {
    double expected = 0.0, slope = 0.0;
    for (std::int64_t i = 0; i < count; ++i) {
      const double pi = stats::logistic(eta[i] + z);
      expected += pi;
      slope += pi * (1.0 - pi);
    }
    const double gap = expected - static_cast<double>(d);
    (gap > 0.0 ? high : low) = z;
    if (std::fabs(gap) <= 1e-3 * std::sqrt(slope) || high - low < 1e-9) break;  // near is enough: the answer does not depend on z
    const double next = z - gap / slope;
    z = next > low && next < high ? next : 0.5 * (low + high);
  }
  double logs = 0.0;
  exactly_.assign(d + 1, 0.0);
  exactly_[0] = 1.0;
  for (std::int64_t i = 0; i < count; ++i) {
    const double y = eta[i] + z, pi = stats::logistic(y), not_pi = stats::logistic(-y);
    chance_[i] = pi;
    logs += stats::log_one_plus_exp(y);
    const std::int64_t from = std::max<std::int64_t>(0, d - (count - 1 - i)), to = std::min(d, i + 1);
    for (std::int64_t j = to; j >= std::max<std::int64_t>(from, 1); --j) exactly_[j] = not_pi * exactly_[j] + pi * exactly_[j - 1];
    if (from == 0) exactly_[0] *= not_pi;
  }
  return std::log(exactly_[d]) + logs - static_cast<double>(d) * z;
}

void DiscreteSets::moments(const double* x, std::int64_t width, std::vector<double>& mean, std::vector<double>& variance) {
  const auto count = static_cast<std::int64_t>(chance_.size());
  const std::int64_t p = terms_, pairs = p * (p + 1) / 2, d = d_;
  std::vector<double> centre(p, 0.0);
  double total = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    total += chance_[i];
    for (std::int64_t j = 0; j < p; ++j) centre[j] += chance_[i] * x[i * width + j];
  }
  for (double& one : centre) one /= total;
  mean.assign(p, 0.0);
  variance.assign(p * p, 0.0);
  if (d == count) {
    for (std::int64_t j = 0; j < p; ++j) mean[j] = static_cast<double>(d) * centre[j];
    return;
  }
  // Of sets of j rows: probability, and its products with the sum of x less centre, and with that sum's pairs.
  exactly_.assign(d + 1, 0.0);
  first_.assign((d + 1) * p, 0.0);
  second_.assign((d + 1) * pairs, 0.0);
  exactly_[0] = 1.0;
  std::vector<double> row(p), square(pairs);
  for (std::int64_t i = 0; i < count; ++i) {
    const double pi = chance_[i], not_pi = 1.0 - pi;
    for (std::int64_t j = 0; j < p; ++j) row[j] = x[i * width + j] - centre[j];
    for (std::int64_t j = 0, q = 0; j < p; ++j)
      for (std::int64_t l = j; l < p; ++l) square[q++] = row[j] * row[l];
    const std::int64_t from = std::max<std::int64_t>(0, d - (count - 1 - i)), to = std::min(d, i + 1);
    for (std::int64_t k = to; k >= std::max<std::int64_t>(from, 1); --k) {
      double* m = first_.data() + k * p;
      double* s = second_.data() + k * pairs;
      const double* m_before = m - p;
      const double* s_before = s - pairs;
      const double before = exactly_[k - 1];
      for (std::int64_t j = 0, q = 0; j < p; ++j)
        for (std::int64_t l = j; l < p; ++l, ++q)
          s[q] = not_pi * s[q] + pi * (s_before[q] + row[j] * m_before[l] + m_before[j] * row[l] + square[q] * before);
      for (std::int64_t j = 0; j < p; ++j) m[j] = not_pi * m[j] + pi * (m_before[j] + row[j] * before);
      exactly_[k] = not_pi * exactly_[k] + pi * before;
    }
    if (from == 0) exactly_[0] *= not_pi;
  }
  const double* m = first_.data() + d * p;
  const double* s = second_.data() + d * pairs;
  for (std::int64_t j = 0, q = 0; j < p; ++j) {
    mean[j] = m[j] / exactly_[d] + static_cast<double>(d) * centre[j];
    for (std::int64_t l = j; l < p; ++l, ++q) variance[j * p + l] = s[q] / exactly_[d] - (m[j] / exactly_[d]) * (m[l] / exactly_[d]);
  }
}

}  // namespace mainstay::inline v1::survival
