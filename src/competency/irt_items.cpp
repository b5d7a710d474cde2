#include "competency/irt_items.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "stats/logistic.hpp"

namespace mainstay::inline v1::competency {

namespace {

// Probabilities of a partial credit item at one ability.
void partial_credit(const IrtCurve& curve, double ability, double* out) {
  const std::int64_t categories = curve.categories();
  double largest = 0.0, sum = 0.0;
  out[0] = 0.0;
  for (std::int64_t k = 1; k < categories; ++k) {
    out[k] = out[k - 1] + curve.slope * ability + curve.intercepts[at(k - 1)];
    largest = std::max(largest, out[k]);
  }
  for (std::int64_t k = 0; k < categories; ++k) sum += out[k] = std::exp(out[k] - largest);
  for (std::int64_t k = 0; k < categories; ++k) out[k] /= sum;
}

// Graded: P(k) = s(z_k) s(-z_{k+1}) (1 - exp(-(d_k - d_{k+1}))), which loses no digits where curves lie close.
void graded(const IrtCurve& curve, double ability, double* out) {
  const std::int64_t categories = curve.categories();
  for (std::int64_t k = 0; k < categories; ++k) {
    double probability = 1.0;
    if (k > 0) probability *= stats::logistic(curve.slope * ability + curve.intercepts[at(k - 1)]);
    if (k + 1 < categories) probability *= stats::logistic(-(curve.slope * ability + curve.intercepts[at(k)]));
    if (k > 0 && k + 1 < categories) probability *= -std::expm1(curve.intercepts[at(k)] - curve.intercepts[at(k - 1)]);
    out[k] = probability;
  }
}

}  // namespace

bool IrtCurve::proper() const noexcept {
  if (!std::isfinite(slope)) return false;
  for (std::size_t k = 0; k < intercepts.size(); ++k)
    if (!std::isfinite(intercepts[k]) || (!partial_credit && k > 0 && !(-std::expm1(intercepts[k] - intercepts[k - 1]) > 0.0))) return false;
  return true;
}

void answer_probabilities(const IrtCurve& curve, const double* ability, std::int64_t nodes, std::int64_t stride, double* out) {
  const std::int64_t categories = curve.categories();
  std::vector<double> of_node(at(categories));
  for (std::int64_t q = 0; q < nodes; ++q) {
    if (curve.partial_credit) partial_credit(curve, ability[q], of_node.data());
    else graded(curve, ability[q], of_node.data());
    for (std::int64_t k = 0; k < categories; ++k) out[k * stride + q] = of_node[at(k)];
  }
}

void answer_slopes(const IrtCurve& curve, const double* ability, std::int64_t nodes, std::int64_t stride, double* out) {
  const std::int64_t categories = curve.categories(), parameters = categories;
  std::vector<double> probability(at(categories)), above(at(categories) + 1);
  const auto cell = [&](std::int64_t k, std::int64_t m, std::int64_t q) -> double& { return out[(k * parameters + m) * stride + q]; };
  for (std::int64_t q = 0; q < nodes; ++q) {
    if (curve.partial_credit) {
      partial_credit(curve, ability[q], probability.data());
      above[at(categories)] = 0.0;  // above[m]: P(answer >= m)
      double mean = 0.0;
      for (std::int64_t k = categories - 1; k > 0; --k) {
        above[at(k)] = above[at(k + 1)] + probability[at(k)];
        mean += above[at(k)];
      }
      for (std::int64_t k = 0; k < categories; ++k) {
        cell(k, 0, q) = ability[q] * (static_cast<double>(k) - mean);
        for (std::int64_t m = 1; m < parameters; ++m) cell(k, m, q) = (k >= m ? 1.0 : 0.0) - above[at(m)];
      }
    } else {
      for (std::int64_t k = 0; k < categories; ++k) {
        for (std::int64_t m = 0; m < parameters; ++m) cell(k, m, q) = 0.0;
        const double below = k > 0 ? stats::logistic(-(curve.slope * ability[q] + curve.intercepts[at(k - 1)])) : 0.0;
        const double beyond = k + 1 < categories ? stats::logistic(curve.slope * ability[q] + curve.intercepts[at(k)]) : 0.0;
        const double both = k > 0 && k + 1 < categories ? 1.0 / std::expm1(curve.intercepts[at(k - 1)] - curve.intercepts[at(k)]) : 0.0;
        if (k > 0) cell(k, k, q) = below + both;
        if (k + 1 < categories) cell(k, k + 1, q) = -beyond - both;
        cell(k, 0, q) = ability[q] * (below - beyond);
      }
    }
  }
}

void add_answer_curvature(const IrtCurve& curve, const double* ability, std::int64_t nodes, std::int64_t stride, const double* counts, const double* probabilities,
                          double* curvature) {
  const std::int64_t categories = curve.categories(), parameters = categories;
  const auto add = [&](std::int64_t m, std::int64_t l, double value) {
    curvature[m * parameters + l] += value;
    if (m != l) curvature[l * parameters + m] += value;
  };
  if (curve.partial_credit) {
    std::vector<double> above(at(categories) + 1);
    for (std::int64_t q = 0; q < nodes; ++q) {
      double people = 0.0, mean = 0.0, square = 0.0;
      above[at(categories)] = 0.0;
      for (std::int64_t k = categories - 1; k >= 0; --k) {
        people += counts[k * stride + q];
        above[at(k)] = above[at(k + 1)] + probabilities[k * stride + q];
        mean += static_cast<double>(k) * probabilities[k * stride + q];
        square += static_cast<double>(k * k) * probabilities[k * stride + q];
      }
      if (!(people > 0.0)) continue;
      add(0, 0, people * ability[q] * ability[q] * (square - mean * mean));
      double from = 0.0;  // sum of k P(k) for k >= m
      for (std::int64_t m = categories - 1; m > 0; --m) {
        from += static_cast<double>(m) * probabilities[m * stride + q];
        add(0, m, people * ability[q] * (from - mean * above[at(m)]));
        for (std::int64_t l = m; l < categories; ++l) add(m, l, people * above[at(l)] * (1.0 - above[at(m)]));
      }
    }
    return;
  }
  std::vector<double> gap(at(categories), 0.0);  // of answer k: exp(D) / (exp(D) - 1)², D the distance of its two intercepts
  for (std::int64_t k = 1; k + 1 < categories; ++k) {
    const double distance = curve.intercepts[at(k - 1)] - curve.intercepts[at(k)];
    gap[at(k)] = -1.0 / (std::expm1(distance) * std::expm1(-distance));
  }
  for (std::int64_t k = 1; k + 1 < categories; ++k) {
    double people = 0.0;
    for (std::int64_t q = 0; q < nodes; ++q) people += counts[k * stride + q];
    add(k, k, people * gap[at(k)]);
    add(k + 1, k + 1, people * gap[at(k)]);
    add(k, k + 1, -people * gap[at(k)]);
  }
  for (std::int64_t q = 0; q < nodes; ++q) {
    for (std::int64_t m = 1; m < categories; ++m) {
      const double people = counts[(m - 1) * stride + q] + counts[m * stride + q];  // whose logarithm has the m-th curve in it
      if (!(people > 0.0)) continue;
      const double z = curve.slope * ability[q] + curve.intercepts[at(m - 1)], variance = people * stats::logistic(z) * stats::logistic(-z);
      add(0, 0, variance * ability[q] * ability[q]);
      add(0, m, variance * ability[q]);
      add(m, m, variance);
    }
  }
}

void answer_point(const IrtCurve& curve, double ability, AnswerPoint& out) {
  const std::int64_t categories = curve.categories();
  for (std::vector<double>* list : {&out.probability, &out.first, &out.second, &out.log_first, &out.log_second}) list->assign(at(categories), 0.0);
  if (curve.partial_credit) {
    partial_credit(curve, ability, out.probability.data());
    double mean = 0.0, variance = 0.0;
    for (std::int64_t k = 0; k < categories; ++k) mean += static_cast<double>(k) * out.probability[at(k)];
    for (std::int64_t k = 0; k < categories; ++k) variance += (static_cast<double>(k) - mean) * (static_cast<double>(k) - mean) * out.probability[at(k)];
    for (std::int64_t k = 0; k < categories; ++k) {
      out.log_first[at(k)] = curve.slope * (static_cast<double>(k) - mean);
      out.log_second[at(k)] = -curve.slope * curve.slope * variance;
    }
  } else {
    graded(curve, ability, out.probability.data());
    for (std::int64_t k = 0; k < categories; ++k) {
      double first = 0.0, second = 0.0;
      if (k > 0) {
        const double z = curve.slope * ability + curve.intercepts[at(k - 1)];
        first += stats::logistic(-z);
        second -= stats::logistic(z) * stats::logistic(-z);
      }
      if (k + 1 < categories) {
        const double z = curve.slope * ability + curve.intercepts[at(k)];
        first -= stats::logistic(z);
        second -= stats::logistic(z) * stats::logistic(-z);
      }
      out.log_first[at(k)] = curve.slope * first;
      out.log_second[at(k)] = curve.slope * curve.slope * second;
    }
  }
  out.information = out.bias = 0.0;
  for (std::int64_t k = 0; k < categories; ++k) {
    const double p = out.probability[at(k)], l = out.log_first[at(k)];
    out.first[at(k)] = p * l;
    out.second[at(k)] = p * (out.log_second[at(k)] + l * l);
    out.information += p * l * l;
    out.bias += l * out.second[at(k)];
  }
}

}  // namespace mainstay::inline v1::competency
