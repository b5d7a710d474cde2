#include "mainstay/competency/facets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "competency/facets_fit.hpp"
#include "competency/facets_ratings.hpp"
#include "competency/facets_scale.hpp"
#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.facets";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// Everything of one call, until it is told in tables.
class Fit {
 public:
  Fit(const FacetsInput& input, const FacetsOptions& options, const RunContext& context)
      : options_(options), team_(key, context), ratings_(read_ratings(key, {&input.person, &input.rater, &input.item, &input.rating, &input.weights, &input.others}, options.steps)) {
    check_range(input.rating);
    remaining_ = set_extremes_aside(ratings_, team_);
    fit_.steps = options.steps;
    fit_.extreme_adjustment = options.extreme_adjustment;
    fit_.rows = remaining_.rows;
    fit_.left_out = ratings_.left_out;
    fit_.extreme_rows = ratings_.rows - remaining_.rows;
    for (std::int64_t f = 0; f < ratings_.facets(); ++f) {
      measure_.emplace_back(at(ratings_.elements(f)), missing);
      error_.emplace_back(at(ratings_.elements(f)), missing);
      status_.emplace_back(at(ratings_.elements(f)), FacetsElementStatus::unmeasured);
      fits_.emplace_back(at(ratings_.elements(f)));
    }
    list_unobserved();
  }

  FacetsFit run() {
    if (remaining_.rows > 0) {
      parts_ = comparable_parts(ratings_, remaining_);
      if (options_.disconnected == FacetsDisconnected::refuse) refuse_parts();
      estimate();
    }
    set_aside_measures();
    tell();
    return std::move(fit_);
  }

 private:
  void check_range(const Column& rating) const {
    if (options_.lowest && options_.highest && *options_.lowest >= *options_.highest) refuse(key, "lowest", std::to_string(*options_.lowest), "below highest, which is " + std::to_string(*options_.highest));
    const bool low = !ratings_.values.empty() && options_.lowest && ratings_.values.front() < *options_.lowest, high = !ratings_.values.empty() && options_.highest && ratings_.values.back() > *options_.highest;
    if (!low && !high) return;
    for (std::int64_t row = 0; row < rating.size; ++row) {
      const double value = number_at(rating, row);
      if (options_.lowest && value < static_cast<double>(*options_.lowest)) refuse(key, "rating", row, value, "at least lowest, which is " + std::to_string(*options_.lowest));
      if (options_.highest && value > static_cast<double>(*options_.highest)) refuse(key, "rating", row, value, "at most highest, which is " + std::to_string(*options_.highest));
    }
  }

  std::string name_of_scale(std::int64_t scale) const { return ratings_.steps_facet < 0 ? "all" : ratings_.labels[at(ratings_.steps_facet)].name(scale); }

  void list_unobserved() {
    for (std::int64_t s = 0; s < static_cast<std::int64_t>(remaining_.scale.size()); ++s) {
      const std::vector<std::int64_t>& scale = remaining_.scale[at(s)];
      if (scale.empty()) continue;
      const std::int64_t low = options_.lowest.value_or(ratings_.values.front()), high = options_.highest.value_or(ratings_.values.back());
      if (high - low > 1000) refuse(key, "rating", "between " + std::to_string(low) + " and " + std::to_string(high), "on a scale of at most 1001 points");
      for (std::int64_t value = low; value <= high; ++value) {
        if (std::binary_search(scale.begin(), scale.end(), value)) continue;
        if (options_.unobserved == FacetsUnobserved::refuse)
          refuse(key, "rating", "never " + std::to_string(value) + (ratings_.steps_facet < 0 ? "" : " for " + data::quoted(name_of_scale(s))), "given at every point of the scale, with unobserved refuse");
        fit_.unobserved.of.push_back(name_of_scale(s));
        fit_.unobserved.rating.push_back(value);
      }
    }
  }

  void refuse_parts() const {
    for (std::int64_t f = 0; f < ratings_.facets(); ++f) {
      const std::vector<std::int32_t>& part = parts_.part[at(f)];
      const auto first = std::find(part.begin(), part.end(), 0), other = std::find(part.begin(), part.end(), 1);
      if (other != part.end())
        refuse(key, ratings_.names[at(f)], "in " + std::to_string(parts_.parts[at(f)]) + " parts that nothing links",
               "linked: " + data::quoted(ratings_.labels[at(f)].name(first - part.begin())) + " and " + data::quoted(ratings_.labels[at(f)].name(other - part.begin())) + " cannot be compared");
    }
  }

  void estimate() {
    FacetProblem problem(ratings_, remaining_);
    const FacetAscent ascent = ascend_facets(problem, options_.max_iterations, options_.tolerance, team_);
    fit_.log_likelihood = ascent.log_likelihood;
    fit_.iterations = ascent.iterations;
    fit_.status = ascent.status;
    if (ascent.status == FacetsStatus::converged) {
      for (const std::int64_t parts : parts_.parts)
        if (parts > 1) fit_.status = FacetsStatus::disconnected;
      if (fit_.status == FacetsStatus::converged && ratings_.elements(1) == 1) fit_.status = FacetsStatus::one_rater;
    }
    for (std::int64_t f = 0; f < ratings_.facets(); ++f)
      for (std::int64_t e = 0; e < ratings_.elements(f); ++e) {
        if (!remaining_.used[at(f)][at(e)]) continue;
        const std::size_t j = at(f == 0 ? e : problem.offset(f - 1) + e);
        measure_[at(f)][at(e)] = f == 0 ? problem.person[j] : problem.other[j];
        error_[at(f)][at(e)] = 1.0 / std::sqrt(f == 0 ? ascent.person_information[j] : ascent.information[j]);
        status_[at(f)][at(e)] = FacetsElementStatus::estimated;
      }
    for (std::int64_t s = 0; s < problem.scales(); ++s) {
      std::vector<double> steps;
      double mean = 0.0;
      for (std::int64_t k = 0; k < problem.steps(s); ++k) {
        steps.push_back(problem.other[at(problem.step_offset(s) + k)]);
        mean += steps.back() / static_cast<double>(problem.steps(s));
      }
      for (double& step : steps) step -= mean;
      step_.push_back(steps);
      std::vector<double> errors;
      for (std::int64_t k = 0; k < problem.steps(s); ++k) errors.push_back(1.0 / std::sqrt(ascent.information[at(problem.step_offset(s) + k)]));
      step_error_.push_back(errors);
      scale_.emplace_back(remaining_.scale[at(s)], steps.data());
      if (ratings_.steps_facet >= 0) measure_[at(ratings_.steps_facet)][at(s)] += mean;
      else
        for (double& measure : measure_[0]) measure -= mean;
    }
    centre();
    residuals();
  }

  // Every facet but people adds up to 0, within each part where people can take the difference up without changing any probability.
  void centre() {
    const std::int64_t facets = ratings_.facets();
    std::vector<std::vector<double>> mean(at(facets));
    for (std::int64_t f = 1; f < facets; ++f) {
      std::vector<double> sum(at(parts_.parts[at(f)]), 0.0), count(at(parts_.parts[at(f)]), 0.0);
      for (std::size_t e = 0; e < measure_[at(f)].size(); ++e)
        if (parts_.part[at(f)][e] >= 0) sum[at(parts_.part[at(f)][e])] += measure_[at(f)][e], count[at(parts_.part[at(f)][e])] += 1.0;
      for (std::size_t p = 0; p < sum.size(); ++p) mean[at(f)].push_back(sum[p] / count[p]);
    }
    std::vector<double> moved(at(parts_.parts[0]), missing);
    bool possible = true;
    const auto total = [&](std::int64_t row) {
      double sum = 0.0;
      for (std::int64_t f = 1; f < facets; ++f) sum += mean[at(f)][at(parts_.part[at(f)][at(ratings_.codes[at(f)][at(row)])])];
      return sum;
    };
    for (std::int64_t row = 0; row < ratings_.rows; ++row) {
      if (remaining_.removed[at(row)] >= 0) continue;
      double& of_part = moved[at(parts_.part[0][at(ratings_.codes[0][at(row)])])];
      const double sum = total(row);
      if (of_part != of_part) of_part = sum;
      else if (std::abs(of_part - sum) > 1e-9) possible = false;
    }
    if (!possible) {  // parts cross: only the whole facets can be moved
      double sum_of_means = 0.0;
      for (std::int64_t f = 1; f < facets; ++f) {
        double sum = 0.0, count = 0.0;
        for (const double measure : measure_[at(f)])
          if (measure == measure) sum += measure, count += 1.0;
        std::fill(mean[at(f)].begin(), mean[at(f)].end(), sum / count);
        sum_of_means += sum / count;
      }
      std::fill(moved.begin(), moved.end(), sum_of_means);
    }
    for (std::int64_t f = 0; f < facets; ++f)
      for (std::size_t e = 0; e < measure_[at(f)].size(); ++e)
        if (parts_.part[at(f)][e] >= 0) measure_[at(f)][e] -= f == 0 ? moved[at(parts_.part[0][e])] : mean[at(f)][at(parts_.part[at(f)][e])];
  }

  double eta(std::int64_t row, std::int64_t without = -1) const {
    double sum = without == 0 ? 0.0 : measure_[0][at(ratings_.codes[0][at(row)])];
    for (std::int64_t f = 1; f < ratings_.facets(); ++f)
      if (f != without) sum -= measure_[at(f)][at(ratings_.codes[at(f)][at(row)])];
    return sum;
  }

  void residuals() {
    const std::int64_t chunks = std::clamp<std::int64_t>(ratings_.rows / 65536, 1, 32);
    struct Sums {
      std::vector<std::vector<FacetFitSums>> of;
      std::vector<std::vector<double>> given, eta;  // [scale][position]
    };
    std::vector<Sums> parts(at(chunks));
    // people are apart: their rows stand together, so that only the ends of chunks are shared
    team_.report(0.8, 0.95);
    team_.run(chunks, [&](std::int64_t c) {
      const Span span = span_of(ratings_.rows, chunks, c);
      Sums& sums = parts[at(c)];
      const std::int32_t first = span.first < span.last ? ratings_.codes[0][at(span.first)] : 0, last = span.first < span.last ? ratings_.codes[0][at(span.last - 1)] : -1;
      sums.of.emplace_back(at(last - first + 1));
      for (std::int64_t f = 1; f < ratings_.facets(); ++f) sums.of.emplace_back(at(ratings_.elements(f)));
      for (const FacetScale& scale : scale_) sums.given.emplace_back(scale.values.size(), 0.0), sums.eta.emplace_back(scale.values.size(), 0.0);
      std::vector<double> probability;
      for (std::int64_t row = span.first; row < span.last; ++row) {
        if (remaining_.removed[at(row)] >= 0) continue;
        const FacetScale& scale = scale_[at(ratings_.scale_of(row))];
        const double e = eta(row), weight = ratings_.weight(row);
        scale.probabilities(e, probability);
        const RatingMoments moments = rating_moments(probability.data(), scale.steps());
        const auto position = std::lower_bound(scale.values.begin(), scale.values.end(), ratings_.values[ratings_.value[at(row)]]) - scale.values.begin();
        sums.of[0][at(ratings_.codes[0][at(row)] - first)].add(static_cast<double>(position), moments, weight);
        for (std::int64_t f = 1; f < ratings_.facets(); ++f) sums.of[at(f)][at(ratings_.codes[at(f)][at(row)])].add(static_cast<double>(position), moments, weight);
        sums.given[at(ratings_.scale_of(row))][at(position)] += weight;
        sums.eta[at(ratings_.scale_of(row))][at(position)] += weight * e;
      }
    });
    for (const FacetScale& scale : scale_) given_.emplace_back(scale.values.size(), 0.0), average_.emplace_back(scale.values.size(), 0.0);
    for (std::int64_t c = 0; c < chunks; ++c) {
      const Span span = span_of(ratings_.rows, chunks, c);
      if (span.first == span.last) continue;
      for (std::size_t i = 0; i < parts[at(c)].of[0].size(); ++i) fits_[0][at(ratings_.codes[0][at(span.first)]) + i].add(parts[at(c)].of[0][i]);
      for (std::int64_t f = 1; f < ratings_.facets(); ++f)
        for (std::size_t e = 0; e < fits_[at(f)].size(); ++e) fits_[at(f)][e].add(parts[at(c)].of[at(f)][e]);
      for (std::size_t s = 0; s < scale_.size(); ++s)
        for (std::size_t k = 0; k < given_[s].size(); ++k) given_[s][k] += parts[at(c)].given[s][k], average_[s][k] += parts[at(c)].eta[s][k];
    }
  }

  // In reverse order, so that whoever was there when an element was set aside has a measure.
  void set_aside_measures() {
    std::vector<std::int64_t> begin(remaining_.aside.size() + 1, 0);
    for (const std::int32_t which : remaining_.removed)
      if (which >= 0) ++begin[at(which) + 1];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    std::vector<std::int32_t> rows(at(begin.back()));
    std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
    for (std::int64_t row = 0; row < ratings_.rows; ++row)
      if (remaining_.removed[at(row)] >= 0) rows[at(next[at(remaining_.removed[at(row)])]++)] = static_cast<std::int32_t>(row);
    std::vector<RowOfOne> own;
    for (std::size_t i = remaining_.aside.size(); i-- > 0;) {
      const SetAside& aside = remaining_.aside[i];
      status_[at(aside.facet)][at(aside.element)] = aside.status == FacetsElementStatus::no_variation ? aside.status : FacetsElementStatus::unmeasured;
      if (aside.status == FacetsElementStatus::no_variation || scale_.empty()) continue;
      own.clear();
      double most = 0.0;
      for (std::int64_t r = begin[i]; r < begin[i + 1]; ++r) {
        const FacetScale& scale = scale_[at(ratings_.scale_of(rows[at(r)]))];
        const double rest = eta(rows[at(r)], aside.facet);
        if (!(rest == rest) || scale.steps() < 1) continue;
        own.push_back({rest, ratings_.weight(rows[at(r)]), scale.share.data(), scale.steps()});
        most += own.back().weight * static_cast<double>(scale.steps());
      }
      if (own.empty()) continue;
      const double inwards = std::min(options_.extreme_adjustment, 0.5 * most);
      const OneMeasure found = solve_one(own, aside.status == FacetsElementStatus::lowest ? inwards : most - inwards);
      measure_[at(aside.facet)][at(aside.element)] = aside.facet == 0 ? found.measure : -found.measure;
      error_[at(aside.facet)][at(aside.element)] = 1.0 / std::sqrt(found.information);
      status_[at(aside.facet)][at(aside.element)] = aside.status;
    }
  }

  // Mean rating that is expected of an element where all others are average; where scales differ, the mean over those of whom they are.
  double fair_average(std::int64_t facet, std::int64_t element, const std::vector<double>& mean) const {
    const double own = measure_[at(facet)][at(element)];
    if (!(own == own) || scale_.empty()) return missing;
    double base = facet == 0 ? own : mean[0] - own;
    for (std::int64_t f = 1; f < ratings_.facets(); ++f)
      if (f != facet && f != ratings_.steps_facet) base -= mean[at(f)];
    if (ratings_.steps_facet < 0) return scale_[0].expected(base);
    if (facet == ratings_.steps_facet) return scale_[at(element)].steps() < 1 ? missing : scale_[at(element)].expected(base);
    double sum = 0.0, count = 0.0;
    for (std::size_t s = 0; s < scale_.size(); ++s)
      if (scale_[s].steps() > 0) sum += scale_[s].expected(base - measure_[at(ratings_.steps_facet)][s]), count += 1.0;
    return sum / count;
  }

  void tell() {
    FacetsMeasures& m = fit_.measures;
    FacetsSummary& all = fit_.facets;
    m.facet.levels = ratings_.names;
    for (const Choice& word : choices(FacetsElementStatus{})) m.status.levels.push_back(word.name);
    std::vector<double> mean;
    for (std::int64_t f = 0; f < ratings_.facets(); ++f) {
      double sum = 0.0, count = 0.0;
      for (std::size_t e = 0; e < measure_[at(f)].size(); ++e)
        if (status_[at(f)][e] == FacetsElementStatus::estimated) sum += measure_[at(f)][e], count += 1.0;
      mean.push_back(count > 0.0 ? sum / count : missing);
    }
    std::vector<std::vector<double>> weight, rating;
    for (std::int64_t f = 0; f < ratings_.facets(); ++f) weight.emplace_back(at(ratings_.elements(f)), 0.0), rating.emplace_back(at(ratings_.elements(f)), 0.0);
    for (std::int64_t row = 0; row < ratings_.rows; ++row) {
      const double w = ratings_.weight(row), value = static_cast<double>(ratings_.values[ratings_.value[at(row)]]);
      for (std::int64_t f = 0; f < ratings_.facets(); ++f) {
        const std::size_t e = at(ratings_.codes[at(f)][at(row)]);
        weight[at(f)][e] += w;
        rating[at(f)][e] += w * value;
      }
    }
    for (std::int64_t f = 0; f < ratings_.facets(); ++f) {
      std::int64_t extreme = 0, unmeasured = 0;
      double count = 0.0, square = 0.0, error = 0.0, precision = 0.0, by_precision = 0.0, square_by_precision = 0.0;
      for (std::int64_t e = 0; e < ratings_.elements(f); ++e) {
        const FacetsElementStatus status = status_[at(f)][at(e)];
        const bool estimated = status == FacetsElementStatus::estimated;
        const double measure = measure_[at(f)][at(e)], std_error = error_[at(f)][at(e)];
        const FacetFitSums& sums = fits_[at(f)][at(e)];
        m.facet.codes.push_back(static_cast<std::int32_t>(f));
        m.element.push_back(ratings_.labels[at(f)].name(e));
        m.status.codes.push_back(static_cast<std::int32_t>(status));
        m.measure.push_back(measure);
        m.std_error.push_back(std_error);
        const double infit = estimated ? sums.infit() : missing;
        m.real_std_error.push_back(estimated ? std_error * std::sqrt(std::max(1.0, infit)) : std_error);
        m.ratings.push_back(weight[at(f)][at(e)]);
        m.observed_average.push_back(weight[at(f)][at(e)] > 0.0 ? rating[at(f)][at(e)] / weight[at(f)][at(e)] : missing);
        m.fair_average.push_back(fair_average(f, e, mean));
        m.infit.push_back(infit);
        m.outfit.push_back(estimated ? sums.outfit() : missing);
        m.infit_z.push_back(estimated ? sums.infit_z() : missing);
        m.outfit_z.push_back(estimated ? sums.outfit_z() : missing);
        m.subset.push_back(estimated ? parts_.part[at(f)][at(e)] + 1 : 0);
        extreme += status == FacetsElementStatus::lowest || status == FacetsElementStatus::highest;
        unmeasured += !(measure == measure);
        if (!estimated) continue;
        count += 1.0;
        square += (measure - mean[at(f)]) * (measure - mean[at(f)]);
        error += std_error * std_error;
        precision += 1.0 / (std_error * std_error);
        by_precision += measure / (std_error * std_error);
        square_by_precision += measure * measure / (std_error * std_error);
      }
      all.facet.push_back(ratings_.names[at(f)]);
      all.elements.push_back(ratings_.elements(f));
      all.extreme.push_back(extreme);
      all.unmeasured.push_back(unmeasured);
      all.subsets.push_back(parts_.parts.empty() ? 0 : parts_.parts[at(f)]);
      all.mean.push_back(mean[at(f)]);
      const bool several = count > 1.0;
      const double variance = several ? square / (count - 1.0) : missing, mean_error = count > 0.0 ? error / count : missing, truth = std::max(0.0, variance - mean_error);
      all.deviation.push_back(several ? std::sqrt(variance) : missing);
      all.root_mean_square_error.push_back(std::sqrt(mean_error));
      all.separation.push_back(several ? std::sqrt(truth / mean_error) : missing);
      all.reliability.push_back(several && variance > 0.0 ? truth / variance : several ? 0.0 : missing);
      const double statistic = several ? std::max(0.0, square_by_precision - by_precision * by_precision / precision) : missing;
      all.statistic.push_back(statistic);
      all.degrees_of_freedom.push_back(several ? count - 1.0 : missing);
      all.p_value.push_back(several ? stats::chi_squared_upper_tail(statistic, count - 1.0) : missing);
    }
    for (std::size_t s = 0; s < scale_.size(); ++s)
      for (std::size_t k = 0; k < scale_[s].values.size(); ++k) {
        fit_.thresholds.of.push_back(name_of_scale(static_cast<std::int64_t>(s)));
        fit_.thresholds.rating.push_back(scale_[s].values[k]);
        fit_.thresholds.step.push_back(k == 0 ? missing : step_[s][k - 1]);
        fit_.thresholds.std_error.push_back(k == 0 ? missing : step_error_[s][k - 1]);
        fit_.thresholds.ratings.push_back(given_[s][k]);
        fit_.thresholds.average_measure.push_back(average_[s][k] / given_[s][k]);
      }
  }

  const FacetsOptions& options_;
  Team team_;
  FacetRatings ratings_;
  Remaining remaining_;
  ComparableParts parts_;
  FacetsFit fit_;
  std::vector<std::vector<double>> measure_, error_, step_, step_error_, given_, average_;
  std::vector<std::vector<FacetsElementStatus>> status_;
  std::vector<std::vector<FacetFitSums>> fits_;
  std::vector<FacetScale> scale_;
};

}  // namespace

FacetsFit facets(const FacetsInput& input, const FacetsOptions& options, const RunContext& context) {
  check(key, fields_of(input), fields_of(options), context.threads);
  return Fit(input, options, context).run();
}

namespace {
constexpr Function methods[] = {analysis<&facets_people>("competency.facets.people", "How good are these people, by raters whose severity is known?")};
}

constinit const Function facets_analysis = analysis<&facets>("competency.facets", "How good are people whom different raters rated, and how severe is each rater?", methods);

}  // namespace mainstay::inline v1::competency
