#include "survival/path_groups.hpp"

#include <algorithm>
#include <cmath>

#include "solve/cholesky.hpp"
#include "solve/eigen.hpp"

namespace mainstay::inline v1::survival {

namespace {

// out = matrix · in, or its transpose · in; null: in.
void multiply(const double* matrix, std::int64_t size, bool transposed, const double* in, double* out) {
  for (std::int64_t i = 0; i < size; ++i) {
    double sum = matrix == nullptr ? in[i] : 0.0;
    for (std::int64_t j = 0; j < size && matrix != nullptr; ++j) sum += (transposed ? matrix[j * size + i] : matrix[i * size + j]) * in[j];
    out[i] = sum;
  }
}

double length_of(const double* c, std::int64_t count) {
  double sum = 0.0;
  for (std::int64_t j = 0; j < count; ++j) sum += c[j] * c[j];
  return std::sqrt(sum);
}

// The problem in the coordinates in which penalties are on lengths.
class Groups {
 public:
  Groups(const PathQuadratic& quadratic, const std::vector<PathGroup>& groups, const std::vector<double>& slope, const std::vector<double>& from)
      : groups_(groups), size_(quadratic.size()), hessian_(size_ * size_), c_(size_), q_(size_), eigen_(groups.size()) {
    std::vector<double> half(size_ * size_), column, turned;
    for (const PathGroup& group : groups)  // H · inverse
      for (std::int64_t i = 0; i < size_; ++i)
        for (std::int64_t j = 0; j < group.count; ++j) {
          double sum = group.inverse == nullptr ? quadratic.at(i, group.first + j) : 0.0;
          for (std::int64_t l = 0; l < group.count && group.inverse != nullptr; ++l) sum += quadratic.at(i, group.first + l) * group.inverse[l * group.count + j];
          half[i * size_ + group.first + j] = sum;
        }
    for (const PathGroup& group : groups) {
      column.resize(group.count);
      turned.resize(group.count);
      for (std::int64_t j = 0; j < size_; ++j) {
        for (std::int64_t i = 0; i < group.count; ++i) column[i] = half[(group.first + i) * size_ + j];
        multiply(group.inverse, group.count, true, column.data(), turned.data());
        for (std::int64_t i = 0; i < group.count; ++i) hessian_[(group.first + i) * size_ + j] = turned[i];
      }
      multiply(group.root, group.count, false, from.data() + group.first, c_.data() + group.first);
      multiply(group.inverse, group.count, true, slope.data() + group.first, q_.data() + group.first);
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const PathGroup& group = groups[g];
      if (group.count == 1) continue;
      column.assign(group.count * group.count, 0.0);
      for (std::int64_t i = 0; i < group.count; ++i)
        for (std::int64_t j = 0; j < group.count; ++j) column[i * group.count + j] = 0.5 * (at(group.first + i, group.first + j) + at(group.first + j, group.first + i));
      eigen_[g] = solve::symmetric_eigen(column.data(), group.count);
      for (double& value : eigen_[g].values) value = std::max(value, 0.0);
    }
  }

  double at(std::int64_t i, std::int64_t j) const noexcept { return hessian_[i * size_ + j]; }
  bool active(std::size_t g) const noexcept { return length_of(c_.data() + groups_[g].first, groups_[g].count) > 0.0; }

  // One group to its minimum; squared length of its step, NaN when it has none.
  double update(std::size_t g) {
    const PathGroup& group = groups_[g];
    const std::int64_t first = group.first, m = group.count;
    next_.assign(m, 0.0);
    if (m == 1) {
      const double h = at(first, first), own = h + group.ridge;
      if (!(own > 0.0)) return 0.0;
      const double value = h * c_[first] - q_[first];
      next_[0] = value > group.lasso ? (value - group.lasso) / own : (value < -group.lasso ? (value + group.lasso) / own : 0.0);
    } else {
      const solve::SymmetricEigen& eigen = eigen_[g];
      std::vector<double> wish(m), turned(m, 0.0);
      for (std::int64_t i = 0; i < m; ++i) {
        wish[i] = -q_[first + i];
        for (std::int64_t j = 0; j < m; ++j) wish[i] += at(first + i, first + j) * c_[first + j];
      }
      for (std::int64_t k = 0; k < m; ++k)
        for (std::int64_t i = 0; i < m; ++i) turned[k] += eigen.vectors[i * m + k] * wish[i];
      if (length_of(turned.data(), m) > group.lasso) {
        double least = group.lasso;  // lasso / norm, in the end
        if (group.lasso > 0.0) {
          double norm = 0.0;
          for (int round = 0; round < 200; ++round) {  // 1 / |turned / ((value + ridge) norm + lasso)| = 1 by Newton, from below
            double sum = 0.0, slope = 0.0;
            for (std::int64_t k = 0; k < m; ++k) {
              const double a = eigen.values[k] + group.ridge, below = a * norm + group.lasso;
              sum += turned[k] * turned[k] / (below * below);
              slope += turned[k] * turned[k] * a / (below * below * below);
            }
            if (!(slope > 0.0)) return NAN;
            const double step = sum * (std::sqrt(sum) - 1.0) / slope;
            norm += step;
            if (!(std::fabs(step) > 1e-15 * norm)) break;
          }
          if (!(norm > 0.0) || !std::isfinite(norm)) return NAN;
          least = group.lasso / norm;
        }
        for (std::int64_t k = 0; k < m; ++k) {
          const double below = eigen.values[k] + group.ridge + least;
          if (!(below > 0.0)) continue;
          for (std::int64_t i = 0; i < m; ++i) next_[i] += eigen.vectors[i * m + k] * turned[k] / below;
        }
      }
    }
    double squared = 0.0;
    for (std::int64_t i = 0; i < m; ++i) next_[i] -= c_[first + i];
    for (std::int64_t i = 0; i < m; ++i) {
      squared += group.ridge * next_[i] * next_[i];
      for (std::int64_t j = 0; j < m; ++j) squared += next_[i] * at(first + i, first + j) * next_[j];
    }
    for (std::int64_t i = 0; i < m; ++i) move(first + i, next_[i]);
    return squared;
  }

  // A step of Newton's on the groups that are not 0, as far as it leads down.
  void leap() {
    std::vector<std::int64_t> where;
    std::vector<std::size_t> which;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      if (!active(g)) continue;
      which.push_back(g);
      for (std::int64_t j = 0; j < groups_[g].count; ++j) where.push_back(groups_[g].first + j);
    }
    const auto some = static_cast<std::int64_t>(where.size());
    std::vector<double> matrix(some * some), step(some);
    for (std::int64_t v = 0; v < some; ++v)
      for (std::int64_t u = 0; u < some; ++u) matrix[v * some + u] = 0.5 * (at(where[v], where[u]) + at(where[u], where[v]));
    std::int64_t from = 0;
    for (const std::size_t g : which) {
      const PathGroup& group = groups_[g];
      const double* c = c_.data() + group.first;
      const double norm = length_of(c, group.count);
      for (std::int64_t i = 0; i < group.count; ++i) {
        step[from + i] = -(q_[group.first + i] + (group.ridge + group.lasso / norm) * c[i]);
        matrix[(from + i) * some + from + i] += group.ridge + group.lasso / norm;
        for (std::int64_t j = 0; j < group.count; ++j) matrix[(from + i) * some + from + j] -= group.lasso * c[i] * c[j] / (norm * norm * norm);
      }
      from += group.count;
    }
    const solve::RankRevealingCholesky factor(matrix.data(), some);
    if (!factor.semi_definite()) return;
    factor.solve(step.data());
    double linear = 0.0, bent = 0.0;
    for (std::int64_t v = 0; v < some; ++v) {
      linear += q_[where[v]] * step[v];
      for (std::int64_t u = 0; u < some; ++u) bent += step[v] * at(where[v], where[u]) * step[u];
    }
    std::vector<double> there;
    double share = 1.0;
    for (int halvings = 0; halvings < 40; ++halvings, share *= 0.5) {
      double change = share * linear + 0.5 * share * share * bent;
      from = 0;
      for (const std::size_t g : which) {
        const PathGroup& group = groups_[g];
        there.assign(c_.begin() + group.first, c_.begin() + group.first + group.count);
        const double before = length_of(there.data(), group.count);
        for (std::int64_t i = 0; i < group.count; ++i) there[i] += share * step[from + i];
        const double after = length_of(there.data(), group.count);
        change += group.lasso * (after - before) + 0.5 * group.ridge * (after * after - before * before);
        from += group.count;
      }
      if (!(change < 0.0)) continue;
      for (std::int64_t v = 0; v < some; ++v) move(where[v], share * step[v]);
      return;
    }
  }

  void put(std::vector<double>& b) const {
    b.resize(size_);
    for (const PathGroup& group : groups_) multiply(group.inverse, group.count, false, c_.data() + group.first, b.data() + group.first);
  }

 private:
  void move(std::int64_t j, double by) {
    if (by == 0.0) return;
    c_[j] += by;
    for (std::int64_t i = 0; i < size_; ++i) q_[i] += hessian_[j * size_ + i] * by;
  }

  const std::vector<PathGroup>& groups_;
  std::int64_t size_;
  std::vector<double> hessian_, c_, q_, next_;
  std::vector<solve::SymmetricEigen> eigen_;  // of each group's own block; empty of a single term
};
}  // namespace

double norm_of(const PathGroup& group, const double* b) {
  std::vector<double> c(group.count);
  multiply(group.root, group.count, false, b, c.data());
  return length_of(c.data(), group.count);
}

bool minimise_by_groups(const PathQuadratic& quadratic, const std::vector<PathGroup>& groups, const std::vector<double>& slope, const std::vector<double>& from,
                        double tolerance, std::vector<double>& b) {
  Groups problem(quadratic, groups, slope, from);
  const double enough = tolerance * tolerance;
  constexpr int rounds = 500, sweeps = 8;
  for (int round = 0; round < rounds; ++round) {
    double largest = 0.0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const double length = problem.update(g);
      if (!(length <= 1e300)) return false;
      largest = std::max(largest, length);
    }
    if (largest <= enough) {
      problem.put(b);
      return true;
    }
    for (int sweep = 0; sweep < sweeps && largest > enough; ++sweep) {
      largest = 0.0;
      for (std::size_t g = 0; g < groups.size(); ++g)
        if (problem.active(g)) largest = std::max(largest, problem.update(g));
    }
    if (largest > enough) problem.leap();
  }
  return false;
}

}  // namespace mainstay::inline v1::survival
