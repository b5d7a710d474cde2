// The way down a path of penalties, for one sample.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/team.hpp"
#include "mainstay/survival/path.hpp"
#include "survival/path_groups.hpp"
#include "survival/path_quadratic.hpp"
#include "survival/path_sample.hpp"
#include "survival/path_terms.hpp"

namespace mainstay::inline v1::survival {

/// What a path is to be.
struct PathPlan {
  double alpha = 1.0;
  std::vector<double> factors;  ///< per term; infinite: left out
  std::vector<double> lambdas;  ///< falling; empty: their own
  std::int64_t lambda_count = 100, most_terms = 0, max_iterations = 100;
  double lambda_ratio = 1e-4, tolerance = 1e-6;
  bool stop_early = true;
  bool standardize = true;
  bool groups = false;  ///< terms of one column together
};

/// One penalty's coefficients, of terms with deviation 1.
struct PathStep {
  double lambda = 0.0, log_likelihood = 0.0;
  std::int64_t iterations = 0;
  std::vector<std::int64_t> term;
  std::vector<double> coefficient;
};

class PathFitter {
 public:
  /// `moments.deviation` is what the terms are divided by; 0 leaves a term out.
  PathFitter(Team& team, const PathTerms& terms, const PathSample& sample, const TermMoments& moments, const PathPlan& plan);

  /// Progress runs from `from` to `to`.
  void run(double from, double to);

  PathStatus status() const noexcept { return status_; }
  const std::vector<PathStep>& steps() const noexcept { return steps_; }
  double log_likelihood_null() const noexcept { return log_likelihood_null_; }
  /// Share of the deviance that a log-likelihood explains.
  double explained(double log_likelihood) const noexcept;
  /// The likelihood at coefficients of terms as they are, one for each of `terms`.
  const PathPoint& point_of(const std::vector<std::int64_t>& terms, const std::vector<double>& coefficients);
  /// Linear predictors of the last point_of() without offset, in the sample's order.
  const std::vector<double>& eta() const noexcept { return eta_; }

 private:
  struct Working {  // a term that takes part, divided by its deviation, in the sample's order
    std::int64_t term;
    std::unique_ptr<double[]> dense;   // null: a list
    std::vector<std::int32_t> places;  // ascending
    std::vector<double> values;        // empty: `value`
    double value = 1.0;
  };
  void add(const std::vector<std::int64_t>& terms);
  void hold(const std::vector<std::int64_t>& terms);
  void fill_information(std::int64_t first);
  void make_eta(const std::vector<double>& b);
  void make_slope(const PathPoint& point, std::vector<double>& slope);
  void make_gradient(double lambda);
  bool descend(double lambda, bool all_terms, PathStep& step);
  double penalty(double lambda, const std::vector<double>& b) const;
  void make_groups();
  double steepness(std::size_t g) const;
  std::vector<PathGroup> blocks(double lambda) const;
  bool outside(std::size_t g) const noexcept { return working_of_[group_terms_[group_start_[g]]] == -1; }
  double factor(std::size_t g) const noexcept { return plan_.factors[group_terms_[group_start_[g]]]; }
  void put_terms(std::size_t g, std::vector<std::int64_t>& terms) const {
    terms.insert(terms.end(), group_terms_.begin() + group_start_[g], group_terms_.begin() + group_start_[g + 1]);
  }
  PathSample::Direction direction(const Working& working) const noexcept;
  void record(const std::vector<double>& b, PathStep& step) const;

  Team& team_;
  const PathTerms& terms_;
  const PathSample& sample_;
  const TermMoments& moments_;
  const PathPlan& plan_;
  PathStatus status_ = PathStatus::complete;
  std::vector<PathStep> steps_;
  double log_likelihood_null_ = 0.0;

  std::vector<Working> working_;
  std::vector<std::int64_t> working_of_;  // per term: place in working_, -1 outside, -2 left out
  PathQuadratic quadratic_;
  bool fresh_ = false;            // whether its information is that of the point
  std::vector<double> b_, slope_; // per working term, at the point
  PathPoint point_, other_;
  std::vector<double> eta_;
  // Per term outside: the slope along it where it was last read; of those at the point `exact_` says so.
  std::vector<double> gradient_;
  std::vector<std::uint8_t> exact_;
  std::vector<double> reference_;  // residuals at which all of them were last read
  std::vector<double> at_reference_;  // and the slopes there
  double last_lambda_ = 0.0;
  // Terms that take part, by group: of one column, or each by itself.
  std::vector<std::int64_t> group_start_{0}, group_terms_, metric_start_;  // metric_start_: place of a group's matrices, -1: the identity
  std::vector<std::int32_t> group_of_;                                    // per term, where there are groups
  std::vector<double> root_, inverse_;
};

}  // namespace mainstay::inline v1::survival
