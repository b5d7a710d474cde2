// The correction for many tests that an option names.
#pragma once

#include "mainstay/funnel/multiplicity.hpp"
#include "stats/corrections.hpp"

namespace mainstay::inline v1::funnel {

inline stats::Correction correction_of(Multiplicity word) noexcept {
  switch (word) {
    case Multiplicity::benjamini_hochberg: return stats::Correction::benjamini_hochberg;
    case Multiplicity::benjamini_yekutieli: return stats::Correction::benjamini_yekutieli;
    case Multiplicity::holm: return stats::Correction::holm;
    case Multiplicity::bonferroni: return stats::Correction::bonferroni;
    case Multiplicity::none: break;
  }
  return stats::Correction::none;
}

}  // namespace mainstay::inline v1::funnel
