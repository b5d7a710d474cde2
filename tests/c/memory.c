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

/* The Arrow C stream interface, as far as its owner looks into it. */
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema*);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray*);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

/* Whoever gives no place for what is made gets an error, and nothing is lost. */
static int without_a_place(void) {
  int failures = 0;
  const long before = living;
  mainstay_call* call = mainstay_call_new("survival.curve");
  mainstay_call_input_numbers(call, "duration", duration, 6);
  mainstay_call_input_integers(call, "event", event, 6);
  mainstay_result* result = NULL;
  mainstay_state* state = NULL;
  mainstay_bytes* saved = NULL;
  struct ArrowArrayStream stream = {0};
  failures += mainstay_call_run(call, NULL, &result, NULL) != MAINSTAY_OK;
  failures += mainstay_state_begin(call, &state, NULL) != MAINSTAY_OK;
  failures += mainstay_state_update(state, call, NULL, NULL) != MAINSTAY_OK;
  failures += mainstay_state_advance(state, NULL, NULL) != MAINSTAY_OK;
  failures += mainstay_result_save(result, &saved, NULL) != MAINSTAY_OK;
  failures += mainstay_result_stream(result, "curve", &stream, NULL) != MAINSTAY_OK;
  const long with_all = living;
  failures += mainstay_state_begin(call, NULL, NULL) != MAINSTAY_INVALID_ARGUMENT;
  failures += mainstay_state_finish(state, NULL, NULL, NULL) != MAINSTAY_INVALID_ARGUMENT;
  failures += mainstay_state_save(state, NULL, NULL) != MAINSTAY_INVALID_ARGUMENT;
  failures += mainstay_result_save(result, NULL, NULL) != MAINSTAY_INVALID_ARGUMENT;
  failures += mainstay_result_json(result, NULL, NULL) != MAINSTAY_INVALID_ARGUMENT;
  failures += mainstay_describe(NULL, NULL) != MAINSTAY_INVALID_ARGUMENT;
  failures += mainstay_result_load(mainstay_bytes_data(saved), mainstay_bytes_size(saved), NULL, NULL) != MAINSTAY_INVALID_ARGUMENT;
  failures += living != with_all;
  failures += mainstay_frame_from_stream(&stream, NULL, NULL) != MAINSTAY_INVALID_ARGUMENT;
  failures += stream.release != NULL; /* taken over and released, on this path too */
  mainstay_bytes_free(saved);
  mainstay_state_free(state);
  mainstay_result_free(result);
  mainstay_call_free(call);
  failures += living != before;
  if (failures > 0) printf("without a place: %d failures, %ld blocks lost\n", failures, living - before);
  return failures;
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
  mainstay_bytes* description = NULL; /* what is made once and kept */
  if (mainstay_describe(&description, NULL) != MAINSTAY_OK) return 5;
  mainstay_bytes_free(description);
  failures += without_a_place();
  return failures == 0 ? 0 : 1;
}
