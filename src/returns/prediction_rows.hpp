// What a model of return is fitted on and asked about: the columns of x, the reason and the situation as one table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mainstay/returns/prediction.hpp"

namespace mainstay::inline v1::returns {

/// Keeps what the table points into; x must outlive it.
class JoinedTable {
 public:
  /// `pairs`: reason and situation as one column. Refuses x with a column of the name of one that is added. Without days: check x before.
  JoinedTable(std::string_view analysis, const Table& x, const Column& reason, const Column& situation, bool pairs, std::int64_t rows);
  JoinedTable(const JoinedTable&) = delete;
  const Table& table() const noexcept { return table_; }

 private:
  struct Labels {
    std::vector<std::int32_t> codes;
    std::vector<std::string> names;
    std::vector<std::string_view> levels;
  };
  void add(std::string_view analysis, const char* name, Labels& labels);
  Labels first_, second_;
  Table table_;
};

/// The table for a fit: the columns that it has. Refuses a reason or situation that is needed and not given.
JoinedTable joined_for(std::string_view analysis, const PredictionFit& fit, const Table& x, const Column& reason, const Column& situation, std::int64_t rows);

/// Probabilities of each end by row and horizon, row-major.
struct Chances {
  std::vector<double> returned, settled, unreachable, open;
};
Chances chances_of(const survival::ModelFit& model, const Table& table, const Column& waited, const std::vector<double>& horizons, survival::BeyondFollowUp beyond, const RunContext& context);

/// `asked`, or those of the fit where none are; they have to rise.
std::vector<double> horizons_of(std::string_view analysis, const std::vector<double>& asked, const std::vector<double>& otherwise);

}  // namespace mainstay::inline v1::returns
