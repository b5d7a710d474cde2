// Two candidates of a lender against one role profile. The Python and the C program print the same characters.
#include <cstdio>
#include <vector>

#include "mainstay/competency/match.hpp"
#include "mainstay/competency/search.hpp"
#include "mainstay/core/error.hpp"

using namespace mainstay;

namespace {

int run() {
  const char* names[] = {"stress", "need", "objection", "goal", "affinity", "sixth"};
  const double targets[] = {8, 7.5, 8, 8, 7, 7}, weights[] = {0.25, 0.15, 0.2, 0.2, 0.1, 0.1};
  const std::vector<std::vector<double>> scores{{8.5, 5.0}, {6.0, 7.5}, {7.2, 7.5}, {5.2, 7.5}, {4.9, 9.0}, {4.9, 7.5}};
  const std::vector<double> error{0.8, 0.8};

  competency::MatchOptions options;
  options.profile.name = "loan seller";
  options.profile.version = "1";
  competency::MatchInput input;
  for (std::size_t j = 0; j < 6; ++j) {
    competency::ProfileDimension dimension;
    dimension.name = names[j];
    dimension.target = targets[j];
    dimension.weight = weights[j];
    options.profile.dimensions.push_back(dimension);
    input.x.add(names[j], Column(scores[j]));
  }
  options.profile.dimensions[0].floor = 6;
  options.bar = 0.85;
  input.std_error.add("stress", Column(error));

  const competency::MatchResult result = competency::match(input, options);
  for (std::size_t row = 0; row < 2; ++row) {
    std::printf("%c: %.4f (core %.4f, ceiling %.2f), must-haves met with probability %.4f\n ", "AB"[row], result.people.score[row], result.people.core[row], result.people.ceiling[row],
                result.people.must_have_probability[row]);
    for (std::size_t j = 0; j < 6; ++j) std::printf(" %s %.4f", names[j], result.contribution[6 * row + j]);
    std::printf("\n  %s\n  %s\n", result.sentence[row].c_str(), result.sentence_zh[row].c_str());
  }
  competency::SearchInput people;
  people.x = input.x;
  competency::SearchOptions search;
  search.profile = options.profile;
  search.must_haves = competency::SearchMustHaves::score;
  const competency::SearchResult found = competency::search(people, search);
  std::printf("best first:");
  for (const std::int64_t row : found.by_post.person_row) std::printf(" %c", "AB"[row]);
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
