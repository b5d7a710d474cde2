#include "signals/rule_figures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace mainstay::inline v1::signals {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

struct Bound {
  double at;
  bool open = false, rounded = false;
  std::size_t leaf = Figure::nobody;
};

struct Node {
  Bound low{-infinite}, high{infinite};

  bool raise(const Bound& bound) {
    if (!(bound.at > low.at || (bound.at == low.at && ((bound.open && !low.open) || (bound.open == low.open && low.rounded && !bound.rounded))))) return false;
    low = bound;
    return true;
  }
  bool cut(const Bound& bound) {
    if (!(bound.at < high.at || (bound.at == high.at && ((bound.open && !high.open) || (bound.open == high.open && high.rounded && !bound.rounded))))) return false;
    high = bound;
    return true;
  }
  bool empty() const {
    if (low.rounded || high.rounded) return low.at - high.at > 1e-9 * std::max({1.0, std::fabs(low.at), std::fabs(high.at)});
    return low.at > high.at || (low.at == high.at && (low.open || high.open));
  }
};

// A window of a column: count, and where there is a value, the rest.
struct Window {
  std::size_t count = 0, minimum = 0, maximum = 0, mean = 0, sum = 0;
  std::vector<std::pair<double, std::size_t>> quantiles;
  bool filled = false;
  std::size_t filler = Figure::nobody;  ///< the condition that has a value in it

  void fill(const Figure& figure) {
    filled = true;
    filler = figure.low_leaf != Figure::nobody ? figure.low_leaf : figure.high_leaf;
  }
};

class Column {
 public:
  explicit Column(const std::vector<const Figure*>& figures) {
    for (const Figure* figure : figures)
      if (figure->kind != ConditionKind::value) windows_[figure->window];
    for (const Figure* figure : figures) {
      if (figure->kind == ConditionKind::value) continue;
      const bool some = figure->kind != ConditionKind::count || figure->low > 0.0 || (figure->low == 0.0 && figure->low_open);
      for (auto& [length, window] : windows_)
        if (some && length >= figure->window) window.fill(*figure);
    }
    for (const Figure* figure : figures)
      if (figure->kind == ConditionKind::value)
        for (auto& [length, window] : windows_)
          if (length >= figure->window) window.fill(*figure);
    for (auto& [length, window] : windows_) {
      window.count = add();
      nodes_[window.count].raise({window.filled ? 1.0 : 0.0, false, false, window.filler});
      if (!window.filled) continue;
      window.minimum = add(), window.maximum = add(), window.mean = add(), window.sum = add();
    }
    std::vector<std::pair<std::int64_t, std::size_t>> values;
    for (const Figure* figure : figures) {
      std::size_t node;
      if (figure->kind == ConditionKind::value) {
        values.emplace_back(figure->window, node = add());
      } else {
        Window& window = windows_[figure->window];
        switch (figure->kind) {
          case ConditionKind::count: node = window.count; break;
          case ConditionKind::sum: node = window.sum; break;
          case ConditionKind::mean: node = window.mean; break;
          case ConditionKind::minimum: node = window.minimum; break;
          case ConditionKind::maximum: node = window.maximum; break;
          default: window.quantiles.emplace_back(figure->probability, node = add()); break;
        }
        if (figure->at_most_window) nodes_[window.count].cut({static_cast<double>(figure->window)});
      }
      const bool whole = figure->kind == ConditionKind::count, rounded = figure->kind == ConditionKind::sum || figure->kind == ConditionKind::mean || figure->kind == ConditionKind::quantile;
      Bound low{figure->low, figure->low_open, rounded, figure->low_leaf}, high{figure->high, figure->high_open, rounded, figure->high_leaf};
      if (whole) low = {low.open ? std::floor(low.at) + 1.0 : std::ceil(low.at), false, false, low.leaf}, high = {high.open ? std::ceil(high.at) - 1.0 : std::floor(high.at), false, false, high.leaf};
      nodes_[node].raise(low), nodes_[node].cut(high);
    }
    for (auto& [length, window] : windows_) {
      if (!window.filled) continue;
      std::sort(window.quantiles.begin(), window.quantiles.end());
      std::size_t before = window.minimum;
      for (const auto& [probability, node] : window.quantiles) order(before, node, true), before = node;
      order(before, window.maximum, true), order(window.minimum, window.maximum);
      order(window.minimum, window.mean, true), order(window.mean, window.maximum, true);
      for (const auto& [reach, node] : values)
        if (reach <= length) order(window.minimum, node), order(node, window.maximum);
    }
    for (auto shorter = windows_.begin(); shorter != windows_.end(); ++shorter)
      for (auto longer = std::next(shorter); longer != windows_.end(); ++longer) {
        order(shorter->second.count, longer->second.count);
        if (shorter->second.filled) order(longer->second.minimum, shorter->second.minimum), order(shorter->second.maximum, longer->second.maximum);
      }
    for (std::size_t i = 1; i < values.size(); ++i) order(values[0].second, values[i].second), order(values[i].second, values[0].second);  // the last value is the same, however old it may be
  }

  std::optional<std::pair<std::size_t, std::size_t>> contradiction() {
    settle();
    for (auto& [length, window] : windows_) {
      if (!window.filled) continue;
      const Bound &fewest = nodes_[window.count].low, &most = nodes_[window.count].high, &least = nodes_[window.mean].low, &greatest = nodes_[window.mean].high;
      nodes_[window.sum].raise({times(least.at, least.at >= 0.0 ? fewest.at : most.at), false, true, least.leaf});
      nodes_[window.sum].cut({times(greatest.at, greatest.at >= 0.0 ? most.at : fewest.at), false, true, greatest.leaf});
    }
    for (const Node& node : nodes_)
      if (node.empty()) {
        const std::size_t low = node.low.leaf == Figure::nobody ? node.high.leaf : node.low.leaf;
        return std::pair{low, node.high.leaf == Figure::nobody ? low : node.high.leaf};
      }
    return std::nullopt;
  }

 private:
  struct Order {
    std::size_t smaller, larger;
    bool rounded;
  };
  static double times(double figure, double count) { return figure == 0.0 ? 0.0 : figure * count; }
  std::size_t add() {
    nodes_.emplace_back();
    return nodes_.size() - 1;
  }
  void order(std::size_t smaller, std::size_t larger, bool rounded = false) { orders_.push_back({smaller, larger, rounded}); }
  void settle() {
    for (bool moved = true; moved;) {
      moved = false;
      for (const Order& o : orders_) {
        Bound low = nodes_[o.smaller].low, high = nodes_[o.larger].high;
        low.rounded |= o.rounded, high.rounded |= o.rounded;
        moved |= nodes_[o.larger].raise(low);
        moved |= nodes_[o.smaller].cut(high);
      }
    }
  }

  std::map<std::int64_t, Window> windows_;
  std::vector<Node> nodes_;
  std::vector<Order> orders_;
};

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> contradiction(const std::vector<Figure>& figures) {
  std::map<std::string, std::vector<const Figure*>> columns;
  for (const Figure& figure : figures) columns[figure.of].push_back(&figure);
  for (const auto& [of, members] : columns)
    if (auto found = Column(members).contradiction()) return found;
  return std::nullopt;
}

}  // namespace mainstay::inline v1::signals
