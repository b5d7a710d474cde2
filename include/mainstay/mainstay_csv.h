/* Delimited text files for C programs. A library of its own (mainstay::csv_c), because the splitting into fields is libcsv's,
 * which is LGPL: whoever does not read files through Mainstay does not link it. */
#ifndef MAINSTAY_CSV_H
#define MAINSTAY_CSV_H

#include "mainstay/mainstay.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads a UTF-8 file whose first line names the columns. Separator and column types are found out: whole numbers, numbers, ISO
 * dates (as days since 1970-01-01), texts. `texts` lists columns that stay text whatever they look like, separated by commas;
 * it may be NULL. Errors name file, column, row and line. The caller frees the frame. */
MAINSTAY_API int32_t mainstay_csv_read(const char* path, const char* texts, mainstay_frame** frame, mainstay_error* error);

/* The same with everything declared, as JSON text (UTF-8; NULL or "{}" for nothing):
 *   {"encoding": "gb18030", "delimiter": ",", "decimal_comma": false, "missing": ["NA", "-"], "others": "text",
 *    "ambiguous_dates": "refuse",
 *    "columns": [{"name": "hired", "kind": "date", "formats": ["%Y/%m/%d", "iso"], "missing": ["?"], "required": true, "may_be_missing": true}]}
 * Kinds: infer, number, whole, text, date, flag, skip. Encodings: utf-8, and what the C library's iconv knows (gb18030, gbk, big5,
 * utf-16, latin-1, …); none is guessed. A date that two of its formats read as different days is an error, or with
 * "ambiguous_dates": "leave_empty" a missing value; `ambiguous` (may be NULL) then receives how many there were. */
MAINSTAY_API int32_t mainstay_csv_read_as(const char* path, const char* options, mainstay_frame** frame, int64_t* ambiguous, mainstay_error* error);

#ifdef __cplusplus
}
#endif
#endif
