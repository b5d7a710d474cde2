#include "survival/reasons.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/team.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

ReasonTable::ReasonTable(Reasons& reasons, std::vector<std::string> columns, std::int64_t rows, std::int64_t most)
    : reasons_(reasons), columns_(static_cast<std::int64_t>(columns.size())), most_(std::min(most, columns_)) {
  reasons.column.levels = std::move(columns);
  reasons.row.resize(rows * most_);
  reasons.rank.resize(rows * most_);
  reasons.column.codes.resize(rows * most_);
  reasons.contribution.resize(rows * most_);
  reasons.factor.resize(rows * most_);
}

void ReasonTable::put(std::int64_t row, const double* contributions) {
  std::vector<std::int32_t> order(columns_);
  std::iota(order.begin(), order.end(), 0);
  std::partial_sort(order.begin(), order.begin() + most_, order.end(), [&](std::int32_t a, std::int32_t b) {
    const double left = std::fabs(contributions[a]), right = std::fabs(contributions[b]);
    return left != right ? left > right : a < b;
  });
  for (std::int64_t r = 0; r < most_; ++r) {
    const std::int64_t place = row * most_ + r;
    reasons_.row[place] = row;
    reasons_.rank[place] = r + 1;
    reasons_.column.codes[place] = order[r];
    reasons_.contribution[place] = contributions[order[r]];
    reasons_.factor[place] = std::exp(contributions[order[r]]);
  }
}

Explanation explain_terms(std::string_view analysis, const ExplainInput& input, const ExplainOptions& options, const std::vector<CoxColumn>& columns,
                          const std::vector<std::string>& terms, std::int64_t intercepts, const double* means, const double* coefficients, const RunContext& context) {
  const CoxDesign design(analysis, input.x, columns);
  const std::int64_t rows = design.rows(), width = intercepts + design.terms();
  std::vector<std::string> names;
  std::vector<std::size_t> column_of;
  for (const CoxColumn& column : columns) {
    column_of.insert(column_of.end(), term_count({column}), names.size());
    names.push_back(column.name);
  }
  Explanation result;
  result.terms = terms;
  result.contributions.assign(rows * width, 0.0);
  ReasonTable reasons(result.reasons, std::move(names), rows, options.most);
  const std::int64_t chunks = row_chunks(rows);
  Team team(analysis, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    std::vector<double> sum(columns.size());
    design.blocks(span_of(rows, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design.read(first, count, means, nullptr, block);
      for (std::int64_t b = 0; b < count; ++b) {
        double* parts = result.contributions.data() + (first + b) * width + intercepts;
        std::fill(sum.begin(), sum.end(), 0.0);
        for (std::int64_t j = 0; j < design.terms(); ++j) {
          parts[j] = coefficients[j] * block.rows[b * design.width() + j];
          sum[column_of[j]] += parts[j];
        }
        reasons.put(first + b, sum.data());
      }
    });
  });
  return result;
}

}  // namespace mainstay::inline v1::survival
