#include "core/at.hpp"
#include "reasons/themes_kernel.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace mainstay::inline v1::reasons {

namespace {

class KeepingBack {
 public:
  KeepingBack(const std::vector<std::int64_t>& count, std::int64_t rows, std::int64_t columns, std::int64_t smallest) : count_(count), rows_(rows), columns_(columns), smallest_(smallest), status_(count.size(), 0) {
    for (std::size_t c = 0; c < count.size(); ++c)
      if (count[c] > 0 && count[c] < smallest) status_[c] = 1;
  }

  std::vector<std::int32_t> run() {
    for (;;) {
      bool changed = false;
      for (std::int64_t j = 0; j < columns_; ++j) changed |= fill_line(j, columns_, rows_);
      if (columns_ > 1)
        for (std::int64_t i = 0; i < rows_; ++i) changed |= fill_line(i * columns_, 1, columns_);
      if (columns_ > 1) {
        const std::vector<std::int64_t> open = bridges(status_, rows_, columns_);
        if (!open.empty()) {
          close(open.front());
          changed = true;
        }
      }
      if (!changed) return status_;
    }
  }

 private:
  // Cells first, first + step, …, the last one their total. With the total told, those kept back must be several, and hold `smallest` people.
  bool fill_line(std::int64_t first, std::int64_t step, std::int64_t size) {
    bool changed = false;
    const std::int64_t total = first + (size - 1) * step;
    while (status_[at(total)] == 0) {
      std::int64_t kept = 0, people = 0, best = -1;
      for (std::int64_t c = first; c != total; c += step) {
        if (status_[at(c)] != 0) ++kept, people += count_[at(c)];
        else if (count_[at(c)] > 0 && (best < 0 || count_[at(c)] < count_[at(best)])) best = c;
      }
      if (kept == 0 || (kept > 1 && people >= smallest_)) break;
      status_[at(best >= 0 ? best : total)] = 2;
      changed = true;
    }
    return changed;
  }

  // The cheapest rectangle with this cell at a corner; cells without people serve only where there is no other.
  void close(std::int64_t cell) {
    const std::int64_t i = cell / columns_, j = cell % columns_;
    std::int64_t best_row = -1, best_column = -1, least = std::numeric_limits<std::int64_t>::max();
    const auto cost = [&](std::int64_t r, std::int64_t c) {
      const std::size_t place = at(r * columns_ + c);
      return status_[place] != 0 ? 0 : count_[place] > 0 ? count_[place] : std::int64_t{1} << 40;
    };
    for (std::int64_t r = 0; r < rows_; ++r)
      for (std::int64_t c = 0; c < columns_; ++c) {
        if (r == i || c == j) continue;
        const std::int64_t sum = cost(r, c) + cost(i, c) + cost(r, j);
        if (sum < least) least = sum, best_row = r, best_column = c;
      }
    for (const std::int64_t place : {best_row * columns_ + best_column, i * columns_ + best_column, best_row * columns_ + j})
      if (status_[at(place)] == 0) status_[at(place)] = 2;
  }

  const std::vector<std::int64_t>& count_;
  std::int64_t rows_, columns_, smallest_;
  std::vector<std::int32_t> status_;
};

}  // namespace

std::vector<std::int64_t> bridges(const std::vector<std::int32_t>& status, std::int64_t rows, std::int64_t columns) {
  const std::int64_t nodes = rows + columns;
  std::vector<std::vector<std::int64_t>> edges(at(nodes));
  for (std::int64_t cell = 0; cell < rows * columns; ++cell)
    if (status[at(cell)] != 0) {
      edges[at(cell / columns)].push_back(cell);
      edges[at(rows + cell % columns)].push_back(cell);
    }
  std::vector<std::int64_t> found, entered(at(nodes), -1), low(at(nodes), 0), next(at(nodes), 0), by(at(nodes), -1);
  std::int64_t clock = 0;
  for (std::int64_t root = 0; root < nodes; ++root) {
    if (entered[at(root)] >= 0) continue;
    std::vector<std::int64_t> path{root};
    entered[at(root)] = low[at(root)] = clock++;
    while (!path.empty()) {
      const std::int64_t node = path.back();
      if (next[at(node)] == static_cast<std::int64_t>(edges[at(node)].size())) {
        path.pop_back();
        if (path.empty()) continue;
        low[at(path.back())] = std::min(low[at(path.back())], low[at(node)]);
        if (low[at(node)] > entered[at(path.back())]) found.push_back(by[at(node)]);
        continue;
      }
      const std::int64_t edge = edges[at(node)][at(next[at(node)]++)];
      if (edge == by[at(node)]) continue;
      const std::int64_t other = node < rows ? rows + edge % columns : edge / columns;
      if (entered[at(other)] >= 0) {
        low[at(node)] = std::min(low[at(node)], entered[at(other)]);
      } else {
        entered[at(other)] = low[at(other)] = clock++;
        by[at(other)] = edge;
        path.push_back(other);
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::int32_t> keep_back(const std::vector<std::int64_t>& count, std::int64_t rows, std::int64_t columns, std::int64_t smallest) { return KeepingBack(count, rows, columns, smallest).run(); }

}  // namespace mainstay::inline v1::reasons
