#include "returns/calls_kernel.hpp"

#include "core/at.hpp"
#include "returns/calls_money.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace mainstay::inline v1::returns {

namespace {

using data::Wide;

constexpr std::int64_t price_unit = std::int64_t{1} << 20;

// What the greedy rule takes at one price of money.
struct Taken {
  std::vector<std::int64_t> who;
  Wide value = 0, cost = 0, bound = 0;  // bound: times price_unit
};

class Search {
 public:
  Search(const CallChoice& choice, double gap, std::int64_t effort, const std::function<void(double)>& checkpoint)
      : choice_(choice), seats_(choice), gap_(gap), effort_(effort), checkpoint_(checkpoint), n_(static_cast<std::int64_t>(choice.value.size())), fixed_(choice.value.size(), 0), reduced_(choice.value.size()), order_(choice.value.size()) {
    by_value_.resize(at(n_));
    std::iota(by_value_.begin(), by_value_.end(), 0);
    std::stable_sort(by_value_.begin(), by_value_.end(), [&](std::int64_t a, std::int64_t b) { return choice_.value[at(a)] > choice_.value[at(b)]; });
    find_twins();
    find_neighbours();
  }

  CallPlan run() {
    CallPlan plan;
    const Wide root = branch(0, 0);
    plan.bound = ended_ ? std::max(root, best_value_) : best_value_;
    plan.called.assign(at(n_), 0);
    for (const std::int64_t i : best_) plan.called[at(i)] = 1;
    // Seats in the order of values, so that who calls whom does not depend on the search.
    seats_.clear();
    for (const std::int64_t i : by_value_)
      if (plan.called[at(i)] != 0) seats_.add(i);
    plan.recruiter.resize(at(n_));
    for (std::int64_t i = 0; i < n_; ++i) plan.recruiter[at(i)] = seats_.recruiter_of(i);
    plan.value = best_value_;
    plan.cost = best_cost_;
    plan.looked_at = looked_at_;
    return plan;
  }

 private:
  // Candidates with equal value, cost and recruiters can be exchanged: of each such class the first ids go first.
  void find_twins() {
    twin_.assign(at(n_), -1);
    head_.resize(at(n_));
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, std::pair<std::int64_t, std::int64_t>> classes;  // first and last
    for (std::int64_t i = 0; i < n_; ++i) {
      const auto [place, fresh] = classes.try_emplace({choice_.value[at(i)], choice_.cost[at(i)], choice_.capacity.empty() ? 0 : choice_.allowed_first[at(i)]}, i, i);
      if (!fresh) twin_[at(place->second.second)] = i;
      head_[at(i)] = place->second.first;
      place->second.second = i;
    }
  }

  // Recruiters who share a candidate, and those who share one with these: only among them can one candidate take another's seat.
  void find_neighbours() {
    neighbours_.resize(std::max<std::size_t>(1, choice_.capacity.size()));
    std::iota(neighbours_.begin(), neighbours_.end(), std::size_t{0});
    if (choice_.capacity.empty()) return;
    const auto root = [&](std::size_t r) {
      while (neighbours_[r] != r) r = neighbours_[r] = neighbours_[neighbours_[r]];
      return r;
    };
    for (std::int64_t i = 0; i < n_; ++i)
      for (std::int64_t k = choice_.allowed_first[at(i)] + 1; k < choice_.allowed_last[at(i)]; ++k) neighbours_[root(at(choice_.allowed[at(k)]))] = root(at(choice_.allowed[at(choice_.allowed_first[at(i)])]));
    for (std::size_t r = 0; r < neighbours_.size(); ++r) neighbours_[r] = root(r);
  }

  // Decides about everybody whom no plan as good as the best one can treat otherwise than the greedy rule does at this price. Called without somebody, a plan loses what is left of the value, less that of
  // one who may take the seat (one exchange is enough in a matroid); with somebody else, what is lacking. Returns whom it decided about.
  std::vector<std::int64_t> settle(Wide price) {
    std::vector<std::int64_t> settled;
    Taken now;
    if (!take(price, now)) return settled;
    const Wide slack = now.bound - best_value_ * price_unit;
    const bool full = static_cast<std::int64_t>(now.who.size()) == choice_.most;
    const auto neighbours = [&](std::int64_t i) { return full || choice_.capacity.empty() ? 0 : neighbours_[at(choice_.allowed[at(choice_.allowed_first[at(i)])])]; };
    std::vector<char> in(at(n_), 0);
    for (const std::int64_t i : now.who) in[at(i)] = 1;
    std::vector<Wide> rival(neighbours_.size(), 0);
    for (std::int64_t i = 0; i < n_; ++i)
      if (fixed_[at(i)] == 0 && in[at(i)] == 0 && reduced_[at(i)] > 0) rival[neighbours(i)] = std::max(rival[neighbours(i)], reduced_[at(i)]);
    for (std::int64_t i = 0; i < n_; ++i) {
      if (fixed_[at(i)] != 0) continue;
      if ((in[at(i)] != 0 ? reduced_[at(i)] - rival[neighbours(i)] : -reduced_[at(i)]) <= slack) continue;
      fixed_[at(i)] = in[at(i)] != 0 ? 1 : -1;
      settled.push_back(i);
    }
    return settled;
  }

  // Without seats and a number of calls: the best use of the money among those not yet decided about; false where that asks for too much memory.
  bool spend_rest(Wide& bound) {
    constexpr std::int64_t most_plans = 20'000'000;
    Taken base;
    std::vector<std::int64_t> open, value, cost;
    for (std::int64_t i = 0; i < n_; ++i)
      if (fixed_[at(i)] > 0) put(i, 0, base);
      else if (fixed_[at(i)] == 0) open.push_back(i), value.push_back(choice_.value[at(i)]), cost.push_back(choice_.cost[at(i)]);
    const MoneyPlan plan = spend(value, cost, choice_.budget - base.cost, best_value_ - base.value, best_cost_ - base.cost, std::min(most_plans, effort_ - looked_at_), [&] {
      if (checkpoint_) checkpoint_(std::min(1.0, static_cast<double>(looked_at_) / static_cast<double>(effort_)));
    });
    looked_at_ += plan.looked_at;
    bound = std::min(bound, plan.bound + base.value);
    if (plan.better) {
      for (std::size_t k = 0; k < open.size(); ++k)
        if (plan.taken[k] != 0) put(open[k], 0, base);
      offer(base);
    }
    return plan.proven;
  }

  // The fixed ones and then by value - price * cost, as far as seats and number go.
  bool take(Wide price, Taken& taken) {
    taken.who.clear();
    taken.value = taken.cost = taken.bound = 0;
    seats_.clear();
    std::int64_t count = 0;
    order_.clear();
    for (std::int64_t i = 0; i < n_; ++i) {
      if (fixed_[at(i)] > 0) {
        if (count == choice_.most || !seats_.add(i)) return false;
        ++count;
        put(i, price, taken);
      } else if (fixed_[at(i)] == 0) {
        reduced_[at(i)] = Wide{choice_.value[at(i)]} * price_unit - price * choice_.cost[at(i)];
        if (reduced_[at(i)] > 0) order_.push_back(i);
      }
    }
    if (taken.cost > choice_.budget) return false;
    std::sort(order_.begin(), order_.end(), [&](std::int64_t a, std::int64_t b) { return reduced_[at(a)] != reduced_[at(b)] ? reduced_[at(a)] > reduced_[at(b)] : a < b; });
    for (const std::int64_t i : order_) {
      if (count == choice_.most) break;
      if (!seats_.add(i)) continue;
      ++count;
      put(i, price, taken);
    }
    taken.bound += price * choice_.budget;
    looked_at_ += n_;
    if (checkpoint_ && passes_++ % 32 == 0) checkpoint_(std::min(1.0, static_cast<double>(looked_at_) / static_cast<double>(effort_)));
    return true;
  }

  void put(std::int64_t i, Wide price, Taken& taken) const {
    taken.who.push_back(i);
    taken.value += choice_.value[at(i)];
    taken.cost += choice_.cost[at(i)];
    taken.bound += Wide{choice_.value[at(i)]} * price_unit - price * choice_.cost[at(i)];
  }

  // What a plan within the budget leaves is filled up, most valuable first; then it may be the best so far.
  void offer(const Taken& taken) {
    if (taken.cost > choice_.budget) return;
    std::vector<std::int64_t> who = taken.who;
    Wide value = taken.value, cost = taken.cost;
    std::vector<char> in(at(n_), 0);
    for (const std::int64_t i : who) in[at(i)] = 1;
    for (const std::int64_t i : by_value_) {  // the seats are still those of `taken`
      if (static_cast<std::int64_t>(who.size()) == choice_.most) break;
      if (in[at(i)] != 0 || cost + choice_.cost[at(i)] > choice_.budget || !seats_.add(i)) continue;
      who.push_back(i);
      value += choice_.value[at(i)];
      cost += choice_.cost[at(i)];
    }
    if (value > best_value_ || (value == best_value_ && found_ && cost < best_cost_) || !found_) {
      found_ = true;
      best_ = std::move(who);
      best_value_ = value;
      best_cost_ = cost;
    }
  }

  bool enough(Wide bound) const {
    return bound <= best_value_ || (gap_ > 0.0 && static_cast<double>(bound - best_value_) <= gap_ * static_cast<double>(bound));
  }

  // Searches below the fixed decisions; returns a bound of what is there that was not proven smaller than the best.
  Wide branch(Wide price, int depth) {
    Taken over, under, now;
    if (!take(0, now)) return -1;
    if (now.cost <= choice_.budget) {  // the budget does not bind here: the greedy rule is exact
      offer(now);
      return now.value;
    }
    Wide bound = now.bound / price_unit, lowest = now.bound, lowest_at = 0;
    over = std::move(now);
    Wide low = 0, high = dearest();
    if (!take(high, under)) return -1;
    offer(under);
    for (int step = 0; step < 40 && high - low > 1 && !enough(bound); ++step) {
      // Where the lines of the two meet the bound can be lowest.
      Wide next = (over.value - under.value) * price_unit / (over.cost - under.cost);
      const bool inherited = step == 0 && price > low && price < high;
      if (inherited) next = price;
      const bool crossing = !inherited && next > low && next < high;
      if (next <= low || next >= high) next = low + (high - low) / 2;
      take(next, now);
      bound = std::min(bound, now.bound / price_unit);
      if (now.bound < lowest) lowest = now.bound, lowest_at = next;
      const bool touches = now.cost <= choice_.budget ? now.value == under.value && now.cost == under.cost : now.value == over.value && now.cost == over.cost;
      price = next;
      if (now.cost <= choice_.budget) {
        offer(now);
        high = next;
        std::swap(under, now);
      } else {
        low = next;
        std::swap(over, now);
      }
      if (touches && crossing) break;
    }
    if (bound <= best_value_) return best_value_;
    if (enough(bound) || looked_at_ > effort_ || depth > 4000) {
      ended_ = true;
      return bound;
    }
    const std::vector<std::int64_t> settled = settle(lowest_at);
    Wide found = bound;
    if (depth > 0 || !choice_.capacity.empty() || choice_.most < n_ || !spend_rest(found)) found = std::min(found, split(price, depth, over, under));
    for (const std::int64_t i : settled) fixed_[at(i)] = 0;
    return std::min(found, bound);
  }

  // With a candidate on whom two neighbouring plans differ, and without it and all of its twins that come later.
  Wide split(Wide price, int depth, Taken& over, Taken& under) {
    const std::int64_t decided = critical(over, under);
    over = under = Taken{};
    if (decided < 0) return branch(price, depth + 1);  // all on whom they differ are decided about by now
    fixed_[at(decided)] = 1;
    Wide most = branch(price, depth + 1);
    std::vector<std::int64_t> out;
    for (std::int64_t i = decided; i >= 0; i = twin_[at(i)])
      if (i == decided || fixed_[at(i)] == 0) out.push_back(i), fixed_[at(i)] = -1;
    most = std::max(most, branch(price, depth + 1));
    for (const std::int64_t i : out) fixed_[at(i)] = 0;
    return most;
  }

  // A price at which nobody who costs anything is taken.
  Wide dearest() const {
    Wide most = 0;
    for (std::int64_t i = 0; i < n_; ++i)
      if (choice_.cost[at(i)] > 0) most = std::max(most, Wide{choice_.value[at(i)]} * price_unit / choice_.cost[at(i)] + 1);
    return most;
  }

  // Whom one of two neighbouring plans takes and the other not, the dearest; of its class the first that is not decided; -1 without any.
  std::int64_t critical(const Taken& over, const Taken& under) const {
    std::vector<char> in(at(n_), 0);
    for (const std::int64_t i : under.who) in[at(i)] = 1;
    std::int64_t chosen = -1;
    for (const std::int64_t i : over.who)
      if (in[at(i)] == 0 && fixed_[at(i)] == 0 && (chosen < 0 || choice_.cost[at(i)] > choice_.cost[at(chosen)])) chosen = i;
    if (chosen < 0) return chosen;
    std::int64_t first = head_[at(chosen)];
    while (fixed_[at(first)] != 0) first = twin_[at(first)];
    return first;
  }

  const CallChoice& choice_;
  CallSeats seats_;
  double gap_;
  std::int64_t effort_;
  const std::function<void(double)>& checkpoint_;
  std::int64_t n_, looked_at_ = 0, passes_ = 0;
  std::vector<signed char> fixed_;  // 1 called, -1 not, 0 undecided
  std::vector<Wide> reduced_;
  std::vector<std::size_t> neighbours_;  // by recruiter
  std::vector<std::int64_t> order_, by_value_, twin_, head_, best_;
  Wide best_value_ = 0, best_cost_ = 0;
  bool found_ = false, ended_ = false;
};

}  // namespace

CallSeats::CallSeats(const CallChoice& choice) : choice_(choice), of_(choice.value.size(), -1), seated_(choice.capacity.size()), closed_(choice.capacity.size(), 0), by_(choice.capacity.size(), -1), from_(choice.capacity.size(), -1) {}

void CallSeats::clear() {
  std::fill(of_.begin(), of_.end(), -1);
  std::fill(closed_.begin(), closed_.end(), 0);
  for (auto& seated : seated_) seated.clear();
}

bool CallSeats::seat(std::int64_t candidate, bool moves) {
  if (choice_.capacity.empty()) return true;
  const auto room = [&](std::int32_t r) { return static_cast<std::int64_t>(seated_[at(r)].size()) < choice_.capacity[at(r)]; };
  // With room at one of the candidate's own recruiters: the one with the fewest calls.
  std::int32_t goal = -1;
  for (std::int64_t k = choice_.allowed_first[at(candidate)]; k < choice_.allowed_last[at(candidate)]; ++k) {
    const std::int32_t r = choice_.allowed[at(k)];
    if (room(r) && (goal < 0 || seated_[at(r)].size() < seated_[at(goal)].size())) goal = r;
  }
  if (goal >= 0) {
    if (!moves) return true;
    seated_[at(goal)].push_back(candidate);
    of_[at(candidate)] = goal;
    return true;
  }
  // Otherwise whoever sits there may move on: breadth first.
  queue_.clear();
  constexpr std::int64_t unseen = -1;
  std::fill(by_.begin(), by_.end(), unseen);
  const auto reach = [&](std::int64_t who, std::int32_t from) {
    for (std::int64_t k = choice_.allowed_first[at(who)]; k < choice_.allowed_last[at(who)]; ++k) {
      const std::int32_t r = choice_.allowed[at(k)];
      if (by_[at(r)] != unseen || closed_[at(r)] != 0) continue;
      by_[at(r)] = who;
      from_[at(r)] = from;
      queue_.push_back(r);
    }
  };
  reach(candidate, -1);
  for (std::size_t head = 0; head < queue_.size(); ++head) {
    std::int32_t r = queue_[head];
    if (!room(r)) {
      for (const std::int64_t who : seated_[at(r)]) reach(who, r);
      continue;
    }
    if (!moves) return true;
    for (;;) {  // everybody on the way moves one on
      const std::int64_t who = by_[at(r)];
      const std::int32_t from = from_[at(r)];
      seated_[at(r)].push_back(who);
      of_[at(who)] = r;
      if (from < 0) return true;
      auto& list = seated_[at(from)];
      list.erase(std::find(list.begin(), list.end(), who));
      r = from;
    }
  }
  for (const std::int32_t r : queue_) closed_[at(r)] = 1;
  return false;
}

CallPlan plan_calls(const CallChoice& choice, double gap, std::int64_t effort, const std::function<void(double)>& checkpoint) { return Search(choice, gap, effort, checkpoint).run(); }

}  // namespace mainstay::inline v1::returns
