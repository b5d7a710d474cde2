#include <algorithm>
#include <array>
#include <limits>

#include "core/at.hpp"
#include "core/team.hpp"
#include "returns/uplift_rows.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// A weighted share and what it rests on.
struct Share {
  std::int64_t rows = 0;
  double weight = 0.0, returned = 0.0, design = 0.0, squares = 0.0, followed = 0.0;
  // `w` is the whole weight, `d` that of the draw alone, `thinned` the effective number over the rows of where it was followed.
  void add(double w, double y, double d, double thinned) {
    ++rows;
    weight += w;
    returned += w * y;
    design += d;
    squares += d * d;
    followed += d * thinned;
  }
  bool known() const { return weight > 0.0; }
  double value() const { return known() ? std::min(1.0, returned / weight) : nothing; }
  double trials() const { return known() ? design / squares * followed : 0.0; }  // Kish 1965, of the draw; then what censoring leaves of it
};

struct Difference {
  double effect = nothing, lower = nothing, upper = nothing;
};
Difference difference_of(double p1, double n1, double p0, double n0, double critical) {
  if (!(n1 > 0.0) || !(n0 > 0.0)) return {};
  const stats::Interval interval = stats::newcombe_difference(p1, n1, p0, n0, critical);
  return {p1 - p0, interval.lower, interval.upper};
}

}  // namespace

std::int64_t UpliftRows::tell_effects(double critical, UpliftFit& fit) const {
  const std::size_t count = at(strata.count);
  std::int64_t left_out = 0;
  std::vector<std::array<Share, 2>> of(1 + count);
  for (std::size_t i = 0; i < treated.size(); ++i) {
    const double d = 1.0 / chance(i);
    of[0][treated[i] != 0].add(arm_weight_[i], outcome[i], d, arm_thinned_[i]);
    if (!strata.codes.empty()) of[1 + at(strata.codes[i])][treated[i] != 0].add(once.censoring[i] * d, outcome[i], d, thinned_[i]);
  }
  enum Status : std::int32_t { estimated, partial, empty_arm, too_short };
  UpliftEffects& table = fit.effects;
  table.stratum.levels = {"total"};
  table.status.levels = {"estimated", "partial", "empty_arm", "too_short"};
  const auto put = [&](Status status, std::int64_t called, std::int64_t held, double p1, double n1, double p0, double n0) {
    const Difference difference = difference_of(p1, n1, p0, n0, critical);
    table.stratum.codes.push_back(static_cast<std::int32_t>(table.stratum.codes.size()));
    table.status.codes.push_back(status);
    table.called.push_back(called);
    table.held_out.push_back(held);
    table.share_called.push_back(p1);
    table.share_held_out.push_back(p0);
    table.effect.push_back(difference.effect);
    table.lower.push_back(difference.lower);
    table.upper.push_back(difference.upper);
  };
  const auto put_shares = [&](Status status, const std::array<Share, 2>& shares) { put(status, shares[1].rows, shares[0].rows, shares[1].value(), shares[1].trials(), shares[0].value(), shares[0].trials()); };
  put_shares(estimated, of[0]);
  std::size_t chosen = 0;
  if (!strata.codes.empty()) {
    // By the sizes of the strata that have both arms, followed until the horizon.
    std::vector<Status> status(of.size(), estimated);
    for (std::size_t s = 1; s < of.size(); ++s) {
      if (of[s][0].rows == 0 || of[s][1].rows == 0) status[s] = empty_arm;
      else if (followed_[2 * (s - 1)] == 0 || followed_[2 * (s - 1) + 1] == 0) status[s] = too_short;
    }
    double size = 0.0, share[2] = {0.0, 0.0}, inverse[2] = {0.0, 0.0};
    std::int64_t rows[2] = {0, 0};
    for (std::size_t s = 1; s < of.size(); ++s)
      if (status[s] == estimated) size += static_cast<double>(of[s][0].rows + of[s][1].rows);
      else ++left_out;
    for (std::size_t s = 1; s < of.size(); ++s) {
      if (status[s] != estimated) continue;
      const double w = static_cast<double>(of[s][0].rows + of[s][1].rows) / size;
      for (std::size_t arm = 0; arm < 2; ++arm) {
        rows[arm] += of[s][arm].rows;
        share[arm] += w * of[s][arm].value();
        inverse[arm] += w * w / of[s][arm].trials();
      }
    }
    table.stratum.levels.push_back("stratified");
    if (size > 0.0) put(left_out > 0 ? partial : estimated, rows[1], rows[0], share[1], 1.0 / inverse[1], share[0], 1.0 / inverse[0]);
    else put(empty_arm, 0, 0, nothing, 0.0, nothing, 0.0);
    for (std::int64_t s = 0; s < strata.count; ++s) {
      table.stratum.levels.push_back(strata.name(s));
      put_shares(status[1 + at(s)], of[1 + at(s)]);
    }
    if (size > 0.0) chosen = 1;
  }
  fit.effect = table.effect[chosen];
  fit.effect_lower = table.lower[chosen];
  fit.effect_upper = table.upper[chosen];
  return left_out;
}

void UpliftRows::tell_calibration(double critical, std::int64_t bins_wanted, UpliftFit& fit) const {
  const std::vector<double>& score = fit.people.uplift;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < treated.size(); ++i)
    if (once.used[i] != 0) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score[a] != score[b] ? score[a] > score[b] : std::pair(people[a], a) < std::pair(people[b], b); });
  const auto rows = static_cast<std::int64_t>(order.size()), bins = std::min(bins_wanted, rows);
  for (std::int64_t bin = 0; bin < bins; ++bin) {
    const Span span = span_of(rows, bins, bin);
    Share of[2];
    double mean = 0.0;
    for (std::int64_t k = span.first; k < span.last; ++k) {
      const std::size_t i = order[at(k)];
      of[treated[i] != 0].add(once.weight[i], outcome[i], 1.0 / chance(i), thinned_[i]);
      mean += score[i] / static_cast<double>(span.last - span.first);
    }
    const Difference difference = difference_of(of[1].value(), of[1].trials(), of[0].value(), of[0].trials(), critical);
    fit.calibration.bin.push_back(bin + 1);
    fit.calibration.called.push_back(of[1].rows);
    fit.calibration.held_out.push_back(of[0].rows);
    fit.calibration.predicted.push_back(mean);
    fit.calibration.observed.push_back(difference.effect);
    fit.calibration.lower.push_back(difference.lower);
    fit.calibration.upper.push_back(difference.upper);
  }
}

}  // namespace mainstay::inline v1::returns
