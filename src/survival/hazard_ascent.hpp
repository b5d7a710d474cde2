// The way to the maximum of a discrete-time hazard's (penalised) likelihood, whoever sums over the rows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "solve/arrow.hpp"
#include "survival/hazard_rows.hpp"

namespace mainstay::inline v1::survival {

/// Sums over all rows at a point. A fit asks for one after the other; asked for the same again, the same fit comes out bit for bit.
using HazardPass = std::function<HazardSums(const HazardPoint& point, bool expected, bool totals)>;

/// What has a smoothing parameter.
struct HazardPenalty {
  enum Kind { baseline, column, group } kind = column;
  std::int64_t first = 0, size = 0, copies = 1;  ///< dense parameters; a baseline's are repeated for each stratum
  std::vector<double> matrix;                    ///< (size, size)
  std::int64_t rank = 0;                         ///< of all copies
  double log_determinant = 0.0;                  ///< of all copies, of the directions that are penalised
  std::optional<double> given;
  std::int64_t spline = -1;  ///< which smooth column
};

struct HazardSolution {
  HazardStatus status = HazardStatus::converged;
  bool known = false;  ///< whether there is anything but zeros
  HazardPoint point;
  std::vector<double> many, few;  ///< parameters: cells or groups, and the dense ones
  double log_likelihood_null = 0.0, log_likelihood = 0.0, penalty = 0.0, reml = 0.0, effective = 0.0;
  std::int64_t iterations = 0, smoothing_iterations = 0;
  std::vector<double> smoothing, effective_of;  ///< by penalty
  std::vector<bool> at_edge;
  std::vector<double> loss;  ///< of each linear column: what the log-likelihood loses without it; missing unless asked for
  std::vector<std::int64_t> lost;  ///< and how many free terms
  std::vector<std::int64_t> singular, separated;  ///< dense parameters
  solve::ArrowFactor::Inverse inverse;            ///< covariance of the model
  std::vector<double> drift, inverse_diagonal;    ///< of the many by the few
  std::vector<double> cell_gradient, group_gradient, transform;  ///< (cells, p), (groups, p), (numbers, p)
  std::int64_t p = 0;
};

/// Parameters: the many are the cells, or with groups the groups; with a smooth baseline and no groups there are none. The few (dense) are
/// the baseline's unless it is the many's, the terms, and the splines' coefficients that are free of their mean.
class HazardAscent {
 public:
  HazardAscent(const HazardModel& model, HazardPass pass);
  HazardSolution run();

  std::int64_t baseline_size() const noexcept { return baseline_; }
  std::int64_t first_term() const noexcept { return baseline_; }
  const std::vector<HazardPenalty>& penalties() const noexcept { return penalties_; }

 private:
  struct Way {  // of Newton's method at given smoothing parameters
    HazardStatus status = HazardStatus::converged;
    std::vector<double> many, few;
    double value = 0.0, penalty = 0.0;
    std::optional<solve::ArrowFactor> factor;
    std::vector<std::int64_t> separated;
  };
  void lay_out(const HazardSums& first);
  void make_basis();
  HazardPoint point_of(const std::vector<double>& many, const std::vector<double>& few, bool null) const;
  void reduce(const double* numbers, double* out) const;
  solve::Arrow information_of(const HazardSums& sums, bool null) const;
  void slopes_of(const HazardSums& sums, bool null, std::vector<double>& many, std::vector<double>& few) const;
  double penalise(const std::vector<double>& smoothing, const std::vector<double>& many, const std::vector<double>& few, bool null, std::vector<double>* slope_many,
                  std::vector<double>* slope_few, solve::Arrow* information) const;
  double penalty_rounding(const std::vector<double>& smoothing, const std::vector<double>& few) const;
  std::vector<double> scale_of(const solve::Arrow& information, bool null) const;
  Way ascend(const std::vector<double>& smoothing, std::vector<double> many, std::vector<double> few, bool null);
  /// Marks the terms that stay 0: `constant`, and those that depend on the terms before them where the information is `plain`.
  void fix_terms(const solve::Arrow& plain, const std::vector<bool>& constant);
  /// The fit without each linear column in turn; `many` and `few`: where to begin.
  void leave_out_columns(const solve::Arrow& plain, const std::vector<double>& many, const std::vector<double>& few, HazardSolution& solution);
  double restricted(const Way& way, const std::vector<double>& smoothing) const;
  double penalised_trace(const solve::ArrowFactor::Inverse& inverse, std::size_t penalty) const;  // of inverse · S
  void add_product(std::size_t penalty, double factor, const std::vector<double>& many, const std::vector<double>& few, std::vector<double>& to_many,
                   std::vector<double>& to_few) const;  // to += factor·S·parameters

  const HazardSums& sums_at(const HazardPoint& point, bool expected, bool totals);

  const HazardModel& model_;
  HazardPass wanted_;
  HazardPoint last_point_;
  HazardSums last_sums_;
  bool passed_ = false;
  std::int64_t cells_, groups_, baseline_ = 0, terms_, few_ = 0;
  bool apart_;
  std::vector<double> basis_;  // (cells, baseline): of a smooth baseline
  std::vector<std::vector<double>> constraints_;  // per smooth column: (size, size - 1)
  std::vector<HazardPenalty> penalties_;
  std::vector<bool> fixed_;    // dense parameters that stay 0
  std::int64_t iterations_ = 0;
};

}  // namespace mainstay::inline v1::survival
