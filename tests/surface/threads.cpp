// What is fitted is immutable: many threads may predict from it, read it and save it at once. Run under the thread sanitizer by
// the preset tsan.
#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <thread>

#include "mainstay/core/document.hpp"
#include "mainstay/surface/call.hpp"
#include "mainstay/surface/registry.hpp"

using namespace mainstay;
using namespace mainstay::surface;

TEST_CASE("many threads use one model, and run calls of their own, at the same time") {
  constexpr std::int64_t n = 4000;
  std::vector<double> duration, x;
  std::vector<std::int64_t> event;
  for (std::int64_t i = 0; i < n; ++i) {
    x.push_back(std::sin(static_cast<double>(i)));
    duration.push_back(static_cast<double>(1 + (i * 7919) % 60) + std::floor(5 - 5 * x.back()));
    event.push_back(i % 3 != 0);
  }
  const auto fit_call = [&] {
    Call call(find_function("survival.cox"));
    call.input("x", Column(x));
    call.input("duration", Column(duration));
    call.input("event", Column(event));
    return call;
  };
  RunContext two;
  two.threads = 2;
  const Object fit = fit_call().run(two);
  const auto predict = [&] {
    Call call(find_function("survival.cox.predict"), fit);
    call.input("x", Column(x));
    call.set_json("times", "[10, 20, 30]");
    return to_json(call.run(two));
  };
  const std::string expected = predict(), document = save(find_function("survival.cox"), fit);
  std::atomic<int> different{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int repeat = 0; repeat < 3; ++repeat) {
        if (predict() != expected) ++different;
        if (save(find_function("survival.cox"), fit) != document) ++different;
        if (t % 2 == 0 && to_json(fit_call().run(two)) != to_json(fit)) ++different;
        if (describe().size() < 1000) ++different;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(different == 0);
}
