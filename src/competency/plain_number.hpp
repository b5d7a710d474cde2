// Numbers as people write them.
#pragma once

#include <string>

namespace mainstay::inline v1::competency {

/// At most `decimals` decimals without closing zeros, whatever the locale.
std::string plain_number(double value, int decimals = 6);

}  // namespace mainstay::inline v1::competency
