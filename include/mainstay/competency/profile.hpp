// What a post asks for: the role profile, which matching, searching, placement and ladders take, and what it must not contradict.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// What follows when somebody is below the floor of a must-have.
enum class FloorRule : std::int32_t { cap, soft, veto };
constexpr auto choices(FloorRule) {
  return std::array{choice(FloorRule::cap, "cap", "The score is the profile's ceiling at most, whatever else is strong."),
                    choice(FloorRule::soft, "soft", "The score is multiplied by (score - veto) / (floor - veto): 1 at the floor, 0 at `veto` and below."),
                    choice(FloorRule::veto, "veto", "The score is 0.")};
}

/// What more than the target is worth.
enum class SurplusRule : std::int32_t { ignore, bonus, ideal };
constexpr auto choices(SurplusRule) {
  return std::array{choice(SurplusRule::ignore, "ignore", "Nothing: the target is enough."),
                    choice(SurplusRule::bonus, "bonus", "`surplus_change` at the far end of the scale, in proportion on the way there."),
                    choice(SurplusRule::ideal, "ideal", "It costs `surplus_change` at the far end of the scale, in proportion on the way there: the target is the ideal.")};
}

/// How the weights of a profile are read.
enum class WeightRule : std::int32_t { shares, relative };
constexpr auto choices(WeightRule) {
  return std::array{choice(WeightRule::shares, "shares", "They are shares and must add up to 1 (1e-9)."),
                    choice(WeightRule::relative, "relative", "Only their ratios count: each is divided by their sum.")};
}

/// How the dimensions make one score. u is what a dimension attains: 0 at its zero, 1 at its target.
enum class Aggregation : std::int32_t { power_mean, conjunctive, gap_table, distance, level, shape, mahalanobis, electre };
constexpr auto choices(Aggregation) {
  return std::array{
      choice(Aggregation::power_mean, "power_mean", "Weighted power mean of u with exponent `power`: 1 adds, 0 is geometric, -Infinity is the weakest dimension."),
      choice(Aggregation::conjunctive, "conjunctive", "1 when the dimensions at or beyond their target have a weight of `majority` or more together, else 0."),
      choice(Aggregation::gap_table, "gap_table", "Each distance from the target is looked up in `gaps`; the weighted mean of what is found there over the largest value of the table."),
      choice(Aggregation::distance, "distance", "1 - distance from the targets over the largest distance that the scales allow. Surplus counts as much as lack."),
      choice(Aggregation::level, "level", "1 - difference between the mean score and the mean target over the largest possible. Strengths make up for weaknesses in full."),
      choice(Aggregation::shape, "shape", "(1 + correlation of scores and targets over the dimensions) / 2: the pattern alone, whatever its level."),
      choice(Aggregation::mahalanobis, "mahalanobis", "Share of a normal group around the targets with `covariance` that lies farther from them (upper tail of chi-squared)."),
      choice(Aggregation::electre, "electre", "Credibility that the person is at least as good as the targets (ELECTRE III), with indifference, preference and veto of each dimension.")};
}

/// One dimension of a profile. Where the target lies below `zero`, lower scores are better, and the floor is a limit from above.
struct ProfileDimension {
  static constexpr const char* record = "ProfileDimension";
  std::string name{};
  double target = 0.0, weight = 1.0, lower = 0.0, upper = 10.0;
  std::optional<double> zero{}, floor{};
  FloorRule floor_rule = FloorRule::cap;
  std::optional<double> veto{};
  SurplusRule surplus = SurplusRule::ignore;
  double surplus_change = 0.0, std_error = 0.0, indifference = 0.0, preference = 0.0;
  std::string scale{};

  void describe(Fields& f) {
    f("name", name, "Name of the dimension, unique; the column of the assessment.").required();
    f("target", target, "The score that the post asks for.").required();
    f("weight", weight, "Weight in the score; 0 for a dimension that is a must-have only.").at_least(0);
    f("lower", lower, "Lower end of the scale. Scores outside the scale are refused.");
    f("upper", upper, "Upper end of the scale.");
    f("zero", zero, "The score that is worth nothing; left out: the lower end of the scale. Above the target, lower scores are better.");
    f("floor", floor, "The least score of a must-have (the most, where lower scores are better); left out: no must-have.");
    f("floor_rule", floor_rule, "What follows below the floor.");
    f("veto", veto, "For floor_rule = soft: the score at which nothing is left; with aggregation = electre: the distance from the target at which it vetoes.");
    f("surplus", surplus, "What more than the target is worth.");
    f("surplus_change", surplus_change, "What surplus adds (bonus) or costs (ideal) at the far end of the scale, in units of u.").between(0, 1);
    f("std_error", std_error, "Standard error of target and floor themselves, as when they were learnt from few people or set by a panel.").at_least(0);
    f("indifference", indifference, "With aggregation = electre: a lack up to here does not count.").at_least(0);
    f("preference", preference, "With aggregation = electre: from here on a lack counts in full.").at_least(0);
    f("scale", scale, "Id of the scale, such as \"panel 0-10\". When given, the assessment must name the same: nothing is rescaled.");
  }
};

/// One row of the table of aggregation = gap_table.
struct ProfileGap {
  static constexpr const char* record = "ProfileGap";
  double gap = 0.0, value = 0.0;
  void describe(Fields& f) {
    f("gap", gap, "Score minus target (target minus score, where lower scores are better).").required();
    f("value", value, "What it is worth.").required().at_least(0);
  }
};

/// A limit of a grade in one dimension.
struct ProfileLimit {
  static constexpr const char* record = "ProfileLimit";
  std::string dimension{};
  double at_least = 0.0;
  std::optional<double> veto{};
  void describe(Fields& f) {
    f("dimension", dimension, "Name of the dimension.").required();
    f("at_least", at_least, "The least score of the grade (the most, where lower scores are better).").required();
    f("veto", veto, "This score or a worse one keeps from the grade, whatever else is strong.");
  }
};

/// A grade into which people are sorted.
struct ProfileGrade {
  static constexpr const char* record = "ProfileGrade";
  std::string name{};
  std::vector<ProfileLimit> limits{};
  void describe(Fields& f) {
    f("name", name, "Name of the grade, unique.").required();
    f("limits", limits, "Its lower limits, one for each dimension; none for the last grade, which takes everybody.");
  }
};

/// What a post asks for. Saved documents carry the version of their form; `version` is that of the content.
struct Profile {
  static constexpr const char* record = "Profile";
  std::string name{}, version{};
  std::vector<ProfileDimension> dimensions{};
  WeightRule weights = WeightRule::shares;
  Aggregation aggregation = Aggregation::power_mean;
  double power = 1.0, ceiling = 0.6, majority = 1.0;
  std::vector<ProfileGap> gaps{};
  std::vector<double> covariance{};
  std::vector<ProfileGrade> grades{};

  void describe(Fields& f) {
    f("name", name, "Name of the post.");
    f("version", version, "Version of the profile, a word of the owner's such as \"2026-03\".");
    f("dimensions", dimensions, "What is asked for, 1 to 1000.").required();
    f("weights", weights, "How the weights are read.");
    f("aggregation", aggregation, "How the dimensions make one score.");
    f("power", power, "Exponent of aggregation = power_mean: from 1, where strengths make up for weaknesses in full, down to -Infinity, where they do not at all.").at_most(1).may_be_infinite();
    f("ceiling", ceiling, "The most that the score can be while a must-have with floor_rule = cap fails.").between(0, 1);
    f("majority", majority, "Weight of the dimensions that must be met: with aggregation = conjunctive, and for a grade (MR-Sort).").above(0).at_most(1);
    f("gaps", gaps, "For aggregation = gap_table, in rising order of gap; straight lines between the rows, the end rows beyond them. Left out: the table of nine gaps from -4 to 4 that gives 5 at 0.");
    f("covariance", covariance, "For aggregation = mahalanobis: covariance of the dimensions among those who do well, row by row.");
    f("grades", grades, "Grades to sort into, the best first.");
  }

  /// What check() cannot see: rules between the fields. Called for loaded documents too.
  void validate() const;
};

/// Refuses a profile that contradicts itself; `path` is where it stands among the options. An empty profile, a name that comes
/// twice, targets outside the scale, a floor beyond the target (or outside the scale), a soft floor without veto, weights that
/// do not add up to 1 or are all 0, a bonus that is worth more than the way to the target, what an aggregation lacks.
void check_profile(std::string_view analysis, const Profile& profile, std::string_view path = "profile");

/// The scale on which a dimension was assessed.
struct AssessedScale {
  static constexpr const char* record = "AssessedScale";
  std::string dimension{}, scale{};
  void describe(Fields& f) {
    f("dimension", dimension, "Name of the dimension; empty for every dimension that is not listed.");
    f("scale", scale, "Id of the scale of the assessment.").required();
  }
};

/// Refuses an assessment whose scales are not those of the profile: where a dimension has a scale id, the assessment must name
/// the same one, here called `argument`. Nothing is ever rescaled.
void check_scales(std::string_view analysis, const Profile& profile, const std::vector<AssessedScale>& assessed, std::string_view argument = "scales");

/// The weights as shares that add up to 1, by the profile's rule.
std::vector<double> shares_of(const Profile& profile);

struct ProfileInput {
  static constexpr const char* record = "ProfileInput";
  void describe(Fields&) {}
};

/// One row for each dimension, with everything that was left out filled in.
struct ProfileTable {
  static constexpr const char* record = "ProfileTable";
  std::vector<std::string> dimension{};
  std::vector<double> share{}, zero{}, target{}, floor{};
  void describe(Fields& f) {
    f("dimension", dimension, "Name.").per("dimensions");
    f("share", share, "Weight as a share of all.").per("dimensions").between(0, 1);
    f("zero", zero, "The score that is worth nothing.").per("dimensions");
    f("target", target, "The score that is worth everything.").per("dimensions");
    f("floor", floor, "The floor; missing (NaN) where there is none.").per("dimensions").may_be_missing();
  }
};

/// A profile that does not contradict itself, as a document that can be saved and loaded.
struct RoleProfile {
  static constexpr const char* record = "RoleProfile";
  Profile profile{};
  ProfileTable dimensions{};
  void describe(Fields& f) {
    f("profile", profile, "The profile as it was given.");
    f("dimensions", dimensions, "Its dimensions.");
  }
  void validate() const { profile.validate(); }
};

/// Checks a profile and makes a document of it: canonical, versioned JSON under competency.profile. O(dimensions).
RoleProfile profile(const ProfileInput& input, const Profile& options, const RunContext& context = {});

extern const Function profile_analysis;

}  // namespace mainstay::inline v1::competency
