// Rows on which predictions are judged: who had left by a time, who had not, of whom it is unknown, and what stands in for those of
// whom it is unknown (inverse probability of censoring weights).
//
// G(t) is the probability of not being censored by t: Kaplan–Meier with the roles exchanged. At ties leaving comes before censoring:
// who leaves at c is no longer at risk of being censored at c. At a horizon t, a row observed on (entry, T] counts with
//   left by t:         G(entry) / G(T−)      (G(T) where asked, as scikit-survival)
//   still here after t: G(entry) / G(t)
//   censored by t:     0
// Graf, Schmoor, Sauerbrei & Schumacher (1999), equations 4 and 5; Gerds & Schumacher (2006).
//
// Standard errors are those of the infinitesimal jackknife, Σ (w_j ∂θ/∂w_j)², with what each row changes in G: with h = d / Y at a time
// c of censoring, ∂ log G(t) / ∂w_j = −Σ_{c <= t} (1{j censored at c} − h 1{j at risk at c}) / (Y − d).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/core/view.hpp"
#include "stats/order.hpp"
#include "stats/proportion.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

/// The distribution of censoring at the distinct durations of the rows that it is learnt from. A place is the number of such times
/// up to (or before) a time.
class Censoring {
 public:
  Censoring() = default;
  /// `distinct`: of the durations; entry and weights may be null.
  Censoring(const stats::Distinct& distinct, const double* event, const double* entry, const double* weights, std::int64_t rows);
  std::int32_t up_to(double time) const noexcept;  ///< how many times are <= time
  std::int32_t before(double time) const noexcept;
  double remaining(std::int32_t place) const noexcept { return remaining_[static_cast<std::size_t>(place)]; }
  double inverse(std::int32_t place) const noexcept { return inverse_[static_cast<std::size_t>(place)]; }  ///< 1 / remaining, 0 where that is 0
  std::int32_t places() const noexcept { return static_cast<std::int32_t>(times_.size()); }
  double last() const noexcept { return times_.empty() ? -1.0 : times_.back(); }

 private:
  friend class Pull;
  std::vector<double> times_, remaining_, inverse_;  // remaining_[p]: G after the first p times
  std::vector<double> step_, own_;         // h / (Y − d), 1 / (Y − d); 0 where nobody would be left
};

/// What rows change in an estimate through G. Of each row whose weight rests on places [begin, end), the estimate's derivative by the
/// logarithm of that weight comes in; out comes the derivative by the weight of any row of those from which G is learnt.
class Pull {
 public:
  void reset(const Censoring& censoring);
  void add(std::int32_t begin, std::int32_t end, double mass) noexcept {
    if (begin > 0) starts_[static_cast<std::size_t>(begin)] += mass;  // what begins before all is never taken off
    ends_[static_cast<std::size_t>(end)] += mass;
  }
  void start(std::int32_t begin, double mass) noexcept { starts_[static_cast<std::size_t>(begin)] += mass; }
  void end(std::int32_t end, double mass) noexcept { ends_[static_cast<std::size_t>(end)] += mass; }
  void close(const Censoring& censoring);  ///< afterwards only `of`
  /// A row at risk of being censored at places [begin, place), and censored at `place` when so.
  double of(std::int32_t begin, std::int32_t place, bool censored) const noexcept {
    const auto p = static_cast<std::size_t>(place);
    return (censored ? ends_[p] - (starts_[p + 1] - starts_[static_cast<std::size_t>(begin)])
                     : -(starts_[p] - starts_[static_cast<std::size_t>(begin)]));
  }

 private:
  std::vector<double> starts_, ends_;  // after close(): sums of Q h / (Y − d) over the places before, and Q / (Y − d)
};

enum class Outcome : std::uint8_t { censored, left, left_otherwise };

/// What judges share of their inputs; columns that were not given are empty.
struct JudgedColumns {
  Column duration, event, entry, weights, cluster, censoring_duration, censoring_event;
};

class Judged {
 public:
  /// Refuses entry at or after duration. `cause` 0: every cause of leaving counts. `at`: who left at T has G(T) instead of G(T−).
  Judged(std::string_view analysis, const JudgedColumns& columns, std::int64_t cause, bool at);

  std::int64_t rows = 0, used = 0, events = 0;  ///< used: with positive weight; events: of those, left for the cause
  double last = -1.0;                           ///< largest duration of a used row
  Numbers duration, entry, weights;
  std::vector<Outcome> outcome;
  stats::Distinct distinct;                     ///< durations
  std::vector<std::int32_t> begin, end;         ///< places of G on which rows rest; begin is empty without entry
  Censoring censoring;
  bool own_censoring = true;  ///< G is learnt from the judged rows
  data::Groups clusters;

  bool clustered() const noexcept { return !clusters.codes.empty(); }
  double weight(std::int64_t i) const noexcept { return weights.given() ? weights[i] : 1.0; }
  std::int32_t begins(std::int64_t i) const noexcept { return begin.empty() ? 0 : begin[static_cast<std::size_t>(i)]; }
  /// Whether a horizon can be judged: not past the last row, and somebody would not have been censored by then.
  bool usable(double time) const noexcept { return time <= last && censoring.remaining(censoring.up_to(time)) > 0.0; }
  /// The last time at which a horizon could be judged; negative without rows.
  double usable_until() const noexcept;

  /// A row at a horizon: whether it takes part, the weight of what is known of it, the place on which that rests.
  struct View {
    double weight = 0.0;       ///< of censoring alone; 0: unknown
    std::int32_t end = 0;
    bool counts = false;       ///< under observation before the horizon
    bool left = false;         ///< for the cause
  };
  View view(std::int64_t i, double time, std::int32_t time_place) const noexcept {
    const auto row = static_cast<std::size_t>(i);
    View v;
    double numerator = 1.0;
    if (!begin.empty()) {
      if (!(entry[i] < time)) return v;
      numerator = censoring.remaining(begin[row]);
    }
    v.counts = true;
    if (duration[i] > time) {
      v.end = time_place;
    } else if (outcome[row] != Outcome::censored) {
      v.end = end[row];
      v.left = outcome[row] == Outcome::left;
    } else {
      return v;
    }
    v.weight = numerator * censoring.inverse(v.end);
    return v;
  }
  /// The pull of row i (0 when G comes from elsewhere).
  double pull(const Pull& of, std::int64_t i) const noexcept {
    if (!own_censoring) return 0.0;
    const auto row = static_cast<std::size_t>(i);
    return of.of(begins(i), static_cast<std::int32_t>(distinct.index[row]), outcome[row] == Outcome::censored);
  }
};

/// Σ (sum of a cluster)², one row at a time; without clusters a row is its own.
class Spread {
 public:
  explicit Spread(const Judged& judged) : codes_(judged.clustered() ? judged.clusters.codes.data() : nullptr) {
    if (codes_ != nullptr) sums_.assign(static_cast<std::size_t>(judged.clusters.count), 0.0);
  }
  void add(std::int64_t i, double influence) noexcept {
    if (codes_ == nullptr) total_ += influence * influence;
    else sums_[static_cast<std::size_t>(codes_[i])] += influence;
  }
  double variance() const noexcept {
    double total = total_;
    for (const double one : sums_) total += one * one;
    return total;
  }

 private:
  const std::int32_t* codes_;
  std::vector<double> sums_;
  double total_ = 0.0;
};

/// Kaplan–Meier and Aalen–Johansen of the judged rows: still here, and left for the cause, after each of the distinct durations.
struct Marginal {
  std::vector<double> time, stay, left;  ///< the first entry stands for the time before all: 1 and 0
  std::int64_t at(double t) const noexcept;  ///< last entry with time <= t
};
Marginal marginal(const Judged& judged);

/// Limits of an estimated share: Wilson's at as many people as would have the same variance if nobody were censored (Rothman 1978).
/// Where the variance is 0, because of `people` nobody or everybody counts, Wilson's at these.
stats::Interval share_limits(double share, double std_error, double people, double critical) noexcept;

/// Limits of a share of pairs that are in order: the estimate and `critical` errors to each side, within [0, 1]. Where all pairs are,
/// or none is, the errors say nothing: then Wilson's at `disjoint`, the number of pairs that share nobody.
stats::Interval pair_limits(double share, double std_error, double disjoint, double critical) noexcept;

/// Refuses times that do not rise.
void check_rising(std::string_view analysis, std::string_view argument, const std::vector<double>& values);

/// "24, 36 cannot be judged: too late for a follow-up that ends at 12"; empty when there are none. `last`: Judged::last.
std::string beyond_follow_up(const std::vector<double>& beyond, double last);

}  // namespace mainstay::inline v1::survival
