#include "mainstay/attrition/risk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "golden.hpp"
#include "mainstay/attrition/risk_judge.hpp"
#include "mainstay/attrition/risk_list.hpp"
#include "risk_people.hpp"

using namespace risk_people;
using doctest::Approx;

TEST_CASE("risk: one curve for everybody, by hand") {
  const Ten ten;
  const RiskFit fit = risk(ten.input, ten.options);
  CHECK(fit.rows == 10);
  CHECK(fit.people == 10);
  CHECK(fit.events == 6);
  CHECK(fit.follow_up == 4.0);
  CHECK(fit.followed_until == 4.0);  // four were still at risk at 4
  CHECK(fit.base_rate[0] == Approx(0.2).epsilon(1e-14));
  CHECK(fit.base_rate[1] == Approx(0.4).epsilon(1e-14));
  CHECK(fit.quantiles[0] == 1.0);
  CHECK(fit.quantiles[10] == 5.5);  // the median
  CHECK(fit.quantiles[5] == Approx(3.25).epsilon(1e-14));

  // S = 0.8, 0.6, 0.6, 0.3 at 1, 2, 3, 4. Who has stayed for 1 leaves by 2 with 1 - 0.6/0.8, by 4 with 1 - 0.3/0.8.
  const std::vector<double> x{5, 12, 0}, tenure{1, 2, 4};
  RiskListInput people;
  people.x.add("x", x);
  people.tenure = tenure;
  const RiskList honest = risk_list(fit, people);
  CHECK(std::isnan(honest.people.probability[3]));  // tenure 2 and 3 ahead: nobody was followed for 5
  CHECK(std::isnan(honest.people.probability[4]));
  CHECK(honest.people.rank[3] == 2);
  RiskListOptions carried;
  carried.beyond = survival::BeyondFollowUp::carry;
  const RiskList list = risk_list(fit, people, carried);
  CHECK(list.interval == RiskInterval::none);
  CHECK(list.people.row == std::vector<std::int64_t>{0, 0, 1, 1, 2, 2});
  CHECK(list.people.probability[0] == Approx(0.25).epsilon(1e-14));
  CHECK(list.people.probability[1] == Approx(0.625).epsilon(1e-14));
  CHECK(list.people.probability[2] == Approx(0.0).epsilon(1e-14));
  CHECK(list.people.probability[3] == Approx(0.5).epsilon(1e-14));
  CHECK(list.people.base_rate == list.people.probability);
  CHECK(list.people.ratio[1] == 1.0);
  CHECK(std::isnan(list.people.ratio[2]));
  CHECK(std::isnan(list.people.lower[0]));
  CHECK(list.people.rank == std::vector<std::int64_t>{1, 1, 2, 2, 3, 3});
  // Nobody left between 2 and 3: over resamples, and by an estimator's own errors, 0 has no limits.
  RiskOptions drawn = ten.options;
  drawn.resamples = 20;
  const RiskList limited = risk_list(risk(ten.input, drawn), people, carried);
  CHECK(limited.people.probability[2] == Approx(0.0).epsilon(1e-14));
  CHECK(std::isnan(limited.people.lower[2]));
  CHECK(std::isnan(limited.people.upper[2]));
  CHECK(limited.people.lower[0] < limited.people.upper[0]);
  const std::vector<double> mixed{3, 8, 1, 9, 4, 7, 2, 10, 6, 5};
  RiskInput rows = ten.input;
  rows.x = {};
  rows.x.add("x", mixed);
  const std::vector<std::int64_t> left{1, 1, 1, 1, 0, 0, 1, 1, 0, 0};
  rows.event = left;
  const RiskList own = risk_list(risk(rows, asked({1.0, 3.0}, survival::Learner::cox)), people, carried);
  CHECK(own.interval == RiskInterval::model);
  CHECK(own.people.probability[2] == 0.0);
  CHECK(std::isnan(own.people.lower[2]));
  CHECK(own.people.upper[1] > own.people.probability[1]);
  // By cause: from 1 to 4 the boss takes 0.2 / 0.8, pay 0.3 / 0.8.
  CHECK(list.causes.cause.levels == std::vector<std::string>{"pay", "boss"});
  CHECK(list.causes.probability[2] == Approx(0.375).epsilon(1e-14));
  CHECK(list.causes.probability[3] == Approx(0.25).epsilon(1e-14));
  // The second is above the range and reaches to 5 in 3; the third is below the range and at the end already.
  CHECK(list.flags.row == std::vector<std::int64_t>{1, 1, 2, 2});
  const auto flag = [&](std::size_t k) { return list.flags.flag.levels[static_cast<std::size_t>(list.flags.flag.codes[k])]; };
  CHECK(flag(0) == "above_range");
  CHECK(list.flags.value[0] == 12.0);
  CHECK(list.flags.limit[0] == 10.0);
  CHECK(flag(1) == "horizon_beyond_follow_up");
  CHECK(list.flags.horizon[1] == 3.0);
  CHECK(list.flags.value[1] == 5.0);
  CHECK(flag(2) == "below_range");
  CHECK(flag(3) == "tenure_beyond_follow_up");
  CHECK(list.people.flags == std::vector<std::int64_t>{0, 0, 1, 2, 2, 2});
  for (const double score : list.score) CHECK(score == 0.0);
}

TEST_CASE("risk: judged by hand") {
  const Ten ten;
  const RiskFit fit = risk(ten.input, ten.options);
  // Eight people who have stayed for 1 are given 1/4 each; three leave within 1 (one for the boss), the others later.
  const std::vector<double> x(8, 5.0), tenure(8, 1.0), duration{1, 1, 1, 2, 2, 3, 3, 3};
  const std::vector<std::int64_t> event{1, 2, 1, 0, 0, 1, 0, 0}, week{0, 0, 0, 0, 1, 1, 1, 1};
  RiskJudgeInput rows;
  rows.x.add("x", x);
  rows.tenure = tenure;
  rows.duration = duration;
  rows.event = event;
  rows.period = week;
  RiskJudgeOptions options;
  options.horizons = {1.0};
  options.minimum_events = 3;
  options.bands = 4;
  options.alerts = {2};
  const RiskJudgement judged = risk_judge(fit, rows, options);
  const JudgedHorizons& at_one = judged.horizons;
  CHECK(at_one.rows[0] == 8);
  CHECK(at_one.events[0] == 3);
  CHECK(at_one.predicted[0] == Approx(0.25).epsilon(1e-14));
  CHECK(at_one.observed[0] == Approx(0.375).epsilon(1e-14));
  CHECK(at_one.ratio[0] == Approx(1.5).epsilon(1e-14));
  CHECK(at_one.brier[0] == Approx((3 * 0.5625 + 5 * 0.0625) / 8).epsilon(1e-14));
  CHECK(at_one.curve_brier[0] == at_one.brier[0]);
  CHECK(at_one.reference[0] == Approx(0.375 * 0.625).epsilon(1e-14));
  CHECK(at_one.average_precision[0] == Approx(0.375).epsilon(1e-14));  // everybody is tied
  CHECK(at_one.auc[0] == Approx(0.5).epsilon(1e-14));
  CHECK(judged.bands.rows == std::vector<std::int64_t>{8});  // equal predictions are never divided
  // Two alerts a week drawn among four: 3/4 of them leave in the first week, none in the second.
  CHECK(judged.loads.alerted[0] == 4.0);
  CHECK(judged.loads.precision[0] == Approx(0.375).epsilon(1e-14));
  CHECK(judged.loads.recall[0] == Approx(0.5).epsilon(1e-14));
  CHECK(judged.loads.lead_time[0] == 1.0);
  CHECK(judged.periods.observed[0] == Approx(0.75).epsilon(1e-14));
  CHECK(judged.periods.observed[1] == 0.0);
  CHECK(judged.periods.events == std::vector<std::int64_t>{3, 0});
  // For the boss: 0.2 / 0.8 too, and one of eight left for them.
  options.cause = "boss";
  options.minimum_events = 1;
  const RiskJudgement boss = risk_judge(fit, rows, options);
  CHECK(boss.horizons.events[0] == 1);
  CHECK(boss.horizons.observed[0] == Approx(0.125).epsilon(1e-14));
  CHECK(boss.horizons.brier[0] == Approx((0.5625 + 7 * 0.0625) / 8).epsilon(1e-14));
}

TEST_CASE("risk: equal to R's coxph and survfit") {
  for (const std::string& name : golden::golden_files("attrition/risk", "cox")) {
    CAPTURE(name);
    const golden::json file = golden::load_golden(name);
    const auto &train = file["data"]["train"], &later = file["data"]["people"], &expect = file["expect"];
    const auto table = [](const golden::json& columns, data::Frame& frame) {
      frame.add("age", golden::numbers(columns["age"]));
      frame.add_texts("site", columns["site"].get<std::vector<std::string>>());
      return frame.table();
    };
    data::Frame train_frame, later_frame;
    const std::vector<double> duration = golden::numbers(train["duration"]), event = golden::numbers(train["event"]), entry = golden::numbers(train["entry"]),
                              weights = golden::numbers(train["weights"]), tenure = golden::numbers(later["tenure"]), since = golden::numbers(later["since"]);
    RiskInput input;
    input.x = table(train, train_frame);
    input.duration = duration;
    input.event = event;
    input.entry = entry;
    input.weights = weights;
    const RiskFit fit = risk(input, asked({6.0, 12.0}));
    RiskListInput people;
    people.x = table(later, later_frame);
    people.tenure = tenure;
    const RiskList list = risk_list(fit, people);
    CHECK(list.interval == RiskInterval::model);
    for (std::size_t t = 0; t < 2; ++t) CHECK(fit.base_rate[t] == Approx(expect["base_rate"][t].get<double>()).epsilon(1e-10));
    for (std::size_t i = 0; i < tenure.size(); ++i) {
      for (std::size_t t = 0; t < 2; ++t) {
        CHECK(list.people.probability[2 * i + t] == Approx(expect["probability"][i][t].get<double>()).epsilon(1e-8));
        CHECK(list.people.base_rate[2 * i + t] == Approx(expect["base"][i][t].get<double>()).epsilon(1e-10));
        CHECK(list.people.lower[2 * i + t] <= list.people.probability[2 * i + t]);
        CHECK(list.people.upper[2 * i + t] >= list.people.probability[2 * i + t]);
      }
      CHECK(list.contributions[2 * i] == Approx(expect["contribution_age"][i].get<double>()).epsilon(1e-8));
      CHECK(list.contributions[2 * i + 1] == Approx(expect["contribution_site"][i].get<double>()).epsilon(1e-8));
    }
    RiskJudgeInput rows;
    rows.x = people.x;
    rows.tenure = tenure;
    rows.duration = since;
    const std::vector<std::int64_t> left(since.size(), 1);
    rows.event = left;
    RiskJudgeOptions options;
    options.minimum_events = 1;
    const JudgedHorizons judged = risk_judge(fit, rows, options).horizons;
    for (std::size_t t = 0; t < 2; ++t) {
      const auto equal = [&](double value, const char* what) { CHECK(value == Approx(expect[what][t].get<double>()).epsilon(1e-8)); };
      equal(judged.brier[t], "brier");
      equal(judged.curve_brier[t], "curve_brier");
      equal(judged.reference[t], "reference");
      equal(judged.average_precision[t], "average_precision");
      equal(judged.predicted[t], "predicted");
      equal(judged.observed[t], "observed");
    }
  }
}

TEST_CASE("risk: nearest changes against trying everything") {
  const People people(400);
  for (const survival::Learner learner : {survival::Learner::cox, survival::Learner::aft}) {
    const RiskFit fit = risk(people.input, asked({4.0, 8.0}, learner));
    RiskListInput here;
    here.x = people.input.x;
    here.tenure = people.entry;
    RiskListOptions options;
    options.lower_by = 0.15;
    options.change_horizon = 8.0;
    RiskChangeable pay, age, site;
    pay.column = "pay";
    pay.step = 0.5;
    pay.lowest = 4.0;
    age.column = "age";
    site.column = "site";
    site.levels = {"south", "west"};
    options.changeable = {pay, age, site};
    const RiskList list = risk_list(fit, here, options);
    const auto probability = [&](std::size_t i, double pay_value, double age_value, const std::string& level) {
      data::Frame one;
      one.add("age", std::vector<double>{age_value});
      one.add("pay", std::vector<double>{pay_value});
      one.add_texts("site", std::vector<std::string>{level});
      survival::NewPeople row;
      row.x = one.table();
      const std::vector<double> tenure{people.entry[i]};
      row.tenure = tenure;
      survival::ModelPredictOptions at;
      at.beyond = survival::BeyondFollowUp::carry;
      at.times = {8.0};
      return 1.0 - survival::model_predict(fit.model, row, at).survival[0];
    };
    std::size_t next = 0;
    for (std::size_t i = 0; i < 60; ++i) {
      const double before = probability(i, people.pay[i], people.age[i], people.site[i]), goal = before * 0.85;
      struct Found {
        std::string column;
        double steps, to, after;
        std::string level;
      };
      std::vector<Found> found;
      Found best{"age", 1e9, 0, 2, ""};
      std::vector<double> grid(fit.quantiles.begin(), fit.quantiles.begin() + 21);
      grid.erase(std::unique(grid.begin(), grid.end()), grid.end());
      for (const double value : grid) {
        double steps = 0;
        for (const double other : grid) steps += value > people.age[i] ? other > people.age[i] && other <= value : other < people.age[i] && other >= value;
        if (value == people.age[i]) continue;
        const double after = probability(i, people.pay[i], value, people.site[i]);
        if (after <= goal && (steps < best.steps || (steps == best.steps && after < best.after))) best = {"age", steps, value, after, ""};
      }
      if (best.steps < 1e9) found.push_back(best);
      best = {"pay", 1e9, 0, 2, ""};
      for (int k = 1; k < 40; ++k)
        for (const double value : {people.pay[i] + 0.5 * k, people.pay[i] - 0.5 * k}) {
          if (value < 4.0 || value > 14.0) continue;
          const double after = probability(i, value, people.age[i], people.site[i]);
          if (after <= goal && (k < best.steps || (k == best.steps && after < best.after))) best = {"pay", static_cast<double>(k), value, after, ""};
        }
      if (best.steps < 1e9) found.push_back(best);
      best = {"site", 1e9, 0, 2, ""};
      for (const char* level : {"south", "west"}) {
        if (people.site[i] == level) continue;
        const double after = probability(i, people.pay[i], people.age[i], level);
        if (after <= goal && after < best.after) best = {"site", 1.0, 0, after, level};
      }
      if (best.steps < 1e9) found.push_back(best);
      std::size_t of_person = next;
      while (of_person < list.changes.row.size() && list.changes.row[of_person] == static_cast<std::int64_t>(i)) ++of_person;
      REQUIRE(of_person - next == found.size());
      for (; next < of_person; ++next) {
        const std::string column = list.changes.column.levels[static_cast<std::size_t>(list.changes.column.codes[next])];
        const auto same = std::find_if(found.begin(), found.end(), [&](const Found& each) { return each.column == column; });
        REQUIRE(same != found.end());
        CHECK(list.changes.steps[next] == same->steps);
        CHECK(list.changes.before[next] == Approx(before).epsilon(1e-12));
        CHECK(list.changes.after[next] == Approx(same->after).epsilon(1e-12));
        CHECK(list.changes.goal[next] == Approx(goal).epsilon(1e-12));
        if (column == "site") CHECK(list.changes.to_level.levels[static_cast<std::size_t>(list.changes.to_level.codes[next])] == same->level);
        else CHECK(list.changes.to_number[next] == same->to);
        if (list.changes.rank[next] > 1) CHECK(list.changes.steps[next] >= list.changes.steps[next - 1]);
      }
    }
  }
}

TEST_CASE("risk: resamples are fits with exponential weights of people") {
  const People people(300, 2);
  RiskOptions options = asked({4.0, 8.0}, survival::Learner::curve);
  options.resamples = 40;
  RunContext context;
  context.seed = 11;
  const RiskFit fit = risk(people.input, options, context);
  CHECK(fit.people == 150);
  RiskListInput here;
  here.x = people.input.x;
  here.tenure = people.entry;
  RiskListOptions asked_for;
  asked_for.confidence_level = 0.8;
  const RiskList list = risk_list(fit, here, asked_for);
  CHECK(list.interval == RiskInterval::resamples);
  // The limits of one person, by sorting what each of the fits says.
  std::vector<double> draws, pay;
  for (const survival::ModelFit& resample : fit.resamples) {
    survival::NewPeople row;
    row.x = here.x;
    row.tenure = here.tenure;
    survival::ModelPredictOptions at;
    at.beyond = survival::BeyondFollowUp::carry;
    at.times = {8.0};
    const survival::ModelPrediction said = survival::model_predict(resample, row, at);
    draws.push_back(1.0 - said.survival[17]);
    pay.push_back(said.incidence[0].incidence[17]);
  }
  std::sort(draws.begin(), draws.end());
  std::sort(pay.begin(), pay.end());
  const auto between = [](const std::vector<double>& sorted, double place) {
    const auto below = static_cast<std::size_t>(place);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
  };
  CHECK(list.people.lower[35] == Approx(between(draws, 3.9)).epsilon(1e-12));
  CHECK(list.people.upper[35] == Approx(between(draws, 35.1)).epsilon(1e-12));
  CHECK(list.causes.lower[70] == Approx(between(pay, 3.9)).epsilon(1e-12));
  // The spread is that of the curve: Kaplan-Meier's standard error within the noise of 40 draws.
  CHECK(draws.back() - draws.front() > 0.01);
  CHECK(bytes(risk(people.input, options, context)) == bytes(fit));
  context.threads = 3;
  CHECK(bytes(risk(people.input, options, context)) == bytes(fit));
  context.seed = 12;
  CHECK(bytes(risk(people.input, options, context)) != bytes(fit));
}

TEST_CASE("risk: saved, loaded, one row or many") {
  const People people(300, 2);
  for (const Choice& word : choices(survival::Learner{})) {
    CAPTURE(word.name);
    if (const auto learner = static_cast<survival::Learner>(word.value); learner == survival::Learner::hazard || learner == survival::Learner::multinomial) continue;  // they want whole periods, these people stay for halves
    const RiskFit fit = risk(people.input, asked({4.0, 8.0}, static_cast<survival::Learner>(word.value)));
    const Object loaded = load_document(bytes(fit), "attrition.risk", type_of<RiskFit>);
    REQUIRE(loaded.as<RiskFit>() != nullptr);
    RiskListInput here;
    here.x = people.input.x;
    here.tenure = people.entry;
    const RiskList list = risk_list(fit, here);
    CHECK(risk_list(*loaded.as<RiskFit>(), here).people.probability == list.people.probability);
    double sum = 0.0;
    for (std::size_t i = 0; i < list.score.size(); ++i) {
      sum = list.contributions[3 * i] + list.contributions[3 * i + 1] + list.contributions[3 * i + 2];
      CHECK(sum == Approx(list.score[i]).epsilon(1e-12));
    }
  }
}

TEST_CASE("risk: thin data is flagged") {
  People people(300);
  people.site[7] = people.site[8] = "island";
  people.event[7] = 1;
  people.event[8] = 0;
  data::Frame frame;
  frame.add("site", std::vector<double>(300, 0.0));
  data::Frame sites;
  sites.add_texts("site", std::vector<std::string>(people.site));
  people.input.x = sites.table();
  const RiskFit fit = risk(people.input, asked({4.0, 8.0}));
  RiskListInput here;
  here.x = people.input.x;
  here.tenure = people.entry;
  const RiskFlags flags = risk_list(fit, here).flags;
  std::int64_t found = 0;
  for (std::size_t k = 0; k < flags.row.size(); ++k) {
    const std::string& word = flags.flag.levels[static_cast<std::size_t>(flags.flag.codes[k])];
    if (word == "few_people") {
      CHECK((flags.row[k] == 7 || flags.row[k] == 8));
      CHECK(flags.value[k] == 2.0);
      ++found;
    }
    if (word == "few_events") {
      CHECK(flags.value[k] == 1.0);
      ++found;
    }
  }
  CHECK(found == 4);
}

TEST_CASE("risk: what is refused") {
  const People people(60);
  RiskOptions options = asked({4.0, 8.0});
  options.minimum_events = 1000;
  const std::string few = sentence([&] { risk(people.input, options); });
  CHECK(few.find("attrition.risk: event is ") == 0);
  CHECK(few.find(" leavings, but must be at least 1000 (minimum_events)") != std::string::npos);
  options = asked({8.0, 4.0});
  CHECK(sentence([&] { risk(people.input, options); }) == "attrition.risk: horizons[1] is 4, but must be above the one before it");
  CHECK(sentence([&] { risk(people.input, RiskOptions{}); }) == "attrition.risk: horizons is missing, but must be given");
  RiskInput late = people.input;
  late.x.set_known_at("", When(100));
  late.x.cut = When(120);
  options = asked({4.0, 8.0});
  options.frozen_at = 110;
  CHECK(sentence([&] { risk(late, options); }) == "attrition.risk: the cut of x[0] is 120, but must be frozen_at or before");
  options.frozen_at = 120;
  const RiskFit fit = risk(late, options);

  RiskListInput here;
  here.x = people.input.x;
  here.tenure = people.entry;
  RiskListOptions list;
  const auto with = [&](const char* column, const auto& change) {
    RiskChangeable each;
    each.column = column;
    change(each);
    list.changeable = {each};
    return sentence([&] { risk_list(fit, here, list); });
  };
  CHECK(with("town", [](RiskChangeable&) {}) == "attrition.risk.list: changeable[0].column is town, but must be one of age, pay, site");
  CHECK(with("site", [](RiskChangeable& each) { each.levels = {"moon"}; }) == "attrition.risk.list: changeable[0].levels is moon, but must be one of the levels of the fit: north, south, west");
  CHECK(with("pay", [](RiskChangeable& each) { each.levels = {"1"}; }) == "attrition.risk.list: changeable[0].levels is given, but must be left out for a column of numbers");
  CHECK(with("pay", [](RiskChangeable& each) { each.highest = 99.0; }) == "attrition.risk.list: changeable[0].highest is 99, but must be within what the fit saw: 14 or less");
  CHECK(with("pay", [](RiskChangeable& each) { each.step = 0.001; }) == "attrition.risk.list: changeable[0].step is 0.001, but must be so large that 1000 steps lead from lowest to highest");
  list = {};
  list.change_horizon = 5.0;
  CHECK(sentence([&] { risk_list(fit, here, list); }) == "attrition.risk.list: change_horizon is 5, but must be one of the horizons");

  RiskJudgeInput rows;
  rows.x = people.input.x;
  rows.tenure = people.entry;
  rows.duration = people.duration;
  rows.event = people.event;
  const std::vector<std::int64_t> days(60, 119);
  rows.scored_at = days;
  RiskJudgeOptions judge;
  judge.minimum_events = 1;
  CHECK(sentence([&] { risk_judge(fit, rows, judge); }) == "attrition.risk.judge: scored_at[0] is 119, but must be at least 120 (1970-05-01), the day at which the model was frozen");
  rows.scored_at = {};
  judge.cause = "pay";
  CHECK(sentence([&] { risk_judge(fit, rows, judge); }) == "attrition.risk.judge: cause is pay, but must be left out, for the model tells no causes apart");
  judge.cause.clear();
  judge.minimum_events = 1000;
  CHECK(sentence([&] { risk_judge(fit, rows, judge); }).find(" within the longest horizon, but must be at least 1000 (minimum_events)") != std::string::npos);
  RiskFit broken = fit;
  broken.base.clear();
  CHECK_THROWS_WITH(broken.validate(), "attrition.risk: the fit's models do not fit each other");
}
