#include "stats/bins.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "data/groups.hpp"

namespace mainstay::inline v1::stats {

namespace {

constexpr std::int64_t block = 4096;

// Rows' weights as whole numbers, so that sums are exact in any order. Empty: all 1.
std::vector<std::int64_t> whole_weights(const Column& weights, std::int64_t rows) {
  std::vector<std::int64_t> whole;
  if (!weights.given()) return whole;
  std::vector<double> scratch(block);
  double largest = 0.0;
  for (std::int64_t first = 0; first < rows; first += block) {
    const std::int64_t count = std::min(block, rows - first);
    const double* value = read_numbers(weights, first, count, scratch.data());
    for (std::int64_t i = 0; i < count; ++i) largest = std::max(largest, value[i]);
  }
  constexpr double most = 2147483648.0;  // 2^31 rows of the heaviest weight fit a sum
  const double scale = largest > 0.0 ? most / largest : 0.0;
  whole.resize(static_cast<std::size_t>(rows));
  for (std::int64_t first = 0; first < rows; first += block) {
    const std::int64_t count = std::min(block, rows - first);
    const double* value = read_numbers(weights, first, count, scratch.data());
    for (std::int64_t i = 0; i < count; ++i)
      whole[first + i] = value[i] > 0.0 ? std::max<std::int64_t>(1, std::llround(value[i] * scale)) : 0;
  }
  return whole;
}

// Values between low and high, none known in between: one value, or so few that no cut is missed.
struct Atom {
  double low, high;
  std::int64_t weight;
};

struct Weighed {
  double value;
  std::int64_t weight;
};

struct Cell {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
  std::int64_t weight = 0;
};

// The place of a value among cells of equal width; the same for the same value, and rising.
struct Grid {
  double low, scale;
  std::int64_t cells;
  Grid(double lowest, double highest, std::int64_t count) : low(lowest), scale(0.0), cells(count) {
    const double width = 0.5 * highest - 0.5 * lowest;  // halves: the difference may not fit
    if (width > 0.0) scale = 0.5 * static_cast<double>(count) / width;
    if (!(scale < std::numeric_limits<double>::infinity())) scale = 0.0;
  }
  std::int64_t of(double value) const noexcept {
    const double place = (value - low) * scale;
    return place < static_cast<double>(cells) ? static_cast<std::int64_t>(place) : cells - 1;
  }
};

void atoms_of_sorted(std::vector<Weighed>& values, std::vector<Atom>& atoms) {
  std::sort(values.begin(), values.end(), [](const Weighed& a, const Weighed& b) { return a.value < b.value; });
  for (const Weighed& one : values) {
    if (atoms.empty() || atoms.back().high != one.value) atoms.push_back({one.value, one.value, 0});
    atoms.back().weight += one.weight;
  }
}

// Atoms of values that fell into one heavy cell.
void refine(std::vector<Weighed>& values, double heavy, int depth, std::vector<Atom>& atoms) {
  constexpr int deepest = 6;
  constexpr std::int64_t count = 256;
  if (depth >= deepest) return atoms_of_sorted(values, atoms);
  double lowest = values.front().value, highest = lowest;
  for (const Weighed& one : values) {
    lowest = std::min(lowest, one.value);
    highest = std::max(highest, one.value);
  }
  const Grid grid(lowest, highest, count);
  std::vector<Cell> cells(count);
  for (const Weighed& one : values) {
    Cell& cell = cells[grid.of(one.value)];
    cell.low = std::min(cell.low, one.value);
    cell.high = std::max(cell.high, one.value);
    cell.weight += one.weight;
  }
  std::vector<std::int32_t> inner_of(cells.size(), -1);
  std::vector<std::vector<Weighed>> inner;
  for (std::size_t c = 0; c < cells.size(); ++c)
    if (static_cast<double>(cells[c].weight) > heavy && cells[c].low < cells[c].high) {
      inner_of[c] = static_cast<std::int32_t>(inner.size());
      inner.emplace_back();
    }
  if (!inner.empty())
    for (const Weighed& one : values)
      if (const std::int32_t place = inner_of[grid.of(one.value)]; place >= 0) inner[place].push_back(one);
  std::vector<Weighed>().swap(values);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (inner_of[c] >= 0) refine(inner[inner_of[c]], heavy, depth + 1, atoms);
    else if (cells[c].weight > 0) atoms.push_back({cells[c].low, cells[c].high, cells[c].weight});
  }
}

double between(double low, double high) {
  const double middle = 0.5 * low + 0.5 * high;
  return middle > low && middle < high ? middle : low;
}

// Cuts after atoms, so that bins weigh nearly the same; a heavy value keeps a bin of its own, the rest is shared out again.
std::vector<double> cuts_of(const std::vector<Atom>& atoms, std::int64_t most) {
  std::vector<double> cuts;
  std::int64_t rest = 0, inside = 0, left = most;
  for (const Atom& atom : atoms) rest += atom.weight;
  for (std::size_t a = 0; a + 1 < atoms.size() && left > 1; ++a) {
    inside += atoms[a].weight;
    const double share = static_cast<double>(rest) / static_cast<double>(left);
    const double after = static_cast<double>(inside + atoms[a + 1].weight);
    // Here or after the next atom, whichever comes nearer to an equal share.
    if (static_cast<double>(inside) < share && after - share < share - static_cast<double>(inside)) continue;
    cuts.push_back(between(atoms[a].high, atoms[a + 1].low));
    rest -= inside;
    inside = 0;
    --left;
  }
  return cuts;
}

// The distinct values, ascending; none when there are more than `most`.
std::vector<double> few_distinct(const double* values, const std::int64_t* weights, std::int64_t rows, std::int64_t most) {
  constexpr std::uint64_t slots = 1024;  // four times as many as values at most
  std::vector<double> found, slot(slots, std::numeric_limits<double>::quiet_NaN());
  double last = std::numeric_limits<double>::quiet_NaN();
  for (std::int64_t i = 0; i < rows; ++i) {
    const double value = values[i] + 0.0;  // -0 is 0
    if (value == last || value != value || (weights != nullptr && weights[i] == 0)) continue;
    last = value;
    std::uint64_t at = (std::bit_cast<std::uint64_t>(value) * 0x9e3779b97f4a7c15u) >> 54;
    while (slot[at] == slot[at] && slot[at] != value) at = (at + 1) % slots;
    if (slot[at] == value) continue;
    if (static_cast<std::int64_t>(found.size()) == most) return {};
    slot[at] = value;
    found.push_back(value);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<double> cuts_of_numbers(const double* values, const std::int64_t* weights, std::int64_t rows, std::int64_t most) {
  if (const std::vector<double> distinct = few_distinct(values, weights, rows, most); !distinct.empty()) {
    std::vector<double> cuts;
    for (std::size_t d = 1; d < distinct.size(); ++d) cuts.push_back(between(distinct[d - 1], distinct[d]));
    return cuts;
  }
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  std::int64_t total = 0;
  for (std::int64_t i = 0; i < rows; ++i) {
    const double value = values[i];
    if (weights != nullptr && weights[i] == 0) continue;
    lowest = value < lowest ? value : lowest;  // false for NaN
    highest = value > highest ? value : highest;
  }
  if (!(lowest <= highest)) return {};
  constexpr std::int64_t count = 4096;
  const Grid grid(lowest, highest, count);
  std::vector<Cell> cells(count);
  for (std::int64_t i = 0; i < rows; ++i) {
    const double value = values[i];
    const std::int64_t weight = weights == nullptr ? 1 : weights[i];
    if (value != value || weight == 0) continue;
    Cell& cell = cells[grid.of(value)];
    cell.low = std::min(cell.low, value);
    cell.high = std::max(cell.high, value);
    cell.weight += weight;
    total += weight;
  }
  const double heavy = 0.25 * static_cast<double>(total) / static_cast<double>(most);  // too much for one side of a cut: looked into
  std::vector<std::int32_t> inner_of(cells.size(), -1);
  std::vector<std::vector<Weighed>> inner;
  for (std::size_t c = 0; c < cells.size(); ++c)
    if (static_cast<double>(cells[c].weight) > heavy && cells[c].low < cells[c].high) {
      inner_of[c] = static_cast<std::int32_t>(inner.size());
      inner.emplace_back();
    }
  if (!inner.empty())
    for (std::int64_t i = 0; i < rows; ++i) {
      const std::int64_t weight = weights == nullptr ? 1 : weights[i];
      if (values[i] != values[i] || weight == 0) continue;
      if (const std::int32_t place = inner_of[grid.of(values[i])]; place >= 0) inner[place].push_back({values[i], weight});
    }
  std::vector<Atom> atoms;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (inner_of[c] >= 0) refine(inner[inner_of[c]], heavy, 0, atoms);
    else if (cells[c].weight > 0) atoms.push_back({cells[c].low, cells[c].high, cells[c].weight});
  }
  return cuts_of(atoms, most);
}

// code = number of cuts below the value: a search of fixed length without branches, so that several run at once.
void code_numbers(const double* values, std::int64_t count, const std::vector<double>& cuts, std::int32_t missing_bin, std::uint8_t* codes) {
  double padded[256];
  std::int32_t steps = 1;
  while (steps <= static_cast<std::int32_t>(cuts.size())) steps *= 2;
  for (std::int32_t b = 0; b < steps; ++b) padded[b] = b < static_cast<std::int32_t>(cuts.size()) ? cuts[b] : std::numeric_limits<double>::infinity();
  for (std::int64_t i = 0; i < count; ++i) {
    const double value = values[i];
    std::int32_t below = 0;
    for (std::int32_t step = steps / 2; step > 0; step /= 2) below += padded[below + step - 1] < value ? step : 0;
    codes[i] = static_cast<std::uint8_t>(value == value ? below : missing_bin);
  }
}

void bin_categories(const Column& column, const std::int64_t* weights, std::int64_t most, BinColumn& known, std::uint8_t* codes) {
  const std::vector<std::int32_t> places = data::first_places(column.levels);
  const auto levels = static_cast<std::int64_t>(column.levels.size());
  std::vector<std::int64_t> weight(column.levels.size(), 0), scratch(block);
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* code = read_integers(column, first, count, scratch.data(), -1);
    for (std::int64_t i = 0; i < count; ++i)
      if (code[i] >= 0 && code[i] < levels && column.present(first + i)) weight[places[code[i]]] += weights == nullptr ? 1 : weights[first + i];
  }
  std::vector<std::int64_t> order;
  for (std::int64_t l = 0; l < levels; ++l)
    if (weight[l] > 0) order.push_back(l);
  if (static_cast<std::int64_t>(order.size()) > most)
    std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
      return weight[a] != weight[b] ? weight[a] > weight[b] : column.levels[a] < column.levels[b];
    });
  known.bins = static_cast<std::int32_t>(std::min<std::int64_t>(most, static_cast<std::int64_t>(order.size())));
  std::vector<std::uint8_t> bin_of(column.levels.size(), static_cast<std::uint8_t>(known.bins));
  for (std::size_t l = 0; l < order.size(); ++l) {
    known.levels.emplace_back(column.levels[order[l]]);
    bin_of[order[l]] = static_cast<std::uint8_t>(std::min<std::int64_t>(static_cast<std::int64_t>(l), known.bins - 1));
  }
  for (std::int64_t first = 0; first < column.size; first += block) {
    const std::int64_t count = std::min(block, column.size - first);
    const std::int64_t* code = read_integers(column, first, count, scratch.data(), -1);
    for (std::int64_t i = 0; i < count; ++i)
      codes[first + i] = code[i] >= 0 && code[i] < levels && column.present(first + i) ? bin_of[places[code[i]]] : static_cast<std::uint8_t>(known.bins);
  }
}

bool contiguous(const Column& column) {
  return column.type == ColumnType::float64 && column.stride == 1 && column.validity == nullptr;
}

}  // namespace

Bins bin_table(const Table& x, const Column& weights, std::int64_t most, Team& team) {
  Bins bins;
  bins.rows = x.columns.empty() ? x.rows : x.columns.front().size;
  const auto columns = static_cast<std::int64_t>(x.columns.size());
  bins.columns.resize(x.columns.size());
  bins.codes.resize(static_cast<std::size_t>(bins.rows * columns));
  most = std::clamp<std::int64_t>(most, 2, most_bins);
  const std::vector<std::int64_t> whole = whole_weights(weights, bins.rows);
  const std::int64_t* weight = whole.empty() ? nullptr : whole.data();
  // Columns of a matrix by rows share cache lines: so many at a time are copied out in one walk.
  constexpr std::int64_t group = 8;
  const std::int64_t chunks = (bins.rows + block - 1) / block;
  std::vector<std::vector<double>> copies(group);
  for (std::int64_t from = 0; from < columns; from += group) {
    const std::int64_t some = std::min(group, columns - from);
    const double* values[group] = {};
    bool copied = false;
    for (std::int64_t v = 0; v < some; ++v) {
      const Column& column = x.columns[from + v];
      if (column.categorical) continue;
      if (contiguous(column)) {
        values[v] = static_cast<const double*>(column.data);
      } else {
        copies[v].resize(static_cast<std::size_t>(bins.rows));
        copied = true;
      }
    }
    if (copied)
      team.run(chunks, [&](std::int64_t chunk) {
        const std::int64_t first = chunk * block, count = std::min(block, bins.rows - first);
        constexpr std::int64_t rows_at_once = 256;
        for (std::int64_t i = first; i < first + count; i += rows_at_once) {
          const std::int64_t few = std::min(rows_at_once, first + count - i);
          for (std::int64_t v = 0; v < some; ++v) {
            const Column& column = x.columns[from + v];
            if (!column.categorical && values[v] == nullptr) read_numbers(column, i, few, copies[v].data() + i);
          }
        }
      });
    team.run(some, [&](std::int64_t v) {
      const std::int64_t j = from + v;
      const Column& column = x.columns[j];
      BinColumn& known = bins.columns[j];
      known.name = x.names[j];
      known.categorical = column.categorical;
      std::uint8_t* codes = bins.codes.data() + j * bins.rows;
      if (column.categorical) return bin_categories(column, weight, most, known, codes);
      const double* numbers = values[v] != nullptr ? values[v] : copies[v].data();
      known.cuts = cuts_of_numbers(numbers, weight, bins.rows, most);
      known.bins = static_cast<std::int32_t>(known.cuts.size()) + 1;
      if (known.cuts.empty()) {  // one value, or none
        bool any = false;
        for (std::int64_t i = 0; i < bins.rows && !any; ++i) any = numbers[i] == numbers[i] && (weight == nullptr || weight[i] > 0);
        known.bins = any ? 1 : 0;
      }
      if (known.bins == 0) return void(std::fill_n(codes, bins.rows, std::uint8_t{0}));
      code_numbers(numbers, bins.rows, known.cuts, known.missing_bin(), codes);
    });
  }
  return bins;
}

std::vector<std::uint8_t> codes_by_row(const Bins& bins, Team& team) {
  const auto columns = static_cast<std::int64_t>(bins.columns.size());
  std::vector<std::uint8_t> rows(bins.codes.size());
  constexpr std::int64_t some = 256;
  const std::int64_t chunks = (bins.rows + some - 1) / some;
  team.run(chunks, [&](std::int64_t chunk) {
    const std::int64_t first = chunk * some, count = std::min(some, bins.rows - first);
    for (std::int64_t j = 0; j < columns; ++j) {
      const std::uint8_t* from = bins.codes.data() + j * bins.rows + first;
      std::uint8_t* to = rows.data() + first * columns + j;
      for (std::int64_t i = 0; i < count; ++i) to[i * columns] = from[i];
    }
  });
  return rows;
}

}  // namespace mainstay::inline v1::stats
