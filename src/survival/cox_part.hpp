// One machine's or one partition's rows of a Cox fit, and the passes over them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/team.hpp"
#include "mainstay/survival/cox.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_risk.hpp"

namespace mainstay::inline v1::survival {

/// A column as contiguous doubles: the caller's memory where it is that already.
class Numbers {
 public:
  Numbers() = default;
  explicit Numbers(const Column& column);
  const double* data() const noexcept { return data_; }
  double operator[](std::int64_t i) const noexcept { return data_[i]; }
  bool given() const noexcept { return data_ != nullptr; }

 private:
  const double* data_ = nullptr;
  std::vector<double> own_;
};

/// Sums over rows that shape the fit but not its steps; they add up over partitions.
struct CoxMoments {
  double rows = 0.0, events = 0.0, weight = 0.0;
  std::vector<double> sum, squares;          // per term: weight·(x - shift), weight·(x - shift)²
  std::vector<double> event_sum;             // per term: over events, weight·(x - shift)
  std::vector<double> lowest, highest;       // per term, of x - shift
};

/// What a first pass at given coefficients yields: additions to the risk sets of each place, sums over the leavers of each slot, and
/// the events' part of the log-likelihood. All of it adds up over partitions.
struct CoxSums {
  std::vector<double> table, leaver_table;  // (places, width), (slots, width) or empty
  double event_eta = 0.0;
  double largest_eta = 0.0;
};

/// For many distinct times: slots in runs, so that sums over risk sets are made for one run at a time and never kept for all times.
/// A row at risk in a range of slots is at risk in all of some runs, which a table over the runs counts, and in parts of two others.
class CoxRuns {
 public:
  static constexpr std::int64_t length = 256;
  CoxRuns() = default;
  explicit CoxRuns(std::int64_t slots) : count_((slots + length - 1) / length), whole_(count_ + 1, true) {}
  std::int64_t count() const noexcept { return count_; }
  const RiskIndex& whole() const noexcept { return whole_; }  ///< over the runs, which it counts from 1

 private:
  std::int64_t count_ = 0;
  RiskIndex whole_;
};

class CoxPart {
 public:
  /// Reads the small columns; x stays where it is. `strata` codes may be empty.
  CoxPart(std::string_view analysis, const CoxInput& input, const std::vector<CoxColumn>& columns, std::vector<std::int32_t> strata);

  const CoxDesign& design() const noexcept { return design_; }
  std::int64_t rows() const noexcept { return rows_; }
  const Numbers& duration() const noexcept { return duration_; }
  const Numbers& event() const noexcept { return event_; }
  const Numbers& entry() const noexcept { return entry_; }
  const Numbers& weights() const noexcept { return weights_; }
  const std::vector<std::int32_t>& strata() const noexcept { return strata_; }
  /// log of the hazard of row i in the last pass, when that was asked for with keep_eta
  const std::vector<double>& hazards() const noexcept { return hazard_; }

  /// Refuses entry >= duration.
  void check_entries(std::string_view analysis) const;
  /// The mean of some rows: near enough to centre x with.
  std::vector<double> rough_means() const;
  void moments(Team& team, const double* shift, CoxMoments& moments) const;
  /// Finds every row's slots.
  void index(Team& team, const EventTimes& times);
  void leavers(Team& team, Leavers& leavers) const;
  double longest(Team& team) const;

  /// Hazards at coefficients 0 and their sums by place and by slot, without reading x: table and leaver_table get one number a place.
  void sums_at_zero(Team& team, const RiskIndex& risk, bool leaver_sums, CoxSums& sums);
  /// One read of x at coefficients 0, with the hazards of sums_at_zero: everything that sums(), gram() and moments() would collect.
  void first_pass(Team& team, const RiskIndex& risk, const Hazards& hazards, const double* shift, bool leaver_sums, CoxSums& sums,
                  CoxMoments& moments, std::vector<double>& gram) const;

  /// First pass at beta. With eta beyond ±300 the hazards are taken relative to `stratum_shift`, which the second call sets.
  void sums(Team& team, const RiskIndex& risk, const double* shift, const double* beta, bool leaver_sums, CoxSums& sums);
  void largest_by_stratum(Team& team, const double* shift, const double* beta, std::vector<double>& largest) const;
  void set_stratum_shift(std::vector<double> shift) { stratum_shift_ = std::move(shift); }

  /// The same for many distinct times: `sums.table` holds what rows add to whole runs; leaver_table stays empty.
  void run_sums(Team& team, const CoxRuns& runs, const EventTimes& times, const double* shift, const double* beta, CoxSums& sums);
  /// Lists the rows that are at risk in a part of a run.
  void list_pieces(const CoxRuns& runs, const EventTimes& times);
  /// Fills the hazards of all slots, run by run, and adds the risk sets' products; with `all_sums` (slots, width), and
  /// `all_leaver_sums` if leavers tie, also keeps the sums.
  void resolve_runs(Team& team, const CoxRuns& runs, const EventTimes& times, const Leavers& leavers, Ties ties, bool leaver_sums,
                    const double* shift, const std::vector<double>& table, Hazards& hazards, std::vector<double>& products,
                    double* all_sums, double* all_leaver_sums) const;

  /// Second pass: gram (width, width) += [x 1]' diag(c) [x 1], with c_i the row's expected events less its events' tied part.
  void gram(Team& team, const Hazards& hazards, const double* shift, std::vector<double>& gram) const;

  /// Outer products of the score residuals, summed by cluster where `cluster` codes are given: (width, width) += sum L L'.
  void score_products(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                      const double* leaver_sums, const double* shift, const std::int32_t* cluster, std::int64_t clusters,
                      std::vector<double>& products) const;

  /// x'beta + offset of every row, x taken less `shift`.
  std::vector<double> linear_predictors(Team& team, const double* shift, const double* beta) const;

 private:
  template <class Work>
  void blocks(const Span& span, const Work& work) const;
  struct Room;  // of one thread, for additions to slots
  void add_block(const RiskIndex& risk, const CoxDesign::Block& block, std::int64_t first, std::int64_t count, bool leaver_sums, Room& room,
                 double* table, double* leaver_table) const;
  void begin(CoxMoments& moments) const;
  void add_block(const CoxDesign::Block& block, std::int64_t first, std::int64_t count, CoxMoments& moments) const;
  void add_parts(const std::vector<CoxMoments>& parts, CoxMoments& moments) const;
  std::int32_t from(std::int64_t i, const EventTimes& times) const noexcept {
    return start_.empty() ? static_cast<std::int32_t>(times.first(strata_.empty() ? 0 : strata_[i])) : start_[i];
  }
  std::int64_t table_chunks(std::int64_t places, std::int64_t numbers) const;
  double weight(std::int64_t i) const noexcept { return weights_.given() ? weights_[i] : 1.0; }
  void expected(const Hazards& hazards, std::int64_t first, std::int64_t count, double* out) const;

  CoxDesign design_;
  std::int64_t rows_ = 0;
  Numbers duration_, event_, entry_, weights_, offset_;
  std::vector<std::int32_t> strata_;
  std::vector<std::int32_t> stop_, start_;
  std::vector<std::uint8_t> left_;  // event and positive weight
  std::vector<double> hazard_;      // weight · exp(eta - shift)
  std::vector<double> stratum_shift_;
  std::vector<std::int64_t> piece_start_;  // per run
  std::vector<std::int32_t> piece_row_;
};

/// (sums of one slot's risk set)(…)' weighted as the information matrix needs them: products += a SS' - b(SE' + ES') + c EE'.
void risk_products(const Hazards& hazards, const double* sums, const double* leaver_sums, std::int64_t first_slot, std::int64_t slots,
                   std::int64_t width, double* products);
void risk_products(Team& team, const Hazards& hazards, const double* sums, const double* leaver_sums, std::int64_t slots, std::int64_t width,
                   std::vector<double>& products);

/// A pass's chunks: as many for any number of threads.
std::int64_t row_chunks(std::int64_t rows);

}  // namespace mainstay::inline v1::survival
