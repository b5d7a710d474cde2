#include "survival/cox_over_time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "mainstay/core/error.hpp"
#include "solve/gram.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_ground.hpp"
#include "survival/cox_kernel.hpp"
#include "survival/cox_over_time_kernel.hpp"
#include "survival/cox_time_effects.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest_plain_eta = 300.0;

class OverTime final : public CoxLikelihood {
 public:
  OverTime(CoxGround& ground, const CoxTimeEffects& effects, Ties ties)
      : ground_(ground), design_(ground.part.design()), effects_(effects), blocks_(effects, ground.times), ties_(ties),
        risk_(blocks_.times.slots(), ground.part.entry().given() && blocks_.longest > 1), inner_(design_.width()), terms_(effects.terms()),
        width_(solve::gram_width(terms_ + 1)), leaver_sums_(ties == Ties::efron && ground.leavers.most > 1.0) {
    if (risk_.size() > std::numeric_limits<std::int32_t>::max()) refuse("survival.cox", "time_effects", "given", "left out: there are too many distinct times");
    leavers_.count.assign(blocks_.times.slots(), 0.0);
    leavers_.weight = leavers_.count;
    for (std::int64_t k = 0; k < ground.times.slots(); ++k) {
      if (blocks_.place[k] < 0) continue;
      leavers_.count[blocks_.place[k]] = ground.leavers.count[k];
      leavers_.weight[blocks_.place[k]] = ground.leavers.weight[k];
    }
    stratum_shift_.assign(ground.fit.strata.size(), 0.0);
    sum_events();
  }

  double measure(const std::vector<double>& beta) override {
    beta_ = beta;
    std::fill(stratum_shift_.begin(), stratum_shift_.end(), 0.0);
    std::vector<double> highest;
    if (!(add_up(highest) <= largest_plain_eta)) {
      for (std::size_t s = 0; s < highest.size(); ++s) stratum_shift_[s] = std::isfinite(highest[s]) ? highest[s] : 0.0;
      add_up(highest);
    }
    std::vector<double> inner(blocks_.times.slots() * inner_);
    risk_.resolve(table_.data(), inner_, blocks_.times, inner.data());
    hazards_ = hazards_of(ground_.team, blocks_.times, leavers_, ties_, inner.data(), leaver_sums_ ? leaver_table_.data() : nullptr, inner_,
                          design_.terms(), true);
    widen(inner, sums_);
    if (leaver_sums_) widen(leaver_table_, leavers_wide_);
    return event_eta_ - hazards_.log_sum;
  }

  void weigh(std::vector<double>& slope, std::vector<double>& information) override {
    const std::int64_t functions = effects_.size() + 1, pairs = functions * (functions + 1) / 2, chunks = row_chunks(design_.rows());
    std::vector<std::vector<double>> grams(chunks);
    ground_.team.run(chunks, [&](std::int64_t chunk) {
      Room room(*this);
      std::vector<double> values(pairs * design_.block_rows());
      grams[chunk].assign(pairs * inner_ * inner_, 0.0);
      design_.blocks(span_of(design_.rows(), chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
        design_.read(first, count, ground_.shift.data(), beta_.data(), block);
        for (std::int64_t b = 0; b < count; ++b) {
          const std::int64_t pieces = cut(first + b, block.eta[b], block.rows + b * inner_, room);
          for (std::int64_t q = 0; q < pairs; ++q) values[q * design_.block_rows() + b] = 0.0;
          for (std::int64_t p = 0; p < pieces; ++p) {
            const double c = expected(room, p, p + 1 == pieces && ground_.left(first + b));
            const double* f = blocks_.f.data() + room.block[p] * effects_.size();
            for (std::int64_t e = 0, q = 0; e < functions; ++e)
              for (std::int64_t other = e; other < functions; ++other, ++q)
                values[q * design_.block_rows() + b] += c * (e > 0 ? f[e - 1] : 1.0) * (other > 0 ? f[other - 1] : 1.0);
          }
        }
        for (std::int64_t q = 0; q < pairs; ++q)
          solve::add_weighted_gram(block.rows, values.data() + q * design_.block_rows(), count, inner_, grams[chunk].data() + q * inner_ * inner_);
      });
    });
    for (std::int64_t chunk = 1; chunk < chunks; ++chunk)
      for (std::size_t i = 0; i < grams[0].size(); ++i) grams[0][i] += grams[chunk][i];
    const RiskParts parts = risk_parts(ground_.team, hazards_, sums_.data(), leaver_sums_ ? leavers_wide_.data() : nullptr, blocks_.times.slots(), width_);
    std::vector<double> gram(width_ * width_, 0.0);
    for (std::int64_t e = 0, q = 0; e < functions; ++e)
      for (std::int64_t other = e; other < functions; ++other, ++q) {
        const CoxTimeTerms a = terms_of(e), c = terms_of(other);
        const double* from = grams[0].data() + q * inner_ * inner_;
        for (std::int64_t j = 0; j < a.count; ++j)
          for (std::int64_t l = 0; l < c.count; ++l) {
            const std::int64_t low = std::min(a.own + j, c.own + l), high = std::max(a.own + j, c.own + l);
            gram[(a.first + j) * width_ + c.first + l] = from[low * inner_ + high];
          }
      }
    slope_and_information(gram, parts, event_sum_, terms_, width_, slope, information);
  }

  // Hazards by the fit's own slots, at the last measure.
  Hazards hazards() const {
    Hazards result;
    result.begin(ground_.times.slots(), false);
    for (std::int64_t k = 0; k < ground_.times.slots(); ++k) {
      const std::int64_t from = blocks_.place[k];
      if (from < 0) continue;
      result.jump[k] = hazards_.jump[from];
      result.a[k] = hazards_.a[from];
      result.b[k] = hazards_.b[from];
    }
    result.accumulate(ground_.times);
    return result;
  }
  // Sums by the fit's own slots.
  std::vector<double> by_slot(bool leavers) const {
    const std::vector<double>& from = leavers ? leavers_wide_ : sums_;
    if (leavers && !leaver_sums_) return {};
    std::vector<double> result(ground_.times.slots() * width_, 0.0);
    for (std::int64_t k = 0; k < ground_.times.slots(); ++k)
      if (blocks_.place[k] >= 0) std::copy_n(from.data() + blocks_.place[k] * width_, width_, result.data() + k * width_);
    return result;
  }
  std::int64_t width() const noexcept { return width_; }
  const std::vector<double>& stratum_shift() const noexcept { return stratum_shift_; }

  // Products of the score residuals, summed by cluster where there are clusters.
  std::vector<double> score_products(const std::int32_t* cluster, std::int64_t clusters) {
    const std::int64_t slots = blocks_.times.slots();
    std::vector<double> drift(slots * width_, 0.0), mean(drift), own(drift), products(width_ * width_, 0.0);
    for (std::int64_t s = 0; s < blocks_.times.strata(); ++s)
      for (std::int64_t k = blocks_.times.first(s) + 1; k < blocks_.times.first(s + 1); ++k)
        for (std::int64_t j = 0; j < terms_; ++j) {
          const double total = sums_[k * width_ + j], tied = leaver_sums_ ? leavers_wide_[k * width_ + j] : 0.0;
          drift[k * width_ + j] = drift[(k - 1) * width_ + j] + hazards_.a[k] * total - hazards_.b[k] * tied;
          if (leavers_.weight[k] > 0.0) mean[k * width_ + j] = (hazards_.jump[k] * total - hazards_.tied[k] * tied) / leavers_.weight[k];
          own[k * width_ + j] = hazards_.b[k] * total - hazards_.c[k] * tied;
        }
    std::vector<double> by_cluster(cluster != nullptr ? clusters * terms_ : 0, 0.0), one(terms_), z(terms_);
    Room room(*this);
    design_.blocks({0, design_.rows()}, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, ground_.shift.data(), beta_.data(), block);
      for (std::int64_t b = 0; b < count; ++b) {
        const std::int64_t i = first + b, pieces = cut(i, block.eta[b], block.rows + b * inner_, room);
        std::fill(one.begin(), one.end(), 0.0);
        for (std::int64_t p = 0; p < pieces; ++p) {
          spread(block.rows + b * inner_, room.block[p], z.data());
          const std::int64_t from = room.from[p], to = room.to[p];
          const bool leaves = p + 1 == pieces && ground_.left(i);
          const double r = room.hazard[p], spent = spent_in(from, to);
          for (std::int64_t j = 0; j < terms_; ++j) {
            one[j] -= r * (z[j] * spent - drift[to * width_ + j] + drift[from * width_ + j]);
            if (leaves) one[j] += ground_.weight(i) * (z[j] - mean[to * width_ + j]) + r * (hazards_.tied[to] * z[j] - own[to * width_ + j]);
          }
        }
        if (cluster != nullptr) {
          for (std::int64_t j = 0; j < terms_; ++j) by_cluster[cluster[i] * terms_ + j] += one[j];
          continue;
        }
        for (std::int64_t j = 0; j < terms_; ++j)
          for (std::int64_t l = j; l < terms_; ++l) products[j * width_ + l] += one[j] * one[l];
      }
    });
    if (cluster != nullptr) add_cluster_products(by_cluster.data(), clusters, terms_, width_, products);
    return products;
  }

  /// Spread and reach of all terms: those of the columns, and times the size of f at the times of leaving.
  void spread_terms(std::vector<double>& scale, std::vector<double>& reach) const {
    for (std::int64_t e = 0; e < effects_.size(); ++e) {
      double squares = 0.0, most = 0.0, weight = 0.0;
      for (std::int64_t s = 0; s < blocks_.times.strata(); ++s)
        for (std::int64_t k = blocks_.times.first(s) + 1; k < blocks_.times.first(s + 1); ++k) {
          const double f = blocks_.f[s * effects_.size() + e];
          squares += leavers_.weight[k] * f * f;
          most = std::max(most, std::fabs(f));
          weight += leavers_.weight[k];
        }
      const double size = weight > 0.0 ? std::sqrt(squares / weight) : 0.0;
      for (std::int64_t j = 0; j < effects_[e].count; ++j) {
        scale.push_back(scale[effects_[e].own + j] * size);
        reach.push_back(reach[effects_[e].own + j] * most);
      }
    }
  }

 private:
  // One row, cut at the blocks in which it is at risk: (from, to] of each are slots of the blocks' times.
  struct Room {
    explicit Room(const OverTime& of)
        : eta(of.blocks_.most + 8), hazard(of.blocks_.most + 8), block(of.blocks_.most), place(of.blocks_.most), second(of.blocks_.most), from(of.blocks_.most), to(of.blocks_.most), slopes(of.effects_.size()) {}
    std::vector<double> eta, hazard;
    std::vector<std::int64_t> block;
    std::vector<std::int32_t> place, second, from, to;
    std::vector<double> slopes;
    double largest = 0.0;  // |eta|
  };

  CoxTimeTerms terms_of(std::int64_t function) const { return function == 0 ? CoxTimeTerms{0, design_.terms(), 0} : effects_[function - 1]; }
  double spent_in(std::int64_t from, std::int64_t to) const noexcept {
    return (hazards_.cumulative[to] - hazards_.cumulative[from]) + (hazards_.cumulative_rest[to] - hazards_.cumulative_rest[from]);
  }
  double expected(const Room& room, std::int64_t p, bool leaves) const noexcept {
    return room.hazard[p] * (spent_in(room.from[p], room.to[p]) - (leaves ? hazards_.tied[room.to[p]] : 0.0));
  }
  // Terms of a row in a block.
  void spread(const double* x, std::int64_t block, double* z) const {
    std::copy_n(x, design_.terms(), z);
    for (std::int64_t e = 0; e < effects_.size(); ++e)
      for (std::int64_t j = 0; j < effects_[e].count; ++j) z[effects_[e].first + j] = blocks_.f[block * effects_.size() + e] * x[effects_[e].own + j];
  }

  std::int64_t cut(std::int64_t i, double eta, const double* x, Room& room) const {
    const std::int64_t first = ground_.first(i) + 1, last = ground_.last(i);
    if (first > last || !(ground_.weight(i) > 0.0)) return 0;
    if (design_.terms() == 0) eta = 0.0;
    if (ground_.part.offset().given()) eta += ground_.part.offset()[i];
    eta -= stratum_shift_[ground_.stratum(i)];
    for (std::int64_t e = 0; e < effects_.size(); ++e) room.slopes[e] = effects_.slope(e, x, beta_.data());
    const std::int64_t begin = blocks_.block[first], pieces = blocks_.block[last] - begin + 1;
    for (std::int64_t p = 0; p < pieces; ++p) {
      const std::int64_t b = begin + p;
      double sum = eta;
      for (std::int64_t e = 0; e < effects_.size(); ++e) sum += blocks_.f[b * effects_.size() + e] * room.slopes[e];
      room.eta[p] = sum;
      room.block[p] = b;
      room.from[p] = static_cast<std::int32_t>(p == 0 ? blocks_.place[first] - 1 : blocks_.times.first(b));
      room.to[p] = static_cast<std::int32_t>(p + 1 == pieces ? blocks_.place[last] : blocks_.times.first(b + 1) - 1);
    }
    room.largest = weighted_exp(room.eta.data(), nullptr, pieces, room.hazard.data());
    if (ground_.part.weights().given())
      for (std::int64_t p = 0; p < pieces; ++p) room.hazard[p] *= ground_.part.weights()[i];
    return pieces;
  }

  // Tables and the events' part of the likelihood; returns the largest |eta|. highest: the highest eta of each stratum.
  double add_up(std::vector<double>& highest) {
    const std::int64_t size = risk_.size() * inner_, leaver_size = leaver_sums_ ? blocks_.times.slots() * inner_ : 0;
    constexpr std::int64_t room_for = 16 << 20;  // numbers in all tables
    const std::int64_t chunks = std::min(row_chunks(design_.rows()), std::max<std::int64_t>(2, room_for / std::max<std::int64_t>(1, size + leaver_size)));
    std::vector<std::vector<double>> tables(chunks), leaver_tables(chunks), most(chunks);
    std::vector<double> event_eta(chunks, 0.0), largest(chunks, 0.0);
    ground_.team.run(chunks, [&](std::int64_t chunk) {
      tables[chunk].assign(size, 0.0);
      leaver_tables[chunk].assign(leaver_size, 0.0);
      most[chunk].assign(stratum_shift_.size(), -infinity);
      Room room(*this);
      design_.blocks(span_of(design_.rows(), chunks, chunk), [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
        design_.read(first, count, ground_.shift.data(), beta_.data(), block);
        for (std::int64_t b = 0; b < count; ++b) {
          const std::int64_t i = first + b;
          const double* row = block.rows + b * inner_;
          const std::int64_t pieces = cut(i, block.eta[b], row, room);
          if (pieces == 0) continue;
          largest[chunk] = room.largest <= largest[chunk] ? largest[chunk] : room.largest;
          double& high = most[chunk][ground_.stratum(i)];
          for (std::int64_t p = 0; p < pieces; ++p) high = room.eta[p] <= high ? high : room.eta[p];
          if (risk_.entries()) {
            for (std::int64_t p = 0; p < pieces; ++p) {
              const RiskIndex::Places places = risk_.places(room.from[p], room.to[p]);
              room.place[p] = places.first;
              room.second[p] = places.second;
            }
            add_row_to_places(row, room.hazard.data(), room.second.data(), pieces, inner_, tables[chunk].data());
          } else {
            std::copy_n(room.to.begin(), pieces, room.place.begin());
          }
          add_row_to_places(row, room.hazard.data(), room.place.data(), pieces, inner_, tables[chunk].data());
          if (!ground_.left(i)) continue;
          event_eta[chunk] += ground_.weight(i) * room.eta[pieces - 1];
          if (leaver_sums_) add_row_to_places(row, &room.hazard[pieces - 1], &room.to[pieces - 1], 1, inner_, leaver_tables[chunk].data());
        }
      });
    });
    table_.swap(tables[0]);
    leaver_table_.swap(leaver_tables[0]);
    highest.assign(stratum_shift_.size(), -infinity);
    event_eta_ = 0.0;
    double all = 0.0;
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) {
      if (chunk > 0) {
        for (std::size_t k = 0; k < table_.size(); ++k) table_[k] += tables[chunk][k];
        for (std::size_t k = 0; k < leaver_table_.size(); ++k) leaver_table_[k] += leaver_tables[chunk][k];
      }
      for (std::size_t s = 0; s < highest.size(); ++s) highest[s] = std::max(highest[s], most[chunk][s]);
      event_eta_ += event_eta[chunk];
      all = largest[chunk] <= all ? all : largest[chunk];
    }
    return all;
  }

  // (slots, inner) of the columns' terms → (slots, width) of all terms and the hazards themselves.
  void widen(const std::vector<double>& inner, std::vector<double>& wide) const {
    wide.assign(blocks_.times.slots() * width_, 0.0);
    for (std::int64_t s = 0; s < blocks_.times.strata(); ++s)
      for (std::int64_t k = blocks_.times.first(s) + 1; k < blocks_.times.first(s + 1); ++k) {
        spread(inner.data() + k * inner_, s, wide.data() + k * width_);
        wide[k * width_ + terms_] = inner[k * inner_ + design_.terms()];
      }
  }

  void sum_events() {
    event_sum_.assign(terms_, 0.0);
    std::vector<double> z(terms_);
    design_.blocks({0, design_.rows()}, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, ground_.shift.data(), nullptr, block);
      for (std::int64_t b = 0; b < count; ++b) {
        if (!ground_.left(first + b)) continue;
        spread(block.rows + b * inner_, blocks_.block[ground_.last(first + b)], z.data());
        for (std::int64_t j = 0; j < terms_; ++j) event_sum_[j] += ground_.weight(first + b) * z[j];
      }
    });
  }

  CoxGround& ground_;
  const CoxDesign& design_;
  const CoxTimeEffects& effects_;
  CoxTimeBlocks blocks_;
  Ties ties_;
  RiskIndex risk_;
  std::int64_t inner_, terms_, width_;  // numbers of a row of x, terms, numbers of a row of all terms
  bool leaver_sums_;
  Leavers leavers_;
  std::vector<double> beta_, event_sum_, stratum_shift_, table_, leaver_table_, sums_, leavers_wide_;
  double event_eta_ = 0.0;
  Hazards hazards_;
};
}  // namespace

CoxFit cox_over_time(const CoxInput& input, const CoxOptions& options, const RunContext& context) {
  CoxGround ground(input, options, context);
  const CoxTimeEffects effects("survival.cox", ground.fit.columns, options.time_effects);
  for (std::int64_t s = 0; s < ground.times.strata(); ++s)
    if (const std::int64_t k = ground.times.first(s) + 1; k < ground.times.first(s + 1) && !(ground.times.time(k) > 0.0))
      for (std::size_t e = 0; e < options.time_effects.size(); ++e)
        if (options.time_effects[e].function == CoxTimeFunction::log)
          refuse("survival.cox", "time_effects[" + std::to_string(e) + "].function", "log", "another word: somebody left at time 0");
  OverTime likelihood(ground, effects, options.ties);
  std::vector<double> scale = ground.scale, reach = ground.reach;
  likelihood.spread_terms(scale, reach);
  CoxAscent ascent;
  ascent.begin(effects.terms());
  ascent.penalty = penalty_of("survival.cox", options, ground.fit.columns, ground.scale, ground.moments.weight, effects.terms());
  const bool anybody = ground.leavers.most > 0.0;
  if (anybody) {
    climb(likelihood, ascent, scale, reach, ground.moments.events, ground.leavers.total_weight, options);
  } else {
    ascent.status = CoxStatus::no_events;
    ascent.finished = true;
  }
  const bool known = anybody && ascent.status != CoxStatus::out_of_range;
  const bool robust = options.robust || input.cluster.given();
  Hazards hazards;
  std::vector<double> drift, products;
  if (known) {
    hazards = likelihood.hazards();
    if (options.baseline && options.baseline_errors) {
      const std::vector<double> sums = likelihood.by_slot(false), leaver_sums = likelihood.by_slot(true);
      drift = cumulative_drift(ground.times, hazards, sums.data(), leaver_sums.empty() ? nullptr : leaver_sums.data(), likelihood.width(), effects.terms());
    }
    if (robust) products = likelihood.score_products(input.cluster.given() ? ground.clusters.codes.data() : nullptr, ground.clusters.count);
  }
  // All terms stand about the means of their columns.
  std::vector<double> shift = ground.shift;
  CoxMoments moments = ground.moments;
  for (std::int64_t e = 0; e < effects.size(); ++e)
    for (std::int64_t j = 0; j < effects[e].count; ++j) {
      shift.push_back(shift[effects[e].own + j]);
      moments.sum.push_back(moments.sum[effects[e].own + j]);
    }
  const bool drifts = known && options.baseline && options.baseline_errors;
  CoxFit fit = std::move(ground.fit);
  fit.time_effects = options.time_effects;
  fill_fit({&ascent, &moments, &shift, &ground.times, known ? &hazards : nullptr, drifts ? &drift : nullptr, likelihood.width(),
            &likelihood.stratum_shift(), known && robust ? &products : nullptr},
           options, fit);
  fit.concordance = fit.concordance_std_error = std::numeric_limits<double>::quiet_NaN();
  return fit;
}

}  // namespace mainstay::inline v1::survival
