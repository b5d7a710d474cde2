#include "returns/calls_money.hpp"

#include <algorithm>
#include <numeric>

namespace mainstay::inline v1::returns {

namespace {

using data::Wide;

// A partial plan; `link` says who is in it.
struct Partial {
  Wide cost = 0, value = 0;
  std::int64_t link = -1;
};

struct Link {
  std::int64_t before, candidate;
};

class Spending {
 public:
  Spending(const std::vector<std::int64_t>& value, const std::vector<std::int64_t>& cost, Wide budget, Wide known_value, Wide known_cost) : value_(value), cost_(cost), budget_(budget), best_value_(known_value), best_cost_(known_cost) {
    order_.resize(value.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return Wide{value[a]} * cost[b] > Wide{value[b]} * cost[a]; });
    value_to_.assign(1, 0), cost_to_.assign(1, 0);
    for (const std::size_t i : order_) value_to_.push_back(value_to_.back() + value[i]), cost_to_.push_back(cost_to_.back() + cost[i]);
  }

  MoneyPlan run(std::int64_t effort, const std::function<void()>& checkpoint) {
    MoneyPlan out;
    std::vector<Partial> plans(1), next;
    for (std::size_t k = 0; k <= order_.size(); ++k) {
      if (checkpoint) checkpoint();
      out.looked_at += static_cast<std::int64_t>(plans.size());
      const Wide bound = judge(k, plans);
      if (out.looked_at > effort) {
        out.bound = std::max(bound, best_value_);
        return finish(out);
      }
      if (k == order_.size() || plans.empty()) break;
      extend(order_[k], plans, next);
      plans.swap(next);
    }
    out.bound = best_value_;
    out.proven = true;
    return finish(out);
  }

 private:
  // Each plan is filled up with the next best ones for their money, which may be the best so far, and with a part of the first that does not fit, which bounds what it can become.
  Wide judge(std::size_t k, std::vector<Partial>& plans) {
    Wide most = 0;
    std::size_t to = order_.size(), kept = 0;
    for (const Partial& plan : plans) {  // dearer and dearer: fewer and fewer are added
      while (to > k && plan.cost + cost_to_[to] - cost_to_[k] > budget_) --to;
      const Wide value = plan.value + value_to_[to] - value_to_[k], cost = plan.cost + cost_to_[to] - cost_to_[k];
      if (value > best_value_ || (value == best_value_ && cost < best_cost_)) best_value_ = value, best_cost_ = cost, best_link_ = plan.link, best_from_ = k, best_to_ = to, better_ = true;
      const Wide bound = to == order_.size() ? value : value + (budget_ - cost) * value_[order_[to]] / cost_[order_[to]];
      most = std::max(most, bound);
      if (bound >= best_value_) plans[kept++] = plan;
    }
    plans.resize(kept);
    return most;
  }

  // The plans without the candidate and with it, by cost; of each cost the one worth most, and only where it is worth more than any cheaper one.
  void extend(std::size_t candidate, const std::vector<Partial>& plans, std::vector<Partial>& next) {
    next.clear();
    const auto add = [&](const Partial& plan, bool with) {
      if (!next.empty() && plan.value <= next.back().value) return;
      if (!next.empty() && plan.cost == next.back().cost) next.pop_back();
      next.push_back(plan);
      if (!with) return;
      links_.push_back({plan.link, static_cast<std::int64_t>(candidate)});
      next.back().link = static_cast<std::int64_t>(links_.size()) - 1;
    };
    std::size_t without = 0;
    for (const Partial& plan : plans) {
      const Partial with{plan.cost + cost_[candidate], plan.value + value_[candidate], plan.link};
      if (with.cost > budget_) break;
      while (without < plans.size() && plans[without].cost <= with.cost) add(plans[without++], false);
      add(with, true);
    }
    while (without < plans.size()) add(plans[without++], false);
  }

  MoneyPlan finish(MoneyPlan& out) const {
    out.taken.assign(value_.size(), 0);
    out.better = better_;
    if (!better_) return std::move(out);
    for (std::int64_t link = best_link_; link >= 0; link = links_[static_cast<std::size_t>(link)].before) out.taken[static_cast<std::size_t>(links_[static_cast<std::size_t>(link)].candidate)] = 1;
    for (std::size_t k = best_from_; k < best_to_; ++k) out.taken[order_[k]] = 1;
    return std::move(out);
  }

  const std::vector<std::int64_t>&value_, &cost_;
  Wide budget_, best_value_, best_cost_;
  std::vector<std::size_t> order_;
  std::vector<Wide> value_to_, cost_to_;  // of the first k in order
  std::vector<Link> links_;
  std::int64_t best_link_ = -1;
  std::size_t best_from_ = 0, best_to_ = 0;
  bool better_ = false;
};

}  // namespace

MoneyPlan spend(const std::vector<std::int64_t>& value, const std::vector<std::int64_t>& cost, Wide budget, Wide known_value, Wide known_cost, std::int64_t effort, const std::function<void()>& checkpoint) {
  return Spending(value, cost, budget, known_value, known_cost).run(effort, checkpoint);
}

}  // namespace mainstay::inline v1::returns
