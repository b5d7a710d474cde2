#include "competency/irt_answers.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::int64_t block_rows = 512, chunk_rows = 16 * block_rows, most_patterns = 64;
constexpr std::int64_t narrow_from = -128, narrow = 512;  // answers that are counted in an array

std::string list_of(const std::vector<std::int64_t>& values) {
  std::string text;
  for (const std::int64_t value : values) text += (text.empty() ? "" : ", ") + std::to_string(value);
  return text;
}

struct Tally {
  std::array<double, narrow> near{};
  std::map<std::int64_t, double> far;
  bool missing = false;
};

bool counts(const Column& weights, std::int64_t row) { return !weights.given() || number_at(weights, row) > 0.0; }

}  // namespace

IrtTest::IrtTest(std::vector<std::uint8_t> item_categories, const std::vector<bool>& missing) : categories(std::move(item_categories)) {
  for (std::int64_t j = 0; j < items(); ++j) {
    const std::int64_t answers = categories[at(j)] + (missing[at(j)] ? 1 : 0);
    if (groups.empty() || groups.back().patterns * answers > most_patterns) groups.push_back({j, 0, 1, {}});
    groups.back().patterns *= answers;
    ++groups.back().count;
  }
  for (IrtGroup& group : groups)
    for (std::int64_t pattern = 0; pattern < group.patterns; ++pattern) {
      std::int64_t rest = pattern;
      for (std::int64_t i = 0; i < group.count; ++i) {
        const std::int64_t answers = categories[at(group.first + i)] + (missing[at(group.first + i)] ? 1 : 0);
        group.digits.push_back(static_cast<std::uint8_t>(rest % answers));
        rest /= answers;
      }
    }
}

std::vector<AnswerCounts> count_answers(std::string_view analysis, const Table& answers, const Column& weights, std::optional<std::int64_t> lowest,
                                        std::optional<std::int64_t> highest, Team& team) {
  const std::size_t columns = answers.columns.size();
  for (std::size_t j = 0; j < columns; ++j)
    if (answers.columns[j].categorical) throw Error(ErrorCode::wrong_type, analysis, "answers." + answers.names[j], -1, "text", "numbers");
  const std::int64_t chunks = std::max<std::int64_t>(1, std::min<std::int64_t>(16, answers.rows / chunk_rows));
  std::vector<std::vector<Tally>> tallies(at(chunks));
  team.run(chunks, [&](std::int64_t c) {
    std::vector<Tally>& of_chunk = tallies[at(c)];
    of_chunk.resize(columns);
    std::vector<double> scratch(at(block_rows)), weight_scratch(at(block_rows));
    const Span span = span_of(answers.rows, chunks, c);
    for (std::int64_t first = span.first; first < span.last; first += block_rows) {
      const std::int64_t count = std::min(block_rows, span.last - first);
      const double* weight = weights.given() ? read_numbers(weights, first, count, weight_scratch.data()) : nullptr;
      for (std::size_t j = 0; j < columns; ++j) {
        Tally& tally = of_chunk[j];
        const double* values = read_numbers(answers.columns[j], first, count, scratch.data());
        for (std::int64_t i = 0; i < count; ++i) {
          const double people = weight == nullptr ? 1.0 : weight[i];
          if (!(people > 0.0)) continue;
          if (!(values[i] == values[i])) {
            tally.missing = true;
            continue;
          }
          const auto value = static_cast<std::int64_t>(values[i]);
          if (value >= narrow_from && value < narrow_from + narrow) tally.near[at(value - narrow_from)] += people;
          else if (tally.far.size() <= at(2 * most_answers)) tally.far[value] += people;
        }
      }
    }
  });
  std::vector<AnswerCounts> found(columns);
  for (std::size_t j = 0; j < columns; ++j) {
    std::map<std::int64_t, double> all;
    for (const std::vector<Tally>& of_chunk : tallies) {
      const Tally& tally = of_chunk[j];
      found[j].missing |= tally.missing;
      for (std::int64_t v = 0; v < narrow; ++v)
        if (tally.near[at(v)] > 0.0) all[v + narrow_from] += tally.near[at(v)];
      for (const auto& [value, people] : tally.far) all[value] += people;
    }
    const std::string name = "answers." + answers.names[j];
    for (const auto& [value, people] : all) {
      const bool below = lowest && value < *lowest, above = highest && value > *highest;
      if (below || above)
        for (std::int64_t row = 0; row < answers.rows; ++row)
          if (counts(weights, row) && number_at(answers.columns[j], row) == static_cast<double>(value))
            refuse(analysis, name, row, static_cast<double>(value), below ? "at least the lowest answer, " + std::to_string(*lowest) : "at most the highest answer, " + std::to_string(*highest));
      found[j].values.push_back(value);
      found[j].people.push_back(people);
      found[j].answered += people;
    }
    if (static_cast<std::int64_t>(all.size()) > most_answers) refuse(analysis, name, "of more than " + std::to_string(most_answers) + " different answers", "an item with at most so many");
  }
  return found;
}

IrtRows read_rows(std::string_view analysis, const Table& answers, const IrtTest& test, const std::vector<std::int64_t>& columns,
                  const std::vector<std::vector<std::int64_t>>& values, const Column& weights, Team& team) {
  IrtRows rows;
  rows.rows = answers.rows;
  const auto groups = static_cast<std::int64_t>(test.groups.size());
  rows.codes.assign(at(rows.rows * groups), 0);
  rows.windows.assign(at(rows.rows), {});
  std::vector<std::array<std::uint8_t, narrow>> digit_of(at(test.items()));  // 255: not among the answers, 254: far away
  for (std::int64_t j = 0; j < test.items(); ++j) {
    digit_of[at(j)].fill(255);
    for (std::size_t k = 0; k < values[at(j)].size(); ++k) {
      const std::int64_t value = values[at(j)][k];
      if (value >= narrow_from && value < narrow_from + narrow) digit_of[at(j)][at(value - narrow_from)] = static_cast<std::uint8_t>(k);
    }
  }
  const std::int64_t chunks = std::max<std::int64_t>(1, std::min<std::int64_t>(64, rows.rows / chunk_rows));
  team.run(chunks, [&](std::int64_t c) {
    std::vector<double> scratch(at(block_rows));
    const Span span = span_of(rows.rows, chunks, c);
    for (std::int64_t first = span.first; first < span.last; first += block_rows) {
      const std::int64_t count = std::min(block_rows, span.last - first);
      for (std::int64_t g = 0; g < groups; ++g) {
        const IrtGroup& group = test.groups[at(g)];
        std::uint8_t* codes = rows.codes.data() + first * groups + g;
        std::int64_t radix = 1;
        for (std::int64_t item = group.first; item < group.first + group.count; ++item) {
          const std::uint8_t categories = test.categories[at(item)];
          const bool can_miss = group.patterns > 1 && [&] {
            for (std::int64_t p = 0; p < group.patterns; ++p)
              if (group.digits[at(p * group.count + item - group.first)] == categories) return true;
            return false;
          }();
          const std::int64_t column = columns[at(item)];
          const double* of_column = column < 0 ? nullptr : read_numbers(answers.columns[at(column)], first, count, scratch.data());
          for (std::int64_t i = 0; i < count; ++i) {
            std::int64_t digit = categories;
            if (of_column != nullptr && of_column[i] == of_column[i]) {
              const auto value = static_cast<std::int64_t>(of_column[i]);
              if (value >= narrow_from && value < narrow_from + narrow) {
                digit = digit_of[at(item)][at(value - narrow_from)];
              } else {
                const auto place = std::lower_bound(values[at(item)].begin(), values[at(item)].end(), value);
                digit = place != values[at(item)].end() && *place == value ? place - values[at(item)].begin() : 255;
              }
              if (digit == 255 && !counts(weights, first + i)) digit = 0;
              if (digit == 255)
                refuse(analysis, "answers." + answers.names[at(column)], first + i, of_column[i], "one of the answers that the fit has seen: " + list_of(values[at(item)]));
            }
            if (digit == categories && !can_miss) digit = 0;  // only in rows that do not count
            codes[i * groups] = static_cast<std::uint8_t>(codes[i * groups] + digit * radix);
          }
          radix *= categories + (can_miss ? 1 : 0);
        }
      }
    }
  });
  return rows;
}

std::int64_t settle(const IrtTest& test, const Column& weights, IrtRows& rows) {
  const auto groups = static_cast<std::int64_t>(test.groups.size());
  std::vector<std::vector<bool>> empty(at(groups));
  for (std::int64_t g = 0; g < groups; ++g) {
    const IrtGroup& group = test.groups[at(g)];
    for (std::int64_t p = 0; p < group.patterns; ++p) {
      bool none = true;
      for (std::int64_t i = 0; i < group.count; ++i) none &= group.digits[at(p * group.count + i)] == test.categories[at(group.first + i)];
      empty[at(g)].push_back(none);
    }
  }
  std::int64_t kept = 0, without = 0;
  if (weights.given()) rows.weights.resize(at(rows.rows));
  for (std::int64_t row = 0; row < rows.rows; ++row) {
    const double weight = weights.given() ? number_at(weights, row) : 1.0;
    if (!(weight > 0.0)) continue;
    const std::uint8_t* codes = rows.codes.data() + row * groups;
    bool none = true;
    for (std::int64_t g = 0; g < groups && none; ++g) none = empty[at(g)][codes[g]];
    if (none) {
      ++without;
      continue;
    }
    if (kept < row) std::copy(codes, codes + groups, rows.codes.data() + kept * groups);
    if (weights.given()) rows.weights[at(kept)] = weight;
    ++kept;
  }
  rows.rows = kept;
  rows.codes.resize(at(kept * groups));
  if (weights.given()) rows.weights.resize(at(kept));
  rows.windows.assign(at(kept), {});
  std::int64_t kinds = 1;
  for (const IrtGroup& group : test.groups) kinds = std::min<std::int64_t>(kinds * group.patterns, 1 << 20);
  if (kinds > std::min<std::int64_t>(kept, 1 << 18)) return without;
  std::vector<double> people(at(kinds), 0.0);
  for (std::int64_t row = 0; row < kept; ++row) {
    std::int64_t kind = 0;
    for (std::int64_t g = groups - 1; g >= 0; --g) kind = kind * test.groups[at(g)].patterns + rows.codes[at(row * groups + g)];
    people[at(kind)] += rows.weights.empty() ? 1.0 : rows.weights[at(row)];
  }
  rows.codes.clear();
  rows.weights.clear();
  for (std::int64_t kind = 0; kind < kinds; ++kind) {
    if (!(people[at(kind)] > 0.0)) continue;
    std::int64_t rest = kind;
    for (const IrtGroup& group : test.groups) {
      rows.codes.push_back(static_cast<std::uint8_t>(rest % group.patterns));
      rest /= group.patterns;
    }
    rows.weights.push_back(people[at(kind)]);
  }
  rows.rows = static_cast<std::int64_t>(rows.weights.size());
  rows.windows.assign(at(rows.rows), {});
  return without;
}

IrtRows sample_of(const IrtTest& test, const IrtRows& rows, std::int64_t count) {
  IrtRows sample;
  sample.rows = std::min(count, rows.rows);
  const auto groups = static_cast<std::int64_t>(test.groups.size());
  for (std::int64_t i = 0; i < sample.rows; ++i) {
    const std::int64_t row = span_of(rows.rows, sample.rows, i).first;
    sample.codes.insert(sample.codes.end(), rows.codes.begin() + row * groups, rows.codes.begin() + (row + 1) * groups);
    if (!rows.weights.empty()) sample.weights.push_back(rows.weights[at(row)]);
  }
  sample.windows.assign(at(sample.rows), {});
  return sample;
}

}  // namespace mainstay::inline v1::competency
