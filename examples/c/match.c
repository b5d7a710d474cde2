/* Two candidates of a lender against one role profile. The Python and the C++ program print the same characters. */
#include <stdio.h>
#include <stdlib.h>

#include "mainstay/mainstay.h"

static mainstay_error error = MAINSTAY_ERROR_INIT;

static void ok(int32_t code) {
  if (code == MAINSTAY_OK) return;
  fprintf(stderr, "%s\n", error.message);
  exit(1);
}

static const void* values(const mainstay_result* result, const char* path, int64_t* size) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  ok(mainstay_result_array(result, path, &array, &error));
  if (size != NULL) *size = array.size;
  return array.data;
}

static const char* text(const mainstay_result* result, const char* path, int64_t row) {
  const char* words = NULL;
  ok(mainstay_result_text(result, path, row, &words, NULL, &error));
  return words;
}

static mainstay_result* run(mainstay_call* call) {
  mainstay_result* result = NULL;
  ok(mainstay_call_run(call, NULL, &result, &error));
  mainstay_call_free(call);
  return result;
}

static void add(mainstay_frame* frame, const char* name, const double* scores) {
  mainstay_array column = MAINSTAY_ARRAY_INIT;
  column.data = scores;
  column.type = MAINSTAY_FLOAT64;
  column.size = 2;
  column.stride = 1;
  ok(mainstay_frame_add(frame, name, &column, &error));
}

int main(void) {
  static const char* const names[] = {"stress", "need", "objection", "goal", "affinity", "sixth"};
  static const double scores[6][2] = {{8.5, 5.0}, {6.0, 7.5}, {7.2, 7.5}, {5.2, 7.5}, {4.9, 9.0}, {4.9, 7.5}}, errors[2] = {0.8, 0.8};
  static const char* const profile =
      "{\"name\":\"loan seller\",\"version\":\"1\",\"dimensions\":["
      "{\"name\":\"stress\",\"target\":8,\"weight\":0.25,\"floor\":6},{\"name\":\"need\",\"target\":7.5,\"weight\":0.15},{\"name\":\"objection\",\"target\":8,\"weight\":0.2},"
      "{\"name\":\"goal\",\"target\":8,\"weight\":0.2},{\"name\":\"affinity\",\"target\":7,\"weight\":0.1},{\"name\":\"sixth\",\"target\":7,\"weight\":0.1}]}";
  mainstay_frame *x = mainstay_frame_new(), *std_error = mainstay_frame_new();
  for (int j = 0; j < 6; ++j) add(x, names[j], scores[j]);
  add(std_error, "stress", errors);

  mainstay_call* call = mainstay_call_new("competency.match");
  mainstay_call_input_frame(call, "x", x);
  mainstay_call_input_frame(call, "std_error", std_error);
  mainstay_call_set_json(call, "profile", profile);
  mainstay_call_set_number(call, "bar", 0.85);
  mainstay_result* result = run(call);
  const double *score = values(result, "people.score", NULL), *core = values(result, "people.core", NULL), *ceiling = values(result, "people.ceiling", NULL);
  const double *clears = values(result, "people.must_have_probability", NULL), *contribution = values(result, "contribution", NULL);
  for (int row = 0; row < 2; ++row) {
    printf("%c: %.4f (core %.4f, ceiling %.2f), must-haves met with probability %.4f\n ", "AB"[row], score[row], core[row], ceiling[row], clears[row]);
    for (int j = 0; j < 6; ++j) printf(" %s %.4f", names[j], contribution[6 * row + j]);
    printf("\n  %s\n", text(result, "sentence", row));
    printf("  %s\n", text(result, "sentence_zh", row));
  }
  mainstay_result_free(result);

  call = mainstay_call_new("competency.search");
  mainstay_call_input_frame(call, "x", x);
  mainstay_call_set_json(call, "profile", profile);
  mainstay_call_set_text(call, "must_haves", "score");
  result = run(call);
  int64_t size = 0;
  const int64_t* person = values(result, "by_post.person_row", &size);
  printf("best first:");
  for (int64_t i = 0; i < size; ++i) printf(" %c", "AB"[person[i]]);
  printf("\n");
  mainstay_result_free(result);
  mainstay_frame_free(x);
  mainstay_frame_free(std_error);
  return 0;
}
