// What a Cox model leaves unexplained: the rows of a fit, read again at its coefficients.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// The rows of the fit, in any order; columns of x are found by name.
struct CoxRows {
  static constexpr const char* record = "CoxRows";
  Table x;
  Column duration, event, entry, weights, strata, offset, cluster;
  void describe(Fields& f) {
    f("x", x, "The fit's columns by name, in any order; others are not looked at.").per("m", "c");
    f("duration", duration, "As in the fit.").per("m").at_least(0);
    f("event", event, "As in the fit.").per("m").whole().between(0, 1);
    f("entry", entry, "As in the fit; needed when it had entries.").per("m").optional();
    f("weights", weights, "As in the fit; needed when it had weights.").per("m").at_least(0).optional();
    f("strata", strata, "As in the fit; needed when it had strata.").per("m").category().optional();
    f("offset", offset, "As in the fit; needed when it had offsets.").per("m").optional();
    f("cluster", cluster, "Rows with the same label are added up, when that is asked for.").per("m").category().optional();
  }
};

struct CoxResidualsOptions {
  static constexpr const char* record = "CoxResidualsOptions";
  bool score = true, dfbeta = true, dfbetas = true, schoenfeld = true, weighted = false, collapse = false;
  void describe(Fields& f) {
    f("score", score, "Whether score residuals are made: p numbers for each row.");
    f("dfbeta", dfbeta, "Whether the changes of the coefficients without each row are made: p numbers for each row.");
    f("dfbetas", dfbetas, "Whether the same in standard errors are made: p numbers for each row.");
    f("schoenfeld", schoenfeld, "Whether Schoenfeld residuals are made: 2 p numbers for each row that left.");
    f("weighted", weighted, "Whether all residuals are multiplied by the row's weight; dfbeta and dfbetas always are.");
    f("collapse", collapse, "Whether residuals are added up by `cluster` (all rows of one person), which then must be given; not those of Schoenfeld.");
  }
};

/// One row for each row that left, by stratum and time.
struct CoxSchoenfeld {
  static constexpr const char* record = "CoxSchoenfeld";
  std::vector<std::int64_t> row, stratum;
  std::vector<double> time, residual, scaled;
  void describe(Fields& f) {
    f("row", row, "Row of x.").per("leavers").at_least(0);
    f("stratum", stratum, "Place of its stratum in the fit's `strata`.").per("leavers").at_least(0);
    f("time", time, "Time of leaving.").per("leavers");
    f("residual", residual, "The row's attributes less the mean of those at risk (with Efron's ties, of those at risk as the tied leavers leave one after the other).")
        .per("leavers", "p");
    f("scaled", scaled, "residual times the number of leavers times model_covariance, plus the coefficients: about the coefficient at that time.").per("leavers", "p");
  }
};

struct CoxResiduals {
  static constexpr const char* record = "CoxResiduals";
  std::vector<std::string> terms, groups;
  std::vector<double> martingale, deviance, score, dfbeta, dfbetas;
  CoxSchoenfeld schoenfeld;
  void describe(Fields& f) {
    f("terms", terms, "Names of the terms.").per("p");
    f("groups", groups, "Labels of the clusters in rising order when residuals were added up by them: then these are the rows below.").per("groups").optional();
    f("martingale", martingale, "Event less the number of events expected of such a row until it ended. Missing (NaN) for rows of weight 0.")
        .per("rows").may_be_missing();
    f("deviance", deviance, "The same on a scale that is about normal: sign(m) sqrt(2 (d log(d / (d - m)) - m)), d the events. Missing (NaN) for rows of weight 0.")
        .per("rows").may_be_missing();
    f("score", score, "The row's part of the slope of the log-likelihood at the coefficients. Missing (NaN) for rows of weight 0.")
        .per("rows", "p").optional().may_be_missing();
    f("dfbeta", dfbeta, "About how much each coefficient would fall without the row: weighted score residual times model_covariance. Missing (NaN) for rows of weight 0.")
        .per("rows", "p").optional().may_be_missing();
    f("dfbetas", dfbetas, "dfbeta over the model's standard errors. Missing (NaN) for rows of weight 0 and for singular terms.")
        .per("rows", "p").optional().may_be_missing();
    f("schoenfeld", schoenfeld, "Residuals of those who left.");
  }
};

/// Residuals of the rows of a fit, as R's residuals.coxph: for either kind of ties, strata, weights and delayed entry.
/// With an offset, entries, weights or strata these must be given again: rows whose log-likelihood at the fit's coefficients is not the
/// fit's are refused. O(n·p) with score or Schoenfeld residuals, O(n·p²) with dfbeta; memory (p+1)·(distinct times) beside the result.
/// Sources: Therneau, Grambsch & Fleming (1990); Therneau & Grambsch, Modeling Survival Data (2000), chapter 4.
CoxResiduals cox_residuals(const CoxFit& fit, const CoxRows& input, const CoxResidualsOptions& options = {}, const RunContext& context = {});

}  // namespace mainstay::inline v1::survival
