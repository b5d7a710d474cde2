// The career ladder: which posts lead where, what a person still lacks for the next move, the way to a post, and who could follow whom.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::competency {

enum class LadderCycles : std::int32_t { refuse, allow };
constexpr auto choices(LadderCycles) {
  return std::array{choice(LadderCycles::refuse, "refuse", "A ladder leads up: moves that lead back to a post are refused, naming the posts."),
                    choice(LadderCycles::allow, "allow", "Moves may lead back, as between branches or out of a trial.")};
}

enum class LadderStatus : std::int32_t { climbed, no_way };
constexpr auto choices(LadderStatus) {
  return std::array{choice(LadderStatus::climbed, "climbed", "There is a way to the target from the post of somebody, or no target was asked for."),
                    choice(LadderStatus::no_way, "no_way", "From nobody's post is there a way to the target.")};
}

enum class LadderLack : std::int32_t { below, above, unknown, time };
constexpr auto choices(LadderLack) {
  return std::array{choice(LadderLack::below, "below", "The value is below what is asked."), choice(LadderLack::above, "above", "The value is above what is allowed."),
                    choice(LadderLack::unknown, "unknown", "The value is missing: not shown, so not met."), choice(LadderLack::time, "time", "Not long enough in the post.")};
}

/// A level of a competency, a number of things done, a share that must not be exceeded.
struct LadderRequirement {
  static constexpr const char* record = "LadderRequirement";
  std::string name{};
  std::optional<double> at_least{}, at_most{};
  void describe(Fields& f) {
    f("name", name, "Column of `achieved`.").required();
    f("at_least", at_least, "The least value that is asked.");
    f("at_most", at_most, "The greatest value that is allowed.");
  }
};

/// One step of the ladder.
struct LadderMove {
  static constexpr const char* record = "LadderMove";
  std::string from_post{}, to_post{};
  double months = 0.0;
  std::optional<double> expected_months{};
  double probability = 1.0;
  std::vector<LadderRequirement> requirements{};
  void describe(Fields& f) {
    f("from_post", from_post, "The post that the move leaves.").required();
    f("to_post", to_post, "The post that it leads to.").required();
    f("months", months, "So long one has to have been in the post.").at_least(0);
    f("expected_months", expected_months, "How long it takes as a rule, for the way; left out: months.").at_least(0);
    f("probability", probability, "How likely it is that somebody who sets out for this move makes it, for the likeliest way.").above(0).at_most(1);
    f("requirements", requirements, "What is asked besides.");
  }
};

/// A row a person, as of one day.
struct LadderInput {
  static constexpr const char* record = "LadderInput";
  Column person{}, post{}, months{};
  Table achieved{};
  void describe(Fields& f) {
    f("person", person, "The people, each once. Left out: the numbers of the rows from 0.").per("n").category().optional();
    f("post", post, "The post of each person. People in posts that the ladder does not know are counted in outside.").per("n").category();
    f("months", months, "Months in the post; needed where a move asks for some. Missing: not shown, so not met.").per("n").at_least(0).optional().may_be_missing();
    f("achieved", achieved, "What each person has shown: a column for each requirement, by its name. Missing: not shown, so not met.").per("n").optional().may_be_missing();
  }
};

struct LadderOptions {
  static constexpr const char* record = "LadderOptions";
  std::vector<std::string> posts{};
  std::vector<LadderMove> moves{};
  std::string target{};
  LadderCycles cycles = LadderCycles::refuse;
  std::int64_t most_successors = 10;
  bool explain = true;
  void describe(Fields& f) {
    f("posts", posts, "The posts in the order of the tables; left out: in the order in which the moves name them.");
    f("moves", moves, "The steps.").required();
    f("target", target, "The post for which ways are asked; empty: none.");
    f("cycles", cycles, "Whether moves may lead back.");
    f("most_successors", most_successors, "Successors listed for each post at most; 0: all.").at_least(0);
    f("explain", explain, "Whether the sentences are written.");
  }
};

struct LadderPosts {
  static constexpr const char* record = "LadderPosts";
  Categories post{}, shortest_next{}, likeliest_next{};
  std::vector<std::int64_t> people{}, moves_out{}, moves_in{}, ready_out{}, ready_in{}, shortest_moves{}, likeliest_moves{};
  std::vector<double> shortest_months{}, likeliest_probability{};
  void describe(Fields& f) {
    f("post", post, "The post.").per("posts");
    f("people", people, "People in it.").per("posts");
    f("moves_out", moves_out, "Moves out of it.").per("posts");
    f("moves_in", moves_in, "Moves into it.").per("posts");
    f("ready_out", ready_out, "Its people who are ready for at least one move.").per("posts");
    f("ready_in", ready_in, "People who are ready to come.").per("posts");
    f("shortest_next", shortest_next, "Where the shortest way to the target goes first; missing without target or way, and at the target.").per("posts").may_be_missing();
    f("shortest_moves", shortest_moves, "Its moves; 0 where there is none.").per("posts");
    f("shortest_months", shortest_months, "Its expected months from entering the post; missing (NaN) without target or way.").per("posts").may_be_missing();
    f("likeliest_next", likeliest_next, "Where the likeliest way goes first; missing as the shortest.").per("posts").may_be_missing();
    f("likeliest_moves", likeliest_moves, "Its moves; 0 where there is none.").per("posts");
    f("likeliest_probability", likeliest_probability, "Product of the probabilities of its moves; missing (NaN) without target or way.").per("posts").may_be_missing();
  }
};

/// For each person each move out of the post, by person in rising order of the label.
struct LadderReadiness {
  static constexpr const char* record = "LadderReadiness";
  Categories person{}, from_post{}, to_post{};
  std::vector<std::int64_t> ready{}, met{}, asked{}, unknown{};
  std::vector<double> share{}, months_to_go{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("readiness");
    f("from_post", from_post, "The post now.").per("readiness");
    f("to_post", to_post, "Where the move leads.").per("readiness");
    f("ready", ready, "1 where everything is met, else 0.").per("readiness").between(0, 1);
    f("met", met, "Requirements met, the time in the post among them.").per("readiness");
    f("asked", asked, "Requirements asked.").per("readiness");
    f("unknown", unknown, "Of those not met, not shown.").per("readiness");
    f("share", share, "How far the person is, between 0 and 1: the mean over the requirements of min(1, value / at_least) (1 or 0 for at_most, and where at_least is not above 0).").per("readiness").between(0, 1);
    f("months_to_go", months_to_go, "Months that are still asked for in the post; missing (NaN) where the time is not shown.").per("readiness").may_be_missing();
  }
};

/// What is not met, for the moves out of each person's post.
struct LadderLacking {
  static constexpr const char* record = "LadderLacking";
  Categories person{}, to_post{}, requirement{}, kind{};
  std::vector<double> value{}, asked{}, lack{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("lacking");
    f("to_post", to_post, "Where the move leads.").per("lacking");
    f("requirement", requirement, "What is not met; \"months\" for the time in the post.").per("lacking");
    f("kind", kind, "below, above, unknown or time.").per("lacking");
    f("value", value, "What was shown; missing (NaN) where unknown.").per("lacking").may_be_missing();
    f("asked", asked, "The bound.").per("lacking");
    f("lack", lack, "Distance from it; missing (NaN) where unknown.").per("lacking").may_be_missing();
  }
};

/// The way to the target for each person that has one.
struct LadderWays {
  static constexpr const char* record = "LadderWays";
  Categories person{}, from_post{}, shortest_via{}, likeliest_via{};
  std::vector<std::int64_t> shortest_moves{}, likeliest_moves{};
  std::vector<double> shortest_months{}, likeliest_probability{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("ways");
    f("from_post", from_post, "The post now.").per("ways");
    f("shortest_via", shortest_via, "The posts of the shortest way, joined by \" > \".").per("ways");
    f("shortest_moves", shortest_moves, "Its moves.").per("ways");
    f("shortest_months", shortest_months, "Its expected months, less those that the person has been in the post already (not below those of the moves after it).").per("ways");
    f("likeliest_via", likeliest_via, "The posts of the likeliest way.").per("ways");
    f("likeliest_moves", likeliest_moves, "Its moves.").per("ways");
    f("likeliest_probability", likeliest_probability, "Its probability.").per("ways").between(0, 1);
  }
};

/// What the whole shortest way asks of each person and is not met today: the strictest bound of its moves.
struct LadderToTarget {
  static constexpr const char* record = "LadderToTarget";
  Categories person{}, requirement{}, kind{}, move_to{};
  std::vector<double> value{}, asked{}, lack{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("requirements");
    f("requirement", requirement, "What is asked.").per("requirements");
    f("kind", kind, "below, above or unknown.").per("requirements");
    f("move_to", move_to, "The move that asks it most strictly leads here.").per("requirements");
    f("value", value, "What was shown; missing (NaN) where unknown.").per("requirements").may_be_missing();
    f("asked", asked, "The bound.").per("requirements");
    f("lack", lack, "Distance from it; missing (NaN) where unknown.").per("requirements").may_be_missing();
  }
};

/// Who could follow into a post, the readiest first: ready before not, then by share, then by label.
struct LadderSuccession {
  static constexpr const char* record = "LadderSuccession";
  Categories post{}, person{}, from_post{};
  std::vector<std::int64_t> rank{}, ready{}, lacking{};
  std::vector<double> share{}, months_to_go{};
  void describe(Fields& f) {
    f("post", post, "The post to be filled.").per("succession");
    f("rank", rank, "1 is the readiest.").per("succession");
    f("person", person, "The person.").per("succession");
    f("from_post", from_post, "The post now.").per("succession");
    f("ready", ready, "1 where everything is met.").per("succession");
    f("lacking", lacking, "Requirements that are not met.").per("succession");
    f("share", share, "How far the person is.").per("succession").between(0, 1);
    f("months_to_go", months_to_go, "Months that are still asked for; missing (NaN) where the time is not shown.").per("succession").may_be_missing();
  }
};

struct LadderResult {
  static constexpr const char* record = "LadderResult";
  LadderStatus status = LadderStatus::climbed;
  std::int64_t people = 0, outside = 0, ready = 0;
  LadderPosts posts{};
  LadderReadiness readiness{};
  LadderLacking lacking{};
  LadderWays ways{};
  LadderToTarget to_target{};
  LadderSuccession succession{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("people", people, "People in posts of the ladder.");
    f("outside", outside, "People in other posts: they are in no table.");
    f("ready", ready, "People who are ready for at least one move.");
    f("posts", posts, "The posts: who is there, who could come, the ways to the target.");
    f("readiness", readiness, "How far each person is for each move.");
    f("lacking", lacking, "What is not met.");
    f("ways", ways, "The way to the target of each person.");
    f("to_target", to_target, "What that way asks and is not met.");
    f("succession", succession, "Who could follow into each post.");
    f("sentence", sentence, "In English, for each row of readiness. Empty unless explain.").per("readiness").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("readiness").optional();
  }
};

/// Reads people against the moves out of their posts, and finds ways to the target: the shortest by expected months (of equals the one with fewer moves) and the likeliest by the product of probabilities
/// (Dijkstra 1959). A value that is missing was not shown, so a requirement on it is not met, and is listed as unknown; nothing is guessed. O(people x moves out x requirements + moves log posts). The same for any order of
/// rows and any number of threads. Throws Error: no moves, a move from a post to itself or given twice, a post that is not listed, a requirement without a column or without a bound, moves that lead back (unless allowed):
///   competency.ladder: moves is "A > B > A", but must be a ladder that does not lead back, unless cycles = allow
LadderResult ladder(const LadderInput& input, const LadderOptions& options, const RunContext& context = {});

extern const Function ladder_analysis;

}  // namespace mainstay::inline v1::competency
