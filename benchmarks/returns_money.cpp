// What a programme brought: four parts of a cost, three roles, twenty levels of pay, a fifth of the people held out; intervals by resamples of people, and without.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/returns/money.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::returns;

constexpr std::string_view roles[] = {"manager", "seller", "trainer"};

ReplacementPart part(const char* name, CostBasis basis, double quantity) {
  ReplacementPart out;
  out.name = name, out.basis = basis, out.quantity = quantity;
  if (basis == CostBasis::amount) out.amount = 20'000;
  return out;
}

// state.range: people, resamples, rows of a person, threads.
void programme(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(11);
  std::vector<std::int64_t> person(n), contact(n), offer(n), pay(n);
  std::vector<std::int8_t> returned(n), comparison(n), role(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(i) / state.range(2);
    comparison[i] = person[i] % 5 == 0;
    returned[i] = draw() % (comparison[i] != 0 ? 16 : 10) == 0;
    contact[i] = comparison[i] != 0 ? 0 : static_cast<std::int64_t>(2'000 + draw() % 5'000);
    offer[i] = comparison[i] != 0 || returned[i] == 0 ? 0 : static_cast<std::int64_t>(draw() % 100'000);
    pay[i] = static_cast<std::int64_t>(400'000 + 20'000 * (draw() % 20));
    role[i] = static_cast<std::int8_t>(draw() % 3);
  }
  MoneyInput input;
  input.person = Column(person), input.returned = Column(returned), input.comparison = Column(comparison), input.contact_cost = Column(contact), input.offer_cost = Column(offer), input.pay = Column(pay);
  input.role = Column(role), input.role.levels = roles, input.role.categorical = true;
  MoneyOptions options;
  options.parts = {part("sourcing", CostBasis::amount, 15.0), part("training", CostBasis::amount, 10.0), part("ramp-up", CostBasis::months_of_pay, 3.0), part("vacancy", CostBasis::months_of_pay, 1.5)};
  options.parts[2].share = 0.45;
  options.parts[2].saved = 0.7;
  options.compared_with = ComparedWith::hold_out;
  options.pay_per = PayPer::month;
  options.resamples = state.range(1);
  RunContext context;
  context.threads = static_cast<int>(state.range(3));
  for (auto _ : state) benchmark::DoNotOptimize(money(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0) * std::max<std::int64_t>(1, state.range(1)));
}
BENCHMARK(programme)->ArgNames({"people", "resamples", "rows", "threads"})->ArgsProduct({{10'000, 100'000}, {0, 200}, {1, 2}, {1}})->Args({100'000, 2'000, 1, 1})->Args({100'000, 2'000, 1, 2})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
