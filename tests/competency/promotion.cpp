#include "mainstay/competency/promotion.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "compare.hpp"
#include "competency/promotion_bench.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;
using doctest::Approx;

namespace {

constexpr std::int64_t open_end = -1;

struct Staff {
  std::vector<std::string> person{}, unit{}, post{}, candidate{}, candidate_post{};
  std::vector<std::int64_t> start{}, stop{}, ready{}, lacking{};
  std::vector<double> months{};
  Labels labels[5]{};
  std::vector<std::uint8_t> there{};
  void add(const std::string& who, const std::string& where, const std::string& what, std::int64_t from, std::int64_t to) {
    person.push_back(who);
    unit.push_back(where);
    post.push_back(what);
    start.push_back(from);
    stop.push_back(to);
  }
  void offer(const std::string& who, const std::string& what, std::int64_t is_ready, std::int64_t lacks, double months_to_go) {
    candidate.push_back(who);
    candidate_post.push_back(what);
    ready.push_back(is_ready);
    lacking.push_back(lacks);
    months.push_back(months_to_go);
  }
  PromotionResult run(const PromotionOptions& options, const RunContext& context = {}) {
    PromotionInput input;
    input.person = labels[0].column(person);
    if (!unit.empty()) input.unit = labels[1].column(unit);
    input.post = labels[2].column(post);
    input.start = Column(start);
    input.stop = Column(stop);
    there.assign(stop.size() / 8 + 1, 0);
    for (std::size_t i = 0; i < stop.size(); ++i)
      if (stop[i] != open_end) there[i / 8] = static_cast<std::uint8_t>(there[i / 8] | (1u << (i % 8)));
    input.stop.validity = there.data();
    if (!candidate.empty()) {
      input.candidate = labels[3].column(candidate);
      if (!candidate_post.empty()) input.candidate_post = labels[4].column(candidate_post);
      input.ready = Column(ready);
      input.lacking = Column(lacking);
      input.months_to_go = Column(months);
    }
    return promotion(input, options, context);
  }
};

// Li from seller to senior on day 100, Wu transferred to the south on day 120 and promoted there on day 190, Hao hired as a lead on day 100, Min left on day 150, An there all along in two records.
Staff five() {
  Staff staff;
  staff.add("Li", "north", "seller", 0, 100);
  staff.add("Li", "north", "senior", 100, open_end);
  staff.add("Wu", "north", "seller", 20, 120);
  staff.add("Wu", "south", "seller", 120, 190);
  staff.add("Wu", "south", "senior", 190, open_end);
  staff.add("Hao", "south", "lead", 100, open_end);
  staff.add("Min", "north", "senior", 0, 150);
  staff.add("An", "south", "senior", 0, 90);
  staff.add("An", "south", "senior", 90, open_end);
  staff.offer("Li", "lead", 0, 1, 6);
  staff.offer("An", "lead", 1, 0, 0);
  staff.offer("Wu", "lead", 0, 1, 18);
  staff.offer("Min", "lead", 1, 0, 0);
  return staff;
}

PromotionOptions five_options() {
  PromotionOptions options;
  options.posts = {"seller", "senior", "lead"};
  options.boundaries = {100, 200};
  return options;
}

}  // namespace

TEST_CASE("promotion: five people by hand") {
  const PromotionResult result = five().run(five_options());
  CHECK(result.people == 5);
  const PromotionFlow& flow = result.flow;
  REQUIRE(flow.heads_open.size() == 6);
  // north: seller, senior, lead; south: the same. Day 100 belongs to the period.
  CHECK(flow.heads_open == std::vector<std::int64_t>{2, 1, 0, 0, 1, 0});
  CHECK(flow.promoted_out == std::vector<std::int64_t>{1, 0, 0, 1, 0, 0});
  CHECK(flow.promoted_in == std::vector<std::int64_t>{0, 1, 0, 0, 1, 0});
  CHECK(flow.transferred_out == std::vector<std::int64_t>{1, 0, 0, 0, 0, 0});
  CHECK(flow.transferred_in == std::vector<std::int64_t>{0, 0, 0, 1, 0, 0});
  CHECK(flow.hired == std::vector<std::int64_t>{0, 0, 0, 0, 0, 1});
  CHECK(flow.left == std::vector<std::int64_t>{0, 1, 0, 0, 0, 0});
  CHECK(flow.heads_close == std::vector<std::int64_t>{0, 1, 0, 0, 2, 1});
  CHECK(flow.promoted_of_open == std::vector<std::int64_t>{1, 0, 0, 0, 0, 0});
  CHECK(flow.promoted_share[0] == 0.5);
  CHECK(flow.person_years[0] == Approx(20 / 365.25));
  CHECK(flow.months_at_promotion[0] == Approx(100 / 30.436875));
  CHECK(flow.months_at_promotion[3] == Approx(170 / 30.436875));  // a seller since day 20, in whatever unit
  CHECK(flow.months_in_post[4] == Approx((200 + 10) / 2.0 / 30.436875));
  CHECK(flow.months_longest[4] == Approx(200 / 30.436875));
  CHECK(flow.from_inside[5] == 0.0);
  CHECK(std::isnan(flow.from_inside[0]));
  // A promotion in 20 days of sellers in the north, one in 70 in the south: two in 90 days for all.
  CHECK(result.units.expected[0] == Approx(2.0 / 90 * 20));
  CHECK(result.units.ratio[1] == Approx(1 / (2.0 / 90 * 70)));
  CHECK(result.candidates_outside == 1);  // Min has left
  const PromotionSuccession& next = result.succession;
  REQUIRE(next.heads.size() == 4);  // north: senior, and lead with a candidate; south: senior, lead
  CHECK(word(next.post, 1) == "lead");
  CHECK(next.ready_soon[1] == 1);
  CHECK(std::isnan(next.bench_strength[1]));
  CHECK(next.ready_now_elsewhere[1] == 1);
  CHECK(next.ready_now[3] == 1);
  CHECK(next.ready_soon[3] == 0);  // Wu has 18 months to go
  CHECK(next.only_here[3] == 1);
  CHECK(next.without_successor == std::vector<std::int64_t>{1, 0, 1, 0});
  CHECK(result.cover.posts == std::vector<std::int64_t>{1, 2});
  CHECK(result.cover.covered_now == std::vector<std::int64_t>{0, 1});
  CHECK(result.cover.at_once == std::vector<std::int64_t>{0, 1});
  CHECK(result.cover.without == std::vector<std::int64_t>{1, 1});
}

TEST_CASE("promotion: one person is a bench of one") {
  CHECK(filled_at_once({{3}, {3}, {3}}) == 1);
  CHECK(filled_at_once({{3, 8}, {3}, {8}}) == 2);
  CHECK(filled_at_once({{1, 2}, {1}, {2, 9}}) == 3);
  CHECK(filled_at_once({}) == 0);
}

TEST_CASE("promotion: what R says") {
  for (const std::string& file : golden::golden_files("competency/promotion")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &data = document["data"], &flow = document["expect"]["flow"], &cover = document["expect"]["cover"], &offers = data["candidates"];
    Staff staff;
    for (std::size_t i = 0; i < data["post"].size(); ++i) staff.add(data["person"][i], data["unit"][i], data["post"][i], data["start"][i], data["stop"][i].is_null() ? open_end : data["stop"][i].get<std::int64_t>());
    for (std::size_t i = 0; i < offers["ready"].size(); ++i) staff.offer(offers["candidate"][i], offers["candidate_post"][i], offers["ready"][i], offers["lacking"][i], golden::number(offers["months_to_go"][i]));
    PromotionOptions options;
    options.posts = golden::texts(document["options"]["posts"]);
    options.boundaries = golden::integers(document["options"]["boundaries"]);
    const PromotionResult result = staff.run(options);
    CHECK(result.candidates_outside == 0);
    const PromotionFlow& ours = result.flow;
    for (const auto& [name, column] : {std::pair{"heads_open", &ours.heads_open}, std::pair{"hired", &ours.hired}, std::pair{"promoted_in", &ours.promoted_in}, std::pair{"demoted_in", &ours.demoted_in},
                                       std::pair{"transferred_in", &ours.transferred_in}, std::pair{"promoted_out", &ours.promoted_out}, std::pair{"demoted_out", &ours.demoted_out},
                                       std::pair{"transferred_out", &ours.transferred_out}, std::pair{"left", &ours.left}, std::pair{"heads_close", &ours.heads_close}}) {
      CAPTURE(name);
      CHECK(*column == golden::integers(flow[name]));
    }
    for (const auto& [name, column] : {std::pair{"person_years", &ours.person_years}, std::pair{"rate_lower", &ours.promotion_rate_lower}, std::pair{"rate_upper", &ours.promotion_rate_upper},
                                       std::pair{"inside_lower", &ours.from_inside_lower}, std::pair{"inside_upper", &ours.from_inside_upper}, std::pair{"months_in_post", &ours.months_in_post},
                                       std::pair{"months_at_promotion", &ours.months_at_promotion}})
      check_all(*column, golden::numbers(flow[name]), 1e-9, 1e-12, name);
    for (const auto& [name, column] : {std::pair{"posts", &result.cover.posts}, std::pair{"covered_now", &result.cover.covered_now}, std::pair{"covered_soon", &result.cover.covered_soon},
                                       std::pair{"without", &result.cover.without}, std::pair{"at_once", &result.cover.at_once}}) {
      CAPTURE(name);
      CHECK(*column == golden::integers(cover[name]));
    }
  }
}

TEST_CASE("promotion: day by day; flows add up; any order of rows, any number of threads") {
  std::mt19937_64 draw(8);
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    const std::vector<std::string> posts = {"a", "b", "c"}, units = {"x", "y"};
    Staff staff;
    const std::size_t people = 1 + draw() % 6;
    for (std::size_t i = 0; i < people; ++i) {
      std::int64_t now = static_cast<std::int64_t>(draw() % 20);
      for (int k = 0; k < 4; ++k) {
        const std::int64_t stop = now + 1 + static_cast<std::int64_t>(draw() % 15);
        const bool last = draw() % 4 == 0;
        staff.add("p" + std::to_string(i), units[draw() % 2], posts[draw() % 3], now, last ? open_end : stop);
        if (last) break;
        now = stop + static_cast<std::int64_t>(draw() % 4 == 0 ? 2 : 0);
      }
    }
    PromotionOptions options;
    options.posts = posts;
    options.boundaries = {10, 25, 40};
    const PromotionResult result = staff.run(options);
    const PromotionFlow& flow = result.flow;
    // Where each person is on each day.
    const auto row_on = [&](std::size_t person, std::int64_t day) {
      for (std::size_t k = 0; k < staff.post.size(); ++k)
        if (staff.person[k] == "p" + std::to_string(person) && staff.start[k] <= day && (staff.stop[k] == open_end || day < staff.stop[k])) return static_cast<int>(k);
      return -1;
    };
    std::size_t seen = 0;
    for (const std::string& unit : {std::string("x"), std::string("y")}) {
      if (std::find(staff.unit.begin(), staff.unit.end(), unit) == staff.unit.end()) continue;
      for (std::size_t period = 0; period < 2; ++period)
        for (const std::string& post : posts) {
          const std::int64_t first = options.boundaries[period], end = options.boundaries[period + 1];
          std::int64_t in_up = 0, out_up = 0, hired = 0, left = 0, days = 0, of_open = 0, open = 0;
          for (std::size_t person = 0; person < people; ++person) {
            const auto is_here = [&](int row) { return row >= 0 && staff.unit[static_cast<std::size_t>(row)] == unit && staff.post[static_cast<std::size_t>(row)] == post; };
            bool since_open = is_here(row_on(person, first - 1));
            open += since_open;
            for (std::int64_t day = first; day < end; ++day) {
              const int before = row_on(person, day - 1), now = row_on(person, day);
              days += is_here(now);
              const bool up = before >= 0 && now >= 0 && staff.post[static_cast<std::size_t>(now)] > staff.post[static_cast<std::size_t>(before)];
              in_up += is_here(now) && up;
              out_up += is_here(before) && up;
              of_open += is_here(before) && up && since_open;
              hired += is_here(now) && before < 0;
              left += is_here(before) && now < 0;
              since_open = since_open && is_here(now);
            }
          }
          REQUIRE(seen < flow.left.size());
          CHECK(word(flow.unit, seen) == unit);
          CHECK(flow.heads_open[seen] == open);
          CHECK(flow.promoted_in[seen] == in_up);
          CHECK(flow.promoted_out[seen] == out_up);
          CHECK(flow.promoted_of_open[seen] == of_open);
          CHECK(flow.hired[seen] == hired);
          CHECK(flow.left[seen] == left);
          near(flow.person_years[seen], static_cast<double>(days) / 365.25, 1e-12, "person_years");
          CHECK(flow.heads_open[seen] + flow.hired[seen] + flow.promoted_in[seen] + flow.demoted_in[seen] + flow.transferred_in[seen] - flow.promoted_out[seen] - flow.demoted_out[seen] - flow.transferred_out[seen] - flow.left[seen] ==
                flow.heads_close[seen]);
          ++seen;
        }
    }
    CHECK(seen == flow.left.size());
    std::vector<std::size_t> order(staff.post.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), draw);
    Staff shuffled;
    for (const std::size_t k : order) shuffled.add(staff.person[k], staff.unit[k], staff.post[k], staff.start[k], staff.stop[k]);
    const auto text = [](const PromotionResult& of) { return to_json(Object::of(of)); };
    CHECK(text(result) == text(shuffled.run(options)));
    CHECK(text(result) == text(staff.run(options, {.threads = 3})));
  }
}

TEST_CASE("promotion: refusals name what is wrong") {
  const auto said = [](const auto& change) {
    return sentence([&] {
      Staff staff = five();
      PromotionOptions options = five_options();
      change(staff, options);
      staff.run(options);
    });
  };
  CHECK(said([](Staff&, PromotionOptions&) {}) == "accepted");
  CHECK(said([](Staff& staff, PromotionOptions&) { staff.stop[0] = 0; }) == "competency.promotion: stop[0] is 1970-01-01, but must be after start, 1970-01-01");
  CHECK(said([](Staff& staff, PromotionOptions&) { staff.start[3] = 110; }) == "competency.promotion: start[3] is 1970-04-21, but must be on or after the stop of row 2 of the same person, 1970-05-01");
  CHECK(said([](Staff& staff, PromotionOptions&) { staff.stop[2] = open_end; }) == "competency.promotion: stop[2] is missing, but must be given: row 3 of the same person begins later");
  CHECK(said([](Staff&, PromotionOptions& options) { options.posts.pop_back(); }) == "competency.promotion: post[5] is \"lead\", but must be one of posts: seller, senior");
  CHECK(said([](Staff&, PromotionOptions& options) { options.posts.push_back("lead"); }) == "competency.promotion: posts[3] is \"lead\", but must be a post that is there once");
  CHECK(said([](Staff&, PromotionOptions& options) { options.boundaries = {100}; }) == "competency.promotion: boundaries is 1 days, but must be two days at least");
  CHECK(said([](Staff&, PromotionOptions& options) { options.boundaries = {100, 100}; }) == "competency.promotion: boundaries[1] is 1970-04-11, but must be after 1970-04-11");
  CHECK(said([](Staff& staff, PromotionOptions&) { staff.candidate_post.clear(); }) == "competency.promotion: candidate_post is missing, but must be given where candidate is");
  CHECK(said([](Staff& staff, PromotionOptions&) { staff.candidate_post[1] = "king"; }) == "competency.promotion: candidate_post[1] is \"king\", but must be one of posts: seller, senior, lead");
}
