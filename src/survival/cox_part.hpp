// One machine's or one partition's rows of a Cox fit, and the passes over them.
#pragma once

#include <cstdint>
#include <memory>
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

/// What the rows' hazards add up to. All of it adds up over partitions.
struct CoxSums {
  std::vector<double> table;         // (places, width): additions to the risk sets of each place
  std::vector<double> leaver_table;  // (slots, width): over the leavers of each slot; empty where no leavers tie
  double event_eta = 0.0;            // the events' part of the log-likelihood
  double largest_eta = 0.0;
  void clear() noexcept {
    table.clear();
    leaver_table.clear();
    event_eta = largest_eta = 0.0;
  }
};

/// What one read of x is to collect; null: not that.
struct CoxReading {
  const double* shift = nullptr;         ///< taken from x
  const double* beta = nullptr;          ///< makes every row's hazard at these coefficients; null: hazards stay as they are
  CoxSums* sums = nullptr;               ///< added to; counted by
  const RiskIndex* risk = nullptr;       ///<   these places,
  const CoxRuns* runs = nullptr;         ///<   or by runs, and then there is no leaver_table
  const EventTimes* times = nullptr;     ///<   of these times
  bool leaver_sums = false;              ///< whether the leavers are summed
  std::vector<double>* highest = nullptr;  ///< with beta: the highest eta in each stratum, of rows with weight
  CoxMoments* moments = nullptr;         ///< added to
  std::vector<double>* gram = nullptr;   ///< (width, width) += [x 1]' diag(c) [x 1], with c_i a row's expected events less its event's tied part
  const Hazards* expected_by = nullptr;  ///< the hazards that give c
  std::int64_t every = 1;                ///< above 1: only the first of so many blocks is read, a sample of the rows
};

/// Numbers of which each is written before it is read: the thread that uses them first brings them into memory.
template <class T>
class Unset {
 public:
  void resize(std::int64_t size) {
    values_ = std::make_unique_for_overwrite<T[]>(static_cast<std::size_t>(size));
    size_ = size;
  }
  bool empty() const noexcept { return size_ == 0; }
  T* data() noexcept { return values_.get(); }
  const T* data() const noexcept { return values_.get(); }
  T& operator[](std::int64_t i) noexcept { return values_[i]; }
  const T& operator[](std::int64_t i) const noexcept { return values_[i]; }

 private:
  std::unique_ptr<T[]> values_;
  std::int64_t size_ = 0;
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
  const Numbers& offset() const noexcept { return offset_; }
  const std::vector<std::int32_t>& strata() const noexcept { return strata_; }

  const Unset<std::int32_t>& stop() const noexcept { return stop_; }  ///< slots, of an indexed part
  const Unset<std::int32_t>& start() const noexcept { return start_; }  ///< likewise of the entries, where there are
  const Unset<std::uint8_t>& left() const noexcept { return left_; }  ///< event and positive weight
  const Unset<double>& hazard() const noexcept { return hazard_; }    ///< weight · exp(eta - stratum shift), of the last reading with beta
  void forget_index() { stop_ = {}, left_ = {}, hazard_ = {}; }

  /// Refuses entry >= duration.
  void check_entries(std::string_view analysis) const;
  std::vector<double> rough_means() const { return design_.rough_means(); }
  /// Finds every row's slots, and who leaves in each; with entries, and unless null, also its places of `risk`.
  void index(Team& team, const EventTimes& times, const RiskIndex* risk, Leavers& leavers);

  /// Hazards at coefficients 0 and their sums by place and by slot, without reading x: table and leaver_table get one number a place.
  void sums_at_zero(Team& team, const RiskIndex& risk, const Leavers& leavers, bool leaver_sums, CoxSums& sums);
  /// One read of x. The hazards are taken relative to the stratum shift, if that is set.
  void read(Team& team, const CoxReading& reading);
  void largest_by_stratum(Team& team, const double* shift, const double* beta, std::vector<double>& largest) const;
  void set_stratum_shift(std::vector<double> shift) { stratum_shift_ = std::move(shift); }

  /// Lists the rows that are at risk in a part of a run.
  void list_pieces(const CoxRuns& runs, const EventTimes& times);
  /// Fills the hazards of all slots, run by run, and adds the risk sets' products; with `all_sums` (slots, width), and
  /// `all_leaver_sums` if leavers tie, also keeps the sums.
  void resolve_runs(Team& team, const CoxRuns& runs, const EventTimes& times, const Leavers& leavers, Ties ties, bool leaver_sums,
                    const double* shift, const std::vector<double>& table, Hazards& hazards, RiskParts& parts,
                    double* all_sums, double* all_leaver_sums) const;

  /// Outer products of the score residuals, summed by cluster where `cluster` codes are given: (width, width) += sum L L'.
  void score_products(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                      const double* leaver_sums, const double* shift, const std::int32_t* cluster, std::int64_t clusters,
                      std::vector<double>& products) const;
  /// The sums over the clusters themselves, (clusters, terms).
  std::vector<double> score_sums(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                                 const double* leaver_sums, const double* shift, const std::int32_t* cluster, std::int64_t clusters) const;

  /// Residuals of all rows, weighted: expected events (rows), unless null the score (rows, terms); unless null of the rows that left
  /// their attributes less the mean of those at risk (leavers, terms), unweighted, at place[row] when that is not negative. 0 for rows of weight 0.
  struct RowResiduals {
    double* expected = nullptr;
    double* score = nullptr;
    double* schoenfeld = nullptr;
    const std::int64_t* place = nullptr;
  };
  void row_residuals(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                     const double* leaver_sums, const double* shift, const RowResiduals& out) const;

  /// x'beta + offset of every row, x taken less `shift`.
  std::vector<double> linear_predictors(Team& team, const double* shift, const double* beta) const;

 private:
  struct Residuals;
  template <class Work>
  void sum_clusters(Team& team, const Residuals& residuals, const double* shift, const std::int32_t* cluster, std::int64_t clusters,
                    std::int64_t chunks, const Work& work) const;
  struct Room {  // of one thread, for additions to places
    explicit Room(const CoxDesign& design) : which(design.block_rows()), place(design.block_rows()), second(design.block_rows()) {}
    std::vector<std::int32_t> which, place, second;
  };
  void add_sums(const RiskIndex& risk, const CoxDesign::Block& block, std::int64_t first, std::int64_t count, bool leaver_sums, Room& room,
                double* table, double* leaver_table) const;
  void add_run_sums(const CoxRuns& runs, const EventTimes& times, const CoxDesign::Block& block, std::int64_t first, std::int64_t count,
                    Room& room, double* table) const;
  void add_block_moments(const CoxDesign::Block& block, std::int64_t first, std::int64_t count, CoxMoments& moments) const;
  void begin(CoxMoments& moments) const;
  void add_moments_of(const std::vector<CoxMoments>& parts, CoxMoments& moments) const;
  /// Makes hazards of block.eta; returns the largest |eta| and adds to the events' sum.
  double make_hazards(CoxDesign::Block& block, std::int64_t first, std::int64_t count, double& event_eta);
  void expected(const Hazards& hazards, const std::vector<double>& by_place, std::int64_t first, std::int64_t count, double* out) const;
  std::int32_t from(std::int64_t i, const EventTimes& times) const noexcept {
    return start_.empty() ? static_cast<std::int32_t>(times.first(stratum(i))) : start_[i];
  }
  // The sum of jumps while row i is at risk.
  double cumulative_over(const Hazards& hazards, std::int64_t i) const noexcept {
    const std::int64_t stop = stop_[i];
    if (start_.empty()) return hazards.cumulative[stop];
    const std::int64_t start = start_[i];
    return (hazards.cumulative[stop] - hazards.cumulative[start]) + (hazards.cumulative_rest[stop] - hazards.cumulative_rest[start]);
  }
  std::int64_t table_chunks(std::int64_t rows, std::int64_t places, std::int64_t numbers) const;
  double weight(std::int64_t i) const noexcept { return weights_.given() ? weights_[i] : 1.0; }
  std::int64_t stratum(std::int64_t i) const noexcept { return strata_.empty() ? 0 : strata_[i]; }

  CoxDesign design_;
  std::int64_t rows_ = 0;
  Numbers duration_, event_, entry_, weights_, offset_;
  std::vector<std::int32_t> strata_;
  Unset<std::int32_t> stop_, start_;
  Unset<std::int32_t> first_place_, second_place_;  // with entries
  Unset<std::uint8_t> left_;  // event and positive weight
  Unset<double> hazard_;      // weight · exp(eta - stratum shift)
  std::vector<double> stratum_shift_;
  std::vector<std::vector<double>> tables_, leaver_tables_;  // of the chunks of a reading, kept for the next
  std::vector<std::int64_t> piece_start_;  // per run
  std::vector<std::int32_t> piece_row_;
};

/// products (width, width) += sum L L' of sums by cluster, (clusters, terms).
void add_cluster_products(const double* by_cluster, std::int64_t clusters, std::int64_t terms, std::int64_t width, std::vector<double>& products);

/// A pass's chunks: as many for any number of threads.
std::int64_t row_chunks(std::int64_t rows);

}  // namespace mainstay::inline v1::survival
