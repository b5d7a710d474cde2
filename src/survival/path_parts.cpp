#include "survival/path_parts.hpp"

#include <algorithm>
#include <limits>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "survival/splits.hpp"

namespace mainstay::inline v1::survival {

namespace {
// The part of each row: that of its person.
std::vector<std::int32_t> parts_of_rows(const data::Groups& people, const Numbers& event, const std::vector<double>& weights, std::int64_t folds, std::uint64_t seed) {
  std::vector<Dealt> states(people.count, Dealt::absent);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] != 0.0) states[people.codes[i]] = std::max(states[people.codes[i]], event[static_cast<std::int64_t>(i)] != 0.0 ? Dealt::leaves : Dealt::stays);
  const std::vector<std::int32_t> part = deal(states, folds, seed);
  std::vector<std::int32_t> result(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) result[i] = part[people.codes[i]];
  return result;
}

std::vector<double> cuts_of(std::string_view analysis, const PathOptions& options, const Numbers& day, const Numbers& duration, const Numbers& event, const std::vector<double>& weights) {
  for (std::size_t k = 1; k < options.cuts.size(); ++k)
    if (!(options.cuts[k] > options.cuts[k - 1])) refuse(analysis, "cuts", static_cast<std::int64_t>(k), options.cuts[k], "above the cut before it");
  if (!options.cuts.empty()) return options.cuts;
  std::vector<double> left;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0.0 && event[static_cast<std::int64_t>(i)] != 0.0) left.push_back(day[static_cast<std::int64_t>(i)] + duration[static_cast<std::int64_t>(i)]);
  return cuts_between(left, options.folds);
}
}  // namespace

PathParts::PathParts(std::string_view analysis, const PathInput& input, const PathOptions& options, const std::vector<double>& weights, std::uint64_t seed)
    : weights_(weights) {
  if (options.forward && input.fold.given()) refuse(analysis, "forward", "true", "false where fold is given");
  if (options.forward && !input.day.given()) refuse(analysis, "forward", "true", "false without day");
  if (!options.cuts.empty() && !options.forward) refuse(analysis, "cuts", "given", "left out unless forward is true");
  if (options.forward && options.folds == 0 && options.cuts.empty()) refuse(analysis, "folds", "0", "2 or more with forward, or cuts given");
  if (options.folds == 1) refuse(analysis, "folds", "1", "0, or 2 or more");
  const std::size_t n = weights.size();
  if (n == 0 || (options.folds == 0 && options.cuts.empty() && !input.fold.given())) return;
  duration_ = Numbers(input.duration);
  event_ = Numbers(input.event);
  entry_ = Numbers(input.entry);
  day_ = Numbers(input.day);
  if (options.forward) {
    cuts_ = cuts_of(analysis, options, day_, duration_, event_, weights);
    count_ = static_cast<std::int64_t>(cuts_.size());
    return;
  }
  count_ = options.folds;
  if (input.fold.given()) {
    const data::Groups groups = data::encode_groups(analysis, "fold", input.fold);
    part_of_ = groups.codes;
    count_ = groups.count;
    if (count_ < 2) refuse(analysis, "fold", "one part", "two parts or more");
  }
  data::Groups people;
  if (input.person.given()) {
    people = data::encode_groups(analysis, "person", input.person);
    std::vector<std::int32_t> of_person(people.count, -1);
    for (std::size_t i = 0; i < n && input.fold.given(); ++i) {
      std::int32_t& part = of_person[people.codes[i]];
      if (part >= 0 && part != part_of_[i]) throw Error(ErrorCode::invalid_argument, analysis, "fold", static_cast<std::int64_t>(i), "another", "the same for all rows of person " + people.name(people.codes[i]));
      part = part_of_[i];
    }
  }
  if (input.fold.given()) return;
  if (!input.person.given()) {
    people.count = static_cast<std::int64_t>(n);
    for (std::size_t i = 0; i < n; ++i) people.codes.push_back(static_cast<std::int32_t>(i));
  }
  part_of_ = parts_of_rows(people, event_, weights, count_, seed);
}

PathPart PathParts::part(std::int64_t which) const {
  const std::size_t n = weights_.size();
  PathPart part;
  part.weights = part.judged_weights = weights_;
  if (!forward()) {
    for (std::size_t i = 0; i < n; ++i) (part_of_[i] == which ? part.weights : part.judged_weights)[i] = 0.0;
    return part;
  }
  const double cut = cuts_[which], next = which + 1 < count_ ? cuts_[which + 1] : std::numeric_limits<double>::infinity();
  for (std::size_t row = 0; row < n; ++row) {
    const auto i = static_cast<std::int64_t>(row);
    const double tenure = cut - day_[i], until = next - day_[i];
    // Without entries everybody is at risk from the first.
    const double start = entry_.given() ? entry_[i] : std::min(0.0, tenure) - 1.0;
    if (!((entry_.given() ? start : 0.0) < tenure)) part.weights[row] = 0.0;
    part.duration.push_back(std::min(duration_[i], tenure));
    part.event.push_back(duration_[i] <= tenure ? event_[i] : 0.0);
    part.judged_entry.push_back(std::max(start, tenure));
    part.judged_duration.push_back(std::min(duration_[i], until));
    part.judged_event.push_back(duration_[i] <= until ? event_[i] : 0.0);
    if (!(part.judged_entry[row] < part.judged_duration[row])) part.judged_weights[row] = 0.0;
  }
  return part;
}

}  // namespace mainstay::inline v1::survival
