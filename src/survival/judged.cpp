#include "core/at.hpp"
#include "survival/judged.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>


namespace mainstay::inline v1::survival {

std::int32_t Censoring::up_to(double time) const noexcept {
  return static_cast<std::int32_t>(std::upper_bound(times_.begin(), times_.end(), time) - times_.begin());
}
std::int32_t Censoring::before(double time) const noexcept {
  return static_cast<std::int32_t>(std::lower_bound(times_.begin(), times_.end(), time) - times_.begin());
}

Censoring::Censoring(const stats::Distinct& distinct, const double* event, const double* entry, const double* weights, std::int64_t rows) {
  times_ = distinct.values;
  const std::size_t places = times_.size();
  std::vector<double> left(places, 0.0), censored(places, 0.0), later(places + 1, 0.0);
  for (std::int64_t i = 0; i < rows; ++i) {
    const double w = weights != nullptr ? weights[i] : 1.0;
    (event[i] != 0.0 ? left : censored)[distinct.index[at(i)]] += w;
    if (entry != nullptr) later[at(up_to(entry[i]))] += w;
  }
  std::vector<double> at_risk(places, 0.0);
  double observed = 0.0, not_yet = later[places];
  for (std::size_t c = places; c-- > 0;) {
    observed += censored[c];
    at_risk[c] = observed - not_yet;
    observed += left[c];
    not_yet += later[c];
  }
  remaining_.assign(places + 1, 1.0);
  step_.assign(places, 0.0);
  own_.assign(places, 0.0);
  for (std::size_t c = 0; c < places; ++c) {
    const double d = censored[c], rest = at_risk[c] - d;
    remaining_[c + 1] = remaining_[c];
    if (rest > 1e-12 * at_risk[c]) {
      own_[c] = 1.0 / rest;
      if (d > 0.0) {
        step_[c] = d / at_risk[c] / rest;
        remaining_[c + 1] *= rest / at_risk[c];
      }
    } else if (d > 0.0) {
      remaining_[c + 1] = 0.0;
    }
  }
  for (const double g : remaining_) inverse_.push_back(g > 0.0 ? 1.0 / g : 0.0);
}

void Pull::reset(const Censoring& censoring) {
  starts_.assign(at(censoring.places()) + 1, 0.0);
  ends_.assign(at(censoring.places()) + 1, 0.0);
}

void Pull::close(const Censoring& censoring) {
  // Q of place c: masses of rows that begin at c or before and end after it.
  const std::size_t places = at(censoring.places());
  double ending = 0.0, starting = 0.0;
  for (std::size_t c = places; c-- > 0;) {
    ending += ends_[c + 1];
    starting += starts_[c + 1];
    ends_[c + 1] = ending - starting;
  }
  double sum = 0.0;
  for (std::size_t c = 0; c < places; ++c) {
    const double mass = ends_[c + 1];
    ends_[c] = mass * censoring.own_[c];
    starts_[c] = sum;
    sum += mass * censoring.step_[c];
  }
  starts_[places] = sum;
}

Judged::Judged(std::string_view analysis, const JudgedColumns& columns, std::int64_t cause, bool at_own_time)
    : rows(columns.duration.size), duration(columns.duration), entry(columns.entry), weights(columns.weights) {
  if (rows > INT64_C(0x7ffffffe)) refuse(analysis, "duration", std::to_string(rows) + " rows", "fewer than 2^31 rows");
  const Numbers event(columns.event);
  for (std::int64_t i = 0; entry.given() && i < rows; ++i)
    if (!(entry[i] < duration[i])) refuse(analysis, "entry", i, entry[i], "below the row's duration");
  if (columns.censoring_duration.given() != columns.censoring_event.given())
    refuse(analysis, columns.censoring_duration.given() ? "censoring_event" : "censoring_duration", "missing", "given with its companion");
  if (columns.cluster.given()) clusters = data::encode_groups(analysis, "cluster", columns.cluster);
  outcome.resize(at(rows));
  for (std::int64_t i = 0; i < rows; ++i) {
    outcome[at(i)] = event[i] == 0.0                                          ? Outcome::censored
                     : cause == 0 || event[i] == static_cast<double>(cause) ? Outcome::left
                                                                              : Outcome::left_otherwise;
    if (!(weight(i) > 0.0)) continue;
    ++used;
    events += outcome[at(i)] == Outcome::left;
    last = std::max(last, duration[i]);
  }
  distinct = stats::distinct_of(duration.data(), rows);
  own_censoring = !columns.censoring_duration.given();
  if (own_censoring) {
    censoring = Censoring(distinct, event.data(), entry.data(), weights.data(), rows);
  } else {
    const Numbers others(columns.censoring_duration), ended(columns.censoring_event);
    censoring = Censoring(stats::distinct_of(others.data(), columns.censoring_duration.size), ended.data(), nullptr, nullptr, columns.censoring_duration.size);
    last = std::min(last, censoring.last());
  }
  end.resize(at(rows));
  if (own_censoring) {
    for (std::int64_t i = 0; i < rows; ++i) end[at(i)] = static_cast<std::int32_t>(distinct.index[at(i)]) + (at_own_time ? 1 : 0);
  } else {
    for (std::int64_t i = 0; i < rows; ++i) end[at(i)] = at_own_time ? censoring.up_to(duration[i]) : censoring.before(duration[i]);
  }
  if (entry.given()) {
    begin.resize(at(rows));
    for (std::int64_t i = 0; i < rows; ++i) begin[at(i)] = censoring.up_to(entry[i]);
  }
}

double Judged::usable_until() const noexcept {
  if (used == 0) return -1.0;
  if (usable(last)) return last;
  double until = 0.0;  // G falls to 0 at a time of censoring: only times before it can be judged
  for (std::int64_t i = 0; i < rows; ++i)
    if (weight(i) > 0.0 && duration[i] > until && usable(duration[i])) until = duration[i];
  return until;
}

std::int64_t Marginal::at(double t) const noexcept { return std::upper_bound(time.begin() + 1, time.end(), t) - time.begin() - 1; }

Marginal marginal(const Judged& judged) {
  const stats::Distinct& distinct = judged.distinct;
  const std::size_t places = distinct.values.size();
  struct Step {
    double all = 0.0, caused = 0.0, ended = 0.0, later = 0.0, at_risk = 0.0;  // later: entered after the time before and not before this one
  };
  std::vector<Step> steps(places + 1);
  for (std::int64_t i = 0; i < judged.rows; ++i) {
    const double w = judged.weight(i);
    Step& step = steps[distinct.index[at(i)]];
    step.ended += w;
    if (judged.outcome[at(i)] != Outcome::censored) step.all += w;
    if (judged.outcome[at(i)] == Outcome::left) step.caused += w;
    if (judged.entry.given())
      steps[at(std::upper_bound(distinct.values.begin(), distinct.values.end(), judged.entry[i]) - distinct.values.begin())].later += w;
  }
  double observed = 0.0, not_yet = steps[places].later;
  for (std::size_t c = places; c-- > 0;) {
    observed += steps[c].ended;
    steps[c].at_risk = observed - not_yet;
    not_yet += steps[c].later;
  }
  Marginal result{{-1.0}, {1.0}, {0.0}};
  for (std::size_t c = 0; c < places; ++c) {
    const double stay = result.stay.back();
    const auto share = [&](double events) { return events > 0.0 ? std::min(events / steps[c].at_risk, 1.0) : 0.0; };
    const double h = share(steps[c].all), own = share(steps[c].caused);
    result.time.push_back(distinct.values[c]);
    result.stay.push_back(stay * (1.0 - h));
    result.left.push_back(result.left.back() + stay * own);
  }
  return result;
}

namespace {

// Sums that ought to be equal differ in the last digits.
constexpr double nothing = 1e-12;
double rounded(double share) { return share < nothing ? 0.0 : share > 1.0 - nothing ? 1.0 : share; }

}  // namespace

stats::Interval share_limits(double share, double std_error, double people, double critical) noexcept {
  share = rounded(share);
  const bool informative = share > 0.0 && share < 1.0 && std_error > 0.0;
  return stats::wilson_interval(share, informative ? share * (1.0 - share) / (std_error * std_error) : people, critical);
}

stats::Interval pair_limits(double share, double std_error, double disjoint, double critical) noexcept {
  share = rounded(share);
  if (share == 0.0 || share == 1.0) return stats::wilson_interval(share, disjoint, critical);
  return {std::max(0.0, share - critical * std_error), std::min(1.0, share + critical * std_error)};
}

void check_rising(std::string_view analysis, std::string_view argument, const std::vector<double>& values) {
  for (std::size_t k = 1; k < values.size(); ++k)
    if (!(values[k] > values[k - 1])) refuse(analysis, argument, static_cast<std::int64_t>(k), values[k], "above the one before it");
}

std::string beyond_follow_up(const std::vector<double>& beyond, double last) {
  if (beyond.empty()) return {};
  const auto text = [](double value) {
    char digits[32];
    return std::string(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  };
  std::string list;
  for (std::size_t k = 0; k < beyond.size() && k < 5; ++k) list += (k == 0 ? "" : ", ") + text(beyond[k]);
  if (beyond.size() > 5) list += " and " + std::to_string(beyond.size() - 5) + " more";
  return list + (last < 0.0 ? " cannot be judged: there are no rows" : " cannot be judged: too late for a follow-up that ends at " + text(last));
}

}  // namespace mainstay::inline v1::survival
