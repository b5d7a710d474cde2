#include "mainstay/competency/profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "competency/match_kernel.hpp"
#include "core/plain_number.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* analysis_key = "competency.profile";
constexpr double weight_tolerance = 1e-9;

std::string text_of(double value) { return plain_number(value); }

class Rules {
 public:
  Rules(std::string_view analysis, const Profile& profile, std::string_view path) : analysis_(analysis), profile_(profile), prefix_(path.empty() ? "" : std::string(path) + ".") {}

  void check() const {
    if (profile_.dimensions.empty()) refuse(analysis_, prefix_ + "dimensions", "empty", "1 to 1000 dimensions");
    if (profile_.dimensions.size() > 1000) refuse(analysis_, prefix_ + "dimensions", std::to_string(profile_.dimensions.size()) + " dimensions", "1 to 1000 dimensions");
    std::set<std::string_view> names;
    for (std::size_t j = 0; j < profile_.dimensions.size(); ++j) {
      if (profile_.dimensions[j].name.empty()) refuse(analysis_, at(j, "name"), "empty", "given");
      if (!names.insert(profile_.dimensions[j].name).second) refuse(analysis_, at(j, "name"), "\"" + profile_.dimensions[j].name + "\" a second time", "unique");
      dimension(j);
    }
    weights();
    pattern();
    gaps();
    covariance();
    grades();
  }

 private:
  std::string at(std::size_t j, const char* field) const { return prefix_ + "dimensions[" + std::to_string(j) + "]." + field; }
  [[noreturn]] void wrong(std::size_t j, const char* field, double value, const std::string& rule) const { refuse(analysis_, at(j, field), text_of(value), rule); }

  void dimension(std::size_t j) const {
    const ProfileDimension& d = profile_.dimensions[j];
    if (!(d.lower < d.upper)) wrong(j, "upper", d.upper, "above lower (" + text_of(d.lower) + ")");
    const std::string scale = "within the scale (" + text_of(d.lower) + " to " + text_of(d.upper) + ")";
    const auto within = [&](double value) { return value >= d.lower && value <= d.upper; };
    if (!within(d.target)) wrong(j, "target", d.target, scale);
    const double zero = d.zero.value_or(d.lower);
    if (!within(zero)) wrong(j, "zero", zero, scale);
    if (zero == d.target) wrong(j, "target", d.target, "different from zero, the score that is worth nothing (" + text_of(zero) + ")");
    const double sign = d.target > zero ? 1.0 : -1.0;
    const char* beyond = sign > 0 ? "at most the target (" : "at least the target, because lower scores are better (";
    if (d.floor) {
      if (!within(*d.floor)) wrong(j, "floor", *d.floor, scale);
      if (sign * *d.floor > sign * d.target) wrong(j, "floor", *d.floor, beyond + text_of(d.target) + ")");
      if (d.floor_rule == FloorRule::soft) {
        if (!d.veto) refuse(analysis_, at(j, "veto"), "missing", "given with floor_rule = soft");
        if (!(sign * *d.veto < sign * *d.floor)) wrong(j, "veto", *d.veto, std::string(sign > 0 ? "below" : "above") + " the floor (" + text_of(*d.floor) + ")");
      }
    }
    if (d.surplus == SurplusRule::bonus) {
      const double room = sign > 0 ? d.upper - d.target : d.target - d.lower;
      if (d.surplus_change * std::abs(d.target - zero) > room * (1 + 1e-12))
        wrong(j, "surplus_change", d.surplus_change, "at most " + text_of(room / std::abs(d.target - zero)) + ": a point beyond the target cannot be worth more than one before it");
    }
    if (d.surplus == SurplusRule::ignore && d.surplus_change != 0.0) wrong(j, "surplus_change", d.surplus_change, "0 with surplus = ignore: what does more than the target bring, bonus or ideal?");
    if (d.preference < d.indifference) wrong(j, "preference", d.preference, "at least indifference (" + text_of(d.indifference) + ")");
    if (profile_.aggregation == Aggregation::electre && d.floor && d.floor_rule == FloorRule::soft)
      refuse(analysis_, at(j, "floor_rule"), "soft", "cap or veto with aggregation = electre, where veto is a distance");
    if (profile_.aggregation == Aggregation::electre && d.veto && *d.veto <= d.preference)
      wrong(j, "veto", *d.veto, "above preference (" + text_of(d.preference) + ")");
  }

  void weights() const {
    double sum = 0.0;
    for (const ProfileDimension& d : profile_.dimensions) sum += d.weight;
    if (!(sum > 0) || !std::isfinite(sum)) refuse(analysis_, prefix_ + "dimensions", "a list whose weights add up to " + text_of(sum), "a list with a weight above 0");
    if (profile_.weights == WeightRule::shares && std::abs(sum - 1) > weight_tolerance)
      refuse(analysis_, prefix_ + "dimensions", "a list whose weights add up to " + text_of(sum), "a list whose weights add up to 1, or weights = relative");
  }

  // Without differences among the targets there is no shape to be like.
  void pattern() const {
    if (profile_.aggregation != Aggregation::shape) return;
    const auto place = [](const ProfileDimension& d) { return (d.target - d.lower) / (d.upper - d.lower); };
    double first = -1.0;
    for (const ProfileDimension& d : profile_.dimensions)
      if (d.weight > 0) {
        if (first >= 0 && place(d) != first) return;
        first = place(d);
      }
    refuse(analysis_, prefix_ + "aggregation", "shape", "another word: all targets stand at the same place of their scales");
  }

  void gaps() const {
    double largest = profile_.gaps.empty() ? 1.0 : 0.0;
    for (std::size_t i = 0; i < profile_.gaps.size(); ++i) {
      if (i > 0 && !(profile_.gaps[i].gap > profile_.gaps[i - 1].gap))
        refuse(analysis_, prefix_ + "gaps[" + std::to_string(i) + "].gap", text_of(profile_.gaps[i].gap), "above the gap before it");
      largest = std::max(largest, profile_.gaps[i].value);
    }
    if (!(largest > 0)) refuse(analysis_, prefix_ + "gaps", "worth nothing everywhere", "a table with a value above 0");
  }

  void covariance() const {
    const std::size_t k = profile_.dimensions.size(), size = profile_.covariance.size();
    if (profile_.aggregation == Aggregation::mahalanobis && size == 0) refuse(analysis_, prefix_ + "covariance", "missing", "given with aggregation = mahalanobis");
    if (size == 0) return;
    if (size != k * k) refuse(analysis_, prefix_ + "covariance", std::to_string(size) + " numbers", std::to_string(k * k) + ", one for each pair of dimensions");
    const std::vector<double>& given = profile_.covariance;
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (std::abs(given[i * k + j] - given[j * k + i]) > 1e-9 * std::sqrt(std::abs(given[i * k + i] * given[j * k + j])))
          refuse(analysis_, prefix_ + "covariance", "not symmetric", "symmetric");
    const solve::RankRevealingCholesky factor = covariance_factor(profile_);
    for (std::size_t j = 0; j < k; ++j)
      if (factor.left_out(static_cast<std::int64_t>(j))) refuse(analysis_, prefix_ + "covariance", "singular at " + profile_.dimensions[j].name, "positive definite");
  }

  void grades() const {
    std::set<std::string_view> names;
    for (std::size_t g = 0; g < profile_.grades.size(); ++g) {
      const ProfileGrade& grade = profile_.grades[g];
      const std::string path = prefix_ + "grades[" + std::to_string(g) + "].";
      if (!names.insert(grade.name).second) refuse(analysis_, path + "name", "\"" + grade.name + "\" a second time", "unique");
      const bool last = g + 1 == profile_.grades.size();
      if (last && !grade.limits.empty()) refuse(analysis_, path + "limits", "given", "left out: the last grade takes everybody");
      if (last) continue;
      std::set<std::string_view> limited;
      for (std::size_t i = 0; i < grade.limits.size(); ++i) {
        const ProfileLimit& limit = grade.limits[i];
        const std::string here = path + "limits[" + std::to_string(i) + "].";
        const auto found = std::find_if(profile_.dimensions.begin(), profile_.dimensions.end(), [&](const ProfileDimension& d) { return d.name == limit.dimension; });
        if (found == profile_.dimensions.end()) throw Error(ErrorCode::unknown_name, analysis_, here + "dimension", -1, "\"" + limit.dimension + "\"", "a dimension of the profile");
        if (!limited.insert(limit.dimension).second) refuse(analysis_, here + "dimension", "\"" + limit.dimension + "\" a second time", "given once");
        const double sign = found->target > found->zero.value_or(found->lower) ? 1.0 : -1.0;
        if (limit.veto && !(sign * *limit.veto < sign * limit.at_least)) refuse(analysis_, here + "veto", text_of(*limit.veto), "worse than at_least (" + text_of(limit.at_least) + ")");
        if (g > 0)
          for (const ProfileLimit& better : profile_.grades[g - 1].limits)
            if (better.dimension == limit.dimension && sign * better.at_least < sign * limit.at_least)
              refuse(analysis_, here + "at_least", text_of(limit.at_least), "no stricter than in the better grade (" + text_of(better.at_least) + ")");
      }
      if (limited.size() != profile_.dimensions.size())
        refuse(analysis_, path + "limits", std::to_string(limited.size()) + " limits", std::to_string(profile_.dimensions.size()) + ", one for each dimension");
    }
  }

  std::string_view analysis_;
  const Profile& profile_;
  std::string prefix_;
};

}  // namespace

void check_profile(std::string_view analysis, const Profile& profile, std::string_view path) { Rules(analysis, profile, path).check(); }

void Profile::validate() const {
  mainstay::check(analysis_key, Fields(), fields_of(*this));
  check_profile(analysis_key, *this, "");
}

void check_scales(std::string_view analysis, const Profile& profile, const std::vector<AssessedScale>& assessed, std::string_view argument) {
  std::set<std::string_view> listed;
  for (std::size_t i = 0; i < assessed.size(); ++i) {
    const std::string path = std::string(argument) + "[" + std::to_string(i) + "].dimension", &name = assessed[i].dimension;
    if (!listed.insert(name).second) refuse(analysis, path, "\"" + name + "\" a second time", "given once");
    if (!name.empty() && std::none_of(profile.dimensions.begin(), profile.dimensions.end(), [&](const ProfileDimension& d) { return d.name == name; }))
      throw Error(ErrorCode::unknown_name, analysis, path, -1, "\"" + name + "\"", "a dimension of the profile");
  }
  for (const ProfileDimension& d : profile.dimensions) {
    const AssessedScale* found = nullptr;
    for (const AssessedScale& scale : assessed)
      if (scale.dimension == d.name || (scale.dimension.empty() && found == nullptr)) found = &scale;
    if (d.scale.empty() && (found == nullptr || found->dimension.empty())) continue;
    if (found == nullptr) refuse(analysis, argument, "missing for " + d.name, "given: the profile asks for the scale \"" + d.scale + "\"");
    if (found->scale != d.scale)
      refuse(analysis, argument, "\"" + found->scale + "\" for " + d.name, "\"" + d.scale + "\", the scale of the profile: nothing is rescaled");
  }
}

std::vector<double> shares_of(const Profile& profile) {
  std::vector<double> shares;
  double sum = 0.0;
  for (const ProfileDimension& d : profile.dimensions) sum += d.weight;
  for (const ProfileDimension& d : profile.dimensions) shares.push_back(profile.weights == WeightRule::shares ? d.weight : d.weight / sum);
  return shares;
}

RoleProfile profile(const ProfileInput& input, const Profile& options, const RunContext&) {
  check(analysis_key, input, options);
  check_profile(analysis_key, options, "");
  RoleProfile result;
  result.profile = options;
  result.dimensions.share = shares_of(options);
  for (const ProfileDimension& d : options.dimensions) {
    result.dimensions.dimension.push_back(d.name);
    result.dimensions.zero.push_back(d.zero.value_or(d.lower));
    result.dimensions.target.push_back(d.target);
    result.dimensions.floor.push_back(d.floor.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return result;
}

constinit const Function profile_analysis = analysis<&profile>("competency.profile", "What does the post ask for, and does it contradict itself?");

}  // namespace mainstay::inline v1::competency
