#include "mainstay/competency/stable_matching.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
using Matrix = std::vector<std::vector<double>>;

// Both sides' numbers by person and post; posts are A, B, C …
struct Game {
  Matrix wish, rating;
  std::vector<std::int64_t> capacity;
  StableMatchingOptions options;

  StableMatchingResult run(const RunContext& context = {}) const {
    const std::size_t n = wish.size(), m = capacity.size();
    std::vector<double> wishes, ratings;
    std::vector<std::string> names;
    std::vector<std::string_view> views;
    std::vector<std::int32_t> codes;
    for (std::size_t i = 0; i < n; ++i) {
      wishes.insert(wishes.end(), wish[i].begin(), wish[i].end());
      ratings.insert(ratings.end(), rating[i].begin(), rating[i].end());
    }
    for (std::size_t j = 0; j < m; ++j) names.push_back(std::string(1, static_cast<char>('A' + j % 26)) + (j < 26 ? "" : std::to_string(j)));
    StableMatchingInput input;
    for (std::size_t j = 0; j < m; ++j) {
      views.emplace_back(names[j]);
      codes.push_back(static_cast<std::int32_t>(j));
      input.wish.add(names[j], Column(wishes.data() + j, static_cast<std::int64_t>(n), static_cast<std::int64_t>(m)));
      input.rating.add(names[j], Column(ratings.data() + j, static_cast<std::int64_t>(n), static_cast<std::int64_t>(m)));
    }
    input.post = Column(codes);
    input.post.levels = views;
    input.post.categorical = true;
    input.capacity = Column(capacity);
    return stable_matching(input, options, context);
  }
};

std::vector<int> posts_of(const StableMatchingResult& result) { return {result.people.post.codes.begin(), result.people.post.codes.end()}; }

bool accept(const Game& game, std::size_t i, std::size_t j) { return !std::isnan(game.wish[i][j]) && !std::isnan(game.rating[i][j]); }

// The definition: seats, both accept, and no pair that would rather have each other.
[[gnu::noinline]] bool stable(const Game& game, const std::vector<int>& posts) {
  const double sign = game.options.order == PreferenceOrder::highest ? 1.0 : -1.0;
  std::vector<std::int64_t> filled(game.capacity.size(), 0);
  std::vector<double> worst(game.capacity.size(), INFINITY);
  for (std::size_t i = 0; i < posts.size(); ++i) {
    if (posts[i] < 0) continue;
    const std::size_t j = static_cast<std::size_t>(posts[i]);
    if (!accept(game, i, j) || ++filled[j] > game.capacity[j]) return false;
    worst[j] = std::min(worst[j], sign * game.rating[i][j]);
  }
  for (std::size_t i = 0; i < posts.size(); ++i)
    for (std::size_t j = 0; j < game.capacity.size(); ++j) {
      if (!accept(game, i, j) || game.capacity[j] == 0) continue;
      const bool wants = posts[i] < 0 || sign * game.wish[i][j] > sign * game.wish[i][static_cast<std::size_t>(posts[i])];
      if (wants && (filled[j] < game.capacity[j] || sign * game.rating[i][j] > worst[j])) return false;
    }
  return true;
}

std::vector<std::vector<int>> all_stable(const Game& game) {
  std::vector<std::vector<int>> found;
  std::vector<int> posts(game.wish.size(), -1);
  for (;;) {
    if (stable(game, posts)) found.push_back(posts);
    std::size_t i = 0;
    while (i < posts.size() && ++posts[i] == static_cast<int>(game.capacity.size())) posts[i++] = -1;
    if (i == posts.size()) return found;
  }
}

std::string refusal(const Game& game) { return sentence([&] { game.run(); }); }

}  // namespace

TEST_CASE("stable_matching: a match day worked by hand") {
  // The example with which the residents' match is explained, two seats each. Posts: Mercy, City, General. Ranks, 1 the best.
  // Anderson -> City; Chen -> City; Davis -> Mercy does not take him, City full: better than Chen? Anderson 2, Chen 3, Davis 4: no; General takes him. Eastman -> City: 1, Chen is out -> Mercy.
  // Ford -> City no, General (3 after Eastman, Anderson): yes.
  Game game{{{missing, 1, missing}, {2, 1, missing}, {1, 2, 3}, {2, 1, 3}, {3, 1, 2}}, {{missing, 2, 2}, {1, 3, missing}, {missing, 4, 4}, {missing, 1, 1}, {2, 5, 3}}, {2, 2, 2}, {}};
  game.options.order = PreferenceOrder::lowest;
  const StableMatchingResult result = game.run();
  CHECK(result.status == StableMatchingStatus::stable);
  CHECK(posts_of(result) == std::vector<int>{1, 0, 2, 1, 2});
  CHECK(result.matched == 5);
  CHECK(result.blocking_pairs == 0);
  CHECK(result.people.choice == std::vector<std::int64_t>{1, 2, 2, 1, 2});
  CHECK(result.people.acceptable[2] == 3);
  CHECK(result.people.choices[2] == 2);  // Mercy does not take Davis
  CHECK(result.posts.lowest_rating == std::vector<double>{1, 2, 4});
  CHECK(result.sentence[1] == "Goes to A, choice 2 of 2. B, the first choice, rated the person 3; the last whom it took, 2.");
  CHECK(result.sentence_zh[0] == "匹配到第一志愿B。");
}

TEST_CASE("stable_matching: both sides' best of a peer") {
  for (const std::string& file : golden::golden_files("competency/stable_matching")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file);
    Game game;
    const auto matrix = [&](const char* name) {
      Matrix values;
      for (const auto& row : document["data"][name]) {
        values.emplace_back();
        for (const auto& cell : row) values.back().push_back(cell.is_null() ? missing : cell.get<double>());
      }
      return values;
    };
    game.wish = matrix("wish");
    game.rating = matrix("rating");
    game.capacity = document["data"]["capacity"].get<std::vector<std::int64_t>>();
    game.options.order = PreferenceOrder::lowest;
    CHECK(posts_of(game.run()) == document["expect"]["people"].get<std::vector<int>>());
    game.options.proposer = Proposer::posts;
    CHECK(posts_of(game.run()) == document["expect"]["posts"].get<std::vector<int>>());
  }
}

TEST_CASE("stable_matching: all stable matchings of small games: ours is one, best for its side, and posts fill as in all of them") {
  std::mt19937_64 draw(5);
  int several = 0, with_ties = 0;
  for (int round = 0; round < 2500; ++round) {
    CAPTURE(round);
    const bool tied = round % 3 == 0;
    Game game;
    const std::size_t n = 1 + draw() % 5, m = 1 + draw() % 3;
    for (std::size_t i = 0; i < n; ++i) {
      game.wish.emplace_back();
      game.rating.emplace_back();
      for (std::size_t j = 0; j < m; ++j)
        for (Matrix* side : {&game.wish, &game.rating}) side->back().push_back(draw() % 6 == 0 ? missing : tied ? static_cast<double>(draw() % 3) : static_cast<double>(draw() % 1000003));
    }
    if (round % 3 == 1)  // sides that want the opposite leave several stable matchings
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < m; ++j) game.rating[i][j] = -game.wish[i][j];
    for (std::size_t j = 0; j < m; ++j) game.capacity.push_back(static_cast<std::int64_t>(draw() % 4));
    game.options.order = static_cast<PreferenceOrder>(draw() % 2);
    const double sign = game.options.order == PreferenceOrder::highest ? 1.0 : -1.0;
    if (tied) game.options.ties = round % 2 == 0 ? PreferenceTies::by_label : PreferenceTies::lottery;
    const auto all = all_stable(game);
    REQUIRE(!all.empty());
    for (const Proposer side : {Proposer::people, Proposer::posts}) {
      game.options.proposer = side;
      const StableMatchingResult result = game.run({.threads = 1 + round % 3});
      const std::vector<int> ours = posts_of(result);
      CHECK(std::find(all.begin(), all.end(), ours) != all.end());
      CHECK(result.blocking_pairs == 0);
      if (tied) {
        ++with_ties;
        continue;
      }
      const auto value = [&](const std::vector<int>& posts, std::size_t i) { return posts[i] < 0 ? -INFINITY : sign * game.wish[i][static_cast<std::size_t>(posts[i])]; };
      for (const std::vector<int>& other : all)
        for (std::size_t i = 0; i < n; ++i) {
          if (side == Proposer::people) CHECK(value(ours, i) >= value(other, i));
          else CHECK(value(ours, i) <= value(other, i));
          CHECK((ours[i] < 0) == (other[i] < 0));  // the rural hospitals: the same people everywhere
        }
      for (const std::vector<int>& other : all)
        for (std::size_t j = 0; j < m; ++j) {
          CHECK(std::count(ours.begin(), ours.end(), static_cast<int>(j)) == std::count(other.begin(), other.end(), static_cast<int>(j)));
          if (result.posts.filled[j] < game.capacity[j])
            for (std::size_t i = 0; i < n; ++i) CHECK((ours[i] == static_cast<int>(j)) == (other[i] == static_cast<int>(j)));
        }
      several += all.size() > 1;
    }
  }
  CHECK(several > 50);
  CHECK(with_ties > 500);
}

TEST_CASE("stable_matching: threads, the lottery's seed, nobody, refusals") {
  std::mt19937_64 draw(9);
  Game game;
  for (int i = 0; i < 300; ++i) {
    game.wish.emplace_back();
    game.rating.emplace_back();
    for (int j = 0; j < 20; ++j) {
      game.wish.back().push_back(static_cast<double>(draw() % 5));
      game.rating.back().push_back(static_cast<double>(draw() % 5));
    }
  }
  game.capacity.assign(20, 11);
  CHECK(refusal(game).find("competency.stable_matching: ties is refuse, but must be by_label or lottery: person ") == 0);
  game.options.ties = PreferenceTies::lottery;
  CHECK(to_json(Object::of(game.run({.threads = 1}))) == to_json(Object::of(game.run({.threads = 3}))));
  CHECK(posts_of(game.run({.seed = 1})) != posts_of(game.run({.seed = 2})));
  using Row = std::vector<double>;
  Game empty;
  empty.wish = Matrix(1, Row(1, missing));
  empty.rating = Matrix(1, Row(1, 1.0));
  empty.capacity = {1};
  CHECK(empty.run().status == StableMatchingStatus::nobody);
  CHECK(empty.run().sentence[0] == "Goes nowhere: wants no post.");
  Game bad = empty;
  bad.wish = Matrix(1, Row(1, INFINITY));
  CHECK(refusal(bad) == "competency.stable_matching: wish.A[0] is inf, but must be finite");
  CHECK_THROWS_WITH(stable_matching(StableMatchingInput{}), "competency.stable_matching: wish is missing, but must be given, unless pairs are");
}
