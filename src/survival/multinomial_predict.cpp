#include <algorithm>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/multinomial.hpp"
#include "stats/distributions.hpp"
#include "survival/beyond.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"
#include "survival/multinomial_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();


// One person's way: hazards of each cell, and quantities with their derivatives by the linear predictors of the cells.
class Way {
 public:
  Way(const MultinomialFit& fit, std::int64_t stratum, const double* eta) : fit_(fit), causes_(static_cast<std::int64_t>(fit.causes.size())) {
    const auto& list = fit.baseline.stratum;
    first_ = std::lower_bound(list.begin(), list.end(), stratum) - list.begin();
    last_ = std::upper_bound(list.begin(), list.end(), stratum) - list.begin();
    hazards_.resize((last_ - first_) * causes_);
    for (std::int64_t c = first_; c < last_; ++c) {
      double* own = hazards_.data() + (c - first_) * causes_;
      if (fit.baseline.everybody_left[c] != 0) std::copy_n(fit.baseline.hazard.data() + c * causes_, causes_, own);
      else multinomial_hazards(fit.baseline.linear_predictor.data() + c * causes_, eta, causes_, own);
    }
  }

  // From after period `from` to the end of period `until`: survival and incidences.
  void walk(std::int64_t from, std::int64_t until, std::vector<double>& incidence, double& survival) {
    survival = 1.0;
    incidence.assign(causes_, 0.0);
    steps_.clear();
    for (std::int64_t c = first_; c < last_ && fit_.baseline.first_period[c] <= until; ++c) {
      const std::int64_t begin = std::max(fit_.baseline.first_period[c], from + 1), end = std::min(fit_.baseline.last_period[c], until);
      const double* own = hazards_.data() + (c - first_) * causes_;
      double stay = 1.0;
      for (std::int64_t j = 0; j < causes_; ++j) stay -= own[j];
      stay = std::max(0.0, stay);
      for (std::int64_t u = begin; u <= end; ++u) {
        steps_.push_back({c, survival});
        for (std::int64_t j = 0; j < causes_; ++j) incidence[j] += survival * own[j];
        survival *= stay;
      }
    }
  }

  // Derivatives of survival (cause -1) or of an incidence at the end of the last walk by the linear predictors: by cell, (cells of the stratum, causes).
  void derive(std::int64_t cause, double survival, double incidence, std::vector<double>& by_cell) const {
    by_cell.assign(hazards_.size(), 0.0);
    double so_far = 0.0;
    for (const Step& step : steps_) {
      const std::int64_t place = (step.cell - first_) * causes_;
      const double* own = hazards_.data() + place;
      if (cause >= 0) so_far += step.survival * own[cause];
      if (fit_.baseline.everybody_left[step.cell] != 0) continue;
      for (std::int64_t j = 0; j < causes_; ++j) {
        if (cause < 0) by_cell[place + j] -= own[j] * survival;
        else by_cell[place + j] += step.survival * own[cause] * ((j == cause ? 1.0 : 0.0) - own[j]) - own[j] * (incidence - so_far);
      }
    }
  }
  double variance(const std::vector<double>& by_cell, const double* x, std::vector<double>& gradient) const {
    const auto terms = static_cast<std::int64_t>(fit_.means.size()), wide = causes_ * terms;
    double sum = 0.0;
    gradient.assign(wide, 0.0);
    for (std::int64_t c = first_; c < last_; ++c) {
      const double* own = by_cell.data() + (c - first_) * causes_;
      const double* covariance = fit_.baseline.own_covariance.data() + c * causes_ * causes_;
      for (std::int64_t j = 0; j < causes_; ++j) {
        if (own[j] == 0.0) continue;
        for (std::int64_t l = 0; l < causes_; ++l) sum += own[j] * covariance[j * causes_ + l] * own[l];
        const double* along = fit_.baseline.gradient.data() + (c * causes_ + j) * wide;
        for (std::int64_t k = 0; k < wide; ++k) gradient[k] += own[j] * along[k];
        for (std::int64_t t = 0; t < terms; ++t) gradient[j * terms + t] += own[j] * x[t];
      }
    }
    for (std::int64_t k = 0; k < wide; ++k)
      for (std::int64_t l = 0; l < wide; ++l) sum += gradient[k] * fit_.covariance[k * wide + l] * gradient[l];
    return std::max(0.0, sum);
  }

 private:
  struct Step {
    std::int64_t cell;
    double survival;  // before it
  };
  const MultinomialFit& fit_;
  std::int64_t causes_, first_ = 0, last_ = 0;
  std::vector<double> hazards_;
  std::vector<Step> steps_;
};

// An interval of a probability on the scale log(-log(1 - p)).
void put_limits(double p, double error, double factor, double& lower, double& upper) {
  if (!(p > 0.0) || !(p < 1.0)) return;
  const double middle = std::log(-std::log1p(-p)), width = factor * error / (-(1.0 - p) * std::log1p(-p));
  lower = -std::expm1(-std::exp(middle - width));
  upper = -std::expm1(-std::exp(middle + width));
}
}  // namespace

CausesPrediction multinomial_predict(const MultinomialFit& fit, const MultinomialPredictInput& input, const MultinomialPredictOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.multinomial.predict";
  check(name, input, options, context.threads);
  if (input.time.given() && !options.times.empty()) refuse(name, "times", "given", "left out when the column time is given");
  const CoxDesign design(name, input.x, fit.columns);
  const std::int64_t rows = design.rows(), terms = design.terms(), causes = static_cast<std::int64_t>(fit.causes.size());
  const std::vector<std::int64_t> stratum = strata_of(name, fit.strata, input.strata, rows);
  const bool own_times = input.time.given();
  const std::int64_t times = own_times ? 1 : static_cast<std::int64_t>(options.times.size());
  const Numbers offset(input.offset), tenure(input.tenure), time_of_row(input.time);
  CausesPrediction result;
  if (!own_times) result.times = options.times;
  result.survival.assign(rows * times, missing);
  if (options.errors)
    for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper}) list->assign(rows * times, missing);
  for (const std::string& cause : fit.causes) {
    result.incidence.push_back({cause, std::vector<double>(rows * times, missing)});
    CauseErrors& own = result.errors.emplace_back();
    own.cause = cause;
    own.linear_predictor.resize(rows);
    if (options.errors)
      for (std::vector<double>* list : {&own.std_error, &own.lower, &own.upper}) list->assign(rows * times, missing);
  }
  const double factor = stats::normal_interval_factor(options.confidence_level);
  const std::int64_t chunks = std::clamp<std::int64_t>(rows * (times + 1) / 512, 1, 64);
  Team team(name, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    std::vector<double> eta(causes), incidence, by_cell, gradient;
    design.blocks(span_of(rows, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design.read(first, count, fit.means.data(), nullptr, block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        const double* x = block.rows + b * design.width();
        for (std::int64_t j = 0; j < causes; ++j) {
          eta[j] = offset.given() ? offset[i] : 0.0;
          for (std::int64_t t = 0; t < terms; ++t) eta[j] += x[t] * fit.coefficients.coefficient[j * terms + t];
          result.errors[j].linear_predictor[i] = eta[j];
        }
        if (times == 0) continue;
        Way way(fit, stratum[i], eta.data());
        const double since = tenure.given() ? tenure[i] : 0.0;
        for (std::int64_t t = 0; t < times; ++t) {
          const double until = since + std::floor(own_times ? time_of_row[i] : options.times[t]);
          const std::int64_t at = i * times + t;
          const Reach reach = reach_of(options.beyond, until, fit.follow_up[stratum[i]]);
          if (reach == Reach::missing) continue;
          double survival = 1.0;
          constexpr double farthest = 2e6;  // periods are at most 1e6
          way.walk(static_cast<std::int64_t>(since), static_cast<std::int64_t>(std::min(until, farthest)), incidence, survival);
          result.survival[at] = survival;
          for (std::int64_t j = 0; j < causes; ++j) result.incidence[j].incidence[at] = std::min(1.0, incidence[j]);
          if (!options.errors) continue;
          if (!has_error(reach, 1.0 - survival)) continue;
          way.derive(-1, survival, 0.0, by_cell);
          result.std_error[at] = std::sqrt(way.variance(by_cell, x, gradient));
          double lower = missing, upper = missing;  // of leaving
          put_limits(1.0 - survival, result.std_error[at], factor, lower, upper);
          result.lower[at] = 1.0 - upper;
          result.upper[at] = 1.0 - lower;
          for (std::int64_t j = 0; j < causes; ++j) {
            CauseErrors& own = result.errors[j];
            if (!has_error(reach, incidence[j])) continue;
            way.derive(j, survival, incidence[j], by_cell);
            own.std_error[at] = std::sqrt(way.variance(by_cell, x, gradient));
            put_limits(incidence[j], own.std_error[at], factor, own.lower[at], own.upper[at]);
          }
        }
      }
    });
  });
  return result;
}

}  // namespace mainstay::inline v1::survival
