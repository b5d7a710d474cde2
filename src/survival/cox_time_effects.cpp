#include "survival/cox_time_effects.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "survival/cox_design.hpp"

namespace mainstay::inline v1::survival {

double value_at(const CoxTimeEffect& effect, double time) {
  switch (effect.function) {
    case CoxTimeFunction::log: return std::log(time);
    case CoxTimeFunction::identity: return time;
    case CoxTimeFunction::square_root: return std::sqrt(time);
    case CoxTimeFunction::after: return time > effect.at ? 1.0 : 0.0;
  }
  return 0.0;
}

CoxTimeEffects::CoxTimeEffects(std::string_view analysis, const std::vector<CoxColumn>& columns, const std::vector<CoxTimeEffect>& effects)
    : columns_(columns), effects_(effects), own_terms_(term_count(columns)), terms_(own_terms_) {
  for (std::size_t e = 0; e < effects.size(); ++e) {
    const CoxTimeEffect& effect = effects[e];
    const std::string path = "time_effects[" + std::to_string(e) + "]";
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const CoxColumn& column) { return column.name == effect.column; });
    if (found == columns.end()) {
      std::vector<std::string> names;
      for (const CoxColumn& column : columns) names.push_back(column.name);
      throw Error(ErrorCode::unknown_name, analysis, path + ".column", -1, effect.column, "one of the columns " + list_of(names));
    }
    for (std::size_t before = 0; before < e; ++before)
      if (effects[before].column == effect.column && effects[before].function == effect.function &&
          (effect.function != CoxTimeFunction::after || effects[before].at == effect.at))
        refuse(analysis, path, effect.column, "another column or function than in time_effects[" + std::to_string(before) + "]");
    const std::vector<CoxColumn> earlier(columns.begin(), found);
    parts_.push_back({term_count(earlier), term_count({*found}), terms_});
    terms_ += parts_.back().count;
  }
}

std::vector<std::string> CoxTimeEffects::names() const {
  std::vector<std::string> all = term_names(columns_), own = all;
  for (std::size_t e = 0; e < effects_.size(); ++e)
    for (std::int64_t j = 0; j < parts_[e].count; ++j) {
      const std::string& name = own[static_cast<std::size_t>(parts_[e].own + j)];
      char at[40];
      std::snprintf(at, sizeof at, "%.15g", effects_[e].at);
      switch (effects_[e].function) {
        case CoxTimeFunction::log: all.push_back(name + ":log(time)"); break;
        case CoxTimeFunction::identity: all.push_back(name + ":time"); break;
        case CoxTimeFunction::square_root: all.push_back(name + ":sqrt(time)"); break;
        case CoxTimeFunction::after: all.push_back(name + ":(time > " + at + ")"); break;
      }
    }
  return all;
}

void CoxTimeEffects::values(double time, double* out) const {
  for (std::size_t e = 0; e < effects_.size(); ++e) out[e] = value_at(effects_[e], time);
}

CoxTimeBlocks::CoxTimeBlocks(const CoxTimeEffects& effects, const EventTimes& all) : block(all.slots(), -1), place(all.slots(), -1) {
  const std::int64_t count = effects.size();
  std::vector<double> here(count), flat;
  std::vector<std::int64_t> counts;
  for (std::int64_t s = 0; s < all.strata(); ++s) {
    const auto before = static_cast<std::int64_t>(counts.size());
    for (std::int64_t k = all.first(s) + 1; k < all.first(s + 1); ++k) {
      effects.values(all.time(k), here.data());
      if (k == all.first(s) + 1 || !std::equal(here.begin(), here.end(), f.end() - count)) {
        f.insert(f.end(), here.begin(), here.end());
        counts.push_back(0);
      }
      block[k] = static_cast<std::int64_t>(counts.size()) - 1;
      place[k] = static_cast<std::int64_t>(flat.size() + counts.size());  // an empty slot before each block
      longest = std::max(longest, ++counts.back());
      flat.push_back(all.time(k));
    }
    most = std::max(most, static_cast<std::int64_t>(counts.size()) - before);
  }
  times = EventTimes(std::move(flat), counts);
}

}  // namespace mainstay::inline v1::survival
