// Hysteresis of tiers: who was in one keeps it, or does not yet get a better one, while an edge is only just passed.
#pragma once

namespace mainstay::inline v1::performance {

/// The tier that counts, given the one that the edges say and the one before (-1: none, and no hysteresis). Upwards each tier must be reached with what is asked beyond its edge; downwards each is lost
/// in turn where even its lowered edge is missed.
template <class Tier, class Beyond, class Lowered>
Tier kept_tier(Tier reached, Tier previous, const Beyond& beyond, const Lowered& lowered) {
  if (previous < 0) return reached;
  Tier tier = previous;
  while (tier < reached && beyond(tier + 1)) ++tier;
  while (tier > reached && !lowered(tier)) --tier;
  return tier;
}

}  // namespace mainstay::inline v1::performance
