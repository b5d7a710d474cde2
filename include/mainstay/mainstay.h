/* Mainstay from C (C99). docs/c-api.md explains the whole; docs/<room>/<word>.md lists the arguments of each analysis.
 *
 *   mainstay_error error = MAINSTAY_ERROR_INIT;
 *   mainstay_call* call = mainstay_call_new("survival.curve");
 *   mainstay_call_input_numbers(call, "duration", days, n);
 *   mainstay_call_input_integers(call, "event", left, n);
 *   mainstay_result* result = NULL;
 *   if (mainstay_call_run(call, NULL, &result, &error) != MAINSTAY_OK) puts(error.message);
 *
 * Ownership: what *_new, *_run, *_load and *_begin give belongs to the caller and is freed by the *_free of its type, which
 * accepts NULL. Arrays given to a call are borrowed until the call has run or is freed; names and texts are copied at once.
 * Arrays and texts read from a result are borrowed from it and live as long as it does.
 * Threads: a call, a context and a state belong to one thread at a time. A result is immutable: any number of threads may
 * read it and call its methods.
 * Errors: every function that can fail returns MAINSTAY_OK or an error code and fills the caller's mainstay_error; the error
 * may be NULL. The setters of a call may also be left unchecked: the call remembers its first failure, and running it
 * reports that. Nothing is printed, nothing exits, no signal handler, locale or floating-point mode is touched.
 * Texts are UTF-8. Sizes are int64_t. Structs that the caller fills begin with their own size, so that they can grow. */
#ifndef MAINSTAY_H
#define MAINSTAY_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#if defined(MAINSTAY_C_BUILDING)
#define MAINSTAY_API __declspec(dllexport)
#else
#define MAINSTAY_API __declspec(dllimport)
#endif
#elif defined(MAINSTAY_C_BUILDING)
#define MAINSTAY_API __attribute__((visibility("default")))
#else
#define MAINSTAY_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct ArrowSchema;      /* the Arrow C data interface, as published by the Apache Arrow project */
struct ArrowArray;
struct ArrowArrayStream;

/* Error codes; the numbers never change. */
enum {
  MAINSTAY_OK = 0,
  MAINSTAY_INVALID_ARGUMENT = 1,
  MAINSTAY_UNKNOWN_NAME = 2,
  MAINSTAY_WRONG_SHAPE = 3,
  MAINSTAY_WRONG_TYPE = 4,
  MAINSTAY_CANCELLED = 5,
  MAINSTAY_OUT_OF_MEMORY = 6,
  MAINSTAY_CORRUPT = 7,
  MAINSTAY_UNSUPPORTED = 8,
  MAINSTAY_IO = 9,
  MAINSTAY_INTERNAL = 10
};

/* Types of the values of an array. */
enum {
  MAINSTAY_BIT = 0, /* one bit a value, least significant first */
  MAINSTAY_INT8 = 1,
  MAINSTAY_UINT8 = 2, /* also bool */
  MAINSTAY_INT16 = 3,
  MAINSTAY_UINT16 = 4,
  MAINSTAY_INT32 = 5,
  MAINSTAY_UINT32 = 6,
  MAINSTAY_INT64 = 7,
  MAINSTAY_UINT64 = 8,
  MAINSTAY_FLOAT32 = 9,
  MAINSTAY_FLOAT64 = 10
};

/* What went wrong: filled on failure, untouched on success. */
typedef struct mainstay_error {
  uint32_t struct_size; /* sizeof(mainstay_error) */
  int32_t code;
  int64_t index;        /* the row at fault, or -1 */
  char analysis[64];    /* "survival.cox" */
  char argument[192];   /* "duration", empty when none is at fault */
  char message[768];    /* "survival.cox: duration[17] is -3, but must be > 0" */
} mainstay_error;
#define MAINSTAY_ERROR_INIT \
  { sizeof(mainstay_error), 0, -1, {0}, {0}, {0} }

/* A column of values in the caller's memory, or in a result's. */
typedef struct mainstay_array {
  uint32_t struct_size; /* sizeof(mainstay_array) */
  int32_t type;         /* MAINSTAY_FLOAT64, … */
  const void* data;
  int64_t size;
  int64_t stride;           /* in elements, from one value to the next; 1 when contiguous */
  const uint8_t* validity;  /* bitmap, 1 = present; NULL = all present */
  int64_t validity_offset;  /* bit of the first value */
} mainstay_array;
#define MAINSTAY_ARRAY_INIT \
  { sizeof(mainstay_array), MAINSTAY_FLOAT64, NULL, 0, 1, NULL, 0 }

typedef struct mainstay_context mainstay_context; /* threads, seed, progress, log */
typedef struct mainstay_frame mainstay_frame;     /* named columns */
typedef struct mainstay_call mainstay_call;       /* an analysis with its arguments */
typedef struct mainstay_result mainstay_result;   /* what an analysis gave: numbers, tables, a fitted model */
typedef struct mainstay_state mainstay_state;     /* a mergeable state */
typedef struct mainstay_bytes mainstay_bytes;     /* owned bytes or UTF-8 text */

/* ---- The library ---- */

/* Version of this interface: programs built against the same number work. */
MAINSTAY_API int32_t mainstay_abi_version(void);
/* "0.1.0" */
MAINSTAY_API const char* mainstay_version(void);
/* All analyses, arguments, words and sentences as JSON. */
MAINSTAY_API int32_t mainstay_describe(mainstay_bytes** description, mainstay_error* error);
/* Memory of the library, to be set before anything else is called and never again. `allocate` returns NULL when there is
 * none; every allocation is aligned to 16 bytes at least. Both functions must be callable from any thread. */
MAINSTAY_API int32_t mainstay_set_allocator(void* (*allocate)(size_t size, void* payload),
                                            void (*release)(void* memory, void* payload), void* payload);

MAINSTAY_API const char* mainstay_bytes_data(const mainstay_bytes* bytes); /* ends with a 0 that is not counted */
MAINSTAY_API int64_t mainstay_bytes_size(const mainstay_bytes* bytes);
MAINSTAY_API void mainstay_bytes_free(mainstay_bytes* bytes);

/* ---- Context; NULL stands for one with all defaults ---- */

MAINSTAY_API mainstay_context* mainstay_context_new(void); /* NULL when there is no memory */
MAINSTAY_API void mainstay_context_free(mainstay_context* context);
/* 0: all of the machine. Results do not depend on it. */
MAINSTAY_API void mainstay_context_set_threads(mainstay_context* context, int32_t threads);
MAINSTAY_API void mainstay_context_set_seed(mainstay_context* context, uint64_t seed);
/* `progress` is called on the calling thread with the finished share in [0, 1]; a non-zero answer cancels the call. */
MAINSTAY_API void mainstay_context_set_progress(mainstay_context* context, int32_t (*progress)(double share, void* payload),
                                                void* payload);
/* `log` is called on the calling thread; level 0 debug, 1 info, 2 warning. Without it nothing is logged. */
MAINSTAY_API void mainstay_context_set_log(mainstay_context* context,
                                           void (*log)(int32_t level, const char* message, void* payload), void* payload);

/* ---- Frames: tables for arguments such as `x` ---- */

MAINSTAY_API mainstay_frame* mainstay_frame_new(void);
MAINSTAY_API void mainstay_frame_free(mainstay_frame* frame);
/* The array is borrowed until the frame and all calls that use it are done. */
MAINSTAY_API int32_t mainstay_frame_add(mainstay_frame* frame, const char* name, const mainstay_array* array,
                                        mainstay_error* error);
/* A column of another frame, whose memory both share from now on. */
MAINSTAY_API int32_t mainstay_frame_add_column(mainstay_frame* frame, const mainstay_frame* from, const char* name,
                                               mainstay_error* error);
/* Texts become categories with sorted levels; NULL is a missing value. Copied. */
MAINSTAY_API int32_t mainstay_frame_add_texts(mainstay_frame* frame, const char* name, const char* const* texts, int64_t size,
                                              mainstay_error* error);
/* Takes over the stream and releases it, on every path. */
MAINSTAY_API int32_t mainstay_frame_from_stream(struct ArrowArrayStream* stream, mainstay_frame** frame, mainstay_error* error);
/* Takes over schema and array and releases them, on every path. */
MAINSTAY_API int32_t mainstay_frame_from_arrow(struct ArrowSchema* schema, struct ArrowArray* array, mainstay_frame** frame,
                                               mainstay_error* error);
MAINSTAY_API int64_t mainstay_frame_rows(const mainstay_frame* frame);
/* A column's values as they lie in the frame (of categories: the codes, int32). */
MAINSTAY_API int32_t mainstay_frame_array(const mainstay_frame* frame, const char* name, mainstay_array* array,
                                          mainstay_error* error);
/* The text of one row of a column of categories; NULL when it is missing. */
MAINSTAY_API int32_t mainstay_frame_text(const mainstay_frame* frame, const char* name, int64_t row, const char** text,
                                         int64_t* length, mainstay_error* error);

/* ---- Calls ---- */

/* Never NULL but for lack of memory: an unknown key is reported when the call is run. */
MAINSTAY_API mainstay_call* mainstay_call_new(const char* key);
/* A method of a fitted model: mainstay_call_method(fit, "predict"). The model may be freed before the call. */
MAINSTAY_API mainstay_call* mainstay_call_method(const mainstay_result* fit, const char* method);
MAINSTAY_API void mainstay_call_free(mainstay_call* call);

MAINSTAY_API int32_t mainstay_call_input(mainstay_call* call, const char* name, const mainstay_array* array);
MAINSTAY_API int32_t mainstay_call_input_numbers(mainstay_call* call, const char* name, const double* values, int64_t size);
MAINSTAY_API int32_t mainstay_call_input_integers(mainstay_call* call, const char* name, const int64_t* values, int64_t size);
/* Group labels and texts; NULL is a missing value. Copied. They have to be UTF-8, unless the option "invalid" was set to "replace" before. */
MAINSTAY_API int32_t mainstay_call_input_texts(mainstay_call* call, const char* name, const char* const* texts, int64_t size);
/* A dense table; strides in elements. `names` may be NULL: x0, x1, … */
MAINSTAY_API int32_t mainstay_call_input_matrix(mainstay_call* call, const char* name, const double* values, int64_t rows,
                                                int64_t columns, int64_t row_stride, int64_t column_stride,
                                                const char* const* names);
/* A whole frame for a table argument. */
MAINSTAY_API int32_t mainstay_call_input_frame(mainstay_call* call, const char* name, const mainstay_frame* frame);
/* One column of a frame for a column argument. */
MAINSTAY_API int32_t mainstay_call_input_frame_column(mainstay_call* call, const char* name, const mainstay_frame* frame,
                                                      const char* column);

/* The guard against leaks. `known_at` says when the values of a column of a table argument became known (`column` NULL: of every
 * column), `cut` by which day they have to be, both in days since 1970-01-01: an array of as many days as the table has rows, or of
 * one day that holds for all. The table comes first; naming it again forgets both. With either of them running the call refuses
 * the first value that was known after its cut, a column without known_at, and a table without a cut. */
MAINSTAY_API int32_t mainstay_call_known_at(mainstay_call* call, const char* name, const char* column, const mainstay_array* days);
MAINSTAY_API int32_t mainstay_call_cut(mainstay_call* call, const char* name, const mainstay_array* days);

MAINSTAY_API int32_t mainstay_call_set_flag(mainstay_call* call, const char* name, int32_t value);
MAINSTAY_API int32_t mainstay_call_set_integer(mainstay_call* call, const char* name, int64_t value);
MAINSTAY_API int32_t mainstay_call_set_number(mainstay_call* call, const char* name, double value);
MAINSTAY_API int32_t mainstay_call_set_text(mainstay_call* call, const char* name, const char* value); /* words, too */
/* Lists and nested definitions (stages, …) as JSON. */
MAINSTAY_API int32_t mainstay_call_set_json(mainstay_call* call, const char* name, const char* json);

/* Runs the call; it may be changed and run again. */
MAINSTAY_API int32_t mainstay_call_run(const mainstay_call* call, const mainstay_context* context, mainstay_result** result,
                                       mainstay_error* error);

/* ---- Results: read by dotted path, "coefficients.hazard_ratio" ---- */

MAINSTAY_API void mainstay_result_free(mainstay_result* result);
/* "survival.cox" */
MAINSTAY_API const char* mainstay_result_key(const mainstay_result* result);
/* One number, whole number or flag; NaN for an optional number that is not there. */
MAINSTAY_API int32_t mainstay_result_number(const mainstay_result* result, const char* path, double* value,
                                            mainstay_error* error);
/* A list of numbers (float64), whole numbers (int64) or the codes of categories (int32, -1 where missing), borrowed. */
MAINSTAY_API int32_t mainstay_result_array(const mainstay_result* result, const char* path, mainstay_array* array,
                                           mainstay_error* error);
/* The text of a word or text (row 0), of one row of a list of texts or of categories, borrowed; null where it is missing. */
MAINSTAY_API int32_t mainstay_result_text(const mainstay_result* result, const char* path, int64_t row, const char** text,
                                          int64_t* length, mainstay_error* error);
/* A table of the result ("stages"), or with an empty path all lists of its top level, as an Arrow stream that keeps the
 * result alive; the caller releases the stream. Days since 1970-01-01 are dates there. */
MAINSTAY_API int32_t mainstay_result_stream(const mainstay_result* result, const char* path, struct ArrowArrayStream* stream,
                                            mainstay_error* error);
/* Everything as plain JSON. */
MAINSTAY_API int32_t mainstay_result_json(const mainstay_result* result, mainstay_bytes** json, mainstay_error* error);
/* A document that mainstay_result_load reads; equal results give equal bytes. */
MAINSTAY_API int32_t mainstay_result_save(const mainstay_result* result, mainstay_bytes** document, mainstay_error* error);
/* Safe on bytes that nobody vouches for. */
MAINSTAY_API int32_t mainstay_result_load(const char* document, int64_t size, mainstay_result** result, mainstay_error* error);

/* ---- Mergeable states: for every analysis the same loop ----
 * begin; until done: update with the rows of each partition, merge the states of all partitions, advance; finish. */

/* Options are taken from the call; its inputs are not looked at. */
MAINSTAY_API int32_t mainstay_state_begin(const mainstay_call* call, mainstay_state** state, mainstay_error* error);
/* Adds the rows that the call holds; the call's options do not matter. */
MAINSTAY_API int32_t mainstay_state_update(mainstay_state* state, const mainstay_call* call, const mainstay_context* context,
                                           mainstay_error* error);
MAINSTAY_API int32_t mainstay_state_merge(mainstay_state* state, const mainstay_state* other, mainstay_error* error);
MAINSTAY_API int32_t mainstay_state_advance(mainstay_state* state, const mainstay_context* context, mainstay_error* error);
MAINSTAY_API int32_t mainstay_state_done(const mainstay_state* state); /* 1 or 0 */
MAINSTAY_API int32_t mainstay_state_finish(const mainstay_state* state, const mainstay_context* context,
                                           mainstay_result** result, mainstay_error* error);
MAINSTAY_API int32_t mainstay_state_save(const mainstay_state* state, mainstay_bytes** document, mainstay_error* error);
MAINSTAY_API int32_t mainstay_state_load(const char* document, int64_t size, mainstay_state** state, mainstay_error* error);
MAINSTAY_API void mainstay_state_free(mainstay_state* state);

#ifdef __cplusplus
}
#endif
#endif
