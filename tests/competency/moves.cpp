#include "mainstay/competency/moves.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;
using doctest::Approx;

namespace {

struct Careers {
  std::vector<std::string> person{}, post{}, next{};
  std::vector<std::int64_t> start{}, stop{}, entry{}, origin{};
  std::vector<double> weights{};
  void add(const std::string& who, const std::string& where, std::int64_t from, std::int64_t to, const std::string& then = "") {
    person.push_back(who);
    post.push_back(where);
    next.push_back(then);
    start.push_back(from);
    stop.push_back(to);
  }
  Labels labels[3]{};
  MovesResult run(const MovesOptions& options, const RunContext& context = {}) {
    MovesInput input;
    if (!person.empty()) input.person = labels[0].column(person);
    input.post = labels[1].column(post);
    input.next_post = labels[2].column(next);
    input.start = Column(start);
    input.stop = Column(stop);
    if (!entry.empty()) input.entry = Column(entry);
    if (!origin.empty()) input.origin = Column(origin);
    if (!weights.empty()) input.weights = Column(weights);
    return moves(input, options, context);
  }
};

template <class Table>
std::size_t row_of(const Table& table, const std::string& from, const std::string& to) {
  for (std::size_t row = 0; row < table.from_post.codes.size(); ++row)
    if (word(table.from_post, row) == from && word(table.to_post, row) == to) return row;
  FAIL("no row ", from, " > ", to);
  return 0;
}

// Four sellers: A a senior after 2, B still there after 3, C a senior after 4, D gone after 4. A a lead after 3 more, C still a senior after 5 more.
Careers four() {
  Careers careers;
  careers.add("A", "seller", 0, 2, "senior");
  careers.add("A", "senior", 2, 5, "lead");
  careers.add("B", "seller", 10, 13);
  careers.add("C", "seller", 3, 7, "senior");
  careers.add("C", "senior", 7, 12);
  careers.add("D", "seller", 1, 5, "left");
  return careers;
}

MovesOptions four_options() {
  MovesOptions options;
  options.posts = {"seller", "senior", "lead"};
  options.horizons = {8, 5, 7};
  options.replicates = 0;
  options.month = 1;
  return options;
}

}  // namespace

TEST_CASE("moves: four sellers by hand") {
  // After 2 one of four has moved: F = 1/4, S = 3/4. After 4 two are left under observation, one moves, one leaves: F = 1/4 + 3/4 * 1/2 = 5/8, gone 3/8.
  const MovesResult result = four().run(four_options());
  CHECK(result.status == MovesStatus::estimated);
  CHECK(result.people == 4);
  CHECK(result.spells == 6);
  CHECK(result.ends == std::vector<std::string>{"left"});
  CHECK(result.posts.spells == std::vector<std::int64_t>{4, 2, 0});
  CHECK(result.posts.moved == std::vector<std::int64_t>{3, 1, 0});
  CHECK(result.posts.follow_up == std::vector<double>{4, 5, 0});
  CHECK(result.posts.staying == std::vector<double>{0, 0.5, 1});
  CHECK(result.posts.until[0] == 4);
  CHECK(result.posts.restricted_mean[0] == Approx(2 + 2 * 0.75));
  CHECK(result.posts.naive_mean[0] == Approx((2 + 4 + 4) / 3.0));
  CHECK(std::isnan(result.posts.restricted_mean[2]));
  const std::size_t senior = row_of(result.moves, "seller", "senior"), left = row_of(result.moves, "seller", "left"), lead = row_of(result.moves, "senior", "lead");
  CHECK(result.moves.probability[senior] == Approx(0.625));
  CHECK(result.moves.probability[left] == Approx(0.375));
  CHECK(result.moves.naive_share[senior] == Approx(0.5));
  CHECK(result.moves.naive_of_ended[senior] == Approx(2 / 3.0));
  CHECK(result.moves.mean_time[senior] == Approx((2 * 0.25 + 4 * 0.375) / 0.625));
  CHECK(result.moves.naive_mean[senior] == Approx(3));
  CHECK(result.moves.probability[lead] == Approx(0.5));
  CHECK(result.moves.by[lead] == 5);
  // A lead by 2 + 3 with 1/4 * 1/2, by 4 + 3 with 3/8 * 1/2 more. After 8, who became a senior after 2 is 6 in that post, longer than anybody was seen: 1/4 * 1/2 may have moved or not.
  const std::size_t reach = row_of(result.reach, "seller", "lead");
  CHECK(std::vector<std::int64_t>(result.reach.horizon.begin() + 0, result.reach.horizon.begin() + 3) == std::vector<std::int64_t>{5, 7, 8});
  CHECK(result.reach.probability[reach] == Approx(0.125));
  CHECK(result.reach.probability[reach + 1] == Approx(0.3125));
  CHECK(result.reach.unresolved[reach + 1] == Approx(0.0));
  CHECK(result.reach.unresolved[reach + 2] == Approx(0.125));
  CHECK(result.reach.restricted_mean[reach + 1] == Approx(6.75));
  CHECK(result.reach.mean_time[reach + 1] == Approx(6.2));
  CHECK(std::isnan(result.reach.median[reach + 1]));
  CHECK(result.reach.median[row_of(result.reach, "seller", "senior")] == 4);
  CHECK(std::isnan(result.reach.lower[reach]));
  // The one way there is; the ladder's row in months.
  const std::size_t way = row_of(result.ways, "seller", "lead");
  CHECK(word(result.ways.way, way) == "seller > senior > lead");
  CHECK(result.ways.probability[way] == Approx(0.3125));
  CHECK(result.ways.mean_time[way] == Approx(6.2));
  CHECK(result.ways.sum_of_means[way] == Approx(3.2 + 3));
  CHECK(result.ladder.expected_months.size() == 2);
  CHECK(result.ladder.expected_months[0] == Approx(3.2));
  CHECK(result.ladder.probability[1] == Approx(0.5));
}

TEST_CASE("moves: one clock for all posts, by hand") {
  // On the clock since the beginning: A moves at 2 of four sellers, at 5 of two seniors (A; C is one from 4 on). C and D move at 4 of the two sellers left.
  MovesOptions options = four_options();
  options.clock = MovesClock::forward;
  const MovesResult result = four().run(options);
  const std::size_t reach = row_of(result.reach, "seller", "lead");
  CHECK(result.reach.probability[reach] == Approx((0.25 + 0.375) * 0.5));
  CHECK(result.ways.moves.empty());
  options.since = 3;
  CHECK(four().run(options).reach.probability[reach] == Approx(0.25));  // a seller at 3: half are seniors at 4, half of those leads at 5
}

TEST_CASE("moves: what R says") {
  for (const std::string& file : golden::golden_files("competency/moves")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &data = document["data"], &expect = document["expect"];
    Careers careers;
    for (std::size_t i = 0; i < data["post"].size(); ++i) careers.add(data["person"][i], data["post"][i], data["start"][i], data["stop"][i], data["next_post"][i].is_null() ? "" : data["next_post"][i].get<std::string>());
    careers.entry = golden::integers(data["entry"]);
    careers.origin = golden::integers(data["origin"]);
    if (data.contains("weights")) careers.weights = golden::numbers(data["weights"]);
    MovesOptions options;
    options.posts = golden::texts(document["options"]["posts"]);
    options.horizons = golden::integers(document["options"]["horizons"]);
    options.replicates = 0;
    options.std_error = data.contains("weights") ? survival::CurveStdError::automatic : survival::CurveStdError::robust;
    const MovesResult reset = careers.run(options);
    for (std::size_t a = 0; a < options.posts.size(); ++a) {
      const golden::json& post = expect["posts"][options.posts[a]];
      CHECK(reset.posts.follow_up[a] == post["follow_up"].get<double>());
      near(reset.posts.restricted_mean[a], post["restricted_mean"].get<double>(), 1e-10, "restricted mean");
      if (!data.contains("weights")) near(reset.posts.std_error[a], post["restricted_mean_std_error"].get<double>(), 1e-8, "its error");
      for (std::size_t q = 0; q < 3; ++q) CHECK(golden::close(reset.quantiles.time[3 * a + q], golden::number(post["quartiles"][q]), 1e-10));
      for (std::size_t c = 0; c < post["causes"].size(); ++c) {
        const std::size_t row = row_of(reset.moves, options.posts[a], post["causes"][c]);
        near(reset.moves.probability[row], post["probability"][c].get<double>(), 1e-10, "probability");
        near(reset.moves.std_error[row], post["std_error"][c].get<double>(), 1e-8, "error");
        near(reset.moves.mean_time[row], post["mean_time"][c].get<double>(), 1e-10, "mean time");
      }
    }
    options.clock = MovesClock::forward;
    const MovesResult forward = careers.run(options);
    for (const golden::json& pair : expect["reach"]) {
      const std::size_t row = row_of(reset.reach, pair["from"], pair["to"]);
      for (std::size_t h = 0; h < options.horizons.size(); ++h) {
        near(reset.reach.probability[row + h], pair["reset"][h].get<double>(), 1e-10, "reach");
        if (pair.contains("forward")) near(forward.reach.probability[row + h], pair["forward"][h].get<double>(), 1e-10, "reach on one clock");
      }
    }
  }
}

TEST_CASE("moves: the definition as plain loops, weights, rows, threads") {
  std::mt19937_64 draw(9);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const std::vector<std::string> posts = {"a", "b", "c"};
    Careers careers, copied;
    const std::size_t people = 3 + draw() % 12;
    for (std::size_t i = 0; i < people; ++i) {
      std::int64_t now = static_cast<std::int64_t>(draw() % 5);
      std::string post = posts[draw() % 3];
      const double weight = static_cast<double>(draw() % 3);
      for (int k = 0; k < 3; ++k) {
        const std::int64_t stay = 1 + static_cast<std::int64_t>(draw() % 6);
        std::string next = std::vector<std::string>{"a", "b", "c", "left", ""}[draw() % 5];
        if (next == post) next = "";
        careers.add("p" + std::to_string(i), post, now, now + stay, next);
        careers.entry.push_back(now + (draw() % 3 == 0 ? static_cast<std::int64_t>(draw()) % 2 * (stay > 1) : 0));
        if (careers.entry.back() < now) careers.entry.back() = now;
        careers.weights.push_back(weight);
        for (int copy = 0; copy < static_cast<int>(weight); ++copy) {
          copied.add("p" + std::to_string(i) + "-" + std::to_string(copy), post, now, now + stay, next);
          copied.entry.push_back(careers.entry.back());
        }
        now += stay + static_cast<std::int64_t>(draw() % 2) * (next.empty() || next == "left");
        if (next.empty() || next == "left") {
          if (draw() % 2 == 0) break;
          ++now;
          continue;
        }
        post = next;
      }
    }
    if (std::all_of(careers.weights.begin(), careers.weights.end(), [](double weight) { return weight == 0.0; })) continue;
    MovesOptions options;
    options.posts = posts;
    options.horizons = {4, 11};
    options.replicates = 20;
    const MovesResult result = careers.run(options);
    // Hazards by looking at every row, chances by following every way in steps of one time.
    std::map<std::string, std::map<std::int64_t, std::map<std::string, double>>> hazard;
    for (const std::string& post : posts)
      for (std::int64_t t = 1; t <= 11; ++t) {
        double at_risk = 0.0;
        std::map<std::string, double> moved;
        for (std::size_t i = 0; i < careers.post.size(); ++i) {
          if (careers.post[i] != post) continue;
          if (careers.entry[i] - careers.start[i] < t && careers.stop[i] - careers.start[i] >= t) at_risk += careers.weights[i];
          if (careers.stop[i] - careers.start[i] == t && !careers.next[i].empty()) moved[careers.next[i]] += careers.weights[i];
        }
        for (const auto& [to, weight] : moved)
          if (weight > 0.0) hazard[post][t][to] = weight / at_risk;
      }
    const auto chance = [&](const auto& self, const std::string& from, std::int64_t held, std::int64_t rest, const std::string& to) -> double {
      if (from == to) return 1.0;
      if (rest == 0 || from == "left") return 0.0;
      double stay = 1.0, sum = 0.0;
      for (const auto& [next, rate] : hazard[from][held + 1]) {
        stay -= rate;
        sum += rate * self(self, next, 0, rest - 1, to);
      }
      return sum + (stay > 1e-15 ? stay * self(self, from, held + 1, rest - 1, to) : 0.0);
    };
    for (std::size_t row = 0; row < result.reach.horizon.size(); ++row) {
      near(result.reach.probability[row], chance(chance, word(result.reach.from_post, row), 0, result.reach.horizon[row], word(result.reach.to_post, row)), 1e-12, "reach");
      CHECK(result.reach.lower[row] <= result.reach.upper[row] + 1e-15);
      CHECK(result.reach.probability[row] + result.reach.unresolved[row] <= 1.0 + 1e-12);
    }
    const auto text = [](const MovesResult& of) { return to_json(Object::of(of)); };
    CHECK(text(result) == text(careers.run(options, {.threads = 3})));
    std::vector<std::size_t> order(careers.post.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), draw);
    Careers shuffled;
    for (const std::size_t i : order) {
      shuffled.add(careers.person[i], careers.post[i], careers.start[i], careers.stop[i], careers.next[i]);
      shuffled.entry.push_back(careers.entry[i]);
      shuffled.weights.push_back(careers.weights[i]);
    }
    CHECK(text(result) == text(shuffled.run(options)));
    options.replicates = 0;
    for (const MovesClock clock : {MovesClock::reset, MovesClock::forward}) {
      options.clock = clock;
      const MovesResult once = careers.run(options), copies = copied.run(options);
      near(once.reach.probability, copies.reach.probability, 1e-12, "weights or copies");
      near(once.moves.probability, copies.moves.probability, 1e-12, "weights or copies");
      near(once.reach.unresolved, copies.reach.unresolved, 1e-12, "weights or copies");
    }
  }
}

TEST_CASE("moves: intervals cover") {
  // A seller becomes a senior after 1, 2, … with 0.2 each time, else leaves with 0.1: 2/3 (1 - 0.7^t). Observation ends after 8.
  std::mt19937_64 draw(12);
  int covered = 0;
  const double truth = 2.0 / 3.0 * (1 - std::pow(0.7, 6));
  for (int round = 0; round < 200; ++round) {
    Careers careers;
    for (int i = 0; i < 60; ++i) {
      const std::int64_t end = 4 + static_cast<std::int64_t>(draw() % 8);
      std::int64_t t = 1;
      std::string next;
      for (; next.empty() && t <= end; ++t) {
        const auto u = static_cast<double>(draw() % 1000) / 1000;
        next = u < 0.2 ? "senior" : u < 0.3 ? "left" : "";
      }
      careers.add(std::to_string(i), "seller", 0, t - 1, next);
    }
    MovesOptions options;
    options.posts = {"seller", "senior"};
    options.horizons = {6};
    options.target = "senior";
    const MovesResult result = careers.run(options, {.threads = 1, .seed = static_cast<std::uint64_t>(round)});
    covered += result.reach.lower[0] <= truth && truth <= result.reach.upper[0];
  }
  CAPTURE(covered);
  CHECK(covered >= 180);
  CHECK(covered <= 199);
}

TEST_CASE("moves: where every post leads to every other, ways are refused and nothing hangs") {
  Careers careers;
  for (int a = 0; a < 30; ++a)
    for (int b = 0; b < 30; ++b)
      if (a != b) careers.add("p" + std::to_string(30 * a + b), "post " + std::to_string(a), 0, 1 + (a + b) % 7, "post " + std::to_string(b));
  MovesOptions options;
  options.replicates = 0;
  options.horizons = {20};
  options.target = "post 3";
  CHECK(sentence([&] { careers.run(options); }) == "competency.moves: most_ways is 1000, but must be at least the number of ways: name a target, or ask for fewer moves (most_moves)");
  options.most_moves = 2;
  CHECK(careers.run(options).ways.moves.size() == 29 + 29 * 28);
}

TEST_CASE("moves: refusals name what is wrong") {
  const auto said = [](const auto& change) {
    return sentence([&] {
      Careers careers = four();
      MovesOptions options = four_options();
      change(careers, options);
      careers.run(options);
    });
  };
  CHECK(said([](Careers&, MovesOptions&) {}) == "accepted");
  CHECK(said([](Careers& careers, MovesOptions&) { careers.stop[2] = 10; }) == "competency.moves: stop[2] is 10, but must be above start, 10");
  CHECK(said([](Careers& careers, MovesOptions&) { careers.start[1] = 1; }) == "competency.moves: start[1] is 1, but must be at least 2, the stop of row 0: A is in one post at a time");
  CHECK(said([](Careers& careers, MovesOptions&) { careers.post[1] = "lead", careers.next[1] = ""; }) == "competency.moves: post[1] is \"lead\", but must be \"senior\", where row 0 of the same person went");
  CHECK(said([](Careers& careers, MovesOptions&) { careers.next[0] = "seller"; }) == "competency.moves: next_post[0] is \"seller\", but must be another post than the one held: join the rows of one stay");
  CHECK(said([](Careers& careers, MovesOptions&) { careers.entry = {0, 2, 10, 7, 7, 1}; }) == "competency.moves: entry[3] is 7, but must be at least start, 3, and below stop, 7");
  CHECK(said([](Careers& careers, MovesOptions&) { careers.origin = {0, 2, 10, 7, 7, 1}; }) == "competency.moves: origin[3] is 7, but must be at most start, 3");
  CHECK(said([](Careers&, MovesOptions& options) { options.posts = {"seller", "lead"}; }) == "competency.moves: post[1] is \"senior\", but must be one of posts: seller, lead");
  CHECK(said([](Careers&, MovesOptions& options) { options.target = "left"; }) == "competency.moves: target is \"left\", but must be one of the posts seller, senior, lead");
  CHECK(said([](Careers&, MovesOptions& options) { options.since = 2; }) == "competency.moves: since is 2, but must be 0 under clock = reset: there every post is a beginning");
  CHECK(said([](Careers&, MovesOptions& options) { options.clock = MovesClock::forward, options.since = 9; }) == "competency.moves: since is 9, but must be below the last stop, 9 after the beginning");
  CHECK(said([](Careers&, MovesOptions& options) { options.most_ways = 2; }) == "competency.moves: most_ways is 2, but must be at least the number of ways: name a target, or ask for fewer moves (most_moves)");
  CHECK(said([](Careers& careers, MovesOptions&) { careers.weights.assign(6, 0.0); }) == "competency.moves: stop is 6 rows, but must be at least one row with a positive weight");
  CHECK(said([](Careers& careers, MovesOptions&) { careers.stop[4] = 1000000; }) == "competency.moves: stop[4] is 1000000, but must be at most 200000 after start: use a larger unit of time");
}
