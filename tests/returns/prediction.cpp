#include "mainstay/returns/prediction.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/survival/brier.hpp"
#include "mainstay/survival/curve.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;
using doctest::Approx;

namespace {

// Leavers with planted rates of every end in months: who left for promotion and was not promoted comes back often.
struct World {
  std::vector<double> duration, pay, exit, all_duration;
  std::vector<std::int64_t> end, all_end, may;
  std::vector<std::string> reason, situation;
  Labels labels;
  PredictionInput input;
  Table x;
  double rate(std::size_t i) const { return (reason[i] == "promotion" && situation[i] == "not" ? 0.06 : 0.015) * std::exp(-0.4 * pay[i]); }
  World(std::uint64_t seed, std::size_t people, std::int64_t frozen = 20000) {
    std::mt19937_64 random(seed);
    std::exponential_distribution<double> time(1.0);
    std::normal_distribution<double> normal;
    may.assign(people, 1);
    for (std::size_t i = 0; i < people; ++i) {
      reason.push_back(random() % 2 ? "promotion" : "pay");
      situation.push_back(random() % 3 ? "promoted" : "not");
      pay.push_back(normal(random));
      const double back = time(random) / rate(i), settled = time(random) / 0.03, lost = time(random) / 0.005, look = 1 + static_cast<double>(random() % 60);
      const double first = std::ceil(std::min({back, settled, lost}));
      end.push_back(first > look ? 0 : back <= std::min(settled, lost) ? 1 : settled <= lost ? 2 : 3);
      duration.push_back(std::min(first, look));
      exit.push_back(static_cast<double>(frozen) - look);
    }
    x.add("pay", pay);
    input.duration = duration;
    input.end = end;
    input.x = x;
    input.reason = labels.column(reason);
    input.situation = labels.column(situation);
    input.exit = exit;
  }
  // P(returned within h) of a person just gone, by the planted rates.
  double truth(std::size_t i, double h) const {
    const double all = rate(i) + 0.035;
    return rate(i) / all * (1 - std::exp(-all * h));
  }
  PredictionPredictInput people(const std::vector<double>& waited) const {
    PredictionPredictInput now;
    now.waited = waited;
    now.contactable = may;
    now.x = x;
    now.reason = input.reason;
    now.situation = input.situation;
    return now;
  }
};

PredictionOptions by(survival::Learner learner, std::int64_t resamples = 0) {
  PredictionOptions options;
  options.horizons = {6, 12, 24};
  options.model.learner = learner;
  options.model.boosting.iterations = 40;
  options.model.forest.trees = 20;
  options.resamples = resamples;
  return options;
}

std::string bytes(const PredictionFit& fit) { return save_document("returns.prediction", Object::of(fit)); }

}  // namespace

TEST_CASE("prediction: what every estimator keeps to") {
  const World world(4, 600);
  const std::vector<double> waited(600, 3.0);
  using survival::Learner;
  for (const Learner learner : {Learner::curve, Learner::causes, Learner::multinomial, Learner::boosting, Learner::forest, Learner::smooth, Learner::aft, Learner::hazard, Learner::path}) {
    CAPTURE(static_cast<int>(learner));
    const PredictionFit fit = prediction(world.input, by(learner, 3));
    CHECK(fit.returned + fit.settled + fit.unreachable + std::count(world.end.begin(), world.end.end(), 0) == 600);
    RunContext one;
    one.threads = 1;
    CHECK(bytes(prediction(world.input, by(learner, 3), one)) == bytes(fit));
    const Object loaded = load_document(bytes(fit), "returns.prediction", type_of<PredictionFit>);
    REQUIRE(loaded.as<PredictionFit>() != nullptr);
    const Prediction found = prediction_predict(fit, world.people(waited));
    CHECK(prediction_predict(*loaded.as<PredictionFit>(), world.people(waited)).people.probability == found.people.probability);
    const PredictedReturns& p = found.people;
    REQUIRE(p.probability.size() == 1800);
    for (std::size_t cell = 0; cell < p.probability.size(); ++cell) {
      CHECK(p.probability[cell] + p.settled[cell] + p.unreachable[cell] + p.open[cell] == Approx(1).epsilon(1e-12));
      CHECK(p.lower[cell] <= p.probability[cell]);
      CHECK(p.probability[cell] <= p.upper[cell]);
      CHECK(p.lower[cell] < p.upper[cell]);
      CHECK((cell % 3 == 0 || p.probability[cell] >= p.probability[cell - 1]));
    }
    CHECK(fit.pairs == (learner == Learner::causes || learner == Learner::multinomial));
    CHECK(found.columns.size() == (fit.pairs ? 2u : 3u));
    if (learner == Learner::forest) {
      CHECK(found.contributions.empty());
      continue;
    }
    for (std::size_t i = 0; i < 600; ++i) {
      double sum = 0;
      for (std::size_t c = 0; c < found.columns.size(); ++c) sum += found.contributions[i * found.columns.size() + c];
      CHECK(found.score[i] == Approx(sum).epsilon(1e-12));
    }
    // Best first: who left for promotion and was not promoted.
    std::size_t best = 0;
    for (std::size_t i = 0; i < 600; ++i)
      if (p.rank[i * 3 + 2] == 1) best = i;
    if (learner != Learner::curve) CHECK((world.reason[best] == "promotion" && world.situation[best] == "not"));
  }
}

TEST_CASE("prediction: values of coxph and survfit") {
  for (const char* name : {"causes", "delayed"}) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(std::string("returns/prediction/") + name + ".json");
    const golden::json &data = file["data"], &expect = file["expect"];
    const std::vector<double> duration = golden::numbers(data["duration"]), entry = golden::numbers(data["entry"]), pay = golden::numbers(data["pay"]);
    const std::vector<std::int64_t> end = golden::integers(data["end"]);
    const auto reason = data["reason"].get<std::vector<std::string>>(), situation = data["situation"].get<std::vector<std::string>>();
    Labels labels;
    PredictionInput input;
    input.duration = duration;
    input.end = end;
    input.entry = entry;
    input.x.add("pay", pay);
    input.reason = labels.column(reason);
    input.situation = labels.column(situation);
    PredictionOptions options = by(survival::Learner::causes);
    options.horizons = golden::numbers(file["options"]["horizons"]);
    const PredictionFit fit = prediction(input, options);
    const std::vector<double> waited = golden::numbers(file["options"]["waited"]), first_pay(pay.begin(), pay.begin() + 6);
    const std::vector<std::string> first_reason(reason.begin(), reason.begin() + 6), first_situation(situation.begin(), situation.begin() + 6);
    PredictionPredictInput now;
    const std::vector<std::int64_t> may(waited.size(), 1);
    now.waited = waited;
    now.contactable = may;
    now.x.add("pay", first_pay);
    now.reason = labels.column(first_reason);
    now.situation = labels.column(first_situation);
    const PredictedReturns found = prediction_predict(fit, now).people;
    REQUIRE(found.probability.size() == 18);
    for (std::size_t i = 0; i < 6; ++i)
      for (std::size_t t = 0; t < 3; ++t) {
        CHECK(found.probability[i * 3 + t] == Approx(expect["returned"][i][t].get<double>()).epsilon(1e-8));
        CHECK(found.settled[i * 3 + t] == Approx(expect["settled"][i][t].get<double>()).epsilon(1e-8));
        CHECK(found.unreachable[i * 3 + t] == Approx(expect["unreachable"][i][t].get<double>()).epsilon(1e-8));
      }
  }
}

TEST_CASE("prediction: the planted probabilities, given the time waited, within their limits") {
  const World world(11, 3000);
  PredictionOptions options = by(survival::Learner::multinomial, 40);
  const PredictionFit fit = prediction(world.input, options);
  const std::vector<double> fresh(3000, 0.0), later(3000, 8.0);
  const PredictedReturns at_exit = prediction_predict(fit, world.people(fresh)).people, after = prediction_predict(fit, world.people(later)).people;
  double covered = 0, error = 0, same = 0;
  for (std::size_t i = 0; i < 3000; ++i) {
    const std::size_t cell = i * 3 + 1;
    const double truth = world.truth(i, 12);
    covered += at_exit.lower[cell] <= truth && truth <= at_exit.upper[cell];
    error += std::fabs(at_exit.probability[cell] - truth) / 3000;
    same += std::fabs(after.probability[cell] - truth) / 3000;  // the rates are constant: waiting changes nothing
  }
  CHECK(covered / 3000 > 0.75);  // the errors of people are those of a few coefficients, so they lie in or out together
  CHECK(error < 0.02);
  CHECK(same < 0.03);
  CHECK(fit.base_rate[1] > 0.1);
  CHECK(fit.base_rate[1] < 0.35);
}

TEST_CASE("prediction: one model of survival behind it") {
  const World world(5, 400);
  PredictionOptions options = by(survival::Learner::causes);
  options.interactions = false;
  const PredictionFit fit = prediction(world.input, options);
  Table table = world.x;
  table.add("reason", world.input.reason);
  table.add("situation", world.input.situation);
  survival::ModelInput rows;
  rows.x = table;
  rows.duration = world.duration;
  rows.event = world.end;
  survival::ModelOptions same;
  same.learner = survival::Learner::causes;
  same.causes = {"returned", "settled", "unreachable"};
  const survival::ModelFit model = survival::model(rows, same);
  const std::vector<double> waited(400, 2.0);
  survival::NewPeople people;
  people.x = table;
  people.tenure = waited;
  survival::ModelPredictOptions asked;
  asked.times = {6, 12, 24};
  const Prediction found = prediction_predict(fit, world.people(waited));
  CHECK(found.people.probability == survival::model_predict(model, people, asked).incidence[0].incidence);
  CHECK(found.contributions == survival::model_explain(model, {table}, {"returned", 3}).contributions);
  CHECK(found.scale == "hazard");
}

TEST_CASE("prediction: limits by resamples with half the ridge, and Student's for their number") {
  const World world(6, 500);
  const std::vector<double> waited(500, 2.0);
  for (const survival::Learner learner : {survival::Learner::multinomial, survival::Learner::causes}) {
    PredictionOptions options = by(learner, 3);
    options.model.multinomial.ridge = options.model.by_cause.ridge = 4.0;
    const PredictionFit fit = prediction(world.input, options);
    const PredictedReturns p = prediction_predict(fit, world.people(waited)).people;
    if (learner == survival::Learner::multinomial) {
      CHECK(fit.model.multinomial.front().ridge == 4.0);
      CHECK(fit.resamples.back().multinomial.front().ridge == 2.0);
    }
    std::vector<std::vector<double>> draws;
    for (int b = 0; b < 3; ++b) {
      PredictionFit alone = fit;
      alone.model = fit.resamples[static_cast<std::size_t>(b)];
      draws.push_back(prediction_predict(alone, world.people(waited)).people.probability);
    }
    for (std::size_t cell = 0; cell < p.probability.size(); cell += 7) {
      const auto odds = [](double share) { return std::log(share / (1 - share)); };
      double mean = 0, squares = 0;
      for (const auto& draw : draws) mean += odds(draw[cell]) / 3;
      for (const auto& draw : draws) squares += std::pow(odds(draw[cell]) - mean, 2);
      const double reach = 4.302652729911275 * std::sqrt(squares / 2);  // t(0.975, 2)
      CHECK(odds(p.lower[cell]) == Approx(odds(p.probability[cell]) - reach).epsilon(1e-9));
      CHECK(odds(p.upper[cell]) == Approx(odds(p.probability[cell]) + reach).epsilon(1e-9));
    }
  }
}

TEST_CASE("prediction: who may not be contacted is no candidate") {
  const World world(23, 300);
  const std::vector<double> waited(300, 1.0);
  std::vector<std::int64_t> some(300, 1);
  for (const survival::Learner learner : {survival::Learner::multinomial, survival::Learner::forest}) {
    const PredictionFit fit = prediction(world.input, by(learner, 3));
    PredictionPredictInput now = world.people(waited);
    const Prediction all = prediction_predict(fit, now);
    for (std::size_t i = 0; i < 300; ++i) some[i] = all.people.rank[3 * i] % 4 == 1 ? 0 : 1;  // the first of all among them
    now.contactable = some;
    const Prediction found = prediction_predict(fit, now);
    for (std::size_t cell = 0; cell < 900; ++cell) {
      const std::size_t i = cell / 3;
      CHECK(found.people.contactable[cell] == some[i]);
      if (some[i] == 0) {
        for (const auto* column : {&found.people.probability, &found.people.lower, &found.people.upper, &found.people.settled, &found.people.unreachable, &found.people.open, &found.people.base_rate, &found.people.ratio}) CHECK(std::isnan((*column)[cell]));
        CHECK(found.people.rank[cell] == 0);
        continue;
      }
      CHECK(found.people.probability[cell] == all.people.probability[cell]);
      std::int64_t before = 0;  // of those who may be contacted
      for (std::size_t k = 0; k < 300; ++k) before += some[k] != 0 && all.people.rank[3 * k + cell % 3] < all.people.rank[cell];
      CHECK(found.people.rank[cell] == before + 1);
    }
    for (const std::int64_t row : found.reasons.row) CHECK(some[static_cast<std::size_t>(row)] == 1);
    if (learner == survival::Learner::forest) continue;
    CHECK(found.reasons.row.size() == all.reasons.row.size() / 300 * static_cast<std::size_t>(std::count(some.begin(), some.end(), 1)));
    for (std::size_t i = 0; i < 300; ++i) CHECK(std::isnan(found.score[i]) == (some[i] == 0));
    for (std::size_t k = 0; k < found.contributions.size(); ++k) CHECK(std::isnan(found.contributions[k]) == (some[k / found.columns.size()] == 0));
  }
}

TEST_CASE("prediction: frozen, then judged on later days") {
  const World world(21, 2500);
  PredictionOptions options = by(survival::Learner::multinomial);
  options.horizons = {6, 12};
  options.frozen_at = 19970;
  const PredictionFit fit = prediction(world.input, options);

  // The same by hand.
  std::vector<double> duration, pay, known;
  std::vector<std::int64_t> end;
  std::vector<std::string> reason, situation;
  for (std::size_t i = 0; i < 2500; ++i) {
    const double seen = 19970 - world.exit[i];
    if (seen <= 0) continue;
    duration.push_back(std::min(seen, world.duration[i]));
    end.push_back(world.duration[i] > seen ? 0 : world.end[i]);
    pay.push_back(world.pay[i]);
    reason.push_back(world.reason[i]);
    situation.push_back(world.situation[i]);
  }
  Labels labels;
  PredictionInput cut;
  cut.duration = duration;
  cut.end = end;
  cut.x.add("pay", pay);
  cut.reason = labels.column(reason);
  cut.situation = labels.column(situation);
  options.frozen_at.reset();
  PredictionFit by_hand = prediction(cut, options);
  by_hand.frozen_at = 19970;
  CHECK(bytes(by_hand) == bytes(fit));

  // Everybody still away that day, and what happened since.
  std::vector<double> waited, since, now_pay;
  std::vector<std::int64_t> then;
  std::vector<std::string> why, how;
  for (std::size_t i = 0; i < 2500; ++i) {
    const double away = std::max(0.0, 19970 - world.exit[i]);
    if (world.duration[i] <= away) continue;
    waited.push_back(away);
    since.push_back(world.duration[i] - away);
    then.push_back(world.end[i]);
    now_pay.push_back(world.pay[i]);
    why.push_back(world.reason[i]);
    how.push_back(world.situation[i]);
  }
  PredictionJudgeInput later;
  later.waited = waited;
  later.duration = since;
  later.end = then;
  later.x.add("pay", now_pay);
  later.reason = labels.column(why);
  later.situation = labels.column(how);
  const std::vector<std::int64_t> days(waited.size(), 19970);
  later.scored_at = days;
  const PredictionJudgement judged = prediction_judge(fit, later);
  const JudgedReturns& h = judged.horizons;
  REQUIRE(h.horizon.size() == 2);
  for (std::size_t t = 0; t < 2; ++t) {
    CHECK(word(h.status, t) == "judged");
    CHECK(h.ratio[t] > 0.85);
    CHECK(h.ratio[t] < 1.18);
    CHECK(h.slope_lower[t] < 1);
    CHECK(h.slope_upper[t] > 1);
    CHECK(h.auc[t] > 0.6);
    CHECK(h.brier[t] < h.curve_brier[t]);
    CHECK(h.skill[t] == Approx(1 - h.brier[t] / h.reference[t]).epsilon(1e-12));
  }
  CHECK(judged.bands.rows.size() == 10);
  CHECK(judged.bands.observed[4] > judged.bands.observed[0]);
  // The score as survival.brier has it.
  PredictionPredictInput asked;
  const std::vector<std::int64_t> may(waited.size(), 1);
  asked.waited = waited;
  asked.contactable = may;
  asked.x = later.x;
  asked.reason = later.reason;
  asked.situation = later.situation;
  const PredictedReturns predicted = prediction_predict(fit, asked).people;
  {  // Of the lowest band nobody comes back, all of them followed: 0 of n says how little that is.
    std::vector<double> longer = since;
    std::vector<std::int64_t> none = then;
    for (std::size_t i = 0; i < then.size(); ++i)
      if (predicted.probability[2 * i] <= judged.bands.highest[0]) longer[i] = 10000, none[i] = 0;
    PredictionJudgeInput rare = later;
    rare.duration = longer;
    rare.end = none;
    const JudgedReturnBands bands = prediction_judge(fit, rare).bands;
    const double n = static_cast<double>(bands.rows[0]), z2 = 1.9599639845 * 1.9599639845;
    CHECK(bands.observed[0] == 0.0);
    CHECK(bands.lower[0] == 0.0);
    CHECK(bands.upper[0] == Approx(z2 / (n + z2)).epsilon(1e-8));
    CHECK(bands.upper[1] > bands.lower[1]);
  }
  std::vector<double> p, d;
  std::vector<std::int64_t> e;
  for (std::size_t i = 0; i < waited.size(); ++i) {
    if (std::isnan(predicted.probability[2 * i])) continue;
    p.push_back(predicted.probability[2 * i]);
    d.push_back(since[i]);
    e.push_back(then[i]);
  }
  CHECK(static_cast<std::int64_t>(p.size()) == h.rows[0]);
  survival::BrierInput brier;
  brier.prediction.add("p", p);
  brier.duration = d;
  brier.event = e;
  survival::BrierOptions how_brier;
  how_brier.times = {6};
  how_brier.cause = 1;
  how_brier.predicted = survival::PredictedWhat::incidence;
  CHECK(survival::brier(brier, how_brier).times.brier[0] == h.brier[0]);
  const std::vector<std::int64_t> early(waited.size(), 19969);
  later.scored_at = early;
  CHECK(sentence([&] { prediction_judge(fit, later); }) == "returns.prediction.judge: scored_at[0] is 2024-09-03, but must be on the day when the model was frozen or later, 2024-09-04");
}

TEST_CASE("prediction: right on the whole, over several companies") {
  double predicted = 0, observed = 0;
  for (std::uint64_t seed = 41; seed < 47; ++seed) {
    const World world(seed, 1500);
    PredictionOptions options = by(survival::Learner::multinomial);
    options.horizons = {6, 12};
    const PredictionFit fit = prediction(world.input, options);
    const World later(seed + 100, 1500);
    PredictionJudgeInput judged;
    const std::vector<double> waited(1500, 0.0);
    judged.waited = waited;
    judged.duration = later.duration;
    judged.end = later.end;
    judged.x = later.x;
    judged.reason = later.input.reason;
    judged.situation = later.input.situation;
    const JudgedReturns h = prediction_judge(fit, judged).horizons;
    predicted += h.predicted[1];
    observed += h.observed[1];
  }
  CHECK(observed / predicted == Approx(1).epsilon(0.05));  // some 1,200 returns
}

TEST_CASE("prediction: a pair without a return is not certain") {
  World world(31, 500);
  for (std::size_t i = 0; i < 500; ++i)
    if (((world.reason[i] == "pay" && world.situation[i] == "not") || world.duration[i] > 45) && world.end[i] == 1) world.end[i] = 0;
  const PredictionFit fit = prediction(world.input, by(survival::Learner::multinomial, 20));
  CHECK(fit.model.multinomial.front().ridge == 1.0);
  const std::vector<double> waited(500, 0.0);
  const PredictedReturns found = prediction_predict(fit, world.people(waited)).people;
  for (std::size_t i = 0; i < 500; ++i)
    if (world.reason[i] == "pay" && world.situation[i] == "not") {
      CHECK(found.probability[3 * i] > 0);
      CHECK(found.upper[3 * i] > found.probability[3 * i]);
    }
  // Late months in which nobody happened to return are not months in which nobody can; without bands the limits say that nothing is known.
  const std::vector<double> late(500, std::floor(fit.follow_up) - 1);
  PredictionPredictOptions soon;
  soon.horizons = {1};
  for (const double p : prediction_predict(fit, world.people(late), soon).people.probability) CHECK(p > 0);
  double last = 0;
  for (std::size_t i = 0; i < 500; ++i) last = std::max(last, world.end[i] == 1 ? world.duration[i] : 0.0);
  REQUIRE(last < fit.follow_up);
  const std::vector<double> after(500, last);
  soon.horizons = {fit.follow_up - last};
  const PredictedReturns unknown = prediction_predict(prediction(world.input, by(survival::Learner::curve, 5)), world.people(after), soon).people;
  CHECK(unknown.probability[0] == 0);
  CHECK(unknown.lower[0] == 0);
  CHECK(unknown.upper[0] == 1);
}

TEST_CASE("prediction: what is refused") {
  const World world(6, 300);
  const auto said = [&](const PredictionInput& input, const PredictionOptions& options) { return sentence([&] { prediction(input, options); }); };
  CHECK(said(world.input, by(survival::Learner::cox)) == "returns.prediction: model.learner is cox, but must be one that tells ends apart: curve, causes, smooth, aft, hazard, path, boosting, forest or multinomial");
  PredictionOptions options = by(survival::Learner::causes);
  options.minimum_returns = 1000;
  CHECK(said(world.input, options) == "returns.prediction: end is " + std::to_string(std::count(world.end.begin(), world.end.end(), 1)) + " returns, but must be at least 1000 (minimum_returns)");
  options = by(survival::Learner::causes);
  PredictionInput bare;
  bare.duration = world.duration;
  bare.end = world.end;
  CHECK(said(bare, options) == "returns.prediction: x is missing, but must be given unless reason or situation is");
  PredictionInput twice = world.input;
  twice.x.add("reason", world.input.reason);
  options.interactions = false;
  CHECK(said(twice, options) == "returns.prediction: x.reason is a column of x, but must be named otherwise: the model has its own column of that name");
  options.model.causes = {"a"};
  CHECK(said(world.input, options) == "returns.prediction: model.causes is given, but must be left out: the ends have names of their own");
  const PredictionFit fit = prediction(world.input, by(survival::Learner::multinomial));
  const std::vector<double> waited(300, 0.0);
  PredictionPredictInput now = world.people(waited);
  now.reason = Column();
  CHECK(sentence([&] { prediction_predict(fit, now); }) == "returns.prediction.predict: reason is missing, but must be given, as in the fit");
  PredictionFit broken = fit;
  broken.base.clear();
  CHECK(sentence([&] { broken.validate(); }) == "returns.prediction: the fit's models do not fit each other");
}
