/* A programme for leavers from exit to money: selected, how likely each is to return, called, cared for, placed, offered, paid for. The Python and the C++ program print the same characters. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mainstay/mainstay.h"

enum { LEFT = 6, EARLIER = 160, CALLED = 120, OFFERS = 90, TODAY = 20420 };

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

/* NULL where it is missing. */
static const char* text(const mainstay_result* result, const char* path, int64_t row) {
  const char* words = NULL;
  ok(mainstay_result_text(result, path, row, &words, NULL, &error));
  return words;
}

static double number(const mainstay_result* result, const char* path) {
  double value = 0;
  ok(mainstay_result_number(result, path, &value, &error));
  return value;
}

static void add(mainstay_frame* frame, const char* name, const double* data, int64_t size) {
  mainstay_array column = MAINSTAY_ARRAY_INIT;
  column.data = data;
  column.type = MAINSTAY_FLOAT64;
  column.size = size;
  column.stride = 1;
  ok(mainstay_frame_add(frame, name, &column, &error));
}

static mainstay_result* run(mainstay_call* call) {
  mainstay_result* result = NULL;
  ok(mainstay_call_run(call, NULL, &result, &error));
  mainstay_call_free(call);
  return result;
}

/* Those who left last month. */
static const char* const people[LEFT] = {"Ann", "Bo", "Cy", "Di", "Ed", "Fay"};
static const char* const reasons[LEFT] = {"promotion", "pay", "promotion", "pay", "family", "promotion"};
static const int64_t exits[LEFT] = {20400, 20402, 20405, 20409, 20411, 20414}; /* days since 1970-01-01 */
static const int64_t consent[LEFT] = {1, 1, 1, 0, 1, 1};
static const double sales[LEFT] = {92, 55, 81, 90, 84, 95}, satisfaction[LEFT] = {93, 91, 95, 96, 88, 92}, contribution[LEFT] = {70, 62, 81, 80, 85, 77};
static const int64_t value[LEFT] = {1890000, 1890000, 3025000, 1890000, 1890000, 3025000}, pay[LEFT] = {520000, 500000, 610000, 540000, 500000, 620000}; /* minor units */
static const double north[LEFT] = {.9, .4, .8, .7, .5, .85}, south[LEFT] = {.6, .7, .75, .2, .9, .8};
static int64_t contactable[LEFT]; /* of the selection */

static int64_t back(int64_t i) { return i % 11 == 0 || (i < CALLED && i % 4 == 0 && i % 3 == 0); }
static int64_t away(int64_t i) { return back(i) ? 40 + 37 * i % 300 : 400 + i; }

static int64_t selected(int64_t* rows) {
  mainstay_frame* x = mainstay_frame_new();
  add(x, "sales", sales, LEFT);
  add(x, "satisfaction", satisfaction, LEFT);
  add(x, "contribution", contribution, LEFT);
  mainstay_call* call = mainstay_call_new("returns.selection");
  mainstay_call_input_texts(call, "person", people, LEFT);
  mainstay_call_input_frame(call, "x", x);
  mainstay_call_input_integers(call, "consent", consent, LEFT);
  mainstay_call_set_text(call, "combine", "at_least");
  mainstay_call_set_integer(call, "least", 2);
  mainstay_call_set_json(call, "rules",
                         "[{\"name\":\"sales\",\"column\":\"sales\",\"compare\":\"at_least\",\"threshold\":80},{\"name\":\"satisfaction\",\"column\":\"satisfaction\",\"compare\":\"at_least\",\"threshold\":90},"
                         "{\"name\":\"contribution\",\"column\":\"contribution\",\"compare\":\"at_least\",\"threshold\":75}]");
  mainstay_result* result = run(call);
  int64_t steps = 0, count = 0;
  const int64_t* number_of = values(result, "steps.people", &steps);
  for (int64_t k = 0; k < steps; ++k) printf("%s: %lld\n", text(result, "steps.step", k), (long long)number_of[k]);
  const int64_t* chosen = values(result, "people.selected", NULL);
  for (int64_t row = 0; row < LEFT; ++row)
    if (chosen[row] == 1) rows[count++] = row;
  const int64_t* agreed = values(result, "people.contactable", NULL); /* what every later step takes */
  memcpy(contactable, agreed, sizeof contactable);
  mainstay_result_free(result);
  mainstay_frame_free(x);
  return count;
}

static mainstay_result* chances(void) {
  static const char* const kinds[] = {"promotion", "pay", "family", "promotion"};
  const char* why[CALLED];
  int64_t duration[CALLED], end[CALLED];
  for (int64_t i = 0; i < CALLED; ++i) {
    duration[i] = away(i);
    end[i] = back(i);
    why[i] = kinds[i % 4];
  }
  mainstay_call* call = mainstay_call_new("returns.probability");
  mainstay_call_input_integers(call, "duration", duration, CALLED);
  mainstay_call_input_integers(call, "end", end, CALLED);
  mainstay_call_input_texts(call, "reason", why, CALLED);
  mainstay_call_set_json(call, "horizons", "[365]");
  mainstay_result* result = run(call);
  int64_t groups = 0;
  const double *middle = values(result, "groups.posterior", &groups), *lower = values(result, "groups.posterior_lower", NULL), *upper = values(result, "groups.posterior_upper", NULL);
  for (int64_t k = 0; k < groups; ++k) printf("%s: %.4f (%.4f to %.4f)\n", text(result, "groups.reason", k), middle[k], lower[k], upper[k]);
  return result;
}

/* Replaces the rows by those on the list. */
static int64_t called(int64_t* rows, int64_t count, const mainstay_result* chance) {
  const char* person[LEFT];
  int64_t worth[LEFT], may[LEFT], groups = 0;
  double probability[LEFT], low[LEFT], high[LEFT];
  const double *middle = values(chance, "groups.posterior", &groups), *lower = values(chance, "groups.posterior_lower", NULL), *upper = values(chance, "groups.posterior_upper", NULL);
  for (int64_t i = 0; i < count; ++i) {
    person[i] = people[rows[i]];
    worth[i] = value[rows[i]];
    may[i] = contactable[rows[i]];
    for (int64_t k = 0; k < groups; ++k)
      if (strcmp(text(chance, "groups.reason", k), reasons[rows[i]]) == 0) {
        probability[i] = middle[k];
        low[i] = lower[k];
        high[i] = upper[k];
      }
  }
  mainstay_call* call = mainstay_call_new("returns.calls");
  mainstay_call_input_texts(call, "person", person, count);
  mainstay_call_input_integers(call, "contactable", may, count);
  mainstay_call_input_numbers(call, "probability", probability, count);
  mainstay_call_input_numbers(call, "lower", low, count);
  mainstay_call_input_numbers(call, "upper", high, count);
  mainstay_call_input_integers(call, "value", worth, count);
  mainstay_call_set_integer(call, "cost_each", 24000);
  mainstay_call_set_integer(call, "most", 3);
  mainstay_call_set_text(call, "in_currency", "CNY");
  mainstay_result* result = run(call);
  printf("%s\n", text(result, "sentence", 0));
  int64_t listed = 0, list[LEFT];
  const int64_t* row = values(result, "list.row", &listed);
  for (int64_t k = 0; k < listed; ++k) list[k] = rows[row[k]];
  memcpy(rows, list, (size_t)listed * sizeof *rows);
  mainstay_result_free(result);
  return listed;
}

static void cared_for(const int64_t* rows, int64_t count) {
  static const char* const change[] = {"promotion rules"};
  static const char* const change_reason[] = {"promotion"};
  static const int64_t change_from[] = {20390};
  const char *person[LEFT], *reason[LEFT];
  int64_t exit_day[LEFT], may[LEFT];
  for (int64_t i = 0; i < count; ++i) {
    person[i] = people[rows[i]];
    reason[i] = reasons[rows[i]];
    exit_day[i] = exits[rows[i]];
    may[i] = contactable[rows[i]];
  }
  mainstay_call* call = mainstay_call_new("returns.care");
  mainstay_call_input_texts(call, "person", person, count);
  mainstay_call_input_integers(call, "exit", exit_day, count);
  mainstay_call_input_integers(call, "contactable", may, count);
  mainstay_call_input_texts(call, "reason", reason, count);
  mainstay_call_input_texts(call, "change", change, 1);
  mainstay_call_input_texts(call, "change_reason", change_reason, 1);
  mainstay_call_input_integers(call, "change_from", change_from, 1);
  mainstay_call_set_integer(call, "today", TODAY);
  mainstay_call_set_integer(call, "until", TODAY + 6);
  mainstay_result* result = run(call);
  int64_t due = 0;
  values(result, "due.row", &due);
  for (int64_t k = 0; k < due; ++k) printf("%s %s\n  %s\n", text(result, "due.person", k), text(result, "due.sentence", k), text(result, "due.sentence_zh", k));
  mainstay_result_free(result);
}

/* Keeps the rows of those who are placed, with their posts: 0 north, 1 south. */
static int64_t placed(int64_t* rows, int64_t count, int* posts) {
  const char* person[LEFT];
  double up[LEFT], down[LEFT];
  for (int64_t i = 0; i < count; ++i) {
    person[i] = people[rows[i]];
    up[i] = north[rows[i]];
    down[i] = south[rows[i]];
  }
  mainstay_frame* score = mainstay_frame_new();
  add(score, "north", up, count);
  add(score, "south", down, count);
  mainstay_call* call = mainstay_call_new("competency.placement");
  mainstay_call_input_texts(call, "person", person, count);
  mainstay_call_input_frame(call, "score", score);
  mainstay_result* result = run(call);
  printf("%.0f placed, %.4f of at most %.4f\n", number(result, "placed"), number(result, "total"), number(result, "bound"));
  int64_t kept = 0;
  for (int64_t i = 0; i < count; ++i) {
    const char* post = text(result, "people.post", i);
    if (post == NULL || post[0] == 0) continue;
    rows[kept] = rows[i];
    posts[kept++] = strcmp(post, "south") == 0;
  }
  mainstay_result_free(result);
  mainstay_frame_free(score);
  return kept;
}

static void offered(const int64_t* rows, const int* posts, int64_t count) {
  static const char* const names[] = {"north", "south"};
  static const int64_t paid[] = {560000, 600000};
  const char *person[LEFT], *vacancy[LEFT];
  double wish[LEFT], offer[LEFT], percent[LEFT], steps[LEFT], earlier_percent[OFFERS], earlier_steps[OFFERS];
  int64_t accepted[OFFERS], may[LEFT];
  for (int64_t i = 0; i < count; ++i) {
    person[i] = people[rows[i]];
    may[i] = contactable[rows[i]];
    vacancy[i] = names[posts[i]];
    wish[i] = (double)(pay[rows[i]] + 60000);
    offer[i] = (double)paid[posts[i]];
    percent[i] = 100 * ((double)paid[posts[i]] / (double)pay[rows[i]] - 1);
    steps[i] = posts[i];
  }
  for (int64_t i = 0; i < OFFERS; ++i) {
    earlier_percent[i] = (double)(5 * i % 21);
    earlier_steps[i] = (double)(i % 2);
    accepted[i] = 29 * i % 31 < 5 + 5 * i % 21 / 2 + 6 * (i % 2);
  }
  mainstay_frame *wished = mainstay_frame_new(), *stands = mainstay_frame_new(), *x = mainstay_frame_new(), *pair_x = mainstay_frame_new();
  add(wished, "pay", wish, count);
  add(stands, "pay", offer, count);
  add(x, "pay_percent", earlier_percent, OFFERS);
  add(x, "post_steps", earlier_steps, OFFERS);
  add(pair_x, "pay_percent", percent, count);
  add(pair_x, "post_steps", steps, count);
  mainstay_call* call = mainstay_call_new("returns.offers");
  mainstay_call_input_texts(call, "person", person, count);
  mainstay_call_input_texts(call, "vacancy", vacancy, count);
  mainstay_call_input_integers(call, "contactable", may, count);
  mainstay_call_input_frame(call, "wish", wished);
  mainstay_call_input_frame(call, "offer", stands);
  mainstay_call_input_frame(call, "x", x);
  mainstay_call_input_frame(call, "pair_x", pair_x);
  mainstay_call_input_integers(call, "accepted", accepted, OFFERS);
  mainstay_call_set_json(call, "parts", "[{\"name\":\"pay\",\"rule\":\"at_least\",\"money\":true}]");
  mainstay_call_set_json(call, "levers", "[{\"column\":\"pay_percent\",\"lower\":0,\"upper\":20,\"step\":1,\"unit_cost\":5600}]");
  mainstay_call_set_number(call, "target", .5);
  mainstay_call_set_text(call, "in_currency", "CNY");
  mainstay_result* result = run(call);
  for (int64_t k = 0; k < count; ++k) printf("%s: %s\n  %s\n", person[k], text(result, "sentence", k), text(result, "sentence_zh", k));
  printf("%s\n", text(result, "reading", 0));
  mainstay_result_free(result);
  mainstay_frame_free(wished);
  mainstay_frame_free(stands);
  mainstay_frame_free(x);
  mainstay_frame_free(pair_x);
}

static void paid_for(void) {
  int64_t person[EARLIER], returned[EARLIER], comparison[EARLIER], contact_cost[EARLIER], steps = 0;
  for (int64_t i = 0; i < EARLIER; ++i) {
    person[i] = i;
    returned[i] = back(i) && away(i) <= 365;
    comparison[i] = i >= CALLED;
    contact_cost[i] = i < CALLED ? 24000 : 0;
  }
  mainstay_call* call = mainstay_call_new("returns.money");
  mainstay_call_input_integers(call, "person", person, EARLIER);
  mainstay_call_input_integers(call, "returned", returned, EARLIER);
  mainstay_call_input_integers(call, "comparison", comparison, EARLIER);
  mainstay_call_input_integers(call, "contact_cost", contact_cost, EARLIER);
  mainstay_call_set_text(call, "compared_with", "hold_out");
  mainstay_call_set_integer(call, "pay_each", 560000);
  mainstay_call_set_text(call, "pay_per", "month");
  mainstay_call_set_text(call, "in_currency", "CNY");
  mainstay_call_set_json(call, "parts",
                         "[{\"name\":\"sourcing\",\"basis\":\"amount\",\"amount\":150000},{\"name\":\"training\",\"basis\":\"amount\",\"amount\":300000,\"saved\":0.8},"
                         "{\"name\":\"ramp-up\",\"basis\":\"months_of_pay\",\"quantity\":1.5}]");
  mainstay_call_set_json(call, "costs", "[{\"name\":\"staff\",\"amount\":4000000}]");
  mainstay_result* result = run(call);
  printf("%s\n", text(result, "sentence", 0));
  const int64_t* amount = values(result, "steps.amount", &steps);
  const double* ratio = values(result, "steps.ratio", NULL);
  for (int64_t s = 0; s < steps; ++s) {
    printf("  %s: %s = ", text(result, "steps.figure", s), text(result, "steps.formula", s));
    if (isnan(ratio[s])) printf("%lld\n", (long long)amount[s]);
    else printf("%.4f\n", ratio[s]);
  }
  mainstay_result_free(result);
}

int main(void) {
  int64_t rows[LEFT];
  int posts[LEFT];
  int64_t count = selected(rows);
  mainstay_result* chance = chances();
  count = called(rows, count, chance);
  mainstay_result_free(chance);
  cared_for(rows, count);
  count = placed(rows, count, posts);
  offered(rows, posts, count);
  paid_for();
  return 0;
}
