// Texts read with the shipped lexicon, and scrubbed: what a text and a character cost.
#include <benchmark/benchmark.h>

#include "mainstay/reasons/lexicon.hpp"
#include "mainstay/reasons/scrub.hpp"

using namespace mainstay;
using namespace mainstay::reasons;

namespace {

struct Answers {
  std::vector<std::string> texts{};
  std::vector<std::string_view> levels{};
  std::vector<std::int32_t> codes{};
  std::int64_t characters = 0;

  // Distinct texts of so many clauses each.
  Answers(std::int64_t rows, std::int64_t clauses) {
    const char* pieces[] = {"主管总是批评我，", "没有鼓励，", "不是因为钱，", "the commute is too long, ", "我在这里做了三年，", "每个月的报表都要重新做一遍，", "there was no training, ", "大家都很好，", "天天加班到十点，", "想换个环境。"};
    std::uint64_t state = 1;
    for (std::int64_t i = 0; i < rows; ++i) {
      std::string text = std::to_string(i % 100000) + "号: ";
      for (std::int64_t c = 0; c < clauses; ++c) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        text += pieces[(state >> 33) % 10];
      }
      for (const char byte : text) characters += (byte & 0xC0) != 0x80;
      texts.push_back(std::move(text));
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      levels.emplace_back(texts[i]);
      codes.push_back(static_cast<std::int32_t>(i));
    }
  }
  Column column() const {
    Column out(codes);
    out.levels = levels;
    out.categorical = true;
    return out;
  }
};

void count_cost(benchmark::State& state, const Answers& answers) {
  state.counters["ns/character"] = benchmark::Counter(static_cast<double>(answers.characters), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["us/text"] = benchmark::Counter(static_cast<double>(answers.texts.size()) * 1e-6, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void read_texts(benchmark::State& state) {
  const Answers answers(state.range(0), state.range(1));
  const LexiconFit fit = lexicon({}, {}, {});
  LexiconReadInput input;
  input.text = answers.column();
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(lexicon_read(fit, input, {}, context).rows.weight.size());
  count_cost(state, answers);
}

void scrub_texts(benchmark::State& state) {
  const Answers answers(state.range(0), state.range(1));
  ScrubInput input;
  input.text = answers.column();
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(scrub(input, {}, context).replaced.size());
  count_cost(state, answers);
}

}  // namespace

BENCHMARK(read_texts)->Args({1000, 4})->Args({100000, 4})->Args({10, 100000})->Unit(benchmark::kMillisecond);
BENCHMARK(scrub_texts)->Args({100000, 4})->Args({10, 100000})->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
