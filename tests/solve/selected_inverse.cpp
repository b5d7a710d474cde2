#include "solve/selected_inverse.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "core/at.hpp"

using namespace mainstay;

namespace {

using Square = std::vector<std::vector<double>>;

solve::SparseLower sparse(const Square& a) {
  solve::SparseLower lower;
  for (std::size_t j = 0; j < a.size(); ++j) {
    for (std::size_t i = j; i < a.size(); ++i)
      if (i == j || a[i][j] != 0) lower.row.push_back(static_cast<std::int32_t>(i)), lower.value.push_back(a[i][j]);
    lower.start.push_back(static_cast<std::int64_t>(lower.row.size()));
  }
  return lower;
}

// By elimination on the whole matrix.
Square inverse(Square a) {
  const std::size_t n = a.size();
  Square x(n, std::vector<double>(n, 0));
  for (std::size_t i = 0; i < n; ++i) x[i][i] = 1;
  for (std::size_t k = 0; k < n; ++k) {
    const double pivot = a[k][k];
    for (std::size_t j = 0; j < n; ++j) a[k][j] /= pivot, x[k][j] /= pivot;
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k) continue;
      const double factor = a[i][k];
      for (std::size_t j = 0; j < n; ++j) a[i][j] -= factor * a[k][j], x[i][j] -= factor * x[k][j];
    }
  }
  return x;
}

}  // namespace

TEST_CASE("selected inverse: equal to the whole inverse wherever the matrix has something") {
  std::mt19937_64 random(1);
  for (const std::size_t n : {1u, 2u, 7u, 40u})
    for (const int shape : {0, 1, 2, 3}) {  // diagonal, chain, at random, an arrow with a full first column
      Square a(n, std::vector<double>(n, 0));
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j)
          if ((shape == 1 && i == j + 1) || (shape == 2 && random() % 6 == 0) || (shape == 3 && (j == 0 || random() % 12 == 0))) a[i][j] = a[j][i] = static_cast<double>(random() % 100) / 50 - 1;
      for (std::size_t i = 0; i < n; ++i) {
        a[i][i] = 0.5;
        for (std::size_t j = 0; j < n; ++j) a[i][i] += i == j ? 0 : std::fabs(a[i][j]);
      }
      const auto found = solve::SelectedInverse::of(sparse(a), 10'000);
      REQUIRE(found);
      const Square truth = inverse(a);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          if (i == j || a[i][j] != 0) CHECK(std::fabs(found->entry(static_cast<std::int64_t>(i), static_cast<std::int64_t>(j)) - truth[i][j]) < 1e-11);
    }
}

TEST_CASE("selected inverse: none where the factor is too large, or the matrix not positive definite") {
  CHECK(!solve::SelectedInverse::of(sparse({{4, 1, 1}, {1, 4, 1}, {1, 1, 4}}), 2));
  CHECK(solve::SelectedInverse::of(sparse({{4, 1, 1}, {1, 4, 1}, {1, 1, 4}}), 3));
  CHECK(!solve::SelectedInverse::of(sparse({{1, 2}, {2, 1}}), 10));
}
