#include "funnel/window_occupancy.hpp"

namespace mainstay::inline v1::funnel {

Occupancy::Occupancy(std::size_t stages, std::int64_t entered)
    : stages_(stages), width_(2 * stages), known_(entered), share_(width_, 0.0), covariance_(width_ * width_, 0.0),
      observed_(stages, 0), moves_(stages * width_, 0), unseen_(stages, 0) {
  share_[0] = 1.0;
  observed_[0] = entered;
}

void Occupancy::leave(std::size_t from) {
  std::int64_t* moves = moves_.data() + from * width_;
  std::int64_t all = 0;
  for (std::size_t to = 0; to < width_; ++to) all += moves[to];
  if (all == 0) return;
  const auto at_risk = static_cast<double>(observed_[from]);
  const double away = static_cast<double>(all) / at_risk, stay = 1 - away, own = share_[from];
  // The shares move by the matrix that has stay at (from, from) and the moved share at (to, from); the covariance follows on both
  // sides, and the multinomial step at this age adds its own.
  std::vector<std::size_t> where;
  std::vector<double> part;
  for (std::size_t to = 0; to < width_; ++to)
    if (moves[to] != 0) {
      where.push_back(to);
      part.push_back(static_cast<double>(moves[to]) / at_risk);
    }
  for (const bool columns : {false, true})
    for (std::size_t i = 0; i < width_; ++i) {
      const auto cell = [&](std::size_t state) -> double& { return covariance_[columns ? i * width_ + state : state * width_ + i]; };
      for (std::size_t k = 0; k < where.size(); ++k) cell(where[k]) += part[k] * cell(from);
      cell(from) *= stay;
    }
  where.push_back(from);
  part.push_back(stay);
  for (std::size_t a = 0; a < where.size(); ++a)
    for (std::size_t b = 0; b < where.size(); ++b)
      covariance_[where[a] * width_ + where[b]] += own * own * ((a == b ? part[a] : 0.0) - part[a] * part[b]) / at_risk;
  for (std::size_t k = 0; k + 1 < where.size(); ++k) {
    share_[where[k]] += own * part[k];
    if (where[k] < stages_) observed_[where[k]] += moves[where[k]];
    moves[where[k]] = 0;
  }
  share_[from] = own * stay;
  observed_[from] -= all;
}

void Occupancy::happen() {
  for (std::size_t k = 0; k < stages_; ++k) leave(k);
}

void Occupancy::next_age() {
  for (std::size_t k = 0; k < stages_; ++k) {
    observed_[k] -= unseen_[k];
    known_ -= unseen_[k];
    unseen_[k] = 0;
  }
}

}  // namespace mainstay::inline v1::funnel
