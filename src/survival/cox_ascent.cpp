#include "survival/cox_ascent.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "mainstay/core/error.hpp"
#include "solve/cholesky.hpp"
#include "survival/cox_design.hpp"

namespace mainstay::inline v1::survival {

namespace {
double penalised(const std::vector<double>& penalty, const std::vector<double>& beta) {
  double sum = 0.0;
  for (std::size_t j = 0; j < penalty.size(); ++j) sum += penalty[j] * beta[j] * beta[j];
  return 0.5 * sum;
}
}  // namespace

void CoxAscent::begin(std::int64_t terms) {
  beta.assign(terms, 0.0);
  previous.assign(terms, 0.0);
}

bool CoxAscent::judge(double value, bool finite) {
  const double reached = value - penalised(penalty, beta);
  if (!started) {
    if (!finite) {
      status = CoxStatus::out_of_range;
      finished = true;
      return false;
    }
    started = true;
    log_likelihood_null = value;
  } else if (!settling) {
    constexpr double rounding = 1e-12;  // of a sum of many logarithms
    const bool worse = !finite || !(reached >= objective - rounding * (std::fabs(objective) + 1.0));
    if (worse) {
      constexpr std::int64_t most_halvings = 40;
      if (++halvings > most_halvings) {
        settling = true;
        status = CoxStatus::iteration_limit;
        beta = previous;
      } else {
        for (std::size_t j = 0; j < beta.size(); ++j) beta[j] = 0.5 * (beta[j] + previous[j]);
      }
      return false;
    }
  }
  halvings = 0;
  previous = beta;
  log_likelihood = value;
  objective = reached;
  return true;
}

void CoxAscent::advance(std::vector<double> slope, std::vector<double> information, const std::vector<double>& scale,
                        const std::vector<double>& reach, double events, double weight, const CoxOptions& options) {
  const auto terms = static_cast<std::int64_t>(beta.size());
  const bool first = iterations == 0 && left_out.empty() && rank == 0;
  if (first) {
    // The test at 0 and the rank are matters of the data, not of the penalty.
    const solve::RankRevealingCholesky factor(information.data(), terms, scale.data());
    std::vector<double> direction = slope;
    factor.solve(direction.data());
    score = 0.0;
    for (std::int64_t j = 0; j < terms; ++j) score += direction[j] * slope[j];
    rank = factor.rank();
    for (std::int64_t j = 0; j < terms && penalty.empty(); ++j)
      if (factor.left_out(j)) left_out.push_back(j);
  }
  std::vector<double> used = scale;
  for (const std::int64_t j : left_out) used[j] = 0.0;
  for (std::int64_t j = 0; j < static_cast<std::int64_t>(penalty.size()); ++j) {
    slope[j] -= penalty[j] * beta[j];
    information[j * terms + j] += penalty[j];
    // The information of a term is about the events' weight times its squared spread; with a penalty it is that much more. Were the spread
    // alone its measure, the penalty of a term of tiny spread would dwarf all others.
    if (penalty[j] > 0.0) used[j] = weight > 0.0 ? std::sqrt(used[j] * used[j] + penalty[j] / weight) : std::max(used[j], 1.0);
  }
  if (first && !penalty.empty()) {  // what is left free must be told apart by the data
    const solve::RankRevealingCholesky factor(information.data(), terms, used.data());
    for (std::int64_t j = 0; j < terms; ++j)
      if (penalty[j] == 0.0 && factor.left_out(j)) left_out.push_back(j);
    for (const std::int64_t j : left_out) used[j] = 0.0;
    rank = terms - static_cast<std::int64_t>(left_out.size());
  }
  const solve::RankRevealingCholesky factor(information.data(), terms, used.data());
  std::vector<double> step = slope;
  factor.solve(step.data());
  const double last = std::exchange(decrement, 0.0);
  for (std::int64_t j = 0; j < terms; ++j) decrement += step[j] * slope[j];
  const auto finish = [&](CoxStatus how) {
    status = how;
    finished = true;
    model_covariance = factor.inverse();
  };
  if (settling) return finish(status);
  if (factor.rank() < rank) {  // the information of a term has vanished on the way: its coefficient runs away
    for (std::int64_t j = 0; j < terms; ++j)
      if (factor.left_out(j) && std::find(left_out.begin(), left_out.end(), j) == left_out.end()) separated.push_back(j);
    return finish(CoxStatus::separated);
  }
  const double mean_weight = events > 0.0 ? weight / events : 1.0;
  // The likelihood has nothing left to gain, and yet somebody's hazard would change by a tenth and more.
  constexpr double no_gain = 1e-7, a_change = 0.1;
  if (0.5 * decrement <= no_gain * mean_weight) {
    for (std::int64_t j = 0; j < terms; ++j)
      if ((penalty.empty() || penalty[j] == 0.0) && std::fabs(step[j]) * reach[j] > a_change) separated.push_back(j);
    if (!separated.empty()) return finish(CoxStatus::separated);
  }
  // Short enough, or so short that rounding, not the likelihood, decides about its length.
  constexpr double short_step = 1e-7;
  const double long_is = length(events, weight);
  const bool converged = long_is <= options.tolerance || (long_is <= short_step && iterations > 0 && decrement >= 0.25 * last);
  if (converged || iterations >= options.max_iterations) {
    if (converged) {
      for (std::int64_t j = 0; j < terms; ++j) beta[j] += step[j];
      log_likelihood += 0.5 * std::max(0.0, decrement);
    }
    return finish(!converged ? CoxStatus::iteration_limit : left_out.empty() ? CoxStatus::converged : CoxStatus::singular);
  }
  ++iterations;
  for (std::int64_t j = 0; j < terms; ++j) beta[j] += step[j];
}

double CoxAscent::length(double events, double weight) const {
  return std::sqrt(std::max(0.0, decrement) / std::max(weight, events > 0.0 ? weight / events : 1.0));
}

bool CoxAscent::arrives(const std::vector<double>& reach, double events, double weight, double misjudged, double tolerance) const {
  double range = 0.0;
  for (std::size_t j = 0; j < beta.size(); ++j) range += 2.0 * reach[j] * std::fabs(beta[j] - previous[j]);
  return range <= 0.1 && length(events, weight) * (0.6 * range + misjudged) <= tolerance;
}

void CoxAscent::settle(std::vector<double> information, const std::vector<double>& scale, const std::vector<double>& reach, double events,
                       double weight, const CoxOptions& options) {
  objective += 0.5 * std::max(0.0, decrement);
  log_likelihood = objective + penalised(penalty, beta);
  std::vector<double> slope(beta.size(), 0.0);  // with its penalty
  for (std::size_t j = 0; j < penalty.size(); ++j) slope[j] = penalty[j] * beta[j];
  previous = beta;
  advance(std::move(slope), std::move(information), scale, reach, events, weight, options);
}

std::vector<double> penalty_of(std::string_view analysis, const CoxOptions& options, const std::vector<CoxColumn>& columns, const std::vector<double>& scale,
                               double weight, std::int64_t terms) {
  std::vector<double> penalty(terms, options.ridge);
  const double shrunk = weight > 1.0 ? weight / (weight - 1.0) : 1.0;  // the variance is that of a sample
  for (std::size_t k = 0; k < options.penalties.size(); ++k) {
    const CoxPenalty& own = options.penalties[k];
    std::int64_t first = 0;
    bool found = false;
    for (const CoxColumn& column : columns) {
      const std::int64_t count = term_count({column});
      for (std::int64_t j = first; column.name == own.column && j < first + count; ++j) penalty[j] = own.ridge * (own.scaled ? scale[j] * scale[j] * shrunk : 1.0);
      found = found || column.name == own.column;
      first += count;
    }
    const std::string where = "penalties[" + std::to_string(k) + "].column";
    if (!found) refuse(analysis, where, own.column, "a column of x");
    for (std::size_t l = 0; l < k; ++l)
      if (options.penalties[l].column == own.column) refuse(analysis, where, own.column, "given once");
  }
  if (std::all_of(penalty.begin(), penalty.end(), [](double one) { return one == 0.0; })) penalty.clear();
  return penalty;
}

}  // namespace mainstay::inline v1::survival
