#include "mainstay/returns/money.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "returns/money_kernel.hpp"
#include "returns/money_words.hpp"
#include "returns/replacement.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.money";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t least_returns = 5;  // fewer in a group: score intervals
using data::to_money;
using data::Wide;

std::string text(Wide value) { return std::to_string(to_money(value)); }
std::string signed_text(std::int64_t value) { return value < 0 ? "(" + std::to_string(value) + ")" : std::to_string(value); }

// Counts and sums over rows, of those called [0] and of the comparison [1].
struct Arms {
  std::int64_t rows[2] = {0, 0}, returned[2] = {0, 0};
  Wide saved[2] = {0, 0}, contact = 0, offer = 0;
};

class Counting {
 public:
  Counting(const MoneyInput& input, const MoneyOptions& options) : input_(input), options_(options), n_(input.person.size), people_(data::encode_groups(key, "person", input.person)) {
    check_replacement(key, options);
    result_.currency = data::one_currency(key, input.currency, options.in_currency);
    model_ = replacement_of(key, input, options);
    read_rows();
  }

  MoneyResult run(const RunContext& context) {
    tell_cases();
    tell_people();
    tell_groups();
    tell_costs();
    count();
    tell_sensitivity();
    intervals(context);
    tell_claims();
    result_.status = all_.rows[0] == 0 ? MoneyStatus::nobody : result_.cost == 0 ? MoneyStatus::no_cost : all_.returned[0] == 0 ? MoneyStatus::no_return : MoneyStatus::computed;
    say_money(result_, options_);
    return std::move(result_);
  }

 private:
  void read_rows() {
    const bool compares = input_.comparison.given();
    if (compares && options_.compared_with == ComparedWith::undeclared) refuse(key, "compared_with", "undeclared", "hold_out or before: comparison is given");
    if (!compares && options_.compared_with != ComparedWith::undeclared) refuse(key, "comparison", "missing", "given where compared_with is");
    returned_ = data::whole_numbers_of(input_.returned);
    compared_ = compares ? data::whole_numbers_of(input_.comparison) : std::vector<std::int64_t>(at(n_), 0);
    contact_ = input_.contact_cost.given() ? data::whole_numbers_of(input_.contact_cost) : std::vector<std::int64_t>(at(n_), 0);
    offer_ = input_.offer_cost.given() ? data::whole_numbers_of(input_.offer_cost) : std::vector<std::int64_t>(at(n_), 0);
    for (std::size_t i = 0; i < at(n_); ++i) {
      const auto row = static_cast<std::int64_t>(i);
      if (compared_[i] != 0 && contact_[i] != 0) refuse(key, "contact_cost", row, static_cast<double>(contact_[i]), "0 in rows of comparison");
      if (compared_[i] != 0 && offer_[i] != 0) refuse(key, "offer_cost", row, static_cast<double>(offer_[i]), "0 in rows of comparison");
      if (returned_[i] == 0 && offer_[i] != 0) refuse(key, "offer_cost", row, static_cast<double>(offer_[i]), "0 for who did not come back");
      add(all_, i);
    }
    if (compares && n_ > 0 && all_.rows[1] == 0) refuse(key, "comparison", "0 in every row", "1 in some; left out, all returns are counted");
    if (compares && n_ > 0 && all_.rows[0] == 0) refuse(key, "comparison", "1 in every row", "0 in some: those called");
    result_.counted = !compares ? ReturnsCounted::all_returns : options_.compared_with == ComparedWith::hold_out ? ReturnsCounted::against_hold_out : ReturnsCounted::before_after;
  }

  const ReplacementCase& case_of(std::size_t row) const { return model_.cases[at(model_.case_of[row])]; }

  void add(Arms& arms, std::size_t i) const {
    const std::size_t arm = compared_[i] != 0 ? 1 : 0;
    ++arms.rows[arm];
    arms.contact += contact_[i];
    arms.offer += offer_[i];
    if (returned_[i] == 0) return;
    ++arms.returned[arm];
    arms.saved[arm] += case_of(i).saved;
  }

  void step(const std::string& figure, const std::string& formula, std::int64_t amount, double ratio = nothing) {
    MoneySteps& steps = result_.steps;
    steps.step.push_back(static_cast<std::int64_t>(steps.step.size()) + 1);
    steps.figure.push_back(figure);
    steps.formula.push_back(formula);
    steps.amount.push_back(amount);
    steps.ratio.push_back(ratio);
  }

  void tell_cases() {
    MoneyCases& table = result_.cases;
    MoneyParts& parts = result_.parts;
    if (input_.role.given()) table.role.levels = model_.roles.names();
    for (const ReplacementPart& part : options_.parts)
      if (std::find(parts.part.levels.begin(), parts.part.levels.end(), part.name) == parts.part.levels.end()) parts.part.levels.push_back(part.name);
    parts.basis.levels = words_of(CostBasis{});
    std::vector<Arms> of(model_.cases.size());
    for (std::size_t i = 0; i < at(n_); ++i) add(of[at(model_.case_of[i])], i);
    part_saved_[0].assign(options_.parts.size(), 0);
    part_saved_[1].assign(options_.parts.size(), 0);
    std::string products;
    for (std::size_t c = 0; c < model_.cases.size(); ++c) {
      const ReplacementCase& one = model_.cases[c];
      table.role.codes.push_back(one.role);
      table.pay.push_back(one.pay);
      table.called.push_back(of[c].rows[0]);
      table.returned.push_back(of[c].returned[0]);
      table.compared.push_back(of[c].rows[1]);
      table.compared_returned.push_back(of[c].returned[1]);
      table.replacement_cost.push_back(one.cost);
      table.saved.push_back(one.saved);
      table.saved_called.push_back(to_money(of[c].saved[0]));
      table.saved_compared.push_back(to_money(of[c].saved[1]));
      std::string costs, savings;
      for (const ReplacementLine& line : one.lines) {
        const ReplacementPart& part = options_.parts[line.part];
        parts.case_number.push_back(static_cast<std::int64_t>(c) + 1);
        parts.part.codes.push_back(static_cast<std::int32_t>(std::find(parts.part.levels.begin(), parts.part.levels.end(), part.name) - parts.part.levels.begin()));
        parts.basis.codes.push_back(static_cast<std::int32_t>(part.basis));
        parts.unit.push_back(part.unit);
        parts.cost.push_back(line.cost);
        parts.cost_formula.push_back(line.cost_formula);
        parts.saved.push_back(line.saved);
        parts.saved_formula.push_back(line.saved_formula);
        costs += (costs.empty() ? "" : " + ") + std::to_string(line.cost);
        savings += (savings.empty() ? "" : " + ") + std::to_string(line.saved);
        for (int arm = 0; arm < 2; ++arm) part_saved_[arm][line.part] += Wide{line.saved} * of[c].returned[arm];
      }
      const std::string name = "case " + std::to_string(c + 1) + ": ";
      step(name + "replacement_cost", costs.empty() ? "0" : costs, one.cost);
      step(name + "saved", savings.empty() ? "0" : savings, one.saved);
      step(name + "saved_called", std::to_string(of[c].returned[0]) + " * " + std::to_string(one.saved), table.saved_called.back());
      if (all_.rows[1] > 0) step(name + "saved_compared", std::to_string(of[c].returned[1]) + " * " + std::to_string(one.saved), table.saved_compared.back());
      mean_cost_ += Wide{one.cost} * of[c].rows[0];
      mean_saved_ += Wide{one.saved} * of[c].rows[0];
      mean_pay_ += Wide{one.pay} * of[c].rows[0];
      if (of[c].rows[0] > 0) products += (products.empty() ? "" : " + ") + std::to_string(of[c].rows[0]) + " * " + std::to_string(one.cost);
    }
    result_.called = all_.rows[0];
    result_.returned = all_.returned[0];
    result_.compared = all_.rows[1];
    result_.compared_returned = all_.returned[1];
    if (all_.rows[0] == 0) return;
    result_.replacement_cost = data::half_up(mean_cost_, all_.rows[0]);
    step("replacement_cost", "half_up((" + products + ") / " + std::to_string(all_.rows[0]) + ")", result_.replacement_cost);
  }

  void tell_people() {
    MoneyPeople& table = result_.people;
    table.person = {people_.codes, people_.names()};
    table.compared = compared_;
    table.returned = returned_;
    table.contact_cost = contact_;
    table.offer_cost = offer_;
    for (std::size_t i = 0; i < at(n_); ++i) {
      table.case_number.push_back(model_.case_of[i] + 1);
      table.saved.push_back(returned_[i] != 0 ? case_of(i).saved : 0);
    }
  }

  void tell_groups() {
    const data::Groups groups = input_.group.given() ? data::encode_groups(key, "group", input_.group) : data::Groups{};
    std::vector<Arms> of(1 + at(groups.count));
    of[0] = all_;
    for (std::size_t i = 0; i < groups.codes.size(); ++i) add(of[1 + at(groups.codes[i])], i);
    MoneyGroups& table = result_.groups;
    table.group.levels = {"total"};
    for (std::string& name : groups.names()) table.group.levels.push_back(std::move(name));
    for (std::size_t g = 0; g < of.size(); ++g) {
      const Arms& arms = of[g];
      const auto rows = [&](int arm) { return static_cast<double>(arms.rows[arm]); };
      const auto share = [&](int arm) { return arms.rows[arm] > 0 ? static_cast<double>(arms.returned[arm]) / rows(arm) : nothing; };
      const stats::Interval one = stats::wilson_interval(arms.rows[0] > 0 ? share(0) : 0.0, rows(0), critical());
      const bool both = arms.rows[0] > 0 && arms.rows[1] > 0;
      const stats::Interval two = both ? stats::newcombe_difference(share(0), rows(0), share(1), rows(1), critical()) : stats::Interval{nothing, nothing};
      table.group.codes.push_back(static_cast<std::int32_t>(g));
      table.called.push_back(arms.rows[0]);
      table.returned.push_back(arms.returned[0]);
      table.share.push_back(share(0));
      table.share_lower.push_back(one.lower);
      table.share_upper.push_back(one.upper);
      table.compared.push_back(arms.rows[1]);
      table.compared_returned.push_back(arms.returned[1]);
      table.difference.push_back(both ? share(0) - share(1) : nothing);
      table.difference_lower.push_back(two.lower);
      table.difference_upper.push_back(two.upper);
      table.saved_called.push_back(to_money(arms.saved[0]));
      table.spent.push_back(to_money(arms.contact + arms.offer));
    }
  }

  double critical() const { return stats::normal_interval_factor(options_.confidence_level); }

  void tell_costs() {
    const auto put = [&](const std::string& name, std::int64_t amount, const std::string& formula) {
      result_.costs.name.push_back(name);
      result_.costs.amount.push_back(amount);
      result_.costs.formula.push_back(formula);
    };
    put("contacts", to_money(all_.contact), "sum(people.contact_cost)");
    put("offers", to_money(all_.offer), "sum(people.offer_cost)");
    for (const ProgrammeCost& cost : options_.costs) {
      const std::int64_t times = cost.per == CostPer::programme ? 1 : cost.per == CostPer::called ? all_.rows[0] : all_.returned[0], quantity = data::billionths(cost.quantity);
      const std::int64_t one = data::half_up(Wide{quantity} * cost.amount, data::billion);
      const std::string unit = "half_up(" + data::decimal_text(quantity) + " * " + std::to_string(cost.amount) + ")";
      put(cost.name, to_money(Wide{one} * times), cost.per == CostPer::programme ? unit : std::to_string(times) + " * " + unit);
      (cost.per == CostPer::programme ? once_ : cost.per == CostPer::called ? per_called_ : per_return_) += one;
    }
  }

  void count() {
    const bool compares = input_.comparison.given();
    const auto rows = static_cast<double>(all_.rows[0]), back = static_cast<double>(all_.returned[0]);
    result_.saved_called = to_money(all_.saved[0]);
    step("saved_called", "sum(cases.saved_called)", result_.saved_called);
    if (compares && all_.rows[1] > 0) {
      result_.saved_anyway = data::half_up(all_.saved[1] * all_.rows[0], all_.rows[1]);
      step("saved_anyway", "half_up(" + text(all_.rows[0]) + " * sum(cases.saved_compared) / " + text(all_.rows[1]) + ")", result_.saved_anyway);
    }
    result_.saved = to_money(Wide{result_.saved_called} - result_.saved_anyway);
    step("saved", text(result_.saved_called) + " - " + text(result_.saved_anyway), result_.saved);
    Wide cost = 0;
    for (std::size_t i = 0; i < result_.costs.name.size(); ++i) {
      cost += result_.costs.amount[i];
      step(result_.costs.name[i], result_.costs.formula[i], result_.costs.amount[i]);
    }
    result_.cost = to_money(cost);
    step("cost", "sum(costs.amount)", result_.cost);
    result_.net = to_money(Wide{result_.saved} - result_.cost);
    step("net", signed_text(result_.saved) + " - " + text(result_.cost), result_.net);
    result_.roi = result_.cost > 0 ? static_cast<double>(result_.net) / static_cast<double>(result_.cost) : nothing;
    if (result_.cost > 0) step("roi", signed_text(result_.net) + " / " + text(result_.cost), 0, result_.roi);
    const double anyway = compares && all_.rows[1] > 0 ? rows * static_cast<double>(all_.returned[1]) / static_cast<double>(all_.rows[1]) : 0.0;
    const std::string anyway_text = anyway > 0 ? "(" + text(all_.rows[0]) + " * " + text(all_.returned[1]) + " / " + text(all_.rows[1]) + ")" : "0";
    result_.excess = back - anyway;
    step("excess", text(all_.returned[0]) + " - " + anyway_text, 0, result_.excess);
    result_.break_even_returns = result_.break_even_share = nothing;
    if (all_.rows[0] == 0) return;
    // What a return saves and costs: of those who came back, or as expected of those called.
    const bool any = all_.returned[0] > 0;
    const Wide saved = any ? all_.saved[0] : mean_saved_, offers = with_returns();
    const std::int64_t of = any ? all_.returned[0] : all_.rows[0], offers_of = with_returns_of();
    result_.saved_per_return = data::half_up(saved, of);
    step("saved_per_return", "half_up(" + text(saved) + " / " + text(of) + ")", result_.saved_per_return);
    result_.break_even_returns = money_break_even(static_cast<double>(fixed()), static_cast<double>(saved) / static_cast<double>(of), static_cast<double>(offers) / static_cast<double>(offers_of), static_cast<double>(result_.saved_anyway));
    if (std::isnan(result_.break_even_returns)) return;
    result_.break_even_share = result_.break_even_returns / rows;
    const std::string each = "(" + text(offers) + " / " + text(offers_of) + ")";
    step("break_even_returns", "(" + text(result_.saved_anyway) + " + " + text(fixed()) + ") / (" + text(saved) + " / " + text(of) + " - " + each + ")", 0, result_.break_even_returns);
    step("break_even_share", exact_number(result_.break_even_returns) + " / " + text(all_.rows[0]), 0, result_.break_even_share);
  }

  // What the programme costs whoever comes back; and what it costs with those who came, of so many; with one, where nobody did.
  Wide fixed() const { return all_.contact + once_ + per_called_ * all_.rows[0]; }
  Wide with_returns() const { return all_.returned[0] > 0 ? all_.offer + per_return_ * all_.returned[0] : per_return_; }
  std::int64_t with_returns_of() const { return std::max<std::int64_t>(all_.returned[0], 1); }

  void tell_sensitivity() {
    struct Row {
      std::string figure;
      Wide saved, cost;  // what the figure adds to both
    };
    std::vector<Row> rows;
    const auto anyway = [&](Wide compared) { return all_.rows[1] > 0 ? Wide{data::half_up(compared * all_.rows[0], all_.rows[1])} : Wide{0}; };
    for (std::size_t p = 0; p < options_.parts.size(); ++p) {
      const ReplacementPart& part = options_.parts[p];
      rows.push_back({part.role.empty() ? part.name : part.name + " (" + part.role + ")", part_saved_[0][p] - anyway(part_saved_[1][p]), 0});
    }
    for (std::size_t i = 0; i < result_.costs.name.size(); ++i) rows.push_back({result_.costs.name[i], 0, result_.costs.amount[i]});
    rows.push_back({"share that came back", all_.saved[0], all_.offer + per_return_ * all_.returned[0]});
    if (all_.rows[1] > 0) rows.push_back({"share of the comparison", -Wide{result_.saved_anyway}, 0});
    const std::int64_t share = data::billionths(options_.sensitivity);
    MoneySensitivity table;
    for (const Row& row : rows) {
      const std::int64_t amount = to_money(row.saved - row.cost), by = data::half_up(Wide{share} * amount, data::billion);
      const auto roi = [&](double sign) {
        const double cost = static_cast<double>(result_.cost) + sign * options_.sensitivity * static_cast<double>(row.cost), saved = static_cast<double>(result_.saved) + sign * options_.sensitivity * static_cast<double>(row.saved);
        return cost > 0 ? (saved - cost) / cost : nothing;
      };
      table.figure.push_back(row.figure);
      table.amount.push_back(amount);
      table.net_low.push_back(to_money(Wide{result_.net} - by));
      table.net_high.push_back(to_money(Wide{result_.net} + by));
      table.roi_low.push_back(roi(-1.0));
      table.roi_high.push_back(roi(1.0));
      table.swing.push_back(to_money(Wide{by < 0 ? -Wide{by} : Wide{by}} * 2));
    }
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return table.swing[a] > table.swing[b]; });
    MoneySensitivity& sorted = result_.sensitivity;
    for (const std::size_t i : order) {
      sorted.figure.push_back(table.figure[i]);
      sorted.amount.push_back(table.amount[i]);
      sorted.net_low.push_back(table.net_low[i]);
      sorted.net_high.push_back(table.net_high[i]);
      sorted.roi_low.push_back(table.roi_low[i]);
      sorted.roi_high.push_back(table.roi_high[i]);
      sorted.swing.push_back(table.swing[i]);
    }
  }

  void intervals(const RunContext& context) {
    MoneyResult& r = result_;
    for (double* each : {&r.excess_lower, &r.excess_upper, &r.saved_lower, &r.saved_upper, &r.net_lower, &r.net_upper, &r.roi_lower, &r.roi_upper}) *each = nothing;
    if (all_.rows[0] == 0) return;
    const bool compares = all_.rows[1] > 0;
    bool few = options_.resamples == 0;
    for (int arm = 0; arm <= (compares ? 1 : 0); ++arm) few = few || all_.returned[arm] < least_returns || all_.rows[arm] - all_.returned[arm] < least_returns;
    if (!few) return bootstrap(context, compares);
    r.interval = MoneyInterval::score;
    const auto rows = static_cast<double>(all_.rows[0]), before = static_cast<double>(fixed()), per_return = static_cast<double>(with_returns()) / static_cast<double>(with_returns_of());
    const double anyway = static_cast<double>(all_.returned[0]) - r.excess;
    const MoneyGroups& total = r.groups;
    // The saving per return is that of those who came back, in either group; otherwise what is expected of those called.
    const std::int64_t back = all_.returned[0] + all_.returned[1];
    const double each = back > 0 ? static_cast<double>(all_.saved[0] + all_.saved[1]) / static_cast<double>(back) : static_cast<double>(mean_saved_) / rows;
    const auto put = [&](double share, double& excess, double& saved, double& net, double& roi) {
      excess = rows * share;
      saved = excess * each;
      const double cost = before + per_return * std::clamp(anyway + excess, 0.0, rows);
      net = saved - cost;
      roi = r.cost > 0 && cost > 0 ? net / cost : nothing;
    };
    put(compares ? total.difference_lower[0] : total.share_lower[0], r.excess_lower, r.saved_lower, r.net_lower, r.roi_lower);
    put(compares ? total.difference_upper[0] : total.share_upper[0], r.excess_upper, r.saved_upper, r.net_upper, r.roi_upper);
    if (r.net_lower > r.net_upper) std::swap(r.net_lower, r.net_upper);  // a return costs more than it saves
  }

  void bootstrap(const RunContext& context, bool compares) {
    // Sums of each person in each group, persons in the order of their labels.
    std::vector<MoneySums> of[2];
    std::vector<std::int64_t> place[2];
    for (auto& each : place) each.assign(at(people_.count), -1);
    std::vector<std::int64_t> rows(at(n_));
    std::iota(rows.begin(), rows.end(), 0);
    std::stable_sort(rows.begin(), rows.end(), [&](std::int64_t a, std::int64_t b) { return people_.codes[at(a)] < people_.codes[at(b)]; });
    for (const std::int64_t row : rows) {
      const std::size_t i = at(row), arm = compared_[i] != 0 ? 1 : 0;
      std::int64_t& where = place[arm][at(people_.codes[i])];
      if (where < 0) where = static_cast<std::int64_t>(of[arm].size()), of[arm].emplace_back();
      MoneySums& sums = of[arm][at(where)];
      sums.rows[arm] += 1;
      sums.returned[arm] += static_cast<double>(returned_[i]);
      sums.saved[arm] += static_cast<double>(result_.people.saved[i]);
      sums.contact += static_cast<double>(contact_[i]);
      sums.offer += static_cast<double>(offer_[i]);
    }
    const MoneyTerms terms{static_cast<double>(once_), static_cast<double>(per_called_), static_cast<double>(per_return_)};
    const std::int64_t resamples = options_.resamples, blocks = std::min<std::int64_t>(resamples, 64);
    std::vector<double> excess(at(resamples)), saved(at(resamples)), net(at(resamples)), roi(at(resamples));
    Team team(key, context, blocks);
    team.run(blocks, [&](std::int64_t block) {
      const Span span = span_of(resamples, blocks, block);
      for (std::int64_t b = span.first; b < span.last; ++b) {
        stats::Random random{context.seed, 0x6d6f6e6579u, static_cast<std::uint64_t>(b)};
        MoneySums sums;
        for (const auto& arm : of)
          for (std::size_t drawn = 0; drawn < arm.size(); ++drawn) sums.add(arm[random.below(arm.size())]);
        const MoneyFigures figures = money_figures(sums, terms, compares);
        excess[at(b)] = figures.excess;
        saved[at(b)] = figures.saved;
        net[at(b)] = figures.net;
        roi[at(b)] = figures.roi;
      }
    });
    MoneyResult& r = result_;
    r.interval = MoneyInterval::bootstrap;
    const auto put = [&](std::vector<double>& draws, double& lower, double& upper) {
      const stats::Interval interval = stats::percentile_interval(std::move(draws), options_.confidence_level);
      lower = interval.lower;
      upper = interval.upper;
    };
    put(excess, r.excess_lower, r.excess_upper);
    put(saved, r.saved_lower, r.saved_upper);
    put(net, r.net_lower, r.net_upper);
    put(roi, r.roi_lower, r.roi_upper);
  }

  void tell_claims() {
    const std::int64_t pay = all_.rows[0] > 0 ? data::half_up(mean_pay_, all_.rows[0]) : options_.pay_each.value_or(0);
    const double month = options_.pay_per == PayPer::undeclared || pay == 0 ? nothing : static_cast<double>(pay) / (options_.pay_per == PayPer::year ? 12.0 : 1.0);
    // A year has 12 months; pay is that of a month or of a year.
    const auto minor = [&](double value, CostBasis basis) {
      if (basis == CostBasis::amount) return static_cast<std::int64_t>(std::llround(value));
      const bool years = basis == CostBasis::years_of_pay, yearly = options_.pay_per == PayPer::year;
      return data::half_up(Wide{data::billionths(value)} * pay * (years && !yearly ? 12 : 1), Wide{data::billion} * (!years && yearly ? 12 : 1));
    };
    struct Statement {
      std::string name;
      std::int64_t low, high;
    };
    std::vector<Statement> statements;
    MoneyClaims& table = result_.claims;
    table.verdict.levels = words_of(CostClaimVerdict{});
    const bool known = all_.rows[0] > 0;
    if (known) statements.push_back({"parts", result_.replacement_cost, result_.replacement_cost});
    for (const CostClaim& claim : options_.claims) {
      const Statement& one = statements.emplace_back(Statement{claim.name, minor(claim.low, claim.basis), minor(claim.high, claim.basis)});
      table.name.push_back(one.name);
      table.low.push_back(one.low);
      table.high.push_back(one.high);
      table.low_months.push_back(static_cast<double>(one.low) / month);
      table.high_months.push_back(static_cast<double>(one.high) / month);
      const CostClaimVerdict verdict = one.high < result_.replacement_cost ? CostClaimVerdict::lower : one.low > result_.replacement_cost ? CostClaimVerdict::higher : CostClaimVerdict::agrees;
      table.verdict.codes.push_back(known ? static_cast<std::int32_t>(verdict) : -1);
    }
    for (std::size_t i = 0; i < statements.size(); ++i)
      for (std::size_t j = i + 1; j < statements.size(); ++j) {
        const bool below = statements[i].high < statements[j].low;
        if (!below && statements[j].high >= statements[i].low) continue;
        const Statement &low = statements[below ? i : j], &high = statements[below ? j : i];
        const double factor = low.high > 0 ? static_cast<double>(high.low) / static_cast<double>(low.high) : std::numeric_limits<double>::infinity();
        result_.contradictions.first.push_back(low.name);
        result_.contradictions.second.push_back(high.name);
        result_.contradictions.factor.push_back(factor);
        const ClaimSentences said = contradiction_sentences({low.name, low.low, low.high}, {high.name, high.low, high.high}, month, result_.currency, options_.minor_digits);
        result_.contradictions.sentence.push_back(said.en);
        result_.contradictions.sentence_zh.push_back(said.zh);
      }
  }

  const MoneyInput& input_;
  const MoneyOptions& options_;
  std::int64_t n_;
  data::Groups people_;
  Replacement model_;
  std::vector<std::int64_t> returned_, compared_, contact_, offer_;
  Arms all_;
  std::vector<Wide> part_saved_[2];
  Wide mean_cost_ = 0, mean_saved_ = 0, mean_pay_ = 0, once_ = 0, per_called_ = 0, per_return_ = 0;  // the means: sums over those called
  MoneyResult result_;
};

}  // namespace

MoneyResult money(const MoneyInput& input, const MoneyOptions& options, const RunContext& context) {
  check(key, input, options);
  try {
    return Counting(input, options).run(context);
  } catch (const data::MoneyOverflow&) {
    refuse(key, "parts", "so large that a sum does not fit into 64 bits", "smaller");
  }
}

constinit const Function money_analysis = analysis<&money>(key, "What did the programme for leavers bring, what did it cost, and from which number of returns on does it pay?");

}  // namespace mainstay::inline v1::returns
