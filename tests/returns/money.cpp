#include "mainstay/returns/money.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "formula.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

using Whole = std::vector<std::int64_t>;

ReplacementPart part(const std::string& name, CostBasis basis, double quantity, double share, double saved, std::int64_t amount = 0) {
  ReplacementPart one;
  one.name = name;
  one.basis = basis;
  one.quantity = quantity;
  one.share = share;
  one.saved = saved;
  if (basis == CostBasis::amount) one.amount = amount;
  return one;
}

// Ten called, five to compare with; three and one came back. Money in whole yuan.
struct Programme {
  Whole person = Whole(15), comparison = Whole(15, 0), returned = Whole(15, 0), contact = Whole(15, 0), offer = Whole(15, 0), pay;
  Column role{}, group{}, currency{};
  MoneyOptions options{};

  Programme() {
    std::iota(person.begin(), person.end(), 1);
    for (std::size_t i = 10; i < 15; ++i) comparison[i] = 1;
    for (const std::size_t i : {0u, 1u, 2u, 10u}) returned[i] = 1;
    for (std::size_t i = 0; i < 10; ++i) contact[i] = 100;
    offer[0] = 2000;
    options.parts = {part("sourcing", CostBasis::amount, 1, 1, 1, 5000), part("training", CostBasis::amount, 10, 1, 0.8, 300), part("ramp-up", CostBasis::months_of_pay, 3, 0.5, 0.5)};
    options.pay_each = 6000;
    options.pay_per = PayPer::month;
    options.compared_with = ComparedWith::hold_out;
    options.minor_digits = 0;
    options.in_currency = "CNY";
    ProgrammeCost staff;
    staff.name = "staff";
    staff.amount = 4000;
    options.costs = {staff};
  }

  MoneyResult run(const RunContext& context = {}) const {
    MoneyInput input;
    input.person = person;
    input.returned = returned;
    if (!comparison.empty()) input.comparison = comparison;
    input.contact_cost = contact;
    input.offer_cost = offer;
    if (!pay.empty()) input.pay = pay;
    input.role = role;
    input.group = group;
    input.currency = currency;
    return money(input, options, context);
  }
};

double sum_of(const MoneyResult& result, const std::string& name) {
  const auto add = [](const Whole& column) { return static_cast<double>(std::accumulate(column.begin(), column.end(), std::int64_t{0})); };
  if (name == "cases.saved_called") return add(result.cases.saved_called);
  if (name == "cases.saved_compared") return add(result.cases.saved_compared);
  if (name == "people.contact_cost") return add(result.people.contact_cost);
  if (name == "people.offer_cost") return add(result.people.offer_cost);
  if (name == "costs.amount") return add(result.costs.amount);
  throw std::runtime_error("no column " + name);
}

// Every figure of a result, from its formulas alone.
void recompute(const MoneyResult& result) {
  const auto columns = [&](const std::string& name) { return sum_of(result, name); };
  for (std::size_t i = 0; i < result.parts.cost.size(); ++i) {
    CHECK(formula::value(result.parts.cost_formula[i]) == static_cast<double>(result.parts.cost[i]));
    CHECK(formula::value(result.parts.saved_formula[i]) == static_cast<double>(result.parts.saved[i]));
  }
  for (std::size_t i = 0; i < result.costs.name.size(); ++i) CHECK(formula::value(result.costs.formula[i], columns) == static_cast<double>(result.costs.amount[i]));
  const auto figure = [&](const std::string& name) -> double {
    for (std::size_t i = 0; i < result.steps.figure.size(); ++i)
      if (result.steps.figure[i] == name) return std::isnan(result.steps.ratio[i]) ? static_cast<double>(result.steps.amount[i]) : result.steps.ratio[i];
    throw std::runtime_error("no step " + name);
  };
  for (std::size_t i = 0; i < result.steps.step.size(); ++i) {
    CAPTURE(result.steps.figure[i]);
    CAPTURE(result.steps.formula[i]);
    const double value = formula::value(result.steps.formula[i], columns);
    if (std::isnan(result.steps.ratio[i])) CHECK(value == static_cast<double>(result.steps.amount[i]));
    else near(value, result.steps.ratio[i], 1e-12, result.steps.figure[i]);
  }
  CHECK(figure("saved") == static_cast<double>(result.saved));
  CHECK(figure("cost") == static_cast<double>(result.cost));
  CHECK(figure("net") == static_cast<double>(result.net));
  CHECK(figure("replacement_cost") == static_cast<double>(result.replacement_cost));
  if (!std::isnan(result.roi)) CHECK(figure("roi") == result.roi);
  if (!std::isnan(result.break_even_returns)) CHECK(figure("break_even_returns") == result.break_even_returns);
}

}  // namespace

TEST_CASE("money by hand") {
  // Replacing one person: 5000 + 10 * 300 + 3 * 0.5 * 6000 = 17000; a return saves 5000 + 2400 + 4500 = 11900.
  const Programme programme;
  const MoneyResult result = programme.run();
  CHECK(result.replacement_cost == 17000);
  CHECK(result.saved_per_return == 11900);
  CHECK(result.saved_called == 35700);
  CHECK(result.saved_anyway == 23800);  // 1 of 5: 2 of 10
  CHECK(result.saved == 11900);
  CHECK(result.cost == 1000 + 2000 + 4000);
  CHECK(result.net == 4900);
  CHECK(result.roi == 0.7);
  CHECK(result.excess == 1.0);
  CHECK(result.counted == ReturnsCounted::against_hold_out);
  CHECK(result.interval == MoneyInterval::score);
  CHECK(result.roi_lower < -1.0);
  // R * 11900 - 23800 = 5000 + R * 2000 / 3
  near(result.break_even_returns, 28800.0 / (11900.0 - 2000.0 / 3.0), 1e-12, "break-even");
  // Score: the offer, 2000 / 3 for each who came back, follows the limit; 2 of 10 come anyway.
  near(result.net_lower, result.excess_lower * 11900.0 - 5000.0 - std::max(2.0 + result.excess_lower, 0.0) * 2000.0 / 3.0, 1e-9, "lower");
  near(result.net_upper, result.excess_upper * 11900.0 - 5000.0 - (2.0 + result.excess_upper) * 2000.0 / 3.0, 1e-9, "upper");
  near(result.roi_upper, result.net_upper / (5000.0 + (2.0 + result.excess_upper) * 2000.0 / 3.0), 1e-12, "upper");
  near(result.break_even_share, result.break_even_returns / 10.0, 1e-12, "share");
  recompute(result);
  // Tornado: the share that came back moves net by 0.2 * (35700 - 2000), more than anything else.
  CHECK(result.sensitivity.figure[0] == "share that came back");
  CHECK(result.sensitivity.net_high[0] == 4900 + 6740);
  CHECK(result.sensitivity.swing[0] == 13480);
  CHECK(result.sensitivity.figure[1] == "share of the comparison");
  CHECK(result.sensitivity.net_high[1] == 4900 - 4760);
  near(result.sensitivity.roi_high[0], (11900 + 7140 - 7000 - 400) / 7400.0, 1e-12, "roi");
}

TEST_CASE("money: break-even is where net is 0, also where those who come anyway save something else") {
  const auto run = [](std::int64_t clerk, std::int64_t manager, std::int64_t staff, std::int64_t welcome) {
    Programme programme;
    for (Whole* column : {&programme.person, &programme.comparison, &programme.returned, &programme.contact, &programme.offer}) column->assign(200, 0);
    std::iota(programme.person.begin(), programme.person.end(), 0);
    std::vector<std::string> roles(200, "clerk");
    for (std::size_t i = 0; i < 200; ++i) {
      programme.comparison[i] = i >= 100;
      programme.returned[i] = i < 30 || (i >= 100 && i < 112);
      if (i >= 30) roles[i] = "manager";
    }
    Labels labels;
    programme.role = labels.column(roles);
    programme.options.pay_each.reset();
    programme.options.pay_per = PayPer::undeclared;
    programme.options.parts = {part("training", CostBasis::amount, 1, 1, 1, clerk), part("training", CostBasis::amount, 1, 1, 1, manager)};
    programme.options.parts[0].role = "clerk";
    programme.options.parts[1].role = "manager";
    programme.options.costs[0].amount = staff;
    ProgrammeCost& gift = programme.options.costs.emplace_back();
    gift.name = "welcome";
    gift.amount = welcome;
    gift.per = CostPer::returned;
    return programme.run();
  };
  MoneyResult result = run(1000000, 3000000, 2000000, 0);
  CHECK(result.net == -8000000);
  CHECK(result.break_even_returns == 38.0);  // 12 managers come anyway, 36 million, and 2 million for staff
  recompute(result);
  result = run(3000000, 1000000, 48000000, 1000000);  // 90 = 12 + 48 + 30
  CHECK(result.net == 0);
  CHECK(result.roi == 0.0);
  CHECK(result.break_even_returns == 30.0);
  recompute(result);
  std::mt19937_64 random(11);
  for (int trial = 0; trial < 200; ++trial) {
    const auto draw = [&](std::int64_t most) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most)); };
    result = run(1000 + draw(4000), 1000 + draw(4000), draw(90000), draw(1000));
    if (result.net != 0) CHECK((static_cast<double>(result.returned) > result.break_even_returns) == (result.net > 0));
  }
}

TEST_CASE("money says what it counts") {
  Programme programme;
  programme.options.compared_with = ComparedWith::before;
  MoneyResult result = programme.run();
  CHECK(result.counted == ReturnsCounted::before_after);
  CHECK(result.sentence.rfind("Before and after, which is a difference and not an effect: 3 of 10 came back, 1 more than expected", 0) == 0);
  programme.comparison.clear();
  programme.options.compared_with = ComparedWith::undeclared;
  result = programme.run();
  CHECK(result.counted == ReturnsCounted::all_returns);
  CHECK(result.called == 15);
  CHECK(result.excess == 4.0);
  CHECK(result.sentence.rfind("All returns counted, also of those who would have come anyway: 4 of 15 came back", 0) == 0);
}

TEST_CASE("1.5 to 2 years of pay and 18 to 24 thousand cannot both be true at 6,000 a month") {
  Programme programme;
  CostClaim years, thousands;
  years.name = "rule of thumb";
  years.low = 1.5;
  years.high = 2.0;
  years.basis = CostBasis::years_of_pay;
  thousands.name = "leaflet";
  thousands.low = 18000;
  thousands.high = 24000;
  thousands.basis = CostBasis::amount;
  programme.options.claims = {years, thousands};
  const MoneyResult result = programme.run();
  CHECK(result.claims.low == Whole{108000, 18000});
  CHECK(result.claims.high == Whole{144000, 24000});
  CHECK(result.claims.low_months == std::vector<double>{18.0, 3.0});
  CHECK(word(result.claims.verdict, 0) == "higher");
  REQUIRE(result.contradictions.first.size() == 3);  // the parts, 17000, lie below both
  CHECK(result.contradictions.first[2] == "leaflet");
  CHECK(result.contradictions.second[2] == "rule of thumb");
  CHECK(result.contradictions.factor[2] == 4.5);
  CHECK(result.contradictions.sentence[2] ==
        "\"rule of thumb\" says 108000 CNY to 144000 CNY (18 to 24 months of pay), \"leaflet\" 18000 CNY to 24000 CNY (3 to 4 months of pay): both cannot be true; even their nearest ends differ by a factor of 4.5.");
}

TEST_CASE("money: nobody came back, nothing was spent, nobody was there") {
  Programme programme;
  programme.returned.assign(15, 0);
  programme.offer.assign(15, 0);
  MoneyResult result = programme.run();
  CHECK(result.status == MoneyStatus::no_return);
  CHECK(result.saved == 0);
  CHECK(result.roi == -1.0);
  CHECK(result.interval == MoneyInterval::score);
  CHECK(result.excess_upper > 2.0);  // none of ten leaves room for 28 %
  CHECK(result.roi_upper > 0.0);
  CHECK(result.groups.share_upper[0] > 0.2);
  recompute(result);
  programme.contact.assign(15, 0);
  programme.options.costs.clear();
  result = programme.run();
  CHECK(result.status == MoneyStatus::no_cost);
  CHECK(std::isnan(result.roi));
  Programme empty;
  for (Whole* column : {&empty.person, &empty.comparison, &empty.returned, &empty.contact, &empty.offer}) column->clear();
  empty.options.compared_with = ComparedWith::undeclared;
  CHECK(empty.run().status == MoneyStatus::nobody);
}

TEST_CASE("money by role: its own part takes the place of everybody's") {
  Programme programme;
  Labels labels;
  std::vector<std::string> roles(15, "seller");
  roles[1] = roles[10] = "manager";
  programme.role = labels.column(roles);
  programme.group = programme.role;
  ReplacementPart own = part("sourcing", CostBasis::amount, 1, 1, 1, 20000);
  own.role = "manager";
  programme.options.parts.push_back(own);
  const MoneyResult result = programme.run();
  CHECK(result.cases.replacement_cost == Whole{32000, 17000});
  CHECK(result.cases.saved == Whole{26900, 11900});
  CHECK(result.saved_called == 2 * 11900 + 26900);
  CHECK(result.saved_anyway == 2 * 26900);
  CHECK(result.groups.called == Whole{10, 1, 9});
  recompute(result);
}

TEST_CASE("money equals exact fractions, intervals numpy's resamples, every step can be done anew") {
  const golden::json document = golden::load_golden("returns/money/programmes.json");
  for (const golden::json& one : document["programmes"]) {
    Programme programme;
    programme.person = golden::integers(one["person"]);
    programme.comparison = golden::integers(one["comparison"]);
    programme.returned = golden::integers(one["returned"]);
    programme.contact = golden::integers(one["contact_cost"]);
    programme.offer = golden::integers(one["offer_cost"]);
    programme.pay = golden::integers(one["pay"]);
    programme.options = {};
    const bool compares = std::count(programme.comparison.begin(), programme.comparison.end(), 1) > 0;
    if (!compares) programme.comparison.clear();
    programme.options.compared_with = compares ? ComparedWith::hold_out : ComparedWith::undeclared;
    programme.options.pay_per = PayPer::month;
    programme.options.resamples = 20000;
    for (const golden::json& given : document["parts"])
      programme.options.parts.push_back(part(given["name"], given["basis"] == "amount" ? CostBasis::amount : CostBasis::months_of_pay, given["quantity"], given["share"], given["saved"], given.value("amount", 0)));
    for (const golden::json& given : document["costs"]) {
      ProgrammeCost& cost = programme.options.costs.emplace_back();
      cost.name = given["name"];
      cost.amount = given["amount"];
      cost.quantity = given["quantity"];
      cost.per = given["per"] == "programme" ? CostPer::programme : given["per"] == "called" ? CostPer::called : CostPer::returned;
    }
    const MoneyResult result = programme.run();
    const golden::json& expected = one["expected"];
    CHECK(result.replacement_cost == expected["replacement_cost"].get<std::int64_t>());
    CHECK(result.saved == expected["saved"].get<std::int64_t>());
    CHECK(result.cost == expected["cost"].get<std::int64_t>());
    CHECK(result.net == expected["net"].get<std::int64_t>());
    near(result.roi, expected["roi"].get<double>(), 1e-12, "roi");
    near(result.break_even_returns, expected["break_even_returns"].get<double>(), 1e-12, "break-even");
    CHECK(result.interval == MoneyInterval::bootstrap);
    const std::vector<double> low = golden::numbers(expected["lower"]), high = golden::numbers(expected["upper"]);
    const double ours_low[] = {result.excess_lower, result.saved_lower, result.net_lower, result.roi_lower}, ours_high[] = {result.excess_upper, result.saved_upper, result.net_upper, result.roi_upper};
    for (std::size_t f = 0; f < 4; ++f) {  // both are drawn at random
      CHECK(std::fabs(ours_low[f] - low[f]) < 0.04 * (high[f] - low[f]));
      CHECK(std::fabs(ours_high[f] - high[f]) < 0.04 * (high[f] - low[f]));
    }
    recompute(result);
  }
}

TEST_CASE("money: rows of one person are drawn together, row order and threads say nothing") {
  std::mt19937_64 random(5);
  Programme programme;
  const std::size_t n = 200;
  for (Whole* column : {&programme.person, &programme.comparison, &programme.returned, &programme.contact, &programme.offer}) column->assign(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    programme.person[i] = static_cast<std::int64_t>(i / 4);  // four rows each, all alike
    programme.comparison[i] = static_cast<std::int64_t>(i / 4 % 3 == 0);
    programme.returned[i] = static_cast<std::int64_t>((i / 4) * 7919 % 10 < 4);
  }
  RunContext one, three;
  one.threads = 1;
  three.threads = 3;
  const MoneyResult together = programme.run(one), threaded = programme.run(three);
  CHECK(together.roi_lower == threaded.roi_lower);
  CHECK(together.net_upper == threaded.net_upper);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), random);
  Programme turned = programme;
  for (std::size_t i = 0; i < n; ++i) {
    turned.person[i] = programme.person[order[i]];
    turned.comparison[i] = programme.comparison[order[i]];
    turned.returned[i] = programme.returned[order[i]];
  }
  CHECK(turned.run().roi_lower == together.roi_lower);
  std::iota(programme.person.begin(), programme.person.end(), 0);
  const MoneyResult apart = programme.run();
  CHECK(together.excess == apart.excess);
  CHECK(together.excess_upper - together.excess_lower > 1.5 * (apart.excess_upper - apart.excess_lower));  // about twice
}

TEST_CASE("money: what is refused") {
  Programme programme;
  const auto said = [&] { return sentence([&] { programme.run(); }); };
  programme.options.parts[2].basis = CostBasis::undeclared;
  CHECK(said() == "returns.money: parts[2].basis is undeclared, but must be amount, months_of_pay or years_of_pay");
  programme.options.parts[2].basis = CostBasis::years_of_pay;
  CHECK(said() == "returns.money: parts[2].basis is years_of_pay, but must be months_of_pay: pay_per is month, and months and years are not mixed");
  programme = {};
  programme.options.parts.push_back(part("lost customers", CostBasis::years_of_pay, 1, 1, 1));
  CHECK(said() == "returns.money: parts[3].basis is years_of_pay, but must be months_of_pay, as in parts[2]: months and years of pay are not mixed");
  programme = {};
  programme.options.pay_per = PayPer::undeclared;
  CHECK(said() == "returns.money: pay_per is undeclared, but must be month or year: parts[2].basis counts in pay");
  programme = {};
  programme.pay = Whole(15, 6000);
  CHECK(said() == "returns.money: pay is given twice, but must be given once: as pay, or as pay_each");
  programme.options.pay_each.reset();
  programme.pay[4] = -6000;
  CHECK(said() == "returns.money: pay[4] is -6000, but must be > 0 and <= 10000000000000");
  programme = {};
  programme.contact[12] = 5;
  CHECK(said() == "returns.money: contact_cost[12] is 5, but must be 0 in rows of comparison");
  programme = {};
  programme.offer[5] = 9;
  CHECK(said() == "returns.money: offer_cost[5] is 9, but must be 0 for who did not come back");
  programme = {};
  programme.comparison.assign(15, 0);
  CHECK(said() == "returns.money: comparison is 0 in every row, but must be 1 in some; left out, all returns are counted");
  programme = {};
  programme.options.compared_with = ComparedWith::undeclared;
  CHECK(said() == "returns.money: compared_with is undeclared, but must be hold_out or before: comparison is given");
  programme = {};
  programme.options.parts[0].amount.reset();
  CHECK(said() == "returns.money: parts[0].amount is missing, but must be given with basis = amount");
  programme = {};
  Labels labels;
  std::vector<std::string> currencies(15, "CNY");
  currencies[7] = "USD";
  programme.currency = labels.column(currencies);
  CHECK(said() == "returns.money: currency[7] is \"USD\", but must be that of in_currency, \"CNY\": currencies are not mixed");
  programme = {};
  programme.options.parts[0].role = "manager";
  CHECK(said() == "returns.money: role is missing, but must be given: parts[0].role is \"manager\"");
}
