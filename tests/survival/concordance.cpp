// Harrell's concordance against R, against counting all pairs, and the invariances.
#include "mainstay/survival/concordance.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <string_view>

#include "../golden.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

struct Rows {
  std::vector<double> score, duration, event, entry, weights;
  std::vector<std::int64_t> strata, cluster;
  ConcordanceInput input() const {
    ConcordanceInput view;
    view.score = Column(score);
    view.duration = Column(duration);
    view.event = Column(event);
    if (!entry.empty()) view.entry = Column(entry);
    if (!weights.empty()) view.weights = Column(weights);
    if (!strata.empty()) view.strata = Column(strata);
    if (!cluster.empty()) view.cluster = Column(cluster);
    return view;
  }
};

Rows random_rows(std::size_t n, std::uint64_t seed, bool weights, bool strata, bool entry, bool cluster) {
  std::mt19937_64 random(seed);
  const auto draw = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
  Rows rows;
  for (std::size_t i = 0; i < n; ++i) {
    const double start = entry ? draw(5) : 0.0;
    rows.score.push_back(0.5 * draw(12) - 3.0);
    rows.duration.push_back(start + 1.0 + draw(9));
    rows.event.push_back(draw(2) > 0 ? 1.0 : 0.0);
    if (entry) rows.entry.push_back(start);
    if (weights) rows.weights.push_back(draw(4) * 0.75);
    if (strata) rows.strata.push_back(draw(3) - 1);
    if (cluster) rows.cluster.push_back(draw(static_cast<int>(n) / 3));
  }
  return rows;
}

// All pairs, one by one.
ConcordanceResult by_pairs(const Rows& rows) {
  const std::size_t n = rows.score.size();
  ConcordanceResult r;
  std::vector<double> balance(n, 0.0), pairs(n, 0.0);
  const auto weight = [&](std::size_t i) { return rows.weights.empty() ? 1.0 : rows.weights[i]; };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j || rows.event[i] == 0.0 || weight(i) == 0.0 || weight(j) == 0.0) continue;
      if (!rows.strata.empty() && rows.strata[i] != rows.strata[j]) continue;
      if (!rows.entry.empty() && rows.entry[j] >= rows.duration[i]) continue;
      const double w = weight(i) * weight(j);
      if (rows.duration[j] == rows.duration[i] && rows.event[j] != 0.0) {
        (rows.score[i] == rows.score[j] ? r.tied_both : r.tied_time) += 0.5 * w;
        continue;
      }
      if (rows.duration[j] < rows.duration[i]) continue;
      const double sign = rows.score[i] > rows.score[j] ? 1.0 : rows.score[i] < rows.score[j] ? -1.0 : 0.0;
      (sign > 0.0 ? r.concordant : sign < 0.0 ? r.discordant : r.tied_score) += w;
      balance[i] += sign * weight(j);
      balance[j] += sign * weight(i);
      pairs[i] += weight(j);
      pairs[j] += weight(i);
    }
  const double all = r.concordant + r.discordant + r.tied_score, somers = (r.concordant - r.discordant) / all;
  r.concordance = 0.5 * (somers + 1.0);
  std::vector<double> groups(n + 1, 0.0);
  for (std::size_t i = 0; i < n; ++i)
    groups[rows.cluster.empty() ? i : static_cast<std::size_t>(rows.cluster[i])] += weight(i) * (balance[i] - somers * pairs[i]) / all;
  double variance = 0.0;
  for (const double one : groups) variance += one * one;
  r.std_error = 0.5 * std::sqrt(variance);
  return r;
}

void check_equal(const ConcordanceResult& a, const ConcordanceResult& b, double tolerance) {
  CHECK(golden::close(a.concordant, b.concordant, tolerance, 1e-9));
  CHECK(golden::close(a.discordant, b.discordant, tolerance, 1e-9));
  CHECK(golden::close(a.tied_score, b.tied_score, tolerance, 1e-9));
  CHECK(golden::close(a.tied_time, b.tied_time, tolerance, 1e-9));
  CHECK(golden::close(a.tied_both, b.tied_both, tolerance, 1e-9));
  CHECK(golden::close(a.concordance, b.concordance, tolerance));
  CHECK(golden::close(a.std_error, b.std_error, 10.0 * tolerance, 1e-12));
}

}  // namespace

TEST_CASE("concordance: R's counts and errors") {
  for (const std::string& name : golden::golden_files("survival/concordance")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json& data = file["data"];
    Rows rows;
    rows.score = golden::numbers(data["prediction"]);
    rows.duration = golden::numbers(data["duration"]);
    rows.event = golden::numbers(data["event"]);
    if (data.contains("entry")) rows.entry = golden::numbers(data["entry"]);
    if (data.contains("weights")) rows.weights = golden::numbers(data["weights"]);
    if (data.contains("cluster")) rows.cluster = golden::integers(data["cluster"]);
    std::vector<std::string> texts;
    std::vector<std::string_view> levels;
    std::vector<std::int32_t> codes;
    ConcordanceInput input = rows.input();
    if (data.contains("strata")) {
      if (data["strata"][0].is_string()) {
        texts = golden::texts(data["strata"]);
        std::vector<std::string> distinct = texts;
        std::sort(distinct.begin(), distinct.end());
        distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
        for (const std::string& text : texts)
          codes.push_back(static_cast<std::int32_t>(std::lower_bound(distinct.begin(), distinct.end(), text) - distinct.begin()));
        texts = distinct;
        levels.assign(texts.begin(), texts.end());
        input.strata = Column(codes);
        input.strata.levels = levels;
        input.strata.categorical = true;
      } else {
        rows.strata = golden::integers(data["strata"]);
        input.strata = Column(rows.strata);
      }
    }
    const ConcordanceResult result = concordance(input);
    const golden::json& expect = file["expect"];
    CHECK(result.status == ConcordanceStatus::counted);
    CHECK(golden::close(result.concordant, golden::number(expect["concordant"]), 1e-12));
    CHECK(golden::close(result.discordant, golden::number(expect["discordant"]), 1e-12));
    CHECK(golden::close(result.tied_score, golden::number(expect["tied_x"]), 1e-12));
    CHECK(golden::close(result.tied_time, golden::number(expect["tied_y"]), 1e-12, 1e-9));
    CHECK(golden::close(result.tied_both, golden::number(expect["tied_xy"]), 1e-12, 1e-9));
    CHECK(golden::close(result.concordance, golden::number(expect["concordance"]), 1e-12));
    CHECK(golden::close(result.std_error, golden::number(expect["std_error"]), 1e-10));
  }
}

TEST_CASE("concordance: counting all pairs") {
  std::uint64_t seed = 1;
  for (const std::size_t n : {2u, 3u, 7u, 40u, 200u})
    for (int design = 0; design < 16; ++design) {
      const Rows rows = random_rows(n, ++seed, design & 1, design & 2, design & 4, design & 8);
      CAPTURE(n);
      CAPTURE(design);
      const ConcordanceResult slow = by_pairs(rows), fast = concordance(rows.input());
      if (fast.status == ConcordanceStatus::no_pairs) {
        CHECK(slow.concordant + slow.discordant + slow.tied_score == 0.0);
        CHECK(std::isnan(fast.concordance));
        continue;
      }
      check_equal(fast, slow, 1e-12);
    }
}

TEST_CASE("concordance: threads, row order, direction, weights as copies") {
  Rows rows = random_rows(5000, 77, false, true, true, false);
  std::mt19937_64 random(5);
  for (double& score : rows.score) score = std::normal_distribution<double>()(random);  // hardly any ties: a tree of three levels
  const ConcordanceResult one = concordance(rows.input(), {}, RunContext{1});
  check_equal(one, by_pairs(rows), 1e-11);
  for (const int threads : {2, 3, 4}) {
    const ConcordanceResult other = concordance(rows.input(), {}, RunContext{threads});
    CHECK(other.concordance == one.concordance);
    CHECK(other.std_error == one.std_error);
  }
  std::vector<std::size_t> order(rows.score.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), random);
  Rows mixed;
  for (const std::size_t i : order) {
    mixed.score.push_back(rows.score[i]);
    mixed.duration.push_back(rows.duration[i]);
    mixed.event.push_back(rows.event[i]);
    mixed.entry.push_back(rows.entry[i]);
    mixed.strata.push_back(rows.strata[i]);
  }
  check_equal(concordance(mixed.input()), one, 1e-12);
  ConcordanceOptions reverse;
  reverse.direction = ScoreDirection::survival;
  const ConcordanceResult other = concordance(rows.input(), reverse);
  CHECK(golden::close(other.concordance, 1.0 - one.concordance, 1e-14));
  CHECK(other.concordant == one.discordant);

  Rows twice = random_rows(60, 3, false, false, false, false), weighted = twice;
  weighted.weights.assign(60, 1.0);
  for (std::size_t i = 0; i < 60; i += 2) {
    weighted.weights[i] = 2.0;
    twice.score.push_back(twice.score[i]);
    twice.duration.push_back(twice.duration[i]);
    twice.event.push_back(twice.event[i]);
  }
  // A row is not compared with itself, its copies are: only pairs of copies differ, and those of leavers are tied in both.
  const ConcordanceResult copies = concordance(twice.input()), weights = concordance(weighted.input());
  CHECK(copies.concordant == weights.concordant);
  CHECK(copies.discordant == weights.discordant);
  CHECK(copies.tied_time == weights.tied_time);
}

TEST_CASE("concordance: bad input and empty ends") {
  Rows rows = random_rows(20, 9, false, false, true, false);
  const auto sentence = [](const Rows& of) { return ::sentence([&] { concordance(of.input()); }); };
  rows.entry[4] = rows.duration[4];
  CHECK(sentence(rows).find("survival.concordance: entry[4] is ") == 0);
  rows.entry.clear();
  rows.score[3] = NAN;
  CHECK(sentence(rows) == "survival.concordance: score[3] is nan, but must be finite");
  rows.score[3] = 0.0;
  rows.event[2] = 2.0;
  CHECK(sentence(rows) == "survival.concordance: event[2] is 2, but must be between 0 and 1");
  rows.event.assign(20, 0.0);
  CHECK(concordance(rows.input()).status == ConcordanceStatus::no_pairs);
  CHECK(concordance(Rows{}.input()).rows == 0);
  const Rows one = random_rows(1, 2, false, false, false, false);
  CHECK(concordance(one.input()).status == ConcordanceStatus::no_pairs);
}

TEST_CASE("concordance: what rounding leaves of fractional weights is no pair") {
  // One left on day 12, when nobody else was there: of the others one had gone, the rest came later.
  Rows rows;
  rows.score = {-2.3, 0.1, -0.5, 0.3, 0.9};
  rows.duration = {81, 33, 11, 12, 38};
  rows.event = {0, 0, 0, 1, 0};
  rows.entry = {29, 29, 6, 1, 17};
  rows.weights = {0.00814667271616744, 0.0689332906636411, 0.0681223274173408, 0.0014956903129681, 0.0397600178675478};
  const ConcordanceResult none = concordance(rows.input());
  CHECK(none.status == ConcordanceStatus::no_pairs);
  CHECK(std::isnan(none.concordance));
  CHECK(none.discordant == 0.0);
  // Equal scores, fractional weights: each count of pairs is 0 or more.
  for (std::uint64_t seed = 1; seed < 60; ++seed) {
    Rows equal = random_rows(40, seed, true, false, true, false);
    for (double& w : equal.weights) w = std::exp(3.0 * std::sin(7.0 * w + static_cast<double>(seed)));
    equal.score.assign(40, 1.0);
    const ConcordanceResult r = concordance(equal.input());
    CHECK(r.tied_time >= 0.0);
    CHECK(r.concordant >= 0.0);
    CHECK(r.discordant >= 0.0);
  }
}
