#include "mainstay/reasons/prevalence.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::reasons;

namespace {

struct Counts {
  std::vector<std::string> predicted{}, checked_predicted{}, checked_true{};
  Labels first{}, second{}, third{};
  void count(const std::string& said, int times) { predicted.insert(predicted.end(), static_cast<std::size_t>(times), said); }
  void check_text(const std::string& truth, const std::string& said, int times) {
    for (int i = 0; i < times; ++i) checked_true.push_back(truth), checked_predicted.push_back(said);
  }
  PrevalenceResult correct(PrevalenceOptions options = {}, std::int32_t threads = 1, std::uint64_t seed = 1) {
    PrevalenceInput input;
    input.predicted = first.column(predicted);
    input.checked_predicted = second.column(checked_predicted);
    input.checked_true = third.column(checked_true);
    RunContext context;
    context.threads = threads, context.seed = seed;
    return prevalence(input, options, context);
  }
};

}  // namespace

// Sensitivity 0.9, specificity 0.8, 41 % counted: (0.41 + 0.8 - 1) / (0.9 + 0.8 - 1) = 0.3 (Rogan and Gladen 1978).
TEST_CASE("prevalence: Rogan and Gladen's formula") {
  Counts counts;
  counts.count("pay", 41), counts.count("other", 59);
  counts.check_text("pay", "pay", 90), counts.check_text("pay", "other", 10), counts.check_text("other", "pay", 20), counts.check_text("other", "other", 80);
  const PrevalenceResult result = counts.correct();
  CHECK(result.status == PrevalenceStatus::corrected);
  REQUIRE(result.reasons.reason == std::vector<std::string>{"other", "pay"});
  near(result.reasons.share, {0.7, 0.3}, 1e-12, "shares");
  near(result.reasons.raw, {0.59, 0.41}, 1e-15, "raw");
  near(result.reasons.sensitivity, {0.8, 0.9}, 1e-15, "sensitivity");
  // The delta method: Var q / J² + (p² Var sensitivity + (1 - p)² Var specificity) / J², J = sensitivity + specificity - 1.
  const double error = std::sqrt((0.41 * 0.59 / 100 + 0.09 * 0.9 * 0.1 / 100 + 0.49 * 0.8 * 0.2 / 100) / 0.49);
  CHECK(std::fabs(result.reasons.std_error[1] - error) < 0.1 * error);
  CHECK(result.reasons.lower[1] < 0.3);
  CHECK(result.reasons.upper[1] > 0.3);
  CHECK(std::fabs(result.reasons.upper[1] - result.reasons.lower[1] - 2 * 1.96 * error) < 0.2 * error * 4);
}

TEST_CASE("prevalence: below what errors alone would count, shares stay on the simplex") {
  Counts counts;
  counts.count("pay", 10), counts.count("other", 90);
  counts.check_text("pay", "pay", 90), counts.check_text("pay", "other", 10), counts.check_text("other", "pay", 20), counts.check_text("other", "other", 80);
  const PrevalenceResult result = counts.correct();
  CHECK(result.status == PrevalenceStatus::bounded);
  near(result.reasons.share, {1.0, 0.0}, 1e-9, "shares");
}

TEST_CASE("prevalence: what cannot be known is not given") {
  Counts counts;
  counts.count("a", 50), counts.count("b", 50);
  counts.check_text("a", "a", 10), counts.check_text("a", "b", 10), counts.check_text("b", "a", 10), counts.check_text("b", "b", 10);
  const PrevalenceResult mixed = counts.correct();
  CHECK(mixed.status == PrevalenceStatus::unidentifiable);
  CHECK(mixed.unidentified == std::vector<std::string>{"a", "b"});
  CHECK(std::isnan(mixed.reasons.share[0]));
  counts.check_text("c", "a", 3);
  CHECK(counts.correct().unidentified.front() == "c");
  Counts unseen;
  unseen.count("a", 3), unseen.count("c", 1);
  unseen.check_text("a", "a", 10), unseen.check_text("b", "b", 10);
  CHECK(sentence([&] { unseen.correct(); }) == "reasons.prevalence: predicted[3] is \"c\", but must be something that the classifier says of a checked text too");
}

TEST_CASE("prevalence: equal to numpy and scipy") {
  for (const std::string& file : golden::golden_files("reasons/prevalence")) {
    const auto document = golden::load_golden(file);
    const auto reasons = golden::texts(document["data"]["reasons"]), words = golden::texts(document["data"]["words"]);
    Counts counts;
    for (std::size_t j = 0; j < words.size(); ++j) counts.count(words[j], document["data"]["counted"][j]);
    for (std::size_t k = 0; k < reasons.size(); ++k)
      for (std::size_t j = 0; j < words.size(); ++j) counts.check_text(reasons[k], words[j], document["data"]["checked"][k][j]);
    PrevalenceOptions options;
    options.replicates = 20;
    const PrevalenceResult result = counts.correct(options);
    CAPTURE(file);
    near(result.singular_values, golden::numbers(document["expect"]["singular_values"]), 1e-7, "singular values");
    CHECK((result.status == PrevalenceStatus::corrected) == document["expect"]["exact"].get<bool>());
    near(result.reasons.share, golden::numbers(document["expect"]["share"]), document["expect"]["exact"].get<bool>() ? 1e-10 : 2e-5, "shares");
  }
}

// Shares known, texts drawn, classified with known errors: the intervals hold the truth about as often as they say.
TEST_CASE("prevalence: intervals hold the truth") {
  const double truth[] = {0.6, 0.3, 0.1}, errors[3][3] = {{0.8, 0.15, 0.05}, {0.2, 0.7, 0.1}, {0.1, 0.2, 0.7}};
  const std::vector<std::string> names = {"a", "b", "c"};
  std::mt19937 random(5);
  const auto draw = [&](const double* shares) {
    double u = std::uniform_real_distribution<double>()(random);
    std::size_t j = 0;
    while (j < 2 && u >= shares[j]) u -= shares[j++];
    return j;
  };
  int held = 0, raw_close = 0;
  for (int round = 0; round < 60; ++round) {
    Counts counts;
    for (int i = 0; i < 400; ++i) counts.count(names[draw(errors[draw(truth)])], 1);
    for (std::size_t k = 0; k < 3; ++k)
      for (int i = 0; i < 60; ++i) counts.check_text(names[k], names[draw(errors[k])], 1);
    PrevalenceOptions options;
    options.replicates = 200;
    const PrevalenceResult result = counts.correct(options);
    for (std::size_t k = 0; k < 3; ++k) {
      held += result.reasons.lower[k] <= truth[k] && truth[k] <= result.reasons.upper[k];
      raw_close += std::fabs(result.reasons.raw[k] - truth[k]) < 0.03;
    }
  }
  MESSAGE("held ", held, " of 180; raw shares within 0.03: ", raw_close);
  CHECK(held >= 160);
  CHECK(raw_close < 120);
}

TEST_CASE("prevalence: no rows, one row") {
  Counts counts;
  CHECK(sentence([&] { counts.correct(); }) == "reasons.prevalence: predicted has 0 rows, but must have 1 or more");
  counts.count("a", 1);
  CHECK(sentence([&] { counts.correct(); }) == "reasons.prevalence: checked_true has 0 rows, but must have 1 or more");
  counts.check_text("a", "a", 1);
  CHECK(counts.correct().unidentified == std::vector<std::string>{"a"});
}

TEST_CASE("prevalence: threads and seeds") {
  Counts counts;
  counts.count("a", 30), counts.count("b", 20);
  counts.check_text("a", "a", 10), counts.check_text("a", "b", 3), counts.check_text("b", "a", 1), counts.check_text("b", "b", 10);
  CHECK(counts.correct({}, 1).reasons.lower == counts.correct({}, 3).reasons.lower);
  CHECK(counts.correct({}, 1, 1).reasons.std_error != counts.correct({}, 1, 2).reasons.std_error);
}

TEST_CASE("prevalence: 0 of 40 texts is not never, 40 of 40 not always") {
  Counts counts;
  counts.count("other", 40);
  counts.check_text("pay", "pay", 10), counts.check_text("other", "other", 10);
  const PrevalenceResult result = counts.correct();
  REQUIRE(result.reasons.reason == std::vector<std::string>{"other", "pay"});
  near(result.reasons.share, {1.0, 0.0}, 1e-12, "shares");
  // 10 of 10 known: at least 10 / (10 + z²) of the texts would have told, z² = 3.8415; 0 of 40 · .7225 = 28.9: at most z² / (28.9 + z²).
  const double z2 = 1.959963984540054 * 1.959963984540054, trials = 40.0 * 10.0 / (10.0 + z2);
  near(result.reasons.upper[1], z2 / (trials + z2), 1e-12, "none");
  near(result.reasons.lower[0], trials / (trials + z2), 1e-12, "all");
  CHECK(result.reasons.lower[1] == 0.0);
  CHECK(result.reasons.upper[0] == 1.0);
  CHECK(result.by_score == std::vector<std::string>{"other", "pay"});
}

TEST_CASE("prevalence: no interval without width on random counts") {
  std::mt19937 random(8);
  const char* words[] = {"a", "b", "c"};
  for (int round = 0; round < 60; ++round) {
    Counts counts;
    for (int i = 0, n = 1 + static_cast<int>(random() % 20); i < n; ++i) counts.count(words[random() % 3], 1);
    for (const char* truth : words)
      for (int i = 0; i < 6; ++i) counts.check_text(truth, random() % 5 == 0 ? words[random() % 3] : truth, 1);
    for (const char* said : words) counts.check_text(said, said, 1);
    PrevalenceOptions options;
    options.replicates = 60;
    const PrevalenceResult result = counts.correct(options);
    for (std::size_t k = 0; k < 3 && result.status != PrevalenceStatus::unidentifiable; ++k) CHECK(result.reasons.upper[k] - result.reasons.lower[k] > 1e-6);
  }
}
