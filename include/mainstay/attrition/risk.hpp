// Risk of leaving: a model frozen at a day, with what is needed to say who may leave, how sure that is, and how well the model did since.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/survival/model.hpp"

namespace mainstay::inline v1::attrition {

/// People, or pieces of people's time: row i is at risk in (entry, duration].
struct RiskInput {
  static constexpr const char* record = "RiskInput";
  Table x;
  Column duration, event, entry, weights, cluster;
  void describe(Fields& f) {
    f("x", x, "Attributes: numbers or categories. Missing values where the estimator takes them.").per("n", "c").may_be_missing();
    f("duration", duration, "Tenure at which the row ends: of leaving, or of the last look.").per("n").at_least(0);
    f("event", event, "0 = still here (censored), 1, 2, … = left, by cause.").per("n").whole().between(0, 255);
    f("entry", entry, "Tenure from which the row is at risk (delayed entry, or pieces of a person's time); below `duration`. 0 at first if not given.")
        .per("n").at_least(0).optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
    f("cluster", cluster, "Whose row it is: rows of one person are counted, drawn and held out together. Every row a person if not given.").per("n").category().optional();
  }
};

struct RiskOptions {
  static constexpr const char* record = "RiskOptions";
  std::vector<double> horizons;
  survival::ModelOptions model;
  std::optional<std::int64_t> frozen_at;
  std::int64_t minimum_events = 50;
  std::int64_t few_people = 10, few_events = 5;
  std::int64_t resamples = 0;
  void describe(Fields& f) {
    f("horizons", horizons, "Times ahead for which leaving is predicted, rising, in the unit of `duration`.").above(0).required();
    f("model", model, "The estimator and its options, as survival.model takes them.");
    f("frozen_at", frozen_at, "Day up to which the rows were known: the model is not judged on earlier days.").day();
    f("minimum_events", minimum_events, "Fewer leavings than this are refused.").at_least(1);
    f("few_people", few_people, "Levels and tenures with fewer people than this are flagged.").at_least(0);
    f("few_events", few_events, "Levels with fewer leavings than this are flagged.").at_least(0);
    f("resamples", resamples, "Fits with random weights of the people (Bayesian bootstrap), for intervals of any estimator. 0: intervals of estimators that have them, otherwise none.")
        .between(0, 100000);
  }
};

/// The columns as the fit saw them.
struct RiskColumns {
  static constexpr const char* record = "RiskColumns";
  std::vector<std::string> column;
  std::vector<std::int64_t> categorical, missing;
  std::vector<double> lowest, highest;
  void describe(Fields& f) {
    f("column", column, "Column of x.").per("c");
    f("categorical", categorical, "1 where it holds categories, 0 where numbers.").per("c").between(0, 1);
    f("missing", missing, "Rows without a value.").per("c").at_least(0);
    f("lowest", lowest, "Smallest number; missing (NaN) for categories.").per("c").may_be_missing();
    f("highest", highest, "Largest number; missing (NaN) for categories.").per("c").may_be_missing();
  }
};

/// The levels of the columns with categories.
struct RiskLevels {
  static constexpr const char* record = "RiskLevels";
  Categories column, level;
  std::vector<std::int64_t> rows, people, events;
  void describe(Fields& f) {
    f("column", column, "Column of x.").per("l");
    f("level", level, "Level.").per("l");
    f("rows", rows, "Rows with the level.").per("l").at_least(0);
    f("people", people, "People with a row with the level.").per("l").at_least(0);
    f("events", events, "Rows with the level that left.").per("l").at_least(0);
  }
};

/// A model and what it was fitted on, frozen: immutable; judges people from any number of threads.
struct RiskFit {
  static constexpr const char* record = "RiskFit";
  survival::ModelFit model;
  std::vector<survival::ModelFit> base, resamples;
  std::optional<std::int64_t> frozen_at;
  std::int64_t rows = 0, people = 0, events = 0;
  double follow_up = 0.0, followed_until = 0.0;
  std::vector<double> horizons, base_rate;
  std::int64_t few_people = 0, few_events = 0;
  RiskColumns columns;
  std::vector<double> shares, quantiles;
  RiskLevels levels;
  void describe(Fields& f) {
    f("model", model, "The model.");
    f("base", base, "One curve for everybody, by cause: what the model has to beat.");
    f("resamples", resamples, "The model fitted with random weights of the people.");
    f("frozen_at", frozen_at, "As in the options.").day();
    f("rows", rows, "Rows with positive weight.").at_least(0);
    f("people", people, "People among them.").at_least(0);
    f("events", events, "Rows that left.").at_least(0);
    f("follow_up", follow_up, "Longest tenure: nothing is known beyond it.").at_least(0);
    f("followed_until", followed_until, "Longest tenure that few_people people were seen to reach; 0 where no tenure was.").at_least(0);
    f("horizons", horizons, "As in the options.").per("t").above(0);
    f("base_rate", base_rate, "Share of everybody who leaves within the horizon of the first day (1 - Kaplan-Meier).").per("t").between(0, 1);
    f("few_people", few_people, "As in the options.").at_least(0);
    f("few_events", few_events, "As in the options.").at_least(0);
    f("columns", columns, "What was seen of each column.");
    f("shares", shares, "Shares to which the quantiles belong: 0, 0.05, … 1.").per("q").between(0, 1);
    f("quantiles", quantiles, "Quantiles of each column over the rows; missing (NaN) for categories.").per("c", "q").may_be_missing();
    f("levels", levels, "What was seen of each level.");
  }
  void validate() const;
};

/// Fits `model` on what was known at a day, and keeps what later judgements of people need. Refuses fewer leavings than
/// `minimum_events` with their number, rows that were cut after `frozen_at`, and whatever the estimator refuses.
/// Resamples: every person's rows are weighed by an exponential variable of mean 1 (Rubin 1981, The Bayesian bootstrap; Annals of
/// Statistics 9), drawn from the seed and the person's place among the sorted labels; no level can drop out. Cost: resamples + 1 fits.
RiskFit risk(const RiskInput& input, const RiskOptions& options, const RunContext& context = {});

/// How figures under changed attributes are to be read.
enum class RiskMeaning : std::int32_t { association };
constexpr auto choices(RiskMeaning) {
  return std::array{choice(RiskMeaning::association, "association",
                           "What the model predicts for people who are like this in the data, not what would happen to somebody if it were changed.")};
}

/// Where intervals come from.
enum class RiskInterval : std::int32_t { none, model, resamples };
constexpr auto choices(RiskInterval) {
  return std::array{choice(RiskInterval::none, "none", "The estimator has none and nothing was resampled: limits are missing (NaN)."),
                    choice(RiskInterval::model, "model", "The estimator's own: how uncertain the fit is."),
                    choice(RiskInterval::resamples, "resamples", "Quantiles over the resampled fits.")};
}

extern const Function risk_analysis;

}  // namespace mainstay::inline v1::attrition
