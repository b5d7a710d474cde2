/* Who of the people still here may leave, and how many will be here? The Python and the C++ program print the same characters.
   Usage: risk_c [MODEL]; with the name of a file, the fitted model is read from it instead of being fitted. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "mainstay/mainstay.h"

enum { everybody = 500 };

static mainstay_error error = MAINSTAY_ERROR_INIT;
static uint64_t state = 2026;

static void ok(int32_t code) {
  if (code == MAINSTAY_OK) return;
  fprintf(stderr, "%s\n", error.message);
  exit(1);
}

static int draw(int most) { /* the same numbers in every language */
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (int)((state >> 33) % (uint64_t)most);
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
  double value = 0.0;
  ok(mainstay_result_number(result, path, &value, &error));
  return value;
}

static mainstay_result* run(mainstay_call* call, const mainstay_context* context) {
  mainstay_result* result = NULL;
  ok(mainstay_call_run(call, context, &result, &error));
  mainstay_call_free(call);
  return result;
}

static mainstay_frame* attributes(const double* pay, const char* const* site, int64_t size) {
  mainstay_frame* x = mainstay_frame_new();
  mainstay_array column = MAINSTAY_ARRAY_INIT;
  column.data = pay;
  column.type = MAINSTAY_FLOAT64;
  column.size = size;
  column.stride = 1;
  ok(mainstay_frame_add(x, "pay", &column, &error));
  ok(mainstay_frame_add_texts(x, "site", site, size, &error));
  return x;
}

static mainstay_result* loaded(const char* path) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) exit(1);
  fseek(file, 0, SEEK_END);
  const long size = ftell(file);
  rewind(file);
  char* text = malloc((size_t)size);
  if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) exit(1);
  fclose(file);
  mainstay_result* fit = NULL;
  ok(mainstay_result_load(text, size, &fit, &error));
  free(text);
  return fit;
}

int main(int count, char** arguments) {
  static double pay[everybody], duration[everybody];
  static int64_t event[everybody];
  static const char* site[everybody];
  const char* sites[] = {"north", "south", "west"};
  for (int i = 0; i < everybody; ++i) {
    pay[i] = 4.0 + draw(9);
    site[i] = sites[draw(3)];
    const int first = draw(6 + 3 * (int)pay[i]), stay = 1 + first + draw(12), seen = 4 + draw(40);
    duration[i] = stay < seen ? stay : seen;
    event[i] = stay <= seen;
  }
  mainstay_frame* x = attributes(pay, site, everybody);
  mainstay_result* fit = NULL;
  if (count > 1) {
    fit = loaded(arguments[1]);
  } else {
    mainstay_context* context = mainstay_context_new();
    mainstay_context_set_seed(context, 7);
    mainstay_call* call = mainstay_call_new("attrition.risk");
    mainstay_call_input_frame(call, "x", x);
    mainstay_call_input_numbers(call, "duration", duration, everybody);
    mainstay_call_input_integers(call, "event", event, everybody);
    mainstay_call_set_json(call, "horizons", "[3, 6]");
    mainstay_call_set_integer(call, "frozen_at", 20000);
    mainstay_call_set_integer(call, "resamples", 20);
    fit = run(call, context);
    mainstay_context_free(context);
  }
  const double* base = numbers(fit, "base_rate");
  printf("%.0f people, %.0f leavings, base rates %.6f %.6f\n", number(fit, "people"), number(fit, "events"), base[0], base[1]);

  int64_t here = 0, rows = 0, changes = 0, flags = 0;
  for (int i = 0; i < everybody; ++i)
    if (event[i] == 0) { /* those still here move to the front */
      pay[here] = pay[i];
      site[here] = site[i];
      duration[here++] = duration[i];
    }
  mainstay_frame_free(x);
  x = attributes(pay, site, here);
  mainstay_call* call = mainstay_call_method(fit, "list");
  mainstay_call_input_frame(call, "x", x);
  mainstay_call_input_numbers(call, "tenure", duration, here);
  mainstay_call_set_number(call, "lower_by", 0.2);
  mainstay_call_set_json(call, "changeable", "[{\"column\": \"pay\", \"direction\": \"higher\", \"step\": 1}]");
  mainstay_result* risks = run(call, NULL);
  const int64_t *row = values(risks, "people.row", &rows), *rank = integers(risks, "people.rank");
  const double *horizon = numbers(risks, "people.horizon"), *probability = numbers(risks, "people.probability"), *lower = numbers(risks, "people.lower"), *upper = numbers(risks, "people.upper"),
               *score = numbers(risks, "score");
  for (int64_t r = 0; r < rows; ++r)
    if (horizon[r] == 3 && rank[r] <= 3) printf("row %lld: %.15f (%.6f to %.6f), score %.15f\n", (long long)row[r], probability[r], lower[r], upper[r], score[row[r]]);
  values(risks, "changes.row", &changes);
  values(risks, "flags.row", &flags);
  printf("%lld people for whom more pay goes with a fifth less, %lld flags\n", (long long)changes, (long long)flags);
  mainstay_result_free(risks);

  const double hire_time = 1;
  const int64_t hire_count = 12;
  call = mainstay_call_method(fit, "exits");
  mainstay_call_input_frame(call, "x", x);
  mainstay_call_input_numbers(call, "tenure", duration, here);
  mainstay_call_input_numbers(call, "hire_time", &hire_time, 1);
  mainstay_call_input_integers(call, "hire_count", &hire_count, 1);
  mainstay_call_set_json(call, "times", "[3, 6]");
  mainstay_result* plan = run(call, NULL);
  for (int t = 0; t < 2; ++t)
    printf("months %.0f to %.0f: %.12f exits (%.0f to %.0f), headcount %.12f\n", numbers(plan, "total.start")[t], numbers(plan, "total.stop")[t], numbers(plan, "total.exits")[t],
           numbers(plan, "total.exits_lower")[t], numbers(plan, "total.exits_upper")[t], numbers(plan, "total.headcount")[t]);
  mainstay_result_free(plan);
  mainstay_result_free(fit);
  mainstay_frame_free(x);
  return 0;
}
