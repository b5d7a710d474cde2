#include "solve/smoothing.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "solve/cholesky.hpp"

namespace mainstay::inline v1::solve {

PenaltySize size_of_penalty(const std::vector<double>& matrix, std::int64_t size) {
  const Eigen::Map<const Eigen::MatrixXd> map(matrix.data(), size, size);
  const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(map, Eigen::EigenvaluesOnly).eigenvalues();
  PenaltySize result;
  constexpr double nothing = 1e-10;
  for (Eigen::Index j = 0; j < values.size(); ++j)
    if (values[j] > nothing * values[values.size() - 1]) {
      ++result.rank;
      result.log_determinant += std::log(values[j]);
    }
  return result;
}

SmoothingChoice choose_smoothing(const std::function<Criterion(const std::vector<double>&)>& criterion, std::vector<double> start, const std::vector<double>& lower,
                                 const std::vector<double>& upper, double gain, std::int64_t most_steps) {
  const auto m = static_cast<std::int64_t>(start.size());
  SmoothingChoice choice;
  choice.at = std::move(start);
  choice.at_edge.assign(m, false);
  Criterion here = criterion(choice.at);
  std::vector<double> curvature = here.curvature;
  constexpr double longest = 4.0, flat_curvature = 1e-6, flat_slope = 1e-3;
  std::vector<bool> stuck(m, false);
  bool renewed = true;
  while (choice.steps < most_steps) {
    // Where a spline is a line to more digits than anybody reads, its parameter goes to its end at once: between, nothing tells where to stop.
    std::vector<bool> held(m, false);
    std::vector<double> ends = choice.at;
    for (std::int64_t j = 0; j < m; ++j) {
      const bool flat = here.curvature[j * m + j] < flat_curvature && std::fabs(here.slope[j]) < flat_slope;
      held[j] = (choice.at[j] <= lower[j] && here.slope[j] <= 0.0) || (choice.at[j] >= upper[j] && (here.slope[j] >= 0.0 || flat)) || stuck[j];
      if (!held[j] && flat && here.slope[j] > 0.0) ends[j] = upper[j];
    }
    if (ends != choice.at) {
      Criterion there = criterion(ends);
      ++choice.steps;
      if (there.value >= here.value - flat_slope * static_cast<double>(m)) {
        choice.at = ends;
        here = std::move(there);
        curvature = here.curvature;
        renewed = true;
      } else {
        for (std::int64_t j = 0; j < m; ++j) stuck[j] = stuck[j] || ends[j] != choice.at[j];
      }
      continue;
    }
    // Towards lines the criterion flattens so fast that what was learnt of it misleads.
    for (std::int64_t j = 0; j < m && !renewed; ++j)
      if (!held[j] && here.curvature[j * m + j] < 0.3 * curvature[j * m + j]) {
        curvature = here.curvature;
        renewed = true;
      }
    std::vector<double> step(m), scale(m);
    for (std::int64_t j = 0; j < m; ++j) {
      step[j] = held[j] ? 0.0 : here.slope[j];
      scale[j] = held[j] ? 0.0 : std::sqrt(std::max(curvature[j * m + j], 1e-300));
    }
    RankRevealingCholesky factor(curvature.data(), m, scale.data());
    factor.solve(step.data());
    for (std::int64_t j = 0; j < m; ++j)  // a direction that the curvature knows nothing of
      if (!held[j] && factor.left_out(j)) step[j] = std::copysign(std::min(1.0, std::fabs(here.slope[j]) * 1e3), here.slope[j]);
    double rise = 0.0;
    for (std::int64_t j = 0; j < m; ++j) rise += step[j] * here.slope[j];
    if (!(rise > 0.0) && !renewed) {
      curvature = here.curvature;
      renewed = true;
      continue;
    }
    if (!(0.5 * rise > gain)) {
      choice.converged = true;
      break;
    }
    double most = 0.0;
    for (std::int64_t j = 0; j < m; ++j) most = std::max(most, std::fabs(step[j]));
    double share = std::min(1.0, longest / most);
    ++choice.steps;
    bool accepted = false;
    for (int halving = 0; halving < 25; ++halving, share *= 0.5) {
      std::vector<double> next = choice.at;
      for (std::int64_t j = 0; j < m; ++j) next[j] = std::clamp(next[j] + share * step[j], lower[j], upper[j]);
      Criterion there = criterion(next);
      double before = 0.0, after = 0.0;
      for (std::int64_t j = 0; j < m; ++j) {
        before += here.slope[j] * (next[j] - choice.at[j]);
        after += there.slope[j] * (next[j] - choice.at[j]);
      }
      constexpr double rounding = 1e-11;
      const bool rises = there.value >= here.value + 1e-4 * before;
      const bool flat = std::fabs(there.value - here.value) <= rounding * (std::fabs(here.value) + 1.0) && std::fabs(after) < std::fabs(before);
      if (!std::isfinite(there.value) || !(rises || flat)) continue;
      std::vector<double> moved(m), slopes(m), product(m, 0.0);
      double along = 0.0, bend = 0.0;
      for (std::int64_t j = 0; j < m; ++j) {
        moved[j] = next[j] - choice.at[j];
        slopes[j] = here.slope[j] - there.slope[j];  // of minus the criterion
        along += moved[j] * slopes[j];
      }
      for (std::int64_t j = 0; j < m; ++j)
        for (std::int64_t k = 0; k < m; ++k) product[j] += curvature[j * m + k] * moved[k];
      for (std::int64_t j = 0; j < m; ++j) bend += moved[j] * product[j];
      if (along > 1e-12 * std::sqrt(std::max(bend, 0.0)) && bend > 0.0) {
        for (std::int64_t j = 0; j < m; ++j)
          for (std::int64_t k = 0; k < m; ++k) curvature[j * m + k] += slopes[j] * slopes[k] / along - product[j] * product[k] / bend;
        renewed = false;
      } else {
        curvature = there.curvature;
        renewed = true;
      }
      choice.at = next;
      here = std::move(there);
      accepted = true;
      break;
    }
    if (accepted) continue;
    if (!renewed) {
      curvature = here.curvature;
      renewed = true;
      continue;
    }
    choice.converged = 0.5 * rise <= 1e3 * gain + 1e-7;  // as flat as its rounding lets one see
    break;
  }
  for (std::int64_t j = 0; j < m; ++j)
    choice.at_edge[j] = choice.at[j] <= lower[j] || choice.at[j] >= upper[j] || here.curvature[j * m + j] < flat_curvature;
  return choice;
}

}  // namespace mainstay::inline v1::solve
