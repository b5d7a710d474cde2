// The growth record: what each person has gained since the assessment before and since the first, how far it is to what the next post asks, and who stands still.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

enum class GrowthDirection : std::int32_t { higher, lower };
constexpr auto choices(GrowthDirection) {
  return std::array{choice(GrowthDirection::higher, "higher", "More is better."), choice(GrowthDirection::lower, "lower", "Less is better.")};
}

enum class GrowthStallRule : std::int32_t { gain, reliable };
constexpr auto choices(GrowthStallRule) {
  return std::array{choice(GrowthStallRule::gain, "gain", "Stalled: has gained stall_gain at most."),
                    choice(GrowthStallRule::reliable, "reliable", "Stalled: the gain above stall_gain is within what errors of measurement make (needs standard errors).")};
}

enum class GrowthVerdict : std::int32_t { better, worse, not_told_apart, no_error, single };
constexpr auto choices(GrowthVerdict) {
  return std::array{choice(GrowthVerdict::better, "better", "Better by more than errors of measurement make."), choice(GrowthVerdict::worse, "worse", "Worse by more than that."),
                    choice(GrowthVerdict::not_told_apart, "not_told_apart", "A difference such as errors of measurement make."),
                    choice(GrowthVerdict::no_error, "no_error", "No standard error is known, so that nothing can be said."), choice(GrowthVerdict::single, "single", "There is one assessment only.")};
}

enum class GrowthPace : std::int32_t { reached, rising, stalled, falling, too_new, stale, not_asked };
constexpr auto choices(GrowthPace) {
  return std::array{choice(GrowthPace::reached, "reached", "What is asked is met."), choice(GrowthPace::rising, "rising", "Not met, and better than stall_days before."),
                    choice(GrowthPace::stalled, "stalled", "Not met, and no better than stall_days before, by stall_rule."), choice(GrowthPace::falling, "falling", "Not met, and worse by more than errors of measurement make."),
                    choice(GrowthPace::too_new, "too_new", "Not met, and nothing to compare with: no assessment stall_days before the last."),
                    choice(GrowthPace::stale, "stale", "Not met when last assessed, more than stale_days before as_of."), choice(GrowthPace::not_asked, "not_asked", "Nothing is asked of this dimension.")};
}

/// A row is an assessment: some of a person's scores on a day.
struct GrowthInput {
  static constexpr const char* record = "GrowthInput";
  Column person{}, day{}, post{}, group{};
  Table scores{}, std_errors{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("n").category();
    f("day", day, "Day of the assessment.").per("n").day();
    f("scores", scores, "A column for each dimension: levels of competencies, completions, results. Missing: not assessed on that day.").per("n", "dimensions").may_be_missing();
    f("std_errors", std_errors, "Standard errors of these scores, by the same names; missing: the dimension's own.").per("n", "error_columns").at_least(0).optional().may_be_missing();
    f("post", post, "The person's post on that day, which decides what is asked. Missing: as before.").per("n").category().optional().may_be_missing();
    f("group", group, "People are summarised by the group of their last row.").per("n").category().optional();
  }
};

struct GrowthDimension {
  static constexpr const char* record = "GrowthDimension";
  std::string name{};
  GrowthDirection direction = GrowthDirection::higher;
  std::optional<double> std_error{};
  void describe(Fields& f) {
    f("name", name, "Column of scores.").required();
    f("direction", direction, "Which way is better.");
    f("std_error", std_error, "Standard error of measurement of one score (competency.reliability tells it); left out: not known.").above(0);
  }
};

struct GrowthRequirement {
  static constexpr const char* record = "GrowthRequirement";
  std::string name{}, post{};
  std::optional<double> at_least{}, at_most{};
  void describe(Fields& f) {
    f("name", name, "Column of scores.").required();
    f("post", post, "Asked of people in this post, for their next; empty: of everybody for whose post nothing else is said.");
    f("at_least", at_least, "The least value that is asked.");
    f("at_most", at_most, "The greatest value that is allowed.");
  }
};

struct GrowthOptions {
  static constexpr const char* record = "GrowthOptions";
  std::vector<GrowthDimension> dimensions{};
  std::vector<GrowthRequirement> requirements{};
  std::optional<std::int64_t> as_of{};
  double confidence_level = 0.95;
  GrowthStallRule stall_rule = GrowthStallRule::gain;
  double stall_gain = 0.0;
  std::int64_t stall_days = 90, stale_days = 180;
  bool explain = true;
  void describe(Fields& f) {
    f("dimensions", dimensions, "The dimensions; left out: all columns of scores, more being better, without standard errors.");
    f("requirements", requirements, "What the next post asks.");
    f("as_of", as_of, "The day of the record: later assessments are left out and counted. The last day of all when not given.").day();
    f("confidence_level", confidence_level, "Of the verdicts and intervals.").above(0).below(1);
    f("stall_rule", stall_rule, "When somebody stands still.");
    f("stall_gain", stall_gain, "A gain up to this is none, in units of the score.").at_least(0);
    f("stall_days", stall_days, "The gain is looked at over so many days at least: against the last assessment that lies so far before the latest one.").at_least(1);
    f("stale_days", stale_days, "After so many days an assessment tells nothing of today.").at_least(1);
    f("explain", explain, "Whether the sentences are written.");
  }
};

/// For each person each dimension that was assessed.
struct GrowthChanges {
  static constexpr const char* record = "GrowthChanges";
  Categories person{}, dimension{}, verdict_previous{}, verdict_first{}, pace{};
  std::vector<std::int64_t> assessments{}, first_day{}, previous_day{}, last_day{};
  std::vector<double> first{}, previous{}, last{}, change_previous{}, std_error_previous{}, reliable_change_previous{}, change_first{}, std_error_first{}, reliable_change_first{};
  std::vector<double> trend{}, trend_std_error{}, trend_lower{}, trend_upper{}, asked{}, lack{}, share_first{}, share{}, months_to_go{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("changes");
    f("dimension", dimension, "The dimension.").per("changes");
    f("assessments", assessments, "Assessments of it.").per("changes");
    f("first_day", first_day, "Day of the first.").per("changes").in(day_unit);
    f("previous_day", previous_day, "Day of the last but one; of the only one where there is one.").per("changes").in(day_unit);
    f("last_day", last_day, "Day of the last.").per("changes").in(day_unit);
    f("first", first, "The first value.").per("changes");
    f("previous", previous, "The last value but one; the only one where there is one.").per("changes");
    f("last", last, "The last value.").per("changes");
    f("change_previous", change_previous, "last - previous; missing (NaN) with one assessment.").per("changes").may_be_missing();
    f("std_error_previous", std_error_previous, "Its standard error: root of the sum of both squared errors; missing (NaN) where one is not known.").per("changes").may_be_missing();
    f("reliable_change_previous", reliable_change_previous, "Reliable change index: change over its standard error; missing (NaN) as that.").per("changes").may_be_missing();
    f("verdict_previous", verdict_previous, "What it says at the confidence level: better, worse, not_told_apart, no_error, single.").per("changes");
    f("change_first", change_first, "last - first; missing (NaN) with one assessment.").per("changes").may_be_missing();
    f("std_error_first", std_error_first, "Its standard error.").per("changes").may_be_missing();
    f("reliable_change_first", reliable_change_first, "Its reliable change index.").per("changes").may_be_missing();
    f("verdict_first", verdict_first, "What that says.").per("changes");
    f("trend", trend, "Slope of the line through all values, a month of 30.436875 days; weighted by 1 / std_error² where all are known, else by least squares. Missing (NaN) with one assessment.").per("changes").may_be_missing();
    f("trend_std_error", trend_std_error, "Its standard error: of measurement where those are known, else from the residuals (three assessments at least).").per("changes").may_be_missing();
    f("trend_lower", trend_lower, "Lower limit (normal with known errors, else Student's t).").per("changes").may_be_missing();
    f("trend_upper", trend_upper, "Upper limit.").per("changes").may_be_missing();
    f("asked", asked, "The bound that the person's post asks, the one that is not met first; missing (NaN) where none is.").per("changes").may_be_missing();
    f("lack", lack, "Distance from it; 0 where it is met; missing (NaN) where nothing is asked.").per("changes").may_be_missing();
    f("share_first", share_first, "How far the first value was: min(1, value / at_least), and 1 or 0 for at_most and where at_least is not above 0.").per("changes").may_be_missing();
    f("share", share, "How far the last value is.").per("changes").may_be_missing();
    f("pace", pace, "reached, rising, stalled, falling, too_new, stale or not_asked.").per("changes");
    f("months_to_go", months_to_go, "lack / trend: months until it is met if the trend goes on; 0 where met; missing (NaN) where the trend does not lead there.").per("changes").may_be_missing();
  }
};

struct GrowthPeople {
  static constexpr const char* record = "GrowthPeople";
  Categories person{}, post{}, group{};
  std::vector<std::int64_t> assessments{}, first_day{}, last_day{}, asked{}, met{}, unknown{}, better{}, worse{}, stalled{};
  std::vector<double> completion_first{}, completion{}, months_to_go{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("people");
    f("post", post, "The post as last recorded; missing where none is.").per("people").may_be_missing();
    f("group", group, "The group; 'all' without groups.").per("people");
    f("assessments", assessments, "Days with an assessment.").per("people");
    f("first_day", first_day, "The first of them.").per("people").in(day_unit);
    f("last_day", last_day, "The last.").per("people").in(day_unit);
    f("asked", asked, "Dimensions of which something is asked.").per("people");
    f("met", met, "Of these, met.").per("people");
    f("unknown", unknown, "Of these, never assessed: not met.").per("people");
    f("better", better, "Dimensions better than at first.").per("people");
    f("worse", worse, "Dimensions worse than at first.").per("people");
    f("stalled", stalled, "Dimensions stalled or falling.").per("people");
    f("completion_first", completion_first, "Mean of share_first over the dimensions asked, those never assessed counting 0; missing (NaN) where nothing is asked.").per("people").may_be_missing();
    f("completion", completion, "Mean of share: how much of the way to the next post is done.").per("people").may_be_missing();
    f("months_to_go", months_to_go, "The longest months_to_go; missing (NaN) where nothing is asked or one trend does not lead there.").per("people").may_be_missing();
  }
};

/// Completion of each group, and each dimension of each group.
struct GrowthGroups {
  static constexpr const char* record = "GrowthGroups";
  Categories group{}, dimension{};
  std::vector<std::int64_t> people{}, compared{}, better{}, worse{}, stalled{};
  std::vector<double> first{}, last{}, change{}, std_error{}, lower{}, upper{};
  void describe(Fields& f) {
    f("group", group, "The group; 'all' without groups.").per("groups");
    f("dimension", dimension, "The dimension; 'completion' for the way to the next post.").per("groups");
    f("people", people, "People with a value.").per("groups");
    f("compared", compared, "Of these, with two assessments or more: first, last and change are theirs.").per("groups");
    f("first", first, "Mean of the first values; missing (NaN) where nobody is compared.").per("groups").may_be_missing();
    f("last", last, "Mean of the last values.").per("groups").may_be_missing();
    f("change", change, "Mean change.").per("groups").may_be_missing();
    f("std_error", std_error, "Its standard error, over people; missing (NaN) with fewer than two.").per("groups").may_be_missing();
    f("lower", lower, "Lower limit (Student's t, paired).").per("groups").may_be_missing();
    f("upper", upper, "Upper limit.").per("groups").may_be_missing();
    f("better", better, "People better than at first beyond errors of measurement; for completion: in one dimension at least.").per("groups");
    f("worse", worse, "People worse than at first, so.").per("groups");
    f("stalled", stalled, "People stalled or falling; for completion: in one dimension at least.").per("groups");
  }
};

struct GrowthResult {
  static constexpr const char* record = "GrowthResult";
  std::int64_t as_of = 0, later_rows = 0;
  GrowthChanges changes{};
  GrowthPeople people{};
  GrowthGroups groups{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("as_of", as_of, "The day of the record.").in(day_unit);
    f("later_rows", later_rows, "Rows after it, which are left out.");
    f("changes", changes, "Each person's dimensions.");
    f("people", people, "Each person as a whole.");
    f("groups", groups, "Groups of people.");
    f("sentence", sentence, "In English, for each row of people. Empty unless explain.").per("people").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("people").optional();
  }
};

/// Puts each person's assessments in order of days and compares the last with the one before and the first one: reliable change index (Jacobson & Truax 1991, with the errors of both values), trend, distance to what the post
/// asks, and who stands still by stall_rule. A value that is missing was not assessed; nothing is carried forward. People and dimensions in rising order of the labels and in the order of the options. O(n log n + values). The same for
/// any order of rows and any number of threads. Refuses: a dimension that is no column of scores, twice, or text; a requirement without a bound, or twice for a post; two values of a dimension on one day; no row by as_of.
///   competency.growth: scores.sales[4] is 7, but must be the only value of Li on 2024-03-01: row 2 has one too
GrowthResult growth(const GrowthInput& input, const GrowthOptions& options = {}, const RunContext& context = {});

extern const Function growth_analysis;

}  // namespace mainstay::inline v1::competency
