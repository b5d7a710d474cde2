// The likelihood of an accelerated failure time model over all rows, and Newton's way to its maximum.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/team.hpp"
#include "mainstay/survival/aft.hpp"
#include "survival/aft_kernel.hpp"
#include "survival/cox_design.hpp"

namespace mainstay::inline v1::survival {

/// The rows as the likelihood sees them; times are logarithms of multiples of exp(log_unit).
struct AftData {
  std::int64_t rows = 0;
  std::vector<AftKind> kind;
  std::vector<double> low, high, entry;   // high and entry empty when no row has one
  const double* weight = nullptr;         // null: all 1
  const double* offset = nullptr;         // null: all 0
  std::vector<std::int32_t> stratum;      // empty: one
  std::int64_t strata = 1;
  double log_unit = 0.0;
};

/// Parameters in the order: terms of x (centred), intercept, log scale or slope by stratum, shape if any, terms of the cure part (centred)
/// and its intercept, if any.
struct AftLayout {
  std::int64_t terms = 0, strata = 1, cure_terms = 0;
  bool shaped = false, cured = false;
  std::int64_t intercept() const noexcept { return terms; }
  std::int64_t scale() const noexcept { return terms + 1; }
  std::int64_t shape() const noexcept { return scale() + strata; }
  std::int64_t cure() const noexcept { return shape() + (shaped ? 1 : 0); }
  std::int64_t cure_intercept() const noexcept { return cure() + cure_terms; }
  std::int64_t size() const noexcept { return cure() + (cured ? cure_terms + 1 : 0); }
};

/// Log-likelihood with slope and information (negative second derivatives, upper triangle filled).
struct AftSums {
  static constexpr const char* record = "AftSums";
  double value = 0.0;
  std::vector<double> slope, information;
  void describe(Fields& f) {
    f("value", value, "Log-likelihood.").may_be_infinite().may_be_missing();
    f("slope", slope, "Its derivatives by the parameters.").per("p").may_be_infinite().may_be_missing();
    f("information", information, "Negative second derivatives, upper triangle.").per("p", "p").may_be_infinite().may_be_missing();
  }
};

class AftLikelihood {
 public:
  /// x and cure_x may be null: intercepts only.
  AftLikelihood(AftDistribution distribution, const AftData& data, const CoxDesign* x, const double* means, const CoxDesign* cure_x, const double* cure_means,
                bool cured);

  const AftLayout& layout() const noexcept { return layout_; }
  /// One read of the rows. `scores`: the sums of the rows' squared scores (weighted) come instead of the information.
  AftSums at(Team& team, const std::vector<double>& parameters, bool scores = false) const;
  /// Outer products of the scores summed by cluster.
  std::vector<double> cluster_products(Team& team, const std::vector<double>& parameters, const std::vector<std::int32_t>& cluster, std::int64_t clusters) const;
  /// The scores of each cluster, (clusters, parameters).
  std::vector<double> cluster_scores(Team& team, const std::vector<double>& parameters, const std::vector<std::int32_t>& cluster, std::int64_t clusters) const;

 private:
  struct Part;
  /// take(chunk, cluster, its scores).
  template <class Take>
  void each_cluster(Team& team, const std::vector<double>& parameters, const std::vector<std::int32_t>& cluster, std::int64_t clusters, const Take& take) const;
  void read(std::int64_t first, std::int64_t count, const std::vector<double>& parameters, CoxDesign::Block* x, CoxDesign::Block* cure_x, Part& part) const;
  std::int64_t block_rows() const noexcept;

  AftDistribution distribution_;
  const AftData& data_;
  const CoxDesign* x_;
  const double* means_;
  const CoxDesign* cure_x_;
  const double* cure_means_;
  AftLayout layout_;
};

/// What decides the curve of a person under a fit: linear predictor, stratum, and what the terms of cure_x add up to.
AftPoint aft_point(const AftFit& fit, double location, std::int64_t stratum, double cure);

/// Where Newton's steps ended.
struct AftAscent {
  AftStatus status = AftStatus::converged;
  std::vector<double> parameters;
  std::vector<double> covariance;  // inverse information with the ridge
  double value = 0.0;
  std::int64_t iterations = 0;
  std::vector<std::int64_t> running;  // parameters without a finite maximum
};

/// `at`: the likelihood at some parameters; fixed: parameters that stay where they are; reach: largest distance of each term from its mean, 1 for the others.
AftAscent aft_ascend(const std::function<AftSums(const std::vector<double>&)>& at, const AftLayout& lay, std::vector<double> start, const std::vector<bool>& fixed, const std::vector<double>& reach,
                     AftDistribution distribution, double rows, const AftOptions& options);

}  // namespace mainstay::inline v1::survival
