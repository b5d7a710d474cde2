// Columns in the making: values arrive one at a time, from a file or from chunks, and end as a column of a Frame.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::inline v1::data {

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
bool is_utf8(std::string_view text) noexcept;

/// A text as an error sentence shows it: in double quotes, cut after some 60 bytes, with \xNN for whatever would not print.
std::string quoted(std::string_view text);

/// Which rows are present, on the way to an Arrow validity bitmap. It costs nothing as long as no row is missing.
class Presence {
 public:
  void push(bool present) {
    if (!present || !bits_.empty()) push_slowly(present);
    ++size_;
  }
  /// `count` rows at once from an Arrow bitmap; a null `bits` means that all are present.
  void push(const std::uint8_t* bits, std::int64_t offset, std::int64_t count);
  std::int64_t size() const noexcept { return size_; }
  std::int64_t missing() const noexcept { return missing_; }
  /// The bitmap, one bit a row; empty when no row is missing.
  std::vector<std::uint8_t> take() && { return std::move(bits_); }

 private:
  void push_slowly(bool present);
  std::vector<std::uint8_t> bits_;
  std::int64_t size_ = 0, missing_ = 0;
};

/// Levels of a categorical column: the views point into memory that the shared owner keeps.
struct Levels {
  std::vector<std::string_view> names;
  std::shared_ptr<const void> memory;
};

/// Texts on their way to categories: one 32-bit code a row and the distinct texts, sorted by their bytes (which for UTF-8 is
/// the order of code points). Expected cost: one hash of each text, and m log m comparisons for m distinct ones.
class TextBuilder {
 public:
  /// `analysis` and `column` name the place in errors.
  TextBuilder(std::string analysis, std::string column);
  TextBuilder(TextBuilder&&) noexcept;
  TextBuilder& operator=(TextBuilder&&) noexcept;
  ~TextBuilder();

  void reserve(std::int64_t rows);
  /// Appends a row; the text is copied when it is new. Error{invalid_argument} naming the row when it is not UTF-8.
  void append(std::string_view text);
  void append_missing();
  /// The provisional number of a text, in order of first appearance, without appending a row. `row` is for errors.
  std::int32_t intern(std::string_view text, std::int64_t row);
  /// Appends a row by the number that intern() gave.
  void append_code(std::int32_t code) {
    codes_.push_back(code);
    presence_.push(true);
  }
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(codes_.size()); }
  std::int64_t level_count() const noexcept;

  struct Finished {
    std::vector<std::int32_t> codes;      ///< 0 in missing rows
    std::vector<std::uint8_t> validity;   ///< empty when no row is missing
    std::shared_ptr<const Levels> levels;
  };
  /// `sorted` false keeps the levels in order of first appearance.
  Finished finish(bool sorted = true) &&;

 private:
  struct Index;
  std::string analysis_, column_;
  std::vector<std::int32_t> codes_;
  Presence presence_;
  std::unique_ptr<Index> index_;
};

}  // namespace mainstay::inline v1::data
