// Why a model says what it says of a person: what each column adds to the score.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/core/description.hpp"

namespace mainstay::inline v1::survival {

struct ExplainInput {
  static constexpr const char* record = "ExplainInput";
  Table x;
  void describe(Fields& f) { f("x", x, "The fit's columns by name, in any order; others are not looked at.").per("m", "c"); }
};
struct ExplainOptions {
  static constexpr const char* record = "ExplainOptions";
  std::int64_t most = 3;
  void describe(Fields& f) { f("most", most, "Reasons kept for each row, the strongest first.").between(1, 1000); }
};

/// Long table: for each row of x its strongest columns; a categorical column counts as one.
struct Reasons {
  static constexpr const char* record = "Reasons";
  std::vector<std::int64_t> row, rank;
  Categories column;
  std::vector<double> contribution, factor;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("r").at_least(0);
    f("rank", rank, "1 is the strongest.").per("r").at_least(1);
    f("column", column, "Column of x.").per("r");
    f("contribution", contribution, "What it adds to the score, against the average of the people in the fit.").per("r");
    f("factor", factor, "exp(contribution): by what it multiplies what the score is the logarithm of (hazard, odds or time).").per("r").may_be_infinite();
  }
};

/// Of a linear model.
struct Explanation {
  static constexpr const char* record = "Explanation";
  std::vector<double> contributions;
  std::vector<std::string> terms;
  Reasons reasons;
  void describe(Fields& f) {
    f("contributions", contributions, "coefficient * (x - mean) for each row and term, 0 for an intercept; the sum over the terms is the linear predictor against the mean, without offset.").per("m", "p");
    f("terms", terms, "Names of the terms.").per("p");
    f("reasons", reasons, "The strongest columns of each row; a categorical column counts as one.");
  }
};

}  // namespace mainstay::inline v1::survival
