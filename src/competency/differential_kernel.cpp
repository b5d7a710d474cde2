#include "competency/differential_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "solve/cholesky.hpp"
#include "stats/logistic.hpp"
#include "stats/two_by_two.hpp"

namespace mainstay::inline v1::competency {

MatchedDifference matched_difference(const MatchedCounts& counts, bool continuity) {
  MatchedDifference d{};
  const bool two = counts.answers == 2;
  double off = 0.0, variance = 0.0;
  stats::StratifiedOdds odds;
  for (int pass = 0; pass < 2; ++pass) {  // the group's people in comparable classes weigh the differences
    for (std::int64_t c = 0; c < counts.classes; ++c) {
      double n[2] = {}, sum[2] = {}, square = 0.0;
      for (std::int64_t g = 0; g < 2; ++g)
        for (std::int64_t k = 0; k < counts.answers; ++k) {
          const double people = counts.at(c, g, k), y = counts.value[at(k)];
          n[g] += people, sum[g] += people * y, square += people * y * y;
        }
      if (!(n[0] > 0.0 && n[1] > 0.0)) continue;
      if (pass == 0) {
        d.people_reference += n[0], d.people_group += n[1];
        continue;
      }
      const double total = n[0] + n[1], all = sum[0] + sum[1];
      const double v = total > 1.0 ? n[0] * n[1] / (total * total * (total - 1.0)) * std::max(0.0, total * square - all * all) : 0.0;
      off += sum[1] - n[1] * all / total;
      variance += v;
      const double share = n[1] / d.people_group;
      d.difference += share * (sum[1] / n[1] - sum[0] / n[0]);
      const double spread = share * (1.0 / n[1] + 1.0 / n[0]);
      d.difference_variance += spread * spread * v;
      if (!two) continue;
      odds.add(counts.at(c, 0, 1), counts.at(c, 0, 0), counts.at(c, 1, 1), counts.at(c, 1, 0));
    }
  }
  const double unit = two ? counts.value[1] - counts.value[0] : 1.0;  // two answers are counted, whatever they are called
  const double by = std::max(0.0, std::abs(off) / unit - (two && continuity ? 0.5 : 0.0));
  d.statistic = variance > 0.0 ? by * by / (variance / (unit * unit)) : std::numeric_limits<double>::quiet_NaN();
  d.odds_ratio = two ? odds.odds_ratio() : std::numeric_limits<double>::quiet_NaN();
  d.log_variance = two ? odds.log_variance() : std::numeric_limits<double>::quiet_NaN();
  return d;
}

CumulativeLogit cumulative_logit(const MatchedCounts& counts, std::int64_t terms) {
  CumulativeLogit fit;
  const std::int64_t steps = counts.answers - 1, size = steps + terms;
  double people = 0.0, mean = 0.0, spread = 0.0;
  for (int pass = 0; pass < 2; ++pass) {
    for (std::int64_t c = 0; c < counts.classes; ++c)
      for (std::int64_t i = 0; i < 2 * counts.answers; ++i) {
        const double n = counts.counts[at(c * 2 * counts.answers + i)], x = counts.match[at(c)];
        if (pass == 0) people += n, mean += n * x;
        else spread += n * (x - mean) * (x - mean);
      }
    if (pass == 0) mean /= people;
  }
  const double deviation = spread > 0.0 ? std::sqrt(spread / people) : 1.0;
  std::vector<double> parameter(at(size), 0.0);
  double above = people;
  for (std::int64_t k = 0; k < steps; ++k) {
    for (std::int64_t c = 0; c < counts.classes; ++c) above -= counts.at(c, 0, k) + counts.at(c, 1, k);
    parameter[at(k)] = std::log(above / (people - above));
  }
  std::vector<double> score(at(size)), information(at(size * size)), z(at(steps)), g(at(steps)), f(at(steps)), x(at(std::max<std::int64_t>(1, terms)));
  const auto evaluate = [&](const std::vector<double>& at_point, bool derivatives) {
    double log_likelihood = 0.0;
    if (derivatives) std::fill(score.begin(), score.end(), 0.0), std::fill(information.begin(), information.end(), 0.0);
    for (std::int64_t c = 0; c < counts.classes; ++c)
      for (std::int64_t group = 0; group < 2; ++group) {
        const double match = (counts.match[at(c)] - mean) / deviation, in_group = static_cast<double>(group);
        const double term[3] = {match, in_group, match * in_group};
        double eta = 0.0;
        for (std::int64_t j = 0; j < terms; ++j) eta += term[j] * at_point[at(steps + j)];
        for (std::int64_t k = 0; k < steps; ++k) {
          z[at(k)] = at_point[at(k)] + eta;
          g[at(k)] = stats::logistic(z[at(k)]);
          f[at(k)] = g[at(k)] * stats::logistic(-z[at(k)]);
        }
        for (std::int64_t k = 0; k <= steps; ++k) {
          const double n = counts.at(c, group, k);
          if (!(n > 0.0)) continue;
          double p = 1.0;  // P(answer = k) without cancellation
          if (k > 0) p *= g[at(k - 1)];
          if (k < steps) p *= stats::logistic(-z[at(k)]);
          if (k > 0 && k < steps) p *= -std::expm1(at_point[at(k)] - at_point[at(k - 1)]);
          if (!(p > 0.0)) return -std::numeric_limits<double>::infinity();
          log_likelihood += n * std::log(p);
          if (!derivatives) continue;
          // log p has z_k (from below) and z_{k+1} (from above) in it
          const std::int64_t low = k - 1, high = k;
          const double up = k > 0 ? f[at(low)] / p : 0.0, down = k < steps ? -f[at(high)] / p : 0.0;
          const double up2 = k > 0 ? f[at(low)] * (1.0 - 2.0 * g[at(low)]) / p - up * up : 0.0;
          const double down2 = k < steps ? -f[at(high)] * (1.0 - 2.0 * g[at(high)]) / p - down * down : 0.0;
          const double cross = -up * down;
          const auto add = [&](std::int64_t i, std::int64_t j, double value) { information[at(std::min(i, j) * size + std::max(i, j))] -= n * value; };
          if (k > 0) score[at(low)] += n * up, add(low, low, up2);
          if (k < steps) score[at(high)] += n * down, add(high, high, down2);
          if (k > 0 && k < steps) add(low, high, cross);
          const double slope = up + down, curve = up2 + down2 + 2.0 * cross;
          for (std::int64_t i = 0; i < terms; ++i) {
            score[at(steps + i)] += n * slope * term[i];
            if (k > 0) add(low, steps + i, (up2 + cross) * term[i]);
            if (k < steps) add(high, steps + i, (down2 + cross) * term[i]);
            for (std::int64_t j = i; j < terms; ++j) add(steps + i, steps + j, curve * term[i] * term[j]);
          }
        }
      }
    return log_likelihood;
  };
  fit.log_likelihood = evaluate(parameter, true);
  std::vector<double> scale(at(size));
  for (int iteration = 0; iteration < 100; ++iteration) {
    for (std::int64_t i = 0; i < size; ++i) scale[at(i)] = std::sqrt(std::max(0.0, information[at(i * size + i)]));
    const solve::RankRevealingCholesky factor(information.data(), size, scale.data());
    std::vector<double> step = score;
    factor.solve(step.data());
    double gain = 0.0, longest = 0.0;
    for (std::int64_t i = 0; i < size; ++i) gain += step[at(i)] * score[at(i)], longest = std::max(longest, std::abs(step[at(i)]));
    const double length = longest > 5.0 ? 5.0 / longest : 1.0;
    bool better = false;
    for (double half = length; half > 1e-10; half *= 0.5) {
      std::vector<double> next = parameter;
      for (std::int64_t i = 0; i < size; ++i) next[at(i)] += half * step[at(i)];
      const double reached = evaluate(next, false);
      if (!(reached >= fit.log_likelihood - 1e-12 * std::abs(fit.log_likelihood))) continue;
      parameter = next;
      better = true;
      break;
    }
    if (better) fit.log_likelihood = evaluate(parameter, true);
    if (!better || gain < 1e-20 * std::max(1.0, people) || gain < 1e-16) {
      fit.converged = gain < 1e-6;
      break;
    }
  }
  for (std::int64_t i = 0; i < size; ++i) scale[at(i)] = std::sqrt(std::max(0.0, information[at(i * size + i)]));
  const solve::RankRevealingCholesky factor(information.data(), size, scale.data());
  const std::vector<double> inverse = factor.inverse();
  for (std::int64_t j = 0; j < terms; ++j) {
    const std::int64_t i = steps + j;
    const bool estimated = !factor.left_out(i);
    if (!estimated || std::abs(parameter[at(i)]) > 20.0) fit.converged = false;
    fit.coefficient.push_back(parameter[at(i)]);
    fit.std_error.push_back(estimated ? std::sqrt(inverse[at(i * size + i)]) : std::numeric_limits<double>::quiet_NaN());
  }
  return fit;
}

}  // namespace mainstay::inline v1::competency
