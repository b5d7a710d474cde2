#include "mainstay/reasons/lexicon.hpp"

#include <algorithm>

#include "core/team.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "reasons/lexicon_reader.hpp"

namespace mainstay::inline v1::reasons {

namespace {

constexpr const char* key = "reasons.lexicon";
constexpr const char* read_key = "reasons.lexicon.read";

// One distinct text, read.
struct ReadText {
  StatedStatus status = StatedStatus::nothing;
  std::int32_t reason = -1;
  double weight = 0.0, share = 0.0;
  std::int64_t clauses = 0;
  std::vector<double> weights;              // by reason; empty where nothing counts
  std::vector<std::int64_t> clause_counts;  // by reason
  std::vector<LexiconReader::Evidence> evidence;
  std::vector<std::string> said;
  TextNotes notes;
};

void judge(ReadText& text, std::size_t reasons, double least_weight) {
  bool uninformative = false;
  for (const LexiconReader::Evidence& found : text.evidence) {
    uninformative = uninformative || found.effect == PhraseEffect::uninformative;
    if (found.effect != PhraseEffect::counted) continue;
    if (text.weights.empty()) text.weights.assign(reasons, 0.0), text.clause_counts.assign(reasons, 0);
    text.weights[static_cast<std::size_t>(found.reason)] += found.weight;
    ++text.clause_counts[static_cast<std::size_t>(found.reason)];
  }
  if (text.notes.blank) {
    text.status = StatedStatus::empty;
    return;
  }
  if (text.weights.empty()) {
    text.status = uninformative ? StatedStatus::uninformative : StatedStatus::nothing;
    return;
  }
  double total = 0.0;
  for (const double weight : text.weights) total += weight;
  const auto top = std::max_element(text.weights.begin(), text.weights.end());
  text.weight = *top;
  text.share = std::min(1.0, text.weight / total);
  const double edge = *top * (1.0 - 1e-9);
  const auto leaders = std::count_if(text.weights.begin(), text.weights.end(), [&](double weight) { return weight >= edge; });
  text.status = text.weight < least_weight ? StatedStatus::weak : leaders > 1 ? StatedStatus::tied : StatedStatus::stated;
  if (text.status == StatedStatus::stated) text.reason = static_cast<std::int32_t>(top - text.weights.begin());
}

}  // namespace

LexiconFit lexicon(const LexiconInput& input, const Lexicon& options, const RunContext&) {
  check(key, input, options);
  LexiconFit fit;
  fit.lexicon = whole_lexicon(key, options);
  const bool as_shipped = options.shipped && options.reasons.empty() && options.slots.empty() && options.entries.empty() && options.shifters.empty() && options.contrasts.empty() && options.uninformative.empty() && options.without.empty();
  if (!as_shipped && options.version.empty()) refuse(key, "version", "missing", "given for a lexicon of one's own, such as \"2026-03\": what was read must be known later on");
  fit.lexicon.shipped = false;
  fit.lexicon.without.clear();
  for (const LexiconEntry& entry : fit.lexicon.entries) fit.phrases += static_cast<std::int64_t>(entry.phrases.size());
  fit.words = LexiconReader(fit.lexicon).words();
  return fit;
}

LexiconReading lexicon_read(const LexiconFit& fit, const LexiconReadInput& input, const LexiconReadOptions& options, const RunContext& context) {
  check(read_key, input, options, context.threads);
  const TextColumn texts(read_key, "text", input.text, options.invalid);
  const LexiconReader reader(fit.lexicon);
  const std::size_t reasons = fit.lexicon.reasons.size();
  std::vector<ReadText> read(static_cast<std::size_t>(texts.distinct()));
  const std::int64_t chunks = std::clamp<std::int64_t>(texts.distinct() / 64, 1, 1024);
  Team team(read_key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    LexiconReader::Memory memory;
    const Span span = span_of(texts.distinct(), chunks, chunk);
    for (std::int64_t code = span.first; code < span.last; ++code) {
      ReadText& text = read[static_cast<std::size_t>(code)];
      read_plain(texts.text(code), memory.text);
      text.notes = notes_of(memory.text, options.long_text);
      text.clauses = reader.read(memory, text.evidence);
      judge(text, reasons, options.least_weight);
      for (LexiconReader::Evidence& found : text.evidence) {
        text.said.push_back(original(texts.text(code), memory.text, found.start, found.end));
        found.end = memory.text.place[static_cast<std::size_t>(found.end - 1)] + 1;
        found.start = memory.text.place[static_cast<std::size_t>(found.start)];
      }
    }
  });

  LexiconReading result;
  std::vector<std::string> names;
  for (const LexiconReason& reason : fit.lexicon.reasons) names.push_back(reason.name);
  StatedRows& rows = result.rows;
  rows.status.levels = words_of(StatedStatus{});
  rows.reason.levels = result.reasons.reason.levels = result.evidence.reason.levels = names;
  result.evidence.effect.levels = words_of(PhraseEffect{});
  result.evidence.phrase.levels = reader.phrases();
  std::vector<TextNotes> notes;
  for (const ReadText& text : read) notes.push_back(text.notes);
  for (std::int64_t row = 0; row < texts.rows(); ++row) {
    static const ReadText absent{StatedStatus::missing, -1, 0.0, 0.0, 0, {}, {}, {}, {}, {}};
    const std::int64_t code = texts.code(row);
    const ReadText& text = code < 0 ? absent : read[static_cast<std::size_t>(code)];
    rows.status.codes.push_back(static_cast<std::int32_t>(text.status));
    rows.reason.codes.push_back(text.reason);
    rows.weight.push_back(text.weight);
    rows.share.push_back(text.share);
    rows.clauses.push_back(text.clauses);
    for (std::size_t r = 0; r < text.weights.size(); ++r) {
      if (text.clause_counts[r] == 0) continue;
      result.reasons.row.push_back(row);
      result.reasons.reason.codes.push_back(static_cast<std::int32_t>(r));
      result.reasons.weight.push_back(text.weights[r]);
      result.reasons.clauses.push_back(text.clause_counts[r]);
    }
    StatedEvidence& evidence = result.evidence;
    for (std::size_t e = 0; e < text.evidence.size(); ++e) {
      const LexiconReader::Evidence& found = text.evidence[e];
      evidence.row.push_back(row);
      evidence.clause.push_back(found.clause);
      evidence.start.push_back(found.start);
      evidence.end.push_back(found.end);
      evidence.reason.codes.push_back(found.reason);
      evidence.phrase.codes.push_back(found.phrase);
      evidence.effect.codes.push_back(static_cast<std::int32_t>(found.effect));
      evidence.weight.push_back(found.weight);
      evidence.said.push_back(text.said[e]);
    }
  }
  tell_findings(texts, notes, result.findings, result.finding_rows, options.examples);
  return result;
}

namespace {
constexpr Function methods[] = {analysis<&lexicon_read>(read_key, "Which reasons do texts name, in which words?")};
}  // namespace

constinit const Function lexicon_analysis = analysis<&lexicon>(key, "Which words name which reason of leaving, and what turns them round?", methods);

}  // namespace mainstay::inline v1::reasons
