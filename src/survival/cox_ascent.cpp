#include "survival/cox_ascent.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "solve/cholesky.hpp"

namespace mainstay::inline v1::survival {

namespace {
double squared(const std::vector<double>& beta) {
  double sum = 0.0;
  for (const double b : beta) sum += b * b;
  return sum;
}
}  // namespace

void CoxAscent::begin(std::int64_t terms) {
  beta.assign(terms, 0.0);
  previous.assign(terms, 0.0);
}

bool CoxAscent::judge(double value, bool finite, double ridge) {
  const double reached = value - 0.5 * ridge * squared(beta);
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
    for (std::int64_t j = 0; j < terms && options.ridge == 0.0; ++j)
      if (factor.left_out(j)) left_out.push_back(j);
    if (options.ridge > 0.0) rank = terms;
  }
  std::vector<double> used = scale;
  for (const std::int64_t j : left_out) used[j] = 0.0;
  for (std::int64_t j = 0; j < terms; ++j) {
    slope[j] -= options.ridge * beta[j];
    information[j * terms + j] += options.ridge;
    if (options.ridge > 0.0 && used[j] == 0.0) used[j] = 1.0;
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
  if (0.5 * decrement <= no_gain * mean_weight && options.ridge == 0.0) {
    for (std::int64_t j = 0; j < terms; ++j)
      if (std::fabs(step[j]) * reach[j] > a_change) separated.push_back(j);
    if (!separated.empty()) return finish(CoxStatus::separated);
  }
  // Short enough, or so short that rounding, not the likelihood, decides about its length.
  constexpr double short_step = 1e-7;
  const double length = std::sqrt(std::max(0.0, decrement) / std::max(weight, mean_weight));
  const bool converged = length <= options.tolerance || (length <= short_step && iterations > 0 && decrement >= 0.25 * last);
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

}  // namespace mainstay::inline v1::survival
