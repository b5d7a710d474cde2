// Where attempts are at an age: by hand, against survival.states, and as plain shares; groups compared.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>

#include "compare.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/states.hpp"
#include "sentence.hpp"
#include "stats/proportion.hpp"
#include "window_data.hpp"

using namespace mainstay;
using namespace mainstay::funnel;
using namespace window_data;
using doctest::Approx;

TEST_CASE("funnel/window: occupancy of three stages, by hand") {
  // Eight enter. Day 2: two go on (one of them last seen on day 4), one is lost. Day 3: one of five is last seen. Day 5: one of four goes on, one of the
  // two in the second stage, of whom one has just come, completes.
  Data data;
  const auto person = [&](std::int64_t id, std::int64_t until, double exit, std::vector<std::pair<std::int64_t, std::string>> events) {
    data.people.push_back({id, until, exit, "", "", ""});
    data.events.push_back({id, 0, "A"});
    for (const auto& [day, word] : events) data.events.push_back({id, day, word});
  };
  person(1, 20, NAN, {{2, "B"}, {5, "C"}});
  person(2, 4, NAN, {{2, "B"}});
  person(3, 20, 2, {});
  person(4, 3, NAN, {});
  person(5, 20, NAN, {{5, "B"}});
  for (std::int64_t id = 6; id <= 8; ++id) person(id, 20, NAN, {});
  WindowOptions options = options_of({"A", "B", "C"}, 100);
  options.occupancy_every = 1;
  const WindowOccupancy o = data.run(options).occupancy;
  const auto row = [&](std::int64_t time, std::size_t stage) { return static_cast<std::size_t>(time) * 3 + stage; };
  CHECK(o.time[row(5, 1)] == 5);
  CHECK(o.probability[row(1, 0)] == 1.0);
  CHECK(o.probability[row(2, 0)] == Approx(5.0 / 8).epsilon(1e-14));
  CHECK(o.probability[row(2, 1)] == Approx(2.0 / 8).epsilon(1e-14));
  CHECK(o.lost[row(2, 0)] == Approx(1.0 / 8).epsilon(1e-14));
  CHECK(o.known[row(3, 0)] == 8);
  CHECK(o.known[row(4, 0)] == 7);
  CHECK(o.known[row(5, 0)] == 6);
  CHECK(o.in_stage[row(5, 1)] == 1);
  CHECK(o.probability[row(5, 0)] == Approx(5.0 / 8 * 3 / 4).epsilon(1e-14));
  CHECK(o.probability[row(5, 1)] == Approx((2.0 / 8 + 5.0 / 32) / 2).epsilon(1e-14));
  CHECK(o.probability[row(5, 2)] == Approx((2.0 / 8 + 5.0 / 32) / 2).epsilon(1e-14));
  CHECK(o.share[row(5, 2)] == Approx(1.0 / 6).epsilon(1e-14));
}

TEST_CASE("funnel/window: occupancy equals the states of survival.states") {
  std::mt19937_64 random(77);
  for (int round = 0; round < 30; ++round) {
    const Data data = random_company(random, 80);
    WindowOptions options = options_of({"apply", "train", "certify", "post"}, 10 + static_cast<std::int64_t>(random() % 30));
    options.ties = static_cast<TiePolicy>(round % 3);
    options.stages[1].optional = round % 2;
    options.list_people = true;
    options.occupancy_every = 1;
    const WindowResult result = data.run(options);
    // Each attempt as rows of stays. Leaving stage k happens at 0.1 k of the day, and people are last seen at its end: so a day is lived through
    // stage after stage.
    std::vector<std::int64_t> person, from, next;
    std::vector<double> start, stop;
    const auto stay = [&](std::size_t i, std::int64_t stage, double begin, double end, std::int64_t to) {
      person.push_back(static_cast<std::int64_t>(i)), from.push_back(stage), next.push_back(to < 0 ? stage : to);
      start.push_back(begin), stop.push_back(end);
    };
    std::map<std::string, std::int64_t> number;
    for (std::size_t k = 0; k < 4; ++k) number[options.stages[k].name] = static_cast<std::int64_t>(k);
    for (std::size_t i = 0; i < result.listed.attempt.size(); ++i) {
      std::vector<std::pair<std::int64_t, std::int64_t>> steps;
      for (std::size_t t = 0; t < result.times.time.size(); ++t)
        if (result.times.listed_row[t] == static_cast<std::int64_t>(i)) steps.emplace_back(number[text(result.times.stage, t)], result.times.time[t] - result.listed.entered[i]);
      double begin = -0.05;
      for (std::size_t k = 1; k < steps.size(); ++k) {
        const double end = static_cast<double>(steps[k].second) + 0.1 * static_cast<double>(steps[k - 1].first);
        stay(i, steps[k - 1].first, begin, end, steps[k].first);
        begin = end;
      }
      const std::string outcome = text(result.listed.outcome, i);
      const std::int64_t ended = result.listed.ended[i] - result.listed.entered[i];
      if (outcome == "completed") continue;
      const bool seen = outcome == "still_inside";
      stay(i, steps.back().first, begin, static_cast<double>(ended) + (seen ? 0.9 : 0.1 * static_cast<double>(steps.back().first)), seen ? -1 : 4 + steps.back().first);
    }
    survival::StatesInput input;
    input.person = person, input.start = start, input.stop = stop, input.state = from, input.next_state = next;
    survival::StatesOptions states;
    for (int k = 0; k < 8; ++k) states.states.push_back(std::to_string(k));
    states.initial = {1, 0, 0, 0, 0, 0, 0, 0};
    const WindowOccupancy& o = result.occupancy;
    for (std::size_t row = 0; row < o.time.size() && text(o.breakdown, row) == "total"; row += 4) states.times.push_back(static_cast<double>(o.time[row]) + 0.5);
    const survival::StatesResult truth = survival::states(input, states);
    std::map<std::pair<std::string, double>, std::pair<double, double>> expected;
    for (std::size_t i = 0; i < truth.occupation.time.size(); ++i)
      expected[{text(truth.occupation.state, i), truth.occupation.time[i]}] = {truth.occupation.probability[i], truth.occupation.std_error[i]};
    for (std::size_t row = 0; row < o.time.size() && text(o.breakdown, row) == "total"; ++row) {
      const auto time = static_cast<double>(o.time[row]) + 0.5;
      REQUIRE(o.probability[row] == Approx(expected[{std::to_string(row % 4), time}].first).epsilon(1e-10));
      REQUIRE(o.lost[row] == Approx(expected[{std::to_string(4 + row % 4), time}].first).epsilon(1e-10));
    }
  }
}

TEST_CASE("funnel/window: occupancy adds up, and is the share where nobody is still inside") {
  std::mt19937_64 random(78);
  for (int round = 0; round < 60; ++round) {
    Data data = random_company(random, 60);
    const bool all_known = round % 2;
    if (all_known)
      for (Member& member : data.people) member.until = 500;
    WindowOptions options = random_mode(random);
    if (!options.window) options.window = 30;
    options.occupancy_every = 3;
    const WindowResult result = data.run(options);
    const WindowOccupancy& o = result.occupancy;
    for (std::size_t row = 0; row < o.time.size(); row += 4) {
      if (std::isnan(o.probability[row])) continue;
      double sum = 0;
      for (std::size_t k = 0; k < 4; ++k) {
        sum += o.probability[row + k] + o.lost[row + k];
        REQUIRE(o.lower[row + k] <= o.probability[row + k] + 1e-12);
        REQUIRE(o.upper[row + k] >= o.probability[row + k] - 1e-12);
        if (!all_known) continue;
        REQUIRE(o.probability[row + k] == Approx(o.share[row + k]).epsilon(1e-12));
        const stats::Interval wilson = stats::wilson_interval(o.share[row + k], static_cast<double>(o.known[row + k]), 1.959963984540054);
        REQUIRE(o.lower[row + k] == Approx(wilson.lower).epsilon(1e-9));
        REQUIRE(o.upper[row + k] == Approx(wilson.upper).epsilon(1e-9));
      }
      REQUIRE(sum == Approx(1.0).epsilon(1e-12));
    }
  }
}

TEST_CASE("funnel/window: differences of two groups by Newcombe's interval") {
  // 33 of 60 against 15 of 60: 30 points, [12.5, 45.1].
  Data data;
  for (int i = 0; i < 120; ++i) {
    data.people.push_back({i, 100, NAN, "", "", i < 60 ? "B" : "A"});
    data.events.push_back({i, 0, "hire"});
    if (i < 33 || (i >= 60 && i < 75)) data.events.push_back({i, 10, "certificate"});
  }
  WindowOptions options = options_of({"hire", "certificate"}, 30);
  const WindowDifferences d = data.run(options).differences;
  REQUIRE(d.from_start.size() == 2);
  CHECK(text(d.breakdown, 1) == "school");
  CHECK(text(d.group, 1) == "B");
  CHECK(text(d.reference, 1) == "A");
  CHECK(d.from_start[1] == Approx(0.3).epsilon(1e-14));
  CHECK(std::round(d.from_start_lower[1] * 1000) == 125);
  CHECK(std::round(d.from_start_upper[1] * 1000) == 451);
  const stats::Interval newcombe = stats::newcombe_difference(0.55, 60, 0.25, 60, 1.959963984540054);
  CHECK(d.from_start_lower[1] == Approx(newcombe.lower).epsilon(1e-12));
  CHECK(d.estimate_from_start_lower[1] == d.from_start_lower[1]);  // nobody is still inside
  options.reference = "B";
  CHECK(data.run(options).differences.from_start[1] == Approx(-0.3).epsilon(1e-14));
  options.reference = "C";
  CHECK(::sentence([&] { data.run(options); }) == "funnel.window: reference is \"C\", but must be a group: one of missing, A, B");
  options.reference.clear();
  options.occupancy_every = 0;
  CHECK(::sentence([&] { data.run(options); }) == "funnel.window: occupancy_every is 0, but must be > 0");
}
