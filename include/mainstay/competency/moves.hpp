// Moves between posts: how long people stay in a post, where they go, and how long it takes from one post to another, with those still there counted as such.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/curve.hpp"

namespace mainstay::inline v1::competency {

enum class MovesClock : std::int32_t { reset, forward };
constexpr auto choices(MovesClock) {
  return std::array{choice(MovesClock::reset, "reset", "What matters is the time in the post: the clock starts anew with every post (semi-Markov). Steps are taken as independent of each other."),
                    choice(MovesClock::forward, "forward", "What matters is the time since the person's beginning, whatever the post (Markov): Aalen-Johansen with the post asked for as an end.")};
}

enum class MovesStatus : std::int32_t { estimated, no_moves };
constexpr auto choices(MovesStatus) {
  return std::array{choice(MovesStatus::estimated, "estimated", "At least one person moved."), choice(MovesStatus::no_moves, "no_moves", "Nobody moved: nothing is known of the moves.")};
}

/// A row is a stay in a post. Times are whole numbers of one unit (days, months).
struct MovesInput {
  static constexpr const char* record = "MovesInput";
  Column person{}, post{}, start{}, stop{}, next_post{}, entry{}, origin{}, weights{};
  void describe(Fields& f) {
    f("person", person, "Rows with the same label are of one person. Without it each row is a person of its own.").per("n").category().optional();
    f("post", post, "The post.").per("n").category();
    f("start", start, "First time in the post.").per("n").whole().between(-1e12, 1e12);
    f("stop", stop, "Time at which the stay, or its observation, ends: it is [start, stop). Above start.").per("n").whole().between(-1e12, 1e12);
    f("next_post", next_post, "Where the person went at `stop`: another post, or an end (left, retired). Missing: still there, or no longer observed.").per("n").category().may_be_missing();
    f("entry", entry, "Time from which the stay was observed (records that begin later than the stay); at least start, below stop. start when not given.").per("n").whole().between(-1e12, 1e12).optional();
    f("origin", origin, "The person's beginning, for clock = forward: at most start. The person's first start when not given.").per("n").whole().between(-1e12, 1e12).optional();
    f("weights", weights, "Weight of the row. Rows of weight 0 are left out.").per("n").at_least(0).optional();
  }
};

struct MovesOptions {
  static constexpr const char* record = "MovesOptions";
  std::vector<std::string> posts{};
  MovesClock clock = MovesClock::reset;
  std::int64_t since = 0;
  std::string target{};
  std::vector<std::int64_t> horizons{};
  std::optional<double> until{};
  std::vector<double> times{};
  std::vector<double> shares{0.25, 0.5, 0.75};
  double confidence_level = 0.95;
  survival::CurveInterval interval = survival::CurveInterval::log_log;
  survival::CurveStdError std_error = survival::CurveStdError::automatic;
  std::int64_t replicates = 200, most_moves = 6, most_ways = 1000;
  double month = 30.436875;
  void describe(Fields& f) {
    f("posts", posts, "The posts in the order of the tables; what next_post names besides are ends. Left out: the labels of `post`, in rising order.");
    f("clock", clock, "Which time the chances of a move hang on, for reach.");
    f("since", since, "With clock = forward: ways begin so long after the beginning.").between(0, 1e12);
    f("target", target, "The only post for which reach and ways are reported; empty: all.");
    f("horizons", horizons, "Times within which reach is reported, in any order; the longest observed when not given.").between(1, 100000);
    f("until", until, "Horizon of the restricted mean time in a post. Left out: the shortest follow-up of the posts that have rows, so that nothing is extrapolated.").above(0);
    f("times", times, "Times in the post at which staying and incidence are reported, in any order; all at which somebody moved or observation ended when not given.").at_least(0);
    f("shares", shares, "Shares of those who have moved on whose times (quantiles) are reported.").between(0, 1);
    f("confidence_level", confidence_level, "Coverage of the intervals.").above(0).below(1);
    f("interval", interval, "Scale on which the intervals of staying and incidence are symmetric.");
    f("std_error", std_error, "What the standard errors of staying and incidence take a row for.");
    f("replicates", replicates, "People are drawn again so many times for the intervals of reach (bootstrap); 0: no intervals.").between(0, 100000);
    f("most_moves", most_moves, "Ways have so many moves at most.").between(1, 30);
    f("most_ways", most_ways, "More ways than this are refused.").at_least(1);
    f("month", month, "So many units of time are a month, for the table ladder: 30.436875 where times are days, 1 where they are months.").above(0);
  }
};

struct MovesPosts {
  static constexpr const char* record = "MovesPosts";
  Categories post{};
  std::vector<std::int64_t> spells{}, people{}, moved{};
  std::vector<double> follow_up{}, staying{}, restricted_mean{}, std_error{}, lower{}, upper{}, until{}, naive_mean{};
  void describe(Fields& f) {
    f("post", post, "The post.").per("posts");
    f("spells", spells, "Stays in it.").per("posts");
    f("people", people, "People who stayed in it.").per("posts");
    f("moved", moved, "Stays that ended with a move, or in an end.").per("posts");
    f("follow_up", follow_up, "The longest time in the post that was observed; 0 without rows. Nothing is known beyond.").per("posts");
    f("staying", staying, "Probability of being there still after it: above 0, some moves are not reached within follow-up.").per("posts");
    f("restricted_mean", restricted_mean, "Mean time in the post before `until`; missing (NaN) without rows.").per("posts").may_be_missing();
    f("std_error", std_error, "Its standard error (Greenwood).").per("posts").may_be_missing();
    f("lower", lower, "Lower limit, not below 0.").per("posts").may_be_missing();
    f("upper", upper, "Upper limit, not above until.").per("posts").may_be_missing();
    f("until", until, "The horizon.").per("posts");
    f("naive_mean", naive_mean, "For comparison: the mean length of the stays that have ended, which leaves out whoever stays long; missing (NaN) where none has.").per("posts").may_be_missing();
  }
};

/// Moves that somebody made.
struct MovesTable {
  static constexpr const char* record = "MovesTable";
  Categories from_post{}, to_post{};
  std::vector<std::int64_t> moves{};
  std::vector<double> probability{}, std_error{}, lower{}, upper{}, by{}, mean_time{}, naive_share{}, naive_of_ended{}, naive_mean{};
  void describe(Fields& f) {
    f("from_post", from_post, "The post that the move leaves.").per("moves");
    f("to_post", to_post, "Where it leads: a post or an end.").per("moves");
    f("moves", moves, "Stays that ended so.").per("moves");
    f("probability", probability, "Probability of having made this move by the end of the post's follow-up (cumulative incidence).").per("moves").between(0, 1);
    f("std_error", std_error, "Its standard error.").per("moves").may_be_missing();
    f("lower", lower, "Lower limit; missing where the scale has none.").per("moves").may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("moves").may_be_missing();
    f("by", by, "That end.").per("moves");
    f("mean_time", mean_time, "Mean time in the post of those who make this move by then, corrected for observation that ends.").per("moves");
    f("naive_share", naive_share, "For comparison: share of all stays; whoever is still there counts as never moving.").per("moves");
    f("naive_of_ended", naive_of_ended, "For comparison: share of the stays that have ended.").per("moves");
    f("naive_mean", naive_mean, "For comparison: mean length of the stays that ended so.").per("moves");
  }
};

struct MovesStaying {
  static constexpr const char* record = "MovesStaying";
  Categories post{};
  std::vector<double> time{}, at_risk{}, staying{}, std_error{}, lower{}, upper{};
  void describe(Fields& f) {
    f("post", post, "The post.").per("staying");
    f("time", time, "Time in the post.").per("staying");
    f("at_risk", at_risk, "Weight observed just before the time.").per("staying");
    f("staying", staying, "Probability of being there after the time (Kaplan-Meier). It and the incidences add up to 1.").per("staying");
    f("std_error", std_error, "Its standard error; missing where staying is 0.").per("staying").may_be_missing();
    f("lower", lower, "Lower limit; missing where the scale has none.").per("staying").may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("staying").may_be_missing();
  }
};

struct MovesIncidence {
  static constexpr const char* record = "MovesIncidence";
  Categories from_post{}, to_post{};
  std::vector<double> time{}, incidence{}, std_error{}, lower{}, upper{};
  void describe(Fields& f) {
    f("from_post", from_post, "The post.").per("incidence");
    f("to_post", to_post, "Where the move leads.").per("incidence");
    f("time", time, "Time in the post.").per("incidence");
    f("incidence", incidence, "Probability of having made this move by the time (Aalen-Johansen).").per("incidence");
    f("std_error", std_error, "Its standard error.").per("incidence").may_be_missing();
    f("lower", lower, "Lower limit; missing where the scale has none (incidence 0).").per("incidence").may_be_missing();
    f("upper", upper, "Upper limit; missing as the lower one.").per("incidence").may_be_missing();
  }
};

struct MovesQuantiles {
  static constexpr const char* record = "MovesQuantiles";
  Categories post{};
  std::vector<double> share{}, time{}, lower{}, upper{};
  void describe(Fields& f) {
    f("post", post, "The post.").per("quantiles");
    f("share", share, "Share that has moved on.").per("quantiles");
    f("time", time, "Time in the post by which it has; missing = not reached within follow-up.").per("quantiles").may_be_missing();
    f("lower", lower, "Lower limit; missing = not reached.").per("quantiles").may_be_missing();
    f("upper", upper, "Upper limit; missing = not reached.").per("quantiles").may_be_missing();
  }
};

/// From each post that has rows to each other post: has somebody who enters it now been there within the horizon, by whatever way?
struct MovesReach {
  static constexpr const char* record = "MovesReach";
  Categories from_post{}, to_post{};
  std::vector<std::int64_t> horizon{};
  std::vector<double> probability{}, std_error{}, lower{}, upper{}, unresolved{}, restricted_mean{}, restricted_mean_lower{}, restricted_mean_upper{}, mean_time{}, mean_time_lower{}, mean_time_upper{}, median{};
  void describe(Fields& f) {
    f("from_post", from_post, "The post at the beginning.").per("reach");
    f("to_post", to_post, "The post to be reached.").per("reach");
    f("horizon", horizon, "Time within which.").per("reach");
    f("probability", probability, "Probability of having reached it, as far as follow-up tells.").per("reach").between(0, 1);
    f("std_error", std_error, "Its standard error (bootstrap); missing (NaN) without replicates.").per("reach").may_be_missing();
    f("lower", lower, "Lower limit (percentile of the bootstrap); missing (NaN) without replicates.").per("reach").may_be_missing();
    f("upper", upper, "Upper limit.").per("reach").may_be_missing();
    f("unresolved", unresolved, "Probability of sitting in a post for longer than anybody was observed there: probability could be higher by so much at most.").per("reach");
    f("restricted_mean", restricted_mean, "Mean time until it is reached, the horizon counting for those who do not: never above the horizon.").per("reach");
    f("restricted_mean_lower", restricted_mean_lower, "Lower limit.").per("reach").may_be_missing();
    f("restricted_mean_upper", restricted_mean_upper, "Upper limit.").per("reach").may_be_missing();
    f("mean_time", mean_time, "Mean time of those who reach it within the horizon; missing (NaN) = not reached within follow-up.").per("reach").may_be_missing();
    f("mean_time_lower", mean_time_lower, "Lower limit.").per("reach").may_be_missing();
    f("mean_time_upper", mean_time_upper, "Upper limit.").per("reach").may_be_missing();
    f("median", median, "Time by which half have reached it; missing (NaN) = not reached within the horizon.").per("reach").may_be_missing();
  }
};

/// Ways without a post twice, each by itself; under clock = reset.
struct MovesWays {
  static constexpr const char* record = "MovesWays";
  Categories from_post{}, to_post{}, way{};
  std::vector<std::int64_t> moves{}, horizon{};
  std::vector<double> probability{}, mean_time{}, sum_of_means{};
  void describe(Fields& f) {
    f("from_post", from_post, "The post at the beginning.").per("ways");
    f("to_post", to_post, "The post to be reached.").per("ways");
    f("way", way, "The posts, joined by \" > \".").per("ways");
    f("moves", moves, "Its moves.").per("ways");
    f("horizon", horizon, "The longest of the horizons.").per("ways");
    f("probability", probability, "Probability of having arrived by just this way within it.").per("ways").between(0, 1);
    f("mean_time", mean_time, "Mean time of those who do; missing (NaN) = not reached within the horizon.").per("ways").may_be_missing();
    f("sum_of_means", sum_of_means, "The mean times of its moves added up, however long that is.").per("ways");
  }
};

/// What competency.ladder takes for a move.
struct MovesLadder {
  static constexpr const char* record = "MovesLadder";
  Categories from_post{}, to_post{};
  std::vector<double> expected_months{}, probability{};
  void describe(Fields& f) {
    f("from_post", from_post, "The post that the move leaves.").per("ladder");
    f("to_post", to_post, "The post that it leads to.").per("ladder");
    f("expected_months", expected_months, "mean_time of the move, in months.").per("ladder");
    f("probability", probability, "Its probability.").per("ladder").between(0, 1);
  }
};

struct MovesResult {
  static constexpr const char* record = "MovesResult";
  MovesStatus status = MovesStatus::estimated;
  std::int64_t people = 0, spells = 0;
  std::vector<std::string> ends{};
  MovesPosts posts{};
  MovesTable moves{};
  MovesStaying staying{};
  MovesIncidence incidence{};
  MovesQuantiles quantiles{};
  MovesReach reach{};
  MovesWays ways{};
  MovesLadder ladder{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("people", people, "People.");
    f("spells", spells, "Stays.");
    f("ends", ends, "What next_post names that is no post.").per("a");
    f("posts", posts, "Time in each post.");
    f("moves", moves, "The moves that were made.");
    f("staying", staying, "Probability of still being in the post, by time in it.");
    f("incidence", incidence, "Probability of each move, by time in the post.");
    f("quantiles", quantiles, "Times by which given shares have moved on.");
    f("reach", reach, "From one post to another.");
    f("ways", ways, "The same along each way; empty under clock = forward.");
    f("ladder", ladder, "Moves between posts as competency.ladder takes them.");
  }
};

/// Time in a post is time since entering it; a row is observed on (entry - start, stop - start], a move counts before an observation that ends at the same time. staying and incidence: Kaplan-Meier and Aalen-Johansen
/// of survival.curve, a post being a group and a destination a cause. reach under clock = reset: P_ab(t) = sum over moves (u, c) of dF_ac(u) P_cb(t - u), P_bb = 1 (Markov renewal equation; Limnios & Oprisan 2001); under
/// forward: Aalen-Johansen on the time since the beginning, where nobody leaves b (first passage). Bootstrap: people with all their rows, seed of the context. Beyond a post's follow-up nothing is assumed: what sits there is
/// `unresolved`. O(n log n), and for each target and replicate O(distinct times of moves x horizon) (reset) or O(moves x posts) (forward). The same for any order of rows and any number of threads.
/// Refuses: stop <= start; entry or origin out of place; a move to the same post; a person in two posts at once, or who comes from elsewhere than the row before says; more than 100 posts and ends.
///   competency.moves: stop[17] is 3, but must be above start, 5
MovesResult moves(const MovesInput& input, const MovesOptions& options = {}, const RunContext& context = {});

extern const Function moves_analysis;

}  // namespace mainstay::inline v1::competency
