// The scale of an interval, as the kernel of the curves takes it.
#pragma once

#include "mainstay/survival/curve.hpp"
#include "survival/curve_kernel.hpp"

namespace mainstay::inline v1::survival {

inline Scale scale_of(CurveInterval interval) {
  switch (interval) {
    case CurveInterval::log: return Scale::log;
    case CurveInterval::plain: return Scale::plain;
    case CurveInterval::log_log: break;
  }
  return Scale::log_log;
}

}  // namespace mainstay::inline v1::survival
