#include "mainstay/returns/uplift.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "returns/holdout_kernel.hpp"
#include "returns/uplift_kernel.hpp"
#include "stats/distributions.hpp"
#include "stats/logistic.hpp"
#include "stats/proportion.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"
#include "survival/cox_design.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.uplift";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// A weighted share and what it rests on.
struct Share {
  std::int64_t rows = 0;
  double weight = 0.0, squares = 0.0, returned = 0.0;
  void add(double w, double y) {
    ++rows;
    weight += w;
    squares += w * w;
    returned += w * y;
  }
  bool known() const { return weight > 0.0; }
  double value() const { return known() ? std::min(1.0, returned / weight) : nothing; }
  double trials() const { return known() ? weight * weight / squares : 0.0; }  // Kish 1965
};

struct Difference {
  double effect = nothing, lower = nothing, upper = nothing;
};
Difference difference_of(double p1, double n1, double p0, double n0, double critical) {
  if (!(n1 > 0.0) || !(n0 > 0.0)) return {};
  const stats::Interval interval = stats::newcombe_difference(p1, n1, p0, n0, critical);
  return {p1 - p0, interval.lower, interval.upper};
}

// The two models of some rows.
struct Models {
  std::vector<double> called, held_out;
  bool constant = false;
};

class Experiment {
 public:
  Experiment(const UpliftInput& input, const UpliftOptions& options, const RunContext& context) : input_(input), options_(options), context_(context), n_(input.treated.size) {
    critical_ = stats::normal_interval_factor(options.confidence_level);
    read_rows();
    refuse_decided();
    weigh();
    if (!input.x.given()) return;
    fit_.columns = survival::columns_of(input.x, {});
    survival::choose_references(key, fit_.columns, options.references);
    read_terms();
    fold();
  }

  UpliftFit run() {
    fit_.rows = n_;
    fit_.method = options_.method;
    tell_effects();
    if (input_.x.given()) {
      fit_people();
      tell_curve();
      tell_calibration();
    } else {
      for (double* each : {&fit_.qini, &fit_.qini_lower, &fit_.qini_upper, &fit_.area, &fit_.area_lower, &fit_.area_upper}) *each = nothing;
      fit_.people.fold.assign(at(n_), 1);
      fit_.people.weight = weight_;
      for (auto* column : {&fit_.people.uplift, &fit_.people.std_error, &fit_.people.lower, &fit_.people.upper}) column->assign(at(n_), nothing);
      fit_.people.uplift.assign(at(n_), fit_.effect);
      Team team(key, context_, 1);
      team.checkpoint(0.0);
    }
    say();
    return std::move(fit_);
  }

 private:
  void read_rows() {
    const std::vector<std::int64_t> treated = data::whole_numbers_of(input_.treated), returned = data::whole_numbers_of(input_.returned);
    treated_.assign(treated.begin(), treated.end());
    came_.assign(returned.begin(), returned.end());
    const std::int64_t called = std::count(treated.begin(), treated.end(), 1);
    if (called == 0 || called == n_)
      refuse(key, "treated", called == 0 ? "0 in every row" : "1 in every row", called == 0 ? "1 in some: nobody was called" : "0 in some: without people held out at random the effect of a call cannot be told from who was called");
    if (input_.strata.given()) strata_ = data::encode_groups(key, "strata", input_.strata);
    people_.resize(at(n_));
    if (input_.person.given()) {
      const data::Groups groups = data::encode_groups(key, "person", input_.person);
      people_ = groups.codes;
      names_ = groups.names();
    } else {
      std::iota(people_.begin(), people_.end(), 0);
      for (std::int64_t i = 0; i < n_; ++i) names_.push_back(std::to_string(i));
    }
    if (options_.horizon.has_value() && !input_.duration.given()) refuse(key, "duration", "missing", "given beside horizon");
    if (!options_.horizon.has_value() && input_.duration.given()) refuse(key, "horizon", "missing", "given beside duration: people were observed for different times");
  }

  // A column that says who was called: then whoever was called differs from who was not, and nobody can tell what calling did.
  void refuse_decided() const {
    const auto decided = [&](const data::Groups& groups) {
      std::vector<int> arms(at(groups.count), 0);
      std::vector<std::int64_t> rows(at(groups.count), 0);
      for (std::size_t i = 0; i < at(n_); ++i) arms[at(groups.codes[i])] |= treated_[i] != 0 ? 1 : 2, ++rows[at(groups.codes[i])];
      return std::none_of(arms.begin(), arms.end(), [](int arm) { return arm == 3; }) && *std::max_element(rows.begin(), rows.end()) > 1;
    };
    const std::string rule = "no column that decides who was called: an effect needs people held out at random";
    if (input_.strata.given() && decided(strata_)) refuse(key, "strata", "called in some strata and held out in others", rule);
    const std::int64_t called = std::count(treated_.begin(), treated_.end(), 1);
    for (std::size_t c = 0; c < input_.x.columns.size(); ++c) {
      const Column& column = input_.x.columns[c];
      const std::string name = "x." + input_.x.names[c];
      if (column.categorical) {
        if (decided(data::encode_groups(key, name, column))) refuse(key, name, "the same in each arm and different between them", rule);
        continue;
      }
      if (std::min(called, n_ - called) < 3) continue;  // two may well be the highest by chance
      const std::vector<double> values = data::numbers_of(column);
      double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
      for (std::size_t i = 0; i < values.size(); ++i) {
        double &least = low[treated_[i] != 0], &most = high[treated_[i] != 0];
        least = std::min(least, values[i]);
        most = std::max(most, values[i]);
      }
      if (low[0] > high[1] || low[1] > high[0]) refuse(key, name, "above a limit for all of one arm and below it for the other", rule);
    }
  }

  void weigh() {
    outcome_.resize(at(n_));
    const std::vector<double> duration = input_.duration.given() ? data::numbers_of(input_.duration) : std::vector<double>(at(n_), 0.0);
    for (std::size_t i = 0; i < at(n_); ++i) outcome_[i] = came_[i] != 0 && (!options_.horizon || duration[i] <= *options_.horizon) ? 1.0 : 0.0;
    arm_weight_.assign(at(n_), 1.0);
    if (options_.horizon) {
      const std::vector<char> known = censoring_weights_by(duration, came_, *options_.horizon, {treated_.begin(), treated_.end()}, 2, arm_weight_);
      for (const int arm : {0, 1})
        if (known[at(arm)] == 0) refuse(key, "horizon", exact_number(*options_.horizon), std::string("a time until which somebody ") + (arm == 1 ? "called" : "held out") + " was observed");
    }
    for (const double w : arm_weight_) fit_.observed += w > 0.0 ? 1 : 0;
    censoring_ = arm_weight_;
    followed_.assign(2 * at(strata_.count), 1);
    used_.assign(at(n_), 1);
    if (options_.horizon && !strata_.codes.empty()) weigh_cells(duration);
    // The propensity of each row: given, or the share of its stratum.
    propensity_ = input_.propensity.given() ? data::numbers_of(input_.propensity) : std::vector<double>(at(n_));
    cell_weight_ = censoring_;
    if (input_.propensity.given()) {
      for (std::size_t i = 0; i < at(n_); ++i) {
        const double probability = treated_[i] != 0 ? propensity_[i] : 1.0 - propensity_[i];
        arm_weight_[i] /= probability;
        cell_weight_[i] /= probability;
      }
    } else {
      const std::size_t cells = strata_.codes.empty() ? 1 : at(strata_.count);
      std::vector<double> called(cells, 0.0), all(cells, 0.0);
      const auto cell = [&](std::size_t i) { return strata_.codes.empty() ? 0 : at(strata_.codes[i]); };
      for (std::size_t i = 0; i < at(n_); ++i) called[cell(i)] += treated_[i] != 0 ? 1.0 : 0.0, all[cell(i)] += 1.0;
      for (std::size_t i = 0; i < at(n_); ++i) propensity_[i] = called[cell(i)] / all[cell(i)];
    }
    weight_ = cell_weight_;
    for (std::size_t i = 0; i < at(n_); ++i)
      if (used_[i] == 0) weight_[i] = 0.0;
  }

  // Weights by arm and stratum. Where an arm of a stratum was not followed until the horizon, both are left out of everything but their own rows.
  void weigh_cells(const std::vector<double>& duration) {
    std::vector<std::size_t> cell(at(n_));
    std::vector<char> there(followed_.size(), 0);
    for (std::size_t i = 0; i < at(n_); ++i) there[cell[i] = 2 * at(strata_.codes[i]) + (treated_[i] != 0 ? 1 : 0)] = 1;
    followed_ = censoring_weights_by(duration, came_, *options_.horizon, cell, followed_.size(), censoring_);
    bool some = false;
    for (std::size_t c = 0; c < followed_.size(); c += 2) some = some || (there[c] != 0 && there[c + 1] != 0 && followed_[c] != 0 && followed_[c + 1] != 0);
    if (!some) refuse(key, "horizon", exact_number(*options_.horizon), "a time until which somebody called and somebody held out of one stratum were observed");
    for (std::size_t i = 0; i < at(n_); ++i) used_[i] = followed_[cell[i]] != 0 && followed_[cell[i] ^ 1] != 0 ? 1 : 0;
  }

  void tell_effects() {
    const std::size_t strata = at(strata_.count);
    std::vector<std::array<Share, 2>> of(1 + strata);
    for (std::size_t i = 0; i < at(n_); ++i) {
      of[0][treated_[i] != 0].add(arm_weight_[i], outcome_[i]);
      if (!strata_.codes.empty()) of[1 + at(strata_.codes[i])][treated_[i] != 0].add(cell_weight_[i], outcome_[i]);
    }
    enum Status : std::int32_t { estimated, partial, empty_arm, too_short };
    UpliftEffects& table = fit_.effects;
    table.stratum.levels = {"total"};
    table.status.levels = {"estimated", "partial", "empty_arm", "too_short"};
    const auto put = [&](Status status, std::int64_t called, std::int64_t held, double p1, double n1, double p0, double n0) {
      const Difference difference = difference_of(p1, n1, p0, n0, critical_);
      table.stratum.codes.push_back(static_cast<std::int32_t>(table.stratum.codes.size()));
      table.status.codes.push_back(status);
      table.called.push_back(called);
      table.held_out.push_back(held);
      table.share_called.push_back(p1);
      table.share_held_out.push_back(p0);
      table.effect.push_back(difference.effect);
      table.lower.push_back(difference.lower);
      table.upper.push_back(difference.upper);
    };
    const auto put_shares = [&](Status status, const std::array<Share, 2>& shares) { put(status, shares[1].rows, shares[0].rows, shares[1].value(), shares[1].trials(), shares[0].value(), shares[0].trials()); };
    put_shares(estimated, of[0]);
    std::size_t chosen = 0;
    if (!strata_.codes.empty()) {
      // By the sizes of the strata that have both arms, followed until the horizon.
      std::vector<Status> status(of.size(), estimated);
      for (std::size_t s = 1; s < of.size(); ++s) {
        if (of[s][0].rows == 0 || of[s][1].rows == 0) status[s] = empty_arm;
        else if (followed_[2 * (s - 1)] == 0 || followed_[2 * (s - 1) + 1] == 0) status[s] = too_short;
      }
      double size = 0.0, share[2] = {0.0, 0.0}, inverse[2] = {0.0, 0.0};
      std::int64_t rows[2] = {0, 0};
      for (std::size_t s = 1; s < of.size(); ++s)
        if (status[s] == estimated) size += static_cast<double>(of[s][0].rows + of[s][1].rows);
        else ++left_out_;
      for (std::size_t s = 1; s < of.size(); ++s) {
        if (status[s] != estimated) continue;
        const double w = static_cast<double>(of[s][0].rows + of[s][1].rows) / size;
        for (std::size_t arm = 0; arm < 2; ++arm) {
          rows[arm] += of[s][arm].rows;
          share[arm] += w * of[s][arm].value();
          inverse[arm] += w * w / of[s][arm].trials();
        }
      }
      table.stratum.levels.push_back("stratified");
      if (size > 0.0) put(left_out_ > 0 ? partial : estimated, rows[1], rows[0], share[1], 1.0 / inverse[1], share[0], 1.0 / inverse[0]);
      else put(empty_arm, 0, 0, nothing, 0.0, nothing, 0.0);
      for (std::int64_t s = 0; s < strata_.count; ++s) {
        table.stratum.levels.push_back(strata_.name(s));
        put_shares(status[1 + at(s)], of[1 + at(s)]);
      }
      if (size > 0.0) chosen = 1;
    }
    fit_.effect = table.effect[chosen];
    fit_.effect_lower = table.lower[chosen];
    fit_.effect_upper = table.upper[chosen];
  }

  void read_terms() {
    const survival::CoxDesign design(key, input_.x, fit_.columns);
    design_.rows = n_;
    design_.terms = design.terms();
    design_.x.resize(at(n_ * design_.terms));
    design.blocks({0, n_}, [&](survival::CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      const std::vector<double> zero(at(design.width()), 0.0);
      design.read(first, count, zero.data(), nullptr, block);
      for (std::int64_t i = 0; i < count; ++i) std::copy_n(block.rows + i * design.width(), design_.terms, design_.x.data() + (first + i) * design_.terms);
    });
    UpliftCoefficients& table = fit_.coefficients;
    table.term = {"intercept"};
    table.centre = {0.0};
    table.scale = {1.0};
    const std::vector<std::string> names = survival::term_names(fit_.columns);
    for (std::int64_t j = 0; j < design_.terms; ++j) {
      double mean = 0.0, squares = 0.0;
      for (std::int64_t i = 0; i < n_; ++i) mean += design_.row(i)[j];
      mean /= static_cast<double>(n_);
      for (std::int64_t i = 0; i < n_; ++i) squares += std::pow(design_.row(i)[j] - mean, 2);
      const double spread = std::sqrt(squares / static_cast<double>(n_)), scale = spread > 1e-12 * std::fabs(mean) ? spread : 1.0;
      table.term.push_back(names[at(j)]);
      table.centre.push_back(mean);
      table.scale.push_back(scale);
      for (std::int64_t i = 0; i < n_; ++i) {
        double& value = design_.x[at(i * design_.terms + j)];
        value = (value - mean) / scale;
      }
    }
  }

  // People in folds: in each arm by their draws, one after the other. A person with rows in both arms is dealt with the called.
  void fold() {
    std::vector<char> arm(names_.size(), 0);
    for (std::size_t i = 0; i < at(n_); ++i) arm[at(people_[i])] = static_cast<char>(arm[at(people_[i])] | (treated_[i] != 0 ? 1 : 0));
    std::vector<std::pair<double, std::size_t>> draws[2];
    for (std::size_t person = 0; person < names_.size(); ++person) draws[arm[person] != 0].push_back({draw_of(context_.seed, key, names_[person]), person});
    std::vector<std::int64_t> of(names_.size());
    for (auto& each : draws) {
      std::sort(each.begin(), each.end());
      for (std::size_t k = 0; k < each.size(); ++k) of[each[k].second] = static_cast<std::int64_t>(k) % options_.folds;
    }
    for (std::size_t i = 0; i < at(n_); ++i) fold_.push_back(of[at(people_[i])]);
  }

  // The models of all rows but those of a fold (-1: of none), each row so many times; begun with models of about the same rows.
  Models learn(std::int64_t left_out, const std::vector<double>& times, const Models* near) const {
    Models models;
    std::vector<double> weight(at(n_));
    if (options_.method == UpliftMethod::transformed_outcome) {
      std::vector<double> outcome(at(n_));
      for (std::size_t i = 0; i < at(n_); ++i) {
        const double e = propensity_[i];
        weight[i] = fold_[i] == left_out || used_[i] == 0 || !(e > 0.0 && e < 1.0) ? 0.0 : times[i];
        outcome[i] = weight[i] == 0.0 ? 0.0 : censoring_[i] * outcome_[i] * ((treated_[i] != 0 ? 1.0 : 0.0) - e) / (e * (1.0 - e));
      }
      models.called = linear_ridge(design_, outcome, weight, options_.ridge);
      models.held_out.assign(models.called.size(), 0.0);
      return models;
    }
    for (const bool called : {true, false}) {
      for (std::size_t i = 0; i < at(n_); ++i) weight[i] = fold_[i] == left_out || (treated_[i] != 0) != called ? 0.0 : times[i] * censoring_[i];
      const std::vector<double>* begin = near == nullptr ? nullptr : called ? &near->called : &near->held_out;
      (called ? models.called : models.held_out) = logistic_ridge(design_, outcome_, weight, options_.ridge, models.constant, begin);
    }
    return models;
  }

  double uplift_of(const Models& models, std::int64_t row) const {
    const double called = design_.product(row, models.called);
    if (options_.method == UpliftMethod::transformed_outcome) return called;
    return stats::logistic(called) - stats::logistic(design_.product(row, models.held_out));
  }

  std::vector<double> cross_fitted(const std::vector<double>& times, const Models& near) const {
    std::vector<double> uplift(at(n_));
    for (std::int64_t k = 0; k < options_.folds; ++k) {
      if (std::find(fold_.begin(), fold_.end(), k) == fold_.end()) continue;
      const Models models = learn(k, times, &near);
      for (std::int64_t i = 0; i < n_; ++i)
        if (fold_[at(i)] == k) uplift[at(i)] = uplift_of(models, i);
    }
    return uplift;
  }

  // How often each row is drawn: people of each arm apart, with replacement.
  std::vector<double> resample(std::int64_t replicate) const {
    stats::Random random{context_.seed, 0x75706c696674u, static_cast<std::uint64_t>(replicate)};
    std::vector<double> drawn[2], times(at(n_));
    for (int arm = 0; arm < 2; ++arm) {
      drawn[arm].assign(names_.size(), 0.0);
      for (std::size_t k = 0; k < in_arm_[arm].size(); ++k) drawn[arm][at(in_arm_[arm][random.below(in_arm_[arm].size())])] += 1.0;
    }
    for (std::size_t i = 0; i < at(n_); ++i) times[i] = drawn[treated_[i] != 0][at(people_[i])];
    return times;
  }

  void fit_people() {
    for (int arm = 0; arm < 2; ++arm) {
      std::vector<char> there(names_.size(), 0);
      for (std::size_t i = 0; i < at(n_); ++i)
        if ((treated_[i] != 0) == (arm == 1)) there[at(people_[i])] = 1;
      for (std::size_t person = 0; person < there.size(); ++person)
        if (there[person] != 0) in_arm_[arm].push_back(static_cast<std::int32_t>(person));
    }
    const std::vector<double> once(at(n_), 1.0);
    const Models all = learn(-1, once, nullptr);
    fit_.status = all.constant ? UpliftStatus::one_outcome : UpliftStatus::fitted;
    fit_.coefficients.called = all.called;
    fit_.coefficients.held_out = all.held_out;
    UpliftPeople& table = fit_.people;
    table.uplift = cross_fitted(once, all);
    table.weight = weight_;
    for (const std::int64_t k : fold_) table.fold.push_back(k + 1);

    const std::int64_t replicates = options_.resamples, blocks = std::max<std::int64_t>(1, std::min<std::int64_t>(replicates, 32)), p = design_.terms + 1;
    fit_.replicates = replicates;
    fit_.called_draws.resize(at(replicates * p));
    fit_.held_out_draws.resize(at(replicates * p));
    std::vector<std::vector<double>> sums(at(blocks)), squares(at(blocks));
    area_draws_.resize(at(replicates));
    qini_draws_.resize(at(replicates));
    Team team(key, context_, blocks);
    team.run(blocks, [&](std::int64_t block) {
      std::vector<double>&sum = sums[at(block)], &square = squares[at(block)];
      sum.assign(at(n_), 0.0);
      square.assign(at(n_), 0.0);
      const Span span = span_of(replicates, blocks, block);
      for (std::int64_t b = span.first; b < span.last; ++b) {
        std::vector<double> times = resample(b);
        const Models models = learn(-1, times, &all);
        std::copy(models.called.begin(), models.called.end(), fit_.called_draws.begin() + b * p);
        std::copy(models.held_out.begin(), models.held_out.end(), fit_.held_out_draws.begin() + b * p);
        const std::vector<double> uplift = cross_fitted(times, models);
        for (std::size_t i = 0; i < at(n_); ++i) {
          const double off = uplift[i] - table.uplift[i];
          sum[i] += off;
          square[i] += off * off;
          times[i] *= weight_[i];
        }
        const QiniArea area = qini_area(table.uplift, outcome_, treated_, times);
        area_draws_[at(b)] = area.area;
        qini_draws_[at(b)] = area.perfect > 0.0 ? area.area / area.perfect : nothing;
      }
    });
    table.std_error.assign(at(n_), nothing);
    table.lower = table.upper = table.std_error;
    if (replicates < 2) return;
    const auto count = static_cast<double>(replicates);
    for (std::size_t i = 0; i < at(n_); ++i) {
      double sum = 0.0, square = 0.0;
      for (std::size_t block = 0; block < sums.size(); ++block) sum += sums[block][i], square += squares[block][i];
      table.std_error[i] = std::sqrt(std::max(0.0, square - sum * sum / count) / (count - 1.0));
      table.lower[i] = table.uplift[i] - critical_ * table.std_error[i];
      table.upper[i] = table.uplift[i] + critical_ * table.std_error[i];
    }
  }

  void tell_curve() {
    const std::vector<double>& score = fit_.people.uplift;
    const std::vector<QiniPoint> curve = qini_curve(score, outcome_, treated_, weight_);
    const QiniArea area = qini_area(score, outcome_, treated_, weight_);
    fit_.area = area.area;
    fit_.qini = area.perfect > 0.0 ? area.area / area.perfect : nothing;
    const stats::Interval areas = stats::percentile_interval(area_draws_, options_.confidence_level), coefficients = stats::percentile_interval(qini_draws_, options_.confidence_level);
    fit_.area_lower = areas.lower;
    fit_.area_upper = areas.upper;
    fit_.qini_lower = coefficients.lower;
    fit_.qini_upper = coefficients.upper;
    std::vector<double> sorted = score;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    for (const QiniPoint& point : curve) {
      fit_.curve.people.push_back(std::isnan(point.threshold) ? 0 : std::upper_bound(sorted.begin(), sorted.end(), point.threshold, std::greater<>()) - sorted.begin());
      fit_.curve.threshold.push_back(point.threshold);
      fit_.curve.qini.push_back(point.qini);
      fit_.curve.uplift.push_back(point.uplift);
      fit_.curve.random.push_back(curve.back().qini * point.rows / curve.back().rows);
    }
  }

  void tell_calibration() {
    const std::vector<double>& score = fit_.people.uplift;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < at(n_); ++i)
      if (used_[i] != 0) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score[a] != score[b] ? score[a] > score[b] : std::pair(people_[a], a) < std::pair(people_[b], b); });
    const auto rows = static_cast<std::int64_t>(order.size()), bins = std::min(options_.bins, rows);
    for (std::int64_t bin = 0; bin < bins; ++bin) {
      const Span span = span_of(rows, bins, bin);
      Share of[2];
      double mean = 0.0;
      for (std::int64_t k = span.first; k < span.last; ++k) {
        const std::size_t i = order[at(k)];
        of[treated_[i] != 0].add(weight_[i], outcome_[i]);
        mean += score[i] / static_cast<double>(span.last - span.first);
      }
      const Difference difference = difference_of(of[1].value(), of[1].trials(), of[0].value(), of[0].trials(), critical_);
      fit_.calibration.bin.push_back(bin + 1);
      fit_.calibration.called.push_back(of[1].rows);
      fit_.calibration.held_out.push_back(of[0].rows);
      fit_.calibration.predicted.push_back(mean);
      fit_.calibration.observed.push_back(difference.effect);
      fit_.calibration.lower.push_back(difference.lower);
      fit_.calibration.upper.push_back(difference.upper);
    }
  }

  void say() {
    const auto points = [](double share) { return plain_number(100.0 * share, 1); };
    const UpliftEffects& effects = fit_.effects;
    const std::size_t row = effects.stratum.levels.size() > 1 && !std::isnan(effects.effect[1]) ? 1 : 0;
    const std::string level = plain_number(100.0 * options_.confidence_level, 1);
    fit_.sentence = "Of those called " + points(effects.share_called[row]) + " % came back, of those held out " + points(effects.share_held_out[row]) + " %: a call adds " + points(fit_.effect) + " percentage points (" + level + " % interval " + points(fit_.effect_lower) + " to " +
                    points(fit_.effect_upper) + ").";
    fit_.sentence_zh = "致电者回流 " + points(effects.share_called[row]) + "%，对照组 " + points(effects.share_held_out[row]) + "%：致电增加 " + points(fit_.effect) + " 个百分点（" + level + "% 区间 " + points(fit_.effect_lower) + " 至 " + points(fit_.effect_upper) + "）。";
    if (row == 1 && left_out_ > 0) {
      const std::string count = std::to_string(left_out_), all = std::to_string(strata_.count);
      fit_.sentence += " Left out: " + count + " of " + all + " strata, where an arm is empty or was not followed until the horizon.";
      fit_.sentence_zh += "未计入：" + all + " 层中的 " + count + " 层，其中一组无人或观察未满期限。";
    }
    if (std::isnan(fit_.qini_lower)) return;
    const bool ranks = fit_.qini_lower > 0.0;
    fit_.sentence += std::string(ranks ? " Whom to call can be told better than by chance: Qini " : " Whom to call cannot be told better than by chance: Qini ") + plain_number(fit_.qini, 2) + " (" + plain_number(fit_.qini_lower, 2) + " to " + plain_number(fit_.qini_upper, 2) + ").";
    fit_.sentence_zh += std::string(ranks ? "按增量排序优于随机：Qini " : "按增量排序未见优于随机：Qini ") + plain_number(fit_.qini, 2) + "（" + plain_number(fit_.qini_lower, 2) + " 至 " + plain_number(fit_.qini_upper, 2) + "）。";
  }

  const UpliftInput& input_;
  const UpliftOptions& options_;
  const RunContext& context_;
  std::int64_t n_;
  std::int64_t left_out_ = 0;  // strata
  double critical_ = 0.0;
  UpliftFit fit_;
  data::Groups strata_;
  std::vector<char> treated_, came_, followed_, used_;  // followed_: by stratum and arm; used_: rows of strata with both arms followed
  std::vector<std::int32_t> people_, in_arm_[2];
  std::vector<std::string> names_;
  std::vector<double> outcome_, censoring_, arm_weight_, cell_weight_, weight_, propensity_, area_draws_, qini_draws_;
  std::vector<std::int64_t> fold_;
  UpliftDesign design_;
};

}  // namespace

UpliftFit uplift(const UpliftInput& input, const UpliftOptions& options, const RunContext& context) {
  check(key, input, options);
  return Experiment(input, options, context).run();
}

namespace {
constexpr Function methods[] = {analysis<&uplift_predict>("returns.uplift.predict", "What would a call add for these people?")};
}

constinit const Function uplift_analysis = analysis<&uplift>(key, "What does calling do, for whom does it do most, and can that be told?", methods);

}  // namespace mainstay::inline v1::returns
