// A planted leak: an exit interview is held after somebody gave notice, so its score is known only of those who leave. Joined by the
// day to which it refers it tells a model who will leave; built as it was known it is not there yet, and dated tables are refused.
#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/data/features.hpp"
#include "mainstay/surface/call.hpp"
#include "mainstay/surface/registry.hpp"
#include "mainstay/survival/concordance.hpp"
#include "mainstay/survival/cox.hpp"
#include "sentence.hpp"

using namespace mainstay;

namespace {

struct Company {
  std::vector<std::int64_t> record_person, feature, effective, recorded, person, cut, event;
  std::vector<double> value, duration;

  explicit Company(int people) {
    std::mt19937 draw(7);
    const std::int64_t day = data::day_of(2024, 4, 1);
    for (int i = 0; i < people; ++i) {
      const bool leaves = draw() % 3 == 0;
      person.push_back(i);
      cut.push_back(day);
      event.push_back(leaves);
      duration.push_back(1 + draw() % 90);
      add(i, 0, static_cast<double>(draw() % 5), day - 300, day - 300);
      // Filed in May under the day in March on which the notice was given.
      if (leaves) add(i, 1, 1, day - 10, day + 30);
      else add(i, 1, 0, day - 200, day - 200);
    }
  }
  void add(std::int64_t who, std::int64_t what, double number, std::int64_t holds, std::int64_t entered) {
    record_person.push_back(who);
    feature.push_back(what);
    value.push_back(number);
    effective.push_back(holds);
    recorded.push_back(entered);
  }
  data::FeaturesResult table(data::Sight by) const {
    data::FeaturesInput input;
    input.person = record_person;
    input.feature = feature;
    input.value = value;
    input.effective = effective;
    input.recorded_at = recorded;
    input.for_person = person;
    input.cut = cut;
    data::FeaturesOptions options;
    options.by = by;
    return data::features(input, options);
  }
};

}  // namespace

TEST_CASE("leak guard: the planted leak is refused by fit, prediction and state, and the honest table is taken") {
  const Company company(300);
  const data::FeaturesResult leaky = company.table(data::Sight::effective), honest = company.table(data::Sight::known);
  CHECK(leaky.columns.known_late[1] > 50);
  CHECK(honest.columns.missing[1] == leaky.columns.known_late[1]);  // nothing of leavers was known yet
  std::size_t first = 0;
  while (company.event[first] == 0) ++first;
  const std::string caught = "x.1[" + std::to_string(first) + "] is known at 2024-05-01, but must be known by the cut, 2024-04-01";

  survival::CoxInput input;
  input.x = leaky.table();
  input.duration = company.duration;
  input.event = company.event;
  CHECK(sentence([&] { survival::cox(input, {}, {}); }) == "survival.cox: " + caught);

  // What the leak is worth: without its days the table is taken, and orders nearly every pair.
  Table undated = input.x;
  undated.known_at.clear();
  undated.cut = When();
  input.x = undated;
  survival::CoxOptions ridge;
  ridge.ridge = 0.01;
  const survival::CoxFit fit = survival::cox(input, ridge, {});
  CHECK(fit.concordance > 0.8);
  survival::CoxPredictInput rows;
  rows.x = leaky.table();
  CHECK(sentence([&] { survival::cox_predict(fit, rows, {}, {}); }) == "survival.cox.predict: " + caught);
  survival::ExplainInput reasons;
  reasons.x = leaky.table();
  CHECK(sentence([&] { survival::cox_explain(fit, reasons, {}, {}); }) == "survival.cox.explain: " + caught);

  // The honest table has gaps where nothing was known; the column without gaps is taken and has nothing to tell.
  Table grade;
  const Table known = honest.table();
  grade.add(known.names[0], known.columns[0]);
  grade.set_known_at(known.names[0], known.known_at[0]);
  grade.cut = known.cut;
  input.x = grade;
  CHECK(survival::cox(input, {}, {}).concordance < 0.65);
  CHECK(sentence([&] {
          input.x = known;
          survival::cox(input, {}, {});
        }) == "survival.cox: x.1[" + std::to_string(first) + "] is nan, but must be finite");
}

TEST_CASE("leak guard: calls by name") {
  const Company company(30);
  const data::FeaturesResult leaky = company.table(data::Sight::effective);
  Table plain = leaky.table();
  const When known = plain.known_at[1];
  plain.known_at.clear();
  plain.cut = When();
  surface::Call call(surface::find_function("survival.cox"));
  CHECK(sentence([&] { call.cut("x", 19814); }) == "survival.cox: x is dated before it is given, but must be given first");
  call.input("x", plain);
  call.input("duration", company.duration);
  call.input("event", company.event);
  call.known_at("x", "0", 0);
  call.known_at("x", "1", known);
  call.cut("x", data::day_of(2024, 4, 1));
  CHECK(sentence([&] { call.run({}); }).find("is known at 2024-05-01, but must be known by the cut, 2024-04-01") != std::string::npos);
  Object state = call.begin_state();
  CHECK(sentence([&] { call.update_state(state, {}); }) == sentence([&] { call.run({}); }));
  call.cut("x", data::day_of(2024, 5, 1));
  CHECK(sentence([&] { call.run({}); }) == "accepted");
  CHECK(sentence([&] { call.known_at("x", "2", 0); }) == "survival.cox: x.2 is unknown, but must be one of the columns 0, 1");
  call.input("x", plain);  // names the argument again: the days are forgotten
  CHECK(sentence([&] { call.run({}); }) == "accepted");
}
