#include "mainstay/survival/smooth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "solve/smoothing.hpp"
#include "stats/distributions.hpp"
#include "stats/splines.hpp"
#include "survival/concordance_kernel.hpp"
#include "survival/cox_ascent.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"
#include "survival/reasons.hpp"
#include "survival/smooth_ascent.hpp"
#include "survival/smooth_curves.hpp"
#include "survival/smooth_freedom.hpp"
#include "survival/smooth_test.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = smooth_key;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The partial likelihood at a point, by one read of x for the hazards and one for the information.
class Likelihood {
 public:
  Likelihood(const CoxInput& input, const std::vector<CoxColumn>& columns, std::vector<std::int32_t> strata, std::int64_t strata_count, Ties ties, Team& team, std::vector<double>& follow_up)
      : team_(team), ties_(ties), strata_count_(strata_count), part_(key, input, columns, std::move(strata)) {
    part_.check_entries(key);
    shift_ = part_.rough_means();
    times_ = event_times_of(team, part_.duration().data(), part_.event().data(), part_.weights().data(), part_.strata().empty() ? nullptr : part_.strata().data(), strata_count,
                            part_.rows(), follow_up);
    risk_ = RiskIndex(times_.slots(), input.entry.given());
    part_.index(team, times_, &risk_, leavers_);
    leaver_sums_ = ties == Ties::efron && leavers_.most > 1.0;
    resolved_.resize(times_.slots() * part_.design().width());
    part_.read(team, {.shift = shift_.data(), .moments = &moments_});
  }

  const SmoothEvaluation& at(const std::vector<double>& beta) {
    if (beta == at_ && !at_.empty()) return evaluation_;
    const std::int64_t terms = part_.design().terms(), width = part_.design().width();
    CoxReading reading{.shift = shift_.data(), .beta = beta.data(), .sums = &sums_, .risk = &risk_, .leaver_sums = leaver_sums_};
    sums_.clear();
    stratum_shift_.clear();
    part_.set_stratum_shift({});
    part_.read(team_, reading);
    constexpr double largest_plain_eta = 300.0;
    if (!(sums_.largest_eta <= largest_plain_eta)) {
      stratum_shift_.assign(strata_count_, -std::numeric_limits<double>::infinity());
      part_.largest_by_stratum(team_, shift_.data(), beta.data(), stratum_shift_);
      for (double& most : stratum_shift_)
        if (!std::isfinite(most)) most = 0.0;
      part_.set_stratum_shift(stratum_shift_);
      sums_.clear();
      part_.read(team_, reading);
    }
    risk_.resolve(sums_.table.data(), width, times_, resolved_.data());
    hazards_ = hazards_of(team_, times_, leavers_, ties_, resolved_.data(), leaver_table(), width, terms, risk_.entries());
    const RiskParts risk = risk_parts(team_, hazards_, resolved_.data(), leaver_table(), times_.slots(), width);
    std::vector<double> gram;
    part_.read(team_, {.shift = shift_.data(), .gram = &gram, .expected_by = &hazards_});
    slope_and_information(gram, risk, moments_.event_sum, terms, width, evaluation_.slope, evaluation_.information);
    for (std::int64_t j = 0; j < terms; ++j)
      for (std::int64_t l = 0; l < j; ++l) evaluation_.information[j * terms + l] = evaluation_.information[l * terms + j];
    evaluation_.value = hazards_.finite ? log_likelihood_of(sums_, hazards_) : missing;
    at_ = beta;
    return evaluation_;
  }

  const double* leaver_table() const noexcept { return leaver_sums_ ? sums_.leaver_table.data() : nullptr; }
  const CoxPart& part() const noexcept { return part_; }
  const CoxMoments& moments() const noexcept { return moments_; }
  const Leavers& leavers() const noexcept { return leavers_; }
  const EventTimes& times() const noexcept { return times_; }
  const Hazards& hazards() const noexcept { return hazards_; }
  const std::vector<double>& shift() const noexcept { return shift_; }
  const std::vector<double>& resolved() const noexcept { return resolved_; }
  const std::vector<double>& stratum_shift() const noexcept { return stratum_shift_; }
  const std::vector<double>& information() const noexcept { return evaluation_.information; }  ///< (p, p), of the last point

 private:
  Team& team_;
  Ties ties_;
  std::int64_t strata_count_;
  CoxPart part_;
  std::vector<double> shift_, resolved_, stratum_shift_, at_;
  EventTimes times_;
  RiskIndex risk_;
  Leavers leavers_;
  CoxMoments moments_;
  CoxSums sums_;
  Hazards hazards_;
  bool leaver_sums_ = false;
  SmoothEvaluation evaluation_;
};

}  // namespace

void SmoothFit::validate() const {
  const auto broken = [](const char* argument, const char* rule) { throw Error(ErrorCode::corrupt, key, argument, -1, "broken", rule); };
  std::int64_t linear = 0;
  for (const CoxColumn& column : columns)
    if (!is_smooth(splines, column.name)) linear += term_count({column});
  for (const HazardSpline& spline : splines) {
    const std::int64_t size = size_of(spline);
    if (size < 5 || static_cast<std::int64_t>(spline.transform.size()) != size * (size - 1)) broken("splines.transform", "one row for each spline");
    if (!(spline.low < spline.high)) broken("splines.low", "below high");
    if (spline.first != linear) broken("splines.first", "the place of its first term");
    linear += size - 1;
  }
  if (static_cast<std::int64_t>(model.coefficients.term.size()) != linear || term_count(model.columns) != linear) broken("model.columns", "as many terms as there are coefficients");
}

SmoothFit smooth(const SmoothInput& input, const SmoothOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  if (options.ties == Ties::exact) refuse(key, "ties", "exact", "efron or breslow");
  if (states_freedom(options.smooth)) {
    const RunContext searching = still(context);
    SmoothOptions trial = options, found = options;
    trial.robust = trial.baseline_errors = false;
    SmoothInput rows = input;
    rows.cluster = {};
    found.smooth = with_freedom(key, options.smooth, [&](const std::vector<HazardSmooth>& curves) {
      trial.smooth = curves;
      return smooth(rows, trial, searching).smooths;
    });
    return smooth(input, found, context);
  }
  SmoothFit fit;
  fit.columns = columns_of(input.x, input.weights);
  choose_references(key, fit.columns, options.references);
  const std::vector<HazardSmooth> curves = options.smooth.empty() ? curved(input, options, context, fit.lines) : options.smooth;
  fit.splines = splines_of(input, curves);
  const Expanded expanded(key, input.x, fit.columns, fit.splines);
  CoxFit& model = fit.model;
  for (const CoxColumn& column : fit.columns)
    if (!is_smooth(fit.splines, column.name)) model.columns.push_back(column);
  const std::int64_t linear = term_count(model.columns);
  std::int64_t first = linear;
  SmoothProblem problem;
  for (std::size_t k = 0; k < fit.splines.size(); ++k) {
    HazardSpline& spline = fit.splines[k];
    const std::int64_t size = size_of(spline), free = size - 1;
    spline.first = first;
    for (std::int64_t j = 0; j < free; ++j) {
      CoxColumn& column = model.columns.emplace_back();
      column.name = "s(" + spline.column + ")." + std::to_string(j + 1);
    }
    SmoothPenalty penalty;
    penalty.first = first;
    penalty.size = free;
    const std::vector<double> d = stats::second_difference_penalty(size);
    penalty.matrix.assign(free * free, 0.0);
    for (std::int64_t a = 0; a < size; ++a)
      for (std::int64_t b = 0; b < size; ++b) {
        if (d[a * size + b] == 0.0) continue;
        for (std::int64_t i = 0; i < free; ++i)
          for (std::int64_t j = 0; j < free; ++j) penalty.matrix[i * free + j] += spline.transform[a * free + i] * d[a * size + b] * spline.transform[b * free + j];
      }
    const solve::PenaltySize of = solve::size_of_penalty(penalty.matrix, free);
    penalty.rank = of.rank;
    penalty.log_determinant = of.log_determinant;
    penalty.given = curves[k].smoothing;
    problem.penalties.push_back(std::move(penalty));
    first += free;
  }
  data::Groups strata;
  model.strata = {""};
  if (input.strata.given()) {
    strata = data::encode_groups(key, "strata", input.strata);
    if (strata.count > 0) model.strata = strata.names();
  }
  data::Groups clusters;
  if (input.cluster.given()) clusters = data::encode_groups(key, "cluster", input.cluster);
  CoxInput view;
  view.x = expanded.x;
  view.duration = input.duration;
  view.event = input.event;
  view.entry = input.entry;
  view.weights = input.weights;
  view.strata = input.strata;
  view.offset = input.offset;
  Team team(key, context);
  team.report(0.0, 0.0);
  Likelihood likelihood(view, model.columns, std::move(strata.codes), static_cast<std::int64_t>(model.strata.size()), options.ties, team, model.follow_up);
  const CoxMoments& moments = likelihood.moments();
  std::vector<double> scale, reach;
  spread_of(moments, likelihood.shift(), scale, reach);

  CoxAscent ascent;
  ascent.begin(first);
  SmoothSolution solution;
  solution.at.assign(first, 0.0);
  const bool anybody = likelihood.leavers().most > 0.0;
  if (!anybody) {
    ascent.status = CoxStatus::no_events;
    solution.smoothing.assign(fit.splines.size(), 1.0);
    for (std::size_t k = 0; k < fit.splines.size(); ++k)
      if (problem.penalties[k].given) solution.smoothing[k] = *problem.penalties[k].given;
    solution.effective_of.assign(fit.splines.size(), missing);
    solution.at_edge.assign(fit.splines.size(), false);
  } else if (!std::isfinite(likelihood.at(solution.at).value)) {
    ascent.status = CoxStatus::out_of_range;
    solution.smoothing.assign(fit.splines.size(), 1.0);
    solution.effective_of.assign(fit.splines.size(), missing);
    solution.at_edge.assign(fit.splines.size(), false);
  } else {
    problem.parameters = first;
    problem.terms = linear;
    for (std::int64_t j = 0; j < linear; ++j) {
      problem.constant.push_back(!(scale[j] > 0.0));
      problem.reach.push_back(reach[j]);
    }
    problem.ridge = options.ridge;
    problem.akaike = options.criterion == SmoothCriterion::aic;
    problem.size = likelihood.leavers().total_weight;
    problem.mean_weight = moments.events > 0.0 ? problem.size / moments.events : 1.0;
    problem.max_iterations = options.max_iterations;
    problem.tolerance = options.tolerance;
    std::int64_t passes = 0;
    problem.evaluate = [&](const std::vector<double>& at) -> const SmoothEvaluation& {
      const auto share = [&] { return 1.0 - 1.0 / (1.0 + 0.1 * static_cast<double>(passes)); };
      const double from = share();
      ++passes;
      team.report(from, share());
      return likelihood.at(at);
    };
    solution = smooth_ascent(problem);
    ascent.status = solution.status;
    ascent.beta = solution.at;
    ascent.log_likelihood = solution.log_likelihood;
    ascent.log_likelihood_null = solution.log_likelihood_null;
    ascent.iterations = solution.iterations;
    ascent.model_covariance = solution.covariance;
    ascent.left_out = solution.singular;
    ascent.separated = solution.separated;
    likelihood.at(solution.at);  // the baseline is that of the last point
  }
  const bool known = anybody && ascent.status != CoxStatus::out_of_range;
  std::vector<double> drift;
  const bool drifts = known && options.baseline_errors;
  if (drifts)
    drift = cumulative_drift(likelihood.times(), likelihood.hazards(), likelihood.resolved().data(), likelihood.leaver_table(), likelihood.part().design().width(), first);
  const bool robust = known && (options.robust || input.cluster.given());
  std::vector<double> products;
  if (robust)
    likelihood.part().score_products(team, likelihood.times(), likelihood.hazards(), likelihood.leavers(), likelihood.resolved().data(), likelihood.leaver_table(),
                                     likelihood.shift().data(), input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count, products);
  CoxOptions of_model;
  of_model.ties = options.ties;
  of_model.ridge = options.ridge;
  of_model.confidence_level = options.confidence_level;
  fill_fit({&ascent, &moments, &likelihood.shift(), &likelihood.times(), known ? &likelihood.hazards() : nullptr, drifts ? &drift : nullptr,
            likelihood.part().design().width(), &likelihood.stratum_shift(), robust ? &products : nullptr},
           of_model, model);
  model.likelihood_ratio_test = model.wald_test = model.score_test = {};
  model.concordance = model.concordance_std_error = missing;
  if (known) {
    model.effective_degrees_of_freedom = std::max(0.0, solution.effective);
    const CoxPart& part = likelihood.part();
    const std::vector<double> eta = part.linear_predictors(team, likelihood.shift().data(), ascent.beta.data());
    const ConcordanceSums counted = count_concordance(team, {eta.data(), part.duration().data(), part.event().data(), part.entry().data(), part.weights().data(),
                                                             part.strata().empty() ? nullptr : part.strata().data(), static_cast<std::int64_t>(model.strata.size()), part.rows(),
                                                             input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count});
    model.concordance = counted.concordance;
    model.concordance_std_error = counted.std_error;
  }
  fit.penalised_log_likelihood = solution.log_likelihood - solution.penalty;
  fit.reml = solution.reml;
  fit.effective_parameters = std::max(0.0, solution.effective);
  fit.aic = 2.0 * fit.effective_parameters - 2.0 * solution.log_likelihood;
  fit.smoothing_iterations = solution.smoothing_iterations;
  const double factor = stats::normal_interval_factor(options.confidence_level);
  std::vector<double> shrinking;  // F = covariance · information without penalties
  if (known) {
    shrinking.assign(first * first, 0.0);
    for (std::int64_t i = 0; i < first; ++i)
      for (std::int64_t l = 0; l < first; ++l)
        for (std::int64_t j = 0; j < first; ++j) shrinking[i * first + j] += model.model_covariance[i * first + l] * likelihood.information()[l * first + j];
  }
  for (const HazardSpline& spline : fit.splines) {
    const std::int64_t free = size_of(spline) - 1, from = spline.first;
    SmoothTest test{missing, missing, missing};
    if (known) {
      std::vector<double> coefficients(solution.at.begin() + from, solution.at.begin() + from + free), information, covariance;
      double degrees = 0.0;
      for (std::int64_t i = from; i < from + free; ++i) {
        degrees += 2.0 * shrinking[i * (first + 1)];
        for (std::int64_t j = 0; j < first; ++j) degrees -= shrinking[i * first + j] * shrinking[j * first + i];
        for (std::int64_t j = from; j < from + free; ++j) {
          information.push_back(likelihood.information()[i * first + j]);
          covariance.push_back(model.model_covariance[i * first + j]);
        }
      }
      test = smooth_test(coefficients, information, covariance, std::min(degrees, static_cast<double>(free)));
    }
    fit.tests.name.push_back(spline.column);
    fit.tests.statistic.push_back(test.statistic);
    fit.tests.rank.push_back(test.rank);
    fit.tests.p_value.push_back(test.p_value);
  }
  for (std::size_t k = 0; k < fit.splines.size(); ++k) {
    HazardSpline& spline = fit.splines[k];
    const std::int64_t size = size_of(spline), free = size - 1;
    fit.smooths.name.push_back(spline.column);
    fit.smooths.smoothing.push_back(solution.smoothing[k]);
    fit.smooths.variance.push_back(1.0 / solution.smoothing[k]);
    fit.smooths.effective_parameters.push_back(solution.effective_of[k]);
    fit.smooths.at_edge.push_back(solution.at_edge[k] ? 1 : 0);
    for (std::int64_t i = 0; i < size; ++i)
      for (std::int64_t j = 0; j < free; ++j) spline.coefficients[i] += spline.transform[i * free + j] * solution.at[spline.first + j];
    const stats::CubicSplines basis(spline.low, spline.high, size);
    constexpr std::int64_t points = 41;
    fit.curves.column.levels.push_back(spline.column);
    for (std::int64_t at = 0; at < points; ++at) {
      const double value = spline.low + (spline.high - spline.low) * static_cast<double>(at) / (points - 1);
      double four[4], effect = 0.0, variance = 0.0;
      const std::int64_t place = basis.at(value, four);
      std::vector<double> gradient(free, 0.0);
      for (std::int64_t a = 0; a < 4; ++a) {
        effect += four[a] * spline.coefficients[place + a];
        for (std::int64_t j = 0; j < free; ++j) gradient[j] += four[a] * spline.transform[(place + a) * free + j];
      }
      for (std::int64_t i = 0; i < free; ++i)
        for (std::int64_t j = 0; j < free; ++j) variance += gradient[i] * gradient[j] * model.covariance[(spline.first + i) * first + spline.first + j];
      const double error = known ? std::sqrt(std::max(0.0, variance)) : missing;
      fit.curves.column.codes.push_back(static_cast<std::int32_t>(k));
      fit.curves.value.push_back(value);
      fit.curves.effect.push_back(effect);
      fit.curves.std_error.push_back(error);
      fit.curves.lower.push_back(effect - factor * error);
      fit.curves.upper.push_back(effect + factor * error);
    }
  }
  team.report(1.0, 1.0);
  return fit;
}

CoxPrediction smooth_predict(const SmoothFit& fit, const CoxPredictInput& input, const CoxPredictOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.smooth.predict";
  check(name, input, options, context.threads);
  const Expanded expanded(name, input.x, fit.columns, fit.splines);
  CoxPredictInput view = input;
  view.x = expanded.x;
  return cox_predict_as(name, fit.model, view, options, context);
}

HazardExplanation smooth_explain(const SmoothFit& fit, const ExplainInput& input, const ExplainOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.smooth.explain";
  check(name, input, options, context.threads);
  const Expanded expanded(name, input.x, fit.columns, fit.splines);
  ExplainInput view;
  view.x = expanded.x;
  const Explanation of_terms = cox_explain_as(name, fit.model, view, {}, context);
  HazardExplanation result;
  std::vector<std::int64_t> part_of;
  for (const CoxColumn& column : fit.columns) {
    if (!is_smooth(fit.splines, column.name))
      for (std::int64_t l = term_count({column}); l-- > 0;) part_of.push_back(static_cast<std::int64_t>(result.names.size()));
    result.names.push_back(column.name);
  }
  for (const HazardSpline& spline : fit.splines)
    for (std::int64_t j = 1; j < size_of(spline); ++j)
      part_of.push_back(std::find(result.names.begin(), result.names.end(), spline.column) - result.names.begin());
  const auto parts = static_cast<std::int64_t>(result.names.size()), terms = static_cast<std::int64_t>(part_of.size());
  const std::int64_t rows = input.x.rows;
  result.contributions.assign(rows * parts, 0.0);
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < terms; ++j) result.contributions[i * parts + part_of[j]] += of_terms.contributions[i * terms + j];
  ReasonTable reasons(result.reasons, result.names, rows, options.most);
  for (std::int64_t i = 0; i < rows; ++i) reasons.put(i, result.contributions.data() + i * parts);
  return result;
}

namespace {
constexpr Function methods[] = {
    analysis<&smooth_predict>("survival.smooth.predict", "How likely is each of these people to stay until a given day?"),
    analysis<&smooth_explain>("survival.smooth.explain", "Why is this person's risk of leaving above or below the average?")};
}

constinit const Function smooth_analysis = analysis<&smooth>("survival.smooth", "Along which curve does an attribute go with leaving sooner?", methods);

}  // namespace mainstay::inline v1::survival
