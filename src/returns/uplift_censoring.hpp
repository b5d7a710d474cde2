// Returns within a horizon when people were observed for different times: weights for who was, and how many people that tells as much as. Pure.
#pragma once

#include <cstddef>
#include <vector>

namespace mainstay::inline v1::returns {

/// Rows whose observation ends by one law: an arm, or an arm of a stratum.
class Followed {
 public:
  /// Views of all rows, of which `rows` belong here; they must outlive this.
  Followed(const std::vector<double>& duration, const std::vector<char>& returned, double horizon, std::vector<std::size_t> rows);

  /// Inverse probability of censoring weights at the horizon (Robins & Rotnitzky 1992), each row standing for `times` rows: Kaplan–Meier of censoring; 0 for who was censored before.
  /// Returns go before censorings of the same day. False, and 0 for all, when nobody was observed until the horizon, and the last who were observed had not come back.
  bool weigh(const std::vector<double>& times, std::vector<double>& weight) const;

  /// So many rows, all observed to the horizon, would tell as much about the share of returns p: p (1 - p) over Greenwood's variance; where nobody or everybody
  /// returned its limit, the harmonic mean of who was at risk over the time, or over the returns. The weights are estimated, which makes the share more certain than if they were known.
  double effective() const;

 private:
  const std::vector<double>& duration_;
  const std::vector<char>& returned_;
  double horizon_;
  std::vector<std::size_t> order_;  // ascending by time; on one day returns first
};

/// Of one cell, each row once.
bool censoring_weights(const std::vector<double>& duration, const std::vector<char>& returned, double horizon, std::vector<double>& weight);

}  // namespace mainstay::inline v1::returns
