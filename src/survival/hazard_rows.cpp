#include "survival/hazard_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "solve/gram.hpp"
#include "survival/cox_kernel.hpp"
#include "survival/merging.hpp"

namespace mainstay::inline v1::survival {

namespace {
void add_to(std::vector<double>& to, const std::vector<double>& from) { add_sums(hazard_key, to, from); }

double* aligned(std::vector<double>& memory, std::int64_t size) {
  memory.assign(static_cast<std::size_t>(size) + 8, 0.0);
  void* start = memory.data();
  std::size_t room = memory.size() * sizeof(double);
  return static_cast<double*>(std::align(64, sizeof(double), start, room));
}
}  // namespace

void HazardSums::add(const HazardSums& other) {
  value += other.value;
  add_to(cell_slope, other.cell_slope);
  add_to(cross, other.cross);
  add_to(slope, other.slope);
  add_to(gram, other.gram);
  add_to(group_slope, other.group_slope);
  add_to(group_cross, other.group_cross);
  add_to(group_cells, other.group_cells);
  add_to(totals, other.totals);
}

// What a point makes of the cells.
struct HazardPeople::Cells {
  std::vector<double> factor, below;
  std::vector<std::int64_t> first, last;
  HazardCells view;
  Cells(const HazardPeriods& periods, const std::vector<double>& alpha) {
    const std::int64_t count = periods.cells();
    factor.resize(count);
    below.assign(count + 1, 0.0);
    view.count = count;
    view.alpha = alpha.data();
    view.largest = -std::numeric_limits<double>::infinity();
    for (std::int64_t c = 0; c < count; ++c) {
      factor[c] = std::exp(alpha[c]);
      view.largest = std::max(view.largest, alpha[c]);
    }
    for (std::int64_t s = 0; s < periods.strata(); ++s) {
      double sum = 0.0;
      for (std::int64_t c = periods.begin(s); c < periods.begin(s + 1); ++c) below[c + 1] = sum += factor[c];
    }
    view.factor = factor.data();
    view.below = below.data();
    if (periods.single()) return;
    for (std::int64_t c = 0; c < count; ++c) {
      first.push_back(periods.cell(c).first);
      last.push_back(periods.cell(c).last);
    }
    view.first = first.data();
    view.last = last.data();
  }
};

struct HazardPeople::Room {
  CoxDesign::Block block;
  std::vector<double> memory, eta, factor, slope, information, cells;
  double* rows;
  Room(const CoxDesign& design, std::int64_t block_rows, std::int64_t width, bool own, std::int64_t numbers, std::int64_t cell_count)
      : block(design), eta(block_rows + 8), factor(block_rows + 8), slope(block_rows), information(block_rows), cells(cell_count + 8) {
    rows = block.rows;
    if (!own) return;
    rows = aligned(memory, block_rows * width);
    for (std::int64_t i = 0; i < block_rows; ++i) rows[i * width + numbers] = 1.0;
  }
};

HazardPeople::HazardPeople(const HazardInput& input, const HazardModel& model, std::vector<std::int32_t> strata, std::vector<std::int32_t> groups)
    : model_(model), design_(hazard_key, input.x, model.linear), rows_(input.duration.size), weights_(input.weights), offset_(input.offset), groups_(std::move(groups)) {
  for (const HazardSmoothColumn& one : model.smooth) smooth_.emplace_back(data::number_column(hazard_key, "x", input.x, one.name, "a column of x"));
  const Numbers duration(input.duration), event(input.event), entry(input.entry);
  const HazardPeriods& periods = model.periods;
  lo_.resize(rows_);
  hi_.resize(rows_);
  left_.resize(rows_);
  from_start_.resize(rows_);
  if (!periods.single()) {
    entry_.resize(rows_);
    duration_.resize(rows_);
  }
  for (std::int64_t i = 0; i < rows_; ++i) {
    const auto until = static_cast<std::int64_t>(duration[i]), from = entry.given() ? static_cast<std::int64_t>(entry[i]) : 0;
    if (weights_.given() && !(weights_[i] > 0.0)) {
      lo_[i] = hi_[i] = 0;
      left_[i] = from_start_[i] = 0;
      continue;
    }
    const std::int64_t s = strata.empty() ? 0 : strata[i];
    if (!(until <= periods.last_period()) || !(from < until)) throw Error(ErrorCode::unsupported, hazard_key, "a row that was not in the survey");
    lo_[i] = static_cast<std::int32_t>(periods.lo(s, from));
    hi_[i] = static_cast<std::int32_t>(periods.hi(s, until));
    left_[i] = event[i] != 0.0 && hi_[i] > lo_[i] && periods.covers(hi_[i] - 1, until);
    from_start_[i] = lo_[i] == periods.begin(s);
    if (periods.single()) continue;
    entry_[i] = from;
    duration_[i] = until;
  }
}

std::int64_t HazardPeople::block_rows() const noexcept {
  return smooth_.empty() ? design_.block_rows() : std::min(design_.block_rows(), std::clamp<std::int64_t>(1536 / model_.width / 16 * 16, 16, 512));
}

void HazardPeople::read(std::int64_t first, std::int64_t count, const HazardPoint& point, Room& room) const {
  const std::int64_t terms = model_.terms, width = model_.width;
  if (smooth_.empty()) {
    design_.read(first, count, model_.means.data(), point.numbers.data(), room.block);
    std::copy_n(room.block.eta, count, room.eta.data());
    if (terms == 0) std::fill_n(room.eta.data(), count, 0.0);
  } else {
    design_.read(first, count, model_.means.data(), nullptr, room.block);
    for (std::int64_t i = 0; i < count; ++i) std::copy_n(room.block.rows + i * design_.width(), terms, room.rows + i * width);
    std::int64_t at = terms;
    for (std::size_t k = 0; k < smooth_.size(); ++k) {
      const stats::CubicSplines& splines = model_.smooth[k].splines;
      const std::int64_t size = splines.size();
      for (std::int64_t i = 0; i < count; ++i) {
        double* row = room.rows + i * width + at;
        std::fill_n(row, size, 0.0);
        double four[4];
        const std::int64_t place = splines.at(smooth_[k][first + i], four);
        std::copy_n(four, 4, row + place);
      }
      at += size;
    }
    multiply_rows(room.rows, count, model_.numbers, width, point.numbers.data(), room.eta.data());
  }
  for (std::int64_t i = 0; offset_.given() && i < count; ++i) room.eta[i] += offset_[first + i];
  for (std::int64_t i = 0; !groups_.empty() && i < count; ++i) room.eta[i] += point.groups[groups_[first + i]];
}

void HazardPeople::pass(Team& team, const HazardPoint& point, bool expected, bool totals, HazardSums& sums) const {
  const std::int64_t width = model_.width, numbers = model_.numbers, cells = model_.cells(), groups = model_.group_count();
  const Cells at(model_.periods, point.cells);
  const bool tails = model_.options.link == HazardLink::cloglog && !expected && at.view.first == nullptr && groups == 0;
  // Tables of the chunks are kept within some memory.
  constexpr std::int64_t most_room = 64 << 20;
  const std::int64_t table = cells * width * (tails ? 2 : 1) + groups * (width + cells);
  const std::int64_t chunks = std::clamp<std::int64_t>(most_room / std::max<std::int64_t>(table, 1), 1, row_chunks(rows_));
  struct Part {
    HazardSums sums;
    std::vector<double> tail, memory;
    double* gram = nullptr;
  };
  std::vector<Part> parts(static_cast<std::size_t>(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    Part& part = parts[chunk];
    HazardSums& mine = part.sums;
    mine.cell_slope.assign(cells, 0.0);
    mine.cross.assign(cells * width, 0.0);
    mine.slope.assign(width, 0.0);
    if (totals) mine.totals.assign(width, 0.0);
    if (tails) part.tail.assign((cells + 1) * width, 0.0);
    if (groups > 0) {
      mine.group_slope.assign(groups, 0.0);
      mine.group_cross.assign(groups * width, 0.0);
      mine.group_cells.assign(groups * cells, 0.0);
    }
    part.gram = aligned(part.memory, width * width);
    Room room(design_, block_rows(), width, !smooth_.empty(), numbers, cells);
    HazardBlock block;
    block.width = width;
    block.rows = room.rows;
    block.eta = room.eta.data();
    block.factor = room.factor.data();
    block.room = room.cells.data();
    block.slope = room.slope.data();
    block.information = room.information.data();
    block.cell_slope = mine.cell_slope.data();
    block.cross = mine.cross.data();
    block.tail = part.tail.data();
    if (groups > 0) block.group_cells = mine.group_cells.data();
    const Span span = span_of(rows_, chunks, chunk);
    for (std::int64_t first = span.first; first < span.last; first += block_rows()) {
      const std::int64_t count = std::min(block_rows(), span.last - first);
      read(first, count, point, room);
      weighted_exp(room.eta.data(), nullptr, count, room.factor.data());
      block.count = count;
      block.weight = weights_.given() ? weights_.data() + first : nullptr;
      block.lo = lo_.data() + first;
      block.hi = hi_.data() + first;
      block.left = left_.data() + first;
      block.from_start = from_start_.data() + first;
      if (!entry_.empty()) {
        block.entry = entry_.data() + first;
        block.duration = duration_.data() + first;
      }
      if (groups > 0) block.group = groups_.data() + first;
      if (model_.options.link == HazardLink::logit) add_logit(at.view, block);
      else add_cloglog(at.view, block, expected);
      solve::add_weighted_gram(room.rows, block.information, count, width, part.gram, {}, numbers);
      for (std::int64_t i = 0; i < count; ++i) {
        const double* row = room.rows + i * width;
        const double slope = block.slope[i], information = block.information[i];
        for (std::int64_t j = 0; j < width; ++j) mine.slope[j] += slope * row[j];
        if (totals) {
          const double weight = block.weight == nullptr ? 1.0 : block.weight[i];
          for (std::int64_t j = 0; j < width; ++j) mine.totals[j] += weight * row[j];
        }
        if (groups == 0) continue;
        double* to = mine.group_cross.data() + block.group[i] * width;
        for (std::int64_t j = 0; j < width; ++j) to[j] += information * row[j];
        mine.group_slope[block.group[i]] += slope;
      }
    }
    mine.value = block.value;
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) {
    parts[0].sums.add(parts[chunk].sums);
    for (std::size_t j = 0; j < parts[0].tail.size(); ++j) parts[0].tail[j] += parts[chunk].tail[j];
    for (std::int64_t j = 0; j < width * width; ++j) parts[0].gram[j] += parts[chunk].gram[j];
  }
  HazardSums& all = parts[0].sums;
  for (std::int64_t s = 0; tails && s < model_.periods.strata(); ++s)
    add_tail(at.view, model_.periods.begin(s), model_.periods.begin(s + 1), width, numbers, parts[0].tail.data(), all.cell_slope.data(), all.cross.data());
  all.gram.assign(numbers * numbers, 0.0);
  for (std::int64_t j = 0; j < numbers; ++j)
    for (std::int64_t l = j; l < numbers; ++l) all.gram[j * numbers + l] = all.gram[l * numbers + j] = parts[0].gram[j * width + l];
  sums.add(all);
}

std::vector<double> HazardPeople::scores(Team& team, const HazardPoint& point, const std::vector<double>& cell_gradient, const std::vector<double>& group_gradient,
                                       const std::vector<double>& transform, std::int64_t p, const std::int32_t* cluster, std::int64_t clusters) const {
  const std::int64_t width = model_.width, numbers = model_.numbers, cells = model_.cells();
  const Cells at(model_.periods, point.cells);
  // Sums by cluster are made by one thread in the order of the rows; products of rows by all.
  const std::int64_t chunks = cluster != nullptr ? 1 : row_chunks(rows_), size = cluster != nullptr ? clusters * p : p * p;
  std::vector<std::vector<double>> parts(static_cast<std::size_t>(chunks));
  team.run(chunks, [&](std::int64_t chunk) {
    std::vector<double>& mine = parts[chunk];
    mine.assign(static_cast<std::size_t>(size), 0.0);
    Room room(design_, block_rows(), width, !smooth_.empty(), numbers, cells);
    std::vector<double> score(p);
    const Span span = span_of(rows_, chunks, chunk);
    for (std::int64_t first = span.first; first < span.last; first += block_rows()) {
      const std::int64_t count = std::min(block_rows(), span.last - first);
      read(first, count, point, room);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b;
        const double weight = weights_.given() ? weights_[i] : 1.0;
        if (!(weight > 0.0) || lo_[i] >= hi_[i]) continue;
        const double slope = hazard_scores(model_.options.link, at.view, room.eta[b], weight, lo_[i], hi_[i], left_[i] != 0, entry_.empty() ? 0 : entry_[i],
                                           duration_.empty() ? 0 : duration_[i], room.cells.data());
        std::fill(score.begin(), score.end(), 0.0);
        for (std::int32_t c = lo_[i]; c < hi_[i]; ++c) {
          const double* by = cell_gradient.data() + c * p;
          for (std::int64_t j = 0; j < p; ++j) score[j] += room.cells[c - lo_[i]] * by[j];
        }
        const double* row = room.rows + b * width;
        for (std::int64_t k = 0; k < numbers; ++k) {
          if (row[k] == 0.0) continue;
          const double* by = transform.data() + k * p;
          for (std::int64_t j = 0; j < p; ++j) score[j] += slope * row[k] * by[j];
        }
        if (!groups_.empty())
          for (std::int64_t j = 0; j < p; ++j) score[j] += slope * group_gradient[groups_[i] * p + j];
        if (cluster != nullptr) {
          double* to = mine.data() + cluster[i] * p;
          for (std::int64_t j = 0; j < p; ++j) to[j] += score[j];
        } else {
          for (std::int64_t j = 0; j < p; ++j)
            for (std::int64_t l = 0; l < p; ++l) mine[j * p + l] += score[j] * score[l];
        }
      }
    }
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk)
    for (std::int64_t j = 0; j < size; ++j) parts[0][j] += parts[chunk][j];
  return std::move(parts[0]);
}

}  // namespace mainstay::inline v1::survival
