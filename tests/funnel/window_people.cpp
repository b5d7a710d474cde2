// Every count of every mode against the list of the people behind it; row order, threads, parts of the people.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "window_data.hpp"

using namespace mainstay;
using namespace mainstay::funnel;
using namespace window_data;
using doctest::Approx;

namespace {

Data random_modes_company(std::mt19937_64& random, int people) {
  Data data = random_company(random, people);
  data.hold = random() % 3 == 0;
  data.spells = random() % 3 == 0;
  if (!data.spells) return data;
  // A second spell for every other person, a third for some.
  const std::vector<Member> first = data.people;
  for (std::size_t i = 0; i < first.size(); ++i) {
    data.people[i].start = static_cast<std::int64_t>(random() % 6) - 3;
    for (std::int64_t spell = 1; spell <= static_cast<std::int64_t>(i % 3); ++spell) {
      Member again = first[i];
      again.start = 15 * spell + static_cast<std::int64_t>(random() % 5);
      again.until = again.start + static_cast<std::int64_t>(random() % 30);
      again.exit = random() % 2 ? static_cast<double>(again.start + static_cast<std::int64_t>(random() % 20)) : NAN;
      again.school = random() % 2 ? "A" : "B";
      data.people.push_back(again);
    }
  }
  std::shuffle(data.people.begin(), data.people.end(), random);
  return data;
}

}  // namespace

TEST_CASE("funnel/window: V24, every count of every mode is the length of its list") {
  std::mt19937_64 random(2611);
  std::int64_t passed_over = 0, excluded = 0, interrupted = 0, branches = 0, spells = 0;
  for (int round = 0; round < 150; ++round) {
    const Data data = random_modes_company(random, 60);
    WindowOptions options = random_mode(random);
    options.list_people = true;
    const WindowResult result = data.run(options);
    const WindowPeople& listed = result.listed;
    const std::size_t attempts = listed.attempt.size();
    std::vector<std::vector<std::size_t>> times(attempts);  // of each attempt
    for (std::size_t t = 0; t < result.times.time.size(); ++t) {
      const auto i = static_cast<std::size_t>(result.times.listed_row[t]);
      REQUIRE(text(result.times.person, t) == text(listed.person, i));
      REQUIRE(result.times.attempt[t] == listed.attempt[i]);
      REQUIRE(result.times.time[t] >= (times[i].empty() ? listed.entered[i] : result.times.time[times[i].back()]));
      times[i].push_back(t);
    }
    const bool any_order = options.order == StageOrder::any_order;  // counts how many stages are done, lists which
    const auto counted = [&](std::size_t i, std::size_t k) { return any_order ? std::to_string(k + 1) + " of 4" : text(result.times.stage, times[i][k]); };
    std::map<std::tuple<std::string, std::string, std::string, std::string>, std::int64_t> reached, lost, still, exits, words;
    for (std::size_t i = 0; i < attempts; ++i) {
      const Member& member = data.people[static_cast<std::size_t>(listed.row[i])];
      REQUIRE(std::to_string(member.id) == text(listed.person, i));
      spells += member.start > 10;
      for (const auto& [breakdown, group] : {std::pair<std::string, std::string>{"total", "total"}, {"province", member.province.empty() ? "missing" : member.province}, {"school", member.school}}) {
        for (std::size_t k = 0; k < times[i].size(); ++k) {
          ++reached[{breakdown, group, counted(i, k), ""}];
          ++words[{breakdown, group, counted(i, k), text(result.times.event, times[i][k])}];
        }
        const std::string outcome = text(listed.outcome, i), stage = text(listed.stage, i);
        if (outcome == "still_inside") ++still[{breakdown, group, stage, ""}];
        else if (outcome != "completed") {
          ++lost[{breakdown, group, stage, ""}];
          ++exits[{breakdown, group, stage, outcome + ":" + text(listed.reason, i)}];
        }
      }
    }
    const WindowStages& s = result.stages;
    for (std::size_t row = 0; row < s.reached.size(); ++row) {
      const std::tuple key{text(s.breakdown, row), text(s.group, row), text(s.stage, row), std::string()};
      REQUIRE(s.reached[row] == reached[key]);
      REQUIRE(s.lost[row] == lost[key]);
      REQUIRE(s.still_inside[row] == still[key]);
      REQUIRE(s.estimate_from_start[row] >= s.from_start[row] - 1e-12);
      passed_over += s.passed_over[row];
    }
    // Passed over: a later stage in the list, this one not.
    for (std::size_t k = 0; k < 4; ++k) {
      std::int64_t count = 0;
      for (std::size_t i = 0; i < attempts; ++i) {
        bool has = false;
        for (std::size_t step = 0; step < times[i].size(); ++step) has |= counted(i, step) == text(s.stage, k);
        count += !has && listed.position[i] > static_cast<std::int64_t>(k) + 1;
      }
      REQUIRE(s.passed_over[k] == count);
    }
    const WindowExits& x = result.exits;
    std::int64_t rows = 0;
    for (std::size_t row = 0; row < x.count.size(); ++row) {
      rows += x.count[row];
      REQUIRE(x.count[row] == exits[std::tuple{text(x.breakdown, row), text(x.group, row), text(x.stage, row), text(x.kind, row) + ":" + text(x.reason, row)}]);
      excluded += text(x.kind, row) == "excluded";
      interrupted += text(x.kind, row) == "interrupted";
    }
    std::int64_t all = 0;
    for (const auto& [key, count] : exits) all += count;
    REQUIRE(rows == all);
    const WindowBranches& b = result.branches;
    for (std::size_t row = 0; row < b.reached.size(); ++row) {
      ++branches;
      REQUIRE(b.reached[row] == words[std::tuple{text(b.breakdown, row), text(b.group, row), text(b.stage, row), text(b.event, row)}]);
      REQUIRE(b.reached[row] >= b.went_on[row] + b.lost[row] + b.still_inside[row]);
    }
    REQUIRE(b.reached.empty() == (!options.count_branches || attempts == 0));
  }
  CHECK(passed_over > 100);
  CHECK(excluded > 100);
  CHECK(interrupted > 50);
  CHECK(branches > 300);
  CHECK(spells > 100);
}

TEST_CASE("funnel/window: V24, losses of every mode add up with the conversion") {
  std::mt19937_64 random(2612);
  for (int round = 0; round < 100; ++round) {
    Data data = random_modes_company(random, 60);
    for (Member& member : data.people) member.until = 500;  // everybody's fate is known
    WindowOptions options = random_mode(random);
    options.window = 10 + static_cast<std::int64_t>(random() % 20);
    const WindowResult result = data.run(options);
    const WindowStages& s = result.stages;
    // Between two stages that are not optional, by group.
    for (std::size_t first = 0; first < s.reached.size(); first += 4) {
      std::size_t anchor = 0;
      double lost = 0;
      for (std::size_t k = 0; k < 4; ++k) {
        REQUIRE(s.still_inside[first + k] == 0);
        REQUIRE(s.at_risk[first + k] == s.reached[first + anchor]);
        if (k > 0 && !options.stages[k].optional) {
          if (s.at_risk[first + k] > 0) REQUIRE(s.estimate_from_previous[first + k] + lost == Approx(1.0).epsilon(1e-12));
          REQUIRE(s.reached[first + k] <= s.at_risk[first + k]);
          lost = 0;
          anchor = k;
        }
        for (std::size_t row = 0; row < result.exits.count.size(); ++row)
          if (text(result.exits.breakdown, row) == text(s.breakdown, first) && text(result.exits.group, row) == text(s.group, first) &&
              text(result.exits.stage, row) == text(s.stage, first + k))
            lost += result.exits.incidence[row];
      }
    }
  }
}

TEST_CASE("funnel/window: V24, row order, threads and parts of the people change nothing in any mode") {
  std::mt19937_64 random(2613);
  int disturbed = 0;
  for (int round = 0; round < 80; ++round) {
    Data data = random_modes_company(random, 60);
    WindowOptions options = random_mode(random);
    const std::string truth = json(data.run(options));
    std::vector<Data> parts(5);
    for (Data& part : parts) part.hold = data.hold, part.spells = data.spells;
    for (const Member& member : data.people) parts[static_cast<std::size_t>((member.id + 50) / 3 % 5)].people.push_back(member);
    for (const Happening& event : data.events) parts[static_cast<std::size_t>((event.person + 50) / 3 % 5)].events.push_back(event);
    WindowState whole;
    whole.options = options;
    for (const Data& part : parts) {
      WindowState state;
      state.options = options;
      part.with_input([&](const WindowInput& input) { state.update(input); return 0; });
      const std::string bytes = save_document("funnel.window.state", Object::of(state));
      whole.merge(*load_document(bytes, "funnel.window.state", type_of<WindowState>).as<WindowState>());
    }
    whole.advance();
    REQUIRE(json(whole.finish()) == truth);
    std::shuffle(data.events.begin(), data.events.end(), random);
    std::shuffle(data.people.begin(), data.people.end(), random);
    REQUIRE(json(data.run(options, 2)) == truth);
    std::stable_sort(data.events.begin(), data.events.end(), [](const Happening& a, const Happening& b) { return std::tie(a.person, a.time) < std::tie(b.person, b.time); });
    for (const std::int32_t threads : {1, 3}) REQUIRE(json(data.run(options, threads)) == truth);
    // Events of other words change nothing but the findings, unless they may not stand between two steps.
    WindowResult clean = data.run(options);
    for (int i = 0; i < 200; ++i) {
      Happening noise{data.people[random() % data.people.size()].id, static_cast<std::int64_t>(random() % 50), "lunch", 0, "class 1"};
      data.events.push_back(noise);
    }
    WindowResult noisy = data.run(options);
    clean.findings = noisy.findings = {};
    const bool same = json(noisy) == json(clean);
    if (options.between != BetweenSteps::no_other_event) REQUIRE(same);
    else disturbed += !same;
  }
  CHECK(disturbed > 5);
}

TEST_CASE("funnel/window: V24, parts cut anywhere, between the days of a person too, give the answer of one machine in any mode") {
  std::mt19937_64 random(2614);
  for (int round = 0; round < 120; ++round) {
    const bool with_people = round % 4 != 0;
    Data data = with_people ? random_modes_company(random, 40) : random_company(random, 40, false);
    WindowOptions options = random_mode(random);
    options.parts = WindowParts::rows;
    if (!with_people) options.follow_up_end = 45, options.exit_events = {"quit"};
    const std::string truth = json(data.run(options));
    // By time, by cuts of one's own, or by rows at random; the people in one part, in several alike, or each in some.
    constexpr std::size_t count = 5;
    std::vector<Data> parts(count);
    for (Data& part : parts) part.hold = data.hold, part.spells = data.spells;
    std::vector<std::int64_t> cuts;
    for (std::size_t i = 1; i < count; ++i) cuts.push_back(static_cast<std::int64_t>(random() % 50));
    std::sort(cuts.begin(), cuts.end());
    for (const Happening& event : data.events)
      parts[round % 3 == 0 ? random() % count : static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), event.time) - cuts.begin())].events.push_back(event);
    for (const Member& member : data.people) {
      parts[round % 2 ? 0 : random() % count].people.push_back(member);
      if (round % 5 == 0) parts[1].people.push_back(member);
    }
    if (round % 5 == 0)
      for (Data& part : parts) {  // within a part nobody is listed twice
        std::map<std::pair<std::int64_t, std::int64_t>, Member> once;
        for (const Member& member : part.people) once[{member.id, member.start}] = member;
        part.people.clear();
        for (const auto& [key, member] : once) part.people.push_back(member);
      }
    std::vector<WindowState> states;
    for (const Data& part : parts) {
      WindowState state;
      state.options = options;
      part.with_input([&](const WindowInput& input) {
        WindowInput given = input;
        state.update(given);
        return 0;
      });
      const std::string bytes = save_document("funnel.window.state", Object::of(state));
      states.push_back(*load_document(bytes, "funnel.window.state", type_of<WindowState>).as<WindowState>());
    }
    std::string merged;
    for (int order = 0; order < 2; ++order) {
      WindowState left, right;
      left.options = right.options = options;
      for (std::size_t i = 0; i < count; ++i) (i < 2 ? left : right).merge(states[i]);
      if (order == 0) left.merge(right);
      else right.merge(left), left = right;
      left.advance();
      REQUIRE(json(left.finish()) == truth);
      const std::string bytes = save_document("funnel.window.state", Object::of(left));
      if (order == 0) merged = bytes;
      REQUIRE(bytes == merged);
      std::shuffle(states.begin(), states.end(), random);
    }
  }
}

TEST_CASE("funnel/window: kept events that contradict each other or point nowhere are refused") {
  std::mt19937_64 random(2615);
  WindowState one, two;
  one.options = options_of({"apply", "train"}, 20);
  one.options.parts = WindowParts::rows;
  two.options = one.options;
  Data data = random_company(random, 20);
  const auto fill = [](WindowState& state, const Data& from) { from.with_input([&](const WindowInput& input) { state.update(input); return 0; }); };
  fill(one, data);
  for (Member& member : data.people)
    if (member.id == 1) member.until += 1;
  fill(two, data);
  CHECK(::sentence([&] { one.merge(two); }) == "funnel.window: person_id is 1, but must be told alike in every part that has a row of this person");
  const auto refused = [&](auto damage) {
    WindowState damaged = one;
    damage(damaged.kept);
    CHECK_THROWS_AS(damaged.finish(), Error);
  };
  refused([](WindowKept& k) { k.person[0] = 10'000; });
  refused([](WindowKept& k) { k.word[0] = 99; });
  refused([](WindowKept& k) { k.time.pop_back(); });
  refused([](WindowKept& k) { k.time[0] = std::numeric_limits<std::int64_t>::max(); });
  refused([](WindowKept& k) { k.dropped[0] = -1; });
  refused([](WindowKept& k) { k.row_groups.pop_back(); });
  refused([](WindowKept& k) { k.row_reason[0] = 77; });
  refused([](WindowKept& k) { k.held[0] = 3; });
  refused([](WindowKept& k) { k.text = true; });
  refused([](WindowKept& k) { k.row_person[0] = k.row_person[1]; });
}

TEST_CASE("funnel/window: in any order, how many are done and which") {
  WindowOptions options = options_of({"hired", "quiz", "shadowing"}, 10);
  options.order = StageOrder::any_order;
  options.list_people = true;
  options.follow_up_end = 50;
  const WindowResult result = Data{{{1, 0, "hired"}, {1, 3, "shadowing"}, {1, 9, "quiz"}, {2, 0, "quiz"}, {2, 4, "hired"}, {2, 11, "shadowing"}, {3, 45, "hired"}}, {}}.run(options);
  CHECK(result.stages.reached == std::vector<std::int64_t>{3, 2, 1});
  CHECK(result.stages.still_inside == std::vector<std::int64_t>{1, 0, 0});
  CHECK(result.stages.lost == std::vector<std::int64_t>{0, 1, 0});
  CHECK(text(result.stages.stage, 1) == "2 of 3");
  CHECK(text(result.listed.stage, 1) == "2 of 3");
  std::vector<std::string> done;
  for (std::size_t i = 0; i < result.times.time.size(); ++i) done.push_back(text(result.times.stage, i));
  CHECK(done == std::vector<std::string>{"hired", "shadowing", "quiz", "quiz", "hired", "hired"});
  CHECK(result.steps.mean_days == std::vector<double>{3.5, 6});
}

TEST_CASE("funnel/window: milestones count whatever their order, from the entry on") {
  WindowOptions options = options_of({"hired", "trained", "certified"}, 20);
  options.order = StageOrder::milestone;
  options.list_people = true;
  options.follow_up_end = 100;
  // 1 brings the certificate along; 2 is certified before being trained; 3 is certified, never trained; 4 too late.
  const WindowResult result = Data{{{1, 5, "certified"}, {1, 10, "hired"}, {1, 12, "trained"},
                                    {2, 0, "hired"}, {2, 4, "certified"}, {2, 9, "trained"},
                                    {3, 0, "hired"}, {3, 4, "certified"},
                                    {4, 0, "hired"}, {4, 3, "trained"}, {4, 21, "certified"}}, {}}.run(options);
  CHECK(result.stages.reached == std::vector<std::int64_t>{4, 3, 2});
  CHECK(result.times.time == std::vector<std::int64_t>{10, 12, 12, 0, 9, 9, 0, 0, 3});
  CHECK(result.stages.lost == std::vector<std::int64_t>{1, 1, 0});
}

TEST_CASE("funnel/window: an optional stage may be passed over, and what comes after counts") {
  WindowOptions options = options_of({"hired", "mentor", "certified"}, 30);
  options.stages[1].optional = true;
  options.follow_up_end = 100;
  // 1 with a mentor, 2 without, 3 lost with one, 4 lost without, 5 meets the mentor after the certificate.
  const Data data{{{1, 0, "hired"}, {1, 5, "mentor"}, {1, 9, "certified"}, {2, 0, "hired"}, {2, 11, "certified"}, {3, 0, "hired"}, {3, 6, "mentor"},
                   {4, 0, "hired"}, {5, 0, "hired"}, {5, 2, "certified"}, {5, 3, "mentor"}}, {}};
  const WindowResult result = data.run(options);
  CHECK(result.stages.reached == std::vector<std::int64_t>{5, 2, 3});
  CHECK(result.stages.at_risk == std::vector<std::int64_t>{5, 5, 5});
  CHECK(result.stages.lost == std::vector<std::int64_t>{1, 1, 0});
  CHECK(result.stages.passed_over == std::vector<std::int64_t>{0, 2, 0});
  CHECK(result.stages.from_previous[2] == 0.6);
  CHECK(result.steps.mean_days[1] == Approx((9 + 11 + 2) / 3.0));  // from the hiring
}

TEST_CASE("funnel/window: the events of an attempt agree on a value") {
  WindowOptions options = options_of({"applied", "met", "hired"}, 30);
  options.list_people = true;
  options.follow_up_end = 100;
  Data data{{{1, 0, "applied", 0, "sales"}, {1, 2, "applied", 0, "care"}, {1, 3, "met", 0, "care"}, {1, 5, "hired", 0, "care"},
             {2, 0, "applied", 0, "sales"}, {2, 4, "met", 0, ""}, {2, 6, "met", 0, "care"}}, {}};
  CHECK(data.run(options).stages.reached == std::vector<std::int64_t>{2, 2, 1});
  data.hold = true;
  WindowResult result = data.run(options);
  CHECK(result.stages.reached == std::vector<std::int64_t>{2, 0, 0});  // the first entry of 1 is for sales
  REQUIRE(result.findings.count.size() == 1);
  CHECK(text(result.findings.code, 0) == "events_without_held_value");
  options.entry = EntryPolicy::any;
  CHECK(data.run(options).stages.reached == std::vector<std::int64_t>{2, 1, 1});
  options.entry = EntryPolicy::each;  // an attempt for sales does not shut one for care out
  result = data.run(options);
  CHECK(result.stages.reached == std::vector<std::int64_t>{3, 1, 1});
  CHECK(result.listed.attempt == std::vector<std::int64_t>{1, 2, 1});
}

TEST_CASE("funnel/window: spells of a person are people of their own") {
  Data data;
  data.spells = true;
  data.events = {{7, 0, "hired"}, {7, 3, "trained"}, {7, 100, "hired"}, {7, 104, "trained"}, {7, 110, "certified"}, {7, -5, "hired"}};
  Member first{7, 300, 40.0, "pay", "", "A"}, second{7, 300, NAN, "", "", "B"};
  second.start = 90;
  data.people = {second, first};
  WindowOptions options = options_of({"hired", "trained", "certified"}, 60);
  options.list_people = true;
  const WindowResult result = data.run(options);
  CHECK(result.people == 2);
  CHECK(result.stages.reached[0] == 2);
  CHECK(result.completed == 1);
  CHECK(result.listed.row == std::vector<std::int64_t>{1, 0});
  CHECK(text(result.listed.outcome, 0) == "left");
  CHECK(text(result.listed.person, 0) == "7");
  CHECK(text(result.findings.code, 0) == "events_before_spells");
  data.people[1].start = 90;
  CHECK(::sentence([&] { data.run(options); }) == "funnel.window: spell_start[1] is 90, but must be another day than that of the person's spell in row 0");
}

TEST_CASE("funnel/window: modes refuse what has no meaning in them") {
  const Data data{{{1, 0, "a"}, {1, 2, "b"}, {1, 3, "c"}}, {}};
  const auto sentence = [&](auto change) {
    WindowOptions options = options_of({"a", "b", "c"}, 10);
    change(options);
    return ::sentence([&] { data.run(options); });
  };
  using O = WindowOptions;
  CHECK(sentence([](O& o) { o.order = StageOrder::milestone, o.entry = EntryPolicy::each; }) ==
        "funnel.window: entry is each, but must be first with order = milestone: a milestone is reached once");
  CHECK(sentence([](O& o) { o.order = StageOrder::any_order, o.ties = TiePolicy::strict; }) ==
        "funnel.window: ties is strict, but must be favour with order = any_order, for which the order of events says nothing");
  CHECK(sentence([](O& o) { o.order = StageOrder::any_order, o.stages[1].within_days = 3; }) ==
        "funnel.window: stages[1].within_days is 3, but must be left out with order = any_order: no stage comes before it");
  CHECK(sentence([](O& o) { o.order = StageOrder::any_order, o.between = BetweenSteps::no_other_stage; }) ==
        "funnel.window: between is no_other_stage, but must be anything or no_other_event with order = any_order, for which every stage is a next one");
  CHECK(sentence([](O& o) { o.order = StageOrder::milestone, o.stages[1].optional = true; }) == "funnel.window: stages[1].optional is true, but must be false with order = milestone");
  CHECK(sentence([](O& o) { o.stages[0].optional = true; }) == "funnel.window: stages[0].optional is true, but must be false: everybody enters by the first stage");
  CHECK(sentence([](O& o) { o.stages[2].optional = true; }) == "funnel.window: stages[2].optional is true, but must be false: the last stage completes the way");
  CHECK(sentence([](O& o) { o.stages[1].optional = true, o.stages[2].events = {"b"}; }) ==
        "funnel.window: stages[2].events is the words of stages[1], but must be other words, for one of the two is optional");
  CHECK(sentence([](O& o) { o.exclusions = {{"x", {}, "b", "a"}}; }) == "funnel.window: exclusions[0].before is \"a\", but must be a stage after \"b\"");
  CHECK(sentence([](O& o) { o.exclusions = {{"x", {}, "z", {}}}; }) == "funnel.window: exclusions[0].after is \"z\", but must be one of the stages: a, b, c");
  CHECK(sentence([](O& o) { o.exclusions = {{"x", {}, {}, {}}, {"x", {}, {}, {}}}; }) == "funnel.window: exclusions[1].name is \"x\", but must be a name that no other exclusion has");
  CHECK(sentence([](O& o) { o.exit_events = {"q"}, o.exclusions = {{"x", {"q"}, {}, {}}}; }) ==
        "funnel.window: exclusions[0].events is a list with \"q\", but must be words that are not in exit_events");
}

TEST_CASE("window: rows given twice, exits that nobody saw, spells that end before they start") {
  const auto found = [](const WindowResult& result) {
    std::map<std::string, std::int64_t> list;
    for (std::size_t i = 0; i < result.findings.count.size(); ++i) list[result.findings.code.levels[static_cast<std::size_t>(result.findings.code.codes[i])]] = result.findings.count[i];
    return list;
  };
  const std::vector<std::int64_t> person{1, 1, 1, 2, 2, 2}, time{1, 1, 5, 2, 2, 2}, id{1, 2}, until{10, 10}, start{0, 4};
  const std::vector<double> exit{20, 3};
  const Texts event({"hire", "hire", "train", "train", "hire", "train"});
  WindowInput input;
  input.person = person, input.time = time, input.event = event.column();
  input.person_id = id, input.observed_until = until, input.exit_time = exit;
  WindowOptions options;
  options.stages = {{"hire", {}, {}, false}, {"train", {}, {}, false}};
  for (const bool walked : {true, false}) {  // without a branch, and by the general way
    options.between = walked ? BetweenSteps::anything : BetweenSteps::no_other_event;
    std::map<std::string, std::int64_t> list = found(window(input, options));
    CHECK(list["repeated_events"] == 2);
    CHECK(list["exits_after_follow_up"] == 1);
    CHECK(list.count("exits_before_spell") == 0);
  }
  input.spell_start = start;
  std::map<std::string, std::int64_t> list = found(window(input, options));
  CHECK(list["exits_before_spell"] == 1);
  CHECK(list["repeated_events"] == 2);
  // In another writing.
  const Texts other({"hire", "hire", "Train ", "train", "hire", "train"});
  input.event = other.column();
  CHECK(sentence([&] { window(input, options); }) == "funnel.window: event[2] is \"Train \", but must be written as it is declared, \"train\"");
  options.parts = WindowParts::rows;
  options.follow_up_end = 10;
  WindowState state;
  state.options = options;
  CHECK(sentence([&] { state.update(input); }) == "funnel.window: event[2] is \"Train \", but must be written as it is declared, \"train\"");
}
