#include "survival/hazard_ascent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "mainstay/core/error.hpp"
#include "solve/smoothing.hpp"
#include "stats/splines.hpp"

namespace mainstay::inline v1::survival {

namespace {
double link_of(HazardLink link, double hazard) { return link == HazardLink::logit ? std::log(hazard / (1.0 - hazard)) : std::log(-std::log1p(-hazard)); }

bool finite(const std::vector<double>& list) {
  return std::all_of(list.begin(), list.end(), [](double v) { return std::isfinite(v); });
}
}  // namespace

HazardAscent::HazardAscent(const HazardModel& model, HazardPass pass)
    : model_(model), wanted_(std::move(pass)), cells_(model.cells()), groups_(model.group_count()), terms_(model.terms), apart_(model.cells_apart()) {
  const auto strata = static_cast<std::int64_t>(model.strata.size());
  baseline_ = apart_ ? 0 : model.smooth_baseline() ? strata * model.options.baseline_size : cells_;
  make_basis();
}

// The pass of a moment ago is not made again.
const HazardSums& HazardAscent::sums_at(const HazardPoint& point, bool expected, bool totals) {
  const bool same = passed_ && !expected && !totals && point.cells == last_point_.cells && point.numbers == last_point_.numbers && point.groups == last_point_.groups;
  if (same) return last_sums_;
  last_sums_ = wanted_(point, expected, totals);
  last_point_ = point;
  passed_ = !expected;
  return last_sums_;
}

void HazardAscent::make_basis() {
  if (!model_.smooth_baseline()) return;
  const std::int64_t size = model_.options.baseline_size;
  const stats::CubicSplines splines(static_cast<double>(model_.periods.first_period()), static_cast<double>(model_.periods.last_period()), size);
  basis_.assign(cells_ * baseline_, 0.0);
  for (std::int64_t c = 0; c < cells_; ++c) {
    const HazardCell& cell = model_.periods.cell(c);
    double four[4];
    const std::int64_t place = splines.at(static_cast<double>(cell.first), four);
    for (std::int64_t k = 0; k < 4; ++k) basis_[c * baseline_ + cell.stratum * size + place + k] = four[k];
  }
  HazardPenalty penalty;
  penalty.kind = HazardPenalty::baseline;
  penalty.size = size;
  penalty.copies = static_cast<std::int64_t>(model_.strata.size());
  penalty.matrix = stats::second_difference_penalty(size);
  const solve::PenaltySize of = solve::size_of_penalty(penalty.matrix, size);
  penalty.rank = of.rank * penalty.copies;
  penalty.log_determinant = of.log_determinant * static_cast<double>(penalty.copies);
  penalty.given = model_.options.baseline_smoothing;
  penalties_.push_back(penalty);
}

// The rest of the layout, for which the weighted sums of the splines have to be known.
void HazardAscent::lay_out(const HazardSums& first) {
  few_ = baseline_ + terms_;
  std::int64_t at = terms_;
  for (std::size_t k = 0; k < model_.smooth.size(); ++k) {
    const std::int64_t size = model_.options.smooth[k].size, free = size - 1;
    const std::vector<double> sums(first.totals.begin() + at, first.totals.begin() + at + size);
    const std::vector<double> z = stats::orthogonal_to(sums), d = stats::second_difference_penalty(size);
    HazardPenalty penalty;
    penalty.kind = HazardPenalty::column;
    penalty.first = few_;
    penalty.size = free;
    penalty.spline = static_cast<std::int64_t>(k);
    std::vector<double> half(size * free, 0.0);
    for (std::int64_t i = 0; i < size; ++i)
      for (std::int64_t l = 0; l < size; ++l)
        for (std::int64_t j = 0; j < free; ++j) half[i * free + j] += d[i * size + l] * z[l * free + j];
    penalty.matrix.assign(free * free, 0.0);
    for (std::int64_t i = 0; i < free; ++i)
      for (std::int64_t l = 0; l < size; ++l)
        for (std::int64_t j = 0; j < free; ++j) penalty.matrix[i * free + j] += z[l * free + i] * half[l * free + j];
    const solve::PenaltySize of = solve::size_of_penalty(penalty.matrix, free);
    penalty.rank = of.rank;
    penalty.log_determinant = of.log_determinant;
    penalty.given = model_.options.smooth[k].smoothing;
    penalties_.push_back(std::move(penalty));
    constraints_.push_back(z);
    few_ += free;
    at += size;
  }
  if (groups_ > 0) {
    HazardPenalty penalty;
    penalty.kind = HazardPenalty::group;
    penalty.size = groups_;
    penalty.rank = groups_;
    if (model_.options.group_variance) penalty.given = 1.0 / *model_.options.group_variance;
    penalties_.push_back(std::move(penalty));
  }
  fixed_.assign(few_, false);
}

void HazardAscent::reduce(const double* numbers, double* out) const {
  std::copy_n(numbers, terms_, out);
  const double* from = numbers + terms_;
  double* to = out + terms_;
  for (std::size_t k = 0; k < constraints_.size(); ++k) {
    const std::int64_t size = model_.options.smooth[k].size, free = size - 1;
    std::fill_n(to, free, 0.0);
    for (std::int64_t i = 0; i < size; ++i)
      for (std::int64_t j = 0; j < free; ++j) to[j] += from[i] * constraints_[k][i * free + j];
    from += size;
    to += free;
  }
}

HazardPoint HazardAscent::point_of(const std::vector<double>& many, const std::vector<double>& few, bool null) const {
  HazardPoint point;
  point.cells.assign(cells_, 0.0);
  point.numbers.assign(model_.numbers, 0.0);
  point.groups.assign(groups_, 0.0);
  if (apart_) point.cells = many;
  else if (model_.smooth_baseline()) {
    for (std::int64_t c = 0; c < cells_; ++c)
      for (std::int64_t j = 0; j < baseline_; ++j) point.cells[c] += basis_[c * baseline_ + j] * few[j];
  } else {
    std::copy_n(few.begin(), cells_, point.cells.begin());
  }
  if (null) return point;
  if (groups_ > 0) point.groups = many;
  std::copy_n(few.begin() + baseline_, terms_, point.numbers.begin());
  std::int64_t at = terms_, from = baseline_ + terms_;
  for (std::size_t k = 0; k < constraints_.size(); ++k) {
    const std::int64_t size = model_.options.smooth[k].size, free = size - 1;
    for (std::int64_t i = 0; i < size; ++i)
      for (std::int64_t j = 0; j < free; ++j) point.numbers[at + i] += constraints_[k][i * free + j] * few[from + j];
    at += size;
    from += free;
  }
  return point;
}

solve::Arrow HazardAscent::information_of(const HazardSums& sums, bool null) const {
  const std::int64_t width = model_.width, numbers = model_.numbers, p = null ? baseline_ : few_, columns = p - baseline_;
  solve::Arrow arrow(apart_ ? cells_ : null ? 0 : groups_, p);
  std::vector<double> reduced(cells_ * columns);
  if (!null)
    for (std::int64_t c = 0; c < cells_; ++c) reduce(sums.cross.data() + c * width, reduced.data() + c * columns);
  if (apart_) {
    for (std::int64_t c = 0; c < cells_; ++c) arrow.diagonal[c] = sums.cross[c * width + numbers];
    arrow.border = std::move(reduced);
  } else {
    const auto put = [&](std::int64_t j, std::int64_t l, double value) {
      arrow.dense[j * p + l] += value;
      if (j != l) arrow.dense[l * p + j] += value;
    };
    for (std::int64_t c = 0; c < cells_; ++c) {
      const double own = sums.cross[c * width + numbers];
      if (!model_.smooth_baseline()) {
        put(c, c, own);
        for (std::int64_t j = 0; j < columns; ++j) put(c, baseline_ + j, reduced[c * columns + j]);
        continue;
      }
      const double* basis = basis_.data() + c * baseline_;
      for (std::int64_t j = 0; j < baseline_; ++j) {
        if (basis[j] == 0.0) continue;
        for (std::int64_t l = j; l < baseline_; ++l)
          if (basis[l] != 0.0) put(j, l, own * basis[j] * basis[l]);
        for (std::int64_t l = 0; l < columns; ++l) put(j, baseline_ + l, basis[j] * reduced[c * columns + l]);
      }
    }
  }
  if (null) return arrow;
  std::vector<double> half(numbers * columns);
  for (std::int64_t k = 0; k < numbers; ++k) reduce(sums.gram.data() + k * numbers, half.data() + k * columns);
  std::vector<double> column(numbers), out(columns);
  for (std::int64_t j = 0; j < columns; ++j) {
    for (std::int64_t k = 0; k < numbers; ++k) column[k] = half[k * columns + j];
    reduce(column.data(), out.data());
    for (std::int64_t l = 0; l < columns; ++l) arrow.dense[(baseline_ + l) * p + baseline_ + j] = out[l];
  }
  if (groups_ == 0) return arrow;
  for (std::int64_t g = 0; g < groups_; ++g) {
    arrow.diagonal[g] = sums.group_cross[g * width + numbers];
    double* border = arrow.border.data() + g * p;
    reduce(sums.group_cross.data() + g * width, border + baseline_);
    const double* by_cell = sums.group_cells.data() + g * cells_;
    if (!model_.smooth_baseline()) std::copy_n(by_cell, cells_, border);
    else
      for (std::int64_t c = 0; c < cells_; ++c)
        for (std::int64_t j = 0; j < baseline_; ++j) border[j] += by_cell[c] * basis_[c * baseline_ + j];
  }
  return arrow;
}

void HazardAscent::slopes_of(const HazardSums& sums, bool null, std::vector<double>& many, std::vector<double>& few) const {
  few.assign(null ? baseline_ : few_, 0.0);
  if (apart_) many = sums.cell_slope;
  else if (model_.smooth_baseline()) {
    for (std::int64_t c = 0; c < cells_; ++c)
      for (std::int64_t j = 0; j < baseline_; ++j) few[j] += sums.cell_slope[c] * basis_[c * baseline_ + j];
  } else {
    std::copy_n(sums.cell_slope.begin(), cells_, few.begin());
  }
  if (!apart_) many = null ? std::vector<double>() : sums.group_slope;
  if (!null) reduce(sums.slope.data(), few.data() + baseline_);
}

void HazardAscent::add_product(std::size_t which, double factor, const std::vector<double>& many, const std::vector<double>& few, std::vector<double>& to_many,
                               std::vector<double>& to_few) const {
  const HazardPenalty& penalty = penalties_[which];
  if (penalty.kind == HazardPenalty::group) {
    for (std::int64_t g = 0; g < groups_; ++g) to_many[g] += factor * many[g];
    return;
  }
  for (std::int64_t copy = 0; copy < penalty.copies; ++copy) {
    const std::int64_t first = penalty.first + copy * penalty.size;
    for (std::int64_t j = 0; j < penalty.size; ++j)
      for (std::int64_t l = 0; l < penalty.size; ++l) to_few[first + j] += factor * penalty.matrix[j * penalty.size + l] * few[first + l];
  }
}

double HazardAscent::penalised_trace(const solve::ArrowFactor::Inverse& inverse, std::size_t which) const {
  const HazardPenalty& penalty = penalties_[which];
  double sum = 0.0;
  if (penalty.kind == HazardPenalty::group) {
    for (const double v : inverse.many) sum += v;
    return sum;
  }
  const std::int64_t p = few_;
  for (std::int64_t copy = 0; copy < penalty.copies; ++copy) {
    const std::int64_t first = penalty.first + copy * penalty.size;
    for (std::int64_t j = 0; j < penalty.size; ++j)
      for (std::int64_t l = 0; l < penalty.size; ++l) sum += inverse.few[(first + j) * p + first + l] * penalty.matrix[l * penalty.size + j];
  }
  return sum;
}

double HazardAscent::penalise(const std::vector<double>& smoothing, const std::vector<double>& many, const std::vector<double>& few, bool null, std::vector<double>* slope_many,
                              std::vector<double>* slope_few, solve::Arrow* information) const {
  double sum = 0.0;
  const double ridge = model_.options.ridge;
  const std::int64_t p = null ? baseline_ : few_;
  for (std::int64_t j = baseline_; j < baseline_ + terms_ && !null && ridge > 0.0; ++j) {
    sum += ridge * few[j] * few[j];
    if (slope_few != nullptr) (*slope_few)[j] -= ridge * few[j];
    if (information != nullptr) information->dense[j * p + j] += ridge;
  }
  for (std::size_t k = 0; k < penalties_.size(); ++k) {
    const HazardPenalty& penalty = penalties_[k];
    if (null && penalty.kind != HazardPenalty::baseline) continue;
    std::vector<double> by_many(many.size(), 0.0), by_few(few.size(), 0.0);
    add_product(k, smoothing[k], many, few, by_many, by_few);
    for (std::size_t j = 0; j < many.size(); ++j) {
      sum += many[j] * by_many[j];
      if (slope_many != nullptr) (*slope_many)[j] -= by_many[j];
    }
    for (std::size_t j = 0; j < few.size(); ++j) {
      sum += few[j] * by_few[j];
      if (slope_few != nullptr) (*slope_few)[j] -= by_few[j];
    }
    if (information == nullptr) continue;
    if (penalty.kind == HazardPenalty::group) {
      for (double& d : information->diagonal) d += smoothing[k];
      continue;
    }
    for (std::int64_t copy = 0; copy < penalty.copies; ++copy) {
      const std::int64_t first = penalty.first + copy * penalty.size;
      for (std::int64_t j = 0; j < penalty.size; ++j)
        for (std::int64_t l = 0; l < penalty.size; ++l) information->dense[(first + j) * p + first + l] += smoothing[k] * penalty.matrix[j * penalty.size + l];
    }
  }
  return 0.5 * sum;
}

// What a penalty may lose to rounding: large numbers that cancel where a curve is nearly a line.
double HazardAscent::penalty_rounding(const std::vector<double>& smoothing, const std::vector<double>& few) const {
  double sum = 0.0;
  for (std::size_t k = 0; k < penalties_.size(); ++k) {
    const HazardPenalty& one = penalties_[k];
    if (one.kind == HazardPenalty::group) continue;
    for (std::int64_t first = one.first; first < one.first + one.size * one.copies && first + one.size <= static_cast<std::int64_t>(few.size()); first += one.size)
      for (std::int64_t j = 0; j < one.size; ++j)
        for (std::int64_t l = 0; l < one.size; ++l) sum += smoothing[k] * std::fabs(few[first + j] * one.matrix[j * one.size + l] * few[first + l]);
  }
  return 8.0 * std::numeric_limits<double>::epsilon() * sum;
}

std::vector<double> HazardAscent::scale_of(const solve::Arrow& information, bool null) const {
  const std::int64_t p = null ? baseline_ : few_;
  std::vector<double> scale(p);
  for (std::int64_t j = 0; j < p; ++j) scale[j] = !null && fixed_[j] ? 0.0 : std::sqrt(std::max(0.0, information.dense[j * p + j]));
  return scale;
}

HazardAscent::Way HazardAscent::ascend(const std::vector<double>& smoothing, std::vector<double> many, std::vector<double> few, bool null) {
  const HazardOptions& options = model_.options;
  Way way;
  way.many = std::move(many);
  way.few = std::move(few);
  std::vector<double> best_many = way.many, best_few = way.few, step_many(best_many.size(), 0.0), step_few(best_few.size(), 0.0);
  double objective = -std::numeric_limits<double>::infinity(), decrement = 0.0, last = 0.0;
  const double mean_weight = model_.weight / static_cast<double>(std::max<std::int64_t>(1, model_.rows));
  std::int64_t halvings = 0, steps = 0;
  bool settling = false;
  for (;;) {
    const HazardSums& sums = sums_at(point_of(way.many, way.few, null), false, false);
    const double penalty = penalise(smoothing, way.many, way.few, null, nullptr, nullptr, nullptr), reached = sums.value - penalty;
    const bool good = std::isfinite(reached) && finite(sums.cell_slope) && finite(sums.slope) && finite(sums.cross) && finite(sums.gram);
    constexpr double rounding = 1e-12;  // of a sum of many logarithms
    if (!settling && (!good || !(reached >= objective - rounding * (std::fabs(objective) + 1.0) - penalty_rounding(smoothing, way.few)))) {
      constexpr std::int64_t most_halvings = 40;
      double share = 0.5;
      if (++halvings > most_halvings || (steps == 0 && !good)) {
        settling = true;
        share = 0.0;
      }
      for (std::size_t j = 0; j < best_many.size(); ++j) way.many[j] = best_many[j] + share * (way.many[j] - best_many[j]);
      for (std::size_t j = 0; j < best_few.size(); ++j) way.few[j] = best_few[j] + share * (way.few[j] - best_few[j]);
      continue;
    }
    halvings = 0;
    best_many = way.many;
    best_few = way.few;
    objective = reached;
    way.value = sums.value;
    way.penalty = penalty;
    slopes_of(sums, null, step_many, step_few);
    solve::Arrow information = information_of(sums, null);
    std::vector<double> scale = scale_of(information, null);
    penalise(smoothing, way.many, way.few, null, &step_many, &step_few, &information);
    const std::vector<double> penalised_scale = scale_of(information, null);
    // Rank is a matter of the data where nothing is penalised.
    for (std::size_t j = 0; j < scale.size(); ++j)
      if (scale[j] > 0.0 || penalised_scale[j] > scale[j]) scale[j] = penalised_scale[j];
    way.factor.emplace(information, scale.data());
    const std::vector<double> slope_many = step_many, slope_few = step_few;
    way.factor->solve(step_many, step_few);
    last = std::exchange(decrement, 0.0);
    for (std::size_t j = 0; j < step_many.size(); ++j) decrement += step_many[j] * slope_many[j];
    for (std::size_t j = 0; j < step_few.size(); ++j) decrement += step_few[j] * slope_few[j];
    const auto finish = [&](HazardStatus how) {
      way.status = how;
      return std::move(way);
    };
    if (settling) return finish(HazardStatus::iteration_limit);
    const std::int64_t term = null ? 0 : baseline_;
    constexpr double no_gain = 1e-7, a_change = 0.1;
    if (!null && options.ridge == 0.0) {
      for (std::int64_t j = 0; j < terms_; ++j)  // the information of a term has vanished on the way: its coefficient runs away
        if (!fixed_[term + j] && way.factor->left_out(term + j)) way.separated.push_back(term + j);
      if (way.separated.empty() && steps > 0 && 0.5 * decrement <= no_gain * mean_weight)
        for (std::int64_t j = 0; j < terms_; ++j)
          if (std::fabs(step_few[term + j]) * model_.reach[j] > a_change) way.separated.push_back(term + j);
      if (!way.separated.empty()) return finish(HazardStatus::separated);
    }
    constexpr double short_step = 1e-7;
    const double length = std::sqrt(std::max(0.0, decrement) / std::max(model_.weight, mean_weight));
    const bool converged = length <= options.tolerance || (length <= short_step && steps > 0 && decrement >= 0.25 * last);
    constexpr double no_step = 1e-13;
    if (converged || steps >= options.max_iterations) {
      if (converged && !(steps == 0 && length <= no_step)) {
        for (std::size_t j = 0; j < step_many.size(); ++j) way.many[j] += step_many[j];
        for (std::size_t j = 0; j < step_few.size(); ++j) way.few[j] += step_few[j];
        // Of the objective; its two parts move along.
        const double penalty_there = penalise(smoothing, way.many, way.few, null, nullptr, nullptr, nullptr);
        way.value += 0.5 * std::max(0.0, decrement) + (penalty_there - way.penalty);
        way.penalty = penalty_there;
      }
      return finish(converged ? HazardStatus::converged : HazardStatus::iteration_limit);
    }
    ++steps;
    if (!null) ++iterations_;
    for (std::size_t j = 0; j < step_many.size(); ++j) way.many[j] += step_many[j];
    for (std::size_t j = 0; j < step_few.size(); ++j) way.few[j] += step_few[j];
  }
}

double HazardAscent::restricted(const Way& way, const std::vector<double>& smoothing) const {
  double value = way.value - way.penalty - 0.5 * way.factor->log_determinant();
  std::int64_t free = way.factor->dense().rank() + static_cast<std::int64_t>(way.many.size());
  for (std::size_t k = 0; k < penalties_.size(); ++k) {
    value += 0.5 * (static_cast<double>(penalties_[k].rank) * std::log(smoothing[k]) + penalties_[k].log_determinant);
    free -= penalties_[k].rank;
  }
  if (model_.options.ridge > 0.0) {
    value += 0.5 * static_cast<double>(terms_) * std::log(model_.options.ridge);
    free -= terms_;
  }
  constexpr double log_two_pi = 1.83787706640934548356;
  return value + 0.5 * static_cast<double>(free) * log_two_pi;
}

HazardSolution HazardAscent::run() {
  const HazardOptions& options = model_.options;
  HazardSolution solution;
  std::vector<double> null_many(apart_ ? cells_ : 0, 0.0), null_few(baseline_, 0.0);
  const bool anybody = model_.events > 0 && cells_ > 0;
  // Where nobody has attributes, the share that leaves is the hazard.
  for (std::int64_t c = 0; c < cells_ && !model_.smooth_baseline(); ++c) {
    const HazardCell& cell = model_.periods.cell(c);
    (apart_ ? null_many : null_few)[c] = link_of(options.link, cell.events / cell.at_risk);
  }
  if (model_.smooth_baseline()) {
    std::vector<double> at_risk(model_.strata.size(), 0.0), events(model_.strata.size(), 0.0);
    for (const HazardCell& cell : model_.periods.all()) {
      at_risk[cell.stratum] += cell.at_risk;
      events[cell.stratum] += cell.events;
    }
    for (std::int64_t j = 0; j < baseline_; ++j) {
      const std::int64_t s = j / options.baseline_size;
      const double share = at_risk[s] > 0.0 ? std::clamp(events[s] / at_risk[s], 1e-6, 1.0 - 1e-6) : 0.5;
      null_few[j] = link_of(options.link, share);
    }
  }
  HazardSums first;  // the second time without totals
  if (anybody && !model_.smooth.empty()) {
    first = sums_at(point_of(null_many, null_few, true), false, true);
  } else if (!model_.smooth.empty()) {
    first.totals.assign(model_.width, 1.0);
  }
  lay_out(first);
  solution.p = few_;
  solution.smoothing.assign(penalties_.size(), 1.0);
  solution.at_edge.assign(penalties_.size(), false);
  for (std::size_t k = 0; k < penalties_.size(); ++k)
    if (penalties_[k].given) solution.smoothing[k] = *penalties_[k].given;
  std::vector<double> many(apart_ ? cells_ : groups_, 0.0), few(few_, 0.0);

  const auto describe = [&](const Way* way, const solve::Arrow* expected) {
    solution.transform.assign(model_.numbers * few_, 0.0);
    std::vector<double> unit(model_.numbers, 0.0);
    for (std::int64_t k = 0; k < model_.numbers; ++k) {
      unit[k] = 1.0;
      reduce(unit.data(), solution.transform.data() + k * few_ + baseline_);
      unit[k] = 0.0;
    }
    solution.cell_gradient.assign(cells_ * few_, 0.0);
    solution.group_gradient.assign(groups_ * few_, 0.0);
    if (way != nullptr) {
      std::optional<solve::ArrowFactor> other;
      const solve::ArrowFactor* factor = &*way->factor;
      if (expected != nullptr) {
        const std::vector<double> scale = scale_of(*expected, false);
        factor = &other.emplace(*expected, scale.data());
      }
      solution.inverse = factor->inverse();
      solution.drift = factor->drift();
      solution.inverse_diagonal = factor->inverse_diagonal();
    } else {
      solution.inverse.few.assign(few_ * few_, 0.0);
      solution.inverse_diagonal.assign(many.size(), 0.0);
      solution.drift.assign(many.size() * few_, 0.0);
    }
    if (apart_) {
      for (std::size_t j = 0; j < solution.drift.size(); ++j) solution.cell_gradient[j] = -solution.drift[j];
    } else {
      for (std::int64_t c = 0; c < cells_; ++c)
        for (std::int64_t j = 0; j < baseline_; ++j) solution.cell_gradient[c * few_ + j] = model_.smooth_baseline() ? basis_[c * baseline_ + j] : j == c ? 1.0 : 0.0;
      for (std::size_t j = 0; j < solution.drift.size(); ++j) solution.group_gradient[j] = -solution.drift[j];
    }
  };

  if (!anybody) {
    solution.status = HazardStatus::no_events;
    if (apart_) many = null_many;
    else std::copy(null_few.begin(), null_few.end(), few.begin());
    solution.many = many;
    solution.few = few;
    solution.point = point_of(many, few, false);
    solution.effective_of.assign(penalties_.size(), std::numeric_limits<double>::quiet_NaN());
    describe(nullptr, nullptr);
    return solution;
  }

  // Rank, and scales of the smoothing parameters, from the information of the baseline alone.
  const HazardPoint start = point_of(null_many, null_few, true);
  first = sums_at(start, false, false);
  const solve::Arrow plain = information_of(first, false);
  const auto unit_of = [&](const HazardPenalty& penalty) {
    double data = 0.0, own = 0.0;
    if (penalty.kind == HazardPenalty::group) {
      for (const double d : plain.diagonal) data += d;
      own = static_cast<double>(groups_);
    } else {
      for (std::int64_t j = 0; j < penalty.size * penalty.copies; ++j) {
        data += plain.dense[(penalty.first + j) * few_ + penalty.first + j];
        own += penalty.matrix[(j % penalty.size) * (penalty.size + 1)];
      }
    }
    return data > 0.0 && own > 0.0 ? data / own : 1.0;
  };
  if (options.ridge == 0.0) {
    solve::Arrow penalised = plain;
    std::vector<double> units(penalties_.size());
    for (std::size_t k = 0; k < penalties_.size(); ++k) units[k] = unit_of(penalties_[k]);
    penalise(units, many, few, false, nullptr, nullptr, &penalised);
    fix_terms(penalised, model_.constant);
  }
  for (std::int64_t j = baseline_; j < baseline_ + terms_; ++j)
    if (fixed_[j]) solution.singular.push_back(j);

  std::vector<std::size_t> open;
  for (std::size_t k = 0; k < penalties_.size(); ++k)
    if (!penalties_[k].given) {
      open.push_back(k);
      solution.smoothing[k] = unit_of(penalties_[k]);
    }
  const Way null = ascend(solution.smoothing, null_many, null_few, true);
  solution.log_likelihood_null = null.value;
  if (apart_) many = null.many;
  else std::copy(null.few.begin(), null.few.end(), few.begin());
  iterations_ = 0;

  std::optional<Way> best;
  bool chosen = true;
  if (open.empty()) {
    best.emplace(ascend(solution.smoothing, many, few, false));
  } else {
    std::vector<double> rho, lower, upper;
    for (const std::size_t k : open) {
      const double unit = std::log(unit_of(penalties_[k]));
      rho.push_back(unit);
      constexpr double range = 14.0;  // a million: beyond it sums of squares lose their digits
      lower.push_back(unit - range);
      upper.push_back(unit + range);
    }
    double highest = -std::numeric_limits<double>::infinity();
    const auto criterion = [&](const std::vector<double>& at) {
      std::vector<double> smoothing = solution.smoothing;
      for (std::size_t k = 0; k < open.size(); ++k) smoothing[open[k]] = std::exp(at[k]);
      Way way = ascend(smoothing, many, few, false);
      solve::Criterion result;
      const auto m = static_cast<std::int64_t>(open.size());
      result.slope.assign(m, 0.0);
      result.curvature.assign(m * m, 0.0);
      if (way.status != HazardStatus::converged) {
        result.value = way.status == HazardStatus::separated ? restricted(way, smoothing) : -std::numeric_limits<double>::infinity();
        for (std::int64_t k = 0; k < m; ++k) result.curvature[k * m + k] = 1.0;
        if (!best) best.emplace(std::move(way));
        return result;
      }
      result.value = restricted(way, smoothing);
      const solve::ArrowFactor::Inverse inverse = way.factor->inverse();
      for (std::int64_t k = 0; k < m; ++k) {
        const std::size_t which = open[k];
        const double lambda = smoothing[which];
        std::vector<double> by_many(way.many.size(), 0.0), by_few(few_, 0.0);
        add_product(which, lambda, way.many, way.few, by_many, by_few);
        double squared = 0.0;
        for (std::size_t j = 0; j < by_many.size(); ++j) squared += by_many[j] * way.many[j];
        for (std::int64_t j = 0; j < few_; ++j) squared += by_few[j] * way.few[j];
        const double trace = lambda * penalised_trace(inverse, which);
        // How the parameters move with log(lambda), and the information with them, by central differences.
        way.factor->solve(by_many, by_few);
        const HazardPoint now = point_of(way.many, way.few, false), direction = point_of(by_many, by_few, false);
        double length = 0.0;
        for (const double v : direction.cells) length = std::max(length, std::fabs(v));
        for (const double v : direction.groups) length = std::max(length, std::fabs(v));
        for (std::int64_t j = 0; j < terms_; ++j) length = std::max(length, std::fabs(direction.numbers[j]) * model_.reach[j]);
        for (std::int64_t j = terms_; j < model_.numbers; ++j) length = std::max(length, std::fabs(direction.numbers[j]));
        double moved = 0.0;
        if (length > 1e-9) {
          const double h = 2e-4 / length;
          const auto at_distance = [&](double by) {
            HazardPoint point = now;
            for (std::size_t j = 0; j < point.cells.size(); ++j) point.cells[j] -= by * direction.cells[j];
            for (std::size_t j = 0; j < point.groups.size(); ++j) point.groups[j] -= by * direction.groups[j];
            for (std::size_t j = 0; j < point.numbers.size(); ++j) point.numbers[j] -= by * direction.numbers[j];
            return solve::trace_of_product(inverse, information_of(sums_at(point, false, false), false));
          };
          moved = (at_distance(h) - at_distance(-h)) / (2.0 * h);
        }
        result.slope[k] = 0.5 * (static_cast<double>(penalties_[which].rank) - squared - trace - moved);
        result.curvature[k * m + k] += 0.5 * (static_cast<double>(penalties_[which].rank) - 2.0 * trace);
      }
      // The average information of variances.
      std::vector<std::vector<double>> products;
      for (const std::size_t which : open) {
        std::vector<double> product;
        const HazardPenalty& penalty = penalties_[which];
        if (penalty.kind != HazardPenalty::group) {  // inverse·S, columns of S's block
          const std::int64_t span = penalty.size * penalty.copies;
          product.assign(few_ * span, 0.0);
          for (std::int64_t i = 0; i < few_; ++i)
            for (std::int64_t copy = 0; copy < penalty.copies; ++copy)
              for (std::int64_t l = 0; l < penalty.size; ++l) {
                const double v = inverse.few[i * few_ + penalty.first + copy * penalty.size + l] * smoothing[which];
                for (std::int64_t j = 0; j < penalty.size; ++j) product[i * span + copy * penalty.size + j] += v * penalty.matrix[l * penalty.size + j];
              }
        }
        products.push_back(std::move(product));
      }
      for (std::int64_t a = 0; a < m; ++a)
        for (std::int64_t b = a; b < m; ++b) {
          const HazardPenalty &one = penalties_[open[a]], &two = penalties_[open[b]];
          double sum = 0.0;
          if (one.kind == HazardPenalty::group && a == b) {
            for (const double v : inverse.many) sum += v * v;
            sum *= smoothing[open[a]] * smoothing[open[a]];
          } else if (one.kind != HazardPenalty::group && two.kind != HazardPenalty::group) {
            const std::int64_t span_a = one.size * one.copies, span_b = two.size * two.copies;
            for (std::int64_t i = 0; i < span_b; ++i)
              for (std::int64_t j = 0; j < span_a; ++j) sum += products[a][(two.first + i) * span_a + j] * products[b][(one.first + j) * span_b + i];
          }
          result.curvature[a * m + b] += 0.5 * sum;
          if (a != b) result.curvature[b * m + a] += 0.5 * sum;
        }
      for (std::int64_t k = 0; k < m; ++k) result.curvature[k * m + k] = std::max(result.curvature[k * m + k], 1e-14);
      if (!(result.value < highest)) {
        highest = result.value;
        many = way.many;
        few = way.few;
        best.emplace(std::move(way));
      }
      return result;
    };
    const solve::SmoothingChoice choice = solve::choose_smoothing(criterion, rho, lower, upper, 1e-12, options.max_iterations);
    chosen = choice.converged;
    solution.smoothing_iterations = choice.steps;
    for (std::size_t k = 0; k < open.size(); ++k) {
      solution.smoothing[open[k]] = std::exp(choice.at[k]);
      solution.at_edge[open[k]] = choice.at_edge[k];
    }
    best.emplace(ascend(solution.smoothing, many, few, false));
  }
  const Way& way = *best;
  solution.status = way.status;
  if (solution.status == HazardStatus::converged && !chosen) solution.status = HazardStatus::iteration_limit;
  if (solution.status == HazardStatus::converged && !solution.singular.empty()) solution.status = HazardStatus::singular;
  solution.separated = way.separated;
  solution.known = true;
  solution.many = way.many;
  solution.few = way.few;
  solution.point = point_of(way.many, way.few, false);
  solution.log_likelihood = way.value;
  solution.penalty = way.penalty;
  if (!penalties_.empty()) solution.reml = restricted(way, solution.smoothing);
  solution.iterations = iterations_;
  if (options.link == HazardLink::cloglog && options.information == HazardInformation::expected) {
    solve::Arrow expected = information_of(sums_at(solution.point, true, false), false);
    penalise(solution.smoothing, way.many, way.few, false, nullptr, nullptr, &expected);
    describe(&way, &expected);
  } else {
    describe(&way, nullptr);
  }
  if (options.likelihood_ratio_tests && options.ridge == 0.0 && penalties_.empty()) leave_out_columns(plain, null.many, null.few, solution);
  std::int64_t all = way.factor->dense().rank() + static_cast<std::int64_t>(way.many.size());
  solution.effective = static_cast<double>(all);
  for (std::size_t k = 0; k < penalties_.size(); ++k) {
    const double taken = solution.smoothing[k] * penalised_trace(solution.inverse, k);
    solution.effective -= taken;
    solution.effective_of.push_back(static_cast<double>(penalties_[k].size * penalties_[k].copies) - taken);
  }
  for (std::int64_t j = baseline_; j < baseline_ + terms_; ++j) solution.effective -= options.ridge * solution.inverse.few[j * few_ + j];
  return solution;
}

}  // namespace mainstay::inline v1::survival
