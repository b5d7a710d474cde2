// The splits of a change against published examples, R's incidences, all orders of the stages, and their own sums.
#include "mainstay/funnel/change.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "funnel/change_kernel.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"
#include "labels.hpp"

using namespace mainstay;
using namespace mainstay::funnel;

namespace {

struct Attempts {
  std::vector<std::string> period, stage, outcome, reason, stratum;
  std::vector<std::int64_t> duration, person;

  void add(std::int64_t count, const std::string& p, const std::string& g, const std::string& o, std::int64_t time, const std::string& r = "", const std::string& s = "all") {
    for (std::int64_t i = 0; i < count; ++i) {
      period.push_back(p), stage.push_back(g), outcome.push_back(o), reason.push_back(r), stratum.push_back(s), duration.push_back(time);
      person.push_back(static_cast<std::int64_t>(person.size()));
    }
  }
  ChangeResult compare(const ChangeOptions& options, const RunContext& context = {}, bool by_person = false) const {
    Labels labels;
    ChangeInput input;
    input.period = labels.column(period);
    input.stage = labels.column(stage);
    input.outcome = labels.column(outcome);
    input.duration = duration;
    input.reason = labels.column(reason, true);
    input.stratum = labels.column(stratum, true);
    if (by_person) input.person = person;
    return change(input, options, context);
  }
};

ChangeOptions options_of(std::vector<std::string> stages, std::int64_t resamples = 0) {
  ChangeOptions options;
  options.stages = std::move(stages);
  options.resamples = resamples;
  return options;
}

Attempts random_attempts(std::mt19937& random, std::int64_t count) {
  Attempts out;
  const auto draw = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  const char* outcomes[] = {"left", "left", "completed", "still_inside"};
  for (std::int64_t i = 0; i < count; ++i) {
    const char* outcome = outcomes[draw(4)];
    out.add(1, draw(2) != 0 ? "b" : "a", "s" + std::to_string(draw(3)), outcome, draw(12), std::string(outcome) == "left" ? "r" + std::to_string(draw(3)) : "", "k" + std::to_string(draw(2)));
  }
  return out;
}

}  // namespace

TEST_CASE("change: V18, Kitagawa's mix and rate of two strata, by hand") {
  // Shares 1/2, 1/2 → 1/5, 4/5; losses .8, .3 → .5, .1875: .55 → .25 = mix -.121875, rate -.178125.
  Attempts people;
  people.add(64, "2024", "week", "left", 5, "x", "agency"), people.add(16, "2024", "week", "completed", 9, "", "agency");
  people.add(24, "2024", "week", "left", 5, "x", "own"), people.add(56, "2024", "week", "completed", 9, "", "own");
  people.add(16, "2025", "week", "left", 5, "x", "agency"), people.add(16, "2025", "week", "completed", 9, "", "agency");
  people.add(24, "2025", "week", "left", 5, "x", "own"), people.add(104, "2025", "week", "completed", 9, "", "own");
  const ChangeResult result = people.compare(options_of({"week"}));
  near(result.change, -0.30, 1e-14, "change");
  near(result.periods.loss, result.periods.naive, 1e-14, "nobody still inside: the plain share");
  near(result.mix, -0.121875, 1e-14, "mix");
  near(result.rate, -0.178125, 1e-14, "rate");
  near(result.strata.mix, {-0.3 * 0.65, 0.3 * 0.24375}, 1e-14, "mix by stratum");
  CHECK(result.periods.period.levels == std::vector<std::string>{"2024", "2025"});
  CHECK(result.status == ChangeStatus::compared);
  CHECK(std::isnan(result.change_lower));
}

TEST_CASE("change: V18, Das Gupta's deaths in 44 cells of race and age") {
  // Das Gupta (1993), Standardization and Decomposition of Rates (US Bureau of the Census, P23-186), example 5.3: people in thousands and deaths per thousand in the United States, two races by eleven ages.
  const std::vector<std::uint64_t> people[2] = {{2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315, 535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117},
                                                {3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472, 707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236}};
  const std::vector<std::uint64_t> deaths[2] = {  // per million
      {18469, 751, 391, 1146, 1287, 2672, 6636, 15691, 34723, 79763, 176837, 36993, 1352, 541, 2040, 3523, 6746, 12967, 24471, 45091, 74902, 123205},
      {9163, 462, 248, 929, 1084, 1810, 4715, 12187, 27728, 64068, 157570, 17208, 738, 328, 1103, 2045, 3724, 8052, 17812, 34128, 68276, 125161}};
  ChangeDesign design;
  design.strata = 22, design.causes = 1, design.stages = 1, design.horizon = 1;
  design.stage_of = {0};
  design.cell_first = {0};
  std::vector<std::uint32_t> weight;
  const auto add = [&](std::int32_t cause, std::uint64_t count) {
    for (constexpr std::uint64_t most = 4000000000; count > 0;) {
      design.duration.push_back(cause == 0 ? 1 : 2), design.cause.push_back(cause);
      weight.push_back(static_cast<std::uint32_t>(std::min(count, most)));
      count -= weight.back();
    }
  };
  for (int p = 0; p < 2; ++p)
    for (std::size_t cell = 0; cell < 22; ++cell) {  // in thousandths of a person, so that all counts are whole
      const std::uint64_t dead = people[p][cell] * deaths[p][cell];
      add(0, dead), add(ChangeDesign::completed, people[p][cell] * 1000000 - dead);
      design.cell_first.push_back(static_cast<std::int64_t>(weight.size()));
    }
  const ChangeFigures found = change_figures(design, weight.data());
  near(1000 * found.loss[0], 9.42183333, 5e-9, "1970");
  near(1000 * found.loss[1], 8.73561757, 5e-9, "1985");
  near(1000 * found.rate, -2.2277, 5e-5, "death rates");
  near(1000 * found.mix, 1.5415, 5e-5, "who lived there");
  near(found.rate + found.mix, found.loss[1] - found.loss[0], 1e-16, "together");
}

TEST_CASE("change: V19, a product of stages is shared among them as Shapley does") {
  const double before[] = {0.8, 0.4, 0.9}, after[] = {0.9, 0.7, 0.9};
  double share[3];
  product_shares(before, after, 3, share);
  near(std::vector<double>(share, share + 3), {0.0495, 0.2295, 0.0}, 1e-15, "share");
}

TEST_CASE("change: the causes of a training class add up, and owners share them") {
  // Of 100, certificate 30 and pressure 25 before, 10 and 15 after: -20 and -10 points.
  Attempts people;
  people.add(30, "2024", "week 1", "left", 10, "certificate"), people.add(25, "2024", "week 2", "left", 20, "pressure"), people.add(45, "2024", "week 2", "completed", 30);
  people.add(10, "2025", "week 1", "left", 10, "certificate"), people.add(15, "2025", "week 2", "left", 20, "pressure"), people.add(75, "2025", "week 2", "completed", 30);
  ChangeOptions options = options_of({"week 1", "week 2"}, 400);
  options.owners = {{"certificate", "", "training", 1.0}, {"pressure", "", "recruiting", 0.8}, {"pressure", "week 1", "training", 0.5}};
  const ChangeResult result = people.compare(options);
  near(result.causes.change, {-0.2, -0.1}, 1e-14, "causes");
  near(result.owners.before, {0.3, 0.2, 0.05}, 1e-14, "owners before");
  near(result.owners.change, {-0.2, -0.08, -0.02}, 1e-14, "owners change");
  near(result.owners.share_after, {0.4, 0.48, 0.12}, 1e-14, "owners' shares");
  CHECK(result.owners.owner.levels == std::vector<std::string>{"training", "recruiting", "unattributed"});
  // The standard error of the difference is .066; percentiles of 400 resamples lie about two of them away.
  CHECK(result.change_lower == doctest::Approx(-0.43).epsilon(0.1));
  CHECK(result.change_upper == doctest::Approx(-0.17).epsilon(0.15));
  CHECK(result.sentence.find("55 % before, 25 % after, a change of -30 percentage points") != std::string::npos);
  CHECK(result.sentence.find("This is accounting, not cause.") != std::string::npos);
  CHECK(result.sentence_zh.find("-30 个百分点") != std::string::npos);
}

TEST_CASE("change: incidences and splits equal R's") {
  for (const std::string& file : golden::golden_files("funnel/change")) {
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Attempts people;
    people.period = golden::texts(data["period"]);
    people.stage = golden::texts(data["stage"]);
    people.outcome = golden::texts(data["outcome"]);
    people.reason = golden::texts(data["reason"]);
    people.stratum = golden::texts(data["stratum"]);
    people.duration = golden::integers(data["duration"]);
    ChangeOptions options = options_of(golden::texts(document["options"]["stages"]));
    options.horizon = document["options"]["horizon"].get<std::int64_t>();
    const ChangeResult result = people.compare(options);
    const auto& causes = result.causes;
    REQUIRE(causes.change.size() == expect["before"].size());
    for (std::size_t c = 0; c < causes.change.size(); ++c) {
      CHECK(causes.stage.levels[causes.stage.codes[c]] == expect["stage"][c].get<std::string>());
      CHECK(causes.reason.levels[causes.reason.codes[c]] == expect["reason"][c].get<std::string>());
    }
    check_all(causes.before, golden::numbers(expect["before"]), 1e-10, 1e-14, file + " before");
    check_all(causes.after, golden::numbers(expect["after"]), 1e-10, 1e-14, file + " after");
    check_all(result.stages.kept_before, golden::numbers(expect["kept_before"]), 1e-10, 1e-14, file + " kept before");
    check_all(result.stages.kept_after, golden::numbers(expect["kept_after"]), 1e-10, 1e-14, file + " kept after");
    check_all(result.stages.contribution, golden::numbers(expect["contribution"]), 1e-9, 1e-13, file + " contribution");
    check_all(result.strata.loss_before, golden::numbers(expect["loss_before"]), 1e-10, 1e-14, file + " loss before");
    check_all(result.strata.loss_after, golden::numbers(expect["loss_after"]), 1e-10, 1e-14, file + " loss after");
    check_all(result.strata.mix, golden::numbers(expect["mix"]), 1e-9, 1e-13, file + " mix");
    check_all(result.strata.rate, golden::numbers(expect["rate"]), 1e-9, 1e-13, file + " rate");
  }
}

TEST_CASE("change: every split adds up to the change, whatever the data") {
  std::mt19937 random(5);
  for (int turn = 0; turn < 200; ++turn) {
    const Attempts people = random_attempts(random, 4 + turn % 40);
    if (std::find(people.period.begin(), people.period.end(), "a") == people.period.end() || std::find(people.period.begin(), people.period.end(), "b") == people.period.end()) continue;
    ChangeOptions options = options_of({"s0", "s1", "s2"});
    options.owners = {{"r0", "", "one", 0.7}, {"r0", "", "two", 0.3}, {"r1", "s1", "two", 1.0}};
    const ChangeResult result = people.compare(options);
    const auto sum = [](const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); };
    near(result.change, result.periods.loss[1] - result.periods.loss[0], 1e-13, "change");
    near(sum(result.causes.change), result.change, 1e-13, "causes");
    near(sum(result.stages.contribution), result.change, 1e-12, "stages");
    near(result.mix + result.rate, result.change, 1e-13, "mix and rate");
    near(sum(result.owners.change), result.change, 1e-13, "owners");
    for (const double loss : result.periods.loss) CHECK((loss >= 0.0 && loss <= 1.0 + 1e-14));
  }
}

TEST_CASE("change: intervals do not depend on threads or on the order of rows, and people are drawn whole") {
  std::mt19937 random(8);
  Attempts people = random_attempts(random, 300);
  ChangeOptions options = options_of({"s0", "s1", "s2"}, 200);
  RunContext one, three;
  one.threads = 1;
  three.threads = 3;
  const std::string saved = save_document("funnel.change", Object::of(people.compare(options, one)));
  CHECK(saved == save_document("funnel.change", Object::of(people.compare(options, three))));
  Attempts turned;
  std::vector<std::size_t> order(people.period.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), random);
  for (const std::size_t row : order) {
    turned.add(1, people.period[row], people.stage[row], people.outcome[row], people.duration[row], people.reason[row], people.stratum[row]);
    turned.person.back() = people.person[row];
  }
  CHECK(saved == save_document("funnel.change", Object::of(turned.compare(options, one))));
  CHECK(save_document("funnel.change", Object::of(people.compare(options, one, true))) == save_document("funnel.change", Object::of(turned.compare(options, one, true))));
  // Everybody four times: with people drawn whole the interval is that of 300, not of 1,200.
  Attempts four;
  for (int copy = 0; copy < 4; ++copy)
    for (std::size_t row = 0; row < order.size(); ++row) {
      four.add(1, people.period[row], people.stage[row], people.outcome[row], people.duration[row], people.reason[row], people.stratum[row]);
      four.person.back() = people.person[row];
    }
  const auto width = [](const ChangeResult& result) { return result.change_upper - result.change_lower; };
  const double whole = width(people.compare(options)), rows = width(four.compare(options)), drawn = width(four.compare(options, {}, true));
  CHECK(rows < 0.7 * whole);
  CHECK(drawn > 0.8 * whole);
}

TEST_CASE("change: follow-up that ends early is said") {
  Attempts people;
  people.add(10, "a", "s", "left", 3, "x"), people.add(10, "a", "s", "still_inside", 40), people.add(10, "b", "s", "left", 3, "x"), people.add(10, "b", "s", "still_inside", 12);
  ChangeOptions options = options_of({"s"});
  ChangeResult result = people.compare(options);
  CHECK(result.horizon == 12);
  CHECK(result.status == ChangeStatus::compared);
  options.horizon = 30;
  result = people.compare(options);
  CHECK(result.status == ChangeStatus::short_follow_up);
  CHECK(result.strata.followed_to_after == std::vector<std::int64_t>{12});
}

TEST_CASE("change: what it refuses") {
  Attempts people;
  people.add(3, "a", "s", "left", 3, "x"), people.add(3, "b", "s", "left", 3, "x"), people.add(1, "c", "s", "left", 3, "x");
  ChangeOptions options = options_of({"s"});
  CHECK(sentence([&] { people.compare(options); }) == "funnel.change: before is missing, but must be one of a, b, c, and after another one");
  options.before = "a";
  CHECK(sentence([&] { people.compare(options); }) == "funnel.change: after is missing, but must be given when the other one is");
  options.after = "d";
  CHECK(sentence([&] { people.compare(options); }) == "funnel.change: after is \"d\", but must be one of a, b, c");
  options.after = "a";
  CHECK(sentence([&] { people.compare(options); }) == "funnel.change: after is \"a\", but must be another period than before");
  options.after = "b";
  CHECK(people.compare(options).other_periods == 1);
  options.stages = {"t"};
  CHECK(sentence([&] { people.compare(options); }) == "funnel.change: stage[0] is \"s\", but must be one of stages: t");
  options.stages = {"s", "s"};
  CHECK(sentence([&] { people.compare(options); }) == "funnel.change: stages[1] is \"s\" again, but must be unique");
  options.stages = {"s"};
  options.inside = {"completed"};
  CHECK(sentence([&] { people.compare(options); }) == "funnel.change: inside[0] is \"completed\", but must be no word of completed");
  options.inside = {"still_inside"};
  options.owners = {{"x", "", "one", 0.7}, {"x", "", "two", 0.4}};
  CHECK(sentence([&] { people.compare(options); }) ==
        "funnel.change: owners[1].share is 0.4, which makes 1.1 of \"x\", but must be such that the shares of a reason add up to 1 at most");
  options.owners = {{"x", "z", "one", 0.7}};
  CHECK(sentence([&] { people.compare(options); }) == "funnel.change: owners[0].stage is \"z\", but must be one of s");
  Attempts alone;
  alone.add(3, "a", "s", "left", 3, "x");
  CHECK(sentence([&] { alone.compare(options_of({"s"})); }) == "funnel.change: period is \"a\" in every row, but must be two periods or more");
}

TEST_CASE("change: 0 of 60 and 60 of 60 have an interval, and the result says by which rule") {
  Attempts people;  // nobody lost in either period
  people.add(60, "a", "week", "completed", 9), people.add(60, "b", "week", "completed", 9);
  ChangeResult result = people.compare(options_of({"week"}, 200));
  // Wilson at 0 of 60: [0, z²/(60 + z²)] = [0, .0602]; Newcombe's difference of two such: ± .0602.
  const double z2 = 1.959963984540054 * 1.959963984540054, upper = z2 / (60.0 + z2);
  near(result.periods.loss_upper, {upper, upper}, 1e-12, "loss");
  near(result.periods.loss_lower, {0.0, 0.0}, 0.0, "loss");
  near(result.change_lower, -upper, 1e-12, "change");
  near(result.change_upper, upper, 1e-12, "change");
  near(result.rate_upper, upper, 1e-12, "one stratum: the rate is the change");
  near(result.mix_upper, 0.0, 0.0, "one stratum: no mix, by definition");
  near(result.stages.contribution_upper, {upper}, 1e-12, "stage");
  near(result.owners.change_lower, {-upper}, 1e-12, "owner");
  CHECK(std::isnan(result.owners.share_before_lower[0]));
  CHECK(result.by_score == std::vector<std::string>{"periods.loss[0]", "periods.loss[1]", "change", "rate", "stages.contribution[0]", "strata.rate[0]", "owners.change[0]"});

  // 60 of 60 lost against 30 of 60: one side has samples that vary, the other has not.
  people = {};
  people.add(60, "a", "week", "left", 5, "x"), people.add(30, "b", "week", "left", 5, "x"), people.add(30, "b", "week", "completed", 9);
  ChangeOptions options = options_of({"week"}, 400);
  options.owners = {{"x", "", "trainer", 1.0}};
  result = people.compare(options);
  near(result.periods.loss_lower[0], 60.0 / (60.0 + z2), 1e-12, "60 of 60");
  CHECK(result.periods.loss_upper[0] == 1.0);
  CHECK(result.change_upper > -0.5 + 0.5 * std::sqrt(z2) * 2.0 * std::sqrt(0.25 / 60.0));  // the samples' width and Wilson's
  CHECK(result.owners.share_before[0] == 1.0);
  CHECK(result.owners.share_before_lower[0] < 0.95);  // 60 of 60 losses are the trainer's: not for certain
  CHECK(result.owners.share_after_upper[1] > 0.05);
  CHECK(std::find(result.by_score.begin(), result.by_score.end(), "owners.share_after[1]") != result.by_score.end());

  // Two strata, nobody lost: neither mix nor rate is 0 for certain.
  people = {};
  for (const char* stratum : {"one", "two"}) people.add(stratum[0] == 'o' ? 40 : 20, "a", "week", "completed", 9, "", stratum), people.add(stratum[0] == 'o' ? 20 : 40, "b", "week", "completed", 9, "", stratum);
  result = people.compare(options_of({"week"}, 200));
  CHECK(result.mix_upper > 0.0);
  CHECK(result.rate_upper > 0.01);
  CHECK(result.strata.rate_upper[0] > 0.01);
  CHECK(result.strata.mix_lower[0] < 0.0);
}

TEST_CASE("change: no zero-width interval on random data, and each holds its estimate") {
  std::mt19937 random(20261122);
  for (int round = 0; round < 200; ++round) {
    Attempts people = random_attempts(random, 4 + static_cast<std::int64_t>(random() % 30));
    ChangeOptions options = options_of({"s0", "s1", "s2"}, 60);
    options.before = "a", options.after = "b";
    if (std::count(people.period.begin(), people.period.end(), "a") == 0 || std::count(people.period.begin(), people.period.end(), "b") == 0) continue;
    options.owners = {{"r0", "", "one", 0.5}, {"r1", "", "two", 1.0}};
    const ChangeResult r = people.compare(options);
    const auto holds = [&](double value, double lower, double upper, bool width) {
      CHECK((lower <= value + 1e-9 || !width));  // percentiles of few draws may miss an estimate at their edge
      CHECK((upper - lower > 1e-9 || !width || std::isnan(lower)));
    };
    for (int p = 0; p < 2; ++p) holds(r.periods.loss[p], r.periods.loss_lower[p], r.periods.loss_upper[p], true);
    CHECK(r.change_upper - r.change_lower > 1e-6);
    bool shared = false;  // without a stratum in both periods all is mix, by definition
    for (std::size_t s = 0; s < r.strata.mix.size(); ++s) shared |= r.strata.entered_before[s] > 0 && r.strata.entered_after[s] > 0;
    if (shared) CHECK(r.rate_upper - r.rate_lower > 1e-6);
    for (std::size_t c = 0; c < r.causes.change.size(); ++c) CHECK(r.causes.change_upper[c] - r.causes.change_lower[c] > 1e-6);
    for (std::size_t o = 0; o < r.owners.change.size(); ++o) CHECK(r.owners.change_upper[o] - r.owners.change_lower[o] > 1e-6);
    for (std::size_t o = 0; o < r.owners.change.size(); ++o) CHECK(!(r.owners.share_before_upper[o] - r.owners.share_before_lower[o] <= 1e-9));
  }
}

TEST_CASE("change: a word in another writing is refused, one that nobody has is told") {
  Attempts people;
  people.add(5, "a", "week", "Completed", 9), people.add(5, "b", "week", "left", 3, "pay");
  const auto said = [&](const ChangeOptions& options) { return sentence([&] { people.compare(options); }); };
  CHECK(said(options_of({"week"})) == "funnel.change: outcome[0] is \"Completed\", but must be written as it is declared, \"completed\"");
  ChangeOptions options = options_of({"week"});
  options.completed = {"Completed", "graduated"};
  options.owners = {{"Pay ", "", "HR", 1.0}};
  CHECK(said(options) == "funnel.change: reason[5] is \"pay\", but must be written as it is declared, \"Pay \"");
  options.owners = {{"pay", "", "HR", 1.0}, {"boss", "", "manager", 1.0}};
  options.stages = {"week", "month"};
  CHECK(people.compare(options).words_not_met == std::vector<std::string>{"stages: month", "completed: graduated", "inside: still_inside", "owners[1].reason: boss"});
}

TEST_CASE("change: states of seven parts, cut anywhere, give what the whole gives") {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    Attempts people = random_attempts(random, 60);
    for (auto& who : people.person) who /= 2;
    ChangeOptions options = options_of({"s0", "s1", "s2"}, 50);
    options.before = "a", options.after = "b";
    options.owners = {{"r0", "", "one", 0.5}};
    const ChangeResult whole = people.compare(options, {}, true);
    std::vector<ChangeState> parts(7);
    std::vector<Attempts> rows(7);
    for (std::size_t i = 0; i < people.period.size(); ++i) {
      Attempts& part = rows[random() % 7];
      part.period.push_back(people.period[i]), part.stage.push_back(people.stage[i]), part.outcome.push_back(people.outcome[i]), part.reason.push_back(people.reason[i]);
      part.stratum.push_back(people.stratum[i]), part.duration.push_back(people.duration[i]), part.person.push_back(people.person[i]);
    }
    ChangeState merged;
    merged.options = options;
    for (std::size_t k = 0; k < 7; ++k) {
      parts[k].options = options;
      Labels labels;
      ChangeInput input;
      input.period = labels.column(rows[k].period), input.stage = labels.column(rows[k].stage), input.outcome = labels.column(rows[k].outcome), input.duration = rows[k].duration;
      input.reason = labels.column(rows[k].reason, true), input.stratum = labels.column(rows[k].stratum, true), input.person = rows[k].person;
      parts[k].update(input);
      merged.merge(parts[k]);
    }
    merged.advance();
    CHECK(to_json(Object::of(merged.finish())) == to_json(Object::of(whole)));
    parts[0].options.resamples = 3;
    CHECK(sentence([&] { merged.merge(parts[0]); }) == "funnel.change: states of unlike definitions cannot be merged");
  }
}
