#include "mainstay/attrition/backtest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "attrition/judging.hpp"
#include "attrition/predicted.hpp"
#include "core/append.hpp"
#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/words.hpp"
#include "data/chosen_rows.hpp"
#include "data/groups.hpp"
#include "mainstay/attrition/risk_exits.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"
#include "survival/splits.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr const char* key = "attrition.backtest";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The rows with their ends, and for each the end to which the person's following rows lead.
struct Careers : survival::StayRows {
  std::vector<double> end, weight;
  std::vector<std::int64_t> end_event;

  explicit Careers(const BacktestInput& input) : StayRows(key, input.person, input.start, input.entry, input.duration, input.event) {
    for (std::size_t i = 0; i < size(); ++i) {
      weight.push_back(input.weights.given() ? number_at(input.weights, row[i]) : 1.0);
      if (duration[i] < entry[i] || (input.entry.given() && duration[i] == entry[i])) refuse(key, "entry", row[i], entry[i], "below the row's duration");
    }
    const std::vector<std::size_t> order = this->order();
    for (std::size_t k = order.size(); k-- > 1;) {
      const std::size_t before = order[k - 1], next = order[k];
      if (same_stay(before, next) && entry[next] < duration[before])
        refuse(key, "entry", row[next], entry[next], "at least " + std::to_string(static_cast<std::int64_t>(duration[before])) + ", where row " + std::to_string(before) + " of the same person ends");
    }
    for (const std::size_t last : this->last(order)) {
      end.push_back(duration[last]);
      end_event.push_back(event[last]);
    }
  }

  bool known_by(std::size_t row, double cut) const { return weight[row] > 0.0 && day[row] + entry[row] < cut; }
  bool there_on(std::size_t row, double cut) const { return weight[row] > 0.0 && day[row] + entry[row] <= cut && cut < day[row] + duration[row]; }
};

// Holds a dated table to the first cut that uses each row.
void guard(const Table& x, const Careers& careers, const std::vector<std::int64_t>& cuts) {
  if (x.known_at.empty()) return;
  std::vector<std::int64_t> first(careers.day.size(), last_civil_day);
  for (std::size_t i = 0; i < first.size(); ++i) {
    const auto used = std::find_if(cuts.begin(), cuts.end(), [&](std::int64_t cut) {
      const auto day = static_cast<double>(cut);
      return careers.known_by(i, day) || careers.there_on(i, day);
    });
    if (used != cuts.end()) first[i] = *used;
  }
  Table held = x;
  held.cut = When(first);
  check_known(key, "x", held);
}

// Copies of some rows' numbers.
template <class T, class Value>
std::vector<T> gathered(const std::vector<std::int64_t>& rows, const Value& value) {
  std::vector<T> list;
  list.reserve(rows.size());
  for (const std::int64_t row : rows) list.push_back(value(at(row)));
  return list;
}

// Work on chosen rows of x: what is refused of one of them names it by its place in the whole.
template <class Work>
auto on_rows(const std::vector<std::int64_t>& rows, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    if (error.index() < 0 || error.index() >= static_cast<std::int64_t>(rows.size()) || error.argument().rfind("x.", 0) != 0) throw;
    throw Error(error.code(), error.analysis(), error.argument(), rows[at(error.index())], error.value(), error.rule());
  }
}

// What was scored at all cuts so far.
struct Scored {
  std::vector<double> predicted, base, duration, weight;
  std::vector<std::int64_t> event, person, cut;
};

class Backtest {
 public:
  Backtest(const BacktestInput& input, const BacktestOptions& options, const RunContext& context) : input_(input), options_(options), context_(context), careers_(input) {
    for (std::size_t i = 0; i < careers_.day.size(); ++i) end_ = std::max(end_, careers_.day[i] + careers_.duration[i]);
    if (options.observation_end) end_ = static_cast<double>(*options.observation_end);
    for (std::size_t k = 0; k < options.cuts.size(); ++k) {
      const auto place = static_cast<std::int64_t>(k);
      if (k > 0 && options.cuts[k] <= options.cuts[k - 1]) throw Error(ErrorCode::invalid_argument, key, "cuts", place, day_text(options.cuts[k]), "after the one before it");
      if (static_cast<double>(options.cuts[k]) + options.horizons.back() > end_)
        throw Error(ErrorCode::invalid_argument, key, "cuts", place, day_text(options.cuts[k]),
                    "the longest horizon before " + day_text(static_cast<std::int64_t>(end_)) + ", the end of observation");
    }
    guard(input.x, careers_, options.cuts);
    if (input.unit.given()) {
      units_ = data::encode_groups(key, "unit", input.unit);
      result.exits.unit.levels = units_.names();
    }
    result.exits.unit.levels.insert(result.exits.unit.levels.begin(), "");
    result.cuts.status.levels = words_of(survival::ModelStatus{});
  }

  void at_cut(std::size_t k) {
    const std::int64_t cut = options_.cuts[k];
    const auto day = static_cast<double>(cut);
    const RiskFit fit = fitted(k, day);
    std::vector<std::int64_t> there;
    for (std::size_t i = 0; i < careers_.day.size(); ++i)
      if (careers_.there_on(i, day)) there.push_back(static_cast<std::int64_t>(i));
    const std::int64_t unseen = leave_out_unseen(fit, there);
    result.cuts.cut.push_back(cut);
    result.cuts.rows.push_back(fit.rows);
    result.cuts.people.push_back(fit.people);
    result.cuts.events.push_back(fit.events);
    result.cuts.status.codes.push_back(static_cast<std::int32_t>(fit.model.status));
    result.cuts.scored.push_back(static_cast<std::int64_t>(there.size()));
    result.cuts.unseen.push_back(unseen);

    const data::ChosenRows x(input_.x, there);
    const std::vector<double> tenure = gathered<double>(there, [&](std::size_t i) { return day - careers_.day[i]; });
    Scored own;
    PredictedOptions asked;
    asked.times = options_.horizons;
    asked.beyond = options_.beyond;
    own.predicted = on_rows(there, [&] { return predict_leaving(fit.model, x.table(), tenure, asked, context_).probability; });
    own.base = predict_base(fit, x.table(), tenure, asked, context_);
    for (const std::int64_t row : there) {
      const std::size_t i = at(row);
      const double until = careers_.day[i] + careers_.end[i];
      own.duration.push_back(std::min(until, end_) - day);
      own.event.push_back(until <= end_ ? careers_.end_event[i] : 0);
      own.person.push_back(careers_.person[i]);
      own.weight.push_back(careers_.weight[i]);
      own.cut.push_back(cut);
    }
    JudgingPlan plan = plan_of();
    plan.refuse_few = false;
    plan.minimum_events = 1;
    plan.bands = 1;
    plan.cuts.clear();
    add_figures(cut, judge_rows(key, rows_of(own), plan, context_).horizons);
    add_exits(fit, tenure, there, own, cut);
    const auto add = [](const auto& from, auto& to) { to.insert(to.end(), from.begin(), from.end()); };
    add(own.predicted, all_.predicted), add(own.base, all_.base), add(own.duration, all_.duration), add(own.weight, all_.weight), add(own.event, all_.event), add(own.person, all_.person), add(own.cut, all_.cut);
  }

  void finish() {
    result.pooled = judge_rows(key, rows_of(all_), plan_of(), context_);
    for (std::string& period : result.pooled.periods.period.levels) period = day_text(std::stoll(period));
    double held[2] = {0, 0}, intervals[2] = {0, 0};
    for (std::size_t r = 0; r < result.exits.held.size(); ++r) {
      const std::size_t of_unit = result.exits.unit.codes[r] > 0;
      held[of_unit] += static_cast<double>(result.exits.held[r]);
      intervals[of_unit] += 1;
    }
    result.held_share = held[0] / intervals[0];
    result.held_share_units = intervals[1] > 0 ? held[1] / intervals[1] : missing;
  }

  BacktestResult result;

 private:
  JudgingPlan plan_of() const {
    JudgingPlan plan;
    plan.horizons = options_.horizons;
    plan.minimum_events = options_.minimum_events;
    plan.bands = options_.bands;
    plan.cuts = options_.band_cuts;
    plan.alerts = options_.alerts;
    plan.confidence_level = options_.confidence_level;
    return plan;
  }

  JudgedRows rows_of(const Scored& scored) const {
    JudgedRows rows;
    if (input_.weights.given()) rows.weights = scored.weight;
    rows.predicted = scored.predicted;
    rows.base = scored.base;
    rows.duration = scored.duration;
    rows.event = scored.event;
    rows.person = scored.person;
    rows.period = scored.cut;
    return rows;
  }

  RiskFit fitted(std::size_t k, double day) const {
    std::vector<std::int64_t> known;
    std::int64_t events = 0;
    for (std::size_t i = 0; i < careers_.day.size(); ++i)
      if (careers_.known_by(i, day)) {
        known.push_back(static_cast<std::int64_t>(i));
        events += careers_.event[i] > 0 && careers_.day[i] + careers_.duration[i] <= day;
      }
    if (events < options_.minimum_events)
      throw Error(ErrorCode::invalid_argument, key, "cuts", static_cast<std::int64_t>(k), day_text(options_.cuts[k]) + ", by which " + std::to_string(events) + (events == 1 ? " leaving is known" : " leavings are known"),
                  "a day by which at least " + std::to_string(options_.minimum_events) + " are (minimum_events)");
    const data::ChosenRows x(input_.x, known);
    const std::vector<double> entry = gathered<double>(known, [&](std::size_t i) { return careers_.entry[i]; }),
                              duration = gathered<double>(known, [&](std::size_t i) { return std::min(careers_.duration[i], day - careers_.day[i]); });
    const std::vector<std::int64_t> event = gathered<std::int64_t>(known, [&](std::size_t i) { return careers_.day[i] + careers_.duration[i] <= day ? careers_.event[i] : 0; }),
                                    person = gathered<std::int64_t>(known, [&](std::size_t i) { return careers_.person[i]; });
    const std::vector<double> weight = gathered<double>(known, [&](std::size_t i) { return careers_.weight[i]; });
    RiskInput rows;
    rows.x = x.table();
    rows.duration = duration;
    rows.event = event;
    if (input_.entry.given()) rows.entry = entry;
    if (input_.weights.given()) rows.weights = weight;
    if (input_.person.given()) rows.cluster = person;
    RiskOptions wanted;
    wanted.horizons = options_.horizons;
    wanted.model = options_.model;
    wanted.minimum_events = options_.minimum_events;
    wanted.resamples = options_.resamples;
    wanted.frozen_at = options_.cuts[k];
    return on_rows(known, [&] { return risk(rows, wanted, context_); });
  }

  std::int64_t leave_out_unseen(const RiskFit& fit, std::vector<std::int64_t>& there) const {
    if (options_.unseen == UnseenLevel::refuse) return 0;
    std::vector<std::set<std::string_view>> seen(fit.columns.column.size());
    for (std::size_t l = 0; l < fit.levels.rows.size(); ++l) seen[at(fit.levels.column.codes[l])].insert(fit.levels.level.levels[at(fit.levels.level.codes[l])]);
    const auto all = static_cast<std::int64_t>(there.size());
    std::erase_if(there, [&](std::int64_t row) {
      for (std::size_t j = 0; j < seen.size(); ++j) {
        const Column& column = input_.x.columns[j];
        if (column.categorical && column.present(row) && !seen[j].contains(data::text_at(column, row))) return true;
      }
      return false;
    });
    return all - static_cast<std::int64_t>(there.size());
  }

  void add_figures(std::int64_t cut, const JudgedHorizons& from) {
    BacktestFigures& to = result.figures;
    to.cut.insert(to.cut.end(), from.horizon.size(), cut);
    append_rows(from, to);
  }

  // Of those whose horizon is judged; `whole` is what was scored at the cut.
  void add_exits(const RiskFit& fit, const std::vector<double>& tenures, const std::vector<std::int64_t>& there, const Scored& whole, std::int64_t cut) {
    const std::size_t times = options_.horizons.size();
    for (std::size_t t = 0; t < times; ++t) {
      const double horizon = options_.horizons[t];
      std::vector<std::int64_t> chosen, unit;
      std::vector<double> tenure, weight;
      std::vector<std::size_t> places;
      for (std::size_t i = 0; i < there.size(); ++i) {
        if (std::isnan(whole.predicted[i * times + t])) continue;
        places.push_back(i);
        chosen.push_back(there[i]);
        tenure.push_back(tenures[i]);
        weight.push_back(whole.weight[i]);
        if (input_.unit.given()) unit.push_back(units_.codes[at(there[i])]);
      }
      const data::ChosenRows x(input_.x, chosen);
      RiskExitsInput rows;
      rows.x = x.table();
      rows.tenure = tenure;
      if (input_.weights.given()) rows.weights = weight;
      if (input_.unit.given()) rows.unit = unit;
      RiskExitsOptions asked;
      asked.times = {horizon};
      asked.confidence_level = options_.prediction_level;
      const RiskExits expected = risk_exits(fit, rows, asked, context_);
      const auto add = [&](std::int32_t code, double mean, double lower, double upper) {
        std::int64_t left = 0, lost = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
          if (code > 0 && unit[i] != code - 1) continue;
          const auto count = static_cast<std::int64_t>(weight[i]);
          if (whole.event[places[i]] > 0 && whole.duration[places[i]] <= horizon) left += count;
          if (whole.event[places[i]] == 0 && whole.duration[places[i]] < horizon) lost += count;
        }
        BacktestExits& table = result.exits;
        table.cut.push_back(cut);
        table.horizon.push_back(horizon);
        table.unit.codes.push_back(code);
        table.expected.push_back(mean);
        table.lower.push_back(lower);
        table.upper.push_back(upper);
        table.observed.push_back(left);
        table.censored.push_back(lost);
        table.held.push_back(static_cast<double>(left) >= lower && static_cast<double>(left) <= upper);
      };
      add(0, expected.total.exits.front(), expected.total.exits_lower.front(), expected.total.exits_upper.front());
      for (std::size_t u = 0; u < expected.units.exits.size(); ++u)
        add(static_cast<std::int32_t>(std::stoll(expected.units.unit.levels[at(expected.units.unit.codes[u])])) + 1, expected.units.exits[u], expected.units.exits_lower[u], expected.units.exits_upper[u]);
    }
  }

  const BacktestInput& input_;
  const BacktestOptions& options_;
  const RunContext& context_;
  Careers careers_;
  data::Groups units_;
  Scored all_;
  double end_ = 0.0;
};

}  // namespace

BacktestResult backtest(const BacktestInput& input, const BacktestOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  horizons_of(key, options.horizons, {});
  for (const auto& [name, list] : {std::pair<const char*, const std::vector<double>*>{"band_cuts", &options.band_cuts}, {"alerts", &options.alerts}})
    for (std::size_t k = 1; k < list->size(); ++k)
      if ((*list)[k] <= (*list)[k - 1]) refuse(key, name, static_cast<std::int64_t>(k), (*list)[k], "above the one before it");
  Backtest test(input, options, context);
  for (std::size_t k = 0; k < options.cuts.size(); ++k) test.at_cut(k);
  test.finish();
  return std::move(test.result);
}

constinit const Function backtest_analysis = analysis<&backtest>("attrition.backtest", "How well would this model have done on the days that it did not know?");

}  // namespace mainstay::inline v1::attrition
