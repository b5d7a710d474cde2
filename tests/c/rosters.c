/* Rosters, person-time, milestones, measures and ids from C: words, records of options as JSON, matrices and texts of results. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mainstay/mainstay.h"

static int failures = 0;

#define EXPECT(condition)                                     \
  do {                                                        \
    if (!(condition)) {                                       \
      printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                             \
    }                                                         \
  } while (0)

static mainstay_result* run(int line, mainstay_call* call) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_result* result = NULL;
  if (mainstay_call_run(call, NULL, &result, &error) != MAINSTAY_OK) {
    printf("line %d: %s\n", line, error.message);
    ++failures;
  }
  mainstay_call_free(call);
  return result;
}
#define RUN(call) run(__LINE__, call)

static void expect_integers(int line, const mainstay_result* result, const char* path, const int64_t* expected, int64_t size) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  int64_t i;
  int same = result != NULL && mainstay_result_array(result, path, &array, NULL) == MAINSTAY_OK && array.type == MAINSTAY_INT64 && array.size == size;
  for (i = 0; same && i < size; ++i) same = ((const int64_t*)array.data)[i] == expected[i];
  if (same) return;
  printf("line %d: %s is otherwise\n", line, path);
  ++failures;
}
#define EXPECT_INTEGERS(result, path, expected) expect_integers(__LINE__, result, path, expected, (int64_t)(sizeof(expected) / sizeof((expected)[0])))

/* NaN equals NaN. */
static void expect_numbers(int line, const mainstay_result* result, const char* path, const double* expected, int64_t size) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  int64_t i;
  int same = result != NULL && mainstay_result_array(result, path, &array, NULL) == MAINSTAY_OK && array.type == MAINSTAY_FLOAT64 && array.size == size;
  for (i = 0; same && i < size; ++i) {
    const double value = ((const double*)array.data)[i];
    same = value == expected[i] || (isnan(value) && isnan(expected[i]));
  }
  if (same) return;
  printf("line %d: %s is otherwise\n", line, path);
  ++failures;
}
#define EXPECT_NUMBERS(result, path, expected) expect_numbers(__LINE__, result, path, expected, (int64_t)(sizeof(expected) / sizeof((expected)[0])))

static int text_is(const mainstay_result* result, const char* path, int64_t row, const char* expected) {
  const char* text = NULL;
  int64_t size = 0;
  if (result == NULL || mainstay_result_text(result, path, row, &text, &size, NULL) != MAINSTAY_OK) return 0;
  if (expected == NULL) return text == NULL;
  return text != NULL && (size_t)size == strlen(expected) && memcmp(text, expected, (size_t)size) == 0;
}

/* Month ends of January to March 2024: ann stays, bob is gone in February, eve is on leave. */
static void rosters(void) {
  static const char* const person[] = {"ann", "bob", "ann", "eve", "ann", "eve"};
  static const char* const status[] = {"A", "A", "A", "L", "A", "L"};
  static const int64_t day[] = {19753, 19753, 19782, 19782, 19813, 19813};
  static const int64_t start[] = {19000, 19000, 19000, 19770, 19000, 19770};
  static const int64_t stop[] = {19814, 19768, 19814};
  static const int64_t events[] = {0, 1, 0};
  static const double last_seen[] = {19813, 19753, 19813};
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_result* result;
  mainstay_result* none = NULL;
  mainstay_call* call = mainstay_call_new("data.snapshots");
  mainstay_call_input_texts(call, "person", person, 6);
  mainstay_call_input_integers(call, "snapshot", day, 6);
  mainstay_call_input_texts(call, "status", status, 6);
  mainstay_call_input_integers(call, "start", start, 6);
  mainstay_call_set_json(call, "statuses", "[{\"status\":\"A\",\"state\":\"active\"},{\"status\":\"L\",\"state\":\"on_leave\"}]");
  EXPECT(mainstay_call_run(call, NULL, &none, &error) != MAINSTAY_OK);
  EXPECT(strcmp(error.message, "data.snapshots: stop_rule is undeclared, but must be last_seen, first_missing or midpoint, because no stop that holds is stated after row 1") == 0);
  mainstay_call_set_text(call, "stop_rule", "midpoint");
  result = RUN(call);
  EXPECT_INTEGERS(result, "spells.stop", stop);
  EXPECT_INTEGERS(result, "spells.event", events);
  EXPECT_NUMBERS(result, "spells.last_seen", last_seen);
  EXPECT(text_is(result, "spells.stop_from", 1, "stop_rule"));
  EXPECT(text_is(result, "spells.kind", 0, NULL));
  EXPECT(text_is(result, "intervals.state", 5, "on_leave"));
  EXPECT(text_is(result, "findings.finding", 0, "unknown_stop"));
  mainstay_result_free(result);
}

static void person_time(void) {
  static const int64_t start[] = {0, 100}, stop[] = {400, 430};
  static const int64_t days[] = {90, 275, 0, 35, 90, 175, 0, 65}, leavers[] = {0, 0, 0, 1, 0, 0, 0, 1};
  static const char* const group[] = {"north", "south"};
  mainstay_result* result;
  mainstay_call* call = mainstay_call_new("data.exposure");
  mainstay_call_input_integers(call, "start", start, 2);
  mainstay_call_input_integers(call, "stop", stop, 2);
  mainstay_call_input_texts(call, "group", group, 2);
  mainstay_call_set_text(call, "interval", "half_open");
  mainstay_call_set_text(call, "period", "year");
  mainstay_call_set_integer(call, "first_day", 0);
  mainstay_call_set_integer(call, "last_day", 729);
  mainstay_call_set_json(call, "bands", "[90]");
  result = RUN(call);
  EXPECT_INTEGERS(result, "totals.days", days);
  EXPECT_INTEGERS(result, "totals.events", leavers);
  EXPECT(text_is(result, "totals.group", 4, "south"));
  mainstay_result_free(result);
}

static void first_days(void) {
  static const int64_t person[] = {7, 7, 8}, time[] = {30, 20, 95}, people[] = {7, 8, 9}, origin[] = {10, 10, 10};
  static const char* const event[] = {"call", "call", "certified"};
  static const double value[] = {20, 2, 0, 0, 0, 0};
  double expected[6];
  mainstay_result* result;
  mainstay_call* call = mainstay_call_new("data.milestones");
  memcpy(expected, value, sizeof expected);
  expected[2] = expected[4] = NAN;
  mainstay_call_input_integers(call, "person", person, 3);
  mainstay_call_input_integers(call, "time", time, 3);
  mainstay_call_input_texts(call, "event", event, 3);
  mainstay_call_input_integers(call, "person_id", people, 3);
  mainstay_call_input_integers(call, "origin", origin, 3);
  mainstay_call_set_json(call, "milestones", "[{\"name\":\"call\"},{\"name\":\"calls\",\"events\":[\"call\",\"certified\"],\"which\":\"count\",\"within_days\":60}]");
  result = RUN(call);
  EXPECT_NUMBERS(result, "value", expected);
  mainstay_result_free(result);
}

static void values_of_a_day(void) {
  static const int64_t person[] = {1, 1}, date[] = {100, 130}, who[] = {1}, when[] = {140};
  static const char* const indicator[] = {"pay", "pay"};
  static const char* const currency[] = {"CNY", "EUR"};
  static const double value[] = {700, 100}, last[] = {800}, age[] = {10}, sum[] = {1500};
  mainstay_result* result;
  mainstay_call* call = mainstay_call_new("data.measures");
  mainstay_call_input_integers(call, "person", person, 2);
  mainstay_call_input_integers(call, "date", date, 2);
  mainstay_call_input_texts(call, "indicator", indicator, 2);
  mainstay_call_input_numbers(call, "value", value, 2);
  mainstay_call_input_texts(call, "currency", currency, 2);
  mainstay_call_input_integers(call, "query_person", who, 1);
  mainstay_call_input_integers(call, "query_day", when, 1);
  mainstay_call_set_text(call, "exchange_to", "CNY");
  mainstay_call_set_json(call, "rates", "[{\"currency\":\"EUR\",\"valid_from\":110,\"rate\":8}]");
  result = RUN(call);
  EXPECT_NUMBERS(result, "last", last);
  EXPECT_NUMBERS(result, "age", age);
  EXPECT_NUMBERS(result, "window_sum", sum);
  EXPECT(text_is(result, "indicators.currency", 0, "CNY"));
  mainstay_result_free(result);
}

static void ids(void) {
  static const char* const record[] = {"b17", "B17", "b17"};
  static const char* const id[] = {"b17", "b17"};
  static const char* const person[] = {"ann", "bob"};
  static const int64_t day[] = {100, 100, 900}, from[] = {0, 400}, until[] = {380, 1000}, row[] = {0, -1, 1};
  mainstay_result* result;
  double matched = 0;
  mainstay_call* call = mainstay_call_new("data.crosswalk");
  mainstay_call_input_texts(call, "record_id", record, 3);
  mainstay_call_input_integers(call, "record_day", day, 3);
  mainstay_call_input_texts(call, "id", id, 2);
  mainstay_call_input_texts(call, "person", person, 2);
  mainstay_call_input_integers(call, "valid_from", from, 2);
  mainstay_call_input_integers(call, "valid_until", until, 2);
  mainstay_call_set_text(call, "interval", "closed");
  result = RUN(call);
  EXPECT_INTEGERS(result, "records.row", row);
  EXPECT(text_is(result, "records.person", 0, "ann"));
  EXPECT(text_is(result, "records.person", 1, NULL));
  EXPECT(text_is(result, "records.person", 2, "bob"));
  EXPECT(result != NULL && mainstay_result_number(result, "matched", &matched, NULL) == MAINSTAY_OK && matched == 2);
  mainstay_result_free(result);
}

int main(void) {
  rosters();
  person_time();
  first_days();
  values_of_a_day();
  ids();
  if (failures == 0) printf("all as expected\n");
  return failures != 0;
}
