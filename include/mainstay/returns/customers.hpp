// Which customers of a leaver will soon buy again? Reasons to call, from the times between purchases.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::returns {

/// What the probability of a customer rests on.
enum class RenewalBasis : std::int32_t { estimated, at_least, beyond, too_few, no_purchase };
constexpr auto choices(RenewalBasis) {
  return std::array{choice(RenewalBasis::estimated, "estimated", "Times between purchases were observed for as long as asked."),
                    choice(RenewalBasis::at_least, "at_least", "They were observed for a shorter time than asked: the probability is at least so high, its upper limit is 1."),
                    choice(RenewalBasis::beyond, "beyond", "Nobody was observed for so long after a purchase: no probability."), choice(RenewalBasis::too_few, "too_few", "Fewer than least_renewals of the product: no probability."),
                    choice(RenewalBasis::no_purchase, "no_purchase", "The customer has not bought the product.")};
}

/// Why a customer counts as having a need.
enum class NeedBasis : std::int32_t { none, probability, life, both };
constexpr auto choices(NeedBasis) {
  return std::array{choice(NeedBasis::none, "none", "No need."), choice(NeedBasis::probability, "probability", "The probability is need_at or more."), choice(NeedBasis::life, "life", "What was bought comes to the end of its declared life within the horizon."),
                    choice(NeedBasis::both, "both", "Both.")};
}

enum class CustomersStatus : std::int32_t { needs, no_needs, no_customers };
constexpr auto choices(CustomersStatus) {
  return std::array{choice(CustomersStatus::needs, "needs", "Some customer with a need may be named."), choice(CustomersStatus::no_needs, "no_needs", "None has a need, or may be named."), choice(CustomersStatus::no_customers, "no_customers", "There are no customers.")};
}

struct ProductLife {
  static constexpr const char* record = "ProductLife";
  std::string product{};
  std::int64_t days = 1;
  void describe(Fields& f) {
    f("product", product, "The product; \"all\" without products.").required();
    f("days", days, "How long it lasts.").required().in("days").between(1, 36500);
  }
};

struct CustomersInput {
  static constexpr const char* record = "CustomersInput";
  Column person{}, customer{}, consent{}, product{}, value{}, currency{};
  Column person_id{}, contactable{};
  Column purchase_customer{}, purchase_day{}, purchase_product{};

  void describe(Fields& f) {
    f("person", person, "The leaver who served the customer.").per("n").category();
    f("customer", customer, "The customer; once with a leaver and product.").per("n").category();
    f("consent", consent, "1 where the customer agreed to be addressed. Missing: not known, which is no consent.").per("n").whole().between(0, 1).may_be_missing();
    f("product", product, "Which product is looked at; needed beside purchase_product.").per("n").category().optional();
    f("value", value, "What a purchase is worth, in minor units.").per("n").in("minor units").whole().between(0, 1e13).optional();
    f("currency", currency, "Currency of the row; the same in all.").per("n").category().optional();
    f("person_id", person_id, "The leavers, each once.").per("m").category();
    f("contactable", contactable, "1 where the leaver may be called: the column of returns.selection. Customers of others are listed nowhere.").per("m").whole().between(0, 1);
    f("purchase_customer", purchase_customer, "Purchases of all customers, also of those whom nobody left: who bought.").per("purchases").category();
    f("purchase_day", purchase_day, "When; two on one day are one.").per("purchases").day();
    f("purchase_product", purchase_product, "What; left out: all purchases are of one kind.").per("purchases").category().optional();
  }
};

struct CustomersOptions {
  static constexpr const char* record = "CustomersOptions";
  std::optional<std::int64_t> today{};
  std::int64_t horizon_days = 30;
  std::optional<double> need_at{};
  std::vector<ProductLife> lives{};
  std::int64_t least_renewals = 10;
  double confidence_level = 0.95;
  std::int64_t smallest = 5;
  bool explain = true;

  void describe(Fields& f) {
    f("today", today, "The day of the list. To be given: nothing here reads a clock.").day();
    f("horizon_days", horizon_days, "Within how many days after today a purchase counts.").in("days").between(1, 3650);
    f("need_at", need_at, "From which probability on a customer has a need. This or lives is to be given.").above(0).at_most(1);
    f("lives", lives, "How long products last by declaration, where no history says it: a rule, no probability.");
    f("least_renewals", least_renewals, "Observed renewals of a product below which it has no probability.").at_least(1);
    f("confidence_level", confidence_level, "Level of the intervals.").above(0).below(1);
    f("smallest", smallest, "In the table of products, counts of needs below this (but not 0) are suppressed; 1 suppresses none.").at_least(1);
    f("explain", explain, "Whether sentences are written.");
  }
};

/// A row for each row of customers, in the order of the input.
struct CustomerNeeds {
  static constexpr const char* record = "CustomerNeeds";
  Categories person{}, customer{}, product{}, basis{}, why{};
  std::vector<double> last_purchase{}, age_days{}, probability{}, lower{}, upper{}, expected_value{};
  std::vector<std::int64_t> need{}, listed{}, rank{};
  std::vector<std::string> sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("person", person, "The leaver.").per("n");
    f("customer", customer, "The customer.").per("n");
    f("product", product, "The product; \"all\" without products.").per("n");
    f("last_purchase", last_purchase, "Day of the last purchase; NaN without one.").per("n").in(day_unit).may_be_missing();
    f("age_days", age_days, "Days since then.").per("n").in("days").may_be_missing();
    f("probability", probability, "That the customer buys within the horizon, having not bought for age_days; NaN where basis gives none.").per("n").may_be_missing().between(0, 1);
    f("lower", lower, "Lower limit.").per("n").may_be_missing();
    f("upper", upper, "Upper limit.").per("n").may_be_missing();
    f("basis", basis, "estimated, at_least, beyond, too_few or no_purchase.").per("n");
    f("need", need, "1 where there is a need within the horizon.").per("n");
    f("why", why, "none, probability, life or both.").per("n");
    f("listed", listed, "1 where there is a need, the customer agreed, and the leaver may be called.").per("n");
    f("rank", rank, "Place among the listed customers of the leaver, 1 first: by expected value, without values by probability, then by label; 0 where not listed.").per("n");
    f("expected_value", expected_value, "probability * value, rounded to minor units; NaN without either.").per("n").in("minor units").may_be_missing();
    f("sentence", sentence, "In English. Empty unless explain.").per("n").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("n").optional();
  }
};

/// A row for each leaver: the column customers is what returns.care takes.
struct CustomersPeople {
  static constexpr const char* record = "CustomersPeople";
  Categories person{}, first_customer{};
  std::vector<std::int64_t> customers{}, served{}, without_consent{};
  std::vector<double> expected_value{};
  void describe(Fields& f) {
    f("person", person, "The leaver.").per("m");
    f("customers", customers, "Listed customers: those with a need who agreed; 0 where the leaver may not be called.").per("m");
    f("served", served, "All rows of the leaver.").per("m");
    f("without_consent", without_consent, "Of these, with a need but without consent.").per("m");
    f("first_customer", first_customer, "The listed customer of rank 1; missing without one.").per("m").may_be_missing();
    f("expected_value", expected_value, "Sum over the listed customers; NaN where one is not known, or without values.").per("m").in("minor units").may_be_missing();
  }
};

/// What is known of each product.
struct CustomersProducts {
  static constexpr const char* record = "CustomersProducts";
  std::vector<std::string> product{};
  std::vector<std::int64_t> renewals{}, open{}, customers{}, suppressed{};
  std::vector<double> median_days{}, longest_days{}, needs{};
  void describe(Fields& f) {
    f("product", product, "The product.").per("products");
    f("renewals", renewals, "Times between two purchases that were seen.").per("products");
    f("open", open, "Times since a last purchase: the next one is not yet seen.").per("products");
    f("median_days", median_days, "Days after which half have bought again; NaN where that is not reached.").per("products").in("days").may_be_missing();
    f("longest_days", longest_days, "Longest time observed; NaN without any.").per("products").in("days").may_be_missing();
    f("customers", customers, "Rows of customers.").per("products");
    f("needs", needs, "Of these, with a need; NaN where suppressed.").per("products").may_be_missing();
    f("suppressed", suppressed, "1 where so few have a need that the count is not told.").per("products");
  }
};

struct CustomersResult {
  static constexpr const char* record = "CustomersResult";
  CustomersStatus status = CustomersStatus::no_customers;
  std::string currency_name{};
  CustomerNeeds customers{};
  CustomersPeople people{};
  CustomersProducts products{};
  data::Findings findings{};
  data::FindingRows finding_rows{};
  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("currency_name", currency_name, "Currency of the values; empty when not given.");
    f("customers", customers, "The customers.");
    f("people", people, "The leavers.");
    f("products", products, "The products.");
    f("findings", findings, "What was met on the way: customers_of_unknown_people, customers_without_purchase (rows of customers), repeated_purchases (rows of purchases: same customer, product and day).");
    f("finding_rows", finding_rows, "The first rows of each.");
  }
};

/// Probability that a customer who last bought a days ago buys within h days: 1 - S(a + h) / S(a), with S the Kaplan-Meier curve of the times between two
/// purchases of the product, by all customers; the time since the last purchase is right-censored today.
///
/// Intervals: Wilson's for p with as many trials as give the variance (1 - p)^2 * sum over (a, a + h] of d / (Y (Y - d)) of Greenwood; with p = 0 or 1 as many as were observed
/// beyond a. So 0 % and 100 % never stand without an interval. Several times of one customer count as independent: with few customers who buy often the intervals are too narrow.
/// Where follow-up ends before a + h the probability is a lower bound (at_least); a need follows from the number as it stands. Errors: a leaver twice, a customer twice with a
/// leaver and product, a purchase after today, more than one currency, neither need_at nor lives:
///   returns.customers: purchase_day[3] is 2026-05-02, but must be on or before today, 2026-05-01
/// O(purchases log purchases + customers log purchases).
CustomersResult customers(const CustomersInput& input, const CustomersOptions& options, const RunContext& context = {});

extern const Function customers_analysis;

}  // namespace mainstay::inline v1::returns
