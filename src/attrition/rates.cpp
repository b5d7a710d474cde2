#include "mainstay/attrition/rates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "attrition/employment.hpp"
#include "attrition/rates_kernel.hpp"
#include "attrition/rounds.hpp"
#include "attrition/texts.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "stats/distributions.hpp"
#include "stats/poisson.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr std::string_view name = "attrition.rates";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// A period and the days within it on which headcounts are needed.
struct Stretch {
  std::int64_t start, stop;
  std::vector<std::int64_t> month_ends;  // first days after its months; empty when it is not whole months
  std::vector<std::int64_t> twelfths;    // first days after the 12th of its calendar months
};

struct Plan {
  Periods periods;
  std::vector<Stretch> stretches;
  std::vector<std::int64_t> cuts;
};

Plan plan_of(const RatesOptions& options) {
  if (options.definition == RateDefinition::undeclared) {
    std::string names;
    for (const Choice& word : choices(RateDefinition{}))
      if (word.value != 0) names += (names.empty() ? "" : ", ") + std::string(word.name);
    refuse(name, "definition", "undeclared", "one of " + names);
  }
  Plan plan;
  plan.periods = periods_of(name, options, true);
  plan.cuts = plan.periods.boundaries;
  for (std::size_t k = 0; k + 1 < plan.periods.boundaries.size(); ++k) {
    Stretch stretch{plan.periods.boundaries[k], plan.periods.boundaries[k + 1], {}, {}};
    const std::int64_t months = data::completed_months(stretch.start, stretch.stop);
    if (months > 0 && data::add_months(stretch.start, months) == stretch.stop) {
      for (std::int64_t m = 1; m <= months; ++m) stretch.month_ends.push_back(data::add_months(stretch.start, m));
      if (data::date_of(stretch.start).day == 1)
        for (std::int64_t m = 0; m < months; ++m) stretch.twelfths.push_back(data::add_months(stretch.start, m) + 12);
    }
    plan.cuts.insert(plan.cuts.end(), stretch.month_ends.begin(), stretch.month_ends.end());
    plan.cuts.insert(plan.cuts.end(), stretch.twelfths.begin(), stretch.twelfths.end());
    plan.stretches.push_back(std::move(stretch));
  }
  sort_days(plan.cuts);
  return plan;
}

Plan begin(const EmploymentInput& input, const RatesOptions& options, const RunContext& context) {
  check_columns(name, input, fields_of(options), context.threads);
  Plan plan = plan_of(options);
  check_employment(name, input, options, true);
  return plan;
}

// Numbers of leavers come again and again.
class Limits {
 public:
  explicit Limits(double confidence_level) : level_(confidence_level), z_(stats::normal_interval_factor(confidence_level)) {}
  stats::Interval operator()(RateInterval method, double leavers, double denominator) {
    if (method == RateInterval::wilson) return stats::wilson_interval(leavers / denominator, denominator, z_);
    const auto [it, is_new] = poisson_.try_emplace(static_cast<std::int64_t>(leavers));
    if (is_new) it->second = stats::poisson_interval(leavers, level_);
    return {it->second.lower / denominator, it->second.upper / denominator};
  }

 private:
  double level_, z_;
  std::unordered_map<std::int64_t, stats::Interval> poisson_;
};

struct Rate {
  double denominator = missing, rate = missing, lower = missing, upper = missing;
};

Rate rate_of(RateDefinition definition, double leavers, double denominator, Limits& limits) {
  Rate out;
  out.denominator = denominator;
  if (!(denominator > 0.0)) return out;
  out.rate = leavers / denominator;
  const stats::Interval interval = limits(interval_of(definition), leavers, denominator);
  out.lower = interval.lower;
  out.upper = interval.upper;
  return out;
}

RatesResult report(const EmploymentCounts& counts, const RatesOptions& options, const Plan& plan) {
  RatesResult result;
  const RateDefinition declared = options.definition;
  result.definition = declared;
  result.per = per_of(declared);
  result.interval = interval_of(declared);
  result.message = std::string(name) + "." + choices(RateDefinition{})[at(static_cast<std::int64_t>(declared))].name;
  Text text = definition_text(declared);
  text.en[0] = static_cast<char>(text.en[0] - 'a' + 'A');
  text += {". ", "。"};
  text += employment_text(options, true, counts.with_state, !counts.columns.empty());
  result.definition_en = std::move(text.en);
  result.definition_zh = std::move(text.zh);
  text = annual_text(options.annualise, result.per);
  result.annual_en = std::move(text.en);
  result.annual_zh = std::move(text.zh);

  const GroupNames names = names_of_groups(counts);
  const Kinds kinds = kinds_of(counts, options);
  const auto groups = static_cast<std::int64_t>(counts.group_value.size()), all_kinds = static_cast<std::int64_t>(counts.kinds.size()) + 1;
  std::vector<Timeline> lines;
  for (std::int64_t g = 0; g < groups; ++g) lines.push_back(timeline_of(counts, options, g));
  RateTable& table = result.rates;
  RateDefinitions& side = result.definitions;
  HireRates& hires = result.hires;
  table.column.levels = side.column.levels = hires.column.levels = names.columns;
  table.value.levels = side.value.levels = hires.value.levels = names.values;
  table.part.levels = {"total"};
  table.part.levels.insert(table.part.levels.end(), kinds.names.begin(), kinds.names.end());
  for (const RateDefinition definition : all_definitions) side.definition.levels.push_back(choices(RateDefinition{})[at(static_cast<std::int64_t>(definition))].name);
  side.per.levels = words_of(RatePer{});
  side.interval.levels = words_of(RateInterval{});

  Limits limits(options.confidence_level);
  std::vector<double> month_ends, twelfths;
  std::vector<std::int64_t> by_kind;
  for (const Stretch& stretch : plan.stretches) {
    const std::size_t from = at(cut_at(counts.cuts, stretch.start)), to = at(cut_at(counts.cuts, stretch.stop));
    std::vector<std::size_t> month_cuts, twelfth_cuts;
    for (const std::int64_t day : stretch.month_ends) month_cuts.push_back(at(cut_at(counts.cuts, day)));
    for (const std::int64_t day : stretch.twelfths) twelfth_cuts.push_back(at(cut_at(counts.cuts, day)));
    for (std::int64_t g = 0; g < groups; ++g) {
      const Timeline& line = lines[at(g)];
      month_ends.clear();
      twelfths.clear();
      for (const std::size_t cut : month_cuts) month_ends.push_back(static_cast<double>(line.heads_close[cut]));
      for (const std::size_t cut : twelfth_cuts) twelfths.push_back(static_cast<double>(line.heads[cut]));
      Headcounts heads;
      heads.leavers = static_cast<double>(line.leavers[to] - line.leavers[from]);
      heads.opening = static_cast<double>(line.heads_close[from]);
      heads.closing = static_cast<double>(line.heads_close[to]);
      heads.person_days = static_cast<double>(line.days[to] - line.days[from]);
      heads.days = static_cast<double>(stretch.stop - stretch.start);
      heads.month_ends = month_ends.data();
      heads.months = static_cast<std::int64_t>(month_ends.size());
      heads.twelfths = twelfths.data();
      heads.calendar_months = static_cast<std::int64_t>(twelfths.size());
      const double years = years_of(heads), denominator = denominator_of(declared, heads);

      by_kind.assign(kinds.names.size(), 0);
      for (std::int64_t kind = 0; kind < static_cast<std::int64_t>(kinds.place.size()); ++kind)
        if (kinds.place[at(kind)] >= 0)
          by_kind[at(kinds.place[at(kind)])] +=
              line.kind_leavers[at(static_cast<std::int64_t>(to) * all_kinds + kind)] - line.kind_leavers[at(static_cast<std::int64_t>(from) * all_kinds + kind)];
      for (std::size_t part = 0; part <= by_kind.size(); ++part) {
        const double leavers = part == 0 ? heads.leavers : static_cast<double>(by_kind[part - 1]);
        const Rate rate = rate_of(declared, leavers, denominator, limits);
        table.start.push_back(stretch.start);
        table.stop.push_back(stretch.stop);
        table.column.codes.push_back(names.column[at(g)]);
        table.value.codes.push_back(names.value[at(g)]);
        table.part.codes.push_back(static_cast<std::int32_t>(part));
        table.numerator.push_back(static_cast<std::int64_t>(leavers));
        table.denominator.push_back(rate.denominator);
        table.rate.push_back(rate.rate);
        table.lower.push_back(rate.lower);
        table.upper.push_back(rate.upper);
        table.annual_rate.push_back(annual_rate(options.annualise, result.per, rate.rate, years));
        table.annual_lower.push_back(annual_rate(options.annualise, result.per, rate.lower, years));
        table.annual_upper.push_back(annual_rate(options.annualise, result.per, rate.upper, years));
        Text words;
        if (options.sentences)
          words = rate_text(declared, heads, {part == 0 ? "" : kinds.names[part - 1], leavers, rate.denominator, rate.rate, rate.lower, rate.upper, options.confidence_level, stretch.start, stretch.stop});
        table.definition_en.push_back(std::move(words.en));
        table.definition_zh.push_back(std::move(words.zh));
      }

      const Rate chosen = rate_of(declared, heads.leavers, denominator, limits);
      const double lower = period_rate(result.per, chosen.lower, years), upper = period_rate(result.per, chosen.upper, years);
      for (std::size_t i = 0; i < std::size(all_definitions); ++i) {
        const RateDefinition definition = all_definitions[i];
        const Rate rate = rate_of(definition, heads.leavers, denominator_of(definition, heads), limits);
        const double comparable = period_rate(per_of(definition), rate.rate, years);
        const bool differs = definition != declared && (comparable < lower || comparable > upper);
        side.start.push_back(stretch.start);
        side.stop.push_back(stretch.stop);
        side.column.codes.push_back(names.column[at(g)]);
        side.value.codes.push_back(names.value[at(g)]);
        side.definition.codes.push_back(static_cast<std::int32_t>(i));
        side.declared.push_back(definition == declared);
        side.numerator.push_back(static_cast<std::int64_t>(heads.leavers));
        side.denominator.push_back(rate.denominator);
        side.rate.push_back(rate.rate);
        side.lower.push_back(rate.lower);
        side.upper.push_back(rate.upper);
        side.per.codes.push_back(static_cast<std::int32_t>(per_of(definition)));
        side.interval.codes.push_back(static_cast<std::int32_t>(interval_of(definition)));
        side.period_rate.push_back(comparable);
        side.differs.push_back(differs);
        result.warnings += differs;
      }

      const std::int64_t hired = line.hires[to] - line.hires[from];
      const Rate rate = rate_of(RateDefinition::mid, static_cast<double>(hired), declared == RateDefinition::leavers_plus_closing ? missing : denominator, limits);
      hires.start.push_back(stretch.start);
      hires.stop.push_back(stretch.stop);
      hires.column.codes.push_back(names.column[at(g)]);
      hires.value.codes.push_back(names.value[at(g)]);
      hires.hires.push_back(hired);
      hires.denominator.push_back(rate.denominator);
      hires.rate.push_back(rate.rate);
      hires.lower.push_back(rate.lower);
      hires.upper.push_back(rate.upper);
    }
  }
  result.notices = notices_of(counts);
  return result;
}

}  // namespace

RatesResult rates(const EmploymentInput& input, const RatesOptions& options, const RunContext& context) {
  const Plan plan = begin(input, options, context);
  return report(count_employment(name, input, options, plan.periods, plan.cuts, context), options, plan);
}

void RatesState::update(const EmploymentInput& input, const RunContext& context) {
  const Plan plan = begin(input, options, context);
  update_state(name, *this, [&] { return count_employment(name, input, options, plan.periods, plan.cuts, context); });
}

void RatesState::merge(const RatesState& other) { merge_states(name, *this, other); }

RatesResult RatesState::finish(const RunContext&) const {
  const Plan plan = plan_of(options);
  return finish_state(name, *this, plan.cuts, [&](const EmploymentCounts& counted) { return report(counted, options, plan); });
}

constinit const Function rates_analysis = analysis<&rates>("attrition.rates", "How many left for every hundred employed, by which definition?", {}, &state_of<RatesState>);

}  // namespace mainstay::inline v1::attrition
