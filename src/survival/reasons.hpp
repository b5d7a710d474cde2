// The strongest contributions of each row, and those of a linear model's terms.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mainstay/core/run_context.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/reasons.hpp"

namespace mainstay::inline v1::survival {

/// Fills a table of reasons row by row; rows may be put by several threads.
class ReasonTable {
 public:
  ReasonTable(Reasons& reasons, std::vector<std::string> columns, std::int64_t rows, std::int64_t most);
  /// Contributions of all columns to a row's score.
  void put(std::int64_t row, const double* contributions);

 private:
  Reasons& reasons_;
  std::int64_t columns_, most_;
};

/// Contributions of the terms of `columns`, (x - means) * coefficients, behind `intercepts` terms that contribute nothing.
Explanation explain_terms(std::string_view analysis, const ExplainInput& input, const ExplainOptions& options, const std::vector<CoxColumn>& columns,
                          const std::vector<std::string>& terms, std::int64_t intercepts, const double* means, const double* coefficients, const RunContext& context);

}  // namespace mainstay::inline v1::survival
