// Rows a second of survival.multinomial.
//
// The limit at p = 20, three causes, 24 months: a Newton step visits each row for each month that it is at risk (12 on average), four exponentials, nine products and 9 p additions to
// the border of the month there, 2.2 kFLOP a row, and 3 · 3 / 2 · p² multiply-adds a row for the coefficients, 3.6 kFLOP: with one multiply-add a cycle 3 µs a row and thread.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/multinomial.hpp"

namespace {

using namespace mainstay;

struct Data {
  std::int64_t n, p;
  std::vector<double> x;
  std::vector<std::int32_t> duration;
  std::vector<std::uint8_t> event;

  Data(std::int64_t rows, std::int64_t terms, std::int64_t periods) : n(rows), p(terms), x(rows * terms) {
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    for (double& value : x) value = normal(random);
    for (std::int64_t i = 0; i < n; ++i) {
      double eta = std::log(1.0 / static_cast<double>(periods));
      for (std::int64_t j = 0; j < p; ++j) eta += 0.1 * static_cast<double>(j % 3 - 1) * x[j * n + i];
      const double leaves = std::ceil(-std::log(uniform(random)) / std::exp(eta)), ends = std::ceil(static_cast<double>(periods) * uniform(random));
      event.push_back(leaves <= ends ? static_cast<std::uint8_t>(1 + random() % 3) : std::uint8_t{0});
      duration.push_back(static_cast<std::int32_t>(std::min(leaves, ends)));
    }
  }
};

void multinomial(benchmark::State& state) {
  const Data data(state.range(0), state.range(1), state.range(2));
  survival::MultinomialInput input;
  input.x = Table::matrix(data.x.data(), data.n, data.p, 1, data.n);
  input.duration = Column(data.duration);
  input.event = Column(data.event);
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(3));
  survival::MultinomialFit fit;
  for (auto _ : state) fit = survival::multinomial(input, {}, context);
  state.counters["steps"] = static_cast<double>(fit.iterations);
  state.SetItemsProcessed(state.iterations() * data.n);
}
BENCHMARK(multinomial)->ArgNames({"rows", "terms", "months", "threads"})->Args({10'000, 20, 24, 1})->Args({100'000, 20, 24, 1})->Args({100'000, 20, 24, 2})->Unit(benchmark::kMillisecond);

}  // namespace
