// Ratings that depend on who rates: people, raters and what is rated on one scale.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// Whose steps from one rating to the next are alike.
enum class FacetsSteps : std::int32_t { rating_scale, by_item, by_rater };
constexpr auto choices(FacetsSteps) {
  return std::array{choice(FacetsSteps::rating_scale, "rating_scale", "Everybody's and everything's (Andrich's rating scale)."),
                    choice(FacetsSteps::by_item, "by_item", "Each item has its own (partial credit)."),
                    choice(FacetsSteps::by_rater, "by_rater", "Each rater has their own: raters may use the scale more or less widely.")};
}

/// What happens where a rating of the scale occurs nowhere.
enum class FacetsUnobserved : std::int32_t { report, refuse };
constexpr auto choices(FacetsUnobserved) {
  return std::array{choice(FacetsUnobserved::report, "report", "It is listed in `unobserved` and has no step: the scale is that of the ratings which occur."),
                    choice(FacetsUnobserved::refuse, "refuse", "An error names it.")};
}

/// What happens where ratings fall into parts that nothing links.
enum class FacetsDisconnected : std::int32_t { report, refuse };
constexpr auto choices(FacetsDisconnected) {
  return std::array{choice(FacetsDisconnected::report, "report", "Status disconnected; `subset` of each element says with whom it can be compared."),
                    choice(FacetsDisconnected::refuse, "refuse", "An error names two people who cannot be compared.")};
}

enum class FacetsStatus : std::int32_t { converged, disconnected, one_rater, separated, iteration_limit, no_variation };
constexpr auto choices(FacetsStatus) {
  return std::array{
      choice(FacetsStatus::converged, "converged", "The maximum was found."),
      choice(FacetsStatus::disconnected, "disconnected", "It was found, but ratings fall into parts that nothing links: measures of different subsets cannot be compared."),
      choice(FacetsStatus::one_rater, "one_rater", "It was found, but there is one rater only: how severe that rater is cannot be told from how good people are."),
      choice(FacetsStatus::separated, "separated", "A measure grows without end: some elements were always rated above others. The values are those of the last step."),
      choice(FacetsStatus::iteration_limit, "iteration_limit", "Not converged within max_iterations: the values are those of the last step."),
      choice(FacetsStatus::no_variation, "no_variation", "Ratings do not differ once elements with extreme ratings alone are set aside: nothing can be estimated.")};
}

/// What became of a person, a rater, an item.
enum class FacetsElementStatus : std::int32_t { estimated, lowest, highest, no_variation, unmeasured };
constexpr auto choices(FacetsElementStatus) {
  return std::array{
      choice(FacetsElementStatus::estimated, "estimated", "Measured by maximum likelihood."),
      choice(FacetsElementStatus::lowest, "lowest", "Got or gave the lowest rating only: left out of the estimation, then measured as if the sum were higher by extreme_adjustment."),
      choice(FacetsElementStatus::highest, "highest", "The highest rating only: likewise, as if the sum were lower."),
      choice(FacetsElementStatus::no_variation, "no_variation", "Has steps of its own, but only one rating: says nothing."),
      choice(FacetsElementStatus::unmeasured, "unmeasured", "Has no ratings, or only such as say nothing.")};
}

/// Ratings, one to a row.
struct FacetsInput {
  static constexpr const char* record = "FacetsInput";
  Column person{}, rater{}, item{}, rating{};
  Table others{};
  Column weights{};
  void describe(Fields& f) {
    f("person", person, "Who is rated.").per("n").category();
    f("rater", rater, "Who rates: mentor, peer, customer.").per("n").category();
    f("rating", rating, "The rating: a whole number, higher ones mean more. Missing: not rated; the row says nothing.").per("n").whole().may_be_missing();
    f("item", item, "What is rated: trait, task, question.").per("n").category().optional();
    f("others", others, "Further facets, a column each: occasion, place, kind of rater.").per("n", "c").optional();
    f("weights", weights, "How often a row counts. Rows with weight 0 are left out.").per("n").at_least(0).optional();
  }
};

struct FacetsOptions {
  static constexpr const char* record = "FacetsOptions";
  FacetsSteps steps = FacetsSteps::rating_scale;
  std::optional<std::int64_t> lowest, highest;
  FacetsUnobserved unobserved = FacetsUnobserved::report;
  FacetsDisconnected disconnected = FacetsDisconnected::report;
  double extreme_adjustment = 0.3;
  std::int64_t max_iterations = 100;
  double tolerance = 1e-6;
  void describe(Fields& f) {
    f("steps", steps, "Whose steps from one rating to the next are alike.");
    f("lowest", lowest, "Lowest rating of the scale; lower ones are refused, and it is reported where nobody gave it.").between(-1000000, 1000000);
    f("highest", highest, "Highest rating of the scale, likewise.").between(-1000000, 1000000);
    f("unobserved", unobserved, "What happens where a rating of the scale occurs nowhere.");
    f("disconnected", disconnected, "What happens where ratings fall into parts that nothing links.");
    f("extreme_adjustment", extreme_adjustment, "By how many points of the scale the sum of an element with extreme ratings alone is moved inwards, so that its measure is finite.").above(0).at_most(0.5);
    f("max_iterations", max_iterations, "Newton steps at most.").between(1, 10000);
    f("tolerance", tolerance, "Converged when no measure moves by more than this, in standard errors.").above(0).at_most(0.01);
  }
};

/// One row for each person, rater, item: facet by facet, labels rising.
struct FacetsMeasures {
  static constexpr const char* record = "FacetsMeasures";
  Categories facet{};
  std::vector<std::string> element{};
  Categories status{};
  std::vector<double> measure{}, std_error{}, real_std_error{}, ratings{}, observed_average{}, fair_average{}, infit{}, outfit{}, infit_z{}, outfit_z{};
  std::vector<std::int64_t> subset{};
  void describe(Fields& f) {
    f("facet", facet, "person, rater, item, or the name of a column of `others`.").per("elements");
    f("element", element, "Its label.").per("elements");
    f("status", status, "What became of it: estimated, lowest, highest (extreme ratings alone), no_variation, unmeasured.").per("elements");
    f("measure", measure, "In logits: of people how good, of all others how severe or hard. Those of a facet other than person add up to 0. Missing (NaN) where nothing is known.").per("elements").may_be_missing();
    f("std_error", std_error, "Its standard error if the model holds and the other measures are known; missing with it.").per("elements").at_least(0).may_be_missing();
    f("real_std_error", real_std_error, "The same if misfit is real: times the root of infit where that is above 1.").per("elements").at_least(0).may_be_missing();
    f("ratings", ratings, "Sum of the weights of its ratings.").per("elements").at_least(0);
    f("observed_average", observed_average, "Mean of its ratings; missing where there are none.").per("elements").may_be_missing();
    f("fair_average", fair_average,
      "The mean rating that is expected where all others are average: of a person, from average raters on average items; of a rater, for the average person. Missing with the measure.")
        .per("elements").may_be_missing();
    f("infit", infit, "Squared residuals against expected ones, weighted by information: 1 where the model holds, above where ratings are erratic, below where they are too regular. Missing unless estimated.")
        .per("elements").at_least(0).may_be_missing();
    f("outfit", outfit, "Mean of squared standardised residuals: sensitive to single surprising ratings. Missing unless estimated.").per("elements").at_least(0).may_be_missing();
    f("infit_z", infit_z, "Infit as a standard normal variable (Wilson and Hilferty). Missing unless estimated.").per("elements").may_be_missing();
    f("outfit_z", outfit_z, "Outfit likewise.").per("elements").may_be_missing();
    f("subset", subset, "Which part of the facet it belongs to, from 1; only measures of one part can be compared. 0 unless estimated.").per("elements").at_least(0);
  }
};

/// One row for each rating of a scale; the lowest has no step.
struct FacetsThresholds {
  static constexpr const char* record = "FacetsThresholds";
  std::vector<std::string> of{};
  std::vector<std::int64_t> rating{};
  std::vector<double> step{}, std_error{}, ratings{}, average_measure{};
  void describe(Fields& f) {
    f("of", of, "Whose scale: the label of an item or rater, or \"all\".").per("thresholds");
    f("rating", rating, "The rating.").per("thresholds");
    f("step", step, "Where it becomes as likely as the one below, against the element's measure; the steps of a scale add up to 0. Missing (NaN) for the lowest.").per("thresholds").may_be_missing();
    f("std_error", std_error, "Its standard error, the rest being known; missing for the lowest.").per("thresholds").at_least(0).may_be_missing();
    f("ratings", ratings, "How often it was given, by weight, among ratings that were used.").per("thresholds").at_least(0);
    f("average_measure", average_measure, "Mean of person less severity and difficulty where it was given; should rise with the rating.").per("thresholds").may_be_missing();
  }
};

/// Ratings of the scale that occur nowhere.
struct FacetsUnobservedRatings {
  static constexpr const char* record = "FacetsUnobservedRatings";
  std::vector<std::string> of{};
  std::vector<std::int64_t> rating{};
  void describe(Fields& f) {
    f("of", of, "Whose scale.").per("unobserved");
    f("rating", rating, "The rating that does not occur.").per("unobserved");
  }
};

/// One row for each facet: how well its elements can be told apart.
struct FacetsSummary {
  static constexpr const char* record = "FacetsSummary";
  std::vector<std::string> facet{};
  std::vector<std::int64_t> elements{}, extreme{}, unmeasured{}, subsets{};
  std::vector<double> mean{}, deviation{}, root_mean_square_error{}, separation{}, reliability{}, statistic{}, degrees_of_freedom{}, p_value{};
  void describe(Fields& f) {
    f("facet", facet, "person, rater, item, or the name of a column of `others`.").per("facets");
    f("elements", elements, "How many it has.").per("facets");
    f("extreme", extreme, "Of these with extreme ratings alone.").per("facets");
    f("unmeasured", unmeasured, "Of these without a measure.").per("facets");
    f("subsets", subsets, "Parts between which measures cannot be compared; 1 is what one wants.").per("facets").at_least(0);
    f("mean", mean, "Mean of the measures that were estimated, as what follows.").per("facets").may_be_missing();
    f("deviation", deviation, "Their standard deviation; missing with fewer than two.").per("facets").at_least(0).may_be_missing();
    f("root_mean_square_error", root_mean_square_error, "Root of the mean squared standard error.").per("facets").at_least(0).may_be_missing();
    f("separation", separation, "Deviation without error, in errors.").per("facets").at_least(0).may_be_missing();
    f("reliability", reliability, "Share of the measures' variance that is not error. For raters it should be low: raters should agree.").per("facets").between(0, 1).may_be_missing();
    f("statistic", statistic, "Chi-squared statistic of the hypothesis that all have the same measure.").per("facets").at_least(0).may_be_missing();
    f("degrees_of_freedom", degrees_of_freedom, "Its degrees of freedom.").per("facets").may_be_missing();
    f("p_value", p_value, "Probability of a statistic as large if it holds.").per("facets").between(0, 1).may_be_missing();
  }
};

/// Measures of raters and items, by which new people can be measured: immutable, from any number of threads.
struct FacetsFit {
  static constexpr const char* record = "FacetsFit";
  FacetsStatus status = FacetsStatus::no_variation;
  FacetsSteps steps = FacetsSteps::rating_scale;
  double log_likelihood = 0.0, extreme_adjustment = 0.3;
  std::int64_t iterations = 0, rows = 0, left_out = 0, extreme_rows = 0;
  FacetsMeasures measures{};
  FacetsThresholds thresholds{};
  FacetsUnobservedRatings unobserved{};
  FacetsSummary facets{};
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("steps", steps, "Whose steps are alike.");
    f("log_likelihood", log_likelihood, "Of the ratings that were used, given the measures.");
    f("extreme_adjustment", extreme_adjustment, "As given.");
    f("iterations", iterations, "Newton steps made.");
    f("rows", rows, "Ratings that were used.");
    f("left_out", left_out, "Rows without a rating or of weight 0.");
    f("extreme_rows", extreme_rows, "Ratings of elements that were set aside, because their ratings are extreme alone or there is nothing else to set them against.");
    f("measures", measures, "Table of the measures.");
    f("thresholds", thresholds, "Table of the scales.");
    f("unobserved", unobserved, "Table of ratings that do not occur.");
    f("facets", facets, "Table of the facets.");
  }
  /// Whether scales and measures are such as a fit has; throws Error{corrupt}.
  void validate() const;
};

/// Ratings of people who are measured by a fit's raters and items.
struct FacetsPeopleInput {
  static constexpr const char* record = "FacetsPeopleInput";
  Column person{}, rater{}, item{}, rating{};
  Table others{};
  Column weights{};
  void describe(Fields& f) {
    f("person", person, "Who is rated.").per("m").category();
    f("rater", rater, "Who rates; a rater whom the fit does not know is refused.").per("m").category();
    f("rating", rating, "The rating; missing: the row says nothing. A rating that the fit's scale lacks is refused.").per("m").whole().may_be_missing();
    f("item", item, "What is rated, if the fit has items.").per("m").category().optional();
    f("others", others, "The fit's further facets.").per("m", "c").optional();
    f("weights", weights, "How often a row counts.").per("m").at_least(0).optional();
  }
};

/// One row for each person, labels rising.
struct FacetsPeople {
  static constexpr const char* record = "FacetsPeople";
  std::vector<std::string> person{};
  Categories status{};
  std::vector<double> measure{}, std_error{}, ratings{}, observed_average{}, fair_average{}, infit{}, outfit{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("people");
    f("status", status, "As in the fit.").per("people");
    f("measure", measure, "In logits; missing (NaN) where unmeasured.").per("people").may_be_missing();
    f("std_error", std_error, "Its standard error, raters and items being known.").per("people").at_least(0).may_be_missing();
    f("ratings", ratings, "Sum of the weights of the ratings.").per("people").at_least(0);
    f("observed_average", observed_average, "Mean of the ratings; missing where there are none.").per("people").may_be_missing();
    f("fair_average", fair_average, "The mean that average raters would have given on average items.").per("people").may_be_missing();
    f("infit", infit, "As in the fit; missing unless estimated.").per("people").at_least(0).may_be_missing();
    f("outfit", outfit, "As in the fit; missing unless estimated.").per("people").at_least(0).may_be_missing();
  }
};

struct FacetsPeopleResult {
  static constexpr const char* record = "FacetsPeopleResult";
  std::int64_t rows = 0, left_out = 0;
  FacetsPeople people{};
  void describe(Fields& f) {
    f("rows", rows, "Ratings that were used.");
    f("left_out", left_out, "Rows without a rating or of weight 0.");
    f("people", people, "Table of the people.");
  }
};

/// Many-facet Rasch model (Linacre 1989): log P(k) / P(k - 1) = person - rater - item - … - step_k. Joint maximum likelihood over all measures and steps at once: Newton's method, whose equations are solved with people
/// eliminated and the rest by conjugate gradients on index arrays, so that no design matrix is ever made. The measures of each facet other than person add up to 0, and the steps of each scale. As any joint estimates
/// they lie too far apart where people have few ratings (for L ratings each, by about L / (L - 1)).
/// Elements with the lowest or highest rating alone have no finite maximum: they are set aside one facet after the other until none is left, and measured last. Weights count as copied rows.
/// Which measures can be compared follows from the ratings by union-find over all facets (Weeks & Williams 1964), exactly where at most 300 parts remain.
/// O(ratings · facets · answers) a pass, some passes for each Newton step; 12 bytes a rating and 4 for each facet. Throws Error: more than 100 different ratings, unobserved ratings and parts where these are refused.
FacetsFit facets(const FacetsInput& input, const FacetsOptions& options = {}, const RunContext& context = {});

/// Measures of people by maximum likelihood, given the fit's raters, items and steps. O(rows). Throws Error: labels and ratings that the fit does not know.
FacetsPeopleResult facets_people(const FacetsFit& fit, const FacetsPeopleInput& input, const NoOptions& options = {}, const RunContext& context = {});

extern const Function facets_analysis;

}  // namespace mainstay::inline v1::competency
