// People who leave by the month, for the benchmarks of discrete time.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "mainstay/core/view.hpp"

struct LeavingByMonth {
  std::int64_t n, p;
  std::vector<double> x;
  std::vector<std::int32_t> duration;
  std::vector<std::uint8_t> event;

  LeavingByMonth(std::int64_t rows, std::int64_t terms, std::int64_t months, std::uint64_t causes) : n(rows), p(terms), x(rows * terms) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    for (double& value : x) value = normal(random);
    for (std::int64_t i = 0; i < n; ++i) {
      double eta = std::log(1.0 / static_cast<double>(months));
      for (std::int64_t j = 0; j < p; ++j) eta += 0.1 * static_cast<double>(j % 3 - 1) * x[j * n + i];
      const double leaves = std::ceil(-std::log(uniform(random)) / std::exp(eta)), ends = std::ceil(static_cast<double>(months) * uniform(random));
      event.push_back(leaves > ends ? std::uint8_t{0} : causes == 1 ? std::uint8_t{1} : static_cast<std::uint8_t>(1 + random() % causes));
      duration.push_back(static_cast<std::int32_t>(std::min(leaves, ends)));
    }
  }

  template <class Input>
  Input input() const {
    Input input;
    input.x = mainstay::Table::matrix(x.data(), n, p, 1, n);
    input.duration = mainstay::Column(duration);
    input.event = mainstay::Column(event);
    return input;
  }
};
