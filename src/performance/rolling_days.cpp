#include "performance/rolling_days.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "data/days.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::performance {

namespace {

struct Line {
  std::int64_t day, row;
};

struct Clash {
  std::int64_t row = -1, other = -1, day = 0;
};

// The days of one person, in order, found in its sorted lines.
struct Part {
  std::vector<std::int64_t> days, rows, parts, begin;
  std::int64_t replaced = 0;
  Clash clash;
};

bool in_order(const std::vector<std::int32_t>& people, const std::int64_t* days) {
  const std::size_t n = people.size();
  bool ordered = true;
  for (std::size_t i = 1; i < n && ordered; ++i) ordered = people[i] > people[i - 1] || (people[i] == people[i - 1] && days[i] > days[i - 1]);
  return ordered;
}

[[noreturn]] void refuse_clash(const Clash& clash, bool latest, bool rows_have_numbers) {
  const std::string rule = latest ? "recorded at another time" : "alone, or duplicates say what several rows mean";
  if (rows_have_numbers)
    throw Error(ErrorCode::invalid_argument, rolling_name, latest ? "recorded_at" : "day", clash.row, latest ? "the same" : data::format_date(clash.day),
                latest ? "another than that of row " + std::to_string(clash.other) + ", of the same person and day"
                       : "another than that of row " + std::to_string(clash.other) + ", of the same person, or duplicates say what several rows mean");
  throw Error(ErrorCode::invalid_argument, rolling_name, "day", -1, data::format_date(clash.day) + " in two rows of one person", rule);
}

}  // namespace

PersonDays person_days(const std::vector<std::int32_t>& people, std::int64_t count, const Column& day, const Column& recorded, RollingDuplicates duplicates, bool rows_have_numbers,
                       Team& team, std::int64_t& replaced) {
  const auto n = static_cast<std::int64_t>(people.size());
  PersonDays result;
  std::vector<std::int64_t> converted;
  const std::int64_t* days;
  if (day.type == ColumnType::int64 && day.stride == 1) {
    days = static_cast<const std::int64_t*>(day.data);
  } else {
    converted.resize(people.size());
    const std::int64_t chunks = (n + 65535) / 65536;
    team.run(chunks, [&](std::int64_t c) {
      const Span span = span_of(n, chunks, c);
      read_integers(day, span.first, span.last - span.first, converted.data() + span.first);  // not int64 as it is: converted, never the column's own memory
    });
    days = converted.data();
  }
  result.begin.assign(static_cast<std::size_t>(count) + 1, 0);
  if (in_order(people, days)) {
    std::int64_t at = 0;
    for (std::int64_t p = 0; p < count; ++p) {
      result.begin[static_cast<std::size_t>(p)] = at;
      at = std::upper_bound(people.begin() + at, people.end(), static_cast<std::int32_t>(p)) - people.begin();
    }
    result.begin.back() = n;
    result.own_days = std::move(converted);
    result.days = result.own_days.empty() ? days : result.own_days.data();
    return result;
  }

  std::vector<std::int64_t> begin(static_cast<std::size_t>(count) + 1, 0);
  for (const std::int32_t person : people) ++begin[static_cast<std::size_t>(person) + 1];
  for (std::size_t p = 1; p < begin.size(); ++p) begin[p] += begin[p - 1];
  std::vector<Line> lines(people.size());
  {
    std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
    for (std::int64_t row = 0; row < n; ++row) lines[static_cast<std::size_t>(next[static_cast<std::size_t>(people[static_cast<std::size_t>(row)])]++)] = {days[row], row};
  }
  const bool latest = duplicates == RollingDuplicates::latest;
  const std::int64_t chunks = std::clamp<std::int64_t>(n / 32768, 1, 256);
  std::vector<Part> parts(static_cast<std::size_t>(chunks));
  team.run(chunks, [&](std::int64_t c) {
    Part& part = parts[static_cast<std::size_t>(c)];
    const Span span = span_of(count, chunks, c);
    const auto recorded_of = [&](const Line& line) {
      std::int64_t scratch;
      return *read_integers(recorded, line.row, 1, &scratch);
    };
    for (std::int64_t p = span.first; p < span.last; ++p) {
      Line *const first = lines.data() + begin[static_cast<std::size_t>(p)], *const last = lines.data() + begin[static_cast<std::size_t>(p) + 1];
      const auto before = [](const Line& a, const Line& b) { return std::tie(a.day, a.row) < std::tie(b.day, b.row); };
      if (!std::is_sorted(first, last, before)) std::sort(first, last, before);
      part.begin.push_back(static_cast<std::int64_t>(part.days.size()));
      for (const Line* line = first; line != last;) {
        const Line* next = line + 1;
        while (next != last && next->day == line->day) ++next;
        part.days.push_back(line->day);
        part.parts.push_back(static_cast<std::int64_t>(part.rows.size()));
        if (duplicates == RollingDuplicates::add) {
          for (; line != next; ++line) part.rows.push_back(line->row);
          continue;
        }
        const Line* held = line;
        for (const Line* other = line + 1; other != next; ++other) {
          const std::int64_t was = latest ? recorded_of(*held) : 0, is = latest ? recorded_of(*other) : 0;
          if (is == was && (part.clash.row < 0 || other->row < part.clash.row)) part.clash = {other->row, held->row, other->day};
          if (is > was) held = other;
          ++part.replaced;
        }
        part.rows.push_back(held->row);
        line = next;
      }
    }
  });
  Clash clash;
  std::int64_t p = 0;
  for (Part& part : parts) {
    if (part.clash.row >= 0 && (clash.row < 0 || part.clash.row < clash.row)) clash = part.clash;
    replaced += part.replaced;
    const auto day_shift = static_cast<std::int64_t>(result.own_days.size()), row_shift = static_cast<std::int64_t>(result.own_rows.size());
    for (const std::int64_t first : part.begin) result.begin[static_cast<std::size_t>(p++)] = day_shift + first;
    if (duplicates == RollingDuplicates::add)
      for (const std::int64_t first : part.parts) result.own_parts.push_back(row_shift + first);
    result.own_days.insert(result.own_days.end(), part.days.begin(), part.days.end());
    result.own_rows.insert(result.own_rows.end(), part.rows.begin(), part.rows.end());
    part = Part{};
  }
  if (clash.row >= 0) refuse_clash(clash, latest, rows_have_numbers);
  result.begin.back() = static_cast<std::int64_t>(result.own_days.size());
  result.days = result.own_days.data();
  result.rows = result.own_rows.data();
  if (duplicates == RollingDuplicates::add) {
    result.own_parts.push_back(static_cast<std::int64_t>(result.own_rows.size()));
    result.part_begin = result.own_parts.data();
  }
  return result;
}

bool ordered_days(const Column& person, const Column& day, Team& team, PersonDays& result, std::vector<std::string>& names) {
  const bool whole = person.type != ColumnType::float64 && person.type != ColumnType::float32 && person.type != ColumnType::uint64 && person.type != ColumnType::bit;
  if (!whole || person.categorical || person.validity != nullptr || day.type != ColumnType::int64 || day.stride != 1) return false;
  const std::int64_t n = person.size;
  const auto* const days = static_cast<const std::int64_t*>(day.data);
  constexpr std::int64_t block = 4096;
  std::int64_t sample[64];
  const std::int64_t sampled = std::min<std::int64_t>(n, 64);
  const std::int64_t* first_ones = read_integers(person, 0, sampled, sample);
  for (std::int64_t i = 1; i < sampled; ++i)
    if (first_ones[i] < first_ones[i - 1] || (first_ones[i] == first_ones[i - 1] && days[i] <= days[i - 1])) return false;  // soon told
  struct Runs {
    std::vector<std::int64_t> begin, person;
    bool ordered = true;
  };
  const std::int64_t chunks = std::clamp<std::int64_t>(n / (16 * block), 1, 4096);
  std::vector<Runs> runs(static_cast<std::size_t>(chunks));
  team.report(0.1, 0.5);
  team.run(chunks, [&](std::int64_t c) {
    Runs& own = runs[static_cast<std::size_t>(c)];
    const Span span = span_of(n, chunks, c);
    std::int64_t scratch[block], before = 0;
    if (span.first > 0) before = *read_integers(person, span.first - 1, 1, scratch);
    for (std::int64_t first = span.first; first < span.last && own.ordered; first += block) {
      const std::int64_t count = std::min(block, span.last - first);
      const std::int64_t* people = read_integers(person, first, count, scratch);
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t row = first + i;
        if (row == 0 || people[i] != before) {
          if (row > 0 && people[i] < before) own.ordered = false;
          own.begin.push_back(row);
          own.person.push_back(people[i]);
          before = people[i];
        } else if (days[row] <= days[row - 1]) {
          own.ordered = false;
        }
      }
    }
  });
  result.begin.clear();
  for (const Runs& own : runs) {
    if (!own.ordered) return false;
    result.begin.insert(result.begin.end(), own.begin.begin(), own.begin.end());
    for (const std::int64_t label : own.person) names.push_back(std::to_string(label));
  }
  result.begin.push_back(n);
  result.days = days;
  return true;
}

std::vector<std::int64_t> first_days_of(const PersonDays& days) {
  std::vector<std::int64_t> first;
  for (std::size_t p = 0; p + 1 < days.begin.size(); ++p) first.push_back(days.days[days.begin[p]]);  // nobody without a row
  return first;
}

AsOf as_of_days(const PersonDays& days, const std::vector<std::int64_t>& first_days, const std::vector<std::int64_t>& candidates, const WindowStarts& starts) {
  AsOf result;
  result.begin.push_back(0);
  for (std::size_t p = 0; p < first_days.size(); ++p) {
    std::int64_t from = days.begin[p];
    const std::int64_t end = days.begin[p + 1];
    for (auto at = std::lower_bound(candidates.begin(), candidates.end(), first_days[p]); at != candidates.end(); ++at) {
      while (from < end && days.days[from] < starts.reach(*at)) ++from;
      if (from < end && days.days[from] <= *at) result.days.push_back(*at);
    }
    result.begin.push_back(static_cast<std::int64_t>(result.days.size()));
  }
  return result;
}

}  // namespace mainstay::inline v1::performance
