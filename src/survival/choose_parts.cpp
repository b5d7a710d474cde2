#include "survival/choose_parts.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "survival/splits.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t default_times = 12;

std::vector<ChoosePart> random_parts(const StayRows& stays, const ChooseOptions& options, std::uint64_t seed) {
  std::vector<Dealt> people;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    people.resize(std::max(people.size(), at(stays.person[i]) + 1), Dealt::absent);
    people[at(stays.person[i])] = std::max(people[at(stays.person[i])], stays.event[i] > 0 ? Dealt::leaves : Dealt::stays);
  }
  std::vector<ChoosePart> parts;
  for (std::int64_t repeat = 0; repeat < options.repeats; ++repeat) {
    const std::vector<std::int32_t> part_of = deal(people, options.folds, seed + static_cast<std::uint64_t>(repeat) * 0x51ed2701u);
    const std::size_t first = parts.size();
    parts.resize(first + at(options.folds));
    for (std::size_t i = 0; i < stays.size(); ++i) {
      const std::int64_t held_out = part_of[at(stays.person[i])];
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

std::vector<ChoosePart> forward_parts(const StayRows& stays, const std::vector<double>& cuts) {
  const std::vector<std::size_t> last = stays.last(stays.order());
  std::vector<ChoosePart> parts;
  for (const double cut : cuts) {
    ChoosePart part;
    part.cut = cut;
    for (std::size_t i = 0; i < stays.size(); ++i) {
      const double tenure = cut - stays.day[i];
      if (stays.entry[i] < tenure) {
        const bool known = stays.duration[i] <= tenure;
        part.learns.push_back(stays.row[i]);
        part.duration.push_back(known ? stays.duration[i] : tenure);
        part.event.push_back(known ? stays.event[i] : 0);
      }
      if (stays.entry[i] <= tenure && tenure < stays.duration[i]) {
        part.judged.push_back(stays.row[i]);
        part.judged_duration.push_back(stays.duration[last[i]] - tenure);
        part.judged_event.push_back(stays.event[last[i]]);
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
  const StayRows stays(analysis, input.person, input.day, input.entry, input.duration, input.event, input.weights);
  for (std::size_t i = 0; i < stays.size() && input.entry.given(); ++i)
    if (!(stays.entry[i] < stays.duration[i])) refuse(analysis, "entry", stays.row[i], stays.entry[i], "below duration");
  std::vector<double> left, left_on;
  double end = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < stays.size(); ++i) {
    end = std::max(end, stays.day[i] + stays.duration[i]);
    if (stays.event[i] == 0) continue;
    left.push_back(stays.duration[i]);
    left_on.push_back(stays.day[i] + stays.duration[i]);
  }
  if (left.empty()) return {};
  if (options.split == Split::random) {
    if (times.empty()) times = spread(quantile(left, 0.1), quantile(left, 0.9), default_times);
    if (!(times.front() > 0.0)) times.erase(times.begin());
    if (times.empty()) refuse(analysis, "times", "missing", "given: everybody left at time 0");
    return random_parts(stays, options, seed);
  }
  const std::vector<double> cuts = options.cuts.empty() ? cuts_between(left_on, options.folds) : options.cuts;
  if (times.empty()) {
    const double span = end - cuts.back();
    if (!(span > 0.0)) refuse(analysis, "cuts", static_cast<std::int64_t>(cuts.size()) - 1, cuts.back(), "before the end of the records");
    for (std::int64_t k = 1; k <= default_times; ++k) times.push_back(span * static_cast<double>(k) / static_cast<double>(default_times));
  }
  return forward_parts(stays, cuts);
}

}  // namespace mainstay::inline v1::survival
