#include "mainstay/attrition/risk_exits.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "risk_people.hpp"

using namespace risk_people;
using doctest::Approx;

TEST_CASE("exits: by hand") {
  const Ten ten;
  const RiskFit fit = risk(ten.input, ten.options);
  // S = 0.8, 0.6, 0.6, 0.3 at 1, 2, 3, 4. Who begins today leaves in (0, 1] with 0.2 and in (1, 2] with 0.2; who has stayed for 1 leaves with
  // 0.25, then with 0; two who begin at 1 leave in (1, 2] with 0.2 each.
  const std::vector<double> x{5, 5}, tenure{0, 1}, hire_time{1};
  const std::vector<std::int64_t> unit{1, 2}, hire_unit{1}, hire_count{2};
  RiskExitsInput input;
  input.x.add("x", x);
  input.tenure = tenure;
  input.unit = unit;
  input.hire_time = hire_time;
  input.hire_unit = hire_unit;
  input.hire_count = hire_count;
  RiskExitsOptions options;
  options.times = {1, 2};
  const RiskExits found = risk_exits(fit, input, options);
  const RiskExitsTotal& total = found.total;
  CHECK(found.parameters == RiskInterval::none);
  CHECK(total.start == std::vector<double>{0, 1});
  CHECK(total.opening[0] == 2.0);
  CHECK(total.hires == std::vector<double>{2, 0});  // they begin at 1, which is still in the first period
  CHECK(total.exits[0] == Approx(0.45).epsilon(1e-14));
  CHECK(total.exits[1] == Approx(0.6).epsilon(1e-14));
  CHECK(total.of_hires[1] == Approx(0.4).epsilon(1e-14));
  CHECK(total.headcount[0] == Approx(0.8 + 0.75 + 2).epsilon(1e-14));
  CHECK(total.headcount[1] == Approx(0.6 + 0.75 + 1.6).epsilon(1e-14));
  CHECK(total.opening[1] == total.headcount[0]);
  CHECK(total.exits_std_dev[0] == Approx(std::sqrt(0.16 + 0.1875)).epsilon(1e-12));
  // The number of exits in the first period is 0, 1, 2 with 0.6, 0.35, 0.05.
  CHECK(total.exits_lower[0] == 0.0);
  CHECK(total.exits_upper[0] == 1.0);
  options.confidence_level = 0.92;
  CHECK(risk_exits(fit, input, options).total.exits_upper[0] == 2.0);
  CHECK(found.units.unit.levels == std::vector<std::string>{"1", "2"});
  CHECK(found.units.exits[0] == Approx(0.2).epsilon(1e-14));
  CHECK(found.units.exits[1] == Approx(0.6).epsilon(1e-14));
  CHECK(found.units.exits[2] == Approx(0.25).epsilon(1e-14));
  CHECK(found.units.exits[3] == Approx(0.0).epsilon(1e-14));
  // Of the one today 0.2 leave for pay in (0, 1] and 0.2 for the boss in (1, 2], of the other 0.2 / 0.8 for the boss; of the hires 0.2 each for pay.
  CHECK(found.causes.cause.levels == std::vector<std::string>{"pay", "boss"});
  CHECK(found.causes.unit.levels == std::vector<std::string>{"", "1", "2"});
  REQUIRE(found.causes.exits.size() == 12);
  const std::vector<double> by_cause{0.2, 0.25, 0.4, 0.2, 0.2, 0.0, 0.4, 0.2, 0.0, 0.25, 0.0, 0.0};
  for (std::size_t k = 0; k < 12; ++k) CHECK(found.causes.exits[k] == Approx(by_cause[k]).epsilon(1e-14));
  CHECK(found.causes.of_hires[2] == Approx(0.4).epsilon(1e-14));
  CHECK(found.causes.exits_std_dev[2] == Approx(std::sqrt(0.32)).epsilon(1e-12));  // two hires with 0.2 each: 0, 1, 2 with 0.64, 0.32, 0.04
  CHECK(found.causes.exits_upper[2] == 1.0);
  CHECK(found.units.headcount_lower[1] == 1.0);
  CHECK(found.units.headcount_upper[1] == 3.0);
}

TEST_CASE("exits: against a table of all counts, with resamples the mean of tables") {
  const People people(220);
  RiskOptions fitted = asked({4.0});
  fitted.resamples = 5;
  const RiskFit fit = risk(people.input, fitted);
  std::vector<std::int64_t> unit;
  for (std::size_t i = 0; i < 220; ++i) unit.push_back(static_cast<std::int64_t>(i % 3));
  RiskExitsInput input;
  input.x = people.input.x;
  input.tenure = people.entry;
  input.unit = unit;
  RiskExitsOptions options;
  options.times = {3, 7, 12};
  const RiskExits found = risk_exits(fit, input, options);
  CHECK(found.parameters == RiskInterval::resamples);
  for (std::size_t group = 0; group < 3; ++group)
    for (std::size_t t = 0; t < 3; ++t) {
      std::vector<double> mass(221, 0.0);
      double expected = 0.0;
      for (std::size_t b = 0; b <= fit.resamples.size(); ++b) {
        survival::NewPeople rows;
        rows.x = input.x;
        rows.tenure = input.tenure;
        survival::ModelPredictOptions times;
        times.beyond = survival::BeyondFollowUp::carry;
        times.times = options.times;
        const std::vector<double> stay = survival::model_predict(b == 0 ? fit.model : fit.resamples[b - 1], rows, times).survival;
        std::vector<double> table{1.0};
        for (std::size_t i = group; i < 220; i += 3) {
          const double p = (t == 0 ? 1.0 : stay[i * 3 + t - 1]) - stay[i * 3 + t];
          if (b == 0) expected += p;
          table.push_back(0.0);
          for (std::size_t k = table.size() - 1; k > 0; --k) table[k] = table[k] * (1 - p) + table[k - 1] * p;
          table[0] *= 1 - p;
        }
        for (std::size_t k = 0; b > 0 && k < table.size(); ++k) mass[k] += table[k] / 5.0;
      }
      const auto quantile = [&](double share) {
        double sum = 0.0;
        for (std::size_t k = 0; k < mass.size(); ++k)
          if ((sum += mass[k]) >= share) return static_cast<double>(k);
        return -1.0;
      };
      double mean = 0.0, square = 0.0;
      for (std::size_t k = 0; k < mass.size(); ++k) mean += mass[k] * static_cast<double>(k), square += mass[k] * static_cast<double>(k * k);
      const std::size_t row = group * 3 + t;
      CHECK(found.units.exits[row] == Approx(expected).epsilon(1e-12));
      CHECK(found.units.exits_std_dev[row] == Approx(std::sqrt(square - mean * mean)).epsilon(1e-8));
      CHECK(found.units.exits_lower[row] == quantile(0.05));
      CHECK(found.units.exits_upper[row] == quantile(0.95));
    }
  // Units add up to the whole, in what is expected.
  for (std::size_t t = 0; t < 3; ++t) {
    CHECK(found.units.exits[t] + found.units.exits[3 + t] + found.units.exits[6 + t] == Approx(found.total.exits[t]).epsilon(1e-12));
    CHECK(found.units.headcount[t] + found.units.headcount[3 + t] + found.units.headcount[6 + t] == Approx(found.total.headcount[t]).epsilon(1e-12));
  }
}

TEST_CASE("exits: causes add up, with resamples too; weights are copies") {
  const People people(200, 2);
  RiskOptions fitted = asked({4.0}, survival::Learner::causes);
  fitted.resamples = 3;
  fitted.model.causes = {"pay", "boss"};
  const RiskFit fit = risk(people.input, fitted);
  RiskExitsInput input;
  input.x = people.input.x;
  input.tenure = people.entry;
  input.unit = people.site.empty() ? Column() : Column(people.event);
  RiskExitsOptions options;
  options.times = {3, 7};
  const RiskExits found = risk_exits(fit, input, options);
  const std::size_t groups = found.causes.unit.levels.size();
  REQUIRE(found.causes.exits.size() == groups * 4);
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t t = 0; t < 2; ++t) {
      const double all = g == 0 ? found.total.exits[t] : found.units.exits[(g - 1) * 2 + t];
      CHECK(found.causes.exits[g * 4 + t * 2] + found.causes.exits[g * 4 + t * 2 + 1] == Approx(all).epsilon(1e-10));
      for (const std::size_t row : {g * 4 + t * 2, g * 4 + t * 2 + 1}) {
        CHECK(found.causes.exits_lower[row] <= found.causes.exits[row]);
        CHECK(found.causes.exits_upper[row] <= (g == 0 ? found.total.exits_upper[t] : found.units.exits_upper[(g - 1) * 2 + t]));
      }
    }
  // Everybody of the first hundred stands for himself, nobody, or three.
  std::vector<double> weights, tenure, age, pay;
  std::vector<std::string> site;
  for (std::size_t i = 0; i < 200; ++i) {
    weights.push_back(i >= 100 ? 0.0 : static_cast<double>(i % 3 == 0 ? 3 : i % 3 == 1 ? 1 : 0));
    for (double k = 0.0; k < weights.back(); k += 1.0) {
      tenure.push_back(people.entry[i]);
      age.push_back(people.age[i]);
      pay.push_back(people.pay[i]);
      site.push_back(people.site[i]);
    }
  }
  data::Frame copies;
  copies.add("age", age);
  copies.add("pay", pay);
  copies.add_texts("site", std::move(site));
  input.unit = {};
  input.weights = weights;
  const RiskExits weighted = risk_exits(fit, input, options);
  input.weights = {};
  input.x = copies.table();
  input.tenure = tenure;
  const RiskExits copied = risk_exits(fit, input, options);
  for (std::size_t t = 0; t < 2; ++t) {
    CHECK(weighted.total.exits[t] == Approx(copied.total.exits[t]).epsilon(1e-12));
    CHECK(weighted.total.opening[t] == Approx(copied.total.opening[t]).epsilon(1e-12));
    CHECK(weighted.total.exits_std_dev[t] == Approx(copied.total.exits_std_dev[t]).epsilon(1e-10));
    CHECK(weighted.total.exits_upper[t] == copied.total.exits_upper[t]);
    CHECK(weighted.total.headcount_lower[t] == copied.total.headcount_lower[t]);
    CHECK(weighted.causes.exits[t] == Approx(copied.causes.exits[t]).epsilon(1e-12));
    CHECK(weighted.total.beyond_follow_up[t] == copied.total.beyond_follow_up[t]);
  }
}

TEST_CASE("exits: hires like somebody leave like them, and what is refused") {
  const People people(220);
  const RiskFit fit = risk(people.input, asked({4.0}));
  RiskExitsInput here, hired;
  here.x = people.input.x;
  const std::vector<double> new_today(220, 0.0);
  here.tenure = new_today;
  std::vector<double> one(1, 30.0), pay(1, 5.0), long_gone(1, 0.0);
  data::Frame nobody;
  nobody.add("age", one);
  nobody.add("pay", pay);
  nobody.add_texts("site", std::vector<std::string>{"north"});
  hired.x = nobody.table();
  hired.tenure = long_gone;
  hired.hire_time = new_today;
  hired.hire_x = people.input.x;
  RiskExitsOptions options;
  options.times = {3, 7, 12};
  const RiskExits first = risk_exits(fit, here, options), second = risk_exits(fit, hired, options);
  RiskExitsInput alone;
  alone.x = hired.x;
  alone.tenure = long_gone;
  const RiskExits third = risk_exits(fit, alone, options);
  for (std::size_t t = 0; t < 3; ++t) {
    CHECK(second.total.of_hires[t] == Approx(first.total.exits[t]).epsilon(1e-12));
    CHECK(second.total.headcount[t] == Approx(first.total.headcount[t] + third.total.headcount[t]).epsilon(1e-12));
  }
  CHECK(second.total.hires[0] == 220.0);
  hired.hire_unit = people.person;
  CHECK(sentence([&] { risk_exits(fit, hired, options); }) == "attrition.risk.exits: hire_unit is given, but must be left out without unit");
  hired.hire_unit = {};
  hired.hire_time = {};
  CHECK(sentence([&] { risk_exits(fit, hired, options); }) == "attrition.risk.exits: hire_time is missing, but must be given with other columns of hires");
  options.times = {3, 3};
  CHECK(sentence([&] { risk_exits(fit, here, options); }) == "attrition.risk.exits: times[1] is 3, but must be above the one before it");
}
