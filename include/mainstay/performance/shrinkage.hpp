// How good is somebody with three sales of four calls? Rates and means of small volumes, drawn towards those of everybody as far as their
// own data do not bear them out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

/// How values come about.
enum class ShrinkageModel : std::int32_t { undeclared, beta_binomial, gamma_poisson, normal };
constexpr auto choices(ShrinkageModel) {
  return std::array{choice(ShrinkageModel::undeclared, "undeclared", "Not said; refused."),
                    choice(ShrinkageModel::beta_binomial, "beta_binomial", "value of volume cases succeed; people's rates are spread as a beta distribution."),
                    choice(ShrinkageModel::gamma_poisson, "gamma_poisson", "value events in an exposure of volume; people's rates are spread as a gamma distribution."),
                    choice(ShrinkageModel::normal, "normal", "value is an estimate with a known std_error; people's true values are spread as a normal distribution.")};
}

/// Where the spread of people comes from.
enum class ShrinkageFit : std::int32_t { marginal_likelihood, moments, efron_morris, given };
constexpr auto choices(ShrinkageFit) {
  return std::array{choice(ShrinkageFit::marginal_likelihood, "marginal_likelihood", "It makes the values together most likely."),
                    choice(ShrinkageFit::moments, "moments", "It makes the values vary as much as they are expected to (Kleinman; for normal values Paule & Mandel)."),
                    choice(ShrinkageFit::efron_morris, "efron_morris", "Normal values with equal errors: 1 - (k - 3) s^2 / sum (x - mean)^2 of the distance to the mean is kept (Efron & Morris 1975)."),
                    choice(ShrinkageFit::given, "given", "By prior_mean and prior_volume, for normal values prior_std.")};
}

/// Whether intervals and errors know of the error of the spread itself.
enum class ShrinkageIntervals : std::int32_t { spread_estimated, spread_known };
constexpr auto choices(ShrinkageIntervals) {
  return std::array{choice(ShrinkageIntervals::spread_estimated, "spread_estimated", "They go over all spreads that the values allow, no variation among them: they hold with few people too."),
                    choice(ShrinkageIntervals::spread_known, "spread_known", "They take the spread that was found for the true one: with fewer than a hundred people they are too short.")};
}

/// How the fit of a group ended.
enum class ShrinkageStatus : std::int32_t { fitted, given, no_variation, from_everybody, too_few, one_case_each };
constexpr auto choices(ShrinkageStatus) {
  return std::array{choice(ShrinkageStatus::fitted, "fitted", "People differ by more than chance, and by how much was found."), choice(ShrinkageStatus::given, "given", "The spread was given."),
                    choice(ShrinkageStatus::no_variation, "no_variation", "People differ by no more than chance alone makes them: everybody's estimate is the common one."),
                    choice(ShrinkageStatus::from_everybody, "from_everybody", "Too few people with a value: the spread of all groups together is used."),
                    choice(ShrinkageStatus::too_few, "too_few", "Too few people with a value in all: nothing is estimated."),
                    choice(ShrinkageStatus::one_case_each, "one_case_each", "Nobody has a second case (beta_binomial): whether people differ cannot be known, and everybody's estimate is the common one.")};
}

struct ShrinkageInput {
  static constexpr const char* record = "ShrinkageInput";
  Column value{}, volume{}, std_error{}, group{};

  void describe(Fields& f) {
    f("value", value, "Successes, events, or an estimate. Missing: nothing is known of the person.").per("n").may_be_missing();
    f("volume", volume, "Cases or exposure; 0: nothing is known of the person. With normal, where given, value is the mean of so many cases.").per("n").at_least(0).optional();
    f("std_error", std_error, "Of normal: known error of the estimate; with volume, of a single case.").per("n").above(0).may_be_missing().optional();
    f("group", group, "Within which people resemble each other: each group has its own spread. Left out: everybody together.").per("n").category().optional();
  }
};

struct ShrinkageOptions {
  static constexpr const char* record = "ShrinkageOptions";
  ShrinkageModel model = ShrinkageModel::undeclared;
  ShrinkageFit fit = ShrinkageFit::marginal_likelihood;
  ShrinkageIntervals intervals = ShrinkageIntervals::spread_estimated;
  std::optional<double> prior_mean{}, prior_volume{}, prior_std{};
  double confidence_level = 0.95;
  std::int64_t min_people = 4;

  void describe(Fields& f) {
    f("model", model, "How values come about.");
    f("fit", fit, "Where the spread of people comes from.");
    f("intervals", intervals, "Whether intervals and errors know of the error of the spread itself. With fit = given it is known.");
    f("prior_mean", prior_mean, "Mean of fit = given: a rate, or a value.");
    f("prior_volume", prior_volume, "Strength of fit = given: it counts like so many cases, or so much exposure, at the mean.").above(0);
    f("prior_std", prior_std, "Spread of fit = given for normal values.").above(0);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("min_people", min_people, "A group with fewer people with a value takes the spread of everybody.").between(4, 1000000);
  }
};

struct ShrinkageGroups {
  static constexpr const char* record = "ShrinkageGroups";
  Categories group{}, status{};
  std::vector<std::int64_t> people{}, without{};
  std::vector<double> prior_mean{}, prior_volume{}, prior_std{}, log_likelihood{};

  void describe(Fields& f) {
    f("group", group, "The group; \"total\" without groups.").per("g");
    f("status", status, "fitted, given, no_variation, from_everybody, too_few or one_case_each.").per("g");
    f("people", people, "People with a value.").per("g");
    f("without", without, "People of whom nothing is known.").per("g");
    f("prior_mean", prior_mean, "Mean of people's true values; NaN with too few.").per("g").may_be_missing();
    f("prior_volume", prior_volume, "How many cases, or how much exposure, the spread counts for: the volume at which a person's own rate has half the weight. Infinite without variation; NaN for normal values.")
        .per("g")
        .may_be_missing()
        .may_be_infinite();
    f("prior_std", prior_std, "Standard deviation of people's true values.").per("g").may_be_missing();
    f("log_likelihood", log_likelihood, "Of all values given this spread; NaN with too few.").per("g").may_be_missing();
  }
};

struct ShrinkageResult {
  static constexpr const char* record = "ShrinkageResult";
  std::vector<double> raw{}, estimate{}, lower{}, upper{}, std_error{}, weight{};
  ShrinkageGroups groups{};

  void describe(Fields& f) {
    f("raw", raw, "value / volume, or value; NaN where nothing is known.").per("n").may_be_missing();
    f("estimate", estimate, "Expected true value: weight · raw + (1 - weight) · prior_mean.").per("n").may_be_missing();
    f("lower", lower, "Lower bound: true values lie below it with half of what the level leaves; never above the estimate.").per("n").may_be_missing();
    f("upper", upper, "Upper bound.").per("n").may_be_missing();
    f("std_error", std_error, "Root of the mean squared distance of the true value from the estimate, given the data; what performance.ranking takes.").per("n").may_be_missing();
    f("weight", weight, "How much the person's own data count, from 0 to 1.").per("n").may_be_missing();
    f("groups", groups, "What was found of each group.");
  }
};

/// Estimates of people's true rates or values from little data (empirical Bayes).
///
/// With cases m of n and a beta spread of mean p worth M cases: (m + M p) / (n + M); with events and exposure alike by a gamma spread; with
/// a normal estimate of error s and a spread t: weight t^2 / (t^2 + s^2). Intervals are equal tails of the true value given the data, over
/// all spreads that the data allow, their variance flat beforehand (Morris 1983), or by the spread that was found alone. Errors: values beyond their volume, fractions where cases are
/// counted, efron_morris with unequal errors. Cost: O(n) and some fifty passes over the distinct pairs of value and volume of a group (ten with the spread taken as known).
ShrinkageResult shrinkage(const ShrinkageInput& input, const ShrinkageOptions& options, const RunContext& context = {});

extern const Function shrinkage_analysis;

}  // namespace mainstay::inline v1::performance
