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

/// Causes of leaving by name: the reasons that occur among leavers, in the order of their labels, then the unstated one. Meet all
/// leavers, then name() once.
class LeavingCauses {
 public:
  explicit LeavingCauses(const Groups& reasons) : reasons_(reasons), number_(static_cast<std::size_t>(reasons.count), 0) {}

  /// A leaver's reason by its label's code; -1: none stated.
  void meet(std::int32_t reason) noexcept {
    if (reason < 0) without_ = true;
    else number_[static_cast<std::size_t>(reason)] = 1;
  }
  /// The names; `unstated` is that of leavers without a reason, and refused where a reason has it. Where no reasons came at all
  /// (`reasons_given` false) everybody simply "left".
  std::vector<std::string> name(std::string_view analysis, bool reasons_given, const std::string& unstated);

  std::int64_t of(std::int32_t reason) const noexcept { return reason < 0 ? unstated_ : number_[static_cast<std::size_t>(reason)]; }  ///< from 1
  std::int64_t unstated() const noexcept { return unstated_; }  ///< 0 when every leaver had a reason

 private:
  const Groups& reasons_;
  std::vector<std::int64_t> number_;
  std::int64_t unstated_ = 0;
  bool without_ = false;
};

/// "data.spells: reason[2] is "R9", but must be a reason that reasons declares on 2024-01-01"
[[noreturn]] void refuse_reason(std::string_view analysis, std::int64_t row, const std::string& reason, std::int64_t last_day);

}  // namespace mainstay::inline v1::data
