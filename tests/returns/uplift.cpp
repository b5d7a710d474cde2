#include "mainstay/returns/uplift.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/error.hpp"
#include "returns/uplift_censoring.hpp"
#include "returns/uplift_kernel.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

using Whole = std::vector<std::int64_t>;

// So many of each arm, so many of whom came back.
struct Trial {
  Whole treated, returned;
  void add(std::int64_t arm, std::int64_t rows, std::int64_t came) {
    for (std::int64_t i = 0; i < rows; ++i) treated.push_back(arm), returned.push_back(i < came);
  }
  UpliftInput input() const {
    UpliftInput in;
    in.treated = treated;
    in.returned = returned;
    return in;
  }
};

// A drawn experiment: calling adds `effect` points, twice that above the middle of x and nothing below it when `varied`.
struct Drawn {
  Whole treated, returned, person;
  std::vector<double> x, other;
  Drawn(std::size_t n, double base, double effect, bool varied, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> even(0.0, 1.0);
    for (std::size_t i = 0; i < n; ++i) {
      x.push_back(even(random));
      other.push_back(even(random));
      treated.push_back(even(random) < 0.6);
      person.push_back(static_cast<std::int64_t>(i));
      const double p = base + (treated[i] == 0 ? 0.0 : varied ? (x[i] > 0.5 ? 2.0 * effect : 0.0) : effect);
      returned.push_back(even(random) < p);
    }
  }
  UpliftInput input() const {
    UpliftInput in;
    in.treated = treated;
    in.returned = returned;
    in.person = person;
    in.x.add("x", x);
    in.x.add("other", other);
    return in;
  }
};

}  // namespace

TEST_CASE("uplift: the average effect by hand") {
  // 20 of 100 called, 5 of 50 held out: 10 points; Wilson 13.34 to 28.88 and 4.35 to 21.36, so Newcombe -3.1 to 20.5.
  Trial trial;
  trial.add(1, 100, 20);
  trial.add(0, 50, 5);
  const UpliftFit fit = uplift(trial.input(), {});
  CHECK(fit.status == UpliftStatus::average_only);
  near(fit.effect, 0.1, 1e-12, "effect");
  near(fit.effect_lower, 0.1 - std::hypot(0.2 - 0.13336693, 0.21360231 - 0.1), 1e-6, "lower");
  near(fit.effect_upper, 0.1 + std::hypot(0.28882917 - 0.2, 0.1 - 0.04347576), 1e-6, "upper");
  CHECK(fit.people.uplift[0] == fit.effect);
  CHECK(std::isnan(fit.people.lower[0]));
  CHECK(fit.sentence == "Of those called 20 % came back, of those held out 10 %: a call adds 10 percentage points (95 % interval -3.2 to 20.5).");
}

TEST_CASE("uplift: strata by hand; the share called differs between them") {
  // North: 30 of 60 against 12 of 40, 20 points; south: 2 of 20 against 8 of 80, none. Everybody together, wrongly: 32 of 80 against 20 of 120.
  Trial trial;
  trial.add(1, 60, 30);
  trial.add(0, 40, 12);
  trial.add(1, 20, 2);
  trial.add(0, 80, 8);
  Labels labels;
  std::vector<std::string> strata(100, "north");
  strata.resize(200, "south");
  UpliftInput input = trial.input();
  input.strata = labels.column(strata);
  const UpliftFit fit = uplift(input, {});
  CHECK(fit.effects.stratum.levels == std::vector<std::string>{"total", "stratified", "north", "south"});
  near(fit.effects.effect, {32.0 / 80 - 20.0 / 120, 0.1, 0.2, 0.0}, 1e-12, "effects");
  near(fit.effect, 0.1, 1e-12, "effect");
  // With the propensities the rows together say the same.
  std::vector<double> propensity(100, 0.6);
  propensity.resize(200, 0.2);
  input = trial.input();
  input.propensity = propensity;
  near(uplift(input, {}).effect, 0.1, 1e-12, "weighted");
}

TEST_CASE("uplift equals scikit-learn's models, its curves scikit-uplift's") {
  const golden::json document = golden::load_golden("returns/uplift/experiment.json");
  Labels labels;
  const std::vector<double> age = golden::numbers(document["age"]), pay = golden::numbers(document["pay"]);
  const Whole treated = golden::integers(document["treated"]), returned = golden::integers(document["returned"]);
  UpliftInput input;
  input.x.add("age", age);
  input.x.add("pay", pay);
  input.x.add("reason", labels.column(golden::texts(document["reason"])));
  input.treated = treated;
  input.returned = returned;
  UpliftOptions options;
  options.folds = document["folds"].get<std::int64_t>();
  options.ridge = document["ridge"].get<double>();
  options.resamples = 10;
  RunContext context;
  context.seed = document["seed"].get<std::uint64_t>();
  for (const bool two : {true, false}) {
    CAPTURE(two);
    options.method = two ? UpliftMethod::two_models : UpliftMethod::transformed_outcome;
    const UpliftFit fit = uplift(input, options, context);
    CHECK(fit.people.fold == golden::integers(document["fold"]));
    const golden::json& curve = document["curves"][two ? "two_models" : "transformed_outcome"];
    check_all(fit.coefficients.called, golden::numbers(document[two ? "called" : "transformed"]), 1e-6, 1e-8, "called");
    if (two) check_all(fit.coefficients.held_out, golden::numbers(document["held_out"]), 1e-6, 1e-8, "held out");
    check_all(fit.people.uplift, golden::numbers(curve["score"]), 1e-6, 1e-8, "uplift");
    CHECK(fit.curve.people == golden::integers(curve["people"]));
    check_all(fit.curve.qini, golden::numbers(curve["qini"]), 1e-10, 1e-10, "qini");
    check_all(fit.curve.uplift, golden::numbers(curve["uplift"]), 1e-10, 1e-10, "uplift curve");
    near(fit.qini, curve["coefficient"].get<double>(), 1e-10, "coefficient");
    UpliftPredictInput everybody;
    const Whole may(static_cast<std::size_t>(fit.rows), 1);
    everybody.x = input.x;
    everybody.contactable = may;
    const UpliftPrediction prediction = uplift_predict(fit, everybody, {});
    if (two) check_all(prediction.uplift, golden::numbers(document["uplift"]), 1e-6, 1e-6, "prediction");
    CHECK(prediction.std_error[0] > 0.0);
    near(prediction.average, std::accumulate(prediction.uplift.begin(), prediction.uplift.end(), 0.0) / static_cast<double>(treated.size()), 1e-12, "average");
    CHECK(prediction.lower[0] < prediction.uplift[0]);
  }
  // Equal scores stand together.
  const golden::json& rounded = document["curves"]["rounded"];
  std::vector<char> arms(treated.begin(), treated.end());
  const std::vector<double> outcome(returned.begin(), returned.end()), ones(outcome.size(), 1.0), score = golden::numbers(rounded["score"]);
  const std::vector<QiniPoint> points = qini_curve(score, outcome, arms, ones);
  const std::vector<double> qini = golden::numbers(rounded["qini"]);
  REQUIRE(points.size() == qini.size());
  for (std::size_t k = 0; k < points.size(); ++k) near(points[k].qini, qini[k], 1e-10, "qini");
  const QiniArea area = qini_area(score, outcome, arms, ones);
  near(area.area / area.perfect, rounded["coefficient"].get<double>(), 1e-10, "coefficient");
}

TEST_CASE("uplift: weights of censoring give Kaplan-Meier's share at the horizon") {
  // By hand: returns on days 2 and 6, observed until 3, 5, 9, 9. At 8: 1 - 5/6 * 2/3 = 4/9.
  std::vector<double> weight;
  CHECK(censoring_weights({2, 3, 5, 6, 9, 9}, {1, 0, 0, 1, 0, 0}, 8, weight));
  near(weight, {1, 0, 0, 5.0 / 3, 5.0 / 3, 5.0 / 3}, 1e-12, "weight");
  CHECK(!censoring_weights({2, 3, 5}, {1, 0, 0}, 8, weight));
  CHECK(censoring_weights({2, 3, 5}, {1, 0, 1}, 8, weight));
  std::mt19937_64 random(9);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 5 + random() % 30;
    std::vector<double> time(n);
    std::vector<char> came(n);
    for (std::size_t i = 0; i < n; ++i) time[i] = static_cast<double>(random() % 12), came[i] = random() % 2 == 0;
    const double horizon = 1.0 + static_cast<double>(random() % 10);
    if (!censoring_weights(time, came, horizon, weight)) continue;
    double survival = 1.0, sum = 0.0, all = 0.0;
    for (double t = 0; t <= horizon; ++t) {
      double events = 0.0, at_risk = 0.0;
      for (std::size_t i = 0; i < n; ++i) at_risk += time[i] >= t, events += time[i] == t && came[i] != 0;
      if (at_risk > 0) survival *= 1.0 - events / at_risk;
    }
    for (std::size_t i = 0; i < n; ++i) all += weight[i], sum += weight[i] * (came[i] != 0 && time[i] <= horizon);
    near(sum / all, 1.0 - survival, 1e-12, "share");
    near(all, static_cast<double>(n), 1e-12, "weights");
  }
}

TEST_CASE("uplift: how many rows followed to the horizon would tell as much") {
  const auto effective = [](std::vector<double> time, std::vector<char> came, double horizon) {
    std::vector<std::size_t> rows(time.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return Followed(time, came, horizon, rows).effective();
  };
  // By hand: S = 5/6 * 2/3 = 5/9, Greenwood (5/9)^2 (1/30 + 1/6) = 5/81, and 4/9 * 5/9 over that is 4.
  near(effective({2, 3, 5, 6, 9, 9}, {1, 0, 0, 1, 0, 0}, 8), 4.0, 1e-12, "censored");
  near(effective({2, 9, 9, 6, 9, 9}, {1, 0, 0, 1, 0, 1}, 8), 6.0, 1e-12, "all followed");
  near(effective({9, 8, 9}, {0, 0, 0}, 8), 3.0, 1e-12, "nobody came, all followed");
  near(effective({4, 9}, {0, 0}, 8), 8.0 / 6, 1e-12, "nobody came, one left after half the time");
  near(effective({2, 3, 7}, {1, 1, 1}, 8), 3.0, 1e-12, "all came");
  near(effective({2, 3, 7}, {1, 0, 1}, 8), (1.0 / 3 + 2.0 / 3) / (1.0 / 9 + 2.0 / 3 * 2.0 / 3), 1e-12, "all but who was not followed");
}

TEST_CASE("uplift: weights of a resample are those of the copied rows") {
  std::mt19937_64 random(12);
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 3 + random() % 20;
    std::vector<double> time(n), copied_time, times(n), weight(n), copied;
    std::vector<char> came(n), copied_came;
    std::vector<std::size_t> rows(n), from;
    for (std::size_t i = 0; i < n; ++i) {
      rows[i] = i, time[i] = static_cast<double>(random() % 12), came[i] = random() % 2 == 0, times[i] = static_cast<double>(random() % 3);
      for (double k = 0; k < times[i]; ++k) copied_time.push_back(time[i]), copied_came.push_back(came[i]), from.push_back(i);
    }
    const double horizon = 1.0 + static_cast<double>(random() % 10);
    const bool known = Followed(time, came, horizon, rows).weigh(times, weight);
    CHECK(known == censoring_weights(copied_time, copied_came, horizon, copied));
    for (std::size_t k = 0; known && k < from.size(); ++k) CHECK(weight[from[k]] == copied[k]);
  }
}

TEST_CASE("uplift: the interval of the effect holds as often as it says where most were not followed to the horizon") {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> uniform;
  constexpr int rounds = 500;
  int within = 0;
  for (int round = 0; round < rounds; ++round) {
    Whole treated(400), returned(400);
    std::vector<double> duration(400);
    for (std::size_t i = 0; i < 400; ++i) {
      treated[i] = uniform(random) < 0.7;
      const bool comes = uniform(random) < (treated[i] ? 0.20 : 0.08);
      const double back = comes ? 14 + 351 * uniform(random) : 1e6, seen = 20 + 480 * uniform(random);
      returned[i] = back <= seen;
      duration[i] = std::floor(std::min(back, seen));
    }
    UpliftInput input;
    input.treated = treated, input.returned = returned, input.duration = duration;
    UpliftOptions options;
    options.horizon = 365;
    const UpliftFit fit = uplift(input, options);
    within += fit.effect_lower <= 0.12 && 0.12 <= fit.effect_upper;
  }
  CHECK(within >= 460);  // 92 %
  CHECK(within <= 489);  // 97.8 %: with weights taken as known it is 99 %
}

TEST_CASE("uplift: nobody of an arm came back, which does not make its probability sure") {
  // Two levels, three people of the one and two of the other: so many say something of each.
  UpliftDesign levels;
  levels.rows = 5, levels.terms = 1, levels.x = {0, 0, 0, 1, 1};
  const std::vector<double> inverse = effective_inverse(levels, {1, 1, 1, 1, 1}, 0.0);
  const double zero = 0.0, one_of = 1.0;
  near(effective_at(&zero, 1, inverse), 3.0, 1e-12, "three");
  near(effective_at(&one_of, 1, inverse), 2.0, 1e-12, "two");
  std::mt19937_64 random(17);
  std::uniform_real_distribution<double> uniform;
  int within = 0, normal = 0, none = 0;
  constexpr int rounds = 250;
  for (int round = 0; round < rounds; ++round) {
    Whole treated(160), returned(160);
    std::vector<std::int32_t> small(160);
    int came = 0;
    for (std::size_t i = 0; i < 160; ++i) {
      small[i] = i < 36;  // 12 of them held out, of whom half a person comes back on average
      treated[i] = i % 3 != 0;
      returned[i] = uniform(random) < (treated[i] != 0 ? 0.25 : small[i] ? 0.04 : 0.12);
      came += small[i] && treated[i] == 0 && returned[i] != 0;
    }
    const std::vector<std::string_view> names{"large", "small"};
    Column group(small);
    group.categorical = true;
    group.levels = names;
    UpliftInput input;
    input.treated = treated, input.returned = returned;
    input.x.add("group", group);
    UpliftOptions options;
    options.resamples = 25;
    options.folds = 2;
    const UpliftFit fit = uplift(input, options);
    UpliftPredictInput person;
    const std::vector<std::int32_t> one{1};
    const Whole may{1};
    Column whose(one);
    whose.categorical = true;
    whose.levels = names;
    person.x.add("group", whose);
    person.contactable = may;
    const UpliftPrediction told = uplift_predict(fit, person, {});
    within += told.lower[0] <= 0.21 && 0.21 <= told.upper[0];
    normal += std::fabs(told.uplift[0] - 0.21) <= 1.96 * told.std_error[0];
    none += came == 0;
    for (std::size_t i = 0; i < 160; ++i) CHECK(fit.people.lower[i] <= fit.people.uplift[i] - 1.95 * fit.people.std_error[i]);
  }
  CHECK(none > 100);
  CHECK(within >= 232);  // 93 %
  CHECK(within > normal + 10);
}

TEST_CASE("uplift: a planted effect is found, also when many were not observed until the horizon") {
  const Drawn drawn(4000, 0.1, 0.15, true, 4);
  UpliftOptions options;
  options.resamples = 60;
  const UpliftFit fit = uplift(drawn.input(), options);
  CHECK(fit.effect_lower < 0.15);
  CHECK(fit.effect_upper > 0.15);
  CHECK(fit.effect_lower > 0.0);
  CHECK(fit.qini_lower > 0.0);
  CHECK(fit.calibration.observed[0] > 0.2);
  CHECK(fit.calibration.observed[9] < 0.1);
  // Of people at 0.9 and 0.1 of x.
  const std::vector<double> x{0.9, 0.1}, other{0.5, 0.5};
  UpliftPredictInput two;
  two.x.add("other", other);
  two.x.add("x", x);
  const Whole may{1, 1}, one_may{0, 1};
  two.contactable = may;
  const UpliftPrediction prediction = uplift_predict(fit, two, {});
  // Nothing is told of who may not be contacted.
  two.contactable = one_may;
  const UpliftPrediction without = uplift_predict(fit, two, {});
  for (const auto* column : {&without.uplift, &without.std_error, &without.lower, &without.upper, &without.probability_called, &without.probability_held_out}) CHECK(std::isnan((*column)[0]));
  CHECK(without.uplift[1] == prediction.uplift[1]);
  CHECK(without.average == prediction.uplift[1]);
  CHECK(prediction.average == doctest::Approx((prediction.uplift[0] + prediction.uplift[1]) / 2));
  two.contactable = may;
  CHECK(prediction.uplift[0] > prediction.upper[1]);
  // Returns are spread over 100 days, and observation ends at random.
  std::mt19937_64 random(11);
  Whole duration, seen = drawn.returned;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const std::int64_t when = static_cast<std::int64_t>(random() % 100), end = static_cast<std::int64_t>(20 + random() % 120);
    seen[i] = drawn.returned[i] == 1 && when <= end;
    duration.push_back(seen[i] == 1 ? when : end);
  }
  UpliftInput censored = drawn.input();
  censored.returned = seen;
  censored.duration = duration;
  options.horizon = 100.0;
  const UpliftFit late = uplift(censored, options);
  CHECK(late.observed < 3000);
  CHECK(late.effect_lower < 0.15);
  CHECK(late.effect_upper > 0.15);
  CHECK(std::fabs(late.effect - fit.effect) < 0.05);
  CHECK(late.qini_lower > 0.0);
}

TEST_CASE("uplift: strata observed for different times weigh their own rows") {
  // North is followed for 400 days, 40 % of the called and 20 % of the held out come back within 60; south 20 % and 10 %, evenly over a year, and seven of ten of its people were taken on later.
  constexpr std::size_t n = 20'000;
  constexpr double horizon = 365.0;
  std::mt19937_64 random(20);
  std::uniform_real_distribution<double> even(0.0, 1.0);
  Whole treated, returned, person, code;
  std::vector<double> duration;
  std::vector<std::string> strata;
  for (std::size_t i = 0; i < n; ++i) {
    const bool north = even(random) < 0.5, called = even(random) < 0.5, back = even(random) < (north ? 0.2 : 0.1) * (called ? 2.0 : 1.0);
    const double when = back ? 1.0 + even(random) * (north ? 59.0 : 364.0) : 1e9, end = north || even(random) > 0.7 ? 400.0 : 30.0 + 335.0 * even(random);
    treated.push_back(called), returned.push_back(when <= end), duration.push_back(std::min(when, end)), strata.push_back(north ? "north" : "south");
    code.push_back(north), person.push_back(static_cast<std::int64_t>(i));
  }
  Labels labels;
  UpliftInput input;
  input.treated = treated;
  input.returned = returned;
  input.duration = duration;
  input.strata = labels.column(strata);
  UpliftOptions options;
  options.horizon = horizon;
  options.resamples = 0;
  const UpliftFit fit = uplift(input, options);
  const UpliftEffects& effects = fit.effects;
  CHECK(effects.stratum.levels == std::vector<std::string>{"total", "stratified", "north", "south"});
  CHECK(effects.status.codes == std::vector<std::int32_t>{0, 0, 0, 0});
  const double truth[] = {0.15, 0.2, 0.1};
  for (std::size_t row = 1; row < 4; ++row) {
    CAPTURE(row);
    CHECK(effects.lower[row] < truth[row - 1]);
    CHECK(effects.upper[row] > truth[row - 1]);
    CHECK(effects.upper[row] - effects.lower[row] < 0.06);
  }
  CHECK(fit.effect == effects.effect[1]);
  // Each share is 1 - Kaplan-Meier of its rows alone; that of the total, of the rows of its arm.
  const auto product_limit = [&](std::int64_t arm, std::int64_t stratum) {
    std::vector<std::pair<double, int>> rows;  // on one day returns go first
    for (std::size_t i = 0; i < n; ++i)
      if (treated[i] == arm && (stratum < 0 || code[i] == stratum)) rows.push_back({duration[i], returned[i] == 1 ? 0 : 1});
    std::sort(rows.begin(), rows.end());
    double survival = 1.0;
    for (std::size_t k = 0; k < rows.size() && rows[k].first <= horizon; ++k)
      if (rows[k].second == 0) survival *= 1.0 - 1.0 / static_cast<double>(rows.size() - k);
    return 1.0 - survival;
  };
  constexpr std::int64_t everybody = -1, north_only = 1, south_only = 0;
  for (const auto& [row, stratum] : {std::pair(0, everybody), std::pair(2, north_only), std::pair(3, south_only)}) {
    CAPTURE(row);
    near(effects.share_called[static_cast<std::size_t>(row)], product_limit(1, stratum), 1e-12, "called");
    near(effects.share_held_out[static_cast<std::size_t>(row)], product_limit(0, stratum), 1e-12, "held out");
  }
  // The same rows alone.
  UpliftInput alone;
  Whole arm, came;
  std::vector<double> time;
  for (std::size_t i = 0; i < n; ++i)
    if (code[i] == 0) arm.push_back(treated[i]), came.push_back(returned[i]), time.push_back(duration[i]);
  alone.treated = arm;
  alone.returned = came;
  alone.duration = time;
  near(uplift(alone, options).effect, effects.effect[3], 1e-12, "alone");
  // Uplift of each person rests on the same weights.
  input.person = person;
  const std::vector<double> north(code.begin(), code.end());
  input.x.add("north", north);
  for (const UpliftMethod method : {UpliftMethod::two_models, UpliftMethod::transformed_outcome}) {
    options.method = method;
    const UpliftFit people = uplift(input, options);
    for (std::size_t i = 0; i < 20; ++i) near(people.people.uplift[i], code[i] == 1 ? 0.2 : 0.1, 0.03, "uplift");
  }
}

TEST_CASE("uplift: a stratum whose arm was not followed until the horizon is left out, and says so") {
  // North: 1 of 2 called, 0 of 2 held out, all followed; south: the called until day 50 only; west: nobody held out.
  const Whole treated{1, 1, 0, 0, 1, 1, 0, 0, 1}, returned{1, 0, 0, 0, 1, 0, 1, 0, 1};
  const std::vector<double> duration{10, 100, 100, 100, 10, 50, 20, 100, 30};
  Labels labels;
  UpliftInput input;
  input.treated = treated;
  input.returned = returned;
  input.duration = duration;
  input.strata = labels.column({"north", "north", "north", "north", "south", "south", "south", "south", "west"});
  UpliftOptions options;
  options.horizon = 90.0;
  const UpliftFit fit = uplift(input, options);
  const UpliftEffects& effects = fit.effects;
  std::vector<std::string> status;
  for (const std::int32_t each : effects.status.codes) status.push_back(effects.status.levels[static_cast<std::size_t>(each)]);
  CHECK(status == std::vector<std::string>{"estimated", "partial", "estimated", "too_short", "empty_arm"});
  CHECK(fit.effect == 0.5);
  CHECK(std::isnan(effects.share_called[3]));
  CHECK(effects.share_held_out[3] == 0.5);
  CHECK(std::isnan(effects.effect[3]));
  CHECK(effects.called == Whole{5, 2, 2, 2, 1});
  CHECK(fit.observed == 8);
  CHECK(fit.people.weight == std::vector<double>{1, 1, 1, 1, 0, 0, 0, 0, 1});
  CHECK(fit.sentence.find(" Left out: 2 of 3 strata, where an arm is empty or was not followed until the horizon.") != std::string::npos);
  // Models and calibration go without it.
  const std::vector<double> x{1, 2, 2, 1, 5, 6, 7, 8, 1.5};
  input.x.add("x", x);
  options.bins = 2;
  options.folds = 2;
  options.resamples = 5;
  for (const UpliftMethod method : {UpliftMethod::two_models, UpliftMethod::transformed_outcome}) {
    options.method = method;
    const UpliftFit people = uplift(input, options);
    CHECK(people.calibration.called[0] + people.calibration.called[1] == 3);
    for (const double one : people.people.uplift) CHECK(std::isfinite(one));
  }
  // No stratum is left.
  const std::vector<double> shorter{10, 50, 100, 100, 10, 50, 20, 100, 100};
  input.duration = shorter;
  CHECK(sentence([&] { uplift(input, options); }) == "returns.uplift: horizon is 90, but must be a time until which somebody called and somebody held out of one stratum were observed");
}

TEST_CASE("uplift: intervals of the effect hold it as often as they say; where there is nothing to rank, nothing is found") {
  int held = 0, ranked = 0;
  UpliftOptions options;
  options.resamples = 40;
  options.folds = 3;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Drawn drawn(240, 0.15, 0.1, false, 100 + seed);
    const UpliftFit fit = uplift(drawn.input(), options);
    held += fit.effect_lower <= 0.1 && fit.effect_upper >= 0.1;
    ranked += fit.qini_lower > 0.0;
  }
  CHECK(held >= 52);
  CHECK(ranked <= 8);
}

TEST_CASE("uplift: nobody came back in an arm") {
  Drawn drawn(80, 0.2, 0.2, true, 3);
  for (std::size_t i = 0; i < 80; ++i)
    if (drawn.treated[i] == 0) drawn.returned[i] = 0;
  UpliftOptions options;
  options.resamples = 20;
  const UpliftFit fit = uplift(drawn.input(), options);
  CHECK(fit.status == UpliftStatus::one_outcome);
  CHECK(fit.effects.share_held_out[0] == 0.0);
  CHECK(fit.effect_upper - fit.effect_lower > 0.15);
  for (const double one : fit.people.uplift) CHECK(std::isfinite(one));
}

TEST_CASE("uplift: threads and row order say nothing") {
  const Drawn drawn(150, 0.2, 0.2, true, 8);
  UpliftOptions options;
  options.resamples = 30;
  RunContext one, three;
  one.threads = 1;
  three.threads = 3;
  const UpliftFit first = uplift(drawn.input(), options, one), second = uplift(drawn.input(), options, three);
  CHECK(first.people.std_error == second.people.std_error);
  CHECK(first.qini_lower == second.qini_lower);
  Drawn turned = drawn;
  for (Whole* column : {&turned.treated, &turned.returned, &turned.person}) std::reverse(column->begin(), column->end());
  std::reverse(turned.x.begin(), turned.x.end());
  std::reverse(turned.other.begin(), turned.other.end());
  const UpliftFit third = uplift(turned.input(), options, one);
  for (std::size_t i = 0; i < 150; ++i) {
    near(third.people.uplift[149 - i], first.people.uplift[i], 1e-9, "uplift");
    near(third.people.std_error[149 - i], first.people.std_error[i], 1e-9, "error");
  }
  near(third.qini_lower, first.qini_lower, 1e-9, "qini");
}

TEST_CASE("uplift: what is refused") {
  Drawn drawn(40, 0.2, 0.2, true, 8);
  const auto said = [&](const UpliftOptions& options = {}) { return sentence([&] { uplift(drawn.input(), options); }); };
  Drawn kept = drawn;
  drawn.treated.assign(40, 1);
  CHECK(said() == "returns.uplift: treated is 1 in every row, but must be 0 in some: without people held out at random the effect of a call cannot be told from who was called");
  drawn = kept;
  for (std::size_t i = 0; i < 40; ++i) drawn.treated[i] = drawn.x[i] > 0.4;
  CHECK(said() == "returns.uplift: x.x is above a limit for all of one arm and below it for the other, but must be no column that decides who was called: an effect needs people held out at random");
  drawn = kept;
  Labels labels;
  std::vector<std::string> city;
  for (const std::int64_t arm : drawn.treated) city.push_back(arm == 1 ? "Wuhan" : "Xi'an");
  UpliftInput input = drawn.input();
  input.x.add("city", labels.column(city));
  CHECK(sentence([&] { uplift(input, {}); }) == "returns.uplift: x.city is the same in each arm and different between them, but must be no column that decides who was called: an effect needs people held out at random");
  input = drawn.input();
  const Whole duration(40, 30);
  input.duration = duration;
  CHECK(sentence([&] { uplift(input, {}); }) == "returns.uplift: horizon is missing, but must be given beside duration: people were observed for different times");
  UpliftOptions options;
  options.horizon = 365.0;
  CHECK(sentence([&] { uplift(input, options); }) == "returns.uplift: horizon is 365, but must be a time until which somebody held out was observed");
  CHECK(said(options) == "returns.uplift: duration is missing, but must be given beside horizon");
}
