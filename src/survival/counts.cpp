#include "survival/counts.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/order.hpp"
#include "survival/tabulate_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr std::int64_t block_rows = 2048;
constexpr std::int64_t chunk_rows = 65536;
constexpr std::int64_t most_chunks = 64;
constexpr std::int64_t sorted_rows = std::int64_t{1} << 31;  // rows that one sort takes; more are sorted in parts and merged

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

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

void append(Cells& cells, double time, std::int64_t cause, double entry, std::int64_t rows, double weight, double square) {
  cells.time.push_back(time);
  cells.cause.push_back(static_cast<std::uint8_t>(cause));
  cells.rows.push_back(rows);
  if (cells.delayed_entry) cells.entry.push_back(entry);
  if (cells.weighted) {
    cells.weight.push_back(weight);
    cells.squared_weight.push_back(square);
  }
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
            append(cells, layout.first_time + static_cast<double>(time), cause, layout.first_entry + static_cast<double>(entry),
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
          append(cells, static_cast<double>(time), cause, 0.0, total[place], weighted ? all.weight[place] : 0.0,
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
        append(cells, time, causes[row], delayed ? entries[row] : 0.0, last - first, 0.0, 0.0);
        first = last;
        continue;
      }
      for (std::int64_t i = first; i < last; ++i) {
        const std::uint32_t row = item[i].payload;
        const double weight = weighted ? weights[row] : 0.0;
        const bool same = i > first && cells.cause.back() == causes[row] && (!delayed || cells.entry.back() == entries[row]);
        if (!same) {
          append(cells, time, causes[row], delayed ? entries[row] : 0.0, 1, weight, weight * weight);
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

void append_cell(Cells& to, const Cells& from, std::int64_t i) {
  append(to, from.time[at(i)], from.cause[at(i)], from.delayed_entry ? from.entry[at(i)] : 0.0, from.rows[at(i)],
         from.weighted ? from.weight[at(i)] : 0.0, from.weighted ? from.squared_weight[at(i)] : 0.0);
}

// Merges two sorted runs of cells, [i, i_end) of a and [j, j_end) of b, behind `to`.
void merge_runs(Cells& to, const Cells& a, std::int64_t i, std::int64_t i_end, const Cells& b, std::int64_t j, std::int64_t j_end) {
  const auto key = [](const Cells& c, std::int64_t k) {
    return std::make_tuple(c.time[at(k)], c.cause[at(k)], c.delayed_entry ? c.entry[at(k)] : 0.0);
  };
  while (i < i_end && j < j_end) {
    const auto left = key(a, i), right = key(b, j);
    if (left < right) append_cell(to, a, i++);
    else if (right < left) append_cell(to, b, j++);
    else {
      append_cell(to, a, i++);
      to.rows.back() += b.rows[at(j)];
      if (to.weighted) {
        to.weight.back() += b.weight[at(j)];
        to.squared_weight.back() += b.squared_weight[at(j)];
      }
      ++j;
    }
  }
  for (; i < i_end; ++i) append_cell(to, a, i);
  for (; j < j_end; ++j) append_cell(to, b, j);
}

Cells merge_cells(const Cells& a, const Cells& b) {
  Cells cells;
  cells.weighted = a.weighted;
  cells.delayed_entry = a.delayed_entry;
  for (std::int64_t lane = 0; lane < a.lanes(); ++lane) {
    merge_runs(cells, a, a.begin[at(lane)], a.begin[at(lane) + 1], b, b.begin[at(lane)], b.begin[at(lane) + 1]);
    cells.begin.push_back(cells.size());
  }
  return cells;
}

// A sum in twice the digits (Knuth's two-sum).
struct LongSum {
  double high = 0.0, low = 0.0;
  void add(double value) {
    const double sum = high + value, back = sum - high;
    low += (high - (sum - back)) + (value - back);
    high = sum;
  }
  double minus(const LongSum& other) const { return (high - other.high) + (low - other.low); }
};

}  // namespace

void check_rows(std::string_view analysis, const Column& duration, const Column& entry, const Column& weights, Team& team) {
  const std::int64_t n = duration.size;
  if (n == 0) throw Error(ErrorCode::wrong_shape, analysis, "duration has 0 rows, but must have 1 or more");
  if (!entry.given() && !weights.given()) return;
  const std::int64_t chunks = std::clamp<std::int64_t>(n / chunk_rows, 1, most_chunks);
  std::vector<std::uint8_t> weighs(at(chunks), 0);
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
        for (std::int64_t i = 0; i < count && !weighs[at(chunk)]; ++i) weighs[at(chunk)] = block.weight[i] > 0.0;
    });
  });
  if (weights.given() && std::find(weighs.begin(), weighs.end(), 1) == weighs.end())
    refuse(analysis, "weights", "0 in every row", "> 0 in one row or more");
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

RiskSets risk_sets(const Cells& cells, std::int64_t causes) {
  RiskSets sets;
  sets.causes = causes;
  const bool many = causes > 1;
  std::vector<std::int64_t> row_count;    // rows that end at each step; only with weights
  std::vector<double> squares;            // their squared weights
  std::vector<std::int64_t> entered_rows;
  std::vector<double> entered_squares;
  struct Entry {
    double time, weight;
  };
  std::vector<Entry> entries;
  const std::size_t most = cells.time.size();  // steps
  for (std::vector<double>* column : {&sets.time, &sets.at_risk, &sets.events, &sets.censored, &sets.entered}) column->reserve(most);
  sets.cell.reserve(most + 1);
  for (std::int64_t lane = 0; lane < cells.lanes(); ++lane) {
    const std::int64_t first_cell = cells.begin[at(lane)], last_cell = cells.begin[at(lane) + 1];
    const std::size_t first = sets.time.size();
    for (std::int64_t i = first_cell; i < last_cell; ++i) {
      if (i == first_cell || cells.time[at(i)] != sets.time.back()) {
        sets.time.push_back(cells.time[at(i)]);
        sets.events.push_back(0.0);
        sets.censored.push_back(0.0);
        sets.cell.push_back(i);
        if (cells.weighted) {
          row_count.push_back(0);
          squares.push_back(0.0);
        }
        if (many) sets.cause_events.resize(sets.cause_events.size() + at(causes), 0.0);
      }
      const double weight = cells.weight_of(i);
      const std::uint8_t cause = cells.cause[at(i)];
      if (cause == 0) sets.censored.back() += weight;
      else {
        sets.events.back() += weight;
        if (many) sets.cause_events[sets.cause_events.size() - at(causes) + cause - 1] += weight;
      }
      if (cells.weighted) {
        row_count.back() += cells.rows[at(i)];
        squares.back() += cells.squared_weight[at(i)];
      }
    }
    const std::size_t last = sets.time.size();
    sets.at_risk.resize(last);
    sets.entered.resize(last, 0.0);
    if (cells.weighted) sets.squared_at_risk.resize(last);
    if (cells.delayed_entry) {
      if (cells.weighted) {
        entered_rows.assign(last - first, 0);
        entered_squares.assign(last - first, 0.0);
      }
      entries.clear();
      for (std::int64_t i = first_cell; i < last_cell; ++i) {
        const double entry = cells.entry[at(i)];
        const auto step = static_cast<std::size_t>(
            std::upper_bound(sets.time.begin() + static_cast<std::ptrdiff_t>(first), sets.time.end(), entry) - sets.time.begin());
        sets.entered[step] += cells.weight_of(i);
        if (cells.weighted) {
          entered_rows[step - first] += cells.rows[at(i)];
          entered_squares[step - first] += cells.squared_weight[at(i)];
        }
        entries.push_back({entry, cells.weight_of(i)});
      }
      std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.time < b.time; });
      for (const Entry& entry : entries) {
        if (sets.entry_time.size() > at(sets.entry_begin.back()) && sets.entry_time.back() == entry.time) {
          sets.entry_weight.back() += entry.weight;
          continue;
        }
        sets.entry_time.push_back(entry.time);
        sets.entry_weight.push_back(entry.weight);
      }
      sets.entry_begin.push_back(static_cast<std::int64_t>(sets.entry_time.size()));
    }
    LongSum ending, entering, ending_squares, entering_squares;
    std::int64_t ending_rows = 0, entering_rows = 0;
    for (std::size_t k = last; k-- > first;) {
      const double leaving = sets.events[k] + sets.censored[k];
      ending.add(sets.events[k]);
      ending.add(sets.censored[k]);
      if (cells.weighted) {
        ending_rows += row_count[k];
        ending_squares.add(squares[k]);
      }
      // Without weights the sums are whole numbers and exact.
      const bool everybody = cells.weighted && ending_rows - entering_rows == row_count[k];
      sets.at_risk[k] = everybody ? leaving : std::max(ending.minus(entering), leaving);
      if (cells.weighted)
        sets.squared_at_risk[k] = everybody ? squares[k] : std::max(ending_squares.minus(entering_squares), squares[k]);
      if (cells.delayed_entry) {  // who enters between this step and the one before is not yet observed there
        entering.add(sets.entered[k]);
        if (cells.weighted) {
          entering_rows += entered_rows[k - first];
          entering_squares.add(entered_squares[k - first]);
        }
      }
    }
    if (!cells.delayed_entry && last > first) sets.entered[first] = sets.at_risk[first];
    sets.begin.push_back(static_cast<std::int64_t>(last));
  }
  sets.cell.push_back(cells.size());
  return sets;
}

double at_risk_before(const RiskSets& sets, std::int64_t lane, double time) {
  const auto first = sets.time.begin() + sets.begin[at(lane)], last = sets.time.begin() + sets.begin[at(lane) + 1];
  const auto step = std::lower_bound(first, last, time);
  if (step == last) return 0.0;
  const auto k = static_cast<std::size_t>(step - sets.time.begin());
  double weight = sets.at_risk[k];
  if (sets.entry_begin.size() > 1) {
    const auto entries = sets.entry_time.begin() + sets.entry_begin[at(lane)], end = sets.entry_time.begin() + sets.entry_begin[at(lane) + 1];
    double later = 0.0;
    for (auto entry = std::lower_bound(entries, end, time); entry != end && *entry < *step; ++entry)
      later += sets.entry_weight[static_cast<std::size_t>(entry - sets.entry_time.begin())];
    weight = weight - later > 1e-12 * weight ? weight - later : 0.0;  // the rest is rounding: everybody there enters later
  }
  return weight;
}

LeavingCounts counts_of(const Cells& cells, Names groups, Names strata) {
  LeavingCounts counts;
  counts.weighted = cells.weighted;
  counts.fractional_weights = cells.fractional;
  counts.delayed_entry = cells.delayed_entry;
  counts.numbered_groups = groups.numbers;
  counts.numbered_strata = strata.numbers;
  counts.groups = std::move(groups.names);
  counts.strata = std::move(strata.names);
  const std::int64_t group_count = std::max<std::int64_t>(1, static_cast<std::int64_t>(counts.groups.size()));
  for (std::int64_t lane = 0; lane < cells.lanes(); ++lane) {
    const std::size_t size = at(cells.begin[at(lane) + 1]);
    if (!counts.groups.empty()) counts.group.resize(size, lane % group_count);
    if (!counts.strata.empty()) counts.stratum.resize(size, lane / group_count);
  }
  counts.time = cells.time;
  counts.cause.assign(cells.cause.begin(), cells.cause.end());
  counts.rows = cells.rows;
  counts.entry = cells.entry;
  counts.weight = cells.weight;
  counts.squared_weight = cells.squared_weight;
  return counts;
}

std::int64_t lanes_of(std::string_view analysis, std::int64_t groups, std::int64_t strata) {
  const std::int64_t lanes = std::max<std::int64_t>(1, groups) * std::max<std::int64_t>(1, strata);
  if (lanes > most_lanes)
    throw Error(ErrorCode::unsupported, analysis, "there are " + std::to_string(groups) + " groups in " + std::to_string(strata) +
                                                      " strata, but at most " + std::to_string(most_lanes) + " pairs are supported");
  return lanes;
}

Cells cells_of(std::string_view analysis, const LeavingCounts& counts) {
  const auto damaged = [&](const char* what) -> Error {
    return Error(ErrorCode::corrupt, analysis, std::string("the counts of the state are damaged: ") + what);
  };
  const auto size = static_cast<std::int64_t>(counts.time.size());
  const auto fits = [&](std::size_t length, bool there) { return static_cast<std::int64_t>(length) == (there ? size : 0); };
  if (!fits(counts.cause.size(), true) || !fits(counts.rows.size(), true) || !fits(counts.group.size(), !counts.groups.empty()) ||
      !fits(counts.stratum.size(), !counts.strata.empty()) || !fits(counts.entry.size(), counts.delayed_entry) ||
      !fits(counts.weight.size(), counts.weighted) || !fits(counts.squared_weight.size(), counts.weighted))
    throw damaged("columns of unequal length");
  for (const auto& [names, numbers] : {std::pair(&counts.groups, counts.numbered_groups), std::pair(&counts.strata, counts.numbered_strata)})
    for (std::size_t i = 1; i < names->size(); ++i)
      if (!name_before((*names)[i - 1], (*names)[i], numbers)) throw damaged("names out of order");
  const auto groups = static_cast<std::int64_t>(counts.groups.size()), strata = static_cast<std::int64_t>(counts.strata.size());
  Cells cells;
  cells.weighted = counts.weighted;
  cells.fractional = counts.fractional_weights;
  cells.delayed_entry = counts.delayed_entry;
  cells.begin.assign(at(lanes_of(analysis, groups, strata)) + 1, 0);
  const auto lane_of = [&](std::int64_t i) {
    return (strata ? counts.stratum[at(i)] : 0) * std::max<std::int64_t>(1, groups) + (groups ? counts.group[at(i)] : 0);
  };
  const auto key = [&](std::int64_t i) {
    return std::make_tuple(lane_of(i), counts.time[at(i)], counts.cause[at(i)], counts.delayed_entry ? counts.entry[at(i)] : 0.0);
  };
  std::int64_t total = 0;
  for (std::int64_t i = 0; i < size; ++i) {
    if ((groups && (counts.group[at(i)] < 0 || counts.group[at(i)] >= groups)) ||
        (strata && (counts.stratum[at(i)] < 0 || counts.stratum[at(i)] >= strata)))
      throw damaged("a group or stratum without a name");
    if (counts.cause[at(i)] < 0 || counts.cause[at(i)] > most_causes) throw damaged("a cause out of bounds");
    if (!(counts.time[at(i)] >= 0.0) || !std::isfinite(counts.time[at(i)])) throw damaged("a time out of bounds");
    if (counts.delayed_entry && (!(counts.entry[at(i)] < counts.time[at(i)]) || !std::isfinite(counts.entry[at(i)])))
      throw damaged("an entry after its end");
    if (counts.rows[at(i)] < 1 || counts.rows[at(i)] > (INT64_MAX >> 1) - total) throw damaged("a number of rows out of bounds");
    if (counts.weighted && (!(counts.weight[at(i)] > 0.0) || !std::isfinite(counts.weight[at(i)]) ||
                            !(counts.squared_weight[at(i)] >= 0.0) || !std::isfinite(counts.squared_weight[at(i)])))
      throw damaged("a weight out of bounds");
    if (i > 0 && !(key(i - 1) < key(i))) throw damaged("cells out of order");
    total += counts.rows[at(i)];
    ++cells.begin[at(lane_of(i)) + 1];
  }
  for (std::size_t lane = 1; lane < cells.begin.size(); ++lane) cells.begin[lane] += cells.begin[lane - 1];
  cells.time = counts.time;
  cells.cause.assign(counts.cause.begin(), counts.cause.end());
  cells.rows = counts.rows;
  cells.entry = counts.entry;
  cells.weight = counts.weight;
  cells.squared_weight = counts.squared_weight;
  return cells;
}

namespace {

// The union of two ascending lists of names, and where each name of either list stands in it.
struct Union {
  std::vector<std::string> names;
  std::vector<std::int64_t> place_a, place_b;
};

Union unite(const std::vector<std::string>& a, const std::vector<std::string>& b, bool numbers) {
  Union all;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    const bool from_a = i < a.size() && (j == b.size() || !name_before(b[j], a[i], numbers));
    const bool from_b = j < b.size() && (i == a.size() || !name_before(a[i], b[j], numbers));
    all.names.push_back(from_a ? a[i] : b[j]);
    if (from_a) all.place_a.push_back(static_cast<std::int64_t>(all.names.size()) - 1), ++i;
    if (from_b) all.place_b.push_back(static_cast<std::int64_t>(all.names.size()) - 1), ++j;
  }
  return all;
}

}  // namespace

void add_counts(std::string_view analysis, LeavingCounts& counts, const LeavingCounts& other) {
  if (other.time.empty()) return;
  if (counts.time.empty()) {
    counts = other;
    return;
  }
  const auto differ = [&](const char* what) {
    throw Error(ErrorCode::unsupported, analysis, std::string("states of unlike rows cannot be merged: one has ") + what + ", the other has not");
  };
  if (counts.weighted != other.weighted) differ("weights");
  if (counts.delayed_entry != other.delayed_entry) differ("entry");
  if (counts.groups.empty() != other.groups.empty()) differ("group");
  if (counts.strata.empty() != other.strata.empty()) differ("strata");
  if (counts.numbered_groups != other.numbered_groups) differ("whole numbers as group");
  if (counts.numbered_strata != other.numbered_strata) differ("whole numbers as strata");
  const Cells a = cells_of(analysis, counts), b = cells_of(analysis, other);
  Union groups = unite(counts.groups, other.groups, counts.numbered_groups);
  Union strata = unite(counts.strata, other.strata, counts.numbered_strata);
  const auto group_count = std::max<std::int64_t>(1, static_cast<std::int64_t>(groups.names.size()));
  const std::int64_t lanes = lanes_of(analysis, static_cast<std::int64_t>(groups.names.size()), static_cast<std::int64_t>(strata.names.size()));
  // For each lane of the union, the lane of either side, or none.
  const auto sources = [&](const std::vector<std::int64_t>& group_place, const std::vector<std::int64_t>& stratum_place, const Cells& cells) {
    std::vector<std::int64_t> source(at(lanes), -1);
    const auto own_groups = std::max<std::int64_t>(1, static_cast<std::int64_t>(group_place.size()));
    for (std::int64_t lane = 0; lane < cells.lanes(); ++lane) {
      const std::int64_t group = group_place.empty() ? 0 : group_place[at(lane % own_groups)];
      const std::int64_t stratum = stratum_place.empty() ? 0 : stratum_place[at(lane / own_groups)];
      source[at(stratum * group_count + group)] = lane;
    }
    return source;
  };
  const auto from_a = sources(groups.place_a, strata.place_a, a), from_b = sources(groups.place_b, strata.place_b, b);
  Cells merged;
  merged.weighted = a.weighted;
  merged.fractional = a.fractional || b.fractional;
  merged.delayed_entry = a.delayed_entry;
  for (std::size_t lane = 0; lane < at(lanes); ++lane) {
    const std::int64_t i = from_a[lane], j = from_b[lane];
    merge_runs(merged, a, i < 0 ? 0 : a.begin[at(i)], i < 0 ? 0 : a.begin[at(i) + 1], b, j < 0 ? 0 : b.begin[at(j)],
               j < 0 ? 0 : b.begin[at(j) + 1]);
    merged.begin.push_back(merged.size());
  }
  counts = counts_of(merged, {std::move(groups.names), counts.numbered_groups}, {std::move(strata.names), counts.numbered_strata});
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

bool name_before(const std::string& a, const std::string& b, bool numbers) {
  if (!numbers) return a < b;
  std::int64_t left = 0, right = 0;
  std::from_chars(a.data(), a.data() + a.size(), left);
  std::from_chars(b.data(), b.data() + b.size(), right);
  return left < right;
}

}  // namespace mainstay::inline v1::survival
