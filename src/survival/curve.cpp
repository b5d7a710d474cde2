#include "mainstay/survival/curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "data/groups.hpp"
#include "stats/distributions.hpp"
#include "survival/curve_clusters.hpp"
#include "survival/curve_kernel.hpp"
#include "survival/curve_scale.hpp"
#include "survival/leaving.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr std::int64_t steps_per_chunk = 8192;

// Everything at every step of every lane.
struct Estimates {
  std::vector<double> survival, std_error, lower, upper, hazard, hazard_error;
  std::vector<double> incidence, incidence_error, incidence_lower, incidence_upper, cause_hazard;  // causes × steps
};

class Finisher {
 public:
  /// clustered: the rows themselves, where their errors go by cluster.
  Finisher(const Cells& cells, std::vector<std::string> groups, const CurveOptions& options, Team& team, const ClusteredRows* clustered = nullptr)
      : cells_(cells), options_(options), team_(team), clustered_(clustered), group_names_(std::move(groups)) {
    const auto named = static_cast<std::int64_t>(options.causes.size());
    causes_ = std::max<std::int64_t>({1, named, largest_cause(cells)});
    cause_names_ = options.causes;
    for (std::int64_t j = named; j < causes_; ++j) cause_names_.push_back(std::to_string(j + 1));
    if (group_names_.empty()) group_names_.push_back("all");
    z_ = stats::normal_interval_factor(options.confidence_level);
  }

  CurveResult run() {
    sets_ = risk_sets(cells_, causes_);
    estimate();
    CurveResult result;
    result.status = CurveStatus::no_events;
    for (const double events : sets_.events)
      if (events > 0.0) result.status = CurveStatus::estimated;
    summarise(result);
    invert(result.quantiles);
    if (options_.times.empty()) all_steps(result);
    else some_times(result);
    return result;
  }

 private:
  std::int64_t steps() const { return static_cast<std::int64_t>(sets_.time.size()); }
  bool many() const { return causes_ > 1; }

  void estimate() {
    const std::size_t size = sets_.time.size();
    for (std::vector<double>* column : {&all_.survival, &all_.std_error, &all_.lower, &all_.upper, &all_.hazard, &all_.hazard_error})
      column->resize(size);
    if (many())
      for (std::vector<double>* column :
           {&all_.incidence, &all_.incidence_error, &all_.incidence_lower, &all_.incidence_upper, &all_.cause_hazard})
        column->resize(size * at(causes_));
    const bool automatic = options_.std_error == CurveStdError::automatic, robust = options_.std_error == CurveStdError::robust;
    const bool robust_survival = robust || (automatic && cells_.fractional), robust_incidence = robust || automatic;
    const std::int64_t lanes = sets_.lanes(), lane_chunks = std::min<std::int64_t>(lanes, 256);
    team_.run(lane_chunks, [&](std::int64_t chunk) {
      const Span span = span_of(lanes, lane_chunks, chunk);
      for (std::int64_t lane = span.first; lane < span.last; ++lane) {
        const std::int64_t first = sets_.begin[at(lane)];
        if (first == sets_.begin[at(lane) + 1]) continue;
        LaneEstimate out;
        out.survival = all_.survival.data() + first;
        out.survival_log_error = all_.std_error.data() + first;
        out.hazard = all_.hazard.data() + first;
        out.hazard_error = all_.hazard_error.data() + first;
        if (many()) {
          out.incidence = all_.incidence.data() + first;
          out.incidence_error = all_.incidence_error.data() + first;
          out.cause_hazard = all_.cause_hazard.data() + first;
          out.stride = steps();
        }
        estimate_lane(sets_, cells_, lane, robust_survival, robust_incidence, out);
        if (clustered_ != nullptr) cluster_errors(sets_, *clustered_, lane, out);
      }
    });
    const Scale scale = scale_of(options_.interval);
    const std::int64_t values = steps() * (many() ? causes_ : 1), chunks = std::max<std::int64_t>(1, values / steps_per_chunk);
    team_.run(chunks, [&](std::int64_t chunk) {
      Span span = span_of(values, chunks, chunk);
      if (many())
        for (std::int64_t i = span.first; i < span.last; ++i) {
          const double p = all_.incidence[at(i)], error = all_.incidence_error[at(i)];
          const Limits2 limits = probability_limits(p, p > 0.0 ? error / p : 0.0, z_, scale);
          all_.incidence_lower[at(i)] = limits.lower;
          all_.incidence_upper[at(i)] = limits.upper;
        }
      span = span_of(steps(), chunks, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        const bool same = i > span.first && all_.survival[at(i)] == all_.survival[at(i) - 1] && sets_.events[at(i)] == 0.0;
        const Limits2 limits = same ? Limits2{all_.lower[at(i) - 1], all_.upper[at(i) - 1]}
                                    : probability_limits(all_.survival[at(i)], all_.std_error[at(i)], z_, scale);
        all_.lower[at(i)] = limits.lower;
        all_.upper[at(i)] = limits.upper;
      }
    });
    for (std::size_t i = 0; i < size; ++i) all_.std_error[i] *= all_.survival[i];
  }

  void summarise(CurveResult& result) {
    CurveGroups& groups = result.groups;
    double last = 0.0;
    for (const double time : sets_.time) last = std::max(last, time);
    const double until = options_.restricted_mean_until.value_or(last);
    for (std::int64_t lane = 0; lane < sets_.lanes(); ++lane) {
      const std::int64_t first = sets_.begin[at(lane)], end = sets_.begin[at(lane) + 1];
      if (first == end) continue;  // every weight was 0
      lanes_.push_back(lane);
      std::int64_t rows = 0;
      for (std::int64_t i = cells_.begin[at(lane)]; i < cells_.begin[at(lane) + 1]; ++i) rows += cells_.rows[at(i)];
      double events = 0.0, censored = 0.0;
      for (std::int64_t k = first; k < end; ++k) {
        events += sets_.events[at(k)];
        censored += sets_.censored[at(k)];
      }
      groups.group.codes.push_back(static_cast<std::int32_t>(lanes_.size()) - 1);
      groups.group.levels.push_back(group_names_[at(lane)]);
      groups.rows.push_back(rows);
      groups.weight.push_back(events + censored);
      groups.events.push_back(events);
      groups.censored.push_back(censored);
      groups.first_time.push_back(sets_.time[at(first)]);
      groups.last_time.push_back(sets_.time[at(end) - 1]);
      const Area area = restricted_mean(sets_, lane, all_.survival.data() + first, until);
      groups.restricted_mean.push_back(area.mean);
      groups.restricted_mean_std_error.push_back(area.std_error);
      groups.restricted_mean_until.push_back(until);
      if (!many()) continue;
      for (std::int64_t j = 0; j < causes_; ++j) {
        double of_cause = 0.0;
        for (std::int64_t k = first; k < end; ++k) of_cause += sets_.cause_events[at(k * causes_ + j)];
        result.causes.group.codes.push_back(groups.group.codes.back());
        result.causes.cause.codes.push_back(static_cast<std::int32_t>(j));
        result.causes.events.push_back(of_cause);
        result.causes.time_lost.push_back(
            area_under(sets_.time.data() + first, all_.incidence.data() + j * steps() + first, end - first, until));
      }
    }
    levels_ = groups.group.levels;
    if (many()) {
      result.causes.group.levels = levels_;
      result.causes.cause.levels = cause_names_;
    }
  }

  void invert(QuantileTable& table) {
    const std::vector<double>& probabilities = options_.probabilities;
    const std::size_t count = probabilities.size(), lanes = lanes_.size();
    table.group.levels = levels_;
    for (std::vector<double>* column : {&table.time, &table.lower, &table.upper}) column->resize(count * lanes);
    if (count == 0) return;
    std::vector<double> share;
    for (std::size_t l = 0; l < lanes; ++l) {
      const std::int64_t first = sets_.begin[at(lanes_[l])], size = sets_.begin[at(lanes_[l]) + 1] - first;
      share.resize(at(size));
      const auto fill = [&](const std::vector<double>& curve, std::vector<double>& out) {
        for (std::int64_t k = 0; k < size; ++k) share[at(k)] = 1.0 - curve[at(first + k)];
        invert_steps(0.0, sets_.time.data() + first, share.data(), size, probabilities, out.data() + l * count);
      };
      fill(all_.survival, table.time);
      fill(all_.lower, table.lower);
      fill(all_.upper, table.upper);
      for (const double probability : probabilities) {
        table.group.codes.push_back(static_cast<std::int32_t>(l));
        table.probability.push_back(probability);
      }
    }
  }

  void all_steps(CurveResult& result) {
    CurveTable& table = result.curve;
    table.group.levels = levels_;
    table.group.codes.resize(sets_.time.size());
    for (std::size_t l = 0; l < lanes_.size(); ++l)
      std::fill(table.group.codes.begin() + sets_.begin[at(lanes_[l])], table.group.codes.begin() + sets_.begin[at(lanes_[l]) + 1],
                static_cast<std::int32_t>(l));
    if (many()) {
      IncidenceTable& incidence = result.incidence;
      incidence.group.levels = levels_;
      incidence.cause.levels = cause_names_;
      const std::size_t size = sets_.time.size() * at(causes_);
      incidence.group.codes.reserve(size);
      incidence.cause.codes.reserve(size);
      for (std::vector<double>* column : {&incidence.time, &incidence.at_risk, &incidence.events, &incidence.incidence, &incidence.std_error,
                                          &incidence.lower, &incidence.upper, &incidence.cumulative_hazard})
        column->reserve(size);
      for (std::size_t l = 0; l < lanes_.size(); ++l) {
        const std::int64_t first = sets_.begin[at(lanes_[l])], end = sets_.begin[at(lanes_[l]) + 1];
        for (std::int64_t j = 0; j < causes_; ++j) {
          incidence.group.codes.insert(incidence.group.codes.end(), at(end - first), static_cast<std::int32_t>(l));
          incidence.cause.codes.insert(incidence.cause.codes.end(), at(end - first), static_cast<std::int32_t>(j));
          const auto append = [&](std::vector<double>& to, const std::vector<double>& from, std::int64_t offset) {
            to.insert(to.end(), from.begin() + offset + first, from.begin() + offset + end);
          };
          append(incidence.time, sets_.time, 0);
          append(incidence.at_risk, sets_.at_risk, 0);
          for (std::int64_t k = first; k < end; ++k) incidence.events.push_back(sets_.cause_events[at(k * causes_ + j)]);
          append(incidence.incidence, all_.incidence, j * steps());
          append(incidence.std_error, all_.incidence_error, j * steps());
          append(incidence.lower, all_.incidence_lower, j * steps());
          append(incidence.upper, all_.incidence_upper, j * steps());
          append(incidence.cumulative_hazard, all_.cause_hazard, j * steps());
        }
      }
    }
    table.time = std::move(sets_.time);
    table.at_risk = std::move(sets_.at_risk);
    table.events = std::move(sets_.events);
    table.censored = std::move(sets_.censored);
    table.entered = std::move(sets_.entered);
    table.survival = std::move(all_.survival);
    table.survival_std_error = std::move(all_.std_error);
    table.survival_lower = std::move(all_.lower);
    table.survival_upper = std::move(all_.upper);
    table.cumulative_hazard = std::move(all_.hazard);
    table.cumulative_hazard_std_error = std::move(all_.hazard_error);
  }

  void some_times(CurveResult& result) {
    std::vector<double> times = options_.times;
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    const Scale scale = scale_of(options_.interval);
    const Limits2 at_one = probability_limits(1.0, 0.0, z_, scale), at_zero = probability_limits(0.0, 0.0, z_, scale);
    CurveTable& table = result.curve;
    IncidenceTable& incidence = result.incidence;
    table.group.levels = levels_;
    if (many()) {
      incidence.group.levels = levels_;
      incidence.cause.levels = cause_names_;
    }
    for (std::size_t l = 0; l < lanes_.size(); ++l) {
      const std::int64_t lane = lanes_[l], first = sets_.begin[at(lane)], end = sets_.begin[at(lane) + 1];
      const auto code = static_cast<std::int32_t>(l);
      std::vector<std::int64_t> until;  // steps of the lane at or before each time
      for (const double time : times)
        until.push_back(std::upper_bound(sets_.time.begin() + first, sets_.time.begin() + end, time) - sets_.time.begin());
      double entered_before = 0.0;
      for (std::size_t t = 0; t < times.size(); ++t) {
        const std::int64_t from = t == 0 ? first : until[t - 1], to = until[t];
        double events = 0.0, censored = 0.0;
        for (std::int64_t k = from; k < to; ++k) {
          events += sets_.events[at(k)];
          censored += sets_.censored[at(k)];
        }
        const double entered = entered_by(lane, times[t]);
        table.group.codes.push_back(code);
        table.time.push_back(times[t]);
        table.at_risk.push_back(at_risk_before(sets_, lane, times[t]));
        table.events.push_back(events);
        table.censored.push_back(censored);
        table.entered.push_back(std::max(0.0, entered - entered_before));
        entered_before = entered;
        const bool started = to > first;
        const std::size_t k = at(to) - 1;
        table.survival.push_back(started ? all_.survival[k] : 1.0);
        table.survival_std_error.push_back(started ? all_.std_error[k] : 0.0);
        table.survival_lower.push_back(started ? all_.lower[k] : at_one.lower);
        table.survival_upper.push_back(started ? all_.upper[k] : at_one.upper);
        table.cumulative_hazard.push_back(started ? all_.hazard[k] : 0.0);
        table.cumulative_hazard_std_error.push_back(started ? all_.hazard_error[k] : 0.0);
      }
      if (!many()) continue;
      const std::size_t shown = table.at_risk.size() - times.size();
      for (std::int64_t j = 0; j < causes_; ++j)
        for (std::size_t t = 0; t < times.size(); ++t) {
          const std::int64_t from = t == 0 ? first : until[t - 1], to = until[t];
          double events = 0.0;
          for (std::int64_t k = from; k < to; ++k) events += sets_.cause_events[at(k * causes_ + j)];
          const bool started = to > first;
          const std::size_t k = at(j * steps() + to) - 1;
          incidence.group.codes.push_back(code);
          incidence.cause.codes.push_back(static_cast<std::int32_t>(j));
          incidence.time.push_back(times[t]);
          incidence.at_risk.push_back(table.at_risk[shown + t]);
          incidence.events.push_back(events);
          incidence.incidence.push_back(started ? all_.incidence[k] : 0.0);
          incidence.std_error.push_back(started ? all_.incidence_error[k] : 0.0);
          incidence.lower.push_back(started ? all_.incidence_lower[k] : at_zero.lower);
          incidence.upper.push_back(started ? all_.incidence_upper[k] : at_zero.upper);
          incidence.cumulative_hazard.push_back(started ? all_.cause_hazard[k] : 0.0);
        }
    }
  }

  // Weight whose observation began before `time`.
  double entered_by(std::int64_t lane, double time) const {
    double weight = 0.0;
    if (!cells_.delayed_entry) {
      const std::int64_t first = sets_.begin[at(lane)];
      return sets_.at_risk[at(first)];
    }
    for (std::int64_t e = sets_.entry_begin[at(lane)]; e < sets_.entry_begin[at(lane) + 1] && sets_.entry_time[at(e)] < time; ++e)
      weight += sets_.entry_weight[at(e)];
    return weight;
  }

  const Cells& cells_;
  const CurveOptions& options_;
  Team& team_;
  const ClusteredRows* clustered_;
  std::vector<std::string> group_names_, cause_names_, levels_;
  std::int64_t causes_ = 1;
  double z_ = 0.0;
  RiskSets sets_;
  Estimates all_;
  std::vector<std::int64_t> lanes_;  // lanes with steps
};

CurveResult finish(const Cells& cells, std::vector<std::string> groups, const CurveOptions& options, Team& team) {
  return Finisher(cells, std::move(groups), options, team).run();
}

constexpr Leaving<CurveInput, CurveOptions, CurveResult> leaving{"survival.curve", &finish};

ClusteredRows clustered_rows(const CurveInput& input) {
  const Labelled labels = label_rows(leaving.name, input.group, {});
  const data::Groups clusters = data::encode_groups(leaving.name, "cluster", input.cluster);
  const std::int64_t n = input.duration.size;
  ClusteredRows rows;
  rows.clusters = clusters.count;
  rows.begin.assign(at(labels.lanes) + 1, 0);
  const auto lane_of = [&](std::int64_t i) { return labels.lane.empty() ? 0 : labels.lane[at(i)]; };
  const auto weight_of = [&](std::int64_t i) { return input.weights.given() ? number_at(input.weights, i) : 1.0; };
  for (std::int64_t i = 0; i < n; ++i) rows.begin[at(lane_of(i)) + 1] += weight_of(i) > 0.0;
  for (std::size_t lane = 1; lane < rows.begin.size(); ++lane) rows.begin[lane] += rows.begin[lane - 1];
  const std::size_t used = at(rows.begin.back());
  for (std::vector<double>* column : {&rows.duration, &rows.entry, &rows.weight}) column->resize(used);
  rows.cause.resize(used);
  rows.cluster.resize(used);
  std::vector<std::int64_t> next(rows.begin.begin(), rows.begin.end() - 1);
  for (std::int64_t i = 0; i < n; ++i) {
    if (!(weight_of(i) > 0.0)) continue;
    const std::size_t to = at(next[at(lane_of(i))]++);
    rows.duration[to] = number_at(input.duration, i);
    rows.entry[to] = input.entry.given() ? number_at(input.entry, i) : -std::numeric_limits<double>::infinity();
    rows.weight[to] = weight_of(i);
    rows.cause[to] = static_cast<std::int32_t>(number_at(input.event, i));
    rows.cluster[to] = clusters.codes[at(i)];
  }
  return rows;
}

}  // namespace

CurveResult curve(const CurveInput& input, const CurveOptions& options, const RunContext& context) {
  if (!input.cluster.given()) return leaving.run(input, options, context);
  if (options.std_error == CurveStdError::greenwood) refuse(leaving.name, "std_error", "greenwood", "automatic or robust: errors by cluster are");
  return leaving.run(input, options, context, [&](const Cells& cells, std::vector<std::string> groups, const CurveOptions&, Team& team) {
    const ClusteredRows rows = clustered_rows(input);
    return Finisher(cells, std::move(groups), options, team, &rows).run();
  });
}

void CurveState::update(const CurveInput& input, const RunContext& context) {
  if (input.cluster.given()) refuse(leaving.name, "cluster", "given", "left out of a state: the rows of a cluster may lie in several places");
  leaving.update(*this, input, context);
}
void CurveState::merge(const CurveState& other) { leaving.merge(*this, other); }
CurveResult CurveState::finish(const RunContext& context) const { return leaving.finish(*this, context); }

constinit const Function curve_analysis =
    analysis<&curve>("survival.curve", "How long do people stay, and what do they leave for?", {}, &state_of<CurveState>);

}  // namespace mainstay::inline v1::survival
