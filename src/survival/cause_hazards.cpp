#include "survival/cause_hazards.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "stats/distributions.hpp"
#include "stats/kronrod.hpp"
#include "survival/aft_fit.hpp"
#include "survival/curve_kernel.hpp"
#include "survival/hazard_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The linear predictors of all people, by cause.
template <class Rows, class Options, class Prediction, class Fit>
std::vector<std::vector<double>> predictors(Prediction (*predict)(const Fit&, const Rows&, const Options&, const RunContext&), const std::vector<Fit>& fits, const NewPeople& input,
                                            const RunContext& context) {
  Rows rows;
  rows.x = input.x;
  Options nothing_else;
  if constexpr (requires { nothing_else.errors; }) nothing_else.errors = false;
  std::vector<std::vector<double>> all;
  for (const Fit& fit : fits) all.push_back(predict(fit, rows, nothing_else, context).linear_predictor);
  return all;
}

class StepHazards : public CauseHazards {
 public:
  template <class Baseline>
  StepHazards(const std::vector<const Baseline*>& baselines, std::vector<std::vector<double>> predictors) : causes_(baselines.size()), predictors_(std::move(predictors)) {
    for (const Baseline* each : baselines) time_.insert(time_.end(), each->time.begin(), each->time.end());
    std::sort(time_.begin(), time_.end());
    time_.erase(std::unique(time_.begin(), time_.end()), time_.end());
    base_.assign(time_.size() * causes_, 0.0);
    for (std::size_t j = 0; j < causes_; ++j)
      for (std::size_t k = 0, place = 0; k < baselines[j]->time.size(); ++k) {
        while (time_[place] < baselines[j]->time[k]) ++place;
        base_[place * causes_ + j] = baselines[j]->hazard[k];
      }
  }
  void put(std::int64_t row, double since, const std::vector<double>& until, CauseTimes& out) const override {
    if (out.time.empty()) {
      out.time = time_;
      out.hazard.assign(base_.size(), 0.0);
    }
    if (until.empty()) return;
    const auto first = static_cast<std::size_t>(std::upper_bound(time_.begin(), time_.end(), since) - time_.begin());
    const auto last = static_cast<std::size_t>(std::upper_bound(time_.begin(), time_.end(), until.back()) - time_.begin());
    for (std::size_t j = 0; j < causes_; ++j) {
      const double ratio = std::exp(predictors_[j][at(row)]);
      for (std::size_t k = first; k < last; ++k) out.hazard[k * causes_ + j] = base_[k * causes_ + j] > 0.0 ? base_[k * causes_ + j] * ratio : 0.0;
    }
  }

 private:
  std::size_t causes_;
  std::vector<std::vector<double>> predictors_;
  std::vector<double> time_, base_;
};

class PeriodHazards : public CauseHazards {
 public:
  PeriodHazards(const std::vector<HazardFit>& fits, std::vector<std::vector<double>> predictors) : fits_(fits), predictors_(std::move(predictors)) {
    std::int64_t last = 0;
    for (const HazardFit& fit : fits)
      if (!fit.baseline.last_period.empty()) last = std::max(last, fit.baseline.last_period.back());
    time_.resize(at(last));
    std::iota(time_.begin(), time_.end(), 1.0);
  }
  bool add_up() const override { return true; }
  double until(double since, double ahead) const override { return since + std::floor(ahead); }
  void put(std::int64_t row, double since, const std::vector<double>& until, CauseTimes& out) const override {
    const std::size_t causes = fits_.size();
    if (out.time.empty()) {
      out.time = time_;
      out.hazard.assign(time_.size() * causes, 0.0);
    }
    if (until.empty()) return;
    for (std::size_t j = 0; j < causes; ++j) {
      const HazardBaselineTable& baseline = fits_[j].baseline;
      for (std::size_t c = 0; c < baseline.last_period.size() && static_cast<double>(baseline.first_period[c]) <= until.back(); ++c) {
        if (static_cast<double>(baseline.last_period[c]) <= since) continue;
        const double hazard = hazard_of(fits_[j], static_cast<std::int64_t>(c), predictors_[j][at(row)]).hazard;
        for (std::int64_t period = baseline.first_period[c]; period <= baseline.last_period[c]; ++period) out.hazard[at(period - 1) * causes + j] = hazard;
      }
    }
  }

 private:
  const std::vector<HazardFit>& fits_;
  std::vector<std::vector<double>> predictors_;
  std::vector<double> time_;
};

/// One person under several distributions, on the logarithm of time.
class Lifetimes {
 public:
  Lifetimes(const std::vector<AftFit>& fits, const std::vector<std::vector<double>>& predictors, std::int64_t row) : fits_(fits), parts_(fits.size()) {
    for (std::size_t j = 0; j < fits.size(); ++j)
      if (fits[j].status != AftStatus::no_events) points_.push_back({j, aft_point(fits[j], predictors[j][at(row)], 0, 0.0)});
  }
  double log_survival(double y) const {
    double sum = 0.0;
    for (const Point& each : points_) sum += log_survival_of(each, y);
    return sum;
  }
  /// What each cause adds to the shares that leave between two times, of those with the log of survival `base`. `from` may be -infinity.
  const std::vector<double>& parts(double from, double to, double base) {
    std::fill(parts_.begin(), parts_.end(), 0.0);
    double low = from;
    if (!(from > -infinity)) {
      const double least = 1e-15 * std::min(1.0, -log_survival(to));
      low = to;
      for (double move = 1.0; -log_survival(low) > least && low > to - 2000.0; move *= 1.5) low -= move;
    }
    const int panels = std::clamp(static_cast<int>((to - low) / 3.0) + 1, 1, 400);
    const double size = (to - low) / panels, tolerance = 1e-11 * gain(low, to, base) / panels;
    for (int k = 0; k < panels; ++k) add(low + k * size, k + 1 < panels ? low + (k + 1) * size : to, base, tolerance, 0);
    return parts_;
  }

 private:
  struct Point {
    std::size_t cause;
    AftPoint at;
  };
  double log_survival_of(const Point& each, double y) const {
    const AftFit& fit = fits_[each.cause];
    return aft_log_survival(fit.distribution, !fit.cure.term.empty(), each.at, y).value;
  }
  // All that leave, of whatever cause.
  double gain(double from, double to, double base) const {
    const double begin = log_survival(from), end = log_survival(to);
    return end < begin ? -std::exp(begin - base) * std::expm1(end - begin) : 0.0;
  }
  void add(double from, double to, double base, double tolerance, int depth) {
    constexpr int deepest = 12;
    const double half = 0.5 * (to - from), middle = 0.5 * (to + from);
    std::vector<double> sums(parts_.size(), 0.0);
    double all = 0.0;
    for (const stats::KronrodNode& node : stats::kronrod_nodes) {
      const double y = middle + half * node.at, survival = log_survival(y) - base;
      for (const Point& each : points_) {
        const AftFit& fit = fits_[each.cause];
        const double part = node.weight * half * std::exp(survival + aft_log_hazard(fit.distribution, !fit.cure.term.empty(), each.at, y).value + y);
        if (!(part > 0.0)) continue;  // nobody is left
        sums[each.cause] += part;
        all += part;
      }
    }
    // What leaves altogether is known, but for the rounding of survival.
    const double rounding = 1e-15 * (1.0 - log_survival(from)) * std::exp(log_survival(from) - base);
    if (depth >= deepest || !(std::fabs(all - gain(from, to, base)) > tolerance + rounding)) {
      for (std::size_t j = 0; j < sums.size(); ++j) parts_[j] += sums[j];
      return;
    }
    add(from, middle, base, 0.5 * tolerance, depth + 1);
    add(middle, to, base, 0.5 * tolerance, depth + 1);
  }

  const std::vector<AftFit>& fits_;
  std::vector<Point> points_;
  std::vector<double> parts_;
};

class LifetimeHazards : public CauseHazards {
 public:
  LifetimeHazards(const std::vector<AftFit>& fits, std::vector<std::vector<double>> predictors) : fits_(fits), predictors_(std::move(predictors)) {}
  void put(std::int64_t row, double since, const std::vector<double>& until, CauseTimes& out) const override {
    const std::size_t causes = fits_.size();
    Lifetimes lifetimes(fits_, predictors_, row);
    out.time = until;
    out.hazard.assign(until.size() * causes, 0.0);
    double behind = since > 0.0 ? std::log(since) : -infinity;
    const double base = since > 0.0 ? lifetimes.log_survival(behind) : 0.0;
    double staying = base;
    for (std::size_t k = 0; k < until.size(); ++k) {
      if (!(until[k] > 0.0)) continue;
      const double to = std::log(until[k]), still = lifetimes.log_survival(to);
      if (!(to > behind) || !(still < staying)) continue;
      const std::vector<double>& parts = lifetimes.parts(behind, to, base);
      const double all = std::accumulate(parts.begin(), parts.end(), 0.0), hazard = std::min(1000.0, staying - still);
      for (std::size_t j = 0; j < causes; ++j) out.hazard[k * causes + j] = all > 0.0 ? hazard * (parts[j] / all) : hazard / static_cast<double>(causes);
      behind = to;
      staying = still;
    }
  }

 private:
  const std::vector<AftFit>& fits_;
  std::vector<std::vector<double>> predictors_;
};

}  // namespace

std::unique_ptr<CauseHazards> hazards_by_cause(const std::vector<SmoothFit>& fits, const NewPeople& input, const RunContext& context) {
  std::vector<const CoxBaseline*> baselines;
  for (const SmoothFit& fit : fits) baselines.push_back(&fit.model.baseline);
  return std::make_unique<StepHazards>(baselines, predictors(&smooth_predict, fits, input, context));
}
std::unique_ptr<CauseHazards> hazards_by_cause(const std::vector<PathFit>& fits, const NewPeople& input, const RunContext& context) {
  std::vector<const PathBaseline*> baselines;
  for (const PathFit& fit : fits) baselines.push_back(&fit.baseline);
  return std::make_unique<StepHazards>(baselines, predictors(&path_predict, fits, input, context));
}
std::unique_ptr<CauseHazards> hazards_by_cause(const std::vector<HazardFit>& fits, const NewPeople& input, const RunContext& context) {
  return std::make_unique<PeriodHazards>(fits, predictors(&hazard_predict, fits, input, context));
}
std::unique_ptr<CauseHazards> hazards_by_cause(const std::vector<AftFit>& fits, const NewPeople& input, const RunContext& context) {
  return std::make_unique<LifetimeHazards>(fits, predictors(&aft_predict, fits, input, context));
}

void add_up_causes(const CauseHazards& hazards, const std::vector<std::string>& causes, const NewPeople& input, const std::vector<double>& times, ModelPrediction& result,
                   const RunContext& context) {
  const std::int64_t rows = input.x.rows, count = input.time.given() ? 1 : static_cast<std::int64_t>(times.size());
  result.survival.resize(at(rows * count));
  for (const std::string& cause : causes) result.incidence.push_back({cause, std::vector<double>(at(rows * count), 0.0)});
  std::vector<std::int64_t> order(at(count));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  if (!input.time.given()) std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return times[at(a)] < times[at(b)]; });
  const std::int64_t chunks = std::clamp<std::int64_t>(rows / 16, 1, 64);
  Team team("survival.model.predict", context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    CauseTimes own;
    own.causes = static_cast<std::int64_t>(causes.size());
    CauseWalk walk(own, hazards.add_up(), false, 0, {});
    const std::vector<double> ratio(causes.size(), 1.0);
    const std::vector<const double*> nothing(causes.size(), nullptr);
    std::vector<double> until(at(count));
    const Span span = span_of(rows, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const double since = input.tenure.given() ? number_at(input.tenure, i) : 0.0;
      for (std::int64_t k = 0; k < count; ++k) until[at(k)] = hazards.until(since, input.time.given() ? number_at(input.time, i) : times[at(order[at(k)])]);
      hazards.put(i, input.tenure.given() ? since : -infinity, until, own);
      walk.begin(ratio, nothing, input.tenure.given() ? since : -infinity);
      for (std::int64_t k = 0; k < count; ++k) {
        walk.go(until[at(k)]);
        const std::size_t cell = at(i * count + order[at(k)]);
        result.survival[cell] = walk.survival();
        for (std::size_t j = 0; j < causes.size(); ++j) result.incidence[j].incidence[cell] = std::min(1.0, walk.incidence(static_cast<std::int64_t>(j)));
      }
    }
  });
}

void add_up_errors(const std::vector<std::vector<double>>& errors, double confidence_level, ModelPrediction& result) {
  const std::size_t cells = result.survival.size();
  const double z = stats::normal_interval_factor(confidence_level);
  for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper}) list->resize(cells);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    double variance = 0.0;
    for (const std::vector<double>& cause : errors) variance += cause[cell] * cause[cell];
    const double survival = result.survival[cell], error = std::sqrt(variance);
    result.std_error[cell] = survival * error;
    result.lower[cell] = result.upper[cell] = survival;
    if (!(error > 0.0) && !std::isnan(error)) continue;
    const Limits2 limits = probability_limits(survival, error, z, Scale::log_log);
    result.lower[cell] = limits.lower;
    result.upper[cell] = limits.upper;
  }
}

}  // namespace mainstay::inline v1::survival
