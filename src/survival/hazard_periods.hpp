// Who is at risk and who leaves in each period, and the cells (periods or bands) that have a baseline parameter of their own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/survival/hazard.hpp"

namespace mainstay::inline v1::survival {

/// What the rows of one stratum tell of the periods; index t is the end of period t. Adds up over partitions.
struct HazardTally {
  static constexpr const char* record = "HazardTally";
  std::string label;
  std::int64_t number = 0;
  std::vector<std::int64_t> left, ended, entered;
  std::vector<double> left_weight, ended_weight, entered_weight;
  void describe(Fields& f) {
    f("label", label, "Label of the stratum.");
    f("number", number, "The label as a whole number, when it is one.");
    f("left", left, "Rows that left in each period.").per("t").at_least(0);
    f("ended", ended, "Rows that ended with it.").per("t").at_least(0);
    f("entered", entered, "Rows that entered after it.").per("t").at_least(0);
    f("left_weight", left_weight, "Weight that left.").per("t").at_least(0);
    f("ended_weight", ended_weight, "Weight that ended.").per("t").at_least(0);
    f("entered_weight", entered_weight, "Weight that entered.").per("t").at_least(0);
  }
  std::int64_t last() const noexcept { return static_cast<std::int64_t>(left.size()) - 1; }
  void reach(std::int64_t period);  ///< makes room up to this period
  void add(const HazardTally& other);
};

enum class HazardPeriod : std::int32_t { estimated, nobody_left, everybody_left, nobody_at_risk };

struct HazardCell {
  std::int64_t stratum = 0, first = 0, last = 0;
  double at_risk = 0.0, events = 0.0;
  HazardPeriod state = HazardPeriod::estimated;
};

/// The baseline of a fit. Active cells are those whose hazard is neither 0 nor 1 nor unknown: only they enter the likelihood.
class HazardPeriods {
 public:
  HazardPeriods() = default;
  HazardPeriods(const std::vector<HazardTally>& tallies, const HazardOptions& options);

  const std::vector<HazardCell>& all() const noexcept { return all_; }        ///< by stratum and period
  const std::vector<std::int64_t>& active() const noexcept { return active_; }  ///< places in all()
  std::int64_t cells() const noexcept { return static_cast<std::int64_t>(active_.size()); }
  std::int64_t strata() const noexcept { return static_cast<std::int64_t>(begin_.size()) - 1; }
  std::int64_t begin(std::int64_t stratum) const noexcept { return begin_[stratum]; }
  const HazardCell& cell(std::int64_t active) const noexcept { return all_[active_[active]]; }
  bool single() const noexcept { return single_; }  ///< every active cell is one period
  std::int64_t first_period() const noexcept { return first_; }
  std::int64_t last_period() const noexcept { return last_; }
  double periods_at_risk() const noexcept { return person_periods_; }  ///< rows of positive weight, not their weight
  double periods_estimated() const noexcept { return estimated_; }     ///< of these, those in active cells

  /// Active cells [lo, hi) of a row at risk in (entry, duration].
  std::int64_t lo(std::int64_t stratum, std::int64_t entry) const noexcept { return lo_[stratum][entry]; }
  std::int64_t hi(std::int64_t stratum, std::int64_t duration) const noexcept { return hi_[stratum][duration]; }
  bool covers(std::int64_t cell, std::int64_t period) const noexcept { return all_[active_[cell]].last >= period; }

 private:
  std::vector<HazardCell> all_;
  std::vector<std::int64_t> active_, begin_{0};
  std::vector<std::vector<std::int32_t>> lo_, hi_;  // by stratum and period
  bool single_ = true;
  std::int64_t first_ = 1, last_ = 0;
  double person_periods_ = 0.0, estimated_ = 0.0;
};

}  // namespace mainstay::inline v1::survival
