#include "competency/facets_kernel.hpp"
#include "core/at.hpp"

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::competency {

namespace {

// By logarithms, where steps lie far apart.
void rating_shares_far(const double* share, std::int64_t steps, double t, double* out) noexcept {
  const double x = std::log(std::clamp(t, 1e-300, 1e300));
  double largest = -INFINITY, sum = 0.0;
  for (std::int64_t k = 0; k <= steps; ++k) largest = std::max(largest, out[k] = std::log(std::max(share[k], 1e-300)) + static_cast<double>(k) * x);
  for (std::int64_t k = 0; k <= steps; ++k) sum += out[k] = std::exp(out[k] - largest);
  for (std::int64_t k = 0; k <= steps; ++k) out[k] /= sum;
}

[[gnu::always_inline]] inline void rating_shares_inline(const double* share, std::int64_t steps, double t, bool moderate, double* out) noexcept {
  double sum = 0.0, power = 1.0;
  if (moderate || t <= 1.0) {
    for (std::int64_t k = 0; k <= steps; ++k, power *= t) sum += out[k] = share[k] * power;
  } else {
    const double u = 1.0 / t;
    for (std::int64_t k = steps; k >= 0; --k, power *= u) sum += out[k] = share[k] * power;
  }
  if (!(sum > 1e-250)) return rating_shares_far(share, steps, t, out);
  const double scale = 1.0 / sum;
  for (std::int64_t k = 0; k <= steps; ++k) out[k] *= scale;
}

// t of a row: exp(person - all others).
double odds_of(const FacetView& view, std::int64_t row, double t) noexcept {
  for (std::int64_t f = 0; f < view.facets; ++f) t *= view.other[view.offset[f] + view.codes[f][row]];
  return t;
}

// Probabilities of a person's rows, one after the other; where the rows of scales with k steps start is counted along.
class Rows {
 public:
  const double* fill(const FacetView& view, std::int64_t person) {
    const std::int64_t first = view.begin[person], last = view.begin[person + 1];
    std::size_t used = 0;
    for (std::int64_t row = first; row < last; ++row) {
      const std::int64_t scale = view.scale_of(row), steps = view.steps[scale];
      if (used + at(steps) + 1 > probability_.size()) probability_.resize(2 * (used + at(steps) + 1));
      rating_shares_inline(view.shares_of(scale), steps, odds_of(view, row, view.person[person]), view.moderate, probability_.data() + used);
      used += at(steps) + 1;
    }
    return probability_.data();
  }

 private:
  std::vector<double> probability_;
};

}  // namespace

void rating_shares(const double* share, std::int64_t steps, double t, double* out) noexcept { rating_shares_inline(share, steps, t, false, out); }

void LogProduct::add(double probability, double weight) noexcept {
  if (weight != 1.0 || probability < 1e-100) {
    sum_ += weight * std::log(std::max(probability, 1e-300));
    return;
  }
  product_ *= probability;
  if (product_ < 1e-200) {
    sum_ += std::log(product_);
    product_ = 1.0;
  }
}

double LogProduct::sum() const noexcept { return sum_ + std::log(product_); }

void add_scores(const FacetView& view, std::int64_t first, std::int64_t last, FacetSums& sums, double* person_score, double* person_information) {
  Rows rows;
  std::vector<double> variance;
  for (std::int64_t person = first; person < last; ++person) {
    const std::int64_t begin = view.begin[person], end = view.begin[person + 1];
    if (begin == end) {
      person_score[person] = person_information[person] = 0.0;
      continue;
    }
    const double* const probabilities = rows.fill(view, person);
    if (variance.size() < at(end - begin)) variance.resize(at(end - begin));
    double score = 0.0, information = 0.0;
    const double* p = probabilities;
    for (std::int64_t row = begin; row < end; ++row) {
      const std::int64_t scale = view.scale_of(row), steps = view.steps[scale], position = view.position[row];
      const double weight = view.weights == nullptr ? 1.0 : view.weights[row];
      double mean = 0.0, square = 0.0, above = 0.0;
      double* const step_score = sums.score.data() + view.step_offset[scale] - 1;
      double* const step_information = sums.information.data() + view.step_offset[scale] - 1;
      for (std::int64_t k = steps; k > 0; --k) {
        above += p[k];  // P(rating >= k)
        mean += above;
        square += static_cast<double>(2 * k - 1) * above;
        step_score[k] += weight * (above - (position >= k ? 1.0 : 0.0));
        step_information[k] += weight * above * (1.0 - above);
      }
      const double v = weight * std::max(0.0, square - mean * mean), r = weight * (static_cast<double>(position) - mean);
      sums.log_likelihood.add(p[position], weight);
      score += r;
      information += v;
      variance[at(row - begin)] = v;
      for (std::int64_t f = 0; f < view.facets; ++f) {
        const std::int64_t j = view.offset[f] + view.codes[f][row];
        sums.score[at(j)] -= r;
        sums.information[at(j)] += v;
      }
      p += steps + 1;
    }
    person_score[person] = score;
    person_information[person] = information;
    const double shift = information > 0.0 ? score / information : 0.0;
    p = probabilities;
    for (std::int64_t row = begin; row < end; ++row) {
      const std::int64_t scale = view.scale_of(row), steps = view.steps[scale];
      const double weight = view.weights == nullptr ? 1.0 : view.weights[row];
      for (std::int64_t f = 0; f < view.facets; ++f) sums.right[at(view.offset[f] + view.codes[f][row])] += variance[at(row - begin)] * shift;
      double mean = 0.0;
      for (std::int64_t k = 1; k <= steps; ++k) mean += static_cast<double>(k) * p[k];
      double* const step_right = sums.right.data() + view.step_offset[scale] - 1;
      double above = 0.0, from = 0.0;
      for (std::int64_t k = steps; k > 0; --k) {
        above += p[k];
        from += static_cast<double>(k) * p[k];
        step_right[k] += weight * (from - mean * above) * shift;
      }
      p += steps + 1;
    }
  }
}

namespace {

// add_product where all rows share one scale of `fixed` steps (0: as many as there are). With S_k the direction of the first k steps together and X the rating,
// what a row adds is its slope times covariances with X, less covariances with S; people are eliminated by one more number for each step.
template <int fixed>
void add_product_of_one_scale(const FacetView& view, std::int64_t first, std::int64_t last, const double* v, const double* person_information, double* out, double* shift) {
  constexpr std::int64_t room = fixed > 0 ? fixed + 1 : 256;
  const std::int64_t steps = fixed > 0 ? fixed : view.steps[0];
  const double* const share = view.share;
  double along[room], p[room], of_steps[room] = {}, of_person[room];
  along[0] = 0.0;
  for (std::int64_t k = 1; k <= steps; ++k) along[k] = along[k - 1] + v[view.step_offset[0] + k - 1];
  std::vector<double> moved_by, variances;
  for (std::int64_t person = first; person < last; ++person) {
    const std::int64_t begin = view.begin[person], end = view.begin[person + 1];
    shift[person] = 0.0;
    if (begin == end || !(person_information[person] > 0.0)) continue;
    if (moved_by.size() < at(end - begin)) moved_by.resize(at(end - begin)), variances.resize(at(end - begin));
    for (std::int64_t k = 1; k <= steps; ++k) of_person[k] = 0.0;
    double moved = 0.0;
    for (std::int64_t row = begin; row < end; ++row) {
      double slope = 0.0, t = view.person[person];
      for (std::int64_t f = 0; f < view.facets; ++f) {
        const std::int64_t j = view.offset[f] + view.codes[f][row];
        slope -= v[j];
        t *= view.other[j];
      }
      rating_shares_inline(share, steps, t, view.moderate, p);
      double mean = 0.0, second = 0.0, step_mean = 0.0, both = 0.0;
      for (std::int64_t k = 1; k <= steps; ++k) {
        const double x = static_cast<double>(k), xp = x * p[k];
        mean += xp;
        second += x * xp;
        step_mean += along[k] * p[k];
        both += along[k] * xp;
      }
      const double w = view.weights == nullptr ? 1.0 : view.weights[row], variance = w * (second - mean * mean), m = slope * variance - w * (both - mean * step_mean);
      moved += m;
      moved_by[at(row - begin)] = m;
      variances[at(row - begin)] = variance;
      double with_rating = 0.0, with_steps = 0.0;  // sums over k' >= k of p (X - mean X), and of p (S - mean S)
      for (std::int64_t k = steps; k > 0; --k) {
        with_rating += p[k] * (static_cast<double>(k) - mean);
        with_steps += p[k] * (along[k] - step_mean);
        of_person[k] += w * with_rating;
        of_steps[k] -= w * (slope * with_rating - with_steps);
      }
    }
    const double back = moved / person_information[person];
    shift[person] = back;
    for (std::int64_t k = 1; k <= steps; ++k) of_steps[k] += back * of_person[k];
    for (std::int64_t row = begin; row < end; ++row) {
      const double change = moved_by[at(row - begin)] - back * variances[at(row - begin)];
      for (std::int64_t f = 0; f < view.facets; ++f) out[view.offset[f] + view.codes[f][row]] -= change;
    }
  }
  for (std::int64_t k = 1; k <= steps; ++k) out[view.step_offset[0] + k - 1] += of_steps[k];
}

}  // namespace

void add_product(const FacetView& view, std::int64_t first, std::int64_t last, const double* v, const double* person_information, double* out, double* shift) {
  if (view.steps_facet < 0) {
    switch (view.steps[0]) {
      case 1: return add_product_of_one_scale<1>(view, first, last, v, person_information, out, shift);
      case 2: return add_product_of_one_scale<2>(view, first, last, v, person_information, out, shift);
      case 3: return add_product_of_one_scale<3>(view, first, last, v, person_information, out, shift);
      case 4: return add_product_of_one_scale<4>(view, first, last, v, person_information, out, shift);
      case 5: return add_product_of_one_scale<5>(view, first, last, v, person_information, out, shift);
      case 6: return add_product_of_one_scale<6>(view, first, last, v, person_information, out, shift);
      case 9: return add_product_of_one_scale<9>(view, first, last, v, person_information, out, shift);
      default: return add_product_of_one_scale<0>(view, first, last, v, person_information, out, shift);
    }
  }
  Rows rows;
  std::vector<double> direction;
  for (std::int64_t person = first; person < last; ++person) {
    const std::int64_t begin = view.begin[person], end = view.begin[person + 1];
    shift[person] = 0.0;
    if (begin == end || !(person_information[person] > 0.0)) continue;
    const double* const probabilities = rows.fill(view, person);
    if (direction.size() < at(end - begin)) direction.resize(at(end - begin));
    double moved = 0.0;
    const double* p = probabilities;
    for (std::int64_t row = begin; row < end; ++row) {
      const std::int64_t scale = view.scale_of(row), steps = view.steps[scale];
      double slope = 0.0;
      for (std::int64_t f = 0; f < view.facets; ++f) slope -= v[view.offset[f] + view.codes[f][row]];
      direction[at(row - begin)] = slope;
      const double* const step = v + view.step_offset[scale] - 1;
      double mean = 0.0, change = 0.0, along = 0.0, both = 0.0;
      for (std::int64_t k = 1; k <= steps; ++k) {
        along += slope - step[k];
        mean += static_cast<double>(k) * p[k];
        change += along * p[k];
        both += static_cast<double>(k) * along * p[k];
      }
      moved += (view.weights == nullptr ? 1.0 : view.weights[row]) * (both - mean * change);
      p += steps + 1;
    }
    const double back = moved / person_information[person];
    shift[person] = back;
    p = probabilities;
    for (std::int64_t row = begin; row < end; ++row) {
      const std::int64_t scale = view.scale_of(row), steps = view.steps[scale];
      const double weight = view.weights == nullptr ? 1.0 : view.weights[row], slope = direction[at(row - begin)] - back;
      const double* const step = v + view.step_offset[scale] - 1;
      double change = 0.0, along = 0.0;
      for (std::int64_t k = 1; k <= steps; ++k) {
        along += slope - step[k];
        change += along * p[k];
      }
      double* const step_out = out + view.step_offset[scale] - 1;
      double above = 0.0, rating = 0.0;  // sums over k' >= k of p (u - mean u)
      for (std::int64_t k = steps; k > 0; --k) {
        above += p[k] * (along - change);
        along -= slope - step[k];
        rating += above;
        step_out[k] -= weight * above;
      }
      for (std::int64_t f = 0; f < view.facets; ++f) out[view.offset[f] + view.codes[f][row]] -= weight * rating;
      p += steps + 1;
    }
  }
}

RatingMoments rating_moments(const double* probability, std::int64_t steps) noexcept {
  RatingMoments moments{0.0, 0.0, 0.0};
  for (std::int64_t k = 1; k <= steps; ++k) moments.mean += static_cast<double>(k) * probability[k];
  for (std::int64_t k = 0; k <= steps; ++k) {
    const double d = static_cast<double>(k) - moments.mean, square = d * d;
    moments.variance += square * probability[k];
    moments.fourth += square * square * probability[k];
  }
  return moments;
}

OneMeasure solve_one(const std::vector<RowOfOne>& rows, double sum) {
  double low = -60.0, high = 60.0, y = 0.0;
  std::vector<double> probability;
  OneMeasure found{0.0, 0.0};
  for (int step = 0; step < 200; ++step) {
    double expected = 0.0, information = 0.0;
    for (const RowOfOne& row : rows) {
      probability.resize(at(row.steps) + 1);
      rating_shares(row.share, row.steps, std::exp(std::clamp(row.rest + y, -600.0, 600.0)), probability.data());
      const RatingMoments moments = rating_moments(probability.data(), row.steps);
      expected += row.weight * moments.mean;
      information += row.weight * moments.variance;
    }
    found = {y, information};
    const double off = sum - expected;
    if (std::abs(off) <= 1e-13 * std::max(1.0, sum)) break;
    (off > 0.0 ? low : high) = y;
    double next = information > 0.0 ? y + off / information : 0.5 * (low + high);
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (next == y || high - low < 1e-14) break;
    y = next;
  }
  return found;
}

}  // namespace mainstay::inline v1::competency
