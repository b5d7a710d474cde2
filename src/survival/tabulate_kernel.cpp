#include "survival/tabulate_kernel.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

#include "solve/vector_units.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr std::int64_t block_rows = 2048;

// Writes whole numbers as 32 bits; returns the largest, or -1 when one is negative, fractional, missing or larger than `most`.
// No comparison and no branch in the loops over the values, so that any compiler makes vector code of them.
template <class T>
[[gnu::always_inline]] inline std::int32_t shorten_inline(const T* values, std::int64_t count, std::int32_t most, std::int32_t* out) {
  bool refused = false;
  if constexpr (std::is_same_v<T, double>) {
    // value + 2^52 holds a whole number from 0 to 2^32 − 1 in the low half of its bits, under a fixed high half; taking 2^52 away
    // again gives back the same bits exactly then (−0 is left to the slower path).
    constexpr double lift = 4503599627370496.0;
    constexpr std::uint64_t high_half = std::uint64_t{0x43300000} << 32;
    std::uint64_t wrong = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      const double lifted = values[i] + lift;
      const auto bits = std::bit_cast<std::uint64_t>(lifted);
      wrong |= ((bits ^ high_half) >> 31) | (std::bit_cast<std::uint64_t>(lifted - lift) ^ std::bit_cast<std::uint64_t>(values[i]));
      out[i] = static_cast<std::int32_t>(bits);
    }
    refused = wrong != 0;
  } else if constexpr (sizeof(T) == 8) {
    std::uint64_t high = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      high |= static_cast<std::uint64_t>(values[i]);
      out[i] = static_cast<std::int32_t>(values[i]);
    }
    refused = (high >> 31) != 0;
  } else {
    std::int32_t low = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto whole = static_cast<std::int32_t>(values[i]);
      low |= whole;
      out[i] = whole;
    }
    refused = low < 0;
  }
  if (refused) return -1;
  std::int32_t largest = 0;
  for (std::int64_t i = 0; i < count; ++i) largest = out[i] > largest ? out[i] : largest;
  return largest > most ? -1 : largest;
}

// time becomes the place of (time, lane, cause); `lane` may be null.
[[gnu::always_inline]] inline void place_inline(std::int32_t* time, const std::int32_t* lane, const std::int32_t* cause, std::int64_t count,
                                                std::int32_t per_time, std::int32_t causes) {
  if (lane == nullptr) {
    for (std::int64_t i = 0; i < count; ++i) time[i] = time[i] * per_time + cause[i];
  } else {
    for (std::int64_t i = 0; i < count; ++i) time[i] = time[i] * per_time + lane[i] * causes + cause[i];
  }
}

#define MAINSTAY_KERNELS(attributes, name, lanes)                                                                              \
  template <class T>                                                                                                    \
  attributes std::int32_t shorten_##name(const T* values, std::int64_t count, std::int32_t most, std::int32_t* out) {   \
    return shorten_inline(values, count, most, out);                                                                    \
  }                                                                                                                     \
  attributes void place_##name(std::int32_t* time, const std::int32_t* lane, const std::int32_t* cause, std::int64_t count, \
                               std::int32_t per_time, std::int32_t causes) {                                            \
    place_inline(time, lane, cause, count, per_time, causes);                                                           \
  }
MAINSTAY_FOR_UNITS(MAINSTAY_KERNELS)

template <class T>
std::int32_t shorten(const T* values, std::int64_t count, std::int32_t most, std::int32_t* out) {
  MAINSTAY_CALL(shorten, values, count, most, out);
}

void place(std::int32_t* time, const std::int32_t* lane, const std::int32_t* cause, std::int64_t count, std::int32_t per_time, std::int32_t causes) {
  MAINSTAY_CALL(place, time, lane, cause, count, per_time, causes);
}

template <class T>
const T* values_of(const Column& column, std::int64_t first) {
  return static_cast<const T*>(column.data) + first;
}

std::int32_t shorten(const Column& column, std::int64_t first, std::int64_t count, std::int32_t most, std::int32_t* out, double* scratch) {
  if (column.stride == 1 && column.validity == nullptr) switch (column.type) {
      case ColumnType::float64: return shorten(values_of<double>(column, first), count, most, out);
      case ColumnType::int64: return shorten(values_of<std::int64_t>(column, first), count, most, out);
      case ColumnType::int32: return shorten(values_of<std::int32_t>(column, first), count, most, out);
      case ColumnType::uint8: return shorten(values_of<std::uint8_t>(column, first), count, most, out);
      case ColumnType::int8: return shorten(values_of<std::int8_t>(column, first), count, most, out);
      default: break;
    }
  return shorten(read_numbers(column, first, count, scratch), count, most, out);
}

// Room for times up to `time` and causes up to `cause`.
bool grow(TimeTable& table, std::int64_t time, std::int64_t cause, std::int64_t most, bool weighted) {
  std::int64_t causes = table.causes, times = table.times;
  while (cause >= causes) causes *= 2;
  if (time >= times) times = std::max<std::int64_t>(time + 1, std::min<std::int64_t>(2 * times, 4096));
  if (times > most / (table.lanes * causes)) {
    times = time + 1;
    if (times > most / (table.lanes * causes)) return false;
  }
  const auto places = static_cast<std::size_t>(times * table.lanes * causes);
  const auto spread = [&](auto& counts) {
    if (causes == table.causes) {
      counts.resize(places);
      return;
    }
    std::remove_reference_t<decltype(counts)> wider(places);
    for (std::size_t row = 0; row < counts.size() / static_cast<std::size_t>(table.causes); ++row)
      std::copy_n(counts.begin() + static_cast<std::ptrdiff_t>(row) * table.causes, table.causes,
                  wider.begin() + static_cast<std::ptrdiff_t>(row) * causes);
    counts.swap(wider);
  };
  spread(table.rows);
  if (weighted) {
    spread(table.weight);
    spread(table.squared_weight);
  }
  table.causes = causes;
  table.times = times;
  return true;
}

}  // namespace

bool tabulate_rows(const Column& duration, const Column& event, const std::int32_t* lane, const Column* weights, std::int64_t first,
                   std::int64_t last, std::int64_t places, TimeTable& table) {
  double scratch[block_rows];
  std::int32_t time[block_rows], cause[block_rows];
  for (; first < last; first += block_rows) {
    const std::int64_t count = std::min(block_rows, last - first);
    const std::int32_t latest = shorten(duration, first, count, static_cast<std::int32_t>(most_places), time, scratch);
    const std::int32_t largest = shorten(event, first, count, 255, cause, scratch);
    if (latest < 0 || largest < 0) return false;
    if (latest >= table.times || largest >= table.causes)
      if (!grow(table, latest, largest, places, weights != nullptr)) return false;
    const auto causes = static_cast<std::int32_t>(table.causes);
    const auto per_time = static_cast<std::int32_t>(table.lanes) * causes;
    place(time, lane == nullptr ? nullptr : lane + first, cause, count, per_time, causes);
    std::uint32_t* rows = table.rows.data();
    if (weights == nullptr) {
      for (std::int64_t i = 0; i < count; ++i) ++rows[time[i]];
      continue;
    }
    const double* weight = read_numbers(*weights, first, count, scratch);
    constexpr double rounding = 6755399441055744.0;  // 1.5 * 2^52
    std::int64_t fractions = 0;
    for (std::int64_t i = 0; i < count; ++i) fractions += (weight[i] + rounding) - rounding != weight[i];
    table.fractional |= fractions > 0;
    for (std::int64_t i = 0; i < count; ++i) {
      const double w = weight[i];
      rows[time[i]] += w > 0.0;
      table.weight[static_cast<std::size_t>(time[i])] += w;
      table.squared_weight[static_cast<std::size_t>(time[i])] += w * w;
    }
  }
  return true;
}

}  // namespace mainstay::inline v1::survival
