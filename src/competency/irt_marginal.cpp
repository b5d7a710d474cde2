#include "competency/irt_marginal.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "solve/gram.hpp"
#include "stats/long_sum.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr double farthest = 8.0;

}  // namespace

IrtNodes::IrtNodes(std::int64_t points, bool between) : count(between ? points - 1 : points), stride((count + node_block - 1) / node_block * node_block) {
  step = 2.0 * farthest / static_cast<double>(points - 1);
  ability.assign(at(stride), farthest);
  prior.assign(at(stride), 0.0);
  double sum = 0.0;
  for (std::int64_t q = 0; q < count; ++q) {
    const double place = 2.0 * static_cast<double>(q) - static_cast<double>(count - 1);  // symmetric about 0
    ability[at(q)] = 0.5 * place * step;
    sum += prior[at(q)] = std::exp(-0.5 * ability[at(q)] * ability[at(q)]);
  }
  for (std::int64_t q = 0; q < count; ++q) prior[at(q)] /= sum;
}

void IrtMarginal::take(const std::vector<IrtCurve>& curves) {
  curves_ = curves;
  const std::int64_t stride = nodes_.stride;
  probability_.resize(curves.size());
  for (std::size_t j = 0; j < curves.size(); ++j) {
    probability_[j].resize(at(curves[j].categories() * stride));
    answer_probabilities(curves[j], nodes_.ability.data(), stride, stride, probability_[j].data());
  }
  tables_.resize(test_.groups.size());
  table_starts_.clear();
  for (std::size_t g = 0; g < test_.groups.size(); ++g) {
    const IrtGroup& group = test_.groups[g];
    tables_[g].assign(at(group.patterns * stride), 1.0);
    for (std::int64_t p = 0; p < group.patterns; ++p)
      for (std::int64_t i = 0; i < group.count; ++i) {
        const std::int64_t item = group.first + i, digit = group.digits[at(p * group.count + i)];
        if (digit == test_.categories[at(item)]) continue;
        const double* from = probability_[at(item)].data() + digit * stride;
        double* to = tables_[g].data() + p * stride;
        for (std::int64_t q = 0; q < stride; ++q) to[q] *= from[q];
      }
    table_starts_.push_back(tables_[g].data());
  }
}

IrtPass IrtMarginal::pass(IrtRows& rows) const {
  IrtPass pass;
  pass.codes = rows.codes.data();
  pass.weights = rows.weights.empty() ? nullptr : rows.weights.data();
  pass.tables = table_starts_.data();
  pass.prior = nodes_.prior.data();
  pass.groups = static_cast<std::int64_t>(test_.groups.size());
  pass.stride = nodes_.stride;
  pass.windows = rows.windows.data();
  return pass;
}

double IrtMarginal::expect(IrtRows& rows) {
  const std::int64_t stride = nodes_.stride;
  const IrtPass of_rows = pass(rows);
  std::vector<std::int64_t> begin{0};
  for (const IrtGroup& group : test_.groups) begin.push_back(begin.back() + group.patterns * stride);
  const std::int64_t chunks = std::clamp<std::int64_t>(rows.rows / 2048, 1, 32), size = begin.back();
  chunk_counts_.assign(at(chunks * size), 0.0);
  std::vector<double> sums(at(chunks), 0.0);
  team_.run(chunks, [&](std::int64_t c) {
    std::vector<double*> cells;
    for (std::size_t g = 0; g < test_.groups.size(); ++g) cells.push_back(chunk_counts_.data() + c * size + begin[g]);
    Lines buffer(at(stride));
    const Span span = span_of(rows.rows, chunks, c);
    sums[at(c)] = add_posteriors(of_rows, span.first, span.last, cells.data(), buffer.data());
  });
  stats::LongSum total;
  for (const double sum : sums) total.add(sum);
  for (std::int64_t c = 1; c < chunks; ++c)
    for (std::int64_t i = 0; i < size; ++i) chunk_counts_[at(i)] += chunk_counts_[at(c * size + i)];
  counts_.resize(at(test_.items()));
  for (std::int64_t j = 0; j < test_.items(); ++j) counts_[at(j)].assign(at(test_.categories[at(j)] * stride), 0.0);
  for (std::size_t g = 0; g < test_.groups.size(); ++g) {
    const IrtGroup& group = test_.groups[g];
    for (std::int64_t p = 0; p < group.patterns; ++p)
      for (std::int64_t i = 0; i < group.count; ++i) {
        const std::int64_t item = group.first + i, digit = group.digits[at(p * group.count + i)];
        if (digit == test_.categories[at(item)]) continue;
        double* to = counts_[at(item)].data() + digit * stride;
        const double* from = chunk_counts_.data() + begin[g] + p * stride;
        for (std::int64_t q = 0; q < stride; ++q) to[q] += from[q];
      }
  }
  return total.value();
}

std::vector<double> IrtMarginal::gradient(const IrtLayout& layout) const {
  std::vector<double> slope(at(layout.size), 0.0);
  Lines table;
  for (std::int64_t j = 0; j < test_.items(); ++j) {
    const std::int64_t k = test_.categories[at(j)], stride = nodes_.stride;
    table.resize(at(k * k * stride));
    answer_slopes(curves_[at(j)], nodes_.ability.data(), stride, stride, table.data());
    for (std::int64_t answer = 0; answer < k; ++answer)
      for (std::int64_t m = 0; m < k; ++m)
        if (layout.place[at(j)][at(m)] >= 0) slope[at(layout.place[at(j)][at(m)])] += dot(counts_[at(j)].data() + answer * stride, table.data() + (answer * k + m) * stride, stride);
  }
  return slope;
}

std::vector<std::vector<double>> IrtMarginal::complete_curvature() const {
  std::vector<std::vector<double>> curvature(at(test_.items()));
  for (std::int64_t j = 0; j < test_.items(); ++j) {
    const std::int64_t k = test_.categories[at(j)];
    curvature[at(j)].assign(at(k * k), 0.0);
    add_answer_curvature(curves_[at(j)], nodes_.ability.data(), nodes_.stride, nodes_.stride, counts_[at(j)].data(), probability_[at(j)].data(), curvature[at(j)].data());
  }
  return curvature;
}

IrtMarginal::Information IrtMarginal::information(IrtRows& rows, const IrtLayout& layout) const {
  const std::int64_t stride = nodes_.stride, items = test_.items(), size = layout.size, width = solve::gram_width(size);
  const IrtPass of_rows = pass(rows);
  // slopes of the log-probabilities: of each item, and of each group's patterns
  std::vector<Lines> slopes(at(items)), group_slopes(test_.groups.size());
  std::vector<std::vector<std::int32_t>> places(test_.groups.size());
  for (std::int64_t j = 0; j < items; ++j) {
    const std::int64_t k = test_.categories[at(j)];
    slopes[at(j)].resize(at(k * k * stride));
    answer_slopes(curves_[at(j)], nodes_.ability.data(), stride, stride, slopes[at(j)].data());
  }
  for (std::size_t g = 0; g < test_.groups.size(); ++g) {
    const IrtGroup& group = test_.groups[g];
    std::int64_t parameters = 0;
    for (std::int64_t i = 0; i < group.count; ++i)
      for (std::int64_t m = 0; m < test_.categories[at(group.first + i)]; ++m, ++parameters)
        places[g].push_back(static_cast<std::int32_t>(layout.place[at(group.first + i)][at(m)]));
    group_slopes[g].assign(at(group.patterns * parameters * stride), 0.0);
    for (std::int64_t p = 0; p < group.patterns; ++p) {
      std::int64_t place = 0;
      for (std::int64_t i = 0; i < group.count; ++i) {
        const std::int64_t item = group.first + i, k = test_.categories[at(item)], digit = group.digits[at(p * group.count + i)];
        if (digit < k)
          std::copy_n(slopes[at(item)].data() + digit * k * stride, k * stride, group_slopes[g].data() + (p * parameters + place) * stride);
        place += k;
      }
    }
  }

  const std::int64_t slots = size > 400 ? 4 : 16, rows_of_chunk = std::clamp<std::int64_t>((std::int64_t{1} << 20) / (slots * stride), 32, 1024), batch = slots * rows_of_chunk;
  const std::int64_t block = std::clamp<std::int64_t>(4096 / width, 8, 256);
  std::vector<Lines> grams(at(slots), Lines(at(width * width), 0.0));
  Lines posterior(at(std::min(batch, std::max<std::int64_t>(rows.rows, 1)) * stride));
  std::vector<std::uint8_t> answers(at(std::min(batch, std::max<std::int64_t>(rows.rows, 1)) * items));

  std::vector<double> paired(at(size * size), 0.0);
  // items whose pairs fit into memory together; usually all
  for (std::int64_t from = 0; from < items;) {
    std::int64_t to = from;
    std::vector<std::vector<std::int64_t>> begin(at(items));
    std::int64_t cells = 0;
    while (to < items) {
      std::int64_t more = 0;
      for (std::int64_t k = to + 1; k < items; ++k) more += test_.categories[at(to)] * test_.categories[at(k)] * stride;
      if (to > from && cells + more > (std::int64_t{1} << 25)) break;
      begin[at(to)].assign(at(items), 0);
      std::int64_t offset = cells;
      for (std::int64_t k = to + 1; k < items; ++k) {
        begin[at(to)][at(k)] = offset;
        offset += test_.categories[at(to)] * test_.categories[at(k)] * stride;
      }
      cells = offset;
      ++to;
    }
    Lines table(at(cells), 0.0);
    for (std::int64_t first = 0; first < rows.rows; first += batch) {
      const std::int64_t last = std::min(rows.rows, first + batch), chunks = (last - first + rows_of_chunk - 1) / rows_of_chunk;
      team_.run(chunks, [&](std::int64_t c) {
        const std::int64_t chunk_first = first + c * rows_of_chunk, chunk_last = std::min(last, chunk_first + rows_of_chunk);
        double* of_chunk = posterior.data() + (chunk_first - first) * stride;
        write_posteriors(of_rows, chunk_first, chunk_last, of_chunk, nullptr);
        for (std::int64_t row = chunk_first; row < chunk_last; ++row)
          for (std::size_t g = 0; g < test_.groups.size(); ++g) {
            const IrtGroup& group = test_.groups[g];
            const std::uint8_t code = of_rows.codes[row * of_rows.groups + static_cast<std::int64_t>(g)];
            std::copy_n(group.digits.data() + code * group.count, group.count, answers.data() + (row - first) * items + group.first);
          }
        if (from > 0) return;  // the products of scores are made once
        Lines scores(at(block * width));
        std::vector<double> weights(at(block));
        for (std::int64_t block_first = chunk_first; block_first < chunk_last; block_first += block) {
          const std::int64_t block_last = std::min(chunk_last, block_first + block);
          std::fill_n(scores.data(), (block_last - block_first) * width, 0.0);
          for (std::size_t g = 0; g < test_.groups.size(); ++g)
            add_scores(of_rows, block_first, block_last, of_chunk + (block_first - chunk_first) * stride, static_cast<std::int64_t>(g), group_slopes[g].data(),
                       static_cast<std::int64_t>(places[g].size()), places[g].data(), scores.data(), width);
          for (std::int64_t row = block_first; row < block_last; ++row) weights[at(row - block_first)] = of_rows.weights == nullptr ? 1.0 : of_rows.weights[row];
          solve::add_weighted_gram(scores.data(), weights.data(), block_last - block_first, width, grams[at(c)].data());
        }
      });
      team_.run(to - from, [&](std::int64_t i) {
        const std::int64_t item = from + i;
        std::vector<double*> starts(at(items), nullptr);
        for (std::int64_t k = item + 1; k < items; ++k) starts[at(k)] = table.data() + begin[at(item)][at(k)];
        Lines buffer(at(stride));
        add_pairs(of_rows, first, last, posterior.data(), {answers.data(), test_.categories.data(), items, item, starts.data()}, buffer.data());
      });
    }
    // their sums: of each pair of items a block (parameters of one, parameters of the other)
    std::vector<std::vector<double>> blocks(at(to - from));
    team_.run(to - from, [&](std::int64_t i) {
      const std::int64_t j = from + i, kj = test_.categories[at(j)];
      std::vector<double>& of_item = blocks[at(i)];
      Lines weighted(at(stride));
      for (std::int64_t k = j + 1; k < items; ++k) {
        const std::int64_t kk = test_.categories[at(k)];
        std::vector<double> sums(at(kj * kk), 0.0);
        for (std::int64_t y = 0; y < kj; ++y) {
          for (std::int64_t l = 0; l < kk; ++l) {  // over the other's answers first
            std::fill(weighted.begin(), weighted.end(), 0.0);
            for (std::int64_t z = 0; z < kk; ++z) {
              const double* cell = table.data() + begin[at(j)][at(k)] + (y * kk + z) * stride;
              const double* other = slopes[at(k)].data() + (z * kk + l) * stride;
              for (std::int64_t q = 0; q < stride; ++q) weighted[at(q)] += cell[q] * other[q];
            }
            for (std::int64_t m = 0; m < kj; ++m) sums[at(m * kk + l)] += dot(slopes[at(j)].data() + (y * kj + m) * stride, weighted.data(), stride);
          }
        }
        of_item.insert(of_item.end(), sums.begin(), sums.end());
      }
    });
    for (std::int64_t i = 0; i < to - from; ++i) {
      const std::int64_t j = from + i;
      std::size_t place = 0;
      for (std::int64_t k = j + 1; k < items; ++k)
        for (std::int64_t m = 0; m < test_.categories[at(j)]; ++m)
          for (std::int64_t l = 0; l < test_.categories[at(k)]; ++l, ++place) {
            const std::int64_t a = layout.place[at(j)][at(m)], b = layout.place[at(k)][at(l)];
            if (a < 0 || b < 0) continue;
            paired[at(a * size + b)] += blocks[at(i)][place];
            paired[at(b * size + a)] += blocks[at(i)][place];
          }
    }
    from = to;
  }
  // an item with itself, and the complete data's curvature
  const std::vector<std::vector<double>> complete = complete_curvature();
  Information result;
  result.observed.assign(at(size * size), 0.0);
  result.products.assign(at(size * size), 0.0);
  Lines weighted(at(stride));
  for (std::int64_t j = 0; j < items; ++j) {
    const std::int64_t k = test_.categories[at(j)];
    for (std::int64_t m = 0; m < k; ++m)
      for (std::int64_t l = 0; l < k; ++l) {
        const std::int64_t a = layout.place[at(j)][at(m)], b = layout.place[at(j)][at(l)];
        if (a < 0 || b < 0) continue;
        double sum = 0.0;
        for (std::int64_t y = 0; y < k; ++y) {
          const double* one = slopes[at(j)].data() + (y * k + m) * stride;
          for (std::int64_t q = 0; q < stride; ++q) weighted[at(q)] = one[q] * counts_[at(j)][at(y * stride + q)];
          sum += dot(weighted.data(), slopes[at(j)].data() + (y * k + l) * stride, stride);
        }
        paired[at(a * size + b)] += sum;
        result.observed[at(a * size + b)] += complete[at(j)][at(m * k + l)];
      }
  }
  for (std::int64_t a = 0; a < size; ++a)
    for (std::int64_t b = a; b < size; ++b) {
      double product = 0.0;
      for (const Lines& gram : grams) product += gram[at(a * width + b)];
      result.products[at(a * size + b)] = result.products[at(b * size + a)] = product;
    }
  for (std::size_t i = 0; i < paired.size(); ++i) result.observed[i] += result.products[i] - paired[i];
  for (std::int64_t a = 0; a < size; ++a)
    for (std::int64_t b = 0; b < a; ++b) {
      const double mean = 0.5 * (result.observed[at(a * size + b)] + result.observed[at(b * size + a)]);
      result.observed[at(a * size + b)] = result.observed[at(b * size + a)] = mean;
    }
  return result;
}

IrtMarginal::Spread IrtMarginal::spread(IrtRows& rows) const {
  const IrtPass of_rows = pass(rows);
  const std::int64_t stride = nodes_.stride, chunks = std::clamp<std::int64_t>(rows.rows / 2048, 1, 64);
  struct Part {
    double people = 0.0, mean = 0.0, square = 0.0, error = 0.0;
  };
  std::vector<Part> parts(at(chunks));
  team_.run(chunks, [&](std::int64_t c) {
    Part& part = parts[at(c)];
    Lines posterior(at(stride));
    const Span span = span_of(rows.rows, chunks, c);
    for (std::int64_t row = span.first; row < span.last; ++row) {
      write_posteriors(of_rows, row, row + 1, posterior.data(), nullptr);
      const NodeWindow window = of_rows.windows[row];
      const double* ability = nodes_.ability.data() + window.first * node_block;
      double mean = 0.0, variance = 0.0;
      for (std::int64_t q = 0; q < window.count * node_block; ++q) mean += posterior[at(q)] * ability[q];
      for (std::int64_t q = 0; q < window.count * node_block; ++q) variance += posterior[at(q)] * (ability[q] - mean) * (ability[q] - mean);
      const double weight = of_rows.weights == nullptr ? 1.0 : of_rows.weights[row];
      part.people += weight;
      part.mean += weight * mean;
      part.square += weight * mean * mean;
      part.error += weight * variance;
    }
  });
  Spread spread;
  double square = 0.0;
  for (const Part& part : parts) {
    spread.people += part.people;
    spread.mean += part.mean;
    square += part.square;
    spread.error += part.error;
  }
  if (spread.people > 0.0) {
    spread.mean /= spread.people;
    spread.variance = square / spread.people - spread.mean * spread.mean;
    spread.error /= spread.people;
  }
  return spread;
}

}  // namespace mainstay::inline v1::competency
