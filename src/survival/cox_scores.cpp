// Score residuals of a Cox model, for robust errors.
#include <algorithm>

#include "solve/gram.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

void CoxPart::score_products(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                             const double* leaver_sums, const double* shift, const std::int32_t* cluster, std::int64_t clusters,
                             std::vector<double>& products) const {
  const std::int64_t width = design_.width(), terms = design_.terms(), slots = times.slots();
  // Per slot: the cumulative drift, the mean of its leavers' risk sets, and what a leaver does not share of the tied part.
  std::vector<double> drift(slots * width, 0.0), mean(slots * width, 0.0), own(slots * width, 0.0);
  for (std::int64_t s = 0; s < times.strata(); ++s)
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k)
      for (std::int64_t j = 0; j < terms; ++j) {
        const double total = sums[k * width + j], left = leaver_sums != nullptr ? leaver_sums[k * width + j] : 0.0;
        drift[k * width + j] = drift[(k - 1) * width + j] + hazards.a[k] * total - hazards.b[k] * left;
        if (leavers.weight[k] > 0.0) mean[k * width + j] = (hazards.jump[k] * total - hazards.tied[k] * left) / leavers.weight[k];
        own[k * width + j] = hazards.b[k] * total - hazards.c[k] * left;
      }
  const auto residual = [&](std::int64_t i, double* row) {
    const std::int64_t stop = stop_[i], start = start_.empty() ? 0 : start_[i];
    const double hazard = hazard_[i];
    const double spent = start_.empty() ? hazards.cumulative[stop]
                                        : (hazards.cumulative[stop] - hazards.cumulative[start]) +
                                              (hazards.cumulative_rest[stop] - hazards.cumulative_rest[start]);
    const double w = left_[i] ? weight(i) : 0.0;
    for (std::int64_t j = 0; j < terms; ++j) {
      const double x = row[j];
      double value = -hazard * (x * spent - drift[stop * width + j] + (start_.empty() ? 0.0 : drift[start * width + j]));
      if (left_[i]) value += w * (x - mean[stop * width + j]) + hazard * (hazards.tied[stop] * x - own[stop * width + j]);
      row[j] = value;
    }
    row[terms] = 0.0;
  };
  const std::int64_t chunks = row_chunks(rows_);
  std::vector<std::vector<double>> partial(chunks);
  std::vector<std::int64_t> order, start;
  if (cluster != nullptr) {
    start.assign(clusters + 1, 0);
    for (std::int64_t i = 0; i < rows_; ++i) ++start[cluster[i] + 1];
    for (std::int64_t g = 0; g < clusters; ++g) start[g + 1] += start[g];
    order.resize(rows_);
    std::vector<std::int64_t> next(start.begin(), start.end() - 1);
    for (std::int64_t i = 0; i < rows_; ++i) order[next[cluster[i]]++] = i;
  }
  team.run(chunks, [&](std::int64_t chunk) {
    partial[chunk].assign(width * width, 0.0);
    if (cluster == nullptr) {
      design_.blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
        design_.read(first, count, shift, nullptr, block);
        for (std::int64_t i = 0; i < count; ++i) {
          residual(first + i, block.rows + i * width);
          block.values[i] = 1.0;
        }
        solve::add_weighted_gram(block.rows, block.values, count, width, partial[chunk].data());
        for (std::int64_t i = 0; i < count; ++i) block.rows[i * width + terms] = 1.0;
      });
      return;
    }
    // Whole clusters: rows are read in the order of their clusters and summed into one row each.
    CoxDesign::Block block(design_), sum(design_);
    std::fill_n(sum.values, design_.block_rows(), 1.0);
    std::fill_n(sum.rows, design_.block_rows() * width, 0.0);
    const Span span = span_of(clusters, chunks, chunk);
    std::int64_t group = span.first, filled = 0;
    for (std::int64_t first = start[span.first]; first < start[span.last];) {
      const std::int64_t count = std::min(design_.block_rows(), start[span.last] - first);
      design_.gather(order.data() + first, count, shift, block);
      for (std::int64_t i = 0; i < count; ++i) {
        while (first + i >= start[group + 1]) {
          ++group;
          if (++filled == design_.block_rows()) {
            solve::add_weighted_gram(sum.rows, sum.values, filled, width, partial[chunk].data());
            std::fill_n(sum.rows, filled * width, 0.0);
            filled = 0;
          }
        }
        double* row = block.rows + i * width;
        residual(order[first + i], row);
        for (std::int64_t j = 0; j < terms; ++j) sum.rows[filled * width + j] += row[j];
      }
      first += count;
    }
    solve::add_weighted_gram(sum.rows, sum.values, std::min(filled + 1, design_.block_rows()), width, partial[chunk].data());
  });
  if (products.empty()) products.assign(width * width, 0.0);
  for (const std::vector<double>& part : partial)
    for (std::size_t i = 0; i < products.size(); ++i) products[i] += part[i];
}

}  // namespace mainstay::inline v1::survival
