// How Mainstay refuses: one exception type whose sentence always has the same shape,
//   survival.cox: duration[17] is -3, but must be > 0
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace mainstay::inline v1 {

/// What kind of refusal it is. The numbers are those of the C API and never change.
enum class ErrorCode : std::int32_t {
  invalid_argument = 1,  ///< a value breaks its rule: not finite, out of bounds, a missing value
  unknown_name = 2,      ///< no such analysis, argument, option, level or word; the sentence lists the candidates
  wrong_shape = 3,       ///< sizes that do not fit each other
  wrong_type = 4,        ///< text where numbers belong, an unsupported Arrow format
  cancelled = 5,         ///< the caller's progress function asked to stop
  out_of_memory = 6,
  corrupt = 7,      ///< bytes that are not a whole Mainstay document
  unsupported = 8,  ///< a document of a newer version, states of unlike definitions
  io = 9,           ///< a file that cannot be read
  internal = 10     ///< a defect of Mainstay itself
};

/// Thrown by every public function for a caller's mistake, cancellation and damaged bytes.
class Error : public std::exception {
 public:
  /// "`analysis`: `argument`[`index`] is `value`, but must be `rule`"; index < 0 means that no row is meant.
  Error(ErrorCode code, std::string_view analysis, std::string_view argument, std::int64_t index,
        std::string_view value, std::string_view rule);
  /// "`analysis`: `sentence`" for what does not fit that shape (cancelled, broken bytes).
  Error(ErrorCode code, std::string_view analysis, std::string_view sentence);

  const char* what() const noexcept override { return message_.c_str(); }
  ErrorCode code() const noexcept { return code_; }
  const std::string& analysis() const noexcept { return analysis_; }
  const std::string& argument() const noexcept { return argument_; }  ///< empty when none is at fault
  std::int64_t index() const noexcept { return index_; }              ///< row, or -1
  const std::string& value() const noexcept { return value_; }
  const std::string& rule() const noexcept { return rule_; }

 private:
  ErrorCode code_;
  std::int64_t index_ = -1;
  std::string analysis_, argument_, value_, rule_, message_;
};

/// A cross-field rule of an analysis is broken: throws Error{invalid_argument}. `argument` may be a path, "stages[2].name".
[[noreturn]] void refuse(std::string_view analysis, std::string_view argument, std::string_view value,
                         std::string_view rule);
/// The same for one row of a column.
[[noreturn]] void refuse(std::string_view analysis, std::string_view argument, std::int64_t index, double value,
                         std::string_view rule);

}  // namespace mainstay::inline v1
