// Small companies to count, in the form that the analysis takes.
#pragma once

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mainstay/core/document.hpp"
#include "mainstay/funnel/window.hpp"

namespace window_data {

using namespace mainstay;
using namespace mainstay::funnel;

// A text column that owns its dictionary.
struct Texts {
  std::vector<std::string> names;
  std::vector<std::string_view> levels;
  std::vector<std::int32_t> codes;
  std::vector<std::uint8_t> validity;
  Texts() = default;
  explicit Texts(const std::vector<std::string>& values) {
    std::map<std::string, std::int32_t> places;
    for (const std::string& value : values) places[value] = 0;
    for (auto& [name, place] : places) {
      place = static_cast<std::int32_t>(names.size());
      names.push_back(name);
    }
    validity.assign(values.size() / 8 + 1, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
      codes.push_back(places[values[i]]);
      if (!values[i].empty()) validity[i / 8] |= static_cast<std::uint8_t>(1u << (i % 8));
    }
    levels.assign(names.begin(), names.end());
  }
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;
  Column column(bool with_missing = false) const {
    Column column(codes);
    column.categorical = true;
    column.levels = levels;
    if (with_missing) column.validity = validity.data();
    return column;
  }
};

struct Happening {
  std::int64_t person, time;
  std::string word;
  std::int64_t sequence = 0;
  std::string held{};
};
struct Member {
  std::int64_t id;
  std::int64_t until = 0;
  double exit = std::numeric_limits<double>::quiet_NaN();
  std::string reason{};
  std::string province{}, school{};
  std::int64_t start = 0;  // of the spell
};

struct Data {
  std::vector<Happening> events;
  std::vector<Member> people;
  bool hold = false, spells = false;  // whether these columns are given

  template <class Use>
  auto with_input(const Use& use) const {
    std::vector<std::int64_t> person, time, sequence, id, until, start;
    std::vector<double> exit;
    std::vector<std::string> word, held, reason, province, school;
    for (const Happening& event : events) {
      person.push_back(event.person);
      time.push_back(event.time);
      sequence.push_back(event.sequence);
      word.push_back(event.word);
      held.push_back(event.held);
    }
    for (const Member& member : people) {
      id.push_back(member.id);
      until.push_back(member.until);
      start.push_back(member.start);
      exit.push_back(member.exit);
      reason.push_back(member.reason);
      province.push_back(member.province);
      school.push_back(member.school);
    }
    const Texts words(word), values(held), reasons(reason), provinces(province), schools(school);
    WindowInput input;
    input.person = Column(person);
    input.time = Column(time);
    input.event = words.column();
    input.sequence = Column(sequence);
    if (hold) input.hold_constant = values.column(true);
    if (!people.empty()) {
      input.person_id = Column(id);
      input.observed_until = Column(until);
      if (spells) input.spell_start = Column(start);
      input.exit_time = Column(exit);
      input.exit_reason = reasons.column(true);
      input.groups.add("province", provinces.column(true));
      input.groups.add("school", schools.column(true));
    }
    return use(input);
  }
  WindowResult run(const WindowOptions& options, std::int32_t threads = 1) const {
    return with_input([&](const WindowInput& input) {
      RunContext context;
      context.threads = threads;
      return window(input, options, context);
    });
  }
};

inline WindowOptions options_of(std::initializer_list<const char*> stages, std::optional<std::int64_t> window_days = {}) {
  WindowOptions options;
  for (const char* stage : stages) options.stages.push_back({stage, {}, {}});
  options.window = window_days;
  return options;
}

inline std::string json(const WindowResult& result) { return to_json(Object::of(result)); }

inline const std::string& text(const Categories& column, std::size_t row) { return column.levels[static_cast<std::size_t>(column.codes[row])]; }

// How far the only person gets.
inline std::int64_t level(const std::vector<Happening>& events, const WindowOptions& options) {
  const WindowResult result = Data{events, {}}.run(options);
  std::int64_t reached = 0;
  for (std::size_t k = 0; k < options.stages.size(); ++k) reached += result.stages.reached[k] > 0;
  return reached;
}

inline std::vector<Happening> letters(const std::string& word) {
  std::vector<Happening> events;
  for (std::size_t i = 0; i < word.size(); ++i) events.push_back({1, static_cast<std::int64_t>(i), std::string(1, word[i])});
  return events;
}

// A random company with everything: ties, exits with and without reason, short follow-up, strangers, rows in any order.
inline Data random_company(std::mt19937_64& random, int people, bool with_people = true) {
  Data data;
  const char* words[] = {"apply", "train", "certify", "post", "coffee", "course", "quit"};
  for (int i = 0; i < people; ++i) {
    Member member{i * 3 - 50, 20 + static_cast<std::int64_t>(random() % 40), std::numeric_limits<double>::quiet_NaN(), {}, {}, {}};
    if (random() % 3 == 0) member.exit = static_cast<double>(random() % 60);
    const char* reasons[] = {"", "pay", "pressure", "family"};
    member.reason = reasons[random() % 4];
    const char* provinces[] = {"", "Hebei", "Sichuan", "Yunnan"};
    member.province = provinces[random() % 4];
    member.school = random() % 2 ? "A" : "B";
    if (with_people) data.people.push_back(member);
    for (std::uint64_t e = random() % 12; e > 0; --e)
      data.events.push_back({member.id, static_cast<std::int64_t>(random() % 50), words[random() % (with_people ? 6 : 7)], static_cast<std::int64_t>(random() % 3),
                             random() % 5 == 0 ? "" : random() % 3 == 0 ? "class 2" : "class 1"});
  }
  if (with_people)
    for (int i = 0; i < 5; ++i) data.events.push_back({1'000'000 + i, 3, "apply", 0});
  std::shuffle(data.events.begin(), data.events.end(), random);
  std::shuffle(data.people.begin(), data.people.end(), random);
  return data;
}

inline WindowOptions random_options(std::mt19937_64& random) {
  WindowOptions options = options_of({"apply", "train", "certify", "post"});
  if (random() % 4) options.window = 5 + static_cast<std::int64_t>(random() % 30);
  if (random() % 2) options.stages[2].within_days = 10;
  if (random() % 3 == 0) options.stages[3].events = {"post", "certify"}, options.stages[2].events = {"certify", "post"};
  options.entry = static_cast<EntryPolicy>(random() % 3);
  options.ties = static_cast<TiePolicy>(random() % 3);
  return options;
}

// Options of any mode, in which whatever may be combined is.
inline WindowOptions random_mode(std::mt19937_64& random) {
  WindowOptions options = options_of({"apply", "train", "certify", "post"});
  const auto chance = [&](unsigned of) { return random() % of == 0; };
  options.order = chance(2) ? StageOrder::ordered : chance(2) ? StageOrder::any_order : StageOrder::milestone;
  const bool ordered = options.order == StageOrder::ordered, milestone = options.order == StageOrder::milestone;
  if (!chance(4)) options.window = 5 + static_cast<std::int64_t>(random() % 30);
  if (!milestone) options.entry = static_cast<EntryPolicy>(random() % 3);
  if (ordered) options.ties = static_cast<TiePolicy>(random() % 3);
  if (options.order != StageOrder::any_order && chance(2)) options.stages[2].within_days = 10;
  if (ordered && chance(2)) options.stages[1].optional = true;
  if (ordered && chance(2)) options.stages[2].optional = true;
  if (chance(2)) options.stages[1].events = {"train", "course"};
  if (ordered) options.between = static_cast<BetweenSteps>(random() % 3);
  if (options.order == StageOrder::any_order && chance(2)) options.between = BetweenSteps::no_other_event;
  options.end_at_repeats = !milestone && chance(3);
  if (chance(2)) options.exclusions = {{"coffee", {}, {}, {}}, {"again", {"apply", "tea"}, ordered ? "apply" : "", ordered ? "certify" : ""}};
  options.count_branches = chance(2);
  return options;
}

}  // namespace window_data
