// Who goes to which post when both sides have a say: no person and post would rather have each other than what they got.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

enum class Proposer : std::int32_t { people, posts };
constexpr auto choices(Proposer) {
  return std::array{choice(Proposer::people, "people", "Of all stable matchings the one that is best for every person at once."),
                    choice(Proposer::posts, "posts", "The one that is best for every post at once, and worst for every person.")};
}

enum class PreferenceOrder : std::int32_t { highest, lowest };
constexpr auto choices(PreferenceOrder) {
  return std::array{choice(PreferenceOrder::highest, "highest", "The greatest number is liked best: scores."),
                    choice(PreferenceOrder::lowest, "lowest", "The least number is liked best: ranks.")};
}

enum class PreferenceTies : std::int32_t { refuse, by_label, lottery };
constexpr auto choices(PreferenceTies) {
  return std::array{choice(PreferenceTies::refuse, "refuse", "Who likes two equally is refused, naming both: lists must be strict."),
                    choice(PreferenceTies::by_label, "by_label", "Of equals the person with the lower label, and the post that comes first."),
                    choice(PreferenceTies::lottery, "lottery", "Of equals the one with the better number in one lottery for all posts (and one of posts for all people), drawn from the seed of the call.")};
}

enum class StableMatchingStatus : std::int32_t { stable, nobody };
constexpr auto choices(StableMatchingStatus) {
  return std::array{choice(StableMatchingStatus::stable, "stable", "Checked: no person and post would rather have each other."),
                    choice(StableMatchingStatus::nobody, "nobody", "There are no people, no posts, or no pair that both sides accept.")};
}

/// Tables have a row for each person and a column for each post. Pairs stand beside them, or instead; a pair replaces the cells of the tables.
struct StableMatchingInput {
  static constexpr const char* record = "StableMatchingInput";
  Column person{};
  Table wish{}, rating{};
  Column pair_person{}, pair_post{}, pair_wish{}, pair_rating{}, post{}, capacity{};
  void describe(Fields& f) {
    f("person", person, "The people, each once. Left out: the numbers of the rows from 0; with pairs alone, everybody in them.").per("n").category().optional();
    f("wish", wish, "What people think of posts: a column for each post. Missing: the person does not want it.").per("n").optional().may_be_missing();
    f("rating", rating, "What posts think of people: the same columns in any order. Missing: the post does not take the person.").per("n").optional().may_be_missing();
    f("pair_person", pair_person, "Pairs of person and post: the person.").per("pairs").category().optional();
    f("pair_post", pair_post, "The post of the pair.").per("pairs").category().optional();
    f("pair_wish", pair_wish, "What the person thinks of the post. Missing: does not want it.").per("pairs").optional().may_be_missing();
    f("pair_rating", pair_rating, "What the post thinks of the person. Missing: does not take the person.").per("pairs").optional().may_be_missing();
    f("post", post, "The posts, each once. Left out: those of the tables and pairs, with one seat each.").per("posts").category().optional();
    f("capacity", capacity, "Seats of the post; 1 if left out.").per("posts").whole().at_least(0).optional();
  }
};

struct StableMatchingOptions {
  static constexpr const char* record = "StableMatchingOptions";
  Proposer proposer = Proposer::people;
  PreferenceOrder order = PreferenceOrder::highest;
  PreferenceTies ties = PreferenceTies::refuse;
  bool explain = true;
  void describe(Fields& f) {
    f("proposer", proposer, "Which side's best stable matching it is.");
    f("order", order, "Whether the greatest or the least number is liked best.");
    f("ties", ties, "What happens where somebody likes two equally.");
    f("explain", explain, "Whether the sentences are written.");
  }
};

/// By person, in rising order of the label.
struct StableMatchingPeople {
  static constexpr const char* record = "StableMatchingPeople";
  Categories person{}, post{}, first_choice{};
  std::vector<std::int64_t> choice{}, choices{}, acceptable{};
  std::vector<double> wish{}, rating{}, first_choice_rating{}, first_choice_lowest{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("n");
    f("post", post, "Where the person goes; missing: nowhere.").per("n").may_be_missing();
    f("choice", choice, "Place of it in the person's list of posts that take the person, 1 being the best; 0 where nowhere.").per("n");
    f("choices", choices, "Length of that list.").per("n");
    f("acceptable", acceptable, "Posts that the person wants, whether they take the person or not.").per("n");
    f("wish", wish, "What the person thinks of the post; missing (NaN) where nowhere.").per("n").may_be_missing();
    f("rating", rating, "What the post thinks of the person; missing (NaN) where nowhere.").per("n").may_be_missing();
    f("first_choice", first_choice, "The first of the list; missing where it is empty.").per("n").may_be_missing();
    f("first_choice_rating", first_choice_rating, "What it thinks of the person; missing (NaN) with it.").per("n").may_be_missing();
    f("first_choice_lowest", first_choice_lowest, "What it thinks of the last person whom it took; missing (NaN) where it took nobody.").per("n").may_be_missing();
  }
};

struct StableMatchingPosts {
  static constexpr const char* record = "StableMatchingPosts";
  Categories post{};
  std::vector<std::int64_t> capacity{}, filled{}, acceptable{}, first_choices{};
  std::vector<double> lowest_rating{};
  void describe(Fields& f) {
    f("post", post, "The post.").per("posts");
    f("capacity", capacity, "Its seats.").per("posts");
    f("filled", filled, "People who come. The same in every stable matching, where lists are strict; a post that is not full has the same people in all of them.").per("posts");
    f("acceptable", acceptable, "People who want it and whom it takes.").per("posts");
    f("first_choices", first_choices, "People whose first choice it is.").per("posts");
    f("lowest_rating", lowest_rating, "What it thinks of the last person whom it took; missing (NaN) where it took nobody.").per("posts").may_be_missing();
  }
};

struct StableMatchingResult {
  static constexpr const char* record = "StableMatchingResult";
  StableMatchingStatus status = StableMatchingStatus::nobody;
  std::int64_t matched = 0, seats = 0, pairs = 0, proposals = 0, blocking_pairs = 0;
  StableMatchingPeople people{};
  StableMatchingPosts posts{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("matched", matched, "People who go somewhere.");
    f("seats", seats, "Seats of all posts.");
    f("pairs", pairs, "Pairs of which both sides accept each other.");
    f("proposals", proposals, "How many offers were made.");
    f("blocking_pairs", blocking_pairs, "Pairs that would rather have each other than what they got, counted over all pairs at the end: 0.");
    f("people", people, "Where each person goes.");
    f("posts", posts, "Who came to each post.");
    f("sentence", sentence, "Why there, in English, by person. Empty unless explain.").per("n").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("n").optional();
  }
};

/// Deferred acceptance (Gale & Shapley 1962; posts with seats: Roth 1984). Of the pairs that both sides accept, none is left that would rather have each other; that is counted over all pairs
/// once more before the result is returned. With strict lists it is the matching that is best for every person (proposer = people) or every post (posts) of all stable ones, whatever the order of proposals;
/// nobody gains by stating another list than the true one on the side of people when people propose. With ties it is stable too, and best among those that keep to the ties as they were broken.
/// O(pairs log) time, some 20 bytes a pair. The same for any order of rows and any number of threads. Throws Error: ties where refused, infinite numbers, labels that come twice or are not known.
StableMatchingResult stable_matching(const StableMatchingInput& input, const StableMatchingOptions& options = {}, const RunContext& context = {});

extern const Function stable_matching_analysis;

}  // namespace mainstay::inline v1::competency
