#include "survival/learners.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/curve.hpp"
#include "survival/cox_design.hpp"
#include "survival/tree_router.hpp"
#include "survival/tree_shap.hpp"

namespace mainstay::inline v1::survival {

namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

template <class E>
std::string word_of(E value) {
  return choices(E{})[at(static_cast<std::int64_t>(value))].name;
}

/// Contributions of terms, added up by column.
void add_terms(const std::vector<CoxColumn>& columns, const std::vector<double>& terms, std::int64_t first_term, double sign, std::vector<double>& out) {
  const std::int64_t all = first_term + term_count(columns), count = static_cast<std::int64_t>(columns.size());
  const std::int64_t rows = all > 0 ? static_cast<std::int64_t>(terms.size()) / all : 0;
  out.assign(at(rows * count), 0.0);
  std::vector<std::int64_t> begin{first_term};
  for (const CoxColumn& column : columns) begin.push_back(begin.back() + term_count({column}));
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t c = 0; c < count; ++c) {
      double sum = 0.0;
      for (std::int64_t j = begin[at(c)]; j < begin[at(c) + 1]; ++j) sum += terms[at(i * all + j)];
      out[at(i * count + c)] = sign * sum;
    }
}

// --------------------------------------------------------------------------------------------------------------- curve

void fit_curve(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  CurveInput rows;
  rows.duration = input.duration;
  rows.event = input.event;
  rows.entry = input.entry;
  rows.weights = input.weights;
  CurveOptions curve_options;
  curve_options.causes = options.causes;
  const CurveResult found = curve(rows, curve_options, context);
  fit.causes = found.incidence.cause.levels;
  ModelCurve kept;
  const std::size_t causes = fit.causes.size();
  for (std::size_t i = 0; i < found.curve.time.size(); ++i)
    if (found.curve.events[i] > 0.0) {
      kept.time.push_back(found.curve.time[i]);
      kept.survival.push_back(found.curve.survival[i]);
    }
  kept.incidence.assign(kept.time.size() * causes, 0.0);
  for (std::size_t i = 0; i < found.incidence.time.size(); ++i) {
    const auto place = std::lower_bound(kept.time.begin(), kept.time.end(), found.incidence.time[i]);
    if (place == kept.time.end() || *place != found.incidence.time[i]) continue;
    kept.incidence[static_cast<std::size_t>(place - kept.time.begin()) * causes + at(found.incidence.cause.codes[i])] = found.incidence.incidence[i];
  }
  fit.status = found.status == CurveStatus::no_events ? ModelStatus::no_events : ModelStatus::fitted;
  fit.detail = word_of(found.status);
  fit.curve.push_back(std::move(kept));
}

void predict_curve(const ModelFit& fit, const ModelPredictInput& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext&) {
  const ModelCurve& curve = fit.curve.front();
  const std::int64_t rows = input.x.rows, times = input.time.given() ? 1 : static_cast<std::int64_t>(options.times.size());
  const std::size_t causes = fit.causes.size();
  const auto place = [&](double time) { return std::upper_bound(curve.time.begin(), curve.time.end(), time) - curve.time.begin() - 1; };
  result.survival.resize(at(rows * times));
  for (const std::string& cause : fit.causes) result.incidence.push_back({cause, std::vector<double>(at(rows * times), 0.0)});
  for (std::int64_t i = 0; i < rows; ++i) {
    const double since = input.tenure.given() ? number_at(input.tenure, i) : 0.0;
    const std::ptrdiff_t from = input.tenure.given() ? place(since) : -1;
    const double staying = from < 0 ? 1.0 : curve.survival[static_cast<std::size_t>(from)];
    for (std::int64_t t = 0; t < times; ++t) {
      const std::size_t cell = at(i * times + t);
      const std::ptrdiff_t until = place(since + (input.time.given() ? number_at(input.time, i) : options.times[at(t)]));
      if (until <= from || staying <= 0.0) {  // nobody left between, or nobody is known to have stayed so long
        result.survival[cell] = 1.0;
        continue;
      }
      double left = 0.0;
      for (std::size_t c = 0; c < causes; ++c) {
        const double before = from < 0 ? 0.0 : curve.incidence[static_cast<std::size_t>(from) * causes + c];
        const double share = std::clamp((curve.incidence[static_cast<std::size_t>(until) * causes + c] - before) / staying, 0.0, 1.0 - left);
        result.incidence[c].incidence[cell] = share;
        left += share;
      }
      result.survival[cell] = causes > 0 ? 1.0 - left : std::min(1.0, curve.survival[static_cast<std::size_t>(until)] / staying);
    }
  }
}

void explain_curve(const ModelFit& fit, const ModelExplainInput& input, ModelExplanation& result, const RunContext&) {
  result.scale = "hazard";
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
}

// ----------------------------------------------------------------------------------------------------------------- cox

void fit_cox(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  CoxInput rows;
  rows.x = input.x;
  rows.duration = input.duration;
  rows.event = input.event;
  rows.entry = input.entry;
  rows.weights = input.weights;
  rows.cluster = input.cluster;
  fit.cox.push_back(cox(rows, options.cox, context));
  const CoxStatus status = fit.cox.front().status;
  fit.detail = word_of(status);
  fit.status = status == CoxStatus::no_events                                                       ? ModelStatus::no_events
               : status == CoxStatus::iteration_limit || status == CoxStatus::out_of_range ? ModelStatus::not_converged
                                                                                                    : ModelStatus::fitted;
}

void predict_cox(const ModelFit& fit, const ModelPredictInput& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext& context) {
  CoxPredictInput rows;
  rows.x = input.x;
  rows.tenure = input.tenure;
  rows.time = input.time;
  CoxPredictOptions asked;
  asked.times = options.times;
  asked.errors = options.errors;
  asked.confidence_level = options.confidence_level;
  CoxPrediction found = cox_predict(fit.cox.front(), rows, asked, context);
  result.survival = std::move(found.survival);
  result.std_error = std::move(found.std_error);
  result.lower = std::move(found.lower);
  result.upper = std::move(found.upper);
}

void explain_cox(const ModelFit& fit, const ModelExplainInput& input, ModelExplanation& result, const RunContext& context) {
  const CoxFit& model = fit.cox.front();
  ExplainInput rows;
  rows.x = input.x;
  result.scale = "hazard";
  add_terms(model.columns, cox_explain(model, rows, {}, context).contributions, 0, 1.0, result.contributions);
}

// ----------------------------------------------------------------------------------------------------------------- aft

void fit_aft(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  AftInput rows;
  rows.x = input.x;
  rows.duration = input.duration;
  rows.event = input.event;
  rows.entry = input.entry;
  rows.weights = input.weights;
  rows.cluster = input.cluster;
  fit.aft.push_back(aft(rows, options.aft, context));
  const AftStatus status = fit.aft.front().status;
  fit.detail = word_of(status);
  fit.status = status == AftStatus::no_events ? ModelStatus::no_events : status == AftStatus::iteration_limit ? ModelStatus::not_converged : ModelStatus::fitted;
}

void predict_aft(const ModelFit& fit, const ModelPredictInput& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext& context) {
  AftPredictInput rows;
  rows.x = input.x;
  rows.tenure = input.tenure;
  rows.time = input.time;
  AftPredictOptions asked;
  asked.times = options.times;
  asked.errors = options.errors;
  asked.confidence_level = options.confidence_level;
  AftPrediction found = aft_predict(fit.aft.front(), rows, asked, context);
  result.survival = std::move(found.survival);
  result.std_error = std::move(found.std_error);
  result.lower = std::move(found.lower);
  result.upper = std::move(found.upper);
}

void explain_aft(const ModelFit& fit, const ModelExplainInput& input, ModelExplanation& result, const RunContext& context) {
  const AftFit& model = fit.aft.front();
  const bool hazard = model.distribution == AftDistribution::gompertz;
  ExplainInput rows;
  rows.x = input.x;
  result.scale = hazard ? "hazard" : "pace";
  add_terms(model.columns, aft_explain(model, rows, {}, context).contributions, 1, hazard ? 1.0 : -1.0, result.contributions);
}

// -------------------------------------------------------------------------------------------------------------- forest

void fit_forest(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  ForestInput rows;
  rows.x = input.x;
  rows.duration = input.duration;
  rows.event = input.event;
  rows.entry = input.entry;
  rows.weights = input.weights;
  rows.cluster = input.cluster;
  ForestOptions asked = options.forest;
  asked.causes = options.causes;
  fit.forest.push_back(forest(rows, asked, context));
  const ForestFit& model = fit.forest.front();
  fit.causes = model.causes.cause;
  fit.status = model.status == ForestStatus::no_events ? ModelStatus::no_events : ModelStatus::fitted;
  fit.detail = word_of(model.status);
}

void predict_forest(const ModelFit& fit, const ModelPredictInput& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext& context) {
  ForestPredictInput rows;
  rows.x = input.x;
  rows.tenure = input.tenure;
  rows.time = input.time;
  ForestPredictOptions asked;
  asked.times = options.times;
  ForestPrediction found = forest_predict(fit.forest.front(), rows, asked, context);
  result.survival = std::move(found.survival);
  result.incidence = std::move(found.incidence);
}

void explain_forest(const ModelFit& fit, const ModelExplainInput& input, ModelExplanation& result, const RunContext& context) {
  const Trees& trees = fit.forest.front().trees;
  const TreeRows rows("survival.model.explain", input.x, trees.columns, UnseenLevel::refuse);
  const TreeRouter router(trees);
  const TreeShap shap(router, trees);
  const std::int64_t columns = rows.columns(), count = rows.rows();
  constexpr std::int64_t some = 32;
  result.scale = "hazard";
  result.contributions.assign(at(count * columns), 0.0);
  Team team("survival.model.explain", context, (count + some - 1) / some);
  team.run((count + some - 1) / some, [&](std::int64_t chunk) {
    const std::int64_t first = chunk * some, last = std::min(count, first + some);
    std::vector<double> values(at((last - first) * columns));
    std::vector<TreeShap::Step> room;
    rows.read(first, last - first, values.data());
    for (std::int64_t t = 0; t < router.trees(); ++t)
      for (std::int64_t i = first; i < last; ++i) shap.add(t, values.data() + (i - first) * columns, 0, 1.0, result.contributions.data() + i * columns, room);
  });
}

constexpr LearnerFunctions learners[] = {
    {Learner::curve, true, &fit_curve, &predict_curve, &explain_curve},
    {Learner::cox, false, &fit_cox, &predict_cox, &explain_cox},
    {Learner::aft, false, &fit_aft, &predict_aft, &explain_aft},
    {Learner::forest, true, &fit_forest, &predict_forest, &explain_forest},
};

}  // namespace

std::span<const LearnerFunctions> all_learners() { return learners; }

const LearnerFunctions& functions_of(Learner learner) { return *std::find_if(std::begin(learners), std::end(learners), [&](const LearnerFunctions& each) { return each.learner == learner; }); }

}  // namespace mainstay::inline v1::survival
