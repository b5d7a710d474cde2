/* The reader of delimited files from C (C99): a file becomes an Arrow stream, which mainstay_frame_from_stream takes over.
 * Part of mainstay::csv (C++ code on libcsv), so a C program that uses it is linked by the C++ compiler driver. */
#ifndef MAINSTAY_CSV_READER_H
#define MAINSTAY_CSV_READER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ArrowArrayStream;

/* Reads the file at `path` and gives its columns as a stream of one chunk: texts as dictionaries, dates as date32.
 *
 * `schema` says what is known, one line a column; NULL or "" infers everything:
 *   "hire: date\n"
 *   "exit: date %d.%m.%Y\n"            a pattern of a date
 *   "reason: optional text\n"          need not be in the file
 *   "*: infer\n"                       all other columns; also skip, text, number, …
 *   "decimal_comma\n" "delimiter ;\n"  the form of the file; the delimiter is a character, or tab
 * Kinds: infer number whole text date flag skip. docs/csv/reader.md explains them, inference and what stands for missing.
 *
 * Returns 0 (MAINSTAY_OK), or an error code as in mainstay.h with the sentence in `message`, cut off to `message_size` bytes and ended
 * by a 0; `message` may be NULL. `stream` is written only on success and belongs to the caller, to be released or taken over. */
int32_t mainstay_csv_read(const char* path, const char* schema, struct ArrowArrayStream* stream, char* message, size_t message_size);

#ifdef __cplusplus
}
#endif
#endif
