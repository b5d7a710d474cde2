// Accelerated failure time over data that no one machine holds: a mergeable state.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "mainstay/survival/aft.hpp"
#include "survival/aft_model.hpp"
#include "survival/merging.hpp"

namespace mainstay::inline v1::survival {

/// What the next pass over the rows collects.
enum class AftRound : std::int32_t { survey, terms, sums, scores, done };
constexpr auto choices(AftRound) {
  return std::array{choice(AftRound::survey, "survey", "Levels, strata, kinds and times."), choice(AftRound::terms, "terms", "How the terms vary, and which depend on others."),
                    choice(AftRound::sums, "sums", "Slope and information at a point."), choice(AftRound::scores, "scores", "Robust errors."),
                    choice(AftRound::done, "done", "Nothing: the fit has ended.")};
}

/// The state of survival.aft, for exact, right-, left- and interval-censored rows, delayed entry, strata and cure fraction alike: slope and information of every
/// likelihood here add up over rows. One round surveys the rows, one looks at their terms; every further one sums slope and information at one point, a Newton step
/// (or a step that is shortened) each; robust errors take one more. The fit goes over the sums of all rounds again to find the next point, so that it is the fit of
/// one machine up to the order of summation; it keeps p² numbers a round. Levels, strata and clusters are merged by name; where partitions have different
/// dictionaries, levels are in rising order.
struct AftState {
  static constexpr const char* record = "AftState";
  AftOptions options;
  AftRound round = AftRound::survey;
  AftSurvey survey;
  std::vector<AftTermSums> terms{2};
  std::vector<AftSums> passes;
  AftSums sums;
  bool summed = false, plain = false;
  std::vector<double> parameters, products;
  ClusterSums clusters;

  void describe(Fields& f) {
    f("options", options, "Options of the fit.");
    f("round", round, "What the next pass collects.");
    f("survey", survey, "What the first pass found.");
    f("terms", terms, "How the terms of x vary, then those of cure_x.");
    f("passes", passes, "What every pass since then has summed.");
    f("sums", sums, "What the present one sums.");
    f("summed", summed, "Whether it has seen rows.");
    f("plain", plain, "Whether it is one of the model without attributes.");
    f("parameters", parameters, "Where.").per("point").may_be_infinite().may_be_missing();
    f("products", products, "Products of scores.").per("score_pairs").may_be_infinite().may_be_missing();
    f("clusters", clusters, "Scores by cluster.");
  }

  void update(const AftInput& input, const RunContext& context);
  void merge(const AftState& other);
  void advance(const RunContext& context);
  bool done() const { return round == AftRound::done; }
  AftFit finish(const RunContext& context) const;

 private:
  AftModel model_of() const;
};

}  // namespace mainstay::inline v1::survival
