// Between C++ and C: no exception leaves a C function, every one becomes a code and the caller's mainstay_error.
#pragma once

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <string_view>

#include "mainstay/core/error.hpp"
#include "mainstay/mainstay.h"

namespace mainstay::inline v1::c {

inline void copy_text(char* to, std::size_t room, std::string_view text) noexcept {
  std::size_t size = std::min(text.size(), room - 1);
  while (size > 0 && size < text.size() && (text[size] & 0xC0) == 0x80) --size;  // never cut a character
  std::memcpy(to, text.data(), size);
  to[size] = 0;
}

inline int32_t report(const Error& failure, mainstay_error* error) noexcept {
  const int32_t code = static_cast<int32_t>(failure.code());
  if (error == nullptr || error->struct_size < sizeof(mainstay_error)) return code;
  error->code = code;
  error->index = failure.index();
  copy_text(error->analysis, sizeof error->analysis, failure.analysis());
  copy_text(error->argument, sizeof error->argument, failure.argument());
  copy_text(error->message, sizeof error->message, failure.what());
  return code;
}

inline int32_t report_memory(mainstay_error* error) noexcept {  // allocates nothing
  if (error != nullptr && error->struct_size >= sizeof(mainstay_error)) {
    error->code = MAINSTAY_OUT_OF_MEMORY;
    error->index = -1;
    error->analysis[0] = error->argument[0] = 0;
    copy_text(error->message, sizeof error->message, "mainstay: out of memory");
  }
  return MAINSTAY_OUT_OF_MEMORY;
}

// Runs the work of one C function; no exception leaves it.
template <class Work>
int32_t guard(mainstay_error* error, Work work) noexcept {
  try {
    try {
      work();
      return MAINSTAY_OK;
    } catch (const Error& failure) {
      return report(failure, error);
    } catch (const std::bad_alloc&) {
      return report_memory(error);
    } catch (const std::exception& failure) {
      return report(Error(ErrorCode::internal, "mainstay", failure.what()), error);
    }
  } catch (...) {
    return report_memory(error);
  }
}

template <class Handle>
Handle& given(Handle* handle, std::string_view what) {
  if (handle == nullptr) throw Error(ErrorCode::invalid_argument, "mainstay", what, -1, "NULL", "given");
  return *handle;
}

inline std::string_view text_of(const char* text, std::string_view what) { return &given(text, what); }

}  // namespace mainstay::inline v1::c
