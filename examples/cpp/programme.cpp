// A programme for leavers from exit to money: selected, how likely each is to return, called, cared for, placed, offered, paid for. The Python and the C program print the same characters.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/competency/placement.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/returns/calls.hpp"
#include "mainstay/returns/care.hpp"
#include "mainstay/returns/money.hpp"
#include "mainstay/returns/offers.hpp"
#include "mainstay/returns/probability.hpp"
#include "mainstay/returns/selection.hpp"

using namespace mainstay;

namespace {

// Texts as a column: the distinct ones and where each row stands among them.
struct Labels {
  std::vector<std::string_view> levels;
  std::vector<std::int32_t> codes;
  explicit Labels(const std::vector<std::string_view>& texts) {
    for (const std::string_view text : texts) {
      const auto found = std::find(levels.begin(), levels.end(), text);
      codes.push_back(static_cast<std::int32_t>(found - levels.begin()));
      if (found == levels.end()) levels.push_back(text);
    }
  }
  Column column() const {
    Column made(codes);
    made.levels = levels;
    made.categorical = true;
    return made;
  }
};

template <class T>
std::vector<T> rows_of(const std::vector<T>& values, const std::vector<std::size_t>& rows) {
  std::vector<T> chosen;
  for (const std::size_t row : rows) chosen.push_back(values[row]);
  return chosen;
}

// Those who left last month.
const std::vector<std::string_view> people{"Ann", "Bo", "Cy", "Di", "Ed", "Fay"}, reasons{"promotion", "pay", "promotion", "pay", "family", "promotion"};
const std::vector<std::int64_t> exits{20400, 20402, 20405, 20409, 20411, 20414}, consent{1, 1, 1, 0, 1, 1};  // days since 1970-01-01
std::vector<std::int64_t> contactable;  // of the selection: what every later step takes
const std::vector<double> sales{92, 55, 81, 90, 84, 95}, satisfaction{93, 91, 95, 96, 88, 92}, contribution{70, 62, 81, 80, 85, 77};
const std::vector<std::int64_t> value{1890000, 1890000, 3025000, 1890000, 1890000, 3025000}, pay{520000, 500000, 610000, 540000, 500000, 620000};  // minor units
const std::vector<double> north{.9, .4, .8, .7, .5, .85}, south{.6, .7, .75, .2, .9, .8};
constexpr std::int64_t today = 20420, earlier_leavers = 160, called_first = 120, earlier_offers = 90;

std::int64_t back(std::int64_t i) { return i % 11 == 0 || (i < called_first && i % 4 == 0 && i % 3 == 0); }
std::int64_t away(std::int64_t i) { return back(i) ? 40 + 37 * i % 300 : 400 + i; }

std::vector<std::size_t> selected() {
  const Labels person(people);
  returns::SelectionInput input;
  input.person = person.column();
  input.x.add("sales", sales);
  input.x.add("satisfaction", satisfaction);
  input.x.add("contribution", contribution);
  input.consent = consent;
  returns::SelectionOptions options;
  options.combine = returns::SelectionCombine::at_least;
  options.least = 2;
  for (const auto& [name, threshold] : std::vector<std::pair<const char*, double>>{{"sales", 80}, {"satisfaction", 90}, {"contribution", 75}}) {
    returns::SelectionRule rule;
    rule.name = rule.column = name;
    rule.compare = returns::SelectionCompare::at_least;
    rule.threshold = threshold;
    options.rules.push_back(rule);
  }
  const returns::SelectionResult result = returns::selection(input, options);
  for (std::size_t k = 0; k < result.steps.people.size(); ++k)
    std::printf("%s: %lld\n", result.steps.step.levels[static_cast<std::size_t>(result.steps.step.codes[k])].c_str(), static_cast<long long>(result.steps.people[k]));
  contactable = result.people.contactable;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < people.size(); ++row)
    if (result.people.selected[row] == 1) rows.push_back(row);
  return rows;
}

returns::ProbabilityGroups chances() {
  std::vector<std::int64_t> duration, end;
  std::vector<std::string_view> why;
  const std::string_view kinds[] = {"promotion", "pay", "family", "promotion"};
  for (std::int64_t i = 0; i < called_first; ++i) duration.push_back(away(i)), end.push_back(back(i)), why.push_back(kinds[i % 4]);
  const Labels reason(why);
  returns::ProbabilityInput input;
  input.duration = duration;
  input.end = end;
  input.reason = reason.column();
  returns::ProbabilityOptions options;
  options.horizons = {365};
  const returns::ProbabilityGroups groups = returns::probability(input, options, {}).groups;
  for (std::size_t k = 0; k < groups.people.size(); ++k)
    std::printf("%s: %.4f (%.4f to %.4f)\n", groups.reason.levels[static_cast<std::size_t>(groups.reason.codes[k])].c_str(), groups.posterior[k], groups.posterior_lower[k], groups.posterior_upper[k]);
  return groups;
}

std::vector<std::size_t> called(const std::vector<std::size_t>& rows, const returns::ProbabilityGroups& chance) {
  std::vector<double> probability, lower, upper;
  for (const std::size_t row : rows)
    for (std::size_t k = 0; k < chance.people.size(); ++k)
      if (chance.reason.levels[static_cast<std::size_t>(chance.reason.codes[k])] == reasons[row]) probability.push_back(chance.posterior[k]), lower.push_back(chance.posterior_lower[k]), upper.push_back(chance.posterior_upper[k]);
  const Labels person(rows_of(people, rows));
  const std::vector<std::int64_t> may = rows_of(contactable, rows), worth = rows_of(value, rows);
  returns::CallsInput input;
  input.person = person.column();
  input.contactable = may;
  input.probability = probability;
  input.lower = lower;
  input.upper = upper;
  input.value = worth;
  returns::CallsOptions options;
  options.cost_each = 24000;
  options.most = 3;
  options.in_currency = "CNY";
  const returns::CallsResult result = returns::calls(input, options, {});
  std::printf("%s\n", result.sentence.c_str());
  std::vector<std::size_t> list;
  for (const std::int64_t row : result.list.row) list.push_back(rows[static_cast<std::size_t>(row)]);
  return list;
}

void cared_for(const std::vector<std::size_t>& rows) {
  const Labels person(rows_of(people, rows)), reason(rows_of(reasons, rows)), change({"promotion rules"}), change_reason({"promotion"});
  const std::vector<std::int64_t> exit = rows_of(exits, rows), may = rows_of(contactable, rows), from{20390};
  returns::CareInput input;
  input.person = person.column();
  input.exit = exit;
  input.contactable = may;
  input.reason = reason.column();
  input.change = change.column();
  input.change_reason = change_reason.column();
  input.change_from = from;
  returns::CareOptions options;
  options.today = today;
  options.until = today + 6;
  const returns::CareDue due = returns::care(input, options, {}).due;
  for (std::size_t k = 0; k < due.row.size(); ++k) std::printf("%s %s\n  %s\n", people[rows[static_cast<std::size_t>(due.row[k])]].data(), due.sentence[k].c_str(), due.sentence_zh[k].c_str());
}

// The leaver and the post of each who is placed.
std::vector<std::pair<std::size_t, std::string>> placed(const std::vector<std::size_t>& rows) {
  const Labels person(rows_of(people, rows));
  const std::vector<double> up = rows_of(north, rows), down = rows_of(south, rows);
  competency::PlacementInput input;
  input.person = person.column();
  input.score.add("north", up);
  input.score.add("south", down);
  const competency::PlacementResult result = competency::placement(input);
  std::printf("%lld placed, %.4f of at most %.4f\n", static_cast<long long>(result.placed), result.total, result.bound);
  std::vector<std::pair<std::size_t, std::string>> pairs;
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (const std::int32_t post = result.people.post.codes[row]; post >= 0) pairs.emplace_back(rows[row], result.people.post.levels[static_cast<std::size_t>(post)]);
  return pairs;
}

void offered(const std::vector<std::pair<std::size_t, std::string>>& pairs) {
  std::vector<std::string_view> who, where;
  std::vector<std::int64_t> wish, offer, may, accepted;
  std::vector<double> percent, steps, earlier_percent, earlier_steps;
  for (const auto& [row, post] : pairs) {
    const std::int64_t paid = post == "north" ? 560000 : 600000;
    who.push_back(people[row]);
    where.push_back(post);
    may.push_back(contactable[row]);
    wish.push_back(pay[row] + 60000);
    offer.push_back(paid);
    percent.push_back(100 * (static_cast<double>(paid) / static_cast<double>(pay[row]) - 1));
    steps.push_back(post == "north" ? 0 : 1);
  }
  for (std::int64_t i = 0; i < earlier_offers; ++i) {
    earlier_percent.push_back(static_cast<double>(5 * i % 21));
    earlier_steps.push_back(static_cast<double>(i % 2));
    accepted.push_back(29 * i % 31 < 5 + 5 * i % 21 / 2 + 6 * (i % 2));
  }
  const Labels person(who), vacancy(where);
  returns::OffersInput input;
  input.person = person.column();
  input.vacancy = vacancy.column();
  input.contactable = may;
  input.wish.add("pay", wish);
  input.offer.add("pay", offer);
  input.x.add("pay_percent", earlier_percent);
  input.x.add("post_steps", earlier_steps);
  input.accepted = accepted;
  input.pair_x.add("pay_percent", percent);
  input.pair_x.add("post_steps", steps);
  returns::OffersOptions options;
  options.parts = {{"pay", returns::OfferRule::at_least, 0, true}};
  options.levers = {{"pay_percent", 0, 20, 1, 5600}};
  options.target = .5;
  options.in_currency = "CNY";
  const returns::OffersResult result = returns::offers(input, options);
  for (std::size_t k = 0; k < pairs.size(); ++k) std::printf("%s: %s\n  %s\n", who[k].data(), result.sentence[k].c_str(), result.sentence_zh[k].c_str());
  std::printf("%s\n", result.reading.c_str());
}

void paid_for() {
  std::vector<std::int64_t> person, returned, comparison, contact_cost;
  for (std::int64_t i = 0; i < earlier_leavers; ++i) {
    person.push_back(i);
    returned.push_back(back(i) && away(i) <= 365);
    comparison.push_back(i >= called_first);
    contact_cost.push_back(i < called_first ? 24000 : 0);
  }
  returns::MoneyInput input;
  input.person = person;
  input.returned = returned;
  input.comparison = comparison;
  input.contact_cost = contact_cost;
  returns::MoneyOptions options;
  options.compared_with = returns::ComparedWith::hold_out;
  options.pay_each = 560000;
  options.pay_per = returns::PayPer::month;
  options.in_currency = "CNY";
  options.parts.resize(3);
  options.parts[0].name = "sourcing";
  options.parts[1].name = "training";
  options.parts[2].name = "ramp-up";
  options.parts[0].basis = options.parts[1].basis = returns::CostBasis::amount;
  options.parts[0].amount = 150000;
  options.parts[1].amount = 300000;
  options.parts[1].saved = .8;
  options.parts[2].basis = returns::CostBasis::months_of_pay;
  options.parts[2].quantity = 1.5;
  options.costs.resize(1);
  options.costs[0].name = "staff";
  options.costs[0].amount = 4000000;
  const returns::MoneyResult result = returns::money(input, options, {});
  std::printf("%s\n", result.sentence.c_str());
  for (std::size_t s = 0; s < result.steps.step.size(); ++s) {
    if (std::isnan(result.steps.ratio[s])) std::printf("  %s: %s = %lld\n", result.steps.figure[s].c_str(), result.steps.formula[s].c_str(), static_cast<long long>(result.steps.amount[s]));
    else std::printf("  %s: %s = %.4f\n", result.steps.figure[s].c_str(), result.steps.formula[s].c_str(), result.steps.ratio[s]);
  }
}

int run() {
  const std::vector<std::size_t> rows = selected();
  const std::vector<std::size_t> list = called(rows, chances());
  cared_for(list);
  offered(placed(list));
  paid_for();
  return 0;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
