#include "returns/away.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::returns {

namespace {

const char* word_of(std::int64_t end) { return choices(ReturnEnd{})[at(end)].name; }

// Nobody is away twice at a time, and nothing comes after an end.
void check_people(std::string_view analysis, const AwayColumns& columns, const std::vector<std::int64_t>& ends) {
  const data::Groups people = data::encode_groups(analysis, "person", columns.person);
  const auto exit = [&](std::int64_t row) { return columns.exit.given() ? number_at(columns.exit, row) : 0.0; };
  const auto entry = [&](std::int64_t row) { return columns.entry.given() ? number_at(columns.entry, row) : 0.0; };
  std::vector<std::int64_t> order(ends.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    if (people.codes[at(a)] != people.codes[at(b)]) return people.codes[at(a)] < people.codes[at(b)];
    if (exit(a) != exit(b)) return exit(a) < exit(b);
    return entry(a) != entry(b) ? entry(a) < entry(b) : a < b;
  });
  for (std::size_t k = 1; k < order.size(); ++k) {
    const std::int64_t row = order[k], before = order[k - 1];
    if (people.codes[at(row)] < 0 || people.codes[at(row)] != people.codes[at(before)]) continue;
    const double stopped = number_at(columns.duration, before);
    if (exit(row) == exit(before)) {
      if (ends[at(before)] != 0)
        throw Error(ErrorCode::invalid_argument, analysis, "end", before, word_of(ends[at(before)]), "open: row " + std::to_string(row) + " is a later piece of the same time away");
      if (entry(row) < stopped) refuse(analysis, "entry", row, entry(row), "at least " + plain_number(stopped) + ", where row " + std::to_string(before) + " of the same person ends");
    } else if (ends[at(before)] != 1) {
      throw Error(ErrorCode::invalid_argument, analysis, "end", before, word_of(ends[at(before)]),
                  "returned: the same person left again on " + data::format_date(static_cast<std::int64_t>(exit(row))) + " (row " + std::to_string(row) + ")");
    } else if (exit(before) + stopped > exit(row)) {
      throw Error(ErrorCode::invalid_argument, analysis, "exit", row, data::format_date(static_cast<std::int64_t>(exit(row))),
                  "on the day of the return in row " + std::to_string(before) + " or later, " + data::format_date(static_cast<std::int64_t>(std::ceil(exit(before) + stopped))));
    }
  }
}

}  // namespace

std::vector<std::int64_t> ends_of(std::string_view analysis, std::string_view argument, const Column& end, const ReturnEnds& ends) {
  const std::vector<std::string>* words[] = {&ends.open, &ends.returned, &ends.settled, &ends.unreachable};
  std::vector<std::int64_t> means(end.levels.size(), -1), result(at(end.size));
  std::vector<std::string> known;
  for (std::int64_t code = 0; code < 4; ++code)
    for (const std::string& text : *words[code]) {
      if (std::find(known.begin(), known.end(), text) != known.end()) refuse(analysis, "ends", "\"" + text + "\"", "a text of one end only");
      known.push_back(text);
      for (std::size_t level = 0; level < means.size(); ++level)
        if (end.levels[level] == text) means[level] = code;
    }
  for (std::int64_t row = 0; row < end.size; ++row) {
    const double value = number_at(end, row);
    if (std::isnan(value)) continue;
    if (end.categorical) {
      result[at(row)] = means[static_cast<std::size_t>(value)];
      if (result[at(row)] < 0) throw Error(ErrorCode::unknown_name, analysis, argument, row, "\"" + std::string(end.levels[static_cast<std::size_t>(value)]) + "\"", "one of " + list_of(known) + " (ends)");
    } else {
      if (!(value >= 0.0 && value <= 3.0)) refuse(analysis, argument, row, value, "0 open, 1 returned, 2 settled or 3 unreachable");
      result[at(row)] = static_cast<std::int64_t>(value);
    }
  }
  return result;
}

Away read_away(std::string_view analysis, const AwayColumns& columns, const ReturnEnds& ends, std::optional<std::int64_t> frozen_at) {
  if (frozen_at && !columns.exit.given()) refuse(analysis, "exit", "missing", "given with frozen_at");
  const std::vector<std::int64_t> end = ends_of(analysis, "end", columns.end, ends);
  const std::int64_t rows = columns.duration.size;
  for (std::int64_t i = 0; i < rows; ++i) {
    const double duration = number_at(columns.duration, i);
    if (end[at(i)] != 0 && duration == 0.0) refuse(analysis, "duration", i, duration, "> 0 where the end is not open");
    if (columns.entry.given() && !(number_at(columns.entry, i) < duration)) refuse(analysis, "entry", i, number_at(columns.entry, i), "below duration");
  }
  if (columns.person.given()) check_people(analysis, columns, end);
  Away away;
  for (std::int64_t i = 0; i < rows; ++i) {
    const double weight = columns.weights.given() ? number_at(columns.weights, i) : 1.0, entry = columns.entry.given() ? number_at(columns.entry, i) : 0.0;
    double duration = number_at(columns.duration, i);
    std::int64_t ended = end[at(i)];
    if (frozen_at) {
      const double known = static_cast<double>(*frozen_at) - number_at(columns.exit, i);
      if (duration > known) duration = known, ended = 0;
    }
    if (!(weight > 0.0) || !(duration > entry)) continue;
    away.row.push_back(i);
    away.duration.push_back(duration);
    away.end.push_back(ended);
    if (columns.entry.given()) away.entry.push_back(entry);
    if (columns.weights.given()) away.weights.push_back(weight);
  }
  return away;
}

}  // namespace mainstay::inline v1::returns
