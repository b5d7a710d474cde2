#include "survival/choose_parts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t default_times = 12;

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

/// The rows that count, as plain numbers.
struct Stays {
  std::vector<std::int64_t> row, event, person;
  std::vector<double> duration, entry, day;
};

Stays read(std::string_view analysis, const ChooseInput& input) {
  Stays stays;
  data::Groups people;
  if (input.person.given()) people = data::encode_groups(analysis, "person", input.person);
  for (std::int64_t i = 0; i < input.duration.size; ++i) {
    if (input.weights.given() && number_at(input.weights, i) <= 0.0) continue;
    stays.row.push_back(i);
    stays.duration.push_back(number_at(input.duration, i));
    stays.event.push_back(static_cast<std::int64_t>(number_at(input.event, i)));
    stays.entry.push_back(input.entry.given() ? number_at(input.entry, i) : 0.0);
    stays.day.push_back(input.day.given() ? number_at(input.day, i) : 0.0);
    stays.person.push_back(input.person.given() ? people.codes[at(i)] : i);
  }
  return stays;
}

/// The value below which a share of the values lies.
double quantile(std::vector<double> values, double share) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

std::vector<ChoosePart> random_parts(const Stays& stays, const ChooseOptions& options, std::uint64_t seed) {
  // People who left are dealt out first, each kind in an order drawn by lot, so that every part has its share of them.
  std::map<std::int64_t, bool> left;
  for (std::size_t i = 0; i < stays.row.size(); ++i) left[stays.person[i]] |= stays.event[i] > 0;
  std::vector<ChoosePart> parts;
  for (std::int64_t repeat = 0; repeat < options.repeats; ++repeat) {
    std::vector<std::pair<std::uint64_t, std::int64_t>> order;
    const std::uint64_t salt = data::WholeIndex::scatter(static_cast<std::int64_t>(seed) + repeat * 0x51ed2701);
    for (const auto& [person, leaves] : left)
      order.emplace_back((data::WholeIndex::scatter(person ^ static_cast<std::int64_t>(salt)) >> 1) | (leaves ? 0 : std::uint64_t{1} << 63), person);
    std::sort(order.begin(), order.end());
    std::map<std::int64_t, std::int64_t> part_of;
    for (std::size_t i = 0; i < order.size(); ++i) part_of[order[i].second] = static_cast<std::int64_t>(i) % options.folds;
    const std::size_t first = parts.size();
    parts.resize(first + at(options.folds));
    for (std::size_t i = 0; i < stays.row.size(); ++i) {
      const std::int64_t held_out = part_of[stays.person[i]];
      for (std::int64_t k = 0; k < options.folds; ++k) {
        ChoosePart& part = parts[first + at(k)];
        part.cut = missing;
        if (k != held_out) {
          part.learns.push_back(stays.row[i]);
          part.duration.push_back(stays.duration[i]);
          part.event.push_back(stays.event[i]);
        } else {
          part.judged.push_back(stays.row[i]);
          part.judged_duration.push_back(stays.duration[i]);
          part.judged_event.push_back(stays.event[i]);
          part.since.push_back(stays.entry[i]);
          part.tenure.push_back(stays.entry[i]);
        }
      }
    }
  }
  return parts;
}

std::vector<ChoosePart> forward_parts(const Stays& stays, const std::vector<double>& cuts) {
  // The rows of one stay of one person, in order.
  std::vector<std::size_t> order(stays.row.size()), next(stays.row.size(), stays.row.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (stays.person[a] != stays.person[b]) return stays.person[a] < stays.person[b];
    if (stays.day[a] != stays.day[b]) return stays.day[a] < stays.day[b];
    return stays.entry[a] != stays.entry[b] ? stays.entry[a] < stays.entry[b] : a < b;
  });
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    const std::size_t a = order[i], b = order[i + 1];
    if (stays.person[a] == stays.person[b] && stays.day[a] == stays.day[b] && stays.event[a] == 0 && stays.entry[b] == stays.duration[a]) next[a] = b;
  }
  std::vector<ChoosePart> parts;
  for (const double cut : cuts) {
    ChoosePart part;
    part.cut = cut;
    for (std::size_t i = 0; i < stays.row.size(); ++i) {
      const double tenure = cut - stays.day[i];
      if (stays.entry[i] < tenure) {
        const bool known = stays.duration[i] <= tenure;
        part.learns.push_back(stays.row[i]);
        part.duration.push_back(known ? stays.duration[i] : tenure);
        part.event.push_back(known ? stays.event[i] : 0);
      }
      if (stays.entry[i] <= tenure && tenure < stays.duration[i]) {
        std::size_t last = i;
        while (next[last] < stays.row.size()) last = next[last];
        part.judged.push_back(stays.row[i]);
        part.judged_duration.push_back(stays.duration[last] - tenure);
        part.judged_event.push_back(stays.event[last]);
        part.since.push_back(0.0);
        part.tenure.push_back(tenure);
      }
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace

std::vector<ChoosePart> parts_of(std::string_view analysis, const ChooseInput& input, const ChooseOptions& options, std::uint64_t seed, std::vector<double>& times) {
  const Stays stays = read(analysis, input);
  for (std::size_t i = 0; i < stays.row.size() && input.entry.given(); ++i)
    if (!(stays.entry[i] < stays.duration[i])) refuse(analysis, "entry", stays.row[i], stays.entry[i], "below duration");
  std::vector<double> left, left_on;
  double end = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < stays.row.size(); ++i) {
    end = std::max(end, stays.day[i] + stays.duration[i]);
    if (stays.event[i] == 0) continue;
    left.push_back(stays.duration[i]);
    left_on.push_back(stays.day[i] + stays.duration[i]);
  }
  if (left.empty()) return {};
  const auto spread = [](double first, double last, std::int64_t count) {
    std::vector<double> values;
    for (std::int64_t k = 0; k < count; ++k) values.push_back(first + (last - first) * static_cast<double>(k) / static_cast<double>(count > 1 ? count - 1 : 1));
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;  // rising
  };
  if (options.split == Split::random) {
    if (times.empty()) times = spread(quantile(left, 0.1), quantile(left, 0.9), default_times);
    if (!(times.front() > 0.0)) times.erase(times.begin());
    if (times.empty()) refuse(analysis, "times", "missing", "given: everybody left at time 0");
    return random_parts(stays, options, seed);
  }
  const std::vector<double> cuts = options.cuts.empty() ? spread(quantile(left_on, 0.5), quantile(left_on, 0.9), options.folds) : options.cuts;
  if (times.empty()) {
    const double span = end - cuts.back();
    if (!(span > 0.0)) refuse(analysis, "cuts", static_cast<std::int64_t>(cuts.size()) - 1, cuts.back(), "before the end of the records");
    for (std::int64_t k = 1; k <= default_times; ++k) times.push_back(span * static_cast<double>(k) / static_cast<double>(default_times));
  }
  return forward_parts(stays, cuts);
}

}  // namespace mainstay::inline v1::survival
