// Counts what a loader meets: for each code how often, in which first rows, and whether they were left out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

/// Codes are places in a list of names; rows may be told in any order.
class FindingTally {
 public:
  FindingTally(std::span<const char* const> names, std::int64_t examples) : names_(names), examples_(examples), tallies_(names.size()) {}

  void add(std::size_t code, std::int64_t row, bool left_out) {
    Tally& tally = tallies_[code];
    ++tally.count;
    tally.left_out = left_out;
    const bool full = static_cast<std::int64_t>(tally.rows.size()) >= std::max<std::int64_t>(1, examples_);
    if (full && row > tally.rows.back()) return;
    tally.rows.insert(std::upper_bound(tally.rows.begin(), tally.rows.end(), row), row);
    if (full) tally.rows.pop_back();
  }
  /// Something that is in no row.
  void add_without_row(std::size_t code) { ++tallies_[code].count; }
  /// What another part of the same table met.
  void merge(const FindingTally& other) {
    for (std::size_t code = 0; code < tallies_.size(); ++code) {
      const Tally& part = other.tallies_[code];
      const std::int64_t total = tallies_[code].count + part.count;
      for (const std::int64_t row : part.rows) add(code, row, part.left_out);
      tallies_[code].count = total;
    }
  }
  std::int64_t count(std::size_t code) const { return tallies_[code].count; }

  /// In the order of the codes; those that were not met are left away.
  void write(Findings& findings, FindingRows& rows) const {
    for (std::size_t code = 0; code < tallies_.size(); ++code) {
      const Tally& tally = tallies_[code];
      if (tally.count == 0) continue;
      findings.finding.emplace_back(names_[code]);
      findings.count.push_back(tally.count);
      findings.first_row.push_back(tally.rows.empty() ? -1 : tally.rows.front());
      findings.left_out.push_back(tally.left_out ? 1 : 0);
      rows.finding.levels.emplace_back(names_[code]);
      const std::size_t shown = std::min(tally.rows.size(), static_cast<std::size_t>(examples_));
      rows.finding.codes.insert(rows.finding.codes.end(), shown, static_cast<std::int32_t>(rows.finding.levels.size()) - 1);
      rows.row.insert(rows.row.end(), tally.rows.begin(), tally.rows.begin() + static_cast<std::ptrdiff_t>(shown));
    }
  }

 private:
  struct Tally {
    std::int64_t count = 0;
    bool left_out = false;
    std::vector<std::int64_t> rows;  // ascending
  };
  std::span<const char* const> names_;
  std::int64_t examples_;
  std::vector<Tally> tallies_;
};

}  // namespace mainstay::inline v1::data
