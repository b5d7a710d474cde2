// The hidden reason: what a person says several times in an interview, against what the form says.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::reasons {

enum class HiddenStatus : std::int32_t { hidden, agreeing, stated, undecided };
constexpr auto choices(HiddenStatus) {
  return std::array{choice(HiddenStatus::hidden, "hidden", "The interview has enough evidence for a reason that the form does not state."), choice(HiddenStatus::agreeing, "agreeing", "The interview has enough evidence for the reason that the form states."),
                    choice(HiddenStatus::stated, "stated", "The form states a reason, and nothing in the interview is enough against it."),
                    choice(HiddenStatus::undecided, "undecided", "Neither states a reason that is firm: too little was said, or several reasons are too close.")};
}

struct HiddenInput {
  static constexpr const char* record = "HiddenInput";
  Column person{}, form{}, evidence_row{}, evidence_reason{}, evidence_weight{};
  void describe(Fields& f) {
    f("person", person, "Who said it. A row is a form's answer or one utterance of an interview; utterances of the interviewer are left out by the caller.").per("n").category();
    f("form", form, "1 for the answer in the form, 0 for an utterance.").per("n").whole().between(0, 1);
    f("evidence_row", evidence_row, "Row in which evidence was found, from 0: the column row of the evidence of reasons.lexicon.read.").per("evidence").whole().at_least(0);
    f("evidence_reason", evidence_reason, "The reason that it speaks for; missing for what says nothing.").per("evidence").category().may_be_missing();
    f("evidence_weight", evidence_weight, "What it counts for; 0 for what was denied. With a classifier: its probability.").per("evidence").at_least(0);
  }
};

struct HiddenOptions {
  static constexpr const char* record = "HiddenOptions";
  std::int64_t least_utterances = 2;
  double least_weight = 1.5, utterance_cap = 2.0, margin = 2.0;
  void describe(Fields& f) {
    f("least_utterances", least_utterances, "Utterances that must speak for the reason.").at_least(1);
    f("least_weight", least_weight, "Weight that they must have together.").above(0);
    f("utterance_cap", utterance_cap, "The most that one utterance adds for one reason, and the most that the form does: a long monologue is one utterance.").above(0);
    f("margin", margin, "How many times the weight of every other reason, its form's answer included, the reason must have.").at_least(1);
  }
};

struct HiddenPeople {
  static constexpr const char* record = "HiddenPeople";
  Categories person{}, status{}, stated{}, reason{};
  std::vector<std::int64_t> spoken{}, utterances{};
  std::vector<double> weight{}, next_weight{};
  void describe(Fields& f) {
    f("person", person, "The person, in rising order.").per("people");
    f("status", status, "How form and interview go together.").per("people");
    f("stated", stated, "Reason with the greatest weight in the form; missing where there is none, or several.").per("people").may_be_missing();
    f("reason", reason, "The conclusion: the hidden reason, or the stated one; missing when undecided.").per("people").may_be_missing();
    f("spoken", spoken, "Utterances of the person.").per("people").at_least(0);
    f("utterances", utterances, "Utterances that speak for the leading reason of the interview; 0 where there is none.").per("people").at_least(0);
    f("weight", weight, "Their weight, each capped.").per("people").at_least(0);
    f("next_weight", next_weight, "The greatest weight of another reason, its form's answer included.").per("people").at_least(0);
  }
};

struct HiddenReasons {
  static constexpr const char* record = "HiddenReasons";
  Categories person{}, reason{};
  std::vector<double> form_weight{}, weight{};
  std::vector<std::int64_t> utterances{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("reasons");
    f("reason", reason, "A reason that something speaks for.").per("reasons");
    f("form_weight", form_weight, "Its weight in the form, capped.").per("reasons").at_least(0);
    f("weight", weight, "Its weight in the interview, each utterance capped.").per("reasons").at_least(0);
    f("utterances", utterances, "Utterances that speak for it.").per("reasons").at_least(0);
  }
};

struct HiddenEvidence {
  static constexpr const char* record = "HiddenEvidence";
  Categories person{};
  std::vector<std::int64_t> row{}, evidence{};
  std::vector<double> weight{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("i");
    f("row", row, "Row of the form's answer or utterance.").per("i");
    f("evidence", evidence, "Place in the evidence that was handed in: its span and words stand there.").per("i");
    f("weight", weight, "What it counts for, before the cap.").per("i").above(0);
  }
};

struct HiddenResult {
  static constexpr const char* record = "HiddenResult";
  HiddenPeople people{};
  HiddenReasons reasons{};
  HiddenEvidence evidence{};
  std::int64_t hidden = 0, agreeing = 0, stated = 0, undecided = 0, without_reason = 0, without_weight = 0;
  void describe(Fields& f) {
    f("people", people, "One row for each person.");
    f("reasons", reasons, "What speaks for which reason.");
    f("evidence", evidence, "The evidence for each conclusion.");
    f("hidden", hidden, "People with a hidden reason.").at_least(0);
    f("agreeing", agreeing, "People whose interview agrees with the form.").at_least(0);
    f("stated", stated, "People for whom the form stands.").at_least(0);
    f("undecided", undecided, "People for whom nothing can be said.").at_least(0);
    f("without_reason", without_reason, "Rows of evidence left out: without a reason.").at_least(0);
    f("without_weight", without_weight, "Rows of evidence left out: with weight 0, such as what was denied.").at_least(0);
  }
};

/// By person: the weight of a reason is the sum over utterances of min(utterance_cap, weight of its evidence there). The leading reason is the one with the greatest weight; it is firm when least_utterances utterances speak for
/// it, their weight is at least least_weight, and at least margin times that of every other reason, to which the form's answer (capped too) is added. A firm reason that the form states is agreeing, another one is hidden.
/// Where none is firm the stated reason stands, unless another reason reaches least_utterances and least_weight: then it is undecided. Weights within 1e-9 count as equal; of equal leading reasons none leads.
/// Evidence without a reason or with weight 0 is not looked at, and counted. Reasons that differ in writing only ("Pay", "pay") are refused. O(n + evidence log evidence). Refuses evidence of a row that is not there:
///   reasons.hidden: evidence_row[2] is 9, but must be below the rows of person, 5
HiddenResult hidden(const HiddenInput& input, const HiddenOptions& options = {}, const RunContext& context = {});

extern const Function hidden_analysis;

}  // namespace mainstay::inline v1::reasons
