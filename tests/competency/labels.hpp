// Text labels as a column.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/view.hpp"

struct Labels {
  std::vector<std::string> names;
  std::vector<std::int32_t> codes;
  mutable std::vector<std::string_view> views;

  Labels() = default;
  Labels(const std::vector<std::string>& values) {  // NOLINT: texts are labels
    for (const std::string& value : values) add(value);
  }
  void add(const std::string& value) {
    const auto found = std::find(names.begin(), names.end(), value);
    codes.push_back(static_cast<std::int32_t>(found - names.begin()));
    if (found == names.end()) names.push_back(value);
  }
  const std::string& operator[](std::size_t row) const { return names[static_cast<std::size_t>(codes[row])]; }
  std::size_t size() const { return codes.size(); }
  mainstay::Column column() const {
    views.assign(names.begin(), names.end());
    mainstay::Column column(codes);
    column.levels = views;
    column.categorical = true;
    return column;
  }
};
