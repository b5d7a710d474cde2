// What rows tell of the columns of x before a model is laid out, added up over partitions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mainstay/core/description.hpp"
#include "mainstay/survival/cox.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

/// A column of x as rows of positive weight have it.
struct SurveyedColumn {
  static constexpr const char* record = "SurveyedColumn";
  std::string name;
  bool categorical = false;
  std::vector<std::string> levels;
  std::vector<double> level_weight;
  double weight = 0.0, mean = 0.0, low = 0.0, high = 0.0;
  void describe(Fields& f) {
    f("name", name, "Name of the column.");
    f("categorical", categorical, "Whether it is categorical.");
    f("levels", levels, "The levels it can have, in their order.").per("l");
    f("level_weight", level_weight, "Weight of the rows of each.").per("l").at_least(0);
    f("weight", weight, "Weight of the rows.").at_least(0);
    f("mean", mean, "Mean of a numeric column.");
    f("low", low, "Smallest value.");
    f("high", high, "Largest value.");
  }
};

SurveyedColumn surveyed(const std::string& name, const Column& column, const Numbers& weights);

/// Levels that have another order are put into rising order. Refuses other columns with Error{unsupported}.
void merge_columns(std::string_view analysis, std::vector<SurveyedColumn>& to, const std::vector<SurveyedColumn>& from);

/// Their levels that occur.
std::vector<CoxColumn> columns_of(const std::vector<SurveyedColumn>& surveyed);

/// The mean of each term.
std::vector<double> term_means(const std::vector<SurveyedColumn>& surveyed, const std::vector<CoxColumn>& columns);

}  // namespace mainstay::inline v1::survival
