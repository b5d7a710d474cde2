// One machine's or one partition's rows of a discrete-time hazard fit, and the passes over them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/team.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"
#include "survival/hazard_kernel.hpp"
#include "survival/hazard_model.hpp"

namespace mainstay::inline v1::survival {

/// A point at which the likelihood is asked for.
struct HazardPoint {
  std::vector<double> cells, numbers, groups;  ///< baseline of the active cells; coefficients of terms and splines; random intercepts
};

/// What one pass collects. All of it adds up over partitions.
struct HazardSums {
  static constexpr const char* record = "HazardSums";
  double value = 0.0;
  std::vector<double> cell_slope, cross, slope, gram, group_slope, group_cross, group_cells, totals;
  void describe(Fields& f) {
    f("value", value, "Log-likelihood.").may_be_infinite().may_be_missing();
    f("cell_slope", cell_slope, "Its slope by the cells.").per("cells").may_be_infinite().may_be_missing();
    f("cross", cross, "Information of cells by columns.").per("cell_columns").may_be_infinite().may_be_missing();
    f("slope", slope, "Slope by the columns.").per("columns").may_be_infinite().may_be_missing();
    f("gram", gram, "Information of the columns.").per("pairs").may_be_infinite().may_be_missing();
    f("group_slope", group_slope, "Slope by the groups.").per("groups").may_be_infinite().may_be_missing();
    f("group_cross", group_cross, "Information of groups by columns.").per("group_columns").may_be_infinite().may_be_missing();
    f("group_cells", group_cells, "Information of groups by cells.").per("group_cells").may_be_infinite().may_be_missing();
    f("totals", totals, "Weighted sums of the columns.").per("totals").may_be_infinite().may_be_missing();
  }
  void add(const HazardSums& other);
};

class HazardPeople {
 public:
  /// `strata` and `groups` are places in the model's lists, empty without.
  HazardPeople(const HazardInput& input, const HazardModel& model, std::vector<std::int32_t> strata, std::vector<std::int32_t> groups);

  /// One pass at a point; with `expected` information (matters for cloglog), with `totals` also those.
  void pass(Team& team, const HazardPoint& point, bool expected, bool totals, HazardSums& sums) const;

  /// Scores by the dense parameters, of which `cell_gradient` (cells, p), `group_gradient` (groups, p) and `transform` (numbers, p) are
  /// derivatives; summed by cluster, (clusters, p), or where there is none their products, (p, p).
  std::vector<double> scores(Team& team, const HazardPoint& point, const std::vector<double>& cell_gradient, const std::vector<double>& group_gradient,
                             const std::vector<double>& transform, std::int64_t p, const std::int32_t* cluster, std::int64_t clusters) const;

 private:
  struct Room;
  struct Cells;
  void read(std::int64_t first, std::int64_t count, const HazardPoint& point, Room& room) const;
  std::int64_t block_rows() const noexcept;

  const HazardModel& model_;
  CoxDesign design_;
  std::int64_t rows_ = 0;
  Numbers weights_, offset_;
  std::vector<Numbers> smooth_;
  std::vector<std::int32_t> lo_, hi_, groups_;
  std::vector<std::uint8_t> left_, from_start_;
  std::vector<std::int64_t> entry_, duration_;  // where cells have several periods
};

}  // namespace mainstay::inline v1::survival
