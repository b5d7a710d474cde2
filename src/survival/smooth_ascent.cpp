#include "survival/smooth_ascent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "solve/arrow.hpp"
#include "solve/smoothing.hpp"

namespace mainstay::inline v1::survival {

namespace {

using solve::Arrow;
using solve::ArrowFactor;

struct Way {
  CoxStatus status = CoxStatus::converged;
  std::vector<double> at;
  double value = 0.0, penalty = 0.0;
  std::optional<ArrowFactor> factor;
  std::vector<std::int64_t> separated;
};

class Ascent {
 public:
  explicit Ascent(const SmoothProblem& problem) : problem_(problem), p_(problem.parameters), fixed_(problem.parameters, false) {}

  // to += smoothing · S · b
  void add_product(const SmoothPenalty& penalty, double smoothing, const std::vector<double>& b, std::vector<double>& to) const {
    for (std::int64_t j = 0; j < penalty.size; ++j)
      for (std::int64_t l = 0; l < penalty.size; ++l) to[penalty.first + j] += smoothing * penalty.matrix[j * penalty.size + l] * b[penalty.first + l];
  }
  double penalise(const std::vector<double>& smoothing, const std::vector<double>& at, std::vector<double>* slope, Arrow* information) const {
    std::vector<double> product(p_, 0.0);
    for (std::int64_t j = 0; j < problem_.terms; ++j) product[j] += problem_.ridge * at[j];
    for (std::size_t k = 0; k < smoothing.size(); ++k) add_product(problem_.penalties[k], smoothing[k], at, product);
    double sum = 0.0;
    for (std::int64_t j = 0; j < p_; ++j) {
      sum += product[j] * at[j];
      if (slope != nullptr) (*slope)[j] -= product[j];
    }
    if (information != nullptr) {
      for (std::int64_t j = 0; j < problem_.terms; ++j) information->dense[j * p_ + j] += problem_.ridge;
      for (std::size_t k = 0; k < smoothing.size(); ++k) {
        const SmoothPenalty& one = problem_.penalties[k];
        for (std::int64_t j = 0; j < one.size; ++j)
          for (std::int64_t l = 0; l < one.size; ++l) information->dense[(one.first + j) * p_ + one.first + l] += smoothing[k] * one.matrix[j * one.size + l];
      }
    }
    return 0.5 * sum;
  }
  // What a penalty may lose to rounding: large numbers that cancel where a curve is nearly a line.
  double penalty_rounding(const std::vector<double>& smoothing, const std::vector<double>& at) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < smoothing.size(); ++k) {
      const SmoothPenalty& one = problem_.penalties[k];
      for (std::int64_t j = 0; j < one.size; ++j)
        for (std::int64_t l = 0; l < one.size; ++l) sum += smoothing[k] * std::fabs(at[one.first + j] * one.matrix[j * one.size + l] * at[one.first + l]);
    }
    return 8.0 * std::numeric_limits<double>::epsilon() * sum;
  }
  Arrow information_of(const SmoothEvaluation& evaluation) const {
    Arrow arrow(0, p_);
    arrow.dense = evaluation.information;
    return arrow;
  }
  std::vector<double> scale_of(const Arrow& information) const {
    std::vector<double> scale(p_);
    for (std::int64_t j = 0; j < p_; ++j) scale[j] = fixed_[j] ? 0.0 : std::sqrt(std::max(0.0, information.dense[j * p_ + j]));
    return scale;
  }

  Way ascend(const std::vector<double>& smoothing, std::vector<double> from) {
    Way way;
    way.at = std::move(from);
    std::vector<double> best = way.at, step(p_, 0.0), none;
    double objective = -std::numeric_limits<double>::infinity(), decrement = 0.0, last = 0.0;
    std::int64_t halvings = 0, steps = 0;
    bool settling = false;
    for (;;) {
      const SmoothEvaluation& here = problem_.evaluate(way.at);
      const double penalty = penalise(smoothing, way.at, nullptr, nullptr), reached = here.value - penalty;
      const bool good = std::isfinite(reached) && std::all_of(here.slope.begin(), here.slope.end(), [](double v) { return std::isfinite(v); }) &&
                        std::all_of(here.information.begin(), here.information.end(), [](double v) { return std::isfinite(v); });
      constexpr double rounding = 1e-12;
      if (!settling && (!good || !(reached >= objective - rounding * (std::fabs(objective) + 1.0) - penalty_rounding(smoothing, way.at)))) {
        constexpr std::int64_t most_halvings = 40;
        settling = ++halvings > most_halvings;
        for (std::int64_t j = 0; j < p_; ++j) way.at[j] = settling ? best[j] : 0.5 * (way.at[j] + best[j]);
        continue;
      }
      halvings = 0;
      best = way.at;
      objective = reached;
      way.value = here.value;
      way.penalty = penalty;
      Arrow information = information_of(here);
      std::vector<double> slope = here.slope;
      penalise(smoothing, way.at, &slope, &information);
      const std::vector<double> scale = scale_of(information);
      way.factor.emplace(information, scale.data());
      step = slope;
      none.clear();
      way.factor->solve(none, step);
      last = std::exchange(decrement, 0.0);
      for (std::int64_t j = 0; j < p_; ++j) decrement += step[j] * slope[j];
      const auto finish = [&](CoxStatus how) {
        way.status = how;
        return std::move(way);
      };
      if (settling) return finish(CoxStatus::iteration_limit);
      constexpr double no_gain = 1e-7, a_change = 0.1;
      if (problem_.ridge == 0.0) {
        for (std::int64_t j = 0; j < problem_.terms; ++j)
          if (!fixed_[j] && way.factor->left_out(j)) way.separated.push_back(j);
        if (way.separated.empty() && steps > 0 && 0.5 * decrement <= no_gain * problem_.mean_weight)
          for (std::int64_t j = 0; j < problem_.terms; ++j)
            if (std::fabs(step[j]) * problem_.reach[j] > a_change) way.separated.push_back(j);
        if (!way.separated.empty()) return finish(CoxStatus::separated);
      }
      constexpr double short_step = 1e-7;
      const double length = std::sqrt(std::max(0.0, decrement) / std::max(problem_.size, problem_.mean_weight));
      const bool converged = length <= problem_.tolerance || (length <= short_step && steps > 0 && decrement >= 0.25 * last);
      if (converged || steps >= problem_.max_iterations) {
        if (converged) {
          for (std::int64_t j = 0; j < p_; ++j) way.at[j] += step[j];
          const double there = penalise(smoothing, way.at, nullptr, nullptr);
          way.value += 0.5 * std::max(0.0, decrement) + (there - way.penalty);
          way.penalty = there;
        }
        return finish(converged ? CoxStatus::converged : CoxStatus::iteration_limit);
      }
      ++steps;
      ++iterations_;
      for (std::int64_t j = 0; j < p_; ++j) way.at[j] += step[j];
    }
  }

  double restricted(const Way& way, const std::vector<double>& smoothing) const {
    double value = way.value - way.penalty - 0.5 * way.factor->log_determinant();
    std::int64_t free = way.factor->dense().rank();
    for (std::size_t k = 0; k < smoothing.size(); ++k) {
      value += 0.5 * (static_cast<double>(problem_.penalties[k].rank) * std::log(smoothing[k]) + problem_.penalties[k].log_determinant);
      free -= problem_.penalties[k].rank;
    }
    if (problem_.ridge > 0.0) {
      value += 0.5 * static_cast<double>(problem_.terms) * std::log(problem_.ridge);
      free -= problem_.terms;
    }
    constexpr double log_two_pi = 1.83787706640934548356;
    return value + 0.5 * static_cast<double>(free) * log_two_pi;
  }

  static double trace(const std::vector<double>& inverse, const SmoothPenalty& penalty, std::int64_t p) {
    double sum = 0.0;
    for (std::int64_t j = 0; j < penalty.size; ++j)
      for (std::int64_t l = 0; l < penalty.size; ++l) sum += inverse[(penalty.first + j) * p + penalty.first + l] * penalty.matrix[l * penalty.size + j];
    return sum;
  }

  // How the trace of inverse and information moves against a direction, by central differences.
  double information_moves(const std::vector<double>& from, const std::vector<double>& direction, const ArrowFactor::Inverse& inverse) const {
    double length = 0.0;
    for (std::int64_t j = 0; j < p_; ++j) length = std::max(length, std::fabs(direction[j]) * (j < problem_.terms ? problem_.reach[j] : 1.0));
    if (!(length > 1e-9)) return 0.0;
    const double h = 2e-4 / length;
    const auto at_distance = [&](double by) {
      std::vector<double> there = from;
      for (std::int64_t j = 0; j < p_; ++j) there[j] -= by * direction[j];
      return solve::trace_of_product(inverse, information_of(problem_.evaluate(there)));
    };
    return (at_distance(h) - at_distance(-h)) / (2.0 * h);
  }

  // Log-likelihood less effective parameters, with its slope along the logarithms of the open smoothing parameters.
  void put_akaike(const Way& way, const std::vector<double>& smoothing, const std::vector<std::size_t>& open, solve::Criterion& result) const {
    const auto m = static_cast<std::int64_t>(open.size());
    ArrowFactor::Inverse inverse = way.factor->inverse();
    std::vector<double> penalty(p_ * p_, 0.0);  // all of it
    Arrow none(0, p_);
    penalise(smoothing, way.at, nullptr, &none);
    penalty.swap(none.dense);
    std::vector<double> half(p_ * p_, 0.0), taken(p_ * p_, 0.0), pull(p_, 0.0);  // inverse S, inverse S inverse, S b
    for (std::int64_t i = 0; i < p_; ++i)
      for (std::int64_t l = 0; l < p_; ++l) {
        pull[i] += penalty[i * p_ + l] * way.at[l];
        for (std::int64_t j = 0; j < p_; ++j) half[i * p_ + j] += inverse.few[i * p_ + l] * penalty[l * p_ + j];
      }
    double effective = static_cast<double>(way.factor->dense().rank());
    for (std::int64_t i = 0; i < p_; ++i) {
      effective -= half[i * (p_ + 1)];
      for (std::int64_t l = 0; l < p_; ++l)
        for (std::int64_t j = 0; j < p_; ++j) taken[i * p_ + j] += half[i * p_ + l] * inverse.few[l * p_ + j];
    }
    result.value = way.value - effective;
    std::vector<double> left = inverse.few;  // inverse · information without penalties · inverse
    for (std::size_t j = 0; j < left.size(); ++j) left[j] -= taken[j];
    inverse.few = taken;
    std::vector<std::vector<double>> pulls, moves;
    for (std::int64_t k = 0; k < m; ++k) {
      const SmoothPenalty& own = problem_.penalties[open[k]];
      std::vector<double> direction(p_, 0.0), nothing;
      add_product(own, smoothing[open[k]], way.at, direction);
      pulls.push_back(direction);
      way.factor->solve(nothing, direction);
      double fall = 0.0;
      for (std::int64_t j = 0; j < p_; ++j) fall += pull[j] * direction[j];
      const double moved = information_moves(way.at, direction, inverse);
      const double lost = smoothing[open[k]] * trace(left, own, p_);  // effective parameters
      result.slope[k] = lost - fall - moved;
      result.curvature[k * m + k] += lost;
      moves.push_back(std::move(direction));
    }
    for (std::int64_t a = 0; a < m; ++a)
      for (std::int64_t b = 0; b < m; ++b)
        for (std::int64_t j = 0; j < p_; ++j) result.curvature[a * m + b] += 0.5 * (pulls[a][j] * moves[b][j] + pulls[b][j] * moves[a][j]);
    for (std::int64_t k = 0; k < m; ++k) result.curvature[k * m + k] = std::max(result.curvature[k * m + k], 1e-14);
  }

  SmoothSolution run() {
    SmoothSolution solution;
    const std::size_t count = problem_.penalties.size();
    std::vector<double> at(p_, 0.0), unit(count, 1.0);
    solution.smoothing.assign(count, 1.0);
    solution.at_edge.assign(count, false);
    const SmoothEvaluation first = problem_.evaluate(at);
    solution.log_likelihood_null = first.value;
    for (std::size_t k = 0; k < count; ++k) {
      const SmoothPenalty& penalty = problem_.penalties[k];
      double data = 0.0, own = 0.0;
      for (std::int64_t j = 0; j < penalty.size; ++j) {
        data += first.information[(penalty.first + j) * (p_ + 1)];
        own += penalty.matrix[j * (penalty.size + 1)];
      }
      if (data > 0.0 && own > 0.0) unit[k] = data / own;
    }
    // Rank is a matter of the data.
    for (std::int64_t j = 0; j < problem_.terms; ++j) fixed_[j] = problem_.constant[j] && problem_.ridge == 0.0;
    if (problem_.ridge == 0.0) {
      Arrow information = information_of(first);
      penalise(unit, at, nullptr, &information);
      const std::vector<double> scale = scale_of(information);
      const ArrowFactor factor(information, scale.data());
      for (std::int64_t j = 0; j < problem_.terms; ++j)
        if (factor.left_out(j)) fixed_[j] = true;
    }
    for (std::int64_t j = 0; j < problem_.terms; ++j)
      if (fixed_[j]) solution.singular.push_back(j);

    std::vector<std::size_t> open;
    for (std::size_t k = 0; k < count; ++k) {
      if (!problem_.penalties[k].given) open.push_back(k);
      solution.smoothing[k] = problem_.penalties[k].given.value_or(unit[k]);
    }
    std::optional<Way> best;
    bool chosen = true;
    if (!open.empty()) {
      const auto m = static_cast<std::int64_t>(open.size());
      std::vector<double> rho, lower, upper;
      for (const std::size_t k : open) {
        constexpr double range = 14.0;
        rho.push_back(std::log(unit[k]));
        lower.push_back(rho.back() - range);
        upper.push_back(rho.back() + range);
      }
      double highest = -std::numeric_limits<double>::infinity();
      const auto criterion = [&](const std::vector<double>& where) {
        std::vector<double> smoothing = solution.smoothing;
        for (std::size_t k = 0; k < open.size(); ++k) smoothing[open[k]] = std::exp(where[k]);
        Way way = ascend(smoothing, at);
        solve::Criterion result;
        result.slope.assign(m, 0.0);
        result.curvature.assign(m * m, 0.0);
        if (way.status != CoxStatus::converged) {
          result.value = way.status == CoxStatus::separated ? restricted(way, smoothing) : -std::numeric_limits<double>::infinity();
          for (std::int64_t k = 0; k < m; ++k) result.curvature[k * m + k] = 1.0;
          return result;
        }
        const auto keep = [&] {
          if (result.value < highest) return;
          highest = result.value;
          at = way.at;
        };
        if (problem_.akaike) {
          put_akaike(way, smoothing, open, result);
          keep();
          return result;
        }
        result.value = restricted(way, smoothing);
        const ArrowFactor::Inverse inverse = way.factor->inverse();
        std::vector<std::vector<double>> products;  // inverse · smoothing · S
        for (std::int64_t k = 0; k < m; ++k) {
          const SmoothPenalty& penalty = problem_.penalties[open[k]];
          const double lambda = smoothing[open[k]];
          std::vector<double> direction(p_, 0.0), none;
          add_product(penalty, lambda, way.at, direction);
          double squared = 0.0;
          for (std::int64_t j = 0; j < p_; ++j) squared += direction[j] * way.at[j];
          const double traced = lambda * trace(inverse.few, penalty, p_);
          way.factor->solve(none, direction);
          const double moved = information_moves(way.at, direction, inverse);
          result.slope[k] = 0.5 * (static_cast<double>(penalty.rank) - squared - traced - moved);
          result.curvature[k * m + k] += 0.5 * (static_cast<double>(penalty.rank) - 2.0 * traced);
          std::vector<double> product(p_ * penalty.size, 0.0);
          for (std::int64_t i = 0; i < p_; ++i)
            for (std::int64_t l = 0; l < penalty.size; ++l)
              for (std::int64_t j = 0; j < penalty.size; ++j)
                product[i * penalty.size + j] += lambda * inverse.few[i * p_ + penalty.first + l] * penalty.matrix[l * penalty.size + j];
          products.push_back(std::move(product));
        }
        for (std::int64_t a = 0; a < m; ++a)
          for (std::int64_t b = 0; b < m; ++b) {
            const SmoothPenalty &one = problem_.penalties[open[a]], &two = problem_.penalties[open[b]];
            double sum = 0.0;
            for (std::int64_t i = 0; i < two.size; ++i)
              for (std::int64_t j = 0; j < one.size; ++j) sum += products[a][(two.first + i) * one.size + j] * products[b][(one.first + j) * two.size + i];
            result.curvature[a * m + b] += 0.5 * sum;
          }
        for (std::int64_t k = 0; k < m; ++k) result.curvature[k * m + k] = std::max(result.curvature[k * m + k], 1e-14);
        keep();
        return result;
      };
      const solve::SmoothingChoice choice = solve::choose_smoothing(criterion, rho, lower, upper, 1e-12, problem_.max_iterations);
      chosen = choice.converged;
      solution.smoothing_iterations = choice.steps;
      for (std::size_t k = 0; k < open.size(); ++k) {
        solution.smoothing[open[k]] = std::exp(choice.at[k]);
        solution.at_edge[open[k]] = choice.at_edge[k];
      }
    }
    best.emplace(ascend(solution.smoothing, at));
    const Way& way = *best;
    solution.status = way.status;
    if (solution.status == CoxStatus::converged && !chosen) solution.status = CoxStatus::iteration_limit;
    if (solution.status == CoxStatus::converged && !solution.singular.empty()) solution.status = CoxStatus::singular;
    solution.separated = way.separated;
    solution.at = way.at;
    solution.log_likelihood = way.value;
    solution.penalty = way.penalty;
    solution.reml = restricted(way, solution.smoothing);
    solution.iterations = iterations_;
    solution.covariance = way.factor->inverse().few;
    solution.rank = way.factor->dense().rank();
    solution.effective = static_cast<double>(solution.rank);
    for (std::size_t k = 0; k < count; ++k) {
      const double taken = solution.smoothing[k] * trace(solution.covariance, problem_.penalties[k], p_);
      solution.effective -= taken;
      solution.effective_of.push_back(static_cast<double>(problem_.penalties[k].size) - taken);
    }
    for (std::int64_t j = 0; j < problem_.terms; ++j) solution.effective -= problem_.ridge * solution.covariance[j * (p_ + 1)];
    return solution;
  }

 private:
  const SmoothProblem& problem_;
  std::int64_t p_, iterations_ = 0;
  std::vector<bool> fixed_;
};

}  // namespace

SmoothSolution smooth_ascent(const SmoothProblem& problem) { return Ascent(problem).run(); }

}  // namespace mainstay::inline v1::survival
