#include "solve/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "core/team.hpp"
#include "solve/assignment_kernel.hpp"

namespace mainstay::inline v1::solve {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int32_t nobody = -1;

struct Arc {
  double value;
  std::int32_t leaf;
};

// The best arcs of a row, and the most that any other one gains; prices only rise, so both hold until the row is read again.
struct Kept {
  std::int64_t first = 0;
  std::int32_t count = -1, room = 0, wanted = 24;
  double bound = -infinity;
};

class Search {
 public:
  Search(const AssignmentProblem& problem, const std::function<void(double)>& checkpoint, Team* team)
      : problem_(problem), checkpoint_(checkpoint), team_(team), rows_(problem.values->rows()), columns_(problem.values->columns()), leaves_(columns_ * (problem.columns_by_class ? problem.classes : 1)),
        root_(static_cast<std::int32_t>(problem.nodes.size()) - 1), price_(problem.nodes.size(), 0.0), flow_(problem.nodes.size(), 0), excess_(problem.nodes.size(), 0),
        distance_(problem.nodes.size(), infinity), from_(problem.nodes.size(), nobody), head_(problem.nodes.size(), nobody), children_(problem.nodes.size()), kept_(static_cast<std::size_t>(rows_)),
        at_(static_cast<std::size_t>(rows_), nobody), next_(at_), previous_(at_), surplus_(static_cast<std::size_t>(rows_), 0.0), reading_(columns_) {}

  Assignment run() {
    for (std::int32_t node = 0; node < root_; ++node) children_[place(problem_.nodes[place(node)].parent)].push_back(node);
    if (!problem_.start.empty()) price_ = problem_.start;
    else if (plain()) {
      if (bid()) return nearly();
      out_value_ = problem_.out_value;
    }
    for (std::int32_t node = 0; node < root_; ++node) {  // what must be there, and what prices promise, is counted first and found later
      const AssignmentNode& seats = problem_.nodes[place(node)];
      const double own = price_[place(node)] - price_[place(seats.parent)];
      if (own < 0.0 && seats.lower == 0) price_[place(node)] = price_[place(seats.parent)];
      flow_[place(node)] = own > 0.0 ? seats.upper : seats.lower;
      excess_[place(node)] -= flow_[place(node)];
      excess_[place(seats.parent)] += flow_[place(node)];
    }
    excess_[place(root_)] -= rows_;
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
    answer.price = price_;
    for (double& price : answer.price) price -= price_[place(root_)];
    answer.surplus = surplus_;
    for (double& surplus : answer.surplus) surplus += price_[place(root_)];
    answer.count = flow_;
    answer.count[place(root_)] = rows_;
    answer.searches = searches_;
    answer.scans = scans_;
    answer.readings = readings_;
    return answer;
  }

 private:
  static std::size_t place(std::int64_t i) { return static_cast<std::size_t>(i); }
  std::int32_t class_of(std::int32_t row) const { return problem_.row_class.empty() ? 0 : problem_.row_class[place(row)]; }
  std::int32_t out_of(std::int32_t row) const { return static_cast<std::int32_t>(leaves_) + class_of(row); }
  std::int32_t offset_of(std::int32_t row) const { return problem_.columns_by_class ? static_cast<std::int32_t>(class_of(row) * columns_) : 0; }

  // No bounds but the seats of the columns.
  bool plain() const {
    if (problem_.columns_by_class) return false;
    for (std::int32_t node = 0; node < root_; ++node) {
      const AssignmentNode& seats = problem_.nodes[place(node)];
      if (seats.parent != root_ || seats.lower != 0 || (node >= leaves_ && seats.upper != 0 && seats.upper < rows_)) return false;
    }
    return true;
  }

  void keep(std::int32_t row, std::int64_t count) {
    Kept& kept = kept_[place(row)];
    if (kept.room < count) {
      kept.first = static_cast<std::int64_t>(arcs_.size());
      kept.room = static_cast<std::int32_t>(count);
      arcs_.resize(arcs_.size() + place(count));
    }
    kept.count = static_cast<std::int32_t>(count);
  }

  // What a row gains everywhere at the prices of now, and which columns are worth keeping.
  struct Reading {
    std::vector<double> scratch, net, most, ranked;
    std::vector<std::int32_t> found;
    std::vector<Arc> arcs;
    double bound = -infinity;  // what was passed over gains no more
    explicit Reading(std::int64_t columns) : scratch(place(columns)), net(place(columns)), most(place((columns + assignment_block - 1) / assignment_block)) {}
  };

  // True when the row is dense: only then the room holds net and most.
  bool look(std::int32_t row, Reading& room) const {
    const AssignmentRow given = problem_.values->row(row, room.scratch.data());
    const std::int32_t offset = offset_of(row);
    room.arcs.clear();
    room.bound = -infinity;
    if (given.column != nullptr) {
      for (std::int64_t k = 0; k < given.count; ++k) room.arcs.push_back({assignment_whole(given.value[k], problem_.scale), given.column[k] + offset});
      return false;
    }
    const double* price = price_.data() + offset;
    assignment_net(given.value, price, problem_.scale, columns_, room.net.data(), room.most.data());
    const std::int64_t blocks = static_cast<std::int64_t>(room.most.size()), wanted = std::min<std::int64_t>(kept_[place(row)].wanted, std::max<std::int64_t>(blocks / 4, 24));
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
      const std::int64_t last = std::min(columns_, (block + 1) * assignment_block);
      for (std::int64_t j = block * assignment_block; j < last; ++j)
        if (room.net[place(j)] >= threshold && room.net[place(j)] > -infinity) room.found.push_back(static_cast<std::int32_t>(j));
    }
    room.bound = threshold;  // what was passed over gains less, and that may be all
    std::int64_t taken = static_cast<std::int64_t>(room.found.size());
    if (taken > (rows_ > 100'000 ? 1 : 4) * wanted) {  // of so many rows not more than need be
      const std::int64_t turn = columns_ - static_cast<std::int64_t>(row) * 7919 % columns_;  // equals: not all rows the same columns
      const auto better = [&](std::int32_t a, std::int32_t b) {
        const double x = room.net[place(a)], y = room.net[place(b)];
        return x != y ? x > y : (a + turn) % columns_ < (b + turn) % columns_;
      };
      std::nth_element(room.found.begin(), room.found.begin() + wanted, room.found.end(), better);
      room.bound = room.net[place(room.found[place(wanted)])];
      taken = wanted;
    }
    for (std::int64_t k = 0; k < taken; ++k) {
      const std::int32_t j = room.found[place(k)];
      room.arcs.push_back({room.net[place(j)] + price[j], offset + j});
    }
    return true;
  }

  // Reads a row whole; true when it is dense.
  bool read(std::int32_t row) {
    ++readings_;
    const bool dense = look(row, reading_);
    keep(row, static_cast<std::int64_t>(reading_.arcs.size()));
    std::copy(reading_.arcs.begin(), reading_.arcs.end(), arcs_.begin() + kept_[place(row)].first);
    kept_[place(row)].bound = reading_.bound;
    return dense;
  }

  // Reads these rows on all threads, as if one after another.
  void read(const std::vector<std::int32_t>& rows) {
    constexpr std::int64_t together = 4096;
    struct Part {
      std::vector<Arc> arcs;
      std::vector<std::int32_t> counts;
      std::vector<double> bounds;
    };
    const std::int64_t count = static_cast<std::int64_t>(rows.size()), chunks = (count + together - 1) / together;
    std::vector<Part> parts(place(chunks));
    team_->run(chunks, [&](std::int64_t chunk) {
      Reading room(columns_);
      Part& part = parts[place(chunk)];
      for (std::int64_t i = chunk * together; i < std::min(count, (chunk + 1) * together); ++i) {
        look(rows[place(i)], room);
        part.arcs.insert(part.arcs.end(), room.arcs.begin(), room.arcs.end());
        part.counts.push_back(static_cast<std::int32_t>(room.arcs.size()));
        part.bounds.push_back(room.bound);
      }
      part.arcs.shrink_to_fit();
    });
    std::size_t size = arcs_.size();
    for (const Part& part : parts) size += part.arcs.size();
    arcs_.reserve(size);
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
      Part& part = parts[place(chunk)];
      std::int64_t from = static_cast<std::int64_t>(arcs_.size());
      arcs_.insert(arcs_.end(), part.arcs.begin(), part.arcs.end());
      std::vector<Arc>().swap(part.arcs);
      for (std::size_t i = 0; i < part.counts.size(); ++i) {
        Kept& kept = kept_[place(rows[place(chunk * together) + i])];
        kept.first = from;
        kept.count = kept.room = part.counts[i];
        kept.bound = part.bounds[i];
        from += part.counts[i];
      }
    }
    readings_ += count;
  }

  struct Best {
    double first = -infinity, second = -infinity;
    std::int32_t leaf = nobody;
  };

  // The best and second best place of a row now, staying out included; of equals one that is free.
  Best best_of(std::int32_t row) {
    Kept& kept = kept_[place(row)];
    if (kept.count < 0) read(row);
    for (int round = 0;; ++round) {
      Best best;
      const std::int32_t out = out_of(row);
      if (problem_.nodes[place(out)].upper > 0) {
        best.first = out_value_ - price_[place(out)];
        best.leaf = out;
      }
      bool free = room(best.leaf) > 0;
      for (std::int32_t k = 0; k < kept.count; ++k) {
        const Arc& arc = arcs_[place(kept.first + k)];
        const double gain = arc.value - price_[place(arc.leaf)];
        if (gain > best.first) {
          best.second = best.first;
          best.first = gain;
          best.leaf = arc.leaf;
          free = room(arc.leaf) > 0;
        } else if (gain == best.first && !free && room(arc.leaf) > 0) {
          best.second = best.first;
          best.leaf = arc.leaf;
          free = true;
        } else if (gain > best.second) {
          best.second = gain;
        }
      }
      if (best.second >= kept.bound || best.first == -infinity || round > 0) return best;
      kept.wanted = std::min(kept.wanted * 2, most_kept);
      read(row);
    }
  }
  // Room for one more at a leaf: a seat, or one that its price says must be taken.
  std::int64_t room(std::int32_t leaf) const { return leaf == nobody ? 0 : problem_.nodes[place(leaf)].upper - flow_[place(leaf)] - std::min<std::int64_t>(excess_[place(leaf)], 0); }

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

  using Bid = std::pair<double, std::int32_t>;
  using Bids = std::vector<std::vector<Bid>>;  // of each leaf, the lowest in front (a heap)

  // Every so many rows, so that there are `most` or some more.
  std::int32_t every(std::int64_t most) const { return static_cast<std::int32_t>(std::max<std::int64_t>(1, rows_ / most)); }

  // What some rows tell about all at the prices of now.
  struct Sight {
    std::int64_t rows = 0;             // that have more columns than are kept
    double range = 0.0, spread = 0.0;  // largest value; mean distance of the best from what is passed over
    bool apart = false;                // each row wants something else
  };
  Sight look_around() {
    Sight sight;
    std::set<std::int32_t> wanted;
    for (std::int32_t row = 0; row < rows_; row += every(64)) {
      kept_[place(row)].count = -1;
      const Best best = best_of(row);
      const Kept& kept = kept_[place(row)];
      for (std::int32_t k = 0; k < kept.count; ++k) sight.range = std::max(sight.range, std::fabs(arcs_[place(kept.first + k)].value));
      if (kept.bound == -infinity) continue;
      ++sight.rows;
      sight.spread += best.first - kept.bound;
      wanted.insert(best.leaf);
    }
    if (sight.rows > 0) sight.spread /= static_cast<double>(sight.rows);
    sight.apart = sight.rows > 32 && 10 * static_cast<std::int64_t>(wanted.size()) >= 9 * sight.rows;
    return sight;
  }

  // By the means of columns over some rows; where not all rows can sit, so high that about as many stay out.
  void begin_prices(std::int64_t seats) {
    std::vector<double> sum(place(leaves_), 0.0), count(place(leaves_), 0.0), best;
    const auto values = [&](std::int32_t row, const auto& take) {
      const AssignmentRow given = problem_.values->row(row, reading_.scratch.data());
      for (std::int64_t k = 0; k < given.count; ++k)
        if (given.value[k] == given.value[k]) take(given.column == nullptr ? k : given.column[k], assignment_whole(given.value[k], problem_.scale));
    };
    const std::int32_t skip = every(512);
    for (std::int32_t row = 0; row < rows_; row += skip) values(row, [&](std::int64_t j, double value) { sum[place(j)] += value, count[place(j)] += 1.0; });
    double least = infinity;
    for (std::int64_t j = 0; j < leaves_; ++j)
      if (count[place(j)] > 0.0) least = std::min(least, sum[place(j)] /= count[place(j)]);
    for (std::int64_t j = 0; j < leaves_; ++j)
      if (count[place(j)] > 0.0) price_[place(j)] = std::floor(sum[place(j)] - least);
    if (seats >= rows_) return;
    for (std::int32_t row = 0; row < rows_; row += skip) {
      double most = out_value_;
      values(row, [&](std::int64_t j, double value) { most = std::max(most, value - price_[place(j)]); });
      best.push_back(most);
    }
    const auto place_of = best.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(rows_ - seats) / static_cast<double>(rows_) * static_cast<double>(best.size()));
    std::nth_element(best.begin(), place_of, best.end());
    const double level = std::floor(0.9 * std::max(0.0, *place_of - out_value_));
    for (std::int64_t j = 0; j < leaves_; ++j) price_[place(j)] += level;
  }

  // An auction for first prices (Bertsekas 1988; seats of a column as similar objects, Bertsekas & Castanon 1989): rows bid for their best column until all sit or stay out, in
  // rounds of smaller and smaller steps. Where seats and rows differ in number, prices begin the next round lower: what nobody takes has to come down. Where columns have many seats,
  // one row of sixty-four, of sixteen, of four bids first, for as small a share of the seats: its prices are nearly those of all. True when `within` is proven.
  bool bid() {
    Sight sight = look_around();
    const double range = sight.range;
    out_value_ = std::max(out_value_, -3.0 * range);  // where rows must sit the war of prices ends there
    std::int64_t seats = 0;
    for (std::int64_t leaf = 0; leaf < leaves_; ++leaf) seats += problem_.nodes[place(leaf)].upper;
    std::int64_t one_of = 1;
    bool known = false;  // prices are near what they will be: rows are worth reading ahead
    while (seats / (4 * one_of) >= 4 * leaves_ && rows_ / (4 * one_of) >= 1024) one_of *= 4;
    double step = std::floor(0.02 * range);
    if (!sight.apart && sight.rows > 32 && seats <= rows_) {  // all want the same: prices begin by what columns are worth to anybody
      begin_prices(seats);
      sight = look_around();
      if (one_of == 1) step = std::min(step, std::floor(0.1 * sight.spread));  // a sample bids in long steps, after which prices can come down again
    } else if (sight.apart) {  // prices stay low, and long steps would pass over all that rows keep
      step = std::min(step, std::floor(0.1 * sight.spread));
    }
    for (; one_of >= 1; one_of /= 4) {
      const double each = static_cast<double>(seats) / static_cast<double>(leaves_ * one_of);
      const double last = one_of > 1 ? 0.01 * range / std::sqrt(each) : 0.2 * range / static_cast<double>(std::max(rows_, leaves_));  // a sample's prices are no better than that
      for (bool begun = false; step >= 1.0 && (!begun || step > last); begun = true) {
        if (!bid(one_of, step, known && team_ != nullptr)) return false;
        if (one_of == 1 && problem_.within > 0.0 && proves(problem_.within)) return true;
        if (one_of > 1 || seats != rows_) {
          const double fall = 3.0 * step;
          for (std::int64_t leaf = 0; leaf < leaves_; ++leaf) price_[place(leaf)] = std::max(0.0, price_[place(leaf)] - fall);
          for (Kept& kept : kept_) kept.bound += fall;
        }
        const double next = std::floor(step / 5.0);
        known = known || one_of > 1;
        if (one_of > 1 && !(next > last)) break;  // the larger sample begins with the step that the smaller one ends with
        step = next;
      }
    }
    return false;
  }

  // One round; false in a war of prices.
  bool bid(std::int64_t one_of, double step, bool ahead) {
    sitting_.assign(place(leaves_), {});
    std::vector<std::int32_t> waiting, unread;
    for (std::int64_t row = (rows_ - 1) / one_of * one_of; row >= 0; row -= one_of) {
      waiting.push_back(static_cast<std::int32_t>(row));
      if (ahead && kept_[place(row)].count < 0) unread.push_back(static_cast<std::int32_t>(row));
    }
    if (!unread.empty()) read(unread);
    std::vector<std::int64_t> seats(place(leaves_));
    for (std::int64_t leaf = 0; leaf < leaves_; ++leaf) seats[place(leaf)] = (problem_.nodes[place(leaf)].upper + one_of - 1 - leaf % one_of) / one_of;
    std::int64_t left = 100 * static_cast<std::int64_t>(waiting.size()) + 1000;
    while (!waiting.empty()) {
      const std::int32_t row = waiting.back();
      waiting.pop_back();
      if (left % 4096 == 0 && checkpoint_) checkpoint_(0.0);
      if (left-- == 0) return false;  // the paths decide it
      const Best best = best_of(row);
      if (best.leaf == nobody || best.leaf >= leaves_) continue;
      const double offer = price_[place(best.leaf)] + (best.second == -infinity ? 0.0 : best.first - best.second) + step;
      const std::int64_t upper = seats[place(best.leaf)];
      if (upper == 0) {
        if (problem_.nodes[place(best.leaf)].upper > 0) continue;  // no seat for the sample
        price_[place(best.leaf)] = offer;
        waiting.push_back(row);
        continue;
      }
      auto& list = sitting_[place(best.leaf)];
      list.emplace_back(offer, row);
      std::push_heap(list.begin(), list.end(), std::greater<>());
      if (static_cast<std::int64_t>(list.size()) > upper) {
        std::pop_heap(list.begin(), list.end(), std::greater<>());
        waiting.push_back(list.back().second);
        list.pop_back();
      }
      if (static_cast<std::int64_t>(list.size()) == upper) price_[place(best.leaf)] = std::max(price_[place(best.leaf)], list.front().first);
    }
    return true;
  }

  // Rows that stay out take seats that nobody paid for, those worth most first.
  void fill(std::vector<std::int64_t>& free) {
    std::vector<std::pair<Arc, std::int32_t>> offers;
    for (std::int32_t row = 0; row < rows_; ++row) {
      if (at_[place(row)] != nobody) continue;
      const Kept& kept = kept_[place(row)];
      for (std::int32_t k = 0; k < kept.count; ++k) {
        const Arc& arc = arcs_[place(kept.first + k)];
        if (free[place(arc.leaf)] > 0 && arc.value > problem_.out_value) offers.emplace_back(arc, row);
      }
    }
    std::sort(offers.begin(), offers.end(), [](const auto& a, const auto& b) {
      return a.first.value != b.first.value ? a.first.value > b.first.value : std::pair(a.second, a.first.leaf) < std::pair(b.second, b.first.leaf);
    });
    for (const auto& [arc, row] : offers)
      if (at_[place(row)] == nobody && free[place(arc.leaf)] > 0) {
        at_[place(row)] = arc.leaf;
        --free[place(arc.leaf)];
      }
  }

  // Whether the round's sum is this near to what its prices bound.
  bool proves(double within) {
    double bound = 0.0, sum = 0.0;
    std::vector<std::int64_t> free(place(leaves_));
    std::fill(at_.begin(), at_.end(), nobody);
    for (std::int64_t leaf = 0; leaf < leaves_; ++leaf) {
      const std::int64_t upper = problem_.nodes[place(leaf)].upper;
      bound += price_[place(leaf)] * static_cast<double>(upper);
      free[place(leaf)] = upper - static_cast<std::int64_t>(sitting_[place(leaf)].size());
      for (const Bid& bid : sitting_[place(leaf)]) at_[place(bid.second)] = static_cast<std::int32_t>(leaf);
    }
    fill(free);
    for (std::int32_t row = 0; row < rows_; ++row) {
      const Best best = best_of(row);
      surplus_[place(row)] = best.first;
      bound += best.first;
      if (at_[place(row)] == nobody) {
        at_[place(row)] = out_of(row);
        sum += problem_.out_value;
        continue;
      }
      const Kept& kept = kept_[place(row)];
      for (std::int32_t k = 0; k < kept.count; ++k)
        if (arcs_[place(kept.first + k)].leaf == at_[place(row)]) sum += arcs_[place(kept.first + k)].value;
    }
    if (bound - sum <= within * std::fabs(bound)) return true;
    std::fill(at_.begin(), at_.end(), nobody);
    return false;
  }

  Assignment nearly() {
    Assignment answer;
    answer.greatest = false;
    answer.leaf = at_;
    answer.price = price_;
    answer.surplus = surplus_;
    answer.count.assign(problem_.nodes.size(), 0);
    for (const std::int32_t leaf : at_) ++answer.count[place(leaf)];
    answer.count[place(root_)] = rows_;
    answer.readings = readings_;
    return answer;
  }

  // Rows sit down where they like it best while there is room. Augmenting row reduction where a column has one seat: its price rises to where the row's second best is as good,
  // and who sat there looks on.
  void sit(std::vector<std::int32_t>& waiting) {
    const std::int64_t most_steps = 8 * rows_;
    const bool reduces = plain();
    std::int64_t steps = 0;
    for (std::int32_t start = 0; start < rows_; ++start) {
      if (start % 64 == 0 && checkpoint_) checkpoint_(0.0);
      std::int32_t row = start;
      while (row != nobody) {
        const Best best = best_of(row);
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
        price_[place(best.leaf)] += rise;
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
      distance += price_[place(seats.parent)] - price_[place(node)];  // look up at once: the way often ends there
      from = -2 - node;
      node = seats.parent;
    }
  }

  void scan(std::int32_t row, double base) {
    ++scans_;
    const Kept& kept = kept_[place(row)];
    const std::int32_t out = out_of(row);
    if (problem_.nodes[place(out)].upper > 0) reach(out, base - (problem_.out_value - price_[place(out)]), row);
    const Arc* arc = arcs_.data() + kept.first;
    for (std::int32_t k = 0; k < kept.count; ++k, ++arc) {
      const double distance = base - (arc->value - price_[place(arc->leaf)]);
      if (distance < limit_ && distance < distance_[place(arc->leaf)]) reach(arc->leaf, distance, row);
    }
    if (base - kept.bound < limit_) push(base - kept.bound, root_ + 1 + row);
  }

  // The columns beyond the kept ones have come within reach.
  void scan_whole(std::int32_t row, double base) {
    Kept& kept = kept_[place(row)];
    kept.wanted = std::min(kept.wanted * 2, most_kept);
    if (!read(row)) return scan(row, base);
    const std::int32_t offset = offset_of(row);
    for (std::int64_t block = 0; block < static_cast<std::int64_t>(reading_.most.size()); ++block) {
      if (!(base - reading_.most[place(block)] < limit_)) continue;
      const std::int64_t last = std::min(columns_, (block + 1) * assignment_block);
      for (std::int64_t j = block * assignment_block; j < last; ++j) {
        const double distance = base - reading_.net[place(j)];
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
        if (flow_[place(child)] > problem_.nodes[place(child)].lower) reach(child, entry.first + (price_[place(child)] - price_[place(node)]), -2 - node);
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
      price_[place(node)] += rise;
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
    const Best best = best_of(row);
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
      std::vector<char> node_in(problem_.nodes.size(), 0), row_in(place(rows_), 0);
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
        if (node >= leaves_ + problem_.classes) continue;
        for (std::int32_t other = 0; other < rows_; ++other) {
          if (row_in[place(other)] || !fits(other, node)) continue;
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
  bool fits(std::int32_t row, std::int32_t leaf) {
    if (leaf >= leaves_) return leaf == out_of(row);
    const std::int32_t column = leaf - offset_of(row);
    if (column < 0 || column >= columns_) return false;
    const AssignmentRow given = problem_.values->row(row, reading_.scratch.data());
    if (given.column == nullptr) return given.value[column] == given.value[column];
    return std::find(given.column, given.column + given.count, column) != given.column + given.count;
  }

  static constexpr std::int32_t most_kept = 256;
  const AssignmentProblem& problem_;
  const std::function<void(double)>& checkpoint_;
  Team* team_;
  std::int64_t rows_, columns_, leaves_;
  std::int32_t root_;
  std::vector<double> price_;
  std::vector<std::int64_t> flow_, excess_;
  std::vector<double> distance_;
  std::vector<std::int32_t> from_, head_;
  std::vector<std::vector<std::int32_t>> children_;
  std::vector<Kept> kept_;
  std::vector<Arc> arcs_;
  std::vector<std::int32_t> at_, next_, previous_;
  std::vector<double> surplus_;
  Reading reading_;
  Bids sitting_;
  std::vector<std::int32_t> touched_, final_;
  std::vector<Entry> heap_;
  double limit_ = infinity, out_value_ = problem_.out_value;
  std::int32_t target_ = nobody;
  std::int64_t searches_ = 0, scans_ = 0, readings_ = 0;
};

}  // namespace

Assignment assign(const AssignmentProblem& problem, const std::function<void(double)>& checkpoint, Team* team) { return Search(problem, checkpoint, team).run(); }

}  // namespace mainstay::inline v1::solve
