// Scores of answers by a rubric's weights, what each item contributes, and advice.
#include <algorithm>
#include <cmath>
#include <limits>

#include "competency/dialogue_rubric.hpp"
#include "competency/dialogue_words.hpp"
#include "mainstay/competency/dialogue.hpp"

namespace mainstay::inline v1::competency {

namespace {
constexpr std::string_view key = "competency.dialogue.score";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
}  // namespace

DialogueScores dialogue_score(const DialogueFit& fit, const DialogueScoreInput& input, const DialogueScoreOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  const std::vector<const Column*> columns = columns_of(key, fit.rubric, input.x);
  const std::size_t items = columns.size();
  const std::vector<double>& weight = fit.items.weight;
  double all = 0.0;
  for (const double w : weight) all += w;
  DialogueScores out;
  out.base = fit.base;
  for (const Choice& word : choices(DialogueAnswerStatus{})) out.answers.status.levels.push_back(word.name);
  out.contributions.item.levels = out.advice.item.levels = fit.items.item;
  struct Gain {
    double gain;
    std::size_t item;
    double value, target;
  };
  std::vector<Gain> gains;
  for (std::int64_t i = 0; i < input.x.rows; ++i) {
    double score = fit.base, least = fit.base, known = 0.0, attainable = fit.base;
    bool whole = true, any = false, typical_known = true;
    gains.clear();
    for (std::size_t j = 0; j < items; ++j) {
      const DialogueItem& item = fit.rubric.items[j];
      const double value = number_at(*columns[j], i);
      double level = level_of(item, value);
      if (level == level) {
        const double target = target_of(item, value), gain = weight[j] * (level_of(item, target) - level);
        any = true;
        known += weight[j];
        least += weight[j] * level;
        attainable += weight[j] * level + gain;
        if (gain > 0.0 && gain >= options.least_gain) gains.push_back({gain, j, value, target});
      } else {
        whole = whole && !(weight[j] > 0.0);
        if (options.missing == DialogueMissing::typical) level = fit.items.mean_level[j];
        attainable += weight[j] > 0.0 ? weight[j] * level : 0.0;
        typical_known = typical_known && (level == level || !(weight[j] > 0.0));
      }
      if (weight[j] > 0.0) score += weight[j] * level;
      out.contributions.answer.push_back(i);
      out.contributions.item.codes.push_back(static_cast<std::int32_t>(j));
      out.contributions.value.push_back(value);
      out.contributions.level.push_back(level);
      out.contributions.contribution.push_back(level == level ? weight[j] * level : missing);
    }
    const bool nothing = !any;
    const bool has_score = whole ? !nothing || all == 0.0 : options.missing == DialogueMissing::typical && typical_known && !nothing;
    const auto inside = [](double x) { return std::clamp(x, 0.0, 1.0); };  // but for rounding
    out.answers.status.codes.push_back(static_cast<std::int32_t>(nothing ? DialogueAnswerStatus::nothing_known : whole ? DialogueAnswerStatus::scored : DialogueAnswerStatus::incomplete));
    out.answers.score.push_back(has_score ? inside(score) : missing);
    const bool interval = has_score && fit.half_width == fit.half_width;
    out.answers.lower.push_back(interval ? inside(score - fit.half_width) : missing);
    out.answers.upper.push_back(interval ? inside(score + fit.half_width) : missing);
    out.answers.least.push_back(inside(least));
    out.answers.most.push_back(inside(least + all - known));
    out.answers.known.push_back(all > 0.0 ? std::min(1.0, known / all) : 1.0);
    out.answers.attainable.push_back(has_score ? inside(attainable) : missing);
    std::stable_sort(gains.begin(), gains.end(), [](const Gain& a, const Gain& b) { return a.gain > b.gain; });
    for (std::size_t k = 0; k < gains.size() && static_cast<std::int64_t>(k) < options.advice; ++k) {
      const Gain& one = gains[k];
      DialogueSentences sentences = dialogue_advice(fit.rubric.items[one.item], one.value, one.target, one.gain);
      out.advice.answer.push_back(i);
      out.advice.rank.push_back(static_cast<std::int64_t>(k) + 1);
      out.advice.item.codes.push_back(static_cast<std::int32_t>(one.item));
      out.advice.value.push_back(one.value);
      out.advice.target.push_back(one.target);
      out.advice.gain.push_back(std::min(1.0, one.gain));
      out.advice.sentence.push_back(std::move(sentences.en));
      out.advice.sentence_zh.push_back(std::move(sentences.zh));
    }
  }
  return out;
}

}  // namespace mainstay::inline v1::competency
