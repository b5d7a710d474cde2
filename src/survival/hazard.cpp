#include "mainstay/survival/hazard.hpp"

#include "core/team.hpp"
#include "data/groups.hpp"
#include "survival/hazard_fit.hpp"
#include "survival/hazard_state.hpp"
#include "survival/smooth_freedom.hpp"

namespace mainstay::inline v1::survival {

HazardFit hazard(const HazardInput& input, const HazardOptions& options, const RunContext& context) {
  check(hazard_key, input, options, context.threads);
  check_hazard_options(options);
  if (states_freedom(options.smooth)) {
    const RunContext searching = still(context);
    HazardOptions trial = options, found = options;
    trial.robust = false;
    HazardInput rows = input;
    rows.cluster = {};
    found.smooth = with_freedom(hazard_key, options.smooth, [&](const std::vector<HazardSmooth>& curves) {
      trial.smooth = curves;
      return hazard(rows, trial, searching).smooths;
    });
    return hazard(input, found, context);
  }
  data::Groups strata, groups, clusters;
  if (input.strata.given()) strata = data::encode_groups(hazard_key, "strata", input.strata);
  if (input.group.given()) groups = data::encode_groups(hazard_key, "group", input.group);
  if (input.cluster.given()) clusters = data::encode_groups(hazard_key, "cluster", input.cluster);
  Team team(hazard_key, context);
  team.report(0.0, 0.1);
  const HazardSurvey survey = survey_of(team, input, strata, groups);
  const HazardModel model(survey, options);
  const HazardPeople rows(input, model, std::move(strata.codes), std::move(groups.codes));
  std::int64_t passes = 0;
  HazardAscent ascent(model, [&](const HazardPoint& point, bool expected, bool totals) {
    const auto share = [&] { return 1.0 - 0.9 / (1.0 + 0.15 * static_cast<double>(passes)); };
    const double from = share();
    ++passes;
    team.report(from, share());
    HazardSums sums;
    rows.pass(team, point, expected, totals, sums);
    return sums;
  });
  const HazardSolution solution = ascent.run();
  if (!solution.known || !model.robust) {
    team.report(1.0, 1.0);
    return hazard_fit_of(model, ascent, solution, nullptr);
  }
  const std::int64_t p = solution.p;
  std::vector<double> products = rows.scores(team, solution.point, solution.cell_gradient, solution.group_gradient, solution.transform, p,
                                             input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count);
  if (input.cluster.given()) products = products_of(products, clusters.count, p);
  team.report(1.0, 1.0);
  return hazard_fit_of(model, ascent, solution, &products);
}

namespace {
constexpr Function methods[] = {
    analysis<&hazard_predict>("survival.hazard.predict", "How likely is each of these people to stay through the next months?"),
    analysis<&hazard_explain>("survival.hazard.explain", "Why is this person's risk of leaving above or below the average?")};
}

constinit const Function hazard_analysis =
    analysis<&hazard>("survival.hazard", "In which months do people leave, and which attributes go with it?", methods, &state_of<HazardState>);

}  // namespace mainstay::inline v1::survival
