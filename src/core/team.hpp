// The threads of one call. They start with the call and end with it: no global pool, so that a host may fork at any
// other moment and nothing outlives a call.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "mainstay/core/run_context.hpp"

namespace mainstay::inline v1 {

class Team {
 public:
  /// At most `context.threads` threads (0: all of the machine), and no more than `most_chunks`.
  Team(std::string_view analysis, const RunContext& context, std::int64_t most_chunks = INT64_MAX);
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  int threads() const noexcept { return static_cast<int>(workers_.size()) + 1; }

  /// Runs work(chunk) for every chunk in [0, chunks), each once, on any thread, and waits. What the chunks write must not
  /// overlap; the caller reduces their results in chunk order, so that the answer does not depend on the threads.
  /// The first exception by chunk number is rethrown. The calling thread asks `progress` between its chunks.
  void run(std::int64_t chunks, const std::function<void(std::int64_t chunk)>& work);

  /// The finished share that is reported from now on: run() counts from `from` to `to`.
  void report(double from, double to) noexcept {
    from_ = from;
    to_ = to;
  }
  /// Asks the caller's progress function; throws Error{cancelled} when it says stop. Calling thread only.
  void checkpoint(double share);

 private:
  void work_off(bool calling_thread);
  void serve();

  std::string_view analysis_;
  const RunContext& context_;
  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable start_, finished_;
  const std::function<void(std::int64_t)>* work_ = nullptr;
  std::atomic<std::int64_t> next_{0};
  std::int64_t chunks_ = 0;
  std::uint64_t round_ = 0;
  int busy_ = 0;
  bool closing_ = false;
  std::int64_t failed_chunk_ = INT64_MAX;
  std::exception_ptr failure_;
  double from_ = 0.0, to_ = 1.0;
  double last_report_ = -1e300;  // seconds of the steady clock
};

/// [first, last) of chunk c when n items are cut into `chunks` nearly equal pieces.
struct Span {
  std::int64_t first, last;
};
inline Span span_of(std::int64_t n, std::int64_t chunks, std::int64_t c) noexcept {
  const std::int64_t size = n / chunks, rest = n % chunks;
  const std::int64_t first = c * size + (c < rest ? c : rest);
  return {first, first + size + (c < rest ? 1 : 0)};
}

}  // namespace mainstay::inline v1
