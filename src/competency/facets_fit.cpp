#include "competency/facets_fit.hpp"
#include "core/at.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mainstay::inline v1::competency {

namespace {

constexpr double furthest = 40.0;  // no measure goes beyond

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Sums over chunks of people, reduced in their order.
class Sweeps {
 public:
  Sweeps(FacetProblem& problem, Team& team) : problem_(problem), team_(team), bounds_(problem.chunks()), score_(at(problem.people())), information_(at(problem.people())) {}

  double scores() {
    const FacetView& view = problem_.view();
    std::vector<FacetSums> parts(bounds_.size() - 1);
    team_.run(static_cast<std::int64_t>(parts.size()), [&](std::int64_t c) {
      FacetSums& part = parts[at(c)];
      for (std::vector<double>* list : {&part.score, &part.information, &part.right}) list->assign(at(problem_.others()), 0.0);
      add_scores(view, bounds_[at(c)], bounds_[at(c) + 1], part, score_.data(), information_.data());
    });
    double log_likelihood = 0.0;
    sums_ = std::move(parts[0]);
    log_likelihood += sums_.log_likelihood.sum();
    for (std::size_t c = 1; c < parts.size(); ++c) {
      log_likelihood += parts[c].log_likelihood.sum();
      for (std::size_t j = 0; j < sums_.score.size(); ++j) {
        sums_.score[j] += parts[c].score[j];
        sums_.information[j] += parts[c].information[j];
        sums_.right[j] += parts[c].right[j];
      }
    }
    for (std::size_t j = 0; j < sums_.score.size(); ++j) sums_.right[j] += sums_.score[j];
    return log_likelihood;
  }
  std::vector<double> product(const std::vector<double>& v, std::vector<double>& shift) {
    std::vector<std::vector<double>> parts(bounds_.size() - 1);
    const FacetView& view = problem_.view();
    team_.run(static_cast<std::int64_t>(parts.size()), [&](std::int64_t c) {
      parts[at(c)].assign(at(problem_.others()), 0.0);
      add_product(view, bounds_[at(c)], bounds_[at(c) + 1], v.data(), information_.data(), parts[at(c)].data(), shift.data());
    });
    for (std::size_t c = 1; c < parts.size(); ++c)
      for (std::size_t j = 0; j < parts[0].size(); ++j) parts[0][j] += parts[c][j];
    return std::move(parts[0]);
  }
  const FacetSums& sums() const noexcept { return sums_; }
  const std::vector<double>& score() const noexcept { return score_; }
  const std::vector<double>& information() const noexcept { return information_; }

 private:
  FacetProblem& problem_;
  Team& team_;
  std::vector<std::int64_t> bounds_;
  FacetSums sums_;
  std::vector<double> score_, information_;
};

// The Newton step: conjugate gradients on the equations that remain when people are eliminated, each scaled by its own information. Directions that change no
// probability have neither right-hand side nor product, so that they never enter.
struct Step {
  std::vector<double> other, person;
};
Step newton_step(Sweeps& sweeps, double precision) {
  const FacetSums& sums = sweeps.sums();
  const std::size_t size = sums.score.size();
  Step step;
  step.other.assign(size, 0.0);
  for (std::size_t i = 0; i < sweeps.score().size(); ++i) step.person.push_back(sweeps.information()[i] > 0.0 ? sweeps.score()[i] / sweeps.information()[i] : 0.0);
  std::vector<double> r = sums.right, z(size), v(size), shift(step.person.size());
  const auto scaled = [&] {
    for (std::size_t j = 0; j < size; ++j) z[j] = sums.information[j] > 0.0 ? r[j] / sums.information[j] : 0.0;
    return dot(r, z);
  };
  double rz = scaled();
  const double enough = precision * precision * rz;
  v = z;
  for (std::int64_t round = 0; round < 2 * static_cast<std::int64_t>(size) + 10 && round < 5000 && rz > enough && rz > 1e-300; ++round) {
    const std::vector<double> q = sweeps.product(v, shift);
    const double curvature = dot(v, q);
    double alone = 0.0;
    for (std::size_t j = 0; j < size; ++j) alone += sums.information[j] * v[j] * v[j];
    if (!(curvature > 1e-13 * alone)) break;
    const double length = rz / curvature;
    for (std::size_t j = 0; j < size; ++j) {
      step.other[j] += length * v[j];
      r[j] -= length * q[j];
    }
    for (std::size_t i = 0; i < step.person.size(); ++i) step.person[i] -= length * shift[i];
    const double before = rz;
    rz = scaled();
    for (std::size_t j = 0; j < size; ++j) v[j] = z[j] + rz / before * v[j];
  }
  return step;
}

// Logits of mean ratings, as a start.
void start(FacetProblem& problem) {
  const FacetView& view = problem.view();
  std::vector<double> sum(at(problem.others()), 0.0), most(at(problem.others()), 0.0);
  std::vector<std::vector<double>> counts;
  for (std::int64_t s = 0; s < problem.scales(); ++s) counts.emplace_back(at(problem.steps(s)) + 1, 0.0);
  const auto logit = [](double part, double whole) { return whole > 0.0 ? std::log((part + 0.25) / (whole - part + 0.25)) : 0.0; };
  for (std::int64_t i = 0; i < problem.people(); ++i) {
    double part = 0.0, whole = 0.0;
    for (std::int64_t row = view.begin[i]; row < view.begin[i + 1]; ++row) {
      const std::int64_t s = view.scale_of(row);
      const double weight = view.weights == nullptr ? 1.0 : view.weights[row], position = static_cast<double>(view.position[row]), steps = static_cast<double>(view.steps[s]);
      part += weight * position / steps, whole += weight;
      for (std::int64_t f = 0; f < view.facets; ++f) {
        const std::size_t j = at(view.offset[f] + view.codes[f][row]);
        sum[j] += weight * position / steps, most[j] += weight;
      }
      counts[at(s)][view.position[row]] += weight;
    }
    problem.person[at(i)] = logit(part, whole);
  }
  for (std::int64_t j = 0; j < problem.others(); ++j) problem.other[at(j)] = -logit(sum[at(j)], most[at(j)]);
  double mean = 0.0, all = 0.0;
  for (std::int64_t f = 0; f < problem.facets(); ++f) {
    const std::int64_t last = f + 1 < problem.facets() ? problem.offset(f + 1) : problem.step_offset(0);
    mean = all = 0.0;
    for (std::int64_t j = problem.offset(f); j < last; ++j)
      if (most[at(j)] > 0.0) mean += problem.other[at(j)], all += 1.0;
    for (std::int64_t j = problem.offset(f); j < last; ++j) problem.other[at(j)] = most[at(j)] > 0.0 ? problem.other[at(j)] - mean / all : 0.0;
  }
  for (std::int64_t s = 0; s < problem.scales(); ++s) {
    mean = 0.0;
    for (std::int64_t k = 0; k < problem.steps(s); ++k) mean += problem.other[at(problem.step_offset(s) + k)] = std::log(counts[at(s)][at(k)] / counts[at(s)][at(k) + 1]);
    for (std::int64_t k = 0; k < problem.steps(s); ++k) problem.other[at(problem.step_offset(s) + k)] -= mean / static_cast<double>(problem.steps(s));
  }
}

}  // namespace

FacetProblem::FacetProblem(const FacetRatings& ratings, const Remaining& remaining) {
  steps_facet_ = ratings.steps_facet < 0 ? -1 : ratings.steps_facet - 1;
  for (std::int64_t f = 1; f < ratings.facets(); ++f) {
    offset_.push_back(others_);
    others_ += ratings.elements(f);
    codes_.emplace_back();
    codes_.back().reserve(at(remaining.rows));
  }
  for (const std::vector<std::int64_t>& scale : remaining.scale) {
    step_offset_.push_back(others_);
    steps_.push_back(std::max<std::int64_t>(0, static_cast<std::int64_t>(scale.size()) - 1));
    others_ += steps_.back();
  }
  // place of each value on each scale
  const std::int64_t values = static_cast<std::int64_t>(ratings.values.size());
  std::vector<std::uint8_t> place(remaining.scale.size() * at(values), 0);
  for (std::size_t s = 0; s < remaining.scale.size(); ++s) {
    std::uint8_t next = 0;
    for (std::int64_t k = 0; k < values; ++k)
      if (next < remaining.scale[s].size() && remaining.scale[s][next] == ratings.values[at(k)]) place[s * at(values) + at(k)] = next++;
  }
  begin_.assign(at(ratings.elements(0)) + 1, 0);
  position_.reserve(at(remaining.rows));
  for (std::int64_t row = 0; row < ratings.rows; ++row) {
    if (remaining.removed[at(row)] >= 0) continue;
    ++begin_[at(ratings.codes[0][at(row)]) + 1];
    for (std::int64_t f = 1; f < ratings.facets(); ++f) codes_[at(f - 1)].push_back(ratings.codes[at(f)][at(row)]);
    position_.push_back(place[at(ratings.scale_of(row) * values + ratings.value[at(row)])]);
    if (!ratings.weights.empty()) weights_.push_back(ratings.weights[at(row)]);
  }
  for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  person.assign(begin_.size() - 1, 0.0);
  other.assign(at(others_), 0.0);
  exp_person_.resize(person.size());
  exp_other_.resize(other.size());
  share_.resize(at(others_ - step_offset_[0]) + steps_.size());
  for (const std::vector<std::int32_t>& codes : codes_) code_pointers_.push_back(codes.data());
}

const FacetView& FacetProblem::view() {
  for (std::size_t i = 0; i < person.size(); ++i) exp_person_[i] = std::exp(person[i]);
  for (std::int64_t j = 0; j < step_offset_[0]; ++j) exp_other_[at(j)] = std::exp(-other[at(j)]);
  for (std::int64_t s = 0; s < scales(); ++s) {
    double* const share = share_.data() + (step_offset_[at(s)] - step_offset_[0]) + s;
    double sum = 0.0, largest = 0.0;
    share[0] = 0.0;
    for (std::int64_t k = 0; k < steps_[at(s)]; ++k) largest = std::max(largest, share[k + 1] = sum -= other[at(step_offset_[at(s)] + k)]);
    for (std::int64_t k = 0; k <= steps_[at(s)]; ++k) share[k] = std::exp(share[k] - largest);
  }
  view_ = {.facets = facets(), .begin = begin_.data(), .codes = code_pointers_.data(), .offset = offset_.data(), .steps_facet = steps_facet_, .position = position_.data(),
           .weights = weights_.empty() ? nullptr : weights_.data(), .step_offset = step_offset_.data(), .steps = steps_.data(), .person = exp_person_.data(), .other = exp_other_.data(),
           .share = share_.data(), .moderate = furthest_odds() < 600.0};
  return view_;
}

double FacetProblem::furthest_odds() const {
  double most = 0.0, sum = 0.0;
  for (const double measure : person) most = std::max(most, std::abs(measure));
  sum += most;
  for (std::int64_t f = 0; f < facets(); ++f) {
    const std::int64_t last = f + 1 < facets() ? offset_[at(f + 1)] : step_offset_[0];
    most = 0.0;
    for (std::int64_t j = offset_[at(f)]; j < last; ++j) most = std::max(most, std::abs(other[at(j)]));
    sum += most;
  }
  return sum * static_cast<double>(*std::max_element(steps_.begin(), steps_.end()));
}

std::vector<std::int64_t> FacetProblem::chunks() const {
  const std::int64_t count = std::clamp<std::int64_t>(rows() / 32768, 1, std::clamp<std::int64_t>(20'000'000 / std::max<std::int64_t>(1, others_), 1, 64));
  std::vector<std::int64_t> bounds{0};
  for (std::int64_t c = 1; c < count; ++c) {
    const std::int64_t row = span_of(rows(), count, c).first;
    bounds.push_back(std::max(bounds.back(), static_cast<std::int64_t>(std::lower_bound(begin_.begin(), begin_.end() - 1, row) - begin_.begin())));
  }
  bounds.push_back(people());
  return bounds;
}

FacetAscent ascend_facets(FacetProblem& problem, std::int64_t max_iterations, double tolerance, Team& team) {
  start(problem);
  Sweeps sweeps(problem, team);
  FacetAscent ascent;
  ascent.log_likelihood = sweeps.scores();
  double last = 1.0;
  while (ascent.iterations < max_iterations) {
    ++ascent.iterations;
    team.report(0.2 + 0.6 * (1.0 - 1.0 / static_cast<double>(ascent.iterations)), 0.8);
    const Step step = newton_step(sweeps, std::clamp(0.3 * last, 1e-8, 0.1));  // as exact as the step before was long: no more is gained
    double longest = 0.0, most = 0.0;  // in logits; in standard errors
    for (std::size_t i = 0; i < step.person.size(); ++i) {
      longest = std::max(longest, std::abs(step.person[i]));
      most = std::max(most, std::abs(step.person[i]) * std::sqrt(sweeps.information()[i]));
    }
    for (std::size_t j = 0; j < step.other.size(); ++j) {
      longest = std::max(longest, std::abs(step.other[j]));
      most = std::max(most, std::abs(step.other[j]) * std::sqrt(sweeps.sums().information[j]));
    }
    const std::vector<double> person = problem.person, other = problem.other;
    double length = longest > 2.0 ? 2.0 / longest : 1.0, reached = -INFINITY;
    for (int halvings = 0; halvings < 40; ++halvings, length *= 0.5) {
      for (std::size_t i = 0; i < person.size(); ++i) problem.person[i] = std::clamp(person[i] + length * step.person[i], -furthest, furthest);
      for (std::size_t j = 0; j < other.size(); ++j) problem.other[j] = std::clamp(other[j] + length * step.other[j], -furthest, furthest);
      reached = sweeps.scores();
      if (reached >= ascent.log_likelihood - 1e-11 * std::abs(ascent.log_likelihood)) break;
    }
    ascent.log_likelihood = reached;
    last = longest;
    if (most < tolerance) {
      ascent.status = FacetsStatus::converged;
      break;
    }
  }
  // Where measures run away, the ratings no longer say anything of some of them: errors of hundreds of logits.
  const FacetView& view = problem.view();
  double weight = static_cast<double>(problem.rows()), least = INFINITY;
  if (view.weights != nullptr) weight = std::accumulate(view.weights, view.weights + problem.rows(), 0.0);
  for (std::int64_t i = 0; i < problem.people(); ++i)
    if (view.begin[i] < view.begin[i + 1]) least = std::min(least, sweeps.information()[at(i)]);
  std::vector<std::uint8_t> used(at(problem.others()), 0);
  for (std::int64_t f = 0; f < problem.facets(); ++f)
    for (std::int64_t row = 0; row < problem.rows(); ++row) used[at(view.offset[f] + view.codes[f][row])] = 1;
  std::fill(used.begin() + problem.step_offset(0), used.end(), 1);
  for (std::size_t j = 0; j < used.size(); ++j)
    if (used[j]) least = std::min(least, sweeps.sums().information[j]);
  double furthest_out = 0.0;
  for (const std::vector<double>* list : {&problem.person, &problem.other})
    for (const double measure : *list) furthest_out = std::max(furthest_out, std::abs(measure));
  if (furthest_out >= furthest || least < 1e-5 * weight / static_cast<double>(problem.rows())) ascent.status = FacetsStatus::separated;
  ascent.person_information = sweeps.information();
  ascent.information = sweeps.sums().information;
  return ascent;
}

}  // namespace mainstay::inline v1::competency
