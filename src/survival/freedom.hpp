// The way to a penalty that leaves wanted effective degrees of freedom, one fit after another.
#pragma once

#include <algorithm>
#include <cmath>

#include "mainstay/core/run_context.hpp"

namespace mainstay::inline v1::survival {

/// The context of fits that only look for something: the host is asked whether to go on, and told that nothing of the fit is done.
inline RunContext still(const RunContext& context) {
  RunContext searching = context;
  if (context.progress) searching.progress = [&context](double) { return context.progress(0.0); };
  return searching;
}

/// A penalty between 0, which leaves `most` degrees of freedom, and infinity, which leaves `least`. The log odds of the share between them fall
/// almost along a line with the penalty's logarithm: secant steps on these scales, at most e^6 long.
class FreedomWay {
 public:
  FreedomWay(double least, double most, double wanted) : least_(least), span_(most - least), wanted_(log_odds((wanted - least) / span_)), share_wanted_((wanted - least) / span_) {}

  static constexpr int most_trials = 100;

  /// Whether a penalty says anything of `freedom`: not without leavers, nor of a column that does not vary.
  bool informative(double freedom) const { return freedom > least_ && freedom < least_ + span_; }
  bool there(double freedom) const { return std::abs((freedom - least_) / span_ - share_wanted_) <= 1e-9; }

  /// The penalty to try after one that left `freedom`.
  double next(double penalty, double freedom) {
    const double now = std::log(penalty), share = log_odds((freedom - least_) / span_);
    if (begun_ && std::abs(now - logarithm_) > 1e-12) slope_ = std::clamp((share - share_) / (now - logarithm_), -2.0, -0.05);
    begun_ = true;
    logarithm_ = now;
    share_ = share;
    constexpr double longest = 6.0;
    return std::exp(now + std::clamp((wanted_ - share) / slope_, -longest, longest));
  }

 private:
  static double log_odds(double share) { return std::log(share / (1.0 - share)); }
  double least_, span_, wanted_, share_wanted_;
  double logarithm_ = 0.0, share_ = 0.0, slope_ = -1.0;
  bool begun_ = false;
};

}  // namespace mainstay::inline v1::survival
