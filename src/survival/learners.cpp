#include "survival/learners.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/at.hpp"
#include "core/team.hpp"
#include "mainstay/survival/curve.hpp"
#include "survival/cause_hazards.hpp"
#include "survival/cox_design.hpp"
#include "survival/tree_router.hpp"
#include "survival/tree_shap.hpp"

namespace mainstay::inline v1::survival {

namespace {

/// The rows as a learner takes them.
template <class Rows>
Rows rows_of(const ModelInput& input) {
  Rows rows;
  rows.duration = input.duration;
  rows.event = input.event;
  rows.entry = input.entry;
  rows.weights = input.weights;
  if constexpr (requires { rows.x; }) rows.x = input.x;
  if constexpr (requires { rows.cluster; }) rows.cluster = input.cluster;
  if constexpr (requires { rows.person; }) rows.person = input.cluster;
  return rows;
}

template <class E>
void set_status(ModelFit& fit, E value) {
  fit.detail = choices(E{})[at(static_cast<std::int64_t>(value))].name;
  const auto is = [&](const char* word) { return fit.detail == word; };
  fit.status = is("no_events") ? ModelStatus::no_events : is("iteration_limit") || is("out_of_range") || is("not_converged") ? ModelStatus::not_converged : ModelStatus::fitted;
}

/// A learner's own predict.
template <class Prediction, class Fit, class Rows, class Options>
Prediction ask(Prediction (*predict)(const Fit&, const Rows&, const Options&, const RunContext&), const Fit& fit, const NewPeople& input, const ModelPredictOptions& options,
               const RunContext& context) {
  Rows rows;
  rows.x = input.x;
  rows.tenure = input.tenure;
  rows.time = input.time;
  Options asked;
  asked.times = options.times;
  if constexpr (requires { asked.beyond; }) asked.beyond = BeyondFollowUp::carry;  // model_predict has the say
  if constexpr (requires { asked.errors; }) {
    asked.errors = options.errors;
    asked.confidence_level = options.confidence_level;
  }
  return predict(fit, rows, asked, context);
}

template <auto fits, auto predict>
void predict_by(const ModelFit& fit, const NewPeople& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext& context) {
  auto found = ask(predict, (fit.*fits).front(), input, options, context);
  result.survival = std::move(found.survival);
  if constexpr (requires { found.std_error; }) {
    result.std_error = std::move(found.std_error);
    result.lower = std::move(found.lower);
    result.upper = std::move(found.upper);
  }
  if constexpr (requires { found.incidence; }) result.incidence = std::move(found.incidence);
}


/// Of one fit, or of a fit for each cause. `errors`: whether those of the causes add up.
template <auto fits, auto predict, bool errors>
void predict_causes(const ModelFit& fit, const NewPeople& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext& context) {
  const auto& own = fit.*fits;
  if (own.size() == 1) return predict_by<fits, predict>(fit, input, options, result, context);
  add_up_causes(*hazards_by_cause(own, input, context), fit.causes, input, options.times, result, context);
  if constexpr (errors) {
    if (!options.errors) return;
    std::vector<std::vector<double>> found;
    if constexpr (requires { period_errors(own, input, options.times, context); })
      found = period_errors(own, input, options.times, context);
    else
      for (const auto& each : own) found.push_back(ask(predict, each, input, options, context).cumulative_hazard_std_error);
    add_up_errors(found, options.confidence_level, result);
  }
}

/// Whether a cause is among those that are explained.
bool counts(std::optional<std::size_t> asked, std::size_t cause) { return !asked || *asked == cause; }

/// Calls add(fit, share): the fit of the cause asked for, or each with its share in the leavers.
template <class Fit, class Leavers, class Add>
void over_causes(const std::vector<Fit>& fits, std::optional<std::size_t> asked, Leavers&& leavers, Add&& add) {
  if (fits.size() == 1) return add(fits.front(), 1.0);
  double all = 0.0;
  for (std::size_t c = 0; c < fits.size(); ++c)
    if (counts(asked, c)) all += static_cast<double>(leavers(fits[c]));
  for (std::size_t c = 0; c < fits.size(); ++c)
    if (const auto own = static_cast<double>(leavers(fits[c])); own > 0.0 && counts(asked, c)) add(fits[c], own / all);
}

/// Contributions of columns, multiplied.
void add_columns(const std::vector<double>& found, double factor, std::vector<double>& out) {
  for (std::size_t cell = 0; cell < out.size(); ++cell) out[cell] += factor * found[cell];
}

/// Contributions of terms, added up by column and multiplied.
void add_terms(const std::vector<CoxColumn>& columns, const Explanation& found, std::int64_t first_term, double factor, std::vector<double>& out) {
  const std::int64_t all = first_term + term_count(columns), count = static_cast<std::int64_t>(columns.size());
  const std::int64_t rows = all > 0 ? static_cast<std::int64_t>(found.contributions.size()) / all : 0;
  out.resize(at(rows * count), 0.0);
  std::vector<std::int64_t> begin{first_term};
  for (const CoxColumn& column : columns) begin.push_back(begin.back() + term_count({column}));
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t c = 0; c < count; ++c) {
      double sum = 0.0;
      for (std::int64_t j = begin[at(c)]; j < begin[at(c) + 1]; ++j) sum += found.contributions[at(i * all + j)];
      out[at(i * count + c)] += factor * sum;
    }
}

// --------------------------------------------------------------------------------------------------------------- curve

void fit_curve(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  CurveOptions curve_options;
  curve_options.causes = options.causes;
  const CurveResult found = curve(rows_of<CurveInput>(input), curve_options, context);
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
  set_status(fit, found.status);
  fit.curve.push_back(std::move(kept));
}

void predict_curve(const ModelFit& fit, const NewPeople& input, const ModelPredictOptions& options, ModelPrediction& result, const RunContext&) {
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

void explain_curve(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t>, ModelExplanation& result, const RunContext&) {
  result.scale = "hazard";
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
}

// ----------------------------------------------------------------------------------------------------------------- cox

void fit_cox(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  fit.cox.push_back(cox(rows_of<CoxInput>(input), options.cox, context));
  set_status(fit, fit.cox.front().status);
}
void explain_cox(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t>, ModelExplanation& result, const RunContext& context) {
  result.scale = "hazard";
  add_terms(fit.cox.front().columns, cox_explain(fit.cox.front(), {input.x}, {}, context), 0, 1.0, result.contributions);
}

// -------------------------------------------------------------------------------------------------------------- causes

void fit_causes(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  CausesOptions own = options.by_cause;
  if (own.causes.empty()) own.causes = options.causes;
  fit.by_cause.push_back(causes(rows_of<CausesInput>(input), own, context));
  fit.causes = fit.by_cause.front().causes;
  set_status(fit, fit.by_cause.front().status);
}
void explain_causes(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context) {
  result.scale = "hazard";
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
  over_causes(fit.by_cause.front().fits, cause, [](const CoxFit& own) { return own.events; }, [&](const CoxFit& own, double share) {
    if (own.events > 0) add_terms(own.columns, cox_explain(own, {input.x}, {}, context), 0, share, result.contributions);
  });
}

// -------------------------------------------------------------------------------------------------------------- smooth

void fit_smooth(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  fit.smooth.push_back(smooth(rows_of<SmoothInput>(input), options.smooth, context));
  set_status(fit, fit.smooth.back().model.status);
}
void explain_smooth(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context) {
  result.scale = "hazard";
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
  over_causes(fit.smooth, cause, [](const SmoothFit& own) { return own.model.events; },
              [&](const SmoothFit& own, double share) { add_columns(smooth_explain(own, {input.x}, {}, context).contributions, share, result.contributions); });
}

// ----------------------------------------------------------------------------------------------------------------- aft

void fit_aft(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  fit.aft.push_back(aft(rows_of<AftInput>(input), options.aft, context));
  set_status(fit, fit.aft.back().status);
}
void explain_aft(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context) {
  const bool hazard = fit.aft.front().distribution == AftDistribution::gompertz;
  result.scale = hazard ? "hazard" : "pace";
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
  over_causes(fit.aft, cause, [](const AftFit& own) { return own.events; }, [&](const AftFit& own, double share) {
    add_terms(own.columns, aft_explain(own, {input.x}, {}, context), 1, hazard ? share : -share, result.contributions);
  });
}

// -------------------------------------------------------------------------------------------------------------- hazard

void fit_hazard(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  fit.hazard.push_back(hazard(rows_of<HazardInput>(input), options.hazard, context));
  set_status(fit, fit.hazard.back().status);
}
void explain_hazard(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context) {
  result.scale = fit.hazard.front().link == HazardLink::logit ? "odds" : "hazard";
  HazardExplainInput rows;
  rows.x = input.x;
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
  over_causes(fit.hazard, cause, [](const HazardFit& own) { return own.events; },
              [&](const HazardFit& own, double share) { add_columns(hazard_explain(own, rows, {}, context).contributions, share, result.contributions); });
}

// --------------------------------------------------------------------------------------------------------- multinomial

void fit_multinomial(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  MultinomialOptions own = options.multinomial;
  if (own.causes.empty()) own.causes = options.causes;
  fit.multinomial.push_back(multinomial(rows_of<MultinomialInput>(input), own, context));
  fit.causes = fit.multinomial.front().causes;
  set_status(fit, fit.multinomial.front().status);
}
void explain_multinomial(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context) {
  result.scale = "odds";
  const MultinomialFit& own = fit.multinomial.front();
  const std::size_t causes = own.causes.size();
  std::vector<double> events(causes, 0.0);
  double all = 0.0;
  for (std::size_t k = 0; k < own.baseline.events.size(); ++k)
    if (counts(cause, k % causes)) events[k % causes] += own.baseline.events[k], all += own.baseline.events[k];
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
  for (std::size_t j = 0; j < causes; ++j) {
    if (!(events[j] > 0.0)) continue;
    MultinomialExplainOptions asked;
    asked.cause = own.causes[j];
    add_terms(own.columns, multinomial_explain(own, {input.x}, asked, context), 0, events[j] / all, result.contributions);
  }
}

// ---------------------------------------------------------------------------------------------------------------- path

void fit_path(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  PathOptions own = options.path;
  if (own.folds == 0 && own.penalties.empty()) own.folds = 5;  // some penalty has to be chosen
  fit.path.push_back(path(rows_of<PathInput>(input), own, context));
  set_status(fit, fit.path.back().status);
}
void explain_path(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context) {
  result.scale = "hazard";
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
  over_causes(fit.path, cause, [](const PathFit& own) { return own.events; }, [&](const PathFit& own, double share) {
    add_terms(own.columns, path_explain(own, {input.x, {}, {}, {}}, {}, context), 0, share, result.contributions);
  });
}

// ------------------------------------------------------------------------------------------------------------ boosting

void fit_boosting(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  BoostingOptions own = options.boosting;
  if (own.causes.empty()) own.causes = options.causes;
  fit.boosting.push_back(boosting(rows_of<BoostingInput>(input), own, context));
  if (fit.boosting.front().causes.cause.size() > 1) fit.causes = fit.boosting.front().causes.cause;
  set_status(fit, fit.boosting.front().status);
  if (fit.status == ModelStatus::not_converged) fit.status = ModelStatus::fitted;  // all trees that were asked for
}
void explain_boosting(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t> cause, ModelExplanation& result, const RunContext& context) {
  const BoostingFit& model = fit.boosting.front();
  BoostingExplainInput rows;
  rows.x = input.x;
  result.scale = "hazard";
  result.contributions.assign(at(input.x.rows) * fit.columns.size(), 0.0);
  for (std::size_t c = 0; c < model.causes.cause.size(); ++c) {
    if (model.causes.events[c] == 0 || !counts(cause, c)) continue;
    BoostingExplainOptions asked;
    asked.cause = static_cast<std::int64_t>(c) + 1;
    const BoostingExplanation found = boosting_explain(model, rows, asked, context);
    const double share = cause ? 1.0 : static_cast<double>(model.causes.events[c]) / static_cast<double>(model.events);
    for (std::size_t cell = 0; cell < result.contributions.size(); ++cell) result.contributions[cell] += share * found.contributions[cell];
  }
}

// -------------------------------------------------------------------------------------------------------------- forest

void fit_forest(const ModelInput& input, const ModelOptions& options, ModelFit& fit, const RunContext& context) {
  ForestOptions own = options.forest;
  if (own.causes.empty()) own.causes = options.causes;
  fit.forest.push_back(forest(rows_of<ForestInput>(input), own, context));
  if (fit.forest.front().causes.cause.size() > 1) fit.causes = fit.forest.front().causes.cause;
  set_status(fit, fit.forest.front().status);
}
void explain_forest(const ModelFit& fit, const ModelExplainInput& input, std::optional<std::size_t>, ModelExplanation& result, const RunContext& context) {
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
    {Learner::curve, TellsCauses::itself, &fit_curve, &predict_curve, &explain_curve},
    {Learner::cox, TellsCauses::not_at_all, &fit_cox, &predict_by<&ModelFit::cox, &cox_predict>, &explain_cox},
    {Learner::causes, TellsCauses::itself, &fit_causes, &predict_by<&ModelFit::by_cause, &causes_predict>, &explain_causes},
    {Learner::smooth, TellsCauses::by_fits, &fit_smooth, &predict_causes<&ModelFit::smooth, &smooth_predict, true>, &explain_smooth},
    {Learner::aft, TellsCauses::by_fits, &fit_aft, &predict_causes<&ModelFit::aft, &aft_predict, true>, &explain_aft},
    {Learner::hazard, TellsCauses::by_fits, &fit_hazard, &predict_causes<&ModelFit::hazard, &hazard_predict, true>, &explain_hazard},
    {Learner::path, TellsCauses::by_fits, &fit_path, &predict_causes<&ModelFit::path, &path_predict, false>, &explain_path},
    {Learner::boosting, TellsCauses::itself, &fit_boosting, &predict_by<&ModelFit::boosting, &boosting_predict>, &explain_boosting},
    {Learner::forest, TellsCauses::itself, &fit_forest, &predict_by<&ModelFit::forest, &forest_predict>, &explain_forest},
    {Learner::multinomial, TellsCauses::itself, &fit_multinomial, &predict_by<&ModelFit::multinomial, &multinomial_predict>, &explain_multinomial},
};

}  // namespace

std::span<const LearnerFunctions> all_learners() { return learners; }

const LearnerFunctions& functions_of(Learner learner) { return *std::find_if(std::begin(learners), std::end(learners), [&](const LearnerFunctions& each) { return each.learner == learner; }); }

bool tells_causes_apart(const ModelOptions& options) { return options.causes_apart && functions_of(options.learner).causes != TellsCauses::not_at_all; }

}  // namespace mainstay::inline v1::survival
