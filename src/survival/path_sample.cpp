#include "survival/path_sample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "survival/cox_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest_plain_eta = 300.0;  // exp() of it can be squared
}  // namespace

PathSample::PathSample(Team& team, const PathColumns& columns, const std::vector<double>& weights, Ties ties) : ties_(ties), entries_(columns.entry.given()) {
  const std::int64_t n = columns.rows, strata = columns.strata_count;
  const std::int32_t* stratum = columns.strata.empty() ? nullptr : columns.strata.data();
  times_ = event_times_of(team, columns.duration.data(), columns.event.data(), weights.data(), stratum, strata, n, follow_up_);
  std::vector<std::int32_t> stop(n);
  times_.slots_of(stratum, columns.duration.data(), n, stop.data());
  // Counting sort by slot, which rises with stratum and time.
  const std::int64_t slots = times_.slots();
  std::vector<std::int32_t> next(slots + 1, 0);
  for (std::int64_t i = 0; i < n; ++i) next[stop[i] + 1] += weights[i] > 0.0;
  for (std::int64_t k = 0; k < slots; ++k) next[k + 1] += next[k];
  const auto rows = static_cast<std::size_t>(next[slots]);
  order_.resize(rows);
  place_.assign(n, -1);
  stratum_first_.assign(strata + 1, static_cast<std::int64_t>(rows));
  for (std::int64_t s = 0; s < strata; ++s) stratum_first_[s] = next[times_.first(s)];
  for (std::int64_t i = 0; i < n; ++i)
    if (weights[i] > 0.0) {
      place_[i] = next[stop[i]]++;
      order_[place_[i]] = static_cast<std::int32_t>(i);
    }
  weight_.resize(rows);
  stop_.resize(rows);
  left_.resize(rows);
  if (columns.offset.given()) offset_.resize(rows);
  if (entries_) start_.resize(rows);
  leavers_.count.assign(slots, 0.0);
  leavers_.weight.assign(slots, 0.0);
  risk_ = RiskIndex(slots, entries_);
  for (std::size_t at = 0; at < rows; ++at) {
    const std::int32_t i = order_[at];
    weight_[at] = weights[i];
    total_weight_ += weights[i];
    stop_[at] = stop[i];
    left_[at] = columns.event[i] != 0.0;
    if (columns.offset.given()) offset_[at] = columns.offset[i];
    if (entries_) {
      start_[at] = times_.slot(stratum != nullptr ? stratum[i] : 0, columns.entry[i]);
      const RiskIndex::Places places = risk_.places(start_[at], stop_[at]);
      first_place_.push_back(places.first);
      second_place_.push_back(places.second);
    }
    if (left_[at] == 0) continue;
    leaver_.push_back(static_cast<std::int32_t>(at));
    leavers_.count[stop[i]] += 1.0;
    leavers_.weight[stop[i]] += weights[i];
  }
  events_ = static_cast<std::int64_t>(leaver_.size());
  for (std::int64_t k = 0; k < slots; ++k) {
    const double d = leavers_.count[k], w = leavers_.weight[k];
    if (d == 0.0) continue;
    leavers_.most = std::max(leavers_.most, d);
    leavers_.total_weight += w;
    saturated_ -= w * std::log(w);
    if (ties_ == Ties::efron && d > 1.0) saturated_ -= w / d * (std::lgamma(d + 1.0) - d * std::log(d));
  }
  leaver_sums_ = ties_ == Ties::efron && leavers_.most > 1.0;
}

// What each row adds to the risk sets, and each leaver to those who leave.
void PathSample::add_hazards(Team& team, PathPoint& point, std::vector<double>& table, std::vector<double>& leaver_table) const {
  const std::int64_t n = rows();
  table.assign(risk_.size(), 0.0);
  if (entries_) {
    for (std::int64_t at = 0; at < n; ++at) {
      table[first_place_[at]] += point.hazard[at];
      table[second_place_[at]] += point.hazard[at];
    }
  } else {
    // Rows of one slot stand together; only the first slot of a chunk may have rows in the chunk before.
    const std::int64_t chunks = row_chunks(n);
    std::vector<double> head(chunks, 0.0);
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(n, chunks, chunk);
      std::int64_t at = span.first;
      bool first = true;
      while (at < span.last) {
        const std::int32_t slot = stop_[at];
        double sum = 0.0;
        for (; at < span.last && stop_[at] == slot; ++at) sum += point.hazard[at];
        (first ? head[chunk] : table[slot]) = sum;
        first = false;
      }
    });
    for (std::int64_t chunk = 0; chunk < chunks && n > 0; ++chunk) table[stop_[span_of(n, chunks, chunk).first]] += head[chunk];
  }
  leaver_table.assign(leaver_sums_ ? times_.slots() : 0, 0.0);
  if (leaver_sums_)
    for (const std::int32_t at : leaver_) leaver_table[stop_[at]] += point.hazard[at];
}

void PathSample::evaluate(Team& team, const std::vector<double>& eta, PathPoint& point) const {
  const std::int64_t n = rows(), chunks = row_chunks(n);
  std::vector<double> largest(chunks, 0.0), events(chunks, 0.0);
  point.hazard.resize(n);
  point.expected.resize(n);
  point.residual.resize(n);
  point.stratum_shift.clear();
  const auto make = [&] {
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(n, chunks, chunk);
      constexpr std::int64_t block = 512;
      double part[block];
      double sum = 0.0, most = 0.0;
      std::int64_t stratum = 0;
      for (std::int64_t first = span.first; first < span.last; first += block) {
        const std::int64_t count = std::min(block, span.last - first);
        for (std::int64_t i = 0; i < count; ++i) part[i] = eta[first + i] + (offset_.empty() ? 0.0 : offset_[first + i]);
        if (!point.stratum_shift.empty())
          for (std::int64_t i = 0; i < count; ++i) {
            while (first + i >= stratum_first_[stratum + 1]) ++stratum;
            part[i] -= point.stratum_shift[stratum];
          }
        for (std::int64_t i = 0; i < count; ++i) sum += left_[first + i] != 0 ? weight_[first + i] * part[i] : 0.0;
        most = std::max(most, weighted_exp(part, weight_.data() + first, count, point.hazard.data() + first));
      }
      largest[chunk] = most;
      events[chunk] = sum;
    });
    return *std::max_element(largest.begin(), largest.end());
  };
  if (!(make() <= largest_plain_eta)) {
    std::vector<double> shift(times_.strata(), 0.0);
    for (std::int64_t s = 0; s < times_.strata(); ++s) {
      double most = -infinity;
      for (std::int64_t at = stratum_first_[s]; at < stratum_first_[s + 1]; ++at) most = std::max(most, eta[at] + (offset_.empty() ? 0.0 : offset_[at]));
      if (std::isfinite(most)) shift[s] = most;
    }
    point.stratum_shift = std::move(shift);
    make();
  }
  std::vector<double> table, leaver_table, sums(times_.slots());
  add_hazards(team, point, table, leaver_table);
  risk_.resolve(table.data(), 1, times_, sums.data());
  point.hazards = hazards_of(team, times_, leavers_, ties_, sums.data(), leaver_sums_ ? leaver_table.data() : nullptr, 1, 0, entries_);
  double event_eta = 0.0;
  for (const double part : events) event_eta += part;
  point.log_likelihood = event_eta - point.hazards.log_sum;
  point.finite = point.hazards.finite && std::isfinite(point.log_likelihood);
  if (!point.finite) return;
  const Hazards& hazards = point.hazards;
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    for (std::int64_t at = span.first; at < span.last; ++at) {
      const std::int32_t stop = stop_[at];
      double upto = hazards.cumulative[stop];
      if (entries_) upto = (upto - hazards.cumulative[start_[at]]) + (hazards.cumulative_rest[stop] - hazards.cumulative_rest[start_[at]]);
      const double left = left_[at];
      const double expected = point.hazard[at] * (upto - left * hazards.tied[stop]);
      point.expected[at] = expected;
      point.residual[at] = left * weight_[at] - expected;
    }
  });
}

void PathSample::curvature(const PathPoint& point, const Direction& x, Room& room, double* out) const {
  const std::int64_t n = rows(), slots = times_.slots();
  const Hazards& hazards = point.hazards;
  room.table.assign(risk_.size(), 0.0);
  room.leaver_table.assign(leaver_sums_ ? slots : 0, 0.0);
  room.sums.resize(slots);
  room.cumulative.resize(slots);
  const auto add = [&](std::int64_t at, double value) {
    const double part = point.hazard[at] * value;
    if (entries_) {
      room.table[first_place_[at]] += part;
      room.table[second_place_[at]] += part;
    } else {
      room.table[stop_[at]] += part;
    }
    if (leaver_sums_ && left_[at] != 0) room.leaver_table[stop_[at]] += part;
  };
  const auto value = [&](std::int64_t i) { return x.values != nullptr ? x.values[i] : x.value; };
  if (x.dense != nullptr && !entries_ && !leaver_sums_) {
    for (std::int64_t at = 0; at < n;) {
      const std::int32_t slot = stop_[at];
      double sum = 0.0;
      for (; at < n && stop_[at] == slot; ++at) sum += point.hazard[at] * x.dense[at];
      room.table[slot] = sum;
    }
  } else if (x.dense != nullptr) {
    for (std::int64_t at = 0; at < n; ++at) add(at, x.dense[at]);
  } else {
    for (std::int64_t i = 0; i < x.count; ++i) add(x.places[i], value(i));
  }
  risk_.resolve(room.table.data(), 1, times_, room.sums.data());
  for (std::int64_t s = 0; s < times_.strata(); ++s) {
    double sum = 0.0;
    for (std::int64_t k = times_.first(s); k < times_.first(s + 1); ++k) {
      sum += hazards.a[k] * room.sums[k];
      if (leaver_sums_) sum -= hazards.b[k] * room.leaver_table[k];
      room.cumulative[k] = sum;
    }
  }
  for (std::int64_t at = 0; at < n; ++at) {
    const std::int32_t stop = stop_[at];
    double moved = -room.cumulative[stop];
    if (entries_) moved += room.cumulative[start_[at]];
    if (leaver_sums_ && left_[at] != 0) moved += hazards.b[stop] * room.sums[stop] - hazards.c[stop] * room.leaver_table[stop];
    out[at] = point.hazard[at] * moved;
  }
  if (x.dense != nullptr) {
    for (std::int64_t at = 0; at < n; ++at) out[at] += point.expected[at] * x.dense[at];
  } else {
    for (std::int64_t i = 0; i < x.count; ++i) out[x.places[i]] += point.expected[x.places[i]] * value(i);
  }
}

}  // namespace mainstay::inline v1::survival
