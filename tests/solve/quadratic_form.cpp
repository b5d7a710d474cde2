#include "solve/quadratic_form.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace mainstay;

TEST_CASE("a quadratic form of a diagonal and of a full matrix, by hand") {
  const solve::QuadraticForm diagonal = solve::quadratic_form({4.0, 0.0, 0.0, 9.0}, {2.0, 3.0});
  CHECK(diagonal.value == doctest::Approx(1.0 + 1.0).epsilon(1e-14));
  CHECK(diagonal.rank == 2);
  // V = [2 1; 1 3], V⁻¹ = [3 −1; −1 2] / 5
  const solve::QuadraticForm full = solve::quadratic_form({2.0, 1.0, 1.0, 3.0}, {1.0, 2.0});
  CHECK(full.value == doctest::Approx((3.0 - 4.0 + 8.0) / 5.0).epsilon(1e-14));
}

TEST_CASE("of a covariance without full rank, any maximal set of its columns gives the value") {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  for (int round = 0; round < 50; ++round) {
    // Observed less expected of four groups adds up to 0, as a log-rank test has it.
    double factor[4][3], u[4] = {0, 0, 0, 0};
    for (auto& row : factor)
      for (double& value : row) value = normal(random);
    for (int k = 0; k < 3; ++k) factor[3][k] = -(factor[0][k] + factor[1][k] + factor[2][k]);
    for (int i = 0; i < 4; ++i)
      for (int k = 0; k < 3; ++k) u[i] += factor[i][k] * static_cast<double>(k + 1);
    const auto of = [&](std::vector<int> groups) {
      std::vector<double> variance, part;
      for (const int i : groups) {
        part.push_back(u[i]);
        for (const int j : groups) {
          double sum = 0.0;
          for (int k = 0; k < 3; ++k) sum += factor[i][k] * factor[j][k];
          variance.push_back(sum);
        }
      }
      return solve::quadratic_form(variance, part);
    };
    const solve::QuadraticForm all = of({0, 1, 2, 3});
    CHECK(all.rank == 3);
    CHECK(all.value == doctest::Approx(14.0).epsilon(1e-7));  // |(1, 2, 3)|²
    CHECK(of({1, 2, 3}).value == doctest::Approx(all.value).epsilon(1e-7));
  }
}

TEST_CASE("nothing to compare") {
  CHECK(solve::quadratic_form({}, {}).rank == 0);
  CHECK(solve::quadratic_form({0.0, 0.0, 0.0, 0.0}, {0.0, 0.0}).rank == 0);
  const solve::QuadraticForm one = solve::quadratic_form({5.0, 0.0, 0.0, 0.0}, {5.0, 0.0});
  CHECK(one.rank == 1);
  CHECK(one.value == doctest::Approx(5.0).epsilon(1e-14));
}
