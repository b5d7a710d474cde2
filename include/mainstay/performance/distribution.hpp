// How are scores and pay-outs spread, and how much of the money goes to how few?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::performance {

struct DistributionInput {
  static constexpr const char* record = "DistributionInput";
  Column score{}, payout{}, tier{}, group{};

  void describe(Fields& f) {
    f("score", score, "The person's score; missing values are counted.").per("n").may_be_missing().optional();
    f("payout", payout, "What the person is paid, in whole minor units; missing: nothing is known.").per("n").whole().at_least(0).may_be_missing().optional();
    f("tier", tier, "The person's tier.").per("n").category().optional();
    f("group", group, "Groups that are told beside everybody.").per("n").category().optional();
  }
};

struct DistributionOptions {
  static constexpr const char* record = "DistributionOptions";
  std::vector<double> probabilities{0.1, 0.25, 0.5, 0.75, 0.9}, top_shares{0.01, 0.1, 0.2}, edges{};
  std::int64_t bins = 20, points = 20;
  std::vector<std::string> tiers{};

  void describe(Fields& f) {
    f("probabilities", probabilities, "Which quantiles of scores and pay-outs.").between(0, 1);
    f("top_shares", top_shares, "Shares of the people who are paid most.").above(0).at_most(1);
    f("edges", edges, "Edges of the classes of scores, ascending; left out: bins classes of equal width from the smallest to the largest score.");
    f("bins", bins, "How many classes.").between(1, 1000);
    f("points", points, "Points of the pay-out curve after its origin.").between(1, 10000);
    f("tiers", tiers, "The tiers from the best to the worst; left out: in the order of their labels.");
  }
};

/// One row for everybody ("total") and one for each group.
struct DistributionGroups {
  static constexpr const char* record = "DistributionGroups";
  Categories group{};
  std::vector<std::int64_t> people{}, scored{}, paid{};
  std::vector<double> mean_score{}, std_score{}, skewness{}, total_payout{}, mean_payout{}, gini{};

  void describe(Fields& f) {
    f("group", group, "The group; \"total\" for everybody.").per("g");
    f("people", people, "People.").per("g");
    f("scored", scored, "People with a score.").per("g");
    f("paid", paid, "People with a known pay-out, 0 included.").per("g");
    f("mean_score", mean_score, "Mean score; NaN without any.").per("g").may_be_missing();
    f("std_score", std_score, "Standard deviation (n - 1); NaN below two.").per("g").may_be_missing();
    f("skewness", skewness, "Skewness of the scores, third central moment over the 1.5th power of the second; NaN without spread.").per("g").may_be_missing();
    f("total_payout", total_payout, "Sum of the pay-outs, exact up to 2^53.").per("g");
    f("mean_payout", mean_payout, "Mean pay-out; NaN without any.").per("g").may_be_missing();
    f("gini", gini, "Gini coefficient of the pay-outs: 0 everybody alike, (n - 1) / n all to one; NaN where nothing is paid.").per("g").may_be_missing();
  }
};

struct DistributionQuantiles {
  static constexpr const char* record = "DistributionQuantiles";
  Categories group{};
  std::vector<double> probability{}, score{}, payout{};

  void describe(Fields& f) {
    f("group", group, "The group.").per("q");
    f("probability", probability, "Which quantile.").per("q");
    f("score", score, "Of the scores, interpolated between neighbours (Hyndman & Fan 1996, type 7); NaN without any.").per("q").may_be_missing();
    f("payout", payout, "Of the pay-outs.").per("q").may_be_missing();
  }
};

struct DistributionClasses {
  static constexpr const char* record = "DistributionClasses";
  Categories group{};
  std::vector<double> lower_edge{}, upper_edge{}, share{};
  std::vector<std::int64_t> count{};

  void describe(Fields& f) {
    f("group", group, "The group.").per("c");
    f("lower_edge", lower_edge, "Lower edge, which belongs to the class.").per("c").may_be_infinite();
    f("upper_edge", upper_edge, "Upper edge, which belongs to the next class; of the last one of equal width to itself.").per("c").may_be_infinite();
    f("count", count, "Scores in it.").per("c");
    f("share", share, "Of the scores; NaN without any.").per("c").may_be_missing();
  }
};

struct DistributionCurve {
  static constexpr const char* record = "DistributionCurve";
  Categories group{};
  std::vector<double> people{}, money{};

  void describe(Fields& f) {
    f("group", group, "The group.").per("points");
    f("people", people, "Share of the people, the worst paid first.").per("points");
    f("money", money, "Share of the money that they get: the pay-out curve (Lorenz). NaN where nothing is paid.").per("points").may_be_missing();
  }
};

struct DistributionTops {
  static constexpr const char* record = "DistributionTops";
  Categories group{};
  std::vector<double> top{}, money{};
  std::vector<std::int64_t> people{};

  void describe(Fields& f) {
    f("group", group, "The group.").per("tops");
    f("top", top, "Share of the people who are paid most.").per("tops");
    f("people", people, "How many that are, rounded up.").per("tops");
    f("money", money, "Share of the money that they get; NaN where nothing is paid.").per("tops").may_be_missing();
  }
};

struct DistributionTiers {
  static constexpr const char* record = "DistributionTiers";
  Categories group{}, tier{};
  std::vector<std::int64_t> people{};
  std::vector<double> share{}, mean_score{}, total_payout{}, share_of_money{};

  void describe(Fields& f) {
    f("group", group, "The group.").per("s");
    f("tier", tier, "The tier.").per("s");
    f("people", people, "People in it.").per("s");
    f("share", share, "Of the group's people; NaN without any.").per("s").may_be_missing();
    f("mean_score", mean_score, "Their mean score; NaN without any.").per("s").may_be_missing();
    f("total_payout", total_payout, "What they are paid.").per("s");
    f("share_of_money", share_of_money, "Of what the group is paid; NaN where that is nothing.").per("s").may_be_missing();
  }
};

struct DistributionResult {
  static constexpr const char* record = "DistributionResult";
  DistributionGroups groups{};
  DistributionQuantiles quantiles{};
  DistributionClasses classes{};
  DistributionCurve curve{};
  DistributionTops tops{};
  DistributionTiers tiers{};

  void describe(Fields& f) {
    f("groups", groups, "Everybody, and group by group.");
    f("quantiles", quantiles, "Quantiles of scores and pay-outs.");
    f("classes", classes, "How many scores lie where; empty without scores.");
    f("curve", curve, "The pay-out curve; empty without pay-outs.");
    f("tops", tops, "How much of the money goes to how few; empty without pay-outs.");
    f("tiers", tiers, "People and money by tier; empty without tiers.");
  }
};

/// The spread of scores and pay-outs. Sums of money are exact; pay-outs that add up beyond 2^53 are refused. Cost: O(n log n).
DistributionResult distribution(const DistributionInput& input, const DistributionOptions& options, const RunContext& context = {});

extern const Function distribution_analysis;

}  // namespace mainstay::inline v1::performance
