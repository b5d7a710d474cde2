// Targets as a tree: region, team, person. A total is split downwards by history, capacity and shrinkage, in whole minor units that add up at every node; achievement is rolled up.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

enum class TargetsKeep : std::int32_t { nothing, achieved };
constexpr auto choices(TargetsKeep) {
  return std::array{choice(TargetsKeep::nothing, "nothing", "The whole total is split anew."),
                    choice(TargetsKeep::achieved, "achieved", "What has been achieved stays with those who did it, and the rest of the total is split by capacity that is left: for a plan after joiners and leavers.")};
}

enum class TargetsStatus : std::int32_t { split, achieved_already };
constexpr auto choices(TargetsStatus) {
  return std::array{choice(TargetsStatus::split, "split", "The targets add up to the total."), choice(TargetsStatus::achieved_already, "achieved_already", "Under keep = achieved: no rest is left, targets are what was achieved.")};
}

enum class TargetsBound : std::int32_t { free, floor, cap };
constexpr auto choices(TargetsBound) {
  return std::array{choice(TargetsBound::free, "free", "By its weight."), choice(TargetsBound::floor, "floor", "Held up by its floor, or by the floors below it."),
                    choice(TargetsBound::cap, "cap", "Held down by its cap, by the caps below it, or by having no capacity.")};
}

enum class TargetsMovement : std::int32_t { stays, joined, left };
constexpr auto choices(TargetsMovement) {
  return std::array{choice(TargetsMovement::stays, "stays", "Had a target before, or nothing is said of before."), choice(TargetsMovement::joined, "joined", "Has capacity and had no target before."),
                    choice(TargetsMovement::left, "left", "Has no capacity any more.")};
}

/// A row is a node. History, volume, capacity, reachable, actual and previous are those of the lowest nodes; what stands above adds them up.
struct TargetsInput {
  static constexpr const char* record = "TargetsInput";
  Column node{}, parent{}, history{}, volume{}, capacity{}, floor{}, cap{}, reachable{}, actual{}, previous{};
  void describe(Fields& f) {
    constexpr double most = 9007199254740992.0;
    f("node", node, "The nodes, each once: region, team, person.").per("n").category();
    f("parent", parent, "The node above. Missing at the top, of which there is one.").per("n").category().may_be_missing();
    f("history", history, "What was achieved before, in minor units. Missing: nothing is known.").per("n").at_least(0).optional().may_be_missing();
    f("volume", volume, "In how much capacity it was achieved (person-months worked): history / volume is the rate. 1 where history is given when this is not.").per("n").at_least(0).optional().may_be_missing();
    f("capacity", capacity, "The capacity of the coming period (person-months); 0: gets its floor only. 1 for each lowest node when not given.").per("n").at_least(0).optional().may_be_missing();
    f("floor", floor, "The least target of the node, in minor units; at any level.").per("n").whole().between(0, most).optional().may_be_missing();
    f("cap", cap, "The greatest; at least floor.").per("n").whole().between(0, most).optional().may_be_missing();
    f("reachable", reachable, "The most that can (still) be brought in: a target above is named, not lowered.").per("n").whole().between(0, most).optional().may_be_missing();
    f("actual", actual, "Achieved so far. Missing: not reported.").per("n").whole().between(-most, most).optional().may_be_missing();
    f("previous", previous, "The target before. Missing: had none.").per("n").whole().between(0, most).optional().may_be_missing();
  }
};

struct TargetsOptions {
  static constexpr const char* record = "TargetsOptions";
  std::int64_t total = 0, step = 1;
  double shrinkage = 0.0;
  TargetsKeep keep = TargetsKeep::nothing;
  std::optional<double> most_stretch{}, elapsed{};
  std::vector<double> ramp{};
  bool explain = true;
  void describe(Fields& f) {
    f("total", total, "The target of the top, in minor units.").required().between(0, 9007199254740992.0);
    f("step", step, "Targets move in steps of so many minor units (10,000: hundreds); what is less than a step goes to one node at each level.").at_least(1);
    f("shrinkage", shrinkage, "k of the credibility volume / (volume + k): the smaller a node's volume, the nearer its rate is drawn to that of its siblings together. 0: not at all.").at_least(0);
    f("keep", keep, "What stays.");
    f("most_stretch", most_stretch, "A target that asks more than so many times what history and capacity lead one to expect is named as unreachable.").above(0);
    f("elapsed", elapsed, "Share of the period that is over, for pace and projection.").above(0).at_most(1);
    f("ramp", ramp, "Cumulative shares of the target at the ends of stages, rising to 1: {0.3, 1} asks for 30 thousand of 100 in the first stage.").above(0).at_most(1);
    f("explain", explain, "Whether the sentences are written.");
  }
};

/// From the top downwards, siblings in rising order of their labels.
struct TargetsNodes {
  static constexpr const char* record = "TargetsNodes";
  Categories node{}, parent{}, bound{}, movement{};
  std::vector<std::int64_t> level{}, leaves{}, target{}, actual{}, unreported{}, previous{}, change{}, unreachable{};
  std::vector<double> history{}, volume{}, capacity{}, rate{}, credibility{}, shrunk_rate{}, weight{}, share{}, exact{}, rounding{}, expected{}, stretch{}, achievement{}, pace{}, projected{};
  void describe(Fields& f) {
    f("node", node, "The node.").per("nodes");
    f("parent", parent, "The node above; missing at the top.").per("nodes").may_be_missing();
    f("level", level, "0 at the top.").per("nodes");
    f("leaves", leaves, "Lowest nodes below it; 1 for one of these.").per("nodes");
    f("history", history, "History of the lowest nodes, added up.").per("nodes");
    f("volume", volume, "Their volume.").per("nodes");
    f("capacity", capacity, "Their capacity.").per("nodes");
    f("rate", rate, "history / volume; missing (NaN) without volume.").per("nodes").may_be_missing();
    f("credibility", credibility, "volume / (volume + shrinkage); 0 without volume.").per("nodes").between(0, 1);
    f("shrunk_rate", shrunk_rate, "credibility * rate + (1 - credibility) * rate of all siblings together; missing (NaN) where no sibling has history: then capacity decides.").per("nodes").may_be_missing();
    f("weight", weight, "shrunk_rate * capacity; capacity where no sibling has history.").per("nodes");
    f("share", share, "weight over that of all siblings; missing (NaN) where all are 0.").per("nodes").may_be_missing();
    f("exact", exact, "The part before rounding, within floor and cap, what is kept included.").per("nodes");
    f("target", target, "The target. Those of a node's children add up to its own, to the unit.").per("nodes");
    f("rounding", rounding, "target - exact.").per("nodes");
    f("bound", bound, "free, floor or cap.").per("nodes");
    f("expected", expected, "What history and capacity lead one to expect, of the lowest nodes added up; missing (NaN) where that is not known of one with capacity.").per("nodes").may_be_missing();
    f("stretch", stretch, "What is asked (under keep = achieved: still) over expected; missing (NaN) without it.").per("nodes").may_be_missing();
    f("unreachable", unreachable, "1 where more is asked than can be reached: see the table unreachable.").per("nodes").between(0, 1);
    f("actual", actual, "Achieved so far by the lowest nodes that reported.").per("nodes");
    f("unreported", unreported, "Lowest nodes that did not.").per("nodes");
    f("achievement", achievement, "actual / target, sums over sums; missing (NaN) where the target is 0 or nobody reported.").per("nodes").may_be_missing();
    f("pace", pace, "achievement / elapsed: 1 is on the way; missing (NaN) without elapsed.").per("nodes").may_be_missing();
    f("projected", projected, "actual / elapsed: where it ends if it goes on so; missing (NaN) without elapsed.").per("nodes").may_be_missing();
    f("previous", previous, "Targets before, added up.").per("nodes");
    f("change", change, "target - previous.").per("nodes");
    f("movement", movement, "stays, joined or left; of nodes above others: stays.").per("nodes");
  }
};

struct TargetsUnreachable {
  static constexpr const char* record = "TargetsUnreachable";
  Categories node{}, rule{};
  std::vector<std::int64_t> asked{}, shortfall{};
  std::vector<double> limit{};
  void describe(Fields& f) {
    f("node", node, "The node.").per("unreachable");
    f("rule", rule, "reachable: above what the caller said; stretch: above most_stretch times expected.").per("unreachable");
    f("asked", asked, "What is asked (under keep = achieved: still).").per("unreachable");
    f("limit", limit, "What can be reached.").per("unreachable");
    f("shortfall", shortfall, "How much too much, rounded up to whole units.").per("unreachable");
  }
};

/// Targets by stage: for each node the end of each stage of the ramp.
struct TargetsStages {
  static constexpr const char* record = "TargetsStages";
  Categories node{};
  std::vector<std::int64_t> stage{}, target{}, cumulative{};
  void describe(Fields& f) {
    f("node", node, "The node.").per("stages");
    f("stage", stage, "The stage, from 1.").per("stages");
    f("target", target, "What the stage asks; stages add up to the target, children to their parent.").per("stages");
    f("cumulative", cumulative, "What all stages up to it ask.").per("stages");
  }
};

struct TargetsResult {
  static constexpr const char* record = "TargetsResult";
  TargetsStatus status = TargetsStatus::split;
  std::int64_t total = 0, kept = 0, rest = 0;
  TargetsNodes nodes{};
  TargetsUnreachable unreachable{};
  TargetsStages stages{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("total", total, "Sum of the targets of the lowest nodes.");
    f("kept", kept, "What stays with those who achieved it.");
    f("rest", rest, "What was split.");
    f("nodes", nodes, "The tree with targets, how they came about, and what was achieved.");
    f("unreachable", unreachable, "Targets that are out of reach.");
    f("stages", stages, "Targets by stage; empty without ramp.");
    f("sentence", sentence, "In English, for each row of unreachable. Empty unless explain.").per("unreachable").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("unreachable").optional();
  }
};

/// Splits among siblings: exact parts are clamp(l * weight, floor, cap) with the l that makes them add up, floors and caps of a node being at least those below it together; then whole steps are given downwards and what is left
/// goes by largest remainder, ties by label. Weights are expected achievements: the rate of the past, drawn to that of the siblings (Bühlmann's credibility), times coming capacity. Where all who may take more have weight 0, they
/// share equally. O(n log n). The same for any order of rows and any number of threads. Refuses: a node twice, a parent that is no node, two tops, a cycle, each by name; history and the like given above the lowest level; floors
/// and caps that leave no room, naming the node; a total that they do not allow; sums beyond 64 bits.
///   performance.targets: parent is "team 1 > team 2 > team 1", but must be a tree: nobody stands above himself
TargetsResult targets(const TargetsInput& input, const TargetsOptions& options, const RunContext& context = {});

extern const Function targets_analysis;

}  // namespace mainstay::inline v1::performance
