#include "survival/cox_risk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "stats/order.hpp"

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

EventTimes event_times_of(const double* duration, const double* event, const double* weights, const std::int32_t* strata,
                          std::int64_t strata_count, std::int64_t rows) {
  const auto left = [&](std::int64_t i) { return event[i] != 0.0 && (weights == nullptr || weights[i] > 0.0); };
  std::vector<std::int64_t> counts(strata_count, 0);
  std::vector<double> times;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  bool whole = true;
  std::int64_t events = 0;
  for (std::int64_t i = 0; i < rows; ++i) {
    if (!left(i)) continue;
    ++events;
    low = std::min(low, duration[i]);
    high = std::max(high, duration[i]);
    whole &= duration[i] == std::floor(duration[i]);
  }
  if (events == 0) return EventTimes({}, counts);
  const double range = high - low + 1.0;
  if (whole && range * static_cast<double>(strata_count) <= 65536.0 + 4.0 * static_cast<double>(events)) {
    const auto size = static_cast<std::int64_t>(range);
    std::vector<std::uint8_t> there(static_cast<std::size_t>(size * strata_count), 0);
    for (std::int64_t i = 0; i < rows; ++i)
      if (left(i)) there[(strata != nullptr ? strata[i] : 0) * size + static_cast<std::int64_t>(duration[i] - low)] = 1;
    for (std::int64_t s = 0; s < strata_count; ++s)
      for (std::int64_t t = 0; t < size; ++t)
        if (there[s * size + t]) {
          times.push_back(low + static_cast<double>(t));
          ++counts[s];
        }
    return EventTimes(std::move(times), counts);
  }
  std::vector<std::int64_t> start(strata_count + 1, 0);
  for (std::int64_t i = 0; i < rows; ++i)
    if (left(i)) ++start[(strata != nullptr ? strata[i] : 0) + 1];
  for (std::int64_t s = 0; s < strata_count; ++s) start[s + 1] += start[s];
  std::vector<stats::Keyed> items(events), scratch;
  std::vector<std::int64_t> next(start.begin(), start.end() - 1);
  for (std::int64_t i = 0; i < rows; ++i)
    if (left(i)) items[next[strata != nullptr ? strata[i] : 0]++] = {duration[i], 0};
  for (std::int64_t s = 0; s < strata_count; ++s) {
    stats::sort_keyed(items.data() + start[s], start[s + 1] - start[s], scratch);
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

Hazards hazards_of(const EventTimes& times, const Leavers& leavers, Ties ties, const double* sums, const double* leaver_sums,
                   std::int64_t width, std::int64_t at) {
  const std::int64_t slots = times.slots();
  Hazards result;
  for (std::vector<double>* list :
       {&result.jump, &result.cumulative, &result.cumulative_rest, &result.tied, &result.a, &result.b, &result.c})
    list->assign(slots, 0.0);
  double log_sum = 0.0, log_rest = 0.0;
  for (std::int64_t s = 0; s < times.strata(); ++s) {
    double sum = 0.0, rest = 0.0;
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k) {
      const double d = leavers.count[k];
      const double total = sums[k * width + at];
      double inverse = 0.0, tied = 0.0, a = 0.0, b = 0.0, c = 0.0, logs = 0.0;
      if (!(total > 0.0 && total <= std::numeric_limits<double>::max())) result.finite = false;
      if (d == 0.0) continue;  // only a stratum's empty slot, or a time that another part of the data has
      const double share = leavers.weight[k] / d;
      if (ties == Ties::breslow || d == 1.0) {
        inverse = d / total;
        a = d / (total * total);
        logs = d * std::log(total);
      } else {
        const double tied_total = leaver_sums[k * width + at];
        // A product of a few denominators needs one logarithm; each factor is at most `total`.
        double product = 1.0;
        for (double l = 0.0; l < d; l += 1.0) {
          const double f = l / d, ratio = 1.0 - f * (tied_total / total);
          const double one = 1.0 / (total * ratio);
          inverse += one;
          tied += f * one;
          a += one * one;
          b += f * one * one;
          c += f * f * one * one;
          product *= ratio;
          if (product < 1e-200) {
            logs += std::log(product);
            product = 1.0;
          }
        }
        logs += std::log(product) + d * std::log(total);
      }
      result.jump[k] = share * inverse;
      result.tied[k] = share * tied;
      result.a[k] = share * a;
      result.b[k] = share * b;
      result.c[k] = share * c;
      const auto add_exactly = [](double& high, double& low, double value) {
        const double next = high + value, part = next - high;
        low += (high - (next - part)) + (value - part);
        high = next;
      };
      add_exactly(sum, rest, result.jump[k]);
      add_exactly(log_sum, log_rest, share * logs);
      result.cumulative[k] = sum;
      result.cumulative_rest[k] = rest;
    }
  }
  result.log_sum = log_sum + log_rest;
  if (!std::isfinite(result.log_sum)) result.finite = false;
  return result;
}

}  // namespace mainstay::inline v1::survival
