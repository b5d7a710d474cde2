// From counts to the tables of the result.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "funnel/window_count.hpp"

namespace mainstay::inline v1::funnel {

// Builds a column of repeated text.
class Names {
 public:
  explicit Names(Categories& column) : column_(column) {}
  void add(const std::string& name) {
    const auto [known, is_new] = codes_.try_emplace(name, static_cast<std::int32_t>(column_.levels.size()));
    if (is_new) column_.levels.push_back(name);
    column_.codes.push_back(known->second);
  }

 private:
  Categories& column_;
  std::unordered_map<std::string, std::int32_t> codes_;
};

// How stages and ends are called.
std::vector<std::string> names_of_stages(const WindowOptions& options);
std::string outcome_word(const Plan& plan, std::int64_t outcome);
std::string reason_of(const WindowOptions& options, const std::vector<std::string>& reasons, std::int64_t outcome);

// Where attempts of one group are at an age, up to `longest`; `cells`: of the group, from entry on.
struct OccupancyNames {
  explicit OccupancyNames(WindowOccupancy& rows) : breakdown(rows.breakdown), group(rows.group), stage(rows.stage) {}
  Names breakdown, group, stage;
};
void occupancy(const Plan& plan, const WindowOptions& options, const std::string& breakdown, const std::string& group, std::vector<Cell> cells,
               std::int64_t entered, std::int64_t longest, OccupancyNames& names, WindowOccupancy& rows);

// Groups against the one to compare with, from the stages that are in the result.
void differences(const WindowOptions& options, WindowResult& result);

// Cells as they are kept in a state, and back: rising, each once.
std::vector<Cell> cells_of(const WindowCells& cells);
WindowCells stored(std::vector<Cell> cells);

// All tables but the lists of people.
WindowResult report(const WindowState& state);

// The lists of people.
void list_people(const WindowInput& input, const WindowOptions& options, const Counted& counted, WindowResult& result);

}  // namespace mainstay::inline v1::funnel
