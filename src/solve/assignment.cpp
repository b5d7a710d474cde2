#include "solve/assignment.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "solve/assignment_auction.hpp"
#include "solve/assignment_kernel.hpp"

namespace mainstay::inline v1::solve {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int32_t nobody = -1;

class Search {
 public:
  Search(const AssignmentProblem& problem, const std::function<void(double)>& checkpoint, Team* team)
      : problem_(problem), checkpoint_(checkpoint), team_(team), rows_(problem), root_(rows_.root), flow_(problem.nodes.size(), 0), excess_(problem.nodes.size(), 0), distance_(problem.nodes.size(), infinity),
        from_(problem.nodes.size(), nobody), head_(problem.nodes.size(), nobody), children_(problem.nodes.size()), at_(place(rows_.count), nobody), next_(at_), previous_(at_), surplus_(place(rows_.count), 0.0) {}

  Assignment run() {
    for (std::int32_t node = 0; node < root_; ++node) children_[place(problem_.nodes[place(node)].parent)].push_back(node);
    if (!problem_.start.empty()) rows_.price = problem_.start;
    else if (rows_.plain()) {
      AssignmentAuction auction(rows_, checkpoint_, team_);
      if (auction.run()) return nearly(auction);
      rows_.out_value = problem_.out_value;
    }
    for (std::int32_t node = 0; node < root_; ++node) {  // what must be there, and what prices promise, is counted first and found later
      const AssignmentNode& seats = problem_.nodes[place(node)];
      const double own = rows_.price[place(node)] - rows_.price[place(seats.parent)];
      if (own < 0.0 && seats.lower == 0) rows_.price[place(node)] = rows_.price[place(seats.parent)];
      flow_[place(node)] = own > 0.0 ? seats.upper : seats.lower;
      excess_[place(node)] -= flow_[place(node)];
      excess_[place(seats.parent)] += flow_[place(node)];
    }
    excess_[place(root_)] -= rows_.count;
    std::vector<std::int32_t> waiting;
    sit(waiting);
    Assignment answer;
    std::int64_t done = 0;
    bool stuck = false;
    for (const std::int32_t row : waiting) {
      if (done++ % 64 == 0 && checkpoint_) checkpoint_(static_cast<double>(done) / static_cast<double>(waiting.size()));
      if (place_row(row)) continue;
      if (std::find(final_.begin(), final_.end(), root_) == final_.end()) return fault(answer, row);
      stuck = true;  // the row would find a seat, but all rows that are left are promised elsewhere
    }
    for (std::int32_t node = 0; node <= root_; ++node)
      while (excess_[place(node)] > 0) {
        if (done++ % 64 == 0 && checkpoint_) checkpoint_(1.0);
        if (!settle(node)) {
          stuck = true;
          break;
        }
      }
    if (stuck) return fault(answer, nobody);
    answer.leaf = at_;
    answer.price = rows_.price;
    for (double& price : answer.price) price -= rows_.price[place(root_)];
    answer.surplus = surplus_;
    for (double& surplus : answer.surplus) surplus += rows_.price[place(root_)];
    answer.count = flow_;
    answer.count[place(root_)] = rows_.count;
    answer.searches = searches_;
    answer.scans = scans_;
    answer.readings = rows_.readings;
    return answer;
  }

 private:
  static std::size_t place(std::int64_t i) { return static_cast<std::size_t>(i); }
  // Room for one more at a leaf: a seat, or one that its price says must be taken.
  std::int64_t room(std::int32_t leaf) const { return problem_.nodes[place(leaf)].upper - flow_[place(leaf)] - std::min<std::int64_t>(excess_[place(leaf)], 0); }
  BestLeaf best_of(std::int32_t row) {
    return rows_.best_of(row, [&](std::int32_t leaf) { return room(leaf); });
  }

  void enter(std::int32_t row, std::int32_t leaf) {
    at_[place(row)] = leaf;
    previous_[place(row)] = nobody;
    next_[place(row)] = head_[place(leaf)];
    if (head_[place(leaf)] != nobody) previous_[place(head_[place(leaf)])] = row;
    head_[place(leaf)] = row;
  }
  void leave(std::int32_t row) {
    const std::int32_t leaf = at_[place(row)], before = previous_[place(row)], after = next_[place(row)];
    if (before != nobody) next_[place(before)] = after;
    else head_[place(leaf)] = after;
    if (after != nobody) previous_[place(after)] = before;
    at_[place(row)] = nobody;
  }

  Assignment nearly(AssignmentAuction& auction) const {
    Assignment answer;
    answer.greatest = false;
    answer.leaf = std::move(auction.at());
    answer.price = rows_.price;
    answer.surplus = std::move(auction.surplus());
    answer.count.assign(problem_.nodes.size(), 0);
    for (const std::int32_t leaf : answer.leaf) ++answer.count[place(leaf)];
    answer.count[place(root_)] = rows_.count;
    answer.readings = rows_.readings;
    return answer;
  }

  // Rows sit down where they like it best while there is room. Augmenting row reduction where a column has one seat: its price rises to where the row's second best is as good,
  // and who sat there looks on.
  void sit(std::vector<std::int32_t>& waiting) {
    const std::int64_t most_steps = 8 * rows_.count;
    const bool reduces = rows_.plain();
    std::int64_t steps = 0;
    for (std::int32_t start = 0; start < rows_.count; ++start) {
      if (start % 64 == 0 && checkpoint_) checkpoint_(0.0);
      std::int32_t row = start;
      while (row != nobody) {
        const BestLeaf best = best_of(row);
        if (best.leaf == nobody || !reduces) {  // nowhere to go: the search says so
          waiting.push_back(row);
          break;
        }
        surplus_[place(row)] = best.first;
        if (room(best.leaf) > 0) {
          enter(row, best.leaf);
          if (excess_[place(best.leaf)] < 0) ++excess_[place(best.leaf)];
          else {
            ++flow_[place(best.leaf)];
            ++excess_[place(root_)];
          }
          break;
        }
        const double rise = best.second == -infinity ? 0.0 : best.first - best.second;
        const std::int32_t other = head_[place(best.leaf)];
        if (rise == 0.0 || other == nobody || problem_.nodes[place(best.leaf)].upper != 1 || ++steps > most_steps) {
          waiting.push_back(row);
          break;
        }
        rows_.price[place(best.leaf)] += rise;
        surplus_[place(row)] = best.second;
        leave(other);
        enter(row, best.leaf);
        row = other;
      }
    }
  }

  using Entry = std::pair<double, std::int32_t>;  // distance; a node, or all nodes + a row that has to be read
  void push(double key, std::int32_t id) {
    heap_.emplace_back(key, id);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }

  // Came to a node at this distance, from a row (its number) or from a node (-2 - its number).
  void reach(std::int32_t node, double distance, std::int32_t from) {
    for (;;) {
      if (!(distance < limit_) || !(distance < distance_[place(node)])) return;
      if (distance_[place(node)] == infinity) touched_.push_back(node);
      distance_[place(node)] = distance;
      from_[place(node)] = from;
      if (excess_[place(node)] < 0) {
        limit_ = distance;
        target_ = node;
        return;
      }
      const AssignmentNode& seats = problem_.nodes[place(node)];
      push(distance, node);
      if (node == root_ || flow_[place(node)] >= seats.upper) return;
      distance += rows_.price[place(seats.parent)] - rows_.price[place(node)];  // look up at once: the way often ends there
      from = -2 - node;
      node = seats.parent;
    }
  }

  void scan(std::int32_t row, double base) {
    ++scans_;
    const KeptArcs& kept = rows_.kept[place(row)];
    const std::int32_t out = rows_.out_of(row);
    if (problem_.nodes[place(out)].upper > 0) reach(out, base - (problem_.out_value - rows_.price[place(out)]), row);
    const AssignmentArc* arc = rows_.arcs.data() + kept.first;
    for (std::int32_t k = 0; k < kept.count; ++k, ++arc) {
      const double distance = base - (arc->value - rows_.price[place(arc->leaf)]);
      if (distance < limit_ && distance < distance_[place(arc->leaf)]) reach(arc->leaf, distance, row);
    }
    if (base - kept.bound < limit_) push(base - kept.bound, root_ + 1 + row);
  }

  // The columns beyond the kept ones have come within reach.
  void scan_whole(std::int32_t row, double base) {
    rows_.want_more(row);
    if (!rows_.read(row)) return scan(row, base);
    const std::int32_t offset = rows_.offset_of(row);
    for (std::int64_t block = 0; block < static_cast<std::int64_t>(rows_.reading.most.size()); ++block) {
      if (!(base - rows_.reading.most[place(block)] < limit_)) continue;
      const std::int64_t last = std::min(rows_.columns, (block + 1) * assignment_block);
      for (std::int64_t j = block * assignment_block; j < last; ++j) {
        const double distance = base - rows_.reading.net[place(j)];
        if (distance < limit_) reach(static_cast<std::int32_t>(offset + j), distance, row);
      }
    }
  }

  // Dijkstra until nothing is nearer than the nearest node that lacks rows.
  bool walk(std::int32_t source_row, double source_surplus) {
    while (!heap_.empty() && heap_.front().first < limit_) {
      const Entry entry = heap_.front();
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      heap_.pop_back();
      if (entry.second > root_) {
        const std::int32_t row = entry.second - root_ - 1;
        scan_whole(row, row == source_row ? source_surplus : distance_[place(at_[place(row)])] + surplus_[place(row)]);
        continue;
      }
      const std::int32_t node = entry.second;
      if (entry.first != distance_[place(node)]) continue;
      final_.push_back(node);
      for (const std::int32_t child : children_[place(node)])
        if (flow_[place(child)] > problem_.nodes[place(child)].lower) reach(child, entry.first + (rows_.price[place(child)] - rows_.price[place(node)]), -2 - node);
      for (std::int32_t row = head_[place(node)]; row != nobody; row = next_[place(row)]) scan(row, entry.first + surplus_[place(row)]);
    }
    return limit_ < infinity;
  }

  void begin() {
    ++searches_;
    limit_ = infinity;
    target_ = nobody;
    heap_.clear();
    touched_.clear();
    final_.clear();
  }

  // Raises prices by what the way was shorter, and walks back from the target, moving each row on the way (one), or seats between nodes.
  void finish(std::int32_t source_row, std::int32_t source_node) {
    for (const std::int32_t node : final_) {
      const double rise = limit_ - distance_[place(node)];
      if (!(rise > 0.0)) continue;
      rows_.price[place(node)] += rise;
      for (std::int32_t row = head_[place(node)]; row != nobody; row = next_[place(row)]) surplus_[place(row)] -= rise;
    }
    std::int64_t amount = source_row != nobody ? 1 : std::min(excess_[place(source_node)], -excess_[place(target_)]);
    for (std::int32_t node = target_; node != source_node;) {
      const std::int32_t from = from_[place(node)];
      if (from >= 0) {
        amount = 1;
        if (from == source_row) break;
        node = at_[place(from)];
      } else {
        const std::int32_t other = -2 - from;
        const AssignmentNode& seats = problem_.nodes[place(node)];
        if (other != root_ && problem_.nodes[place(other)].parent == node) amount = std::min(amount, problem_.nodes[place(other)].upper - flow_[place(other)]);
        else amount = std::min(amount, flow_[place(node)] - seats.lower);
        node = other;
      }
    }
    excess_[place(target_)] += amount;
    if (source_node != nobody) excess_[place(source_node)] -= amount;
    for (std::int32_t node = target_; node != source_node;) {
      const std::int32_t from = from_[place(node)];
      if (from >= 0) {
        const std::int32_t before = at_[place(from)];
        if (before != nobody) leave(from);
        enter(from, node);
        if (from == source_row) break;
        node = before;
      } else {
        const std::int32_t other = -2 - from;
        if (other != root_ && problem_.nodes[place(other)].parent == node) flow_[place(other)] += amount;
        else flow_[place(node)] -= amount;
        node = other;
      }
    }
    clear();
  }
  void clear() {
    for (const std::int32_t node : touched_) distance_[place(node)] = infinity;
  }

  bool place_row(std::int32_t row) {
    const BestLeaf best = best_of(row);
    begin();
    if (best.leaf == nobody) return false;
    surplus_[place(row)] = best.first;
    scan(row, best.first);
    if (!walk(row, best.first)) {
      clear();
      return false;
    }
    surplus_[place(row)] = best.first - limit_;
    finish(row, nobody);
    return true;
  }

  bool settle(std::int32_t node) {
    begin();
    reach(node, 0.0, nobody);
    if (!walk(nobody, 0.0)) {
      clear();
      return false;
    }
    finish(nobody, node);
    return true;
  }

  // Nothing that lacks rows can be reached. From a row: it and all rows that it could put out fit only what is full. From a node: the nodes that lack rows, and all that could give one, have none to give.
  Assignment fault(Assignment& answer, std::int32_t row) {
    answer.feasible = false;
    answer.crowded = row != nobody;
    if (row != nobody) {
      answer.violating_rows.push_back(row);
      for (const std::int32_t node : final_) {
        answer.violating_nodes.push_back(node);
        for (std::int32_t other = head_[place(node)]; other != nobody; other = next_[place(other)]) answer.violating_rows.push_back(other);
      }
    } else {
      std::vector<char> node_in(problem_.nodes.size(), 0), row_in(place(rows_.count), 0);
      std::vector<std::int32_t> queue;
      const auto take = [&](std::int32_t node) {
        if (node_in[place(node)]) return;
        node_in[place(node)] = 1;
        queue.push_back(node);
      };
      for (std::int32_t node = 0; node <= root_ && queue.empty(); ++node)
        if (excess_[place(node)] < 0) take(node);
      for (std::size_t next = 0; next < queue.size(); ++next) {
        const std::int32_t node = queue[next];
        answer.violating_nodes.push_back(node);
        for (const std::int32_t child : children_[place(node)])
          if (flow_[place(child)] < problem_.nodes[place(child)].upper) take(child);
        if (node != root_ && flow_[place(node)] > problem_.nodes[place(node)].lower) take(problem_.nodes[place(node)].parent);
        if (node >= rows_.leaves + problem_.classes) continue;
        for (std::int32_t other = 0; other < rows_.count; ++other) {
          if (row_in[place(other)] || !rows_.fits(other, node)) continue;
          row_in[place(other)] = 1;
          answer.violating_rows.push_back(other);
          if (at_[place(other)] != nobody) take(at_[place(other)]);
        }
      }
    }
    std::sort(answer.violating_rows.begin(), answer.violating_rows.end());
    std::sort(answer.violating_nodes.begin(), answer.violating_nodes.end());
    return answer;
  }
  const AssignmentProblem& problem_;
  const std::function<void(double)>& checkpoint_;
  Team* team_;
  AssignmentRows rows_;
  std::int32_t root_;
  std::vector<std::int64_t> flow_, excess_;
  std::vector<double> distance_;
  std::vector<std::int32_t> from_, head_;
  std::vector<std::vector<std::int32_t>> children_;
  std::vector<std::int32_t> at_, next_, previous_;
  std::vector<double> surplus_;
  std::vector<std::int32_t> touched_, final_;
  std::vector<Entry> heap_;
  double limit_ = infinity;
  std::int32_t target_ = nobody;
  std::int64_t searches_ = 0, scans_ = 0;
};

}  // namespace

Assignment assign(const AssignmentProblem& problem, const std::function<void(double)>& checkpoint, Team* team) { return Search(problem, checkpoint, team).run(); }

}  // namespace mainstay::inline v1::solve
