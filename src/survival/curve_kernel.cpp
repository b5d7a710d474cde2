#include "survival/curve_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "stats/long_sum.hpp"

namespace mainstay::inline v1::survival {

namespace {

// A product in twice the digits, so that S + Σ F stays 1 over millions of steps.
struct LongProduct {
  double high = 1.0, low = 0.0;
  void multiply(double numerator, double denominator) {
    const double ratio = numerator / denominator;
    const double ratio_rest = -std::fma(ratio, denominator, -numerator) / denominator;
    const double product = high * ratio;
    low = std::fma(high, ratio, -product) + low * ratio + high * ratio_rest;
    high = product;
    const double sum = high + low;
    low -= sum - high;
    high = sum;
  }
};

// One cause's share of the joint moments with survival: sums over all rows of w² U_S U_j and w² U_j².
struct CauseMoments {
  double survival_cause = 0.0, cause_cause = 0.0;
  // Over rows at risk: what a row that entered before the first step carries (no delayed entry), or the sum of w² U_j.
  double at_risk = 0.0;
  // At the present step.
  double hazard = 0.0, squares = 0.0;  // h_j and the sum of w² of its events
  double event_survival = 0.0;         // sum of w² U_S over its events
  double event_cause = 0.0;            // sum of w² U_j over its events
  double leaving_cause = 0.0;          // sum of w² U_j over all who end here
  double all_event_cause = 0.0;        // sum of w² U_j over all events of the step
};

}  // namespace

void estimate_lane(const RiskSets& sets, const Cells& cells, std::int64_t lane, bool robust_survival, bool robust_incidence,
                   const LaneEstimate& out) {
  const std::int64_t first = sets.begin[at(lane)], steps = sets.begin[at(lane) + 1] - first;
  const std::int64_t causes = sets.causes;
  const bool incidences = out.incidence != nullptr;
  const bool jackknife = robust_survival || robust_incidence;
  // Without weights and delayed entry all rows at risk carry the same U and every cross term is 0: Greenwood's sums suffice.
  const bool delayed = cells.delayed_entry;
  const bool general = jackknife && (cells.weighted || delayed);
  const bool greenwood_incidence = incidences && !(robust_incidence && (cells.weighted || delayed));

  LongProduct survival;
  stats::LongSum hazard;
  double greenwood = 0.0, hazard_variance = 0.0;
  std::vector<stats::LongSum> incidence(incidences ? at(causes) : 0), cause_hazard(incidences ? at(causes) : 0);
  std::vector<CauseMoments> cause_state(incidences ? at(causes) : 0);
  double moment_survival = 0.0;  // Σ w² U_S²
  double plain_moment = 0.0;     // the same by Greenwood's argument
  double moment_hazard = 0.0;    // Σ w² U_H²

  // With delayed entry: what a row that is at risk since step e carries is a difference of these, which stand for "before step k".
  //   U_S = S (G − G_e),  U_H = −(D − D_e),  U_j = A_j − A_je − G_e (F_j − F_je)
  std::vector<double> g_before, d_before, a_before, f_before;
  double g = 0.0, d_sum = 0.0;
  std::vector<double> a(general && delayed && incidences ? at(causes) : 0, 0.0);
  if (general && delayed) {
    g_before.resize(at(steps));
    d_before.resize(at(steps));
    if (incidences) {
      a_before.resize(at(steps * causes));
      f_before.resize(at(steps * causes));
    }
  }
  double risk_survival = 0.0, risk_hazard = 0.0;      // Σ over rows at risk of w² U_S, w² U_H
  double common_survival = 0.0, common_hazard = 0.0;  // without delayed entry: the U of everybody at risk

  for (std::int64_t k = 0; k < steps; ++k) {
    const std::size_t s = at(first + k);
    const double at_risk = sets.at_risk[s], events = sets.events[s];
    const double survival_before = survival.high;
    const double h = events > 0.0 ? events / at_risk : 0.0;
    const double scale = survival_before / at_risk;

    if (greenwood_incidence && events > 0.0) {
      for (std::int64_t j = 0; j < causes; ++j) {
        CauseMoments& m = cause_state[at(j)];
        const double hj = sets.cause_events[s * at(causes) + at(j)] / at_risk;
        const double spread = survival_before * survival_before / at_risk;
        m.cause_cause += 2.0 * hj * m.survival_cause + hj * hj * plain_moment + spread * hj * (1.0 - hj);
        m.survival_cause = (1.0 - h) * (m.survival_cause + hj * plain_moment) - spread * hj * (1.0 - h);
      }
      plain_moment = (1.0 - h) * (1.0 - h) * plain_moment + survival_before * survival_before / at_risk * h * (1.0 - h);
    }

    if (general) {
      const double squared_at_risk = cells.weighted ? sets.squared_at_risk[s] : at_risk;
      double squares = 0.0, event_survival = 0.0, event_hazard = 0.0;              // over events
      double leaving = 0.0, leaving_survival = 0.0, leaving_hazard = 0.0;          // over all who end here
      const bool by_cause = incidences && robust_incidence;
      if (by_cause)
        for (std::int64_t j = 0; j < causes; ++j) {
          CauseMoments& m = cause_state[at(j)];
          m.hazard = sets.cause_events[s * at(causes) + at(j)] / at_risk;
          m.squares = m.event_survival = m.event_cause = m.leaving_cause = m.all_event_cause = 0.0;
        }
      if (delayed) {
        g_before[at(k)] = g;
        d_before[at(k)] = d_sum;
        if (by_cause)
          for (std::int64_t j = 0; j < causes; ++j) {
            a_before[at(k * causes + j)] = a[at(j)];
            f_before[at(k * causes + j)] = incidence[at(j)].value();
          }
      }
      for (std::int64_t i = sets.cell[s]; i < sets.cell[s + 1]; ++i) {
        const double w2 = cells.square_of(i);
        const std::int64_t cause = cells.cause[at(i)];
        double u_survival = common_survival, u_hazard = common_hazard;
        std::int64_t e = 0;
        if (delayed) {
          const auto begin = sets.time.begin() + first;
          e = std::upper_bound(begin, begin + k + 1, cells.entry[at(i)]) - begin;
          u_survival = survival_before > 0.0 ? survival_before * (g - g_before[at(e)]) : 0.0;
          u_hazard = -(d_sum - d_before[at(e)]);
        }
        leaving += w2;
        leaving_survival += w2 * u_survival;
        leaving_hazard += w2 * u_hazard;
        if (cause > 0) {
          squares += w2;
          event_survival += w2 * u_survival;
          event_hazard += w2 * u_hazard;
        }
        if (by_cause)
          for (std::int64_t j = 0; j < causes; ++j) {
            CauseMoments& m = cause_state[at(j)];
            double u = m.at_risk;
            if (delayed)
              u = a[at(j)] - a_before[at(e * causes + j)] - g_before[at(e)] * (incidence[at(j)].value() - f_before[at(e * causes + j)]);
            m.leaving_cause += w2 * u;
            if (cause > 0) m.all_event_cause += w2 * u;
            if (cause == j + 1) {
              m.squares += w2;
              m.event_survival += w2 * u_survival;
              m.event_cause += w2 * u;
            }
          }
      }
      const double sum_survival = delayed ? risk_survival : squared_at_risk * common_survival;
      const double sum_hazard = delayed ? risk_hazard : squared_at_risk * common_hazard;
      if (events > 0.0) {
        const double dn2 = squares - 2.0 * h * squares + h * h * squared_at_risk;  // Σ w² (dN − h)²
        moment_hazard += 2.0 * (event_hazard - h * sum_hazard) / at_risk + dn2 / (at_risk * at_risk);
        if (by_cause)
          for (std::int64_t j = 0; j < causes; ++j) {
            CauseMoments& m = cause_state[at(j)];
            const double hj = m.hazard;
            const double sum_cause = delayed ? m.at_risk : squared_at_risk * m.at_risk;
            // (U_j + h_j U_S) · S⁻(dN_j − h_j)/Y, and so on
            const double own = m.event_cause + hj * m.event_survival - hj * (sum_cause + hj * sum_survival);
            m.cause_cause += 2.0 * hj * m.survival_cause + hj * hj * moment_survival + 2.0 * scale * own +
                             scale * scale * (m.squares - 2.0 * hj * m.squares + hj * hj * squared_at_risk);
            const double with_survival = (1.0 - h) * (m.event_survival - hj * sum_survival);
            const double with_cause = h * (sum_cause + hj * sum_survival) - (m.all_event_cause + hj * event_survival);
            m.survival_cause = (1.0 - h) * (m.survival_cause + hj * moment_survival) + scale * (with_survival + with_cause) +
                               scale * scale * (h * m.squares - h * hj * squared_at_risk - m.squares + squares * hj);
          }
        moment_survival = (1.0 - h) * (1.0 - h) * moment_survival + 2.0 * (1.0 - h) * scale * (h * sum_survival - event_survival) +
                          scale * scale * dn2;
        if (events >= at_risk) {
          moment_survival = 0.0;
          for (CauseMoments& m : cause_state) m.survival_cause = 0.0;
        }
      }
      // Who stays moves on without an event.
      const double staying = std::max(squared_at_risk - leaving, 0.0);
      if (by_cause)
        for (std::int64_t j = 0; j < causes; ++j) {
          CauseMoments& m = cause_state[at(j)];
          if (delayed)
            m.at_risk = (m.at_risk - m.leaving_cause) + m.hazard * (risk_survival - leaving_survival) - scale * m.hazard * staying;
          else
            m.at_risk += m.hazard * common_survival - scale * m.hazard;
        }
      if (delayed) {
        risk_survival = (1.0 - h) * (risk_survival - leaving_survival) + scale * h * staying;
        risk_hazard = (risk_hazard - leaving_hazard) - h / at_risk * staying;
        if (by_cause)
          for (std::int64_t j = 0; j < causes; ++j) a[at(j)] += survival_before * cause_state[at(j)].hazard * (g - 1.0 / at_risk);
        if (events < at_risk && events > 0.0) g += events / (at_risk * (at_risk - events));
        d_sum += h / at_risk;
      } else {
        common_survival = (1.0 - h) * common_survival + scale * h;
        common_hazard -= h / at_risk;
      }
    }

    if (events > 0.0) {
      if (incidences)
        for (std::int64_t j = 0; j < causes; ++j) {
          const double dj = sets.cause_events[s * at(causes) + at(j)];
          if (dj == 0.0) continue;
          incidence[at(j)].add(survival_before * (dj / at_risk));
          cause_hazard[at(j)].add(dj / at_risk);
        }
      hazard.add(h);
      hazard_variance += h / at_risk;
      if (events >= at_risk) {
        survival.high = survival.low = 0.0;
        greenwood = std::numeric_limits<double>::infinity();
      } else {
        survival.multiply(at_risk - events, at_risk);
        greenwood += h / (at_risk - events);
      }
    }

    out.survival[k] = survival.high;
    out.hazard[k] = hazard.value();
    if (robust_survival && general) {
      out.survival_log_error[k] = survival.high > 0.0 ? std::sqrt(std::max(moment_survival, 0.0)) / survival.high
                                                      : std::numeric_limits<double>::infinity();
      out.hazard_error[k] = std::sqrt(std::max(moment_hazard, 0.0));
    } else if (robust_survival) {  // unweighted: the jackknife of the hazard counts h − h² where Poisson counts h
      moment_hazard += events > 0.0 ? h * (1.0 - h) / at_risk : 0.0;
      out.survival_log_error[k] = std::sqrt(greenwood);
      out.hazard_error[k] = std::sqrt(moment_hazard);
    } else {
      out.survival_log_error[k] = std::sqrt(greenwood);
      out.hazard_error[k] = std::sqrt(hazard_variance);
    }
    if (incidences)
      for (std::int64_t j = 0; j < causes; ++j) {
        out.incidence[j * out.stride + k] = incidence[at(j)].value();
        out.incidence_error[j * out.stride + k] = std::sqrt(std::max(cause_state[at(j)].cause_cause, 0.0));
        out.cause_hazard[j * out.stride + k] = cause_hazard[at(j)].value();
      }
  }
}

Limits2 probability_limits(double p, double log_error, double z, Scale scale) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (!std::isfinite(log_error)) return {nan, nan};
  if (scale == Scale::plain) {
    const double half = z * log_error * p;
    return {std::max(p - half, 0.0), std::min(p + half, 1.0)};
  }
  if (!(p > 0.0)) return {nan, nan};
  if (scale == Scale::log) {
    const double factor = std::exp(z * log_error);
    return {p / factor, std::min(p * factor, 1.0)};
  }
  if (!(p < 1.0)) return {nan, nan};
  const double logarithm = std::log(p), factor = std::exp(-z * log_error / logarithm);
  return {std::exp(logarithm * factor), std::exp(logarithm / factor)};
}

void invert_steps(double start, const double* time, const double* value, std::int64_t steps, const std::vector<double>& probabilities,
                  double* out) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const double tolerance = std::sqrt(std::numeric_limits<double>::epsilon());
  struct Point {
    double value, time;
    std::int64_t place;
  };
  // The usual curve never falls: then it is searched as it is. Missing values may stand at its ends only.
  std::int64_t head = 0, end = steps;
  while (head < steps && std::isnan(value[head])) ++head;
  while (end > head && std::isnan(value[end - 1])) --end;
  const std::int64_t first_missing = head > 0 ? 0 : end < steps ? end : -2;
  bool ascending = head == end || value[head] >= 0.0;
  for (std::int64_t k = head + 1; k < end; ++k) ascending &= value[k - 1] <= value[k];
  if (ascending) {
    const auto reaching = [&](double threshold) -> std::int64_t {  // −1: the start
      return threshold <= 0.0 ? -1 : std::lower_bound(value + head, value + end, threshold) - value;
    };
    const double last_value = head < end ? value[end - 1] : 0.0;
    const std::int64_t last_place = last_value > 0.0 ? std::lower_bound(value + head, value + end, last_value) - value : -1;
    const auto time_of = [&](std::int64_t k) { return k < 0 ? start : time[k]; };
    for (std::size_t q = 0; q < probabilities.size(); ++q) {
      const double p = probabilities[q];
      const std::int64_t from = reaching(p - tolerance), to = reaching(p + tolerance);
      if (p == 0.0) out[q] = start;
      else if (from == end) out[q] = nan;
      else if (std::abs(p - last_value) < tolerance && first_missing < last_place) out[q] = 0.5 * (time_of(from) + time[steps - 1]);
      else out[q] = to == end ? nan : 0.5 * (time_of(from) + time_of(to));
    }
    return;
  }
  std::vector<Point> points{{0.0, start, -1}};
  std::int64_t missing = -2;
  for (std::int64_t k = 0; k < steps; ++k) {
    if (!std::isnan(value[k])) points.push_back({value[k], time[k], k});
    else if (missing < 0) missing = k;
  }
  std::stable_sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.value < b.value; });
  points.erase(std::unique(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.value == b.value; }), points.end());
  const Point& last = *std::max_element(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.place < b.place; });
  const auto reaching = [&](double threshold) {
    return std::lower_bound(points.begin(), points.end(), threshold, [](const Point& a, double t) { return a.value < t; });
  };
  for (std::size_t q = 0; q < probabilities.size(); ++q) {
    const double p = probabilities[q];
    const auto from = reaching(p - tolerance), to = reaching(p + tolerance);
    if (p == 0.0) out[q] = start;
    else if (from == points.end()) out[q] = nan;
    else if (std::abs(p - last.value) < tolerance && missing < last.place) out[q] = 0.5 * (from->time + time[steps - 1]);
    else out[q] = to == points.end() ? nan : 0.5 * (from->time + to->time);
  }
}

Area restricted_mean(const RiskSets& sets, std::int64_t lane, const double* survival, double until) {
  const std::int64_t first = sets.begin[at(lane)], steps = sets.begin[at(lane) + 1] - first;
  const double* time = sets.time.data() + first;
  const std::int64_t inside = std::upper_bound(time, time + steps, until) - time;
  double behind = 0.0, variance = 0.0, right = until;
  for (std::int64_t k = inside; k-- > 0;) {
    behind += survival[k] * (right - time[k]);
    right = time[k];
    const double at_risk = sets.at_risk[at(first + k)], events = sets.events[at(first + k)];
    if (events > 0.0 && events < at_risk) variance += behind * behind * events / (at_risk * (at_risk - events));
  }
  return {behind + right, std::sqrt(variance)};
}

double area_under(const double* time, const double* value, std::int64_t steps, double until) {
  double area = 0.0;
  for (std::int64_t k = 0; k < steps && time[k] < until; ++k)
    area += value[k] * ((k + 1 < steps && time[k + 1] < until ? time[k + 1] : until) - time[k]);
  return area;
}

}  // namespace mainstay::inline v1::survival
