#include "returns/prediction_rows.hpp"

#include <algorithm>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::returns {

JoinedTable::JoinedTable(std::string_view analysis, const Table& x, const Column& reason, const Column& situation, bool pairs, std::int64_t rows) {
  table_.names = x.names;
  table_.columns = x.columns;
  table_.rows = rows;
  data::Groups reasons, situations;
  if (reason.given()) reasons = data::encode_groups(analysis, "reason", reason);
  if (situation.given()) situations = data::encode_groups(analysis, "situation", situation);
  if (pairs) {
    for (const std::string& a : reasons.names())
      for (const std::string& b : situations.names()) first_.names.push_back(a + " × " + b);
    for (std::size_t i = 0; i < reasons.codes.size(); ++i) first_.codes.push_back(reasons.codes[i] * static_cast<std::int32_t>(situations.count) + situations.codes[i]);
    add(analysis, "reason × situation", first_);
    return;
  }
  if (reason.given()) {
    first_.names = reasons.names();
    first_.codes = std::move(reasons.codes);
    add(analysis, "reason", first_);
  }
  if (situation.given()) {
    second_.names = situations.names();
    second_.codes = std::move(situations.codes);
    add(analysis, "situation", second_);
  }
}

void JoinedTable::add(std::string_view analysis, const char* name, Labels& labels) {
  if (std::find(table_.names.begin(), table_.names.end(), name) != table_.names.end()) refuse(analysis, std::string("x.") + name, "a column of x", "named otherwise: the model has its own column of that name");
  labels.levels.assign(labels.names.begin(), labels.names.end());
  Column column(labels.codes);
  column.levels = labels.levels;
  column.categorical = true;
  table_.names.emplace_back(name);
  table_.columns.push_back(column);
}

JoinedTable joined_for(std::string_view analysis, const PredictionFit& fit, const Table& x, const Column& reason, const Column& situation, std::int64_t rows) {
  if (fit.with_reason && !reason.given()) refuse(analysis, "reason", "missing", "given, as in the fit");
  if (fit.with_situation && !situation.given()) refuse(analysis, "situation", "missing", "given, as in the fit");
  return {analysis, x, fit.with_reason ? reason : Column(), fit.with_situation ? situation : Column(), fit.pairs, rows};
}

Chances chances_of(const survival::ModelFit& model, const Table& table, const Column& waited, const std::vector<double>& horizons, survival::BeyondFollowUp beyond, const RunContext& context) {
  survival::NewPeople people;
  people.x = table;
  people.tenure = waited;
  survival::ModelPredictOptions options;
  options.times = horizons;
  options.beyond = beyond;
  survival::ModelPrediction found = survival::model_predict(model, people, options, context);
  Chances chances;
  chances.open = std::move(found.survival);
  std::vector<double>* const lists[] = {&chances.returned, &chances.settled, &chances.unreachable};
  for (std::size_t c = 0; c < 3; ++c) *lists[c] = std::move(found.incidence[c].incidence);
  return chances;
}

std::vector<double> horizons_of(std::string_view analysis, const std::vector<double>& asked, const std::vector<double>& otherwise) {
  const std::vector<double>& horizons = asked.empty() ? otherwise : asked;
  if (horizons.empty()) refuse(analysis, "horizons", "empty", "one time or more");
  for (std::size_t t = 1; t < horizons.size(); ++t)
    if (!(horizons[t] > horizons[t - 1])) refuse(analysis, "horizons", static_cast<std::int64_t>(t), horizons[t], "above the one before it");
  return horizons;
}

}  // namespace mainstay::inline v1::returns
