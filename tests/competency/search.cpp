#include "mainstay/competency/search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <tuple>

#include "competency/lender.hpp"
#include "competency/search_kernel.hpp"
#include "golden.hpp"
#include "mainstay/competency/match.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Profile plain_profile(std::size_t k, WeightRule weights = WeightRule::relative) {
  Profile profile;
  profile.weights = weights;
  for (std::size_t j = 0; j < k; ++j) {
    ProfileDimension d;
    d.name = "d" + std::to_string(j);
    d.target = 7;
    profile.dimensions.push_back(d);
  }
  return profile;
}

std::vector<double> numbers(const golden::json& list) {
  std::vector<double> values;
  for (const golden::json& value : list) values.push_back(value.is_null() ? missing : value.get<double>());
  return values;
}

struct Named {
  std::vector<std::vector<double>> columns;
  Table table;
  explicit Named(const golden::json& json) {
    for (const auto& [name, list] : json.items()) columns.push_back(numbers(list));
    std::size_t j = 0;
    for (const auto& [name, list] : json.items()) table.add(name, Column(columns[j++]));
  }
};

Table table_of(const Profile& profile, const std::vector<std::vector<double>>& columns) {
  Table table;
  for (std::size_t j = 0; j < columns.size(); ++j) table.add(profile.dimensions[j].name, Column(columns[j]));
  return table;
}

std::string sentence(const SearchInput& input, const SearchOptions& options) { return ::sentence([&] { search(input, options); }); }

}  // namespace

TEST_CASE("search: lists equal the whole matrix sorted") {
  for (const char* name : {"exclude", "score"}) {
    const golden::json document = golden::load_golden(std::string("competency/search/") + name + ".json"), &data = document["data"];
    const Named x(data["x"]), target(data["target"]), weight(data["weight"]), floor(data["floor"]);
    const std::vector<double> person = numbers(data["person"]), post = numbers(data["post"]), site = numbers(data["site"]), wanted = numbers(data["wanted_site"]), pay = numbers(data["pay"]),
                              band = numbers(data["band"]);
    SearchInput input;
    input.x = x.table, input.target = target.table, input.weight = weight.table, input.floor = floor.table;
    input.person = Column(person), input.post = Column(post);
    input.person_facts.add("site", Column(site)), input.person_facts.add("pay", Column(pay));
    input.post_facts.add("site", Column(wanted)), input.post_facts.add("band", Column(band));
    SearchOptions options;
    options.profile = plain_profile(x.columns.size());
    options.per_post = 5, options.per_person = 3;
    options.constraints = {{"site", "site", SearchRule::equal}, {"pay", "band", SearchRule::at_most}};
    options.must_haves = document["must_haves"] == "score" ? SearchMustHaves::score : SearchMustHaves::exclude;
    const SearchResult result = search(input, options);
    const golden::json &by_post = document["result"]["by_post"], &by_person = document["result"]["by_person"];
    REQUIRE(result.by_post.score.size() == by_post.size());
    for (std::size_t i = 0; i < by_post.size(); ++i) {
      CHECK(result.by_post.post_row[i] == by_post[i][0].get<std::int64_t>());
      CHECK(result.by_post.rank[i] == by_post[i][1].get<std::int64_t>());
      CHECK(result.by_post.person_row[i] == by_post[i][2].get<std::int64_t>());
      CHECK(result.by_post.score[i] == by_post[i][3].get<double>());
    }
    REQUIRE(result.by_person.score.size() == by_person.size());
    for (std::size_t i = 0; i < by_person.size(); ++i) {
      CHECK(result.by_person.person_row[i] == by_person[i][0].get<std::int64_t>());
      CHECK(result.by_person.post_row[i] == by_person[i][2].get<std::int64_t>());
      CHECK(result.by_person.score[i] == by_person[i][3].get<double>());
    }
  }
}

TEST_CASE("search: every score is that of competency.match, whatever the rules") {
  std::mt19937 random(12);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int round = 0; round < 60; ++round) {
    const std::size_t k = 1 + static_cast<std::size_t>(round % 7);
    const std::int64_t n = 1 + static_cast<std::int64_t>(1500 * uniform(random)), m = 1 + static_cast<std::int64_t>(4 * uniform(random));
    Profile profile = plain_profile(k);
    const double powers[] = {1, 1, 0.5, 0, -3, -INFINITY};
    profile.power = powers[round % 6];
    for (ProfileDimension& d : profile.dimensions) {
      d.target = 5 + 4 * uniform(random);
      d.weight = 0.1 + uniform(random);
      if (uniform(random) < 0.2) d.zero = 10.0, d.target = 1 + 2 * uniform(random);
      const double sign = d.zero ? -1 : 1;
      if (uniform(random) < 0.4) {
        d.floor = d.target + (sign > 0 ? -d.target : 10 - d.target) * 0.6 * uniform(random);
        d.floor_rule = static_cast<FloorRule>(static_cast<int>(3 * uniform(random)));
        d.veto = *d.floor - sign * 2;
      } else if (uniform(random) < 0.3) {
        d.surplus = uniform(random) < 0.5 ? SurplusRule::bonus : SurplusRule::ideal;
        d.surplus_change = 0.05;
      }
    }
    std::vector<std::vector<double>> x(k);
    for (auto& column : x)
      for (std::int64_t i = 0; i < n; ++i) column.push_back(std::round(20 * uniform(random)) / 2);  // many ties
    std::vector<std::vector<double>> target(1);  // the first dimension's target differs from post to post
    for (std::int64_t p = 0; p < m; ++p) target[0].push_back(profile.dimensions[0].target);
    SearchInput input;
    input.x = table_of(profile, x);
    input.target = table_of(profile, target);
    SearchOptions options;
    options.profile = profile;
    options.per_post = 1 + round % 20;
    options.per_person = m;
    options.must_haves = round % 2 ? SearchMustHaves::score : SearchMustHaves::exclude;
    options.least_score = round % 3 ? 0.0 : 0.4;
    const SearchResult result = search(input, options);
    MatchOptions one;
    one.profile = profile;
    one.explain = false;
    const MatchResult all = match({table_of(profile, x), {}}, one);
    std::vector<std::tuple<double, std::int64_t>> expected;
    for (std::int64_t i = 0; i < n; ++i) {
      const auto row = static_cast<std::size_t>(i);
      const bool vetoed = all.people.ceiling[row] == 0;
      if (vetoed || (options.must_haves == SearchMustHaves::exclude && all.people.failed[row] > 0) || all.people.score[row] < options.least_score) continue;
      expected.emplace_back(-all.people.score[row], i);
    }
    const std::size_t listed = expected.size();
    std::sort(expected.begin(), expected.end());
    if (static_cast<std::int64_t>(expected.size()) > options.per_post) expected.resize(static_cast<std::size_t>(options.per_post));
    REQUIRE(result.by_post.score.size() == expected.size() * static_cast<std::size_t>(m));
    for (std::size_t i = 0; i < result.by_post.score.size(); ++i) {
      CHECK(result.by_post.score[i] == -std::get<0>(expected[i % expected.size()]));
      CHECK(result.by_post.person_row[i] == std::get<1>(expected[i % expected.size()]));
    }
    CHECK(result.by_person.score.size() == listed * static_cast<std::size_t>(m));
    for (std::size_t i = 0; i < result.by_person.score.size(); ++i) CHECK(result.by_person.score[i] == all.people.score[static_cast<std::size_t>(result.by_person.person_row[i])]);
  }
}

TEST_CASE("search: the lender's candidates, threads, and no posts but the profile") {
  const Profile lender = lender_profile();
  const auto x = lender_candidates();
  SearchOptions options;
  options.profile = lender;
  SearchInput input;
  input.x = table_of(lender, x);
  SearchResult result = search(input, options);
  CHECK(result.by_post.person_row == std::vector<std::int64_t>{0});  // B lacks the must-have
  options.must_haves = SearchMustHaves::score;
  result = search(input, options);
  REQUIRE(result.by_post.score.size() == 2);
  CHECK(result.by_post.score[0] == doctest::Approx(0.82));
  CHECK(result.by_post.score[1] == 0.6);
  std::mt19937 random(3);
  std::vector<std::vector<double>> many(6);
  for (auto& column : many)
    for (int i = 0; i < 9000; ++i) column.push_back(std::uniform_int_distribution<int>(0, 10)(random));
  input.x = table_of(lender, many);
  options.per_person = 1;
  std::string first;
  for (const std::int32_t threads : {1, 2, 4}) {
    RunContext context;
    context.threads = threads;
    const std::string text = to_json(Object::of(search(input, options, context)));
    if (first.empty()) first = text;
    CHECK(text == first);
  }
}

TEST_CASE("search: the kernel of this processor finds what the portable one finds") {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> uniform(0, 10);
  for (int round = 0; round < 50; ++round) {
    const std::int64_t k = 1 + round % 9, people = 1 + static_cast<std::int64_t>(random() % search_lanes);
    std::vector<float> progress(static_cast<std::size_t>(k * search_lanes)), facts(2 * search_lanes), thresholds(search_lanes, 5.0f), room, slope;
    for (float& value : progress) value = std::round(uniform(random));
    for (float& value : facts) value = random() % 9 == 0 ? NAN : std::round(uniform(random));
    for (std::int64_t j = 0; j < k; ++j) room.push_back(8), slope.push_back(0.125f);  // sums that are exact
    const std::int32_t hard[] = {0}, capping[] = {static_cast<std::int32_t>(k - 1)}, asked[] = {0, 1};
    const float floors[] = {3}, capping_floors[] = {4}, least[] = {2, -INFINITY}, most[] = {9, 7};
    const SearchBlock block{progress.data(), facts.data(), round % 2 ? thresholds.data() : nullptr, people};
    const SearchPost post{room.data(), slope.data(), k, hard, floors, round % 3 ? 1 : 0, capping, capping_floors, round % 5 ? 1 : 0, asked, least, most, round % 7 ? 2 : 0, 0.25f, 0.5f, 0.4f * static_cast<float>(k)};
    std::vector<std::int32_t> a(search_lanes + 32), b(search_lanes + 32);
    a.resize(static_cast<std::size_t>(search_block(block, post, a.data())));
    b.resize(static_cast<std::size_t>(search_block_portable(block, post, b.data())));
    CHECK(a == b);
  }
}

TEST_CASE("search: what it refuses") {
  const Profile lender = lender_profile();
  auto x = lender_candidates();
  SearchOptions options;
  options.profile = lender;
  SearchInput input;
  x[1][1] = missing;
  input.x = table_of(lender, x);
  CHECK(sentence(input, options) == "competency.search: x.need[1] is missing, but must be given, or missing = worst");
  options.missing = SearchMissing::worst;
  CHECK(sentence(input, options) == "accepted");
  x[1][1] = 11;
  CHECK(sentence(input, options) == "competency.search: x.need[1] is 11, but must be between 0 and 10, the scale of the profile");
  x[1][1] = 7;
  std::vector<double> target{8, 12}, floor{6, 9}, weight{0.25, 0.5}, ids{4, 4};
  input.target = {};
  input.target.add("stress", Column(target));
  CHECK(sentence(input, options) == "competency.search: target.stress[1] is 12, but must be within the scale (0 to 10)");
  target[1] = 0;
  CHECK(sentence(input, options) == "competency.search: target.stress[1] is 0, but must be above zero (0)");
  target[1] = 8;
  input.floor.add("stress", Column(floor));
  CHECK(sentence(input, options) == "competency.search: floor.stress[1] is 9, but must be at most the target (8)");
  floor[1] = 5;
  input.weight.add("stress", Column(weight));
  CHECK(sentence(input, options) == "competency.search: weight[1] is 1.25, but must be 1 in sum, or weights = relative");
  weight[1] = 0.25;
  input.person = Column(ids);
  CHECK(sentence(input, options) == "competency.search: person[1] is 4 a second time, but must be given once");
  input.person = {};
  options.constraints = {{"site", "site", SearchRule::equal}};
  CHECK(sentence(input, options) == "competency.search: constraints[0].person is \"site\", but must be a column of person_facts");
  options.constraints.clear();
  options.profile.aggregation = Aggregation::distance;
  CHECK(sentence(input, options).find("power_mean") != std::string::npos);
  options.profile = lender;
  input.target.add("strength", Column(target));
  CHECK(sentence(input, options) == "competency.search: target.strength is unknown, but must be a dimension of the profile");
}
