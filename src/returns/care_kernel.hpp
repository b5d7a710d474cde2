// Days on which calls may be made, and the walk over them that plans calls. Whole numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include "mainstay/returns/care.hpp"

namespace mainstay::inline v1::returns {

inline constexpr std::int64_t no_day = std::numeric_limits<std::int64_t>::max();  ///< never

class CareCalendar {
 public:
  /// Days in `quiet` (first, last) are never used. `worked` (ascending) are the days that may be used from known_first to known_last.
  CareCalendar(bool weekends, std::vector<std::pair<std::int64_t, std::int64_t>> quiet, bool by_list, std::vector<std::int64_t> worked, std::int64_t known_first, std::int64_t known_last);
  bool usable(std::int64_t day) const noexcept;
  /// The first usable day from this one on; the day itself where the list of days does not reach.
  std::int64_t next(std::int64_t day) const noexcept;

 private:
  std::int64_t after_quiet(std::int64_t day) const noexcept;
  bool weekends_, by_list_;
  std::vector<std::pair<std::int64_t, std::int64_t>> quiet_;  // ascending, apart from each other
  std::vector<std::int64_t> worked_;
  std::int64_t known_first_, known_last_;
};

/// One stage of one leaver that is not done and may come.
struct CareItem {
  std::int64_t row = 0, label = 0;  ///< place of the person's label in order
  std::int32_t stage = 0, owner = 0;
  double priority = 0.0;
  std::int64_t opens = 0, due = 0, closes = no_day, end = no_day;
  CareSkip end_reason = CareSkip::returned;
  // What came of it:
  std::int64_t planned = no_day;
  std::int32_t theme = -1;
  CareSkip skip = CareSkip::not_yet;
  bool final = false;
};

/// One owner's day.
struct CareLoad {
  std::int64_t day = 0, planned = 0, made = 0, waiting = 0;
  std::int32_t owner = 0;
};

struct CareWalk {
  std::int64_t first_day = 0, last_day = 0, gap_days = 1;
  std::vector<std::int64_t> caps{};          ///< by owner; no_day: none
  std::vector<std::int64_t> made{};          ///< calls of first_day that were made already, by owner
  std::vector<std::int64_t> last_contact{};  ///< by row, INT64_MIN: none
  /// The theme of a call: its place, -1 for none that fits, -2 where the stage needs one and none fits.
  std::function<std::int32_t(const CareItem& item, std::int64_t day)> theme{};
  std::function<void(std::int64_t day)> progress{};
};

/// Places of the items in the order of a day: the highest priority first, then by due day, label and stage. At most 2^32 of them.
std::vector<std::uint32_t> order_of_day(const std::vector<CareItem>& items);

/// Plans the items in that order; returns what each owner does on each day, by day and owner.
std::vector<CareLoad> walk_care(std::vector<CareItem>& items, const std::vector<std::uint32_t>& order, const CareCalendar& calendar, CareWalk walk);

}  // namespace mainstay::inline v1::returns
