#include "survival/hazard_state.hpp"

#include <algorithm>
#include <cmath>

#include "data/groups.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "survival/hazard_fit.hpp"

namespace mainstay::inline v1::survival {

namespace {
[[noreturn]] void unlike(const std::string& what) { refuse_unlike(hazard_key, what); }

struct NextPass {  // what the fit would have to know next
  HazardPoint point;
  bool expected, totals;
};

// Goes over the passes so far; throws NextPass where it needs another.
HazardPass replay(const std::vector<HazardSums>& passes, std::size_t& next) {
  return [&passes, &next](const HazardPoint& point, bool expected, bool totals) -> HazardSums {
    if (next >= passes.size()) throw NextPass{point, expected, totals};
    return passes[next++];
  };
}

// Sizes of what came as bytes.
void check_sums(const HazardModel& model, const HazardSums& sums, bool totals, bool may_be_empty) {
  const auto is = [&](const std::vector<double>& list, std::int64_t size) {
    if (static_cast<std::int64_t>(list.size()) != size && !(may_be_empty && list.empty())) unlike("its parts do not fit each other");
  };
  const std::int64_t cells = model.cells(), width = model.width, groups = model.group_count();
  is(sums.cell_slope, cells);
  is(sums.cross, cells * width);
  is(sums.slope, width);
  is(sums.gram, model.numbers * model.numbers);
  is(sums.group_slope, groups);
  is(sums.group_cross, groups * width);
  is(sums.group_cells, groups * cells);
  if (totals) is(sums.totals, width);
}

void check_survey(const HazardSurvey& survey) {
  bool fits = survey.groups.number.size() == survey.groups.label.size() && survey.groups.events.size() == survey.groups.label.size() && (survey.stratified || survey.strata.size() == 1);
  for (const HazardTally& tally : survey.strata) {
    const std::size_t size = tally.left.size();
    fits = fits && size > 0 && size <= 1000001 && tally.ended.size() == size && tally.entered.size() == size && tally.left_weight.size() == size && tally.ended_weight.size() == size &&
           tally.entered_weight.size() == size;
  }
  for (const SurveyedColumn& column : survey.columns) fits = fits && column.levels.size() == column.level_weight.size();
  if (!fits) unlike("its parts do not fit each other");
}
}  // namespace

void HazardState::update(const HazardInput& input, const RunContext& context) {
  if (round == HazardRound::done) return;
  check(hazard_key, input, options, context.threads);
  check_hazard_options(options);
  for (std::size_t k = 0; k < options.smooth.size(); ++k)
    if (options.smooth[k].degrees_of_freedom)
      refuse(hazard_key, "smooth[" + std::to_string(k) + "].degrees_of_freedom", "given", "left out: a state goes up to one smoothing once; give `smoothing`");
  data::Groups strata_found, groups_found;
  if (input.strata.given()) strata_found = data::encode_groups(hazard_key, "strata", input.strata);
  if (input.group.given()) groups_found = data::encode_groups(hazard_key, "group", input.group);
  Team team(hazard_key, context);
  if (round == HazardRound::survey) {
    survey.merge(survey_of(team, input, strata_found, groups_found));
    return;
  }
  if (input.entry.given() != survey.entries) unlike("some rows have entries, others none");
  if (input.strata.given() != survey.stratified) unlike("some rows have strata, others none");
  if (input.group.given() != survey.grouped) unlike("some rows have groups, others none");
  if (input.cluster.given() != survey.clustered) unlike("some rows have clusters, others none");
  check_survey(survey);
  const HazardModel model(survey, options);
  check_sums(model, sums, false, true);
  if (static_cast<std::int64_t>(cells.size()) != model.cells() || static_cast<std::int64_t>(numbers.size()) != model.numbers ||
      static_cast<std::int64_t>(groups.size()) != model.group_count())
    unlike("its parts do not fit each other");
  const HazardPeople rows(input, model, input.strata.given() ? places_among(hazard_key, strata_found, model.strata, "stratum") : std::vector<std::int32_t>(),
                        input.group.given() ? places_among(hazard_key, groups_found, model.groups, "group") : std::vector<std::int32_t>());
  const HazardPoint point{cells, numbers, groups};
  if (round == HazardRound::sums) return rows.pass(team, point, expected, totals, sums);
  std::size_t next = 0;
  HazardAscent ascent(model, replay(passes, next));
  const HazardSolution solution = ascent.run();
  const std::int64_t p = solution.p;
  if (!survey.clustered) {
    add_sums(hazard_key, products, rows.scores(team, point, solution.cell_gradient, solution.group_gradient, solution.transform, p, nullptr, 0));
    return;
  }
  const data::Groups labels = data::encode_groups(hazard_key, "cluster", input.cluster);
  clusters.merge(hazard_key, sums_by_cluster(labels, rows.scores(team, point, solution.cell_gradient, solution.group_gradient, solution.transform, p, labels.codes.data(), labels.count)));
}

void HazardState::merge(const HazardState& other) {
  if (to_json(Object::of(options)) != to_json(Object::of(other.options))) unlike("their options differ");
  if (round != other.round || cells != other.cells || numbers != other.numbers || groups != other.groups || expected != other.expected || totals != other.totals ||
      passes.size() != other.passes.size())
    unlike("they are in different rounds");
  if (round == HazardRound::survey) return survey.merge(other.survey);
  if (!other.survey.surveyed) return;
  if (round == HazardRound::sums) return sums.add(other.sums);
  if (round != HazardRound::scores) return;
  add_sums(hazard_key, products, other.products);
  clusters.merge(hazard_key, other.clusters);
}

void HazardState::advance(const RunContext&) {
  if (round == HazardRound::done) return;
  if (!survey.surveyed) throw Error(ErrorCode::invalid_argument, hazard_key, "a state without rows cannot advance");
  check_survey(survey);
  const HazardModel model(survey, options);
  if (round == HazardRound::scores) {
    if (survey.clustered) {
      products = clusters.products(hazard_key);
      clusters = {};
    }
    round = HazardRound::done;
    return;
  }
  if (round == HazardRound::sums) {
    check_sums(model, sums, totals, false);
    passes.push_back(std::move(sums));
    sums = {};
  }
  for (const HazardSums& pass : passes) check_sums(model, pass, false, false);
  std::size_t next = 0;
  try {
    HazardAscent ascent(model, replay(passes, next));
    const HazardSolution solution = ascent.run();
    cells = solution.point.cells;
    numbers = solution.point.numbers;
    groups = solution.point.groups;
    expected = totals = false;
    round = solution.known && model.robust ? HazardRound::scores : HazardRound::done;
  } catch (NextPass& wanted) {
    cells = std::move(wanted.point.cells);
    numbers = std::move(wanted.point.numbers);
    groups = std::move(wanted.point.groups);
    expected = wanted.expected;
    totals = wanted.totals;
    round = HazardRound::sums;
  }
}

HazardFit HazardState::finish(const RunContext&) const {
  if (round != HazardRound::done) throw Error(ErrorCode::invalid_argument, hazard_key, "the state has rounds to go before it can finish");
  check_survey(survey);
  const HazardModel model(survey, options);
  for (const HazardSums& pass : passes) check_sums(model, pass, false, false);
  std::size_t next = 0;
  try {
    HazardAscent ascent(model, replay(passes, next));
    const HazardSolution solution = ascent.run();
    const bool robust = solution.known && model.robust;
    if (robust && products.size() != static_cast<std::size_t>(solution.p * solution.p)) unlike("its parts do not fit each other");
    return hazard_fit_of(model, ascent, solution, robust ? &products : nullptr);
  } catch (NextPass&) {
    unlike("its rounds are not complete");
  }
}

}  // namespace mainstay::inline v1::survival
