#include "mainstay/returns/holdout.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/error.hpp"
#include "returns/holdout_kernel.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

using Whole = std::vector<std::int64_t>;

struct People {
  Whole person, contactable, earlier;
  std::vector<std::string> reason, city;
  HoldoutOptions options{};

  explicit People(std::int64_t n, double share = 0.25) {
    person.resize(static_cast<std::size_t>(n));
    std::iota(person.begin(), person.end(), 1000);
    contactable.assign(person.size(), 1);
    options.share = share;
  }
  HoldoutResult run(std::uint64_t seed = 1) const {
    Labels labels;
    HoldoutInput input;
    input.person = person;
    input.contactable = contactable;
    std::vector<std::uint8_t> present(person.size() / 8 + 1, 0);
    if (!earlier.empty()) {
      input.earlier = earlier;
      for (std::size_t i = 0; i < earlier.size(); ++i)
        if (earlier[i] >= 0) present[i / 8] = static_cast<std::uint8_t>(present[i / 8] | (1u << (i % 8)));
      input.earlier.validity = present.data();
    }
    if (!reason.empty()) input.strata.add("reason", labels.column(reason)), input.strata.add("city", labels.column(city));
    RunContext context;
    context.seed = seed;
    return holdout(input, options, context);
  }
};

}  // namespace

TEST_CASE("hold-out: who is added, moved or left away changes nobody's arm") {
  const People few(50);
  People more(80);
  std::reverse(more.person.begin(), more.person.end());
  const HoldoutResult first = few.run(), second = more.run();
  for (std::size_t i = 0; i < 50; ++i) CHECK(first.people.held_out[i] == second.people.held_out[79 - i]);
  CHECK(first.held_out + first.called == 50);
  CHECK(first.people.propensity[0] == 0.75);
  // Another seed and another experiment draw anew.
  const HoldoutResult other = few.run(2);
  People named = few;
  named.options.experiment = "autumn";
  CHECK(other.people.held_out != first.people.held_out);
  CHECK(named.run().people.held_out != first.people.held_out);
}

TEST_CASE("hold-out: 17 and \"17\" are one person") {
  const People whole(40);
  Labels labels;
  std::vector<std::string> texts;
  for (const std::int64_t person : whole.person) texts.push_back(std::to_string(person));
  HoldoutInput input;
  input.person = labels.column(texts);
  input.contactable = whole.contactable;
  CHECK(holdout(input, whole.options).people.held_out == whole.run().people.held_out);
}

TEST_CASE("hold-out: the share is right over many people, and the draws are even") {
  const People many(40000, 0.2);
  const HoldoutResult result = many.run();
  CHECK(std::abs(result.held_out - 8000) < 4 * 80);  // four standard deviations
  std::vector<std::int64_t> bins(10, 0);
  for (const double draw : result.people.draw) ++bins[static_cast<std::size_t>(draw * 10.0)];
  double chi = 0.0;
  for (const std::int64_t count : bins) chi += std::pow(static_cast<double>(count) - 4000.0, 2) / 4000.0;
  CHECK(chi < 27.9);  // 99.9 % of a chi-squared with 9 degrees of freedom
}

TEST_CASE("hold-out in blocks: each stratum has its share, the sum is right, who may not be contacted is in neither arm") {
  People all(203, 0.3);
  for (std::size_t i = 0; i < all.person.size(); ++i) {
    all.reason.push_back(i % 3 == 0 ? "pay" : "promotion");
    all.city.push_back(i % 5 < 2 ? "Wuhan" : "Xi'an");
    all.contactable[i] = i % 11 > 0;
  }
  all.options.method = HoldoutMethod::blocks;
  const HoldoutResult result = all.run();
  CHECK(result.strata.stratum.levels == std::vector<std::string>{"total", "pay / Wuhan", "pay / Xi'an", "promotion / Wuhan", "promotion / Xi'an"});
  CHECK(result.held_out == std::llround(0.3 * static_cast<double>(result.eligible)));
  for (std::size_t s = 1; s < 5; ++s) {
    CHECK(std::fabs(static_cast<double>(result.strata.held_out[s]) - 0.3 * static_cast<double>(result.strata.eligible[s])) < 1.0);
    CHECK(result.strata.eligible[s] == result.strata.held_out[s] + result.strata.called[s]);
  }
  for (std::size_t i = 0; i < all.person.size(); ++i) {
    CHECK((result.people.held_out[i] == -1) == (all.contactable[i] == 0));
    if (all.contactable[i] == 0) continue;
    const auto s = static_cast<std::size_t>(result.people.stratum.codes[i]) + 1;
    near(result.people.propensity[i], 1.0 - result.strata.share[s], 1e-12, "propensity");
  }
  // The order of the rows says nothing.
  People turned = all;
  std::reverse(turned.person.begin(), turned.person.end());
  std::reverse(turned.contactable.begin(), turned.contactable.end());
  std::reverse(turned.reason.begin(), turned.reason.end());
  std::reverse(turned.city.begin(), turned.city.end());
  Whole other = turned.run().people.held_out;
  std::reverse(other.begin(), other.end());
  CHECK(other == result.people.held_out);
  // Ten more people: the arms of the others are kept when they are passed on.
  People more = all;
  more.earlier = result.people.held_out;
  for (std::int64_t i = 0; i < 10; ++i) {
    more.person.push_back(5000 + i);
    more.contactable.push_back(1);
    more.reason.push_back("pay");
    more.city.push_back("Wuhan");
    more.earlier.push_back(-1);
  }
  const HoldoutResult grown = more.run();
  for (std::size_t i = 0; i < all.person.size(); ++i) CHECK(grown.people.held_out[i] == result.people.held_out[i]);
  CHECK(std::fabs(static_cast<double>(grown.strata.held_out[1]) - 0.3 * static_cast<double>(grown.strata.eligible[1])) < 1.0);
}

TEST_CASE("hold-out in blocks: everybody is held out as often as the share says") {
  People all(7, 0.4);
  all.options.method = HoldoutMethod::blocks;
  std::vector<double> held(7, 0.0);
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    const HoldoutResult result = all.run(seed);
    CHECK(result.held_out == 3);
    for (std::size_t i = 0; i < 7; ++i) held[i] += static_cast<double>(result.people.held_out[i]) / 4000.0;
  }
  for (const double share : held) CHECK(std::fabs(share - 3.0 / 7.0) < 4.0 * std::sqrt(3.0 / 7.0 * 4.0 / 7.0 / 4000.0));
}

TEST_CASE("hold-out: draws and balance as restated in Python") {
  const golden::json document = golden::load_golden("returns/holdout/draws.json");
  Labels labels;
  const std::vector<double> tenure = golden::numbers(document["tenure"]);
  const Whole contactable(tenure.size(), 1);
  HoldoutInput input;
  input.person = labels.column(golden::texts(document["person"]));
  input.contactable = contactable;
  input.covariates.add("tenure", tenure);
  input.covariates.add("city", labels.column(golden::texts(document["city"])));
  HoldoutOptions options;
  options.share = document["share"].get<double>();
  options.experiment = document["experiment"].get<std::string>();
  RunContext context;
  context.seed = document["seed"].get<std::uint64_t>();
  const HoldoutResult result = holdout(input, options, context);
  CHECK(result.people.draw == golden::numbers(document["draw"]));
  CHECK(result.people.held_out == golden::integers(document["held_out"]));
  check_all(result.balance.difference, golden::numbers(document["difference"]), 1e-12, 1e-14, "difference");
  CHECK(result.balance.level == std::vector<std::string>{"", "Beijing", "Wuhan", "Xi'an"});
}

TEST_CASE("hold-out: power equals R's power.prop.test") {
  const golden::json cases = golden::load_golden("returns/holdout/power.json")["cases"];
  const std::vector<double> n = golden::numbers(cases["n"]), base = golden::numbers(cases["base"]), level = golden::numbers(cases["significance"]);
  const std::vector<double> power = golden::numbers(cases["power_of_10_points"]), detectable = golden::numbers(cases["detectable"]), needed = golden::numbers(cases["needed"]);
  for (std::size_t i = 0; i < n.size(); ++i) {
    near(power_of(base[i] + 0.1, n[i], base[i], n[i], level[i]), power[i], 1e-9, "power");
    near(detectable_of(base[i], n[i], n[i], 0.8, level[i]), detectable[i], 1e-8, "detectable");
    near(needed_of(base[i] + 0.1, base[i], 0.5, 0.8, level[i]), needed[i], 1e-6, "needed");
  }
  // Unequal arms: what is detectable has the power, and so have the people needed.
  const double effect = detectable_of(0.1, 300, 80, 0.9, 0.05);
  near(power_of(0.1 + effect, 300, 0.1, 80, 0.05), 0.9, 1e-10, "power");
  const double people = needed_of(0.2, 0.1, 0.2, 0.8, 0.05);
  near(power_of(0.2, 0.8 * people, 0.1, 0.2 * people, 0.05), 0.8, 1e-10, "power");
  CHECK(std::isnan(detectable_of(0.5, 2, 2, 0.9, 0.05)));
}

TEST_CASE("hold-out: nobody, no arm, and what is refused") {
  People all(6);
  all.contactable.assign(6, 0);
  CHECK(all.run().status == HoldoutStatus::nobody_eligible);
  CHECK(People(0).run().status == HoldoutStatus::nobody_eligible);
  People one(1, 0.01);
  CHECK(one.run().status == HoldoutStatus::nobody_held_out);
  all = People(3);
  const auto said = [&] { return sentence([&] { all.run(); }); };
  all.person[2] = 1000;
  CHECK(said() == "returns.holdout: person[2] is 1000, but must be there once: row 0 has it too");
  all = People(3);
  all.options.effects = {0.1};
  CHECK(said() == "returns.holdout: base_share is missing, but must be given beside effects");
  all.options.base_share = 0.95;
  CHECK(said() == "returns.holdout: effects[0] is 0.1, but must be such that base_share + effect stays below 1");
}
