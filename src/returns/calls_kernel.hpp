// Who is called by whom for the greatest value: seats at recruiters, so many calls, so much money. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "data/money.hpp"

namespace mainstay::inline v1::returns {

/// Candidates in the order of their ids, with values > 0 and costs >= 0 in whole minor units. allowed_first[i] … allowed_last[i] - 1: places in `allowed` of the recruiters who
/// may call candidate i, rising; candidates with the same recruiters share them. Without recruiters (`capacity` empty) there are seats for everybody.
struct CallChoice {
  std::vector<std::int64_t> value, cost, allowed_first, allowed_last;
  std::vector<std::int32_t> allowed;
  std::vector<std::int64_t> capacity;  ///< of each recruiter
  std::int64_t budget = INT64_MAX, most = INT64_MAX;
};

/// Candidates at recruiters, one more at a time. What can be seated together forms a matroid (Edmonds & Fulkerson 1965): who does not fit now never will.
class CallSeats {
 public:
  explicit CallSeats(const CallChoice& choice);
  void clear();
  /// Seats a candidate, moving others to another of their recruiters where that makes room; false where there is none.
  bool add(std::int64_t candidate) { return seat(candidate, true); }
  /// Whether add() would succeed; nobody moves.
  bool fits(std::int64_t candidate) { return seat(candidate, false); }
  std::int32_t recruiter_of(std::int64_t candidate) const { return of_[static_cast<std::size_t>(candidate)]; }

 private:
  bool seat(std::int64_t candidate, bool moves);
  const CallChoice& choice_;
  std::vector<std::int32_t> of_;                   // by candidate, -1: not seated
  std::vector<std::vector<std::int64_t>> seated_;  // by recruiter
  std::vector<char> closed_;                       // full, and so is everybody to whom one of theirs could go
  std::vector<std::int64_t> by_;                   // by recruiter: the candidate over whom the search came
  std::vector<std::int32_t> from_, queue_;
};

struct CallPlan {
  std::vector<char> called;             ///< by candidate
  std::vector<std::int32_t> recruiter;  ///< by candidate; -1
  data::Wide value = 0, cost = 0, bound = 0;  ///< bound: no plan is worth more
  std::int64_t looked_at = 0;           ///< candidates looked at, all passes together
};

/// The greatest sum of values. Without a binding budget by the greedy rule, which is exact on a matroid; with one by branch and bound on Lagrange's bound
/// min over l of max over plans of Σ(value - l cost) + l budget, whose inner maximum the greedy rule finds. l is a whole number of 2^-20, sums are whole numbers: the bound is no
/// rounded one. Whoever must be in, or out, of every better plan is decided first; where only money limits, what is left is a knapsack. Of equal values the first ids go first. Ends early when the value comes
/// within `gap` of the bound, or `effort` candidates were looked at.
CallPlan plan_calls(const CallChoice& choice, double gap, std::int64_t effort, const std::function<void(double)>& checkpoint = {});

}  // namespace mainstay::inline v1::returns
