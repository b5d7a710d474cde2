#include "performance/crossed_equations.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "core/team.hpp"
#include "solve/positive_definite.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::int64_t K = CrossedEquations::vectors;

}  // namespace

CrossedEquations::CrossedEquations(const std::vector<double>& y, const std::vector<CrossedFactor>& factors, std::int64_t exact_up_to, Team& team)
    : team_(team), rows_(static_cast<std::int64_t>(y.size())), factors_(factors.size()), three_(factors.size() == 3) {
  for (std::size_t k = 0; k < factors_; ++k) {
    sizes_.push_back(factors[k].levels);
    if (factors[k].levels > factors[eliminated_].levels) eliminated_ = k;
  }
  levels_ = sizes_[eliminated_];
  for (std::size_t k = 0; k < factors_; ++k)
    if (k != eliminated_) small_ += sizes_[k];
  start_.assign(at(levels_ + 1), 0);
  for (const std::int32_t level : factors[eliminated_].level) ++start_[at(level + 1)];
  for (std::int64_t p = 0; p < levels_; ++p) start_[at(p + 1)] += start_[at(p)];
  double sum = 0.0;
  for (const double value : y) sum += value;
  mean_ = sum / static_cast<double>(rows_);
  std::vector<std::int64_t> next(start_.begin(), start_.end() - 1);
  y_.resize(at(rows_));
  one_.resize(at(rows_));
  if (three_) two_.resize(at(rows_));
  std::size_t others[2] = {0, 0}, found = 0;
  for (std::size_t k = 0; k < factors_; ++k)
    if (k != eliminated_) others[found++] = k;
  const auto first = static_cast<std::int32_t>(first_of(others[0])), second = three_ ? static_cast<std::int32_t>(first_of(others[1])) : 0;
  for (std::int64_t i = 0; i < rows_; ++i) {
    const std::int64_t place = next[at(factors[eliminated_].level[at(i)])]++;
    y_[at(place)] = y[at(i)] - mean_;
    one_[at(place)] = first + factors[others[0]].level[at(i)];
    if (three_) two_[at(place)] = second + factors[others[1]].level[at(i)];
  }
  double work = 0.0;
  for (std::int64_t p = 0; p < levels_; ++p) {
    const double touched = static_cast<double>(std::min(small_, 1 + (start_[at(p + 1)] - start_[at(p)]) * (three_ ? 2 : 1)));
    work += touched * touched;
  }
  exact_ = small_ - 1 <= exact_up_to && work <= 4e9;
  for (const double value : y_) square_sum_ += value * value;
  chunks_ = std::clamp<std::int64_t>(std::min(rows_ / 65536, 4'000'000 / small_), 1, 16);
}

std::int64_t CrossedEquations::first_of(std::size_t factor) const noexcept {
  std::int64_t first = 1;
  for (std::size_t k = 0; k < factor; ++k)
    if (k != eliminated_) first += sizes_[k];
  return first;
}

CrossedVectors CrossedEquations::make() const { return {std::vector<double>(at(levels_ * K), 0.0), std::vector<double>(at(small_ * K), 0.0)}; }

void CrossedEquations::each_chunk(const std::function<void(std::int64_t, std::int64_t, std::int64_t)>& work) const {
  team_.run(chunks_, [&](std::int64_t c) {
    const Span span = span_of(levels_, chunks_, c);
    work(c, span.first, span.last);
  });
}

void CrossedEquations::sum_parts(std::vector<double>& parts, std::vector<double>& into) const {
  const std::int64_t size = small_ * K;
  for (std::int64_t c = 0; c < chunks_; ++c)
    for (std::int64_t i = 0; i < size; ++i) into[at(i)] += parts[at(c * size + i)];
}

void CrossedEquations::right_side_of_y(CrossedVectors& right) const {
  for (std::int64_t p = 0; p < levels_; ++p)
    for (std::int64_t i = start_[at(p)]; i < start_[at(p + 1)]; ++i) {
      const double value = y_[at(i)];
      right.eliminated[at(p * K)] += value;
      right.small[0] += value;
      right.small[at(one_[at(i)] * K)] += value;
      if (three_) right.small[at(two_[at(i)] * K)] += value;
    }
}

void CrossedEquations::set(const std::vector<double>& variance) {
  const double residual = variance[factors_];
  lambda_ = residual / variance[eliminated_];
  ridge_.assign(at(small_), 0.0);
  for (std::size_t k = 0; k < factors_; ++k)
    if (k != eliminated_) std::fill_n(ridge_.begin() + first_of(k), sizes_[k], residual / variance[k]);
  if (exact_) factor_exactly();
  else take_diagonal();
}

void CrossedEquations::factor_exactly() {
  const std::int64_t m = small_;
  inverse_.assign(at(m * m), 0.0);
  std::vector<double> count(at(m), 0.0);
  std::vector<std::int64_t> touched;
  log_determinant_ = 0.0;
  const auto add = [&](std::int64_t i, std::int64_t j, double value) { inverse_[at(std::max(i, j) * m + std::min(i, j))] += value; };
  for (std::int64_t p = 0; p < levels_; ++p) {
    touched.assign(1, 0);
    count[0] = static_cast<double>(start_[at(p + 1)] - start_[at(p)]);
    const double d = count[0] + lambda_;
    log_determinant_ += std::log(d);
    add(0, 0, count[0]);
    const auto touch = [&](std::int64_t j) {
      if (count[at(j)] == 0.0) touched.push_back(j);
      count[at(j)] += 1.0;
      add(j, j, 1.0);
      add(j, 0, 1.0);
    };
    for (std::int64_t i = start_[at(p)]; i < start_[at(p + 1)]; ++i) {
      touch(one_[at(i)]);
      if (!three_) continue;
      touch(two_[at(i)]);
      add(one_[at(i)], two_[at(i)], 1.0);
    }
    for (std::size_t a = 0; a < touched.size(); ++a)
      for (std::size_t b = 0; b <= a; ++b) add(touched[a], touched[b], -count[at(touched[a])] * count[at(touched[b])] / d);
    for (const std::int64_t j : touched) count[at(j)] = 0.0;
  }
  for (std::int64_t j = 0; j < m; ++j) inverse_[at(j * m + j)] += ridge_[at(j)];
  double log_small = 0.0;
  solve::invert_positive_definite(inverse_, m, log_small);
  log_determinant_ += log_small;
}

void CrossedEquations::take_diagonal() {
  diagonal_.assign(at(small_), 0.0);
  std::vector<std::int64_t> seen;
  for (std::int64_t p = 0; p < levels_; ++p) {
    const double ratings = static_cast<double>(start_[at(p + 1)] - start_[at(p)]), d = ratings + lambda_;
    diagonal_[0] += ratings - ratings * ratings / d;
    for (const std::vector<std::int32_t>* places : {&one_, &two_}) {
      if (places->empty()) continue;
      seen.assign(places->begin() + start_[at(p)], places->begin() + start_[at(p + 1)]);
      std::sort(seen.begin(), seen.end());
      for (std::size_t a = 0; a < seen.size();) {
        std::size_t b = a;
        while (b < seen.size() && seen[b] == seen[a]) ++b;
        const double count = static_cast<double>(b - a);
        diagonal_[at(seen[a])] += count - count * count / d;
        a = b;
      }
    }
  }
  for (std::int64_t j = 0; j < small_; ++j) diagonal_[at(j)] += ridge_[at(j)];
}

void CrossedEquations::multiply(const std::vector<double>& v, std::vector<double>& out) const {
  std::vector<double> parts(at(chunks_ * small_ * K), 0.0);
  each_chunk([&](std::int64_t c, std::int64_t first, std::int64_t last) {
    double* into = parts.data() + c * small_ * K;
    for (std::int64_t p = first; p < last; ++p) {
      const std::int64_t begin = start_[at(p)], end = start_[at(p + 1)];
      const double share = 1.0 / (static_cast<double>(end - begin) + lambda_);
      double sum[K] = {};
      for (std::int64_t i = begin; i < end; ++i) {
        const double* one = v.data() + one_[at(i)] * K;
        for (std::int64_t k = 0; k < K; ++k) sum[k] += one[k];
        if (!three_) continue;
        const double* two = v.data() + two_[at(i)] * K;
        for (std::int64_t k = 0; k < K; ++k) sum[k] += two[k];
      }
      double less[K];
      for (std::int64_t k = 0; k < K; ++k) {
        const double all = sum[k] + static_cast<double>(end - begin) * v[at(k)];
        less[k] = v[at(k)] - all * share;  // what each row adds, but for its own levels
        into[k] += all - static_cast<double>(end - begin) * all * share;
      }
      for (std::int64_t i = begin; i < end; ++i) {
        const double* one = v.data() + one_[at(i)] * K;
        double* to = into + one_[at(i)] * K;
        if (!three_) {
          for (std::int64_t k = 0; k < K; ++k) to[k] += less[k] + one[k];
          continue;
        }
        const double* two = v.data() + two_[at(i)] * K;
        double* also = into + two_[at(i)] * K;
        for (std::int64_t k = 0; k < K; ++k) {
          const double value = less[k] + one[k] + two[k];
          to[k] += value;
          also[k] += value;
        }
      }
    }
  });
  for (std::int64_t j = 0; j < small_; ++j)
    for (std::int64_t k = 0; k < K; ++k) out[at(j * K + k)] = ridge_[at(j)] * v[at(j * K + k)];
  sum_parts(parts, out);
}

void CrossedEquations::solve_small(std::vector<double>& side) const {
  const std::int64_t m = small_;
  std::vector<double> x(at(m * K), 0.0);
  if (exact_) {
    for (std::int64_t i = 0; i < m; ++i)
      for (std::int64_t j = 0; j < m; ++j) {
        const double weight = inverse_[at(i * m + j)];
        for (std::int64_t k = 0; k < K; ++k) x[at(i * K + k)] += weight * side[at(j * K + k)];
      }
    side.swap(x);
    return;
  }
  std::vector<double> r = side, z(at(m * K)), direction(at(m * K)), image(at(m * K));
  double target[K] = {}, rho[K] = {};
  const auto products = [&](const std::vector<double>& a, const std::vector<double>& b, double* into) {
    std::fill_n(into, K, 0.0);
    for (std::int64_t j = 0; j < m; ++j)
      for (std::int64_t k = 0; k < K; ++k) into[k] += a[at(j * K + k)] * b[at(j * K + k)];
  };
  const auto precondition = [&] {
    for (std::int64_t j = 0; j < m; ++j)
      for (std::int64_t k = 0; k < K; ++k) z[at(j * K + k)] = r[at(j * K + k)] / diagonal_[at(j)];
  };
  products(side, side, target);
  precondition();
  direction = z;
  products(r, z, rho);
  for (int step = 0; step < 2000; ++step) {
    double left[K], curve[K], alpha[K], next[K];
    products(r, r, left);
    bool done = true;
    for (std::int64_t k = 0; k < K; ++k) done = done && left[k] <= 1e-18 * target[k];
    if (done) break;
    multiply(direction, image);
    products(direction, image, curve);
    for (std::int64_t k = 0; k < K; ++k) alpha[k] = curve[k] > 0.0 && left[k] > 1e-30 * target[k] ? rho[k] / curve[k] : 0.0;
    for (std::int64_t j = 0; j < m; ++j)
      for (std::int64_t k = 0; k < K; ++k) {
        x[at(j * K + k)] += alpha[k] * direction[at(j * K + k)];
        r[at(j * K + k)] -= alpha[k] * image[at(j * K + k)];
      }
    precondition();
    products(r, z, next);
    for (std::int64_t j = 0; j < m; ++j)
      for (std::int64_t k = 0; k < K; ++k) direction[at(j * K + k)] = z[at(j * K + k)] + (rho[k] > 0.0 ? next[k] / rho[k] : 0.0) * direction[at(j * K + k)];
    std::copy_n(next, K, rho);
  }
  side.swap(x);
}

void CrossedEquations::solve(const CrossedVectors& right, CrossedVectors& solution) const {
  std::vector<double> side = right.small, parts(at(chunks_ * small_ * K), 0.0);
  each_chunk([&](std::int64_t c, std::int64_t first, std::int64_t last) {
    double* into = parts.data() + c * small_ * K;
    for (std::int64_t p = first; p < last; ++p) {
      const double ratings = static_cast<double>(start_[at(p + 1)] - start_[at(p)]), share = 1.0 / (ratings + lambda_);
      double less[K];
      for (std::int64_t k = 0; k < K; ++k) less[k] = -right.eliminated[at(p * K + k)] * share, into[k] += ratings * less[k];
      for (std::int64_t i = start_[at(p)]; i < start_[at(p + 1)]; ++i) {
        for (std::int64_t k = 0; k < K; ++k) into[one_[at(i)] * K + k] += less[k];
        if (three_)
          for (std::int64_t k = 0; k < K; ++k) into[two_[at(i)] * K + k] += less[k];
      }
    }
  });
  sum_parts(parts, side);
  solve_small(side);
  solution.small = std::move(side);
  const std::vector<double>& x = solution.small;
  each_chunk([&](std::int64_t, std::int64_t first, std::int64_t last) {
    for (std::int64_t p = first; p < last; ++p) {
      const double ratings = static_cast<double>(start_[at(p + 1)] - start_[at(p)]), share = 1.0 / (ratings + lambda_);
      double sum[K];
      for (std::int64_t k = 0; k < K; ++k) sum[k] = right.eliminated[at(p * K + k)] - ratings * x[at(k)];
      for (std::int64_t i = start_[at(p)]; i < start_[at(p + 1)]; ++i) {
        for (std::int64_t k = 0; k < K; ++k) sum[k] -= x[at(one_[at(i)] * K + k)];
        if (three_)
          for (std::int64_t k = 0; k < K; ++k) sum[k] -= x[at(two_[at(i)] * K + k)];
      }
      for (std::int64_t k = 0; k < K; ++k) solution.eliminated[at(p * K + k)] = sum[k] * share;
    }
  });
}

double CrossedEquations::dot(const CrossedVectors& one, const CrossedVectors& other, std::size_t k) const {
  double sum = 0.0;
  for (std::size_t i = k; i < one.small.size(); i += at(K)) sum += one.small[i] * other.small[i];
  for (std::size_t i = k; i < one.eliminated.size(); i += at(K)) sum += one.eliminated[i] * other.eliminated[i];
  return sum;
}

double CrossedEquations::effect(const CrossedVectors& solution, std::size_t factor, std::int64_t level) const noexcept {
  return factor == eliminated_ ? solution.eliminated[at(level * K)] : solution.small[at((first_of(factor) + level) * K)];
}

double CrossedEquations::effect_squares(const CrossedVectors& solution, std::size_t factor) const {
  double sum = 0.0;
  for (std::int64_t level = 0; level < sizes_[factor]; ++level) {
    const double value = effect(solution, factor, level);
    sum += value * value;
  }
  return sum;
}

CrossedTraces CrossedEquations::exact_traces() const {
  CrossedTraces traces;
  for (std::size_t k = 0; k < factors_; ++k) {
    double sum = 0.0;
    for (const double value : error_variances(k)) sum += value;
    traces.of_factor.push_back(sum);
  }
  return traces;
}

CrossedTraces CrossedEquations::probed_traces(const CrossedVectors& probes, const CrossedVectors& solution) const {
  CrossedTraces traces;
  for (std::size_t k = 0; k < factors_; ++k) {
    const bool own = k == eliminated_;
    const std::vector<double>&z = own ? probes.eliminated : probes.small, &x = own ? solution.eliminated : solution.small;
    const std::int64_t first = own ? 0 : first_of(k);
    double sum = 0.0;
    for (std::int64_t i = first; i < first + sizes_[k]; ++i)
      for (std::int64_t v = 1; v < K; ++v) sum += z[at(i * K + v)] * x[at(i * K + v)];
    traces.of_factor.push_back(std::clamp(sum / static_cast<double>(K - 1), 0.0, static_cast<double>(sizes_[k]) / (own ? lambda_ : ridge_[at(first)])));
  }
  return traces;
}

std::vector<double> CrossedEquations::working_products(const CrossedVectors& solution, const std::vector<double>& variance, CrossedVectors& room) const {
  const std::size_t size = factors_ + 1;
  std::fill(room.eliminated.begin(), room.eliminated.end(), 0.0);
  std::fill(room.small.begin(), room.small.end(), 0.0);
  std::vector<double> parts(at(chunks_ * small_ * K), 0.0), squares(at(chunks_) * size * size, 0.0);
  std::size_t others[2] = {0, 0}, found = 0;
  for (std::size_t k = 0; k < factors_; ++k)
    if (k != eliminated_) others[found++] = k;
  each_chunk([&](std::int64_t c, std::int64_t first, std::int64_t last) {
    double* into = parts.data() + c * small_ * K;
    for (std::int64_t p = first; p < last; ++p) {
      const double own = solution.eliminated[at(p * K)];
      for (std::int64_t i = start_[at(p)]; i < start_[at(p + 1)]; ++i) {
        double f[4] = {};
        const double one = solution.small[at(one_[at(i)] * K)], two = three_ ? solution.small[at(two_[at(i)] * K)] : 0.0;
        f[eliminated_] = own / variance[eliminated_];
        f[others[0]] = one / variance[others[0]];
        if (three_) f[others[1]] = two / variance[others[1]];
        f[factors_] = (y_[at(i)] - solution.small[0] - own - one - two) / variance[factors_];
        for (std::size_t k = 0; k < size; ++k) {
          room.eliminated[at(p * K) + k] += f[k];
          into[k] += f[k];
          into[at(one_[at(i)] * K) + k] += f[k];
          if (three_) into[at(two_[at(i)] * K) + k] += f[k];
          for (std::size_t l = 0; l < size; ++l) squares[at(c) * size * size + k * size + l] += f[k] * f[l];
        }
      }
    }
  });
  sum_parts(parts, room.small);
  CrossedVectors answer = make();
  solve(room, answer);
  std::vector<double> products(size * size, 0.0);
  for (std::int64_t c = 0; c < chunks_; ++c)
    for (std::size_t k = 0; k < size * size; ++k) products[k] += squares[at(c) * size * size + k];
  for (std::size_t k = 0; k < size; ++k)
    for (std::size_t l = 0; l < size; ++l) {
      double shared = 0.0;
      for (std::int64_t j = 0; j < small_; ++j) shared += room.small[at(j * K) + k] * answer.small[at(j * K) + l];
      for (std::int64_t p = 0; p < levels_; ++p) shared += room.eliminated[at(p * K) + k] * answer.eliminated[at(p * K) + l];
      products[k * size + l] = (products[k * size + l] - shared) / variance[factors_];
    }
  return products;
}

// The reduced equations column by column: what people who share two places add up to, less what the eliminated ones take. Nothing above `most` entries.
std::optional<solve::SparseLower> CrossedEquations::reduced_equations(std::size_t most) const {
  struct Counted {
    std::int32_t level, place, count;
  };
  std::vector<Counted> pairs;  // by eliminated level: its places and how often
  std::vector<std::int64_t> first_pair{0};
  std::vector<std::int32_t> places;
  for (std::int64_t p = 0; p < levels_; ++p) {
    places.assign(1, 0);
    for (std::int64_t i = start_[at(p)]; i < start_[at(p + 1)]; ++i) {
      places.push_back(one_[at(i)]);
      if (three_) places.push_back(two_[at(i)]);
    }
    std::sort(places.begin(), places.end());
    pairs.push_back({static_cast<std::int32_t>(p), 0, static_cast<std::int32_t>(start_[at(p + 1)] - start_[at(p)])});
    for (std::size_t k = 1; k < places.size(); ++k) {
      if (pairs.back().place != places[k]) pairs.push_back({static_cast<std::int32_t>(p), places[k], 0});
      ++pairs.back().count;
    }
    first_pair.push_back(static_cast<std::int64_t>(pairs.size()));
  }
  std::vector<std::int64_t> begin(at(small_) + 1, 0), by_place(pairs.size());
  for (const Counted& pair : pairs) ++begin[at(pair.place) + 1];
  for (std::size_t j = 1; j < begin.size(); ++j) begin[j] += begin[j - 1];
  std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
  for (std::size_t i = 0; i < pairs.size(); ++i) by_place[at(next[at(pairs[i].place)]++)] = static_cast<std::int64_t>(i);
  solve::SparseLower matrix;
  std::vector<double> sum(at(small_), 0.0);
  std::vector<std::int32_t> touched;
  std::vector<char> seen(at(small_), 0);
  const auto add = [&](std::int32_t row, double value) {
    if (!seen[at(row)]) seen[at(row)] = 1, touched.push_back(row);
    sum[at(row)] += value;
  };
  for (std::int32_t j = 0; j < small_; ++j) {
    touched.clear();
    add(j, ridge_[at(j)]);
    for (std::int64_t b = begin[at(j)]; b < begin[at(j) + 1]; ++b) {
      const Counted& own = pairs[at(by_place[at(b)])];
      const std::int64_t p = own.level;
      const double share = own.count / (static_cast<double>(start_[at(p + 1)] - start_[at(p)]) + lambda_);
      add(j, own.count);
      for (std::int64_t other = by_place[at(b)]; other < first_pair[at(p + 1)]; ++other) {  // from its own place on
        if (j == 0 && pairs[at(other)].place != 0) add(pairs[at(other)].place, pairs[at(other)].count);
        add(pairs[at(other)].place, -share * pairs[at(other)].count);
      }
      for (std::int64_t i = start_[at(p)]; three_ && i < start_[at(p + 1)]; ++i)
        if (one_[at(i)] == j) add(two_[at(i)], 1.0);
    }
    std::sort(touched.begin(), touched.end());
    for (const std::int32_t row : touched) {
      matrix.row.push_back(row);
      matrix.value.push_back(sum[at(row)]);
      sum[at(row)] = 0.0;
      seen[at(row)] = 0;
    }
    matrix.start.push_back(static_cast<std::int64_t>(matrix.row.size()));
    if (matrix.row.size() > most) return std::nullopt;
  }
  return matrix;
}

bool CrossedEquations::select_entries(std::int64_t most) {
  const std::optional<solve::SparseLower> matrix = reduced_equations(at(most));
  selected_ = matrix ? solve::SelectedInverse::of(*matrix, most) : std::nullopt;
  return selected_.has_value();
}

std::vector<double> CrossedEquations::error_variances(std::size_t factor, bool with_mean) const {
  std::vector<double> result(at(sizes_[factor]));
  const std::int64_t m = small_;
  const bool pairs = exact_ || selected_;
  const auto entry = [&](std::int64_t i, std::int64_t j) { return exact_ ? inverse_[at(i * m + j)] : selected_ ? selected_->entry(i, j) : i == j ? 1.0 / diagonal_[at(i)] : 0.0; };
  if (factor != eliminated_) {
    const std::int64_t first = first_of(factor);
    for (std::int64_t level = 0; level < sizes_[factor]; ++level) {
      const std::int64_t j = first + level;
      result[at(level)] = entry(j, j);
      if (with_mean) result[at(level)] += entry(0, 0) + 2.0 * entry(0, j);
    }
    return result;
  }
  each_chunk([&](std::int64_t, std::int64_t first, std::int64_t last) {
    std::vector<std::int64_t> places;
    for (std::int64_t p = first; p < last; ++p) {
      const double ratings = static_cast<double>(start_[at(p + 1)] - start_[at(p)]), share = 1.0 / (ratings + lambda_);
      places.clear();
      for (std::int64_t i = start_[at(p)]; i < start_[at(p + 1)]; ++i) {
        places.push_back(one_[at(i)]);
        if (three_) places.push_back(two_[at(i)]);
      }
      std::sort(places.begin(), places.end());
      const double of_mean = ratings - (with_mean ? 1.0 / share : 0.0);  // e' C e with e = mean + effect, over share²
      double sum = of_mean * of_mean * entry(0, 0);
      std::vector<std::pair<std::int64_t, double>> counted;
      for (const std::int64_t place : places) {
        if (counted.empty() || counted.back().first != place) counted.emplace_back(place, 0.0);
        counted.back().second += 1.0;
      }
      for (const auto& [j, count] : counted) {
        if (!pairs) {
          sum += count * count / diagonal_[at(j)];
          continue;
        }
        sum += 2.0 * of_mean * count * entry(j, 0);
        for (const auto& [l, other] : counted) sum += count * other * entry(j, l);
      }
      result[at(p)] = share + share * share * sum;
    }
  });
  return result;
}

}  // namespace mainstay::inline v1::performance
