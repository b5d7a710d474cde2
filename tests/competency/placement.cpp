#include "mainstay/competency/placement.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <set>

#include "competency/lender.hpp"
#include "competency/placement_kernel.hpp"
#include "golden.hpp"
#include "mainstay/competency/match.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;
using doctest::Approx;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
using Matrix = std::vector<std::vector<double>>;

std::string letter(std::size_t j) { return j < 26 ? std::string(1, static_cast<char>('A' + j)) : "P" + std::to_string(j); }

// A problem with plain containers; posts are A, B, C …
struct Problem {
  Matrix score;
  std::vector<std::int64_t> capacity, minimum, group;
  PlacementOptions options;
  std::vector<double> flat;
  std::vector<std::string> names;
  std::vector<std::string_view> views;
  std::vector<std::int32_t> codes;

  PlacementResult run(RunContext context = {}, bool by_columns = false) {
    const std::size_t n = score.size(), m = n > 0 ? score[0].size() : capacity.size();
    flat.assign(std::max<std::size_t>(1, n * m), 0.0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < m; ++j) flat[by_columns ? j * n + i : i * m + j] = score[i][j];
    names.clear();
    views.clear();
    codes.clear();
    for (std::size_t j = 0; j < m; ++j) names.push_back(letter(j));
    PlacementInput input;
    for (std::size_t j = 0; j < m; ++j) {
      views.emplace_back(names[j]);
      codes.push_back(static_cast<std::int32_t>(j));
      input.score.add(names[j], by_columns ? Column(flat.data() + j * n, static_cast<std::int64_t>(n)) : Column(flat.data() + j, static_cast<std::int64_t>(n), static_cast<std::int64_t>(m)));
    }
    if (!capacity.empty()) {
      input.post = Column(codes);
      input.post.levels = views;
      input.post.categorical = true;
      input.capacity = Column(capacity);
      if (!minimum.empty()) input.minimum = Column(minimum);
    }
    if (!group.empty()) input.group = Column(group);
    return placement(input, options, context);
  }
};

std::string refusal(Problem problem) { return sentence([&] { problem.run(); }); }

std::string post_of(const PlacementResult& result, std::size_t person) {
  const std::int32_t code = result.people.post.codes[person];
  return code < 0 ? "" : result.people.post.levels[static_cast<std::size_t>(code)];
}
std::string reason_of(const PlacementResult& result, std::size_t person) { return result.people.reason.levels[static_cast<std::size_t>(result.people.reason.codes[person])]; }

// Whether a placement (post of each person, -1 none) keeps to everything; and its sum.
bool allowed(const Problem& problem, const std::vector<int>& posts) {
  const std::size_t m = problem.score[0].size();
  std::vector<std::int64_t> filled(m, 0);
  for (std::size_t i = 0; i < posts.size(); ++i) {
    if (posts[i] < 0) {
      if (problem.options.unplaced == Unplaced::refused) return false;
      continue;
    }
    if (std::isnan(problem.score[i][static_cast<std::size_t>(posts[i])])) return false;
    ++filled[static_cast<std::size_t>(posts[i])];
  }
  for (std::size_t j = 0; j < m; ++j) {
    if (filled[j] > (problem.capacity.empty() ? 1 : problem.capacity[j])) return false;
    if (!problem.minimum.empty() && filled[j] < problem.minimum[j]) return false;
  }
  for (const PlacementBound& bound : problem.options.bounds) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < posts.size(); ++i)
      if (std::to_string(problem.group[i]) == bound.group && posts[i] >= 0 && (bound.post.empty() || bound.post == letter(static_cast<std::size_t>(posts[i])))) ++count;
    if (bound.at_least && count < *bound.at_least) return false;
    if (bound.at_most && count > *bound.at_most) return false;
  }
  return true;
}

struct Plain {
  bool feasible = false;
  double best = 0.0;
  std::int64_t placed = 0;
};

// Every placement there is.
Plain plain(const Problem& problem) {
  const std::size_t n = problem.score.size();
  const int m = static_cast<int>(problem.score[0].size());
  const double sign = problem.options.objective == PlacementObjective::lowest ? -1.0 : 1.0;
  Plain found;
  std::vector<int> posts(n, -1);
  for (;;) {
    if (allowed(problem, posts)) {
      double sum = 0.0;
      std::int64_t placed = 0;
      for (std::size_t i = 0; i < n; ++i) {
        if (posts[i] >= 0) {
          sum += problem.score[i][static_cast<std::size_t>(posts[i])];
          ++placed;
        } else if (problem.options.unplaced == Unplaced::allowed) {
          sum += problem.options.unplaced_value;
        }
      }
      const bool counts = problem.options.unplaced == Unplaced::only_if_needed;
      if (!found.feasible || (counts && placed > found.placed) || ((!counts || placed == found.placed) && sign * sum > sign * found.best)) found = {true, sum, placed};
    }
    std::size_t i = 0;
    while (i < n && ++posts[i] == m) posts[i++] = -1;
    if (i == n) return found;
  }
}

Problem random_problem(std::mt19937_64& draw) {
  Problem problem;
  const auto upto = [&](int most) { return static_cast<int>(draw() % static_cast<std::uint64_t>(most + 1)); };
  const std::size_t n = static_cast<std::size_t>(1 + upto(4)), m = static_cast<std::size_t>(1 + upto(2));
  const bool tied = upto(1) == 1;
  for (std::size_t i = 0; i < n; ++i) {
    problem.score.emplace_back();
    for (std::size_t j = 0; j < m; ++j)
      problem.score.back().push_back(upto(4) == 0 ? missing : tied ? upto(3) / 2.0 - 0.5 : static_cast<double>(draw() % 1000003) / 1000003.0 - 0.3);
    problem.group.push_back(upto(1));
  }
  for (std::size_t j = 0; j < m; ++j) {
    problem.capacity.push_back(upto(3));
    problem.minimum.push_back(upto(5) == 0 ? std::min<std::int64_t>(problem.capacity.back(), 1 + upto(1)) : 0);
  }
  problem.options.unplaced = static_cast<Unplaced>(upto(2));
  if (upto(2) == 0) problem.options.unplaced_value = 0.25;
  if (upto(3) == 0 && (problem.options.unplaced != Unplaced::allowed || problem.options.unplaced_value != 0.0)) problem.options.objective = PlacementObjective::lowest;
  std::vector<std::int64_t> sizes(2, 0);
  for (const std::int64_t group : problem.group) ++sizes[static_cast<std::size_t>(group)];
  for (int g = 0; g < 2; ++g)
    for (int where = -1; where < static_cast<int>(m); ++where) {
      const std::int64_t size = sizes[static_cast<std::size_t>(g)];
      if (size == 0 || upto(3) != 0) continue;
      PlacementBound bound;
      bound.group = std::to_string(g);
      if (where >= 0) bound.post = letter(static_cast<std::size_t>(where));
      const std::int64_t most = where < 0 ? size : std::min(size, problem.capacity[static_cast<std::size_t>(where)]);
      bound.at_least = upto(static_cast<int>(most));
      bound.at_most = *bound.at_least + upto(static_cast<int>(most - *bound.at_least));
      if (problem.options.unplaced == Unplaced::refused && where < 0) bound.at_most.reset();
      problem.options.bounds.push_back(bound);
    }
  return problem;
}

// What the duals bound whatever the search did: prices and surpluses from the tables against all scores as given.
double proven_bound(const Problem& problem, const PlacementResult& result) {
  for (std::size_t i = 0; i < problem.score.size(); ++i)
    for (std::size_t j = 0; j < problem.score[i].size(); ++j)
      if (!std::isnan(problem.score[i][j])) CHECK(result.people.surplus[i] + result.posts.price[j] >= problem.score[i][j] - 1e-11);
  double dual = std::accumulate(result.people.surplus.begin(), result.people.surplus.end(), 0.0);
  for (std::size_t j = 0; j < result.posts.price.size(); ++j) {
    CHECK(result.posts.price[j] >= 0.0);
    dual += result.posts.price[j] * static_cast<double>(result.posts.capacity[j]);
  }
  return dual;
}

void check_proof(const Problem& problem, const PlacementResult& result) {
  for (std::size_t j = 0; j < result.posts.price.size(); ++j)
    if (result.posts.filled[j] < result.posts.capacity[j]) CHECK(result.posts.price[j] == 0.0);
  CHECK(proven_bound(problem, result) == Approx(result.total).epsilon(1e-11));
}

}  // namespace

TEST_CASE("placement: worked by hand, with prices and what was lacking") {
  // Ann 9 or 8, Bob 8 or 2, Cid 5 or 4; one seat each. Sums: Ann B + Bob A = 16, Ann A + Bob B = 11, Ann A + Cid B = 13, Bob A + Cid B = 12, Ann B + Cid A = 13. So Ann B, Bob A, Cid nowhere.
  // Prices: Cid stays out, so A >= 5 and B >= 4; Ann prefers B: 8 - B >= 9 - A; Bob stays: A <= 8, B <= 8. A = 5, B = 4 hold with equality 8 - 4 = 9 - 5.
  Problem problem{{{9, 8}, {8, 2}, {5, 4}}, {}, {}, {}, {}, {}, {}, {}, {}};
  const PlacementResult result = problem.run();
  CHECK(result.status == PlacementStatus::optimal);
  CHECK(post_of(result, 0) == "B");
  CHECK(post_of(result, 1) == "A");
  CHECK(post_of(result, 2).empty());
  CHECK(result.total == 16.0);
  CHECK(result.bound == 16.0);
  CHECK(result.gap == 0.0);
  CHECK(result.placed == 2);
  CHECK(result.seats == 2);
  CHECK(reason_of(result, 0) == "placed");
  CHECK(reason_of(result, 1) == "first_choice");
  CHECK(reason_of(result, 2) == "outbid");
  check_proof(problem, result);
  // The highest prices are what the sum would lose: without the seat in A it is 8 (Ann or Bob), without that in B 9: 16 - 8 and 16 - 9.
  CHECK(result.posts.price == std::vector<double>{8.0, 7.0});
  CHECK(result.people.surplus == std::vector<double>{1.0, 0.0, 0.0});
  CHECK(result.people.lacking[2] == 3.0);
  // What Cid lacks is what the prices say; with a little more than that Cid is placed, with a little less not.
  const std::size_t closest = static_cast<std::size_t>(result.people.closest.codes[2]);
  const double lacking = result.people.lacking[2];
  problem.score[2][closest] += lacking + 0.01;
  CHECK(post_of(problem.run(), 2) == letter(closest));
  problem.score[2][closest] -= 0.02;
  CHECK(post_of(problem.run(), 2).empty());
}

TEST_CASE("placement: known sums") {
  // The matrix of a rectangular case with forbidden cells on which a known solver once answered 18: 8 + 8 = 16.
  Problem costs{{{missing, 11, 8}, {8, missing, 7}}, {}, {}, {}, {}, {}, {}, {}, {}};
  costs.options.objective = PlacementObjective::lowest;
  costs.options.unplaced = Unplaced::refused;
  const PlacementResult result = costs.run();
  CHECK(result.total == 16.0);
  CHECK(result.gap == 0.0);
  CHECK(post_of(result, 0) == "C");
  CHECK(post_of(result, 1) == "A");
  for (const std::string& file : golden::golden_files("competency/placement")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &data = document["data"];
    Problem problem;
    for (const auto& row : data["score"]) {
      problem.score.emplace_back();
      for (const auto& cell : row) problem.score.back().push_back(cell.is_null() ? missing : cell.get<double>());
    }
    problem.capacity = data["capacity"].get<std::vector<std::int64_t>>();
    if (data.contains("objective")) {
      problem.options.objective = PlacementObjective::lowest;
      problem.options.unplaced = Unplaced::only_if_needed;
    }
    if (data.contains("bounds")) {
      problem.group = data["group"].get<std::vector<std::int64_t>>();
      for (const auto& row : data["bounds"]) {
        PlacementBound bound;
        bound.group = std::to_string(row[0].get<int>());
        if (row[1].get<int>() >= 0) bound.post = letter(row[1].get<std::size_t>());
        bound.at_least = row[2].get<std::int64_t>();
        bound.at_most = row[3].get<std::int64_t>();
        problem.options.bounds.push_back(bound);
      }
    }
    const PlacementResult found = problem.run();
    CHECK(found.status == PlacementStatus::optimal);
    CHECK(found.total == Approx(document["expect"]["total"].get<double>()).epsilon(1e-12));
    CHECK(found.gap <= found.unit * static_cast<double>(problem.score.size()));
    if (data.contains("objective")) CHECK(found.gap == 0.0);
    if (!data.contains("bounds") && !data.contains("objective")) check_proof(problem, found);
    if (data.contains("bounds")) {
      CHECK(*found.total_without_bounds >= found.total - 1e-12);
      std::vector<int> posts(found.people.post.codes.begin(), found.people.post.codes.end());
      CHECK(allowed(problem, posts));
    }
    CHECK(found.total == Approx(problem.run({}, true).total).epsilon(1e-13));  // the table by columns
  }
}

TEST_CASE("placement: every placement of small problems, with seats, minimums, bounds, costs, ties") {
  std::mt19937_64 draw(7);
  int infeasible = 0, bounded = 0, lacked = 0;
  for (int round = 0; round < 3000; ++round) {
    Problem problem = random_problem(draw);
    CAPTURE(round);
    const Plain expected = plain(problem);
    PlacementResult result;
    try {
      result = problem.run();
    } catch (const Error& error) {
      FAIL("round ", round, ": ", error.what());
    }
    REQUIRE((result.status == PlacementStatus::optimal) == expected.feasible);
    if (!expected.feasible) {
      ++infeasible;
      // The set is at fault by itself: these people and posts alone, with what else everybody could have, are infeasible; so is leaving anything out of what the sentence counts.
      CHECK(result.violation.people < 1000);
      CHECK(!result.violation.sentence.empty());
      if (problem.options.bounds.empty()) {
        const bool crowded = result.violation.people > result.violation.seats;
        std::set<std::string> posts(result.violation.posts.begin(), result.violation.posts.end()), people(result.violation.persons.begin(), result.violation.persons.end());
        CHECK(result.violation.people != result.violation.seats);
        CHECK(result.violation.people == static_cast<std::int64_t>(people.size()));
        std::int64_t seats = 0;
        for (std::size_t j = 0; j < problem.capacity.size(); ++j)
          if (posts.count(letter(j))) seats += crowded ? problem.capacity[j] : problem.minimum[j];
        CHECK(seats == result.violation.seats);
        CHECK(std::abs(result.violation.people - result.violation.seats) >= 1);
        for (std::size_t i = 0; i < problem.score.size(); ++i)
          for (std::size_t j = 0; j < problem.capacity.size(); ++j) {
            if (std::isnan(problem.score[i][j])) continue;
            if (crowded && people.count(std::to_string(i))) CHECK(posts.count(letter(j)) == 1);
            if (!crowded && posts.count(letter(j))) CHECK(people.count(std::to_string(i)) == 1);
          }
      }
      continue;
    }
    bounded += !problem.options.bounds.empty();
    CHECK(result.total == Approx(expected.best).epsilon(1e-10));
    if (problem.options.unplaced == Unplaced::only_if_needed) CHECK(result.placed == expected.placed);
    CHECK(allowed(problem, std::vector<int>(result.people.post.codes.begin(), result.people.post.codes.end())));
    CHECK(result.gap < 1e-9);
    if (problem.options.bounds.empty())  // what somebody unplaced lacks is enough, and less is not
      for (std::size_t i = 0; i < problem.score.size(); ++i) {
        if (result.people.post.codes[i] >= 0 || std::isnan(result.people.lacking[i])) continue;
        Problem changed = problem;
        const double sign = problem.options.objective == PlacementObjective::lowest ? -1.0 : 1.0;
        double& score = changed.score[i][static_cast<std::size_t>(result.people.closest.codes[i])];
        score += sign * (result.people.lacking[i] + 1e-3);
        CHECK(post_of(changed.run(), i) == letter(static_cast<std::size_t>(result.people.closest.codes[i])));
        score -= sign * 2e-3;
        if (result.people.lacking[i] > 1e-3) CHECK(post_of(changed.run(), i).empty());
        ++lacked;
      }
    if (problem.options.objective == PlacementObjective::highest) CHECK(result.bound >= result.total - 1e-12);
    else CHECK(result.bound <= result.total + 1e-12);
  }
  CHECK(infeasible > 200);
  CHECK(bounded > 200);
  CHECK(lacked > 50);
}

TEST_CASE("placement: larger problems are proven by their prices, read by rows or columns, with any number of threads") {
  std::mt19937_64 draw(3);
  std::normal_distribution<double> normal;
  for (const auto& [people, posts, seats] : {std::tuple{150, 150, 1}, {90, 200, 1}, {260, 60, 3}, {300, 40, 20}}) {
    Problem problem;
    std::vector<double> ability;
    for (int i = 0; i < people; ++i) ability.push_back(normal(draw));
    for (int i = 0; i < people; ++i) {
      problem.score.emplace_back();
      for (int j = 0; j < posts; ++j) problem.score.back().push_back(draw() % 10 == 0 ? missing : std::max(0.0, 1 + 0.3 * ability[static_cast<std::size_t>(i)] * (1 + j % 7) + 0.05 * normal(draw)));
    }
    problem.capacity.assign(static_cast<std::size_t>(posts), seats);
    const PlacementResult one = problem.run({.threads = 1}), three = problem.run({.threads = 3}), columns = problem.run({.threads = 2}, true);
    check_proof(problem, one);
    CHECK(to_json(Object::of(one)) == to_json(Object::of(three)));
    CHECK(to_json(Object::of(one)) == to_json(Object::of(columns)));
  }
}

TEST_CASE("placement: within a gap the sum is proven against all pairs, and never further from the best than that") {
  std::mt19937_64 draw(11);
  std::uniform_real_distribution<double> uniform;
  int near = 0;
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Problem problem;
    const std::size_t people = 5 + draw() % 60, posts = 1 + draw() % 7;
    const bool tied = draw() % 3 == 0;
    for (std::size_t i = 0; i < people; ++i) {
      problem.score.emplace_back();
      for (std::size_t j = 0; j < posts; ++j) problem.score.back().push_back(draw() % 6 == 0 ? missing : tied ? static_cast<double>(draw() % 4) / 2 - 0.5 : uniform(draw) - 0.1);
    }
    for (std::size_t j = 0; j < posts; ++j) problem.capacity.push_back(static_cast<std::int64_t>(draw() % (1 + 2 * people / posts)));
    if (draw() % 3 == 0) problem.options.unplaced_value = 0.2;
    const PlacementResult best = problem.run();
    REQUIRE(best.status == PlacementStatus::optimal);
    for (const double gap : {0.5, 0.05, 0.005}) {
      problem.options.relative_gap = gap;
      const PlacementResult result = problem.run({.threads = 1}), three = problem.run({.threads = 3});
      CHECK(to_json(Object::of(result)) == to_json(Object::of(three)));
      REQUIRE((result.status == PlacementStatus::optimal || result.status == PlacementStatus::within_gap));
      near += result.status == PlacementStatus::within_gap;
      CHECK(allowed(problem, std::vector<int>(result.people.post.codes.begin(), result.people.post.codes.end())));
      CHECK(result.total <= best.total + 1e-9);
      CHECK(result.bound >= best.total - 1e-9);
      CHECK(result.gap == Approx(result.bound - result.total).epsilon(1e-9));
      CHECK(result.bound - result.total <= gap * std::abs(result.bound) + 1e-9);
      CHECK(proven_bound(problem, result) == Approx(result.bound).epsilon(1e-9));
      for (const double surplus : result.people.surplus) CHECK(surplus >= problem.options.unplaced_value - 1e-11);
      if (result.status == PlacementStatus::optimal) CHECK(result.total == Approx(best.total).epsilon(1e-12));
      else CHECK(std::all_of(result.people.lacking.begin(), result.people.lacking.end(), [](double value) { return std::isnan(value); }));
    }
  }
  CHECK(near > 100);
}

TEST_CASE("placement: many seats, where a sample bids first: best and proven, from a table or from profiles, with any number of threads") {
  std::mt19937_64 draw(5);
  std::normal_distribution<double> normal;
  const std::int64_t people = 9000, posts = 6;
  std::vector<std::vector<double>> x(3, std::vector<double>(static_cast<std::size_t>(people)));
  for (std::size_t i = 0; i < static_cast<std::size_t>(people); ++i) {
    const double ability = normal(draw);
    for (auto& column : x) column[i] = std::clamp(5 + 1.5 * (0.7 * ability + 0.7 * normal(draw)), 0.0, 10.0);
  }
  const char* names[] = {"a", "b", "c"};
  PlacementInput input;
  PlacementOptions options;
  for (std::size_t d = 0; d < 3; ++d) input.assessment.add(names[d], Column(x[d]));
  Problem table;
  std::vector<std::int32_t> codes;
  std::vector<std::string_view> labels{"A", "B", "C", "D", "E", "F"};
  for (std::int64_t p = 0; p < posts; ++p) {
    Profile profile;
    profile.name = letter(static_cast<std::size_t>(p));
    profile.weights = WeightRule::relative;
    profile.ceiling = 0.5;
    for (int d = 0; d < 3; ++d) {
      if (p == 4 && d == 1) continue;  // a kind of its own
      ProfileDimension dimension;
      dimension.name = names[d];
      dimension.target = std::clamp(7 + 1.3 * normal(draw), 4.0, 10.0);
      dimension.weight = static_cast<double>(1 + (p + d) % 3);
      if (d == 0) dimension.floor = 3.0, dimension.floor_rule = p % 2 == 0 ? FloorRule::cap : FloorRule::veto;
      profile.dimensions.push_back(dimension);
    }
    if (p == 5) profile.power = 0.5;  // not plain
    options.profiles.push_back(profile);
    codes.push_back(static_cast<std::int32_t>(p));
  }
  const std::vector<std::int64_t> capacity(6, 1300);
  input.post = Column(codes);
  input.post.levels = labels;
  input.post.categorical = true;
  input.capacity = Column(capacity);
  options.explain = false;
  table.capacity = capacity;
  table.options.explain = false;
  table.score.assign(static_cast<std::size_t>(people), std::vector<double>(6));
  for (std::size_t p = 0; p < 6; ++p) {  // what competency.match says, to the last bit
    MatchInput one;
    MatchOptions as;
    for (const ProfileDimension& d : options.profiles[p].dimensions) one.x.add(d.name, Column(x[static_cast<std::size_t>(d.name[0] - 'a')]));
    as.profile = options.profiles[p];
    as.explain = false;
    const MatchResult match_of = match(one, as);
    for (std::size_t i = 0; i < static_cast<std::size_t>(people); ++i) table.score[i][p] = match_of.people.score[i];
  }
  const PlacementResult best = table.run({.threads = 2});
  CHECK(best.status == PlacementStatus::optimal);
  check_proof(table, best);
  for (const std::int32_t threads : {1, 3}) CHECK(to_json(Object::of(placement(input, options, {.threads = threads}))) == to_json(Object::of(best)));
  options.relative_gap = 0.001;
  const PlacementResult near = placement(input, options, {.threads = 1});
  CHECK(near.status == PlacementStatus::within_gap);
  CHECK(near.gap <= 0.001 * near.bound);
  CHECK(near.total <= best.total + 1e-9);
  CHECK(near.bound >= best.total - 1e-9);
  CHECK(proven_bound(table, near) == Approx(near.bound).epsilon(1e-9));
  CHECK(to_json(Object::of(placement(input, options, {.threads = 3}))) == to_json(Object::of(near)));
}

TEST_CASE("placement: scores of plain profiles are the same in every form of the kernel") {
  std::mt19937_64 draw(9);
  std::uniform_real_distribution<double> uniform;
  const std::size_t room = 40, dimensions = 5, all = room * dimensions;
  std::vector<double> zero(all), width(all), inverse(all), share(all), sign(all), floor(all), ceiling(all), one(room), other(room);
  std::vector<char> has_floor{1, 0, 1, 0, 0};
  for (int round = 0; round < 2000; ++round) {
    for (std::size_t i = 0; i < all; ++i) {
      const bool down = draw() % 4 == 0;
      const double target = std::round(90 * uniform(draw)) / 10 + 0.1;
      zero[i] = down ? 10.0 : draw() % 2 == 0 ? 0.0 : -1.0;
      width[i] = draw() % 5 == 0 ? std::ldexp(uniform(draw) + 0.5, static_cast<int>(draw() % 60) - 30) : target - zero[i];
      inverse[i] = 1.0 / width[i];
      share[i] = uniform(draw);
      sign[i] = width[i] > 0 ? 1.0 : -1.0;
      floor[i] = has_floor[i / room] != 0 && draw() % 2 == 0 ? sign[i] * 10 * uniform(draw) : -std::numeric_limits<double>::infinity();
      ceiling[i] = draw() % 2 == 0 ? 0.0 : 0.6;
    }
    double x[dimensions];
    for (double& value : x) value = round % 2 == 0 ? 10 * uniform(draw) : std::round(100 * uniform(draw)) / 10;
    const PlainPosts plain{static_cast<std::int64_t>(room), static_cast<std::int64_t>(dimensions), zero.data(), width.data(), inverse.data(), share.data(), sign.data(), floor.data(), ceiling.data(), has_floor.data()};
    score_posts(plain, x, one.data());
    score_posts_portable(plain, x, other.data());
    CHECK(one == other);
  }
}

TEST_CASE("placement: pairs alone, pairs over a table, and profiles give what the same table gives") {
  // The lender's two candidates for its post, as a score from the profile: 0.82 and 0.60; one seat.
  const Profile profile = lender_profile();
  const Matrix candidates = lender_candidates();
  PlacementInput input;
  for (std::size_t d = 0; d < candidates.size(); ++d) input.assessment.add(profile.dimensions[d].name, Column(candidates[d]));
  PlacementOptions options;
  options.profiles = {profile};
  options.profiles[0].name = "seller";
  const PlacementResult seats = placement(input, options);
  CHECK(seats.placed == 1);
  CHECK(post_of(seats, 0) == "seller");
  CHECK(seats.people.score[0] == Approx(0.82).epsilon(1e-12));
  CHECK(seats.people.closest_score[1] == Approx(0.6).epsilon(1e-12));
  CHECK(seats.people.lacking[1] >= -1e-12);
  // Pairs: people and posts by label; the same sum as the table with those cells.
  const std::vector<std::int64_t> who{3, 1, 1, 2}, where{20, 10, 20, 10};
  const std::vector<double> score{0.5, 0.9, 0.7, 0.8};
  PlacementInput pairs;
  pairs.pair_person = Column(who);
  pairs.pair_post = Column(where);
  pairs.pair_score = Column(score);
  const PlacementResult sparse = placement(pairs);
  CHECK(sparse.people.person.levels == std::vector<std::string>{"1", "2", "3"});
  CHECK(sparse.total == Approx(1.5).epsilon(1e-14));  // 1 to 20, 2 to 10
  Problem table{{{0.9, 0.7}, {0.8, missing}, {missing, 0.5}}, {}, {}, {}, {}, {}, {}, {}, {}};
  CHECK(table.run().total == sparse.total);
}

TEST_CASE("placement: nobody, nothing, one") {
  Problem none{{}, {1, 2}, {}, {}, {}, {}, {}, {}, {}};
  const PlacementResult empty = none.run();
  CHECK(empty.status == PlacementStatus::nobody);
  CHECK(empty.seats == 3);
  Problem shut{{{missing}, {missing}}, {}, {}, {}, {}, {}, {}, {}, {}};
  const PlacementResult closed = shut.run();
  CHECK(closed.status == PlacementStatus::optimal);
  CHECK(closed.placed == 0);
  CHECK(reason_of(closed, 0) == "not_eligible");
  Problem bad{{{-2.0}}, {}, {}, {}, {}, {}, {}, {}, {}};
  CHECK(reason_of(bad.run(), 0) == "not_worth");
  Problem zero{{{0.5}}, {0}, {}, {}, {}, {}, {}, {}, {}};
  CHECK(reason_of(zero.run(), 0) == "outbid");
}

TEST_CASE("placement: what cannot be is said at once, with the people and posts that show it") {
  // Three people fit A and B only, which have a seat each; the fourth has C for itself.
  Problem problem{{{1, 1, missing}, {1, missing, missing}, {missing, 1, missing}, {1, 1, 1}}, {}, {}, {}, {}, {}, {}, {}, {}};
  problem.options.unplaced = Unplaced::refused;
  const PlacementResult result = problem.run();
  CHECK(result.status == PlacementStatus::infeasible);
  CHECK(result.violation.persons == std::vector<std::string>{"0", "1", "2"});
  CHECK(result.violation.posts == std::vector<std::string>{"A", "B"});
  CHECK(result.violation.sentence == "3 people have to be placed, but 2 posts are open to them, with 2 seats.");
  Problem wanting{{{1, missing}, {1, missing}}, {2, 3}, {0, 1}, {}, {}, {}, {}, {}, {}};
  const PlacementResult empty = wanting.run();
  CHECK(empty.status == PlacementStatus::infeasible);
  CHECK(empty.violation.posts == std::vector<std::string>{"B"});
  CHECK(empty.violation.people == 0);
  CHECK(empty.violation.sentence == "1 post has 1 seat to be filled, but only 0 people are open to them.");
}

TEST_CASE("placement: refusals name what is wrong") {
  Problem problem{{{1, 2}, {3, 4}}, {1, 1}, {}, {0, 1}, {}, {}, {}, {}, {}};
  Problem changed = problem;
  changed.score[1][0] = std::numeric_limits<double>::infinity();
  CHECK(refusal(changed) == "competency.placement: score.A[1] is inf, but must be finite");
  changed = problem;
  changed.minimum = {2, 0};
  CHECK(refusal(changed) == "competency.placement: minimum[0] is 2, but must be at most the capacity of the post, 1");
  changed = problem;
  changed.options.objective = PlacementObjective::lowest;
  CHECK(refusal(changed) == "competency.placement: objective is lowest, but must be highest unless unplaced is only_if_needed or refused, or unplaced_value says what it costs to stay unplaced");
  changed = problem;
  changed.options.bounds.resize(1);
  changed.options.bounds[0].group = "7";
  CHECK(refusal(changed) == "competency.placement: bounds[0].group is \"7\", but must be a group of somebody");
  changed.options.bounds[0].group = "0";
  changed.options.bounds[0].at_least = 2;
  CHECK(refusal(changed) == "competency.placement: bounds[0].at_least is 2 people, but must be at most 1, the people of the group");
  changed.options.bounds[0].at_least = 1;
  changed.options.bounds[0].at_most = 0;
  CHECK(refusal(changed) == "competency.placement: bounds[0].at_least is 1 people, but must be at most its upper bound, 0");
  CHECK_THROWS_WITH(placement(PlacementInput{}), "competency.placement: score is missing, but must be given, unless assessment or pairs are");
}
