#include "data/spelling.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::data {

namespace {

std::int64_t first_row(const Groups& groups, std::int64_t code) { return std::find(groups.codes.begin(), groups.codes.end(), static_cast<std::int32_t>(code)) - groups.codes.begin(); }

struct Twin {
  std::int64_t label, first;
};

std::vector<Twin> twins_of(const Groups& groups) {
  std::vector<Twin> twins;
  if (!groups.text) return twins;
  std::unordered_map<std::string, std::int64_t> seen;
  for (std::int64_t g = 0; g < groups.count; ++g) {
    const auto [known, is_new] = seen.try_emplace(folded(groups.texts[static_cast<std::size_t>(g)]), g);
    if (!is_new) twins.push_back({g, known->second});
  }
  return twins;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  bool space = false;
  const auto put = [&](char c) {
    if (space && !out.empty()) out += ' ';
    space = false;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
    const unsigned b = byte(0);
    if (b < 0x80) {
      if (b == ' ' || (b >= '\t' && b <= '\r') || b == '-' || b == '_') space = true;
      else put(text[i]);
      ++i;
    } else if (b == 0xC2 && (byte(1) == 0xA0 || byte(1) == 0xAD)) {  // no-break space, soft hyphen
      space |= byte(1) == 0xA0;
      i += 2;
    } else if (b == 0xD8 && byte(1) == 0x9C) {  // Arabic letter mark
      i += 2;
    } else if (b == 0xE2 && byte(1) == 0x80 && byte(2) >= 0x80 && byte(2) <= 0x95) {  // spaces, no width, direction, dashes
      space |= byte(2) <= 0x8A || byte(2) >= 0x90;
      i += 3;
    } else if (b == 0xE2 && ((byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAF) || (byte(1) == 0x81 && byte(2) >= 0x9F && byte(2) <= 0xAF))) {  // direction, narrow spaces, joiners
      space |= byte(2) == 0xA8 || byte(2) == 0xA9 || byte(2) == 0xAF || byte(2) == 0x9F;
      i += 3;
    } else if (b == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) {  // ideographic space
      space = true;
      i += 3;
    } else if (b == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) {  // mark of byte order
      i += 3;
    } else if (b == 0xEF && ((byte(1) == 0xBC && byte(2) >= 0x81) || (byte(1) == 0xBD && byte(2) <= 0x9E))) {  // full width: ASCII
      const char c = static_cast<char>(byte(1) == 0xBC ? byte(2) - 0x80 + 0x20 : byte(2) - 0x80 + 0x60);
      if (c == '-' || c == '_') space = true;
      else put(c);
      i += 3;
    } else {
      put(text[i++]);
    }
  }
  return out;
}

Misspelt find_misspelt(const std::vector<std::string>& labels, const std::vector<std::string>& declared) {
  if (declared.empty()) return {};
  const std::unordered_set<std::string> words(declared.begin(), declared.end());
  std::unordered_map<std::string, const std::string*> by_folding;
  for (const std::string& word : declared) by_folding.try_emplace(folded(word), &word);
  for (std::size_t l = 0; l < labels.size(); ++l) {
    if (words.count(labels[l]) != 0) continue;
    const auto found = by_folding.find(folded(labels[l]));
    if (found != by_folding.end()) return {static_cast<std::int64_t>(l), *found->second};
  }
  return {};
}

void refuse_misspelt(std::string_view analysis, std::string_view argument, std::int64_t row, std::string_view label, const std::string& declared) {
  throw Error(ErrorCode::unknown_name, analysis, argument, row, quoted(label), "written as it is declared, " + quoted(declared));
}

void refuse_misspelt(std::string_view analysis, std::string_view argument, const Groups& groups, const std::vector<std::string>& declared) {
  if (!groups.text) return;
  const Misspelt found = find_misspelt(groups.names(), declared);
  if (found.label >= 0) refuse_misspelt(analysis, argument, first_row(groups, found.label), groups.texts[static_cast<std::size_t>(found.label)], found.declared);
}

void refuse_alike(std::string_view analysis, std::string_view argument, const Groups& groups) {
  const std::vector<Twin> twins = twins_of(groups);
  if (twins.empty()) return;
  const std::int64_t one = first_row(groups, twins[0].first), other = first_row(groups, twins[0].label);
  const std::int64_t earlier = one < other ? twins[0].first : twins[0].label, later = one < other ? twins[0].label : twins[0].first;
  throw Error(ErrorCode::invalid_argument, analysis, argument, std::max(one, other), quoted(groups.name(later)), "written as in row " + std::to_string(std::min(one, other)) + ", " + quoted(groups.name(earlier)));
}

std::vector<std::string> alike(const Groups& groups) {
  std::vector<std::string> list;
  for (const Twin& twin : twins_of(groups)) list.push_back(quoted(groups.name(twin.first)) + " and " + quoted(groups.name(twin.label)));
  return list;
}

void add_not_met(std::vector<std::string>& list, const std::vector<std::string>& labels, const std::string& path, const std::vector<std::string>& declared) {
  const std::unordered_set<std::string> met(labels.begin(), labels.end());
  for (const std::string& word : declared)
    if (!word.empty() && met.count(word) == 0) list.push_back(path + ": " + word);
}

}  // namespace mainstay::inline v1::data
