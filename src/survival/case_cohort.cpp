#include "mainstay/survival/case_cohort.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/cox_residuals.hpp"
#include "stats/distributions.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.case_cohort";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double not_at_risk = -100.0;  // its exponential vanishes beside any other

// Some rows of a table, in an order of their own, with memory of their own.
class Chosen {
 public:
  Chosen(const Table& from, const std::vector<std::int64_t>& rows) {
    for (std::size_t j = 0; j < from.columns.size(); ++j) {
      const Column& column = from.columns[j];
      if (column.categorical) {
        std::vector<std::int64_t> all(column.size), some(rows.size());
        const std::int64_t* codes = read_integers(column, 0, column.size, all.data());
        for (std::size_t i = 0; i < rows.size(); ++i) some[i] = codes[rows[i]];
        Column own(codes_.emplace_back(std::move(some)));
        own.levels = column.levels;
        own.categorical = true;
        table.add(from.names[j], own);
        continue;
      }
      const Numbers numbers(column);
      std::vector<double> some(rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) some[i] = numbers[rows[i]];
      table.add(from.names[j], Column(numbers_.emplace_back(std::move(some))));
    }
    table.rows = static_cast<std::int64_t>(rows.size());
  }
  Chosen(const Chosen&) = delete;
  Table table;

 private:
  std::deque<std::vector<double>> numbers_;
  std::deque<std::vector<std::int64_t>> codes_;
};

// The rows of one of the regressions: people, some of them twice.
struct Regression {
  std::vector<std::int64_t> person;
  std::vector<double> duration, event, entry, weights, offset;

  CoxInput input(const Table& x) const {
    CoxInput view;
    view.x = x;
    view.duration = Column(duration);
    view.event = Column(event);
    if (!entry.empty()) view.entry = Column(entry);
    if (!weights.empty()) view.weights = Column(weights);
    if (!offset.empty()) view.offset = Column(offset);
    return view;
  }
  CoxRows rows(const Table& x) const {
    const CoxInput of_fit = input(x);
    CoxRows view;
    view.x = of_fit.x;
    view.duration = of_fit.duration;
    view.event = of_fit.event;
    view.entry = of_fit.entry;
    view.weights = of_fit.weights;
    view.offset = of_fit.offset;
    return view;
  }
};

// to += factor · sum of the outer products of the rows `which` of `values` (rows, terms).
void add_products(const std::vector<double>& values, const std::vector<std::int64_t>& which, std::int64_t terms, double factor, const std::vector<double>& less,
                  std::vector<double>& to) {
  for (const std::int64_t i : which)
    for (std::int64_t j = 0; j < terms; ++j)
      for (std::int64_t l = 0; l < terms; ++l) to[j * terms + l] += factor * (values[i * terms + j] - less[j]) * (values[i * terms + l] - less[l]);
}

std::vector<double> mean_of(const std::vector<double>& values, const std::vector<std::int64_t>& which, std::int64_t terms) {
  std::vector<double> mean(terms, 0.0);
  for (const std::int64_t i : which)
    for (std::int64_t j = 0; j < terms; ++j) mean[j] += values[i * terms + j] / static_cast<double>(which.size());
  return mean;
}

std::vector<double> multiply(const std::vector<double>& a, const std::vector<double>& b, std::int64_t size) {
  std::vector<double> product(size * size, 0.0);
  for (std::int64_t i = 0; i < size; ++i)
    for (std::int64_t k = 0; k < size; ++k)
      for (std::int64_t j = 0; j < size; ++j) product[i * size + j] += a[i * size + k] * b[k * size + j];
  return product;
}

// Errors, tests and intervals of the coefficients from fit.covariance.
void put_errors(CoxFit& fit) {
  CoxCoefficients& table = fit.coefficients;
  const auto terms = static_cast<std::int64_t>(table.coefficient.size());
  const double factor = stats::normal_interval_factor(fit.confidence_level);
  for (std::int64_t j = 0; j < terms; ++j) {
    const double variance = fit.covariance[j * (terms + 1)];
    table.robust_std_error[j] = missing;
    if (!(fit.model_covariance[j * (terms + 1)] > 0.0)) continue;
    const double error = table.std_error[j] = std::sqrt(std::max(0.0, variance));
    table.z[j] = table.coefficient[j] / error;
    table.p_value[j] = stats::normal_two_sided(table.z[j]);
    table.lower[j] = table.coefficient[j] - factor * error;
    table.upper[j] = table.coefficient[j] + factor * error;
    table.hazard_ratio_lower[j] = std::exp(table.lower[j]);
    table.hazard_ratio_upper[j] = std::exp(table.upper[j]);
  }
}
}  // namespace

void CaseCohortFit::validate() const {
  if (strata.label.empty()) throw Error(ErrorCode::invalid_argument, key, "a fit without strata");
}

CaseCohortFit case_cohort(const CaseCohortInput& input, const CaseCohortOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  using Method = CaseCohortMethod;
  const Method method = options.method;
  const bool by_strata = method == Method::borgan_i || method == Method::borgan_ii;
  if (options.ties == Ties::exact) refuse(key, "ties", "exact", "efron or breslow");
  if (options.robust && method != Method::lin_ying) refuse(key, "robust", "true", "left out but with method lin_ying");
  if (by_strata && !input.sampling.given()) refuse(key, "sampling", "missing", "given: the strata within which the subcohort was drawn");
  if (!by_strata && input.sampling.given()) refuse(key, "sampling", "given", "left out but with methods borgan_i and borgan_ii");

  std::vector<CoxColumn> columns = columns_of(input.x, {});
  choose_references(key, columns, options.references);
  const Numbers duration(input.duration), event(input.event), entry(input.entry), inside(input.subcohort);
  const std::int64_t rows = input.duration.size;
  data::Groups sampling;
  CaseCohortFit fit;
  fit.method = method;
  CaseCohortStrata& strata = fit.strata;
  strata.label = {""};
  if (by_strata) {
    sampling = data::encode_groups(key, "sampling", input.sampling);
    if (sampling.count > 0) strata.label = sampling.names();
  }
  const auto count = strata.label.size();
  const auto stratum = [&](std::int64_t i) { return by_strata ? static_cast<std::size_t>(sampling.codes[i]) : std::size_t{0}; };
  for (std::vector<std::int64_t>* list : {&strata.cohort, &strata.subcohort, &strata.events, &strata.events_in_subcohort}) list->assign(count, 0);
  strata.weight.assign(count, 0.0);
  std::vector<std::int64_t> people(count, 0);
  for (std::int64_t i = 0; i < rows; ++i) {
    if (event[i] == 0.0 && inside[i] == 0.0) refuse(key, "subcohort", i, 0.0, "1 where nobody left: the other people of the cohort are not among the rows");
    if (entry.given() && !(entry[i] < duration[i])) refuse(key, "entry", i, entry[i], "below the row's duration");
    const std::size_t s = stratum(i);
    ++people[s];
    strata.subcohort[s] += inside[i] != 0.0;
    strata.events[s] += event[i] != 0.0;
    strata.events_in_subcohort[s] += event[i] != 0.0 && inside[i] != 0.0;
  }
  if (!by_strata) {
    if (!options.cohort_sizes.empty()) refuse(key, "cohort_sizes", "given", "left out but with methods borgan_i and borgan_ii: cohort_size is meant");
    if (options.cohort_size == 0) refuse(key, "cohort_size", "0", "given: people of the whole cohort");
    strata.cohort[0] = options.cohort_size;
    if (options.cohort_size < rows) refuse(key, "cohort_size", std::to_string(options.cohort_size), "at least the number of rows, " + std::to_string(rows));
  } else {
    if (options.cohort_size != 0) refuse(key, "cohort_size", std::to_string(options.cohort_size), "left out with methods borgan_i and borgan_ii: cohort_sizes is meant");
    std::vector<bool> given(count, false);
    for (std::size_t k = 0; k < options.cohort_sizes.size(); ++k) {
      const std::string where = "cohort_sizes[" + std::to_string(k) + "]";
      const auto at = std::find(strata.label.begin(), strata.label.end(), options.cohort_sizes[k].sampling);
      if (at == strata.label.end()) refuse(key, where + ".sampling", options.cohort_sizes[k].sampling, "a label of sampling");
      const auto s = static_cast<std::size_t>(at - strata.label.begin());
      if (given[s]) refuse(key, where + ".sampling", options.cohort_sizes[k].sampling, "given once");
      given[s] = true;
      strata.cohort[s] = options.cohort_sizes[k].size;
      if (strata.cohort[s] < people[s]) refuse(key, where + ".size", std::to_string(strata.cohort[s]), "at least the number of its rows, " + std::to_string(people[s]));
    }
    for (std::size_t s = 0; s < count && rows > 0; ++s)
      if (!given[s]) refuse(key, "cohort_sizes", "without " + strata.label[s], "a size for each label of sampling");
  }
  // Those who stand for others: the subcohort, or of it those who did not leave.
  const bool without_events = method == Method::lin_ying || method == Method::borgan_ii;
  const bool doubled = method == Method::prentice || method == Method::self_prentice || method == Method::borgan_i;
  for (std::size_t s = 0; s < count; ++s) {
    const std::int64_t drawn = strata.subcohort[s] - (without_events ? strata.events_in_subcohort[s] : 0);
    const std::int64_t from = strata.cohort[s] - (without_events ? strata.events[s] : 0);
    const std::int64_t least = by_strata ? 2 : 1;
    if (rows > 0 && drawn < least)
      refuse(key, "subcohort", std::to_string(drawn) + (without_events ? " who did not leave" : " in the subcohort") + (by_strata ? " of " + strata.label[s] : ""),
             by_strata ? "two or more in each stratum" : "one or more");
    strata.weight[s] = drawn > 0 ? static_cast<double>(from) / static_cast<double>(drawn) : 0.0;
  }

  // The regression of the score: everybody once, or those who left as events that are not at risk and the subcohort as people at risk.
  Regression scored;
  std::vector<std::vector<std::int64_t>> standing(count);  // rows of it that stand for others
  const auto put = [&](std::int64_t i, bool left, double weight, double offset, bool stands) {
    if (stands) standing[stratum(i)].push_back(static_cast<std::int64_t>(scored.person.size()));
    scored.person.push_back(i);
    scored.duration.push_back(duration[i]);
    scored.event.push_back(left ? 1.0 : 0.0);
    if (entry.given()) scored.entry.push_back(entry[i]);
    if (by_strata) scored.weights.push_back(weight);
    if (doubled || method == Method::lin_ying) scored.offset.push_back(offset);
  };
  for (std::int64_t i = 0; i < rows; ++i) {
    const double weight = strata.weight[stratum(i)];
    const bool left = event[i] != 0.0;
    if (!doubled) {
      const bool stands = !left;
      put(i, left, stands ? weight : 1.0, stands && weight > 0.0 ? std::log(weight) : 0.0, stands);
      continue;
    }
    if (left) put(i, true, 1.0, not_at_risk, false);
    if (inside[i] != 0.0) put(i, false, weight, 0.0, true);
  }
  CoxOptions of_cox;
  of_cox.ties = options.ties;
  of_cox.references = options.references;
  of_cox.confidence_level = options.confidence_level;
  of_cox.max_iterations = options.max_iterations;
  of_cox.tolerance = options.tolerance;
  of_cox.concordance = of_cox.baseline_errors = false;
  RunContext half = context;
  if (context.progress) half.progress = [&](double share) { return context.progress(0.5 * share); };
  const Chosen chosen(input.x, scored.person);
  fit.model = cox(scored.input(chosen.table), of_cox, half);
  CoxFit& model = fit.model;
  const auto terms = static_cast<std::int64_t>(model.coefficients.coefficient.size());
  fit.cohort_covariance = model.model_covariance;
  fit.sampling_covariance.assign(terms * terms, 0.0);
  const bool known = model.status != CoxStatus::no_events && model.status != CoxStatus::out_of_range;

  if (known) {
    CoxResidualsOptions wanted;
    wanted.schoenfeld = wanted.dfbetas = false;
    wanted.score = by_strata;
    wanted.dfbeta = !by_strata;
    const CoxResiduals residuals = cox_residuals(model, scored.rows(chosen.table), wanted, context);
    std::vector<double>& added = fit.sampling_covariance;
    const std::vector<double> none(terms, 0.0);
    const auto not_drawn = [&](std::size_t s) { return strata.weight[s] > 0.0 ? 1.0 - 1.0 / strata.weight[s] : 0.0; };
    if (doubled && !by_strata) add_products(residuals.dfbeta, standing[0], terms, not_drawn(0), none, added);
    if (method == Method::lin_ying) {
      add_products(residuals.dfbeta, standing[0], terms, not_drawn(0), mean_of(residuals.dfbeta, standing[0], terms), added);
      if (options.robust) {
        fit.cohort_covariance.assign(terms * terms, 0.0);
        for (std::int64_t i = 0; i < rows; ++i)
          for (std::int64_t j = 0; j < terms; ++j)
            for (std::int64_t l = 0; l < terms; ++l)
              fit.cohort_covariance[j * terms + l] += residuals.dfbeta[i * terms + j] * residuals.dfbeta[i * terms + l] * std::exp(-scored.offset[i]);
      }
    }
    if (by_strata) {
      std::vector<double> middle(terms * terms, 0.0);
      for (std::size_t s = 0; s < count; ++s) {
        const auto drawn = static_cast<double>(standing[s].size());
        const double spread = (strata.weight[s] - 1.0) * strata.weight[s] * drawn / (drawn - 1.0);
        add_products(residuals.score, standing[s], terms, spread, mean_of(residuals.score, standing[s], terms), middle);
      }
      added = multiply(multiply(model.model_covariance, middle, terms), model.model_covariance, terms);
    }
    for (std::int64_t j = 0; j < terms * terms; ++j) model.covariance[j] = fit.cohort_covariance[j] + added[j];
    for (std::int64_t j = 0; j < terms; ++j)
      for (std::int64_t l = 0; l < j; ++l)
        model.covariance[j * terms + l] = model.covariance[l * terms + j] = 0.5 * (model.covariance[j * terms + l] + model.covariance[l * terms + j]);
    const auto rescale_baseline = [&](double factor) {
      for (std::vector<double>* list : {&model.baseline.hazard, &model.baseline.cumulative_hazard})
        for (double& one : *list) one *= factor;
      for (double& one : model.baseline.cumulative_variance) one *= factor * factor;
    };
    // Weighted rows make the baseline of the cohort; an unweighted subcohort one that is too high by its weight.
    if (!by_strata && doubled) rescale_baseline(1.0 / strata.weight[0]);
    if (method == Method::prentice) {
      Regression pseudo;
      double last = -1.0;  // before every time, for those without an entry
      for (std::int64_t i = 0; i < rows; ++i) {
        pseudo.person.push_back(i);
        pseudo.duration.push_back(duration[i]);
        pseudo.event.push_back(event[i]);
        const double from = entry.given() ? entry[i] : last;
        pseudo.entry.push_back(inside[i] != 0.0 ? from : std::nextafter(duration[i], last));
      }
      CoxOptions of_pseudo = of_cox;
      of_pseudo.baseline = false;
      CoxInput view = pseudo.input(input.x);
      if (context.progress) half.progress = [&](double share) { return context.progress(0.5 + 0.5 * share); };
      const CoxFit own = cox(view, of_pseudo, half);
      if (model.status == CoxStatus::converged || model.status == CoxStatus::singular) {
        model.status = own.status;
        model.singular = own.singular;
        model.separated = own.separated;
      }
      model.iterations = own.iterations;
      model.log_likelihood = own.log_likelihood;
      model.log_likelihood_null = own.log_likelihood_null;
      // The baseline of the subcohort, at these coefficients.
      CoxInput shifted = scored.input(chosen.table);
      std::vector<double> linear(scored.person.size());
      const CoxDesign design(key, chosen.table, model.columns);
      CoxDesign::Block block(design);
      for (std::int64_t first = 0; first < design.rows(); first += design.block_rows()) {
        const std::int64_t some = std::min(design.block_rows(), design.rows() - first);
        design.read(first, some, model.means.data(), own.coefficients.coefficient.data(), block);
        for (std::int64_t i = 0; i < some; ++i) linear[first + i] = (terms > 0 ? block.eta[i] : 0.0) + scored.offset[first + i];
      }
      shifted.offset = Column(linear);
      of_pseudo.baseline = true;
      of_pseudo.max_iterations = 0;  // hazards of the offsets alone
      RunContext quiet = context;
      quiet.progress = {};
      const CoxFit at = cox(shifted, of_pseudo, quiet);
      model.baseline = at.baseline;
      rescale_baseline(1.0 / strata.weight[0]);
      model.coefficients.coefficient = own.coefficients.coefficient;
      for (std::int64_t j = 0; j < terms; ++j) model.coefficients.hazard_ratio[j] = std::exp(own.coefficients.coefficient[j]);
    }
    put_errors(model);
  }
  model.rows = rows;
  model.likelihood_ratio_test = model.wald_test = model.score_test = {};
  model.concordance = model.concordance_std_error = missing;
  return fit;
}

CoxPrediction case_cohort_predict(const CaseCohortFit& fit, const CaseCohortPredictInput& input, const CaseCohortPredictOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.case_cohort.predict";
  check(name, input, options, context.threads);
  CoxPredictInput of_cox;
  of_cox.x = input.x;
  of_cox.tenure = input.tenure;
  of_cox.time = input.time;
  CoxPredictOptions wanted;
  wanted.times = options.times;
  wanted.beyond = options.beyond;
  wanted.errors = false;
  return cox_predict_as(name, fit.model, of_cox, wanted, context);
}

Explanation case_cohort_explain(const CaseCohortFit& fit, const ExplainInput& input, const ExplainOptions& options, const RunContext& context) {
  return cox_explain_as("survival.case_cohort.explain", fit.model, input, options, context);
}

namespace {
constexpr Function methods[] = {
    analysis<&case_cohort_predict>("survival.case_cohort.predict", "How likely is each of these people to stay until a given day?"),
    analysis<&case_cohort_explain>("survival.case_cohort.explain", "Why is this person's risk of leaving above or below the average?")};
}

constinit const Function case_cohort_analysis =
    analysis<&case_cohort>("survival.case_cohort", "Which attributes go with leaving sooner, when only leavers and a sample were asked?", methods);

}  // namespace mainstay::inline v1::survival
