// One read of x: everything that a step of Newton's, or its beginning, wants from the rows.
#include <algorithm>
#include <cmath>
#include <limits>

#include "solve/gram.hpp"
#include "survival/cox_kernel.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

void add(std::vector<double>& to, const std::vector<double>& from) {
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}
// to += the numbers [first, first + count) of all parts, each by one thread and in the parts' order.
void add_all(Team& team, const std::vector<std::vector<double>>& parts, std::int64_t first, std::int64_t count, std::vector<double>& to) {
  to.resize(static_cast<std::size_t>(count), 0.0);
  const std::int64_t chunks = std::clamp<std::int64_t>(count / 8192, 1, 16);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(count, chunks, chunk);
    for (const std::vector<double>& part : parts)
      for (std::int64_t i = span.first; i < span.last; ++i) to[i] += part[first + i];
  });
}
void add_or_take(std::vector<double>& to, std::vector<double>& from) {
  if (to.empty()) to.swap(from);
  else add(to, from);
}
}  // namespace

void CoxPart::begin(CoxMoments& moments) const {
  moments.sum.assign(design_.width(), 0.0);
  moments.squares.assign(design_.width(), 0.0);
  moments.event_sum.assign(design_.width(), 0.0);
  moments.lowest.assign(design_.width(), infinity);
  moments.highest.assign(design_.width(), -infinity);
}

void CoxPart::add_block_moments(const CoxDesign::Block& block, std::int64_t first, std::int64_t count, CoxMoments& moments) const {
  if (weights_.given()) {
    for (std::int64_t i = first; i < first + count; ++i) {
      const bool counts = weights_[i] > 0.0;
      moments.rows += counts;
      moments.events += counts ? event_[i] : 0.0;
      moments.weight += weights_[i];
    }
  } else {
    moments.rows += static_cast<double>(count);
    moments.weight += static_cast<double>(count);
    for (std::int64_t i = first; i < first + count; ++i) moments.events += event_[i];
  }
  add_moments(block.rows, weights_.given() ? weights_.data() + first : nullptr, event_.data() + first, count, design_.width(),
              moments.sum.data(), moments.squares.data(), moments.event_sum.data(), moments.lowest.data(), moments.highest.data());
}

void CoxPart::add_moments_of(const std::vector<CoxMoments>& parts, CoxMoments& moments) const {
  const std::int64_t terms = design_.terms();
  if (moments.sum.empty()) {
    begin(moments);
    for (std::vector<double>* list : {&moments.sum, &moments.squares, &moments.event_sum, &moments.lowest, &moments.highest})
      list->resize(terms);
  }
  for (const CoxMoments& part : parts) {
    moments.rows += part.rows;
    moments.events += part.events;
    moments.weight += part.weight;
    for (std::int64_t j = 0; j < terms; ++j) {
      moments.sum[j] += part.sum[j];
      moments.squares[j] += part.squares[j];
      moments.event_sum[j] += part.event_sum[j];
      moments.lowest[j] = std::min(moments.lowest[j], part.lowest[j]);
      moments.highest[j] = std::max(moments.highest[j], part.highest[j]);
    }
  }
}

std::int64_t CoxPart::table_chunks(std::int64_t rows, std::int64_t places, std::int64_t numbers) const {
  constexpr std::int64_t room = 8 << 20;      // numbers in all chunks' tables
  constexpr std::int64_t rows_a_place = 8;    // clearing and adding up a table should cost less than filling it
  const std::int64_t worthwhile = std::max<std::int64_t>(4, rows / (rows_a_place * std::max<std::int64_t>(1, places)));
  const std::int64_t chunks = std::min({row_chunks(rows), worthwhile, std::max<std::int64_t>(2, room / std::max<std::int64_t>(1, numbers))});
  return chunks >= 4 ? chunks / 4 * 4 : chunks;  // of equal work for two threads and for four
}

void CoxPart::add_sums(const RiskIndex& risk, const CoxDesign::Block& block, std::int64_t first, std::int64_t count, bool leaver_sums,
                        Room& room, double* table, double* leaver_table) const {
  const double* hazard = hazard_.data() + first;
  const std::int64_t width = design_.width();
  std::int32_t* which = room.which.data();
  std::int32_t* place = room.place.data();
  if (leaver_sums && !risk.entries()) {
    // Leavers go to a second table behind the first; their part of the risk sets is added when the pass is done.
    const auto second = static_cast<std::int32_t>(risk.slots());
    for (std::int64_t i = 0; i < count; ++i) place[i] = stop_[first + i] + second * left_[first + i];
    return add_to_slots(block.rows, hazard, nullptr, place, count, width, table);
  }
  if (leaver_sums) {
    std::int64_t left = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      which[left] = static_cast<std::int32_t>(i);
      place[left] = stop_[first + i];
      left += left_[first + i];
    }
    add_to_slots(block.rows, hazard, which, place, left, width, leaver_table);
  }
  if (!risk.entries()) return add_to_slots(block.rows, hazard, nullptr, stop_.data() + first, count, width, table);
  add_to_pairs(block.rows, hazard, first_place_.data() + first, second_place_.data() + first, count, width, table);
}

void CoxPart::sums_at_zero(Team& team, const RiskIndex& risk, const Leavers& leavers, bool leaver_sums, CoxSums& sums) {
  const std::int64_t chunks = table_chunks(rows_, risk.size(), risk.size() + risk.slots()), slots = risk.slots();
  const bool counted = !offset_.given() && !risk.entries();  // then index() knows them
  std::vector<std::vector<double>> tables(chunks), leaver_tables(chunks);
  std::vector<double> event_eta(chunks, 0.0), largest(chunks, 0.0);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(rows_, chunks, chunk);
    if (offset_.given()) {
      largest[chunk] = weighted_exp(offset_.data() + span.first, weights_.given() ? weights_.data() + span.first : nullptr,
                                    span.last - span.first, hazard_.data() + span.first);
      for (std::int64_t i = span.first; i < span.last; ++i)
        if (left_[i]) event_eta[chunk] += weight(i) * offset_[i];
    } else {
      for (std::int64_t i = span.first; i < span.last; ++i) hazard_[i] = weight(i);
    }
    if (counted) return;
    std::vector<double>& table = tables[chunk];
    std::vector<double>& leaver_table = leaver_tables[chunk];
    table.assign(risk.size(), 0.0);
    leaver_table.assign(slots, 0.0);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const double hazard = hazard_[i];
      leaver_table[stop_[i]] += left_[i] != 0 ? hazard : 0.0;
      if (!risk.entries()) {
        table[stop_[i]] += hazard;
        continue;
      }
      table[first_place_[i]] += hazard;
      table[second_place_[i]] += hazard;
    }
  });
  if (counted) {
    leaver_tables[0] = leavers.weight;
    tables[0] = leavers.staying;
    add(tables[0], leavers.weight);
  }
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) {
    add(tables[0], tables[chunk]);
    add(leaver_tables[0], leaver_tables[chunk]);
  }
  sums.table.swap(tables[0]);
  if (leaver_sums) sums.leaver_table.swap(leaver_tables[0]);
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
    sums.event_eta += event_eta[chunk];
    sums.largest_eta = std::max(sums.largest_eta, largest[chunk]);
  }
}

void CoxPart::expected(const Hazards& hazards, const std::vector<double>& by_place, std::int64_t first, std::int64_t count, double* out) const {
  const double* hazard = hazard_.data() + first;
  const std::int32_t* stop = stop_.data() + first;
  const std::uint8_t* left = left_.data() + first;
  if (start_.empty()) return multiply_looked_up(hazard, by_place.data(), stop, left, static_cast<std::int64_t>(by_place.size() / 2), count, out);
  multiply_differences(hazard, hazards.cumulative.data(), hazards.cumulative_rest.data(), hazards.tied.data(), start_.data() + first, stop, left,
                       count, out);
}

double CoxPart::make_hazards(CoxDesign::Block& block, std::int64_t first, std::int64_t count, double& event_eta) {
  double* eta = block.eta;
  if (design_.terms() == 0) std::fill_n(eta, count, 0.0);
  if (offset_.given())
    for (std::int64_t i = 0; i < count; ++i) eta[i] += offset_[first + i];
  if (!stratum_shift_.empty())
    for (std::int64_t i = 0; i < count; ++i) eta[i] -= stratum_shift_[stratum(first + i)];
  const double* w = weights_.given() ? weights_.data() + first : nullptr;
  double some[4] = {0.0, 0.0, 0.0, 0.0};
  for (std::int64_t i = 0; i < count; ++i)
    some[i & 3] += (w != nullptr ? w[i] : 1.0) * (static_cast<double>(left_[first + i]) * eta[i]);
  event_eta += (some[0] + some[1]) + (some[2] + some[3]);
  return weighted_exp(eta, w, count, hazard_.data() + first);
}

void CoxPart::read(Team& team, const CoxReading& reading) {
  const std::int64_t width = design_.width();
  const bool leaver_sums = reading.sums != nullptr && reading.leaver_sums;
  const RiskIndex none, &risk = reading.runs != nullptr ? reading.runs->whole() : reading.risk != nullptr ? *reading.risk : none;
  const std::int64_t table_size = risk.size() * width, leaver_size = leaver_sums ? risk.slots() * width : 0;
  const bool behind = leaver_sums && !risk.entries();  // the leavers' table stands behind the other and is added to it at last
  // A sample is made of the same blocks for any number of chunks.
  const std::int64_t every = reading.every, group = every * design_.block_rows(), groups = (rows_ + group - 1) / group;
  const std::int64_t chunks = reading.sums != nullptr ? table_chunks(rows_ / every, risk.size(), table_size + leaver_size) : row_chunks(rows_ / every);
  std::vector<std::vector<double>>& tables = tables_;
  std::vector<std::vector<double>>& leaver_tables = leaver_tables_;
  std::vector<std::vector<double>> grams(chunks);
  if (reading.sums != nullptr) {
    tables.resize(chunks);
    leaver_tables.resize(chunks);
  }
  std::vector<CoxMoments> moments(reading.moments != nullptr ? chunks : 0);
  std::vector<double> event_eta(chunks, 0.0), largest(chunks, 0.0), by_place;
  if (reading.gram != nullptr && start_.empty()) {  // expected events of a hazard of 1: of those who stay, then of the leavers
    const Hazards& hazards = *reading.expected_by;
    by_place = hazards.cumulative;
    for (std::size_t k = 0; k < hazards.tied.size(); ++k) by_place.push_back(hazards.cumulative[k] - hazards.tied[k]);
  }
  std::vector<std::vector<double>> highest(reading.highest != nullptr ? chunks : 0);
  team.run(chunks, [&](std::int64_t chunk) {
    if (reading.highest != nullptr) highest[chunk].assign(reading.highest->size(), -infinity);
    if (reading.sums != nullptr) {
      tables[chunk].assign(behind ? table_size + leaver_size : table_size, 0.0);
      leaver_tables[chunk].assign(behind ? 0 : leaver_size, 0.0);
    }
    if (reading.gram != nullptr) grams[chunk].assign(width * width, 0.0);
    if (reading.moments != nullptr) begin(moments[chunk]);
    Room room(design_);
    Span span = span_of(rows_, chunks, chunk);
    if (every > 1) {
      const Span some = span_of(groups, chunks, chunk);
      span = {some.first * group, std::min(some.last * group, rows_)};
    }
    const auto take = [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, reading.shift, reading.beta, block, reading.gram != nullptr && every == 1);
      if (reading.moments != nullptr) add_block_moments(block, first, count, moments[chunk]);
      if (reading.beta != nullptr) largest[chunk] = std::max(largest[chunk], make_hazards(block, first, count, event_eta[chunk]));
      for (std::int64_t i = 0; reading.highest != nullptr && i < count; ++i) {
        double& most = highest[chunk][stratum(first + i)];
        if (weight(first + i) > 0.0 && !(block.eta[i] <= most)) most = block.eta[i];
      }
      if (reading.sums != nullptr && reading.runs != nullptr)
        add_run_sums(*reading.runs, *reading.times, block, first, count, room, tables[chunk].data());
      else if (reading.sums != nullptr)
        add_sums(risk, block, first, count, leaver_sums, room, tables[chunk].data(), leaver_tables[chunk].data());
      if (reading.gram == nullptr) return;
      expected(*reading.expected_by, by_place, first, count, block.values);
      solve::add_weighted_gram(block.rows, block.values, count, width, grams[chunk].data(), block.soon, design_.terms());
    };
    design_.blocks(span, take, every);
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) add(grams[0], grams[chunk]);
  if (reading.gram != nullptr) add_or_take(*reading.gram, grams[0]);
  if (reading.moments != nullptr) add_moments_of(moments, *reading.moments);
  for (const std::vector<double>& part : highest)
    for (std::size_t k = 0; k < part.size(); ++k)
      if (!(part[k] <= (*reading.highest)[k])) (*reading.highest)[k] = part[k];
  if (reading.sums == nullptr) return;
  CoxSums& sums = *reading.sums;
  add_all(team, tables, 0, table_size, sums.table);
  if (behind) add_all(team, tables, table_size, leaver_size, sums.leaver_table);
  else if (leaver_sums) add_all(team, leaver_tables, 0, leaver_size, sums.leaver_table);
  for (std::int64_t i = 0; behind && i < leaver_size; ++i) sums.table[i] += sums.leaver_table[i];
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
    sums.event_eta += event_eta[chunk];
    sums.largest_eta = std::max(sums.largest_eta, largest[chunk]);
  }
}

}  // namespace mainstay::inline v1::survival
