#include "core/at.hpp"
#include "reasons/logit.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::reasons {

namespace {

constexpr double absent = -700.0;  // intercept of a class without rows

class LogitFit {
 public:
  LogitFit(const SparseRows& x, const std::vector<std::int32_t>& label, std::int64_t features, std::int64_t classes, double ridge, Team& team)
      : x_(x), label_(label), p_(features), k_(classes), n_(x.rows()), ridge_(ridge), team_(team), size_(at((p_ + 1) * k_)) {
    // The same cells by column.
    column_begin_.assign(at(p_) + 1, 0);
    for (const std::int32_t column : x.column) ++column_begin_[static_cast<std::size_t>(column) + 1];
    for (std::size_t j = 0; j < at(p_); ++j) column_begin_[j + 1] += column_begin_[j];
    column_row_.resize(x.column.size());
    column_value_.resize(x.column.size());
    std::vector<std::size_t> next(column_begin_.begin(), column_begin_.end() - 1);
    for (std::int64_t i = 0; i < n_; ++i)
      for (std::size_t c = x.begin[at(i)]; c < x.begin[at(i) + 1]; ++c) {
        const std::size_t place = next[static_cast<std::size_t>(x.column[c])]++;
        column_row_[place] = static_cast<std::int32_t>(i);
        column_value_[place] = x.value[c];
      }
    row_chunks_ = std::clamp<std::int64_t>(static_cast<std::int64_t>(x.column.size()) * k_ / 200000, 1, 64);
    probability_.resize(at(n_ * k_));
    residual_.resize(at(n_ * k_));
    row_loss_.resize(at(n_));
  }

  Logit run(std::int64_t max_iterations, double tolerance) {
    Logit result;
    result.features = p_, result.classes = k_;
    std::vector<double> w(size_, 0.0), gradient(size_), step(size_), trial(size_);
    std::vector<std::int64_t> rows(at(k_), 0);
    for (const std::int32_t label : label_) ++rows[static_cast<std::size_t>(label)];
    for (std::int64_t k = 0; k < k_; ++k)
      if (rows[at(k)] == 0) w[at(p_ * k_ + k)] = absent;
    double value = evaluate(w);
    const double line = tolerance * static_cast<double>(std::max<std::int64_t>(1, n_));
    while (result.iterations < max_iterations) {
      slope(w, gradient);
      double largest = 0.0;
      for (const double g : gradient) largest = std::max(largest, std::fabs(g));
      if (largest <= line) {
        result.converged = true;
        break;
      }
      ++result.iterations;
      newton_step(gradient, step);
      double slope_along = 0.0;
      for (std::size_t i = 0; i < size_; ++i) slope_along += gradient[i] * step[i];
      double length = 1.0, reached = value;
      int halvings = 0;
      for (; halvings < 40; ++halvings, length *= 0.5) {
        for (std::size_t i = 0; i < size_; ++i) trial[i] = w[i] + length * step[i];
        reached = evaluate(trial);
        if (reached <= value + 1e-4 * length * slope_along + 1e-12 * std::fabs(value)) break;
      }
      if (halvings == 40) {  // nothing lower can be told from it
        evaluate(w);
        result.converged = largest <= 100 * line;
        break;
      }
      w.swap(trial);
      value = reached;
    }
    result.loss = 0.0;
    evaluate(w);
    for (const double loss : row_loss_) result.loss += loss;
    result.weights = std::move(w);
    return result;
  }

 private:
  // Probabilities and losses of all rows; returns the penalised sum.
  double evaluate(const std::vector<double>& w) {
    team_.run(row_chunks_, [&](std::int64_t chunk) {
      const Span span = span_of(n_, row_chunks_, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        double* eta = probability_.data() + i * k_;
        predict_row(x_, i, w.data(), p_, k_, eta);
        const double own = eta[label_[at(i)]];
        row_loss_[at(i)] = softmax(eta, k_) - own;
      }
    });
    double sum = 0.0, squares = 0.0;
    for (const double loss : row_loss_) sum += loss;
    for (std::size_t j = 0; j < at(p_ * k_); ++j) squares += w[j] * w[j];
    return sum + 0.5 * ridge_ * squares;
  }

  // out = X' residual + ridge · w
  void gather(const std::vector<double>& w, std::vector<double>& out) {
    const std::int64_t chunks = std::clamp<std::int64_t>(row_chunks_, 1, std::max<std::int64_t>(1, p_));
    team_.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(p_, chunks, chunk);
      for (std::int64_t j = span.first; j < span.last; ++j) {
        double* to = out.data() + j * k_;
        for (std::int64_t k = 0; k < k_; ++k) to[k] = ridge_ * w[at(j * k_ + k)];
        for (std::size_t c = column_begin_[at(j)]; c < column_begin_[at(j) + 1]; ++c) {
          const double* from = residual_.data() + column_row_[c] * k_;
          for (std::int64_t k = 0; k < k_; ++k) to[k] += column_value_[c] * from[k];
        }
      }
    });
    double* to = out.data() + p_ * k_;
    std::fill(to, to + k_, 0.0);
    for (std::int64_t i = 0; i < n_; ++i)
      for (std::int64_t k = 0; k < k_; ++k) to[k] += residual_[at(i * k_ + k)];
  }

  void slope(const std::vector<double>& w, std::vector<double>& gradient) {
    for (std::int64_t i = 0; i < n_; ++i)
      for (std::int64_t k = 0; k < k_; ++k) residual_[at(i * k_ + k)] = probability_[at(i * k_ + k)] - (label_[at(i)] == k ? 1.0 : 0.0);
    gather(w, gradient);
  }

  // out = Hessian · direction
  void curve(const std::vector<double>& direction, std::vector<double>& out) {
    team_.run(row_chunks_, [&](std::int64_t chunk) {
      const Span span = span_of(n_, row_chunks_, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        double* to = residual_.data() + i * k_;
        const double* p = probability_.data() + i * k_;
        predict_row(x_, i, direction.data(), p_, k_, to);
        double mean = 0.0;
        for (std::int64_t k = 0; k < k_; ++k) mean += p[k] * to[k];
        for (std::int64_t k = 0; k < k_; ++k) to[k] = p[k] * (to[k] - mean);
      }
    });
    gather(direction, out);
  }

  // Conjugate gradients on Hessian · step = -gradient.
  void newton_step(const std::vector<double>& gradient, std::vector<double>& step) {
    std::vector<double> rest(size_), direction(size_), curved(size_);
    double norm = 0.0;
    for (std::size_t i = 0; i < size_; ++i) {
      step[i] = 0.0;
      rest[i] = direction[i] = -gradient[i];
      norm += rest[i] * rest[i];
    }
    const double start = norm, enough = norm * std::min(0.01, std::sqrt(norm) / static_cast<double>(std::max<std::int64_t>(1, n_)));
    for (int round = 0; round < 500 && norm > std::max(enough, 1e-24 * start); ++round) {
      curve(direction, curved);
      double bend = 0.0;
      for (std::size_t i = 0; i < size_; ++i) bend += direction[i] * curved[i];
      if (!(bend > 0.0)) break;
      const double length = norm / bend;
      double next = 0.0;
      for (std::size_t i = 0; i < size_; ++i) {
        step[i] += length * direction[i];
        rest[i] -= length * curved[i];
        next += rest[i] * rest[i];
      }
      const double keep = next / norm;
      norm = next;
      for (std::size_t i = 0; i < size_; ++i) direction[i] = rest[i] + keep * direction[i];
    }
  }

  const SparseRows& x_;
  const std::vector<std::int32_t>& label_;
  std::int64_t p_, k_, n_;
  double ridge_;
  Team& team_;
  std::size_t size_;
  std::int64_t row_chunks_ = 1;
  std::vector<std::size_t> column_begin_;
  std::vector<std::int32_t> column_row_;
  std::vector<double> column_value_, probability_, residual_, row_loss_;
};

}  // namespace

void predict_row(const SparseRows& x, std::int64_t row, const double* weights, std::int64_t features, std::int64_t classes, double* out) noexcept {
  const double* intercepts = weights + features * classes;
  for (std::int64_t k = 0; k < classes; ++k) out[k] = intercepts[k];
  for (std::size_t c = x.begin[at(row)]; c < x.begin[at(row) + 1]; ++c) {
    const double* from = weights + x.column[c] * classes;
    for (std::int64_t k = 0; k < classes; ++k) out[k] += x.value[c] * from[k];
  }
}

double softmax(double* eta, std::int64_t classes) noexcept {
  double top = eta[0];
  for (std::int64_t k = 1; k < classes; ++k) top = std::max(top, eta[k]);
  double sum = 0.0;
  for (std::int64_t k = 0; k < classes; ++k) sum += eta[k] = std::exp(eta[k] - top);
  for (std::int64_t k = 0; k < classes; ++k) eta[k] /= sum;
  return top + std::log(sum);
}

Logit fit_logit(const SparseRows& x, const std::vector<std::int32_t>& label, std::int64_t features, std::int64_t classes, double ridge, std::int64_t max_iterations, double tolerance, Team& team) {
  return LogitFit(x, label, features, classes, ridge, team).run(max_iterations, tolerance);
}

double best_temperature(const std::vector<double>& eta, const std::vector<std::int32_t>& label, std::int64_t classes) {
  double inverse = 1.0, low = 0.05, high = 20.0;
  std::vector<double> p(at(classes));
  const double other = 1.0 / (static_cast<double>(label.size()) + 2.0) / static_cast<double>(classes - 1);  // of a row that would come next (Platt): labels that a model tells apart perfectly make nothing certain
  const double own = 1.0 - other * static_cast<double>(classes);
  for (int round = 0; round < 200 && high - low > 1e-12 * high; ++round) {  // the loss is convex in 1 / temperature
    double first = 0.0, second = 0.0;
    for (std::size_t i = 0; i < label.size(); ++i) {
      const double* z = eta.data() + i * at(classes);
      for (std::int64_t k = 0; k < classes; ++k) p[at(k)] = inverse * z[k];
      softmax(p.data(), classes);
      double mean = 0.0, square = 0.0, aim = own * z[label[i]];
      for (std::int64_t k = 0; k < classes; ++k) mean += p[at(k)] * z[k], square += p[at(k)] * z[k] * z[k], aim += other * z[k];
      first += mean - aim;
      second += square - mean * mean;
    }
    if (first > 0.0) high = inverse;
    else low = inverse;
    double next = second > 0.0 ? inverse - first / second : inverse;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (std::fabs(next - inverse) <= 1e-13 * inverse) break;
    inverse = next;
  }
  return 1.0 / inverse;
}

}  // namespace mainstay::inline v1::reasons
