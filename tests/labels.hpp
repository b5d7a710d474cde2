// Texts as a column of categories.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

/// Holds what the column points to. An empty text is a missing value.
struct Labels {
  std::vector<std::string> distinct{};
  std::vector<std::string_view> levels{};
  std::vector<std::int32_t> codes{};
  std::vector<std::uint8_t> validity{};
  mainstay::Column column(const std::vector<std::string>& texts) {
    distinct = texts;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    levels.assign(distinct.begin(), distinct.end());
    codes.clear();
    validity.assign(texts.size() / 8 + 1, 0);
    bool all = true;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      codes.push_back(static_cast<std::int32_t>(std::lower_bound(distinct.begin(), distinct.end(), texts[i]) - distinct.begin()));
      if (texts[i].empty()) all = false;
      else validity[i / 8] = static_cast<std::uint8_t>(validity[i / 8] | (1u << (i % 8)));
    }
    mainstay::Column out(codes);
    out.levels = levels;
    out.categorical = true;
    if (!all) out.validity = validity.data();
    return out;
  }
};

/// A text of a result's column; empty where missing.
inline std::string word(const mainstay::Categories& column, std::size_t row) { return column.codes[row] < 0 ? "" : column.levels[static_cast<std::size_t>(column.codes[row])]; }
