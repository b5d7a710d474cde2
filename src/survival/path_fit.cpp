#include "survival/path_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "solve/cholesky.hpp"
#include "survival/path_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t together = 8;  // columns of the information that are made at a time
}  // namespace

PathFitter::PathFitter(Team& team, const PathTerms& terms, const PathSample& sample, const TermMoments& moments, const PathPlan& plan)
    : team_(team), terms_(terms), sample_(sample), moments_(moments), plan_(plan), working_of_(terms.size(), -1), gradient_(terms.size(), 0.0), exact_(terms.size(), 0) {
  for (std::int64_t j = 0; j < terms.size(); ++j)
    if (!(moments.deviation[j] > 0.0) || std::isinf(plan.factors[j])) working_of_[j] = -2;
  make_groups();
}

// Terms of one column that are left out of a group because the others say what they say: levels that cover everybody of a sample.
void PathFitter::make_groups() {
  if (plan_.groups) group_of_.assign(terms_.size(), -1);
  for (std::int64_t first = 0; first < terms_.size();) {
    std::int64_t last = first + 1;
    while (plan_.groups && last < terms_.size() && terms_.column_of(last) == terms_.column_of(first)) ++last;
    std::vector<std::int64_t> live;
    for (std::int64_t j = first; j < last; ++j)
      if (working_of_[j] != -2) live.push_back(j);
    auto size = static_cast<std::int64_t>(live.size());
    // Levels exclude each other, so that their shares say how they vary together.
    const auto covariance = [&](std::int64_t a, std::int64_t b) {
      const double together = (a == b ? moments_.mean[live[a]] : 0.0) - moments_.mean[live[a]] * moments_.mean[live[b]];
      return together / (moments_.deviation[live[a]] * moments_.deviation[live[b]]);
    };
    std::vector<double> matrix;
    const auto fill = [&] {
      matrix.assign(size * size, 0.0);
      for (std::int64_t a = 0; a < size; ++a)
        for (std::int64_t b = 0; b < size; ++b) matrix[a * size + b] = covariance(a, b);
    };
    if (size > 1) {
      fill();
      constexpr double same = 1e-10;
      const solve::RankRevealingCholesky factor(matrix.data(), size, nullptr, same);
      std::vector<std::int64_t> kept;
      for (std::int64_t a = 0; a < size; ++a)
        factor.left_out(a) ? static_cast<void>(working_of_[live[a]] = -2) : kept.push_back(live[a]);
      live.swap(kept);
      size = static_cast<std::int64_t>(live.size());
    }
    if (size > 0) {
      metric_start_.push_back(size > 1 && plan_.standardize ? static_cast<std::int64_t>(root_.size()) : -1);
      for (const std::int64_t j : live)
        if (plan_.groups) group_of_[j] = static_cast<std::int32_t>(group_start_.size()) - 1;
      group_terms_.insert(group_terms_.end(), live.begin(), live.end());
      group_start_.push_back(static_cast<std::int64_t>(group_terms_.size()));
    }
    if (size > 1 && plan_.standardize) {  // matrix = root' root, root an upper triangle; inverse of it beside
      fill();
      std::vector<double> root(size * size, 0.0), inverse(size * size, 0.0);
      for (std::int64_t i = 0; i < size; ++i)
        for (std::int64_t j = i; j < size; ++j) {
          double sum = matrix[i * size + j];
          for (std::int64_t k = 0; k < i; ++k) sum -= root[k * size + i] * root[k * size + j];
          root[i * size + j] = i == j ? std::sqrt(sum) : sum / root[i * size + i];
        }
      for (std::int64_t j = 0; j < size; ++j)
        for (std::int64_t i = j; i >= 0; --i) {
          double sum = i == j ? 1.0 : 0.0;
          for (std::int64_t k = i + 1; k <= j; ++k) sum -= root[i * size + k] * inverse[k * size + j];
          inverse[i * size + j] = sum / root[i * size + i];
        }
      root_.insert(root_.end(), root.begin(), root.end());
      inverse_.insert(inverse_.end(), inverse.begin(), inverse.end());
    }
    first = last;
  }
}

// Length of the slope along a group outside in the coordinates of its penalty, over the root of its size: what the penalty has to hold.
double PathFitter::steepness(std::size_t g) const {
  const std::int64_t first = group_start_[g], size = group_start_[g + 1] - first;
  if (size == 1) return std::fabs(gradient_[group_terms_[first]]);
  double squared = 0.0;
  for (std::int64_t i = 0; i < size; ++i) {
    double sum = metric_start_[g] < 0 ? gradient_[group_terms_[first + i]] : 0.0;
    for (std::int64_t j = 0; j < size && metric_start_[g] >= 0; ++j) sum += inverse_[metric_start_[g] + j * size + i] * gradient_[group_terms_[first + j]];
    squared += sum * sum;
  }
  return std::sqrt(squared / static_cast<double>(size));
}

// The groups of the working terms, which stand together.
std::vector<PathGroup> PathFitter::blocks(double lambda) const {
  std::vector<PathGroup> result;
  for (std::size_t j = 0; j < working_.size();) {
    const std::int32_t g = group_of_[working_[j].term];
    PathGroup block;
    block.first = static_cast<std::int64_t>(j);
    block.count = group_start_[g + 1] - group_start_[g];
    const double factor = plan_.factors[working_[j].term];
    block.lasso = factor > 0.0 ? factor * lambda * plan_.alpha * std::sqrt(static_cast<double>(block.count)) : 0.0;
    block.ridge = factor > 0.0 ? factor * lambda * (1.0 - plan_.alpha) : 0.0;
    if (metric_start_[g] >= 0) {
      block.root = root_.data() + metric_start_[g];
      block.inverse = inverse_.data() + metric_start_[g];
    }
    result.push_back(block);
    j += static_cast<std::size_t>(block.count);
  }
  return result;
}

double PathFitter::explained(double log_likelihood) const noexcept {
  const double range = sample_.saturated() - log_likelihood_null_;
  return range > 0.0 ? (log_likelihood - log_likelihood_null_) / range : 0.0;
}

PathSample::Direction PathFitter::direction(const Working& working) const noexcept {
  if (working.dense != nullptr) return {.dense = working.dense.get()};
  return {.places = working.places.data(), .values = working.values.empty() ? nullptr : working.values.data(), .value = working.value,
          .count = static_cast<std::int64_t>(working.places.size())};
}

// Columns of more terms, in the sample's order.
void PathFitter::hold(const std::vector<std::int64_t>& terms) {
  const auto before = static_cast<std::int64_t>(working_.size());
  working_.resize(before + terms.size());
  team_.run(static_cast<std::int64_t>(terms.size()), [&](std::int64_t v) {
    Working& working = working_[before + v];
    const std::int64_t term = working.term = terms[v];
    const double factor = 1.0 / moments_.deviation[term];
    if (!terms_.sparse(term)) {
      working.dense = std::make_unique_for_overwrite<double[]>(static_cast<std::size_t>(sample_.rows()));
      terms_.gather(term, sample_.order(), moments_.mean[term], factor, working.dense.get());
      return;
    }
    const TermRows list = terms_.list(term);
    std::vector<std::pair<std::int32_t, double>> there;
    for (std::int64_t i = 0; i < list.count; ++i)
      if (const std::int32_t place = sample_.place()[list.rows[i]]; place >= 0)
        there.emplace_back(place, factor * (list.values != nullptr ? list.values[i] : 1.0));
    std::sort(there.begin(), there.end());
    working.value = factor;
    working.places.reserve(there.size());
    for (const auto& [place, value] : there) {
      working.places.push_back(place);
      if (list.values != nullptr) working.values.push_back(value);
    }
  });
  for (std::size_t v = 0; v < terms.size(); ++v) working_of_[terms[v]] = before + static_cast<std::int64_t>(v);
}

// Takes terms into the model of the likelihood.
void PathFitter::add(const std::vector<std::int64_t>& terms) {
  const auto before = static_cast<std::int64_t>(working_.size());
  hold(terms);
  b_.resize(working_.size(), 0.0);
  slope_.resize(working_.size(), 0.0);
  team_.run(static_cast<std::int64_t>(terms.size()), [&](std::int64_t v) {
    const Working& working = working_[before + v];
    double sum = 0.0;
    if (const double* dense = working.dense.get(); dense != nullptr) multiply_columns(&dense, 1, point_.residual.data(), sample_.rows(), &sum);
    for (std::size_t i = 0; i < working.places.size(); ++i) sum += point_.residual[working.places[i]] * (working.values.empty() ? working.value : working.values[i]);
    slope_[before + v] = -sum / sample_.weight();
  });
  quadratic_.grow(static_cast<std::int64_t>(working_.size()));
  fill_information(before);
  if (before == 0) fresh_ = true;
}

// Columns `first` and later of the information matrix at the point, and their mirror.
void PathFitter::fill_information(std::int64_t first) {
  const auto size = static_cast<std::int64_t>(working_.size());
  const std::int64_t n = sample_.rows(), chunks = row_chunks(n);
  const double share = 1.0 / sample_.weight();
  std::vector<double> moved(static_cast<std::size_t>(std::min(together, size - first) * n));
  std::vector<PathSample::Room> rooms(together);
  std::vector<const double*> dense, others(together);
  std::vector<std::int64_t> dense_at, list_at;
  for (std::int64_t j = 0; j < first; ++j) (working_[j].dense != nullptr ? dense_at : list_at).push_back(j);
  for (std::int64_t block = first; block < size; block += together) {
    const std::int64_t last = std::min(size, block + together), some = last - block;
    team_.run(some, [&](std::int64_t v) { sample_.curvature(point_, direction(working_[block + v]), rooms[v], moved.data() + v * n); });
    for (std::int64_t j = block; j < last; ++j) (working_[j].dense != nullptr ? dense_at : list_at).push_back(j);
    const auto dense_count = static_cast<std::int64_t>(dense_at.size()), list_count = static_cast<std::int64_t>(list_at.size());
    std::vector<std::vector<double>> parts(chunks);
    team_.run(dense_count > 0 ? chunks : 0, [&](std::int64_t chunk) {
      parts[chunk].assign(dense_count * some, 0.0);
      const Span span = span_of(n, chunks, chunk);
      std::vector<const double*> columns(dense_count), right(some);
      for (std::int64_t v = 0; v < dense_count; ++v) columns[v] = working_[dense_at[v]].dense.get() + span.first;
      for (std::int64_t v = 0; v < some; ++v) right[v] = moved.data() + v * n + span.first;
      multiply_pairs(columns.data(), dense_count, right.data(), some, span.last - span.first, parts[chunk].data());
    });
    for (std::int64_t v = 0; v < dense_count; ++v)
      for (std::int64_t u = 0; u < some; ++u) {
        double sum = 0.0;
        for (const std::vector<double>& part : parts) sum += part[v * some + u];
        quadratic_.at(dense_at[v], block + u) = quadratic_.at(block + u, dense_at[v]) = sum * share;
      }
    const std::int64_t pieces = std::clamp<std::int64_t>(list_count, 0, 64);
    team_.run(pieces, [&](std::int64_t piece) {
      const Span span = span_of(list_count, pieces, piece);
      for (std::int64_t v = span.first; v < span.last; ++v) {
        const Working& left = working_[list_at[v]];
        for (std::int64_t u = 0; u < some; ++u) {
          const double* right = moved.data() + u * n;
          double sum = 0.0;
          for (std::size_t i = 0; i < left.places.size(); ++i) sum += right[left.places[i]] * (left.values.empty() ? left.value : left.values[i]);
          quadratic_.at(list_at[v], block + u) = sum * share;
        }
      }
    });
    for (const std::int64_t j : list_at)
      for (std::int64_t u = block; u < last; ++u) quadratic_.at(u, j) = quadratic_.at(j, u);
  }
}

void PathFitter::make_eta(const std::vector<double>& b) {
  const std::int64_t n = sample_.rows(), chunks = row_chunks(n);
  eta_.resize(n);
  std::vector<const double*> dense;
  std::vector<double> factors;
  std::vector<std::int64_t> lists;
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (b[j] == 0.0) continue;
    if (working_[j].dense == nullptr) {
      lists.push_back(static_cast<std::int64_t>(j));
      continue;
    }
    dense.push_back(working_[j].dense.get());
    factors.push_back(b[j]);
  }
  team_.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    std::fill(eta_.begin() + span.first, eta_.begin() + span.last, 0.0);
    std::vector<const double*> columns = dense;
    for (const double*& column : columns) column += span.first;
    add_columns(columns.data(), factors.data(), static_cast<std::int64_t>(columns.size()), span.last - span.first, eta_.data() + span.first);
    for (const std::int64_t j : lists) {
      const Working& working = working_[j];
      for (auto i = std::lower_bound(working.places.begin(), working.places.end(), span.first) - working.places.begin();
           i < static_cast<std::int64_t>(working.places.size()) && working.places[i] < span.last; ++i)
        eta_[working.places[i]] += b[j] * (working.values.empty() ? working.value : working.values[i]);
    }
  });
}

void PathFitter::make_slope(const PathPoint& point, std::vector<double>& slope) {
  const std::int64_t n = sample_.rows(), chunks = row_chunks(n);
  const auto size = static_cast<std::int64_t>(working_.size());
  std::vector<const double*> dense;
  std::vector<std::int64_t> at;
  for (std::int64_t j = 0; j < size; ++j)
    if (working_[j].dense != nullptr) {
      dense.push_back(working_[j].dense.get());
      at.push_back(j);
    }
  const auto count = static_cast<std::int64_t>(dense.size());
  std::vector<std::vector<double>> parts(chunks);
  team_.run(chunks, [&](std::int64_t chunk) {
    parts[chunk].assign(size, 0.0);
    const Span span = span_of(n, chunks, chunk);
    std::vector<const double*> columns = dense;
    std::vector<double> sums(count, 0.0);
    for (const double*& column : columns) column += span.first;
    multiply_columns(columns.data(), count, point.residual.data() + span.first, span.last - span.first, sums.data());
    for (std::int64_t v = 0; v < count; ++v) parts[chunk][at[v]] = sums[v];
    for (std::int64_t j = 0; j < size; ++j) {
      const Working& working = working_[j];
      if (working.dense != nullptr) continue;
      double sum = 0.0;
      for (auto i = std::lower_bound(working.places.begin(), working.places.end(), span.first) - working.places.begin();
           i < static_cast<std::int64_t>(working.places.size()) && working.places[i] < span.last; ++i)
        sum += point.residual[working.places[i]] * (working.values.empty() ? working.value : working.values[i]);
      parts[chunk][j] = sum;
    }
  });
  slope.assign(size, 0.0);
  for (const std::vector<double>& part : parts)
    for (std::int64_t j = 0; j < size; ++j) slope[j] += part[j];
  for (double& s : slope) s *= -1.0 / sample_.weight();
}

// The slope along every term outside that may be steep enough to take part at lambda. Since residuals r add up to 0, a slope moves by at
// most spread · sqrt(sum of (r - r')² / w / W) from where it was read (Cauchy & Schwarz): what lies low enough is not read again.
void PathFitter::make_gradient(double lambda) {
  const std::int64_t n = sample_.rows(), chunks = row_chunks(n);
  double moved = infinity;
  if (!reference_.empty()) {
    std::vector<double> parts(chunks, 0.0);
    team_.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(n, chunks, chunk);
      double sum = 0.0;
      for (std::int64_t at = span.first; at < span.last; ++at) {
        const double by = point_.residual[at] - reference_[at];
        sum += by * by / sample_.weights()[at];
      }
      parts[chunk] = sum;
    });
    double sum = 0.0;
    for (const double part : parts) sum += part;
    moved = std::sqrt(sum / sample_.weight());
  }
  std::vector<std::int64_t> outside, wanted;
  for (std::int64_t j = 0; j < terms_.size(); ++j) {
    if (working_of_[j] != -1) continue;
    outside.push_back(j);
    if (exact_[j] != 0) continue;
    const bool alone = !plan_.groups || group_start_[group_of_[j] + 1] - group_start_[group_of_[j]] == 1;
    if (alone && moved < infinity && std::fabs(at_reference_[j]) + 1.001 * moments_.spread[j] * moved < 0.999 * plan_.factors[j] * plan_.alpha * lambda) gradient_[j] = at_reference_[j];
    else wanted.push_back(j);
  }
  if (wanted.empty()) return;
  const bool all = 2 * wanted.size() > outside.size();
  if (all) wanted = outside;
  std::vector<double> residual(terms_.rows(), 0.0);
  for (std::int64_t at = 0; at < n; ++at) residual[sample_.order()[at]] = point_.residual[at];
  terms_.multiply(team_, residual, wanted, moments_, gradient_);
  for (const std::int64_t j : wanted) {
    gradient_[j] *= -1.0 / sample_.weight();
    exact_[j] = 1;
  }
  if (!all) return;
  reference_ = point_.residual;
  at_reference_ = gradient_;
}

double PathFitter::penalty(double lambda, const std::vector<double>& b) const {
  double sum = 0.0;
  if (plan_.groups) {
    for (const PathGroup& block : blocks(lambda)) {
      const double norm = norm_of(block, b.data() + block.first);
      if (norm > 0.0) sum += block.lasso * norm + 0.5 * block.ridge * norm * norm;
    }
    return sum;
  }
  for (std::size_t j = 0; j < b.size(); ++j)
    if (b[j] != 0.0) sum += plan_.factors[working_[j].term] * (plan_.alpha * std::fabs(b[j]) + 0.5 * (1.0 - plan_.alpha) * b[j] * b[j]);
  return sum > 0.0 ? lambda * sum : 0.0;
}

void PathFitter::record(const std::vector<double>& b, PathStep& step) const {
  step.term.clear();
  step.coefficient.clear();
  std::vector<std::int64_t> nonzero;
  for (std::size_t j = 0; j < b.size(); ++j)
    if (b[j] != 0.0) nonzero.push_back(static_cast<std::int64_t>(j));
  std::sort(nonzero.begin(), nonzero.end(), [&](std::int64_t i, std::int64_t j) { return working_[i].term < working_[j].term; });
  for (const std::int64_t j : nonzero) {
    step.term.push_back(working_[j].term);
    step.coefficient.push_back(b[j]);
  }
}

// From the point to the minimum at lambda. all_terms: those outside take part as they need to; else only the working ones do.
bool PathFitter::descend(double lambda, bool all_terms, PathStep& step) {
  const double weight = sample_.weight(), measure = std::sqrt(weight / sample_.event_weight());
  const double inner = 0.01 * plan_.tolerance / measure;
  constexpr double rounding = 1e-12, slow = 0.3;
  std::vector<double> first, second, next, move, slope;
  const auto factors = [&] {
    first.resize(working_.size());
    second.resize(working_.size());
    for (std::size_t j = 0; j < working_.size(); ++j) {
      const double factor = plan_.factors[working_[j].term];
      first[j] = factor > 0.0 ? factor * lambda * plan_.alpha : 0.0;
      second[j] = factor > 0.0 ? factor * lambda * (1.0 - plan_.alpha) : 0.0;
    }
  };
  const auto refresh = [&] {
    fill_information(0);
    fresh_ = true;
  };
  step.lambda = lambda;
  step.iterations = 0;
  double before = infinity;  // length of the step before
  if (all_terms) {
    std::vector<std::int64_t> strong;  // by the slopes as they are known: what is missed shows when the conditions are checked
    for (std::size_t g = 0; g < metric_start_.size(); ++g)
      if (outside(g) && steepness(g) >= factor(g) * plan_.alpha * (2.0 * lambda - last_lambda_)) put_terms(g, strong);
    if (!strong.empty()) add(strong);
  }
  factors();
  const auto minimise = [&] {
    return plan_.groups ? minimise_by_groups(quadratic_, blocks(lambda), slope_, b_, inner, next) : quadratic_.minimise(slope_, b_, first, second, inner, next);
  };
  for (;;) {
    bool found = minimise();
    if (!found && !fresh_) {
      refresh();
      found = minimise();
    }
    if (!found) return false;
    move.resize(next.size());
    for (std::size_t j = 0; j < next.size(); ++j) move[j] = next[j] - b_[j];
    const double squared = quadratic_.squared_length(move), length = measure * std::sqrt(squared);
    const bool stagnant = length < 1e-9 && length > 0.5 * before;  // as near as rounding lets it
    if (length <= plan_.tolerance || stagnant) {
      if (all_terms) {
        make_gradient(lambda);
        std::vector<std::int64_t> wanted;
        for (std::size_t g = 0; g < metric_start_.size(); ++g)
          if (outside(g) && steepness(g) > factor(g) * plan_.alpha * lambda * (1.0 + 1e-12)) put_terms(g, wanted);
        if (!wanted.empty()) {
          add(wanted);
          factors();
          before = infinity;
          continue;
        }
      }
      // Without a penalty the likelihood may rise without end: a term still moves, or is far away, where nothing is left to gain.
      for (std::size_t j = 0; j < next.size(); ++j)
        if (first[j] == 0.0 && second[j] == 0.0 && (std::fabs(move[j]) > 1e-2 || std::fabs(next[j]) > 8.0)) {
          if (!fresh_) refresh();
          if (std::fabs(move[j]) > 1e-2 || quadratic_.at(j, j) * weight < 1e-6 * sample_.event_weight()) return false;
        }
      record(next, step);
      step.log_likelihood = point_.log_likelihood - weight * (std::inner_product(move.begin(), move.end(), slope_.begin(), 0.0) + 0.5 * squared);
      return true;
    }
    if (step.iterations >= plan_.max_iterations) return false;
    if (length > slow * before && !fresh_) {  // the information has become too old
      refresh();
      before = infinity;
      continue;
    }
    const double reached = -point_.log_likelihood / weight + penalty(lambda, b_);
    const double slack = rounding * (std::fabs(point_.log_likelihood) + 1.0) / weight;
    const auto evaluate = [&] {
      make_eta(next);
      sample_.evaluate(team_, eta_, other_);
      ++step.iterations;
      return other_.finite && -other_.log_likelihood / weight + penalty(lambda, next) <= reached + slack;
    };
    bool lower = evaluate();
    if (!lower && !fresh_) {
      refresh();
      before = infinity;
      continue;
    }
    for (int halvings = 0; !lower; ++halvings) {
      if (halvings == 60) return false;
      for (std::size_t j = 0; j < next.size(); ++j) {
        move[j] *= 0.5;
        next[j] = b_[j] + move[j];
      }
      lower = evaluate();
    }
    make_slope(other_, slope);
    std::vector<double> change(slope.size());
    for (std::size_t j = 0; j < slope.size(); ++j) change[j] = slope[j] - slope_[j];
    if (length > 1e-7) quadratic_.learn(move, change);
    std::swap(point_, other_);
    b_ = next;
    slope_ = slope;
    fresh_ = false;
    std::fill(exact_.begin(), exact_.end(), 0);
    before = length;
  }
}

const PathPoint& PathFitter::point_of(const std::vector<std::int64_t>& terms, const std::vector<double>& coefficients) {
  std::vector<std::int64_t> missing;
  for (const std::int64_t term : terms)
    if (working_of_[term] == -1) missing.push_back(term);
  if (!missing.empty()) hold(missing);
  std::vector<double> b(working_.size(), 0.0);
  for (std::size_t i = 0; i < terms.size(); ++i)
    if (working_of_[terms[i]] >= 0) b[working_of_[terms[i]]] = coefficients[i] * moments_.deviation[terms[i]];
  make_eta(b);
  sample_.evaluate(team_, eta_, other_);
  return other_;
}

void PathFitter::run(double from, double to) {
  make_eta({});
  sample_.evaluate(team_, eta_, point_);
  if (!point_.finite) {
    status_ = PathStatus::out_of_range;
    return;
  }
  log_likelihood_null_ = point_.log_likelihood;
  // Terms without a penalty first: at a penalty without end they alone are in the model.
  make_gradient(0.0);
  std::vector<std::int64_t> free;
  bool penalised = false;
  for (std::size_t g = 0; g < metric_start_.size(); ++g) {
    if (factor(g) == 0.0) put_terms(g, free);
    penalised = penalised || factor(g) > 0.0;
  }
  if (!free.empty()) add(free);
  PathStep start;
  if (!descend(infinity, false, start)) {
    status_ = PathStatus::not_converged;
    return;
  }
  make_gradient(0.0);
  double largest = 0.0;
  for (std::size_t g = 0; g < metric_start_.size(); ++g)
    if (outside(g)) largest = std::max(largest, steepness(g) / factor(g));
  largest /= std::max(plan_.alpha, 1e-3);
  const bool own = plan_.lambdas.empty();
  std::vector<double> lambdas = plan_.lambdas;
  if (own)
    for (std::int64_t k = 0; k < plan_.lambda_count; ++k)
      lambdas.push_back(largest * std::pow(plan_.lambda_ratio, plan_.lambda_count > 1 ? static_cast<double>(k) / static_cast<double>(plan_.lambda_count - 1) : 0.0));
  if (!penalised || (own && largest == 0.0)) {
    status_ = PathStatus::no_terms;
    start.lambda = own ? 0.0 : lambdas.front();
    steps_.push_back(start);
    return;
  }
  last_lambda_ = std::max(largest, lambdas.front());
  for (std::size_t k = 0; k < lambdas.size(); ++k) {
    team_.checkpoint(from + (to - from) * static_cast<double>(k) / static_cast<double>(lambdas.size()));
    PathStep step = start;
    if (lambdas[k] >= largest && plan_.alpha >= 1e-3) {
      step.lambda = lambdas[k];
    } else if (!descend(lambdas[k], true, step)) {
      status_ = PathStatus::not_converged;
      return;
    }
    if (plan_.most_terms > 0 && static_cast<std::int64_t>(step.term.size()) > plan_.most_terms) {
      status_ = PathStatus::term_limit;
      return;
    }
    steps_.push_back(std::move(step));
    last_lambda_ = lambdas[k];
    if (!own || !plan_.stop_early || k < 4) continue;
    const double ratio = explained(steps_[k].log_likelihood), gained = ratio - explained(steps_[k - 4].log_likelihood);
    if (k + 1 < lambdas.size() && (ratio > 0.99 || gained < 1e-3 * ratio)) {
      status_ = PathStatus::explained;
      return;
    }
  }
}

}  // namespace mainstay::inline v1::survival
