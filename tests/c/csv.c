/* Delimited files as C reads them: what is declared as JSON, and the sentences of errors. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mainstay/mainstay.h"
#include "mainstay/mainstay_csv.h"

#define CHECK(condition)                                             \
  do {                                                               \
    if (!(condition)) {                                              \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                       \
    }                                                                \
  } while (0)

static const char* written(const char* name, const char* bytes) {
  FILE* file = fopen(name, "wb");
  CHECK(file != NULL && fwrite(bytes, 1, strlen(bytes), file) == strlen(bytes));
  fclose(file);
  return name;
}

static void fails(const char* path, const char* options, const char* sentence) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_frame* frame = NULL;
  CHECK(mainstay_csv_read_as(path, options, &frame, NULL, &error) != MAINSTAY_OK && frame == NULL);
  if (strstr(error.message, sentence) == NULL) fprintf(stderr, "%s\n", error.message);
  CHECK(strstr(error.message, sentence) != NULL);
}

int main(void) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_frame* frame = NULL;
  int64_t ambiguous = -1;
  /* 工号,日期 and 东 in GBK. */
  const char* gbk = written("c_gbk.csv", "\xB9\xA4\xBA\xC5,\xC8\xD5\xC6\xDA\n\xB6\xAB,2024/1/5\n\xB6\xAB,2024-01-06\n");
  const char* declared = "{\"encoding\": \"gb18030\", \"columns\": [{\"name\": \"日期\", \"kind\": \"date\", \"formats\": [\"%Y/%m/%d\", \"iso\"]}]}";
  CHECK(mainstay_csv_read_as(gbk, declared, &frame, &ambiguous, &error) == MAINSTAY_OK);
  CHECK(mainstay_frame_rows(frame) == 2 && ambiguous == 0);
  mainstay_array dates = MAINSTAY_ARRAY_INIT;
  CHECK(mainstay_frame_array(frame, "日期", &dates, &error) == MAINSTAY_OK && dates.type == MAINSTAY_INT32);
  CHECK(((const int32_t*)dates.data)[0] == 19727 && ((const int32_t*)dates.data)[1] == 19728);
  mainstay_frame_free(frame);
  frame = NULL;

  fails(gbk, NULL, "c_gbk.csv: header[0] is \"\\xB9\\xA4\\xBA\\xC5\", but must be text in UTF-8; another encoding is declared as such");
  fails(gbk, "{\"encoding\": \"gbkk\"}", "encoding is \"gbkk\", but must be utf-8, or a name that the C library knows");
  fails(gbk, "{\"encodin\": \"gbk\"}", "encodin is unknown, but must be one of encoding, delimiter");
  fails(gbk, "{\"columns\": [{\"name\": \"a\", \"kind\": \"dates\"}]}", "columns[0].kind");
  fails(gbk, "{\"delimiter\": \"||\"}", "options.delimiter is \"||\", but must be one character");
  fails(gbk, "{", "csv.reader");

  const char* mixed = written("c_mixed.csv", "hire\n31/12/2024\n03/04/2024\n");
  const char* both = "{\"columns\": [{\"name\": \"hire\", \"kind\": \"date\", \"formats\": [\"%d/%m/%Y\", \"%m/%d/%Y\"]}]}";
  fails(mixed, both, "hire[1] is \"03/04/2024\" (line 3), but must be a date that its formats read alike: %d/%m/%Y gives 2024-04-03, %m/%d/%Y gives 2024-03-04");
  const char* lenient = "{\"ambiguous_dates\": \"leave_empty\", \"columns\": [{\"name\": \"hire\", \"kind\": \"date\", \"formats\": [\"%d/%m/%Y\", \"%m/%d/%Y\"]}]}";
  CHECK(mainstay_csv_read_as(mixed, lenient, &frame, &ambiguous, &error) == MAINSTAY_OK && ambiguous == 1);
  mainstay_frame_free(frame);
  return 0;
}
