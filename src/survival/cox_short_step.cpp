#include "survival/cox_short_step.hpp"

#include <algorithm>
#include <cmath>

#include "survival/cox_fit.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double some_leavers = 8.0;  // denominators for each time are enough to tell a change

struct Sampled {
  std::vector<double> sums, leaver_sums, information;
};

// All weight of those who left, spread over the risk sets of the sample: of the size of the whole without a factor. With `used`, rows are
// weighted as wrongly as the stand's were.
Sampled sampled(Team& team, CoxPart& part, const CoxStand& stand, const std::vector<double>& beta, std::int64_t every, bool as_used) {
  const std::int64_t slots = stand.times.slots(), terms = part.design().terms(), width = part.design().width();
  CoxSums sums;
  part.read(team, {.shift = stand.shift, .beta = beta.data(), .sums = &sums, .risk = &stand.risk, .leaver_sums = stand.leaver_sums != nullptr, .every = every});
  Sampled result;
  result.sums.resize(slots * width);
  stand.risk.resolve(sums.table.data(), width, stand.times, result.sums.data());
  result.leaver_sums.swap(sums.leaver_table);
  const double* leaver_table = stand.leaver_sums != nullptr ? result.leaver_sums.data() : nullptr;
  Leavers few = stand.leavers;
  for (std::int64_t k = 0; k < slots; ++k) few.count[k] = result.sums[k * width + terms] > 0.0 ? std::min(few.count[k], some_leavers) : 0.0;
  const Hazards hazards = hazards_of(team, stand.times, few, stand.ties, result.sums.data(), leaver_table, width, terms, stand.risk.entries());
  Hazards weighting = hazards;
  if (as_used && stand.used.good()) {
    for (std::int64_t k = 0; k < slots; ++k) {
      if (stand.hazards.jump[k] > 0.0) weighting.jump[k] *= stand.used.jump[k] / stand.hazards.jump[k];
      if (stand.hazards.tied[k] > 0.0) weighting.tied[k] *= stand.used.tied[k] / stand.hazards.tied[k];
      weighting.cumulative[k] = 0.0;
    }
    weighting.accumulate(stand.times);
  }
  std::vector<double> gram, slope;
  part.read(team, {.shift = stand.shift, .gram = &gram, .expected_by = &weighting, .every = every});
  const RiskParts parts = risk_parts(team, hazards, result.sums.data(), leaver_table, slots, width);
  slope_and_information(gram, parts, std::vector<double>(terms, 0.0), terms, width, slope, result.information);
  return result;
}
}  // namespace

CoxShortStep short_step(Team& team, CoxPart& part, const CoxStand& stand, const std::vector<double>& to, std::int64_t every) {
  const std::int64_t terms = part.design().terms(), width = part.design().width();
  CoxShortStep change;
  Sampled there = sampled(team, part, stand, to, every, false);
  const Sampled here = sampled(team, part, stand, stand.from, every, true);
  // Too few rows at risk at a time would show as information that is missing.
  constexpr double a_fifth = 0.2;
  change.known = true;
  for (std::int64_t j = 0; j < terms; ++j) {
    const double of_all = stand.information[j * terms + j], of_some = here.information[j * terms + j];
    change.known = change.known && std::fabs(of_some - of_all) <= a_fifth * of_all && std::isfinite(there.information[j * terms + j]);
  }
  change.information = std::move(there.information);
  for (std::size_t i = 0; i < change.information.size(); ++i) change.information[i] -= here.information[i];
  std::vector<double> step(terms);
  for (std::int64_t j = 0; j < terms; ++j) step[j] = to[j] - stand.from[j];
  // Of the size of all rows by their sum of hazards, which itself changes by x'step of all rows.
  const auto changed = [&](const double* sums, const std::vector<double>& now, const std::vector<double>& then) {
    std::vector<double> result(now.size(), 0.0);
    for (std::int64_t k = 0; k < stand.times.slots(); ++k) {
      const double* sum = sums + k * width;
      double* out = result.data() + k * width;
      const double some = then[k * width + terms], factor = some > 0.0 ? sum[terms] / some : 0.0;
      for (std::int64_t j = 0; j < terms; ++j) {
        out[j] = factor * (now[k * width + j] - then[k * width + j]);
        out[terms] += sum[j] * step[j];
      }
    }
    return result;
  };
  change.sums = changed(stand.sums, there.sums, here.sums);
  if (stand.leaver_sums != nullptr) change.leaver_sums = changed(stand.leaver_sums, there.leaver_sums, here.leaver_sums);
  return change;
}

}  // namespace mainstay::inline v1::survival
