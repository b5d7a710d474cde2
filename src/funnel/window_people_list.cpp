#include <algorithm>
#include <tuple>

#include "funnel/window_report.hpp"

namespace mainstay::inline v1::funnel {

void list_people(const WindowInput& input, const WindowOptions& options, const Counted& counted, WindowResult& result) {
  const Plan plan = plan_of(options);
  struct Place {
    const Listing* listing;
    std::size_t row, time;
  };
  std::vector<Place> order;
  for (const Listing& listing : counted.listings)
    for (std::size_t row = 0, time = 0; row < listing.person.size(); time += static_cast<std::size_t>(listing.level[row]), ++row)
      order.push_back({&listing, row, time});
  const bool text = input.person.categorical;
  const auto label = [&](std::int64_t key) { return input.person.levels[static_cast<std::size_t>(key)]; };
  std::sort(order.begin(), order.end(), [&](const Place& a, const Place& b) {
    const std::int64_t left = a.listing->person[a.row], right = b.listing->person[b.row];
    if (left != right) return text ? label(left) < label(right) : left < right;
    return std::tie(a.listing->spell[a.row], a.listing->attempt[a.row]) < std::tie(b.listing->spell[b.row], b.listing->attempt[b.row]);
  });
  WindowPeople& rows = result.listed;
  WindowTimes& times = result.times;
  const std::vector<std::string> names = names_of_stages(options);
  Names stage(rows.stage), outcome(rows.outcome), reason(rows.reason), step(times.stage), word(times.event);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& [listing, row, first] = order[i];
    const std::int64_t person = listing->person[row];
    if (i == 0 || person != order[i - 1].listing->person[order[i - 1].row])
      rows.person.levels.push_back(text ? std::string(label(person)) : std::to_string(person));
    const auto code = static_cast<std::int32_t>(rows.person.levels.size() - 1);
    rows.person.codes.push_back(code);
    rows.row.push_back(listing->row[row]);
    stage.add(names[static_cast<std::size_t>(listing->last[row])]);
    outcome.add(outcome_word(plan, listing->outcome[row]));
    reason.add(reason_of(options, counted.reasons, listing->outcome[row]));
    rows.attempt.push_back(listing->attempt[row]);
    rows.position.push_back(listing->last[row] + 1);
    rows.entered.push_back(listing->times[first]);
    rows.ended.push_back(listing->ended[row]);
    for (std::size_t k = first; k < first + static_cast<std::size_t>(listing->level[row]); ++k) {
      times.person.codes.push_back(code);
      step.add(options.stages[static_cast<std::size_t>(listing->stages[k])].name);
      word.add(listing->words[k] < 0 ? "" : plan.words.words[static_cast<std::size_t>(listing->words[k])]);
      times.attempt.push_back(listing->attempt[row]);
      times.time.push_back(listing->times[k]);
      times.listed_row.push_back(static_cast<std::int64_t>(i));
    }
  }
  times.person.levels = rows.person.levels;
}

}  // namespace mainstay::inline v1::funnel
