#include "mainstay/competency/placement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "competency/placement_kernel.hpp"
#include "competency/placement_scores.hpp"
#include "competency/placement_words.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "solve/assignment.hpp"
#include "solve/assignment_kernel.hpp"
#include "stats/long_sum.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.placement";
constexpr double missing = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

// A bound as numbers of people.
struct Limits {
  std::int32_t group;
  std::int64_t post, at_least, at_most;  // post -1: all
};

// What one pass over all scores tells.
struct Overview {
  double largest = 0.0;
  std::int64_t whole = 0;              // people eligible for every post
  std::vector<std::int64_t> eligible;  // by post, of the others
  std::vector<char> fits;              // by person: at least one post
};

class Placing {
 public:
  Placing(const PlacementInput& input, const PlacementOptions& options, const RunContext& context)
      : options_(options), costs_(options.objective == PlacementObjective::lowest), team_(key, context), scores_(input, options, team_), people_(scores_.rows()), posts_(scores_.columns()) {
    if (costs_ && options.unplaced == Unplaced::allowed && options.unplaced_value == 0.0)
      refuse(key, "objective", "lowest", "highest unless unplaced is only_if_needed or refused, or unplaced_value says what it costs to stay unplaced");
    read_groups(input);
    read_bounds();
    for (const std::int64_t capacity : scores_.capacity) seats_ += capacity;
    demanding_ = options.unplaced == Unplaced::refused || !limits_.empty() || std::any_of(scores_.minimum.begin(), scores_.minimum.end(), [](std::int64_t seats) { return seats > 0; });
  }

  PlacementResult run() {
    PlacementResult result;
    result.seats = seats_;
    overview();
    scale();
    if (people_ == 0 || posts_ == 0) {
      result.status = PlacementStatus::nobody;
      tell_posts(result);
      tell_groups(result);
      return result;
    }
    team_.report(0.1, 0.1);
    const std::function<void(double)> checkpoint = [&](double share) { team_.checkpoint(0.1 + 0.8 * share); };
    if (demanding_) {
      solve::AssignmentProblem flat = problem(true);
      flat.scale = 0.0;
      flat.out_value = 0.0;
      const solve::Assignment possible = solve::assign(flat, checkpoint, &team_);
      if (!possible.feasible) {
        tell_violation(flat, possible, result);
        result.status = PlacementStatus::infeasible;
        tell_posts(result);
        tell_groups(result);
        return result;
      }
    }
    solve::AssignmentProblem free = problem(false);
    if (!demanding_ && options_.unplaced == Unplaced::allowed) free.within = options_.relative_gap;
    solve::Assignment answer = solve::assign(free, checkpoint, &team_);
    if (!limits_.empty()) {
      result.total_without_bounds = sum(free, answer);
      solve::AssignmentProblem bounded = problem(true);
      bounded.start = start_prices(bounded, answer);
      answer = solve::assign(bounded, checkpoint, &team_);
      if (options_.explain) raise(bounded, answer);
      tell(bounded, answer, result);
    } else {
      if (options_.explain && answer.greatest) raise(free, answer);
      tell(free, answer, result);
    }
    return result;
  }

 private:
  void read_groups(const PlacementInput& input) {
    if (!input.group.given()) {
      if (!options_.bounds.empty()) refuse(key, "group", "missing", "given with bounds");
      return;
    }
    const data::Groups groups = data::encode_groups(key, "group", input.group);
    group_names_ = groups.names();
    group_of_.resize(at(people_));
    for (std::int64_t i = 0; i < people_; ++i) {
      const std::int64_t row = scores_.input_row[at(i)];
      if (row < 0) refuse(key, "group", "given for rows without a person", "left out when the people are those of the pairs");
      group_of_[at(i)] = groups.codes[at(row)];
    }
  }

  void read_bounds() {
    std::vector<std::int64_t> sizes(group_names_.size(), 0);
    for (const std::int32_t group : group_of_) ++sizes[at(group)];
    std::set<std::pair<std::int32_t, std::int64_t>> seen;
    for (std::size_t b = 0; b < options_.bounds.size(); ++b) {
      const PlacementBound& bound = options_.bounds[b];
      const std::string path = "bounds[" + std::to_string(b) + "]";
      const auto found = std::find(group_names_.begin(), group_names_.end(), bound.group);
      if (found == group_names_.end()) throw Error(ErrorCode::unknown_name, key, path + ".group", -1, data::quoted(bound.group), "a group of somebody");
      Limits limits{static_cast<std::int32_t>(found - group_names_.begin()), -1, 0, 0};
      if (!bound.post.empty()) {
        limits.post = scores_.post_of(bound.post);
        if (limits.post < 0) throw Error(ErrorCode::unknown_name, key, path + ".post", -1, data::quoted(bound.post), "a post");
      }
      if (!seen.insert({limits.group, limits.post}).second) refuse(key, path, data::quoted(bound.group), "a group and post that are there once");
      const std::int64_t size = sizes[at(limits.group)], seats = limits.post < 0 ? size : scores_.capacity[at(limits.post)], most = std::min(size, seats);
      const double base = static_cast<double>(limits.post < 0 ? size : seats);
      if (bound.at_least && bound.share_at_least) refuse(key, path + ".share_at_least", "given", "left out beside at_least");
      if (bound.at_most && bound.share_at_most) refuse(key, path + ".share_at_most", "given", "left out beside at_most");
      limits.at_least = bound.at_least ? *bound.at_least : bound.share_at_least ? static_cast<std::int64_t>(std::ceil(*bound.share_at_least * base - 1e-9)) : 0;
      limits.at_most = bound.at_most ? std::min(*bound.at_most, most) : bound.share_at_most ? static_cast<std::int64_t>(std::floor(*bound.share_at_most * base + 1e-9)) : most;
      limits.at_most = std::min(limits.at_most, most);
      const std::string stated = bound.at_least ? ".at_least" : ".share_at_least";
      if (limits.at_least > most)
        refuse(key, path + stated, std::to_string(limits.at_least) + " people",
               "at most " + std::to_string(most) + (most == size ? ", the people of the group" : ", the seats of the post"));
      if (limits.at_least > limits.at_most) refuse(key, path + stated, std::to_string(limits.at_least) + " people", "at most its upper bound, " + std::to_string(limits.at_most));
      if (options_.unplaced == Unplaced::refused && limits.post < 0 && limits.at_most < size)
        refuse(key, path + (bound.at_most ? ".at_most" : ".share_at_most"), std::to_string(limits.at_most) + " people", "all " + std::to_string(size) + " of the group with unplaced = refused");
      by_post_ = by_post_ || limits.post >= 0;
      limits_.push_back(limits);
    }
  }

  void overview() {
    const std::int64_t chunks = std::min<std::int64_t>(64, (people_ + 63) / 64);
    std::vector<Overview> parts(at(chunks));
    seen_.eligible.assign(at(posts_), 0);
    seen_.fits.assign(at(people_), 0);
    team_.report(0.0, 0.1);
    team_.run(chunks, [&](std::int64_t chunk) {
      Overview& part = parts[at(chunk)];
      part.eligible.assign(at(posts_), 0);
      std::vector<double> scratch(at(posts_));
      const Span span = span_of(people_, chunks, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        const solve::AssignmentRow row = scores_.row(i, scratch.data());
        const ScoreFacts facts = score_facts(row.value, row.count, 1.0);
        if (facts.missing < row.count) part.largest = std::max({part.largest, std::fabs(facts.highest), std::fabs(facts.lowest)});
        if (facts.missing == 0 && row.column == nullptr) {
          ++part.whole;
          seen_.fits[at(i)] = row.count > 0;
          continue;
        }
        bool fits = false;
        for (std::int64_t k = 0; k < row.count; ++k) {
          if (std::isnan(row.value[k])) continue;
          fits = true;
          ++part.eligible[at(row.column == nullptr ? k : row.column[k])];
        }
        seen_.fits[at(i)] = fits;
      }
    });
    for (const Overview& part : parts) {
      seen_.largest = std::max(seen_.largest, part.largest);
      for (std::int64_t j = 0; j < posts_; ++j) seen_.eligible[at(j)] += part.eligible[at(j)] + part.whole;
    }
  }

  // Scores become whole numbers of so many bits that prices along any way of people stay below 2^53.
  void scale() {
    double largest = seen_.largest;
    if (options_.unplaced == Unplaced::allowed) largest = std::max(largest, std::fabs(options_.unplaced_value));
    const double ways = std::log2(static_cast<double>(std::min(people_, seats_) + 2));
    const int bits = demanding_ || options_.unplaced == Unplaced::only_if_needed ? std::min(42, static_cast<int>(std::floor(47.0 - ways))) : 44;
    int exponent = 0;
    if (largest > 0.0) std::frexp(largest, &exponent);
    unit_ = std::ldexp(1.0, exponent - bits);
    scale_ = (costs_ ? -1.0 : 1.0) / unit_;
    if (options_.unplaced == Unplaced::only_if_needed) placing_ = std::ldexp(1.0, bits + 2 + static_cast<int>(std::ceil(ways)));
    out_ = options_.unplaced == Unplaced::allowed ? solve::assignment_whole(options_.unplaced_value, scale_) : -placing_;
  }

  solve::AssignmentProblem problem(bool bounded) const {
    solve::AssignmentProblem problem;
    problem.values = &scores_;
    problem.scale = scale_;
    problem.out_value = out_;
    const bool by_post = bounded && by_post_;
    const std::int32_t groups = bounded ? std::max<std::int32_t>(1, static_cast<std::int32_t>(group_names_.size())) : 1;
    if (groups > 1) problem.row_class = group_of_;
    problem.classes = groups;
    problem.columns_by_class = by_post;
    const std::int64_t leaves = by_post ? posts_ * groups : posts_, inner = leaves + groups, root = inner + (by_post ? posts_ : 0);
    problem.nodes.resize(at(root + 1));
    std::vector<std::int64_t> sizes(at(groups), groups == 1 ? people_ : 0);
    if (groups > 1)
      for (const std::int32_t group : group_of_) ++sizes[at(group)];
    for (std::int64_t j = 0; j < posts_; ++j) {
      const solve::AssignmentNode post{static_cast<std::int32_t>(root), scores_.minimum[at(j)], scores_.capacity[at(j)]};
      if (!by_post) {
        problem.nodes[at(j)] = post;
        continue;
      }
      problem.nodes[at(inner + j)] = post;
      for (std::int32_t g = 0; g < groups; ++g) problem.nodes[at(g * posts_ + j)] = {static_cast<std::int32_t>(inner + j), 0, scores_.capacity[at(j)]};
    }
    for (std::int32_t g = 0; g < groups; ++g)
      problem.nodes[at(leaves + g)] = {static_cast<std::int32_t>(root), 0, options_.unplaced == Unplaced::refused ? 0 : sizes[at(g)]};
    if (bounded)
      for (const Limits& limits : limits_) {
        if (limits.post >= 0) {
          solve::AssignmentNode& leaf = problem.nodes[at(limits.group * posts_ + limits.post)];
          leaf.lower = limits.at_least;
          leaf.upper = limits.at_most;
        } else {
          solve::AssignmentNode& out = problem.nodes[at(leaves + limits.group)];
          const std::int64_t size = sizes[at(limits.group)];
          out.lower = size - limits.at_most;
          out.upper = std::min(out.upper, size - limits.at_least);
        }
      }
    return problem;
  }

  std::vector<double> start_prices(const solve::AssignmentProblem& bounded, const solve::Assignment& answer) const {
    std::vector<double> start(bounded.nodes.size(), 0.0);
    const std::int64_t leaves = bounded.columns_by_class ? posts_ * bounded.classes : posts_;
    for (std::int64_t j = 0; j < posts_; ++j) {
      const double price = answer.price[at(j)];
      if (!bounded.columns_by_class) start[at(j)] = price;
      else {
        start[at(leaves + bounded.classes + j)] = price;
        for (std::int32_t g = 0; g < bounded.classes; ++g) start[at(g * posts_ + j)] = price;
      }
    }
    return start;
  }

  std::int64_t post_at(const solve::AssignmentProblem& problem, std::int32_t leaf) const {
    const std::int64_t leaves = problem.columns_by_class ? posts_ * problem.classes : posts_;
    return leaf >= leaves ? -1 : leaf % posts_;
  }

  double score_at(std::int64_t person, std::int64_t post, double* scratch) const {
    const solve::AssignmentRow row = scores_.row(person, scratch);
    if (row.column == nullptr) return row.value[post];
    for (std::int64_t k = 0; k < row.count; ++k)
      if (row.column[k] == post) return row.value[k];
    return missing;
  }

  double sum(const solve::AssignmentProblem& problem, const solve::Assignment& answer) const {
    stats::LongSum total;
    std::vector<double> scratch(at(posts_));
    for (std::int64_t i = 0; i < people_; ++i) {
      const std::int64_t post = post_at(problem, answer.leaf[at(i)]);
      if (post >= 0) total.add(score_at(i, post, scratch.data()));
      else if (options_.unplaced == Unplaced::allowed) total.add(options_.unplaced_value);
    }
    return total.value();
  }

  // The highest prices that prove the placement (a lattice has a highest element; Shapley & Shubik 1972): each node may rise by the shortest way from it to the root along what
  // its people could have instead. Bellman and Ford's sweeps over all scores, until nothing changes.
  void raise(const solve::AssignmentProblem& problem, solve::Assignment& answer) {
    const std::size_t nodes = problem.nodes.size(), root = nodes - 1;
    std::vector<double> rise(nodes, infinity), reached(nodes, 0.0);
    rise[root] = 0.0;
    const std::int64_t leaves = problem.columns_by_class ? posts_ * problem.classes : posts_, chunks = std::min<std::int64_t>(16, (people_ + 63) / 64);
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
      team_.run(chunks, [&](std::int64_t chunk) {
        std::vector<double>& least = parts[at(chunk)];
        least.assign(nodes, infinity);
        std::vector<double> scratch(at(posts_)), net(at(posts_)), most(at((posts_ + solve::assignment_block - 1) / solve::assignment_block));
        const Span span = span_of(people_, chunks, chunk);
        for (std::int64_t i = span.first; i < span.last; ++i) {
          const std::int32_t group = problem.row_class.empty() ? 0 : problem.row_class[at(i)], leaf = answer.leaf[at(i)];
          const std::int64_t offset = problem.columns_by_class ? group * posts_ : 0, out = leaves + group;
          const solve::AssignmentRow row = scores_.row(i, scratch.data());
          double other = problem.nodes[at(out)].upper > 0 && leaf != out ? problem.out_value - reached[at(out)] : -infinity;
          if (row.column == nullptr) {
            solve::assignment_net(row.value, reached.data() + offset, problem.scale, posts_, net.data(), most.data());
            for (std::size_t block = 0; block < most.size(); ++block) {
              if (!(most[block] > other)) continue;
              const std::int64_t last = std::min(posts_, static_cast<std::int64_t>(block + 1) * solve::assignment_block);
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
    for (std::size_t p = 0; p < at(people_); ++p) answer.surplus[p] -= rise[at(answer.leaf[p])] - rise[root];
  }

  // The second pass over all scores: proves the answer, and finds what each person could have had.
  void tell(const solve::AssignmentProblem& problem, const solve::Assignment& answer, PlacementResult& result) {
    PlacementPeople& table = result.people;
    const std::size_t n = at(people_);
    table.person.levels = scores_.people;
    table.group.levels = group_names_.empty() ? std::vector<std::string>{""} : group_names_;
    for (Categories* posts : {&table.post, &table.first_choice, &table.closest}) {
      posts->levels = scores_.posts;
      posts->codes.assign(n, -1);
    }
    table.reason.levels = words_of(PlacementReason{});
    table.person.codes.resize(n);
    table.group.codes.resize(n);
    table.reason.codes.resize(n);
    for (std::vector<double>* column : {&table.score, &table.first_choice_score, &table.surplus, &table.closest_score, &table.lacking}) column->assign(n, missing);
    if (options_.explain) {
      result.sentence.resize(n);
      result.sentence_zh.resize(n);
    }
    const std::int64_t chunks = std::min<std::int64_t>(64, (people_ + 63) / 64);
    struct Part {
      stats::LongSum total, surplus;
      bool whole = true, proven = true;
    };
    std::vector<Part> parts(at(chunks));
    team_.report(0.9, 1.0);
    team_.run(chunks, [&](std::int64_t chunk) {
      Part& part = parts[at(chunk)];
      std::vector<double> scratch(at(posts_)), net(at(posts_)), most(at((posts_ + solve::assignment_block - 1) / solve::assignment_block));
      const Span span = span_of(people_, chunks, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        const std::size_t p = at(i);
        const solve::AssignmentRow row = scores_.row(i, scratch.data());
        const std::int32_t group = problem.row_class.empty() ? 0 : problem.row_class[p];
        const double* price = answer.price.data() + (problem.columns_by_class ? group * posts_ : 0);
        const double surplus = answer.surplus[p];
        const std::int64_t post = post_at(problem, answer.leaf[p]);
        table.person.codes[p] = static_cast<std::int32_t>(i);
        table.group.codes[p] = group_of_.empty() ? 0 : group_of_[p];
        part.surplus.add(surplus);
        const double sign = costs_ ? -1.0 : 1.0;
        const auto place = [&](std::int64_t k) -> std::int64_t { return row.column == nullptr ? k : row.column[k]; };
        const ScoreFacts facts = score_facts(row.value, row.count, 1.0 / unit_);
        part.whole = part.whole && facts.whole;
        const double best = facts.missing < row.count ? sign * (costs_ ? facts.lowest : facts.highest) : -infinity;
        double here = missing;
        if (row.column == nullptr) {
          solve::assignment_net(row.value, price, scale_, posts_, net.data(), most.data());
          for (const double gain : most) part.proven = part.proven && gain <= surplus;
          if (post >= 0) here = sign * row.value[post];
        } else {
          for (std::int64_t k = 0; k < row.count; ++k) {
            net[at(k)] = solve::assignment_whole(row.value[k], scale_) - price[row.column[k]];
            part.proven = part.proven && !(net[at(k)] > surplus);
            if (row.column[k] == post) here = sign * row.value[k];
          }
        }
        std::int64_t best_post = here == best ? post : -1;
        for (std::int64_t k = 0; best_post < 0 && k < row.count; ++k)
          if (sign * row.value[k] == best) best_post = place(k);
        if (post >= 0) {
          part.proven = part.proven && (!answer.greatest || solve::assignment_whole(sign * here, scale_) - price[post] == surplus);
          part.total.add(sign * here);
          table.post.codes[p] = static_cast<std::int32_t>(post);
          table.score[p] = sign * here;
        } else if (options_.unplaced == Unplaced::allowed) {
          part.total.add(options_.unplaced_value);
        }
        if (!answer.greatest) part.proven = part.proven && surplus >= out_;
        // What is better than what the person has, and lacks least.
        const double floor = post >= 0 ? here : options_.unplaced == Unplaced::allowed ? sign * options_.unplaced_value : -infinity;
        std::int64_t closest = -1;
        double lacking = infinity, closest_value = missing;
        if (best_post != post && best > floor && answer.greatest)
          for (std::int64_t k = 0; k < row.count; ++k) {
            const std::int64_t j = place(k);
            const double value = sign * row.value[k];
            if (!(value > floor) || (!shut_.empty() && shut_.count(static_cast<std::int32_t>((problem.columns_by_class ? group * posts_ : 0) + j)) > 0)) continue;
            const double lack = surplus - net[at(k)];
            if (lack < lacking) {
              lacking = lack;
              closest = j;
              closest_value = value;
            }
          }
        PlacementReason reason = PlacementReason::not_eligible;
        if (best_post >= 0) {
          table.first_choice.codes[p] = static_cast<std::int32_t>(best_post);
          table.first_choice_score[p] = sign * best;
          if (post >= 0) reason = best_post == post ? PlacementReason::first_choice : PlacementReason::placed;
          else reason = best > floor ? PlacementReason::outbid : PlacementReason::not_worth;
        }
        table.reason.codes[p] = static_cast<std::int32_t>(reason);
        table.surplus[p] = (placing_ > 0.0 ? surplus - placing_ * std::rint(surplus / placing_) : surplus) * unit_;
        if (closest >= 0) {
          table.closest.codes[p] = static_cast<std::int32_t>(closest);
          table.closest_score[p] = sign * closest_value;
          if (placing_ == 0.0 || lacking < placing_ / 2) table.lacking[p] = lacking * unit_;
        }
        if (options_.explain) {
          PlacementStory story;
          story.reason = reason;
          story.costs = costs_;
          story.exact = post < 0 && limits_.empty() && answer.greatest;
          if (post >= 0) story.post = scores_.posts[at(post)];
          if (best_post >= 0) story.first_choice = scores_.posts[at(best_post)];
          if (closest >= 0) story.closest = scores_.posts[at(closest)];
          story.score = table.score[p];
          story.first_choice_score = table.first_choice_score[p];
          story.closest_score = table.closest_score[p];
          story.lacking = table.lacking[p];
          story.unplaced_value = options_.unplaced_value;
          PlacementWords words = placement_words(story);
          result.sentence[p] = std::move(words.en);
          result.sentence_zh[p] = std::move(words.zh);
        }
      }
    });
    stats::LongSum total, dual;
    bool whole = true, proven = true;
    for (const Part& part : parts) {
      total.add(part.total.high);
      total.add(part.total.low);
      dual.add(part.surplus.high);
      dual.add(part.surplus.low);
      whole = whole && part.whole;
      proven = proven && part.proven;
    }
    if (options_.unplaced == Unplaced::allowed) {
      const double units = options_.unplaced_value / unit_;
      whole = whole && units == std::rint(units);
    }
    const std::int32_t root = static_cast<std::int32_t>(problem.nodes.size()) - 1;
    for (std::int32_t node = 0; node < root; ++node) {
      const double own = answer.price[at(node)] - answer.price[at(problem.nodes[at(node)].parent)];
      const std::int64_t count = own > 0.0 ? problem.nodes[at(node)].upper : own < 0.0 ? problem.nodes[at(node)].lower : 0;
      const double high = own * static_cast<double>(count), low = std::fma(own, static_cast<double>(count), -high);
      dual.add(high);
      dual.add(low);
    }
    result.status = answer.greatest ? PlacementStatus::optimal : PlacementStatus::within_gap;
    for (const std::int32_t post : table.post.codes) result.placed += post >= 0;
    if (placing_ > 0.0) dual.add(placing_ * static_cast<double>(people_ - result.placed));
    if (!proven) throw Error(ErrorCode::internal, key, "the prices do not prove the placement");
    result.total = total.value();
    result.unit = unit_;
    if (whole) {
      result.bound = (costs_ ? -1.0 : 1.0) * dual.value() * unit_;
    } else {  // each score was rounded by half a unit at most
      const double rounding = 0.5 * static_cast<double>(options_.unplaced == Unplaced::allowed ? people_ : std::min(people_, std::max<std::int64_t>(result.placed, 1)));
      result.bound = (costs_ ? -1.0 : 1.0) * (dual.value() + rounding) * unit_;
    }
    result.gap = std::fabs(result.bound - result.total);
    tell_posts(result);
    for (std::int64_t j = 0; j < posts_; ++j) {
      const std::int64_t node = problem.columns_by_class ? posts_ * problem.classes + problem.classes + j : j;
      result.posts.price[at(j)] = without_placing(answer.price[at(node)]);
    }
    tell_groups(result);
    for (std::size_t b = 0; b < limits_.size(); ++b) {
      const Limits& limits = limits_[b];
      const std::int64_t leaves = problem.columns_by_class ? posts_ * problem.classes : posts_, node = limits.post >= 0 ? limits.group * posts_ + limits.post : leaves + limits.group;
      const double own = answer.price[at(node)] - answer.price[at(problem.nodes[at(node)].parent)];
      result.bounds.price[b] = without_placing(limits.post >= 0 ? own : -own);
      for (std::size_t p = 0; p < n; ++p)
        if (table.group.codes[p] == limits.group && (limits.post >= 0 ? table.post.codes[p] == limits.post : table.post.codes[p] >= 0)) ++result.bounds.placed[b];
    }
  }
  double without_placing(double price) const {
    const double own = placing_ > 0.0 ? price - placing_ * std::rint(price / placing_) : price;
    return own == 0.0 ? 0.0 : own * unit_;
  }

  void tell_posts(PlacementResult& result) const {
    PlacementPosts& table = result.posts;
    const std::size_t m = at(posts_);
    table.post.levels = scores_.posts;
    for (std::int64_t j = 0; j < posts_; ++j) table.post.codes.push_back(static_cast<std::int32_t>(j));
    table.capacity = scores_.capacity;
    table.minimum = scores_.minimum;
    table.eligible = seen_.eligible;
    table.filled.assign(m, 0);
    table.first_choices.assign(m, 0);
    table.price.assign(m, 0.0);
    table.total.assign(m, 0.0);
    table.lowest_score.assign(m, missing);
    table.highest_score.assign(m, missing);
    std::vector<stats::LongSum> sums(m);
    for (std::size_t p = 0; p < result.people.post.codes.size(); ++p) {
      if (result.people.first_choice.codes[p] >= 0) ++table.first_choices[at(result.people.first_choice.codes[p])];
      if (result.people.post.codes[p] < 0) continue;
      const std::size_t j = at(result.people.post.codes[p]);
      const double score = result.people.score[p];
      ++table.filled[j];
      sums[j].add(score);
      if (!(score >= table.lowest_score[j])) table.lowest_score[j] = score;
      if (!(score <= table.highest_score[j])) table.highest_score[j] = score;
    }
    for (std::size_t j = 0; j < m; ++j) table.total[j] = sums[j].value();
  }

  void tell_groups(PlacementResult& result) const {
    PlacementGroups& table = result.groups;
    table.group.levels = group_names_.empty() ? std::vector<std::string>{"total"} : group_names_;
    const std::size_t groups = table.group.levels.size();
    std::vector<stats::LongSum> sums(groups);
    table.people.assign(groups, 0);
    table.eligible.assign(groups, 0);
    table.placed.assign(groups, 0);
    for (std::size_t p = 0; p < at(people_); ++p) {
      const std::size_t g = group_of_.empty() ? 0 : at(group_of_[p]);
      ++table.people[g];
      table.eligible[g] += seen_.fits[p];
      if (result.people.post.codes.empty() || result.people.post.codes[p] < 0) continue;
      ++table.placed[g];
      sums[g].add(result.people.score[p]);
    }
    for (std::size_t g = 0; g < groups; ++g) {
      table.group.codes.push_back(static_cast<std::int32_t>(g));
      table.share.push_back(table.people[g] > 0 ? static_cast<double>(table.placed[g]) / static_cast<double>(table.people[g]) : missing);
      table.mean_score.push_back(table.placed[g] > 0 ? sums[g].value() / static_cast<double>(table.placed[g]) : missing);
    }
    PlacementBounds& bounds = result.bounds;
    bounds.group.levels = group_names_.empty() ? std::vector<std::string>{""} : group_names_;
    bounds.post.levels = scores_.posts;
    for (const Limits& limits : limits_) {
      bounds.group.codes.push_back(limits.group);
      bounds.post.codes.push_back(static_cast<std::int32_t>(limits.post));
      bounds.at_least.push_back(limits.at_least);
      bounds.at_most.push_back(limits.at_most);
      bounds.placed.push_back(0);
      bounds.price.push_back(0.0);
    }
  }

  void tell_violation(const solve::AssignmentProblem& problem, const solve::Assignment& answer, PlacementResult& result) const {
    PlacementViolation& violation = result.violation;
    std::set<std::int64_t> posts;
    std::set<std::int32_t> groups;
    const std::int64_t leaves = problem.columns_by_class ? posts_ * problem.classes : posts_;
    std::int64_t seats = 0;
    for (const std::int32_t node : answer.violating_nodes) {
      const solve::AssignmentNode& bounds = problem.nodes[at(node)];
      if (node + 1 == static_cast<std::int32_t>(problem.nodes.size())) continue;
      if (node >= leaves && node < leaves + problem.classes) {
        const bool bounded = bounds.lower > 0 || (bounds.upper > 0 && bounds.upper < people_);
        if (bounded && problem.classes > 1) groups.insert(static_cast<std::int32_t>(node - leaves));
        seats += answer.crowded ? bounds.upper : bounds.lower;
        continue;
      }
      const std::int64_t post = node < leaves ? node % posts_ : node - leaves - problem.classes;
      posts.insert(post);
      if (node < leaves && problem.columns_by_class && (answer.crowded ? bounds.upper < scores_.capacity[at(post)] : bounds.lower > 0)) groups.insert(static_cast<std::int32_t>(node / posts_));
      if (!problem.columns_by_class) seats += answer.crowded ? bounds.upper : bounds.lower;
    }
    if (problem.columns_by_class) {  // a post, or its groups together: whichever says more
      std::vector<std::int64_t> groups_need(at(posts_), 0), post_needs(at(posts_), -1);
      for (const std::int32_t node : answer.violating_nodes) {
        const solve::AssignmentNode& bounds = problem.nodes[at(node)];
        if (node < leaves) groups_need[at(node % posts_)] += answer.crowded ? bounds.upper : bounds.lower;
        else if (node >= leaves + problem.classes && node + 1 < static_cast<std::int32_t>(problem.nodes.size())) post_needs[at(node - leaves - problem.classes)] = answer.crowded ? bounds.upper : bounds.lower;
      }
      for (std::size_t j = 0; j < at(posts_); ++j)
        if (post_needs[j] < 0) seats += groups_need[j];
        else seats += answer.crowded ? post_needs[j] : std::max(post_needs[j], groups_need[j]);
    }
    violation.people = static_cast<std::int64_t>(answer.violating_rows.size());
    violation.seats = seats;
    for (const std::int32_t row : answer.violating_rows) violation.persons.push_back(scores_.people[at(row)]);
    for (const std::int64_t post : posts) violation.posts.push_back(scores_.posts[at(post)]);
    for (const std::int32_t group : groups) violation.groups.push_back(group_names_[at(group)]);
    PlacementWords words = violation_words(answer.crowded, violation.people, violation.seats, static_cast<std::int64_t>(violation.posts.size()), !groups.empty());
    violation.sentence = std::move(words.en);
    violation.sentence_zh = std::move(words.zh);
  }

  const PlacementOptions& options_;
  bool costs_;
  Team team_;
  PlacementScores scores_;
  std::int64_t people_, posts_, seats_ = 0;
  bool demanding_ = false;  // not every choice of people is allowed
  std::vector<std::string> group_names_;
  std::vector<std::int32_t> group_of_;
  std::vector<Limits> limits_;
  bool by_post_ = false;
  Overview seen_;
  std::set<std::int32_t> shut_;  // leaves that no score opens
  double unit_ = 1.0, scale_ = 1.0, out_ = 0.0, placing_ = 0.0;  // placing_: what placing one more person is worth beyond scores
};

}  // namespace

PlacementResult placement(const PlacementInput& input, const PlacementOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  return Placing(input, options, context).run();
}

constinit const Function placement_analysis = analysis<&placement>(key, "Who should go to which post, and why not elsewhere?");

}  // namespace mainstay::inline v1::competency
