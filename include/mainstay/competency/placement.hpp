// Who goes to which post, so that the sum of the scores is greatest: seats, eligibility, staying unplaced, bounds for groups; exact, with prices that prove it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/competency/profile.hpp"
#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

enum class PlacementObjective : std::int32_t { highest, lowest };
constexpr auto choices(PlacementObjective) {
  return std::array{choice(PlacementObjective::highest, "highest", "Scores are merits: their sum is to be the greatest."),
                    choice(PlacementObjective::lowest, "lowest", "Scores are costs: their sum is to be the least. Needs unplaced = only_if_needed or refused, or an unplaced_value other than 0.")};
}

enum class Unplaced : std::int32_t { allowed, only_if_needed, refused };
constexpr auto choices(Unplaced) {
  return std::array{choice(Unplaced::allowed, "allowed", "Staying unplaced is worth `unplaced_value`: nobody is placed where the sum would be better without."),
                    choice(Unplaced::only_if_needed, "only_if_needed", "As many people as possible are placed; among these ways the sum of the scores decides."),
                    choice(Unplaced::refused, "refused", "Everybody has to be placed; where that cannot be, status is infeasible and says for whom.")};
}

enum class PlacementStatus : std::int32_t { optimal, infeasible, nobody, within_gap };
constexpr auto choices(PlacementStatus) {
  return std::array{choice(PlacementStatus::optimal, "optimal", "No placement has a better sum; the prices prove it."),
                    choice(PlacementStatus::infeasible, "infeasible", "No placement keeps to the seats, minimums and bounds; `violation` names people and posts that prove it."),
                    choice(PlacementStatus::nobody, "nobody", "There are no people or no posts."),
                    choice(PlacementStatus::within_gap, "within_gap", "The prices prove that no placement has a sum that is better by more than `relative_gap`; there may be a better one.")};
}

enum class PlacementReason : std::int32_t { first_choice, placed, outbid, not_worth, not_eligible };
constexpr auto choices(PlacementReason) {
  return std::array{choice(PlacementReason::first_choice, "first_choice", "Placed where the person's score is best."),
                    choice(PlacementReason::placed, "placed", "Placed, but not there: the better posts do more for the sum with others."),
                    choice(PlacementReason::outbid, "outbid", "Unplaced: every post within reach does more for the sum with others."),
                    choice(PlacementReason::not_worth, "not_worth", "Unplaced: no score is better than unplaced_value."),
                    choice(PlacementReason::not_eligible, "not_eligible", "Unplaced: eligible for no post.")};
}

/// How many of a group have to be placed, or may be: everywhere, or in one post.
struct PlacementBound {
  static constexpr const char* record = "PlacementBound";
  std::string group{}, post{};
  std::optional<std::int64_t> at_least{}, at_most{};
  std::optional<double> share_at_least{}, share_at_most{};
  void describe(Fields& f) {
    f("group", group, "Label of the group.").required();
    f("post", post, "The post; empty: all posts together.");
    f("at_least", at_least, "So many of the group have to be placed there.").at_least(0);
    f("at_most", at_most, "So many may be.").at_least(0);
    f("share_at_least", share_at_least, "The same as a share: of the people of the group, or, with a post, of its seats. Rounded up.").between(0, 1);
    f("share_at_most", share_at_most, "Rounded down.").between(0, 1);
  }
};

/// People of letter n. Scores come as a table with a column for each post, as pairs, or both: then a pair replaces the cell of the table. Or from profiles and what people have.
struct PlacementInput {
  static constexpr const char* record = "PlacementInput";
  Column person{};
  Table score{}, assessment{};
  Column group{}, pair_person{}, pair_post{}, pair_score{}, post{}, capacity{}, minimum{};
  void describe(Fields& f) {
    f("person", person, "The people, each once. Left out: the numbers of the rows from 0; with pairs alone, everybody in them.").per("n").category().optional();
    f("score", score, "Scores: a row for each person, a column for each post, by its name. Missing: not eligible.").per("n").optional().may_be_missing();
    f("assessment", assessment, "Scores of the people in the dimensions of `profiles`: a column for each, by its name, on its scale. Where one that a profile asks for is missing, the person is not eligible for that post.")
        .per("n").optional().may_be_missing();
    f("group", group, "Group of each person, for bounds and counts.").per("n").category().optional();
    f("pair_person", pair_person, "Pairs of person and post with a score of their own: the person.").per("pairs").category().optional();
    f("pair_post", pair_post, "The post of the pair.").per("pairs").category().optional();
    f("pair_score", pair_score, "The score of the pair. Missing: not eligible, whatever else says.").per("pairs").optional().may_be_missing();
    f("post", post, "The posts, each once. Left out: those of score, profiles and pairs, with one seat each.").per("posts").category().optional();
    f("capacity", capacity, "Seats of the post; 1 if left out.").per("posts").whole().at_least(0).optional();
    f("minimum", minimum, "Seats that have to be filled.").per("posts").whole().at_least(0).optional();
  }
};

struct PlacementOptions {
  static constexpr const char* record = "PlacementOptions";
  PlacementObjective objective = PlacementObjective::highest;
  Unplaced unplaced = Unplaced::allowed;
  double unplaced_value = 0.0, relative_gap = 0.0;
  std::vector<PlacementBound> bounds{};
  std::vector<Profile> profiles{};
  std::vector<AssessedScale> scales{};
  bool explain = true;
  void describe(Fields& f) {
    f("objective", objective, "Whether scores are merits or costs.");
    f("unplaced", unplaced, "What staying unplaced means.");
    f("unplaced_value", unplaced_value, "With unplaced = allowed: what it is worth that a person stays unplaced, on the scale of the scores.");
    f("relative_gap", relative_gap, "The search may end once `gap` is proven to be at most this share of `bound`. 0: the best placement. With minimum, bounds or another word of unplaced than allowed it is the best all the same.").between(0, 1);
    f("bounds", bounds, "Bounds for groups.");
    f("profiles", profiles, "What posts ask for, with the post's name: scores are computed from `assessment` while they are needed, and never held all at once.");
    f("scales", scales, "Scales of the assessment; needed where a profile names a scale id, which must be the same.");
    f("explain", explain, "Whether the sentences are written, and prices are the highest that prove the placement, which takes some more readings of the scores.");
  }
};

/// By person, in rising order of the label.
struct PlacementPeople {
  static constexpr const char* record = "PlacementPeople";
  Categories person{}, group{}, post{}, reason{}, first_choice{}, closest{};
  std::vector<double> score{}, first_choice_score{}, surplus{}, closest_score{}, lacking{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("n");
    f("group", group, "The group; empty without groups.").per("n");
    f("post", post, "Where the person goes; missing: nowhere.").per("n").may_be_missing();
    f("score", score, "Score there; missing (NaN) where unplaced.").per("n").may_be_missing();
    f("reason", reason, "first_choice, placed, outbid, not_worth or not_eligible.").per("n");
    f("first_choice", first_choice, "The post with the person's best score; of equals the one where the person is, or the first. Missing: eligible for none.").per("n").may_be_missing();
    f("first_choice_score", first_choice_score, "The score there; missing (NaN) with it.").per("n").may_be_missing();
    f("surplus", surplus, "Dual value of the person: what the sum would lose without, with unplaced_value. No post gives more than this over its price.").per("n").may_be_missing();
    f("closest", closest, "For people who are not at their first choice: the post into which the least would have brought them that is better for them. Missing for others, and within a gap.").per("n").may_be_missing();
    f("closest_score", closest_score, "The score there; missing (NaN) with it.").per("n").may_be_missing();
    f("lacking", lacking, "What the score there lacks: of people without a post exactly (explain, no bounds): with more than this they are placed there; of others it is needed at least. Missing (NaN) with it, within a gap, or where no score would do.").per("n").may_be_missing();
  }
};

/// By post, in the order of the columns of score, then of the profiles; else in rising order.
struct PlacementPosts {
  static constexpr const char* record = "PlacementPosts";
  Categories post{};
  std::vector<std::int64_t> capacity{}, minimum{}, filled{}, eligible{}, first_choices{};
  std::vector<double> price{}, lowest_score{}, highest_score{}, total{};
  void describe(Fields& f) {
    f("post", post, "The post.").per("posts");
    f("capacity", capacity, "Its seats.").per("posts");
    f("minimum", minimum, "Seats that had to be filled.").per("posts");
    f("filled", filled, "People placed.").per("posts");
    f("eligible", eligible, "People eligible for it.").per("posts");
    f("first_choices", first_choices, "People whose first choice it is.").per("posts");
    f("price", price, "What the sum would lose without one of its seats (explain, no gap; else a price between that and what one more seat would add); below 0 where its minimum costs. With only_if_needed beside the number of people placed.").per("posts");
    f("lowest_score", lowest_score, "Lowest score among those placed; missing (NaN) where nobody is.").per("posts").may_be_missing();
    f("highest_score", highest_score, "Highest score among those placed; missing (NaN) where nobody is.").per("posts").may_be_missing();
    f("total", total, "Sum of their scores.").per("posts");
  }
};

struct PlacementGroups {
  static constexpr const char* record = "PlacementGroups";
  Categories group{};
  std::vector<std::int64_t> people{}, eligible{}, placed{};
  std::vector<double> share{}, mean_score{};
  void describe(Fields& f) {
    f("group", group, "The group; \"total\" without groups.").per("g");
    f("people", people, "People in it.").per("g");
    f("eligible", eligible, "Those eligible for at least one post.").per("g");
    f("placed", placed, "Those placed.").per("g");
    f("share", share, "placed / people; missing (NaN) without people.").per("g").may_be_missing();
    f("mean_score", mean_score, "Mean score of those placed; missing (NaN) without any.").per("g").may_be_missing();
  }
};

struct PlacementBounds {
  static constexpr const char* record = "PlacementBounds";
  Categories group{}, post{};
  std::vector<std::int64_t> at_least{}, at_most{}, placed{};
  std::vector<double> price{};
  void describe(Fields& f) {
    f("group", group, "The group.").per("bounds");
    f("post", post, "The post; empty: all of them.").per("bounds").may_be_missing();
    f("at_least", at_least, "The bound as a number of people.").per("bounds");
    f("at_most", at_most, "The bound as a number of people.").per("bounds");
    f("placed", placed, "How many are placed there.").per("bounds");
    f("price", price, "What the bound weighs in the sum, by person: above 0 where at_most holds back, below 0 where at_least pushes.").per("bounds");
  }
};

/// Why there is no placement. No smaller part of it is at fault.
struct PlacementViolation {
  static constexpr const char* record = "PlacementViolation";
  std::int64_t people = 0, seats = 0;
  std::vector<std::string> persons{}, posts{}, groups{};
  std::string sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("people", people, "People in the set.");
    f("seats", seats, "Seats that are open to them, or that have to be filled by them.");
    f("persons", persons, "These people.").per("violating_people");
    f("posts", posts, "These posts.").per("violating_posts");
    f("groups", groups, "Groups whose bounds are part of it.").per("violating_groups");
    f("sentence", sentence, "In words; empty where there is nothing to say.");
    f("sentence_zh", sentence_zh, "In Chinese.");
  }
};

struct PlacementResult {
  static constexpr const char* record = "PlacementResult";
  PlacementStatus status = PlacementStatus::nobody;
  std::int64_t placed = 0, seats = 0;
  double total = 0.0, bound = 0.0, gap = 0.0, unit = 0.0;
  std::optional<double> total_without_bounds{};
  PlacementPeople people{};
  PlacementPosts posts{};
  PlacementGroups groups{};
  PlacementBounds bounds{};
  PlacementViolation violation{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("placed", placed, "People placed.");
    f("seats", seats, "Seats of all posts.");
    f("total", total, "Sum of the scores of those placed, and of unplaced_value for each who is not (unplaced = allowed).");
    f("bound", bound, "What no placement exceeds (undercuts, for costs), from the prices; among placements of as many people with only_if_needed.");
    f("gap", gap, "Distance of the two, which relative_gap allows. Of an optimal placement 0 where all scores are whole multiples of unit; else at most a unit for each person.");
    f("unit", unit, "Scores counted as multiples of this, a power of 2: some 1e-13 of the largest.");
    f("total_without_bounds", total_without_bounds, "The sum without `bounds`: the difference is what they cost. Missing without bounds.").may_be_missing();
    f("people", people, "Where each person goes, and why.");
    f("posts", posts, "Who came to each post, and what one more seat would be worth.");
    f("groups", groups, "Placed by group.");
    f("bounds", bounds, "What came of the bounds.");
    f("violation", violation, "Why there is no placement; empty unless infeasible.");
    f("sentence", sentence, "The reasons in English, by person. Empty unless explain.").per("n").optional();
    f("sentence_zh", sentence_zh, "The reasons in Chinese. Empty unless explain.").per("n").optional();
  }
};

/// Places people so that the sum of their scores is the greatest (or the least, for costs), each in one post at most, each post with its seats at most.
/// max sum v(i, post of i) = min sum surplus(i) + sum seats(j) price(j) over surplus(i) + price(j) >= v(i, j): the optimum and its proof come together, and the right side is what `bound` is
/// computed from. With `explain` the prices are the highest ones that do (others may). Of placements with equal sums, which one comes out depends on the labels of people and the order of posts, never on
/// the order of rows or the number of threads. Sums are exact (whole multiples of `unit`). A missing score means not eligible; infinite ones are refused.
/// Infeasible (minimum, bounds, unplaced = refused) is found first, before any score is weighed, with people and posts that prove it (Hall 1935); no smaller part of them does.
/// Method: auction for first prices (Bertsekas 1988), then shortest augmenting paths (Jonker & Volgenant 1987; Crouse 2016) that read of each row the best columns only, and more where a path needs it.
/// With relative_gap the auction's own placement is taken as soon as its prices prove it near enough. Where posts have many seats, its first rounds are bid by a sample.
/// Memory: some 64 columns a person. Time: n readings of all posts at least; see docs/competency/placement.md. Throws Error: labels that come twice or that nothing else knows, bounds that
/// contradict themselves, infinite scores.
PlacementResult placement(const PlacementInput& input, const PlacementOptions& options = {}, const RunContext& context = {});

extern const Function placement_analysis;

}  // namespace mainstay::inline v1::competency
