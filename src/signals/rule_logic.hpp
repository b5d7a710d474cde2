// Whether conditions can hold at all: the tree of a rule as a formula over quantities that lie in intervals.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mainstay/signals/rule.hpp"

namespace mainstay::inline v1::signals {

/// Every leaf says of one quantity (the last calls, a count of exams in 30 days, the tenure, the stage) in which set it lies; what leaves say of one
/// quantity is put together wherever they stand in the tree, and a search over the branches answers whether all of it can be true at once. A missing
/// value makes a denied condition true where missing = is_false, and serves nothing else. Figures of one column bound each other (rule_figures.hpp). A
/// search stops after so many steps and then says that it can.
class RuleLogic {
 public:
  explicit RuleLogic(const AlertRule& rule);

  /// Two leaves that exclude each other, by place; equal where one does alone. None where each branch fails in another way.
  struct Clash {
    std::optional<std::pair<std::size_t, std::size_t>> leaves;
  };
  /// Why the condition can never be true; nothing when it can.
  std::optional<Clash> never(std::size_t condition) const;
  /// Whether it is true of everybody of whom enough is known.
  bool always(std::size_t condition) const;
  /// Whether both can be true at once.
  bool together(std::size_t one, std::size_t other) const;

 private:
  struct Goal;
  struct Set;
  struct Claim;
  struct Way;
  struct Known;
  class Search;

  std::vector<Way> ways(std::size_t condition, bool holds) const;
  std::vector<Way> leaf(std::size_t condition, bool holds) const;
  Way number(std::size_t condition, bool holds) const;
  std::size_t place(const std::string& name) const;
  std::optional<std::pair<std::size_t, std::size_t>> unlike(const Known& known) const;
  AlertClock clock(const AlertCondition& condition) const { return condition.clock == AlertClock::undeclared ? rule_.clock : condition.clock; }
  MissingPolicy missing(const AlertCondition& condition) const { return condition.missing == MissingPolicy::undeclared ? rule_.missing : condition.missing; }

  const AlertRule& rule_;
  std::vector<std::string> shapes_;  // of each condition: all that it says, without names
};

}  // namespace mainstay::inline v1::signals
