// Cox's regression of a case-cohort sample: truths by hand, R's cch(), the pseudo-likelihood as written, the invariances, what is refused.
#include "mainstay/survival/case_cohort.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "compare.hpp"
#include "cox_data.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::survival;
using cox_test::Rows;
using cox_test::TextColumn;
using cox_test::random_rows;
using cox_test::rows_of;
using Method = CaseCohortMethod;

namespace {

struct Sample {
  Rows rows;
  std::vector<double> inside;
  TextColumn sampling;
  CaseCohortInput input(bool by_strata) const {
    const CoxInput of_cox = rows.input();
    CaseCohortInput view;
    view.x = of_cox.x;
    view.duration = of_cox.duration;
    view.event = of_cox.event;
    view.entry = of_cox.entry;
    view.subcohort = Column(inside);
    if (by_strata) view.sampling = sampling.column();
    return view;
  }
};

CaseCohortOptions options_of(Method method, std::int64_t cohort, const std::vector<std::pair<std::string, std::int64_t>>& sizes) {
  CaseCohortOptions options;
  options.method = method;
  if (method != Method::borgan_i && method != Method::borgan_ii) options.cohort_size = cohort;
  else
    for (const auto& [label, size] : sizes) {
      CaseCohortSize one;
      one.sampling = label;
      one.size = size;
      options.cohort_sizes.push_back(one);
    }
  return options;
}
bool by_strata(Method method) { return method == Method::borgan_i || method == Method::borgan_ii; }

// Some of a cohort: all who left, and a part drawn by strata.
Sample sample_of(const Rows& cohort, std::uint64_t seed, std::vector<std::pair<std::string, std::int64_t>>& sizes) {
  std::mt19937_64 random(seed);
  Sample sample;
  sizes = {{"desk", 0}, {"shop", 0}};
  sample.sampling.set_levels({"desk", "shop"});
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    const int stratum = cohort.numbers[1][i] > 0.0 || i % 3 == 0;
    ++sizes[stratum].second;
    const bool drawn = std::uniform_real_distribution<double>(0.0, 1.0)(random) < (stratum ? 0.5 : 0.3);
    if (!drawn && cohort.event[i] == 0.0) continue;
    which.push_back(i);
    sample.inside.push_back(drawn ? 1.0 : 0.0);
    sample.sampling.codes.push_back(stratum);
  }
  sample.rows = cohort.pick(which);
  return sample;
}
}  // namespace

TEST_CASE("case_cohort: R's cch") {
  const std::vector<std::pair<std::string, Method>> methods{{"prentice", Method::prentice}, {"self_prentice", Method::self_prentice}, {"lin_ying", Method::lin_ying},
                                                            {"lin_ying_robust", Method::lin_ying}, {"borgan_i", Method::borgan_i}, {"borgan_ii", Method::borgan_ii}};
  for (const std::string& name : golden::golden_files("survival/case_cohort")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    Sample sample;
    sample.rows = rows_of(file["data"]);
    sample.inside = golden::numbers(file["data"]["subcohort"]);
    const std::vector<std::string> labels = golden::texts(file["options"]["labels"]);
    sample.sampling.set_levels(labels);
    for (const std::string& label : golden::texts(file["data"]["sampling"])) sample.sampling.push(label);
    const std::vector<std::int64_t> counts = golden::integers(file["options"]["sizes"]);
    std::vector<std::pair<std::string, std::int64_t>> sizes;
    for (std::size_t s = 0; s < labels.size(); ++s) sizes.emplace_back(labels[s], counts[s]);
    for (const auto& [word, method] : methods) {
      CAPTURE(word);
      const golden::json& expect = file["expect"][word];
      CaseCohortOptions options = options_of(method, file["options"]["cohort_size"].get<std::int64_t>(), sizes);
      options.robust = word == "lin_ying_robust";
      const CaseCohortFit fit = case_cohort(sample.input(by_strata(method)), options);
      CHECK(fit.model.status == CoxStatus::converged);
      check_all(fit.model.coefficients.coefficient, golden::numbers(expect["coef"]), 1e-8, 1e-12, "coef");
      check_all(fit.model.covariance, golden::numbers(expect["var"]), 1e-8, 1e-13, "var");
      check_all(fit.sampling_covariance, golden::numbers(expect["sampling"]), 1e-8, 1e-13, "sampling");
    }
  }
}

TEST_CASE("case_cohort: three leavers and a subcohort of two, by hand") {
  // Subcohort of 2 out of 8, x = 1 and x = 0, both there throughout; outside it people with x = 1, 0, 1 leave at 1, 2, 3.
  Sample sample;
  sample.rows.add("x", {1.0, 0.0, 1.0, 0.0, 1.0});
  sample.rows.duration = {9.0, 9.0, 1.0, 2.0, 3.0};
  sample.rows.event = {0.0, 0.0, 1.0, 1.0, 1.0};
  sample.inside = {1.0, 1.0, 0.0, 0.0, 0.0};
  CaseCohortOptions options = options_of(Method::self_prentice, 8, {});
  CaseCohortFit fit = case_cohort(sample.input(false), options);
  // Slope 2 - 3 r / (1 + r) = 0 at r = 2; information 3 · 2/9. The two of the subcohort have score residuals -2/3 and 2/3, times 3/2: -1 and 1;
  // of 8 drawn 2: (1 - 2/8) (1 + 1).
  CHECK(fit.model.coefficients.coefficient[0] == doctest::Approx(std::log(2.0)).epsilon(1e-12));
  CHECK(fit.cohort_covariance[0] == doctest::Approx(1.5).epsilon(1e-12));
  CHECK(fit.sampling_covariance[0] == doctest::Approx(1.5).epsilon(1e-12));
  CHECK(fit.model.coefficients.std_error[0] == doctest::Approx(std::sqrt(3.0)).epsilon(1e-12));
  CHECK(fit.strata.weight == std::vector<double>{4.0});
  // Of the cohort 4 · (1 + 2) hazards are at risk: the jumps of a person with x = 0 are 1/12.
  const std::vector<double> x{0.0, 1.0};
  CaseCohortPredictInput people;
  people.x.add("x", Column(x));
  CaseCohortPredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {0.5, 1.0, 3.0};
  const CoxPrediction curves = case_cohort_predict(fit, people, wanted);
  check_all(curves.survival, {1.0, std::exp(-1.0 / 12.0), std::exp(-0.25), 1.0, std::exp(-1.0 / 6.0), std::exp(-0.5)}, 1e-12, 0.0, "survival");

  // Prentice: 2 - 2 · 2r / (2r + 1) - r / (r + 2) = 0, that is 2 r² - r - 4 = 0; the errors are Self and Prentice's.
  options.method = Method::prentice;
  fit = case_cohort(sample.input(false), options);
  const double r = (1.0 + std::sqrt(33.0)) / 4.0;
  CHECK(fit.model.coefficients.coefficient[0] == doctest::Approx(std::log(r)).epsilon(1e-12));
  CHECK(fit.model.covariance[0] == doctest::Approx(3.0).epsilon(1e-10));
  CHECK(case_cohort_predict(fit, people, wanted).survival[5] == doctest::Approx(std::exp(-r * 3.0 / (4.0 * (1.0 + r)))).epsilon(1e-12));
}

TEST_CASE("case_cohort: when everybody was drawn it is Cox's regression") {
  for (const bool text : {false, true}) {
    const Rows rows = random_rows(150, text ? 3 : 4, {.entry = text, .text = text});
    Sample sample;
    sample.rows = rows;
    sample.inside.assign(rows.size(), 1.0);
    sample.sampling.set_levels({"all"});
    sample.sampling.codes.assign(rows.size(), 0);
    CoxOptions plain;
    plain.ties = Ties::breslow;
    const CoxFit cohort = cox(rows.input(), plain);
    for (const Method method : {Method::prentice, Method::self_prentice, Method::lin_ying, Method::borgan_i, Method::borgan_ii}) {
      CaseCohortOptions options = options_of(method, 150, {{"all", 150}});
      options.ties = Ties::breslow;
      const CaseCohortFit fit = case_cohort(sample.input(by_strata(method)), options);
      check_all(fit.model.coefficients.coefficient, cohort.coefficients.coefficient, 1e-10, 1e-12, "coef");
      check_all(fit.model.covariance, cohort.covariance, 1e-9, 1e-13, "var");
      check_all(fit.sampling_covariance, std::vector<double>(fit.sampling_covariance.size(), 0.0), 0.0, 1e-13, "nothing is added");
      CaseCohortPredictInput people;
      const CoxInput of_cox = rows.input();
      people.x = of_cox.x;
      CaseCohortPredictOptions wanted;
      wanted.beyond = BeyondFollowUp::carry;
      wanted.times = {2.0, 5.0, 9.0};
      CoxPredictInput same;
      same.x = of_cox.x;
      CoxPredictOptions same_times;
      same_times.beyond = BeyondFollowUp::carry;
      same_times.times = wanted.times;
      check_all(case_cohort_predict(fit, people, wanted).survival, cox_predict(cohort, same, same_times).survival, 1e-9, 0.0, "curves");
    }
  }
}

TEST_CASE("case_cohort: the estimating equations as written, and the baseline of the cohort") {
  std::vector<std::pair<std::string, std::int64_t>> sizes;
  for (const std::uint64_t seed : {21u, 22u, 23u}) {
    const Rows cohort = random_rows(260, seed, {.entry = seed == 23u, .continuous = true});
    const Sample sample = sample_of(cohort, seed, sizes);
    const Rows& rows = sample.rows;
    for (const Method method : {Method::prentice, Method::self_prentice, Method::lin_ying, Method::borgan_i, Method::borgan_ii}) {
      CAPTURE(static_cast<int>(method));
      const CaseCohortOptions options = options_of(method, 260, sizes);
      const CaseCohortFit fit = case_cohort(sample.input(by_strata(method)), options);
      const auto& beta = fit.model.coefficients.coefficient;
      std::vector<double> slope(beta.size(), 0.0), size(beta.size(), 0.0);
      const auto eta = [&](std::size_t i) {
        double sum = 0.0;
        for (std::size_t j = 0; j < beta.size(); ++j) sum += beta[j] * (rows.numbers[j][i] - fit.model.means[j]);
        return sum;
      };
      double hazard = 0.0;
      std::vector<std::size_t> order(rows.size());
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
      std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows.duration[a] < rows.duration[b]; });
      for (const std::size_t e : order) {
        if (rows.event[e] == 0.0) continue;
        double total = 0.0, of_cohort = 0.0;
        std::vector<double> mean(beta.size(), 0.0);
        for (std::size_t i = 0; i < rows.size(); ++i) {
          if (rows.duration[i] < rows.duration[e] || (!rows.entry.empty() && !(rows.entry[i] < rows.duration[e]))) continue;
          const double weight_of = fit.strata.weight[by_strata(method) ? static_cast<std::size_t>(sample.sampling.codes[i]) : 0];
          double weight = 0.0;
          if (method == Method::prentice) weight = sample.inside[i] > 0.0 || i == e ? 1.0 : 0.0;
          if (method == Method::self_prentice) weight = sample.inside[i];
          if (method == Method::lin_ying || method == Method::borgan_ii) weight = rows.event[i] > 0.0 ? 1.0 : weight_of;
          if (method == Method::borgan_i) weight = sample.inside[i] * weight_of;
          const double risk = std::exp(eta(i));
          total += weight * risk;
          of_cohort += (method == Method::prentice || method == Method::self_prentice ? sample.inside[i] * weight_of : weight) * risk;
          for (std::size_t j = 0; j < beta.size(); ++j) mean[j] += weight * risk * rows.numbers[j][i];
        }
        for (std::size_t j = 0; j < beta.size(); ++j) {
          slope[j] += rows.numbers[j][e] - mean[j] / total;
          size[j] += std::fabs(rows.numbers[j][e]);
        }
        hazard += 1.0 / of_cohort;
      }
      for (std::size_t j = 0; j < beta.size(); ++j) CHECK(std::fabs(slope[j]) <= 1e-9 * size[j]);
      CHECK(fit.model.baseline.cumulative_hazard.back() == doctest::Approx(hazard).epsilon(1e-9));
    }
  }
}

TEST_CASE("case_cohort: rows in any order, any number of threads, saved and loaded; reasons add up") {
  std::vector<std::pair<std::string, std::int64_t>> sizes;
  const Sample sample = sample_of(random_rows(260, 31, {.entry = true, .text = true}), 31, sizes);
  Sample turned = sample;
  std::vector<std::size_t> back(sample.rows.size());
  for (std::size_t i = 0; i < back.size(); ++i) back[i] = back.size() - 1 - i;
  turned.rows = sample.rows.pick(back);
  std::reverse(turned.inside.begin(), turned.inside.end());
  std::reverse(turned.sampling.codes.begin(), turned.sampling.codes.end());
  for (const Method method : {Method::prentice, Method::lin_ying, Method::borgan_i}) {
    const CaseCohortOptions options = options_of(method, 260, sizes);
    RunContext one, four;
    one.threads = 1;
    four.threads = 4;
    const CaseCohortFit a = case_cohort(sample.input(by_strata(method)), options, one), b = case_cohort(sample.input(by_strata(method)), options, four),
                        c = case_cohort(turned.input(by_strata(method)), options);
    CHECK(a.model.covariance == b.model.covariance);
    check_all(a.model.coefficients.coefficient, c.model.coefficients.coefficient, 1e-10, 1e-12, "order");
    check_all(a.model.covariance, c.model.covariance, 1e-10, 1e-13, "order");
    ExplainInput people;
    people.x = sample.rows.table();
    const Explanation why = case_cohort_explain(a, people);
    CaseCohortPredictInput same;
    same.x = people.x;
    const CoxPrediction score = case_cohort_predict(a, same);
    const std::size_t terms = why.terms.size();
    for (std::size_t i = 0; i < 10; ++i) {
      double sum = 0.0;
      for (std::size_t j = 0; j < terms; ++j) sum += why.contributions[i * terms + j];
      CHECK(sum == doctest::Approx(score.linear_predictor[i]).epsilon(1e-12));
    }
  }
}

TEST_CASE("case_cohort: nobody left; a column that says nothing") {
  Sample sample;
  sample.rows.add("x", {1.0, 0.0, 1.0});
  sample.rows.duration = {9.0, 9.0, 1.0};
  sample.rows.event = {0.0, 0.0, 0.0};
  sample.inside = {1.0, 1.0, 1.0};
  CHECK(case_cohort(sample.input(false), options_of(Method::lin_ying, 8, {})).model.status == CoxStatus::no_events);
  std::vector<std::pair<std::string, std::int64_t>> sizes;
  Sample other = sample_of(random_rows(200, 8, {}), 8, sizes);
  other.rows.add("same", std::vector<double>(other.rows.size(), 3.0));
  for (const Method method : {Method::prentice, Method::self_prentice, Method::lin_ying, Method::borgan_i, Method::borgan_ii}) {
    const CaseCohortFit fit = case_cohort(other.input(by_strata(method)), options_of(method, 200, sizes));
    CHECK(fit.model.status == CoxStatus::singular);
    CHECK(fit.model.singular == std::vector<std::string>{"same"});
    CHECK(std::isnan(fit.model.coefficients.std_error[3]));
  }
}

TEST_CASE("case_cohort: what is refused") {
  std::vector<std::pair<std::string, std::int64_t>> sizes;
  const Sample sample = sample_of(random_rows(200, 7, {}), 7, sizes);
  const auto said = [&](Method method, const auto& change) {
    CaseCohortOptions options = options_of(method, 200, sizes);
    Sample changed = sample;
    bool strata = by_strata(method);
    change(changed, options, strata);
    return sentence([&] { case_cohort(changed.input(strata), options); });
  };
  using S = Sample&;
  using O = CaseCohortOptions&;
  CHECK(said(Method::prentice, [](S, O o, bool&) { o.cohort_size = 0; }) == "survival.case_cohort: cohort_size is 0, but must be given: people of the whole cohort");
  CHECK(said(Method::prentice, [](S, O o, bool&) { o.cohort_size = 3; }).find("cohort_size is 3, but must be at least the number of rows, ") != std::string::npos);
  CHECK(said(Method::prentice, [](S s, O, bool&) {
          s.rows.event[4] = 0.0;
          s.inside[4] = 0.0;
        }) == "survival.case_cohort: subcohort[4] is 0, but must be 1 where nobody left: the other people of the cohort are not among the rows");
  CHECK(said(Method::prentice, [](S, O o, bool&) { o.robust = true; }) == "survival.case_cohort: robust is true, but must be left out but with method lin_ying");
  CHECK(said(Method::prentice, [](S, O o, bool&) { o.ties = Ties::exact; }) == "survival.case_cohort: ties is exact, but must be efron or breslow");
  CHECK(said(Method::prentice, [](S, O, bool& strata) { strata = true; }) == "survival.case_cohort: sampling is given, but must be left out but with methods borgan_i and borgan_ii");
  CHECK(said(Method::borgan_i, [](S, O, bool& strata) { strata = false; }) == "survival.case_cohort: sampling is missing, but must be given: the strata within which the subcohort was drawn");
  CHECK(said(Method::borgan_i, [](S, O o, bool&) { o.cohort_sizes.pop_back(); }) == "survival.case_cohort: cohort_sizes is without shop, but must be a size for each label of sampling");
  CHECK(said(Method::borgan_i, [](S, O o, bool&) { o.cohort_sizes[1].sampling = "yard"; }) == "survival.case_cohort: cohort_sizes[1].sampling is yard, but must be a label of sampling");
  CHECK(said(Method::borgan_ii, [](S, O o, bool&) { o.cohort_sizes[0].size = 2; }).find("cohort_sizes[0].size is 2, but must be at least the number of its rows, ") != std::string::npos);
  CHECK(said(Method::self_prentice, [](S s, O, bool&) {
          s.rows.event.assign(s.rows.size(), 1.0);
          s.inside.assign(s.rows.size(), 0.0);
        }) == "survival.case_cohort: subcohort is 0 in the subcohort, but must be one or more");
}
