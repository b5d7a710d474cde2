#include "mainstay/returns/calls.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

using Whole = std::vector<std::int64_t>;

// Everything that a call of the analysis can hold.
struct Leavers {
  Whole person, contactable, value, cost, allowed_person, allowed_recruiter, recruiter, capacity;
  std::vector<double> probability, lower, upper;
  CallsOptions options{};

  CallsResult run() const {
    CallsInput input;
    input.person = person;
    input.contactable = contactable;
    input.probability = probability;
    if (!lower.empty()) input.lower = lower, input.upper = upper;
    input.value = value;
    input.cost = cost;
    if (!allowed_person.empty()) input.allowed_person = allowed_person, input.allowed_recruiter = allowed_recruiter;
    if (!recruiter.empty()) input.recruiter = recruiter, input.capacity = capacity;
    return calls(input, options);
  }
};

// The same for tests by hand: four leavers worth 5000, 3000, 3000 and 1000 after their costs, and one who may not be contacted.
Leavers five() {
  Leavers all;
  all.person = {11, 12, 13, 14, 15};
  all.contactable = {1, 1, 1, 1, 0};
  all.probability = {0.6, 0.4, 0.5, 0.2, 0.9};
  all.value = {10000, 10000, 10000, 10000, 10000};
  all.cost = {1000, 1000, 2000, 1000, 1000};
  return all;
}

std::vector<std::string> decisions(const CallsResult& result) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < result.people.decision.codes.size(); ++i) words.push_back(word(result.people.decision, i));
  return words;
}

// Every subset and, for each, whether recruiters can share it out: plain recursion.
bool can_seat(const std::vector<std::vector<std::int64_t>>& allowed, const std::vector<std::size_t>& who, std::size_t next, Whole& room) {
  if (next == who.size()) return true;
  for (const std::int64_t r : allowed[who[next]])
    if (room[static_cast<std::size_t>(r)] > 0) {
      --room[static_cast<std::size_t>(r)];
      const bool fits = can_seat(allowed, who, next + 1, room);
      ++room[static_cast<std::size_t>(r)];
      if (fits) return true;
    }
  return false;
}

}  // namespace

TEST_CASE("calls by hand: all who are worth it, in order, equal ones by id") {
  const CallsResult result = five().run();
  CHECK(result.status == CallsStatus::greatest);
  CHECK(result.list.row == Whole{0, 1, 2, 3});
  CHECK(result.list.expected_value == Whole{5000, 3000, 3000, 1000});
  CHECK(result.list.cumulative_value == Whole{5000, 8000, 11000, 12000});
  CHECK(result.list.cumulative_cost == Whole{1000, 2000, 4000, 5000});
  CHECK(result.expected_value == 12000);
  CHECK(result.bound == 12000);
  CHECK(decisions(result) == std::vector<std::string>{"called", "called", "called", "called", "not_contactable"});
  CHECK(result.decisions.people == Whole{4, 1, 0, 0, 0, 0, 0});
  CHECK(result.decisions.expected_value[1] == 8000);
}

TEST_CASE("calls: uplift counts in place of the probability, and which of them did is said") {
  const Leavers all = five();
  CHECK(all.run().counted == CallsCounted::every_return);
  CallsInput input;
  const std::vector<double> uplift{0.0, 0.3, 0.5, -0.2, 0.9};
  input.person = all.person, input.contactable = all.contactable, input.probability = all.probability, input.uplift = uplift, input.value = all.value, input.cost = all.cost;
  const CallsResult result = calls(input, {});
  CHECK(result.counted == CallsCounted::added_returns);
  CHECK(result.list.row == Whole{2, 1});  // 5000 - 2000, 3000 - 1000; who comes anyway needs no call
  CHECK(result.expected_value == 5000);
}

TEST_CASE("calls: a half as the decimals are written is rounded up, whatever the binary product is") {
  Leavers all = five();
  all.probability = {0.70, 0.29, 0.69, 0.7, 0.1};
  all.value = {1325, 1450, 650, 1324, 15};  // 927.5, 420.5, 448.5, 926.8, 1.5
  all.cost = {0, 0, 0, 0, 0};
  CHECK(all.run().people.gross == Whole{928, 421, 449, 927, 2});
}

TEST_CASE("calls by hand: a budget, a number of calls, capacities") {
  Leavers all = five();
  all.options.budget = 3000;  // 1000 + 1000 + 1000 for 9000 beats 1000 + 2000 for 8000
  CallsResult result = all.run();
  CHECK(result.list.row == Whole{0, 1, 3});
  CHECK(decisions(result)[2] == "budget");
  CHECK(result.status == CallsStatus::greatest);
  all.options.most = 2;
  result = all.run();
  CHECK(result.list.row == Whole{0, 1});  // of two lists worth 8000 the cheaper one
  CHECK(decisions(result) == std::vector<std::string>{"called", "called", "most", "most", "not_contactable"});
  // Recruiter 1 may call 11, 12 and 13 but has time for two; 2 may call 12 alone.
  all = five();
  all.allowed_person = {11, 12, 12, 13};
  all.allowed_recruiter = {1, 1, 2, 1};
  all.recruiter = {1, 2};
  all.capacity = {2, 1};
  result = all.run();
  CHECK(result.list.row == Whole{0, 1, 2});  // 12 moves to recruiter 2
  CHECK(word(result.list.recruiter, 1) == "2");
  CHECK(decisions(result)[3] == "no_recruiter");
  all.capacity = {1, 1};
  result = all.run();
  CHECK(result.list.row == Whole{0, 1});
  CHECK(decisions(result)[2] == "capacity");
  CHECK(result.recruiters.called == Whole{1, 1});
  CHECK(result.recruiters.expected_value == Whole{5000, 3000});
}

TEST_CASE("calls by hand: what the lower limit says") {
  Leavers all = five();
  all.lower = {0.5, 0.05, 0.45, 0.1, 0.8};
  all.upper = {0.7, 0.8, 0.6, 0.3, 1.0};
  all.options.most = 2;
  const CallsResult result = all.run();
  CHECK(result.list.row == Whole{0, 1});
  CHECK(result.list.lower_value == Whole{4000, -500});
  CHECK(result.list.upper_value == Whole{6000, 7000});
  CHECK(result.list.worth_at_lower == Whole{1, 0});
  CHECK(result.people.called_at_lower == Whole{1, 0, 1, 0, 0});
  CHECK(result.lower_value == 3500);
}

TEST_CASE("calls: nobody") {
  Leavers all = five();
  all.contactable.assign(5, 0);
  CHECK(all.run().status == CallsStatus::nobody_eligible);
  CHECK(Leavers{}.run().status == CallsStatus::nobody_eligible);
  all = five();
  all.probability.assign(5, 0.1);
  CHECK(all.run().status == CallsStatus::nobody_worth);
  all = five();
  all.options.budget = 0;
  const CallsResult result = all.run();
  CHECK(result.status == CallsStatus::nobody_possible);
  CHECK(result.list.row.empty());
  CHECK(decisions(result)[0] == "budget");
  CHECK(result.sentence == "Nobody of 5 is to be called: Budget, number of calls or recruiters leave room for nobody; the list is empty.");
}

TEST_CASE("calls are worth as much as the best of all subsets") {
  std::mt19937_64 random(7);
  const auto below = [&](std::uint64_t count) { return static_cast<std::int64_t>(random() % count); };
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Leavers all;
    const std::size_t n = 3 + random() % 8, recruiters = 1 + random() % 3;
    std::vector<std::vector<std::int64_t>> allowed(n);
    for (std::size_t i = 0; i < n; ++i) {
      all.person.push_back(static_cast<std::int64_t>(100 - 7 * i));
      all.contactable.push_back(below(6) > 0);
      all.probability.push_back(static_cast<double>(below(11)) / 10.0);
      all.value.push_back(100 * below(20));
      all.cost.push_back(below(5) * 70);
      for (std::size_t r = 0; r < recruiters; ++r)
        if (below(2) > 0) {
          allowed[i].push_back(static_cast<std::int64_t>(r));
          all.allowed_person.push_back(all.person[i]);
          all.allowed_recruiter.push_back(static_cast<std::int64_t>(r));
        }
    }
    for (std::size_t r = 0; r < recruiters; ++r) all.recruiter.push_back(static_cast<std::int64_t>(r)), all.capacity.push_back(below(4));
    if (all.allowed_person.empty()) continue;
    if (below(4) > 0) all.options.budget = below(900);
    if (below(2) > 0) all.options.most = below(6);
    const CallsResult result = all.run();
    std::int64_t best = 0;
    for (std::size_t subset = 0; subset < (std::size_t{1} << n); ++subset) {
      std::vector<std::size_t> who;
      std::int64_t value = 0, cost = 0;
      bool possible = true;
      for (std::size_t i = 0; i < n; ++i)
        if ((subset >> i & 1) != 0) {
          who.push_back(i);
          possible = possible && all.contactable[i] == 1;
          value += result.people.expected_value[i];
          cost += all.cost[i];
        }
      Whole room = all.capacity;
      if (possible && value > best && cost <= all.options.budget.value_or(INT64_MAX) && static_cast<std::int64_t>(who.size()) <= all.options.most.value_or(INT64_MAX) && can_seat(allowed, who, 0, room)) best = value;
    }
    CHECK(result.expected_value == best);
    CHECK(result.gap == 0.0);
    // What is listed can be done.
    Whole room = all.capacity;
    std::int64_t cost = 0;
    for (std::size_t k = 0; k < result.list.row.size(); ++k) {
      const auto i = static_cast<std::size_t>(result.list.row[k]);
      const std::int64_t r = std::stoll(word(result.list.recruiter, k));
      CHECK(std::count(allowed[i].begin(), allowed[i].end(), r) == 1);
      --room[static_cast<std::size_t>(r)];
      cost += all.cost[i];
      CHECK(all.contactable[i] == 1);
    }
    CHECK(*std::min_element(room.begin(), room.end()) >= 0);
    CHECK(cost == result.cost);
    // Whoever is left out would fit only where the reason says.
    for (std::size_t i = 0; i < n; ++i)
      if (decisions(result)[i] == "budget") CHECK(cost + all.cost[i] > *all.options.budget);
    // The order of the rows says nothing.
    Leavers turned = all;
    for (auto* column : {&turned.person, &turned.contactable, &turned.value, &turned.cost}) std::reverse(column->begin(), column->end());
    std::reverse(turned.probability.begin(), turned.probability.end());
    const CallsResult other = turned.run();
    REQUIRE(other.list.row.size() == result.list.row.size());
    for (std::size_t k = 0; k < other.list.row.size(); ++k) {
      CHECK(other.list.row[k] == static_cast<std::int64_t>(n) - 1 - result.list.row[k]);
      CHECK(word(other.list.recruiter, k) == word(result.list.recruiter, k));
    }
  }
}

TEST_CASE("calls are worth as much as scipy's integer programme finds") {
  const golden::json document = golden::load_golden("returns/calls/recruiters.json");
  CHECK(document["cases"].size() == 4);
  for (const golden::json& one : document["cases"]) {
    Leavers all;
    all.probability = golden::numbers(one["probability"]);
    all.value = golden::integers(one["value"]);
    all.cost = golden::integers(one["cost"]);
    all.capacity = golden::integers(one["capacity"]);
    all.recruiter.resize(all.capacity.size());
    std::iota(all.recruiter.begin(), all.recruiter.end(), 0);
    all.person.resize(all.value.size());
    std::iota(all.person.begin(), all.person.end(), 0);
    all.contactable.assign(all.value.size(), 1);
    std::int64_t person = 0;
    for (const golden::json& set : one["allowed"]) {
      for (const std::int64_t r : golden::integers(set)) all.allowed_person.push_back(person), all.allowed_recruiter.push_back(r);
      ++person;
    }
    all.options.budget = one["budget"].get<std::int64_t>();
    all.options.most = one["most"].get<std::int64_t>();
    const CallsResult result = all.run();
    CAPTURE(result.sentence);
    CHECK(result.status == CallsStatus::greatest);
    CHECK(result.expected_value == one["expected_value"].get<std::int64_t>());
  }
}

TEST_CASE("calls for money alone are worth as much as a table over all amounts of money says") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    Leavers all;
    const std::size_t n = 40 + random() % 160;
    const std::int64_t budget = 200 + static_cast<std::int64_t>(random() % 1500);
    std::vector<std::int64_t> best(static_cast<std::size_t>(budget) + 1, 0);
    for (std::size_t i = 0; i < n; ++i) {
      all.person.push_back(static_cast<std::int64_t>(i));
      all.contactable.push_back(1);
      all.probability.push_back(1.0);
      const auto cost = static_cast<std::int64_t>(random() % 60), worth = round % 2 == 0 ? static_cast<std::int64_t>(1 + random() % 400) : cost + 10;  // the second kind: all nearly alike for their money
      all.cost.push_back(cost);
      all.value.push_back(cost + worth);
      for (std::int64_t left = budget; left >= cost; --left) best[static_cast<std::size_t>(left)] = std::max(best[static_cast<std::size_t>(left)], best[static_cast<std::size_t>(left - cost)] + worth);
    }
    all.options.budget = budget;
    const CallsResult result = all.run();
    CHECK(result.status == CallsStatus::greatest);
    CHECK(result.expected_value == best.back());
    const auto cheapest = static_cast<std::int64_t>(std::lower_bound(best.begin(), best.end(), best.back()) - best.begin());
    CHECK(result.cost == cheapest);  // of lists worth the same the cheapest
    CHECK(result.bound == result.expected_value);
  }
}

TEST_CASE("calls: a search that ends early says by how much it may fall short") {
  std::mt19937_64 random(3);
  Leavers all;
  for (int i = 0; i < 300; ++i) {
    all.person.push_back(i);
    all.contactable.push_back(1);
    all.probability.push_back(0.3);
    all.value.push_back(100000 + static_cast<std::int64_t>(random() % 7919));
    all.cost.push_back(5000 + static_cast<std::int64_t>(random() % 997));
  }
  all.options.budget = 500001;
  const CallsResult whole = all.run();
  all.options.effort = 3000;
  const CallsResult early = all.run();
  CHECK(early.status == CallsStatus::within_gap);
  CHECK(early.bound >= whole.expected_value);
  CHECK(early.expected_value <= whole.expected_value);
  CHECK(early.gap > 0.0);
  CHECK(early.gap < 0.01);
  all.options.effort = 50000000;
  all.options.gap = 0.02;
  const CallsResult near_enough = all.run();
  CHECK(near_enough.gap <= 0.02);
  CHECK(near_enough.bound >= whole.expected_value);
}

TEST_CASE("calls: what is refused") {
  Leavers all = five();
  const auto said = [&] { return sentence([&] { all.run(); }); };
  all.person[3] = 11;
  CHECK(said() == "returns.calls: person[3] is 11, but must be there once: row 0 has it too");
  all = five();
  all.value[1] = -5;
  CHECK(said() == "returns.calls: value[1] is -5, but must be between 0 and 10000000000000");
  all = five();
  all.options.probability_each = 0.5;
  CHECK(said() == "returns.calls: probability is given twice, but must be given once: as probability, or as probability_each");
  all = five();
  all.lower = {0.7, 0, 0, 0, 0};
  all.upper = {1, 1, 1, 1, 1};
  CHECK(said() == "returns.calls: lower[0] is 0.7, but must be at most the row's probability");
  all = five();
  all.allowed_person = {11, 77};
  all.allowed_recruiter = {1, 1};
  CHECK(said() == "returns.calls: allowed_person[1] is 77, but must be one of person");
  all.allowed_person = {11, 12};
  all.allowed_recruiter = {1, 4};
  all.recruiter = {1, 2};
  all.capacity = {1, 1};
  CHECK(said() == "returns.calls: allowed_recruiter[1] is 4, but must be one of recruiter");
  Labels labels;
  all = five();
  CallsInput input;
  input.person = all.person;
  input.contactable = all.contactable;
  input.probability = all.probability;
  input.value = all.value;
  input.currency = labels.column({"CNY", "CNY", "USD", "CNY", "CNY"});
  CHECK(sentence([&] { calls(input, {}); }) == "returns.calls: currency[2] is \"USD\", but must be that of row 0, \"CNY\": currencies are not mixed");
}
