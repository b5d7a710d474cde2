#include "solve/assignment_kernel.hpp"

#include <limits>

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::solve {

namespace {

constexpr double lowest = -std::numeric_limits<double>::infinity();

[[gnu::always_inline]] inline void net_with(const double* value, const double* price, double scale, std::int64_t count, double* net, double* most) {
  std::int64_t first = 0;
  for (; first + assignment_block <= count; first += assignment_block) {
    double lanes[8] = {lowest, lowest, lowest, lowest, lowest, lowest, lowest, lowest};
    for (int step = 0; step < assignment_block; step += 8)
      for (int lane = 0; lane < 8; ++lane) {
        const std::int64_t j = first + step + lane;
        const double given = value[j], gain = assignment_whole(given, scale) - price[j], known = given == given ? gain : lowest;
        net[j] = known;
        lanes[lane] = known > lanes[lane] ? known : lanes[lane];
      }
    double best = lanes[0];
    for (int lane = 1; lane < 8; ++lane) best = lanes[lane] > best ? lanes[lane] : best;
    *most++ = best;
  }
  if (first < count) {
    double best = lowest;
    for (std::int64_t j = first; j < count; ++j) {
      const double gain = assignment_whole(value[j], scale) - price[j];
      net[j] = value[j] == value[j] ? gain : lowest;
      best = net[j] > best ? net[j] : best;
    }
    *most = best;
  }
}

void portable(const double* value, const double* price, double scale, std::int64_t count, double* net, double* most) { net_with(value, price, scale, count, net, most); }
#ifdef MAINSTAY_X86
__attribute__((target("avx2,fma"))) void avx2(const double* value, const double* price, double scale, std::int64_t count, double* net, double* most) {
  net_with(value, price, scale, count, net, most);
}
__attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma,prefer-vector-width=512"))) void avx512(const double* value, const double* price, double scale, std::int64_t count, double* net,
                                                                                                  double* most) {
  net_with(value, price, scale, count, net, most);
}
#endif

}  // namespace

void assignment_net(const double* value, const double* price, double scale, std::int64_t count, double* net, double* most) noexcept {
  switch (vector_units()) {
#ifdef MAINSTAY_X86
    case VectorUnits::avx512: return avx512(value, price, scale, count, net, most);
    case VectorUnits::avx2: return avx2(value, price, scale, count, net, most);
#else
    case VectorUnits::avx512:
    case VectorUnits::avx2:
#endif
    case VectorUnits::portable: return portable(value, price, scale, count, net, most);
  }
}

}  // namespace mainstay::inline v1::solve
