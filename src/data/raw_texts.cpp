#include "mainstay/data/raw_texts.hpp"

namespace mainstay::inline v1::data {

void RawTexts::append(std::string_view text) {
  auto known = places_.find(text);
  if (known == places_.end()) {
    texts_.emplace_back(text);
    levels_.push_back(texts_.back());
    known = places_.emplace(levels_.back(), static_cast<std::int32_t>(levels_.size()) - 1).first;
  }
  const std::size_t row = codes_.size();
  codes_.push_back(known->second);
  if (validity_.empty()) return;
  if (row / 8 >= validity_.size()) validity_.push_back(0);
  validity_[row / 8] = static_cast<std::uint8_t>(validity_[row / 8] | 1u << (row & 7));
}

void RawTexts::append_missing() {
  const std::size_t row = codes_.size();
  codes_.push_back(0);
  if (validity_.empty()) {
    validity_.assign(row / 8 + 1, 0xFF);
    validity_.back() = static_cast<std::uint8_t>((1u << (row & 7)) - 1u);
  } else if (row / 8 >= validity_.size()) {
    validity_.push_back(0);
  }
}

Column RawTexts::column() const {
  Column column(codes_);
  column.levels = levels_;
  column.categorical = true;
  if (!validity_.empty()) column.validity = validity_.data();
  return column;
}

}  // namespace mainstay::inline v1::data
