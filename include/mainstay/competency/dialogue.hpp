// Role-play answers scored by a rubric: what experts' ratings teach of its weights, what each answer scores, what would raise it most.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// Which values of an item are good.
enum class DialogueDirection : std::int32_t { higher, lower, band };
constexpr auto choices(DialogueDirection) {
  return std::array{choice(DialogueDirection::higher, "higher", "The highest is best."), choice(DialogueDirection::lower, "lower", "The lowest is best."),
                    choice(DialogueDirection::band, "band", "From best_from to best_to is best; less and less towards the ends of the scale.")};
}

/// What becomes of an answer of which an item is not known.
enum class DialogueMissing : std::int32_t { bounds, typical };
constexpr auto choices(DialogueMissing) {
  return std::array{choice(DialogueMissing::bounds, "bounds", "It gets no score, but the bounds between which it lies."),
                    choice(DialogueMissing::typical, "typical", "The item counts as the mean of the answers that were learnt from; status incomplete.")};
}

enum class DialogueStatus : std::int32_t { learnt, not_learnt, too_few, no_variation };
constexpr auto choices(DialogueStatus) {
  return std::array{choice(DialogueStatus::learnt, "learnt", "The weights were learnt from the ratings."),
                    choice(DialogueStatus::not_learnt, "not_learnt", "There are no ratings: the weights are those of the rubric."),
                    choice(DialogueStatus::too_few, "too_few", "Fewer rated answers than `minimum`, or people than folds: the weights are those of the rubric."),
                    choice(DialogueStatus::no_variation, "no_variation", "All ratings are equal: the weights are those of the rubric.")};
}

enum class DialogueAnswerStatus : std::int32_t { scored, incomplete, nothing_known };
constexpr auto choices(DialogueAnswerStatus) {
  return std::array{choice(DialogueAnswerStatus::scored, "scored", "Every item of weight is known."), choice(DialogueAnswerStatus::incomplete, "incomplete", "Some are not."),
                    choice(DialogueAnswerStatus::nothing_known, "nothing_known", "None is: no score.")};
}

/// One item of a rubric: rated by somebody or measured by a machine.
struct DialogueItem {
  static constexpr const char* record = "DialogueItem";
  std::string name{}, label{}, label_zh{};
  DialogueDirection direction = DialogueDirection::higher;
  double lowest = 0.0, highest = 10.0;
  std::optional<double> best_from{}, best_to{}, attainable{};
  double weight = 1.0;
  std::string advice{}, advice_zh{};
  void describe(Fields& f) {
    f("name", name, "Name of the item, unique; its column.").required();
    f("label", label, "What sentences call it; if empty its name.");
    f("label_zh", label_zh, "What Chinese sentences call it; if empty the label.");
    f("direction", direction, "Which values are good.");
    f("lowest", lowest, "Lower end of the scale; values beyond count as the end.");
    f("highest", highest, "Upper end of the scale.");
    f("best_from", best_from, "With direction = band: from here on it is best.");
    f("best_to", best_to, "With direction = band: up to here it is best.");
    f("attainable", attainable, "What training can bring about; advice goes no further. If left out the best value.");
    f("weight", weight, "Weight in the rubric, relative to the others'; ratings correct it.").at_least(0);
    f("advice", advice, "What to do about it, a sentence.");
    f("advice_zh", advice_zh, "The same in Chinese; if empty `advice`.");
  }
};

/// What is looked at in the answers to a scenario, such as "the interest is too high". Saved documents carry the version of their form; `version` is that of the content.
struct DialogueRubric {
  static constexpr const char* record = "DialogueRubric";
  std::string name{}, version{}, scenario{};
  std::vector<DialogueItem> items{};
  void describe(Fields& f) {
    f("name", name, "Name of the rubric.");
    f("version", version, "Version of the rubric, a word of the owner's such as \"2026-03\".");
    f("scenario", scenario, "What the customer says.");
    f("items", items, "What is looked at, 1 to 200 items.").required();
  }
};

struct DialogueInput {
  static constexpr const char* record = "DialogueInput";
  Table x{}, rating{};
  Column person{}, fold{}, weights{};
  void describe(Fields& f) {
    f("x", x, "A row for each answer, a column for each item of the rubric by its name; further columns are not looked at. Missing: the answer is left out of learning.").per("n", "c").may_be_missing();
    f("rating", rating, "Experts' ratings of the whole answer, a column for each expert. Missing: not rated by this one. If left out the weights are those of the rubric.").per("n", "experts").may_be_missing().optional();
    f("person", person, "Who answered. Answers of one person are never both learnt from and judged. If left out each answer is a person.").per("n").category().optional();
    f("fold", fold, "In which fold each answer is judged; if left out people are dealt into `folds` by the seed of the call.").per("n").category().optional();
    f("weights", weights, "How much an answer counts in learning. Rows with weight 0 are left out.").per("n").at_least(0).optional();
  }
};

struct DialogueOptions {
  static constexpr const char* record = "DialogueOptions";
  DialogueRubric rubric{};
  double rating_lowest = 0.0, rating_highest = 10.0, rating_step = 1.0;
  std::vector<double> penalties{0.0001, 0.001, 0.01, 0.1, 1.0};
  std::int64_t folds = 5, minimum = 30, resamples = 200;
  double confidence_level = 0.9;
  void describe(Fields& f) {
    f("rubric", rubric, "What is looked at, with the weights that hold as long as nothing better is learnt.").required();
    f("rating_lowest", rating_lowest, "Lower end of the experts' scale; ratings beyond are refused.");
    f("rating_highest", rating_highest, "Upper end of the experts' scale.");
    f("rating_step", rating_step, "Steps of the experts' scale: scores are rounded to them before agreement (kappa) is counted.").above(0);
    f("penalties", penalties, "How strongly weights are held to those of the rubric, to choose from by cross-validation.").per("penalties").at_least(0);
    f("folds", folds, "Parts of the cross-validation.").between(2, 100);
    f("minimum", minimum, "Rated answers needed for learning.").at_least(5);
    f("resamples", resamples, "Bootstrap samples of people, for errors of weights and of agreement.").between(0, 100000);
    f("confidence_level", confidence_level, "Of the intervals.").above(0).below(1);
  }
};

/// One row for each item of the rubric.
struct DialogueWeights {
  static constexpr const char* record = "DialogueWeights";
  std::vector<std::string> item{};
  std::vector<double> weight{}, std_error{}, lower{}, upper{}, zero_share{}, rubric_weight{}, mean_level{}, deviation{}, correlation{};
  void describe(Fields& f) {
    f("item", item, "Its name.").per("items");
    f("weight", weight, "What the item adds to a score at its best.").per("items").between(0, 1);
    f("std_error", std_error, "Its bootstrap error; missing (NaN) unless learnt.").per("items").at_least(0).may_be_missing();
    f("lower", lower, "Lower end of its bootstrap interval; missing unless learnt.").per("items").may_be_missing();
    f("upper", upper, "Upper end.").per("items").may_be_missing();
    f("zero_share", zero_share, "Share of bootstrap samples in which nothing is left of it; missing unless learnt.").per("items").between(0, 1).may_be_missing();
    f("rubric_weight", rubric_weight, "The rubric's own weight as a share.").per("items").between(0, 1);
    f("mean_level", mean_level, "Mean level, 0 worst and 1 best, in the answers learnt from (of all given, where nothing was learnt); missing without any.").per("items").may_be_missing();
    f("deviation", deviation, "Standard deviation of the level.").per("items").at_least(0).may_be_missing();
    f("correlation", correlation, "Of the level with the experts' mean rating; missing where one of them does not vary.").per("items").between(-1, 1).may_be_missing();
  }
};

/// How well answers of people who were not learnt from are scored, in the units of a score.
struct DialogueValidation {
  static constexpr const char* record = "DialogueValidation";
  std::vector<std::string> score{};
  std::vector<double> root_mean_square_error{}, mean_absolute_error{}, correlation{}, kappa{};
  void describe(Fields& f) {
    f("score", score, "learnt: by the weights of this fit; rubric: by the rubric's own; equal: all items alike; constant: everybody gets the mean rating.").per("scores");
    f("root_mean_square_error", root_mean_square_error, "Against the experts' mean rating, both from 0 to 1.").per("scores").at_least(0).may_be_missing();
    f("mean_absolute_error", mean_absolute_error, "Likewise.").per("scores").at_least(0).may_be_missing();
    f("correlation", correlation, "With the experts' mean rating; missing where one does not vary.").per("scores").between(-1, 1).may_be_missing();
    f("kappa", kappa, "Agreement of the rounded score with each expert's rating: quadratically weighted kappa over all pairs of answer and expert. Missing where nothing varies.").per("scores").may_be_missing();
  }
};

/// Held-out agreement of scores with experts, beside that of experts with each other.
struct DialogueAgreement {
  static constexpr const char* record = "DialogueAgreement";
  std::vector<std::string> between{};
  std::vector<double> pairs{}, kappa{}, kappa_lower{}, kappa_upper{}, correlation{}, correlation_lower{}, correlation_upper{};
  void describe(Fields& f) {
    f("between", between, "score_and_expert, expert_and_expert.").per("agreements");
    f("pairs", pairs, "Pairs of two ratings of one answer.").per("agreements").at_least(0);
    f("kappa", kappa, "Quadratically weighted kappa; missing without pairs or variation, as what follows.").per("agreements").may_be_missing();
    f("kappa_lower", kappa_lower, "Lower end of its bootstrap interval.").per("agreements").may_be_missing();
    f("kappa_upper", kappa_upper, "Upper end.").per("agreements").may_be_missing();
    f("correlation", correlation, "Correlation over the same pairs.").per("agreements").between(-1, 1).may_be_missing();
    f("correlation_lower", correlation_lower, "Lower end of its bootstrap interval.").per("agreements").may_be_missing();
    f("correlation_upper", correlation_upper, "Upper end.").per("agreements").may_be_missing();
  }
};

/// A rubric with its weights: immutable; scores answers from any number of threads.
struct DialogueFit {
  static constexpr const char* record = "DialogueFit";
  DialogueStatus status = DialogueStatus::not_learnt;
  DialogueRubric rubric{};
  double base = 0.0, penalty = 0.0, half_width = 0.0, confidence_level = 0.9, held_out_coverage = 0.0, answers = 0.0, left_out = 0.0;
  std::int64_t people = 0;
  DialogueWeights items{};
  DialogueValidation validation{};
  DialogueAgreement agreement{};
  void describe(Fields& f) {
    f("status", status, "Where the weights come from.");
    f("rubric", rubric, "The rubric as it was given.");
    f("base", base, "What every answer gets; it and all weights add up to 1 at most.").between(0, 1);
    f("penalty", penalty, "The one that cross-validation chose; 0 unless learnt.").at_least(0);
    f("half_width", half_width, "An interval is the score and so much to either side: the held-out errors' quantile. Missing (NaN) unless learnt.").at_least(0).may_be_missing();
    f("confidence_level", confidence_level, "Of the intervals.");
    f("held_out_coverage", held_out_coverage, "Share of answers whose mean rating fell into an interval that neither weights nor width had seen. Missing unless learnt.").between(0, 1).may_be_missing();
    f("answers", answers, "Sum of the weights of the answers learnt from.").at_least(0);
    f("left_out", left_out, "Of those left out: without rating or with a missing item.").at_least(0);
    f("people", people, "People learnt from.").at_least(0);
    f("items", items, "Table of the items.");
    f("validation", validation, "Table of scores; empty unless learnt.");
    f("agreement", agreement, "Table of agreements; empty unless learnt.");
  }
  /// Whether weights and rubric fit each other; throws Error.
  void validate() const;
};

struct DialogueScoreInput {
  static constexpr const char* record = "DialogueScoreInput";
  Table x{};
  void describe(Fields& f) { f("x", x, "A row for each answer, a column for each item of the rubric by its name.").per("m", "c").may_be_missing(); }
};

struct DialogueScoreOptions {
  static constexpr const char* record = "DialogueScoreOptions";
  DialogueMissing missing = DialogueMissing::bounds;
  std::int64_t advice = 3;
  double least_gain = 0.01;
  void describe(Fields& f) {
    f("missing", missing, "What becomes of an answer of which an item is not known.");
    f("advice", advice, "Pieces of advice for each answer at most.").between(0, 200);
    f("least_gain", least_gain, "Advice that would add less is not given.").between(0, 1);
  }
};

/// One row for each answer.
struct DialogueAnswers {
  static constexpr const char* record = "DialogueAnswers";
  Categories status{};
  std::vector<double> score{}, lower{}, upper{}, least{}, most{}, known{}, attainable{};
  void describe(Fields& f) {
    f("status", status, "scored, incomplete, nothing_known.").per("m");
    f("score", score, "From 0 to 1: base and contributions. Missing (NaN) without status scored, unless missing = typical.").per("m").between(0, 1).may_be_missing();
    f("lower", lower, "Where experts' mean rating would lie, lower end; missing with the score, and where nothing was learnt.").per("m").between(0, 1).may_be_missing();
    f("upper", upper, "Upper end.").per("m").between(0, 1).may_be_missing();
    f("least", least, "The score if every item that is not known were at its worst.").per("m").between(0, 1);
    f("most", most, "The score if they were at their best.").per("m").between(0, 1);
    f("known", known, "Share of the weight that is known.").per("m").between(0, 1);
    f("attainable", attainable, "The score if every known item came to what is attainable; missing with the score.").per("m").between(0, 1).may_be_missing();
  }
};

/// One row for each answer and item.
struct DialogueContributions {
  static constexpr const char* record = "DialogueContributions";
  std::vector<std::int64_t> answer{};
  Categories item{};
  std::vector<double> value{}, level{}, contribution{};
  void describe(Fields& f) {
    f("answer", answer, "Row of the answer, from 0.").per("contributions").at_least(0);
    f("item", item, "Name of the item.").per("contributions");
    f("value", value, "Its value; missing as given.").per("contributions").may_be_missing();
    f("level", level, "From 0, worst, to 1, best; missing with the value, unless missing = typical.").per("contributions").between(0, 1).may_be_missing();
    f("contribution", contribution, "Weight times level; with the base they add up to the score. Missing with the level.").per("contributions").between(0, 1).may_be_missing();
  }
};

/// One row for each piece of advice; of each answer the greatest gain first.
struct DialogueAdvice {
  static constexpr const char* record = "DialogueAdvice";
  std::vector<std::int64_t> answer{}, rank{};
  Categories item{};
  std::vector<double> value{}, target{}, gain{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("answer", answer, "Row of the answer, from 0.").per("advice").at_least(0);
    f("rank", rank, "From 1.").per("advice").at_least(1);
    f("item", item, "Name of the item.").per("advice");
    f("value", value, "Its value.").per("advice");
    f("target", target, "The attainable value.").per("advice");
    f("gain", gain, "What that would add to the score.").per("advice").between(0, 1);
    f("sentence", sentence, "In English.").per("advice");
    f("sentence_zh", sentence_zh, "In Chinese.").per("advice");
  }
};

struct DialogueScores {
  static constexpr const char* record = "DialogueScores";
  double base = 0.0;
  DialogueAnswers answers{};
  DialogueContributions contributions{};
  DialogueAdvice advice{};
  void describe(Fields& f) {
    f("base", base, "What every answer gets.").between(0, 1);
    f("answers", answers, "Table of the answers.");
    f("contributions", contributions, "Table of what each item contributes.");
    f("advice", advice, "Table of advice.");
  }
};

/// Each item has a level from 0 to 1; the score is base + Σ weight · level, and since none of these is below 0 and they add up to 1 at most, it lies between 0 and 1 and its contributions add up. Learning
/// minimises the weighted mean of (mean rating - score)² + penalty · Σ (weight - the rubric's)², ratings from 0 to 1; the penalty is chosen by cross-validation over people. What is said of its quality is of people
/// who were not learnt from, the penalty being chosen anew without them. Interval: split conformal by held-out errors (Vovk et al. 2005; Barber et al. 2021), the coverage of which is counted on folds that neither
/// weights nor width have seen. Errors by bootstrap of people. O(answers · items² · (folds + resamples)). Row order and threads change nothing but folds that are dealt by seed.
/// Throws Error: items without a column, names that come twice, bands that are none, weights that are all 0, ratings beyond their scale, one fold only.
DialogueFit dialogue(const DialogueInput& input, const DialogueOptions& options, const RunContext& context = {});

/// Scores answers, tells what each item contributes, and what would raise the score most, in English and 中文. O(answers · items).
DialogueScores dialogue_score(const DialogueFit& fit, const DialogueScoreInput& input, const DialogueScoreOptions& options = {}, const RunContext& context = {});

extern const Function dialogue_analysis;

}  // namespace mainstay::inline v1::competency
