#include "survival/choose_judge.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/at.hpp"
#include "mainstay/data/frame.hpp"
#include "mainstay/survival/brier.hpp"
#include "mainstay/survival/discrimination.hpp"

namespace mainstay::inline v1::survival {

Judge::Judge(const ChooseInput& input, const ChoosePart& part, const std::vector<double>& times, std::int64_t causes, bool by_cause, const RunContext& context)
    : part_(part), times_(times), causes_(by_cause ? causes : 1), by_cause_(by_cause), context_(context), people_(input.x, part.judged), weights_(people_.take(input.weights)) {
  use_known_levels(input, part);
  late_ = std::any_of(part.since.begin(), part.since.end(), [](double since) { return since > 0.0; });
}

Predicted Judge::predict(const ModelFit& fit, const std::vector<std::string>& names) const {
  const std::size_t rows = part_.judged.size(), count = times_.size();
  Predicted predicted(at(causes_), std::vector<double>(rows * count));
  NewPeople people;
  people.x = people_.table();
  people.tenure = part_.tenure;
  ModelPredictOptions asked;
  asked.beyond = BeyondFollowUp::carry;  // every model is judged on the same rows
  const auto keep = [&](const ModelPrediction& curve, std::size_t first_time, std::size_t columns) {
    for (std::size_t c = 0; c < predicted.size(); ++c) {
      const std::vector<double>* values = by_cause_ ? nullptr : &curve.survival;
      for (const CauseIncidence& cause : curve.incidence)
        if (by_cause_ && cause.cause == names[c]) values = &cause.incidence;
      for (std::size_t i = 0; values != nullptr && i < rows; ++i)
        for (std::size_t t = 0; t < columns; ++t) predicted[c][i * count + first_time + t] = (*values)[i * columns + t];
    }
  };
  if (!late_) {
    asked.times = times_;
    keep(model_predict(fit, people, asked, context_), 0, count);
    return predicted;
  }
  std::vector<double> time(rows);
  for (std::size_t t = 0; t < count; ++t) {  // counted from each row's own entry
    for (std::size_t i = 0; i < rows; ++i) time[i] = std::max(0.0, times_[t] - part_.since[i]);
    people.time = time;
    keep(model_predict(fit, people, asked, context_), t, 1);
  }
  return predicted;
}

Scores Judge::score(const Predicted& predicted, bool all) const {
  Scores scores;
  if (part_.judged.empty()) return scores;
  const auto rows = static_cast<std::int64_t>(part_.judged.size()), count = static_cast<std::int64_t>(times_.size());
  BrierInput input;
  input.duration = part_.judged_duration;
  input.event = part_.judged_event;
  if (late_) input.entry = part_.since;
  input.weights = weights_;
  BrierOptions options;
  options.times = times_;
  double brier_sum = 0.0, reference_sum = 0.0, log_sum = 0.0;
  std::vector<double> staying(at(rows * count), 1.0);
  for (std::int64_t c = 0; c < causes_; ++c) {
    input.prediction = Table::matrix(predicted[at(c)].data(), rows, count, count, 1);
    options.predicted = by_cause_ ? PredictedWhat::incidence : PredictedWhat::survival;
    if (by_cause_) options.cause = c + 1;
    const BrierResult found = brier(input, options, context_);
    const bool single = found.times.brier.size() == 1;
    brier_sum += single ? found.times.brier[0] : found.integrated;
    reference_sum += single ? found.times.reference[0] : found.integrated_reference;
    scores.events += found.events;
    log_sum += found.log_score;
    for (std::size_t cell = 0; cell < staying.size(); ++cell) staying[cell] = by_cause_ ? staying[cell] - predicted[at(c)][cell] : predicted[at(c)][cell];
  }
  scores.brier = brier_sum / static_cast<double>(causes_);
  scores.reference = reference_sum / static_cast<double>(causes_);
  (by_cause_ ? scores.log_score_by_cause : scores.log_score) = log_sum / static_cast<double>(causes_);
  if (!all) return scores;
  for (double& value : staying) value = std::min(1.0, std::max(0.0, value));
  if (by_cause_) {
    input.prediction = Table::matrix(staying.data(), rows, count, count, 1);
    options.predicted = PredictedWhat::survival;
    options.cause.reset();
    scores.log_score = brier(input, options, context_).log_score;
  }
  std::vector<double> risk(at(rows));
  for (std::int64_t i = 0; i < rows; ++i) risk[at(i)] = 1.0 - staying[at(i * count + count - 1)];
  DiscriminationInput pairs;
  pairs.score = risk;
  pairs.duration = input.duration;
  pairs.event = input.event;
  pairs.entry = input.entry;
  pairs.weights = input.weights;
  DiscriminationOptions until;
  until.horizon = times_.back();
  scores.concordance = discrimination(pairs, until, context_).uno;
  return scores;
}

// Rows with a level that no row learns from get the most frequent one of those.
void Judge::use_known_levels(const ChooseInput& input, const ChoosePart& part) {
  std::vector<std::uint8_t> is_unseen(part.judged.size(), 0);
  for (std::size_t c = 0; c < input.x.columns.size(); ++c) {
    const Column& column = input.x.columns[c];
    if (!column.categorical) continue;
    std::map<std::string_view, std::int64_t> seen;
    for (const std::int64_t row : part.learns)
      if (column.present(row)) ++seen[data::text_at(column, row)];
    std::string_view usual;
    std::int64_t most = 0;
    for (const std::string_view level : column.levels)
      if (const auto it = seen.find(level); it != seen.end() && it->second > most) {
        most = it->second;
        usual = level;
      }
    for (std::size_t i = 0; i < part.judged.size(); ++i) {
      if (!column.present(part.judged[i]) || seen.contains(data::text_at(column, part.judged[i]))) continue;
      is_unseen[i] = 1;
      if (most > 0) people_.set_level(c, static_cast<std::int64_t>(i), usual);
    }
  }
  unseen_ = std::count(is_unseen.begin(), is_unseen.end(), 1);
}

}  // namespace mainstay::inline v1::survival
