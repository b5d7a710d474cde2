#include "mainstay/surface/registry.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/attrition/backtest.hpp"
#include "mainstay/attrition/headcount.hpp"
#include "mainstay/attrition/rates.hpp"
#include "mainstay/attrition/retention.hpp"
#include "mainstay/attrition/risk.hpp"
#include "mainstay/competency/ladder.hpp"
#include "mainstay/competency/moves.hpp"
#include "mainstay/competency/match.hpp"
#include "mainstay/competency/placement.hpp"
#include "mainstay/competency/growth.hpp"
#include "mainstay/competency/dialogue.hpp"
#include "mainstay/competency/differential.hpp"
#include "mainstay/competency/facets.hpp"
#include "mainstay/competency/irt.hpp"
#include "mainstay/competency/portrait.hpp"
#include "mainstay/competency/profile.hpp"
#include "mainstay/competency/promotion.hpp"
#include "mainstay/competency/reliability.hpp"
#include "mainstay/competency/stable_matching.hpp"
#include "mainstay/competency/search.hpp"
#include "mainstay/data/crosswalk.hpp"
#include "mainstay/data/exposure.hpp"
#include "mainstay/data/features.hpp"
#include "mainstay/data/history.hpp"
#include "mainstay/data/measures.hpp"
#include "mainstay/data/milestones.hpp"
#include "mainstay/data/organisation.hpp"
#include "mainstay/data/snapshots.hpp"
#include "mainstay/data/spells.hpp"
#include "mainstay/data/working_days.hpp"
#include "mainstay/funnel/change.hpp"
#include "mainstay/funnel/cohorts.hpp"
#include "mainstay/funnel/drivers.hpp"
#include "mainstay/funnel/transitions.hpp"
#include "mainstay/funnel/units.hpp"
#include "mainstay/funnel/window.hpp"
#include "mainstay/performance/payout.hpp"
#include "mainstay/performance/plan.hpp"
#include "mainstay/performance/scorecard.hpp"
#include "mainstay/performance/agreement.hpp"
#include "mainstay/performance/decision.hpp"
#include "mainstay/performance/ranking.hpp"
#include "mainstay/performance/shrinkage.hpp"
#include "mainstay/performance/forced_distribution.hpp"
#include "mainstay/performance/nine_box.hpp"
#include "mainstay/performance/movement.hpp"
#include "mainstay/performance/distribution.hpp"
#include "mainstay/performance/rolling.hpp"
#include "mainstay/performance/raters.hpp"
#include "mainstay/performance/targets.hpp"
#include "mainstay/performance/weights.hpp"
#include "mainstay/reasons/classifier.hpp"
#include "mainstay/reasons/hidden.hpp"
#include "mainstay/reasons/lexicon.hpp"
#include "mainstay/reasons/prevalence.hpp"
#include "mainstay/reasons/scrub.hpp"
#include "mainstay/reasons/themes.hpp"
#include "mainstay/returns/probability.hpp"
#include "mainstay/returns/care.hpp"
#include "mainstay/returns/customers.hpp"
#include "mainstay/returns/prediction.hpp"
#include "mainstay/returns/second_spells.hpp"
#include "mainstay/returns/selection.hpp"
#include "mainstay/returns/calls.hpp"
#include "mainstay/returns/offers.hpp"
#include "mainstay/returns/holdout.hpp"
#include "mainstay/returns/money.hpp"
#include "mainstay/returns/uplift.hpp"
#include "mainstay/signals/alerts.hpp"
#include "mainstay/signals/quality.hpp"
#include "mainstay/survival/aft.hpp"
#include "mainstay/survival/boosting.hpp"
#include "mainstay/survival/brier.hpp"
#include "mainstay/survival/calibration.hpp"
#include "mainstay/survival/choose.hpp"
#include "mainstay/survival/case_cohort.hpp"
#include "mainstay/survival/causes.hpp"
#include "mainstay/survival/concordance.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/curve.hpp"
#include "mainstay/survival/decision.hpp"
#include "mainstay/survival/discrimination.hpp"
#include "mainstay/survival/fine_gray.hpp"
#include "mainstay/survival/forest.hpp"
#include "mainstay/survival/gray.hpp"
#include "mainstay/survival/hazard.hpp"
#include "mainstay/survival/log_rank.hpp"
#include "mainstay/survival/smooth.hpp"
#include "mainstay/survival/states.hpp"
#include "mainstay/survival/model.hpp"
#include "mainstay/survival/multinomial.hpp"
#include "mainstay/survival/path.hpp"

namespace mainstay::inline v1::surface {

namespace {

constexpr std::array analyses{
    &data::spells_analysis,
    &data::history_analysis,
    &data::snapshots_analysis,
    &data::milestones_analysis,
    &data::exposure_analysis,
    &data::measures_analysis,
    &data::crosswalk_analysis,
    &data::organisation_analysis,
    &data::features_analysis,
    &data::working_days_analysis,
    &survival::curve_analysis,
    &survival::log_rank_analysis,
    &survival::gray_analysis,
    &survival::cox_analysis,
    &survival::case_cohort_analysis,
    &survival::causes_analysis,
    &survival::fine_gray_analysis,
    &survival::states_analysis,
    &survival::aft_analysis,
    &survival::forest_analysis,
    &survival::model_analysis,
    &survival::choose_analysis,
    &survival::multinomial_analysis,
    &survival::path_analysis,
    &survival::hazard_analysis,
    &survival::boosting_analysis,
    &survival::smooth_analysis,
    &survival::concordance_analysis,
    &survival::brier_analysis,
    &survival::discrimination_analysis,
    &survival::calibration_analysis,
    &survival::decision_analysis,
    &competency::profile_analysis,
    &competency::match_analysis,
    &competency::search_analysis,
    &competency::placement_analysis,
    &competency::ladder_analysis,
    &competency::moves_analysis,
    &competency::growth_analysis,
    &competency::promotion_analysis,
    &competency::portrait_analysis,
    &competency::stable_matching_analysis,
    &performance::scorecard_analysis,
    &performance::decision_analysis,
    &performance::rolling_analysis,
    &performance::weights_analysis,
    &performance::payout_analysis,
    &performance::plan_analysis,
    &performance::ranking_analysis,
    &performance::shrinkage_analysis,
    &performance::raters_analysis,
    &performance::agreement_analysis,
    &performance::targets_analysis,
    &performance::forced_distribution_analysis,
    &performance::nine_box_analysis,
    &performance::movement_analysis,
    &performance::distribution_analysis,
    &returns::selection_analysis,
    &returns::probability_analysis,
    &returns::care_analysis,
    &returns::customers_analysis,
    &returns::prediction_analysis,
    &returns::second_spells_analysis,
    &signals::alerts_analysis,
    &signals::quality_analysis,
    &attrition::headcount_analysis,
    &attrition::rates_analysis,
    &attrition::retention_analysis,
    &attrition::risk_analysis,
    &attrition::backtest_analysis,
    &competency::irt_analysis,
    &competency::facets_analysis,
    &competency::differential_analysis,
    &competency::dialogue_analysis,
    &competency::reliability_analysis,
    &funnel::window_analysis,
    &funnel::change_analysis,
    &reasons::lexicon_analysis,
    &reasons::classifier_analysis,
    &reasons::hidden_analysis,
    &reasons::prevalence_analysis,
    &reasons::scrub_analysis,
    &reasons::themes_analysis,
    &returns::calls_analysis,
    &returns::offers_analysis,
    &returns::holdout_analysis,
    &returns::money_analysis,
    &returns::uplift_analysis,
    &funnel::cohorts_analysis,
    &funnel::units_analysis,
    &funnel::drivers_analysis,
    &funnel::transitions_analysis,
};

bool is_day(const Row& row) { return row.unit != nullptr && std::string_view(row.unit) == std::string_view(day_unit); }

// Numbers as they lie; days among them, NaN where there is none, as days that may be missing.
void add_numbers(data::Frame& frame, const Row& row, const data::TimeMark& mark, const std::shared_ptr<const void>& keep) {
  const auto& values = *static_cast<const std::vector<double>*>(row.address);
  const bool days = mark.unit == data::TimeUnit::day &&
                    std::all_of(values.begin(), values.end(), [](double day) { return std::isnan(day) || (std::abs(day) < 1e9 && std::floor(day) == day); });
  if (!days) {
    frame.add_view(row.name, values, keep);
    return;
  }
  std::vector<std::int64_t> whole;
  whole.reserve(values.size());
  data::Presence presence;
  for (const double day : values) {
    presence.push(!std::isnan(day));
    whole.push_back(std::isnan(day) ? 0 : static_cast<std::int64_t>(day));
  }
  frame.add(row.name, std::move(whole), std::move(presence).take(), mark);
}

}  // namespace

std::span<const Function* const> registry() noexcept { return analyses; }

const Function& find_function(std::string_view key) {
  std::vector<std::string> names;
  for (const Function* function : analyses) {
    if (key == function->key) return *function;
    for (std::size_t i = 0; i < function->method_count; ++i)
      if (key == function->methods[i].key) return function->methods[i];
    names.emplace_back(function->key);
  }
  const auto alike = [&](const std::string& name) { return std::mismatch(name.begin(), name.end(), key.begin(), key.end()).first - name.begin(); };
  std::stable_sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) { return alike(a) > alike(b); });
  throw Error(ErrorCode::unknown_name, "mainstay", key, -1, "unknown", "one of " + list_of(names));
}

std::string save(const Function& function, const Object& result) { return save_document(function.key, result); }

std::string save_state(const Function& function, const Object& state) {
  return save_document(std::string(function.key) + ".state", state);
}

Document load(std::string_view text, const Limits& limits) {
  const std::string key = document_key(text);
  constexpr std::string_view ending = ".state";
  Document document;
  document.is_state = key.size() > ending.size() && key.ends_with(ending);
  const std::string name = document.is_state ? key.substr(0, key.size() - ending.size()) : key;
  try {
    document.function = &find_function(name);
  } catch (const Error&) {
    throw Error(ErrorCode::unsupported, "mainstay", fmt::format("the document is of \"{}\", which this version does not know", name));
  }
  if (document.is_state && document.function->state == nullptr)
    throw Error(ErrorCode::corrupt, "mainstay", fmt::format("the document is a state of {}, which has none", name));
  document.object = load_document(text, key, document.is_state ? *document.function->state->state : *document.function->result, limits);
  return document;
}

Row find_row(std::string_view analysis, const Object& object, std::string_view path) {
  Fields fields = object.fields();
  std::string_view rest = path;
  for (;;) {
    const std::size_t dot = rest.find('.');
    const Row* row = fields.find(rest.substr(0, dot));
    if (row == nullptr) {
      std::string names;
      for (const Row& known : fields.rows()) names += fmt::format("{}{}", names.empty() ? "" : ", ", known.name);
      throw Error(ErrorCode::unknown_name, analysis, path, -1, "unknown", "one of " + names);
    }
    if (dot == std::string_view::npos) return *row;
    if (row->type->kind != Kind::record)
      throw Error(ErrorCode::unknown_name, analysis, path, -1, "unknown", fmt::format("{} itself: it has no fields", row->name));
    Fields nested;
    row->type->describe(row->address, nested);
    fields = std::move(nested);
    rest = rest.substr(dot + 1);
  }
}

namespace {
std::size_t length_of(const Row& row) {
  switch (row.type->kind) {
    case Kind::numbers: return static_cast<const std::vector<double>*>(row.address)->size();
    case Kind::integers: return static_cast<const std::vector<std::int64_t>*>(row.address)->size();
    case Kind::categories: return static_cast<const Categories*>(row.address)->codes.size();
    case Kind::texts: return static_cast<const std::vector<std::string>*>(row.address)->size();
    default: return 0;
  }
}
}  // namespace

data::Frame table_of(const Fields& fields, const std::shared_ptr<const void>& keep) {
  data::Frame frame;
  const char* letter = nullptr;
  std::size_t rows = 0;
  const auto of_table = [&letter](const Row& row) {
    if (row.shape[0] == nullptr || row.shape[1] != nullptr) return false;
    if (letter == nullptr) letter = row.shape[0];
    return std::string_view(letter) == row.shape[0];
  };
  for (const Row& row : fields.rows())
    if (of_table(row)) rows = std::max(rows, length_of(row));
  for (const Row& row : fields.rows()) {
    if (!of_table(row) || length_of(row) < rows) continue;
    const data::TimeMark mark{is_day(row) ? data::TimeUnit::day : data::TimeUnit::none};
    switch (row.type->kind) {
      case Kind::numbers: add_numbers(frame, row, mark, keep); break;
      case Kind::integers: frame.add_view(row.name, *static_cast<const std::vector<std::int64_t>*>(row.address), keep, mark); break;
      case Kind::categories: frame.add(row.name, *static_cast<const Categories*>(row.address)); break;
      case Kind::texts: frame.add_texts(row.name, std::span<const std::string>(*static_cast<const std::vector<std::string>*>(row.address))); break;
      default: break;
    }
  }
  return frame;
}

data::Frame table_of(std::string_view analysis, const Object& object, std::string_view path) {
  Fields fields;
  if (path.empty()) {
    fields = object.fields();
  } else {
    const Row row = find_row(analysis, object, path);
    if (row.type->kind != Kind::record)
      throw Error(ErrorCode::wrong_type, analysis, path, -1, "not a table", "one");
    row.type->describe(row.address, fields);
  }
  data::Frame frame = table_of(fields, std::make_shared<const Object>(object));  // shares in owning what the rows point into
  if (frame.columns() == 0) throw Error(ErrorCode::wrong_type, analysis, path, -1, "not a table", "one");
  return frame;
}

}  // namespace mainstay::inline v1::surface
