// Where windows begin, and as of which days they are told.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mainstay/performance/rolling.hpp"

namespace mainstay::inline v1::performance {

inline constexpr std::string_view rolling_name = "performance.rolling";

/// What check() cannot see of the options: windows named apart, lists ascending, everything given that is needed.
void check_rolling(const RollingOptions& options);
std::string window_name(const RollingWindow& window);

/// First day of each window as of each day of [low, high]; days without a window (high < low) are allowed.
class WindowStarts {
 public:
  /// Refuses a calendar of working days that does not reach.
  WindowStarts(const RollingOptions& options, std::int64_t low, std::int64_t high);
  std::int64_t of(std::size_t window, std::int64_t day) const { return starts_[window][static_cast<std::size_t>(day - low_)]; }
  /// The earliest of them; rises with the day.
  std::int64_t reach(std::int64_t day) const { return reach_[static_cast<std::size_t>(day - low_)]; }
  /// Days of a window at most.
  std::int64_t longest(std::size_t window) const { return longest_[window]; }
  /// Days of the calendar of a window in [first, last]: all of them, or those that are worked.
  std::int64_t days_of(std::size_t window, std::int64_t first, std::int64_t last) const;
  bool counts(std::size_t window, std::int64_t day) const;
  const std::int64_t* starts(std::size_t window) const { return starts_[window].data(); }
  std::int64_t low() const { return low_; }

 private:
  const RollingOptions& options_;
  std::int64_t low_;
  std::vector<std::vector<std::int64_t>> starts_;
  std::vector<std::int64_t> reach_, longest_;
};

/// Ends of periods or listed days in [low, high], ascending; none with at = rows.
std::vector<std::int64_t> told_days(const RollingOptions& options, std::int64_t low, std::int64_t high);

}  // namespace mainstay::inline v1::performance
