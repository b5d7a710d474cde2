#include "mainstay/data/crosswalk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.crosswalk";
constexpr std::int64_t always = std::numeric_limits<std::int64_t>::min(), forever = std::numeric_limits<std::int64_t>::max();

enum Finding {
  until_before_from,
  overlap,
  repeated,
  reused,
  several_ids,
  alike_ids,
  unused,
  record_without_id,
  record_unmatched,
  record_near_miss,
  record_outside,
  record_without_day,
  finding_count
};
constexpr std::array<const char*, finding_count> codes = {"until_before_from", "overlap",           "repeated",         "reused",           "several_ids",    "alike_ids",
                                                          "unused",            "record_without_id", "record_unmatched", "record_near_miss", "record_outside", "record_without_day"};

struct Holding {  // one row of the table
  std::int32_t row, source, person;
  std::int64_t from, until;
};

// An id without leading zeros, blanks (those of Chinese texts too) and the case of Latin letters, after the code of its source.
std::string skeleton(std::int32_t source, std::string_view id) {
  std::string out = std::to_string(source) + ":";
  bool leading = true;
  for (std::size_t i = 0; i < id.size(); ++i) {
    char c = id[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    if (id.substr(i, 3) == "\xe3\x80\x80") {
      i += 2;
      continue;
    }
    if (id.substr(i, 2) == "\xc2\xa0") {
      i += 1;
      continue;
    }
    if (leading && c == '0') continue;
    leading = false;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    out += c;
  }
  return out;
}

}  // namespace

CrosswalkResult crosswalk(const CrosswalkInput& input, const CrosswalkOptions& options, const RunContext& context) {
  check(analysis_name, input, options, context.threads);
  if (input.source.given() != input.record_source.given())
    refuse(analysis_name, input.source.given() ? "record_source" : "source", "missing", fmt::format("given with {}", input.source.given() ? "source" : "record_source"));
  if (input.valid_until.given() && options.interval == Interval::undeclared) refuse(analysis_name, "interval", "undeclared", "closed or half_open");
  const bool dated = input.valid_from.given() || input.valid_until.given();
  if (dated && !input.record_day.given()) refuse(analysis_name, "record_day", "missing", "given, because the table has days");
  const bool refusing = options.conflicts == Conflicts::refuse;
  const std::int64_t n = input.record_id.size, m = input.id.size;
  const Groups ids = encode_groups(analysis_name, "id", input.id), record_ids = encode_groups(analysis_name, "record_id", input.record_id);
  const Groups persons = encode_groups(analysis_name, "person", input.person);
  const Groups sources = input.source.given() ? encode_groups(analysis_name, "source", input.source) : Groups{};
  const Groups record_sources = input.source.given() ? encode_groups(analysis_name, "record_source", input.record_source) : Groups{};
  const std::vector<std::int32_t> id_of = match_labels(analysis_name, "record_id", record_ids, "id", ids);
  const std::vector<std::int32_t> source_of = match_labels(analysis_name, "record_source", record_sources, "source", sources);
  FindingTally tally(codes, options.examples);

  // The table by id, then by source and day.
  const RowsByLabel by_id = rows_by_label(ids.codes, ids.count);
  std::vector<Holding> holdings(static_cast<std::size_t>(m));
  {
    Days froms(input.valid_from), untils(input.valid_until);
    std::vector<std::int64_t> from(static_cast<std::size_t>(m)), until(static_cast<std::size_t>(m));
    for (std::int64_t row = 0; row < m; ++row) {
      const auto at = static_cast<std::size_t>(row);
      const std::int64_t first = froms.at(row), last = untils.at(row);
      const bool open = last == Days::missing || std::find(options.open_ends.begin(), options.open_ends.end(), last) != options.open_ends.end();
      from[at] = first == Days::missing ? always : first;
      until[at] = open ? forever : last + (options.interval == Interval::closed ? 1 : 0);
      if (until[at] <= from[at]) {
        if (refusing) refuse_day(analysis_name, "valid_until", row, last, options.interval == Interval::closed ? "on or after valid_from" : "after valid_from", first);
        tally.add(until_before_from, row, true);
      }
    }
    for (std::size_t k = 0; k < holdings.size(); ++k) {
      const std::int32_t row = by_id.rows[k];
      const auto at = static_cast<std::size_t>(row);
      holdings[k] = {row, sources.codes.empty() ? 0 : sources.codes[at], persons.codes[at], from[at], until[at]};
    }
  }
  std::vector<char> dropped(holdings.size(), 0);
  std::int32_t refused = -1, refused_by = -1;
  for (std::int64_t g = 0; g < ids.count; ++g) {
    const auto first = static_cast<std::size_t>(by_id.begin[static_cast<std::size_t>(g)]), last = static_cast<std::size_t>(by_id.begin[static_cast<std::size_t>(g) + 1]);
    std::sort(holdings.begin() + static_cast<std::ptrdiff_t>(first), holdings.begin() + static_cast<std::ptrdiff_t>(last),
              [](const Holding& a, const Holding& b) { return std::tie(a.source, a.from, a.row) < std::tie(b.source, b.from, b.row); });
    for (std::size_t i = first; i < last; ++i) dropped[i] = holdings[i].until <= holdings[i].from;
    // A row overlaps an earlier one of somebody else when the latest end among those lies after its beginning.
    struct End {
      std::int64_t until = always;
      std::int32_t person = -1, row = -1;
    } latest, other;  // `other`: the latest end of anybody but latest.person
    std::int64_t next_from = forever;  // backwards: where the next row of somebody else begins
    std::int32_t next_person = -1;
    std::int64_t second_from = forever;
    for (std::size_t i = first; i < last; ++i) {
      const Holding& holding = holdings[i];
      if (i > first && holdings[i - 1].source != holding.source) latest = other = End{};
      if (holding.until <= holding.from) continue;
      const End& rival = latest.person == holding.person ? other : latest;
      if (rival.person >= 0 && rival.until > holding.from) {
        dropped[i] = 1;
        if (refused < 0 || holding.row < refused) {
          refused = holding.row;
          refused_by = rival.row;
        }
      }
      const End mine{holding.until, holding.person, holding.row};
      if (latest.person == mine.person) {
        if (mine.until > latest.until) latest = mine;
      } else if (mine.until > latest.until) {
        other = latest;
        latest = mine;
      } else if (other.person < 0 || mine.until > other.until) {
        other = mine;
      }
    }
    for (std::size_t i = last; i-- > first;) {
      const Holding& holding = holdings[i];
      if (i + 1 < last && holdings[i + 1].source != holding.source) {
        next_from = second_from = forever;
        next_person = -1;
      }
      if (holding.until <= holding.from) continue;
      const std::int64_t begins = next_person == holding.person ? second_from : next_from;
      if (next_person >= 0 && begins < holding.until && begins != forever) dropped[i] = 1;
      if (next_person != holding.person) {
        second_from = next_from;
        next_person = holding.person;
      }
      next_from = holding.from;
    }
    for (std::size_t i = first; i < last; ++i)
      if (dropped[i] && holdings[i].until > holdings[i].from) tally.add(overlap, holdings[i].row, true);
  }
  if (refusing && refused >= 0) {
    const double from = number_at(input.valid_from.given() ? input.valid_from : input.id, refused);
    throw Error(ErrorCode::invalid_argument, analysis_name, "id", refused,
                fmt::format("{} from {}", ids.name(ids.codes[static_cast<std::size_t>(refused)]),
                            input.valid_from.given() && input.valid_from.present(refused) && from == from ? format_date(static_cast<std::int64_t>(from)) : "always"),
                fmt::format("an id that is on that day no longer {}'s, as row {} has it", persons.name(persons.codes[static_cast<std::size_t>(refused_by)]), refused_by));
  }

  // What is sound, one holding after the other; those of one person that share days are one.
  std::vector<std::int64_t> begin = {0};
  std::vector<Holding> sound;
  std::vector<std::int32_t> holder(holdings.size(), -1);  // of each place in holdings, the place in sound
  for (std::int64_t g = 0; g < ids.count; ++g) {
    std::int32_t source = -1;
    std::int32_t first_person = -1;
    for (std::int64_t k = by_id.begin[static_cast<std::size_t>(g)]; k < by_id.begin[static_cast<std::size_t>(g) + 1]; ++k) {
      const auto i = static_cast<std::size_t>(k);
      if (dropped[i]) continue;
      const Holding& holding = holdings[i];
      const bool opens = holding.source != source;
      if (opens) first_person = holding.person;
      source = holding.source;
      if (!opens && sound.back().person == holding.person && holding.from < sound.back().until) {
        tally.add(repeated, holding.row, false);
        sound.back().until = std::max(sound.back().until, holding.until);
      } else {
        if (!opens && holding.person != first_person) tally.add(reused, holding.row, false);
        sound.push_back(holding);
      }
      holder[i] = static_cast<std::int32_t>(sound.size()) - 1;
    }
    begin.push_back(static_cast<std::int64_t>(sound.size()));
  }
  // People with several ids in one source, and ids that look alike.
  {
    std::vector<std::size_t> order(holdings.size());
    std::vector<std::int32_t> id_code(holdings.size());
    for (std::int64_t g = 0; g < ids.count; ++g)
      for (std::int64_t k = by_id.begin[static_cast<std::size_t>(g)]; k < by_id.begin[static_cast<std::size_t>(g) + 1]; ++k) id_code[static_cast<std::size_t>(k)] = static_cast<std::int32_t>(g);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < holdings.size(); ++i)
      if (!dropped[i]) order[kept++] = i;
    order.resize(kept);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(holdings[a].person, holdings[a].source, holdings[a].from, id_code[a]) < std::tie(holdings[b].person, holdings[b].source, holdings[b].from, id_code[b]);
    });
    std::int32_t first_id = -1;
    for (std::size_t k = 0; k < order.size(); ++k) {
      const Holding& holding = holdings[order[k]];
      if (k == 0 || holdings[order[k - 1]].person != holding.person || holdings[order[k - 1]].source != holding.source) first_id = id_code[order[k]];
      else if (id_code[order[k]] != first_id) tally.add(several_ids, holding.row, false);
    }
  }
  std::unordered_map<std::string, std::int32_t> skeletons;  // → the id, or -1 for several
  if (ids.text) {
    for (std::int64_t g = 0; g < ids.count; ++g) {
      std::int32_t source = -1;
      for (std::int64_t k = by_id.begin[static_cast<std::size_t>(g)]; k < by_id.begin[static_cast<std::size_t>(g) + 1]; ++k) {
        const Holding& holding = holdings[static_cast<std::size_t>(k)];
        if (holding.source == source) continue;
        source = holding.source;
        const auto [at, fresh] = skeletons.try_emplace(skeleton(source, ids.texts[static_cast<std::size_t>(g)]), static_cast<std::int32_t>(g));
        if (!fresh && at->second != static_cast<std::int32_t>(g)) tally.add(alike_ids, holding.row, false);
      }
    }
  }

  // The records.
  CrosswalkResult result;
  CrosswalkRecords& records = result.records;
  records.person.levels = persons.names();
  records.person.codes.assign(static_cast<std::size_t>(n), -1);
  records.row.assign(static_cast<std::size_t>(n), -1);
  std::vector<char> met(sound.size(), 0);
  Days days(input.record_day);
  for (std::int64_t row = 0; row < n; ++row) {
    const auto at = static_cast<std::size_t>(row);
    const std::int64_t day = days.at(row);
    const std::int32_t label = record_ids.codes[at];
    if (label < 0) {
      tally.add(record_without_id, row, false);
      continue;
    }
    const std::int32_t source = record_sources.codes.empty() ? 0 : source_of[static_cast<std::size_t>(record_sources.codes[at])];
    const std::int32_t id = id_of[static_cast<std::size_t>(label)];
    auto first = sound.begin(), last = sound.begin();
    if (id >= 0 && source >= 0) {
      first += begin[static_cast<std::size_t>(id)];
      last += begin[static_cast<std::size_t>(id) + 1];
      first = std::partition_point(first, last, [&](const Holding& holding) { return holding.source < source; });
      last = std::partition_point(first, last, [&](const Holding& holding) { return holding.source == source; });
    }
    if (first == last) {
      bool listed = false;  // only by rows that contradict each other
      if (id >= 0 && source >= 0)
        for (std::int64_t k = by_id.begin[static_cast<std::size_t>(id)]; k < by_id.begin[static_cast<std::size_t>(id) + 1] && !listed; ++k)
          listed = holdings[static_cast<std::size_t>(k)].source == source;
      if (listed) {
        tally.add(record_outside, row, false);
      } else if (source >= 0 && record_ids.text && skeletons.contains(skeleton(source, record_ids.texts[static_cast<std::size_t>(label)]))) {
        tally.add(record_near_miss, row, false);
      } else {
        tally.add(record_unmatched, row, false);
      }
      continue;
    }
    auto hit = last;
    if (dated && day == Days::missing) {
      const bool one = std::all_of(first, last, [&](const Holding& holding) { return holding.person == first->person; });
      if (one) hit = first;
      else tally.add(record_without_day, row, false);
    } else if (!dated) {
      hit = first;
    } else {
      hit = std::partition_point(first, last, [&](const Holding& holding) { return holding.from <= day; });
      if (hit == first || (--hit)->until <= day) {
        tally.add(record_outside, row, false);
        hit = last;
      }
    }
    if (hit == last) continue;
    met[static_cast<std::size_t>(hit - sound.begin())] = 1;
    records.person.codes[at] = hit->person;
    records.row[at] = hit->row;
    ++result.matched;
  }
  result.unmatched = n - result.matched;
  for (std::size_t i = 0; i < holdings.size(); ++i)
    if (holder[i] >= 0 && !met[static_cast<std::size_t>(holder[i])]) {
      result.unused.push_back(holdings[i].row);
      tally.add(unused, holdings[i].row, false);
    }
  std::sort(result.unused.begin(), result.unused.end());
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function crosswalk_analysis = analysis<&crosswalk>("data.crosswalk", "Whose id is it, in which system and on which day?");

}  // namespace mainstay::inline v1::data
