#include "mainstay/performance/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "performance/agreement_kernel.hpp"
#include "stats/order.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr const char* key = "performance.agreement";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_distinct = 20'000;  // with ratio, whose expected disagreement goes over pairs of values

UnitRatings by_unit(const data::Groups& unit, const data::Groups& rater, const std::vector<std::uint32_t>& index, std::vector<double> distinct) {
  UnitRatings ratings;
  ratings.distinct = std::move(distinct);
  ratings.start.assign(at(unit.count + 1), 0);
  for (const std::int32_t u : unit.codes) ++ratings.start[at(u + 1)];
  for (std::int64_t u = 0; u < unit.count; ++u) ratings.start[at(u + 1)] += ratings.start[at(u)];
  std::vector<std::int64_t> next(ratings.start.begin(), ratings.start.end() - 1), row(unit.codes.size());
  ratings.value.resize(unit.codes.size());
  ratings.rater.resize(unit.codes.size());
  for (std::size_t i = 0; i < unit.codes.size(); ++i) {
    const std::size_t place = at(next[at(unit.codes[i])]++);
    ratings.value[place] = static_cast<std::int32_t>(index[i]);
    ratings.rater[place] = rater.codes[i];
    row[place] = static_cast<std::int64_t>(i);
  }
  std::vector<std::int64_t> last(at(rater.count), -1);  // place of the rater's latest rating
  std::int64_t first_twice = -1;
  for (std::int64_t u = 0; u < unit.count; ++u)
    for (std::int64_t i = ratings.start[at(u)]; i < ratings.start[at(u + 1)]; ++i) {
      std::int64_t& seen = last[at(ratings.rater[at(i)])];
      if (seen >= ratings.start[at(u)] && (first_twice < 0 || row[at(i)] < first_twice)) first_twice = row[at(i)];
      seen = i;
    }
  if (first_twice >= 0)
    throw Error(ErrorCode::invalid_argument, key, "rater", first_twice, "\"" + rater.name(rater.codes[at(first_twice)]) + "\" again for unit \"" + unit.name(unit.codes[at(first_twice)]) + "\"", "a rater once for each unit");
  return ratings;
}

// Mean squares of units with two ratings or more (one-way), and of those that every rater rated (two-way).
struct Squares {
  MeanSquares one_way, two_way;
};

Squares squares_of(const UnitRatings& ratings, std::int64_t raters) {
  Squares squares;
  double count = 0.0, sum = 0.0, sizes = 0.0, units = 0.0, complete = 0.0;
  std::vector<double> of_rater(at(raters), 0.0);
  double complete_sum = 0.0;
  const auto each = [&](const auto& work) {
    for (std::int64_t u = 0; u < ratings.units(); ++u) {
      const std::int64_t first = ratings.start[at(u)], last = ratings.start[at(u + 1)];
      if (last - first >= 2) work(first, last, last - first == raters);
    }
  };
  each([&](std::int64_t first, std::int64_t last, bool whole) {
    const double m = static_cast<double>(last - first);
    units += 1.0, count += m, sizes += m * m, complete += whole;
    for (std::int64_t i = first; i < last; ++i) {
      const double value = ratings.distinct[at(ratings.value[at(i)])];
      sum += value;
      if (whole) complete_sum += value, of_rater[at(ratings.rater[at(i)])] += value;
    }
  });
  const double mean = sum / count, k = static_cast<double>(raters), whole_mean = complete_sum / (complete * k);
  double between = 0.0, within = 0.0, whole_between = 0.0, residual = 0.0, judges = 0.0;
  for (double& value : of_rater) {
    value = value / complete - whole_mean;
    judges += complete * value * value;
  }
  each([&](std::int64_t first, std::int64_t last, bool whole) {
    const double m = static_cast<double>(last - first);
    double own = 0.0;
    for (std::int64_t i = first; i < last; ++i) own += ratings.distinct[at(ratings.value[at(i)])] / m;
    between += m * (own - mean) * (own - mean);
    if (whole) whole_between += k * (own - whole_mean) * (own - whole_mean);
    for (std::int64_t i = first; i < last; ++i) {
      const double moved = ratings.distinct[at(ratings.value[at(i)])] - own;
      within += moved * moved;
      if (!whole) continue;
      const double rest = moved - of_rater[at(ratings.rater[at(i)])];
      residual += rest * rest;
    }
  });
  squares.one_way = {between / (units - 1.0), 0.0, 0.0, within / (count - units), units, (count - sizes / count) / (units - 1.0)};
  squares.two_way = {whole_between / (complete - 1.0), judges / (k - 1.0), residual / ((complete - 1.0) * (k - 1.0)), 0.0, complete, k};
  return squares;
}

void give_intraclass(const UnitRatings& ratings, std::int64_t raters, bool labels, const AgreementOptions& options, AgreementResult& result) {
  result.intraclass.form.levels = {"ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"};
  for (std::int32_t form = 0; form < 6; ++form) result.intraclass.form.codes.push_back(form);
  for (std::vector<double>* column : {&result.intraclass.value, &result.intraclass.lower, &result.intraclass.upper, &result.intraclass.statistic, &result.intraclass.degrees, &result.intraclass.divisor_degrees})
    column->assign(6, missing);
  result.intraclass_status = labels ? IntraclassStatus::labels : result.units < 2 ? IntraclassStatus::too_few : IntraclassStatus::estimated;
  if (result.intraclass_status != IntraclassStatus::estimated) return;
  const Squares squares = squares_of(ratings, raters);
  if (!(squares.one_way.units > 0.0) && !(squares.one_way.within > 0.0)) {
    result.intraclass_status = IntraclassStatus::no_variation;
    return;
  }
  result.within_units = squares.one_way.within;
  result.ratings_per_unit = squares.one_way.k;
  bool two_way = squares.two_way.n >= 2.0 && raters >= 2;
  if (two_way && !(squares.two_way.units > 0.0) && !(squares.two_way.raters > 0.0)) two_way = false;
  if (two_way) {
    result.between_units = squares.two_way.units;
    result.between_raters = squares.two_way.raters;
    result.residual = squares.two_way.residual;
  } else {
    result.intraclass_status = IntraclassStatus::one_way_only;
  }
  for (int form = 1; form <= 3; ++form) {
    if (form > 1 && !two_way) continue;
    for (const bool mean : {false, true}) {
      const Intraclass found = intraclass_of(form == 1 ? squares.one_way : squares.two_way, form, mean, options.confidence_level);
      const std::size_t place = at(form - 1 + (mean ? 3 : 0));
      if (!(found.statistic >= 0.0) || !(found.value <= 1.0) || std::isinf(found.value)) continue;  // 0 over 0
      result.intraclass.value[place] = found.value;
      result.intraclass.lower[place] = std::isfinite(found.lower) ? found.lower : missing;
      result.intraclass.upper[place] = std::isfinite(found.upper) ? found.upper : missing;
      result.intraclass.statistic[place] = found.statistic;
      result.intraclass.degrees[place] = found.degrees;
      result.intraclass.divisor_degrees[place] = found.divisor_degrees;
    }
  }
}

// Units drawn with replacement.
void give_interval(const AlphaCounts& counts, const AgreementOptions& options, std::uint64_t seed, Team& team, AgreementResult& result) {
  if (options.resamples == 0 || result.status != AgreementStatus::estimated) return;
  const std::int64_t units = counts.units(), chunks = std::clamp<std::int64_t>(options.resamples / 16, 1, 64);
  std::vector<double> alphas(at(options.resamples));
  team.run(chunks, [&](std::int64_t c) {
    const Span span = span_of(options.resamples, chunks, c);
    std::vector<std::int32_t> times(at(units));
    for (std::int64_t draw = span.first; draw < span.last; ++draw) {
      stats::Random random({seed, 0x616772656564ull, static_cast<std::uint64_t>(draw)});
      std::fill(times.begin(), times.end(), 0);
      for (std::int64_t u = 0; u < units; ++u) ++times[at(static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(units))))];
      alphas[at(draw)] = counts.of(times).alpha();
    }
  });
  const stats::Interval interval = stats::percentile_interval(std::move(alphas), options.confidence_level);
  result.alpha_lower = interval.lower;
  result.alpha_upper = interval.upper;
}

}  // namespace

AgreementResult agreement(const AgreementInput& input, const AgreementOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  const bool has_rating = input.rating.given(), by_label = input.label.given() && options.level == AgreementLevel::nominal;
  if (!has_rating && !input.label.given()) refuse(key, "rating", "missing", "given, or label instead");
  if (!has_rating && !by_label) refuse(key, "level", "not nominal", "nominal, because no rating is given");
  Team team(key, context);
  team.checkpoint(0.0);
  const data::Groups unit = data::encode_groups(key, "unit", input.unit), rater = data::encode_groups(key, "rater", input.rater);
  const std::int64_t n = input.unit.size;
  UnitRatings ratings, labelled;
  std::vector<double> values(has_rating ? at(n) : 0);
  if (has_rating) {
    for (std::int64_t i = 0; i < n; ++i) {
      values[at(i)] = number_at(input.rating, i);
      if (options.level == AgreementLevel::ratio && values[at(i)] < 0.0) refuse(key, "rating", i, values[at(i)], ">= 0, because level is ratio");
    }
    stats::Distinct found = stats::distinct_of(values.data(), n);
    if (options.level == AgreementLevel::ratio && found.values.size() > most_distinct) refuse(key, "rating", std::to_string(found.values.size()) + " distinct values", "at most " + std::to_string(most_distinct) + ", because level is ratio");
    ratings = by_unit(unit, rater, found.index, std::move(found.values));
  }
  if (by_label) {
    const data::Groups label = data::encode_groups(key, "label", input.label);
    std::vector<std::uint32_t> index;
    for (const std::int32_t code : label.codes) index.push_back(static_cast<std::uint32_t>(code));
    std::vector<double> places(at(label.count));
    std::iota(places.begin(), places.end(), 0.0);
    labelled = by_unit(unit, rater, index, std::move(places));
  }
  const UnitRatings& judged = by_label ? labelled : ratings;
  AgreementResult result;
  const AlphaCounts counts(judged, options.level);
  result.pairable = counts.pairable();
  result.units = counts.units();
  result.single_ratings = n - result.pairable;
  for (std::int64_t u = 0; u < judged.units(); ++u) result.complete_units += rater.count >= 2 && judged.start[at(u + 1)] - judged.start[at(u)] == rater.count;
  if (result.units > 0) {
    const Disagreement found = counts.of(std::vector<std::int32_t>(at(counts.units()), 1));
    result.observed_disagreement = found.observed;
    result.expected_disagreement = found.expected;
    result.status = found.expected > 0.0 ? AgreementStatus::estimated : AgreementStatus::no_variation;
    if (found.expected > 0.0) result.alpha = found.alpha();
  }
  give_interval(counts, options, context.seed, team, result);
  give_intraclass(ratings, rater.count, !has_rating, options, result);
  result.raters.rater.levels = rater.names();
  result.raters.ratings.assign(at(rater.count), 0);
  result.raters.mean.assign(at(rater.count), has_rating ? 0.0 : missing);
  result.raters.alpha_without.assign(at(rater.count), missing);
  for (std::int64_t i = 0; i < n; ++i) {
    ++result.raters.ratings[at(rater.codes[at(i)])];
    if (has_rating) result.raters.mean[at(rater.codes[at(i)])] += values[at(i)];
  }
  for (std::int64_t r = 0; r < rater.count; ++r) {
    result.raters.rater.codes.push_back(static_cast<std::int32_t>(r));
    result.raters.mean[at(r)] /= static_cast<double>(result.raters.ratings[at(r)]);
  }
  if (options.without_each)
    team.run(rater.count, [&](std::int64_t r) {
      const AlphaCounts others(judged, options.level, static_cast<std::int32_t>(r));
      const Disagreement found = others.of(std::vector<std::int32_t>(at(others.units()), 1));
      if (found.expected > 0.0) result.raters.alpha_without[at(r)] = found.alpha();
    });
  return result;
}

constinit const Function agreement_analysis = analysis<&agreement>("performance.agreement", "Do raters agree, and how far may one rating, or the mean of several, be trusted?");

}  // namespace mainstay::inline v1::performance
