#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/returns/uplift.hpp"
#include "returns/uplift_kernel.hpp"
#include "stats/distributions.hpp"
#include "stats/logistic.hpp"
#include "stats/proportion.hpp"
#include "survival/cox_design.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void UpliftFit::validate() const {
  const std::int64_t terms = status == UpliftStatus::average_only ? -1 : survival::term_count(columns);
  const auto width = static_cast<std::size_t>(terms + 1);
  if (coefficients.term.size() != width) throw Error(ErrorCode::corrupt, "returns.uplift", "coefficients do not fit the columns");
  if (called_draws.size() != at(replicates) * width || held_out_draws.size() != called_draws.size() || called_inverse.size() != width * width || held_out_inverse.size() != width * width) throw Error(ErrorCode::corrupt, "returns.uplift", "called_draws do not fit the coefficients");
}

UpliftPrediction uplift_predict(const UpliftFit& fit, const UpliftPredictInput& input, const UpliftPredictOptions& options, const RunContext&) {
  constexpr const char* name = "returns.uplift.predict";
  check(name, input, options);
  if (fit.status == UpliftStatus::average_only) refuse(name, "x", "given", "that of a fit with x: this one has only an average effect");
  const survival::CoxDesign design(name, input.x, fit.columns);
  const std::int64_t n = design.rows(), p = design.terms() + 1;
  const bool two = fit.method == UpliftMethod::two_models;
  const double critical = stats::normal_interval_factor(options.confidence_level);
  UpliftPrediction out;
  const std::vector<double> zero(at(design.width()), 0.0);
  std::vector<double> x(at(p), 1.0);
  const auto product = [&](const double* coefficients) {
    double z = coefficients[0];
    for (std::int64_t j = 1; j < p; ++j) z += coefficients[j] * x[at(j)];
    return z;
  };
  const auto uplift_at = [&](const double* called, const double* held_out) { return two ? stats::logistic(product(called)) - stats::logistic(product(held_out)) : product(called); };
  design.blocks({0, n}, [&](survival::CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
    design.read(first, count, zero.data(), nullptr, block);
    for (std::int64_t i = 0; i < count; ++i) {
      for (std::int64_t j = 1; j < p; ++j) x[at(j)] = (block.rows[i * design.width() + j - 1] - fit.coefficients.centre[at(j)]) / fit.coefficients.scale[at(j)];
      const double uplift = uplift_at(fit.coefficients.called.data(), fit.coefficients.held_out.data());
      double sum = 0.0, square = 0.0;
      for (std::int64_t b = 0; b < fit.replicates; ++b) {
        const double off = uplift_at(fit.called_draws.data() + b * p, fit.held_out_draws.data() + b * p) - uplift;
        sum += off;
        square += off * off;
      }
      const auto replicates = static_cast<double>(fit.replicates);
      const double error = fit.replicates > 1 ? std::sqrt(std::max(0.0, square - sum * sum / replicates) / (replicates - 1.0)) : nothing;
      out.uplift.push_back(uplift);
      out.std_error.push_back(error);
      stats::Interval limits{uplift - critical * error, uplift + critical * error};
      if (two && fit.replicates > 1) {
        const stats::Interval other = stats::newcombe_difference(stats::logistic(product(fit.coefficients.called.data())), effective_at(x.data() + 1, p - 1, fit.called_inverse), stats::logistic(product(fit.coefficients.held_out.data())),
                                                                 effective_at(x.data() + 1, p - 1, fit.held_out_inverse), critical);
        limits = {std::min(limits.lower, other.lower), std::max(limits.upper, other.upper)};
      }
      out.lower.push_back(limits.lower);
      out.upper.push_back(limits.upper);
      out.probability_called.push_back(two ? stats::logistic(product(fit.coefficients.called.data())) : nothing);
      out.probability_held_out.push_back(two ? stats::logistic(product(fit.coefficients.held_out.data())) : nothing);
    }
  });
  const std::vector<std::int64_t> contactable = data::whole_numbers_of(input.contactable);
  double sum = 0.0;
  std::int64_t people = 0;
  for (std::size_t i = 0; i < out.uplift.size(); ++i) {
    if (contactable[i] != 0) {
      sum += out.uplift[i];
      ++people;
      continue;
    }
    for (auto* column : {&out.uplift, &out.std_error, &out.lower, &out.upper, &out.probability_called, &out.probability_held_out}) (*column)[i] = nothing;
  }
  out.average = people > 0 ? sum / static_cast<double>(people) : nothing;
  return out;
}

}  // namespace mainstay::inline v1::returns
