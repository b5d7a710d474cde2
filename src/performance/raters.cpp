#include "mainstay/performance/raters.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "performance/crossed_effects.hpp"
#include "performance/raters_feedback.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr const char* key = "performance.raters";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The levels that occur in the chosen rows, numbered anew in their order; -1 for the others.
struct Used {
  CrossedFactor factor;
  std::vector<std::int64_t> place;  // by code
  std::vector<std::int64_t> code;   // by place
};

Used used_of(const data::Groups& groups, const std::vector<std::int64_t>& rows) {
  Used used;
  used.place.assign(at(groups.count), -1);
  for (const std::int64_t row : rows) used.place[at(groups.codes[at(row)])] = 0;
  for (std::int64_t code = 0; code < groups.count; ++code)
    if (used.place[at(code)] == 0) {
      used.place[at(code)] = static_cast<std::int64_t>(used.code.size());
      used.code.push_back(code);
    }
  used.factor.levels = static_cast<std::int64_t>(used.code.size());
  used.factor.level.reserve(rows.size());
  for (const std::int64_t row : rows) used.factor.level.push_back(static_cast<std::int32_t>(used.place[at(groups.codes[at(row)])]));
  return used;
}

void name_all(Categories& column, const data::Groups& groups, const std::vector<std::int64_t>& codes) {
  for (const std::int64_t code : codes) {
    column.codes.push_back(static_cast<std::int32_t>(column.levels.size()));
    column.levels.push_back(groups.name(code));
  }
}

// Which people and raters hang together: for each person and rater the number of its subset, in the order of their first people.
struct Subsets {
  std::vector<std::int64_t> of_person, of_rater;
  std::int64_t count = 0;
};

Subsets subsets_of(const CrossedFactor& person, const CrossedFactor& rater) {
  std::vector<std::int64_t> parent(at(person.levels + rater.levels));
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](std::int64_t i) {
    while (parent[at(i)] != i) i = parent[at(i)] = parent[at(parent[at(i)])];
    return i;
  };
  for (std::size_t i = 0; i < person.level.size(); ++i) {
    const std::int64_t a = root(person.level[i]), b = root(person.levels + rater.level[i]);
    parent[at(std::max(a, b))] = std::min(a, b);
  }
  Subsets subsets;
  std::vector<std::int64_t> number(parent.size(), -1);
  for (std::int64_t p = 0; p < person.levels; ++p) {
    std::int64_t& own = number[at(root(p))];
    if (own < 0) own = subsets.count++;
    subsets.of_person.push_back(own);
  }
  for (std::int64_t r = 0; r < rater.levels; ++r) subsets.of_rater.push_back(number[at(root(person.levels + r))]);
  return subsets;
}

struct Moments {
  std::int64_t count = 0;
  double mean = 0.0, squares = 0.0;
  void add(double value) {
    ++count;
    const double moved = value - mean;
    mean += moved / static_cast<double>(count);
    squares += moved * (value - mean);
  }
  double variance() const { return squares / static_cast<double>(count - 1); }
};

}  // namespace

RatersResult raters(const RatersInput& input, const RatersOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  const RatersOptions usual{};
  for (const auto& [option, given] : {std::pair{"self_role", options.self_role != usual.self_role}, {"named_roles", options.named_roles != usual.named_roles}, {"floor", options.floor != usual.floor}})
    if (given && !input.role.given()) refuse(key, option, "given", "left out without role");
  Team team(key, context);
  RatersResult result;
  const std::int64_t n = input.rating.size;
  const data::Groups person = data::encode_groups(key, "person", input.person), rater = data::encode_groups(key, "rater", input.rater);
  const bool has_item = input.item.given(), has_role = input.role.given();
  const data::Groups item = has_item ? data::encode_groups(key, "item", input.item) : data::Groups{}, role = has_role ? data::encode_groups(key, "role", input.role) : data::Groups{};
  std::int32_t self = -1;
  for (std::int64_t r = 0; r < role.count; ++r) {
    const std::string name = role.name(r);
    if (name == options.self_role) self = static_cast<std::int32_t>(r);
    if (name == "pooled" || name == "others") refuse(key, "role", data::quoted(name), "another word: pooled and others are made from the roles");
  }
  std::vector<std::int64_t> rows;
  std::vector<double> y;
  for (std::int64_t i = 0; i < n; ++i) {
    if (has_role && role.codes[at(i)] == self) continue;
    rows.push_back(i);
    y.push_back(number_at(input.rating, i));
  }
  result.self_ratings = n - static_cast<std::int64_t>(rows.size());
  if (has_role) {  // people and raters by one kind of labels: whoever is both rates themselves
    const std::vector<std::int32_t> person_of = person.text == rater.text ? data::match_labels(key, "rater", rater, "person", person) : std::vector<std::int32_t>(at(rater.count), -1);
    for (std::int64_t i = 0; i < n; ++i) {
      if (role.codes[at(i)] == self || person_of[at(rater.codes[at(i)])] != person.codes[at(i)]) continue;
      throw Error(ErrorCode::invalid_argument, key, "role", i, data::quoted(role.name(role.codes[at(i)])), data::quoted(options.self_role) + ": person and rater are the same");
    }
  }
  const Used people = used_of(person, rows), who = used_of(rater, rows), what = has_item ? used_of(item, rows) : Used{};
  const Subsets subsets = subsets_of(people.factor, who.factor);

  std::vector<CrossedFactor> factors{people.factor, who.factor};
  const bool items_vary = has_item && what.factor.levels > 1;
  if (items_vary) factors.push_back(what.factor);
  const auto [least, most] = std::minmax_element(y.begin(), y.end());
  bool confounded = false;
  for (const CrossedFactor& factor : factors) confounded = confounded || factor.levels >= static_cast<std::int64_t>(y.size());
  const bool enough = y.size() >= 3 && *least < *most && people.factor.levels >= 2 && who.factor.levels >= 2;
  CrossedFit fit;
  const bool fitted = enough && !confounded;
  if (fitted) {
    fit = crossed_effects(y, factors, options.exact_up_to, context.seed, team);
    result.status = !fit.converged ? RatersStatus::not_converged : fit.boundary ? RatersStatus::boundary : RatersStatus::converged;
    result.errors = fit.exact ? RatersErrors::exact : RatersErrors::approximate;
    result.mean = fit.mean;
    result.steps = fit.steps;
    if (fit.exact) result.log_likelihood = fit.log_likelihood;
  } else {
    result.status = enough ? RatersStatus::confounded : RatersStatus::too_few;
  }
  const double residual = fitted ? fit.variance.back() : missing;

  result.variances.effect.levels = {"person", "rater"};
  if (has_item) result.variances.effect.levels.emplace_back("item");
  result.variances.effect.levels.emplace_back("residual");
  double total = 0.0;
  for (const double variance : fit.variance) total += variance;
  for (std::size_t k = 0; k < result.variances.effect.levels.size(); ++k) {
    const bool last = k + 1 == result.variances.effect.levels.size(), estimated = fitted && (last || k < factors.size());
    const std::size_t place = last ? fit.variance.size() - 1 : k;
    result.variances.effect.codes.push_back(static_cast<std::int32_t>(k));
    result.variances.levels.push_back(last ? static_cast<std::int64_t>(y.size()) : k == 0 ? people.factor.levels : k == 1 ? who.factor.levels : what.factor.levels);
    result.variances.variance.push_back(estimated ? fit.variance[place] : missing);
    result.variances.std_error.push_back(estimated ? fit.variance_error[place] : missing);
    result.variances.share.push_back(estimated ? fit.variance[place] / total : missing);
    result.variances.error_ratio.push_back(estimated && !last ? fit.error_ratio[place] : missing);
  }

  std::vector<Moments> of_person(at(people.factor.levels)), of_rater(at(who.factor.levels)), of_item(at(what.factor.levels)), expected(at(who.factor.levels));
  std::vector<double> spread(at(who.factor.levels), 0.0), low(at(who.factor.levels), 0.0), high(at(who.factor.levels), 0.0);
  for (std::size_t i = 0; i < y.size(); ++i) {
    const std::size_t p = at(people.factor.level[i]), r = at(who.factor.level[i]);
    of_person[p].add(y[i]);
    of_rater[r].add(y[i]);
    if (has_item) of_item[at(what.factor.level[i])].add(y[i]);
    low[r] += y[i] == *least;
    high[r] += y[i] == *most;
    if (!fitted) continue;
    expected[r].add(fit.effect[0][p] + (items_vary ? fit.effect[2][at(what.factor.level[i])] : 0.0));
    spread[r] += fit.std_error[0][p] * fit.std_error[0][p];
  }
  const double z = stats::normal_interval_factor(options.confidence_level);
  std::vector<std::int64_t> everybody(at(person.count));
  std::iota(everybody.begin(), everybody.end(), 0);
  name_all(result.people.person, person, everybody);
  for (std::int64_t code = 0; code < person.count; ++code) {
    const std::int64_t p = people.place[at(code)];
    const bool known = fitted && p >= 0;
    const double score = known ? fit.mean + fit.effect[0][at(p)] : missing, error = known ? fit.std_error[0][at(p)] : missing;
    result.people.ratings.push_back(p < 0 ? 0 : of_person[at(p)].count);
    result.people.subset.push_back(p < 0 ? -1 : subsets.of_person[at(p)]);
    result.people.mean.push_back(p < 0 || has_role ? missing : of_person[at(p)].mean);
    result.people.score.push_back(score);
    result.people.std_error.push_back(error);
    const double reach = known ? z * fit.level_error[at(p)] : missing;
    result.people.lower.push_back(score - reach);
    result.people.upper.push_back(score + reach);
    result.people.reliability.push_back(known && fit.variance[0] > 0.0 ? 1.0 - error * error / fit.variance[0] : missing);
  }
  name_all(result.raters.rater, rater, who.code);
  for (std::size_t r = 0; r < of_rater.size(); ++r) {
    const double count = static_cast<double>(of_rater[r].count);
    const bool several = of_rater[r].count > 1;
    result.raters.ratings.push_back(of_rater[r].count);
    result.raters.subset.push_back(subsets.of_rater[r]);
    result.raters.mean.push_back(of_rater[r].mean);
    result.raters.severity.push_back(fitted ? -fit.effect[1][r] : missing);
    result.raters.std_error.push_back(fitted ? fit.std_error[1][r] : missing);
    result.raters.deviation.push_back(several ? std::sqrt(of_rater[r].variance()) : missing);
    result.raters.expected_deviation.push_back(fitted && several ? std::sqrt(expected[r].variance() + spread[r] / count + residual) : missing);
    result.raters.lowest_share.push_back(low[r] / count);
    result.raters.highest_share.push_back(high[r] / count);
  }
  if (has_item) {
    std::vector<std::int64_t> all(at(item.count));
    std::iota(all.begin(), all.end(), 0);
    name_all(result.items.item, item, all);
    for (std::int64_t code = 0; code < item.count; ++code) {
      const std::int64_t place = what.place[at(code)];
      const bool known = fitted && items_vary && place >= 0;
      result.items.ratings.push_back(place < 0 ? 0 : of_item[at(place)].count);
      result.items.mean.push_back(place < 0 ? missing : of_item[at(place)].mean);
      result.items.effect.push_back(known ? fit.effect[2][at(place)] : missing);
      result.items.std_error.push_back(known ? fit.std_error[2][at(place)] : missing);
    }
  }
  for (std::vector<std::int64_t>* column : {&result.subsets.people, &result.subsets.raters, &result.subsets.ratings}) column->assign(at(subsets.count), 0);
  result.subsets.first_person.levels = result.people.person.levels;
  for (std::int64_t p = 0; p < people.factor.levels; ++p) {
    const std::int64_t s = subsets.of_person[at(p)];
    if (result.subsets.people[at(s)]++ == 0) result.subsets.first_person.codes.push_back(static_cast<std::int32_t>(people.code[at(p)]));
    result.subsets.ratings[at(s)] += of_person[at(p)].count;
  }
  for (const std::int64_t s : subsets.of_rater) ++result.subsets.raters[at(s)];

  for (Categories* column : {&result.feedback.person, &result.blind_spots.person}) column->levels = result.people.person.levels;
  for (Categories* column : {&result.feedback.item, &result.blind_spots.item}) column->levels = has_item ? result.items.item.levels : std::vector<std::string>{};
  if (has_role) result.feedback.role.levels = role.names();
  result.feedback.role.levels.emplace_back("pooled");
  result.feedback.role.levels.emplace_back("others");
  for (const Choice& word : choices(BlindSpot{})) result.blind_spots.kind.levels.emplace_back(word.name);
  if (!has_role) return result;
  FeedbackRules rules;
  rules.people = person.count;
  rules.self = self;
  for (std::int64_t r = 0; r < role.count; ++r) rules.named.push_back(std::find(options.named_roles.begin(), options.named_roles.end(), role.name(r)) != options.named_roles.end());
  rules.floor = options.floor;
  rules.items = has_item;
  rules.pooled = static_cast<std::int32_t>(role.count);
  rules.others = rules.pooled + 1;
  rules.rater_variance = fitted ? fit.variance[1] : missing;
  rules.residual_variance = residual;
  rules.critical = z;
  std::vector<RatingRow> all(at(n));
  for (std::int64_t i = 0; i < n; ++i) all[at(i)] = {person.codes[at(i)], role.codes[at(i)], has_item ? item.codes[at(i)] : 0, rater.codes[at(i)], number_at(input.rating, i)};
  result.suppressed = give_feedback(std::move(all), rules, result.feedback, result.blind_spots);
  return result;
}

constinit const Function raters_analysis = analysis<&raters>("performance.raters", "What in a rating is the person's and what the rater's, and what may people be told?");

}  // namespace mainstay::inline v1::performance
