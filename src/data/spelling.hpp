// Words that differ only in how they are written: "Completed" in the data where the definition says "completed".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/groups.hpp"

namespace mainstay::inline v1::data {

/// The text without what the eye passes over: small letters (ASCII and full width), one space for any run of spaces, hyphens and underscores, none at
/// the ends, no marks of direction or of no width. Equal foldings mean one word written in two ways.
std::string folded(std::string_view text);

/// Refuses a label that is none of the declared words but is written like one of them:
///   funnel.drivers: outcome[3] is "Completed", but must be written as it is declared, "completed"
/// O(labels + declared words).
void refuse_misspelt(std::string_view analysis, std::string_view argument, const Groups& groups, const std::vector<std::string>& declared);

/// The same of labels that stand in a list; -1, or the place of the first one that is written like a declared word, and that word.
struct Misspelt {
  std::int64_t label = -1;
  std::string declared;
};
Misspelt find_misspelt(const std::vector<std::string>& labels, const std::vector<std::string>& declared);
[[noreturn]] void refuse_misspelt(std::string_view analysis, std::string_view argument, std::int64_t row, std::string_view label, const std::string& declared);

/// Refuses two labels of one column that are written alike, naming the first row of the later one.
void refuse_alike(std::string_view analysis, std::string_view argument, const Groups& groups);

/// Labels that are written alike, each with the first such: "\"Hunan\" and \"hunan \"".
std::vector<std::string> alike(const Groups& groups);

/// Adds the declared words that no label is, as "completed: done"; `path` says where they are declared.
void add_not_met(std::vector<std::string>& list, const std::vector<std::string>& labels, const std::string& path, const std::vector<std::string>& declared);

}  // namespace mainstay::inline v1::data
