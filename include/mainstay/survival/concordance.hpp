// Harrell's concordance: how often the person with the higher score left first.
#pragma once

#include <array>
#include <cstdint>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::survival {

/// What a higher score means.
enum class ScoreDirection : std::int32_t { risk, survival };
constexpr auto choices(ScoreDirection) {
  return std::array{choice(ScoreDirection::risk, "risk", "A higher score means leaving sooner (a hazard, a linear predictor)."),
                    choice(ScoreDirection::survival, "survival", "A higher score means staying longer (an expected tenure, a survival probability).")};
}

struct ConcordanceInput {
  static constexpr const char* record = "ConcordanceInput";
  Column score, duration, event, entry, weights, strata, cluster;
  void describe(Fields& f) {
    f("score", score, "What is to be judged: one number for each row.").per("n");
    f("duration", duration, "Time at which the row ends: of leaving, or of the last look.").per("n").at_least(0);
    f("event", event, "1 where the person left at `duration`, 0 where still there.").per("n").whole().between(0, 1);
    f("entry", entry, "Time from which the row is at risk; below `duration`.").per("n").optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("strata", strata, "Groups; only people of one group are compared.").per("n").category().optional();
    f("cluster", cluster, "Rows with the same label go together in the standard error.").per("n").category().optional();
  }
};

struct ConcordanceOptions {
  static constexpr const char* record = "ConcordanceOptions";
  ScoreDirection direction = ScoreDirection::risk;
  double confidence_level = 0.95;
  void describe(Fields& f) {
    f("direction", direction, "What a higher score means.");
    f("confidence_level", confidence_level, "Level of the interval.").above(0).below(1);
  }
};

/// How the count ended.
enum class ConcordanceStatus : std::int32_t { counted, no_pairs };
constexpr auto choices(ConcordanceStatus) {
  return std::array{choice(ConcordanceStatus::counted, "counted", "There are comparable pairs."),
                    choice(ConcordanceStatus::no_pairs, "no_pairs", "No pair of rows can be compared: nobody left, or nobody was at risk later. All shares are missing.")};
}

struct ConcordanceResult {
  static constexpr const char* record = "ConcordanceResult";
  ConcordanceStatus status = ConcordanceStatus::counted;
  double concordance = 0.0, std_error = 0.0, lower = 0.0, upper = 0.0;
  double concordant = 0.0, discordant = 0.0, tied_score = 0.0, tied_time = 0.0, tied_both = 0.0;
  std::int64_t rows = 0, events = 0;
  void describe(Fields& f) {
    f("status", status, "How the count ended.");
    f("concordance", concordance, "(concordant + tied_score / 2) / (concordant + discordant + tied_score): 0.5 is chance, 1 perfect order. Missing (NaN) without pairs.")
        .between(0, 1).may_be_missing();
    f("std_error", std_error, "Standard error by the infinitesimal jackknife. Missing (NaN) without pairs.").at_least(0).may_be_missing();
    f("lower", lower, "Lower end of the interval, cut at 0; where all pairs are in order, or none, Wilson's at as many pairs as share nobody. Missing (NaN) without pairs.").between(0, 1).may_be_missing();
    f("upper", upper, "Upper end of the interval, cut at 1. Missing (NaN) without pairs.").between(0, 1).may_be_missing();
    f("concordant", concordant, "Pairs in the right order (products of weights).").at_least(0);
    f("discordant", discordant, "Pairs in the wrong order.").at_least(0);
    f("tied_score", tied_score, "Comparable pairs with equal scores.").at_least(0);
    f("tied_time", tied_time, "Pairs that left at the same time, with unequal scores; not compared.").at_least(0);
    f("tied_both", tied_both, "Pairs that left at the same time with equal scores; not compared.").at_least(0);
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
  }
};

/// A pair is comparable when one left while the other was at risk and stayed longer; somebody last seen on the day when the
/// other left stayed longer. With entries both must have been at risk then. The standard error is that of R's concordance.
/// O(n log n), about 60 bytes a row; missing values are refused. Data without a comparable pair end in a status.
/// Source: Harrell, Lee, Mark (1996); Therneau & Watson, The concordance statistic and the Cox model (2015).
ConcordanceResult concordance(const ConcordanceInput& input, const ConcordanceOptions& options = {}, const RunContext& context = {});

extern const Function concordance_analysis;

}  // namespace mainstay::inline v1::survival
