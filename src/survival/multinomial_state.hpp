// Discrete-time hazards of several causes over data that no one machine holds: a mergeable state.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "mainstay/survival/multinomial.hpp"
#include "survival/merging.hpp"
#include "survival/multinomial_model.hpp"

namespace mainstay::inline v1::survival {

/// What the next pass over the rows collects.
enum class MultinomialRound : std::int32_t { survey, sums, scores, done };
constexpr auto choices(MultinomialRound) {
  return std::array{choice(MultinomialRound::survey, "survey", "Periods, levels, strata and causes."), choice(MultinomialRound::sums, "sums", "Slope and information at a point."),
                    choice(MultinomialRound::scores, "scores", "Robust errors."), choice(MultinomialRound::done, "done", "Nothing: the fit has ended.")};
}

/// The state of survival.multinomial. One round surveys the rows; every further one sums slope and information at one point, a Newton step each; robust errors take
/// one more. The fit goes over the sums of all rounds again to find the next point, so that it is the fit of one machine up to the order of summation; it keeps
/// periods · causes² · p numbers a round. Strata, levels and clusters are merged by name.
struct MultinomialState {
  static constexpr const char* record = "MultinomialState";
  MultinomialOptions options;
  MultinomialRound round = MultinomialRound::survey;
  MultinomialSurvey survey;
  std::vector<MultinomialSums> passes;
  MultinomialSums sums;
  bool summed = false;
  std::vector<double> baselines, coefficients, products;
  ClusterSums clusters;

  void describe(Fields& f) {
    f("options", options, "Options of the fit.");
    f("round", round, "What the next pass collects.");
    f("survey", survey, "What the first pass found.");
    f("passes", passes, "What every pass since then has summed.");
    f("sums", sums, "What the present one sums.");
    f("summed", summed, "Whether it has seen rows.");
    f("baselines", baselines, "Where: linear predictors of the cells,").per("cells").may_be_infinite().may_be_missing();
    f("coefficients", coefficients, "and coefficients.").per("wide").may_be_infinite().may_be_missing();
    f("products", products, "Products of scores.").per("score_pairs").may_be_infinite().may_be_missing();
    f("clusters", clusters, "Scores by cluster.");
  }

  void update(const MultinomialInput& input, const RunContext& context);
  void merge(const MultinomialState& other);
  void advance(const RunContext& context);
  bool done() const { return round == MultinomialRound::done; }
  MultinomialFit finish(const RunContext& context) const;
};

}  // namespace mainstay::inline v1::survival
