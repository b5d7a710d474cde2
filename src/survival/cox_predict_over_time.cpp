// Curves of new people under a fit with effects that change over time.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "stats/distributions.hpp"
#include "survival/beyond.hpp"
#include "survival/cox_curves.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_over_time.hpp"
#include "survival/cox_part.hpp"
#include "survival/cox_time_effects.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
// Rows [first, last) of the baseline, over which no f changes.
struct Block {
  std::int64_t first, last;
};

// What a person's curve adds up to: cumulative hazard, its variance with known coefficients, and its drift (terms).
struct Sums {
  double hazard = 0.0, variance = 0.0;
  std::vector<double> drift;
};

class Person {
 public:
  Person(const CoxFit& fit, const CoxTimeEffects& effects, const std::vector<std::vector<Block>>& blocks, const std::vector<double>& f, bool errors)
      : fit_(fit), effects_(effects), blocks_(blocks), f_(f), errors_(errors), z_(effects.terms()), slopes_(effects.size()) {}

  void begin(std::int64_t stratum, double eta, const double* x) {
    stratum_ = stratum;
    eta_ = eta;
    x_ = x;
    done_ = 0;
    until_done_ = {0.0, 0.0, std::vector<double>(errors_ ? effects_.terms() : 0, 0.0)};
    for (std::int64_t e = 0; e < effects_.size(); ++e) slopes_[e] = effects_.slope(e, x, fit_.coefficients.coefficient.data());
  }
  // Sums up to and with a row of the baseline, or nothing before its first. Rows in rising order cost each block once.
  void upto(std::int64_t row, Sums& sums) {
    const std::vector<Block>& blocks = blocks_[stratum_];
    if (done_ > 0 && row + 1 < blocks[done_ - 1].last) begin(stratum_, eta_, x_);
    for (; done_ < blocks.size() && blocks[done_].last <= row + 1; ++done_) add(blocks[done_].first, blocks[done_].last, until_done_);
    sums = until_done_;
    if (done_ < blocks.size() && blocks[done_].first <= row) add(blocks[done_].first, row + 1, sums);
  }

 private:
  static double before(const std::vector<double>& cumulative, std::int64_t row, std::int64_t first, std::int64_t width = 1, std::int64_t j = 0) {
    return row > first ? cumulative[(row - 1) * width + j] : 0.0;
  }
  void add(std::int64_t first, std::int64_t last, Sums& sums) {
    const std::int64_t begin = blocks_[stratum_].front().first, terms = effects_.terms();
    const double* f = f_.data() + first * effects_.size();
    double eta = eta_;
    for (std::int64_t e = 0; e < effects_.size(); ++e) eta += f[e] * slopes_[e];
    const double ratio = std::exp(eta);
    const CoxBaseline& baseline = fit_.baseline;
    const double hazard = before(baseline.cumulative_hazard, last, begin) - before(baseline.cumulative_hazard, first, begin);
    sums.hazard += ratio * hazard;
    if (!errors_) return;
    sums.variance += ratio * ratio * (before(baseline.cumulative_variance, last, begin) - before(baseline.cumulative_variance, first, begin));
    std::copy_n(x_, effects_.own_terms(), z_.data());
    for (std::int64_t e = 0; e < effects_.size(); ++e)
      for (std::int64_t j = 0; j < effects_[e].count; ++j) z_[effects_[e].first + j] = f[e] * x_[effects_[e].own + j];
    for (std::int64_t j = 0; j < terms; ++j)
      sums.drift[j] += ratio * (before(baseline.cumulative_drift, last, begin, terms, j) - before(baseline.cumulative_drift, first, begin, terms, j) - z_[j] * hazard);
  }

  const CoxFit& fit_;
  const CoxTimeEffects& effects_;
  const std::vector<std::vector<Block>>& blocks_;
  const std::vector<double>& f_;
  bool errors_;
  std::int64_t stratum_ = 0;
  double eta_ = 0.0;
  const double* x_ = nullptr;
  std::size_t done_ = 0;  // blocks in until_done_
  Sums until_done_;
  std::vector<double> z_, slopes_;
};
}  // namespace

CoxPrediction predict_over_time(const CoxFit& fit, const CoxPredictInput& input, const CoxPredictOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.cox.predict";
  const CoxDesign design(key, input.x, fit.columns);
  const CoxTimeEffects effects(key, fit.columns, fit.time_effects);
  const std::int64_t rows = design.rows(), terms = effects.terms();
  const bool own_times = input.time.given();
  const std::int64_t times = own_times ? 1 : static_cast<std::int64_t>(options.times.size());
  const std::vector<std::int64_t> stratum = strata_of(key, fit.strata, input.strata, rows);
  CoxPrediction result = room_for_curves(key, fit, rows, own_times, options);
  std::fill(result.linear_predictor.begin(), result.linear_predictor.end(), std::numeric_limits<double>::quiet_NaN());
  result.hazard_ratio = result.linear_predictor;
  if (times == 0) return result;
  const bool errors = options.errors && terms > 0;
  const CoxBaselineLookup baseline(fit);
  const auto size = static_cast<std::int64_t>(fit.baseline.time.size());
  std::vector<double> f(size * effects.size());
  std::vector<std::vector<Block>> blocks(fit.strata.size());
  for (std::int64_t k = 0; k < size; ++k) {
    double* here = f.data() + k * effects.size();
    effects.values(fit.baseline.time[k], here);
    std::vector<Block>& mine = blocks[fit.baseline.stratum[k]];
    if (mine.empty() || !std::equal(here, here + effects.size(), here - effects.size())) mine.push_back({k, k});
    mine.back().last = k + 1;
  }
  const double factor = stats::normal_interval_factor(options.confidence_level);
  const Numbers offset(input.offset), tenure(input.tenure), time_of_row(input.time);
  std::vector<std::int64_t> rising(times);
  for (std::int64_t t = 0; t < times; ++t) rising[t] = t;
  if (!own_times) std::stable_sort(rising.begin(), rising.end(), [&](std::int64_t a, std::int64_t b) { return options.times[a] < options.times[b]; });

  const std::int64_t chunks = std::clamp<std::int64_t>(rows * (times + 1) / 256, 1, 64);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    CoxDesign::Block block(design);
    Person person(fit, effects, blocks, f, errors);
    Sums since, until;
    const Span span = span_of(rows, chunks, chunk);
    for (std::int64_t first = span.first; first < span.last; first += design.block_rows()) {
      const std::int64_t count = std::min(design.block_rows(), span.last - first);
      design.read(first, count, fit.means.data(), fit.coefficients.coefficient.data(), block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b, s = stratum[i];
        const double begin = tenure.given() ? tenure[i] : 0.0;
        person.begin(s, (design.terms() > 0 ? block.eta[b] : 0.0) + (offset.given() ? offset[i] : 0.0), block.rows + b * design.width());
        person.upto(tenure.given() ? baseline.row(s, begin) : baseline.first(s) - 1, since);
        for (const std::int64_t t : rising) {
          const std::int64_t place = i * times + t;
          const double time = begin + (own_times ? time_of_row[i] : options.times[t]);
          const Reach reach = reach_of(options.beyond, time, fit.follow_up[s]);
          if (reach == Reach::missing) {
            put_missing(result, place);
            continue;
          }
          person.upto(baseline.row(s, time), until);
          if (!std::isfinite(since.hazard)) {  // nobody gets there
            put_missing(result, place);
            continue;
          }
          if (!std::isfinite(until.hazard)) {
            put_end(result, place, until.hazard, until.hazard, options, factor);
            continue;
          }
          const double cumulative = std::max(0.0, until.hazard - since.hazard);
          double variance = until.variance - since.variance;
          for (std::int64_t j = 0; errors && j < terms; ++j) {
            double sum = 0.0;
            for (std::int64_t l = 0; l < terms; ++l) sum += fit.covariance[j * terms + l] * (until.drift[l] - since.drift[l]);
            variance += (until.drift[j] - since.drift[j]) * sum;
          }
          put_curve(result, place, cumulative, !has_error(reach, cumulative) ? missing : cumulative > 0.0 ? std::sqrt(std::max(0.0, variance)) : 0.0, options, factor);
        }
      }
    }
  });
  return result;
}

}  // namespace mainstay::inline v1::survival
