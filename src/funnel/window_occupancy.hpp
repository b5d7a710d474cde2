// Where attempts are at an age, by counts of moves. Pure: no fields, no threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mainstay::inline v1::funnel {

/// Probabilities of being in each of `stages` stages, and of having been lost in it, by age (Aalen & Johansen 1978): at each age a stage's share moves
/// on as those observed in it do. What happens at one age happens stage after stage: who comes into a stage can leave it at the same age, and is at risk
/// there; so is whoever is last seen at that age. The variances are those of the delta method on independent multinomial steps.
class Occupancy {
 public:
  Occupancy(std::size_t stages, std::int64_t entered);
  /// What happens at the age in hand: `count` attempts go from stage to stage, are lost in it, or are seen for the last time in it.
  void go(std::size_t from, std::size_t to, std::int64_t count) { moves_[from * width_ + to] += count; }
  void lose(std::size_t from, std::int64_t count) { moves_[from * width_ + stages_ + from] += count; }
  void last_seen(std::size_t in, std::int64_t count) { unseen_[in] += count; }
  /// Lets it happen, and turns to the next age (whose attempts those last seen are no longer among).
  void happen();
  void next_age();

  double probability(std::size_t stage) const { return share_[stage]; }
  double lost(std::size_t stage) const { return share_[stages_ + stage]; }
  double variance(std::size_t stage) const { return covariance_[stage * width_ + stage]; }
  std::int64_t observed(std::size_t stage) const { return observed_[stage]; }  ///< in the stage at the age in hand
  std::int64_t known() const { return known_; }                               ///< of whom it is known where they are then

 private:
  void leave(std::size_t from);

  std::size_t stages_, width_;
  std::int64_t known_;
  std::vector<double> share_, covariance_;  // stages, then lost in each
  std::vector<std::int64_t> observed_, moves_, unseen_;
};

}  // namespace mainstay::inline v1::funnel
