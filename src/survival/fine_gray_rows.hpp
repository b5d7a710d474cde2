// The rows of a Fine–Gray fit, and the passes over them.
//
// A row is at risk in the slots (start, stop] like a row of a Cox fit; who left for another cause is at risk in the later slots k, too, with
// weight W_k / W(own time). So the sums of a risk set are
//   S_k = sum over rows with stop >= k (less those with start >= k) + W_k · sum over rows that left otherwise with stop < k of 1/W(own time),
// one scan from the end and one from the beginning, whatever the number of such rows.
#pragma once

#include <cstdint>
#include <vector>

#include "core/team.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_risk.hpp"
#include "survival/fine_gray_weights.hpp"

namespace mainstay::inline v1::survival {

/// The small columns of all rows, in the order of the input.
struct FineGrayColumns {
  std::int64_t rows = 0;
  Numbers entry, weights, offset;
  std::vector<Fate> fate;
  stats::Distinct durations;
};

class FineGrayRows {
 public:
  /// Rows stay where they are while the sums of all slots fit `table_room` numbers, and with entries; else x is copied in the order of time (gathered, where
  /// the copy would hold more numbers than both x as it is given and `copy_room`). slot_weights: W just before the time of each slot.
  FineGrayRows(Team& team, const CoxDesign& design, const FineGrayColumns& columns, const ObservationWeights& observation, const EventTimes& times,
               const Leavers& leavers, std::vector<double> slot_weights, Ties ties, std::vector<double> shift, std::int64_t table_room, std::int64_t copy_room);

  /// Moments of the terms; makes no hazards.
  CoxMoments moments(Team& team) const;
  /// Hazards of rows and slots at beta, and what the risk sets contribute. Returns the events' part of the log-likelihood.
  double measure(Team& team, const std::vector<double>& beta, Hazards& hazards, RiskParts& parts);
  /// Gram matrix of the rows by their expected events at the last measure().
  void weigh(Team& team, const Hazards& hazards, std::vector<double>& gram) const;
  /// Outer products (width, width) of what each row, or cluster, adds to the score, the estimation of the weights included.
  void score_products(const Hazards& hazards, const ObservationWeights& observation, CensoringTies ties, const std::int32_t* cluster, std::int64_t clusters,
                      std::vector<double>& products);
  /// The same of the row's coefficients and of the cumulative hazards (of a person at `shift`, relative to eta_shift()) at the slots `until`, with the
  /// coefficients held: (terms + until, terms + until). slopes: minus the derivative of those hazards by the coefficients, (until, terms).
  void influence_products(const Hazards& hazards, const ObservationWeights& observation, CensoringTies ties, const std::int32_t* cluster, std::int64_t clusters,
                          const std::vector<std::int64_t>& until, std::vector<double>& products, std::vector<double>& slopes);
  /// What is taken from eta.
  double eta_shift() const noexcept { return eta_shift_; }

 private:
  struct Tables;
  struct Influence;  // of each row on the cumulative hazards
  void add_scores(const Hazards& hazards, const ObservationWeights& observation, CensoringTies ties, const std::int32_t* cluster, std::int64_t clusters, std::vector<double>* products,
                  Influence* influence);
  std::int64_t row(std::int64_t place) const noexcept { return order_.empty() ? place : order_[place]; }
  double weight(std::int64_t place) const noexcept { return columns_.weights.given() ? columns_.weights[row(place)] : 1.0; }
  std::int64_t chunks() const noexcept { return static_cast<std::int64_t>(chunk_first_.size()) - 1; }
  void read(std::int64_t first, std::int64_t count, const double* beta, CoxDesign::Block& block) const;
  double make_hazards(Team& team, const double* beta, double& event_eta, double& highest);
  void resolve(Team& team, Hazards& hazards, RiskParts& parts);
  template <class Work>
  void blocks(std::int64_t chunk, const Work& work) const {
    CoxDesign::Block block(design_);
    const std::int64_t size = design_.block_rows();
    for (std::int64_t first = chunk_first_[chunk]; first < chunk_first_[chunk + 1]; first += size)
      work(block, first, chunk_first_[chunk + 1] - first < size ? chunk_first_[chunk + 1] - first : size);
  }

  const CoxDesign& design_;
  const FineGrayColumns& columns_;
  const EventTimes& times_;
  const Leavers& leavers_;
  Ties ties_;
  bool leaver_sums_, entries_;
  std::vector<double> shift_, slot_weights_;
  std::vector<std::int64_t> chunk_first_;  // places; with an order no slot lies in two chunks
  Unset<std::int32_t> order_;              // row of the input at each place, or empty
  Unset<std::int32_t> stop_, start_;       // slots
  Unset<std::uint8_t> left_;
  Unset<double> hazard_, share_;           // share: 1/W(own time) of who left otherwise, else 0; empty when nobody did
  Unset<double> copy_;                     // (rows, terms), or empty
  std::vector<double> sums_, leaver_sums_table_, beyond_;  // (slots, width); beyond: of who left otherwise, by their shares
  double eta_shift_ = 0.0;
};

}  // namespace mainstay::inline v1::survival
