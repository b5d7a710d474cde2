#include "survival/aft_state.hpp"

#include <algorithm>
#include <cmath>

#include "data/groups.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

namespace {
[[noreturn]] void unlike(const std::string& what) { refuse_unlike(aft_key, what); }

struct NextPass {  // what the fit would have to know next
  bool plain;
  std::vector<double> parameters;
};

// Goes over the passes so far; throws NextPass where it needs another.
AftPass replay(const std::vector<AftSums>& passes, const AftModel& model, std::size_t& next) {
  return [&](bool plain, const std::vector<double>& parameters) -> AftSums {
    if (next >= passes.size()) throw NextPass{plain, parameters};
    const auto size = static_cast<std::size_t>((plain ? model.plain : model.layout).size());
    if (passes[next].slope.size() != size || passes[next].information.size() != size * size) unlike("its parts do not fit each other");
    return passes[next++];
  };
}
}  // namespace

AftModel AftState::model_of() const {
  for (const std::vector<SurveyedColumn>* columns : {&survey.columns, &survey.cure_columns})
    for (const SurveyedColumn& column : *columns)
      if (column.levels.size() != column.level_weight.size()) unlike("its parts do not fit each other");
  if (terms.size() != 2) unlike("its parts do not fit each other");
  if (!survey.text_strata && survey.strata_numbers.size() != survey.strata.size()) unlike("its parts do not fit each other");
  AftModel model(survey, options);
  if (round != AftRound::survey && round != AftRound::terms) model.set_terms(terms[0], terms[1]);
  return model;
}

void AftState::update(const AftInput& input, const RunContext& context) {
  if (round == AftRound::done) return;
  check(aft_key, input, options, context.threads);
  if (input.cure_x.given() && !options.cure) refuse(aft_key, "cure_x", "given", "left out without the option cure");
  data::Groups strata;
  if (input.strata.given()) strata = data::encode_groups(aft_key, "strata", input.strata);
  const std::int64_t n = input.duration.size;
  Team team(aft_key, context, row_chunks(n));
  AftRead rows(team, input);
  if (round == AftRound::survey) {
    survey.merge(survey_of(team, input, rows.tally, strata));
    return;
  }
  if (input.strata.given() != survey.stratified) unlike("some rows have strata, others none");
  if (input.cluster.given() != survey.clustered) unlike("some rows have clusters, others none");
  if (input.x.given() != survey.attributes || input.cure_x.given() != survey.cure_attributes) unlike("some rows have attributes, others none");
  const AftModel model = model_of();
  const CoxDesign design(aft_key, input.x, model.columns, input.weights), cure_design(aft_key, input.cure_x, model.cure_columns, input.weights);
  if (round == AftRound::terms) {
    terms[0].add(AftModel::sums_of(team, design, model.column_means, rows.weights, n));
    terms[1].add(AftModel::sums_of(team, cure_design, model.cure_column_means, rows.weights, n));
    return;
  }
  if (n == 0) return;
  rows.in_units_of(model.log_unit);
  if (survey.stratified) rows.data.stratum = places_among(aft_key, strata, model.strata, "stratum");
  rows.data.strata = model.layout.strata;
  const bool without = round == AftRound::sums && plain;
  const AftLikelihood likelihood(options.distribution, rows.data, input.x.given() && !without ? &design : nullptr, model.terms.means.data(),
                                 input.cure_x.given() && !without ? &cure_design : nullptr, model.cure_terms.means.data(), options.cure);
  const auto size = static_cast<std::size_t>(likelihood.layout().size());
  if (parameters.size() != size) unlike("its parts do not fit each other");
  if (round == AftRound::sums) {
    const AftSums own = likelihood.at(team, parameters);
    sums.value += own.value;
    add_sums(aft_key, sums.slope, own.slope);
    add_sums(aft_key, sums.information, own.information);
    summed = true;
    return;
  }
  if (!survey.clustered) {
    add_sums(aft_key, products, likelihood.at(team, parameters, true).information);
    return;
  }
  const data::Groups labels = data::encode_groups(aft_key, "cluster", input.cluster);
  clusters.merge(aft_key, sums_by_cluster(labels, likelihood.cluster_scores(team, parameters, labels.codes, labels.count)));
}

void AftState::merge(const AftState& other) {
  if (to_json(Object::of(options)) != to_json(Object::of(other.options))) unlike("their options differ");
  if (round != other.round || plain != other.plain || parameters != other.parameters || passes.size() != other.passes.size()) unlike("they are in different rounds");
  if (round == AftRound::survey) return survey.merge(other.survey);
  if (round == AftRound::terms) {
    if (terms.size() != 2 || other.terms.size() != 2) unlike("its parts do not fit each other");
    for (std::size_t k = 0; k < 2; ++k) terms[k].add(other.terms[k]);
  } else if (round == AftRound::sums) {
    if (!other.summed) return;
    sums.value += other.sums.value;
    add_sums(aft_key, sums.slope, other.sums.slope);
    add_sums(aft_key, sums.information, other.sums.information);
    summed = true;
  } else if (round == AftRound::scores) {
    add_sums(aft_key, products, other.products);
    clusters.merge(aft_key, other.clusters);
  }
}

void AftState::advance(const RunContext&) {
  if (round == AftRound::done) return;
  if (!survey.surveyed) throw Error(ErrorCode::invalid_argument, aft_key, "a state without rows cannot advance");
  if (round == AftRound::survey) {
    model_of();  // refuses what the options cannot mean
    round = AftRound::terms;
    return;
  }
  if (round == AftRound::scores) {
    if (survey.clustered) {
      products = clusters.products(aft_key);
      clusters = {};
    }
    round = AftRound::done;
    return;
  }
  if (round == AftRound::sums) {
    if (!summed) unlike("no rows came in this round");
    passes.push_back(std::move(sums));
    sums = {};
    summed = false;
  }
  round = AftRound::sums;
  const AftModel model = model_of();
  std::size_t next = 0;
  try {
    const AftSolution solution = aft_solve(model, replay(passes, model, next));
    parameters = solution.ascent.parameters;
    plain = false;
    round = solution.known() && model.robust ? AftRound::scores : AftRound::done;
  } catch (NextPass& wanted) {
    plain = wanted.plain;
    parameters = std::move(wanted.parameters);
  }
}

AftFit AftState::finish(const RunContext&) const {
  if (round != AftRound::done) throw Error(ErrorCode::invalid_argument, aft_key, "the state has rounds to go before it can finish");
  const AftModel model = model_of();
  std::size_t next = 0;
  try {
    const AftSolution solution = aft_solve(model, replay(passes, model, next));
    const bool robust = solution.known() && model.robust;
    if (robust && products.size() != static_cast<std::size_t>(model.layout.size() * model.layout.size())) unlike("its parts do not fit each other");
    return aft_fit_of(model, solution, robust ? &products : nullptr);
  } catch (NextPass&) {
    unlike("its rounds are not complete");
  }
}

}  // namespace mainstay::inline v1::survival
