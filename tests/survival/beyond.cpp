// What every estimator says of people who have stayed as long as anybody was followed: nothing, by default; and nothing certain, if the curve is to be carried on.
#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "mainstay/survival/boosting.hpp"
#include "mainstay/survival/case_cohort.hpp"
#include "mainstay/survival/causes.hpp"
#include "mainstay/survival/choose.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/fine_gray.hpp"
#include "mainstay/survival/forest.hpp"
#include "mainstay/survival/hazard.hpp"
#include "mainstay/survival/model.hpp"
#include "mainstay/survival/multinomial.hpp"
#include "mainstay/survival/path.hpp"
#include "mainstay/survival/smooth.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

constexpr double follow_up = 20.0, last_leaving = 17.0;

// Nobody leaves after 17; some are followed to 20. `asked`: four people of tenure 3, 18, 20 and 25.
struct People {
  std::vector<double> age, duration, asked_age{30.0, 30.0, 30.0, 30.0}, tenure{3.0, 18.0, follow_up, 25.0};
  std::vector<std::int64_t> event, either, member;
  Table x, asked;
  People() {
    std::mt19937_64 random(8);
    for (std::int64_t i = 0; i < 240; ++i) {
      const bool here = i % 3 == 0;
      age.push_back(20.0 + static_cast<double>(random() % 300) / 10.0);
      duration.push_back(here ? follow_up : 1.0 + static_cast<double>(i < 6 ? 16 : random() % 17));
      event.push_back(here ? 0 : 1 + static_cast<std::int64_t>(random() % 2));
      either.push_back(event.back() > 0);
      member.push_back(random() % 2);
    }
    x.add("age", age);
    asked.add("age", asked_age);
  }
  template <class Input>
  Input input(const std::vector<std::int64_t>& of) const {
    Input given;
    given.x = x;
    given.duration = duration;
    given.event = of;
    return given;
  }
  template <class Input>
  Input people() const {
    Input given;
    given.x = asked;
    given.tenure = tenure;
    return given;
  }
};

// Four people by the times 1 and 4: which cells lie beyond, and which of them nobody left before.
constexpr bool beyond[8] = {false, false, false, true, true, true, true, true};

template <class Options, class Predict, class Values>
void same_rule(const char* word, Predict&& predict, Values&& values) {
  CAPTURE(word);
  Options options;
  CHECK(options.beyond == BeyondFollowUp::missing);
  options.times = {1.0, 4.0};
  if constexpr (requires { options.errors; }) options.errors = true;
  auto found = predict(options);
  for (std::size_t cell = 0; cell < 8; ++cell) {
    CAPTURE(cell);
    CHECK(std::isnan(values(found)[cell]) == beyond[cell]);
    if constexpr (requires { found.std_error; })
      if (!found.std_error.empty() && beyond[cell]) CHECK((std::isnan(found.std_error[cell]) && std::isnan(found.lower[cell]) && std::isnan(found.upper[cell])));
  }
  CHECK(std::isfinite(values(found)[0]));
  options.beyond = BeyondFollowUp::carry;
  found = predict(options);
  const double nobody_leaves = std::string(word) == "fine_gray" ? 0.0 : 1.0;
  for (std::size_t cell = 3; cell < 8; ++cell) {
    CAPTURE(cell);
    CHECK(values(found)[cell] == nobody_leaves);
    if constexpr (requires { found.std_error; })
      if (!found.std_error.empty()) CHECK((std::isnan(found.std_error[cell]) && std::isnan(found.lower[cell]) && std::isnan(found.upper[cell])));
    if constexpr (requires { found.errors; })
      for (const CauseErrors& cause : found.errors) CHECK((std::isnan(cause.std_error[cell]) && std::isnan(cause.lower[cell]) && std::isnan(cause.upper[cell])));
    if constexpr (requires { found.cumulative_hazard_std_error; })
      if (!found.cumulative_hazard_std_error.empty()) CHECK(std::isnan(found.cumulative_hazard_std_error[cell]));
  }
}

}  // namespace

TEST_CASE("beyond follow-up: nobody who stayed longer than anybody is told to stay for certain") {
  const People people;
  const auto survival = [](const auto& found) -> const std::vector<double>& { return found.survival; };
  const auto rule = [&]<class Input, class Options, class People_>(const char* word, auto fit, auto predict) {
    same_rule<Options>(word, [&](const Options& options) { return predict(fit, people.people<People_>(), options, RunContext{}); }, survival);
  };
  const auto& event = people.event;
  const auto& either = people.either;
  rule.operator()<CoxInput, CoxPredictOptions, CoxPredictInput>("cox", cox(people.input<CoxInput>(either)), &cox_predict);
  CoxOptions changing;
  changing.time_effects.emplace_back().column = "age";
  rule.operator()<CoxInput, CoxPredictOptions, CoxPredictInput>("cox over time", cox(people.input<CoxInput>(either), changing), &cox_predict);
  rule.operator()<CausesInput, CausesPredictOptions, CoxPredictInput>("causes", causes(people.input<CausesInput>(event)), &causes_predict);
  rule.operator()<SmoothInput, CoxPredictOptions, CoxPredictInput>("smooth", smooth(people.input<SmoothInput>(either)), &smooth_predict);
  rule.operator()<PathInput, PathPredictOptions, PathPredictInput>("path", path(people.input<PathInput>(either)), &path_predict);
  rule.operator()<BoostingInput, BoostingPredictOptions, NewPeople>("boosting", boosting(people.input<BoostingInput>(event)), &boosting_predict);
  rule.operator()<ForestInput, ForestPredictOptions, NewPeople>("forest", forest(people.input<ForestInput>(event)), &forest_predict);
  rule.operator()<HazardInput, HazardPredictOptions, HazardPredictInput>("hazard", hazard(people.input<HazardInput>(either)), &hazard_predict);
  rule.operator()<MultinomialInput, MultinomialPredictOptions, MultinomialPredictInput>("multinomial", multinomial(people.input<MultinomialInput>(event)), &multinomial_predict);
  const FineGrayFit of_one = fine_gray(people.input<FineGrayInput>(event));
  same_rule<FineGrayPredictOptions>("fine_gray", [&](const FineGrayPredictOptions& options) { return fine_gray_predict(of_one, people.people<FineGrayPredictInput>(), options, {}); },
                                    [](const FineGrayPrediction& found) -> const std::vector<double>& { return found.incidence; });
  for (const Choice& word : choices(Learner{})) {
    if (word.value == static_cast<std::int32_t>(Learner::aft)) continue;  // its curve goes on by itself
    ModelOptions options;
    options.learner = static_cast<Learner>(word.value);
    const bool several = options.learner != Learner::cox;
    rule.operator()<ModelInput, ModelPredictOptions, NewPeople>(word.name, model(people.input<ModelInput>(several ? event : either), options), &model_predict);
  }
}

TEST_CASE("beyond follow-up: a time within it and one that others left before keep their errors when carried on") {
  const People people;
  const CoxFit fit = cox(people.input<CoxInput>(people.either));
  CoxPredictInput given = people.people<CoxPredictInput>();
  CoxPredictOptions options;
  options.times = {10.0, 16.9, 30.0};
  options.beyond = BeyondFollowUp::carry;
  const CoxPrediction found = cox_predict(fit, given, options);
  CHECK(found.survival[2] == found.survival[1]);  // of tenure 3: what is known at 20 stays
  CHECK(found.std_error[2] == found.std_error[1]);
  CHECK(found.std_error[2] > 0.0);
  CHECK(found.lower[2] < found.survival[2]);
}
