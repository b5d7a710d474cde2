// Texts as columns of categories.
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

/// Keeps what its columns point into.
class Labels {
 public:
  /// An empty text is a missing value when `may_be_missing`.
  mainstay::Column column(const std::vector<std::string>& texts, bool may_be_missing = false) {
    Kept& kept = kept_.emplace_back();
    kept.names = texts;
    std::sort(kept.names.begin(), kept.names.end());
    kept.names.erase(std::unique(kept.names.begin(), kept.names.end()), kept.names.end());
    for (const std::string& name : kept.names) kept.levels.emplace_back(name);
    kept.validity.assign(texts.size() / 8 + 1, 0);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      kept.codes.push_back(static_cast<std::int32_t>(std::lower_bound(kept.names.begin(), kept.names.end(), texts[i]) - kept.names.begin()));
      if (!may_be_missing || !texts[i].empty()) kept.validity[i / 8] = static_cast<std::uint8_t>(kept.validity[i / 8] | (1u << (i % 8)));
    }
    mainstay::Column column(kept.codes);
    column.levels = kept.levels;
    column.categorical = true;
    if (may_be_missing) column.validity = kept.validity.data();
    return column;
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
