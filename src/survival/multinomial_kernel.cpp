#include "survival/multinomial_kernel.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::survival {

double multinomial_hazards(const double* a, const double* eta, std::int64_t causes, double* hazards) {
  double highest = 0.0, sum = 0.0;  // staying has predictor 0
  for (std::int64_t j = 0; j < causes; ++j) highest = std::max(highest, hazards[j] = a[j] + eta[j]);
  for (std::int64_t j = 0; j < causes; ++j) sum += hazards[j] = std::exp(hazards[j] - highest);
  sum += std::exp(-highest);
  for (std::int64_t j = 0; j < causes; ++j) hazards[j] /= sum;
  return -highest - std::log(sum);
}

}  // namespace mainstay::inline v1::survival
