#include "survival/gray_kernel.hpp"

#include <cmath>
#include <cstddef>

namespace mainstay::inline v1::survival {

// A martingale of group k moves the scores twice: at once, through a, and later, because it shifts the pooled incidence and the
// group's survival that all later weights rest on: through q · (c(end) − c(now)), where c collects a over the growth of the pooled
// incidence. With x = a − q c at its time, v its variance and c = c(end), the covariance is
//   Σ_k Σ_t (x_ik + q_k c_ik) (x_jk + q_k c_jk) v_k,
// for which Σ x x v, Σ x q v and Σ q q v suffice, collected while c grows. Leaving for another cause has no part in a and the
// opposite sign in q.
void add_gray(const GrayCounts& counts, double rho, std::vector<double>& score, std::vector<double>& variance) {
  const auto groups = static_cast<std::size_t>(counts.groups), times = static_cast<std::size_t>(counts.times);
  std::vector<double> at_risk(groups, 0.0), survival(groups, 1.0), incidence(groups, 0.0), next(groups);
  for (std::size_t t = 0; t < times; ++t)
    for (std::size_t g = 0; g < groups; ++g) {
      const std::size_t place = t * groups + g;
      at_risk[g] += counts.cause[place] + counts.other[place] + counts.censored[place];
    }
  std::vector<double> c(groups * groups, 0.0), a(groups * groups), xx(groups * groups, 0.0), xq(groups * groups, 0.0), qq(groups, 0.0);
  std::vector<double> open(groups);  // Y / S⁻
  double pooled = 0.0;
  for (std::size_t t = 0; t < times; ++t) {
    const double* cause = counts.cause.data() + t * groups;
    const double* other = counts.other.data() + t * groups;
    const double* censored = counts.censored.data() + t * groups;
    double events = 0.0, others = 0.0;
    for (std::size_t g = 0; g < groups; ++g) {
      events += cause[g];
      others += other[g];
    }
    if (events + others > 0.0) {
      double sum_open = 0.0, sum_risk = 0.0;
      for (std::size_t g = 0; g < groups; ++g) {
        open[g] = at_risk[g] > 0.0 ? at_risk[g] / survival[g] : 0.0;
        next[g] = at_risk[g] > 0.0 ? survival[g] * (at_risk[g] - cause[g] - other[g]) / at_risk[g] : survival[g];
        sum_open += open[g];
        sum_risk += open[g] * (1.0 - incidence[g]);
      }
      const double pooled_next = pooled + events / sum_open;
      const double weight = rho == 0.0 ? 1.0 : std::pow(1.0 - pooled, rho);
      const double growth = events > 0.0 ? events / (sum_open * (1.0 - pooled)) : 0.0;
      for (std::size_t i = 0; i < groups; ++i) {
        for (std::size_t j = 0; j < groups; ++j) {
          const double value = weight * open[i] * ((i == j ? 1.0 : 0.0) - open[j] / sum_open);
          a[i * groups + j] = value;
          c[i * groups + j] += value * growth;
        }
        if (at_risk[i] > 0.0) score[i] += weight * (cause[i] - events * open[i] * (1.0 - incidence[i]) / sum_risk);
      }
      for (std::size_t k = 0; k < groups; ++k) {
        if (at_risk[k] <= 0.0) continue;
        if (events > 0.0) {
          const double q = next[k] > 0.0 ? 1.0 - (1.0 - pooled_next) / next[k] : 1.0;
          const double ties = events > 1.0 ? 1.0 - (events - 1.0) / (sum_open * survival[k] - 1.0) : 1.0;
          const double v = ties * survival[k] * events / (sum_open * at_risk[k]);
          qq[k] += q * q * v;
          for (std::size_t i = 0; i < groups; ++i) {
            const double x = a[i * groups + k] - q * c[i * groups + k];
            xq[i * groups + k] += x * q * v;
            for (std::size_t j = 0; j <= i; ++j) xx[i * groups + j] += x * (a[j * groups + k] - q * c[j * groups + k]) * v;
          }
        }
        if (other[k] > 0.0 && next[k] > 0.0) {
          const double q = (1.0 - pooled_next) / next[k];
          const double ties = other[k] > 1.0 ? 1.0 - (other[k] - 1.0) / (at_risk[k] - 1.0) : 1.0;
          const double v = ties * survival[k] * survival[k] * other[k] / (at_risk[k] * at_risk[k]);
          qq[k] += q * q * v;
          for (std::size_t i = 0; i < groups; ++i) {
            const double x = q * c[i * groups + k];
            xq[i * groups + k] -= x * q * v;
            for (std::size_t j = 0; j <= i; ++j) xx[i * groups + j] += x * q * c[j * groups + k] * v;
          }
        }
      }
      for (std::size_t g = 0; g < groups; ++g) {
        if (at_risk[g] > 0.0) incidence[g] += survival[g] * cause[g] / at_risk[g];
        survival[g] = next[g];
      }
      pooled = pooled_next;
    }
    for (std::size_t g = 0; g < groups; ++g) at_risk[g] -= cause[g] + other[g] + censored[g];
  }
  for (std::size_t i = 0; i < groups; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double value = xx[i * groups + j];
      for (std::size_t k = 0; k < groups; ++k)
        value += c[i * groups + k] * c[j * groups + k] * qq[k] + c[i * groups + k] * xq[j * groups + k] + c[j * groups + k] * xq[i * groups + k];
      variance[i * groups + j] += value;
      if (i != j) variance[j * groups + i] += value;
    }
}

}  // namespace mainstay::inline v1::survival
