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

}  // namespace

RankingResult ranking(const RankingInput& input, const RankingOptions& options, const RunContext& context) {
  check(name, input, options);
  const bool with_errors = input.std_error.given(), by_reference = options.population == RankingPopulation::reference;
  if (options.ties == RankingTies::ordinal && !input.person.given()) refuse(name, "person", "missing", "given with ties = ordinal");
  if (by_reference != input.reference.given()) refuse(name, "reference", by_reference ? "missing" : "given", by_reference ? "given with population = reference" : "left out unless population is reference");
  if (input.reference_group.given() && !input.reference.given()) refuse(name, "reference_group", "given", "left out without reference");
  if (input.reference_group.given() && !input.group.given()) refuse(name, "reference_group", "given", "left out without group");
  const std::int64_t n = input.score.size;
  const auto size = static_cast<std::size_t>(n);
  Team team(name, context);
  const std::vector<double> score = data::numbers_of(input.score), error = with_errors ? data::numbers_of(input.std_error) : std::vector<double>{};
  const data::Groups people = input.person.given() ? data::encode_groups(name, "person", input.person) : data::Groups{};
  const data::Groups groups = input.group.given() ? data::encode_groups(name, "group", input.group) : data::Groups{};
  const std::int64_t group_count = input.group.given() ? groups.count : (n > 0 ? 1 : 0);
  const auto group_of = [&](std::size_t row) { return groups.codes.empty() ? 0 : groups.codes[row]; };
  const double sign = options.direction == RankingDirection::higher ? 1.0 : -1.0;
  if (with_errors)
    for (std::size_t i = 0; i < size; ++i)
      if (!std::isnan(score[i]) && std::isnan(error[i])) refuse(name, "std_error", static_cast<std::int64_t>(i), nothing, "given where there is a score");

  // Rows in order: group, those with a score first, best score, label, row.
  std::vector<std::int64_t> order(size);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    const auto i = static_cast<std::size_t>(a), k = static_cast<std::size_t>(b);
    if (group_of(i) != group_of(k)) return group_of(i) < group_of(k);
    if (std::isnan(score[i]) != std::isnan(score[k])) return std::isnan(score[k]);
    if (!std::isnan(score[i]) && score[i] != score[k]) return sign * score[i] > sign * score[k];
    if (!people.codes.empty() && people.codes[i] != people.codes[k]) return people.codes[i] < people.codes[k];
    return a < b;
  });
  if (!people.codes.empty()) {
    std::vector<std::int64_t> by_person = order;
    const auto key = [&](std::int64_t row) { return std::pair(group_of(static_cast<std::size_t>(row)), people.codes[static_cast<std::size_t>(row)]); };
    std::sort(by_person.begin(), by_person.end(), [&](std::int64_t a, std::int64_t b) { return key(a) != key(b) ? key(a) < key(b) : a < b; });
    std::int64_t twice = -1;
    for (std::size_t i = 1; i < size; ++i)
      if (key(by_person[i]) == key(by_person[i - 1]) && (twice < 0 || by_person[i] < twice)) twice = by_person[i];
    if (twice >= 0)
      throw Error(ErrorCode::invalid_argument, name, "person", twice, "\"" + people.name(people.codes[static_cast<std::size_t>(twice)]) + "\"",
                  groups.codes.empty() ? "there once" : "once in group \"" + groups.name(group_of(static_cast<std::size_t>(twice))) + "\"");
  }

  // Populations of percentiles, rising in goodness.
  std::vector<std::vector<double>> populations(static_cast<std::size_t>(options.population == RankingPopulation::everybody || (by_reference && !input.reference_group.given()) ? 1 : group_count));
  if (by_reference) {
    const std::vector<double> reference = data::numbers_of(input.reference);
    std::vector<std::int32_t> place;
    data::Groups of;
    if (input.reference_group.given()) {
      of = data::encode_groups(name, "reference_group", input.reference_group);
      place = data::match_labels(name, "reference_group", of, "group", groups);
    }
    for (std::size_t i = 0; i < reference.size(); ++i) {
      const std::int32_t at = place.empty() ? 0 : place[static_cast<std::size_t>(of.codes[i])];
      if (at >= 0 && !populations.empty()) populations[static_cast<std::size_t>(at)].push_back(sign * reference[i]);
    }
  } else {
    for (std::size_t i = 0; i < size; ++i)
      if (!std::isnan(score[i])) populations[populations.size() == 1 ? 0 : static_cast<std::size_t>(group_of(i))].push_back(sign * score[i]);
  }
  for (std::vector<double>& population : populations) std::sort(population.begin(), population.end());

  RankingResult result;
  for (auto* list : {&result.rank, &result.percentile, &result.rank_lower, &result.rank_upper}) list->assign(size, nothing);
  result.place.assign(size, 0);
  result.set.assign(size, 0);
  result.groups.group.levels = groups.codes.empty() ? std::vector<std::string>(static_cast<std::size_t>(group_count), "total") : groups.names();
  result.sets.group.levels = result.groups.group.levels;
  std::size_t first = 0;
  for (std::int64_t g = 0; g < group_count; ++g) {
    std::size_t last = first, end;
    while (last < size && group_of(static_cast<std::size_t>(order[last])) == g && !std::isnan(score[static_cast<std::size_t>(order[last])])) ++last;
    for (end = last; end < size && group_of(static_cast<std::size_t>(order[end])) == g;) ++end;
    std::int64_t tied = 0, dense = 0;
    for (std::size_t i = first; i < last;) {
      std::size_t next = i + 1;
      const double x = score[static_cast<std::size_t>(order[i])];
      while (next < last && score[static_cast<std::size_t>(order[next])] == x) ++next;
      if (next - i > 1) tied += static_cast<std::int64_t>(next - i);
      ++dense;
      for (std::size_t k = i; k < next; ++k) {
        const auto row = static_cast<std::size_t>(order[k]);
        const auto best = static_cast<double>(i - first + 1), worst = static_cast<double>(next - first);
        result.place[row] = static_cast<std::int64_t>(k - first + 1);
        switch (options.ties) {
          case RankingTies::max: result.rank[row] = worst; break;
          case RankingTies::mid: result.rank[row] = (best + worst) / 2; break;
          case RankingTies::dense: result.rank[row] = static_cast<double>(dense); break;
          case RankingTies::ordinal: result.rank[row] = static_cast<double>(k - first + 1); break;
          default: result.rank[row] = best;
        }
        result.percentile[row] = percentile_of(populations[populations.size() == 1 ? 0 : static_cast<std::size_t>(g)], sign * x, options.percentile);
      }
      i = next;
    }
    if (options.missing == RankingMissing::last)
      for (std::size_t k = last; k < end; ++k) {
        const auto best = static_cast<double>(last - first + 1), worst = static_cast<double>(end - first);
        double& rank = result.rank[static_cast<std::size_t>(order[k])];
        switch (options.ties) {
          case RankingTies::max: rank = worst; break;
          case RankingTies::mid: rank = (best + worst) / 2; break;
          case RankingTies::dense: rank = static_cast<double>(dense + 1); break;
          case RankingTies::ordinal: rank = static_cast<double>(k - first + 1); break;
          default: rank = best;
        }
      }
    RankingGroups& table = result.groups;
    table.group.codes.push_back(static_cast<std::int32_t>(g));
    table.ranked.push_back(static_cast<std::int64_t>(last - first));
    table.missing.push_back(static_cast<std::int64_t>(end - last));
    table.tied.push_back(tied);
    table.sets.push_back(0);
    table.critical.push_back(nothing);
    if (with_errors) {
      Ordered ordered;
      for (std::size_t i = first; i < last; ++i) {
        ordered.value.push_back(sign * score[static_cast<std::size_t>(order[i])]);
        ordered.error.push_back(error[static_cast<std::size_t>(order[i])]);
      }
      if (options.comparison == RankingComparison::simulation && ordered.size() > most_simulated)
        refuse(name, "comparison", "simulation", "bonferroni in groups of more than 5000 people; \"" + table.group.levels[static_cast<std::size_t>(g)] + "\" has " + std::to_string(ordered.size()));
      set_critical_values(ordered, options, context.seed, static_cast<std::uint64_t>(g), team);
      std::vector<std::int64_t> better, worse;
      count_apart(ordered, better, worse, team);
      for (std::size_t i = first; i < last; ++i) {
        const auto row = static_cast<std::size_t>(order[i]);
        result.rank_lower[row] = static_cast<double>(1 + better[i - first]);
        result.rank_upper[row] = static_cast<double>(static_cast<std::int64_t>(last - first) - worse[i - first]);
      }
      if (ordered.size() > 1) table.critical.back() = std::accumulate(ordered.critical.begin(), ordered.critical.end(), 0.0) / static_cast<double>(ordered.size());
      for (const auto& [from, to] : sets_of(ordered, options.sets)) {
        RankingSetTable& sets = result.sets;
        sets.group.codes.push_back(static_cast<std::int32_t>(g));
        sets.number.push_back(++table.sets.back());
        sets.first_place.push_back(from + 1);
        sets.last_place.push_back(to + 1);
        sets.people.push_back(to - from + 1);
        sets.best.push_back(sign * ordered.value[static_cast<std::size_t>(from)]);
        sets.worst.push_back(sign * ordered.value[static_cast<std::size_t>(to)]);
        for (std::int64_t place = from; place <= to; ++place) {
          std::int64_t& set = result.set[static_cast<std::size_t>(order[first + static_cast<std::size_t>(place)])];
          if (set == 0) set = table.sets.back();
        }
      }
    }
    first = end;
  }
  return result;
}

constinit const Function ranking_analysis = analysis<&ranking>("performance.ranking", "Who stands where, how sure is that, and who cannot be told apart?");

}  // namespace mainstay::inline v1::performance
