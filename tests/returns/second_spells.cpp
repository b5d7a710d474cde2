#include "mainstay/returns/second_spells.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

#include "compare.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;
using doctest::Approx;

namespace {

struct Spells {
  std::vector<double> duration, entry, start, sales, gap, performance;
  std::vector<std::int64_t> person, spell, event;
  std::vector<std::string> site, why;
  Labels labels;
  SecondSpellsInput input;
  void add(std::int64_t who, std::int64_t number, double days, std::int64_t left, double from = 0, double day = 0) {
    person.push_back(who);
    spell.push_back(number);
    duration.push_back(days);
    event.push_back(left);
    entry.push_back(from);
    start.push_back(day);
  }
  const SecondSpellsInput& view(const std::string& columns = "") {
    const auto has = [&](const char* name) { return columns.find(name) != std::string::npos; };
    input = {};
    input.person = person;
    input.spell = spell;
    input.duration = duration;
    input.event = event;
    if (has("entry")) input.entry = entry;
    if (has("start")) input.start = start;
    if (has("sales")) input.x.add("sales", sales);
    if (has("site")) input.x.add("site", labels.column(site));
    if (has("gap")) input.history.add("gap", gap);
    if (has("why")) input.history.add("why", labels.column(why));
    if (has("strata")) input.strata = labels.column(site);
    if (has("performance")) input.performance = performance;
    return input;
  }
};

SecondSpellsOptions at_times(std::vector<double> horizons) {
  SecondSpellsOptions options;
  options.horizons = std::move(horizons);
  return options;
}

std::string bytes(const SecondSpellsResult& result) { return save_document("returns.second_spells", Object::of(result)); }

void read(const golden::json& data, Spells& spells) {
  spells.person = golden::integers(data["person"]);
  spells.spell = golden::integers(data["spell"]);
  spells.event = golden::integers(data["event"]);
  spells.duration = golden::numbers(data["duration"]);
  spells.sales = golden::numbers(data["sales"]);
  spells.site = golden::texts(data["site"]);
  spells.gap = golden::numbers(data["gap"]);
  spells.performance = golden::numbers(data["performance"]);
  for (const golden::json& each : data["why"]) spells.why.push_back(each.is_null() ? "" : each.get<std::string>());
  spells.entry.assign(spells.person.size(), 0.0);
}

}  // namespace

TEST_CASE("second spells: by hand") {
  // Four new hires leave at 1, 2, 3 and 4; of two returners one leaves at 2, the other is still here at 4.
  Spells spells;
  for (int i = 1; i <= 4; ++i) spells.add(i, 1, i, 1);
  spells.add(5, 2, 2, 1);
  spells.add(6, 2, 4, 0);
  const SecondSpellsResult result = second_spells(spells.view(), at_times({2, 4}));
  CHECK(result.until == 4);
  CHECK(result.groups.restricted_mean == std::vector<double>{2.5, 3.0});
  CHECK(result.groups.std_error[0] == Approx(std::sqrt(1.25 / 4)).epsilon(1e-13));  // the variance of 1, 2, 3, 4 over 4
  CHECK(result.groups.std_error[1] == Approx(std::sqrt(1.0 / 2)).epsilon(1e-13));   // of 2, 4
  CHECK(result.restricted_mean_difference == 0.5);
  CHECK(result.difference_std_error == Approx(std::sqrt(1.25 / 4 + 0.5)).epsilon(1e-13));
  CHECK(result.curve.staying == std::vector<double>{0.5, 0.0, 0.5, 0.5});
  CHECK(result.curve.lower[1] == 0.0);
  CHECK(result.curve.upper[1] > 0.4);  // Wilson's: 0 of 4 is not 0 for certain
  CHECK(result.groups.median[0] == 2.5);
  // Breslow's likelihood has the same maximum here as Efron's only without ties; at 2 two of five leave, one a returner.
  CHECK(result.effects.left[0] == 5);
  CHECK(result.effects.hazard_ratio[0] < 1);
  CHECK(result.effects.upper[0] > 1);
}

TEST_CASE("second spells: values of R") {
  const golden::json file = golden::load_golden("returns/second_spells/spells.json");
  const golden::json& expect = file["expect"];
  Spells spells;
  read(file["data"], spells);
  SecondSpellsOptions options = at_times({30, 60});
  options.until = expect["until"].get<double>();
  const SecondSpellsResult result = second_spells(spells.view("sales site gap why performance"), options);
  REQUIRE(result.effects.rows.size() == 3);
  const char* comparisons[] = {"unadjusted", "adjusted", "with_history"};
  std::size_t term = 0;
  for (std::size_t m = 0; m < 3; ++m) {
    const golden::json& r = expect[comparisons[m]];
    CHECK(word(result.effects.comparison, m) == comparisons[m]);
    CHECK(word(result.effects.status, m) == "estimated");
    const std::vector<double> coefficient = golden::numbers(r["coefficient"]), error = golden::numbers(r["std_error"]);
    near(result.effects.log_hazard_ratio[m], coefficient[0], 1e-8, "log_hazard_ratio");
    near(result.effects.std_error[m], error[0], 1e-8, "std_error");
    near(result.effects.lower[m], r["lower"], 1e-8, "lower");
    near(result.effects.p_value[m], r["p_value"], 1e-8, "p_value");
    near(result.effects.proportionality_p_value[m], r["proportionality"], 1e-6, "proportionality");
    for (std::size_t j = 0; j < coefficient.size(); ++j, ++term) {
      near(result.terms.coefficient[term], coefficient[j], 1e-7, result.terms.term[term]);
      near(result.terms.std_error[term], error[j], 1e-7, result.terms.term[term]);
    }
  }
  CHECK(term == result.terms.term.size());
  near(result.groups.restricted_mean, golden::numbers(expect["restricted_mean"]), 1e-10, "restricted_mean");
  near(result.restricted_mean_difference, result.groups.restricted_mean[1] - result.groups.restricted_mean[0], 1e-12, "difference");
  near(result.groups.std_error, golden::numbers(expect["restricted_mean_error"]), 1e-8, "restricted mean's error");  // one row a person in each group: Greenwood's
  near(result.difference_std_error, expect["difference_error"], 1e-8, "difference's error");
  const std::vector<double> least = golden::numbers(expect["least_squares"]);
  const SecondSpellsPerformance& p = result.performance;
  near(std::vector<double>{p.difference[1], p.std_error[1], p.lower[1], p.upper[1]}, least, 1e-9, "least squares");

  SecondSpellsInput stratified = spells.view("sales strata");
  const SecondSpellsResult within = second_spells(stratified, options);
  near(within.effects.log_hazard_ratio[1], golden::numbers(expect["stratified"]["coefficient"])[0], 1e-8, "stratified");
  near(within.effects.std_error[1], golden::numbers(expect["stratified"]["std_error"])[0], 1e-8, "stratified");

  // With one row a person the unadjusted interval is Welch's.
  std::set<std::int64_t> once;
  for (std::size_t i = 0; i < spells.person.size(); ++i)
    if (!std::isnan(spells.performance[i]) && !once.insert(spells.person[i]).second) spells.performance[i] = std::nan("");
  const SecondSpellsPerformance welch = second_spells(spells.view("performance"), options).performance;
  near(std::vector<double>{welch.difference[0], welch.std_error[0], welch.lower[0], welch.upper[0], welch.degrees_of_freedom[0]}, golden::numbers(expect["welch"]), 1e-9, "welch");
}

TEST_CASE("second spells: planted ratio and history, row order, pieces, threads") {
  std::mt19937_64 random(17);
  std::exponential_distribution<double> time(1.0);
  std::normal_distribution<double> normal;
  Spells spells;
  for (std::int64_t i = 0; i < 3000; ++i) {
    const bool returner = i % 3 == 0;
    const double sales = normal(random), gap = static_cast<double>(random() % 24), rate = 0.02 * std::exp(-0.3 * sales + (returner ? 0.25 + 0.05 * (gap - 11.5) : 0.0));
    const double stay = std::ceil(time(random) / rate), look = 20 + static_cast<double>(random() % 100);
    spells.add(i, returner ? 2 : 1, std::min(stay, look), stay <= look);
    spells.sales.push_back(sales);
    spells.gap.push_back(returner ? gap : std::nan(""));
    spells.performance.push_back(10 + 2 * sales + (returner ? 1.5 : 0.0) + normal(random));
  }
  const SecondSpellsResult result = second_spells(spells.view("sales gap performance"), at_times({50}));
  CHECK(std::fabs(result.effects.log_hazard_ratio[2] - 0.25) < 3 * result.effects.std_error[2]);
  const auto gap = static_cast<std::size_t>(std::find(result.terms.term.begin(), result.terms.term.end(), "history.gap") - result.terms.term.begin());
  REQUIRE(gap < result.terms.term.size());
  CHECK(std::fabs(result.terms.coefficient[gap] - 0.05) < 3 * result.terms.std_error[gap]);
  CHECK(result.terms.centre[gap] == Approx(11.5).epsilon(0.05));
  CHECK(std::fabs(result.performance.difference[1] - 1.5) < 3 * result.performance.std_error[1]);
  CHECK(result.performance.std_error[1] < result.performance.std_error[0]);
  CHECK(result.restricted_mean_difference < 0);
  RunContext one;
  one.threads = 1;
  CHECK(bytes(second_spells(spells.view("sales gap performance"), at_times({50}), one)) == bytes(result));

  std::vector<std::size_t> order(spells.person.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), random);
  Spells shuffled, pieces;
  for (const std::size_t i : order) {
    shuffled.add(spells.person[i], spells.spell[i], spells.duration[i], spells.event[i]);
    shuffled.sales.push_back(spells.sales[i]);
    shuffled.gap.push_back(spells.gap[i]);
    shuffled.performance.push_back(spells.performance[i]);
    const double middle = std::floor(spells.duration[i] / 2);
    if (middle > 0) {
      pieces.add(spells.person[i], spells.spell[i], middle, 0);
      pieces.sales.push_back(spells.sales[i]);
    }
    pieces.add(spells.person[i], spells.spell[i], spells.duration[i], spells.event[i], middle);
    pieces.sales.push_back(spells.sales[i]);
  }
  const SecondSpellsResult other = second_spells(shuffled.view("sales gap performance"), at_times({50}));
  near(other.effects.log_hazard_ratio, result.effects.log_hazard_ratio, 1e-10, "order");
  near(other.difference_std_error, result.difference_std_error, 1e-10, "order");
  near(other.performance.std_error, result.performance.std_error, 1e-10, "order");
  const SecondSpellsResult cut = second_spells(pieces.view("sales entry"), at_times({50}));
  near(cut.effects.std_error[1], result.effects.std_error[1], 1e-10, "pieces");
  near(cut.difference_std_error, result.difference_std_error, 1e-10, "pieces");
  near(cut.curve.upper, result.curve.upper, 1e-10, "pieces");
}

TEST_CASE("second spells: no returner has left") {
  Spells spells;
  for (int i = 0; i < 30; ++i) spells.add(i, 1, 10 + i, i % 2);
  for (int i = 30; i < 36; ++i) spells.add(i, 2, 40, 0);
  const SecondSpellsResult result = second_spells(spells.view(), at_times({30, 60}));
  CHECK(result.groups.restricted_mean[1] == result.until);
  CHECK(result.groups.lower[1] < 0.9 * result.until);
  CHECK(result.groups.upper[1] == result.until);
  CHECK(result.difference_lower < result.restricted_mean_difference);
  CHECK(result.difference_upper > result.restricted_mean_difference);
  CHECK(word(result.effects.status, 0) == "corrected");
  CHECK(result.effects.hazard_ratio[0] > 0);
  CHECK(result.effects.lower[0] < result.effects.hazard_ratio[0]);
  CHECK(result.effects.upper[0] > result.effects.hazard_ratio[0]);
  CHECK(result.effects.upper[0] < 10);
  CHECK(result.curve.staying[2] == 1.0);
  CHECK(result.curve.lower[2] < 0.7);
  CHECK(std::isnan(result.curve.staying[3]));
  CHECK(result.curve.lower[3] == 0.0);
  for (std::int64_t& left : spells.event) left = 0;
  const SecondSpellsResult nobody = second_spells(spells.view(), at_times({30}));
  CHECK(word(nobody.effects.status, 0) == "not_estimated");
  CHECK(std::isnan(nobody.effects.hazard_ratio[0]));
  CHECK(nobody.difference_lower < 0);
  CHECK(nobody.difference_upper > 0);
}

TEST_CASE("second spells: what cannot be") {
  const auto said = [](Spells& spells, const std::string& columns = "", SecondSpellsOptions options = at_times({10})) { return sentence([&] { second_spells(spells.view(columns), options); }); };
  Spells spells;
  spells.add(1, 1, 20, 0, 0, 19000);
  spells.add(1, 2, 30, 0, 0, 19100);
  CHECK(said(spells) == "returns.second_spells: event[0] is 0, but must be 1: the same person began a later spell (row 1)");
  spells.event[0] = 1;
  CHECK(said(spells, "start") == "accepted");
  spells.start[1] = 19010;
  CHECK(said(spells, "start") == "returns.second_spells: start[1] is 2022-01-18, but must be on the day when the spell in row 0 ended or later, 2022-01-28");
  Spells alone;
  alone.add(1, 1, 20, 1);
  CHECK(said(alone) == "returns.second_spells: spell is 1 everywhere, but must be above 1 in some rows: nobody came back");
  SecondSpellsOptions far = at_times({10});
  far.until = 25;
  spells.duration = {30, 24};
  CHECK(said(spells, "", far) == "returns.second_spells: until is 25, but must be at most 24, to which returners were followed");
  spells.gap = {std::nan(""), std::nan("")};
  CHECK(said(spells, "gap") == "returns.second_spells: history.gap[1] is missing, but must be given of somebody who came back");
  spells.entry = {0, 24};
  CHECK(said(spells, "entry") == "returns.second_spells: entry[1] is 24, but must be below duration");
  Spells cut;
  cut.add(1, 1, 20, 0);
  cut.add(1, 1, 30, 1, 10);
  cut.add(2, 2, 30, 1);
  CHECK(said(cut, "entry") == "returns.second_spells: entry[1] is 10, but must be at least 20, where row 0 of the same spell ends");
}
