// Discrete hazards of several causes: saturated truths, VGAM, survival.hazard where there is one cause, differences, the invariances, what is refused.
#include "mainstay/survival/multinomial.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/curve.hpp"
#include "sentence.hpp"
#include "survival/multinomial_state.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::causes_of;
using cox_test::Rows;

namespace {
void check_all(const std::vector<double>& ours, const std::vector<double>& theirs, double relative, double absolute, const std::string& what) {
  CAPTURE(what);
  REQUIRE(ours.size() == theirs.size());
  CHECK(golden::distance(ours, theirs, absolute) <= relative);
}

MultinomialInput input_of(const Rows& rows) {
  const CoxInput cox = rows.input();
  MultinomialInput view;
  view.x = cox.x;
  view.duration = cox.duration;
  view.event = cox.event;
  view.entry = cox.entry;
  view.weights = cox.weights;
  view.strata = cox.strata;
  view.offset = cox.offset;
  view.cluster = cox.cluster;
  return view;
}
}  // namespace

TEST_CASE("multinomial: VGAM's numbers") {
  for (const std::string& name : golden::golden_files("survival/multinomial")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const golden::json& expect = file["expect"];
    const Rows rows = cox_test::rows_of(file["data"]);
    MultinomialOptions options;
    options.bands = golden::integers(file["options"]["bands"]);
    const MultinomialFit fit = multinomial(input_of(rows), options);
    CHECK(fit.status == HazardStatus::converged);
    check_all(fit.coefficients.coefficient, golden::numbers(expect["coef"]), 1e-8, 1e-10, "coef");
    check_all(fit.model_covariance, golden::numbers(expect["var"]), 1e-7, 1e-10, "var");
    CHECK(fit.log_likelihood == doctest::Approx(golden::number(expect["log_likelihood"])).epsilon(1e-10));
    CHECK(fit.log_likelihood_null == doctest::Approx(golden::number(expect["log_likelihood_null"])).epsilon(1e-10));
  }
}

TEST_CASE("multinomial: saturated, the shares by hand and Aalen and Johansen's incidences") {
  // Ten people of one kind: in period 1 two leave for cause 1 and one for cause 2, in period 2 one for cause 2, one is last seen; in period 3 one of five for cause 1.
  Rows rows;
  rows.add("same", std::vector<double>(10, 4.0));
  rows.duration = {1, 1, 1, 2, 2, 3, 3, 3, 3, 3};
  rows.event = {1, 1, 2, 2, 0, 1, 0, 0, 0, 0};
  const MultinomialFit fit = multinomial(input_of(rows));
  CHECK(fit.status == HazardStatus::singular);
  check_all(fit.baseline.hazard, {0.2, 0.1, 0.0, 1.0 / 7.0, 0.2, 0.0}, 1e-12, 1e-15, "hazards");
  CHECK(fit.baseline.linear_predictor[0] == doctest::Approx(std::log(2.0 / 7.0)).epsilon(1e-12));
  // Of shares (0.2, 0.1) of ten: covariance of log odds against staying is diag(1 / events) + 1 / stayers.
  check_all({fit.baseline.own_covariance.begin(), fit.baseline.own_covariance.begin() + 4}, {1.0 / 2 + 1.0 / 7, 1.0 / 7, 1.0 / 7, 1.0 + 1.0 / 7}, 1e-12, 0, "own");
  MultinomialPredictInput people;
  people.x = rows.pick({0}).table();
  const std::vector<double> same{4.0};
  people.x = Table{};
  people.x.add("same", Column(same));
  MultinomialPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {0, 1, 2, 2.9, 3, 8};
  const CausesPrediction found = multinomial_predict(fit, people, wanted);
  check_all(found.survival, {1.0, 0.7, 0.6, 0.6, 0.48, 0.48}, 1e-12, 0, "survival");
  check_all(found.incidence[0].incidence, {0.0, 0.2, 0.2, 0.2, 0.32, 0.32}, 1e-12, 1e-15, "cause 1");
  check_all(found.incidence[1].incidence, {0.0, 0.1, 0.2, 0.2, 0.2, 0.2}, 1e-12, 1e-15, "cause 2");

  Rows many = causes_of(300, 4, {.weights = true, .entry = true}, 3);
  for (double& one : many.numbers[0]) one = 1.0;
  many.names.resize(1);
  many.numbers.resize(1);
  many.texts.resize(1);
  const MultinomialFit all = multinomial(input_of(many));
  CurveInput curves;
  const CoxInput columns = many.input();
  curves.duration = columns.duration;
  curves.event = columns.event;
  curves.entry = columns.entry;
  curves.weights = columns.weights;
  CurveOptions at;
  at.times = {2, 5, 9};
  at.causes = {"1", "2", "3"};
  const CurveResult truth = curve(curves, at);
  const std::vector<double> one{1.0};
  people.x = Table{};
  people.x.add("age", Column(one));
  wanted.times = at.times;
  const CausesPrediction by_model = multinomial_predict(all, people, wanted);
  for (std::size_t k = 0; k < truth.incidence.time.size(); ++k) {
    const auto cause = static_cast<std::size_t>(truth.incidence.cause.codes[k]);
    const auto place = static_cast<std::size_t>(std::find(wanted.times.begin(), wanted.times.end(), truth.incidence.time[k]) - wanted.times.begin());
    CHECK(by_model.incidence[cause].incidence[place] == doctest::Approx(truth.incidence.incidence[k]).epsilon(1e-10));
  }
}

TEST_CASE("multinomial: of one cause it is survival.hazard") {
  for (const std::uint64_t seed : {11u, 12u, 13u}) {
    const Rows rows = cox_test::random_rows(300, seed, {.weights = seed != 12, .strata = seed == 12, .entry = true, .text = true});
    const MultinomialFit fit = multinomial(input_of(rows));
    const CoxInput columns = rows.input();
    HazardInput plain;
    plain.x = columns.x;
    plain.duration = columns.duration;
    plain.event = columns.event;
    plain.entry = columns.entry;
    plain.weights = columns.weights;
    plain.strata = columns.strata;
    HazardOptions options;
    options.information = HazardInformation::observed;
    const HazardFit hazard_fit = hazard(plain, options);
    check_all(fit.coefficients.coefficient, hazard_fit.coefficients.coefficient, 1e-9, 1e-11, "coef");
    check_all(fit.coefficients.std_error, hazard_fit.coefficients.std_error, 1e-8, 0, "error");
    CHECK(fit.log_likelihood == doctest::Approx(hazard_fit.log_likelihood).epsilon(1e-11));
    CHECK(fit.log_likelihood_null == doctest::Approx(hazard_fit.log_likelihood_null).epsilon(1e-11));
    MultinomialPredictInput people;
    HazardPredictInput same;
    const Rows some = rows.pick({1, 7, 9, 20});
    people.x = same.x = some.table();
    const std::vector<std::int64_t> tenure{0, 2, 1, 3};
    people.tenure = same.tenure = Column(tenure);
    if (!some.strata.empty()) people.strata = same.strata = Column(some.strata);
    MultinomialPredictOptions wanted;
    wanted.beyond = BeyondFollowUp::carry;
    wanted.times = {1, 4, 7};
    wanted.errors = true;
    HazardPredictOptions same_times;
    same_times.beyond = BeyondFollowUp::carry;
    same_times.times = {1, 4, 7};
    const CausesPrediction ours = multinomial_predict(fit, people, wanted);
    const HazardPrediction theirs = hazard_predict(hazard_fit, same, same_times);
    check_all(ours.survival, theirs.survival, 1e-9, 1e-12, "survival");
    check_all(ours.std_error, theirs.std_error, 1e-7, 1e-12, "errors of curves");
  }
}

TEST_CASE("multinomial: curves add up to 1; errors are those of the parameters, by differences") {
  const Rows rows = causes_of(260, 21, {.weights = true, .strata = true, .entry = true}, 2);
  MultinomialOptions options;
  options.bands = {2, 5};
  const MultinomialFit fit = multinomial(input_of(rows), options);
  REQUIRE(fit.status == HazardStatus::converged);
  MultinomialPredictInput people;
  const Rows some = rows.pick({1, 30});
  people.x = some.table();
  people.strata = Column(some.strata);
  const std::vector<std::int64_t> tenure{0, 3};
  people.tenure = Column(tenure);
  MultinomialPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {1, 3, 6};
  wanted.errors = true;
  const CausesPrediction found = multinomial_predict(fit, people, wanted);
  for (std::size_t k = 0; k < 6; ++k) CHECK(found.survival[k] + found.incidence[0].incidence[k] + found.incidence[1].incidence[k] == doctest::Approx(1.0).epsilon(1e-14));
  // All parameters: predictors of the cells, then coefficients. Covariance: own + gradient V gradient', gradient V, V.
  const std::size_t cells = fit.baseline.stratum.size(), wide = fit.coefficients.coefficient.size(), size = cells * 2 + wide;
  std::vector<double> covariance(size * size, 0.0);
  const auto gradient = [&](std::size_t a, std::size_t k) { return a < cells * 2 ? fit.baseline.gradient[a * wide + k] : a - cells * 2 == k ? 1.0 : 0.0; };
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = 0; b < size; ++b) {
      for (std::size_t k = 0; k < wide; ++k)
        for (std::size_t l = 0; l < wide; ++l) covariance[a * size + b] += gradient(a, k) * fit.covariance[k * wide + l] * gradient(b, l);
      if (a < cells * 2 && b < cells * 2 && a / 2 == b / 2) covariance[a * size + b] += fit.baseline.own_covariance[(a / 2) * 4 + (a % 2) * 2 + b % 2];
    }
  const auto values = [&](std::size_t parameter, double by) {
    MultinomialFit moved = fit;
    if (parameter < cells * 2) moved.baseline.linear_predictor[parameter] += by;
    else moved.coefficients.coefficient[parameter - cells * 2] += by;
    MultinomialPredictOptions plain = wanted;
    plain.errors = false;
    const CausesPrediction there = multinomial_predict(moved, people, plain);
    std::vector<double> all = there.survival;
    all.insert(all.end(), there.incidence[0].incidence.begin(), there.incidence[0].incidence.end());
    all.insert(all.end(), there.incidence[1].incidence.begin(), there.incidence[1].incidence.end());
    return all;
  };
  std::vector<std::vector<double>> slope;
  for (std::size_t p = 0; p < size; ++p) {
    if (p < cells * 2 && !std::isfinite(fit.baseline.linear_predictor[p])) {
      slope.emplace_back(18, 0.0);
      continue;
    }
    const double h = p < cells * 2 ? 1e-5 : 1e-6;
    const std::vector<double> up = values(p, h), down = values(p, -h);
    std::vector<double>& own = slope.emplace_back();
    for (std::size_t k = 0; k < up.size(); ++k) own.push_back((up[k] - down[k]) / (2.0 * h));
  }
  std::vector<double> ours = found.std_error;
  for (const CauseErrors& one : found.errors) ours.insert(ours.end(), one.std_error.begin(), one.std_error.end());
  for (std::size_t k = 0; k < ours.size(); ++k) {
    double variance = 0.0;
    for (std::size_t a = 0; a < size; ++a)
      for (std::size_t b = 0; b < size; ++b) variance += slope[a][k] * covariance[a * size + b] * slope[b][k];
    CHECK(ours[k] == doctest::Approx(std::sqrt(variance)).epsilon(1e-6));
  }
}

TEST_CASE("multinomial: robust errors are the infinitesimal jackknife, by row and by cluster") {
  Rows rows = causes_of(70, 31, {.entry = true}, 2);
  rows.weights.assign(70, 1.0);
  for (const bool clustered : {false, true}) {
    if (clustered)
      for (std::size_t i = 0; i < 70; ++i) rows.cluster.push_back(static_cast<std::int64_t>(i % 19));
    MultinomialOptions options;
    options.bands = {3, 6};
    options.robust = true;
    const MultinomialFit fit = multinomial(input_of(rows), options);
    const std::size_t wide = fit.coefficients.coefficient.size();
    std::vector<std::vector<double>> sums(clustered ? 19 : 70, std::vector<double>(wide, 0.0));
    for (std::size_t i = 0; i < 70; ++i) {
      Rows more = rows, less = rows;
      constexpr double h = 1e-4;
      more.weights[i] += h;
      less.weights[i] -= h;
      const MultinomialFit up = multinomial(input_of(more), options), down = multinomial(input_of(less), options);
      for (std::size_t k = 0; k < wide; ++k) sums[clustered ? i % 19 : i][k] += (up.coefficients.coefficient[k] - down.coefficients.coefficient[k]) / (2.0 * h);
    }
    for (std::size_t k = 0; k < wide; ++k) {
      double variance = 0.0;
      for (const std::vector<double>& sum : sums) variance += sum[k] * sum[k];
      CHECK(fit.coefficients.robust_std_error[k] == doctest::Approx(std::sqrt(variance)).epsilon(1e-6));
    }
  }
}

TEST_CASE("multinomial: row order, copies, pieces of time, threads, saving, reasons") {
  const Rows rows = causes_of(180, 41, {.strata = true, .entry = true, .text = true}, 2);
  RunContext one, four;
  one.threads = 1;
  four.threads = 4;
  const MultinomialFit fit = multinomial(input_of(rows), {}, one), again = multinomial(input_of(rows), {}, four);
  CHECK(fit.coefficients.coefficient == again.coefficients.coefficient);
  CHECK(fit.covariance == again.covariance);
  std::vector<std::size_t> back, twice;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    back.push_back(rows.size() - 1 - i);
    twice.insert(twice.end(), 1 + i % 3, i);
  }
  check_all(multinomial(input_of(rows.pick(back))).coefficients.coefficient, fit.coefficients.coefficient, 1e-9, 1e-11, "order");
  Rows weighted = rows;
  for (std::size_t i = 0; i < rows.size(); ++i) weighted.weights.push_back(1.0 + static_cast<double>(i % 3));
  const MultinomialFit by_weight = multinomial(input_of(weighted)), by_copy = multinomial(input_of(rows.pick(twice)));
  check_all(by_weight.coefficients.coefficient, by_copy.coefficients.coefficient, 1e-9, 1e-11, "copies");
  check_all(by_weight.covariance, by_copy.covariance, 1e-8, 1e-12, "copies");
  // Each row cut in two where it can be.
  std::vector<std::size_t> pieces;
  std::vector<double> entry, duration, event;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double middle = std::floor(0.5 * (rows.entry[i] + rows.duration[i]));
    if (middle > rows.entry[i]) {
      pieces.push_back(i), entry.push_back(rows.entry[i]), duration.push_back(middle), event.push_back(0.0);
      pieces.push_back(i), entry.push_back(middle), duration.push_back(rows.duration[i]), event.push_back(rows.event[i]);
    } else {
      pieces.push_back(i), entry.push_back(rows.entry[i]), duration.push_back(rows.duration[i]), event.push_back(rows.event[i]);
    }
  }
  Rows cut = rows.pick(pieces);
  cut.entry = entry, cut.duration = duration, cut.event = event;
  check_all(multinomial(input_of(cut)).coefficients.coefficient, fit.coefficients.coefficient, 1e-9, 1e-11, "pieces");

  const std::string bytes = save_document("survival.multinomial", Object::of(fit));
  const Object loaded = load_document(bytes, "survival.multinomial", type_of<MultinomialFit>);
  CHECK(save_document("survival.multinomial", loaded) == bytes);
  ExplainInput people;
  people.x = rows.table();
  MultinomialExplainOptions second;
  second.cause = "2";
  const Explanation why = multinomial_explain(fit, people, second);
  MultinomialPredictInput same;
  same.x = people.x;
  same.strata = Column(rows.strata);
  const CausesPrediction score = multinomial_predict(fit, same);
  const std::size_t terms = why.terms.size();
  for (std::size_t i = 0; i < 8; ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < terms; ++j) sum += why.contributions[i * terms + j];
    CHECK(sum == doctest::Approx(score.errors[1].linear_predictor[i]).epsilon(1e-12));
  }
}

TEST_CASE("multinomial: everybody leaves, nobody does, nobody of a group does") {
  Rows rows = causes_of(60, 51, {}, 2);
  const double last = *std::max_element(rows.duration.begin(), rows.duration.end());
  for (std::size_t i = 0; i < 60; ++i)
    if (rows.duration[i] == last && rows.event[i] == 0.0) rows.event[i] = 1.0;
  MultinomialOptions options;
  options.causes = {"pay", "boss", "site"};
  MultinomialFit fit = multinomial(input_of(rows), options);
  CHECK(fit.baseline.everybody_left.back() == 1);
  CHECK(fit.without_events == std::vector<std::string>{"site"});
  CHECK(std::isnan(fit.coefficients.std_error.back()));
  MultinomialPredictInput people;
  const Rows some = rows.pick({0, 1});
  people.x = some.table();
  MultinomialPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {last};
  wanted.errors = true;
  const CausesPrediction gone = multinomial_predict(fit, people, wanted);
  CHECK(gone.survival[0] == doctest::Approx(0.0));
  CHECK(gone.incidence[0].incidence[0] + gone.incidence[1].incidence[0] == doctest::Approx(1.0).epsilon(1e-14));
  CHECK(gone.incidence[2].incidence[0] == 0.0);

  Rows nobody = rows;
  nobody.event.assign(60, 0.0);
  fit = multinomial(input_of(nobody));
  CHECK(fit.status == HazardStatus::no_events);
  CHECK(multinomial_predict(fit, people, wanted).survival[0] == 1.0);

  Rows apart = causes_of(120, 52, {}, 2);
  std::vector<double> group;
  for (std::size_t i = 0; i < 120; ++i) group.push_back(apart.event[i] != 2.0 && i % 2 == 0 ? 1.0 : 0.0);
  apart.add("group", group);
  fit = multinomial(input_of(apart));
  CHECK(fit.status == HazardStatus::separated);
  CHECK(fit.separated == std::vector<std::string>{"2: group"});
  options = {};
  options.ridge = 0.5;
  CHECK(multinomial(input_of(apart), options).status == HazardStatus::converged);
}

TEST_CASE("multinomial: what is refused") {
  const Rows rows = causes_of(40, 61, {.entry = true}, 2);
  MultinomialOptions options;
  options.bands = {4, 4};
  CHECK(sentence([&] { multinomial(input_of(rows), options); }) == "survival.multinomial: bands[1] is 4, but must be above the one before it");
  options.bands.clear();
  options.causes = {"pay"};
  CHECK(sentence([&] { multinomial(input_of(rows), options); }).find("is 2, but must be at most 1, the number of causes that are named") != std::string::npos);
  Rows late = rows;
  late.entry[3] = late.duration[3];
  CHECK(sentence([&] { multinomial(input_of(late)); }).find("survival.multinomial: entry[3] is ") == 0);
  const MultinomialFit fit = multinomial(input_of(rows));
  ExplainInput people;
  people.x = rows.table();
  MultinomialExplainOptions other;
  other.cause = "weather";
  CHECK(sentence([&] { multinomial_explain(fit, people, other); }) == "survival.multinomial.explain: cause is weather, but must be one of the causes of the fit: 1, 2");
  MultinomialFit damaged = fit;
  damaged.baseline.gradient.pop_back();
  CHECK(sentence([&] { damaged.validate(); }).find("baseline.gradient") != std::string::npos);
}

TEST_CASE("multinomial: an offset is a part of every cause's predictor that is known") {
  cox_test::Design design;
  design.text = true;
  Rows rows = causes_of(500, 77, design, 2);
  MultinomialOptions options;
  options.bands = {2, 5};
  const MultinomialFit plain = multinomial(input_of(rows), options);
  REQUIRE(plain.status == HazardStatus::converged);
  std::size_t numeric = 0;
  while (rows.numbers[numeric].empty()) ++numeric;
  for (const double value : rows.numbers[numeric]) rows.offset.push_back(0.05 * value);
  const MultinomialFit known = multinomial(input_of(rows), options);
  REQUIRE(known.status == HazardStatus::converged);
  std::size_t place = 0;
  while (plain.coefficients.term[place] != rows.names[numeric]) ++place;
  const std::size_t terms = plain.means.size();
  for (std::size_t k = 0; k < plain.coefficients.coefficient.size(); ++k)
    CHECK(known.coefficients.coefficient[k] == doctest::Approx(plain.coefficients.coefficient[k] - (k % terms == place ? 0.05 : 0.0)).epsilon(1e-9));
  CHECK(known.log_likelihood == doctest::Approx(plain.log_likelihood).epsilon(1e-12));
  CHECK(known.log_likelihood_null != doctest::Approx(plain.log_likelihood_null).epsilon(1e-6));
  check_all(known.covariance, plain.covariance, 1e-8, 1e-12, "covariance");
  // Predictions take it too.
  MultinomialPredictInput people;
  people.x = input_of(rows).x;
  MultinomialPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {1.0, 4.0};
  const CausesPrediction before = multinomial_predict(plain, people, asked);
  people.offset = Column(rows.offset);
  const CausesPrediction after = multinomial_predict(known, people, asked);
  check_all(after.survival, before.survival, 1e-9, 1e-12, "survival");
  check_all(after.incidence[1].incidence, before.incidence[1].incidence, 1e-9, 1e-12, "incidence");
}

TEST_CASE("multinomial: seven merged parts through saved bytes are the fit of one machine") {
  for (int kind = 0; kind < 5; ++kind) {
    CAPTURE(kind);
    cox_test::Design design;
    design.text = kind != 4;
    design.strata = kind == 1;
    design.entry = kind == 2;
    design.weights = kind != 3;
    design.offset = kind == 3;
    Rows rows = causes_of(450, 300 + static_cast<std::uint64_t>(kind), design, 3);
    const std::size_t n = rows.size();
    for (std::size_t i = 0; i < n && kind == 2; ++i) rows.cluster.push_back(static_cast<std::int64_t>(i / 3));
    MultinomialOptions options;
    if (kind != 0) options.bands = {1, 3, 6};
    options.robust = kind == 4;
    options.ridge = kind == 1 ? 0.5 : 0.0;
    const MultinomialFit fit = multinomial(input_of(rows), options);
    CHECK(fit.status == HazardStatus::converged);
    std::mt19937_64 random(kind);
    std::vector<std::size_t> part_of(n);
    for (std::size_t& part : part_of) part = random() % 7;
    MultinomialState state;
    state.options = options;
    for (int round = 0; !state.done(); ++round) {
      REQUIRE(round < 200);
      MultinomialState all = state;
      for (std::size_t part = 0; part < 7; ++part) {
        MultinomialState mine = state;
        std::vector<std::size_t> which;
        for (std::size_t i = 0; i < n; ++i)
          if (part_of[i] == part) which.push_back(i);
        const Rows some = rows.pick(which);
        mine.update(input_of(some), {});
        if (part == 0) all = mine;
        else all.merge(mine);
      }
      all.advance({});
      const Object copy = load_document(save_document("survival.multinomial.state", Object::of(all)), "survival.multinomial.state", type_of<MultinomialState>);
      state = *copy.as<MultinomialState>();
    }
    const MultinomialFit merged = state.finish({});
    CHECK(merged.status == fit.status);
    CHECK(merged.iterations == fit.iterations);
    CHECK(merged.causes == fit.causes);
    CHECK(merged.strata == fit.strata);
    CHECK(merged.rows == fit.rows);
    check_all(merged.coefficients.coefficient, fit.coefficients.coefficient, 1e-9, 1e-11, "coefficients");
    check_all(merged.covariance, fit.covariance, 1e-8, 1e-12, "covariance");
    check_all(merged.baseline.hazard, fit.baseline.hazard, 1e-9, 1e-12, "hazards");
    check_all(merged.baseline.own_covariance, fit.baseline.own_covariance, 1e-8, 1e-12, "own covariance");
    CHECK(merged.log_likelihood == doctest::Approx(fit.log_likelihood).epsilon(1e-12));
    CHECK(merged.log_likelihood_null == doctest::Approx(fit.log_likelihood_null).epsilon(1e-12));
  }
}

TEST_CASE("multinomial: states that have nothing in common") {
  cox_test::Design design;
  Rows rows = causes_of(60, 5, design, 2);
  MultinomialState a, b;
  a.update(input_of(rows), {});
  b.options.ridge = 1.0;
  CHECK(::sentence([&] { a.merge(b); }) == "survival.multinomial: states of unlike definitions cannot be merged: their options differ");
  b = {};
  rows.offset.assign(rows.size(), 0.1);
  b.update(input_of(rows), {});
  CHECK(::sentence([&] { a.merge(b); }) == "survival.multinomial: states of unlike definitions cannot be merged: one has offsets");
  CHECK(::sentence([&] { a.finish({}); }) == "survival.multinomial: the state has rounds to go before it can finish");
  CHECK(::sentence([&] { MultinomialState().advance({}); }) == "survival.multinomial: a state without rows cannot advance");
  // Nobody left: one round, and it is told.
  rows.offset.clear();
  rows.event.assign(rows.size(), 0.0);
  MultinomialState none;
  while (!none.done()) {
    none.update(input_of(rows), {});
    none.advance({});
  }
  CHECK(none.finish({}).status == HazardStatus::no_events);
}
