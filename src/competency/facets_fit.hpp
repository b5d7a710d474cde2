// Joint maximum likelihood of a many-facet Rasch model.
#pragma once

#include <cstdint>
#include <vector>

#include "competency/facets_kernel.hpp"
#include "competency/facets_ratings.hpp"
#include "core/team.hpp"

namespace mainstay::inline v1::competency {

/// The rows that are used, and the parameters: people apart, all others in one vector.
class FacetProblem {
 public:
  FacetProblem(const FacetRatings& ratings, const Remaining& remaining);

  std::int64_t people() const noexcept { return static_cast<std::int64_t>(begin_.size()) - 1; }
  std::int64_t others() const noexcept { return others_; }
  std::int64_t facets() const noexcept { return static_cast<std::int64_t>(codes_.size()); }
  std::int64_t offset(std::int64_t facet) const noexcept { return offset_[static_cast<std::size_t>(facet)]; }  ///< facet counted from 0 without people
  std::int64_t step_offset(std::int64_t scale) const noexcept { return step_offset_[static_cast<std::size_t>(scale)]; }
  std::int64_t steps(std::int64_t scale) const noexcept { return steps_[static_cast<std::size_t>(scale)]; }
  std::int64_t scales() const noexcept { return static_cast<std::int64_t>(steps_.size()); }
  std::int64_t rows() const noexcept { return static_cast<std::int64_t>(position_.size()); }
  std::int64_t step_parameters() const noexcept { return others_ - step_offset_[0]; }

  std::vector<double> person, other;  ///< measures; steps at the end of `other`

  /// The view at the present measures; holds until they change.
  const FacetView& view();
  /// Chunks of people with about equal numbers of rows.
  std::vector<std::int64_t> chunks() const;

 private:
  double furthest_odds() const;  // largest logarithm of odds that rows could meet, times the steps
  std::vector<std::int64_t> begin_, offset_, step_offset_, steps_;
  std::vector<std::vector<std::int32_t>> codes_;
  std::vector<const std::int32_t*> code_pointers_;
  std::vector<std::uint8_t> position_;
  std::vector<double> weights_, exp_person_, exp_other_, share_;
  std::int64_t others_ = 0, steps_facet_ = -1;
  FacetView view_;
};

struct FacetAscent {
  FacetsStatus status = FacetsStatus::iteration_limit;
  double log_likelihood = 0.0;
  std::int64_t iterations = 0;
  std::vector<double> person_information, information;  ///< at the end, of each measure and step alone
};
FacetAscent ascend_facets(FacetProblem& problem, std::int64_t max_iterations, double tolerance, Team& team);

}  // namespace mainstay::inline v1::competency
