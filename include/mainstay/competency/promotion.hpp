// The promotion flow of a unit: who moves up, in from outside, and out, how fast, and whether there is somebody for every post.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// A row is a stay in a unit and a post; beside them, with lengths of their own, people who could follow into a post, as competency.ladder tells them.
struct PromotionInput {
  static constexpr const char* record = "PromotionInput";
  Column person{}, post{}, start{}, stop{}, unit{}, candidate{}, candidate_post{}, ready{}, lacking{}, months_to_go{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("n").category();
    f("post", post, "The post.").per("n").category();
    f("start", start, "First day in unit and post.").per("n").day();
    f("stop", stop, "First day no longer there: [start, stop). Missing: still there.").per("n").day().may_be_missing();
    f("unit", unit, "The unit. Without it all are one.").per("n").category().optional();
    f("candidate", candidate, "Somebody who could follow into candidate_post (succession.person of competency.ladder).").per("candidates").category().optional();
    f("candidate_post", candidate_post, "The post to be filled (succession.post).").per("candidates").category().optional();
    f("ready", ready, "1 where everything that it asks is met (succession.ready).").per("candidates").whole().between(0, 1).optional();
    f("lacking", lacking, "Requirements that are not met, the time in the post among them (succession.lacking). Left out: nobody is ready soon.").per("candidates").whole().at_least(0).optional();
    f("months_to_go", months_to_go, "Months that are still asked for in the post (succession.months_to_go); missing: not known. Left out: 0.").per("candidates").at_least(0).optional().may_be_missing();
  }
};

struct PromotionOptions {
  static constexpr const char* record = "PromotionOptions";
  std::vector<std::string> posts{};
  std::vector<std::int64_t> boundaries{};
  std::int64_t soon_lacking = 1;
  double soon_months = 12.0, confidence_level = 0.95;
  void describe(Fields& f) {
    f("posts", posts, "The posts from the lowest to the highest: a move to a later one is a promotion.").required();
    f("boundaries", boundaries, "Periods by their first days, rising; the last one is the first day after the last period. What happens on a first day belongs to the period.").required().day();
    f("soon_lacking", soon_lacking, "Ready soon is who lacks so many requirements at most, and has soon_months to go at most.").at_least(0);
    f("soon_months", soon_months, "Months to go of who is ready soon, at most.").at_least(0);
    f("confidence_level", confidence_level, "Of the intervals.").above(0).below(1);
  }
};

/// For each unit, period and post: heads_open + hired + promoted_in + demoted_in + transferred_in - promoted_out - demoted_out - transferred_out - left = heads_close.
struct PromotionFlow {
  static constexpr const char* record = "PromotionFlow";
  Categories unit{}, post{};
  std::vector<std::int64_t> period_start{}, period_stop{}, heads_open{}, hired{}, promoted_in{}, demoted_in{}, transferred_in{}, promoted_out{}, demoted_out{}, transferred_out{}, left{}, heads_close{}, promoted_of_open{};
  std::vector<double> person_years{}, promotion_rate{}, promotion_rate_lower{}, promotion_rate_upper{}, promoted_share{}, promoted_share_lower{}, promoted_share_upper{}, from_inside{}, from_inside_lower{}, from_inside_upper{};
  std::vector<double> months_in_post{}, months_longest{}, months_at_promotion{};
  void describe(Fields& f) {
    f("unit", unit, "The unit; 'all' without units.").per("flow");
    f("post", post, "The post.").per("flow");
    f("period_start", period_start, "First day of the period.").per("flow").in(day_unit);
    f("period_stop", period_stop, "First day after it.").per("flow").in(day_unit);
    f("heads_open", heads_open, "People there on the day before the period.").per("flow");
    f("hired", hired, "Came from outside, or back after a gap.").per("flow");
    f("promoted_in", promoted_in, "Came from a lower post, of this unit or another.").per("flow");
    f("demoted_in", demoted_in, "Came from a higher post.").per("flow");
    f("transferred_in", transferred_in, "Came from the same post of another unit.").per("flow");
    f("promoted_out", promoted_out, "Went to a higher post, in this unit or another.").per("flow");
    f("demoted_out", demoted_out, "Went to a lower post.").per("flow");
    f("transferred_out", transferred_out, "Went to the same post of another unit.").per("flow");
    f("left", left, "Left, or paused: the first day away lies in the period.").per("flow");
    f("heads_close", heads_close, "People there on its last day.").per("flow");
    f("promoted_of_open", promoted_of_open, "Of heads_open, promoted out of it in the period.").per("flow");
    f("person_years", person_years, "Time spent there in the period, in years of 365.25 days.").per("flow");
    f("promotion_rate", promotion_rate, "promoted_out a person-year; missing (NaN) without time.").per("flow").may_be_missing();
    f("promotion_rate_lower", promotion_rate_lower, "Lower limit (exact for a Poisson count).").per("flow").may_be_missing();
    f("promotion_rate_upper", promotion_rate_upper, "Upper limit.").per("flow").may_be_missing();
    f("promoted_share", promoted_share, "promoted_of_open over heads_open; missing (NaN) where nobody was there.").per("flow").may_be_missing();
    f("promoted_share_lower", promoted_share_lower, "Lower limit (Wilson).").per("flow").may_be_missing();
    f("promoted_share_upper", promoted_share_upper, "Upper limit.").per("flow").may_be_missing();
    f("from_inside", from_inside, "promoted_in over promoted_in + hired: how much is filled from inside; missing (NaN) where nobody came so.").per("flow").may_be_missing();
    f("from_inside_lower", from_inside_lower, "Lower limit (Wilson).").per("flow").may_be_missing();
    f("from_inside_upper", from_inside_upper, "Upper limit.").per("flow").may_be_missing();
    f("months_in_post", months_in_post, "Mean months that heads_close have been in the post by the end of the period, in whatever unit; missing (NaN) where nobody is.").per("flow").may_be_missing();
    f("months_longest", months_longest, "The longest of them.").per("flow").may_be_missing();
    f("months_at_promotion", months_at_promotion, "Mean months in the post of those promoted out of it in the period; missing (NaN) without any. Those still waiting are not in it: competency.moves counts them.").per("flow").may_be_missing();
  }
};

/// Each unit in each period, all posts together, beside what its posts would lead one to expect.
struct PromotionUnits {
  static constexpr const char* record = "PromotionUnits";
  Categories unit{};
  std::vector<std::int64_t> period_start{}, period_stop{}, heads_open{}, hired{}, left{}, promoted{}, heads_close{};
  std::vector<double> person_years{}, promotion_rate{}, promotion_rate_lower{}, promotion_rate_upper{}, expected{}, ratio{}, ratio_lower{}, ratio_upper{};
  void describe(Fields& f) {
    f("unit", unit, "The unit; 'all' without units.").per("units");
    f("period_start", period_start, "First day of the period.").per("units").in(day_unit);
    f("period_stop", period_stop, "First day after it.").per("units").in(day_unit);
    f("heads_open", heads_open, "People there on the day before the period.").per("units");
    f("hired", hired, "Came from outside.").per("units");
    f("left", left, "Left.").per("units");
    f("promoted", promoted, "Promotions of its people, wherever they led.").per("units");
    f("heads_close", heads_close, "People there on its last day.").per("units");
    f("person_years", person_years, "Time spent there.").per("units");
    f("promotion_rate", promotion_rate, "promoted a person-year; missing (NaN) without time.").per("units").may_be_missing();
    f("promotion_rate_lower", promotion_rate_lower, "Lower limit (exact for a Poisson count).").per("units").may_be_missing();
    f("promotion_rate_upper", promotion_rate_upper, "Upper limit.").per("units").may_be_missing();
    f("expected", expected, "Promotions if every post had the rate that it has in all units together in the period.").per("units");
    f("ratio", ratio, "promoted over expected: above 1, more than its posts lead one to expect; missing (NaN) where none are expected.").per("units").may_be_missing();
    f("ratio_lower", ratio_lower, "Lower limit; expected is taken as known.").per("units").may_be_missing();
    f("ratio_upper", ratio_upper, "Upper limit.").per("units").may_be_missing();
  }
};

/// On the last day of the last period, for each unit and post with people in it or ready for it.
struct PromotionSuccession {
  static constexpr const char* record = "PromotionSuccession";
  Categories unit{}, post{};
  std::vector<std::int64_t> heads{}, ready_now{}, ready_soon{}, ready_now_elsewhere{}, ready_soon_elsewhere{}, only_here{}, without_successor{};
  std::vector<double> bench_strength{};
  void describe(Fields& f) {
    f("unit", unit, "The unit; 'all' without units.").per("succession");
    f("post", post, "The post.").per("succession");
    f("heads", heads, "People in it.").per("succession");
    f("ready_now", ready_now, "People of the unit who are ready for it.").per("succession");
    f("ready_soon", ready_soon, "People of the unit who are ready soon, by soon_lacking and soon_months.").per("succession");
    f("ready_now_elsewhere", ready_now_elsewhere, "People of other units who are ready.").per("succession");
    f("ready_soon_elsewhere", ready_soon_elsewhere, "People of other units who are ready soon.").per("succession");
    f("only_here", only_here, "Of ready_now, ready for no other post.").per("succession");
    f("bench_strength", bench_strength, "ready_now over heads; missing (NaN) where nobody is in the post.").per("succession").may_be_missing();
    f("without_successor", without_successor, "1 where people are in the post, it is not the lowest, and nobody of the unit is ready now or soon.").per("succession").between(0, 1);
  }
};

struct PromotionCover {
  static constexpr const char* record = "PromotionCover";
  Categories unit{};
  std::vector<std::int64_t> posts{}, covered_now{}, covered_soon{}, without{}, at_once{};
  std::vector<double> share{};
  void describe(Fields& f) {
    f("unit", unit, "The unit; 'all' without units.").per("cover");
    f("posts", posts, "Its posts above the lowest with people in them.").per("cover");
    f("covered_now", covered_now, "Of these, with somebody of the unit ready now.").per("cover");
    f("covered_soon", covered_soon, "Of the rest, with somebody ready soon.").per("cover");
    f("without", without, "Of these, with nobody.").per("cover");
    f("at_once", at_once, "Of these, so many could be filled at the same time by different people who are ready now: somebody ready for three posts is no bench of three.").per("cover");
    f("share", share, "covered_now over posts; missing (NaN) without posts.").per("cover").may_be_missing();
  }
};

struct PromotionResult {
  static constexpr const char* record = "PromotionResult";
  std::int64_t people = 0, candidates_outside = 0;
  PromotionFlow flow{};
  PromotionUnits units{};
  PromotionSuccession succession{};
  PromotionCover cover{};
  void describe(Fields& f) {
    f("people", people, "People with rows.");
    f("candidates_outside", candidates_outside, "Rows of candidates who are in no unit on the last day: they are left out.");
    f("flow", flow, "Posts of units by period.");
    f("units", units, "Units by period.");
    f("succession", succession, "Who could follow; empty without candidates.");
    f("cover", cover, "The same for each unit; empty without candidates.");
  }
};

/// Stays that follow each other on the same day are moves: up or down by the order of posts, or to another unit in the same post; equal stays that follow each other are one. Everything else is coming and leaving. A period [a, b):
/// heads_open are there on a - 1, heads_close on b - 1, events and time lie on its days, a leaving on the first day away. Limits of rates after Garwood (1936), of shares after Wilson (1927), of promoted / expected (indirect standardisation) as of
/// the count. at_once is a largest matching of posts and people. O(n log n + periods that stays lie in). The same for any order of rows and any number of threads. Refuses: stop <= start, a person in two places at once, a post that is not among
/// posts, boundaries that do not rise, candidates without post or readiness.
///   competency.promotion: start[4] is 2024-03-01, but must be on or after 2024-03-05, the stop of row 2 of the same person
PromotionResult promotion(const PromotionInput& input, const PromotionOptions& options, const RunContext& context = {});

extern const Function promotion_analysis;

}  // namespace mainstay::inline v1::competency
