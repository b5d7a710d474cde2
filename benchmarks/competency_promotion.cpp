// Promotion flow: four posts in 20 units over twelve quarters, two or three stays a person.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "mainstay/competency/promotion.hpp"

namespace {

using namespace mainstay;

void stays(benchmark::State& state) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(1);
  std::vector<std::int64_t> person, unit, post;
  std::vector<double> start, stop;
  for (std::int64_t who = 0; person.size() < rows; ++who) {
    auto day = static_cast<double>(18'000 + draw() % 900);
    const auto place = static_cast<std::int64_t>(draw() % 20), last = static_cast<std::int64_t>(1 + draw() % 3);
    for (std::int64_t k = 0; k < last && person.size() < rows; ++k) {
      person.push_back(who);
      unit.push_back(place);
      post.push_back(k);
      start.push_back(day);
      day += static_cast<double>(30 + draw() % 670);
      stop.push_back(day);
    }
  }
  competency::PromotionInput input;
  input.person = Column(person);
  input.unit = Column(unit);
  input.post = Column(post);
  input.start = Column(start);
  input.stop = Column(stop);
  competency::PromotionOptions options;
  options.posts = {"0", "1", "2"};
  for (std::int64_t quarter = 0; quarter <= 12; ++quarter) options.boundaries.push_back(18'600 + 91 * quarter);
  for (auto _ : state) benchmark::DoNotOptimize(competency::promotion(input, options));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(stays)->Arg(10'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
