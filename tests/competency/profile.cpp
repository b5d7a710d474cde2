#include "mainstay/competency/profile.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "competency/lender.hpp"
#include "golden.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/surface/registry.hpp"
#include "sentence.hpp"

using namespace mainstay;
using namespace mainstay::competency;

namespace {

std::string sentence(const Profile& options) { return ::sentence([&] { profile({}, options); }); }

template <class Change>
std::string changed(Change change) {
  Profile profile = lender_profile();
  change(profile);
  return sentence(profile);
}

}  // namespace

TEST_CASE("profile: weights as shares, zeros and floors, by golden files") {
  for (const std::string& file : golden::golden_files("competency/profile")) {
    CAPTURE(file);
    const golden::json document = golden::load_golden(file), &options = document["options"], &expected = document["result"];
    Profile given;
    Fields fields = fields_of(given);
    for (const auto& [name, value] : options.items()) set_from_json("competency.profile", *fields.find(name), value.dump());
    const RoleProfile result = profile({}, given);
    for (std::size_t j = 0; j < given.dimensions.size(); ++j) {
      CHECK(result.dimensions.dimension[j] == options["dimensions"][j]["name"].get<std::string>());
      CHECK(result.dimensions.share[j] == doctest::Approx(expected["share"][j].get<double>()).epsilon(1e-15));
      CHECK(result.dimensions.zero[j] == expected["zero"][j].get<double>());
      if (expected["floor"][j].is_null()) CHECK(std::isnan(result.dimensions.floor[j]));
      else CHECK(result.dimensions.floor[j] == expected["floor"][j].get<double>());
    }
  }
}

TEST_CASE("profile: a document is canonical, and what contradicts itself is not loaded") {
  const RoleProfile result = profile({}, lender_profile());
  const std::string text = surface::save(profile_analysis, Object::of(result));
  const surface::Document document = surface::load(text);
  CHECK(surface::save(*document.function, document.object) == text);
  CHECK(document.object.as<RoleProfile>()->profile.dimensions[0].floor == 6.0);

  Profile broken = lender_profile();
  broken.dimensions[0].floor = 9.0;
  RoleProfile holder;
  holder.profile = broken;
  CHECK_THROWS_WITH(surface::load(surface::save(profile_analysis, Object::of(holder))),
                    "competency.profile: the document is damaged: competency.profile: dimensions[0].floor is 9, but must be at most the target (8)");
  // a profile by itself is a document too
  const std::string own = save_document("competency.profile", Object::of(lender_profile()));
  CHECK(save_document("competency.profile", load_document(own, "competency.profile", type_of<Profile>)) == own);
}

TEST_CASE("profile: what contradicts itself is named") {
  CHECK(sentence({}) == "competency.profile: dimensions is missing, but must be given");
  CHECK(changed([](Profile& p) { p.dimensions[0].weight = 0.3; }) ==
        "competency.profile: dimensions is a list whose weights add up to 1.05, but must be a list whose weights add up to 1, or weights = relative");
  CHECK(changed([](Profile& p) { p.dimensions[0].weight = 0.3, p.weights = WeightRule::relative; }) == "accepted");
  CHECK(changed([](Profile& p) {
          for (ProfileDimension& d : p.dimensions) d.weight = 0;
        }) == "competency.profile: dimensions is a list whose weights add up to 0, but must be a list with a weight above 0");
  CHECK(changed([](Profile& p) { p.dimensions[1].name = "stress"; }) == "competency.profile: dimensions[1].name is \"stress\" a second time, but must be unique");
  CHECK(changed([](Profile& p) { p.dimensions[1].name = ""; }) == "competency.profile: dimensions[1].name is missing, but must be given");
  CHECK(changed([](Profile& p) { p.dimensions[0].floor = 8.5; }) == "competency.profile: dimensions[0].floor is 8.5, but must be at most the target (8)");
  CHECK(changed([](Profile& p) { p.dimensions[0].target = 80; }) == "competency.profile: dimensions[0].target is 80, but must be within the scale (0 to 10)");
  CHECK(changed([](Profile& p) { p.dimensions[0].zero = 10.0, p.dimensions[0].target = 2; }) == "accepted");
  CHECK(changed([](Profile& p) { p.dimensions[0].zero = 10.0, p.dimensions[0].target = 2, p.dimensions[0].floor = 1.0; }) ==
        "competency.profile: dimensions[0].floor is 1, but must be at least the target, because lower scores are better (2)");
  CHECK(changed([](Profile& p) { p.dimensions[0].target = 0; }) ==
        "competency.profile: dimensions[0].target is 0, but must be different from zero, the score that is worth nothing (0)");
  CHECK(changed([](Profile& p) { p.dimensions[0].floor_rule = FloorRule::soft; }) == "competency.profile: dimensions[0].veto is missing, but must be given with floor_rule = soft");
  CHECK(changed([](Profile& p) { p.dimensions[0].floor_rule = FloorRule::soft, p.dimensions[0].veto = 7.0; }) == "competency.profile: dimensions[0].veto is 7, but must be below the floor (6)");
  CHECK(changed([](Profile& p) { p.dimensions[1].surplus = SurplusRule::bonus, p.dimensions[1].surplus_change = 0.5; }) ==
        "competency.profile: dimensions[1].surplus_change is 0.5, but must be at most 0.333333: a point beyond the target cannot be worth more than one before it");
  CHECK(changed([](Profile& p) { p.dimensions[1].surplus = SurplusRule::ignore, p.dimensions[1].surplus_change = 0.5; }) ==
        "competency.profile: dimensions[1].surplus_change is 0.5, but must be 0 with surplus = ignore: what does more than the target bring, bonus or ideal?");
  CHECK(changed([](Profile& p) { p.power = 2; }) == "competency.profile: power is 2, but must be <= 1");
  CHECK(changed([](Profile& p) { p.dimensions[2].weight = -0.2; }) == "competency.profile: dimensions[2].weight is -0.2, but must be >= 0");
  CHECK(changed([](Profile& p) { p.dimensions[2].target = NAN; }) == "competency.profile: dimensions[2].target is nan, but must be finite");
  CHECK(changed([](Profile& p) { p.aggregation = Aggregation::mahalanobis; }) == "competency.profile: covariance is missing, but must be given with aggregation = mahalanobis");
  CHECK(changed([](Profile& p) { p.covariance = std::vector<double>(36, 1.0); }) == "competency.profile: covariance is singular at need, but must be positive definite");
  CHECK(changed([](Profile& p) { p.gaps = {{0, 1}, {0, 2}}; }) == "competency.profile: gaps[1].gap is 0, but must be above the gap before it");
  CHECK(changed([](Profile& p) { p.grades = {{"good", {{"stress", 5, {}}}}, {"rest", {}}}; }) == "competency.profile: grades[0].limits is 1 limits, but must be 6, one for each dimension");
  CHECK(changed([](Profile& p) { p.grades = {{"good", {{"strength", 5, {}}}}, {"rest", {}}}; }) == "competency.profile: grades[0].limits[0].dimension is \"strength\", but must be a dimension of the profile");
}

TEST_CASE("profile: the assessment must be on the profile's scales") {
  Profile lender = lender_profile();
  CHECK_NOTHROW(check_scales("competency.match", lender, {}));
  lender.dimensions[0].scale = "panel 0-10";
  CHECK_THROWS_WITH(check_scales("competency.match", lender, {}), "competency.match: scales is missing for stress, but must be given: the profile asks for the scale \"panel 0-10\"");
  CHECK_THROWS_WITH(check_scales("competency.match", lender, {{"", "survey 1-5"}}),
                    "competency.match: scales is \"survey 1-5\" for stress, but must be \"panel 0-10\", the scale of the profile: nothing is rescaled");
  CHECK_THROWS_WITH(check_scales("competency.match", lender, {{"stres", "panel 0-10"}}), "competency.match: scales[0].dimension is \"stres\", but must be a dimension of the profile");
  CHECK_NOTHROW(check_scales("competency.match", lender, {{"", "panel 0-10"}}));
  CHECK_THROWS_WITH(check_scales("competency.match", lender, {{"stress", "panel 0-10"}, {"need", "panel 0-10"}}),
                    "competency.match: scales is \"panel 0-10\" for need, but must be \"\", the scale of the profile: nothing is rescaled");
}
