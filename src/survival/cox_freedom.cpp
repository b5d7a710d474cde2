#include "survival/cox_freedom.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "survival/cox_design.hpp"
#include "survival/freedom.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.cox";

struct PenaltyWay {
  std::size_t place = 0;              // in options.penalties
  std::int64_t first = 0, count = 0;  // its terms
  FreedomWay way;
};

}  // namespace

bool states_freedom(const CoxOptions& options) {
  return std::any_of(options.penalties.begin(), options.penalties.end(), [](const CoxPenalty& one) { return one.degrees_of_freedom.has_value(); });
}

CoxOptions with_freedom(const CoxInput& input, const CoxOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const auto path = [](std::size_t k) { return "penalties[" + std::to_string(k) + "].degrees_of_freedom"; };
  for (std::size_t k = 0; k < options.penalties.size(); ++k)
    if (options.penalties[k].degrees_of_freedom && options.penalties[k].ridge != 0.0) refuse(key, path(k), "given", "left out where ridge is given");
  CoxOptions trial = options;
  for (CoxPenalty& one : trial.penalties)
    if (one.degrees_of_freedom) {
      one.ridge = 1.0;
      one.degrees_of_freedom.reset();
    }
  CoxOptions found = trial;
  trial.robust = trial.concordance = trial.baseline = trial.baseline_errors = false;
  CoxInput rows = input;
  rows.cluster = {};
  const RunContext searching = still(context);
  std::vector<PenaltyWay> ways;
  for (int trials = 0; trials < FreedomWay::most_trials; ++trials) {
    const CoxFit fit = cox(rows, trial, searching);
    const auto terms = static_cast<std::int64_t>(fit.coefficients.coefficient.size());
    for (std::size_t k = 0; trials == 0 && k < options.penalties.size(); ++k) {
      if (!options.penalties[k].degrees_of_freedom) continue;
      const double wanted = *options.penalties[k].degrees_of_freedom;
      std::int64_t first = 0, count = 0;
      for (const CoxColumn& column : fit.columns) {
        count = term_count({column});
        if (column.name == options.penalties[k].column) break;
        first += count;
      }
      if (!(wanted < static_cast<double>(count))) refuse(key, path(k), -1, wanted, "below " + std::to_string(count) + ", the number of the column's terms");
      ways.push_back({k, first, count, FreedomWay(0.0, static_cast<double>(count), wanted)});
    }
    bool done = true;
    for (PenaltyWay& one : ways) {
      double freedom = 0.0;
      for (std::int64_t j = one.first; j < one.first + one.count; ++j) freedom += 1.0 - fit.penalty[at(j)] * fit.model_covariance[at(j * (terms + 1))];
      double& ridge = trial.penalties[one.place].ridge;
      found.penalties[one.place].ridge = ridge;
      if (fit.status == CoxStatus::no_events || fit.status == CoxStatus::out_of_range || !one.way.informative(freedom) || one.way.there(freedom)) continue;
      done = false;
      ridge = one.way.next(ridge, freedom);
    }
    if (done) return found;
  }
  refuse(key, path(ways.front().place), -1, *options.penalties[ways.front().place].degrees_of_freedom, "one that some penalty leaves; with these rows none was found");
}

}  // namespace mainstay::inline v1::survival
