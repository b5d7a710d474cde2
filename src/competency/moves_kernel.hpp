// Chances of moves between posts over time, and what follows from them for whole ways. Pure arithmetic on whole times.
//
// At time t of a clock, Y_a is the weight at risk in a (entry < t <= stop) and N_ac the weight that moves from a to c: hazard h = N / Y. With a clock that starts anew in each post, the time of
// a move has the distribution dF_ac(t) = S_a(t-) h_ac(t), S_a the product of 1 - sum of h. First passage to b then solves P_a(t) = sum over (u, c) of dF_ac(u) P_c(t - u), P_b = 1
// (Markov renewal equation). With one clock for all posts, p <- p (I + dA) with nobody leaving b (Aalen-Johansen).
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::competency {

/// On the clock: observed on (entry, stop].
struct PostStay {
  std::int32_t person, post, next;  ///< next -1: no move
  std::int64_t entry, stop;
  double weight;
};

struct MoveHazard {
  std::int64_t time;
  std::int32_t from, to;
  double value;  ///< weight moved over weight at risk
};

/// Counts weights of stays by post and time; counting again with other weights is cheap.
class MoveCounts {
 public:
  /// Posts are 0, 1, …; what is no post nobody leaves. Times at least 0.
  MoveCounts(const std::vector<PostStay>& stays, std::int32_t places);
  /// By post, time, destination. `times` says how often each person is counted; null: once.
  std::vector<MoveHazard> hazards(const std::int64_t* times) const;
  std::int64_t last(std::int32_t post) const { return width_[static_cast<std::size_t>(post)] - 1; }  ///< longest time at risk; 0 without stays
  std::int32_t places() const { return static_cast<std::int32_t>(width_.size()); }

 private:
  const std::vector<PostStay>& stays_;
  std::vector<std::int64_t> width_, begin_;      // of each post: times 0 … width - 1, from begin on
  std::vector<MoveHazard> cells_;                // moves that occur
  std::vector<std::int64_t> cell_of_;            // of each stay; -1
};

/// Where follow-up ends with somebody still there: after `last`, `staying` of those who entered are at an unknown place.
struct Unfollowed {
  std::int64_t last = 0;
  double staying = 0.0;
};

/// First passages to one place: value[post * (horizon + 1) + t].
struct Passage {
  std::int64_t horizon = 0;
  std::vector<double> probability, unresolved;  ///< unresolved empty unless asked for
  const double* of(std::int32_t post) const { return probability.data() + static_cast<std::int64_t>(post) * (horizon + 1); }
};

/// The clock starts anew with each post. unfollowed: one for each place, or null when unresolved is not wanted.
Passage passage_reset(const std::vector<MoveHazard>& hazards, std::int32_t places, std::int32_t target, std::int64_t horizon, const std::vector<Unfollowed>* unfollowed);
/// One clock, t counted from `since`.
Passage passage_forward(const std::vector<MoveHazard>& hazards, std::int32_t places, std::int32_t target, std::int64_t since, std::int64_t horizon, const std::vector<Unfollowed>* unfollowed);

/// Probability of each move's times: dF. By post, time, destination as the hazards.
std::vector<double> jumps_of(const std::vector<MoveHazard>& hazards);
/// Probability of being in each place still, after all its hazards.
std::vector<double> staying_of(const std::vector<MoveHazard>& hazards, std::int32_t places);

/// Distribution of the time of arrival after one more move from -> to: density[t], t = 0 … horizon.
std::vector<double> after_move(const std::vector<double>& density, const std::vector<MoveHazard>& hazards, const std::vector<double>& jumps, std::int32_t from, std::int32_t to);

}  // namespace mainstay::inline v1::competency
