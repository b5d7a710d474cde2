// Credits that are split between people and teams, against the rule in plain words.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

#include "compare.hpp"
#include "labels.hpp"
#include "mainstay/performance/scorecard.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

ScorecardIndicator amount(const std::string& name, double weight) {
  ScorecardIndicator made;
  made.name = name;
  made.weight = weight;
  made.curve_of = CurveOf::value;
  made.curve = {{0, 0}, {100, 1}};
  made.missing = IndicatorMissing::reweigh;
  return made;
}

struct Share {
  std::string from, period, indicator, to;  // empty: every period, every indicator
  double share;
};

}  // namespace

TEST_CASE("scorecard: splits of people and teams, by period and indicator, in plain words") {
  std::mt19937_64 draw(19);
  int split_cards = 0;
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    const std::vector<std::string> people{"p0", "p1", "p2", "p3"}, teams{"north", "south"}, periods{"1", "2"}, indicators{"sales", "calls"};
    ScorecardOptions options;
    options.scorecards.resize(2);
    options.scorecards[0].role = "seller", options.scorecards[1].role = "caller";
    options.scorecards[0].indicators = {amount("sales", 0.5), amount("calls", 0.5)};
    options.scorecards[1].indicators = {amount("calls", 1), amount("sales", 0)};
    options.explain = round % 2 == 0;
    // Rows: everybody in every period, teams too, some values missing.
    std::vector<std::string> who, when;
    std::map<std::string, std::vector<double>> actual;
    for (int row = 0; row < 40; ++row) {
      const std::size_t of = draw() % 6;
      who.push_back(of < 4 ? people[of] : teams[of - 4]);
      when.push_back(periods[draw() % 2]);
      for (const std::string& name : indicators) actual[name].push_back(draw() % 4 == 0 ? missing : static_cast<double>(draw() % 50));
    }
    // Teams share everything; some people share too, of one period or of all, of one indicator or of all.
    std::vector<Share> splits;
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    const auto split = [&](const std::string& from, const std::string& period, const std::string& indicator) {
      if (!seen.insert({from, period, indicator}).second) return;
      const std::size_t first = draw() % 4, second = (first + 1 + draw() % 3) % 4;
      const double share = static_cast<double>(draw() % 9) / 8;
      splits.push_back({from, period, indicator, people[first], share});
      splits.push_back({from, period, indicator, people[second], 1 - share});
    };
    for (const std::string& team : teams) split(team, "", "");
    for (int k = 0; k < 4; ++k) split(draw() % 2 == 0 ? people[draw() % 4] : teams[draw() % 2], draw() % 2 == 0 ? "" : periods[draw() % 2], draw() % 2 == 0 ? "" : indicators[draw() % 2]);

    Labels labels;
    std::vector<std::string> card, period, role;
    for (const std::string& p : people)
      for (const std::string& t : periods) card.push_back(p), period.push_back(t), role.push_back(p == "p3" ? "caller" : "seller");
    ScorecardInput input;
    input.person = labels.column(card);
    input.period = labels.column(period);
    input.role = labels.column(role);
    input.actual_person = labels.column(who);
    input.actual_period = labels.column(when);
    for (const auto& [name, values] : actual) input.actual.add(name, Column(values));
    std::vector<std::string> from, split_period, split_indicator, to;
    std::vector<double> share;
    for (const Share& each : splits) from.push_back(each.from), split_period.push_back(each.period), split_indicator.push_back(each.indicator), to.push_back(each.to), share.push_back(each.share);
    input.split_from = labels.column(from);
    input.split_period = labels.column(split_period, true);
    input.split_indicator = labels.column(split_indicator, true);
    input.split_to = labels.column(to);
    input.split_share = Column(share);
    const std::string refused = sentence([&] { scorecard(input, options); });
    if (refused != "accepted") {
      CHECK(refused.find("missing for everybody") != std::string::npos);
      continue;
    }
    const ScorecardResult result = scorecard(input, options);

    // The split that holds: of the indicator before of all, then of the period before of all. Empty: the source keeps its own.
    const auto holding = [&](const std::string& source, const std::string& t, const std::string& indicator) {
      for (const std::string& what : {indicator, std::string()})
        for (const std::string& in : {t, std::string()}) {
          std::map<std::string, double> shares;
          for (std::size_t s = 0; s < from.size(); ++s)
            if (from[s] == source && split_period[s] == in && split_indicator[s] == what) shares[to[s]] += share[s];
          if (!shares.empty()) return shares;
        }
      return std::map<std::string, double>{{source, 1.0}};
    };
    std::map<std::string, double> given, credited_in_all;
    for (std::size_t row = 0; row < who.size(); ++row)
      for (const std::string& name : indicators)
        if (!std::isnan(actual[name][row])) given[name] += actual[name][row];
    for (std::size_t i = 0; i < result.indicators.row.size(); ++i) {
      const std::string name = result.indicators.indicator.levels[static_cast<std::size_t>(result.indicators.indicator.codes[i])];
      const std::size_t c = static_cast<std::size_t>(result.indicators.row[i]);
      double expected = 0;
      bool measured = false;
      for (std::size_t row = 0; row < who.size(); ++row) {
        if (when[row] != period[c] || std::isnan(actual[name][row])) continue;
        const std::map<std::string, double> shares = holding(who[row], period[c], name);
        const auto mine = shares.find(card[c]);
        if (mine == shares.end()) continue;
        measured = true;
        expected += mine->second * actual[name][row];
        split_cards += mine->second > 0.0 && mine->second < 1.0;
      }
      CHECK(std::isnan(result.indicators.numerator[i]) == !measured);
      if (!measured) continue;
      near(result.indicators.numerator[i], expected, 1e-12, "credited");
      credited_in_all[name] += result.indicators.numerator[i];
    }
    for (const std::string& name : indicators) near(credited_in_all[name], given[name], 1e-12, "nothing is lost and nothing counted twice");
  }
  CHECK(split_cards > 500);
}

TEST_CASE("scorecard: a split of one period goes before one of all periods") {
  Labels labels;
  const std::vector<double> sales{80, 40};
  const std::vector<double> share{1.0, 1.0};
  ScorecardInput input;
  input.person = labels.column({"a", "a", "b", "b"});
  input.period = labels.column({"1", "2", "1", "2"});
  input.actual_person = labels.column({"team", "team"});
  input.actual_period = labels.column({"1", "2"});
  input.actual.add("sales", Column(sales));
  input.split_from = labels.column({"team", "team"});
  input.split_to = labels.column({"a", "b"});
  input.split_share = Column(share);
  ScorecardOptions options;
  options.scorecards.resize(1);
  options.scorecards[0].indicators = {amount("sales", 1)};
  options.scorecards[0].indicators[0].missing = IndicatorMissing::zero;
  CHECK(sentence([&] { scorecard(input, options); }) == "performance.scorecard: split_share[0] is 2 with the others of \"team\", but must be shares that add up to 1");
  input.split_period = labels.column({"1", "2"});
  CHECK(scorecard(input, options).cards.score == std::vector<double>{80, 0, 0, 40});
  input.split_period = labels.column({"", "2"}, true);
  CHECK(scorecard(input, options).cards.score == std::vector<double>{80, 0, 0, 40});
  input.split_indicator = labels.column({"sales", "mood"});
  CHECK(sentence([&] { scorecard(input, options); }) == "performance.scorecard: split_indicator[1] is \"mood\", but must be one of the indicators, sales");
}

TEST_CASE("scorecard: a split of nothing that is there is a misspelt name") {
  Labels labels;
  const std::vector<double> sales{80, 40}, share{0.5, 0.5};
  ScorecardInput input;
  input.person = labels.column({"a", "b"});
  input.period = input.actual_period = labels.column({"1", "1"});
  input.actual_person = labels.column({"a", "b"});
  input.actual.add("sales", Column(sales));
  input.split_to = labels.column({"a", "b"});
  input.split_share = Column(share);
  ScorecardOptions options;
  options.scorecards.resize(1);
  options.scorecards[0].indicators = {amount("sales", 1)};
  input.split_from = labels.column({"tema", "tema"});
  CHECK(sentence([&] { scorecard(input, options); }) == "performance.scorecard: split_from[0] is \"tema\", but must be a person or team of actual, or the person of a card, unless unmatched = leave_out");
  options.unmatched = ScorecardUnmatched::leave_out;
  const ScorecardResult result = scorecard(input, options);
  CHECK(result.findings.finding == std::vector<std::string>{"split_of_nothing"});
  CHECK(result.findings.count == std::vector<std::int64_t>{2});
  options.unmatched = ScorecardUnmatched::refuse;
  input.split_from = labels.column({"a", "a"});
  input.split_period = labels.column({"l", "l"});
  CHECK(sentence([&] { scorecard(input, options); }) == "performance.scorecard: split_period[0] is \"l\", but must be a period of actual or of a card, unless unmatched = leave_out");
}
