#include "competency/match_words.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/plain_number.hpp"

namespace mainstay::inline v1::competency {

namespace {

std::string number(double value, int decimals = 2) { return plain_number(value, decimals); }
// One decimal, halves away from zero as people round.
std::string fixed(double value) {
  value = std::round(10 * value + (value < 0 ? -1e-9 : 1e-9)) / 10;
  char room[400];
  return std::string(room, std::to_chars(room, room + sizeof room, value, std::chars_format::fixed, 1).ptr);
}
std::string percent(double value) { return fixed(100 * value) + " %"; }
std::string percent_zh(double value) { return fixed(100 * value) + "%"; }

class Words {
 public:
  explicit Words(const MatchStory& story) : s_(story) {}

  MatchSentences write() {
    opening();
    musts();
    unknown();
    lacking();
    certainty();
    change();
    return std::move(out_);
  }

 private:
  const ProfileDimension& dimension(std::size_t j) const { return s_.profile->dimensions[j]; }
  bool higher_is_better(std::size_t j) const { return dimension(j).target > dimension(j).zero.value_or(dimension(j).lower); }
  bool has_must_haves() const {
    for (const ProfileDimension& d : s_.profile->dimensions)
      if (d.floor) return true;
    return false;
  }
  template <class Say>
  void list(const std::vector<std::size_t>& which, const Say& say) {
    for (std::size_t i = 0; i < which.size(); ++i) {
      if (i > 0) out_.en += i + 1 < which.size() ? ", " : " and ", out_.zh += "、";
      say(i);
    }
  }

  void opening() {
    switch (s_.status) {
      case MatchStatus::nothing_known:
        out_ = {"No score: nothing that the profile asks for is known.", "无法评分：模型所列维度均无数据。"};
        return;
      case MatchStatus::too_little_known:
        out_ = {"No score: only " + percent(s_.coverage) + " of the weight is known.", "无法评分：已知维度仅占权重的 " + percent_zh(s_.coverage) + "。"};
        return;
      case MatchStatus::incomplete: out_ = {"No single score.", "无法给出单一分数。"}; return;
      default: out_ = {"Match " + percent(s_.score) + ".", "匹配度 " + percent_zh(s_.score) + "。"};
    }
  }

  void musts() {
    if (s_.failed.empty()) {
      if (has_must_haves() && s_.status == MatchStatus::scored && s_.unknown.empty()) out_.en += " Every must-have is met.", out_.zh += "必备项全部达标。";
      return;
    }
    const std::string count = std::to_string(s_.failed.size());
    out_.en += " " + count + (s_.failed.size() == 1 ? " must-have fails: " : " must-haves fail: ");
    out_.zh += count + " 项必备项未达标：";
    list(s_.failed, [&](std::size_t i) {
      const std::size_t j = s_.failed[i];
      const ProfileDimension& d = dimension(j);
      const double lack = higher_is_better(j) ? *d.floor - s_.x[j] : s_.x[j] - *d.floor;
      out_.en += d.name + " " + number(s_.x[j]) + (higher_is_better(j) ? " is below " : " is above ") + number(*d.floor) + " (by " + number(lack) + ")";
      out_.zh += d.name + " " + number(s_.x[j]) + (higher_is_better(j) ? "，低于底线 " : "，高于上限 ") + number(*d.floor) + "（差 " + number(lack) + "）";
    });
    out_.en += ".";
    out_.zh += "。";
    if (s_.status == MatchStatus::must_have_failed) {
      if (s_.factor < 1) out_.en += " The score is multiplied by " + number(s_.factor, 3) + ".", out_.zh += "得分乘以 " + number(s_.factor, 3) + "。";
      if (s_.ceiling == 0) out_.en += " That is a veto.", out_.zh += "属一票否决。";
      else if (s_.ceiling < 1) out_.en += " The score is capped at " + percent(s_.ceiling) + ".", out_.zh += "得分封顶 " + percent_zh(s_.ceiling) + "。";
      out_.en += " Without this it would be " + percent(std::min(1.0, s_.core)) + ".";
      out_.zh += "若无此限制为 " + percent_zh(std::min(1.0, s_.core)) + "。";
    }
    for (std::size_t i = 0; i < s_.failed.size(); ++i) {
      const ProfileDimension& d = dimension(s_.failed[i]);
      if (s_.status == MatchStatus::must_have_failed) {
        out_.en += " With " + d.name + " at " + number(*d.floor) + " it would be " + percent(s_.score_at_floor[i]) + ".";
        out_.zh += d.name + " 达到 " + number(*d.floor) + " 时为 " + percent_zh(s_.score_at_floor[i]) + "。";
      }
      if (s_.uncertain) {
        out_.en += " The true " + d.name + " clears the floor with a probability of " + percent(s_.clearing[i]) + ".";
        out_.zh += d.name + " 的真实水平达到底线的概率为 " + percent_zh(s_.clearing[i]) + "。";
      }
    }
  }

  void unknown() {
    if (s_.unknown.empty() || s_.status == MatchStatus::nothing_known) return;
    out_.en += " Not known: ";
    out_.zh += "缺少数据：";
    list(s_.unknown, [&](std::size_t i) { out_.en += dimension(s_.unknown[i]).name, out_.zh += dimension(s_.unknown[i]).name; });
    out_.en += " (" + percent(1 - s_.coverage) + " of the weight); the score lies between " + percent(s_.lower) + " and " + percent(s_.upper) + ".";
    out_.zh += "（占权重 " + percent_zh(1 - s_.coverage) + "）；分数介于 " + percent_zh(s_.lower) + " 与 " + percent_zh(s_.upper) + " 之间。";
  }

  void lacking() {
    if (s_.status != MatchStatus::scored && s_.status != MatchStatus::must_have_failed) return;
    if (s_.lacking.empty()) {
      if (s_.status == MatchStatus::scored && s_.score >= 1 && s_.unknown.empty()) out_.en += " Nothing is lacking.", out_.zh += "各维度均达到目标。";
      return;
    }
    out_.en += " Most is to be gained by ";
    out_.zh += "提升空间最大：";
    list(s_.lacking, [&](std::size_t i) {
      const std::size_t j = s_.lacking[i];
      out_.en += dimension(j).name + " (" + number(s_.x[j]) + ", target " + number(dimension(j).target) + ": " + fixed(100 * s_.gain[j]) + " points)";
      out_.zh += dimension(j).name + "（" + number(s_.x[j]) + "，目标 " + number(dimension(j).target) + "：" + fixed(100 * s_.gain[j]) + " 个百分点）";
    });
    out_.en += ".";
    out_.zh += "。";
  }

  void certainty() {
    if (!s_.uncertain || !s_.unknown.empty() || s_.status == MatchStatus::nothing_known) return;
    out_.en += " " + number(100 * s_.confidence_level, 1) + " % interval: " + percent(s_.lower) + " to " + percent(s_.upper) + ".";
    out_.zh += number(100 * s_.confidence_level, 1) + "% 区间：" + percent_zh(s_.lower) + " 至 " + percent_zh(s_.upper) + "。";
  }

  void change() {
    if (s_.reach == MatchReach::reachable) {
      out_.en += " To reach " + percent(s_.bar) + " at the least cost: ";
      out_.zh += "以最小代价达到 " + percent_zh(s_.bar) + "：";
      list(s_.changed, [&](std::size_t i) {
        const std::size_t j = s_.changed[i];
        out_.en += dimension(j).name + " from " + number(s_.x[j]) + " to " + number(s_.changed_to[i]);
        out_.zh += dimension(j).name + " 由 " + number(s_.x[j]) + " 改善至 " + number(s_.changed_to[i]);
      });
      out_.en += ".";
      out_.zh += "。";
    } else if (s_.reach == MatchReach::unreachable) {
      out_.en += " " + percent(s_.bar) + " is out of reach of the changes allowed.";
      out_.zh += "在允许的改变范围内无法达到 " + percent_zh(s_.bar) + "。";
    }
  }

  const MatchStory& s_;
  MatchSentences out_;
};

}  // namespace

MatchSentences match_sentences(const MatchStory& story) { return Words(story).write(); }

}  // namespace mainstay::inline v1::competency
