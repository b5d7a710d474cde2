#include "mainstay/funnel/drivers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "core/append.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/kept.hpp"
#include "data/spelling.hpp"
#include "funnel/drivers_kernel.hpp"
#include "funnel/multiplicity.hpp"
#include "funnel/window_kernel.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/log_rank.hpp"
#include "stats/distributions.hpp"
#include "stats/logistic.hpp"
#include "stats/order.hpp"
#include "stats/proportion.hpp"
#include "stats/quantile.hpp"
#include "stats/two_by_two.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr std::string_view name = "funnel.drivers";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_for_exact = 1000, most_levels = 2000;

enum Test : std::int32_t { no_test, fisher, chi_squared, mantel_haenszel, rank_sum_test, van_elteren, log_rank_test };
const std::vector<std::string> test_words{"none", "fisher", "chi_squared", "mantel_haenszel", "rank_sum", "van_elteren", "log_rank"};

bool is_one_of(const std::vector<std::string>& words, const std::string& word) { return std::find(words.begin(), words.end(), word) != words.end(); }

std::int64_t place_of_stage(const DriversOptions& options) {
  const auto found = std::find(options.stages.begin(), options.stages.end(), options.of_stage);
  if (found == options.stages.end()) throw Error(ErrorCode::unknown_name, name, "of_stage", -1, "\"" + options.of_stage + "\"", options.stages.empty() ? "one of stages, which is empty" : "one of stages: " + list_of(options.stages));
  if (found + 1 == options.stages.end()) refuse(name, "of_stage", "\"" + options.of_stage + "\"", "a stage with another one after it");
  return found - options.stages.begin();
}

void check_options(const DriversInput& input, const DriversOptions& options) {
  for (std::size_t i = 0; i < options.inside.size(); ++i)
    if (is_one_of(options.completed, options.inside[i])) refuse(name, "inside[" + std::to_string(i) + "]", "\"" + options.inside[i] + "\"", "no word of completed");
  for (std::size_t i = 0; i < options.stages.size(); ++i)
    if (std::find(options.stages.begin(), options.stages.end(), options.stages[i]) - options.stages.begin() != static_cast<std::ptrdiff_t>(i))
      refuse(name, "stages[" + std::to_string(i) + "]", "\"" + options.stages[i] + "\" again", "unique");
  const bool mature = options.censoring == DriversCensoring::mature, log_rank = options.censoring == DriversCensoring::log_rank;
  const std::string with = std::string("given with censoring = ") + (mature ? "mature" : "log_rank");
  if (!options.of_stage.empty()) {
    if (mature || log_rank) refuse(name, "of_stage", "\"" + options.of_stage + "\"", "left out unless censoring is known_fate: durations count from entry");
    if (!input.stage.given()) refuse(name, "stage", "missing", "given with of_stage");
  }
  if ((mature || log_rank) && !input.duration.given()) refuse(name, "duration", "missing", with);
  if (mature && !input.followed.given()) refuse(name, "followed", "missing", with);
  if (mature && !options.horizon) refuse(name, "horizon", "missing", with);
}

enum Fate : std::int8_t { left_out, not_there, still_inside, lost, converted };

std::vector<Fate> fates_of(const DriversInput& input, const DriversOptions& options, std::vector<std::string>& words_not_met) {
  const data::Groups outcomes = data::encode_groups(name, "outcome", input.outcome);
  std::vector<std::string> ends = options.completed;
  ends.insert(ends.end(), options.inside.begin(), options.inside.end());
  data::refuse_misspelt(name, "outcome", outcomes, ends);  // "Completed" is not lost
  data::add_not_met(words_not_met, outcomes.names(), "completed", options.completed);
  data::add_not_met(words_not_met, outcomes.names(), "inside", options.inside);
  std::vector<Fate> of_word, fates;
  for (const std::string& word : outcomes.names()) of_word.push_back(is_one_of(options.completed, word) ? converted : is_one_of(options.inside, word) ? still_inside : lost);
  for (const std::int32_t code : outcomes.codes) fates.push_back(of_word[static_cast<std::size_t>(code)]);
  if (!options.of_stage.empty()) {
    const std::int64_t wanted = place_of_stage(options);
    const data::Groups stages = data::encode_groups(name, "stage", input.stage);
    data::refuse_misspelt(name, "stage", stages, options.stages);
    data::add_not_met(words_not_met, stages.names(), "stages", options.stages);
    std::vector<std::int64_t> place;
    for (const std::string& word : stages.names()) {
      const auto found = std::find(options.stages.begin(), options.stages.end(), word);
      place.push_back(found == options.stages.end() ? -1 : found - options.stages.begin());
    }
    for (std::size_t i = 0; i < fates.size(); ++i) {
      const std::int64_t at = place[static_cast<std::size_t>(stages.codes[i])];
      if (at < 0) throw Error(ErrorCode::unknown_name, name, "stage", static_cast<std::int64_t>(i), "\"" + stages.name(stages.codes[i]) + "\"", "one of stages: " + list_of(options.stages));
      if (at < wanted) fates[i] = not_there;
      else if (at > wanted) fates[i] = converted;
    }
  }
  if (options.censoring == DriversCensoring::known_fate) {
    std::replace(fates.begin(), fates.end(), still_inside, left_out);
  } else if (options.censoring == DriversCensoring::mature) {
    const std::vector<std::int64_t> duration = data::whole_numbers_of(input.duration), followed = data::whole_numbers_of(input.followed);
    for (std::size_t i = 0; i < fates.size(); ++i) {
      if (duration[i] > followed[i]) refuse(name, "duration", static_cast<std::int64_t>(i), static_cast<double>(duration[i]), "at most followed");
      const bool early = duration[i] <= *options.horizon;
      if (followed[i] < *options.horizon || (fates[i] == still_inside && duration[i] < *options.horizon)) fates[i] = left_out;
      else fates[i] = fates[i] == converted && early ? converted : lost;
    }
  }
  return fates;
}

struct Judged {
  Fates fates;                     // of the judged, in the order of rows
  std::vector<std::int64_t> rows;  // which they are
  std::vector<std::uint8_t> lost;
  bool stratified = false, timed = false;
};

// Both parts of a split, and what became of the people.
struct Side {
  std::int64_t people = 0, converted = 0;
  double conversion = nothing, effective = 0.0;
  stats::Interval interval{nothing, nothing};
};

class Drivers {
 public:
  Drivers(const DriversInput& input, const DriversOptions& options, const Judged& judged) : input_(input), options_(options), judged_(judged), critical_(stats::normal_interval_factor(options.confidence_level)) {}

  void column(std::size_t j, DriversColumns& columns, DriversLevels& levels) const {
    columns.column.levels = input_.x.names;
    columns.column.codes.push_back(static_cast<std::int32_t>(j));
    if (input_.x.columns[j].categorical) categories(j, columns, levels);
    else numbers(j, columns);
  }

 private:
  void add_test(DriversColumns& columns, Test test, std::int64_t people, double statistic, std::int64_t degrees) const {
    columns.test.levels = test_words;
    columns.test.codes.push_back(test);
    columns.people.push_back(people);
    columns.missing.push_back(static_cast<std::int64_t>(judged_.rows.size()) - people);
    columns.statistic.push_back(test == no_test ? nothing : statistic);
    columns.degrees_of_freedom.push_back(test == no_test ? 0 : degrees);
    columns.p_value.push_back(test == no_test ? nothing : stats::chi_squared_upper_tail(statistic, static_cast<double>(degrees)));
  }

  void numbers(std::size_t j, DriversColumns& columns) const {
    const std::vector<double> all = data::numbers_of(input_.x.columns[j]);
    std::vector<double> value(judged_.rows.size()), known, lists[2];
    std::vector<std::int64_t> people;
    people.reserve(value.size());
    known.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
      value[i] = all[static_cast<std::size_t>(judged_.rows[i])];
      if (std::isnan(value[i])) continue;
      people.push_back(static_cast<std::int64_t>(i));
      known.push_back(value[i]);
    }
    std::vector<std::int64_t> by_value;
    for (auto* list : {&lists[0], &lists[1]}) list->reserve(people.size());
    by_value.reserve(people.size());
    for (const std::int64_t k : stats::order_by(known.data(), static_cast<std::int64_t>(known.size()))) {
      by_value.push_back(people[k]);
      lists[judged_.fates.converted[people[k]]].push_back(known[k]);
    }
    ScoreTest test;
    if (judged_.timed) {
      std::vector<double> rank(value.size(), 0.0);
      rank_within(value, judged_.fates, people, rank);
      test = hazard_score(rank, judged_.fates, people);
    } else {
      test = rank_sum(value, judged_.fates, std::move(by_value));
    }
    const bool enough = static_cast<std::int64_t>(std::min(lists[0].size(), lists[1].size())) >= options_.min_people && test.variance > 1e-10;
    add_test(columns, !enough ? no_test : judged_.timed ? log_rank_test : judged_.stratified ? van_elteren : rank_sum_test, static_cast<std::int64_t>(people.size()), test.statistic(), 1);
    Superiority s{nothing, nothing};
    if (!judged_.timed && !lists[0].empty() && !lists[1].empty()) s = superiority_of(lists[1], lists[0]);
    const bool bounded = s.probability > 0.0 && s.probability < 1.0;
    const double logit = std::log(s.probability / (1.0 - s.probability)), reach = critical_ * std::sqrt(s.variance) / (s.probability * (1.0 - s.probability));
    columns.superiority.push_back(s.probability);
    // At 0 and 1 DeLong's variance is 0: Wilson's, for as many people as the smaller side has.
    const stats::Interval edge = std::isnan(s.probability) ? stats::Interval{nothing, nothing} : stats::wilson_interval(s.probability, static_cast<double>(std::min(lists[0].size(), lists[1].size())), critical_);
    const bool by_delong = bounded && reach > 1e-9;
    columns.superiority_lower.push_back(by_delong ? stats::logistic(logit - reach) : edge.lower);
    columns.superiority_upper.push_back(by_delong ? stats::logistic(logit + reach) : edge.upper);
    columns.median_converted.push_back(lists[1].empty() ? nothing : stats::sorted_quantile(lists[1], 0.5));
    columns.median_others.push_back(lists[0].empty() ? nothing : stats::sorted_quantile(lists[0], 0.5));
  }

  void categories(std::size_t j, DriversColumns& columns, DriversLevels& levels) const {
    for (auto* list : {&columns.superiority, &columns.superiority_lower, &columns.superiority_upper, &columns.median_converted, &columns.median_others}) list->push_back(nothing);
    const data::Groups groups = data::encode_groups(name, "x." + input_.x.names[j], input_.x.columns[j]);
    // Levels that judged people have, and the people.
    std::vector<std::int32_t> code(judged_.rows.size()), place(static_cast<std::size_t>(groups.count), -1);
    std::vector<std::int64_t> people;
    for (std::size_t i = 0; i < code.size(); ++i) {
      code[i] = groups.codes[static_cast<std::size_t>(judged_.rows[i])];
      if (code[i] < 0) continue;
      people.push_back(static_cast<std::int64_t>(i));
      place[static_cast<std::size_t>(code[i])] = 0;
    }
    std::vector<std::string> labels;
    for (std::int64_t g = 0; g < groups.count; ++g)
      if (place[static_cast<std::size_t>(g)] == 0) place[static_cast<std::size_t>(g)] = static_cast<std::int32_t>(labels.size()), labels.push_back(groups.name(g));
    for (std::int32_t& one : code)
      if (one >= 0) one = place[static_cast<std::size_t>(one)];
    const std::int64_t count = static_cast<std::int64_t>(labels.size()), strata = judged_.fates.strata;
    std::vector<double> counts(static_cast<std::size_t>(strata * count * 2), 0.0);
    for (const std::int64_t i : people) ++counts[static_cast<std::size_t>((judged_.fates.stratum[i] * count + code[i]) * 2 + judged_.fates.converted[i])];
    test_column(j, people, code, counts, count, columns);
    std::vector<double> totals(static_cast<std::size_t>(strata * 2), 0.0);
    for (std::int64_t s = 0; s < strata; ++s)
      for (std::int64_t l = 0; l < count; ++l)
        for (std::int64_t c = 0; c < 2; ++c) totals[static_cast<std::size_t>(s * 2 + c)] += counts[static_cast<std::size_t>((s * count + l) * 2 + c)];

    levels.column.levels = input_.x.names;
    levels.test.levels = test_words;
    for (std::int64_t l = count == 2 ? 1 : 0; l < count; ++l) {
      levels.column.codes.push_back(static_cast<std::int32_t>(j));
      levels.level.codes.push_back(static_cast<std::int32_t>(levels.level.levels.size()));
      levels.level.levels.push_back(labels[static_cast<std::size_t>(l)]);
      test_level(people, code, counts, totals, count, static_cast<std::int32_t>(l), levels);
    }
  }

  void test_column(std::size_t j, const std::vector<std::int64_t>& people, const std::vector<std::int32_t>& code, const std::vector<double>& counts, std::int64_t count, DriversColumns& columns) const {
    const std::int64_t strata = judged_.fates.strata;
    std::vector<std::int32_t> kept(static_cast<std::size_t>(count), -1);  // levels with enough people
    std::int64_t size = 0;
    for (std::int64_t l = 0; l < count; ++l) {
      double all = 0.0;
      for (std::int64_t s = 0; s < strata; ++s) all += counts[static_cast<std::size_t>((s * count + l) * 2)] + counts[static_cast<std::size_t>((s * count + l) * 2 + 1)];
      if (all >= static_cast<double>(options_.min_people)) kept[static_cast<std::size_t>(l)] = static_cast<std::int32_t>(size++);
    }
    const auto all = static_cast<std::int64_t>(people.size());
    if (size < 2) return add_test(columns, no_test, all, 0.0, 0);
    if (size > most_levels && (judged_.timed || judged_.stratified))
      refuse(name, "x." + input_.x.names[j], std::to_string(size) + " levels of min_people people", "at most " + std::to_string(most_levels) + " with stratum or log_rank");
    if (judged_.timed) {
      std::vector<double> duration;
      std::vector<std::int64_t> event, group, stratum;
      for (const std::int64_t i : people) {
        const std::int32_t level = kept[static_cast<std::size_t>(code[i])];
        if (level < 0) continue;
        duration.push_back(static_cast<double>(judged_.fates.duration[i]));
        event.push_back(judged_.fates.converted[i]);
        group.push_back(level);
        stratum.push_back(judged_.fates.stratum[i]);
      }
      survival::LogRankInput input;
      input.duration = duration, input.event = event, input.group = group, input.strata = stratum;
      RunContext alone;
      alone.threads = 1;
      const survival::LogRankResult result = survival::log_rank(input, {}, alone);
      const bool tested = result.status == survival::LogRankStatus::tested;
      return add_test(columns, tested ? log_rank_test : no_test, all, result.statistic, result.degrees_of_freedom);
    }
    std::vector<double> of_kept(static_cast<std::size_t>(strata * size * 2), 0.0);
    double total = 0.0;
    for (std::int64_t s = 0; s < strata; ++s)
      for (std::int64_t l = 0; l < count; ++l)
        for (std::int64_t c = 0; c < 2 && kept[static_cast<std::size_t>(l)] >= 0; ++c) total += of_kept[static_cast<std::size_t>((s * size + kept[static_cast<std::size_t>(l)]) * 2 + c)] = counts[static_cast<std::size_t>((s * count + l) * 2 + c)];
    const LevelsTest test = levels_test(of_kept, size, strata);
    if (test.degrees_of_freedom == 0) return add_test(columns, no_test, all, 0.0, 0);
    if (judged_.stratified) add_test(columns, mantel_haenszel, all, test.statistic, test.degrees_of_freedom);
    else add_test(columns, chi_squared, all, test.statistic * total / (total - 1.0), test.degrees_of_freedom);
  }

  // Aalen and Johansen's by the horizon; the interval is Wilson's at the number of people with the same variance.
  void estimate(std::vector<std::int64_t> people, std::int64_t horizon, Side& side) const {
    std::sort(people.begin(), people.end(), [&](std::int64_t a, std::int64_t b) { return judged_.fates.duration[a] < judged_.fates.duration[b]; });
    Incidence incidence(side.people);
    for (std::size_t i = 0; i < people.size() && judged_.fates.duration[people[i]] <= horizon;) {
      std::int64_t here[3] = {0, 0, 0};
      const std::int64_t time = judged_.fates.duration[people[i]];
      for (; i < people.size() && judged_.fates.duration[people[i]] == time; ++i) ++here[judged_.fates.converted[people[i]] != 0 ? 0 : judged_.lost[people[i]] != 0 ? 1 : 2];
      incidence.add(here[0], here[1], here[2]);
    }
    const double p = side.conversion = std::min(1.0, incidence.probability()), variance = incidence.variance();
    side.effective = p > 0.0 && p < 1.0 && variance > 0.0 ? p * (1.0 - p) / variance : static_cast<double>(side.people);
  }

  void test_level(const std::vector<std::int64_t>& people, const std::vector<std::int32_t>& code, const std::vector<double>& counts, const std::vector<double>& totals, std::int64_t count, std::int32_t level,
                  DriversLevels& levels) const {
    const std::int64_t strata = judged_.fates.strata;
    stats::StratifiedOdds odds;
    ScoreTest score;
    Side own, other;
    for (std::int64_t s = 0; s < strata; ++s) {
      const double* here = counts.data() + (s * count + level) * 2;
      const double cell[4] = {here[1], here[0], totals[static_cast<std::size_t>(s * 2 + 1)] - here[1], totals[static_cast<std::size_t>(s * 2)] - here[0]};  // with and without of the level, of the others
      odds.add(cell[0], cell[1], cell[2], cell[3]);
      const double mine = cell[0] + cell[1], rest = cell[2] + cell[3], with = cell[0] + cell[2], total = mine + rest;
      own.people += std::llround(mine), own.converted += std::llround(cell[0]), other.people += std::llround(rest), other.converted += std::llround(cell[2]);
      if (total < 2.0) continue;
      score.score += cell[0] - mine * with / total;
      score.variance += mine * rest * with * (total - with) / (total * total * (total - 1.0));
    }
    if (judged_.timed) {
      std::vector<std::int64_t> sides[2];
      std::vector<double> z(code.size(), 0.0);
      std::int64_t longest[2] = {0, 0};
      for (const std::int64_t i : people) {
        const int side = code[i] == level ? 0 : 1;
        z[i] = 1.0 - side;
        sides[side].push_back(i);
        longest[side] = std::max(longest[side], judged_.fates.duration[i]);
      }
      score = hazard_score(z, judged_.fates, people);
      const std::int64_t horizon = options_.horizon.value_or(std::min(longest[0], longest[1]));
      if (own.people > 0) estimate(std::move(sides[0]), horizon, own);
      if (other.people > 0) estimate(std::move(sides[1]), horizon, other);
    } else {
      for (Side* side : {&own, &other}) {
        side->effective = static_cast<double>(side->people);
        if (side->people > 0) side->conversion = static_cast<double>(side->converted) / side->effective;
      }
    }
    for (Side* side : {&own, &other})
      if (side->people > 0) side->interval = stats::wilson_interval(side->conversion, side->effective, critical_);
    const bool both = own.people > 0 && other.people > 0;
    const stats::Interval difference = both ? stats::newcombe_difference(own.conversion, own.effective, other.conversion, other.effective, critical_) : stats::Interval{nothing, nothing};

    const stats::TwoByTwo table{own.converted, own.people - own.converted, other.converted, other.people - other.converted};
    const std::int64_t smallest = std::min({own.people, other.people, own.converted + other.converted, table.b + table.d});
    const bool exact = !judged_.timed && !judged_.stratified && smallest <= most_for_exact;
    const bool enough = std::min(own.people, other.people) >= options_.min_people && score.variance > 1e-12;
    double ratio = judged_.timed ? nothing : odds.odds_ratio(), low = nothing, high = nothing, hazard = nothing, hazard_low = nothing, hazard_high = nothing;
    if (exact && both && smallest > 0) {
      const stats::Interval interval = stats::exact_odds_interval(table, options_.confidence_level);
      low = interval.lower, high = interval.upper;
    } else if (!judged_.timed && !std::isnan(odds.log_variance())) {
      const double reach = critical_ * std::sqrt(odds.log_variance());
      low = ratio * std::exp(-reach), high = ratio * std::exp(reach);
    }
    if (judged_.timed && score.variance > 1e-12) {
      const double reach = critical_ / std::sqrt(score.variance);
      hazard = std::exp(score.score / score.variance);
      hazard_low = hazard * std::exp(-reach), hazard_high = hazard * std::exp(reach);
    }
    const Test test = !enough ? no_test : judged_.timed ? log_rank_test : judged_.stratified ? mantel_haenszel : exact ? fisher : chi_squared;
    const double total = static_cast<double>(own.people + other.people), statistic = score.statistic() * (test == chi_squared ? total / (total - 1.0) : 1.0);
    levels.test.codes.push_back(test);
    levels.people.push_back(own.people), levels.converted.push_back(own.converted);
    levels.other_people.push_back(other.people), levels.other_converted.push_back(other.converted);
    levels.conversion.push_back(own.conversion), levels.conversion_lower.push_back(own.interval.lower), levels.conversion_upper.push_back(own.interval.upper);
    levels.other_conversion.push_back(other.conversion), levels.other_conversion_lower.push_back(other.interval.lower), levels.other_conversion_upper.push_back(other.interval.upper);
    levels.difference.push_back(own.conversion - other.conversion), levels.difference_lower.push_back(difference.lower), levels.difference_upper.push_back(difference.upper);
    levels.odds_ratio.push_back(ratio), levels.odds_ratio_lower.push_back(low), levels.odds_ratio_upper.push_back(high);
    levels.hazard_ratio.push_back(hazard), levels.hazard_ratio_lower.push_back(hazard_low), levels.hazard_ratio_upper.push_back(hazard_high);
    levels.p_value.push_back(test == no_test ? nothing : test == fisher ? stats::fisher_exact(table) : stats::chi_squared_upper_tail(statistic, 1.0));
  }

  const DriversInput& input_;
  const DriversOptions& options_;
  const Judged& judged_;
  double critical_;
};

std::int64_t correct(const std::vector<double>& p_value, const DriversOptions& options, std::vector<double>& adjusted, std::vector<std::int64_t>& named, std::int64_t& tested) {
  adjusted = stats::corrected(p_value, correction_of(options.correction));
  std::int64_t count = 0;
  for (const double p : adjusted) {
    named.push_back(p <= options.error_rate);
    count += named.back();
    tested += !std::isnan(p);
  }
  return count;
}

void tell(DriversResult& result) {
  if (result.status == DriversStatus::nothing_varies) {
    result.sentence = "Everybody who is judged converted, or nobody: nothing can go with it.", result.sentence_zh = "被判定的人全部转化或无一转化，没有可比之处。";
    return;
  }
  if (result.status == DriversStatus::nothing_to_test) {
    result.sentence = "Too few people on one side of everything: nothing was tested.", result.sentence_zh = "各项至少一侧人数过少，未作检验。";
    return;
  }
  std::vector<std::string> columns, levels;
  for (std::size_t i = 0; i < result.columns.named.size(); ++i)
    if (result.columns.named[i] == 1) columns.push_back(result.columns.column.levels[static_cast<std::size_t>(result.columns.column.codes[i])]);
  for (std::size_t i = 0; i < result.levels.named.size(); ++i)
    if (result.levels.named[i] == 1)
      levels.push_back(result.levels.column.levels[static_cast<std::size_t>(result.levels.column.codes[i])] + " = " + result.levels.level.levels[static_cast<std::size_t>(result.levels.level.codes[i])] + " (" +
                       plain_number(100.0 * result.levels.conversion[i], 1) + " %, others " + plain_number(100.0 * result.levels.other_conversion[i], 1) + " %)");
  const std::string of = std::to_string(result.tested_columns), converted = std::to_string(result.converted), people = std::to_string(result.people);
  result.sentence = converted + " of " + people + " judged people converted. Of " + of + " columns tested, " + std::to_string(columns.size()) + (columns.size() == 1 ? " goes" : " go") + " with it beyond chance" +
                    (columns.empty() ? "." : ": " + list_of(columns) + ".") + (levels.empty() ? "" : " Levels: " + list_of(levels, 6) + ".") + " Going together is not yet a cause.";
  result.sentence_zh = people + " 名被判定者中 " + converted + " 人转化。检验 " + of + " 列，其中 " + std::to_string(columns.size()) + " 列与转化的关联超出偶然" + (columns.empty() ? "。" : "：" + list_of(columns) + "。") +
                       (levels.empty() ? "" : "取值：" + list_of(levels, 6) + "。") + "有关联不等于是原因。";
}

}  // namespace

DriversResult drivers(const DriversInput& input, const DriversOptions& options, const RunContext& context) {
  check(name, input, options);
  check_options(input, options);
  Team team(name, context);
  DriversResult result;
  const std::vector<Fate> fates = fates_of(input, options, result.words_not_met);
  Judged judged;
  judged.timed = options.censoring == DriversCensoring::log_rank;
  judged.stratified = input.stratum.given();
  const data::Groups strata = judged.stratified ? data::encode_groups(name, "stratum", input.stratum) : data::Groups{};
  if (judged.stratified) judged.fates.strata = strata.count + 1;
  const std::vector<std::int64_t> duration = judged.timed ? data::whole_numbers_of(input.duration) : std::vector<std::int64_t>{};
  for (std::size_t i = 0; i < fates.size(); ++i) {
    if (fates[i] == left_out || fates[i] == not_there) {
      ++(fates[i] == left_out ? result.not_judged : result.not_reached);
      continue;
    }
    ++(fates[i] == converted ? result.converted : fates[i] == lost ? result.lost : result.still_inside);
    judged.rows.push_back(static_cast<std::int64_t>(i));
    judged.lost.push_back(fates[i] == lost);
    judged.fates.converted.push_back(fates[i] == converted);
    judged.fates.stratum.push_back(!judged.stratified ? 0 : strata.codes[i] < 0 ? static_cast<std::int32_t>(strata.count) : strata.codes[i]);
    if (judged.timed) judged.fates.duration.push_back(duration[i]);
  }
  result.people = static_cast<std::int64_t>(judged.rows.size());

  const Drivers work(input, options, judged);
  std::vector<DriversColumns> columns(input.x.columns.size());
  std::vector<DriversLevels> levels(input.x.columns.size());
  team.run(static_cast<std::int64_t>(columns.size()), [&](std::int64_t j) { work.column(static_cast<std::size_t>(j), columns[static_cast<std::size_t>(j)], levels[static_cast<std::size_t>(j)]); });
  result.columns.column.levels = result.levels.column.levels = input.x.names;
  result.columns.test.levels = result.levels.test.levels = test_words;
  std::unordered_map<std::string, std::int32_t> level_place;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    append_rows(columns[j], result.columns);
    for (std::int32_t& code : levels[j].level.codes) {  // two columns may have levels of one name
      const std::string& level = levels[j].level.levels[static_cast<std::size_t>(code)];
      const auto [found, is_new] = level_place.try_emplace(level, static_cast<std::int32_t>(level_place.size()));
      if (is_new) result.levels.level.levels.push_back(level);
      code = found->second;
    }
    append_rows(levels[j], result.levels);
  }
  result.named_columns = correct(result.columns.p_value, options, result.columns.adjusted_p, result.columns.named, result.tested_columns);
  result.named_levels = correct(result.levels.p_value, options, result.levels.adjusted_p, result.levels.named, result.tested_levels);
  if (result.tested_columns + result.tested_levels > 0) result.status = DriversStatus::tested;
  else if (result.converted == 0 || result.converted == result.people) result.status = DriversStatus::nothing_varies;
  tell(result);
  return result;
}

void DriversState::update(const DriversInput& input, const RunContext&) {
  data::keep_part(name, *this, input);
}
void DriversState::merge(const DriversState& other) { data::merge_parts(name, *this, other); }
DriversResult DriversState::finish(const RunContext& context) const {
  return data::finish_parts<DriversInput>(name, *this, [&](const DriversInput& input) { return drivers(input, options, context); });
}

constinit const Function drivers_analysis = analysis<&drivers>("funnel.drivers", "Which attributes go with coming through, and which only by chance?", {}, &state_of<DriversState>);

}  // namespace mainstay::inline v1::funnel
