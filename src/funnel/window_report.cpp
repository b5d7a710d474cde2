#include "funnel/window_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>

#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// What happened at one age.
struct Age {
  std::int64_t age = 0, events = 0, competing = 0, censored = 0;
};

// Rising ages, each once.
void tidy(std::vector<Age>& ages) {
  std::sort(ages.begin(), ages.end(), [](const Age& a, const Age& b) { return a.age < b.age; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < ages.size(); ++i) {
    if (kept > 0 && ages[kept - 1].age == ages[i].age) {
      ages[kept - 1].events += ages[i].events;
      ages[kept - 1].competing += ages[i].competing;
      ages[kept - 1].censored += ages[i].censored;
    } else {
      ages[kept++] = ages[i];
    }
  }
  ages.resize(kept);
}

struct Estimate {
  double probability = not_a_number;
  stats::Interval interval{0.0, 1.0};
};

// The interval is Wilson's at the number of uncensored attempts that would have the same variance; where the variance says
// nothing (none or all), at the number of those whose fate is known.
Estimate estimate(const std::vector<Age>& ages, std::int64_t at_risk, double critical) {
  Estimate result;
  if (at_risk == 0) return result;
  Incidence incidence(at_risk);
  std::int64_t events = 0, censored = 0;
  for (const Age& age : ages) {
    incidence.add(age.events, age.competing, age.censored);
    events += age.events;
    censored += age.censored;
  }
  const auto all = static_cast<double>(at_risk);
  if (censored == 0) {
    result.probability = static_cast<double>(events) / all;
    result.interval = stats::wilson_interval(result.probability, all, critical);
    return result;
  }
  result.probability = std::min(1.0, incidence.probability());
  const double p = result.probability, variance = incidence.variance();
  const bool informative = p > 0 && p < 1 && variance > 0;
  result.interval = stats::wilson_interval(p, informative ? p * (1 - p) / variance : static_cast<double>(at_risk - censored), critical);
  return result;
}

// The age by which the estimated probability reaches p; NaN when it never does.
double estimated_quantile(const std::vector<Age>& ages, std::int64_t at_risk, double p) {
  Incidence incidence(at_risk);
  for (const Age& age : ages) {
    incidence.add(age.events, age.competing, age.censored);
    if (age.events > 0 && incidence.probability() >= p - 1e-12) return static_cast<double>(age.age);
  }
  return not_a_number;
}

// The smallest age by which at least the share p of those who arrived had arrived; NaN when nobody did.
double arrived_quantile(const std::vector<Age>& ages, std::int64_t arrived, double p) {
  const auto needed = static_cast<std::int64_t>(std::ceil(p * static_cast<double>(arrived) - 1e-9));
  std::int64_t so_far = 0;
  for (const Age& age : ages) {
    so_far += age.events;
    if (age.events > 0 && so_far >= needed) return static_cast<double>(age.age);
  }
  return not_a_number;
}

double ratio(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : not_a_number;
}

// Writes the rows of one group after the other.
class Report {
 public:
  Report(const WindowState& state, const Plan& plan, WindowResult& result)
      : options_(state.options), plan_(plan), reasons_(state.reasons), critical_(stats::normal_interval_factor(state.options.confidence_level)),
        result_(result), stage_names_(names_of_stages(state.options)),
        stages_{Names(result.stages.breakdown), Names(result.stages.group), Names(result.stages.stage)},
        steps_{Names(result.steps.breakdown), Names(result.steps.group), Names(result.steps.stage)},
        quantiles_{Names(result.quantiles.breakdown), Names(result.quantiles.group), Names(result.quantiles.stage)},
        exits_{Names(result.exits.breakdown), Names(result.exits.group), Names(result.exits.stage)},
        branches_{Names(result.branches.breakdown), Names(result.branches.group), Names(result.branches.stage)},
        kind_(result.exits.kind), reason_(result.exits.reason), event_(result.branches.event), occupancy_(result.occupancy) {}

  // `cells`: of this group, rising.
  void group(const std::string& breakdown, const std::string& name, const std::vector<Cell>& cells);
  std::int64_t attempts = 0, completed = 0;
  std::int64_t longest = 0;  // age of anything that happened

 private:
  void name_row(std::array<Names, 3>& names, std::size_t stage) {
    names[0].add(breakdown_);
    names[1].add(group_);
    names[2].add(stage_names_[stage]);
  }
  void steps(std::size_t stage, const std::vector<Age>& from_previous, const std::vector<Age>& from_start, std::int64_t before,
             std::int64_t entered, std::int64_t reached);
  void exits(std::size_t stage, const std::vector<Cell>& ends, const std::vector<Age>& arrivals, std::int64_t at_risk, std::int64_t reached, std::int64_t lost);
  void branches(std::size_t stage, const std::vector<Cell>& cells, std::int64_t reached);

  const WindowOptions& options_;
  const Plan& plan_;
  const std::vector<std::string>& reasons_;
  double critical_;
  WindowResult& result_;
  std::vector<std::string> stage_names_;
  std::array<Names, 3> stages_, steps_, quantiles_, exits_, branches_;
  Names kind_, reason_, event_;
  OccupancyNames occupancy_;
  std::string breakdown_, group_;
};

void Report::group(const std::string& breakdown, const std::string& name, const std::vector<Cell>& cells) {
  breakdown_ = breakdown;
  group_ = name;
  const std::size_t stages = stage_names_.size();
  using ByStage = std::vector<std::vector<Cell>>;
  std::array<ByStage, 2> arrivals{ByStage(stages), ByStage(stages)}, ends{ByStage(stages), ByStage(stages)};
  ByStage branch(stages);
  std::vector<std::int64_t> reached(stages, 0), lost(stages, 0), still(stages, 0), mature(stages, 0), ended_after(stages + 1, 0);
  for (const Cell& cell : cells) {
    const auto stage = static_cast<std::size_t>(cell[2]);
    if (cell[1] == arrival_from_previous || cell[1] == arrival_from_start) {
      arrivals[static_cast<std::size_t>(cell[1])][stage].push_back(cell);
      if (cell[1] == arrival_from_start) reached[stage] += cell[5];
    } else if (cell[1] == mature_attempts) {
      for (std::size_t k = 0; k <= stage; ++k) mature[k] += cell[5];
    } else if (cell[1] == branch_attempts) {
      branch[stage].push_back(cell);
    } else {
      ends[static_cast<std::size_t>(cell[1] - end_from_last)][stage].push_back(cell);
      if (cell[1] == end_from_last) (cell[4] == inside ? still : lost)[stage] += cell[5];
    }
  }
  // ended_after[k]: attempts whose last stage is k or a later one; everybody entered.
  completed = reached[stages - 1];
  ended_after[stages - 1] = completed;
  for (std::size_t k = stages - 1; k-- > 0;) ended_after[k] = ended_after[k + 1] + lost[k] + still[k];
  reached[0] = ended_after[0];
  const std::int64_t entered = attempts = reached[0];
  occupancy(plan_, options_, breakdown_, group_, cells, entered, longest, occupancy_, result_.occupancy);
  // Who comes to stage k, from the stage before that is not optional (clock 0) or from the entry (clock 1): they arrive; they go
  // past it or are lost; or they are still before it.
  const auto ages_to = [&](std::size_t clock, std::size_t k) {
    std::vector<Age> ages;
    for (const Cell& cell : arrivals[clock][k]) ages.push_back({cell[3], cell[5], 0, 0});
    if (plan_.definition.is_optional(static_cast<int>(k)))
      for (std::size_t later = k + 1; later < stages; ++later)
        for (const Cell& cell : arrivals[clock][later])
          if (cell[4] < static_cast<std::int64_t>(k)) ages.push_back({cell[3], 0, cell[5], 0});
    for (std::size_t j = clock == 0 ? static_cast<std::size_t>(plan_.definition.anchor(static_cast<int>(k))) : 0; j < k; ++j)
      for (const Cell& cell : ends[clock][j]) ages.push_back({cell[3], 0, cell[4] == inside ? 0 : cell[5], cell[4] == inside ? cell[5] : 0});
    tidy(ages);
    return ages;
  };
  for (std::size_t k = 0; k < stages; ++k) {
    const auto anchor = static_cast<std::size_t>(k == 0 ? 0 : plan_.definition.anchor(static_cast<int>(k)));
    const std::int64_t before = reached[anchor];
    std::vector<Age> from_previous, from_start;
    if (k > 0) {
      from_previous = ages_to(0, k);
      from_start = ages_to(1, k);
    } else if (entered > 0) {
      from_previous.push_back({0, entered, 0, 0});
      from_start = from_previous;
    }
    WindowStages& rows = result_.stages;
    name_row(stages_, k);
    rows.position.push_back(static_cast<std::int64_t>(k) + 1);
    rows.at_risk.push_back(before);
    rows.reached.push_back(reached[k]);
    rows.lost.push_back(lost[k]);
    rows.still_inside.push_back(still[k]);
    rows.passed_over.push_back(k + 1 < stages ? ended_after[k + 1] - (reached[k] - lost[k] - still[k]) : 0);
    const double step = ratio(reached[k], before), way = ratio(reached[k], entered);
    const stats::Interval step_interval = stats::wilson_interval(step, static_cast<double>(before), critical_);
    const stats::Interval way_interval = stats::wilson_interval(way, static_cast<double>(entered), critical_);
    rows.from_previous.push_back(step);
    rows.from_previous_lower.push_back(step_interval.lower);
    rows.from_previous_upper.push_back(step_interval.upper);
    rows.from_start.push_back(way);
    rows.from_start_lower.push_back(way_interval.lower);
    rows.from_start_upper.push_back(way_interval.upper);
    const Estimate step_estimate = estimate(from_previous, before, critical_), way_estimate = estimate(from_start, entered, critical_);
    rows.estimate_from_previous.push_back(step_estimate.probability);
    rows.estimate_from_previous_lower.push_back(step_estimate.interval.lower);
    rows.estimate_from_previous_upper.push_back(step_estimate.interval.upper);
    rows.estimate_from_start.push_back(way_estimate.probability);
    rows.estimate_from_start_lower.push_back(way_estimate.interval.lower);
    rows.estimate_from_start_upper.push_back(way_estimate.interval.upper);
    rows.estimated_to.push_back(from_start.empty() ? 0 : from_start.back().age);
    rows.mature.push_back(ratio(mature[anchor], before));
    branches(k, branch[k], reached[k]);
    if (k == 0) continue;
    steps(k, from_previous, from_start, before, entered, reached[k]);
    if (plan_.definition.is_optional(static_cast<int>(k))) continue;
    for (std::size_t j = anchor; j < k; ++j) exits(j, ends[0][j], from_previous, before, reached[j], lost[j]);
  }
}

void Report::branches(std::size_t stage, const std::vector<Cell>& cells, std::int64_t reached) {
  WindowBranches& rows = result_.branches;
  for (std::size_t i = 0, j; i < cells.size(); i = j) {
    std::array<std::int64_t, 3> counts{};
    for (j = i; j < cells.size() && cells[j][3] == cells[i][3]; ++j) counts[static_cast<std::size_t>(cells[j][4])] += cells[j][5];
    const std::int64_t own = counts[branch_inside] + counts[branch_lost] + counts[branch_went_on];
    const std::int64_t went_on = stage + 1 < stage_names_.size() ? counts[branch_went_on] : 0;
    name_row(branches_, stage);
    event_.add(plan_.words.words[static_cast<std::size_t>(cells[i][3])]);
    rows.reached.push_back(own);
    rows.went_on.push_back(went_on);
    rows.lost.push_back(counts[branch_lost]);
    rows.still_inside.push_back(counts[branch_inside]);
    rows.share_of_reached.push_back(ratio(own, reached));
    rows.share_went_on.push_back(ratio(went_on, own));
    const stats::Interval interval = stats::wilson_interval(rows.share_went_on.back(), static_cast<double>(own), critical_);
    rows.share_went_on_lower.push_back(interval.lower);
    rows.share_went_on_upper.push_back(interval.upper);
  }
}

void Report::steps(std::size_t stage, const std::vector<Age>& from_previous, const std::vector<Age>& from_start, std::int64_t before,
                   std::int64_t entered, std::int64_t reached) {
  WindowSteps& rows = result_.steps;
  name_row(steps_, stage);
  rows.reached.push_back(reached);
  double shortest = not_a_number, longest = not_a_number;
  long double sum = 0, sum_from_start = 0, squares = 0;
  for (const Age& age : from_previous)
    if (age.events > 0) {
      if (std::isnan(shortest)) shortest = static_cast<double>(age.age);
      longest = static_cast<double>(age.age);
      sum += static_cast<long double>(age.age) * static_cast<long double>(age.events);
    }
  for (const Age& age : from_start) sum_from_start += static_cast<long double>(age.age) * static_cast<long double>(age.events);
  const auto n = static_cast<long double>(reached);
  const long double mean = reached > 0 ? sum / n : 0;
  for (const Age& age : from_previous)
    squares += (static_cast<long double>(age.age) - mean) * (static_cast<long double>(age.age) - mean) * static_cast<long double>(age.events);
  rows.mean_days.push_back(reached > 0 ? static_cast<double>(mean) : not_a_number);
  rows.std_days.push_back(reached > 1 ? static_cast<double>(std::sqrt(squares / (n - 1))) : not_a_number);
  rows.shortest_days.push_back(shortest);
  rows.longest_days.push_back(longest);
  rows.mean_days_from_start.push_back(reached > 0 ? static_cast<double>(sum_from_start / n) : not_a_number);
  for (const double p : options_.probabilities) {
    WindowQuantiles& quantiles = result_.quantiles;
    name_row(quantiles_, stage);
    quantiles.probability.push_back(p);
    quantiles.days.push_back(arrived_quantile(from_previous, reached, p));
    quantiles.days_from_start.push_back(arrived_quantile(from_start, reached, p));
    quantiles.estimate_days.push_back(estimated_quantile(from_previous, before, p));
    quantiles.estimate_days_from_start.push_back(estimated_quantile(from_start, entered, p));
  }
}

void Report::exits(std::size_t stage, const std::vector<Cell>& ends, const std::vector<Age>& all, std::int64_t at_risk, std::int64_t reached, std::int64_t lost) {
  std::map<std::int64_t, std::vector<Age>> by_outcome;
  for (const Cell& cell : ends)
    if (cell[4] != inside) by_outcome[cell[4]].push_back({cell[3], cell[5], 0, 0});
  // Reasons first, then those who left without one, who were excluded or interrupted, and those whose time had passed.
  std::vector<std::int64_t> order;
  for (const auto& [outcome, ages] : by_outcome)
    if (outcome >= plan_.first_reason) order.push_back(outcome);
  for (std::int64_t outcome = left_without_reason; outcome < plan_.first_reason; ++outcome)
    if (outcome != interrupted && by_outcome.count(outcome)) order.push_back(outcome);
  for (const std::int64_t outcome : {std::int64_t{interrupted}, std::int64_t{time_passed}})
    if (by_outcome.count(outcome)) order.push_back(outcome);
  WindowExits& rows = result_.exits;
  for (const std::int64_t outcome : order) {
    const std::vector<Age>& own = by_outcome[outcome];
    name_row(exits_, stage);
    kind_.add(outcome_word(plan_, outcome));
    reason_.add(reason_of(options_, reasons_, outcome));
    std::int64_t count = 0;
    for (const Age& age : own) count += age.events;
    rows.count.push_back(count);
    rows.share_of_lost.push_back(ratio(count, lost));
    const double share = ratio(count, reached);
    const stats::Interval interval = stats::wilson_interval(share, static_cast<double>(reached), critical_);
    rows.share_of_reached.push_back(share);
    rows.share_of_reached_lower.push_back(interval.lower);
    rows.share_of_reached_upper.push_back(interval.upper);
    Incidence incidence(at_risk);
    std::size_t i = 0;
    for (const Age& age : all) {
      std::int64_t here = 0;
      if (i < own.size() && own[i].age == age.age) here = own[i++].events;
      incidence.add(here, age.events + age.competing - here, age.censored);
    }
    rows.incidence.push_back(incidence.probability());
  }
}

}  // namespace

std::vector<std::string> names_of_stages(const WindowOptions& options) {
  std::vector<std::string> names;
  for (std::size_t k = 0; k < options.stages.size(); ++k)
    names.push_back(options.order == StageOrder::any_order ? std::to_string(k + 1) + " of " + std::to_string(options.stages.size()) : options.stages[k].name);
  return names;
}

std::string outcome_word(const Plan& plan, std::int64_t outcome) {
  if (outcome < 0) return "completed";
  if (outcome == inside) return "still_inside";
  if (outcome == time_passed) return "time_passed";
  if (outcome == left_without_reason) return "left_without_reason";
  if (outcome == interrupted) return "interrupted";
  return outcome < plan.first_reason ? "excluded" : "left";
}

std::string reason_of(const WindowOptions& options, const std::vector<std::string>& reasons, std::int64_t outcome) {
  if (outcome < first_exclusion) return "";
  const std::int64_t first = first_reason(options);
  return outcome < first ? options.exclusions[static_cast<std::size_t>(outcome - first_exclusion)].name : reasons[static_cast<std::size_t>(outcome - first)];
}

std::vector<Cell> cells_of(const WindowCells& cells) {
  std::vector<Cell> all(cells.count.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i] = {cells.group[i], cells.kind[i], cells.stage[i], cells.age[i], cells.outcome[i], cells.count[i]};
  return all;
}

WindowCells stored(std::vector<Cell> all) {
  std::sort(all.begin(), all.end());
  WindowCells cells;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0 && std::equal(all[i].begin(), all[i].begin() + 5, all[i - 1].begin())) {
      cells.count.back() += all[i][5];
      continue;
    }
    cells.group.push_back(all[i][0]);
    cells.kind.push_back(all[i][1]);
    cells.stage.push_back(all[i][2]);
    cells.age.push_back(all[i][3]);
    cells.outcome.push_back(all[i][4]);
    cells.count.push_back(all[i][5]);
  }
  return cells;
}

WindowResult report(const WindowState& state) {
  const Plan plan = plan_of(state.options);
  if (state.events > 0 && state.events_of_unknown_people == state.events)
    throw Error(ErrorCode::invalid_argument, analysis_key, "person", -1, "nobody of person_id", "somebody of person_id in one event or more");
  WindowResult result;
  result.people = state.people;
  result.follow_up_end = state.follow_up_end;
  Report tables(state, plan, result);
  const std::vector<Cell> all = cells_of(state.cells);
  std::vector<Cell> total;
  for (const Cell& cell : all)
    if (state.group_breakdowns[static_cast<std::size_t>(cell[0])] <= 0) {
      total.push_back(cell);
      total.back()[0] = 0;
    }
  for (const Cell& cell : all)
    if (cell[1] == arrival_from_start || cell[1] == end_from_start) tables.longest = std::max(tables.longest, cell[3]);
  tables.group("total", "total", cells_of(stored(std::move(total))));
  result.attempts = tables.attempts;
  result.completed = tables.completed;
  result.status = result.attempts > 0 ? WindowStatus::counted : WindowStatus::nobody_entered;
  std::size_t next = 0;
  for (std::size_t g = 0; g < state.groups.size(); ++g) {
    std::vector<Cell> own;
    for (; next < all.size() && all[next][0] == static_cast<std::int64_t>(g); ++next) own.push_back(all[next]);
    if (state.group_breakdowns[g] >= 0) tables.group(state.breakdowns[static_cast<std::size_t>(state.group_breakdowns[g])], state.groups[g], own);
  }
  differences(state.options, result);
  Names code(result.findings.code), subject(result.findings.subject);
  const auto finding = [&](const std::string& what, const std::string& word, std::int64_t count) {
    code.add(what);
    subject.add(word);
    result.findings.count.push_back(count);
  };
  for (const auto& [what, count] : {std::pair{"events_of_other_words", state.events_of_other_words}, {"events_of_unknown_people", state.events_of_unknown_people},
                                    {"events_without_held_value", state.events_without_held_value}, {"events_before_spells", state.events_before_spells},
                                    {"events_after_exit", state.events_after_exit}, {"events_after_follow_up", state.events_after_follow_up},
                                    {"repeated_events", state.repeated_events}, {"exits_after_follow_up", state.exits_after_follow_up},
                                    {"exits_before_spell", state.exits_before_spell}, {"follow_up_before_spell", state.follow_up_before_spell},
                                    {"people_without_entry", state.people_without_entry}})
    if (count > 0) finding(what, "", count);
  for (std::size_t w = 0; w < plan.words.words.size(); ++w)
    if (w >= state.words_seen.size() || state.words_seen[w] == 0) finding("word_never_occurs", plan.words.words[w], 0);
  return result;
}

}  // namespace mainstay::inline v1::funnel
