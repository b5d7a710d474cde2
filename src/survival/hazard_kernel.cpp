#include "survival/hazard_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::survival {

namespace {

using solve::Vector;

struct Term {
  double value, slope, information;
};

// One period stayed through, and one in which somebody leaves, each with the log-likelihood's derivatives by eta.
Term logit_stay(double eta) {
  const double e = std::exp(-std::fabs(eta));
  const double p = eta > 0.0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
  return {-(eta > 0.0 ? eta + std::log1p(e) : std::log1p(e)), -p, e / ((1.0 + e) * (1.0 + e))};
}
Term logit_leave(double eta) {
  Term term = logit_stay(-eta);
  term.slope = -term.slope;
  return term;
}
Term cloglog_stay(double u) { return {-u, -u, u}; }
Term cloglog_leave(double u) {
  constexpr double small = 1e-3, large = 700.0;
  if (u > large) return {0.0, 0.0, 0.0};
  const double s = u / std::expm1(u);
  // s (u + s - 1), which for small u is a small difference of large numbers
  const double rest = u < small ? u * (0.5 + u * (1.0 / 12.0 - u * u / 720.0)) : u + s - 1.0;
  return {std::log(-std::expm1(-u)), s, s * rest};
}
double cloglog_expected(double u) {
  constexpr double large = 700.0;
  return u > large ? 0.0 : u * (u / std::expm1(u));
}

// How many periods of a cell a row is at risk in.
double exposure(const HazardCells& cells, std::int64_t c, std::int64_t entry, std::int64_t duration) {
  if (cells.first == nullptr) return 1.0;
  return static_cast<double>(std::min(duration, cells.last[c]) - std::max(entry, cells.first[c] - 1));
}

template <int lanes>
[[gnu::always_inline]] inline void add_times(double factor, const double* row, std::int64_t width, double* to) {
  using V = typename Vector<lanes>::type;
  for (std::int64_t j = 0; j < width; j += lanes) *reinterpret_cast<V*>(to + j) += factor * *reinterpret_cast<const V*>(row + j);
}

// to[k, :] += factor[k]·row for a run of cells
template <int lanes>
[[gnu::always_inline]] inline void add_run(const double* factor, std::int64_t cells, const double* row, std::int64_t width, double* to) {
  using V = typename Vector<lanes>::type;
  std::int64_t j = 0;
  for (; j + 3 * lanes <= width; j += 3 * lanes) {
    const V a = *reinterpret_cast<const V*>(row + j), b = *reinterpret_cast<const V*>(row + j + lanes), c = *reinterpret_cast<const V*>(row + j + 2 * lanes);
    double* at = to + j;
    for (std::int64_t k = 0; k < cells; ++k, at += width) {
      *reinterpret_cast<V*>(at) += factor[k] * a;
      *reinterpret_cast<V*>(at + lanes) += factor[k] * b;
      *reinterpret_cast<V*>(at + 2 * lanes) += factor[k] * c;
    }
  }
  for (; j < width; j += lanes) {
    const V a = *reinterpret_cast<const V*>(row + j);
    double* at = to + j;
    for (std::int64_t k = 0; k < cells; ++k, at += width) *reinterpret_cast<V*>(at) += factor[k] * a;
  }
}

// The cells of one row by the general formulas; info into room.
template <class Stay, class Leave>
[[gnu::always_inline]] inline Term add_cells(const HazardCells& cells, const HazardBlock& block, std::int64_t i, std::int64_t lo, std::int64_t hi, double weight, const Stay& stay,
                                             const Leave& leave) {
  Term sum{0.0, 0.0, 0.0};
  for (std::int64_t c = lo; c < hi; ++c) {
    double times = cells.first == nullptr ? 1.0 : exposure(cells, c, block.entry[i], block.duration[i]);
    Term cell{0.0, 0.0, 0.0};
    if (block.left[i] && c == hi - 1) {
      cell = leave(c);
      times -= 1.0;
    }
    if (times > 0.0) {
      const Term one = stay(c);
      cell.value += times * one.value;
      cell.slope += times * one.slope;
      cell.information += times * one.information;
    }
    block.cell_slope[c] += weight * cell.slope;
    block.room[c - lo] = weight * cell.information;
    sum.value += cell.value;
    sum.slope += cell.slope;
    sum.information += cell.information;
  }
  return sum;
}

template <int lanes>
[[gnu::always_inline]] inline void put(const HazardCells& cells, HazardBlock& block, std::int64_t i, std::int64_t lo, std::int64_t hi) {
  add_run<lanes>(block.room, hi - lo, block.rows + i * block.width, block.width, block.cross + lo * block.width);
  if (block.group_cells == nullptr) return;
  double* to = block.group_cells + block.group[i] * cells.count;
  for (std::int64_t c = lo; c < hi; ++c) to[c] += block.room[c - lo];
}

template <int lanes>
[[gnu::always_inline]] inline void logit_with(const HazardCells& cells, HazardBlock& block) {
  using V = typename Vector<lanes>::type;
  double value = 0.0;
  for (std::int64_t i = 0; i < block.count; ++i) {
    const std::int64_t lo = block.lo[i], hi = block.hi[i];
    const double weight = block.weight == nullptr ? 1.0 : block.weight[i], eta = block.eta[i];
    block.slope[i] = block.information[i] = 0.0;
    if (!(weight > 0.0) || lo >= hi) continue;
    if (cells.first != nullptr || !(eta + cells.largest < largest_odds_log)) {
      const Term sum = add_cells(cells, block, i, lo, hi, weight, [&](std::int64_t c) { return logit_stay(cells.alpha[c] + eta); },
                                 [&](std::int64_t c) { return logit_leave(cells.alpha[c] + eta); });
      value += weight * sum.value;
      block.slope[i] = weight * sum.slope;
      block.information[i] = weight * sum.information;
      put<lanes>(cells, block, i, lo, hi);
      continue;
    }
    // Odds of all cells are products; the logarithms of 1 + odds become one of their product.
    const double factor = block.factor[i];
    double p_sum = 0.0, v_sum = 0.0, logs = 0.0;
    std::int64_t c = lo;
    if (hi - lo >= lanes) {
      V p_sums{}, v_sums{}, product = V{} + 1.0;
      constexpr std::int64_t most = 32;  // 32 factors below 1 + exp(20) are no overflow
      std::int64_t factors = 0;
      for (; c + lanes <= hi; c += lanes) {
        const V odds = *reinterpret_cast<const V*>(cells.factor + c) * factor, above = odds + 1.0;
        const V stay = 1.0 / above, p = odds * stay, v = p * stay;
        p_sums += p;
        v_sums += v;
        product *= above;
        *reinterpret_cast<V*>(block.cell_slope + c) -= weight * p;
        *reinterpret_cast<V*>(block.room + (c - lo)) = weight * v;
        if (++factors == most) {
          for (int k = 0; k < lanes; ++k) logs += std::log(product[k]);
          product = V{} + 1.0;
          factors = 0;
        }
      }
      if (factors > 4) {
        for (int k = 0; k < lanes; ++k) logs += std::log(product[k]);
      } else {
        double all = 1.0;  // 4·8 factors
        for (int k = 0; k < lanes; ++k) all *= product[k];
        logs += std::log(all);
      }
      for (int k = 0; k < lanes; ++k) {
        p_sum += p_sums[k];
        v_sum += v_sums[k];
      }
    }
    double product = 1.0;
    for (; c < hi; ++c) {
      const double odds = cells.factor[c] * factor, stay = 1.0 / (1.0 + odds), p = odds * stay, v = p * stay;
      p_sum += p;
      v_sum += v;
      product *= 1.0 + odds;
      block.cell_slope[c] -= weight * p;
      block.room[c - lo] = weight * v;
    }
    logs += std::log(product);
    if (block.left[i]) {
      value += weight * (cells.alpha[hi - 1] + eta);
      block.cell_slope[hi - 1] += weight;
    }
    value -= weight * logs;
    block.slope[i] = weight * ((block.left[i] ? 1.0 : 0.0) - p_sum);
    block.information[i] = weight * v_sum;
    put<lanes>(cells, block, i, lo, hi);
  }
  block.value += value;
}

template <int lanes>
[[gnu::always_inline]] inline void cloglog_with(const HazardCells& cells, HazardBlock& block, bool expected) {
  double value = 0.0;
  const bool single = cells.first == nullptr && !expected && block.group_cells == nullptr;
  for (std::int64_t i = 0; i < block.count; ++i) {
    const std::int64_t lo = block.lo[i], hi = block.hi[i];
    const double weight = block.weight == nullptr ? 1.0 : block.weight[i], factor = block.factor[i];
    block.slope[i] = block.information[i] = 0.0;
    if (!(weight > 0.0) || lo >= hi) continue;
    const double* row = block.rows + i * block.width;
    if (single && block.from_start[i]) {
      const bool left = block.left[i] != 0;
      const std::int64_t end = left ? hi - 1 : hi;
      const double u = end > lo ? factor * cells.below[end] : 0.0;
      double slope = -u, information = u;
      value -= weight * u;
      if (end > lo) add_times<lanes>(weight * factor, row, block.width, block.tail + end * block.width);
      if (left) {
        const Term leave = cloglog_leave(factor * cells.factor[end]);
        value += weight * leave.value;
        slope += leave.slope;
        information += leave.information;
        block.cell_slope[end] += weight * leave.slope;
        add_times<lanes>(weight * leave.information, row, block.width, block.cross + end * block.width);
      }
      block.slope[i] = weight * slope;
      block.information[i] = weight * information;
      continue;
    }
    const Term sum = add_cells(
        cells, block, i, lo, hi, weight,
        [&](std::int64_t c) {
          const double u = factor * cells.factor[c];
          Term stay = cloglog_stay(u);
          if (expected) stay.information = cloglog_expected(u);
          return stay;
        },
        [&](std::int64_t c) {
          const double u = factor * cells.factor[c];
          Term leave = cloglog_leave(u);
          if (expected) leave.information = cloglog_expected(u);
          return leave;
        });
    value += weight * sum.value;
    block.slope[i] = weight * sum.slope;
    block.information[i] = weight * sum.information;
    put<lanes>(cells, block, i, lo, hi);
  }
  block.value += value;
}

#define MAINSTAY_KERNELS(attributes, name, lanes)                                                       \
  attributes void logit_##name(const HazardCells& cells, HazardBlock& block) { logit_with<lanes>(cells, block); } \
  attributes void cloglog_##name(const HazardCells& cells, HazardBlock& block, bool expected) { cloglog_with<lanes>(cells, block, expected); }
MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)

}  // namespace

void add_logit(const HazardCells& cells, HazardBlock& block) { MAINSTAY_CALL(logit, cells, block); }

void add_cloglog(const HazardCells& cells, HazardBlock& block, bool expected) { MAINSTAY_CALL(cloglog, cells, block, expected); }

void add_tail(const HazardCells& cells, std::int64_t begin, std::int64_t end, std::int64_t width, std::int64_t constant, const double* tail, double* cell_slope,
              double* cross) {
  std::vector<double> sum(static_cast<std::size_t>(width), 0.0);
  for (std::int64_t c = end; c-- > begin;) {
    const double* after = tail + (c + 1) * width;  // of those who stayed through c and no further
    double* to = cross + c * width;
    for (std::int64_t j = 0; j < width; ++j) {
      sum[j] += after[j];
      to[j] += cells.factor[c] * sum[j];
    }
    cell_slope[c] -= cells.factor[c] * sum[constant];
  }
}

double hazard_scores(HazardLink link, const HazardCells& cells, double eta, double weight, std::int32_t lo, std::int32_t hi, bool left, std::int64_t entry,
                     std::int64_t duration, double* out) {
  double sum = 0.0;
  for (std::int32_t c = lo; c < hi; ++c) {
    const double at = cells.alpha[c] + eta;
    double times = exposure(cells, c, entry, duration), slope = 0.0;
    if (left && c == hi - 1) {
      slope = link == HazardLink::logit ? logit_leave(at).slope : cloglog_leave(std::exp(at)).slope;
      times -= 1.0;
    }
    if (times > 0.0) slope += times * (link == HazardLink::logit ? logit_stay(at).slope : -std::exp(at));
    out[c - lo] = weight * slope;
    sum += weight * slope;
  }
  return sum;
}

HazardValue hazard_at(HazardLink link, double eta) {
  if (link == HazardLink::logit) {
    const Term stay = logit_stay(eta);
    return {-stay.slope, stay.value, stay.slope};
  }
  const double u = std::exp(eta);
  return {-std::expm1(-u), -u, -u};
}

}  // namespace mainstay::inline v1::survival
