#include "survival/cox_firth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"
#include "survival/cox_firth_kernel.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_ground.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.cox";

// The penalised likelihood at one point.
struct Point {
  std::vector<double> beta, slope, covariance, information;
  double log_likelihood = 0.0, value = -std::numeric_limits<double>::infinity();
};

class Penalised {
 public:
  Penalised(CoxGround& ground, Ties ties)
      : ground_(ground), ties_(ties), risk_(ground.times.slots(), ground.part.entry().given()), terms_(ground.part.design().terms()),
        width_(ground.part.design().width()), leaver_sums_(ties == Ties::efron && ground.leavers.most > 1.0), scale_(ground.scale) {}

  // The rank at 0: terms that depend on the terms before them are left out from now on.
  std::vector<std::int64_t> leave_out_dependent(double& score) {
    const std::vector<double> zero(terms_, 0.0);
    std::vector<double> slope, information;
    inform(zero, slope, information);
    const solve::RankRevealingCholesky factor(information.data(), terms_, scale_.data());
    std::vector<double> direction = slope;
    factor.solve(direction.data());
    score = 0.0;
    for (std::int64_t j = 0; j < terms_; ++j) score += direction[j] * slope[j];
    std::vector<std::int64_t> out;
    for (std::int64_t j = 0; j < terms_; ++j)
      if (factor.left_out(j)) {
        out.push_back(j);
        scale_[j] = 0.0;
      }
    rank_ = factor.rank();
    return out;
  }

  Point at(const std::vector<double>& beta) {
    Point point;
    point.beta = beta;
    point.log_likelihood = inform(beta, point.slope, point.information);
    const solve::RankRevealingCholesky factor(point.information.data(), terms_, scale_.data());
    if (!std::isfinite(point.log_likelihood) || factor.rank() < rank_) return point;
    point.value = point.log_likelihood + 0.5 * factor.log_determinant();
    point.covariance = factor.inverse();
    add_correction(point);
    return point;
  }

  const Hazards& hazards() const noexcept { return hazards_; }
  const std::vector<double>& sums() const noexcept { return resolved_; }
  const double* leaver_sums() const noexcept { return leaver_sums_ ? sums_.leaver_table.data() : nullptr; }
  std::int64_t terms() const noexcept { return terms_; }
  std::int64_t rank() const noexcept { return rank_; }
  bool counts(std::int64_t j) const noexcept { return scale_[j] > 0.0; }

 private:
  double inform(const std::vector<double>& beta, std::vector<double>& slope, std::vector<double>& information) {
    ground_.sum_at(beta, risk_, leaver_sums_, sums_);
    resolved_.resize(ground_.times.slots() * width_);
    risk_.resolve(sums_.table.data(), width_, ground_.times, resolved_.data());
    hazards_ = hazards_of(ground_.team, ground_.times, ground_.leavers, ties_, resolved_.data(), leaver_sums(), width_, terms_, risk_.entries());
    const RiskParts parts = risk_parts(ground_.team, hazards_, resolved_.data(), leaver_sums(), ground_.times.slots(), width_);
    std::vector<double> gram;
    ground_.part.read(ground_.team, {.shift = ground_.shift.data(), .gram = &gram, .expected_by = &hazards_});
    slope_and_information(gram, parts, ground_.moments.event_sum, terms_, width_, slope, information);
    return log_likelihood_of(sums_, hazards_);
  }

  void add_correction(Point& point) {
    const CoxPart& part = ground_.part;
    const CoxDesign& design = part.design();
    const std::int64_t rows = part.rows(), slots = ground_.times.slots(), chunks = row_chunks(rows);
    std::vector<double> s(rows), table(risk_.size(), 0.0), s_sums(slots), s_leavers(slots, 0.0);
    ground_.team.run(chunks, [&](std::int64_t chunk) {
      design.blocks(span_of(rows, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
        design.read(first, count, ground_.shift.data(), nullptr, block);
        for (std::int64_t b = 0; b < count; ++b) s[first + b] = quadratic_of(block.rows + b * width_, point.covariance.data(), terms_);
      });
    });
    for (std::int64_t i = 0; i < rows; ++i) {
      const double one = part.hazard()[i] * s[i];
      if (ground_.left(i)) s_leavers[ground_.last(i)] += one;
      if (!risk_.entries()) {
        table[ground_.last(i)] += one;
        continue;
      }
      const RiskIndex::Places places = risk_.places(static_cast<std::int32_t>(ground_.first(i)), static_cast<std::int32_t>(ground_.last(i)));
      table[places.first] += one;
      table[places.second] += one;
    }
    risk_.resolve(table.data(), 1, ground_.times, s_sums.data());
    FirthSlots firth(slots, terms_);
    for (std::int64_t k = 0; k < slots; ++k)
      if (ground_.leavers.count[k] > 0.0)
        firth.fill(k, ground_.leavers.count[k], ground_.leavers.weight[k], ties_, resolved_.data() + k * width_,
                   leaver_sums_ ? leaver_sums() + k * width_ : nullptr, terms_, s_sums[k], s_leavers[k], point.covariance.data());
    std::vector<double> cumulative = firth.all;
    for (std::int64_t stratum = 0; stratum < ground_.times.strata(); ++stratum)
      for (std::int64_t k = ground_.times.first(stratum) + 1; k < ground_.times.first(stratum + 1); ++k)
        for (std::int64_t j = 0; j < firth.width; ++j) cumulative[k * firth.width + j] += cumulative[(k - 1) * firth.width + j];
    std::vector<std::vector<double>> slopes(chunks, std::vector<double>(terms_, 0.0));
    ground_.team.run(chunks, [&](std::int64_t chunk) {
      std::vector<double> sums(firth.width);
      design.blocks(span_of(rows, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
        design.read(first, count, ground_.shift.data(), nullptr, block);
        for (std::int64_t b = 0; b < count; ++b) {
          const std::int64_t i = first + b, from = ground_.first(i), to = ground_.last(i);
          for (std::int64_t j = 0; j < firth.width; ++j)
            sums[j] = cumulative[to * firth.width + j] - cumulative[from * firth.width + j] - (ground_.left(i) ? firth.tied[to * firth.width + j] : 0.0);
          add_firth_row(block.rows + b * width_, part.hazard()[i], s[i], sums.data(), terms_, slopes[chunk].data());
        }
      });
    });
    for (const std::vector<double>& one : slopes)
      for (std::int64_t j = 0; j < terms_; ++j) point.slope[j] += 0.5 * one[j];
    for (std::int64_t j = 0; j < terms_; ++j) point.slope[j] -= 0.5 * firth.means[j];
  }

  CoxGround& ground_;
  Ties ties_;
  RiskIndex risk_;
  std::int64_t terms_, width_, rank_ = 0;
  bool leaver_sums_;
  std::vector<double> scale_;
  CoxSums sums_;
  std::vector<double> resolved_;
  Hazards hazards_;
};

struct Climbed {
  Point top;
  std::int64_t steps = 0;
  bool converged = false;
};

// Up to the maximum over the terms in `free`, the others as they are: steps of a quasi-Newton matrix that starts from the inverse information
// (Broyden, Fletcher, Goldfarb and Shanno), halved until the value rises.
Climbed climb(Penalised& likelihood, Point from, const std::vector<std::int64_t>& free, double tolerance, double weight, std::int64_t most_steps) {
  const auto size = static_cast<std::int64_t>(free.size()), terms = likelihood.terms();
  Climbed result;
  result.top = std::move(from);
  std::vector<double> inverse(size * size), step(size), gone(size), turned(size), product(size);
  const auto restart = [&] {  // inverse of the information's part
    std::vector<double> inner(size * size);
    for (std::int64_t j = 0; j < size; ++j)
      for (std::int64_t k = j; k < size; ++k) inner[j * size + k] = result.top.information[free[j] * terms + free[k]];
    std::vector<double> scale(size);
    for (std::int64_t j = 0; j < size; ++j) scale[j] = std::sqrt(std::max(0.0, inner[j * size + j]));
    inverse = solve::RankRevealingCholesky(inner.data(), size, scale.data()).inverse();
  };
  restart();
  bool fresh = true;
  double before = std::numeric_limits<double>::infinity();
  while (true) {
    double decrement = 0.0;
    for (std::int64_t j = 0; j < size; ++j) {
      step[j] = 0.0;
      for (std::int64_t k = 0; k < size; ++k) step[j] += inverse[j * size + k] * result.top.slope[free[k]];
      decrement += step[j] * result.top.slope[free[j]];
    }
    const double length = std::sqrt(std::max(0.0, decrement) / weight);
    constexpr double short_step = 1e-8;  // rounding decides about shorter ones
    if (length <= tolerance || (length <= short_step && !(length < 0.5 * before))) {
      result.converged = true;
      return result;
    }
    before = length;
    if (result.steps >= most_steps) return result;
    ++result.steps;
    Point next;
    double share = 1.0;
    bool risen = false;
    constexpr int most_halvings = 40;
    for (int halving = 0; halving < most_halvings && !risen; ++halving, share *= 0.5) {
      std::vector<double> beta = result.top.beta;
      for (std::int64_t j = 0; j < size; ++j) beta[free[j]] += share * step[j];
      next = likelihood.at(beta);
      constexpr double rounding = 1e-13;
      risen = next.value >= result.top.value - rounding * (std::fabs(result.top.value) + 1.0);
      if (risen) break;
    }
    if (!risen) {
      if (fresh) {
        result.converged = length <= 1e-6;
        return result;
      }
      restart();
      fresh = true;
      continue;
    }
    double curvature = 0.0, spread = 0.0;
    for (std::int64_t j = 0; j < size; ++j) {
      gone[j] = next.beta[free[j]] - result.top.beta[free[j]];
      turned[j] = result.top.slope[free[j]] - next.slope[free[j]];
      curvature += gone[j] * turned[j];
    }
    result.top = std::move(next);
    if (!(curvature > 0.0)) {
      restart();
      fresh = true;
      continue;
    }
    fresh = false;
    for (std::int64_t j = 0; j < size; ++j) {
      product[j] = 0.0;
      for (std::int64_t k = 0; k < size; ++k) product[j] += inverse[j * size + k] * turned[k];
    }
    for (std::int64_t j = 0; j < size; ++j) spread += product[j] * turned[j];
    for (std::int64_t j = 0; j < size; ++j)
      for (std::int64_t k = 0; k < size; ++k)
        inverse[j * size + k] += (1.0 + spread / curvature) * gone[j] * gone[k] / curvature - (gone[j] * product[k] + product[j] * gone[k]) / curvature;
  }
}

// Where the profile over one term falls to `target`, in the direction of `sign`: bracketed, then by false position.
double profile_end(Penalised& likelihood, const Point& top, const std::vector<std::int64_t>& free, std::int64_t term, double sign, double target, double weight) {
  std::vector<std::int64_t> others;
  for (const std::int64_t j : free)
    if (j != term) others.push_back(j);
  Point near = top;
  const auto gap = [&](double at) {
    Point from = near;
    std::vector<double> beta = near.beta;
    beta[term] = at;
    from = likelihood.at(beta);
    if (!std::isfinite(from.value)) return -std::numeric_limits<double>::infinity();
    const Climbed climbed = climb(likelihood, std::move(from), others, 1e-11, weight, 200);
    near = climbed.top;
    return climbed.top.value - target;
  };
  const double error = std::sqrt(top.covariance[term * likelihood.terms() + term]);
  double inner = top.beta[term], inner_gap = top.value - target, step = 2.0 * error * sign;
  double outer = inner + step, outer_gap = gap(outer);
  for (int tries = 0; outer_gap > 0.0; ++tries) {
    constexpr int most_tries = 60;
    if (tries == most_tries) return sign * std::numeric_limits<double>::infinity();
    inner = outer;
    inner_gap = outer_gap;
    step *= 1.5;
    outer += step;
    outer_gap = gap(outer);
  }
  if (!std::isfinite(outer_gap)) near = top;
  // Roots of the gap are roots of a parabola's: signed root of the fall, so that the line is nearly straight.
  const double fall = top.value - target;
  const auto bend = [&](double g) { return std::sqrt(std::max(0.0, fall - g)) - std::sqrt(fall); };
  double low = inner, low_bend = bend(inner_gap), high = outer, high_bend = std::isfinite(outer_gap) ? bend(outer_gap) : 1.0;
  int side = 0;
  for (int turn = 0; turn < 100 && std::fabs(high - low) > 1e-11 * (std::fabs(low) + error); ++turn) {
    double at = std::isfinite(high_bend) ? (low * high_bend - high * low_bend) / (high_bend - low_bend) : 0.5 * (low + high);
    if (turn % 8 == 7) at = 0.5 * (low + high);
    const double here = bend(gap(at));
    if (std::fabs(here) < 1e-13) return at;
    if (here < 0.0) {
      low = at;
      low_bend = here;
      if (side == -1) high_bend *= 0.5;
      side = -1;
    } else {
      high = at;
      high_bend = here;
      if (side == 1) low_bend *= 0.5;
      side = 1;
    }
  }
  return std::fabs(low_bend) < std::fabs(high_bend) ? low : high;
}
}  // namespace

CoxFit cox_firth(const CoxInput& input, const CoxOptions& options, const RunContext& context) {
  const auto without = [&](bool given, const char* name, const char* value) {
    if (given) refuse(key, name, value, "left out with firth");
  };
  without(options.ridge > 0.0, "ridge", "given");
  without(!options.penalties.empty(), "penalties", "given");
  without(options.robust, "robust", "true");
  without(input.cluster.given(), "cluster", "given");
  without(!options.time_effects.empty(), "time_effects", "given");
  without(options.ties == Ties::exact, "ties", "exact");
  CoxGround ground(input, options, context);
  const std::int64_t terms = ground.part.design().terms(), width = ground.part.design().width();
  Penalised likelihood(ground, options.ties);
  const bool anybody = ground.leavers.most > 0.0;
  CoxAscent ascent;
  ascent.begin(terms);
  Point null, top;
  std::vector<std::int64_t> free;
  const double weight = ground.leavers.total_weight;
  if (anybody) {
    ascent.left_out = likelihood.leave_out_dependent(ascent.score);
    ascent.rank = likelihood.rank();
    for (std::int64_t j = 0; j < terms; ++j)
      if (likelihood.counts(j)) free.push_back(j);
    null = likelihood.at(std::vector<double>(terms, 0.0));
    if (!std::isfinite(null.value)) {
      ascent.status = CoxStatus::out_of_range;
    } else {
      ascent.log_likelihood_null = null.log_likelihood;
      Climbed climbed = climb(likelihood, null, free, options.tolerance, weight, options.max_iterations);
      top = likelihood.at(climbed.top.beta);  // sums and hazards of just this point
      ascent.iterations = climbed.steps;
      ascent.beta = top.beta;
      ascent.log_likelihood = top.log_likelihood;
      ascent.model_covariance = top.covariance;
      ascent.status = !climbed.converged ? CoxStatus::iteration_limit : ascent.left_out.empty() ? CoxStatus::converged : CoxStatus::singular;
    }
  } else {
    ascent.status = CoxStatus::no_events;
  }
  const bool known = !ascent.model_covariance.empty(), drifts = known && options.baseline && options.baseline_errors;
  std::vector<double> drift;
  if (drifts) drift = cumulative_drift(ground.times, likelihood.hazards(), likelihood.sums().data(), likelihood.leaver_sums(), width, terms);
  const std::vector<double> shift_of_strata = ground.stratum_shift;
  const Hazards hazards = likelihood.hazards();
  CoxFit fit = std::move(ground.fit);
  ground.fit.strata = fit.strata;
  fill_fit({&ascent, &ground.moments, &ground.shift, &ground.times, known ? &hazards : nullptr, drifts ? &drift : nullptr, width, &shift_of_strata, nullptr},
           options, fit);
  fit.firth = true;
  fit.concordance = fit.concordance_std_error = std::numeric_limits<double>::quiet_NaN();
  if (!known) return fit;
  const double gained = std::max(0.0, 2.0 * (top.value - null.value));
  fit.likelihood_ratio_test = {gained, ascent.rank, ascent.rank > 0 ? stats::chi_squared_upper_tail(gained, static_cast<double>(ascent.rank)) : 1.0};
  if (options.concordance) ground.put_concordance(ascent.beta, fit);
  if (!options.profile || ascent.status == CoxStatus::iteration_limit) return fit;
  const double factor = stats::normal_interval_factor(options.confidence_level);
  CoxCoefficients& table = fit.coefficients;
  for (std::size_t k = 0; k < free.size(); ++k) {
    ground.team.checkpoint(static_cast<double>(k) / static_cast<double>(free.size()));
    const std::int64_t j = free[k];
    std::vector<std::int64_t> others = free;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(k));
    std::vector<double> without_it = top.beta;
    without_it[j] = 0.0;
    Point start = likelihood.at(without_it);
    if (!std::isfinite(start.value)) start = null;
    const Climbed restricted = climb(likelihood, std::move(start), others, 1e-11, weight, 200);
    table.p_value[j] = stats::chi_squared_upper_tail(std::max(0.0, 2.0 * (top.value - restricted.top.value)), 1.0);
    const double target = top.value - 0.5 * factor * factor;
    table.lower[j] = profile_end(likelihood, top, free, j, -1.0, target, weight);
    table.upper[j] = profile_end(likelihood, top, free, j, 1.0, target, weight);
    table.hazard_ratio_lower[j] = std::exp(table.lower[j]);
    table.hazard_ratio_upper[j] = std::exp(table.upper[j]);
  }
  return fit;
}

}  // namespace mainstay::inline v1::survival
