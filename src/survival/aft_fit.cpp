#include "survival/aft_fit.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <limits>
#include <optional>
#include <utility>
#include <functional>

#include "solve/cholesky.hpp"
#include "solve/gram.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr std::int64_t plain_block = 256;

// Numbers that vectors may read: starts at a whole 64 bytes.
struct Aligned {
  std::vector<double> memory;
  double* data = nullptr;
  void clear(std::int64_t size) {
    memory.assign(static_cast<std::size_t>(size + 8), 0.0);
    void* start = memory.data();
    std::size_t room = memory.size() * sizeof(double);
    data = static_cast<double*>(std::align(64, sizeof(double), start, room));
  }
};
}  // namespace

// One thread's room for a block of rows.
struct AftLikelihood::Part {
  explicit Part(std::int64_t rows) : memory(static_cast<std::size_t>(rows * (aft_channels + aft_pairs + 2))) {
    double* next = memory.data();
    const auto take = [&] { return std::exchange(next, next + rows); };
    for (double*& list : out.slope) list = take();
    for (double*& list : out.curve) list = take();
    location = take();
    cure = take();
  }
  std::vector<double> memory;
  AftSlopes out;
  double *location = nullptr, *cure = nullptr;
  double value = 0.0;
};

AftLikelihood::AftLikelihood(AftDistribution distribution, const AftData& data, const CoxDesign* x, const double* means, const CoxDesign* cure_x,
                             const double* cure_means, bool cured)
    : distribution_(distribution), data_(data), x_(x), means_(means), cure_x_(cure_x), cure_means_(cure_means) {
  layout_.terms = x != nullptr ? x->terms() : 0;
  layout_.strata = data.strata;
  layout_.shaped = distribution == AftDistribution::generalised_gamma;
  layout_.cured = cured;
  layout_.cure_terms = cure_x != nullptr ? cure_x->terms() : 0;
}

std::int64_t AftLikelihood::block_rows() const noexcept {
  std::int64_t rows = plain_block;
  if (x_ != nullptr) rows = std::min(rows, x_->block_rows());
  if (cure_x_ != nullptr) rows = std::min(rows, cure_x_->block_rows());
  return rows;
}

void AftLikelihood::read(std::int64_t first, std::int64_t count, const std::vector<double>& parameters, CoxDesign::Block* x, CoxDesign::Block* cure_x, Part& part) const {
  const double intercept = parameters[layout_.intercept()];
  if (x != nullptr) x_->read(first, count, means_, parameters.data(), *x);
  for (std::int64_t i = 0; i < count; ++i)
    part.location[i] = intercept + (x != nullptr && layout_.terms > 0 ? x->eta[i] : 0.0) + (data_.offset != nullptr ? data_.offset[first + i] : 0.0);
  if (layout_.cured) {
    if (cure_x != nullptr) cure_x_->read(first, count, cure_means_, parameters.data() + layout_.cure(), *cure_x);
    for (std::int64_t i = 0; i < count; ++i)
      part.cure[i] = parameters[layout_.cure_intercept()] + (cure_x != nullptr && layout_.cure_terms > 0 ? cure_x->eta[i] : 0.0);
  }
  AftRows rows;
  rows.count = count;
  rows.kind = data_.kind.data() + first;
  rows.low = data_.low.data() + first;
  if (!data_.high.empty()) rows.high = data_.high.data() + first;
  if (!data_.entry.empty()) rows.entry = data_.entry.data() + first;
  if (data_.weight != nullptr) rows.weight = data_.weight + first;
  rows.location = part.location;
  if (layout_.cured) rows.cure = part.cure;
  if (!data_.stratum.empty()) rows.stratum = data_.stratum.data() + first;
  rows.scale = parameters.data() + layout_.scale();
  if (layout_.shaped) rows.shape = parameters[layout_.shape()];
  part.value += aft_rows(distribution_, rows, part.out);
}

AftSums AftLikelihood::at(Team& team, const std::vector<double>& parameters, bool scores) const {
  const AftLayout& lay = layout_;
  const std::int64_t width = x_ != nullptr ? x_->width() : 8, terms = lay.terms, strata = lay.strata;
  const std::int64_t cure_width = cure_x_ != nullptr ? cure_x_->width() : 8, cure_size = lay.cured ? lay.cure_terms + 1 : 0;
  // Places in a chunk's sums.
  std::int64_t size = 0;
  const auto place = [&size](std::int64_t numbers) { return std::exchange(size, size + (numbers + 7) / 8 * 8); };
  const std::int64_t gram = place(width * width), slope_x = place(width), slope_scale = place(strata), slope_shape = place(1), slope_cure = place(cure_width),
                     x_scale = place(strata * width), x_shape = place(width), x_cure = place(cure_size * width), scale_scale = place(strata),
                     scale_shape = place(strata), scale_cure = place(strata * cure_width), shape_shape = place(1), shape_cure = place(cure_width),
                     cure_cure = place(cure_width * cure_width), value = place(1);
  const std::int64_t chunks = row_chunks(data_.rows);
  std::vector<Aligned> sums(static_cast<std::size_t>(chunks));
  const bool scaled = distribution_ != AftDistribution::exponential;
  team.run(chunks, [&](std::int64_t chunk) {
    sums[chunk].clear(size);
    double* sum = sums[chunk].data;
    Part part(block_rows());
    std::optional<CoxDesign::Block> x, cure_x;
    if (x_ != nullptr) x.emplace(*x_);
    if (cure_x_ != nullptr) cure_x.emplace(*cure_x_);
    Aligned ones;  // rows of a constant, where there are no attributes
    if (x_ == nullptr || (lay.cured && cure_x_ == nullptr)) {
      ones.clear(block_rows() * 8);
      for (std::int64_t i = 0; i < block_rows(); ++i) ones.data[8 * i] = 1.0;
    }
    const double* x_rows = x ? x->rows : ones.data;
    const double* cure_rows = cure_x ? cure_x->rows : ones.data;
    const Span span = span_of(data_.rows, chunks, chunk);
    for (std::int64_t first = span.first; first < span.last; first += block_rows()) {
      const std::int64_t count = std::min(block_rows(), span.last - first);
      read(first, count, parameters, x ? &*x : nullptr, cure_x ? &*cure_x : nullptr, part);
      const AftSlopes& out = part.out;
      if (scores)
        for (std::int32_t a = 0; a < aft_channels; ++a)
          for (std::int32_t b = a; b < aft_channels; ++b)
            for (std::int64_t i = 0; i < count; ++i) out.curve[aft_pair(a, b)][i] = out.slope[a][i] * out.slope[b][i];
      solve::add_weighted_gram(x_rows, out.curve[aft_pair(at_location, at_location)], count, width, sum + gram);
      for (std::int64_t i = 0; i < count; ++i) {
        const double* row = x_rows + i * width;
        const std::int64_t stratum = data_.stratum.empty() ? 0 : data_.stratum[first + i];
        const double by_location = out.slope[at_location][i];
        double* plain = sum + slope_x;
        if (scaled) {
          const double mixed = out.curve[aft_pair(at_location, at_scale)][i];
          double* with_scale = sum + x_scale + stratum * width;
          for (std::int64_t j = 0; j < width; ++j) {
            plain[j] += by_location * row[j];
            with_scale[j] += mixed * row[j];
          }
          sum[slope_scale + stratum] += out.slope[at_scale][i];
          sum[scale_scale + stratum] += out.curve[aft_pair(at_scale, at_scale)][i];
        } else {
          for (std::int64_t j = 0; j < width; ++j) plain[j] += by_location * row[j];
        }
        if (lay.shaped) {
          const double mixed = out.curve[aft_pair(at_location, at_shape)][i];
          for (std::int64_t j = 0; j < width; ++j) sum[x_shape + j] += mixed * row[j];
          sum[slope_shape] += out.slope[at_shape][i];
          sum[shape_shape] += out.curve[aft_pair(at_shape, at_shape)][i];
          sum[scale_shape + stratum] += out.curve[aft_pair(at_scale, at_shape)][i];
        }
        if (!lay.cured) continue;
        const double* cure_row = cure_rows + i * cure_width;
        const double with_x = out.curve[aft_pair(at_location, at_cure)][i], with_scale = out.curve[aft_pair(at_scale, at_cure)][i],
                     with_cure = out.curve[aft_pair(at_cure, at_cure)][i];
        for (std::int64_t k = 0; k < cure_size; ++k) {
          const double z = cure_row[k];
          sum[slope_cure + k] += out.slope[at_cure][i] * z;
          sum[scale_cure + stratum * cure_width + k] += with_scale * z;
          if (lay.shaped) sum[shape_cure + k] += out.curve[aft_pair(at_shape, at_cure)][i] * z;
          for (std::int64_t l = k; l < cure_size; ++l) sum[cure_cure + k * cure_width + l] += with_cure * z * cure_row[l];
          double* cross = sum + x_cure + k * width;
          const double factor = with_x * z;
          for (std::int64_t j = 0; j < width; ++j) cross[j] += factor * row[j];
        }
      }
    }
    sum[value] = part.value;
  });
  double* sum = sums[0].data;
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk)
    for (std::int64_t j = 0; j < size; ++j) sum[j] += sums[chunk].data[j];

  AftSums result;
  const std::int64_t n = lay.size();
  result.value = sum[value];
  result.slope.assign(n, 0.0);
  result.information.assign(n * n, 0.0);
  const double sign = scores ? 1.0 : -1.0;
  const auto put = [&](std::int64_t row, std::int64_t column, double number) { result.information[row * n + column] = sign * number; };
  for (std::int64_t j = 0; j <= terms; ++j) {
    result.slope[j] = sum[slope_x + j];
    for (std::int64_t l = j; l <= terms; ++l) put(j, l, sum[gram + j * width + l]);
    for (std::int64_t s = 0; s < strata; ++s) put(j, lay.scale() + s, sum[x_scale + s * width + j]);
    if (lay.shaped) put(j, lay.shape(), sum[x_shape + j]);
    for (std::int64_t k = 0; k < cure_size; ++k) put(j, lay.cure() + k, sum[x_cure + k * width + j]);
  }
  for (std::int64_t s = 0; s < strata; ++s) {
    result.slope[lay.scale() + s] = sum[slope_scale + s];
    put(lay.scale() + s, lay.scale() + s, sum[scale_scale + s]);
    if (lay.shaped) put(lay.scale() + s, lay.shape(), sum[scale_shape + s]);
    for (std::int64_t k = 0; k < cure_size; ++k) put(lay.scale() + s, lay.cure() + k, sum[scale_cure + s * cure_width + k]);
  }
  if (lay.shaped) {
    result.slope[lay.shape()] = sum[slope_shape];
    put(lay.shape(), lay.shape(), sum[shape_shape]);
    for (std::int64_t k = 0; k < cure_size; ++k) put(lay.shape(), lay.cure() + k, sum[shape_cure + k]);
  }
  for (std::int64_t k = 0; k < cure_size; ++k) {
    result.slope[lay.cure() + k] = sum[slope_cure + k];
    for (std::int64_t l = k; l < cure_size; ++l) put(lay.cure() + k, lay.cure() + l, sum[cure_cure + k * cure_width + l]);
  }
  return result;
}

template <class Take>
void AftLikelihood::each_cluster(Team& team, const std::vector<double>& parameters, const std::vector<std::int32_t>& cluster, std::int64_t clusters, const Take& take) const {
  // A row's scores are its channels' slopes: kept by channel, then summed cluster by cluster in the order of the rows.
  const AftLayout& lay = layout_;
  const std::int64_t n = lay.size(), rows = data_.rows;
  std::vector<std::int64_t> start(static_cast<std::size_t>(clusters + 1), 0), order(static_cast<std::size_t>(rows));
  for (const std::int32_t c : cluster) ++start[c + 1];
  for (std::int64_t c = 0; c < clusters; ++c) start[c + 1] += start[c];
  std::vector<std::int64_t> next(start.begin(), start.end() - 1);
  for (std::int64_t i = 0; i < rows; ++i) order[next[cluster[i]]++] = i;
  std::vector<double> slopes(static_cast<std::size_t>(rows * aft_channels), 0.0);
  const std::int64_t chunks = row_chunks(rows);
  team.run(chunks, [&](std::int64_t chunk) {
    Part part(block_rows());
    std::optional<CoxDesign::Block> x, cure_x;
    if (x_ != nullptr) x.emplace(*x_);
    if (cure_x_ != nullptr) cure_x.emplace(*cure_x_);
    const Span span = span_of(rows, chunks, chunk);
    for (std::int64_t first = span.first; first < span.last; first += block_rows()) {
      const std::int64_t count = std::min(block_rows(), span.last - first);
      read(first, count, parameters, x ? &*x : nullptr, cure_x ? &*cure_x : nullptr, part);
      for (std::int64_t i = 0; i < count; ++i)
        for (std::int32_t c = 0; c < aft_channels; ++c) slopes[(first + i) * aft_channels + c] = part.out.slope[c][i];
    }
  });
  const std::int64_t cluster_chunks = std::min(row_chunks(rows), std::max<std::int64_t>(1, clusters));
  team.run(cluster_chunks, [&](std::int64_t chunk) {
    std::optional<CoxDesign::Block> x, cure_x;
    if (x_ != nullptr) x.emplace(*x_);
    if (cure_x_ != nullptr) cure_x.emplace(*cure_x_);
    std::vector<double> score(n);
    const Span span = span_of(clusters, cluster_chunks, chunk);
    for (std::int64_t c = span.first; c < span.last; ++c) {
      std::fill(score.begin(), score.end(), 0.0);
      for (std::int64_t from = start[c]; from < start[c + 1]; from += block_rows()) {
        const std::int64_t count = std::min(block_rows(), start[c + 1] - from);
        const std::int64_t* which = order.data() + from;
        if (x) x_->gather(which, count, means_, *x);
        if (cure_x) cure_x_->gather(which, count, cure_means_, *cure_x);
        for (std::int64_t i = 0; i < count; ++i) {
          const double* slope = slopes.data() + which[i] * aft_channels;
          for (std::int64_t j = 0; j < lay.terms; ++j) score[j] += slope[at_location] * x->rows[i * x_->width() + j];
          score[lay.intercept()] += slope[at_location];
          score[lay.scale() + (data_.stratum.empty() ? 0 : data_.stratum[which[i]])] += slope[at_scale];
          if (lay.shaped) score[lay.shape()] += slope[at_shape];
          if (!lay.cured) continue;
          for (std::int64_t k = 0; k < lay.cure_terms; ++k) score[lay.cure() + k] += slope[at_cure] * cure_x->rows[i * cure_x_->width() + k];
          score[lay.cure_intercept()] += slope[at_cure];
        }
      }
      take(chunk, c, score);
    }
  });
}

std::vector<double> AftLikelihood::cluster_scores(Team& team, const std::vector<double>& parameters, const std::vector<std::int32_t>& cluster, std::int64_t clusters) const {
  const std::int64_t n = layout_.size();
  std::vector<double> all(static_cast<std::size_t>(clusters * n));
  each_cluster(team, parameters, cluster, clusters, [&](std::int64_t, std::int64_t c, const std::vector<double>& score) { std::copy(score.begin(), score.end(), all.begin() + c * n); });
  return all;
}

std::vector<double> AftLikelihood::cluster_products(Team& team, const std::vector<double>& parameters, const std::vector<std::int32_t>& cluster, std::int64_t clusters) const {
  const std::int64_t n = layout_.size();
  std::vector<std::vector<double>> products(static_cast<std::size_t>(row_chunks(data_.rows)));
  each_cluster(team, parameters, cluster, clusters, [&](std::int64_t chunk, std::int64_t, const std::vector<double>& score) {
    std::vector<double>& product = products[chunk];
    product.resize(static_cast<std::size_t>(n * n), 0.0);
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t l = j; l < n; ++l) product[j * n + l] += score[j] * score[l];
  });
  std::vector<double> all(static_cast<std::size_t>(n * n), 0.0);
  for (const std::vector<double>& product : products)
    for (std::size_t j = 0; j < product.size(); ++j) all[j] += product[j];
  return all;
}

AftAscent aft_ascend(const std::function<AftSums(const std::vector<double>&)>& at, const AftLayout& lay, std::vector<double> start, const std::vector<bool>& fixed,
                     const std::vector<double>& reach, AftDistribution distribution, double rows, const AftOptions& options) {
  const std::int64_t n = lay.size();
  const bool proportional = distribution == AftDistribution::gompertz;
  const auto penalised = [&](std::int64_t j) { return j < lay.terms || (j >= lay.cure() && j < lay.cure_intercept()); };
  const auto penalty = [&](const std::vector<double>& point) {
    double sum = 0.0;
    for (std::int64_t j = 0; j < n; ++j)
      if (penalised(j)) sum += point[j] * point[j];
    return 0.5 * options.ridge * sum;
  };
  AftAscent ascent;
  ascent.parameters = std::move(start);
  std::vector<double> best = ascent.parameters, step(n, 0.0), scale(n), damped;
  AftSums sums;
  double objective = -std::numeric_limits<double>::infinity(), decrement = 0.0, last = 0.0;
  std::int64_t halvings = 0;
  bool settling = false;
  for (;;) {
    sums = at(ascent.parameters);
    const double reached = sums.value - penalty(ascent.parameters);
    const bool finite = std::isfinite(reached) && std::all_of(sums.slope.begin(), sums.slope.end(), [](double v) { return std::isfinite(v); }) &&
                        std::all_of(sums.information.begin(), sums.information.end(), [](double v) { return std::isfinite(v); });
    constexpr double rounding = 1e-12;
    if (!settling && (!finite || !(reached >= objective - rounding * (std::fabs(objective) + 1.0)))) {
      constexpr std::int64_t most_halvings = 50;
      if (++halvings > most_halvings) {
        settling = true;
        ascent.parameters = best;
      } else {
        for (std::int64_t j = 0; j < n; ++j) ascent.parameters[j] = best[j] + std::ldexp(step[j], static_cast<int>(-halvings));
      }
      continue;
    }
    halvings = 0;
    best = ascent.parameters;
    objective = reached;
    ascent.value = sums.value;

    for (std::int64_t j = 0; j < n; ++j) {
      if (penalised(j)) {
        sums.slope[j] -= options.ridge * best[j];
        sums.information[j * n + j] += options.ridge;
      }
      scale[j] = fixed[j] ? 0.0 : std::sqrt(std::fabs(sums.information[j * n + j]));
    }
    const std::int64_t wanted = static_cast<std::int64_t>(std::count(fixed.begin(), fixed.end(), false));
    bool concave = false;
    double damping = 0.0;
    const auto factored = [&] {
      std::vector<double> used = scale;
      damped = sums.information;
      for (std::int64_t j = 0; j < n; ++j) {
        if (fixed[j]) continue;
        if (damping > 0.0 && !(used[j] > 0.0)) used[j] = 1.0;
        damped[j * n + j] += damping * (used[j] * used[j]) + (damping > 0.0 ? 1e-12 : 0.0);
      }
      return solve::RankRevealingCholesky(damped.data(), n, used.data());
    };
    solve::RankRevealingCholesky factor = factored();
    concave = factor.rank() == wanted;
    for (damping = 1e-3; factor.rank() < wanted && damping < 1e9; damping *= 10.0) factor = factored();
    step = sums.slope;
    factor.solve(step.data());
    last = std::exchange(decrement, 0.0);
    for (std::int64_t j = 0; j < n; ++j) decrement += step[j] * sums.slope[j];

    const auto finish = [&](AftStatus how) {
      ascent.status = how;
      ascent.covariance = factor.inverse();
      return ascent;
    };
    if (settling) return finish(AftStatus::iteration_limit);
    // The likelihood has nothing left to gain, and yet somebody's time would change by a tenth of the scale and more.
    double width = 0.0;  // mean log scale
    for (std::int64_t s = 0; s < lay.strata; ++s) width += best[lay.scale() + s] / static_cast<double>(lay.strata);
    width = proportional ? 1.0 : std::exp(width);
    const auto change = [&](std::int64_t j) {
      const double by = std::fabs(step[j]) * reach[j];
      return j <= lay.intercept() ? by / width : by;
    };
    constexpr double no_gain = 1e-7, a_change = 0.1, edge_of_log_scale = 18.0, edge_of_shape = 12.0, edge_of_cure = 25.0;
    std::vector<std::int64_t> edges;
    for (std::int64_t s = 0; s < lay.strata && !proportional; ++s)
      if (std::fabs(best[lay.scale() + s]) > edge_of_log_scale) edges.push_back(lay.scale() + s);
    if (lay.shaped && std::fabs(best[lay.shape()]) > edge_of_shape) edges.push_back(lay.shape());
    if (lay.cured && std::fabs(best[lay.cure_intercept()]) > edge_of_cure) edges.push_back(lay.cure_intercept());
    if (edges.empty() && ascent.iterations > 0 && 0.5 * decrement <= no_gain && options.ridge == 0.0)
      for (std::int64_t j = 0; j < n; ++j)
        if (!fixed[j] && change(j) > a_change) edges.push_back(j);
    if (edges.size() > 1) std::erase(edges, lay.intercept());  // which goes along
    if (!edges.empty()) {
      ascent.running = edges;
      const bool terms = std::any_of(edges.begin(), edges.end(), [&](std::int64_t j) { return j <= lay.intercept() || (j >= lay.cure() && j < lay.cure_intercept()); });
      const bool others = std::any_of(edges.begin(), edges.end(), [&](std::int64_t j) { return j > lay.intercept() && !penalised(j); });
      return finish(others || !terms ? AftStatus::at_boundary : AftStatus::separated);
    }
    constexpr double short_step = 1e-7;
    const double length = std::sqrt(std::max(0.0, decrement) / std::max(rows, 1.0));
    const bool converged = concave && (length <= options.tolerance || (length <= short_step && ascent.iterations > 0 && decrement >= 0.25 * last));
    if (converged || ascent.iterations >= options.max_iterations) {
      if (converged) {
        for (std::int64_t j = 0; j < n; ++j) ascent.parameters[j] += step[j];
        ascent.value += 0.5 * std::max(0.0, decrement);
      }
      return finish(converged ? AftStatus::converged : AftStatus::iteration_limit);
    }
    ++ascent.iterations;
    // No parameter runs further than the quadratic can be trusted.
    double share = 1.0;
    for (std::int64_t j = 0; j < n; ++j) {
      const double most = j <= lay.intercept() ? 6.0 : j < lay.shape() ? (proportional ? 5.0 : 1.0) : lay.shaped && j == lay.shape() ? 0.5 : 4.0;
      if (change(j) > most) share = std::min(share, most / change(j));
    }
    for (std::int64_t j = 0; j < n; ++j) {
      step[j] *= share;
      ascent.parameters[j] = best[j] + step[j];
    }
  }
}

}  // namespace mainstay::inline v1::survival
