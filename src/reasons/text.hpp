// Texts as this room reads them: characters in one form, each with its place in the original; and columns of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/findings.hpp"
#include "mainstay/core/view.hpp"
#include "mainstay/reasons/texts.hpp"

namespace mainstay::inline v1::reasons {

/// Characters of a text in one form: full width as half width, upper case as lower case (Latin, Greek, Cyrillic), the traditional forms of common Chinese characters as
/// the simplified ones, curly apostrophes straight, runs of white space as one space, line ends as one '\n'. What is not seen (zero-width characters, marks of direction,
/// variation selectors) is left out.
struct PlainText {
  std::vector<char32_t> at{};
  std::vector<std::int64_t> place{};  ///< of each character: its number in the original, from 0; one more entry: how many the original has
  std::vector<std::size_t> byte{};    ///< of each character: where it begins in the original
  bool invalid = false;               ///< some bytes were no UTF-8
  bool marks = false;                 ///< marks of direction were left out

  std::int64_t size() const noexcept { return static_cast<std::int64_t>(at.size()); }
  bool blank() const noexcept;
};

/// Reads a text into `out`, whose memory is used again. A byte that belongs to no character counts as one character, U+FFFD. O(bytes).
void read_plain(std::string_view text, PlainText& out);

/// Whether the character is a letter or a digit of a script that puts spaces between words.
bool is_word_letter(char32_t c) noexcept;
bool is_han(char32_t c) noexcept;
bool is_digit(char32_t c) noexcept;

void append_utf8(std::string& out, char32_t c);
std::string to_utf8(const char32_t* first, std::int64_t count);

/// What stands in the original where characters [start, end) of the plain text come from; start < end. Bytes of no character become U+FFFD. O(its length).
std::string original(std::string_view text, const PlainText& plain, std::int64_t start, std::int64_t end);

/// Where in the original the character [i] of the plain text ends, in bytes.
std::size_t end_of(std::string_view text, const PlainText& plain, std::int64_t i) noexcept;

/// The text with U+FFFD for each byte of no character.
std::string valid_text(std::string_view text);

/// A column of texts: each distinct text is read once.
class TextColumn {
 public:
  /// Refuses numbers, codes without a level and, unless they are replaced, texts that are not UTF-8; findings tell the others.
  TextColumn(std::string_view analysis, std::string_view argument, const Column& column, InvalidText invalid);

  std::int64_t rows() const noexcept { return static_cast<std::int64_t>(code_.size()); }
  std::int64_t distinct() const noexcept { return static_cast<std::int64_t>(texts_.size()); }
  std::int64_t code(std::int64_t row) const noexcept { return code_[static_cast<std::size_t>(row)]; }  ///< place of the row's text, -1 where it is missing
  std::string_view text(std::int64_t code) const noexcept { return texts_[static_cast<std::size_t>(code)]; }

 private:
  std::vector<std::int64_t> code_;
  std::vector<std::string_view> texts_;
};

/// What was met in a distinct text.
struct TextNotes {
  bool blank = false, invalid = false, marks = false, long_text = false;
};

/// missing_text, empty_text, invalid_utf8, direction_marks, long_text: counted by row.
void tell_findings(const TextColumn& texts, const std::vector<TextNotes>& notes, data::Findings& findings, data::FindingRows& rows, std::int64_t examples);

TextNotes notes_of(const PlainText& text, std::int64_t long_text) noexcept;

}  // namespace mainstay::inline v1::reasons
