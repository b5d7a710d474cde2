#include "mainstay/competency/irt_abilities.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <map>

#include "competency/irt_marginal.hpp"
#include "competency/irt_scale.hpp"
#include "core/at.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// The sine integral, of x >= 0: series, or the continued fraction of the exponential integral at ix (Lentz).
double sine_integral(double x) {
  if (x <= 2.0) {
    double term = x, sum = x;
    for (int k = 1; std::abs(term) > 1e-18 * std::abs(sum); ++k) {
      const double n = 2.0 * k + 1.0;
      term *= -x * x / ((n - 1.0) * n);
      if (term == 0.0) break;
      sum += term / n;
    }
    return sum;
  }
  std::complex<double> b(1.0, x), c(1e300, 0.0), d = 1.0 / b, h = d;
  for (int i = 1; i < 1000; ++i) {
    const double a = -static_cast<double>(i) * i;
    b += 2.0;
    d = 1.0 / (a * d + b);
    c = b + a / c;
    const std::complex<double> change = c * d;
    h *= change;
    if (std::abs(change - 1.0) < 1e-16) break;
  }
  h *= std::polar(1.0, -x);
  return 0.5 * pi + h.imag();
}

// For each node: the share of its sinc function that lies at `floor` or above.
std::vector<double> shares_above(const IrtNodes& nodes, double floor) {
  std::vector<double> share;
  for (std::int64_t q = 0; q < nodes.stride; ++q) {
    const double x = pi * (floor - nodes.ability[at(q)]) / nodes.step;
    share.push_back(0.5 - (x < 0.0 ? -sine_integral(-x) : sine_integral(x)) / pi);
  }
  return share;
}

bool is_answered(const IrtScale& scale, const std::vector<std::uint8_t>& answers, std::size_t item) { return answers[item] < scale.curves[item].categories(); }

std::int64_t answered_items(const IrtScale& scale, const std::vector<std::uint8_t>& answers) {
  std::int64_t answered = 0;
  for (std::size_t j = 0; j < answers.size(); ++j) answered += is_answered(scale, answers, j);
  return answered;
}

// Sums over one person's answered items at one ability.
struct Point {
  double slope = 0.0, curvature = 0.0, information = 0.0, bias = 0.0;
};
Point point_of(const IrtScale& scale, const std::vector<std::uint8_t>& answers, double ability, AnswerPoint& scratch) {
  Point point;
  for (std::size_t j = 0; j < scale.curves.size(); ++j) {
    if (!is_answered(scale, answers, j)) continue;
    answer_point(scale.curves[j], ability, scratch);
    point.slope += scratch.log_first[answers[j]];
    point.curvature += scratch.log_second[answers[j]];
    point.information += scratch.information;
    point.bias += scratch.bias;
  }
  return point;
}

// The zero of a falling function, from a start: outwards to a change of sign, then halving with secants.
template <class F>
double zero_of(const F& f, double start) {
  double a = start, fa = f(a);
  if (fa == 0.0) return a;
  double step = fa > 0.0 ? 0.5 : -0.5, b = a, fb = fa;
  for (int i = 0; i < 60 && fa * fb > 0.0; ++i, step *= 1.6) {
    a = b, fa = fb;
    b = a + step;
    fb = f(b);
  }
  if (fa * fb > 0.0) return b;
  int side = 0;
  for (int i = 0; i < 200 && std::abs(b - a) > 1e-13 * (1.0 + std::abs(a)); ++i) {  // Illinois
    double c = (fa * b - fb * a) / (fa - fb);
    if (i % 8 == 7) c = 0.5 * (a + b);
    const double fc = f(c);
    if (fc == 0.0) return c;
    if (fc * fb > 0.0) {
      b = c, fb = fc;
      if (side == -1) fa *= 0.5;
      side = -1;
    } else {
      a = c, fa = fc;
      if (side == 1) fb *= 0.5;
      side = 1;
    }
  }
  return std::abs(fa) < std::abs(fb) ? a : b;
}

struct Expected {
  std::vector<double> ability, error, probability, log_likelihood;
};

Expected expected_abilities(const IrtFit& fit, const IrtScale& scale, IrtPeople& people, const std::optional<double>& floor, Team& team) {
  const std::int64_t rows = people.rows.rows;
  Expected result;
  result.ability.assign(at(rows), 0.0);
  result.error.assign(at(rows), 1.0);
  result.log_likelihood.assign(at(rows), 0.0);
  const std::int64_t count = std::max<std::int64_t>(fit.nodes, 49);
  const IrtNodes nodes(floor ? 3 * (count - 1) + 1 : count);
  std::vector<double> share;
  if (floor) {
    result.probability.assign(at(rows), 0.0);
    share = shares_above(nodes, *floor);
  }
  IrtMarginal sums(people.test, nodes, team);
  sums.take(scale.curves);
  const IrtPass pass = sums.pass(people.rows);
  const std::int64_t chunks = std::clamp<std::int64_t>(rows / 512, 1, 1024);
  team.run(chunks, [&](std::int64_t c) {
    Lines posterior(at(nodes.stride));
    const Span span = span_of(rows, chunks, c);
    for (std::int64_t row = span.first; row < span.last; ++row) {
      write_posteriors(pass, row, row + 1, posterior.data(), result.log_likelihood.data() + row);
      const NodeWindow window = pass.windows[row];
      const std::int64_t first = window.first * node_block, size = window.count * node_block;
      double mean = 0.0, variance = 0.0, above = 0.0;
      for (std::int64_t q = 0; q < size; ++q) mean += posterior[at(q)] * nodes.ability[at(first + q)];
      for (std::int64_t q = 0; q < size; ++q) variance += posterior[at(q)] * (nodes.ability[at(first + q)] - mean) * (nodes.ability[at(first + q)] - mean);
      result.ability[at(row)] = mean;
      result.error[at(row)] = std::sqrt(variance);
      if (!floor) continue;
      for (std::int64_t q = 0; q < size; ++q) above += posterior[at(q)] * share[at(first + q)];
      result.probability[at(row)] = std::clamp(above, 0.0, 1.0);
    }
  });
  return result;
}

}  // namespace

IrtPeople::IrtPeople(std::string_view analysis, const IrtFit& fit, const IrtScale& scale, const Table& answers, Team& team) {
  std::map<std::string_view, std::int64_t> known;
  for (std::size_t j = 0; j < fit.items.item.size(); ++j) known[fit.items.item[j]] = static_cast<std::int64_t>(j);
  std::vector<std::int64_t> of_item(fit.items.item.size(), -1);
  for (std::size_t c = 0; c < answers.columns.size(); ++c) {
    const auto found = known.find(answers.names[c]);
    if (found == known.end()) throw Error(ErrorCode::unknown_name, analysis, "answers." + answers.names[c], -1, "unknown", "one of the fit's items " + list_of(fit.items.item));
    if (answers.columns[c].categorical) throw Error(ErrorCode::wrong_type, analysis, "answers." + answers.names[c], -1, "text", "numbers");
    of_item[at(found->second)] = static_cast<std::int64_t>(c);
  }
  std::vector<std::uint8_t> categories;
  for (std::size_t j = 0; j < scale.curves.size(); ++j) {
    categories.push_back(static_cast<std::uint8_t>(scale.curves[j].categories()));
    column.push_back(of_item[at(scale.item[j])]);
  }
  test = IrtTest(categories, std::vector<bool>(categories.size(), true));
  rows = read_rows(analysis, answers, test, column, scale.answers, {}, team);
}

void IrtPeople::answers_of(std::int64_t row, std::vector<std::uint8_t>& out) const {
  out.resize(at(test.items()));
  const auto groups = static_cast<std::int64_t>(test.groups.size());
  for (std::int64_t g = 0; g < groups; ++g) {
    const IrtGroup& group = test.groups[at(g)];
    std::copy_n(group.digits.data() + rows.codes[at(row * groups + g)] * group.count, group.count, out.data() + group.first);
  }
}

IrtAbilities irt_abilities(const IrtFit& fit, const IrtAbilitiesInput& input, const IrtAbilitiesOptions& options, const RunContext& context) {
  constexpr std::string_view analysis = "competency.irt.abilities";
  check(analysis, fields_of(input), fields_of(options), context.threads);
  Team team(analysis, context);
  const IrtScale scale(fit);
  IrtPeople people(analysis, fit, scale, input.answers, team);
  std::optional<double> floor = options.floor;
  if (floor) *floor = (*floor - options.centre) / options.unit;
  team.report(0.1, options.estimate == IrtEstimate::expected ? 1.0 : 0.3);
  Expected expected = expected_abilities(fit, scale, people, floor, team);
  IrtAbilities result;
  result.estimate = options.estimate;
  const std::int64_t rows = people.rows.rows;
  result.ability = std::move(expected.ability);
  result.std_error = std::move(expected.error);
  result.probability = std::move(expected.probability);
  result.log_likelihood = std::move(expected.log_likelihood);
  result.answered.assign(at(rows), 0);
  const std::int64_t chunks = std::clamp<std::int64_t>(rows / 256, 1, 4096);
  team.report(0.3, 1.0);
  team.run(chunks, [&](std::int64_t c) {
    std::vector<std::uint8_t> answers;
    AnswerPoint scratch;
    const Span span = span_of(rows, chunks, c);
    for (std::int64_t row = span.first; row < span.last; ++row) {
      people.answers_of(row, answers);
      const std::int64_t answered = answered_items(scale, answers);
      result.answered[at(row)] = answered;
      double& ability = result.ability[at(row)];
      double& error = result.std_error[at(row)];
      if (options.estimate == IrtEstimate::mode) {
        ability = zero_of([&](double theta) { return point_of(scale, answers, theta, scratch).slope - theta; }, ability);
        error = 1.0 / std::sqrt(1.0 - point_of(scale, answers, ability, scratch).curvature);
      } else if (options.estimate == IrtEstimate::weighted) {
        const auto slope = [&](double theta) {
          const Point point = point_of(scale, answers, theta, scratch);
          return point.slope + (point.information > 0.0 ? 0.5 * point.bias / point.information : 0.0);
        };
        ability = answered == 0 ? missing : zero_of(slope, ability);
        const double information = answered == 0 ? 0.0 : point_of(scale, answers, ability, scratch).information;
        error = information > 0.0 ? 1.0 / std::sqrt(information) : missing;
        if (!(information > 0.0)) ability = missing;
      }
      ability = options.centre + options.unit * ability;
      error *= options.unit;
    }
  });
  return result;
}

IrtNextItem irt_next_item(const IrtFit& fit, const IrtAbilitiesInput& input, const IrtNextItemOptions& options, const RunContext& context) {
  constexpr std::string_view analysis = "competency.irt.next_item";
  check(analysis, fields_of(input), fields_of(options), context.threads);
  Team team(analysis, context);
  const IrtScale scale(fit);
  std::vector<bool> may_ask(scale.curves.size(), options.items.empty());
  for (std::size_t i = 0; i < options.items.size(); ++i) {
    const auto found = std::find(fit.items.item.begin(), fit.items.item.end(), options.items[i]);
    if (found == fit.items.item.end()) throw Error(ErrorCode::unknown_name, analysis, "items[" + std::to_string(i) + "]", -1, options.items[i], "one of the fit's items " + list_of(fit.items.item));
    for (std::size_t j = 0; j < scale.item.size(); ++j)
      if (scale.item[j] == found - fit.items.item.begin()) may_ask[j] = true;
  }
  IrtPeople people(analysis, fit, scale, input.answers, team);
  std::optional<double> floor = options.floor;
  if (floor) *floor = (*floor - options.centre) / options.unit;
  const Expected expected = expected_abilities(fit, scale, people, floor, team);
  const std::int64_t rows = people.rows.rows;
  IrtNextItem result;
  result.decision.levels = words_of(IrtDecision{});
  result.item.levels = fit.items.item;
  result.item.levels.push_back("");
  result.decision.codes.assign(at(rows), 0);
  result.item.codes.assign(at(rows), static_cast<std::int32_t>(fit.items.item.size()));
  result.information.assign(at(rows), 0.0);
  result.answered.assign(at(rows), 0);
  result.probability = expected.probability;
  for (std::int64_t row = 0; row < rows; ++row) {
    result.ability.push_back(options.centre + options.unit * expected.ability[at(row)]);
    result.std_error.push_back(options.unit * expected.error[at(row)]);
  }
  const std::int64_t chunks = std::clamp<std::int64_t>(rows / 256, 1, 4096);
  team.run(chunks, [&](std::int64_t c) {
    std::vector<std::uint8_t> answers;
    AnswerPoint scratch;
    const Span span = span_of(rows, chunks, c);
    for (std::int64_t row = span.first; row < span.last; ++row) {
      people.answers_of(row, answers);
      const std::int64_t answered = answered_items(scale, answers);
      std::int64_t best = -1;
      double most = 0.0;
      for (std::size_t j = 0; j < answers.size(); ++j) {
        if (is_answered(scale, answers, j) || !may_ask[j]) continue;
        answer_point(scale.curves[j], expected.ability[at(row)], scratch);
        if (best < 0 || scratch.information > most) {
          best = static_cast<std::int64_t>(j);
          most = scratch.information;
        }
      }
      result.answered[at(row)] = answered;
      IrtDecision decision = IrtDecision::ask;
      const bool may_stop = answered >= options.least_items;
      if (may_stop && floor && expected.probability[at(row)] >= options.certainty) decision = IrtDecision::above;
      else if (may_stop && floor && 1.0 - expected.probability[at(row)] >= options.certainty) decision = IrtDecision::below;
      else if (may_stop && options.std_error && result.std_error[at(row)] <= *options.std_error) decision = IrtDecision::precise;
      else if (options.most_items && answered >= *options.most_items) decision = IrtDecision::enough_items;
      else if (best < 0) decision = IrtDecision::no_items;
      result.decision.codes[at(row)] = static_cast<std::int32_t>(decision);
      if (decision != IrtDecision::ask) continue;
      result.item.codes[at(row)] = static_cast<std::int32_t>(scale.item[at(best)]);
      result.information[at(row)] = most;
    }
  });
  for (const std::int32_t code : result.decision.codes) result.open += code == static_cast<std::int32_t>(IrtDecision::ask);
  return result;
}

}  // namespace mainstay::inline v1::competency
