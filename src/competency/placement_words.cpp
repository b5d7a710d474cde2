#include "competency/placement_words.hpp"

#include <cmath>

#include "core/plain_number.hpp"

namespace mainstay::inline v1::competency {

namespace {

std::string number(double value) { return plain_number(value, 4); }
std::string counted(std::int64_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

}  // namespace

PlacementWords placement_words(const PlacementStory& story) {
  const std::string score = number(story.score), first = number(story.first_choice_score), closest = number(story.closest_score);
  const char* kind_en = story.costs ? "lowest cost" : "highest score";
  const char* kind_zh = story.costs ? "成本最低" : "得分最高";
  PlacementWords closer;
  if (!story.closest.empty() && !std::isnan(story.lacking)) {
    const std::string lacking = number(story.lacking), more_en = story.costs ? " less" : " more", more_zh = story.costs ? "低" : "高";
    if (!story.exact && story.lacking > 0.0) {
      closer.en = " Closest was " + story.closest + " (" + closest + "): at least " + lacking + more_en + " would have been needed there.";
      closer.zh = "最接近的是" + story.closest + "（" + closest + "）：至少还需" + more_zh + "出" + lacking + "。";
    } else if (story.exact && story.lacking > 0.0) {
      closer.en = " Closest was " + story.closest + " (" + closest + "): with more than " + lacking + more_en + ", the seat would have been theirs.";
      closer.zh = "最接近的是" + story.closest + "（" + closest + "）：再" + more_zh + "出" + lacking + "以上即可获得该岗位。";
    } else if (story.exact) {
      closer.en = " It was a tie for " + story.closest + " (" + closest + "): with any" + more_en + ", the seat would have been theirs.";
      closer.zh = "在" + story.closest + "（" + closest + "）上与他人持平：稍" + more_zh + "一点即可获得该岗位。";
    }
  }
  switch (story.reason) {
    case PlacementReason::first_choice:
      return {"Goes to " + story.post + " (" + score + "), the post with the " + kind_en + ".", "安排到" + story.post + "（" + score + "），这是其" + kind_zh + "的岗位。"};
    case PlacementReason::placed:
      return {"Goes to " + story.post + " (" + score + "). Better was " + story.first_choice + " (" + first + "), whose seats do more for the sum with others." + closer.en,
              "安排到" + story.post + "（" + score + "）。更合适的是" + story.first_choice + "（" + first + "），但其名额给他人对总分更有利。" + closer.zh};
    case PlacementReason::outbid:
      return {"Goes nowhere: best was " + story.first_choice + " (" + first + "); every seat within reach does more for the sum with others." + closer.en,
              "未安排：最合适的是" + story.first_choice + "（" + first + "），但可及的名额给他人对总分更有利。" + closer.zh};
    case PlacementReason::not_worth:
      return {"Goes nowhere: the " + std::string(kind_en) + " is " + first + " (" + story.first_choice + "), which is not better than staying unplaced (" + number(story.unplaced_value) + ").",
              "未安排：" + std::string(kind_zh) + "的岗位是" + story.first_choice + "（" + first + "），并不优于不安排（" + number(story.unplaced_value) + "）。"};
    case PlacementReason::not_eligible: break;
  }
  return {"Goes nowhere: eligible for no post.", "未安排：不符合任何岗位的条件。"};
}

PlacementWords violation_words(bool crowded, std::int64_t people, std::int64_t seats, std::int64_t posts, bool bounds) {
  const std::string with_en = bounds ? ", with the bounds of the groups named, but " : ", but ", with_zh = bounds ? "（连同所列群体的上下限）" : "";
  if (crowded)
    return {counted(people, "person has", "people have") + " to be placed" + with_en + counted(posts, "post is", "posts are") + " open to them, with " + counted(seats, "seat.", "seats."),
            std::to_string(people) + "人必须安排" + with_zh + "，但对其开放的只有" + std::to_string(posts) + "个岗位、" + std::to_string(seats) + "个名额。"};
  return {counted(posts, "post has", "posts have") + " " + counted(seats, "seat", "seats") + " to be filled" + with_en + "only " + counted(people, "person is", "people are") + " open to them.",
          std::to_string(posts) + "个岗位有" + std::to_string(seats) + "个名额必须填满" + with_zh + "，但只有" + std::to_string(people) + "人可用。"};
}

}  // namespace mainstay::inline v1::competency
