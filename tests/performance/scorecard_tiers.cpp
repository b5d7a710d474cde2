// Tiers of a rolling scorecard that keep still, against the rule in plain words.
#include <doctest/doctest.h>

#include <random>

#include "labels.hpp"
#include "mainstay/performance/payout.hpp"
#include "mainstay/performance/scorecard.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

// The score is the value itself.
Scorecard plain_card() {
  Scorecard card;
  card.indicators.resize(1);
  card.indicators[0].name = "sales", card.indicators[0].weight = 1, card.indicators[0].curve_of = CurveOf::value;
  card.indicators[0].curve = {{0, 0}, {100, 1}};
  card.tiers.resize(3);
  card.tiers[0].name = "C", card.tiers[1].name = "B", card.tiers[2].name = "A";
  card.tiers[1].at_least = 60, card.tiers[2].at_least = 80;
  card.hysteresis_up = 3, card.hysteresis_down = 5;
  return card;
}

struct Team {
  std::vector<std::string> person, previous;
  std::vector<double> sales;
  ScorecardOptions options{};
  Team() { options.scorecards = {plain_card()}; }
  ScorecardResult run() const {
    Labels labels;
    ScorecardInput input;
    input.person = input.actual_person = labels.column(person);
    input.actual.add("sales", Column(sales));
    if (!previous.empty()) input.previous_tier = labels.column(previous, true);
    return scorecard(input, options);
  }
};


}  // namespace

TEST_CASE("scorecard: rolling tiers keep still") {
  Team team;
  team.person = {"a", "b", "c", "d", "e", "f"};
  team.sales = {76, 74, 82, 83, 54, 82};
  team.previous = {"A", "A", "B", "B", "A", ""};
  const ScorecardResult result = team.run();
  CHECK(word(result.cards.tier, 0) == "A");  // 76 is not below 75
  CHECK(word(result.cards.reached_tier, 0) == "B");
  CHECK(word(result.cards.tier, 1) == "B");
  CHECK(word(result.cards.tier, 2) == "B");  // 82 is not 83
  CHECK(word(result.cards.tier, 3) == "A");
  CHECK(word(result.cards.tier, 4) == "C");  // below 55 too
  CHECK(word(result.cards.tier, 5) == "A");  // nothing before
  CHECK(result.sentence[0] == "76 points, tier A (kept; by the score B): sales 76.");
  CHECK(result.sentence_zh[0] == "得分 76，A档（沿用；按得分为B档）：sales 76。");
  std::vector<std::string> steps;
  for (std::size_t s = 0; s < result.steps.step.size(); ++s)
    if (result.steps.row[s] == 0 && result.steps.formula[s].empty() && word(result.steps.rule, s) != "sum") steps.push_back(word(result.steps.rule, s) + " " + word(result.steps.what, s));
  CHECK(steps == std::vector<std::string>{"tier B", "hysteresis A"});
}

TEST_CASE("scorecard: kept tiers in plain words") {
  std::mt19937 draw(11);
  const std::vector<std::string> names{"", "C", "B", "A"};
  const double edges[] = {0, 0, 60, 80};
  Team team;
  std::vector<std::size_t> before;
  for (int i = 0; i < 600; ++i) {
    team.person.push_back("p" + std::to_string(i));
    team.sales.push_back(static_cast<double>(draw() % 101));
    before.push_back(draw() % 4);
    team.previous.push_back(names[before.back()]);
  }
  const ScorecardResult result = team.run();
  int kept = 0;
  for (std::size_t i = 0; i < team.person.size(); ++i) {
    CAPTURE(team.sales[i]);
    std::size_t by_edges = 1, counts = 1;
    for (std::size_t t = 2; t < 4; ++t) {
      if (team.sales[i] >= edges[t]) by_edges = t;
      const double moved = before[i] == 0 ? 0.0 : t > before[i] ? 3.0 : -5.0;  // above: more is asked; at or below: less
      if (team.sales[i] >= edges[t] + moved) counts = t;
    }
    CHECK(word(result.cards.reached_tier, i) == names[by_edges]);
    CHECK(word(result.cards.tier, i) == names[counts]);
    kept += counts != by_edges;
  }
  CHECK(kept > 30);
}

TEST_CASE("scorecard: hysteresis that cannot be is refused") {
  Team team;
  team.person = {"a"};
  team.sales = {70};
  CHECK(sentence([&] { team.run(); }) == "performance.scorecard: previous_tier is missing, but must be given, because scorecards[0] has hysteresis");
  team.previous = {"gold"};
  CHECK(sentence([&] { team.run(); }) == "performance.scorecard: previous_tier[0] is \"gold\", but must be one of the tiers, C, B, A");
  team.options.scorecards[0].tiers.clear();
  CHECK(sentence([&] { team.run(); }) == "performance.scorecard: scorecards[0].hysteresis_up is given, but must be left out without tiers");
}
