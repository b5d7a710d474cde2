// From rows to alerts: every person's days, rule by rule, with what was known before.
#pragma once

#include <cstdint>
#include <vector>

#include "signals/alerts_kernel.hpp"

namespace mainstay::inline v1::signals {

/// What a part of the people gives.
struct AlertsPart {
  AlertsFound found;
  AlertReasonsFound reasons;
  AlertOwnersFound owners;
  std::vector<std::int64_t> looked_at, held, unknown, suppressed;
  AlertTally tally;
  void add(AlertsPart&& other);
};

/// Appends the tables of `from`; rows of alerts that it speaks of move with them.
void append_found(AlertsFound& found, AlertReasonsFound& reasons, AlertOwnersFound& owners, const AlertsFound& from, const AlertReasonsFound& from_reasons, const AlertOwnersFound& from_owners);

AlertsPart walk_alerts(std::string_view analysis, const AlertsInput& input, const AlertsOptions& options, const AlertPlan& plan, const AlertRows& rows, const std::vector<PeerTable>& peers,
                       std::int64_t first_day, std::int64_t last_day, Team& team);

}  // namespace mainstay::inline v1::signals
