// Who comes back, by reason and situation: incidence of return beside its competing ends, with intervals that say how little is known, and
// with what the caller knew before.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/returns/ends.hpp"
#include "mainstay/survival/counts.hpp"

namespace mainstay::inline v1::returns {

/// One row a leaver, or (entry, duration] pieces of somebody's time away, where the situation changed between them.
struct ProbabilityInput {
  static constexpr const char* record = "ProbabilityInput";
  Column duration, end, entry, reason, situation, person, exit, weights;
  void describe(Fields& f) {
    f("duration", duration, "Time from the exit to the end of the row: to the return, another end, or the last look. In days when `exit` is given.").per("n").at_least(0);
    f("end", end, "How the time away ended there: a text of `ends`, or 0 open, 1 returned, 2 settled, 3 unreachable. Missing: open.").per("n").category().may_be_missing();
    f("entry", entry, "Time from the exit at which the row begins; below `duration`. 0 if not given.").per("n").at_least(0).optional();
    f("reason", reason, "Why they left.").per("n").category().optional();
    f("situation", situation, "How they stand now: promoted or not, paid above our scale or below.").per("n").category().optional();
    f("person", person, "Who it is. Pieces of one person may not overlap, and nobody is away twice at a time. Every row a person if not given.").per("n").category().optional();
    f("exit", exit, "Day of the exit. Needed with `frozen_at`, and to tell two exits of one person apart.").per("n").day().optional();
    f("weights", weights, "How many people a row stands for. Rows with weight 0 are left out.").per("n").at_least(0).optional();
  }
};

/// What the caller knew before: a rule of thumb, and how many people's worth it is.
struct ProbabilityPrior {
  static constexpr const char* record = "ProbabilityPrior";
  std::string reason, situation;
  double waited = 0.0;
  std::optional<double> horizon;
  double mean = 0.5, worth = 10.0;
  void describe(Fields& f) {
    f("reason", reason, "Reason that it is for; every one when empty.");
    f("situation", situation, "Situation that it is for; every one when empty. Where several priors hold, the one that names more counts.");
    f("waited", waited, "Time since the exit that has passed without an end, one of the option `waited`.").at_least(0);
    f("horizon", horizon, "Time within which the return is meant, one of `horizons`: a probability without one means nothing.").above(0).required();
    f("mean", mean, "Probability of return.").above(0).below(1).required();
    f("worth", worth, "How many observed people it is worth.").above(0).required();
  }
};

/// How the groups inform each other.
enum class ReturnPooling : std::int32_t { marginal_likelihood, moments, none };
constexpr auto choices(ReturnPooling) {
  return std::array{choice(ReturnPooling::marginal_likelihood, "marginal_likelihood", "Empirical Bayes: the groups' true probabilities are spread as the beta distribution that makes what was seen most likely."),
                    choice(ReturnPooling::moments, "moments", "The same, by moments."), choice(ReturnPooling::none, "none", "Not at all: each group by itself.")};
}

struct ProbabilityOptions {
  static constexpr const char* record = "ProbabilityOptions";
  std::vector<double> horizons, waited{0.0};
  ReturnEnds ends;
  std::vector<std::string> reasons, situations;
  std::optional<std::int64_t> frozen_at;
  std::vector<ProbabilityPrior> priors;
  ReturnPooling pooling = ReturnPooling::marginal_likelihood;
  std::int64_t least_groups = 4;
  double conflict_level = 0.05, confidence_level = 0.95;
  void describe(Fields& f) {
    f("horizons", horizons, "Times within which the return is meant, counted from `waited`; rising.").above(0).required();
    f("waited", waited, "Times since the exit that have passed without an end, rising: each has probabilities of its own, of those still away by then.").at_least(0);
    f("ends", ends, "Which texts of `end` mean what.");
    f("reasons", reasons, "Reasons that there are; another one is refused. Those of the data when not given.");
    f("situations", situations, "Situations that there are; another one is refused. Those of the data when not given.");
    f("frozen_at", frozen_at, "Last day of which anything is known: later exits are left out, and whoever ended later is still away.").day();
    f("priors", priors, "What was known before.");
    f("pooling", pooling, "How groups without a prior of the caller inform each other.");
    f("least_groups", least_groups, "With fewer groups nothing is pooled.").at_least(2);
    f("conflict_level", conflict_level, "A prior is in conflict with the data where they are less probable than this under it.").between(0, 1);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
  }
};

/// What the rows say of a probability.
enum class ReturnStatus : std::int32_t { known, no_return, beyond_follow_up, nobody };
constexpr auto choices(ReturnStatus) {
  return std::array{choice(ReturnStatus::known, "known", "Some returned, and people were followed to the horizon."),
                    choice(ReturnStatus::no_return, "no_return", "People were followed to the horizon and nobody returned: the upper limit says what that tells."),
                    choice(ReturnStatus::beyond_follow_up, "beyond_follow_up", "Nobody was followed to the horizon: only a lower limit is known."),
                    choice(ReturnStatus::nobody, "nobody", "No row was observed at `waited`: nothing is known.")};
}

/// What a posterior rests on.
enum class ReturnBasis : std::int32_t { nothing, data, groups, prior, both };
constexpr auto choices(ReturnBasis) {
  return std::array{choice(ReturnBasis::nothing, "nothing", "Neither rows followed to the horizon nor a prior: the posterior is missing."), choice(ReturnBasis::data, "data", "The group's own rows."),
                    choice(ReturnBasis::groups, "groups", "The rows of all groups (empirical Bayes)."), choice(ReturnBasis::prior, "prior", "The caller's prior alone."),
                    choice(ReturnBasis::both, "both", "The caller's prior and the group's own rows.")};
}

/// How the spread between groups was found.
enum class ReturnSpread : std::int32_t { fitted, no_variation, too_few, none };
constexpr auto choices(ReturnSpread) {
  return std::array{choice(ReturnSpread::fitted, "fitted", "Groups differ by more than chance."), choice(ReturnSpread::no_variation, "no_variation", "Groups differ by no more than chance: all have the common probability."),
                    choice(ReturnSpread::too_few, "too_few", "Fewer groups with rows than least_groups: nothing is pooled."), choice(ReturnSpread::none, "none", "Not asked for.")};
}

/// A row for each group, time waited and horizon. A group is a reason in a situation; those with rows or with a prior are listed.
struct ProbabilityGroups {
  static constexpr const char* record = "ProbabilityGroups";
  Categories reason, situation, status, basis;
  std::vector<double> waited, horizon, people, at_risk, returned, settled, unreachable, censored, followed_until;
  std::vector<double> probability, std_error, lower, upper, effective;
  std::vector<double> posterior, posterior_lower, posterior_upper, prior_mean, prior_worth, prior_share, prior_p_value;
  std::vector<std::int64_t> conflict;
  void describe(Fields& f) {
    f("reason", reason, "Reason for leaving; 'all' without reasons.").per("r");
    f("situation", situation, "Present situation; 'all' without situations.").per("r");
    f("waited", waited, "Time since the exit that has passed without an end.").per("r").at_least(0);
    f("horizon", horizon, "Time from then on.").per("r").above(0);
    f("people", people, "Weight observed as still away just after `waited`.").per("r").at_least(0);
    f("at_risk", at_risk, "Weight observed as still away just before the horizon.").per("r").at_least(0);
    f("returned", returned, "Weight that returned between the two.").per("r").at_least(0);
    f("settled", settled, "Weight that settled elsewhere.").per("r").at_least(0);
    f("unreachable", unreachable, "Weight that became unreachable.").per("r").at_least(0);
    f("censored", censored, "Weight whose observation ended while still away.").per("r").at_least(0);
    f("followed_until", followed_until, "Time since the exit up to which somebody still away was observed without a gap, at most waited + horizon.").per("r").at_least(0);
    f("status", status, "known, no_return, beyond_follow_up or nobody.").per("r");
    f("probability", probability, "Probability of returning within the horizon, of those still away at `waited` (Aalen-Johansen). Missing (NaN) beyond the follow-up and without people.").per("r").between(0, 1).may_be_missing();
    f("std_error", std_error, "Its standard error (Greenwood's argument for several ends). Missing as the probability.").per("r").at_least(0).may_be_missing();
    f("lower", lower, "Lower limit: Wilson's score interval at the effective number. Beyond the follow-up that of the last time known.").per("r").between(0, 1);
    f("upper", upper, "Upper limit; 1 beyond the follow-up.").per("r").between(0, 1);
    f("effective", effective, "Effective number of people: so many, all followed to the horizon, would tell as much. 0 beyond the follow-up.").per("r").at_least(0);
    f("basis", basis, "What the posterior rests on: nothing, data, groups, prior or both.").per("r");
    f("posterior", posterior, "Probability of returning when the prior counts too: (prior_mean * prior_worth + probability * effective) / (prior_worth + effective). Where nobody was followed to the horizon a caller's prior, or that of the groups, above the lower limit known. Missing (NaN) where there is none, or where it holds that limit impossible.").per("r").between(0, 1).may_be_missing();
    f("posterior_lower", posterior_lower, "Lower limit: equal tails of the beta distribution; of pooled groups of the mixture of those, as mean and worth of the prior are not known for sure. Beyond the follow-up not below `lower`.").per("r").between(0, 1);
    f("posterior_upper", posterior_upper, "Upper limit; 1 where the posterior is missing.").per("r").between(0, 1);
    f("prior_mean", prior_mean, "Mean of the prior: the caller's, that of all groups, or 0.5 (Jeffreys) without either.").per("r").between(0, 1);
    f("prior_worth", prior_worth, "People that it is worth; infinite where groups do not differ.").per("r").above(0).may_be_infinite();
    f("prior_share", prior_share, "Share of the posterior's weight that the prior has, and not the group's own rows.").per("r").between(0, 1);
    f("prior_p_value", prior_p_value, "Two-sided probability of returns as far from a caller's prior as those seen, if the prior holds (prior predictive, numbers rounded to whole people). Missing (NaN) without such a prior or rows.").per("r").between(0, 1).may_be_missing();
    f("conflict", conflict, "1 where that is below conflict_level: the rule of thumb does not fit these people.").per("r").between(0, 1);
  }
};

/// A row for each group, time waited, horizon and end, `open` among them; the probabilities of one group add up to 1.
struct ProbabilityEnds {
  static constexpr const char* record = "ProbabilityEnds";
  Categories reason, situation, end;
  std::vector<double> waited, horizon, probability, std_error, lower, upper, effective;
  void describe(Fields& f) {
    f("reason", reason, "Reason for leaving.").per("i");
    f("situation", situation, "Present situation.").per("i");
    f("waited", waited, "Time since the exit that has passed without an end.").per("i").at_least(0);
    f("horizon", horizon, "Time from then on.").per("i").above(0);
    f("end", end, "open (still away at the horizon), returned, settled or unreachable.").per("i");
    f("probability", probability, "Probability that it stands so at the horizon. Missing (NaN) beyond the follow-up and without people.").per("i").between(0, 1).may_be_missing();
    f("std_error", std_error, "Its standard error. Missing as the probability.").per("i").at_least(0).may_be_missing();
    f("lower", lower, "Lower limit, as in `groups`.").per("i").between(0, 1);
    f("upper", upper, "Upper limit, as in `groups`.").per("i").between(0, 1);
    f("effective", effective, "Effective number of people.").per("i").at_least(0);
  }
};

/// Everybody together, and how the groups are spread: a row for each time waited and horizon.
struct ProbabilityTotal {
  static constexpr const char* record = "ProbabilityTotal";
  Categories status, spread;
  std::vector<double> waited, horizon, people, returned, settled, unreachable, censored, probability, std_error, lower, upper, effective, spread_mean, spread_worth, spread_std;
  std::vector<std::int64_t> groups;
  void describe(Fields& f) {
    f("waited", waited, "Time since the exit that has passed without an end.").per("t").at_least(0);
    f("horizon", horizon, "Time from then on.").per("t").above(0);
    f("people", people, "As in `groups`, of everybody.").per("t").at_least(0);
    f("returned", returned, "Weight that returned.").per("t").at_least(0);
    f("settled", settled, "Weight that settled elsewhere.").per("t").at_least(0);
    f("unreachable", unreachable, "Weight that became unreachable.").per("t").at_least(0);
    f("censored", censored, "Weight whose observation ended while still away.").per("t").at_least(0);
    f("status", status, "As in `groups`.").per("t");
    f("probability", probability, "As in `groups`, of everybody. Missing (NaN) beyond the follow-up and without people.").per("t").between(0, 1).may_be_missing();
    f("std_error", std_error, "Its standard error. Missing as the probability.").per("t").at_least(0).may_be_missing();
    f("lower", lower, "Lower limit.").per("t").between(0, 1);
    f("upper", upper, "Upper limit.").per("t").between(0, 1);
    f("effective", effective, "Effective number of people.").per("t").at_least(0);
    f("groups", groups, "Groups whose probability is known.").per("t").at_least(0);
    f("spread", spread, "fitted, no_variation, too_few or none.").per("t");
    f("spread_mean", spread_mean, "Mean of the distribution of the groups' true probabilities. Missing (NaN) where nothing was pooled.").per("t").between(0, 1).may_be_missing();
    f("spread_worth", spread_worth, "People that this distribution is worth as a prior; infinite without variation. Missing as the mean.").per("t").above(0).may_be_infinite().may_be_missing();
    f("spread_std", spread_std, "Standard deviation of the true probabilities; 0 without variation. Missing as the mean.").per("t").at_least(0).may_be_missing();
  }
};

struct ProbabilityResult {
  static constexpr const char* record = "ProbabilityResult";
  std::int64_t rows = 0;
  ProbabilityTotal total;
  ProbabilityGroups groups;
  ProbabilityEnds ends;
  void describe(Fields& f) {
    f("rows", rows, "Rows that took part.").at_least(0);
    f("total", total, "Everybody, and the spread between groups.");
    f("groups", groups, "Return by group, with and without priors.");
    f("ends", ends, "Every end by group.");
  }
};

/// Incidence of return by group, of those still away after each of `waited`. A row is at risk in (entry, duration]; ends come before
/// censorings at ties and share one risk set. Intervals: Wilson's at the effective number p (1 - p) / var(p); where p is 0 or 1, the number
/// that a return at any time (each equally likely), or the returns seen, would have had. Posterior: beta, conjugate at that number; beyond
/// the follow-up the rows only bound it from below. Its mean in pooled groups is that at the fitted prior; its limits are of the mixture over every prior
/// (Jeffreys' on the mean, uniform on 1 / (1 + worth)), and never narrower on the open side than Wilson's of all together where nobody or everybody returned.
/// Without a prior of the caller and without pooling Jeffreys' prior (0.5 worth 1) stands, if somebody was followed.
/// Refuses ends and reasons that it does not know, an end other than open at time 0, rows of one person that overlap or go on after an end,
/// a second exit without a return between, and priors for groups, times or horizons that there are not. Missing values are refused.
/// O(n) to count, O(times · groups · (waited · horizons)) after. Sources: Aalen & Johansen (1978); Wilson (1927); Rothman (1978) for the effective
/// number; Tarone (1979) for the test of spread; Box (1980), Journal of the Royal Statistical Society A 143, for the prior predictive check.
ProbabilityResult probability(const ProbabilityInput& input, const ProbabilityOptions& options, const RunContext& context = {});

/// Counts of rows that lie in several places; the rows of one person in one of them. The answer is that of all rows together.
struct ProbabilityState : survival::LeavingState<ProbabilityOptions> {
  static constexpr const char* record = "ProbabilityState";
  void update(const ProbabilityInput& input, const RunContext& context);
  void merge(const ProbabilityState& other);
  ProbabilityResult finish(const RunContext& context) const;
};

extern const Function probability_analysis;

}  // namespace mainstay::inline v1::returns
