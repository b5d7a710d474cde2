#include "attrition/changes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "attrition/texts.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "data/chosen_rows.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr const char* key = "attrition.risk.list";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_steps = 1000;
constexpr std::size_t batch_rows = 65536;  // candidates that are predicted at once

// A person with one changed value.
struct Trial {
  std::int64_t person;
  double to, steps;
  std::int32_t level;
};

void trials_of(const Candidates& candidate, std::int64_t person, double from, std::string_view level, std::vector<Trial>& trials) {
  for (std::size_t l = 0; l < candidate.levels.size(); ++l)
    if (candidate.levels[l] != level) trials.push_back({person, missing, 1.0, static_cast<std::int32_t>(l)});
  if (!candidate.levels.empty() || std::isnan(from)) return;
  const bool up = candidate.direction != RiskDirection::lower, down = candidate.direction != RiskDirection::higher;
  if (candidate.step > 0.0) {
    for (std::int64_t k = 1; k <= most_steps; ++k) {
      const double higher = from + static_cast<double>(k) * candidate.step, lower = from - static_cast<double>(k) * candidate.step;
      if (higher > candidate.highest && lower < candidate.lowest) break;
      if (up && higher >= candidate.lowest && higher <= candidate.highest) trials.push_back({person, higher, static_cast<double>(k), -1});
      if (down && lower >= candidate.lowest && lower <= candidate.highest) trials.push_back({person, lower, static_cast<double>(k), -1});
    }
    return;
  }
  const auto above = std::upper_bound(candidate.grid.begin(), candidate.grid.end(), from), below = std::lower_bound(candidate.grid.begin(), candidate.grid.end(), from);
  if (up)
    for (auto value = above; value != candidate.grid.end(); ++value) trials.push_back({person, *value, static_cast<double>(value - above + 1), -1});
  if (down)
    for (auto value = below; value != candidate.grid.begin(); --value) trials.push_back({person, *(value - 1), static_cast<double>(below - value + 1), -1});
}

// The fewest steps; among equal ones the lowest probability, then the smaller number or the earlier level.
bool better(const Trial& trial, double after, const Trial& best, double best_after) {
  if (trial.steps != best.steps) return trial.steps < best.steps;
  if (after != best_after) return after < best_after;
  return trial.level >= 0 ? trial.level < best.level : trial.to < best.to;
}

}  // namespace

std::vector<Candidates> candidates_of(const RiskFit& fit, const std::vector<RiskChangeable>& changeable) {
  std::vector<Candidates> all;
  for (std::size_t k = 0; k < changeable.size(); ++k) {
    const RiskChangeable& given = changeable[k];
    const std::string path = "changeable[" + std::to_string(k) + "].";
    const auto place = std::find(fit.columns.column.begin(), fit.columns.column.end(), given.column);
    if (place == fit.columns.column.end()) throw Error(ErrorCode::unknown_name, key, path + "column", -1, given.column, "one of " + list_of(fit.columns.column));
    Candidates candidate;
    candidate.column = static_cast<std::size_t>(place - fit.columns.column.begin());
    candidate.direction = given.direction;
    for (const Candidates& other : all)
      if (other.column == candidate.column) refuse(key, path + "column", given.column, "named once");
    if (fit.columns.categorical[candidate.column] == 1) {
      if (given.lowest || given.highest || given.step || given.direction != RiskDirection::either) refuse(key, path + "column", given.column, "a column of numbers to have direction, lowest, highest or step");
      std::vector<std::string> seen;
      for (std::size_t l = 0; l < fit.levels.rows.size(); ++l)
        if (at(fit.levels.column.codes[l]) == candidate.column) seen.push_back(fit.levels.level.levels[at(fit.levels.level.codes[l])]);
      candidate.levels = given.levels.empty() ? seen : given.levels;
      for (const std::string& level : candidate.levels)
        if (std::find(seen.begin(), seen.end(), level) == seen.end())
          throw Error(ErrorCode::unknown_name, key, path + "levels", -1, level, "one of the levels of the fit: " + list_of(seen));
    } else {
      if (!given.levels.empty()) refuse(key, path + "levels", "given", "left out for a column of numbers");
      candidate.lowest = given.lowest.value_or(fit.columns.lowest[candidate.column]);
      candidate.highest = given.highest.value_or(fit.columns.highest[candidate.column]);
      if (candidate.lowest < fit.columns.lowest[candidate.column]) refuse(key, path + "lowest", shortest_text(candidate.lowest), "within what the fit saw: " + shortest_text(fit.columns.lowest[candidate.column]) + " or more");
      if (candidate.highest > fit.columns.highest[candidate.column]) refuse(key, path + "highest", shortest_text(candidate.highest), "within what the fit saw: " + shortest_text(fit.columns.highest[candidate.column]) + " or less");
      if (candidate.highest < candidate.lowest) refuse(key, path + "highest", shortest_text(candidate.highest), "at least lowest");
      candidate.step = given.step.value_or(0.0);
      if (given.step && (candidate.highest - candidate.lowest) / *given.step > static_cast<double>(most_steps))
        refuse(key, path + "step", shortest_text(*given.step), "so large that 1000 steps lead from lowest to highest");
      const std::size_t shares = fit.shares.size();
      for (std::size_t q = 0; q < shares; ++q) {
        const double value = fit.quantiles[candidate.column * shares + q];
        if (value >= candidate.lowest && value <= candidate.highest && (candidate.grid.empty() || value > candidate.grid.back())) candidate.grid.push_back(value);
      }
    }
    all.push_back(std::move(candidate));
  }
  return all;
}

RiskChanges nearest_changes(const RiskFit& fit, const RiskListInput& input, const RiskListOptions& options, const std::vector<Candidates>& candidates, double horizon,
                            const std::vector<double>& before, const RunContext& context) {
  RiskChanges table;
  table.column.levels = fit.columns.column;
  table.from_level.levels = table.to_level.levels = {""};
  std::map<std::string, std::int32_t, std::less<>> texts{{"", 0}};
  const auto code_of = [&](std::string_view level) {
    const auto place = texts.find(level);
    if (place != texts.end()) return place->second;
    table.from_level.levels.emplace_back(level);
    table.to_level.levels.emplace_back(level);
    return texts.emplace(std::string(level), static_cast<std::int32_t>(texts.size())).first->second;
  };
  const std::int64_t people = input.x.rows;
  const auto goal_of = [&](std::int64_t person) { return options.target ? *options.target : before[at(person)] * (1.0 - options.lower_by); };
  std::vector<std::vector<std::size_t>> of_person(at(people));
  for (const Candidates& candidate : candidates) {
    const std::string& name = fit.columns.column[candidate.column];
    const auto place = static_cast<std::size_t>(data::column_of(input.x, name));
    const Column& column = input.x.columns[place];
    std::vector<Trial> best(at(people), Trial{-1, missing, 0.0, -1});
    std::vector<double> best_after(at(people), missing);
    std::vector<Trial> trials;
    const auto settle = [&] {
      if (trials.empty()) return;
      std::vector<std::int64_t> rows;
      std::vector<double> tenure;
      for (const Trial& trial : trials) {
        rows.push_back(trial.person);
        tenure.push_back(number_at(input.tenure, trial.person));
      }
      data::ChosenRows changed(input.x, rows);
      for (std::size_t i = 0; i < trials.size(); ++i) {
        if (trials[i].level >= 0) changed.set_level(place, static_cast<std::int64_t>(i), candidate.levels[at(trials[i].level)]);
        else changed.set_number(place, static_cast<std::int64_t>(i), trials[i].to);
      }
      PredictedOptions asked;
      asked.times = {horizon};
      asked.beyond = options.beyond;
      const std::vector<double> after = predict_leaving(fit, changed.table(), tenure, asked, context).probability;
      for (std::size_t i = 0; i < trials.size(); ++i) {
        const std::size_t person = at(trials[i].person);
        if (!(after[i] <= goal_of(trials[i].person)) || (best[person].person >= 0 && !better(trials[i], after[i], best[person], best_after[person]))) continue;
        best[person] = trials[i];
        best_after[person] = after[i];
      }
      trials.clear();
    };
    for (std::int64_t i = 0; i < people; ++i) {
      if (std::isnan(before[at(i)]) || before[at(i)] <= goal_of(i)) continue;
      trials_of(candidate, i, column.categorical ? missing : number_at(column, i), column.categorical ? data::text_at(column, i) : std::string_view{}, trials);
      if (trials.size() >= batch_rows) settle();
    }
    settle();
    for (std::int64_t i = 0; i < people; ++i) {
      const Trial& trial = best[at(i)];
      if (trial.person < 0) continue;
      of_person[at(i)].push_back(table.row.size());
      table.row.push_back(i);
      table.rank.push_back(0);
      table.column.codes.push_back(static_cast<std::int32_t>(candidate.column));
      table.from_number.push_back(column.categorical ? missing : number_at(column, i));
      table.to_number.push_back(trial.to);
      table.from_level.codes.push_back(column.categorical ? code_of(data::text_at(column, i)) : 0);
      table.to_level.codes.push_back(trial.level >= 0 ? code_of(candidate.levels[at(trial.level)]) : 0);
      table.steps.push_back(trial.steps);
      table.before.push_back(before[at(i)]);
      table.after.push_back(best_after[at(i)]);
      table.goal.push_back(goal_of(i));
    }
  }
  // Person by person, the fewest steps first.
  std::vector<std::size_t> order;
  for (std::vector<std::size_t>& own : of_person) {
    std::stable_sort(own.begin(), own.end(), [&](std::size_t a, std::size_t b) { return table.steps[a] != table.steps[b] ? table.steps[a] < table.steps[b] : table.after[a] < table.after[b]; });
    for (std::size_t k = 0; k < own.size(); ++k) table.rank[own[k]] = static_cast<std::int64_t>(k) + 1;
    order.insert(order.end(), own.begin(), own.end());
  }
  const auto arrange = [&](auto& list) {
    auto copy = list;
    for (std::size_t i = 0; i < order.size(); ++i) copy[i] = list[order[i]];
    list = std::move(copy);
  };
  arrange(table.row), arrange(table.rank), arrange(table.column.codes), arrange(table.from_number), arrange(table.to_number), arrange(table.from_level.codes);
  arrange(table.to_level.codes), arrange(table.steps), arrange(table.before), arrange(table.after), arrange(table.goal);
  return table;
}

}  // namespace mainstay::inline v1::attrition
