#include "survival/cox_exact.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "survival/cox_exact_kernel.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_ground.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.cox";

// Times at which one person left are those of the usual likelihood; the tied ones have sums over sets of their own.
class Discrete final : public CoxLikelihood {
 public:
  explicit Discrete(CoxGround& ground)
      : ground_(ground), risk_(ground.times.slots(), ground.part.entry().given()), terms_(ground.part.design().terms()), width_(ground.part.design().width()) {
    single_ = ground.leavers;
    for (std::int64_t s = 0; s < ground.times.strata(); ++s)
      for (std::int64_t k = ground.times.first(s) + 1; k < ground.times.first(s + 1); ++k)
        if (ground.leavers.count[k] > 1.0) {
          tied_.push_back({k, ground.times.first(s + 1)});
          single_.count[k] = single_.weight[k] = 0.0;
        }
    // Rows by the slot in which they end, so that those at risk at a slot without entries are the ones from some place on.
    start_.assign(ground.times.slots() + 1, 0);
    for (std::int64_t i = 0; i < ground.part.rows(); ++i)
      if (ground.weight(i) > 0.0) ++start_[ground.last(i) + 1];
    for (std::int64_t k = 0; k < ground.times.slots(); ++k) start_[k + 1] += start_[k];
    order_.resize(start_.back());
    std::vector<std::int64_t> next(start_.begin(), start_.end() - 1);
    for (std::int64_t i = 0; i < ground.part.rows(); ++i)
      if (ground.weight(i) > 0.0) order_[next[ground.last(i)]++] = i;
    logs_.resize(tied_.size());
  }

  double measure(const std::vector<double>& beta) override {
    beta_ = beta;
    ground_.sum_at(beta, risk_, false, sums_);
    resolved_.resize(ground_.times.slots() * width_);
    risk_.resolve(sums_.table.data(), width_, ground_.times, resolved_.data());
    hazards_ = hazards_of(ground_.team, ground_.times, single_, Ties::breslow, resolved_.data(), nullptr, width_, terms_, risk_.entries());
    eta_ = ground_.part.linear_predictors(ground_.team, ground_.shift.data(), beta.data());
    ground_.team.run(static_cast<std::int64_t>(tied_.size()), [&](std::int64_t t) {
      DiscreteSets sets(terms_);
      std::vector<double> eta;
      for (const std::int64_t i : at_risk(tied_[t])) eta.push_back(eta_[i]);
      const auto d = static_cast<std::int64_t>(ground_.leavers.count[tied_[t].slot]);
      double left = 0.0;
      for (std::int64_t at = start_[tied_[t].slot]; at < start_[tied_[t].slot + 1]; ++at)
        if (ground_.left(order_[at])) left += eta_[order_[at]];
      logs_[t] = left - sets.log_sum(eta.data(), static_cast<std::int64_t>(eta.size()), d);
    });
    // The events of tied times are in logs_, with the whole eta.
    double value = -hazards_.log_sum;
    for (std::int64_t k = 0; k < ground_.times.slots(); ++k)
      if (single_.count[k] > 0.0)
        for (std::int64_t at = start_[k]; at < start_[k + 1]; ++at)
          if (const std::int64_t i = order_[at]; ground_.left(i))
            value += eta_[i] - (ground_.stratum_shift.empty() ? 0.0 : ground_.stratum_shift[ground_.stratum(i)]);
    for (const double one : logs_) value += one;
    return value;
  }

  void weigh(std::vector<double>& slope, std::vector<double>& information) override {
    const RiskParts parts = risk_parts(ground_.team, hazards_, resolved_.data(), nullptr, ground_.times.slots(), width_);
    std::vector<double> gram;
    ground_.part.read(ground_.team, {.shift = ground_.shift.data(), .gram = &gram, .expected_by = &hazards_});
    slope_and_information(gram, parts, ground_.moments.event_sum, terms_, width_, slope, information);
    const auto times = static_cast<std::int64_t>(tied_.size()), chunks = std::min<std::int64_t>(times, 64);
    std::vector<std::vector<double>> slopes(chunks, std::vector<double>(terms_, 0.0)), informations(chunks, std::vector<double>(terms_ * terms_, 0.0));
    const CoxDesign& design = ground_.part.design();
    ground_.team.run(chunks, [&](std::int64_t chunk) {
      DiscreteSets sets(terms_);
      CoxDesign::Block block(design);
      std::vector<double> eta, x, mean, variance;
      const Span span = span_of(times, chunks, chunk);
      for (std::int64_t t = span.first; t < span.last; ++t) {
        const std::vector<std::int64_t> rows = at_risk(tied_[t]);
        const auto count = static_cast<std::int64_t>(rows.size());
        eta.clear();
        for (const std::int64_t i : rows) eta.push_back(eta_[i]);
        x.resize(count * width_);
        for (std::int64_t first = 0; first < count; first += design.block_rows()) {
          const std::int64_t some = std::min(design.block_rows(), count - first);
          design.gather(rows.data() + first, some, ground_.shift.data(), block);
          std::copy_n(block.rows, some * width_, x.data() + first * width_);
        }
        sets.log_sum(eta.data(), count, static_cast<std::int64_t>(ground_.leavers.count[tied_[t].slot]));
        sets.moments(x.data(), width_, mean, variance);
        for (std::int64_t j = 0; j < terms_; ++j) slopes[chunk][j] += mean[j];
        for (std::int64_t j = 0; j < terms_ * terms_; ++j) informations[chunk][j] += variance[j];
      }
    });
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
      for (std::int64_t j = 0; j < terms_; ++j) slope[j] -= slopes[chunk][j];
      for (std::int64_t j = 0; j < terms_; ++j)
        for (std::int64_t l = j; l < terms_; ++l) information[j * terms_ + l] += informations[chunk][j * terms_ + l];
    }
  }

  // Breslow's, of all times, at the last measure: the baseline of an exact fit.
  Hazards baseline() const {
    return hazards_of(ground_.team, ground_.times, ground_.leavers, Ties::breslow, resolved_.data(), nullptr, width_, terms_, risk_.entries());
  }
  const std::vector<double>& sums() const noexcept { return resolved_; }

 private:
  struct Tied {
    std::int64_t slot, end;  // of its stratum
  };
  std::vector<std::int64_t> at_risk(const Tied& tied) const {
    std::vector<std::int64_t> rows(order_.begin() + start_[tied.slot], order_.begin() + start_[tied.end]);
    if (risk_.entries()) std::erase_if(rows, [&](std::int64_t i) { return ground_.first(i) >= tied.slot; });
    return rows;
  }

  CoxGround& ground_;
  RiskIndex risk_;
  std::int64_t terms_, width_;
  Leavers single_;
  std::vector<Tied> tied_;
  std::vector<std::int64_t> start_, order_;
  std::vector<double> beta_, eta_, logs_, resolved_;
  CoxSums sums_;
  Hazards hazards_;
};
}  // namespace

CoxFit cox_exact(const CoxInput& input, const CoxOptions& options, const RunContext& context) {
  const auto without = [&](bool given, const char* name, const char* value) {
    if (given) refuse(key, name, value, "left out with exact ties");
  };
  without(options.robust, "robust", "true");
  without(input.cluster.given(), "cluster", "given");
  without(!options.time_effects.empty(), "time_effects", "given");
  CoxGround ground(input, options, context);
  for (std::int64_t i = 0; i < ground.part.rows(); ++i)
    if (const double w = ground.weight(i); w != 1.0 && w != 0.0) refuse(key, "weights", i, w, "0 or 1 with exact ties: sets of people have no weights");
  const std::int64_t terms = ground.part.design().terms(), width = ground.part.design().width();
  Discrete likelihood(ground);
  const bool anybody = ground.leavers.most > 0.0;
  CoxAscent ascent;
  ascent.begin(terms);
  ascent.penalty = penalty_of(key, options, ground.fit.columns, ground.scale, ground.moments.weight, terms);
  if (anybody) {
    climb(likelihood, ascent, ground.scale, ground.reach, ground.moments.events, ground.leavers.total_weight, options);
  } else {
    ascent.status = CoxStatus::no_events;
  }
  const bool known = anybody && ascent.status != CoxStatus::out_of_range, drifts = known && options.baseline && options.baseline_errors;
  Hazards hazards;
  std::vector<double> drift;
  if (known) {
    hazards = likelihood.baseline();
    if (drifts) drift = cumulative_drift(ground.times, hazards, likelihood.sums().data(), nullptr, width, terms);
  }
  const std::vector<double> stratum_shift = ground.stratum_shift;
  CoxFit fit = ground.fit;
  fill_fit({&ascent, &ground.moments, &ground.shift, &ground.times, known ? &hazards : nullptr, drifts ? &drift : nullptr, width, &stratum_shift, nullptr},
           options, fit);
  fit.concordance = fit.concordance_std_error = std::numeric_limits<double>::quiet_NaN();
  if (options.concordance && known) ground.put_concordance(ascent.beta, fit);
  return fit;
}

}  // namespace mainstay::inline v1::survival
