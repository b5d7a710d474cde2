/* Two sellers' month: score, pay, and every step of both. The Python and the C++ program print the same characters. */
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

static mainstay_array column(const void* data, int32_t type, int64_t size) {
  mainstay_array made = MAINSTAY_ARRAY_INIT;
  made.data = data;
  made.type = type;
  made.size = size;
  made.stride = 1;
  return made;
}

static void whole(mainstay_call* call, const char* name, const int64_t* data, int64_t size) {
  const mainstay_array made = column(data, MAINSTAY_INT64, size);
  mainstay_call_input(call, name, &made);
}

static mainstay_result* run(mainstay_call* call) {
  mainstay_result* result = NULL;
  ok(mainstay_call_run(call, NULL, &result, &error));
  mainstay_call_free(call);
  return result;
}

int main(void) {
  static const char* const people[] = {"Li", "Wu"};
  static const char* const actual_person[] = {"Li", "Li", "Wu"};
  static const char* const event[] = {"E7"};
  static const char* const rule[] = {"complaint"};
  static const char* const payment[] = {"P1"};
  static const char* const names[] = {"sales", "converted", "leads", "passed", "checks"};
  static const double actual[5][3] = {{70000, 60000, 90000}, {3, 1, 3}, {10, 10, 20}, {9, 10, 8}, {10, 10, 10}};
  static const int64_t start[] = {20454, 20454}, stop[] = {20544, 20544}, event_day[] = {20513}, amount[] = {130000, 90000}, target[] = {100000, 100000}, paid_amount[] = {5000};
  static const char* const scorecards =
      "[{\"role\":\"seller\",\"version\":\"2026-Q1\",\"decimals\":1,\"indicators\":["
      "{\"name\":\"sales\",\"weight\":0.6,\"target\":100000,\"curve\":[{\"at\":0.7,\"score\":0.4},{\"at\":1,\"score\":1},{\"at\":1.3,\"score\":1.6}]},"
      "{\"name\":\"conversion\",\"numerator\":\"converted\",\"denominator\":\"leads\",\"weight\":0.4,\"curve_of\":\"value\",\"curve\":[{\"at\":0.1,\"score\":0},{\"at\":0.2,\"score\":1}]},"
      "{\"name\":\"compliance\",\"numerator\":\"passed\",\"denominator\":\"checks\",\"curve_of\":\"value\",\"curve\":[{\"at\":0,\"score\":0},{\"at\":1,\"score\":1}]}],"
      "\"gates\":[{\"indicator\":\"compliance\",\"at_least\":0.9,\"ceiling\":60}],\"deductions\":[{\"name\":\"complaint\",\"points\":4,\"half_life_days\":30}],"
      "\"tiers\":[{\"name\":\"C\"},{\"name\":\"B\",\"at_least\":60},{\"name\":\"A\",\"at_least\":85}]}]";
  static const char* const plan =
      "{\"currency\":\"CNY\",\"minor_digits\":0,\"method\":\"marginal\",\"clawback\":\"carry\",\"tiers\":[{\"name\":\"base\",\"at_least\":0,\"rate\":0.05},"
      "{\"name\":\"target\",\"at_least\":1,\"rate\":0.08},{\"name\":\"top\",\"at_least\":1.2,\"rate\":0.12}],\"factors\":[{\"at_least\":60,\"factor\":1},{\"at_least\":85,\"factor\":1.1}],\"factor_below\":0.8}";

  mainstay_frame* frame = mainstay_frame_new();
  for (int j = 0; j < 5; ++j) {
    const mainstay_array made = column(actual[j], MAINSTAY_FLOAT64, 3);
    ok(mainstay_frame_add(frame, names[j], &made, &error));
  }
  mainstay_call* call = mainstay_call_new("performance.scorecard");
  mainstay_call_input_texts(call, "person", people, 2);
  whole(call, "start", start, 2);
  whole(call, "stop", stop, 2);
  mainstay_call_input_texts(call, "actual_person", actual_person, 3);
  mainstay_call_input_frame(call, "actual", frame);
  mainstay_call_input_texts(call, "event", event, 1);
  mainstay_call_input_texts(call, "event_person", people, 1);
  mainstay_call_input_texts(call, "event_rule", rule, 1);
  whole(call, "event_day", event_day, 1);
  mainstay_call_set_json(call, "scorecards", scorecards);
  mainstay_result* scored = run(call);

  call = mainstay_call_new("performance.payout");
  mainstay_call_input_texts(call, "person", people, 2);
  whole(call, "amount", amount, 2);
  whole(call, "target", target, 2);
  const mainstay_array score = column(values(scored, "cards.score", NULL), MAINSTAY_FLOAT64, 2);
  mainstay_call_input(call, "score", &score);
  mainstay_call_input_texts(call, "payment", payment, 1);
  mainstay_call_input_texts(call, "paid_person", people + 1, 1);
  whole(call, "paid_amount", paid_amount, 1);
  mainstay_call_set_json(call, "plan", plan);
  mainstay_result* paid = run(call);

  int64_t score_steps = 0, pay_steps = 0;
  const int64_t *score_row = values(scored, "steps.row", &score_steps), *pay_row = values(paid, "steps.row", &pay_steps), *pay_after = values(paid, "steps.after", NULL);
  const double* score_after = values(scored, "steps.after", NULL);
  for (int64_t row = 0; row < 2; ++row) {
    printf("%s: %s\n", people[row], text(scored, "sentence", row));
    printf("  %s\n", text(scored, "sentence_zh", row));
    printf("  %s\n", text(paid, "sentence", row));
    printf("  %s\n", text(paid, "sentence_zh", row));
    for (int64_t s = 0; s < score_steps; ++s) {
      const char* formula = text(scored, "steps.formula", s);
      if (score_row[s] == row && formula[0] != 0) printf("    %s = %.6f\n", formula, score_after[s]);
    }
    for (int64_t s = 0; s < pay_steps; ++s) {
      const char* formula = text(paid, "steps.formula", s);
      if (pay_row[s] == row && formula[0] != 0) printf("    %s = %lld\n", formula, (long long)pay_after[s]);
    }
  }
  mainstay_result_free(scored);
  mainstay_result_free(paid);
  mainstay_frame_free(frame);
  return 0;
}
