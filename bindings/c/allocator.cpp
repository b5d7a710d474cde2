// The host's memory: every allocation of the shared C library, its private copy of the C++ runtime included, goes through
// the two functions of mainstay_set_allocator. The operators below are invisible outside the library.
#include <cstddef>
#include <cstdlib>
#include <new>

#include "mainstay/mainstay.h"

namespace {

void* (*host_allocate)(std::size_t, void*) = nullptr;
void (*host_release)(void*, void*) = nullptr;
void* host_payload = nullptr;

[[maybe_unused]] void* allocate(std::size_t size) noexcept {
  if (size == 0) size = 1;
  return host_allocate != nullptr ? host_allocate(size, host_payload) : std::malloc(size);
}

[[maybe_unused]] void release(void* memory) noexcept {
  if (memory == nullptr) return;
  if (host_release != nullptr) host_release(memory, host_payload);
  else std::free(memory);
}

// Over-aligned memory carries the address of its block in front of it.
[[maybe_unused]] void* allocate_aligned(std::size_t size, std::align_val_t alignment) noexcept {
  const std::size_t align = static_cast<std::size_t>(alignment);
  char* block = static_cast<char*>(allocate(size + align + sizeof(void*)));
  if (block == nullptr) return nullptr;
  const std::size_t start = (reinterpret_cast<std::size_t>(block) + sizeof(void*) + align - 1) / align * align;
  void** memory = reinterpret_cast<void**>(start);
  memory[-1] = block;
  return memory;
}

[[maybe_unused]] void release_aligned(void* memory) noexcept {
  if (memory != nullptr) release(static_cast<void**>(memory)[-1]);
}

}  // namespace

extern "C" int32_t mainstay_set_allocator(void* (*allocate_function)(size_t, void*), void (*release_function)(void*, void*),
                                          void* payload) {
  if ((allocate_function == nullptr) != (release_function == nullptr)) return MAINSTAY_INVALID_ARGUMENT;
  host_allocate = allocate_function;
  host_release = release_function;
  host_payload = payload;
  return MAINSTAY_OK;
}

// A sanitizer brings operators of its own, which must not be hidden from it.
#if !defined(MAINSTAY_SANITIZED)

void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new(std::size_t size) {
  if (void* memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  if (void* memory = allocate_aligned(size, alignment)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size, std::align_val_t alignment) { return operator new(size, alignment); }
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept { return allocate_aligned(size, alignment); }
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept { return allocate_aligned(size, alignment); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { release_aligned(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { release_aligned(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { release_aligned(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { release_aligned(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { release_aligned(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { release_aligned(memory); }

#endif
