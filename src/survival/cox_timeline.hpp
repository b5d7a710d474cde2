// Rows without entries in the order of their times, for so many distinct times that no table holds a risk set for each.
#pragma once

#include <cstdint>
#include <vector>

#include "core/team.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"

namespace mainstay::inline v1::survival {

/// Risk sets are sums over this row and all later ones of the stratum, made for a run of slots at a time: a first reading of x makes the
/// hazards and the sum of each run, a second the risk sets of each run from the sums of the runs behind it.
class CoxTimeline {
 public:
  /// Orders the rows of an indexed part. x is copied in that order, row by row, where the copy takes no more room than x itself or
  /// `copy_room` numbers; else its rows are gathered in each reading. `shift` is taken from x. cluster: codes of the rows, or null.
  CoxTimeline(Team& team, const CoxPart& part, const EventTimes& times, const Leavers& leavers, Ties ties, std::vector<double> shift,
              const std::int32_t* cluster, std::int64_t copy_room);

  /// Hazards of rows and slots at beta. sums gets event_eta only, relative to stratum_shift() like the hazards.
  void measure(Team& team, const std::vector<double>& beta, CoxSums& sums, Hazards& hazards);
  /// Gram matrix of the rows by their expected events, and what the risk sets contribute, at the coefficients of the last measure().
  void weigh(Team& team, const Hazards& hazards, RiskParts& parts, std::vector<double>& gram) const;
  /// The last reading; the copy of x is given back on the way. drift (or null): D of cumulative_drift() for each time.
  /// products (or null): outer products of the score residuals (width, width), summed by cluster where there are clusters.
  void finish(const Hazards& hazards, std::vector<double>* drift, std::vector<double>* products, std::int64_t clusters);

  /// What is taken from eta in each stratum; empty: nothing.
  const std::vector<double>& stratum_shift() const noexcept { return stratum_shift_; }

 private:
  static constexpr std::int64_t most_slots = 128;       // of a run
  struct Run {  // slots [first_slot, last_slot) of one stratum, and the rows that end in them
    std::int64_t first_slot, last_slot, first_row, last_row, stratum;
  };
  struct Sums;  // of one run

  void read(std::int64_t first, std::int64_t count, const double* beta, CoxDesign::Block& block) const;
  void make_hazards(Team& team, const double* beta, CoxSums& sums, std::vector<double>& highest);
  void add_up(const Run& run, std::int64_t index, CoxDesign::Block& block, Sums& sums, const Hazards* gram_by, double* gram) const;
  template <class Work>
  void blocks(const Run& run, const Work& work) const {
    const std::int64_t size = part_.design().block_rows();
    for (std::int64_t first = run.first_row; first < run.last_row; first += size) work(first, run.last_row - first < size ? run.last_row - first : size);
  }
  std::int64_t chunks() const noexcept;

  const CoxPart& part_;
  const EventTimes& times_;
  const Leavers& leavers_;
  Ties ties_;
  bool leaver_sums_;
  std::vector<double> shift_;
  std::vector<Run> runs_;
  Unset<std::int32_t> stop_;                // per place: slot
  Unset<std::int32_t> order_, cluster_;     // row of the input, where x is not copied; cluster, where there are clusters
  Unset<std::uint8_t> left_;
  Unset<double> hazard_, weight_, offset_;  // the last two where given
  Unset<double> copy_;                      // (rows, terms), or empty
  std::vector<double> behind_;              // (runs, width): sums over the later runs of the stratum
  std::vector<double> stratum_shift_;
};

}  // namespace mainstay::inline v1::survival
