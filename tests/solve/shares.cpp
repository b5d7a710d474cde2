#include "solve/shares.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using mainstay::solve::shares;

TEST_CASE("shares: by hand") {
  // Two columns, nearest to (0.3, 0.7) within the shares: itself; to (2, 0): the corner.
  CHECK(std::abs(shares({1, 0, 0, 1}, {0.3, 0.7}, 2)[0] - 0.3) < 1e-14);
  CHECK(shares({1, 0, 0, 1}, {2.0, 0.0}, 2) == std::vector<double>{1.0, 0.0});
  CHECK(shares({5}, {1}, 1) == std::vector<double>{1.0});
  // equal columns share nothing twice: the first takes all
  CHECK(shares({1, 1, 1, 1}, {1, 1}, 2) == std::vector<double>{1.0, 0.0});
}

TEST_CASE("shares: no other column would lower the sum") {
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    const std::size_t m = 1 + random() % 9, n = 1 + random() % 14;
    std::vector<std::vector<double>> rows(n, std::vector<double>(m));
    std::vector<double> y(n), Q(m * m, 0.0), b(m, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      for (double& x : rows[i]) x = round % 3 == 0 ? std::round(normal(random)) : normal(random);
      y[i] = normal(random);
      if (m > 2 && round % 2 == 0) rows[i][m - 1] = rows[i][0];  // a column twice
    }
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t a = 0; a < m; ++a) {
        b[a] += rows[i][a] * y[i];
        for (std::size_t c = 0; c < m; ++c) Q[a * m + c] += rows[i][a] * rows[i][c];
      }
    const std::vector<double> c = shares(Q, b, static_cast<std::int64_t>(m));
    double sum = 0.0, scale = 1.0, common = 0.0;
    std::vector<double> gradient(m);
    for (std::size_t a = 0; a < m; ++a) {
      CHECK(c[a] >= 0.0);
      sum += c[a];
      scale = std::max({scale, Q[a * m + a], std::abs(b[a])});
      gradient[a] = -b[a];
      for (std::size_t d = 0; d < m; ++d) gradient[a] += Q[a * m + d] * c[d];
      common += gradient[a] * c[a];
    }
    CHECK(std::abs(sum - 1.0) < 1e-12);
    for (std::size_t a = 0; a < m; ++a) {
      CHECK(gradient[a] >= common - 1e-9 * scale);
      if (c[a] > 1e-9) CHECK(std::abs(gradient[a] - common) < 1e-8 * scale);
    }
  }
}
