#include "mainstay/competency/facets.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "label_column.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Ratings {
  LabelColumn person, rater, item, place;
  std::vector<double> rating, weights;
  FacetsOptions options;
  void add(const std::string& p, const std::string& r, const std::string& i, double x, const std::string& o = "") {
    person.add(p), rater.add(r), rating.push_back(x);
    if (!i.empty()) item.add(i);
    if (!o.empty()) place.add(o);
  }
  FacetsInput input() const {
    FacetsInput input;
    input.person = person.column();
    input.rater = rater.column();
    if (item.size() > 0) input.item = item.column();
    if (place.size() > 0) input.others.add("place", place.column());
    input.rating = Column(rating);
    if (!weights.empty()) input.weights = Column(weights);
    return input;
  }
  FacetsFit fit(const RunContext& context = {}) const { return facets(input(), options, context); }
};

// By name: "rater:r1".
std::map<std::string, std::size_t> places(const FacetsMeasures& m) {
  std::map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < m.element.size(); ++i) at[m.facet.levels[static_cast<std::size_t>(m.facet.codes[i])] + ":" + m.element[i]] = i;
  return at;
}
std::string status_of(const FacetsFit& fit, const std::string& name) {
  return fit.measures.status.levels[static_cast<std::size_t>(fit.measures.status.codes[places(fit.measures).at(name)])];
}
double measure_of(const FacetsFit& fit, const std::string& name) { return fit.measures.measure[places(fit.measures).at(name)]; }

Ratings guilford(const std::string& last_row) {
  const std::vector<std::string> cells{"55353", "97585", "33371", "73133", "97785", "35351", "77555", "65463", "87572", "45366", "56455",
                                       "24323", "44642", "33554", "55573", "77575", "35555", "53331", "97777", "33353", last_row};
  Ratings ratings;
  for (std::size_t i = 0; i < cells.size(); ++i)
    for (std::size_t j = 0; j < 5; ++j) ratings.add("p" + std::to_string(i % 7 + 1), "r" + std::to_string(i / 7 + 1), std::string(1, static_cast<char>('a' + j)), cells[i][j] - '0');
  return ratings;
}

Ratings random_ratings(std::mt19937_64& random, int people, int raters, int items, int places, double share, int top, FacetsSteps steps) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  Ratings ratings;
  ratings.options.steps = steps;
  std::vector<double> b(people), c(raters), d(items), o(std::max(1, places));
  for (double& x : b) x = normal(random);
  for (double& x : c) x = 0.6 * normal(random);
  for (double& x : d) x = 0.6 * normal(random);
  for (double& x : o) x = places > 0 ? 0.4 * normal(random) : 0.0;
  for (int p = 0; p < people; ++p)
    for (int r = 0; r < raters; ++r)
      for (int i = 0; i < items; ++i)
        for (int q = 0; q < std::max(1, places); ++q) {
          if (uniform(random) > share) continue;
          std::vector<double> weight{1.0};
          double sum = 0.0;
          for (int k = 1; k <= top; ++k) weight.push_back(std::exp(sum += b[p] - c[r] - d[i] - o[q] - 0.7 * (k - 0.5 * (top + 1))));
          std::discrete_distribution<int> rating(weight.begin(), weight.end());
          ratings.add("p" + std::to_string(p), "r" + std::to_string(r), "i" + std::to_string(i), rating(random), places > 0 ? "o" + std::to_string(q) : "");
          ratings.weights.push_back(static_cast<double>(random() % 3));
        }
  for (double& x : ratings.rating)
    if (random() % 15 == 0) x = none;
  return ratings;
}

// The definition over the rows that were used: every equation of the maximum, the likelihood, the fit.
void check_by_definition(const Ratings& ratings, const FacetsFit& fit) {
  const auto at = places(fit.measures);
  std::map<std::string, std::vector<std::pair<double, double>>> scales;  // rating, step
  for (std::size_t k = 0; k < fit.thresholds.of.size(); ++k) scales[fit.thresholds.of[k]].emplace_back(static_cast<double>(fit.thresholds.rating[k]), fit.thresholds.step[k]);
  std::map<std::string, double> score, variance, square, standardised, weight;
  std::map<std::string, std::vector<double>> step_score, step_information;
  double log_likelihood = 0.0;
  std::int64_t rows = 0;
  for (std::size_t n = 0; n < ratings.rating.size(); ++n) {
    const double w = ratings.weights.empty() ? 1.0 : ratings.weights[n];
    if (!(ratings.rating[n] == ratings.rating[n]) || !(w > 0.0)) continue;
    std::vector<std::string> names{"person:" + ratings.person[n], "rater:" + ratings.rater[n]};
    if (ratings.item.size() > 0) names.push_back("item:" + ratings.item[n]);
    if (ratings.place.size() > 0) names.push_back("place:" + ratings.place[n]);
    double eta = 0.0;
    bool used = true;
    for (const std::string& name : names) {
      used = used && fit.measures.status.codes[at.at(name)] == 0;
      eta += (name[0] == 'p' && name[1] == 'e' ? 1.0 : -1.0) * fit.measures.measure[at.at(name)];
    }
    if (!used) continue;
    ++rows;
    const std::string own = fit.steps == FacetsSteps::rating_scale ? "all" : fit.steps == FacetsSteps::by_item ? ratings.item[n] : ratings.rater[n];
    const auto& scale = scales.at(own);
    std::vector<double> p;
    double sum = 0.0, total = 0.0;
    for (std::size_t k = 0; k < scale.size(); ++k) total += (p.push_back(std::exp(sum += k == 0 ? 0.0 : eta - scale[k].second)), p.back());
    double mean = 0.0, second = 0.0, x = -1.0;
    for (std::size_t k = 0; k < p.size(); ++k) {
      p[k] /= total;
      mean += static_cast<double>(k) * p[k];
      second += static_cast<double>(k * k) * p[k];
      if (scale[k].first == ratings.rating[n]) x = static_cast<double>(k);
    }
    REQUIRE(x >= 0.0);
    const double v = second - mean * mean;
    log_likelihood += w * std::log(p[static_cast<std::size_t>(x)]);
    for (const std::string& name : names) {
      score[name] += w * (x - mean), variance[name] += w * v, square[name] += w * (x - mean) * (x - mean), standardised[name] += w * (x - mean) * (x - mean) / v, weight[name] += w;
    }
    step_score[own].resize(p.size()), step_information[own].resize(p.size());
    double above = 0.0;
    for (std::size_t k = p.size() - 1; k > 0; --k) {
      above += p[k];
      step_score[own][k] += w * (above - (x >= static_cast<double>(k) ? 1.0 : 0.0));
      step_information[own][k] += w * above * (1.0 - above);
    }
  }
  CHECK(rows == fit.rows);
  near(fit.log_likelihood, log_likelihood, 1e-11, "log-likelihood");
  for (const auto& [name, residual] : score) {
    CAPTURE(name);
    CHECK(std::abs(residual) < 1e-6);
    near(fit.measures.std_error[at.at(name)], 1.0 / std::sqrt(variance[name]), 1e-6, "error");
    near(fit.measures.infit[at.at(name)], square[name] / variance[name], 1e-6, "infit");
    near(fit.measures.outfit[at.at(name)], standardised[name] / weight[name], 1e-6, "outfit");
  }
  std::map<std::string, std::size_t> next;
  for (std::size_t k = 0; k < fit.thresholds.of.size(); ++k) {
    const std::string& of = fit.thresholds.of[k];
    const std::size_t position = next[of]++;
    if (position == 0) continue;
    CHECK(std::abs(step_score[of][position]) < 1e-6);
    near(fit.thresholds.std_error[k], 1.0 / std::sqrt(step_information[of][position]), 1e-6, "step error");
  }
  std::map<std::int32_t, double> sums;
  for (std::size_t i = 0; i < fit.measures.element.size(); ++i)
    if (fit.measures.status.codes[i] == 0) sums[fit.measures.facet.codes[i]] += fit.measures.measure[i];
  for (const auto& [facet, sum] : sums)
    if (facet > 0) CHECK(std::abs(sum) < 1e-9);
}

}  // namespace

TEST_CASE("facets: Guilford's scientists") {
  // As winsteps.com/facetman/creativity.htm prints them; severities, ratees and traits are those known for this model.
  const FacetsFit fit = guilford("77577").fit();
  CHECK(fit.status == FacetsStatus::converged);
  near(fit.log_likelihood, -164.5573, 1e-6, "log-likelihood");
  const double known[] = {-.138, .614, -.326, -.558, .386, -.662, .230, -.024, .186, -.163, -.286, -.150, .262, -.354, .528};
  for (std::size_t i = 0; i < 15; ++i) near(fit.measures.measure[i], known[i], 6e-4, fit.measures.element[i]);
  near(fit.measures.observed_average[7], 4.886, 1e-4, "first judge");
  check_by_definition(guilford("77577"), fit);
  CHECK(fit.unobserved.rating.empty());
  FacetsFit copy = fit;
  copy.validate();
}

TEST_CASE("facets: two raters of two people by hand") {
  // Right or wrong, two questions each way: with one step and a symmetric table everything is a logit.
  // p1 gets 3 of 4, p2 1 of 4, alike from both raters: measures ± log 3, raters 0, and every probability is 3/4 or 1/4.
  Ratings ratings;
  for (const char* rater : {"a", "b"})
    for (int k = 0; k < 4; ++k) {
      ratings.add("p1", rater, "", k < 3);
      ratings.add("p2", rater, "", k < 1);
    }
  const FacetsFit fit = ratings.fit();
  CHECK(fit.status == FacetsStatus::converged);
  near(measure_of(fit, "person:p1"), std::log(3.0), 1e-12, "p1");
  near(measure_of(fit, "person:p2"), -std::log(3.0), 1e-12, "p2");
  near(measure_of(fit, "rater:a"), 0.0, 1e-12, "a");
  near(fit.measures.std_error[0], 1.0 / std::sqrt(8 * 3.0 / 16.0), 1e-12, "error");
  near(fit.log_likelihood, 12 * std::log(0.75) + 4 * std::log(0.25), 1e-12, "likelihood");
  near(fit.measures.fair_average[0], 0.75, 1e-12, "fair");
  near(fit.measures.fair_average[2], 0.5, 1e-12, "fair average of a rater");
  near(fit.measures.infit[0], 1.0, 1e-12, "infit");
}

TEST_CASE("facets: equal to mfrmr") {
  for (const std::string& file : golden::golden_files("competency/facets")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    Ratings ratings;
    ratings.person = golden::texts(document["data"]["person"]);
    ratings.rater = golden::texts(document["data"]["rater"]);
    if (document["data"].contains("item")) ratings.item = golden::texts(document["data"]["item"]);
    ratings.rating = golden::numbers(document["data"]["rating"]);
    const std::string steps = document["options"]["steps"].get<std::string>();
    ratings.options.steps = steps == "by_item" ? FacetsSteps::by_item : steps == "by_rater" ? FacetsSteps::by_rater : FacetsSteps::rating_scale;
    const FacetsFit fit = ratings.fit();
    CHECK(fit.status == FacetsStatus::converged);
    const auto at = places(fit.measures);
    const auto& expect = document["expect"];
    near(fit.log_likelihood, expect["log_likelihood"].get<double>(), 1e-9, "log-likelihood");
    CHECK(fit.log_likelihood >= expect["log_likelihood"].get<double>() - 1e-10);
    const auto facet = golden::texts(expect["facet"]), element = golden::texts(expect["element"]);
    const auto column = [&](const char* name) { return golden::numbers(expect[name]); };
    for (std::size_t i = 0; i < facet.size(); ++i) {
      const std::size_t place = at.at(facet[i] + ":" + element[i]);
      near(fit.measures.measure[place], column("measure")[i], 2e-4, element[i]);  // where the peer stops
      near(fit.measures.std_error[place], column("std_error")[i], 2e-4, element[i] + " error");
      near(fit.measures.infit[place], column("infit")[i], 5e-4, element[i] + " infit");
      near(fit.measures.outfit[place], column("outfit")[i], 5e-4, element[i] + " outfit");
    }
    const auto of = golden::texts(expect["step_of"]);
    std::size_t k = 0;
    for (std::size_t i = 0; i < fit.thresholds.of.size(); ++i) {
      if (fit.thresholds.step[i] != fit.thresholds.step[i]) continue;
      REQUIRE(k < of.size());
      CHECK(of[k] == fit.thresholds.of[i]);
      near(fit.thresholds.step[i], column("step")[k], 5e-4, "step");
      ++k;
    }
    CHECK(k == of.size());
    check_by_definition(ratings, fit);
  }
}

TEST_CASE("facets: the maximum by definition, on random ratings with gaps, weights, extremes and further facets") {
  std::mt19937_64 random(31);
  int extreme = 0, estimated = 0;
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const auto steps = static_cast<FacetsSteps>(round % 3);
    const Ratings ratings = random_ratings(random, 6 + static_cast<int>(random() % 20), 2 + static_cast<int>(random() % 5), 2 + static_cast<int>(random() % 3), round % 4 == 0 ? 2 : 0, 0.7,
                                           1 + static_cast<int>(random() % 5), steps);
    const FacetsFit fit = ratings.fit();
    if (fit.status == FacetsStatus::no_variation || fit.status == FacetsStatus::separated) continue;
    CAPTURE(fit.iterations);
    CAPTURE(to_json(Object::of(fit.measures)));
    CAPTURE(to_json(Object::of(fit.thresholds)));
    CHECK(fit.status != FacetsStatus::iteration_limit);
    ++estimated;
    extreme += fit.extreme_rows > 0;
    if (fit.status == FacetsStatus::converged) check_by_definition(ratings, fit);
    // people measured anew by the fit
    FacetsPeopleInput again;
    again.person = ratings.person.column(), again.rater = ratings.rater.column(), again.item = ratings.item.column(), again.rating = Column(ratings.rating), again.weights = Column(ratings.weights);
    if (ratings.place.size() > 0) again.others.add("place", ratings.place.column());
    if (fit.extreme_rows > 0) continue;  // raters of theirs may have no measure
    const FacetsPeople people = facets_people(fit, again).people;
    for (std::size_t i = 0; i < people.person.size(); ++i) {
      near(people.measure[i], fit.measures.measure[i], 1e-7, "person again");
      near(people.fair_average[i], fit.measures.fair_average[i], 1e-7, "fair average again");
      near(people.infit[i], fit.measures.infit[i], 1e-6, "infit again");
    }
  }
  CHECK(estimated > 40);
  CHECK(extreme > 3);
}

TEST_CASE("facets: weights are copied rows; order and threads do not matter") {
  std::mt19937_64 random(5);
  Ratings ratings = random_ratings(random, 30, 4, 3, 0, 0.8, 3, FacetsSteps::rating_scale);
  Ratings copied, turned;
  for (std::size_t n = 0; n < ratings.rating.size(); ++n) {
    for (int k = 0; k < ratings.weights[n]; ++k) copied.add(ratings.person[n], ratings.rater[n], ratings.item[n], ratings.rating[n]);
    const std::size_t m = ratings.rating.size() - 1 - n;
    turned.add(ratings.person[m], ratings.rater[m], ratings.item[m], ratings.rating[m]);
    turned.weights.push_back(ratings.weights[m]);
  }
  const FacetsFit one = ratings.fit(), two = copied.fit(), three = turned.fit();
  const auto places_of_two = places(two.measures);
  for (const auto& [name, i] : places(one.measures)) {
    if (!places_of_two.contains(name)) continue;
    near(two.measures.measure[places_of_two.at(name)], one.measures.measure[i], 1e-10, name);
    near(three.measures.measure[i], one.measures.measure[i], 1e-10, name);
    if (one.measures.status.codes[i] == 0) near(two.measures.outfit_z[places_of_two.at(name)], one.measures.outfit_z[i], 1e-8, name);
  }
  Ratings many = random_ratings(random, 4000, 12, 3, 0, 0.9, 4, FacetsSteps::by_item);
  CHECK(to_json(Object::of(many.fit({.threads = 1}))) == to_json(Object::of(many.fit({.threads = 3}))));
}

TEST_CASE("facets: extremes are set aside and measured last") {
  std::mt19937_64 random(8);
  Ratings ratings = random_ratings(random, 12, 3, 3, 0, 1.0, 3, FacetsSteps::rating_scale);
  ratings.weights.clear();
  const FacetsFit without = ratings.fit();
  Ratings with = ratings;
  for (const char* rater : {"r0", "r1", "r2"})
    for (const char* item : {"i0", "i1", "i2"}) with.add("top", rater, item, 3), with.add("bottom", rater, item, 0);
  with.add("top", "kind", "i0", 3);  // a rater of the one who is set aside alone
  const FacetsFit fit = with.fit();
  CHECK(status_of(fit, "person:top") == "highest");
  CHECK(status_of(fit, "person:bottom") == "lowest");
  CHECK(status_of(fit, "rater:kind") == "unmeasured");
  CHECK(std::isnan(measure_of(fit, "rater:kind")));
  CHECK(fit.extreme_rows == 19);
  near(measure_of(fit, "person:p3"), measure_of(without, "person:p3"), 1e-9, "p3");
  CHECK(measure_of(fit, "person:top") > 2.0);
  // the sum of its nine ratings, which the others' measures expect, is 0.3 below the most
  double sum = 0.0;
  for (const char* rater : {"rater:r0", "rater:r1", "rater:r2"})
    for (const char* item : {"item:i0", "item:i1", "item:i2"}) {
      const double eta = measure_of(fit, "person:top") - measure_of(fit, rater) - measure_of(fit, item);
      double total = 1.0, power = 0.0, mean = 0.0;
      for (std::size_t k = 1; k < 4; ++k) total += std::exp(power += eta - fit.thresholds.step[k]), mean += static_cast<double>(k) * std::exp(power);
      sum += mean / total;
    }
  near(sum, 27.0 - 0.3, 1e-10, "sum");
}

TEST_CASE("facets: which measures can be compared, by rank of the design") {
  std::mt19937_64 random(19);
  int several = 0, whole = 0;
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Ratings ratings;
    const int people = 3 + static_cast<int>(random() % 4), raters = 2 + static_cast<int>(random() % 3), items = 1 + static_cast<int>(random() % 3);
    for (int n = 0; n < 7 + static_cast<int>(random() % 8); ++n) {
      const std::string p = "p" + std::to_string(random() % people), r = "r" + std::to_string(random() % raters), i = "i" + std::to_string(random() % items);
      for (int x = 0; x < 2; ++x) ratings.add(p, r, i, x);  // both answers: nobody is extreme
    }
    const FacetsFit fit = ratings.fit();
    REQUIRE(fit.status != FacetsStatus::no_variation);
    const auto at = places(fit.measures);
    const std::size_t width = fit.measures.element.size();
    std::vector<std::vector<double>> basis;  // rows of the design in echelon form
    const auto reduce = [&](std::vector<double> row) {
      for (const std::vector<double>& b : basis) {
        std::size_t lead = 0;
        while (std::abs(b[lead]) < 1e-9) ++lead;
        const double factor = row[lead] / b[lead];
        for (std::size_t j = 0; j < width; ++j) row[j] -= factor * b[j];
      }
      return row;
    };
    const auto is_zero = [](const std::vector<double>& row) { return std::all_of(row.begin(), row.end(), [](double x) { return std::abs(x) < 1e-9; }); };
    for (std::size_t n = 0; n < ratings.rating.size(); n += 2) {
      std::vector<double> row(width, 0.0);
      row[at.at("person:" + ratings.person[n])] = 1.0, row[at.at("rater:" + ratings.rater[n])] = -1.0, row[at.at("item:" + ratings.item[n])] = -1.0;
      row = reduce(row);
      if (!is_zero(row)) basis.push_back(row);
    }
    for (std::size_t a = 0; a < width; ++a)
      for (std::size_t b = a + 1; b < width; ++b) {
        if (fit.measures.facet.codes[a] != fit.measures.facet.codes[b]) continue;
        std::vector<double> contrast(width, 0.0);
        contrast[a] = 1.0, contrast[b] = -1.0;
        CHECK(is_zero(reduce(contrast)) == (fit.measures.subset[a] == fit.measures.subset[b]));
      }
    const bool parts = fit.facets.subsets[0] > 1 || fit.facets.subsets[1] > 1 || fit.facets.subsets[2] > 1;
    CHECK((fit.status == FacetsStatus::disconnected) == parts);
    (parts ? several : whole) += 1;
    for (std::size_t i = 0; i < width; ++i) CHECK(std::abs(fit.measures.measure[i]) < 1e-6);  // both answers everywhere: all are alike
  }
  CHECK(several > 50);
  CHECK(whole > 50);
}

TEST_CASE("facets: a chain of raters, each linked to the next by three people alone") {
  std::mt19937_64 random(1);
  std::uniform_int_distribution<int> rating(0, 3);
  Ratings ratings;
  for (int r = 0; r < 60; ++r)
    for (int p = 0; p < 3; ++p)
      for (int next = 0; next < 2; ++next)
        for (int k = 0; k < 4; ++k) ratings.add("p" + std::to_string(3 * r + p), "r" + std::to_string(r + next), "", rating(random));
  const FacetsFit fit = ratings.fit();
  CHECK(fit.status == FacetsStatus::converged);
  CHECK(fit.facets.subsets == std::vector<std::int64_t>{1, 1});
  check_by_definition(ratings, fit);
}

TEST_CASE("facets: how it can end, and what is refused") {
  Ratings apart;
  for (int k = 0; k < 4; ++k) apart.add("a", "x", "", k < 2), apart.add("b", "y", "", k < 3), apart.add("c", "y", "", k < 1);
  FacetsFit fit = apart.fit();
  CHECK(fit.status == FacetsStatus::disconnected);
  CHECK(fit.measures.subset == std::vector<std::int64_t>{1, 2, 2, 1, 2});
  near(measure_of(fit, "rater:x"), 0.0, 1e-12, "x");
  near(measure_of(fit, "rater:y"), 0.0, 1e-12, "y");
  apart.options.disconnected = FacetsDisconnected::refuse;
  CHECK(sentence([&] { apart.fit(); }) == "competency.facets: person is in 2 parts that nothing links, but must be linked: \"a\" and \"b\" cannot be compared");

  Ratings one;
  for (int k = 0; k < 4; ++k) one.add("a", "x", "", k < 2), one.add("b", "x", "", k < 3);
  CHECK(one.fit().status == FacetsStatus::one_rater);
  one.options.steps = FacetsSteps::by_item;
  CHECK(sentence([&] { one.fit(); }) == "competency.facets: steps is by_item, but must be rating_scale or by_rater where no item is given");

  Ratings same;
  same.add("a", "x", "", 3), same.add("b", "y", "", 3);
  fit = same.fit();
  CHECK(fit.status == FacetsStatus::no_variation);
  CHECK(status_of(fit, "person:a") == "unmeasured");

  Ratings gap;
  for (const double x : {1.0, 2.0, 5.0})
    for (const char* person : {"a", "b"}) gap.add(person, "x", "", x), gap.add(person, "y", "", x);
  fit = gap.fit();
  CHECK(fit.unobserved.rating == std::vector<std::int64_t>{3, 4});
  CHECK(fit.thresholds.rating == std::vector<std::int64_t>{1, 2, 5});
  gap.options.lowest = 0;
  CHECK(gap.fit().unobserved.rating == std::vector<std::int64_t>{0, 3, 4});
  gap.options.lowest.reset();
  gap.options.unobserved = FacetsUnobserved::refuse;
  CHECK(sentence([&] { gap.fit(); }) == "competency.facets: rating is never 3, but must be given at every point of the scale, with unobserved refuse");
  gap.options = {};
  gap.options.highest = 4;
  CHECK(sentence([&] { gap.fit(); }) == "competency.facets: rating[8] is 5, but must be at most highest, which is 4");
  gap.options.lowest = 6;
  CHECK(sentence([&] { gap.fit(); }) == "competency.facets: lowest is 6, but must be below highest, which is 4");

  // one rater puts two people above two others throughout: no maximum, though nobody is extreme
  Ratings split;
  for (const char* good : {"a", "b"}) split.add(good, "x", "", 2), split.add(good, "x", "", 3);
  for (const char* bad : {"c", "d"}) split.add(bad, "x", "", 0), split.add(bad, "x", "", 1);
  CHECK(split.fit().status == FacetsStatus::separated);
  split.options.max_iterations = 2;
  CHECK(split.fit().status == FacetsStatus::iteration_limit);

  std::mt19937_64 random(3);
  Ratings ratings = random_ratings(random, 20, 3, 2, 0, 1.0, 2, FacetsSteps::rating_scale);
  fit = ratings.fit();
  FacetsPeopleInput input;
  const LabelColumn person(std::vector<std::string>{"new", "new"}), stranger(std::vector<std::string>{"r0", "r9"}), raters(std::vector<std::string>{"r0", "r1"}), items(std::vector<std::string>{"i0", "i1"});
  const std::vector<double> good{0, 2}, bad{0, 7};
  input.person = person.column(), input.rater = stranger.column(), input.item = items.column(), input.rating = Column(good);
  CHECK(sentence([&] { facets_people(fit, input); }) == "competency.facets.people: rater is \"r9\", but must be one whom the fit has measured: r0, r1, r2");
  input.rater = raters.column();
  input.rating = Column(bad);
  CHECK(sentence([&] { facets_people(fit, input); }) == "competency.facets.people: rating is 7, but must be one of the scale's 0, 1, 2 (person \"new\")");
  input.rating = Column(good);
  input.item = Column();
  CHECK(sentence([&] { facets_people(fit, input); }) == "competency.facets.people: item is missing, but must be given, as in the fit");
  FacetsFit damaged = fit;
  damaged.thresholds.rating[1] = -5;
  CHECK(sentence([&] { damaged.validate(); }) == "competency.facets: the ratings of a scale do not rise");
}
