// Factors of matrices of full and of lower rank.
#include "solve/cholesky.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

using mainstay::solve::RankRevealingCholesky;

TEST_CASE("cholesky: solves and inverts what has full rank") {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  for (const int p : {1, 2, 5, 30}) {
    std::vector<double> x(static_cast<std::size_t>(3 * p * p)), a(static_cast<std::size_t>(p * p), 0.0), truth(p), b(p, 0.0);
    for (double& value : x) value = normal(random);
    for (int i = 0; i < 3 * p; ++i)
      for (int j = 0; j < p; ++j)
        for (int k = 0; k < p; ++k) a[j * p + k] += x[i * p + j] * x[i * p + k];
    for (double& value : truth) value = normal(random);
    for (int j = 0; j < p; ++j)
      for (int k = 0; k < p; ++k) b[j] += a[j * p + k] * truth[k];
    const RankRevealingCholesky factor(a.data(), p);
    CHECK(factor.rank() == p);
    CHECK(factor.semi_definite());
    factor.solve(b.data());
    for (int j = 0; j < p; ++j) CHECK(std::fabs(b[j] - truth[j]) < 1e-8 * (1.0 + std::fabs(truth[j])));
    const std::vector<double> inverse = factor.inverse();
    for (int j = 0; j < p; ++j)
      for (int k = 0; k < p; ++k) {
        double product = 0.0;
        for (int l = 0; l < p; ++l) product += a[j * p + l] * inverse[l * p + k];
        CHECK(std::fabs(product - (j == k)) < 1e-8);
      }
  }
}

TEST_CASE("cholesky: a column that depends on earlier ones is left out, the earlier ones stay") {
  // columns 1, 2, 3 = 1 + 2, 4: worked by hand from rows (1,0,1,0), (0,1,1,0), (0,0,0,2)
  const std::vector<double> a{1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 2, 0, 0, 0, 0, 4};
  const RankRevealingCholesky factor(a.data(), 4);
  CHECK(factor.rank() == 3);
  CHECK(factor.left_out(2));
  CHECK_FALSE(factor.left_out(3));
  std::vector<double> b{3, 5, 8, 8};
  factor.solve(b.data());
  CHECK(b == std::vector<double>{3, 5, 0, 2});
  const std::vector<double> inverse = factor.inverse();
  CHECK(inverse[0] == 1.0);
  CHECK(inverse[10] == 0.0);
  CHECK(inverse[15] == 0.25);
}

TEST_CASE("cholesky: the rank does not depend on units when scales are given, zeros and NaN are left out") {
  const std::vector<double> a{1e-20, 0, 0, 1e20};
  CHECK(RankRevealingCholesky(a.data(), 2).rank() == 1);
  const std::vector<double> scale{1e-10, 1e10};
  CHECK(RankRevealingCholesky(a.data(), 2, scale.data()).rank() == 2);
  const std::vector<double> zero(4, 0.0), broken{1, 0, 0, NAN}, indefinite{1, 2, 2, 1};
  CHECK(RankRevealingCholesky(zero.data(), 2).rank() == 0);
  CHECK(RankRevealingCholesky(broken.data(), 2).rank() == 1);
  CHECK_FALSE(RankRevealingCholesky(broken.data(), 2).semi_definite());
  CHECK_FALSE(RankRevealingCholesky(indefinite.data(), 2).semi_definite());
}
