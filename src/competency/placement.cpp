#include "mainstay/competency/placement.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>

#include "competency/placement_plan.hpp"
#include "competency/placement_telling.hpp"
#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "solve/assignment_kernel.hpp"
#include "stats/long_sum.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.placement";
constexpr double missing = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

class Placing {
 public:
  Placing(const PlacementInput& input, const PlacementOptions& options, const RunContext& context) : plan_(input, options, context), telling_(plan_, shut_) {}

  PlacementResult run() {
    PlacementResult result;
    result.seats = plan_.seats;
    if (plan_.people == 0 || plan_.posts == 0) {
      result.status = PlacementStatus::nobody;
      telling_.tell_nobody(result);
      return result;
    }
    plan_.team.report(0.1, 0.1);
    const std::function<void(double)> checkpoint = [&](double share) { plan_.team.checkpoint(0.1 + 0.8 * share); };
    if (plan_.demanding) {
      solve::AssignmentProblem flat = plan_.problem(true);
      flat.scale = 0.0;
      flat.out_value = 0.0;
      const solve::Assignment possible = solve::assign(flat, checkpoint, &plan_.team);
      if (!possible.feasible) {
        telling_.tell_violation(flat, possible, result);
        result.status = PlacementStatus::infeasible;
        telling_.tell_nobody(result);
        return result;
      }
    }
    solve::AssignmentProblem free = plan_.problem(false);
    if (!plan_.demanding && plan_.options.unplaced == Unplaced::allowed) free.within = plan_.options.relative_gap;
    solve::Assignment answer = solve::assign(free, checkpoint, &plan_.team);
    if (!plan_.limits.empty()) {
      result.total_without_bounds = sum(free, answer);
      solve::AssignmentProblem bounded = plan_.problem(true);
      bounded.start = plan_.start_prices(bounded, answer);
      answer = solve::assign(bounded, checkpoint, &plan_.team);
      if (plan_.options.explain) raise(bounded, answer);
      telling_.tell(bounded, answer, result);
    } else {
      if (plan_.options.explain && answer.greatest) raise(free, answer);
      telling_.tell(free, answer, result);
    }
    return result;
  }

 private:
  double score_at(std::int64_t person, std::int64_t post, double* scratch) const {
    const solve::AssignmentRow row = plan_.scores.row(person, scratch);
    if (row.column == nullptr) return row.value[post];
    for (std::int64_t k = 0; k < row.count; ++k)
      if (row.column[k] == post) return row.value[k];
    return missing;
  }

  double sum(const solve::AssignmentProblem& problem, const solve::Assignment& answer) const {
    stats::LongSum total;
    std::vector<double> scratch(at(plan_.posts));
    for (std::int64_t i = 0; i < plan_.people; ++i) {
      const std::int64_t post = plan_.post_at(problem, answer.leaf[at(i)]);
      if (post >= 0) total.add(score_at(i, post, scratch.data()));
      else if (plan_.options.unplaced == Unplaced::allowed) total.add(plan_.options.unplaced_value);
    }
    return total.value();
  }

  // The highest prices that prove the placement (a lattice has a highest element; Shapley & Shubik 1972): each node may rise by the shortest way from it to the root along what
  // its people could have instead. Bellman and Ford's sweeps over all scores, until nothing changes.
  void raise(const solve::AssignmentProblem& problem, solve::Assignment& answer) {
    const std::size_t nodes = problem.nodes.size(), root = nodes - 1;
    std::vector<double> rise(nodes, infinity), reached(nodes, 0.0);
    rise[root] = 0.0;
    const std::int64_t leaves = problem.columns_by_class ? plan_.posts * problem.classes : plan_.posts, chunks = std::min<std::int64_t>(16, (plan_.people + 63) / 64);
    std::vector<std::vector<double>> parts(at(chunks));
    const auto inner = [&] {  // between nodes
      for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t node = 0; node < root; ++node) {
          const solve::AssignmentNode& seats = problem.nodes[node];
          const std::size_t parent = at(seats.parent);
          const double own = answer.price[node] - answer.price[parent];
          if (answer.count[node] < seats.upper && rise[parent] - own < rise[node]) rise[node] = rise[parent] - own, changed = true;
          if (answer.count[node] > seats.lower && rise[node] + own < rise[parent]) rise[parent] = rise[node] + own, changed = true;
        }
      }
    };
    inner();
    for (bool changed = true; changed;) {
      for (std::size_t node = 0; node < nodes; ++node) reached[node] = answer.price[node] + rise[node];
      plan_.team.run(chunks, [&](std::int64_t chunk) {
        std::vector<double>& least = parts[at(chunk)];
        least.assign(nodes, infinity);
        std::vector<double> scratch(at(plan_.posts)), net(at(plan_.posts)), most(at((plan_.posts + solve::assignment_block - 1) / solve::assignment_block));
        const Span span = span_of(plan_.people, chunks, chunk);
        for (std::int64_t i = span.first; i < span.last; ++i) {
          const std::int32_t group = problem.row_class.empty() ? 0 : problem.row_class[at(i)], leaf = answer.leaf[at(i)];
          const std::int64_t offset = problem.columns_by_class ? group * plan_.posts : 0, out = leaves + group;
          const solve::AssignmentRow row = plan_.scores.row(i, scratch.data());
          double other = problem.nodes[at(out)].upper > 0 && leaf != out ? problem.out_value - reached[at(out)] : -infinity;
          if (row.column == nullptr) {
            solve::assignment_net(row.value, reached.data() + offset, problem.scale, plan_.posts, net.data(), most.data());
            for (std::size_t block = 0; block < most.size(); ++block) {
              if (!(most[block] > other)) continue;
              const std::int64_t last = std::min(plan_.posts, static_cast<std::int64_t>(block + 1) * solve::assignment_block);
              for (std::int64_t j = static_cast<std::int64_t>(block) * solve::assignment_block; j < last; ++j)
                if (offset + j != leaf && net[at(j)] > other) other = net[at(j)];
            }
          } else {
            for (std::int64_t k = 0; k < row.count; ++k)
              if (offset + row.column[k] != leaf) other = std::max(other, solve::assignment_whole(row.value[k], problem.scale) - reached[at(offset + row.column[k])]);
          }
          least[at(leaf)] = std::min(least[at(leaf)], answer.surplus[at(i)] - other);
        }
      });
      changed = false;
      for (const std::vector<double>& part : parts)
        for (std::size_t node = 0; node < nodes; ++node)
          if (part[node] < rise[node]) rise[node] = part[node], changed = true;
      if (changed) inner();
    }
    double highest = 0.0;
    for (const double value : rise) highest = std::max(highest, value < infinity ? value : 0.0);
    for (std::size_t node = 0; node < nodes; ++node)
      if (!(rise[node] < infinity)) {  // no price is too high: nobody comes in at any score
        rise[node] = highest;
        shut_.insert(static_cast<std::int32_t>(node));
      }
    for (std::size_t node = 0; node < nodes; ++node) answer.price[node] += rise[node] - rise[root];
    for (std::size_t p = 0; p < at(plan_.people); ++p) answer.surplus[p] -= rise[at(answer.leaf[p])] - rise[root];
  }

  PlacementPlan plan_;
  std::set<std::int32_t> shut_;  // leaves that no score opens
  PlacementTelling telling_;
};

}  // namespace

PlacementResult placement(const PlacementInput& input, const PlacementOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  return Placing(input, options, context).run();
}

constinit const Function placement_analysis = analysis<&placement>(key, "Who should go to which post, and why not elsewhere?");

}  // namespace mainstay::inline v1::competency
