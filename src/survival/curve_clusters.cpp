#include "survival/curve_clusters.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"

namespace mainstay::inline v1::survival {

namespace {

// Rows in the order of a step each belongs to: those of step k stand at [begin[k], begin[k + 1]).
struct ByStep {
  std::vector<std::int64_t> begin, row;
  ByStep(const std::vector<std::int64_t>& step, std::int64_t steps) : begin(at(steps) + 2, 0), row(step.size()) {
    for (const std::int64_t k : step) ++begin[at(k) + 1];
    for (std::size_t k = 1; k < begin.size(); ++k) begin[k] += begin[k - 1];
    std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
    for (std::size_t i = 0; i < step.size(); ++i) row[at(next[at(step[i])]++)] = static_cast<std::int64_t>(i);
  }
};

struct Cluster {
  double at_risk = 0.0, log_survival = 0.0, hazard = 0.0;
  std::int64_t step = 0;  // up to which it is up to date
};

}  // namespace

void cluster_errors(const RiskSets& sets, const ClusteredRows& rows, std::int64_t lane, const LaneEstimate& out) {
  const std::int64_t first = sets.begin[at(lane)], steps = sets.begin[at(lane) + 1] - first;
  const std::int64_t row_first = rows.begin[at(lane)], count = rows.begin[at(lane) + 1] - row_first;
  const std::int64_t causes = out.incidence != nullptr ? sets.causes : 0;
  const auto time_first = sets.time.begin() + first, time_end = time_first + steps;

  std::vector<std::int64_t> enters(at(count)), ends(at(count));
  std::vector<std::int32_t> place(at(rows.clusters), -1), own(at(count));  // the clusters of this lane
  std::int32_t clusters = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::size_t r = at(row_first + i);
    enters[at(i)] = std::upper_bound(time_first, time_end, rows.entry[r]) - time_first;
    ends[at(i)] = std::lower_bound(time_first, time_end, rows.duration[r]) - time_first;
    std::int32_t& mine = place[at(rows.cluster[r])];
    if (mine < 0) mine = clusters++;
    own[at(i)] = mine;
  }
  const ByStep entering(enters, steps), ending(ends, steps);

  std::vector<Cluster> cluster(at(clusters));
  std::vector<double> incidence(at(clusters * causes), 0.0);
  // Prefix sums before each step: of h / (Y − d), of h / Y, and for each cause of S⁻ h_j and of S⁻ h_j (g − 1 / Y).
  std::vector<double> g(at(steps) + 1, 0.0), b(at(steps) + 1, 0.0), f(at((steps + 1) * causes), 0.0), a(at((steps + 1) * causes), 0.0);
  // Sums over the clusters of products: R² , R M, M², R H, H²; of each cause R F, M F, F².
  double rr = 0.0, rm = 0.0, mm = 0.0, rh = 0.0, hh = 0.0;
  std::vector<double> rf(at(causes), 0.0), mf(at(causes), 0.0), ff(at(causes), 0.0);

  const auto count_in = [&](std::int32_t c, double sign) {
    const Cluster& one = cluster[at(c)];
    rr += sign * one.at_risk * one.at_risk;
    rm += sign * one.at_risk * one.log_survival;
    mm += sign * one.log_survival * one.log_survival;
    rh += sign * one.at_risk * one.hazard;
    hh += sign * one.hazard * one.hazard;
    for (std::int64_t j = 0; j < causes; ++j) {
      const double mine = incidence[at(c * causes + j)];
      rf[at(j)] += sign * one.at_risk * mine;
      mf[at(j)] += sign * one.log_survival * mine;
      ff[at(j)] += sign * mine * mine;
    }
  };
  const auto bring_up = [&](std::int32_t c, std::int64_t now) {
    Cluster& one = cluster[at(c)];
    const std::int64_t then = one.step;
    for (std::int64_t j = 0; j < causes; ++j) {
      const std::size_t from = at(then * causes + j), to = at(now * causes + j);
      incidence[at(c * causes + j)] += (one.log_survival - one.at_risk * g[at(then)]) * (f[to] - f[from]) + one.at_risk * (a[to] - a[from]);
    }
    one.log_survival += one.at_risk * (g[at(now)] - g[at(then)]);
    one.hazard -= one.at_risk * (b[at(now)] - b[at(then)]);
    one.step = now;
  };

  for (std::int64_t k = 0; k < steps; ++k) {
    const std::size_t s = at(first + k);
    const double at_risk = sets.at_risk[s], events = sets.events[s], before = k > 0 ? out.survival[k - 1] : 1.0;
    const double h = events > 0.0 ? events / at_risk : 0.0;
    const bool last = !(events < at_risk);  // nobody stays: survival is 0 from here on
    for (std::int64_t e = entering.begin[at(k)]; e < entering.begin[at(k) + 1]; ++e) {
      const std::int64_t i = entering.row[at(e)];
      const std::int32_t c = own[at(i)];
      bring_up(c, k);
      count_in(c, -1.0);
      cluster[at(c)].at_risk += rows.weight[at(row_first + i)];
      count_in(c, 1.0);
    }
    // What the step does to every cluster alike.
    const double to_log = last ? 0.0 : h / (at_risk - events), to_hazard = h / at_risk;
    for (std::int64_t j = 0; j < causes; ++j) {
      const double hj = sets.cause_events[s * at(causes) + at(j)] / at_risk, p = before * hj, q = -p / at_risk;
      const std::size_t here = at(k * causes + j), next = at((k + 1) * causes + j);
      f[next] = f[here] + p;
      a[next] = a[here] + p * (g[at(k)] - 1.0 / at_risk);
      if (hj == 0.0 && to_log == 0.0) continue;
      double &r = rf[at(j)], &m = mf[at(j)], &own_square = ff[at(j)];
      own_square += p * p * mm + q * q * rr + 2.0 * (p * m + q * r + p * q * rm);
      m += p * mm + q * rm + to_log * (r + p * rm + q * rr);
      r += p * rm + q * rr;
    }
    mm += 2.0 * to_log * rm + to_log * to_log * rr;
    rm += to_log * rr;
    hh += to_hazard * to_hazard * rr - 2.0 * to_hazard * rh;
    rh -= to_hazard * rr;
    g[at(k) + 1] = g[at(k)] + to_log;
    b[at(k) + 1] = b[at(k)] + to_hazard;
    // And to those whose rows end.
    for (std::int64_t e = ending.begin[at(k)]; e < ending.begin[at(k) + 1]; ++e) {
      const std::int64_t i = ending.row[at(e)];
      const std::int32_t c = own[at(i)], cause = rows.cause[at(row_first + i)];
      const double weight = rows.weight[at(row_first + i)];
      bring_up(c, k + 1);
      count_in(c, -1.0);
      Cluster& one = cluster[at(c)];
      if (cause > 0) {
        if (!last) one.log_survival -= weight / (at_risk - events);
        one.hazard += weight / at_risk;
        if (causes > 0) incidence[at(c * causes + cause - 1)] += before * weight / at_risk;
      }
      one.at_risk -= weight;
      count_in(c, 1.0);
    }
    out.survival_log_error[k] = out.survival[k] > 0.0 ? std::sqrt(std::max(mm, 0.0)) : std::numeric_limits<double>::infinity();
    out.hazard_error[k] = std::sqrt(std::max(hh, 0.0));
    for (std::int64_t j = 0; j < causes; ++j) out.incidence_error[j * out.stride + k] = std::sqrt(std::max(ff[at(j)], 0.0));
  }
}

}  // namespace mainstay::inline v1::survival
