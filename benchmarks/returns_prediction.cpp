// A model of who returns, by reason, situation and two attributes: fitted, with resamples, and asked about everybody.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "mainstay/returns/prediction.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::returns;

struct Away {
  std::vector<double> duration, sales, pay, waited;
  std::vector<std::int64_t> end, reason, situation, contactable;
  explicit Away(std::size_t n) : waited(n, 0.0), contactable(n, 1) {
    std::mt19937_64 random(9);
    std::normal_distribution<double> normal;
    std::exponential_distribution<double> waits;
    for (std::size_t i = 0; i < n; ++i) {
      reason.push_back(static_cast<std::int64_t>(random() % 4));
      situation.push_back(static_cast<std::int64_t>(random() % 2));
      sales.push_back(normal(random));
      pay.push_back(normal(random));
      const double time = 300 * waits(random) * std::exp(0.2 * static_cast<double>(reason[i]) + 0.2 * sales[i]), last = 60 + static_cast<double>(random() % 440);
      end.push_back(time <= last ? 1 + static_cast<std::int64_t>(random() % 5 < 2) : 0);
      duration.push_back(std::ceil(std::min(time, last)));
    }
  }
  Table x() const {
    Table out;
    out.add("sales", Column(sales));
    out.add("pay", Column(pay));
    return out;
  }
};

PredictionFit fitted(const Away& away, std::int64_t resamples) {
  PredictionInput input;
  input.duration = Column(away.duration), input.end = Column(away.end), input.reason = Column(away.reason), input.situation = Column(away.situation), input.x = away.x();
  PredictionOptions options;
  options.horizons = {90, 180};
  options.resamples = resamples;
  RunContext context;
  context.threads = 1;
  return prediction(input, options, context);
}

// state.range: leavers, resamples.
void fit(benchmark::State& state) {
  const Away away(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(fitted(away, state.range(1)));
  state.SetItemsProcessed(state.iterations() * state.range(0) * (1 + state.range(1)));
}
void predict(benchmark::State& state) {
  const Away away(static_cast<std::size_t>(state.range(0)));
  const PredictionFit model = fitted(away, 0);
  PredictionPredictInput input;
  input.waited = Column(away.waited), input.contactable = Column(away.contactable), input.reason = Column(away.reason), input.situation = Column(away.situation), input.x = away.x();
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(prediction_predict(model, input, {}, context));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(fit)->ArgNames({"leavers", "resamples"})->Args({1'000, 0})->Args({10'000, 0})->Args({100'000, 0})->Args({10'000, 20})->Unit(benchmark::kMillisecond);
BENCHMARK(predict)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
