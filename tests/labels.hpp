// Texts as columns of categories.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

/// Keeps what its columns point into.
class Labels {
 public:
  /// An empty text is a missing value, or a text like any other.
  mainstay::Column column(const std::vector<std::string>& texts, bool empty_is_missing = true) {
    Kept& kept = kept_.emplace_back();
    kept.names = texts;
    std::sort(kept.names.begin(), kept.names.end());
    kept.names.erase(std::unique(kept.names.begin(), kept.names.end()), kept.names.end());
    kept.levels.assign(kept.names.begin(), kept.names.end());
    kept.validity.assign(texts.size() / 8 + 1, 0);
    bool all = true;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      kept.codes.push_back(static_cast<std::int32_t>(std::lower_bound(kept.names.begin(), kept.names.end(), texts[i]) - kept.names.begin()));
      if (empty_is_missing && texts[i].empty()) all = false;
      else kept.validity[i / 8] = static_cast<std::uint8_t>(kept.validity[i / 8] | (1u << (i % 8)));
    }
    mainstay::Column out(kept.codes);
    out.levels = kept.levels;
    out.categorical = true;
    if (!all) out.validity = kept.validity.data();
    return out;
  }

 private:
  struct Kept {
    std::vector<std::string> names;
    std::vector<std::string_view> levels;
    std::vector<std::int32_t> codes;
    std::vector<std::uint8_t> validity;
  };
  std::deque<Kept> kept_;
};

/// A text of a result's column; empty where missing.
inline std::string word(const mainstay::Categories& column, std::size_t row) { return column.codes[row] < 0 ? "" : column.levels[static_cast<std::size_t>(column.codes[row])]; }
