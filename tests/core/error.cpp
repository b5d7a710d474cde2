#include "mainstay/core/error.hpp"

#include <doctest/doctest.h>

using namespace mainstay;

TEST_CASE("a refusal has one shape") {
  const Error error(ErrorCode::invalid_argument, "survival.cox", "duration", 17, "-3", "> 0");
  CHECK(std::string(error.what()) == "survival.cox: duration[17] is -3, but must be > 0");
  CHECK(error.analysis() == "survival.cox");
  CHECK(error.argument() == "duration");
  CHECK(error.index() == 17);
  CHECK(error.value() == "-3");
  CHECK(error.rule() == "> 0");
  const Error option(ErrorCode::unknown_name, "survival.cox", "ties", -1, "\"efrom\"", "one of efron, breslow");
  CHECK(std::string(option.what()) == "survival.cox: ties is \"efrom\", but must be one of efron, breslow");
  CHECK_THROWS_WITH_AS(refuse("a.b", "start", 3, 2.5, "< duration"), "a.b: start[3] is 2.5, but must be < duration", Error);
  CHECK_THROWS_WITH_AS(refuse("a.b", "stages[2].name", "\"x\"", "unique"), "a.b: stages[2].name is \"x\", but must be unique", Error);
}
