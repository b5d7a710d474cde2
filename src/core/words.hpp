// The words in which rules are stated; one place, so that C++, C and Python say the same.
#pragma once

#include <string>
#include <vector>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1 {

/// What a value of this row must be: "> 0", "between 1 and 1000", "finite".
std::string rule_of(const Row& row);

/// The words of an enum, "efron, breslow".
std::string names_of(const Type& word);

/// The words of an enum in their order, as levels of a column of them.
template <class Word>
std::vector<std::string> words_of(Word word) {
  std::vector<std::string> words;
  for (const Choice& choice : choices(word)) words.emplace_back(choice.name);
  return words;
}

/// "pay, level, age, … (40 in all)": so many names at most.
std::string list_of(const std::vector<std::string>& names, std::size_t most = 12);

}  // namespace mainstay::inline v1
