#include "competency/dialogue_rubric.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::competency {

void check_rubric(std::string_view analysis, const DialogueRubric& rubric) {
  if (rubric.items.empty() || rubric.items.size() > 200) refuse(analysis, "rubric.items", rubric.items.empty() ? "empty" : std::to_string(rubric.items.size()) + " items", "1 to 200 items");
  std::set<std::string_view> names;
  double sum = 0.0;
  for (std::size_t j = 0; j < rubric.items.size(); ++j) {
    const DialogueItem& item = rubric.items[j];
    const std::string path = "rubric.items[" + std::to_string(j) + "].";
    const auto wrong = [&](const char* field, double value, const std::string& rule) { refuse(analysis, path + field, plain_number(value), rule); };
    if (item.name.empty()) refuse(analysis, path + "name", "empty", "given");
    if (!names.insert(item.name).second) refuse(analysis, path + "name", data::quoted(item.name) + " a second time", "unique");
    if (!(item.lowest < item.highest)) wrong("highest", item.highest, "above lowest (" + plain_number(item.lowest) + ")");
    const std::string scale = "within the scale (" + plain_number(item.lowest) + " to " + plain_number(item.highest) + ")";
    const auto within = [&](double value) { return value >= item.lowest && value <= item.highest; };
    const bool band = item.direction == DialogueDirection::band;
    for (const auto& [field, value] : {std::pair{"best_from", item.best_from}, std::pair{"best_to", item.best_to}}) {
      if (band && !value) refuse(analysis, path + field, "missing", "given with direction = band");
      if (!band && value) wrong(field, *value, "left out unless direction = band");
      if (value && !within(*value)) wrong(field, *value, scale);
    }
    if (band && *item.best_to < *item.best_from) wrong("best_to", *item.best_to, "at least best_from (" + plain_number(*item.best_from) + ")");
    if (item.attainable && !within(*item.attainable)) wrong("attainable", *item.attainable, scale);
    sum += item.weight;
  }
  if (!(sum > 0.0)) refuse(analysis, "rubric.items", "without any weight", "of a weight above 0 for one item at least");
}

double level_of(const DialogueItem& item, double value) noexcept {
  if (!(value == value)) return value;
  const double x = std::clamp(value, item.lowest, item.highest);
  switch (item.direction) {
    case DialogueDirection::higher: return (x - item.lowest) / (item.highest - item.lowest);
    case DialogueDirection::lower: return (item.highest - x) / (item.highest - item.lowest);
    case DialogueDirection::band: break;
  }
  if (x < *item.best_from) return (x - item.lowest) / (*item.best_from - item.lowest);
  if (x > *item.best_to) return (item.highest - x) / (item.highest - *item.best_to);
  return 1.0;
}

double target_of(const DialogueItem& item, double value) noexcept {
  double target = value;
  if (item.attainable) target = *item.attainable;
  else if (item.direction == DialogueDirection::higher) target = item.highest;
  else if (item.direction == DialogueDirection::lower) target = item.lowest;
  else target = std::clamp(value, *item.best_from, *item.best_to);
  return level_of(item, target) > level_of(item, value) ? target : value;
}

std::vector<double> rubric_shares(const DialogueRubric& rubric) {
  double sum = 0.0;
  for (const DialogueItem& item : rubric.items) sum += item.weight;
  std::vector<double> shares;
  for (const DialogueItem& item : rubric.items) shares.push_back(item.weight / sum);
  return shares;
}

std::vector<const Column*> columns_of(std::string_view analysis, const DialogueRubric& rubric, const Table& x) {
  std::vector<const Column*> columns;
  for (const DialogueItem& item : rubric.items) {
    const auto found = std::find(x.names.begin(), x.names.end(), item.name);
    if (found == x.names.end()) throw Error(ErrorCode::unknown_name, analysis, "x", -1, "without the item " + data::quoted(item.name), "a table with every item of the rubric; its columns are " + list_of(x.names));
    columns.push_back(&x.columns[static_cast<std::size_t>(found - x.names.begin())]);
    if (columns.back()->categorical) throw Error(ErrorCode::wrong_type, analysis, "x." + item.name, -1, "text", "numbers");
  }
  return columns;
}

}  // namespace mainstay::inline v1::competency
