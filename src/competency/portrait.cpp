#include "mainstay/competency/portrait.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "competency/match_kernel.hpp"
#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "competency/portrait_kernel.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/survival/concordance.hpp"
#include "stats/distributions.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* analysis_key = "competency.portrait";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int32_t on_top = 1, with_the_rest = 0, undecided = 2;

using Rows = std::vector<std::int64_t>;

// What is learnt from one set of people.
struct Learnt {
  std::vector<double> target, floor, weight, slope, curvature, low, high;  // low, high: positions at the ends of the observed range
  double edge = 0.0, penalty = 0.0;
  bool has_weight = true;
};

std::vector<double> column_values(const Table& table, const char* argument, const std::string& name) {
  const Column& column = data::number_column(analysis_key, argument, table, name, "a column: dimensions asks for it");
  std::vector<double> values(at(column.size));
  for (std::int64_t i = 0; i < column.size; ++i) values[at(i)] = column.present(i) ? number_at(column, i) : nan;
  return values;
}

// Mean and sum of squared deviations.
struct Spread {
  double count = 0, mean = 0, squares = 0;
  void add(double x) {
    ++count;
    const double step = x - mean;
    mean += step / count;
    squares += step * (x - mean);
  }
  double variance() const { return count > 1 ? squares / (count - 1) : 0.0; }
};

class Painter {
 public:
  Painter(const PortraitInput& input, const PortraitOptions& options, std::uint64_t seed) : input_(input), options_(options), seed_(seed), k_(static_cast<std::int64_t>(options.dimensions.size())) {
    rules();
    read();
  }

  PortraitResult run(const RunContext& context) {
    everybody_.resize(at(n_));
    std::iota(everybody_.begin(), everybody_.end(), std::int64_t{0});
    const std::vector<std::int32_t> group = groups(everybody_, result_.edge);
    for (const std::int32_t g : group) (g == on_top ? result_.top : g == with_the_rest ? result_.rest : result_.undecided) += 1;
    if (result_.top < 2 || result_.rest < 2)
      throw Error(ErrorCode::invalid_argument, analysis_key, "the top group has " + std::to_string(result_.top) + " people and the others are " + std::to_string(result_.rest) + ", but both must be 2 or more");
    Team team(analysis_key, context, options_.folds + options_.resamples);
    team.report(0.0, 0.1);
    std::optional<Learnt> whole;
    team.run(1, [&](std::int64_t) { whole = learn(everybody_, {}); });
    std::vector<std::optional<Learnt>> drawn(at(options_.resamples));
    match_.assign(at(n_), nan), core_.assign(at(n_), nan), mean_.assign(at(n_), nan);
    const std::vector<std::int64_t> fold = folds(everybody_, 2);
    team.report(0.1, 0.9);
    team.run(options_.folds + options_.resamples, [&](std::int64_t c) {
      if (c < options_.folds) judge(fold, c);
      else drawn[at(c - options_.folds)] = resample(c - options_.folds, whole->penalty);
    });
    fill(*whole, drawn, group);
    team.report(0.9, 1.0);
    validate(team);
    findings(*whole);
    return std::move(result_);
  }

 private:
  // ---- reading ----

  void rules() {
    if (options_.dimensions.empty()) refuse(analysis_key, "dimensions", "empty", "1 to 1000 dimensions");
    for (std::size_t j = 0; j < options_.dimensions.size(); ++j) {
      const PortraitDimension& d = options_.dimensions[j];
      const std::string path = "dimensions[" + std::to_string(j) + "].";
      for (std::size_t other = 0; other < j; ++other)
        if (options_.dimensions[other].name == d.name) refuse(analysis_key, path + "name", "\"" + d.name + "\" a second time", "unique");
      if (!(d.lower < d.upper)) refuse(analysis_key, path + "upper", plain_number(d.upper), "above lower (" + plain_number(d.lower) + ")");
      if (d.floor_rule == FloorRule::soft) refuse(analysis_key, path + "floor_rule", "soft", "cap or veto");
    }
    if (options_.floor_quantile > options_.target_quantile) refuse(analysis_key, "floor_quantile", plain_number(options_.floor_quantile), "at most target_quantile (" + plain_number(options_.target_quantile) + ")");
    if (options_.penalties.empty()) refuse(analysis_key, "penalties", "empty", "one or more penalties");
    const bool times = input_.duration.given() || input_.event.given(), staying = options_.learn_from == PortraitSource::given ? times : options_.learn_from == PortraitSource::staying;
    if (options_.learn_from == PortraitSource::given && times && input_.outcome.given()) refuse(analysis_key, "outcome", "given beside duration and event", "left out with them, or learn_from set");
    if (!staying && !input_.outcome.given()) refuse(analysis_key, "outcome", "missing", options_.learn_from == PortraitSource::given ? "given, or duration and event" : "given with learn_from = outcome");
    if (staying && !input_.event.given()) refuse(analysis_key, "event", "missing", "given to learn who stays");
    if (staying && !input_.duration.given()) refuse(analysis_key, "duration", "missing", "given to learn who stays");
    if (staying && !options_.horizon) refuse(analysis_key, "horizon", "missing", "given to learn who stays");
    if (!staying && options_.horizon) refuse(analysis_key, "horizon", plain_number(*options_.horizon), options_.learn_from == PortraitSource::outcome ? "left out with learn_from = outcome" : "left out unless it is learnt who stays");
    outcomes_.kind = staying ? PortraitOutcome::staying : PortraitOutcome::number;
  }

  void read() {
    std::vector<std::vector<double>> columns;
    for (const PortraitDimension& d : options_.dimensions) columns.push_back(column_values(input_.x, "x", d.name));
    for (std::int64_t i = 0; i < input_.x.rows; ++i) {
      bool whole = true;
      for (std::int64_t j = 0; j < k_; ++j) {
        const PortraitDimension& d = options_.dimensions[at(j)];
        const double x = columns[at(j)][at(i)];
        if (std::isnan(x)) {
          if (options_.missing == PortraitMissing::refuse) throw Error(ErrorCode::invalid_argument, analysis_key, "x." + d.name, i, "missing", "given, or missing = leave_out");
          whole = false;
        } else if (x < d.lower || x > d.upper) {
          refuse(analysis_key, "x." + d.name, i, x, "between " + plain_number(d.lower) + " and " + plain_number(d.upper) + ", its scale");
        }
      }
      if (!whole) {
        ++result_.left_out;
        continue;
      }
      for (std::int64_t j = 0; j < k_; ++j) x_.push_back(columns[at(j)][at(i)]);
      if (outcomes_.kind == PortraitOutcome::staying) {
        outcomes_.duration.push_back(number_at(input_.duration, i));
        outcomes_.event.push_back(static_cast<std::int64_t>(number_at(input_.event, i)));
      } else {
        outcomes_.y.push_back(number_at(input_.outcome, i));
      }
    }
    n_ = static_cast<std::int64_t>(x_.size()) / k_;
    result_.people = n_;
    if (n_ < 4) throw Error(ErrorCode::invalid_argument, analysis_key, "there are " + std::to_string(n_) + " people to learn from, but must be 4 or more");
    if (outcomes_.kind == PortraitOutcome::staying) {
      result_.outcome = outcomes_.kind;
      return;
    }
    const auto [low, high] = std::minmax_element(outcomes_.y.begin(), outcomes_.y.end());
    const double least = *low, most = *high;
    if (least == most) refuse(analysis_key, "outcome", plain_number(least) + " for everybody", "of two values or more");
    if (std::all_of(outcomes_.y.begin(), outcomes_.y.end(), [&](double y) { return y == least || y == most; })) {
      outcomes_.kind = PortraitOutcome::yes_or_no;
      for (double& y : outcomes_.y) y = y == most ? 1.0 : 0.0;
      high_ = most;
    }
    result_.outcome = outcomes_.kind;
  }

  double x(std::int64_t row, std::int64_t j) const { return x_[at(row * k_ + j)]; }
  double sign(std::int64_t j) const { return options_.dimensions[at(j)].lower_is_better ? -1.0 : 1.0; }
  double bad_end(std::int64_t j) const { return sign(j) > 0 ? options_.dimensions[at(j)].lower : options_.dimensions[at(j)].upper; }
  // 0 at the bad end of the scale, 1 at the good one
  double position(double value, std::int64_t j) const {
    const PortraitDimension& d = options_.dimensions[at(j)];
    return sign(j) * (value - bad_end(j)) / (d.upper - d.lower);
  }

  // ---- learning ----

  std::vector<std::int32_t> groups(const Rows& rows, double& edge) const {
    std::vector<std::int32_t> group;
    if (outcomes_.kind == PortraitOutcome::staying) {
      edge = *options_.horizon;
      for (const std::int64_t row : rows) group.push_back(outcomes_.duration[at(row)] >= edge ? on_top : outcomes_.event[at(row)] == 1 ? with_the_rest : undecided);
      return group;
    }
    double from = 1.0;
    if (outcomes_.kind == PortraitOutcome::number) {
      std::vector<double> values;
      for (const std::int64_t row : rows) values.push_back(outcomes_.y[at(row)]);
      const auto place = std::min(values.size() - 1, static_cast<std::size_t>(std::ceil(options_.top_share * static_cast<double>(values.size()))) - 1);
      std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(place), values.end(), std::greater<>());
      from = values[place];
      const double least = *std::min_element(values.begin(), values.end());
      if (from == least) {  // everybody would be on top: those above the lowest value
        double next = std::numeric_limits<double>::infinity();
        for (const double value : values)
          if (value > least) next = std::min(next, value);
        from = next;
      }
    }
    edge = outcomes_.kind == PortraitOutcome::yes_or_no ? high_ : from;
    for (const std::int64_t row : rows) group.push_back(outcomes_.y[at(row)] >= from ? on_top : with_the_rest);
    return group;
  }

  std::vector<std::int64_t> folds(const Rows& rows, std::uint64_t stream) const {
    std::vector<std::int64_t> order(rows.size()), fold(rows.size());
    std::iota(order.begin(), order.end(), std::int64_t{0});
    stats::Random random{seed_, stream};
    stats::draw_first(order, static_cast<std::int64_t>(order.size()), random);
    for (std::size_t i = 0; i < order.size(); ++i) fold[at(order[i])] = static_cast<std::int64_t>(i) % options_.folds;
    return fold;
  }

  std::int64_t design_columns() const { return options_.weights == PortraitWeights::surface ? 2 * k_ : k_; }

  std::vector<double> design(const Rows& rows, const std::vector<double>& target) const {
    std::vector<double> made;
    made.reserve(rows.size() * at(design_columns()));
    for (const std::int64_t row : rows)
      for (std::int64_t j = 0; j < k_; ++j) {
        const double v = position(x(row, j), j);
        if (options_.weights == PortraitWeights::surface) made.push_back(v), made.push_back(v * v);
        else made.push_back(std::clamp(v / position(target[at(j)], j), 0.0, 1.0));
      }
    return made;
  }

  // The penalty that predicts held-out people best; of equals the largest.
  double penalty_of(const Rows& rows, const std::vector<double>& target) const {
    if (options_.penalties.size() == 1) return options_.penalties[0];
    const std::vector<std::int64_t> fold = folds(rows, 3);
    std::vector<double> loss(options_.penalties.size(), 0.0);
    for (std::int64_t f = 0; f < options_.folds; ++f) {
      Rows order;
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (fold[i] != f) order.push_back(rows[i]);
      const auto learnt = static_cast<std::int64_t>(order.size());
      if (learnt == 0) continue;
      const Rows train = order;
      for (std::size_t i = 0; i < rows.size(); ++i)
        if (fold[i] == f) order.push_back(rows[i]);
      const std::vector<double> all = design(order, target), part(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(learnt * design_columns()));
      for (std::size_t l = 0; l < loss.size(); ++l) {
        const PortraitFit fit = fit_portrait(outcomes_, train, part, design_columns(), options_.penalties[l], options_.weights == PortraitWeights::regression);
        loss[l] += held_out_loss(outcomes_, order, all, design_columns(), learnt, fit);
      }
    }
    std::size_t best = 0;
    for (std::size_t l = 1; l < loss.size(); ++l)
      if (loss[l] < loss[best] || (loss[l] == loss[best] && options_.penalties[l] > options_.penalties[best])) best = l;
    return options_.penalties[best];
  }

  // Nothing when there is no group on top, or nobody else.
  std::optional<Learnt> learn(const Rows& rows, std::optional<double> penalty) const {
    Learnt learnt;
    const std::vector<std::int32_t> group = groups(rows, learnt.edge);
    const auto top = std::count(group.begin(), group.end(), on_top), rest = std::count(group.begin(), group.end(), with_the_rest);
    if (top < 2 || rest < 2) return std::nullopt;
    for (std::int64_t j = 0; j < k_; ++j) {
      std::vector<double> values, all;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        all.push_back(x(rows[i], j));
        if (group[i] == on_top) values.push_back(x(rows[i], j));
      }
      std::sort(values.begin(), values.end());
      std::sort(all.begin(), all.end());
      const auto quantile = [&](const std::vector<double>& list, double q) { return stats::sorted_quantile(list, sign(j) > 0 ? q : 1 - q); };
      const PortraitDimension& d = options_.dimensions[at(j)];
      const double least = bad_end(j) + sign(j) * (d.upper - d.lower) / 1000;  // a target at the bad end would ask for nothing
      const double target = quantile(values, options_.target_quantile);
      learnt.target.push_back(sign(j) > 0 ? std::max(target, least) : std::min(target, least));
      learnt.floor.push_back(quantile(values, options_.floor_quantile));
      learnt.low.push_back(position(quantile(all, 0.05), j));
      learnt.high.push_back(position(quantile(all, 0.95), j));
    }
    learnt.slope.assign(at(k_), nan);
    learnt.curvature.assign(at(k_), nan);
    learnt.weight.assign(at(k_), 1.0);
    if (options_.weights != PortraitWeights::equal) {
      learnt.penalty = penalty ? *penalty : penalty_of(rows, learnt.target);
      const PortraitFit fit = fit_portrait(outcomes_, rows, design(rows, learnt.target), design_columns(), learnt.penalty, options_.weights == PortraitWeights::regression);
      for (std::int64_t j = 0; j < k_; ++j) {
        if (options_.weights == PortraitWeights::regression) {
          learnt.weight[at(j)] = std::max(0.0, fit.coefficient[at(j)]);
          continue;
        }
        const double b = learnt.slope[at(j)] = fit.coefficient[at(2 * j)], c = learnt.curvature[at(j)] = fit.coefficient[at(2 * j + 1)];
        std::vector<double> all;
        for (const std::int64_t row : rows) all.push_back(position(x(row, j), j));
        std::sort(all.begin(), all.end());
        const double from = stats::sorted_quantile(all, 0.1), to = position(learnt.target[at(j)], j);
        learnt.weight[at(j)] = std::max(0.0, b * (to - from) + c * (to * to - from * from));
      }
    }
    double sum = std::accumulate(learnt.weight.begin(), learnt.weight.end(), 0.0);
    if (!(sum > 0)) {
      learnt.has_weight = false;
      learnt.weight.assign(at(k_), 1.0);
      sum = static_cast<double>(k_);
    }
    for (double& weight : learnt.weight) weight /= sum;
    return learnt;
  }

  Profile profile_of(const Learnt& learnt) const {
    Profile profile;
    profile.name = options_.name;
    profile.version = options_.version;
    profile.weights = WeightRule::relative;
    profile.ceiling = options_.ceiling;
    for (std::int64_t j = 0; j < k_; ++j) {
      const PortraitDimension& d = options_.dimensions[at(j)];
      ProfileDimension made;
      made.name = d.name;
      made.target = learnt.target[at(j)];
      made.weight = learnt.weight[at(j)];
      made.lower = d.lower;
      made.upper = d.upper;
      if (d.lower_is_better) made.zero = d.upper;
      if (d.must_have) made.floor = sign(j) > 0 ? std::min(learnt.floor[at(j)], made.target) : std::max(learnt.floor[at(j)], made.target);
      made.floor_rule = d.floor_rule;
      made.scale = d.scale;
      profile.dimensions.push_back(made);
    }
    return profile;
  }

  // ---- judging ----

  // Everything learnt without the people of this fold, who are then scored.
  void judge(const std::vector<std::int64_t>& fold, std::int64_t f) {
    Rows train;
    for (std::int64_t i = 0; i < n_; ++i)
      if (fold[at(i)] != f) train.push_back(i);
    const std::optional<Learnt> learnt = train.size() < 4 ? std::nullopt : learn(train, {});
    if (!learnt) return;
    const MatchPlan plan(profile_of(*learnt));
    std::vector<double> share, u(at(k_));
    for (const PlannedDimension& d : plan.dimensions) share.push_back(d.share);
    for (std::int64_t i = 0; i < n_; ++i) {
      if (fold[at(i)] != f) continue;
      const MatchScore score = match_score(plan, x_.data() + i * k_, x_.data() + i * k_, share.data(), u.data(), nullptr);
      match_[at(i)] = score.score;
      core_[at(i)] = score.core;
      double mean = 0;
      for (std::int64_t j = 0; j < k_; ++j) mean += position(x(i, j), j) / static_cast<double>(k_);
      mean_[at(i)] = mean;
    }
  }

  Rows drawn_rows(std::int64_t b, std::uint64_t stream) const {
    stats::Random random{seed_, stream, static_cast<std::uint64_t>(b)};
    Rows rows(at(n_));
    for (std::int64_t& row : rows) row = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(n_)));
    std::sort(rows.begin(), rows.end());
    return rows;
  }

  std::optional<Learnt> resample(std::int64_t b, double penalty) const { return learn(drawn_rows(b, 4), penalty); }

  // Of two people with unlike outcomes: how often the one with the higher score did better.
  double concordance_of(const std::vector<double>& score, const std::vector<double>* weights) const {
    survival::ConcordanceInput input;
    std::vector<double> kept, duration, weight;
    std::vector<std::int64_t> event;
    for (std::int64_t i = 0; i < n_; ++i) {
      if (std::isnan(score[at(i)])) continue;
      kept.push_back(score[at(i)]);
      duration.push_back(outcomes_.kind == PortraitOutcome::staying ? outcomes_.duration[at(i)] : rank_[at(i)]);
      event.push_back(outcomes_.kind == PortraitOutcome::staying ? outcomes_.event[at(i)] : 1);
      if (weights != nullptr) weight.push_back((*weights)[at(i)]);
    }
    if (kept.empty()) return nan;
    input.score = Column(kept);
    input.duration = Column(duration);
    input.event = Column(event);
    if (weights != nullptr) input.weights = Column(weight);
    survival::ConcordanceOptions options;
    options.direction = survival::ScoreDirection::survival;
    RunContext alone;
    alone.threads = 1;
    return survival::concordance(input, options, alone).concordance;
  }

  void validate(Team& team) {
    if (outcomes_.kind != PortraitOutcome::staying) {
      std::vector<double> distinct = outcomes_.y;
      std::sort(distinct.begin(), distinct.end());
      distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
      for (const double y : outcomes_.y) rank_.push_back(1.0 + static_cast<double>(std::lower_bound(distinct.begin(), distinct.end(), y) - distinct.begin()));
    }
    PortraitValidation& v = result_.validation;
    v.match = concordance_of(match_, nullptr);
    v.core = concordance_of(core_, nullptr);
    v.plain_mean = concordance_of(mean_, nullptr);
    v.gain = v.match - v.plain_mean;
    std::vector<double> match(at(options_.resamples)), mean(at(options_.resamples)), gain;
    team.run(options_.resamples, [&](std::int64_t b) {
      std::vector<double> weights(at(n_), 0.0);
      for (const std::int64_t row : drawn_rows(b, 5)) weights[at(row)] += 1;
      match[at(b)] = concordance_of(match_, &weights);
      mean[at(b)] = concordance_of(mean_, &weights);
    });
    for (std::size_t b = 0; b < match.size(); ++b) gain.push_back(match[b] - mean[b]);
    const auto put = [&](const std::vector<double>& draws, double& lower, double& upper) {
      const stats::Interval interval = stats::percentile_interval(draws, options_.confidence_level);
      lower = interval.lower;
      upper = interval.upper;
    };
    put(match, v.match_lower, v.match_upper);
    put(mean, v.plain_mean_lower, v.plain_mean_upper);
    put(gain, v.gain_lower, v.gain_upper);
  }

  // ---- the result ----

  void fill(const Learnt& whole, const std::vector<std::optional<Learnt>>& drawn, const std::vector<std::int32_t>& group) {
    result_.penalty = whole.penalty;
    result_.profile = profile_of(whole);
    PortraitTable& t = result_.dimensions;
    t.separates.levels = {"yes", "no", "reversed"};
    t.shape.levels = words_of(PortraitShape{});
    for (std::int64_t j = 0; j < k_; ++j) {
      const auto spread_of = [&](const auto& value) {
        std::vector<double> values;
        for (const auto& sample : drawn)
          if (sample) values.push_back(value(*sample));
        return values;
      };
      const auto error_of = [](const std::vector<double>& values) {
        Spread spread;
        for (const double value : values) spread.add(value);
        return std::sqrt(spread.variance());
      };
      const auto put = [&](const std::vector<double>& values, std::vector<double>& error, std::vector<double>& lower, std::vector<double>& upper) {
        error.push_back(error_of(values));
        const stats::Interval interval = stats::percentile_interval(values, options_.confidence_level);
        lower.push_back(interval.lower);
        upper.push_back(interval.upper);
      };
      t.dimension.push_back(options_.dimensions[at(j)].name);
      t.target.push_back(whole.target[at(j)]);
      t.floor.push_back(whole.floor[at(j)]);
      t.weight.push_back(whole.weight[at(j)]);
      put(spread_of([&](const Learnt& l) { return l.target[at(j)]; }), t.target_std_error, t.target_lower, t.target_upper);
      put(spread_of([&](const Learnt& l) { return l.floor[at(j)]; }), t.floor_std_error, t.floor_lower, t.floor_upper);
      put(spread_of([&](const Learnt& l) { return l.weight[at(j)]; }), t.weight_std_error, t.weight_lower, t.weight_upper);
      result_.profile.dimensions[at(j)].std_error = t.target_std_error.back();
      differences(j, group);
      shapes(j, whole, [&](const auto& value) { return error_of(spread_of(value)); });
      spreads(j);
    }
    covariance(group);
    const MatchPlan plan(result_.profile);
    std::int64_t failing = 0;
    for (std::int64_t i = 0; i < n_; ++i) {
      if (group[at(i)] != on_top) continue;
      bool fails = false;
      for (std::int64_t j = 0; j < k_; ++j) fails |= !std::isnan(plan.dimensions[at(j)].floor) && below_floor(plan.dimensions[at(j)], x(i, j));
      failing += fails;
    }
    result_.top_below_floors = static_cast<double>(failing) / static_cast<double>(result_.top);
  }

  // Welch's interval of the difference between the top group and the others.
  void differences(std::int64_t j, const std::vector<std::int32_t>& group) {
    Spread top, rest;
    for (std::int64_t i = 0; i < n_; ++i)
      if (group[at(i)] != undecided) (group[at(i)] == on_top ? top : rest).add(x(i, j));
    PortraitTable& t = result_.dimensions;
    const double a = top.variance() / top.count, b = rest.variance() / rest.count, difference = top.mean - rest.mean;
    const double freedom = a + b > 0 ? (a + b) * (a + b) / (a * a / (top.count - 1) + b * b / (rest.count - 1)) : 1.0;
    const double half = a + b > 0 ? stats::student_quantile((1 + options_.confidence_level) / 2, freedom) * std::sqrt(a + b) : 0.0;
    t.top_mean.push_back(top.mean);
    t.rest_mean.push_back(rest.mean);
    t.difference.push_back(difference);
    t.difference_lower.push_back(difference - half);
    t.difference_upper.push_back(difference + half);
    const double low = sign(j) > 0 ? difference - half : -difference - half, high = sign(j) > 0 ? difference + half : -difference + half;
    t.separates.codes.push_back(low > 0 ? 0 : high < 0 ? 2 : 1);
  }

  template <class ErrorOf>
  void shapes(std::int64_t j, const Learnt& whole, const ErrorOf& error_of) {
    PortraitTable& t = result_.dimensions;
    PortraitShape shape = PortraitShape::not_asked;
    double optimum = nan, slope_error = nan, curvature_error = nan;
    if (options_.weights == PortraitWeights::surface) {
      const double z = stats::normal_interval_factor(options_.confidence_level), low = whole.low[at(j)], high = whole.high[at(j)];
      const double b = whole.slope[at(j)], c = whole.curvature[at(j)];
      slope_error = error_of([&](const Learnt& l) { return l.slope[at(j)]; });
      curvature_error = error_of([&](const Learnt& l) { return l.curvature[at(j)]; });
      const auto sure = [&](double place) {  // sign of the slope there, 0 where it may be either
        const double value = b + 2 * c * place, error = error_of([&](const Learnt& l) { return l.slope[at(j)] + 2 * l.curvature[at(j)] * place; });
        return value > z * error ? 1 : value < -z * error ? -1 : 0;
      };
      const int first = sure(low), last = sure(high), middle = sure((low + high) / 2);  // the mean slope is that of the middle
      shape = first > 0 && last < 0 ? PortraitShape::peak : first < 0 && last > 0 ? PortraitShape::dip : middle > 0 ? PortraitShape::rises : middle < 0 ? PortraitShape::falls : PortraitShape::flat;
      if (shape == PortraitShape::peak) optimum = bad_end(j) + sign(j) * (-b / (2 * c)) * (options_.dimensions[at(j)].upper - options_.dimensions[at(j)].lower);
    }
    t.shape.codes.push_back(static_cast<std::int32_t>(shape));
    t.slope.push_back(whole.slope[at(j)]);
    t.slope_std_error.push_back(slope_error);
    t.curvature.push_back(whole.curvature[at(j)]);
    t.curvature_std_error.push_back(curvature_error);
    t.optimum.push_back(optimum);
  }

  void spreads(std::int64_t j) {
    const PortraitDimension& d = options_.dimensions[at(j)];
    Spread own, other;
    for (std::int64_t i = 0; i < n_; ++i) own.add(x(i, j));
    double against = d.upper - d.lower, factor = 1.0;
    if (input_.reference.given()) {
      const std::vector<double> reference = column_values(input_.reference, "reference", d.name);
      for (std::size_t i = 0; i < reference.size(); ++i) {
        if (std::isnan(reference[i])) continue;
        if (reference[i] < d.lower || reference[i] > d.upper)
          refuse(analysis_key, "reference." + d.name, static_cast<std::int64_t>(i), reference[i], "between " + plain_number(d.lower) + " and " + plain_number(d.upper) + ", its scale");
        other.add(reference[i]);
      }
      if (!(other.variance() > 0)) refuse(analysis_key, "reference." + d.name, "the same for everybody", "of two values or more");
      against = std::sqrt(other.variance());
      factor = std::exp(stats::normal_interval_factor(options_.confidence_level) * std::sqrt(0.5 / (own.count - 1) + 0.5 / (other.count - 1)));
    }
    const double spread = std::sqrt(own.variance()) / against;
    result_.dimensions.spread.push_back(spread);
    restricted_.push_back(input_.reference.given() ? spread * factor < 1 : spread < options_.least_spread);
    std::int64_t low = 0, high = 0;
    for (std::int64_t i = 0; i < n_; ++i) low += x(i, j) == d.lower, high += x(i, j) == d.upper;
    at_end_.push_back(static_cast<double>(std::max(low, high)) / static_cast<double>(n_));
  }

  // Of the top group; left out where it has no full rank.
  void covariance(const std::vector<std::int32_t>& group) {
    if (result_.top <= k_) return;
    std::vector<double> mean(at(k_), 0.0), sum(at(k_ * k_), 0.0);
    for (std::int64_t i = 0; i < n_; ++i)
      for (std::int64_t j = 0; group[at(i)] == on_top && j < k_; ++j) mean[at(j)] += x(i, j) / static_cast<double>(result_.top);
    for (std::int64_t i = 0; i < n_; ++i) {
      if (group[at(i)] != on_top) continue;
      for (std::int64_t a = 0; a < k_; ++a)
        for (std::int64_t b = 0; b < k_; ++b) sum[at(a * k_ + b)] += (x(i, a) - mean[at(a)]) * (x(i, b) - mean[at(b)]) / static_cast<double>(result_.top - 1);
    }
    result_.profile.covariance = std::move(sum);
    if (covariance_factor(result_.profile).rank() < k_) result_.profile.covariance.clear();
  }

  void findings(const Learnt& whole) {
    PortraitFindings& f = result_.findings;
    f.code.levels = words_of(PortraitCode{});
    const auto add = [&](PortraitCode code, const std::string& dimension, double value, double limit, std::string en, std::string zh) {
      f.code.codes.push_back(static_cast<std::int32_t>(code));
      f.dimension.push_back(dimension);
      f.value.push_back(value);
      f.limit.push_back(limit);
      f.sentence.push_back(std::move(en));
      f.sentence_zh.push_back(std::move(zh));
    };
    const auto count = [](double value) { return plain_number(value, 0); };
    const auto percent = [](double value) { return plain_number(100 * value, 0); };
    const auto top = static_cast<double>(result_.top), rest = static_cast<double>(result_.rest), least = static_cast<double>(options_.least_group);
    if (top < least)
      add(PortraitCode::small_top_group, "", top, least, "Only " + count(top) + " people are on top; with fewer than " + count(least) + " targets and floors rest on chance.",
          "高绩效组仅 " + count(top) + " 人；少于 " + count(least) + " 人时，目标值与底线偶然性很大。");
    if (rest < least)
      add(PortraitCode::small_rest, "", rest, least, "There are only " + count(rest) + " others to compare with.", "对照组仅 " + count(rest) + " 人。");
    bool any_floor = false;
    for (const PortraitDimension& d : options_.dimensions) any_floor |= d.must_have;
    if (any_floor && top * options_.floor_quantile < 5)
      add(PortraitCode::few_for_floor, "", top * options_.floor_quantile, 5, "The floors rest on the lowest " + plain_number(top * options_.floor_quantile, 1) + " people of the top group.",
          "底线仅由高绩效组中最低的 " + plain_number(top * options_.floor_quantile, 1) + " 人决定。");
    const PortraitTable& t = result_.dimensions;
    for (std::size_t j = 0; j < at(k_); ++j) {
      const std::string& name = t.dimension[j];
      if (t.separates.codes[j] == 1)
        add(PortraitCode::does_not_separate, name, t.difference[j], 0, name + " does not tell the top group from the others: the difference is " + plain_number(t.difference[j], 2) + " (" + plain_number(t.difference_lower[j], 2) + " to " + plain_number(t.difference_upper[j], 2) + ").",
            name + " 不能区分高绩效组与其他人：差值 " + plain_number(t.difference[j], 2) + "（" + plain_number(t.difference_lower[j], 2) + " 至 " + plain_number(t.difference_upper[j], 2) + "）。");
      if (t.separates.codes[j] == 2)
        add(PortraitCode::reversed, name, t.difference[j], 0, "The top group is worse in " + name + ": the difference is " + plain_number(t.difference[j], 2) + ".", "高绩效组的 " + name + " 反而更差：差值 " + plain_number(t.difference[j], 2) + "。");
      if (restricted_[j])
        add(PortraitCode::restricted_range, name, t.spread[j], input_.reference.given() ? 1.0 : options_.least_spread,
            "The people differ little in " + name + (input_.reference.given() ? ": their spread is " + percent(t.spread[j]) + " % of the reference's" : ": their spread is " + percent(t.spread[j]) + " % of the scale") + ". Who was not chosen is not seen, so its weight may be too low.",
            name + " 取值范围受限：离散程度仅为" + (input_.reference.given() ? "参照人群的 " : "量表宽度的 ") + percent(t.spread[j]) + "%。未被录用者不可见，其权重可能被低估。");
      if (at_end_[j] >= 0.2)
        add(PortraitCode::end_of_scale, name, at_end_[j], 0.2, percent(at_end_[j]) + " % of all stand at an end of the scale of " + name + ".", "有 " + percent(at_end_[j]) + "% 的人处于 " + name + " 量表的端点。");
    }
    if (!whole.has_weight)
      add(PortraitCode::no_weight, "", 0, 0, "No dimension goes with a better outcome; all weights are the same.", "没有任何维度与结果正相关；各维度权重相同。");
    const PortraitValidation& v = result_.validation;
    const std::string match = plain_number(v.match, 3), mean = plain_number(v.plain_mean, 3);
    if (v.gain > 0 && v.gain_lower <= 0)
      add(PortraitCode::no_gain, "", v.gain, 0, "Of people not learnt from, it is not sure that the match predicts better than a plain mean of the scores (" + match + " against " + mean + ", a difference between " +
              plain_number(v.gain_lower, 3) + " and " + plain_number(v.gain_upper, 3) + ").",
          "对未参与学习的人员，尚不能确定匹配度的预测优于各项得分的简单平均（" + match + " 对 " + mean + "，差异在 " + plain_number(v.gain_lower, 3) + " 到 " + plain_number(v.gain_upper, 3) + " 之间）。");
    else if (!(v.gain_lower > 0))
      add(PortraitCode::no_gain, "", std::isnan(v.gain) ? 0 : v.gain, 0, "Of people not learnt from, the match does not predict better than a plain mean of the scores (" + match + " against " + mean + ").",
          "对未参与学习的人员，匹配度的预测并不优于各项得分的简单平均（" + match + " 对 " + mean + "）。");
    if (result_.top_below_floors >= 0.1)
      add(PortraitCode::must_haves_exclude, "", result_.top_below_floors, 0.1, percent(result_.top_below_floors) + " % of the top group fail a must-have of their own portrait.", "高绩效组中有 " + percent(result_.top_below_floors) + "% 的人未达到自身画像的必备项。");
  }

  const PortraitInput& input_;
  const PortraitOptions& options_;
  std::uint64_t seed_;
  std::int64_t k_, n_ = 0;
  PortraitOutcomes outcomes_;
  double high_ = 1.0;
  Rows everybody_;
  std::vector<double> x_, match_, core_, mean_, rank_, at_end_;
  std::vector<bool> restricted_;
  PortraitResult result_;
};

}  // namespace

PortraitResult portrait(const PortraitInput& input, const PortraitOptions& options, const RunContext& context) {
  check(analysis_key, input, options, context.threads);
  return Painter(input, options, context.seed).run(context);
}

constinit const Function portrait_analysis = analysis<&portrait>("competency.portrait", "What do those who do well, or who stay, have in common, and does it predict?");

}  // namespace mainstay::inline v1::competency
