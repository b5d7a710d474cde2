// Item response models: what a test's items tell of the people who answer them, and of themselves.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// How the probability of an answer depends on the ability.
enum class IrtModel : std::int32_t { graded, partial_credit, two_parameter };
constexpr auto choices(IrtModel) {
  return std::array{
      choice(IrtModel::graded, "graded", "Graded response (Samejima): each answer or a higher one has a logistic curve. With two answers it is the two-parameter model."),
      choice(IrtModel::partial_credit, "partial_credit", "Generalised partial credit (Muraki): each answer against the one below it has a logistic curve."),
      choice(IrtModel::two_parameter, "two_parameter", "Two-parameter logistic: right or wrong; items with more than two answers are refused.")};
}

/// How much the items may differ in how sharply they tell people apart.
enum class IrtDiscrimination : std::int32_t { free, equal, one };
constexpr auto choices(IrtDiscrimination) {
  return std::array{choice(IrtDiscrimination::free, "free", "Each item has its own discrimination."),
                    choice(IrtDiscrimination::equal, "equal", "All items share one, which is estimated (one-parameter model)."),
                    choice(IrtDiscrimination::one, "one", "It is 1 for all, and abilities have variance 1.")};
}

/// Which standard errors are computed.
enum class IrtErrors : std::int32_t { observed, sandwich, none };
constexpr auto choices(IrtErrors) {
  return std::array{choice(IrtErrors::observed, "observed", "From the observed information of the marginal likelihood (Louis)."),
                    choice(IrtErrors::sandwich, "sandwich", "Robust against a wrong model: observed information around the products of people's scores."),
                    choice(IrtErrors::none, "none", "None: saves up to half of the time.")};
}

/// What happens where no one gave an answer that lies between given ones, or within lowest and highest.
enum class IrtUnobserved : std::int32_t { report, refuse };
constexpr auto choices(IrtUnobserved) {
  return std::array{choice(IrtUnobserved::report, "report", "It is listed in `unobserved` and has no step: the item's answers are those that were given."),
                    choice(IrtUnobserved::refuse, "refuse", "An error names item and answer.")};
}

/// How the fit ended.
enum class IrtStatus : std::int32_t { converged, singular, iteration_limit, no_items };
constexpr auto choices(IrtStatus) {
  return std::array{
      choice(IrtStatus::converged, "converged", "The maximum was found."),
      choice(IrtStatus::singular, "singular",
             "The likelihood is flat in some direction: too few items or people for so many parameters (two right-or-wrong items cannot tell their discriminations). Errors are missing."),
      choice(IrtStatus::iteration_limit, "iteration_limit", "Not converged within max_iterations: the values are those of the last step."),
      choice(IrtStatus::no_items, "no_items", "No item has two different answers: nothing can be estimated.")};
}

/// What became of an item.
enum class IrtItemStatus : std::int32_t { estimated, reversed, steep, no_variation, no_answers };
constexpr auto choices(IrtItemStatus) {
  return std::array{choice(IrtItemStatus::estimated, "estimated", "Its parameters were estimated."),
                    choice(IrtItemStatus::reversed, "reversed", "Its discrimination is negative: it goes against the other items. Is it keyed the wrong way?"),
                    choice(IrtItemStatus::steep, "steep", "Its discrimination grows without end; it was held at 25 and has no error."),
                    choice(IrtItemStatus::no_variation, "no_variation", "Everybody gave the same answer: it has no parameters and says nothing of anybody."),
                    choice(IrtItemStatus::no_answers, "no_answers", "Nobody answered it.")};
}

/// Answers of people to items.
struct IrtInput {
  static constexpr const char* record = "IrtInput";
  Table answers;
  Column weights;
  void describe(Fields& f) {
    f("answers", answers, "One column for each item: whole numbers, higher ones mean more of the ability. Missing: not asked or not answered; such cells say nothing.")
        .per("n", "c").whole().may_be_missing();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
  }
};

struct IrtOptions {
  static constexpr const char* record = "IrtOptions";
  IrtModel model = IrtModel::graded;
  IrtDiscrimination discrimination = IrtDiscrimination::free;
  std::optional<std::int64_t> lowest, highest;
  IrtUnobserved unobserved = IrtUnobserved::report;
  IrtErrors std_errors = IrtErrors::observed;
  bool item_fit = true;
  std::optional<std::int64_t> nodes;
  std::int64_t max_iterations = 500;
  double tolerance = 1e-8;
  void describe(Fields& f) {
    f("model", model, "How the probability of an answer depends on the ability.");
    f("discrimination", discrimination, "How much the items may differ in how sharply they tell people apart.");
    f("lowest", lowest, "Lowest answer of the scale; lower ones are refused, and it is reported where nobody gave it.").between(-1000000, 1000000);
    f("highest", highest, "Highest answer of the scale, likewise.").between(-1000000, 1000000);
    f("unobserved", unobserved, "What happens where nobody gave an answer of the scale.");
    f("std_errors", std_errors, "Which standard errors are computed.");
    f("item_fit", item_fit, "Whether the fit of each item is tested (S-X²), on people who answered every item.");
    f("nodes", nodes, "Points of ability from -8 to 8 over which the likelihood is summed. If not given, as many as it takes: see `quadrature_error`.").between(9, 2000);
    f("max_iterations", max_iterations, "Passes over the answers at most.").between(1, 100000);
    f("tolerance", tolerance, "Converged when the next Newton step is shorter than this, measured in standard errors.").above(0).at_most(0.01);
  }
};

/// One row for each item.
struct IrtItems {
  static constexpr const char* record = "IrtItems";
  std::vector<std::string> item;
  Categories status;
  std::vector<double> answered, discrimination, std_error, statistic, degrees_of_freedom, p_value;
  void describe(Fields& f) {
    f("item", item, "Name of the column.").per("items");
    f("status", status, "What became of it: estimated, reversed (against the others: keyed the wrong way?), steep (discrimination without end, held at 25), no_variation, no_answers.").per("items");
    f("answered", answered, "People who answered it.").per("items").at_least(0);
    f("discrimination", discrimination, "a: how sharply the item tells people apart, on the scale of the logit. Missing (NaN) where nothing could be estimated.").per("items").may_be_missing();
    f("std_error", std_error, "Its standard error; missing where it was not estimated.").per("items").at_least(0).may_be_missing();
    f("statistic", statistic, "S-X²: given answers against expected ones by total score. Missing where not tested.").per("items").at_least(0).may_be_missing();
    f("degrees_of_freedom", degrees_of_freedom, "Cells less parameters; missing where not tested.").per("items").may_be_missing();
    f("p_value", p_value, "Probability of a statistic as large if the model holds; missing where not tested or nothing is left to test.").per("items").between(0, 1).may_be_missing();
  }
};

/// One row for each answer of an item but its lowest.
struct IrtSteps {
  static constexpr const char* record = "IrtSteps";
  Categories item;
  std::vector<std::int64_t> answer;
  std::vector<double> location, std_error, intercept, intercept_std_error;
  void describe(Fields& f) {
    f("item", item, "Name of the item.").per("steps");
    f("answer", answer, "The answer that this step leads to.").per("steps");
    f("location", location,
      "b: ability at which this answer or a higher one is given by half (graded), or this answer as often as the one below (partial credit). Missing at discrimination 0.")
        .per("steps").may_be_missing().may_be_infinite();
    f("std_error", std_error, "Its standard error; missing where it was not estimated.").per("steps").at_least(0).may_be_missing().may_be_infinite();
    f("intercept", intercept, "d = -a b: the logit at ability 0.").per("steps");
    f("intercept_std_error", intercept_std_error, "Its standard error; missing where it was not estimated.").per("steps").at_least(0).may_be_missing();
  }
};

/// Answers of the scale that nobody gave.
struct IrtUnobservedAnswers {
  static constexpr const char* record = "IrtUnobservedAnswers";
  Categories item;
  std::vector<std::int64_t> answer;
  void describe(Fields& f) {
    f("item", item, "Name of the item.").per("a");
    f("answer", answer, "The answer that nobody gave.").per("a");
  }
};

/// What an item's answers are called and how they are modelled; new people are scored by it.
struct IrtItemAnswers {
  static constexpr const char* record = "IrtItemAnswers";
  std::string item;
  std::vector<std::int64_t> answers;
  void describe(Fields& f) {
    f("item", item, "Name of the item.");
    f("answers", answers, "Its answers, ascending; those that nobody gave are not among them.").per("l");
  }
};

/// A fitted test: immutable; scores people from any number of threads.
struct IrtFit {
  static constexpr const char* record = "IrtFit";
  IrtStatus status = IrtStatus::no_items;
  IrtModel model = IrtModel::graded;
  IrtDiscrimination discrimination = IrtDiscrimination::free;
  IrtItems items;
  IrtSteps steps;
  IrtUnobservedAnswers unobserved;
  std::vector<IrtItemAnswers> scale;
  std::vector<std::string> parameters;
  std::vector<double> covariance;
  double log_likelihood = 0.0, aic = 0.0, bic = 0.0, reliability = 0.0;
  std::int64_t rows = 0, rows_without_answers = 0, iterations = 0, nodes = 0;
  double people = 0.0, quadrature_error = 0.0;
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("model", model, "As in the options.");
    f("discrimination", discrimination, "As in the options.");
    f("items", items, "Table of the items.");
    f("steps", steps, "Table of the steps between an item's answers.");
    f("unobserved", unobserved, "Answers of the scale that nobody gave.");
    f("scale", scale, "The answers of each item.");
    f("parameters", parameters, "Names of what was estimated, \"item:discrimination\" (\"discrimination\" if shared) and \"item:answer\" for intercepts.").per("p");
    f("covariance", covariance, "Covariance of the parameters (discriminations and intercepts). Missing (NaN) without standard errors.").per("p", "p").may_be_missing();
    f("log_likelihood", log_likelihood, "Logarithm of the marginal likelihood, abilities being standard normal.");
    f("aic", aic, "Akaike's criterion: 2 p - 2 log-likelihood.");
    f("bic", bic, "Bayesian criterion: p log(people) - 2 log-likelihood.");
    f("reliability", reliability, "Share of the variance of expected abilities that is not error (marginal reliability of EAP). Missing without items.").between(0, 1).may_be_missing();
    f("rows", rows, "Rows with positive weight and an answer.").at_least(0);
    f("rows_without_answers", rows_without_answers, "Rows that answered no item that varies; they say nothing.").at_least(0);
    f("iterations", iterations, "Passes over all answers until convergence.").at_least(0);
    f("nodes", nodes, "Points of ability over which the likelihood was summed.").at_least(0);
    f("people", people, "Sum of the weights of `rows`.").at_least(0);
    f("quadrature_error", quadrature_error, "Estimated error of log_likelihood from summing over so many points: half its change on points in between.").at_least(0);
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Marginal maximum likelihood: abilities are standard normal, answers independent given ability, and missing answers say nothing.
/// With z_k = a θ + d_k, d_k = -a b_k: graded P(answer ≥ k) = 1 / (1 + exp(-z_k)); partial credit P(k) ∝ exp(z_1 + … + z_k).
/// EM steps from a sample, then Newton steps on all answers with the exact observed information (Louis 1982); the integral is a sum over equal
/// steps of ability, refined until it no longer matters. O(rows × items) a pass, a few passes; memory a byte for each group of a few items, and for the errors
/// items² × answers² × nodes / 2 numbers. Row order and threads change nothing but rounding.
/// Refuses text answers, more than 40 different answers to an item, answers beyond lowest and highest, more than two answers with two_parameter.
/// Sources: Bock & Aitkin (1981), Psychometrika 46; Samejima (1969); Muraki (1992); Orlando & Thissen (2000), Kang & Chen (2008) for the item fit.
IrtFit irt(const IrtInput& input, const IrtOptions& options = {}, const RunContext& context = {});

extern const Function irt_analysis;

}  // namespace mainstay::inline v1::competency
