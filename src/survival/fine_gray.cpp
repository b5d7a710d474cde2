#include "mainstay/survival/fine_gray.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "survival/beyond.hpp"
#include "survival/cox_ascent.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_fit.hpp"
#include "survival/fine_gray_fit.hpp"
#include "survival/fine_gray_rows.hpp"
#include "survival/fine_gray_weights.hpp"
#include "survival/weights.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.fine_gray";

// The rows without x; refuses what cannot be.
FineGrayColumns read_columns(const FineGrayInput& input, std::int64_t cause) {
  FineGrayColumns columns;
  const Numbers duration(input.duration), event(input.event);
  columns.rows = input.duration.size;
  columns.entry = Numbers(input.entry);
  columns.weights = Numbers(input.weights);
  columns.offset = Numbers(input.offset);
  if (columns.rows > INT64_C(0x7ffffffe)) refuse(key, "duration", std::to_string(columns.rows) + " rows", "fewer than 2^31 rows");
  columns.fate.resize(columns.rows);
  for (std::int64_t i = 0; i < columns.rows; ++i) {
    if (columns.entry.given() && !(columns.entry[i] < duration[i])) refuse(key, "entry", i, columns.entry[i], "below the row's duration");
    columns.fate[i] = event[i] == 0.0 ? Fate::censored : event[i] == static_cast<double>(cause) ? Fate::left : Fate::left_otherwise;
  }
  columns.durations = stats::distinct_of(duration.data(), columns.rows);
  return columns;
}

struct Slots {
  EventTimes times;
  Leavers leavers;
  std::vector<double> weights;  // W just before the time of each slot
};

Slots slots_of(const FineGrayColumns& columns, const ObservationWeights& observation) {
  const std::size_t places = columns.durations.values.size();
  std::vector<double> count(places, 0.0), weight(places, 0.0), times;
  for (std::int64_t i = 0; i < columns.rows; ++i) {
    const double w = columns.weights.given() ? columns.weights[i] : 1.0;
    if (columns.fate[i] != Fate::left || !(w > 0.0)) continue;
    count[columns.durations.index[i]] += 1.0;
    weight[columns.durations.index[i]] += w;
  }
  Slots slots;
  slots.leavers.count = slots.leavers.weight = slots.weights = {0.0};
  for (std::size_t d = 0; d < places; ++d) {
    if (count[d] == 0.0) continue;
    times.push_back(columns.durations.values[d]);
    slots.leavers.count.push_back(count[d]);
    slots.leavers.weight.push_back(weight[d]);
    slots.weights.push_back(observation.before[d]);
    slots.leavers.most = std::max(slots.leavers.most, count[d]);
    slots.leavers.total_weight += weight[d];
  }
  const auto found = static_cast<std::int64_t>(times.size());
  slots.times = EventTimes(std::move(times), {found});
  return slots;
}
}  // namespace

FineGrayFit fine_gray(const FineGrayInput& input, const FineGrayOptions& options, const RunContext& context) {
  return fine_gray_by({}, input, options, context);
}

FineGrayFit fine_gray_by(const FineGrayWays& ways, const FineGrayInput& input, const FineGrayOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  check_weights(key, input.weights);
  if (options.ties == Ties::exact) refuse(key, "ties", "exact", "efron or breslow");
  if (!options.errors_at.empty() && !options.robust && !input.cluster.given()) refuse(key, "robust", "false", "true with errors_at: errors of incidences know of the weights");
  const auto named = static_cast<std::int64_t>(options.causes.size());
  if (named > 0 && options.cause > named) refuse(key, "cause", std::to_string(options.cause), "at most " + std::to_string(named) + ", the number of causes that are named");
  if (named > 0) {
    const Numbers event(input.event);
    for (std::int64_t i = 0; i < input.event.size; ++i)
      if (event[i] > static_cast<double>(named)) refuse(key, "event", i, event[i], "at most " + std::to_string(named) + ", the number of causes that are named");
  }
  CoxFit fitted;
  fitted.columns = columns_of(input.x, input.weights);
  choose_references(key, fitted.columns, options.references);
  data::Groups clusters;
  if (input.cluster.given()) clusters = data::encode_groups(key, "cluster", input.cluster);
  const FineGrayColumns columns = read_columns(input, options.cause);
  const ObservationWeights observation =
      observation_weights(columns.durations, columns.fate, columns.entry.data(), columns.weights.data(), options.censoring);
  const Slots slots = slots_of(columns, observation);
  FineGrayFit fit;
  const double last_event = slots.times.slots() > 1 ? slots.times.time(slots.times.slots() - 1) : -std::numeric_limits<double>::infinity();
  for (std::int64_t i = 0; i < columns.rows; ++i) {
    if (columns.weights.given() && !(columns.weights[i] > 0.0)) continue;
    const std::uint32_t d = columns.durations.index[i];
    const double time = columns.durations.values[d];
    fit.follow_up = std::max(fit.follow_up, time);
    if (columns.fate[i] != Fate::left_otherwise) continue;
    ++fit.competing;
    if (!(observation.before[d] > 0.0) && time < last_event)
      refuse(key, "duration", i, time,
             "within one stretch of observation with the leaving that follows: at some time everybody under observation had been censored, or had only just entered");
  }
  const CoxDesign design(key, input.x, fitted.columns);
  const std::int64_t terms = design.terms(), width = design.width();
  Team team(key, context, row_chunks(columns.rows));
  team.report(0.0, 0.0);
  const std::vector<double> shift = design.rough_means();
  FineGrayRows rows(team, design, columns, observation, slots.times, slots.leavers, slots.weights, options.ties, shift, ways.table_room, ways.copy_room);
  const CoxMoments moments = rows.moments(team);
  std::vector<double> scale, reach;
  spread_of(moments, shift, scale, reach);

  CoxOptions ascent_options;
  ascent_options.ties = options.ties;
  ascent_options.ridge = options.ridge;
  ascent_options.confidence_level = options.confidence_level;
  ascent_options.max_iterations = options.max_iterations;
  ascent_options.tolerance = options.tolerance;
  CoxAscent ascent;
  ascent.begin(terms);
  if (options.ridge > 0.0) ascent.penalty.assign(terms, options.ridge);
  Hazards hazards;
  RiskParts parts;
  std::vector<double> gram, slope, information;
  if (!(slots.leavers.most > 0.0)) {
    ascent.status = CoxStatus::no_events;
    ascent.finished = true;
  }
  while (!ascent.finished) {
    const double from = std::min(0.9, 0.1 + 0.2 * static_cast<double>(ascent.iterations));
    team.report(from, std::min(0.95, from + 0.1));
    const double event_eta = rows.measure(team, ascent.beta, hazards, parts);
    const double value = event_eta - hazards.log_sum;
    if (!ascent.judge(value, hazards.finite && std::isfinite(value))) continue;
    rows.weigh(team, hazards, gram);
    slope_and_information(gram, parts, moments.event_sum, terms, width, slope, information);
    ascent.advance(slope, information, scale, reach, moments.events, slots.leavers.total_weight, ascent_options);
  }
  team.report(1.0, 1.0);

  const bool known = ascent.status != CoxStatus::no_events && ascent.status != CoxStatus::out_of_range;
  const bool robust = known && (options.robust || input.cluster.given());
  std::vector<double> products;
  if (robust)
    rows.score_products(hazards, observation, options.censoring, input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count, products);
  // The distinct steps of the baseline that errors are wanted at.
  std::vector<std::int64_t> until;
  std::vector<double> joint, slopes;
  if (known) {
    for (const double time : options.errors_at)
      if (const std::int64_t slot = slots.times.slot(0, time); slot > 0) until.push_back(slot);
    std::sort(until.begin(), until.end());
    until.erase(std::unique(until.begin(), until.end()), until.end());
    if (!until.empty())
      rows.influence_products(hazards, observation, options.censoring, input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count, until, joint, slopes);
  }
  const std::vector<double> eta_shift{rows.eta_shift()};
  fill_fit({&ascent, &moments, &shift, &slots.times, known ? &hazards : nullptr, nullptr, width, &eta_shift, robust ? &products : nullptr}, ascent_options,
           fitted);
  fit.status = fitted.status;
  fit.cause = named > 0 ? options.causes[options.cause - 1] : std::to_string(options.cause);
  fit.coefficients = std::move(fitted.coefficients);
  fit.covariance = std::move(fitted.covariance);
  fit.model_covariance = std::move(fitted.model_covariance);
  fit.log_likelihood_null = fitted.log_likelihood_null;
  fit.log_likelihood = fitted.log_likelihood;
  fit.likelihood_ratio_test = fitted.likelihood_ratio_test;
  fit.wald_test = fitted.wald_test;
  fit.score_test = fitted.score_test;
  fit.iterations = fitted.iterations;
  fit.rows = fitted.rows;
  fit.events = fitted.events;
  fit.singular = std::move(fitted.singular);
  fit.separated = std::move(fitted.separated);
  fit.ties = options.ties;
  fit.censoring = options.censoring;
  fit.ridge = options.ridge;
  fit.confidence_level = options.confidence_level;
  fit.columns = std::move(fitted.columns);
  fit.means = std::move(fitted.means);
  fit.baseline.time = std::move(fitted.baseline.time);
  fit.baseline.hazard = std::move(fitted.baseline.hazard);
  fit.baseline.cumulative_hazard = std::move(fitted.baseline.cumulative_hazard);
  for (const double hazard : fit.baseline.cumulative_hazard) fit.baseline.incidence.push_back(-std::expm1(-hazard));
  if (until.empty()) return fit;
  // A row's influence on (coefficients, hazards of a person at the means) is `way` times its influence with the coefficients held.
  const auto places = static_cast<std::int64_t>(until.size()), size = terms + places;
  double at_means = 0.0;
  for (std::int64_t j = 0; j < terms; ++j) at_means += (fit.means[j] - shift[j]) * ascent.beta[j];
  const double scale_of_hazards = std::exp(at_means - rows.eta_shift());
  std::vector<double> way(size * size, 0.0), half(size * size, 0.0), covariance(size * size, 0.0);
  for (std::int64_t j = 0; j < terms; ++j)
    for (std::int64_t l = 0; l < terms; ++l) way[j * size + l] = fit.model_covariance[j * terms + l];
  for (std::int64_t m = 0; m < places; ++m) {
    fit.errors.place.push_back(until[m] - 1);
    const double hazard = fit.baseline.cumulative_hazard[until[m] - 1];
    way[(terms + m) * size + terms + m] = scale_of_hazards;
    for (std::int64_t l = 0; l < terms; ++l)
      for (std::int64_t j = 0; j < terms; ++j)
        way[(terms + m) * size + l] += (hazard * (fit.means[j] - shift[j]) - scale_of_hazards * slopes[m * terms + j]) * fit.model_covariance[j * terms + l];
  }
  for (std::int64_t i = 0; i < size; ++i)
    for (std::int64_t l = 0; l < size; ++l)
      for (std::int64_t j = 0; j < size; ++j) half[i * size + j] += way[i * size + l] * joint[l * size + j];
  for (std::int64_t i = 0; i < size; ++i)
    for (std::int64_t j = 0; j < size; ++j)
      for (std::int64_t l = 0; l < size; ++l) covariance[i * size + j] += half[i * size + l] * way[j * size + l];
  for (std::int64_t m = 0; m < places; ++m) {
    for (std::int64_t l = 0; l < places; ++l) fit.errors.covariance.push_back(0.5 * (covariance[(terms + m) * size + terms + l] + covariance[(terms + l) * size + terms + m]));
    for (std::int64_t j = 0; j < terms; ++j) fit.errors.with_coefficients.push_back(0.5 * (covariance[(terms + m) * size + j] + covariance[j * size + terms + m]));
  }
  return fit;
}

void FineGrayFit::validate() const {
  const auto broken = [](const char* argument, const char* rule) { throw Error(ErrorCode::corrupt, key, argument, -1, "broken", rule); };
  if (static_cast<std::int64_t>(coefficients.term.size()) != term_count(columns)) broken("columns", "as many terms as there are coefficients");
  for (std::size_t k = 1; k < baseline.time.size(); ++k) {
    if (!(baseline.time[k] > baseline.time[k - 1])) broken("baseline.time", "ascending");
    if (!(baseline.cumulative_hazard[k] >= baseline.cumulative_hazard[k - 1])) broken("baseline.cumulative_hazard", "ascending");
  }
  for (std::size_t m = 0; m < errors.place.size(); ++m)
    if (errors.place[m] >= static_cast<std::int64_t>(baseline.time.size()) || (m > 0 && errors.place[m] <= errors.place[m - 1])) broken("errors.place", "rows of the baseline, ascending");
}

FineGrayPrediction fine_gray_predict(const FineGrayFit& fit, const FineGrayPredictInput& input, const FineGrayPredictOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.fine_gray.predict";
  check(name, input, options, context.threads);
  if (input.time.given() && !options.times.empty()) refuse(name, "times", "given", "left out when the column time is given");
  if (input.still_here.given() && !input.tenure.given()) refuse(name, "still_here", "given", "left out without tenure");
  const CoxDesign design(name, input.x, fit.columns);
  const std::int64_t rows = design.rows(), terms = design.terms();
  const bool own_times = input.time.given();
  const std::int64_t times = own_times ? 1 : static_cast<std::int64_t>(options.times.size());
  const Numbers offset(input.offset), tenure(input.tenure), still_here(input.still_here), time_of_row(input.time);
  FineGrayPrediction result;
  result.linear_predictor.resize(rows);
  result.hazard_ratio.resize(rows);
  if (!own_times) result.times = options.times;
  result.incidence.resize(rows * times);
  const bool errors = options.errors && !fit.errors.place.empty();
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  if (errors)
    for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper}) list->assign(rows * times, missing);
  const double factor = stats::normal_interval_factor(options.confidence_level);
  const auto places = static_cast<std::int64_t>(fit.errors.place.size());
  struct At {
    double hazard = 0.0;
    std::int64_t error = -1;  // place in fit.errors; -1 before the first leaving, -2 not there
  };
  const auto hazard_at = [&](double time) {
    const auto& list = fit.baseline.time;
    const auto place = std::upper_bound(list.begin(), list.end(), time) - list.begin();
    if (place == 0) return At{};
    const auto found = std::lower_bound(fit.errors.place.begin(), fit.errors.place.end(), place - 1);
    return At{fit.baseline.cumulative_hazard[place - 1], found != fit.errors.place.end() && *found == place - 1 ? found - fit.errors.place.begin() : -2};
  };
  const std::int64_t chunks = std::clamp<std::int64_t>(rows * (times + 1) / 2048, 1, 64);
  Team team(name, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    design.blocks(span_of(rows, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design.read(first, count, fit.means.data(), fit.coefficients.coefficient.data(), block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        const double eta = (terms > 0 ? block.eta[b] : 0.0) + (offset.given() ? offset[i] : 0.0), ratio = std::exp(eta);
        result.linear_predictor[i] = eta;
        result.hazard_ratio[i] = ratio;
        const double since = tenure.given() ? tenure[i] : 0.0;
        const At from = tenure.given() ? hazard_at(since) : At{};
        const double begun = from.hazard;
        const double* x = block.rows + b * design.width();
        for (std::int64_t t = 0; t < times; ++t) {
          const double until = since + (own_times ? time_of_row[i] : options.times[t]);
          double& incidence = result.incidence[i * times + t];
          const Reach reach = reach_of(options.beyond, until, fit.follow_up);
          if (reach == Reach::missing) {
            incidence = missing;
            continue;
          }
          const At to = hazard_at(until);
          const double more = to.hazard - begun;
          const double leaving = more > 0.0 ? -std::expm1(-more * ratio) : 0.0;  // of those who have not left for the cause
          incidence = leaving;
          if (still_here.given()) {
            incidence = (begun > 0.0 ? std::exp(-begun * ratio) : 1.0) * leaving / still_here[i];
            if (!(incidence <= 1.0))
              refuse(name, "still_here", i, still_here[i], "at least the share that the model has leaving afterwards");
          }
          if (!errors || to.error == -2 || from.error == -2 || !has_error(reach, incidence)) continue;
          // Derivatives by the two cumulative hazards of such a person; x moves both.
          double by_to = 1.0 - leaving, by_from = -by_to;
          if (still_here.given()) {
            by_to = std::exp(-to.hazard * ratio) / still_here[i];
            by_from = -std::exp(-begun * ratio) / still_here[i];
          }
          const double by_x = ratio * (by_to * to.hazard + by_from * begun);
          const auto of_two = [&](std::int64_t a, std::int64_t c) { return a < 0 || c < 0 ? 0.0 : fit.errors.covariance[a * places + c]; };
          double variance = ratio * ratio * (by_to * by_to * of_two(to.error, to.error) + 2.0 * by_to * by_from * of_two(to.error, from.error) + by_from * by_from * of_two(from.error, from.error));
          for (std::int64_t j = 0; j < terms; ++j) {
            double with = 0.0, sum = 0.0;
            if (to.error >= 0) with += by_to * fit.errors.with_coefficients[to.error * terms + j];
            if (from.error >= 0) with += by_from * fit.errors.with_coefficients[from.error * terms + j];
            for (std::int64_t l = 0; l < terms; ++l) sum += fit.covariance[j * terms + l] * x[l];
            variance += x[j] * by_x * (2.0 * ratio * with + by_x * sum);
          }
          const std::int64_t at = i * times + t;
          result.std_error[at] = std::sqrt(std::max(0.0, variance));
          result.lower[at] = result.upper[at] = incidence;
          if (!(incidence > 0.0) || !(incidence < 1.0)) continue;
          const double middle = std::log(-std::log1p(-incidence)), spread = factor * result.std_error[at] / (-(1.0 - incidence) * std::log1p(-incidence));
          result.lower[at] = -std::expm1(-std::exp(middle - spread));
          result.upper[at] = -std::expm1(-std::exp(middle + spread));
        }
      }
    });
  });
  return result;
}

namespace {
constexpr Function methods[] = {
    analysis<&fine_gray_predict>("survival.fine_gray.predict", "How likely is each of these people to have left for this cause by a given day?")};
}

constinit const Function fine_gray_analysis =
    analysis<&fine_gray>("survival.fine_gray", "Which attributes go with a higher share leaving for one cause, when other causes compete with it?", methods);

}  // namespace mainstay::inline v1::survival
