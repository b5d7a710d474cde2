#include "competency/portrait_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/at.hpp"
#include "mainstay/survival/cox.hpp"
#include "solve/cholesky.hpp"

namespace mainstay::inline v1::competency {

namespace {

// Columns of the design that take part.
using Columns = std::vector<std::int64_t>;

double eta_of(const double* row, const PortraitFit& fit) {
  double eta = fit.intercept;
  for (std::size_t j = 0; j < fit.coefficient.size(); ++j) eta += fit.coefficient[j] * row[j];
  return eta;
}

PortraitFit linear(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, const std::vector<double>& design, std::int64_t columns, double penalty, const Columns& active) {
  const auto n = static_cast<double>(rows.size());
  const auto p = static_cast<std::int64_t>(active.size());
  PortraitFit fit{std::vector<double>(at(columns), 0.0), 0.0, 0.0, 1.0};
  double mean = 0, squares = 0;
  for (const std::int64_t row : rows) mean += outcomes.y[at(row)] / n;
  for (const std::int64_t row : rows) squares += (outcomes.y[at(row)] - mean) * (outcomes.y[at(row)] - mean) / n;
  fit.centre = mean;
  fit.scale = squares > 0 ? std::sqrt(squares) : 1.0;
  std::vector<double> centre(at(p), 0.0), gram(at(p * p), 0.0), right(at(p), 0.0);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::int64_t a = 0; a < p; ++a) centre[at(a)] += design[i * at(columns) + at(active[at(a)])] / n;
  std::vector<double> z(at(p));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double y = (outcomes.y[at(rows[i])] - mean) / fit.scale;
    for (std::int64_t a = 0; a < p; ++a) z[at(a)] = design[i * at(columns) + at(active[at(a)])] - centre[at(a)];
    for (std::int64_t a = 0; a < p; ++a) {
      right[at(a)] += z[at(a)] * y / n;
      for (std::int64_t b = a; b < p; ++b) gram[at(a * p + b)] += z[at(a)] * z[at(b)] / n;
    }
  }
  for (std::int64_t a = 0; a < p; ++a) gram[at(a * p + a)] += penalty;
  solve::RankRevealingCholesky(gram.data(), p).solve(right.data());
  for (std::int64_t a = 0; a < p; ++a) {
    fit.coefficient[at(active[at(a)])] = right[at(a)];
    fit.intercept -= right[at(a)] * centre[at(a)];
  }
  return fit;
}

double log_likelihood(double eta, bool yes) { return yes ? -std::log1p(std::exp(-std::abs(eta))) + std::min(eta, 0.0) : -std::log1p(std::exp(-std::abs(eta))) - std::max(eta, 0.0); }

PortraitFit logistic(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, const std::vector<double>& design, std::int64_t columns, double penalty, const Columns& active) {
  const auto n = static_cast<double>(rows.size());
  const auto p = static_cast<std::int64_t>(active.size()) + 1;  // the intercept last
  double share = 0;
  for (const std::int64_t row : rows) share += outcomes.y[at(row)] / n;
  PortraitFit fit{std::vector<double>(at(columns), 0.0), 0.0, 0.0, 1.0};
  share = std::clamp(share, 0.5 / n, 1 - 0.5 / n);
  fit.intercept = std::log(share / (1 - share));
  const auto value = [&](const PortraitFit& at_fit) {
    double sum = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) sum += log_likelihood(eta_of(design.data() + i * at(columns), at_fit), outcomes.y[at(rows[i])] > 0) / n;
    for (const double c : at_fit.coefficient) sum -= 0.5 * penalty * c * c;
    return sum;
  };
  double now = value(fit);
  std::vector<double> z(at(p));
  for (int step = 0; step < 100; ++step) {
    std::vector<double> hessian(at(p * p), 0.0), slope(at(p), 0.0);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double* row = design.data() + i * at(columns);
      const double eta = eta_of(row, fit), e = std::exp(-std::abs(eta)), probability = eta > 0 ? 1 / (1 + e) : e / (1 + e), weight = e / ((1 + e) * (1 + e)) / n;
      for (std::int64_t a = 0; a + 1 < p; ++a) z[at(a)] = row[at(active[at(a)])];
      z[at(p - 1)] = 1;
      for (std::int64_t a = 0; a < p; ++a) {
        slope[at(a)] += (outcomes.y[at(rows[i])] - probability) * z[at(a)] / n;
        for (std::int64_t b = a; b < p; ++b) hessian[at(a * p + b)] += weight * z[at(a)] * z[at(b)];
      }
    }
    for (std::int64_t a = 0; a + 1 < p; ++a) {
      hessian[at(a * p + a)] += penalty;
      slope[at(a)] -= penalty * fit.coefficient[at(active[at(a)])];
    }
    std::vector<double> change = slope;
    solve::RankRevealingCholesky(hessian.data(), p).solve(change.data());
    double decrement = 0;
    for (std::int64_t a = 0; a < p; ++a) decrement += change[at(a)] * slope[at(a)];
    if (!(decrement > 1e-20)) break;
    double length = 1;
    for (int half = 0; half < 40; ++half, length /= 2) {
      PortraitFit next = fit;
      for (std::int64_t a = 0; a + 1 < p; ++a) next.coefficient[at(active[at(a)])] += length * change[at(a)];
      next.intercept += length * change[at(p - 1)];
      const double then = value(next);
      if (then >= now) {
        fit = std::move(next);
        now = then;
        break;
      }
    }
    if (decrement < 1e-16) break;
  }
  return fit;
}

struct Timed {
  std::vector<double> duration;
  std::vector<std::int64_t> event;
  std::int64_t events = 0;
  Timed(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      duration.push_back(outcomes.duration[at(rows[i])]);
      event.push_back(outcomes.event[at(rows[i])]);
      events += event.back();
    }
  }
};

survival::CoxOptions cox_options() {
  survival::CoxOptions options;
  options.concordance = options.baseline = options.baseline_errors = false;
  options.tolerance = 1e-9;
  return options;
}

PortraitFit proportional(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, const std::vector<double>& design, std::int64_t columns, double penalty, const Columns& active) {
  PortraitFit fit{std::vector<double>(at(columns), 0.0), 0.0, 0.0, 1.0};
  const Timed timed(outcomes, rows, rows.size());
  if (timed.events == 0 || active.empty()) return fit;
  survival::CoxInput input;
  for (const std::int64_t column : active) input.x.add("c" + std::to_string(column), Column(design.data() + column, static_cast<std::int64_t>(rows.size()), columns));
  input.duration = Column(timed.duration);
  input.event = Column(timed.event);
  survival::CoxOptions options = cox_options();
  options.ridge = penalty * static_cast<double>(timed.events);
  RunContext alone;
  alone.threads = 1;
  const survival::CoxFit found = survival::cox(input, options, alone);
  for (std::size_t a = 0; a < active.size(); ++a) fit.coefficient[at(active[a])] = -found.coefficients.coefficient[a];  // staying is better
  return fit;
}

// Log partial likelihood of the first rows at the fit's coefficients.
double partial_likelihood(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, const std::vector<double>& design, std::int64_t columns, std::size_t count, const PortraitFit& fit) {
  const Timed timed(outcomes, rows, count);
  if (timed.events == 0) return 0.0;
  std::vector<double> offset;
  for (std::size_t i = 0; i < count; ++i) offset.push_back(-eta_of(design.data() + i * at(columns), fit));
  survival::CoxInput input;
  input.x.add("c0", Column(design.data(), static_cast<std::int64_t>(count), columns));
  input.duration = Column(timed.duration);
  input.event = Column(timed.event);
  input.offset = Column(offset);
  survival::CoxOptions options = cox_options();
  options.max_iterations = 0;
  RunContext alone;
  alone.threads = 1;
  return survival::cox(input, options, alone).log_likelihood_null;
}

}  // namespace

PortraitFit fit_portrait(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, const std::vector<double>& design, std::int64_t columns, double penalty, bool not_below_0) {
  Columns active;
  for (std::int64_t j = 0; j < columns; ++j) active.push_back(j);
  for (;;) {
    const PortraitFit fit = outcomes.kind == PortraitOutcome::number     ? linear(outcomes, rows, design, columns, penalty, active)
                            : outcomes.kind == PortraitOutcome::yes_or_no ? logistic(outcomes, rows, design, columns, penalty, active)
                                                                          : proportional(outcomes, rows, design, columns, penalty, active);
    if (!not_below_0) return fit;
    const auto lowest = std::min_element(active.begin(), active.end(), [&](std::int64_t a, std::int64_t b) { return fit.coefficient[at(a)] < fit.coefficient[at(b)]; });
    if (lowest == active.end() || !(fit.coefficient[at(*lowest)] < 0)) return fit;
    active.erase(lowest);
  }
}

double held_out_loss(const PortraitOutcomes& outcomes, const std::vector<std::int64_t>& rows, const std::vector<double>& design, std::int64_t columns, std::int64_t learnt, const PortraitFit& fit) {
  if (outcomes.kind == PortraitOutcome::staying)
    return partial_likelihood(outcomes, rows, design, columns, at(learnt), fit) - partial_likelihood(outcomes, rows, design, columns, rows.size(), fit);
  double loss = 0;
  for (std::size_t i = at(learnt); i < rows.size(); ++i) {
    const double eta = eta_of(design.data() + i * at(columns), fit), y = outcomes.y[at(rows[i])];
    if (outcomes.kind == PortraitOutcome::yes_or_no) loss -= log_likelihood(eta, y > 0);
    else loss += ((y - fit.centre) - fit.scale * eta) * ((y - fit.centre) - fit.scale * eta);
  }
  return loss;
}

}  // namespace mainstay::inline v1::competency
