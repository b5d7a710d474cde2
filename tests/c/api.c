/* The C API as a C host uses it: calls, results, methods, documents, states, hooks, failures. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mainstay/mainstay.h"

static int failures = 0;

#define EXPECT(condition)                                                        \
  do {                                                                           \
    if (!(condition)) {                                                          \
      printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);             \
      ++failures;                                                                \
    }                                                                            \
  } while (0)

static void expect_sentence(int line, int32_t code, int32_t expected_code, const mainstay_error* error, const char* sentence) {
  if (code == expected_code && strcmp(error->message, sentence) == 0) return;
  printf("line %d: code %d, \"%s\"\n  instead of %d, \"%s\"\n", line, (int)code, error->message, (int)expected_code, sentence);
  ++failures;
}
#define EXPECT_SENTENCE(code, expected_code, error, sentence) expect_sentence(__LINE__, code, expected_code, &(error), sentence)

/* Therneau's first validation data set. */
static const double duration[] = {1, 1, 6, 6, 8, 9};
static const int64_t event[] = {1, 0, 1, 1, 0, 1};
static const double x[] = {1, 1, 1, 0, 0, 0};

static mainstay_call* cox_call(void) {
  mainstay_call* call = mainstay_call_new("survival.cox");
  mainstay_call_input_matrix(call, "x", x, 6, 1, 1, 6, NULL);
  mainstay_call_input_numbers(call, "duration", duration, 6);
  mainstay_call_input_integers(call, "event", event, 6);
  return call;
}

static double coefficient(const mainstay_result* fit) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  EXPECT(mainstay_result_array(fit, "coefficients.coefficient", &array, NULL) == MAINSTAY_OK);
  EXPECT(array.size == 1 && array.type == MAINSTAY_FLOAT64);
  return array.size == 1 ? ((const double*)array.data)[0] : 0.0;
}

static void calls_and_results(void) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_call* call = cox_call();
  mainstay_result* fit = NULL;
  EXPECT(mainstay_call_run(call, NULL, &fit, &error) == MAINSTAY_OK);
  if (fit == NULL) {
    printf("%s\n", error.message);
    ++failures;
    mainstay_call_free(call);
    return;
  }
  EXPECT(strcmp(mainstay_result_key(fit), "survival.cox") == 0);
  EXPECT(fabs(coefficient(fit) - 1.676857) < 5e-7); /* Efron's closed form */
  double log_likelihood = 0;
  EXPECT(mainstay_result_number(fit, "log_likelihood", &log_likelihood, &error) == MAINSTAY_OK);
  EXPECT(fabs(log_likelihood + 3.358975) < 5e-7);
  const char* text = NULL;
  int64_t length = 0;
  EXPECT(mainstay_result_text(fit, "status", 0, &text, &length, &error) == MAINSTAY_OK);
  EXPECT(length == 9 && memcmp(text, "converged", 9) == 0);
  EXPECT(mainstay_result_text(fit, "coefficients.term", 0, &text, &length, &error) == MAINSTAY_OK);
  EXPECT(length == 2 && memcmp(text, "x0", 2) == 0);

  EXPECT_SENTENCE(mainstay_result_number(fit, "log_likelyhood", &log_likelihood, &error), MAINSTAY_UNKNOWN_NAME, error, error.message);
  EXPECT(strstr(error.message, "survival.cox: log_likelyhood is unknown, but must be one of status, coefficients, ") == error.message);
  EXPECT_SENTENCE(mainstay_result_number(fit, "coefficients", &log_likelihood, &error), MAINSTAY_WRONG_TYPE, error,
                  "survival.cox: coefficients is not one number, but must be one");
  EXPECT_SENTENCE(mainstay_result_text(fit, "coefficients.term", 5, &text, &length, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "survival.cox: coefficients.term is asked for row 5, but must be asked for a row from 0 to 0");

  /* Breslow, on the same call. */
  mainstay_result* breslow = NULL;
  EXPECT(mainstay_call_set_text(call, "ties", "breslow") == MAINSTAY_OK);
  EXPECT(mainstay_call_run(call, NULL, &breslow, &error) == MAINSTAY_OK);
  EXPECT(fabs(coefficient(breslow) - log((3 + sqrt(33)) / 2)) < 1e-12);
  mainstay_result_free(breslow);

  /* A document gives an equal model, which predicts the same; the fit may be freed before. */
  mainstay_bytes* document = NULL;
  EXPECT(mainstay_result_save(fit, &document, &error) == MAINSTAY_OK);
  mainstay_result* loaded = NULL;
  EXPECT(mainstay_result_load(mainstay_bytes_data(document), mainstay_bytes_size(document), &loaded, &error) == MAINSTAY_OK);
  mainstay_bytes* again = NULL;
  EXPECT(mainstay_result_save(loaded, &again, &error) == MAINSTAY_OK);
  EXPECT(mainstay_bytes_size(again) == mainstay_bytes_size(document) &&
         memcmp(mainstay_bytes_data(again), mainstay_bytes_data(document), (size_t)mainstay_bytes_size(again)) == 0);
  mainstay_call* predict = mainstay_call_method(fit, "predict");
  mainstay_result_free(fit);
  mainstay_call_input_matrix(predict, "x", x, 6, 1, 1, 6, NULL);
  mainstay_call_set_json(predict, "times", "[6, 8]");
  mainstay_result *prediction = NULL, *prediction_of_loaded = NULL;
  EXPECT(mainstay_call_run(predict, NULL, &prediction, &error) == MAINSTAY_OK);
  mainstay_call* predict_loaded = mainstay_call_method(loaded, "predict");
  mainstay_call_input_matrix(predict_loaded, "x", x, 6, 1, 1, 6, NULL);
  mainstay_call_set_json(predict_loaded, "times", "[6, 8]");
  EXPECT(mainstay_call_run(predict_loaded, NULL, &prediction_of_loaded, &error) == MAINSTAY_OK);
  mainstay_array a = MAINSTAY_ARRAY_INIT, b = MAINSTAY_ARRAY_INIT;
  EXPECT(mainstay_result_array(prediction, "survival", &a, &error) == MAINSTAY_OK);
  EXPECT(mainstay_result_array(prediction_of_loaded, "survival", &b, &error) == MAINSTAY_OK);
  EXPECT(a.size == 12 && b.size == 12 && memcmp(a.data, b.data, 12 * sizeof(double)) == 0);

  /* Damage is noticed. */
  char* damaged = malloc((size_t)mainstay_bytes_size(document));
  memcpy(damaged, mainstay_bytes_data(document), (size_t)mainstay_bytes_size(document));
  damaged[mainstay_bytes_size(document) / 2] ^= 1;
  mainstay_result* nothing = NULL;
  EXPECT(mainstay_result_load(damaged, mainstay_bytes_size(document), &nothing, &error) == MAINSTAY_CORRUPT);
  EXPECT(nothing == NULL);
  free(damaged);

  mainstay_result_free(prediction);
  mainstay_result_free(prediction_of_loaded);
  mainstay_call_free(predict);
  mainstay_call_free(predict_loaded);
  mainstay_bytes_free(document);
  mainstay_bytes_free(again);
  mainstay_result_free(loaded);
  mainstay_call_free(call);
}

static void first_failure_is_kept(void) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_result* result = NULL;
  mainstay_call* call = mainstay_call_new("survival.curve");
  EXPECT(mainstay_call_set_text(call, "interval", "logg") != MAINSTAY_OK);
  mainstay_call_input_numbers(call, "duratio", duration, 6);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &result, &error), MAINSTAY_WRONG_TYPE, error,
                  "survival.curve: interval is \"logg\", but must be one of log_log, log, plain");
  EXPECT(result == NULL);
  EXPECT(strcmp(error.analysis, "survival.curve") == 0 && strcmp(error.argument, "interval") == 0 && error.index == -1);
  mainstay_call_free(call);

  call = mainstay_call_new("survival.curv");
  EXPECT(mainstay_call_run(call, NULL, &result, &error) == MAINSTAY_UNKNOWN_NAME);
  EXPECT(strstr(error.message, "mainstay: survival.curv is unknown, but must be one of survival.curve, survival.cox, ") == error.message);
  mainstay_call_free(call);

  double bad[] = {1, 2, -3, 4, 5, 6};
  call = mainstay_call_new("survival.curve");
  mainstay_call_input_numbers(call, "duration", bad, 6);
  mainstay_call_input_integers(call, "event", event, 6);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &result, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "survival.curve: duration[2] is -3, but must be >= 0");
  EXPECT(error.index == 2);
  bad[2] = 3; /* the call is still usable */
  EXPECT(mainstay_call_run(call, NULL, &result, &error) == MAINSTAY_OK);
  mainstay_result_free(result);
  result = NULL;
  mainstay_call_input_integers(call, "event", event, 5);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &result, &error), MAINSTAY_WRONG_SHAPE, error,
                  "survival.curve: event has 5 rows, but must have 6 (n, as duration)");
  mainstay_call_free(call);

  mainstay_array wrong = MAINSTAY_ARRAY_INIT;
  wrong.type = 99;
  call = mainstay_call_new("survival.curve");
  mainstay_call_input(call, "duration", &wrong);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &result, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "mainstay: array.type is 99, but must be between 0 and 10");
  mainstay_call_free(call);

  EXPECT_SENTENCE(mainstay_call_run(NULL, NULL, &result, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "mainstay: call is NULL, but must be given");
  EXPECT(mainstay_call_run(NULL, NULL, &result, NULL) == MAINSTAY_INVALID_ARGUMENT); /* nobody listens */
  mainstay_error small = MAINSTAY_ERROR_INIT;
  small.struct_size = 4; /* a host built against something else: nothing is written past what it has */
  small.code = 1234;
  EXPECT(mainstay_call_run(NULL, NULL, &result, &small) == MAINSTAY_INVALID_ARGUMENT);
  EXPECT(small.code == 1234);
  mainstay_call_free(NULL);
  mainstay_result_free(NULL);
  mainstay_state_free(NULL);
  mainstay_bytes_free(NULL);
  mainstay_frame_free(NULL);
  mainstay_context_free(NULL);
}

/* A handle that is not there is an error wherever it is asked for, never a crash. */
static void missing_handles(void) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  mainstay_bytes* bytes = NULL;
  mainstay_result* result = NULL;
  mainstay_state* state = NULL;
  mainstay_frame* frame = NULL;
  const char* text = NULL;
  double number = 0;
  const char* no_result = "mainstay: result is NULL, but must be given";
  EXPECT_SENTENCE(mainstay_result_number(NULL, "status", &number, &error), MAINSTAY_INVALID_ARGUMENT, error, no_result);
  EXPECT_SENTENCE(mainstay_result_array(NULL, "status", &array, &error), MAINSTAY_INVALID_ARGUMENT, error, no_result);
  EXPECT_SENTENCE(mainstay_result_text(NULL, "status", 0, &text, NULL, &error), MAINSTAY_INVALID_ARGUMENT, error, no_result);
  EXPECT_SENTENCE(mainstay_result_json(NULL, &bytes, &error), MAINSTAY_INVALID_ARGUMENT, error, no_result);
  EXPECT_SENTENCE(mainstay_result_save(NULL, &bytes, &error), MAINSTAY_INVALID_ARGUMENT, error, no_result);
  EXPECT(mainstay_result_key(NULL) == NULL);
  const char* no_state = "mainstay: state is NULL, but must be given";
  EXPECT_SENTENCE(mainstay_state_advance(NULL, NULL, &error), MAINSTAY_INVALID_ARGUMENT, error, no_state);
  EXPECT_SENTENCE(mainstay_state_finish(NULL, NULL, &result, &error), MAINSTAY_INVALID_ARGUMENT, error, no_state);
  EXPECT_SENTENCE(mainstay_state_save(NULL, &bytes, &error), MAINSTAY_INVALID_ARGUMENT, error, no_state);
  EXPECT_SENTENCE(mainstay_state_merge(NULL, NULL, &error), MAINSTAY_INVALID_ARGUMENT, error, no_state);
  EXPECT(mainstay_state_begin(NULL, &state, &error) == MAINSTAY_INVALID_ARGUMENT);
  EXPECT(mainstay_frame_from_stream(NULL, &frame, &error) == MAINSTAY_INVALID_ARGUMENT);
  EXPECT(mainstay_frame_from_arrow(NULL, NULL, &frame, &error) == MAINSTAY_INVALID_ARGUMENT);
  EXPECT(mainstay_frame_array(NULL, "x", &array, &error) == MAINSTAY_INVALID_ARGUMENT);
  mainstay_call* call = mainstay_call_new("survival.cox");
  EXPECT(mainstay_call_input_frame(call, "x", NULL) == MAINSTAY_INVALID_ARGUMENT);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &result, &error), MAINSTAY_INVALID_ARGUMENT, error, "mainstay: frame is NULL, but must be given");
  mainstay_call_free(call);
  call = mainstay_call_new("survival.cox");
  EXPECT(mainstay_call_input_frame_column(call, "duration", NULL, "days") == MAINSTAY_INVALID_ARGUMENT);
  mainstay_call_free(call);
  call = mainstay_call_new("survival.cox");
  EXPECT(mainstay_call_input_matrix(call, "x", duration, 6, INT64_MAX, 1, 6, NULL) == MAINSTAY_INVALID_ARGUMENT);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &result, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "survival.cox: x is of 9223372036854775807 columns, but must be of 2147483648 at most");
  mainstay_call_free(call);
  call = mainstay_call_method(NULL, "predict");
  EXPECT(mainstay_call_run(call, NULL, &result, &error) == MAINSTAY_INVALID_ARGUMENT);
  mainstay_call_free(call);
  EXPECT(result == NULL && state == NULL && frame == NULL && bytes == NULL && text == NULL);
}

static void groups_and_funnel(void) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  const char* site[] = {"south", "south", "north", "north", "south", "north"};
  mainstay_call* call = mainstay_call_new("survival.curve");
  mainstay_call_input_numbers(call, "duration", duration, 6);
  mainstay_call_input_integers(call, "event", event, 6);
  mainstay_call_input_texts(call, "group", site, 6);
  mainstay_result* result = NULL;
  EXPECT(mainstay_call_run(call, NULL, &result, &error) == MAINSTAY_OK);
  const char* text = NULL;
  int64_t length = 0;
  EXPECT(mainstay_result_text(result, "groups.group", 0, &text, &length, &error) == MAINSTAY_OK);
  EXPECT(text != NULL && length == 5 && memcmp(text, "north", 5) == 0);
  EXPECT_SENTENCE(mainstay_result_text(result, "groups.group", 2, &text, &length, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "survival.curve: groups.group is asked for row 2, but must be asked for a row from 0 to 1");
  mainstay_result_free(result);
  result = NULL;
  site[3] = NULL; /* missing */
  mainstay_call_input_texts(call, "group", site, 6);
  EXPECT(mainstay_call_run(call, NULL, &result, &error) == MAINSTAY_INVALID_ARGUMENT);
  EXPECT(strstr(error.message, "survival.curve: group[3] is missing, but must be ") == error.message);
  mainstay_call_free(call);

  const int64_t person[] = {1, 1, 2, 2, 3};
  const int64_t day[] = {0, 5, 0, 50, 10};
  const char* word[] = {"start", "certificate", "start", "certificate", "start"};
  call = mainstay_call_new("funnel.window");
  mainstay_call_input_integers(call, "person", person, 5);
  mainstay_call_input_integers(call, "time", day, 5);
  mainstay_call_input_texts(call, "event", word, 5);
  mainstay_call_set_json(call, "stages", "[{\"name\":\"start\"},{\"name\":\"certificate\"}]");
  mainstay_call_set_integer(call, "window", 30);
  EXPECT(mainstay_call_run(call, NULL, &result, &error) == MAINSTAY_OK);
  mainstay_array reached = MAINSTAY_ARRAY_INIT;
  EXPECT(mainstay_result_array(result, "stages.reached", &reached, &error) == MAINSTAY_OK);
  EXPECT(reached.size == 2 && ((const int64_t*)reached.data)[0] == 3 && ((const int64_t*)reached.data)[1] == 1);
  mainstay_result_free(result);
  result = NULL;
  mainstay_call_set_json(call, "stages", "[{\"name\":\"start\"},{\"name\":\"certificate\",\"within_days\":-1}]");
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &result, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "funnel.window: stages[1].within_days is -1, but must be > 0");
  mainstay_call_free(call);
}

/* A value known after the cut is refused in fit and prediction, and the call is usable when the cut is right. */
static void leaks(void) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  const int64_t known[] = {19000, 19000, 19010, 19000, 19000, 19000}, early = 0;
  int64_t cut = 19009;
  mainstay_array known_at = MAINSTAY_ARRAY_INIT, at_cut = MAINSTAY_ARRAY_INIT, always = MAINSTAY_ARRAY_INIT;
  known_at.type = at_cut.type = always.type = MAINSTAY_INT64;
  known_at.data = known;
  known_at.size = 6;
  at_cut.data = &cut;
  at_cut.size = always.size = 1;
  always.data = &early;
  mainstay_call* call = cox_call();
  EXPECT(mainstay_call_known_at(call, "x", "x0", &known_at) == MAINSTAY_OK);
  mainstay_result* fit = NULL;
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &fit, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "survival.cox: x is dated (known_at) without a cut, but must be given the day by which its values have to be known");
  EXPECT(mainstay_call_cut(call, "x", &at_cut) == MAINSTAY_OK);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &fit, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "survival.cox: x.x0[2] is known at 2022-01-18, but must be known by the cut, 2022-01-17");
  EXPECT(error.index == 2 && strcmp(error.argument, "x.x0") == 0 && fit == NULL);
  mainstay_state* state = NULL;
  EXPECT(mainstay_state_begin(call, &state, &error) == MAINSTAY_OK);
  EXPECT(mainstay_state_update(state, call, NULL, &error) == MAINSTAY_INVALID_ARGUMENT);
  mainstay_state_free(state);
  cut = 19010; /* one day is read when it is set */
  EXPECT(mainstay_call_cut(call, "x", &at_cut) == MAINSTAY_OK);
  EXPECT(mainstay_call_run(call, NULL, &fit, &error) == MAINSTAY_OK);
  EXPECT(fit != NULL && fabs(coefficient(fit) - 1.676857) < 5e-7);
  mainstay_call* predict = mainstay_call_method(fit, "predict");
  mainstay_call_input_matrix(predict, "x", x, 6, 1, 1, 6, NULL);
  mainstay_call_known_at(predict, "x", NULL, &known_at);
  mainstay_call_cut(predict, "x", &always);
  mainstay_result* prediction = NULL;
  EXPECT_SENTENCE(mainstay_call_run(predict, NULL, &prediction, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "survival.cox.predict: x.x0[0] is known at 2022-01-08, but must be known by the cut, 1970-01-01");
  mainstay_call_known_at(predict, "x", NULL, &always);
  EXPECT(mainstay_call_run(predict, NULL, &prediction, &error) == MAINSTAY_OK);
  mainstay_result_free(prediction);
  mainstay_call_free(predict);
  mainstay_result_free(fit);
  mainstay_call_free(call);
  /* What cannot be dated. */
  call = mainstay_call_new("survival.cox");
  EXPECT(mainstay_call_cut(call, "x", &at_cut) != MAINSTAY_OK);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &fit, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "survival.cox: x is dated before it is given, but must be given first");
  mainstay_call_free(call);
  call = cox_call();
  mainstay_call_known_at(call, "x", "x1", &always);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &fit, &error), MAINSTAY_UNKNOWN_NAME, error,
                  "survival.cox: x.x1 is unknown, but must be one of the columns x0");
  mainstay_call_free(call);
  call = cox_call();
  mainstay_call_cut(call, "duration", &at_cut);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &fit, &error), MAINSTAY_WRONG_TYPE, error,
                  "survival.cox: duration is dated, but must be undated, because only tables are dated");
  mainstay_call_free(call);
}

static int32_t cancel_at_once(double share, void* payload) {
  EXPECT(share >= 0 && share <= 1);
  ++*(int*)payload;
  return 1;
}

static void cancelled_call_leaves_everything_usable(void) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_call* call = cox_call();
  mainstay_context* context = mainstay_context_new();
  int asked = 0;
  mainstay_context_set_progress(context, cancel_at_once, &asked);
  mainstay_result* fit = NULL;
  const int32_t code = mainstay_call_run(call, context, &fit, &error);
  EXPECT_SENTENCE(code, MAINSTAY_CANCELLED, error, "survival.cox: cancelled by the caller's progress function");
  EXPECT(asked >= 1 && fit == NULL);
  mainstay_context_set_progress(context, NULL, NULL);
  mainstay_context_set_threads(context, 2);
  EXPECT(mainstay_call_run(call, context, &fit, &error) == MAINSTAY_OK);
  mainstay_result_free(fit);
  mainstay_context_free(context);
  mainstay_call_free(call);
}

static void states_over_bytes(void) {
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_call* whole = cox_call();
  mainstay_result* expected = NULL;
  EXPECT(mainstay_call_run(whole, NULL, &expected, &error) == MAINSTAY_OK);
  mainstay_state* state = NULL;
  EXPECT(mainstay_state_begin(whole, &state, &error) == MAINSTAY_OK);
  int rounds = 0;
  while (state != NULL && !mainstay_state_done(state) && rounds < 200) {
    mainstay_bytes* start = NULL;
    EXPECT(mainstay_state_save(state, &start, &error) == MAINSTAY_OK);
    mainstay_state* merged = NULL;
    for (int part = 0; part < 3; ++part) { /* three machines with two rows each */
      mainstay_state* piece = NULL;
      EXPECT(mainstay_state_load(mainstay_bytes_data(start), mainstay_bytes_size(start), &piece, &error) == MAINSTAY_OK);
      mainstay_call* rows = mainstay_call_new("survival.cox");
      mainstay_call_input_matrix(rows, "x", x + 2 * part, 2, 1, 1, 2, NULL);
      mainstay_call_input_numbers(rows, "duration", duration + 2 * part, 2);
      mainstay_call_input_integers(rows, "event", event + 2 * part, 2);
      if (mainstay_state_update(piece, rows, NULL, &error) != MAINSTAY_OK) {
        printf("%s\n", error.message);
        ++failures;
      }
      mainstay_call_free(rows);
      if (merged == NULL) {
        merged = piece;
      } else {
        EXPECT(mainstay_state_merge(merged, piece, &error) == MAINSTAY_OK);
        mainstay_state_free(piece);
      }
    }
    mainstay_bytes_free(start);
    EXPECT(mainstay_state_advance(merged, NULL, &error) == MAINSTAY_OK);
    mainstay_state_free(state);
    state = merged;
    ++rounds;
  }
  EXPECT(rounds < 200);
  mainstay_result* fit = NULL;
  EXPECT(mainstay_state_finish(state, NULL, &fit, &error) == MAINSTAY_OK);
  if (fit != NULL) EXPECT(fabs(coefficient(fit) - coefficient(expected)) < 1e-10);
  mainstay_call* curve = mainstay_call_new("survival.curve");
  mainstay_state* other = NULL;
  EXPECT(mainstay_state_begin(curve, &other, &error) == MAINSTAY_OK);
  EXPECT(mainstay_state_merge(state, other, &error) == MAINSTAY_UNSUPPORTED);
  mainstay_state_free(other);
  mainstay_call_free(curve);
  mainstay_result_free(fit);
  mainstay_result_free(expected);
  mainstay_state_free(state);
  mainstay_call_free(whole);
}

static void descriptions(void) {
  mainstay_bytes* description = NULL;
  mainstay_error error = MAINSTAY_ERROR_INIT;
  EXPECT(mainstay_abi_version() == 1);
  EXPECT(strlen(mainstay_version()) >= 5);
  EXPECT(mainstay_describe(&description, &error) == MAINSTAY_OK);
  EXPECT(strstr(mainstay_bytes_data(description), "\"survival.cox\"") != NULL);
  EXPECT(strstr(mainstay_bytes_data(description), "\"funnel.window\"") != NULL);
  mainstay_bytes_free(description);
}

/* Bytes that are no UTF-8: an error that names them, or replaced and counted when asked for. */
static void broken_texts(void) {
  const char* texts[] = {"fine", "a\xff z", NULL};
  mainstay_error error = MAINSTAY_ERROR_INIT;
  mainstay_result* result = NULL;
  mainstay_call* call = mainstay_call_new("reasons.scrub");
  mainstay_call_input_texts(call, "text", texts, 3);
  EXPECT_SENTENCE(mainstay_call_run(call, NULL, &result, &error), MAINSTAY_INVALID_ARGUMENT, error,
                  "reasons.scrub: text[1] is \"a\\xFF z\", but must be text in UTF-8");
  mainstay_call_free(call);
  call = mainstay_call_new("reasons.scrub");
  mainstay_call_set_text(call, "invalid", "replace");
  mainstay_call_input_texts(call, "text", texts, 3);
  EXPECT(mainstay_call_run(call, NULL, &result, &error) == MAINSTAY_OK);
  const char* text = NULL;
  int64_t length = 0;
  EXPECT(mainstay_result_text(result, "text", 1, &text, &length, &error) == MAINSTAY_OK);
  EXPECT(length == 6 && memcmp(text, "a\xef\xbf\xbd z", 6) == 0);
  mainstay_result_free(result);
  mainstay_call_free(call);
}

int main(void) {
  descriptions();
  calls_and_results();
  first_failure_is_kept();
  missing_handles();
  groups_and_funnel();
  leaks();
  cancelled_call_leaves_everything_usable();
  states_over_bytes();
  broken_texts();
  printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
