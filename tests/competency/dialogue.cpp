#include "mainstay/competency/dialogue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Practice {
  std::vector<std::vector<double>> x, rating;
  std::vector<std::int64_t> person, fold;
  std::vector<double> weights;
  DialogueOptions options;
  DialogueItem& item(const std::string& name, double weight = 1.0) {
    options.rubric.items.push_back({});
    options.rubric.items.back().name = name;
    options.rubric.items.back().weight = weight;
    x.emplace_back();
    return options.rubric.items.back();
  }
  DialogueInput input() const {
    DialogueInput input;
    for (std::size_t j = 0; j < x.size(); ++j) input.x.add(options.rubric.items[j].name, Column(x[j]));
    for (std::size_t e = 0; e < rating.size(); ++e) input.rating.add("expert" + std::to_string(e + 1), Column(rating[e]));
    if (!person.empty()) input.person = Column(person);
    if (!fold.empty()) input.fold = Column(fold);
    if (!weights.empty()) input.weights = Column(weights);
    return input;
  }
  DialogueFit fit(const RunContext& context = {}) const { return dialogue(input(), options, context); }
  DialogueScores score(const DialogueFit& fitted, const DialogueScoreOptions& how = {}) const {
    DialogueScoreInput input;
    for (std::size_t j = 0; j < x.size(); ++j) input.x.add(options.rubric.items[j].name, Column(x[j]));
    return dialogue_score(fitted, input, how);
  }
};

// Answers of people whose rating is 1 + 5/10 of the first item, 3/10 of the second, nothing of the others, and noise.
Practice random_practice(std::mt19937_64& random, int people, int answers, int items, int experts, double noise) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0.0, 10.0);
  Practice practice;
  for (int j = 0; j < items; ++j) practice.item("item" + std::to_string(j + 1));
  practice.rating.resize(static_cast<std::size_t>(experts));
  for (int i = 0; i < people * answers; ++i) {
    for (int j = 0; j < items; ++j) practice.x[j].push_back(uniform(random));
    const double truth = 1.0 + 0.5 * practice.x[0].back() + 0.3 * practice.x[1].back();
    for (int e = 0; e < experts; ++e) practice.rating[e].push_back(std::clamp(truth + noise * normal(random), 0.0, 10.0));
    practice.person.push_back(i / answers);
  }
  return practice;
}

}  // namespace

TEST_CASE("dialogue: by hand") {
  // Experts give 2 and 7 of 10 for nothing and everything of one item: base 0.2, weight 0.5; half of it scores 0.45, and the rest would add 25 points.
  Practice practice;
  practice.item("empathy").label = "Empathy";
  practice.options.rubric.items[0].label_zh = "共情";
  practice.options.rubric.items[0].advice = "Say first what you have understood.";
  practice.options.rubric.items[0].advice_zh = "先说出你听懂了什么。";
  practice.x[0] = {0, 5, 10, 0, 5, 10};
  practice.rating = {{2, 4.5, 7, 2, 4.5, 7}};
  practice.options.penalties = {0.0};
  practice.options.minimum = 5;
  practice.options.folds = 3;
  const DialogueFit fit = practice.fit();
  CHECK(fit.status == DialogueStatus::learnt);
  near(fit.base, 0.2, 1e-12, "base");
  near(fit.items.weight[0], 0.5, 1e-12, "weight");
  near(fit.items.correlation[0], 1.0, 1e-12, "correlation");
  practice.x[0] = {5, 10, none};
  const DialogueScores scores = practice.score(fit);
  near(scores.answers.score[0], 0.45, 1e-12, "score");
  near(scores.answers.attainable[0], 0.7, 1e-12, "attainable");
  near(scores.contributions.contribution[0], 0.25, 1e-12, "contribution");
  REQUIRE(scores.advice.gain.size() == 1);
  near(scores.advice.gain[0], 0.25, 1e-12, "gain");
  CHECK(scores.advice.sentence[0] == "Empathy: 5 now; raised to 10 it would add 25 points of 100. Say first what you have understood.");
  CHECK(scores.advice.sentence_zh[0] == "共情：目前 5，提高到 10 可加 25 分（满分 100）。先说出你听懂了什么。");
  CHECK(std::isnan(scores.answers.score[2]));
  near(scores.answers.least[2], 0.2, 1e-12, "least");
  near(scores.answers.most[2], 0.7, 1e-12, "most");
  CHECK(scores.answers.status.levels[static_cast<std::size_t>(scores.answers.status.codes[2])] == "nothing_known");
}

TEST_CASE("dialogue: directions, bands and what is attainable") {
  Practice practice;
  practice.item("talk").direction = DialogueDirection::band;
  DialogueItem& band = practice.options.rubric.items[0];
  band.lowest = 0, band.highest = 1, band.best_from = 0.4, band.best_to = 0.6;
  DialogueItem& slow = practice.item("seconds", 3.0);
  slow.direction = DialogueDirection::lower, slow.lowest = 2, slow.highest = 12, slow.attainable = 4;
  practice.x = {{0.2, 0.5, 0.8, 0.9}, {12, 2, 7, 3}};
  const DialogueFit fit = practice.fit();
  CHECK(fit.status == DialogueStatus::not_learnt);
  near(fit.items.weight[1], 0.75, 1e-14, "share");
  DialogueScoreOptions every;
  every.least_gain = 0.0;
  const DialogueScores scores = practice.score(fit, every);
  near(scores.contributions.level, {0.5, 0.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.9}, 1e-12, "levels");
  near(scores.answers.score, {0.125, 1.0, 0.5, 0.25 * 0.25 + 0.75 * 0.9}, 1e-12, "scores");
  near(scores.answers.attainable, {0.25 + 0.75 * 0.8, 1.0, 0.25 + 0.75 * 0.8, 0.25 + 0.75 * 0.9}, 1e-12, "attainable");
  CHECK(std::isnan(scores.answers.lower[0]));
  REQUIRE(scores.advice.gain.size() == 5);  // two, none, two, one: the last is faster than what is asked
  CHECK(scores.advice.sentence[0] == "seconds: 12 now; lowered to 4 it would add 60 points of 100.");
  CHECK(scores.advice.sentence[1] == "talk: 0.2 now; raised to 0.4 it would add 12.5 points of 100.");
  CHECK(scores.advice.sentence[4] == "talk: 0.9 now; lowered to 0.6 it would add 18.8 points of 100.");
}

TEST_CASE("dialogue: equal to a quadratic program, to kappa of scikit-learn, and to loops over folds") {
  for (const std::string& file : golden::golden_files("competency/dialogue")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    Practice practice;
    const std::vector<double> weights = golden::numbers(document["options"]["rubric_weights"]);
    std::size_t j = 0;
    for (const auto& [name, values] : document["data"]["x"].items()) {
      practice.item(name, weights[j]);
      practice.x[j++] = golden::numbers(values);
    }
    for (const auto& [name, values] : document["data"]["rating"].items()) practice.rating.push_back(golden::numbers(values));
    practice.person = golden::integers(document["data"]["person"]);
    practice.fold = golden::integers(document["data"]["fold"]);
    practice.options.penalties = golden::numbers(document["options"]["penalties"]);
    practice.options.resamples = 50;
    const DialogueFit fit = practice.fit();
    CHECK(fit.status == DialogueStatus::learnt);
    const auto& expect = document["expect"];
    const auto value = [&](const char* name) { return expect[name].get<double>(); };
    CHECK(fit.penalty == value("penalty"));
    near(fit.base, value("base"), 1e-8, "base");
    near(fit.items.weight, golden::numbers(expect["weight"]), 1e-8, "weight");
    near(fit.half_width, value("half_width"), 1e-8, "half width");
    near(fit.held_out_coverage, value("coverage"), 1e-12, "coverage");
    near(fit.validation.root_mean_square_error[0], value("root_mean_square_error"), 1e-8, "root mean square");
    near(fit.validation.mean_absolute_error[0], value("mean_absolute_error"), 1e-8, "mean absolute");
    near(fit.validation.correlation[0], value("correlation"), 1e-8, "correlation");
    const char* names[] = {"score_and_expert", "expert_and_expert"};
    for (std::size_t k = 0; k < 2; ++k) {
      near(fit.agreement.kappa[k], golden::numbers(expect[names[k]])[0], 1e-10, names[k]);
      near(fit.agreement.correlation[k], golden::numbers(expect[names[k]])[1], 1e-10, names[k]);
      CHECK(fit.agreement.kappa_lower[k] <= fit.agreement.kappa[k]);
      CHECK(fit.agreement.kappa_upper[k] >= fit.agreement.kappa[k]);
    }
  }
}

TEST_CASE("dialogue: contributions add up, scores lie in 0 to 1, advice raises the score by what it says") {
  std::mt19937_64 random(6);
  for (int round = 0; round < 20; ++round) {
    CAPTURE(round);
    Practice practice = random_practice(random, 15, 3, 4, 2, 1.5);
    practice.options.resamples = 10;
    for (double& rating : practice.rating[1])
      if (random() % 3 == 0) rating = none;
    const DialogueFit fit = practice.fit();
    CHECK(fit.status == DialogueStatus::learnt);
    double sum = fit.base;
    for (const double weight : fit.items.weight) sum += weight;
    CHECK(sum <= 1.0 + 1e-12);
    const DialogueScores scores = practice.score(fit);
    for (std::size_t i = 0; i < scores.answers.score.size(); ++i) {
      double total = fit.base;
      for (std::size_t j = 0; j < 4; ++j) total += scores.contributions.contribution[4 * i + j];
      near(total, scores.answers.score[i], 1e-12, "sum");
      CHECK(scores.answers.lower[i] <= scores.answers.score[i]);
      CHECK(scores.answers.least[i] == doctest::Approx(scores.answers.score[i]));
    }
    for (std::size_t k = 0; k < scores.advice.gain.size(); ++k) {
      if (k > 0 && scores.advice.answer[k] == scores.advice.answer[k - 1]) CHECK(scores.advice.gain[k] <= scores.advice.gain[k - 1]);
      Practice better = practice;
      const auto row = static_cast<std::size_t>(scores.advice.answer[k]);
      better.x[static_cast<std::size_t>(scores.advice.item.codes[k])][row] = scores.advice.target[k];
      if (k % 17 == 0) near(better.score(fit).answers.score[row] - scores.answers.score[row], scores.advice.gain[k], 1e-12, "gain");
    }
    CHECK(to_json(Object::of(practice.fit({.threads = 3}))) == to_json(Object::of(fit)));
    fit.validate();
  }
}

TEST_CASE("dialogue: planted weights come back, learnt beats the rubric, intervals cover new people") {
  std::mt19937_64 random(12);
  int covered = 0, answers = 0;
  double counted = 0.0;
  for (int round = 0; round < 20; ++round) {
    Practice practice = random_practice(random, 60, 2, 5, 2, 1.0), later = random_practice(random, 60, 2, 5, 2, 1.0);
    practice.options.resamples = 100;
    const DialogueFit fit = practice.fit({.seed = static_cast<std::uint64_t>(round)});
    CHECK(std::abs(fit.items.weight[0] - 0.5) < 0.08);
    CHECK(std::abs(fit.items.weight[1] - 0.3) < 0.08);
    CHECK(fit.items.weight[4] < 0.08);
    CHECK(fit.items.lower[0] < fit.items.upper[0]);
    CHECK(fit.validation.root_mean_square_error[0] < fit.validation.root_mean_square_error[1]);
    CHECK(fit.validation.root_mean_square_error[0] < fit.validation.root_mean_square_error[3]);
    const DialogueScores scores = later.score(fit);
    for (std::size_t i = 0; i < scores.answers.score.size(); ++i, ++answers) {
      const double mean = 0.05 * (later.rating[0][i] + later.rating[1][i]);
      covered += mean >= scores.answers.lower[i] && mean <= scores.answers.upper[i];
    }
    counted += fit.held_out_coverage / 20.0;
  }
  const double share = static_cast<double>(covered) / answers;
  CHECK(share > 0.87);
  CHECK(share < 0.96);
  CHECK(std::abs(counted - 0.9) < 0.03);
}

TEST_CASE("dialogue: weights are copied rows, people stay together, missing items, what is refused") {
  std::mt19937_64 random(3);
  Practice practice = random_practice(random, 20, 2, 3, 1, 1.0);
  practice.options.resamples = 0;
  for (std::size_t i = 0; i < practice.person.size(); ++i) practice.weights.push_back(static_cast<double>(random() % 3)), practice.fold.push_back(practice.person[i] % 4);
  practice.options.minimum = 5;
  Practice copied;
  copied.options = practice.options;
  copied.x.resize(3);
  copied.rating.resize(1);
  for (std::size_t i = 0; i < practice.person.size(); ++i)
    for (int k = 0; k < practice.weights[i]; ++k) {
      for (std::size_t j = 0; j < 3; ++j) copied.x[j].push_back(practice.x[j][i]);
      copied.rating[0].push_back(practice.rating[0][i]);
      copied.person.push_back(practice.person[i]);
      copied.fold.push_back(practice.fold[i]);
    }
  const DialogueFit one = practice.fit(), two = copied.fit();
  near(two.items.weight, one.items.weight, 1e-10, "weights");
  near(two.validation.root_mean_square_error, one.validation.root_mean_square_error, 1e-10, "errors");
  near(two.agreement.kappa[0], one.agreement.kappa[0], 1e-10, "kappa");
  practice.x[2][4] = none;
  practice.weights.clear();
  CHECK(practice.fit().left_out == 1.0);
  DialogueScoreOptions typical;
  typical.missing = DialogueMissing::typical;
  const DialogueFit fit = practice.fit();
  near(practice.score(fit, typical).answers.score[4], fit.base + fit.items.weight[0] * practice.x[0][4] / 10 + fit.items.weight[1] * practice.x[1][4] / 10 + fit.items.weight[2] * fit.items.mean_level[2], 1e-12, "typical");
  CHECK(std::isnan(practice.score(fit).answers.score[4]));

  practice.fold[1] = 3;
  CHECK(sentence([&] { practice.fit(); }) == "competency.dialogue: fold is \"3\" in row 1 for person \"0\", but must be the same for all answers of a person");
  practice.fold.assign(practice.person.size(), 1);
  CHECK(sentence([&] { practice.fit(); }) == "competency.dialogue: fold is of one value, but must be of two or more folds");
  practice.fold.clear();
  practice.rating[0][2] = 12;
  CHECK(sentence([&] { practice.fit(); }) == "competency.dialogue: rating.expert1[2] is 12, but must be between 0 and 10, the experts' scale");
  practice.rating[0].assign(practice.person.size(), 5.0);
  CHECK(practice.fit().status == DialogueStatus::no_variation);
  practice.options.minimum = 500;
  CHECK(practice.fit().status == DialogueStatus::too_few);
  near(practice.fit().items.weight, {1.0 / 3, 1.0 / 3, 1.0 / 3}, 1e-14, "the rubric's");
  practice.options.rubric.items[1].best_to = 3;
  CHECK(sentence([&] { practice.fit(); }) == "competency.dialogue: rubric.items[1].best_to is 3, but must be left out unless direction = band");
  DialogueFit damaged = fit;
  damaged.items.weight[0] = 2.0;
  CHECK(sentence([&] { damaged.validate(); }) == "competency.dialogue: the weights add up to more than 1");
}
