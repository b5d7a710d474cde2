// The lexicon: which words name which reason of leaving, what turns them round, and what is said and says nothing; and texts read with it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/reasons/texts.hpp"

namespace mainstay::inline v1::reasons {

/// When a phrase is evidence.
enum class PhraseWhen : std::int32_t { said, denied };
constexpr auto choices(PhraseWhen) {
  return std::array{choice(PhraseWhen::said, "said", "When it is said: \"overtime\". Denied, it counts nothing."),
                    choice(PhraseWhen::denied, "denied", "When it is denied, missing or wished for: \"no praise\", \"wish there were training\". Plainly said, it counts nothing.")};
}

/// What a word does to the phrases around it.
enum class ShifterEffect : std::int32_t { negate, strengthen, boundary, none, cause, leaving, retract, deny_before };
constexpr auto choices(ShifterEffect) {
  return std::array{choice(ShifterEffect::negate, "negate", "Turns round the phrases that follow in its clause within reach. Two of them cancel out."),
                    choice(ShifterEffect::strengthen, "strengthen", "Multiplies the weight of phrases that follow in its clause within reach by `factor`; below 1 it weakens. Of several the greatest factor counts, and the least."),
                    choice(ShifterEffect::boundary, "boundary", "Begins a new clause."),
                    choice(ShifterEffect::none, "none", "Does nothing: a word that contains one of the others without its meaning, such as 不断."),
                    choice(ShifterEffect::cause, "cause", "Begins a new clause, as because does. A negation right before it, or before a word of leaving that stands before it, turns that whole clause round."),
                    choice(ShifterEffect::leaving, "leaving", "A word of leaving, for `cause`: did not leave because of."),
                    choice(ShifterEffect::retract, "retract", "Takes the weight from the nearest clause before it: not the main reason."),
                    choice(ShifterEffect::deny_before, "deny_before", "Turns round the phrase that ends right before it, or a word or two before it: 加班很少.")};
}

/// A reason of leaving.
struct LexiconReason {
  static constexpr const char* record = "LexiconReason";
  std::string name{}, name_zh{};
  void describe(Fields& f) {
    f("name", name, "Code of the reason, unique.").required();
    f("name_zh", name_zh, "Its name in Chinese, for reports.");
  }
};

/// Words that may stand for each other in phrases: {boss} for 主管, 领导, manager.
struct LexiconSlot {
  static constexpr const char* record = "LexiconSlot";
  std::string name{};
  std::vector<std::string> words{};
  void describe(Fields& f) {
    f("name", name, "Name of the slot, unique; phrases write it in braces.").required();
    f("words", words, "The words. One that ends with * takes in the letters that follow.").required();
  }
};

/// Phrases of one reason and one weight. A phrase is a word (or several, as written), or parts joined by …, which may stand apart by `reach`; a part in braces is a slot.
struct LexiconEntry {
  static constexpr const char* record = "LexiconEntry";
  std::string reason{};
  PhraseWhen when = PhraseWhen::said;
  double weight = 1.0;
  bool any_order = false;
  std::vector<std::string> phrases{};
  void describe(Fields& f) {
    f("reason", reason, "Code of the reason.").required();
    f("when", when, "When a phrase is evidence.");
    f("weight", weight, "What it counts for.").above(0).at_most(100);
    f("any_order", any_order, "Whether the parts may also come in the reverse order.");
    f("phrases", phrases, "The phrases, such as \"工资低\", \"工资…低\", \"{boss}…{scolds}\", \"low pay\", \"criticis*\".").required();
  }
};

struct LexiconShifter {
  static constexpr const char* record = "LexiconShifter";
  ShifterEffect effect = ShifterEffect::negate;
  double factor = 1.0;
  std::vector<std::string> words{};
  void describe(Fields& f) {
    f("effect", effect, "What the words do.").required();
    f("factor", factor, "With effect = strengthen.").above(0).at_most(10);
    f("words", words, "The words.").required();
  }
};

/// Not this, but that: what stands between the two words in one sentence is denied, across commas.
struct LexiconContrast {
  static constexpr const char* record = "LexiconContrast";
  std::string opens{}, closes{};
  void describe(Fields& f) {
    f("opens", opens, "不是, not.").required();
    f("closes", closes, "而是, but.").required();
  }
};

/// The definition. Comparisons ignore case, width and, for common characters, traditional and simplified form. Of words that overlap the leftmost counts, then the longest; but a phrase of one word gives way to a phrase
/// of greater weight that overlaps it: in 因为工资太低 工资…太低 (1) counts, not 因为工资 (0.7).
struct Lexicon {
  static constexpr const char* record = "Lexicon";
  std::string name{}, version{};
  bool shipped = true;
  std::vector<LexiconReason> reasons{};
  std::vector<LexiconSlot> slots{};
  std::vector<LexiconEntry> entries{};
  std::vector<LexiconShifter> shifters{};
  std::vector<LexiconContrast> contrasts{};
  std::vector<std::string> uninformative{}, without{};
  std::int64_t reach = 8;
  void describe(Fields& f) {
    f("name", name, "Name of the lexicon.");
    f("version", version, "Version of the definition, a word of the owner's such as \"2026-03\". To be given with lists of one's own.");
    f("shipped", shipped, "Whether the shipped lexicon is taken in first; the lists here come on top of it.");
    f("reasons", reasons, "Reasons. With shipped, a name that is there already takes the new Chinese name.");
    f("slots", slots, "Slots. With shipped, words for a name that is there already are added to it.");
    f("entries", entries, "Phrases of reasons.");
    f("shifters", shifters, "Words that turn phrases round, strengthen or weaken them, or begin a clause.");
    f("contrasts", contrasts, "Pairs of words: not this, but that.");
    f("uninformative", uninformative, "Phrases that name no reason, such as 个人原因, personal reasons: they carry no weight, and the words in them count for nothing else.");
    f("without", without, "Phrases and words of the shipped lexicon that are left out.");
    f("reach", reach, "How far a shifter or the next part of a phrase may stand away, in words: a Chinese character, or a run of letters or digits.").between(1, 100);
  }

  /// What check() cannot see: rules between the fields. Called for loaded documents too.
  void validate() const;
};

/// The lexicon that comes with the library: thirteen reasons, Chinese and English. Written by the authors, to be edited.
Lexicon shipped_lexicon();

struct LexiconInput {
  static constexpr const char* record = "LexiconInput";
  void describe(Fields&) {}
};

/// A lexicon that does not contradict itself, as a document that can be saved, edited, loaded; reads texts from any number of threads.
struct LexiconFit {
  static constexpr const char* record = "LexiconFit";
  Lexicon lexicon{};
  std::int64_t phrases = 0, words = 0;
  void describe(Fields& f) {
    f("lexicon", lexicon, "The whole lexicon, the shipped part written out; it can be changed and handed in again.");
    f("phrases", phrases, "Phrases of reasons.").at_least(0);
    f("words", words, "Different words that a text is searched for.").at_least(0);
  }
  void validate() const { lexicon.validate(); }
};

/// Checks a lexicon and makes a document of it. Refuses a reason, slot or phrase that comes twice, an unknown reason or slot, empty words. O(characters).
LexiconFit lexicon(const LexiconInput& input, const Lexicon& options, const RunContext& context = {});

/// What a text says.
enum class StatedStatus : std::int32_t { stated, tied, weak, uninformative, nothing, empty, missing };
constexpr auto choices(StatedStatus) {
  return std::array{choice(StatedStatus::stated, "stated", "One reason has the greatest weight, and enough of it."), choice(StatedStatus::tied, "tied", "Several reasons share the greatest weight: none is named."),
                    choice(StatedStatus::weak, "weak", "There is evidence, but less than least_weight: none is named."), choice(StatedStatus::uninformative, "uninformative", "It says only what says nothing, such as personal reasons."),
                    choice(StatedStatus::nothing, "nothing", "No phrase of the lexicon counts in it."), choice(StatedStatus::empty, "empty", "There is no text in it."), choice(StatedStatus::missing, "missing", "There is no text.")};
}

/// Why a phrase that was found counts or does not.
enum class PhraseEffect : std::int32_t { counted, denied, repeated, uninformative };
constexpr auto choices(PhraseEffect) {
  return std::array{choice(PhraseEffect::counted, "counted", "It counts."), choice(PhraseEffect::denied, "denied", "It was denied."), choice(PhraseEffect::repeated, "repeated", "Its clause counts for the reason already, by a stronger phrase."),
                    choice(PhraseEffect::uninformative, "uninformative", "It names no reason.")};
}

struct LexiconReadInput {
  static constexpr const char* record = "LexiconReadInput";
  Column text{};
  void describe(Fields& f) {
    f("text", text, "Texts: a form's answer, an utterance of an interview. Each distinct text is read once.").per("n").category().may_be_missing();
  }
};

struct LexiconReadOptions {
  static constexpr const char* record = "LexiconReadOptions";
  double least_weight = 0.5;
  InvalidText invalid = InvalidText::refuse;
  std::int64_t long_text = 100000, examples = 5;
  void describe(Fields& f) {
    f("least_weight", least_weight, "Weight that a reason needs to be named.").above(0);
    f("invalid", invalid, "What happens to a text that is not UTF-8.");
    f("long_text", long_text, "Texts of more characters are counted in the findings. They are read in full.").at_least(1);
    f("examples", examples, "Rows listed for each finding.").between(0, 1000);
  }
};

struct StatedRows {
  static constexpr const char* record = "StatedRows";
  Categories status{}, reason{};
  std::vector<double> weight{}, share{};
  std::vector<std::int64_t> clauses{};
  void describe(Fields& f) {
    f("status", status, "What the text says.").per("n");
    f("reason", reason, "The reason with the greatest weight; missing unless stated.").per("n").may_be_missing();
    f("weight", weight, "Its weight; without a reason the greatest weight there is.").per("n").at_least(0);
    f("share", share, "Its share of the weight of all reasons; 0 where there is none.").per("n").between(0, 1);
    f("clauses", clauses, "Clauses of the text.").per("n").at_least(0);
  }
};

struct StatedReasons {
  static constexpr const char* record = "StatedReasons";
  std::vector<std::int64_t> row{};
  Categories reason{};
  std::vector<double> weight{};
  std::vector<std::int64_t> clauses{};
  void describe(Fields& f) {
    f("row", row, "Row of the text, from 0.").per("reasons");
    f("reason", reason, "Reason that something counts for.").per("reasons");
    f("weight", weight, "Sum of the weights of its phrases.").per("reasons").above(0);
    f("clauses", clauses, "Clauses that count for it.").per("reasons").at_least(1);
  }
};

struct StatedEvidence {
  static constexpr const char* record = "StatedEvidence";
  std::vector<std::int64_t> row{}, clause{}, start{}, end{};
  Categories reason{}, phrase{}, effect{};
  std::vector<double> weight{};
  std::vector<std::string> said{};
  void describe(Fields& f) {
    f("row", row, "Row of the text, from 0.").per("i");
    f("clause", clause, "Clause within the text, from 0.").per("i");
    f("start", start, "First character of what was said, from 0, in Unicode characters of the text as it was given.").per("i");
    f("end", end, "First character after it.").per("i");
    f("reason", reason, "The reason; missing for an uninformative phrase.").per("i").may_be_missing();
    f("phrase", phrase, "The phrase of the lexicon.").per("i");
    f("effect", effect, "Why it counts or does not.").per("i");
    f("weight", weight, "What it counts for; 0 unless counted.").per("i").at_least(0);
    f("said", said, "The words of the text from start to end.").per("i");
  }
};

struct LexiconReading {
  static constexpr const char* record = "LexiconReading";
  StatedRows rows{};
  StatedReasons reasons{};
  StatedEvidence evidence{};
  data::Findings findings{};
  data::FindingRows finding_rows{};
  void describe(Fields& f) {
    f("rows", rows, "What each text says.");
    f("reasons", reasons, "Every reason that something counts for, in order of row and lexicon.");
    f("evidence", evidence, "Every phrase found, with its place, in order of row and place.");
    f("findings", findings, "What was met on the way.");
    f("finding_rows", finding_rows, "First rows of each finding.");
  }
};

/// Reads texts. A text is cut into clauses at punctuation and at boundary words. In a clause a phrase counts weight × the greatest (≥ 1) and the least (≤ 1) factor of the strengtheners before its end within reach, and 0 when an odd number of negations stands
/// before its last part within reach (for when = denied: when an even number does). What stands between the two words of a contrast is turned round once more, and its first word then does not negate by itself;
/// so is the clause of a cause word (because) that a negation governs, and a phrase before a word such as 很少. "Not the main reason" takes the weight from the nearest clause before it, its own included.
/// A clause counts once for a reason, by its strongest phrase. The reason of a text is the one with the greatest sum. O(characters), whatever the texts hold; each distinct text is read once.
/// Refuses numbers in place of texts, and texts that are not UTF-8 unless they are to be replaced:
///   reasons.lexicon.read: text[3] is "a\xFF", but must be text in UTF-8, unless invalid = replace
LexiconReading lexicon_read(const LexiconFit& fit, const LexiconReadInput& input, const LexiconReadOptions& options = {}, const RunContext& context = {});

extern const Function lexicon_analysis;

}  // namespace mainstay::inline v1::reasons
