#include "core/team.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "mainstay/core/error.hpp"

using namespace mainstay;

TEST_CASE("every chunk is worked off once, whatever the threads") {
  for (int threads : {1, 2, 3, 8}) {
    RunContext context;
    context.threads = threads;
    Team team("test.toy", context);
    CHECK(team.threads() == threads);
    for (std::int64_t chunks : {0, 1, 7, 1000}) {
      std::vector<std::atomic<int>> seen(static_cast<std::size_t>(chunks));
      team.run(chunks, [&](std::int64_t chunk) { ++seen[static_cast<std::size_t>(chunk)]; });
      for (const auto& count : seen) CHECK(count == 1);
    }
  }
}

TEST_CASE("spans cover all rows once") {
  for (std::int64_t n : {0, 1, 5, 100, 101})
    for (std::int64_t chunks : {1, 2, 7}) {
      std::int64_t next = 0;
      for (std::int64_t c = 0; c < chunks; ++c) {
        const Span span = span_of(n, chunks, c);
        CHECK(span.first == next);
        next = span.last;
      }
      CHECK(next == n);
    }
}

TEST_CASE("an exception of any chunk reaches the caller and the team works on") {
  RunContext context;
  context.threads = 4;
  Team team("test.toy", context);
  for (int repeat = 0; repeat < 20; ++repeat) {
    CHECK_THROWS_WITH_AS(team.run(100, [](std::int64_t chunk) {
      if (chunk >= 3) throw Error(ErrorCode::internal, "test.toy", "broken");
    }), "test.toy: broken", Error);
    std::atomic<std::int64_t> sum{0};
    team.run(10, [&](std::int64_t chunk) { sum += chunk; });
    CHECK(sum == 45);
  }
}

TEST_CASE("progress is asked on the calling thread and can cancel") {
  RunContext context;
  context.threads = 3;
  const std::thread::id caller = std::this_thread::get_id();
  int asked = 0;
  context.progress = [&](double share) {
    CHECK(std::this_thread::get_id() == caller);
    CHECK(share >= 0.0);
    CHECK(share <= 1.0);
    return ++asked < 2;
  };
  Team team("test.toy", context);
  ErrorCode code{};
  try {
    for (int i = 0; i < 1000; ++i)
      team.run(4, [](std::int64_t) { std::this_thread::sleep_for(std::chrono::milliseconds(2)); });
  } catch (const Error& error) {
    code = error.code();
  }
  CHECK(code == ErrorCode::cancelled);
  CHECK(asked == 2);
}
