#include "mainstay/returns/customers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/survival/curve.hpp"
#include "returns/customers_kernel.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr std::string_view key = "returns.customers";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr const char* finding_names[] = {"customers_of_unknown_people", "customers_without_purchase", "repeated_purchases"};

// Purchases by product and customer, and what follows from them.
struct Renewals {
  data::Groups buyers;
  std::vector<std::string> products;
  std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> last;  // by product and buyer
  std::vector<RenewalCurve> curves;
  std::vector<std::int64_t> open;
};

// The time between two purchases, or since the last one, of a product.
struct Stretches {
  std::vector<std::int64_t> duration, event, product;
};

void fill_curves(const Stretches& stretches, Renewals& out, const RunContext& context) {
  out.curves.resize(out.products.size());
  if (stretches.duration.empty()) return;
  survival::CurveInput input;
  input.duration = stretches.duration;
  input.event = stretches.event;
  input.group = stretches.product;
  survival::CurveOptions options;
  options.probabilities = {};
  const survival::CurveResult result = survival::curve(input, options, context);
  const survival::CurveTable& table = result.curve;
  for (std::size_t r = 0; r < table.time.size(); ++r) {
    RenewalCurve& curve = out.curves[at(std::stoll(table.group.levels[at(table.group.codes[r])]))];
    curve.time.push_back(table.time[r]);
    curve.at_risk.push_back(table.at_risk[r]);
    curve.events.push_back(table.events[r]);
    curve.survival.push_back(table.survival[r]);
    curve.renewals += table.events[r];
  }
}

Renewals read_purchases(const CustomersInput& input, std::int64_t today, data::FindingTally& findings, const RunContext& context) {
  Renewals out;
  out.buyers = data::encode_groups(key, "purchase_customer", input.purchase_customer);
  data::Groups products;
  if (input.purchase_product.given()) {
    products = data::encode_groups(key, "purchase_product", input.purchase_product);
    out.products = products.names();
  } else {
    out.products = {"all"};
  }
  struct Purchase {
    std::int32_t product, buyer;
    std::int64_t day, row;
  };
  std::vector<Purchase> bought;
  data::Days days(input.purchase_day);
  for (std::int64_t k = 0; k < input.purchase_customer.size; ++k) {
    const std::int64_t day = days.at(k);
    if (day > today) data::refuse_day(key, "purchase_day", k, day, "on or before today", today);
    bought.push_back({products.codes.empty() ? 0 : products.codes[at(k)], out.buyers.codes[at(k)], day, k});
  }
  std::sort(bought.begin(), bought.end(), [](const Purchase& a, const Purchase& b) { return std::tie(a.product, a.buyer, a.day, a.row) < std::tie(b.product, b.buyer, b.day, b.row); });
  out.open.assign(out.products.size(), 0);
  Stretches stretches;
  const auto add = [&](const Purchase& from, std::int64_t until, bool renewed) {
    stretches.duration.push_back(until - from.day);
    stretches.event.push_back(renewed);
    stretches.product.push_back(from.product);
  };
  for (std::size_t k = 0; k < bought.size(); ++k) {
    const bool more = k + 1 < bought.size() && bought[k + 1].product == bought[k].product && bought[k + 1].buyer == bought[k].buyer;
    if (more && bought[k + 1].day == bought[k].day) {
      findings.add(2, bought[k + 1].row, true);
      continue;
    }
    if (more) {
      add(bought[k], bought[k + 1].day, true);
      continue;
    }
    add(bought[k], today, false);
    ++out.open[at(bought[k].product)];
    out.last[{bought[k].product, bought[k].buyer}] = bought[k].day;
  }
  fill_curves(stretches, out, context);
  return out;
}

std::string check_currency(const CustomersInput& input) {
  if (!input.currency.given()) return "";
  const data::Groups currencies = data::encode_groups(key, "currency", input.currency);
  for (std::size_t i = 1; i < currencies.codes.size(); ++i)
    if (currencies.codes[i] != currencies.codes[0])
      throw Error(ErrorCode::invalid_argument, key, "currency", static_cast<std::int64_t>(i), data::quoted(currencies.name(currencies.codes[i])), data::quoted(currencies.name(currencies.codes[0])) + " as in the first row: amounts are not converted");
  return currencies.codes.empty() ? std::string() : currencies.name(currencies.codes[0]);
}

class CustomersReport {
 public:
  CustomersReport(const CustomersInput& input, const CustomersOptions& options, const RunContext& context)
      : input_(input), options_(options), today_(*options.today), findings_(finding_names, 5), renewals_(read_purchases(input, today_, findings_, context)) {
    read();
  }

  CustomersResult make() {
    CustomersResult result;
    result.currency_name = check_currency(input_);
    begin(result);
    const double critical = stats::normal_interval_factor(options_.confidence_level);
    for (std::int64_t i = 0; i < rows(); ++i) look(i, critical, result);
    rank(result.customers);
    tell_people(result);
    tell_products(result);
    if (options_.explain) tell(result.customers);
    const std::vector<std::int64_t>& listed = result.customers.listed;
    result.status = rows() == 0 ? CustomersStatus::no_customers : std::find(listed.begin(), listed.end(), 1) != listed.end() ? CustomersStatus::needs : CustomersStatus::no_needs;
    findings_.write(result.findings, result.finding_rows);
    return result;
  }

 private:
  std::int64_t rows() const { return input_.person.size; }

  void read() {
    leavers_ = data::encode_groups(key, "person_id", input_.person_id);
    row_of_.assign(at(leavers_.count), -1);
    for (std::size_t i = 0; i < leavers_.codes.size(); ++i) {
      std::int64_t& row = row_of_[at(leavers_.codes[i])];
      if (row >= 0) throw Error(ErrorCode::invalid_argument, key, "person_id", static_cast<std::int64_t>(i), data::quoted(leavers_.name(leavers_.codes[i])), "there once");
      row = static_cast<std::int64_t>(i);
    }
    people_ = data::encode_groups(key, "person", input_.person);
    leaver_ = data::match_labels(key, "person", people_, "person_id", leavers_);
    customers_ = data::encode_groups(key, "customer", input_.customer);
    buyer_ = data::match_labels(key, "customer", customers_, "purchase_customer", renewals_.buyers);
    if (input_.product.given() != input_.purchase_product.given())
      refuse(key, input_.product.given() ? "purchase_product" : "product", "missing", input_.product.given() ? "given beside product" : "given beside purchase_product: which product of the customer is looked at?");
    product_.assign(at(rows()), 0);
    if (input_.product.given()) {
      const data::Groups own = data::encode_groups(key, "product", input_.product);
      for (const std::string& name : own.names())
        if (std::find(renewals_.products.begin(), renewals_.products.end(), name) == renewals_.products.end()) renewals_.products.push_back(name);
      renewals_.curves.resize(renewals_.products.size());
      renewals_.open.resize(renewals_.products.size(), 0);
      std::vector<std::int32_t> number;
      for (const std::string& name : own.names()) number.push_back(static_cast<std::int32_t>(std::find(renewals_.products.begin(), renewals_.products.end(), name) - renewals_.products.begin()));
      for (std::size_t i = 0; i < product_.size(); ++i) product_[i] = number[at(own.codes[i])];
    }
    std::map<std::tuple<std::int32_t, std::int32_t, std::int32_t>, std::int64_t> seen;
    for (std::int64_t i = 0; i < rows(); ++i)
      if (!seen.emplace(std::tuple(people_.codes[at(i)], customers_.codes[at(i)], product_[at(i)]), i).second)
        throw Error(ErrorCode::invalid_argument, key, "customer", i, data::quoted(customers_.name(customers_.codes[at(i)])), "there once with a leaver and product");
    life_.assign(renewals_.products.size(), -1);
    for (std::size_t k = 0; k < options_.lives.size(); ++k) {
      const auto found = std::find(renewals_.products.begin(), renewals_.products.end(), options_.lives[k].product);
      if (found == renewals_.products.end())
        throw Error(ErrorCode::unknown_name, key, "lives[" + std::to_string(k) + "].product", -1, data::quoted(options_.lives[k].product), "a product: " + list_of(renewals_.products));
      std::int64_t& life = life_[static_cast<std::size_t>(found - renewals_.products.begin())];
      if (life >= 0) refuse(key, "lives[" + std::to_string(k) + "].product", data::quoted(options_.lives[k].product), "there once");
      life = options_.lives[k].days;
    }
  }

  void begin(CustomersResult& result) const {
    CustomerNeeds& out = result.customers;
    out.person = {people_.codes, people_.names()};
    out.customer = {customers_.codes, customers_.names()};
    out.product = {product_, renewals_.products};
    out.basis.levels = words_of(RenewalBasis{});
    out.why.levels = words_of(NeedBasis{});
    out.rank.assign(at(rows()), 0);
  }

  void look(std::int64_t i, double critical, CustomersResult& result) {
    CustomerNeeds& out = result.customers;
    const std::int32_t product = product_[at(i)], buyer = buyer_[at(customers_.codes[at(i)])];
    const auto last = buyer < 0 ? renewals_.last.end() : renewals_.last.find({product, buyer});
    const bool bought = last != renewals_.last.end();
    const std::int64_t age = bought ? today_ - last->second : 0;
    const Renewal renewal = bought ? renewal_within(renewals_.curves[at(product)], age, options_.horizon_days, options_.least_renewals, critical) : Renewal{nothing, nothing, nothing, RenewalBasis::no_purchase};
    const std::int64_t leaver = leaver_[at(people_.codes[at(i)])] < 0 ? -1 : row_of_[at(leaver_[at(people_.codes[at(i)])])];
    if (leaver < 0) findings_.add(0, i, true);
    if (!bought) findings_.add(1, i, false);
    const bool likely = options_.need_at && renewal.probability >= *options_.need_at, worn = bought && life_[at(product)] >= 0 && age + options_.horizon_days >= life_[at(product)];
    const bool need = likely || worn, agreed = number_at(input_.consent, i) == 1.0, may = leaver >= 0 && number_at(input_.contactable, leaver) == 1.0;
    out.last_purchase.push_back(bought ? static_cast<double>(last->second) : nothing);
    out.age_days.push_back(bought ? static_cast<double>(age) : nothing);
    out.probability.push_back(renewal.probability);
    out.lower.push_back(renewal.lower);
    out.upper.push_back(renewal.upper);
    out.basis.codes.push_back(static_cast<std::int32_t>(renewal.basis));
    out.why.codes.push_back(static_cast<std::int32_t>(likely && worn ? NeedBasis::both : likely ? NeedBasis::probability : worn ? NeedBasis::life : NeedBasis::none));
    out.need.push_back(need);
    out.listed.push_back(need && agreed && may);
    out.expected_value.push_back(input_.value.given() ? std::round(renewal.probability * number_at(input_.value, i)) : nothing);
    leaver_row_.push_back(leaver);
  }

  void rank(CustomerNeeds& out) const {
    std::vector<std::int64_t> order;
    for (std::int64_t i = 0; i < rows(); ++i)
      if (out.listed[at(i)] == 1) order.push_back(i);
    const auto worth = [&](std::int64_t i) {
      const double value = input_.value.given() ? out.expected_value[at(i)] : out.probability[at(i)];
      return std::isnan(value) ? -1.0 : value;  // a need by declared life alone comes last
    };
    std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
      if (leaver_row_[at(a)] != leaver_row_[at(b)]) return leaver_row_[at(a)] < leaver_row_[at(b)];
      if (worth(a) != worth(b)) return worth(a) > worth(b);
      return std::tie(customers_.codes[at(a)], product_[at(a)]) < std::tie(customers_.codes[at(b)], product_[at(b)]);
    });
    std::int64_t place = 0, whose = -1;
    for (const std::int64_t i : order) {
      place = leaver_row_[at(i)] == whose ? place + 1 : 1;
      whose = leaver_row_[at(i)];
      out.rank[at(i)] = place;
    }
  }

  void tell_people(CustomersResult& result) const {
    CustomersPeople& out = result.people;
    const std::size_t m = leavers_.codes.size();
    out.person = {leavers_.codes, leavers_.names()};
    out.first_customer = {std::vector<std::int32_t>(m, -1), customers_.names()};
    for (auto* list : {&out.customers, &out.served, &out.without_consent}) list->assign(m, 0);
    out.expected_value.assign(m, input_.value.given() ? 0.0 : nothing);
    const CustomerNeeds& needs = result.customers;
    for (std::int64_t i = 0; i < rows(); ++i) {
      if (leaver_row_[at(i)] < 0) continue;
      const std::size_t who = at(leaver_row_[at(i)]);
      ++out.served[who];
      out.without_consent[who] += needs.need[at(i)] == 1 && number_at(input_.consent, i) != 1.0;
      if (needs.listed[at(i)] == 0) continue;
      ++out.customers[who];
      out.expected_value[who] += needs.expected_value[at(i)];
      if (needs.rank[at(i)] == 1) out.first_customer.codes[who] = customers_.codes[at(i)];
    }
  }

  void tell_products(CustomersResult& result) const {
    CustomersProducts& out = result.products;
    for (std::size_t p = 0; p < renewals_.products.size(); ++p) {
      const RenewalCurve& curve = renewals_.curves[p];
      std::int64_t all = 0, needs = 0;
      for (std::size_t i = 0; i < product_.size(); ++i)
        if (product_[i] == static_cast<std::int32_t>(p)) ++all, needs += result.customers.need[i];
      const auto half = std::find_if(curve.survival.begin(), curve.survival.end(), [](double left) { return left <= 0.5 + 1e-12; });
      const bool few = needs > 0 && needs < options_.smallest;
      out.product.push_back(renewals_.products[p]);
      out.renewals.push_back(static_cast<std::int64_t>(curve.renewals));
      out.open.push_back(renewals_.open[p]);
      out.median_days.push_back(half == curve.survival.end() ? nothing : curve.time[static_cast<std::size_t>(half - curve.survival.begin())]);
      out.longest_days.push_back(curve.time.empty() ? nothing : curve.time.back());
      out.customers.push_back(all);
      out.needs.push_back(few ? nothing : static_cast<double>(needs));
      out.suppressed.push_back(few);
    }
  }

  void tell(CustomerNeeds& out) const {
    const auto percent = [](double p) { return plain_number(100.0 * p, 1); };
    for (std::int64_t i = 0; i < rows(); ++i) {
      std::string en, zh;
      const auto basis = static_cast<RenewalBasis>(out.basis.codes[at(i)]);
      const std::string within = std::to_string(options_.horizon_days), age = plain_number(out.age_days[at(i)], 0);
      if (basis == RenewalBasis::no_purchase) {
        en = "Has not bought.";
        zh = "尚无购买记录。";
      } else {
        const std::string since = day_text(static_cast<std::int64_t>(out.last_purchase[at(i)]));
        en = "Last bought on " + since + ", " + age + " days ago";
        zh = "上次购买于 " + since + "，距今 " + age + " 天";
        const std::string p = percent(out.probability[at(i)]), range = percent(out.lower[at(i)]) + " to " + percent(out.upper[at(i)]) + " %", range_zh = percent(out.lower[at(i)]) + "% 至 " + percent(out.upper[at(i)]) + "%";
        if (basis == RenewalBasis::estimated || basis == RenewalBasis::at_least) {
          const bool bound = basis == RenewalBasis::at_least;
          en += "; buys within " + within + " days with a probability of " + (bound ? "at least " : "") + p + " % (" + range + ")";
          zh += "；" + within + " 天内再次购买的概率" + (bound ? "至少" : "") + "为 " + p + "%（" + range_zh + "）";
        } else {
          en += basis == RenewalBasis::beyond ? "; nobody was observed for so long" : "; too few renewals to tell";
          zh += basis == RenewalBasis::beyond ? "；没有观察到这么长的间隔" : "；复购记录太少，无法估计";
        }
        if (const std::int64_t life = life_[at(product_[at(i)])]; life >= 0) {
          en += "; lasts " + std::to_string(life) + " days";
          zh += "；产品寿命 " + std::to_string(life) + " 天";
        }
        en += ".";
        zh += "。";
      }
      out.sentence.push_back(std::move(en));
      out.sentence_zh.push_back(std::move(zh));
    }
  }

  const CustomersInput& input_;
  const CustomersOptions& options_;
  std::int64_t today_;
  data::FindingTally findings_;
  Renewals renewals_;
  data::Groups leavers_, people_, customers_;
  std::vector<std::int64_t> row_of_, leaver_row_, life_;  // row of each leaver's label; of each customer; by product
  std::vector<std::int32_t> leaver_, buyer_, product_;
};

}  // namespace

CustomersResult customers(const CustomersInput& input, const CustomersOptions& options, const RunContext& context) {
  check(key, input, options);
  if (!options.today) refuse(key, "today", "missing", "given: the day of the list");
  if (!options.need_at && options.lives.empty()) refuse(key, "need_at", "missing", "given, or lives: from which probability on is it a need?");
  return CustomersReport(input, options, context).make();
}

constinit const Function customers_analysis = analysis<&customers>("returns.customers", "Which customers of a leaver will soon buy again?");

}  // namespace mainstay::inline v1::returns
