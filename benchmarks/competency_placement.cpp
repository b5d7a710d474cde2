// Placement of people to as many posts, without the sentences: scores drawn at random, and match scores, where everyone wants the same people; and posts with seats.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "mainstay/competency/placement.hpp"

namespace {

using namespace mainstay;

std::vector<double> scores(std::int64_t people, std::int64_t posts, bool alike) {
  std::mt19937_64 draw(1);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  const auto at = [](std::int64_t i) { return static_cast<std::size_t>(i); };
  std::vector<double> score(at(people * posts));
  if (!alike) {
    for (double& value : score) value = uniform(draw);
    return score;
  }
  const std::int64_t k = 6;
  std::vector<double> x(at(people * k)), target(at(posts * k));
  for (std::int64_t i = 0; i < people; ++i) {
    const double ability = normal(draw);
    for (std::int64_t d = 0; d < k; ++d) x[at(i * k + d)] = std::clamp(6 + 1.5 * (0.6 * ability + 0.8 * normal(draw)), 0.0, 10.0);
  }
  for (double& value : target) value = std::clamp(7 + 1.2 * normal(draw), 3.0, 10.0);
  for (std::int64_t i = 0; i < people; ++i)
    for (std::int64_t j = 0; j < posts; ++j) {
      double sum = 0.0;
      for (std::int64_t d = 0; d < k; ++d) sum += std::min(1.0, x[at(i * k + d)] / target[at(j * k + d)]) / k;
      score[at(i * posts + j)] = sum;
    }
  return score;
}

void run(benchmark::State& state, bool alike, std::int64_t seats) {
  const std::int64_t people = state.range(0), posts = people / (seats == 1 ? 1 : seats + seats / 9);
  const std::vector<double> values = scores(people, posts, alike);
  std::vector<std::int64_t> post, capacity;
  competency::PlacementInput input;
  for (std::int64_t j = 0; j < posts; ++j) {
    input.score.add(std::to_string(j), Column(values.data() + j, people, posts));
    post.push_back(j);
    capacity.push_back(seats);
  }
  input.post = Column(post);
  input.capacity = Column(capacity);
  competency::PlacementOptions options;
  options.explain = false;
  for (auto _ : state) benchmark::DoNotOptimize(competency::placement(input, options));
  state.SetItemsProcessed(state.iterations() * people * posts);
}

// Scores from profiles, never all at once; one in ten stays out, and 0.01 % of the best sum is near enough.
void profiles(benchmark::State& state) {
  const std::int64_t people = state.range(0), posts = state.range(1), k = 6;
  const auto at = [](std::int64_t i) { return static_cast<std::size_t>(i); };
  std::mt19937_64 draw(1);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> x(at(k), std::vector<double>(at(people)));
  for (std::int64_t i = 0; i < people; ++i) {
    const double ability = normal(draw);
    for (auto& column : x) column[at(i)] = std::clamp(6 + 1.5 * (0.6 * ability + 0.8 * normal(draw)), 0.0, 10.0);
  }
  competency::PlacementInput input;
  competency::PlacementOptions options;
  for (std::int64_t d = 0; d < k; ++d) input.assessment.add("d" + std::to_string(d), Column(x[at(d)]));
  std::vector<std::string> names;
  std::vector<std::int32_t> codes;
  for (std::int64_t j = 0; j < posts; ++j) {
    competency::Profile profile;
    profile.name = "post " + std::to_string(j);
    profile.weights = competency::WeightRule::relative;
    profile.ceiling = 0.6;
    for (std::int64_t d = 0; d < k; ++d) {
      competency::ProfileDimension dimension;
      dimension.name = "d" + std::to_string(d);
      dimension.target = std::clamp(7 + 1.2 * normal(draw), 3.0, 10.0);
      dimension.weight = d == j % k ? 2.0 : 1.0;
      if (d == 0) dimension.floor = std::min(4.0, dimension.target);
      profile.dimensions.push_back(dimension);
    }
    names.push_back(profile.name);
    codes.push_back(static_cast<std::int32_t>(j));
    options.profiles.push_back(profile);
  }
  const std::vector<std::int64_t> capacity(at(posts), people * 9 / (10 * posts));
  const std::vector<std::string_view> labels(names.begin(), names.end());
  input.post = Column(codes);
  input.post.levels = labels;
  input.post.categorical = true;
  input.capacity = Column(capacity);
  options.explain = false;
  options.relative_gap = 1e-4;
  RunContext context;
  context.threads = static_cast<std::int32_t>(state.range(2));
  competency::PlacementResult result;
  for (auto _ : state) result = competency::placement(input, options, context);
  state.counters["gap"] = result.gap / result.bound;
  state.SetItemsProcessed(state.iterations() * people * posts);
}

void at_random(benchmark::State& state) { run(state, false, 1); }
void match_scores(benchmark::State& state) { run(state, true, 1); }
void ninety_seats(benchmark::State& state) { run(state, true, 90); }

}  // namespace

BENCHMARK(at_random)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);
BENCHMARK(match_scores)->Arg(1000)->Arg(5000)->Arg(10000)->Unit(benchmark::kMillisecond);
BENCHMARK(profiles)->ArgNames({"people", "posts", "threads"})->Args({100'000, 1000, 1})->Args({1'000'000, 1000, 2})->UseRealTime()->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(ninety_seats)->Arg(10000)->Arg(30000)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
