// Curves and explanations of new people under a fitted discrete-time hazard.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/hazard.hpp"
#include "stats/distributions.hpp"
#include "survival/beyond.hpp"
#include "survival/cox_design.hpp"
#include "survival/reasons.hpp"
#include "survival/cox_part.hpp"
#include "survival/hazard_kernel.hpp"
#include "survival/hazard_new_people.hpp"
#include "survival/hazard_periods.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// The group of each row among the fit's; -1 without.
std::vector<std::int64_t> groups_of(const char* key, const HazardFit& fit, const Column& group, std::int64_t rows) {
  std::vector<std::int64_t> result(rows, -1);
  if (!group.given()) return result;
  if (fit.groups.name.empty()) throw Error(ErrorCode::invalid_argument, key, "group", -1, "given", "left out: the fit has no groups");
  const data::Groups found = data::encode_groups(key, "group", group);
  std::unordered_map<std::string_view, std::int64_t> known;
  for (std::size_t g = 0; g < fit.groups.name.size(); ++g) known.emplace(fit.groups.name[g], static_cast<std::int64_t>(g));
  std::vector<std::int64_t> place(found.count);
  for (std::int64_t g = 0; g < found.count; ++g) {
    const std::string name = found.name(g);
    const auto at = known.find(name);
    if (at == known.end()) {
      const auto row = std::find(found.codes.begin(), found.codes.end(), static_cast<std::int32_t>(g)) - found.codes.begin();
      throw Error(ErrorCode::unknown_name, key, "group", row, name, "one of the fit's groups " + list_of(fit.groups.name) + "; without the column an average one is meant");
    }
    place[g] = at->second;
  }
  for (std::int64_t i = 0; i < rows; ++i) result[i] = place[found.codes[i]];
  return result;
}

}  // namespace

void HazardFit::validate() const {
  const auto broken = [](const char* argument, const char* rule) { throw Error(ErrorCode::corrupt, "survival.hazard", argument, -1, "broken", rule); };
  const std::vector<CoxColumn> linear = hazard_linear_columns(*this);
  const std::int64_t terms = term_count(linear), p = static_cast<std::int64_t>(parameters.size());
  if (static_cast<std::int64_t>(coefficients.term.size()) != terms) broken("columns", "as many terms as there are coefficients");
  std::int64_t last = terms;
  for (const HazardSpline& spline : splines) {
    const auto size = static_cast<std::int64_t>(spline.coefficients.size());
    if (size < 5 || static_cast<std::int64_t>(spline.transform.size()) != size * (size - 1)) broken("splines.transform", "one row for each spline");
    if (!(spline.low < spline.high)) broken("splines.low", "below high");
    if (std::none_of(columns.begin(), columns.end(), [&](const CoxColumn& c) { return c.name == spline.column && !c.categorical; }))
      broken("splines.column", "a numeric column");
    if (spline.first < 0 || spline.first > p - (size - 1)) broken("splines.first", "the place of a parameter");
    last += size - 1;
  }
  if (last > p) broken("parameters", "all terms and splines");
  if (strata.empty() || follow_up.size() != strata.size()) broken("strata", "one or more");
  std::int64_t stratum = -1, period = 0;
  for (std::size_t k = 0; k < baseline.stratum.size(); ++k) {
    const std::int64_t s = baseline.stratum[k];
    if (s < stratum || s >= static_cast<std::int64_t>(strata.size())) broken("baseline.stratum", "rising places in strata");
    if (s > stratum) {
      stratum = s;
      period = 0;
    }
    if (baseline.first_period[k] != period + 1 || baseline.last_period[k] < baseline.first_period[k] || baseline.last_period[k] > 1000000)
      broken("baseline.first_period", "the period after the one before");
    period = baseline.last_period[k];
    if (baseline.state.codes[k] == 0 && std::isnan(baseline.linear_predictor[k])) broken("baseline.linear_predictor", "a number where the hazard is estimated");
  }
  if (baseline.state.levels.size() != 4) broken("baseline.state", "of four states");
}

HazardValue hazard_of(const HazardFit& fit, std::int64_t cell, double eta) {
  const auto state = static_cast<HazardPeriod>(fit.baseline.state.codes[cell]);
  if (state == HazardPeriod::estimated) return hazard_at(fit.link, fit.baseline.linear_predictor[cell] + eta);
  if (state == HazardPeriod::everybody_left) return {1.0, -infinity, 0.0};
  return {0.0, 0.0, 0.0};
}

HazardPrediction hazard_predict(const HazardFit& fit, const HazardPredictInput& input, const HazardPredictOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.hazard.predict";
  check(key, input, options, context.threads);
  if (input.time.given() && !options.times.empty()) refuse(key, "times", "given", "left out when the column time is given");
  if (!fit.columns.empty() && !input.x.given()) throw Error(ErrorCode::invalid_argument, key, "x", -1, "missing", "a table with the fit's columns");
  const HazardNewPeople people(key, fit, input.x);
  std::int64_t rows = 1;  // without any column one person is meant
  if (input.x.given()) rows = people.design().rows();
  else
    for (const Column* column : {&input.strata, &input.offset, &input.group, &input.tenure, &input.time})
      if (column->given()) rows = column->size;
  const bool own_times = input.time.given();
  const std::int64_t times = own_times ? 1 : static_cast<std::int64_t>(options.times.size()), p = static_cast<std::int64_t>(fit.parameters.size());
  const std::vector<std::int64_t> stratum = strata_of(key, fit.strata, input.strata, rows), group = groups_of(key, fit, input.group, rows);
  const bool errors = options.errors;
  HazardPrediction result;
  if (!own_times) result.times = options.times;
  for (std::vector<double>* list : {&result.linear_predictor, &result.ratio}) list->resize(rows);
  for (std::vector<double>* list : {&result.survival, &result.hazard, &result.cumulative_hazard}) list->resize(rows * times);
  if (errors)
    for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper, &result.cumulative_hazard_std_error}) list->resize(rows * times);
  const double factor = stats::normal_interval_factor(options.confidence_level);
  const Numbers offset(input.offset), tenure(input.tenure), time_of_row(input.time);
  const HazardBaselineTable& baseline = fit.baseline;
  // Cells of each stratum, and the cell of each period.
  std::vector<std::int64_t> begin(fit.strata.size() + 1, 0);
  for (const std::int64_t s : baseline.stratum) ++begin[s + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::int64_t> order(times);
  std::iota(order.begin(), order.end(), std::int64_t{0});
  if (!own_times) std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return options.times[a] < options.times[b]; });
  const bool known = fit.status != HazardStatus::no_events;

  const std::int64_t chunks = std::clamp<std::int64_t>(rows * (times + 1) / 1024, 1, 64);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    CoxDesign::Block block(people.design());
    std::vector<double> own(p), sum(p), u(p);
    const Span span = span_of(rows, chunks, chunk);
    const std::int64_t step = people.design().block_rows();
    for (std::int64_t first = span.first; first < span.last; first += step) {
      const std::int64_t count = std::min(step, span.last - first);
      if (input.x.given()) people.design().read(first, count, fit.means.data(), fit.coefficients.coefficient.data(), block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        double eta = input.x.given() && people.terms() > 0 ? block.eta[b] : 0.0;
        for (std::int64_t k = 0; k < people.splines(); ++k) eta += people.effect(k, i);
        if (offset.given()) eta += offset[i];
        if (group[i] >= 0) eta += fit.groups.effect[group[i]];
        result.linear_predictor[i] = eta;
        result.ratio[i] = std::exp(eta);
        if (times == 0) continue;
        double own_of_group = 0.0;
        if (errors) {
          std::fill(own.begin(), own.end(), 0.0);
          if (input.x.given()) people.gradient(block, b, i, own.data());
          if (group[i] >= 0) {
            own_of_group = fit.groups.own_variance[group[i]];
            for (std::int64_t j = 0; j < p; ++j) own[j] += fit.groups.gradient[group[i] * p + j];
          }
          std::fill(sum.begin(), sum.end(), 0.0);
        }
        // Over the periods after the tenure, cell by cell.
        const double since = tenure.given() ? tenure[i] : 0.0, end_of_follow_up = fit.follow_up[stratum[i]];
        std::int64_t cell = begin[stratum[i]];
        const std::int64_t cells_end = begin[stratum[i] + 1];
        double log_stay = 0.0, slopes = 0.0, own_variance = 0.0;  // of all cells that are done
        double period = since;  // how far we are
        while (cell < cells_end && static_cast<double>(baseline.last_period[cell]) <= period) ++cell;
        double at_cell = 0.0;  // periods of the present cell that are behind
        for (const std::int64_t t : order) {
          const double ahead = std::floor(own_times ? time_of_row[i] : options.times[t]), until = since + ahead;
          const std::int64_t place = i * times + t;
          double in_cell = 0.0, hazard = 0.0;
          HazardValue at{0.0, 0.0, 0.0};
          for (;;) {
            if (cell >= cells_end) break;
            at = hazard_of(fit, cell, eta);
            const double upto = std::min(until, static_cast<double>(baseline.last_period[cell]));
            in_cell = at_cell + std::max(0.0, upto - period);
            if (upto > period) {
              period = upto;
              hazard = at.hazard;
            } else if (until == period && ahead > 0.0 && static_cast<double>(baseline.first_period[cell]) <= until) {
              hazard = at.hazard;
            }
            at_cell = in_cell;
            if (period < static_cast<double>(baseline.last_period[cell]) || until <= period) break;
            // The cell is done, and time goes on.
            if (in_cell > 0.0) {
              log_stay += in_cell * at.log_stay;
              const double slope = in_cell * at.slope;
              slopes += slope;
              own_variance += slope * slope * baseline.own_variance[cell];
              for (std::int64_t j = 0; errors && j < p; ++j) sum[j] += slope * baseline.gradient[cell * p + j];
            }
            at_cell = in_cell = 0.0;
            ++cell;
          }
          if (cell >= cells_end) in_cell = 0.0;
          const Reach reach = reach_of(options.beyond, until, end_of_follow_up);
          if (reach == Reach::missing) {
            for (std::vector<double>* list : {&result.survival, &result.hazard, &result.cumulative_hazard}) (*list)[place] = missing;
            if (errors)
              for (std::vector<double>* list : {&result.std_error, &result.lower, &result.upper, &result.cumulative_hazard_std_error}) (*list)[place] = missing;
            continue;
          }
          const double here = log_stay + (in_cell > 0.0 ? in_cell * at.log_stay : 0.0), survival = std::exp(here), cumulative = here < 0.0 ? -here : 0.0;
          result.survival[place] = survival;
          result.cumulative_hazard[place] = cumulative;
          result.hazard[place] = reach == Reach::carried ? 0.0 : hazard;
          if (!errors) continue;
          double error = 0.0;
          if (!known || !has_error(reach, cumulative)) {
            error = missing;
          } else if (cumulative > 0.0 && cumulative < infinity) {
            const double slope = in_cell > 0.0 ? in_cell * at.slope : 0.0, all = slopes + slope;
            double variance = own_variance + all * all * own_of_group;
            if (slope != 0.0) variance += slope * slope * baseline.own_variance[cell];
            for (std::int64_t j = 0; j < p; ++j) u[j] = sum[j] + all * own[j] + (slope != 0.0 ? slope * baseline.gradient[cell * p + j] : 0.0);
            for (std::int64_t j = 0; j < p; ++j) {
              if (u[j] == 0.0) continue;
              double row = 0.0;
              for (std::int64_t l = 0; l < p; ++l) row += fit.covariance[j * p + l] * u[l];
              variance += u[j] * row;
            }
            error = std::sqrt(std::max(0.0, variance));
          }
          result.cumulative_hazard_std_error[place] = cumulative < infinity ? error : missing;
          result.std_error[place] = survival * error;
          double lower = std::isnan(error) ? error : survival, upper = lower;
          if (error > 0.0 && survival > 0.0) {
            switch (options.interval) {
              case CoxInterval::log_log:
                lower = std::exp(-cumulative * std::exp(factor * error / cumulative));
                upper = std::exp(-cumulative * std::exp(-factor * error / cumulative));
                break;
              case CoxInterval::log:
                lower = survival * std::exp(-factor * error);
                upper = std::min(1.0, survival * std::exp(factor * error));
                break;
              case CoxInterval::plain:
                lower = std::max(0.0, survival - factor * survival * error);
                upper = std::min(1.0, survival + factor * survival * error);
            }
          }
          result.lower[place] = lower;
          result.upper[place] = upper;
        }
      }
    }
  });
  return result;
}

HazardExplanation hazard_explain(const HazardFit& fit, const HazardExplainInput& input, const ExplainOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.hazard.explain";
  check(key, input, options, context.threads);
  const HazardNewPeople people(key, fit, input.x);
  const CoxDesign& design = people.design();
  const std::int64_t rows = input.x.columns.empty() ? input.x.rows : input.x.columns.front().size, terms = people.terms();
  const std::vector<std::int64_t> group = groups_of(key, fit, input.group, rows);
  HazardExplanation result;
  for (const CoxColumn& column : fit.columns) result.names.push_back(column.name);
  if (input.group.given()) result.names.emplace_back("(group)");
  const auto parts = static_cast<std::int64_t>(result.names.size());
  // Which part a term or a spline belongs to.
  std::vector<std::int64_t> part_of_term, part_of_spline;
  for (std::size_t c = 0; c < fit.columns.size(); ++c) {
    const CoxColumn& column = fit.columns[c];
    const bool linear = std::any_of(people.linear().begin(), people.linear().end(), [&](const CoxColumn& one) { return one.name == column.name; });
    for (std::int64_t l = linear ? term_count({column}) : 0; l-- > 0;) part_of_term.push_back(static_cast<std::int64_t>(c));
  }
  for (const HazardSpline& spline : fit.splines)
    part_of_spline.push_back(std::find(result.names.begin(), result.names.end(), spline.column) - result.names.begin());
  result.contributions.assign(rows * parts, 0.0);
  ReasonTable reasons(result.reasons, result.names, rows, options.most);
  const std::int64_t chunks = row_chunks(rows);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    CoxDesign::Block block(design);
    const Span span = span_of(rows, chunks, chunk);
    for (std::int64_t first = span.first; first < span.last; first += design.block_rows()) {
      const std::int64_t count = std::min(design.block_rows(), span.last - first);
      design.read(first, count, fit.means.data(), nullptr, block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        double* sum = result.contributions.data() + i * parts;
        for (std::int64_t j = 0; j < terms; ++j) sum[part_of_term[j]] += fit.coefficients.coefficient[j] * block.rows[b * design.width() + j];
        for (std::int64_t k = 0; k < people.splines(); ++k) sum[part_of_spline[k]] += people.effect(k, i);
        if (group[i] >= 0) sum[parts - 1] += fit.groups.effect[group[i]];
        reasons.put(i, sum);
      }
    }
  });
  return result;
}

}  // namespace mainstay::inline v1::survival
