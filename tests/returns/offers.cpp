#include "mainstay/returns/offers.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::string status_of(const OffersResult& result, std::size_t pair) { return result.pairs.status.levels[static_cast<std::size_t>(result.pairs.status.codes[pair])]; }
std::string match_of(const OffersResult& result, std::size_t row) { return result.gaps.match.levels[static_cast<std::size_t>(result.gaps.match.codes[row])]; }
double logistic(double x) { return 1 / (1 + std::exp(-x)); }

// Two people, one vacancy each.
struct Pairs {
  std::vector<std::int64_t> person{7, 9}, vacancy{1, 1}, may{1, 1};
  std::vector<double> pay{0, 10}, steps{0, 1};
  OffersInput input() const {
    OffersInput given;
    given.person = person;
    given.vacancy = vacancy;
    given.contactable = may;
    given.pair_x.add("pay", pay);
    given.pair_x.add("steps", steps);
    return given;
  }
};

// log odds = -1 + 0.1 pay + 1 steps
OffersOptions known_model() {
  OffersOptions options;
  options.terms = {{"pay", 0.1, -5.0, 15.0}, {"steps", 1.0, 0.0, 1.0}};
  options.intercept = -1.0;
  options.covariance = {0.04, 0, 0, 0, 0.0001, 0, 0, 0, 0.01};
  return options;
}

}  // namespace

TEST_CASE("offers by hand: a given model, one lever") {
  const Pairs pairs;
  OffersOptions options = known_model();
  options.levers = {{"pay", 0, 15, 2.5, 5200}};
  const OffersResult result = offers(pairs.input(), options);
  CHECK(result.status == OffersStatus::given);
  // First: logistic(-1) = 0.2689; half needs pay 10, whose log odds are 0 with variance 0.04 + 100 * 0.0001.
  CHECK(status_of(result, 0) == "reachable");
  near(result.pairs.probability[0], logistic(-1), 1e-14, "as it stands");
  near(result.pairs.lower[0], logistic(-1 - 1.959963984540054 * 0.2), 1e-14, "lower");
  near(result.pairs.upper[0], logistic(-1 + 1.959963984540054 * 0.2), 1e-14, "upper");
  near(result.pairs.needed_probability[0], 0.5, 1e-14, "needed");
  near(result.pairs.needed_lower[0], logistic(-1.959963984540054 * std::sqrt(0.05)), 1e-14, "needed lower");
  CHECK(result.pairs.cost[0] == 52000);
  near(result.pairs.best[0], logistic(0.5), 1e-14, "best");
  // Second: logistic(1).
  CHECK(status_of(result, 1) == "reaches");
  CHECK(result.pairs.cost[1] == 0);
  CHECK(result.reaching == 1);
  CHECK(result.reachable == 1);
  near(result.levers.now, {0, 10}, 0, "now");
  near(result.levers.needed, {10, 10}, 0, "needed");
  near(result.levers.cost, {52000, 0}, 0, "cost");
  CHECK(result.sentence[0].find("pay 10 instead of 0 (cost 520.00)") != std::string::npos);
  CHECK(result.reading.find("association") != std::string::npos);
  near(result.terms.coefficient, {-1, 0.1, 1}, 1e-15, "terms");
  near(result.terms.std_error, {0.2, 0.01, 0.1}, 1e-15, "errors");
}

TEST_CASE("offers: bounds, data and certainty") {
  const Pairs pairs;
  OffersOptions options = known_model();
  options.levers = {{"pay", 0, 8, 1, 1}};
  options.target = 0.45;  // log odds -0.2007: pay 8
  CHECK(status_of(offers(pairs.input(), options), 0) == "reachable");
  options.target = 0.46;
  OffersResult result = offers(pairs.input(), options);
  CHECK(status_of(result, 0) == "beyond_bounds");
  near(result.pairs.best[0], logistic(-0.2), 1e-14, "best");
  CHECK(std::isnan(result.pairs.cost[0]));
  options.levers = {{"pay", 0, 40, 1, 1}};  // the data end at 15
  options.target = 0.9;
  result = offers(pairs.input(), options);
  CHECK(status_of(result, 0) == "beyond_data");
  near(result.pairs.best[0], logistic(0.5), 1e-14, "best like earlier ones");
  options.target = 0.5;
  options.reach = OfferReach::lower;
  result = offers(pairs.input(), options);  // -1 + 0.1 pay - 1.96 sqrt(0.04 + 0.0001 pay²) >= 0: pay 15 gives 0.5 - 0.49
  CHECK(status_of(result, 0) == "reachable");
  near(result.levers.needed[0], 15, 0, "certain");
  // A second lever that costs nothing is taken first; of equal costs fewer changes.
  options.reach = OfferReach::estimate;
  options.levers = {{"pay", 0, 15, 1, 1}, {"steps", 0, 1, 1, 0}};
  result = offers(pairs.input(), options);
  near(result.levers.needed[0], 0, 0, "pay stays");
  near(result.levers.needed[1], 1, 0, "a step up");
  CHECK(result.pairs.cost[0] == 0);
  // What a pair says is narrower or costs something else.
  const std::vector<double> most{0, nothing}, each{nothing, 3};
  OffersInput input = pairs.input();
  input.pair_upper.add("steps", most);
  input.pair_unit_cost.add("pay", each);
  result = offers(input, options);
  near(result.levers.needed[0], 10, 0, "pay instead of a step");
  CHECK(result.pairs.cost[0] == 10);
  // An offer that reaches the target as it stands is left as it is, though 11 less and a step more would reach it for less money.
  Pairs stands;
  stands.pay = {11, 11};
  result = offers(stands.input(), options);
  CHECK(status_of(result, 0) == "reaches");
  CHECK(result.pairs.cost[0] == 0);
  near(result.levers.needed[0], 11, 0, "as it stands");
  // A leaver who is not to be contacted is no row of anything.
  const std::vector<std::int64_t> may{0, 1};
  input.contactable = may;
  result = offers(input, options);
  CHECK(status_of(result, 0) == "not_contactable");
  CHECK(std::isnan(result.pairs.probability[0]));
  CHECK(result.levers.pair == std::vector<std::int64_t>{1, 1});
  CHECK(result.sentence[0] == "Not to be contacted.");
  // Outside the data nothing is said of the offer as it stands.
  Pairs far;
  far.pay = {-9, 10};
  options.levers = {{"pay", 0, 15, 1, 1}};
  result = offers(far.input(), options);
  CHECK(result.pairs.in_range[0] == 0);
  CHECK(std::isnan(result.pairs.probability[0]));
  CHECK(status_of(result, 0) == "reachable");
  near(result.levers.needed[0], 10, 0, "from outside");
}

TEST_CASE("gaps between wish and offer") {
  Pairs pairs;
  const std::vector<double> wish{600000, nothing}, offer{520000, 600000}, far{12, 30}, most{10, 30};
  const std::vector<std::int32_t> site{0, 1}, at{1, 1};
  const std::vector<std::string_view> cities{"north", "south"};
  OffersInput input;
  input.person = pairs.person;
  input.vacancy = pairs.vacancy;
  input.contactable = pairs.may;
  Column wished(site), offered(at);
  wished.categorical = offered.categorical = true;
  wished.levels = offered.levels = cities;
  input.wish.add("pay", wish);
  input.wish.add("km", most);
  input.wish.add("site", wished);
  input.offer.add("pay", offer);
  input.offer.add("km", far);
  input.offer.add("site", offered);
  OffersOptions options;
  options.parts = {{"pay", OfferRule::at_least, 0, true}, {"km", OfferRule::at_most, 1, false}, {"site", OfferRule::equal, 0, false}};
  OffersResult result = offers(input, options);
  CHECK(result.status == OffersStatus::no_model);
  REQUIRE(result.gaps.pair.size() == 6);
  CHECK(match_of(result, 0) == "lacking");
  near(result.gaps.difference[0], -80000, 0, "pay");
  near(result.gaps.percent[0], -100.0 * 80000 / 600000, 1e-15, "percent");
  near(result.gaps.lacking[0], 80000, 0, "lacking");
  near(result.gaps.lacking[1], 1, 0, "two kilometres more, one of which is tolerated");
  CHECK(match_of(result, 2) == "lacking");
  near(result.gaps.lacking[2], 1, 0, "another site");
  CHECK(match_of(result, 3) == "no_wish");
  CHECK(match_of(result, 4) == "met");
  CHECK(match_of(result, 5) == "met");
  CHECK(result.pairs.lacking_parts == std::vector<std::int64_t>{3, 0});
  CHECK(result.sentence[0] == "Short of the wish in pay, km, site. No probability can be told.");
  options.parts[0].rule = OfferRule::undeclared;
  CHECK(sentence([&] { offers(input, options); }) == "returns.offers: parts[0].rule is undeclared, but must be at_least, at_most, equal or within");
}

TEST_CASE("a fit to earlier offers equals glm, its range equals the hat values") {
  for (const std::string& file : golden::golden_files("returns/offers")) {
    CAPTURE(file);
    const golden::json golden = golden::load_golden(file);
    std::map<std::string, std::vector<double>> columns, given;
    OffersInput input;
    for (const auto& [name, values] : golden["data"]["x"].items()) columns[name] = golden::numbers(values);
    for (const auto& [name, values] : golden["data"]["pair_x"].items()) given[name] = golden::numbers(values);
    for (const auto& [name, values] : golden["data"]["x"].items()) input.x.add(name, columns[name]), input.pair_x.add(name, given[name]);
    const std::vector<std::int64_t> accepted = golden::integers(golden["data"]["accepted"]);
    std::vector<std::int64_t> person(given.begin()->second.size()), vacancy(person.size(), 1), may(person.size(), 1);
    for (std::size_t i = 0; i < person.size(); ++i) person[i] = static_cast<std::int64_t>(i);
    input.accepted = accepted;
    input.person = person;
    input.contactable = may;
    input.vacancy = vacancy;
    OffersOptions options;
    options.link = golden["options"]["link"] == "cloglog" ? OfferLink::cloglog : OfferLink::logit;
    const OffersResult result = offers(input, options);
    CHECK(result.status == OffersStatus::estimated);
    const golden::json& expect = golden["expect"];
    check_all(result.terms.coefficient, golden::numbers(expect["coefficient"]), 1e-8, 1e-10, "coefficient");
    check_all(result.terms.std_error, golden::numbers(expect["std_error"]), 1e-8, 1e-10, "std_error");
    CHECK(result.pairs.in_range == golden::integers(expect["in_range"]));
    for (std::size_t i = 0; i < person.size(); ++i) {
      if (result.pairs.in_range[i] == 0) {
        CHECK(std::isnan(result.pairs.probability[i]));
        continue;
      }
      check_close(result.pairs.probability[i], golden::numbers(expect["probability"])[i], 1e-8, 1e-10, "probability");
      check_close(result.pairs.lower[i], golden::numbers(expect["lower"])[i], 1e-8, 1e-10, "lower");
      check_close(result.pairs.upper[i], golden::numbers(expect["upper"])[i], 1e-8, 1e-10, "upper");
    }
    // The same model handed over gives the same probabilities where its ranges hold.
    OffersInput again = input;
    again.x = Table{};
    again.accepted = Column{};
    OffersOptions told = options;
    for (std::size_t j = 1; j < result.terms.term.size(); ++j) told.terms.push_back({result.terms.term[j], result.terms.coefficient[j], result.terms.lowest[j], result.terms.highest[j]});
    told.intercept = result.terms.coefficient[0];
    told.covariance = golden::numbers(expect["covariance"]);
    const OffersResult same = offers(again, told);
    for (std::size_t i = 0; i < person.size(); ++i)
      if (result.pairs.in_range[i] == 1) {
        check_close(same.pairs.probability[i], result.pairs.probability[i], 1e-8, 1e-10, "handed over");
        check_close(same.pairs.lower[i], result.pairs.lower[i], 1e-8, 1e-10, "lower, handed over");
      }
  }
}

TEST_CASE("the search equals looking at every offer, and threads do not matter") {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  int reachable = 0, beyond = 0, reaches = 0, unlike = 0;
  for (int round = 0; round < 60; ++round) {
    const std::size_t n = 80, m = 20;
    std::vector<double> a(n), b(n), c(n);
    std::vector<std::int64_t> taken(n);
    for (std::size_t i = 0; i < n; ++i) {
      a[i] = std::round(20 * uniform(random)), b[i] = std::round(2 * uniform(random)), c[i] = normal(random);
      taken[i] = uniform(random) < logistic(-1.5 + 0.12 * a[i] + 0.5 * b[i] + 0.4 * c[i]);
    }
    std::vector<double> pa(m), pb(m), pc(m), cost(m);
    std::vector<std::int64_t> person(m), vacancy(m, 3), may(m, 1);
    for (std::size_t i = 0; i < m; ++i) pa[i] = std::round(8 * uniform(random)), pb[i] = std::round(uniform(random)), pc[i] = normal(random), cost[i] = std::round(100 * uniform(random)), person[i] = static_cast<std::int64_t>(i);
    OffersInput input;
    input.x.add("a", a), input.x.add("b", b), input.x.add("c", c);
    input.pair_x.add("a", pa), input.pair_x.add("b", pb), input.pair_x.add("c", pc);
    input.pair_unit_cost.add("a", cost);
    input.accepted = taken, input.person = person, input.vacancy = vacancy, input.contactable = may;
    OffersOptions options;
    options.levers = {{"a", 0, 24, 2, 0}, {"b", 0, 2, 1, 150}};
    options.target = 0.35 + 0.5 * uniform(random);
    options.range = OfferRange::columns;
    options.reach = round % 2 == 0 ? OfferReach::estimate : OfferReach::lower;
    RunContext one, four;
    one.threads = 1, four.threads = 4;
    const OffersResult result = offers(input, options, one), threaded = offers(input, options, four);
    if (result.status != OffersStatus::estimated) continue;
    for (std::size_t i = 0; i < m; ++i) {
      CHECK(std::memcmp(&result.pairs.best[i], &threaded.pairs.best[i], sizeof(double)) == 0);
      CHECK(result.pairs.status.codes[i] == threaded.pairs.status.codes[i]);
      // Plainly: every offer as an offer that stands, by the same analysis.
      std::vector<double> va, vb, vc;
      for (int s = -1; s <= 12; ++s)
        for (int t = -1; t <= 2; ++t) va.push_back(s < 0 ? pa[i] : 2.0 * s), vb.push_back(t < 0 ? pb[i] : t), vc.push_back(pc[i]);
      std::vector<std::int64_t> who(va.size(), 1), which(va.size()), they_may(va.size(), 1);
      for (std::size_t k = 0; k < which.size(); ++k) which[k] = static_cast<std::int64_t>(k);
      OffersInput all = input;
      all.pair_x = Table{}, all.pair_unit_cost = Table{};
      all.pair_x.add("a", va), all.pair_x.add("b", vb), all.pair_x.add("c", vc);
      all.person = who, all.vacancy = which, all.contactable = they_may;
      OffersOptions plain = options;
      plain.levers.clear();
      const OffersResult each = offers(all, plain, one);
      double best = -1, least = std::numeric_limits<double>::infinity();
      for (std::size_t k = 0; k < va.size(); ++k) {
        if (each.pairs.in_range[k] == 0) continue;
        best = std::max(best, each.pairs.probability[k]);
        if ((options.reach == OfferReach::lower ? each.pairs.lower[k] : each.pairs.probability[k]) >= options.target) least = std::min(least, std::round(cost[i] * (va[k] - pa[i]) + 150 * (vb[k] - pb[i])));
      }
      const std::string status = status_of(result, i);
      if (best < 0) CHECK(std::isnan(result.pairs.best[i]));
      else near(result.pairs.best[i], best, 1e-12, "best");
      CHECK((status == "reaches" || status == "reachable") == std::isfinite(least));
      if (status == "reachable") near(result.pairs.cost[i], least, 1e-12, "cost");
      reachable += status == "reachable", beyond += status == "beyond_bounds", reaches += status == "reaches", unlike += status == "beyond_data";
    }
  }
  CHECK(reachable > 100);
  CHECK(beyond > 20);
  CHECK(reaches > 20);
  CHECK(unlike > 20);
}

TEST_CASE("models that cannot be used say so, and no probability is told") {
  Pairs pairs;
  OffersInput input = pairs.input();
  const std::vector<double> pay{1, 2, 3, 4}, steps{0, 1, 0, 1}, same{1, 1, 1, 1};
  input.x.add("pay", pay);
  input.x.add("steps", steps);
  const std::map<OffersStatus, std::vector<std::int64_t>> taken{{OffersStatus::nobody_accepted, {0, 0, 0, 0}}, {OffersStatus::everybody_accepted, {1, 1, 1, 1}}, {OffersStatus::separated, {0, 0, 1, 1}}};
  OffersOptions options;
  options.levers = {{"pay", 1, 4, 1, 1}};
  for (const auto& [status, values] : taken) {
    input.accepted = values;
    const OffersResult result = offers(input, options);
    CHECK(result.status == status);
    CHECK(status_of(result, 0) == "no_model");
    CHECK(std::isnan(result.pairs.probability[0]));
    CHECK(result.terms.term.empty());
  }
  options.ridge = 1;
  CHECK(offers(input, options).status == OffersStatus::estimated);
  OffersInput constant = pairs.input();
  constant.x.add("pay", same);
  constant.x.add("steps", steps);
  const std::vector<std::int64_t> some{0, 1, 1, 0};
  constant.accepted = some;
  options.ridge = 0;
  CHECK(offers(constant, options).status == OffersStatus::singular);
}

TEST_CASE("offers: what is refused") {
  Pairs pairs;
  const auto said = [&](const auto& change) {
    OffersInput input = pairs.input();
    OffersOptions options = known_model();
    options.levers = {{"pay", 0, 15, 1, 1}};
    change(input, options);
    return sentence([&] { offers(input, options); });
  };
  const std::vector<std::int64_t> same{7, 7}, taken{0, 1};
  const std::vector<double> bad{1.5, 2};
  CHECK(said([&](OffersInput& i, OffersOptions&) { i.person = same; }) == "returns.offers: vacancy[1] is \"1\", but must be once for each person");
  const std::vector<std::int64_t> other{1, 2}, one_says_no{1, 0};
  CHECK(said([](OffersInput& i, OffersOptions&) { i.contactable = Column(); }) == "returns.offers: contactable is missing, but must be a column");
  CHECK(said([&](OffersInput& i, OffersOptions&) { i.person = same, i.vacancy = other, i.contactable = one_says_no; }) == "returns.offers: contactable[1] is 0, but must be 1 as in row 0 of the same person");
  CHECK(said([](OffersInput&, OffersOptions& o) { o.intercept.reset(); }) == "returns.offers: intercept is missing, but must be given with terms");
  CHECK(said([](OffersInput&, OffersOptions& o) { o.covariance.pop_back(); }).find("returns.offers: covariance is 8, but must be of 9 numbers") == 0);
  CHECK(said([](OffersInput&, OffersOptions& o) { o.covariance[1] = 1; }).find("returns.offers: covariance[3] is 0, but must be symmetric") == 0);
  CHECK(said([&](OffersInput& i, OffersOptions&) { i.accepted = taken; }) == "returns.offers: x is missing, but must be given with accepted");
  CHECK(said([](OffersInput&, OffersOptions& o) { o.levers[0].column = "site"; }) == "returns.offers: levers[0].column is \"site\", but must be a column of the model: pay, steps");
  CHECK(said([](OffersInput&, OffersOptions& o) { o.levers[0].upper = -1; }) == "returns.offers: levers[0].upper is -1, but must be at least lower");
  CHECK(said([](OffersInput&, OffersOptions& o) { o.levers[0].step = 1e-6; }) == "returns.offers: levers[0].step is 1e-06, but must be long enough for at most 1000000 offers of all levers");
  CHECK(said([](OffersInput&, OffersOptions& o) { o.levers.push_back(o.levers[0]); }) == "returns.offers: levers[1].column is \"pay\", but must be named once");
  CHECK(said([](OffersInput&, OffersOptions& o) { o.parts = {{"pay", OfferRule::at_least, 0, false}}; }) == "returns.offers: parts[0].name is \"pay\", but must be a column of wish: ");
  CHECK(said([&](OffersInput& i, OffersOptions&) { i.pair_upper.add("km", bad); }) == "returns.offers: pair_upper.km is given, but must be a lever: pay");
  CHECK(said([&](OffersInput& i, OffersOptions& o) {
          i.wish.add("pay", bad), i.offer.add("pay", bad);
          o.parts = {{"pay", OfferRule::at_least, 0, true}};
        }) == "returns.offers: wish.pay[0] is 1.5, but must be whole minor units, >= 0");
}
