#include "stats/corrections.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace mainstay::stats;

TEST_CASE("stats/corrections: five p-values, one missing, by hand") {
  // R: p.adjust(c(0.01, 0.04, NA, 0.03, 0.005), method); four tests, 1 + 1/2 + 1/3 + 1/4 = 25/12.
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> p{0.01, 0.04, missing, 0.03, 0.005};
  const auto equal = [&](Correction correction, const std::vector<double>& expected) {
    const std::vector<double> result = corrected(p, correction);
    for (std::size_t i = 0; i < p.size(); ++i) CHECK((std::isnan(expected[i]) ? std::isnan(result[i]) : std::fabs(result[i] - expected[i]) < 1e-15));
  };
  equal(Correction::benjamini_hochberg, {0.02, 0.04, missing, 0.04, 0.02});
  equal(Correction::benjamini_yekutieli, {0.02 * 25 / 12, 0.04 * 25 / 12, missing, 0.04 * 25 / 12, 0.02 * 25 / 12});
  equal(Correction::holm, {0.03, 0.06, missing, 0.06, 0.02});
  equal(Correction::bonferroni, {0.04, 0.16, missing, 0.12, 0.02});
  equal(Correction::none, p);
  CHECK(corrected({0.9, 0.8}, Correction::benjamini_yekutieli)[0] == 1.0);
  CHECK(corrected({}, Correction::holm).empty());
}
