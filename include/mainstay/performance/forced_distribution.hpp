// So many of each grade: cuts that keep the shares of a guideline as well as ties allow, and given grades held against it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/performance/ranking.hpp"

namespace mainstay::inline v1::performance {

/// Which grade people get whose equal scores lie on both sides of a cut. All of them get the same one.
enum class CutTies : std::int32_t { better, worse, nearest };
constexpr auto choices(CutTies) {
  return std::array{choice(CutTies::better, "better", "The better grade."), choice(CutTies::worse, "worse", "The worse grade."),
                    choice(CutTies::nearest, "nearest", "Whichever keeps the counts nearer; the better one when both do.")};
}

/// What becomes of groups with fewer than min_people.
enum class SmallGroups : std::int32_t { leave_out, together };
constexpr auto choices(SmallGroups) {
  return std::array{choice(SmallGroups::leave_out, "leave_out", "Nobody in them is graded, and no guideline holds."), choice(SmallGroups::together, "together", "All of them are graded as one group.")};
}

enum class GuidelineRule : std::int32_t { equal, below, at_most, at_least, between };
constexpr auto choices(GuidelineRule) {
  return std::array{choice(GuidelineRule::equal, "equal", "share of the people, rounded down or up."), choice(GuidelineRule::below, "below", "Fewer than share."),
                    choice(GuidelineRule::at_most, "at_most", "share or fewer."), choice(GuidelineRule::at_least, "at_least", "share or more."), choice(GuidelineRule::between, "between", "From share to upper_share.")};
}

enum class GuidelineForce : std::int32_t { warn, enforce };
constexpr auto choices(GuidelineForce) {
  return std::array{choice(GuidelineForce::warn, "warn", "Guidelines that do not hold are told."), choice(GuidelineForce::enforce, "enforce", "The first that does not hold is an error.")};
}

struct ForcedGrade {
  static constexpr const char* record = "ForcedGrade";
  std::string name{};
  double share = 0.0;

  void describe(Fields& f) {
    f("name", name, "Name of the grade, unique.").required();
    f("share", share, "Share of a group's people who get it.").between(0, 1).required();
  }
};

struct GradeGuideline {
  static constexpr const char* record = "GradeGuideline";
  std::vector<std::string> grades{};
  GuidelineRule rule = GuidelineRule::at_most;
  double share = 0.0;
  std::optional<double> upper_share{};

  void describe(Fields& f) {
    f("grades", grades, "The grades that are counted together.").required();
    f("rule", rule, "How many they may be.").required();
    f("share", share, "Share of a group's people.").between(0, 1).required();
    f("upper_share", upper_share, "Upper end of rule = between.").between(0, 1);
  }
};

struct ForcedDistributionInput {
  static constexpr const char* record = "ForcedDistributionInput";
  Column score{}, grade{}, group{};

  void describe(Fields& f) {
    f("score", score, "The score by which people are graded; without one nobody is. Beside grade it is only told.").per("n").may_be_missing().optional();
    f("grade", grade, "The grades that people have: given, they are held against the guidelines, and nobody is graded by score.").per("n").category().may_be_missing().optional();
    f("group", group, "Within which shares hold; left out: everybody together.").per("n").category().optional();
  }
};

struct ForcedDistributionOptions {
  static constexpr const char* record = "ForcedDistributionOptions";
  std::vector<ForcedGrade> grades{};
  std::vector<GradeGuideline> guidelines{};
  RankingDirection direction = RankingDirection::higher;
  CutTies ties = CutTies::better;
  std::int64_t min_people = 10;
  SmallGroups small_groups = SmallGroups::leave_out;
  GuidelineForce force = GuidelineForce::warn;

  void describe(Fields& f) {
    f("grades", grades, "The grades from the best to the worst; their shares add up to 1.").required();
    f("guidelines", guidelines, "Left out: each grade equal to its share.");
    f("direction", direction, "Which scores are good.");
    f("ties", ties, "Which grade people get whose equal scores lie on both sides of a cut.");
    f("min_people", min_people, "Shares of fewer people than this mean nothing.").between(1, 1000000);
    f("small_groups", small_groups, "What becomes of groups with fewer.");
    f("force", force, "What follows where a guideline does not hold.");
  }
};

struct ForcedGrades {
  static constexpr const char* record = "ForcedGrades";
  Categories group{}, grade{};
  std::vector<std::int64_t> target{}, count{};
  std::vector<double> share{}, best{}, worst{};

  void describe(Fields& f) {
    f("group", group, "The group; \"total\" without groups, \"small groups\" for those that are graded together.").per("r");
    f("grade", grade, "The grade.").per("r");
    f("target", target, "How many its share means, by the largest remainder.").per("r");
    f("count", count, "How many have it.").per("r");
    f("share", share, "count over the people of the group.").per("r");
    f("best", best, "Best score with it; NaN without one.").per("r").may_be_missing();
    f("worst", worst, "Worst score with it.").per("r").may_be_missing();
  }
};

struct ForcedGuidelines {
  static constexpr const char* record = "ForcedGuidelines";
  Categories group{};
  std::vector<std::int64_t> guideline{}, people{}, least{}, most{}, count{}, holds{};

  void describe(Fields& f) {
    f("group", group, "The group.").per("v");
    f("guideline", guideline, "Place among the guidelines, or the grades where none are given, from 0.").per("v");
    f("people", people, "People of the group with a grade.").per("v");
    f("least", least, "So many at least.").per("v");
    f("most", most, "So many at most.").per("v");
    f("count", count, "So many there are.").per("v");
    f("holds", holds, "1 where it holds, else 0.").per("v");
  }
};

struct ForcedDistributionResult {
  static constexpr const char* record = "ForcedDistributionResult";
  std::vector<std::int64_t> position{};
  Categories grade{};
  std::int64_t not_graded = 0, moved_by_ties = 0;
  ForcedGrades grades{};
  ForcedGuidelines guidelines{};

  void describe(Fields& f) {
    f("position", position, "Place of the person's grade, 1 the best; 0 without one.").per("n");
    f("grade", grade, "The grade; missing without one.").per("n").may_be_missing();
    f("not_graded", not_graded, "People without a grade: no score, or a group that is too small.");
    f("moved_by_ties", moved_by_ties, "People whose grade is another than the counts alone would give, because equal scores stay together.");
    f("grades", grades, "How many have which grade, group by group.");
    f("guidelines", guidelines, "Which guidelines hold.");
  }
};

/// Grades by shares, or given grades held against guidelines.
///
/// How many of n people a share means is settled by the largest remainder (equal remainders: the better grade first), so that the
/// counts add up to n. Equal scores always get equal grades: a cut that falls among them moves to one end of them. Errors: shares that do
/// not add up to 1, grades or guidelines named twice or unknown, neither score nor grade. Cost: O(n log n).
ForcedDistributionResult forced_distribution(const ForcedDistributionInput& input, const ForcedDistributionOptions& options, const RunContext& context = {});

extern const Function forced_distribution_analysis;

}  // namespace mainstay::inline v1::performance
