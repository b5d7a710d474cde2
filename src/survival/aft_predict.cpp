// Curves, times and explanations of new people under a fitted accelerated failure time model.
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/aft.hpp"
#include "stats/distributions.hpp"
#include "stats/kronrod.hpp"
#include "survival/aft_fit.hpp"
#include "survival/aft_kernel.hpp"
#include "survival/cox_design.hpp"
#include "survival/reasons.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double log_of_no_time = -2000.0;  // stands for the logarithm of 0 where a rate is asked for

struct Gradient {
  double by[aft_channels] = {};
};

// One person under the fit.
class Person {
 public:
  Person(AftDistribution distribution, bool cured, const AftPoint& at, double since) : distribution_(distribution), cured_(cured), at_(at), since_(since) {
    if (since > 0.0) begun_ = log_survival(std::log(since));
  }
  double since() const noexcept { return since_; }
  const AftPoint& at() const noexcept { return at_; }

  AftValue log_survival(double y) const { return aft_log_survival(distribution_, cured_, at_, y); }
  AftValue log_hazard(double y) const { return aft_log_hazard(distribution_, cured_, at_, y); }

  // log S(since + time) - log S(since).
  double staying(double time, Gradient* gradient) const {
    const double until = since_ + time;
    if (!(until > 0.0)) return 0.0;
    const AftValue at = log_survival(std::log(until));
    if (gradient != nullptr)
      for (int c = 0; c < aft_channels; ++c) gradient->by[c] = at.slope[c] - begun_.slope[c];
    return std::min(0.0, at.value - begun_.value);
  }

  // Time after `since` by which `share` has left; infinite when that never happens.
  double quantile(double share, Gradient* gradient) const {
    const double target = begun_.value + std::log1p(-share);
    const double wanted = std::log(-target);
    const auto gap = [&](double y, double* slope) {
      const AftValue survival = log_survival(y);
      const double have = std::log(-survival.value);
      if (slope != nullptr) *slope = std::exp(log_hazard(y).value + y - have);
      return have - wanted;
    };
    double y = distribution_ == AftDistribution::gompertz ? -at_.location : at_.location;
    if (!std::isfinite(y)) return infinity;
    double low = y, high = y, move = 1.0;
    while (!(gap(low, nullptr) < 0.0) && low > -1e5) low -= move, move *= 2.0;
    move = 1.0;
    while (!(gap(high, nullptr) > 0.0) && high < 709.0) high = std::min(709.0, high + move), move *= 2.0;
    if (!(gap(high, nullptr) > 0.0)) return infinity;
    y = std::clamp(y, low, high);
    for (int step = 0; step < 200; ++step) {
      double slope = 0.0;
      const double g = gap(y, &slope);
      (g > 0.0 ? high : low) = y;
      double next = y - g / slope;
      if (!(next > low && next < high)) next = 0.5 * (low + high);
      const bool there = std::fabs(next - y) <= 4e-16 * std::max(1.0, std::fabs(y));
      y = next;
      if (there) break;
    }
    if (gradient != nullptr) {
      const AftValue survival = log_survival(y);
      const double rate = std::exp(log_hazard(y).value);
      for (int c = 0; c < aft_channels; ++c) gradient->by[c] = (survival.slope[c] - begun_.slope[c]) / rate;
    }
    return std::max(0.0, std::exp(y) - since_);
  }

  bool has_mean() const noexcept {
    if (cured_) return false;
    switch (distribution_) {
      case AftDistribution::log_logistic: return at_.scale < 0.0;
      case AftDistribution::generalised_gamma: return at_.shape >= 0.0 || std::exp(at_.scale) * -at_.shape < 1.0;
      case AftDistribution::gompertz: return at_.scale >= 0.0;
      default: return true;
    }
  }

  // Integral of the conditional survival over (0, until); until may be infinite where has_mean().
  double mean(double until, Gradient* gradient) const {
    if (until == 0.0) return 0.0;
    constexpr double nothing = 40.0;
    const double typical = quantile(0.5, nullptr);
    double high = std::log(until), low = std::min(high, std::isfinite(typical) && typical > 0.0 ? std::log(typical) : high) - nothing;
    if (until == infinity) {
      high = low + nothing;
      const double least = staying(std::exp(high), nullptr) + high - nothing;
      for (double move = 1.0; high < 709.0 && staying(std::exp(high), nullptr) + high > least; move *= 1.3) high = std::min(709.0, high + move);
    }
    Integral whole;
    const int panels = std::clamp(static_cast<int>((high - low) / 3.0) + 1, 2, 400);
    const double size = (high - low) / panels;
    std::vector<Integral> parts(panels);
    for (int i = 0; i < panels; ++i) whole.add(parts[i] = panel(low + i * size, low + (i + 1) * size));
    const double tolerance = 1e-11 * whole.value;
    Integral total;
    for (int i = 0; i < panels; ++i) refine(low + i * size, low + (i + 1) * size, parts[i], tolerance / panels, 0, total);
    if (gradient != nullptr)
      for (int c = 0; c < aft_channels; ++c) gradient->by[c] = total.by[c];
    return total.value;
  }

 private:
  struct Integral {
    double value = 0.0, rough = 0.0;
    double by[aft_channels] = {};
    void add(const Integral& other) {
      value += other.value;
      rough += other.rough;
      for (int c = 0; c < aft_channels; ++c) by[c] += other.by[c];
    }
  };
  // Kronrod's 15 nodes with Gauss' 7 among them, over the logarithm of time.
  Integral panel(double from, double to) const {
    Integral sum;
    const double half = 0.5 * (to - from), middle = 0.5 * (to + from);
    for (const stats::KronrodNode& node : stats::kronrod_nodes) {
      const double v = middle + half * node.at;
      Gradient gradient;
      const double u = std::exp(v), f = std::exp(staying(u, &gradient)) * u * half;
      if (!(f > 0.0)) continue;
      sum.value += node.weight * f;
      sum.rough += node.gauss * f;
      for (int c = 0; c < aft_channels; ++c) sum.by[c] += node.weight * f * gradient.by[c];
    }
    return sum;
  }
  void refine(double from, double to, const Integral& known, double tolerance, int depth, Integral& total) const {
    constexpr int deepest = 30;
    // Kronrod's value is far better than the difference of the two says.
    if (depth >= deepest || std::fabs(known.value - known.rough) <= std::max(1e2 * tolerance, 1e-9 * known.value)) return total.add(known);
    const double middle = 0.5 * (from + to);
    refine(from, middle, panel(from, middle), 0.5 * tolerance, depth + 1, total);
    refine(middle, to, panel(middle, to), 0.5 * tolerance, depth + 1, total);
  }

  AftDistribution distribution_;
  bool cured_;
  AftPoint at_;
  double since_;
  AftValue begun_;
};

}  // namespace

void AftFit::validate() const {
  const auto broken = [](const char* argument, const char* rule) { throw Error(ErrorCode::corrupt, "survival.aft", argument, -1, "broken", rule); };
  const auto width = static_cast<std::int64_t>(coefficients.term.size());
  if (width != term_count(columns) + 1) broken("columns", "as many terms as there are coefficients");
  const auto count = static_cast<std::int64_t>(cure.term.size());
  if (count > 0 ? count != term_count(cure_columns) + 1 : !cure_columns.empty()) broken("cure_columns", "as many terms as the cure part has");
  const bool shaped = distribution == AftDistribution::generalised_gamma;
  if (strata.empty() || shapes.parameter.size() != strata.size() + (shaped ? 1 : 0)) broken("shapes", "one for each stratum");
  if (parameters.size() != coefficients.term.size() + shapes.parameter.size() + cure.term.size()) broken("parameters", "all terms and shapes");
  for (std::size_t s = 0; s < strata.size(); ++s)
    if (distribution != AftDistribution::gompertz && !(shapes.estimate[s] > 0.0)) broken("shapes.estimate", "> 0 for a scale");
}

AftPoint aft_point(const AftFit& fit, double location, std::int64_t stratum, double cure) {
  AftPoint at;
  at.location = location;
  at.scale = fit.distribution == AftDistribution::gompertz ? fit.shapes.estimate[stratum] : std::log(fit.shapes.estimate[stratum]);
  if (fit.distribution == AftDistribution::generalised_gamma) at.shape = fit.shapes.estimate[fit.strata.size()];
  if (!fit.cure.term.empty()) at.cure = fit.cure.coefficient[0] + cure;
  return at;
}

AftPrediction aft_predict(const AftFit& fit, const AftPredictInput& input, const AftPredictOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.aft.predict";
  check(key, input, options, context.threads);
  if (input.time.given() && !options.times.empty()) refuse(key, "times", "given", "left out when the column time is given");
  const auto needed = [&](const Table& table, const std::vector<CoxColumn>& columns, const char* name) {
    if (!columns.empty() && !table.given()) throw Error(ErrorCode::invalid_argument, key, name, -1, "missing", "a table with the fit's columns");
  };
  needed(input.x, fit.columns, "x");
  needed(input.cure_x, fit.cure_columns, "cure_x");
  const CoxDesign design(key, input.x, fit.columns), cure_design(key, input.cure_x, fit.cure_columns);
  // Without any column one person is meant.
  std::int64_t rows = 1;
  if (input.x.given()) rows = design.rows();
  else if (input.cure_x.given()) rows = cure_design.rows();
  else
    for (const Column* column : {&input.strata, &input.offset, &input.tenure, &input.time})
      if (column->given()) rows = column->size;
  const bool own_times = input.time.given(), cured = !fit.cure.term.empty(), shaped = fit.distribution == AftDistribution::generalised_gamma;
  const bool nobody = fit.status == AftStatus::no_events;
  const std::int64_t times = own_times ? 1 : static_cast<std::int64_t>(options.times.size());
  const auto quantiles = static_cast<std::int64_t>(options.quantiles.size());
  const std::vector<std::int64_t> stratum = strata_of(key, fit.strata, input.strata, rows);
  const std::int64_t terms = design.terms(), cure_terms = cure_design.terms(), size = static_cast<std::int64_t>(fit.parameters.size());
  const auto strata = static_cast<std::int64_t>(fit.strata.size());
  const std::int64_t scale_place = terms + 1, shape_place = scale_place + strata, cure_place = shape_place + (shaped ? 1 : 0);

  AftPrediction result;
  result.linear_predictor.resize(rows);
  result.time_ratio.resize(rows);
  if (cured) result.never.resize(rows);
  if (!own_times) result.times = options.times;
  result.quantiles = options.quantiles;
  const bool errors = options.errors;
  for (std::vector<double>* list : {&result.survival, &result.hazard, &result.cumulative_hazard}) list->resize(rows * times);
  if (errors)
    for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper, &result.hazard_std_error, &result.cumulative_hazard_std_error})
      list->resize(rows * times);
  result.quantile.resize(rows * quantiles);
  if (errors)
    for (std::vector<double>* list : {&result.quantile_std_error, &result.quantile_lower, &result.quantile_upper}) list->resize(rows * quantiles);
  if (options.means) {
    result.mean.resize(rows);
    result.restricted_mean.resize(rows * times);
    if (errors) result.mean_std_error.resize(rows);
    if (errors) result.restricted_mean_std_error.resize(rows * times);
  }
  const double factor = stats::normal_interval_factor(options.confidence_level);
  const Numbers offset(input.offset), tenure(input.tenure), time_of_row(input.time);
  const std::vector<double> zeros(std::max(terms, cure_terms), 0.0);
  const double* beta = fit.coefficients.coefficient.data();
  double at_means = 0.0;
  for (std::int64_t j = 0; j < terms; ++j) at_means += beta[j + 1] * fit.means[j + 1];

  const std::int64_t chunks = std::clamp<std::int64_t>(rows * (times + quantiles + 1) * (options.means ? 100 : 1) / 2048, 1, 64);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    std::optional<CoxDesign::Block> x, cure_x;
    if (input.x.given()) x.emplace(design);
    if (input.cure_x.given()) cure_x.emplace(cure_design);
    std::vector<double> vector[aft_channels], product(size);
    std::vector<std::int64_t> place[aft_channels];
    const Span span = span_of(rows, chunks, chunk);
    const std::int64_t step = std::min(design.block_rows(), cure_design.block_rows());
    for (std::int64_t first = span.first; first < span.last; first += step) {
      const std::int64_t count = std::min(step, span.last - first);
      if (x) design.read(first, count, zeros.data(), beta + 1, *x);
      if (cure_x) cure_design.read(first, count, zeros.data(), fit.cure.coefficient.data() + 1, *cure_x);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        const double without = x && terms > 0 ? x->eta[b] : 0.0, known = offset.given() ? offset[i] : 0.0;
        const AftPoint at = aft_point(fit, beta[0] + without + known, stratum[i], cure_x && cure_terms > 0 ? cure_x->eta[b] : 0.0);
        if (cured) result.never[i] = 1.0 / (1.0 + std::exp(-at.cure));
        result.linear_predictor[i] = at.location;
        result.time_ratio[i] = std::exp(without - at_means + known);
        if (times + quantiles == 0 && !options.means) continue;
        const Person person(fit.distribution, cured, at, tenure.given() ? tenure[i] : 0.0);

        // Covariance of the four numbers that everything else is a function of.
        double spread[aft_channels][aft_channels] = {};
        if (errors && !nobody) {
          for (int c = 0; c < aft_channels; ++c) vector[c].clear(), place[c].clear();
          const auto put = [&](int channel, std::int64_t where, double value) {
            vector[channel].push_back(value);
            place[channel].push_back(where);
          };
          put(at_location, 0, 1.0);
          for (std::int64_t j = 0; j < terms; ++j) put(at_location, j + 1, x->rows[b * design.width() + j]);
          put(at_scale, scale_place + stratum[i], 1.0);
          if (shaped) put(at_shape, shape_place, 1.0);
          if (cured) put(at_cure, cure_place, 1.0);
          for (std::int64_t k = 0; cured && k < cure_terms; ++k) put(at_cure, cure_place + 1 + k, cure_x->rows[b * cure_design.width() + k]);
          for (int c = 0; c < aft_channels; ++c) {
            if (vector[c].empty()) continue;
            std::fill(product.begin(), product.end(), 0.0);
            for (std::size_t k = 0; k < vector[c].size(); ++k) {
              const double* row = fit.covariance.data() + place[c][k] * size;
              for (std::int64_t j = 0; j < size; ++j) product[j] += vector[c][k] * row[j];
            }
            for (int d = c; d < aft_channels; ++d) {
              double sum = 0.0;
              for (std::size_t k = 0; k < vector[d].size(); ++k) sum += vector[d][k] * product[place[d][k]];
              spread[c][d] = spread[d][c] = sum;
            }
          }
        }
        const auto error_of = [&](const Gradient& g) {
          double variance = 0.0;
          for (int c = 0; c < aft_channels; ++c)
            for (int d = 0; d < aft_channels; ++d)
              if (spread[c][d] != 0.0) variance += g.by[c] * g.by[d] * spread[c][d];
          return std::sqrt(std::max(0.0, variance));
        };

        for (std::int64_t t = 0; t < times; ++t) {
          const std::int64_t cell = i * times + t;
          const double ahead = own_times ? time_of_row[i] : options.times[t], until = person.since() + ahead;
          Gradient gradient, rate_gradient;
          double log_survival = 0.0, rate = 0.0, mean = ahead, mean_error = 0.0;
          if (!nobody) {
            log_survival = person.staying(ahead, &gradient);
            const AftValue log_rate = person.log_hazard(until > 0.0 ? std::log(until) : log_of_no_time);
            rate = std::exp(log_rate.value);
            for (int c = 0; c < aft_channels; ++c) rate_gradient.by[c] = rate > 0.0 ? rate * log_rate.slope[c] : 0.0;
            if (options.means) {
              Gradient mean_gradient;
              mean = person.mean(ahead, &mean_gradient);
              mean_error = error_of(mean_gradient);
            }
          }
          const double survival = std::exp(log_survival), cumulative = log_survival < 0.0 ? -log_survival : 0.0;
          result.survival[cell] = survival;
          result.cumulative_hazard[cell] = cumulative;
          result.hazard[cell] = std::isnan(rate) ? 0.0 : rate;
          if (options.means) result.restricted_mean[cell] = mean;
          if (!errors) continue;
          if (options.means) result.restricted_mean_std_error[cell] = mean_error;
          const double error = cumulative > 0.0 && survival > 0.0 ? error_of(gradient) : 0.0;
          result.cumulative_hazard_std_error[cell] = cumulative < infinity ? error : missing;
          result.std_error[cell] = survival * error;
          result.hazard_std_error[cell] = rate < infinity ? error_of(rate_gradient) : missing;
          result.lower[cell] = error > 0.0 ? std::exp(-cumulative * std::exp(factor * error / cumulative)) : survival;
          result.upper[cell] = error > 0.0 ? std::exp(-cumulative * std::exp(-factor * error / cumulative)) : survival;
        }
        for (std::int64_t q = 0; q < quantiles; ++q) {
          const std::int64_t cell = i * quantiles + q;
          Gradient gradient;
          const double time = nobody ? infinity : person.quantile(options.quantiles[q], &gradient);
          result.quantile[cell] = time;
          if (!errors) continue;
          const double error = time < infinity ? error_of(gradient) : missing;
          result.quantile_std_error[cell] = error;
          result.quantile_lower[cell] = time < infinity && time > 0.0 ? time * std::exp(-factor * error / time) : time;
          result.quantile_upper[cell] = time < infinity && time > 0.0 ? time * std::exp(factor * error / time) : time;
        }
        if (options.means) {
          Gradient gradient;
          const bool finite = !nobody && person.has_mean();
          result.mean[i] = finite ? person.mean(infinity, &gradient) : infinity;
          if (errors) result.mean_std_error[i] = finite ? error_of(gradient) : missing;
        }
      }
    }
  });
  return result;
}

Explanation aft_explain(const AftFit& fit, const ExplainInput& input, const ExplainOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.aft.explain";
  check(key, input, options, context.threads);
  return explain_terms(key, input, options, fit.columns, fit.coefficients.term, 1, fit.means.data() + 1, fit.coefficients.coefficient.data() + 1, context);
}

}  // namespace mainstay::inline v1::survival
