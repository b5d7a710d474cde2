#include "mainstay/reasons/classifier.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::reasons;

namespace {

struct Sample {
  std::vector<std::string> text{}, reason{}, person{};
  Labels texts{}, reasons{}, people{};
  ClassifierFit fit(const ClassifierOptions& options, std::int32_t threads = 1, std::uint64_t seed = 1) {
    ClassifierInput input;
    input.text = texts.column(text);
    input.reason = reasons.column(reason);
    if (!person.empty()) input.person = people.column(person);
    RunContext context;
    context.threads = threads;
    context.seed = seed;
    return classifier(input, options, context);
  }
};

ClassifierPrediction predict(const ClassifierFit& fit, const std::vector<std::string>& text) {
  Labels labels;
  ClassifierPredictInput input;
  input.text = labels.column(text);
  return classifier_predict(fit, input, {}, {});
}

Sample sentences() {
  const auto document = golden::load_golden("reasons/classifier/sentences.json");
  Sample sample;
  sample.text = golden::texts(document["data"]["text"]);
  sample.reason = golden::texts(document["data"]["reason"]);
  return sample;
}

}  // namespace

// Two texts of one character each, twice by different people: the weights are ±w with 2 (1 - s(2w)) = ridge · w, s the logistic function, and the n-gram's value is 1.
TEST_CASE("classifier: a fit worked out by hand") {
  Sample sample;
  sample.text = {"甲", "甲", "乙", "乙"};
  sample.reason = {"a", "a", "b", "b"};
  sample.person = {"1", "2", "3", "4"};
  ClassifierOptions options;
  options.longest = 1, options.folds = 2, options.tolerance = 1e-12;
  for (const double ridge : {0.3, 1.0, 5.0}) {
    options.ridge = ridge;
    const ClassifierFit fit = sample.fit(options);
    double low = 0.0, high = 10.0;
    for (int i = 0; i < 200; ++i) {
      const double w = 0.5 * (low + high);
      (2.0 / (1.0 + std::exp(2.0 * w)) > ridge * w ? low : high) = w;
    }
    REQUIRE(fit.features.ngram == std::vector<std::string>{"乙", "甲"});
    near(fit.coefficients, {-low, low, low, -low}, 1e-10, "weights");
    near(fit.intercepts, {0, 0}, 1e-12, "intercepts");
    CHECK(fit.features.inverse_frequency[0] == doctest::Approx(std::log(5.0 / 3.0) + 1.0).epsilon(1e-15));
    const ClassifierPrediction known = predict(fit, {"甲甲甲", "丙", "", " "});
    CHECK(word(known.status, 1) == "unknown");
    CHECK(known.probability[1] == doctest::Approx(0.5));
    CHECK(word(known.status, 2) == "missing");
    CHECK(word(known.status, 3) == "empty");
    near(known.probabilities[0], 1.0 / (1.0 + std::exp(-2.0 * low / fit.temperature)), 1e-12, "probability");
  }
}

TEST_CASE("classifier: equal to scikit-learn") {
  for (const std::string& file : golden::golden_files("reasons/classifier")) {
    const auto document = golden::load_golden(file);
    Sample sample;
    sample.text = golden::texts(document["data"]["text"]);
    sample.reason = golden::texts(document["data"]["reason"]);
    ClassifierOptions options;
    options.ridge = document["options"]["ridge"];
    options.calibration = ReasonCalibration::none;
    options.tolerance = 1e-12;
    const ClassifierFit fit = sample.fit(options);
    const auto& expect = document["expect"];
    CHECK(fit.status == ClassifierStatus::converged);
    REQUIRE(fit.reasons == golden::texts(expect["reasons"]));
    REQUIRE(static_cast<std::int64_t>(fit.features.ngram.size()) == expect["features"].get<std::int64_t>());
    const std::size_t classes = fit.reasons.size();
    for (std::size_t i = 0; i < expect["ngram"].size(); ++i) {
      const auto found = std::find(fit.features.ngram.begin(), fit.features.ngram.end(), expect["ngram"][i].get<std::string>());
      REQUIRE(found != fit.features.ngram.end());
      const auto j = static_cast<std::size_t>(found - fit.features.ngram.begin());
      near(fit.features.inverse_frequency[j], golden::number(expect["inverse_frequency"][i]), 1e-14, "frequency");
      for (std::size_t k = 0; k < classes; ++k) near(fit.coefficients[j * classes + k], golden::number(expect["coefficients"][i][k]), 1e-8, "coefficient of " + *found);
    }
    near(fit.intercepts, golden::numbers(expect["intercepts"]), 1e-8, "intercepts");
    near(fit.loss, golden::number(expect["loss"]), 1e-9, "loss");
    near(predict(fit, golden::texts(document["data"]["new"])).probabilities, golden::numbers(expect["probability"]), 1e-9, "probabilities");
  }
}

// The gradient of the penalised loss at the fit, from texts and plain maps.
TEST_CASE("classifier: the fit is a minimum, by plain loops") {
  Sample sample = sentences();
  ClassifierOptions options;
  options.shortest = 2, options.longest = 4, options.least_rows = 3, options.ridge = 0.2, options.tolerance = 1e-10, options.most_features = 300;
  const ClassifierFit fit = sample.fit(options);
  const std::size_t classes = fit.reasons.size(), p = fit.features.ngram.size();
  CHECK(p == 300);
  std::map<std::string, std::size_t> place;
  for (std::size_t j = 0; j < p; ++j) place[fit.features.ngram[j]] = j;
  std::vector<double> gradient(p * classes);
  for (std::size_t j = 0; j < gradient.size(); ++j) gradient[j] = options.ridge * fit.coefficients[j];
  for (std::size_t i = 0; i < sample.text.size(); ++i) {
    std::vector<std::string> letters;  // characters; these sentences hold nothing that the plain form folds but capitals and full width
    for (std::size_t b = 0; b < sample.text[i].size();) {
      const auto lead = static_cast<unsigned char>(sample.text[i][b]);
      const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      std::string letter = sample.text[i].substr(b, length);
      if (length == 1) letter[0] = static_cast<char>(std::tolower(letter[0]));
      if (letter == "，") letter = ",";
      letters.push_back(letter);
      b += length;
    }
    std::map<std::size_t, double> x;
    for (std::size_t start = 0; start < letters.size(); ++start)
      for (std::size_t length = 2; length <= 4 && start + length <= letters.size(); ++length) {
        std::string ngram;
        for (std::size_t l = start; l < start + length; ++l) ngram += letters[l];
        if (place.count(ngram) != 0) x[place[ngram]] += fit.features.inverse_frequency[place[ngram]];
      }
    double squares = 0.0;
    for (const auto& [j, value] : x) squares += value * value;
    std::vector<double> eta = fit.intercepts;
    for (auto& [j, value] : x) {
      value /= std::sqrt(squares);
      for (std::size_t k = 0; k < classes; ++k) eta[k] += value * fit.coefficients[j * classes + k];
    }
    double sum = 0.0;
    for (const double e : eta) sum += std::exp(e);
    for (std::size_t k = 0; k < classes; ++k) {
      const double residual = std::exp(eta[k]) / sum - (fit.reasons[k] == sample.reason[i] ? 1.0 : 0.0);
      for (const auto& [j, value] : x) gradient[j * classes + k] += value * residual;
    }
  }
  for (const double g : gradient) CHECK(std::fabs(g) < 1e-7);
}

TEST_CASE("classifier: contributions add up, temperature is the best, held-out rows are whole") {
  Sample sample = sentences();
  const ClassifierFit fit = sample.fit({});
  const std::vector<std::string> text = {"主管总是骂人，工资也低", "The commute is too long"};
  const ClassifierPrediction said = predict(fit, text);
  Labels labels;
  ClassifierPredictInput input;
  input.text = labels.column(text);
  ClassifierExplainOptions options;
  options.reason = "leadership", options.most = 100000, options.least_texts = 1;
  const ClassifierContributions why = classifier_explain(fit, input, options, {}).contributions;
  const auto k = static_cast<std::size_t>(std::find(fit.reasons.begin(), fit.reasons.end(), "leadership") - fit.reasons.begin());
  for (std::size_t row = 0; row < 2; ++row) {
    double sum = fit.intercepts[k] / fit.temperature, mean = 0.0;
    for (std::size_t i = 0; i < why.row.size(); ++i)
      if (why.row[i] == static_cast<std::int64_t>(row)) sum += why.contribution[i];
    for (std::size_t l = 0; l < fit.reasons.size(); ++l) mean += std::log(said.probabilities[row * fit.reasons.size() + l]) / static_cast<double>(fit.reasons.size());
    near(sum, std::log(said.probabilities[row * fit.reasons.size() + k]) - mean, 1e-10, "log-odds");
  }
  // Listed is what stands in five labelled texts or more; asked for fewer, it is the same and more.
  ClassifierExplainOptions common = options;
  common.least_texts = ClassifierExplainOptions{}.least_texts;
  CHECK(common.least_texts == 5);
  const ClassifierContributions listed = classifier_explain(fit, input, common, {}).contributions;
  std::size_t of_five = 0;
  for (std::size_t i = 0; i < why.row.size(); ++i) {
    CHECK(fit.features.texts[static_cast<std::size_t>(std::find(fit.features.ngram.begin(), fit.features.ngram.end(), why.ngram[i]) - fit.features.ngram.begin())] == why.texts[i]);
    if (why.texts[i] < 5) continue;
    REQUIRE(of_five < listed.row.size());
    CHECK(listed.ngram[of_five] == why.ngram[i]);
    CHECK(listed.contribution[of_five++] == why.contribution[i]);
  }
  CHECK(of_five == listed.row.size());
  CHECK(of_five < why.row.size());
  CHECK(fit.held_out_loss <= fit.held_out_loss_raw);
  CHECK(fit.held_out_loss < fit.held_out_base);
  REQUIRE(fit.held_out.row.size() == sample.text.size());
  std::map<std::int64_t, std::map<std::int64_t, int>> parts;
  double loss = 0.0;
  for (std::size_t i = 0; i < fit.held_out.row.size(); ++i) CHECK(fit.held_out.row[i] == static_cast<std::int64_t>(i)), ++parts[fit.held_out.fold[i]][fit.held_out.reason.codes[i]], loss += fit.held_out.probability[i];
  CHECK(parts.size() == 5);
  for (const auto& [part, reasons] : parts) CHECK(reasons.size() >= fit.reasons.size() - 1);
  CHECK(loss > 0.0);
  CHECK(std::accumulate(fit.scores.texts.begin(), fit.scores.texts.end(), std::int64_t{0}) == fit.rows);
  MESSAGE("held out: log loss ", fit.held_out_loss, " (raw ", fit.held_out_loss_raw, ", base ", fit.held_out_base, "), named ", fit.named_share, ", right ", fit.named_right, ", temperature ", fit.temperature);
}

TEST_CASE("classifier: threads, seeds, people, saving") {
  Sample sample = sentences();
  for (std::size_t i = 0; i < sample.text.size(); ++i) sample.person.push_back(std::to_string(i % 60));
  const auto saved = [](const ClassifierFit& fit) { return save_document("reasons.classifier", Object::of(fit)); };
  const ClassifierFit fit = sample.fit({});
  CHECK(saved(fit) == saved(sample.fit({}, 3)));
  CHECK(fit.held_out.fold != sample.fit({}, 1, 2).held_out.fold);
  std::map<std::string, std::int64_t> part;
  for (std::size_t i = 0; i < fit.held_out.row.size(); ++i) {
    const auto [place, is_new] = part.try_emplace(sample.person[static_cast<std::size_t>(fit.held_out.row[i])], fit.held_out.fold[i]);
    CHECK(place->second == fit.held_out.fold[i]);
  }
  const Object again = load_document(saved(fit), "reasons.classifier", type_of<ClassifierFit>);
  CHECK(save_document("reasons.classifier", again) == saved(fit));
  CHECK(predict(*again.as<ClassifierFit>(), {"工资低"}).probabilities == predict(fit, {"工资低"}).probabilities);
  ClassifierFit damaged = fit;
  damaged.coefficients[3] = std::numeric_limits<double>::infinity();
  CHECK(sentence([&] { damaged.validate(); }) == "reasons.classifier: a coefficient is not finite");
}

TEST_CASE("classifier: what is refused, and what is large") {
  Sample sample;
  sample.text = {"甲", "乙", "丙", "丁"};
  sample.reason = {"a", "a", "a", "a"};
  CHECK(sentence([&] { sample.fit({}); }) == "reasons.classifier: reason is \"a\" in every row, but must be of two kinds at least");
  sample.reason = {"a", "a", "a", "b"};
  CHECK(sentence([&] { sample.fit({}); }) == "reasons.classifier: reason[3] is \"b\", but must be a reason of two different texts at least");
  sample.reason = {"a", "a", "b", "b"};
  CHECK(sentence([&] { sample.fit({}); }) == "reasons.classifier: text is without a common n-gram, but must be texts of which 2 share an n-gram");
  ClassifierOptions options;
  options.shortest = 4;
  CHECK(sentence([&] { sample.fit(options); }) == "reasons.classifier: shortest is 4, but must be at most longest, 3");
  std::string large;
  while (large.size() < 1000000) large += "工资😀低 ";
  sample.text = {"甲乙", "甲乙丙", "丁戊", "丁戊" + large};
  const ClassifierFit fit = sample.fit({});
  CHECK(fit.findings.finding[0] == "long_text");
  CHECK(predict(fit, {large + "甲乙"}).probability[0] > 0.4);
  Labels labels;
  ClassifierPredictInput input;
  input.text = labels.column({"甲"});
  ClassifierExplainOptions explain;
  explain.reason = "pay";
  CHECK(sentence([&] { classifier_explain(fit, input, explain, {}); }) == "reasons.classifier.explain: reason is \"pay\", but must be one of a, b");
}
