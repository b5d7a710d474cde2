#include "mainstay/attrition/risk_exits.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "attrition/predicted.hpp"
#include "core/append.hpp"
#include "core/at.hpp"
#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/poisson_binomial.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr const char* key = "attrition.risk.exits";

// Probability of being here at the end of each period: of people (rows, times) and of hires, 1 before they begin.
struct Staying {
  std::vector<double> people, hires;
  struct Cause {  // probability of having left for it by then
    std::vector<double> people, hires;
  };
  std::vector<Cause> causes;
};

Staying staying_of(const RiskFit& fit, const survival::ModelFit& model, const RiskExitsInput& input, const std::vector<double>& times, const RunContext& context) {
  Staying staying;
  PredictedOptions asked;
  asked.times = times;
  Predicted predicted = predict_leaving(model, input.x, input.tenure, asked, context);
  staying.people = std::move(predicted.probability);
  for (double& value : staying.people) value = 1.0 - value;
  for (Predicted::Cause& cause : predicted.causes) staying.causes.push_back({std::move(cause.probability), std::vector<double>(at(input.hire_time.size) * times.size(), 0.0)});
  const std::int64_t hires = input.hire_time.size;
  staying.hires.assign(at(hires) * times.size(), 1.0);
  if (hires == 0) return staying;
  // Hires have a time of their own each; the curve of everybody reads no column.
  survival::NewPeople rows;
  const std::vector<double> nothing(at(hires), 0.0);
  if (input.hire_x.given()) rows.x = input.hire_x;
  else rows.x.add("", nothing);
  survival::ModelPredictOptions carried;  // the time comes with each row; beyond follow-up nobody more leaves, as of those here
  carried.beyond = survival::BeyondFollowUp::carry;
  std::vector<double> since(at(hires));
  for (std::size_t t = 0; t < times.size(); ++t) {
    for (std::int64_t i = 0; i < hires; ++i) since[at(i)] = std::max(0.0, times[t] - number_at(input.hire_time, i));
    rows.time = since;
    const survival::ModelPrediction found = survival::model_predict(input.hire_x.given() ? model : fit.base.front(), rows, carried, context);
    for (std::int64_t i = 0; i < hires; ++i) {
      if (!(number_at(input.hire_time, i) < times[t])) continue;
      staying.hires[at(i) * times.size() + t] = found.survival[at(i)];
      for (std::size_t c = 0; c < staying.causes.size() && c < found.incidence.size(); ++c) staying.causes[c].hires[at(i) * times.size() + t] = found.incidence[c].incidence[at(i)];
    }
  }
  return staying;
}

struct Cell {
  stats::CountDistribution exits, here;
};

class Forecast {
 public:
  Forecast(const RiskExitsInput& input, const std::vector<double>& times, double confidence_level, std::vector<Staying> fits)
      : input_(input), times_(times), tail_((1.0 - confidence_level) / 2.0), fits_(std::move(fits)) {
    hires_ = input.hire_time.size;
    for (std::int64_t i = 0; i < hires_; ++i) count_.push_back(input.hire_count.given() ? static_cast<std::int64_t>(number_at(input.hire_count, i)) : 1);
    for (std::int64_t i = 0; i < input.x.rows; ++i) people_.push_back(input.weights.given() ? static_cast<std::int64_t>(number_at(input.weights, i)) : 1);
  }

  const std::vector<Staying::Cause>& causes() const { return fits_.front().causes; }

  // The rows of one unit, or of all.
  template <class Table>
  void add(const std::vector<std::int64_t>& people, const std::vector<std::int64_t>& hires, double follow_up, Table& table) const {
    double opening = 0.0;
    for (const std::int64_t i : people) opening += static_cast<double>(people_[at(i)]);
    for (std::size_t t = 0; t < times_.size(); ++t) {
      const double begin = t == 0 ? 0.0 : times_[t - 1];
      double exits = 0.0, of_hires = 0.0, headcount = 0.0, begun = 0.0, beyond = 0.0;
      for (const std::int64_t i : people) {
        const double count = static_cast<double>(people_[at(i)]);
        exits += count * leaves(fits_.front().people, i, t);
        headcount += count * fits_.front().people[at(i) * times_.size() + t];
        if (number_at(input_.tenure, i) + times_[t] > follow_up) beyond += count;
      }
      for (const std::int64_t i : hires) {
        const double count = static_cast<double>(count_[at(i)]);
        of_hires += count * leaves(fits_.front().hires, i, t);
        if (!here_by(i, t)) continue;
        headcount += count * fits_.front().hires[at(i) * times_.size() + t];
        if (t == 0 || !here_by(i, t - 1)) begun += count;
        if (times_[t] - number_at(input_.hire_time, i) > follow_up) beyond += count;
      }
      std::vector<stats::CountDistribution> leaving, staying;
      for (std::size_t fit = fits_.size() == 1 ? 0 : 1; fit < fits_.size(); ++fit) {
        Cell cell = count_in(fits_[fit], people, hires, t);
        leaving.push_back(std::move(cell.exits));
        staying.push_back(std::move(cell.here));
      }
      const stats::CountDistribution left = stats::CountDistribution::mixture(leaving), here = stats::CountDistribution::mixture(staying);
      table.start.push_back(begin);
      table.stop.push_back(times_[t]);
      table.opening.push_back(opening);
      table.hires.push_back(begun);
      table.exits.push_back(exits + of_hires);
      table.of_hires.push_back(of_hires);
      table.exits_std_dev.push_back(std::sqrt(std::max(0.0, left.variance())));
      table.exits_lower.push_back(static_cast<double>(left.quantile(tail_)));
      table.exits_upper.push_back(static_cast<double>(left.quantile(1.0 - tail_)));
      table.headcount.push_back(headcount);
      table.headcount_std_dev.push_back(std::sqrt(std::max(0.0, here.variance())));
      table.headcount_lower.push_back(static_cast<double>(here.quantile(tail_)));
      table.headcount_upper.push_back(static_cast<double>(here.quantile(1.0 - tail_)));
      table.beyond_follow_up.push_back(beyond);
      opening = headcount;
    }
  }

  // The same of each cause.
  void add_causes(const std::vector<std::int64_t>& people, const std::vector<std::int64_t>& hires, std::int32_t unit, RiskExitsCauses& table) const {
    for (std::size_t t = 0; t < times_.size(); ++t)
      for (std::size_t c = 0; c < fits_.front().causes.size(); ++c) {
        double exits = 0.0, of_hires = 0.0;
        for (const std::int64_t i : people) exits += static_cast<double>(people_[at(i)]) * gone(fits_.front().causes[c].people, i, t);
        for (const std::int64_t i : hires) of_hires += static_cast<double>(count_[at(i)]) * gone(fits_.front().causes[c].hires, i, t);
        std::vector<stats::CountDistribution> leaving;
        for (std::size_t fit = fits_.size() == 1 ? 0 : 1; fit < fits_.size(); ++fit) {
          std::vector<double> list;
          for (const std::int64_t i : people) list.insert(list.end(), static_cast<std::size_t>(people_[at(i)]), gone(fits_[fit].causes[c].people, i, t));
          for (const std::int64_t i : hires) list.insert(list.end(), static_cast<std::size_t>(count_[at(i)]), gone(fits_[fit].causes[c].hires, i, t));
          leaving.push_back(stats::CountDistribution::of(list.data(), static_cast<std::int64_t>(list.size())));
        }
        const stats::CountDistribution left = stats::CountDistribution::mixture(leaving);
        table.unit.codes.push_back(unit);
        table.cause.codes.push_back(static_cast<std::int32_t>(c));
        table.start.push_back(t == 0 ? 0.0 : times_[t - 1]);
        table.stop.push_back(times_[t]);
        table.exits.push_back(exits + of_hires);
        table.of_hires.push_back(of_hires);
        table.exits_std_dev.push_back(std::sqrt(std::max(0.0, left.variance())));
        table.exits_lower.push_back(static_cast<double>(left.quantile(tail_)));
        table.exits_upper.push_back(static_cast<double>(left.quantile(1.0 - tail_)));
      }
  }

 private:
  double gone(const std::vector<double>& left, std::int64_t row, std::size_t t) const {
    const double* own = left.data() + at(row) * times_.size();
    return std::clamp(own[t] - (t == 0 ? 0.0 : own[t - 1]), 0.0, 1.0);
  }

  bool here_by(std::int64_t hire, std::size_t t) const { return number_at(input_.hire_time, hire) <= times_[t]; }

  double leaves(const std::vector<double>& staying, std::int64_t row, std::size_t t) const {
    const double* own = staying.data() + at(row) * times_.size();
    return std::max(0.0, (t == 0 ? 1.0 : own[t - 1]) - own[t]);
  }

  Cell count_in(const Staying& fit, const std::vector<std::int64_t>& people, const std::vector<std::int64_t>& hires, std::size_t t) const {
    std::vector<double> leaving, staying;
    for (const std::int64_t i : people) {
      const auto count = static_cast<std::size_t>(people_[at(i)]);
      leaving.insert(leaving.end(), count, leaves(fit.people, i, t));
      staying.insert(staying.end(), count, fit.people[at(i) * times_.size() + t]);
    }
    for (const std::int64_t i : hires) {
      const auto count = static_cast<std::size_t>(count_[at(i)]);
      leaving.insert(leaving.end(), count, leaves(fit.hires, i, t));
      if (here_by(i, t)) staying.insert(staying.end(), count, fit.hires[at(i) * times_.size() + t]);
    }
    const auto of = [](const std::vector<double>& list) { return stats::CountDistribution::of(list.data(), static_cast<std::int64_t>(list.size())); };
    return {of(leaving), of(staying)};
  }

  const RiskExitsInput& input_;
  const std::vector<double>& times_;
  double tail_;
  std::vector<Staying> fits_;
  std::int64_t hires_;
  std::vector<std::int64_t> count_, people_;
};

}  // namespace

RiskExits risk_exits(const RiskFit& fit, const RiskExitsInput& input, const RiskExitsOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  for (std::size_t t = 1; t < options.times.size(); ++t)
    if (options.times[t] <= options.times[t - 1]) refuse(key, "times", static_cast<std::int64_t>(t), options.times[t], "above the one before it");
  if (!input.hire_time.given() && (input.hire_count.given() || input.hire_unit.given() || input.hire_x.given())) refuse(key, "hire_time", "missing", "given with other columns of hires");
  if (input.hire_time.given() && input.unit.given() != input.hire_unit.given())
    refuse(key, "hire_unit", input.hire_unit.given() ? "given" : "missing", input.hire_unit.given() ? "left out without unit" : "given with unit");
  std::vector<Staying> fits{staying_of(fit, fit.model, input, options.times, context)};
  for (const survival::ModelFit& resample : fit.resamples) fits.push_back(staying_of(fit, resample, input, options.times, context));
  RiskExits result;
  result.parameters = fit.resamples.empty() ? RiskInterval::none : RiskInterval::resamples;
  const Forecast forecast(input, options.times, options.confidence_level, std::move(fits));

  // Units of people and of hires by name; equal names are one unit.
  std::vector<std::string> names;
  std::vector<std::vector<std::int64_t>> people(1), hires(1);
  people[0].resize(at(input.x.rows));
  std::iota(people[0].begin(), people[0].end(), 0);
  hires[0].resize(at(input.hire_time.size));
  std::iota(hires[0].begin(), hires[0].end(), 0);
  if (input.unit.given()) {
    const data::Groups here = data::encode_groups(key, "unit", input.unit);
    data::Groups coming;
    if (input.hire_unit.given()) {
      coming = data::encode_groups(key, "hire_unit", input.hire_unit);
      if (coming.text != here.text && coming.count > 0 && here.count > 0)
        throw Error(ErrorCode::wrong_type, key, "hire_unit", -1, coming.text ? "text" : "numbers", here.text ? "text, as unit is" : "numbers, as unit is");
    }
    names = here.names();
    people.resize(names.size() + 1);
    for (std::int64_t i = 0; i < input.x.rows; ++i) people[at(here.codes[at(i)]) + 1].push_back(i);
    const std::vector<std::string> others = coming.names();
    std::vector<std::size_t> place;
    for (const std::string& name : others) {
      const auto known = std::find(names.begin(), names.end(), name);
      place.push_back(static_cast<std::size_t>(known - names.begin()));
      if (known == names.end()) names.push_back(name);
    }
    people.resize(names.size() + 1);
    hires.resize(names.size() + 1);
    for (std::int64_t i = 0; i < input.hire_unit.size; ++i) hires[place[at(coming.codes[at(i)])] + 1].push_back(i);
  }
  result.units.unit.levels = names;
  std::vector<RiskExitsTotal> tables(people.size());
  Team team(key, context, static_cast<std::int64_t>(people.size()));
  team.run(static_cast<std::int64_t>(people.size()), [&](std::int64_t group) { forecast.add(people[at(group)], hires[at(group)], fit.follow_up, tables[at(group)]); });
  result.total = std::move(tables.front());
  for (std::size_t group = 1; group < tables.size(); ++group) {
    take_rows(tables[group], result.units);
    result.units.unit.codes.insert(result.units.unit.codes.end(), options.times.size(), static_cast<std::int32_t>(group - 1));
  }
  if (!fit.model.causes.empty() && !forecast.causes().empty()) {
    result.causes.cause.levels = fit.model.causes;
    result.causes.unit.levels = {""};
    result.causes.unit.levels.insert(result.causes.unit.levels.end(), names.begin(), names.end());
    std::vector<RiskExitsCauses> by_group(people.size());
    team.run(static_cast<std::int64_t>(people.size()), [&](std::int64_t group) { forecast.add_causes(people[at(group)], hires[at(group)], static_cast<std::int32_t>(group), by_group[at(group)]); });
    for (RiskExitsCauses& part : by_group) take_rows(part, result.causes);
  }
  return result;
}

}  // namespace mainstay::inline v1::attrition
