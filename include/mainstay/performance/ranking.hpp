// Who stands where, and who cannot be told apart? Ranks within groups by named rules for ties, percentiles against a named population,
// intervals of ranks from the errors of the scores.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

enum class RankingDirection : std::int32_t { higher, lower };
constexpr auto choices(RankingDirection) {
  return std::array{choice(RankingDirection::higher, "higher", "The highest score is first."), choice(RankingDirection::lower, "lower", "The lowest score is first.")};
}

/// Which rank equal scores have.
enum class RankingTies : std::int32_t { min, max, mid, dense, ordinal };
constexpr auto choices(RankingTies) {
  return std::array{choice(RankingTies::min, "min", "The best of their places: 1, 2, 2, 4."), choice(RankingTies::max, "max", "The worst of their places: 1, 3, 3, 4."),
                    choice(RankingTies::mid, "mid", "The mean of their places: 1, 2.5, 2.5, 4."), choice(RankingTies::dense, "dense", "One, and the next score has the next one: 1, 2, 2, 3."),
                    choice(RankingTies::ordinal, "ordinal", "Each its own, in the order of the labels of person: 1, 2, 3, 4.")};
}

/// What happens to people without a score.
enum class RankingMissing : std::int32_t { leave_out, last };
constexpr auto choices(RankingMissing) {
  return std::array{choice(RankingMissing::leave_out, "leave_out", "They have no rank and do not count."),
                    choice(RankingMissing::last, "last", "They stand tied behind everybody with a score; they have no percentile and no interval.")};
}

/// Against whom a percentile is.
enum class RankingPopulation : std::int32_t { group, everybody, reference };
constexpr auto choices(RankingPopulation) {
  return std::array{choice(RankingPopulation::group, "group", "Everybody with a score in the row's group."), choice(RankingPopulation::everybody, "everybody", "Everybody with a score."),
                    choice(RankingPopulation::reference, "reference", "The scores of reference; with reference_group, those of the row's group.")};
}

/// What a percentile counts, of a population of N with b worse scores and e equal ones.
enum class PercentileRule : std::int32_t { mid, worse, at_most, weibull };
constexpr auto choices(PercentileRule) {
  return std::array{choice(PercentileRule::mid, "mid", "(b + e / 2) / N."), choice(PercentileRule::worse, "worse", "b / N: the share that is worse."),
                    choice(PercentileRule::at_most, "at_most", "(b + e) / N: the share that is not better."),
                    choice(PercentileRule::weibull, "weibull", "(b + e / 2 + 1/2) / (N + 1): never 0 or 1.")};
}

/// How far apart two scores must be to be told apart.
enum class RankingComparison : std::int32_t { bonferroni, simulation, unadjusted };
constexpr auto choices(RankingComparison) {
  return std::array{choice(RankingComparison::bonferroni, "bonferroni", "The level is shared among all comparisons: holds whatever their dependence, a little wide."),
                    choice(RankingComparison::simulation, "simulation", "The largest of all comparisons is drawn at random from normal errors: not wider than it must be."),
                    choice(RankingComparison::unadjusted, "unadjusted", "Each comparison has the level for itself: ranks lie outside of their intervals more often than the level says.")};
}

/// What holds with the confidence level.
enum class RankingCoverage : std::int32_t { simultaneous, marginal };
constexpr auto choices(RankingCoverage) {
  return std::array{choice(RankingCoverage::simultaneous, "simultaneous", "All ranks of a group lie in their intervals at once: for looking at the whole list."),
                    choice(RankingCoverage::marginal, "marginal", "Each person's rank lies in its interval: for looking at one person.")};
}

/// Which people are put together because they cannot be told apart.
enum class RankingSets : std::int32_t { bands, connected, cliques };
constexpr auto choices(RankingSets) {
  return std::array{choice(RankingSets::bands, "bands", "From the top: everybody who cannot be told from the best of the band; the first who can begins the next one."),
                    choice(RankingSets::connected, "connected", "Neighbours in order that cannot be told apart are together, and so are theirs: the ends of a set may well differ."),
                    choice(RankingSets::cliques, "cliques", "Longest stretches of the order within which nobody can be told from anybody: they overlap.")};
}

struct RankingInput {
  static constexpr const char* record = "RankingInput";
  Column score{}, person{}, group{}, std_error{}, reference{}, reference_group{};

  void describe(Fields& f) {
    f("score", score, "The score.").per("n").may_be_missing();
    f("person", person, "Whose it is; nobody twice in a group. Needed for ties = ordinal.").per("n").category().optional();
    f("group", group, "Within which people are ranked; left out: everybody together.").per("n").category().optional();
    f("std_error", std_error, "Standard error of the score, independent between people; needed where there is a score. Given: intervals of ranks.").per("n").at_least(0).may_be_missing().optional();
    f("reference", reference, "Scores of the population of population = reference.").per("m").optional();
    f("reference_group", reference_group, "Their groups, named as in group.").per("m").category().optional();
  }
};

struct RankingOptions {
  static constexpr const char* record = "RankingOptions";
  RankingDirection direction = RankingDirection::higher;
  RankingTies ties = RankingTies::min;
  RankingMissing missing = RankingMissing::leave_out;
  RankingPopulation population = RankingPopulation::group;
  PercentileRule percentile = PercentileRule::mid;
  double confidence_level = 0.95;
  RankingComparison comparison = RankingComparison::bonferroni;
  RankingCoverage coverage = RankingCoverage::simultaneous;
  RankingSets sets = RankingSets::bands;
  std::int64_t draws = 1000;

  void describe(Fields& f) {
    f("direction", direction, "Which scores are good.");
    f("ties", ties, "Which rank equal scores have.");
    f("missing", missing, "What happens to people without a score.");
    f("population", population, "Against whom percentiles are.");
    f("percentile", percentile, "What a percentile counts.");
    f("confidence_level", confidence_level, "Level of the intervals of ranks.").above(0).below(1);
    f("comparison", comparison, "How far apart scores must be to be told apart.");
    f("coverage", coverage, "What holds with the confidence level.");
    f("sets", sets, "Which people are put together because they cannot be told apart.");
    f("draws", draws, "Draws of comparison = simulation.").between(100, 100000);
  }
};

struct RankingGroups {
  static constexpr const char* record = "RankingGroups";
  Categories group{};
  std::vector<std::int64_t> ranked{}, missing{}, tied{}, sets{};
  std::vector<double> critical{};

  void describe(Fields& f) {
    f("group", group, "The group; \"total\" without groups.").per("g");
    f("ranked", ranked, "People with a score.").per("g");
    f("missing", missing, "People without one.").per("g");
    f("tied", tied, "People who share their score with somebody.").per("g");
    f("sets", sets, "Sets of people who cannot be told apart; 0 without standard errors.").per("g");
    f("critical", critical, "How many standard errors of their difference two scores must be apart; with coverage = marginal and simulation the mean of the people's. NaN without standard errors or with "
                            "fewer than two people.")
        .per("g")
        .may_be_missing();
  }
};

/// The sets of each group from its top on.
struct RankingSetTable {
  static constexpr const char* record = "RankingSetTable";
  Categories group{};
  std::vector<std::int64_t> number{}, first_place{}, last_place{}, people{};
  std::vector<double> best{}, worst{};

  void describe(Fields& f) {
    f("group", group, "The group.").per("sets");
    f("number", number, "Number of the set within the group, from 1.").per("sets");
    f("first_place", first_place, "Place of its best person in the order of the group, from 1.").per("sets");
    f("last_place", last_place, "Place of its worst one.").per("sets");
    f("people", people, "How many it has.").per("sets");
    f("best", best, "Best score in it.").per("sets");
    f("worst", worst, "Worst score in it.").per("sets");
  }
};

struct RankingResult {
  static constexpr const char* record = "RankingResult";
  std::vector<double> rank{}, percentile{}, rank_lower{}, rank_upper{};
  std::vector<std::int64_t> place{}, set{};
  RankingGroups groups{};
  RankingSetTable sets{};

  void describe(Fields& f) {
    f("rank", rank, "Rank within the group, 1 the best; NaN where there is none.").per("n").may_be_missing();
    f("percentile", percentile, "Place within the population, from 0 to 1, the better the higher; NaN without a score or a population.").per("n").may_be_missing();
    f("rank_lower", rank_lower, "Best rank that the errors allow; NaN without score or standard errors.").per("n").may_be_missing();
    f("rank_upper", rank_upper, "Worst rank that the errors allow.").per("n").may_be_missing();
    f("place", place, "Place in the order of the group, from 1: by score, then by label of person, then by row; 0 without a score.").per("n");
    f("set", set, "First set of people who cannot be told from this one; 0 without score or standard errors.").per("n");
    f("groups", groups, "What was met in each group.");
    f("sets", sets, "The sets.");
  }
};

/// Ranks, percentiles, intervals of ranks and people who cannot be told apart.
///
/// Two people are told apart when |x_j - x_k| > c sqrt(s_j^2 + s_k^2). The interval of a rank is [1 + people told to be better, N - people
/// told to be worse] (Mogstad, Romano, Shaikh & Wilhelm 2024, one step); c by `comparison` and `coverage`. Errors: a person twice in a group,
/// a score without a standard error where these are given, simulation in groups of more than 5,000. Cost: O(n log n); intervals
/// examine the pairs whose distance lies between c s_j and c sqrt(s_j^2 + max s^2); simulation O(draws · N^2) a group.
RankingResult ranking(const RankingInput& input, const RankingOptions& options, const RunContext& context = {});

extern const Function ranking_analysis;

}  // namespace mainstay::inline v1::performance
