// Group labels of a column (group, strata, cluster) as dense codes with names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::stats {

/// Row i belongs to names[codes[i]]. Texts keep the order of the column's levels (a level without rows keeps its place);
/// whole numbers stand ascending, written as texts.
struct Labels {
  std::vector<std::uint32_t> codes;
  std::vector<std::string> names;
  bool numbers = false;
};

/// The column must have passed check() as a .category() row. O(n).
Labels labels_of(const Column& column);

/// True when `a` stands before `b`: numbers by value, texts by bytes.
bool label_before(const std::string& a, const std::string& b, bool numbers);

}  // namespace mainstay::inline v1::stats
