#include "mainstay/core/error.hpp"

#include <fmt/format.h>

namespace mainstay::inline v1 {

Error::Error(ErrorCode code, std::string_view analysis, std::string_view argument, std::int64_t index,
             std::string_view value, std::string_view rule)
    : code_(code), index_(index), analysis_(analysis), argument_(argument), value_(value), rule_(rule) {
  const std::string place = index < 0 ? argument_ : fmt::format("{}[{}]", argument, index);
  message_ = fmt::format("{}: {} is {}, but must be {}", analysis, place, value, rule);
}

Error::Error(ErrorCode code, std::string_view analysis, std::string_view sentence)
    : code_(code), analysis_(analysis), message_(fmt::format("{}: {}", analysis, sentence)) {}

void refuse(std::string_view analysis, std::string_view argument, std::string_view value, std::string_view rule) {
  throw Error(ErrorCode::invalid_argument, analysis, argument, -1, value, rule);
}

void refuse(std::string_view analysis, std::string_view argument, std::int64_t index, double value,
            std::string_view rule) {
  throw Error(ErrorCode::invalid_argument, analysis, argument, index, fmt::format("{}", value), rule);
}

}  // namespace mainstay::inline v1
