#include "survival/multinomial_state.hpp"

#include <algorithm>

#include "data/groups.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::survival {

namespace {
[[noreturn]] void unlike(const std::string& what) { refuse_unlike(multinomial_key, what); }

struct NextPass {  // what the fit would have to know next
  std::vector<double> a, b;
};

// Goes over the passes so far; throws NextPass where it needs another.
MultinomialPass replay(const std::vector<MultinomialSums>& passes, const MultinomialModel& model, std::size_t& next) {
  return [&](const std::vector<double>& a, const std::vector<double>& b) -> MultinomialSums {
    if (next >= passes.size()) throw NextPass{a, b};
    if (!passes[next].fits(model)) unlike("its parts do not fit each other");
    return passes[next++];
  };
}

MultinomialModel model_of(const MultinomialSurvey& survey, const MultinomialOptions& options) {
  bool fits = survey.stratified || survey.strata.size() == 1;
  for (const SurveyedColumn& column : survey.columns) fits = fits && column.levels.size() == column.level_weight.size();
  for (const MultinomialTally& tally : survey.strata) {
    fits = fits && !tally.entered.empty() && tally.entered.size() <= 1000001 && tally.ended.size() == tally.entered.size() && static_cast<std::int64_t>(tally.causes.size()) <= survey.highest;
    for (const MultinomialLeavers& each : tally.causes) fits = fits && each.left.size() <= tally.entered.size();
  }
  if (!fits || survey.highest > 255 || (!options.causes.empty() && survey.highest > static_cast<std::int64_t>(options.causes.size()))) unlike("its parts do not fit each other");
  return MultinomialModel(survey, options);
}
}  // namespace

void MultinomialState::update(const MultinomialInput& input, const RunContext& context) {
  if (round == MultinomialRound::done) return;
  check(multinomial_key, input, options, context.threads);
  data::Groups strata;
  if (input.strata.given()) strata = data::encode_groups(multinomial_key, "strata", input.strata);
  MultinomialRows rows(input);
  Team team(multinomial_key, context, row_chunks(rows.count));
  if (round == MultinomialRound::survey) {
    survey.merge(survey_of(team, input, options, rows, strata));
    return;
  }
  if (input.strata.given() != survey.stratified) unlike("some rows have strata, others none");
  if (input.cluster.given() != survey.clustered) unlike("some rows have clusters, others none");
  if (input.offset.given() != survey.offsets) unlike("some rows have offsets, others none");
  if (rows.count == 0) return;
  const MultinomialModel model = model_of(survey, options);
  if (static_cast<std::int64_t>(baselines.size()) != model.cells() * model.causes || static_cast<std::int64_t>(coefficients.size()) != model.wide()) unlike("its parts do not fit each other");
  if (survey.stratified) {
    const std::vector<std::int32_t> places = places_among(multinomial_key, strata, model.strata, "stratum");
    rows.stratum.assign(places.begin(), places.end());
  }
  const CoxDesign design(multinomial_key, input.x, model.columns, input.weights);
  const MultinomialLikelihood likelihood(team, model, rows, design);
  if (round == MultinomialRound::sums) {
    sums.add(likelihood.at(baselines, coefficients));
    summed = true;
    return;
  }
  std::size_t next = 0;
  const MultinomialSolution solution = multinomial_solve(model, replay(passes, model, next));
  if (!survey.clustered) {
    add_sums(multinomial_key, products, likelihood.scores(solution.a, solution.b, solution.way, nullptr, 0));
    return;
  }
  const data::Groups labels = data::encode_groups(multinomial_key, "cluster", input.cluster);
  clusters.merge(multinomial_key, sums_by_cluster(labels, likelihood.scores(solution.a, solution.b, solution.way, labels.codes.data(), labels.count)));
}

void MultinomialState::merge(const MultinomialState& other) {
  if (to_json(Object::of(options)) != to_json(Object::of(other.options))) unlike("their options differ");
  if (round != other.round || baselines != other.baselines || coefficients != other.coefficients || passes.size() != other.passes.size()) unlike("they are in different rounds");
  if (round == MultinomialRound::survey) return survey.merge(other.survey);
  if (round == MultinomialRound::sums && other.summed) {
    sums.add(other.sums);
    summed = true;
  } else if (round == MultinomialRound::scores) {
    add_sums(multinomial_key, products, other.products);
    clusters.merge(multinomial_key, other.clusters);
  }
}

void MultinomialState::advance(const RunContext&) {
  if (round == MultinomialRound::done) return;
  if (!survey.surveyed) throw Error(ErrorCode::invalid_argument, multinomial_key, "a state without rows cannot advance");
  const MultinomialModel model = model_of(survey, options);
  if (round == MultinomialRound::scores) {
    if (survey.clustered) {
      products = clusters.products(multinomial_key);
      clusters = {};
    }
    round = MultinomialRound::done;
    return;
  }
  if (round == MultinomialRound::sums) {
    if (!summed) unlike("no rows came in this round");
    passes.push_back(std::move(sums));
    sums = {};
    summed = false;
  }
  std::size_t next = 0;
  try {
    const MultinomialSolution solution = multinomial_solve(model, replay(passes, model, next));
    baselines = solution.a;
    coefficients = solution.b;
    round = solution.known() && model.robust ? MultinomialRound::scores : MultinomialRound::done;
  } catch (NextPass& wanted) {
    baselines = std::move(wanted.a);
    coefficients = std::move(wanted.b);
    round = MultinomialRound::sums;
  }
}

MultinomialFit MultinomialState::finish(const RunContext&) const {
  if (round != MultinomialRound::done) throw Error(ErrorCode::invalid_argument, multinomial_key, "the state has rounds to go before it can finish");
  const MultinomialModel model = model_of(survey, options);
  std::size_t next = 0;
  try {
    const MultinomialSolution solution = multinomial_solve(model, replay(passes, model, next));
    const bool robust = solution.known() && model.robust;
    if (robust && static_cast<std::int64_t>(products.size()) != model.wide() * model.wide()) unlike("its parts do not fit each other");
    return multinomial_fit_of(model, solution, robust ? &products : nullptr);
  } catch (NextPass&) {
    unlike("its rounds are not complete");
  }
}

}  // namespace mainstay::inline v1::survival
