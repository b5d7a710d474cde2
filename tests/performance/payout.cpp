#include "mainstay/performance/payout.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>

#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"
#include "tier.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

PayoutPlan plan(PayoutMethod method) {
  PayoutPlan made;
  made.currency = "CNY";
  made.minor_digits = 0;
  made.method = method;
  made.tiers = {tier("base", 0, 0.05), tier("target", 1, 0.08), tier("top", 1.2, 0.12)};
  return made;
}

struct Office {
  std::vector<std::string> person{"Li", "Wu"}, previous{}, pool{}, currency{};
  std::vector<std::int64_t> amount{130000, 90000}, target{100000, 100000}, carried{};
  std::vector<double> score{}, points{}, present{}, total{};
  std::vector<std::string> deduction{}, deduction_person{}, payment{}, paid_person{};
  std::vector<std::int64_t> deduction_amount{}, paid_amount{};
  PayoutOptions options{};

  explicit Office(PayoutMethod method = PayoutMethod::marginal) { options.plan = plan(method); }

  PayoutResult run(const RunContext& context = {}) const {
    Labels labels;
    PayoutInput input;
    input.person = labels.column(person);
    input.amount = Column(amount);
    if (!target.empty()) input.target = Column(target);
    if (!score.empty()) input.score = Column(score);
    if (!previous.empty()) input.previous_tier = labels.column(previous, true);
    if (!pool.empty()) input.pool = labels.column(pool, true);
    if (!points.empty()) input.pool_points = Column(points);
    if (!present.empty() && options.plan.proration != PayoutProration::none) input.days_present = Column(present), input.days_total = Column(total);
    if (!carried.empty()) input.carried_in = Column(carried);
    if (!currency.empty()) input.currency = labels.column(currency);
    if (!deduction.empty()) input.deduction = labels.column(deduction), input.deduction_person = labels.column(deduction_person), input.deduction_amount = Column(deduction_amount);
    if (!payment.empty()) input.payment = labels.column(payment), input.paid_person = labels.column(paid_person), input.paid_amount = Column(paid_amount);
    return payout(input, options, context);
  }
};

std::string refusal(const std::function<void(Office&)>& change) {
  Office office;
  change(office);
  return sentence([&] { office.run(); });
}

// Every unit is somewhere, and the steps lead from the amount to what is due.
void check_whole(const PayoutResult& result, PayoutMethod, Clawback clawback) {
  const PayoutPeople& p = result.people;
  for (std::size_t i = 0; i < p.due.size(); ++i) {
    CHECK(p.entitled[i] == p.earned[i] - p.deducted[i]);
    CHECK(p.entitled[i] >= 0);
    CHECK(p.entitled[i] <= p.paid_before[i] + p.due[i]);
    if (clawback == Clawback::recover) CHECK(p.entitled[i] == p.paid_before[i] + p.due[i]);
    else CHECK(p.due[i] >= 0);
  }
  std::vector<std::int64_t> last(p.due.size(), 0);
  for (std::size_t s = 0; s < result.steps.step.size(); ++s) {
    const std::size_t row = static_cast<std::size_t>(result.steps.row[s]);
    const PayoutStep rule = static_cast<PayoutStep>(result.steps.rule.codes[s]);
    if (result.steps.step[s] > 1 && rule != PayoutStep::tier && rule != PayoutStep::commission) CHECK(result.steps.before[s] == last[row]);
    last[row] = result.steps.after[s];
  }
  for (std::size_t i = 0; i < last.size(); ++i) CHECK(last[i] == p.due[i]);
}

}  // namespace

TEST_CASE("payout: 130 % of 100,000 at 5, 8 and 12 %") {
  // The survey's example: marginal 100,000 x 5 % + 20,000 x 8 % + 10,000 x 12 % = 7,800; retroactive 130,000 x 12 % = 15,600.
  const PayoutResult marginal = Office(PayoutMethod::marginal).run();
  CHECK(marginal.people.earned == std::vector<std::int64_t>{7800, 4500});
  CHECK(marginal.due == 12300);
  CHECK(marginal.steps.formula[1] == "half_up(100000 * 0.05 + (120000 - 100000) * 0.08 + (130000 - 120000) * 0.12)");
  CHECK(marginal.sentence[0] == "7800 CNY due: 130000 CNY of 100000 CNY (130 %), tier top; commission 7800 CNY.");
  CHECK(marginal.sentence_zh[1] == "应付 4500 CNY：业绩 90000 CNY，目标 100000 CNY（达成 90%），base档；提成 4500 CNY。");
  const PayoutResult retroactive = Office(PayoutMethod::retroactive).run();
  CHECK(retroactive.people.earned == std::vector<std::int64_t>{15600, 4500});
  check_whole(marginal, PayoutMethod::marginal, Clawback::recover);
}

TEST_CASE("payout: the edge belongs to the upper tier, by whole numbers") {
  Office office(PayoutMethod::retroactive);
  office.person = {"a", "b", "c"};
  office.amount = {119999, 120000, 99999};
  office.target = {100000, 100000, 99999};
  CHECK(office.run().people.earned == std::vector<std::int64_t>{9600, 14400, 8000});  // 9599.92; 14400; 7999.92
  office.options.plan.rounding = MoneyRounding::down;
  CHECK(office.run().people.earned == std::vector<std::int64_t>{9599, 14400, 7999});
  // A third: 33.3 % of 3 is 0.999 of a unit and not 1; 1.1 of 1e15 + 1 is decided to the unit.
  office.options.plan.tiers = {tier("low", 0, 0), tier("high", 1.1, 1)};
  office.amount = {1100000000000001, 1100000000000000, 1};
  office.target = {1000000000000001, 1000000000000000, 1};
  CHECK(office.run().people.earned == std::vector<std::int64_t>{0, 1100000000000000, 0});
}

TEST_CASE("payout: a pool is shared to the last unit, equal remainders by id") {
  Office office;
  office.person = {"c", "a", "b", "d"};
  office.amount = {0, 0, 0, 50000};
  office.target = {1, 1, 1, 100000};
  office.pool = {"spring", "spring", "spring", ""};
  office.points = {1, 1, 1, 9};
  office.options.plan.pools.resize(1);
  office.options.plan.pools[0].name = "spring";
  office.options.plan.pools[0].amount = 100;
  PayoutResult result = office.run();
  CHECK(result.people.earned == std::vector<std::int64_t>{33, 34, 33, 2500});
  CHECK(result.pools.given == std::vector<std::int64_t>{100});
  CHECK(result.steps.formula[5] == "0 + down(100 * 1 / 3) + 1");
  office.options.plan.pools[0].rule = PoolRule::limit;
  office.pool = {"", "spring", "", "spring"};
  office.amount = {0, 40000, 0, 20000};
  office.target = {1, 40000, 1, 20000};  // 40,000 at the target: 2,000 + 0; 20,000: 1,000
  result = office.run();
  CHECK(result.people.earned == std::vector<std::int64_t>{0, 67, 0, 33});
  CHECK(static_cast<PayoutBound>(result.people.bound.codes[1]) == PayoutBound::pool);
  CHECK(result.pools.left == std::vector<std::int64_t>{0});
}

TEST_CASE("payout: late data restate what was paid; nothing is paid twice") {
  Office office;
  office.payment = {"P1", "P2", "P3"};
  office.paid_person = {"Li", "Wu", "Wu"};
  office.paid_amount = {7000, 4500, 700};
  office.deduction = {"D1", "D2"};
  office.deduction_person = {"Li", "Li"};
  office.deduction_amount = {300, 200};
  PayoutResult result = office.run();  // Li: 7,800 - 500 - 7,000 = 300. Wu: 4,500 - 5,200 = -700.
  CHECK(result.people.due == std::vector<std::int64_t>{300, -700});
  CHECK(word(result.people.outcome, 1) == "recovered");
  check_whole(result, PayoutMethod::marginal, Clawback::recover);
  office.payment.push_back("P4"), office.paid_person.push_back("Li"), office.paid_amount.push_back(300);
  CHECK(office.run().people.due[0] == 0);  // paid: nothing is due a second time
  office.options.plan.clawback = Clawback::carry;
  result = office.run();
  CHECK(result.people.due == std::vector<std::int64_t>{0, 0});
  CHECK(result.people.carried == std::vector<std::int64_t>{0, 700});
  check_whole(result, PayoutMethod::marginal, Clawback::carry);
  office.options.plan.clawback = Clawback::forgive;
  CHECK(office.run().people.forgiven == std::vector<std::int64_t>{0, 700});
  // The next period takes what is owed first, as far as it reaches.
  Office next;
  next.carried = {0, 5000};
  result = next.run();
  CHECK(result.people.entitled == std::vector<std::int64_t>{7800, 0});
  CHECK(result.people.carried == std::vector<std::int64_t>{0, 500});
  CHECK(word(result.people.bound, 1) == "deductions");
}

TEST_CASE("payout: rolling tiers keep still") {
  Office office(PayoutMethod::retroactive);
  office.person = {"a", "b", "c", "d", "e"};
  office.amount = {98000, 94000, 103000, 122000, 126000};
  office.target.assign(5, 100000);
  office.previous = {"target", "target", "base", "target", ""};
  office.options.plan.hysteresis_up = 0.05;
  office.options.plan.hysteresis_down = 0.05;
  const PayoutResult result = office.run();
  CHECK(word(result.people.tier, 0) == "target");  // 98 % is not below 95 %
  CHECK(word(result.people.tier, 1) == "base");
  CHECK(word(result.people.tier, 2) == "base");    // 103 % is not 105 %
  CHECK(word(result.people.tier, 3) == "target");  // 122 % is not 125 %
  CHECK(word(result.people.tier, 4) == "top");     // nothing before
  CHECK(word(result.people.reached_tier, 3) == "top");
  CHECK(result.people.earned[0] == 7840);
}

TEST_CASE("payout: hysteresis needs the tier before, and its words") {
  Office office(PayoutMethod::retroactive);
  office.previous = {"target", "gold"};
  CHECK(sentence([&] { office.run(); }) == "performance.payout: previous_tier[1] is \"gold\", but must be one of the tiers, base, target, top");  // also where it is not used
  office.options.plan.hysteresis_down = 0.05;
  office.previous.clear();
  CHECK(sentence([&] { office.run(); }) == "performance.payout: previous_tier is missing, but must be given, because plan has hysteresis");
  // From the top downwards each tier is lost in turn: 98,000 misses 120 % - 5 points, but not 100 % - 5 points.
  office.previous = {"top", "top"};
  office.amount = {98000, 94000};
  const PayoutResult result = office.run();
  CHECK(word(result.people.tier, 0) == "target");
  CHECK(word(result.people.tier, 1) == "base");
}

TEST_CASE("payout: exact fractions of Python") {
  const golden::json document = golden::load_golden("performance/payout/pay.json");
  for (std::size_t c = 0; c < document["data"]["cases"].size(); ++c) {
    CAPTURE(c);
    const auto &given = document["data"]["cases"][c], &how = given["plan"];
    Office office(how["method"] == "marginal" ? PayoutMethod::marginal : PayoutMethod::retroactive);
    PayoutPlan& made = office.options.plan;
    made.tiers_by = how["tiers_by"] == "amount" ? TierMeasure::amount : how["tiers_by"] == "score" ? TierMeasure::score : TierMeasure::share_of_target;
    made.rounding = how["rounding"] == "down" ? MoneyRounding::down : how["rounding"] == "half_up" ? MoneyRounding::half_up : MoneyRounding::half_even;
    made.proration = how["proration"] == "none" ? PayoutProration::none : how["proration"] == "target" ? PayoutProration::target : PayoutProration::pay;
    made.tiers.clear();
    for (const auto& each : how["tiers"]) {
      made.tiers.push_back(tier(each["name"].get<std::string>(), each["at_least"].get<double>(), each["rate"].get<double>()));
      made.tiers.back().fixed = each["fixed"].get<std::int64_t>();
    }
    for (const auto& each : how["factors"]) {
      made.factors.emplace_back();
      made.factors.back().at_least = each["at_least"].get<double>();
      made.factors.back().factor = each["factor"].get<double>();
    }
    made.factor_below = how["factor_below"].get<double>();
    if (!how["cap"].is_null()) made.cap = how["cap"].get<std::int64_t>();
    made.hysteresis_up = how["hysteresis_up"].get<double>();
    made.hysteresis_down = how["hysteresis_down"].get<double>();
    for (const auto& each : how["pools"]) {
      made.pools.emplace_back();
      made.pools.back().name = each["name"].get<std::string>();
      made.pools.back().amount = each["amount"].get<std::int64_t>();
      made.pools.back().rule = each["rule"] == "limit" ? PoolRule::limit : PoolRule::share_out;
    }
    office.person.clear(), office.amount.clear(), office.target.clear();
    const auto text = [](const golden::json& value) { return value.is_null() ? std::string() : value.get<std::string>(); };
    for (const auto& row : given["rows"]) {
      office.person.push_back(row["person"].get<std::string>()), office.amount.push_back(row["amount"].get<std::int64_t>()), office.target.push_back(row["target"].get<std::int64_t>());
      office.score.push_back(row["score"].get<double>()), office.present.push_back(row["days_present"].get<double>()), office.total.push_back(row["days_total"].get<double>()), office.points.push_back(row["points"].get<double>());
      office.previous.push_back(text(row["previous_tier"])), office.pool.push_back(text(row["pool"]));
    }
    const PayoutResult result = office.run();
    for (std::size_t i = 0; i < office.person.size(); ++i) {
      CAPTURE(i);
      CHECK(result.people.earned[i] == document["expect"]["cases"][c]["earned"][i].get<std::int64_t>());
      CHECK(word(result.people.tier, i) == document["expect"]["cases"][c]["tier"][i].get<std::string>());
    }
    check_whole(result, made.method, made.clawback);
    CHECK(to_json(Object::of(result)) == to_json(Object::of(office.run({.threads = 3}))));
  }
}

TEST_CASE("payout: pools and ledgers at random, in any order of rows") {
  std::mt19937_64 draw(3);
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    Office office(round % 2 == 0 ? PayoutMethod::marginal : PayoutMethod::retroactive);
    const std::size_t n = 1 + draw() % 9;
    office.person.clear(), office.amount.clear(), office.target.clear();
    office.options.plan.pools.resize(1);
    office.options.plan.pools[0].name = "p";
    office.options.plan.pools[0].amount = static_cast<std::int64_t>(draw() % 10000);
    office.options.plan.pools[0].rule = draw() % 2 == 0 ? PoolRule::share_out : PoolRule::limit;
    office.options.plan.clawback = static_cast<Clawback>(draw() % 3);
    for (std::size_t i = 0; i < n; ++i) {
      office.person.push_back("s" + std::to_string(draw() % 1000 + 1000 * i)), office.amount.push_back(static_cast<std::int64_t>(draw() % 200000)), office.target.push_back(static_cast<std::int64_t>(1 + draw() % 150000));
      office.pool.push_back("p"), office.points.push_back(static_cast<double>(1 + draw() % 5)), office.carried.push_back(static_cast<std::int64_t>(draw() % 3000));
    }
    for (std::size_t k = 0; k < 2 * n; ++k) {
      office.deduction.push_back("d" + std::to_string(k)), office.deduction_person.push_back(office.person[draw() % n]), office.deduction_amount.push_back(static_cast<std::int64_t>(draw() % 2000));
      office.payment.push_back("p" + std::to_string(k)), office.paid_person.push_back(office.person[draw() % n]), office.paid_amount.push_back(static_cast<std::int64_t>(draw() % 6000) - 500);
    }
    const PayoutResult result = office.run();
    check_whole(result, office.options.plan.method, office.options.plan.clawback);
    const std::int64_t change = std::accumulate(result.people.pool_change.begin(), result.people.pool_change.end(), std::int64_t{0});
    if (office.options.plan.pools[0].rule == PoolRule::share_out) CHECK(change == office.options.plan.pools[0].amount);
    else CHECK(result.earned == std::min(office.options.plan.pools[0].amount, result.pools.earned_before[0]));
    // entitled + carried by claw-back + forgiven = paid + due; deductions: asked = deducted + owed.
    const std::int64_t asked = std::accumulate(office.deduction_amount.begin(), office.deduction_amount.end(), std::int64_t{0}) + std::accumulate(office.carried.begin(), office.carried.end(), std::int64_t{0});
    CHECK(result.paid_before == std::accumulate(office.paid_amount.begin(), office.paid_amount.end(), std::int64_t{0}));
    CHECK(result.entitled + (asked - result.deducted <= result.carried ? result.carried - (asked - result.deducted) : -1) + result.forgiven == result.paid_before + result.due);
    Office turned = office;
    for (auto* texts : {&turned.person, &turned.deduction, &turned.deduction_person, &turned.payment, &turned.paid_person}) std::reverse(texts->begin(), texts->end());
    for (auto* numbers : {&turned.amount, &turned.target, &turned.carried, &turned.deduction_amount, &turned.paid_amount}) std::reverse(numbers->begin(), numbers->end());
    std::reverse(turned.points.begin(), turned.points.end());
    std::vector<std::int64_t> due = turned.run().people.due;
    std::reverse(due.begin(), due.end());
    CHECK(due == result.people.due);
  }
}

TEST_CASE("payout: refusals name what is wrong") {
  CHECK(refusal([](Office&) {}) == "accepted");
  CHECK(refusal([](Office& o) { o.options.plan.method = PayoutMethod::undeclared; }) == "performance.payout: plan.method is undeclared, but must be marginal or retroactive");
  CHECK(refusal([](Office& o) { o.options.plan.tiers[1].below = 1.3; }) == "performance.payout: plan.tiers[1].below is 1.3, but must be where the next tier begins, 1.2: tiers must not overlap nor leave a gap");
  CHECK(refusal([](Office& o) { o.options.plan.tiers[2].at_least = 1; }) == "performance.payout: plan.tiers[2].at_least is 1, but must be above that of the tier before, 1: tiers must not overlap");
  CHECK(refusal([](Office& o) { o.options.plan.tiers[1].rate = 0.12345678912; }) == "performance.payout: plan.tiers[1].rate is 0.12345678912, but must be a number with 9 decimals at most");
  CHECK(refusal([](Office& o) { o.options.plan.tiers_by = TierMeasure::score; }) == "performance.payout: plan.tiers_by is score, but must be share_of_target or amount when method = marginal: a score has no slices");
  CHECK(refusal([](Office& o) { o.target.clear(); }) == "performance.payout: target is missing, but must be given, because plan.tiers_by = share_of_target");
  CHECK(refusal([](Office& o) { o.person[1] = "Li"; }) == "performance.payout: person[1] is \"Li\", but must be there once in a period: row 0 is of the same person");
  CHECK(refusal([](Office& o) { o.currency = {"CNY", "USD"}; }) == "performance.payout: currency[1] is \"USD\", but must be the currency of the plan, \"CNY\"");
  CHECK(refusal([](Office& o) { o.payment = {"P", "P"}, o.paid_person = {"Li", "Wu"}, o.paid_amount = {1, 2}; }) == "performance.payout: payment[1] is \"P\", but must be there once: row 0 has it too");
  CHECK(refusal([](Office& o) { o.payment = {"P"}, o.paid_person = {"Hao"}, o.paid_amount = {1}; }) == "performance.payout: paid_person[0] is \"Hao\", but must be the person of a row: money must belong to somebody");
  CHECK(refusal([](Office& o) { o.pool = {"spring", ""}; }) == "performance.payout: pool[0] is \"spring\", but must be one of the pools: there is none");
  CHECK(refusal([](Office& o) {
          o.options.plan.pools.resize(1);
          o.options.plan.pools[0].name = "spring", o.options.plan.pools[0].amount = 5;
          o.points = {1, 1};
        }) == "performance.payout: plan.pools[0] is \"spring\" without members, but must be shared out among some");
  CHECK(refusal([](Office& o) { o.amount[1] = 9000000000000000000, o.options.plan.tiers[2].rate = 10; }) == "performance.payout: amount[1] is 9e+18, but must be a whole number of at most 2^51");
}

TEST_CASE("payout: sums beyond 64 bits are named") {
  Office office(PayoutMethod::retroactive);
  office.options.plan.tiers = {tier("all", 0, 10)};
  office.person.clear();
  for (int i = 0; i < 500; ++i) office.person.push_back("p" + std::to_string(i));
  office.amount.assign(500, std::int64_t{1} << 51);
  office.target.assign(500, 1);
  CHECK(sentence([&] { office.run(); }) == "performance.payout: amount is so large that the sum of earned does not fit into 64 bits, but must be smaller");
}
