// Ownership of the structs of the Arrow interface.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "mainstay/data/arrow.hpp"

namespace mainstay::inline v1::data {

/// An Arrow struct that is released exactly once: by whoever holds it last.
template <class T>
class Held {
 public:
  Held() noexcept { value_.release = nullptr; }
  explicit Held(T* taken) noexcept : value_(*taken) { taken->release = nullptr; }
  Held(Held&& other) noexcept : value_(other.value_) { other.value_.release = nullptr; }
  Held& operator=(Held&& other) noexcept {
    if (this != &other) {
      reset();
      value_ = other.value_;
      other.value_.release = nullptr;
    }
    return *this;
  }
  ~Held() { reset(); }
  void reset() noexcept {
    if (value_.release != nullptr) value_.release(&value_);
    value_.release = nullptr;
  }
  bool empty() const noexcept { return value_.release == nullptr; }
  T* get() noexcept { return &value_; }
  const T* get() const noexcept { return &value_; }
  T* operator->() noexcept { return &value_; }
  const T* operator->() const noexcept { return &value_; }
  T give() noexcept {
    T given = value_;
    value_.release = nullptr;
    return given;
  }

 private:
  T value_{};
};

/// What the data pointer of a column without rows points to.
inline constexpr std::int64_t nothing[2] = {0, 0};

/// Zeros in a bitmap.
inline std::int64_t count_missing(const std::uint8_t* bits, std::int64_t offset, std::int64_t count) {
  std::int64_t present = 0, i = offset;
  const std::int64_t end = offset + count;
  for (; i < end && (i & 7) != 0; ++i) present += bits[i >> 3] >> (i & 7) & 1;
  for (; i + 64 <= end; i += 64) {
    std::uint64_t word;
    std::memcpy(&word, bits + (i >> 3), 8);
    present += std::popcount(word);
  }
  for (; i < end; ++i) present += bits[i >> 3] >> (i & 7) & 1;
  return count - present;
}

}  // namespace mainstay::inline v1::data
