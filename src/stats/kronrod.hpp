// Kronrod's rule with 15 nodes on (-1, 1), Gauss' rule with 7 among them: Piessens et al. (1983), QUADPACK.
#pragma once

#include <array>

namespace mainstay::inline v1::stats {

struct KronrodNode {
  double at, weight, gauss;  ///< gauss: its weight in Gauss' rule, 0 where it is no node of that
};

inline constexpr std::array<KronrodNode, 15> kronrod_nodes = [] {
  constexpr double node[8] = {0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
                              0.586087235467691130294144161682543, 0.405845151377397166906606412076961, 0.207784955007898467600689403773245, 0.0};
  constexpr double weight[8] = {0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
                                0.169004726639267902826583426598550, 0.190350578064785409913256402421014, 0.204432940075298892414161999234649, 0.209482141084727828012999174891714};
  constexpr double gauss[4] = {0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975, 0.417959183673469387755102040816327};
  std::array<KronrodNode, 15> nodes{};
  for (int k = 0; k < 15; ++k) {
    const int place = k < 8 ? k : 14 - k;
    nodes[static_cast<std::size_t>(k)] = {k < 8 ? -node[place] : node[place], weight[place], place % 2 == 1 ? gauss[place / 2] : 0.0};
  }
  return nodes;
}();

}  // namespace mainstay::inline v1::stats
