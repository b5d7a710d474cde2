#include "mainstay/attrition/backtest.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "golden.hpp"
#include "risk_people.hpp"

using namespace risk_people;
using doctest::Approx;

namespace {

// Hired on day 0: gone at tenure 5, 15, 25, still there at 40. Hired on day 10: gone at 5, 15, 30, still there at 30.
struct Eight {
  std::vector<double> x{1, 2, 3, 4, 5, 6, 7, 8}, duration{5, 15, 25, 40, 5, 15, 30, 30};
  std::vector<std::int64_t> start{0, 0, 0, 0, 10, 10, 10, 10}, event{1, 1, 1, 0, 1, 1, 1, 0}, person{1, 2, 3, 4, 5, 6, 7, 8};
  BacktestInput input;
  BacktestOptions options;
  Eight() {
    input.x.add("x", x);
    input.start = start;
    input.duration = duration;
    input.event = event;
    input.person = person;
    options.cuts = {20};
    options.horizons = {10};
    options.model.learner = survival::Learner::curve;
    options.minimum_events = 2;
    options.beyond = survival::BeyondFollowUp::carry;
  }
};

}  // namespace

TEST_CASE("backtest: by hand") {
  // On day 20 three leavings are known, at tenures 5, 5 and 15: S = 6/8 from 5, 6/8 · 2/3 from 15. There are two of tenure 20, given 0, and three
  // of tenure 10, given 1 - 0.5/0.75 each. By day 30 one of the former and one of the latter have left.
  const Eight eight;
  const BacktestResult found = backtest(eight.input, eight.options);
  CHECK(found.cuts.rows[0] == 8);
  CHECK(found.cuts.events[0] == 3);
  CHECK(found.cuts.scored[0] == 5);
  CHECK(found.figures.events[0] == 2);
  CHECK(found.figures.predicted[0] == Approx(0.2).epsilon(1e-14));
  CHECK(found.figures.observed[0] == Approx(0.4).epsilon(1e-14));
  CHECK(found.figures.brier[0] == Approx((1.0 + 4.0 / 9 + 2.0 / 9) / 5).epsilon(1e-14));
  CHECK(found.pooled.horizons.brier[0] == found.figures.brier[0]);
  CHECK(found.pooled.horizons.curve_brier[0] == found.figures.brier[0]);
  // Exits: binomial, three with 1/3: 0, 1, 2, 3 with 8, 12, 6, 1 of 27.
  CHECK(found.exits.expected[0] == Approx(1.0).epsilon(1e-14));
  CHECK(found.exits.lower[0] == 0.0);
  CHECK(found.exits.upper[0] == 2.0);
  CHECK(found.exits.observed[0] == 2);
  CHECK(found.exits.held[0] == 1);
  CHECK(found.held_share == 1.0);
  CHECK(std::isnan(found.held_share_units));
  CHECK(found.pooled.periods.period.levels == std::vector<std::string>{"1970-01-21"});
}

TEST_CASE("backtest: weights are copies, and 0 is nobody") {
  Eight eight;
  std::vector<double> weights{1, 3, 2, 1, 2, 1, 3, 0};
  eight.input.weights = weights;
  const BacktestResult weighted = backtest(eight.input, eight.options);
  Eight copies;
  copies.x.clear(), copies.duration.clear(), copies.start.clear(), copies.event.clear(), copies.person.clear();
  for (std::size_t i = 0; i < 8; ++i)
    for (double k = 0.0; k < weights[i]; k += 1.0) {
      copies.x.push_back(eight.x[i]);
      copies.duration.push_back(eight.duration[i]);
      copies.start.push_back(eight.start[i]);
      copies.event.push_back(eight.event[i]);
      copies.person.push_back(static_cast<std::int64_t>(copies.person.size()));
    }
  BacktestInput input;
  input.x.add("x", copies.x);
  input.start = copies.start;
  input.duration = copies.duration;
  input.event = copies.event;
  input.person = copies.person;
  const BacktestResult copied = backtest(input, eight.options);
  CHECK(weighted.figures.predicted[0] == Approx(copied.figures.predicted[0]).epsilon(1e-13));
  CHECK(weighted.figures.observed[0] == Approx(copied.figures.observed[0]).epsilon(1e-13));
  CHECK(weighted.figures.brier[0] == Approx(copied.figures.brier[0]).epsilon(1e-13));
  CHECK(weighted.figures.curve_brier[0] == Approx(copied.figures.curve_brier[0]).epsilon(1e-13));
  CHECK(weighted.exits.expected[0] == Approx(copied.exits.expected[0]).epsilon(1e-13));
  CHECK(weighted.exits.lower[0] == copied.exits.lower[0]);
  CHECK(weighted.exits.upper[0] == copied.exits.upper[0]);
  CHECK(weighted.exits.observed[0] == copied.exits.observed[0]);
  weights[1] = 0.5;
  CHECK(sentence([&] { backtest(eight.input, eight.options); }).find("attrition.backtest: weights[1] is 0.5, but must be") == 0);
}

TEST_CASE("backtest: who is beyond what was followed is left out and counted") {
  // The longest tenure known on day 20 is 20: nothing can be said of two people of tenure 20. Of the three others one left.
  Eight eight;
  eight.options.beyond = survival::BeyondFollowUp::missing;
  eight.options.minimum_events = 1;
  const BacktestResult found = backtest(eight.input, eight.options);
  CHECK(found.cuts.scored[0] == 5);
  CHECK(found.figures.beyond_follow_up[0] == 2);
  CHECK(found.figures.rows[0] == 3);
  CHECK(found.figures.events[0] == 1);
  CHECK(found.figures.predicted[0] == Approx(1.0 / 3).epsilon(1e-14));
  CHECK(found.figures.brier[0] == Approx((4.0 / 9 + 2.0 / 9) / 3).epsilon(1e-14));
  CHECK(found.pooled.horizons.beyond_follow_up[0] == 2);
  CHECK(found.pooled.horizons.brier[0] == found.figures.brier[0]);
  CHECK(found.pooled.periods.rows[0] == 3);
  CHECK(found.exits.expected[0] == Approx(1.0).epsilon(1e-14));
  CHECK(found.exits.observed[0] == 1);
}

TEST_CASE("backtest: equal to R's coxph and survfit at every cut") {
  for (const std::string& name : golden::golden_files("attrition/backtest", "cox")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const auto &data = file["data"], &expect = file["expect"];
    const auto whole = [&](const char* column) {
      std::vector<std::int64_t> list;
      for (const double value : golden::numbers(data[column])) list.push_back(static_cast<std::int64_t>(value));
      return list;
    };
    data::Frame frame, site;
    frame.add_texts("site", data["site"].get<std::vector<std::string>>());
    frame.add("score", golden::numbers(data["score"]));
    frame.add("grade", golden::numbers(data["grade"]));
    const std::vector<std::int64_t> start = whole("start"), event = whole("event"), person = whole("person");
    const std::vector<double> duration = golden::numbers(data["duration"]), entry = golden::numbers(data["entry"]);
    BacktestInput input;
    input.x = frame.table();
    input.start = start;
    input.duration = duration;
    input.event = event;
    input.entry = entry;
    input.person = person;
    input.unit = input.x.columns[0];
    BacktestOptions options;
    for (const double cut : golden::numbers(file["options"]["cuts"])) options.cuts.push_back(static_cast<std::int64_t>(cut));
    options.horizons = golden::numbers(file["options"]["horizons"]);
    options.minimum_events = 20;
    options.observation_end = 700;
    options.beyond = survival::BeyondFollowUp::carry;  // as survfit's extend = TRUE
    const BacktestResult found = backtest(input, options);
    const std::size_t times = options.horizons.size();
    for (std::size_t k = 0; k < options.cuts.size(); ++k) {
      const auto& cut = expect["cuts"][k];
      CHECK(found.cuts.rows[k] == cut["rows"].get<std::int64_t>());
      CHECK(found.cuts.people[k] == cut["people"].get<std::int64_t>());
      CHECK(found.cuts.events[k] == cut["events"].get<std::int64_t>());
      CHECK(found.cuts.scored[k] == cut["scored"].get<std::int64_t>());
      for (std::size_t t = 0; t < times; ++t) {
        CHECK(found.figures.events[k * times + t] == cut["left"][t].get<std::int64_t>());
        CHECK(found.figures.predicted[k * times + t] == Approx(cut["predicted"][t].get<double>()).epsilon(1e-8));
        CHECK(found.figures.brier[k * times + t] == Approx(cut["brier"][t].get<double>()).epsilon(1e-8));
        CHECK(found.figures.curve_brier[k * times + t] == Approx(cut["curve_brier"][t].get<double>()).epsilon(1e-8));
        CHECK(found.figures.average_precision[k * times + t] == Approx(cut["average_precision"][t].get<double>()).epsilon(1e-8));
      }
    }
    for (std::size_t t = 0; t < times; ++t) {
      CHECK(found.pooled.horizons.brier[t] == Approx(expect["brier"][t].get<double>()).epsilon(1e-8));
      CHECK(found.pooled.horizons.average_precision[t] == Approx(expect["average_precision"][t].get<double>()).epsilon(1e-8));
      CHECK(found.pooled.horizons.predicted[t] == Approx(expect["predicted"][t].get<double>()).epsilon(1e-8));
      CHECK(found.pooled.horizons.observed[t] == Approx(expect["observed"][t].get<double>()).epsilon(1e-8));
    }
    REQUIRE(found.exits.expected.size() == expect["exits"].size());
    double held = 0.0, all = 0.0;
    for (std::size_t r = 0; r < found.exits.expected.size(); ++r) {
      const auto& exits = expect["exits"][r];
      const std::string& unit = found.exits.unit.levels[static_cast<std::size_t>(found.exits.unit.codes[r])];
      CHECK(unit == exits["unit"].get<std::string>());
      CHECK(found.exits.expected[r] == Approx(exits["expected"].get<double>()).epsilon(1e-8));
      CHECK(found.exits.lower[r] == exits["lower"].get<double>());
      CHECK(found.exits.upper[r] == exits["upper"].get<double>());
      CHECK(found.exits.observed[r] == exits["observed"].get<std::int64_t>());
      CHECK(found.exits.censored[r] == 0);
      if (unit.empty()) continue;
      held += exits["observed"].get<double>() >= exits["lower"].get<double>() && exits["observed"].get<double>() <= exits["upper"].get<double>();
      ++all;
    }
    CHECK(found.held_share_units == held / all);
  }
}

TEST_CASE("backtest: nothing of a later day enters a fit") {
  // What happens after the last cut changes outcomes, but neither fits nor predictions.
  Eight eight;
  const BacktestResult before = backtest(eight.input, eight.options);
  eight.duration[2] = 40;
  eight.event[2] = 0;
  eight.duration[6] = 11;
  eight.duration[7] = 12;
  eight.event[7] = 1;
  const BacktestResult after = backtest(eight.input, eight.options);
  CHECK(after.figures.predicted == before.figures.predicted);
  CHECK(after.exits.expected == before.exits.expected);
  CHECK(after.cuts.events == before.cuts.events);
  CHECK(after.exits.observed[0] == 3);
  CHECK(after.exits.censored[0] == 0);
}

TEST_CASE("backtest: a person's rows go on in the next") {
  // Person 6 of the eight gets a new row at tenure 12, after the cut; the outcome is that of the last one.
  Eight eight;
  const BacktestResult whole = backtest(eight.input, eight.options);
  std::vector<double> x = eight.x, duration = eight.duration, entry(9, 0.0);
  std::vector<std::int64_t> start = eight.start, event = eight.event, person = eight.person;
  duration[5] = 12;
  event[5] = 0;
  x.push_back(6), start.push_back(10), duration.push_back(15), event.push_back(1), person.push_back(6);
  entry[8] = 12;
  BacktestInput input;
  input.x.add("x", x);
  input.start = start;
  input.duration = duration;
  input.event = event;
  input.person = person;
  input.entry = entry;
  const BacktestResult pieces = backtest(input, eight.options);
  CHECK(pieces.figures.brier == whole.figures.brier);
  CHECK(pieces.exits.observed == whole.exits.observed);
  entry[8] = 11;
  CHECK(sentence([&] { backtest(input, eight.options); }) == "attrition.backtest: entry[8] is 11, but must be at least 12, where row 5 of the same person ends");
}

TEST_CASE("backtest: what is refused") {
  Eight eight;
  const auto said = [&](const auto& change) {
    BacktestOptions options = eight.options;
    BacktestInput input = eight.input;
    change(input, options);
    return sentence([&] { backtest(input, options); });
  };
  CHECK(said([](auto&, auto& options) { options.minimum_events = 4; }) ==
        "attrition.backtest: cuts[0] is 1970-01-21, by which 3 leavings are known, but must be a day by which at least 4 are (minimum_events)");
  CHECK(said([](auto&, auto& options) { options.minimum_events = 3; }) == "attrition.backtest: event is 2 leavings within the longest horizon, but must be at least 3 (minimum_events)");
  CHECK(said([](auto&, auto& options) { options.cuts = {31}; }) == "attrition.backtest: cuts[0] is 1970-02-01, but must be the longest horizon before 1970-02-10, the end of observation");
  CHECK(said([](auto&, auto& options) { options.cuts = {20, 20}; }) == "attrition.backtest: cuts[1] is 1970-01-21, but must be after the one before it");
  CHECK(said([](auto&, auto& options) { options.cuts.clear(); }) == "attrition.backtest: cuts is missing, but must be given");
  // A value of person 3 became known on day 21, though the row began on day 0 and is used on day 20; that of person 8, used from day 20 too, in time.
  const std::vector<std::int64_t> known{0, 0, 21, 0, 0, 0, 0, 20}, cut{30, 30, 30, 30, 30, 30, 30, 30};
  CHECK(said([&](auto& input, auto&) {
          input.x.set_known_at("", When(known));
          input.x.cut = When(cut);
        }) == "attrition.backtest: x.x[2] is known at 1970-01-22, but must be known by the cut, 1970-01-21");
  // A level that nobody had before the cut.
  data::Frame frame;
  frame.add_texts("site", std::vector<std::string>{"a", "a", "a", "a", "a", "a", "a", "b"});
  std::vector<std::int64_t> start = eight.start;
  start[7] = 20;
  std::vector<double> duration = eight.duration;
  duration[7] = 20;
  const auto with_site = [&](auto& input, auto& options) {
    input.x = frame.table();
    input.start = start;
    input.duration = duration;
    options.model.learner = survival::Learner::cox;
  };
  CHECK(said(with_site).find("b") != std::string::npos);
  BacktestInput input = eight.input;
  BacktestOptions options = eight.options;
  with_site(input, options);
  options.unseen = UnseenLevel::leave_out;
  const BacktestResult found = backtest(input, options);
  CHECK(found.cuts.unseen[0] == 1);
  CHECK(found.cuts.scored[0] == 4);
}
