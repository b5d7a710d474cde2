#include "funnel/change_kernel.hpp"

#include <cmath>
#include <limits>

namespace mainstay::inline v1::funnel {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// Probabilities of being lost in one cell, by cause; returns its entries.
double incidences(const ChangeDesign& design, std::int64_t cell, const std::uint32_t* weight, double* by_cause) {
  const std::int64_t first = design.cell_first[cell], last = design.cell_first[cell + 1];
  const auto of = [&](std::int64_t row) { return weight == nullptr ? 1.0 : static_cast<double>(weight[row]); };
  double entered = 0.0;
  for (std::int64_t row = first; row < last; ++row) entered += of(row);
  double at_risk = entered, surviving = 1.0;
  for (std::int64_t row = first; row < last && at_risk > 0.0;) {
    const std::int64_t time = design.duration[row];
    if (time > design.horizon) break;
    double leaving = 0.0, ended = 0.0;
    const double jump = surviving / at_risk;
    while (row < last && design.duration[row] == time) {  // rows of one cause lie together: whole numbers are added first
      const std::int32_t cause = design.cause[row];
      double people = 0.0;
      for (; row < last && design.duration[row] == time && design.cause[row] == cause; ++row) people += of(row);
      leaving += people;
      if (cause == ChangeDesign::inside) continue;
      ended += people;
      if (cause >= 0) by_cause[cause] += jump * people;
    }
    surviving -= jump * ended;
    at_risk -= leaving;
  }
  return entered;
}

}  // namespace

void product_shares(const double* before, const double* after, std::int64_t count, double* share) {
  std::vector<double> polynomial, next;
  for (std::int64_t factor = 0; factor < count; ++factor) {
    polynomial.assign(1, 1.0);
    for (std::int64_t other = 0; other < count; ++other) {
      if (other == factor) continue;
      next.assign(polynomial.size() + 1, 0.0);
      for (std::size_t power = 0; power < polynomial.size(); ++power) {
        next[power] += polynomial[power] * before[other];
        next[power + 1] += polynomial[power] * (after[other] - before[other]);
      }
      polynomial.swap(next);
    }
    double integral = 0.0;
    for (std::size_t power = 0; power < polynomial.size(); ++power) integral += polynomial[power] / static_cast<double>(power + 1);
    share[factor] = integral * (after[factor] - before[factor]);
  }
}

ChangeFigures change_figures(const ChangeDesign& design, const std::uint32_t* weight) {
  const std::int64_t strata = design.strata, causes = design.causes, stages = design.stages, owners = design.owners;
  ChangeFigures out;
  out.entered.assign(2 * strata, 0.0);
  out.cell_loss.assign(2 * strata, nothing);
  out.by_cause.assign(2 * causes, 0.0);
  out.by_stage.assign(2 * stages, 0.0);
  out.kept.assign(2 * stages, nothing);
  out.contribution.assign(stages, 0.0);
  out.stratum_mix.assign(strata, 0.0);
  out.stratum_rate.assign(strata, 0.0);
  out.by_owner.assign(2 * (owners + 1), 0.0);
  std::vector<double> cell(static_cast<std::size_t>(2 * strata * causes), 0.0);
  double all[2] = {0.0, 0.0};
  for (std::int64_t p = 0; p < 2; ++p)
    for (std::int64_t s = 0; s < strata; ++s) {
      double* of = cell.data() + (p * strata + s) * causes;
      const double entered = incidences(design, p * strata + s, weight, of);
      out.entered[p * strata + s] = entered;
      all[p] += entered;
      if (!(entered > 0.0)) continue;
      double loss = 0.0;
      for (std::int64_t c = 0; c < causes; ++c) loss += of[c];
      out.cell_loss[p * strata + s] = loss;
    }
  const auto share = [&](std::int64_t p, std::int64_t s) { return all[p] > 0.0 ? out.entered[p * strata + s] / all[p] : 0.0; };
  for (std::int64_t p = 0; p < 2; ++p)
    for (std::int64_t s = 0; s < strata; ++s)
      for (std::int64_t c = 0; c < causes; ++c) out.by_cause[p * causes + c] += share(p, s) * cell[(p * strata + s) * causes + c];
  for (std::int64_t p = 0; p < 2; ++p) {
    for (std::int64_t c = 0; c < causes; ++c) {
      const double lost = out.by_cause[p * causes + c];
      out.loss[p] += lost;
      out.by_stage[p * stages + design.stage_of[c]] += lost;
      double owned = 0.0;
      for (std::int64_t o = 0; o < owners; ++o) {
        out.by_owner[p * (owners + 1) + o] += design.owner_share[o * causes + c] * lost;
        owned += design.owner_share[o * causes + c];
      }
      out.by_owner[p * (owners + 1) + owners] += (1.0 - owned) * lost;
    }
    double left = 1.0;
    for (std::int64_t g = 0; g < stages; ++g) {
      const double lost = out.by_stage[p * stages + g];
      if (left > 1e-12) out.kept[p * stages + g] = (left - lost) / left;
      left -= lost;
    }
  }
  // Where a period has nobody left for a stage, the stage has no share of its own: it is taken to keep as many as in the other period.
  std::vector<double> before(static_cast<std::size_t>(stages)), after(before.size());
  for (std::int64_t g = 0; g < stages; ++g) {
    before[g] = out.kept[g];
    after[g] = out.kept[stages + g];
    if (std::isnan(before[g])) before[g] = std::isnan(after[g]) ? 1.0 : after[g];
    if (std::isnan(after[g])) after[g] = before[g];
  }
  product_shares(before.data(), after.data(), stages, out.contribution.data());
  for (double& part : out.contribution) part = 0.0 - part;  // of the loss, not of those kept
  for (std::int64_t s = 0; s < strata; ++s) {
    double loss[2] = {out.cell_loss[s], out.cell_loss[strata + s]};
    if (std::isnan(loss[0])) loss[0] = loss[1];
    if (std::isnan(loss[1])) loss[1] = loss[0];
    if (std::isnan(loss[0])) continue;
    out.stratum_mix[s] = (share(1, s) - share(0, s)) * 0.5 * (loss[0] + loss[1]);
    out.stratum_rate[s] = (loss[1] - loss[0]) * 0.5 * (share(0, s) + share(1, s));
    out.mix += out.stratum_mix[s];
    out.rate += out.stratum_rate[s];
  }
  return out;
}

}  // namespace mainstay::inline v1::funnel
