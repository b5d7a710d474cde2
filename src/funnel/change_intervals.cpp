#include "funnel/change_intervals.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/team.hpp"
#include "stats/distributions.hpp"
#include "stats/drawn_share.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr std::string_view name = "funnel.change";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double share_of(double part, double whole) { return whole > 0.0 ? part / whole : nothing; }

// The figures that have an interval, then the shares that they are made of: of causes, kept of stages, of owners, losses of cells; each before, then after.
std::vector<double> row_of(const ChangeDesign& design, const ChangeFigures& figures) {
  std::vector<double> row{figures.loss[0], figures.loss[1], figures.loss[1] - figures.loss[0], figures.mix, figures.rate};
  const std::int64_t causes = design.causes, owners = design.owners + 1;
  for (std::int64_t c = 0; c < causes; ++c) row.push_back(figures.by_cause[causes + c] - figures.by_cause[c]);
  row.insert(row.end(), figures.contribution.begin(), figures.contribution.end());
  row.insert(row.end(), figures.stratum_mix.begin(), figures.stratum_mix.end());
  row.insert(row.end(), figures.stratum_rate.begin(), figures.stratum_rate.end());
  for (std::int64_t o = 0; o < owners; ++o) row.push_back(figures.by_owner[owners + o] - figures.by_owner[o]);
  for (std::int64_t p = 0; p < 2; ++p)
    for (std::int64_t o = 0; o < owners; ++o) row.push_back(share_of(figures.by_owner[p * owners + o], figures.loss[p]));
  for (const auto* list : {&figures.by_cause, &figures.kept, &figures.by_owner, &figures.cell_loss}) row.insert(row.end(), list->begin(), list->end());
  return row;
}

std::vector<std::vector<double>> draws_of(const ChangeDesign& design, const ChangePeople& people, std::int64_t resamples, std::size_t width, const RunContext& context) {
  Team team(name, context, resamples);
  std::vector<std::vector<double>> figures(width, std::vector<double>(static_cast<std::size_t>(resamples)));
  team.run(resamples, [&](std::int64_t b) {
    std::vector<std::uint32_t> weight(design.duration.size(), 0);
    for (std::uint64_t p = 0; p < 2; ++p) {
      stats::Random random{context.seed, 0x6368616e6765u, p, static_cast<std::uint64_t>(b)};
      const std::vector<std::int64_t>&first = people.first[p], &of = people.rows[p];
      const std::uint64_t count = first.size() - 1;
      for (std::uint64_t drawn = 0; drawn < count; ++drawn) {
        const std::uint64_t person = random.below(count);
        for (std::int64_t i = first[person]; i < first[person + 1]; ++i) ++weight[of[i]];
      }
    }
    const std::vector<double> row = row_of(design, change_figures(design, weight.data()));
    for (std::size_t f = 0; f < width; ++f) figures[f][b] = row[f];
  });
  return figures;
}

class Intervals {
 public:
  Intervals(const ChangeDesign& design, const ChangeFigures& figures, const ChangePeople& people, double level) : design_(design), figures_(figures), level_(level) {
    for (std::int64_t p = 0; p < 2; ++p) {
      cell_decided_[p].assign(design.strata, 0.0);
      cell_people_[p].assign(design.strata, 0.0);
      for (std::size_t i = 0; i + 1 < people.first[p].size(); ++i) {
        bool decided = false, lost = false;
        std::int64_t stratum = 0;
        for (std::int64_t k = people.first[p][i]; k < people.first[p][i + 1]; ++k) {
          const std::int64_t row = people.rows[p][k];
          const bool ended = design.cause[row] != ChangeDesign::inside && design.duration[row] <= design.horizon;
          decided |= ended || design.duration[row] >= design.horizon;
          lost |= ended && design.cause[row] >= 0;
          while (design.cell_first[p * design.strata + stratum + 1] <= row) ++stratum;
        }
        decided_[p] += decided;
        lost_[p] += lost;
        cell_decided_[p][stratum] += decided;
        ++cell_people_[p][stratum];
        ++people_[p];
      }
    }
  }

  ChangeIntervals tell(std::vector<double> row, const std::vector<std::vector<double>>& draws) {
    out_.value = std::move(row);
    draws_ = &draws;
    const std::int64_t C = design_.causes, G = design_.stages, S = design_.strata, O = design_.owners + 1;
    const std::size_t cause0 = out_.value.size() - 2 * static_cast<std::size_t>(C + G + O + S), kept0 = cause0 + 2 * C, owner0 = kept0 + 2 * G, cell0 = owner0 + 2 * O;
    // Each difference from its two shares, and the factor with which it counts.
    const Pair loss = pair(0, 1, decided_);
    for (std::int64_t p = 0; p < 2; ++p) put(loss.of[p].interval, loss.of[p].by_score, "periods.loss[" + std::to_string(p) + "]");
    difference(loss, 1.0, "change");
    strata(cell0, loss);
    for (std::int64_t c = 0; c < C; ++c) difference(pair(cause0 + c, cause0 + C + c, decided_), 1.0, "causes.change", c);
    for (std::int64_t g = 0; g < G; ++g) stage(g, kept0);
    for (std::int64_t s = 0; s < S; ++s) put(mix_[s]);
    for (std::int64_t s = 0; s < S; ++s) put(rate_[s]);
    for (std::int64_t o = 0; o < O; ++o) difference(pair(owner0 + o, owner0 + O + o, decided_), 1.0, "owners.change", o);
    for (std::int64_t p = 0; p < 2; ++p)
      for (std::int64_t o = 0; o < O; ++o) {
        if (O == 1) {  // without owners all is unattributed by definition
          const double all = out_.value[next()];
          put({all, all}, false, "");
          continue;
        }
        const stats::DrawnInterval share = drawn(next(), lost_[p]);
        put(share.interval, share.by_score, std::string("owners.share_") + (p == 0 ? "before[" : "after[") + std::to_string(o) + "]");
      }
    out_.value.resize(out_.lower.size());
    return std::move(out_);
  }

 private:
  struct Pair {
    double share[2];
    stats::DrawnInterval of[2];
    bool by_score() const { return of[0].by_score || of[1].by_score; }
    stats::Interval difference() const { return stats::difference_of(share[0], of[0].interval, share[1], of[1].interval); }
  };
  struct Told {
    stats::Interval interval{nothing, nothing};
    bool by_score = false;
    std::string name{};
  };

  std::size_t next() const { return out_.lower.size(); }
  stats::DrawnInterval drawn(std::size_t place, double trials) const { return stats::drawn_share_interval((*draws_)[place], out_.value[place], trials, level_); }
  Pair pair(std::size_t before, std::size_t after, const double (&trials)[2]) const { return {{out_.value[before], out_.value[after]}, {drawn(before, trials[0]), drawn(after, trials[1])}}; }
  stats::Interval percentiles(std::size_t place) const { return stats::percentile_interval((*draws_)[place], level_); }

  void put(const stats::Interval& interval, bool by_score, const std::string& figure) {
    out_.lower.push_back(interval.lower);
    out_.upper.push_back(interval.upper);
    if (by_score) out_.by_score.push_back(figure);
  }
  void put(const Told& told) { put(told.interval, told.by_score, told.name); }

  Told difference_at(std::size_t place, const Pair& of, double factor, std::string figure) const {
    if (!of.by_score() || std::isnan(of.share[0]) || std::isnan(of.share[1])) return {percentiles(place), false, ""};
    const stats::Interval by_one = of.difference();
    stats::Interval scaled{factor * by_one.lower, factor * by_one.upper};
    if (factor < 0.0) std::swap(scaled.lower, scaled.upper);
    return {scaled, true, std::move(figure)};
  }
  void difference(const Pair& of, double factor, std::string figure, std::int64_t row = -1) {
    if (row >= 0) figure += "[" + std::to_string(row) + "]";
    put(difference_at(next(), of, factor, figure));
  }

  // Mix and rate of the strata, then of all together.
  void strata(std::size_t cell0, const Pair& loss) {
    const std::int64_t S = design_.strata, mix0 = 5 + design_.causes + design_.stages;
    const double critical = stats::normal_interval_factor(level_);
    for (std::int64_t s = 0; s < S; ++s) {
      const double trials[2] = {cell_decided_[0][s], cell_decided_[1][s]};
      const double share[2] = {share_of(figures_.entered[s], all(0)), share_of(figures_.entered[S + s], all(1))};
      const Pair cell = pair(cell0 + s, cell0 + S + s, trials);
      rate_.push_back(difference_at(mix0 + S + s, cell, 0.5 * (share[0] + share[1]), "strata.rate[" + std::to_string(s) + "]"));
      mix_.push_back({percentiles(mix0 + s), false, ""});
      if (S == 1 || stats::has_width(mix_.back().interval)) continue;
      // The change of the share, times the mean of the losses: how far either may be away.
      const stats::Interval moved = stats::newcombe_difference(share[1], people_[1], share[0], people_[0], critical);
      double low = 0.0, high = 0.0;
      for (int p = 0; p < 2; ++p) {
        const bool known = !std::isnan(cell.share[p]);
        low += 0.5 * (known ? cell.of[p].interval.lower : 0.0), high += 0.5 * (known ? cell.of[p].interval.upper : 1.0);
      }
      const double at[] = {moved.lower * low, moved.lower * high, moved.upper * low, moved.upper * high};
      mix_.back() = {{*std::min_element(at, at + 4), *std::max_element(at, at + 4)}, true, "strata.mix[" + std::to_string(s) + "]"};
    }
    put(together(mix_, mix0, "mix"));
    put(S == 1 ? difference_at(4, loss, 1.0, "rate") : together(rate_, mix0 + S, "rate"));
  }

  double all(std::int64_t p) const {
    double sum = 0.0;
    for (std::int64_t s = 0; s < design_.strata; ++s) sum += figures_.entered[p * design_.strata + s];
    return sum;
  }

  // A sum of parts: of its draws, or where these do not vary from the parts' distances (Zou & Donner 2008).
  Told together(const std::vector<Told>& parts, std::size_t first, const char* figure) const {
    const std::size_t place = next();
    const stats::Interval drawn = percentiles(place);
    if (parts.size() == 1 || stats::has_width(drawn)) return {drawn, false, ""};
    double below = 0.0, above = 0.0;
    for (std::size_t s = 0; s < parts.size(); ++s) {
      below = std::hypot(below, out_.value[first + s] - parts[s].interval.lower);
      above = std::hypot(above, parts[s].interval.upper - out_.value[first + s]);
    }
    return {{out_.value[place] - below, out_.value[place] + above}, true, figure};
  }

  // A stage's contribution: how many it keeps in either period, times what it counts for.
  void stage(std::int64_t g, std::size_t kept0) {
    const std::int64_t G = design_.stages;
    double trials[2];
    std::vector<double> kept[2];
    for (std::int64_t p = 0; p < 2; ++p) {
      trials[p] = decided_[p];
      for (std::int64_t earlier = 0; earlier < g; ++earlier) trials[p] -= decided_[p] * figures_.by_stage[p * G + earlier];
      for (std::int64_t k = 0; k < G; ++k) {
        const double own = figures_.kept[p * G + k], other = figures_.kept[(1 - p) * G + k];
        kept[p].push_back(k == g ? static_cast<double>(p) : !std::isnan(own) ? own : !std::isnan(other) ? other : 1.0);
      }
    }
    std::vector<double> factor(static_cast<std::size_t>(G));
    product_shares(kept[0].data(), kept[1].data(), G, factor.data());  // with 0 → 1 in this stage: its weight alone
    difference(pair(kept0 + g, kept0 + G + g, trials), 0.0 - factor[g], "stages.contribution", g);
  }

  const ChangeDesign& design_;
  const ChangeFigures& figures_;
  const std::vector<std::vector<double>>* draws_ = nullptr;
  double level_;
  double decided_[2] = {0.0, 0.0}, lost_[2] = {0.0, 0.0}, people_[2] = {0.0, 0.0};  // people whose fate by the horizon is known; who were lost; all
  std::vector<double> cell_decided_[2], cell_people_[2];
  std::vector<Told> mix_, rate_;
  ChangeIntervals out_;
};

}  // namespace

ChangeIntervals change_intervals(const ChangeDesign& design, const ChangeFigures& figures, const ChangePeople& people, std::int64_t resamples, double confidence_level, const RunContext& context) {
  std::vector<double> row = row_of(design, figures);
  if (resamples == 0) {
    row.resize(row.size() - 2 * static_cast<std::size_t>(design.causes + design.stages + design.owners + 1 + design.strata));
    return {row, std::vector<double>(row.size(), nothing), std::vector<double>(row.size(), nothing), {}};
  }
  const std::vector<std::vector<double>> draws = draws_of(design, people, resamples, row.size(), context);
  return Intervals(design, figures, people, confidence_level).tell(std::move(row), draws);
}

}  // namespace mainstay::inline v1::funnel
