#include "survival/cox_again.hpp"

#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "survival/cox_fit.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double largest_plain_eta = 300.0;

CoxInput input_of(const CoxRows& rows) {
  CoxInput input;
  input.x = rows.x;
  input.duration = rows.duration;
  input.event = rows.event;
  input.entry = rows.entry;
  input.weights = rows.weights;
  input.offset = rows.offset;
  return input;
}

std::vector<std::int32_t> strata_codes(std::string_view analysis, const CoxFit& fit, const CoxRows& rows) {
  const std::vector<std::int64_t> places = strata_of(analysis, fit.strata, rows.strata, rows.duration.size);
  if (!rows.strata.given()) return {};
  return {places.begin(), places.end()};
}

void refuse_rows(std::string_view analysis, const char* what, double have, double wanted) {
  throw Error(ErrorCode::invalid_argument, analysis, what, -1, std::to_string(have),
              std::to_string(wanted) + ", as in the fit: give its rows again, with the entry, weights, strata and offset that it had");
}
}  // namespace

CoxAgain::CoxAgain(std::string_view analysis, const CoxFit& fit, const CoxRows& input, Team& team)
    : fit_(fit), input_(input_of(input)), part_(analysis, input_, fit.columns, strata_codes(analysis, fit, input)) {
  if (fit.status == CoxStatus::out_of_range) refuse(analysis, "status", "out_of_range", "that of a fit with coefficients");
  if (!fit.time_effects.empty()) refuse(analysis, "time_effects", "given", "left out of the fit: there are no such residuals of effects that change over time");
  part_.check_entries(analysis);
  const std::int64_t n = part_.rows(), terms = part_.design().terms(), width = part_.design().width();
  const auto strata = static_cast<std::int64_t>(fit.strata.size());
  std::vector<double> longest;
  times_ = event_times_of(team, part_.duration().data(), part_.event().data(), part_.weights().data(),
                          part_.strata().empty() ? nullptr : part_.strata().data(), strata, n, longest);
  const RiskIndex risk(times_.slots(), input.entry.given());
  const bool in_runs = input.entry.given() && risk.size() * width > CoxWays{}.table_room && n < std::numeric_limits<std::int32_t>::max();
  part_.index(team, times_, in_runs ? nullptr : &risk, leavers_);
  double rows = 0.0, events = 0.0;
  for (std::int64_t i = 0; i < n; ++i) rows += part_.weights().given() ? part_.weights()[i] > 0.0 : 1.0;
  for (const double count : leavers_.count) events += count;
  if (rows != static_cast<double>(fit.rows)) refuse_rows(analysis, "x.rows", rows, static_cast<double>(fit.rows));
  if (events != static_cast<double>(fit.events)) refuse_rows(analysis, "event.sum", events, static_cast<double>(fit.events));
  const Ties ties = fit.ties == Ties::exact ? Ties::breslow : fit.ties;  // hazards of an exact fit are Breslow's
  const bool leaver_sums = ties == Ties::efron && leavers_.most > 1.0;
  const CoxRuns runs = in_runs ? CoxRuns(times_.slots()) : CoxRuns();
  if (in_runs) part_.list_pieces(runs, times_);

  CoxSums sums;
  CoxReading reading{.shift = shift(), .beta = fit.coefficients.coefficient.data(), .sums = &sums, .risk = &risk, .leaver_sums = leaver_sums};
  if (in_runs) {
    reading.runs = &runs;
    reading.times = &times_;
  }
  part_.read(team, reading);
  if (!(sums.largest_eta <= largest_plain_eta)) {
    std::vector<double> largest(strata, -std::numeric_limits<double>::infinity());
    part_.largest_by_stratum(team, shift(), reading.beta, largest);
    for (double& most : largest)
      if (!std::isfinite(most)) most = 0.0;
    part_.set_stratum_shift(largest);
    sums.clear();
    part_.read(team, reading);
  }
  sums_.resize(times_.slots() * width);
  if (in_runs) {
    leaver_sums_.resize(leaver_sums ? times_.slots() * width : 0);
    RiskParts parts;
    part_.resolve_runs(team, runs, times_, leavers_, ties, leaver_sums, shift(), sums.table, hazards_, parts, sums_.data(),
                       leaver_sums ? leaver_sums_.data() : nullptr);
  } else {
    risk.resolve(sums.table.data(), width, times_, sums_.data());
    leaver_sums_.swap(sums.leaver_table);
    hazards_ = hazards_of(team, times_, leavers_, ties, sums_.data(), this->leaver_sums(), width, terms, risk.entries());
  }
  constexpr double rounding = 1e-8;
  if (fit.ties == Ties::exact) {  // its likelihood is another; the baseline tells the rows, where there is one
    double total = 0.0, wanted = 0.0;
    for (const double jump : hazards_.jump) total += jump;
    for (const double jump : fit.baseline.hazard) wanted += jump;
    if (!fit.baseline.hazard.empty() && sums.largest_eta <= largest_plain_eta && !(std::fabs(total - wanted) <= rounding * (1.0 + wanted)))
      refuse_rows(analysis, "baseline.hazard", total, wanted);
    return;
  }
  const double value = log_likelihood_of(sums, hazards_);
  if (!(std::fabs(value - fit.log_likelihood) <= rounding * (1.0 + std::fabs(fit.log_likelihood))))
    refuse_rows(analysis, "log_likelihood", value, fit.log_likelihood);
}

}  // namespace mainstay::inline v1::survival
