#include "data/features_kernel.hpp"

#include <algorithm>

namespace mainstay::inline v1::data {

void order_records(FeatureRecord* records, std::int64_t count) {
  std::sort(records, records + count, [](const FeatureRecord& a, const FeatureRecord& b) {
    if (a.feature != b.feature) return a.feature < b.feature;
    if (a.seen_from != b.seen_from) return a.seen_from < b.seen_from;
    if (a.effective != b.effective) return a.effective < b.effective;
    if (a.recorded != b.recorded) return a.recorded < b.recorded;
    return a.row < b.row;
  });
}

void keep_best(FeatureRecord* records, std::int64_t count) noexcept {
  for (std::int64_t i = 1; i < count; ++i) {
    const FeatureRecord& best = records[i - 1];
    FeatureRecord& mine = records[i];
    if (best.effective < mine.effective || (best.effective == mine.effective && best.recorded <= mine.recorded)) continue;
    const std::int32_t seen_from = mine.seen_from;
    mine = best;
    mine.seen_from = seen_from;
  }
}

const FeatureRecord* seen_at(const FeatureRecord* records, std::int64_t count, std::int64_t cut) noexcept {
  const FeatureRecord* after = std::upper_bound(records, records + count, cut, [](std::int64_t day, const FeatureRecord& record) { return day < record.seen_from; });
  return after == records ? nullptr : after - 1;
}

}  // namespace mainstay::inline v1::data
