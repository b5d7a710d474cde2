// Two sellers' month: score, pay, and every step of both. The Python and the C program print the same characters.
#include <cstdio>
#include <string_view>
#include <vector>

#include "mainstay/core/error.hpp"
#include "mainstay/performance/payout.hpp"
#include "mainstay/performance/scorecard.hpp"

using namespace mainstay;

namespace {

const std::vector<std::string_view> people{"Li", "Wu"};

Column texts(const std::vector<std::int32_t>& codes, const std::vector<std::string_view>& levels) {
  Column column(codes);
  column.levels = levels;
  column.categorical = true;
  return column;
}

performance::Scorecard seller() {
  performance::Scorecard card;
  card.role = "seller";
  card.version = "2026-Q1";
  card.decimals = 1;
  card.indicators.resize(3);
  performance::ScorecardIndicator &sales = card.indicators[0], &conversion = card.indicators[1], &compliance = card.indicators[2];
  sales.name = "sales";
  sales.weight = 0.6;
  sales.target = 100000;
  sales.curve = {{0.7, 0.4}, {1, 1}, {1.3, 1.6}};
  conversion.name = "conversion";
  conversion.numerator = "converted";
  conversion.denominator = "leads";
  conversion.weight = 0.4;
  conversion.curve_of = performance::CurveOf::value;
  conversion.curve = {{0.1, 0}, {0.2, 1}};
  compliance.name = "compliance";
  compliance.numerator = "passed";
  compliance.denominator = "checks";
  compliance.curve_of = performance::CurveOf::value;
  compliance.curve = {{0, 0}, {1, 1}};
  card.gates.resize(1);
  card.gates[0].indicator = "compliance";
  card.gates[0].at_least = 0.9;
  card.gates[0].ceiling = 60;
  card.deductions.resize(1);
  card.deductions[0].name = "complaint";
  card.deductions[0].points = 4;
  card.deductions[0].half_life_days = 30;
  card.tiers.resize(3);
  card.tiers[0].name = "C";
  card.tiers[1].name = "B";
  card.tiers[1].at_least = 60;
  card.tiers[2].name = "A";
  card.tiers[2].at_least = 85;
  return card;
}

performance::PayoutPlan plan() {
  performance::PayoutPlan made;
  made.currency = "CNY";
  made.minor_digits = 0;
  made.method = performance::PayoutMethod::marginal;
  made.clawback = performance::Clawback::carry;
  const char* names[] = {"base", "target", "top"};
  const double edges[] = {0, 1, 1.2}, rates[] = {0.05, 0.08, 0.12};
  for (int t = 0; t < 3; ++t) {
    performance::PayoutTier tier;
    tier.name = names[t];
    tier.at_least = edges[t];
    tier.rate = rates[t];
    made.tiers.push_back(tier);
  }
  made.factors = {{60, 1}, {85, 1.1}};
  made.factor_below = 0.8;
  return made;
}

int run() {
  const std::vector<std::int32_t> both{0, 1}, actual_person{0, 0, 1}, first{0}, second{1};
  const std::vector<std::int64_t> start{20454, 20454}, stop{20544, 20544}, event_day{20513}, amount{130000, 90000}, target{100000, 100000}, paid_amount{5000};
  const std::vector<double> sales{70000, 60000, 90000}, converted{3, 1, 3}, leads{10, 10, 20}, passed{9, 10, 8}, checks{10, 10, 10};
  const std::vector<std::string_view> event{"E7"}, rule{"complaint"}, payment{"P1"};

  performance::ScorecardInput cards;
  cards.person = texts(both, people);
  cards.start = Column(start);
  cards.stop = Column(stop);
  cards.actual_person = texts(actual_person, people);
  cards.actual.add("sales", Column(sales));
  cards.actual.add("converted", Column(converted));
  cards.actual.add("leads", Column(leads));
  cards.actual.add("passed", Column(passed));
  cards.actual.add("checks", Column(checks));
  cards.event = texts(first, event);
  cards.event_person = texts(first, people);
  cards.event_rule = texts(first, rule);
  cards.event_day = Column(event_day);
  performance::ScorecardOptions how;
  how.scorecards = {seller()};
  const performance::ScorecardResult scored = performance::scorecard(cards, how);

  performance::PayoutInput pay;
  pay.person = texts(both, people);
  pay.amount = Column(amount);
  pay.target = Column(target);
  pay.score = Column(scored.cards.score);
  pay.payment = texts(first, payment);
  pay.paid_person = texts(second, people);
  pay.paid_amount = Column(paid_amount);
  performance::PayoutOptions by;
  by.plan = plan();
  const performance::PayoutResult paid = performance::payout(pay, by);

  for (std::size_t row = 0; row < people.size(); ++row) {
    std::printf("%s: %s\n  %s\n  %s\n  %s\n", people[row].data(), scored.sentence[row].c_str(), scored.sentence_zh[row].c_str(), paid.sentence[row].c_str(), paid.sentence_zh[row].c_str());
    for (std::size_t s = 0; s < scored.steps.row.size(); ++s)
      if (scored.steps.row[s] == static_cast<std::int64_t>(row) && !scored.steps.formula[s].empty()) std::printf("    %s = %.6f\n", scored.steps.formula[s].c_str(), scored.steps.after[s]);
    for (std::size_t s = 0; s < paid.steps.row.size(); ++s)
      if (paid.steps.row[s] == static_cast<std::int64_t>(row) && !paid.steps.formula[s].empty()) std::printf("    %s = %lld\n", paid.steps.formula[s].c_str(), static_cast<long long>(paid.steps.after[s]));
  }
  return 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
