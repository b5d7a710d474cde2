// Residuals of the rows of a Cox model.
#include "mainstay/survival/cox_residuals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "survival/cox_again.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Of a count with so many expected.
double deviance_of(double events, double martingale) {
  const double expected = events - martingale;
  const double parts = events > 0.0 ? events * std::log(events / expected) - martingale : -martingale;
  return std::copysign(std::sqrt(std::max(0.0, 2.0 * parts)), martingale);
}

// rows (count, terms) times the symmetric matrix, row by row in place; out may be rows.
void multiply(Team& team, const std::vector<double>& rows, const std::vector<double>& matrix, std::int64_t terms, std::vector<double>& out) {
  const std::int64_t count = terms > 0 ? static_cast<std::int64_t>(rows.size()) / terms : 0, chunks = row_chunks(count);
  out.resize(rows.size());
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(count, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      double* to = out.data() + i * terms;
      std::fill_n(to, terms, 0.0);
      for (std::int64_t l = 0; l < terms; ++l) {
        const double value = rows[i * terms + l];
        for (std::int64_t j = 0; j < terms; ++j) to[j] += value * matrix[l * terms + j];
      }
    }
  });
}

// Sums of the rows of each cluster; a row's `terms` numbers.
std::vector<double> add_up(const std::vector<double>& values, const std::vector<std::int32_t>& cluster, std::int64_t clusters, std::int64_t terms) {
  std::vector<double> sums(clusters * terms, 0.0);
  for (std::size_t i = 0; i < cluster.size(); ++i)
    for (std::int64_t j = 0; j < terms; ++j) sums[cluster[i] * terms + j] += values[i * terms + j];
  return sums;
}
}  // namespace

CoxResiduals cox_residuals(const CoxFit& fit, const CoxRows& input, const CoxResidualsOptions& options, const RunContext& context) {
  constexpr const char* key = "survival.cox.residuals";
  check(key, input, options, context.threads);
  if (options.collapse && !input.cluster.given()) refuse(key, "collapse", "true", "false: there is no cluster to add up by");
  if (fit.ties == Ties::exact)
    for (const auto& [wanted, name] : {std::pair{options.score, "score"}, {options.dfbeta, "dfbeta"}, {options.dfbetas, "dfbetas"}, {options.schoenfeld, "schoenfeld"}})
      if (wanted) refuse(key, name, "true", "false: with exact ties there are martingale and deviance residuals only");
  Team team(key, context, row_chunks(input.duration.size));
  CoxAgain again(key, fit, input, team);
  const CoxPart& part = again.part();
  const std::int64_t rows = part.rows(), terms = part.design().terms();
  const auto weight = [&](std::int64_t i) { return part.weights().given() ? part.weights()[i] : 1.0; };

  CoxResiduals result;
  result.terms = fit.coefficients.term;
  CoxSchoenfeld& schoenfeld = result.schoenfeld;
  std::vector<std::int64_t> place;
  if (options.schoenfeld) {
    for (std::int64_t i = 0; i < rows; ++i)
      if (part.left()[i] != 0) schoenfeld.row.push_back(i);
    std::stable_sort(schoenfeld.row.begin(), schoenfeld.row.end(), [&](std::int64_t a, std::int64_t b) { return part.stop()[a] < part.stop()[b]; });
    place.assign(rows, -1);
    for (std::size_t k = 0; k < schoenfeld.row.size(); ++k) {
      const std::int64_t row = schoenfeld.row[k];
      place[row] = static_cast<std::int64_t>(k);
      schoenfeld.stratum.push_back(part.strata().empty() ? 0 : part.strata()[row]);
      schoenfeld.time.push_back(part.duration()[row]);
    }
    schoenfeld.residual.resize(schoenfeld.row.size() * terms);
  }
  const bool scores = options.score || options.dfbeta || options.dfbetas;
  std::vector<double> expected(rows), weighted_score(scores ? rows * terms : 0);
  part.row_residuals(team, again.times(), again.hazards(), again.leavers(), again.sums(), again.leaver_sums(), again.shift(),
                     {expected.data(), scores ? weighted_score.data() : nullptr, options.schoenfeld ? schoenfeld.residual.data() : nullptr,
                      options.schoenfeld ? place.data() : nullptr});
  if (options.schoenfeld) {
    multiply(team, schoenfeld.residual, fit.model_covariance, terms, schoenfeld.scaled);
    const auto events = static_cast<double>(fit.events);
    for (std::size_t k = 0; k < schoenfeld.row.size(); ++k)
      for (std::int64_t j = 0; j < terms; ++j) {
        double& scaled = schoenfeld.scaled[k * terms + j];
        scaled = scaled * events + fit.coefficients.coefficient[j];
        if (options.weighted) schoenfeld.residual[k * terms + j] *= weight(schoenfeld.row[k]);
      }
  }

  // Weighted sums of rows first: the counts of a row, or of a cluster.
  std::vector<double> events(rows), units(rows, 1.0);
  for (std::int64_t i = 0; i < rows; ++i) {
    const double w = weight(i), factor = options.weighted || !(w > 0.0) ? 1.0 : 1.0 / w;
    events[i] = part.left()[i] != 0 ? (options.weighted ? w : 1.0) : 0.0;
    expected[i] *= factor;
    if (!(w > 0.0)) units[i] = 0.0;
  }
  std::vector<double> score;
  if (options.score) {
    score = weighted_score;
    for (std::int64_t i = 0; i < rows && !options.weighted && part.weights().given(); ++i)
      for (std::int64_t j = 0; j < terms; ++j) score[i * terms + j] /= weight(i) > 0.0 ? weight(i) : 1.0;
  }
  if (options.collapse) {
    const data::Groups groups = data::encode_groups(key, "cluster", input.cluster);
    result.groups = groups.names();
    expected = add_up(expected, groups.codes, groups.count, 1);
    events = add_up(events, groups.codes, groups.count, 1);
    units = add_up(units, groups.codes, groups.count, 1);
    if (options.score) score = add_up(score, groups.codes, groups.count, terms);
    if (scores) weighted_score = add_up(weighted_score, groups.codes, groups.count, terms);
  }
  const std::size_t count = expected.size();
  result.martingale.resize(count);
  result.deviance.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    result.martingale[i] = units[i] > 0.0 ? events[i] - expected[i] : missing;
    result.deviance[i] = units[i] > 0.0 ? deviance_of(events[i], events[i] - expected[i]) : missing;
  }
  if (options.score) result.score = std::move(score);
  if (options.dfbeta || options.dfbetas) multiply(team, weighted_score, fit.model_covariance, terms, result.dfbeta);
  if (options.dfbetas) {
    result.dfbetas = result.dfbeta;
    for (std::int64_t j = 0; j < terms; ++j) {
      const double variance = fit.model_covariance[j * terms + j], factor = variance > 0.0 ? 1.0 / std::sqrt(variance) : missing;
      for (std::size_t i = 0; i < count; ++i) result.dfbetas[i * terms + j] *= factor;
    }
  }
  if (!options.dfbeta) result.dfbeta.clear();
  for (std::size_t i = 0; i < count; ++i)
    if (!(units[i] > 0.0))
      for (std::vector<double>* list : {&result.score, &result.dfbeta, &result.dfbetas})
        if (!list->empty()) std::fill_n(list->begin() + static_cast<std::ptrdiff_t>(i) * terms, terms, missing);
  return result;
}

}  // namespace mainstay::inline v1::survival
