#include "mainstay/survival/aft.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "solve/cholesky.hpp"
#include "solve/gram.hpp"
#include "stats/distributions.hpp"
#include "survival/aft_fit.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.aft";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// What the rows tell before any model.
struct Tally {
  std::int64_t exact = 0, right = 0, left = 0, interval = 0;
  double weight = 0.0, exact_weight = 0.0, left_weight = 0.0;  // left_weight: of all that left
  double time = 0.0, log_time = 0.0, log_time_squares = 0.0, timed = 0.0, offset = 0.0, longest = 0.0;
  void add(const Tally& other) {
    exact += other.exact;
    right += other.right;
    left += other.left;
    interval += other.interval;
    weight += other.weight;
    exact_weight += other.exact_weight;
    left_weight += other.left_weight;
    time += other.time;
    log_time += other.log_time;
    log_time_squares += other.log_time_squares;
    timed += other.timed;
    offset += other.offset;
    longest = std::max(longest, other.longest);
  }
};

// One row's kind and the logarithms of its times.
class Reader {
 public:
  explicit Reader(const AftInput& input)
      : duration_(input.duration), event_(input.event), upper_(input.upper), entry_(input.entry), weights_(input.weights), offset_(input.offset) {}
  std::int64_t rows() const noexcept { return rows_; }
  void set_rows(std::int64_t rows) noexcept { rows_ = rows; }
  const Numbers& weights() const noexcept { return weights_; }
  const Numbers& offset() const noexcept { return offset_; }
  bool bounded() const noexcept { return upper_.given(); }
  bool entered() const noexcept { return entry_.given(); }

  void read(std::int64_t i, AftData& data, Tally& tally) const {
    const double weight = weights_.given() ? weights_[i] : 1.0;
    double low = duration_[i], high = infinity;
    AftKind kind = AftKind::right;
    if (upper_.given()) {
      high = std::isnan(upper_[i]) ? infinity : upper_[i];
      const bool stays = event_.given() ? event_[i] == 0.0 : high == infinity;
      if (std::isnan(low) && stays) throw Error(ErrorCode::invalid_argument, key, "duration", i, "nan", "finite where somebody is still there");
      if (std::isnan(low)) low = 0.0;
      if (event_.given() && event_[i] == 0.0) high = infinity;
      if (event_.given() && event_[i] != 0.0 && high == infinity) refuse(key, "upper", i, upper_[i], "finite where event is 1");
      if (high < low) refuse(key, "upper", i, high, "at least duration");
      if (high < infinity) kind = high == low ? AftKind::exact : low == 0.0 ? AftKind::left : AftKind::interval;
      if (kind == AftKind::left && high == 0.0) refuse(key, "upper", i, high, "> 0");
    } else {
      if (std::isnan(low)) throw Error(ErrorCode::invalid_argument, key, "duration", i, "nan", "finite; a missing duration has a meaning beside upper only");
      if (!event_.given() || event_[i] != 0.0) kind = AftKind::exact;
    }
    if (kind == AftKind::exact && !(low > 0.0)) refuse(key, "duration", i, low, "> 0 where somebody left: no distribution here has anybody leave at 0");
    double entry = 0.0;
    if (entry_.given()) {
      entry = entry_[i];
      const bool ended = kind == AftKind::exact || kind == AftKind::right;
      if (!(entry < (ended ? low : high))) refuse(key, "entry", i, entry, ended ? "below duration" : "below upper");
      if (!ended && low < entry) {  // nobody who left earlier could be here
        low = entry;
        kind = AftKind::interval;
      }
    }
    data.low[i] = kind == AftKind::left ? -infinity : std::log(low);
    if (!data.high.empty()) data.high[i] = std::log(high);
    if (!data.entry.empty()) data.entry[i] = std::log(entry);
    data.kind[i] = kind;
    if (kind == AftKind::right && low == 0.0) data.kind[i] = AftKind::none;
    if (!(weight > 0.0)) {
      data.kind[i] = AftKind::none;
      return;
    }
    tally.weight += weight;
    if (offset_.given()) tally.offset += weight * offset_[i];
    if (kind == AftKind::exact) ++tally.exact, tally.exact_weight += weight;
    if (kind == AftKind::right) ++tally.right;
    if (kind == AftKind::left) ++tally.left;
    if (kind == AftKind::interval) ++tally.interval;
    if (kind != AftKind::right) tally.left_weight += weight;
    tally.longest = std::max({tally.longest, low, high < infinity ? high : 0.0});
    if (data.kind[i] == AftKind::none) return;
    const double middle = kind == AftKind::left || kind == AftKind::interval ? 0.5 * (low + high) : low;
    const double log_middle = std::log(middle);
    tally.time += weight * (middle - entry);
    tally.timed += weight;
    tally.log_time += weight * log_middle;
    tally.log_time_squares += weight * log_middle * log_middle;
  }

 private:
  Numbers duration_, event_, upper_, entry_, weights_, offset_;
  std::int64_t rows_ = 0;
};

// Means, spread and reach of the terms, and which of them depend on those before.
struct Terms {
  std::vector<double> means, reach;
  std::vector<bool> singular;
};

Terms terms_of(Team& team, const CoxDesign& design, const Numbers& weights, std::int64_t rows) {
  const std::int64_t terms = design.terms(), width = design.width();
  Terms result;
  result.means.assign(terms, 0.0);
  result.reach.assign(terms, 0.0);
  result.singular.assign(terms, false);
  if (rows == 0 || terms == 0) {
    result.singular.assign(terms, true);
    return result;
  }
  std::vector<double> shift(terms, 0.0);
  {
    CoxDesign::Block block(design);
    const std::int64_t count = std::min(rows, design.block_rows());
    design.read(0, count, shift.data(), nullptr, block);
    std::vector<double> sum(terms, 0.0);
    for (std::int64_t i = 0; i < count; ++i)
      for (std::int64_t j = 0; j < terms; ++j) sum[j] += block.rows[i * width + j];
    for (std::int64_t j = 0; j < terms; ++j) shift[j] = sum[j] / static_cast<double>(count);
  }
  const std::int64_t chunks = row_chunks(rows);
  struct Sums {
    std::vector<double> gram, lowest, highest;
    double* data = nullptr;
  };
  std::vector<Sums> sums(static_cast<std::size_t>(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    Sums& mine = sums[chunk];
    mine.gram.assign(width * width + 8, 0.0);
    void* start = mine.gram.data();
    std::size_t room = mine.gram.size() * sizeof(double);
    mine.data = static_cast<double*>(std::align(64, sizeof(double), start, room));
    mine.lowest.assign(terms, infinity);
    mine.highest.assign(terms, -infinity);
    const std::vector<double> ones(static_cast<std::size_t>(design.block_rows()), 1.0);
    const Span span = span_of(rows, chunks, chunk);
    design.blocks(span, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design.read(first, count, shift.data(), nullptr, block);
      solve::add_weighted_gram(block.rows, weights.given() ? weights.data() + first : ones.data(), count, width, mine.data);
      for (std::int64_t i = 0; i < count; ++i) {
        if (weights.given() && !(weights[first + i] > 0.0)) continue;
        const double* row = block.rows + i * width;
        for (std::int64_t j = 0; j < terms; ++j) {
          mine.lowest[j] = std::min(mine.lowest[j], row[j]);
          mine.highest[j] = std::max(mine.highest[j], row[j]);
        }
      }
    });
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) {
    for (std::int64_t j = 0; j < width * width; ++j) sums[0].data[j] += sums[chunk].data[j];
    for (std::int64_t j = 0; j < terms; ++j) {
      sums[0].lowest[j] = std::min(sums[0].lowest[j], sums[chunk].lowest[j]);
      sums[0].highest[j] = std::max(sums[0].highest[j], sums[chunk].highest[j]);
    }
  }
  const double* gram = sums[0].data;
  const double weight = gram[terms * width + terms];
  if (!(weight > 0.0)) {
    result.singular.assign(terms, true);
    return result;
  }
  std::vector<double> centred(terms * terms), spread(terms, 0.0);
  for (std::int64_t j = 0; j < terms; ++j)
    for (std::int64_t l = j; l < terms; ++l)
      centred[j * terms + l] = gram[j * width + l] - gram[j * width + terms] * gram[l * width + terms] / weight;
  for (std::int64_t j = 0; j < terms; ++j) {
    const double mean = gram[j * width + terms] / weight, lowest = sums[0].lowest[j], highest = sums[0].highest[j];
    result.means[j] = shift[j] + mean;
    result.reach[j] = std::max(highest - mean, mean - lowest);
    constexpr double rounding = 8.0 * std::numeric_limits<double>::epsilon();
    const double size = std::max(std::fabs(shift[j] + lowest), std::fabs(shift[j] + highest));
    if (highest - lowest > rounding * size && centred[j * terms + j] > 0.0) spread[j] = std::sqrt(centred[j * terms + j]);
  }
  const solve::RankRevealingCholesky factor(centred.data(), terms, spread.data());
  for (std::int64_t j = 0; j < terms; ++j) result.singular[j] = factor.left_out(j);
  return result;
}

CoxTest test_of(double statistic, std::int64_t degrees) {
  CoxTest test;
  test.statistic = std::max(0.0, statistic);
  test.degrees_of_freedom = degrees;
  test.p_value = degrees == 0 ? 1.0 : stats::chi_squared_upper_tail(test.statistic, static_cast<double>(degrees));
  return test;
}

std::vector<std::string> with_intercept(const std::vector<CoxColumn>& columns) {
  std::vector<std::string> names = term_names(columns);
  names.insert(names.begin(), "(intercept)");
  return names;
}

// V B V; upper triangle of B is read.
std::vector<double> sandwich(const std::vector<double>& v, const std::vector<double>& b, std::int64_t n) {
  std::vector<double> half(n * n, 0.0), result(n * n, 0.0);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < n; ++k) {
      if (v[i * n + k] == 0.0) continue;
      for (std::int64_t j = 0; j < n; ++j) half[i * n + j] += v[i * n + k] * (k <= j ? b[k * n + j] : b[j * n + k]);
    }
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < n; ++k)
      for (std::int64_t j = 0; j < n; ++j) result[i * n + j] += half[i * n + k] * v[k * n + j];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) result[i * n + j] = result[j * n + i] = 0.5 * (result[i * n + j] + result[j * n + i]);
  return result;
}

// The covariance in the order of AftFit::parameters, of intercepts at x = 0 and slopes in the caller's unit of time.
std::vector<double> outward(const std::vector<double>& inner, const AftLayout& lay, const std::vector<double>& means, const std::vector<double>& cure_means,
                            double slope_factor) {
  const std::int64_t n = lay.size();
  std::vector<double> matrix = inner;
  const auto shift = [&](std::int64_t intercept, std::int64_t first, const std::vector<double>& by) {
    for (std::int64_t k = 0; k < n; ++k)
      for (std::size_t j = 0; j < by.size(); ++j) matrix[intercept * n + k] -= by[j] * matrix[(first + static_cast<std::int64_t>(j)) * n + k];
    for (std::int64_t k = 0; k < n; ++k)
      for (std::size_t j = 0; j < by.size(); ++j) matrix[k * n + intercept] -= by[j] * matrix[k * n + first + static_cast<std::int64_t>(j)];
  };
  shift(lay.intercept(), 0, means);
  if (lay.cured) shift(lay.cure_intercept(), lay.cure(), cure_means);
  for (std::int64_t s = lay.scale(); s < lay.shape(); ++s)
    for (std::int64_t k = 0; k < n; ++k) {
      matrix[s * n + k] *= slope_factor;
      matrix[k * n + s] *= slope_factor;
    }
  std::vector<std::int64_t> order{lay.intercept()};
  for (std::int64_t j = 0; j < lay.terms; ++j) order.push_back(j);
  for (std::int64_t j = lay.scale(); j < lay.cure(); ++j) order.push_back(j);
  if (lay.cured) order.push_back(lay.cure_intercept());
  for (std::int64_t j = 0; j < lay.cure_terms; ++j) order.push_back(lay.cure() + j);
  std::vector<double> result(n * n);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) result[i * n + j] = matrix[order[i] * n + order[j]];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) result[i * n + j] = result[j * n + i] = 0.5 * (result[i * n + j] + result[j * n + i]);
  return result;
}

// Where the steps of the model without attributes begin.
std::vector<double> start_of(const AftLayout& lay, AftDistribution distribution, const Tally& tally, double log_unit) {
  std::vector<double> start(lay.size(), 0.0);
  const double mean = tally.log_time / tally.timed - log_unit;
  double spread = std::sqrt(std::max(0.0, tally.log_time_squares / tally.timed - std::pow(tally.log_time / tally.timed, 2)));
  if (!(spread > 1e-8)) spread = 1.0;
  const double offset = tally.offset / tally.weight;
  const double log_rate = std::log(tally.left_weight / (tally.time > 0.0 ? tally.time : 1.0)) + log_unit;
  switch (distribution) {
    case AftDistribution::exponential: start[lay.intercept()] = -log_rate - offset; break;
    case AftDistribution::gompertz: start[lay.intercept()] = log_rate - offset; break;
    case AftDistribution::weibull:
      start[lay.intercept()] = mean + 0.45 * spread - offset;
      for (std::int64_t s = 0; s < lay.strata; ++s) start[lay.scale() + s] = std::log(0.78 * spread);
      break;
    default:
      start[lay.intercept()] = mean - offset;
      for (std::int64_t s = 0; s < lay.strata; ++s)
        start[lay.scale() + s] = std::log((distribution == AftDistribution::log_logistic ? 0.55 : 1.0) * spread);
      if (lay.shaped) start[lay.shape()] = 0.5;
  }
  if (lay.cured) {
    const double share = std::clamp(0.5 * (1.0 - tally.left_weight / tally.weight), 0.02, 0.9);
    start[lay.cure_intercept()] = std::log(share / (1.0 - share));
  }
  return start;
}

std::vector<std::string> names_of_shapes(AftDistribution distribution, const std::vector<std::string>& strata) {
  std::vector<std::string> names;
  const std::string name = distribution == AftDistribution::gompertz ? "slope" : "log(scale)";
  for (const std::string& stratum : strata) names.push_back(stratum.empty() ? name : name + "[" + stratum + "]");
  if (distribution == AftDistribution::generalised_gamma) names.push_back("shape");
  return names;
}

double ratio(double coefficient, double error) {
  if (error > 0.0) return coefficient / error;
  return coefficient == 0.0 ? 0.0 : std::copysign(infinity, coefficient);
}

}  // namespace

AftFit aft(const AftInput& input, const AftOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  if (input.cure_x.given() && !options.cure) refuse(key, "cure_x", "given", "left out without the option cure");
  const bool proportional = options.distribution == AftDistribution::gompertz;
  AftFit fit;
  fit.distribution = options.distribution;
  fit.ridge = options.ridge;
  fit.confidence_level = options.confidence_level;
  fit.columns = columns_of(input.x, input.weights);
  choose_references(key, fit.columns, options.references);
  fit.cure_columns = columns_of(input.cure_x, input.weights);
  if (options.cure_references.empty() || options.cure) choose_references(key, fit.cure_columns, options.cure_references);
  data::Groups strata, clusters;
  fit.strata = {""};
  if (input.strata.given()) {
    strata = data::encode_groups(key, "strata", input.strata);
    if (strata.count > 0) fit.strata = strata.names();
  }
  if (input.cluster.given()) clusters = data::encode_groups(key, "cluster", input.cluster);

  AftData data;
  const std::int64_t n = data.rows = input.duration.size;
  Team team(key, context, row_chunks(n));
  team.report(0.0, 0.05);
  Reader reader(input);
  data.kind.resize(n);
  data.low.resize(n);
  if (reader.bounded()) data.high.resize(n);
  if (reader.entered()) data.entry.resize(n);
  data.stratum = std::move(strata.codes);
  data.strata = static_cast<std::int64_t>(fit.strata.size());
  if (reader.weights().given()) data.weight = reader.weights().data();
  if (reader.offset().given()) data.offset = reader.offset().data();
  const std::int64_t chunks = row_chunks(n);
  std::vector<Tally> tallies(static_cast<std::size_t>(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) reader.read(i, data, tallies[chunk]);
  });
  Tally tally;
  for (const Tally& part : tallies) tally.add(part);
  fit.events = tally.exact;
  fit.right_censored = tally.right;
  fit.left_censored = tally.left;
  fit.interval_censored = tally.interval;
  fit.rows = tally.exact + tally.right + tally.left + tally.interval;
  fit.follow_up = tally.longest;
  const bool anybody = tally.left_weight > 0.0;
  // Times become multiples of a typical one, so that Gompertz' slope has no unit.
  data.log_unit = tally.timed > 0.0 ? tally.log_time / tally.timed : 0.0;
  if (proportional)
    for (std::vector<double>* list : {&data.low, &data.high, &data.entry})
      for (double& value : *list) value -= data.log_unit;
  else
    data.log_unit = 0.0;

  const CoxDesign design(key, input.x, fit.columns, input.weights), cure_design(key, input.cure_x, fit.cure_columns, input.weights);
  team.report(0.05, 0.15);
  const Terms terms = terms_of(team, design, reader.weights(), input.x.given() ? n : 0);
  const Terms cure_terms = terms_of(team, cure_design, reader.weights(), input.cure_x.given() ? n : 0);
  const AftLikelihood plain(options.distribution, data, nullptr, nullptr, nullptr, nullptr, options.cure);
  const AftLikelihood full(options.distribution, data, input.x.given() ? &design : nullptr, terms.means.data(), input.cure_x.given() ? &cure_design : nullptr,
                           cure_terms.means.data(), options.cure);
  const AftLayout& lay = full.layout();
  const std::int64_t size = lay.size(), width = lay.terms + 1;

  std::vector<bool> fixed(size, false);
  std::vector<double> reach(size, 1.0);
  std::int64_t free_terms = 0;
  for (std::int64_t j = 0; j < lay.terms; ++j) {
    fixed[j] = terms.singular[j] && options.ridge == 0.0;
    reach[j] = terms.reach[j];
    free_terms += fixed[j] ? 0 : 1;
  }
  std::int64_t free_cure_terms = 0;
  for (std::int64_t k = 0; k < lay.cure_terms; ++k) {
    fixed[lay.cure() + k] = cure_terms.singular[k] && options.ridge == 0.0;
    reach[lay.cure() + k] = cure_terms.reach[k];
    free_cure_terms += fixed[lay.cure() + k] ? 0 : 1;
  }
  if (options.distribution == AftDistribution::exponential)
    for (std::int64_t s = 0; s < lay.strata; ++s) fixed[lay.scale() + s] = true;

  AftAscent ascent;
  ascent.parameters.assign(size, 0.0);
  ascent.status = AftStatus::no_events;
  if (anybody) {
    const AftLayout& small = plain.layout();
    std::vector<bool> plain_fixed(small.size(), false);
    if (options.distribution == AftDistribution::exponential)
      for (std::int64_t s = 0; s < small.strata; ++s) plain_fixed[small.scale() + s] = true;
    team.report(0.15, 0.3);
    const AftAscent null = aft_ascend(team, plain, start_of(small, options.distribution, tally, data.log_unit), plain_fixed,
                                      std::vector<double>(small.size(), 1.0), options.distribution, tally.weight, options);
    fit.log_likelihood_null = null.value - tally.exact_weight * data.log_unit;
    std::vector<double> start(size, 0.0);
    start[lay.intercept()] = null.parameters[small.intercept()];
    for (std::int64_t j = 0; j < lay.strata + (lay.shaped ? 1 : 0); ++j) start[lay.scale() + j] = null.parameters[small.scale() + j];
    if (lay.cured) start[lay.cure_intercept()] = null.parameters[small.cure_intercept()];
    team.report(0.3, 0.9);
    ascent = free_terms + free_cure_terms == 0 && (lay.terms + lay.cure_terms == 0) ? null
             : aft_ascend(team, full, start, fixed, reach, options.distribution, tally.weight, options);
    fit.log_likelihood = ascent.value - tally.exact_weight * data.log_unit;
  }
  fit.status = ascent.status;
  fit.iterations = ascent.iterations;
  const bool known = !ascent.covariance.empty();
  if (!known) ascent.covariance.assign(size * size, 0.0);

  // Names and numbers in the order of the result.
  fit.coefficients.term = with_intercept(fit.columns);
  fit.parameters = fit.coefficients.term;
  const std::vector<std::string> shape_names = names_of_shapes(options.distribution, fit.strata);
  fit.parameters.insert(fit.parameters.end(), shape_names.begin(), shape_names.end());
  if (lay.cured) {
    fit.cure.term = with_intercept(fit.cure_columns);
    for (const std::string& name : fit.cure.term) fit.parameters.push_back("cure:" + name);
  }
  const auto outer = [&](std::int64_t j) {  // place in fit.parameters
    if (j == lay.intercept()) return std::int64_t{0};
    if (j < lay.intercept()) return j + 1;
    if (j < lay.cure()) return j;
    return j == lay.cure_intercept() ? lay.cure() : j + 1;
  };
  for (std::int64_t j = 0; j < size; ++j)
    if (fixed[j] && (j < lay.terms || j >= lay.cure())) fit.singular.push_back(fit.parameters[outer(j)]);
  if (!fit.singular.empty() && fit.status == AftStatus::converged) fit.status = AftStatus::singular;
  for (const std::int64_t j : ascent.running)
    (j <= lay.intercept() || (j >= lay.cure() && j < lay.cure_intercept()) ? fit.separated : fit.boundary).push_back(fit.parameters[outer(j)]);

  const double slope_factor = proportional ? std::exp(-data.log_unit) : 1.0;
  fit.means.assign(1, 1.0);
  fit.means.insert(fit.means.end(), terms.means.begin(), terms.means.end());
  fit.model_covariance = outward(ascent.covariance, lay, terms.means, cure_terms.means, slope_factor);
  fit.covariance = fit.model_covariance;
  const bool robust = known && (options.robust || input.cluster.given());
  if (robust) {
    team.report(0.9, 1.0);
    const std::vector<double> products = input.cluster.given() ? full.cluster_products(team, ascent.parameters, clusters.codes, clusters.count)
                                                               : full.at(team, ascent.parameters, true).information;
    fit.covariance = outward(sandwich(ascent.covariance, products, size), lay, terms.means, cure_terms.means, slope_factor);
  }

  const double factor = stats::normal_interval_factor(options.confidence_level);
  AftCoefficients& table = fit.coefficients;
  table.coefficient.assign(width, 0.0);
  double intercept = ascent.parameters[lay.intercept()] + (proportional ? -data.log_unit : 0.0);
  for (std::int64_t j = 0; j < lay.terms; ++j) {
    table.coefficient[j + 1] = ascent.parameters[j];
    intercept -= ascent.parameters[j] * terms.means[j];
  }
  if (known) table.coefficient[0] = intercept;
  for (std::vector<double>* list : {&table.std_error, &table.robust_std_error, &table.z, &table.p_value, &table.lower, &table.upper, &table.time_ratio,
                                    &table.time_ratio_lower, &table.time_ratio_upper, &table.hazard_ratio, &table.hazard_ratio_lower, &table.hazard_ratio_upper})
    list->assign(width, missing);
  const bool weibull = options.distribution == AftDistribution::exponential || (options.distribution == AftDistribution::weibull && lay.strata == 1);
  for (std::int64_t j = 0; j < width; ++j) {
    const double coefficient = table.coefficient[j];
    if (!proportional) table.time_ratio[j] = std::exp(coefficient);
    const double scale = std::exp(ascent.parameters[lay.scale()]);
    if (j > 0 && proportional) table.hazard_ratio[j] = std::exp(coefficient);
    if (j > 0 && weibull) table.hazard_ratio[j] = std::exp(-coefficient / scale);
    const double variance = fit.model_covariance[j * size + j];
    if (!known || !(variance > 0.0)) continue;
    double error = table.std_error[j] = std::sqrt(variance);
    if (robust) error = table.robust_std_error[j] = std::sqrt(std::max(0.0, fit.covariance[j * size + j]));
    table.z[j] = ratio(coefficient, error);
    table.p_value[j] = stats::normal_two_sided(table.z[j]);
    table.lower[j] = coefficient - factor * error;
    table.upper[j] = coefficient + factor * error;
    if (!proportional) {
      table.time_ratio_lower[j] = std::exp(table.lower[j]);
      table.time_ratio_upper[j] = std::exp(table.upper[j]);
    }
    if (j == 0) continue;
    if (proportional) {
      table.hazard_ratio_lower[j] = std::exp(table.lower[j]);
      table.hazard_ratio_upper[j] = std::exp(table.upper[j]);
    } else if (weibull) {
      const double log_ratio = -coefficient / scale;
      const auto covariance = [&](std::int64_t a, std::int64_t b) { return fit.covariance[a * size + b]; };
      const double spread = std::sqrt(std::max(0.0, covariance(j, j) / (scale * scale) - 2.0 * coefficient / (scale * scale) * covariance(j, width) +
                                                        log_ratio * log_ratio * covariance(width, width)));
      table.hazard_ratio_lower[j] = std::exp(log_ratio - factor * spread);
      table.hazard_ratio_upper[j] = std::exp(log_ratio + factor * spread);
    }
  }

  AftShapes& shapes = fit.shapes;
  for (std::int64_t j = lay.scale(); j < lay.cure(); ++j) {
    const bool shape = lay.shaped && j == lay.shape(), logarithm = !shape && !proportional;
    shapes.parameter.push_back(shape ? "shape" : proportional ? "slope" : "scale");
    shapes.stratum.push_back(shape ? "" : fit.strata[j - lay.scale()]);
    double value = ascent.parameters[j];
    if (!shape && proportional) value *= slope_factor;
    const double error = fixed[j] ? 0.0 : known ? std::sqrt(std::max(0.0, fit.covariance[j * size + j])) : missing;
    shapes.estimate.push_back(logarithm ? std::exp(value) : value);
    shapes.std_error.push_back(logarithm ? std::exp(value) * error : error);
    shapes.lower.push_back(logarithm ? std::exp(value - factor * error) : value - factor * error);
    shapes.upper.push_back(logarithm ? std::exp(value + factor * error) : value + factor * error);
  }
  if (lay.cured) {
    AftCure& cure = fit.cure;
    const std::int64_t count = lay.cure_terms + 1;
    cure.coefficient.assign(count, 0.0);
    for (std::vector<double>* list : {&cure.std_error, &cure.z, &cure.p_value, &cure.lower, &cure.upper}) list->assign(count, missing);
    double cure_intercept = ascent.parameters[lay.cure_intercept()];
    for (std::int64_t k = 0; k < lay.cure_terms; ++k) {
      cure.coefficient[k + 1] = ascent.parameters[lay.cure() + k];
      cure_intercept -= cure.coefficient[k + 1] * cure_terms.means[k];
    }
    cure.coefficient[0] = cure_intercept;
    for (std::int64_t k = 0; k < count; ++k) {
      cure.odds_ratio.push_back(std::exp(cure.coefficient[k]));
      const double variance = fit.covariance[(lay.cure() + k) * size + lay.cure() + k];
      if (!known || !(variance > 0.0)) continue;
      cure.std_error[k] = std::sqrt(variance);
      cure.z[k] = ratio(cure.coefficient[k], cure.std_error[k]);
      cure.p_value[k] = stats::normal_two_sided(cure.z[k]);
      cure.lower[k] = cure.coefficient[k] - factor * cure.std_error[k];
      cure.upper[k] = cure.coefficient[k] + factor * cure.std_error[k];
    }
  }

  const double estimated = static_cast<double>(std::count(fixed.begin(), fixed.end(), false));
  if (anybody) {
    fit.aic = 2.0 * estimated - 2.0 * fit.log_likelihood;
    fit.bic = std::log(static_cast<double>(fit.rows)) * estimated - 2.0 * fit.log_likelihood;
  }
  fit.likelihood_ratio_test = test_of(2.0 * (fit.log_likelihood - fit.log_likelihood_null), free_terms + free_cure_terms);
  double wald = 0.0;
  if (known && lay.terms > 0) {
    std::vector<double> block(lay.terms * lay.terms), spread(lay.terms), solution(table.coefficient.begin() + 1, table.coefficient.end());
    for (std::int64_t j = 0; j < lay.terms; ++j) {
      for (std::int64_t l = 0; l < lay.terms; ++l) block[j * lay.terms + l] = fit.covariance[(j + 1) * size + l + 1];
      spread[j] = std::sqrt(std::max(0.0, block[j * lay.terms + j]));
    }
    const solve::RankRevealingCholesky factored(block.data(), lay.terms, spread.data());
    factored.solve(solution.data());
    for (std::int64_t j = 0; j < lay.terms; ++j) wald += solution[j] * table.coefficient[j + 1];
  }
  fit.wald_test = test_of(wald, free_terms);
  team.report(1.0, 1.0);
  return fit;
}

namespace {
constexpr Function methods[] = {
    analysis<&aft_predict>("survival.aft.predict", "How long will each of these people stay, and how likely until a given day?"),
    analysis<&aft_explain>("survival.aft.explain", "Why do such people stay longer or shorter than the average?")};
}

constinit const Function aft_analysis = analysis<&aft>("survival.aft", "How long do people stay, and what makes it longer or shorter?", methods);

}  // namespace mainstay::inline v1::survival
