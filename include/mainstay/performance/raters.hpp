// Ratings of people by others: what is the person's and what the rater's, and feedback by role without telling who said what.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

enum class RatersStatus : std::int32_t { converged, boundary, confounded, too_few, not_converged };
constexpr auto choices(RatersStatus) {
  return std::array{choice(RatersStatus::converged, "converged", "The variances were found."),
                    choice(RatersStatus::boundary, "boundary", "A variance is 0: there is no sign of such differences."),
                    choice(RatersStatus::confounded, "confounded", "Every person, rater or item has one rating only: what is theirs cannot be told from chance; nothing is estimated."),
                    choice(RatersStatus::too_few, "too_few", "Fewer than three ratings, or ratings that do not differ, or fewer than two people or raters: nothing is estimated."),
                    choice(RatersStatus::not_converged, "not_converged", "The variances moved still after 100 steps; do not rely on them.")};
}

/// Whether errors come from the whole inverse.
enum class RatersErrors : std::int32_t { exact, approximate };
constexpr auto choices(RatersErrors) {
  return std::array{choice(RatersErrors::exact, "exact", "Traces and standard errors are exact."),
                    choice(RatersErrors::approximate, "approximate", "Traces by random probes (seeded): there are more raters and items than exact_up_to. Standard errors without what raters share, unless variances.error_ratio is 1.")};
}

enum class BlindSpot : std::int32_t { blind_spot, hidden_strength, agreed };
constexpr auto choices(BlindSpot) {
  return std::array{choice(BlindSpot::blind_spot, "blind_spot", "The person sees themselves above the others, by more than chance."),
                    choice(BlindSpot::hidden_strength, "hidden_strength", "Below, by more than chance."), choice(BlindSpot::agreed, "agreed", "The interval holds 0.")};
}

/// A row for each rating.
struct RatersInput {
  static constexpr const char* record = "RatersInput";
  Column person{}, rater{}, rating{}, item{}, role{};
  void describe(Fields& f) {
    f("person", person, "Who is rated.").per("n").category();
    f("rater", rater, "Who rates. With role, a rater who is named like the person is that person, and the role must be self_role.").per("n").category();
    f("rating", rating, "The rating, higher being more.").per("n");
    f("item", item, "What is rated, where there are several questions.").per("n").category().optional();
    f("role", role, "What the rater is to the person: self, peer, manager, report, … Needed for feedback.").per("n").category().optional();
  }
};

struct RatersOptions {
  static constexpr const char* record = "RatersOptions";
  std::string self_role = "self";
  std::vector<std::string> named_roles{"manager"};
  std::int64_t floor = 3;
  double confidence_level = 0.95;
  std::int64_t exact_up_to = 1500;
  void describe(Fields& f) {
    f("self_role", self_role, "The role of ratings of oneself: they take no part in the model.");
    f("named_roles", named_roles, "Roles whose holder is known anyway, so that the floor does not apply.");
    f("floor", floor, "The least number of raters of a role for its mean to be shown.").at_least(1);
    f("confidence_level", confidence_level, "Of the intervals.").above(0).below(1);
    f("exact_up_to", exact_up_to, "Raters and items (of people, raters and items all but the most numerous) up to which everything is exact.").between(0, 4000);
  }
};

struct RaterVariances {
  static constexpr const char* record = "RaterVariances";
  Categories effect{};
  std::vector<std::int64_t> levels{};
  std::vector<double> variance{}, std_error{}, share{}, error_ratio{};
  void describe(Fields& f) {
    f("effect", effect, "person, rater, item where given, residual.").per("effects");
    f("levels", levels, "How many there are; of residual the ratings.").per("effects").at_least(0);
    f("variance", variance, "By restricted maximum likelihood. Missing (NaN) where nothing is estimated.").per("effects").at_least(0).may_be_missing();
    f("std_error", std_error, "By the average information; 0 at the boundary. Missing (NaN) where nothing is estimated.").per("effects").at_least(0).may_be_missing();
    f("share", share, "Of the sum of the variances. Missing (NaN) where nothing is estimated.").per("effects").between(0, 1).may_be_missing();
    f("error_ratio", error_ratio, "The standard errors of its levels over what they should be, as a whole (roots of mean squares): 1 where they are exact: up to exact_up_to raters and items, and above where few raters share people, so that the equations stay sparse; elsewhere by the probes: 0.97 means that they are some 3 % too small. Missing (NaN) of residual, where nothing is estimated, and where the variance is 0.").per("effects").at_least(0).may_be_missing();
  }
};

struct RatedPeople {
  static constexpr const char* record = "RatedPeople";
  Categories person{};
  std::vector<std::int64_t> ratings{}, subset{};
  std::vector<double> mean{}, score{}, std_error{}, lower{}, upper{}, reliability{};
  void describe(Fields& f) {
    f("person", person, "The person, in rising order of the label.").per("people");
    f("ratings", ratings, "Ratings by others.").per("people").at_least(0);
    f("subset", subset, "Which of the subsets; people in different ones have no raters in common, however indirectly. -1 without ratings by others.").per("people").at_least(-1);
    f("mean", mean, "Mean of the ratings by others, as given. Missing (NaN) with role, so that nothing can be found by subtraction, and without ratings.").per("people").may_be_missing();
    f("score", score, "What average raters would give: the mean of all plus the best linear prediction of the person's difference. Missing (NaN) where nothing is estimated or the person has no ratings.").per("people").may_be_missing();
    f("std_error", std_error, "Of the difference. Missing (NaN) with the score.").per("people").at_least(0).may_be_missing();
    f("lower", lower, "score less z times its error: that of the difference and of the mean together, for whoever holds the score against a line. People among each other are compared by std_error. Missing (NaN) with the score.").per("people").may_be_missing();
    f("upper", upper, "The same added. Missing (NaN) with the score.").per("people").may_be_missing();
    f("reliability", reliability, "1 - std_error² / variance of the people. Missing (NaN) with the score, and where that variance is 0.").per("people").may_be_missing();
  }
};

struct RatingRaters {
  static constexpr const char* record = "RatingRaters";
  Categories rater{};
  std::vector<std::int64_t> ratings{}, subset{};
  std::vector<double> mean{}, severity{}, std_error{}, deviation{}, expected_deviation{}, lowest_share{}, highest_share{};
  void describe(Fields& f) {
    f("rater", rater, "The rater, in rising order of the label; who only rated themselves is not listed.").per("raters");
    f("ratings", ratings, "Ratings of others.").per("raters").at_least(1);
    f("subset", subset, "Which of the subsets.").per("raters").at_least(0);
    f("mean", mean, "Mean of the ratings.").per("raters");
    f("severity", severity, "How much less than average raters this one gives to the same people: minus the best linear prediction. Negative is lenient. Missing (NaN) where nothing is estimated.").per("raters").may_be_missing();
    f("std_error", std_error, "Of the severity. Missing (NaN) with it.").per("raters").at_least(0).may_be_missing();
    f("deviation", deviation, "Standard deviation of the ratings. Missing (NaN) below two.").per("raters").at_least(0).may_be_missing();
    f("expected_deviation", expected_deviation, "What it would be for these people and items by the model; far more than deviation means that the middle of the scale is used (central tendency). Missing (NaN) with severity, below two.").per("raters").at_least(0).may_be_missing();
    f("lowest_share", lowest_share, "Share of the ratings at the lowest value that anybody gave.").per("raters").between(0, 1);
    f("highest_share", highest_share, "Share at the highest.").per("raters").between(0, 1);
  }
};

struct RatedItems {
  static constexpr const char* record = "RatedItems";
  Categories item{};
  std::vector<std::int64_t> ratings{};
  std::vector<double> mean{}, effect{}, std_error{};
  void describe(Fields& f) {
    f("item", item, "The item, in rising order of the label.").per("items");
    f("ratings", ratings, "Ratings by others.").per("items").at_least(0);
    f("mean", mean, "Their mean. Missing (NaN) without any.").per("items").may_be_missing();
    f("effect", effect, "Best linear prediction of its difference. Missing (NaN) where nothing is estimated.").per("items").may_be_missing();
    f("std_error", std_error, "Of the difference. Missing (NaN) with it.").per("items").at_least(0).may_be_missing();
  }
};

struct RatingSubsets {
  static constexpr const char* record = "RatingSubsets";
  std::vector<std::int64_t> people{}, raters{}, ratings{};
  Categories first_person{};
  void describe(Fields& f) {
    f("people", people, "People in it.").per("subsets").at_least(1);
    f("raters", raters, "Raters in it.").per("subsets").at_least(1);
    f("ratings", ratings, "Ratings in it.").per("subsets").at_least(1);
    f("first_person", first_person, "The first person of it, by label.").per("subsets");
  }
};

/// Means that may be shown. What is shown of several roles or items is made of rows of this table only, so that nothing else follows from it.
struct RoleFeedback {
  static constexpr const char* record = "RoleFeedback";
  Categories person{}, item{}, role{};
  std::vector<std::int64_t> raters{};
  std::vector<double> mean{};
  void describe(Fields& f) {
    f("person", person, "Who is rated.").per("feedback");
    f("item", item, "The item; missing: all that are shown together.").per("feedback").may_be_missing();
    f("role", role, "The role; pooled: roles below the floor together; others: all but self that are shown.").per("feedback");
    f("raters", raters, "How many raters, each counted once.").per("feedback").at_least(1);
    f("mean", mean, "Mean of their ratings.").per("feedback");
  }
};

struct SelfAgainstOthers {
  static constexpr const char* record = "SelfAgainstOthers";
  Categories person{}, item{}, kind{};
  std::vector<double> own{}, others{}, difference{}, lower{}, upper{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("blind_spots");
    f("item", item, "The item; missing: all together.").per("blind_spots").may_be_missing();
    f("kind", kind, "blind_spot, hidden_strength, agreed; missing where nothing is estimated.").per("blind_spots").may_be_missing();
    f("own", own, "Mean of the ratings of oneself.").per("blind_spots");
    f("others", others, "Mean of the others, as in feedback.").per("blind_spots");
    f("difference", difference, "own - others.").per("blind_spots");
    f("lower", lower, "Lower end of its interval: the others could have been other raters, with the model's variances. Missing (NaN) where nothing is estimated.").per("blind_spots").may_be_missing();
    f("upper", upper, "Upper end. Missing (NaN) where nothing is estimated.").per("blind_spots").may_be_missing();
  }
};

struct RatersResult {
  static constexpr const char* record = "RatersResult";
  RatersStatus status = RatersStatus::too_few;
  RatersErrors errors = RatersErrors::exact;
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double mean = none, log_likelihood = none;
  std::int64_t steps = 0, self_ratings = 0, suppressed = 0;
  RaterVariances variances{};
  RatedPeople people{};
  RatingRaters raters{};
  RatedItems items{};
  RatingSubsets subsets{};
  RoleFeedback feedback{};
  SelfAgainstOthers blind_spots{};
  void describe(Fields& f) {
    f("status", status, "How the model ended.");
    f("errors", errors, "Whether traces and standard errors are exact.");
    f("mean", mean, "Of the model, generalised least squares. Missing (NaN) where nothing is estimated.").may_be_missing();
    f("log_likelihood", log_likelihood, "Restricted log-likelihood, as lme4 has it. Missing (NaN) where not exact.").may_be_missing();
    f("steps", steps, "Steps to the variances.").at_least(0);
    f("self_ratings", self_ratings, "Ratings of oneself.").at_least(0);
    f("suppressed", suppressed, "Ratings that are in no row of feedback, because too few raters stand behind them.").at_least(0);
    f("variances", variances, "Where the differences between ratings come from.");
    f("people", people, "Table of the people. For those who may see single ratings; for the people themselves there is feedback.");
    f("raters", raters, "Table of the raters.");
    f("items", items, "Table of the items; empty without.");
    f("subsets", subsets, "People and raters that hang together; more than one row means that scores are comparable within each only.");
    f("feedback", feedback, "By person and role, and by item; empty without role.");
    f("blind_spots", blind_spots, "Self against the others; empty without role.");
  }
};

/// rating = mean + person + rater (+ item) + residual, all independent normal; variances by restricted maximum likelihood (average information), the differences by best linear prediction
/// (Henderson's equations) without a design matrix: the most numerous of the three is eliminated, the rest solved by Cholesky up to exact_up_to and by conjugate gradients above.
/// Memory: some 20 bytes a rating and 130 a person. Cost: a few dozen passes over the ratings for each step, ten steps or so.
/// Sources: Henderson (1975), Biometrics 31; Gilmour, Thompson, Cullis (1995), Biometrics 51; Hutchinson (1990), Communications in Statistics 19.
RatersResult raters(const RatersInput& input, const RatersOptions& options = {}, const RunContext& context = {});

extern const Function raters_analysis;

}  // namespace mainstay::inline v1::performance
