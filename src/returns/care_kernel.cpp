#include "returns/care_kernel.hpp"

#include <algorithm>
#include <tuple>

#include "mainstay/data/calendar.hpp"
#include "stats/order.hpp"

namespace mainstay::inline v1::returns {

CareCalendar::CareCalendar(bool weekends, std::vector<std::pair<std::int64_t, std::int64_t>> quiet, bool by_list, std::vector<std::int64_t> worked, std::int64_t known_first, std::int64_t known_last)
    : weekends_(weekends), by_list_(by_list), worked_(std::move(worked)), known_first_(known_first), known_last_(known_last) {
  std::sort(quiet.begin(), quiet.end());
  for (const auto& [first, last] : quiet) {
    if (!quiet_.empty() && first <= quiet_.back().second + 1) quiet_.back().second = std::max(quiet_.back().second, last);
    else quiet_.emplace_back(first, last);
  }
}

std::int64_t CareCalendar::after_quiet(std::int64_t day) const noexcept {
  const auto after = std::upper_bound(quiet_.begin(), quiet_.end(), day, [](std::int64_t d, const auto& period) { return d < period.first; });
  return after != quiet_.begin() && day <= (after - 1)->second ? (after - 1)->second + 1 : day;
}

bool CareCalendar::usable(std::int64_t day) const noexcept {
  if (after_quiet(day) != day) return false;
  if (by_list_) return std::binary_search(worked_.begin(), worked_.end(), day);
  return weekends_ || data::weekday_of(day) < 5;
}

std::int64_t CareCalendar::next(std::int64_t day) const noexcept {
  if (by_list_ && (day < known_first_ || day > known_last_)) return day;
  for (std::int64_t at = day;;) {
    std::int64_t found = after_quiet(at);
    if (by_list_) {
      const auto place = std::lower_bound(worked_.begin(), worked_.end(), found);
      if (place == worked_.end()) return day;  // not known
      found = *place;
    } else if (!weekends_ && data::weekday_of(found) > 4) {
      found = data::first_day_of_week(data::week_of(found) + 1);
    }
    if (found == at) return at;
    at = found;
  }
}

std::vector<std::uint32_t> order_of_day(const std::vector<CareItem>& items) {
  const auto count = static_cast<std::int64_t>(items.size());
  std::vector<stats::Keyed> keyed(items.size()), scratch;
  for (std::size_t i = 0; i < items.size(); ++i) keyed[i] = {-items[i].priority, static_cast<std::uint32_t>(i)};
  stats::sort_keyed(keyed.data(), count, scratch);
  std::vector<std::uint32_t> order(items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = keyed[i].payload;
  for (std::size_t first = 0, last; first < keyed.size(); first = last) {
    for (last = first + 1; last < keyed.size() && keyed[last].key == keyed[first].key;) ++last;
    if (last - first == 1) continue;
    struct Place {
      std::int64_t due, label;
      std::int32_t stage;
      std::uint32_t item;
    };
    std::vector<Place> places;
    for (std::size_t k = first; k < last; ++k) {
      const CareItem& item = items[order[k]];
      places.push_back({item.due, item.label, item.stage, order[k]});
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return std::tie(a.due, a.label, a.stage) < std::tie(b.due, b.label, b.stage); });
    for (std::size_t k = first; k < last; ++k) order[k] = places[k - first].item;
  }
  return order;
}

std::vector<CareLoad> walk_care(std::vector<CareItem>& items, const std::vector<std::uint32_t>& order, const CareCalendar& calendar, CareWalk walk) {
  std::vector<std::uint32_t> left = order;
  for (CareItem& item : items) item.skip = item.closes < walk.first_day ? CareSkip::window_closed : CareSkip::not_yet;
  std::vector<CareLoad> loads;
  std::vector<CareLoad> today(walk.caps.size());
  for (std::int64_t day = walk.first_day; day <= walk.last_day; ++day) {
    if (walk.progress) walk.progress(day);
    const bool usable = calendar.usable(day);
    for (std::size_t owner = 0; owner < today.size(); ++owner) today[owner] = {day, 0, day == walk.first_day ? walk.made[owner] : 0, 0, static_cast<std::int32_t>(owner)};
    // Whether the item is done with.
    const auto decide = [&](CareItem& item) {
      if (item.end <= day) {
        item.skip = item.end_reason;
        return item.final = true;
      }
      if (item.closes < day) return item.final = true;  // for the reason that kept it last
      if (day < item.opens) return false;
      if (!usable) {
        if (item.skip == CareSkip::not_yet) item.skip = CareSkip::quiet;
        return false;
      }
      std::int64_t& last = walk.last_contact[static_cast<std::size_t>(item.row)];
      if (last != INT64_MIN && day - last < walk.gap_days) {
        item.skip = CareSkip::gap;
        return false;
      }
      const std::int32_t theme = walk.theme(item, day);
      if (theme == -2) {
        item.skip = CareSkip::nothing_to_say;
        return false;
      }
      CareLoad& load = today[static_cast<std::size_t>(item.owner)];
      if (load.made + load.planned >= walk.caps[static_cast<std::size_t>(item.owner)]) {
        item.skip = CareSkip::no_capacity;
        ++load.waiting;
        return false;
      }
      ++load.planned;
      item.planned = last = day;
      item.theme = theme;
      return true;
    };
    std::size_t kept = 0;
    for (const std::uint32_t i : left)
      if (!decide(items[i])) left[kept++] = i;
    left.resize(kept);
    for (const CareLoad& load : today)
      if (load.planned + load.made + load.waiting > 0) loads.push_back(load);
  }
  for (const std::uint32_t i : left) items[i].final = items[i].closes <= walk.last_day;
  return loads;
}

}  // namespace mainstay::inline v1::returns
