// Learners that fit one cause at a time: what their fits add up to, against plain recomputation.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"
#include "mainstay/survival/model.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

struct People {
  std::vector<double> age, duration, entry, tenure;
  std::vector<std::int64_t> event;
  data::Frame frame;
  ModelInput input;
  NewPeople rows;
  explicit People(std::int64_t n, unsigned causes, unsigned seed = 4) {
    std::mt19937_64 random(seed);
    std::vector<std::string> site;
    for (std::int64_t i = 0; i < n; ++i) {
      age.push_back(20.0 + static_cast<double>(random() % 300) / 10.0);
      site.push_back(random() % 3 == 0 ? "north" : "south");
      const double first = static_cast<double>(random() % 4);
      entry.push_back(first);
      event.push_back(static_cast<std::int64_t>(random() % (causes + 1)));
      duration.push_back(first + 1.0 + static_cast<double>(random() % (event.back() == 1 ? 12 : 20)) + (age.back() > 35.0 ? 3.0 : 0.0));
      tenure.push_back(static_cast<double>(random() % 6));
    }
    frame.add("age", age);
    frame.add_texts("site", std::move(site));
    input.x = rows.x = frame.table();
    input.duration = duration;
    input.event = event;
    input.entry = entry;
    rows.tenure = tenure;
  }
};

/// What the fit of each cause by itself is, through the same face.
std::vector<ModelFit> alone(const People& people, ModelOptions options, std::size_t causes) {
  options.causes.clear();
  std::vector<ModelFit> fits;
  for (std::size_t j = 1; j <= causes; ++j) {
    std::vector<std::int64_t> left;
    for (const std::int64_t event : people.event) left.push_back(event == static_cast<std::int64_t>(j));
    ModelInput input = people.input;
    input.event = left;
    fits.push_back(model(input, options));
  }
  return fits;
}

/// Survival of a cause's own fit up to each of many times given tenure, row by row.
std::vector<double> own_curve(const ModelFit& fit, const NewPeople& rows, const std::vector<double>& times) {
  ModelPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = times;
  return model_predict(fit, rows, asked).survival;
}

void adds_up(const ModelPrediction& found) {
  for (std::size_t cell = 0; cell < found.survival.size(); ++cell) {
    double sum = found.survival[cell];
    for (const CauseIncidence& cause : found.incidence) sum += cause.incidence[cell];
    CHECK(std::fabs(sum - 1.0) <= 1e-14);
  }
}

}  // namespace

TEST_CASE("model by cause: at times of leaving, survival is the product of the causes' own and each jump is shared by the hazards") {
  const People people(300, 3);
  for (const Learner learner : {Learner::smooth, Learner::path}) {
    CAPTURE(static_cast<int>(learner));
    ModelOptions options;
    options.learner = learner;
    options.causes = {"pay", "boss", "move"};
    options.path.penalties = {0.02};
    const ModelFit fit = model(people.input, options);
    CHECK(fit.causes == options.causes);
    ModelPredictOptions asked;
    asked.beyond = BeyondFollowUp::carry;
    asked.times = {17.0, 0.5, 3.0, 60.0};
    const ModelPrediction found = model_predict(fit, people.rows, asked);
    adds_up(found);
    const std::vector<ModelFit> fits = alone(people, options, 3);
    std::vector<double> days;  // whole days hold all times of leaving
    for (int day = 1; day <= 60; ++day) days.push_back(day);
    std::vector<std::vector<double>> own;
    for (const ModelFit& each : fits) own.push_back(own_curve(each, people.rows, days));
    for (std::size_t i = 0; i < 300; ++i)
      for (std::size_t t = 0; t < asked.times.size(); ++t) {
        double staying = 1.0, incidence[3] = {};
        for (std::size_t k = 0; k < days.size() && days[k] <= asked.times[t]; ++k) {
          double hazard[3], all = 0.0;
          for (std::size_t j = 0; j < 3; ++j) all += hazard[j] = std::log(k > 0 ? own[j][i * 60 + k - 1] : 1.0) - std::log(own[j][i * 60 + k]);
          for (std::size_t j = 0; j < 3 && all > 0.0; ++j) incidence[j] += staying * (1.0 - std::exp(-all)) * hazard[j] / all;
          staying *= std::exp(-all);
        }
        CHECK(found.survival[i * 4 + t] == doctest::Approx(staying).epsilon(1e-11));
        for (std::size_t j = 0; j < 3; ++j) CHECK(std::fabs(found.incidence[j].incidence[i * 4 + t] - incidence[j]) < 1e-11);
      }
  }
}

TEST_CASE("model by cause: Cox's regressions without penalty are those of survival.causes") {
  const People people(250, 2, 8);
  ModelOptions options;
  options.learner = Learner::path;
  options.path.penalties = {1e-12};
  options.path.tolerance = 1e-14;
  ModelPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {1.0, 4.0, 12.0};
  const ModelPrediction found = model_predict(model(people.input, options), people.rows, asked);
  options.learner = Learner::causes;
  const ModelPrediction expected = model_predict(model(people.input, options), people.rows, asked);
  for (std::size_t cell = 0; cell < found.survival.size(); ++cell) {
    CHECK(found.survival[cell] == doctest::Approx(expected.survival[cell]).epsilon(1e-6));
    for (std::size_t j = 0; j < 2; ++j) CHECK(std::fabs(found.incidence[j].incidence[cell] - expected.incidence[j].incidence[cell]) < 1e-6);
  }
}

TEST_CASE("model by cause: in periods the hazards add up") {
  const People people(400, 3, 11);
  for (const HazardLink link : {HazardLink::logit, HazardLink::cloglog}) {
    ModelOptions options;
    options.learner = Learner::hazard;
    options.hazard.link = link;
    const ModelFit fit = model(people.input, options);
    ModelPredictOptions asked;
    asked.beyond = BeyondFollowUp::carry;
    asked.times = {1.0, 9.7, 4.0, 40.0};
    const ModelPrediction found = model_predict(fit, people.rows, asked);
    adds_up(found);
    const std::vector<ModelFit> fits = alone(people, options, 3);
    std::vector<double> periods;
    for (int period = 1; period <= 40; ++period) periods.push_back(period);
    std::vector<std::vector<double>> hazards;
    for (const ModelFit& each : fits) {
      HazardPredictInput rows;
      rows.x = people.rows.x;
      HazardPredictOptions all;
      all.beyond = BeyondFollowUp::carry;
      all.times = periods;
      all.errors = false;
      hazards.push_back(hazard_predict(each.hazard.front(), rows, all).hazard);
    }
    for (std::size_t i = 0; i < 400; ++i)
      for (std::size_t t = 0; t < asked.times.size(); ++t) {
        double staying = 1.0, incidence[3] = {};
        const double since = people.tenure[i], until = since + std::floor(asked.times[t]);
        for (std::size_t k = 0; k < periods.size() && periods[k] <= until; ++k) {
          if (periods[k] <= since) continue;
          double all = 0.0;
          for (std::size_t j = 0; j < 3; ++j) all += hazards[j][i * 40 + k];
          for (std::size_t j = 0; j < 3; ++j) incidence[j] += staying * hazards[j][i * 40 + k] / std::max(1.0, all);
          staying *= 1.0 - std::min(1.0, all);
        }
        CHECK(std::fabs(found.survival[i * 4 + t] - staying) < 1e-12);
        for (std::size_t j = 0; j < 3; ++j) CHECK(std::fabs(found.incidence[j].incidence[i * 4 + t] - incidence[j]) < 1e-12);
      }
  }
}

TEST_CASE("model by cause: exponential lifetimes in closed form") {
  const People people(300, 2, 21);
  ModelOptions options;
  options.learner = Learner::aft;
  options.aft.distribution = AftDistribution::exponential;
  const ModelFit fit = model(people.input, options);
  REQUIRE(fit.aft.size() == 2);
  ModelPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {0.0, 1e-9, 2.0, 30.0, 5000.0};
  const ModelPrediction found = model_predict(fit, people.rows, asked);
  adds_up(found);
  std::vector<double> rate[2];
  for (std::size_t j = 0; j < 2; ++j) {
    AftPredictInput rows;
    rows.x = people.rows.x;
    for (const double predictor : aft_predict(fit.aft[j], rows).linear_predictor) rate[j].push_back(std::exp(-predictor));
  }
  for (std::size_t i = 0; i < 300; ++i)
    for (std::size_t t = 0; t < 5; ++t) {
      const double all = rate[0][i] + rate[1][i], left = -std::expm1(-all * asked.times[t]);
      CHECK(found.survival[i * 5 + t] == doctest::Approx(std::exp(-all * asked.times[t])).epsilon(1e-12));
      for (std::size_t j = 0; j < 2; ++j) CHECK(std::fabs(found.incidence[j].incidence[i * 5 + t] - left * rate[j][i] / all) <= 1e-11 * left + 1e-15);  // the time itself is rounded
    }
}

TEST_CASE("model by cause: incidences of other lifetimes against a fine grid of the causes' own curves") {
  const People people(120, 3, 31);
  struct Way {
    AftDistribution distribution;
    bool cure;
  };
  for (const Way way : {Way{AftDistribution::weibull, false}, Way{AftDistribution::log_normal, false}, Way{AftDistribution::log_logistic, true}, Way{AftDistribution::gompertz, false}}) {
    CAPTURE(static_cast<int>(way.distribution));
    ModelOptions options;
    options.learner = Learner::aft;
    options.aft.distribution = way.distribution;
    options.aft.cure = way.cure;
    const ModelFit fit = model(people.input, options);
    NewPeople rows = people.rows;
    rows.x.rows = people.input.x.rows;
    ModelPredictOptions asked;
    asked.beyond = BeyondFollowUp::carry;
    asked.times = {0.3, 6.0, 25.0};
    const ModelPrediction found = model_predict(fit, rows, asked);
    adds_up(found);
    // ∫ S dΛ_j by trapezoids over a grid that is fine, finest at the beginning; its error falls with the square of the step and is extrapolated away.
    const std::vector<ModelFit> fits = alone(people, options, 3);
    const auto plain = [&](std::size_t steps, double until) {
      std::vector<double> times;
      for (std::size_t k = 1; k <= steps; ++k) times.push_back(until * std::pow(static_cast<double>(k) / static_cast<double>(steps), 4.0));
      std::vector<std::vector<double>> own;
      for (const ModelFit& each : fits) own.push_back(own_curve(each, rows, times));
      std::vector<double> sums(120 * 3, 0.0);
      for (std::size_t i = 0; i < 120; ++i) {
        double before = 1.0;
        for (std::size_t k = 0; k < steps; ++k) {
          double now = 1.0;
          for (std::size_t j = 0; j < 3; ++j) now *= own[j][i * steps + k];
          for (std::size_t j = 0; j < 3; ++j)
            sums[i * 3 + j] += 0.5 * (before + now) * (std::log(k > 0 ? own[j][i * steps + k - 1] : 1.0) - std::log(own[j][i * steps + k]));
          before = now;
        }
      }
      return sums;
    };
    for (std::size_t t = 0; t < 3; ++t) {
      const std::vector<double> coarse = plain(1000, asked.times[t]), fine = plain(2000, asked.times[t]);
      for (std::size_t i = 0; i < 120; ++i) {
        double product = 1.0;
        for (std::size_t j = 0; j < 3; ++j) CHECK(std::fabs(found.incidence[j].incidence[i * 3 + t] - (4.0 * fine[i * 3 + j] - coarse[i * 3 + j]) / 3.0) < 1e-8);
        for (const ModelFit& each : fits) {
          ModelPredictOptions once;
          once.beyond = BeyondFollowUp::carry;
          once.times = {asked.times[t]};
          if (i == 0) product *= model_predict(each, rows, once).survival[0];
        }
        if (i == 0) CHECK(found.survival[t] == doctest::Approx(product).epsilon(1e-12));
      }
    }
  }
}

TEST_CASE("model by cause: errors of survival are those of the causes, taken for independent") {
  const People people(300, 2, 5);
  for (const Learner learner : {Learner::smooth, Learner::aft}) {
    ModelOptions options;
    options.learner = learner;
    ModelPredictOptions asked;
    asked.beyond = BeyondFollowUp::carry;
    asked.times = {2.0, 10.0};
    asked.errors = true;
    const ModelPrediction found = model_predict(model(people.input, options), people.rows, asked);
    const std::vector<ModelFit> fits = alone(people, options, 2);
    std::vector<ModelPrediction> own;
    for (const ModelFit& each : fits) own.push_back(model_predict(each, people.rows, asked));
    for (std::size_t cell = 0; cell < found.survival.size(); ++cell) {
      double variance = 0.0;
      for (const ModelPrediction& each : own) variance += std::pow(each.std_error[cell] / each.survival[cell], 2.0);
      const double s = found.survival[cell], error = s * std::sqrt(variance);
      CHECK(found.std_error[cell] == doctest::Approx(error).epsilon(1e-9));
      const double step = 1.959963984540054 * std::sqrt(variance) / std::fabs(std::log(s));
      CHECK(found.lower[cell] == doctest::Approx(std::exp(std::log(s) * std::exp(step))).epsilon(1e-9));
      CHECK(found.upper[cell] == doctest::Approx(std::exp(std::log(s) * std::exp(-step))).epsilon(1e-9));
    }
  }
}

TEST_CASE("model by cause: errors of hazards in periods by numerical derivatives") {
  const People people(300, 2, 13);
  for (const HazardLink link : {HazardLink::logit, HazardLink::cloglog})
    for (const HazardBaseline baseline : {HazardBaseline::free, HazardBaseline::smooth}) {
      CAPTURE(static_cast<int>(link));
      CAPTURE(static_cast<int>(baseline));
      ModelOptions options;
      options.learner = Learner::hazard;
      options.hazard.link = link;
      options.hazard.baseline = baseline;
      const ModelFit fit = model(people.input, options);
      ModelPredictOptions asked;
      asked.times = {6.0, 2.0};
      asked.errors = true;
      const ModelPrediction found = model_predict(fit, people.rows, asked);
      REQUIRE(found.std_error.size() == found.survival.size());
      // Variance of log S: cells by themselves, and what follows from the parameters, of which the last ones are the coefficients.
      std::vector<double> variance(found.survival.size(), 0.0);
      for (std::size_t j = 0; j < 2; ++j) {
        const HazardFit& own = fit.hazard[j];
        const auto derivative = [&](auto&& member) {
          std::vector<double> by(found.survival.size());
          constexpr double step = 1e-5;
          for (const double sign : {1.0, -1.0}) {
            ModelFit moved = fit;
            member(moved.hazard[j]) += sign * step;
            const ModelPrediction there = model_predict(moved, people.rows, {.times = asked.times});
            for (std::size_t i = 0; i < by.size(); ++i) by[i] += sign * std::log(there.survival[i]) / (2.0 * step);
          }
          return by;
        };
        const std::size_t p = own.parameters.size(), terms = own.coefficients.coefficient.size();
        std::vector<std::vector<double>> slope(p, std::vector<double>(variance.size(), 0.0));
        for (std::size_t c = 0; c < own.baseline.linear_predictor.size(); ++c) {
          if (!(std::fabs(own.baseline.linear_predictor[c]) < 1e300)) continue;
          const std::vector<double> by = derivative([&](HazardFit& moved) -> double& { return moved.baseline.linear_predictor[c]; });
          for (std::size_t i = 0; i < by.size(); ++i) {
            variance[i] += by[i] * by[i] * own.baseline.own_variance[c];
            for (std::size_t q = 0; q < p; ++q) slope[q][i] += by[i] * own.baseline.gradient[c * p + q];
          }
        }
        for (std::size_t q = 0; q < terms; ++q) {
          const std::vector<double> by = derivative([&](HazardFit& moved) -> double& { return moved.coefficients.coefficient[q]; });
          for (std::size_t i = 0; i < by.size(); ++i) slope[p - terms + q][i] += by[i];
        }
        for (std::size_t i = 0; i < variance.size(); ++i)
          for (std::size_t q = 0; q < p; ++q)
            for (std::size_t r = 0; r < p; ++r) variance[i] += slope[q][i] * own.covariance[q * p + r] * slope[r][i];
      }
      for (std::size_t i = 0; i < variance.size(); ++i) {
        const double s = found.survival[i];
        REQUIRE(s > 0.0);
        CHECK(found.std_error[i] == doctest::Approx(s * std::sqrt(variance[i])).epsilon(1e-6));
        if (!(variance[i] > 0.0)) continue;
        const double step = 1.959963984540054 * std::sqrt(variance[i]) / std::fabs(std::log(s));
        CHECK(found.lower[i] == doctest::Approx(std::exp(std::log(s) * std::exp(step))).epsilon(1e-6));
        CHECK(found.upper[i] == doctest::Approx(std::exp(std::log(s) * std::exp(-step))).epsilon(1e-6));
      }
      for (const int threads : {2, 3}) {
        RunContext context;
        context.threads = threads;
        CHECK(model_predict(fit, people.rows, asked, context).std_error == found.std_error);
      }
    }
}

TEST_CASE("model by cause: errors of hazards in periods of people alike, by hand") {
  // Of 20 people three leave for cause 1 in period 1 and two for cause 2; of the 15 others one and two in period 2; all others stay.
  std::vector<double> duration(20, 2.0), x(20, 0.0);
  std::vector<std::int64_t> event(20, 0);
  for (std::size_t i = 0; i < 8; ++i) {
    duration[i] = i < 5 ? 1.0 : 2.0;
    event[i] = i < 3 || i == 5 ? 1 : 2;
  }
  ModelInput input;
  input.x.add("x", x);
  input.duration = duration;
  input.event = event;
  ModelOptions options;
  options.learner = Learner::hazard;
  ModelPredictOptions asked;
  asked.times = {0.0, 1.0, 2.0};
  asked.errors = true;
  const std::vector<double> one{0.0};
  NewPeople rows;
  rows.x.add("x", one);
  const ModelPrediction found = model_predict(model(input, options), rows, asked);
  // S(1) = 1 - 5/20, S(2) = S(1) (1 - 3/15); the variance of a share h of r is h (1 - h) / r, of log S that over the squared share that stays.
  const double first = (3.0 / 20 * 17.0 / 20 + 2.0 / 20 * 18.0 / 20) / 20, second = (1.0 / 15 * 14.0 / 15 + 2.0 / 15 * 13.0 / 15) / 15;
  CHECK(found.survival[2] == doctest::Approx(0.6).epsilon(1e-9));
  CHECK(found.std_error[0] == 0.0);
  CHECK(found.std_error[1] == doctest::Approx(std::sqrt(first)).epsilon(1e-7));
  CHECK(found.std_error[2] == doctest::Approx(0.6 * std::sqrt(first / (0.75 * 0.75) + second / (0.8 * 0.8))).epsilon(1e-7));
  // Where all of them leave, for one cause or the other, nothing is said of the error.
  for (std::size_t i = 8; i < 20; ++i) event[i] = i % 2 == 0 ? 1 : 2;
  input.event = event;
  const ModelPrediction gone = model_predict(model(input, options), rows, asked);
  CHECK(std::fabs(gone.survival[2]) < 1e-9);
  CHECK((std::isnan(gone.std_error[2]) || gone.upper[2] > 0.5));
}

TEST_CASE("model by cause: one cause, causes together, causes without leavers") {
  People people(200, 3, 6);
  ModelPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {3.0, 12.0};
  std::vector<std::int64_t> left;
  for (const std::int64_t event : people.event) left.push_back(event > 0);
  for (const Learner learner : {Learner::smooth, Learner::aft, Learner::hazard, Learner::path, Learner::boosting, Learner::forest, Learner::multinomial, Learner::causes}) {
    CAPTURE(static_cast<int>(learner));
    ModelOptions options;
    options.learner = learner;
    options.causes_apart = false;
    const ModelFit as_such = model(people.input, options);
    CHECK(as_such.causes.empty());
    as_such.validate();
    const ModelPrediction together = model_predict(as_such, people.rows, asked);
    CHECK(together.incidence.empty());
    options.causes_apart = true;
    ModelInput one = people.input;
    one.event = left;
    const ModelFit plain = model(one, options);
    const ModelPrediction found = model_predict(plain, people.rows, asked);
    CHECK(found.survival == together.survival);  // bit for bit
  }
  ModelOptions everybody;
  everybody.learner = Learner::curve;
  const ModelPrediction by_cause = model_predict(model(people.input, everybody), people.rows, asked);
  everybody.causes_apart = false;
  const ModelFit one_curve = model(people.input, everybody);
  one_curve.validate();
  const ModelPrediction of_all = model_predict(one_curve, people.rows, asked);
  CHECK(of_all.incidence.empty());
  for (std::size_t cell = 0; cell < of_all.survival.size(); ++cell) CHECK(of_all.survival[cell] == doctest::Approx(by_cause.survival[cell]).epsilon(1e-12));
  // The second of three named causes has no leavers: nobody leaves for it.
  for (std::int64_t& event : people.event)
    if (event == 2) event = 0;
  for (const Learner learner : {Learner::smooth, Learner::aft, Learner::hazard, Learner::path}) {
    CAPTURE(static_cast<int>(learner));
    ModelOptions options;
    options.learner = learner;
    options.causes = {"pay", "boss", "move"};
    options.path.penalties = {0.01};
    const ModelFit fit = model(people.input, options);
    CHECK(fit.status == ModelStatus::fitted);
    CHECK(fit.detail.find("boss: no_events") != std::string::npos);
    const ModelPrediction found = model_predict(fit, people.rows, asked);
    adds_up(found);
    for (std::size_t cell = 0; cell < found.survival.size(); ++cell) {
      CHECK(found.incidence[1].incidence[cell] == 0.0);
      if (cell % 2 == 1) CHECK(found.incidence[0].incidence[cell] > 0.0);
    }
    for (const double part : model_explain(fit, {people.rows.x}, {"boss", 3}).contributions) CHECK(part == 0.0);
    options.causes = {"pay", "boss"};
    const auto first = std::find(people.event.begin(), people.event.end(), 3) - people.event.begin();
    CHECK_THROWS_WITH(model(people.input, options), ("survival.model: event[" + std::to_string(first) + "] is 3, but must be at most 2, the number of causes that are named").c_str());
    ModelFit broken = fit;
    broken.causes.pop_back();
    CHECK_THROWS_WITH(broken.validate(), "survival.model: the fit's learner and fits do not fit each other");
  }
}
