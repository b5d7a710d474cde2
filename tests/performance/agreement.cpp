#include "mainstay/performance/agreement.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
using Levels = AgreementLevel;

struct Ratings {
  std::vector<std::int64_t> unit, rater;
  std::vector<double> rating;
  void add(std::int64_t u, std::int64_t r, double value) { unit.push_back(u), rater.push_back(r), rating.push_back(value); }
  AgreementResult run(Levels level = Levels::interval, std::int64_t resamples = 0, std::int32_t threads = 1, double confidence_level = 0.95, bool without_each = false) const {
    AgreementInput input;
    input.unit = Column(unit), input.rater = Column(rater), input.rating = Column(rating);
    AgreementOptions options;
    options.level = level;
    options.resamples = resamples;
    options.confidence_level = confidence_level;
    options.without_each = without_each;
    RunContext context;
    context.threads = threads;
    return agreement(input, options, context);
  }
};

// A row for each rater; NaN where there is no rating.
Ratings of_table(const std::vector<std::vector<double>>& rows) {
  Ratings all;
  for (std::size_t r = 0; r < rows.size(); ++r)
    for (std::size_t u = 0; u < rows[r].size(); ++u)
      if (rows[r][u] == rows[r][u]) all.add(static_cast<std::int64_t>(u), static_cast<std::int64_t>(r), rows[r][u]);
  return all;
}

Ratings of_golden(const golden::json& data) {
  Ratings all;
  std::map<std::string, std::int64_t> units, raters;
  for (const std::string& name : golden::texts(data["unit"])) units[name] = 0;
  for (const std::string& name : golden::texts(data["rater"])) raters[name] = 0;
  std::int64_t place = 0;
  for (auto& [name, code] : units) code = place++;
  for (auto& [name, code] : raters) code = place++;
  for (std::size_t i = 0; i < data["rating"].size(); ++i) all.add(units[data["unit"][i]], raters[data["rater"][i]], golden::number(data["rating"][i]));
  return all;
}

// Alpha from all pairs, with the coincidences of Krippendorff (2011).
double by_pairs(const Ratings& all, Levels level) {
  std::map<std::int64_t, std::vector<double>> units;
  for (std::size_t i = 0; i < all.unit.size(); ++i) units[all.unit[i]].push_back(all.rating[i]);
  std::map<double, double> count;
  std::vector<double> pairable;
  for (const auto& [unit, values] : units)
    if (values.size() > 1)
      for (const double value : values) pairable.push_back(value), count[value] += 1.0;
  const auto difference = [&](double a, double b) {
    if (level == Levels::nominal) return a == b ? 0.0 : 1.0;
    if (level == Levels::interval) return (a - b) * (a - b);
    if (level == Levels::ratio) return a == b ? 0.0 : std::pow((a - b) / (a + b), 2);
    double between = 0.0;
    for (const auto& [value, n] : count)
      if (value >= std::min(a, b) && value <= std::max(a, b)) between += n;
    return std::pow(between - 0.5 * (count[a] + count[b]), 2);
  };
  double observed = 0.0, expected = 0.0;
  for (const auto& [unit, values] : units)
    for (std::size_t i = 0; i < values.size(); ++i)
      for (std::size_t k = 0; k < values.size(); ++k)
        if (i != k) observed += difference(values[i], values[k]) / (static_cast<double>(values.size()) - 1.0);
  for (std::size_t i = 0; i < pairable.size(); ++i)
    for (std::size_t k = 0; k < pairable.size(); ++k)
      if (i != k) expected += difference(pairable[i], pairable[k]) / (static_cast<double>(pairable.size()) - 1.0);
  return 1.0 - observed / expected;
}

const std::vector<std::vector<double>> observers = {{1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none}, {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3}, {none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none}, {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none}};

}  // namespace

TEST_CASE("performance.agreement: alpha of Krippendorff (2011), four observers of twelve units") {
  const Ratings all = of_table(observers);
  near(all.run(Levels::nominal).alpha, .743, 5e-4, "nominal");
  near(all.run(Levels::ordinal).alpha, .815, 5e-4, "ordinal");
  near(all.run(Levels::interval).alpha, .849, 5e-4, "interval");
  near(all.run(Levels::ratio).alpha, .797, 5e-4, "ratio");
  const AgreementResult result = all.run();
  CHECK((result.pairable == 40 && result.units == 11 && result.single_ratings == 1 && result.complete_units == 8));
}

TEST_CASE("performance.agreement: intraclass correlations of Shrout and Fleiss (1979)") {
  const AgreementResult result = of_table({{9, 6, 8, 7, 10, 6}, {2, 1, 4, 1, 5, 2}, {5, 3, 6, 2, 6, 4}, {8, 2, 8, 6, 9, 7}}).run();
  near(result.intraclass.value, {.17, .29, .71, .44, .62, .91}, 6e-3, "six forms");
  near(result.between_units, 11.24, 5e-3, "BMS");
  near(result.within_units, 6.26, 5e-3, "WMS");
  near(result.between_raters, 32.49, 5e-3, "JMS");
  near(result.residual, 1.02, 5e-3, "EMS");
}

TEST_CASE("performance.agreement: equal to psych and krippendorff") {
  for (const std::string& file : golden::golden_files("performance/agreement", "icc_")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &expect = document["expect"];
    const AgreementResult result = of_golden(document["data"]).run(Levels::interval, 0, 1, golden::number(document["options"]["confidence_level"]));
    CHECK(result.intraclass_status == IntraclassStatus::estimated);
    near(result.intraclass.value, golden::numbers(expect["value"]), 1e-9, "value");
    near(result.intraclass.statistic, golden::numbers(expect["statistic"]), 1e-9, "statistic");
    near(result.intraclass.degrees, golden::numbers(expect["degrees"]), 0, "degrees");
    near(result.intraclass.divisor_degrees, golden::numbers(expect["divisor_degrees"]), 0, "divisor");
    near(result.intraclass.lower, golden::numbers(expect["lower"]), 1e-7, "lower");
    near(result.intraclass.upper, golden::numbers(expect["upper"]), 1e-7, "upper");
  }
  for (const std::string& file : golden::golden_files("performance/agreement", "alpha_")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const Ratings all = of_golden(document["data"]);
    for (const auto& [level, name] : {std::pair{Levels::nominal, "nominal"}, {Levels::ordinal, "ordinal"}, {Levels::interval, "interval"}, {Levels::ratio, "ratio"}}) near(all.run(level).alpha, golden::number(document["expect"][name]), 1e-11, name);
  }
}

TEST_CASE("performance.agreement: alpha by all pairs; copied units; without each rater") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 60; ++round) {
    const int raters = 2 + static_cast<int>(random() % 6), units = 3 + static_cast<int>(random() % 20);
    std::vector<std::vector<double>> table(raters, std::vector<double>(units, none));
    for (auto& row : table)
      for (double& value : row)
        if (random() % 4 != 0) value = static_cast<double>(random() % 6) / (round % 2 == 0 ? 1.0 : 7.0);
    const Ratings all = of_table(table);
    for (const Levels level : {Levels::nominal, Levels::ordinal, Levels::interval, Levels::ratio}) {
      const AgreementResult result = all.run(level, 0, 1, 0.95, true);
      if (result.status != AgreementStatus::estimated) continue;
      near(result.alpha, by_pairs(all, level), 1e-11, "alpha");
      for (std::size_t k = 0; k < result.raters.rater.codes.size(); ++k) {
        if (std::isnan(result.raters.alpha_without[k])) continue;
        Ratings others;
        const std::int64_t left = std::stoll(result.raters.rater.levels[k]);
        for (std::size_t i = 0; i < all.unit.size(); ++i)
          if (all.rater[i] != left) others.add(all.unit[i], all.rater[i], all.rating[i]);
        near(result.raters.alpha_without[k], by_pairs(others, level), 1e-11, "without one");
      }
    }
  }
}

TEST_CASE("performance.agreement: mean squares by definition, units rated by some only") {
  std::mt19937_64 random(6);
  std::normal_distribution<double> normal;
  Ratings all;
  std::vector<std::vector<double>> units(25), whole;
  for (int u = 0; u < 25; ++u) {
    const double own = normal(random);
    const int k = u < 10 ? 4 : 1 + static_cast<int>(random() % 3);
    for (int r = 0; r < k; ++r) units[u].push_back(own + normal(random)), all.add(u, r, units[u].back());
    if (k == 4) whole.push_back(units[u]);
  }
  const AgreementResult result = all.run();
  double count = 0, sum = 0, sizes = 0, several = 0, between = 0, within = 0;
  for (const auto& unit : units)
    if (unit.size() > 1) {
      several += 1, count += unit.size(), sizes += unit.size() * unit.size();
      for (const double value : unit) sum += value;
    }
  for (const auto& unit : units)
    if (unit.size() > 1) {
      double mean = 0;
      for (const double value : unit) mean += value / unit.size();
      between += unit.size() * std::pow(mean - sum / count, 2);
      for (const double value : unit) within += std::pow(value - mean, 2);
    }
  const double k = (count - sizes / count) / (several - 1), high = between / (several - 1), low = within / (count - several);
  near(result.ratings_per_unit, k, 1e-12, "k");
  near(result.within_units, low, 1e-12, "within");
  near(result.intraclass.value[0], (high - low) / (high + (k - 1) * low), 1e-12, "one-way");
  CHECK(result.complete_units == 10);
  std::vector<std::vector<double>> turned(4);
  for (const auto& unit : whole)
    for (int r = 0; r < 4; ++r) turned[r].push_back(unit[r]);
  near(result.intraclass.value[2], of_table(turned).run().intraclass.value[2], 1e-12, "two-way on complete units");
}

TEST_CASE("performance.agreement: resamples cover what they should, and do not depend on threads") {
  const Ratings all = of_table(observers);
  const AgreementResult one = all.run(Levels::ordinal, 400, 1), three = all.run(Levels::ordinal, 400, 3);
  CHECK(to_json(Object::of(one)) == to_json(Object::of(three)));
  CHECK((one.alpha_lower < one.alpha && one.alpha < one.alpha_upper && one.alpha_upper <= 1.0));
  // Raters who draw at random: alpha is 0, and the interval holds it nearly always.
  std::mt19937_64 random(9);
  int held = 0;
  for (int round = 0; round < 60; ++round) {
    Ratings chance;
    for (int u = 0; u < 40; ++u)
      for (int r = 0; r < 3; ++r) chance.add(u, r, static_cast<double>(random() % 4));
    const AgreementResult result = chance.run(Levels::interval, 200);
    held += result.alpha_lower <= 0.0 && result.alpha_upper >= 0.0;
  }
  CHECK(held >= 50);
}

TEST_CASE("performance.agreement: raters who agree entirely, never, or cannot be judged") {
  const AgreementResult same = of_table({{1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}}).run();
  CHECK((same.alpha == 1.0 && same.intraclass.value[0] == 1.0 && same.intraclass.value[1] == 1.0 && same.intraclass.lower[2] == 1.0 && std::isinf(same.intraclass.statistic[0])));
  const AgreementResult shifted = of_table({{1, 2, 3, 4}, {2, 3, 4, 5}}).run();
  CHECK((shifted.intraclass.value[2] == doctest::Approx(1.0) && shifted.intraclass.value[1] < 1.0));
  const AgreementResult flat = of_table({{3, 3, 3}, {3, 3, 3}}).run(Levels::nominal, 10);
  CHECK((flat.status == AgreementStatus::no_variation && flat.intraclass_status == IntraclassStatus::no_variation && std::isnan(flat.alpha)));
  const AgreementResult alone = of_table({{1, none}, {none, 2}}).run(Levels::interval, 10);
  CHECK((alone.status == AgreementStatus::no_pairs && alone.single_ratings == 2));
}

TEST_CASE("performance.agreement: what it refuses") {
  Ratings twice;
  twice.add(1, 7, 3), twice.add(2, 7, 3), twice.add(1, 7, 4);
  CHECK(sentence([&] { twice.run(); }) == "performance.agreement: rater[2] is \"7\" again for unit \"1\", but must be a rater once for each unit");
  Ratings negative;
  negative.add(1, 7, -3), negative.add(1, 8, 3);
  CHECK(sentence([&] { negative.run(Levels::ratio); }) == "performance.agreement: rating[0] is -3, but must be >= 0, because level is ratio");
  AgreementInput input;
  input.unit = Column(twice.unit), input.rater = Column(twice.rater);
  CHECK(sentence([&] { agreement(input, {}); }) == "performance.agreement: rating is missing, but must be given, or label instead");
  input.label = Column(twice.unit);
  CHECK(sentence([&] { agreement(input, {}); }) == "performance.agreement: level is not nominal, but must be nominal, because no rating is given");
  AgreementOptions nominal;
  nominal.level = Levels::nominal;
  input.rater = Column(negative.rater), input.unit = Column(negative.unit), input.label = Column(negative.rater);
  const AgreementResult labels = agreement(input, nominal);
  CHECK((labels.intraclass_status == IntraclassStatus::labels && labels.alpha == 0.0));
}
