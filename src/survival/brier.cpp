#include "mainstay/survival/brier.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/team.hpp"
#include "stats/distributions.hpp"
#include "survival/judged.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.brier";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t block = 2048, most_parts = 4;

// One for everybody, given being here at entry.
double reference_of(const Marginal& curve, const Judged& judged, std::int64_t i, std::int64_t step) {
  if (judged.begin.empty()) return curve.left[at(step)];
  const std::int64_t from = curve.at(judged.entry[i]);
  const double here = curve.stay[at(from)];
  return here > 0.0 ? std::min((curve.left[at(step)] - curve.left[at(from)]) / here, 1.0) : 0.0;
}

// A part of the times: what rows change in its share of the integral.
struct Part {
  std::vector<double> brier, reference;  // reference: of cells, for a weight of 1, where rows are taken by cell
};

// Without entries, all that rows share who left, or were censored, at one time.
struct Cell {
  double weight = 0.0, truth = 0.0, change = 0.0, change_reference = 0.0;
};
constexpr std::int64_t kinds = 3;  // of outcome

class Scores {
 public:
  Scores(const BrierInput& input, const BrierOptions& options, const Judged& judged)
      : input_(input), options_(options), judged_(judged), curve_(marginal(judged)), z_(stats::normal_interval_factor(options.confidence_level)) {
    const std::int64_t cells = kinds * static_cast<std::int64_t>(judged.distinct.values.size());
    if (!judged.begin.empty() || cells > std::max<std::int64_t>(4096, judged.rows / 4)) return;  // a cell would hold hardly more than a row
    cell_.resize(at(judged.rows));
    cell_weight_.assign(at(cells), 0.0);
    cell_end_.assign(at(cells), 0);
    for (std::int64_t i = 0; i < judged.rows; ++i) {
      const std::size_t c = at(kinds * judged.distinct.index[at(i)] + static_cast<std::int64_t>(judged.outcome[at(i)]));
      cell_[at(i)] = static_cast<std::int32_t>(c);
      cell_weight_[c] += judged.weight(i);
      cell_end_[c] = judged.end[at(i)];
    }
  }

  bool by_cell() const noexcept { return !cell_.empty(); }
  std::int64_t cells() const noexcept { return static_cast<std::int64_t>(cell_weight_.size()); }
  std::int32_t cell(std::int64_t i) const noexcept { return cell_[at(i)]; }

  void limits(double estimate, double error, double lowest, double highest, double& lower, double& upper) const {
    lower = std::max(lowest, estimate - z_ * error);
    upper = std::min(highest, estimate + z_ * error);
  }

  // Calls take(row, incidence predicted) for all rows at one time.
  template <class F>
  void each(std::int64_t k, F&& take) const {
    const Column& column = input_.prediction.columns[at(k)];
    double scratch[block];
    const bool survival = options_.predicted == PredictedWhat::survival;
    for (std::int64_t first = 0; first < judged_.rows; first += block) {
      const std::int64_t count = std::min(block, judged_.rows - first);
      const double* values = read_numbers(column, first, count, scratch);
      for (std::int64_t i = 0; i < count; ++i) take(first + i, survival ? 1.0 - values[i] : values[i]);
    }
  }

  // The same as `score` by rows: what a cell's rows share is found once, and a row costs a look into its cell.
  void score_by_cell(std::int64_t k, double share, Part& part, BrierTimes& out) const {
    const Censoring& censoring = judged_.censoring;
    const double time = options_.times[at(k)], common = curve_.left[at(curve_.at(time))];
    const std::int32_t time_place = censoring.up_to(time);
    const std::vector<double>& times = judged_.distinct.values;
    std::vector<Cell> cells(cell_weight_.size());
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const auto outcome = static_cast<Outcome>(c % kinds);
      if (times[c / kinds] > time) cells[c].weight = censoring.inverse(time_place);
      else if (outcome != Outcome::censored) cells[c].weight = censoring.inverse(cell_end_[c]);
      cells[c].truth = times[c / kinds] <= time && outcome == Outcome::left ? 1.0 : 0.0;
    }
    std::vector<double> mass(cells.size(), 0.0);
    if (judged_.weights.given())
      each(k, [&](std::int64_t i, double incidence) {
        const std::size_t c = at(cell_[at(i)]);
        const double distance = cells[c].truth - incidence;
        mass[c] += judged_.weights[i] * distance * distance;
      });
    else
      each(k, [&](std::int64_t i, double incidence) {
        const std::size_t c = at(cell_[at(i)]);
        const double distance = cells[c].truth - incidence;
        mass[c] += distance * distance;
      });
    double all = 0.0, known = 0.0, events = 0.0, brier = 0.0, reference = 0.0;
    Pull pull, pull_reference;
    pull.reset(censoring);
    pull_reference.reset(censoring);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const double w = cell_weight_[c], weight = cells[c].weight, off = cells[c].truth - common;
      all += w;
      if (weight == 0.0 || w == 0.0) continue;
      known += w;
      events += cells[c].truth * w;
      const double own = weight * mass[c], other = weight * w * off * off;
      brier += own;
      reference += other;
      const std::int32_t end = times[c / kinds] > time ? time_place : cell_end_[c];
      pull.add(0, end, own);
      pull_reference.add(0, end, other);
    }
    out.known[at(k)] = known;
    out.events[at(k)] = events;
    if (!(all > 0.0)) return;
    brier /= all;
    reference /= all;
    pull.close(censoring);
    pull_reference.close(censoring);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const double off = cells[c].truth - common;
      const bool censored = static_cast<Outcome>(c % kinds) == Outcome::censored;
      const auto place = static_cast<std::int32_t>(c / kinds);
      cells[c].change = (judged_.own_censoring ? pull.of(0, place, censored) : 0.0) - brier;
      cells[c].change_reference = ((judged_.own_censoring ? pull_reference.of(0, place, censored) : 0.0) - reference + cells[c].weight * off * off) / all;
      if (share > 0.0) part.reference[c] += share * cells[c].change_reference;
    }
    Spread spread(judged_), spread_skill(judged_);
    const double ratio = reference > 0.0 ? brier / reference : 0.0;
    each(k, [&](std::int64_t i, double incidence) {
      const Cell& cell = cells[at(cell_[at(i)])];
      const double w = judged_.weight(i), distance = cell.truth - incidence, own = w / all * (cell.change + cell.weight * distance * distance);
      spread.add(i, own);
      spread_skill.add(i, own - ratio * w * cell.change_reference);
      if (share > 0.0) part.brier[at(i)] += share * own;
    });
    put(k, brier, reference, spread, spread_skill, out);
  }

  // One time; share: its weight in the integral. Adds what rows change in the integral to the part.
  void score(std::int64_t k, double share, Part& part, BrierTimes& out) const {
    if (by_cell()) return score_by_cell(k, share, part, out);
    const Censoring& censoring = judged_.censoring;
    const double time = options_.times[at(k)];
    const std::int32_t time_place = censoring.up_to(time);
    const std::int64_t step = curve_.at(time);
    const double common = curve_.left[at(step)];
    double all = 0.0, known = 0.0, events = 0.0, brier = 0.0, reference = 0.0, staying = 0.0, staying_reference = 0.0;
    Pull pull, pull_reference;
    pull.reset(censoring);
    pull_reference.reset(censoring);
    each(k, [&](std::int64_t i, double incidence) {
      const double w = judged_.weight(i);
      const Judged::View v = judged_.view(i, time, time_place);
      if (!v.counts || !(w > 0.0)) return;
      all += w;
      if (v.weight == 0.0) return;
      known += w;
      if (v.left) events += w;
      const double truth = v.left ? 1.0 : 0.0, standard = judged_.begin.empty() ? common : reference_of(curve_, judged_, i, step);
      const double own = w * v.weight * (truth - incidence) * (truth - incidence), other = w * v.weight * (truth - standard) * (truth - standard);
      if (judged_.begin.empty() && v.end == time_place) {
        staying += own;
        staying_reference += other;
        return;
      }
      brier += own;
      reference += other;
      pull.add(judged_.begins(i), v.end, own);
      pull_reference.add(judged_.begins(i), v.end, other);
    });
    brier += staying;
    reference += staying_reference;
    pull.add(0, time_place, staying);
    pull_reference.add(0, time_place, staying_reference);
    out.known[at(k)] = known;
    out.events[at(k)] = events;
    if (!(all > 0.0)) return;  // nobody had entered
    brier /= all;
    reference /= all;
    pull.close(censoring);
    pull_reference.close(censoring);
    Spread spread(judged_), spread_skill(judged_);
    const double ratio = reference > 0.0 ? brier / reference : 0.0;
    each(k, [&](std::int64_t i, double incidence) {
      const double w = judged_.weight(i);
      if (!(w > 0.0)) return;
      const Judged::View v = judged_.view(i, time, time_place);
      double own = judged_.pull(pull, i), other = judged_.pull(pull_reference, i);
      if (v.counts) {
        own -= brier;
        other -= reference;
        if (v.weight > 0.0) {
          const double truth = v.left ? 1.0 : 0.0, standard = judged_.begin.empty() ? common : reference_of(curve_, judged_, i, step);
          own += v.weight * (truth - incidence) * (truth - incidence);
          other += v.weight * (truth - standard) * (truth - standard);
        }
      }
      own *= w / all;
      other *= w / all;
      spread.add(i, own);
      spread_skill.add(i, own - ratio * other);
      if (share > 0.0) {
        part.brier[at(i)] += share * own;
        part.reference[at(i)] += share * other;
      }
    });
    put(k, brier, reference, spread, spread_skill, out);
  }

  void put(std::int64_t k, double brier, double reference, const Spread& spread, const Spread& spread_skill, BrierTimes& out) const {
    out.brier[at(k)] = brier;
    out.reference[at(k)] = reference;
    out.std_error[at(k)] = std::sqrt(spread.variance());
    limits(brier, out.std_error[at(k)], 0.0, std::numeric_limits<double>::infinity(), out.lower[at(k)], out.upper[at(k)]);
    if (!(reference > 0.0)) return;
    out.skill[at(k)] = 1.0 - brier / reference;
    out.skill_std_error[at(k)] = std::sqrt(spread_skill.variance()) / reference;
    limits(out.skill[at(k)], out.skill_std_error[at(k)], -std::numeric_limits<double>::infinity(), 1.0, out.skill_lower[at(k)], out.skill_upper[at(k)]);
  }

  // −log of the probability given to what was seen of row i; `stay(k)`: predicted at time k, `entry`: where it was 1.
  template <class F>
  double surprise(std::int64_t i, F&& stay) const {
    const std::vector<double>& times = options_.times;
    const double end = judged_.duration[i], entry = judged_.entry.given() ? std::max(judged_.entry[i], 0.0) : 0.0;
    const auto known = [&](std::int64_t k) { return k < 0 || times[at(k)] <= entry ? 1.0 : stay(k); };
    const auto count = static_cast<std::int64_t>(times.size());
    const bool left = judged_.outcome[at(i)] != Outcome::censored;
    const std::int64_t next = std::lower_bound(times.begin(), times.end(), end) - times.begin();  // first time >= end
    double probability = 0.0;
    if (next == count) {
      probability = known(count - 1);  // beyond the last time nothing was said
    } else {
      const double here = known(next - 1), then = known(next);
      if (left) {
        probability = here - then;
      } else {  // a straight line between two times
        const double from = std::max(next > 0 ? times[at(next - 1)] : 0.0, entry), to = times[at(next)];
        probability = to > from && end < to ? here + (then - here) * (end - from) / (to - from) : then;
      }
    }
    return probability > 0.0 ? -std::log(std::min(probability, 1.0)) : std::numeric_limits<double>::infinity();
  }

  void log_score(BrierResult& result) const {
    const bool survival = options_.predicted == PredictedWhat::survival;
    std::vector<std::int64_t> step;
    for (const double time : options_.times) step.push_back(curve_.at(time));
    double all = 0.0, total = 0.0, standard = 0.0;
    std::vector<double> surprises(at(judged_.rows), 0.0);
    // Without entries the reference depends on when and whether a row left alone.
    std::vector<double> met(judged_.begin.empty() ? 2 * judged_.distinct.values.size() : 0, -1.0);
    for (std::int64_t i = 0; i < judged_.rows; ++i) {
      const double w = judged_.weight(i);
      if (!(w > 0.0)) continue;
      const double own = surprise(i, [&](std::int64_t k) {
        const double p = number_at(input_.prediction.columns[at(k)], i);
        return survival ? p : 1.0 - p;
      });
      surprises[at(i)] = own;
      result.impossible += std::isinf(own);
      all += w;
      total += w * own;
      const auto one = [&] { return surprise(i, [&](std::int64_t k) { return 1.0 - reference_of(curve_, judged_, i, step[at(k)]); }); };
      if (met.empty()) {
        standard += w * one();
      } else {
        double& own_standard = met[2 * judged_.distinct.index[at(i)] + (judged_.outcome[at(i)] != Outcome::censored)];
        if (own_standard < 0.0) own_standard = one();
        standard += w * own_standard;
      }
    }
    if (!(all > 0.0)) return;
    result.log_score = total / all;
    result.log_score_reference = standard / all;
    if (!std::isfinite(result.log_score)) return;
    Spread spread(judged_);
    for (std::int64_t i = 0; i < judged_.rows; ++i)
      if (judged_.weight(i) > 0.0) spread.add(i, judged_.weight(i) * (surprises[at(i)] - result.log_score) / all);
    result.log_score_std_error = std::sqrt(spread.variance());
    limits(result.log_score, result.log_score_std_error, 0.0, std::numeric_limits<double>::infinity(), result.log_score_lower, result.log_score_upper);
  }

  // Of one cause: between which of the times, up to that at `last`, the person left for it, or that it was not so by then; who was censored before stands out, and those like them count for them.
  void log_score_of_cause(std::int64_t last, BrierResult& result) const {
    const std::vector<double>& times = options_.times;
    const double time = times[at(last)];
    const std::int32_t time_place = judged_.censoring.up_to(time);
    const bool survival = options_.predicted == PredictedWhat::survival;
    std::vector<std::int64_t> step;
    for (const double each : times) step.push_back(curve_.at(each));
    double all = 0.0, total = 0.0, standard = 0.0;
    std::vector<double> surprises(at(judged_.rows), 0.0);
    Pull pull;
    pull.reset(judged_.censoring);
    for (std::int64_t i = 0; i < judged_.rows; ++i) {
      const double w = judged_.weight(i);
      const Judged::View v = judged_.view(i, time, time_place);
      if (!v.counts || !(w > 0.0)) continue;
      all += w;
      if (v.weight == 0.0) continue;
      const auto surprise_by = [&](auto&& incidence) {
        const auto known = [&](std::int64_t k) { return k < 0 || (judged_.entry.given() && times[at(k)] <= judged_.entry[i]) ? 0.0 : incidence(k); };
        const std::int64_t next = v.left ? std::lower_bound(times.begin(), times.end(), judged_.duration[i]) - times.begin() : 0;
        const double probability = v.left ? known(next) - known(next - 1) : 1.0 - known(last);
        return probability > 0.0 ? -std::log(std::min(probability, 1.0)) : std::numeric_limits<double>::infinity();
      };
      const double own = surprise_by([&](std::int64_t k) {
        const double p = number_at(input_.prediction.columns[at(k)], i);
        return survival ? 1.0 - p : p;
      });
      surprises[at(i)] = own;
      result.impossible += std::isinf(own);
      total += w * v.weight * own;
      standard += w * v.weight * surprise_by([&](std::int64_t k) { return reference_of(curve_, judged_, i, step[at(k)]); });
      pull.add(judged_.begins(i), v.end, w * v.weight * own);
    }
    if (!(all > 0.0)) return;
    result.log_score = total / all;
    result.log_score_reference = standard / all;
    if (!std::isfinite(result.log_score)) return;
    pull.close(judged_.censoring);
    Spread spread(judged_);
    for (std::int64_t i = 0; i < judged_.rows; ++i) {
      const double w = judged_.weight(i);
      if (!(w > 0.0)) continue;
      const Judged::View v = judged_.view(i, time, time_place);
      spread.add(i, w / all * (judged_.pull(pull, i) + (v.counts ? v.weight * surprises[at(i)] - result.log_score : 0.0)));
    }
    result.log_score_std_error = std::sqrt(spread.variance());
    limits(result.log_score, result.log_score_std_error, 0.0, std::numeric_limits<double>::infinity(), result.log_score_lower, result.log_score_upper);
  }

 private:
  const BrierInput& input_;
  const BrierOptions& options_;
  const Judged& judged_;
  Marginal curve_;
  double z_;
  std::vector<std::int32_t> cell_, cell_end_;  // of rows: their cell; of cells: the place on which their weight rests
  std::vector<double> cell_weight_;
};

}  // namespace

BrierResult brier(const BrierInput& input, const BrierOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const auto count = static_cast<std::int64_t>(options.times.size());
  if (count == 0) refuse(key, "times", "empty", "one time or more");
  check_rising(key, "times", options.times);
  if (static_cast<std::int64_t>(input.prediction.columns.size()) != count)
    throw Error(ErrorCode::wrong_shape, key, "times has " + std::to_string(count) + " values, but must have " +
                                                 std::to_string(input.prediction.columns.size()) + " (t, as the columns of prediction)");
  const Judged judged(key, {input.duration, input.event, input.entry, input.weights, input.cluster, input.censoring_duration, input.censoring_event},
                      options.cause.value_or(0), options.censoring_at == CensoringTime::at);
  BrierResult result;
  result.rows = judged.used;
  result.events = judged.events;
  result.judged_until = judged.usable_until();
  BrierTimes& out = result.times;
  out.time = options.times;
  for (std::vector<double>* column : {&out.brier, &out.std_error, &out.lower, &out.upper, &out.reference, &out.skill, &out.skill_std_error, &out.skill_lower, &out.skill_upper})
    column->assign(at(count), nan);
  out.known.assign(at(count), 0.0);
  out.events.assign(at(count), 0.0);
  for (double* value : {&result.integrated, &result.integrated_std_error, &result.integrated_lower, &result.integrated_upper, &result.integrated_reference, &result.integrated_skill,
                        &result.integrated_skill_std_error, &result.integrated_skill_lower, &result.integrated_skill_upper, &result.integrated_from, &result.integrated_until,
                        &result.log_score, &result.log_score_std_error, &result.log_score_lower, &result.log_score_upper, &result.log_score_reference})
    *value = nan;

  std::vector<std::int64_t> usable;
  std::vector<double> beyond;
  double first_entry = judged.entry.given() ? std::numeric_limits<double>::infinity() : -1.0;
  for (std::int64_t i = 0; judged.entry.given() && i < judged.rows; ++i)
    if (judged.weight(i) > 0.0) first_entry = std::min(first_entry, judged.entry[i]);
  for (std::int64_t k = 0; k < count; ++k) {
    if (!judged.usable(options.times[at(k)])) beyond.push_back(options.times[at(k)]);
    else if (options.times[at(k)] > first_entry) usable.push_back(k);
  }
  result.warning = beyond_follow_up(beyond, judged.last);
  const auto times = static_cast<std::int64_t>(usable.size());
  const auto time_of = [&](std::int64_t u) { return options.times[at(usable[at(u)])]; };
  std::vector<double> share(at(times), 0.0);
  if (times > 1) {
    const double length = time_of(times - 1) - time_of(0);
    for (std::int64_t u = 0; u < times; ++u)
      share[at(u)] = 0.5 * (time_of(std::min(u + 1, times - 1)) - time_of(std::max<std::int64_t>(u - 1, 0))) / length;
  }
  Team team(key, context, most_parts + 1);
  const Scores scores(input, options, judged);
  const std::int64_t parts = std::min(times, most_parts);
  std::vector<Part> changes(at(parts));
  team.run(parts + 1, [&](std::int64_t task) {
    if (task == parts) {
      if (!options.cause) scores.log_score(result);
      else if (!usable.empty()) scores.log_score_of_cause(usable.back(), result);
      return;
    }
    Part& part = changes[at(task)];
    if (times > 1) {
      part.brier.assign(at(judged.rows), 0.0);
      part.reference.assign(at(scores.by_cell() ? scores.cells() : judged.rows), 0.0);
    }
    const Span span = span_of(times, parts, task);
    for (std::int64_t u = span.first; u < span.last; ++u) scores.score(usable[at(u)], share[at(u)], part, out);
  });
  if (times > 1) {
    double integrated = 0.0, reference = 0.0;
    for (std::int64_t u = 0; u < times; ++u) {
      integrated += share[at(u)] * out.brier[at(usable[at(u)])];
      reference += share[at(u)] * out.reference[at(usable[at(u)])];
    }
    result.integrated = integrated;
    result.integrated_reference = reference;
    result.integrated_from = time_of(0);
    result.integrated_until = time_of(times - 1);
    Spread spread(judged), spread_skill(judged);
    const double ratio = reference > 0.0 ? integrated / reference : 0.0;
    for (std::int64_t i = 0; i < judged.rows; ++i) {
      double own = 0.0, other = 0.0;
      for (const Part& part : changes) {
        own += part.brier[at(i)];
        other += scores.by_cell() ? judged.weight(i) * part.reference[at(scores.cell(i))] : part.reference[at(i)];
      }
      spread.add(i, own);
      spread_skill.add(i, own - ratio * other);
    }
    result.integrated_std_error = std::sqrt(spread.variance());
    scores.limits(integrated, result.integrated_std_error, 0.0, std::numeric_limits<double>::infinity(), result.integrated_lower, result.integrated_upper);
    if (reference > 0.0) {
      result.integrated_skill = 1.0 - ratio;
      result.integrated_skill_std_error = std::sqrt(spread_skill.variance()) / reference;
      scores.limits(result.integrated_skill, result.integrated_skill_std_error, -std::numeric_limits<double>::infinity(), 1.0, result.integrated_skill_lower,
                    result.integrated_skill_upper);
    }
  }
  if (usable.empty()) result.status = JudgingStatus::beyond_follow_up;
  else if (!(out.events[at(usable.back())] > 0.0)) result.status = JudgingStatus::no_events;
  else if (!beyond.empty()) result.status = JudgingStatus::truncated;
  return result;
}

constinit const Function brier_analysis = analysis<&brier>("survival.brier", "How far are predicted probabilities of leaving from what happened?");

}  // namespace mainstay::inline v1::survival
