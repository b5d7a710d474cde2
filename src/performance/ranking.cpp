#include "mainstay/performance/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "core/team.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "performance/ranking_kernel.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::string_view name = "performance.ranking";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_simulated = 5000;

double percentile_of(const std::vector<double>& population, double value, PercentileRule rule) {  // the population rises
  const auto size = static_cast<double>(population.size());
  if (population.empty()) return nothing;
  const auto first = std::lower_bound(population.begin(), population.end(), value), last = std::upper_bound(first, population.end(), value);
  const auto worse = static_cast<double>(first - population.begin()), equal = static_cast<double>(last - first);
  switch (rule) {
    case PercentileRule::worse: return worse / size;
    case PercentileRule::at_most: return (worse + equal) / size;
    case PercentileRule::weibull: return (worse + equal / 2 + 0.5) / (size + 1);
    default: return (worse + equal / 2) / size;
  }
}

double rank_of(RankingTies rule, double best, double worst, double dense, double place) {
  switch (rule) {
    case RankingTies::max: return worst;
    case RankingTies::mid: return (best + worst) / 2;
    case RankingTies::dense: return dense;
    case RankingTies::ordinal: return place;
    default: return best;
  }
}

// The rows of the input with their groups and labels, in order.
struct RankedRows {
  std::vector<double> score, error;
  data::Groups people, groups;
  std::int64_t group_count = 0;
  double sign = 1;
  std::vector<std::int64_t> order;  // group, those with a score first, best score, label, row

  RankedRows(const RankingInput& input, const RankingOptions& options) : score(data::numbers_of(input.score)), sign(options.direction == RankingDirection::higher ? 1.0 : -1.0), order(score.size()) {
    if (input.std_error.given()) error = data::numbers_of(input.std_error);
    if (input.person.given()) people = data::encode_groups(name, "person", input.person);
    if (input.group.given()) groups = data::encode_groups(name, "group", input.group);
    group_count = input.group.given() ? groups.count : (score.empty() ? 0 : 1);
    for (std::size_t i = 0; i < error.size(); ++i)
      if (!std::isnan(score[i]) && std::isnan(error[i])) refuse(name, "std_error", static_cast<std::int64_t>(i), nothing, "given where there is a score");
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
      const auto i = static_cast<std::size_t>(a), k = static_cast<std::size_t>(b);
      if (group_of(i) != group_of(k)) return group_of(i) < group_of(k);
      if (std::isnan(score[i]) != std::isnan(score[k])) return std::isnan(score[k]);
      if (!std::isnan(score[i]) && score[i] != score[k]) return sign * score[i] > sign * score[k];
      if (!people.codes.empty() && people.codes[i] != people.codes[k]) return people.codes[i] < people.codes[k];
      return a < b;
    });
    if (!people.codes.empty()) refuse_twice();
  }

  std::int32_t group_of(std::size_t row) const { return groups.codes.empty() ? 0 : groups.codes[row]; }
  std::size_t row(std::size_t place) const { return static_cast<std::size_t>(order[place]); }

 private:
  void refuse_twice() const {
    std::vector<std::int64_t> by_person = order;
    const auto key = [&](std::int64_t i) { return std::pair(group_of(static_cast<std::size_t>(i)), people.codes[static_cast<std::size_t>(i)]); };
    std::sort(by_person.begin(), by_person.end(), [&](std::int64_t a, std::int64_t b) { return key(a) != key(b) ? key(a) < key(b) : a < b; });
    std::int64_t twice = -1;
    for (std::size_t i = 1; i < by_person.size(); ++i)
      if (key(by_person[i]) == key(by_person[i - 1]) && (twice < 0 || by_person[i] < twice)) twice = by_person[i];
    if (twice >= 0)
      throw Error(ErrorCode::invalid_argument, name, "person", twice, "\"" + people.name(people.codes[static_cast<std::size_t>(twice)]) + "\"",
                  groups.codes.empty() ? "there once" : "once in group \"" + groups.name(group_of(static_cast<std::size_t>(twice))) + "\"");
  }
};

// Populations of percentiles, rising in goodness: one for everybody, or one for each group.
class Populations {
 public:
  Populations(const RankingInput& input, const RankingOptions& options, const RankedRows& rows)
      : lists_(options.population == RankingPopulation::everybody || (input.reference.given() && !input.reference_group.given()) ? 1 : static_cast<std::size_t>(rows.group_count)) {
    if (input.reference.given()) {
      add_reference(input, rows);
    } else {
      for (std::size_t i = 0; i < rows.score.size(); ++i)
        if (!std::isnan(rows.score[i])) lists_[place_of(rows.group_of(i))].push_back(rows.sign * rows.score[i]);
    }
    for (std::vector<double>& list : lists_) std::sort(list.begin(), list.end());
  }

  const std::vector<double>& of(std::int64_t group) const { return lists_[place_of(group)]; }

 private:
  std::size_t place_of(std::int64_t group) const { return lists_.size() == 1 ? 0 : static_cast<std::size_t>(group); }

  void add_reference(const RankingInput& input, const RankedRows& rows) {
    const std::vector<double> reference = data::numbers_of(input.reference);
    std::vector<std::int32_t> place;
    data::Groups of;
    if (input.reference_group.given()) {
      of = data::encode_groups(name, "reference_group", input.reference_group);
      place = data::match_labels(name, "reference_group", of, "group", rows.groups);
    }
    for (std::size_t i = 0; i < reference.size(); ++i) {
      const std::int32_t at = place.empty() ? 0 : place[static_cast<std::size_t>(of.codes[i])];
      if (at >= 0 && !lists_.empty()) lists_[static_cast<std::size_t>(at)].push_back(rows.sign * reference[i]);
    }
  }

  std::vector<std::vector<double>> lists_;
};

// Places of one group in the order: those with a score in [first, last), those without in [last, end).
struct GroupPlaces {
  std::int64_t group;
  std::size_t first, last, end;
};

GroupPlaces places_of(const RankedRows& rows, std::int64_t group, std::size_t first) {
  GroupPlaces places{group, first, first, first};
  const auto mine = [&](std::size_t place) { return place < rows.order.size() && rows.group_of(rows.row(place)) == group; };
  while (mine(places.last) && !std::isnan(rows.score[rows.row(places.last)])) ++places.last;
  for (places.end = places.last; mine(places.end);) ++places.end;
  return places;
}

void rank_group(const RankedRows& rows, const RankingOptions& options, const GroupPlaces& places, const std::vector<double>& population, RankingResult& result) {
  const auto [group, first, last, end] = places;
  std::int64_t tied = 0, dense = 0;
  for (std::size_t i = first, next = first; i < last; i = next) {
    const double x = rows.score[rows.row(i)];
    while (next < last && rows.score[rows.row(next)] == x) ++next;
    if (next - i > 1) tied += static_cast<std::int64_t>(next - i);
    ++dense;
    const double percentile = percentile_of(population, rows.sign * x, options.percentile);
    for (std::size_t k = i; k < next; ++k) {
      const std::size_t row = rows.row(k);
      result.place[row] = static_cast<std::int64_t>(k - first + 1);
      result.rank[row] = rank_of(options.ties, static_cast<double>(i - first + 1), static_cast<double>(next - first), static_cast<double>(dense), static_cast<double>(k - first + 1));
      result.percentile[row] = percentile;
    }
  }
  if (options.missing == RankingMissing::last)
    for (std::size_t k = last; k < end; ++k)
      result.rank[rows.row(k)] = rank_of(options.ties, static_cast<double>(last - first + 1), static_cast<double>(end - first), static_cast<double>(dense + 1), static_cast<double>(k - first + 1));
  RankingGroups& table = result.groups;
  table.group.codes.push_back(static_cast<std::int32_t>(group));
  table.ranked.push_back(static_cast<std::int64_t>(last - first));
  table.missing.push_back(static_cast<std::int64_t>(end - last));
  table.tied.push_back(tied);
  table.sets.push_back(0);
  table.critical.push_back(nothing);
}

// Intervals of ranks, and the sets of those who cannot be told apart.
void compare_group(const RankedRows& rows, const RankingOptions& options, const GroupPlaces& places, std::uint64_t seed, Team& team, RankingResult& result) {
  const auto [group, first, last, end] = places;
  RankingGroups& table = result.groups;
  Ordered ordered;
  for (std::size_t i = first; i < last; ++i) {
    ordered.value.push_back(rows.sign * rows.score[rows.row(i)]);
    ordered.error.push_back(rows.error[rows.row(i)]);
  }
  if (options.comparison == RankingComparison::simulation && ordered.size() > most_simulated)
    refuse(name, "comparison", "simulation", "bonferroni in groups of more than 5000 people; \"" + table.group.levels[static_cast<std::size_t>(group)] + "\" has " + std::to_string(ordered.size()));
  set_critical_values(ordered, options, seed, static_cast<std::uint64_t>(group), team);
  std::vector<std::int64_t> better, worse;
  count_apart(ordered, better, worse, team);
  for (std::size_t i = first; i < last; ++i) {
    result.rank_lower[rows.row(i)] = static_cast<double>(1 + better[i - first]);
    result.rank_upper[rows.row(i)] = static_cast<double>(static_cast<std::int64_t>(last - first) - worse[i - first]);
  }
  if (ordered.size() > 1) table.critical.back() = std::accumulate(ordered.critical.begin(), ordered.critical.end(), 0.0) / static_cast<double>(ordered.size());
  for (const auto& [from, to] : sets_of(ordered, options.sets)) {
    RankingSetTable& sets = result.sets;
    sets.group.codes.push_back(static_cast<std::int32_t>(group));
    sets.number.push_back(++table.sets.back());
    sets.first_place.push_back(from + 1);
    sets.last_place.push_back(to + 1);
    sets.people.push_back(to - from + 1);
    sets.best.push_back(rows.sign * ordered.value[static_cast<std::size_t>(from)]);
    sets.worst.push_back(rows.sign * ordered.value[static_cast<std::size_t>(to)]);
    for (std::int64_t place = from; place <= to; ++place) {
      std::int64_t& set = result.set[rows.row(first + static_cast<std::size_t>(place))];
      if (set == 0) set = table.sets.back();
    }
  }
}

}  // namespace

RankingResult ranking(const RankingInput& input, const RankingOptions& options, const RunContext& context) {
  check(name, input, options);
  const bool by_reference = options.population == RankingPopulation::reference;
  if (options.ties == RankingTies::ordinal && !input.person.given()) refuse(name, "person", "missing", "given with ties = ordinal");
  if (by_reference != input.reference.given()) refuse(name, "reference", by_reference ? "missing" : "given", by_reference ? "given with population = reference" : "left out unless population is reference");
  if (input.reference_group.given() && !input.reference.given()) refuse(name, "reference_group", "given", "left out without reference");
  if (input.reference_group.given() && !input.group.given()) refuse(name, "reference_group", "given", "left out without group");
  Team team(name, context);
  const RankedRows rows(input, options);
  const Populations populations(input, options, rows);
  RankingResult result;
  for (auto* list : {&result.rank, &result.percentile, &result.rank_lower, &result.rank_upper}) list->assign(rows.score.size(), nothing);
  result.place.assign(rows.score.size(), 0);
  result.set.assign(rows.score.size(), 0);
  result.groups.group.levels = rows.groups.codes.empty() ? std::vector<std::string>(static_cast<std::size_t>(rows.group_count), "total") : rows.groups.names();
  result.sets.group.levels = result.groups.group.levels;
  std::size_t first = 0;
  for (std::int64_t group = 0; group < rows.group_count; ++group) {
    const GroupPlaces places = places_of(rows, group, first);
    rank_group(rows, options, places, populations.of(group), result);
    if (input.std_error.given()) compare_group(rows, options, places, context.seed, team, result);
    first = places.end;
  }
  return result;
}

constinit const Function ranking_analysis = analysis<&ranking>("performance.ranking", "Who stands where, how sure is that, and who cannot be told apart?");

}  // namespace mainstay::inline v1::performance
