// Performance beside potential: a box for everybody, and how sure it is.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

/// Where a value belongs that equals a cut.
enum class CutEdge : std::int32_t { above, below };
constexpr auto choices(CutEdge) { return std::array{choice(CutEdge::above, "above", "Above it: a cut of 80 is reached with 80."), choice(CutEdge::below, "below", "Below it: 80 must be exceeded.")}; }

struct NineBoxInput {
  static constexpr const char* record = "NineBoxInput";
  Column performance{}, potential{}, performance_error{}, potential_error{}, group{};

  void describe(Fields& f) {
    f("performance", performance, "What the person does.").per("n").may_be_missing();
    f("potential", potential, "What the person could do.").per("n").may_be_missing();
    f("performance_error", performance_error, "Standard error of performance; missing: 0.").per("n").at_least(0).may_be_missing().optional();
    f("potential_error", potential_error, "Standard error of potential; missing: 0.").per("n").at_least(0).may_be_missing().optional();
    f("group", group, "Of which boxes are counted apart.").per("n").category().optional();
  }
};

struct NineBoxOptions {
  static constexpr const char* record = "NineBoxOptions";
  std::vector<double> performance_cuts{}, potential_cuts{};
  std::vector<std::string> performance_labels{}, potential_labels{}, boxes{};
  CutEdge edge = CutEdge::above;
  double confidence_level = 0.95;

  void describe(Fields& f) {
    f("performance_cuts", performance_cuts, "Cuts between the levels of performance, ascending; two for nine boxes.").required();
    f("potential_cuts", potential_cuts, "Cuts between the levels of potential.").required();
    f("performance_labels", performance_labels, "Names of the levels, lowest first; left out: low, middle, high, or their numbers.");
    f("potential_labels", potential_labels, "Names of the levels of potential.");
    f("boxes", boxes, "Names of the boxes, lowest potential first and there from the lowest performance on; left out: \"performance / potential\".");
    f("edge", edge, "Where a value belongs that equals a cut.");
    f("confidence_level", confidence_level, "Of the intervals of shares.").above(0).below(1);
  }
};

struct NineBoxTable {
  static constexpr const char* record = "NineBoxTable";
  Categories group{}, box{}, performance{}, potential{};
  std::vector<std::int64_t> count{};
  std::vector<double> share{}, lower{}, upper{}, expected{};

  void describe(Fields& f) {
    f("group", group, "The group; \"total\" for everybody.").per("r");
    f("box", box, "The box.").per("r");
    f("performance", performance, "Its level of performance.").per("r");
    f("potential", potential, "Its level of potential.").per("r");
    f("count", count, "People in it.").per("r");
    f("share", share, "Of the group's people with both values; NaN without any.").per("r").may_be_missing();
    f("lower", lower, "Lower bound (Wilson).").per("r");
    f("upper", upper, "Upper bound (Wilson).").per("r");
    f("expected", expected, "How many there are in expectation when errors are taken into account; count without errors.").per("r");
  }
};

struct NineBoxResult {
  static constexpr const char* record = "NineBoxResult";
  std::vector<std::int64_t> performance_level{}, potential_level{};
  Categories box{};
  std::vector<double> certainty{};
  std::int64_t without = 0;
  NineBoxTable boxes{};

  void describe(Fields& f) {
    f("performance_level", performance_level, "Level of performance, 1 the lowest; 0 where it is missing.").per("n");
    f("potential_level", potential_level, "Level of potential.").per("n");
    f("box", box, "The box; missing where a value is.").per("n").may_be_missing();
    f("certainty", certainty, "Probability that the true values, normal about the given ones, lie in this box; 1 without errors, NaN without a box.").per("n").may_be_missing();
    f("without", without, "People without a box.");
    f("boxes", boxes, "How many are in which box.");
  }
};

/// People by two values and their cuts; any number of levels, 3 × 3 by custom. Errors of the two values are independent. Errors: cuts that do
/// not rise, lists of names of another length. Cost: O(n log cuts); with errors O(n · boxes).
NineBoxResult nine_box(const NineBoxInput& input, const NineBoxOptions& options, const RunContext& context = {});

extern const Function nine_box_analysis;

}  // namespace mainstay::inline v1::performance
