#include "mainstay/returns/probability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "returns/away.hpp"
#include "returns/probability_kernel.hpp"
#include "stats/beta_binomial.hpp"
#include "stats/distributions.hpp"
#include "stats/pooled_beta.hpp"
#include "stats/proportion.hpp"
#include "survival/leaving.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.probability";
constexpr double missing = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
constexpr std::int64_t causes = 3;
constexpr survival::Leaving<ProbabilityInput, ProbabilityOptions, ProbabilityResult> leaving{key, nullptr};

void check_rising(const char* what, const std::vector<double>& values) {
  if (values.empty()) refuse(key, what, "empty", "one number or more");
  for (std::size_t i = 1; i < values.size(); ++i)
    if (!(values[i] > values[i - 1])) refuse(key, what, static_cast<std::int64_t>(i), values[i], "above the one before it");
}

std::vector<std::string> texts(const std::vector<double>& values) {
  std::vector<std::string> list;
  for (const double value : values) list.push_back(plain_number(value));
  return list;
}

// Names of one side of the groups: those declared, or those of the data; `place` of each of the data's.
struct Side {
  std::vector<std::string> names;
  std::vector<std::int64_t> place;
  bool given = false;

  Side(const char* what, const std::vector<std::string>& of_data, const std::vector<std::string>& declared, const std::vector<bool>& occurs) : given(!of_data.empty()) {
    names = declared.empty() ? of_data : declared;
    if (names.empty()) names.emplace_back("all");
    for (std::size_t i = 0; i < std::max<std::size_t>(1, of_data.size()); ++i) {
      const std::string& name = given ? of_data[i] : names.front();
      const auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end() && occurs[i]) throw Error(ErrorCode::unknown_name, key, what, -1, "\"" + name + "\"", "one of " + list_of(declared) + " (" + what + "s)");
      place.push_back(found == names.end() ? -1 : found - names.begin());
    }
    if (!given && !declared.empty()) refuse(key, what, "missing", std::string("given with ") + what + "s");
  }
};

// Every label of a row that takes part is among the declared ones.
void check_declared(const char* what, const Column& column, const std::vector<std::string>& declared, const std::vector<std::int64_t>& rows) {
  if (declared.empty() || !column.given()) return;
  const data::Groups groups = data::encode_groups(key, what, column);
  const std::vector<std::string> names = groups.names();
  for (const std::int64_t row : rows) {
    const std::string& name = names[at(groups.codes[at(row)])];
    if (std::find(declared.begin(), declared.end(), name) == declared.end()) throw Error(ErrorCode::unknown_name, key, what, row, "\"" + name + "\"", "one of " + list_of(declared) + " (" + what + "s)");
  }
}

struct Known {
  double probability, lower, upper, effective;
};

class Finisher {
 public:
  Finisher(const ProbabilityOptions& options, const survival::Cells& cells, const survival::LeavingCounts& counts, Team& team)
      : options_(options), cells_(cells), team_(team), occurs_(occurring(counts)), reasons_("reason", counts.strata, options.reasons, occurs_[0]),
        situations_("situation", counts.groups, options.situations, occurs_[1]) {
    z_ = stats::normal_interval_factor(options.confidence_level);
    times_ = options.waited.size() * options.horizons.size();
    cells_of_.assign(reasons_.names.size() * situations_.names.size(), -1);
    const auto groups = static_cast<std::int64_t>(situations_.place.size());
    for (std::int64_t lane = 0; lane < cells.lanes(); ++lane)
      if (cells.begin[at(lane)] < cells.begin[at(lane) + 1]) cells_of_[at(reasons_.place[at(lane / groups)]) * situations_.names.size() + at(situations_.place[at(lane % groups)])] = lane;
    place_priors();
  }

  ProbabilityResult run() {
    const survival::RiskSets sets = survival::risk_sets(cells_, causes);
    for (std::size_t g = 0; g < cells_of_.size(); ++g)
      if (cells_of_[g] >= 0 || has_prior(g)) groups_.push_back(g);
    standings_.resize(groups_.size());
    const auto count = static_cast<std::int64_t>(groups_.size());
    team_.run(count, [&](std::int64_t i) {
      const std::int64_t lane = cells_of_[groups_[at(i)]];
      for (const double waited : options_.waited) {
        std::vector<Standing> found = lane >= 0 ? standings(sets, lane, waited, options_.horizons) : std::vector<Standing>(options_.horizons.size());
        if (lane < 0)
          for (Standing& none : found) none.followed = false;
        standings_[at(i)].insert(standings_[at(i)].end(), found.begin(), found.end());
      }
    });
    ProbabilityResult result;
    for (const std::int64_t rows : cells_.rows) result.rows += rows;
    result.groups.status.levels = result.total.status.levels = words_of(ReturnStatus{});
    result.groups.basis.levels = words_of(ReturnBasis{});
    result.total.spread.levels = words_of(ReturnSpread{});
    result.groups.reason.levels = result.ends.reason.levels = reasons_.names;
    result.groups.situation.levels = result.ends.situation.levels = situations_.names;
    result.ends.end.levels = words_of(ReturnEnd{});
    everybody(result.total);
    for (std::size_t t = 0; t < times_; ++t) spreads_.push_back(spread(t, result.total));
    posteriors_.resize(groups_.size());
    team_.run(count, [&](std::int64_t i) {
      for (std::size_t t = 0; t < times_; ++t) posteriors_[at(i)].push_back(posterior(at(i), t));
    });
    for (std::size_t i = 0; i < groups_.size(); ++i)
      for (std::size_t t = 0; t < times_; ++t) {
        add_group(i, t, result.groups);
        add_ends(i, t, result.ends);
      }
    return result;
  }

 private:
  double waited(std::size_t t) const { return options_.waited[t / options_.horizons.size()]; }
  double horizon(std::size_t t) const { return options_.horizons[t % options_.horizons.size()]; }
  std::size_t reason(std::size_t group) const { return group / situations_.names.size(); }
  std::size_t situation(std::size_t group) const { return group % situations_.names.size(); }

  static std::array<std::vector<bool>, 2> occurring(const survival::LeavingCounts& counts) {
    std::array<std::vector<bool>, 2> occurs{std::vector<bool>(std::max<std::size_t>(1, counts.strata.size()), counts.strata.empty()),
                                            std::vector<bool>(std::max<std::size_t>(1, counts.groups.size()), counts.groups.empty())};
    for (const std::int64_t stratum : counts.stratum) occurs[0][at(stratum)] = true;
    for (const std::int64_t group : counts.group) occurs[1][at(group)] = true;
    return occurs;
  }

  // The caller's prior of each group and time, by place in the options; of several the one that names more.
  void place_priors() {
    priors_.assign(cells_of_.size() * times_, -1);
    const auto known = [&](std::size_t p, const char* what, const std::string& name, const Side& side) {
      if (!name.empty() && std::find(side.names.begin(), side.names.end(), name) == side.names.end())
        throw Error(ErrorCode::unknown_name, key, "priors[" + std::to_string(p) + "]." + what, -1, "\"" + name + "\"", "one of " + list_of(side.names));
    };
    const auto time = [&](std::size_t p, const char* what, double value, const std::vector<double>& values) {
      const auto found = std::find(values.begin(), values.end(), value);
      if (found == values.end()) refuse(key, "priors[" + std::to_string(p) + "]." + what, -1, value, "one of " + list_of(texts(values)));
      return static_cast<std::size_t>(found - values.begin());
    };
    for (std::size_t p = 0; p < options_.priors.size(); ++p) {
      const ProbabilityPrior& prior = options_.priors[p];
      known(p, "reason", prior.reason, reasons_);
      known(p, "situation", prior.situation, situations_);
      const std::size_t t = time(p, "waited", prior.waited, options_.waited) * options_.horizons.size() + time(p, "horizon", *prior.horizon, options_.horizons);
      for (std::size_t g = 0; g < cells_of_.size(); ++g) {
        if ((!prior.reason.empty() && prior.reason != reasons_.names[reason(g)]) || (!prior.situation.empty() && prior.situation != situations_.names[situation(g)])) continue;
        std::int64_t& place = priors_[g * times_ + t];
        if (place >= 0 && precision(at(place)) == precision(p))
          refuse(key, "priors[" + std::to_string(p) + "]", "a second prior",
                 "the only one for reason \"" + reasons_.names[reason(g)] + "\", situation \"" + situations_.names[situation(g)] + "\"; priors[" + std::to_string(place) + "] names as much");
        if (place < 0 || precision(p) > precision(at(place))) place = static_cast<std::int64_t>(p);
      }
    }
  }
  int precision(std::size_t p) const { return !options_.priors[p].reason.empty() + !options_.priors[p].situation.empty(); }
  // A prior that names the whole group, so that there is one without rows.
  bool has_prior(std::size_t group) const {
    for (std::size_t t = 0; t < times_; ++t)
      if (const std::int64_t p = priors_[group * times_ + t]; p >= 0 && precision(at(p)) == reasons_.given + situations_.given) return true;
    return false;
  }

  Known known(const Standing& s, int end) const {
    if (!(s.people > 0.0)) return {missing, 0.0, 1.0, 0.0};
    const stats::Interval limits = stats::wilson_interval(s.probability[end], s.effective[end], z_);
    if (s.followed) return {s.probability[end], limits.lower, limits.upper, s.effective[end]};
    return end == 0 ? Known{missing, 0.0, limits.upper, 0.0} : Known{missing, limits.lower, 1.0, 0.0};
  }
  static ReturnStatus status_of(const Standing& s) {
    if (!(s.people > 0.0)) return ReturnStatus::nobody;
    if (!s.followed) return ReturnStatus::beyond_follow_up;
    return s.ended[1] > 0.0 ? ReturnStatus::known : ReturnStatus::no_return;
  }
  static double error_of(const Standing& s, int end) { return s.people > 0.0 && s.followed ? std::sqrt(s.variance[end]) : missing; }

  template <class Table>
  static void put_return(const Standing& s, const Known& k, Table& table) {
    table.people.push_back(s.people);
    table.returned.push_back(s.ended[1]);
    table.settled.push_back(s.ended[2]);
    table.unreachable.push_back(s.ended[3]);
    table.censored.push_back(s.censored);
    table.status.codes.push_back(static_cast<std::int32_t>(status_of(s)));
    table.probability.push_back(k.probability);
    table.std_error.push_back(error_of(s, 1));
    table.lower.push_back(k.lower);
    table.upper.push_back(k.upper);
    table.effective.push_back(k.effective);
  }

  void everybody(ProbabilityTotal& table) {
    std::vector<double> weight;
    std::vector<std::int64_t> cause(cells_.cause.begin(), cells_.cause.end());
    for (std::int64_t i = 0; i < cells_.size(); ++i) weight.push_back(cells_.weight_of(i));
    survival::Rows rows{cells_.time, cause, {}, weight, {}, 1};
    if (cells_.delayed_entry) rows.entry = cells_.entry;
    const survival::RiskSets sets = survival::risk_sets(survival::count_rows(rows, team_), causes);
    for (const double time : options_.waited) {
      const std::vector<Standing> found = standings(sets, 0, time, options_.horizons);
      for (std::size_t h = 0; h < found.size(); ++h) {
        table.waited.push_back(time);
        table.horizon.push_back(options_.horizons[h]);
        put_return(found[h], known(found[h], 1), table);
      }
    }
  }

  struct Spread {
    ReturnSpread word = ReturnSpread::none;
    stats::BetaSpread beta;
    double returned = 0.0, people = 0.0;  // effective, of all groups
    stats::PooledPriors priors;
    bool pooled() const { return word == ReturnSpread::fitted || word == ReturnSpread::no_variation; }
  };
  Spread spread(std::size_t t, ProbabilityTotal& table) const {
    std::vector<double> returned, people, once;
    Spread result;
    for (const std::vector<Standing>& each : standings_) {
      const Known k = known(each[t], 1);
      if (!(k.effective > 0.0)) continue;
      people.push_back(k.effective);
      returned.push_back(k.probability * k.effective);
      once.push_back(1.0);
      result.returned += returned.back();
      result.people += people.back();
    }
    table.groups.push_back(static_cast<std::int64_t>(people.size()));
    const stats::Trials trials{returned, people, once};
    if (options_.pooling != ReturnPooling::none) {
      if (static_cast<std::int64_t>(people.size()) < options_.least_groups) result.word = ReturnSpread::too_few;
      else {
        result.beta = options_.pooling == ReturnPooling::moments ? stats::beta_by_moments(trials) : stats::beta_by_likelihood(trials);
        result.word = result.beta.varies ? ReturnSpread::fitted : ReturnSpread::no_variation;
      }
    }
    const bool pooled = result.pooled();
    if (pooled) result.priors = stats::pooled_priors(trials);
    const double mean = result.beta.mean;
    table.spread.codes.push_back(static_cast<std::int32_t>(result.word));
    table.spread_mean.push_back(pooled ? mean : missing);
    table.spread_worth.push_back(pooled ? result.beta.strength : missing);
    table.spread_std.push_back(!pooled ? missing : result.beta.varies ? std::sqrt(mean * (1.0 - mean) / (result.beta.strength + 1.0)) : 0.0);
    return result;
  }

  struct Posterior {
    ReturnBasis basis = ReturnBasis::data;
    double mean = missing, lower = 0.0, upper = 1.0, prior_mean = 0.5, prior_worth = 1.0, prior_share = 1.0, p_value = missing;
  };
  Posterior posterior(std::size_t i, std::size_t t) const {
    const Known k = known(standings_[i][t], 1);
    const std::int64_t own = priors_[groups_[i] * times_ + t];
    const Spread& spread = spreads_[t];
    const double people = k.effective, returned = people > 0.0 ? k.probability * people : 0.0, tail = (1.0 - options_.confidence_level) / 2.0;
    const double least = people > 0.0 ? 0.0 : k.lower;  // beyond the follow-up so many are back already
    Posterior found;
    found.basis = people > 0.0 ? ReturnBasis::data : ReturnBasis::nothing;
    if (own >= 0) {
      const ProbabilityPrior& prior = options_.priors[at(own)];
      found.prior_mean = prior.mean;
      found.prior_worth = prior.worth;
      found.basis = people > 0.0 ? ReturnBasis::both : ReturnBasis::prior;
      if (people > 0.0) {
        const double whole = std::max(1.0, std::round(people)), seen = std::min(whole, std::round(k.probability * whole));
        const stats::CountTails tails = stats::beta_binomial_tails(seen, whole, {prior.mean, prior.worth, true});
        found.p_value = std::min(1.0, 2.0 * std::min(tails.at_most, tails.at_least));
      }
    } else if (spread.pooled()) {
      found.prior_mean = spread.beta.mean;
      found.prior_worth = spread.beta.strength;
      found.basis = ReturnBasis::groups;
    }
    const double mean = found.prior_mean, worth = found.prior_worth;
    found.prior_share = std::isinf(worth) ? 1.0 - people / spread.people : worth / (worth + people);
    if (found.basis == ReturnBasis::nothing) {  // neither rows at the horizon nor a prior: no number is right
      found.lower = least;
      return found;
    }
    const double a = mean * worth + returned, b = (1.0 - mean) * worth + people - returned;
    found.mean = std::isinf(worth) ? mean : a / (a + b);
    if (found.basis == ReturnBasis::groups) {
      const stats::Interval limits = stats::pooled_limits(spread.priors, returned, people, tail, least);
      found.lower = limits.lower;
      found.upper = limits.upper;
      const stats::Interval all = stats::wilson_interval(spread.returned / spread.people, spread.people, z_);
      if (!(spread.returned > 0.0)) found.upper = std::max(found.upper, all.upper);
      if (!(spread.returned < spread.people)) found.lower = std::max(least, std::min(found.lower, all.lower));
    } else {
      const double excluded = least > 0.0 ? stats::beta_cdf(least, a, b) : 0.0;
      if (!(excluded < 1.0 - 1e-9)) {  // the prior holds impossible what was seen
        found.mean = missing;
        found.lower = least;
        return found;
      }
      found.lower = stats::beta_quantile(excluded + tail * (1.0 - excluded), a, b);
      found.upper = stats::beta_quantile(excluded + (1.0 - tail) * (1.0 - excluded), a, b);
      if (least > 0.0) found.mean *= (1.0 - stats::beta_cdf(least, a + 1.0, b)) / (1.0 - excluded);
    }
    found.mean = std::max(found.mean, least);
    found.lower = std::max(least, std::min(found.lower, found.mean));
    found.upper = std::max(found.upper, found.mean);
    return found;
  }

  void add_group(std::size_t i, std::size_t t, ProbabilityGroups& table) const {
    const Standing& s = standings_[i][t];
    const Known k = known(s, 1);
    table.reason.codes.push_back(static_cast<std::int32_t>(reason(groups_[i])));
    table.situation.codes.push_back(static_cast<std::int32_t>(situation(groups_[i])));
    table.waited.push_back(waited(t));
    table.horizon.push_back(horizon(t));
    table.at_risk.push_back(s.at_risk);
    table.followed_until.push_back(s.people > 0.0 ? s.followed_until : waited(t));
    put_return(s, k, table);

    const Posterior& posterior = posteriors_[i][t];
    table.basis.codes.push_back(static_cast<std::int32_t>(posterior.basis));
    table.posterior.push_back(posterior.mean);
    table.posterior_lower.push_back(posterior.lower);
    table.posterior_upper.push_back(posterior.upper);
    table.prior_mean.push_back(posterior.prior_mean);
    table.prior_worth.push_back(posterior.prior_worth);
    table.prior_share.push_back(posterior.prior_share);
    table.prior_p_value.push_back(posterior.p_value);
    table.conflict.push_back(posterior.p_value < options_.conflict_level);
  }

  void add_ends(std::size_t i, std::size_t t, ProbabilityEnds& table) const {
    const Standing& s = standings_[i][t];
    for (int end = 0; end < 4; ++end) {
      const Known k = known(s, end);
      table.reason.codes.push_back(static_cast<std::int32_t>(reason(groups_[i])));
      table.situation.codes.push_back(static_cast<std::int32_t>(situation(groups_[i])));
      table.waited.push_back(waited(t));
      table.horizon.push_back(horizon(t));
      table.end.codes.push_back(end);
      table.probability.push_back(k.probability);
      table.std_error.push_back(error_of(s, end));
      table.lower.push_back(k.lower);
      table.upper.push_back(k.upper);
      table.effective.push_back(k.effective);
    }
  }

  const ProbabilityOptions& options_;
  const survival::Cells& cells_;
  Team& team_;
  std::array<std::vector<bool>, 2> occurs_;
  Side reasons_, situations_;
  double z_ = 0.0;
  std::size_t times_ = 0;
  std::vector<std::int64_t> cells_of_, priors_;  // lane of each group; prior of each group and time
  std::vector<std::size_t> groups_;              // those that are listed
  std::vector<std::vector<Standing>> standings_;
  std::vector<Spread> spreads_;
  std::vector<std::vector<Posterior>> posteriors_;
};

}  // namespace

void ProbabilityState::update(const ProbabilityInput& input, const RunContext& context) {
  check(key, input, options);
  check_rising("horizons", options.horizons);
  check_rising("waited", options.waited);
  if (complete) throw Error(ErrorCode::unsupported, key, "the state is complete and takes no more rows");
  Team team(key, context);
  const Away away = read_away(key, {input.duration, input.end, input.entry, input.person, input.exit, input.weights}, options.ends, options.frozen_at);
  if (away.size() == 0) return;
  check_declared("reason", input.reason, options.reasons, away.row);
  check_declared("situation", input.situation, options.situations, away.row);
  survival::Labelled labels = survival::label_rows(key, input.situation, input.reason);
  survival::Rows rows{away.duration, away.end, {}, {}, {}, labels.lanes};
  if (input.entry.given()) rows.entry = away.entry;
  if (input.weights.given()) rows.weights = away.weights;
  if (!labels.lane.empty())
    for (const std::int64_t row : away.row) rows.lane.push_back(labels.lane[at(row)]);
  survival::add_counts(key, counts, survival::counts_of(survival::count_rows(rows, team), std::move(labels.groups), std::move(labels.strata)));
}

void ProbabilityState::merge(const ProbabilityState& other) { leaving.merge(*this, other); }

ProbabilityResult ProbabilityState::finish(const RunContext& context) const {
  const survival::Cells cells = survival::cells_of(key, counts);
  if (cells.size() == 0) throw Error(ErrorCode::wrong_shape, key, "no row says anything: rows need a weight, time after the exit, and an exit before frozen_at");
  if (survival::largest_cause(cells) > causes) throw Error(ErrorCode::corrupt, key, "the counts of the state are damaged: ends");
  Team team(key, context);
  return Finisher(options, cells, counts, team).run();
}

ProbabilityResult probability(const ProbabilityInput& input, const ProbabilityOptions& options, const RunContext& context) {
  ProbabilityState state;
  state.options = options;
  state.update(input, context);
  state.advance(context);
  return state.finish(context);
}

constinit const Function probability_analysis =
    analysis<&probability>("returns.probability", "Who comes back, by reason and situation, and how sure is that?", {}, &state_of<ProbabilityState>);

}  // namespace mainstay::inline v1::returns
