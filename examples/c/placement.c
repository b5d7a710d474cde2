/* Four people, two posts with a seat each, all looked at together. The Python and the C++ program print the same characters. */
#include <math.h>
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

static void add(mainstay_frame* frame, const char* name, const double* scores) {
  mainstay_array column = MAINSTAY_ARRAY_INIT;
  column.data = scores;
  column.type = MAINSTAY_FLOAT64;
  column.size = 4;
  column.stride = 1;
  ok(mainstay_frame_add(frame, name, &column, &error));
}

int main(void) {
  static const char* const people[] = {"Ann", "Bo", "Cy", "Di"};
  static const double north[] = {0.90, 0.80, 0.50, 0.45};
  double south[] = {0.80, 0.20, 0.40, 0.0};
  south[3] = NAN; /* Di may not go south */
  mainstay_frame* score = mainstay_frame_new();
  add(score, "north", north);
  add(score, "south", south);

  mainstay_call* call = mainstay_call_new("competency.placement");
  mainstay_call_input_texts(call, "person", people, 4);
  mainstay_call_input_frame(call, "score", score);
  mainstay_result* result = NULL;
  ok(mainstay_call_run(call, NULL, &result, &error));
  mainstay_call_free(call);

  double placed = 0, total = 0, bound = 0;
  ok(mainstay_result_number(result, "placed", &placed, &error));
  ok(mainstay_result_number(result, "total", &total, &error));
  ok(mainstay_result_number(result, "bound", &bound, &error));
  printf("%.0f placed, %.4f of at most %.4f\n", placed, total, bound);
  for (int64_t row = 0; row < 4; ++row) {
    printf("%s: %s\n", people[row], text(result, "sentence", row));
    printf("  %s\n", text(result, "sentence_zh", row));
  }
  int64_t posts = 0;
  const double* price = values(result, "posts.price", &posts);
  printf("a seat is worth:");
  for (int64_t j = 0; j < posts; ++j) printf(" %.4f", price[j]);
  printf("\n");
  mainstay_result_free(result);
  mainstay_frame_free(score);
  return 0;
}
