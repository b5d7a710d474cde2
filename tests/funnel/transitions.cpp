// Ways and what follows what: small worlds counted by hand, pm4py, and plain maps over random streams.
#include "mainstay/funnel/transitions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "solve/ways.hpp"

using namespace mainstay;
using namespace mainstay::funnel;

namespace {

struct Events {
  std::vector<std::string> person, event;
  std::vector<std::int64_t> time, sequence;
  void add(const std::string& who, std::int64_t when, const std::string& what) { person.push_back(who), time.push_back(when), event.push_back(what), sequence.push_back(static_cast<std::int64_t>(sequence.size())); }
  template <class Work>
  auto with_input(const Work& work) const {
    Labels labels;
    TransitionsInput input;
    input.person = labels.column(person), input.time = time, input.event = labels.column(event), input.sequence = sequence;
    return work(input);
  }
  TransitionsResult count(const TransitionsOptions& options = {}) const {
    return with_input([&](const TransitionsInput& input) { return transitions(input, options); });
  }
};

std::size_t node(const TransitionsResult& result, const std::string& event) {
  for (std::size_t i = 0; i < result.nodes.count.size(); ++i)
    if (word(result.nodes.event, i) == event) return i;
  return 999;
}
std::size_t edge(const TransitionsResult& result, const std::string& from, const std::string& to) {
  for (std::size_t i = 0; i < result.edges.count.size(); ++i)
    if (word(result.edges.from_event, i) == from && word(result.edges.to_event, i) == to) return i;
  return 999;
}

Events school() {
  Events e;  // p and q go through, r has to be trained again, s is still in training, t leaves at once
  e.add("p", 0, "hired"), e.add("p", 5, "training"), e.add("p", 15, "certified"), e.add("p", 16, "posted");
  e.add("q", 2, "hired"), e.add("q", 9, "training"), e.add("q", 21, "certified"), e.add("q", 30, "posted");
  e.add("r", 1, "hired"), e.add("r", 4, "training"), e.add("r", 14, "failed"), e.add("r", 15, "training"), e.add("r", 25, "certified"), e.add("r", 26, "posted");
  e.add("s", 20, "hired"), e.add("s", 24, "training");
  e.add("t", 3, "hired"), e.add("t", 4, "left"), e.add("t", 9, "posted");
  return e;
}

}  // namespace

TEST_CASE("transitions: five trainees by hand") {
  TransitionsOptions options;
  options.end_events = {"posted", "left"};
  options.target = "posted";
  options.list_people = true;
  const TransitionsResult result = school().count(options);
  CHECK(result.people == 5);
  CHECK(result.events == 18);
  CHECK(result.events_after_end == 1);
  CHECK(result.transitions == 13);
  CHECK(result.ended == 4);
  CHECK(result.still_inside == 1);
  CHECK(result.returning_people == 1);
  CHECK(result.distinct_ways == 4);
  const std::size_t training = node(result, "training");
  CHECK(result.nodes.count[training] == 5);
  CHECK(result.nodes.people[training] == 4);
  CHECK(result.nodes.returns[training] == 1);
  CHECK(result.nodes.still_inside[training] == 1);
  CHECK(result.nodes.starts[node(result, "hired")] == 5);
  CHECK(result.nodes.exits[node(result, "left")] == 1);
  CHECK(result.nodes.loop[training] == result.nodes.loop[node(result, "failed")]);
  CHECK(result.nodes.loop[training] > 0);
  CHECK(result.nodes.loop[node(result, "hired")] == 0);
  const std::size_t certified = edge(result, "training", "certified"), begun = edge(result, "hired", "training");
  CHECK(result.edges.count[certified] == 3);
  near(result.edges.share[certified], 0.6, 1e-15, "of five times in training");
  near(result.edges.known_share[certified], 0.75, 1e-15, "one of them is not over");
  near(result.edges.mean_days[certified], 32.0 / 3, 1e-14, "10, 12 and 10 days");
  CHECK(result.edges.longest_days[certified] == 12);
  CHECK(result.edges.count[begun] == 4);
  CHECK(begun == 0);  // the most frequent first
  for (std::size_t i = 0; i < result.quantiles.days.size(); ++i)
    if (word(result.quantiles.from_event, i) == "hired" && word(result.quantiles.to_event, i) == "training" && result.quantiles.probability[i] == 0.5) CHECK(result.quantiles.days[i] == 4);  // 3, 4, 5, 7
  REQUIRE(result.variants.way.size() == 4);
  CHECK(result.variants.way[0] == "hired > training > certified > posted");
  CHECK(result.variants.people[0] == 2);
  near(result.variants.mean_days[0], 22.0, 1e-14, "16 and 28 days");
  CHECK(result.variants.median_days[0] == 16);
  CHECK(result.variants.way[1] == "hired > left");  // shorter ones first
  near(result.variants.cumulative_share[1], 0.6, 1e-15, "cumulative");
  CHECK(result.variants.ended[2] == 0);
  // From failed one goes to training, of whose known four times three lead on: the likeliest way has 3/4.
  const std::size_t failed = node(result, "failed");
  CHECK(result.routes.way[failed] == "failed > training > certified > posted");
  near(result.routes.probability[failed], 0.75, 1e-14, "likeliest way");
  CHECK(result.routes.steps[failed] == 3);
  CHECK(result.routes.way[node(result, "left")].empty());
  CHECK(result.routes.probability[node(result, "posted")] == 1.0);
  CHECK(word(result.listed.person, 2) == "r");
  CHECK(result.listed.variant[2] == 4);
  CHECK(result.listed.variant[0] == 1);
  CHECK(result.listed.ended[3] == 0);
}

TEST_CASE("transitions: only some words, repeats as one, rare ones together") {
  Events e;
  e.add("p", 0, "a"), e.add("p", 1, "a"), e.add("p", 2, "note"), e.add("p", 5, "b"), e.add("q", 0, "a"), e.add("q", 3, "b"), e.add("q", 4, "a");
  TransitionsOptions options;
  options.events = {"a", "b"};
  options.collapse = true;
  const TransitionsResult result = e.count(options);
  CHECK(result.events_of_other_words == 1);
  CHECK(result.collapsed_events == 1);
  CHECK(result.edges.count[edge(result, "a", "b")] == 2);
  near(result.edges.mean_days[edge(result, "a", "b")], 4.0, 1e-15, "from the first of the repeats");
  options.collapse = false;
  options.min_count = 2;
  options.most_variants = 1;
  const TransitionsResult rare = e.count(options);
  CHECK(rare.edges.count.size() == 1);
  CHECK(rare.rare_edges == 2);
  CHECK(rare.rare_transitions == 2);
  CHECK(rare.other_ways == 1);
  CHECK(rare.other_ways_people == 1);
  CHECK(rare.nodes.loop[node(rare, "a")] == 1);  // rare ways count as ways
}

TEST_CASE("transitions: events at the same time") {
  Events e;
  e.add("p", 3, "b"), e.add("p", 3, "a"), e.add("q", 1, "a"), e.add("q", 1, "a");
  TransitionsOptions options;
  CHECK(sentence([&] { e.count(options); }) == "funnel.transitions: time[1] is 3, but must be another one than in row 0, where the same person has \"b\" and not \"a\": let ties say which comes first");
  options.ties = TransitionsTies::by_order;
  CHECK(e.count(options).edges.count[edge(e.count(options), "a", "b")] == 1);
  options.order = {"b"};
  CHECK(edge(e.count(options), "b", "a") != 999);
  CHECK(edge(e.count(options), "a", "b") == 999);
  CHECK(e.count(options).edges.count[edge(e.count(options), "a", "a")] == 1);  // the same twice is twice, whatever the order
  options.order = {}, options.ties = TransitionsTies::by_sequence;
  CHECK(edge(e.count(options), "b", "a") != 999);
  e.sequence = {7, 7, 7, 7};
  CHECK(sentence([&] { e.count(options); }) == "funnel.transitions: sequence[1] is 7, but must be another one than in row 0, where the same person has \"b\" and not \"a\"");
}

TEST_CASE("transitions: equal pm4py") {
  for (const std::string& file : golden::golden_files("funnel/transitions")) {
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Events e;
    e.person = golden::texts(data["person"]), e.event = golden::texts(data["event"]), e.time = golden::integers(data["time"]);
    e.sequence.assign(e.time.size(), 0);
    TransitionsOptions options;
    options.most_variants = 100000;
    const TransitionsResult result = e.count(options);
    const std::vector<std::string> from = golden::texts(expect["from"]), to = golden::texts(expect["to"]), ways = golden::texts(expect["ways"]);
    REQUIRE(result.edges.count.size() == from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
      const std::size_t at = edge(result, from[i], to[i]);
      REQUIRE(at != 999);
      CHECK(result.edges.count[at] == expect["count"][i].get<std::int64_t>());
      near(result.edges.mean_days[at], expect["mean_days"][i].get<double>(), 1e-12, file + " mean");
      near(result.edges.shortest_days[at], expect["shortest_days"][i].get<double>(), 1e-12, file + " shortest");
      near(result.edges.longest_days[at], expect["longest_days"][i].get<double>(), 1e-12, file + " longest");
    }
    std::map<std::string, std::int64_t> ours;
    for (std::size_t i = 0; i < result.variants.way.size(); ++i) ours[result.variants.way[i]] = result.variants.people[i];
    REQUIRE(ours.size() == ways.size());
    for (std::size_t i = 0; i < ways.size(); ++i) CHECK(ours[ways[i]] == expect["people"][i].get<std::int64_t>());
    for (std::size_t i = 0; i < result.nodes.count.size(); ++i) {
      const std::string& event = word(result.nodes.event, i);
      CHECK(result.nodes.starts[i] == expect["starts"].value(event, std::int64_t{0}));
      CHECK(result.nodes.still_inside[i] == expect["ends"].value(event, std::int64_t{0}));
    }
  }
}

TEST_CASE("transitions: plain maps over random streams, any order of rows, any split by person") {
  std::mt19937_64 random(17);
  for (int round = 0; round < 300; ++round) {
    Events e;
    const int people = 1 + static_cast<int>(random() % 12), words = 2 + static_cast<int>(random() % 4);
    for (int p = 0; p < people; ++p)
      for (int i = static_cast<int>(random() % 9); i > 0; --i) e.add("p" + std::to_string(p), static_cast<std::int64_t>(random() % 12), std::string(1, static_cast<char>('a' + random() % static_cast<unsigned>(words))));
    for (auto& s : e.sequence) s = static_cast<std::int64_t>(random() % 1000000);
    TransitionsOptions options;
    options.ties = round % 2 ? TransitionsTies::by_sequence : TransitionsTies::by_order;
    if (round % 2 == 0) options.order = {"c", "a"};
    if (round % 3 == 0) options.end_events = {"b"};
    options.collapse = round % 5 == 0;
    options.most_variants = 100000;
    if (e.person.empty()) {
      CHECK(e.count(options).status == TransitionsStatus::nobody);
      continue;
    }
    const TransitionsResult result = e.count(options);

    std::map<std::string, std::vector<std::array<std::int64_t, 3>>> streams;  // time, key, event
    const auto key = [&](std::size_t i) -> std::int64_t { return round % 2 ? e.sequence[i] : e.event[i] == "c" ? 0 : e.event[i] == "a" ? 1 : 2 + e.event[i][0]; };
    for (std::size_t i = 0; i < e.person.size(); ++i) streams[e.person[i]].push_back({e.time[i], key(i), e.event[i][0]});
    std::map<std::pair<char, char>, std::vector<std::int64_t>> followed;
    std::map<std::string, std::vector<std::int64_t>> ways;
    std::map<char, std::int64_t> visits, visitors, exits, inside;
    std::int64_t after_end = 0;
    for (auto& [person, stream] : streams) {
      std::sort(stream.begin(), stream.end());
      std::vector<std::pair<char, std::int64_t>> kept;
      bool ended = false;
      for (const auto& [time, order, event] : stream) {
        const char c = static_cast<char>(event);
        if (ended) {
          ++after_end;
          continue;
        }
        if (options.collapse && !kept.empty() && kept.back().first == c) continue;
        kept.emplace_back(c, time);
        ended = !options.end_events.empty() && c == 'b';
      }
      std::string way;
      std::set<char> seen;
      for (std::size_t i = 0; i < kept.size(); ++i) {
        way += (i ? " > " : "") + std::string(1, kept[i].first);
        ++visits[kept[i].first];
        if (seen.insert(kept[i].first).second) ++visitors[kept[i].first];
        if (i > 0) followed[{kept[i - 1].first, kept[i].first}].push_back(kept[i].second - kept[i - 1].second);
      }
      ways[way].push_back(kept.back().second - kept.front().second);
      ++(ended ? exits : inside)[kept.back().first];
    }
    CHECK(result.events_after_end == after_end);
    REQUIRE(result.edges.count.size() == followed.size());
    std::size_t place = 0;
    for (auto& [pair, days] : followed) {
      const std::size_t at = edge(result, std::string(1, pair.first), std::string(1, pair.second));
      REQUIRE(at != 999);
      std::sort(days.begin(), days.end());
      CHECK(result.edges.count[at] == static_cast<std::int64_t>(days.size()));
      for (std::size_t q = 0; q < 3; ++q) {  // the k-th of n, k = ceil(n p)
        const double p = options.probabilities[q];
        CHECK(result.quantiles.days[at * 3 + q] == static_cast<double>(days[static_cast<std::size_t>(std::ceil(p * static_cast<double>(days.size()))) - 1]));
      }
      near(result.edges.share[at], static_cast<double>(days.size()) / static_cast<double>(visits[pair.first]), 1e-14, "share");
      near(result.edges.known_share[at], static_cast<double>(days.size()) / static_cast<double>(visits[pair.first] - inside[pair.first]), 1e-14, "known share");
      ++place;
    }
    REQUIRE(result.variants.way.size() == ways.size());
    for (std::size_t i = 0; i < ways.size(); ++i) {
      CHECK(result.variants.people[i] == static_cast<std::int64_t>(ways[result.variants.way[i]].size()));
      if (i > 0) CHECK(result.variants.people[i] <= result.variants.people[i - 1]);
    }
    for (std::size_t i = 0; i < result.nodes.count.size(); ++i) {
      const char c = word(result.nodes.event, i)[0];
      CHECK(result.nodes.count[i] == visits[c]);
      CHECK(result.nodes.people[i] == visitors[c]);
      CHECK(result.nodes.exits[i] == exits[c]);
      CHECK(result.nodes.still_inside[i] == inside[c]);
    }

    // Rows in another order, and people in three parts.
    std::vector<std::size_t> order(e.person.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    Events shuffled, parts[3];
    for (const std::size_t i : order) {
      for (Events* to : {&shuffled, &parts[std::hash<std::string>{}(e.person[i]) % 3]}) {
        to->person.push_back(e.person[i]), to->event.push_back(e.event[i]), to->time.push_back(e.time[i]), to->sequence.push_back(e.sequence[i]);
      }
    }
    CHECK(to_json(Object::of(shuffled.count(options))) == to_json(Object::of(result)));
    TransitionsState whole;
    whole.options = options;
    for (const int p : {2, 0, 1}) {
      TransitionsState part;
      part.options = options;
      if (!parts[p].person.empty()) parts[p].with_input([&](const TransitionsInput& input) { return part.update(input), 0; });
      whole.merge(part);
    }
    whole.advance();
    TransitionsResult merged = whole.finish();
    CHECK(to_json(Object::of(merged)) == to_json(Object::of(result)));
  }
}

TEST_CASE("transitions: loops are what can be reached from each other") {
  using solve::WayArc;
  CHECK(solve::loops_of(5, {{0, 1, 1}, {1, 2, 1}, {2, 1, 1}, {2, 3, 1}, {4, 4, 1}}) == std::vector<std::int32_t>{0, 1, 1, 0, 2});
  std::mt19937_64 random(23);
  for (int round = 0; round < 100; ++round) {
    const int nodes = 2 + static_cast<int>(random() % 6);
    std::vector<WayArc> arcs;
    std::vector<std::vector<bool>> reaches(static_cast<std::size_t>(nodes), std::vector<bool>(static_cast<std::size_t>(nodes), false));
    for (int i = static_cast<int>(random() % 10); i > 0; --i) {
      arcs.push_back({static_cast<std::int32_t>(random() % static_cast<unsigned>(nodes)), static_cast<std::int32_t>(random() % static_cast<unsigned>(nodes)), 1.0});
      reaches[static_cast<std::size_t>(arcs.back().from)][static_cast<std::size_t>(arcs.back().to)] = true;
    }
    for (std::size_t k = 0; k < reaches.size(); ++k)
      for (std::size_t i = 0; i < reaches.size(); ++i)
        for (std::size_t j = 0; j < reaches.size(); ++j)
          if (reaches[i][k] && reaches[k][j]) reaches[i][j] = true;
    const std::vector<std::int32_t> loops = solve::loops_of(nodes, arcs);
    for (std::size_t i = 0; i < reaches.size(); ++i) {
      CHECK((loops[i] > 0) == reaches[i][i]);
      for (std::size_t j = 0; j < reaches.size(); ++j)
        if (i != j && reaches[i][i] && reaches[j][j]) CHECK((loops[i] == loops[j]) == (reaches[i][j] && reaches[j][i]));
    }
  }
}

TEST_CASE("transitions: what is refused, and states that bytes have broken") {
  const Events e = school();
  TransitionsOptions options;
  options.end_events = {"left", "left"};
  CHECK(sentence([&] { e.count(options); }) == "funnel.transitions: end_events[1] is \"left\" again, but must be unique");
  options = {}, options.events = {"hired"}, options.end_events = {"left"};
  CHECK(sentence([&] { e.count(options); }) == "funnel.transitions: end_events[0] is \"left\", but must be one of events: hired");
  options = {}, options.order = {"hired"};
  CHECK(sentence([&] { e.count(options); }) == "funnel.transitions: order is given, but must be left out unless ties is by_order");
  options = {}, options.target = "gone";
  CHECK(sentence([&] { e.count(options); }) == "funnel.transitions: target is \"gone\", but must be one of the events that were met: certified, failed, hired, left, posted, training");
  TransitionsState state;
  e.with_input([&](const TransitionsInput& input) { return state.update(input), 0; });
  CHECK(sentence([&] { e.with_input([&](const TransitionsInput& input) {
          TransitionsState listing;
          listing.options.list_people = true;
          return listing.update(input), 0;
        }); }) == "funnel.transitions: list_people is true, but must be false in a state: it holds counts, not people");
  const auto broken = [&](const auto& work) {
    TransitionsState copy = state;
    work(copy);
    return sentence([&] { copy.finish(); }).rfind("funnel.transitions: a state whose ", 0) == 0;
  };
  CHECK(broken([](TransitionsState& s) { s.words[0] = "z"; }));
  CHECK(broken([](TransitionsState& s) { s.way_begin.back() += 1; }));
  CHECK(broken([](TransitionsState& s) { s.way_begin[1] = s.way_begin[0]; }));
  CHECK(broken([](TransitionsState& s) { s.way_begin.clear(); }));
  CHECK(broken([](TransitionsState& s) { s.way_events[0] = 99; }));
  CHECK(broken([](TransitionsState& s) { s.ways.people[0] += 1; }));
  CHECK(broken([](TransitionsState& s) { s.ways.way[0] = 1; }));
  CHECK(broken([](TransitionsState& s) { s.ways.way.back() = 7; }));
  CHECK(broken([](TransitionsState& s) { s.times.count[0] += 1; }));
  CHECK(broken([](TransitionsState& s) { s.times.to_event[0] = 0; }));
  CHECK(broken([](TransitionsState& s) { s.times.days.pop_back(); }));
  TransitionsState other;
  other.options.collapse = true;
  CHECK(sentence([&] { state.merge(other); }) == "funnel.transitions: states of unlike definitions cannot be merged");
}

TEST_CASE("transitions: words in another writing, words that nobody has, rows given twice") {
  Events events;
  events.add("A", 1, "hired"), events.add("A", 5, "Left"), events.add("B", 1, "hired");
  TransitionsOptions options;
  options.end_events = {"left"};
  CHECK(sentence([&] { events.count(options); }) == "funnel.transitions: event[1] is \"Left\", but must be written as it is declared, \"left\"");
  options.end_events = {"Left", "fired"};
  options.events = {"hired", "Left", "fired", "moved"};
  CHECK(events.count(options).words_not_met == std::vector<std::string>{"events: fired", "events: moved", "end_events: fired"});
  events.add("B", 1, "hired");
  const TransitionsResult result = events.count(options);
  CHECK(result.repeated_events == 1);
  CHECK(result.transitions == 2);
}
