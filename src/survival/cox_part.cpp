#include "survival/cox_part.hpp"

#include <algorithm>
#include <limits>

#include "mainstay/core/error.hpp"
#include "survival/cox_kernel.hpp"

namespace mainstay::inline v1::survival {

std::int64_t row_chunks(std::int64_t rows) { return std::clamp<std::int64_t>(rows / 4096, 1, 16); }

Numbers::Numbers(const Column& column) {
  if (!column.given()) return;
  static const double none = 0.0;
  if (column.size == 0) {
    data_ = &none;
    return;
  }
  if (column.type == ColumnType::float64 && column.stride == 1 && column.validity == nullptr) {
    data_ = static_cast<const double*>(column.data);
    return;
  }
  own_.resize(column.size);
  data_ = read_numbers(column, 0, column.size, own_.data());
}

CoxPart::CoxPart(std::string_view analysis, const CoxInput& input, const std::vector<CoxColumn>& columns, std::vector<std::int32_t> strata)
    : design_(analysis, input.x, columns, input.weights),
      rows_(design_.rows()),
      duration_(input.duration),
      event_(input.event),
      entry_(input.entry),
      weights_(input.weights),
      offset_(input.offset),
      strata_(std::move(strata)) {}

void CoxPart::check_entries(std::string_view analysis) const {
  if (!entry_.given()) return;
  for (std::int64_t i = 0; i < rows_; ++i)
    if (!(entry_[i] < duration_[i])) refuse(analysis, "entry", i, entry_[i], "below the row's duration");
}

void CoxPart::index(Team& team, const EventTimes& times, const RiskIndex* risk, Leavers& leavers) {
  stop_.resize(rows_);
  left_.resize(rows_);
  hazard_.resize(rows_);
  if (entry_.given()) start_.resize(rows_);
  const bool placed = entry_.given() && risk != nullptr;
  if (placed) {
    first_place_.resize(rows_);
    second_place_.resize(rows_);
  }
  const std::int64_t slots = times.slots(), chunks = row_chunks(rows_);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(rows_, chunks, chunk);
    const std::int32_t* strata = strata_.empty() ? nullptr : strata_.data() + span.first;
    times.slots_of(strata, duration_.data() + span.first, span.last - span.first, stop_.data() + span.first);
    if (entry_.given()) times.slots_of(strata, entry_.data() + span.first, span.last - span.first, start_.data() + span.first);
    for (std::int64_t i = span.first; i < span.last; ++i) left_[i] = static_cast<std::uint8_t>(event_[i] != 0.0) & static_cast<std::uint8_t>(weight(i) > 0.0);
    for (std::int64_t i = span.first; placed && i < span.last; ++i) {
      const RiskIndex::Places places = risk->places(start_[i], stop_[i]);
      first_place_[i] = places.first;
      second_place_[i] = places.second;
    }
  });
  // Leavers first, then those who stay.
  const std::int64_t tables = std::clamp<std::int64_t>(rows_ / (4 * slots + 4096), 1, 16);
  std::vector<std::vector<double>> weights(tables);
  std::vector<std::vector<std::int32_t>> counts(tables);
  team.run(tables, [&](std::int64_t t) {
    counts[t].assign(2 * slots, 0);
    const Span span = span_of(rows_, tables, t);
    for (std::int64_t i = span.first; i < span.last; ++i) ++counts[t][stop_[i] + (1 - left_[i]) * slots];
    if (!weights_.given()) return;
    weights[t].assign(2 * slots, 0.0);
    for (std::int64_t i = span.first; i < span.last; ++i) weights[t][stop_[i] + (1 - left_[i]) * slots] += weights_[i];
  });
  leavers.count.assign(slots, 0.0);
  leavers.weight.assign(slots, 0.0);
  leavers.staying.assign(risk != nullptr ? slots : 0, 0.0);
  for (std::int64_t t = 0; t < tables; ++t)
    for (std::int64_t k = 0; k < slots; ++k) {
      leavers.count[k] += counts[t][k];
      leavers.weight[k] += weights_.given() ? weights[t][k] : counts[t][k];
      if (risk != nullptr) leavers.staying[k] += weights_.given() ? weights[t][slots + k] : counts[t][slots + k];
    }
  for (std::int64_t k = 0; k < slots; ++k) {
    leavers.most = std::max(leavers.most, leavers.count[k]);
    leavers.total_weight += leavers.weight[k];
  }
}

void CoxPart::largest_by_stratum(Team& team, const double* shift, const double* beta, std::vector<double>& largest) const {
  const std::vector<double> eta = linear_predictors(team, shift, beta);
  for (std::int64_t i = 0; i < rows_; ++i) {
    double& most = largest[stratum(i)];
    if (weight(i) > 0.0 && !(eta[i] <= most)) most = eta[i];
  }
}

std::vector<double> CoxPart::linear_predictors(Team& team, const double* shift, const double* beta) const {
  std::vector<double> eta(rows_);
  const std::int64_t chunks = row_chunks(rows_);
  team.run(chunks, [&](std::int64_t chunk) {
    design_.blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, shift, beta, block);
      for (std::int64_t i = 0; i < count; ++i) eta[first + i] = block.eta[i] + (offset_.given() ? offset_[first + i] : 0.0);
    });
  });
  return eta;
}

}  // namespace mainstay::inline v1::survival
