#include "survival/causes_kernel.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::survival {

namespace {
double form(const double* matrix, const double* u, std::int64_t size) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < size; ++i) {
    double inner = 0.0;
    for (std::int64_t j = 0; j < size; ++j) inner += matrix[i * size + j] * u[j];
    sum += inner * u[i];
  }
  return sum;
}
}  // namespace

CauseWalk::CauseWalk(const CauseTimes& times, bool product_limit, bool errors, std::int64_t terms, std::vector<const double*> covariance)
    : times_(times), product_limit_(product_limit), errors_(errors), causes_(times.causes), terms_(terms), covariance_(std::move(covariance)) {}

void CauseWalk::begin(const std::vector<double>& ratio, const std::vector<const double*>& x, double since) {
  ratio_ = ratio;
  x_ = x;
  hazard_.assign(causes_, 0.0);
  incidence_.assign(causes_, {});
  survival_ = 1.0;
  cumulative_ = gone_ = {};
  at_ = std::upper_bound(times_.time.begin(), times_.time.end(), since) - times_.time.begin();
  if (!errors_) return;
  plain_.assign(causes_, 0.0);
  mixed_.assign(causes_ * causes_, 0.0);
  squared_.assign(causes_ * causes_, 0.0);
  plain_slope_.assign(causes_ * terms_, 0.0);
  mixed_slope_.assign(causes_ * causes_ * terms_, 0.0);
  slope_.resize(terms_);
}

void CauseWalk::go(double until) {
  for (; at_ < static_cast<std::int64_t>(times_.time.size()) && times_.time[at_] <= until; ++at_) step(at_);
}

void CauseWalk::step(std::int64_t k) {
  const double* base = times_.hazard.data() + k * causes_;
  constexpr double most = 1e300;  // exp of a linear predictor may be infinite
  double sum = 0.0;
  for (std::int64_t j = 0; j < causes_; ++j) sum += hazard_[j] = base[j] > 0.0 ? std::min(most, base[j] * ratio_[j]) : 0.0;
  if (!(sum > 0.0)) return;
  const double before = survival_;
  const bool all = product_limit_ && sum >= 1.0;
  const double share = product_limit_ ? std::min(sum, 1.0) : -std::expm1(-sum), gain = before * share;
  for (std::int64_t j = 0; j < causes_; ++j) {
    incidence_[j].add(gain * (hazard_[j] / sum));
    gone_.add(gain * (hazard_[j] / sum));
  }
  if (product_limit_) {
    survival_ = all ? 0.0 : std::max(0.0, (1.0 - gone_.high) - gone_.low);
  } else {
    cumulative_.add(sum);
    survival_ = std::exp(-cumulative_.value());
  }
  if (!errors_) return;
  const double f = !product_limit_ ? 1.0 : all ? 0.0 : 1.0 / (1.0 - sum);
  for (std::int64_t l = 0; l < causes_; ++l) {
    if (!(base[l] > 0.0)) continue;
    const double variance = ratio_[l] * ratio_[l] * times_.variance[k * causes_ + l];
    for (std::int64_t p = 0; p < terms_; ++p) slope_[p] = ratio_[l] * (base[l] * x_[l][p] - times_.drift[l][k * terms_ + p]);
    plain_[l] += f * f * variance;
    for (std::int64_t p = 0; p < terms_; ++p) plain_slope_[l * terms_ + p] += f * slope_[p];
    for (std::int64_t j = 0; j < causes_; ++j) {
      double own = j == l ? before : 0.0;
      if (!product_limit_) {
        const double part = hazard_[j] / sum;
        own = before * ((1.0 - share) * part + share * ((j == l ? 1.0 : 0.0) - part) / sum);
      } else if (all) {  // who leaves is fixed, for which cause is not
        own = before * ((j == l ? 1.0 : 0.0) - hazard_[j] / sum) / sum;
      }
      const double e = own + f * incidence_[j].value();
      mixed_[j * causes_ + l] += e * f * variance;
      squared_[j * causes_ + l] += e * e * variance;
      double* to = mixed_slope_.data() + (j * causes_ + l) * terms_;
      for (std::int64_t p = 0; p < terms_; ++p) to[p] += e * slope_[p];
    }
  }
}

double CauseWalk::survival_variance() const {
  double sum = 0.0;
  for (std::int64_t l = 0; l < causes_; ++l) sum += plain_[l] + form(covariance_[l], plain_slope_.data() + l * terms_, terms_);
  return survival_ * survival_ * sum;
}

double CauseWalk::incidence_variance(std::int64_t cause) const {
  double sum = 0.0;
  const double f = incidence_[cause].value();
  std::vector<double> slope(terms_);
  for (std::int64_t l = 0; l < causes_; ++l) {
    const std::int64_t place = cause * causes_ + l;
    sum += squared_[place] - 2.0 * f * mixed_[place] + f * f * plain_[l];
    for (std::int64_t p = 0; p < terms_; ++p) slope[p] = mixed_slope_[place * terms_ + p] - f * plain_slope_[l * terms_ + p];
    sum += form(covariance_[l], slope.data(), terms_);
  }
  return std::max(0.0, sum);
}

}  // namespace mainstay::inline v1::survival
