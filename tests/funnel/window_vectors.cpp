// Known answers of other tools (ClickHouse, Mixpanel, lifelines). V1, V2, … number them as a list of such answers does.
#include <doctest/doctest.h>

#include <tuple>

#include "funnel/window_kernel.hpp"
#include "mainstay/core/error.hpp"
#include "window_data.hpp"

using namespace mainstay;
using namespace mainstay::funnel;
using namespace window_data;
using doctest::Approx;

TEST_CASE("funnel/window: V1, a row at each time 0..8, window from the entry inclusive") {
  std::vector<Happening> events;
  for (int t = 0; t <= 8; ++t) events.push_back({1, t, std::to_string(1000 + t)});
  CHECK(level(events, options_of({"1000", "1001", "1002", "1008"}, 10000)) == 4);
  CHECK(level(events, options_of({"1003", "1004", "1005", "1006", "1007"}, 2)) == 3);
  CHECK(level(events, options_of({"1003", "1004", "1005", "1006", "1007"}, 3)) == 4);
  CHECK(level(events, options_of({"1003", "1004", "1005", "1006", "1007"}, 4)) == 5);
  CHECK(level(events, options_of({"1008", "1001"}, 10000)) == 1);
  // Conditions that overlap (ClickHouse: one row may fill several of them) cannot be said: stages share all their words or none.
  WindowOptions overlapping = options_of({"to 7", "from 2"}, 4);
  overlapping.stages[0].events = {"1006", "1007"};
  overlapping.stages[1].events = {"1007", "1008"};
  CHECK_THROWS_AS(level(events, overlapping), Error);
}

TEST_CASE("funnel/window: V2, repeats and other words between the stages") {
  for (const char* word : {"abc", "adbc", "aabbcc", "aaaabbcc", "aabbdcc"}) CHECK(level(letters(word), options_of({"a", "b", "c"}, 86400)) == 3);
  CHECK(level(letters("ccbbaa"), options_of({"a", "b", "c"}, 86400)) == 1);
  CHECK(level(letters("acb"), options_of({"a", "b", "c"}, 10)) == 2);
}

TEST_CASE("funnel/window: V2, nothing else between the stages, and no repeats") {
  const std::vector<std::string> streams{"abc", "adbc", "aabbcc", "aaaabbcc", "aabbdcc", "ccbbaa"};
  const auto levels = [&](const WindowOptions& options) {
    std::vector<std::int64_t> found;
    for (const std::string& word : streams) found.push_back(level(letters(word), options));
    return found;
  };
  WindowOptions strict = options_of({"a", "b", "c"}, 86400);
  strict.between = BetweenSteps::no_other_event;
  CHECK(levels(strict) == std::vector<std::int64_t>{3, 1, 3, 3, 2, 1});
  // No repeats either. Elsewhere a repeated entry starts anew, which is to look from the best entry here.
  strict.end_at_repeats = true;
  CHECK(levels(strict) == std::vector<std::int64_t>{3, 1, 1, 1, 1, 1});
  strict.entry = EntryPolicy::any;
  CHECK(levels(strict) == std::vector<std::int64_t>{3, 1, 2, 2, 2, 1});
  WindowOptions user7 = options_of({"a", "b", "c"}, 10);
  user7.between = BetweenSteps::no_other_event;
  CHECK(level(letters("acb"), user7) == 1);
  user7.between = BetweenSteps::no_other_stage;
  CHECK(level(letters("acb"), user7) == 1);
  CHECK(level(letters("adbc"), user7) == 3);
}

TEST_CASE("funnel/window: V3, a stage that is behind comes again") {
  WindowOptions options = options_of({"a", "b", "c", "d"}, 100);
  CHECK(level(letters("abcbd"), options) == 4);
  options.end_at_repeats = true;
  options.list_people = true;
  CHECK(level(letters("abcbd"), options) == 3);
  const WindowResult result = Data{letters("abcbd"), {}}.run(options);
  CHECK(text(result.listed.outcome, 0) == "interrupted");
  CHECK(result.listed.ended == std::vector<std::int64_t>{3});
}

TEST_CASE("funnel/window: V4, V5, several events at one time") {
  const std::vector<Happening> events{{1, 0, "1000"}, {1, 1, "1001"}, {1, 1, "1002"}, {1, 1, "1003"}, {1, 2, "1004"}};
  WindowOptions options = options_of({"1000", "1001", "1002", "1003", "1004"}, 10);
  CHECK(level(events, options) == 5);
  options.ties = TiePolicy::strict;
  CHECK(level(events, options) == 2);
  // The same event three times: it counts once.
  WindowOptions thrice;
  for (const char* name : {"x", "y", "z"}) thrice.stages.push_back({name, {"1004"}, {}});
  CHECK(level(events, thrice) == 1);
  // Second failure, then success.
  WindowOptions second;
  second.stages = {{"failed", {"F"}, {}}, {"failed again", {"F"}, {}}, {"passed", {"S"}, {}}};
  second.window = 200;
  CHECK(level({{1, 180, "F"}, {1, 220, "F"}, {1, 250, "S"}}, second) == 3);
  CHECK(level({{1, 100, "F"}, {1, 250, "F"}}, second) == 2);
  CHECK(level({{1, 200, "S"}, {1, 210, "F"}, {1, 230, "F"}}, second) == 2);
}

TEST_CASE("funnel/window: V8, strict order among ties, where engines were wrong") {
  std::vector<Happening> events{{1, 1, "p0"}, {1, 2, "p1"}, {1, 2, "p2"}, {1, 2, "p3"}, {1, 3, "p1"}, {1, 3, "p2"},
                                {1, 3, "p3"}, {1, 4, "p1"}, {1, 4, "p2"}, {1, 4, "p3"}};
  for (const EntryPolicy entry : {EntryPolicy::first, EntryPolicy::any}) {
    WindowOptions options = options_of({"p0", "p1", "p2", "p3"}, 100);
    options.ties = TiePolicy::strict;
    options.entry = entry;
    CHECK(level(events, options) == 4);
    options = options_of({"A", "B", "C"}, 10);
    options.ties = TiePolicy::strict;
    options.entry = entry;
    CHECK(level({{1, 0, "A"}, {1, 1, "B"}, {1, 2, "B"}, {1, 2, "C"}}, options) == 3);
    options = options_of({"A", "B"}, 10);
    options.ties = TiePolicy::strict;
    options.entry = entry;
    CHECK(level({{1, 4, "A"}, {1, 5, "A"}, {1, 5, "B"}}, options) == 2);
  }
}

TEST_CASE("funnel/window: V10, step times come from one chain and are never negative") {
  WindowOptions options = options_of({"a", "b", "c", "d"}, 1000);
  options.entry = EntryPolicy::any;
  options.list_people = true;
  const WindowResult result = Data{{{7, 1, "a"}, {7, 2, "b"}, {7, 3, "c"}, {7, 4, "a"}, {7, 5, "b"}, {7, 6, "d"}}, {}}.run(options);
  CHECK(result.times.time == std::vector<std::int64_t>{1, 2, 3, 6});
  CHECK(result.steps.mean_days == std::vector<double>{1, 1, 3});
  CHECK(result.completed == 1);
}

TEST_CASE("funnel/window: V11, the entry policy decides") {
  const std::vector<Happening> events{{1, 780, "A"}, {1, 810, "A"}, {1, 825, "B"}, {1, 855, "C"}};
  WindowOptions options = options_of({"A", "B", "C"}, 60);
  CHECK(level(events, options) == 2);
  options.entry = EntryPolicy::any;
  CHECK(level(events, options) == 3);
  // Entered, entered again inside the window, window over, then B: two attempts would need a second entry after the end.
  options = options_of({"A", "B"}, 10);
  options.entry = EntryPolicy::each;
  options.follow_up_end = 100;
  WindowResult result = Data{{{1, 0, "A"}, {1, 5, "A"}, {1, 12, "A"}, {1, 20, "B"}, {1, 21, "A"}}, {}}.run(options);
  CHECK(result.attempts == 3);
  CHECK(result.completed == 1);
  CHECK(result.stages.lost[0] == 2);
}

TEST_CASE("funnel/window: V9, two stages of one word take two events, of one person") {
  WindowOptions twice;
  twice.stages = {{"once", {"1"}, {}}, {"twice", {"1"}, {}}};
  twice.window = 50;
  const WindowResult result = Data{{{1, 100, "1"}, {2, 200, "1"}}, {}}.run(twice);
  CHECK(result.stages.reached == std::vector<std::int64_t>{2, 0});
}

TEST_CASE("funnel/window: V11, an excluded event ends an attempt, and a later one may begin") {
  WindowOptions options = options_of({"A", "B"}, 100);
  options.exclusions = {{"A again", {"A"}, {}, {}}};
  options.list_people = true;
  options.follow_up_end = 200;
  const std::vector<Happening> events{{1, 0, "A"}, {1, 5, "A"}, {1, 8, "A"}, {1, 9, "B"}};
  options.entry = EntryPolicy::each;
  WindowResult result = Data{events, {}}.run(options);
  CHECK(result.attempts == 2);
  CHECK(result.completed == 1);
  CHECK(text(result.listed.outcome, 0) == "excluded");
  CHECK(text(result.listed.reason, 0) == "A again");
  CHECK(result.listed.ended == std::vector<std::int64_t>{5, 9});
  REQUIRE(result.exits.count.size() == 1);
  CHECK(text(result.exits.kind, 0) == "excluded");
  CHECK(text(result.exits.reason, 0) == "A again");
  options.entry = EntryPolicy::first;
  CHECK(Data{events, {}}.run(options).completed == 0);
  options.entry = EntryPolicy::any;
  CHECK(Data{events, {}}.run(options).completed == 1);
}

TEST_CASE("funnel/window: V11, who came in by which word") {
  WindowOptions options;
  options.stages = {{"looked", {"shirt", "jeans", "shoes"}, {}}, {"cart", {}, {}}};
  options.window = 100;
  options.entry = EntryPolicy::each;
  options.count_branches = true;
  options.follow_up_end = 200;
  const WindowResult result = Data{{{1, 0, "shirt"}, {1, 1, "jeans"}, {1, 2, "cart"}, {1, 3, "shoes"}}, {}}.run(options);
  const WindowBranches& b = result.branches;
  REQUIRE(b.reached.size() == 3);
  CHECK(text(b.event, 0) == "shirt");
  CHECK(text(b.event, 1) == "shoes");
  CHECK(text(b.event, 2) == "cart");
  CHECK(b.reached == std::vector<std::int64_t>{1, 1, 1});
  CHECK(b.went_on == std::vector<std::int64_t>{1, 0, 0});
  CHECK(b.lost == std::vector<std::int64_t>{0, 1, 0});
}

TEST_CASE("funnel/window: V17, incidences of two causes on six days") {
  // Days 1 to 6; causes none, 1, 1, 2, 2, none.
  const int cause[] = {0, 1, 1, 2, 2, 0};
  const double expected[2][6] = {{0, 0.2, 0.4, 0.4, 0.4, 0.4}, {0, 0, 0, 0.2, 0.4, 0.4}};
  for (const int own : {1, 2}) {
    Incidence incidence(6);
    for (int day = 0; day < 6; ++day) {
      incidence.add(cause[day] == own, cause[day] != 0 && cause[day] != own, cause[day] == 0);
      CHECK(incidence.probability() == Approx(expected[own - 1][day]).epsilon(1e-12));
    }
  }
}

TEST_CASE("funnel/window: V16, V17, the same incidences as reasons of leaving") {
  // Nobody goes on; people leave for reason 1 or 2, or are last seen.
  const std::vector<int> v16_time{1, 5, 3, 6, 1, 3, 2, 5, 2, 3, 6}, v16_cause{0, 1, 1, 1, 2, 1, 0, 1, 0, 2, 2};
  const std::vector<int> v17_time{1, 2, 3, 4, 5, 6}, v17_cause{0, 1, 1, 2, 2, 0};
  for (const auto& [time, cause, first, second] : {std::tuple{v16_time, v16_cause, 50.0 / 77, 27.0 / 77}, {v17_time, v17_cause, 0.4, 0.4}}) {
    Data data;
    for (std::size_t i = 0; i < time.size(); ++i) {
      const auto id = static_cast<std::int64_t>(i);
      data.events.push_back({id, 0, "A"});
      const bool left = cause[i] != 0;
      data.people.push_back({id, left ? 100 : time[i], left ? static_cast<double>(time[i]) : NAN, left ? std::to_string(cause[i]) : "", "", ""});
    }
    const WindowResult result = data.run(options_of({"A", "B"}, 200));
    CHECK(result.exits.incidence[0] == Approx(first).epsilon(1e-12));
    CHECK(result.exits.incidence[1] == Approx(second).epsilon(1e-12));
  }
}
