// Many words found in a text in one pass: the automaton of Aho and Corasick over characters, and of overlapping words the leftmost, then the longest.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace mainstay::inline v1::reasons {

class WordFinder {
 public:
  struct Found {
    std::int64_t start, end;  ///< characters [start, end)
    std::int32_t word;
  };
  /// Memory of one thread for find().
  struct Scratch {
    std::vector<std::int64_t> end{};
    std::vector<std::int32_t> word{};
    std::vector<std::int64_t> shorter_end{};  ///< of the second longest word that starts there, 0: none
    std::vector<std::int32_t> shorter_word{};
    std::vector<std::uint8_t> passed{};  ///< by choose(): where the longest word is passed over
  };

  WordFinder();

  /// The number of a word, from 0; the same for the same word. A word that begins or ends with a letter of a script with spaces is found between words only;
  /// `open_end`: letters may follow, and they belong to what is found. The empty word is not to be added.
  std::int32_t add(std::u32string_view word, bool open_end = false);
  /// After the last word, before the first text. O(characters of the words).
  void build();
  std::int32_t words() const noexcept { return static_cast<std::int32_t>(length_.size()); }

  /// Words that do not overlap, from left to right. O(text · distinct lengths that end in one place).
  void find(const std::vector<char32_t>& text, std::vector<Found>& found, Scratch& scratch) const;
  /// The same of the text that was found last, without the words that `scratch.passed` marks by their starts: there a shorter word counts, or what begins further right. O(text).
  void choose(std::vector<Found>& found, const Scratch& scratch) const;

 private:
  struct Node {
    std::int32_t closed = -1, open = -1;  // word that ends here
    std::int32_t fail = 0, shorter = 0;   // longest proper ending that is a node; that is a node with a word (0: none)
    std::int32_t depth = 0;
    std::vector<char32_t> letters{};      // rising after build()
    std::vector<std::int32_t> next{};
  };
  std::int32_t child(std::int32_t node, char32_t letter) const noexcept;
  std::int32_t step(std::int32_t node, char32_t letter) const noexcept;

  std::vector<Node> nodes_;
  std::vector<std::int32_t> root_;    // of U+0000 … U+FFFF
  std::vector<std::int64_t> length_;  // of each word
};

}  // namespace mainstay::inline v1::reasons
