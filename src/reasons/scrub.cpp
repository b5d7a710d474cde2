#include "mainstay/reasons/scrub.hpp"

#include <algorithm>

#include "core/team.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "reasons/lexicon_reader.hpp"
#include "reasons/scrub_kernel.hpp"
#include "reasons/text.hpp"

namespace mainstay::inline v1::reasons {

namespace {

constexpr const char* key = "reasons.scrub";

struct Scrubbed {
  std::string text;
  std::vector<PersonalSpan> spans;  // characters of the original
  TextNotes notes;
};

void write(std::string_view text, const PlainText& plain, const std::vector<PersonalSpan>& spans, const ScrubOptions& options, Scrubbed& out) {
  static const std::vector<std::string> kinds = words_of(PersonalData{});
  // Between the spans the original is copied, character by character where some bytes are no UTF-8.
  std::size_t from = 0;
  const auto copy = [&](std::size_t until) {
    const std::string_view piece = text.substr(from, until - from);
    if (plain.invalid) out.text += valid_text(piece);
    else out.text += piece;
  };
  for (const PersonalSpan& span : spans) {
    const auto first = static_cast<std::size_t>(span.start), last = static_cast<std::size_t>(span.end - 1);
    copy(plain.byte[first]);
    out.text += options.before + kinds[static_cast<std::size_t>(span.kind)] + options.after;
    from = end_of(text, plain, span.end - 1);
    out.spans.push_back({plain.place[first], plain.place[last] + 1, span.kind});
  }
  copy(text.size());
}

}  // namespace

ScrubResult scrub(const ScrubInput& input, const ScrubOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const TextColumn texts(key, "text", input.text, options.invalid);
  WordFinder finder;
  if (input.name.given()) {
    const TextColumn names(key, "name", input.name, InvalidText::refuse);
    for (std::int64_t i = 0; i < names.distinct(); ++i) {
      const std::u32string name = plain_word(std::string(names.text(i)));
      if (!name.empty()) finder.add(name);
    }
  }
  finder.build();
  std::vector<Scrubbed> done(static_cast<std::size_t>(texts.distinct()));
  const std::int64_t chunks = std::clamp<std::int64_t>(texts.distinct() / 64, 1, 1024);
  Team team(key, context, chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    PlainText plain;
    std::vector<WordFinder::Found> names;
    WordFinder::Scratch scratch;
    std::vector<PersonalSpan> spans;
    const Span part = span_of(texts.distinct(), chunks, chunk);
    for (std::int64_t code = part.first; code < part.last; ++code) {
      Scrubbed& out = done[static_cast<std::size_t>(code)];
      read_plain(texts.text(code), plain);
      out.notes = notes_of(plain, options.long_text);
      finder.find(plain.at, names, scratch);
      find_personal(plain.at, options.least_digits, names, spans);
      write(texts.text(code), plain, spans, options, out);
    }
  });
  ScrubResult result;
  result.spans.kind.levels = words_of(PersonalData{});
  std::vector<TextNotes> notes;
  for (const Scrubbed& one : done) notes.push_back(one.notes);
  for (std::int64_t row = 0; row < texts.rows(); ++row) {
    const std::int64_t code = texts.code(row);
    if (code < 0) {
      result.text.emplace_back();
      result.replaced.push_back(0);
      continue;
    }
    const Scrubbed& one = done[static_cast<std::size_t>(code)];
    result.text.push_back(one.text);
    result.replaced.push_back(static_cast<std::int64_t>(one.spans.size()));
    for (const PersonalSpan& span : one.spans) {
      result.spans.row.push_back(row);
      result.spans.start.push_back(span.start);
      result.spans.end.push_back(span.end);
      result.spans.kind.codes.push_back(static_cast<std::int32_t>(span.kind));
    }
  }
  tell_findings(texts, notes, result.findings, result.finding_rows, options.examples);
  return result;
}

constinit const Function scrub_analysis = analysis<&scrub>(key, "What may be quoted, without the personal data in it?");

}  // namespace mainstay::inline v1::reasons
