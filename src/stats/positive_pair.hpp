// The maximum of a function of two positive numbers.
#pragma once

#include <algorithm>
#include <cmath>

namespace mainstay::inline v1::stats {

/// Height, slopes and second derivatives at a place.
struct Slope {
  double height = 0, u = 0, v = 0, uu = 0, uv = 0, vv = 0;
};

/// Newton's method in the logarithms of a and b, with damping (Marquardt 1963); they begin where they stand. `slope_of(a, b)` is a Slope in a and b.
template <class Function>
void climb(double& a, double& b, const Function& slope_of) {
  Slope at = slope_of(a, b);
  double damping = 1e-3;
  for (int i = 0; i < 200; ++i) {
    const double u = a * at.u, v = b * at.v, uu = a * a * at.uu + u, vv = b * b * at.vv + v, uv = a * b * at.uv;
    const double scale = std::fabs(uu) + std::fabs(vv) + 1e-300;
    const double huu = -uu + damping * scale, hvv = -vv + damping * scale, determinant = huu * hvv - uv * uv;
    if (!(huu > 0 && determinant > 0)) {
      damping = damping * 8 + 1e-3;
      if (damping > 1e12) return;
      continue;
    }
    double du = (hvv * u + uv * v) / determinant, dv = (huu * v + uv * u) / determinant;
    const double size = std::max(std::fabs(du), std::fabs(dv));
    if (size > 2) du *= 2 / size, dv *= 2 / size;
    const double next_a = a * std::exp(du), next_b = b * std::exp(dv);
    const Slope next = slope_of(next_a, next_b);
    if (next.height >= at.height - 1e-12 * std::fabs(at.height)) {
      a = next_a, b = next_b, at = next;
      damping /= 10;
      if (size < 1e-10) return;
    } else {
      damping = damping * 8 + 1e-6;
      if (damping > 1e12) return;
    }
  }
}

}  // namespace mainstay::inline v1::stats
