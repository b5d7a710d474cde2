/* The C twin of examples/cpp/retention_report.cpp: the same arguments, the same characters. Everything goes by name; the first
 * failure of a call is reported when it is run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mainstay/mainstay.h"
#include "mainstay/mainstay_csv.h"

static int argument_count;
static char** arguments;
static mainstay_error error = MAINSTAY_ERROR_INIT;

/* A program may end where it fails; a library would hand the error on. */
static void ok(int32_t code) {
  if (code == MAINSTAY_OK) return;
  fprintf(stderr, "%s\n", error.message);
  exit(1);
}

/* The value of "name=value", or NULL. */
static const char* setting(const char* name) {
  const size_t length = strlen(name);
  for (int i = 2; i < argument_count; ++i)
    if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=') return arguments[i] + length + 1;
  return NULL;
}

/* The k-th word of a list "a,b,c", copied into `word`; 0 when there is none. */
static int word_of(const char* list, int k, char word[64]) {
  for (; list != NULL && k > 0; --k) {
    list = strchr(list, ',');
    if (list != NULL) ++list;
  }
  if (list == NULL || *list == 0) return 0;
  const size_t length = strcspn(list, ",");
  snprintf(word, 64, "%.*s", (int)length, list);
  return 1;
}

static mainstay_result* run(mainstay_call* call) {
  mainstay_result* result = NULL;
  ok(mainstay_call_run(call, NULL, &result, &error));
  mainstay_call_free(call);
  return result;
}

static const void* values(const mainstay_result* result, const char* path, int64_t* size) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  ok(mainstay_result_array(result, path, &array, &error));
  if (size != NULL) *size = array.size;
  return array.data;
}
static const double* numbers(const mainstay_result* result, const char* path) { return values(result, path, NULL); }
static const int64_t* integers(const mainstay_result* result, const char* path) { return values(result, path, NULL); }

static double number(const mainstay_result* result, const char* path) {
  double value = 0;
  ok(mainstay_result_number(result, path, &value, &error));
  return value;
}

static const char* text(const mainstay_result* result, const char* path, int64_t row) {
  const char* words = NULL;
  ok(mainstay_result_text(result, path, row, &words, NULL, &error));
  return words;
}

static mainstay_frame* read(const char* path) {
  mainstay_frame* frame = NULL;
  ok(mainstay_csv_read(path, NULL, &frame, &error));
  return frame;
}

/* Days since 1970-01-01 of "2026-06-30". */
static int64_t day_of(const char* date) {
  int year = 1970, month = 1, day = 1;
  if (date == NULL || sscanf(date, "%d-%d-%d", &year, &month, &day) != 3) {
    fprintf(stderr, "until must be a date as YYYY-MM-DD\n");
    exit(2);
  }
  const int64_t y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

struct tenures {
  int64_t size;
  double* duration;
  int64_t* event;
  mainstay_result* spells; /* NULL when the table has tenures itself */
};

static double cell(const mainstay_array* array, int64_t row) {
  switch (array->type) {
    case MAINSTAY_FLOAT64: return ((const double*)array->data)[row * array->stride];
    case MAINSTAY_INT64: return (double)((const int64_t*)array->data)[row * array->stride];
    case MAINSTAY_INT32: return (double)((const int32_t*)array->data)[row * array->stride];
    case MAINSTAY_UINT8: return (double)((const uint8_t*)array->data)[row * array->stride];
    default: fprintf(stderr, "a column of tenures is not numeric\n"); exit(1);
  }
}

static struct tenures tenures_of(const mainstay_frame* people) {
  struct tenures tenures = {mainstay_frame_rows(people), NULL, NULL, NULL};
  tenures.duration = malloc((size_t)(tenures.size + 1) * sizeof(double));
  tenures.event = malloc((size_t)(tenures.size + 1) * sizeof(int64_t));
  if (setting("duration") != NULL) {
    mainstay_array duration = MAINSTAY_ARRAY_INIT, event = MAINSTAY_ARRAY_INIT;
    ok(mainstay_frame_array(people, setting("duration"), &duration, &error));
    ok(mainstay_frame_array(people, setting("event"), &event, &error));
    for (int64_t i = 0; i < tenures.size; ++i) {
      tenures.duration[i] = cell(&duration, i);
      tenures.event[i] = (int64_t)cell(&event, i);
    }
    return tenures;
  }
  mainstay_call* call = mainstay_call_new("data.spells");
  mainstay_call_input_frame_column(call, "start", people, setting("hire"));
  mainstay_call_input_frame_column(call, "stop", people, setting("exit"));
  if (setting("reason") != NULL) mainstay_call_input_frame_column(call, "reason", people, setting("reason"));
  mainstay_call_set_integer(call, "observation_end", day_of(setting("until")));
  mainstay_call_set_text(call, "interval", setting("interval") != NULL && strcmp(setting("interval"), "closed") == 0 ? "closed" : "half_open");
  mainstay_call_set_text(call, "zero_length", "half_day");
  tenures.spells = run(call);
  int64_t size = 0;
  values(tenures.spells, "spells.row", &size);
  if (size != tenures.size) {
    fprintf(stderr, "retention_report: some rows are no spells within the observation; take them out first\n");
    exit(1);
  }
  memcpy(tenures.duration, numbers(tenures.spells, "spells.duration"), (size_t)size * sizeof(double));
  memcpy(tenures.event, integers(tenures.spells, "spells.event"), (size_t)size * sizeof(int64_t));
  return tenures;
}

static mainstay_call* curve_call(const struct tenures* tenures, const int64_t* event, const char* key) {
  mainstay_call* call = mainstay_call_new(key);
  mainstay_call_input_numbers(call, "duration", tenures->duration, tenures->size);
  mainstay_call_input_integers(call, "event", event, tenures->size);
  return call;
}

static void set_horizons(mainstay_call* call) {
  char json[1024];
  snprintf(json, sizeof json, "[%s]", setting("horizons") != NULL ? setting("horizons") : "");
  mainstay_call_set_json(call, "times", json);
}

static void print_curve(const mainstay_result* result) {
  int64_t size = 0;
  const double *time = values(result, "curve.time", &size), *survival = numbers(result, "curve.survival");
  const double *lower = numbers(result, "curve.survival_lower"), *upper = numbers(result, "curve.survival_upper");
  for (int64_t i = 0; i < size; ++i)
    printf("%-24s %8.0f %9.4f  [%.4f, %.4f]\n", text(result, "curve.group", i), time[i], survival[i], lower[i], upper[i]);
}

static void retention(const mainstay_frame* people, const struct tenures* tenures) {
  printf("\nStill here after\n");
  mainstay_call* call = curve_call(tenures, tenures->event, "survival.curve");
  set_horizons(call);
  mainstay_result* result = run(call);
  print_curve(result);
  mainstay_result_free(result);
  if (setting("group") != NULL) {
    call = curve_call(tenures, tenures->event, "survival.curve");
    set_horizons(call);
    mainstay_call_input_frame_column(call, "group", people, setting("group"));
    result = run(call);
    print_curve(result);
    mainstay_result_free(result);
    call = curve_call(tenures, tenures->event, "survival.log_rank");
    mainstay_call_input_frame_column(call, "group", people, setting("group"));
    result = run(call);
    printf("log-rank: chi-squared %.4f on %lld degrees of freedom, p = %.4f\n", number(result, "statistic"),
           (long long)number(result, "degrees_of_freedom"), number(result, "p_value"));
    mainstay_result_free(result);
  }
  if (tenures->spells == NULL || setting("reason") == NULL) return;
  printf("\nLeft by cause\n");
  call = curve_call(tenures, integers(tenures->spells, "spells.cause"), "survival.curve");
  set_horizons(call);
  /* The names of the causes, as the list of the one result and the option of the other. */
  mainstay_array entered = MAINSTAY_ARRAY_INIT;
  char json[4096] = "[";
  const char* cause = NULL;
  for (int64_t i = 0; mainstay_result_text(tenures->spells, "causes", i, &cause, NULL, NULL) == MAINSTAY_OK; ++i)
    snprintf(json + strlen(json), sizeof json - strlen(json), "%s\"%s\"", i > 0 ? "," : "", cause);
  snprintf(json + strlen(json), sizeof json - strlen(json), "]");
  mainstay_call_set_json(call, "causes", json);
  result = run(call);
  ok(mainstay_result_array(result, "incidence.incidence", &entered, &error));
  const double *time = numbers(result, "incidence.time"), *incidence = entered.data;
  const double *lower = numbers(result, "incidence.lower"), *upper = numbers(result, "incidence.upper");
  for (int64_t i = 0; i < entered.size; ++i)
    printf("%-24s %8.0f %9.4f  [%.4f, %.4f]\n", text(result, "incidence.cause", i), time[i], incidence[i], lower[i], upper[i]);
  mainstay_result_free(result);
}

struct place {
  double stays;
  int64_t row;
};
static int by_stays(const void* left, const void* right) {
  const struct place *a = left, *b = right;
  if (a->stays != b->stays) return a->stays < b->stays ? -1 : 1;
  return a->row < b->row ? -1 : 1;
}

static void drivers(const mainstay_frame* people, const struct tenures* tenures) {
  mainstay_frame* x = mainstay_frame_new();
  char column[64];
  for (int k = 0; word_of(setting("drivers"), k, column); ++k) ok(mainstay_frame_add_column(x, people, column, &error));
  mainstay_call* call = curve_call(tenures, tenures->event, "survival.cox");
  mainstay_call_input_frame(call, "x", x);
  mainstay_result* fit = run(call);
  int64_t terms = 0;
  const double *ratio = values(fit, "coefficients.hazard_ratio", &terms), *p_value = numbers(fit, "coefficients.p_value");
  const double *lower = numbers(fit, "coefficients.hazard_ratio_lower"), *upper = numbers(fit, "coefficients.hazard_ratio_upper");
  printf("\nDrivers of leaving\n");
  for (int64_t i = 0; i < terms; ++i)
    printf("%-32s hazard x %.4f  [%.4f, %.4f]  p = %.4f\n", text(fit, "coefficients.term", i), ratio[i], lower[i], upper[i], p_value[i]);
  printf("concordance %.4f (standard error %.4f)\n", number(fit, "concordance"), number(fit, "concordance_std_error"));

  call = mainstay_call_method(fit, "predict");
  mainstay_call_input_frame(call, "x", x);
  mainstay_call_input_numbers(call, "tenure", tenures->duration, tenures->size);
  mainstay_call_set_flag(call, "errors", 0);
  mainstay_call_set_text(call, "beyond", "carry"); /* a ranking: everybody has a place */
  set_horizons(call);
  mainstay_result* prediction = run(call);
  call = mainstay_call_method(fit, "explain");
  mainstay_call_input_frame(call, "x", x);
  mainstay_result* explanation = run(call);
  int64_t reasons = 0, times = 0, here = 0;
  const double* factor = values(explanation, "reasons.factor", &reasons);
  const double *horizon = values(prediction, "times", &times), *stays = numbers(prediction, "survival");
  if (tenures->size > 0) reasons /= tenures->size;
  struct place* places = malloc((size_t)(tenures->size + 1) * sizeof *places);
  for (int64_t i = 0; i < tenures->size; ++i)
    if (tenures->event[i] == 0) {
      places[here].stays = stays[i * times + times - 1];
      places[here++].row = i;
    }
  qsort(places, (size_t)here, sizeof *places, by_stays);
  printf("\nStill here, most likely to leave, given the tenure reached (a ranking, not a decision)\n");
  for (int64_t k = 0; k < here && k < 10; ++k) {
    const int64_t row = places[k].row;
    printf("row %-8lld tenure %6.0f ", (long long)row, tenures->duration[row]);
    for (int64_t t = 0; t < times; ++t) printf(" %.0f: %.4f", horizon[t], 1 - stays[row * times + t]);
    printf(" because");
    for (int64_t r = row * reasons; r < (row + 1) * reasons; ++r) printf(" %s x %.3f", text(explanation, "reasons.column", r), factor[r]);
    printf("\n");
  }
  free(places);
  mainstay_result_free(explanation);
  mainstay_result_free(prediction);
  mainstay_result_free(fit);
  mainstay_frame_free(x);
}

static void funnel_of(const mainstay_frame* people) {
  mainstay_frame* events = read(setting("events"));
  mainstay_call* call = mainstay_call_new("funnel.window");
  mainstay_call_input_frame_column(call, "person", events, "person");
  mainstay_call_input_frame_column(call, "time", events, "date");
  mainstay_call_input_frame_column(call, "event", events, "event");
  mainstay_call_input_frame_column(call, "person_id", people, "person");
  mainstay_call_input_frame_column(call, "exit_time", people, setting("exit"));
  if (setting("reason") != NULL) mainstay_call_input_frame_column(call, "exit_reason", people, setting("reason"));
  char json[4096] = "[", stage[64];
  for (int k = 0; word_of(setting("stages"), k, stage); ++k)
    snprintf(json + strlen(json), sizeof json - strlen(json), "%s{\"name\":\"%s\"}", k > 0 ? "," : "", stage);
  snprintf(json + strlen(json), sizeof json - strlen(json), "]");
  mainstay_call_set_json(call, "stages", json);
  if (setting("window") != NULL) mainstay_call_set_integer(call, "window", atoll(setting("window")));
  mainstay_call_set_integer(call, "follow_up_end", day_of(setting("until")));
  mainstay_result* result = run(call);
  int64_t size = 0;
  const int64_t *reached = values(result, "stages.reached", &size), *lost = integers(result, "stages.lost");
  const int64_t* inside = integers(result, "stages.still_inside");
  const double *estimate = numbers(result, "stages.estimate_from_start"), *lower = numbers(result, "stages.estimate_from_start_lower");
  const double* upper = numbers(result, "stages.estimate_from_start_upper");
  printf("\nFunnel\n");
  for (int64_t i = 0; i < size; ++i)
    printf("%-24s reached %8lld  lost %8lld  still inside %8lld  from start %.4f  [%.4f, %.4f]\n", text(result, "stages.stage", i),
           (long long)reached[i], (long long)lost[i], (long long)inside[i], estimate[i], lower[i], upper[i]);
  const int64_t* count = values(result, "exits.count", &size);
  for (int64_t i = 0; i < size; ++i)
    printf("lost after %-24s %-20s %-24s %8lld\n", text(result, "exits.stage", i), text(result, "exits.kind", i),
           text(result, "exits.reason", i), (long long)count[i]);
  mainstay_result_free(result);
  mainstay_frame_free(events);
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: retention_report PEOPLE.csv name=value ...\n");
    return 2;
  }
  argument_count = argc;
  arguments = argv;
  mainstay_frame* people = read(argv[1]);
  struct tenures tenures = tenures_of(people);
  int64_t left = 0;
  for (int64_t i = 0; i < tenures.size; ++i) left += tenures.event[i];
  printf("%lld people, %lld left, %lld still here\n", (long long)tenures.size, (long long)left, (long long)(tenures.size - left));
  retention(people, &tenures);
  if (setting("drivers") != NULL) drivers(people, &tenures);
  if (setting("events") != NULL) funnel_of(people);
  mainstay_result_free(tenures.spells);
  free(tenures.duration);
  free(tenures.event);
  mainstay_frame_free(people);
  return 0;
}
