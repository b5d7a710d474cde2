// The scores of a placement, row by row, wherever they come from: a table, pairs, or profiles.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "competency/match_kernel.hpp"
#include "competency/people_and_posts.hpp"
#include "competency/placement_kernel.hpp"
#include "core/team.hpp"
#include "mainstay/competency/placement.hpp"
#include "solve/assignment.hpp"

namespace mainstay::inline v1::competency {

/// Rows are people in the order of their labels.
class PlacementScores final : public solve::AssignmentValues, public PeopleAndPosts {
 public:
  PlacementScores(const PlacementInput& input, const PlacementOptions& options, Team& team);
  PlacementScores(const PlacementScores&) = delete;

  std::int64_t rows() const override { return static_cast<std::int64_t>(people.size()); }
  std::int64_t columns() const override { return static_cast<std::int64_t>(posts.size()); }
  solve::AssignmentRow row(std::int64_t i, double* scratch) const override;

 private:
  void read_table(const PlacementInput& input, Team& team);
  void read_profiles(const PlacementInput& input, const PlacementOptions& options);
  void read_pair_scores(const PlacementInput& input);
  bool profiles() const { return !kinds_.empty() || !others_.empty(); }
  bool dense() const { return base_ != nullptr || profiles(); }

  const double* base_ = nullptr;  // the table by rows
  std::int64_t base_stride_ = 0, table_columns_ = 0;
  std::vector<double> copied_;
  struct Planned {
    MatchPlan plan;
    std::vector<double> share;
    std::vector<std::int64_t> column;
    std::int64_t post;
  };
  struct Kind {  // plain profiles that ask for the same columns in the same order
    std::vector<std::int64_t> column, posts;
    std::vector<double> zero, width, inverse, share, sign, floor, ceiling;
    std::vector<char> has_floor;
    std::int64_t room = 0;
    PlainPosts view() const;
  };
  static bool plain(const Planned& planned);
  void gather(std::vector<Planned> plans);
  void score_profiles(std::int64_t given, double* scores) const;
  std::vector<Kind> kinds_;
  std::vector<Planned> others_;
  std::size_t most_room_ = 0;
  const Table* assessment_ = nullptr;
  std::int64_t most_dimensions_ = 0;
  std::vector<std::int64_t> pair_begin_;  // of each person
  std::vector<std::int32_t> pair_post_;
  std::vector<double> pair_score_;
};

}  // namespace mainstay::inline v1::competency
