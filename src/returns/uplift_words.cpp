#include "returns/uplift_words.hpp"

#include <cmath>
#include <string>

#include "core/plain_number.hpp"

namespace mainstay::inline v1::returns {

void tell_sentence(std::int64_t left_out, std::int64_t strata, double confidence_level, UpliftFit& fit) {
  const auto points = [](double share) { return plain_number(100.0 * share, 1); };
  const UpliftEffects& effects = fit.effects;
  const std::size_t row = effects.stratum.levels.size() > 1 && !std::isnan(effects.effect[1]) ? 1 : 0;
  const std::string level = plain_number(100.0 * confidence_level, 1);
  fit.sentence = "Of those called " + points(effects.share_called[row]) + " % came back, of those held out " + points(effects.share_held_out[row]) + " %: a call adds " + points(fit.effect) + " percentage points (" + level + " % interval " + points(fit.effect_lower) + " to " +
                  points(fit.effect_upper) + ").";
  fit.sentence_zh = "致电者回流 " + points(effects.share_called[row]) + "%，对照组 " + points(effects.share_held_out[row]) + "%：致电增加 " + points(fit.effect) + " 个百分点（" + level + "% 区间 " + points(fit.effect_lower) + " 至 " + points(fit.effect_upper) + "）。";
  if (row == 1 && left_out > 0) {
    const std::string count = std::to_string(left_out), all = std::to_string(strata);
    fit.sentence += " Left out: " + count + " of " + all + " strata, where an arm is empty or was not followed until the horizon.";
    fit.sentence_zh += "未计入：" + all + " 层中的 " + count + " 层，其中一组无人或观察未满期限。";
  }
  if (std::isnan(fit.qini_lower)) return;
  const bool ranks = fit.qini_lower > 0.0;
  fit.sentence += std::string(ranks ? " Whom to call can be told better than by chance: Qini " : " Whom to call cannot be told better than by chance: Qini ") + plain_number(fit.qini, 2) + " (" + plain_number(fit.qini_lower, 2) + " to " + plain_number(fit.qini_upper, 2) + ").";
  fit.sentence_zh += std::string(ranks ? "按增量排序优于随机：Qini " : "按增量排序未见优于随机：Qini ") + plain_number(fit.qini, 2) + "（" + plain_number(fit.qini_lower, 2) + " 至 " + plain_number(fit.qini_upper, 2) + "）。";
}

}  // namespace mainstay::inline v1::returns
