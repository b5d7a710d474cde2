// The blocked Gram matrix against the sum as it is written.
#include "solve/gram.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

TEST_CASE("gram: sum of weight times outer products, for all widths and block lengths") {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  for (const std::int64_t width : {8, 16, 24, 32, 40, 64})
    for (const std::int64_t count : {0, 1, 7, 64, 129}) {
      std::vector<double> rows(static_cast<std::size_t>(count * width)), weights(static_cast<std::size_t>(count)),
          gram(static_cast<std::size_t>(width * width), 1.0);
      for (double& value : rows) value = normal(random);
      for (double& value : weights) value = std::fabs(normal(random));
      mainstay::solve::add_weighted_gram(rows.data(), weights.data(), count, width, gram.data());
      for (std::int64_t j = 0; j < width; ++j)
        for (std::int64_t k = j; k < width; ++k) {
          double sum = 1.0, size = 1.0;
          for (std::int64_t i = 0; i < count; ++i) {
            const double one = weights[i] * rows[i * width + j] * rows[i * width + k];
            sum += one;
            size += std::fabs(one);
          }
          REQUIRE(std::fabs(gram[j * width + k] - sum) <= 1e-14 * size);
        }
    }
}
