/* The host's allocator: every allocation of a call fails once in turn; nothing crashes, nothing leaks, the call works again. */
#include <stdio.h>
#include <stdlib.h>

#include "mainstay/mainstay.h"

static long living = 0, allocations = 0, failing = -1;

static void* allocate(size_t size, void* payload) {
  (void)payload;
  const long number = __atomic_add_fetch(&allocations, 1, __ATOMIC_SEQ_CST);
  if (failing >= 0 && number == failing) return NULL;
  void* memory = malloc(size);
  if (memory != NULL) __atomic_add_fetch(&living, 1, __ATOMIC_SEQ_CST);
  return memory;
}

static void release(void* memory, void* payload) {
  (void)payload;
  __atomic_sub_fetch(&living, 1, __ATOMIC_SEQ_CST);
  free(memory);
}

static const double duration[] = {1, 1, 6, 6, 8, 9};
static const int64_t event[] = {1, 0, 1, 1, 0, 1};
static const double x[] = {1, 1, 1, 0, 0, 0};
static const char* const group[] = {"a", "b", "a", "b", "a", "b"};

/* One analysis from end to end. Returns the first code that is not OK. */
static int32_t work(const char* key) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_context* context = mainstay_context_new();
  mainstay_context_set_threads(context, 1);
  mainstay_call* call = mainstay_call_new(key);
  mainstay_result* result = NULL;
  int32_t code = MAINSTAY_OUT_OF_MEMORY;
  if (call != NULL && context != NULL) {
    if (key[9] == 'c' && key[10] == 'o') mainstay_call_input_matrix(call, "x", x, 6, 1, 1, 6, NULL);
    else mainstay_call_input_texts(call, "group", group, 6);
    mainstay_call_input_numbers(call, "duration", duration, 6);
    mainstay_call_input_integers(call, "event", event, 6);
    code = mainstay_call_run(call, context, &result, &error);
  }
  if (code == MAINSTAY_OK) {
    mainstay_bytes* json = NULL;
    code = mainstay_result_save(result, &json, &error);
    mainstay_bytes_free(json);
  }
  mainstay_result_free(result);
  mainstay_call_free(call);
  mainstay_context_free(context);
  return code;
}

int main(void) {
  if (mainstay_set_allocator(allocate, release, NULL) != MAINSTAY_OK) return 2;
  int failures = 0;
  const char* const keys[] = {"survival.cox", "survival.curve", "survival.log_rank"};
  for (int k = 0; k < 3; ++k) {
    if (work(keys[k]) != MAINSTAY_OK) return 3;
    const long before = living;
    allocations = 0;
    if (work(keys[k]) != MAINSTAY_OK) return 4;
    const long all = allocations;
    if (all == 0) {
#if !defined(__SANITIZE_ADDRESS__)
      printf("%s: the host's allocator was not used\n", keys[k]);
      ++failures;
#endif
      continue;
    }
    long refused = 0;
    for (long n = 1; n <= all; ++n) {
      allocations = 0;
      failing = n;
      const int32_t code = work(keys[k]);
      failing = -1;
      if (code == MAINSTAY_OUT_OF_MEMORY) ++refused;
      else if (code != MAINSTAY_OK) {
        printf("%s: code %d when allocation %ld fails\n", keys[k], (int)code, n);
        ++failures;
      }
      if (living != before) {
        printf("%s: %ld blocks lost when allocation %ld fails\n", keys[k], living - before, n);
        ++failures;
        break;
      }
    }
    if (work(keys[k]) != MAINSTAY_OK) ++failures;
    printf("%s: %ld allocations, %ld refusals reported\n", keys[k], all, refused);
    if (refused < all / 2) ++failures;
  }
  return failures == 0 ? 0 : 1;
}
