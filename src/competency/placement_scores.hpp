// The scores of a placement, row by row, wherever they come from: a table, pairs, or profiles.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "competency/match_kernel.hpp"
#include "core/team.hpp"
#include "mainstay/competency/placement.hpp"
#include "solve/assignment.hpp"

namespace mainstay::inline v1::competency {

/// Labels of people in rising order, and those of posts in theirs; rows are people in that order.
class PlacementScores final : public solve::AssignmentValues {
 public:
  PlacementScores(const PlacementInput& input, const PlacementOptions& options, Team& team);
  PlacementScores(const PlacementScores&) = delete;

  std::int64_t rows() const override { return static_cast<std::int64_t>(people.size()); }
  std::int64_t columns() const override { return static_cast<std::int64_t>(posts.size()); }
  solve::AssignmentRow row(std::int64_t i, double* scratch) const override;

  std::vector<std::string> people, posts;
  std::vector<std::int64_t> input_row;  ///< of each person; -1 when there is none
  std::vector<std::int64_t> capacity, minimum;  ///< of each post
  std::int64_t post_of(std::string_view name) const;

 private:
  void read_people(const PlacementInput& input);
  void read_posts(const PlacementInput& input, const PlacementOptions& options);
  void read_table(const PlacementInput& input, Team& team);
  void read_profiles(const PlacementInput& input, const PlacementOptions& options);
  void read_pairs(const PlacementInput& input);
  bool dense() const { return base_ != nullptr || !plans_.empty(); }

  bool text_ = false;
  std::vector<std::int64_t> numbers_;                       // people whose labels are numbers
  std::vector<std::pair<std::string, std::int64_t>> named_;  // posts by name
  const double* base_ = nullptr;  // the table by rows
  std::int64_t base_stride_ = 0, table_columns_ = 0;
  std::vector<double> copied_;
  struct Planned {
    MatchPlan plan;
    std::vector<double> share;
    std::vector<std::int64_t> column;
    std::int64_t post;
  };
  std::vector<Planned> plans_;
  const Table* assessment_ = nullptr;
  std::int64_t most_dimensions_ = 0;
  std::vector<std::int64_t> pair_begin_;  // of each person
  std::vector<std::int32_t> pair_post_;
  std::vector<double> pair_score_;
};

}  // namespace mainstay::inline v1::competency
