// What a call may know about its host: threads, seed, progress and cancellation, log. Never part of a result.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace mainstay::inline v1 {

enum class LogLevel : std::int32_t { debug = 0, info = 1, warning = 2 };

struct RunContext {
  /// Threads of this call; 0 means all that the machine has. Results do not depend on it, bit for bit.
  std::int32_t threads = 0;
  /// Seed of whatever is drawn at random (resampling); equal seeds give equal results.
  std::uint64_t seed = 1;
  /// Called on the calling thread only, a few times a second at most, with the finished share in [0, 1];
  /// returning false ends the call with Error{cancelled}. Nothing of the caller's data is changed then.
  std::function<bool(double)> progress{};
  /// Called on the calling thread only. Never carries personal data.
  std::function<void(LogLevel, std::string_view)> log{};
};

}  // namespace mainstay::inline v1
