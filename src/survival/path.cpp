#include "mainstay/survival/path.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "survival/concordance_kernel.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_fit.hpp"
#include "survival/path_fit.hpp"
#include "survival/path_parts.hpp"
#include "survival/reasons.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.path";

// A factor for each term, with a mean of 1; terms that are left out count as 1.
std::vector<double> factors_of(const PathOptions& options, const PathTerms& terms, const PathFit& fit, const TermMoments& moments) {
  std::vector<std::string> names;
  for (const CoxColumn& column : fit.columns) names.push_back(column.name);
  names.insert(names.end(), fit.cells.begin(), fit.cells.end());
  std::vector<double> by_column(names.size(), 1.0);
  for (std::size_t i = 0; i < options.penalty_factors.size(); ++i) {
    const PathFactor& wanted = options.penalty_factors[i];
    const auto found = std::find(names.begin(), names.end(), wanted.column);
    if (found == names.end())
      throw Error(ErrorCode::unknown_name, key, "penalty_factors[" + std::to_string(i) + "].column", -1, wanted.column, "one of the columns " + list_of(names));
    by_column[found - names.begin()] = wanted.factor;
  }
  std::vector<double> factors(terms.size());
  double sum = 0.0;
  for (std::int64_t j = 0; j < terms.size(); ++j) {
    factors[j] = by_column[terms.column_of(j)];
    sum += std::isfinite(factors[j]) && moments.deviation[j] > 0.0 ? factors[j] : 1.0;
  }
  for (double& factor : factors)
    if (sum > 0.0) factor *= static_cast<double>(terms.size()) / sum;
  return factors;
}

std::int64_t choose(PathChoice how, const PathFit& fit) {
  const auto steps = static_cast<std::int64_t>(fit.steps.penalty.size());
  if (how == PathChoice::last) return steps - 1;
  if (how == PathChoice::minimum) return fit.minimum;
  if (how == PathChoice::one_standard_error) return fit.one_standard_error;
  const double each = how == PathChoice::aic ? 2.0 : std::log(static_cast<double>(std::max<std::int64_t>(fit.events, 1)));
  std::int64_t best = -1;
  double lowest = std::numeric_limits<double>::infinity();
  for (std::int64_t k = 0; k < steps; ++k) {
    const double value = -2.0 * fit.steps.log_likelihood[k] + each * static_cast<double>(fit.steps.terms[k]);
    if (value < lowest) {
      lowest = value;
      best = k;
    }
  }
  return best;
}

// Harrell's C of the rows of a sample that are judged.
double concordance_of(Team& team, const PathColumns& columns, const std::vector<double>& weights, const PathSample& sample, const std::vector<double>& eta) {
  std::vector<double> risk, duration, event, entry, weight;
  std::vector<std::int32_t> strata;
  for (std::int64_t at = 0; at < sample.rows(); ++at) {
    const std::int32_t i = sample.order()[at];
    if (weights[i] == 0.0) continue;
    risk.push_back(eta[at] + (columns.offset.given() ? columns.offset[i] : 0.0));
    duration.push_back(columns.duration[i]);
    event.push_back(columns.event[i]);
    if (columns.entry.given()) entry.push_back(columns.entry[i]);
    weight.push_back(weights[i]);
    if (!columns.strata.empty()) strata.push_back(columns.strata[i]);
  }
  return count_concordance(team, {risk.data(), duration.data(), event.data(), columns.entry.given() ? entry.data() : nullptr, weight.data(),
                                  columns.strata.empty() ? nullptr : strata.data(), columns.strata_count, static_cast<std::int64_t>(risk.size()), nullptr, 0})
      .concordance;
}

struct Judged {  // one part
  double weight = 0.0;
  std::vector<double> value;  // per step; NaN beyond where its path ended
};

// Fits the plan's penalties without a part, and judges each step by it. `all` is the fit of all rows, for a part that is no forward one.
Judged judge(Team& team, const PathTerms& terms, const PathColumns& columns, const PathPart& part, bool forward, const PathPlan& plan, const PathOptions& options,
             const PathSample& whole, PathFitter& all, double from, double to) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  const auto view = [](const std::vector<double>& values) { return Numbers(Column(values)); };
  PathColumns learnt = columns, judged = columns;
  if (forward) {
    learnt.duration = view(part.duration);
    learnt.event = view(part.event);
    judged.entry = view(part.judged_entry);
    judged.duration = view(part.judged_duration);
    judged.event = view(part.judged_event);
  }
  Judged result;
  result.value.assign(plan.lambdas.size(), missing);
  const PathSample sample(team, learnt, part.weights, options.ties);
  TermMoments moments = terms.moments(team, part.weights);
  if (!options.standardize) moments.do_not_divide();
  double events = 0.0, rows = 0.0;
  for (std::int64_t i = 0; i < columns.rows; ++i) {
    rows += part.judged_weights[i];
    events += judged.event[i] != 0.0 ? part.judged_weights[i] : 0.0;
  }
  result.weight = options.measure == PathMeasure::deviance ? events : rows;
  if (sample.events() == 0 || !(events > 0.0)) {
    result.weight = 0.0;
    return result;
  }
  PathFitter fitter(team, terms, sample, moments, plan);
  fitter.run(from, to);
  std::optional<PathSample> later;
  std::optional<PathFitter> after;
  if (forward) {
    later.emplace(team, judged, part.judged_weights, options.ties);
    after.emplace(team, terms, *later, moments, plan);
  }
  const PathSample& seen = forward ? *later : whole;
  PathFitter& judging = forward ? *after : all;
  for (std::size_t k = 0; k < fitter.steps().size(); ++k) {
    const PathStep& step = fitter.steps()[k];
    std::vector<double> coefficients;
    for (std::size_t i = 0; i < step.term.size(); ++i) coefficients.push_back(step.coefficient[i] / moments.deviation[step.term[i]]);
    const PathPoint& point = judging.point_of(step.term, coefficients);
    if (!point.finite) continue;
    if (options.measure == PathMeasure::concordance) {
      result.value[k] = concordance_of(team, judged, part.judged_weights, seen, judging.eta());
    } else {
      const double left = 2.0 * (seen.saturated() - point.log_likelihood), known = forward ? 0.0 : 2.0 * (sample.saturated() - step.log_likelihood);
      result.value[k] = (left - known) / events;
    }
  }
  return result;
}

// Mean and standard error over the parts, and the two steps that they choose.
void validate_steps(const std::vector<Judged>& parts, PathMeasure measure, PathFit& fit) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  const std::size_t steps = fit.steps.penalty.size();
  const double sign = measure == PathMeasure::concordance ? -1.0 : 1.0;
  for (std::size_t k = 0; k < steps; ++k) {
    double weight = 0.0, sum = 0.0, squares = 0.0, count = 0.0;
    for (const Judged& part : parts)
      if (part.weight > 0.0) {
        weight += part.weight;
        sum += part.weight * part.value[k];
        count += 1.0;
      }
    const double mean = weight > 0.0 ? sum / weight : missing;
    for (const Judged& part : parts)
      if (part.weight > 0.0) squares += part.weight * (part.value[k] - mean) * (part.value[k] - mean);
    const double error = count > 1.0 ? std::sqrt(squares / weight / (count - 1.0)) : missing;
    fit.validation.mean.push_back(mean);
    fit.validation.std_error.push_back(error);
    fit.validation.lower.push_back(mean - error);
    fit.validation.upper.push_back(mean + error);
    if (std::isfinite(mean) && (fit.minimum < 0 || sign * mean < sign * fit.validation.mean[fit.minimum])) fit.minimum = static_cast<std::int64_t>(k);
  }
  fit.one_standard_error = fit.minimum;
  for (std::int64_t k = fit.minimum; k-- > 0;) {
    const double error = fit.validation.std_error[fit.minimum];
    if (sign * fit.validation.mean[k] <= sign * fit.validation.mean[fit.minimum] + error) fit.one_standard_error = k;
  }
}

// The chosen step as a fit of survival.cox, which knows how to predict; without the cells.
CoxFit as_cox(const PathFit& fit) {
  CoxFit cox;
  const std::int64_t terms = term_count(fit.columns);
  cox.coefficients.term.assign(fit.coefficients.term.begin(), fit.coefficients.term.begin() + terms);
  cox.coefficients.coefficient.assign(fit.coefficients.coefficient.begin(), fit.coefficients.coefficient.begin() + terms);
  cox.columns = fit.columns;
  cox.means.assign(fit.means.begin(), fit.means.begin() + terms);
  cox.strata = fit.strata;
  cox.follow_up = fit.follow_up;
  cox.events = fit.events;
  cox.baseline.stratum = fit.baseline.stratum;
  cox.baseline.time = fit.baseline.time;
  cox.baseline.hazard = fit.baseline.hazard;
  cox.baseline.cumulative_hazard = fit.baseline.cumulative_hazard;
  cox.baseline.cumulative_variance.assign(fit.baseline.time.size(), 0.0);
  return cox;
}
}  // namespace

PathFit path(const PathInput& input, const PathOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  if (options.ties == Ties::exact) refuse(key, "ties", "exact", "efron or breslow");
  PathFit fit;
  fit.ties = options.ties;
  fit.alpha = options.alpha;
  fit.columns = columns_of(input.x, input.weights);
  choose_references(key, fit.columns, options.references, std::numeric_limits<std::int64_t>::max());  // solves for few at once
  fit.strata = {""};
  PathColumns columns{Numbers(input.duration), Numbers(input.event), Numbers(input.entry), Numbers(input.offset), {}, 1, input.duration.size};
  if (input.strata.given()) {
    data::Groups strata = data::encode_groups(key, "strata", input.strata);
    if (strata.count > 0) fit.strata = strata.names();
    columns.strata = std::move(strata.codes);
    columns.strata_count = static_cast<std::int64_t>(fit.strata.size());
  }
  const std::int64_t n = columns.rows;
  for (std::int64_t i = 0; columns.entry.given() && i < n; ++i)
    if (!(columns.entry[i] < columns.duration[i])) refuse(key, "entry", i, columns.entry[i], "below the row's duration");
  std::vector<double> weights(n, 1.0);
  if (input.weights.given()) {
    const Numbers given(input.weights);
    std::copy_n(given.data(), n, weights.begin());
  }

  const PathParts parts(key, input, options, weights, context.seed);
  const bool validated = options.folds > 0 || !options.cuts.empty() || input.fold.given();
  if (!validated && (options.choose == PathChoice::minimum || options.choose == PathChoice::one_standard_error))
    refuse(key, "choose", options.choose == PathChoice::minimum ? "minimum" : "one_standard_error", "bic, aic or last without cross-validation");
  PathChoice how = options.choose;
  if (how == PathChoice::automatic) how = validated ? PathChoice::minimum : PathChoice::bic;

  Team team(key, context);
  team.report(0.0, 0.0);
  PathCells cells = cells_of(key, input.cell_row, input.cell_column, input.cell_value, n);
  if (fit.columns.empty() && cells.names.empty()) refuse(key, "x", "missing", "a table with one column or more, unless there are cells");
  fit.cells = cells.names;
  const PathTerms terms(key, input, fit.columns, std::move(cells));
  const PathSample sample(team, columns, weights, options.ties);
  TermMoments moments = terms.moments(team, weights);
  fit.rows = sample.rows();
  fit.events = sample.events();
  fit.follow_up = sample.follow_up();
  fit.means = moments.mean;
  fit.deviations = moments.deviation;
  fit.coefficients.term = term_names(fit.columns);
  const std::unordered_set<std::string> taken(fit.coefficients.term.begin(), fit.coefficients.term.end());
  for (const std::string& name : fit.cells) {
    if (taken.count(name) > 0) refuse(key, "cell_column", name, "another name than the terms of x");
    fit.coefficients.term.push_back(name);
  }
  const auto count = terms.size();
  for (std::int64_t j = 0; j < count; ++j)
    if (fit.rows > 0 && !(moments.deviation[j] > 0.0)) fit.constant.push_back(fit.coefficients.term[j]);
  fit.coefficients.coefficient.assign(count, 0.0);
  fit.coefficients.hazard_ratio.assign(count, 1.0);
  fit.path.term.levels = fit.coefficients.term;
  if (fit.events == 0) {
    fit.status = PathStatus::no_events;
    return fit;
  }
  if (!options.standardize) moments.do_not_divide();

  PathPlan plan;
  plan.alpha = options.alpha;
  plan.factors = factors_of(options, terms, fit, moments);
  plan.lambdas = options.penalties;
  std::sort(plan.lambdas.begin(), plan.lambdas.end(), std::greater<>());
  plan.lambda_count = options.penalty_count;
  plan.lambda_ratio = options.penalty_ratio.value_or(fit.rows < count ? 1e-2 : 1e-4);
  plan.most_terms = options.most_terms;
  plan.max_iterations = options.max_iterations;
  plan.tolerance = options.tolerance;
  plan.stop_early = options.stop_early;
  plan.standardize = options.standardize;
  plan.groups = options.group_levels;
  PathFitter fitter(team, terms, sample, moments, plan);
  const double share = 1.0 / static_cast<double>(parts.count() + 1);
  fitter.run(0.0, share);

  fit.status = fitter.status();
  fit.log_likelihood_null = fit.log_likelihood = fitter.log_likelihood_null();
  if (fit.status != PathStatus::out_of_range) fit.null_deviance = std::max(0.0, 2.0 * (sample.saturated() - fit.log_likelihood_null));
  for (const PathStep& step : fitter.steps()) {
    const auto row = static_cast<std::int64_t>(fit.steps.penalty.size());
    fit.steps.penalty.push_back(step.lambda);
    fit.steps.deviance_ratio.push_back(fitter.explained(step.log_likelihood));
    fit.steps.log_likelihood.push_back(step.log_likelihood);
    fit.steps.terms.push_back(static_cast<std::int64_t>(step.term.size()));
    fit.steps.iterations.push_back(step.iterations);
    for (std::size_t i = 0; i < step.term.size(); ++i) {
      fit.path.step.push_back(row);
      fit.path.term.codes.push_back(static_cast<std::int32_t>(step.term[i]));
      fit.path.coefficient.push_back(step.coefficient[i] / moments.deviation[step.term[i]]);
    }
  }
  if (parts.count() > 0 && !fit.steps.penalty.empty()) {
    PathPlan same = plan;
    same.lambdas = fit.steps.penalty;
    same.most_terms = 0;
    std::vector<Judged> judged;
    for (std::int64_t k = 0; k < parts.count(); ++k)
      judged.push_back(judge(team, terms, columns, parts.part(k), parts.forward(), same, options, sample, fitter, share * static_cast<double>(k + 1),
                             share * static_cast<double>(k + 2)));
    validate_steps(judged, options.measure, fit);
  }
  if ((how == PathChoice::minimum || how == PathChoice::one_standard_error) && fit.minimum < 0) how = PathChoice::bic;
  fit.chosen = choose(how, fit);
  if (fit.chosen < 0) return fit;
  fit.penalty = fit.steps.penalty[fit.chosen];
  fit.log_likelihood = fit.steps.log_likelihood[fit.chosen];
  for (std::size_t i = 0; i < fit.path.step.size(); ++i)
    if (fit.path.step[i] == fit.chosen) {
      fit.coefficients.coefficient[fit.path.term.codes[i]] = fit.path.coefficient[i];
      fit.coefficients.hazard_ratio[fit.path.term.codes[i]] = std::exp(fit.path.coefficient[i]);
    }
  if (!options.baseline) return fit;
  std::vector<std::int64_t> nonzero;
  std::vector<double> values;
  for (std::int64_t j = 0; j < count; ++j)
    if (fit.coefficients.coefficient[j] != 0.0) {
      nonzero.push_back(j);
      values.push_back(fit.coefficients.coefficient[j]);
    }
  const PathPoint& point = fitter.point_of(nonzero, values);
  // The sample's linear predictors take numbers less their mean and lists of rows as they are.
  double at_means = 0.0;
  for (std::int64_t j = 0; j < count; ++j)
    if (terms.sparse(j)) at_means += fit.coefficients.coefficient[j] * fit.means[j];
  const EventTimes& times = sample.times();
  for (std::int64_t s = 0; s < times.strata(); ++s) {
    const double scale = std::exp(at_means - (point.stratum_shift.empty() ? 0.0 : point.stratum_shift[s]));
    double cumulative = 0.0;
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k) {
      const double jump = point.hazards.jump[k] * scale;
      cumulative += jump;
      fit.baseline.stratum.push_back(s);
      fit.baseline.time.push_back(times.time(k));
      fit.baseline.hazard.push_back(jump);
      fit.baseline.cumulative_hazard.push_back(cumulative);
    }
  }
  return fit;
}

void PathFit::validate() const {
  const auto terms = static_cast<std::int64_t>(coefficients.term.size());
  const auto step_count = static_cast<std::int64_t>(steps.penalty.size());
  const auto bad = [](const char* argument, const std::string& value, const char* rule) { refuse(key, argument, value, rule); };
  if (term_count(columns) + static_cast<std::int64_t>(cells.size()) != terms) bad("coefficients", std::to_string(terms) + " terms", "a term for each number, level but the reference and cell attribute");
  for (const std::int64_t step : {chosen, minimum, one_standard_error})
    if (step < -1 || step >= step_count) bad("chosen", std::to_string(step), "a row of steps, or -1");
  if (!validation.mean.empty() && static_cast<std::int64_t>(validation.mean.size()) != step_count) bad("validation", "another length", "as long as steps, or empty");
  for (std::size_t i = 0; i < path.step.size(); ++i)
    if (path.step[i] < 0 || path.step[i] >= step_count) bad("path.step", std::to_string(path.step[i]), "a row of steps");
  for (std::size_t k = 0; k < baseline.time.size(); ++k) {
    const std::int64_t s = baseline.stratum[k];
    if (s < 0 || s >= static_cast<std::int64_t>(strata.size())) bad("baseline.stratum", std::to_string(s), "a place in strata");
    if (k > 0 && (s < baseline.stratum[k - 1] || (s == baseline.stratum[k - 1] && !(baseline.time[k] > baseline.time[k - 1]))))
      bad("baseline.time", std::to_string(baseline.time[k]), "above the time before it in the same stratum, strata in order");
  }
}

namespace {
// The table of new rows; one without columns has as many rows as there are elsewhere.
Table new_rows(const char* method, const PathFit& fit, const Table& x, const Column& cell_row, std::initializer_list<const Column*> others) {
  if (x.given()) return x;
  if (!fit.columns.empty()) refuse(method, "x", "missing", "a table with the fit's columns");
  Table none;
  for (const Column* column : others)
    if (column->given()) none.rows = std::max(none.rows, column->size);
  if (none.rows == 0)
    for (std::int64_t i = 0; i < cell_row.size; ++i) none.rows = std::max(none.rows, static_cast<std::int64_t>(number_at(cell_row, i)) + 1);
  return none;
}

// Place of each cell attribute among the fit's, -1 for others.
std::vector<std::int64_t> places_of(const PathFit& fit, const PathCells& cells) {
  std::unordered_map<std::string_view, std::int64_t> known;
  for (std::size_t c = 0; c < fit.cells.size(); ++c) known.emplace(fit.cells[c], static_cast<std::int64_t>(c));
  std::vector<std::int64_t> places;
  for (const std::string& name : cells.names) {
    const auto found = known.find(name);
    places.push_back(found == known.end() ? -1 : found->second);
  }
  return places;
}
}  // namespace

PathPrediction path_predict(const PathFit& fit, const PathPredictInput& input, const PathPredictOptions& options, const RunContext& context) {
  constexpr const char* method = "survival.path.predict";
  check(method, input, options, context.threads);
  CoxPredictOptions wanted;
  wanted.times = options.times;
  wanted.beyond = options.beyond;
  wanted.errors = false;
  CoxPredictInput people{new_rows(method, fit, input.x, input.cell_row, {&input.strata, &input.offset, &input.tenure, &input.time}), input.strata, input.offset, input.tenure,
                         input.time};
  const std::int64_t rows = people.x.given() ? people.x.columns.front().size : people.x.rows;
  std::vector<double> offset;
  if (!fit.cells.empty()) {  // what the cells add is known
    const PathCells cells = cells_of(method, input.cell_row, input.cell_column, input.cell_value, rows);
    const std::vector<std::int64_t> places = places_of(fit, cells);
    const std::int64_t first = term_count(fit.columns);
    double at_zero = 0.0;
    for (std::size_t c = 0; c < fit.cells.size(); ++c) at_zero -= fit.coefficients.coefficient[first + c] * fit.means[first + c];
    for (std::int64_t i = 0; i < rows; ++i) offset.push_back(at_zero + (input.offset.given() ? number_at(input.offset, i) : 0.0));
    for (std::size_t c = 0; c < places.size(); ++c)
      for (std::int64_t at = cells.start[c]; places[c] >= 0 && at < cells.start[c + 1]; ++at)
        offset[cells.rows[at]] += fit.coefficients.coefficient[first + places[c]] * (cells.values.empty() ? 1.0 : cells.values[at]);
    people.offset = Column(offset);
  }
  CoxFit cox = as_cox(fit);
  std::vector<std::int8_t> nothing;
  if (fit.columns.empty()) {  // a column that says nothing stands for x
    nothing.assign(rows, 0);
    people.x = Table{};
    people.x.add("nothing", Column(nothing));
    cox.columns.emplace_back().name = "nothing";
    cox.coefficients.coefficient = cox.means = {0.0};
  }
  CoxPrediction all = cox_predict_as(method, cox, people, wanted, context);
  return {std::move(all.linear_predictor), std::move(all.hazard_ratio), std::move(all.times), std::move(all.survival), std::move(all.cumulative_hazard)};
}

Explanation path_explain(const PathFit& fit, const PathExplainInput& input, const ExplainOptions& options, const RunContext& context) {
  constexpr const char* method = "survival.path.explain";
  check(method, input, options, context.threads);
  const ExplainInput people{new_rows(method, fit, input.x, input.cell_row, {})};
  Explanation of_x;
  if (!fit.columns.empty()) of_x = cox_explain_as(method, as_cox(fit), people, options, context);
  if (fit.cells.empty()) return of_x;
  const std::int64_t rows = people.x.given() ? people.x.columns.front().size : people.x.rows, first = term_count(fit.columns),
                     terms = static_cast<std::int64_t>(fit.coefficients.term.size()), columns = static_cast<std::int64_t>(fit.columns.size() + fit.cells.size());
  const PathCells cells = cells_of(method, input.cell_row, input.cell_column, input.cell_value, rows);
  const std::vector<std::int64_t> places = places_of(fit, cells);
  Explanation result;
  result.terms = fit.coefficients.term;
  result.contributions.resize(rows * terms);
  for (std::int64_t i = 0; i < rows; ++i) {
    for (std::int64_t j = 0; j < first; ++j) result.contributions[i * terms + j] = of_x.contributions[i * first + j];
    for (std::int64_t j = first; j < terms; ++j) result.contributions[i * terms + j] = -fit.coefficients.coefficient[j] * fit.means[j];
  }
  for (std::size_t c = 0; c < places.size(); ++c)
    for (std::int64_t at = cells.start[c]; places[c] >= 0 && at < cells.start[c + 1]; ++at)
      result.contributions[cells.rows[at] * terms + first + places[c]] += fit.coefficients.coefficient[first + places[c]] * (cells.values.empty() ? 1.0 : cells.values[at]);
  std::vector<std::string> names;
  for (const CoxColumn& column : fit.columns) names.push_back(column.name);
  names.insert(names.end(), fit.cells.begin(), fit.cells.end());
  ReasonTable reasons(result.reasons, std::move(names), rows, options.most);
  std::vector<double> sum(columns);
  for (std::int64_t i = 0; i < rows; ++i) {
    std::int64_t term = 0;
    for (std::int64_t c = 0; c < columns; ++c) {
      const bool of_table = c < static_cast<std::int64_t>(fit.columns.size());
      sum[c] = 0.0;
      for (std::int64_t l = of_table ? term_count({fit.columns[c]}) : 1; l-- > 0;) sum[c] += result.contributions[i * terms + term++];
    }
    reasons.put(i, sum.data());
  }
  return result;
}

namespace {
constexpr Function methods[] = {
    analysis<&path_predict>("survival.path.predict", "How likely is each of these people to stay until a given day?"),
    analysis<&path_explain>("survival.path.explain", "Why is this person's risk of leaving above or below the average?")};
}

constinit const Function path_analysis = analysis<&path>("survival.path", "Which of many attributes go with leaving sooner?", methods);

}  // namespace mainstay::inline v1::survival
