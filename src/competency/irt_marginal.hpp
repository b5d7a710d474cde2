// The marginal likelihood of a test with its slopes and its curvature.
#pragma once

#include <cstdint>
#include <vector>

#include "competency/irt_answers.hpp"
#include "competency/irt_items.hpp"
#include "core/team.hpp"

namespace mainstay::inline v1::competency {

/// Points of ability with the standard normal's weights, which sum to 1.
struct IrtNodes {
  std::int64_t count = 0, stride = 0;
  double step = 0.0;
  Lines ability, prior;  ///< stride numbers; beyond `count` weights are 0
  /// Equal steps over [-8, 8], the middles of the steps if `between`.
  explicit IrtNodes(std::int64_t points, bool between = false);
};

/// Where the parameters of the items stand among all; -1: held fixed.
struct IrtLayout {
  std::vector<std::vector<std::int64_t>> place;  ///< of item and parameter (0 the slope)
  std::int64_t size = 0;
  bool shared_slope = false;
};

/// Sums over people at given curves.
class IrtMarginal {
 public:
  IrtMarginal(const IrtTest& test, const IrtNodes& nodes, Team& team) : test_(test), nodes_(nodes), team_(team) {}

  /// Tables of the curves; everything below is at these.
  void take(const std::vector<IrtCurve>& curves);
  /// The log-likelihood; afterwards counts() are the expected answers of the rows.
  double expect(IrtRows& rows);
  const std::vector<Lines>& counts() const noexcept { return counts_; }  ///< of each item: (categories, stride)
  /// From counts(): slope of the log-likelihood by the parameters.
  std::vector<double> gradient(const IrtLayout& layout) const;
  /// From counts(): minus the expected complete data's second derivative of each item, (K, K).
  std::vector<std::vector<double>> complete_curvature() const;

  struct Information {
    std::vector<double> observed;  ///< (size, size): minus the second derivative of the marginal log-likelihood (Louis)
    std::vector<double> products;  ///< (size, size): sum of weight · score · score'
  };
  /// expect(rows) must have been called at these curves.
  Information information(IrtRows& rows, const IrtLayout& layout) const;

  struct Spread {
    double people = 0.0, mean = 0.0, variance = 0.0, error = 0.0;  ///< of expected abilities; error: mean posterior variance
  };
  Spread spread(IrtRows& rows) const;

  /// A pass over rows for the kernels.
  IrtPass pass(IrtRows& rows) const;
  const IrtNodes& nodes() const noexcept { return nodes_; }

 private:
  const IrtTest& test_;
  const IrtNodes& nodes_;
  Team& team_;
  std::vector<IrtCurve> curves_;
  std::vector<Lines> probability_, counts_, tables_;
  std::vector<const double*> table_starts_;
  Lines chunk_counts_;
};

}  // namespace mainstay::inline v1::competency
