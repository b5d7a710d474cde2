#include "mainstay/returns/second_spells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <numeric>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/chosen_rows.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/survival/cox_proportionality.hpp"
#include "mainstay/survival/curve.hpp"
#include "returns/prediction_rows.hpp"
#include "returns/probability_kernel.hpp"
#include "returns/second_spells_kernel.hpp"
#include "stats/counted_order.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"
#include "survival/cox_design.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.second_spells";
constexpr double missing = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
const char* const group_names[] = {"new_hires", "returners"};

class Comparison {
 public:
  Comparison(const SecondSpellsInput& input, const SecondSpellsOptions& options, const RunContext& context)
      : input_(input), options_(options), context_(context), team_(key, context), people_(data::encode_groups(key, "person", input.person)), duration_(data::numbers_of(input.duration)),
        event_(data::whole_numbers_of(input.event)) {
    horizons_of(key, options.horizons, {});
    if (input.entry.given()) entry_ = data::numbers_of(input.entry);
    for (std::size_t i = 0; i < duration_.size(); ++i) {
      returner_.push_back(number_at(input.spell, static_cast<std::int64_t>(i)) > 1.0);
      ++rows_[returner_.back()];
      if (!entry_.empty() && !(entry_[i] < duration_[i])) refuse(key, "entry", static_cast<std::int64_t>(i), entry_[i], "below duration");
    }
    for (const int group : {0, 1})
      if (rows_[group] == 0) refuse(key, "spell", group == 0 ? "above 1 everywhere" : "1 everywhere", group == 0 ? "1 in some rows: there are no new hires" : "above 1 in some rows: nobody came back");
    check_people();
    z_ = stats::normal_interval_factor(options.confidence_level);
  }

  SecondSpellsResult run() {
    curves();
    regressions();
    if (input_.performance.given()) performances();
    return std::move(result_);
  }

 private:
  // Nobody is here twice at a time, and a spell comes after the one before.
  void check_people() const {
    std::vector<std::int64_t> order(duration_.size());
    std::iota(order.begin(), order.end(), 0);
    const auto spell = [&](std::int64_t row) { return number_at(input_.spell, row); };
    const auto entry = [&](std::int64_t row) { return entry_.empty() ? 0.0 : entry_[at(row)]; };
    std::vector<std::int64_t> scratch;
    stats::order_by_whole(order, scratch, [&](std::int64_t row) { return std::int64_t{people_.codes[at(row)]}; });
    for (std::size_t first = 0, last; first < order.size(); first = last) {
      for (last = first + 1; last < order.size() && people_.codes[at(order[last])] == people_.codes[at(order[first])];) ++last;
      if (last - first == 1) continue;
      std::sort(order.begin() + static_cast<std::ptrdiff_t>(first), order.begin() + static_cast<std::ptrdiff_t>(last), [&](std::int64_t a, std::int64_t b) {
        if (spell(a) != spell(b)) return spell(a) < spell(b);
        return entry(a) != entry(b) ? entry(a) < entry(b) : a < b;
      });
    }
    for (std::size_t k = 1; k < order.size(); ++k) {
      const std::int64_t row = order[k], before = order[k - 1];
      if (people_.codes[at(row)] != people_.codes[at(before)]) continue;
      const std::string other = std::to_string(row);
      if (spell(row) == spell(before)) {
        if (event_[at(before)] != 0) refuse(key, "event", before, 1, "0: row " + other + " is a later piece of the same spell");
        if (entry(row) < duration_[at(before)]) refuse(key, "entry", row, entry(row), "at least " + plain_number(duration_[at(before)]) + ", where row " + std::to_string(before) + " of the same spell ends");
        continue;
      }
      if (event_[at(before)] == 0) refuse(key, "event", before, 0, "1: the same person began a later spell (row " + other + ")");
      if (!input_.start.given()) continue;
      const double ended = number_at(input_.start, before) + duration_[at(before)], began = number_at(input_.start, row);
      if (began < ended)
        throw Error(ErrorCode::invalid_argument, key, "start", row, data::format_date(static_cast<std::int64_t>(began)),
                    "on the day when the spell in row " + std::to_string(before) + " ended or later, " + data::format_date(static_cast<std::int64_t>(std::ceil(ended))));
    }
  }

  // The sum over each person's rows, squared and added up.
  double by_person(const std::vector<double>& influence) const {
    std::vector<double> sums(at(people_.count), 0.0);
    for (std::size_t i = 0; i < influence.size(); ++i) sums[at(people_.codes[i])] += influence[i];
    double squares = 0.0;
    for (const double sum : sums) squares += sum * sum;
    return squares;
  }

  void curves() {
    survival::Rows rows{duration_, event_, {}, {}, returner_, 2};
    if (!entry_.empty()) rows.entry = entry_;
    const survival::Cells cells = survival::count_rows(rows, team_);
    const survival::RiskSets sets = survival::risk_sets(cells, 3);
    double followed[2], reach[2];
    for (const int group : {0, 1}) {
      const std::size_t last = at(sets.begin[at(group) + 1]) - 1;
      followed[group] = sets.time[last];
      reach[group] = sets.events[last] >= sets.at_risk[last] ? infinite : followed[group];  // where everybody left the rest is known
    }
    result_.until = options_.until.value_or(std::min(followed[0], followed[1]));
    if (!(result_.until > 0.0)) refuse(key, "duration", "0 for a whole group", "> 0 in some rows of new hires and of returners");
    for (const int group : {0, 1})
      if (result_.until > reach[group]) refuse(key, "until", -1, result_.until, "at most " + plain_number(reach[group]) + ", to which " + group_names[group] + " were followed");

    survival::CurveInput asked;
    asked.duration = duration_;
    asked.event = event_;
    if (!entry_.empty()) asked.entry = entry_;
    asked.group = returner_;
    survival::CurveOptions median;
    median.probabilities = {0.5};
    median.confidence_level = options_.confidence_level;
    const survival::QuantileTable quantiles = survival::curve(asked, median, context_).quantiles;

    SecondSpellsGroups& table = result_.groups;
    table.group.levels = result_.curve.group.levels = {group_names[0], group_names[1]};
    std::vector<double> influence(duration_.size(), 0.0);
    bool somebody_left = true;
    for (const int group : {0, 1}) {
      std::vector<double> duration, entry;
      std::vector<std::int64_t> left, row;
      std::vector<bool> seen(at(people_.count), false);
      std::int64_t people = 0, events = 0, by_until = 0;
      for (std::size_t i = 0; i < duration_.size(); ++i) {
        if (returner_[i] != group) continue;
        row.push_back(static_cast<std::int64_t>(i));
        duration.push_back(duration_[i]);
        left.push_back(event_[i]);
        if (!entry_.empty()) entry.push_back(entry_[i]);
        people += !seen[at(people_.codes[i])];
        seen[at(people_.codes[i])] = true;
        events += event_[i];
        by_until += event_[i] != 0 && duration_[i] <= result_.until;
      }
      const RestrictedMean area = restricted_mean(sets, group, result_.until, duration, entry, left);
      std::vector<double> own(duration_.size(), 0.0);
      for (std::size_t k = 0; k < row.size(); ++k) {
        own[at(row[k])] = area.influence[k];
        influence[at(row[k])] = group == 1 ? area.influence[k] : -area.influence[k];
      }
      const double error = std::sqrt(by_person(own));
      double lower = std::max(0.0, area.mean - z_ * error), upper = std::min(result_.until, area.mean + z_ * error);
      if (by_until == 0) {  // as if they left at the highest constant rate that is not excluded
        somebody_left = false;
        const Standing s = standings(sets, group, 0.0, {result_.until}).front();
        const double share = stats::wilson_interval(1.0, s.effective[0], z_).lower;
        lower = share > 0.0 && share < 1.0 ? result_.until * (1.0 - share) / -std::log(share) : 0.0;
      }
      table.group.codes.push_back(group);
      table.rows.push_back(rows_[group]);
      table.people.push_back(people);
      table.left.push_back(events);
      table.restricted_mean.push_back(area.mean);
      table.std_error.push_back(error);
      table.lower.push_back(lower);
      table.upper.push_back(upper);
      table.median.push_back(quantiles.time[at(group)]);
      table.median_lower.push_back(quantiles.lower[at(group)]);
      table.median_upper.push_back(quantiles.upper[at(group)]);
      table.followed_until.push_back(followed[group]);
      add_curve(sets, group);
    }
    const double difference = table.restricted_mean[1] - table.restricted_mean[0], error = std::sqrt(by_person(influence));
    result_.restricted_mean_difference = difference;
    result_.difference_std_error = error;
    const auto apart = [&](std::size_t down, std::size_t up) { return std::hypot(table.restricted_mean[down] - table.lower[down], table.upper[up] - table.restricted_mean[up]); };
    result_.difference_lower = difference - (somebody_left ? z_ * error : apart(1, 0));
    result_.difference_upper = difference + (somebody_left ? z_ * error : apart(0, 1));
  }

  void add_curve(const survival::RiskSets& sets, int group) {
    SecondSpellsCurve& table = result_.curve;
    const std::vector<Standing> found = standings(sets, group, 0.0, options_.horizons);
    for (std::size_t h = 0; h < found.size(); ++h) {
      const Standing& s = found[h];
      const stats::Interval limits = s.people > 0.0 ? stats::wilson_interval(s.probability[0], s.effective[0], z_) : stats::Interval{0.0, 1.0};
      const bool known = s.followed && s.people > 0.0;
      table.group.codes.push_back(group);
      table.time.push_back(options_.horizons[h]);
      table.at_risk.push_back(s.at_risk);
      table.left.push_back(s.ended[1]);
      table.staying.push_back(known ? s.probability[0] : missing);
      table.lower.push_back(known ? limits.lower : 0.0);
      table.upper.push_back(limits.upper);
    }
  }

  // The returners' history as numbers around its mean, 0 of new hires.
  void add_history(Table& table) {
    for (std::size_t c = 0; c < input_.history.columns.size(); ++c) {
      const Column& column = input_.history.columns[c];
      const std::string name = "history." + input_.history.names[c];
      std::map<std::string_view, double> levels;
      for (std::size_t i = 0; i < returner_.size(); ++i) {
        if (returner_[i] == 0) continue;
        const double value = number_at(column, static_cast<std::int64_t>(i));
        if (std::isnan(value)) throw Error(ErrorCode::invalid_argument, key, name, static_cast<std::int64_t>(i), "missing", "given of somebody who came back");
        if (column.categorical) ++levels[column.levels[static_cast<std::size_t>(value)]];
      }
      const auto add = [&](const std::string& term, auto&& value_of) {
        std::vector<double>& values = history_.emplace_back(returner_.size(), 0.0);
        double mean = 0.0;
        for (std::size_t i = 0; i < values.size(); ++i)
          if (returner_[i] != 0) mean += (values[i] = value_of(number_at(column, static_cast<std::int64_t>(i)))) / static_cast<double>(rows_[1]);
        for (std::size_t i = 0; i < values.size(); ++i)
          if (returner_[i] != 0) values[i] -= mean;
        centres_[term] = mean;
        table.add(term, values);
      };
      if (!column.categorical) {
        add(name, [](double value) { return value; });
        continue;
      }
      const auto usual = std::max_element(levels.begin(), levels.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
      for (auto level = levels.begin(); level != levels.end(); ++level)
        if (level != usual) add(name + "=" + std::string(level->first), [&](double value) { return column.levels[static_cast<std::size_t>(value)] == level->first ? 1.0 : 0.0; });
    }
  }

  void regressions() {
    const std::vector<double> returner(returner_.begin(), returner_.end());
    std::vector<std::string> comparisons{"unadjusted"};
    std::vector<Table> tables(1);
    tables[0].add("returner", returner);
    if (input_.x.given()) {
      if (std::find(input_.x.names.begin(), input_.x.names.end(), "returner") != input_.x.names.end()) refuse(key, "x.returner", "a column of x", "left out: spell says who is a returner");
      comparisons.emplace_back("adjusted");
      tables.push_back(tables.back());
      for (std::size_t c = 0; c < input_.x.columns.size(); ++c) tables.back().add(input_.x.names[c], input_.x.columns[c]);
    }
    if (input_.history.given()) {
      comparisons.emplace_back("with_history");
      tables.push_back(tables.back());
      add_history(tables.back());
    }
    result_.effects.comparison.levels = result_.terms.comparison.levels = {"unadjusted", "adjusted", "with_history"};
    result_.effects.status.levels = words_of(SecondSpellsStatus{});
    for (std::size_t m = 0; m < tables.size(); ++m) {
      const auto& levels = result_.effects.comparison.levels;
      compare(static_cast<std::int32_t>(std::find(levels.begin(), levels.end(), comparisons[m]) - levels.begin()), tables[m]);
    }
  }

  void compare(std::int32_t comparison, const Table& table) {
    survival::CoxInput rows;
    rows.x = table;
    rows.duration = duration_;
    rows.event = event_;
    if (!entry_.empty()) rows.entry = entry_;
    rows.strata = input_.strata;
    rows.cluster = people_.codes;
    survival::CoxOptions options;
    options.ties = options_.ties;
    options.confidence_level = options_.confidence_level;
    options.concordance = false;
    survival::CoxFit fit = survival::cox(rows, options, context_);
    SecondSpellsStatus status = SecondSpellsStatus::estimated;
    if (fit.status == survival::CoxStatus::separated && std::find(fit.separated.begin(), fit.separated.end(), "returner") != fit.separated.end()) {
      rows.cluster = Column();
      options.firth = true;
      if (options.ties == survival::Ties::exact) options.ties = survival::Ties::efron;
      fit = survival::cox(rows, options, context_);
      status = SecondSpellsStatus::corrected;
    }
    const survival::CoxCoefficients& c = fit.coefficients;
    const bool told = std::isfinite(c.lower[0]) || std::isfinite(c.upper[0]);
    if (!told) status = SecondSpellsStatus::not_estimated;
    double proportionality = missing;
    if (status == SecondSpellsStatus::estimated && (fit.status == survival::CoxStatus::converged || fit.status == survival::CoxStatus::singular)) {
      survival::CoxRows same;
      same.x = table;
      same.duration = rows.duration;
      same.event = rows.event;
      same.entry = rows.entry;
      same.strata = rows.strata;
      survival::CoxProportionalityOptions asked;
      asked.scaled = false;
      proportionality = survival::cox_proportionality(fit, same, asked, context_).tests.p_value.front();
    }
    const auto error = [&](std::size_t j) { return std::isnan(c.robust_std_error[j]) ? c.std_error[j] : c.robust_std_error[j]; };
    SecondSpellsEffects& effects = result_.effects;
    effects.comparison.codes.push_back(comparison);
    effects.status.codes.push_back(static_cast<std::int32_t>(status));
    effects.rows.push_back(fit.rows);
    effects.left.push_back(fit.events);
    effects.log_hazard_ratio.push_back(told ? c.coefficient[0] : missing);
    effects.std_error.push_back(told ? error(0) : missing);
    effects.hazard_ratio.push_back(told ? std::exp(c.coefficient[0]) : missing);
    effects.lower.push_back(told ? std::exp(c.lower[0]) : missing);
    effects.upper.push_back(told ? std::exp(c.upper[0]) : missing);
    effects.p_value.push_back(told ? c.p_value[0] : missing);
    effects.proportionality_p_value.push_back(proportionality);
    SecondSpellsTerms& terms = result_.terms;
    for (std::size_t j = 0; j < c.term.size(); ++j) {
      const auto centre = centres_.find(c.term[j]);
      terms.comparison.codes.push_back(comparison);
      terms.term.push_back(c.term[j]);
      terms.coefficient.push_back(c.coefficient[j]);
      terms.std_error.push_back(error(j));
      terms.lower.push_back(c.lower[j]);
      terms.upper.push_back(c.upper[j]);
      terms.p_value.push_back(c.p_value[j]);
      terms.centre.push_back(centre == centres_.end() ? missing : centre->second);
    }
  }

  void performances() {
    std::vector<std::int64_t> rows;
    std::vector<double> value;
    for (std::int64_t i = 0; i < input_.performance.size; ++i)
      if (const double measured = number_at(input_.performance, i); !std::isnan(measured)) {
        rows.push_back(i);
        value.push_back(measured);
      }
    SecondSpellsPerformance& table = result_.performance;
    table.comparison.levels = {"unadjusted", "adjusted"};
    double count[2] = {0, 0}, mean[2] = {0, 0}, squares[2] = {0, 0};
    const auto group = [&](std::size_t k) { return returner_[at(rows[k])]; };
    for (std::size_t k = 0; k < rows.size(); ++k) {
      ++count[group(k)];
      mean[group(k)] += value[k];
    }
    for (const int g : {0, 1}) mean[g] = count[g] > 0 ? mean[g] / count[g] : missing;
    for (std::size_t k = 0; k < rows.size(); ++k) squares[group(k)] += std::pow(value[k] - mean[group(k)], 2);
    const auto put = [&](std::int32_t comparison, bool told, double difference, double variance, double freedom) {
      told = told && variance > 0.0 && freedom > 0.0;
      const double error = std::sqrt(variance), reach = told ? stats::student_quantile(0.5 + options_.confidence_level / 2.0, freedom) * error : missing;
      table.comparison.codes.push_back(comparison);
      table.new_hires.push_back(static_cast<std::int64_t>(count[0]));
      table.returners.push_back(static_cast<std::int64_t>(count[1]));
      table.new_hire_mean.push_back(mean[0]);
      table.returner_mean.push_back(mean[1]);
      table.difference.push_back(told ? difference : missing);
      table.std_error.push_back(told ? error : missing);
      table.lower.push_back(told ? difference - reach : missing);
      table.upper.push_back(told ? difference + reach : missing);
      table.degrees_of_freedom.push_back(told ? freedom : missing);
    };
    const bool enough = count[0] >= 2 && count[1] >= 2;
    std::vector<double> sums(at(people_.count), 0.0);
    double part[2];
    for (const int g : {0, 1}) part[g] = enough ? squares[g] / (count[g] - 1) / count[g] : 0.0;
    for (std::size_t k = 0; k < rows.size() && enough; ++k)
      sums[at(people_.codes[at(rows[k])])] += (value[k] - mean[group(k)]) / std::sqrt(count[group(k)] * (count[group(k)] - 1)) * (group(k) == 1 ? 1.0 : -1.0);
    double variance = 0.0;
    for (const double sum : sums) variance += sum * sum;
    put(0, enough, mean[1] - mean[0], variance, enough ? std::pow(part[0] + part[1], 2) / (part[0] * part[0] / (count[0] - 1) + part[1] * part[1] / (count[1] - 1)) : 0.0);
    if (!input_.x.given()) return;

    const data::ChosenRows chosen(input_.x, rows);
    std::vector<survival::CoxColumn> columns = survival::columns_of(chosen.table(), {});
    survival::choose_references(key, columns, {});
    const survival::CoxDesign design(key, chosen.table(), columns);
    const std::int64_t terms = design.terms(), p = terms + 2;
    const std::vector<double> shift = design.rough_means();
    std::vector<double> matrix(rows.size() * at(p));
    design.blocks({0, design.rows()}, [&](survival::CoxDesign::Block& block, std::int64_t first, std::int64_t size) {
      design.read(first, size, shift.data(), nullptr, block);
      for (std::int64_t i = 0; i < size; ++i) {
        double* row = matrix.data() + (first + i) * p;
        std::copy_n(block.rows + i * design.width(), terms, row + 1);
        row[0] = 1.0;
        row[p - 1] = group(at(first + i));
      }
    });
    const LeastSquares found = least_squares(matrix, p, value, p - 1);
    std::fill(sums.begin(), sums.end(), 0.0);
    std::vector<bool> seen(sums.size(), false);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      sums[at(people_.codes[at(rows[k])])] += found.influence[k];
      seen[at(people_.codes[at(rows[k])])] = true;
    }
    double adjusted = 0.0;
    for (const double sum : sums) adjusted += sum * sum;
    const auto people = static_cast<double>(std::count(seen.begin(), seen.end(), true)), n = static_cast<double>(rows.size()), rank = static_cast<double>(found.rank);
    if (people > 1.0 && n > rank) adjusted *= people / (people - 1.0) * (n - 1.0) / (n - rank);
    put(1, enough && found.told && n > rank, found.coefficient, adjusted, people - rank);
  }

  const SecondSpellsInput& input_;
  const SecondSpellsOptions& options_;
  const RunContext& context_;
  Team team_;
  data::Groups people_;
  std::vector<double> duration_, entry_;
  std::vector<std::int64_t> event_;
  std::vector<std::int32_t> returner_;
  std::int64_t rows_[2] = {0, 0};
  double z_ = 0.0;
  std::deque<std::vector<double>> history_;
  std::map<std::string, double> centres_;
  SecondSpellsResult result_;
};

}  // namespace

SecondSpellsResult second_spells(const SecondSpellsInput& input, const SecondSpellsOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  return Comparison(input, options, context).run();
}

constinit const Function second_spells_analysis = analysis<&second_spells>("returns.second_spells", "Do people who came back stay longer than new hires, and do they perform?");

}  // namespace mainstay::inline v1::returns
