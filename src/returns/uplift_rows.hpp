// An experiment's rows: who was called, who came back within the horizon, what each row counts for, and what can be told of its arms at once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/groups.hpp"
#include "mainstay/returns/uplift.hpp"
#include "returns/uplift_censoring.hpp"

namespace mainstay::inline v1::returns {

inline constexpr const char* uplift_key = "returns.uplift";

/// Weights of censoring, of one resample of the rows or of all of them once.
struct UpliftWeights {
  std::vector<double> censoring;  ///< by the row's own cell: its arm, with strata of its stratum
  std::vector<double> weight;     ///< with one over the propensity; 0 throughout a stratum of which an arm was not followed
  std::vector<char> used;         ///< 0: the row is of such a stratum
};

class UpliftRows {
 public:
  UpliftRows(const UpliftInput& input, const UpliftOptions& options);

  std::int64_t size() const { return static_cast<std::int64_t>(treated.size()); }
  /// Estimated anew from the rows, each `times` times.
  UpliftWeights weigh(const std::vector<double>& times) const;
  /// Effective number of people over the rows of where the row was followed; 1 without a horizon.
  double followed_share(std::size_t row) const { return thinned_[row]; }
  /// Effects of all rows together, by the sizes of the strata, and in each stratum; returns how many strata are left out.
  std::int64_t tell_effects(double critical, UpliftFit& fit) const;
  /// Predicted uplift beside what was observed, in groups of similar uplift.
  void tell_calibration(double critical, std::int64_t bins_wanted, UpliftFit& fit) const;

  std::vector<char> treated, came;
  data::Groups strata;                  ///< without codes when there are none
  std::vector<std::int32_t> people;     ///< whose row it is
  std::vector<std::string> names;       ///< of the people
  std::vector<double> outcome, propensity;
  UpliftWeights once;                   ///< of all rows
  std::int64_t observed = 0;

 private:
  void read(const UpliftInput& input, const UpliftOptions& options);
  void refuse_decided(const UpliftInput& input) const;
  void follow(const UpliftOptions& options);
  double chance(std::size_t row) const { return !given_ ? 1.0 : treated[row] != 0 ? propensity[row] : 1.0 - propensity[row]; }

  bool given_ = false, horizon_ = false;  // propensity, horizon
  std::vector<double> duration_;
  std::vector<std::size_t> cell_;         // of each row: its arm, with strata 2 × stratum + arm
  std::vector<Followed> arms_, cells_;    // both empty without a horizon
  std::vector<double> arm_weight_, arm_thinned_, thinned_;  // by row; effective number over rows, of its arm and of its cell
  std::vector<char> followed_, there_;    // by cell
};

}  // namespace mainstay::inline v1::returns
