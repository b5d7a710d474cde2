#include "mainstay/performance/raters.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "compare.hpp"
#include "core/team.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "performance/crossed_equations.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

struct Labels {
  std::vector<std::string> texts;
  std::vector<std::string_view> levels;
  std::vector<std::int32_t> codes;
  Column column() {
    levels.assign(texts.begin(), texts.end());
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    codes.clear();
    for (const std::string& text : texts) codes.push_back(static_cast<std::int32_t>(std::lower_bound(levels.begin(), levels.end(), std::string_view(text)) - levels.begin()));
    Column made(codes);
    made.categorical = true;
    made.levels = levels;
    return made;
  }
};

struct Ratings {
  Labels person, rater, item, role;
  std::vector<double> rating;
  void add(const std::string& p, const std::string& r, double value, const std::string& what = "", const std::string& as = "") {
    person.texts.push_back(p), rater.texts.push_back(r), rating.push_back(value);
    if (!what.empty()) item.texts.push_back(what);
    if (!as.empty()) role.texts.push_back(as);
  }
  RatersResult run(const RatersOptions& options = {}, std::int32_t threads = 1) {
    RatersInput input;
    input.person = person.column(), input.rater = rater.column(), input.rating = Column(rating);
    if (!item.texts.empty()) input.item = item.column();
    if (!role.texts.empty()) input.role = role.column();
    RunContext context;
    context.threads = threads;
    return raters(input, options, context);
  }
};

Ratings drawn(std::mt19937_64& random, int people, int raters, int items, int rows, double rater_deviation = 0.7) {
  std::normal_distribution<double> normal;
  std::vector<double> p(people), r(raters), t(std::max(1, items));
  for (double& v : p) v = normal(random);
  for (double& v : r) v = rater_deviation * normal(random);
  for (double& v : t) v = 0.5 * normal(random);
  Ratings all;
  for (int i = 0; i < rows; ++i) {
    const int a = static_cast<int>(random() % people), b = static_cast<int>(random() % raters), c = items > 0 ? static_cast<int>(random() % items) : 0;
    all.add("p" + std::to_string(a), "r" + std::to_string(b), 5 + p[a] + r[b] + (items > 0 ? t[c] : 0) + normal(random), items > 0 ? "i" + std::to_string(c) : "");
  }
  return all;
}

// The restricted likelihood and the predictions from the covariance of all rows, by elimination.
struct Dense {
  double likelihood = 0.0, mean = 0.0;
  std::vector<std::vector<double>> effect;
};
Dense dense(const Ratings& data, const std::vector<const Labels*>& factors, const std::vector<double>& variance) {
  const std::size_t n = data.rating.size();
  std::vector<std::vector<double>> v(n, std::vector<double>(n + 2));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      v[i][j] = i == j ? variance.back() : 0.0;
      for (std::size_t k = 0; k < factors.size(); ++k) v[i][j] += factors[k]->texts[i] == factors[k]->texts[j] ? variance[k] : 0.0;
    }
    v[i][n] = 1.0;
    v[i][n + 1] = data.rating[i];
  }
  double log_determinant = 0.0;
  for (std::size_t p = 0; p < n; ++p) {
    log_determinant += std::log(v[p][p]);
    for (std::size_t i = 0; i < n; ++i) {
      if (i == p) continue;
      const double factor = v[i][p] / v[p][p];
      for (std::size_t j = p; j < n + 2; ++j) v[i][j] -= factor * v[p][j];
    }
  }
  double xx = 0.0, xy = 0.0, yy = 0.0;
  for (std::size_t i = 0; i < n; ++i) xx += v[i][n] / v[i][i], xy += v[i][n + 1] / v[i][i], yy += data.rating[i] * v[i][n + 1] / v[i][i];
  Dense result;
  result.mean = xy / xx;
  result.likelihood = -0.5 * (log_determinant + std::log(xx) + yy - xy * xy / xx + (static_cast<double>(n) - 1.0) * std::log(2.0 * 3.14159265358979323846));
  for (std::size_t k = 0; k < factors.size(); ++k) {
    std::map<std::string, double> sums;
    for (std::size_t i = 0; i < n; ++i) sums[factors[k]->texts[i]] += variance[k] * (v[i][n + 1] - result.mean * v[i][n]) / v[i][i];
    result.effect.emplace_back();
    for (const auto& [label, sum] : sums) result.effect.back().push_back(sum);
  }
  return result;
}

}  // namespace

TEST_CASE("performance.raters: balanced ratings by hand") {
  // Three people by three raters, each once, residuals planted: mean squares of the analysis of variance give the variances: person (MSp - MSe) / 3, rater (MSr - MSe) / 3, residual MSe.
  const double table[3][3] = {{7, 6, 5}, {5, 3, 4}, {9, 8, 6}};
  Ratings all;
  double grand = 0, rows[3] = {}, columns[3] = {}, residual = 0;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) all.add("p" + std::to_string(i), "r" + std::to_string(j), table[i][j]), grand += table[i][j] / 9, rows[i] += table[i][j] / 3, columns[j] += table[i][j] / 3;
  double people = 0, judges = 0;
  for (int i = 0; i < 3; ++i) people += 3 * std::pow(rows[i] - grand, 2) / 2, judges += 3 * std::pow(columns[i] - grand, 2) / 2;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) residual += std::pow(table[i][j] - rows[i] - columns[j] + grand, 2) / 4;
  const RatersResult result = all.run();
  CHECK(result.status == RatersStatus::converged);
  near(result.variances.variance, {(people - residual) / 3, (judges - residual) / 3, residual}, 1e-8, "variances");
  near(result.mean, grand, 1e-12, "mean");
  const double kept = (people - residual) / people;  // of the difference of a person's mean
  for (int i = 0; i < 3; ++i) near(result.people.score[i], grand + kept * (rows[i] - grand), 1e-8, "score");
  for (int j = 0; j < 3; ++j) near(result.raters.severity[j], -(judges - residual) / judges * (columns[j] - grand), 1e-8, "severity");
}

TEST_CASE("performance.raters: equal to lme4") {
  for (const std::string& file : golden::golden_files("performance/raters")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Ratings all;
    all.person.texts = golden::texts(data["person"]), all.rater.texts = golden::texts(data["rater"]), all.rating = golden::numbers(data["rating"]);
    if (data.contains("item")) all.item.texts = golden::texts(data["item"]);
    const RatersResult result = all.run();
    const std::vector<double> theirs = golden::numbers(expect["variance"]);
    CHECK(result.status == (file.find("no_severity") == std::string::npos ? RatersStatus::converged : RatersStatus::boundary));
    check_all(result.variances.variance, theirs, 2e-5, 1e-7, "variances");
    near(result.log_likelihood, golden::number(expect["log_likelihood"]), 1e-9, "likelihood");
    CHECK(result.log_likelihood >= golden::number(expect["log_likelihood"]) - 1e-7);
    near(result.mean, golden::number(expect["mean"]), 1e-6, "mean");
    // lme4 orders levels by their labels, as we do
    std::vector<double> effects;
    for (const double score : result.people.score) effects.push_back(score - result.mean);
    check_all(effects, golden::numbers(expect["person_effect"]), 2e-5, 2e-6, "people");
    effects.clear();
    for (const double severity : result.raters.severity) effects.push_back(-severity);
    check_all(effects, golden::numbers(expect["rater_effect"]), 2e-5, 2e-6, "raters");
    if (data.contains("item")) check_all(result.items.effect, golden::numbers(expect["item_effect"]), 2e-5, 2e-6, "items");
    if (expect.contains("person_error")) {
      check_all(result.people.std_error, golden::numbers(expect["person_error"]), 1e-5, 0, "errors of people");
      check_all(result.raters.std_error, golden::numbers(expect["rater_error"]), 1e-5, 0, "errors of raters");
    }
  }
}

TEST_CASE("performance.raters: a maximum of the likelihood of all rows, and its predictions") {
  std::mt19937_64 random(4);
  for (int round = 0; round < 20; ++round) {
    const int items = round % 2 == 0 ? 0 : 3;
    Ratings all = drawn(random, round % 3 == 0 ? 4 : 9, round % 3 == 1 ? 4 : 8, items, 50);
    const RatersResult result = all.run();
    if (result.status != RatersStatus::converged) continue;
    std::vector<const Labels*> factors{&all.person, &all.rater};
    if (items > 0) factors.push_back(&all.item);
    const Dense best = dense(all, factors, result.variances.variance);
    near(best.likelihood, result.log_likelihood, 1e-9, "likelihood");
    near(best.mean, result.mean, 1e-9, "mean");
    for (std::size_t k = 0; k < result.variances.variance.size(); ++k)
      for (const double factor : {0.97, 1.03}) {
        std::vector<double> other = result.variances.variance;
        other[k] *= factor;
        CHECK(dense(all, factors, other).likelihood < best.likelihood + 1e-10);
      }
    for (std::size_t i = 0; i < best.effect[0].size(); ++i) near(result.people.score[i] - result.mean, best.effect[0][i], 1e-8, "people");
    for (std::size_t i = 0; i < best.effect[1].size(); ++i) near(-result.raters.severity[i], best.effect[1][i], 1e-8, "raters");
  }
}

TEST_CASE("performance.raters: conjugate gradients and probes come near the exact answer; threads do not matter") {
  std::mt19937_64 random(6);
  Ratings all = drawn(random, 1500, 400, 5, 20000);
  const RatersResult exact = all.run();
  RatersOptions options;
  options.exact_up_to = 0;
  const RatersResult probed = all.run(options);
  CHECK((exact.errors == RatersErrors::exact && probed.errors == RatersErrors::approximate && probed.status == RatersStatus::converged));
  for (const std::size_t k : {0u, 1u, 3u}) near(probed.variances.variance[k] / exact.variances.variance[k], 1.0, 0.02, "variances");
  double worst = 0.0;
  for (std::size_t i = 0; i < exact.people.score.size(); ++i) worst = std::max(worst, std::fabs(exact.people.score[i] - probed.people.score[i]));
  CHECK(worst < 0.02);
  for (std::size_t i = 0; i < exact.people.score.size(); ++i) near(probed.people.std_error[i] / exact.people.std_error[i], 1.0, 0.1, "errors");
  const auto ratio = [](const std::vector<double>& a, const std::vector<double>& b) {
    return std::sqrt(std::inner_product(a.begin(), a.end(), a.begin(), 0.0) / std::inner_product(b.begin(), b.end(), b.begin(), 0.0));
  };
  near(probed.variances.error_ratio[0], ratio(probed.people.std_error, exact.people.std_error), 0.03, "what probes say of the errors of people");
  near(probed.variances.error_ratio[1], ratio(probed.raters.std_error, exact.raters.std_error), 0.05, "and of raters");
  CHECK((exact.variances.error_ratio[0] == 1.0 && exact.variances.error_ratio[1] == 1.0 && std::isnan(probed.variances.error_ratio.back())));
  const std::string bytes = to_json(Object::of(probed));
  for (const std::int32_t threads : {2, 3}) CHECK(to_json(Object::of(all.run(options, threads))) == bytes);
  CHECK(to_json(Object::of(all.run({}, 2))) == to_json(Object::of(exact)));
}

TEST_CASE("performance.raters: subsets that nobody connects, ratings that cannot be told apart") {
  Ratings two;
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 4; ++j) two.add((i < 3 ? "a" : "b") + std::to_string(i), (i < 3 ? "x" : "y") + std::to_string(j), (i * 7 + j * 5) % 9 + i);
  const RatersResult result = two.run();
  CHECK(result.subsets.people == std::vector<std::int64_t>{3, 3});
  CHECK(result.subsets.raters == std::vector<std::int64_t>{4, 4});
  CHECK(result.subsets.ratings == std::vector<std::int64_t>{12, 12});
  CHECK(result.people.subset == std::vector<std::int64_t>{0, 0, 0, 1, 1, 1});
  Ratings once;
  for (int i = 0; i < 5; ++i) once.add("p" + std::to_string(i % 2), "r" + std::to_string(i), i);
  CHECK(once.run().status == RatersStatus::confounded);
  Ratings same;
  for (int i = 0; i < 6; ++i) same.add("p" + std::to_string(i % 3), "r" + std::to_string(i % 2), 4);
  CHECK(same.run().status == RatersStatus::too_few);
  CHECK(std::isnan(same.run().people.score[0]));
}

TEST_CASE("performance.raters: feedback by hand") {
  Ratings all;  // Li: self 9; manager 6; peers 5, 6, 7; reports 3, 4 only: below the floor of three
  const auto feedback = [](const RatersResult& result) {
    std::map<std::string, std::pair<std::int64_t, double>> rows;
    for (std::size_t i = 0; i < result.feedback.mean.size(); ++i)
      rows[result.feedback.person.levels[result.feedback.person.codes[i]] + "/" + (result.feedback.item.codes[i] < 0 ? "" : result.feedback.item.levels[result.feedback.item.codes[i]]) + "/" +
           result.feedback.role.levels[result.feedback.role.codes[i]]] = {result.feedback.raters[i], result.feedback.mean[i]};
    return rows;
  };
  all.add("Li", "Li", 9, "", "self"), all.add("Li", "M", 6, "", "manager");
  all.add("Li", "a", 5, "", "peer"), all.add("Li", "b", 6, "", "peer"), all.add("Li", "c", 7, "", "peer");
  all.add("Li", "d", 3, "", "report"), all.add("Li", "e", 4, "", "report");
  all.add("Wu", "M", 7, "", "manager"), all.add("Wu", "a", 6, "", "peer"), all.add("Wu", "b", 8, "", "peer"), all.add("Wu", "d", 7, "", "report");
  const RatersResult result = all.run();
  auto rows = feedback(result);
  CHECK(rows.size() == 7);
  CHECK((rows["Li//self"] == std::pair<std::int64_t, double>{1, 9} && rows["Li//manager"] == std::pair<std::int64_t, double>{1, 6} && rows["Li//peer"] == std::pair<std::int64_t, double>{3, 6}));
  CHECK((rows["Li//others"] == std::pair<std::int64_t, double>{4, 6}));  // without the reports: else 7 and 6.4 would tell their sum
  CHECK((rows["Wu//pooled"] == std::pair<std::int64_t, double>{3, 7} && rows["Wu//manager"] == std::pair<std::int64_t, double>{1, 7} && rows["Wu//others"] == std::pair<std::int64_t, double>{4, 7}));
  CHECK((result.suppressed == 2 && result.self_ratings == 1));
  CHECK(std::isnan(result.people.mean[0]));
  REQUIRE(result.blind_spots.difference.size() == 1);
  near(result.blind_spots.difference[0], 3, 1e-12, "self less others");
  const double half = 1.959963984540054 * std::sqrt((result.variances.variance[1] + result.variances.variance[2]) / 4);
  near(result.blind_spots.upper[0] - result.blind_spots.lower[0], 2 * half, 1e-9, "interval");
}

TEST_CASE("performance.raters: nothing below the floor is shown, and sums are made of what is shown") {
  std::mt19937_64 random(11);
  const char* roles[] = {"self", "manager", "peer", "report", "client"};
  for (int round = 0; round < 30; ++round) {
    Ratings all;
    std::map<std::tuple<std::string, std::string, std::string>, std::set<std::string>> who;
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<double>> what;
    for (int i = 0; i < 400; ++i) {
      const std::string p = "p" + std::to_string(random() % 6), item = "i" + std::to_string(random() % 3), role = roles[random() % 5];
      const std::string r = role == "self" ? p : role + std::to_string(random() % 6);
      const double value = static_cast<double>(random() % 5);
      all.add(p, r, value, item, role);
      who[{p, item, role}].insert(r);
      what[{p, item, role}].push_back(value);
    }
    const RatersResult result = all.run();
    std::map<std::pair<std::string, std::string>, std::pair<double, double>> shown, told;  // sums and ratings of all but self, from cells and as told
    double counted = 0.0;
    for (std::size_t i = 0; i < result.feedback.mean.size(); ++i) {
      const std::string p = result.feedback.person.levels[result.feedback.person.codes[i]], role = result.feedback.role.levels[result.feedback.role.codes[i]];
      const bool total = result.feedback.item.codes[i] < 0;
      const std::string item = total ? "" : result.feedback.item.levels[result.feedback.item.codes[i]];
      if (role != "self" && role != "manager") CHECK(result.feedback.raters[i] >= (role == "others" ? 1 : 3));
      if (total || role == "others") continue;
      double sum = 0.0, ratings = 0.0;
      std::set<std::string> raters;
      for (const char* one : roles) {
        const std::tuple<std::string, std::string, std::string> cell{p, item, one};
        const bool small = std::string(one) != "self" && std::string(one) != "manager" && who[cell].size() < 3;
        if (role == "pooled" ? !small : one != role) continue;
        for (const double value : what[cell]) sum += value, ratings += 1.0;
        raters.insert(who[cell].begin(), who[cell].end());
      }
      near(result.feedback.mean[i], sum / ratings, 1e-12, role);
      CHECK(result.feedback.raters[i] == static_cast<std::int64_t>(raters.size()));
      counted += ratings;
      if (role == "self") continue;
      shown[{p, item}].first += sum, shown[{p, item}].second += ratings;
      shown[{p, ""}].first += sum, shown[{p, ""}].second += ratings;
    }
    for (std::size_t i = 0; i < result.feedback.mean.size(); ++i) {
      if (result.feedback.role.levels[result.feedback.role.codes[i]] != "others") continue;
      const std::string p = result.feedback.person.levels[result.feedback.person.codes[i]], item = result.feedback.item.codes[i] < 0 ? "" : result.feedback.item.levels[result.feedback.item.codes[i]];
      near(result.feedback.mean[i], shown[{p, item}].first / shown[{p, item}].second, 1e-12, "others");
    }
    CHECK(static_cast<double>(result.suppressed) + counted == 400.0);
  }
}

TEST_CASE("performance.raters: what it refuses") {
  Ratings all;
  all.add("a", "b", 3, "", "pooled"), all.add("a", "c", 4, "", "peer");
  CHECK(sentence([&] { all.run(); }) == "performance.raters: role is \"pooled\", but must be another word: pooled and others are made from the roles");
  Ratings broken;
  broken.add("a", "b", std::nan(""));
  CHECK(sentence([&] { broken.run(); }) == "performance.raters: rating[0] is nan, but must be finite");
}

TEST_CASE("raters: a variance of 0 is found, not walked towards for ever") {
  std::mt19937_64 random(31);
  std::normal_distribution<double> normal;
  int at_boundary = 0;
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    std::vector<std::int64_t> person, rater;
    std::vector<double> rating, own(10);
    for (double& each : own) each = normal(random);
    for (int p = 0; p < 10; ++p)
      for (int r = 0; r < 4; ++r)
        if (round % 2 == 0 || random() % 2 == 0) person.push_back(p), rater.push_back(100 + r), rating.push_back(5 + own[static_cast<std::size_t>(p)] + 0.8 * normal(random));
    RatersInput input;
    input.person = person;
    input.rater = rater;
    input.rating = rating;
    const RatersResult result = raters(input);
    CHECK(result.status != RatersStatus::not_converged);
    CHECK(result.steps < 40);
    at_boundary += result.status == RatersStatus::boundary;
  }
  CHECK(at_boundary > 30);
}

TEST_CASE("raters: the interval of a score knows of the error of the mean") {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal;
  constexpr int n = 12, m = 5;
  int held = 0, all = 0;
  for (int round = 0; round < 150; ++round) {
    std::vector<std::int64_t> person, rater;
    std::vector<double> rating, own(n), severity(m);
    for (double& each : own) each = normal(random);
    for (double& each : severity) each = 0.7 * normal(random);
    for (int p = 0; p < n; ++p)
      for (int r = 0; r < m; ++r)
        person.push_back(p), rater.push_back(100 + r), rating.push_back(5 + own[static_cast<std::size_t>(p)] + severity[static_cast<std::size_t>(r)] + 0.8 * normal(random));
    RatersInput input;
    input.person = person;
    input.rater = rater;
    input.rating = rating;
    const RatersResult result = raters(input);
    // Everybody rated once by everybody: score = mean + w (own mean - mean), w = v_p / (v_p + v_e / m).
    const double v_p = result.variances.variance[0], v_r = result.variances.variance[1], v_e = result.variances.variance[2], w = v_p / (v_p + v_e / m);
    const double own_part = 1.0 / n + w * (1 - 1.0 / n), others = (n - 1) * std::pow((1 - w) / n, 2);
    const double error = std::sqrt(v_p * (std::pow(own_part - 1, 2) + others) + v_r / m + v_e / m * (own_part * own_part + others));
    for (std::size_t p = 0; p < n; ++p) {
      near(result.people.upper[p] - result.people.lower[p], 2 * 1.959963984540054 * error, 1e-6, "interval");
      held += result.people.lower[p] <= 5 + own[p] && 5 + own[p] <= result.people.upper[p];
      ++all;
    }
  }
  CHECK(held > 0.9 * all);
}

TEST_CASE("raters: whoever rates themselves has that role") {
  Ratings ratings;
  ratings.add("ann", "ann", 9, "", "peer");
  ratings.add("ann", "bo", 5, "", "peer");
  ratings.add("bo", "ann", 6, "", "peer");
  CHECK(sentence([&] { ratings.run(); }) == "performance.raters: role[0] is \"peer\", but must be \"self\": person and rater are the same");
}

TEST_CASE("performance.raters: a sparse factor gives the exact errors; without it they are too small in circles") {
  for (const bool circles : {false, true})
    for (const bool items : {false, true}) {
      std::mt19937_64 random(12);
      std::vector<CrossedFactor> factors(items ? 3 : 2);
      std::vector<double> y;
      const std::int64_t people = 400, raters = 96;
      for (std::int64_t p = 0; p < people; ++p)
        for (std::int64_t k = 0; k < 6; ++k) {
          const std::int64_t first = p * raters / people / 8 * 8;
          factors[0].level.push_back(static_cast<std::int32_t>(p));
          factors[1].level.push_back(static_cast<std::int32_t>(circles ? first + static_cast<std::int64_t>(random() % 8) : static_cast<std::int64_t>(random() % raters)));
          if (items) factors[2].level.push_back(static_cast<std::int32_t>(random() % 5));
          y.push_back(static_cast<double>(random() % 1000) / 100);
        }
      factors[0].levels = people, factors[1].levels = raters;
      if (items) factors[2].levels = 5;
      const RunContext context;
      Team team("test", context);
      CrossedEquations exact(y, factors, 4000, team), sparse(y, factors, 0, team);
      const std::vector<double> variance = items ? std::vector<double>{1.1, 0.4, 0.3, 0.9} : std::vector<double>{1.1, 0.4, 0.9};
      exact.set(variance);
      sparse.set(variance);
      CHECK((exact.exact() && !sparse.exact()));
      CHECK(!sparse.select_entries(100));
      double least = 1.0;
      for (std::size_t k = 0; k < factors.size(); ++k) {
        const std::vector<double> truth = exact.error_variances(k), rough = sparse.error_variances(k);
        for (std::size_t i = 0; i < truth.size(); ++i) least = std::min(least, rough[i] / truth[i]);
      }
      if (circles) CHECK(least < 0.95);
      REQUIRE(sparse.select_entries(1'000'000));
      for (std::size_t k = 0; k < factors.size(); ++k)
        for (const bool with_mean : {false, true}) {
          const std::vector<double> truth = exact.error_variances(k, with_mean), found = sparse.error_variances(k, with_mean);
          for (std::size_t i = 0; i < truth.size(); ++i) near(found[i] / truth[i], 1.0, 1e-9, "selected");
        }
    }
}
