#include "mainstay/competency/irt.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "competency/irt_fit.hpp"
#include "competency/irt_scale.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "mainstay/competency/irt_abilities.hpp"
#include "mainstay/core/error.hpp"
#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.irt";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Discriminations from how each item goes with the others' sum, intercepts from its shares.
std::vector<IrtCurve> first_curves(const IrtTest& test, const IrtRows& rows, const std::vector<AnswerCounts>& counts, const std::vector<std::int64_t>& columns, const IrtOptions& options) {
  const std::int64_t items = test.items(), groups = static_cast<std::int64_t>(test.groups.size());
  const IrtRows sample = sample_of(test, rows, std::min<std::int64_t>(rows.rows, 5000));
  std::vector<double> sum(at(items), 0.0), square(at(items), 0.0), other(at(items), 0.0), other_square(at(items), 0.0), cross(at(items), 0.0), people(at(items), 0.0);
  std::vector<double> mean(at(items), 0.0);
  for (std::int64_t j = 0; j < items; ++j)
    for (std::size_t k = 0; k < counts[at(columns[at(j)])].people.size(); ++k)
      mean[at(j)] += static_cast<double>(k) * counts[at(columns[at(j)])].people[k] / counts[at(columns[at(j)])].answered;
  std::vector<double> value(at(items));
  for (std::int64_t row = 0; row < sample.rows; ++row) {
    double total = 0.0;
    for (std::int64_t g = 0; g < groups; ++g) {
      const IrtGroup& group = test.groups[at(g)];
      for (std::int64_t i = 0; i < group.count; ++i) {
        const std::int64_t j = group.first + i, digit = group.digits[at(sample.codes[at(row * groups + g)] * group.count + i)];
        value[at(j)] = digit == test.categories[at(j)] ? missing : (static_cast<double>(digit) - mean[at(j)]) / static_cast<double>(test.categories[at(j)] - 1);
        if (value[at(j)] == value[at(j)]) total += value[at(j)];
      }
    }
    const double weight = sample.weights.empty() ? 1.0 : sample.weights[at(row)];
    for (std::int64_t j = 0; j < items; ++j) {
      const double x = value[at(j)];
      if (!(x == x)) continue;
      const double y = total - x;
      people[at(j)] += weight;
      sum[at(j)] += weight * x, square[at(j)] += weight * x * x;
      other[at(j)] += weight * y, other_square[at(j)] += weight * y * y, cross[at(j)] += weight * x * y;
    }
  }
  std::vector<IrtCurve> curves;
  for (std::int64_t j = 0; j < items; ++j) {
    IrtCurve curve;
    curve.partial_credit = options.model == IrtModel::partial_credit;
    const double n = people[at(j)], vx = square[at(j)] - sum[at(j)] * sum[at(j)] / n, vy = other_square[at(j)] - other[at(j)] * other[at(j)] / n;
    const double r = vx > 0.0 && vy > 0.0 ? (cross[at(j)] - sum[at(j)] * other[at(j)] / n) / std::sqrt(vx * vy) : 0.0;
    curve.slope = options.discrimination != IrtDiscrimination::free ? 1.0 : std::clamp(2.0 * r / std::sqrt(std::max(1.0 - r * r, 0.05)), -2.5, 2.5);
    if (std::abs(curve.slope) < 0.3) curve.slope = curve.slope < 0.0 ? -0.3 : 0.3;
    if (curve.partial_credit && options.discrimination == IrtDiscrimination::free) curve.slope /= std::sqrt(static_cast<double>(test.categories[at(j)] - 1));
    const AnswerCounts& count = counts[at(columns[at(j)])];
    const double widen = std::sqrt(1.0 + curve.slope * curve.slope / 2.9);
    double above = count.answered;
    for (std::size_t k = 1; k < count.people.size(); ++k) {
      above -= count.people[k - 1];
      curve.intercepts.push_back(curve.partial_credit ? std::log(count.people[k] / count.people[k - 1]) : widen * std::log(above / (count.answered - above)));
    }
    curves.push_back(curve);
  }
  return curves;
}

}  // namespace

IrtFit irt(const IrtInput& input, const IrtOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  if (options.lowest && options.highest && *options.lowest >= *options.highest)
    refuse(key, "lowest", std::to_string(*options.lowest), "below highest, which is " + std::to_string(*options.highest));
  Team team(key, context);
  IrtFit fit;
  fit.model = options.model;
  fit.discrimination = options.discrimination;
  team.report(0.0, 0.05);
  const std::vector<AnswerCounts> counts = count_answers(key, input.answers, input.weights, options.lowest, options.highest, team);
  fit.items.status.levels = words_of(IrtItemStatus{});
  std::vector<std::uint8_t> categories;
  std::vector<bool> can_miss;
  std::vector<std::int64_t> columns;
  std::vector<std::vector<std::int64_t>> values;
  fit.steps.item.levels = fit.unobserved.item.levels = input.answers.names;
  for (std::size_t j = 0; j < counts.size(); ++j) {
    const AnswerCounts& count = counts[j];
    const std::string& name = input.answers.names[j];
    const bool varies = count.values.size() > 1;
    if (options.model == IrtModel::two_parameter && count.values.size() > 2)
      refuse(key, "answers." + name, "of " + std::to_string(count.values.size()) + " different answers", "of two at most with model two_parameter");
    if (!count.values.empty()) {
      std::size_t next = 0;
      for (std::int64_t value = options.lowest.value_or(count.values.front()); value <= options.highest.value_or(count.values.back()); ++value) {
        while (next < count.values.size() && count.values[next] < value) ++next;
        if (next < count.values.size() && count.values[next] == value) continue;
        if (options.unobserved == IrtUnobserved::refuse) refuse(key, "answers." + name, "without the answer " + std::to_string(value), "an item whose answers all occur, with unobserved refuse");
        if (options.highest.value_or(count.values.back()) - options.lowest.value_or(count.values.front()) > 1000)
          refuse(key, "answers." + name, "without most of the answers of its range", "an item whose answers are numbered one by one");
        fit.unobserved.item.codes.push_back(static_cast<std::int32_t>(j));
        fit.unobserved.answer.push_back(value);
      }
    }
    fit.items.item.push_back(name);
    fit.items.status.codes.push_back(static_cast<std::int32_t>(varies ? IrtItemStatus::estimated : count.values.empty() ? IrtItemStatus::no_answers : IrtItemStatus::no_variation));
    fit.items.answered.push_back(count.answered);
    for (std::vector<double>* column : {&fit.items.discrimination, &fit.items.std_error, &fit.items.statistic, &fit.items.degrees_of_freedom, &fit.items.p_value}) column->push_back(missing);
    fit.scale.push_back({name, count.values});
    if (!varies) continue;
    columns.push_back(static_cast<std::int64_t>(j));
    categories.push_back(static_cast<std::uint8_t>(count.values.size()));
    can_miss.push_back(count.missing);
    values.push_back(count.values);
  }
  fit.reliability = missing;
  if (columns.empty()) return fit;

  const IrtTest test(categories, can_miss);
  team.report(0.05, 0.1);
  IrtRows rows = read_rows(key, input.answers, test, columns, values, input.weights, team);
  double people = 0.0;
  std::int64_t present = 0;
  for (std::int64_t row = 0; row < input.answers.rows; ++row) present += !input.weights.given() || number_at(input.weights, row) > 0.0;
  fit.rows_without_answers = settle(test, input.weights, rows);
  fit.rows = present - fit.rows_without_answers;
  for (std::int64_t row = 0; row < rows.rows; ++row) people += rows.weights.empty() ? 1.0 : rows.weights[at(row)];
  fit.people = people;

  team.report(0.1, 0.1);
  IrtAscentRules rules;
  rules.shared_slope = options.discrimination == IrtDiscrimination::equal;
  rules.fixed_slope = options.discrimination == IrtDiscrimination::one;
  rules.nodes = options.nodes;
  rules.max_iterations = options.max_iterations;
  rules.tolerance = options.tolerance;
  IrtAscent ascent = ascend(test, rows, first_curves(test, rows, counts, columns, options), rules, team);

  // of two mirror images the one in which most items point upwards
  double direction = 0.0;
  for (const IrtCurve& curve : ascent.curves) direction += curve.slope;
  if (direction < 0.0) {
    for (IrtCurve& curve : ascent.curves) curve.slope = -curve.slope;
    for (NodeWindow& window : rows.windows) window = {};
  }
  fit.log_likelihood = ascent.log_likelihood;
  fit.quadrature_error = ascent.quadrature_error;
  fit.iterations = ascent.iterations;
  fit.nodes = ascent.nodes;
  const std::int64_t size = ascent.layout.size;
  fit.aic = 2.0 * static_cast<double>(size) - 2.0 * fit.log_likelihood;
  fit.bic = std::log(people) * static_cast<double>(size) - 2.0 * fit.log_likelihood;

  const IrtNodes nodes(ascent.nodes);
  IrtMarginal sums(test, nodes, team);
  sums.take(ascent.curves);
  if (options.std_errors != IrtErrors::none || direction < 0.0) sums.expect(rows);
  const IrtMarginal::Spread spread = sums.spread(rows);
  fit.reliability = std::clamp(spread.variance / (spread.variance + spread.error), 0.0, 1.0);

  fit.covariance.assign(at(size * size), missing);
  bool singular = ascent.singular;
  if (options.std_errors != IrtErrors::none) {
    const IrtMarginal::Information information = sums.information(rows, ascent.layout);
    std::vector<double> scale;
    for (std::int64_t i = 0; i < size; ++i) scale.push_back(std::sqrt(std::max(0.0, information.observed[at(i * size + i)])));
    const solve::RankRevealingCholesky factor(information.observed.data(), size, scale.data(), 1e-8);
    singular = !factor.semi_definite() || factor.rank() < size;
    if (!singular) {
      fit.covariance = factor.inverse();
      if (options.std_errors == IrtErrors::sandwich) {
        const std::vector<double> inverse = fit.covariance;
        std::vector<double> half(at(size * size), 0.0);
        std::fill(fit.covariance.begin(), fit.covariance.end(), 0.0);
        for (std::int64_t i = 0; i < size; ++i)
          for (std::int64_t k = 0; k < size; ++k)
            for (std::int64_t j = 0; j < size; ++j) half[at(i * size + j)] += inverse[at(i * size + k)] * information.products[at(k * size + j)];
        for (std::int64_t i = 0; i < size; ++i)
          for (std::int64_t k = 0; k < size; ++k)
            for (std::int64_t j = 0; j < size; ++j) fit.covariance[at(i * size + j)] += half[at(i * size + k)] * inverse[at(k * size + j)];
      }
    }
  }
  fit.status = singular ? IrtStatus::singular : ascent.converged ? IrtStatus::converged : IrtStatus::iteration_limit;

  if (ascent.layout.shared_slope) fit.parameters.push_back("discrimination");
  const auto variance = [&](std::int64_t a, std::int64_t b) { return a < 0 || b < 0 ? 0.0 : fit.covariance[at(a * size + b)]; };
  const auto root = [](double v) { return v != v ? missing : std::sqrt(std::max(0.0, v)); };
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const auto item = at(columns[j]);
    const IrtCurve& curve = ascent.curves[j];
    const std::vector<std::int64_t>& place = ascent.layout.place[j];
    if (!ascent.layout.shared_slope && place[0] >= 0) fit.parameters.push_back(fit.items.item[item] + ":discrimination");
    fit.items.discrimination[item] = curve.slope;
    if (place[0] >= 0) fit.items.std_error[item] = root(variance(place[0], place[0]));
    if (curve.slope < 0.0) fit.items.status.codes[item] = static_cast<std::int32_t>(IrtItemStatus::reversed);
    if (ascent.steep[j]) fit.items.status.codes[item] = static_cast<std::int32_t>(IrtItemStatus::steep);
    for (std::size_t k = 1; k < values[j].size(); ++k) {
      const double d = curve.intercepts[k - 1], a = curve.slope, b = a == 0.0 ? missing : -d / a;
      fit.parameters.push_back(fit.items.item[item] + ":" + std::to_string(values[j][k]));
      fit.steps.item.codes.push_back(static_cast<std::int32_t>(item));
      fit.steps.answer.push_back(values[j][k]);
      fit.steps.location.push_back(b);
      fit.steps.intercept.push_back(d);
      fit.steps.intercept_std_error.push_back(root(variance(place[k], place[k])));
      const double spread_of_b = variance(place[k], place[k]) + b * b * variance(place[0], place[0]) + 2.0 * b * variance(place[0], place[k]);
      fit.steps.std_error.push_back(ascent.steep[j] ? missing : root(spread_of_b / (a * a)));
    }
  }
  if (options.item_fit) {
    const std::vector<IrtItemFit> tests = item_fit(test, rows, ascent.curves, IrtNodes(2 * ascent.nodes - 1), team);
    for (std::size_t j = 0; j < columns.size(); ++j) {
      if (!tests[j].tested) continue;
      const auto item = at(columns[j]);
      const std::int64_t free = tests[j].degrees_of_freedom - (test.categories[j] - 1) - (options.discrimination == IrtDiscrimination::free ? 1 : 0);
      fit.items.statistic[item] = tests[j].statistic;
      fit.items.degrees_of_freedom[item] = static_cast<double>(free);
      if (free > 0) fit.items.p_value[item] = stats::chi_squared_upper_tail(tests[j].statistic, static_cast<double>(free));
    }
  }
  return fit;
}

void IrtFit::validate() const { (void)IrtScale(*this); }

IrtScale::IrtScale(const IrtFit& fit) {
  const auto corrupt = [](const char* sentence) { throw Error(ErrorCode::corrupt, key, sentence); };
  if (fit.scale.size() != fit.items.item.size()) corrupt("the fit has as many scales as items, but must not have more or fewer");
  if (fit.nodes != 0 && (fit.nodes < 9 || fit.nodes > 100000)) corrupt("the fit's nodes are out of range");
  std::size_t step = 0;
  for (std::size_t j = 0; j < fit.scale.size(); ++j) {
    const std::vector<std::int64_t>& values = fit.scale[j].answers;
    if (fit.scale[j].item != fit.items.item[j]) corrupt("the fit's scales and items have unlike names");
    for (std::size_t k = 1; k < values.size(); ++k)
      if (values[k] <= values[k - 1]) corrupt("an item's answers do not rise");
    if (values.size() < 2) continue;
    if (static_cast<std::int64_t>(values.size()) > most_answers) corrupt("an item has too many answers");
    IrtCurve curve;
    curve.partial_credit = fit.model == IrtModel::partial_credit;
    curve.slope = fit.items.discrimination[j];
    for (std::size_t k = 1; k < values.size(); ++k, ++step) {
      if (step >= fit.steps.answer.size() || fit.steps.item.codes[step] != static_cast<std::int32_t>(j) || fit.steps.answer[step] != values[k]) corrupt("an item's steps are not those of its answers");
      curve.intercepts.push_back(fit.steps.intercept[step]);
    }
    if (!curve.proper() || std::abs(curve.slope) > 1e3) corrupt("an item's parameters are not those of a curve");
    curves.push_back(std::move(curve));
    item.push_back(static_cast<std::int64_t>(j));
    answers.push_back(values);
  }
  if (step != fit.steps.answer.size()) corrupt("the fit has steps of no item");
  if (fit.nodes == 0 && !curves.empty()) corrupt("the fit has no nodes");
}

namespace {
constexpr Function methods[] = {
    analysis<&irt_abilities>("competency.irt.abilities", "How able are these people by their answers, and how sure is that?"),
    analysis<&irt_next_item>("competency.irt.next_item", "Which item should each person be asked next, or is enough known?")};
}

constinit const Function irt_analysis = analysis<&irt>("competency.irt", "What do the items of a test tell of the people who answer them?", methods);

}  // namespace mainstay::inline v1::competency
