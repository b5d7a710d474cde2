#include "mainstay/performance/targets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/targets_kernel.hpp"
#include "performance/targets_tree.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr const char* key = "performance.targets";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// How the part of a node among its siblings came about.
struct Part {
  double rate = missing, credibility = 0.0, shrunk_rate = missing, weight = 0.0, share = missing, exact = 0.0, expected = missing;
  std::int64_t amount = 0;  // of what is split
  TargetsBound bound = TargetsBound::free;
};

class Splitting {
 public:
  Splitting(const TargetsInput& input, const TargetsOptions& options) : input_(input), options_(options), nodes_(read_targets(key, input, options)), parts_(nodes_.size()) {
    for (std::size_t stage = 0; stage < options.ramp.size(); ++stage) {
      const std::string path = "ramp[" + std::to_string(stage) + "]";
      if (stage > 0 && options.ramp[stage] <= options.ramp[stage - 1]) refuse(key, path, plain_number(options.ramp[stage]), "above the share before, " + plain_number(options.ramp[stage - 1]));
      if (stage + 1 == options.ramp.size() && options.ramp[stage] != 1.0) refuse(key, path, plain_number(options.ramp[stage]), "1, the end of the period");
    }
  }

  TargetsResult run() {
    TargetsResult result;
    TargetsNode& top = nodes_.front();
    bound_targets(key, nodes_);
    result.kept = top.kept;
    result.rest = std::max<std::int64_t>(0, options_.total - top.kept);
    if (options_.keep == TargetsKeep::achieved && options_.total <= top.kept) result.status = TargetsStatus::achieved_already;
    if (result.rest < top.lower) refuse(key, "total", std::to_string(options_.total), "at least what the floors below " + data::quoted(top.name) + " add up to, " + std::to_string(top.lower + top.kept));
    if (result.rest > top.upper) refuse(key, "total", std::to_string(options_.total), "at most what the caps and the capacity below " + data::quoted(top.name) + " allow, " + std::to_string(top.upper + top.kept));
    weigh({0});
    parts_[0].exact = static_cast<double>(result.rest);
    parts_[0].amount = result.rest;
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (!nodes_[i].children.empty()) split(i);
    expect();
    result.total = parts_[0].amount + top.kept;
    tell(result);
    if (!options_.ramp.empty()) tell_stages(result.stages);
    return result;
  }

 private:
  // Rates of siblings, drawn to their common one, times capacity.
  void weigh(const std::vector<std::int32_t>& siblings) {
    double history = 0.0, volume = 0.0, sum = 0.0;
    for (const std::int32_t i : siblings) {
      history += nodes_[at(i)].history;
      volume += nodes_[at(i)].volume;
    }
    for (const std::int32_t i : siblings) {
      const TargetsNode& node = nodes_[at(i)];
      Part& part = parts_[at(i)];
      if (node.volume > 0.0) {
        part.rate = node.history / node.volume;
        part.credibility = node.volume / (node.volume + options_.shrinkage);
      }
      if (volume > 0.0) part.shrunk_rate = (node.volume > 0.0 ? part.credibility * part.rate : 0.0) + (1.0 - part.credibility) * (history / volume);
      part.weight = volume > 0.0 ? part.shrunk_rate * node.capacity : node.capacity;
      if (!std::isfinite(part.weight) || !std::isfinite(sum + part.weight)) refuse(key, "volume", node.row, number_at(input_.volume, node.row), "such that rates times capacity are finite");
      sum += part.weight;
    }
    for (const std::int32_t i : siblings)
      if (sum > 0.0) parts_[at(i)].share = parts_[at(i)].weight / sum;
  }

  void split(std::size_t parent) {
    const std::vector<std::int32_t>& siblings = nodes_[parent].children;
    weigh(siblings);
    std::vector<double> weight;
    std::vector<std::int64_t> lower, upper;
    for (const std::int32_t i : siblings) {
      weight.push_back(parts_[at(i)].weight);
      lower.push_back(nodes_[at(i)].lower);
      upper.push_back(nodes_[at(i)].upper);
    }
    const Split parts = split_amount(weight, lower, upper, parts_[parent].amount, options_.step);
    for (std::size_t k = 0; k < siblings.size(); ++k) {
      Part& part = parts_[at(siblings[k])];
      part.exact = parts.exact[k];
      part.amount = parts.whole[k];
      if (part.exact >= static_cast<double>(upper[k]) && upper[k] < no_cap) part.bound = TargetsBound::cap;
      else if (part.exact <= static_cast<double>(lower[k]) && lower[k] > 0) part.bound = TargetsBound::floor;
      if (lower[k] == upper[k] && lower[k] > 0) part.bound = TargetsBound::floor;
    }
  }

  void expect() {
    for (std::size_t i = nodes_.size(); i-- > 0;) {
      const TargetsNode& node = nodes_[i];
      double sum = 0.0;
      if (node.children.empty()) sum = node.capacity == 0.0 ? 0.0 : parts_[i].shrunk_rate * node.capacity;
      for (const std::int32_t child : node.children) sum += parts_[at(child)].expected;
      parts_[i].expected = sum;
    }
  }

  void tell(TargetsResult& result) const {
    TargetsNodes& table = result.nodes;
    for (const TargetsNode& node : nodes_) table.node.levels.push_back(node.name);
    table.parent.levels = result.unreachable.node.levels = result.stages.node.levels = table.node.levels;
    for (const Choice& word : choices(TargetsBound{})) table.bound.levels.emplace_back(word.name);
    for (const Choice& word : choices(TargetsMovement{})) table.movement.levels.emplace_back(word.name);
    result.unreachable.rule.levels = {"reachable", "stretch"};
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const TargetsNode& node = nodes_[i];
      const Part& part = parts_[i];
      const std::int64_t target = part.amount + node.kept;
      const double exact = part.exact + static_cast<double>(node.kept);
      table.node.codes.push_back(static_cast<std::int32_t>(i));
      table.parent.codes.push_back(node.parent);
      table.level.push_back(node.level);
      table.leaves.push_back(node.leaves);
      table.history.push_back(node.history);
      table.volume.push_back(node.volume);
      table.capacity.push_back(node.capacity);
      table.rate.push_back(part.rate);
      table.credibility.push_back(part.credibility);
      table.shrunk_rate.push_back(part.shrunk_rate);
      table.weight.push_back(part.weight);
      table.share.push_back(part.share);
      table.exact.push_back(exact);
      table.target.push_back(target);
      table.rounding.push_back(static_cast<double>(part.amount) - part.exact);
      table.bound.codes.push_back(static_cast<std::int32_t>(part.bound));
      table.expected.push_back(part.expected);
      table.stretch.push_back(part.expected > 0.0 ? static_cast<double>(part.amount) / part.expected : missing);
      table.unreachable.push_back(name_unreachable(i, result));
      table.actual.push_back(node.actual);
      table.unreported.push_back(node.unreported);
      const double achievement = target == 0 || node.unreported == node.leaves ? missing : static_cast<double>(node.actual) / static_cast<double>(target);
      table.achievement.push_back(achievement);
      table.pace.push_back(options_.elapsed ? achievement / *options_.elapsed : missing);
      table.projected.push_back(options_.elapsed && node.unreported < node.leaves ? static_cast<double>(node.actual) / *options_.elapsed : missing);
      table.previous.push_back(node.previous);
      table.change.push_back(target - node.previous);
      TargetsMovement movement = TargetsMovement::stays;
      if (node.children.empty() && node.capacity == 0.0) movement = TargetsMovement::left;
      else if (node.children.empty() && input_.previous.given() && !node.had_previous) movement = TargetsMovement::joined;
      table.movement.codes.push_back(static_cast<std::int32_t>(movement));
    }
  }

  // The rules that a target breaks, each as a row; whether there is one.
  bool name_unreachable(std::size_t i, TargetsResult& result) const {
    const TargetsNode& node = nodes_[i];
    const Part& part = parts_[i];
    const auto asked = static_cast<double>(part.amount);
    bool found = false;
    const auto name = [&](std::int32_t rule, double limit) {
      if (!(asked > limit)) return;
      found = true;
      result.unreachable.node.codes.push_back(static_cast<std::int32_t>(i));
      result.unreachable.rule.codes.push_back(rule);
      result.unreachable.asked.push_back(part.amount);
      result.unreachable.limit.push_back(limit);
      result.unreachable.shortfall.push_back(static_cast<std::int64_t>(std::ceil(asked - limit)));
      if (options_.explain) explain(node, part, rule, limit, result);
    };
    if (node.reachable < no_cap) name(0, static_cast<double>(node.reachable));
    if (options_.most_stretch && !std::isnan(part.expected)) name(1, *options_.most_stretch * part.expected);
    return found;
  }

  void explain(const TargetsNode& node, const Part& part, std::int32_t rule, double limit, TargetsResult& result) const {
    const std::string asked = std::to_string(part.amount), most = plain_number(limit, 0);
    std::string en = node.name + ": " + asked + " asked, " + most + " can be reached", zh = node.name + "：要求" + asked + "，可达" + most;
    if (rule == 1) {
      en += " (" + plain_number(*options_.most_stretch) + " times the " + plain_number(part.expected, 0) + " expected)";
      zh += "（预期" + plain_number(part.expected, 0) + "的" + plain_number(*options_.most_stretch) + "倍）";
    }
    if (!options_.ramp.empty() && node.children.empty()) {
      const std::int64_t first = stage_of(part.amount + node.kept, 0);
      en += "; the first stage asks " + std::to_string(first);
      zh += "；第一阶段要求" + std::to_string(first);
    }
    result.sentence.push_back(en + ".");
    result.sentence_zh.push_back(zh + "。");
  }

  // What a lowest node's stages up to this one ask.
  std::int64_t stage_of(std::int64_t target, std::size_t stage) const {
    if (stage + 1 == options_.ramp.size()) return target;
    const double steps = std::floor(static_cast<double>(target) * options_.ramp[stage] / static_cast<double>(options_.step) + 1e-9);
    return std::min(target, static_cast<std::int64_t>(steps) * options_.step);
  }

  void tell_stages(TargetsStages& table) const {
    const std::size_t stages = options_.ramp.size();
    std::vector<std::int64_t> cumulative(nodes_.size() * stages, 0);
    for (std::size_t i = nodes_.size(); i-- > 0;)
      for (std::size_t stage = 0; stage < stages; ++stage) {
        if (nodes_[i].children.empty()) cumulative[i * stages + stage] = stage_of(parts_[i].amount + nodes_[i].kept, stage);
        for (const std::int32_t child : nodes_[i].children) cumulative[i * stages + stage] += cumulative[at(child) * stages + stage];
      }
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      for (std::size_t stage = 0; stage < stages; ++stage) {
        const std::int64_t now = cumulative[i * stages + stage];
        table.node.codes.push_back(static_cast<std::int32_t>(i));
        table.stage.push_back(static_cast<std::int64_t>(stage) + 1);
        table.target.push_back(now - (stage == 0 ? 0 : cumulative[i * stages + stage - 1]));
        table.cumulative.push_back(now);
      }
  }

  const TargetsInput& input_;
  const TargetsOptions& options_;
  std::vector<TargetsNode> nodes_;
  std::vector<Part> parts_;
};

}  // namespace

TargetsResult targets(const TargetsInput& input, const TargetsOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  Team team(key, context, 1);
  Splitting splitting(input, options);
  team.checkpoint(0.5);
  return splitting.run();
}

constinit const Function targets_analysis = analysis<&targets>(key, "What is each region's, team's and person's part of the target, is it within reach, and how much of it is done?");

}  // namespace mainstay::inline v1::performance
