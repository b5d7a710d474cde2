#include "funnel/window_count.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <tuple>
#include <type_traits>
#include <unordered_map>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr std::int64_t block = 1024;

// ------------------------------------------------------------------------------------------------------------ definition

std::string stage_path(std::size_t stage, const char* field) { return "stages[" + std::to_string(stage) + "]." + field; }

std::vector<std::string> words_of(const WindowStage& stage) {
  std::vector<std::string> words = stage.events;
  if (words.empty()) words.push_back(stage.name);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

std::vector<std::int64_t> places_in(const std::vector<std::string>& all, const std::vector<std::string>& names) {
  std::vector<std::int64_t> found;
  for (const std::string& name : names) found.push_back(std::lower_bound(all.begin(), all.end(), name) - all.begin());
  return found;
}

void join(std::vector<std::string>& names, const std::vector<std::string>& more) {
  names.insert(names.end(), more.begin(), more.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

Plan plan_of(const WindowOptions& options) {
  Plan plan;
  const std::size_t stages = options.stages.size();
  if (stages > most_stages) refuse(analysis_key, "stages", "a list of " + std::to_string(stages), "a list of at most " + std::to_string(most_stages));
  Definition& definition = plan.definition;
  definition.stages = static_cast<int>(stages);
  definition.entry = static_cast<Definition::Entry>(options.entry);
  definition.ties = static_cast<Definition::Ties>(options.ties);
  definition.window = std::min(options.window.value_or(never), never);
  std::vector<std::vector<std::string>> words;
  for (std::size_t k = 0; k < stages; ++k) {
    const WindowStage& stage = options.stages[k];
    for (std::size_t j = 0; j < k; ++j)
      if (options.stages[j].name == stage.name) refuse(analysis_key, stage_path(k, "name"), "\"" + stage.name + "\"", "a name that no other stage has");
    if (k == 0 && stage.within_days)
      refuse(analysis_key, stage_path(k, "within_days"), std::to_string(*stage.within_days), "left out: no stage comes before the first");
    definition.within[k] = std::min(stage.within_days.value_or(never), never);
    words.push_back(words_of(stage));
    definition.class_of[k] = static_cast<int>(k);
    for (std::size_t j = 0; j < k; ++j) {
      if (words[j] == words[k]) {
        definition.class_of[k] = definition.class_of[j];
        break;
      }
      for (const std::string& word : words[k])
        if (std::binary_search(words[j].begin(), words[j].end(), word))
          refuse(analysis_key, stage_path(k, "events"), "a list with \"" + word + "\", which stages[" + std::to_string(j) + "] has beside other words",
                 "all or none of the words of another stage");
    }
    if (definition.class_of[k] == static_cast<int>(k))
      for (const std::string& word : words[k]) {
        plan.words.words.push_back(word);
        plan.words.class_of.push_back(static_cast<int>(k));
      }
  }
  for (std::size_t i = 0; i < options.exit_events.size(); ++i) {
    const std::string& word = options.exit_events[i];
    const auto known = std::find(plan.words.words.begin(), plan.words.words.end(), word);
    if (known == plan.words.words.end()) {
      plan.words.words.push_back(word);
      plan.words.class_of.push_back(-1);
    } else if (plan.words.class_of[static_cast<std::size_t>(known - plan.words.words.begin())] >= 0) {
      refuse(analysis_key, "exit_events[" + std::to_string(i) + "]", "\"" + word + "\"", "a word that no stage has");
    }
  }
  return plan;
}

namespace {

// ---------------------------------------------------------------------------------------------------------------- people

// What is known of each person beside the events.
struct Person {
  std::int64_t until = never, exit = never;
  std::int64_t outcome = left_without_reason;  // when leaving at `exit`
};

struct People {
  bool given = false;
  std::int64_t count = 0;
  std::vector<Person> rows;          // empty when nothing but the identity is known
  Person common;                     // of everybody then
  std::vector<std::int32_t> groups;  // count × breakdowns: place in the state's groups
  std::size_t breakdowns = 0;
  bool needs_follow_up_end = false;

  // person → row
  data::WholeIndex by_number;
  std::vector<std::int32_t> by_level;
  bool text = false;
  std::int64_t find(std::int64_t key) const noexcept {
    return text ? by_level[static_cast<std::size_t>(key)] : by_number.find(key);
  }
};

std::vector<std::int64_t> whole_numbers(const Column& column, std::int64_t missing) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(column.size));
  std::vector<std::int64_t> scratch(block);
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* read = read_integers(column, first, count, scratch.data(), missing);
    std::copy_n(read, count, values.begin() + first);
  }
  return values;
}

void index_people(const WindowInput& input, People& people) {
  const Column& id = input.person_id;
  if (id.categorical != input.person.categorical)
    throw Error(ErrorCode::wrong_type, analysis_key, "person_id", -1, id.categorical ? "text" : "numbers",
                input.person.categorical ? "text, as person is" : "numbers, as person is");
  people.text = id.categorical;
  const std::vector<std::int64_t> values = whole_numbers(id, 0);
  if (!people.text) {
    people.by_number = data::WholeIndex(values);
    if (const std::int64_t row = people.by_number.duplicate(); row >= 0)
      refuse(analysis_key, "person_id", row, static_cast<double>(values[static_cast<std::size_t>(row)]), "listed once");
    return;
  }
  std::unordered_map<std::string_view, std::int32_t> rows;
  rows.reserve(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    const std::string_view label = id.levels[static_cast<std::size_t>(values[row])];
    if (!rows.try_emplace(label, static_cast<std::int32_t>(row)).second)
      throw Error(ErrorCode::invalid_argument, analysis_key, "person_id", static_cast<std::int64_t>(row), label, "listed once");
  }
  people.by_level.reserve(input.person.levels.size());
  for (const std::string_view level : input.person.levels) {
    const auto found = rows.find(level);
    people.by_level.push_back(found == rows.end() ? -1 : found->second);
  }
}

// ---------------------------------------------------------------------------------------------------------------- counts

// Where a count stands: one block for each group.
struct Layout {
  std::int64_t stages = 0, ages = 0, outcomes = 0, groups = 0;
  std::int64_t arrivals() const noexcept { return 2 * stages * ages; }
  std::int64_t per_group() const noexcept { return arrivals() * (1 + outcomes) + stages; }
  std::int64_t arrival(std::int64_t clock, std::int64_t stage, std::int64_t age) const noexcept { return (clock * stages + stage) * ages + age; }
  std::int64_t end(std::int64_t clock, std::int64_t stage, std::int64_t age, std::int64_t outcome) const noexcept {
    return arrivals() + ((clock * stages + stage) * ages + age) * outcomes + outcome;
  }
  std::int64_t mature(std::int64_t stage) const noexcept { return arrivals() * (1 + outcomes) + stage; }
  // Cells in all, or -1 when they cannot be numbered.
  std::int64_t size() const noexcept {
    const long double all = static_cast<long double>(groups) * (2.0L * stages * ages * (1 + outcomes) + stages);
    return all < 4e18L ? groups * per_group() : -1;
  }
};

constexpr std::int64_t most_direct_cells = std::int64_t{1} << 21;

// What one worker counts at a time. Sums of whole numbers: whose they are and in which order they add up does not matter.
struct Tally {
  std::vector<std::uint32_t> direct;           // a counter for each cell, when they are few
  std::vector<std::int64_t> scattered;         // otherwise the number of the cell, once for each count
  std::vector<std::pair<std::int64_t, std::int64_t>> condensed;  // cell, count: rising
  std::int64_t other_words = 0, unknown_people = 0, after_exit = 0, after_follow_up = 0, people = 0, entered = 0;
  std::vector<std::uint8_t> codes_seen;

  void condense() {
    std::sort(scattered.begin(), scattered.end());
    std::vector<std::pair<std::int64_t, std::int64_t>> fresh;
    for (std::size_t i = 0, j; i < scattered.size(); i = j) {
      for (j = i; j < scattered.size() && scattered[j] == scattered[i];) ++j;
      fresh.emplace_back(scattered[i], static_cast<std::int64_t>(j - i));
    }
    scattered.clear();
    if (condensed.empty()) return void(condensed = std::move(fresh));
    std::vector<std::pair<std::int64_t, std::int64_t>> merged;
    merged.reserve(condensed.size() + fresh.size());
    std::size_t i = 0, j = 0;
    while (i < condensed.size() || j < fresh.size()) {
      if (j == fresh.size() || (i < condensed.size() && condensed[i].first < fresh[j].first)) merged.push_back(condensed[i++]);
      else if (i == condensed.size() || fresh[j].first < condensed[i].first) merged.push_back(fresh[j++]);
      else {
        merged.emplace_back(fresh[j].first, condensed[i].second + fresh[j].second);
        ++i, ++j;
      }
    }
    condensed = std::move(merged);
  }
};

// ---------------------------------------------------------------------------------------------------------------- events

constexpr int other_word = 31, exit_word = 30;  // low bits of a packed event that is of no stage

// The events of the input as whole numbers, block by block.
struct Stream {
  const WindowInput* input = nullptr;
  std::int64_t rows = 0;
  bool by_sequence = false;
  std::vector<std::int32_t> first_place;    // persons by text whose dictionary repeats itself; else empty
  std::vector<std::int64_t> word_numbers;   // event is a column of whole numbers: the declared words as numbers
  std::vector<std::uint8_t> low;            // by event code: low bits of the packed event
  std::vector<std::int8_t> stage;           // by event code: the stage, for the direct algorithm; else -1
  bool any_exit_words = false;
  bool codes_in_place = false;  // event codes are read as they are stored
  std::vector<std::int32_t> word;           // by event code: declared word, or -1
  std::vector<std::int64_t> exit_outcome;   // by event code
};

bool codes_in_place(const Column& event) {
  return event.categorical && event.stride == 1 && event.validity == nullptr && event.type >= ColumnType::int8 && event.type <= ColumnType::uint32;
}

// Buffers of one worker.
struct Blocks {
  std::vector<std::int64_t> person = std::vector<std::int64_t>(block), time = std::vector<std::int64_t>(block),
                            event = std::vector<std::int64_t>(block), sequence = std::vector<std::int64_t>(block),
                            mapped = std::vector<std::int64_t>(block);
};

struct Rows {
  const std::int64_t *person, *time, *event, *sequence;
};

Rows read_rows(const Stream& stream, std::int64_t first, std::int64_t count, Blocks& blocks) {
  const WindowInput& input = *stream.input;
  Rows rows{read_integers(input.person, first, count, blocks.person.data()), read_integers(input.time, first, count, blocks.time.data()),
            stream.codes_in_place ? nullptr : read_integers(input.event, first, count, blocks.event.data()), nullptr};
  if (stream.by_sequence) rows.sequence = read_integers(input.sequence, first, count, blocks.sequence.data());
  if (!stream.first_place.empty()) {
    for (std::int64_t i = 0; i < count; ++i) blocks.mapped[static_cast<std::size_t>(i)] = stream.first_place[static_cast<std::size_t>(rows.person[i])];
    std::copy_n(blocks.mapped.begin(), count, blocks.person.begin());
    rows.person = blocks.person.data();
  }
  if (!input.event.categorical) {
    const auto words = static_cast<std::int64_t>(stream.word_numbers.size());
    for (std::int64_t i = 0; i < count; ++i) {
      std::int64_t code = 0;
      while (code < words && stream.word_numbers[static_cast<std::size_t>(code)] != rows.event[i]) ++code;
      blocks.mapped[static_cast<std::size_t>(i)] = code;
    }
    std::copy_n(blocks.mapped.begin(), count, blocks.event.begin());
    rows.event = blocks.event.data();
  }
  return rows;
}

Stream stream_of(const WindowInput& input, const Plan& plan, const std::vector<std::string>& reasons) {
  Stream stream;
  stream.input = &input;
  stream.rows = input.person.size;
  stream.by_sequence = plan.definition.ties == Definition::Ties::by_sequence;
  stream.codes_in_place = codes_in_place(input.event);
  if (input.person.categorical) {
    stream.first_place = data::first_places(input.person.levels);
    bool repeats = false;
    for (std::size_t i = 0; i < stream.first_place.size(); ++i) repeats |= stream.first_place[i] != static_cast<std::int32_t>(i);
    if (!repeats) stream.first_place.clear();
  }
  const bool strict = plan.definition.ties == Definition::Ties::strict, direct = plan.definition.direct();
  const auto add = [&](int word) {
    int low = other_word;
    std::int64_t outcome = 0;
    if (word >= 0) {
      const int word_class = plan.words.class_of[static_cast<std::size_t>(word)];
      low = word_class < 0 ? exit_word : direct && strict ? plan.definition.stages - 1 - word_class : word_class;
      if (word_class < 0) outcome = first_reason + places_in(reasons, {plan.words.words[static_cast<std::size_t>(word)]})[0];
    }
    stream.low.push_back(static_cast<std::uint8_t>(low));
    stream.stage.push_back(static_cast<std::int8_t>(low >= exit_word ? -1 : plan.words.class_of[static_cast<std::size_t>(word)]));
    stream.any_exit_words |= low == exit_word;
    stream.word.push_back(word);
    stream.exit_outcome.push_back(outcome);
  };
  if (input.event.categorical) {
    std::unordered_map<std::string_view, int> words;
    for (std::size_t w = 0; w < plan.words.words.size(); ++w) words.emplace(plan.words.words[w], static_cast<int>(w));
    for (const std::string_view level : input.event.levels) {
      const auto found = words.find(level);
      add(found == words.end() ? -1 : found->second);
    }
  } else {
    for (std::size_t w = 0; w < plan.words.words.size(); ++w) {
      const std::string& word = plan.words.words[w];
      std::int64_t number = std::numeric_limits<std::int64_t>::max();  // no event has it: they lie within 2^51
      try {
        std::size_t read = 0;
        const std::int64_t parsed = std::stoll(word, &read);
        if (read == word.size() && std::to_string(parsed) == word) number = parsed;
      } catch (const std::exception&) {
        // Not a number: a word that never occurs in this column.
      }
      stream.word_numbers.push_back(number);
      add(static_cast<int>(w));
    }
    add(-1);
  }
  return stream;
}

// -------------------------------------------------------------------------------------------------------------- counting

// Counts people one after the other into a tally: begin(person), then the person's events, then end().
class Counter {
 public:
  Counter(const Plan& plan, const Stream& stream, const People& people, const Layout& layout, Tally& tally, Listing* listing)
      : plan_(plan), stream_(stream), people_(people), layout_(layout), tally_(tally), listing_(listing), packed_(plan.definition),
        general_(plan.definition), direct_(plan.definition.direct()), strict_(plan.definition.ties == Definition::Ties::strict),
        horizon_(plan.definition.horizon()) {}

  // Whether walk() may be used at all: one attempt from the first entry, and nothing among the events ends it.
  bool walks() const noexcept { return direct_ && plan_.definition.entry == Definition::Entry::first && !stream_.any_exit_words; }

  void begin(std::int64_t person) noexcept;
  std::int64_t person() const noexcept { return person_; }

  // Events in any order; keeps them until end().
  template <class Code>
  void gather(const std::int64_t* time, const Code* code, const std::int64_t* sequence, std::int64_t count);
  void end();

  // Events in order of time: goes through the rows that are of this person and returns how many those are. A person is
  // either gathered or walked.
  template <class Code>
  std::int64_t walk(const std::int64_t* person, const std::int64_t* time, const Code* code, std::int64_t count) {
    return strict_ ? walk<true>(person, time, code, count) : walk<false>(person, time, code, count);
  }
  // False when the walk was not enough (ties against the order of the stages, events after the follow-up): gather them.
  bool end_walk();

 private:
  template <bool strict, class Code>
  std::int64_t walk(const std::int64_t* person, const std::int64_t* time, const Code* code, std::int64_t count);
  void sort() noexcept;
  void count(const Attempt& attempt);

  // The attempt from the first entry, found event by event without a branch.
  struct Walk {
    std::int64_t limit = never;      // the last time that counts
    std::int64_t reached = -never;   // when the last stage was reached
    std::int64_t passed = -never;    // latest time of an event of a stage that was not its turn yet
    std::int64_t level = 0, rows = 0, others = 0, last = -never;
    bool tied = false;               // such an event shares its time with a stage reached after it
  };

  const Plan& plan_;
  const Stream& stream_;
  const People& people_;
  const Layout& layout_;
  Tally& tally_;
  Listing* listing_;
  PackedEvents packed_;
  GeneralAttempts general_;
  bool direct_, strict_;
  std::int64_t horizon_;

  std::vector<std::uint64_t> events_;
  std::vector<std::int64_t> sequences_;
  std::vector<Event> unpacked_;
  Walk walk_;
  Attempt walked_;
  std::int64_t person_ = 0, size_ = 0, rows_ = 0, exit_ = never, exit_outcome_ = 0;
  Person known_;
  std::int64_t row_ = 0, attempts_ = 0;
};

void Counter::begin(std::int64_t person) noexcept {
  person_ = person;
  size_ = 0;
  rows_ = 0;
  exit_ = never;
  row_ = -1;
  known_ = people_.common;
  if (people_.given) {
    row_ = people_.find(person_);
    if (row_ >= 0 && !people_.rows.empty()) known_ = people_.rows[static_cast<std::size_t>(row_)];
  }
  walk_ = {};
  walk_.limit = std::min(known_.until, known_.exit);
}

template <class Code>
void Counter::gather(const std::int64_t* time, const Code* code, const std::int64_t* sequence, std::int64_t count) {
  const auto needed = static_cast<std::size_t>(size_ + count);
  if (events_.size() < needed) {
    events_.resize(needed * 2);
    if (stream_.by_sequence) sequences_.resize(needed * 2);
  }
  const std::uint8_t* low_of = stream_.low.data();
  std::uint8_t* seen = tally_.codes_seen.data();
  std::uint64_t* events = events_.data();
  std::int64_t size = size_, others = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto c = static_cast<std::size_t>(code[i]);
    const std::int64_t t = time[i];
    const std::uint8_t low = low_of[c];
    events[size] = (static_cast<std::uint64_t>(t) + PackedEvents::bias) << PackedEvents::stage_bits | low;
    if (stream_.by_sequence) sequences_[static_cast<std::size_t>(size)] = sequence[i];
    size += low < exit_word;
    others += low == other_word;
    seen[c] = 1;
    if (low == exit_word) {
      const std::int64_t outcome = stream_.exit_outcome[c];
      if (t < exit_ || (t == exit_ && outcome < exit_outcome_)) {
        exit_ = t;
        exit_outcome_ = outcome;
      }
    }
  }
  size_ = size;
  rows_ += count;
  tally_.other_words += others;
}

template <bool strict, class Code>
std::int64_t Counter::walk(const std::int64_t* person, const std::int64_t* time, const Code* code, std::int64_t count) {
  const std::int64_t own = person_, window = plan_.definition.window;
  const std::int8_t* stage_of = stream_.stage.data();
  std::uint8_t* seen = tally_.codes_seen.data();
  std::int64_t* times = walked_.times.data();
  std::int64_t limit = walk_.limit, reached = walk_.reached, passed = walk_.passed, level = walk_.level, others = 0, i = 0;
  bool tied = walk_.tied;
  for (; i < count && person[i] == own; ++i) {
    const auto c = static_cast<std::size_t>(code[i]);
    const std::int64_t t = time[i], stage = stage_of[c];
    seen[c] = 1;
    others -= stage >> 63;
    times[level] = t;
    bool hit = (stage == level) & (t <= limit);
    if constexpr (strict) {
      hit = hit & (t > reached);
      reached = hit ? t : reached;
    } else {
      tied |= hit & (t == passed);
      passed = stage > level ? t : passed;
    }
    const std::int64_t end = t + window < limit ? t + window : limit;
    limit = (hit & (level == 0)) ? end : limit;
    level += hit;
  }
  walk_.limit = limit;
  walk_.reached = reached;
  walk_.passed = passed;
  walk_.level = level;
  walk_.tied = tied;
  walk_.others += others;
  walk_.rows += i;
  if (i > 0) walk_.last = time[i - 1];
  return i;
}

bool Counter::end_walk() {
  if (walk_.tied || walk_.last > known_.until || walk_.last > known_.exit) return false;
  tally_.other_words += walk_.others;
  if (people_.given && row_ < 0) {
    tally_.unknown_people += walk_.rows;
    return true;
  }
  ++tally_.people;
  if (walk_.level == 0) return true;
  ++tally_.entered;
  attempts_ = 0;
  walked_.level = static_cast<int>(walk_.level);
  walked_.deadline = within_of(walked_.times[0], plan_.definition.window);
  count(walked_);
  return true;
}

void Counter::sort() noexcept {
  std::uint64_t* events = events_.data();
  if (size_ > 48) {
    if (!std::is_sorted(events, events + size_)) std::sort(events, events + size_);
    return;
  }
  for (std::int64_t i = 1; i < size_; ++i) {
    const std::uint64_t event = events[i];
    std::int64_t j = i;
    for (; j > 0 && events[j - 1] > event; --j) events[j] = events[j - 1];
    events[j] = event;
  }
}

void Counter::end() {
  if (people_.given && row_ < 0) {
    tally_.unknown_people += rows_;
    return;
  }
  if (exit_ < known_.exit) {
    known_.exit = exit_;
    known_.outcome = exit_outcome_;
  }
  ++tally_.people;
  if (size_ == 0) return;
  const std::int64_t last = std::min(known_.until, known_.exit);
  const auto cut = [&](std::int64_t time) {
    if (time <= last) return false;
    ++(time > known_.exit ? tally_.after_exit : tally_.after_follow_up);
    return true;
  };
  attempts_ = 0;
  if (direct_) {
    sort();
    while (size_ > 0 && cut(PackedEvents::time(events_[static_cast<std::size_t>(size_) - 1]))) --size_;
    direct_attempts(plan_.definition, packed_, events_.data(), size_, [&](const Attempt& attempt) { count(attempt); });
  } else {
    unpacked_.clear();
    for (std::int64_t i = 0; i < size_; ++i) {
      const std::uint64_t event = events_[static_cast<std::size_t>(i)];
      const std::int64_t time = PackedEvents::time(event);
      if (!cut(time))
        unpacked_.push_back({time, stream_.by_sequence ? sequences_[static_cast<std::size_t>(i)] : 0,
                             static_cast<std::int32_t>(event & ((1u << PackedEvents::stage_bits) - 1))});
    }
    std::sort(unpacked_.begin(), unpacked_.end(), [](const Event& a, const Event& b) {
      return std::tie(a.time, a.sequence, a.word_class) < std::tie(b.time, b.sequence, b.word_class);
    });
    for (const Attempt& attempt : general_.run(unpacked_)) count(attempt);
  }
  tally_.entered += attempts_ > 0;
}

void Counter::count(const Attempt& attempt) {
  ++attempts_;
  const auto last = static_cast<std::size_t>(attempt.level) - 1;
  const std::int64_t entered = attempt.times[0];
  std::int64_t outcome = -1, ended = attempt.times[last];
  if (attempt.level < plan_.definition.stages) {
    if (known_.exit <= attempt.deadline && known_.exit <= known_.until) {
      outcome = known_.outcome;
      ended = known_.exit;
    } else if (known_.until >= attempt.deadline) {
      outcome = time_passed;
      ended = attempt.deadline;
    } else {
      outcome = inside;
      ended = known_.until;
    }
  }
  const auto count_in = [&](std::int64_t group) {
    const std::int64_t base = group * layout_.per_group();
    const auto one = [&](std::int64_t cell) {
      if (!tally_.direct.empty()) ++tally_.direct[static_cast<std::size_t>(base + cell)];
      else tally_.scattered.push_back(base + cell);
    };
    for (std::size_t k = 1; k <= last; ++k) {
      one(layout_.arrival(0, static_cast<std::int64_t>(k), attempt.times[k] - attempt.times[k - 1]));
      one(layout_.arrival(1, static_cast<std::int64_t>(k), attempt.times[k] - entered));
    }
    if (outcome >= 0) {
      one(layout_.end(0, static_cast<std::int64_t>(last), ended - attempt.times[last], outcome));
      one(layout_.end(1, static_cast<std::int64_t>(last), ended - entered, outcome));
    } else if (last == 0) {
      one(layout_.arrival(1, 0, 0));  // a funnel of one stage: completed on entry
    }
    if (within_of(entered, horizon_) <= known_.until) one(layout_.mature(static_cast<std::int64_t>(last)));
  };
  if (people_.breakdowns == 0) count_in(0);
  else
    for (std::size_t b = 0; b < people_.breakdowns; ++b)
      count_in(people_.groups[static_cast<std::size_t>(row_) * people_.breakdowns + b]);
  if (tally_.scattered.size() > (std::size_t{1} << 20)) tally_.condense();
  if (listing_ != nullptr) {
    listing_->person.push_back(person_);
    listing_->attempt.push_back(attempts_);
    listing_->level.push_back(attempt.level);
    listing_->outcome.push_back(outcome);
    listing_->ended.push_back(ended);
    listing_->times.insert(listing_->times.end(), attempt.times.begin(), attempt.times.begin() + attempt.level);
  }
}

// Tallies to work with, as many as work at the same time.
class Tallies {
 public:
  Tallies(const Layout& layout, std::size_t codes) : layout_(layout), codes_(codes) {}
  Tally* take() {
    std::lock_guard lock(mutex_);
    if (free_.empty()) {
      all_.push_back(std::make_unique<Tally>());
      if (layout_.size() >= 0 && layout_.size() <= most_direct_cells) all_.back()->direct.assign(static_cast<std::size_t>(layout_.size()), 0);
      all_.back()->codes_seen.assign(codes_, 0);
      free_.push_back(all_.back().get());
    }
    Tally* tally = free_.back();
    free_.pop_back();
    return tally;
  }
  void give(Tally* tally) {
    std::lock_guard lock(mutex_);
    free_.push_back(tally);
  }
  // Everything counted, as rising cells.
  Tally sum() {
    Tally total;
    total.codes_seen.assign(codes_, 0);
    std::vector<std::int64_t> direct;
    std::map<std::int64_t, std::int64_t> scattered;
    for (const auto& tally : all_) {
      if (!tally->direct.empty()) {
        direct.resize(tally->direct.size());
        for (std::size_t i = 0; i < direct.size(); ++i) direct[i] += tally->direct[i];
      }
      tally->condense();
      for (const auto& [cell, count] : tally->condensed) scattered[cell] += count;
      total.other_words += tally->other_words;
      total.unknown_people += tally->unknown_people;
      total.after_exit += tally->after_exit;
      total.after_follow_up += tally->after_follow_up;
      total.people += tally->people;
      total.entered += tally->entered;
      for (std::size_t i = 0; i < codes_; ++i) total.codes_seen[i] |= tally->codes_seen[i];
    }
    total.condensed.assign(scattered.begin(), scattered.end());
    for (std::size_t i = 0; i < direct.size(); ++i)
      if (direct[i] != 0) total.condensed.emplace_back(static_cast<std::int64_t>(i), direct[i]);
    return total;
  }

 private:
  const Layout& layout_;
  std::size_t codes_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Tally>> all_;
  std::vector<Tally*> free_;
};

// Integers as they are stored: their values are checked while they are counted, not in a pass before.
bool checked_while_counted(const Column& column) {
  return !column.categorical && column.validity == nullptr && column.type >= ColumnType::int8 && column.type <= ColumnType::int64;
}

// What lies beyond these is refused (check() says which row).
constexpr std::int64_t largest_whole = std::int64_t{1} << 51;

// Looks at `count` rows and the one before: whether persons rise, and whether a person's times do. Without a branch: the sign
// of a difference, which may wrap around where a value is beyond what check() allows; then persons is false, too.
struct Order {
  bool persons, times;
};
Order order_of(const std::int64_t* person, const std::int64_t* time, std::int64_t count, std::int64_t person_before, std::int64_t time_before) {
  const auto less = [](std::int64_t a, std::int64_t b) { return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b)); };
  const auto outside = [&](std::int64_t value) { return less(value, -largest_whole) | less(largest_whole, value); };
  std::int64_t persons = 0, times = 0, beyond = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t step = less(person[i], i > 0 ? person[i - 1] : person_before);
    persons |= step;
    times |= less(step, 1) & less(time[i], i > 0 ? time[i - 1] : time_before);
    beyond |= outside(person[i]) | outside(time[i]);
  }
  return {(persons | beyond) >= 0, times >= 0};
}

// True when every code is one of the levels; codes that are read as they are stored.
template <class Code>
bool codes_lie_within(const Code* codes, std::int64_t count, std::size_t levels) {
  Code largest = 0;
  for (std::int64_t i = 0; i < count; ++i) largest = codes[i] > largest ? codes[i] : largest;
  return count == 0 || static_cast<std::size_t>(largest) < levels;
}

// The persons who start in rows [first, last) of rows that are sorted by person. False when they are not, or when a value is
// not allowed.
template <class Code>
bool count_span(const Stream& stream, const Code* codes, Span span, Counter& counter) {
  Blocks blocks, again;
  std::int64_t person_before = -never, time_before = -never, first = span.first;
  if (first > 0) {  // whoever started before belongs to the span before
    const Rows before = read_rows(stream, first - 1, 1, blocks);
    person_before = before.person[0];
    time_before = before.time[0];
    for (bool same = true; same && first < stream.rows;) {
      const std::int64_t count = std::min(block, stream.rows - first);
      const Rows rows = read_rows(stream, first, count, blocks);
      std::int64_t i = 0;
      while (i < count && rows.person[i] == person_before) ++i;
      same = i == count;
      first += i;
      if (i > 0) time_before = rows.time[i - 1];
    }
  }
  const auto codes_at = [&](const Rows& rows, std::int64_t row) {
    if constexpr (std::is_same_v<Code, std::int64_t>) return rows.event;
    else return codes + row;
  };
  bool counting = false, walking = false;
  std::int64_t start = first;
  const auto finish = [&](std::int64_t stop) {
    if (walking && counter.end_walk()) return;
    for (std::int64_t row = start; row < stop; row += block) {
      const std::int64_t count = std::min(block, stop - row);
      const Rows rows = read_rows(stream, row, count, again);
      counter.gather(rows.time, codes_at(rows, row), rows.sequence, count);
    }
    counter.end();
  };
  for (; first < stream.rows && (first < span.last || counting); first += block) {
    const std::int64_t count = std::min(block, stream.rows - first);
    const Rows rows = read_rows(stream, first, count, blocks);
    const Order order = order_of(rows.person, rows.time, count, person_before, time_before);
    if (!order.persons) return false;
    if constexpr (!std::is_same_v<Code, std::int64_t>)
      if (!codes_lie_within(codes + first, count, stream.low.size())) return false;
    const bool walkable = order.times && counter.walks();
    walking = walking && walkable;
    person_before = rows.person[count - 1];
    time_before = rows.time[count - 1];
    for (std::int64_t i = 0; i < count;) {
      if (!counting || rows.person[i] != counter.person()) {
        if (counting) finish(first + i);
        counting = first + i < span.last;
        if (!counting) return true;
        counter.begin(rows.person[i]);
        start = first + i;
        walking = walkable;
      }
      if (walking) i += counter.walk(rows.person + i, rows.time + i, codes_at(rows, first) + i, count - i);
      else
        while (i < count && rows.person[i] == counter.person()) ++i;
    }
  }
  if (counting) finish(stream.rows);
  return true;
}

bool count_span(const Stream& stream, Span span, Counter& counter) {
  const Column& event = stream.input->event;
  if (stream.codes_in_place) switch (event.type) {  // checked: codes lie within the levels
      case ColumnType::int8:
      case ColumnType::uint8: return count_span(stream, static_cast<const std::uint8_t*>(event.data), span, counter);
      case ColumnType::int16:
      case ColumnType::uint16: return count_span(stream, static_cast<const std::uint16_t*>(event.data), span, counter);
      case ColumnType::int32:
      case ColumnType::uint32: return count_span(stream, static_cast<const std::uint32_t*>(event.data), span, counter);
      default: break;
    }
  return count_span<std::int64_t>(stream, nullptr, span, counter);
}

// One pass over rows that are sorted by person. False when they are not, or when a value is not allowed.
bool count_sorted(const Plan& plan, const Stream& stream, const People& people, const Layout& layout, Team& team, Tallies& tallies,
                  std::vector<Listing>& listings, bool list) {
  constexpr std::int64_t chunk_rows = 1 << 17;
  const std::int64_t chunks = std::max<std::int64_t>(1, stream.rows / chunk_rows);
  if (list) listings.resize(static_cast<std::size_t>(chunks));
  std::atomic<bool> sorted{true};
  team.run(chunks, [&](std::int64_t chunk) {
    if (!sorted.load(std::memory_order_relaxed)) return;
    Tally* tally = tallies.take();
    Counter counter(plan, stream, people, layout, *tally, list ? &listings[static_cast<std::size_t>(chunk)] : nullptr);
    if (!count_span(stream, span_of(stream.rows, chunks, chunk), counter)) sorted = false;
    tallies.give(tally);
  });
  return sorted;
}

// One row on its way to its person.
template <bool sequenced>
struct Record {
  std::int64_t person, time;
  std::uint32_t code;
};
template <>
struct Record<true> {
  std::int64_t person, time;
  std::uint32_t code;
  std::int64_t sequence;
};

// Rows in any order: first into buckets of people, so that a bucket fits the cache, then each bucket by person. The buckets
// are ranges of ids when ids lie dense, otherwise ranges of a hash.
template <bool sequenced>
void count_any_order(const Plan& plan, const Stream& stream, const People& people, const Layout& layout, Team& team, Tallies& tallies,
                     std::vector<Listing>& listings, bool list) {
  constexpr std::int64_t chunk_rows = 1 << 17, bucket_rows = 1 << 13;
  const std::int64_t chunks = std::max<std::int64_t>(1, stream.rows / chunk_rows);
  const auto each_block = [&](std::int64_t chunk, const auto& act) {
    Blocks blocks;
    const Span span = span_of(stream.rows, chunks, chunk);
    for (std::int64_t first = span.first; first < span.last; first += block) {
      const std::int64_t count = std::min(block, span.last - first);
      act(read_rows(stream, first, count, blocks), count);
    }
  };
  std::vector<std::pair<std::int64_t, std::int64_t>> ranges(static_cast<std::size_t>(chunks), {never, -never});
  team.run(chunks, [&](std::int64_t chunk) {
    std::int64_t lowest = never, highest = -never;
    each_block(chunk, [&](const Rows& rows, std::int64_t count) {
      for (std::int64_t i = 0; i < count; ++i) {
        lowest = std::min(lowest, rows.person[i]);
        highest = std::max(highest, rows.person[i]);
      }
    });
    ranges[static_cast<std::size_t>(chunk)] = {lowest, highest};
  });
  std::int64_t lowest = never, highest = -never;
  for (const auto& [low, high] : ranges) lowest = std::min(lowest, low), highest = std::max(highest, high);

  int bits = 0;
  while (bits < 11 && (stream.rows >> bits) > bucket_rows) ++bits;
  const std::int64_t buckets = std::int64_t{1} << bits;
  const bool dense = highest - lowest < 4 * stream.rows + 65536;
  int shift = 0;
  while (((highest - lowest) >> shift) >= buckets) ++shift;
  const auto bucket_of = [&](std::int64_t person) -> std::size_t {
    if (dense) return static_cast<std::size_t>((person - lowest) >> shift);
    return bits == 0 ? 0 : static_cast<std::size_t>(data::WholeIndex::scatter(person) >> (64 - bits));
  };

  // How many rows each chunk sends to each bucket, and so where they go.
  std::vector<std::int64_t> places(static_cast<std::size_t>(chunks * buckets), 0);
  team.run(chunks, [&](std::int64_t chunk) {
    std::int64_t* own = places.data() + chunk * buckets;
    each_block(chunk, [&](const Rows& rows, std::int64_t count) {
      for (std::int64_t i = 0; i < count; ++i) ++own[bucket_of(rows.person[i])];
    });
  });
  std::vector<std::int64_t> starts(static_cast<std::size_t>(buckets) + 1, 0);
  std::int64_t place = 0;
  for (std::int64_t bucket = 0; bucket < buckets; ++bucket) {
    starts[static_cast<std::size_t>(bucket)] = place;
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) place += std::exchange(places[static_cast<std::size_t>(chunk * buckets + bucket)], place);
  }
  starts[static_cast<std::size_t>(buckets)] = place;
  const auto records = std::make_unique_for_overwrite<Record<sequenced>[]>(static_cast<std::size_t>(stream.rows));
  team.run(chunks, [&](std::int64_t chunk) {
    std::int64_t* own = places.data() + chunk * buckets;
    each_block(chunk, [&](const Rows& rows, std::int64_t count) {
      for (std::int64_t i = 0; i < count; ++i) {
        Record<sequenced>& record = records[static_cast<std::size_t>(own[bucket_of(rows.person[i])]++)];
        record.person = rows.person[i];
        record.time = rows.time[i];
        record.code = static_cast<std::uint32_t>(rows.event[i]);
        if constexpr (sequenced) record.sequence = rows.sequence[i];
      }
    });
  });

  if (list) listings.resize(static_cast<std::size_t>(buckets));
  team.run(buckets, [&](std::int64_t bucket) {
    const Record<sequenced>* rows = records.get() + starts[static_cast<std::size_t>(bucket)];
    const std::int64_t count = starts[static_cast<std::size_t>(bucket) + 1] - starts[static_cast<std::size_t>(bucket)];
    if (count == 0) return;
    Tally* tally = tallies.take();
    Counter counter(plan, stream, people, layout, *tally, list ? &listings[static_cast<std::size_t>(bucket)] : nullptr);
    // Numbers for the bucket's people, then a counting sort by them.
    std::vector<std::int32_t> number(static_cast<std::size_t>(count));
    std::vector<std::int64_t> persons;
    std::vector<std::int32_t> slots;
    const std::int64_t first_person = lowest + (bucket << shift);
    if (dense) {
      persons.resize(std::size_t{1} << shift);
      std::iota(persons.begin(), persons.end(), first_person);
      for (std::int64_t i = 0; i < count; ++i) number[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(rows[i].person - first_person);
    } else {
      std::size_t size = 16;
      while (size < 2 * static_cast<std::size_t>(count)) size *= 2;
      slots.assign(size, -1);
      for (std::int64_t i = 0; i < count; ++i) {
        std::size_t at = static_cast<std::size_t>(data::WholeIndex::scatter(rows[i].person)) & (size - 1);
        while (slots[at] >= 0 && persons[static_cast<std::size_t>(slots[at])] != rows[i].person) at = (at + 1) & (size - 1);
        if (slots[at] < 0) {
          slots[at] = static_cast<std::int32_t>(persons.size());
          persons.push_back(rows[i].person);
        }
        number[static_cast<std::size_t>(i)] = slots[at];
      }
    }
    std::vector<std::int64_t> stops(persons.size() + 1, 0), time(static_cast<std::size_t>(count)), sequence(sequenced ? static_cast<std::size_t>(count) : 0);
    std::vector<std::uint32_t> code(static_cast<std::size_t>(count));
    for (const std::int32_t person : number) ++stops[static_cast<std::size_t>(person) + 1];
    for (std::size_t person = 1; person < stops.size(); ++person) stops[person] += stops[person - 1];
    for (std::int64_t i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(stops[static_cast<std::size_t>(number[static_cast<std::size_t>(i)])]++);
      time[at] = rows[i].time;
      code[at] = rows[i].code;
      if constexpr (sequenced) sequence[at] = rows[i].sequence;
    }
    std::int64_t first = 0;
    for (std::size_t person = 0; person < persons.size(); ++person) {
      const std::int64_t stop = stops[person];
      if (stop == first) continue;
      counter.begin(persons[person]);
      counter.gather(time.data() + first, code.data() + first, sequenced ? sequence.data() + first : nullptr, stop - first);
      counter.end();
      first = stop;
    }
    tallies.give(tally);
  });
}

void count_any_order(const Plan& plan, Stream stream, const People& people, const Layout& layout, Team& team, Tallies& tallies,
                     std::vector<Listing>& listings, bool list) {
  stream.codes_in_place = false;
  if (stream.by_sequence) count_any_order<true>(plan, stream, people, layout, team, tallies, listings, list);
  else count_any_order<false>(plan, stream, people, layout, team, tallies, listings, list);
}

// Lowest and highest time of the events.
std::pair<std::int64_t, std::int64_t> time_range(const Column& time, Team& team) {
  constexpr std::int64_t chunk_rows = 1 << 18;
  const std::int64_t chunks = std::max<std::int64_t>(1, time.size / chunk_rows);
  std::vector<std::pair<std::int64_t, std::int64_t>> ranges(static_cast<std::size_t>(chunks), {never, -never});
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(time.size, chunks, chunk);
    std::vector<std::int64_t> scratch(block);
    std::int64_t lowest = never, highest = -never;
    for (std::int64_t first = span.first; first < span.last; first += block) {
      const std::int64_t count = std::min(block, span.last - first);
      const std::int64_t* values = read_integers(time, first, count, scratch.data());
      for (std::int64_t i = 0; i < count; ++i) {
        lowest = std::min(lowest, values[i]);
        highest = std::max(highest, values[i]);
      }
    }
    ranges[static_cast<std::size_t>(chunk)] = {lowest, highest};
  });
  std::pair<std::int64_t, std::int64_t> range{never, -never};
  for (const auto& [lowest, highest] : ranges) range = {std::min(range.first, lowest), std::max(range.second, highest)};
  return range;
}

}  // namespace

Counted count_people(const WindowInput& input, const WindowOptions& options, const RunContext& context, bool follow_up_from_events) {
  Counted result;
  std::vector<Listing>& listings = result.listings;
  Fields fields = fields_of(input);
  const Fields option_fields = fields_of(options);
  fields.find("person")->values_later = checked_while_counted(input.person);
  fields.find("time")->values_later = checked_while_counted(input.time);
  fields.find("event")->values_later = codes_in_place(input.event);
  check(analysis_key, fields, option_fields);
  const Plan plan = plan_of(options);
  if (options.ties == TiePolicy::by_sequence && !input.sequence.given())
    refuse(analysis_key, "sequence", "missing", "given, for ties = by_sequence");
  if (!input.person_id.given())
    for (const auto& [column, name] : {std::pair{&input.observed_until, "observed_until"}, {&input.exit_time, "exit_time"}, {&input.exit_reason, "exit_reason"}})
      if (column->given()) refuse(analysis_key, name, "given", "left out without person_id");
  if (!input.person_id.given() && input.groups.given()) refuse(analysis_key, "groups", "given", "left out without person_id");
  if (input.exit_reason.given() && !input.exit_time.given()) refuse(analysis_key, "exit_reason", "given", "left out without exit_time");

  // The people.
  People people;
  people.given = input.person_id.given();
  std::vector<std::string> reasons;
  std::vector<Label> labels;
  data::Groups reason_groups;
  if (input.exit_reason.given()) {
    reason_groups = data::encode_groups(analysis_key, "exit_reason", input.exit_reason);
    reasons = reason_groups.names();
  }
  std::vector<std::string> declared;
  for (std::size_t w = 0; w < plan.words.words.size(); ++w)
    if (plan.words.class_of[w] < 0) declared.push_back(plan.words.words[w]);
  const std::vector<std::string> encoded = reasons;
  join(reasons, declared);
  const std::vector<std::int64_t> reason_place = places_in(reasons, encoded);
  Team team(analysis_key, context);
  team.checkpoint(0);
  std::pair<std::int64_t, std::int64_t> range{never, -never};
  const auto know_range = [&] {
    if (range.first == never && input.time.size > 0) range = time_range(input.time, team);
  };
  people.needs_follow_up_end = !input.observed_until.given();
  std::vector<std::int64_t> until;
  if (input.observed_until.given()) {
    until = whole_numbers(input.observed_until, std::numeric_limits<std::int64_t>::min());
    for (const std::int64_t time : until) people.needs_follow_up_end |= time == std::numeric_limits<std::int64_t>::min();
  }
  std::optional<std::int64_t> follow_up_end;
  if (people.needs_follow_up_end) {
    follow_up_end = options.follow_up_end;
    if (!follow_up_end) {
      if (!follow_up_from_events)
        refuse(analysis_key, "follow_up_end", "missing", "given in a state, or observed_until for everybody");
      know_range();
      follow_up_end = input.time.size > 0 ? range.second : 0;
    }
    people.common.until = *follow_up_end;
  }
  std::int64_t latest = people.common.until == never ? -never : people.common.until;
  if (people.given) {
    people.count = input.person_id.size;
    index_people(input, people);
    if (input.observed_until.given() || input.exit_time.given()) {
      people.rows.assign(static_cast<std::size_t>(people.count), people.common);
      for (std::size_t row = 0; row < until.size(); ++row)
        if (until[row] != std::numeric_limits<std::int64_t>::min()) people.rows[row].until = until[row];
      if (input.exit_time.given()) {
        const std::vector<std::int64_t> exits = whole_numbers(input.exit_time, never);
        for (std::size_t row = 0; row < exits.size(); ++row) people.rows[row].exit = exits[row];
      }
      if (input.exit_reason.given())
        for (std::size_t row = 0; row < people.rows.size(); ++row)
          if (reason_groups.codes[row] >= 0)
            people.rows[row].outcome = first_reason + reason_place[static_cast<std::size_t>(reason_groups.codes[row])];
      for (const Person& person : people.rows) latest = std::max(latest, person.until);
    }
    people.breakdowns = input.groups.columns.size();
    people.groups.resize(people.breakdowns * static_cast<std::size_t>(people.count));
    for (std::size_t b = 0; b < people.breakdowns; ++b) {
      const std::string path = "groups." + input.groups.names[b];
      const data::Groups groups = data::encode_groups(analysis_key, path, input.groups.columns[b]);
      const std::size_t first_label = labels.size();
      for (std::string& name : groups.names()) labels.emplace_back(static_cast<std::int64_t>(b), std::move(name));
      std::size_t missing = labels.size();
      if (groups.missing > 0) {
        for (std::size_t g = first_label; g < labels.size(); ++g)
          if (labels[g].second == "missing") missing = g;
        if (missing == labels.size()) labels.emplace_back(static_cast<std::int64_t>(b), "missing");
      }
      for (std::size_t row = 0; row < groups.codes.size(); ++row)
        people.groups[row * people.breakdowns + b] =
            static_cast<std::int32_t>(groups.codes[row] < 0 ? missing : first_label + static_cast<std::size_t>(groups.codes[row]));
    }
  }
  if (people.breakdowns == 0) labels.emplace_back(-1, "total");

  // Room for the counts: directly numbered when they are few.
  Layout layout{plan.definition.stages, 0, first_reason + static_cast<std::int64_t>(reasons.size()), static_cast<std::int64_t>(labels.size())};
  if (plan.definition.window < most_direct_cells) layout.ages = plan.definition.window + 1;
  if (layout.ages == 0 || layout.size() < 0 || layout.size() > most_direct_cells) {
    know_range();
    const std::int64_t longest = std::max<std::int64_t>(0, latest == -never || input.time.size == 0 ? 0 : latest - range.first);
    layout.ages = std::min(plan.definition.window, longest) + 1;
    if (layout.size() < 0) {
      check(analysis_key, input, options);  // a time beyond all bounds is the likelier fault
      throw Error(ErrorCode::unsupported, analysis_key, "too many groups, reasons and times to number their counts; give a shorter window");
    }
  }

  // The events.
  const Stream stream = stream_of(input, plan, reasons);
  auto counted = std::make_unique<Tallies>(layout, stream.low.size());
  if (stream.rows > 0 && !count_sorted(plan, stream, people, layout, team, *counted, listings, options.list_people)) {
    check(analysis_key, input, options);  // names the value, if it was one
    listings.clear();
    counted = std::make_unique<Tallies>(layout, stream.low.size());
    count_any_order(plan, stream, people, layout, team, *counted, listings, options.list_people);
  }
  const Tally total = counted->sum();

  // The cells by what they are.
  std::vector<Cell> cells;
  cells.reserve(total.condensed.size());
  for (const auto& [number, count] : total.condensed) {
    const std::int64_t group = number / layout.per_group();
    std::int64_t rest = number % layout.per_group();
    if (rest < layout.arrivals()) {
      cells.push_back({group, rest / layout.ages / layout.stages == 0 ? arrival_from_previous : arrival_from_start,
                       rest / layout.ages % layout.stages, rest % layout.ages, 0, count});
      continue;
    }
    rest -= layout.arrivals();
    if (rest < layout.arrivals() * layout.outcomes) {
      const std::int64_t outcome = rest % layout.outcomes;
      rest /= layout.outcomes;
      cells.push_back({group, rest / layout.ages / layout.stages == 0 ? end_from_last : end_from_start, rest / layout.ages % layout.stages,
                       rest % layout.ages, outcome, count});
      continue;
    }
    cells.push_back({group, mature_attempts, rest - layout.arrivals() * layout.outcomes, 0, 0, count});
  }
  result.labels = std::move(labels);
  result.reasons = std::move(reasons);
  result.cells = std::move(cells);
  result.follow_up_end = follow_up_end;
  result.people = people.given ? people.count : total.people;
  result.people_without_entry = result.people - total.entered;
  result.events = stream.rows;
  result.other_words = total.other_words;
  result.unknown_people = total.unknown_people;
  result.after_exit = total.after_exit;
  result.after_follow_up = total.after_follow_up;
  result.words_seen.resize(plan.words.words.size(), 0);
  for (std::size_t code = 0; code < stream.word.size(); ++code)
    if (stream.word[code] >= 0 && total.codes_seen[code]) result.words_seen[static_cast<std::size_t>(stream.word[code])] = 1;
  return result;
}

}  // namespace mainstay::inline v1::funnel
