#include "survival/cox_risk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "solve/gram.hpp"
#include "stats/order.hpp"
#include "survival/cox_kernel.hpp"

namespace mainstay::inline v1::survival {

EventTimes::EventTimes(std::vector<double> times, const std::vector<std::int64_t>& counts) {
  const auto strata = static_cast<std::int64_t>(counts.size());
  const auto total = static_cast<std::int64_t>(times.size()) + strata;
  if (total > std::numeric_limits<std::int32_t>::max())
    refuse("survival.cox", "duration", std::to_string(times.size()) + " distinct times", "fewer than 2^31 with the strata");
  time_.reserve(total);
  lookup_.reserve(strata);
  first_.assign(1, 0);
  const double* from = times.data();
  for (const std::int64_t count : counts) {
    const std::int64_t first = first_.back();
    time_.push_back(-std::numeric_limits<double>::infinity());
    time_.insert(time_.end(), from, from + count);
    from += count;
    first_.push_back(first + count + 1);
    Lookup lookup{0.0, 0.0, static_cast<std::int64_t>(bucket_.size()), 0};
    if (count > 4) {
      lookup.low = time_[first + 1];
      lookup.buckets = 2 * count;
      lookup.scale = static_cast<double>(lookup.buckets) / (time_[first + count] - lookup.low);
      if (!std::isfinite(lookup.scale)) lookup.buckets = 0;
    }
    for (std::int64_t b = 0, slot = first + 1; b < lookup.buckets; ++b) {
      while (slot <= first + count && static_cast<std::int64_t>(std::min((time_[slot] - lookup.low) * lookup.scale,
                                                                         static_cast<double>(lookup.buckets - 1))) < b)
        ++slot;
      bucket_.push_back(static_cast<std::int32_t>(slot));
    }
    if (lookup.buckets > 0) bucket_.push_back(static_cast<std::int32_t>(first + count + 1));
    lookup_.push_back(lookup);
  }
  if (total == strata) return;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double low = infinity, high = -infinity;
  bool whole = true;
  for (const double time : times) {
    low = std::min(low, time);
    high = std::max(high, time);
    whole = whole && time == std::floor(time);
  }
  const double days = high - low + 2.0;
  if (!whole || !(days * static_cast<double>(strata) <= 65536.0 + 4.0 * static_cast<double>(total))) return;
  first_day_ = low - 1.0;
  last_day_ = days - 1.0;
  day_slot_.reserve(static_cast<std::size_t>(days) * static_cast<std::size_t>(strata));
  for (std::int64_t s = 0; s < strata; ++s)
    for (double day = first_day_; day <= high; day += 1.0) day_slot_.push_back(slot(s, day));
}

void EventTimes::slots_of(const std::int32_t* strata, const double* time, std::int64_t count, std::int32_t* out) const noexcept {
  if (day_slot_.empty()) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = slot(strata != nullptr ? strata[i] : 0, time[i]);
    return;
  }
  const std::int32_t* table = day_slot_.data();
  const auto days = static_cast<std::int64_t>(last_day_) + 1;
  for (std::int64_t i = 0; i < count; ++i) {
    double day = time[i] - first_day_;
    day = day > 0.0 ? day : 0.0;
    day = day < last_day_ ? day : last_day_;
    out[i] = table[(strata != nullptr ? strata[i] * days : 0) + static_cast<std::int32_t>(day)];
  }
}

std::int32_t EventTimes::slot(std::int64_t stratum, double time) const noexcept {
  const Lookup& lookup = lookup_[stratum];
  std::int64_t low = first_[stratum] + 1, high = first_[stratum + 1];
  if (lookup.buckets > 0) {
    if (time < lookup.low) return static_cast<std::int32_t>(low - 1);
    const auto bucket =
        static_cast<std::int64_t>(std::min((time - lookup.low) * lookup.scale, static_cast<double>(lookup.buckets - 1)));
    low = bucket_[lookup.first_bucket + bucket];
    high = bucket_[lookup.first_bucket + bucket + 1];
    if (high - low <= 4) {
      while (low < high && time_[low] <= time) ++low;
      return static_cast<std::int32_t>(low - 1);
    }
  }
  return static_cast<std::int32_t>(std::upper_bound(time_.begin() + low, time_.begin() + high, time) - time_.begin() - 1);
}

namespace {
// Whole days below this of one stratum are ticked off in a single pass.
constexpr std::int64_t narrow = 65536;
constexpr double rounding = 6755399441055744.0;  // 1.5 · 2^52: beyond 2^51 a number counts as a fraction, and is sorted

// False when somebody left at another time than a day of the narrow range.
bool tick_days(Team& team, const double* duration, const double* event, const double* weights, std::int64_t rows, std::vector<double>& times,
               double& longest) {
  const std::int64_t chunks = std::clamp<std::int64_t>(rows / (narrow / 4), 1, 16);
  std::vector<std::vector<std::uint8_t>> ticks(chunks);
  std::vector<double> most(chunks, 0.0);
  std::vector<std::int64_t> others(chunks, 0);
  team.run(chunks, [&](std::int64_t chunk) {
    std::vector<std::uint8_t>& there = ticks[chunk];
    there.assign(narrow + 1, 0);  // rows that did not leave tick the place at the end
    double high = 0.0;
    std::int64_t other = 0;
    const Span span = span_of(rows, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const double time = duration[i], near = time < static_cast<double>(narrow) ? time : static_cast<double>(narrow);
      const auto day = static_cast<std::int64_t>(near);
      const std::int64_t left = (event[i] != 0.0) & (weights == nullptr || weights[i] > 0.0);
      high = time > high ? time : high;
      other += left & (static_cast<double>(day) != time);
      there[narrow + (day - narrow) * left] = 1;  // without a branch, which could not be foreseen
    }
    most[chunk] = high;
    others[chunk] = other;
  });
  longest = *std::max_element(most.begin(), most.end());
  for (const std::int64_t other : others)
    if (other > 0) return false;
  for (std::int64_t day = 0; day < narrow; ++day)
    for (const std::vector<std::uint8_t>& there : ticks)
      if (there[day]) {
        times.push_back(static_cast<double>(day));
        break;
      }
  return true;
}
}  // namespace

EventTimes event_times_of(Team& team, const double* duration, const double* event, const double* weights, const std::int32_t* strata,
                          std::int64_t strata_count, std::int64_t rows, std::vector<double>& longest) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto left = [&](std::int64_t i) { return (event[i] != 0.0) & (weights == nullptr || weights[i] > 0.0); };
  std::vector<std::int64_t> counts(strata_count, 0);
  std::vector<double> times;
  longest.assign(strata_count, 0.0);
  if (strata == nullptr) {
    if (tick_days(team, duration, event, weights, rows, times, longest[0])) {
      counts[0] = static_cast<std::int64_t>(times.size());
      return EventTimes(std::move(times), counts);
    }
  } else {
    for (std::int64_t i = 0; i < rows; ++i) longest[strata[i]] = std::max(longest[strata[i]], duration[i]);
  }
  struct Range {
    double low = infinity, high = -infinity;
    std::int64_t events = 0, fractions = 0;
  };
  const std::int64_t chunks = std::clamp<std::int64_t>(rows / 4096, 1, 16);
  std::vector<Range> ranges(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    Range range;
    const Span span = span_of(rows, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const bool counts_here = left(i);
      const double time = duration[i], below = counts_here ? time : infinity, above = counts_here ? time : -infinity;
      range.low = below < range.low ? below : range.low;
      range.high = above > range.high ? above : range.high;
      range.events += counts_here;
      range.fractions += counts_here & ((time + rounding) - rounding != time);
    }
    ranges[chunk] = range;
  });
  Range all;
  for (const Range& range : ranges) {
    all.low = std::min(all.low, range.low);
    all.high = std::max(all.high, range.high);
    all.events += range.events;
    all.fractions += range.fractions;
  }
  if (all.events == 0) return EventTimes({}, counts);
  const double low = all.low, range = all.high - all.low + 1.0;
  if (all.fractions == 0 && range * static_cast<double>(strata_count) <= 65536.0 + 4.0 * static_cast<double>(all.events)) {
    const auto size = static_cast<std::int64_t>(range), places = size * strata_count;
    // Rows that did not leave tick one place too many, at the end.
    const std::int64_t tick_chunks = std::clamp<std::int64_t>(rows / (4 * places + 4096), 1, 16);
    std::vector<std::vector<std::uint8_t>> ticks(tick_chunks);
    team.run(tick_chunks, [&](std::int64_t chunk) {
      std::vector<std::uint8_t>& there = ticks[chunk];
      there.assign(static_cast<std::size_t>(places) + 1, 0);
      const Span span = span_of(rows, tick_chunks, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        const double place = left(i) ? duration[i] - low : 0.0;
        const std::int64_t at = (strata != nullptr ? strata[i] : 0) * size + static_cast<std::int64_t>(place);
        there[left(i) ? at : places] = 1;
      }
    });
    for (std::int64_t s = 0; s < strata_count; ++s)
      for (std::int64_t t = 0; t < size; ++t) {
        bool there = false;
        for (const std::vector<std::uint8_t>& tick : ticks) there = there || tick[s * size + t] != 0;
        if (!there) continue;
        times.push_back(low + static_cast<double>(t));
        ++counts[s];
      }
    return EventTimes(std::move(times), counts);
  }
  std::vector<std::int64_t> start(strata_count + 1, 0);
  for (std::int64_t i = 0; i < rows; ++i)
    if (left(i)) ++start[(strata != nullptr ? strata[i] : 0) + 1];
  for (std::int64_t s = 0; s < strata_count; ++s) start[s + 1] += start[s];
  std::vector<stats::Keyed> items(all.events), scratch;
  std::vector<std::int64_t> next(start.begin(), start.end() - 1);
  for (std::int64_t i = 0; i < rows; ++i)
    if (left(i)) items[next[strata != nullptr ? strata[i] : 0]++] = {duration[i], 0};
  for (std::int64_t s = 0; s < strata_count; ++s) {
    stats::sort_keyed(items.data() + start[s], start[s + 1] - start[s], scratch, strata_count == 1 ? &team : nullptr);
    for (std::int64_t i = start[s]; i < start[s + 1]; ++i)
      if (i == start[s] || items[i].key != items[i - 1].key) {
        times.push_back(items[i].key);
        ++counts[s];
      }
  }
  return EventTimes(std::move(times), counts);
}

RiskIndex::RiskIndex(std::int64_t slots, bool entries) : slots_(slots), entries_(entries) {
  if (entries)
    while (slots > std::int64_t{1} << (levels_ - 1)) ++levels_;
}

void RiskIndex::resolve(const double* table, std::int64_t width, const EventTimes& times, double* sums) const {
  std::copy_n(table, slots_ * width, sums);
  const auto add = [width](double* to, const double* from) {
    for (std::int64_t j = 0; j < width; ++j) to[j] += from[j];
  };
  if (!entries_) {
    for (std::int64_t s = 0; s < times.strata(); ++s)
      for (std::int64_t slot = times.first(s + 1) - 1; slot-- > times.first(s);) add(sums + slot * width, sums + (slot + 1) * width);
    return;
  }
  std::vector<double> running(width);
  for (std::int64_t level = 1; level < levels_; ++level) {
    const double* at_level = table + level * slots_ * width;
    const std::int64_t half = std::int64_t{1} << (level - 1);
    for (std::int64_t block = 0; block + half < slots_; block += 2 * half) {
      std::fill(running.begin(), running.end(), 0.0);
      for (std::int64_t slot = block; slot < block + half; ++slot) {
        add(running.data(), at_level + slot * width);
        add(sums + slot * width, running.data());
      }
      std::fill(running.begin(), running.end(), 0.0);
      for (std::int64_t slot = std::min(slots_, block + 2 * half); slot-- > block + half;) {
        add(running.data(), at_level + slot * width);
        add(sums + slot * width, running.data());
      }
    }
  }
}

void Hazards::begin(std::int64_t slots, bool entries) {
  for (std::vector<double>* list : {&jump, &cumulative, &tied, &a, &b, &c}) list->assign(slots, 0.0);
  cumulative_rest.assign(entries ? slots : 0, 0.0);
  log_sum = 0.0;
  finite = true;
}

void Hazards::fill(std::int64_t slot, double d, double leaver_weight, Ties ties, double total, double leaver_sum) noexcept {
  if (d == 0.0) return;  // a stratum's empty slot
  const double share = leaver_weight / d;
  double inverse = 0.0, tied_part = 0.0, aa = 0.0, bb = 0.0, cc = 0.0, logs = 0.0;
  if (ties != Ties::efron || d == 1.0) {
    inverse = d / total;
    aa = d / (total * total);
    logs = d * std::log(total);
  } else {
    const EfronSums tied_leavers = efron_sums(d, leaver_sum / total);
    const double each = 1.0 / total;
    inverse = tied_leavers.inverse * each;
    tied_part = tied_leavers.tied * each;
    aa = tied_leavers.a * each * each;
    bb = tied_leavers.b * each * each;
    cc = tied_leavers.c * each * each;
    logs = tied_leavers.logs + d * std::log(total);
  }
  jump[slot] = share * inverse;
  tied[slot] = share * tied_part;
  a[slot] = share * aa;
  b[slot] = share * bb;
  c[slot] = share * cc;
  // An impossible sum shows as a logarithm that is not finite.
  cumulative[slot] = total > 0.0 && total <= std::numeric_limits<double>::max() ? share * logs : std::numeric_limits<double>::infinity();
}

void Hazards::accumulate(const EventTimes& times) {
  const auto add_exactly = [](double& high, double& low, double value) {
    const double next = high + value, part = next - high;
    low += (high - (next - part)) + (value - part);
    high = next;
  };
  double logs = 0.0, log_rest = 0.0;
  for (std::int64_t s = 0; s < times.strata(); ++s) {
    double sum = 0.0, rest = 0.0;
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k) {
      add_exactly(sum, rest, jump[k]);
      add_exactly(logs, log_rest, cumulative[k]);
      cumulative[k] = sum;
      if (!cumulative_rest.empty()) cumulative_rest[k] = rest;
    }
  }
  log_sum = logs + log_rest;
  finite = std::isfinite(log_sum);
}

Hazards Hazards::forecast(const EventTimes& times, const double* sums, const double* leaver_sums, std::int64_t width,
                          const std::vector<double>& step, double curvature) const {
  Hazards next;
  next.begin(times.slots(), !cumulative_rest.empty());
  const auto terms = static_cast<std::int64_t>(step.size());
  constexpr double longest = 4.0;
  for (std::int64_t k = 0; k < times.slots(); ++k) {
    if (jump[k] == 0.0) continue;
    double at_risk = 0.0, left = 0.0;
    for (std::int64_t j = 0; j < terms; ++j) {
      at_risk += sums[k * width + j] * step[j];
      if (leaver_sums != nullptr) left += leaver_sums[k * width + j] * step[j];
    }
    const double change = (a[k] * at_risk - b[k] * left) / jump[k] + 0.5 * curvature;
    if (!(std::fabs(change) <= longest)) return {};
    next.jump[k] = jump[k] * std::exp(-change);
    if (tied[k] > 0.0) next.tied[k] = tied[k] * std::exp(-(b[k] * at_risk - c[k] * left) / tied[k] - 0.5 * curvature);
  }
  next.accumulate(times);
  return next;
}

double Hazards::distance(const Hazards& other) const {
  if (jump.size() != other.jump.size()) return std::numeric_limits<double>::infinity();
  double most = 0.0;
  for (std::size_t k = 0; k < jump.size(); ++k) {
    if (jump[k] == 0.0) continue;
    const double apart = (std::fabs(jump[k] - other.jump[k]) + std::fabs(tied[k] - other.tied[k])) / jump[k];
    if (!(apart <= most)) most = apart;
  }
  return most;
}

Hazards hazards_of(Team& team, const EventTimes& times, const Leavers& leavers, Ties ties, const double* sums, const double* leaver_sums,
                   std::int64_t width, std::int64_t at, bool entries) {
  Hazards result;
  result.begin(times.slots(), entries);
  const std::int64_t chunks = std::clamp<std::int64_t>(times.slots() / 32, 1, 16);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(times.slots(), chunks, chunk);
    for (std::int64_t k = span.first; k < span.last; ++k)
      result.fill(k, leavers.count[k], leavers.weight[k], ties, sums[k * width + at], leaver_sums != nullptr ? leaver_sums[k * width + at] : 0.0);
  });
  result.accumulate(times);
  return result;
}

void RiskParts::add(const RiskParts& other) {
  for (std::size_t i = 0; i < products.size(); ++i) products[i] += other.products[i];
  for (std::size_t j = 0; j < expected.size(); ++j) expected[j] += other.expected[j];
}

void add_risk_sets(const Hazards& hazards, const double* sums, const double* leaver_sums, std::int64_t first_slot, std::int64_t slots,
                   std::int64_t width, RiskParts& parts) {
  constexpr std::int64_t block = 64;
  std::vector<double> room(2 * block * width + 8), weights(2 * block);
  double* rows = room.data();
  while (reinterpret_cast<std::uintptr_t>(rows) % 64 != 0) ++rows;
  double* expected = parts.expected.data();
  for (std::int64_t first = 0; first < slots; first += block) {
    std::int64_t filled = 0;
    for (std::int64_t k = first; k < std::min(first + block, slots); ++k) {
      const double a = hazards.a[first_slot + k], b = hazards.b[first_slot + k], c = hazards.c[first_slot + k];
      if (a == 0.0) continue;
      // a SS' - b(SE' + ES') + c EE' = a (S - (b/a)E)(…)' + (c - b²/a) EE'
      const double* total = sums + k * width;
      double* row = rows + filled * width;
      weights[filled++] = a;
      const double jump = hazards.jump[first_slot + k], tied = hazards.tied[first_slot + k];
      for (std::int64_t j = 0; j < width; ++j) expected[j] += jump * total[j];
      if (b == 0.0) {
        std::copy_n(total, width, row);
        continue;
      }
      const double* left = leaver_sums + k * width;
      const double share = b / a;
      for (std::int64_t j = 0; j < width; ++j) {
        row[j] = total[j] - share * left[j];
        expected[j] -= tied * left[j];
      }
      std::copy_n(left, width, row + width);
      weights[filled++] = c - b * share;
    }
    solve::add_weighted_gram(rows, weights.data(), filled, width, parts.products.data());
  }
}

RiskParts risk_parts(Team& team, const Hazards& hazards, const double* sums, const double* leaver_sums, std::int64_t slots, std::int64_t width) {
  const std::int64_t chunks = std::clamp<std::int64_t>(slots / 64, 1, 16);
  std::vector<RiskParts> partial(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    partial[chunk] = RiskParts(width);
    const Span span = span_of(slots, chunks, chunk);
    add_risk_sets(hazards, sums + span.first * width, leaver_sums != nullptr ? leaver_sums + span.first * width : nullptr, span.first,
                  span.last - span.first, width, partial[chunk]);
  });
  for (std::int64_t chunk = 1; chunk < chunks; ++chunk) partial[0].add(partial[chunk]);
  return std::move(partial[0]);
}

}  // namespace mainstay::inline v1::survival
