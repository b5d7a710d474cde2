// What a fitted classifier says of new texts, and why.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/reasons/classifier.hpp"
#include "reasons/logit.hpp"
#include "reasons/ngrams.hpp"

namespace mainstay::inline v1::reasons {

namespace {

constexpr const char* predict_key = "reasons.classifier.predict";
constexpr const char* explain_key = "reasons.classifier.explain";

// A fit made ready: its n-grams by place, its weights in one piece.
struct ReadyClassifier {
  std::int64_t features, classes;
  NgramTable table;
  std::vector<double> weights;

  explicit ReadyClassifier(const ClassifierFit& fit) : features(static_cast<std::int64_t>(fit.features.ngram.size())), classes(static_cast<std::int64_t>(fit.reasons.size())), weights(fit.coefficients) {
    weights.insert(weights.end(), fit.intercepts.begin(), fit.intercepts.end());
    PlainText plain;
    for (std::size_t j = 0; j < fit.features.ngram.size(); ++j) {
      read_plain(fit.features.ngram[j], plain);
      table.add(ngram_of(plain.at.data(), std::min<std::int64_t>(6, plain.size())), fit.features.inverse_frequency[j]);
    }
  }
};

// body(code, text, its n-grams) for each distinct text.
template <class Body>
void each_text(const char* key, const TextColumn& texts, const ClassifierFit& fit, const RunContext& context, const Body& body) {
  const std::int64_t chunks = std::clamp<std::int64_t>(texts.distinct() / 64, 1, 1024);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    PlainText plain;
    std::vector<NgramCount> counts;
    const Span span = span_of(texts.distinct(), chunks, chunk);
    for (std::int64_t code = span.first; code < span.last; ++code) {
      read_plain(texts.text(code), plain);
      count_ngrams(plain, fit.shortest, fit.longest, counts);
      body(code, plain, counts);
    }
  });
}

struct JudgedText {
  TextNotes notes;
  bool known = false;
  std::vector<double> probability;
};

}  // namespace

ClassifierPrediction classifier_predict(const ClassifierFit& fit, const ClassifierPredictInput& input, const ClassifierPredictOptions& options, const RunContext& context) {
  check(predict_key, input, options, context.threads);
  const TextColumn texts(predict_key, "text", input.text, options.invalid);
  const ReadyClassifier ready(fit);
  std::vector<JudgedText> judged(at(texts.distinct()));
  each_text(predict_key, texts, fit, context, [&](std::int64_t code, const PlainText& plain, const std::vector<NgramCount>& counts) {
    JudgedText& text = judged[at(code)];
    text.notes = notes_of(plain, options.long_text);
    SparseRows row;
    ready.table.append(counts, row);
    text.known = !row.value.empty();
    text.probability.resize(at(ready.classes));
    predict_row(row, 0, ready.weights.data(), ready.features, ready.classes, text.probability.data());
    for (double& eta : text.probability) eta /= fit.temperature;
    softmax(text.probability.data(), ready.classes);
  });
  ClassifierPrediction result;
  result.reasons = result.reason.levels = result.likeliest.levels = fit.reasons;
  result.status.levels = words_of(PredictedStatus{});
  std::vector<TextNotes> notes;
  for (const JudgedText& text : judged) notes.push_back(text.notes);
  for (std::int64_t row = 0; row < texts.rows(); ++row) {
    const std::int64_t code = texts.code(row);
    PredictedStatus status = code < 0 ? PredictedStatus::missing : judged[at(code)].notes.blank ? PredictedStatus::empty : PredictedStatus::unknown;
    if (status == PredictedStatus::missing || status == PredictedStatus::empty) {
      result.reason.codes.push_back(-1);
      result.likeliest.codes.push_back(-1);
      result.probability.push_back(std::numeric_limits<double>::quiet_NaN());
      result.probabilities.insert(result.probabilities.end(), at(ready.classes), std::numeric_limits<double>::quiet_NaN());
    } else {
      const JudgedText& text = judged[at(code)];
      const auto likeliest = std::max_element(text.probability.begin(), text.probability.end());
      const auto best = static_cast<std::int32_t>(likeliest - text.probability.begin());
      if (text.known) status = *likeliest >= fit.least_probability ? PredictedStatus::named : PredictedStatus::unsure;
      result.reason.codes.push_back(status == PredictedStatus::named ? best : -1);
      result.likeliest.codes.push_back(best);
      result.probability.push_back(*likeliest);
      result.probabilities.insert(result.probabilities.end(), text.probability.begin(), text.probability.end());
    }
    result.status.codes.push_back(static_cast<std::int32_t>(status));
  }
  tell_findings(texts, notes, result.findings, result.finding_rows, options.examples);
  return result;
}

ClassifierExplanation classifier_explain(const ClassifierFit& fit, const ClassifierPredictInput& input, const ClassifierExplainOptions& options, const RunContext& context) {
  check(explain_key, input, options, context.threads);
  std::int64_t asked = -1;
  if (!options.reason.empty()) {
    const auto found = std::find(fit.reasons.begin(), fit.reasons.end(), options.reason);
    if (found == fit.reasons.end()) throw Error(ErrorCode::unknown_name, explain_key, "reason", -1, data::quoted(options.reason), "one of " + list_of(fit.reasons, 40));
    asked = found - fit.reasons.begin();
  }
  const TextColumn texts(explain_key, "text", input.text, options.invalid);
  const ReadyClassifier ready(fit);
  std::vector<ClassifierContributions> parts(at(texts.distinct()));
  each_text(explain_key, texts, fit, context, [&](std::int64_t code, const PlainText& plain, std::vector<NgramCount>& counts) {
    std::erase_if(counts, [&](const NgramCount& count) { return ready.table.find(count.ngram) < 0; });
    if (plain.blank() || counts.empty()) return;
    SparseRows row;
    std::vector<double> eta(at(ready.classes));
    ready.table.append(counts, row);
    predict_row(row, 0, ready.weights.data(), ready.features, ready.classes, eta.data());
    const std::int64_t reason = asked >= 0 ? asked : std::max_element(eta.begin(), eta.end()) - eta.begin();
    std::vector<double> adds;
    for (std::size_t c = 0; c < row.value.size(); ++c) {
      const double* of = ready.weights.data() + row.column[c] * ready.classes;
      const double mean = std::accumulate(of, of + ready.classes, 0.0) / static_cast<double>(ready.classes);
      adds.push_back(row.value[c] * (of[reason] - mean) / fit.temperature);
    }
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t c) { return fit.features.texts[static_cast<std::size_t>(row.column[c])] < options.least_texts; });
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::fabs(adds[a]) != std::fabs(adds[b]) ? std::fabs(adds[a]) > std::fabs(adds[b]) : a < b; });
    if (static_cast<std::int64_t>(order.size()) > options.most) order.resize(at(options.most));
    ClassifierContributions& part = parts[at(code)];
    for (const std::size_t c : order) {
      const std::int64_t first = counts[c].first, last = first + counts[c].length - 1;
      part.start.push_back(plain.place[at(first)]);
      part.end.push_back(plain.place[at(last)] + 1);
      part.occurrences.push_back(counts[c].count);
      part.texts.push_back(fit.features.texts[static_cast<std::size_t>(row.column[c])]);
      part.reason.codes.push_back(static_cast<std::int32_t>(reason));
      part.ngram.push_back(text_of(counts[c].ngram));
      part.said.push_back(original(texts.text(code), plain, first, last + 1));
      part.contribution.push_back(adds[c]);
    }
  });
  ClassifierExplanation result;
  ClassifierContributions& all = result.contributions;
  all.reason.levels = fit.reasons;
  for (std::int64_t row = 0; row < texts.rows(); ++row) {
    if (texts.code(row) < 0) continue;
    const ClassifierContributions& part = parts[at(texts.code(row))];
    if (!part.start.empty()) ++result.explained;
    all.row.insert(all.row.end(), part.start.size(), row);
    all.start.insert(all.start.end(), part.start.begin(), part.start.end());
    all.end.insert(all.end.end(), part.end.begin(), part.end.end());
    all.occurrences.insert(all.occurrences.end(), part.occurrences.begin(), part.occurrences.end());
    all.texts.insert(all.texts.end(), part.texts.begin(), part.texts.end());
    all.reason.codes.insert(all.reason.codes.end(), part.reason.codes.begin(), part.reason.codes.end());
    all.ngram.insert(all.ngram.end(), part.ngram.begin(), part.ngram.end());
    all.said.insert(all.said.end(), part.said.begin(), part.said.end());
    all.contribution.insert(all.contribution.end(), part.contribution.begin(), part.contribution.end());
  }
  return result;
}

namespace {
constexpr Function methods[] = {analysis<&classifier_predict>(predict_key, "Which reasons do new texts name, and how sure is that?"), analysis<&classifier_explain>(explain_key, "On which words does a conclusion rest?")};
}  // namespace

constinit const Function classifier_analysis = analysis<&classifier>("reasons.classifier", "Which reason does a text name, learnt from our own labelled texts?", methods);

}  // namespace mainstay::inline v1::reasons
