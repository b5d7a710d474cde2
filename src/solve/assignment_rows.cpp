#include "solve/assignment_rows.hpp"

#include <functional>

#include "core/team.hpp"
#include "solve/assignment_kernel.hpp"

namespace mainstay::inline v1::solve {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int32_t most_kept = 256;

std::size_t place(std::int64_t i) { return static_cast<std::size_t>(i); }

}  // namespace

RowReading::RowReading(std::int64_t columns) : scratch(place(columns)), net(place(columns)), most(place((columns + assignment_block - 1) / assignment_block)) {}

AssignmentRows::AssignmentRows(const AssignmentProblem& given)
    : problem(given), count(given.values->rows()), columns(given.values->columns()), leaves(columns * (given.columns_by_class ? given.classes : 1)), root(static_cast<std::int32_t>(given.nodes.size()) - 1),
      out_value(given.out_value), price(given.nodes.size(), 0.0), kept(place(count)), reading(columns) {}

bool AssignmentRows::look(std::int32_t row, RowReading& room) const {
  const AssignmentRow given = problem.values->row(row, room.scratch.data());
  const std::int32_t offset = offset_of(row);
  room.arcs.clear();
  room.bound = -infinity;
  if (given.column != nullptr) {
    for (std::int64_t k = 0; k < given.count; ++k) room.arcs.push_back({assignment_whole(given.value[k], problem.scale), given.column[k] + offset});
    return false;
  }
  const double* level = price.data() + offset;
  assignment_net(given.value, level, problem.scale, columns, room.net.data(), room.most.data());
  const std::int64_t blocks = static_cast<std::int64_t>(room.most.size()), wanted = std::min<std::int64_t>(kept[place(row)].wanted, std::max<std::int64_t>(blocks / 4, 24));
  // At least `wanted` columns gain as much as the wanted-th best of the blocks.
  double threshold = -infinity;
  if (blocks > wanted) {
    room.ranked.assign(room.most.begin(), room.most.end());
    std::nth_element(room.ranked.begin(), room.ranked.begin() + wanted, room.ranked.end(), std::greater<>());
    threshold = room.ranked[place(wanted)];
  }
  room.found.clear();
  for (std::int64_t block = 0; block < blocks; ++block) {
    if (!(room.most[place(block)] >= threshold)) continue;
    const std::int64_t last = std::min(columns, (block + 1) * assignment_block);
    for (std::int64_t j = block * assignment_block; j < last; ++j)
      if (room.net[place(j)] >= threshold && room.net[place(j)] > -infinity) room.found.push_back(static_cast<std::int32_t>(j));
  }
  room.bound = threshold;  // what was passed over gains less, and that may be all
  std::int64_t taken = static_cast<std::int64_t>(room.found.size());
  if (taken > (count > 100'000 ? 1 : 4) * wanted) {  // of so many rows not more than need be
    const std::int64_t turn = columns - static_cast<std::int64_t>(row) * 7919 % columns;  // equals: not all rows the same columns
    const auto better = [&](std::int32_t a, std::int32_t b) {
      const double x = room.net[place(a)], y = room.net[place(b)];
      return x != y ? x > y : (a + turn) % columns < (b + turn) % columns;
    };
    std::nth_element(room.found.begin(), room.found.begin() + wanted, room.found.end(), better);
    room.bound = room.net[place(room.found[place(wanted)])];
    taken = wanted;
  }
  for (std::int64_t k = 0; k < taken; ++k) {
    const std::int32_t j = room.found[place(k)];
    room.arcs.push_back({room.net[place(j)] + level[j], offset + j});
  }
  return true;
}

bool AssignmentRows::read(std::int32_t row) {
  ++readings;
  const bool dense = look(row, reading);
  KeptArcs& own = kept[place(row)];
  own.count = static_cast<std::int32_t>(reading.arcs.size());
  if (own.room < own.count) {
    own.first = static_cast<std::int64_t>(arcs.size());
    own.room = own.count;
    arcs.resize(arcs.size() + reading.arcs.size());
  }
  std::copy(reading.arcs.begin(), reading.arcs.end(), arcs.begin() + own.first);
  own.bound = reading.bound;
  return dense;
}

void AssignmentRows::read(const std::vector<std::int32_t>& rows, Team& team) {
  constexpr std::int64_t together = 4096;
  struct Part {
    std::vector<AssignmentArc> arcs;
    std::vector<std::int32_t> counts;
    std::vector<double> bounds;
  };
  const std::int64_t size = static_cast<std::int64_t>(rows.size()), chunks = (size + together - 1) / together;
  std::vector<Part> parts(place(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    RowReading room(columns);
    Part& part = parts[place(chunk)];
    for (std::int64_t i = chunk * together; i < std::min(size, (chunk + 1) * together); ++i) {
      look(rows[place(i)], room);
      part.arcs.insert(part.arcs.end(), room.arcs.begin(), room.arcs.end());
      part.counts.push_back(static_cast<std::int32_t>(room.arcs.size()));
      part.bounds.push_back(room.bound);
    }
    part.arcs.shrink_to_fit();
  });
  std::size_t all = arcs.size();
  for (const Part& part : parts) all += part.arcs.size();
  arcs.reserve(all);
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
    Part& part = parts[place(chunk)];
    std::int64_t from = static_cast<std::int64_t>(arcs.size());
    arcs.insert(arcs.end(), part.arcs.begin(), part.arcs.end());
    std::vector<AssignmentArc>().swap(part.arcs);
    for (std::size_t i = 0; i < part.counts.size(); ++i) {
      KeptArcs& own = kept[place(rows[place(chunk * together) + i])];
      own.first = from;
      own.count = own.room = part.counts[i];
      own.bound = part.bounds[i];
      from += part.counts[i];
    }
  }
  readings += size;
}

bool AssignmentRows::plain() const {
  if (problem.columns_by_class) return false;
  for (std::int32_t node = 0; node < root; ++node) {
    const AssignmentNode& seats = problem.nodes[place(node)];
    if (seats.parent != root || seats.lower != 0 || (node >= leaves && seats.upper != 0 && seats.upper < count)) return false;
  }
  return true;
}

void AssignmentRows::want_more(std::int32_t row) { kept[place(row)].wanted = std::min(kept[place(row)].wanted * 2, most_kept); }

bool AssignmentRows::fits(std::int32_t row, std::int32_t leaf) {
  if (leaf >= leaves) return leaf == out_of(row);
  const std::int32_t column = leaf - offset_of(row);
  if (column < 0 || column >= columns) return false;
  const AssignmentRow given = problem.values->row(row, reading.scratch.data());
  if (given.column == nullptr) return given.value[column] == given.value[column];
  return std::find(given.column, given.column + given.count, column) != given.column + given.count;
}

}  // namespace mainstay::inline v1::solve
