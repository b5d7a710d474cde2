// Sums over ratings that many-facet Rasch models need, on index arrays.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::competency {

/// Ratings sorted by person, and a point of the parameters. All but people's measures stand in one vector: facet by facet, then the steps of each scale.
struct FacetView {
  std::int64_t facets = 0;                     ///< besides people
  const std::int64_t* begin = nullptr;         ///< rows of person i: begin[i] … begin[i + 1] - 1
  const std::int32_t* const* codes = nullptr;  ///< [facet][row]: the element
  const std::int64_t* offset = nullptr;        ///< [facet]: where its elements stand in the vector
  std::int64_t steps_facet = -1;               ///< the facet whose elements have scales of their own; -1: there is one
  const std::uint8_t* position = nullptr;      ///< [row]: place of the rating on its scale, from 0
  const double* weights = nullptr;             ///< [row]; null: 1
  const std::int64_t* step_offset = nullptr;   ///< [scale]: where its first step stands in the vector
  const std::int64_t* steps = nullptr;         ///< [scale]: how many
  const double* person = nullptr;              ///< exp of people's measures
  const double* other = nullptr;               ///< exp of minus the measures of all others
  const double* share = nullptr;               ///< for each scale at step_offset[scale] - step_offset[0] + scale: exp(-(sum of its first k steps)), the largest being 1

  bool moderate = false;                       ///< no power of odds overflows, whichever rows meet

  std::int64_t scale_of(std::int64_t row) const noexcept { return steps_facet < 0 ? 0 : codes[steps_facet][row]; }
  const double* shares_of(std::int64_t scale) const noexcept { return share + (step_offset[scale] - step_offset[0]) + scale; }
};

/// Probabilities of steps + 1 ratings, which stand as share[k] t^k to each other. Loses nothing for large and small t.
void rating_shares(const double* share, std::int64_t steps, double t, double* out) noexcept;

/// Logarithms of many probabilities, taken together.
class LogProduct {
 public:
  void add(double probability, double weight) noexcept;
  double sum() const noexcept;

 private:
  double product_ = 1.0, sum_ = 0.0;
};

/// People [first, last): log-likelihood, its first derivatives, the diagonal of minus the second ones, and the right-hand side of the equations that remain
/// when people are eliminated: score_o - H_op H_pp⁻¹ score_p.
struct FacetSums {
  LogProduct log_likelihood;
  std::vector<double> score, information, right;
};
void add_scores(const FacetView& view, std::int64_t first, std::int64_t last, FacetSums& sums, double* person_score, double* person_information);

/// out += (H_oo - H_op H_pp⁻¹ H_po) v of people [first, last); shift[i] = (H_pp⁻¹ H_po v) of each.
void add_product(const FacetView& view, std::int64_t first, std::int64_t last, const double* v, const double* person_information, double* out, double* shift);

/// Moments of one rating: expected position, variance, fourth central moment.
struct RatingMoments {
  double mean, variance, fourth;
};
RatingMoments rating_moments(const double* probability, std::int64_t steps) noexcept;

/// The y at which the weighted expected positions of rows with `t` = exp(rest), ratings as share[scale] t^k exp(y)^k, add up to `sum`; strictly between 0 and its largest value.
/// Newton's method between bounds that close in.
struct RowOfOne {
  double rest, weight;
  const double* share;
  std::int64_t steps;
};
struct OneMeasure {
  double measure, information;
};
OneMeasure solve_one(const std::vector<RowOfOne>& rows, double sum);

}  // namespace mainstay::inline v1::competency
