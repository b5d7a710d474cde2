#include "mainstay/returns/uplift.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/at.hpp"
#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "returns/holdout_kernel.hpp"
#include "returns/uplift_kernel.hpp"
#include "returns/uplift_rows.hpp"
#include "returns/uplift_words.hpp"
#include "stats/distributions.hpp"
#include "stats/logistic.hpp"
#include "stats/proportion.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"
#include "survival/cox_design.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = uplift_key;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// The two models of some rows.
struct Models {
  std::vector<double> called, held_out;
  bool constant = false;
};

class Experiment {
 public:
  Experiment(const UpliftInput& input, const UpliftOptions& options, const RunContext& context) : input_(input), options_(options), context_(context), n_(input.treated.size), rows_(input, options), critical_(stats::normal_interval_factor(options.confidence_level)) {
    if (!input.x.given()) return;
    fit_.columns = survival::columns_of(input.x, {});
    survival::choose_references(key, fit_.columns, options.references);
    read_terms();
    fold();
  }

  UpliftFit run() {
    fit_.rows = n_;
    fit_.observed = rows_.observed;
    fit_.method = options_.method;
    const std::int64_t left_out = rows_.tell_effects(critical_, fit_);
    if (input_.x.given()) {
      fit_people();
      tell_curve();
      rows_.tell_calibration(critical_, options_.bins, fit_);
    } else {
      for (double* each : {&fit_.qini, &fit_.qini_lower, &fit_.qini_upper, &fit_.area, &fit_.area_lower, &fit_.area_upper}) *each = nothing;
      fit_.people.fold.assign(at(n_), 1);
      fit_.people.weight = rows_.once.weight;
      for (auto* column : {&fit_.people.uplift, &fit_.people.std_error, &fit_.people.lower, &fit_.people.upper}) column->assign(at(n_), nothing);
      fit_.people.uplift.assign(at(n_), fit_.effect);
      Team team(key, context_, 1);
      team.checkpoint(0.0);
    }
    tell_sentence(left_out, rows_.strata.count, options_.confidence_level, fit_);
    return std::move(fit_);
  }

 private:
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
    std::vector<char> arm(rows_.names.size(), 0);
    for (std::size_t i = 0; i < at(n_); ++i) arm[at(rows_.people[i])] = static_cast<char>(arm[at(rows_.people[i])] | (rows_.treated[i] != 0 ? 1 : 0));
    std::vector<std::pair<double, std::size_t>> draws[2];
    for (std::size_t person = 0; person < rows_.names.size(); ++person) draws[arm[person] != 0].push_back({draw_of(context_.seed, key, rows_.names[person]), person});
    std::vector<std::int64_t> of(rows_.names.size());
    for (auto& each : draws) {
      std::sort(each.begin(), each.end());
      for (std::size_t k = 0; k < each.size(); ++k) of[each[k].second] = static_cast<std::int64_t>(k) % options_.folds;
    }
    for (std::size_t i = 0; i < at(n_); ++i) fold_.push_back(of[at(rows_.people[i])]);
  }

  // The models of all rows but those of a fold (-1: of none), each row so many times; begun with models of about the same rows.
  Models learn(std::int64_t left_out, const std::vector<double>& times, const UpliftWeights& weights, const Models* near) const {
    Models models;
    std::vector<double> weight(at(n_));
    if (options_.method == UpliftMethod::transformed_outcome) {
      std::vector<double> outcome(at(n_));
      for (std::size_t i = 0; i < at(n_); ++i) {
        const double e = rows_.propensity[i];
        weight[i] = fold_[i] == left_out || weights.used[i] == 0 || !(e > 0.0 && e < 1.0) ? 0.0 : times[i];
        outcome[i] = weight[i] == 0.0 ? 0.0 : weights.censoring[i] * rows_.outcome[i] * ((rows_.treated[i] != 0 ? 1.0 : 0.0) - e) / (e * (1.0 - e));
      }
      models.called = linear_ridge(design_, outcome, weight, options_.ridge);
      models.held_out.assign(models.called.size(), 0.0);
      return models;
    }
    for (const bool called : {true, false}) {
      for (std::size_t i = 0; i < at(n_); ++i) weight[i] = fold_[i] == left_out || (rows_.treated[i] != 0) != called ? 0.0 : times[i] * weights.censoring[i];
      const std::vector<double>* begin = near == nullptr ? nullptr : called ? &near->called : &near->held_out;
      (called ? models.called : models.held_out) = logistic_ridge(design_, rows_.outcome, weight, options_.ridge, models.constant, begin);
    }
    return models;
  }

  double uplift_of(const Models& models, std::int64_t row) const {
    const double called = design_.product(row, models.called);
    if (options_.method == UpliftMethod::transformed_outcome) return called;
    return stats::logistic(called) - stats::logistic(design_.product(row, models.held_out));
  }

  std::vector<double> cross_fitted(const std::vector<double>& times, const UpliftWeights& weights, const Models& near, std::vector<Models>* kept = nullptr) const {
    std::vector<double> uplift(at(n_));
    for (std::int64_t k = 0; k < options_.folds; ++k) {
      if (kept != nullptr) kept->emplace_back();
      if (std::find(fold_.begin(), fold_.end(), k) == fold_.end()) continue;
      Models models = learn(k, times, weights, &near);
      for (std::int64_t i = 0; i < n_; ++i)
        if (fold_[at(i)] == k) uplift[at(i)] = uplift_of(models, i);
      if (kept != nullptr) kept->back() = std::move(models);
    }
    return uplift;
  }

  // How often each row is drawn: people of each arm apart, with replacement.
  std::vector<double> resample(std::int64_t replicate) const {
    stats::Random random{context_.seed, 0x75706c696674u, static_cast<std::uint64_t>(replicate)};
    std::vector<double> drawn[2], times(at(n_));
    for (int arm = 0; arm < 2; ++arm) {
      drawn[arm].assign(rows_.names.size(), 0.0);
      for (std::size_t k = 0; k < in_arm_[arm].size(); ++k) drawn[arm][at(in_arm_[arm][random.below(in_arm_[arm].size())])] += 1.0;
    }
    for (std::size_t i = 0; i < at(n_); ++i) times[i] = drawn[rows_.treated[i] != 0][at(rows_.people[i])];
    return times;
  }

  void fit_people() {
    for (int arm = 0; arm < 2; ++arm) {
      std::vector<char> there(rows_.names.size(), 0);
      for (std::size_t i = 0; i < at(n_); ++i)
        if ((rows_.treated[i] != 0) == (arm == 1)) there[at(rows_.people[i])] = 1;
      for (std::size_t person = 0; person < there.size(); ++person)
        if (there[person] != 0) in_arm_[arm].push_back(static_cast<std::int32_t>(person));
    }
    const std::vector<double> once(at(n_), 1.0);
    const Models all = learn(-1, once, rows_.once, nullptr);
    fit_.status = all.constant ? UpliftStatus::one_outcome : UpliftStatus::fitted;
    fit_.coefficients.called = all.called;
    fit_.coefficients.held_out = all.held_out;
    const bool two = options_.method == UpliftMethod::two_models;
    const auto inverse = [&](bool called) {
      std::vector<double> weight(at(n_));
      double followed = 0.0, all = 0.0;
      for (std::size_t i = 0; i < at(n_); ++i) {
        const bool own = (rows_.treated[i] != 0) == called;
        weight[i] = own ? rows_.once.censoring[i] : 0.0;
        all += own ? 1.0 : 0.0;
        followed += own ? rows_.followed_share(i) : 0.0;
      }
      std::vector<double> found = effective_inverse(design_, weight, options_.ridge);
      for (double& each : found) each = two ? each * all / followed : 0.0;
      return found;
    };
    fit_.called_inverse = inverse(true);
    fit_.held_out_inverse = inverse(false);
    UpliftPeople& table = fit_.people;
    std::vector<Models> of_folds;
    table.uplift = cross_fitted(once, rows_.once, all, &of_folds);
    table.weight = rows_.once.weight;
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
        const UpliftWeights weights = rows_.weigh(times);
        const Models models = learn(-1, times, weights, &all);
        std::copy(models.called.begin(), models.called.end(), fit_.called_draws.begin() + b * p);
        std::copy(models.held_out.begin(), models.held_out.end(), fit_.held_out_draws.begin() + b * p);
        const std::vector<double> uplift = cross_fitted(times, weights, models);
        for (std::size_t i = 0; i < at(n_); ++i) {
          const double off = uplift[i] - table.uplift[i];
          sum[i] += off;
          square[i] += off * off;
          times[i] *= weights.weight[i];
        }
        const QiniArea area = qini_area(table.uplift, rows_.outcome, rows_.treated, times);
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
      if (!two) continue;
      // Models of a fold have seen (folds - 1) / folds of the rows.
      const Models& models = of_folds[at(fold_[i])];
      const auto row = static_cast<std::int64_t>(i);
      const double seen = static_cast<double>(options_.folds - 1) / static_cast<double>(options_.folds);
      const stats::Interval limits = stats::newcombe_difference(stats::logistic(design_.product(row, models.called)), seen * effective_at(design_.row(row), design_.terms, fit_.called_inverse),
                                                               stats::logistic(design_.product(row, models.held_out)), seen * effective_at(design_.row(row), design_.terms, fit_.held_out_inverse), critical_);
      table.lower[i] = std::min(table.lower[i], limits.lower);
      table.upper[i] = std::max(table.upper[i], limits.upper);
    }
  }

  void tell_curve() {
    const std::vector<double>& score = fit_.people.uplift;
    const std::vector<QiniPoint> curve = qini_curve(score, rows_.outcome, rows_.treated, rows_.once.weight);
    const QiniArea area = qini_area(score, rows_.outcome, rows_.treated, rows_.once.weight);
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

  const UpliftInput& input_;
  const UpliftOptions& options_;
  const RunContext& context_;
  std::int64_t n_;
  UpliftRows rows_;
  double critical_ = 0.0;
  UpliftFit fit_;
  std::vector<std::int32_t> in_arm_[2];
  std::vector<double> area_draws_, qini_draws_;
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
