#include "mainstay/returns/selection.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "returns/selection_kernel.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

SelectionRule top_of(const char* column, double share, SelectionPopulation population = SelectionPopulation::leavers) {
  SelectionRule rule;
  rule.name = rule.column = column;
  rule.kind = SelectionKind::top_share;
  rule.share = share;
  rule.population = population;
  return rule;
}
SelectionRule number_of(const char* column, SelectionCompare compare, double threshold) {
  SelectionRule rule;
  rule.name = rule.column = column;
  rule.compare = compare;
  rule.threshold = threshold;
  return rule;
}

// 400 leavers: sales 0 … 399, satisfaction above 90 for every other one, contribution for every fourth.
struct Leavers {
  std::vector<std::int64_t> person;
  std::vector<double> sales, satisfaction, contribution, consent;
  Leavers() {
    for (int i = 0; i < 400; ++i) {
      person.push_back(1000 + i);
      sales.push_back(i);
      satisfaction.push_back(i % 2 == 0 ? 92 : 85);
      contribution.push_back(i % 4 == 0);
      consent.push_back(1);
    }
  }
  SelectionInput input() const {
    SelectionInput input;
    input.person = person;
    input.x.add("sales", sales);
    input.x.add("satisfaction", satisfaction);
    input.x.add("contribution", contribution);
    input.consent = consent;
    return input;
  }
};

SelectionOptions scenario(SelectionCombine combine) {
  SelectionOptions options;
  options.rules = {top_of("sales", 0.2), number_of("satisfaction", SelectionCompare::above, 90), number_of("contribution", SelectionCompare::at_least, 1)};
  options.combine = combine;
  if (combine == SelectionCombine::at_least) options.least = 2;
  return options;
}

}  // namespace

TEST_CASE("120 of 400: sales in the top 20 %, satisfaction above 90 %, contribution") {
  Leavers leavers;
  SelectionOptions options = scenario(SelectionCombine::all);
  options.claimed = 120;
  SelectionResult result = selection(leavers.input(), options);
  // 80 of 400 are the top fifth, 200 are satisfied, 100 contribute; all three: every fourth of 320 … 399, which is 20.
  CHECK(result.counts.met == std::vector<std::int64_t>{80, 200, 100});
  CHECK(result.counts.all_so_far == std::vector<std::int64_t>{80, 40, 20});
  CHECK(result.counts.any_so_far == std::vector<std::int64_t>{80, 240, 240});
  CHECK(result.counts.only == std::vector<std::int64_t>{40, 80, 0});  // odd ones of the top; even ones below that do not contribute
  CHECK(result.counts.cut[0] == 320);
  CHECK(result.steps.people == std::vector<std::int64_t>{400, 20, 0, 0, 0, 20});
  CHECK(result.reach.least == std::vector<std::int64_t>{3, 2, 1});
  CHECK(result.reach.chosen == std::vector<std::int64_t>{20, 120, 240});
  // all: at most 80. At least two: 80 + 180 + 100 = 2 · 180. Any: at most 80 + 200 + 100; at least the 200.
  CHECK(result.reach.highest == std::vector<std::int64_t>{80, 180, 380});
  CHECK(result.reach.lowest == std::vector<std::int64_t>{0, 0, 200});
  CHECK(result.reach.claim_possible == std::vector<std::int64_t>{0, 1, 0});
  CHECK(result.reach.sentence[0] == "All rules: 20 of 400; the counts of the rules allow 0 to 80. 120 is impossible: \"sales\" is met by 80.");
  CHECK(result.reach.sentence_zh[0] == "满足全部规则：400 人中 20 人；各规则的人数允许 0 至 80 人。120 人不可能：“sales”只有 80 人满足。");
  CHECK(result.combinations.combination == std::vector<std::string>{"sales + satisfaction + contribution", "sales + satisfaction", "sales", "satisfaction + contribution", "satisfaction", "none"});
  CHECK(result.combinations.people == std::vector<std::int64_t>{20, 20, 40, 80, 80, 160});

  options.explain = false;
  result = selection(leavers.input(), options);
  CHECK(result.reasons.sentence.empty());
  CHECK(result.reach.sentence.empty());
  result = selection(leavers.input(), scenario(SelectionCombine::at_least));
  CHECK(result.steps.people[5] == 120);
  CHECK(result.steps.people[5] == std::count(result.people.selected.begin(), result.people.selected.end(), 1));
  CHECK(result.status == SelectionStatus::selected);

  // The top fifth of 1,000 of staff begins at 240: 160 of the leavers have it.
  std::vector<double> staff;
  for (int i = 0; i < 1000; ++i) staff.push_back(0.3 * i);
  options = scenario(SelectionCombine::all);
  options.rules[0].population = SelectionPopulation::reference;
  SelectionInput input = leavers.input();
  input.reference.add("sales", staff);
  result = selection(input, options);
  CHECK(result.counts.met[0] == 160);
  CHECK(result.steps.people[1] == 40);
  CHECK(result.reasons.sentence[0] == "Not met: sales is 0; the top 20 % of 1000 people of the reference begins at 240, and 999 have more.");
  CHECK(result.reasons.sentence_zh[1] == "满足：satisfaction为 92，要求高于 90。");
}

TEST_CASE("who did not agree or must not be called is chosen by the rules, and not selected") {
  Leavers leavers;
  std::vector<std::int64_t> barred(400, 0);
  leavers.consent[0] = 0;        // chosen by two rules
  leavers.consent[4] = nothing;  // not known is no
  barred[4] = barred[8] = 1;
  leavers.consent[1] = 0;        // not chosen anyway
  SelectionInput input = leavers.input();
  input.do_not_contact = barred;
  const SelectionResult result = selection(input, scenario(SelectionCombine::at_least));
  CHECK(result.steps.people == std::vector<std::int64_t>{400, 120, 0, 2, 1, 117});
  CHECK(word(result.people.decision, 0) == "no_consent");
  CHECK(word(result.people.decision, 4) == "no_consent");
  CHECK(word(result.people.decision, 8) == "do_not_contact");
  CHECK(word(result.people.decision, 1) == "not_selected");
  CHECK(word(result.people.decision, 12) == "selected");
  CHECK(result.people.contactable[1] == 0);
  CHECK(result.people.contactable[3] == 1);
  for (std::size_t i = 0; i < 400; ++i) CHECK(result.people.selected[i] <= result.people.contactable[i]);
  // The cut does not depend on who agreed.
  CHECK(result.counts.cut[0] == 320);

  leavers.consent.assign(400, 0);
  CHECK(selection(leavers.input(), scenario(SelectionCombine::any)).status == SelectionStatus::nobody_contactable);
  SelectionOptions nobody = scenario(SelectionCombine::all);
  nobody.rules[1].threshold = 99;
  CHECK(selection(leavers.input(), nobody).status == SelectionStatus::nobody_chosen);
  const std::vector<double> none;
  const std::vector<std::int64_t> no_one;
  SelectionInput empty;
  empty.person = no_one;
  for (const char* name : {"sales", "satisfaction", "contribution"}) empty.x.add(name, none);
  empty.consent = none;
  CHECK(selection(empty, scenario(SelectionCombine::all)).status == SelectionStatus::no_leavers);
  empty.groups.add("team", no_one);
  SelectionOptions within = scenario(SelectionCombine::all);
  within.rules[0].population = SelectionPopulation::leavers_in_group;
  within.rules[0].group = "team";
  CHECK(selection(empty, within).reach.highest == std::vector<std::int64_t>{0, 0, 0});
}

TEST_CASE("ties at the cut, missing values and scores") {
  const std::vector<std::int64_t> person{1, 2, 3, 4, 5};
  const std::vector<double> sales{10, 8, 8, 8, nothing}, consent(5, 1.0);
  SelectionInput input;
  input.person = person;
  input.x.add("sales", sales);
  input.consent = consent;
  SelectionOptions options;
  options.combine = SelectionCombine::all;
  options.rules = {top_of("sales", 0.5)};  // two of the four with a value
  CHECK(sentence([&] { selection(input, options); }) == "returns.selection: x.sales[4] is missing, but must be given, or rules[0].missing must say what follows");
  options.rules[0].missing = SelectionMissing::unknown;
  SelectionResult result = selection(input, options);
  CHECK(result.people.rules_met == std::vector<std::int64_t>{1, 1, 1, 1, 0});
  CHECK(word(result.people.decision, 4) == "undecided");
  CHECK(result.combinations.combination == std::vector<std::string>{"sales", "sales?"});
  CHECK(result.reach.highest == std::vector<std::int64_t>{5});
  CHECK(result.reach.lowest == std::vector<std::int64_t>{4});
  options.rules[0].ties = SelectionTies::exclude;
  options.rules[0].missing = SelectionMissing::not_met;
  result = selection(input, options);
  CHECK(result.people.rules_met == std::vector<std::int64_t>{1, 0, 0, 0, 0});
  CHECK(result.reasons.sentence[1] == "Not met: sales is 8; the top 50 % of 4 leavers begins above 8, and 1 have more.");
  options.rules[0].kind = SelectionKind::bottom_share;
  options.rules[0].share = 0.75;
  CHECK(selection(input, options).people.rules_met == std::vector<std::int64_t>{0, 1, 1, 1, 0});
  options.rules[0].share = 0.5;
  CHECK(selection(input, options).people.rules_met == std::vector<std::int64_t>{0, 0, 0, 0, 0});
  options.rules[0].share = 0.2;  // less than one of four
  result = selection(input, options);
  CHECK(std::isnan(result.counts.cut[0]));
  CHECK(result.reasons.sentence[0] == "Not met: the bottom 20 % of 4 leavers holds nobody.");

  // 2 + 1 + 1 points, 3 are asked; who lacks a value is undecided only where it matters.
  const std::vector<double> a{1, 1, 0, nothing, nothing}, b{1, 0, 1, 1, 0}, c{0, 1, 1, 1, 1};
  SelectionInput scored;
  scored.person = person;
  scored.x.add("a", a);
  scored.x.add("b", b);
  scored.x.add("c", c);
  scored.consent = consent;
  options = {};
  options.combine = SelectionCombine::score;
  options.score_threshold = 3;
  options.rules = {number_of("a", SelectionCompare::at_least, 1), number_of("b", SelectionCompare::at_least, 1), number_of("c", SelectionCompare::at_least, 1)};
  for (std::size_t r = 0; r < 3; ++r) options.rules[r].weight = r == 0 ? 2.0 : 1.0;
  options.rules[0].missing = SelectionMissing::unknown;
  result = selection(scored, options);
  CHECK(result.people.score == std::vector<double>{3, 3, 2, 2, 1});
  const std::vector<std::string> expected{"selected", "selected", "not_selected", "undecided", "undecided"};
  for (std::size_t i = 0; i < 5; ++i) CHECK(word(result.people.decision, i) == expected[i]);
  options.rules[0].weight = 1.5;  // 1 + 1.5 < 3: it no longer matters
  CHECK(word(selection(scored, options).people.decision, 4) == "not_selected");
}

TEST_CASE("regret is the sum of its parts, in whole minor units") {
  const std::vector<std::int64_t> person{1, 2, 3};
  const std::vector<double> sales{100000.5, 30000, nothing}, mentored{2, 0, 1}, consent(3, 1.0);
  SelectionInput input;
  input.person = person;
  input.x.add("sales", sales);
  input.x.add("mentored", mentored);
  input.consent = consent;
  SelectionOptions options;
  options.combine = SelectionCombine::any;
  options.rules = {number_of("mentored", SelectionCompare::at_least, 1)};
  RegretPart margin, team;
  margin.name = "margin";
  margin.column = "sales";
  margin.weight = 0.25;
  margin.zero = 40000;
  margin.missing = RegretMissing::unknown;
  team.name = "team";
  team.column = "mentored";
  team.weight = 5000;
  options.regret = {margin, team};
  SelectionResult result = selection(input, options);
  near(result.people.regret[0], 15000.125 + 10000, 1e-15, "no money");
  options.currency_name = "CNY";
  result = selection(input, options);
  CHECK(result.people.regret[0] == 25000);  // 15000.125 and 10000
  CHECK(result.people.regret[1] == -2500);  // a newcomer brings more
  CHECK(std::isnan(result.people.regret[2]));
  CHECK(result.regret.amount[0] + result.regret.amount[1] == result.people.regret[0]);
  options.regret[0].missing = RegretMissing::zero;
  CHECK(selection(input, options).people.regret[2] == 5000);
  options.regret[0].missing = RegretMissing::refuse;
  CHECK(sentence([&] { selection(input, options); }) == "returns.selection: x.sales[2] is missing, but must be given, or regret[0].missing must say what follows");
  options.regret[0].missing = RegretMissing::zero;
  Labels labels;
  input.currency = labels.column({"CNY", "CNY", "USD"});
  CHECK(sentence([&] { selection(input, options); }) == "returns.selection: currency[2] is \"USD\", but must be \"CNY\", the currency of the options: amounts are not converted");
}

TEST_CASE("salespeople against numpy and pandas") {
  const golden::json document = golden::load_golden("returns/selection/salespeople.json");
  const golden::json &data = document["data"], &expect = document["expect"];
  const std::vector<double> sales = golden::numbers(data["sales"]), rate = golden::numbers(data["rate"]), staff_sales = golden::numbers(data["staff_sales"]), staff_rate = golden::numbers(data["staff_rate"]);
  std::vector<std::int64_t> person(sales.size());
  for (std::size_t i = 0; i < person.size(); ++i) person[i] = static_cast<std::int64_t>(i);
  const std::vector<std::int64_t> consent(sales.size(), 1);
  Labels labels;
  SelectionInput input;
  input.person = person;
  input.x.add("sales", sales);
  input.x.add("rate", rate);
  input.groups.add("rating", labels.column(golden::texts(data["rating"])));
  input.reference.add("sales", staff_sales);
  input.reference.add("rate", staff_rate);
  input.reference_groups.add("rating", labels.column(golden::texts(data["staff_rating"])));
  input.consent = consent;
  SelectionOptions options;
  SelectionRule rate_rule;
  rate_rule.name = rate_rule.column = "rate";
  rate_rule.kind = SelectionKind::quantile;
  rate_rule.compare = SelectionCompare::above;
  rate_rule.probability = 0.75;
  rate_rule.population = SelectionPopulation::reference;
  SelectionRule peers = top_of("sales", 0.4, SelectionPopulation::reference_in_group);
  peers.name = "peers";
  peers.group = "rating";
  options.rules = {top_of("sales", 0.2), rate_rule, peers};
  options.combine = SelectionCombine::all;
  const SelectionResult result = selection(input, options);
  const std::vector<double> met = flat(expect["met"]);
  for (std::size_t i = 0; i < met.size(); ++i) CHECK((word(result.reasons.met, i) == "met") == (met[i] == 1.0));
  CHECK(result.reach.chosen == std::vector<std::int64_t>{expect["all"].get<std::int64_t>(), expect["two"].get<std::int64_t>(), expect["any"].get<std::int64_t>()});
  near(result.counts.cut[1], expect["rate_cut"].get<double>(), 1e-15, "quantile");
  CHECK(result.combinations.combination.size() == expect["combinations"].size());
  for (std::size_t k = 0; k < result.combinations.people.size(); ++k) CHECK(result.combinations.people[k] == expect["combinations"][result.combinations.combination[k]].get<std::int64_t>());
}

TEST_CASE("random leavers against plain loops") {
  std::mt19937_64 random(5);
  const auto draw = [&](int below) { return static_cast<int>(random() % static_cast<std::uint64_t>(below)); };
  for (int round = 0; round < 300; ++round) {
    const int n = 1 + draw(14), m = draw(12), rules = 1 + draw(3);
    Labels labels;
    std::vector<std::int64_t> person;
    std::vector<double> consent;
    std::vector<std::string> group, other_group;
    std::vector<std::vector<double>> x(3), reference(3);
    for (int i = 0; i < n; ++i) {
      person.push_back(i);
      consent.push_back(draw(4) == 0 ? (draw(2) ? 0 : nothing) : 1);
      group.push_back(draw(6) == 0 ? "" : std::string(1, static_cast<char>('a' + draw(3))));
    }
    for (int i = 0; i < m; ++i) other_group.push_back(draw(6) == 0 ? "" : std::string(1, static_cast<char>('a' + draw(4))));
    SelectionInput input;
    input.person = person;
    input.consent = consent;
    const std::array<const char*, 3> names{"u", "v", "w"};
    for (std::size_t c = 0; c < 3; ++c) {
      for (int i = 0; i < n; ++i) x[c].push_back(draw(8) == 0 ? nothing : draw(6));
      for (int i = 0; i < m; ++i) reference[c].push_back(draw(8) == 0 ? nothing : draw(6));
      input.x.add(names[c], x[c]);
      input.reference.add(names[c], reference[c]);
    }
    input.groups.add("team", labels.column(group));
    input.reference_groups.add("team", labels.column(other_group));
    SelectionOptions options;
    for (int r = 0; r < rules; ++r) {
      SelectionRule rule = top_of(names[static_cast<std::size_t>(r)], 0.05 * (1 + draw(20)), static_cast<SelectionPopulation>(1 + draw(4)));
      if (draw(2)) rule.kind = SelectionKind::bottom_share;
      if (draw(2)) rule.ties = SelectionTies::exclude;
      if (rule.population == SelectionPopulation::leavers_in_group || rule.population == SelectionPopulation::reference_in_group) rule.group = "team";
      rule.missing = SelectionMissing::unknown;
      rule.least_people = 1 + draw(3);
      rule.weight = 1 + draw(3);
      options.rules.push_back(rule);
    }
    options.combine = static_cast<SelectionCombine>(1 + draw(4));
    if (options.combine == SelectionCombine::at_least) options.least = 1 + draw(rules);
    if (options.combine == SelectionCombine::score) options.score_threshold = draw(6);
    const SelectionResult result = selection(input, options);

    std::vector<std::vector<int>> truth;  // -1 unknown
    for (int i = 0; i < n; ++i) {
      const auto row = static_cast<std::size_t>(i);
      truth.emplace_back();
      for (int r = 0; r < rules; ++r) {
        const auto c = static_cast<std::size_t>(r);
        const SelectionRule& rule = options.rules[c];
        const bool by_reference = rule.population == SelectionPopulation::reference || rule.population == SelectionPopulation::reference_in_group;
        const std::vector<double>& others = by_reference ? reference[c] : x[c];
        const std::vector<std::string>& theirs = by_reference ? other_group : group;
        int size = 0, better = 0, equal = 0;
        for (std::size_t k = 0; k < others.size(); ++k) {
          if (std::isnan(others[k]) || (!rule.group.empty() && (theirs[k].empty() || theirs[k] != group[row]))) continue;
          ++size;
          better += rule.kind == SelectionKind::top_share ? others[k] > x[c][row] : others[k] < x[c][row];
          equal += others[k] == x[c][row];
        }
        const int k = static_cast<int>(*rule.share * size + 1e-9);
        if (std::isnan(x[c][row]) || (!rule.group.empty() && group[row].empty()) || size < rule.least_people) truth.back().push_back(-1);
        else truth.back().push_back(better < k && (rule.ties == SelectionTies::include || better + equal <= k));
        CHECK(word(result.reasons.met, row * static_cast<std::size_t>(rules) + c) == (truth.back().back() < 0 ? "unknown" : truth.back().back() == 1 ? "met" : "not_met"));
      }
      // Undecided where some filling of the unknown ones chooses and some does not.
      bool may = false, may_not = false;
      for (int filling = 0; filling < 1 << rules; ++filling) {
        int met = 0;
        double score = 0;
        bool possible = true;
        for (int r = 0; r < rules; ++r) {
          const int said = (filling >> r) & 1, known = truth.back()[static_cast<std::size_t>(r)];
          possible = possible && (known < 0 || known == said);
          met += said;
          if (said) score += *options.rules[static_cast<std::size_t>(r)].weight;
        }
        if (!possible) continue;
        const bool yes = options.combine == SelectionCombine::all ? met == rules : options.combine == SelectionCombine::any ? met > 0 : options.combine == SelectionCombine::score ? score >= *options.score_threshold : met >= *options.least;
        (yes ? may : may_not) = true;
      }
      const std::string expected = may && may_not ? "undecided" : !may ? "not_selected" : consent[row] == 1 ? "selected" : "no_consent";
      CHECK(word(result.people.decision, row) == expected);
    }
    std::int64_t people = 0;
    for (const std::int64_t count : result.combinations.people) people += count;
    CHECK(people == n);
    CHECK(result.steps.people[5] == result.steps.people[1] - result.steps.people[3] - result.steps.people[4]);
    for (std::size_t k = 0; k < result.reach.chosen.size(); ++k) {
      CHECK(result.reach.lowest[k] <= result.reach.chosen[k]);
      CHECK(result.reach.chosen[k] <= result.reach.highest[k]);
    }
    const Object object = Object::of(result);
    CHECK(save_document("returns.selection", load_document(save_document("returns.selection", object), "returns.selection", type_of<SelectionResult>)) == save_document("returns.selection", object));
  }
}

TEST_CASE("places in a population, against searches of all of it") {
  std::mt19937_64 draw(5);
  for (const double spread : {0.0, 1e-300, 1.0, 30.0, 1e9, 1e308})
    for (const std::size_t n : {0u, 1u, 2u, 7u, 500u}) {
      CAPTURE(spread);
      CAPTURE(n);
      std::vector<double> population;
      for (std::size_t i = 0; i < n; ++i) population.push_back((i % 3 == 0 ? 1.0 : std::pow(std::uniform_real_distribution<double>(-1.0, 1.0)(draw), 9.0)) * spread);
      if (spread == 30.0)
        for (double& value : population) value = std::round(value);
      if (n > 2 && spread == 1e308) population[0] = -spread, population[1] = spread;  // their distance is not finite
      std::sort(population.begin(), population.end());
      const SelectionPlaces places{population};
      std::vector<double> asked{-1.7e308, -1.0, 0.0, 0.5, 1.7e308};
      for (const double value : population) asked.insert(asked.end(), {value, std::nextafter(value, -1e308), std::nextafter(value, 1e308)});
      for (const double value : asked) {
        CHECK(places.smaller(value) == std::lower_bound(population.begin(), population.end(), value) - population.begin());
        CHECK(places.larger(value) == population.end() - std::upper_bound(population.begin(), population.end(), value));
      }
    }
}

TEST_CASE("what counts allow, against every way of meeting rules") {
  // Three rules, four people: all 2^12 tables.
  std::vector<std::array<std::array<std::int64_t, 2>, 4>> seen(125, {{{9, -1}, {9, -1}, {9, -1}, {9, -1}}});
  for (int table = 0; table < 4096; ++table) {
    std::array<std::int64_t, 3> counts{};
    std::array<std::int64_t, 4> meeting{};
    for (int i = 0; i < 4; ++i) {
      int met = 0;
      for (int r = 0; r < 3; ++r)
        if (table >> (3 * i + r) & 1) ++counts[static_cast<std::size_t>(r)], ++met;
      for (int least = 1; least <= 3; ++least) meeting[static_cast<std::size_t>(least)] += met >= least;
    }
    auto& cell = seen[static_cast<std::size_t>(counts[0] * 25 + counts[1] * 5 + counts[2])];
    for (std::size_t least = 1; least <= 3; ++least) cell[least] = {std::min(cell[least][0], meeting[least]), std::max(cell[least][1], meeting[least])};
  }
  for (std::int64_t a = 0; a <= 4; ++a)
    for (std::int64_t b = 0; b <= 4; ++b)
      for (std::int64_t c = 0; c <= 4; ++c)
        for (std::int64_t least = 1; least <= 3; ++least) {
          const std::vector<std::int64_t> counts{a, b, c};
          const auto& cell = seen[static_cast<std::size_t>(a * 25 + b * 5 + c)][static_cast<std::size_t>(least)];
          CHECK(fewest_who_meet(counts, 4, least) == cell[0]);
          CHECK(most_who_meet(counts, 4, least) == cell[1]);
        }
}

TEST_CASE("what a selection must not leave open") {
  Leavers leavers;
  const auto said = [&](const auto& change) {
    SelectionOptions options = scenario(SelectionCombine::at_least);
    SelectionInput input = leavers.input();
    change(options, input);
    return sentence([&] { selection(input, options); });
  };
  using Options = SelectionOptions;
  using Input = SelectionInput;
  CHECK(said([](Options& o, Input&) { o.combine = SelectionCombine::undeclared; }) == "returns.selection: combine is undeclared, but must be all, any, at_least or score: the same rules choose different people");
  CHECK(said([](Options& o, Input&) { o.rules[0].population = SelectionPopulation::undeclared; }) ==
        "returns.selection: rules[0].population is undeclared, but must be leavers, leavers_in_group, reference, reference_in_group: a percentile of whom?");
  CHECK(said([](Options& o, Input&) { o.rules[1].compare = SelectionCompare::undeclared; }) == "returns.selection: rules[1].compare is undeclared, but must be at_least, above, at_most, below");
  CHECK(said([](Options& o, Input&) { o.rules[0].share.reset(); }) == "returns.selection: rules[0].share is missing, but must be given: how large a share?");
  CHECK(said([](Options& o, Input&) { o.rules[1].share = 0.2; }) == "returns.selection: rules[1].share is given, but must be left out for this kind");
  CHECK(said([](Options& o, Input&) { o.rules[2].name = "sales"; }) == "returns.selection: rules[2].name is \"sales\", but must be there once");
  CHECK(said([](Options& o, Input&) { o.rules[2].column = "mood"; }) == "returns.selection: x.mood is missing, but must be given: rules[2] asks for it");
  CHECK(said([](Options& o, Input&) { o.least = 4; }) == "returns.selection: least is 4, but must be <= 3, the rules");
  CHECK(said([](Options& o, Input&) { o.rules[0].population = SelectionPopulation::reference; }) == "returns.selection: reference.sales is missing, but must be given: rules[0] asks for it");
  CHECK(said([](Options& o, Input&) { o.rules[0].population = SelectionPopulation::leavers_in_group; o.rules[0].group = "team"; }) == "returns.selection: groups.team is missing, but must be given: rules[0] takes a percentile within it");
  CHECK(said([](Options& o, Input&) { o.combine = SelectionCombine::score; o.least.reset(); o.score_threshold = 1; }) == "returns.selection: rules[0].weight is missing, but must be given with combine = score");
  std::vector<std::int64_t> twice = leavers.person;
  twice[7] = twice[3];
  CHECK(said([&](Options&, Input& i) { i.person = twice; }) == "returns.selection: person[7] is \"1003\", but must be there once: choose one exit of each person");
  std::vector<double> negative = leavers.sales;
  negative[5] = -1;
  CHECK(said([&](Options& o, Input& i) {
          i.x.columns[0] = Column(negative);
          RegretPart part;
          part.name = part.column = "sales";
          o.regret = {part};
        }) == "returns.selection: x.sales[5] is -1, but must be >= 0, or regret[0].negative must allow it");
}
