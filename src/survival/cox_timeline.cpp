#include "survival/cox_timeline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#ifdef __linux__
#include <sys/mman.h>
#endif

#include "solve/gram.hpp"
#include "survival/cox_kernel.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

// Memory that will not be read again goes back to the system, where it takes parts back, so that a result can grow meanwhile.
// Returns what is still in use.
const double* give_back([[maybe_unused]] const double* from, [[maybe_unused]] const double* to) {
#ifdef __linux__
  constexpr std::uintptr_t page = 1 << 16, worthwhile = 1 << 21;
  const std::uintptr_t first = (reinterpret_cast<std::uintptr_t>(from) + page - 1) / page * page, last = reinterpret_cast<std::uintptr_t>(to) / page * page;
  if (last < first + worthwhile) return from;
  madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
  return reinterpret_cast<const double*>(last);
#else
  return from;
#endif
}
}  // namespace

struct CoxTimeline::Sums {
  explicit Sums(std::int64_t width) : table(2 * most_slots * width), place(CoxDesign::most_block_rows) {}
  std::vector<double> table;  // of those who stay and all, then of the leavers
  std::vector<std::int32_t> place;
  const double* leavers = nullptr;
};

CoxTimeline::CoxTimeline(Team& team, const CoxPart& part, const EventTimes& times, const Leavers& leavers, Ties ties, std::vector<double> shift,
                         const std::int32_t* cluster, std::int64_t copy_room)
    : part_(part), times_(times), leavers_(leavers), ties_(ties), leaver_sums_(ties == Ties::efron && leavers.most > 1.0), shift_(std::move(shift)) {
  const std::int64_t rows = part.rows(), terms = part.design().terms(), width = part.design().width();
  const Unset<std::int32_t>& stop = part.stop();
  std::vector<std::int32_t> next(times.slots() + 1, 0);
  for (std::int64_t i = 0; i < rows; ++i) ++next[stop[i] + 1];
  for (std::int64_t k = 0; k < times.slots(); ++k) next[k + 1] += next[k];
  for (std::int64_t s = 0; s < times.strata(); ++s)
    for (std::int64_t first = times.first(s); first < times.first(s + 1); first += most_slots) {
      const std::int64_t last = std::min(first + most_slots, times.first(s + 1));
      runs_.push_back({first, last, next[first], next[last], s});
    }
  Unset<std::int32_t> place;
  place.resize(rows);
  for (std::int64_t i = 0; i < rows; ++i) place[i] = next[stop[i]]++;
  next = {};
  const bool copied = rows * terms <= std::max(copy_room, part.design().numbers());
  if (!copied) order_.resize(rows);
  if (cluster != nullptr) cluster_.resize(rows);
  stop_.resize(rows);
  left_.resize(rows);
  hazard_.resize(rows);
  if (part.weights().given()) weight_.resize(rows);
  if (part.offset().given()) offset_.resize(rows);
  if (copied) copy_.resize(rows * terms);
  const std::vector<double> zero(terms, 0.0);
  const std::int64_t chunks = row_chunks(rows);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(rows, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const std::int64_t to = place[i];
      if (!copied) order_[to] = static_cast<std::int32_t>(i);
      if (cluster != nullptr) cluster_[to] = cluster[i];
      stop_[to] = stop[i];
      left_[to] = part.left()[i];
      if (!weight_.empty()) weight_[to] = part.weights()[i];
      if (!offset_.empty()) offset_[to] = part.offset()[i];
    }
    if (!copied) return;
    part.design().blocks(span, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      part.design().read(first, count, zero.data(), nullptr, block);
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t to = place[first + i];
        std::copy_n(block.rows + i * width, terms, copy_.data() + to * terms);
      }
    });
  });
}

std::int64_t CoxTimeline::chunks() const noexcept { return std::clamp<std::int64_t>(static_cast<std::int64_t>(runs_.size()), 1, 32); }

void CoxTimeline::read(std::int64_t first, std::int64_t count, const double* beta, CoxDesign::Block& block) const {
  const CoxDesign& design = part_.design();
  const std::int64_t terms = design.terms(), width = design.width();
  if (!copy_.empty()) {
    pack_rows(copy_.data() + first * terms, terms, count, terms, width, shift_.data(), nullptr, true, block.rows, nullptr);
  } else {
    std::int64_t rows[CoxDesign::most_block_rows];
    for (std::int64_t i = 0; i < count; ++i) rows[i] = order_[first + i];
    design.gather(rows, count, shift_.data(), block);
  }
  if (beta != nullptr) multiply_rows(block.rows, count, terms, width, beta, block.eta);
}

void CoxTimeline::make_hazards(Team& team, const double* beta, CoxSums& sums, std::vector<double>& highest) {
  const std::int64_t width = part_.design().width(), parts = chunks();
  std::vector<double> event_eta(parts, 0.0), largest(parts, 0.0);
  behind_.assign(runs_.size() * width, 0.0);
  highest.assign(runs_.size(), -infinity);
  team.run(parts, [&](std::int64_t chunk) {
    CoxDesign::Block block(part_.design());
    const std::vector<std::int32_t> same(part_.design().block_rows(), 0);
    const Span span = span_of(static_cast<std::int64_t>(runs_.size()), parts, chunk);
    for (std::int64_t r = span.first; r < span.last; ++r)
      blocks(runs_[r], [&](std::int64_t first, std::int64_t count) {
        read(first, count, beta, block);
        double* eta = block.eta;
        if (!offset_.empty())
          for (std::int64_t i = 0; i < count; ++i) eta[i] += offset_[first + i];
        const double less = stratum_shift_.empty() ? 0.0 : stratum_shift_[runs_[r].stratum];
        double most = highest[r], events = 0.0;
        for (std::int64_t i = 0; i < count; ++i) {
          eta[i] -= less;
          if (weight_.empty()) {
            most = eta[i] <= most ? most : eta[i];
            events += static_cast<double>(left_[first + i]) * eta[i];
          } else {
            if (weight_[first + i] > 0.0 && !(eta[i] <= most)) most = eta[i];
            events += weight_[first + i] * (static_cast<double>(left_[first + i]) * eta[i]);
          }
        }
        highest[r] = most;
        event_eta[chunk] += events;
        largest[chunk] = std::max(largest[chunk], weighted_exp(eta, weight_.empty() ? nullptr : weight_.data() + first, count, hazard_.data() + first));
        add_to_slots(block.rows, hazard_.data() + first, nullptr, same.data(), count, width, behind_.data() + r * width);
      });
  });
  sums.clear();
  for (std::int64_t chunk = 0; chunk < parts; ++chunk) {
    sums.event_eta += event_eta[chunk];
    sums.largest_eta = std::max(sums.largest_eta, largest[chunk]);
  }
}

void CoxTimeline::measure(Team& team, const std::vector<double>& beta, CoxSums& sums, Hazards& hazards) {
  constexpr double largest_plain_eta = 300.0;  // exp() of it can be squared
  const std::int64_t width = part_.design().width(), terms = part_.design().terms(), parts = chunks();
  std::vector<double> highest;
  stratum_shift_.clear();
  make_hazards(team, beta.data(), sums, highest);
  if (!(sums.largest_eta <= largest_plain_eta)) {
    stratum_shift_.assign(times_.strata(), -infinity);
    for (std::size_t r = 0; r < runs_.size(); ++r)
      if (!(highest[r] <= stratum_shift_[runs_[r].stratum])) stratum_shift_[runs_[r].stratum] = highest[r];
    for (double& most : stratum_shift_)
      if (!std::isfinite(most)) most = 0.0;
    make_hazards(team, beta.data(), sums, highest);
  }
  // Sums of the runs become sums of the runs behind them.
  std::vector<double> later(width, 0.0), own(width);
  for (auto r = static_cast<std::int64_t>(runs_.size()); r-- > 0;) {
    if (r + 1 == static_cast<std::int64_t>(runs_.size()) || runs_[r + 1].stratum != runs_[r].stratum) std::fill(later.begin(), later.end(), 0.0);
    double* sum = behind_.data() + r * width;
    for (std::int64_t j = 0; j < width; ++j) {
      own[j] = sum[j];
      sum[j] = later[j];
      later[j] += own[j];
    }
  }
  hazards.begin(times_.slots(), false);
  team.run(parts, [&](std::int64_t chunk) {
    const Span span = span_of(static_cast<std::int64_t>(runs_.size()), parts, chunk);
    for (std::int64_t r = span.first; r < span.last; ++r) {
      const Run& run = runs_[r];
      std::int64_t row = run.last_row;
      double at_risk = 0.0;
      for (std::int64_t k = run.last_slot; k-- > run.first_slot;) {
        double leaving = 0.0;
        for (; row > run.first_row && stop_[row - 1] == k; --row) {
          at_risk += hazard_[row - 1];
          leaving += left_[row - 1] != 0 ? hazard_[row - 1] : 0.0;
        }
        hazards.fill(k, leavers_.count[k], leavers_.weight[k], ties_, at_risk + behind_[r * width + terms], leaver_sums_ ? leaving : 0.0);
      }
    }
  });
  hazards.accumulate(times_);
}

// Sums over the risk sets of one run, and in the same reading the rows' Gram matrix.
void CoxTimeline::add_up(const Run& run, std::int64_t index, CoxDesign::Block& block, Sums& sums, const Hazards* gram_by, double* gram) const {
  const std::int64_t width = part_.design().width(), slots = run.last_slot - run.first_slot;
  double* table = sums.table.data();
  double* leaver_table = table + slots * width;
  std::fill_n(table, (leaver_sums_ ? 2 : 1) * slots * width, 0.0);
  const auto second = static_cast<std::int32_t>(leaver_sums_ ? slots : 0);
  blocks(run, [&](std::int64_t first, std::int64_t count) {
    read(first, count, nullptr, block);
    for (std::int64_t i = 0; i < count; ++i)
      sums.place[i] = static_cast<std::int32_t>(stop_[first + i] - run.first_slot) + static_cast<std::int32_t>(left_[first + i]) * second;
    add_to_slots(block.rows, hazard_.data() + first, nullptr, sums.place.data(), count, width, table);
    if (gram == nullptr) return;
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int32_t stop = stop_[first + i];
      block.values[i] = hazard_[first + i] * (gram_by->cumulative[stop] - static_cast<double>(left_[first + i]) * gram_by->tied[stop]);
    }
    solve::add_weighted_gram(block.rows, block.values, count, width, gram, {}, part_.design().terms());
  });
  const double* later = behind_.data() + index * width;
  for (std::int64_t k = slots; k-- > 0;) {
    double* sum = table + k * width;
    for (std::int64_t j = 0; j < width; ++j) sum[j] += later[j] + (leaver_sums_ ? leaver_table[k * width + j] : 0.0);
    later = sum;
  }
  sums.leavers = leaver_sums_ ? leaver_table : nullptr;
}

void CoxTimeline::weigh(Team& team, const Hazards& hazards, RiskParts& parts, std::vector<double>& gram) const {
  const std::int64_t width = part_.design().width(), pieces = chunks();
  std::vector<RiskParts> partial(pieces);
  std::vector<std::vector<double>> grams(pieces);
  team.run(pieces, [&](std::int64_t chunk) {
    partial[chunk] = RiskParts(width);
    grams[chunk].assign(width * width, 0.0);
    CoxDesign::Block block(part_.design());
    Sums sums(width);
    const Span span = span_of(static_cast<std::int64_t>(runs_.size()), pieces, chunk);
    for (std::int64_t r = span.first; r < span.last; ++r) {
      const Run& run = runs_[r];
      add_up(run, r, block, sums, &hazards, grams[chunk].data());
      add_risk_sets(hazards, sums.table.data(), sums.leavers, run.first_slot, run.last_slot - run.first_slot, width, partial[chunk]);
    }
  });
  parts = RiskParts(width);
  gram.assign(width * width, 0.0);
  for (std::int64_t chunk = 0; chunk < pieces; ++chunk) {
    parts.add(partial[chunk]);
    for (std::size_t i = 0; i < gram.size(); ++i) gram[i] += grams[chunk][i];
  }
}

void CoxTimeline::finish(const Hazards& hazards, std::vector<double>* drift, std::vector<double>* products, std::int64_t clusters) {
  const std::int64_t width = part_.design().width(), terms = part_.design().terms();
  CoxDesign::Block block(part_.design());
  Sums sums(width);
  std::vector<double> so_far(terms), drifts((most_slots + 1) * terms), mean(terms), own(terms);
  const bool clustered = !cluster_.empty();
  const double* used = copy_.data();  // the copy is needed from here on
  std::vector<double> by_cluster;
  if (products != nullptr) {
    products->assign(width * width, 0.0);
    if (clustered) by_cluster.assign(clusters * terms, 0.0);
  }
  if (drift != nullptr) drift->reserve((times_.slots() - times_.strata()) * terms);
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    const Run& run = runs_[r];
    if (r == 0 || runs_[r - 1].stratum != run.stratum) std::fill(so_far.begin(), so_far.end(), 0.0);
    add_up(run, static_cast<std::int64_t>(r), block, sums, nullptr, nullptr);
    for (std::int64_t k = run.first_slot; k < run.last_slot; ++k) {
      const double* total = sums.table.data() + (k - run.first_slot) * width;
      const double* left = sums.leavers != nullptr ? sums.leavers + (k - run.first_slot) * width : nullptr;
      for (std::int64_t j = 0; j < terms; ++j) {
        so_far[j] += hazards.a[k] * total[j] - (left != nullptr ? hazards.b[k] * left[j] : 0.0);
        drifts[(k - run.first_slot) * terms + j] = so_far[j];
      }
      if (drift != nullptr && k > times_.first(run.stratum)) drift->insert(drift->end(), so_far.begin(), so_far.end());
    }
    if (products != nullptr)
      blocks(run, [&](std::int64_t first, std::int64_t count) {
        read(first, count, nullptr, block);
        for (std::int64_t i = 0; i < count; ++i) {
          const std::int64_t k = stop_[first + i], at = k - run.first_slot;
          const double* total = sums.table.data() + at * width;
          const double* left = sums.leavers != nullptr ? sums.leavers + at * width : nullptr;
          const double hazard = hazard_[first + i], w = weight_.empty() ? 1.0 : weight_[first + i];
          double* row = block.rows + i * width;
          for (std::int64_t j = 0; j < terms; ++j) {
            const double x = row[j], leaving = left != nullptr ? left[j] : 0.0;
            double value = -hazard * (x * hazards.cumulative[k] - drifts[at * terms + j]);
            if (left_[first + i] != 0) {
              const double average = (hazards.jump[k] * total[j] - hazards.tied[k] * leaving) / leavers_.weight[k];
              value += w * (x - average) + hazard * (hazards.tied[k] * x - (hazards.b[k] * total[j] - hazards.c[k] * leaving));
            }
            row[j] = value;
          }
          row[terms] = 0.0;
          block.values[i] = 1.0;
          if (!clustered) continue;
          double* sum = by_cluster.data() + static_cast<std::int64_t>(cluster_[first + i]) * terms;
          for (std::int64_t j = 0; j < terms; ++j) sum[j] += row[j];
        }
        if (!clustered) solve::add_weighted_gram(block.rows, block.values, count, width, products->data());
        for (std::int64_t i = 0; i < count; ++i) block.rows[i * width + terms] = 1.0;
      });
    if (!copy_.empty()) used = give_back(used, copy_.data() + run.last_row * terms);
  }
  if (products != nullptr && clustered) add_cluster_products(by_cluster.data(), clusters, terms, width, *products);
}

}  // namespace mainstay::inline v1::survival
