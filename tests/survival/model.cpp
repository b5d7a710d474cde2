#include "mainstay/survival/model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"
#include "mainstay/survival/curve.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

struct People {
  std::vector<double> age, duration, entry, weights;
  std::vector<std::int64_t> event, person;
  data::Frame frame;
  ModelInput input;
  explicit People(std::int64_t n, int causes, unsigned seed = 4) {
    std::mt19937_64 random(seed);
    std::vector<std::string> site;
    for (std::int64_t i = 0; i < n; ++i) {
      age.push_back(20.0 + static_cast<double>(random() % 300) / 10.0);
      site.push_back(random() % 3 == 0 ? "north" : random() % 2 ? "south" : "west");
      const double first = static_cast<double>(random() % 5), stay = 1.0 + static_cast<double>(random() % 24) + (site.back() == "west" ? 4.0 : 0.0);
      entry.push_back(first);
      duration.push_back(first + stay);
      event.push_back(static_cast<std::int64_t>(random() % static_cast<unsigned>(causes + 1)));
      weights.push_back(1.0 + static_cast<double>(random() % 3));
      person.push_back(i);
    }
    frame.add("age", age);
    frame.add_texts("site", std::vector<std::string>(site));
    input.x = frame.table();
    input.duration = duration;
    input.event = event;
    input.entry = entry;
    input.weights = weights;
  }
};

std::string bytes(const ModelFit& fit) { return save_document("survival.model", Object::of(fit)); }

}  // namespace

TEST_CASE("model: one curve for everybody, by hand") {
  // Of ten people two leave at 1 for cause 1, two at 2 for cause 2; of the eight still here then four are censored at 3, the others leave for cause 1 at 4.
  const std::vector<double> duration{1, 1, 2, 2, 3, 3, 4, 4, 4, 4}, x(10, 0.0);
  const std::vector<std::int64_t> event{1, 1, 2, 2, 0, 0, 1, 1, 0, 0};
  ModelInput input;
  input.x.add("x", x);
  input.duration = duration;
  input.event = event;
  ModelOptions options;
  options.learner = Learner::curve;
  options.causes = {"pay", "boss"};
  const ModelFit fit = model(input, options);
  CHECK(fit.rows == 10);
  CHECK(fit.events == 6);
  CHECK(fit.follow_up == 4.0);
  CHECK(fit.causes == std::vector<std::string>{"pay", "boss"});
  NewPeople people;
  const std::vector<double> one(1, 0.0);
  people.x.add("x", one);
  ModelPredictOptions asked;
  asked.times = {9.0};
  CHECK(std::isnan(model_predict(fit, people, asked).survival[0]));  // nobody was followed for 9, and none is told to stay
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {0.5, 1.0, 2.0, 4.0, 9.0};
  ModelPrediction curve = model_predict(fit, people, asked);
  const std::vector<double> survival{1.0, 0.8, 0.6, 0.3, 0.3}, pay{0.0, 0.2, 0.2, 0.5, 0.5}, boss{0.0, 0.0, 0.2, 0.2, 0.2};
  for (std::size_t t = 0; t < 5; ++t) {
    CHECK(curve.survival[t] == doctest::Approx(survival[t]).epsilon(1e-14));
    CHECK(curve.incidence[0].incidence[t] == doctest::Approx(pay[t]).epsilon(1e-14));
    CHECK(curve.incidence[1].incidence[t] == doctest::Approx(boss[t]).epsilon(1e-14));
  }
  // Of those who have stayed for 1, 0.6 / 0.8 are here one unit later.
  const std::vector<double> tenure{1.0};
  people.tenure = tenure;
  asked.times = {1.0, 3.0};
  asked.beyond = BeyondFollowUp::missing;
  curve = model_predict(fit, people, asked);
  CHECK(curve.survival[0] == doctest::Approx(0.75).epsilon(1e-14));
  CHECK(curve.incidence[1].incidence[0] == doctest::Approx(0.25).epsilon(1e-14));
  CHECK(curve.incidence[0].incidence[1] == doctest::Approx(0.3 / 0.8).epsilon(1e-14));
  asked.times = {3.5};
  curve = model_predict(fit, people, asked);
  CHECK(std::isnan(curve.survival[0]));
  CHECK(std::isnan(curve.incidence[0].incidence[0]));
}

TEST_CASE("model: what the learners say by themselves") {
  const People people(400, 1);
  NewPeople rows;
  rows.x = people.input.x;
  rows.tenure = people.input.entry;
  ModelPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {2.0, 7.5, 20.0};
  asked.errors = true;
  SUBCASE("cox") {
    CoxInput input;
    input.x = people.input.x;
    input.duration = people.input.duration;
    input.event = people.input.event;
    input.entry = people.input.entry;
    input.weights = people.input.weights;
    const CoxFit alone = cox(input);
    const ModelFit fit = model(people.input);
    CHECK(fit.detail == "converged");
    CHECK(fit.cox.front().coefficients.coefficient == alone.coefficients.coefficient);
    CoxPredictInput same;
    same.x = rows.x;
    same.tenure = rows.tenure;
    CoxPredictOptions times;
    times.beyond = BeyondFollowUp::carry;
    times.times = asked.times;
    const CoxPrediction expected = cox_predict(alone, same, times);
    const ModelPrediction found = model_predict(fit, rows, asked);
    CHECK(found.survival == expected.survival);
    CHECK(found.lower == expected.lower);
    const ModelExplanation reasons = model_explain(fit, {rows.x});
    CHECK(reasons.scale == "hazard");
    REQUIRE(reasons.score.size() == 400);
    for (std::size_t i = 0; i < 400; ++i) CHECK(reasons.score[i] == doctest::Approx(expected.linear_predictor[i]).epsilon(1e-12));
    CHECK(reasons.reasons.row.size() == 800);
  }
  SUBCASE("forest") {
    ModelOptions options;
    options.learner = Learner::forest;
    options.forest.trees = 12;
    ForestInput input;
    input.x = people.input.x;
    input.duration = people.input.duration;
    input.event = people.input.event;
    input.entry = people.input.entry;
    input.weights = people.input.weights;
    RunContext context;
    context.seed = 3;
    const ForestFit alone = forest(input, options.forest, context);
    const ModelFit fit = model(people.input, options, context);
    CHECK(fit.detail == "grown");
    CHECK(fit.causes.empty());  // one cause: nothing to tell apart
    NewPeople same;
    same.x = rows.x;
    same.tenure = rows.tenure;
    ForestPredictOptions times;
    times.beyond = BeyondFollowUp::carry;
    times.times = asked.times;
    const ForestPrediction expected = forest_predict(alone, same, times);
    const ModelPrediction found = model_predict(fit, rows, asked);
    CHECK(found.survival == expected.survival);
    CHECK(found.incidence.empty());
    // Contributions are what is above the average of the people of each tree.
    double average = 0.0;
    std::vector<double> all(12, 0.0), sum(12, 0.0);
    for (std::size_t i = 0; i < alone.trees.nodes.tree.size(); ++i)
      if (alone.trees.nodes.feature[i] == -1) {
        const auto tree = static_cast<std::size_t>(alone.trees.nodes.tree[i]);
        all[tree] += alone.trees.nodes.cover[i];
        sum[tree] += alone.trees.nodes.cover[i] * alone.trees.nodes.value[i];
      }
    for (std::size_t t = 0; t < 12; ++t) average += sum[t] / all[t];
    const ModelExplanation reasons = model_explain(fit, {rows.x});
    CHECK(reasons.scale == "hazard");
    for (std::size_t i = 0; i < 400; ++i) CHECK(reasons.score[i] + average == doctest::Approx(expected.score[i]).epsilon(1e-10));
  }
  SUBCASE("aft") {
    ModelOptions options;
    options.learner = Learner::aft;
    options.aft.distribution = AftDistribution::log_logistic;
    const ModelFit fit = model(people.input, options);
    AftPredictInput same;
    same.x = rows.x;
    same.tenure = rows.tenure;
    AftPredictOptions times;
    times.times = asked.times;
    const AftPrediction expected = aft_predict(fit.aft.front(), same, times);
    CHECK(model_predict(fit, rows, asked).survival == expected.survival);
    const ModelExplanation reasons = model_explain(fit, {rows.x});
    CHECK(reasons.scale == "pace");
    for (std::size_t i = 0; i < 400; ++i) CHECK(reasons.score[i] == doctest::Approx(-std::log(expected.time_ratio[i])).epsilon(1e-10));
  }
}

TEST_CASE("model: several causes, one or many rows, saved and loaded") {
  const People people(500, 3, 9);
  for (const Choice& word : choices(Learner{})) {
    CAPTURE(word.name);
    ModelOptions options;
    options.learner = static_cast<Learner>(word.value);
    const ModelFit fit = model(people.input, options);
    CHECK(fit.status == ModelStatus::fitted);
    RunContext one;
    one.threads = 1;
    CHECK(bytes(fit) == bytes(model(people.input, options, one)));
    const Object loaded = load_document(bytes(fit), "survival.model", type_of<ModelFit>);
    REQUIRE(loaded.as<ModelFit>() != nullptr);
    NewPeople rows;
    rows.x = people.input.x;
    rows.tenure = people.input.entry;
    ModelPredictOptions asked;
    asked.beyond = BeyondFollowUp::carry;
    asked.times = {0.0, 1.0, 6.0, 14.0, 100.0};
    const ModelPrediction curve = model_predict(fit, rows, asked);
    CHECK(model_predict(*loaded.as<ModelFit>(), rows, asked).survival == curve.survival);
    for (std::size_t cell = 0; cell < curve.survival.size(); ++cell) {
      double sum = curve.survival[cell];
      for (const CauseIncidence& cause : curve.incidence) sum += cause.incidence[cell];
      CHECK((curve.incidence.empty() || std::fabs(sum - 1.0) < 1e-14));
      CHECK((cell % 5 == 0 || curve.survival[cell] <= curve.survival[cell - 1]));
    }
    // One time for each row is the same curve at that time.
    const std::vector<double> time(500, 6.0);
    rows.time = time;
    asked.times.clear();
    const ModelPrediction each = model_predict(fit, rows, asked);
    for (std::size_t i = 0; i < 500; ++i) CHECK(each.survival[i] == doctest::Approx(curve.survival[i * 5 + 2]).epsilon(1e-14));
    CHECK(fit.causes.size() == (options.learner == Learner::cox ? 0 : 3));
    // Contributions add up, and say what the learner has to say.
    const ModelExplanation reasons = model_explain(fit, {rows.x});
    REQUIRE(reasons.contributions.size() == 1000);
    for (std::size_t i = 0; i < 500; ++i) CHECK(reasons.score[i] == doctest::Approx(reasons.contributions[2 * i] + reasons.contributions[2 * i + 1]).epsilon(1e-12));
    // Of one cause, whose mean over the causes is that of leaving as such.
    if (fit.causes.empty() || options.learner == Learner::forest) {
      CHECK_THROWS_WITH(model_explain(fit, {rows.x}, {"1", 3}), "survival.model.explain: cause is \"1\", but must be left out: this model explains leaving as such");
      continue;
    }
    ModelInput plain = people.input;
    plain.weights = Column();
    const ModelFit counted = model(plain, options);
    const ModelExplanation all = model_explain(counted, {rows.x});
    std::vector<double> mean(1000, 0.0);
    double events = 0.0;
    for (const std::string& cause : fit.causes) {
      const ModelExplanation one = model_explain(counted, {rows.x}, {cause, 3});
      const auto left = static_cast<double>(std::count(people.event.begin(), people.event.end(), std::stoi(cause)));
      events += left;
      for (std::size_t cell = 0; cell < 1000; ++cell) mean[cell] += left * one.contributions[cell];
    }
    for (std::size_t cell = 0; cell < 1000; ++cell) CHECK(mean[cell] / events == doctest::Approx(all.contributions[cell]).epsilon(1e-10));
    CHECK_THROWS_WITH(model_explain(fit, {rows.x}, {"4", 3}), "survival.model.explain: cause is \"4\", but must be one of 1, 2, 3");
  }
}

TEST_CASE("model: what is refused") {
  const People people(50, 1);
  const ModelFit fit = model(people.input);
  NewPeople rows;
  rows.x = people.input.x;
  rows.time = people.input.duration;
  ModelPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {1.0};
  CHECK_THROWS_WITH(model_predict(fit, rows, asked), "survival.model.predict: times is given, but must be left out when the column time is given");
  ModelFit broken = fit;
  broken.cox.clear();
  CHECK_THROWS_WITH(broken.validate(), "survival.model: the fit's learner and fits do not fit each other");
}

TEST_CASE("model: R's curves given tenure") {
  const golden::json r = golden::read(golden::folder("survival/model") / "r.json");
  const auto texts = [](const golden::json& list) { return list.get<std::vector<std::string>>(); };
  data::Frame frame, who;
  frame.add("age", golden::numbers(r["age"]));
  frame.add_texts("site", texts(r["site"]));
  who.add("age", golden::numbers(r["who"]["age"]));
  who.add_texts("site", texts(r["who"]["site"]));
  const std::vector<double> duration = golden::numbers(r["duration"]), tenure = golden::numbers(r["tenure"]);
  const std::vector<std::int64_t> event = r["event"].get<std::vector<std::int64_t>>();
  ModelInput input;
  input.x = frame.table();
  input.duration = duration;
  input.event = event;
  NewPeople people;
  people.x = who.table();
  people.tenure = tenure;
  ModelPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = golden::numbers(r["times"]);
  ModelOptions options;
  const ModelPrediction cox = model_predict(model(input, options), people, asked);
  options.learner = Learner::curve;
  const ModelPrediction curve = model_predict(model(input, options), people, asked);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t t = 0; t < 3; ++t) {
      CHECK(cox.survival[3 * i + t] == doctest::Approx(r["cox"][i][t].get<double>()).epsilon(1e-9));
      CHECK(curve.survival[3 * i + t] == doctest::Approx(r["curve"][i][t]["survival"].get<double>()).epsilon(1e-12));
      for (std::size_t c = 0; c < 2; ++c)
        CHECK(curve.incidence[c].incidence[3 * i + t] == doctest::Approx(r["curve"][i][t]["incidence"][c].get<double>()).epsilon(1e-12));
    }
}
