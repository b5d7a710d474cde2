// Errors of the survival that the hazards of several causes make together, by the delta method.
//
// log S(t) = sum over periods k of log(1 - H_k), H_k = sum of h_jk: its derivative by the linear predictor of cause j in period k is -h'_jk / (1 - H_k), where one cause by
// itself has -h'_jk / (1 - h_jk).
#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "survival/cause_hazards.hpp"
#include "survival/hazard_kernel.hpp"
#include "survival/hazard_new_people.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// One person under one cause's fit, from period to period.
class CausePeriods {
 public:
  explicit CausePeriods(const HazardFit& fit) : fit_(fit), own_(fit.parameters.size()), sum_(fit.parameters.size()), u_(fit.parameters.size()) {}

  /// The person's derivative of the linear predictor by the parameters, to be filled after begin().
  double* own() { return own_.data(); }
  void begin(double eta) {
    eta_ = eta;
    std::fill(own_.begin(), own_.end(), 0.0);
    std::fill(sum_.begin(), sum_.end(), 0.0);
    cell_ = 0;
    slope_ = slopes_ = own_variance_ = 0.0;
    look();
  }
  /// The hazard of a period; they rise.
  double hazard(std::int64_t period) {
    while (cell_ < cells() && fit_.baseline.last_period[at(cell_)] < period) {
      finish();
      ++cell_;
      look();
    }
    return value_.hazard;
  }
  /// Adds that period's derivative, with the share that stays.
  void add(double stay) { slope_ += value_.slope * (1.0 - value_.hazard) / stay; }
  /// Variance of what the periods so far add to log S.
  double variance() {
    const std::size_t p = own_.size();
    const double all = slopes_ + slope_;
    double sum = own_variance_;
    if (slope_ != 0.0) sum += slope_ * slope_ * fit_.baseline.own_variance[at(cell_)];
    for (std::size_t j = 0; j < p; ++j) u_[j] = sum_[j] + all * own_[j] + (slope_ != 0.0 ? slope_ * fit_.baseline.gradient[at(cell_) * p + j] : 0.0);
    for (std::size_t j = 0; j < p; ++j) {
      if (u_[j] == 0.0) continue;
      double row = 0.0;
      for (std::size_t l = 0; l < p; ++l)
        if (u_[l] != 0.0) row += fit_.covariance[j * p + l] * u_[l];
      sum += u_[j] * row;
    }
    return std::max(0.0, sum);
  }

 private:
  std::int64_t cells() const { return static_cast<std::int64_t>(fit_.baseline.last_period.size()); }
  void look() { value_ = cell_ < cells() ? hazard_of(fit_, cell_, eta_) : HazardValue{0.0, 0.0, 0.0}; }
  void finish() {
    if (slope_ == 0.0) return;
    const std::size_t p = own_.size();
    slopes_ += slope_;
    own_variance_ += slope_ * slope_ * fit_.baseline.own_variance[at(cell_)];
    for (std::size_t j = 0; j < p; ++j) sum_[j] += slope_ * fit_.baseline.gradient[at(cell_) * p + j];
    slope_ = 0.0;
  }

  const HazardFit& fit_;
  std::vector<double> own_, sum_, u_;
  double eta_ = 0.0, slope_ = 0.0, slopes_ = 0.0, own_variance_ = 0.0;  // of the present cell; of all cells behind
  std::int64_t cell_ = 0;
  HazardValue value_{0.0, 0.0, 0.0};
};

}  // namespace

std::vector<std::vector<double>> period_errors(const std::vector<HazardFit>& fits, const NewPeople& input, const std::vector<double>& times, const RunContext& context) {
  constexpr const char* key = "survival.hazard.predict";
  const std::int64_t rows = input.x.rows, count = input.time.given() ? 1 : static_cast<std::int64_t>(times.size());
  const std::size_t causes = fits.size();
  std::vector<std::vector<double>> errors(causes, std::vector<double>(at(rows * count), missing));
  if (std::any_of(fits.begin(), fits.end(), [](const HazardFit& fit) { return fit.status == HazardStatus::no_events; })) return errors;
  std::deque<HazardNewPeople> people;
  for (const HazardFit& fit : fits) people.emplace_back(key, fit, input.x);
  std::vector<std::int64_t> order(at(count));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  if (!input.time.given()) std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return times[at(a)] < times[at(b)]; });
  std::int64_t last = 0;
  for (const HazardFit& fit : fits)
    if (!fit.baseline.last_period.empty()) last = std::max(last, fit.baseline.last_period.back());
  const std::int64_t chunks = std::clamp<std::int64_t>(rows / 16, 1, 64);
  Team team("survival.model.predict", context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    std::vector<CausePeriods> walks(fits.begin(), fits.end());
    std::deque<CoxDesign::Block> blocks;
    for (const HazardNewPeople& each : people) blocks.emplace_back(each.design());
    const Span span = span_of(rows, chunks, chunk);
    const std::int64_t step = people.front().design().block_rows();
    for (std::int64_t first = span.first; first < span.last; first += step) {
      const std::int64_t some = std::min(step, span.last - first);
      for (std::size_t j = 0; j < causes && input.x.given(); ++j) people[j].design().read(first, some, fits[j].means.data(), fits[j].coefficients.coefficient.data(), blocks[j]);
      for (std::int64_t b = 0; b < some; ++b) {
        const std::int64_t i = first + b;
        for (std::size_t j = 0; j < causes; ++j) {
          double eta = people[j].terms() > 0 ? blocks[j].eta[b] : 0.0;
          for (std::int64_t k = 0; k < people[j].splines(); ++k) eta += people[j].effect(k, i);
          walks[j].begin(eta);
          people[j].gradient(blocks[j], b, i, walks[j].own());
        }
        const double since = input.tenure.given() ? number_at(input.tenure, i) : 0.0;
        bool everybody = false;  // whether nobody can be left
        auto period = static_cast<std::int64_t>(std::floor(std::min(since, static_cast<double>(last))));
        for (const std::int64_t t : order) {
          const double until = since + std::floor(input.time.given() ? number_at(input.time, i) : times[at(t)]);
          while (!everybody && period < last && static_cast<double>(period + 1) <= until) {
            ++period;
            double all = 0.0;
            for (CausePeriods& each : walks) all += each.hazard(period);
            everybody = !(all < 1.0);
            for (std::size_t j = 0; j < causes && !everybody; ++j) walks[j].add(1.0 - all);
          }
          for (std::size_t j = 0; j < causes && !everybody; ++j) errors[j][at(i * count + t)] = std::sqrt(walks[j].variance());
        }
      }
    }
  });
  return errors;
}

}  // namespace mainstay::inline v1::survival
