// Vacancy and leaver: how far an offer is from the wish, and which offer goes with a chosen probability of being taken.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"

namespace mainstay::inline v1::returns {

/// When a part of an offer answers the wish.
enum class OfferRule : std::int32_t { undeclared, at_least, at_most, equal, within };
constexpr auto choices(OfferRule) {
  return std::array{choice(OfferRule::undeclared, "undeclared", "Not said: refused."), choice(OfferRule::at_least, "at_least", "The offer is at least the wish: pay, level of the post."),
                    choice(OfferRule::at_most, "at_most", "The offer is at most the wish: the way to work, hours at night."),
                    choice(OfferRule::equal, "equal", "The two are the same: a site, a post; the only rule for texts."),
                    choice(OfferRule::within, "within", "The two differ by no more than `tolerance`.")};
}

/// What one offer is to one wish.
enum class OfferMatch : std::int32_t { met, lacking, no_wish, not_stated };
constexpr auto choices(OfferMatch) {
  return std::array{choice(OfferMatch::met, "met", "The offer answers the wish."), choice(OfferMatch::lacking, "lacking", "It does not, by `lacking`."),
                    choice(OfferMatch::no_wish, "no_wish", "The person has not said what they wish."), choice(OfferMatch::not_stated, "not_stated", "The vacancy does not say what it offers.")};
}

/// Which number has to reach the target.
enum class OfferReach : std::int32_t { estimate, lower };
constexpr auto choices(OfferReach) {
  return std::array{choice(OfferReach::estimate, "estimate", "The estimated probability."), choice(OfferReach::lower, "lower", "The lower end of its interval: few earlier offers then ask for more.")};
}

/// Where a model may be used.
enum class OfferRange : std::int32_t { joint, columns };
constexpr auto choices(OfferRange) {
  return std::array{choice(OfferRange::joint, "joint", "Each column within what earlier offers had, and all of them together no further from their middle (leverage) than the furthest earlier offer."),
                    choice(OfferRange::columns, "columns", "Each column within what earlier offers had.")};
}

/// Where the model comes from and whether it can be used.
enum class OffersStatus : std::int32_t { estimated, given, no_model, nobody_accepted, everybody_accepted, separated, singular, iteration_limit };
constexpr auto choices(OffersStatus) {
  return std::array{choice(OffersStatus::estimated, "estimated", "Fitted to the earlier offers."), choice(OffersStatus::given, "given", "The caller's."), choice(OffersStatus::no_model, "no_model", "Neither earlier offers nor terms: gaps only."),
                    choice(OffersStatus::nobody_accepted, "nobody_accepted", "No earlier offer was taken: no probability can be told."), choice(OffersStatus::everybody_accepted, "everybody_accepted", "All were: none can be told either."),
                    choice(OffersStatus::separated, "separated", "Some column tells all offers that were taken from the others, so that its coefficient has no end; a `ridge` gives it one."),
                    choice(OffersStatus::singular, "singular", "Columns are constant, or combinations of others: leave them out."), choice(OffersStatus::iteration_limit, "iteration_limit", "The fit did not converge.")};
}

/// What can be said of one pair.
enum class OfferStatus : std::int32_t { reaches, reachable, beyond_bounds, beyond_data, not_contactable, no_model };
constexpr auto choices(OfferStatus) {
  return std::array{choice(OfferStatus::reaches, "reaches", "The offer as it stands reaches the target; it is left as it is, even where a lower one would too."), choice(OfferStatus::reachable, "reachable", "It does not, but another one within the bounds does: the table of levers has the cheapest."),
                    choice(OfferStatus::beyond_bounds, "beyond_bounds", "None within the bounds does; `best` says how far one gets."),
                    choice(OfferStatus::beyond_data, "beyond_data", "Only offers unlike any earlier one would, of which nothing is known; `best` is of those that are like earlier ones."),
                    choice(OfferStatus::not_contactable, "not_contactable", "No consent, or a flag against: nothing is computed."), choice(OfferStatus::no_model, "no_model", "There is no model that can be used.")};
}

/// Link between the terms and the probability.
enum class OfferLink : std::int32_t { logit, cloglog };
constexpr auto choices(OfferLink) {
  return std::array{choice(OfferLink::logit, "logit", "p = 1 / (1 + exp(-terms)): logistic regression, or a hazard of one period."),
                    choice(OfferLink::cloglog, "cloglog", "p = 1 - exp(-exp(terms)): proportional hazards; the intercept is the logarithm of the cumulative hazard up to the horizon.")};
}

/// A part of the offer that has a wish.
struct OfferPart {
  static constexpr const char* record = "OfferPart";
  std::string name{};
  OfferRule rule = OfferRule::undeclared;
  double tolerance = 0.0;
  bool money = false;
  void describe(Fields& f) {
    f("name", name, "Name of the column in `wish` and in `offer`.").required();
    f("rule", rule, "When the offer answers the wish; has to be said.");
    f("tolerance", tolerance, "How much less (at_least), more (at_most) or either (within) still answers it.").at_least(0);
    f("money", money, "Whether it is money in minor units: whole and not below 0, all of one currency.");
  }
};

/// A column of the model that may be changed to reach the target.
struct OfferLever {
  static constexpr const char* record = "OfferLever";
  std::string column{};
  double lower = 0.0, upper = 0.0, step = 1.0, unit_cost = 0.0;
  void describe(Fields& f) {
    f("column", column, "Name of the column in `x` and `pair_x`.").required();
    f("lower", lower, "Smallest value that may be offered.");
    f("upper", upper, "Largest; not below `lower`.");
    f("step", step, "Values that may be offered: lower, lower + step, … up to upper, beside the value as it stands.").above(0);
    f("unit_cost", unit_cost, "What one unit more costs in minor units; below 0 where one unit less costs (a shorter way).");
  }
};

/// A term of the caller's model.
struct OfferTerm {
  static constexpr const char* record = "OfferTerm";
  std::string column{};
  double coefficient = 0.0;
  std::optional<double> lowest{}, highest{};
  void describe(Fields& f) {
    f("column", column, "Name of the column in `pair_x`.").required();
    f("coefficient", coefficient, "What one unit more adds.");
    f("lowest", lowest, "Smallest value in the data that the model was fitted to.").required();
    f("highest", highest, "Largest; not below `lowest`.").required();
  }
};

struct OffersInput {
  static constexpr const char* record = "OffersInput";
  Column person{}, vacancy{}, contactable{}, score{}, currency{};
  Table wish{}, offer{}, pair_x{}, pair_lower{}, pair_upper{}, pair_unit_cost{}, x{};
  Column accepted{};
  void describe(Fields& f) {
    f("person", person, "Who could be asked; a row for each pair of person and vacancy, each pair once.").per("pairs").category();
    f("vacancy", vacancy, "For which vacancy.").per("pairs").category();
    f("contactable", contactable, "1 where consent is given and no flag stands against it, 0 otherwise; the same in all pairs of a person. Of who has 0 nothing is told.").per("pairs").whole().between(0, 1);
    f("score", score, "How well they fit (of competency.match or placement); carried along. A missing value is none.").per("pairs").may_be_missing().optional();
    f("currency", currency, "Currency of the money of a pair; more than one is refused.").per("pairs").category().optional();
    f("wish", wish, "What the person wishes, a column for each part. A missing value is no wish.").per("pairs", "wish_columns").may_be_missing().optional();
    f("offer", offer, "What the vacancy offers, a column for each part. A missing value is not stated.").per("pairs", "offer_columns").may_be_missing().optional();
    f("pair_x", pair_x, "The offer as it stands, in the columns of the model (numbers).").per("pairs", "pair_columns").optional();
    f("pair_lower", pair_lower, "Smallest value that may be offered in a pair, by lever, where it is narrower than the lever's; missing: the lever's.").per("pairs", "lower_columns").may_be_missing().optional();
    f("pair_upper", pair_upper, "Largest.").per("pairs", "upper_columns").may_be_missing().optional();
    f("pair_unit_cost", pair_unit_cost, "What one unit more costs in a pair, by lever, where it is not the lever's; missing: the lever's.").per("pairs", "cost_columns").may_be_missing().optional();
    f("x", x, "Earlier offers, and what else goes with their being taken (numbers).").per("n", "c").optional();
    f("accepted", accepted, "1 where an earlier offer was taken, 0 where not.").per("n").whole().between(0, 1).optional();
  }
};

struct OffersOptions {
  static constexpr const char* record = "OffersOptions";
  std::vector<OfferPart> parts{};
  std::vector<OfferLever> levers{};
  double target = 0.5;
  OfferReach reach = OfferReach::estimate;
  OfferRange range = OfferRange::joint;
  std::vector<OfferTerm> terms{};
  std::optional<double> intercept{};
  std::vector<double> covariance{};
  OfferLink link = OfferLink::logit;
  double ridge = 0.0, confidence_level = 0.95;
  std::string in_currency{};
  std::int64_t minor_digits = 2;
  void describe(Fields& f) {
    f("parts", parts, "Parts of the offer that have a wish.");
    f("levers", levers, "What may be changed; without any, the offer as it stands is all that is looked at.");
    f("target", target, "The probability to reach.").above(0).below(1);
    f("reach", reach, "Which number has to reach it.");
    f("range", range, "Where the model may be used. With `terms` only the columns' ranges are known.");
    f("terms", terms, "The caller's model, instead of earlier offers.");
    f("intercept", intercept, "Its intercept; needed with terms.");
    f("covariance", covariance, "Covariance of intercept and terms, in this order, row by row; needed with terms.").per("parameters", "parameters");
    f("link", link, "How the probability follows from intercept and terms. A fit to earlier offers uses it too.");
    f("ridge", ridge, "Of the fit: 0.5 * ridge * sum of squared coefficients is taken from the log-likelihood.").at_least(0);
    f("confidence_level", confidence_level, "Of the intervals.").above(0).below(1);
    f("in_currency", in_currency, "The currency, \"CNY\"; a column currency must say the same.");
    f("minor_digits", minor_digits, "Decimals of the currency: 2 means that amounts are cents. Only the sentences use it.").between(0, 4);
  }
};

/// A row for each pair.
struct OffersPairs {
  static constexpr const char* record = "OffersPairs";
  Categories person{}, vacancy{}, status{};
  std::vector<double> score{};
  std::vector<std::int64_t> lacking_parts{}, in_range{};
  std::vector<double> probability{}, lower{}, upper{}, needed_probability{}, needed_lower{}, needed_upper{}, cost{}, best{}, best_lower{}, best_upper{};
  void describe(Fields& f) {
    f("person", person, "The person.").per("pairs");
    f("vacancy", vacancy, "The vacancy.").per("pairs");
    f("status", status, "What can be said: reaches, reachable, beyond_bounds, beyond_data, not_contactable, no_model.").per("pairs");
    f("score", score, "As given. Missing (NaN) where it is not.").per("pairs").may_be_missing();
    f("lacking_parts", lacking_parts, "Parts in which the offer does not answer the wish; of who cannot be contacted 0.").per("pairs").at_least(0);
    f("in_range", in_range, "1 where the offer as it stands is like earlier ones; 0 otherwise, and without a model.").per("pairs").between(0, 1);
    f("probability", probability, "That the offer as it stands is taken, as such offers were. Missing (NaN) where it is unlike earlier ones or nothing is computed.").per("pairs").between(0, 1).may_be_missing();
    f("lower", lower, "Lower end of its interval.").per("pairs").between(0, 1).may_be_missing();
    f("upper", upper, "Upper end.").per("pairs").between(0, 1).may_be_missing();
    f("needed_probability", needed_probability, "Of the offer as it stands where that reaches the target, otherwise of the cheapest that does. Missing (NaN) unless the status is reaches or reachable.").per("pairs").between(0, 1).may_be_missing();
    f("needed_lower", needed_lower, "Lower end of its interval.").per("pairs").between(0, 1).may_be_missing();
    f("needed_upper", needed_upper, "Upper end.").per("pairs").between(0, 1).may_be_missing();
    f("cost", cost, "What that offer costs more than the one as it stands, in whole minor units; below 0 where it costs less. Missing (NaN) with it.").per("pairs").may_be_missing();
    f("best", best, "The highest probability of an offer within the bounds that is like earlier ones. Missing (NaN) where there is none or nothing is computed.").per("pairs").between(0, 1).may_be_missing();
    f("best_lower", best_lower, "Lower end of its interval.").per("pairs").between(0, 1).may_be_missing();
    f("best_upper", best_upper, "Upper end.").per("pairs").between(0, 1).may_be_missing();
  }
};

/// A row for each pair that can be contacted, and part.
struct OffersGaps {
  static constexpr const char* record = "OffersGaps";
  std::vector<std::int64_t> pair{};
  Categories part{}, match{};
  std::vector<double> wish{}, offer{}, difference{}, percent{}, lacking{};
  void describe(Fields& f) {
    f("pair", pair, "Row of the pair.").per("r").at_least(0);
    f("part", part, "The part.").per("r");
    f("match", match, "met, lacking, no_wish or not_stated.").per("r");
    f("wish", wish, "What is wished. Missing (NaN) where nothing is, and of texts.").per("r").may_be_missing();
    f("offer", offer, "What is offered. Missing (NaN) where it is not stated, and of texts.").per("r").may_be_missing();
    f("difference", difference, "offer - wish. Missing (NaN) where one of them is, and of texts.").per("r").may_be_missing();
    f("percent", percent, "100 * difference / wish. Missing (NaN) also where the wish is not above 0.").per("r").may_be_missing();
    f("lacking", lacking, "By how much the offer misses the wish beyond the tolerance; of texts 1 where they are not the same. Missing (NaN) for no_wish and not_stated.").per("r").at_least(0).may_be_missing();
  }
};

/// A row for each lever of each pair with an offer that reaches the target.
struct OffersLevers {
  static constexpr const char* record = "OffersLevers";
  std::vector<std::int64_t> pair{};
  Categories column{};
  std::vector<double> now{}, needed{}, change{}, cost{};
  void describe(Fields& f) {
    f("pair", pair, "Row of the pair.").per("levers_of_pairs").at_least(0);
    f("column", column, "The lever.").per("levers_of_pairs");
    f("now", now, "Its value as the offer stands.").per("levers_of_pairs");
    f("needed", needed, "Its value in the offer as it stands where that reaches the target, otherwise in the cheapest that does.").per("levers_of_pairs");
    f("change", change, "needed - now.").per("levers_of_pairs");
    f("cost", cost, "change * unit cost, in minor units before the sum is rounded.").per("levers_of_pairs");
  }
};

/// A row for each term of the model.
struct OffersTerms {
  static constexpr const char* record = "OffersTerms";
  std::vector<std::string> term{};
  std::vector<double> coefficient{}, std_error{}, lower{}, upper{}, lowest{}, highest{};
  void describe(Fields& f) {
    f("term", term, "(intercept), or the column.").per("parameters");
    f("coefficient", coefficient, "What one unit more adds to the linear predictor; of the intercept its value where all columns are 0.").per("parameters");
    f("std_error", std_error, "Its standard error.").per("parameters").at_least(0);
    f("lower", lower, "Lower end of its interval.").per("parameters");
    f("upper", upper, "Upper end.").per("parameters");
    f("lowest", lowest, "Smallest value in the data of the model; of the intercept 1.").per("parameters");
    f("highest", highest, "Largest.").per("parameters");
  }
};

struct OffersResult {
  static constexpr const char* record = "OffersResult";
  OffersStatus status = OffersStatus::no_model;
  std::int64_t earlier_offers = 0, accepted = 0, reaching = 0, reachable = 0;
  std::string currency{}, reading{}, reading_zh{};
  OffersPairs pairs{};
  std::vector<std::string> sentence{}, sentence_zh{};
  OffersGaps gaps{};
  OffersLevers levers{};
  OffersTerms terms{};
  void describe(Fields& f) {
    f("status", status, "Where the model comes from and whether it can be used.");
    f("earlier_offers", earlier_offers, "Earlier offers that it was fitted to.").at_least(0);
    f("accepted", accepted, "Those of them that were taken.").at_least(0);
    f("reaching", reaching, "Pairs whose offer reaches the target as it stands.").at_least(0);
    f("reachable", reachable, "Pairs for which another one does.").at_least(0);
    f("currency", currency, "The currency; empty where none was said.");
    f("reading", reading, "How the probabilities have to be read: an association, in English.");
    f("reading_zh", reading_zh, "The same in Chinese.");
    f("pairs", pairs, "Table of the pairs.");
    f("sentence", sentence, "What is said of each pair, in English.").per("pairs");
    f("sentence_zh", sentence_zh, "The same in Chinese.").per("pairs");
    f("gaps", gaps, "Table of wishes and offers.");
    f("levers", levers, "Table of what would have to be changed.");
    f("terms", terms, "Table of the model; empty where none can be used.");
  }
};

/// Gaps between wishes and offers, and the offer whose probability reaches the target: the one as it stands if it does, even where a cheaper one does too; otherwise the cheapest on the grid of
/// levers; formulas in docs/returns/offers.md. Of offers that cost the same the one with
/// fewer levers changed is taken, then the shorter way in steps, then the likelier one, then the first in the order of the grid.
/// Refused: a pair twice; money that is no whole number of at least 0, or of two currencies; a part without rule, or that wish or offer lacks; terms together with earlier offers, or without intercept or
/// covariance; a covariance that is not symmetric with a diagonal of at least 0; levers that the model lacks; bounds the wrong way round; more than 1,000,000 offers to look at for one pair.
/// Missing values: as each row says; pair_x must be complete. Cost: the fit (survival.hazard), then O(levers²) for each pair and offer on its grid.
OffersResult offers(const OffersInput& input, const OffersOptions& options = {}, const RunContext& context = {});

extern const Function offers_analysis;

}  // namespace mainstay::inline v1::returns
