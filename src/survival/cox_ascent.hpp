// Newton's way to the maximum of a Cox likelihood, one evaluation at a time, so that one machine and a cluster take the same steps.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mainstay/survival/cox.hpp"

namespace mainstay::inline v1::survival {

/// Two questions alternate: likelihood(beta) → judge(); if it says so, slope and information(beta) → advance().
struct CoxAscent {
  static constexpr const char* record = "CoxAscent";
  std::vector<double> beta, previous, penalty;
  double log_likelihood = 0.0, log_likelihood_null = 0.0, objective = 0.0;
  std::int64_t iterations = 0, halvings = 0, rank = 0;
  bool started = false, settling = false, finished = false;
  CoxStatus status = CoxStatus::converged;
  std::vector<double> model_covariance;
  std::vector<std::int64_t> left_out, separated;
  double score = 0.0, decrement = 0.0;
  void describe(Fields& f) {
    f("beta", beta, "Coefficients at which the likelihood is asked for next.").per("p");
    f("previous", previous, "Coefficients of the best likelihood so far.").per("p");
    f("penalty", penalty, "On each term's squared coefficient, twice; empty: none.").per("p").optional().at_least(0);
    f("log_likelihood", log_likelihood, "Best log-likelihood so far.");
    f("log_likelihood_null", log_likelihood_null, "Log-likelihood at 0.");
    f("objective", objective, "Best log-likelihood less penalty.");
    f("iterations", iterations, "Newton steps taken.").at_least(0);
    f("halvings", halvings, "Halvings of the present step.").at_least(0);
    f("rank", rank, "Terms that are not singular.").at_least(0);
    f("started", started, "Whether the likelihood at 0 is known.");
    f("settling", settling, "Whether no step is left to try.");
    f("finished", finished, "Whether the fit has ended.");
    f("status", status, "How it ended.");
    f("model_covariance", model_covariance, "Inverse information at the end.").per("p", "p").optional().may_be_infinite();
    f("left_out", left_out, "Singular terms.").per("a").at_least(0);
    f("separated", separated, "Terms without a finite estimate.").per("b").at_least(0);
    f("score", score, "Score statistic at 0.");
    f("decrement", decrement, "Squared length of the last step in standard errors.");
  }

  /// Starts at 0.
  void begin(std::int64_t terms);
  /// Takes the log-likelihood at `beta`. True when slope and information are wanted at `beta`; false when `beta` has changed (a
  /// shorter step) or the fit has ended.
  bool judge(double value, bool finite);
  /// Takes slope and information (upper triangle, (p, p)) at `beta`, without the penalty. scale: spread of each term, for the rank;
  /// reach: largest distance of a term from its mean, for separation; weight: of the events.
  void advance(std::vector<double> slope, std::vector<double> information, const std::vector<double>& scale, const std::vector<double>& reach,
               double events, double weight, const CoxOptions& options);

  /// The last step's length in standard errors over the root of the number of events.
  double length(double events, double weight) const;
  /// Whether `beta`, where the likelihood has not been asked for, is as near to the maximum as the tolerance demands. The slope changes along
  /// a step as the information says, but for that part of the step's length which is at most half the range r of x'step over the rows, for
  /// small r: a third moment is not above range times variance. misjudged: relative error of the information that gave the step.
  bool arrives(const std::vector<double>& reach, double events, double weight, double misjudged, double tolerance) const;
  /// Ends the fit there, with the information at `beta`.
  void settle(std::vector<double> information, const std::vector<double>& scale, const std::vector<double>& reach, double events, double weight,
              const CoxOptions& options);
};

/// The penalty of each term; empty when there is none. scale: the spread of each column's term over rows of this weight. Refuses penalties of columns that x does not have.
std::vector<double> penalty_of(std::string_view analysis, const CoxOptions& options, const std::vector<CoxColumn>& columns, const std::vector<double>& scale,
                               double weight, std::int64_t terms);

}  // namespace mainstay::inline v1::survival
