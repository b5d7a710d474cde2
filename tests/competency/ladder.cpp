#include "mainstay/competency/ladder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "labels.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

LadderRequirement at_least(const std::string& name, double value) {
  LadderRequirement requirement;
  requirement.name = name;
  requirement.at_least = value;
  return requirement;
}

LadderMove move_to(const std::string& from, const std::string& to, double months, double probability, std::vector<LadderRequirement> requirements = {}) {
  LadderMove move;
  move.from_post = from;
  move.to_post = to;
  move.months = months;
  move.probability = probability;
  move.requirements = std::move(requirements);
  return move;
}

struct Staff {
  std::vector<std::string> posts;
  std::vector<double> months;
  std::vector<std::pair<std::string, std::vector<double>>> achieved;
  std::vector<std::string_view> levels{};
  std::vector<std::int32_t> codes{};

  LadderResult run(const LadderOptions& options, const RunContext& context = {}) {
    levels.clear();
    codes.clear();
    std::vector<std::string> sorted = posts;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    for (const std::string& name : sorted) levels.emplace_back(name);
    for (const std::string& name : posts) codes.push_back(static_cast<std::int32_t>(std::find(sorted.begin(), sorted.end(), name) - sorted.begin()));
    LadderInput input;
    input.post = Column(codes);
    input.post.levels = levels;
    input.post.categorical = true;
    if (!months.empty()) input.months = Column(months);
    for (const auto& [name, values] : achieved) input.achieved.add(name, Column(values));
    return ladder(input, options, context);
  }
};

// The lender's ladder: a senior seller needs 200 (thousand) a month and one mentorship.
LadderOptions lender_ladder() {
  LadderOptions options;
  options.moves = {move_to("seller", "senior", 6, 0.5, {at_least("sales", 200), at_least("mentored", 1)}), move_to("senior", "lead", 12, 0.3, {at_least("sales", 300), at_least("mentored", 3)}),
                   move_to("lead", "manager", 18, 0.25), move_to("senior", "manager", 40, 0.05, {at_least("sales", 500)})};
  options.moves[2].requirements.resize(1);
  options.moves[2].requirements[0].name = "overdue";
  options.moves[2].requirements[0].at_most = 0.02;
  options.target = "manager";
  return options;
}

std::string refusal(const LadderOptions& options) {
  Staff staff{{"seller"}, {1}, {{"sales", {1}}, {"mentored", {0}}, {"overdue", {0}}}};
  return sentence([&] { staff.run(options); });
}

}  // namespace

TEST_CASE("ladder: the lender's, worked by hand") {
  // 0: seller, 4 months, 150 of 200, no mentorship: shares 4/6, 3/4, 0. 1: seller with everything. 2: senior, overdue unknown. 3: lead, 20 months, overdue 0.05. 4: a cook.
  Staff staff{{"seller", "seller", "senior", "lead", "cook"}, {4, 7, 3, 20, 1}, {{"sales", {150, 220, 320, 400, 0}}, {"mentored", {0, 1, 3, 5, 0}}, {"overdue", {0.01, 0.01, missing, 0.05, 0}}}};
  const LadderResult result = staff.run(lender_ladder());
  CHECK(result.status == LadderStatus::climbed);
  CHECK(result.people == 4);
  CHECK(result.outside == 1);
  CHECK(result.ready == 1);
  CHECK(result.readiness.ready == std::vector<std::int64_t>{0, 1, 0, 0, 0});
  CHECK(result.readiness.met == std::vector<std::int64_t>{0, 3, 2, 0, 1});
  CHECK(result.readiness.share[0] == Approx((4.0 / 6 + 0.75) / 3));
  CHECK(result.readiness.share[2] == Approx((0.25 + 1 + 1) / 3));
  CHECK(result.readiness.share[3] == Approx((3.0 / 40 + 0.64) / 2));
  CHECK(result.readiness.months_to_go == std::vector<double>{2, 0, 9, 37, 0});
  CHECK(result.sentence[0] == "For senior is still lacking: 2 more months in the post (4 of 6); sales 50 more (150 of 200); mentored 1 more (0 of 1).");
  CHECK(result.sentence[1] == "Ready for senior: everything asked is met.");
  CHECK(result.sentence_zh[4] == "晋升manager还缺：overdue再降低0.03（0.05，上限0.02）。");
  // Ways: seller to manager 6 + 12 + 18 = 36 against 6 + 40; .5 x .3 x .25 = .0375 against .5 x .05 = .025.
  CHECK(result.posts.shortest_months == std::vector<double>{36, 30, 18, 0});
  CHECK(result.posts.likeliest_probability[0] == Approx(0.0375).epsilon(1e-14));
  CHECK(result.posts.shortest_moves == std::vector<std::int64_t>{3, 2, 1, 0});
  CHECK(word(result.ways.shortest_via, 0) == "seller > senior > lead > manager");
  CHECK(result.ways.shortest_months == std::vector<double>{32, 30, 27, 0});  // less the time in the post, up to what the first move asks
  // The way asks of person 0: sales 300 (lead), 3 mentorships (lead), overdue at most 0.02 (met).
  CHECK(word(result.to_target.requirement, 0) == "sales");
  CHECK(result.to_target.lack[0] == 150.0);
  CHECK(word(result.to_target.move_to, 0) == "lead");
  CHECK(result.to_target.lack[1] == 3.0);
  // Succession: into senior person 1 before 0; into manager the lead (share (1 + 0) / 2) before the senior.
  CHECK(word(result.succession.post, 0) == "senior");
  CHECK(word(result.succession.person, 0) == "1");
  CHECK(word(result.succession.person, 1) == "0");
  CHECK(word(result.succession.person, 3) == "3");
  CHECK(result.succession.lacking[3] == 1);
  CHECK(result.posts.ready_in == std::vector<std::int64_t>{0, 1, 0, 0});
}

TEST_CASE("ladder: ways and cycles of a peer") {
  const golden::json document = golden::load_golden("competency/ladder/ways.json");
  int cyclic = 0;
  for (std::size_t c = 0; c < document["data"]["ladders"].size(); ++c) {
    CAPTURE(c);
    const auto &given = document["data"]["ladders"][c], &expect = document["expect"]["ways"][c];
    LadderOptions options;
    for (int j = 0; j < given["posts"].get<int>(); ++j) options.posts.push_back(std::to_string(j));
    for (const auto& move : given["moves"]) {
      options.moves.push_back(move_to(std::to_string(move["from"].get<int>()), std::to_string(move["to"].get<int>()), 0, move["probability"].get<double>()));
      options.moves.back().expected_months = move["months"].get<double>();
    }
    options.target = std::to_string(given["target"].get<int>());
    Staff staff{options.posts, {}, {}};
    if (expect["cyclic"].get<bool>()) {
      ++cyclic;
      CHECK_THROWS_AS(staff.run(options), Error);
      options.cycles = LadderCycles::allow;
    }
    const LadderResult result = staff.run(options);
    for (std::size_t j = 0; j < options.posts.size(); ++j) {
      if (expect["months"][j].is_null()) {
        CHECK(std::isnan(result.posts.shortest_months[j]));
        CHECK(result.posts.shortest_next.codes[j] == -1);
        continue;
      }
      CHECK(result.posts.shortest_months[j] == expect["months"][j].get<double>());
      CHECK(result.posts.likeliest_probability[j] == Approx(expect["probability"][j].get<double>()).epsilon(1e-12));
    }
    CHECK(to_json(Object::of(result)) == to_json(Object::of(staff.run(options, {.threads = 3}))));
  }
  CHECK(cyclic > 3);
}

TEST_CASE("ladder: the definition as plain loops") {
  std::mt19937_64 draw(4);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const std::size_t posts = 2 + draw() % 4, people = draw() % 6;
    const auto number = [&] { return draw() % 7 == 0 ? missing : static_cast<double>(draw() % 9); };
    LadderOptions options;
    for (std::size_t a = 0; a < posts; ++a) options.posts.push_back("p" + std::to_string(a));
    for (std::size_t a = 0; a < posts; ++a)
      for (std::size_t b = a + 1; b < posts; ++b)
        if (draw() % 2 == 0) {
          options.moves.push_back(move_to(options.posts[a], options.posts[b], static_cast<double>(draw() % 5), 0.5));
          if (draw() % 2 == 0) options.moves.back().requirements.push_back(at_least("x", static_cast<double>(draw() % 9)));
          if (draw() % 2 == 0) {
            LadderRequirement most;
            most.name = "y";
            most.at_most = static_cast<double>(draw() % 9);
            options.moves.back().requirements.push_back(most);
          }
        }
    if (options.moves.empty()) continue;
    options.target = options.posts.back();
    options.most_successors = 0;
    Staff staff{{}, {}, {{"x", {}}, {"y", {}}}};
    for (std::size_t i = 0; i < people; ++i) {
      staff.posts.push_back(draw() % 8 == 0 ? "elsewhere" : options.posts[draw() % posts]);
      staff.months.push_back(number());
      staff.achieved[0].second.push_back(number());
      staff.achieved[1].second.push_back(number());
    }
    if (people == 0) continue;
    const LadderResult result = staff.run(options);
    std::size_t row = 0, lack = 0;
    std::int64_t ready_people = 0;
    for (std::size_t i = 0; i < people; ++i) {
      bool ready_for_one = false;
      for (const LadderMove& move : options.moves) {
        if (move.from_post != staff.posts[i]) continue;
        std::int64_t asked = 0, met = 0;
        const auto see = [&](double value, bool has, bool good) {
          if (!has) return;
          ++asked;
          met += !std::isnan(value) && good;
          lack += std::isnan(value) || !good;
        };
        see(staff.months[i], move.months > 0, staff.months[i] >= move.months);
        for (const LadderRequirement& requirement : move.requirements) {
          const double value = staff.achieved[requirement.name == "x" ? 0 : 1].second[i];
          see(value, true, (!requirement.at_least || value >= *requirement.at_least) && (!requirement.at_most || value <= *requirement.at_most));
        }
        REQUIRE(row < result.readiness.ready.size());
        CHECK(word(result.readiness.person, row) == std::to_string(i));
        CHECK(word(result.readiness.to_post, row) == move.to_post);
        CHECK(result.readiness.asked[row] == asked);
        CHECK(result.readiness.met[row] == met);
        CHECK(result.readiness.ready[row] == (met == asked));
        CHECK((result.readiness.share[row] == 1.0) == (met == asked));
        ready_for_one = ready_for_one || met == asked;
        ++row;
      }
      ready_people += ready_for_one;
    }
    CHECK(row == result.readiness.ready.size());
    CHECK(lack == result.lacking.lack.size());
    CHECK(ready_people == result.ready);
    CHECK(result.succession.rank.size() == row);
    // All ways there are: the shortest.
    const std::function<double(const std::string&)> shortest = [&](const std::string& from) {
      if (from == options.target) return 0.0;
      double best = INFINITY;
      for (const LadderMove& move : options.moves)
        if (move.from_post == from) best = std::min(best, move.months + shortest(move.to_post));
      return best;
    };
    for (std::size_t j = 0; j < posts; ++j)
      if (std::isfinite(shortest(options.posts[j]))) CHECK(result.posts.shortest_months[j] == shortest(options.posts[j]));
      else CHECK(std::isnan(result.posts.shortest_months[j]));
  }
}

TEST_CASE("ladder: refusals name what is wrong") {
  LadderOptions options = lender_ladder();
  CHECK(refusal(options) == "accepted");
  options.moves.push_back(move_to("lead", "seller", 0, 1));
  CHECK(refusal(options) == "competency.ladder: moves is \"seller > senior > lead > seller\", but must be a ladder that does not lead back, unless cycles = allow");
  options = lender_ladder();
  options.moves[1].to_post = "senior";
  CHECK(refusal(options) == "competency.ladder: moves[1].to_post is \"senior\", but must be another post than from_post");
  options = lender_ladder();
  options.moves.push_back(options.moves[0]);
  CHECK(refusal(options) == "competency.ladder: moves[4] is \"seller > senior\", but must be a move that is there once");
  options = lender_ladder();
  options.moves[0].requirements[1].name = "patience";
  CHECK(refusal(options) == "competency.ladder: moves[0].requirements[1].name is \"patience\", but must be a column of achieved");
  options = lender_ladder();
  options.moves[0].requirements[1].at_least.reset();
  CHECK(refusal(options) == "competency.ladder: moves[0].requirements[1] is without a bound, but must be given at_least, at_most or both");
  options = lender_ladder();
  options.target = "king";
  CHECK(refusal(options) == "competency.ladder: target is \"king\", but must be one of the posts");
  options = lender_ladder();
  options.posts = {"seller", "senior", "lead"};
  CHECK(refusal(options) == "competency.ladder: moves[2].to_post is \"manager\", but must be one of posts");
  options.moves.clear();
  CHECK(refusal(options) == "competency.ladder: moves is missing, but must be given");
  Staff staff{{"seller"}, {}, {{"sales", {1}}, {"mentored", {0}}, {"overdue", {0}}}};
  CHECK_THROWS_WITH(staff.run(lender_ladder()), "competency.ladder: months is missing, but must be given, because moves[0] asks for months");
}
