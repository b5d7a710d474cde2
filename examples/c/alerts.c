/* The call centre's rules over two trainees: until Friday of the second week, then the third with what was known. The Python and the C++ program print the same characters. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mainstay/mainstay.h"

enum { monday = 20520, rows = 30, worked = 20 }; /* 2026-03-09, in days since 1970-01-01; two trainees, three weeks without their weekends */

static mainstay_error error = MAINSTAY_ERROR_INIT;

static void ok(int32_t code) {
  if (code == MAINSTAY_OK) return;
  fprintf(stderr, "%s\n", error.message);
  exit(1);
}

static mainstay_array values(const mainstay_result* result, const char* path) {
  mainstay_array array = MAINSTAY_ARRAY_INIT;
  ok(mainstay_result_array(result, path, &array, &error));
  return array;
}

static const char* text(const mainstay_result* result, const char* path, int64_t row) {
  const char* words = NULL;
  ok(mainstay_result_text(result, path, row, &words, NULL, &error));
  return words;
}

static mainstay_array numbers(const double* data, int64_t size) {
  mainstay_array made = MAINSTAY_ARRAY_INIT;
  made.data = data;
  made.size = size;
  return made;
}

static char* read_file(const char* path) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(1);
  }
  static char content[1 << 16];
  content[fread(content, 1, sizeof content - 1, file)] = 0;
  fclose(file);
  return content;
}

static void told(const mainstay_result* result) {
  const mainstay_array day = values(result, "alerts.day"), sent = values(result, "deliveries.alert");
  for (int64_t row = 0; row < day.size; ++row) {
    const char* change = text(result, "alerts.change", row);
    printf("%s day %lld ", text(result, "alerts.id", row), (long long)(((const int64_t*)day.data)[row] - monday));
    printf("%s: ", text(result, "alerts.person", row));
    printf("%s, ", text(result, "alerts.rule", row));
    printf("%s, %s, ", text(result, "alerts.severity", row), change);
    printf("%s\n", text(result, "alerts.status", row));
    if (strcmp(change, "new") != 0) continue;
    const char* before = "  to ";
    for (int64_t k = 0; k < sent.size; ++k) {
      if (((const int64_t*)sent.data)[k] != row) continue;
      printf("%s%s ", before, text(result, "deliveries.role", k));
      printf("%s", text(result, "deliveries.owner", k));
      before = ", ";
    }
    printf("\n  %s\n", text(result, "sentence", row));
    printf("  %s\n", text(result, "sentence_zh", row));
  }
}

int main(int count, char** arguments) {
  static const char *person[rows], *event[rows];
  static int64_t day[rows], working_day[worked];
  static double progress[rows], exam[rows], mood[rows];
  static const char* const names[] = {"Li", "Wu"};
  static const char* const trainer[] = {"Zhao", "Zhao"};
  static const char* const recruiter[] = {"Sun", "Qian"};
  static const int64_t start[] = {monday, monday};
  if (count != 2) {
    fprintf(stderr, "usage: alerts RULES.json\n");
    return 2;
  }
  for (int row = 0; row < rows; ++row) {
    const int wu = row / 15, k = row % 15;
    person[row] = names[wu];
    day[row] = monday + k / 5 * 7 + k % 5;
    event[row] = k == 0 ? "training" : wu && k == 8 ? "certificate" : NULL;
    progress[row] = fmin(100, (wu ? 10 : 5) * (k + 1));
    exam[row] = k == 4 ? (wu ? 81 : 62) : k == 8 ? (wu ? 85 : 66) : NAN;
    mood[row] = !wu && k >= 7 ? 54 : 75;
  }
  for (int k = 0; k < worked; ++k) working_day[k] = monday + k / 5 * 7 + k % 5;
  const char* rules = read_file(arguments[1]);

  mainstay_frame *x = mainstay_frame_new(), *owners = mainstay_frame_new();
  const mainstay_array columns[] = {numbers(progress, rows), numbers(exam, rows), numbers(mood, rows)};
  ok(mainstay_frame_add(x, "progress", &columns[0], &error));
  ok(mainstay_frame_add(x, "exam", &columns[1], &error));
  ok(mainstay_frame_add(x, "mood", &columns[2], &error));
  ok(mainstay_frame_add_texts(owners, "trainer", trainer, 2, &error));
  ok(mainstay_frame_add_texts(owners, "recruiter", recruiter, 2, &error));

  mainstay_result* before = NULL;
  for (int again = 0; again < 2; ++again) {
    mainstay_call* call = mainstay_call_new("signals.alerts");
    mainstay_call_input_texts(call, "person", person, rows);
    mainstay_call_input_integers(call, "day", day, rows);
    mainstay_call_input_texts(call, "event", event, rows);
    mainstay_call_input_frame(call, "x", x);
    mainstay_call_input_texts(call, "person_id", names, 2);
    mainstay_call_input_integers(call, "start", start, 2);
    mainstay_call_input_frame(call, "owners", owners);
    mainstay_call_input_integers(call, "working_day", working_day, worked);
    mainstay_call_set_json(call, "rules", rules);
    mainstay_call_set_json(call, "grows", "[\"progress\"]");
    mainstay_call_set_integer(call, "calendar_first", monday);
    mainstay_call_set_integer(call, "calendar_last", monday + 27);
    const char *known_person[64], *known_rule[64];
    if (!again) {
      mainstay_call_set_integer(call, "last_day", monday + 11);
    } else {
      const mainstay_array known_day = values(before, "alerts.day"), cleared = values(before, "alerts.cleared");
      for (int64_t row = 0; row < known_day.size && row < 64; ++row) {
        known_person[row] = text(before, "alerts.person", row);
        known_rule[row] = text(before, "alerts.rule", row);
      }
      mainstay_call_input_texts(call, "known_person", known_person, known_day.size);
      mainstay_call_input_texts(call, "known_rule", known_rule, known_day.size);
      mainstay_call_input(call, "known_day", &known_day);
      mainstay_call_input(call, "known_cleared", &cleared);
      mainstay_call_set_integer(call, "first_day", monday + 14);
    }
    mainstay_result* result = NULL;
    ok(mainstay_call_run(call, NULL, &result, &error));
    mainstay_call_free(call);
    printf(again ? "the third week, with what was known\n" : "until Friday of the second week\n");
    told(result);
    mainstay_result_free(before);
    before = result;
  }
  mainstay_result_free(before);
  mainstay_frame_free(owners);
  mainstay_frame_free(x);
  return 0;
}
