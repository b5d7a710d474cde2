// What is done about many tests at once.
#pragma once

#include <array>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::funnel {

enum class Multiplicity : std::int32_t { benjamini_hochberg, benjamini_yekutieli, holm, bonferroni, none };
constexpr auto choices(Multiplicity) {
  return std::array{choice(Multiplicity::benjamini_hochberg, "benjamini_hochberg", "Of what is named, at most this share is expected to be named by chance (independent or positively dependent tests)."),
                    choice(Multiplicity::benjamini_yekutieli, "benjamini_yekutieli", "The same whatever the dependence; stricter."), choice(Multiplicity::holm, "holm", "The chance of naming anything wrongly is at most this."),
                    choice(Multiplicity::bonferroni, "bonferroni", "The same, each p-value times the number of tests."), choice(Multiplicity::none, "none", "Nothing: of twenty tests one is expected to be named by chance.")};
}

}  // namespace mainstay::inline v1::funnel
