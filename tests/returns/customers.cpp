#include "mainstay/returns/customers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "compare.hpp"
#include "golden.hpp"
#include "labels.hpp"
#include "mainstay/core/document.hpp"
#include "sentence.hpp"
#include "stats/proportion.hpp"

using namespace mainstay;
using namespace mainstay::returns;

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double z = 1.959963984540054;

struct Book {
  std::vector<std::string> person, customer, product, leaver, buyer, bought;
  std::vector<double> consent, value;
  std::vector<std::int64_t> contactable, day;
  CustomersOptions options;

  void serves(const char* who, const char* whom, double agreed = 1, double worth = nothing) {
    person.emplace_back(who);
    customer.emplace_back(whom);
    consent.push_back(agreed);
    value.push_back(worth);
  }
  void buys(const char* whom, std::int64_t when, const char* what = "") {
    buyer.emplace_back(whom);
    day.push_back(when);
    bought.emplace_back(what);
  }
  CustomersResult run() const {
    Labels labels;
    CustomersInput input;
    input.person = labels.column(person);
    input.customer = labels.column(customer);
    input.consent = consent;
    if (!product.empty()) input.product = labels.column(product);
    if (std::none_of(value.begin(), value.end(), [](double v) { return std::isnan(v); })) input.value = value;
    input.person_id = labels.column(leaver);
    input.contactable = contactable;
    input.purchase_customer = labels.column(buyer);
    input.purchase_day = day;
    if (!product.empty()) input.purchase_product = labels.column(bought);
    return customers(input, options);
  }
};

// Between purchases 300, 400 and 500 days; since the last one 700, 600, 500, 400 and 100.
Book five_customers() {
  Book book;
  book.leaver = {"Li", "Wu", "He"};
  book.contactable = {1, 1, 0};
  for (const auto& [whom, first, second] : {std::tuple("c1", 0, 300), std::tuple("c2", 0, 400), std::tuple("c3", 0, 500), std::tuple("c4", 600, -1), std::tuple("c5", 900, -1)}) {
    book.buys(whom, first);
    if (second > 0) book.buys(whom, second);
  }
  book.options.today = 1000;
  book.options.horizon_days = 100;
  book.options.need_at = 0.2;
  book.options.least_renewals = 3;
  return book;
}

}  // namespace

TEST_CASE("five customers by hand") {
  Book book = five_customers();
  for (const char* whom : {"c1", "c2", "c3", "c4", "c5", "c6"}) book.serves("Li", whom);
  CustomersResult result = book.run();
  const CustomerNeeds& needs = result.customers;
  const std::vector<std::string> basis{"beyond", "estimated", "estimated", "estimated", "estimated", "no_purchase"};
  for (std::size_t i = 0; i < 6; ++i) CHECK(word(needs.basis, i) == basis[i]);
  // c4 has waited 400 days: of the four who waited longer one bought, at 500.
  CHECK(needs.probability[3] == 0.25);
  CHECK(needs.lower[3] == doctest::Approx(stats::wilson_interval(0.25, 4, z).lower).epsilon(1e-12));
  CHECK(needs.upper[3] == doctest::Approx(stats::wilson_interval(0.25, 4, z).upper).epsilon(1e-12));
  // c3 has waited 500: of 600 and 700 nobody bought within 600; c5: nobody within 200 of 7; c2: one was observed beyond 600.
  CHECK(needs.probability[2] == 0.0);
  CHECK(needs.upper[2] == doctest::Approx(stats::wilson_interval(0, 2, z).upper));
  CHECK(needs.upper[1] == doctest::Approx(stats::wilson_interval(0, 1, z).upper));
  CHECK(needs.need == std::vector<std::int64_t>{0, 0, 0, 1, 0, 0});
  CHECK(result.people.customers == std::vector<std::int64_t>{1, 0, 0});
  CHECK(result.people.served == std::vector<std::int64_t>{6, 0, 0});
  CHECK(word(result.people.first_customer, 0) == "c4");
  CHECK(result.products.renewals == std::vector<std::int64_t>{3});
  CHECK(result.products.open == std::vector<std::int64_t>{5});
  CHECK(std::isnan(result.products.needs[0]));  // one is fewer than five
  CHECK(result.products.suppressed[0] == 1);
  CHECK(result.findings.finding == std::vector<std::string>{"customers_without_purchase"});
  CHECK(needs.sentence[3] == "Last bought on 1971-08-24, 400 days ago; buys within 100 days with a probability of 25 % (4.6 to 69.9 %).");
  CHECK(needs.sentence_zh[3] == "上次购买于 1971-08-24，距今 400 天；100 天内再次购买的概率为 25%（4.6% 至 69.9%）。");

  book.options.horizon_days = 300;
  result = book.run();
  near(result.customers.probability[4], 2.0 / 7, 1e-15, "c5");
  CHECK(result.customers.lower[4] == doctest::Approx(stats::wilson_interval(2.0 / 7, 7, z).lower).epsilon(1e-12));
  CHECK(word(result.customers.basis, 1) == "at_least");
  CHECK(result.customers.upper[1] == 1.0);

  book.options.least_renewals = 4;
  CHECK(word(book.run().customers.basis, 3) == "too_few");
  CHECK(book.run().status == CustomersStatus::no_needs);
  // By declared life: 700 days have passed, 600 + 300 will have.
  book.options.lives.resize(1);
  book.options.lives[0].product = "all";
  book.options.lives[0].days = 800;
  book.options.smallest = 1;
  result = book.run();
  CHECK(result.customers.need == std::vector<std::int64_t>{1, 1, 1, 0, 0, 0});
  CHECK(word(result.customers.why, 0) == "life");
  CHECK(result.products.needs[0] == 3.0);
}

TEST_CASE("consent of customers, leavers who may not be called, values and places") {
  Book book = five_customers();
  book.options.need_at = 1e-9;
  book.options.horizon_days = 250;  // c4: 1/4 from 500 on; c5: 1/7; c3, c2: 0
  book.serves("Li", "c5", 1, 7000);
  book.serves("Li", "c4", 1, 1000);
  book.serves("Wu", "c4", 0, 1000);
  book.serves("Wu", "c5", nothing, 1000);
  book.serves("He", "c4", 1, 1000);
  book.serves("Xu", "c4", 1, 1000);
  CustomersResult result = book.run();
  CHECK(result.customers.need == std::vector<std::int64_t>{1, 1, 1, 1, 1, 1});
  CHECK(result.customers.listed == std::vector<std::int64_t>{1, 1, 0, 0, 0, 0});
  CHECK(result.customers.rank == std::vector<std::int64_t>{1, 2, 0, 0, 0, 0});  // 7000 / 7 before 1000 / 4
  CHECK(result.people.expected_value == std::vector<double>{1250, 0, 0});
  CHECK(result.people.customers == std::vector<std::int64_t>{2, 0, 0});
  CHECK(result.people.without_consent == std::vector<std::int64_t>{0, 2, 0});
  CHECK(word(result.people.first_customer, 0) == "c5");
  CHECK(result.findings.finding == std::vector<std::string>{"customers_of_unknown_people"});
  CHECK(result.findings.first_row == std::vector<std::int64_t>{5});
  book.value.assign(6, nothing);
  CHECK(book.run().customers.rank == std::vector<std::int64_t>{2, 1, 0, 0, 0, 0});
  CHECK(std::isnan(book.run().people.expected_value[0]));
  book.contactable.assign(3, 0);
  CHECK(book.run().status == CustomersStatus::no_needs);
  Book nobody = five_customers();
  CHECK(nobody.run().status == CustomersStatus::no_customers);
}

TEST_CASE("drawn purchases against R") {
  const golden::json document = golden::load_golden("returns/customers/drawn.json");
  const golden::json &data = document["data"], &expect = document["expect"];
  Labels labels;
  const std::vector<std::int64_t> customer = golden::integers(data["customer"]), buyer = golden::integers(data["purchase_customer"]), day = golden::integers(data["purchase_day"]);
  const std::vector<std::int64_t> person(customer.size(), 1), agreed(customer.size(), 1), leaver{1}, yes{1};
  CustomersInput input;
  input.person = person;
  input.customer = customer;
  input.consent = agreed;
  input.product = labels.column(golden::texts(data["product"]));
  input.person_id = leaver;
  input.contactable = yes;
  input.purchase_customer = buyer;
  input.purchase_day = day;
  input.purchase_product = labels.column(golden::texts(data["purchase_product"]));
  CustomersOptions options;
  options.today = document["options"]["today"].get<std::int64_t>();
  options.horizon_days = document["options"]["horizon_days"].get<std::int64_t>();
  options.need_at = 0.5;
  const CustomersResult result = customers(input, options);
  check_all(result.customers.probability, golden::numbers(expect["probability"]), 1e-10, 1e-14, "probability");
  check_all(result.customers.lower, golden::numbers(expect["lower"]), 1e-9, 1e-12, "lower");
  check_all(result.customers.upper, golden::numbers(expect["upper"]), 1e-9, 1e-12, "upper");
  const std::vector<std::string> basis = golden::texts(expect["basis"]);
  for (std::size_t i = 0; i < basis.size(); ++i) CHECK(word(result.customers.basis, i) == basis[i]);
}

TEST_CASE("random purchases against plain loops") {
  std::mt19937_64 random(31);
  const auto draw = [&](int below) { return static_cast<int>(random() % static_cast<std::uint64_t>(below)); };
  int estimated = 0;
  for (int round = 0; round < 200; ++round) {
    Book book;
    book.leaver = {"a", "b"};
    book.contactable = {1, draw(2)};
    book.options.today = 60;
    book.options.horizon_days = 1 + draw(20);
    book.options.need_at = 0.3;
    book.options.least_renewals = 1 + draw(3);
    const int count = 1 + draw(40);
    for (int k = 0; k < count; ++k) book.buys(std::string(1, static_cast<char>('p' + draw(8))).c_str(), draw(61), draw(2) ? "x" : "y");
    for (int c = 0; c < 8; ++c)
      for (const char* what : {"x", "y"}) {
        book.serves(draw(2) ? "a" : "b", std::string(1, static_cast<char>('p' + c)).c_str(), draw(3) > 0, 100 * draw(9));
        book.product.emplace_back(what);
      }
    const CustomersResult result = book.run();
    std::vector<std::int64_t> listed(2, 0);
    for (std::size_t i = 0; i < book.person.size(); ++i) {
      struct Stretch {
        std::int64_t days;
        bool renewed;
      };
      std::vector<Stretch> stretches;
      std::int64_t last = -1, renewals = 0;
      for (int c = 0; c < 8; ++c) {
        const std::string whom(1, static_cast<char>('p' + c));
        std::set<std::int64_t> days;
        for (std::size_t k = 0; k < book.buyer.size(); ++k)
          if (book.buyer[k] == whom && book.bought[k] == book.product[i]) days.insert(book.day[k]);
        std::int64_t before = -1;
        for (const std::int64_t day : days) {
          if (before >= 0) stretches.push_back({day - before, true}), ++renewals;
          before = day;
        }
        if (before >= 0) stretches.push_back({60 - before, false});
        if (whom == book.customer[i]) last = before;
      }
      double probability = nothing;
      const std::int64_t age = 60 - last;
      if (last >= 0 && renewals >= book.options.least_renewals && std::any_of(stretches.begin(), stretches.end(), [&](const Stretch& s) { return s.days > age; })) {
        double stay = 1;
        for (std::int64_t t = age + 1; t <= age + book.options.horizon_days; ++t) {
          double at_risk = 0, events = 0;
          for (const Stretch& s : stretches) at_risk += s.days >= t, events += s.days == t && s.renewed;
          if (at_risk > 0) stay *= 1 - events / at_risk;
        }
        probability = 1 - stay;
        ++estimated;
      }
      CHECK(golden::close(result.customers.probability[i], probability, 1e-12, 1e-15));
      if (!std::isnan(probability)) {
        CHECK(result.customers.lower[i] <= probability + 1e-12);
        CHECK(result.customers.upper[i] >= probability - 1e-12);
        CHECK(result.customers.upper[i] - result.customers.lower[i] > 0.0);
      }
      const std::size_t who = book.person[i] == "b";
      const bool expected = probability >= 0.3 && book.consent[i] == 1 && book.contactable[who] == 1;
      CHECK(result.customers.listed[i] == expected);
      listed[who] += expected;
    }
    CHECK(result.people.customers == listed);
    for (std::size_t i = 0; i < book.person.size(); ++i)
      for (std::size_t k = 0; k < book.person.size(); ++k)
        if (book.person[i] == book.person[k] && result.customers.rank[i] > 0 && result.customers.rank[i] < result.customers.rank[k]) CHECK(result.customers.expected_value[i] >= result.customers.expected_value[k]);
    const Object object = Object::of(result);
    CHECK(save_document("returns.customers", load_document(save_document("returns.customers", object), "returns.customers", type_of<CustomersResult>)) == save_document("returns.customers", object));
  }
  CHECK(estimated > 200);
}

TEST_CASE("what a list of customers must not contain") {
  const auto said = [](const auto& change) {
    Book book = five_customers();
    book.serves("Li", "c1");
    book.serves("Li", "c2");
    change(book);
    return sentence([&] { book.run(); });
  };
  CHECK(said([](Book& b) { b.options.today.reset(); }) == "returns.customers: today is missing, but must be given: the day of the list");
  CHECK(said([](Book& b) { b.options.need_at.reset(); }) == "returns.customers: need_at is missing, but must be given, or lives: from which probability on is it a need?");
  CHECK(said([](Book& b) { b.day[3] = 1001; }) == "returns.customers: purchase_day[3] is 1972-09-28, but must be on or before today, 1972-09-27");
  CHECK(said([](Book& b) { b.customer[1] = "c1"; }) == "returns.customers: customer[1] is \"c1\", but must be there once with a leaver and product");
  CHECK(said([](Book& b) { b.leaver[2] = "Li"; }) == "returns.customers: person_id[2] is \"Li\", but must be there once");
  CHECK(said([](Book& b) { b.options.lives.resize(1); b.options.lives[0].product = "car"; }) == "returns.customers: lives[0].product is \"car\", but must be a product: all");
}
