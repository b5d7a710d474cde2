// Score residuals of a Cox model, for robust errors.
#include <algorithm>

#include "solve/gram.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

// What a row's score residual is made of. Per slot: the cumulative drift, the mean of its leavers' risk sets, and what a leaver does not
// share of the tied part.
struct CoxPart::Residuals {
  Residuals(const CoxPart& its_part, const EventTimes& times, const Hazards& its_hazards, const Leavers& leavers, const double* sums,
            const double* leaver_sums)
      : part(its_part), hazards(its_hazards), width(part.design_.width()), terms(part.design_.terms()),
        drift(times.slots() * width, 0.0), mean(times.slots() * width, 0.0), own(times.slots() * width, 0.0) {
    for (std::int64_t s = 0; s < times.strata(); ++s)
      for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k)
        for (std::int64_t j = 0; j < terms; ++j) {
          const double total = sums[k * width + j], left = leaver_sums != nullptr ? leaver_sums[k * width + j] : 0.0;
          drift[k * width + j] = drift[(k - 1) * width + j] + hazards.a[k] * total - hazards.b[k] * left;
          if (leavers.weight[k] > 0.0) mean[k * width + j] = (hazards.jump[k] * total - hazards.tied[k] * left) / leavers.weight[k];
          own[k * width + j] = hazards.b[k] * total - hazards.c[k] * left;
        }
  }
  // The terms of row i become its residual.
  void put(std::int64_t i, double* row) const {
    const bool entries = !part.start_.empty(), left = part.left_[i] != 0;
    const std::int64_t stop = part.stop_[i], start = entries ? part.start_[i] : 0;
    const double hazard = part.hazard_[i], w = left ? part.weight(i) : 0.0;
    const double spent = part.cumulative_over(hazards, i);
    for (std::int64_t j = 0; j < terms; ++j) {
      const double x = row[j];
      double value = -hazard * (x * spent - drift[stop * width + j] + (entries ? drift[start * width + j] : 0.0));
      if (left) value += w * (x - mean[stop * width + j]) + hazard * (hazards.tied[stop] * x - own[stop * width + j]);
      row[j] = value;
    }
    row[terms] = 0.0;
  }

  const CoxPart& part;
  const Hazards& hazards;
  std::int64_t width, terms;
  std::vector<double> drift, mean, own;
};

// work(chunk, first cluster, count, rows) gets the sums of whole clusters, a row for each; rows of x are read in their clusters' order.
template <class Work>
void CoxPart::sum_clusters(Team& team, const Residuals& residuals, const double* shift, const std::int32_t* cluster, std::int64_t clusters,
                           std::int64_t chunks, const Work& work) const {
  const std::int64_t width = design_.width(), terms = design_.terms(), room = design_.block_rows();
  std::vector<std::int64_t> start(clusters + 1, 0), order(rows_);
  for (std::int64_t i = 0; i < rows_; ++i) ++start[cluster[i] + 1];
  for (std::int64_t g = 0; g < clusters; ++g) start[g + 1] += start[g];
  std::vector<std::int64_t> next(start.begin(), start.end() - 1);
  for (std::int64_t i = 0; i < rows_; ++i) order[next[cluster[i]]++] = i;
  team.run(chunks, [&](std::int64_t chunk) {
    CoxDesign::Block block(design_), sum(design_);
    const Span span = span_of(clusters, chunks, chunk);
    std::int64_t loaded = 0, at = 0;  // rows in the block, and the next of them
    for (std::int64_t first = span.first; first < span.last; first += room) {
      const std::int64_t count = std::min(room, span.last - first);
      std::fill_n(sum.rows, count * width, 0.0);
      for (std::int64_t g = first; g < first + count; ++g)
        for (std::int64_t i = start[g]; i < start[g + 1]; ++i, ++at) {
          if (at == loaded) {
            loaded = std::min(room, start[span.last] - i);
            at = 0;
            design_.gather(order.data() + i, loaded, shift, block);
          }
          double* row = block.rows + at * width;
          residuals.put(order[i], row);
          for (std::int64_t j = 0; j < terms; ++j) sum.rows[(g - first) * width + j] += row[j];
        }
      work(chunk, first, count, sum);
    }
  });
}

void CoxPart::score_products(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                             const double* leaver_sums, const double* shift, const std::int32_t* cluster, std::int64_t clusters,
                             std::vector<double>& products) const {
  const Residuals residuals(*this, times, hazards, leavers, sums, leaver_sums);
  const std::int64_t width = design_.width(), terms = design_.terms(), chunks = row_chunks(rows_);
  std::vector<std::vector<double>> partial(chunks, std::vector<double>(width * width, 0.0));
  const auto add = [&](std::int64_t chunk, CoxDesign::Block& block, std::int64_t count) {
    std::fill_n(block.values, count, 1.0);
    solve::add_weighted_gram(block.rows, block.values, count, width, partial[chunk].data());
  };
  if (cluster != nullptr) {
    sum_clusters(team, residuals, shift, cluster, clusters, chunks,
                 [&](std::int64_t chunk, std::int64_t, std::int64_t count, CoxDesign::Block& sum) { add(chunk, sum, count); });
  } else {
    team.run(chunks, [&](std::int64_t chunk) {
      design_.blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
        design_.read(first, count, shift, nullptr, block);
        for (std::int64_t i = 0; i < count; ++i) residuals.put(first + i, block.rows + i * width);
        add(chunk, block, count);
        for (std::int64_t i = 0; i < count; ++i) block.rows[i * width + terms] = 1.0;
      });
    });
  }
  if (products.empty()) products.assign(width * width, 0.0);
  for (const std::vector<double>& part : partial)
    for (std::size_t i = 0; i < products.size(); ++i) products[i] += part[i];
}

std::vector<double> CoxPart::score_sums(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                                        const double* leaver_sums, const double* shift, const std::int32_t* cluster,
                                        std::int64_t clusters) const {
  const Residuals residuals(*this, times, hazards, leavers, sums, leaver_sums);
  const std::int64_t width = design_.width(), terms = design_.terms();
  std::vector<double> by_cluster(clusters * terms, 0.0);
  sum_clusters(team, residuals, shift, cluster, clusters, row_chunks(rows_),
               [&](std::int64_t, std::int64_t first, std::int64_t count, CoxDesign::Block& sum) {
                 for (std::int64_t g = 0; g < count; ++g) std::copy_n(sum.rows + g * width, terms, by_cluster.data() + (first + g) * terms);
               });
  return by_cluster;
}

void CoxPart::row_residuals(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                            const double* leaver_sums, const double* shift, const RowResiduals& out) const {
  const std::int64_t width = design_.width(), terms = design_.terms(), chunks = row_chunks(rows_);
  for (std::int64_t i = 0; i < rows_; ++i) out.expected[i] = hazard_[i] * (cumulative_over(hazards, i) - (left_[i] != 0 ? hazards.tied[stop_[i]] : 0.0));
  if (out.score == nullptr && out.schoenfeld == nullptr) return;
  const Residuals residuals(*this, times, hazards, leavers, sums, leaver_sums);
  team.run(chunks, [&](std::int64_t chunk) {
    design_.blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, shift, nullptr, block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        double* row = block.rows + b * width;
        if (out.schoenfeld != nullptr && out.place[i] >= 0)
          for (std::int64_t j = 0; j < terms; ++j) out.schoenfeld[out.place[i] * terms + j] = row[j] - residuals.mean[stop_[i] * width + j];
        if (out.score == nullptr) continue;
        residuals.put(i, row);
        row[terms] = 1.0;
        std::copy_n(row, terms, out.score + i * terms);
      }
    });
  });
}

void add_cluster_products(const double* by_cluster, std::int64_t clusters, std::int64_t terms, std::int64_t width, std::vector<double>& products) {
  constexpr std::int64_t room = 64;
  std::vector<double> memory(room * width + 8, 0.0), ones(room, 1.0);
  double* rows = memory.data();
  while (reinterpret_cast<std::uintptr_t>(rows) % 64 != 0) ++rows;
  if (products.empty()) products.assign(width * width, 0.0);
  for (std::int64_t first = 0; first < clusters; first += room) {
    const std::int64_t count = std::min(room, clusters - first);
    for (std::int64_t g = 0; g < count; ++g) std::copy_n(by_cluster + (first + g) * terms, terms, rows + g * width);
    solve::add_weighted_gram(rows, ones.data(), count, width, products.data());
  }
}

}  // namespace mainstay::inline v1::survival
