// Comparing units against hand-worked limits, R's distributions and spreads, and simulated true rates.
#include "mainstay/funnel/units.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "funnel/rank_moments.hpp"
#include "funnel/units_kernel.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"
#include "stats/poisson_binomial.hpp"
#include "stats/unknown_spread.hpp"

using namespace mainstay;
using namespace mainstay::funnel;

namespace {

struct Rows {
  std::vector<std::string> unit, stratum;
  std::vector<std::int64_t> count, total;
  std::vector<double> expected;
  void add(const std::string& label, std::int64_t counted, std::int64_t of, const std::string& kind = "") { unit.push_back(label), count.push_back(counted), total.push_back(of), stratum.push_back(kind); }
  UnitsResult compare(const UnitsOptions& options, bool adjusted = false) const {
    Labels labels;
    UnitsInput input;
    input.unit = labels.column(unit);
    input.count = count;
    input.total = total;
    if (adjusted) input.stratum = labels.column(stratum);
    if (!expected.empty()) input.expected = expected;
    return units(input, options);
  }
};

UnitsOptions better(UnitsBetter word) {
  UnitsOptions options;
  options.better = word;
  return options;
}

std::string position(const UnitsResult& result, std::size_t unit) { return word(result.units.position, unit); }

}  // namespace

TEST_CASE("units: ten classes of sixty with one true rate are not told apart") {
  // 55 % everywhere; the spread from 45 to 65 % is what chance does to ten classes of sixty.
  Rows rows;
  const std::vector<std::int64_t> lost{27, 29, 31, 32, 33, 33, 34, 35, 37, 39};
  for (std::size_t i = 0; i < lost.size(); ++i) rows.add("class " + std::to_string(i), lost[i], 60);
  UnitsOptions certain = better(UnitsBetter::lower);
  certain.intervals = UnitsIntervals::spread_known;
  const UnitsResult result = rows.compare(better(UnitsBetter::lower)), known = rows.compare(certain);
  CHECK(result.status == UnitsStatus::nothing_distinguishable);
  CHECK(result.flagged == 0);
  CHECK(result.outside_inner == 0);
  near(result.centre, 0.55, 1e-15, "centre");
  double squares = 0;  // 60 (rate - 0.55)² / (0.55 · 0.45)
  for (const std::int64_t l : lost) squares += 60 * std::pow(static_cast<double>(l) / 60 - 0.55, 2) / (0.55 * 0.45);
  near(result.heterogeneity, squares, 1e-12, "heterogeneity");
  CHECK(result.degrees_of_freedom == 9);
  for (std::size_t u = 0; u < 10; ++u) {
    near(result.units.estimate[u], 0.55, 1e-12, "nobody varies: the common rate");
    near(known.units.expected_rank[u], 5.5, 1e-12, "no spread for certain: every order is as likely");
    near(known.units.worst_probability[u], 0.1, 1e-12, "worst");
    CHECK(known.units.rank_lower[u] == 1);
    CHECK(known.units.rank_upper[u] == 10);
    // A spread that is only not seen leaves the order of the counts a little truth, and every interval most of the ranks.
    CHECK(result.units.rank_upper[u] - result.units.rank_lower[u] >= 8);
    CHECK(result.units.worst_probability[u] < 0.4);
    if (u > 0) CHECK(result.units.expected_rank[u] >= result.units.expected_rank[u - 1]);
  }
  CHECK(result.sentence.rfind("Nothing distinguishable: 10 units around 55 % vary by no more than chance", 0) == 0);
  CHECK(result.sentence_zh.rfind("无法区分", 0) == 0);
}

TEST_CASE("units: limits by hand") {
  // Binomial of 3 at 1/2: P(0) = 1/8, P(<= 1) = 1/2. A tail of 1/4 lies at 1 - (1/2 - 1/4) / (3/8) = 1/3; the mirror image at 3 - 1/3.
  const ChanceCount three({{3, 0.5}});
  near(three.lower_limit(0.25), 1.0 / 3.0, 1e-14, "lower");
  near(three.upper_limit(0.25), 8.0 / 3.0, 1e-14, "upper");
  CHECK(three.lower_limit(0.1) == 0.0);  // chance does not get so low
  // Two people of 1/2 and one of 1/4: 3/16, 7/16, 5/16, 1/16.
  const ChanceCount unlike({{1, 0.25}, {2, 0.5}});
  near(unlike.at_most(0), 3.0 / 16.0, 1e-15, "nobody");
  near(unlike.at_most(1), 10.0 / 16.0, 1e-15, "one at most");
  near(unlike.at_least(2), 6.0 / 16.0, 1e-15, "two at least");
  near(unlike.mean(), 1.25, 1e-15, "mean");
  near(unlike.variance(), 0.6875, 1e-15, "variance");
  // Winsorised distances -2, -1, 0, 1, 6 at 20 %: type 7 bounds are -1.2 and 2.
  const Dispersion d = dispersion_of({1, -2, 6, 0, -1}, std::vector<double>(5, 0.1), 0.2);
  near(d.phi, (1.44 + 1 + 0 + 1 + 4) / 5, 1e-14, "phi");
  near(d.tau2, (7.44 - 4) / (500 - 100), 1e-14, "tau²");
}

TEST_CASE("units: equal R's binomial limits, beta-binomial spreads and ranks") {
  for (const std::string& file : golden::golden_files("funnel/units", "random")) {
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Rows rows;
    rows.unit = golden::texts(data["unit"]), rows.count = golden::integers(data["count"]), rows.total = golden::integers(data["total"]);
    UnitsOptions options = better(UnitsBetter::higher);
    options.intervals = UnitsIntervals::spread_known;
    const UnitsResult result = rows.compare(options);
    near(result.heterogeneity, golden::number(expect["heterogeneity"]), 1e-11, file + " heterogeneity");
    near(result.heterogeneity_p, golden::number(expect["heterogeneity_p"]), 1e-11, file + " its p");
    near(result.dispersion, golden::number(expect["dispersion"]), 1e-11, file + " dispersion");
    near(result.spread.mean[0], golden::number(expect["mean"]), 1e-6, file + " mean");
    near(std::log(result.spread.strength[0]), std::log(golden::number(expect["strength"])), 1e-4, file + " strength");
    const auto column = [&](const std::vector<double>& ours, const char* what, double tolerance) { near(ours, golden::numbers(expect[what]), tolerance, file + " " + what); };
    column(result.units.inner_lower, "inner_lower", 1e-11), column(result.units.inner_upper, "inner_upper", 1e-11);
    column(result.units.outer_lower, "outer_lower", 1e-11), column(result.units.outer_upper, "outer_upper", 1e-11);
    column(result.units.p_value, "p_value", 1e-11), column(result.units.adjusted_p, "hochberg", 1e-11);
    column(result.units.estimate, "estimate", 1e-5), column(result.units.estimate_lower, "estimate_lower", 1e-5), column(result.units.estimate_upper, "estimate_upper", 1e-5);
    column(result.units.worst_probability, "worst_probability", 2e-5), column(result.units.expected_rank, "expected_rank", 2e-5);
    const auto corrected = [&](Multiplicity word, const char* what) {
      options.correction = word;
      near(rows.compare(options).units.adjusted_p, golden::numbers(expect[what]), 1e-11, file + " " + what);
    };
    corrected(Multiplicity::benjamini_yekutieli, "yekutieli"), corrected(Multiplicity::holm, "holm"), corrected(Multiplicity::bonferroni, "bonferroni");
    options.winsorised = 0;
    near(rows.compare(options).between_std, golden::number(expect["between_std"]), 1e-9, file + " between_std");
  }
}

TEST_CASE("units: intervals of estimates hold with few units, where a spread taken as known is too sure of itself") {
  std::mt19937_64 random(20);
  std::gamma_distribution<double> come(6.0), go(9.0);
  int held[2] = {0, 0}, limits = 0;
  for (int draw = 0; draw < 400; ++draw) {
    Rows rows;
    std::vector<double> truth;
    for (int unit = 0; unit < 6; ++unit) {
      const double a = come(random), b = go(random);
      truth.push_back(a / (a + b));
      rows.unit.push_back("unit " + std::to_string(unit)), rows.total.push_back(25), rows.count.push_back(std::binomial_distribution<std::int64_t>(25, truth.back())(random));
    }
    limits += 6;
    for (const UnitsIntervals intervals : {UnitsIntervals::spread_estimated, UnitsIntervals::spread_known}) {
      UnitsOptions options = better(UnitsBetter::higher);
      options.intervals = intervals;
      const UnitsResult result = rows.compare(options);
      for (std::size_t u = 0; u < 6; ++u) {
        REQUIRE(result.units.estimate_lower[u] <= result.units.estimate[u]);
        REQUIRE(result.units.estimate_upper[u] >= result.units.estimate[u]);
        held[static_cast<int>(intervals)] += result.units.estimate_lower[u] <= truth[u] && truth[u] <= result.units.estimate_upper[u];
      }
    }
  }
  MESSAGE("of ", limits, " limits hold ", held[0], ", with a known spread ", held[1]);
  CHECK(held[0] >= 0.93 * limits);
  CHECK(held[1] <= 0.88 * limits);
}

TEST_CASE("units: ranks over all likely spreads are those of drawn spreads, and their intervals hold with few units") {
  // By hand: the mixture over the spreads, drawn.
  Rows few;
  few.add("a", 3, 10), few.add("b", 9, 30), few.add("c", 8, 12), few.add("d", 20, 45), few.add("e", 6, 9);
  const UnitsResult over = few.compare(better(UnitsBetter::higher));
  stats::Observed observed;
  for (std::size_t u = 0; u < few.count.size(); ++u) observed.add(static_cast<double>(few.count[u]), static_cast<double>(few.total[u]));
  observed.compress();
  const std::vector<stats::LikelySpread> likely = stats::likely_spreads(stats::SpreadModel::beta_binomial, observed);
  std::mt19937_64 random(77);
  std::vector<double> weights, rank(5, 0.0), best(5, 0.0);
  for (const auto& one : likely) weights.push_back(one.weight);
  std::discrete_distribution<std::size_t> which(weights.begin(), weights.end());
  constexpr int draws = 60000;
  for (int draw = 0; draw < draws; ++draw) {
    const stats::LikelySpread& spread = likely[which(random)];
    const double slope = spread.mean * (1 - spread.mean), mean = 1 / (1 + std::exp(-(std::log(spread.mean / (1 - spread.mean)) + std::normal_distribution<double>()(random) * std::sqrt(spread.mean_variance) / slope)));
    double rate[5];
    for (std::size_t u = 0; u < 5; ++u) {
      const double x = std::gamma_distribution<double>(mean * spread.strength + static_cast<double>(few.count[u]))(random), y = std::gamma_distribution<double>((1 - mean) * spread.strength + static_cast<double>(few.total[u] - few.count[u]))(random);
      rate[u] = x / (x + y);
    }
    for (std::size_t u = 0; u < 5; ++u) {
      const auto higher = std::count_if(rate, rate + 5, [&](double r) { return r > rate[u]; });
      rank[u] += 1 + static_cast<double>(higher), best[u] += higher == 0;
    }
  }
  for (std::size_t u = 0; u < 5; ++u) near(over.units.expected_rank[u], rank[u] / draws, 0.03, "rank"), near(over.units.best_probability[u], best[u] / draws, 0.012, "best");

  std::gamma_distribution<double> come(6.0), go(9.0);
  for (const auto& [units, rounds] : {std::pair{6, 300}, std::pair{20, 40}}) {
    int held[2] = {0, 0}, limits = 0;
    for (int round = 0; round < rounds; ++round) {
      Rows rows;
      std::vector<double> truth;
      for (int unit = 0; unit < units; ++unit) {
        const double a = come(random), b = go(random);
        truth.push_back(a / (a + b));
        rows.unit.push_back("unit " + std::to_string(100 + unit)), rows.total.push_back(25), rows.count.push_back(std::binomial_distribution<std::int64_t>(25, truth.back())(random));
      }
      limits += units;
      for (const UnitsIntervals intervals : {UnitsIntervals::spread_estimated, UnitsIntervals::spread_known}) {
        UnitsOptions options = better(UnitsBetter::higher);
        options.intervals = intervals;
        const UnitsResult result = rows.compare(options);
        for (std::size_t u = 0; u < truth.size(); ++u) {
          const double true_rank = 1.0 + static_cast<double>(std::count_if(truth.begin(), truth.end(), [&](double r) { return r > truth[u]; }));
          held[static_cast<int>(intervals)] += result.units.rank_lower[u] <= true_rank && true_rank <= result.units.rank_upper[u];
        }
      }
    }
    MESSAGE(units, " units: of ", limits, " ranks hold ", held[0], ", with a known spread ", held[1]);
    CHECK(held[0] >= 0.935 * limits);
  }
}

TEST_CASE("units: adjusted rates equal metafor's spreads") {
  for (const std::string& file : golden::golden_files("funnel/units", "adjusted")) {
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Rows rows;
    for (const std::int64_t unit : golden::integers(data["unit"])) rows.unit.push_back(unit < 10 ? "0" + std::to_string(unit) : std::to_string(unit));
    rows.stratum = golden::texts(data["stratum"]), rows.count = golden::integers(data["count"]), rows.total = golden::integers(data["total"]);
    const UnitsResult result = rows.compare(better(UnitsBetter::lower), true);
    near(result.units.expected, golden::numbers(expect["expected"]), 1e-12, file + " expected");
    near(result.units.adjusted_rate, golden::numbers(expect["adjusted_rate"]), 1e-12, file + " adjusted rate");
    near(result.heterogeneity, golden::number(expect["heterogeneity"]), 1e-11, file + " heterogeneity");
    near(result.units.p_value, golden::numbers(expect["p_value"]), 1e-10, file + " p-value");
    near(result.spread.std[0], golden::number(expect["likelihood_std"]), 1e-6, file + " likelihood");
    near(result.spread.mean[0], golden::number(expect["likelihood_mean"]), 1e-7, file + " mean by likelihood");
    near(result.spread.std[1], golden::number(expect["moments_std"]), 1e-7, file + " moments");
    near(result.spread.mean[1], golden::number(expect["moments_mean"]), 1e-8, file + " mean by moments");
  }
}

TEST_CASE("units: expected counts of one's own are those of strata, and who is easy to lose is not held against a unit") {
  Rows rows;  // two kinds of people, 30 % and 80 %, in unlike shares, no unit better than the other
  rows.add("a", 24, 80, "campus"), rows.add("a", 16, 20, "agency"), rows.add("b", 6, 20, "campus"), rows.add("b", 64, 80, "agency"), rows.add("c", 15, 50, "campus"), rows.add("c", 40, 50, "agency");
  const UnitsResult crude = rows.compare(better(UnitsBetter::lower)), strata = rows.compare(better(UnitsBetter::lower), true);
  CHECK(crude.status == UnitsStatus::told_apart);
  CHECK(strata.status == UnitsStatus::nothing_distinguishable);
  for (std::size_t u = 0; u < 3; ++u) near(strata.units.ratio[u], 1.0, 1e-14, "ratio");
  for (std::size_t i = 0; i < rows.count.size(); ++i) rows.expected.push_back(static_cast<double>(rows.count[i]));
  const UnitsResult own = rows.compare(better(UnitsBetter::lower));
  CHECK(sentence([&] { rows.compare(better(UnitsBetter::lower), true); }) == "funnel.units: stratum is given, but must be left out where expected is given, unless adjustment says which");
  UnitsOptions said = better(UnitsBetter::lower);
  said.adjustment = UnitsAdjustment::stratum;
  near(rows.compare(said, true).units.p_value, strata.units.p_value, 0.0, "said");
  said.adjustment = UnitsAdjustment::none;
  near(rows.compare(said, true).units.p_value, crude.units.p_value, 0.0, "not adjusted");
  near(own.units.inner_lower, strata.units.inner_lower, 1e-12, "limits");
  CHECK(own.degrees_of_freedom == 3);  // the standard is not their own
  CHECK(strata.degrees_of_freedom == 2);
}

TEST_CASE("units: counting the others gives the mirror image") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 40; ++round) {
    Rows rows, others;
    const int size = 3 + static_cast<int>(random() % 8);
    for (int u = 0; u < size; ++u) {
      const auto total = static_cast<std::int64_t>(random() % 70), count = total == 0 ? 0 : static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(total + 1));
      const std::string label(1, static_cast<char>('a' + u));
      rows.add(label, count, total), others.add(label, total - count, total);
    }
    UnitsOptions options = better(UnitsBetter::higher), mirrored = better(UnitsBetter::lower);
    options.overdispersion = mirrored.overdispersion = static_cast<UnitsOverdispersion>(round % 3);
    options.limits = mirrored.limits = static_cast<UnitsLimits>(round / 3 % 2);
    options.fit = mirrored.fit = static_cast<UnitsFit>(round % 2);
    const UnitsResult a = rows.compare(options), b = others.compare(mirrored);
    CHECK(a.status == b.status);
    for (std::size_t u = 0; u < a.units.count.size(); ++u) {
      check_close(a.units.inner_lower[u], 1 - b.units.inner_upper[u], 1e-9, 1e-12, "inner");
      check_close(a.units.outer_upper[u], 1 - b.units.outer_lower[u], 1e-9, 1e-12, "outer");
      check_close(a.units.p_value[u], b.units.p_value[u], 1e-9, 1e-14, "p");
      check_close(a.units.estimate[u], 1 - b.units.estimate[u], 1e-6, 1e-7, "estimate");
      check_close(a.units.expected_rank[u], b.units.expected_rank[u], 1e-5, 1e-6, "rank");
      check_close(a.units.worst_probability[u], b.units.worst_probability[u], 1e-4, 1e-6, "worst");
    }
  }
}

TEST_CASE("units: exact limits are those of the tails, whatever the counts") {
  std::mt19937_64 random(8);
  for (int round = 0; round < 60; ++round) {
    std::vector<AlikePeople> parts;
    for (int i = 0; i <= round % 4; ++i) parts.push_back({1 + static_cast<std::int64_t>(random() % 12), 0.05 + 0.9 * static_cast<double>(random() % 100) / 100});
    const ChanceCount chance(parts);
    std::vector<double> mass{1.0};  // one person after the other
    for (const AlikePeople& part : parts)
      for (std::int64_t i = 0; i < part.people; ++i) {
        mass.push_back(0);
        for (std::size_t k = mass.size(); k-- > 0;) mass[k] = mass[k] * (1 - part.probability) + (k > 0 ? mass[k - 1] * part.probability : 0.0);
      }
    double below = 0;
    for (std::size_t k = 0; k < mass.size(); ++k) {
      below += mass[k];
      near(chance.at_most(static_cast<std::int64_t>(k)), below, 1e-12, "at most");
      near(chance.at_least(static_cast<std::int64_t>(k)), 1 - below + mass[k], 1e-12, "at least");
      for (const double tail : {0.025, 0.001, 0.2}) CHECK((static_cast<double>(k) < chance.lower_limit(tail)) == (below < tail));
    }
  }
}

TEST_CASE("units: of very many people of two kinds the tails are expanded, and stay right") {
  // Variance 111,000, where the expansion takes over; the exact distribution beside it.
  const ChanceCount chance({{300000, 0.3}, {200000, 0.6}});
  stats::CountDistribution exact = stats::CountDistribution::binomial(300000, 0.3);
  exact.add(stats::CountDistribution::binomial(200000, 0.6));
  for (const double z : {-4.0, -3.1, -1.96, -0.5, 0.0, 1.0, 2.5, 3.9}) {
    const auto count = static_cast<std::int64_t>(std::llround(chance.mean() + z * std::sqrt(chance.variance())));
    double above = 0;
    for (std::size_t k = 0; k < exact.mass().size(); ++k)
      if (exact.first() + static_cast<std::int64_t>(k) >= count) above += exact.mass()[k];
    check_close(chance.at_most(count), exact.at_most(count), 1e-6, 0, "at most");
    check_close(chance.at_least(count), above, 1e-6, 0, "at least");
  }
}

TEST_CASE("units: ranks are those of drawn true rates") {
  Rows rows;
  rows.add("a", 3, 40), rows.add("b", 12, 50), rows.add("c", 30, 60), rows.add("d", 33, 60), rows.add("e", 2, 2), rows.add("f", 300, 900), rows.add("g", 0, 0);
  UnitsOptions options = better(UnitsBetter::higher);
  options.intervals = UnitsIntervals::spread_known;
  const UnitsResult result = rows.compare(options);
  REQUIRE(result.status == UnitsStatus::told_apart);
  const double a = result.spread.mean[0] * result.spread.strength[0], b = result.spread.strength[0] - a;
  std::mt19937_64 random(3);
  constexpr int draws = 40000;
  std::vector<double> rank(6, 0), worst(6, 0);
  for (int d = 0; d < draws; ++d) {
    std::vector<double> rate(6);
    for (std::size_t u = 0; u < 6; ++u) {
      const double x = std::gamma_distribution<double>(a + static_cast<double>(rows.count[u]))(random), y = std::gamma_distribution<double>(b + static_cast<double>(rows.total[u] - rows.count[u]))(random);
      rate[u] = x / (x + y);
    }
    for (std::size_t u = 0; u < 6; ++u) {
      const auto higher = std::count_if(rate.begin(), rate.end(), [&](double r) { return r > rate[u]; });
      rank[u] += 1 + static_cast<double>(higher);
      worst[u] += higher == 5;
    }
  }
  double sum = 0;
  for (std::size_t u = 0; u < 6; ++u) {
    near(result.units.expected_rank[u], rank[u] / draws, 0.02, "rank");
    near(result.units.worst_probability[u], worst[u] / draws, 0.012, "worst");
    sum += result.units.worst_probability[u];
  }
  near(sum, 1.0, 1e-9, "somebody is the worst");
  CHECK(position(result, 6) == "unknown");
  CHECK(std::isnan(result.units.rate[6]));
  near(result.units.estimate[6], result.spread.mean[0], 1e-12, "nobody there: the mean of all");
  // Two of two is not the best unit: its own people weigh little.
  CHECK(result.units.weight[4] < 0.5);
  CHECK(position(result, 0) == "below_outer");
  CHECK(result.units.rank_lower[0] >= 5);
}

TEST_CASE("units: somebody is the best and somebody the worst, and ranks have their mean, however unlike the units are") {
  std::mt19937_64 random(29);
  for (int round = 0; round < 60; ++round) {
    Rows rows;
    const auto size = 3 + random() % 30, most = static_cast<std::uint64_t>(std::pow(10.0, 1 + round % 5));
    for (std::uint64_t u = 0; u < size; ++u) {
      const auto total = static_cast<std::int64_t>(random() % most), count = total == 0 ? 0 : static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(total + 1));
      rows.add("u" + std::to_string(u), round % 2 ? count / 9 : count, total);
      if (round % 3 == 0) rows.expected.push_back(static_cast<double>(total) * static_cast<double>(random() % 1000) / 1000);
    }
    const UnitsResult result = rows.compare(better(UnitsBetter::higher));
    double best = 0, worst = 0, rank = 0, known = 0;
    for (std::size_t u = 0; u < rows.unit.size(); ++u)
      if (!std::isnan(result.units.expected_rank[u])) best += result.units.best_probability[u], worst += result.units.worst_probability[u], rank += result.units.expected_rank[u], ++known;
    if (known == 0) continue;
    near(best, 1.0, 1e-8, "best"), near(worst, 1.0, 1e-8, "worst"), near(rank / known, (known + 1) / 2, 1e-8, "ranks");
  }
}

TEST_CASE("units: ranks by the moments of the count are those by its distribution") {
  std::mt19937_64 random(41);
  for (int round = 0; round < 6; ++round) {
    std::vector<TrueRate> rates;
    const int size = round < 2 ? 40 : 250;
    for (int u = 0; u < size; ++u) {
      const double total = std::pow(10.0, 1.0 + static_cast<double>(random() % 1000) / 400.0), rate = 0.2 + 0.6 * static_cast<double>(random() % 1000) / 1000.0;
      if (round % 2 == 0) rates.push_back({true, 8.0 + total * rate, 8.0 + total * (1.0 - rate)});
      else rates.push_back({false, rate, std::sqrt(rate * (1.0 - rate) / (total + 16.0))});
    }
    RankGrid grid = rank_grid(rates);
    for (std::size_t point = 0; point < grid.points.size(); ++point) fill_point(grid, rates, static_cast<std::int64_t>(point));
    RankMoments moments(rates);
    std::vector<RankMoments::Sums> parts(3, moments.sums());
    moments.add(parts[0], rates, 0, 7), moments.add(parts[1], rates, 7, 7), moments.add(parts[2], rates, 7, size);
    moments.settle(parts);
    double highest = 0, lowest = 0;
    for (int u = 0; u < size; ++u) {
      const std::vector<double> full = higher_than(grid, rates, u);
      const RankOf found = moments.of(rates[static_cast<std::size_t>(u)], 0.025);
      double mean = 1.0, below = 0.0;
      int lower = 0, upper = 0;
      for (std::size_t higher = 0; higher < full.size(); ++higher) {
        mean += static_cast<double>(higher) * full[higher];
        below += full[higher];
        if (lower == 0 && below >= 0.025) lower = static_cast<int>(higher) + 1;
        if (upper == 0 && below >= 0.975) upper = static_cast<int>(higher) + 1;
      }
      near(found.expected, mean, 1e-6, "mean rank");
      near(found.highest, full.front(), 1e-8, "highest");
      near(found.lowest, full.back(), 1e-8, "lowest");
      CHECK(std::abs(found.lower - lower) <= 1);
      CHECK(std::abs(found.upper - upper) <= 1);
      highest += found.highest, lowest += found.lowest;
    }
    near(highest, 1.0, 1e-8, "somebody is the highest"), near(lowest, 1.0, 1e-8, "somebody is the lowest");
  }
}

TEST_CASE("units: of more than a thousand units the answers go on as before") {
  std::mt19937_64 random(43);
  Rows few, many;
  for (int u = 0; u < 1001; ++u) {
    const auto total = 20 + static_cast<std::int64_t>(random() % 300);
    const double rate = std::clamp(0.5 + 0.1 * std::normal_distribution<double>()(random), 0.05, 0.95);
    const auto count = std::binomial_distribution<std::int64_t>(total, rate)(random);
    many.add("u" + std::to_string(10000 + u), count, total);
    if (u < 1000) few.add("u" + std::to_string(10000 + u), count, total);
  }
  const UnitsResult exact = few.compare(better(UnitsBetter::lower)), moments = many.compare(better(UnitsBetter::lower));
  double rank = 0, best = 0, worst = 0;
  for (std::size_t u = 0; u < 1001; ++u) rank += moments.units.expected_rank[u], best += moments.units.best_probability[u], worst += moments.units.worst_probability[u];
  near(rank / 1001, 501.0, 1e-6, "ranks"), near(best, 1.0, 1e-7, "best"), near(worst, 1.0, 1e-7, "worst");
  for (std::size_t u = 0; u < 1000; ++u) {  // one unit more moves no rank by more than one, and the spread by little
    CHECK(std::abs(moments.units.expected_rank[u] - exact.units.expected_rank[u]) < 2.5);
    CHECK(std::abs(moments.units.rank_lower[u] - exact.units.rank_lower[u]) <= 4);
    CHECK(std::abs(moments.units.rank_upper[u] - exact.units.rank_upper[u]) <= 4);
  }
}

TEST_CASE("units: overdispersed limits, the curve, order of rows, bytes") {
  Rows rows;
  std::mt19937_64 random(11);
  for (int u = 0; u < 12; ++u)
    for (int part = 0; part < 3; ++part) {
      const auto total = 20 + static_cast<std::int64_t>(random() % 60);
      rows.add("u" + std::to_string(u), static_cast<std::int64_t>(static_cast<double>(total) * (0.2 + 0.05 * u)), total);
    }
  UnitsOptions options = better(UnitsBetter::higher);
  options.limits = UnitsLimits::normal;
  const UnitsResult plain = rows.compare(options);
  options.overdispersion = UnitsOverdispersion::multiplicative;
  const UnitsResult wide = rows.compare(options);
  options.overdispersion = UnitsOverdispersion::additive;
  const UnitsResult added = rows.compare(options);
  CHECK(plain.dispersion > 3);
  for (std::size_t u = 0; u < 12; ++u) {
    const double n = static_cast<double>(plain.units.total[u]), s2 = plain.centre * (1 - plain.centre) / n;
    near(plain.units.inner_upper[u], plain.centre + 1.959963984540054 * std::sqrt(s2), 1e-12, "normal");
    near(wide.units.inner_upper[u], plain.centre + 1.959963984540054 * std::sqrt(s2 * wide.dispersion), 1e-12, "multiplicative");
    near(added.units.outer_lower[u], std::max(0.0, plain.centre - 3.090232306167813 * std::sqrt(s2 + added.between_std * added.between_std)), 1e-12, "additive");
    near(added.units.p_value[u], std::erfc(std::fabs(added.units.z[u]) / std::sqrt(2.0)), 1e-12, "p of z");
  }
  CHECK(wide.outside_inner < plain.outside_inner);
  options = better(UnitsBetter::higher);
  const UnitsResult exact = rows.compare(options);
  for (std::size_t i = 0; i < exact.curve.total.size(); ++i) {  // the curve goes through the units' own limits
    const auto total = exact.curve.total[i];
    near(exact.curve.inner_lower[i], ChanceCount({{total, exact.centre}}).lower_limit(0.025) / static_cast<double>(total), 1e-12, "curve");
    if (i > 0) CHECK(total > exact.curve.total[i - 1]);
  }
  Rows reversed = rows;
  std::reverse(reversed.unit.begin(), reversed.unit.end()), std::reverse(reversed.count.begin(), reversed.count.end()), std::reverse(reversed.total.begin(), reversed.total.end());
  CHECK(to_json(Object::of(reversed.compare(options))) == to_json(Object::of(exact)));
}

TEST_CASE("units: what cannot be compared") {
  Rows rows;
  rows.add("a", 3, 5);
  CHECK(rows.compare(better(UnitsBetter::higher)).status == UnitsStatus::too_few_units);
  rows.add("b", 4, 4), rows.count[0] = 5;
  CHECK(rows.compare(better(UnitsBetter::higher)).status == UnitsStatus::nothing_varies);
  rows.count[0] = 3;
  const UnitsResult two = rows.compare(better(UnitsBetter::higher));
  CHECK(two.status == UnitsStatus::nothing_distinguishable);
  CHECK(std::isnan(two.units.estimate[0]));
  CHECK(two.spread.mean.empty());
  CHECK(rows.compare(better(UnitsBetter::higher), true).status == two.status);  // one stratum: no adjustment but in name
  CHECK(sentence([&] { rows.compare({}); }) == "funnel.units: better is undeclared, but must be higher or lower");
  UnitsOptions options = better(UnitsBetter::higher);
  options.outer = 0.9;
  CHECK(sentence([&] { rows.compare(options); }) == "funnel.units: outer is 0.9, but must be above inner, 0.95");
  options = better(UnitsBetter::higher);
  options.target = 0.5;
  CHECK(sentence([&] { rows.compare(options, true); }) == "funnel.units: target is given, but must be left out with expected or stratum");
  options.target = {}, options.adjustment = UnitsAdjustment::expected;
  CHECK(sentence([&] { rows.compare(options); }) == "funnel.units: expected is missing, but must be given with adjustment = expected");
  rows.count[1] = 5, options = better(UnitsBetter::higher);
  CHECK(sentence([&] { rows.compare(options); }) == "funnel.units: count[1] is 5, but must be at most the row's total");
  rows.count[1] = 4, rows.expected = {2, 4.5};
  CHECK(sentence([&] { rows.compare(better(UnitsBetter::higher)); }) == "funnel.units: expected[1] is 4.5, but must be at most the row's total");
}
