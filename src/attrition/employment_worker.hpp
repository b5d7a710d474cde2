// Rows of employment into counts, a chunk at a time: what one thread does.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "attrition/employment_kernel.hpp"
#include "attrition/employment_plan.hpp"

namespace mainstay::inline v1::attrition {

/// Movements and days of a group in a stretch.
struct Cell {
  std::int64_t hires, moves_in, moves_out, leavings, days, leave, leave_days, leave_close;
};

/// What one thread has counted. Whole numbers only: sums do not depend on who adds them.
struct Tally {
  std::vector<Cell> cells;
  std::vector<std::int64_t> fte;      // cells × 3: fte, fte_days, fte_close
  std::vector<std::int64_t> leavers;  // cells × (kinds + 1)
  std::vector<std::int64_t> tenure;   // cells × TenureCounts::columns
  std::vector<std::uint8_t> seen;     // groups
  std::int64_t notices[notice_count] = {};
  std::vector<std::int32_t> hired_group, hired_period, hired_days;
  std::vector<std::uint8_t> hired_left;
};

class EmploymentWorker {
 public:
  virtual ~EmploymentWorker() = default;
  /// Adds rows [first, last) by place, which cut nobody, to the tally.
  virtual void count(std::int64_t first, std::int64_t last) = 0;
  Tally tally;
};

std::unique_ptr<EmploymentWorker> employment_worker(const EmploymentPlan& plan);

}  // namespace mainstay::inline v1::attrition
