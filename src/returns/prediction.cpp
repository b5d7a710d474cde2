#include "mainstay/returns/prediction.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "data/chosen_rows.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "returns/away.hpp"
#include "returns/prediction_rows.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.prediction";

std::vector<std::string> ends() { return {"returned", "settled", "unreachable"}; }

void check_options(const PredictionInput& input, const PredictionOptions& options) {
  const survival::Learner learner = options.model.learner;
  if (learner == survival::Learner::cox)
    refuse(key, "model.learner", "cox", "one that tells ends apart: curve, causes, smooth, aft, hazard, path, boosting, forest or multinomial");
  if (!options.model.causes_apart) refuse(key, "model.causes_apart", "false", "true: returned, settled and unreachable are told apart");
  if (!options.model.causes.empty()) refuse(key, "model.causes", "given", "left out: the ends have names of their own");
  if (!input.x.given() && !input.reason.given() && !input.situation.given()) refuse(key, "x", "missing", "given unless reason or situation is");
  if (options.frozen_at && input.x.cut.given())
    for (std::int64_t i = 0; i < (input.x.cut.days.given() ? input.x.rows : 1); ++i) {
      const double cut = input.x.cut.days.given() ? number_at(input.x.cut.days, i) : static_cast<double>(input.x.cut.day);
      if (cut > static_cast<double>(*options.frozen_at)) refuse(key, "the cut of x", i, cut, "frozen_at or before");
    }
}

// Last periods of bands with at least ten returns each, eight bands at most: hazards of each period alone would be 0 where nobody happened to return.
std::vector<std::int64_t> bands_of(const Away& away) {
  std::vector<double> times;
  for (std::size_t i = 0; i < away.end.size(); ++i)
    if (away.end[i] == 1) times.push_back(away.duration[i]);
  std::sort(times.begin(), times.end());
  const std::size_t step = std::max<std::size_t>(10, (times.size() + 7) / 8);
  std::vector<std::int64_t> bands;
  for (std::size_t k = step; k + step <= times.size(); k += step)
    if (const auto last = static_cast<std::int64_t>(times[k - 1]); bands.empty() || last > bands.back()) bands.push_back(last);
  return bands;
}

}  // namespace

PredictionFit prediction(const PredictionInput& input, const PredictionOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  PredictionFit fit;
  fit.horizons = horizons_of(key, options.horizons, {});
  check_options(input, options);
  Away away = read_away(key, {input.duration, input.end, input.entry, input.person, input.exit, input.weights}, options.ends, options.frozen_at);
  fit.frozen_at = options.frozen_at;
  fit.rows = away.size();
  for (std::int64_t i = 0; i < away.size(); ++i) {
    fit.returned += away.end[at(i)] == 1;
    fit.settled += away.end[at(i)] == 2;
    fit.unreachable += away.end[at(i)] == 3;
    fit.follow_up = std::max(fit.follow_up, away.duration[at(i)]);
  }
  if (fit.returned < options.minimum_returns)
    refuse(key, "end", std::to_string(fit.returned) + (fit.returned == 1 ? " return" : " returns"), "at least " + std::to_string(options.minimum_returns) + " (minimum_returns)");
  fit.with_reason = input.reason.given();
  fit.with_situation = input.situation.given();
  fit.pairs = options.interactions && fit.with_reason && fit.with_situation && (options.model.learner == survival::Learner::causes || options.model.learner == survival::Learner::multinomial);

  data::ChosenRows chosen(input.x, away.row);
  const JoinedTable joined(key, chosen.table(), chosen.take(input.reason), chosen.take(input.situation), fit.pairs, away.size());
  std::vector<std::int64_t> people(away.row);  // whose row it is
  if (input.person.given()) {
    const data::Groups groups = data::encode_groups(key, "person", input.person);
    for (std::size_t i = 0; i < people.size(); ++i) people[i] = groups.codes[at(away.row[i])];
  }
  std::vector<std::int64_t> distinct(people);
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  fit.people = static_cast<std::int64_t>(distinct.size());

  survival::ModelInput rows;
  rows.x = joined.table();
  rows.duration = away.duration;
  rows.event = away.end;
  if (input.entry.given()) rows.entry = away.entry;
  if (input.weights.given()) rows.weights = away.weights;
  if (input.person.given()) rows.cluster = people;
  survival::ModelOptions model = options.model;
  model.causes = ends();
  if (model.learner == survival::Learner::multinomial && model.multinomial.bands.empty()) model.multinomial.bands = bands_of(away);
  fit.model = survival::model(rows, model, context);
  survival::ModelOptions curve;
  curve.learner = survival::Learner::curve;
  curve.causes = ends();
  fit.base.push_back(survival::model(rows, curve, context));
  survival::ModelOptions freer = model;  // half the ridge: see the header
  freer.multinomial.ridge /= 2.0;
  freer.by_cause.ridge /= 2.0;
  std::vector<double> weights(people.size());
  for (std::int64_t b = 0; b < options.resamples; ++b) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      stats::Random random{context.seed, static_cast<std::uint64_t>(b), static_cast<std::uint64_t>(people[i])};
      weights[i] = -std::log((static_cast<double>(random.next() >> 11) + 0.5) * 0x1p-53) * (away.weights.empty() ? 1.0 : away.weights[i]);
    }
    rows.weights = weights;
    fit.resamples.push_back(survival::model(rows, freer, context));
  }
  const data::ChosenRows first(joined.table(), {0});
  const std::vector<double> at_exit(1, 0.0);
  fit.base_rate = chances_of(fit.base.front(), first.table(), at_exit, fit.horizons, survival::BeyondFollowUp::carry, context).returned;
  return fit;
}

void PredictionFit::validate() const {
  const auto broken = [](const char* what) { throw Error(ErrorCode::corrupt, key, std::string("the fit's ") + what + " do not fit each other"); };
  if (base.size() != 1 || base.front().learner != survival::Learner::curve || base.front().columns != model.columns) broken("models");
  if (model.causes != ends() || base.front().causes != ends()) broken("ends");
  for (const survival::ModelFit& resample : resamples)
    if (resample.learner != model.learner || resample.columns != model.columns || resample.causes != model.causes) broken("resamples");
  if (pairs && !(with_reason && with_situation)) broken("reasons and situations");
  for (std::size_t t = 1; t < horizons.size(); ++t)
    if (horizons[t] <= horizons[t - 1]) broken("horizons");
}

namespace {
constexpr Function methods[] = {analysis<&prediction_predict>("returns.prediction.predict", "How likely is each of those still away to come back, and why?"),
                                analysis<&prediction_judge>("returns.prediction.judge", "How well did the frozen model do on later days?")};
}
constinit const Function prediction_analysis = analysis<&prediction>("returns.prediction", "Who of the leavers still away comes back, and how sure is that?", methods);

}  // namespace mainstay::inline v1::returns
