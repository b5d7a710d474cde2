// How time away ends: the words of the caller's records for it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::returns {

/// How a leaver's time away ended. Whole numbers in data mean these.
enum class ReturnEnd : std::int32_t { open, returned, settled, unreachable };
constexpr auto choices(ReturnEnd) {
  return std::array{choice(ReturnEnd::open, "open", "Not ended when last looked at (censored)."), choice(ReturnEnd::returned, "returned", "Came back."),
                    choice(ReturnEnd::settled, "settled", "Settled elsewhere: will not come, and said so."),
                    choice(ReturnEnd::unreachable, "unreachable", "Can no longer be reached, or asked not to be.")};
}

/// Which texts of a column of ends mean what.
struct ReturnEnds {
  static constexpr const char* record = "ReturnEnds";
  std::vector<std::string> open{"open"}, returned{"returned"}, settled{"settled"}, unreachable{"unreachable"};
  void describe(Fields& f) {
    f("open", open, "Texts that mean that the time away had not ended when last looked at.");
    f("returned", returned, "Texts that mean a return.");
    f("settled", settled, "Texts that mean settled elsewhere.");
    f("unreachable", unreachable, "Texts that mean that somebody can no longer be reached.");
  }
};

}  // namespace mainstay::inline v1::returns
