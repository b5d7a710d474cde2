#include "competency/irt_fit.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/at.hpp"
#include "solve/cholesky.hpp"
#include "solve/gram.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::int64_t most_nodes = 2001;

IrtLayout layout_of(const IrtTest& test, const IrtAscentRules& rules, const std::vector<bool>& steep) {
  IrtLayout layout;
  layout.shared_slope = rules.shared_slope;
  layout.size = rules.shared_slope ? 1 : 0;
  for (std::int64_t j = 0; j < test.items(); ++j) {
    std::vector<std::int64_t> place(test.categories[at(j)]);
    place[0] = rules.shared_slope ? 0 : rules.fixed_slope || steep[at(j)] ? -1 : layout.size++;
    for (std::size_t m = 1; m < place.size(); ++m) place[m] = layout.size++;
    layout.place.push_back(place);
  }
  return layout;
}

std::vector<IrtCurve> moved(const std::vector<IrtCurve>& curves, const IrtLayout& layout, const std::vector<double>& step, double share) {
  std::vector<IrtCurve> result = curves;
  for (std::size_t j = 0; j < curves.size(); ++j)
    for (std::size_t m = 0; m < layout.place[j].size(); ++m) {
      const std::int64_t place = layout.place[j][m];
      if (place < 0) continue;
      double& parameter = m == 0 ? result[j].slope : result[j].intercepts[m - 1];
      parameter += share * step[at(place)];
    }
  return result;
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

std::vector<double> diagonal_roots(const std::vector<double>& matrix, std::int64_t size) {
  std::vector<double> roots;
  for (std::int64_t i = 0; i < size; ++i) roots.push_back(std::sqrt(std::max(0.0, matrix[at(i * size + i)])));
  return roots;
}

// As many nodes as the sharpest posterior (by the test's information) and the steepest curve need: the sum's error falls with the square of deviation over step.
std::int64_t needed_nodes(const std::vector<IrtCurve>& curves) {
  AnswerPoint point;
  double most = 0.0, steep = 0.1;
  for (double ability = -4.0; ability <= 4.0; ability += 0.25) {
    double information = 0.0;
    for (const IrtCurve& curve : curves) {
      answer_point(curve, ability, point);
      if (std::isfinite(point.information)) information += point.information;
    }
    most = std::max(most, information);
  }
  for (const IrtCurve& curve : curves) steep = std::max(steep, std::abs(curve.slope) * (curve.partial_credit ? std::sqrt(static_cast<double>(curve.categories() - 1)) : 1.0));
  const double step = std::min({16.0 / 48.0, 0.9 / std::sqrt(1.0 + most), 0.8 / steep});
  const auto blocks = static_cast<std::int64_t>(std::ceil(16.0 / step / static_cast<double>(node_block)));
  return std::min(blocks * node_block, most_nodes);
}

// The maximum over one set of rows, on one set of nodes.
class Climb {
 public:
  Climb(const IrtTest& test, IrtRows& rows, const IrtNodes& nodes, Team& team, IrtAscent& ascent) : test_(test), rows_(rows), ascent_(ascent), sums_(test, nodes, team) {
    evaluate(ascent_.curves);
  }

  bool evaluate(const std::vector<IrtCurve>& curves) {
    for (const IrtCurve& curve : curves)
      if (!curve.proper()) return false;
    sums_.take(curves);
    value = sums_.expect(rows_);
    ++evaluations;
    return std::isfinite(value);
  }

  // The EM step: Newton's step for the expected complete data.
  std::vector<double> em_step(const std::vector<double>& gradient, double& length) const {
    const IrtLayout& layout = ascent_.layout;
    const std::vector<std::vector<double>> complete = sums_.complete_curvature();
    std::vector<double> step(gradient.size(), 0.0);
    if (!layout.shared_slope) {
      for (std::int64_t j = 0; j < test_.items(); ++j) {
        const std::int64_t k = test_.categories[at(j)];
        std::vector<std::int64_t> free;
        for (std::int64_t m = 0; m < k; ++m)
          if (layout.place[at(j)][at(m)] >= 0) free.push_back(m);
        const auto count = static_cast<std::int64_t>(free.size());
        std::vector<double> matrix, b;
        for (const std::int64_t m : free) {
          for (const std::int64_t l : free) matrix.push_back(complete[at(j)][at(m * k + l)]);
          b.push_back(gradient[at(layout.place[at(j)][at(m)])]);
        }
        solve::RankRevealingCholesky(matrix.data(), count, diagonal_roots(matrix, count).data()).solve(b.data());
        for (std::int64_t i = 0; i < count; ++i) step[at(layout.place[at(j)][at(free[at(i)])])] = b[at(i)];
      }
    } else {
      const std::int64_t size = layout.size;
      std::vector<double> matrix(at(size * size), 0.0);
      for (std::int64_t j = 0; j < test_.items(); ++j)
        for (std::int64_t m = 0; m < test_.categories[at(j)]; ++m)
          for (std::int64_t l = 0; l < test_.categories[at(j)]; ++l)
            matrix[at(layout.place[at(j)][at(m)] * size + layout.place[at(j)][at(l)])] += complete[at(j)][at(m * test_.categories[at(j)] + l)];
      step = gradient;
      solve::RankRevealingCholesky(matrix.data(), size, diagonal_roots(matrix, size).data()).solve(step.data());
    }
    length = std::sqrt(std::max(0.0, product(step, gradient)));
    return step;
  }

  // Goes along a step, shorter while the likelihood falls. False when no share of it helps: then everything is as it was.
  bool go(const std::vector<double>& step, const std::vector<double>& gradient) {
    const double before = value, noise = 1e-13 * (std::abs(before) + 1.0), promised = product(step, gradient);
    double most = 0.0;
    for (const double s : step) most = std::max(most, std::abs(s));
    double share = most > 3.0 ? 3.0 / most : 1.0;
    for (int attempt = 0; attempt < 30; ++attempt, share *= attempt < 4 ? 0.5 : 0.2) {
      std::vector<IrtCurve> next = moved(ascent_.curves, ascent_.layout, step, share);
      if (evaluate(next) && value >= before - noise + (share * promised > 16.0 * noise ? 1e-4 * share * promised : 0.0)) {
        ascent_.curves = std::move(next);
        taken = share;
        return true;
      }
    }
    evaluate(ascent_.curves);
    return false;
  }

  bool hold_steep() {
    bool found = false;
    if (ascent_.layout.shared_slope) return false;
    for (std::size_t j = 0; j < ascent_.curves.size(); ++j)
      if (!ascent_.steep[j] && std::abs(ascent_.curves[j].slope) > steepest) {
        IrtCurve& curve = ascent_.curves[j];
        const double factor = steepest / std::abs(curve.slope);
        curve.slope *= factor;
        for (double& intercept : curve.intercepts) intercept *= factor;
        ascent_.steep[j] = found = true;
      }
    return found;
  }

  double value = 0.0, taken = 1.0;
  std::int64_t evaluations = 0;
  IrtMarginal& sums() noexcept { return sums_; }
  IrtRows& rows() noexcept { return rows_; }

 private:
  const IrtTest& test_;
  IrtRows& rows_;
  IrtAscent& ascent_;
  IrtMarginal sums_;
};

// Minus the curvature's inverse with corrections from the steps taken (Broyden, Fletcher, Goldfarb, Shanno).
class Inverse {
 public:
  bool empty() const noexcept { return matrix_.empty(); }
  void clear() { matrix_.clear(); }
  void set(std::vector<double> matrix, std::int64_t size) {
    matrix_ = std::move(matrix);
    size_ = size;
  }
  std::vector<double> times(const std::vector<double>& v) const {
    std::vector<double> out(v.size(), 0.0);
    for (std::int64_t i = 0; i < size_; ++i) out[at(i)] = 0.0;
    for (std::int64_t i = 0; i < size_; ++i) {
      const double* row = matrix_.data() + i * size_;
      double sum = 0.0;
      for (std::int64_t j = 0; j < size_; ++j) sum += row[j] * v[at(j)];
      out[at(i)] = sum;
    }
    return out;
  }
  // step s, and by how much the slope fell along it
  void learn(const std::vector<double>& s, const std::vector<double>& fall) {
    const double along = product(s, fall);
    if (!(along > 0.0)) return;
    const std::vector<double> image = times(fall);
    const double bend = product(image, fall);
    for (std::int64_t i = 0; i < size_; ++i)
      for (std::int64_t j = 0; j < size_; ++j)
        matrix_[at(i * size_ + j)] += (1.0 + bend / along) * s[at(i)] * s[at(j)] / along - (image[at(i)] * s[at(j)] + s[at(i)] * image[at(j)]) / along;
  }

 private:
  std::vector<double> matrix_;
  std::int64_t size_ = 0;
};

// Inverse of the observed information; empty when it is not positive definite.
std::vector<double> inverse_of(const std::vector<double>& information, std::int64_t size) {
  const solve::RankRevealingCholesky factor(information.data(), size, diagonal_roots(information, size).data(), 1e-8);
  if (!factor.semi_definite() || factor.rank() < size) return {};
  return factor.inverse();
}

// Climbs until the next step is shorter than `tolerance` standard errors.
// `inverse`: comes in as a guess or empty, goes out as the last one. exact: Newton's own matrix in every step.
bool climb(Climb& at_hand, IrtAscent& ascent, Inverse& inverse, double tolerance, bool exact, std::int64_t most, const IrtTest& test, const IrtAscentRules& rules) {
  std::int64_t since = 0, idle = 0;
  double shortest = HUGE_VAL;
  bool flat = false;
  while (at_hand.evaluations < most) {
    if (at_hand.hold_steep()) {
      ascent.layout = layout_of(test, rules, ascent.steep);
      inverse.clear();
      at_hand.evaluate(ascent.curves);
    }
    const std::vector<double> gradient = at_hand.sums().gradient(ascent.layout);
    if (inverse.empty() || exact || since >= 12) {
      const std::vector<double> matrix = inverse_of(at_hand.sums().information(at_hand.rows(), ascent.layout).observed, ascent.layout.size);
      since = 0;
      flat = matrix.empty();
      if (flat) inverse.clear();
      else inverse.set(matrix, ascent.layout.size);
    }
    ascent.singular = flat;
    double length = 0.0;
    if (!flat) {
      const std::vector<double> step = inverse.times(gradient);
      length = std::sqrt(std::max(0.0, product(step, gradient)));
      idle = length < 0.5 * shortest ? 0 : idle + 1;
      shortest = std::min(shortest, length);
      if (length < tolerance || (length < 1e-6 && idle > 3)) return true;  // the second: nothing but rounding is left
      if (at_hand.go(step, gradient)) {
        ++since;
        if (!exact) {
          std::vector<double> taken = step, fall = at_hand.sums().gradient(ascent.layout);
          for (double& s : taken) s *= at_hand.taken;
          for (std::size_t i = 0; i < fall.size(); ++i) fall[i] = gradient[i] - fall[i];
          inverse.learn(taken, fall);
        }
        continue;
      }
      if (length < 1e-5) return true;
      inverse.clear();
    }
    // not near enough for Newton's method: some EM steps
    for (int i = 0; i < 10 && at_hand.evaluations < most; ++i) {
      const std::vector<double> slope = at_hand.sums().gradient(ascent.layout);
      const std::vector<double> step = at_hand.em_step(slope, length);
      if (length < tolerance) return true;
      if (!at_hand.go(step, slope)) return length < 1e-4;
    }
  }
  return false;
}

}  // namespace

IrtAscent ascend(const IrtTest& test, IrtRows& rows, std::vector<IrtCurve> start, const IrtAscentRules& rules, Team& team) {
  IrtAscent ascent;
  ascent.curves = std::move(start);
  ascent.steep.assign(ascent.curves.size(), false);
  ascent.layout = layout_of(test, rules, ascent.steep);
  Inverse inverse;
  auto nodes = std::make_unique<IrtNodes>(rules.nodes.value_or(needed_nodes(ascent.curves)));

  // a sample that shows every answer often enough
  std::int64_t size = std::clamp<std::int64_t>(20 * ascent.layout.size, 2000, 20000);
  IrtRows sample;
  for (; 3 * size <= rows.rows; size *= 2) {
    sample = sample_of(test, rows, size);
    Climb first(test, sample, *nodes, team, ascent);
    double least = HUGE_VAL;
    for (std::int64_t j = 0; j < test.items(); ++j)
      for (std::int64_t k = 0; k < test.categories[at(j)]; ++k) {
        double people = 0.0;
        for (std::int64_t q = 0; q < nodes->stride; ++q) people += first.sums().counts()[at(j)][at(k * nodes->stride + q)];
        least = std::min(least, people);
      }
    if (least >= 8.0) break;
  }
  const bool sampled = 3 * size <= rows.rows;
  IrtRows& begin = sampled ? sample : rows;
  {
    Climb climbing(test, begin, *nodes, team, ascent);
    for (int i = 0; i < 40; ++i) {
      const std::vector<double> gradient = climbing.sums().gradient(ascent.layout);
      double length = 0.0;
      const std::vector<double> step = climbing.em_step(gradient, length);
      if (length < 0.5 || !climbing.go(step, gradient)) break;
      if (climbing.hold_steep()) {
        ascent.layout = layout_of(test, rules, ascent.steep);
        climbing.evaluate(ascent.curves);
      }
    }
    if (sampled) {
      climb(climbing, ascent, inverse, 0.05, false, 60, test, rules);
      if (!inverse.empty() && !ascent.singular) {  // to the curvature of all rows
        double of_sample = 0.0, of_all = 0.0;
        for (std::int64_t i = 0; i < sample.rows; ++i) of_sample += sample.weights.empty() ? 1.0 : sample.weights[at(i)];
        for (std::int64_t i = 0; i < rows.rows; ++i) of_all += rows.weights.empty() ? 1.0 : rows.weights[at(i)];
        std::vector<double> matrix;
        std::vector<double> unit(at(ascent.layout.size), 0.0);
        for (std::int64_t i = 0; i < ascent.layout.size; ++i) {
          unit[at(i)] = of_sample / of_all;
          const std::vector<double> row = inverse.times(unit);
          matrix.insert(matrix.end(), row.begin(), row.end());
          unit[at(i)] = 0.0;
        }
        inverse.set(std::move(matrix), ascent.layout.size);
      } else {
        inverse.clear();
      }
    }
    if (!rules.nodes) nodes = std::make_unique<IrtNodes>(needed_nodes(ascent.curves));
  }
  for (;;) {
    for (NodeWindow& window : rows.windows) window = {};
    Climb climbing(test, rows, *nodes, team, ascent);
    const bool exact = rows.rows <= 4000;
    ascent.converged = climb(climbing, ascent, inverse, rules.tolerance, exact, std::max<std::int64_t>(1, rules.max_iterations - ascent.iterations), test, rules);
    ascent.iterations += climbing.evaluations;
    ascent.log_likelihood = climbing.value;
    ascent.nodes = nodes->count;
    IrtNodes between(nodes->count, true);
    IrtMarginal other(test, between, team);
    other.take(ascent.curves);
    std::vector<NodeWindow> windows = rows.windows;
    for (NodeWindow& window : rows.windows) window = {};
    const double elsewhere = other.expect(rows);
    rows.windows = std::move(windows);
    ascent.quadrature_error = 0.5 * std::abs(elsewhere - ascent.log_likelihood);
    if (rules.nodes || nodes->count >= most_nodes || !ascent.converged || ascent.quadrature_error <= 1e-10 * std::abs(ascent.log_likelihood)) return ascent;
    nodes = std::make_unique<IrtNodes>(std::min(2 * nodes->count - 1, most_nodes));
  }
}

std::vector<IrtItemFit> item_fit(const IrtTest& test, IrtRows& rows, const std::vector<IrtCurve>& curves, const IrtNodes& nodes, Team& team) {
  const std::int64_t items = test.items(), groups = static_cast<std::int64_t>(test.groups.size());
  std::vector<IrtItemFit> result(at(items));
  std::int64_t most = 0;
  for (const std::uint8_t k : test.categories) most += k - 1;
  const std::int64_t scores = most + 1;
  std::vector<std::int64_t> begin{0};
  for (const std::uint8_t k : test.categories) begin.push_back(begin.back() + k * scores);
  // people by item, answer and total score
  const std::int64_t chunks = std::clamp<std::int64_t>(rows.rows / 4096, 1, 32);
  std::vector<std::vector<double>> parts(at(chunks));
  team.run(chunks, [&](std::int64_t c) {
    std::vector<double>& part = parts[at(c)];
    part.assign(at(begin.back()), 0.0);
    std::vector<std::uint8_t> answers(at(items));
    const Span span = span_of(rows.rows, chunks, c);
    for (std::int64_t row = span.first; row < span.last; ++row) {
      std::int64_t total = 0;
      bool whole = true;
      for (std::int64_t g = 0; g < groups; ++g) {
        const IrtGroup& group = test.groups[at(g)];
        const std::uint8_t* digits = group.digits.data() + rows.codes[at(row * groups + g)] * group.count;
        for (std::int64_t i = 0; i < group.count; ++i) {
          answers[at(group.first + i)] = digits[i];
          total += digits[i];
          whole &= digits[i] < test.categories[at(group.first + i)];
        }
      }
      if (!whole) continue;
      const double weight = rows.weights.empty() ? 1.0 : rows.weights[at(row)];
      for (std::int64_t j = 0; j < items; ++j) part[at(begin[at(j)] + answers[at(j)] * scores + total)] += weight;
    }
  });
  std::vector<double> given(at(begin.back()), 0.0);
  for (const std::vector<double>& part : parts)
    for (std::size_t i = 0; i < given.size(); ++i) given[i] += part[i];

  team.run(items, [&](std::int64_t j) {
    const std::int64_t k = test.categories[at(j)], rest = scores - (k - 1);
    // score of the other items given ability (Lord & Wingersky), by nodes
    const std::int64_t stride = nodes.stride;
    Lines others(at(rest * stride), 0.0), next(others.size()), probability;
    std::copy(nodes.prior.begin(), nodes.prior.end(), others.begin());
    std::int64_t reached = 0;
    for (std::int64_t i = 0; i < items; ++i) {
      if (i == j) continue;
      const std::int64_t ki = test.categories[at(i)];
      probability.resize(at(ki * stride));
      answer_probabilities(curves[at(i)], nodes.ability.data(), stride, stride, probability.data());
      std::fill_n(next.begin(), (reached + ki) * stride, 0.0);
      for (std::int64_t s = 0; s <= reached; ++s)
        for (std::int64_t a = 0; a < ki; ++a)
          for (std::int64_t q = 0; q < stride; ++q) next[at((s + a) * stride + q)] += others[at(s * stride + q)] * probability[at(a * stride + q)];
      std::swap(others, next);
      reached += ki - 1;
    }
    probability.resize(at(k * stride));
    answer_probabilities(curves[at(j)], nodes.ability.data(), stride, stride, probability.data());
    std::vector<double> expected(at(k * scores), 0.0);
    for (std::int64_t a = 0; a < k; ++a)
      for (std::int64_t s = 0; s < rest; ++s) expected[at(a * scores + s + a)] = dot(others.data() + s * stride, probability.data() + a * stride, stride);
    IrtItemFit& fit = result[at(j)];
    double statistic = 0.0;
    std::int64_t cells = 0, rows_of_cells = 0;
    // joins the cells of one group of scores from both ends until each has an expectation of 1 or more
    const auto add = [&](std::vector<double> seen, std::vector<double> due) {
      while (due.size() > 1 && due.front() < 1.0) {
        due[1] += due[0], seen[1] += seen[0];
        due.erase(due.begin()), seen.erase(seen.begin());
      }
      while (due.size() > 1 && due.back() < 1.0) {
        due[due.size() - 2] += due.back(), seen[seen.size() - 2] += seen.back();
        due.pop_back(), seen.pop_back();
      }
      for (std::size_t i = 1; i + 1 < due.size();) {
        if (due[i] >= 1.0) {
          ++i;
          continue;
        }
        due[i + 1] += due[i], seen[i + 1] += seen[i];
        due.erase(due.begin() + static_cast<std::ptrdiff_t>(i)), seen.erase(seen.begin() + static_cast<std::ptrdiff_t>(i));
      }
      if (due.size() < 2) return;
      for (std::size_t i = 0; i < due.size(); ++i) statistic += (seen[i] - due[i]) * (seen[i] - due[i]) / due[i];
      cells += static_cast<std::int64_t>(due.size());
      ++rows_of_cells;
    };
    std::vector<std::vector<double>> seen_rows, due_rows;
    std::vector<double> pool_seen(at(k), 0.0), pool_due(at(k), 0.0);
    for (std::int64_t s = 0; s < scores; ++s) {
      double people = 0.0, chance = 0.0;
      for (std::int64_t a = 0; a < k; ++a) {
        people += given[at(begin[at(j)] + a * scores + s)];
        chance += expected[at(a * scores + s)];
      }
      if (!(people > 0.0) || !(chance > 0.0)) continue;
      std::vector<double> seen, due;
      for (std::int64_t a = 0; a < k; ++a) {
        if (!(expected[at(a * scores + s)] > 0.0) && k > 2) continue;  // impossible with this score
        seen.push_back(given[at(begin[at(j)] + a * scores + s)]);
        due.push_back(people * expected[at(a * scores + s)] / chance);
      }
      if (k > 2) {
        add(std::move(seen), std::move(due));
        continue;
      }
      if (s == 0 || s == scores - 1) continue;  // everybody gave the same answer to every item
      for (std::size_t a = 0; a < 2; ++a) pool_seen[a] += seen[a], pool_due[a] += due[a];
      if (pool_due[0] < 1.0 || pool_due[1] < 1.0) continue;  // neighbouring scores are joined
      seen_rows.push_back(pool_seen), due_rows.push_back(pool_due);
      pool_seen.assign(2, 0.0), pool_due.assign(2, 0.0);
    }
    if (!seen_rows.empty())
      for (std::size_t a = 0; a < 2; ++a) seen_rows.back()[a] += pool_seen[a], due_rows.back()[a] += pool_due[a];
    for (std::size_t i = 0; i < seen_rows.size(); ++i) add(seen_rows[i], due_rows[i]);
    fit = {statistic, cells - rows_of_cells, rows_of_cells > 0};
  });
  return result;
}

}  // namespace mainstay::inline v1::competency
