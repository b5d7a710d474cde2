#include "survival/counts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

#include "core/at.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/order.hpp"
#include "survival/tabulate_kernel.hpp"
#include "survival/weights.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr std::int64_t block_rows = 2048;
constexpr std::int64_t chunk_rows = 65536;
constexpr std::int64_t most_chunks = 64;
constexpr std::int64_t sorted_rows = std::int64_t{1} << 31;  // rows that one sort takes; more are sorted in parts and merged

// One block of rows as contiguous numbers.
struct Block {
  alignas(64) double duration_scratch[block_rows], event_scratch[block_rows], entry_scratch[block_rows], weight_scratch[block_rows];
  const double* duration = nullptr;
  const double* event = nullptr;
  const double* entry = nullptr;
  const double* weight = nullptr;

  void read(const Rows& rows, std::int64_t first, std::int64_t count) {
    duration = read_numbers(rows.duration, first, count, duration_scratch);
    event = rows.event.given() ? read_numbers(rows.event, first, count, event_scratch) : nullptr;
    if (rows.entry.given()) entry = read_numbers(rows.entry, first, count, entry_scratch);
    if (rows.weights.given()) weight = read_numbers(rows.weights, first, count, weight_scratch);
  }
};

template <class Act>
void each_block(const Rows& rows, Span span, const Act& act) {
  Block block;
  for (std::int64_t first = span.first; first < span.last; first += block_rows) {
    const std::int64_t count = std::min(block_rows, span.last - first);
    block.read(rows, first, count);
    act(block, first, count);
  }
}

// What the table must hold.
struct Extent {
  double lowest = std::numeric_limits<double>::infinity(), highest = -std::numeric_limits<double>::infinity();
  bool whole = true;

  void add(const double* values, std::int64_t count) {
    constexpr double rounding = 6755399441055744.0;  // 1.5 * 2^52
    double low = lowest, high = highest;
    std::int64_t fractions = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      low = values[i] < low ? values[i] : low;
      high = values[i] > high ? values[i] : high;
      fractions += (values[i] + rounding) - rounding != values[i];
    }
    lowest = low;
    highest = high;
    whole &= fractions == 0;
  }
  void add(const Extent& other) {
    lowest = std::min(lowest, other.lowest);
    highest = std::max(highest, other.highest);
    whole &= other.whole;
  }
  bool narrow() const { return whole && highest - lowest < 1e15 && std::abs(lowest) < 1e15; }
  std::int64_t values() const { return static_cast<std::int64_t>(highest - lowest) + 1; }
};

struct Extents {
  Extent duration, entry, event, weight;
};

Extents extents_of(const Rows& rows, Team& team) {
  const std::int64_t n = rows.duration.size, chunks = std::clamp<std::int64_t>(n / chunk_rows, 1, most_chunks);
  std::vector<Extents> parts(at(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    Extents extents;
    each_block(rows, span_of(n, chunks, chunk), [&](const Block& block, std::int64_t, std::int64_t count) {
      extents.duration.add(block.duration, count);
      if (block.event) extents.event.add(block.event, count);
      if (block.entry) extents.entry.add(block.entry, count);
      if (block.weight) extents.weight.add(block.weight, count);
    });
    parts[at(chunk)] = extents;
  });
  Extents all;
  for (const Extents& part : parts) {
    all.duration.add(part.duration);
    all.entry.add(part.entry);
    all.event.add(part.event);
    all.weight.add(part.weight);
  }
  return all;
}

// Places of a table: ((lane * times + time) * causes + cause) * entries + entry.
struct Layout {
  std::int64_t times = 1, causes = 1, entries = 1, places = 1;
  double first_time = 0.0, first_entry = 0.0;
};

std::optional<Layout> layout_of(const Rows& rows, const Extents& extents) {
  if (!extents.duration.narrow() || (rows.entry.given() && !extents.entry.narrow())) return std::nullopt;
  Layout layout;
  layout.times = extents.duration.values();
  layout.causes = rows.event.given() ? static_cast<std::int64_t>(extents.event.highest) + 1 : 1;
  layout.first_time = extents.duration.lowest;
  if (rows.entry.given()) {
    layout.entries = extents.entry.values();
    layout.first_entry = extents.entry.lowest;
  }
  const double places = static_cast<double>(rows.lanes) * static_cast<double>(layout.times) *
                        static_cast<double>(layout.causes) * static_cast<double>(layout.entries);
  if (places > static_cast<double>(chunk_rows + 2 * rows.duration.size)) return std::nullopt;
  layout.places = static_cast<std::int64_t>(places);
  return layout;
}

// Writes the places of a block of rows.
void places_of(const Rows& rows, const Layout& layout, const Block& block, std::int64_t first, std::int64_t count,
               std::uint32_t* place) {
  // Whole numbers below 2^51 in size, so that the products are exact; the table has fewer than 2^32 places.
  const double first_time = layout.first_time;
  const double per_time = static_cast<double>(layout.causes * layout.entries);
  if (block.event && layout.entries == 1) {
    for (std::int64_t i = 0; i < count; ++i)
      place[i] = static_cast<std::uint32_t>(static_cast<std::int32_t>((block.duration[i] - first_time) * per_time + block.event[i]));
  } else {
    const double per_cause = static_cast<double>(layout.entries);
    for (std::int64_t i = 0; i < count; ++i) {
      double p = (block.duration[i] - first_time) * per_time;
      if (block.event) p += block.event[i] * per_cause;
      if (block.entry) p += block.entry[i] - layout.first_entry;
      place[i] = static_cast<std::uint32_t>(static_cast<std::int64_t>(p));
    }
  }
  if (!rows.lane.empty()) {
    const auto per_lane = static_cast<std::uint32_t>(layout.times * layout.causes * layout.entries);
    const std::int32_t* lane = rows.lane.data() + first;
    for (std::int64_t i = 0; i < count; ++i) place[i] += static_cast<std::uint32_t>(lane[i]) * per_lane;
  }
}

Cells tabulate(const Rows& rows, const Layout& layout, Team& team) {
  const std::int64_t n = rows.duration.size;
  const bool weighted = rows.weights.given();
  const std::int64_t chunks = std::clamp<std::int64_t>(n / std::max(chunk_rows, 4 * layout.places), 1, most_chunks);
  struct Table {
    std::vector<std::uint32_t> rows;
    std::vector<double> weight, square;
  };
  std::vector<Table> tables(at(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    Table& table = tables[at(chunk)];
    table.rows.assign(at(layout.places), 0);
    if (weighted) {
      table.weight.assign(at(layout.places), 0.0);
      table.square.assign(at(layout.places), 0.0);
    }
    std::uint32_t place[block_rows];
    each_block(rows, span_of(n, chunks, chunk), [&](const Block& block, std::int64_t first, std::int64_t count) {
      places_of(rows, layout, block, first, count, place);
      std::uint32_t* counted = table.rows.data();
      if (!weighted) {
        for (std::int64_t i = 0; i < count; ++i) ++counted[place[i]];
        return;
      }
      for (std::int64_t i = 0; i < count; ++i) {
        const double w = block.weight[i];
        counted[place[i]] += w > 0.0;
        table.weight[place[i]] += w;
        table.square[place[i]] += w * w;
      }
    });
  });
  std::vector<std::int64_t> total(at(layout.places));
  for (const Table& table : tables)
    for (std::size_t p = 0; p < total.size(); ++p) total[p] += table.rows[p];
  Table& sum = tables[0];
  if (weighted)
    for (std::size_t t = 1; t < tables.size(); ++t)
      for (std::size_t p = 0; p < total.size(); ++p) {
        sum.weight[p] += tables[t].weight[p];
        sum.square[p] += tables[t].square[p];
      }
  Cells cells;
  cells.weighted = weighted;
  cells.delayed_entry = rows.entry.given();
  std::size_t p = 0;
  for (std::int64_t lane = 0; lane < rows.lanes; ++lane) {
    for (std::int64_t time = 0; time < layout.times; ++time)
      for (std::int64_t cause = 0; cause < layout.causes; ++cause)
        for (std::int64_t entry = 0; entry < layout.entries; ++entry, ++p)
          if (total[p] > 0)
            cells.append(layout.first_time + static_cast<double>(time), cause, layout.first_entry + static_cast<double>(entry),
                   total[p], weighted ? sum.weight[p] : 0.0, weighted ? sum.square[p] : 0.0);
    cells.begin.push_back(cells.size());
  }
  return cells;
}

// Whole-number times without delayed entry in one pass; nothing when a row does not fit.
std::optional<Cells> count_whole(const Rows& rows, Team& team) {
  if (rows.entry.given() || !rows.event.given() || rows.lanes > most_places / 4) return std::nullopt;
  // A table of many lanes pays for itself over more rows only.
  const std::int64_t n = rows.duration.size, chunks = std::clamp<std::int64_t>(n / (62500 * std::min<std::int64_t>(rows.lanes, 4)), 1, 16);
  const bool weighted = rows.weights.given();
  std::vector<TimeTable> tables(at(chunks));
  std::vector<std::uint8_t> fits(at(chunks), 0);
  const std::int64_t places = std::min(most_places, chunk_rows + 2 * (n / chunks));
  if (n / chunks >= INT64_C(0xffffffff)) return std::nullopt;
  const std::int32_t* lane = rows.lane.empty() ? nullptr : rows.lane.data();
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    tables[at(chunk)].lanes = rows.lanes;
    fits[at(chunk)] = tabulate_rows(rows.duration, rows.event, lane, weighted ? &rows.weights : nullptr, span.first, span.last, places, tables[at(chunk)]);
  });
  TimeTable all;
  all.lanes = rows.lanes;
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
    if (!fits[at(chunk)]) return std::nullopt;
    all.times = std::max(all.times, tables[at(chunk)].times);
    all.causes = std::max(all.causes, tables[at(chunk)].causes);
    all.fractional |= tables[at(chunk)].fractional;
  }
  const std::size_t size = at(all.times * all.lanes * all.causes);
  std::vector<std::int64_t> total(size, 0);
  if (weighted) {
    all.weight.assign(size, 0.0);
    all.squared_weight.assign(size, 0.0);
  }
  for (const TimeTable& table : tables) {
    if (table.causes == all.causes && !weighted) {
      for (std::size_t place = 0; place < table.rows.size(); ++place) total[place] += table.rows[place];
      continue;
    }
    const std::size_t cells = table.rows.size() / at(table.causes);
    for (std::size_t cell = 0; cell < cells; ++cell)
      for (std::size_t cause = 0; cause < at(table.causes); ++cause) {
        const std::size_t from = cell * at(table.causes) + cause, to = cell * at(all.causes) + cause;
        total[to] += table.rows[from];
        if (weighted) {
          all.weight[to] += table.weight[from];
          all.squared_weight[to] += table.squared_weight[from];
        }
      }
  }
  Cells cells;
  cells.weighted = weighted;
  cells.fractional = all.fractional;
  for (std::int64_t l = 0; l < all.lanes; ++l) {
    for (std::int64_t time = 0; time < all.times; ++time)
      for (std::int64_t cause = 0; cause < all.causes; ++cause) {
        const std::size_t place = at((time * all.lanes + l) * all.causes + cause);
        if (total[place] > 0)
          cells.append(static_cast<double>(time), cause, 0.0, total[place], weighted ? all.weight[place] : 0.0,
                 weighted ? all.squared_weight[place] : 0.0);
      }
    cells.begin.push_back(cells.size());
  }
  return cells;
}

// Whole numbers that fit one exact double together: (time · 256 + cause) · entries + entry. Sorting by it leaves nothing to compare.
struct Packing {
  double first_time = 0.0, first_entry = 0.0, entries = 1.0;
  double pack(double time, double cause, double entry) const {
    return ((time - first_time) * 256.0 + cause) * entries + (entry - first_entry);
  }
};

std::optional<Packing> packing_of(const Rows& rows, const Extents& extents) {
  if (!extents.duration.narrow() || (rows.entry.given() && !extents.entry.narrow())) return std::nullopt;
  Packing packing;
  packing.first_time = extents.duration.lowest;
  if (rows.entry.given()) {
    packing.first_entry = extents.entry.lowest;
    packing.entries = static_cast<double>(extents.entry.values());
  }
  const double largest = (static_cast<double>(extents.duration.values()) * 256.0) * packing.entries;
  return largest < 9007199254740992.0 ? std::optional(packing) : std::nullopt;
}

// Rows of one span by sorting, fewer than 2^32.
Cells sort_rows(const Rows& rows, Span span, const Extents& extents, Team& team) {
  const std::int64_t n = span.last - span.first;
  const bool weighted = rows.weights.given(), delayed = rows.entry.given();
  const std::optional<Packing> packing = packing_of(rows, extents);
  std::vector<std::int64_t> begin(at(rows.lanes) + 1, 0);
  const auto lane_of = [&](std::int64_t row) { return rows.lane.empty() ? 0 : static_cast<std::int64_t>(rows.lane[at(row)]); };
  const auto takes_part = [&](const Block& block, std::int64_t i) { return !weighted || block.weight[i] > 0.0; };
  std::vector<double> times(at(n)), weights(weighted ? at(n) : 0), entries(delayed ? at(n) : 0);
  std::vector<std::uint8_t> causes(at(n), 0);
  each_block(rows, span, [&](const Block& block, std::int64_t first, std::int64_t count) {
    const std::size_t row = at(first - span.first);
    for (std::int64_t i = 0; i < count; ++i) times[row + at(i)] = block.duration[i] + 0.0;  // −0 becomes 0
    if (block.event)
      for (std::int64_t i = 0; i < count; ++i) causes[row + at(i)] = static_cast<std::uint8_t>(block.event[i]);
    if (delayed)
      for (std::int64_t i = 0; i < count; ++i) entries[row + at(i)] = block.entry[i] + 0.0;
    if (weighted) std::copy_n(block.weight, count, weights.data() + row);
    for (std::int64_t i = 0; i < count; ++i)
      if (takes_part(block, i)) ++begin[at(lane_of(first + i)) + 1];
  });
  for (std::size_t lane = 1; lane < begin.size(); ++lane) begin[lane] += begin[lane - 1];
  std::vector<stats::Keyed> items(at(begin.back())), scratch;
  {
    std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
    for (std::int64_t i = 0; i < n; ++i) {
      if (weighted && !(weights[at(i)] > 0.0)) continue;
      const double key = packing ? packing->pack(times[at(i)], causes[at(i)], delayed ? entries[at(i)] : 0.0) : times[at(i)];
      items[at(next[at(lane_of(span.first + i))]++)] = {key, static_cast<std::uint32_t>(i)};
    }
  }
  Cells cells;
  cells.weighted = weighted;
  cells.delayed_entry = delayed;
  cells.time.reserve(items.size());
  cells.cause.reserve(items.size());
  cells.rows.reserve(items.size());
  if (delayed) cells.entry.reserve(items.size());
  if (weighted) {
    cells.weight.reserve(items.size());
    cells.squared_weight.reserve(items.size());
  }
  for (std::int64_t lane = 0; lane < rows.lanes; ++lane) {
    stats::Keyed* item = items.data() + begin[at(lane)];
    const std::int64_t size = begin[at(lane) + 1] - begin[at(lane)];
    stats::sort_keyed(item, size, scratch, &team);
    for (std::int64_t first = 0; first < size;) {
      std::int64_t last = first + 1;
      while (last < size && item[last].key == item[first].key) ++last;
      if (last - first > 1 && !packing)
        std::sort(item + first, item + last, [&](const stats::Keyed& a, const stats::Keyed& b) {
          return std::make_tuple(causes[a.payload], delayed ? entries[a.payload] : 0.0, a.payload) <
                 std::make_tuple(causes[b.payload], delayed ? entries[b.payload] : 0.0, b.payload);
        });
      const double time = packing ? times[item[first].payload] : item[first].key;
      if (packing && !weighted) {  // equal keys are one cell
        const std::uint32_t row = item[first].payload;
        cells.append(time, causes[row], delayed ? entries[row] : 0.0, last - first, 0.0, 0.0);
        first = last;
        continue;
      }
      for (std::int64_t i = first; i < last; ++i) {
        const std::uint32_t row = item[i].payload;
        const double weight = weighted ? weights[row] : 0.0;
        const bool same = i > first && cells.cause.back() == causes[row] && (!delayed || cells.entry.back() == entries[row]);
        if (!same) {
          cells.append(time, causes[row], delayed ? entries[row] : 0.0, 1, weight, weight * weight);
          continue;
        }
        ++cells.rows.back();
        if (weighted) {
          cells.weight.back() += weight;
          cells.squared_weight.back() += weight * weight;
        }
      }
      first = last;
    }
    cells.begin.push_back(cells.size());
  }
  return cells;
}

Cells merge_cells(const Cells& a, const Cells& b) {
  Cells cells;
  cells.weighted = a.weighted;
  cells.delayed_entry = a.delayed_entry;
  for (std::int64_t lane = 0; lane < a.lanes(); ++lane) {
    append_merged(cells, a, a.begin[at(lane)], a.begin[at(lane) + 1], b, b.begin[at(lane)], b.begin[at(lane) + 1]);
    cells.begin.push_back(cells.size());
  }
  return cells;
}

}  // namespace

void check_rows(std::string_view analysis, const Column& duration, const Column& entry, const Column& weights, Team& team) {
  const std::int64_t n = duration.size;
  if (n == 0) throw Error(ErrorCode::wrong_shape, analysis, "duration has 0 rows, but must have 1 or more");
  if (!entry.given() && !weights.given()) return;
  const std::int64_t chunks = std::clamp<std::int64_t>(n / chunk_rows, 1, most_chunks);
  std::vector<double> sums(at(chunks), 0.0);
  Rows rows;
  rows.duration = duration;
  rows.entry = entry;
  rows.weights = weights;
  team.run(chunks, [&](std::int64_t chunk) {
    each_block(rows, span_of(n, chunks, chunk), [&](const Block& block, std::int64_t first, std::int64_t count) {
      if (block.entry) {
        std::int64_t refused = 0;
        for (std::int64_t i = 0; i < count; ++i) refused += !(block.entry[i] < block.duration[i]);
        for (std::int64_t i = 0; refused && i < count; ++i)
          if (!(block.entry[i] < block.duration[i])) {
            const std::string number = std::to_string(block.duration[i]);
            std::string rule = "< duration[" + std::to_string(first + i) + "] = " + number.substr(0, number.find_last_not_of('0') + 1);
            if (rule.back() == '.') rule.pop_back();
            refuse(analysis, "entry", first + i, block.entry[i], rule);
          }
      }
      if (block.weight)
        for (std::int64_t i = 0; i < count; ++i) sums[at(chunk)] += block.weight[i];
    });
  });
  if (!weights.given()) return;
  double sum = 0.0;
  for (const double one : sums) sum += one;
  if (sum == 0.0) refuse(analysis, "weights", "0 in every row", "> 0 in one row or more");
  check_weight_sum(analysis, sum);
}

Cells count_rows(const Rows& rows, Team& team, const std::function<void()>& check_values) {
  if (std::optional<Cells> cells = count_whole(rows, team)) return std::move(*cells);
  if (check_values) check_values();
  const std::int64_t n = rows.duration.size;
  const Extents extents = extents_of(rows, team);
  if (const auto layout = layout_of(rows, extents); layout && layout->places < INT32_MAX) {
    Cells cells = tabulate(rows, *layout, team);
    cells.fractional = !extents.weight.whole;
    return cells;
  }
  const std::int64_t parts = (n + sorted_rows - 1) / sorted_rows;
  Cells cells = sort_rows(rows, span_of(n, parts, 0), extents, team);
  for (std::int64_t part = 1; part < parts; ++part) cells = merge_cells(cells, sort_rows(rows, span_of(n, parts, part), extents, team));
  cells.fractional = !extents.weight.whole;
  return cells;
}

std::int64_t largest_cause(const Cells& cells) {
  std::uint8_t largest = 0;
  for (const std::uint8_t cause : cells.cause) largest = std::max(largest, cause);
  return largest;
}

std::int64_t lanes_of(std::string_view analysis, std::int64_t groups, std::int64_t strata) {
  const std::int64_t lanes = std::max<std::int64_t>(1, groups) * std::max<std::int64_t>(1, strata);
  if (lanes > most_lanes)
    throw Error(ErrorCode::unsupported, analysis, "there are " + std::to_string(groups) + " groups in " + std::to_string(strata) +
                                                      " strata, but at most " + std::to_string(most_lanes) + " pairs are supported");
  return lanes;
}

Labelled label_rows(std::string_view analysis, const Column& group, const Column& strata) {
  Labelled labelled;
  if (!group.given() && !strata.given()) return labelled;
  std::int64_t groups = 0, stratum_count = 0;
  if (group.given()) {
    data::Groups encoded = data::encode_groups(analysis, "group", group);
    labelled.groups = {encoded.names(), !encoded.text};
    labelled.lane = std::move(encoded.codes);
    groups = encoded.count;
  }
  if (strata.given()) {
    data::Groups encoded = data::encode_groups(analysis, "strata", strata);
    labelled.strata = {encoded.names(), !encoded.text};
    stratum_count = encoded.count;
    lanes_of(analysis, groups, stratum_count);
    const auto per_stratum = static_cast<std::int32_t>(std::max<std::int64_t>(1, groups));
    if (labelled.lane.empty()) labelled.lane = std::move(encoded.codes);
    else
      for (std::size_t i = 0; i < labelled.lane.size(); ++i) labelled.lane[i] += encoded.codes[i] * per_stratum;
  }
  labelled.lanes = lanes_of(analysis, groups, stratum_count);
  return labelled;
}

}  // namespace mainstay::inline v1::survival
