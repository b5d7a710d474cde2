// Errors of curves by cluster: R, the definition in plain loops, and what must not depend on anything.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/curve.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

struct Data {
  std::vector<double> duration, entry, weights;
  std::vector<std::int64_t> event, cluster, group;
  CurveInput input() const {
    CurveInput input;
    input.duration = Column(duration);
    input.event = Column(event);
    if (!entry.empty()) input.entry = Column(entry);
    if (!weights.empty()) input.weights = Column(weights);
    if (!cluster.empty()) input.cluster = Column(cluster);
    if (!group.empty()) input.group = Column(group);
    return input;
  }
};

Data clustered_people(std::uint64_t seed, bool entry, bool weights, int clusters, int groups) {
  std::mt19937_64 random(seed);
  const auto draw = [&](int most) { return static_cast<double>(random() % static_cast<std::uint64_t>(most + 1)); };
  Data data;
  for (int i = 0; i < 40; ++i) {
    const double start = entry ? draw(4) - 1 : 0.0;
    data.duration.push_back(start + 1 + draw(8));
    if (entry) data.entry.push_back(start);
    if (weights) data.weights.push_back(draw(5) * 0.375);
    data.event.push_back(static_cast<std::int64_t>(draw(2)));
    data.cluster.push_back(static_cast<std::int64_t>(draw(clusters - 1)));
    if (groups > 1) data.group.push_back(static_cast<std::int64_t>(draw(groups - 1)));
  }
  return data;
}

// The derivative of each curve by each row's weight, followed step by step; errors add weights times derivatives within a cluster. One group.
struct Plain {
  std::vector<double> survival, hazard;
  std::vector<std::vector<double>> incidence;
};

Plain plain_errors(const Data& data, int causes) {
  const std::size_t n = data.duration.size();
  const auto weight = [&](std::size_t i) { return data.weights.empty() ? 1.0 : data.weights[i]; };
  std::set<double> times;
  for (std::size_t i = 0; i < n; ++i)
    if (weight(i) > 0) times.insert(data.duration[i]);
  std::vector<double> of_survival(n, 0.0), of_hazard(n, 0.0);
  std::vector<std::vector<double>> of_cause(causes, std::vector<double>(n, 0.0));
  Plain plain;
  plain.incidence.resize(causes);
  double survival = 1.0;
  for (const double t : times) {
    const auto risk = [&](std::size_t i) { return weight(i) > 0 && data.duration[i] >= t && (data.entry.empty() || data.entry[i] < t); };
    const auto leaves = [&](std::size_t i) { return risk(i) && data.duration[i] == t && data.event[i] > 0; };
    double y = 0, d = 0;
    bool all_leave = true;
    std::vector<double> dj(causes, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      if (risk(i)) y += weight(i), all_leave = all_leave && leaves(i);
      if (leaves(i)) d += weight(i), dj[data.event[i] - 1] += weight(i);
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double at_risk = risk(i);
      for (int j = 0; j < causes; ++j) of_cause[j][i] += of_survival[i] * dj[j] / y + survival * ((leaves(i) && data.event[i] == j + 1) - at_risk * dj[j] / y) / y;
      of_survival[i] = of_survival[i] * (1 - d / y) - survival * (leaves(i) - at_risk * d / y) / y;
      of_hazard[i] += (leaves(i) - at_risk * d / y) / y;
    }
    survival = all_leave ? 0.0 : survival * (1 - d / y);
    const auto error = [&](const std::vector<double>& derivative) {
      std::map<std::int64_t, double> sums;
      for (std::size_t i = 0; i < n; ++i) sums[data.cluster[i]] += weight(i) * derivative[i];
      double square = 0;
      for (const auto& [label, sum] : sums) square += sum * sum;
      return std::sqrt(square);
    };
    plain.survival.push_back(survival > 0 ? error(of_survival) : NAN);
    plain.hazard.push_back(error(of_hazard));
    for (int j = 0; j < causes; ++j) plain.incidence[j].push_back(error(of_cause[j]));
  }
  return plain;
}

void near(const std::vector<double>& ours, const std::vector<double>& theirs, double relative, double absolute) {
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(i);
    if (std::isnan(theirs[i])) CHECK(std::isnan(ours[i]));
    else CHECK(std::fabs(ours[i] - theirs[i]) <= relative * std::fabs(theirs[i]) + absolute);
  }
}

template <class T>
std::vector<T> rows_of(const std::vector<T>& values, const Categories& labels, std::int32_t code) {
  std::vector<T> result;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (labels.codes[i] == code) result.push_back(values[i]);
  return result;
}

}  // namespace

TEST_CASE("survival.curve: errors by cluster, equal to R's survfit") {
  for (const std::string& file : golden::golden_files("survival/curve_clusters")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    const auto& given = document["data"];
    Data data;
    data.duration = golden::numbers(given["duration"]);
    const bool causes = given.contains("cause");
    for (const double event : golden::numbers(given[causes ? "cause" : "event"])) data.event.push_back(static_cast<std::int64_t>(event));
    for (const double label : golden::numbers(given["cluster"])) data.cluster.push_back(static_cast<std::int64_t>(label));
    if (given.contains("entry")) data.entry = golden::numbers(given["entry"]);
    if (given.contains("weights")) data.weights = golden::numbers(given["weights"]);
    for (const auto& label : given["group"]) data.group.push_back(label.get<std::string>()[0]);
    CurveOptions options;
    if (causes) options.causes = {"1", "2", "3"};
    const CurveResult result = curve(data.input(), options);
    std::int32_t group = 0;
    for (const auto& expected : document["expect"]["groups"]) {
      CAPTURE(group);
      const auto own = [&](const std::vector<double>& values) { return rows_of(values, result.curve.group, group); };
      near(own(result.curve.time), golden::numbers(expected["time"]), 0, 0);
      near(own(result.curve.survival), golden::numbers(expected["survival"]), 1e-8, 1e-14);
      std::vector<double> errors = golden::numbers(expected["std_error"]), ours = own(result.curve.survival_std_error);
      const std::vector<double> survival = own(result.curve.survival);
      for (std::size_t k = 0; k < ours.size(); ++k)
        if (survival[k] == 0.0) errors[k] = NAN;  // missing where nobody is left
      near(ours, errors, 1e-8, 1e-12);
      if (!causes) {
        near(own(result.curve.cumulative_hazard_std_error), golden::numbers(expected["cumulative_hazard_std_error"]), 1e-8, 1e-12);
        std::vector<double> lower = golden::numbers(expected["lower"]), upper = golden::numbers(expected["upper"]);
        near(own(result.curve.survival_lower), lower, 1e-8, 1e-12);
        near(own(result.curve.survival_upper), upper, 1e-8, 1e-12);
      } else {
        std::vector<std::vector<double>> columns[2];
        const char* names[] = {"incidence", "incidence_std_error"};
        for (int c = 0; c < 2; ++c)
          for (const auto& row : expected[names[c]]) columns[c].push_back(golden::numbers(row));
        for (std::int32_t j = 0; j < 3; ++j) {
          const std::vector<double>* fields[] = {&result.incidence.incidence, &result.incidence.std_error};
          for (int c = 0; c < 2; ++c) {
            std::vector<double> ours_of, theirs;
            for (std::size_t i = 0; i < fields[c]->size(); ++i)
              if (result.incidence.group.codes[i] == group && result.incidence.cause.codes[i] == j) ours_of.push_back((*fields[c])[i]);
            for (const auto& row : columns[c]) theirs.push_back(row[j]);
            near(ours_of, theirs, 1e-8, 1e-12);
          }
        }
      }
      ++group;
    }
  }
}

TEST_CASE("survival.curve: errors by cluster, the definition in plain loops") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const Data data = clustered_people(seed, seed % 2 == 0, seed % 3 == 0, seed % 5 == 0 ? 3 : 15, 1);
    CurveOptions options;
    options.causes = {"a", "b"};
    const CurveResult result = curve(data.input(), options);
    const Plain plain = plain_errors(data, 2);
    near(result.curve.survival_std_error, plain.survival, 1e-9, 1e-9);
    near(result.curve.cumulative_hazard_std_error, plain.hazard, 1e-9, 1e-9);
    for (std::int32_t j = 0; j < 2; ++j) near(rows_of(result.incidence.std_error, result.incidence.cause, j), plain.incidence[j], 1e-9, 1e-9);
  }
}

TEST_CASE("survival.curve: errors by cluster, what they must be equal to") {
  Data data = clustered_people(7, true, true, 12, 3);
  CurveOptions robust;
  robust.std_error = CurveStdError::robust;
  robust.causes = {"a", "b"};
  SUBCASE("each row its own cluster is the robust error; so are clusters in any order, under any label") {
    Data alone = data;
    for (std::size_t i = 0; i < alone.cluster.size(); ++i) alone.cluster[i] = 1000 - 7 * static_cast<std::int64_t>(i);
    const CurveResult by_cluster = curve(alone.input(), robust);
    alone.cluster.clear();
    const CurveResult by_row = curve(alone.input(), robust);
    near(by_cluster.curve.survival_std_error, by_row.curve.survival_std_error, 1e-9, 1e-10);
    near(by_cluster.curve.cumulative_hazard_std_error, by_row.curve.cumulative_hazard_std_error, 1e-9, 1e-10);
    near(by_cluster.incidence.std_error, by_row.incidence.std_error, 1e-9, 1e-10);
    CHECK(by_cluster.curve.survival == by_row.curve.survival);
    CHECK(by_cluster.curve.at_risk == by_row.curve.at_risk);
  }
  SUBCASE("a person whose time is cut into pieces is one cluster: the errors are those of the whole rows") {
    Data whole = clustered_people(8, false, true, 12, 1), pieces;
    for (std::size_t i = 0; i < whole.duration.size(); ++i) {
      whole.cluster[i] = static_cast<std::int64_t>(i);
      for (const bool last : {false, true}) {
        const double cut = std::floor(whole.duration[i] / 2);
        if (!last && cut <= 0) continue;
        pieces.entry.push_back(last && cut > 0 ? cut : -1.0);
        pieces.duration.push_back(last ? whole.duration[i] : cut);
        pieces.event.push_back(last ? whole.event[i] : 0);
        pieces.weights.push_back(whole.weights[i]);
        pieces.cluster.push_back(whole.cluster[i]);
      }
    }
    CurveOptions at_times = robust;
    at_times.times = {1, 2, 3, 4, 5, 6, 7, 8};
    const CurveResult a = curve(whole.input(), at_times), b = curve(pieces.input(), at_times);
    near(b.curve.survival, a.curve.survival, 1e-12, 0);
    near(b.curve.survival_std_error, a.curve.survival_std_error, 1e-8, 1e-9);
    near(b.incidence.std_error, a.incidence.std_error, 1e-8, 1e-9);
  }
  SUBCASE("the same rows twice, in the clusters of the first ones, say nothing new") {
    Data twice = data;
    for (std::vector<double>* column : {&twice.duration, &twice.entry, &twice.weights}) column->insert(column->end(), column->begin(), column->begin() + 40);
    for (std::vector<std::int64_t>* column : {&twice.event, &twice.cluster, &twice.group}) column->insert(column->end(), column->begin(), column->begin() + 40);
    const CurveResult once = curve(data.input(), robust), doubled = curve(twice.input(), robust);
    near(doubled.curve.survival_std_error, once.curve.survival_std_error, 1e-9, 1e-10);
    near(doubled.incidence.std_error, once.incidence.std_error, 1e-9, 1e-10);
  }
  SUBCASE("threads") {
    RunContext one, three;
    one.threads = 1;
    three.threads = 3;
    CHECK(to_json(Object::of(curve(data.input(), robust, one))) == to_json(Object::of(curve(data.input(), robust, three))));
  }
  SUBCASE("refusals") {
    CurveOptions greenwood;
    greenwood.std_error = CurveStdError::greenwood;
    CHECK(sentence([&] { curve(data.input(), greenwood); }) == "survival.curve: std_error is greenwood, but must be automatic or robust: errors by cluster are");
    CHECK(sentence([&] {
            CurveState state;
            state.update(data.input(), {});
          }) == "survival.curve: cluster is given, but must be left out of a state: the rows of a cluster may lie in several places");
    data.cluster.pop_back();
    CHECK(sentence([&] { curve(data.input(), robust); }).find("survival.curve: cluster has 39 rows, but must have 40") == 0);
  }
}
