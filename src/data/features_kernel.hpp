// One person's records: which value a cut sees.
#pragma once

#include <cstdint>

namespace mainstay::inline v1::data {

/// A record of one person. `seen_from` is the day from which a cut may see it.
struct FeatureRecord {
  std::int32_t feature, seen_from, effective, recorded;
  double value;
  std::int64_t row;
};

/// By feature, then by the day from which they are seen, effective, recorded, row.
void order_records(FeatureRecord* records, std::int64_t count);

/// Ordered records of one feature: overwrites each by the best among those seen no later (the last effective, of these the last
/// recorded); `seen_from` stays. Afterwards the answer for a cut is the last record with seen_from <= cut.
void keep_best(FeatureRecord* records, std::int64_t count) noexcept;

/// The last of `count` records with seen_from <= cut, or null. O(log count).
const FeatureRecord* seen_at(const FeatureRecord* records, std::int64_t count, std::int64_t cut) noexcept;

}  // namespace mainstay::inline v1::data
