#include "mainstay/attrition/risk_what_if.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "mainstay/attrition/risk_list.hpp"
#include "risk_people.hpp"

using namespace risk_people;
using doctest::Approx;

TEST_CASE("what if: the list of people who are like this already") {
  const People people(300, 2);
  for (const Choice& word : choices(survival::Learner{})) {
    CAPTURE(word.name);
    if (const auto learner = static_cast<survival::Learner>(word.value); learner == survival::Learner::hazard || learner == survival::Learner::multinomial) continue;  // they want whole periods, these people stay for halves
    RiskOptions fitted = asked({4.0, 8.0}, static_cast<survival::Learner>(word.value));
    fitted.resamples = 9;
    const RiskFit fit = risk(people.input, fitted);
    std::vector<double> pay = people.pay;
    for (double& value : pay) value = std::min(14.0, value + 2.0);
    data::Frame changed, whole;
    changed.add("pay", pay);
    changed.add_texts("site", std::vector<std::string>(300, "west"));
    whole.add("age", people.age);
    whole.add("pay", pay);
    whole.add_texts("site", std::vector<std::string>(300, "west"));
    RiskWhatIfInput input;
    input.x = people.input.x;
    input.changed = changed.table();
    input.tenure = people.entry;
    RiskWhatIfOptions options;
    options.confidence_level = 0.5;
    const RiskWhatIf found = risk_what_if(fit, input, options);
    CHECK(found.meaning == RiskMeaning::association);
    CHECK(found.reading_en.find("not what would happen") != std::string::npos);
    RiskListInput before, after;
    before.x = people.input.x;
    before.tenure = people.entry;
    after.x = whole.table();
    after.tenure = people.entry;
    const RiskList old = risk_list(fit, before), now = risk_list(fit, after);
    CHECK(found.people.before == old.people.probability);
    CHECK(found.people.after == now.people.probability);
    CHECK(found.causes.after == now.causes.probability);
    double sum = 0.0;
    for (std::size_t i = 0; i < 300; ++i) sum += now.people.probability[2 * i + 1] - old.people.probability[2 * i + 1];
    CHECK(found.total.difference[1] == Approx(sum).epsilon(1e-10));
    // Limits of one person: nine differences in order, the third and the seventh.
    std::vector<double> draws;
    for (const survival::ModelFit& resample : fit.resamples) {
      const auto stay = [&](const Table& x) {
        survival::NewPeople rows;
        rows.x = x;
        rows.tenure = people.input.entry;
        survival::ModelPredictOptions times;
        times.beyond = survival::BeyondFollowUp::carry;
        times.times = {8.0};
        return survival::model_predict(resample, rows, times).survival[33];
      };
      draws.push_back(stay(before.x) - stay(after.x));
    }
    std::sort(draws.begin(), draws.end());
    CHECK(found.people.lower[67] == Approx(draws[2]).epsilon(1e-12));
    CHECK(found.people.upper[67] == Approx(draws[6]).epsilon(1e-12));
  }
}

TEST_CASE("what if: what is refused") {
  const People people(80);
  const RiskFit fit = risk(people.input, asked({4.0}));
  RiskWhatIfInput input;
  input.x = people.input.x;
  input.tenure = people.entry;
  std::vector<double> pay(80, 20.0);
  input.changed.add("pay", pay);
  CHECK(sentence([&] { risk_what_if(fit, input); }) == "attrition.risk.what_if: changed.pay[0] is 20, but must be between 3 and 14, as in the fit (or allow_outside)");
  RiskWhatIfOptions allowed;
  allowed.allow_outside = true;
  const RiskWhatIf outside = risk_what_if(fit, input, allowed);
  CHECK(outside.people.outside[0] == 1);
  CHECK(std::isnan(outside.people.lower[0]));
  input.changed = {};
  input.changed.add("town", pay);
  CHECK(sentence([&] { risk_what_if(fit, input); }) == "attrition.risk.what_if: changed.town is unknown, but must be one of the columns of the fit: age, pay, site");
  input.changed = {};
  input.changed.add("site", pay);
  CHECK(sentence([&] { risk_what_if(fit, input); }) == "attrition.risk.what_if: changed.site is numbers, but must be text, as in the fit");
  data::Frame moon;
  moon.add_texts("site", std::vector<std::string>(80, "moon"));
  input.changed = moon.table();
  CHECK(sentence([&] { risk_what_if(fit, input); }).find("moon") != std::string::npos);
}
