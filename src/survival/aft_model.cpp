#include "survival/aft_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "mainstay/core/error.hpp"
#include "solve/cholesky.hpp"
#include "solve/gram.hpp"
#include "survival/merging.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

[[noreturn]] void unlike(const std::string& what) { refuse_unlike(aft_key, what); }

// One row's kind and the logarithms of its times.
class Reader {
 public:
  explicit Reader(const AftInput& input)
      : duration_(input.duration), event_(input.event), upper_(input.upper), entry_(input.entry), weights_(input.weights), offset_(input.offset) {}
  bool bounded() const noexcept { return upper_.given(); }
  bool entered() const noexcept { return entry_.given(); }

  void read(std::int64_t i, AftData& data, AftTally& tally) const {
    const double weight = weights_.given() ? weights_[i] : 1.0;
    double low = duration_[i], high = infinity;
    AftKind kind = AftKind::right;
    if (upper_.given()) {
      high = std::isnan(upper_[i]) ? infinity : upper_[i];
      const bool stays = event_.given() ? event_[i] == 0.0 : high == infinity;
      if (std::isnan(low) && stays) throw Error(ErrorCode::invalid_argument, aft_key, "duration", i, "nan", "finite where somebody is still there");
      if (std::isnan(low)) low = 0.0;
      if (event_.given() && event_[i] == 0.0) high = infinity;
      if (event_.given() && event_[i] != 0.0 && high == infinity) refuse(aft_key, "upper", i, upper_[i], "finite where event is 1");
      if (high < low) refuse(aft_key, "upper", i, high, "at least duration");
      if (high < infinity) kind = high == low ? AftKind::exact : low == 0.0 ? AftKind::left : AftKind::interval;
      if (kind == AftKind::left && high == 0.0) refuse(aft_key, "upper", i, high, "> 0");
    } else {
      if (std::isnan(low)) throw Error(ErrorCode::invalid_argument, aft_key, "duration", i, "nan", "finite; a missing duration has a meaning beside upper only");
      if (!event_.given() || event_[i] != 0.0) kind = AftKind::exact;
    }
    if (kind == AftKind::exact && !(low > 0.0)) refuse(aft_key, "duration", i, low, "> 0 where somebody left: no distribution here has anybody leave at 0");
    double entry = 0.0;
    if (entry_.given()) {
      entry = entry_[i];
      const bool ended = kind == AftKind::exact || kind == AftKind::right;
      if (!(entry < (ended ? low : high))) refuse(aft_key, "entry", i, entry, ended ? "below duration" : "below upper");
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
};

// Where the steps of the model without attributes begin.
std::vector<double> start_of(const AftLayout& lay, AftDistribution distribution, const AftTally& tally, double log_unit) {
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
}  // namespace

void AftTally::add(const AftTally& other) {
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

AftRead::AftRead(Team& team, const AftInput& input) : weights(input.weights), offset(input.offset) {
  const std::int64_t n = data.rows = input.duration.size;
  const Reader reader(input);
  data.kind.resize(n);
  data.low.resize(n);
  if (reader.bounded()) data.high.resize(n);
  if (reader.entered()) data.entry.resize(n);
  if (weights.given()) data.weight = weights.data();
  if (offset.given()) data.offset = offset.data();
  const std::int64_t chunks = row_chunks(n);
  std::vector<AftTally> tallies(static_cast<std::size_t>(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) reader.read(i, data, tallies[chunk]);
  });
  for (const AftTally& part : tallies) tally.add(part);
}

void AftRead::in_units_of(double log_unit) {
  data.log_unit = log_unit;
  if (log_unit == 0.0) return;
  for (std::vector<double>* list : {&data.low, &data.high, &data.entry})
    for (double& value : *list) value -= log_unit;
}

AftSurvey survey_of(Team& team, const AftInput& input, const AftTally& tally, const data::Groups& strata) {
  AftSurvey survey;
  survey.surveyed = true;
  survey.stratified = input.strata.given();
  survey.text_strata = strata.text;
  survey.clustered = input.cluster.given();
  survey.attributes = input.x.given();
  survey.cure_attributes = input.cure_x.given();
  if (survey.stratified) survey.strata = strata.names();
  survey.strata_numbers = strata.numbers;
  survey.tally = tally;
  const Numbers weights(input.weights);
  const auto columns = static_cast<std::int64_t>(input.x.columns.size()), cure_columns = static_cast<std::int64_t>(input.cure_x.columns.size());
  survey.columns.resize(static_cast<std::size_t>(columns));
  survey.cure_columns.resize(static_cast<std::size_t>(cure_columns));
  team.run(columns + cure_columns, [&](std::int64_t j) {
    if (j < columns) survey.columns[j] = surveyed(input.x.names[j], input.x.columns[j], weights);
    else survey.cure_columns[j - columns] = surveyed(input.cure_x.names[j - columns], input.cure_x.columns[j - columns], weights);
  });
  return survey;
}

void AftSurvey::merge(const AftSurvey& other) {
  if (!other.surveyed) return;
  if (!surveyed) {
    *this = other;
    return;
  }
  if (stratified != other.stratified || text_strata != other.text_strata) unlike("their strata differ");
  if (clustered != other.clustered) unlike("one has clusters");
  if (attributes != other.attributes || cure_attributes != other.cure_attributes) unlike("one has attributes");
  merge_columns(aft_key, columns, other.columns);
  merge_columns(aft_key, cure_columns, other.cure_columns);
  tally.add(other.tally);
  std::vector<std::string> labels;
  std::vector<std::int64_t> numbers;
  for (std::size_t a = 0, b = 0; a < strata.size() || b < other.strata.size();) {
    const bool no_a = a == strata.size(), no_b = b == other.strata.size();
    const bool equal = !no_a && !no_b && strata[a] == other.strata[b];
    const bool from_a = equal || no_b || (!no_a && (text_strata ? strata[a] < other.strata[b] : strata_numbers[a] < other.strata_numbers[b]));
    labels.push_back(from_a ? strata[a] : other.strata[b]);
    if (!text_strata) numbers.push_back(from_a ? strata_numbers[a] : other.strata_numbers[b]);
    a += from_a;
    b += equal || !from_a;
  }
  strata = std::move(labels);
  strata_numbers = std::move(numbers);
}

void AftTermSums::add(const AftTermSums& other) {
  if (other.gram.empty()) return;
  if (gram.empty()) {
    *this = other;
    return;
  }
  if (lowest.size() != other.lowest.size() || highest.size() != other.highest.size() || lowest.size() != highest.size()) unlike("their parts do not fit each other");
  add_sums(aft_key, gram, other.gram);
  for (std::size_t j = 0; j < lowest.size(); ++j) {
    lowest[j] = std::min(lowest[j], other.lowest[j]);
    highest[j] = std::max(highest[j], other.highest[j]);
  }
}

AftModel::AftModel(const AftSurvey& survey, const AftOptions& wanted) : options(wanted), tally(survey.tally), columns(columns_of(survey.columns)), cure_columns(columns_of(survey.cure_columns)) {
  choose_references(aft_key, columns, options.references);
  if (options.cure_references.empty() || options.cure) choose_references(aft_key, cure_columns, options.cure_references);
  column_means = term_means(survey.columns, columns);
  cure_column_means = term_means(survey.cure_columns, cure_columns);
  strata = survey.strata;
  if (strata.empty()) strata.emplace_back();
  plain.strata = layout.strata = static_cast<std::int64_t>(strata.size());
  plain.shaped = layout.shaped = options.distribution == AftDistribution::generalised_gamma;
  plain.cured = layout.cured = options.cure;
  layout.terms = term_count(columns);
  layout.cure_terms = term_count(cure_columns);
  // Times become multiples of a typical one, so that Gompertz' slope has no unit.
  if (proportional() && tally.timed > 0.0) log_unit = tally.log_time / tally.timed;
  robust = options.robust || survey.clustered;
}

AftTermSums AftModel::sums_of(Team& team, const CoxDesign& design, const std::vector<double>& means, const Numbers& weights, std::int64_t rows) {
  const std::int64_t terms = design.terms(), width = design.width();
  AftTermSums all;
  if (terms == 0 || rows == 0) return all;
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
      design.read(first, count, means.data(), nullptr, block);
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
  all.gram.assign(sums[0].data, sums[0].data + width * width);
  all.lowest = std::move(sums[0].lowest);
  all.highest = std::move(sums[0].highest);
  return all;
}

void AftModel::set_terms(const AftTermSums& x, const AftTermSums& cure_x) {
  terms = terms_of(column_means, x);
  cure_terms = terms_of(cure_column_means, cure_x);
}

AftTerms AftModel::terms_of(const std::vector<double>& shift, const AftTermSums& sums) const {
  const auto terms = static_cast<std::int64_t>(shift.size()), width = solve::gram_width(terms + 1);
  AftTerms result;
  result.means = shift;
  result.reach.assign(terms, 0.0);
  result.singular.assign(terms, true);
  if (terms == 0 || sums.gram.empty()) return result;
  if (static_cast<std::int64_t>(sums.gram.size()) != width * width || static_cast<std::int64_t>(sums.lowest.size()) != terms || static_cast<std::int64_t>(sums.highest.size()) != terms)
    unlike("its parts do not fit each other");
  const double* gram = sums.gram.data();
  const double weight = gram[terms * width + terms];
  if (!(weight > 0.0)) return result;
  std::vector<double> centred(terms * terms), spread(terms, 0.0);
  for (std::int64_t j = 0; j < terms; ++j)
    for (std::int64_t l = j; l < terms; ++l)
      centred[j * terms + l] = gram[j * width + l] - gram[j * width + terms] * gram[l * width + terms] / weight;
  for (std::int64_t j = 0; j < terms; ++j) {
    const double mean = gram[j * width + terms] / weight, lowest = sums.lowest[j], highest = sums.highest[j];
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

AftSolution aft_solve(const AftModel& model, const AftPass& pass) {
  const AftLayout& lay = model.layout;
  const AftOptions& options = model.options;
  const std::int64_t size = lay.size();
  AftSolution solution;
  solution.fixed.assign(size, false);
  std::vector<double> reach(size, 1.0);
  for (std::int64_t j = 0; j < lay.terms; ++j) {
    solution.fixed[j] = model.terms.singular[j] && options.ridge == 0.0;
    reach[j] = model.terms.reach[j];
    solution.free_terms += solution.fixed[j] ? 0 : 1;
  }
  for (std::int64_t k = 0; k < lay.cure_terms; ++k) {
    solution.fixed[lay.cure() + k] = model.cure_terms.singular[k] && options.ridge == 0.0;
    reach[lay.cure() + k] = model.cure_terms.reach[k];
    solution.free_cure_terms += solution.fixed[lay.cure() + k] ? 0 : 1;
  }
  if (options.distribution == AftDistribution::exponential)
    for (std::int64_t s = 0; s < lay.strata; ++s) solution.fixed[lay.scale() + s] = true;
  solution.ascent.parameters.assign(size, 0.0);
  solution.ascent.status = AftStatus::no_events;
  if (!model.anybody()) return solution;
  const AftLayout& small = model.plain;
  std::vector<bool> plain_fixed(small.size(), false);
  if (options.distribution == AftDistribution::exponential)
    for (std::int64_t s = 0; s < small.strata; ++s) plain_fixed[small.scale() + s] = true;
  const AftAscent null = aft_ascend([&](const std::vector<double>& at) { return pass(true, at); }, small, start_of(small, options.distribution, model.tally, model.log_unit), plain_fixed,
                                    std::vector<double>(small.size(), 1.0), options.distribution, model.tally.weight, options);
  solution.log_likelihood_null = null.value - model.tally.exact_weight * model.log_unit;
  std::vector<double> start(size, 0.0);
  start[lay.intercept()] = null.parameters[small.intercept()];
  for (std::int64_t j = 0; j < lay.strata + (lay.shaped ? 1 : 0); ++j) start[lay.scale() + j] = null.parameters[small.scale() + j];
  if (lay.cured) start[lay.cure_intercept()] = null.parameters[small.cure_intercept()];
  solution.ascent = lay.terms + lay.cure_terms == 0 ? null
                    : aft_ascend([&](const std::vector<double>& at) { return pass(false, at); }, lay, start, solution.fixed, reach, options.distribution, model.tally.weight, options);
  solution.log_likelihood = solution.ascent.value - model.tally.exact_weight * model.log_unit;
  return solution;
}

}  // namespace mainstay::inline v1::survival
