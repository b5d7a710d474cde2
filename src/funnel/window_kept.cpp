#include "funnel/window_kept.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/at.hpp"
#include "data/groups.hpp"
#include "data/spelling.hpp"
#include "funnel/window_people.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::funnel {

namespace {

using Places = std::vector<std::int64_t>;

// Joins two lists of names; where the names of each stand in the joined list.
template <class Name>
std::pair<Places, Places> unite(std::vector<Name>& all, const std::vector<Name>& more) {
  const std::vector<Name> own = all;
  all.insert(all.end(), more.begin(), more.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  const auto places = [&](const std::vector<Name>& names) {
    Places found;
    for (const Name& name : names) found.push_back(std::lower_bound(all.begin(), all.end(), name) - all.begin());
    return found;
  };
  return {places(own), places(more)};
}

void renumber(std::vector<std::int64_t>& codes, const Places& places) {
  for (std::int64_t& code : codes)
    if (code >= 0) code = places[at(code)];
}

void append(std::vector<std::int64_t>& list, const std::vector<std::int64_t>& more) { list.insert(list.end(), more.begin(), more.end()); }

// Rows of several columns in rising order.
void sort_rows(const std::vector<std::vector<std::int64_t>*>& columns) {
  std::vector<std::size_t> order(columns[0]->size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto less = [&](std::size_t a, std::size_t b) {
    for (const auto* column : columns)
      if ((*column)[a] != (*column)[b]) return (*column)[a] < (*column)[b];
    return false;
  };
  if (std::is_sorted(order.begin(), order.end(), less)) return;
  std::sort(order.begin(), order.end(), less);
  std::vector<std::int64_t> sorted(order.size());
  for (auto* column : columns) {
    for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = (*column)[order[i]];
    column->swap(sorted);
  }
}

// Each row of the roster once.
void tidy_roster(WindowKept& kept, std::size_t columns) {
  std::vector<std::vector<std::int64_t>> groups(columns, std::vector<std::int64_t>(kept.row_person.size()));
  for (std::size_t row = 0; row < kept.row_person.size(); ++row)
    for (std::size_t c = 0; c < columns; ++c) groups[c][row] = kept.row_groups[row * columns + c];
  std::vector<std::vector<std::int64_t>*> all{&kept.row_person, &kept.row_start, &kept.row_until, &kept.row_exit, &kept.row_reason};
  for (auto& column : groups) all.push_back(&column);
  sort_rows(all);
  std::size_t count = 0;
  for (std::size_t row = 0; row < kept.row_person.size(); ++row) {
    bool same = count > 0;
    for (const auto* column : all) same = same && (*column)[row] == (*column)[count - 1];
    if (same) continue;
    if (count > 0 && kept.row_person[row] == kept.row_person[count - 1] && kept.row_start[row] == kept.row_start[count - 1]) {
      const std::size_t person = at(kept.row_person[row]);
      throw Error(ErrorCode::invalid_argument, analysis_key, "person_id", -1, kept.text ? kept.labels[person] : std::to_string(kept.numbers[person]),
                  "told alike in every part that has a row of this person");
    }
    for (auto* column : all) (*column)[count] = (*column)[row];
    ++count;
  }
  for (auto* column : all) column->resize(count);
  kept.row_groups.resize(count * columns);
  for (std::size_t row = 0; row < count; ++row)
    for (std::size_t c = 0; c < columns; ++c) kept.row_groups[row * columns + c] = groups[c][row];
}

// A column of whole numbers that may be missing.
std::vector<double> with_gaps(const std::vector<std::int64_t>& values) {
  std::vector<double> column;
  for (const std::int64_t value : values) column.push_back(value == WindowKept::missing ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(value));
  return column;
}

// A text column that owns what it shows.
struct TextColumn {
  std::vector<std::int32_t> codes;
  std::vector<std::string_view> levels;
  std::vector<std::uint8_t> validity;

  void add(std::int64_t code) {
    if (codes.size() % 8 == 0) validity.push_back(0);
    if (code >= 0) validity.back() = static_cast<std::uint8_t>(validity.back() | 1u << (codes.size() % 8));
    codes.push_back(static_cast<std::int32_t>(std::max<std::int64_t>(code, 0)));
  }
  void name(const std::vector<std::string>& names) {
    levels.assign(names.begin(), names.end());
    if (levels.empty()) levels.emplace_back();
  }
  Column column(bool gaps) const {
    Column shown(codes);
    shown.categorical = true;
    shown.levels = levels;
    if (gaps) shown.validity = validity.data();
    return shown;
  }
};

}  // namespace

WindowKept keep(const WindowInput& input, const Plan& plan) {
  WindowKept kept;
  kept.text = input.person.categorical;
  const data::Groups people = data::encode_groups(analysis_key, "person", input.person), words = data::encode_groups(analysis_key, "event", input.event);
  data::refuse_misspelt(analysis_key, "event", words, plan.words.words);
  data::Groups values;
  kept.hold = input.hold_constant.given();
  if (kept.hold) {
    values = data::encode_groups(analysis_key, "hold_constant", input.hold_constant);
    kept.values = values.names();
  }
  if (kept.text) kept.labels.assign(people.texts.begin(), people.texts.end());
  else kept.numbers = people.numbers;
  kept.dropped.assign(static_cast<std::size_t>(people.count), 0);
  std::unordered_map<std::string, std::int64_t> declared;
  for (std::size_t w = 0; w < plan.words.words.size(); ++w) declared.emplace(plan.words.words[w], static_cast<std::int64_t>(w));
  Places word_of;
  for (const std::string& name : words.names()) {
    const auto known = declared.find(name);
    word_of.push_back(known == declared.end() ? -1 : known->second);
  }
  const bool sequenced = plan.definition.ties == Definition::Ties::by_sequence, foreign = plan.definition.between == Definition::Between::no_other_event;
  const std::vector<std::int64_t> time = whole_numbers(input.time, 0), sequence = sequenced ? whole_numbers(input.sequence, 0) : std::vector<std::int64_t>();
  for (std::size_t i = 0; i < time.size(); ++i) {
    const std::int64_t word = word_of[at(words.codes[i])];
    if (word < 0 && !foreign) {
      ++kept.dropped[at(people.codes[i])];
      continue;
    }
    kept.person.push_back(people.codes[i]);
    kept.time.push_back(time[i]);
    kept.sequence.push_back(sequenced ? sequence[i] : 0);
    kept.word.push_back(word);
    kept.held.push_back(kept.hold ? values.codes[i] : 0);
  }
  sort_rows({&kept.person, &kept.time, &kept.sequence, &kept.word, &kept.held});
  if (!input.person_id.given()) return kept;

  // The rows of the people; people without events are among the people, too.
  People index;
  index.spells = input.spell_start.given();
  if (index.spells) index.starts = whole_numbers(input.spell_start, 0);
  index_people(input, index);
  WindowKept roster;
  roster.text = input.person_id.categorical;
  roster.roster = true;
  roster.spells = index.spells;
  roster.hold = kept.hold;
  const data::Groups ids = data::encode_groups(analysis_key, "person_id", input.person_id);
  if (roster.text) roster.labels.assign(ids.texts.begin(), ids.texts.end());
  else roster.numbers = ids.numbers;
  roster.dropped.assign(static_cast<std::size_t>(ids.count), 0);
  roster.row_person.assign(ids.codes.begin(), ids.codes.end());
  const std::size_t rows = roster.row_person.size();
  const auto read = [&](const Column& column, std::int64_t otherwise) {
    return column.given() ? whole_numbers(column, otherwise) : std::vector<std::int64_t>(rows, otherwise);
  };
  roster.row_start = read(input.spell_start, 0);
  roster.row_until = read(input.observed_until, WindowKept::missing);
  roster.row_exit = read(input.exit_time, WindowKept::missing);
  roster.row_reason.assign(rows, -1);
  if (input.exit_reason.given()) {
    const data::Groups reasons = data::encode_groups(analysis_key, "exit_reason", input.exit_reason);
    roster.exit_reasons = reasons.names();
    roster.row_reason.assign(reasons.codes.begin(), reasons.codes.end());
  }
  const std::size_t columns = input.groups.columns.size();
  roster.row_groups.assign(rows * columns, -1);
  for (std::size_t c = 0; c < columns; ++c) {
    const data::Groups groups = data::encode_groups(analysis_key, "groups." + input.groups.names[c], input.groups.columns[c]);
    const auto [own, places] = unite(roster.group_labels, groups.names());
    renumber(roster.row_groups, own);
    for (std::size_t row = 0; row < rows; ++row)
      if (groups.codes[row] >= 0) roster.row_groups[row * columns + c] = places[at(groups.codes[row])];
  }
  add(kept, roster, columns);
  return kept;
}

void add(WindowKept& kept, const WindowKept& more, std::size_t columns) {
  const bool empty = kept.labels.empty() && kept.numbers.empty(), nothing = more.labels.empty() && more.numbers.empty();
  if (!empty && !nothing && kept.text != more.text)
    throw Error(ErrorCode::wrong_type, analysis_key, "person", -1, more.text ? "text" : "numbers", more.text ? "numbers, as before" : "text, as before");
  if (kept.roster && more.roster && kept.spells != more.spells)
    throw Error(ErrorCode::unsupported, analysis_key, "spell_start is given in some of the parts with person_id only");
  if (!empty && !nothing && kept.hold != more.hold) throw Error(ErrorCode::unsupported, analysis_key, "hold_constant is given in some of the parts only");
  if (!nothing) kept.text = more.text;
  kept.hold |= more.hold;
  kept.roster |= more.roster;
  kept.spells |= more.spells;
  WindowKept other = more;
  const auto [own_people, other_people] = kept.text ? unite(kept.labels, more.labels) : unite(kept.numbers, more.numbers);
  const auto [own_values, other_values] = unite(kept.values, more.values);
  const auto [own_reasons, other_reasons] = unite(kept.exit_reasons, more.exit_reasons);
  const auto [own_groups, other_groups] = unite(kept.group_labels, more.group_labels);
  std::vector<std::int64_t> dropped(kept.text ? kept.labels.size() : kept.numbers.size(), 0);
  const auto renumber_all = [&](WindowKept& part, const Places& people, const Places& values, const Places& reasons, const Places& groups) {
    for (std::size_t p = 0; p < part.dropped.size(); ++p) dropped[at(people[p])] += part.dropped[p];
    renumber(part.person, people);
    renumber(part.row_person, people);
    if (part.hold) renumber(part.held, values);
    renumber(part.row_reason, reasons);
    renumber(part.row_groups, groups);
  };
  renumber_all(kept, own_people, own_values, own_reasons, own_groups);
  renumber_all(other, other_people, other_values, other_reasons, other_groups);
  kept.dropped = std::move(dropped);
  for (const auto column : {&WindowKept::person, &WindowKept::time, &WindowKept::sequence, &WindowKept::word, &WindowKept::held, &WindowKept::row_person,
                            &WindowKept::row_start, &WindowKept::row_until, &WindowKept::row_exit, &WindowKept::row_reason, &WindowKept::row_groups})
    append(kept.*column, other.*column);
  sort_rows({&kept.person, &kept.time, &kept.sequence, &kept.word, &kept.held});
  tidy_roster(kept, columns);
}

bool is_whole(const WindowKept& kept, std::size_t words, std::size_t columns) {
  const std::size_t people = kept.text ? kept.labels.size() : kept.numbers.size(), events = kept.person.size(), rows = kept.row_person.size();
  if (kept.dropped.size() != people || kept.row_groups.size() != rows * columns) return false;
  for (const auto* column : {&kept.time, &kept.sequence, &kept.word, &kept.held})
    if (column->size() != events) return false;
  for (const auto* column : {&kept.row_start, &kept.row_until, &kept.row_exit, &kept.row_reason})
    if (column->size() != rows) return false;
  const auto within = [](const std::vector<std::int64_t>& codes, std::int64_t lowest, std::size_t count) {
    return std::all_of(codes.begin(), codes.end(), [&](std::int64_t code) { return code >= lowest && code < static_cast<std::int64_t>(count); });
  };
  std::int64_t left = never;
  for (const std::int64_t dropped : kept.dropped) {
    if (dropped < 0 || dropped > left) return false;
    left -= dropped;
  }
  return people <= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()) && within(kept.person, 0, people) && within(kept.word, -1, words) &&
         within(kept.held, -1, kept.hold ? kept.values.size() : 1) && within(kept.row_person, 0, people) && within(kept.row_reason, -1, kept.exit_reasons.size()) &&
         within(kept.row_groups, -1, kept.group_labels.size());
}

Counted count_kept(const WindowKept& kept, const std::vector<std::string>& columns, const WindowOptions& options, const Plan& plan, const RunContext& context) {
  WindowInput input;
  // A word that nobody declares stands for all such words; it is longer than any of them.
  std::vector<std::string> words = plan.words.words;
  std::size_t longest = 0;
  for (const std::string& word : words) longest = std::max(longest, word.size());
  words.push_back(std::string(longest + 1, '-'));
  TextColumn people, ids, event, held, reasons;
  std::vector<std::int64_t> numbers, id_numbers;
  event.name(words);
  for (const std::int64_t word : kept.word) event.add(word < 0 ? static_cast<std::int64_t>(words.size()) - 1 : word);
  const auto person_column = [&](const std::vector<std::int64_t>& codes, TextColumn& text, std::vector<std::int64_t>& list) {
    if (kept.text) {
      text.name(kept.labels);
      for (const std::int64_t code : codes) text.add(code);
      return text.column(false);
    }
    for (const std::int64_t code : codes) list.push_back(kept.numbers[at(code)]);
    return Column(list);
  };
  input.person = person_column(kept.person, people, numbers);
  input.time = Column(kept.time);
  input.event = event.column(false);
  if (plan.definition.ties == Definition::Ties::by_sequence) input.sequence = Column(kept.sequence);
  if (kept.hold) {
    held.name(kept.values);
    for (const std::int64_t value : kept.held) held.add(value);
    input.hold_constant = held.column(true);
  }
  const std::vector<double> until = with_gaps(kept.row_until), exit = with_gaps(kept.row_exit);
  std::vector<TextColumn> groups(columns.size());
  if (kept.roster) {
    input.person_id = person_column(kept.row_person, ids, id_numbers);
    if (kept.spells) input.spell_start = Column(kept.row_start);
    input.observed_until = Column(until);
    input.exit_time = Column(exit);
    reasons.name(kept.exit_reasons);
    for (const std::int64_t reason : kept.row_reason) reasons.add(reason);
    input.exit_reason = reasons.column(true);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      groups[c].name(kept.group_labels);
      for (std::size_t row = 0; row < kept.row_person.size(); ++row) groups[c].add(kept.row_groups[row * columns.size() + c]);
      input.groups.add(columns[c], groups[c].column(true));
    }
  }
  Counted counted = count_people(input, options, context, false);
  // Events that were not kept, and people who have no others.
  std::vector<std::uint8_t> known(kept.dropped.size(), 0);
  for (const std::int64_t person : kept.roster ? kept.row_person : kept.person) known[at(person)] = 1;
  for (std::size_t p = 0; p < known.size(); ++p) {
    counted.events += kept.dropped[p];
    counted.other_words += kept.dropped[p];
    if (known[p] != 0) continue;
    if (kept.roster) {
      counted.unknown_people += kept.dropped[p];
    } else {
      ++counted.people;
      ++counted.people_without_entry;
    }
  }
  return counted;
}

}  // namespace mainstay::inline v1::funnel
