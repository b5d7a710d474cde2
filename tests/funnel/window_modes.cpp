// Every mode of funnel.window against its definition, written down slowly: all chains of events, moment by moment.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "funnel/window_attempts.hpp"

using namespace mainstay;
using namespace mainstay::funnel;

namespace {

using Key = std::pair<std::int64_t, std::int64_t>;
using Stage = int;

constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::min() / 4;

// What happens to one person from one entry on, among events that may be in one attempt together.
struct Way {
  std::vector<Stage> stages;
  std::vector<Key> keys;
  std::vector<int> words;
  Key entered{}, stopped{};
  std::int64_t deadline = 0;
  int ended_early = -1;
  bool completed = false;
};

struct Slow {
  const Definition& d;
  std::vector<Event> events;
  struct Chain {
    std::vector<Stage> stages;
    std::vector<std::size_t> events;
  };
  std::vector<Chain> chains;

  Key key(const Event& event) const { return {event.time, d.ties == Definition::Ties::by_sequence ? event.sequence : 0}; }
  bool follows(const Event& a, const Event& b) const { return d.ties == Definition::Ties::favour ? a.time <= b.time : key(a) < key(b); }
  bool optional(Stage stage) const { return d.is_optional(stage); }
  Stage last() const { return d.stages - 1; }

  // The stages that may come next.
  std::vector<Stage> next_of(Stage stage) const {
    std::vector<Stage> next;
    for (Stage to = stage + 1; to <= last(); ++to) {
      next.push_back(to);
      if (!optional(to)) break;
    }
    return next;
  }

  void extend(Chain& chain) {
    chains.push_back(chain);
    const Event& now = events[chain.events.back()];
    for (const Stage to : next_of(chain.stages.back()))
      for (std::size_t i = 0; i < events.size(); ++i) {
        if (std::find(chain.events.begin(), chain.events.end(), i) != chain.events.end()) continue;
        if (events[i].word_class != d.class_of[static_cast<std::size_t>(to)] || !follows(now, events[i])) continue;
        if (events[i].time - now.time > d.within[static_cast<std::size_t>(to)] || events[i].time - events[chain.events.front()].time > d.window) continue;
        chain.stages.push_back(to);
        chain.events.push_back(i);
        extend(chain);
        chain.stages.pop_back();
        chain.events.pop_back();
      }
  }

  std::set<Key> moments() const {
    std::set<Key> all;
    for (const Event& event : events) all.insert(key(event));
    return all;
  }
  Key end_of(const Chain& chain) const { return key(events[chain.events.back()]); }

  // Exclusions in force at a moment: `first_at(stage)` is when an attempt first came as far as a stage.
  template <class FirstAt>
  int excluded(const Key& moment, const FirstAt& first_at, Stage furthest) const {
    for (std::size_t x = 0; x < d.exclusions.size(); ++x) {
      const auto since = first_at(d.exclusions[x].after);
      if (!since || !(*since < moment) || furthest >= d.exclusions[x].before) continue;
      for (const Event& event : events)
        if (key(event) == moment && (event.exclusions >> x & 1)) return static_cast<int>(x) + 1;
    }
    return -1;
  }

  Way ordered(const Key& entered) {
    chains.clear();
    for (std::size_t i = 0; i < events.size(); ++i)
      if (key(events[i]) == entered && events[i].word_class == d.class_of[0]) {
        Chain chain{{0}, {i}};
        extend(chain);
      }
    const auto furthest_by = [&](const Key& moment) {
      Stage furthest = -1;
      for (const Chain& chain : chains)
        if (end_of(chain) <= moment) furthest = std::max(furthest, chain.stages.back());
      return furthest;
    };
    const auto deadline_by = [&](const Key& moment) {
      std::int64_t latest = nowhere;
      for (const Chain& chain : chains)
        if (end_of(chain) <= moment)
          for (const Stage to : next_of(chain.stages.back())) latest = std::max(latest, within_of(end_of(chain).first, d.within[static_cast<std::size_t>(to)]));
      return std::min(within_of(entered.first, d.window), latest);
    };
    Way way;
    way.entered = entered;
    Key until{never, never}, before = entered;
    for (const Key& moment : moments()) {
      if (moment < entered) continue;
      const Stage now = furthest_by(moment), was = furthest_by(before);
      if (now == last()) {
        way.completed = true;
        until = moment;
        break;
      }
      if (moment > entered && d.ends_early()) {
        if (moment.first > deadline_by(before)) break;
        const auto first_at = [&](Stage stage) -> std::optional<Key> {
          for (const Key& other : moments())
            if (furthest_by(other) >= stage) return other;
          return {};
        };
        way.ended_early = excluded(moment, first_at, now);
        if (way.ended_early < 0 && now == was)
          for (const Event& event : events) {
            if (key(event) != moment) continue;
            const auto is = [&](Stage stage) { return event.word_class == d.class_of[static_cast<std::size_t>(stage)]; };
            bool is_next = false, behind = false;
            for (const Stage to : next_of(now)) is_next |= is(to);
            for (Stage stage = 0; stage <= now; ++stage) behind |= is(stage);
            const bool foreign = event.word_class < 0, other_stage = !foreign && !is_next && !is(now);
            if ((foreign && d.between == Definition::Between::no_other_event) || (other_stage && d.between != Definition::Between::anything) ||
                (!foreign && behind && !is_next && d.repeats_end))
              way.ended_early = 0;
          }
        if (way.ended_early >= 0) {
          until = moment;
          break;
        }
      }
      before = moment;
    }
    // The furthest stage as early as can be; before it the nearest stage as early as can be, and so on; words in order of declaration.
    const auto rank = [&](const Chain& chain) {
      std::vector<std::tuple<int, Key>> steps;
      for (std::size_t k = chain.stages.size(); k-- > 0;) steps.emplace_back(-chain.stages[k], key(events[chain.events[k]]));
      std::vector<int> words;
      for (const std::size_t i : chain.events) words.push_back(events[i].word);
      return std::pair{steps, words};
    };
    const Chain* best = nullptr;
    for (const Chain& chain : chains)
      if (end_of(chain) <= until && (best == nullptr || rank(chain) < rank(*best))) best = &chain;
    way.stages = best->stages;
    for (const std::size_t i : best->events) {
      way.keys.push_back(key(events[i]));
      way.words.push_back(events[i].word);
    }
    way.deadline = way.ended_early >= 0 ? until.first : deadline_by({never, never});
    way.stopped = until;
    return way;
  }

  Way any_order(const Key& entered) {
    std::map<int, int> places;
    for (Stage stage = 0; stage <= last(); ++stage) ++places[d.class_of[static_cast<std::size_t>(stage)]];
    const auto done_by = [&](const Key& moment) {
      int done = 0;
      for (const auto& [own, most] : places) {
        int met = 0;
        for (const Event& event : events) met += event.word_class == own && key(event) >= entered && key(event) <= moment;
        done += std::min(met, most);
      }
      return done;
    };
    Way way;
    way.entered = entered;
    way.deadline = within_of(entered.first, d.window);
    Key before{nowhere, nowhere};
    for (const Key& moment : moments()) {
      if (moment < entered || moment.first > way.deadline) continue;
      const int now = done_by(moment), was = before.first == nowhere ? 0 : done_by(before);
      for (int k = was; k < now; ++k) {
        way.stages.push_back(k);
        way.keys.push_back(moment);
      }
      before = moment;
      way.stopped = moment;
      if (now == d.stages) {
        way.completed = true;
        break;
      }
      if (moment == entered) continue;
      way.ended_early = excluded(moment, [&](Stage) { return std::optional<Key>(entered); }, now - 1);
      if (way.ended_early < 0 && now == was)
        for (const Event& event : events)
          if (key(event) == moment && ((event.word_class < 0 && d.between == Definition::Between::no_other_event) || (event.word_class >= 0 && d.repeats_end)))
            way.ended_early = 0;
      if (way.ended_early >= 0) {
        way.deadline = moment.first;
        break;
      }
    }
    if (!way.completed && way.ended_early < 0) way.stopped = {way.deadline, never};
    return way;
  }

  Way milestone(const Key& entered) {
    Way way;
    way.entered = entered;
    std::map<int, std::vector<std::int64_t>> times;
    for (const Event& event : events) times[event.word_class].push_back(event.time);
    for (auto& [own, list] : times) std::sort(list.begin(), list.end());
    std::map<int, std::size_t> used;
    std::int64_t reached = entered.first;
    for (Stage stage = 0; stage <= last(); ++stage) {
      const int own = d.class_of[static_cast<std::size_t>(stage)];
      const std::size_t place = used[own]++;
      const std::int64_t happened = place < times[own].size() ? times[own][place] : never;
      const std::int64_t limit = std::min(within_of(entered.first, d.window), stage == 0 ? never : within_of(reached, d.within[static_cast<std::size_t>(stage)]));
      if (stage > 0 && (happened == never || std::max(happened, reached) > limit)) {
        way.deadline = limit;
        break;
      }
      if (stage > 0) reached = std::max(reached, happened);
      way.stages.push_back(stage);
      way.keys.push_back({reached, 0});
    }
    way.completed = static_cast<int>(way.stages.size()) == d.stages;
    std::optional<std::pair<std::int64_t, std::size_t>> cut;
    for (std::size_t x = 0; x < d.exclusions.size(); ++x)
      for (const Event& event : events) {
        const auto after = static_cast<std::size_t>(d.exclusions[x].after), before = static_cast<std::size_t>(d.exclusions[x].before);
        if (!(event.exclusions >> x & 1) || after >= way.keys.size() || event.time <= way.keys[after].first) continue;
        if (before < way.keys.size() ? event.time >= way.keys[before].first : !way.completed && event.time > way.deadline) continue;
        const std::pair<std::int64_t, std::size_t> found{event.time, x};
        if (!cut || found < *cut) cut = found;
      }
    if (cut) {
      while (way.keys.back().first > cut->first) {
        way.keys.pop_back();
        way.stages.pop_back();
      }
      way.completed = false;
      way.deadline = cut->first;
      way.ended_early = static_cast<int>(cut->second) + 1;
    }
    return way;
  }

  std::vector<Way> ways() {
    std::vector<Way> found;
    for (const Key& entry : moments()) {
      bool enters = false;
      for (const Event& event : events)
        enters |= key(event) == entry && (event.word_class == d.class_of[0] || (d.order == Definition::Order::any_order && event.word_class >= 0));
      if (!enters) continue;
      if (d.entry == Definition::Entry::each && !found.empty()) {
        const Way& before = found.back();
        if (before.completed || before.ended_early >= 0 ? entry <= before.stopped : entry.first <= before.deadline) continue;
      }
      found.push_back(d.order == Definition::Order::ordered ? ordered(entry) : d.order == Definition::Order::any_order ? any_order(entry) : milestone(entry));
      if (d.entry == Definition::Entry::first) break;
    }
    return found;
  }
};

bool better(const Way& a, const Way& b) {
  if (a.stages.back() != b.stages.back()) return a.stages.back() > b.stages.back();
  if (a.completed && a.keys.back() != b.keys.back()) return a.keys.back() < b.keys.back();
  return a.entered > b.entered;
}

std::vector<Way> truth_of(const Definition& d, const std::vector<Event>& events) {
  std::map<int, std::vector<Event>> values;
  for (const Event& event : events) values[d.hold ? event.held : 0].push_back(event);
  std::vector<Way> all;
  for (auto& [value, own] : values)
    for (Way& way : Slow{d, own, {}}.ways()) all.push_back(std::move(way));
  std::stable_sort(all.begin(), all.end(), [](const Way& a, const Way& b) { return a.entered < b.entered; });
  if (d.entry == Definition::Entry::each || all.empty()) return all;
  Way best = all[0];
  for (const Way& way : all)
    if ((d.entry == Definition::Entry::any || way.entered == all[0].entered) && better(way, best)) best = way;
  return {best};
}

bool equal(const Definition& d, const Attempt& a, const Way& way) {
  if (a.level != static_cast<int>(way.stages.size()) || a.completed(d) != way.completed) return false;
  for (std::size_t k = 0; k < way.stages.size(); ++k) {
    if (a.stage[k] != way.stages[k] || a.times[k] != way.keys[k].first) return false;
    if (!way.words.empty() && a.word[k] != way.words[k]) return false;
  }
  return way.completed || (a.deadline == way.deadline && a.ended_early == way.ended_early);
}

// 0 ordered with stages that may be passed over, 1 strict in its forms, 2 exclusions, 3 everything at once, 4 any order, 5 milestones.
constexpr int modes = 6;

Definition definition_of(std::mt19937_64& random, int mode) {
  Definition d;
  const auto chance = [&](unsigned of) { return random() % of == 0; };
  d.stages = (mode == 0 ? 3 : 2) + static_cast<int>(random() % 3);
  d.order = mode == 4 ? Definition::Order::any_order : mode == 5 ? Definition::Order::milestone : Definition::Order::ordered;
  if (mode != 5) d.entry = static_cast<Definition::Entry>(random() % 3);
  if (mode < 4) d.ties = static_cast<Definition::Ties>(random() % 3);
  d.window = chance(5) ? never : 1 + static_cast<std::int64_t>(random() % 8);
  d.hold = chance(3);
  d.words = true;
  const bool gaps = mode != 4 && chance(2), repeats = chance(3);
  if (mode == 0 || mode == 3)
    for (int k = 1; k + 1 < d.stages; ++k)
      if (chance(2)) d.optional |= 1u << k;
  for (std::size_t k = 0; k < static_cast<std::size_t>(d.stages); ++k) {
    d.class_of[k] = static_cast<int>(k);
    const std::size_t other = k > 0 ? random() % k : 0;
    if (repeats && k > 0 && !d.is_optional(static_cast<int>(k)) && !d.is_optional(static_cast<int>(other)) && chance(2)) d.class_of[k] = d.class_of[other];
    d.within[k] = gaps && k > 0 && chance(2) ? 1 + static_cast<std::int64_t>(random() % 5) : never;
  }
  if (mode == 1 || mode == 3) {
    d.between = static_cast<Definition::Between>(random() % 3);
    d.repeats_end = d.between == Definition::Between::anything || chance(2);
  }
  if (mode == 4) {
    if (chance(2)) d.between = Definition::Between::no_other_event;
    d.repeats_end = chance(2);
  }
  if (mode >= 2)
    for (std::uint64_t x = random() % 3; x > 0; --x) {
      const int after = mode == 4 ? 0 : static_cast<int>(random() % static_cast<unsigned>(d.stages - 1));
      d.exclusions.push_back({after, mode == 4 ? d.stages - 1 : after + 1 + static_cast<int>(random() % static_cast<unsigned>(d.stages - 1 - after))});
    }
  return d;
}

// Words: two for each class, two of no stage; exclusions are on some of all of them.
std::vector<Event> events_of(std::mt19937_64& random, const Definition& d) {
  std::vector<Event> events(random() % 9);
  const std::uint64_t days = 1 + random() % 12;
  std::vector<std::uint32_t> exclusions(12);
  for (std::uint32_t& mask : exclusions)
    for (std::size_t x = 0; x < d.exclusions.size(); ++x) mask |= static_cast<std::uint32_t>(random() % 4 == 0) << x;
  for (Event& event : events) {
    const bool foreign = random() % 5 == 0;
    event.time = static_cast<std::int64_t>(random() % days) - 3;
    event.sequence = d.ties == Definition::Ties::by_sequence ? static_cast<std::int64_t>(random() % 3) : 0;
    event.word_class = foreign ? -1 : d.class_of[random() % static_cast<std::size_t>(d.stages)];
    event.word = 2 * (foreign ? 5 : event.word_class) + static_cast<int>(random() % 2);
    event.held = d.hold ? static_cast<int>(random() % 2) : 0;
    event.exclusions = exclusions[static_cast<std::size_t>(event.word)];
  }
  return events;
}

}  // namespace

TEST_CASE("funnel/window: every mode equals its definition on 100,000 random streams") {
  for (int mode = 0; mode < modes; ++mode) {
    std::mt19937_64 random(20261122 + static_cast<unsigned>(mode));
    std::int64_t wrong = 0, attempts = 0, completed = 0, excluded = 0, interrupted = 0, passed_over = 0;
    for (int streams = 0; streams < 100'000; ++streams) {
      const Definition d = definition_of(random, mode);
      std::vector<Event> events = events_of(random, d);
      const std::vector<Way> truth = truth_of(d, events);
      std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tie(a.time, a.sequence, a.word_class, a.word, a.held) < std::tie(b.time, b.sequence, b.word_class, b.word, b.held);
      });
      GeneralAttempts general(d);
      const std::vector<Attempt>& answer = general.run(events);
      bool same = answer.size() == truth.size();
      for (std::size_t i = 0; same && i < truth.size(); ++i) same = equal(d, answer[i], truth[i]);
      wrong += !same;
      for (const Way& way : truth) {
        ++attempts;
        completed += way.completed;
        excluded += way.ended_early > 0;
        interrupted += way.ended_early == 0;
        passed_over += way.stages.back() + 1 > static_cast<int>(way.stages.size());
      }
    }
    CAPTURE(mode);
    CHECK(wrong == 0);
    // The streams try what they are there for.
    CHECK(attempts > 50'000);
    CHECK(completed > 3'000);
    if (mode == 0 || mode == 3) CHECK(passed_over > 1'000);
    if (mode == 1 || mode == 3 || mode == 4) CHECK(interrupted > 3'000);
    if (mode >= 2) CHECK(excluded > 2'000);
  }
}
