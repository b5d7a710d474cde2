// A lexicon made ready for reading, and one text read with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/reasons/lexicon.hpp"
#include "reasons/text.hpp"
#include "reasons/word_finder.hpp"

namespace mainstay::inline v1::reasons {

/// Parts of a phrase: "{boss}…{scolds}" has two. Refuses empty parts and braces that do not close; `path` names the phrase.
struct PhrasePart {
  std::string text{};  // in plain form, without braces and star
  bool slot = false, open_end = false;
};
std::vector<PhrasePart> parts_of(std::string_view analysis, const std::string& path, const std::string& phrase, bool with_slots);

/// A word in the form in which it is searched for.
std::u32string plain_word(const std::string& word);

class LexiconReader {
 public:
  /// Of a lexicon that check_lexicon accepts.
  explicit LexiconReader(const Lexicon& lexicon);

  struct Evidence {
    std::int64_t clause, start, end;  // characters of the plain text
    std::int32_t reason, phrase;      // reason -1: uninformative
    PhraseEffect effect;
    double weight, strength;  // of the phrase by itself
  };
  struct Memory {
    PlainText text{};
    std::vector<WordFinder::Found> found{};
    WordFinder::Scratch scratch{};
    std::vector<std::int64_t> unit{};
    std::vector<std::int64_t> clause{};
    std::vector<std::uint8_t> denied{}, opener{}, cut{};
    std::vector<WordFinder::Found> weak{};
  };

  std::int32_t words() const noexcept { return finder_.words(); }
  const std::vector<std::string>& phrases() const noexcept { return phrases_; }  ///< the uninformative ones too
  /// Reads memory.text; returns the number of clauses.
  std::int64_t read(Memory& memory, std::vector<Evidence>& evidence) const;

 private:
  struct Part {
    std::int32_t word = -1, slot = -1;
  };
  struct Phrase {
    std::int32_t reason, name;
    PhraseWhen when;
    double weight;
    std::vector<Part> parts;
  };
  struct Role {
    std::vector<std::int32_t> slots{}, begins{};  // phrases whose first part is this word
    std::vector<std::int32_t> opens{}, closes{};  // contrasts
    std::int32_t uninformative = -1;              // name
    bool negates = false, boundary = false, cause = false, leaving = false, retracts = false, denies_before = false;
    bool phrase_only = false;  // a whole phrase, and nothing else
    double factor = 1.0;
    double whole = 0.0, strongest = 0.0;  // weight of the phrase that it is; of the phrases in which it may stand
    bool told() const noexcept { return !begins.empty() || !slots.empty(); }
  };
  Role& role(std::int32_t word);
  bool is(const Part& part, std::int32_t word) const noexcept;
  void mark_clauses(Memory& memory) const;
  void mark_contrasts(Memory& memory) const;
  void mark_causes(Memory& memory) const;
  void pass_over(Memory& memory, std::vector<Evidence>& evidence) const;
  std::int64_t read_found(Memory& memory, std::vector<Evidence>& evidence) const;
  void retract(const Memory& memory, std::size_t first, std::size_t last, std::size_t before, std::size_t& settled, std::vector<Evidence>& evidence) const;
  void read_clause(const Memory& memory, std::size_t first, std::size_t last, std::vector<Evidence>& evidence) const;
  void weigh(const Memory& memory, std::size_t first, std::size_t last, const Phrase& phrase, const std::vector<std::size_t>& tokens, std::vector<Evidence>& evidence) const;

  WordFinder finder_;
  std::int64_t reach_;
  std::vector<Role> roles_;
  std::vector<std::vector<std::int32_t>> slot_begins_;  // phrases whose first part is this slot
  std::vector<Phrase> list_;
  std::vector<std::string> phrases_;
};

/// Refuses a lexicon that contradicts itself; `path` stands before the names of the lists ("" or "lexicon.").
void check_lexicon(std::string_view analysis, const Lexicon& lexicon, const std::string& path);

/// The shipped lexicon with the caller's lists on top, `shipped` false; or a copy where it is not asked for.
Lexicon whole_lexicon(std::string_view analysis, const Lexicon& lexicon);

}  // namespace mainstay::inline v1::reasons
