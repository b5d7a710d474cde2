// Which of several models of leaving predicts best on people it has not seen, by how much, and whether the plain one would do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/survival/model.hpp"

namespace mainstay::inline v1::survival {

/// A model that takes part.
struct Candidate {
  static constexpr const char* record = "Candidate";
  std::string name;
  ModelOptions model;
  void describe(Fields& f) {
    f("name", name, "What it is called in the tables.").required();
    f("model", model, "Learner and its options.");
  }
};

/// How rows are held out.
enum class Split : std::int32_t { random, forward };
constexpr auto choices(Split) {
  return std::array{choice(Split::random, "random", "People at random, all rows of a person together: how well new people of the same time are predicted."),
                    choice(Split::forward, "forward", "By the calendar: at each of `cuts` a model learns what was known by that day and predicts those who are there, given their tenure. What a company can do.")};
}

/// How the comparison ended.
enum class ChooseStatus : std::int32_t { chosen, no_events, all_failed };
constexpr auto choices(ChooseStatus) {
  return std::array{choice(ChooseStatus::chosen, "chosen", "The candidates were compared."),
                    choice(ChooseStatus::no_events, "no_events", "Nobody left, so nothing can be compared."),
                    choice(ChooseStatus::all_failed, "all_failed", "No candidate could be judged; `failure` says why for each.")};
}

struct ChooseInput {
  static constexpr const char* record = "ChooseInput";
  Table x;
  Column duration, event, entry, weights, person, day;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers or categories; missing values where all candidates take them.").per("n", "c").may_be_missing();
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Time from which the row is at risk; below `duration`. 0 at first if not given.").per("n").at_least(0).optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("person", person, "Rows with the same label are held out together. Each row by itself when not given.").per("n").category().optional();
    f("day", day, "Where time 0 of the row lies on the calendar (the hire), in the unit of `duration`. Needed for forward splits.").per("n").optional();
  }
};

struct ChooseOptions {
  static constexpr const char* record = "ChooseOptions";
  std::vector<Candidate> candidates;
  Split split = Split::random;
  std::int64_t folds = 5, repeats = 1;
  std::vector<double> cuts, times;
  std::string plain;
  bool blend = true;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("candidates", candidates, "The models that are compared. One of every learner with its own defaults when none are given; with several causes, of every learner that tells them apart (hazard and multinomial where durations are at most 120 whole periods).");
    f("split", split, "How rows are held out.");
    f("folds", folds, "Parts of a random split; number of cuts of a forward one, when `cuts` are not given.").between(2, 100);
    f("repeats", repeats, "How often a random split is drawn anew.").between(1, 100);
    f("cuts", cuts, "Days of a forward split, rising. When not given: spread between the days by which 50 % and 90 % of the leavers had left.");
    f("times", times, "Times at which predictions are judged, rising; of a forward split counted from the cut. When not given: twelve, evenly between the times by which 10 % and 90 % "
                      "of the leavers had left; of a forward split up to the last cut's distance from the end of the records.").above(0);
    f("plain", plain, "Name of the candidate that is preferred when it is as good: simple and explained. The first one that is not a curve when not given.");
    f("blend", blend, "Whether the mixture of the candidates that would have predicted best is looked for, too.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

/// One row for each candidate, in the order given, the blend last.
struct ChooseModels {
  static constexpr const char* record = "ChooseModels";
  std::vector<std::string> name, learner, failure;
  std::vector<double> integrated_brier, std_error, skill, difference, difference_std_error, lower, upper, concordance, log_score, log_score_by_cause, weight;
  std::vector<std::int64_t> unseen;
  void describe(Fields& f) {
    f("name", name, "Candidate, or blend.").per("models");
    f("learner", learner, "Its learner.").per("models");
    f("failure", failure, "Why it could not be fitted in a part; empty when it could.").per("models");
    f("integrated_brier", integrated_brier, "Mean over the parts of the integrated Brier score of held-out rows; lower is better. Missing (NaN) for who failed.").per("models").at_least(0).may_be_missing();
    f("std_error", std_error, "Its standard error over the parts, corrected for what the parts share (Nadeau and Bengio). Missing with one part.").per("models").at_least(0).may_be_missing();
    f("skill", skill, "1 - integrated_brier / the score of one curve for everybody; below 0: worse than knowing nothing of the person.").per("models").at_most(1).may_be_missing();
    f("difference", difference, "integrated_brier less that of the winner, part by part.").per("models").may_be_missing();
    f("difference_std_error", difference_std_error, "Its standard error, corrected in the same way.").per("models").at_least(0).may_be_missing();
    f("lower", lower, "Lower end of the difference's interval (Student's t).").per("models").may_be_missing();
    f("upper", upper, "Upper end.").per("models").may_be_missing();
    f("concordance", concordance, "Mean of Uno's concordance up to the last of `times`. Missing where no pair could be compared.").per("models").between(0, 1).may_be_missing();
    f("log_score", log_score, "Mean of the right-censored log score of leaving as such, whatever the cause.").per("models").at_least(0).may_be_missing().may_be_infinite();
    f("log_score_by_cause", log_score_by_cause, "Mean of the causes' log scores: of leaving for the cause between two of `times`, or of not having done so. Missing (NaN) unless causes are judged (`by_cause`).").per("models").at_least(0).may_be_missing().may_be_infinite();
    f("weight", weight, "Share in the blend; 1 for the blend itself.").per("models").between(0, 1);
    f("unseen", unseen, "Held-out rows with a level that the part's model had not seen: they were predicted with its most frequent level.").per("models").at_least(0);
  }
};

/// One row for each part and candidate.
struct ChooseParts {
  static constexpr const char* record = "ChooseParts";
  std::vector<std::int64_t> part, rows, events;
  std::vector<double> cut, integrated_brier, reference, concordance, log_score, log_score_by_cause;
  Categories model;
  std::vector<std::string> detail;
  void describe(Fields& f) {
    f("part", part, "Part that was held out, from 0.").per("r").at_least(0);
    f("cut", cut, "Its day, of a forward split; missing (NaN) of a random one.").per("r").may_be_missing();
    f("rows", rows, "Rows judged.").per("r").at_least(0);
    f("events", events, "Of those, rows that left within the times.").per("r").at_least(0);
    f("model", model, "Candidate, or blend.").per("r");
    f("detail", detail, "How its fit ended, in the learner's word; mixed for the blend.").per("r");
    f("integrated_brier", integrated_brier, "Integrated Brier score. Missing where the part could not be judged.").per("r").may_be_missing();
    f("reference", reference, "The same of one curve for everybody (of the held-out rows).").per("r").may_be_missing();
    f("concordance", concordance, "Uno's concordance up to the last of `times`.").per("r").may_be_missing();
    f("log_score", log_score, "Right-censored log score of leaving as such.").per("r").may_be_missing().may_be_infinite();
    f("log_score_by_cause", log_score_by_cause, "Mean of the causes' log scores. Missing unless causes are judged.").per("r").may_be_missing().may_be_infinite();
  }
};

/// The comparison, and every candidate that did not fail fitted to all rows.
struct ChooseFit {
  static constexpr const char* record = "ChooseFit";
  ChooseStatus status = ChooseStatus::chosen;
  std::string winner, plain, verdict_en, verdict_zh;
  bool plain_suffices = false, by_cause = false;
  std::vector<double> times;
  ChooseModels models;
  ChooseParts parts;
  std::vector<ModelFit> fits;
  std::vector<std::string> fit_names;
  std::vector<double> fit_weights;
  void describe(Fields& f) {
    f("status", status, "How the comparison ended.");
    f("winner", winner, "Candidate with the lowest integrated Brier score; the blend is shown, but takes no part.");
    f("plain", plain, "The candidate that is preferred when it is as good.");
    f("plain_suffices", plain_suffices, "Whether the interval of its difference from the winner contains 0, or it is the winner.");
    f("verdict_en", verdict_en, "The outcome in words, in English.");
    f("verdict_zh", verdict_zh, "The same in Chinese.");
    f("by_cause", by_cause, "Whether incidences were judged, cause by cause (the mean of their scores), because all candidates tell causes apart; otherwise leaving as such.");
    f("times", times, "Times at which predictions were judged.").per("t");
    f("models", models, "The candidates side by side.");
    f("parts", parts, "Their scores in each part.");
    f("fits", fits, "Candidates fitted to all rows.");
    f("fit_names", fit_names, "Their names.").per("fits");
    f("fit_weights", fit_weights, "Their shares in the blend.").per("fits").between(0, 1);
  }
  void validate() const;
};

/// Fits each candidate on all parts but one, judges it on that one, for every part; then fits it to all rows. Held-out rows with entries
/// are judged given that they were there (Brier score with delayed entry). A forward split cuts durations at the day of the cut, forgets what
/// happened later, and follows those who were there over the rows of the person that continue theirs. The blend's shares are those, not
/// negative and adding up to 1, with the lowest integrated Brier score of the held-out predictions (stacking); its own score in a part
/// uses shares found in the other parts. Equal seeds (RunContext) give equal parts. Cost: (parts + 1) fits of each candidate.
/// Sources: Wolpert (1992), Neural Networks 5; Nadeau and Bengio (2003), Machine Learning 52; Graf and others (1999), Statistics in Medicine 18.
ChooseFit choose(const ChooseInput& input, const ChooseOptions& options = {}, const RunContext& context = {});

struct ChoosePredictOptions {
  static constexpr const char* record = "ChoosePredictOptions";
  std::string model;
  std::vector<double> times;
  BeyondFollowUp beyond = BeyondFollowUp::missing;
  void describe(Fields& f) {
    f("model", model, "Name of a candidate, or blend; the winner when not given.");
    f("times", times, "Times at which curves are wanted; counted from `tenure` when that is given.").at_least(0);
    f("beyond", beyond, "What is predicted beyond the longest follow-up.");
  }
};

/// Curves of new rows by the winner, another candidate, or the blend (the mean of their curves by share).
ModelPrediction choose_predict(const ChooseFit& fit, const NewPeople& input, const ChoosePredictOptions& options = {}, const RunContext& context = {});

extern const Function choose_analysis;

}  // namespace mainstay::inline v1::survival
