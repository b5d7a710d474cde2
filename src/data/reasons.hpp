// Reason codes of leaving into kinds (voluntary, involuntary, other), by declared rules whose meaning may change with the day.
#pragma once

#include <string_view>
#include <vector>

#include "data/groups.hpp"
#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

class ReasonKinds {
 public:
  /// Places of the kinds; the levels of a result's column `kind`.
  static constexpr std::int32_t unclassified = 3;
  static std::vector<std::string> levels() { return {"voluntary", "involuntary", "other", "unclassified"}; }

  /// Refuses two rules of one reason whose days overlap and rules that end before they begin. `reasons` are the labels that occur;
  /// a rule for a label that does not occur is no error. O(rules log rules + labels).
  ReasonKinds(std::string_view analysis, std::string_view argument, const std::vector<ReasonRule>& rules, const Groups& reasons);

  /// Kind of a leaving on that day for a label's code (-1: no reason stated); `unclassified` where no rule holds.
  std::int32_t kind(std::int32_t reason, std::int64_t day) const noexcept;

 private:
  struct Version {
    std::int64_t from, until;
    std::int32_t kind;
  };
  std::vector<std::int32_t> first_;  // per label: where its versions begin; one more than labels
  std::vector<Version> versions_;
};

}  // namespace mainstay::inline v1::data
