// How often each reason really occurs, when a classifier that errs has counted.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::reasons {

struct PrevalenceInput {
  static constexpr const char* record = "PrevalenceInput";
  Column predicted{}, checked_predicted{}, checked_true{};
  void describe(Fields& f) {
    f("predicted", predicted, "What the classifier says of each text that is counted. Texts of which it says nothing are a word of their own, such as \"unsure\".").per("n").category();
    f("checked_predicted", checked_predicted, "What it says of texts that a person has checked, drawn from the same kind of texts and not learnt from.").per("m").category();
    f("checked_true", checked_true, "The reason that the person read in each.").per("m").category();
  }
};

struct PrevalenceOptions {
  static constexpr const char* record = "PrevalenceOptions";
  std::int64_t replicates = 1000, least_checked = 5;
  double confidence = 0.95, floor = 0.05;
  void describe(Fields& f) {
    f("replicates", replicates, "Bootstrap samples for the intervals.").between(20, 100000);
    f("least_checked", least_checked, "Checked texts that a reason needs; with fewer its errors are not known.").at_least(1);
    f("confidence", confidence, "Of the intervals.").above(0).below(1);
    f("floor", floor, "Smallest singular value of the table of errors at which reasons are still told apart.").above(0).below(1);
  }
};

enum class PrevalenceStatus : std::int32_t { corrected, bounded, unidentifiable };
constexpr auto choices(PrevalenceStatus) {
  return std::array{choice(PrevalenceStatus::corrected, "corrected", "The shares that, put through the classifier's errors, give exactly what it counted."),
                    choice(PrevalenceStatus::bounded, "bounded", "No shares between 0 and 1 give exactly what was counted: the likeliest ones are given, some of them 0."),
                    choice(PrevalenceStatus::unidentifiable, "unidentifiable", "The classifier confuses reasons so much, or so few texts were checked, that its counts say nothing of the shares: none are given.")};
}

struct PrevalenceReasons {
  static constexpr const char* record = "PrevalenceReasons";
  std::vector<std::string> reason{};
  std::vector<std::int64_t> counted{}, checked{};
  std::vector<double> raw{}, share{}, std_error{}, lower{}, upper{}, sensitivity{};
  void describe(Fields& f) {
    f("reason", reason, "The reason, in rising order.").per("reasons");
    f("counted", counted, "Texts of which the classifier says it.").per("reasons").at_least(0);
    f("checked", checked, "Checked texts of which it is true.").per("reasons").at_least(0);
    f("raw", raw, "counted / all texts: what it would be if the classifier did not err.").per("reasons").between(0, 1);
    f("share", share, "The corrected share; missing (NaN) when unidentifiable.").per("reasons").between(0, 1).may_be_missing();
    f("std_error", std_error, "Bootstrap standard error.").per("reasons").may_be_missing().at_least(0);
    f("lower", lower, "Lower end of the interval.").per("reasons").between(0, 1).may_be_missing();
    f("upper", upper, "Upper end of the interval.").per("reasons").between(0, 1).may_be_missing();
    f("sensitivity", sensitivity, "Share of its checked texts that the classifier names rightly; missing where none was checked.").per("reasons").between(0, 1).may_be_missing();
  }
};

struct PrevalenceErrors {
  static constexpr const char* record = "PrevalenceErrors";
  Categories truth{}, predicted{};
  std::vector<std::int64_t> texts{};
  std::vector<double> probability{};
  void describe(Fields& f) {
    f("truth", truth, "The reason that is true.").per("i");
    f("predicted", predicted, "What the classifier says.").per("i");
    f("texts", texts, "Checked texts.").per("i").at_least(1);
    f("probability", probability, "Share of the checked texts of that reason.").per("i").between(0, 1);
  }
};

struct PrevalenceResult {
  static constexpr const char* record = "PrevalenceResult";
  PrevalenceStatus status = PrevalenceStatus::corrected;
  PrevalenceReasons reasons{};
  PrevalenceErrors errors{};
  std::vector<std::string> unidentified{}, by_score{};
  std::vector<double> singular_values{};
  std::int64_t texts = 0, checked = 0, replicates_left_out = 0;
  double confidence = 0.95;
  void describe(Fields& f) {
    f("status", status, "Whether the counts could be corrected.");
    f("reasons", reasons, "The shares.");
    f("errors", errors, "What the classifier says of checked texts, by what is true; cells without a text are left out.");
    f("unidentified", unidentified, "Reasons that keep the shares from being known: checked in fewer texts than least_checked, or mixed up with others.").per("a");
    f("singular_values", singular_values, "Of the table of errors, falling; the classifier tells apart as many mixtures as are well above 0.").per("b").at_least(0);
    f("by_score", by_score, "Reasons of which every bootstrap sample says the same, as where none of the texts is about them: their interval is Wilson's, for as many texts as would have told of them (those counted, times the least that the classifier knows them by).").per("by_score");
    f("texts", texts, "Texts counted.").at_least(0);
    f("checked", checked, "Texts checked.").at_least(0);
    f("replicates_left_out", replicates_left_out, "Bootstrap samples in which reasons were not told apart; the intervals are of the others.").at_least(0);
    f("confidence", confidence, "As in the options.").above(0).below(1);
  }
};

/// With M[k][j] the share of checked texts of reason k of which the classifier says j, and q[j] the share of counted texts of which it says j: the shares p with sum over k of p[k] M[k][j] = q[j] (Rogan and Gladen 1978; for
/// several reasons by least squares, exact when there are as many words as reasons). Where some p would be below 0 the likeliest shares on the simplex are given (EM). Intervals: percentiles of a bootstrap that draws the counted texts, and the checked
/// ones of each reason, anew; they carry the error of both. Where a share is 0 or 1 in all of them, Wilson's interval (1927): 0 of 40 texts is not "never". Words that the classifier never says of checked texts cannot be corrected and are refused.
/// Deterministic given the seed, for any number of threads. O(n + replicates · reasons³).
PrevalenceResult prevalence(const PrevalenceInput& input, const PrevalenceOptions& options = {}, const RunContext& context = {});

extern const Function prevalence_analysis;

}  // namespace mainstay::inline v1::reasons
