#include "mainstay/performance/forced_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::string_view name = "performance.forced_distribution";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(), hair = 1e-9;

// How many of n people each share means: whole parts, then one each to the largest remainders.
std::vector<std::int64_t> by_largest_remainder(const std::vector<ForcedGrade>& grades, std::int64_t n) {
  std::vector<std::int64_t> counts;
  std::vector<double> rests;
  std::int64_t left = n;
  for (const ForcedGrade& grade : grades) {
    const double exact = grade.share * static_cast<double>(n);
    counts.push_back(static_cast<std::int64_t>(std::floor(exact + hair)));
    rests.push_back(exact - static_cast<double>(counts.back()));
    left -= counts.back();
  }
  std::vector<std::size_t> order(grades.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rests[a] > rests[b] + hair; });
  for (std::size_t i = 0; left > 0; i = (i + 1) % order.size(), --left) ++counts[order[i]];
  return counts;
}

struct Room {
  std::int64_t least, most;
};
Room room_of(const GradeGuideline& guideline, std::int64_t n) {
  const double exact = guideline.share * static_cast<double>(n);
  const auto down = static_cast<std::int64_t>(std::floor(exact + hair)), up = static_cast<std::int64_t>(std::ceil(exact - hair));
  switch (guideline.rule) {
    case GuidelineRule::equal: return {down, up};
    case GuidelineRule::below: return {0, std::max<std::int64_t>(0, up - 1)};
    case GuidelineRule::at_most: return {0, down};
    case GuidelineRule::at_least: return {up, n};
    default: return {up, static_cast<std::int64_t>(std::floor(*guideline.upper_share * static_cast<double>(n) + hair))};
  }
}

std::size_t place_of(const std::vector<ForcedGrade>& grades, const std::string& wanted) {
  return static_cast<std::size_t>(std::find_if(grades.begin(), grades.end(), [&](const ForcedGrade& grade) { return grade.name == wanted; }) - grades.begin());
}

std::string names_of_grades(const std::vector<ForcedGrade>& grades) {
  std::vector<std::string> names;
  for (const ForcedGrade& grade : grades) names.push_back(grade.name);
  return list_of(names);
}

// The guidelines as places of grades.
std::vector<std::vector<std::size_t>> check_options(const ForcedDistributionInput& input, const ForcedDistributionOptions& options, std::vector<GradeGuideline>& guidelines) {
  if (!input.score.given() && !input.grade.given()) refuse(name, "score", "missing", "given, or else grade");
  const ForcedDistributionOptions usual{};
  if (input.grade.given() && options.ties != usual.ties) refuse(name, "ties", "given", "left out with grade: nobody is graded by score");
  if (!input.score.given() && options.direction != usual.direction) refuse(name, "direction", "given", "left out without score");
  double sum = 0;
  for (std::size_t i = 0; i < options.grades.size(); ++i) {
    sum += options.grades[i].share;
    if (place_of(options.grades, options.grades[i].name) != i) refuse(name, "grades[" + std::to_string(i) + "].name", "\"" + options.grades[i].name + "\"", "unique");
  }
  if (std::fabs(sum - 1) > hair) refuse(name, "grades", -1, sum, "shares that add up to 1");
  if (guidelines.empty())
    for (const ForcedGrade& grade : options.grades) guidelines.push_back({{grade.name}, GuidelineRule::equal, grade.share, {}});
  std::vector<std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < guidelines.size(); ++i) {
    const std::string path = "guidelines[" + std::to_string(i) + "]";
    const GradeGuideline& one = guidelines[i];
    if ((one.rule == GuidelineRule::between) != one.upper_share.has_value())
      refuse(name, path + ".upper_share", one.upper_share ? "given" : "missing", one.upper_share ? "left out unless rule is between" : "given with rule = between");
    if (one.upper_share && *one.upper_share < one.share) refuse(name, path + ".upper_share", -1, *one.upper_share, "share or more");
    places.emplace_back();
    for (std::size_t k = 0; k < one.grades.size(); ++k) {
      const std::size_t place = place_of(options.grades, one.grades[k]);
      if (place == options.grades.size())
        throw Error(ErrorCode::unknown_name, name, path + ".grades[" + std::to_string(k) + "]", -1, "\"" + one.grades[k] + "\"", "one of the grades, " + names_of_grades(options.grades));
      if (std::find(places.back().begin(), places.back().end(), place) != places.back().end()) refuse(name, path + ".grades[" + std::to_string(k) + "]", "\"" + one.grades[k] + "\"", "there once");
      places.back().push_back(place);
    }
  }
  return places;
}

}  // namespace

ForcedDistributionResult forced_distribution(const ForcedDistributionInput& input, const ForcedDistributionOptions& options, const RunContext&) {
  check(name, input, options);
  std::vector<GradeGuideline> guidelines = options.guidelines;
  const std::vector<std::vector<std::size_t>> places = check_options(input, options, guidelines);
  const bool given = input.grade.given();
  const std::int64_t n = given ? input.grade.size : input.score.size;
  const auto size = static_cast<std::size_t>(n);
  const std::size_t grade_count = options.grades.size();
  const data::Groups groups = input.group.given() ? data::encode_groups(name, "group", input.group) : data::Groups{};
  const double sign = options.direction == RankingDirection::higher ? 1 : -1;
  std::vector<double> score(size, nothing);
  std::vector<std::size_t> grade_of(size, grade_count);  // grade_count: none
  if (given) {
    const data::Groups grades = data::encode_groups(name, "grade", input.grade);
    std::vector<std::size_t> place;
    for (std::int64_t code = 0; code < grades.count; ++code) place.push_back(place_of(options.grades, grades.name(code)));
    for (std::size_t i = 0; i < size; ++i) {
      if (grades.codes[i] < 0) continue;
      grade_of[i] = place[static_cast<std::size_t>(grades.codes[i])];
      if (grade_of[i] == grade_count)
        throw Error(ErrorCode::unknown_name, name, "grade", static_cast<std::int64_t>(i), "\"" + grades.name(grades.codes[i]) + "\"", "one of the grades, " + names_of_grades(options.grades));
    }
  }
  if (input.score.given() && n > 0) {
    const double* values = read_numbers(input.score, 0, n, score.data());
    if (values != score.data()) std::copy(values, values + n, score.begin());
  }

  // Groups of those who count; the last one takes the small ones together.
  const auto group_count = static_cast<std::size_t>(input.group.given() ? groups.count : (n > 0 ? 1 : 0));
  std::vector<std::vector<std::size_t>> members(group_count + 1);
  for (std::size_t i = 0; i < size; ++i)
    if (given ? grade_of[i] < grade_count : !std::isnan(score[i])) members[groups.codes.empty() ? 0 : static_cast<std::size_t>(groups.codes[i])].push_back(i);
  ForcedDistributionResult result;
  std::vector<std::string> labels = groups.codes.empty() ? std::vector<std::string>(group_count, "total") : groups.names();
  labels.emplace_back("small groups");
  for (std::size_t g = 0; g < group_count; ++g) {
    if (static_cast<std::int64_t>(members[g].size()) >= options.min_people) continue;
    if (options.small_groups == SmallGroups::together) members.back().insert(members.back().end(), members[g].begin(), members[g].end());
    else if (given)
      for (const std::size_t row : members[g]) grade_of[row] = grade_count;
    members[g].clear();
  }
  if (static_cast<std::int64_t>(members.back().size()) < options.min_people) {
    for (const std::size_t row : members.back()) grade_of[row] = grade_count;
    members.back().clear();
  }

  result.grades.group.levels = result.guidelines.group.levels = labels;
  for (const ForcedGrade& grade : options.grades) {
    result.grade.levels.push_back(grade.name);
    result.grades.grade.levels.push_back(grade.name);
  }
  for (std::size_t g = 0; g < members.size(); ++g) {
    std::vector<std::size_t>& rows = members[g];
    if (rows.empty()) continue;
    const auto people = static_cast<std::int64_t>(rows.size());
    const std::vector<std::int64_t> targets = by_largest_remainder(options.grades, people);
    if (!given) {
      std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return sign * score[a] > sign * score[b]; });
      std::size_t begin = 0, cut = 0, plain = 0;
      for (std::size_t k = 0; k < grade_count; ++k) {
        plain += static_cast<std::size_t>(targets[k]);
        cut = plain;
        if (cut > 0 && cut < rows.size() && score[rows[cut]] == score[rows[cut - 1]]) {  // among equal scores: to one end of them
          std::size_t first = cut, last = cut;
          while (first > 0 && score[rows[first - 1]] == score[rows[cut]]) --first;
          while (last < rows.size() && score[rows[last]] == score[rows[cut]]) ++last;
          const bool better = options.ties == CutTies::better || (options.ties == CutTies::nearest && last - cut <= cut - first);
          cut = better ? last : first;
        }
        if (k + 1 == grade_count) cut = rows.size();
        for (std::size_t i = begin; i < cut; ++i) grade_of[rows[i]] = k;
        begin = std::max(begin, cut);
      }
      std::size_t at = 0;
      for (std::size_t k = 0; k < grade_count; ++k)
        for (std::int64_t i = 0; i < targets[k]; ++i) result.moved_by_ties += grade_of[rows[at++]] != k;
    }
    std::vector<std::int64_t> counts(grade_count, 0);
    std::vector<double> best(grade_count, nothing), worst(grade_count, nothing);
    for (const std::size_t row : rows) {
      const std::size_t k = grade_of[row];
      ++counts[k];
      if (std::isnan(score[row])) continue;
      if (std::isnan(best[k]) || sign * score[row] > sign * best[k]) best[k] = score[row];
      if (std::isnan(worst[k]) || sign * score[row] < sign * worst[k]) worst[k] = score[row];
    }
    for (std::size_t k = 0; k < grade_count; ++k) {
      result.grades.group.codes.push_back(static_cast<std::int32_t>(g));
      result.grades.grade.codes.push_back(static_cast<std::int32_t>(k));
      result.grades.target.push_back(targets[k]);
      result.grades.count.push_back(counts[k]);
      result.grades.share.push_back(static_cast<double>(counts[k]) / static_cast<double>(people));
      result.grades.best.push_back(best[k]);
      result.grades.worst.push_back(worst[k]);
    }
    for (std::size_t i = 0; i < guidelines.size(); ++i) {
      const Room room = room_of(guidelines[i], people);
      std::int64_t count = 0;
      for (const std::size_t k : places[i]) count += counts[k];
      const bool holds = room.least <= count && count <= room.most;
      if (!holds && options.force == GuidelineForce::enforce)
        throw Error(ErrorCode::invalid_argument, name, "guidelines[" + std::to_string(i) + "]", -1, std::to_string(count) + " of " + std::to_string(people) + " in \"" + labels[g] + "\"",
                    "from " + std::to_string(room.least) + " to " + std::to_string(room.most));
      result.guidelines.group.codes.push_back(static_cast<std::int32_t>(g));
      result.guidelines.guideline.push_back(static_cast<std::int64_t>(i));
      result.guidelines.people.push_back(people);
      result.guidelines.least.push_back(room.least);
      result.guidelines.most.push_back(room.most);
      result.guidelines.count.push_back(count);
      result.guidelines.holds.push_back(holds);
    }
  }
  for (const std::size_t k : grade_of) {
    result.position.push_back(k == grade_count ? 0 : static_cast<std::int64_t>(k) + 1);
    result.grade.codes.push_back(k == grade_count ? -1 : static_cast<std::int32_t>(k));
    result.not_graded += k == grade_count;
  }
  return result;
}

constinit const Function forced_distribution_analysis =
    analysis<&forced_distribution>("performance.forced_distribution", "Who gets which grade when shares are laid down, and do given grades keep to them?");

}  // namespace mainstay::inline v1::performance
