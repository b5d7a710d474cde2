// Rules of other systems, as their documentation and tests give them, in the words of signals.alerts.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/signals/alerts.hpp"

using namespace mainstay;
using namespace mainstay::signals;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
using Days = std::vector<std::int64_t>;

// One person with a value or an event for each day from 0 on; missing values are no row.
struct Series {
  std::vector<double> value;
  std::vector<std::string> event;

  AlertsResult run(std::string rule, std::int64_t last) const {
    std::replace(rule.begin(), rule.end(), '\'', '"');
    AlertsOptions options;
    Fields fields;
    options.describe(fields);
    set_from_json("signals.alerts", *fields.find("rules"), "[" + rule + "]");
    options.first_day = 0, options.last_day = last;
    std::vector<std::int64_t> person, day;
    std::vector<double> x;
    std::vector<std::string> words;
    for (std::size_t d = 0; d < std::max(value.size(), event.size()); ++d) {
      const double here = d < value.size() ? value[d] : none;
      const std::string word = d < event.size() ? event[d] : "";
      if (std::isnan(here) && word.empty()) continue;
      person.push_back(1), day.push_back(static_cast<std::int64_t>(d)), x.push_back(here), words.push_back(word);
    }
    Labels labels;
    const std::vector<std::int64_t> who{1};
    const std::vector<double> start{0};
    AlertsInput input;
    input.person = Column(person), input.day = Column(day);
    input.x.add("x", Column(x));
    if (!event.empty()) input.event = labels.column(words);
    input.person_id = Column(who), input.start = Column(start);
    return alerts(input, options);
  }
};

Days days_of(const AlertsResult& result) { return {result.alerts.day.begin(), result.alerts.day.end()}; }

// The day-to-day changes of a price as events.
std::vector<std::string> changes_of(const std::vector<double>& price) {
  std::vector<std::string> words{""};
  for (std::size_t d = 1; d < price.size(); ++d) words.push_back(price[d] < price[d - 1] ? "down" : price[d] > price[d - 1] ? "up" : "");
  return words;
}

// A turn: up on the day after down.
const std::string turn = "{'name':'turn','version':'1','clock':'days','missing':'is_false','when':'turn','conditions':[{'name':'turn','kind':'sequence','events':['down','up'],'within':1,'window':1}]}";
const std::string rising =
    "{'name':'up','version':'1','clock':'days','missing':'is_false','when':'up','conditions':[{'name':'up','kind':'value','column':'x','max_age':0,'compare':'above','against':'own','baseline':1,'least_baseline':1}]}";

}  // namespace

TEST_CASE("alerts: V21, a mean below a bound for two steps is raised at the third look, as promtool's unit test has it") {
  // avg(up): 1 at six looks, then 0.5; expr avg < 0.75, for: 2m. Nothing at 7m, an alert at 8m.
  Series up;
  up.value = {1, 1, 1, 1, 1, 1, .5, .5, .5, .5};
  const std::string rule =
      "{'name':'down','version':'1','clock':'days','missing':'unknown','when':'for two','conditions':[{'name':'low','column':'x','max_age':0,'compare':'below','threshold':0.75},"
      "{'name':'for two','kind':'streak','of':['low'],'length':3}]}";
  CHECK(days_of(up.run(rule, 7)).empty());
  CHECK(days_of(up.run(rule, 8)) == Days{8});
  CHECK(days_of(up.run(rule, 9)) == Days{8});  // still the same alert
  // A single good look begins it anew.
  up.value[7] = 1;
  up.value.resize(11, .5);
  CHECK(days_of(up.run(rule, 9)).empty());
  CHECK(days_of(up.run(rule, 10)) == Days{10});
}

TEST_CASE("alerts: V21, without data the last state goes on, as Grafana's KeepLast has it") {
  // for = 2: alerting -> pending, no data -> pending, no data -> alerting. The last value counts for as long as the rule says.
  const auto rule = [](int age) {
    return "{'name':'down','version':'1','clock':'days','missing':'unknown','when':'for two','conditions':[{'name':'low','column':'x','max_age':" + std::to_string(age) +
           ",'compare':'below','threshold':0.75},{'name':'for two','kind':'streak','of':['low'],'length':3}]}";
  };
  Series series;
  series.value = {1, .5};
  CHECK(days_of(series.run(rule(5), 2)).empty());
  CHECK(days_of(series.run(rule(5), 3)) == Days{3});
  CHECK(days_of(series.run(rule(1), 3)).empty());  // a value of one day at most: on day 3 nothing is known, and nothing raised
  // Once raised, no data neither clears nor raises: on day 5 the alert of day 3 stands, its value too old.
  series.value = {1, .5, .5, .5};
  AlertsResult result = series.run(rule(0), 6);
  CHECK(days_of(result) == Days{3});
  CHECK(result.alerts.status.levels[static_cast<std::size_t>(result.alerts.status.codes[0])] == "open");
  // Data that is good again clears it, on that day.
  series.value = {1, .5, .5, .5, none, none, 1};
  result = series.run(rule(0), 8);
  CHECK(days_of(result) == Days{3});
  CHECK(result.alerts.cleared[0] == 6);
  // Normal -> no data -> normal: nothing.
  series.value = {1, none, none, 1};
  CHECK(days_of(series.run(rule(0), 5)).empty());
}

TEST_CASE("alerts: V23, the turns of a price, as MATCH_RECOGNIZE finds them") {
  // Oracle's example: twenty days of ACME from 2011-04-01, STRT DOWN+ UP+, going on at the last UP: three matches, with bottoms on the 6th, 12th and 16th. The alert is raised on the first day up.
  Series acme;
  acme.value = {12, 17, 19, 21, 25, 12, 15, 20, 24, 25, 19, 15, 25, 25, 14, 12, 14, 24, 23, 22};
  acme.event = changes_of(acme.value);
  CHECK(days_of(acme.run(turn, 19)) == Days{6, 12, 16});
  // Every rise, also the one with which the records begin; each alert is cleared when it is over: the last days of the matches are the 10th, 13th and 18th.
  const AlertsResult rises = acme.run(rising, 19);
  CHECK(days_of(rises) == Days{1, 6, 12, 16});
  CHECK(std::vector<double>(rises.alerts.cleared.begin(), rises.alerts.cleared.end()) == std::vector<double>{5, 10, 13, 18});
  // Snowflake's ABCD from 2020-10-01: two matches, of 1 down and 2 up, and of 1 down and 3 up.
  Series abcd;
  abcd.value = {50, 36, 39, 42, 30, 47, 71, 80};
  abcd.event = changes_of(abcd.value);
  CHECK(days_of(abcd.run(turn, 7)) == Days{2, 5});
  const AlertsResult up = abcd.run(rising, 8);
  CHECK(days_of(up) == Days{2, 5});
  CHECK(up.alerts.cleared[0] - static_cast<double>(up.alerts.day[0]) == 2);
  CHECK(up.alerts.cleared[1] - static_cast<double>(up.alerts.day[1]) == 3);
}
