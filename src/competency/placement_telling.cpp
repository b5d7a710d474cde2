#include "competency/placement_telling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "competency/placement_kernel.hpp"
#include "competency/placement_words.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "solve/assignment_kernel.hpp"
#include "stats/long_sum.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.placement";
constexpr double missing = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

}  // namespace

void PlacementTelling::tell(const solve::AssignmentProblem& problem, const solve::Assignment& answer, PlacementResult& result) const {
  PlacementPeople& table = result.people;
  const std::size_t n = at(plan_.people);
  table.person.levels = plan_.scores.people;
  table.group.levels = plan_.group_names.empty() ? std::vector<std::string>{""} : plan_.group_names;
  for (Categories* posts : {&table.post, &table.first_choice, &table.closest}) {
    posts->levels = plan_.scores.posts;
    posts->codes.assign(n, -1);
  }
  table.reason.levels = words_of(PlacementReason{});
  table.person.codes.resize(n);
  table.group.codes.resize(n);
  table.reason.codes.resize(n);
  for (std::vector<double>* column : {&table.score, &table.first_choice_score, &table.surplus, &table.closest_score, &table.lacking}) column->assign(n, missing);
  if (plan_.options.explain) {
    result.sentence.resize(n);
    result.sentence_zh.resize(n);
  }
  const std::int64_t chunks = std::min<std::int64_t>(64, (plan_.people + 63) / 64);
  struct Part {
    stats::LongSum total, surplus;
    bool whole = true, proven = true;
  };
  std::vector<Part> parts(at(chunks));
  plan_.team.report(0.9, 1.0);
  plan_.team.run(chunks, [&](std::int64_t chunk) {
    Part& part = parts[at(chunk)];
    std::vector<double> scratch(at(plan_.posts)), net(at(plan_.posts)), most(at((plan_.posts + solve::assignment_block - 1) / solve::assignment_block));
    const Span span = span_of(plan_.people, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const std::size_t p = at(i);
      const solve::AssignmentRow row = plan_.scores.row(i, scratch.data());
      const std::int32_t group = problem.row_class.empty() ? 0 : problem.row_class[p];
      const double* price = answer.price.data() + (problem.columns_by_class ? group * plan_.posts : 0);
      const double surplus = answer.surplus[p];
      const std::int64_t post = plan_.post_at(problem, answer.leaf[p]);
      table.person.codes[p] = static_cast<std::int32_t>(i);
      table.group.codes[p] = plan_.group_of.empty() ? 0 : plan_.group_of[p];
      part.surplus.add(surplus);
      const double sign = plan_.costs ? -1.0 : 1.0;
      const auto place = [&](std::int64_t k) -> std::int64_t { return row.column == nullptr ? k : row.column[k]; };
      const ScoreFacts facts = score_facts(row.value, row.count, 1.0 / plan_.unit);
      part.whole = part.whole && facts.whole;
      const double best = facts.missing < row.count ? sign * (plan_.costs ? facts.lowest : facts.highest) : -infinity;
      double here = missing;
      if (row.column == nullptr) {
        solve::assignment_net(row.value, price, plan_.scale, plan_.posts, net.data(), most.data());
        for (const double gain : most) part.proven = part.proven && gain <= surplus;
        if (post >= 0) here = sign * row.value[post];
      } else {
        for (std::int64_t k = 0; k < row.count; ++k) {
          net[at(k)] = solve::assignment_whole(row.value[k], plan_.scale) - price[row.column[k]];
          part.proven = part.proven && !(net[at(k)] > surplus);
          if (row.column[k] == post) here = sign * row.value[k];
        }
      }
      std::int64_t best_post = here == best ? post : -1;
      for (std::int64_t k = 0; best_post < 0 && k < row.count; ++k)
        if (sign * row.value[k] == best) best_post = place(k);
      if (post >= 0) {
        part.proven = part.proven && (!answer.greatest || solve::assignment_whole(sign * here, plan_.scale) - price[post] == surplus);
        part.total.add(sign * here);
        table.post.codes[p] = static_cast<std::int32_t>(post);
        table.score[p] = sign * here;
      } else if (plan_.options.unplaced == Unplaced::allowed) {
        part.total.add(plan_.options.unplaced_value);
      }
      if (!answer.greatest) part.proven = part.proven && surplus >= plan_.out;
      // What is better than what the person has, and lacks least.
      const double floor = post >= 0 ? here : plan_.options.unplaced == Unplaced::allowed ? sign * plan_.options.unplaced_value : -infinity;
      std::int64_t closest = -1;
      double lacking = infinity, closest_value = missing;
      if (best_post != post && best > floor && answer.greatest)
        for (std::int64_t k = 0; k < row.count; ++k) {
          const std::int64_t j = place(k);
          const double value = sign * row.value[k];
          if (!(value > floor) || (!shut_.empty() && shut_.count(static_cast<std::int32_t>((problem.columns_by_class ? group * plan_.posts : 0) + j)) > 0)) continue;
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
      table.surplus[p] = (plan_.placing > 0.0 ? surplus - plan_.placing * std::rint(surplus / plan_.placing) : surplus) * plan_.unit;
      if (closest >= 0) {
        table.closest.codes[p] = static_cast<std::int32_t>(closest);
        table.closest_score[p] = sign * closest_value;
        if (plan_.placing == 0.0 || lacking < plan_.placing / 2) table.lacking[p] = lacking * plan_.unit;
      }
      if (plan_.options.explain) {
        PlacementStory story;
        story.reason = reason;
        story.costs = plan_.costs;
        story.exact = post < 0 && plan_.limits.empty() && answer.greatest;
        if (post >= 0) story.post = plan_.scores.posts[at(post)];
        if (best_post >= 0) story.first_choice = plan_.scores.posts[at(best_post)];
        if (closest >= 0) story.closest = plan_.scores.posts[at(closest)];
        story.score = table.score[p];
        story.first_choice_score = table.first_choice_score[p];
        story.closest_score = table.closest_score[p];
        story.lacking = table.lacking[p];
        story.unplaced_value = plan_.options.unplaced_value;
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
  if (plan_.options.unplaced == Unplaced::allowed) {
    const double units = plan_.options.unplaced_value / plan_.unit;
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
  if (plan_.placing > 0.0) dual.add(plan_.placing * static_cast<double>(plan_.people - result.placed));
  if (!proven) throw Error(ErrorCode::internal, key, "the prices do not prove the placement");
  result.total = total.value();
  result.unit = plan_.unit;
  if (whole) {
    result.bound = (plan_.costs ? -1.0 : 1.0) * dual.value() * plan_.unit;
  } else {  // each score was rounded by half a unit at most
    const double rounding = 0.5 * static_cast<double>(plan_.options.unplaced == Unplaced::allowed ? plan_.people : std::min(plan_.people, std::max<std::int64_t>(result.placed, 1)));
    result.bound = (plan_.costs ? -1.0 : 1.0) * (dual.value() + rounding) * plan_.unit;
  }
  result.gap = std::fabs(result.bound - result.total);
  tell_posts(result);
  for (std::int64_t j = 0; j < plan_.posts; ++j) {
    const std::int64_t node = problem.columns_by_class ? plan_.posts * problem.classes + problem.classes + j : j;
    result.posts.price[at(j)] = without_placing(answer.price[at(node)]);
  }
  tell_groups(result);
  for (std::size_t b = 0; b < plan_.limits.size(); ++b) {
    const PlacementLimits& limits = plan_.limits[b];
    const std::int64_t leaves = problem.columns_by_class ? plan_.posts * problem.classes : plan_.posts, node = limits.post >= 0 ? limits.group * plan_.posts + limits.post : leaves + limits.group;
    const double own = answer.price[at(node)] - answer.price[at(problem.nodes[at(node)].parent)];
    result.bounds.price[b] = without_placing(limits.post >= 0 ? own : -own);
    for (std::size_t p = 0; p < n; ++p)
      if (table.group.codes[p] == limits.group && (limits.post >= 0 ? table.post.codes[p] == limits.post : table.post.codes[p] >= 0)) ++result.bounds.placed[b];
  }
}

double PlacementTelling::without_placing(double price) const {
  const double own = plan_.placing > 0.0 ? price - plan_.placing * std::rint(price / plan_.placing) : price;
  return own == 0.0 ? 0.0 : own * plan_.unit;
}

void PlacementTelling::tell_posts(PlacementResult& result) const {
  PlacementPosts& table = result.posts;
  const std::size_t m = at(plan_.posts);
  table.post.levels = plan_.scores.posts;
  for (std::int64_t j = 0; j < plan_.posts; ++j) table.post.codes.push_back(static_cast<std::int32_t>(j));
  table.capacity = plan_.scores.capacity;
  table.minimum = plan_.scores.minimum;
  table.eligible = plan_.seen.eligible;
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

void PlacementTelling::tell_nobody(PlacementResult& result) const {
  tell_posts(result);
  tell_groups(result);
}

void PlacementTelling::tell_groups(PlacementResult& result) const {
  PlacementGroups& table = result.groups;
  table.group.levels = plan_.group_names.empty() ? std::vector<std::string>{"total"} : plan_.group_names;
  const std::size_t groups = table.group.levels.size();
  std::vector<stats::LongSum> sums(groups);
  table.people.assign(groups, 0);
  table.eligible.assign(groups, 0);
  table.placed.assign(groups, 0);
  for (std::size_t p = 0; p < at(plan_.people); ++p) {
    const std::size_t g = plan_.group_of.empty() ? 0 : at(plan_.group_of[p]);
    ++table.people[g];
    table.eligible[g] += plan_.seen.fits[p];
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
  bounds.group.levels = plan_.group_names.empty() ? std::vector<std::string>{""} : plan_.group_names;
  bounds.post.levels = plan_.scores.posts;
  for (const PlacementLimits& limits : plan_.limits) {
    bounds.group.codes.push_back(limits.group);
    bounds.post.codes.push_back(static_cast<std::int32_t>(limits.post));
    bounds.at_least.push_back(limits.at_least);
    bounds.at_most.push_back(limits.at_most);
    bounds.placed.push_back(0);
    bounds.price.push_back(0.0);
  }
}

void PlacementTelling::tell_violation(const solve::AssignmentProblem& problem, const solve::Assignment& answer, PlacementResult& result) const {
  PlacementViolation& violation = result.violation;
  std::set<std::int64_t> posts;
  std::set<std::int32_t> groups;
  const std::int64_t leaves = problem.columns_by_class ? plan_.posts * problem.classes : plan_.posts;
  std::int64_t seats = 0;
  for (const std::int32_t node : answer.violating_nodes) {
    const solve::AssignmentNode& bounds = problem.nodes[at(node)];
    if (node + 1 == static_cast<std::int32_t>(problem.nodes.size())) continue;
    if (node >= leaves && node < leaves + problem.classes) {
      const bool bounded = bounds.lower > 0 || (bounds.upper > 0 && bounds.upper < plan_.people);
      if (bounded && problem.classes > 1) groups.insert(static_cast<std::int32_t>(node - leaves));
      seats += answer.crowded ? bounds.upper : bounds.lower;
      continue;
    }
    const std::int64_t post = node < leaves ? node % plan_.posts : node - leaves - problem.classes;
    posts.insert(post);
    if (node < leaves && problem.columns_by_class && (answer.crowded ? bounds.upper < plan_.scores.capacity[at(post)] : bounds.lower > 0)) groups.insert(static_cast<std::int32_t>(node / plan_.posts));
    if (!problem.columns_by_class) seats += answer.crowded ? bounds.upper : bounds.lower;
  }
  if (problem.columns_by_class) {  // a post, or its groups together: whichever says more
    std::vector<std::int64_t> groups_need(at(plan_.posts), 0), post_needs(at(plan_.posts), -1);
    for (const std::int32_t node : answer.violating_nodes) {
      const solve::AssignmentNode& bounds = problem.nodes[at(node)];
      if (node < leaves) groups_need[at(node % plan_.posts)] += answer.crowded ? bounds.upper : bounds.lower;
      else if (node >= leaves + problem.classes && node + 1 < static_cast<std::int32_t>(problem.nodes.size())) post_needs[at(node - leaves - problem.classes)] = answer.crowded ? bounds.upper : bounds.lower;
    }
    for (std::size_t j = 0; j < at(plan_.posts); ++j)
      if (post_needs[j] < 0) seats += groups_need[j];
      else seats += answer.crowded ? post_needs[j] : std::max(post_needs[j], groups_need[j]);
  }
  violation.people = static_cast<std::int64_t>(answer.violating_rows.size());
  violation.seats = seats;
  for (const std::int32_t row : answer.violating_rows) violation.persons.push_back(plan_.scores.people[at(row)]);
  for (const std::int64_t post : posts) violation.posts.push_back(plan_.scores.posts[at(post)]);
  for (const std::int32_t group : groups) violation.groups.push_back(plan_.group_names[at(group)]);
  PlacementWords words = violation_words(answer.crowded, violation.people, violation.seats, static_cast<std::int64_t>(violation.posts.size()), !groups.empty());
  violation.sentence = std::move(words.en);
  violation.sentence_zh = std::move(words.zh);
}

}  // namespace mainstay::inline v1::competency
