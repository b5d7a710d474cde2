#include "mainstay/performance/plan.hpp"

#include <doctest/doctest.h>

#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"
#include "tier.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

PlanOptions marginal_and_retroactive() {
  PlanOptions options;
  options.plan.currency = options.other.currency = "CNY";
  options.plan.minor_digits = 0;
  options.plan.method = PayoutMethod::marginal;
  options.other.method = PayoutMethod::retroactive;
  options.plan.tiers = options.other.tiers = {tier("base", 0, 0.05), tier("target", 1, 0.08), tier("top", 1.2, 0.12)};
  options.attainments = {0.5, 1};
  return options;
}

PayoutPlan read_plan(const golden::json& how) {
  PayoutPlan made;
  made.method = how["method"] == "marginal" ? PayoutMethod::marginal : PayoutMethod::retroactive;
  for (const auto& each : how["tiers"]) made.tiers.push_back(tier(each["name"].get<std::string>(), each["at_least"].get<double>(), each["rate"].get<double>()));
  return made;
}

std::vector<std::int64_t> whole(const golden::json& list) { return list.get<std::vector<std::int64_t>>(); }

}  // namespace

TEST_CASE("plan: marginal against retroactive, by hand") {
  // 130 %: 7,800 against 15,600. 90 %: 4,500 both. With half the amounts (65 %, 45 %) both pay 5 %.
  Labels labels;
  const std::vector<std::int64_t> amount{130000, 90000}, target{100000, 100000};
  PlanInput input;
  input.person = labels.column({"Li", "Wu"});
  input.group = labels.column({"east", "west"});
  input.amount = Column(amount);
  input.target = Column(target);
  const PlanResult result = plan(input, marginal_and_retroactive());
  CHECK(result.cost == 12300);
  CHECK(result.other_cost == 20100);
  CHECK(result.winners == 1);
  CHECK(result.same == 1);
  CHECK(result.people.change == std::vector<std::int64_t>{7800, 0});
  CHECK(result.groups.won == std::vector<std::int64_t>{7800, 7800, 0});
  CHECK(result.sensitivity.cost == std::vector<std::int64_t>{5500, 12300});
  CHECK(result.sensitivity.change == std::vector<std::int64_t>{0, 7800});
  CHECK(result.sentence == "The other plan costs 20100 CNY instead of 12300 CNY (+63.4 %): 1 earn more, 0 less, 1 the same.");
  PlanOptions options = marginal_and_retroactive();
  options.other.currency = "USD";
  CHECK(sentence([&] { plan(input, options); }) == "performance.plan: other.currency is \"USD\", but must be that of plan, \"CNY\"");
  options = marginal_and_retroactive();
  options.other.tiers[2].at_least = 0.9;
  CHECK(sentence([&] { plan(input, options); }) == "performance.plan: other.tiers[2].at_least is 0.9, but must be above that of the tier before, 1: tiers must not overlap");
}

TEST_CASE("plan: exact fractions of Python") {
  const golden::json document = golden::load_golden("performance/plan/compare.json");
  for (std::size_t c = 0; c < document["data"]["cases"].size(); ++c) {
    CAPTURE(c);
    const auto &given = document["data"]["cases"][c], &expect = document["expect"]["cases"][c];
    Labels labels;
    std::vector<std::string> person, period, group;
    std::vector<std::int64_t> amount, target;
    for (const auto& row : given["rows"]) {
      person.push_back(row["person"].get<std::string>()), period.push_back(row["period"].get<std::string>()), group.push_back(row["group"].get<std::string>());
      amount.push_back(row["amount"].get<std::int64_t>()), target.push_back(row["target"].get<std::int64_t>());
    }
    PlanInput input;
    input.person = labels.column(person);
    input.period = labels.column(period);
    input.group = labels.column(group);
    input.amount = Column(amount);
    input.target = Column(target);
    PlanOptions options;
    options.plan = read_plan(given["plan"]);
    options.other = read_plan(given["other"]);
    options.attainments = golden::numbers(given["attainments"]);
    options.quantiles = golden::numbers(given["quantiles"]);
    const PlanResult result = plan(input, options);
    CHECK(result.cost == expect["cost"].get<std::int64_t>());
    CHECK(result.other_cost == expect["other_cost"].get<std::int64_t>());
    CHECK(result.people.change == whole(expect["change"]));
    CHECK(result.winners == expect["winners"].get<std::int64_t>());
    CHECK(result.losers == expect["losers"].get<std::int64_t>());
    CHECK(result.changes.change == whole(expect["quantiles"]));
    CHECK(result.sensitivity.cost == whole(expect["costs"]));
    CHECK(result.sensitivity.other_cost == whole(expect["other_costs"]));
    for (std::size_t g = 1; g < result.groups.people.size(); ++g) {
      const auto& of = expect["groups"][result.groups.group.levels[static_cast<std::size_t>(result.groups.group.codes[g])]];
      CHECK(result.groups.people[g] == of["people"].get<std::int64_t>());
      CHECK(result.groups.winners[g] == of["winners"].get<std::int64_t>());
      CHECK(result.groups.losers[g] == of["losers"].get<std::int64_t>());
      CHECK(result.groups.won[g] == of["won"].get<std::int64_t>());
      CHECK(result.groups.lost[g] == of["lost"].get<std::int64_t>());
    }
    CHECK(to_json(Object::of(result)) == to_json(Object::of(plan(input, options, {.threads = 3}))));
  }
}
