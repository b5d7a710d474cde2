// A classifier of reasons, learnt from the caller's own labelled texts: character n-grams, a linear model, calibrated, with its evidence.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/reasons/texts.hpp"

namespace mainstay::inline v1::reasons {

struct ClassifierInput {
  static constexpr const char* record = "ClassifierInput";
  Column text{}, reason{}, person{};
  void describe(Fields& f) {
    f("text", text, "Labelled texts. Missing and empty ones are left out and counted.").per("n").category().may_be_missing();
    f("reason", reason, "The reason that a person read in each.").per("n").category();
    f("person", person, "Who said it: texts of one person stay in one part of the cross-validation. Left out: equal texts stay together.").per("n").category().optional();
  }
};

/// How probabilities are made honest.
enum class ReasonCalibration : std::int32_t { temperature, none };
constexpr auto choices(ReasonCalibration) {
  return std::array{choice(ReasonCalibration::temperature, "temperature", "All log-odds are divided by one number, the one with which held-out texts are most likely."), choice(ReasonCalibration::none, "none", "As they come from the fit.")};
}

struct ClassifierOptions {
  static constexpr const char* record = "ClassifierOptions";
  std::int64_t shortest = 1, longest = 3, least_rows = 2, most_features = 20000, folds = 5;
  double ridge = 0.1, least_probability = 0.5;
  ReasonCalibration calibration = ReasonCalibration::temperature;
  InvalidText invalid = InvalidText::refuse;
  std::int64_t long_text = 100000, examples = 5, max_iterations = 100;
  double tolerance = 1e-6;
  void describe(Fields& f) {
    f("shortest", shortest, "Characters of the shortest n-gram.").between(1, 6);
    f("longest", longest, "Characters of the longest n-gram.").between(1, 6);
    f("least_rows", least_rows, "Texts in which an n-gram must stand to be looked at.").at_least(1);
    f("most_features", most_features, "N-grams looked at, those of the most texts first; of equal ones the first by its characters.").between(1, 1000000);
    f("folds", folds, "Parts of the cross-validation that calibrates and judges.").between(2, 100);
    f("ridge", ridge, "Penalty: 0.5 * ridge * sum of squared coefficients is added to the loss; the intercepts are free.").above(0);
    f("least_probability", least_probability, "A text whose best reason is less likely is not named.").between(0, 1);
    f("calibration", calibration, "How probabilities are made honest.");
    f("invalid", invalid, "What happens to a text that is not UTF-8.");
    f("long_text", long_text, "Texts of more characters are counted in the findings. They are read in full.").at_least(1);
    f("examples", examples, "Rows listed for each finding.").between(0, 1000);
    f("max_iterations", max_iterations, "Newton steps at most.").between(1, 10000);
    f("tolerance", tolerance, "Converged when no component of the gradient is larger, per row.").above(0).at_most(0.01);
  }
};

enum class ClassifierStatus : std::int32_t { converged, iteration_limit };
constexpr auto choices(ClassifierStatus) {
  return std::array{choice(ClassifierStatus::converged, "converged", "The minimum was found."), choice(ClassifierStatus::iteration_limit, "iteration_limit", "Not converged within max_iterations; the numbers are those of the last step.")};
}

/// Judged on held-out texts.
struct ClassifierScores {
  static constexpr const char* record = "ClassifierScores";
  std::vector<std::string> reason{};
  std::vector<std::int64_t> texts{}, named{}, right{};
  std::vector<double> precision{}, recall{};
  void describe(Fields& f) {
    f("reason", reason, "The reason.").per("reasons");
    f("texts", texts, "Texts with this label.").per("reasons").at_least(0);
    f("named", named, "Texts for which it is named: the likeliest, and likely enough.").per("reasons").at_least(0);
    f("right", right, "Of these, those with this label.").per("reasons").at_least(0);
    f("precision", precision, "right / named; missing (NaN) where none is named.").per("reasons").between(0, 1).may_be_missing();
    f("recall", recall, "right / texts.").per("reasons").between(0, 1).may_be_missing();
  }
};

struct ClassifierHeldOut {
  static constexpr const char* record = "ClassifierHeldOut";
  std::vector<std::int64_t> row{}, fold{};
  Categories reason{}, likeliest{};
  std::vector<double> probability{};
  void describe(Fields& f) {
    f("row", row, "Row of the text, from 0.").per("i");
    f("fold", fold, "Part in which it was held out.").per("i");
    f("reason", reason, "Its label.").per("i");
    f("likeliest", likeliest, "The likeliest reason by a model that has not seen its part. With `reason` it is the sample that reasons.prevalence asks for.").per("i");
    f("probability", probability, "Its probability.").per("i").between(0, 1);
  }
};

struct ClassifierFeatures {
  static constexpr const char* record = "ClassifierFeatures";
  std::vector<std::string> ngram{};
  std::vector<std::int64_t> texts{};
  std::vector<double> inverse_frequency{};
  void describe(Fields& f) {
    f("ngram", ngram, "The characters, in plain form.").per("p");
    f("texts", texts, "Texts in which it stands.").per("p").at_least(1);
    f("inverse_frequency", inverse_frequency, "log((1 + all texts) / (1 + texts)) + 1.").per("p").above(0);
  }
};

/// A fitted classifier: immutable; predicts from any number of threads.
struct ClassifierFit {
  static constexpr const char* record = "ClassifierFit";
  ClassifierStatus status = ClassifierStatus::converged;
  std::vector<std::string> reasons{};
  ClassifierFeatures features{};
  std::vector<double> coefficients{}, intercepts{};
  double temperature = 1.0, loss = 0.0, held_out_loss = 0.0, held_out_loss_raw = 0.0, held_out_base = 0.0, named_share = 0.0, named_right = 0.0;
  ClassifierScores scores{};
  ClassifierHeldOut held_out{};
  std::int64_t rows = 0, iterations = 0, shortest = 1, longest = 3;
  double least_probability = 0.5;
  data::Findings findings{};
  data::FindingRows finding_rows{};
  void describe(Fields& f) {
    f("status", status, "How the fit ended.");
    f("reasons", reasons, "The reasons in rising order.").per("reasons");
    f("features", features, "The n-grams.");
    f("coefficients", coefficients, "Of each n-gram for each reason.").per("p", "reasons");
    f("intercepts", intercepts, "Of each reason; they add up to 0.").per("reasons");
    f("temperature", temperature, "What log-odds are divided by.").above(0);
    f("loss", loss, "Minus the log-likelihood of the labels in the fit, without the penalty.").at_least(0);
    f("held_out_loss", held_out_loss, "Mean log loss of held-out texts, calibrated.").at_least(0);
    f("held_out_loss_raw", held_out_loss_raw, "The same with temperature 1.").at_least(0);
    f("held_out_base", held_out_base, "The same by the shares of the reasons alone: what a classifier must be below.").at_least(0);
    f("named_share", named_share, "Share of held-out texts for which a reason is named.").between(0, 1);
    f("named_right", named_right, "Share of these that are right; 0 where none is named.").between(0, 1);
    f("scores", scores, "By reason, on held-out texts.");
    f("held_out", held_out, "Every text as a model judges it that has not seen it.");
    f("rows", rows, "Texts in the fit.").at_least(0);
    f("iterations", iterations, "Newton steps.").at_least(0);
    f("shortest", shortest, "As in the options.").between(1, 6);
    f("longest", longest, "As in the options.").between(1, 6);
    f("least_probability", least_probability, "As in the options.").between(0, 1);
    f("findings", findings, "What was met on the way.");
    f("finding_rows", finding_rows, "First rows of each finding.");
  }
  /// Refuses a fit whose parts do not fit each other, as a damaged document may bring one.
  void validate() const;
};

/// Texts become counts of their n-grams (characters in plain form, spaces included), times inverse_frequency, over their root of squares; then the multinomial logit with a ridge penalty, its unique minimum by Newton's method with
/// conjugate gradients. Parts of the cross-validation keep persons together and are drawn by the seed; each part's texts are judged by a model of the others, n-grams and frequencies included. Deterministic for any number of threads.
/// Refuses fewer than two reasons, a reason with fewer than two texts (or people), texts without an n-gram in common. O(characters · n + passes · n-grams in texts · reasons).
ClassifierFit classifier(const ClassifierInput& input, const ClassifierOptions& options = {}, const RunContext& context = {});

struct ClassifierPredictInput {
  static constexpr const char* record = "ClassifierPredictInput";
  Column text{};
  void describe(Fields& f) { f("text", text, "New texts. Each distinct text is read once.").per("m").category().may_be_missing(); }
};

struct ClassifierPredictOptions {
  static constexpr const char* record = "ClassifierPredictOptions";
  InvalidText invalid = InvalidText::refuse;
  std::int64_t long_text = 100000, examples = 5;
  void describe(Fields& f) {
    f("invalid", invalid, "What happens to a text that is not UTF-8.");
    f("long_text", long_text, "Texts of more characters are counted in the findings. They are read in full.").at_least(1);
    f("examples", examples, "Rows listed for each finding.").between(0, 1000);
  }
};

/// What is said of a text.
enum class PredictedStatus : std::int32_t { named, unsure, unknown, empty, missing };
constexpr auto choices(PredictedStatus) {
  return std::array{choice(PredictedStatus::named, "named", "The likeliest reason is likely enough."), choice(PredictedStatus::unsure, "unsure", "No reason has least_probability: none is named."),
                    choice(PredictedStatus::unknown, "unknown", "No n-gram of the text is known: the probabilities are those of a text that says nothing, and none is named."), choice(PredictedStatus::empty, "empty", "There is no text in it."),
                    choice(PredictedStatus::missing, "missing", "There is no text.")};
}

struct ClassifierPrediction {
  static constexpr const char* record = "ClassifierPrediction";
  Categories status{}, reason{}, likeliest{};
  std::vector<double> probability{}, probabilities{};
  std::vector<std::string> reasons{};
  data::Findings findings{};
  data::FindingRows finding_rows{};
  void describe(Fields& f) {
    f("status", status, "What is said of the text.").per("m");
    f("reason", reason, "The reason that is named; missing unless named.").per("m").may_be_missing();
    f("likeliest", likeliest, "The likeliest reason, whatever its probability; missing for empty and missing texts.").per("m").may_be_missing();
    f("probability", probability, "Its probability; missing (NaN) for empty and missing texts.").per("m").between(0, 1).may_be_missing();
    f("probabilities", probabilities, "Of each reason, in the order of `reasons`; they add up to 1. Missing (NaN) for empty and missing texts.").per("m", "reasons").between(0, 1).may_be_missing();
    f("reasons", reasons, "The reasons.").per("reasons");
    f("findings", findings, "What was met on the way.");
    f("finding_rows", finding_rows, "First rows of each finding.");
  }
};

/// Calibrated probabilities of new texts; below least_probability no reason is named. O(characters · n · reasons).
ClassifierPrediction classifier_predict(const ClassifierFit& fit, const ClassifierPredictInput& input, const ClassifierPredictOptions& options = {}, const RunContext& context = {});

struct ClassifierExplainOptions {
  static constexpr const char* record = "ClassifierExplainOptions";
  std::string reason{};
  std::int64_t most = 5, least_texts = 5;
  InvalidText invalid = InvalidText::refuse;
  void describe(Fields& f) {
    f("reason", reason, "Which reason; left out: the likeliest of each text.");
    f("most", most, "N-grams listed for each text, the strongest first.").between(1, 100000);
    f("least_texts", least_texts, "Labelled texts in which an n-gram must stand to be listed: what stands in two is chance as often as evidence, and may give away who said it. It counts for the probabilities all the same.").at_least(1);
    f("invalid", invalid, "What happens to a text that is not UTF-8.");
  }
};

struct ClassifierContributions {
  static constexpr const char* record = "ClassifierContributions";
  std::vector<std::int64_t> row{}, start{}, end{}, occurrences{}, texts{};
  Categories reason{};
  std::vector<std::string> ngram{}, said{};
  std::vector<double> contribution{};
  void describe(Fields& f) {
    f("row", row, "Row of the text, from 0.").per("i");
    f("start", start, "First character of its first occurrence, from 0, in Unicode characters of the text as it was given.").per("i");
    f("end", end, "First character after it.").per("i");
    f("occurrences", occurrences, "How often it occurs.").per("i").at_least(1);
    f("texts", texts, "Labelled texts in which it stands.").per("i").at_least(1);
    f("reason", reason, "The reason that is explained.").per("i");
    f("ngram", ngram, "The n-gram, in plain form.").per("i");
    f("said", said, "The words of the text from start to end.").per("i");
    f("contribution", contribution, "What it adds to the reason's log-odds against the mean of all reasons, calibrated. With the intercepts they add up, those that are not listed among them.").per("i");
  }
};

struct ClassifierExplanation {
  static constexpr const char* record = "ClassifierExplanation";
  ClassifierContributions contributions{};
  std::int64_t explained = 0;
  void describe(Fields& f) {
    f("contributions", contributions, "The strongest n-grams of each text.");
    f("explained", explained, "Rows of which something is listed; the others have no n-gram known from least_texts labelled texts.").at_least(0);
  }
};

/// What each n-gram of a text adds for a reason: value × (coefficient of the reason − mean coefficient) / temperature. All of a text's, with the intercept treated alike, add up to log(probability) − mean of log(probabilities).
ClassifierExplanation classifier_explain(const ClassifierFit& fit, const ClassifierPredictInput& input, const ClassifierExplainOptions& options = {}, const RunContext& context = {});

extern const Function classifier_analysis;

}  // namespace mainstay::inline v1::reasons
