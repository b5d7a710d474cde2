/* The C twin of examples/cpp/turnover.cpp: one company from three HR systems, and the same turnover from each, with its reasons.
 * Files are read and analyses called with everything declared as JSON, by name.
 *
 *   turnover examples/turnover */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mainstay/mainstay.h"
#include "mainstay/mainstay_csv.h"

enum { FIRST = 20089, AFTER = 20454, EXPORTED = 20463 }; /* 2025-01-01, 2026-01-01, 2026-01-10 as days since 1970-01-01 */

static mainstay_error error = MAINSTAY_ERROR_INIT;

/* A program may end where it fails; a library would hand the error on. */
static void ok(int32_t code) {
  if (code == MAINSTAY_OK) return;
  fprintf(stderr, "%s\n", error.message);
  exit(1);
}

static mainstay_frame* read_file(const char* folder, const char* name, const char* options) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  mainstay_frame* frame = NULL;
  ok(mainstay_csv_read_as(path, options, &frame, NULL, &error));
  return frame;
}

static mainstay_result* run(mainstay_call* call) {
  mainstay_result* result = NULL;
  ok(mainstay_call_run(call, NULL, &result, &error));
  mainstay_call_free(call);
  return result;
}

static const void* values(const mainstay_result* result, const char* table, const char* column, int64_t* size) {
  char path[128];
  snprintf(path, sizeof path, "%s.%s", table, column);
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  ok(mainstay_result_array(result, path, &array, &error));
  if (size != NULL) *size = array.size;
  return array.data;
}
static const int64_t* integers(const mainstay_result* result, const char* table, const char* column) { return values(result, table, column, NULL); }
static const double* numbers(const mainstay_result* result, const char* table, const char* column) { return values(result, table, column, NULL); }

static const char* text(const mainstay_result* result, const char* path, int64_t row) {
  const char* words = NULL;
  ok(mainstay_result_text(result, path, row, &words, NULL, &error));
  return words;
}

/* A cell's text ends where its length says: a copy that ends with 0, kept until the program ends; NULL where it is missing. */
struct kept {
  struct kept* before;
  char text[1];
};
static struct kept* kept = NULL;
static const char* cell(const mainstay_frame* frame, const char* column, int64_t row) {
  const char* words = NULL;
  int64_t size = 0;
  ok(mainstay_frame_text(frame, column, row, &words, &size, &error));
  if (words == NULL) return NULL;
  struct kept* copy = malloc(sizeof *copy + (size_t)size);
  memcpy(copy->text, words, (size_t)size);
  copy->text[size] = 0;
  copy->before = kept;
  kept = copy;
  return copy->text;
}

/* The rows of a loader's table as attrition takes them. */
struct rows {
  int64_t size;
  const char **person, **kind;
  const int64_t *start, *stop, *event, *spell;
};

static mainstay_call* rows_into(const char* key, const struct rows* rows) {
  char boundaries[64];
  mainstay_call* call = mainstay_call_new(key);
  mainstay_call_input_texts(call, "person", rows->person, rows->size);
  mainstay_call_input_texts(call, "kind", rows->kind, rows->size);
  mainstay_call_input_integers(call, "start", rows->start, rows->size);
  mainstay_call_input_integers(call, "stop", rows->stop, rows->size);
  mainstay_call_input_integers(call, "event", rows->event, rows->size);
  mainstay_call_input_integers(call, "spell", rows->spell, rows->size);
  mainstay_call_set_integer(call, "observation_end", AFTER);
  snprintf(boundaries, sizeof boundaries, "[%d, %d]", FIRST, AFTER);
  mainstay_call_set_json(call, "boundaries", boundaries);
  mainstay_call_set_text(call, "last_day_rule", "gone_at_close");
  return call;
}

struct answer {
  int64_t parts, numerator[8];
  double rate[8];
};

/* What was met, who came and went, the rate by the declared definition, and the other definitions beside it. */
static struct answer show(const char* title, mainstay_result* loaded, const char* table, const mainstay_frame* people, const char* person) {
  struct answer answer = {0, {0}, {0}};
  int64_t size = 0;
  const int64_t *count = values(loaded, "findings", "count", &size), *left_out = integers(loaded, "findings", "left_out");
  printf("\n%s\n", title);
  for (int64_t i = 0; i < size; ++i)
    printf("  %-20s %6lld %s\n", text(loaded, "findings.finding", i), (long long)count[i], left_out[i] ? "left out" : "kept");

  struct rows rows;
  char kind[64];
  const int64_t* row = values(loaded, table, "row", &rows.size);
  snprintf(kind, sizeof kind, "%s.kind", table);
  rows.person = malloc((size_t)rows.size * sizeof *rows.person);
  rows.kind = malloc((size_t)rows.size * sizeof *rows.kind);
  for (int64_t i = 0; i < rows.size; ++i) {
    rows.person[i] = cell(people, person, row[i]);
    rows.kind[i] = text(loaded, kind, i);
  }
  rows.start = integers(loaded, table, "start");
  rows.stop = integers(loaded, table, "stop");
  rows.event = integers(loaded, table, "event");
  rows.spell = integers(loaded, table, "spell");

  mainstay_result* flow = run(rows_into("attrition.headcount", &rows));
  printf("  opening %lld + hires %lld - leavers %lld = closing %lld\n", (long long)integers(flow, "periods", "opening")[0],
         (long long)integers(flow, "periods", "hires")[0], (long long)integers(flow, "periods", "leavers")[0], (long long)integers(flow, "periods", "closing")[0]);
  mainstay_result_free(flow);

  mainstay_call* call = rows_into("attrition.rates", &rows);
  mainstay_call_set_text(call, "definition", "mid");
  mainstay_result* result = run(call);
  const int64_t* numerator = values(result, "rates", "numerator", &answer.parts);
  const double *denominator = numbers(result, "rates", "denominator"), *rate = numbers(result, "rates", "rate");
  const double *lower = numbers(result, "rates", "lower"), *upper = numbers(result, "rates", "upper");
  for (int64_t i = 0; i < answer.parts; ++i) {
    printf("  %-20s %6lld / %8.4f = %7.4f  [%.4f, %.4f]\n", text(result, "rates.part", i), (long long)numerator[i], denominator[i], rate[i], lower[i], upper[i]);
    if (i < 8) {
      answer.numerator[i] = numerator[i];
      answer.rate[i] = rate[i];
    }
  }
  printf("  %s\n", text(result, "rates.definition_en", 0));
  printf("  %s\n", text(result, "rates.definition_zh", 0));
  numerator = values(result, "definitions", "numerator", &size);
  denominator = numbers(result, "definitions", "denominator");
  rate = numbers(result, "definitions", "rate");
  const int64_t* differs = integers(result, "definitions", "differs");
  for (int64_t i = 0; i < size; ++i) {
    const char* per = text(result, "definitions.per", i);
    printf("  %-20s %6lld / %8.4f = %7.4f per %s", text(result, "definitions.definition", i), (long long)numerator[i], denominator[i], rate[i], per);
    if (differs[i]) printf("%*soutside the interval of mid", 7 - (int)strlen(per), "");
    printf("\n");
  }
  mainstay_result_free(result);
  free(rows.person);
  free(rows.kind);
  return answer;
}

static void columns_into(mainstay_call* call, const mainstay_frame* frame, const char* const* pairs) {
  for (; *pairs != NULL; pairs += 2) mainstay_call_input_frame_column(call, pairs[0], frame, pairs[1]);
}

/* Monthly rosters in one file, in GB18030: who is employed, and who left within the month with the last day employed. */
static struct answer from_rosters(const char* folder) {
  static const char* const parts[] = {"person", "工号", "snapshot", "截止日期", "status", "状态", "start", "入职日期", "stop", "最后工作日", "reason", "离职原因", NULL};
  mainstay_frame* roster = read_file(folder, "roster.csv",
      "{\"encoding\": \"gb18030\", \"others\": \"text\", \"columns\": [{\"name\": \"截止日期\", \"kind\": \"date\"},"
      " {\"name\": \"入职日期\", \"kind\": \"date\", \"formats\": [\"%Y/%m/%d\"]}, {\"name\": \"最后工作日\", \"kind\": \"date\", \"formats\": [\"%Y/%m/%d\"]}]}");
  mainstay_call* call = mainstay_call_new("data.snapshots");
  columns_into(call, roster, parts);
  mainstay_call_set_text(call, "interval", "closed");
  mainstay_call_set_flag(call, "leavers_listed", 1);
  mainstay_call_set_text(call, "contradictions", "stated");
  mainstay_call_set_text(call, "rehire", "new_spell");
  mainstay_call_set_json(call, "statuses", "[{\"status\": \"在职\", \"state\": \"active\"}, {\"status\": \"试用\", \"state\": \"active\"},"
                                           " {\"status\": \"休假\", \"state\": \"on_leave\"}, {\"status\": \"离职\", \"state\": \"ended\"}]");
  mainstay_call_set_json(call, "reasons", "[{\"reason\": \"薪酬\", \"kind\": \"voluntary\"}, {\"reason\": \"家庭原因\", \"kind\": \"voluntary\"},"
                                          " {\"reason\": \"不适应\", \"kind\": \"voluntary\"}, {\"reason\": \"同行挖角\", \"kind\": \"voluntary\"},"
                                          " {\"reason\": \"考核不合格\", \"kind\": \"involuntary\"}, {\"reason\": \"退休\", \"kind\": \"other\"}]");
  mainstay_result* result = run(call);
  const struct answer answer = show("Monthly roster: data.snapshots", result, "intervals", roster, "工号");
  mainstay_result_free(result);
  mainstay_frame_free(roster);
  return answer;
}

/* Effective-dated rows, closed, open until 4712-12-31; the row after a leaving begins on the first day away. */
static struct answer from_history(const char* folder) {
  static const char* const parts[] = {"person", "PERSON_NUMBER", "job_record", "ASSIGNMENT_NUMBER", "effective", "EFFECTIVE_START_DATE", "stop", "EFFECTIVE_END_DATE",
                                      "sequence", "EFFECTIVE_SEQUENCE", "status", "ASSIGNMENT_STATUS_TYPE", "reason", "REASON_CODE", "primary", "PRIMARY_FLAG", NULL};
  mainstay_frame* rows = read_file(folder, "assignments.csv",
      "{\"others\": \"text\", \"columns\": [{\"name\": \"EFFECTIVE_START_DATE\", \"kind\": \"date\"}, {\"name\": \"EFFECTIVE_END_DATE\", \"kind\": \"date\"},"
      " {\"name\": \"EFFECTIVE_SEQUENCE\", \"kind\": \"whole\"}, {\"name\": \"PRIMARY_FLAG\", \"kind\": \"flag\"}]}");
  mainstay_call* call = mainstay_call_new("data.history");
  columns_into(call, rows, parts);
  mainstay_call_set_integer(call, "observation_end", EXPORTED);
  mainstay_call_set_text(call, "interval", "closed");
  mainstay_call_set_json(call, "open_ends", "[1001859]");
  mainstay_call_set_text(call, "ending_day", "first_day_away");
  mainstay_call_set_text(call, "job_records", "primary");
  mainstay_call_set_text(call, "rehire", "new_spell");
  mainstay_call_set_json(call, "statuses", "[{\"status\": \"ACTIVE_PROCESS\", \"state\": \"active\"}, {\"status\": \"SUSPEND_PROCESS\", \"state\": \"on_leave\"},"
                                           " {\"status\": \"INACTIVE_PROCESS\", \"state\": \"ended\"}]");
  mainstay_call_set_json(call, "reasons", "[{\"reason\": \"PAY\", \"kind\": \"voluntary\"}, {\"reason\": \"FAMILY\", \"kind\": \"voluntary\"},"
                                          " {\"reason\": \"UNSUITED\", \"kind\": \"voluntary\"}, {\"reason\": \"RIVAL\", \"kind\": \"voluntary\"},"
                                          " {\"reason\": \"PERF\", \"kind\": \"involuntary\"}, {\"reason\": \"RETIRE\", \"kind\": \"other\"}]");
  mainstay_result* result = run(call);
  const struct answer answer = show("Oracle: data.history", result, "intervals", rows, "PERSON_NUMBER");
  mainstay_result_free(result);
  mainstay_frame_free(rows);
  return answer;
}

static int64_t whole(const mainstay_frame* frame, const char* column, int64_t row) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  ok(mainstay_frame_array(frame, column, &array, &error));
  return array.type == MAINSTAY_INT32 ? ((const int32_t*)array.data)[row] : ((const int64_t*)array.data)[row];
}

/* Today's roster, and the list of those who have left: a last day employed as milliseconds of a moment in China. */
static struct answer from_leavers(const char* folder) {
  mainstay_frame* present = read_file(folder, "present.csv", "{\"others\": \"text\", \"columns\": [{\"name\": \"sys00-confirmJoinTime\", \"kind\": \"date\"}]}");
  mainstay_frame* left = read_file(folder, "leavers.csv",
      "{\"others\": \"text\", \"columns\": [{\"name\": \"confirm_join_time\", \"kind\": \"date\"}, {\"name\": \"last_work_day\", \"kind\": \"whole\"}]}");
  const int64_t most = mainstay_frame_rows(present) + mainstay_frame_rows(left);
  const char** person = malloc((size_t)most * sizeof *person);
  const char** reason = malloc((size_t)most * sizeof *reason);
  int64_t* start = malloc((size_t)most * sizeof *start);
  double* stop = malloc((size_t)most * sizeof *stop);
  int64_t size = 0;
  for (int64_t i = 0; i < mainstay_frame_rows(present); ++i) {
    const char* status = cell(present, "sys01-employeeStatus", i);
    if (strcmp(status, "2") != 0 && strcmp(status, "3") != 0 && strcmp(status, "5") != 0) continue; /* on probation, regular, leaving */
    person[size] = cell(present, "userid", i);
    start[size] = whole(present, "sys00-confirmJoinTime", i);
    stop[size] = NAN; /* still here */
    reason[size++] = NULL;
  }
  for (int64_t i = 0; i < mainstay_frame_rows(left); ++i) {
    if (strcmp(cell(left, "status", i), "已离职") != 0) continue; /* who is only leaving stands in the roster */
    person[size] = cell(left, "userid", i);
    start[size] = whole(left, "confirm_join_time", i);
    stop[size] = (double)((whole(left, "last_work_day", i) + 8 * 3600000) / 86400000);
    reason[size++] = cell(left, "reason_type", i);
  }
  mainstay_frame* rows = mainstay_frame_new();
  ok(mainstay_frame_add_texts(rows, "person", person, size, &error));
  mainstay_call* call = mainstay_call_new("data.spells");
  mainstay_call_input_texts(call, "person", person, size);
  mainstay_call_input_integers(call, "start", start, size);
  mainstay_call_input_numbers(call, "stop", stop, size);
  mainstay_call_input_texts(call, "reason", reason, size);
  mainstay_call_set_integer(call, "observation_end", EXPORTED);
  mainstay_call_set_text(call, "interval", "closed");
  mainstay_call_set_json(call, "reasons", "[{\"reason\": \"1\", \"kind\": \"voluntary\"}, {\"reason\": \"2\", \"kind\": \"voluntary\"}, {\"reason\": \"4\", \"kind\": \"voluntary\"},"
                                          " {\"reason\": \"6\", \"kind\": \"voluntary\"}, {\"reason\": \"7\", \"kind\": \"involuntary\"}, {\"reason\": \"9\", \"kind\": \"other\"}]");
  mainstay_result* result = run(call);
  const struct answer answer = show("DingTalk: data.spells", result, "spells", rows, "person");
  mainstay_result_free(result);
  mainstay_frame_free(rows);
  mainstay_frame_free(present);
  mainstay_frame_free(left);
  free(person);
  free(reason);
  free(start);
  free(stop);
  return answer;
}

static int same(const struct answer* one, const struct answer* other) {
  if (one->parts != other->parts) return 0;
  for (int64_t i = 0; i < one->parts && i < 8; ++i)
    if (one->numerator[i] != other->numerator[i] || one->rate[i] != other->rate[i]) return 0;
  return 1;
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: turnover FOLDER\n");
    return 2;
  }
  const struct answer rosters = from_rosters(argv[1]), history = from_history(argv[1]), leavers = from_leavers(argv[1]);
  printf("\n%s\n", same(&rosters, &history) && same(&history, &leavers) ? "The three agree" : "The three differ");
  while (kept != NULL) {
    struct kept* before = kept->before;
    free(kept);
    kept = before;
  }
  return 0;
}
