// What changed between two cohorts: where people were lost, for which reasons, by whose part, and how much of it is who came in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/kept.hpp"

namespace mainstay::inline v1::funnel {

enum class ChangeStatus : std::int32_t { compared, short_follow_up };
constexpr auto choices(ChangeStatus) {
  return std::array{choice(ChangeStatus::compared, "compared", "Everybody's way is known up to the horizon, or enough people's to estimate it."),
                    choice(ChangeStatus::short_follow_up, "short_follow_up", "A stratum of a period was not followed to the horizon: its losses are those up to followed_to.")};
}

/// Who owns a reason, by the caller's word.
struct ChangeOwner {
  static constexpr const char* record = "ChangeOwner";
  std::string reason{}, stage{}, owner{};
  double share = 1.0;

  void describe(Fields& f) {
    f("reason", reason, "The reason.").required();
    f("stage", stage, "Only in this stage; rules that name a stage go before those that do not. Left out: in every stage.");
    f("owner", owner, "Who answers for it.").required();
    f("share", share, "Part of it; what the parts leave of 1 stays unattributed.").above(0).at_most(1);
  }
};

struct ChangeInput {
  static constexpr const char* record = "ChangeInput";
  Column period{}, stage{}, outcome{}, duration{}, reason{}, stratum{}, person{};

  void describe(Fields& f) {
    f("period", period, "The cohort, or the period of entry. A row is an attempt, as funnel.window lists them.").per("n").category();
    f("stage", stage, "The last stage reached.").per("n").category();
    f("outcome", outcome, "How it ended: a word of `completed`, of `inside`, or else lost.").per("n").category();
    f("duration", duration, "Time from entry to completion or loss, or to the last look.").per("n").in("days").whole().at_least(0);
    f("reason", reason, "Why the person was lost; missing or empty: the outcome stands for it.").per("n").category().optional().may_be_missing();
    f("stratum", stratum, "What differs at entry, such as the recruiting channel; missing is a stratum of its own. Left out: one stratum.").per("n").category().optional().may_be_missing();
    f("person", person, "Whose attempt; rows of one person are drawn together. Left out: each row is a person.").per("n").category().optional();
  }
};

struct ChangeOptions {
  static constexpr const char* record = "ChangeOptions";
  std::vector<std::string> stages{};
  std::string before{}, after{};
  std::vector<std::string> completed{"completed"}, inside{"still_inside"};
  std::optional<std::int64_t> horizon{};
  std::vector<ChangeOwner> owners{};
  double confidence_level = 0.95;
  std::int64_t resamples = 1000;

  void describe(Fields& f) {
    f("stages", stages, "The stages in order.").required();
    f("before", before, "Label of the first period; left out with two labels: the smaller one. Rows of other periods than the two are left out.");
    f("after", after, "Label of the second period; left out with two labels: the larger one.");
    f("completed", completed, "Outcomes that mean that the way was completed.");
    f("inside", inside, "Outcomes that mean that the person was still on the way when last seen: censored.");
    f("horizon", horizon, "Losses up to this time after entry count; left out: the longest time to which both periods were followed.").in("days").at_least(0);
    f("owners", owners, "Who owns which reason.");
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("resamples", resamples, "Samples of the bootstrap by person; 0: no intervals.").between(0, 100000);
  }
};

/// One row for each of the two periods.
struct ChangePeriods {
  static constexpr const char* record = "ChangePeriods";
  Categories period{};
  std::vector<std::int64_t> entered{}, lost{}, completed{}, still_inside{}, followed_to{};
  std::vector<double> naive{}, loss{}, loss_lower{}, loss_upper{};

  void describe(Fields& f) {
    f("period", period, "The period, before first.").per("periods");
    f("entered", entered, "Attempts.").per("periods");
    f("lost", lost, "Lost within the horizon.").per("periods");
    f("completed", completed, "Completed within the horizon.").per("periods");
    f("still_inside", still_inside, "Neither: still on the way when last seen, or at the horizon.").per("periods");
    f("followed_to", followed_to, "Longest time after entry that was seen of somebody.").per("periods").in("days");
    f("naive", naive, "lost / entered, as if everybody had been followed to the horizon.").per("periods").between(0, 1);
    f("loss", loss, "Probability of being lost within the horizon, those still inside censored (Aalen-Johansen in each stratum, added by the strata's shares).").per("periods").between(0, 1);
    f("loss_lower", loss_lower, "Lower bound; NaN without resamples, as all bounds.").per("periods").may_be_missing();
    f("loss_upper", loss_upper, "Upper bound.").per("periods").may_be_missing();
  }
};

/// One row for each stage and reason that occurs; over all rows the changes add up to that of the loss.
struct ChangeCauses {
  static constexpr const char* record = "ChangeCauses";
  Categories stage{}, reason{};
  std::vector<std::int64_t> lost_before{}, lost_after{};
  std::vector<double> before{}, after{}, change{}, change_lower{}, change_upper{};

  void describe(Fields& f) {
    f("stage", stage, "The stage in which people were lost.").per("causes");
    f("reason", reason, "The reason.").per("causes");
    f("lost_before", lost_before, "Lost so, before.").per("causes");
    f("lost_after", lost_after, "Lost so, after.").per("causes");
    f("before", before, "Probability of being lost in this stage for this reason, before.").per("causes").between(0, 1);
    f("after", after, "The same after.").per("causes").between(0, 1);
    f("change", change, "after less before; 0.1 is ten percentage points.").per("causes").between(-1, 1);
    f("change_lower", change_lower, "Lower bound.").per("causes").may_be_missing();
    f("change_upper", change_upper, "Upper bound.").per("causes").may_be_missing();
  }
};

/// One row a stage.
struct ChangeStages {
  static constexpr const char* record = "ChangeStages";
  Categories stage{};
  std::vector<double> before{}, after{}, kept_before{}, kept_after{}, contribution{}, contribution_lower{}, contribution_upper{};

  void describe(Fields& f) {
    f("stage", stage, "The stage, in order.").per("stages");
    f("before", before, "Probability of being lost in it, before.").per("stages").between(0, 1);
    f("after", after, "The same after.").per("stages").between(0, 1);
    f("kept_before", kept_before, "Of those whom earlier stages had not lost, the share that this one kept, before; NaN where there was nobody.").per("stages").may_be_missing();
    f("kept_after", kept_after, "The same after.").per("stages").may_be_missing();
    f("contribution", contribution, "What the change of kept adds to the change of the loss: Shapley's value over the stages. They add up to the change.").per("stages");
    f("contribution_lower", contribution_lower, "Lower bound.").per("stages").may_be_missing();
    f("contribution_upper", contribution_upper, "Upper bound.").per("stages").may_be_missing();
  }
};

/// One row a stratum; mix and rate together add up to the change of the loss.
struct ChangeStrata {
  static constexpr const char* record = "ChangeStrata";
  Categories stratum{};
  std::vector<std::int64_t> entered_before{}, entered_after{}, followed_to_before{}, followed_to_after{};
  std::vector<double> loss_before{}, loss_after{}, mix{}, mix_lower{}, mix_upper{}, rate{}, rate_lower{}, rate_upper{};

  void describe(Fields& f) {
    f("stratum", stratum, "The stratum; \"total\" without strata.").per("strata");
    f("entered_before", entered_before, "Attempts, before.").per("strata");
    f("entered_after", entered_after, "Attempts, after.").per("strata");
    f("followed_to_before", followed_to_before, "Longest time that was seen of somebody, before; 0 where nobody entered.").per("strata").in("days");
    f("followed_to_after", followed_to_after, "The same after.").per("strata").in("days");
    f("loss_before", loss_before, "Probability of being lost within the horizon, before; NaN where nobody entered.").per("strata").may_be_missing();
    f("loss_after", loss_after, "The same after.").per("strata").may_be_missing();
    f("mix", mix, "Change of the stratum's share of the entries, times the mean of its two losses (Kitagawa 1955). Where it has entries in one period only, all of its part is mix.").per("strata");
    f("mix_lower", mix_lower, "Lower bound.").per("strata").may_be_missing();
    f("mix_upper", mix_upper, "Upper bound.").per("strata").may_be_missing();
    f("rate", rate, "Change of its loss, times the mean of its two shares.").per("strata");
    f("rate_lower", rate_lower, "Lower bound.").per("strata").may_be_missing();
    f("rate_upper", rate_upper, "Upper bound.").per("strata").may_be_missing();
  }
};

/// One row an owner, and the last one for what nobody owns.
struct ChangeOwners {
  static constexpr const char* record = "ChangeOwners";
  Categories owner{};
  std::vector<double> before{}, after{}, change{}, change_lower{}, change_upper{};
  std::vector<double> share_before{}, share_before_lower{}, share_before_upper{}, share_after{}, share_after_lower{}, share_after_upper{};

  void describe(Fields& f) {
    f("owner", owner, "The owner; \"unattributed\" last.").per("owners");
    f("before", before, "Probability of being lost for what the owner answers for, before.").per("owners").between(0, 1);
    f("after", after, "The same after.").per("owners").between(0, 1);
    f("change", change, "after less before. They add up to the change of the loss.").per("owners");
    f("change_lower", change_lower, "Lower bound.").per("owners").may_be_missing();
    f("change_upper", change_upper, "Upper bound.").per("owners").may_be_missing();
    f("share_before", share_before, "before over the loss of the period; NaN when nobody was lost.").per("owners").may_be_missing();
    f("share_before_lower", share_before_lower, "Lower bound.").per("owners").may_be_missing();
    f("share_before_upper", share_before_upper, "Upper bound.").per("owners").may_be_missing();
    f("share_after", share_after, "The same after.").per("owners").may_be_missing();
    f("share_after_lower", share_after_lower, "Lower bound.").per("owners").may_be_missing();
    f("share_after_upper", share_after_upper, "Upper bound.").per("owners").may_be_missing();
  }
};

struct ChangeResult {
  static constexpr const char* record = "ChangeResult";
  ChangeStatus status = ChangeStatus::compared;
  std::int64_t horizon = 0, other_periods = 0;
  double change = 0.0, change_lower = 0.0, change_upper = 0.0;
  double mix = 0.0, mix_lower = 0.0, mix_upper = 0.0, rate = 0.0, rate_lower = 0.0, rate_upper = 0.0;
  ChangePeriods periods{};
  ChangeCauses causes{};
  ChangeStages stages{};
  ChangeStrata strata{};
  ChangeOwners owners{};
  std::vector<std::string> words_not_met{}, by_score{};
  std::string sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("status", status, "Whether the periods were followed long enough.");
    f("horizon", horizon, "Losses up to this time after entry were counted.").in("days");
    f("other_periods", other_periods, "Rows of other periods, left out.");
    f("change", change, "Loss after less loss before; 0.1 is ten percentage points.").between(-1, 1);
    f("change_lower", change_lower, "Lower bound (percentiles of the bootstrap by person, as all bounds, but for those of by_score); NaN without resamples.").may_be_missing();
    f("change_upper", change_upper, "Upper bound.").may_be_missing();
    f("mix", mix, "The part of the change that goes with other shares of the strata among the entries.");
    f("mix_lower", mix_lower, "Lower bound.").may_be_missing();
    f("mix_upper", mix_upper, "Upper bound.").may_be_missing();
    f("rate", rate, "The part that goes with other losses within the strata.");
    f("rate_lower", rate_lower, "Lower bound.").may_be_missing();
    f("rate_upper", rate_upper, "Upper bound.").may_be_missing();
    f("periods", periods, "The two periods.");
    f("causes", causes, "By stage and reason.");
    f("stages", stages, "By stage.");
    f("strata", strata, "By stratum.");
    f("owners", owners, "By owner; without owners, all is unattributed.");
    f("words_not_met", words_not_met, "Words of the options that no row has, as \"completed: done\" or \"owners[2].reason: pay\"; one that a row has in another writing (Completed, \"pay \") is refused.").per("b");
    f("by_score", by_score, "Figures whose samples say nothing because a share is 0 or 1, as with 0 of 60: their bounds are Wilson's for as many people as there are whose fate by the horizon is known, and of differences Newcombe's way from both.").per("a");
    f("sentence", sentence, "The comparison in English.");
    f("sentence_zh", sentence_zh, "The same in Chinese.");
  }
};

/// Splits the change of a loss between two periods, three ways, each adding up exactly: by stage and reason (cause-specific incidences), by
/// stage (Shapley's value of the product of the shares kept), by mix and rate of strata (Kitagawa). An accounting identity: it says where the
/// change lies, not what caused it.
///
/// In each stratum of each period the probability of being lost by the horizon in a stage for a reason is Aalen & Johansen's (1978), completion
/// competing, those still inside censored, ties sharing one risk set; a period's is their sum by the strata's shares of its entries. Intervals
/// are percentiles of a bootstrap that draws people within each period; where a share is 0 or 1 every sample says the same, and bounds come from
/// Wilson's interval (1927), of differences from both sides' (Newcombe 1998, Zou & Donner 2008): `by_score` names them. Errors: a stage that `stages` does not name, a word that is written like one of the options and is none, fewer than two periods,
/// shares of a reason above 1. Cost: O(n log n), and O(n) for each resample.
ChangeResult change(const ChangeInput& input, const ChangeOptions& options, const RunContext& context = {});

/// The attempts of a part of the data, cut anywhere; finish() compares them all.
/// It keeps the rows, 8 bytes a value; the answer equals that of one machine. Errors of finish() name no row.
struct ChangeState : data::KeptState<ChangeOptions> {
  static constexpr const char* record = "ChangeState";
  void update(const ChangeInput& input, const RunContext& context = {});
  void merge(const ChangeState& other);
  ChangeResult finish(const RunContext& context = {}) const;
};

extern const Function change_analysis;

}  // namespace mainstay::inline v1::funnel
