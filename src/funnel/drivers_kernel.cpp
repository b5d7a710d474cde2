#include "funnel/drivers_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "solve/quadratic_form.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::funnel {

namespace {

// People of one stratum after the other, by rising value within, equal values in their given order.
template <class Value>
void sort_within(const Fates& fates, std::vector<std::int64_t>& people, const Value& value) {
  std::vector<double> values(people.size());
  for (std::size_t i = 0; i < people.size(); ++i) values[i] = static_cast<double>(value(people[i]));
  std::vector<std::int64_t> next(static_cast<std::size_t>(fates.strata + 1), 0), sorted(people.size());
  for (const std::int64_t person : people) ++next[fates.stratum[person] + 1];
  for (std::int64_t s = 0; s < fates.strata; ++s) next[s + 1] += next[s];
  const auto add = [&](std::int64_t person) { sorted[next[fates.stratum[person]]++] = person; };
  if (std::is_sorted(values.begin(), values.end())) {
    if (fates.strata == 1) return;
    for (const std::int64_t person : people) add(person);
  } else {
    for (const std::int64_t place : stats::order_by(values.data(), static_cast<std::int64_t>(values.size()))) add(people[place]);
  }
  people.swap(sorted);
}

// Calls work(first, last) for each run of equal keys in [from, to).
template <class Key, class Work>
void runs(std::size_t from, std::size_t to, const Key& key, const Work& work) {
  for (std::size_t first = from; first < to;) {
    std::size_t last = first + 1;
    while (last < to && key(last) == key(first)) ++last;
    work(first, last);
    first = last;
  }
}

}  // namespace

LevelsTest levels_test(const std::vector<double>& counts, std::int64_t levels, std::int64_t strata) {
  const auto size = static_cast<std::size_t>(levels);
  if (strata == 1) {
    double total = 0.0, converted = 0.0, sum = 0.0;
    for (std::size_t l = 0; l < size; ++l) total += counts[2 * l] + counts[2 * l + 1], converted += counts[2 * l + 1];
    const double rate = converted / total;
    if (!(rate > 0.0 && rate < 1.0)) return {};
    for (std::size_t l = 0; l < size; ++l) {
      const double people = counts[2 * l] + counts[2 * l + 1], away = counts[2 * l + 1] - people * rate;
      if (people > 0.0) sum += away * away / people;
    }
    return {sum / (rate * (1.0 - rate)) * (total - 1.0) / total, levels - 1};
  }
  std::vector<double> off(size, 0.0), variance(size * size, 0.0), people(size);
  for (std::int64_t s = 0; s < strata; ++s) {
    double total = 0.0, converted = 0.0;
    const double* at = counts.data() + s * levels * 2;
    for (std::size_t l = 0; l < size; ++l) {
      people[l] = at[2 * l] + at[2 * l + 1];
      total += people[l];
      converted += at[2 * l + 1];
    }
    if (total < 2.0) continue;
    const double spread = converted * (total - converted) / (total * total * (total - 1.0));
    for (std::size_t l = 0; l < size; ++l) {
      off[l] += at[2 * l + 1] - people[l] * converted / total;
      for (std::size_t k = 0; k < size; ++k) variance[l * size + k] += spread * ((l == k ? people[l] * total : 0.0) - people[l] * people[k]);
    }
  }
  const solve::QuadraticForm form = solve::quadratic_form(variance, off);
  return {form.value, form.rank};
}

ScoreTest rank_sum(const std::vector<double>& value, const Fates& fates, std::vector<std::int64_t> people) {
  sort_within(fates, people, [&](std::int64_t i) { return value[i]; });
  ScoreTest test;
  runs(0, people.size(), [&](std::size_t i) { return fates.stratum[people[i]]; }, [&](std::size_t first, std::size_t last) {
    const auto n = static_cast<double>(last - first);
    double converted = 0.0, ranks = 0.0, ties = 0.0;
    runs(first, last, [&](std::size_t i) { return value[people[i]]; }, [&](std::size_t from, std::size_t to) {
      const auto tied = static_cast<double>(to - from), rank = (static_cast<double>(from - first) + 1.0 + static_cast<double>(to - first)) / 2.0;
      ties += tied * (tied * tied - 1.0);
      for (std::size_t i = from; i < to; ++i)
        if (fates.converted[people[i]] != 0) converted += 1.0, ranks += rank;
    });
    if (n < 2.0) return;
    const double weight = 1.0 / (n + 1.0);
    test.score += weight * (ranks - converted * (n + 1.0) / 2.0);
    test.variance += weight * weight * converted * (n - converted) / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
  });
  return test;
}

ScoreTest hazard_score(const std::vector<double>& z, const Fates& fates, std::vector<std::int64_t> people) {
  sort_within(fates, people, [&](std::int64_t i) { return fates.duration[i]; });
  ScoreTest test;
  runs(0, people.size(), [&](std::size_t i) { return fates.stratum[people[i]]; }, [&](std::size_t first, std::size_t last) {
    double mean = 0.0;  // of the stratum: sums of squares keep their digits
    for (std::size_t i = first; i < last; ++i) mean += z[people[i]];
    mean /= static_cast<double>(last - first);
    double sum = 0.0, squares = 0.0, at_risk = 0.0;
    for (std::size_t to = last; to > first;) {  // from the last time back: who is still at risk
      std::size_t from = to;
      double events = 0.0, event_sum = 0.0;
      const std::int64_t time = fates.duration[people[to - 1]];
      for (; from > first && fates.duration[people[from - 1]] == time; --from) {
        const double one = z[people[from - 1]] - mean;
        sum += one, squares += one * one, at_risk += 1.0;
        if (fates.converted[people[from - 1]] != 0) events += 1.0, event_sum += one;
      }
      to = from;
      if (events == 0.0) continue;
      test.score += event_sum - events * sum / at_risk;
      if (at_risk > 1.0) test.variance += events * (at_risk - events) / (at_risk - 1.0) * std::max(0.0, squares / at_risk - sum / at_risk * (sum / at_risk));
    }
  });
  return test;
}

void rank_within(const std::vector<double>& value, const Fates& fates, std::vector<std::int64_t> people, std::vector<double>& rank) {
  sort_within(fates, people, [&](std::int64_t i) { return value[i]; });
  runs(0, people.size(), [&](std::size_t i) { return fates.stratum[people[i]]; }, [&](std::size_t first, std::size_t last) {
    runs(first, last, [&](std::size_t i) { return value[people[i]]; }, [&](std::size_t from, std::size_t to) {
      for (std::size_t i = from; i < to; ++i) rank[people[i]] = (static_cast<double>(from - first) + 1.0 + static_cast<double>(to - first)) / 2.0;
    });
  });
}

Superiority superiority_of(const std::vector<double>& first, const std::vector<double>& second) {
  // Placement of a value: the share of the other list that it passes.
  const auto placements = [](const std::vector<double>& of, const std::vector<double>& among, double& mean, double& variance) {
    std::vector<double> share(of.size());
    std::size_t below = 0, up_to = 0;
    double sum = 0.0;
    for (std::size_t i = 0; i < of.size(); ++i) {
      while (below < among.size() && among[below] < of[i]) ++below;
      while (up_to < among.size() && among[up_to] <= of[i]) ++up_to;
      sum += share[i] = static_cast<double>(below + up_to) / 2.0 / static_cast<double>(among.size());
    }
    mean = sum / static_cast<double>(of.size());
    double squares = 0.0;
    for (const double one : share) squares += (one - mean) * (one - mean);
    variance = of.size() > 1 ? squares / static_cast<double>(of.size() - 1) / static_cast<double>(of.size()) : 0.0;
  };
  double mean = 0.0, mirrored = 0.0, one = 0.0, other = 0.0;
  placements(first, second, mean, one);
  placements(second, first, mirrored, other);
  return {mean, one + other};
}

}  // namespace mainstay::inline v1::funnel
