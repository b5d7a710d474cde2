#include "mainstay/performance/shrinkage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/team.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "stats/shrinkage.hpp"
#include "stats/unknown_spread.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr std::string_view name = "performance.shrinkage";
using stats::Observed, stats::Posterior, stats::Spread, stats::SpreadModel;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();

void check_options(const ShrinkageInput& input, const ShrinkageOptions& options) {
  const bool normal = options.model == ShrinkageModel::normal;
  if (options.model == ShrinkageModel::undeclared) refuse(name, "model", "undeclared", "beta_binomial, gamma_poisson or normal");
  if (normal != input.std_error.given()) refuse(name, "std_error", normal ? "missing" : "given", normal ? "given with model = normal" : "left out unless model is normal");
  if (!normal && !input.volume.given()) refuse(name, "volume", "missing", "given unless model is normal");
  if (options.fit == ShrinkageFit::efron_morris && !normal) refuse(name, "fit", "efron_morris", "another one unless model is normal");
  const bool given = options.fit == ShrinkageFit::given;
  const auto needed = [&](const char* what, const std::optional<double>& option, bool wanted) {
    if (option.has_value() != wanted) refuse(name, what, wanted ? "missing" : "given", wanted ? "given with fit = given" : given ? "left out with this model" : "left out unless fit is given");
  };
  needed("prior_mean", options.prior_mean, given);
  needed("prior_volume", options.prior_volume, given && !normal);
  needed("prior_std", options.prior_std, given && normal);
  if (given && options.min_people != ShrinkageOptions{}.min_people) refuse(name, "min_people", std::to_string(options.min_people), "left out with fit = given");
  if (!given || normal) return;
  const bool cases = options.model == ShrinkageModel::beta_binomial;
  if (*options.prior_mean <= 0 || (cases && *options.prior_mean >= 1)) refuse(name, "prior_mean", -1, *options.prior_mean, cases ? "a rate between 0 and 1, neither of them" : "> 0");
}

}  // namespace

ShrinkageResult shrinkage(const ShrinkageInput& input, const ShrinkageOptions& options, const RunContext& context) {
  check(name, input, options);
  check_options(input, options);
  Team team(name, context);
  const bool normal = options.model == ShrinkageModel::normal;
  const SpreadModel model = normal ? SpreadModel::normal : options.model == ShrinkageModel::beta_binomial ? SpreadModel::beta_binomial : SpreadModel::gamma_poisson;
  std::vector<double> value = data::numbers_of(input.value), volume = data::numbers_of(normal ? input.std_error : input.volume);
  const std::size_t n = value.size();
  if (normal && input.volume.given()) {  // value is the mean of so many cases, std_error that of one of them
    const std::vector<double> cases = data::numbers_of(input.volume);
    for (std::size_t i = 0; i < n; ++i) {
      if (cases[i] == 0) value[i] = nothing;
      else volume[i] /= std::sqrt(cases[i]);
    }
  }
  const auto is_whole = [](double x) { return x == std::floor(x); };
  const auto known = [&](std::size_t i) { return !std::isnan(value[i]) && !std::isnan(volume[i]) && (normal || volume[i] > 0); };
  double first_error = nothing;
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = static_cast<std::int64_t>(i);
    if (std::isnan(value[i])) continue;
    if (normal) {
      if (std::isnan(volume[i])) refuse(name, "std_error", row, nothing, "given where there is a value");
      if (std::isnan(first_error)) first_error = volume[i];
      if (options.fit == ShrinkageFit::efron_morris && volume[i] != first_error) refuse(name, "std_error", row, volume[i], "equal for everybody with fit = efron_morris");
      continue;
    }
    if (value[i] < 0 || !is_whole(value[i])) refuse(name, "value", row, value[i], "a whole number of at least 0");
    if (model == SpreadModel::beta_binomial && !is_whole(volume[i])) refuse(name, "volume", row, volume[i], "a whole number of cases");
    if (model == SpreadModel::beta_binomial && value[i] > volume[i]) refuse(name, "value", row, value[i], "at most the row's volume");
    if (volume[i] == 0 && value[i] > 0) refuse(name, "value", row, value[i], "0 where volume is 0");
  }
  const data::Groups groups = input.group.given() ? data::encode_groups(name, "group", input.group) : data::Groups{};
  const std::int64_t group_count = input.group.given() ? groups.count : (n > 0 ? 1 : 0);
  const auto group_of = [&](std::size_t row) { return static_cast<std::size_t>(groups.codes.empty() ? 0 : groups.codes[row]); };

  std::vector<Observed> observed(static_cast<std::size_t>(group_count));
  Observed everybody;
  for (std::size_t i = 0; i < n; ++i) {
    if (!known(i)) continue;
    observed[group_of(i)].add(value[i], volume[i]);
    if (group_count > 1) everybody.add(value[i], volume[i]);
  }
  if (group_count == 1) everybody = observed[0];
  everybody.compress();
  const auto fit = [&](const Observed& o) -> Spread {
    if (options.fit == ShrinkageFit::moments) return spread_by_moments(model, o);
    if (options.fit == ShrinkageFit::efron_morris) return spread_by_efron_morris(o);
    return spread_by_likelihood(model, o);
  };
  const Spread told{options.prior_mean.value_or(0), normal ? std::pow(options.prior_std.value_or(0), 2) : options.prior_volume.value_or(0), true};
  const auto least = static_cast<double>(options.min_people);
  Spread common = told;
  if (options.fit != ShrinkageFit::given && everybody.people >= least) common = fit(everybody);
  const bool over_spreads = options.intervals == ShrinkageIntervals::spread_estimated && options.fit != ShrinkageFit::given;
  std::vector<Spread> spreads(observed.size());
  std::vector<std::vector<stats::LikelySpread>> likely(observed.size());
  std::vector<ShrinkageStatus> status(observed.size());
  team.run(group_count, [&](std::int64_t g) {
    const auto at = static_cast<std::size_t>(g);
    Observed& own = observed[at];
    own.compress();
    if (options.fit == ShrinkageFit::given) spreads[at] = told, status[at] = ShrinkageStatus::given;
    else if (own.people >= least) spreads[at] = fit(own), status[at] = spreads[at].varies ? ShrinkageStatus::fitted : ShrinkageStatus::no_variation;
    else spreads[at] = common, status[at] = everybody.people >= least ? ShrinkageStatus::from_everybody : ShrinkageStatus::too_few;
    const bool alone = status[at] == ShrinkageStatus::no_variation && model == SpreadModel::beta_binomial && std::all_of(own.volume.begin(), own.volume.end(), [](double cases) { return cases <= 1; });
    if (alone) status[at] = ShrinkageStatus::one_case_each;
    if (over_spreads && own.people >= least) likely[at] = likely_spreads(model, own);
  });
  if (over_spreads && std::count(status.begin(), status.end(), ShrinkageStatus::from_everybody) > 0) {
    const std::vector<stats::LikelySpread> of_everybody = likely_spreads(model, everybody);
    for (std::size_t g = 0; g < observed.size(); ++g)
      if (status[g] == ShrinkageStatus::from_everybody) likely[g] = of_everybody;
  }

  ShrinkageResult result;
  for (auto* list : {&result.raw, &result.estimate, &result.lower, &result.upper, &result.std_error, &result.weight}) list->assign(n, nothing);
  const double tail = (1 - options.confidence_level) / 2;
  std::vector<Posterior> shared(observed.size());
  for (std::size_t g = 0; g < observed.size(); ++g)
    if (status[g] != ShrinkageStatus::too_few && !spreads[g].varies) shared[g] = common_value(model, status[g] == ShrinkageStatus::from_everybody ? everybody : observed[g], tail);
  const std::int64_t chunks = std::clamp<std::int64_t>(static_cast<std::int64_t>(n) / 4096, n > 0 ? 1 : 0, 256);
  team.run(chunks, [&](std::int64_t c) {
    const Span span = span_of(static_cast<std::int64_t>(n), chunks, c);
    for (auto i = static_cast<std::size_t>(span.first); i < static_cast<std::size_t>(span.last); ++i) {
      const std::size_t g = group_of(i);
      if (known(i)) result.raw[i] = normal ? value[i] : value[i] / volume[i];
      if (status[g] == ShrinkageStatus::too_few) continue;
      const double own_value = known(i) ? value[i] : 0, own_volume = known(i) ? volume[i] : normal ? infinite : 0;
      Posterior p = !spreads[g].varies ? shared[g] : posterior_of(model, spreads[g], own_value, own_volume, tail);
      if (!likely[g].empty()) p = posterior_over(model, likely[g], p, own_value, own_volume, tail);
      result.estimate[i] = p.mean;
      result.lower[i] = p.lower;
      result.upper[i] = p.upper;
      result.std_error[i] = p.std_error;
      result.weight[i] = p.weight;
    }
  });

  ShrinkageGroups& table = result.groups;
  table.group.levels = groups.codes.empty() ? std::vector<std::string>(observed.size(), "total") : groups.names();
  for (const Choice& word : choices(ShrinkageStatus{})) table.status.levels.emplace_back(word.name);
  std::vector<std::int64_t> rows(observed.size(), 0);
  for (std::size_t i = 0; i < n; ++i) ++rows[group_of(i)];
  for (std::size_t g = 0; g < observed.size(); ++g) {
    const Spread& spread = spreads[g];
    const bool none = status[g] == ShrinkageStatus::too_few;
    const auto people = static_cast<std::int64_t>(observed[g].people);
    table.group.codes.push_back(static_cast<std::int32_t>(g));
    table.status.codes.push_back(static_cast<std::int32_t>(status[g]));
    table.people.push_back(people);
    table.without.push_back(rows[g] - people);
    table.prior_mean.push_back(none ? nothing : spread.mean);
    table.prior_volume.push_back(none || normal ? nothing : spread.strength);
    const double rate = spread.mean;
    table.prior_std.push_back(none ? nothing : !spread.varies ? 0.0 : normal ? std::sqrt(spread.strength) : model == SpreadModel::beta_binomial ? std::sqrt(rate * (1 - rate) / (spread.strength + 1)) : std::sqrt(rate / spread.strength));
    table.log_likelihood.push_back(none ? nothing : log_likelihood(model, observed[g], spread));
  }
  return result;
}

constinit const Function shrinkage_analysis = analysis<&shrinkage>("performance.shrinkage", "How good is each person really, where there are few cases?");

}  // namespace mainstay::inline v1::performance
