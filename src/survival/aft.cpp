#include "mainstay/survival/aft.hpp"

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "survival/aft_model.hpp"
#include "survival/aft_state.hpp"
#include "survival/cox_design.hpp"

namespace mainstay::inline v1::survival {

AftFit aft(const AftInput& input, const AftOptions& options, const RunContext& context) {
  check(aft_key, input, options, context.threads);
  if (input.cure_x.given() && !options.cure) refuse(aft_key, "cure_x", "given", "left out without the option cure");
  data::Groups strata, clusters;
  if (input.strata.given()) strata = data::encode_groups(aft_key, "strata", input.strata);
  if (input.cluster.given()) clusters = data::encode_groups(aft_key, "cluster", input.cluster);
  const std::int64_t n = input.duration.size;
  Team team(aft_key, context, row_chunks(n));
  team.report(0.0, 0.05);
  AftRead rows(team, input);
  AftModel model(survey_of(team, input, rows.tally, strata), options);
  rows.in_units_of(model.log_unit);
  rows.data.stratum = std::move(strata.codes);
  rows.data.strata = model.layout.strata;

  const CoxDesign design(aft_key, input.x, model.columns, input.weights), cure_design(aft_key, input.cure_x, model.cure_columns, input.weights);
  team.report(0.05, 0.15);
  model.set_terms(AftModel::sums_of(team, design, model.column_means, rows.weights, n), AftModel::sums_of(team, cure_design, model.cure_column_means, rows.weights, n));
  const AftLikelihood plain(options.distribution, rows.data, nullptr, nullptr, nullptr, nullptr, options.cure);
  const AftLikelihood full(options.distribution, rows.data, input.x.given() ? &design : nullptr, model.terms.means.data(), input.cure_x.given() ? &cure_design : nullptr,
                           model.cure_terms.means.data(), options.cure);
  const AftSolution solution = aft_solve(model, [&](bool without, const std::vector<double>& at) {
    team.report(without ? 0.15 : 0.3, without ? 0.3 : 0.9);
    return (without ? plain : full).at(team, at);
  });
  if (!solution.known() || !model.robust) {
    team.report(1.0, 1.0);
    return aft_fit_of(model, solution, nullptr);
  }
  team.report(0.9, 1.0);
  const std::vector<double> products = input.cluster.given() ? full.cluster_products(team, solution.ascent.parameters, clusters.codes, clusters.count)
                                                             : full.at(team, solution.ascent.parameters, true).information;
  team.report(1.0, 1.0);
  return aft_fit_of(model, solution, &products);
}

namespace {
constexpr Function methods[] = {
    analysis<&aft_predict>("survival.aft.predict", "How long will each of these people stay, and how likely until a given day?"),
    analysis<&aft_explain>("survival.aft.explain", "Why do such people stay longer or shorter than the average?")};
}

constinit const Function aft_analysis = analysis<&aft>("survival.aft", "How long do people stay, and what makes it longer or shorter?", methods, &state_of<AftState>);

}  // namespace mainstay::inline v1::survival
