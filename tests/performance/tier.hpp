// A tier of a pay-out plan.
#pragma once

#include <string>

#include "mainstay/performance/payout.hpp"

inline mainstay::performance::PayoutTier tier(const std::string& name, double at_least, double rate) {
  mainstay::performance::PayoutTier made;
  made.name = name;
  made.at_least = at_least;
  made.rate = rate;
  return made;
}
