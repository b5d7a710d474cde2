// The calls of many leavers: three stages of care, two roles of owners with a cap a day, themes, quiet days; the list of one day, and a plan of four weeks.
#include <benchmark/benchmark.h>

#include <random>

#include "mainstay/returns/care.hpp"

namespace {

using namespace mainstay;
using namespace mainstay::returns;

constexpr std::string_view reasons[] = {"family", "pay", "promotion"}, changes[] = {"scale"};
constexpr std::int64_t today = 20'520;

// state.range: people, days planned, sentences.
void plan(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::mt19937_64 draw(8);
  std::vector<std::int64_t> person(n), exit(n), customers(n), recruiter(n), mentor(n), contact_person, contact_day;
  std::vector<std::int8_t> contactable(n), reason(n), change(1, 0), change_reason(1, 1);
  std::vector<double> priority(n);
  for (std::size_t i = 0; i < n; ++i) {
    person[i] = static_cast<std::int64_t>(i);
    exit[i] = today - 1 - static_cast<std::int64_t>(draw() % 120);
    customers[i] = static_cast<std::int64_t>(draw() % 6);
    recruiter[i] = static_cast<std::int64_t>(draw() % (n / 50 + 1));
    mentor[i] = static_cast<std::int64_t>(draw() % (n / 10 + 1));
    contactable[i] = draw() % 4 != 0;
    reason[i] = static_cast<std::int8_t>(draw() % 3);
    priority[i] = static_cast<double>(draw() % 1000);
    if (contactable[i] == 0 || today - exit[i] < 12 || draw() % 2 == 0) continue;
    contact_person.push_back(person[i]);
    contact_day.push_back(exit[i] + 8);
  }
  const std::vector<std::int64_t> change_from{today - 20};
  CareInput input;
  input.person = Column(person), input.exit = Column(exit), input.contactable = Column(contactable);
  input.reason = Column(reason), input.reason.levels = reasons, input.reason.categorical = true;
  input.owners.add("recruiter", Column(recruiter));
  input.owners.add("mentor", Column(mentor));
  input.priority = Column(priority), input.customers = Column(customers);
  input.change = Column(change), input.change.levels = changes, input.change.categorical = true;
  input.change_reason = Column(change_reason), input.change_reason.levels = reasons, input.change_reason.categorical = true;
  input.change_from = Column(change_from);
  input.contact_person = Column(contact_person), input.contact_day = Column(contact_day);
  CareOptions options;
  options.stages.resize(3);
  options.stages[0].name = "week", options.stages[0].due_days = 7, options.stages[0].opens_days = 3, options.stages[0].closes_days = 14;
  options.stages[1].name = "month", options.stages[1].due_days = 30, options.stages[1].opens_days = 24, options.stages[1].closes_days = 45, options.stages[1].role = "mentor";
  options.stages[2].name = "quarter", options.stages[2].due_days = 90, options.stages[2].opens_days = 76, options.stages[2].closes_days = 120, options.stages[2].needs_theme = true;
  options.themes.resize(2);
  options.themes[0].name = "new pay", options.themes[0].reasons = {"pay"}, options.themes[0].change = "scale";
  options.themes[1].name = "customers", options.themes[1].customers = 2;
  options.quiet.resize(1);
  options.quiet[0].name = "festival", options.quiet[0].first_day = today + 9, options.quiet[0].last_day = today + 12;
  options.today = today;
  options.until = today + state.range(1) - 1;
  options.owner_cap = 3;
  options.explain = state.range(2) != 0;
  RunContext context;
  context.threads = 1;
  for (auto _ : state) benchmark::DoNotOptimize(care(input, options, context));
  state.SetItemsProcessed(state.iterations() * state.range(0) * 3);
}
BENCHMARK(plan)->ArgNames({"people", "days", "sentences"})->ArgsProduct({{10'000, 100'000}, {1, 28}, {0, 1}})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
