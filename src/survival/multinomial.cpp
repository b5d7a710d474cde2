#include "mainstay/survival/multinomial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "solve/cholesky.hpp"
#include "stats/distributions.hpp"
#include "survival/cox_design.hpp"
#include "survival/cox_part.hpp"
#include "survival/multinomial_kernel.hpp"
#include "survival/reasons.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr const char* key = "survival.multinomial";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

// Periods of one stratum with one baseline, in which somebody left.
struct Cell {
  std::int64_t stratum, first, last;
  double at_risk = 0.0;
  std::vector<double> events;  // by cause
  bool everybody = false;
};

struct Rows {
  std::int64_t count;
  std::vector<std::int64_t> entry, duration, event, stratum;
  Numbers weights;
  double weight(std::int64_t i) const noexcept { return weights.given() ? weights[i] : 1.0; }
};

// The cells of all strata, by stratum and period; first_of[s] is the first of stratum s.
std::vector<Cell> cells_of(const Rows& rows, std::int64_t strata, std::int64_t causes, const std::vector<std::int64_t>& bands, std::vector<std::int64_t>& first_of) {
  std::vector<Cell> cells;
  for (std::int64_t s = 0; s < strata; ++s) {
    first_of.push_back(static_cast<std::int64_t>(cells.size()));
    std::int64_t longest = 0;
    for (std::int64_t i = 0; i < rows.count; ++i)
      if (rows.stratum[i] == s && rows.weight(i) > 0.0) longest = std::max(longest, rows.duration[i]);
    std::vector<double> change(longest + 2, 0.0), events((longest + 1) * causes, 0.0);
    for (std::int64_t i = 0; i < rows.count; ++i) {
      if (rows.stratum[i] != s || !(rows.weight(i) > 0.0)) continue;
      change[rows.entry[i] + 1] += rows.weight(i);
      change[rows.duration[i] + 1] -= rows.weight(i);
      if (rows.event[i] > 0) events[rows.duration[i] * causes + rows.event[i] - 1] += rows.weight(i);
    }
    std::size_t band = 0;
    double there = 0.0;
    Cell* open = nullptr;
    bool fresh = true;
    std::vector<Cell> own;
    for (std::int64_t u = 1; u <= longest; ++u) {
      there += change[u];
      if (!bands.empty()) {
        while (band < bands.size() && u > bands[band]) ++band, fresh = true;
      } else {
        fresh = true;
      }
      if (fresh) {
        open = &own.emplace_back(Cell{s, u, u, 0.0, std::vector<double>(causes, 0.0), false});
        fresh = false;
      }
      open->last = u;
      open->at_risk += there;
      for (std::int64_t j = 0; j < causes; ++j) open->events[j] += events[u * causes + j];
    }
    for (Cell& cell : own) {
      double left = 0.0;
      for (const double one : cell.events) left += one;
      if (!(left > 0.0)) continue;
      cell.everybody = !(cell.at_risk - left > 1e-12 * cell.at_risk);
      cells.push_back(std::move(cell));
    }
  }
  first_of.push_back(static_cast<std::int64_t>(cells.size()));
  return cells;
}

struct Sums {
  double value = 0.0;
  std::vector<double> slope_a, slope_b;      // (cells, causes), (causes p)
  std::vector<double> own, border, shared;   // (cells, causes, causes), (cells, causes, causes p), (causes p, causes p) upper blocks
  void begin(std::int64_t cells, std::int64_t causes, std::int64_t terms) {
    value = 0.0;
    slope_a.assign(cells * causes, 0.0);
    slope_b.assign(causes * terms, 0.0);
    own.assign(cells * causes * causes, 0.0);
    border.assign(cells * causes * causes * terms, 0.0);
    shared.assign(causes * terms * causes * terms, 0.0);
  }
  void add(const Sums& other) {
    value += other.value;
    const auto each = [](std::vector<double>& to, const std::vector<double>& from) {
      for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
    };
    each(slope_a, other.slope_a), each(slope_b, other.slope_b), each(own, other.own), each(border, other.border), each(shared, other.shared);
  }
};

class Model {
 public:
  Model(Team& team, const Rows& rows, const CoxDesign& design, const std::vector<double>& means, std::vector<Cell> cells, std::vector<std::int64_t> first_of, std::int64_t causes)
      : team_(team), rows_(rows), design_(design), means_(means), cells_(std::move(cells)), first_of_(std::move(first_of)), causes_(causes), terms_(design.terms()) {}

  std::int64_t cells() const noexcept { return static_cast<std::int64_t>(cells_.size()); }
  std::int64_t size() const noexcept { return causes_ * terms_; }
  const Cell& cell(std::int64_t c) const noexcept { return cells_[c]; }

  // Baselines of people who are all alike.
  std::vector<double> start() const {
    std::vector<double> a(cells() * causes_, -infinity);
    for (std::int64_t c = 0; c < cells(); ++c) {
      double left = 0.0;
      for (const double one : cells_[c].events) left += one;
      const double stays = cells_[c].at_risk - left;
      for (std::int64_t j = 0; j < causes_; ++j)
        if (cells_[c].events[j] > 0.0) a[c * causes_ + j] = cells_[c].everybody ? infinity : std::log(cells_[c].events[j] / stays);
    }
    return a;
  }

  // work(row, weight, x, cell, periods, hazards of these, log of staying, cause or -1) for each row and cell that it is at risk in.
  template <class Work>
  void visit(const Span& span, const std::vector<double>& a, const std::vector<double>& b, const Work& work) const {
    std::vector<double> eta(causes_), hazards(causes_);
    design_.blocks(span, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
      design_.read(first, count, means_.data(), nullptr, block);
      for (std::int64_t k = 0; k < count; ++k) {
        const std::int64_t i = first + k;
        const double w = rows_.weight(i);
        if (!(w > 0.0)) continue;
        const double* x = block.rows + k * design_.width();
        for (std::int64_t j = 0; j < causes_; ++j) {
          double sum = 0.0;
          for (std::int64_t t = 0; t < terms_; ++t) sum += x[t] * b[j * terms_ + t];
          eta[j] = sum;
        }
        const std::int64_t s = rows_.stratum[i];
        auto c = std::lower_bound(cells_.begin() + first_of_[s], cells_.begin() + first_of_[s + 1], rows_.entry[i] + 1, [](const Cell& cell, std::int64_t period) { return cell.last < period; }) -
                 cells_.begin();
        for (; c < first_of_[s + 1] && cells_[c].first <= rows_.duration[i]; ++c) {
          if (cells_[c].everybody) continue;
          const double periods = static_cast<double>(std::min(cells_[c].last, rows_.duration[i]) - std::max(cells_[c].first, rows_.entry[i] + 1) + 1);
          const double stays = multinomial_hazards(a.data() + c * causes_, eta.data(), causes_, hazards.data());
          const std::int64_t cause = rows_.event[i] > 0 && rows_.duration[i] <= cells_[c].last ? rows_.event[i] - 1 : -1;
          work(i, w, x, c, periods, hazards.data(), stays, cause, eta.data());
        }
      }
    });
  }

  Sums at(const std::vector<double>& a, const std::vector<double>& b) const {
    const std::int64_t chunks = row_chunks(rows_.count), wide = size();
    std::vector<Sums> parts(chunks);
    team_.run(chunks, [&](std::int64_t chunk) {
      Sums& sums = parts[chunk];
      sums.begin(cells(), causes_, terms_);
      std::vector<double> residual(causes_), spread(causes_ * causes_), last(terms_);
      std::int64_t row = -1;
      double weight = 0.0;
      const auto close = [&] {  // what a row's periods share: x
        if (row < 0) return;
        for (std::int64_t j = 0; j < causes_; ++j) {
          for (std::int64_t t = 0; t < terms_; ++t) sums.slope_b[j * terms_ + t] += residual[j] * last[t];
          for (std::int64_t l = j; l < causes_; ++l) {
            const double factor = spread[j * causes_ + l];
            if (factor == 0.0) continue;
            for (std::int64_t t = 0; t < terms_; ++t) {
              const double scaled = factor * last[t];
              double* to = sums.shared.data() + (j * terms_ + t) * wide + l * terms_;
              for (std::int64_t r = 0; r < terms_; ++r) to[r] += scaled * last[r];
            }
          }
        }
      };
      visit(span_of(rows_.count, chunks, chunk), a, b,
            [&](std::int64_t i, double w, const double* x, std::int64_t c, double periods, const double* hazards, double stays, std::int64_t cause, const double* eta) {
              if (i != row) {
                close();
                row = i;
                weight = w;
                std::copy_n(x, terms_, last.begin());
                std::fill(residual.begin(), residual.end(), 0.0);
                std::fill(spread.begin(), spread.end(), 0.0);
              }
              sums.value += weight * periods * stays;
              if (cause >= 0) sums.value += weight * (a[c * causes_ + cause] + eta[cause]);
              for (std::int64_t j = 0; j < causes_; ++j) {
                if (hazards[j] == 0.0 && cause != j) continue;
                const double r = weight * ((cause == j ? 1.0 : 0.0) - periods * hazards[j]);
                sums.slope_a[c * causes_ + j] += r;
                residual[j] += r;
                for (std::int64_t l = 0; l < causes_; ++l) {
                  const double v = weight * periods * hazards[j] * ((j == l ? 1.0 : 0.0) - hazards[l]);
                  if (v == 0.0) continue;
                  sums.own[(c * causes_ + j) * causes_ + l] += v;
                  if (l >= j) spread[j * causes_ + l] += v;
                  double* to = sums.border.data() + (c * causes_ + j) * wide + l * terms_;
                  for (std::int64_t t = 0; t < terms_; ++t) to[t] += v * x[t];
                }
              }
            });
      close();
    });
    for (std::int64_t chunk = 1; chunk < chunks; ++chunk) parts[0].add(parts[chunk]);
    for (std::int64_t i = 0; i < wide; ++i)
      for (std::int64_t l = 0; l < i; ++l) parts[0].shared[i * wide + l] = parts[0].shared[l * wide + i];
    return std::move(parts[0]);
  }

  // Outer products of the rows' (clusters') scores along the coefficients, the baselines eliminated: `way` (cells, causes, causes p).
  std::vector<double> products(const std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& way, const std::int32_t* cluster, std::int64_t clusters) const {
    const std::int64_t wide = size(), chunks = cluster == nullptr ? row_chunks(rows_.count) : 1;
    std::vector<std::vector<double>> parts(chunks);
    std::vector<double> by_cluster(cluster != nullptr ? clusters * wide : 0, 0.0);
    team_.run(chunks, [&](std::int64_t chunk) {
      std::vector<double>& product = parts[chunk];
      product.assign(wide * wide, 0.0);
      std::vector<double> score(wide, 0.0);
      std::int64_t row = -1;
      const auto close = [&] {
        if (row < 0) return;
        if (cluster != nullptr) {
          for (std::int64_t j = 0; j < wide; ++j) by_cluster[cluster[row] * wide + j] += score[j];
        } else {
          for (std::int64_t j = 0; j < wide; ++j)
            for (std::int64_t l = 0; l < wide; ++l) product[j * wide + l] += score[j] * score[l];
        }
        std::fill(score.begin(), score.end(), 0.0);
      };
      visit(span_of(rows_.count, chunks, chunk), a, b,
            [&](std::int64_t i, double w, const double* x, std::int64_t c, double periods, const double* hazards, double, std::int64_t cause, const double*) {
              if (i != row) {
                close();
                row = i;
              }
              for (std::int64_t j = 0; j < causes_; ++j) {
                const double r = w * ((cause == j ? 1.0 : 0.0) - periods * hazards[j]);
                if (r == 0.0) continue;
                for (std::int64_t t = 0; t < terms_; ++t) score[j * terms_ + t] += r * x[t];
                const double* less = way.data() + (c * causes_ + j) * wide;
                for (std::int64_t l = 0; l < wide; ++l) score[l] -= r * less[l];
              }
            });
      close();
    });
    std::vector<double> result(wide * wide, 0.0);
    for (const std::vector<double>& part : parts)
      for (std::size_t i = 0; i < result.size(); ++i) result[i] += part[i];
    for (std::int64_t g = 0; cluster != nullptr && g < clusters; ++g)
      for (std::int64_t j = 0; j < wide; ++j)
        for (std::int64_t l = 0; l < wide; ++l) result[j * wide + l] += by_cluster[g * wide + j] * by_cluster[g * wide + l];
    return result;
  }

 private:
  Team& team_;
  const Rows& rows_;
  const CoxDesign& design_;
  const std::vector<double>& means_;
  std::vector<Cell> cells_;
  std::vector<std::int64_t> first_of_;
  std::int64_t causes_, terms_;
};

// The baselines taken out of the equations.
struct Reduced {
  std::vector<double> inverse, way;        // of own, (cells, causes, causes); inverse · border, (cells, causes, causes p)
  std::vector<double> slope, information;  // of the coefficients
  Reduced(const Sums& sums, std::int64_t cells, std::int64_t causes, std::int64_t wide) : inverse(cells * causes * causes, 0.0), way(cells * causes * wide, 0.0), slope(sums.slope_b), information(sums.shared) {
    std::vector<double> scale(causes);
    for (std::int64_t c = 0; c < cells; ++c) {
      const double* own = sums.own.data() + c * causes * causes;
      for (std::int64_t j = 0; j < causes; ++j) scale[j] = std::sqrt(std::max(0.0, own[j * (causes + 1)]));
      const solve::RankRevealingCholesky factor(own, causes, scale.data(), 1e-14);
      const std::vector<double> block = factor.inverse();
      std::copy(block.begin(), block.end(), inverse.begin() + c * causes * causes);
      for (std::int64_t j = 0; j < causes; ++j)
        for (std::int64_t l = 0; l < causes; ++l) {
          const double v = block[j * causes + l];
          if (v == 0.0) continue;
          const double* from = sums.border.data() + (c * causes + l) * wide;
          double* to = way.data() + (c * causes + j) * wide;
          for (std::int64_t k = 0; k < wide; ++k) to[k] += v * from[k];
        }
      for (std::int64_t j = 0; j < causes; ++j) {
        const double* from = sums.border.data() + (c * causes + j) * wide;
        const double* to = way.data() + (c * causes + j) * wide;
        const double pull = sums.slope_a[c * causes + j];
        for (std::int64_t k = 0; k < wide; ++k) {
          slope[k] -= to[k] * pull;
          if (from[k] == 0.0) continue;
          for (std::int64_t l = 0; l < wide; ++l) information[k * wide + l] -= from[k] * to[l];
        }
      }
    }
  }
};
}  // namespace

void MultinomialFit::validate() const {
  const auto broken = [](const char* argument, const char* rule) { throw Error(ErrorCode::corrupt, key, argument, -1, "broken", rule); };
  const auto terms = term_count(columns);
  if (static_cast<std::int64_t>(coefficients.term.size()) != terms * static_cast<std::int64_t>(causes.size())) broken("coefficients", "a row for each cause and term");
  if (static_cast<std::int64_t>(means.size()) != terms) broken("means", "one for each term");
  if (baseline.own_covariance.size() != baseline.stratum.size() * causes.size() * causes.size()) broken("baseline.own_covariance", "causes by causes for each period");
  if (baseline.gradient.size() != baseline.stratum.size() * causes.size() * coefficients.term.size()) broken("baseline.gradient", "the coefficients for each period and cause");
  for (std::size_t k = 0; k < baseline.stratum.size(); ++k) {
    if (baseline.stratum[k] >= static_cast<std::int64_t>(strata.size())) broken("baseline.stratum", "a place in strata");
    if (baseline.last_period[k] < baseline.first_period[k]) broken("baseline.last_period", "at least first_period");
    if (k > 0 && (baseline.stratum[k] < baseline.stratum[k - 1] || (baseline.stratum[k] == baseline.stratum[k - 1] && baseline.first_period[k] <= baseline.last_period[k - 1])))
      broken("baseline.first_period", "after the period before it, strata in order");
  }
}

MultinomialFit multinomial(const MultinomialInput& input, const MultinomialOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  for (std::size_t k = 1; k < options.bands.size(); ++k)
    if (options.bands[k] <= options.bands[k - 1]) refuse(key, "bands", static_cast<std::int64_t>(k), static_cast<double>(options.bands[k]), "above the one before it");
  MultinomialFit fit;
  fit.ridge = options.ridge;
  fit.confidence_level = options.confidence_level;
  fit.columns = columns_of(input.x, input.weights);
  choose_references(key, fit.columns, options.references);
  Rows rows;
  rows.count = input.duration.size;
  rows.weights = Numbers(input.weights);
  rows.stratum.assign(rows.count, 0);
  fit.strata = {""};
  if (input.strata.given()) {
    const data::Groups strata = data::encode_groups(key, "strata", input.strata);
    if (strata.count > 0) fit.strata = strata.names();
    rows.stratum.assign(strata.codes.begin(), strata.codes.end());
  }
  data::Groups clusters;
  if (input.cluster.given()) clusters = data::encode_groups(key, "cluster", input.cluster);
  const Numbers duration(input.duration), event(input.event), entry(input.entry);
  fit.causes = options.causes;
  fit.follow_up.assign(fit.strata.size(), 0.0);
  const auto named = static_cast<std::int64_t>(options.causes.size());
  std::int64_t highest = 0;
  for (std::int64_t i = 0; i < rows.count; ++i) {
    rows.duration.push_back(static_cast<std::int64_t>(duration[i]));
    rows.event.push_back(static_cast<std::int64_t>(event[i]));
    rows.entry.push_back(entry.given() ? static_cast<std::int64_t>(entry[i]) : 0);
    if (rows.entry[i] >= rows.duration[i]) refuse(key, "entry", i, entry[i], "below the row's duration");
    if (named > 0 && rows.event[i] > named) refuse(key, "event", i, event[i], "at most " + std::to_string(named) + ", the number of causes that are named");
    if (!(rows.weight(i) > 0.0)) continue;
    highest = std::max(highest, rows.event[i]);
    ++fit.rows;
    fit.events += rows.event[i] > 0;
    fit.follow_up[rows.stratum[i]] = std::max(fit.follow_up[rows.stratum[i]], duration[i]);
  }
  for (std::int64_t j = named; j < std::max<std::int64_t>(highest, 1) && named == 0; ++j) fit.causes.push_back(std::to_string(j + 1));
  const auto causes = static_cast<std::int64_t>(fit.causes.size());
  const CoxDesign design(key, input.x, fit.columns, input.weights);
  const std::int64_t terms = design.terms(), wide = causes * terms, width = design.width();
  Team team(key, context, row_chunks(rows.count));
  team.report(0.0, 0.0);

  // Means, and the largest distance from them.
  fit.means.assign(terms, 0.0);
  std::vector<double> reach(terms, 0.0), lowest(terms, infinity), most(terms, -infinity), zero(terms, 0.0);
  double total = 0.0;
  design.blocks({0, rows.count}, [&](CoxDesign::Block& block, std::int64_t first, std::int64_t count) {
    design.read(first, count, zero.data(), nullptr, block);
    for (std::int64_t k = 0; k < count; ++k) {
      const double w = rows.weight(first + k);
      if (!(w > 0.0)) continue;
      total += w;
      for (std::int64_t t = 0; t < terms; ++t) {
        const double x = block.rows[k * width + t];
        fit.means[t] += (w / total) * (x - fit.means[t]);
        lowest[t] = std::min(lowest[t], x);
        most[t] = std::max(most[t], x);
      }
    }
  });
  for (std::int64_t t = 0; t < terms && total > 0.0; ++t) reach[t] = std::max(most[t] - fit.means[t], fit.means[t] - lowest[t]);

  std::vector<std::int64_t> first_of;
  std::vector<Cell> found = cells_of(rows, static_cast<std::int64_t>(fit.strata.size()), causes, options.bands, first_of);
  std::vector<double> by_cause(causes, 0.0);
  for (const Cell& cell : found)
    for (std::int64_t j = 0; j < causes; ++j) by_cause[j] += cell.events[j];
  for (std::int64_t j = 0; j < causes; ++j)
    if (!(by_cause[j] > 0.0)) fit.without_events.push_back(fit.causes[j]);
  Model model(team, rows, design, fit.means, std::move(found), first_of, causes);
  const std::int64_t cells = model.cells();
  std::vector<double> a = model.start(), b(wide, 0.0), best_a = a, best_b = b;
  fit.coefficients.cause.levels = fit.causes;
  const std::vector<std::string> names = term_names(fit.columns);
  for (std::int64_t j = 0; j < causes; ++j)
    for (std::int64_t t = 0; t < terms; ++t) {
      fit.coefficients.cause.codes.push_back(static_cast<std::int32_t>(j));
      fit.coefficients.term.push_back(names[t]);
    }
  const auto label = [&](std::int64_t k) { return fit.causes[k / terms] + ": " + names[k % terms]; };

  std::vector<double> covariance(wide * wide, 0.0), inverse(cells * causes * causes, 0.0), way(cells * causes * wide, 0.0);
  std::vector<bool> fixed(wide, false);
  bool any = false;
  for (std::int64_t c = 0; c < cells; ++c) any = any || !model.cell(c).everybody;
  if (!any) {
    fit.status = HazardStatus::no_events;
  } else {
    double objective = -infinity, decrement = 0.0, last = 0.0;
    const double mean_weight = total / static_cast<double>(std::max<std::int64_t>(1, fit.rows));
    std::int64_t halvings = 0;
    bool settling = false, first = true;
    std::vector<double> step_a(a.size(), 0.0), step_b(wide, 0.0);
    for (;;) {
      const Sums sums = model.at(a, b);
      double penalty = 0.0;
      for (const double one : b) penalty += 0.5 * options.ridge * one * one;
      const double reached = sums.value - penalty;
      const bool good = std::isfinite(reached) && std::all_of(sums.shared.begin(), sums.shared.end(), [](double v) { return std::isfinite(v); });
      constexpr double rounding = 1e-12;
      if (!settling && (!good || !(reached >= objective - rounding * (std::fabs(objective) + 1.0)))) {
        constexpr std::int64_t most_halvings = 40;
        settling = ++halvings > most_halvings;
        const double share = settling ? 0.0 : 0.5;
        for (std::size_t k = 0; k < a.size(); ++k)
          if (std::isfinite(a[k])) a[k] = best_a[k] + share * (a[k] - best_a[k]);
        for (std::int64_t k = 0; k < wide; ++k) b[k] = best_b[k] + share * (b[k] - best_b[k]);
        continue;
      }
      halvings = 0;
      best_a = a;
      best_b = b;
      objective = reached;
      fit.log_likelihood = sums.value;
      if (first) fit.log_likelihood_null = sums.value;
      Reduced reduced(sums, cells, causes, wide);
      std::vector<double> scale(wide);
      for (std::int64_t k = 0; k < wide; ++k) {
        reduced.slope[k] -= options.ridge * b[k];
        reduced.information[k * (wide + 1)] += options.ridge;
        // A constant leaves nothing but rounding; the baselines may take away the rest.
        constexpr double nothing = 1e-12;
        const double own = sums.shared[k * (wide + 1)] + options.ridge;
        scale[k] = fixed[k] || !(own > 0.0) || !(reduced.information[k * (wide + 1)] > nothing * own) ? 0.0 : std::sqrt(own);
      }
      const solve::RankRevealingCholesky factor(reduced.information.data(), wide, scale.data());
      if (first) {
        for (std::int64_t k = 0; k < wide; ++k)
          if (factor.left_out(k)) {
            fixed[k] = true;
            if (by_cause[k / terms] > 0.0) fit.singular.push_back(label(k));
          }
        first = false;
      } else if (options.ridge == 0.0) {
        for (std::int64_t k = 0; k < wide; ++k)
          if (!fixed[k] && factor.left_out(k)) fit.separated.push_back(label(k));
      }
      step_b = reduced.slope;
      factor.solve(step_b.data());
      last = std::exchange(decrement, 0.0);
      for (std::int64_t k = 0; k < wide; ++k) decrement += step_b[k] * reduced.slope[k];
      for (std::int64_t c = 0; c < cells; ++c)
        for (std::int64_t j = 0; j < causes; ++j) {
          double move = 0.0, own = 0.0;
          for (std::int64_t l = 0; l < causes; ++l) own += reduced.inverse[(c * causes + j) * causes + l] * sums.slope_a[c * causes + l];
          for (std::int64_t k = 0; k < wide; ++k) move -= reduced.way[(c * causes + j) * wide + k] * step_b[k];
          step_a[c * causes + j] = own + move;
          decrement += own * sums.slope_a[c * causes + j];
        }
      const auto finish = [&](HazardStatus how) {
        fit.status = how;
        covariance = factor.inverse();
        inverse = reduced.inverse;
        way = reduced.way;
      };
      constexpr double no_gain = 1e-7, a_change = 0.1;
      if (options.ridge == 0.0 && fit.separated.empty() && fit.iterations > 0 && 0.5 * decrement <= no_gain * mean_weight)
        for (std::int64_t k = 0; k < wide; ++k)
          if (!fixed[k] && std::fabs(step_b[k]) * reach[k % terms] > a_change) fit.separated.push_back(label(k));
      if (settling || !fit.separated.empty()) {
        finish(settling ? HazardStatus::iteration_limit : HazardStatus::separated);
        break;
      }
      constexpr double short_step = 1e-7;
      const double length = std::sqrt(std::max(0.0, decrement) / std::max(total, mean_weight));
      const bool converged = length <= options.tolerance || (length <= short_step && fit.iterations > 0 && decrement >= 0.25 * last);
      if (converged || fit.iterations >= options.max_iterations) {
        if (converged) {
          for (std::size_t k = 0; k < a.size(); ++k)
            if (std::isfinite(a[k])) a[k] += step_a[k];
          for (std::int64_t k = 0; k < wide; ++k) b[k] += step_b[k];
          fit.log_likelihood += 0.5 * std::max(0.0, decrement);
        }
        finish(!converged ? HazardStatus::iteration_limit : fit.singular.empty() ? HazardStatus::converged : HazardStatus::singular);
        break;
      }
      ++fit.iterations;
      for (std::size_t k = 0; k < a.size(); ++k)
        if (std::isfinite(a[k])) a[k] += step_a[k];
      for (std::int64_t k = 0; k < wide; ++k) b[k] += step_b[k];
    }
  }
  const bool known = fit.status != HazardStatus::no_events;
  fit.model_covariance = fit.covariance = covariance;
  const bool robust = known && (options.robust || input.cluster.given());
  if (robust) {
    const std::vector<double> middle = model.products(a, b, way, input.cluster.given() ? clusters.codes.data() : nullptr, clusters.count);
    std::vector<double> half(wide * wide, 0.0);
    fit.covariance.assign(wide * wide, 0.0);
    for (std::int64_t i = 0; i < wide; ++i)
      for (std::int64_t l = 0; l < wide; ++l)
        for (std::int64_t k = 0; k < wide; ++k) half[i * wide + k] += covariance[i * wide + l] * middle[l * wide + k];
    for (std::int64_t i = 0; i < wide; ++i)
      for (std::int64_t l = 0; l < wide; ++l)
        for (std::int64_t k = 0; k < wide; ++k) fit.covariance[i * wide + k] += half[i * wide + l] * covariance[l * wide + k];
    for (std::int64_t i = 0; i < wide; ++i)
      for (std::int64_t l = 0; l < i; ++l) fit.covariance[i * wide + l] = fit.covariance[l * wide + i] = 0.5 * (fit.covariance[i * wide + l] + fit.covariance[l * wide + i]);
  }
  MultinomialCoefficients& table = fit.coefficients;
  table.coefficient = b;
  for (std::vector<double>* list : {&table.std_error, &table.robust_std_error, &table.z, &table.p_value, &table.lower, &table.upper, &table.ratio_lower, &table.ratio_upper}) list->assign(wide, missing);
  const double width_of = stats::normal_interval_factor(options.confidence_level);
  for (std::int64_t k = 0; k < wide; ++k) {
    table.ratio.push_back(std::exp(b[k]));
    if (!known || !(fit.model_covariance[k * (wide + 1)] > 0.0)) continue;
    double error = table.std_error[k] = std::sqrt(fit.model_covariance[k * (wide + 1)]);
    if (robust) error = table.robust_std_error[k] = std::sqrt(std::max(0.0, fit.covariance[k * (wide + 1)]));
    table.z[k] = error > 0.0 ? b[k] / error : (b[k] == 0.0 ? 0.0 : std::copysign(infinity, b[k]));
    table.p_value[k] = stats::normal_two_sided(table.z[k]);
    table.lower[k] = b[k] - width_of * error;
    table.upper[k] = b[k] + width_of * error;
    table.ratio_lower[k] = std::exp(table.lower[k]);
    table.ratio_upper[k] = std::exp(table.upper[k]);
  }
  const std::int64_t free = std::count(fixed.begin(), fixed.end(), false);
  fit.likelihood_ratio_test.statistic = std::max(0.0, 2.0 * (fit.log_likelihood - fit.log_likelihood_null));
  fit.likelihood_ratio_test.degrees_of_freedom = known ? free : 0;
  fit.likelihood_ratio_test.p_value = known && free > 0 ? stats::chi_squared_upper_tail(fit.likelihood_ratio_test.statistic, static_cast<double>(free)) : 1.0;
  MultinomialBaseline& baseline = fit.baseline;
  baseline.linear_predictor = a;
  baseline.own_covariance = inverse;
  for (double& one : way) one = -one;
  baseline.gradient = way;
  std::vector<double> none(causes, 0.0), hazards(causes);
  for (std::int64_t c = 0; c < cells; ++c) {
    const Cell& cell = model.cell(c);
    baseline.stratum.push_back(cell.stratum);
    baseline.first_period.push_back(cell.first);
    baseline.last_period.push_back(cell.last);
    baseline.everybody_left.push_back(cell.everybody ? 1 : 0);
    baseline.at_risk.push_back(cell.at_risk);
    baseline.events.insert(baseline.events.end(), cell.events.begin(), cell.events.end());
    if (cell.everybody)
      for (std::int64_t j = 0; j < causes; ++j) hazards[j] = std::min(1.0, cell.events[j] / cell.at_risk);
    else
      multinomial_hazards(a.data() + c * causes, none.data(), causes, hazards.data());
    baseline.hazard.insert(baseline.hazard.end(), hazards.begin(), hazards.end());
  }
  team.report(1.0, 1.0);
  return fit;
}

Explanation multinomial_explain(const MultinomialFit& fit, const ExplainInput& input, const MultinomialExplainOptions& options, const RunContext& context) {
  constexpr const char* name = "survival.multinomial.explain";
  check(name, input, options, context.threads);
  std::size_t cause = 0;
  if (!options.cause.empty()) {
    const auto at = std::find(fit.causes.begin(), fit.causes.end(), options.cause);
    std::string names;
    for (const std::string& one : fit.causes) names += (names.empty() ? "" : ", ") + one;
    if (at == fit.causes.end()) refuse(name, "cause", options.cause, "one of the causes of the fit: " + names);
    cause = static_cast<std::size_t>(at - fit.causes.begin());
  }
  ExplainOptions plain;
  plain.most = options.most;
  return explain_terms(name, input, plain, fit.columns, term_names(fit.columns), 0, fit.means.data(), fit.coefficients.coefficient.data() + cause * fit.means.size(), context);
}

namespace {
constexpr Function methods[] = {
    analysis<&multinomial_predict>("survival.multinomial.predict", "How likely is each of these people to have left for each cause by the end of a given period?"),
    analysis<&multinomial_explain>("survival.multinomial.explain", "Why is this person more or less likely than the average to leave for this cause?")};
}

constinit const Function multinomial_analysis = analysis<&multinomial>("survival.multinomial", "In which months do people leave for which cause, and which attributes go with it?", methods);

}  // namespace mainstay::inline v1::survival
