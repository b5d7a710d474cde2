// From what was found to the result: order, ids, deliveries under the owners' caps, sentences.
#pragma once

#include "mainstay/signals/alerts.hpp"

namespace mainstay::inline v1::signals {

/// `first_day` and `last_day` are those on which alerts could be raised.
AlertsResult report_alerts(const AlertsState& state, std::int64_t first_day, std::int64_t last_day);

}  // namespace mainstay::inline v1::signals
