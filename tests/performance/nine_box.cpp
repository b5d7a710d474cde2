#include "mainstay/performance/nine_box.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "compare.hpp"
#include "golden.hpp"
#include "mainstay/core/error.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::performance;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

NineBoxOptions thirds() {
  NineBoxOptions options;
  options.performance_cuts = {60, 80};
  options.potential_cuts = {3, 4};
  return options;
}

}  // namespace

TEST_CASE("nine boxes, by hand") {
  const std::vector<double> performance{59, 60, 80, 85, nothing}, potential{5, 3, 4, 1, 2};
  const std::vector<std::int64_t> group{1, 1, 2, 2, 2};
  NineBoxInput input;
  input.performance = performance;
  input.potential = potential;
  input.group = group;
  NineBoxOptions options = thirds();
  NineBoxResult result = nine_box(input, options);
  CHECK(result.performance_level == std::vector<std::int64_t>{1, 2, 3, 3, 0});
  CHECK(result.potential_level == std::vector<std::int64_t>{3, 2, 3, 1, 1});
  CHECK(result.box.codes == std::vector<std::int32_t>{6, 4, 8, 2, -1});
  CHECK(result.box.levels[6] == "low / high");
  CHECK(result.without == 1);
  CHECK(result.boxes.count.size() == 27);  // everybody and two groups
  CHECK(result.boxes.count[8] == 1);
  CHECK(result.boxes.share[8] == 0.25);
  CHECK(result.boxes.share[9 + 6] == 0.5);
  CHECK(result.certainty[0] == 1);
  options.edge = CutEdge::below;
  CHECK(nine_box(input, options).box.codes == std::vector<std::int32_t>{6, 0, 4, 2, -1});
  // 59 with an error of 1: below 60 with 84.1 %; a potential of 5 is above 4 for certain.
  const std::vector<double> error(5, 1.0);
  input.performance_error = error;
  near(nine_box(input, thirds()).certainty[0], 0.8413447460685429, 1e-12, "certainty");
  // Two levels and four.
  options = thirds();
  options.performance_cuts = {70};
  options.potential_cuts = {2, 3, 4};
  options.performance_labels = {"weak", "strong"};
  options.boxes = {"a", "b", "c", "d", "e", "f", "g", "h"};
  CHECK(nine_box(input, options).box.codes == std::vector<std::int32_t>{6, 4, 7, 1, -1});
}

TEST_CASE("nine boxes: expected counts add up to the people, whatever the errors") {
  std::mt19937_64 random(2);
  std::vector<double> performance, potential, error;
  for (int i = 0; i < 200; ++i) {
    performance.push_back(static_cast<double>(random() % 100));
    potential.push_back(static_cast<double>(random() % 6));
    error.push_back(random() % 4 == 0 ? nothing : static_cast<double>(random() % 20));
  }
  NineBoxInput input;
  input.performance = performance;
  input.potential = potential;
  input.performance_error = error;
  input.potential_error = error;
  const NineBoxResult result = nine_box(input, thirds());
  double expected = 0;
  std::int64_t count = 0;
  for (std::size_t b = 0; b < 9; ++b) expected += result.boxes.expected[b], count += result.boxes.count[b];
  near(expected, 200, 1e-12, "expected");
  CHECK(count == 200);
  for (std::size_t i = 0; i < 200; ++i) CHECK((result.certainty[i] > 0 && result.certainty[i] <= 1));
}

TEST_CASE("nine boxes equal those of pandas, intervals and certainties scipy's") {
  const golden::json document = golden::load_golden("performance/nine_box/salespeople.json");
  const std::vector<double> performance = golden::numbers(document["performance"]), potential = golden::numbers(document["potential"]);
  const std::vector<double> performance_error = golden::numbers(document["performance_error"]), potential_error = golden::numbers(document["potential_error"]);
  NineBoxInput input;
  input.performance = performance;
  input.potential = potential;
  input.performance_error = performance_error;
  input.potential_error = potential_error;
  NineBoxOptions options;
  options.performance_cuts = golden::numbers(document["performance_cuts"]);
  options.potential_cuts = golden::numbers(document["potential_cuts"]);
  const golden::json& expected = document["expected"];
  for (const CutEdge edge : {CutEdge::below, CutEdge::above}) {
    options.edge = edge;
    const NineBoxResult result = nine_box(input, options);
    const golden::json& levels = expected[edge == CutEdge::above ? "above" : "below"];
    CHECK(result.performance_level == golden::integers(levels["performance"]));
    CHECK(result.potential_level == golden::integers(levels["potential"]));
  }
  const NineBoxResult result = nine_box(input, options);
  CHECK(result.boxes.count == golden::integers(expected["count"]));
  check_all(result.boxes.lower, golden::numbers(expected["lower"]), 1e-9, 1e-12, "lower");
  check_all(result.boxes.upper, golden::numbers(expected["upper"]), 1e-9, 1e-12, "upper");
  check_all(result.certainty, golden::numbers(expected["certainty"]), 1e-9, 1e-12, "certainty");
  check_all(result.boxes.expected, golden::numbers(expected["expected"]), 1e-9, 1e-12, "expected");
}

TEST_CASE("nine boxes: what is refused") {
  const std::vector<double> values{1, 2};
  NineBoxInput input;
  input.performance = values;
  input.potential = values;
  NineBoxOptions options = thirds();
  const auto said = [&] { return sentence([&] { nine_box(input, options); }); };
  options.performance_cuts = {80, 60};
  CHECK(said() == "performance.nine_box: performance_cuts[1] is 60, but must be above the cut before it");
  options = thirds();
  options.potential_labels = {"a", "b"};
  CHECK(said() == "performance.nine_box: potential_labels is 2 names, but must be 3, one more than the cuts");
  options = thirds();
  options.boxes = {"star"};
  CHECK(said() == "performance.nine_box: boxes is 1 names, but must be 9, one for each box");
}
