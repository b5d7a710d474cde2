// Memory for long lists that are written once, front to back.
#pragma once

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <cstdint>
#include <vector>

namespace mainstay::inline v1 {

/// Asks for large pages, which spare the system's work on every 4096 bytes.
inline void in_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::int64_t bytes) {
#if defined(__linux__)
  constexpr std::uintptr_t page = 4096, large = 2 << 20;
  const auto begin = reinterpret_cast<std::uintptr_t>(memory), first = (begin + page - 1) / page * page, last = (begin + static_cast<std::uintptr_t>(bytes)) / page * page;
  if (last > first + 2 * large) madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);  // advice: nothing is lost where it is not taken
#endif
}

/// Reserves the whole list.
template <class T>
void make_room(std::vector<T>& list, std::int64_t size) {
  list.reserve(static_cast<std::size_t>(size));
  in_large_pages(list.data(), size * static_cast<std::int64_t>(sizeof(T)));
}

}  // namespace mainstay::inline v1
