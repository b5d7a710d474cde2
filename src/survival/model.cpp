#include "mainstay/survival/model.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "survival/beyond.hpp"
#include "survival/learners.hpp"
#include "survival/reasons.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// One fit for each cause; who left for another one is taken as still here at that time.
void fit_each_cause(const LearnerFunctions& learner, const ModelInput& input, const ModelOptions& options, std::int64_t causes, ModelFit& fit, const RunContext& context) {
  const std::int64_t rows = input.duration.size, named = static_cast<std::int64_t>(options.causes.size());
  fit.causes = options.causes;
  for (std::int64_t j = named; j < causes; ++j) fit.causes.push_back(std::to_string(j + 1));
  std::vector<std::int8_t> left(at(rows));
  std::vector<std::string> details;
  std::vector<ModelStatus> statuses;
  ModelInput own = input;
  for (std::int64_t j = 0; j < causes; ++j) {
    for (std::int64_t i = 0; i < rows; ++i) {
      const double event = number_at(input.event, i);
      if (named > 0 && event > static_cast<double>(named)) refuse("survival.model", "event", i, event, "at most " + std::to_string(named) + ", the number of causes that are named");
      left[at(i)] = event == static_cast<double>(j + 1);
    }
    own.event = Column(left);
    RunContext part = context;
    if (context.progress) part.progress = [&, j](double share) { return context.progress((static_cast<double>(j) + share) / static_cast<double>(causes)); };
    learner.fit(own, options, fit, part);
    details.push_back(fit.detail);
    statuses.push_back(fit.status);
  }
  const auto any = [&](ModelStatus status) { return std::find(statuses.begin(), statuses.end(), status) != statuses.end(); };
  fit.status = any(ModelStatus::not_converged) ? ModelStatus::not_converged : any(ModelStatus::fitted) ? ModelStatus::fitted : ModelStatus::no_events;
  if (std::adjacent_find(details.begin(), details.end(), std::not_equal_to<>()) == details.end()) return;
  fit.detail.clear();
  for (std::size_t j = 0; j < details.size(); ++j) fit.detail += (j > 0 ? ", " : "") + fit.causes[j] + ": " + details[j];
}

}  // namespace

ModelFit model(const ModelInput& input, const ModelOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.model";
  check(key, input, options, context.threads);
  const std::int64_t rows = input.duration.size;
  const LearnerFunctions& learner = functions_of(options.learner);
  const bool apart = tells_causes_apart(options);
  ModelFit fit;
  fit.learner = options.learner;
  fit.columns = input.x.names;
  std::vector<std::int8_t> left;
  std::int64_t most = 1;
  for (std::int64_t i = 0; i < rows; ++i) {
    const double event = number_at(input.event, i);
    most = std::max(most, static_cast<std::int64_t>(event));
    if (input.weights.given() && number_at(input.weights, i) <= 0.0) continue;
    ++fit.rows;
    fit.events += event > 0.0;
    fit.follow_up = std::max(fit.follow_up, number_at(input.duration, i));
  }
  ModelInput given = input;
  const std::int64_t causes = apart ? std::max(most, static_cast<std::int64_t>(options.causes.size())) : 1;
  if (apart && learner.causes == TellsCauses::by_fits && causes > 1) {
    fit_each_cause(learner, input, options, causes, fit, context);
    return fit;
  }
  ModelOptions own = options;
  if (!apart) {
    own.causes.clear();
    if (learner.causes != TellsCauses::not_at_all) own.by_cause.causes = own.boosting.causes = own.forest.causes = own.multinomial.causes = {};
  }
  if (!(apart && learner.causes == TellsCauses::itself) && most > 1) {
    left.resize(at(rows));
    for (std::int64_t i = 0; i < rows; ++i) left[at(i)] = number_at(input.event, i) > 0.0;
    given.event = Column(left);
  }
  learner.fit(given, own, fit, context);
  if (!apart) {  // leaving as such is no cause
    fit.causes.clear();
    for (ModelCurve& each : fit.curve) each.incidence.clear();
  }
  return fit;
}

void ModelFit::validate() const {
  const auto broken = [](const char* what) { throw Error(ErrorCode::corrupt, "survival.model", std::string("the fit's ") + what + " do not fit each other"); };
  const std::size_t sizes[] = {curve.size(), cox.size(), by_cause.size(), smooth.size(), aft.size(), hazard.size(), path.size(), boosting.size(), forest.size(), multinomial.size()};
  const std::size_t each_cause = functions_of(learner).causes == TellsCauses::by_fits && !causes.empty() ? causes.size() : 1;
  for (std::size_t i = 0; i < std::size(sizes); ++i)
    if (sizes[i] != (i == static_cast<std::size_t>(learner) ? each_cause : 0)) broken("learner and fits");
  const auto all_sound = [](const auto& fits) {
    for (const auto& each : fits)
      if constexpr (requires { each.validate(); }) each.validate();
  };
  all_sound(cox);
  all_sound(by_cause);
  all_sound(smooth);
  all_sound(aft);
  all_sound(hazard);
  all_sound(multinomial);
  all_sound(path);
  all_sound(boosting);
  all_sound(forest);
  for (const ModelCurve& each : curve) {
    if (each.incidence.size() != each.time.size() * causes.size()) broken("curve and causes");
    if (!std::is_sorted(each.time.begin(), each.time.end())) broken("times");
  }
}

ModelPrediction model_predict(const ModelFit& fit, const NewPeople& input, const ModelPredictOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.model.predict";
  check(key, input, options, context.threads);
  if (input.time.given() && !options.times.empty()) refuse(key, "times", "given", "left out when the column time is given");
  ModelPrediction result;
  functions_of(fit.learner).predict(fit, input, options, result, context);
  if (!input.time.given()) result.times = options.times;
  if (fit.causes.empty()) result.incidence.clear();  // of the only cause
  const std::int64_t times = input.time.given() ? 1 : static_cast<std::int64_t>(options.times.size());
  for (std::int64_t i = 0; i < input.x.rows; ++i)
    for (std::int64_t t = 0; t < times; ++t) {
      const double until = (input.tenure.given() ? number_at(input.tenure, i) : 0.0) + (input.time.given() ? number_at(input.time, i) : options.times[at(t)]);
      const Reach reach = reach_of(options.beyond, until, fit.follow_up);
      const std::size_t cell = at(i * times + t);
      if (!has_error(reach, 1.0 - result.survival[cell]) || reach == Reach::missing)
        for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper})
          if (!list->empty()) (*list)[cell] = missing;
      if (reach != Reach::missing) continue;
      result.survival[cell] = missing;
      for (CauseIncidence& cause : result.incidence) cause.incidence[cell] = missing;
    }
  return result;
}

ModelExplanation model_explain(const ModelFit& fit, const ModelExplainInput& input, const ModelExplainOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.model.explain";
  check(key, input, options, context.threads);
  ModelExplanation result;
  result.columns = fit.columns;
  std::optional<std::size_t> cause;
  if (!options.cause.empty()) {
    if (fit.causes.empty() || fit.learner == Learner::forest) refuse(key, "cause", "\"" + options.cause + "\"", "left out: this model explains leaving as such");
    const auto found = std::find(fit.causes.begin(), fit.causes.end(), options.cause);
    if (found == fit.causes.end()) throw Error(ErrorCode::unknown_name, key, "cause", -1, "\"" + options.cause + "\"", "one of " + list_of(fit.causes));
    cause = static_cast<std::size_t>(found - fit.causes.begin());
  }
  functions_of(fit.learner).explain(fit, input, cause, result, context);
  const auto columns = static_cast<std::int64_t>(fit.columns.size());
  ReasonTable reasons(result.reasons, fit.columns, input.x.rows, options.most);
  for (std::int64_t i = 0; i < input.x.rows; ++i) {
    const double* parts = result.contributions.data() + i * columns;
    result.score.push_back(std::accumulate(parts, parts + columns, 0.0));
    reasons.put(i, parts);
  }
  return result;
}

namespace {
constexpr Function methods[] = {analysis<&model_predict>("survival.model.predict", "How likely is each person to have left by then, and for which cause?"),
                                analysis<&model_explain>("survival.model.explain", "Why is a person's risk above or below the average?")};
}
constinit const Function model_analysis = analysis<&model>("survival.model", "Who leaves when, by the estimator named in one word?", methods);

}  // namespace mainstay::inline v1::survival
