// A classifier of reasons: what a fit costs for each text, and a new text.
#include <benchmark/benchmark.h>

#include "mainstay/reasons/classifier.hpp"

using namespace mainstay;
using namespace mainstay::reasons;

namespace {

struct Labelled {
  std::vector<std::string> texts{}, names{};
  std::vector<std::string_view> levels{}, name_levels{};
  std::vector<std::int32_t> codes{}, reasons{};

  Labelled(std::int64_t rows, std::int32_t classes) {
    std::uint64_t state = 1;
    const auto draw = [&](std::uint64_t below) { return state = state * 6364136223846793005u + 1442695040888963407u, (state >> 33) % below; };
    for (std::int64_t i = 0; i < rows; ++i) {
      const auto reason = static_cast<std::int32_t>(draw(static_cast<std::uint64_t>(classes)));
      std::string text;
      for (int c = 0; c < 30; ++c) {  // three in ten characters are of the reason's own hundred
        const std::uint64_t letter = draw(10) < 3 ? 0x4E00 + 2000 + static_cast<std::uint64_t>(reason) * 100 + draw(100) : 0x4E00 + draw(1500);
        text += {static_cast<char>(0xE0 | letter >> 12), static_cast<char>(0x80 | (letter >> 6 & 0x3F)), static_cast<char>(0x80 | (letter & 0x3F))};
      }
      texts.push_back(std::move(text));
      codes.push_back(static_cast<std::int32_t>(i));
      reasons.push_back(reason);
    }
    for (std::int32_t k = 0; k < classes; ++k) names.push_back("reason " + std::to_string(k));
    levels.assign(texts.begin(), texts.end());
    name_levels.assign(names.begin(), names.end());
  }
  static Column column(const std::vector<std::int32_t>& values, std::span<const std::string_view> names) {
    Column out(values);
    out.levels = names;
    out.categorical = true;
    return out;
  }
  ClassifierFit fit(const RunContext& context) const {
    ClassifierInput input;
    input.text = column(codes, levels);
    input.reason = column(reasons, name_levels);
    ClassifierOptions options;
    options.folds = 2;
    return classifier(input, options, context);
  }
};

RunContext one_thread() {
  RunContext context;
  context.threads = 1;
  return context;
}

void fits(benchmark::State& state) {
  const Labelled data(state.range(0), 10);
  for (auto _ : state) benchmark::DoNotOptimize(data.fit(one_thread()).loss);
  state.counters["us/text"] = benchmark::Counter(static_cast<double>(state.range(0)) * 1e-6, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void predicts(benchmark::State& state) {
  const Labelled data(2000, 10);
  const ClassifierFit fit = data.fit(one_thread());
  ClassifierPredictInput input;
  input.text = Labelled::column(data.codes, data.levels);
  for (auto _ : state) benchmark::DoNotOptimize(classifier_predict(fit, input, {}, one_thread()).probability.data());
  state.counters["us/text"] = benchmark::Counter(2000 * 1e-6, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

}  // namespace

BENCHMARK(fits)->Arg(500)->Arg(4000)->Unit(benchmark::kMillisecond);
BENCHMARK(predicts)->Unit(benchmark::kMillisecond);

BENCHMARK_MAIN();
