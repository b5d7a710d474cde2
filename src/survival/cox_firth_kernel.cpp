#include "survival/cox_firth_kernel.hpp"

namespace mainstay::inline v1::survival {

FirthSlots::FirthSlots(std::int64_t slots, std::int64_t p) : means(p, 0.0), terms(p), width(p + 2) {
  all.assign(slots * width, 0.0);
  tied.assign(slots * width, 0.0);
}

void FirthSlots::fill(std::int64_t slot, double d, double leaver_weight, Ties ties, const double* sums, const double* leaver_sums, std::int64_t at,
                      double s_sum, double s_leavers, const double* covariance) {
  std::vector<double> mean(terms), v(terms);
  const auto leavers = static_cast<std::int64_t>(d);
  const bool average = ties == Ties::efron && leaver_sums != nullptr;
  const std::int64_t kinds = average ? leavers : 1;  // Breslow's leavers are all alike
  const double each = average ? leaver_weight / d : leaver_weight;
  for (std::int64_t l = 0; l < kinds; ++l) {
    const double share = static_cast<double>(l) / d;
    const auto at_risk = [&](std::int64_t j) { return sums[j] - (share > 0.0 ? share * leaver_sums[j] : 0.0); };
    const double total = at_risk(at);
    for (std::int64_t j = 0; j < terms; ++j) mean[j] = at_risk(j) / total;
    double m = 0.0;
    for (std::int64_t j = 0; j < terms; ++j) {
      v[j] = 0.0;
      for (std::int64_t k = 0; k < terms; ++k) v[j] += covariance[j * terms + k] * mean[k];
      m += v[j] * mean[j];
    }
    const double s = (s_sum - share * s_leavers) / total;
    const auto add = [&](double* to, double factor) {
      for (std::int64_t j = 0; j < terms; ++j) to[j] += factor * v[j];
      to[terms] += factor;
      to[terms + 1] += factor * m;
    };
    add(all.data() + slot * width, each / total);
    add(tied.data() + slot * width, share * each / total);
    for (std::int64_t j = 0; j < terms; ++j) means[j] += each * (s - m) * mean[j];
  }
}

double quadratic_of(const double* x, const double* covariance, std::int64_t terms) {
  double sum = 0.0;
  for (std::int64_t j = 0; j < terms; ++j) {
    double inner = 0.0;
    for (std::int64_t k = 0; k < terms; ++k) inner += covariance[j * terms + k] * x[k];
    sum += x[j] * inner;
  }
  return sum;
}

void add_firth_row(const double* x, double hazard, double s, const double* sums, std::int64_t terms, double* slope) {
  double with_mean = 0.0;
  for (std::int64_t j = 0; j < terms; ++j) with_mean += x[j] * sums[j];
  const double factor = hazard * (s * sums[terms] - 2.0 * with_mean + sums[terms + 1]);
  for (std::int64_t j = 0; j < terms; ++j) slope[j] += factor * x[j];
}

}  // namespace mainstay::inline v1::survival
