// Four people, two posts with a seat each, all looked at together. The Python and the C program print the same characters.
#include <cmath>
#include <cstdio>
#include <string_view>
#include <vector>

#include "mainstay/competency/placement.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;

namespace {

int run() {
  const std::vector<std::string_view> people{"Ann", "Bo", "Cy", "Di"};
  const std::vector<std::int32_t> person{0, 1, 2, 3};
  const std::vector<double> north{0.90, 0.80, 0.50, 0.45}, south{0.80, 0.20, 0.40, NAN};  // Di may not go south

  competency::PlacementInput input;
  input.person = Column(person);
  input.person.levels = people;
  input.person.categorical = true;
  input.score.add("north", Column(north));
  input.score.add("south", Column(south));
  const competency::PlacementResult result = competency::placement(input);
  std::printf("%lld placed, %.4f of at most %.4f\n", static_cast<long long>(result.placed), result.total, result.bound);
  for (std::size_t row = 0; row < people.size(); ++row)
    std::printf("%s: %s\n  %s\n", people[row].data(), result.sentence[row].c_str(), result.sentence_zh[row].c_str());
  std::printf("a seat is worth:");
  for (const double price : result.posts.price) std::printf(" %.4f", price);
  std::printf("\n");
  return 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
