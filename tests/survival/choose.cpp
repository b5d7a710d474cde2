#include "mainstay/survival/choose.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"
#include "mainstay/survival/brier.hpp"
#include "solve/simplex.hpp"
#include "survival/choose_parts.hpp"

using namespace mainstay;
using namespace mainstay::survival;

namespace {

struct People {
  std::vector<double> age, duration, entry, day;
  std::vector<std::int64_t> event, person;
  data::Frame frame;
  ChooseInput input;
  explicit People(std::int64_t n, double effect, int causes = 1, unsigned seed = 4) {
    std::mt19937_64 random(seed);
    std::vector<std::string> site;
    const auto unit = [&] { return (static_cast<double>(random() >> 11) + 0.5) * 0x1p-53; };
    for (std::int64_t i = 0; i < n; ++i) {
      age.push_back(-1.0 + 2.0 * unit());
      site.push_back(random() % 3 == 0 ? "north" : "south");
      const double leaves = 1.0 + std::floor(-24.0 * std::log(unit()) / std::exp(effect * age.back())), ends = 1.0 + std::floor(60.0 * unit());
      duration.push_back(std::min(leaves, ends));
      event.push_back(leaves <= ends ? 1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(causes)) : 0);
      entry.push_back(0.0);
      day.push_back(std::floor(100.0 * unit()));
      person.push_back(i / 2);
    }
    frame.add("age", age);
    frame.add_texts("site", std::vector<std::string>(site));
    input.x = frame.table();
    input.duration = duration;
    input.event = event;
    input.person = person;
    input.day = day;
  }
};

Candidate candidate(const char* name, Learner learner) {
  Candidate each;
  each.name = name;
  each.model.learner = learner;
  return each;
}

std::string bytes(const ChooseFit& fit) { return save_document("survival.choose", Object::of(fit)); }

std::size_t row_of(const ChooseFit& fit, const char* name) {
  return static_cast<std::size_t>(std::find(fit.models.name.begin(), fit.models.name.end(), name) - fit.models.name.begin());
}

}  // namespace

TEST_CASE("choose: shares with the least quadratic form") {
  // Two: w = (b - c) / (a + b - 2c) of the first. Three: against a fine grid.
  std::vector<double> w = solve::least_shares({2.0, 0.5, 0.5, 1.0}, 2);
  CHECK(w[0] == doctest::Approx(0.25).epsilon(1e-12));
  CHECK(solve::least_shares({1.0, 2.0, 2.0, 5.0}, 2) == std::vector<double>{1.0, 0.0});  // mixing in the worse one does not help
  CHECK(solve::least_shares({3.0}, 1) == std::vector<double>{1.0});
  std::mt19937_64 random(3);
  for (int trial = 0; trial < 50; ++trial) {
    double rows[3][4], a[9];
    for (auto& row : rows)
      for (double& value : row) value = static_cast<double>(random() % 1000) / 500.0 - 0.4;
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j) a[3 * i + j] = std::inner_product(rows[i], rows[i] + 4, rows[j], 0.0);
    const auto form = [&](double x, double y) {
      const double v[3] = {x, y, 1.0 - x - y};
      double sum = 0.0;
      for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j) sum += v[i] * v[j] * a[3 * i + j];
      return sum;
    };
    w = solve::least_shares(std::vector<double>(a, a + 9), 3);
    CHECK(std::fabs(w[0] + w[1] + w[2] - 1.0) < 1e-12);
    const double found = form(w[0], w[1]);
    for (int x = 0; x <= 100; ++x)
      for (int y = 0; x + y <= 100; ++y) CHECK(found <= form(x / 100.0, y / 100.0) + 1e-9);
  }
}

TEST_CASE("choose: parts of a random split") {
  const People people(301, 0.5);
  ChooseOptions options;
  options.folds = 4;
  options.repeats = 2;
  std::vector<double> times;
  const std::vector<ChoosePart> parts = parts_of("survival.choose", people.input, options, 7, times);
  REQUIRE(parts.size() == 8);
  CHECK(times.size() == 12);
  for (std::size_t repeat = 0; repeat < 2; ++repeat) {
    std::vector<int> judged(301, 0);
    for (std::size_t k = 4 * repeat; k < 4 * repeat + 4; ++k) {
      CHECK(parts[k].judged.size() + parts[k].learns.size() == 301);
      std::set<std::int64_t> here;
      std::int64_t leavers = 0;
      for (std::size_t i = 0; i < parts[k].judged.size(); ++i) {
        ++judged[static_cast<std::size_t>(parts[k].judged[i])];
        here.insert(people.person[static_cast<std::size_t>(parts[k].judged[i])]);
        leavers += parts[k].judged_event[i] > 0;
      }
      for (const std::int64_t row : parts[k].learns) CHECK(here.count(people.person[static_cast<std::size_t>(row)]) == 0);
      CHECK(leavers > 20);
    }
    CHECK(std::all_of(judged.begin(), judged.end(), [](int times_judged) { return times_judged == 1; }));
  }
  CHECK(parts[0].judged != parts[4].judged);
  CHECK(parts_of("survival.choose", people.input, options, 7, times)[0].judged == parts[0].judged);
  CHECK(parts_of("survival.choose", people.input, options, 8, times)[0].judged != parts[0].judged);
}

TEST_CASE("choose: what a forward split knows on its day, by hand") {
  // Ann was hired on day 0 and changes on day 10 (two rows), leaves at 25. Bob is hired on day 15, still there at 30. Cid left on day 8. Dee comes on day 21.
  const std::vector<double> x{1, 2, 3, 4, 5}, duration{10, 25, 15, 8, 9}, entry{0, 10, 0, 0, 0}, day{0, 0, 15, 0, 21};
  const std::vector<std::int64_t> event{0, 1, 0, 1, 1}, person{1, 1, 2, 3, 4};
  ChooseInput input;
  input.x.add("x", x);
  input.duration = duration;
  input.entry = entry;
  input.event = event;
  input.day = day;
  input.person = person;
  ChooseOptions options;
  options.split = Split::forward;
  options.cuts = {9.0, 20.0};
  std::vector<double> times;
  const std::vector<ChoosePart> parts = parts_of("survival.choose", input, options, 1, times);
  REQUIRE(parts.size() == 2);
  CHECK(times.back() == doctest::Approx(10.0));
  CHECK(parts[0].learns == std::vector<std::int64_t>{0, 3});
  CHECK(parts[0].duration == std::vector<double>{9, 8});
  CHECK(parts[0].event == std::vector<std::int64_t>{0, 1});
  CHECK(parts[0].judged == std::vector<std::int64_t>{0});  // by the attributes of that day
  CHECK(parts[0].judged_duration == std::vector<double>{16});
  CHECK(parts[0].judged_event == std::vector<std::int64_t>{1});
  CHECK(parts[0].tenure == std::vector<double>{9});
  CHECK(parts[1].learns == std::vector<std::int64_t>{0, 1, 2, 3});
  CHECK(parts[1].duration == std::vector<double>{10, 20, 5, 8});
  CHECK(parts[1].event == std::vector<std::int64_t>{0, 0, 0, 1});
  CHECK(parts[1].judged == std::vector<std::int64_t>{1, 2});
  CHECK(parts[1].judged_duration == std::vector<double>{5, 10});
}

TEST_CASE("choose: scores of a forward split, restated") {
  const People people(400, 1.0, 2);
  ChooseOptions options;
  options.split = Split::forward;
  options.cuts = {60.0, 90.0};
  options.times = {3.0, 6.0, 12.0};
  options.candidates = {candidate("everybody", Learner::curve)};
  const ChooseFit fit = choose(people.input, options);
  CHECK(fit.by_cause);
  CHECK(fit.models.failure[0] == "");
  CHECK(fit.winner == "everybody");
  CHECK(fit.plain_suffices);
  for (std::size_t k = 0; k < 2; ++k) {
    std::vector<double> learnt, until, tenure;
    std::vector<std::int64_t> seen, after;
    for (std::size_t i = 0; i < 400; ++i) {
      const double known = options.cuts[k] - people.day[i];
      if (known <= 0.0) {
        if (known == 0.0) {
          until.push_back(people.duration[i]);
          after.push_back(people.event[i]);
          tenure.push_back(0.0);
        }
        continue;
      }
      learnt.push_back(std::min(known, people.duration[i]));
      seen.push_back(people.duration[i] <= known ? people.event[i] : 0);
      if (people.duration[i] <= known) continue;
      until.push_back(people.duration[i] - known);
      after.push_back(people.event[i]);
      tenure.push_back(known);
    }
    double mean = 0.0;
    for (std::int64_t cause = 1; cause <= 2; ++cause) {
      // Aalen-Johansen by its definition.
      const auto incidence = [&](double from, double to) {
        double staying = 1.0, left = 0.0;
        for (double t = from + 1.0; t <= to; t += 1.0) {
          double risk = 0.0, any = 0.0, here = 0.0;
          for (std::size_t i = 0; i < learnt.size(); ++i) {
            risk += learnt[i] >= t;
            any += learnt[i] == t && seen[i] > 0;
            here += learnt[i] == t && seen[i] == cause;
          }
          if (risk == 0.0) break;
          left += staying * here / risk;
          staying *= 1.0 - any / risk;
        }
        return left;
      };
      std::vector<double> predicted;
      for (const double since : tenure)
        for (const double time : options.times) predicted.push_back(incidence(since, since + time));
      BrierInput judged;
      judged.prediction = Table::matrix(predicted.data(), static_cast<std::int64_t>(until.size()), 3, 3, 1);
      judged.duration = until;
      judged.event = after;
      BrierOptions asked;
      asked.times = options.times;
      asked.predicted = PredictedWhat::incidence;
      asked.cause = cause;
      mean += 0.5 * brier(judged, asked).integrated;
    }
    const std::size_t row = 2 * k;  // the candidate, then the blend
    CHECK(fit.parts.rows[row] == static_cast<std::int64_t>(until.size()));
    CHECK(fit.parts.integrated_brier[row] == doctest::Approx(mean).epsilon(1e-12));
    CHECK(fit.parts.integrated_brier[row + 1] == doctest::Approx(mean).epsilon(1e-12));
  }
}

TEST_CASE("choose: finds what is there, and says when the plain one would do") {
  const People people(900, 1.5);
  ChooseOptions options;
  options.candidates = {candidate("everybody", Learner::curve), candidate("cox", Learner::cox), candidate("weibull", Learner::aft)};
  const ChooseFit fit = choose(people.input, options);
  CHECK(fit.status == ChooseStatus::chosen);
  CHECK(fit.plain == "cox");
  CHECK(fit.winner != "everybody");
  CHECK(fit.plain_suffices);
  const std::size_t everybody = row_of(fit, "everybody"), cox = row_of(fit, "cox"), blend = row_of(fit, "blend");
  CHECK(fit.models.lower[everybody] > 0.0);  // worse, beyond chance
  CHECK(std::fabs(fit.models.skill[everybody]) < 0.02);
  CHECK(fit.models.skill[cox] > 0.1);
  CHECK(fit.models.concordance[cox] > 0.65);
  CHECK(fit.models.integrated_brier[blend] < fit.models.integrated_brier[everybody]);
  CHECK(fit.fit_weights[0] + fit.fit_weights[1] + fit.fit_weights[2] == doctest::Approx(1.0));
  options.plain = "everybody";
  const ChooseFit other = choose(people.input, options);
  CHECK(!other.plain_suffices);
  // Without an effect nothing beats the curve by more than chance.
  const People alike(600, 0.0, 1, 12);
  options.plain = "everybody";
  CHECK(choose(alike.input, options).plain_suffices);
}

TEST_CASE("choose: predictions, bytes, threads, row order") {
  const People people(240, 1.0);
  ChooseOptions options;
  options.folds = 3;
  options.candidates = {candidate("everybody", Learner::curve), candidate("cox", Learner::cox), candidate("weibull", Learner::aft)};
  const ChooseFit fit = choose(people.input, options);
  RunContext one;
  one.threads = 1;
  CHECK(bytes(fit) == bytes(choose(people.input, options, one)));
  const Object loaded = load_document(bytes(fit), "survival.choose", type_of<ChooseFit>);
  NewPeople rows;
  rows.x = people.input.x;
  ChoosePredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;
  asked.times = {6.0, 24.0};
  asked.model = "blend";
  const ModelPrediction blend = choose_predict(fit, rows, asked);
  CHECK(choose_predict(*loaded.as<ChooseFit>(), rows, asked).survival == blend.survival);
  std::vector<double> sum(blend.survival.size(), 0.0);
  for (std::size_t m = 0; m < 3; ++m) {
    asked.model = fit.fit_names[m];
    const ModelPrediction each = choose_predict(fit, rows, asked);
    for (std::size_t cell = 0; cell < sum.size(); ++cell) sum[cell] += fit.fit_weights[m] * each.survival[cell];
  }
  for (std::size_t cell = 0; cell < sum.size(); ++cell) CHECK(blend.survival[cell] == doctest::Approx(sum[cell]).epsilon(1e-12));
  asked.model = "forest";
  CHECK_THROWS_WITH(choose_predict(fit, rows, asked), "survival.choose.predict: model is \"forest\", but must be one of everybody, cox, weibull, blend");
  int asked_times = 0;
  RunContext impatient;
  impatient.progress = [&](double) { return ++asked_times < 2; };
  CHECK_THROWS_AS(choose(people.input, options, impatient), Error);
}

TEST_CASE("choose: delayed entry, unseen levels, a learner that cannot") {
  People people(200, 0.8);
  for (std::size_t i = 0; i < 200; ++i) people.entry[i] = std::min(3.0, people.duration[i] - 1.0);
  people.input.entry = people.entry;
  std::vector<std::string> site(200, "a");
  site[17] = "only here";
  data::Frame frame;
  frame.add("age", people.age);
  frame.add_texts("site", std::vector<std::string>(site));
  people.input.x = frame.table();
  people.duration[3] = 1.0;
  people.entry[3] = 0.0;
  ChooseOptions options;
  options.candidates = {candidate("cox", Learner::cox), candidate("weibull", Learner::aft)};
  ChooseFit fit = choose(people.input, options);
  CHECK(fit.models.unseen[0] == 1);
  CHECK(fit.models.failure[1].empty());
  CHECK(!std::isnan(fit.models.integrated_brier[0]));
  people.duration[3] = 0.0;  // gone on the first day: no density there, aft refuses it
  people.entry[3] = -0.0;
  people.input.entry = Column();
  people.event[3] = 1;
  fit = choose(people.input, options);
  CHECK(fit.models.failure[1].find("survival.aft: duration[") == 0);
  CHECK(std::isnan(fit.models.integrated_brier[1]));
  CHECK(fit.winner == "cox");
  CHECK(fit.fit_names == std::vector<std::string>{"cox"});
  std::fill(people.event.begin(), people.event.end(), 0);
  fit = choose(people.input, options);
  CHECK(fit.status == ChooseStatus::no_events);
}

TEST_CASE("choose: with several causes, learners that tell them apart") {
  const People people(240, 0.8, 2);
  ChooseOptions options;
  options.folds = 2;
  options.times = {6, 12, 24};
  const ChooseFit fit = choose(people.input, options);
  std::vector<std::string> names(fit.models.name.begin(), fit.models.name.end() - 1);  // the blend is last
  CHECK(names == std::vector<std::string>{"curve", "causes", "smooth", "aft", "hazard", "path", "boosting", "forest", "multinomial"});
  CHECK(fit.by_cause);
  for (std::size_t m = 0; m < names.size(); ++m) {  // the mean of the causes' scores, apart from that of leaving as such
    CHECK(fit.models.failure[m].empty());
    CHECK(fit.models.log_score_by_cause[m] > 0.0);
    CHECK(fit.models.log_score_by_cause[m] < fit.models.log_score[m]);
  }
  ChoosePredictOptions wanted;
  wanted.beyond = BeyondFollowUp::carry;
  wanted.times = {12};
  const ModelPrediction found = choose_predict(fit, {people.input.x, {}, {}}, wanted);
  REQUIRE(found.incidence.size() == 2);
  for (std::size_t i = 0; i < found.survival.size(); ++i)
    CHECK(std::fabs(found.survival[i] + found.incidence[0].incidence[i] + found.incidence[1].incidence[i] - 1.0) < 1e-13);
}

TEST_CASE("choose: what is refused") {
  const People people(60, 1.0);
  ChooseOptions options;
  options.candidates = {candidate("a", Learner::curve), candidate("a", Learner::cox)};
  CHECK_THROWS_WITH(choose(people.input, options), "survival.choose: candidates[1].name is \"a\" again, but must be given once");
  options.candidates[1].name = "blend";
  CHECK_THROWS_WITH(choose(people.input, options), "survival.choose: candidates[1].name is \"blend\", but must be another name: it stands for the mixture");
  options.candidates[1].name = "b";
  options.plain = "c";
  CHECK_THROWS_WITH(choose(people.input, options), "survival.choose: plain is \"c\", but must be one of the candidates: a, b");
  options.plain.clear();
  options.times = {3.0, 3.0};
  CHECK_THROWS_WITH(choose(people.input, options), "survival.choose: times[1] is 3, but must be above the one before");
  options.times.clear();
  options.split = Split::forward;
  ChooseInput without = people.input;
  without.day = Column();
  CHECK_THROWS_WITH(choose(without, options), "survival.choose: day is missing, but must be given with split forward");
  options.cuts = {1000.0};
  CHECK_THROWS_WITH(choose(people.input, options), "survival.choose: cuts[0] is 1000, but must be before the end of the records");
}

TEST_CASE("choose: golden values of a restatement in Python") {
  for (int file = 1; file <= 3; ++file) {
    const golden::json document = golden::read(golden::folder("survival/choose") / ("forward_0" + std::to_string(file) + ".json"));
    std::vector<double> x, duration, day;
    std::vector<std::int64_t> event;
    for (const auto& row : document["rows"]) {
      x.push_back(static_cast<double>(x.size() % 7));
      duration.push_back(row["duration"].get<double>());
      day.push_back(row["day"].get<double>());
      event.push_back(row["event"].get<std::int64_t>());
    }
    ChooseInput input;
    input.x.add("x", x);
    input.duration = duration;
    input.event = event;
    input.day = day;
    ChooseOptions options;
    options.split = Split::forward;
    options.cuts = golden::numbers(document["cuts"]);
    options.times = golden::numbers(document["times"]);
    options.candidates = {candidate("everybody", Learner::curve)};
    options.blend = false;
    const ChooseFit fit = choose(input, options);
    REQUIRE(fit.parts.part.size() == 2);
    for (std::size_t k = 0; k < 2; ++k) {
      CHECK(fit.parts.rows[k] == document["parts"][k]["rows"].get<std::int64_t>());
      CHECK(fit.parts.integrated_brier[k] == doctest::Approx(document["parts"][k]["integrated_brier"].get<double>()).epsilon(1e-12));
    }
  }
}
