// People with ten wishes each and posts of 45 seats for 50 people; merit makes the posts' lists alike. Ranks, no ties; the proof over all pairs included.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>
#include <vector>

#include "mainstay/competency/stable_matching.hpp"

namespace {

using namespace mainstay;

void ten_wishes(benchmark::State& state) {
  const std::int64_t people = state.range(0), posts = people / 50;
  std::mt19937_64 draw(1);
  std::normal_distribution<double> normal;
  std::vector<std::int64_t> person, post, label(static_cast<std::size_t>(posts)), capacity(static_cast<std::size_t>(posts), 45);
  std::vector<double> wish, rating;
  for (std::int64_t j = 0; j < posts; ++j) label[static_cast<std::size_t>(j)] = j;
  for (std::int64_t i = 0; i < people; ++i) {
    const double merit = normal(draw);
    std::vector<std::int64_t> list;
    while (list.size() < 10) {
      const auto j = static_cast<std::int64_t>(draw() % static_cast<std::uint64_t>(posts));
      if (std::find(list.begin(), list.end(), j) == list.end()) list.push_back(j);
    }
    for (std::size_t k = 0; k < list.size(); ++k) {
      person.push_back(i);
      post.push_back(list[k]);
      wish.push_back(-static_cast<double>(k));
      rating.push_back(merit + normal(draw));
    }
  }
  competency::StableMatchingInput input;
  input.pair_person = Column(person);
  input.pair_post = Column(post);
  input.pair_wish = Column(wish);
  input.pair_rating = Column(rating);
  input.post = Column(label);
  input.capacity = Column(capacity);
  competency::StableMatchingOptions options;
  options.explain = false;
  for (auto _ : state) benchmark::DoNotOptimize(competency::stable_matching(input, options));
  state.SetItemsProcessed(state.iterations() * people);
}
BENCHMARK(ten_wishes)->Arg(1'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
