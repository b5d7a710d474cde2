#include "mainstay/funnel/window.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "funnel/window_attempts.hpp"
#include "funnel/window_kernel.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "window_data.hpp"

using namespace mainstay;
using namespace mainstay::funnel;
using namespace window_data;
using doctest::Approx;

namespace {

// ------------------------------------------------------------------------------------------ the rules, restated slowly

bool before(const Definition& d, const Event& a, const Event& b) {
  switch (d.ties) {
    case Definition::Ties::favour: return a.time <= b.time;
    case Definition::Ties::strict: return a.time < b.time;
    case Definition::Ties::by_sequence: return a.time < b.time || (a.time == b.time && a.sequence < b.sequence);
  }
  return false;
}

using Key = std::pair<std::int64_t, std::int64_t>;
Key key_of(const Definition& d, const Event& event) {
  return {event.time, d.ties == Definition::Ties::by_sequence ? event.sequence : 0};
}

struct Truth {
  int level = 0;
  std::vector<Key> chain;                // the attempt
  std::array<std::int64_t, most_stages> last{};  // latest time of a chain of each length
};

// Every chain from an entry, one by one.
struct Enumerator {
  const Definition& d;
  const std::vector<Event>& events;
  std::vector<std::size_t> chain;
  Truth truth;

  void extend() {
    const auto length = chain.size();
    std::vector<Key> keys;
    for (const std::size_t i : chain) keys.push_back(key_of(d, events[i]));
    const std::int64_t now = events[chain.back()].time;
    auto& last = truth.last[length - 1];
    last = std::max(last, now);
    const auto reversed_less = [](const std::vector<Key>& a, const std::vector<Key>& b) {
      return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
    };
    if (static_cast<int>(length) > truth.level || (static_cast<int>(length) == truth.level && reversed_less(keys, truth.chain))) {
      truth.level = static_cast<int>(length);
      truth.chain = keys;
    }
    if (static_cast<int>(length) == d.stages) return;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (std::find(chain.begin(), chain.end(), i) != chain.end()) continue;
      if (events[i].word_class != d.class_of[length] || !before(d, events[chain.back()], events[i])) continue;
      if (events[i].time - now > d.within[length] || events[i].time - events[chain.front()].time > d.window) continue;
      chain.push_back(i);
      extend();
      chain.pop_back();
    }
  }
};

Attempt attempt_of(const Definition& d, const std::vector<Event>& events, std::size_t entry, Key& completed) {
  Enumerator all{d, events, {entry}, {}};
  all.truth.last.fill(std::numeric_limits<std::int64_t>::min() / 4);
  all.extend();
  Attempt attempt;
  attempt.level = all.truth.level;
  completed = all.truth.chain.back();
  for (std::size_t k = 0; k < all.truth.chain.size(); ++k) attempt.times[k] = all.truth.chain[k].first;
  std::int64_t deadline = std::numeric_limits<std::int64_t>::min();
  for (int k = 0; k < attempt.level && k + 1 < d.stages; ++k)
    deadline = std::max(deadline, within_of(all.truth.last[static_cast<std::size_t>(k)], d.within[static_cast<std::size_t>(k) + 1]));
  attempt.deadline = std::min(within_of(events[entry].time, d.window), deadline);
  return attempt;
}

std::vector<Attempt> enumerate(const Definition& d, const std::vector<Event>& events) {
  std::vector<std::size_t> entries;
  for (std::size_t i = 0; i < events.size(); ++i)
    if (events[i].word_class == d.class_of[0]) entries.push_back(i);
  std::stable_sort(entries.begin(), entries.end(), [&](std::size_t a, std::size_t b) { return key_of(d, events[a]) < key_of(d, events[b]); });
  std::vector<Attempt> found;
  if (entries.empty()) return found;
  Key completed;
  if (d.entry == Definition::Entry::first) return {attempt_of(d, events, entries[0], completed)};
  if (d.entry == Definition::Entry::any) {
    std::optional<Attempt> best;
    Key best_completed, best_entry;
    for (const std::size_t entry : entries) {
      const Attempt attempt = attempt_of(d, events, entry, completed);
      const Key entered = key_of(d, events[entry]);
      bool better = !best || attempt.level > best->level;
      if (best && attempt.level == best->level) {
        if (attempt.level == d.stages) better = completed < best_completed || (completed == best_completed && entered > best_entry);
        else better = entered > best_entry;
      }
      if (!better) continue;
      best = attempt;
      best_completed = completed;
      best_entry = entered;
    }
    return {*best};
  }
  Key after_key{-never, -never};
  std::int64_t after_time = -never;
  for (const std::size_t entry : entries) {
    if (key_of(d, events[entry]) <= after_key || events[entry].time <= after_time) continue;
    const Attempt attempt = attempt_of(d, events, entry, completed);
    found.push_back(attempt);
    if (attempt.level == d.stages) after_key = completed;
    else after_time = attempt.deadline;
  }
  return found;
}

bool equal(const Definition& d, const Attempt& a, const Attempt& b) {
  if (a.level != b.level) return false;
  for (int k = 0; k < a.level; ++k)
    if (a.times[static_cast<std::size_t>(k)] != b.times[static_cast<std::size_t>(k)]) return false;
  return a.level == d.stages || a.deadline == b.deadline;
}

Definition random_definition(std::mt19937_64& random) {
  Definition d;
  d.stages = 1 + static_cast<int>(random() % 4);
  d.entry = static_cast<Definition::Entry>(random() % 3);
  d.ties = static_cast<Definition::Ties>(random() % 3);
  d.window = random() % 5 == 0 ? never : 1 + static_cast<std::int64_t>(random() % 8);
  const bool gaps = random() % 2, repeats = random() % 3 == 0;
  for (std::size_t k = 0; k < static_cast<std::size_t>(d.stages); ++k) {
    d.class_of[k] = static_cast<int>(k);
    if (repeats && k > 0 && random() % 2) d.class_of[k] = d.class_of[random() % k];
    d.within[k] = gaps && k > 0 && random() % 2 ? 1 + static_cast<std::int64_t>(random() % 5) : never;
  }
  return d;
}

std::vector<Event> random_events(std::mt19937_64& random, const Definition& d) {
  std::vector<Event> events(random() % 9);
  const std::uint64_t days = 1 + random() % 12;
  for (Event& event : events)
    event = {static_cast<std::int64_t>(random() % days) - 3, static_cast<std::int64_t>(random() % 3),
             d.class_of[random() % static_cast<std::size_t>(d.stages)]};
  return events;
}

}  // namespace

// --------------------------------------------------------------------------------------------------------------- kernel

TEST_CASE("funnel/window: every policy equals the enumeration of all chains") {
  std::mt19937_64 random(20240601);
  std::int64_t streams = 0, direct = 0, wrong = 0;
  std::map<std::pair<int, int>, int> policies;
  for (; streams < 200'000; ++streams) {
    const Definition d = random_definition(random);
    std::vector<Event> events = random_events(random, d);
    const std::vector<Attempt> truth = enumerate(d, events);
    ++policies[{static_cast<int>(d.entry), static_cast<int>(d.ties)}];
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return std::tie(a.time, a.sequence) < std::tie(b.time, b.sequence); });
    GeneralAttempts general(d);
    std::vector<std::vector<Attempt>> answers{general.run(events)};
    if (d.direct()) {
      ++direct;
      const PackedEvents packed(d);
      std::vector<std::uint64_t> keys;
      for (const Event& event : events) keys.push_back(packed.pack(event.time, event.word_class));
      std::sort(keys.begin(), keys.end());
      answers.emplace_back();
      direct_attempts(d, packed, keys.data(), static_cast<std::int64_t>(keys.size()), [&](const Attempt& attempt) { answers[1].push_back(attempt); });
    }
    for (const auto& answer : answers) {
      bool same = answer.size() == truth.size();
      for (std::size_t i = 0; same && i < truth.size(); ++i) same = equal(d, answer[i], truth[i]);
      wrong += !same;
    }
  }
  CHECK(wrong == 0);
  CHECK(direct > 30'000);
  CHECK(policies.size() == 9);
  for (const auto& [policy, count] : policies) CHECK(count > 10'000);
}

TEST_CASE("funnel/window: V16, incidence with ties (eleven people, two causes)") {
  // Times 1..6 with causes and censoring, exact fractions 50/77 and 27/77 at the end.
  const int time[] = {1, 5, 3, 6, 1, 3, 2, 5, 2, 3, 6}, cause[] = {0, 1, 1, 1, 2, 1, 0, 1, 0, 2, 2};
  for (const int own : {1, 2}) {
    Incidence incidence(11);
    std::map<int, double> at;
    for (int t = 1; t <= 6; ++t) {
      std::int64_t events = 0, competing = 0, censored = 0;
      for (int i = 0; i < 11; ++i)
        if (time[i] == t) ++(cause[i] == 0 ? censored : cause[i] == own ? events : competing);
      incidence.add(events, competing, censored);
      at[t] = incidence.probability();
    }
    if (own == 1) {
      CHECK(at[3] == Approx(20.0 / 77).epsilon(1e-12));
      CHECK(at[5] == Approx(40.0 / 77).epsilon(1e-12));
      CHECK(at[6] == Approx(50.0 / 77).epsilon(1e-12));
    } else {
      CHECK(at[1] == Approx(1.0 / 11).epsilon(1e-12));
      CHECK(at[3] == Approx(17.0 / 77).epsilon(1e-12));
      CHECK(at[6] == Approx(27.0 / 77).epsilon(1e-12));
    }
  }
}

TEST_CASE("funnel/window: without censoring the incidence is the share, its variance p(1-p)/n") {
  Incidence incidence(100);
  incidence.add(10, 5, 0);
  incidence.add(20, 0, 0);
  incidence.add(3, 40, 0);
  CHECK(incidence.probability() == Approx(0.33).epsilon(1e-14));
  CHECK(incidence.variance() == Approx(0.33 * 0.67 / 100).epsilon(1e-13));
}

TEST_CASE("funnel/window: one cause gives Greenwood's variance") {
  // 20 at risk: 3 events, then 2 censored, then 4 events of 15.
  Incidence incidence(20);
  incidence.add(3, 0, 2);
  incidence.add(4, 0, 0);
  const double survival = (17.0 / 20) * (11.0 / 15);
  CHECK(1 - incidence.probability() == Approx(survival).epsilon(1e-14));
  CHECK(incidence.variance() == Approx(survival * survival * (3.0 / (20 * 17) + 4.0 / (15 * 11))).epsilon(1e-13));
}

// ------------------------------------------------------------------------------------------------------------------ limits

TEST_CASE("funnel/window: the longest time between two stages, that day included") {
  WindowOptions options = options_of({"A", "B", "C"}, 100);
  options.stages[2].within_days = 5;
  options.list_people = true;
  options.follow_up_end = 50;
  // From the first B it would be eight days; the second B is near enough.
  WindowResult result = Data{{{1, 0, "A"}, {1, 1, "B"}, {1, 5, "B"}, {1, 9, "C"}}, {}}.run(options);
  CHECK(result.times.time == std::vector<std::int64_t>{0, 5, 9});
  result = Data{{{1, 0, "A"}, {1, 1, "B"}, {1, 6, "C"}}, {}}.run(options);
  CHECK(result.completed == 1);
  result = Data{{{1, 0, "A"}, {1, 1, "B"}, {1, 7, "C"}}, {}}.run(options);
  CHECK(result.completed == 0);
  CHECK(result.stages.lost[1] == 0);  // another B may come until day 100 and carry it on
  CHECK(result.stages.still_inside[1] == 1);
  options.stages[1].within_days = 3;
  result = Data{{{1, 0, "A"}, {1, 1, "B"}, {1, 7, "C"}}, {}}.run(options);
  CHECK(result.stages.lost[1] == 1);
  CHECK(result.listed.ended == std::vector<std::int64_t>{6});
}

// ------------------------------------------------------------------------------------------------ worked out by hand

TEST_CASE("funnel/window: who left, who ran out of time, who is still inside") {
  // Window 10 days. 1 completes. 2 leaves on day 6 for pay. 3 leaves without a reason after training. 4 has run out of time.
  // 5 is observed until day 4 only: still inside. 6 leaves on day 30: too late, the time had passed. 7 never enters.
  Data data;
  const auto exit = [](double day) { return day; };
  data.people = {{1, 60, NAN, "", "H", "A"}, {2, 60, exit(6), "pay", "H", "A"}, {3, 60, exit(9), "", "S", "A"}, {4, 60, NAN, "", "S", "A"},
                 {5, 4, NAN, "", "S", "B"},  {6, 60, exit(30), "pay", "", "B"}, {7, 60, NAN, "", "H", "B"}};
  data.events = {{1, 0, "hire"}, {1, 3, "train"}, {1, 8, "post"}, {2, 0, "hire"}, {2, 6, "train"}, {2, 7, "post"}, {3, 2, "hire"}, {3, 4, "train"},
                 {4, 0, "hire"}, {4, 11, "train"}, {5, 0, "hire"}, {5, 9, "train"}, {6, 0, "hire"}, {7, 5, "train"}, {9, 0, "hire"}};
  WindowOptions options = options_of({"hire", "train", "post"}, 10);
  options.list_people = true;
  const WindowResult result = data.run(options);
  CHECK(result.status == WindowStatus::counted);
  CHECK(result.people == 7);
  CHECK(result.attempts == 6);
  CHECK(result.completed == 1);
  CHECK_FALSE(result.follow_up_end.has_value());
  const WindowStages& s = result.stages;
  REQUIRE(s.reached.size() == 3 * (1 + 3 + 2));  // total; Hebei, Sichuan, missing; A, B
  CHECK(text(s.breakdown, 0) == "total");
  CHECK(std::vector<std::int64_t>(s.reached.begin(), s.reached.begin() + 3) == std::vector<std::int64_t>{6, 3, 1});
  CHECK(std::vector<std::int64_t>(s.at_risk.begin(), s.at_risk.begin() + 3) == std::vector<std::int64_t>{6, 6, 3});
  CHECK(std::vector<std::int64_t>(s.lost.begin(), s.lost.begin() + 3) == std::vector<std::int64_t>{2, 2, 0});
  CHECK(std::vector<std::int64_t>(s.still_inside.begin(), s.still_inside.begin() + 3) == std::vector<std::int64_t>{1, 0, 0});
  CHECK(s.from_previous[1] == 0.5);
  CHECK(s.mature[1] == Approx(5.0 / 6));
  // Days from hire to training: 3, 6, 2 arrive; 5 is censored at day 4; 4 and 6 run out of time at day 10.
  // Risk sets: 6 at day 2, 5 at day 3, 3 at day 6: 1/6 + 5/6·1/5 + (5/6·4/5)·1/3.
  CHECK(s.estimate_from_previous[1] == Approx(1.0 / 6 + 1.0 / 6 + 2.0 / 9).epsilon(1e-14));
  CHECK(s.estimate_from_start[1] == s.estimate_from_previous[1]);
  CHECK(s.estimate_from_previous[2] == Approx(1.0 / 3).epsilon(1e-14));
  CHECK(s.estimate_from_previous_lower[2] == s.from_previous_lower[2]);  // nobody is censored there
  // From hire to post: 1 at day 8; lost at day 6 (2), day 7 (3), day 10 (4 and 6); censored at day 4.
  CHECK(s.estimate_from_start[2] == Approx((4.0 / 5) * (3.0 / 4) * (1.0 / 3)).epsilon(1e-14));
  CHECK(s.estimated_to[2] == 10);
  const WindowExits& x = result.exits;
  REQUIRE(x.count.size() >= 3);
  CHECK(text(x.stage, 0) == "hire");
  CHECK(text(x.kind, 0) == "time_passed");
  CHECK(x.count[0] == 2);
  CHECK(text(x.stage, 1) == "train");
  CHECK(text(x.kind, 1) == "left");
  CHECK(text(x.reason, 1) == "pay");
  CHECK(text(x.kind, 2) == "left_without_reason");
  CHECK(text(x.reason, 2) == "");
  CHECK(x.share_of_lost[1] == 0.5);
  CHECK(x.share_of_reached[1] == Approx(1.0 / 3));
  CHECK(x.incidence[0] + s.estimate_from_previous[1] == Approx(1.0).epsilon(1e-14));
  std::map<std::string, std::int64_t> found;
  for (std::size_t i = 0; i < result.findings.count.size(); ++i) found[text(result.findings.code, i)] = result.findings.count[i];
  CHECK(found == std::map<std::string, std::int64_t>{{"events_after_exit", 1}, {"events_after_follow_up", 1}, {"events_of_unknown_people", 1}, {"people_without_entry", 1}});
  CHECK(text(result.listed.person, 1) == "2");
  CHECK(text(result.listed.outcome, 1) == "left");
  CHECK(text(result.listed.reason, 1) == "pay");
  CHECK(result.listed.ended == std::vector<std::int64_t>{8, 6, 9, 10, 4, 10});
  // The groups add up to the total.
  for (const char* breakdown : {"province", "school"})
    for (std::size_t k = 0; k < 3; ++k) {
      std::int64_t sum = 0;
      for (std::size_t row = 0; row < s.reached.size(); ++row)
        if (text(s.breakdown, row) == breakdown && s.position[row] == static_cast<std::int64_t>(k) + 1) sum += s.reached[row];
      CHECK(sum == s.reached[k]);
    }
}

TEST_CASE("funnel/window: a training class of sixty") {
  Data data;
  for (int i = 0; i < 60; ++i) {
    data.events.push_back({i, 0, "hire"});
    if (i < 33) data.events.push_back({i, 10 + i % 5, "certificate"});
  }
  WindowOptions options = options_of({"hire", "certificate"}, 30);
  options.follow_up_end = 40;
  const WindowResult result = data.run(options);
  CHECK(std::round(result.stages.from_start_lower[1] * 1000) == 425);
  CHECK(std::round(result.stages.from_start_upper[1] * 1000) == 669);
  CHECK(result.stages.estimate_from_start[1] == 33.0 / 60);
  CHECK(result.stages.lost[0] == 27);
  CHECK(result.quantiles.days == std::vector<double>{11, 12, 13});
  CHECK(result.quantiles.estimate_days[0] == 12);  // 15 of 60: 7 by day 10, 14 by day 11, 21 by day 12
  CHECK(std::isnan(result.quantiles.estimate_days[2]));
  CHECK(result.steps.mean_days[0] == Approx((7 * (10 + 11 + 12) + 6 * (13 + 14)) / 33.0));
}

TEST_CASE("funnel/window: an event says that somebody left") {
  WindowOptions options = options_of({"hire", "train"}, 30);
  options.exit_events = {"resigned", "dismissed"};
  options.follow_up_end = 100;
  const WindowResult result =
      Data{{{1, 0, "hire"}, {1, 5, "resigned"}, {1, 6, "train"}, {2, 0, "hire"}, {2, 9, "dismissed"}, {2, 9, "train"}, {3, 0, "hire"}}, {}}.run(options);
  CHECK(result.stages.reached == std::vector<std::int64_t>{3, 1});
  REQUIRE(result.exits.count.size() == 2);
  CHECK(text(result.exits.reason, 0) == "resigned");
  CHECK(text(result.exits.kind, 1) == "time_passed");
  CHECK(text(result.findings.code, 0) == "events_after_exit");
}

TEST_CASE("funnel/window: people by text, whatever their dictionary") {
  const std::vector<std::string_view> levels{"Li", "Wang", "Li", "Zhao"}, ids{"Zhao", "Li", "Wang"};
  const std::vector<std::int32_t> person{0, 1, 2, 3}, id{0, 1, 2};
  const std::vector<std::int32_t> time{0, 0, 4, 1}, until{50, 50, 50};
  const Texts words({"hire", "hire", "train", "train"});
  WindowInput input;
  input.person = Column(person);
  input.person.categorical = true;
  input.person.levels = levels;
  input.time = Column(time);
  input.event = words.column();
  WindowOptions options = options_of({"hire", "train"}, 10);
  options.list_people = true;
  options.follow_up_end = 50;
  const WindowResult alone = window(input, options);
  CHECK(alone.people == 3);
  CHECK(alone.listed.person.levels == std::vector<std::string>{"Li", "Wang"});
  CHECK(alone.completed == 1);
  input.person_id = Column(id);
  input.person_id.categorical = true;
  input.person_id.levels = ids;
  input.observed_until = Column(until);
  const WindowResult table = window(input, options);
  CHECK(table.stages.reached == alone.stages.reached);
  CHECK(table.listed.person.levels == alone.listed.person.levels);
}

TEST_CASE("funnel/window: event words as whole numbers") {
  const std::vector<std::int32_t> person{1, 1, 2}, time{0, 3, 0}, word{17, 4, 17};
  WindowInput input;
  input.person = Column(person);
  input.time = Column(time);
  input.event = Column(word);
  const WindowResult result = window(input, options_of({"17", "4"}, 10));
  CHECK(result.stages.reached == std::vector<std::int64_t>{2, 1});
}

// -------------------------------------------------------------------------------------------------------- properties

TEST_CASE("funnel/window: V24, the analysis equals a plain restatement") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 300; ++round) {
    const bool with_people = round % 3 != 0;
    const Data data = random_company(random, 40, with_people);
    WindowOptions options = random_options(random);
    if (!with_people) options.exit_events = {"quit"};
    if (!with_people) options.follow_up_end = 25 + static_cast<std::int64_t>(random() % 30);
    const WindowResult result = data.run(options);

    Definition d;
    d.stages = 4;
    d.entry = static_cast<Definition::Entry>(options.entry);
    d.ties = static_cast<Definition::Ties>(options.ties);
    d.window = options.window.value_or(never);
    const bool shared = !options.stages[2].events.empty();
    for (std::size_t k = 0; k < 4; ++k) {
      d.class_of[k] = shared && k == 3 ? 2 : static_cast<int>(k);
      d.within[k] = options.stages[k].within_days.value_or(never);
    }
    const std::map<std::string, int> classes{{"apply", 0}, {"train", 1}, {"certify", 2}, {"post", shared ? 2 : 3}};
    std::map<std::int64_t, Member> people;
    for (const Member& member : data.people) people[member.id] = member;
    if (!with_people)
      for (const Happening& event : data.events) people.try_emplace(event.person, Member{event.person, *options.follow_up_end, NAN, "", "", ""});
    std::int64_t reached[4] = {}, lost[4] = {}, still[4] = {};
    std::map<std::pair<std::size_t, std::string>, std::int64_t> exits;
    double days = 0;
    for (auto& [id, member] : people) {
      for (const Happening& event : data.events)
        if (event.person == id && event.word == "quit" && !(static_cast<double>(event.time) >= member.exit)) {
          member.exit = static_cast<double>(event.time);
          member.reason = "quit";
        }
      std::vector<Event> events;
      for (const Happening& event : data.events)
        if (event.person == id && classes.count(event.word) && event.time <= member.until && !(static_cast<double>(event.time) > member.exit))
          events.push_back({event.time, event.sequence, classes.at(event.word)});
      for (const Attempt& attempt : enumerate(d, events)) {
        const auto last = static_cast<std::size_t>(attempt.level) - 1;
        for (std::size_t k = 0; k <= last; ++k) ++reached[k];
        if (last >= 1) days += static_cast<double>(attempt.times[1] - attempt.times[0]);
        if (attempt.level == 4) continue;
        const bool left = member.exit <= static_cast<double>(std::min(attempt.deadline, member.until));
        if (left) ++exits[{last, member.reason}];
        else if (member.until >= attempt.deadline) ++exits[{last, "time"}];
        ++(left || member.until >= attempt.deadline ? lost : still)[last];
      }
    }
    for (std::size_t k = 0; k < 4; ++k) {
      REQUIRE(result.stages.reached[k] == reached[k]);
      REQUIRE(result.stages.lost[k] == lost[k]);
      REQUIRE(result.stages.still_inside[k] == still[k]);
    }
    REQUIRE(result.people == static_cast<std::int64_t>(people.size()));
    if (reached[1] > 0) REQUIRE(result.steps.mean_days[0] == Approx(days / static_cast<double>(reached[1])));
    std::map<std::pair<std::size_t, std::string>, std::int64_t> told;
    for (std::size_t i = 0; i < result.exits.count.size(); ++i) {
      if (text(result.exits.breakdown, i) != "total") continue;
      std::size_t stage = 0;
      while (options.stages[stage].name != text(result.exits.stage, i)) ++stage;
      told[{stage, text(result.exits.kind, i) == "time_passed" ? "time" : text(result.exits.reason, i)}] = result.exits.count[i];
    }
    REQUIRE(told == exits);
  }
}

TEST_CASE("funnel/window: V24, row order, threads and added noise change nothing") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 60; ++round) {
    Data data = random_company(random, 60);
    WindowOptions options = random_options(random);
    options.list_people = true;
    // The rows of person_id move with them; they name the same people.
    const auto told = [&](std::int32_t threads) {
      WindowResult result = data.run(options, threads);
      for (std::size_t i = 0; i < result.listed.row.size(); ++i) {
        std::int64_t& row = result.listed.row[i];
        REQUIRE(std::to_string(data.people[static_cast<std::size_t>(row)].id) == text(result.listed.person, i));
        row = data.people[static_cast<std::size_t>(row)].id;
      }
      return json(result);
    };
    const std::string truth = told(1);
    std::shuffle(data.events.begin(), data.events.end(), random);
    std::shuffle(data.people.begin(), data.people.end(), random);
    REQUIRE(told(1) == truth);
    std::stable_sort(data.events.begin(), data.events.end(), [](const Happening& a, const Happening& b) { return a.person < b.person; });
    for (const std::int32_t threads : {1, 2, 3, 4}) REQUIRE(told(threads) == truth);
    // In order of time as well (ties as they fall): another way through the code.
    std::stable_sort(data.events.begin(), data.events.end(), [](const Happening& a, const Happening& b) { return std::tie(a.person, a.time) < std::tie(b.person, b.time); });
    for (const std::int32_t threads : {1, 2, 3}) REQUIRE(told(threads) == truth);
    WindowResult clean = data.run(options);
    for (int i = 0; i < 30; ++i)
      data.events.push_back({data.people[random() % data.people.size()].id, static_cast<std::int64_t>(random() % 50), "tea", 0});
    WindowResult noisy = data.run(options);
    clean.findings = noisy.findings = {};
    REQUIRE(json(noisy) == json(clean));
  }
}

TEST_CASE("funnel/window: many chunks, sorted or not, give the same for any number of threads") {
  std::mt19937_64 random(3);
  Data data = random_company(random, 40'000);
  WindowOptions options = options_of({"apply", "train", "certify", "post"}, 20);
  options.list_people = true;
  const std::string truth = json(data.run(options, 1));
  CHECK(json(data.run(options, 3)) == truth);
  std::stable_sort(data.events.begin(), data.events.end(), [](const Happening& a, const Happening& b) { return a.person < b.person; });
  for (const std::int32_t threads : {1, 2, 3, 4}) CHECK(json(data.run(options, threads)) == truth);
  Data in_order = data;
  std::stable_sort(in_order.events.begin(), in_order.events.end(), [](const Happening& a, const Happening& b) { return std::tie(a.person, a.time) < std::tie(b.person, b.time); });
  for (const TiePolicy ties : {TiePolicy::favour, TiePolicy::strict}) {
    options.ties = ties;
    const std::string shuffled = json(data.run(options));
    for (const std::int32_t threads : {1, 2, 3, 4}) CHECK(json(in_order.run(options, threads)) == shuffled);
  }
  options.ties = TiePolicy::favour;
  // A person who goes on over many blocks, in the middle of others.
  Data long_one = in_order;
  std::vector<Happening> many;
  for (int i = 0; i < 300'000; ++i) many.push_back({long_one.people.front().id, i / 6000, i % 7 ? "coffee" : "train", 0});
  long_one.events.insert(long_one.events.end(), many.begin(), many.end());
  const std::string unsorted = json(long_one.run(options, 2));
  std::stable_sort(long_one.events.begin(), long_one.events.end(), [](const Happening& a, const Happening& b) { return std::tie(a.person, a.time) < std::tie(b.person, b.time); });
  for (const std::int32_t threads : {1, 3}) CHECK(json(long_one.run(options, threads)) == unsorted);
  // Ids far apart, in blocks that do not rise.
  Data scattered = data;
  for (Happening& event : scattered.events) event.person = event.person * 1'000'003 % 2'147'483'647 - 1'000'000'000;
  for (Member& member : scattered.people) member.id = member.id * 1'000'003 % 2'147'483'647 - 1'000'000'000;
  options.list_people = false;
  const WindowResult expected = data.run(options, 2);
  CHECK(json(scattered.run(options, 2)) == json(expected));
  std::shuffle(scattered.events.begin(), scattered.events.end(), random);
  CHECK(json(scattered.run(options, 2)) == json(expected));
  for (Happening& event : scattered.events) event.person *= 1000;  // wider than 32 bits
  for (Member& member : scattered.people) member.id *= 1000;
  CHECK(json(scattered.run(options, 2)) == json(expected));
}

TEST_CASE("funnel/window: V24, counts fall from stage to stage and equal the lists of people") {
  std::mt19937_64 random(23);
  for (int round = 0; round < 60; ++round) {
    const Data data = random_company(random, 80);
    WindowOptions options = random_options(random);
    options.list_people = true;
    const WindowResult result = data.run(options);
    REQUIRE(result.attempts == static_cast<std::int64_t>(result.listed.attempt.size()));
    for (std::size_t k = 0; k < 4; ++k) {
      std::int64_t reached = 0, lost = 0, still = 0;
      for (std::size_t i = 0; i < result.listed.position.size(); ++i) {
        const std::string& outcome = text(result.listed.outcome, i);
        reached += result.listed.position[i] > static_cast<std::int64_t>(k);
        if (result.listed.position[i] != static_cast<std::int64_t>(k) + 1 || outcome == "completed") continue;
        ++(outcome == "still_inside" ? still : lost);
      }
      REQUIRE(result.stages.reached[k] == reached);
      REQUIRE(result.stages.lost[k] == lost);
      REQUIRE(result.stages.still_inside[k] == still);
      if (k > 0) REQUIRE(result.stages.reached[k] <= result.stages.reached[k - 1]);
      const std::int64_t next = k < 3 ? result.stages.reached[k + 1] : result.completed;
      REQUIRE(result.stages.reached[k] == next + lost + still);
      const double p = result.stages.estimate_from_start[k];
      REQUIRE(result.stages.estimate_from_start_lower[k] <= p + 1e-12);
      REQUIRE(result.stages.estimate_from_start_upper[k] >= p - 1e-12);
      REQUIRE(p >= result.stages.from_start[k] - 1e-12);  // those still inside can only add
    }
    for (std::size_t i = 1; i < result.times.time.size(); ++i)
      if (result.times.person.codes[i] == result.times.person.codes[i - 1] && result.times.attempt[i] == result.times.attempt[i - 1])
        REQUIRE(result.times.time[i] >= result.times.time[i - 1]);
  }
}

TEST_CASE("funnel/window: V24, nobody is lost while everybody is still inside") {
  Data data;
  for (int i = 0; i < 20; ++i) data.events.push_back({i, i % 3, "hire"});
  WindowOptions options = options_of({"hire", "train"}, 180);
  const WindowResult result = data.run(options);
  CHECK(result.stages.lost == std::vector<std::int64_t>{0, 0});
  CHECK(result.stages.still_inside == std::vector<std::int64_t>{20, 0});
  CHECK(result.exits.count.empty());
  CHECK(result.stages.mature[1] == 0);
  CHECK(result.stages.estimate_from_start[1] == 0);
  CHECK(result.stages.estimate_from_start_upper[1] == 1);  // nothing is known yet
  CHECK(result.stages.from_start_upper[1] < 0.2);          // which the plain share hides
  CHECK(result.follow_up_end == 2);
}

TEST_CASE("funnel/window: a wide range of times and many groups are counted without a table") {
  std::mt19937_64 random(41);
  Data data = random_company(random, 300);
  for (std::size_t i = 0; i < data.people.size(); ++i) data.people[i].school = "class " + std::to_string(i % 97);
  WindowOptions options = options_of({"apply", "train", "certify", "post"}, 20);
  const WindowResult days = data.run(options);
  for (Happening& event : data.events) event.time *= 86400;
  for (Member& member : data.people) member.until *= 86400, member.exit *= 86400;
  *options.window *= 86400;
  const WindowResult seconds = data.run(options);
  CHECK(seconds.stages.reached == days.stages.reached);
  CHECK(seconds.stages.lost == days.stages.lost);
  CHECK(seconds.exits.count == days.exits.count);
  REQUIRE(seconds.stages.estimate_from_start.size() == days.stages.estimate_from_start.size());
  for (std::size_t i = 0; i < days.stages.estimate_from_start.size(); ++i)
    if (days.stages.at_risk[i] > 0) REQUIRE(seconds.stages.estimate_from_start[i] == days.stages.estimate_from_start[i]);
  CHECK(seconds.steps.mean_days[0] == Approx(days.steps.mean_days[0] * 86400));
}

// ------------------------------------------------------------------------------------------------------------- states

TEST_CASE("funnel/window: V24, seven parts of the people give the answer of one machine") {
  std::mt19937_64 random(77);
  for (int round = 0; round < 40; ++round) {
    const Data data = random_company(random, 120);
    const WindowOptions options = random_options(random);
    const std::string truth = json(data.run(options));
    std::vector<Data> parts(7);
    for (const Member& member : data.people) parts[std::hash<std::int64_t>{}(member.id * 2654435761) % 7].people.push_back(member);
    for (const Happening& event : data.events) parts[std::hash<std::int64_t>{}(event.person * 2654435761) % 7].events.push_back(event);
    std::vector<WindowState> states(7);
    for (std::size_t i = 0; i < 7; ++i) {
      states[i].options = options;
      if (parts[i].people.empty()) continue;
      parts[i].with_input([&](const WindowInput& input) { states[i].update(input); return 0; });
      // There and back as text.
      const std::string bytes = save_document("funnel.window.state", Object::of(states[i]));
      states[i] = *load_document(bytes, "funnel.window.state", type_of<WindowState>).as<WindowState>();
    }
    std::shuffle(states.begin(), states.end(), random);
    WindowState left, right;
    left.options = right.options = options;
    for (std::size_t i = 0; i < 7; ++i) (i < 3 ? left : right).merge(states[i]);
    left.merge(right);
    CHECK_FALSE(left.done());
    left.advance();
    CHECK(left.done());
    REQUIRE(json(left.finish()) == truth);
  }
}

TEST_CASE("funnel/window: states of unlike definitions are not merged") {
  WindowState one, two;
  one.options = options_of({"a", "b"}, 10);
  two.options = options_of({"a", "b"}, 11);
  CHECK_THROWS_WITH_AS(one.merge(two), "funnel.window: states of unlike definitions cannot be merged", Error);
  two.options = one.options;
  two.advance();
  CHECK_THROWS_AS(one.merge(two), Error);
  Data data{{{1, 0, "a"}}, {}};
  data.with_input([&](const WindowInput& input) {
    CHECK_THROWS_WITH_AS(one.update(input), "funnel.window: follow_up_end is missing, but must be given in a state, or observed_until for everybody", Error);
    CHECK_THROWS_AS(two.update(input), Error);
    one.options.follow_up_end = 9;
    one.options.list_people = true;
    CHECK_THROWS_AS(one.update(input), Error);
    one.options.list_people = false;
    one.update(input);
    return 0;
  });
  CHECK(one.people == 1);
}

TEST_CASE("funnel/window: a damaged state is refused, not believed") {
  std::mt19937_64 random(4);
  WindowState state;
  CHECK_THROWS_WITH_AS(state.finish(), "funnel.window: stages is missing, but must be given", Error);
  state.options = options_of({"apply", "train"}, 20);
  CHECK(state.finish().status == WindowStatus::nobody_entered);
  random_company(random, 50).with_input([&](const WindowInput& input) { state.update(input); return 0; });
  const auto refused = [&](auto damage) {
    WindowState damaged = state;
    damage(damaged);
    CHECK_THROWS_AS(damaged.finish(), Error);
    WindowState whole = state;
    CHECK_THROWS_AS(whole.merge(damaged), Error);
  };
  refused([](WindowState& s) { s.cells.group[3] = 1000; });
  refused([](WindowState& s) { s.cells.stage[3] = 2; });
  refused([](WindowState& s) { s.cells.kind[0] = 7; });
  refused([](WindowState& s) { s.cells.age[0] = -1; });
  refused([](WindowState& s) { s.cells.outcome[1] = 99; });
  refused([](WindowState& s) { s.cells.count[1] = std::numeric_limits<std::int64_t>::max(); });
  refused([](WindowState& s) { s.cells.count[1] = 0; });
  refused([](WindowState& s) { s.cells.age.pop_back(); });
  refused([](WindowState& s) { s.group_breakdowns[0] = 5; });
  refused([](WindowState& s) { s.groups.pop_back(); });
  refused([](WindowState& s) { s.options.probabilities = {NAN}; });
}

// ----------------------------------------------------------------------------------------------------------- bad input

namespace {
std::string sentence(const Data& data, const WindowOptions& options) { return ::sentence([&] { data.run(options); }); }
}  // namespace

TEST_CASE("funnel/window: refusals name what is wrong") {
  const Data data{{{1, 0, "a"}, {1, 2, "b"}}, {}};
  const auto changed = [](auto change) {
    WindowOptions options = options_of({"a", "b"}, 10);
    change(options);
    return options;
  };
  CHECK(sentence(data, WindowOptions{}) == "funnel.window: stages is missing, but must be given");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.stages[1].within_days = -1; })) == "funnel.window: stages[1].within_days is -1, but must be > 0");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.stages[0].within_days = 3; })) ==
        "funnel.window: stages[0].within_days is 3, but must be left out: no stage comes before the first");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.stages[1].name = "a"; })) ==
        "funnel.window: stages[1].name is \"a\", but must be a name that no other stage has");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.stages[1].name = ""; })) == "funnel.window: stages[1].name is missing, but must be given");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.stages[0].events = {"a", "x"}, o.stages[1].events = {"a"}; })) ==
        "funnel.window: stages[1].events is a list with \"a\", which stages[0] has beside other words, but must be all or none of the words of another stage");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.window = 0; })) == "funnel.window: window is 0, but must be > 0");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.window = -5; })) == "funnel.window: window is -5, but must be > 0");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.confidence_level = 1; })) == "funnel.window: confidence_level is 1, but must be > 0 and < 1");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.probabilities = {0.5, 1.5}; })) == "funnel.window: probabilities[1] is 1.5, but must be > 0 and < 1");
  CHECK(sentence(data, changed([](WindowOptions& o) { o.exit_events = {"b"}; })) == "funnel.window: exit_events[0] is \"b\", but must be a word that no stage has");
  WindowOptions many;
  for (int k = 0; k < 17; ++k) many.stages.push_back({std::to_string(k), {}, {}});
  CHECK(sentence(data, many) == "funnel.window: stages is a list of 17, but must be a list of at most 16");
  many.stages.pop_back();
  CHECK(sentence(data, many) == "accepted");

  const Texts words({"a", "b"});
  const std::vector<std::int64_t> person{1, 1}, one{1};
  const std::vector<double> time{0, std::numeric_limits<double>::quiet_NaN()}, fraction{0, 1.5};
  const WindowOptions options = options_of({"a", "b"}, 10);
  WindowInput input;
  input.person = Column(person);
  input.event = words.column();
  input.time = Column(time);
  CHECK_THROWS_AS(window(input, options), Error);
  input.time = Column(fraction);
  CHECK_THROWS_WITH_AS(window(input, options), "funnel.window: time[1] is 1.5, but must be a whole number", Error);
  input.time = Column(one);
  CHECK_THROWS_WITH_AS(window(input, options), "funnel.window: time has 1 rows, but must have 2 (n, as person)", Error);
  input.time = Column(person);
  input.observed_until = Column(one);
  CHECK_THROWS_WITH_AS(window(input, options), "funnel.window: observed_until is given, but must be left out without person_id", Error);
  input.person_id = words.column();
  input.observed_until = {};
  CHECK_THROWS_WITH_AS(window(input, options), "funnel.window: person_id is text, but must be numbers, as person is", Error);
  input.person_id = Column(person);
  CHECK_THROWS_WITH_AS(window(input, options), "funnel.window: person_id[1] is 1, but must be listed once", Error);
  const std::vector<std::int64_t> strangers{8, 9};
  input.person_id = Column(strangers);
  CHECK_THROWS_WITH_AS(window(input, options), "funnel.window: person is nobody of person_id, but must be somebody of person_id in one event or more", Error);
  input.person_id = {};
  WindowOptions by_sequence = options;
  by_sequence.ties = TiePolicy::by_sequence;
  CHECK_THROWS_WITH_AS(window(input, by_sequence), "funnel.window: sequence is missing, but must be given, for ties = by_sequence", Error);
}

TEST_CASE("funnel/window: values that are checked while they are counted") {
  const Texts words({"a", "b", "a"});
  std::vector<std::int64_t> person{1, 1, 2}, time{0, 4, std::int64_t{1} << 60};
  WindowInput input;
  input.person = Column(person);
  input.event = words.column();
  input.time = Column(time);
  WindowOptions options = options_of({"a", "b"}, 10);
  const auto refusal = [&] {
    try {
      window(input, options);
    } catch (const Error& error) {
      return error.argument() + "[" + std::to_string(error.index()) + "]";
    }
    return std::string("none");
  };
  CHECK(refusal() == "time[2]");
  options.window.reset();
  CHECK(refusal() == "time[2]");
  time[2] = -(std::int64_t{1} << 61);
  CHECK(refusal() == "time[2]");
  time[2] = 5;
  CHECK(refusal() == "none");
  person[2] = std::int64_t{1} << 52;
  CHECK(refusal() == "person[2]");
  person[0] = std::numeric_limits<std::int64_t>::min();
  CHECK(refusal() == "person[0]");
  person = {1, 1, 2};
  for (const std::int8_t code : {std::int8_t{2}, std::int8_t{-1}}) {
    const std::vector<std::int8_t> codes{0, 1, code};
    input.event.data = codes.data();
    input.event.type = ColumnType::int8;
    CHECK(refusal() == "event[2]");
    std::swap(person[0], person[2]);  // the same when rows are not sorted
    CHECK(refusal() == "event[2]");
    std::swap(person[0], person[2]);
  }
}

TEST_CASE("funnel/window: nothing, one row, a word that never occurs") {
  WindowOptions options = options_of({"hire", "train"}, 10);
  WindowResult result = Data{}.run(options);
  CHECK(result.status == WindowStatus::nobody_entered);
  CHECK(result.stages.reached == std::vector<std::int64_t>{0, 0});
  CHECK(std::isnan(result.stages.from_start[1]));
  CHECK(result.stages.from_start_upper[1] == 1);
  CHECK(std::isnan(result.quantiles.estimate_days[0]));
  result = Data{{{5, 3, "hire"}}, {}}.run(options);
  CHECK(result.attempts == 1);
  CHECK(result.stages.still_inside[0] == 1);
  REQUIRE(result.findings.count.size() == 1);
  CHECK(text(result.findings.code, 0) == "word_never_occurs");
  CHECK(text(result.findings.subject, 0) == "train");
  result = Data{{{5, 3, "hire"}, {6, 1, "hire"}, {6, 2, "hire"}}, {}}.run(options_of({"hire"}, 10));
  CHECK(result.stages.reached == std::vector<std::int64_t>{2});
  CHECK(result.completed == 2);
}

TEST_CASE("funnel/window: the caller's progress function can stop it") {
  std::mt19937_64 random(1);
  const Data data = random_company(random, 2000);
  data.with_input([&](const WindowInput& input) {
    RunContext context;
    context.threads = 2;
    context.progress = [](double) { return false; };
    CHECK_THROWS_AS(window(input, options_of({"apply", "train"}, 20), context), Error);
    return 0;
  });
}
