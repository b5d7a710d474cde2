#include "funnel/window_stream.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <unordered_map>

#include "data/groups.hpp"

namespace mainstay::inline v1::funnel {

bool codes_in_place(const Column& event) {
  return event.categorical && event.stride == 1 && event.validity == nullptr && event.type >= ColumnType::int8 && event.type <= ColumnType::uint32;
}

Rows read_rows(const Stream& stream, std::int64_t first, std::int64_t count, Blocks& blocks) {
  const WindowInput& input = *stream.input;
  Rows rows{read_integers(input.person, first, count, blocks.person.data()), read_integers(input.time, first, count, blocks.time.data()),
            stream.codes_in_place ? nullptr : read_integers(input.event, first, count, blocks.event.data()), nullptr, nullptr};
  if (!stream.held.empty()) rows.held = stream.held.data() + first;
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
  if (plan.definition.hold) stream.held = data::encode_groups(analysis_key, "hold_constant", input.hold_constant).codes;
  const bool strict = plan.definition.ties == Definition::Ties::strict, direct = plan.definition.direct();
  const auto add = [&](int word) {
    int low = other_word;
    std::int64_t outcome = 0;
    if (word >= 0) {
      const int word_class = plan.words.class_of[static_cast<std::size_t>(word)];
      low = word_class == class_of_exit ? exit_word : word_class < 0 ? other_word : direct && strict ? plan.definition.stages - 1 - word_class : word_class;
      if (word_class == class_of_exit) outcome = plan.first_reason + places_in(reasons, {plan.words.words[static_cast<std::size_t>(word)]})[0];
    }
    stream.low.push_back(static_cast<std::uint8_t>(low));
    stream.stage.push_back(static_cast<std::int8_t>(low >= exit_word ? -1 : plan.words.class_of[static_cast<std::size_t>(word)]));
    stream.any_exit_words |= low == exit_word;
    const bool exits = low == exit_word;
    stream.word_class.push_back(static_cast<std::int8_t>(word < 0 || exits ? -1 : std::max(-1, plan.words.class_of[static_cast<std::size_t>(word)])));
    stream.exclusions.push_back(word < 0 ? 0 : plan.words.exclusions[static_cast<std::size_t>(word)]);
    stream.kept.push_back(!exits && (word >= 0 || plan.definition.between == Definition::Between::no_other_event));
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

}  // namespace mainstay::inline v1::funnel
