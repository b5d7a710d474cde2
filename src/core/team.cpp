#include "core/team.hpp"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "mainstay/core/error.hpp"

namespace mainstay::inline v1 {

namespace {
constexpr double seconds_between_reports = 0.05;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
}  // namespace

Team::Team(std::string_view analysis, const RunContext& context, std::int64_t most_chunks)
    : analysis_(analysis), context_(context) {
  std::int64_t wanted = context.threads > 0 ? context.threads : std::max(1u, std::thread::hardware_concurrency());
  wanted = std::clamp<std::int64_t>(wanted, 1, std::max<std::int64_t>(1, most_chunks));
  try {
    for (std::int64_t i = 1; i < wanted; ++i) workers_.emplace_back([this] { serve(); });
  } catch (const std::system_error&) {
    // The machine gives no more threads: the ones that started, at least the calling thread, do the work.
  }
}

Team::~Team() {
  {
    std::lock_guard lock(mutex_);
    closing_ = true;
  }
  start_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void Team::checkpoint(double share) {
  if (!context_.progress) return;
  const double time = now();
  if (time - last_report_ < seconds_between_reports) return;
  last_report_ = time;
  if (!context_.progress(std::clamp(share, 0.0, 1.0)))
    throw Error(ErrorCode::cancelled, analysis_, "cancelled by the caller's progress function");
}

void Team::run(std::int64_t chunks, const std::function<void(std::int64_t)>& work) {
  if (chunks <= 0) return;
  {
    std::lock_guard lock(mutex_);
    work_ = &work;
    chunks_ = chunks;
    next_ = 0;
    failed_chunk_ = INT64_MAX;
    failure_ = nullptr;
    busy_ = static_cast<int>(workers_.size());
    ++round_;
  }
  if (!workers_.empty()) start_.notify_all();
  work_off(true);
  std::unique_lock lock(mutex_);
  finished_.wait(lock, [this] { return busy_ == 0; });
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Team::work_off(bool calling_thread) {
  for (std::int64_t chunk; (chunk = next_.fetch_add(1)) < chunks_;) {
    try {
      if (calling_thread) checkpoint(from_ + (to_ - from_) * static_cast<double>(chunk) / static_cast<double>(chunks_));
      (*work_)(chunk);
    } catch (...) {
      std::lock_guard lock(mutex_);
      if (chunk < failed_chunk_) {
        failed_chunk_ = chunk;
        failure_ = std::current_exception();
      }
      next_ = chunks_;  // the others stop at their next chunk
    }
  }
}

void Team::serve() {
  std::uint64_t seen = 0;
  std::unique_lock lock(mutex_);
  for (;;) {
    start_.wait(lock, [&] { return closing_ || round_ != seen; });
    if (closing_) return;
    seen = round_;
    lock.unlock();
    work_off(false);
    lock.lock();
    if (--busy_ == 0) finished_.notify_one();
  }
}

}  // namespace mainstay::inline v1
