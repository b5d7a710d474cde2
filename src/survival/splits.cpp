#include "survival/splits.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "data/groups.hpp"

namespace mainstay::inline v1::survival {

std::vector<std::int32_t> deal(const std::vector<Dealt>& people, std::int64_t folds, std::uint64_t seed) {
  const auto salt = static_cast<std::int64_t>(data::WholeIndex::scatter(static_cast<std::int64_t>(seed)));
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t i = 0; i < people.size(); ++i)
    if (people[i] != Dealt::absent)
      order.emplace_back((data::WholeIndex::scatter(static_cast<std::int64_t>(i) ^ salt) >> 1) | (people[i] == Dealt::leaves ? 0 : std::uint64_t{1} << 63), i);
  std::sort(order.begin(), order.end());
  std::vector<std::int32_t> part(people.size(), 0);
  for (std::size_t i = 0; i < order.size(); ++i) part[order[i].second] = static_cast<std::int32_t>(static_cast<std::int64_t>(i) % folds);
  return part;
}

double quantile(std::vector<double> values, double share) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

std::vector<double> spread(double first, double last, std::int64_t count) {
  std::vector<double> values;
  for (std::int64_t k = 0; k < count; ++k) values.push_back(first + (last - first) * static_cast<double>(k) / static_cast<double>(std::max<std::int64_t>(1, count - 1)));
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::vector<double> cuts_between(const std::vector<double>& left_on, std::int64_t count) {
  if (left_on.empty()) return {};
  return spread(quantile(left_on, 0.5), quantile(left_on, 0.9), count);
}

StayRows::StayRows(std::string_view analysis, const Column& person_column, const Column& day_column, const Column& entry_column, const Column& duration_column, const Column& event_column,
             const Column& weights) {
  data::Groups people;
  if (person_column.given()) people = data::encode_groups(analysis, "person", person_column);
  for (std::int64_t i = 0; i < duration_column.size; ++i) {
    if (weights.given() && number_at(weights, i) <= 0.0) continue;
    row.push_back(i);
    duration.push_back(number_at(duration_column, i));
    event.push_back(static_cast<std::int64_t>(number_at(event_column, i)));
    entry.push_back(entry_column.given() ? number_at(entry_column, i) : 0.0);
    day.push_back(day_column.given() ? number_at(day_column, i) : 0.0);
    person.push_back(person_column.given() ? people.codes[static_cast<std::size_t>(i)] : i);
  }
}

std::vector<std::size_t> StayRows::order() const {
  std::vector<std::size_t> order(size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto place = [&](std::size_t i) { return std::tuple(person[i], day[i], entry[i], i); };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  return order;
}

std::vector<std::size_t> StayRows::last(const std::vector<std::size_t>& order) const {
  std::vector<std::size_t> last(size());
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t k = order.size(); k-- > 1;) {
    const std::size_t a = order[k - 1], b = order[k];
    if (same_stay(a, b) && event[a] == 0 && entry[b] == duration[a]) last[a] = last[b];
  }
  return last;
}

}  // namespace mainstay::inline v1::survival
