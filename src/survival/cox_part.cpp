#include "survival/cox_part.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "solve/gram.hpp"
#include "survival/cox_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

void add(std::vector<double>& to, const std::vector<double>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

// Memory aligned for the Gram kernel is only needed for the rows; std::vector serves for the sums.
using Vectors = std::vector<std::vector<double>>;
}  // namespace

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
    : design_(analysis, input.x, columns),
      rows_(design_.rows()),
      duration_(input.duration),
      event_(input.event),
      entry_(input.entry),
      weights_(input.weights),
      offset_(input.offset),
      strata_(std::move(strata)) {}

template <class Work>
void CoxPart::blocks(const Span& span, const Work& work) const {
  CoxDesign::Block block(design_);
  for (std::int64_t first = span.first; first < span.last; first += design_.block_rows())
    work(block, first, std::min(design_.block_rows(), span.last - first));
}

void CoxPart::check_entries(std::string_view analysis) const {
  if (!entry_.given()) return;
  for (std::int64_t i = 0; i < rows_; ++i)
    if (!(entry_[i] < duration_[i])) refuse(analysis, "entry", i, entry_[i], "below the row's duration");
}

std::vector<double> CoxPart::rough_means() const {
  std::vector<double> means(design_.terms(), 0.0), zero(design_.terms(), 0.0);
  if (rows_ == 0) return means;
  const std::int64_t wanted = std::min<std::int64_t>(rows_, 8 * design_.block_rows());
  std::vector<std::int64_t> some(wanted);
  for (std::int64_t i = 0; i < wanted; ++i) some[i] = span_of(rows_, wanted, i).first;
  CoxDesign::Block block(design_);
  for (std::int64_t first = 0; first < wanted; first += design_.block_rows()) {
    const std::int64_t count = std::min(design_.block_rows(), wanted - first);
    design_.gather(some.data() + first, count, zero.data(), block);
    for (std::int64_t i = 0; i < count; ++i)
      for (std::int64_t j = 0; j < design_.terms(); ++j) means[j] += block.rows[i * design_.width() + j] / static_cast<double>(wanted);
  }
  return means;
}

void CoxPart::begin(CoxMoments& moments) const {
  moments.sum.assign(design_.width(), 0.0);
  moments.squares.assign(design_.width(), 0.0);
  moments.event_sum.assign(design_.width(), 0.0);
  moments.lowest.assign(design_.width(), infinity);
  moments.highest.assign(design_.width(), -infinity);
}

void CoxPart::add_block(const CoxDesign::Block& block, std::int64_t first, std::int64_t count, CoxMoments& moments) const {
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

void CoxPart::add_parts(const std::vector<CoxMoments>& parts, CoxMoments& moments) const {
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

void CoxPart::moments(Team& team, const double* shift, CoxMoments& moments) const {
  const std::int64_t chunks = row_chunks(rows_);
  std::vector<CoxMoments> parts(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    begin(parts[chunk]);
    blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, shift, nullptr, block);
      add_block(block, first, count, parts[chunk]);
    });
  });
  add_parts(parts, moments);
}

double CoxPart::longest(Team& team) const {
  const std::int64_t chunks = row_chunks(rows_);
  std::vector<double> most(chunks, 0.0);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(rows_, chunks, chunk);
    double longest = 0.0;
    for (std::int64_t i = span.first; i < span.last; ++i) longest = duration_[i] > longest ? duration_[i] : longest;
    most[chunk] = longest;
  });
  return *std::max_element(most.begin(), most.end());
}

void CoxPart::index(Team& team, const EventTimes& times) {
  stop_.resize(rows_);
  left_.resize(rows_);
  hazard_.resize(rows_);
  if (entry_.given()) start_.resize(rows_);
  const std::int64_t chunks = row_chunks(rows_);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(rows_, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const std::int64_t stratum = strata_.empty() ? 0 : strata_[i];
      stop_[i] = times.slot(stratum, duration_[i]);
      if (entry_.given()) start_[i] = times.slot(stratum, entry_[i]);
      left_[i] = event_[i] != 0.0 && weight(i) > 0.0;
    }
  });
}

void CoxPart::leavers(Team& team, Leavers& leavers) const {
  const auto slots = static_cast<std::int64_t>(leavers.count.size());
  const std::int64_t chunks = std::clamp<std::int64_t>(rows_ / (4 * slots + 4096), 1, 16);
  std::vector<Leavers> parts(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    Leavers& part = parts[chunk];
    part.count.assign(slots, 0.0);
    part.weight.assign(slots, 0.0);
    const Span span = span_of(rows_, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      part.count[stop_[i]] += left_[i];
      part.weight[stop_[i]] += left_[i] ? weight(i) : 0.0;
    }
  });
  for (const Leavers& part : parts)
    for (std::int64_t k = 0; k < slots; ++k) {
      leavers.count[k] += part.count[k];
      leavers.weight[k] += part.weight[k];
    }
  for (std::int64_t k = 0; k < slots; ++k) {
    leavers.most = std::max(leavers.most, leavers.count[k]);
    leavers.total_weight += leavers.weight[k];
  }
}

void CoxPart::largest_by_stratum(Team& team, const double* shift, const double* beta, std::vector<double>& largest) const {
  const std::vector<double> eta = linear_predictors(team, shift, beta);
  for (std::int64_t i = 0; i < rows_; ++i) {
    double& most = largest[strata_.empty() ? 0 : strata_[i]];
    if (weight(i) > 0.0 && !(eta[i] <= most)) most = eta[i];
  }
}

std::vector<double> CoxPart::linear_predictors(Team& team, const double* shift, const double* beta) const {
  std::vector<double> eta(rows_);
  const std::int64_t chunks = row_chunks(rows_);
  team.run(chunks, [&](std::int64_t chunk) {
    blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, shift, beta, block);
      for (std::int64_t i = 0; i < count; ++i) eta[first + i] = block.eta[i] + (offset_.given() ? offset_[first + i] : 0.0);
    });
  });
  return eta;
}

namespace {
// The leavers' table that stands behind a table of `size` numbers, taken from there and added to it.
void part_leavers(std::vector<double>& table, std::vector<double>& leaver_table, std::int64_t size) {
  if (static_cast<std::int64_t>(table.size()) == size) return;
  leaver_table.assign(table.begin() + size, table.end());
  table.resize(size);
  for (std::int64_t i = 0; i < size; ++i) table[i] += leaver_table[i];
}
}  // namespace

struct CoxPart::Room {
  explicit Room(const CoxDesign& design) : which(2 * design.block_rows()), place(2 * design.block_rows()) {}
  std::vector<std::int32_t> which, place;
};

std::int64_t CoxPart::table_chunks(std::int64_t places, std::int64_t numbers) const {
  constexpr std::int64_t room = 8 << 20;      // numbers in all chunks' tables
  constexpr std::int64_t rows_a_place = 8;    // clearing and adding up a table should cost less than filling it
  const std::int64_t worthwhile = std::max<std::int64_t>(4, rows_ / (rows_a_place * std::max<std::int64_t>(1, places)));
  return std::min({row_chunks(rows_), worthwhile, std::max<std::int64_t>(2, room / std::max<std::int64_t>(1, numbers))});
}

void CoxPart::add_block(const RiskIndex& risk, const CoxDesign::Block& block, std::int64_t first, std::int64_t count, bool leaver_sums,
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
  std::int64_t additions = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const RiskIndex::Places places = risk.places(start_[first + i], stop_[first + i]);
    for (const std::int32_t one : {places.first, places.second}) {
      which[additions] = static_cast<std::int32_t>(i);
      place[additions] = one;
      additions += one >= 0;
    }
  }
  add_to_slots(block.rows, hazard, which, place, additions, width, table);
}

void CoxPart::sums_at_zero(Team& team, const RiskIndex& risk, bool leaver_sums, CoxSums& sums) {
  const std::int64_t chunks = table_chunks(risk.size(), risk.size() + risk.slots());
  Vectors tables(chunks), leaver_tables(chunks);
  std::vector<double> event_eta(chunks, 0.0), largest(chunks, 0.0);
  team.run(chunks, [&](std::int64_t chunk) {
    std::vector<double>& table = tables[chunk];
    std::vector<double>& leaver_table = leaver_tables[chunk];
    table.assign(risk.size(), 0.0);
    leaver_table.assign(leaver_sums ? risk.slots() : 0, 0.0);
    const Span span = span_of(rows_, chunks, chunk);
    if (offset_.given()) {
      largest[chunk] = weighted_exp(offset_.data() + span.first, weights_.given() ? weights_.data() + span.first : nullptr,
                                    span.last - span.first, hazard_.data() + span.first);
      for (std::int64_t i = span.first; i < span.last; ++i)
        if (left_[i]) event_eta[chunk] += weight(i) * offset_[i];
    } else {
      for (std::int64_t i = span.first; i < span.last; ++i) hazard_[i] = weight(i);
    }
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const double hazard = hazard_[i];
      if (leaver_sums) leaver_table[stop_[i]] += left_[i] ? hazard : 0.0;
      if (!risk.entries()) {
        table[stop_[i]] += hazard;
        continue;
      }
      const RiskIndex::Places places = risk.places(start_[i], stop_[i]);
      if (places.first >= 0) table[places.first] += hazard;
      if (places.second >= 0) table[places.second] += hazard;
    }
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) {
    add(tables[0], tables[chunk]);
    add(leaver_tables[0], leaver_tables[chunk]);
  }
  sums.table.swap(tables[0]);
  sums.leaver_table.swap(leaver_tables[0]);
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
    sums.event_eta += event_eta[chunk];
    sums.largest_eta = std::max(sums.largest_eta, largest[chunk]);
  }
}

void CoxPart::first_pass(Team& team, const RiskIndex& risk, const Hazards& hazards, const double* shift, bool leaver_sums, CoxSums& sums,
                         CoxMoments& moments, std::vector<double>& gram) const {
  const std::int64_t width = design_.width(), table_size = risk.size() * width, leaver_size = leaver_sums ? risk.slots() * width : 0;
  const std::int64_t chunks = table_chunks(risk.size(), table_size + leaver_size);
  Vectors tables(chunks), leaver_tables(chunks), grams(chunks);
  std::vector<CoxMoments> parts(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    tables[chunk].assign(risk.entries() ? table_size : table_size + leaver_size, 0.0);
    leaver_tables[chunk].assign(risk.entries() ? leaver_size : 0, 0.0);
    grams[chunk].assign(width * width, 0.0);
    begin(parts[chunk]);
    Room room(design_);
    blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, shift, nullptr, block);
      add_block(block, first, count, parts[chunk]);
      add_block(risk, block, first, count, leaver_sums, room, tables[chunk].data(), leaver_tables[chunk].data());
      expected(hazards, first, count, block.values);
      solve::add_weighted_gram(block.rows, block.values, count, width, grams[chunk].data());
    });
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) {
    add(tables[0], tables[chunk]);
    add(leaver_tables[0], leaver_tables[chunk]);
    add(grams[0], grams[chunk]);
  }
  part_leavers(tables[0], leaver_tables[0], table_size);
  sums.table.swap(tables[0]);
  sums.leaver_table.swap(leaver_tables[0]);
  gram.swap(grams[0]);
  add_parts(parts, moments);
}

void CoxPart::sums(Team& team, const RiskIndex& risk, const double* shift, const double* beta, bool leaver_sums, CoxSums& sums) {
  const std::int64_t width = design_.width(), table_size = risk.size() * width, leaver_size = leaver_sums ? risk.slots() * width : 0;
  const std::int64_t chunks = table_chunks(risk.size(), table_size + leaver_size);
  Vectors tables(chunks), leaver_tables(chunks);
  std::vector<double> event_eta(chunks, 0.0), largest(chunks, 0.0);
  bool zero = true;
  for (std::int64_t j = 0; j < design_.terms(); ++j) zero = zero && beta[j] == 0.0;
  team.run(chunks, [&](std::int64_t chunk) {
    tables[chunk].assign(risk.entries() ? table_size : table_size + leaver_size, 0.0);
    leaver_tables[chunk].assign(risk.entries() ? leaver_size : 0, 0.0);
    Room room(design_);
    double events = 0.0;
    blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, shift, zero ? nullptr : beta, block);
      if (zero) std::fill_n(block.eta, count, 0.0);
      if (offset_.given())
        for (std::int64_t i = 0; i < count; ++i) block.eta[i] += offset_[first + i];
      if (!stratum_shift_.empty())
        for (std::int64_t i = 0; i < count; ++i) block.eta[i] -= stratum_shift_[strata_.empty() ? 0 : strata_[first + i]];
      largest[chunk] = std::max(largest[chunk], weighted_exp(block.eta, weights_.given() ? weights_.data() + first : nullptr, count,
                                                             hazard_.data() + first));
      const double* w = weights_.given() ? weights_.data() + first : nullptr;
      double some[4] = {0.0, 0.0, 0.0, 0.0};
      for (std::int64_t i = 0; i < count; ++i)
        some[i & 3] += (w != nullptr ? w[i] : 1.0) * (static_cast<double>(left_[first + i]) * block.eta[i]);
      events += (some[0] + some[1]) + (some[2] + some[3]);
      add_block(risk, block, first, count, leaver_sums, room, tables[chunk].data(), leaver_tables[chunk].data());
    });
    event_eta[chunk] = events;
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) {
    add(tables[0], tables[chunk]);
    add(leaver_tables[0], leaver_tables[chunk]);
  }
  part_leavers(tables[0], leaver_tables[0], table_size);
  if (sums.table.empty()) {
    sums.table.swap(tables[0]);
    sums.leaver_table.swap(leaver_tables[0]);
  } else {
    add(sums.table, tables[0]);
    add(sums.leaver_table, leaver_tables[0]);
  }
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
    sums.event_eta += event_eta[chunk];
    sums.largest_eta = std::max(sums.largest_eta, largest[chunk]);
  }
}

void CoxPart::expected(const Hazards& hazards, std::int64_t first, std::int64_t count, double* out) const {
  const double* cumulative = hazards.cumulative.data();
  const double* rest = hazards.cumulative_rest.data();
  const double* tied = hazards.tied.data();
  const double* hazard = hazard_.data() + first;
  const std::int32_t* stop = stop_.data() + first;
  if (start_.empty()) {
    for (std::int64_t i = 0; i < count; ++i)
      out[i] = hazard[i] * (cumulative[stop[i]] - static_cast<double>(left_[first + i]) * tied[stop[i]]);
    return;
  }
  const std::int32_t* start = start_.data() + first;
  for (std::int64_t i = 0; i < count; ++i)
    out[i] = hazard[i] * ((cumulative[stop[i]] - cumulative[start[i]]) + (rest[stop[i]] - rest[start[i]]) -
                          static_cast<double>(left_[first + i]) * tied[stop[i]]);
}

void CoxPart::gram(Team& team, const Hazards& hazards, const double* shift, std::vector<double>& gram) const {
  const std::int64_t chunks = row_chunks(rows_), width = design_.width();
  Vectors grams(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    grams[chunk].assign(width * width, 0.0);
    blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, shift, nullptr, block);
      expected(hazards, first, count, block.values);
      solve::add_weighted_gram(block.rows, block.values, count, width, grams[chunk].data());
    });
  });
  if (gram.empty()) gram.assign(width * width, 0.0);
  for (const std::vector<double>& part : grams) add(gram, part);
}

void CoxPart::score_products(Team& team, const EventTimes& times, const Hazards& hazards, const Leavers& leavers, const double* sums,
                             const double* leaver_sums, const double* shift, const std::int32_t* cluster, std::int64_t clusters,
                             std::vector<double>& products) const {
  const std::int64_t width = design_.width(), terms = design_.terms(), slots = times.slots();
  // Per slot: the cumulative drift, the mean of its leavers' risk sets, and what a leaver does not share of the tied part.
  std::vector<double> drift(slots * width, 0.0), mean(slots * width, 0.0), own(slots * width, 0.0);
  for (std::int64_t s = 0; s < times.strata(); ++s)
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k)
      for (std::int64_t j = 0; j < terms; ++j) {
        const double total = sums[k * width + j], left = leaver_sums != nullptr ? leaver_sums[k * width + j] : 0.0;
        drift[k * width + j] = drift[(k - 1) * width + j] + hazards.a[k] * total - hazards.b[k] * left;
        if (leavers.weight[k] > 0.0) mean[k * width + j] = (hazards.jump[k] * total - hazards.tied[k] * left) / leavers.weight[k];
        own[k * width + j] = hazards.b[k] * total - hazards.c[k] * left;
      }
  const auto residual = [&](std::int64_t i, double* row) {
    const std::int64_t stop = stop_[i], start = start_.empty() ? 0 : start_[i];
    const double hazard = hazard_[i];
    const double spent = start_.empty() ? hazards.cumulative[stop]
                                        : (hazards.cumulative[stop] - hazards.cumulative[start]) +
                                              (hazards.cumulative_rest[stop] - hazards.cumulative_rest[start]);
    const double w = left_[i] ? weight(i) : 0.0;
    for (std::int64_t j = 0; j < terms; ++j) {
      const double x = row[j];
      double value = -hazard * (x * spent - drift[stop * width + j] + (start_.empty() ? 0.0 : drift[start * width + j]));
      if (left_[i]) value += w * (x - mean[stop * width + j]) + hazard * (hazards.tied[stop] * x - own[stop * width + j]);
      row[j] = value;
    }
    row[terms] = 0.0;
  };
  const std::int64_t chunks = row_chunks(rows_);
  Vectors partial(chunks);
  std::vector<std::int64_t> order, start;
  if (cluster != nullptr) {
    start.assign(clusters + 1, 0);
    for (std::int64_t i = 0; i < rows_; ++i) ++start[cluster[i] + 1];
    for (std::int64_t g = 0; g < clusters; ++g) start[g + 1] += start[g];
    order.resize(rows_);
    std::vector<std::int64_t> next(start.begin(), start.end() - 1);
    for (std::int64_t i = 0; i < rows_; ++i) order[next[cluster[i]]++] = i;
  }
  team.run(chunks, [&](std::int64_t chunk) {
    partial[chunk].assign(width * width, 0.0);
    if (cluster == nullptr) {
      blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
        design_.read(first, count, shift, nullptr, block);
        for (std::int64_t i = 0; i < count; ++i) {
          residual(first + i, block.rows + i * width);
          block.values[i] = 1.0;
        }
        solve::add_weighted_gram(block.rows, block.values, count, width, partial[chunk].data());
        for (std::int64_t i = 0; i < count; ++i) block.rows[i * width + terms] = 1.0;
      });
      return;
    }
    // Whole clusters: rows are read in the order of their clusters and summed into one row each.
    CoxDesign::Block block(design_), sum(design_);
    std::fill_n(sum.values, design_.block_rows(), 1.0);
    std::fill_n(sum.rows, design_.block_rows() * width, 0.0);
    const Span span = span_of(clusters, chunks, chunk);
    std::int64_t group = span.first, filled = 0;
    for (std::int64_t first = start[span.first]; first < start[span.last];) {
      const std::int64_t count = std::min(design_.block_rows(), start[span.last] - first);
      design_.gather(order.data() + first, count, shift, block);
      for (std::int64_t i = 0; i < count; ++i) {
        while (first + i >= start[group + 1]) {
          ++group;
          if (++filled == design_.block_rows()) {
            solve::add_weighted_gram(sum.rows, sum.values, filled, width, partial[chunk].data());
            std::fill_n(sum.rows, filled * width, 0.0);
            filled = 0;
          }
        }
        double* row = block.rows + i * width;
        residual(order[first + i], row);
        for (std::int64_t j = 0; j < terms; ++j) sum.rows[filled * width + j] += row[j];
      }
      first += count;
    }
    solve::add_weighted_gram(sum.rows, sum.values, std::min(filled + 1, design_.block_rows()), width, partial[chunk].data());
  });
  if (products.empty()) products.assign(width * width, 0.0);
  for (const std::vector<double>& part : partial) add(products, part);
}

// sums, leaver_sums: of the slots from first_slot on.
void risk_products(const Hazards& hazards, const double* sums, const double* leaver_sums, std::int64_t first_slot, std::int64_t slots,
                   std::int64_t width, double* products) {
  constexpr std::int64_t block = 64;
  std::vector<double> room(2 * block * width + 8), weights(2 * block);
  double* rows = room.data();
  while (reinterpret_cast<std::uintptr_t>(rows) % 64 != 0) ++rows;
  for (std::int64_t first = 0; first < slots; first += block) {
    std::int64_t filled = 0;
    for (std::int64_t k = first; k < std::min(first + block, slots); ++k) {
      const double a = hazards.a[first_slot + k], b = hazards.b[first_slot + k], c = hazards.c[first_slot + k];
      if (a == 0.0) continue;
      // a SS' - b(SE' + ES') + c EE' = a (S - (b/a)E)(…)' + (c - b²/a) EE'
      const double* total = sums + k * width;
      double* row = rows + filled * width;
      weights[filled++] = a;
      if (b == 0.0) {
        std::copy_n(total, width, row);
        continue;
      }
      const double* left = leaver_sums + k * width;
      const double share = b / a;
      for (std::int64_t j = 0; j < width; ++j) row[j] = total[j] - share * left[j];
      std::copy_n(left, width, row + width);
      weights[filled++] = c - b * share;
    }
    solve::add_weighted_gram(rows, weights.data(), filled, width, products);
  }
}

void risk_products(Team& team, const Hazards& hazards, const double* sums, const double* leaver_sums, std::int64_t slots, std::int64_t width,
                   std::vector<double>& products) {
  const std::int64_t chunks = std::clamp<std::int64_t>(slots / 256, 1, 16);
  Vectors partial(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    partial[chunk].assign(width * width, 0.0);
    const Span span = span_of(slots, chunks, chunk);
    risk_products(hazards, sums + span.first * width, leaver_sums != nullptr ? leaver_sums + span.first * width : nullptr, span.first,
                  span.last - span.first, width, partial[chunk].data());
  });
  if (products.empty()) products.assign(width * width, 0.0);
  for (const std::vector<double>& part : partial) add(products, part);
}

namespace {
// A row at risk in the slots (from, stop]: its whole runs, as places of a RiskIndex over the runs, and the runs of which it has a part.
struct RunsOfRow {
  std::int32_t before_whole, last_whole;  // whole runs are (before_whole, last_whole], counted from 1
  std::int32_t first_piece = -1, second_piece = -1;
};
// The run in which somebody left counts as a part, so that it is among the run's pieces.
RunsOfRow runs_of_row(std::int32_t from, std::int32_t stop, bool left) {
  constexpr std::int32_t length = CoxRuns::length;
  const std::int32_t first = from + 1;
  if (first > stop) return {0, 0};
  const std::int32_t a = first / length, b = stop / length;
  const bool starts = first % length == 0, ends = stop % length == length - 1 && !left;
  RunsOfRow row{starts ? a : a + 1, ends ? b + 1 : b};
  if (a == b) {
    if (!(starts && ends)) row.first_piece = a;
    return row;
  }
  if (!starts) row.first_piece = a;
  if (!ends) (row.first_piece < 0 ? row.first_piece : row.second_piece) = b;
  return row;
}
}  // namespace

void CoxPart::list_pieces(const CoxRuns& runs, const EventTimes& times) {
  piece_start_.assign(runs.count() + 1, 0);
  for (int fill = 0; fill < 2; ++fill) {
    std::vector<std::int64_t> next(piece_start_.begin(), piece_start_.end() - 1);
    for (std::int64_t i = 0; i < rows_; ++i) {
      const RunsOfRow row = runs_of_row(from(i, times), stop_[i], left_[i] != 0);
      for (const std::int32_t piece : {row.first_piece, row.second_piece}) {
        if (piece < 0) continue;
        if (fill == 0) ++piece_start_[piece + 1];
        else piece_row_[next[piece]++] = static_cast<std::int32_t>(i);
      }
    }
    if (fill == 1) break;
    for (std::int64_t r = 0; r < runs.count(); ++r) piece_start_[r + 1] += piece_start_[r];
    piece_row_.resize(piece_start_.back());
  }
}

void CoxPart::run_sums(Team& team, const CoxRuns& runs, const EventTimes& times, const double* shift, const double* beta, CoxSums& sums) {
  const std::int64_t width = design_.width(), table_size = runs.whole().size() * width;
  const std::int64_t chunks = table_chunks(runs.whole().size(), table_size);
  Vectors tables(chunks);
  std::vector<double> event_eta(chunks, 0.0), largest(chunks, 0.0);
  team.run(chunks, [&](std::int64_t chunk) {
    tables[chunk].assign(table_size, 0.0);
    Room room(design_);
    blocks(span_of(rows_, chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, shift, beta, block);
      if (design_.terms() == 0) std::fill_n(block.eta, count, 0.0);
      if (offset_.given())
        for (std::int64_t i = 0; i < count; ++i) block.eta[i] += offset_[first + i];
      if (!stratum_shift_.empty())
        for (std::int64_t i = 0; i < count; ++i) block.eta[i] -= stratum_shift_[strata_.empty() ? 0 : strata_[first + i]];
      largest[chunk] = std::max(largest[chunk], weighted_exp(block.eta, weights_.given() ? weights_.data() + first : nullptr, count,
                                                             hazard_.data() + first));
      std::int64_t additions = 0;
      for (std::int64_t i = 0; i < count; ++i) {
        if (left_[first + i]) event_eta[chunk] += weight(first + i) * block.eta[i];
        const RunsOfRow row = runs_of_row(from(first + i, times), stop_[first + i], left_[first + i] != 0);
        const RiskIndex::Places places = runs.whole().places(row.before_whole, row.last_whole);
        for (const std::int32_t one : {places.first, places.second}) {
          room.which[additions] = static_cast<std::int32_t>(i);
          room.place[additions] = one;
          additions += one >= 0;
        }
      }
      add_to_slots(block.rows, hazard_.data() + first, room.which.data(), room.place.data(), additions, width, tables[chunk].data());
    });
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) add(tables[0], tables[chunk]);
  sums.table.swap(tables[0]);
  for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
    sums.event_eta += event_eta[chunk];
    sums.largest_eta = std::max(sums.largest_eta, largest[chunk]);
  }
}

void CoxPart::resolve_runs(Team& team, const CoxRuns& runs, const EventTimes& times, const Leavers& leavers, Ties ties, bool leaver_sums,
                           const double* shift, const std::vector<double>& table, Hazards& hazards, std::vector<double>& products,
                           double* all_sums, double* all_leaver_sums) const {
  const std::int64_t width = design_.width(), slots = times.slots(), terms = design_.terms();
  constexpr std::int64_t length = CoxRuns::length;
  std::vector<double> whole(runs.whole().slots() * width);
  runs.whole().resolve(table.data(), width, times, whole.data());
  hazards.begin(slots);
  const std::int64_t chunks = std::clamp<std::int64_t>(runs.count(), 1, 32);
  Vectors partial(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    partial[chunk].assign(width * width, 0.0);
    const RiskIndex within(length, true);
    CoxDesign::Block block(design_);
    Room room(design_);
    std::vector<double> local(within.size() * width), sums(length * width), leaver_local(leaver_sums ? length * width : 0);
    std::vector<std::int64_t> rows(design_.block_rows());
    std::vector<std::int32_t> own_which(design_.block_rows()), own_place(design_.block_rows());
    const Span span = span_of(runs.count(), chunks, chunk);
    for (std::int64_t run = span.first; run < span.last; ++run) {
      const auto begin = static_cast<std::int32_t>(run * length);
      const std::int32_t end = static_cast<std::int32_t>(std::min<std::int64_t>(slots, begin + length));
      std::fill(local.begin(), local.end(), 0.0);
      std::fill(leaver_local.begin(), leaver_local.end(), 0.0);
      for (std::int64_t first = piece_start_[run]; first < piece_start_[run + 1];) {
        const std::int64_t count = std::min(design_.block_rows(), piece_start_[run + 1] - first);
        for (std::int64_t i = 0; i < count; ++i) rows[i] = piece_row_[first + i];
        design_.gather(rows.data(), count, shift, block);
        std::int64_t additions = 0, own = 0;
        for (std::int64_t i = 0; i < count; ++i) {
          const std::int64_t row = rows[i];
          block.values[i] = hazard_[row];
          const std::int32_t before = std::max(from(row, times), begin - 1) - begin, last = std::min(stop_[row], end - 1) - begin;
          const RiskIndex::Places places = within.places(before, last);
          for (const std::int32_t one : {places.first, places.second}) {
            room.which[additions] = static_cast<std::int32_t>(i);
            room.place[additions] = one;
            additions += one >= 0;
          }
          if (leaver_sums && left_[row] && stop_[row] >= begin && stop_[row] < end) {
            own_which[own] = static_cast<std::int32_t>(i);
            own_place[own++] = stop_[row] - begin;
          }
        }
        add_to_slots(block.rows, block.values, room.which.data(), room.place.data(), additions, width, local.data());
        if (leaver_sums) add_to_slots(block.rows, block.values, own_which.data(), own_place.data(), own, width, leaver_local.data());
        first += count;
      }
      within.resolve(local.data(), width, times, sums.data());
      for (std::int64_t k = 0; k < end - begin; ++k)
        for (std::int64_t j = 0; j < width; ++j) sums[k * width + j] += whole[(run + 1) * width + j];
      for (std::int64_t k = 0; k < end - begin; ++k)
        hazards.fill(begin + k, leavers.count[begin + k], leavers.weight[begin + k], ties, sums[k * width + terms],
                     leaver_sums ? leaver_local[k * width + terms] : 0.0);
      risk_products(hazards, sums.data(), leaver_sums ? leaver_local.data() : nullptr, begin, end - begin, width, partial[chunk].data());
      if (all_sums != nullptr) std::copy_n(sums.data(), (end - begin) * width, all_sums + begin * width);
      if (all_leaver_sums != nullptr) std::copy_n(leaver_local.data(), (end - begin) * width, all_leaver_sums + begin * width);
    }
  });
  hazards.accumulate(times);
  products.assign(width * width, 0.0);
  for (const std::vector<double>& part : partial) add(products, part);
}

}  // namespace mainstay::inline v1::survival
