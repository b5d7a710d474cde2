#include "mainstay/returns/probability.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <tuple>

#include "compare.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/data/calendar.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::returns;
using doctest::Approx;

namespace {

// Leavers as lists, and views on them.
struct Leavers {
  std::vector<double> duration, entry, exit, weights;
  std::vector<std::string> end, reason, situation, person;
  void add(double days, std::string how, std::string why = "pay", std::string now = "below", double from = 0.0, std::string who = "", double left = 0.0) {
    duration.push_back(days);
    end.push_back(std::move(how));
    reason.push_back(std::move(why));
    situation.push_back(std::move(now));
    entry.push_back(from);
    person.push_back(who.empty() ? "p" + std::to_string(duration.size()) : std::move(who));
    exit.push_back(left);
  }
  std::size_t size() const { return duration.size(); }
  Leavers rows(const std::vector<std::size_t>& which) const {
    Leavers some;
    for (const std::size_t i : which) {
      some.add(duration[i], end[i], reason[i], situation[i], entry[i], person[i], exit[i]);
      if (!weights.empty()) some.weights.push_back(weights[i]);
    }
    return some;
  }
};

struct Sheet {
  Labels labels;
  ProbabilityInput input;
  explicit Sheet(const Leavers& all, const std::string& columns = "entry reason situation") {
    const auto has = [&](const char* name) { return columns.find(name) != std::string::npos; };
    input.duration = all.duration;
    input.end = labels.column(all.end);
    if (has("entry")) input.entry = all.entry;
    if (has("reason")) input.reason = labels.column(all.reason);
    if (has("situation")) input.situation = labels.column(all.situation);
    if (has("person")) input.person = labels.column(all.person);
    if (has("exit")) input.exit = all.exit;
    if (!all.weights.empty()) input.weights = all.weights;
  }
};

ProbabilityOptions by(std::vector<double> horizons, std::vector<double> waited = {0.0}) {
  ProbabilityOptions options;
  options.horizons = std::move(horizons);
  options.waited = std::move(waited);
  return options;
}

ProbabilityPrior prior(std::string reason, std::string situation, double mean, double worth, double horizon = 365, double waited = 0) {
  ProbabilityPrior p;
  p.reason = std::move(reason);
  p.situation = std::move(situation);
  p.mean = mean;
  p.worth = worth;
  p.horizon = horizon;
  p.waited = waited;
  return p;
}

std::string said(const Leavers& all, const ProbabilityOptions& options, const std::string& columns = "entry reason situation") {
  const Sheet sheet(all, columns);
  return sentence([&] { probability(sheet.input, options); });
}

std::string bytes(const ProbabilityResult& result) { return save_document("returns.probability", Object::of(result)); }

Leavers at_random(std::uint64_t seed, int n, bool delayed, bool coarse) {
  std::mt19937_64 random(seed);
  const auto draw = [&](int count) { return static_cast<int>(random() % static_cast<std::uint64_t>(count)); };
  Leavers all;
  const char* ends[] = {"open", "returned", "settled", "unreachable"};
  for (int i = 0; i < n; ++i) {
    const double entry = delayed && draw(2) ? draw(coarse ? 6 : 40) : 0;
    all.add(entry + 1 + draw(coarse ? 12 : 90), ends[draw(4)], draw(2) ? "pay" : "promotion", draw(2) ? "below" : "above", entry);
  }
  return all;
}

// The definitions, one row at a time: at each day the ends over those at risk; the error by how each day's counts move the answer.
struct Plain {
  double probability = 0, variance = 0, people = 0;
};
Plain plainly(const Leavers& all, const std::vector<std::size_t>& rows, double waited, double horizon) {
  Plain plain;
  std::vector<double> days;
  for (const std::size_t i : rows) {
    plain.people += all.entry[i] <= waited && all.duration[i] > waited;
    if (all.duration[i] > waited && all.duration[i] <= waited + horizon) days.push_back(all.duration[i]);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<double> before, after, back, leave, risk, sum;
  double still = 1;
  for (const double day : days) {
    double at_risk = 0, returned = 0, ended = 0;
    for (const std::size_t i : rows) {
      at_risk += all.entry[i] < day && all.duration[i] >= day;
      returned += all.duration[i] == day && all.end[i] == "returned";
      ended += all.duration[i] == day && all.end[i] != "open";
    }
    before.push_back(still);
    back.push_back(returned / at_risk);
    leave.push_back(ended / at_risk);
    risk.push_back(at_risk);
    plain.probability += still * returned / at_risk;
    still *= 1 - ended / at_risk;
    after.push_back(still);
    sum.push_back(plain.probability);
  }
  for (std::size_t k = 0; k < days.size(); ++k) {
    const double later = after[k] > 0 ? (plain.probability - sum[k]) / after[k] : 0, h = leave[k], b = back[k];
    plain.variance += before[k] * before[k] / risk[k] * (b * (1 - b) + later * later * h * (1 - h) - 2 * later * b * (1 - h));
  }
  return plain;
}

}  // namespace

TEST_CASE("probability: 18 of 120, ten for promotion and eight for pay") {
  Leavers all;
  for (int i = 0; i < 60; ++i) {
    all.add(i < 10 ? 20 + i : 400, i < 10 ? "returned" : "open", "promotion", "not promoted");
    all.add(i < 8 ? 30 + i : 400, i < 8 ? "returned" : "open", "pay", "below");
  }
  const Sheet sheet(all);
  ProbabilityOptions options = by({365});
  options.priors = {prior("promotion", "not promoted", .6, 10), prior("pay", "", .5, 10)};
  const ProbabilityResult result = probability(sheet.input, options);
  CHECK(result.rows == 120);
  CHECK(result.total.probability[0] == Approx(.15).epsilon(1e-14));
  CHECK(result.total.effective[0] == Approx(120).epsilon(1e-12));
  CHECK(result.total.lower[0] == Approx(.097).epsilon(.001));   // Wilson (1927): 9.7 % to 22.5 %
  CHECK(result.total.upper[0] == Approx(.2249).epsilon(.001));
  CHECK(word(result.total.spread, 0) == "too_few");
  const ProbabilityGroups& groups = result.groups;
  REQUIRE(groups.people.size() == 2);  // pay below, promotion not promoted
  const std::size_t pay = word(groups.reason, 0) == "pay" ? 0 : 1, promotion = 1 - pay;
  CHECK(groups.returned[promotion] == 10.0);
  CHECK(groups.posterior[promotion] == Approx((.6 * 10 + 10) / 70).epsilon(1e-13));
  CHECK(groups.prior_share[promotion] == Approx(1.0 / 7).epsilon(1e-13));
  CHECK(word(groups.basis, promotion) == "both");
  CHECK(groups.conflict[promotion] == 1);  // 10 of 60 where 60 % was promised
  CHECK(groups.posterior[pay] == Approx((.5 * 10 + 8) / 70).epsilon(1e-13));
  // a prior that names a whole group lists it without rows
  options.priors.push_back(prior("promotion", "below", .2, 4));
  CHECK(probability(sheet.input, options).groups.people == std::vector<double>{60, 0, 60});
  double sum = 0;
  for (std::size_t i = 0; i < 4; ++i) sum += result.ends.probability[i];
  CHECK(sum == Approx(1).epsilon(1e-14));
}

TEST_CASE("probability: nobody, everybody, nobody followed, no rows") {
  Leavers all;
  for (int i = 0; i < 12; ++i) all.add(400, "open", "family", "x");
  for (int i = 0; i < 5; ++i) all.add(10 + i, "returned", "pay", "x");
  for (int i = 0; i < 8; ++i) all.add(i < 2 ? 20 : 100, i < 2 ? "returned" : "open", "scene", "x");
  const Sheet sheet(all);
  ProbabilityOptions options = by({365}, {0, 500});
  options.pooling = ReturnPooling::none;
  options.priors = {prior("scene", "", .3, 5), prior("family", "x", .4, 5, 365, 500)};
  const ProbabilityGroups groups = probability(sheet.input, options).groups;
  REQUIRE(groups.people.size() == 6);  // family, pay, scene; each at 0 and at 500
  CHECK(word(groups.status, 0) == "no_return");
  CHECK(groups.probability[0] == 0.0);
  CHECK(groups.effective[0] == Approx(12).epsilon(1e-13));
  CHECK(groups.lower[0] == 0.0);
  CHECK(groups.upper[0] == Approx(1.9599639845 * 1.9599639845 / (12 + 1.9599639845 * 1.9599639845)).epsilon(1e-9));
  CHECK(groups.posterior[0] == Approx(.5 / 13).epsilon(1e-13));  // Jeffreys
  CHECK(word(groups.basis, 0) == "data");
  CHECK(word(groups.status, 1) == "nobody");
  CHECK(std::isnan(groups.probability[1]));
  CHECK(groups.lower[1] == 0.0);
  CHECK(groups.upper[1] == 1.0);
  CHECK(word(groups.basis, 1) == "prior");
  CHECK(groups.posterior[1] == Approx(.4).epsilon(1e-14));
  CHECK(groups.prior_share[1] == 1.0);
  CHECK(std::isnan(groups.prior_p_value[1]));
  CHECK(groups.probability[2] == 1.0);
  CHECK(groups.effective[2] == Approx(5).epsilon(1e-13));
  CHECK(groups.upper[2] == 1.0);
  CHECK(groups.lower[2] == Approx(1 - 1.9599639845 * 1.9599639845 / (5 + 1.9599639845 * 1.9599639845)).epsilon(1e-9));
  CHECK(word(groups.basis, 3) == "nothing");
  CHECK(std::isnan(groups.posterior[3]));
  CHECK(groups.posterior_lower[3] == 0.0);
  CHECK(groups.posterior_upper[3] == 1.0);
  CHECK(word(groups.status, 4) == "beyond_follow_up");
  CHECK(std::isnan(groups.probability[4]));
  CHECK(groups.followed_until[4] == 100.0);
  CHECK(groups.lower[4] == Approx(.0715).epsilon(.001));  // Wilson of 2 of 8
  CHECK(groups.upper[4] == 1.0);
  CHECK(groups.posterior[4] > .3);  // what is known of the prior's lower end is taken away: beta(1.5, 3.5) above .0715
  CHECK(groups.posterior[4] < .34);
  CHECK(groups.posterior_lower[4] > groups.lower[4]);
  CHECK(word(groups.basis, 4) == "prior");
  options.priors = {};
  const ProbabilityGroups without = probability(sheet.input, options).groups;
  CHECK(word(without.basis, 4) == "nothing");
  CHECK(std::isnan(without.posterior[4]));
  CHECK(without.posterior_lower[4] == without.lower[4]);
  CHECK(without.posterior_upper[4] == 1.0);
  options.priors = {prior("scene", "", .001, 5000)};  // impossible after 2 of 8
  const ProbabilityGroups impossible = probability(sheet.input, options).groups;
  CHECK(std::isnan(impossible.posterior[4]));
  CHECK(impossible.posterior_lower[4] == impossible.lower[4]);
  for (std::size_t i = 0; i < 6; ++i) CHECK(groups.posterior_lower[i] < groups.posterior_upper[i]);
}

TEST_CASE("probability: values of etm") {
  for (const char* name : {"ends", "delayed"}) {
    const golden::json file = golden::load_golden(std::string("returns/probability/") + name + ".json");
    const std::vector<double> duration = golden::numbers(file["data"]["duration"]), entry = golden::numbers(file["data"]["entry"]);
    const std::vector<std::int64_t> end = golden::integers(file["data"]["end"]);
    ProbabilityInput input;
    input.duration = duration;
    input.end = end;
    input.entry = entry;
    const ProbabilityResult result = probability(input, by(golden::numbers(file["options"]["horizons"]), golden::numbers(file["options"]["waited"])));
    const golden::json& expect = file["expect"];
    near(result.ends.probability, flat(expect["probability"]), 1e-12, "probability");
    near(result.ends.std_error, flat(expect["std_error"]), 1e-10, "std_error");
    near(result.groups.effective, golden::numbers(expect["effective"]), 1e-8, "effective");
    near(result.groups.lower, golden::numbers(expect["lower"]), 1e-10, "lower");
    near(result.groups.upper, golden::numbers(expect["upper"]), 1e-10, "upper");
    near(result.total.probability, result.groups.probability, 1e-14, "one group is everybody");
    near(result.total.effective, result.groups.effective, 1e-12, "one group is everybody");
  }
}

TEST_CASE("probability: empirical Bayes and a prior, against R") {
  const golden::json file = golden::load_golden("returns/probability/groups.json");
  const std::vector<double> size = golden::numbers(file["data"]["size"]), returned = golden::numbers(file["data"]["returned"]);
  Leavers all;
  for (std::size_t g = 0; g < size.size(); ++g)
    for (int i = 0; i < size[g]; ++i) all.add(i < returned[g] ? 5 : 400, i < returned[g] ? "returned" : "open", "r" + std::to_string(g), "x");
  const Sheet sheet(all);
  ProbabilityOptions options = by({365});
  ProbabilityResult result = probability(sheet.input, options);
  const golden::json& expect = file["expect"];
  CHECK(word(result.total.spread, 0) == "fitted");
  near(result.total.spread_mean[0], expect["mean"], 1e-6, "mean");  // the optimiser of R stops at 1e-8 of the likelihood
  near(result.total.spread_worth[0] / static_cast<double>(expect["worth"]), 1.0, 1e-4, "worth");
  near(result.groups.posterior, golden::numbers(expect["posterior"]), 1e-5, "posterior");
  near(result.groups.posterior_lower, golden::numbers(expect["lower"]), 5e-5, "lower");
  near(result.groups.posterior_upper, golden::numbers(expect["upper"]), 5e-5, "upper");
  std::vector<double> wilson;
  for (std::size_t g = 0; g < size.size(); ++g) wilson.insert(wilson.end(), {result.groups.lower[g], result.groups.upper[g]});
  near(wilson, flat(expect["wilson"]), 1e-10, "wilson");
  CHECK(word(result.groups.basis, 0) == "groups");
  options.priors = {prior("r0", "", .6, 10)};
  result = probability(sheet.input, options);
  near(result.groups.posterior[0], expect["with_prior"]["posterior"], 1e-13, "posterior");
  near(result.groups.posterior_lower[0], expect["with_prior"]["lower"], 1e-10, "lower");
  near(result.groups.posterior_upper[0], expect["with_prior"]["upper"], 1e-10, "upper");
  near(result.groups.prior_p_value[0], expect["with_prior"]["p_value"], 1e-11, "p_value");
  CHECK(result.groups.conflict[0] == 0);
  CHECK(word(result.groups.basis, 0) == "both");
  CHECK(word(result.groups.basis, 1) == "groups");
  options.pooling = ReturnPooling::moments;
  CHECK(probability(sheet.input, options).total.spread_mean[0] == Approx(53.0 / 278 - 1.0 / 278).epsilon(.05));
}

TEST_CASE("probability: groups that do not differ share one probability") {
  Leavers all;
  for (int g = 0; g < 5; ++g)
    for (int i = 0; i < 20; ++i) all.add(i < 3 ? 5 : 400, i < 3 ? "returned" : "open", "r" + std::to_string(g), "x");
  for (int i = 0; i < 3; ++i) all.add(50, "open", "r9", "x");
  const Sheet sheet(all);
  const ProbabilityResult result = probability(sheet.input, by({365}));
  CHECK(word(result.total.spread, 0) == "no_variation");
  CHECK(std::isinf(result.total.spread_worth[0]));
  for (std::size_t g = 0; g < 6; ++g) {
    CHECK(result.groups.posterior[g] == Approx(.15).epsilon(1e-13));
    CHECK(result.groups.posterior_lower[g] > (g < 5 ? .05 : .01));
    CHECK(result.groups.posterior_lower[g] < result.total.lower[0]);  // not as sure as all together
    CHECK(result.groups.posterior_upper[g] > result.total.upper[0]);
    CHECK(result.groups.posterior_upper[g] < (g < 5 ? .31 : .6));
  }
  CHECK(result.groups.posterior_upper[5] > result.groups.posterior_upper[0]);
  CHECK(result.groups.prior_share[0] == Approx(.8).epsilon(1e-12));
  CHECK(result.groups.prior_share[5] == 1.0);  // nobody of it was followed so long
}

TEST_CASE("probability: pooled, nobody or everybody back is not surer than all together") {
  for (const std::vector<int>& sizes : {std::vector<int>{10, 10, 10, 10, 10}, {1000, 10, 10, 10}, {1, 1, 1, 1}, {3, 40, 200, 5, 5, 5}})
    for (const bool back : {false, true}) {
      Leavers all;
      for (std::size_t g = 0; g < sizes.size(); ++g)
        for (int i = 0; i < sizes[g]; ++i) all.add(back ? 5 : 400, back ? "returned" : "open", "r" + std::to_string(g), "x");
      const ProbabilityResult result = probability(Sheet(all).input, by({365}));
      for (std::size_t g = 0; g < sizes.size(); ++g) {
        CHECK(result.groups.posterior_lower[g] < result.groups.posterior_upper[g]);
        if (back) CHECK(result.groups.posterior_lower[g] <= result.total.lower[0] + 1e-12);
        else CHECK(result.groups.posterior_upper[g] >= result.total.upper[0] - 1e-12);
      }
    }
}

TEST_CASE("probability: pooled limits hold as often as they say") {
  std::mt19937_64 random(31);
  struct World {
    int groups, people;
    double a, b;
  };
  for (const World& world : {World{5, 30, 3, 17}, World{6, 20, 1, 19}}) {
    std::gamma_distribution<double> first(world.a), second(world.b);
    int held = 0, asked = 0;
    for (int company = 0; company < 100; ++company) {
      Leavers all;
      std::vector<double> truth;
      for (int g = 0; g < world.groups; ++g) {
        const double x = first(random), p = x / (x + second(random));
        truth.push_back(p);
        std::bernoulli_distribution comes(p);
        for (int i = 0; i < world.people; ++i) {
          const bool back = comes(random);
          all.add(back ? 5 : 400, back ? "returned" : "open", "r" + std::to_string(g), "x");
        }
      }
      const ProbabilityGroups groups = probability(Sheet(all).input, by({365})).groups;
      for (std::size_t g = 0; g < truth.size(); ++g) held += groups.posterior_lower[g] <= truth[g] && truth[g] <= groups.posterior_upper[g];
      asked += world.groups;
    }
    CAPTURE(world.groups);
    CHECK(held >= .92 * asked);
    CHECK(held <= .98 * asked);
  }
}

TEST_CASE("probability: the definitions as plain loops") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Leavers all = at_random(seed, 15 + static_cast<int>(seed) * 3, seed % 2 == 0, seed % 3 == 0);
    const Sheet sheet(all);
    const std::vector<double> horizons{3, 6, 9.5}, waited{0, 2};
    const ProbabilityGroups groups = probability(sheet.input, by(horizons, waited)).groups;
    CAPTURE(seed);
    for (std::size_t r = 0; r < groups.people.size(); ++r) {
      std::vector<std::size_t> rows;
      for (std::size_t i = 0; i < all.size(); ++i)
        if (all.reason[i] == word(groups.reason, r) && all.situation[i] == word(groups.situation, r)) rows.push_back(i);
      const Plain plain = plainly(all, rows, groups.waited[r], groups.horizon[r]);
      CHECK(groups.people[r] == plain.people);
      if (word(groups.status, r) == "nobody" || word(groups.status, r) == "beyond_follow_up") continue;
      near(groups.probability[r], plain.probability, 1e-12, "probability");
      near(groups.std_error[r], std::sqrt(std::max(0.0, plain.variance)), 1e-7, "std_error");
      if (plain.probability > 0 && plain.probability < 1 - 1e-9 && plain.variance > 1e-9) near(groups.effective[r], plain.probability * (1 - plain.probability) / plain.variance, 1e-8, "effective");
    }
  }
}

TEST_CASE("probability: limits hold as often as they say, of few people with censoring") {
  std::mt19937_64 random(12);
  std::exponential_distribution<double> time(1.0);
  const double back = .0004, settled = .0008, truth = back / (back + settled) * (1 - std::exp(-(back + settled) * 365));
  int held = 0;
  for (int company = 0; company < 1000; ++company) {
    Leavers all;
    for (int i = 0; i < 40; ++i) {
      const double a = std::ceil(time(random) / back), b = std::ceil(time(random) / settled), look = 30 + static_cast<double>(random() % 870);
      all.add(std::min({a, b, look}), look < std::min(a, b) ? "open" : a <= b ? "returned" : "settled");
    }
    const ProbabilityGroups groups = probability(Sheet(all, "").input, by({365})).groups;
    held += groups.lower[0] <= truth && truth <= groups.upper[0];
  }
  CHECK(held > 925);
  CHECK(held < 980);
}

TEST_CASE("probability: row order, copies for weights, pieces of one time away, threads, parts") {
  Leavers all = at_random(99, 400, true, false);
  const Sheet sheet(all);
  ProbabilityOptions options = by({10, 40}, {0, 15});
  options.priors = {prior("pay", "", .4, 8, 40, 15)};
  const ProbabilityResult whole = probability(sheet.input, options);
  RunContext one;
  one.threads = 1;
  CHECK(bytes(probability(sheet.input, options, one)) == bytes(whole));

  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), std::mt19937_64(3));
  const Leavers shuffled = all.rows(order);
  CHECK(bytes(probability(Sheet(shuffled).input, options)) == bytes(whole));

  Leavers weighed = all, copied;
  for (std::size_t i = 0; i < all.size(); ++i) {
    weighed.weights.push_back(static_cast<double>(i % 3));
    for (std::size_t c = 0; c < i % 3; ++c) copied.add(all.duration[i], all.end[i], all.reason[i], all.situation[i], all.entry[i]);
  }
  const ProbabilityResult heavy = probability(Sheet(weighed).input, options), many = probability(Sheet(copied).input, options);
  near(heavy.groups.posterior_upper, many.groups.posterior_upper, 1e-12, "weights");
  near(heavy.groups.std_error, many.groups.std_error, 1e-12, "weights");

  Leavers pieces;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double middle = std::floor((all.entry[i] + all.duration[i]) / 2);
    if (middle > all.entry[i] && middle < all.duration[i]) {
      pieces.add(middle, "open", all.reason[i], all.situation[i], all.entry[i], all.person[i]);
      pieces.add(all.duration[i], all.end[i], all.reason[i], all.situation[i], middle, all.person[i]);
    } else {
      pieces.add(all.duration[i], all.end[i], all.reason[i], all.situation[i], all.entry[i], all.person[i]);
    }
  }
  const ProbabilityResult cut = probability(Sheet(pieces, "entry reason situation person").input, options);
  near(cut.groups.probability, whole.groups.probability, 1e-12, "pieces");
  near(cut.groups.posterior_lower, whole.groups.posterior_lower, 1e-10, "pieces");

  std::vector<ProbabilityState> parts(7);
  for (std::size_t p = 0; p < parts.size(); ++p) {
    parts[p].options = options;
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < all.size(); ++i)
      if ((i * 7919) % 7 == p) rows.push_back(i);
    const Leavers some = all.rows(rows);
    parts[p].update(Sheet(some).input, {});
  }
  ProbabilityState merged = parts[3];
  for (const std::size_t p : {0, 6, 1, 5, 2, 4}) merged.merge(parts[p]);
  merged.advance({});
  CHECK(merged.done());
  CHECK(bytes(merged.finish({})) == bytes(whole));
  ProbabilityState other = parts[0];
  other.options.horizons = {5};
  CHECK(sentence([&] { other.merge(parts[1]); }) == "returns.probability: states of unlike options cannot be merged");
}

TEST_CASE("probability: what was known on a day") {
  std::mt19937_64 random(8);
  Leavers all, known;
  const double frozen = 20000;
  for (int i = 0; i < 300; ++i) {
    const double exit = 19500 + static_cast<double>(random() % 700), length = 1 + static_cast<double>(random() % 300);
    const char* ends[] = {"open", "returned", "settled"};
    const char* end = ends[random() % 3];
    all.add(length, end, "pay", "x", 0, "", exit);
    if (exit >= frozen) continue;
    if (exit + length <= frozen) known.add(length, end, "pay", "x");
    else known.add(frozen - exit, "open", "pay", "x");
  }
  ProbabilityOptions options = by({60, 120});
  const ProbabilityResult expected = probability(Sheet(known).input, options);
  options.frozen_at = static_cast<std::int64_t>(frozen);
  const ProbabilityResult found = probability(Sheet(all, "entry reason situation exit").input, options);
  CHECK(bytes(found) == bytes(expected));
  CHECK(said(all, options) == "returns.probability: exit is missing, but must be given with frozen_at");
}

TEST_CASE("probability: what cannot be") {
  Leavers all;
  all.add(100, "returned");
  all.add(200, "open");
  const ProbabilityOptions options = by({90});
  Leavers wrong = all;
  wrong.duration[1] = -3;
  CHECK(said(wrong, options) == "returns.probability: duration[1] is -3, but must be >= 0");
  wrong = all;
  wrong.duration[0] = 0;
  CHECK(said(wrong, options, "reason") == "returns.probability: duration[0] is 0, but must be > 0 where the end is not open");
  wrong = all;
  wrong.end[1] = "gone";
  CHECK(said(wrong, options) == "returns.probability: end[1] is \"gone\", but must be one of open, returned, settled, unreachable (ends)");
  wrong = all;
  wrong.entry[1] = 200;
  CHECK(said(wrong, options) == "returns.probability: entry[1] is 200, but must be below duration");
  ProbabilityOptions named = options;
  named.reasons = {"promotion", "family"};
  CHECK(said(all, named) == "returns.probability: reason[0] is \"pay\", but must be one of promotion, family (reasons)");
  named = options;
  named.priors = {prior("promotion", "", .6, 10, 90)};
  CHECK(said(all, named) == "returns.probability: priors[0].reason is \"promotion\", but must be one of pay");
  named.priors = {prior("pay", "", .6, 10)};
  CHECK(said(all, named) == "returns.probability: priors[0].horizon is 365, but must be one of 90");
  named.priors = {prior("pay", "", .6, 10, 90), prior("pay", "", .5, 10, 90)};
  CHECK(said(all, named) == "returns.probability: priors[1] is a second prior, but must be the only one for reason \"pay\", situation \"below\"; priors[0] names as much");
  named.priors = {prior("pay", "", 1.0, 10, 90)};
  CHECK(said(all, named) == "returns.probability: priors[0].mean is 1, but must be > 0 and < 1");
  CHECK(said(all, by({90, 90})) == "returns.probability: horizons[1] is 90, but must be above the one before it");

  Leavers twice;
  twice.add(100, "open", "pay", "below", 0, "ann", 19000);
  twice.add(50, "open", "pay", "below", 0, "ann", 19300);
  CHECK(said(twice, options, "person exit") == "returns.probability: end[0] is open, but must be returned: the same person left again on 2022-11-04 (row 1)");
  twice.end[0] = "returned";
  CHECK(said(twice, options, "person exit") == "accepted");
  twice.duration[0] = 400;
  CHECK(said(twice, options, "person exit") == "returns.probability: exit[1] is 2022-11-04, but must be on the day of the return in row 0 or later, 2023-02-12");
  CHECK(said(twice, options, "person entry") == "returns.probability: end[0] is returned, but must be open: row 1 is a later piece of the same time away");
  twice.end[0] = "open";
  twice.duration = {100, 150};
  twice.entry = {0, 90};
  CHECK(said(twice, options, "person entry") == "returns.probability: entry[1] is 90, but must be at least 100, where row 0 of the same person ends");
  Leavers nobody;
  nobody.add(0, "open");
  CHECK(said(nobody, options, "reason") == "returns.probability: no row says anything: rows need a weight, time after the exit, and an exit before frozen_at");
}
