// Texts taken as the bytes that they are, for analyses that were asked to replace what is not UTF-8 (option invalid = replace).
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::data {

/// Rows of texts as categories in the order of first appearance. Nothing is checked: labels are where they are read (encode_groups refuses broken ones).
class RawTexts {
 public:
  void append(std::string_view text);
  void append_missing();
  /// A view on this object, which has to live as long.
  Column column() const;

 private:
  std::vector<std::int32_t> codes_;
  std::vector<std::uint8_t> validity_;  // empty while nothing is missing
  std::deque<std::string> texts_;
  std::vector<std::string_view> levels_;
  std::unordered_map<std::string_view, std::int32_t> places_;
};

}  // namespace mainstay::inline v1::data
