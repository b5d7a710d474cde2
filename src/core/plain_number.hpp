// Numbers as people write them.
#pragma once

#include <string>

namespace mainstay::inline v1 {

/// At most `decimals` decimals without closing zeros, whatever the locale.
std::string plain_number(double value, int decimals = 6);

/// The shortest text that reads back as the same number; without an exponent unless it is very large or small.
std::string exact_number(double value);

}  // namespace mainstay::inline v1
