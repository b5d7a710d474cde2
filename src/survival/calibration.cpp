#include "mainstay/survival/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/team.hpp"
#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"
#include "stats/logistic.hpp"
#include "stats/order.hpp"
#include "survival/calibration_observed.hpp"
#include "survival/judged.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.calibration";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_terms = 4;
using Terms = std::array<double, most_terms>;

double log_odds(double p) {
  p = std::clamp(p, 1e-9, 1.0 - 1e-9);
  return std::log(p / (1.0 - p));
}

// Restricted cubic spline: x itself and a term for each knot but the last two, straight outside the knots (Harrell 2001, equation 2.25).
struct Spline {
  std::vector<double> knots;
  std::size_t terms() const { return knots.size() > 2 ? knots.size() - 1 : 1; }
  void operator()(double x, double* out) const {
    out[0] = x;
    if (knots.size() < 3) return;
    const double last = knots.back(), before = knots[knots.size() - 2], width = last - knots.front();
    const auto cube = [](double v) { return v > 0.0 ? v * v * v : 0.0; };
    for (std::size_t j = 0; j + 2 < knots.size(); ++j)
      out[1 + j] = (cube(x - knots[j]) - cube(x - before) * (last - knots[j]) / (last - before) + cube(x - last) * (before - knots[j]) / (last - before)) / (width * width);
  }
};

// Weighted logistic regression of few terms, made row by row: nothing of n × terms is kept.
struct Logistic {
  std::size_t p = 0;
  Terms beta{};
  std::vector<double> inverse;  // of the information
  bool converged = false;
};

// design(i, z): the terms of row i, returns its offset; weight(i), left(i).
template <class Design>
Logistic fit_logistic(std::size_t p, std::int64_t n, Design&& design, const std::vector<double>& weight, const std::vector<std::uint8_t>& left) {
  Logistic fit;
  fit.p = p;
  double previous = -std::numeric_limits<double>::infinity();
  Terms step{};
  for (int iteration = 0, halvings = 0; iteration < 60; ++iteration) {
    std::vector<double> information(p * p, 0.0);
    Terms score{};
    double likelihood = 0.0, largest = 0.0;
    for (std::int64_t i = 0; i < n; ++i) {
      const double w = weight[at(i)];
      if (w == 0.0) continue;
      Terms z{};
      double eta = design(i, z.data());
      for (std::size_t a = 0; a < p; ++a) eta += z[a] * fit.beta[a];
      const double mu = stats::logistic(eta), d = left[at(i)] ? 1.0 : 0.0;
      likelihood -= w * stats::log_one_plus_exp(left[at(i)] ? -eta : eta);
      largest = std::max(largest, w * mu * (1.0 - mu));
      for (std::size_t a = 0; a < p; ++a) {
        score[a] += w * (d - mu) * z[a];
        for (std::size_t b = a; b < p; ++b) information[a * p + b] += w * mu * (1.0 - mu) * z[a] * z[b];
      }
    }
    if (!(likelihood >= previous - 1e-12 * std::abs(previous)) && halvings < 30) {
      ++halvings;
      for (std::size_t a = 0; a < p; ++a) fit.beta[a] -= step[a] *= 0.5;
      continue;
    }
    halvings = 0;
    if (!(largest > 1e-10)) return fit;  // every fitted probability is 0 or 1
    std::vector<double> scale(p);
    for (std::size_t a = 0; a < p; ++a) scale[a] = std::sqrt(information[a * p + a]);
    const solve::RankRevealingCholesky cholesky(information.data(), static_cast<std::int64_t>(p), scale.data());
    fit.inverse = cholesky.inverse();
    Terms change = score;
    cholesky.solve(change.data());
    double decrement = 0.0, size = 0.0;
    for (std::size_t a = 0; a < p; ++a) {
      decrement += change[a] * score[a];
      size = std::max(size, std::abs(fit.beta[a]));
    }
    if (!std::isfinite(decrement) || size > 1e4) return fit;
    for (std::size_t a = 0; a < p; ++a) fit.beta[a] += change[a];
    step = change;
    previous = likelihood;
    if (decrement < 1e-20 * (1.0 + std::abs(likelihood)) || (decrement < 1e-12 * (1.0 + std::abs(likelihood)) && iteration > 20)) {
      // at the end of a separated problem the likelihood goes to 0
      fit.converged = likelihood < -1e-6;
      for (std::size_t a = 0; a < p; ++a) fit.converged &= std::abs(fit.beta[a]) < 1e3;
      return fit;
    }
  }
  return fit;
}

class Rows {
 public:
  Rows(const CalibrationInput& input, const CalibrationOptions& options, const Judged& judged) : judged_(judged), horizon_(options.horizon), incidence(at(judged.rows)) {
    const Numbers prediction(input.prediction);
    for (std::int64_t i = 0; i < judged.rows; ++i) incidence[at(i)] = options.predicted == PredictedWhat::survival ? 1.0 - prediction[i] : prediction[i];
    order = stats::order_by(incidence.data(), judged.rows);
    given_entry_ = options.given == PredictedGiven::entry;
    for (std::int64_t i = 0; i < judged.rows; ++i) weight_ += weight(i);
  }
  double total() const { return weight_; }
  // 0 of a row whose prediction has no time to come true: it enters at the horizon or later.
  double weight(std::int64_t i) const { return given_entry_ && !(judged_.entry[i] < horizon_) ? 0.0 : judged_.weight(i); }

  // Place of the first row in the order of prediction with at least this share of the weight before and with it.
  double quantile(const std::vector<double>& values, const std::vector<std::int64_t>& by, double share) const {
    double sum = 0.0, value = 0.0;
    for (const std::int64_t i : by) {
      if (!(weight(i) > 0.0)) continue;
      sum += weight(i);
      value = values[at(i)];
      if (sum >= share * weight_ * (1.0 - 1e-12)) break;
    }
    return value;
  }

  std::vector<std::int32_t> bands(const CalibrationOptions& options) const {
    std::vector<std::int32_t> band(incidence.size(), 0);
    if (!options.cuts.empty()) {
      for (std::size_t i = 0; i < band.size(); ++i)
        band[i] = static_cast<std::int32_t>(std::upper_bound(options.cuts.begin(), options.cuts.end(), incidence[i]) - options.cuts.begin());
      return band;
    }
    double before = 0.0;
    for (std::size_t first = 0; first < order.size();) {
      std::size_t last = first;
      double own = 0.0;
      for (; last < order.size() && incidence[at(order[last])] == incidence[at(order[first])]; ++last) own += weight(order[last]);
      const double middle = weight_ > 0.0 ? (before + 0.5 * own) / weight_ : 0.0;
      const auto place = std::min<std::int64_t>(static_cast<std::int64_t>(middle * static_cast<double>(options.bands)), options.bands - 1);
      for (std::size_t k = first; k < last; ++k) band[at(order[k])] = static_cast<std::int32_t>(place);
      before += own;
      first = last;
    }
    return band;
  }

  // What regressions at the horizon see.
  void regress(CalibrationResult& result, CalibrationBands& table, double z) const {
    const std::int64_t n = judged_.rows;
    const Censoring& censoring = judged_.censoring;
    const std::int32_t place = censoring.up_to(horizon_);
    std::vector<double> weight(at(n), 0.0), x(at(n));
    std::vector<std::uint8_t> left(at(n), 0);
    for (std::int64_t i = 0; i < n; ++i) {
      x[at(i)] = log_odds(incidence[at(i)]);
      if (!(judged_.weight(i) > 0.0)) continue;
      const Judged::View v = judged_.view(i, horizon_, place);
      weight[at(i)] = judged_.weight(i) * v.weight;
      left[at(i)] = v.left;
    }
    // Error of one coefficient: its row of the inverse information times the scores, and what they change in G.
    const auto error_along = [&](const Logistic& fit, auto&& design, const std::vector<double>& way, auto&& own) {
      Pull pull;
      pull.reset(censoring);
      std::vector<double> mass(at(n), 0.0);
      for (std::int64_t i = 0; i < n; ++i) {
        if (weight[at(i)] == 0.0) continue;
        Terms terms{};
        double eta = design(i, terms.data()), row = 0.0;
        for (std::size_t a = 0; a < fit.p; ++a) {
          eta += terms[a] * fit.beta[a];
          row += way[a] * terms[a];
        }
        mass[at(i)] = weight[at(i)] * ((left[at(i)] ? 1.0 : 0.0) - stats::logistic(eta)) * row;
        pull.add(judged_.begins(i), judged_.view(i, horizon_, place).end, mass[at(i)]);
      }
      pull.close(censoring);
      Spread spread(judged_);
      for (std::int64_t i = 0; i < n; ++i)
        if (judged_.weight(i) > 0.0) spread.add(i, mass[at(i)] + own(i) + judged_.weight(i) * judged_.pull(pull, i));
      return std::sqrt(spread.variance());
    };
    const auto error = [&](const Logistic& fit, auto&& design, std::size_t which) {
      return error_along(fit, design, {fit.inverse.begin() + static_cast<std::ptrdiff_t>(which * fit.p), fit.inverse.begin() + static_cast<std::ptrdiff_t>((which + 1) * fit.p)},
                         [](std::int64_t) { return 0.0; });
    };
    const auto shift = [&](std::int64_t i, double* terms) {
      terms[0] = 1.0;
      return x[at(i)];
    };
    const Logistic large = fit_logistic(1, n, shift, weight, left);
    if (large.converged) {
      result.intercept = large.beta[0];
      result.intercept_std_error = error(large, shift, 0);
      result.intercept_lower = result.intercept - z * result.intercept_std_error;
      result.intercept_upper = result.intercept + z * result.intercept_std_error;
    }
    const auto line = [&](std::int64_t i, double* terms) {
      terms[0] = 1.0;
      terms[1] = x[at(i)];
      return 0.0;
    };
    const Logistic stretched = fit_logistic(2, n, line, weight, left);
    if (stretched.converged && stretched.inverse[3] > 0.0) {
      result.slope = stretched.beta[1];
      result.slope_std_error = error(stretched, line, 1);
      result.slope_lower = result.slope - z * result.slope_std_error;
      result.slope_upper = result.slope + z * result.slope_std_error;
    }
    Spline spline;
    for (const double share : {0.05, 0.35, 0.65, 0.95}) {
      const double knot = quantile(x, order, share);
      if (spline.knots.empty() || knot > spline.knots.back()) spline.knots.push_back(knot);
    }
    const auto smooth = [&](std::int64_t i, double* terms) {
      terms[0] = 1.0;
      spline(x[at(i)], terms + 1);
      return 0.0;
    };
    const Logistic curve = fit_logistic(1 + spline.terms(), n, smooth, weight, left);
    if (!curve.converged) return;
    const auto predict = [&](double log_odd) {
      Terms terms{};
      spline(log_odd, terms.data());
      double eta = curve.beta[0];
      for (std::size_t a = 0; a + 1 < curve.p; ++a) eta += curve.beta[a + 1] * terms[a];
      return stats::logistic(eta);
    };
    std::vector<double> distance(at(n));
    double sum = 0.0, largest = 0.0;
    for (std::int64_t i = 0; i < n; ++i) {
      distance[at(i)] = std::abs(predict(x[at(i)]) - incidence[at(i)]);
      sum += this->weight(i) * distance[at(i)];
      if (this->weight(i) > 0.0) largest = std::max(largest, distance[at(i)]);
    }
    const std::vector<std::int64_t> by_distance = stats::order_by(distance.data(), n);
    result.integrated_index = sum / weight_;
    // The index moves with the curve's coefficients, and with who is counted.
    std::vector<double> slope(curve.p, 0.0), way(curve.p, 0.0);
    for (std::int64_t i = 0; i < n; ++i) {
      if (!(this->weight(i) > 0.0)) continue;
      Terms terms{};
      smooth(i, terms.data());
      double eta = 0.0;
      for (std::size_t a = 0; a < curve.p; ++a) eta += curve.beta[a] * terms[a];
      const double mu = stats::logistic(eta), sign = mu >= incidence[at(i)] ? 1.0 : -1.0;
      for (std::size_t a = 0; a < curve.p; ++a) slope[a] += this->weight(i) / weight_ * sign * mu * (1.0 - mu) * terms[a];
    }
    for (std::size_t a = 0; a < curve.p; ++a)
      for (std::size_t b = 0; b < curve.p; ++b) way[a] += curve.inverse[b * curve.p + a] * slope[b];
    result.integrated_index_std_error =
        error_along(curve, smooth, way, [&](std::int64_t i) { return this->weight(i) / weight_ * (distance[at(i)] - result.integrated_index); });
    result.integrated_index_lower = std::max(0.0, result.integrated_index - z * result.integrated_index_std_error);
    result.integrated_index_upper = std::min(1.0, result.integrated_index + z * result.integrated_index_std_error);
    result.median_error = quantile(distance, by_distance, 0.5);
    result.ninetieth_error = quantile(distance, by_distance, 0.9);
    result.largest_error = largest;
    for (std::size_t g = 0; g < table.predicted.size(); ++g) table.smoothed[g] = predict(log_odds(table.predicted[g]));
  }

 private:
  const Judged& judged_;
  double horizon_, weight_ = 0.0;
  bool given_entry_ = false;

 public:
  std::vector<double> incidence;    // predicted probability of leaving
  std::vector<std::int64_t> order;  // by it
};

void bins_of(const CalibrationInput& input, const CalibrationOptions& options, const Judged& judged, CalibrationResult& result) {
  const Numbers ends(input.survival_at_end);
  const auto bins = static_cast<std::size_t>(options.bins);
  const auto width = 1.0 / static_cast<double>(bins);
  CalibrationBins& out = result.bins;
  out.observed.assign(bins, 0.0);
  std::vector<double> below(bins + 1, 0.0);  // spread evenly over the bins before this one
  double all = 0.0;
  for (std::int64_t i = 0; i < judged.rows; ++i) {
    const double w = judged.weight(i), s = ends[i];
    if (!(w > 0.0)) continue;
    all += w;
    const std::size_t bin = std::min(static_cast<std::size_t>(s * static_cast<double>(bins)), bins - 1);
    if (judged.outcome[at(i)] != Outcome::censored || s == 0.0) {
      out.observed[bin] += w;
    } else {
      out.observed[bin] += w * (s - static_cast<double>(bin) * width) / s;
      below[bin] += w * width / s;
    }
  }
  double spread = 0.0;
  for (std::size_t b = bins; b-- > 0;) {
    out.observed[b] += spread;
    spread += below[b];
  }
  for (std::size_t b = 0; b < bins; ++b) {
    out.since.push_back(static_cast<double>(b) * width);
    out.until.push_back(b + 1 == bins ? 1.0 : static_cast<double>(b + 1) * width);
  }
  out.expected.assign(bins, all * width);
  if (!(all > 0.0)) return;
  result.chi_squared = 0.0;
  for (const double one : out.observed) result.chi_squared += (one - all * width) * (one - all * width) / (all * width);
  result.degrees_of_freedom = static_cast<double>(bins - 1);
  result.p_value = stats::chi_squared_upper_tail(result.chi_squared, result.degrees_of_freedom);
}

}  // namespace

CalibrationResult calibration(const CalibrationInput& input, const CalibrationOptions& options, const RunContext& context) {
  if (options.horizon == 0.0) refuse(key, "horizon", "missing", "given: the time that the predictions are for");
  check(key, input, options, context.threads);
  check_rising(key, "cuts", options.cuts);
  const bool given_entry = options.given == PredictedGiven::entry;
  if (given_entry && !input.entry.given()) refuse(key, "given", "entry", "start without the column entry");
  const Judged judged(key, {input.duration, input.event, input.entry, input.weights, input.cluster, {}, {}}, options.cause.value_or(0), false);
  CalibrationResult result;
  for (double* value : {&result.predicted, &result.observed, &result.observed_std_error, &result.observed_lower, &result.observed_upper, &result.ratio, &result.ratio_lower, &result.ratio_upper,
                        &result.intercept, &result.intercept_std_error, &result.intercept_lower, &result.intercept_upper, &result.slope, &result.slope_std_error, &result.slope_lower,
                        &result.slope_upper, &result.integrated_index, &result.integrated_index_std_error, &result.integrated_index_lower, &result.integrated_index_upper, &result.median_error, &result.ninetieth_error, &result.largest_error, &result.chi_squared, &result.degrees_of_freedom,
                        &result.p_value})
    *value = nan;
  result.rows = judged.used;
  result.events = judged.events;
  if (input.survival_at_end.given()) bins_of(input, options, judged, result);
  if (judged.used == 0) {
    result.status = JudgingStatus::beyond_follow_up;
    result.warning = beyond_follow_up({options.horizon}, -1.0);
    return result;
  }
  const Rows rows(input, options, judged);
  const std::vector<std::int32_t> band = rows.bands(options);
  // Bands that hold anybody, in their order.
  std::vector<std::int64_t> group(band.size(), 0), number(at(std::max<std::int64_t>(options.bands, static_cast<std::int64_t>(options.cuts.size()) + 1)), -1);
  std::int64_t groups = 0;
  for (std::int64_t i = 0; i < judged.rows; ++i)
    if (rows.weight(i) > 0.0) number[at(band[at(i)])] = 0;
  for (std::int64_t& one : number)
    if (one == 0) one = groups++;
  CalibrationBands& table = result.bands;
  for (std::vector<double>* column : {&table.weight, &table.predicted, &table.observed, &table.std_error, &table.lower, &table.upper}) column->assign(at(groups), 0.0);
  table.lowest.assign(at(groups), 1.0);
  table.highest.assign(at(groups), 0.0);
  table.smoothed.assign(at(groups), nan);
  table.rows.assign(at(groups), 0);
  double sum = 0.0;
  for (std::int64_t i = 0; i < judged.rows; ++i) {
    const double w = rows.weight(i), p = rows.incidence[at(i)];
    if (!(w > 0.0)) continue;
    const std::size_t g = at(group[at(i)] = number[at(band[at(i)])]);
    table.lowest[g] = std::min(table.lowest[g], p);
    table.highest[g] = std::max(table.highest[g], p);
    table.weight[g] += w;
    table.predicted[g] += w * p;
    ++table.rows[g];
    sum += w * p;
  }
  for (std::size_t g = 0; g < table.weight.size(); ++g) table.predicted[g] = std::clamp(table.predicted[g] / table.weight[g], table.lowest[g], table.highest[g]);
  result.predicted = std::min(sum / rows.total(), 1.0);
  if (!(rows.total() > 0.0)) {
    result.status = JudgingStatus::beyond_follow_up;
    result.warning = "nobody had entered by the horizon";
    return result;
  }
  const bool usable = judged.usable(options.horizon);
  const auto observed_of = [&](const std::vector<std::int64_t>& by, std::int64_t count) {
    if (!given_entry) return observe_from_start(input, options, by, count, context);
    return usable ? observe_since_entry(options, judged, by, count) : std::vector<Observed>(at(count));
  };
  const std::vector<Observed> observed = observed_of(group, groups);
  for (std::size_t g = 0; g < observed.size(); ++g) {
    table.observed[g] = observed[g].value;
    table.std_error[g] = observed[g].std_error;
    table.lower[g] = observed[g].lower;
    table.upper[g] = observed[g].upper;
  }
  const double z = stats::normal_interval_factor(options.confidence_level);
  // With entries the curve of all speaks of people who left before they could enter, too, and the predictions of those who came so far: they are compared band by band.
  const Observed whole = input.entry.given() && !given_entry ? mean_of_bands(observed, table.weight, z) : observed_of(std::vector<std::int64_t>(band.size(), 0), 1)[0];
  result.observed = whole.value;
  result.observed_std_error = whole.std_error;
  result.observed_lower = whole.lower;
  result.observed_upper = whole.upper;
  if (whole.value > 0.0 && result.predicted > 0.0) {
    result.ratio = whole.value / result.predicted;
    if (std::isfinite(whole.std_error)) {
      const double factor = std::exp(z * whole.std_error / whole.value);
      result.ratio_lower = result.ratio / factor;
      result.ratio_upper = result.ratio * factor;
    }
  }
  if (!usable) {
    result.status = JudgingStatus::beyond_follow_up;
    result.warning = beyond_follow_up({options.horizon}, judged.last);
    return result;
  }
  if (!input.entry.given() || given_entry) rows.regress(result, table, z);
  if (whole.value == 0.0) result.status = JudgingStatus::no_events;
  else
    for (const double one : table.observed)
      if (std::isnan(one)) {
        result.status = JudgingStatus::truncated;
        result.warning = "nobody of a band was observed up to the horizon";
      }
  return result;
}

constinit const Function calibration_analysis = analysis<&calibration>("survival.calibration", "Do as many leave as was predicted?");

}  // namespace mainstay::inline v1::survival
