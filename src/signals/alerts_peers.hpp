// What people are compared with: sums and values of each group on each day.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "signals/alerts_rows.hpp"
#include "signals/exact_sum.hpp"

namespace mainstay::inline v1::signals {

/// One need of the plan. Cells are group x day, by day within a group.
struct PeerTable {
  std::vector<std::string> groups;
  std::int64_t first_day = 0, days = 0;
  std::vector<ExactSum> sum;
  std::vector<std::int32_t> count;
  std::vector<std::int64_t> begin;  ///< values of cell k are [begin[k], begin[k + 1])
  std::vector<double> value;        ///< ascending within a cell

  /// -1 where the group or the day is not there.
  std::int64_t cell(std::int64_t group, std::int64_t day) const noexcept {
    const std::int64_t place = day - first_day;
    return group < 0 || place < 0 || place >= days ? -1 : group * days + place;
  }
};

/// All needs; groups of a table are those of the rows.
std::vector<PeerTable> gather_peers(std::string_view analysis, const AlertsInput& input, const AlertPlan& plan, const AlertRows& rows, std::int64_t last_day, Team& team);

/// As lists that can be put together with those of other parts.
void add_peers(const std::vector<PeerTable>& tables, AlertPeers& sums, AlertPeerValues& values);
/// Entries of one cell become one; in order of need, group, day and value.
void settle_peers(AlertPeers& sums, AlertPeerValues& values);
/// Tables from lists, with the groups of the rows.
std::vector<PeerTable> tables_of(const AlertPlan& plan, const AlertRows& rows, const AlertPeers& sums, const AlertPeerValues& values);

}  // namespace mainstay::inline v1::signals
