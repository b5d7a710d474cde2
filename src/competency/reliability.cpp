#include "mainstay/competency/reliability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "competency/irt_kernel.hpp"
#include "competency/reliability_kernel.hpp"
#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"
#include "solve/cholesky.hpp"
#include "solve/gram.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.reliability";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Sums over the people who answered everything, about `centre`.
struct Sums {
  double people = 0.0, left_out = 0.0;
  std::vector<double> sum;
  Lines gram;
};

class Reader {
 public:
  Reader(const ReliabilityInput& input, const std::vector<double>& sign)
      : input_(input), sign_(sign), columns_(static_cast<std::int64_t>(input.answers.columns.size())), width_(solve::gram_width(columns_)),
        block_(std::clamp<std::int64_t>(4096 / width_, 8, 512)) {}

  Sums add(const Span& span, const std::vector<double>& centre, bool products) const {
    Sums sums;
    sums.sum.assign(at(columns_), 0.0);
    sums.gram.assign(at(width_ * width_), 0.0);
    Lines rows(at(block_ * width_), 0.0);
    std::vector<double> scratch(at(block_)), weights(at(block_));
    for (std::int64_t first = span.first; first < span.last; first += block_) {
      const std::int64_t count = std::min(block_, span.last - first);
      const double* given = input_.weights.given() ? read_numbers(input_.weights, first, count, scratch.data()) : nullptr;
      for (std::int64_t i = 0; i < count; ++i) weights[at(i)] = given == nullptr ? 1.0 : given[i];
      std::vector<bool> whole(at(count), true);
      for (std::int64_t j = 0; j < columns_; ++j) {
        const double* values = read_numbers(input_.answers.columns[at(j)], first, count, scratch.data());
        for (std::int64_t i = 0; i < count; ++i) {
          rows[at(i * width_ + j)] = sign_[at(j)] * values[i] - centre[at(j)];
          if (!(values[i] == values[i])) whole[at(i)] = false;
        }
      }
      for (std::int64_t i = 0; i < count; ++i) {
        if (!whole[at(i)]) {
          sums.left_out += weights[at(i)];
          weights[at(i)] = 0.0;
        }
        if (weights[at(i)] == 0.0) std::fill_n(rows.begin() + i * width_, columns_, 0.0);
        sums.people += weights[at(i)];
        for (std::int64_t j = 0; j < columns_; ++j) sums.sum[at(j)] += weights[at(i)] * rows[at(i * width_ + j)];
      }
      if (products) solve::add_weighted_gram(rows.data(), weights.data(), count, width_, sums.gram.data());
    }
    return sums;
  }
  Sums over(const std::vector<double>& centre, bool products, Team& team) const {
    const std::int64_t rows = input_.answers.rows, chunks = std::clamp<std::int64_t>(rows / 4096, 1, 64);
    std::vector<Sums> parts(at(chunks));
    team.run(chunks, [&](std::int64_t c) { parts[at(c)] = add(span_of(rows, chunks, c), centre, products); });
    for (std::int64_t c = 1; c < chunks; ++c) {
      parts[0].people += parts[at(c)].people;
      parts[0].left_out += parts[at(c)].left_out;
      for (std::size_t j = 0; j < parts[0].sum.size(); ++j) parts[0].sum[j] += parts[at(c)].sum[j];
      for (std::size_t i = 0; i < parts[0].gram.size(); ++i) parts[0].gram[i] += parts[at(c)].gram[i];
    }
    return std::move(parts[0]);
  }
  std::int64_t width() const noexcept { return width_; }

 private:
  const ReliabilityInput& input_;
  const std::vector<double>& sign_;
  std::int64_t columns_, width_, block_;
};

std::vector<double> without(const std::vector<double>& matrix, std::int64_t k, std::int64_t left) {
  std::vector<double> rest;
  for (std::int64_t i = 0; i < k; ++i)
    for (std::int64_t j = 0; j < k; ++j)
      if (i != left && j != left) rest.push_back(matrix[at(i * k + j)]);
  return rest;
}

double correlation(double covariance, double one, double other) {
  return one > 0.0 && other > 0.0 ? std::clamp(covariance / std::sqrt(one * other), -1.0, 1.0) : missing;
}

}  // namespace

ReliabilityResult reliability(const ReliabilityInput& input, const ReliabilityOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  Team team(key, context);
  ReliabilityResult result;
  const Table& answers = input.answers;
  const auto columns = static_cast<std::int64_t>(answers.columns.size());
  std::vector<double> sign(at(columns), 1.0);
  for (std::int64_t j = 0; j < columns; ++j)
    if (answers.columns[at(j)].categorical) throw Error(ErrorCode::wrong_type, key, "answers." + answers.names[at(j)], -1, "text", "numbers");
  for (std::size_t r = 0; r < options.reversed.size(); ++r) {
    const std::int64_t found = data::column_of(answers, options.reversed[r]);
    if (found < 0) throw Error(ErrorCode::unknown_name, key, "reversed[" + std::to_string(r) + "]", -1, options.reversed[r], "one of the items " + list_of(answers.names));
    sign[at(found)] = -1.0;
  }
  result.items.item = answers.names;
  for (std::vector<double>* column : {&result.items.mean, &result.items.deviation, &result.items.item_total, &result.items.item_rest, &result.items.alpha_if_dropped,
                                      &result.items.loading, &result.items.error_variance})
    column->assign(at(columns), missing);
  const Reader reader(input, sign);
  team.report(0.0, 0.3);
  const Sums first = reader.over(std::vector<double>(at(columns), 0.0), false, team);
  result.people = first.people;
  result.left_out = first.left_out;
  if (!(first.people > 0.0)) return result;
  std::vector<double> centre;
  for (const double sum : first.sum) centre.push_back(sum / first.people);
  team.report(0.3, 1.0);
  const Sums second = reader.over(centre, true, team);
  const double n = first.people, divisor = n - 1.0;
  std::vector<double> all(at(columns * columns));
  for (std::int64_t i = 0; i < columns; ++i)
    for (std::int64_t j = i; j < columns; ++j) {
      const double sum = second.gram[at(i * reader.width() + j)] - second.sum[at(i)] * second.sum[at(j)] / n;
      all[at(i * columns + j)] = all[at(j * columns + i)] = divisor > 0.0 ? sum / divisor : 0.0;
    }
  std::vector<std::int64_t> used;
  double total_mean = 0.0;
  for (std::int64_t j = 0; j < columns; ++j) {
    const double mean = centre[at(j)] + second.sum[at(j)] / n;
    double& variance = all[at(j * columns + j)];
    if (variance <= 1e-24 * mean * mean) variance = 0.0;  // a constant, but for rounding
    result.items.mean[at(j)] = sign[at(j)] * mean;
    result.items.deviation[at(j)] = std::sqrt(std::max(0.0, variance));
    if (variance > 0.0) {
      used.push_back(j);
      total_mean += mean;
    }
  }
  const auto k = static_cast<std::int64_t>(used.size());
  if (n < 3.0) {
    result.status = ReliabilityStatus::too_few_people;
    return result;
  }
  if (k < 2) return result;
  result.status = ReliabilityStatus::estimated;
  std::vector<double> covariance, correlations;
  for (const std::int64_t i : used)
    for (const std::int64_t j : used) {
      covariance.push_back(all[at(i * columns + j)]);
      correlations.push_back(all[at(i * columns + j)] / std::sqrt(all[at(i * columns + i)] * all[at(j * columns + j)]));
    }
  double total = 0.0, outside = 0.0, squares = 0.0, odd = 0.0, even = 0.0, between = 0.0;
  std::vector<double> with_all(at(k), 0.0);
  for (std::int64_t i = 0; i < k; ++i)
    for (std::int64_t j = 0; j < k; ++j) {
      const double c = covariance[at(i * k + j)];
      total += c;
      with_all[at(i)] += c;
      if (i != j) outside += c, squares += c * c;
      if (i % 2 == 0 && j % 2 == 0) odd += c;
      if (i % 2 == 1 && j % 2 == 1) even += c;
      if (i % 2 == 0 && j % 2 == 1) between += c;
    }
  const auto count = static_cast<double>(k);
  for (std::int64_t i = 0; i < k; ++i) {
    const double variance = covariance[at(i * k + i)];
    const std::size_t item = at(used[at(i)]);
    result.items.item_total[item] = correlation(with_all[at(i)], variance, total);
    result.items.item_rest[item] = correlation(with_all[at(i)] - variance, variance, total - 2.0 * with_all[at(i)] + variance);
    if (k > 2) {
      const std::vector<double> rest = without(covariance, k, i);
      double sum = 0.0;
      for (const double c : rest) sum += c;
      if (sum > 0.0) result.items.alpha_if_dropped[item] = coefficient_alpha(rest, k - 1);
    }
  }
  result.total_mean = total_mean;
  result.total_deviation = std::sqrt(std::max(0.0, total));
  if (!(total > 1e-14 * (total + std::abs(outside)))) {  // the items cancel each other
    result.status = ReliabilityStatus::too_few_items;
    return result;
  }
  result.alpha = coefficient_alpha(covariance, k);
  result.standardised_alpha = coefficient_alpha(correlations, k);
  const double tail = 0.5 * (1.0 - options.confidence_level);
  result.alpha_lower = 1.0 - (1.0 - result.alpha) * stats::fisher_quantile(1.0 - tail, n - 1.0, (n - 1.0) * (count - 1.0));
  result.alpha_upper = 1.0 - (1.0 - result.alpha) * stats::fisher_quantile(tail, n - 1.0, (n - 1.0) * (count - 1.0));
  result.lambda_2 = (outside + std::sqrt(count / (count - 1.0) * squares)) / total;
  result.split_half = 4.0 * between / total;
  const double r = correlation(between, odd, even);
  result.spearman_brown = 2.0 * r / (1.0 + r);
  if (!std::isfinite(result.spearman_brown)) result.spearman_brown = missing;
  result.standard_error_of_measurement = result.total_deviation * std::sqrt(std::max(0.0, 1.0 - result.alpha));
  const solve::RankRevealingCholesky factor(correlations.data(), k);
  if (factor.semi_definite() && factor.rank() == k) {
    const std::vector<double> inverse = factor.inverse();
    double own = 0.0;
    for (std::int64_t i = 0; i < k; ++i) own += covariance[at(i * k + i)] / inverse[at(i * k + i)];
    result.lambda_6 = 1.0 - own / total;
  }
  if (k < 3) return result;
  std::vector<double> likely = covariance;
  for (double& c : likely) c *= divisor / n;
  const OneFactor factors = one_factor(likely, k, n);
  result.omega_status = factors.singular || !(n > count) ? OmegaStatus::singular : factors.converged ? OmegaStatus::converged : OmegaStatus::not_converged;
  if (result.omega_status != OmegaStatus::converged) return result;
  for (std::int64_t i = 0; i < k; ++i) {
    result.items.loading[at(used[at(i)])] = factors.loading[at(i)];
    result.items.error_variance[at(used[at(i)])] = factors.error[at(i)];
    if (factors.error[at(i)] < 0.0) result.omega_status = OmegaStatus::negative_variance;
  }
  result.omega = factors.omega;
  result.omega_std_error = factors.omega_std_error;
  const double z = stats::normal_interval_factor(options.confidence_level);
  result.omega_lower = factors.omega - z * factors.omega_std_error;
  result.omega_upper = std::min(1.0, factors.omega + z * factors.omega_std_error);
  result.omega_error_of_measurement = result.total_deviation * std::sqrt(std::max(0.0, 1.0 - factors.omega));
  return result;
}

constinit const Function reliability_analysis = analysis<&reliability>("competency.reliability", "How much of the differences between people's sums of scores is error?");

}  // namespace mainstay::inline v1::competency
