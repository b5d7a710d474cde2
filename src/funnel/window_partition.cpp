#include "funnel/window_partition.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

#include "funnel/window_counter.hpp"

namespace mainstay::inline v1::funnel {

namespace {

// One row on its way to its person: person and time less the lowest of all, in the width that they need; the rich one with what only some
// definitions ask for.
template <class Offset, bool rich>
struct Record {
  Offset person, time;
  std::uint32_t code;
};
template <class Offset>
struct Record<Offset, true> {
  Offset person, time;
  std::uint32_t code;
  std::int32_t held;
  std::int64_t sequence;
};

// The rows of a chunk, block by block.
constexpr std::int64_t partition_rows = 1 << 17;
std::int64_t partition_chunks(const Stream& stream) { return std::max<std::int64_t>(1, stream.rows / partition_rows); }
template <class Act>
void each_block(const Stream& stream, std::int64_t chunk, const Act& act) {
  Blocks blocks;
  const Span span = span_of(stream.rows, partition_chunks(stream), chunk);
  for (std::int64_t first = span.first; first < span.last; first += block) {
    const std::int64_t count = std::min(block, span.last - first);
    act(read_rows(stream, first, count, blocks), count);
  }
}

struct Range {
  std::int64_t lowest = never, highest = -never;
  void meet(std::int64_t value) {
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
  }
};

// Rows in any order: first into buckets of people, so that a bucket fits the cache, then each bucket by person. The buckets
// are ranges of ids when ids lie dense, otherwise ranges of a hash.
template <class Offset, bool rich>
void count_any_order(const Plan& plan, const Stream& stream, const People& people, const Layout& layout, Team& team, Tallies& tallies,
                     std::vector<Listing>& listings, bool list, const Range& person_range, const Range& time_range) {
  using Row = Record<Offset, rich>;
  constexpr std::int64_t bucket_rows = 1 << 13;
  const std::int64_t chunks = partition_chunks(stream), lowest = person_range.lowest, highest = person_range.highest, earliest = time_range.lowest;
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
    each_block(stream, chunk, [&](const Rows& rows, std::int64_t count) {
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
  const auto records = std::make_unique_for_overwrite<Row[]>(static_cast<std::size_t>(stream.rows));
  team.run(chunks, [&](std::int64_t chunk) {
    std::int64_t* own = places.data() + chunk * buckets;
    each_block(stream, chunk, [&](const Rows& rows, std::int64_t count) {
      for (std::int64_t i = 0; i < count; ++i) {
        Row& record = records[static_cast<std::size_t>(own[bucket_of(rows.person[i])]++)];
        record.person = static_cast<Offset>(rows.person[i] - lowest);
        record.time = static_cast<Offset>(rows.time[i] - earliest);
        record.code = static_cast<std::uint32_t>(rows.event[i]);
        if constexpr (rich) {
          record.sequence = rows.sequence != nullptr ? rows.sequence[i] : 0;
          record.held = rows.held != nullptr ? rows.held[i] : 0;
        }
      }
    });
  });

  if (list) listings.resize(static_cast<std::size_t>(buckets));
  team.run(buckets, [&](std::int64_t bucket) {
    const Row* rows = records.get() + starts[static_cast<std::size_t>(bucket)];
    const std::int64_t count = starts[static_cast<std::size_t>(bucket) + 1] - starts[static_cast<std::size_t>(bucket)];
    if (count == 0) return;
    Tally* tally = tallies.take();
    Counter counter(plan, stream, people, layout, *tally, list ? &listings[static_cast<std::size_t>(bucket)] : nullptr);
    // Numbers for the bucket's people, then a counting sort by them.
    std::vector<std::int32_t> number(static_cast<std::size_t>(count));
    std::vector<std::int64_t> persons;
    std::vector<std::int32_t> slots;
    const std::int64_t first_offset = bucket << shift, first_person = lowest + first_offset;
    const auto person_of = [&](std::int64_t i) { return static_cast<std::int64_t>(rows[i].person) + lowest; };
    if (dense) {
      persons.resize(std::size_t{1} << shift);
      std::iota(persons.begin(), persons.end(), first_person);
      for (std::int64_t i = 0; i < count; ++i) number[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(static_cast<std::int64_t>(rows[i].person) - first_offset);
    } else {
      std::size_t size = 16;
      while (size < 2 * static_cast<std::size_t>(count)) size *= 2;
      slots.assign(size, -1);
      for (std::int64_t i = 0; i < count; ++i) {
        std::size_t at = static_cast<std::size_t>(data::WholeIndex::scatter(person_of(i))) & (size - 1);
        while (slots[at] >= 0 && persons[static_cast<std::size_t>(slots[at])] != person_of(i)) at = (at + 1) & (size - 1);
        if (slots[at] < 0) {
          slots[at] = static_cast<std::int32_t>(persons.size());
          persons.push_back(person_of(i));
        }
        number[static_cast<std::size_t>(i)] = slots[at];
      }
    }
    std::vector<std::int64_t> stops(persons.size() + 1, 0), time(static_cast<std::size_t>(count)), sequence(rich ? static_cast<std::size_t>(count) : 0);
    std::vector<std::uint32_t> code(static_cast<std::size_t>(count));
    std::vector<std::int32_t> held(rich ? static_cast<std::size_t>(count) : 0);
    for (const std::int32_t person : number) ++stops[static_cast<std::size_t>(person) + 1];
    for (std::size_t person = 1; person < stops.size(); ++person) stops[person] += stops[person - 1];
    for (std::int64_t i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(stops[static_cast<std::size_t>(number[static_cast<std::size_t>(i)])]++);
      time[at] = static_cast<std::int64_t>(rows[i].time) + earliest;
      code[at] = rows[i].code;
      if constexpr (rich) sequence[at] = rows[i].sequence, held[at] = rows[i].held;
    }
    std::int64_t first = 0;
    for (std::size_t person = 0; person < persons.size(); ++person) {
      const std::int64_t stop = stops[person];
      if (stop == first) continue;
      counter.begin(persons[person]);
      counter.gather(time.data() + first, code.data() + first, rich ? sequence.data() + first : nullptr, rich ? held.data() + first : nullptr, stop - first);
      counter.end();
      first = stop;
    }
    tallies.give(tally);
  });
}

}  // namespace

void count_any_order(const Plan& plan, Stream stream, const People& people, const Layout& layout, Team& team, Tallies& tallies,
                     std::vector<Listing>& listings, bool list) {
  stream.codes_in_place = false;
  const std::int64_t chunks = partition_chunks(stream);
  std::vector<std::pair<Range, Range>> ranges(static_cast<std::size_t>(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    auto& [persons, times] = ranges[static_cast<std::size_t>(chunk)];
    each_block(stream, chunk, [&, &persons = persons, &times = times](const Rows& rows, std::int64_t count) {
      for (std::int64_t i = 0; i < count; ++i) {
        persons.meet(rows.person[i]);
        times.meet(rows.time[i]);
      }
    });
  });
  Range persons, times;
  for (const auto& [own_persons, own_times] : ranges) {
    for (const std::int64_t value : {own_persons.lowest, own_persons.highest}) persons.meet(value);
    for (const std::int64_t value : {own_times.lowest, own_times.highest}) times.meet(value);
  }
  const auto narrow = [](const Range& range) { return range.highest - range.lowest <= std::numeric_limits<std::uint32_t>::max(); };
  if (stream.by_sequence || plan.definition.hold)
    count_any_order<std::int64_t, true>(plan, stream, people, layout, team, tallies, listings, list, persons, times);
  else if (narrow(persons) && narrow(times)) count_any_order<std::uint32_t, false>(plan, stream, people, layout, team, tallies, listings, list, persons, times);
  else count_any_order<std::int64_t, false>(plan, stream, people, layout, team, tallies, listings, list, persons, times);
}

}  // namespace mainstay::inline v1::funnel
