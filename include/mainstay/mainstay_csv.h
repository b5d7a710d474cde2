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

#ifdef __cplusplus
}
#endif
#endif
