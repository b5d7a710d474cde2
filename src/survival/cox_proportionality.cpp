// Tests of proportional hazards.
#include "mainstay/survival/cox_proportionality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"
#include "survival/cox_again.hpp"
#include "survival/cox_fit.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.cox.proportionality";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
using Matrix = std::vector<double>;  // (p, p)

// The share that has left before each of the ascending times.
std::vector<double> left_before(Team& team, const CoxPart& part, const std::vector<std::int64_t>& rows, const std::vector<double>& at) {
  std::vector<double> longest;
  const EventTimes times = event_times_of(team, part.duration().data(), part.event().data(), part.weights().data(), nullptr, 1, part.rows(), longest);
  std::vector<double> leavers(times.slots(), 0.0), at_risk(times.slots() + 1, 0.0);  // whole numbers
  for (const std::int64_t i : rows) {
    const std::int32_t stop = times.slot(0, part.duration()[i]);
    if (part.left()[i] != 0) leavers[stop] += 1.0;
    at_risk[stop] += 1.0;
    if (part.entry().given()) at_risk[times.slot(0, part.entry()[i])] -= 1.0;
  }
  for (std::int64_t k = times.slots(); k-- > 0;) at_risk[k] += at_risk[k + 1];
  std::vector<double> share(times.slots(), 0.0), result;
  double staying = 1.0;
  for (std::int64_t k = 1; k < times.slots(); ++k) {
    share[k] = 1.0 - staying;  // before the time of slot k
    staying *= 1.0 - leavers[k] / at_risk[k];
  }
  for (const double time : at) result.push_back(share[times.slot(0, time)]);
  return result;
}

std::vector<double> mean_ranks(const CoxPart& part, const std::vector<std::int64_t>& rows, const std::vector<double>& at) {
  std::vector<double> sorted;
  for (const std::int64_t i : rows) sorted.push_back(part.duration()[i]);
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> result;
  for (const double time : at) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), time);
    result.push_back(0.5 * static_cast<double>((first - sorted.begin()) + (last - sorted.begin()) + 1));
  }
  return result;
}

// g of each of the ascending times.
std::vector<double> transformed(Team& team, const CoxPart& part, const std::vector<double>& at, CoxTimeScale scale) {
  std::vector<std::int64_t> rows;
  for (std::int64_t i = 0; i < part.rows(); ++i)
    if (!part.weights().given() || part.weights()[i] > 0.0) rows.push_back(i);
  std::vector<double> result = at;
  switch (scale) {
    case CoxTimeScale::km: return left_before(team, part, rows, at);
    case CoxTimeScale::rank: return mean_ranks(part, rows, at);
    case CoxTimeScale::log:
      if (!at.empty() && !(at.front() > 0.0)) refuse(key, "transform", "log", "another word: somebody left at time 0");
      for (double& time : result) time = std::log(time);
      return result;
    case CoxTimeScale::identity: return result;
  }
  return result;
}

// All slots' parts times `factor` of the slot.
Hazards scaled_by(const Hazards& hazards, const std::vector<double>& factor, const EventTimes& times) {
  Hazards result = hazards;
  std::fill(result.cumulative.begin(), result.cumulative.end(), 0.0);  // what accumulate() sums beside the jumps
  for (std::vector<double>* list : {&result.jump, &result.tied, &result.a, &result.b, &result.c})
    for (std::size_t k = 0; k < factor.size(); ++k) (*list)[k] *= factor[k];
  result.accumulate(times);
  return result;
}

// Sum over the slots of factor · variance of the attributes at risk: symmetric, whole.
Matrix weighted_information(Team& team, CoxAgain& again, const std::vector<double>& factor) {
  const std::int64_t terms = again.part().design().terms(), width = again.part().design().width();
  const Hazards hazards = scaled_by(again.hazards(), factor, again.times());
  const RiskParts parts = risk_parts(team, hazards, again.sums(), again.leaver_sums(), again.times().slots(), width);
  std::vector<double> gram;
  again.part().read(team, {.shift = again.shift(), .gram = &gram, .expected_by = &hazards});
  Matrix result(terms * terms);
  for (std::int64_t j = 0; j < terms; ++j)
    for (std::int64_t l = j; l < terms; ++l)
      result[j * terms + l] = result[l * terms + j] = gram[j * width + l] - parts.products[j * width + l];
  return result;
}

std::vector<double> scales_of(const Matrix& matrix, std::int64_t size) {
  std::vector<double> scale(size);
  for (std::int64_t j = 0; j < size; ++j) scale[j] = std::sqrt(std::max(0.0, matrix[j * size + j]));
  return scale;
}

// Terms that vary within each stratum, (strata, terms).
std::vector<bool> varying(const CoxPart& part, const CoxFit& fit) {
  const std::int64_t terms = part.design().terms(), width = part.design().width();
  const auto strata = static_cast<std::int64_t>(fit.strata.size());
  std::vector<bool> varies(strata * terms, false), seen(strata, false);
  std::vector<double> first_value(strata * terms);
  part.design().blocks({0, part.rows()}, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
    part.design().read(first, count, fit.means.data(), nullptr, block);
    for (std::int64_t b = 0; b < count; ++b) {
      if (part.weights().given() && !(part.weights()[first + b] > 0.0)) continue;
      const std::int64_t s = part.strata().empty() ? 0 : part.strata()[first + b];
      const double* row = block.rows + b * width;
      for (std::int64_t j = 0; j < terms; ++j) {
        if (!seen[s]) first_value[s * terms + j] = row[j];
        else if (row[j] != first_value[s * terms + j]) varies[s * terms + j] = true;
      }
      seen[s] = true;
    }
  });
  return varies;
}

// residual (leavers, terms) becomes V_s⁻¹ residual + coefficient, V_s the mean variance at risk of the terms that vary in the stratum: each
// entry of the information over the leavers of the strata in which both of its terms vary.
void scale_residuals(const CoxPart& part, const CoxFit& fit, const Matrix& information, const std::vector<std::int64_t>& kept, CoxScaledResiduals& table) {
  const auto terms = static_cast<std::int64_t>(fit.coefficients.term.size()), strata = static_cast<std::int64_t>(fit.strata.size());
  std::vector<double> leavers(strata, 0.0);
  for (const std::int64_t s : table.stratum) leavers[s] += 1.0;
  const std::vector<bool> varies = strata > 1 ? varying(part, fit) : std::vector<bool>(terms, true);
  for (std::int64_t s = 0, k = 0; s < strata; ++s) {
    std::vector<std::int64_t> here;
    for (const std::int64_t j : kept)
      if (varies[s * terms + j]) here.push_back(j);
    const auto size = static_cast<std::int64_t>(here.size());
    Matrix mean(size * size);
    for (std::int64_t j = 0; j < size; ++j)
      for (std::int64_t l = 0; l < size; ++l) {
        double both = 0.0;
        for (std::int64_t other = 0; other < strata; ++other)
          if (varies[other * terms + here[j]] && varies[other * terms + here[l]]) both += leavers[other];
        mean[j * size + l] = information[here[j] * terms + here[l]] / std::max(1.0, both);
      }
    const std::vector<double> scale = scales_of(mean, size);
    const solve::RankRevealingCholesky factor(mean.data(), size, scale.data());
    std::vector<double> values(size);
    for (; k < static_cast<std::int64_t>(table.row.size()) && table.stratum[k] == s; ++k) {
      double* row = table.coefficient.data() + k * terms;
      for (std::int64_t j = 0; j < size; ++j) values[j] = row[here[j]];
      factor.solve(values.data());
      std::fill_n(row, terms, missing);
      for (std::int64_t j = 0; j < size; ++j) row[here[j]] = values[j] + fit.coefficients.coefficient[here[j]];
    }
  }
}
}  // namespace

CoxProportionality cox_proportionality(const CoxFit& fit, const CoxRows& input, const CoxProportionalityOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  if (fit.ties == Ties::exact) refuse(key, "ties", "exact", "those of a fit with ties efron or breslow");
  if (fit.firth) refuse(key, "firth", "true", "that of a fit without: the test is one of the likelihood alone");
  Team team(key, context, row_chunks(input.duration.size));
  CoxAgain again(key, fit, input, team);
  const CoxPart& part = again.part();
  const EventTimes& times = again.times();
  const std::int64_t rows = part.rows(), terms = part.design().terms();

  CoxProportionality result;
  result.transform = options.transform;
  result.terms = fit.coefficients.term;
  CoxScaledResiduals& table = result.scaled;
  for (std::int64_t i = 0; i < rows; ++i)
    if (part.left()[i] != 0) table.row.push_back(i);
  std::stable_sort(table.row.begin(), table.row.end(), [&](std::int64_t a, std::int64_t b) { return part.stop()[a] < part.stop()[b]; });
  std::vector<double> distinct;
  for (std::int64_t s = 0; s < times.strata(); ++s)
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k) distinct.push_back(times.time(k));
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  const std::vector<double> g = transformed(team, part, distinct, options.transform);
  double mean = 0.0;
  for (const std::int64_t row : table.row) {
    table.stratum.push_back(part.strata().empty() ? 0 : part.strata()[row]);
    table.time.push_back(part.duration()[row]);
    table.transformed.push_back(g[std::lower_bound(distinct.begin(), distinct.end(), part.duration()[row]) - distinct.begin()]);
    mean += table.transformed.back();
  }
  mean /= std::max<double>(1.0, static_cast<double>(table.row.size()));
  std::vector<double> centred(times.slots(), 0.0), squared(times.slots(), 0.0), one(times.slots(), 1.0);
  for (std::int64_t s = 0; s < times.strata(); ++s)
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k) {
      centred[k] = g[std::lower_bound(distinct.begin(), distinct.end(), times.time(k)) - distinct.begin()] - mean;
      squared[k] = centred[k] * centred[k];
    }

  std::vector<std::int64_t> place(rows, -1), kept;
  for (std::size_t k = 0; k < table.row.size(); ++k) place[table.row[k]] = static_cast<std::int64_t>(k);
  table.coefficient.resize(table.row.size() * terms);
  std::vector<double> expected(rows);
  part.row_residuals(team, times, again.hazards(), again.leavers(), again.sums(), again.leaver_sums(), again.shift(),
                     {expected.data(), nullptr, table.coefficient.data(), place.data()});
  std::vector<double> slope(terms, 0.0);
  for (std::size_t k = 0; k < table.row.size(); ++k) {
    const double w = (part.weights().given() ? part.weights()[table.row[k]] : 1.0) * (table.transformed[k] - mean);
    for (std::int64_t j = 0; j < terms; ++j) slope[j] += w * table.coefficient[k * terms + j];
  }
  Matrix information = weighted_information(team, again, one), cross = weighted_information(team, again, centred),
         own = weighted_information(team, again, squared);
  for (std::int64_t j = 0; j < terms; ++j) {
    if (fit.model_covariance[j * terms + j] > 0.0) kept.push_back(j);
    if (fit.penalty.empty()) continue;
    information[j * terms + j] += fit.penalty[j];
    own[j * terms + j] += fit.penalty[j];
  }

  // Variance of the slope along g(t) x given the coefficients: own - cross information⁻¹ cross, over the terms `which`.
  const auto size = static_cast<std::int64_t>(kept.size());
  Matrix inside(size * size);
  for (std::int64_t j = 0; j < size; ++j)
    for (std::int64_t l = 0; l < size; ++l) inside[j * size + l] = information[kept[j] * terms + kept[l]];
  const std::vector<double> inside_scale = scales_of(inside, size);
  const solve::RankRevealingCholesky factor(inside.data(), size, inside_scale.data());
  const auto test = [&](const std::vector<std::int64_t>& which) {
    const auto count = static_cast<std::int64_t>(which.size());
    Matrix variance(count * count);
    std::vector<double> solved(size), direction(count);
    for (std::int64_t l = 0; l < count; ++l) {
      for (std::int64_t j = 0; j < size; ++j) solved[j] = cross[which[l] * terms + kept[j]];
      factor.solve(solved.data());
      for (std::int64_t i = 0; i < count; ++i) {
        double sum = own[which[i] * terms + which[l]];
        for (std::int64_t j = 0; j < size; ++j) sum -= cross[which[i] * terms + kept[j]] * solved[j];
        variance[i * count + l] = sum;
      }
      direction[l] = slope[which[l]];
    }
    std::vector<double> scale(count);
    for (std::int64_t i = 0; i < count; ++i) scale[i] = std::sqrt(std::max(0.0, own[which[i] * terms + which[i]]));
    const solve::RankRevealingCholesky test_factor(variance.data(), count, scale.data());
    test_factor.solve(direction.data());
    CoxTest answer;
    answer.degrees_of_freedom = count;
    for (std::int64_t i = 0; i < count; ++i) answer.statistic += direction[i] * slope[which[i]];
    answer.statistic = std::max(0.0, answer.statistic);
    answer.p_value = count > 0 ? stats::chi_squared_upper_tail(answer.statistic, static_cast<double>(count)) : 1.0;
    return answer;
  };
  std::int64_t first_term = 0;
  for (const CoxColumn& column : fit.columns) {
    const std::int64_t last_term = first_term + term_count({column});
    std::vector<std::int64_t> which;
    for (const std::int64_t j : kept)
      if (j >= first_term && j < last_term) which.push_back(j);
    const CoxTest answer = test(which);
    result.tests.column.push_back(column.name);
    result.tests.statistic.push_back(answer.statistic);
    result.tests.degrees_of_freedom.push_back(answer.degrees_of_freedom);
    result.tests.p_value.push_back(answer.p_value);
    first_term = last_term;
  }
  result.together = test(kept);
  if (options.scaled) scale_residuals(part, fit, information, kept, table);
  else table = {};
  return result;
}

}  // namespace mainstay::inline v1::survival
