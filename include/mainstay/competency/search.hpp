// Who fits which post best: the best people for each post and the best posts for each person, out of all pairs.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/competency/profile.hpp"
#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

/// How a fact of the person has to stand to a fact of the post.
enum class SearchRule : std::int32_t { equal, at_least, at_most };
constexpr auto choices(SearchRule) {
  return std::array{choice(SearchRule::equal, "equal", "The same word or number: the site."),
                    choice(SearchRule::at_least, "at_least", "The person's number is the post's or more: years, a licence as 0 and 1."),
                    choice(SearchRule::at_most, "at_most", "The person's number is the post's or less: pay asked for against the end of the band.")};
}

/// What happens to people below a floor.
enum class SearchMustHaves : std::int32_t { exclude, score };
constexpr auto choices(SearchMustHaves) {
  return std::array{choice(SearchMustHaves::exclude, "exclude", "Whoever fails a must-have of a post is not listed for it."),
                    choice(SearchMustHaves::score, "score", "They are listed with the score that the floor's rule leaves them; under a veto they are not.")};
}

/// What happens to people of whom a score is missing.
enum class SearchMissing : std::int32_t { refuse, worst };
constexpr auto choices(SearchMissing) {
  return std::array{choice(SearchMissing::refuse, "refuse", "A missing score is an error that names dimension and row."),
                    choice(SearchMissing::worst, "worst", "It counts as the worst of its scale: the person is listed with the lower end of their interval.")};
}

/// A hard constraint between a person and a post.
struct SearchConstraint {
  static constexpr const char* record = "SearchConstraint";
  std::string person{}, post{};
  SearchRule rule = SearchRule::equal;
  void describe(Fields& f) {
    f("person", person, "Name of a column of person_facts. A person without a value does not meet the constraint.").required();
    f("post", post, "Name of a column of post_facts. A post without a value does not ask for anything.").required();
    f("rule", rule, "How the person's value has to stand to the post's.");
  }
};

/// People of letter n, posts of letter m.
struct SearchInput {
  static constexpr const char* record = "SearchInput";
  Table x{};
  Column person{};
  Table person_facts{}, target{}, weight{}, floor{};
  Column post{};
  Table post_facts{};
  void describe(Fields& f) {
    f("x", x, "Scores of the people: one column for each dimension of the profile by its name, others are not looked at.").per("n", "c").may_be_missing();
    f("person", person, "Who each row is, each once. Equal scores are put in rising order of it; without it, in the order of the rows.").per("n").category().optional();
    f("person_facts", person_facts, "What the constraints ask of people.").per("n", "fact_columns").may_be_missing().optional();
    f("target", target, "Targets of each post by dimension; a dimension without a column has the profile's in every post.").per("m", "target_columns").optional();
    f("weight", weight, "Weights of each post, the same way; read by the profile's rule, row by row.").per("m", "weight_columns").at_least(0).optional();
    f("floor", floor, "Floors of each post, the same way. Missing: no must-have.").per("m", "floor_columns").may_be_missing().optional();
    f("post", post, "What each post is, each once. Equal scores are put in rising order of it.").per("m").category().optional();
    f("post_facts", post_facts, "What the constraints ask of posts.").per("m", "post_fact_columns").may_be_missing().optional();
  }
};

struct SearchOptions {
  static constexpr const char* record = "SearchOptions";
  Profile profile{};
  std::vector<AssessedScale> scales{};
  std::int64_t per_post = 10, per_person = 0;
  std::vector<SearchConstraint> constraints{};
  SearchMustHaves must_haves = SearchMustHaves::exclude;
  SearchMissing missing = SearchMissing::refuse;
  double least_score = 0.0;
  void describe(Fields& f) {
    f("profile", profile, "Dimensions, scales and rules that the posts share; without tables of posts, the one post. Aggregation: power_mean.").required();
    f("scales", scales, "Scales of the assessment; needed where the profile names a scale id, which must be the same.");
    f("per_post", per_post, "People listed for each post at most; 0 for none.").between(0, 100000);
    f("per_person", per_person, "Posts listed for each person at most; 0 for none.").between(0, 10000);
    f("constraints", constraints, "Hard constraints; a pair that breaks one is never listed.");
    f("must_haves", must_haves, "What happens to people below a floor.");
    f("missing", missing, "What happens to people of whom a score is missing.");
    f("least_score", least_score, "Pairs below this score are not listed.").between(0, 1);
  }
};

/// The best people for each post; posts in their order, people by falling score, equal scores by rising id.
struct SearchByPost {
  static constexpr const char* record = "SearchByPost";
  std::vector<std::int64_t> post_row{}, rank{}, person_row{};
  std::vector<double> score{};
  void describe(Fields& f) {
    f("post_row", post_row, "Row of the post.").per("post_matches").at_least(0);
    f("rank", rank, "1 is the best.").per("post_matches").at_least(1);
    f("person_row", person_row, "Row of the person.").per("post_matches").at_least(0);
    f("score", score, "The match: that of competency.match, bit for bit.").per("post_matches").between(0, 1);
  }
};

/// The best posts for each person; people in their order, posts by falling score, equal scores by rising id.
struct SearchByPerson {
  static constexpr const char* record = "SearchByPerson";
  std::vector<std::int64_t> person_row{}, rank{}, post_row{};
  std::vector<double> score{};
  void describe(Fields& f) {
    f("person_row", person_row, "Row of the person.").per("person_matches").at_least(0);
    f("rank", rank, "1 is the best.").per("person_matches").at_least(1);
    f("post_row", post_row, "Row of the post.").per("person_matches").at_least(0);
    f("score", score, "The match: that of competency.match, bit for bit.").per("person_matches").between(0, 1);
  }
};

struct SearchResult {
  static constexpr const char* record = "SearchResult";
  std::int64_t people = 0, posts = 0;
  SearchByPost by_post{};
  SearchByPerson by_person{};
  void describe(Fields& f) {
    f("people", people, "People looked at.").at_least(0);
    f("posts", posts, "Posts looked at.").at_least(0);
    f("by_post", by_post, "The best people for each post.");
    f("by_person", by_person, "The best posts for each person.");
  }
};

/// Scores every pair and keeps the best of each post and person. No matrix of pairs is stored.
///
/// Every pair is first bounded from above in single precision, many people at a time (the additive mean bounds every power mean of
/// power <= 1), after constraints and must-haves; who could enter a list is scored in double precision as competency.match does. The
/// lists are exact, whatever processor and threads. Refuses what a post contradicts (target outside the scale or on the wrong side of
/// zero, floor beyond the target, weights that do not add up), ids that come twice, scores outside their scale. O(n·m·k) single-precision steps;
/// memory O((n + m)·k + m·per_post + listed).
SearchResult search(const SearchInput& input, const SearchOptions& options, const RunContext& context = {});

extern const Function search_analysis;

}  // namespace mainstay::inline v1::competency
