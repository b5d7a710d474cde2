// Weights from a matrix of ratios, and from the judgements of best and worst.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::performance {

struct Eigenweights {
  std::vector<double> weight;  ///< add up to 1
  double eigenvalue = 0.0;
  bool converged = true;
};

/// Power iteration on a positive (c, c) matrix, row-major: the eigenvector is unique and positive (Perron).
Eigenweights principal_eigenvector(const std::vector<double>& matrix, std::size_t c);
/// Row geometric means; `eigenvalue` is the mean of (A w) / w.
Eigenweights geometric_means(const std::vector<double>& matrix, std::size_t c);
/// Row means of the columns divided by their sums; `eigenvalue` alike.
Eigenweights column_means(const std::vector<double>& matrix, std::size_t c);

struct BestWorst {
  std::vector<double> weight, lower, upper;
  double gap = 0.0;  ///< xi
};

/// The smallest xi for which weights with |w_best / w_j - over_j| <= xi and |w_j / w_worst - under_j| <= xi exist (Rezaei 2015, model 3). With w_worst = 1 and w_best = b, each w_j has
/// an interval of its own, so that xi is possible where intervals of b meet; found by halving. weight: centres of the intervals, divided by their sum.
BestWorst best_worst(const std::vector<double>& over, const std::vector<double>& under, std::size_t best, std::size_t worst);

}  // namespace mainstay::inline v1::performance
