#include "mainstay/performance/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <string>

#include "core/room.hpp"
#include "core/team.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "performance/ranking_kernel.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::string_view name = "performance.ranking";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_simulated = 5000;

// A place in a population of `size` of whom `worse` are worse and `equal` are equal.
double percentile_of(double size, double worse, double equal, PercentileRule rule) {
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

// The rows of one group: places [first, end), by label, then by row.
struct GroupPlaces {
  std::size_t first = 0, end = 0;
};

// Those of one group who have a score, from the best on: what falls as the score gets better, and which of the group's places it has.
struct InOrder {
  std::vector<stats::Keyed> items, scratch;
};

// What a row is told.
struct Standing {
  double rank = nothing, percentile = nothing;
  std::int64_t place = 0;
};

// The rows of the input, group after group. Reading and writing by row goes through the groups side by side, each front to back.
class RankedRows {
 public:
  std::vector<double> error;
  data::Groups people, groups;
  double sign = 1;
  std::vector<GroupPlaces> of_group;
  std::vector<double> keys;         // by place; NaN without a score
  std::vector<std::uint32_t> rows;  // by place, with standard errors

  RankedRows(const RankingInput& input, const RankingOptions& options) : sign(options.direction == RankingDirection::higher ? 1.0 : -1.0) {
    const bool direct = input.score.type == ColumnType::float64 && input.score.stride == 1 && input.score.validity == nullptr;
    const std::vector<double> copy = direct ? std::vector<double>() : data::numbers_of(input.score);
    const std::span<const double> score(direct ? static_cast<const double*>(input.score.data) : copy.data(), static_cast<std::size_t>(input.score.size));
    const std::size_t n = score.size();
    if (n > 0xffffffffu) throw Error(ErrorCode::unsupported, name, "more than 2^32 scores");
    if (input.std_error.given()) error = data::numbers_of(input.std_error);
    if (input.person.given()) people = data::encode_groups(name, "person", input.person);
    if (input.group.given()) groups = data::encode_groups(name, "group", input.group);
    for (std::size_t i = 0; i < error.size(); ++i)
      if (!std::isnan(score[i]) && std::isnan(error[i])) refuse(name, "std_error", static_cast<std::int64_t>(i), nothing, "given where there is a score");
    of_group.resize(input.group.given() ? static_cast<std::size_t>(groups.count) : n == 0 ? 0 : 1);
    for (std::size_t i = 0; i < n; ++i) ++of_group[group_of(i)].end;
    std::size_t begin = 0;
    for (GroupPlaces& places : of_group) {
      places = {begin, begin + places.end};
      begin = places.end;
    }
    if (!people.codes.empty()) sort_by_person();
    make_room(keys, static_cast<std::int64_t>(n));
    keys.resize(n);
    if (!error.empty()) rows.resize(n);
    each([&](std::size_t row, std::size_t place) {
      keys[place] = -sign * score[row];
      if (!rows.empty()) rows[place] = static_cast<std::uint32_t>(row);
    });
  }

  std::size_t group_of(std::size_t row) const { return groups.codes.empty() ? 0 : static_cast<std::size_t>(groups.codes[row]); }

  /// Calls act(row, place) for every row, the places of a group in their order.
  template <class Act>
  void each(const Act& act) const {
    std::vector<std::size_t> next;
    for (const GroupPlaces& places : of_group) next.push_back(places.first);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const std::size_t row = by_person_.empty() ? i : by_person_[i];
      act(row, next[group_of(row)]++);
    }
  }

  void sort(std::size_t group, InOrder& order, Team* team = nullptr) const {
    const GroupPlaces& places = of_group[group];
    order.items.clear();
    for (std::size_t place = places.first; place < places.end; ++place)
      if (keys[place] == keys[place]) order.items.push_back({keys[place], static_cast<std::uint32_t>(place - places.first)});
    stats::sort_keyed(order.items.data(), static_cast<std::int64_t>(order.items.size()), order.scratch, team);
  }

 private:
  std::vector<std::uint32_t> by_person_;  // rows by label, then by row

  void sort_by_person() {
    std::vector<std::uint32_t> next(static_cast<std::size_t>(people.count) + 1, 0);
    for (const std::int32_t code : people.codes) ++next[static_cast<std::size_t>(code) + 1];
    for (std::size_t p = 1; p < next.size(); ++p) next[p] += next[p - 1];
    by_person_.resize(people.codes.size());
    for (std::size_t i = 0; i < by_person_.size(); ++i) by_person_[next[static_cast<std::size_t>(people.codes[i])]++] = static_cast<std::uint32_t>(i);
    std::vector<std::int32_t> last(of_group.size(), -1);  // whose row of the group came last
    std::int64_t twice = -1;
    for (const std::uint32_t row : by_person_) {
      std::int32_t& before = last[group_of(row)];
      if (before == people.codes[row] && (twice < 0 || row < twice)) twice = row;
      before = people.codes[row];
    }
    if (twice >= 0)
      throw Error(ErrorCode::invalid_argument, name, "person", twice, "\"" + people.name(people.codes[static_cast<std::size_t>(twice)]) + "\"",
                  groups.codes.empty() ? "there once" : "once in group \"" + groups.name(static_cast<std::int64_t>(group_of(static_cast<std::size_t>(twice)))) + "\"");
  }
};

// Populations of percentiles, rising in goodness: one for everybody, or one for each group. None where each group is its own.
class Populations {
 public:
  Populations(const RankingInput& input, const RankingOptions& options, const RankedRows& rows, Team& team) {
    if (options.population == RankingPopulation::group || (rows.of_group.size() <= 1 && !input.reference.given())) return;
    lists_.resize(input.reference_group.given() ? rows.of_group.size() : 1);
    if (input.reference.given()) {
      add_reference(input, rows);
    } else {
      for (const double key : rows.keys)
        if (key == key) lists_[0].push_back(-key);
    }
    std::vector<stats::Keyed> items, scratch;
    for (std::vector<double>& list : lists_) {
      items.clear();
      for (const double value : list) items.push_back({value, 0});
      stats::sort_keyed(items.data(), static_cast<std::int64_t>(items.size()), scratch, &team);
      for (std::size_t i = 0; i < list.size(); ++i) list[i] = items[i].key;
    }
  }

  /// The population of a group; null where it is the group itself.
  const std::vector<double>* of(std::size_t group) const { return lists_.empty() ? nullptr : &lists_[lists_.size() == 1 ? 0 : group]; }

 private:
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

void rank_group(const RankedRows& rows, const InOrder& order, const RankingOptions& options, std::size_t group, const std::vector<double>* population, std::vector<Standing>& standings, RankingGroups& table) {
  const std::vector<stats::Keyed>& items = order.items;
  const GroupPlaces& places = rows.of_group[group];
  const std::size_t count = items.size(), everybody = places.end - places.first;
  std::int64_t tied = 0, dense = 0;
  auto above = population != nullptr ? population->end() : std::vector<double>::const_iterator();  // those from there on are better than who comes next
  for (std::size_t i = 0, next = 0; i < count; i = next) {
    const double key = items[i].key;
    while (next < count && items[next].key == key) ++next;
    if (next - i > 1) tied += static_cast<std::int64_t>(next - i);
    ++dense;
    double percentile;
    if (population == nullptr) {
      percentile = percentile_of(static_cast<double>(count), static_cast<double>(count - next), static_cast<double>(next - i), options.percentile);
    } else if (population->empty()) {
      percentile = nothing;
    } else {
      above = std::upper_bound(population->begin(), above, -key);
      const auto equal = std::lower_bound(population->begin(), above, -key);
      percentile = percentile_of(static_cast<double>(population->size()), static_cast<double>(equal - population->begin()), static_cast<double>(above - equal), options.percentile);
      above = equal;
    }
    for (std::size_t k = i; k < next; ++k)
      standings[places.first + items[k].payload] = {rank_of(options.ties, static_cast<double>(i + 1), static_cast<double>(next), static_cast<double>(dense), static_cast<double>(k + 1)), percentile,
                                                    static_cast<std::int64_t>(k + 1)};
  }
  std::size_t behind = count;
  for (std::size_t place = places.first; place < places.end && count < everybody; ++place) {
    if (rows.keys[place] == rows.keys[place]) continue;
    ++behind;
    if (options.missing == RankingMissing::last)
      standings[place].rank = rank_of(options.ties, static_cast<double>(count + 1), static_cast<double>(everybody), static_cast<double>(dense + 1), static_cast<double>(behind));
  }
  table.group.codes[group] = static_cast<std::int32_t>(group);
  table.ranked[group] = static_cast<std::int64_t>(count);
  table.missing[group] = static_cast<std::int64_t>(everybody - count);
  table.tied[group] = tied;
}

// Puts the groups in order and ranks them: large ones one after the other with all threads, the others side by side.
std::vector<Standing> rank_groups(const RankedRows& rows, const RankingOptions& options, const Populations& populations, Team& team, RankingGroups& table) {
  constexpr std::size_t large = 1 << 17;
  const auto n = static_cast<std::int64_t>(rows.keys.size()), chunks = std::clamp<std::int64_t>(n / 16384, 1, 64);
  std::vector<Standing> standings;
  make_room(standings, n);
  standings.resize(rows.keys.size());
  const auto is_large = [&](std::size_t group) { return rows.of_group[group].end - rows.of_group[group].first >= large; };
  InOrder all;
  for (std::size_t group = 0; group < rows.of_group.size(); ++group) {
    if (!is_large(group)) continue;
    rows.sort(group, all, &team);
    rank_group(rows, all, options, group, populations.of(group), standings, table);
  }
  const auto begins = [&](std::int64_t place) {
    return std::partition_point(rows.of_group.begin(), rows.of_group.end(), [&](const GroupPlaces& places) { return static_cast<std::int64_t>(places.first) < place; }) - rows.of_group.begin();
  };
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    InOrder order;
    for (auto group = static_cast<std::size_t>(begins(span.first)); group < static_cast<std::size_t>(begins(span.last)); ++group) {
      if (is_large(group)) continue;
      rows.sort(group, order);
      rank_group(rows, order, options, group, populations.of(group), standings, table);
    }
  });
  return standings;
}

// Intervals of ranks, and the sets of those who cannot be told apart.
void compare_group(const RankedRows& rows, const RankingOptions& options, std::size_t group, std::uint64_t seed, Team& team, RankingResult& result) {
  RankingGroups& table = result.groups;
  InOrder order;
  rows.sort(group, order, &team);
  const std::size_t count = order.items.size();
  std::vector<std::size_t> row;
  Ordered ordered;
  for (const stats::Keyed& item : order.items) {
    row.push_back(rows.rows[rows.of_group[group].first + item.payload]);
    ordered.value.push_back(-item.key);
    ordered.error.push_back(rows.error[row.back()]);
  }
  if (options.comparison == RankingComparison::simulation && ordered.size() > most_simulated)
    refuse(name, "comparison", "simulation", "bonferroni in groups of more than 5000 people; \"" + table.group.levels[group] + "\" has " + std::to_string(ordered.size()));
  set_critical_values(ordered, options, seed, static_cast<std::uint64_t>(group), team);
  std::vector<std::int64_t> better, worse;
  count_apart(ordered, better, worse, team);
  for (std::size_t i = 0; i < count; ++i) {
    result.rank_lower[row[i]] = static_cast<double>(1 + better[i]);
    result.rank_upper[row[i]] = static_cast<double>(static_cast<std::int64_t>(count) - worse[i]);
  }
  if (ordered.size() > 1) table.critical[group] = std::accumulate(ordered.critical.begin(), ordered.critical.end(), 0.0) / static_cast<double>(ordered.size());
  for (const auto& [from, to] : sets_of(ordered, options.sets)) {
    RankingSetTable& sets = result.sets;
    sets.group.codes.push_back(static_cast<std::int32_t>(group));
    sets.number.push_back(++table.sets[group]);
    sets.first_place.push_back(from + 1);
    sets.last_place.push_back(to + 1);
    sets.people.push_back(to - from + 1);
    sets.best.push_back(rows.sign * ordered.value[static_cast<std::size_t>(from)]);
    sets.worst.push_back(rows.sign * ordered.value[static_cast<std::size_t>(to)]);
    for (std::int64_t place = from; place <= to; ++place) {
      std::int64_t& set = result.set[row[static_cast<std::size_t>(place)]];
      if (set == 0) set = table.sets[group];
    }
  }
}

// Options of intervals, which nothing looks at without errors.
void check_intervals(const RankingInput& input, const RankingOptions& options) {
  const RankingOptions usual{};
  for (const auto& [option, given] : {std::pair{"confidence_level", options.confidence_level != usual.confidence_level}, {"comparison", options.comparison != usual.comparison},
                                      {"coverage", options.coverage != usual.coverage}, {"sets", options.sets != usual.sets}})
    if (given && !input.std_error.given()) refuse(name, option, "given", "left out without std_error");
  if (options.draws != usual.draws && options.comparison != RankingComparison::simulation) refuse(name, "draws", "given", "left out unless comparison is simulation");
}

}  // namespace

RankingResult ranking(const RankingInput& input, const RankingOptions& options, const RunContext& context) {
  check(name, input, options);
  const bool by_reference = options.population == RankingPopulation::reference;
  if (options.ties == RankingTies::ordinal && !input.person.given()) refuse(name, "person", "missing", "given with ties = ordinal");
  if (by_reference != input.reference.given()) refuse(name, "reference", by_reference ? "missing" : "given", by_reference ? "given with population = reference" : "left out unless population is reference");
  if (input.reference_group.given() && !input.reference.given()) refuse(name, "reference_group", "given", "left out without reference");
  if (input.reference_group.given() && !input.group.given()) refuse(name, "reference_group", "given", "left out without group");
  check_intervals(input, options);
  Team team(name, context);
  RankedRows rows(input, options);
  const Populations populations(input, options, rows, team);
  const auto n = static_cast<std::int64_t>(rows.keys.size());
  const std::size_t groups = rows.of_group.size();
  RankingResult result;
  for (auto* list : {&result.rank, &result.percentile, &result.rank_lower, &result.rank_upper}) {
    make_room(*list, n);
    list->assign(rows.keys.size(), nothing);
  }
  for (auto* list : {&result.place, &result.set}) {
    make_room(*list, n);
    list->assign(rows.keys.size(), 0);
  }
  RankingGroups& table = result.groups;
  table.group.levels = rows.groups.codes.empty() ? std::vector<std::string>(groups, "total") : rows.groups.names();
  table.group.codes.resize(groups);
  for (auto* list : {&table.ranked, &table.missing, &table.tied, &table.sets}) list->assign(groups, 0);
  table.critical.assign(groups, nothing);
  result.sets.group.levels = table.group.levels;
  const std::vector<Standing> standings = rank_groups(rows, options, populations, team, table);
  rows.each([&](std::size_t row, std::size_t place) {
    result.rank[row] = standings[place].rank;
    result.percentile[row] = standings[place].percentile;
    result.place[row] = standings[place].place;
  });
  for (std::size_t group = 0; group < groups && input.std_error.given(); ++group) compare_group(rows, options, group, context.seed, team, result);
  return result;
}

constinit const Function ranking_analysis = analysis<&ranking>("performance.ranking", "Who stands where, how sure is that, and who cannot be told apart?");

}  // namespace mainstay::inline v1::performance
