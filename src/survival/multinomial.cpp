#include "mainstay/survival/multinomial.hpp"

#include <algorithm>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "survival/multinomial_model.hpp"
#include "survival/multinomial_state.hpp"
#include "survival/reasons.hpp"

namespace mainstay::inline v1::survival {

void MultinomialFit::validate() const {
  const auto broken = [](const char* argument, const char* rule) { throw Error(ErrorCode::corrupt, multinomial_key, argument, -1, "broken", rule); };
  const auto terms = term_count(columns);
  if (static_cast<std::int64_t>(coefficients.term.size()) != terms * static_cast<std::int64_t>(causes.size())) broken("coefficients", "a row for each cause and term");
  if (static_cast<std::int64_t>(means.size()) != terms) broken("means", "one for each term");
  if (baseline.own_covariance.size() != baseline.stratum.size() * causes.size() * causes.size()) broken("baseline.own_covariance", "causes by causes for each period");
  if (baseline.gradient.size() != baseline.stratum.size() * causes.size() * coefficients.term.size()) broken("baseline.gradient", "the coefficients for each period and cause");
  for (std::size_t k = 0; k < baseline.stratum.size(); ++k) {
    if (baseline.stratum[k] >= static_cast<std::int64_t>(strata.size())) broken("baseline.stratum", "a place in strata");
    if (baseline.last_period[k] < baseline.first_period[k]) broken("baseline.last_period", "at least first_period");
    if (k > 0 && (baseline.stratum[k] < baseline.stratum[k - 1] || (baseline.stratum[k] == baseline.stratum[k - 1] && baseline.first_period[k] <= baseline.last_period[k - 1])))
      broken("baseline.first_period", "after the period before it, strata in order");
  }
}

MultinomialFit multinomial(const MultinomialInput& input, const MultinomialOptions& options, const RunContext& context) {
  check(multinomial_key, input, options, context.threads);
  data::Groups strata, clusters;
  if (input.strata.given()) strata = data::encode_groups(multinomial_key, "strata", input.strata);
  if (input.cluster.given()) clusters = data::encode_groups(multinomial_key, "cluster", input.cluster);
  MultinomialRows rows(input);
  Team team(multinomial_key, context, row_chunks(rows.count));
  team.report(0.0, 0.0);
  const MultinomialModel model(survey_of(team, input, options, rows, strata), options);
  if (input.strata.given()) rows.stratum.assign(strata.codes.begin(), strata.codes.end());
  const CoxDesign design(multinomial_key, input.x, model.columns, input.weights);
  const MultinomialLikelihood likelihood(team, model, rows, design);
  const MultinomialSolution solution = multinomial_solve(model, [&](const std::vector<double>& a, const std::vector<double>& b) { return likelihood.at(a, b); });
  if (!solution.known() || !model.robust) {
    team.report(1.0, 1.0);
    return multinomial_fit_of(model, solution, nullptr);
  }
  std::vector<double> products = likelihood.scores(solution.a, solution.b, solution.way, input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count);
  if (input.cluster.given()) products = products_of(products, clusters.count, model.wide());
  team.report(1.0, 1.0);
  return multinomial_fit_of(model, solution, &products);
}

Explanation multinomial_explain(const MultinomialFit& fit, const ExplainInput& input, const MultinomialExplainOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.multinomial.explain";
  check(name, input, options, context.threads);
  std::size_t cause = 0;
  if (!options.cause.empty()) {
    const auto at = std::find(fit.causes.begin(), fit.causes.end(), options.cause);
    std::string names;
    for (const std::string& one : fit.causes) names += (names.empty() ? "" : ", ") + one;
    if (at == fit.causes.end()) refuse(name, "cause", options.cause, "one of the causes of the fit: " + names);
    cause = static_cast<std::size_t>(at - fit.causes.begin());
  }
  ExplainOptions plain;
  plain.most = options.most;
  return explain_terms(name, input, plain, fit.columns, term_names(fit.columns), 0, fit.means.data(), fit.coefficients.coefficient.data() + cause * fit.means.size(), context);
}

namespace {
constexpr Function methods[] = {
    analysis<&multinomial_predict>("survival.multinomial.predict", "How likely is each of these people to have left for each cause by the end of a given period?"),
    analysis<&multinomial_explain>("survival.multinomial.explain", "Why is this person more or less likely than the average to leave for this cause?")};
}

constinit const Function multinomial_analysis =
    analysis<&multinomial>("survival.multinomial", "In which months do people leave for which cause, and which attributes go with it?", methods, &state_of<MultinomialState>);

}  // namespace mainstay::inline v1::survival
