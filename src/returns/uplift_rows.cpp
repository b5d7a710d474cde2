#include "returns/uplift_rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::returns {

UpliftRows::UpliftRows(const UpliftInput& input, const UpliftOptions& options) {
  read(input, options);
  refuse_decided(input);
  follow(options);
}

void UpliftRows::read(const UpliftInput& input, const UpliftOptions& options) {
  const std::int64_t n = input.treated.size;
  const std::vector<std::int64_t> called = data::whole_numbers_of(input.treated), returned = data::whole_numbers_of(input.returned);
  treated.assign(called.begin(), called.end());
  came.assign(returned.begin(), returned.end());
  const std::int64_t count = std::count(called.begin(), called.end(), 1);
  if (count == 0 || count == n)
    refuse(uplift_key, "treated", count == 0 ? "0 in every row" : "1 in every row", count == 0 ? "1 in some: nobody was called" : "0 in some: without people held out at random the effect of a call cannot be told from who was called");
  if (input.strata.given()) strata = data::encode_groups(uplift_key, "strata", input.strata);
  people.resize(at(n));
  if (input.person.given()) {
    const data::Groups groups = data::encode_groups(uplift_key, "person", input.person);
    people = groups.codes;
    names = groups.names();
  } else {
    std::iota(people.begin(), people.end(), 0);
    for (std::int64_t i = 0; i < n; ++i) names.push_back(std::to_string(i));
  }
  horizon_ = options.horizon.has_value();
  if (horizon_ && !input.duration.given()) refuse(uplift_key, "duration", "missing", "given beside horizon");
  if (!horizon_ && input.duration.given()) refuse(uplift_key, "horizon", "missing", "given beside duration: people were observed for different times");
  if (input.duration.given()) duration_ = data::numbers_of(input.duration);
  for (std::size_t i = 0; i < at(n); ++i) outcome.push_back(came[i] != 0 && (!horizon_ || duration_[i] <= *options.horizon) ? 1.0 : 0.0);
  given_ = input.propensity.given();
  propensity = given_ ? data::numbers_of(input.propensity) : std::vector<double>(at(n));
}

// A column that says who was called: then whoever was called differs from who was not, and nobody can tell what calling did.
void UpliftRows::refuse_decided(const UpliftInput& input) const {
  const auto decided = [&](const data::Groups& groups) {
    std::vector<int> arms(at(groups.count), 0);
    std::vector<std::int64_t> rows(at(groups.count), 0);
    for (std::size_t i = 0; i < treated.size(); ++i) arms[at(groups.codes[i])] |= treated[i] != 0 ? 1 : 2, ++rows[at(groups.codes[i])];
    return std::none_of(arms.begin(), arms.end(), [](int arm) { return arm == 3; }) && *std::max_element(rows.begin(), rows.end()) > 1;
  };
  const std::string rule = "no column that decides who was called: an effect needs people held out at random";
  if (!strata.codes.empty() && decided(strata)) refuse(uplift_key, "strata", "called in some strata and held out in others", rule);
  const std::int64_t called = std::count(treated.begin(), treated.end(), 1);
  for (std::size_t c = 0; c < input.x.columns.size(); ++c) {
    const Column& column = input.x.columns[c];
    const std::string name = "x." + input.x.names[c];
    if (column.categorical) {
      if (decided(data::encode_groups(uplift_key, name, column))) refuse(uplift_key, name, "the same in each arm and different between them", rule);
      continue;
    }
    if (std::min(called, size() - called) < 3) continue;  // two may well be the highest by chance
    const std::vector<double> values = data::numbers_of(column);
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (std::size_t i = 0; i < values.size(); ++i) {
      double &least = low[treated[i] != 0], &most = high[treated[i] != 0];
      least = std::min(least, values[i]);
      most = std::max(most, values[i]);
    }
    if (low[0] > high[1] || low[1] > high[0]) refuse(uplift_key, name, "above a limit for all of one arm and below it for the other", rule);
  }
}

void UpliftRows::follow(const UpliftOptions& options) {
  const std::size_t n = treated.size(), strata_count = strata.codes.empty() ? 1 : at(strata.count);
  std::vector<std::vector<std::size_t>> arms(2), cells(2 * strata_count);
  cell_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t arm = treated[i] != 0 ? 1 : 0;
    cell_[i] = (strata.codes.empty() ? 0 : 2 * at(strata.codes[i])) + arm;
    arms[arm].push_back(i);
    cells[cell_[i]].push_back(i);
  }
  there_.resize(cells.size());
  for (std::size_t c = 0; c < cells.size(); ++c) there_[c] = cells[c].empty() ? 0 : 1;
  if (!given_) {  // the share of the stratum
    for (std::size_t i = 0; i < n; ++i) {
      const auto own = static_cast<double>(cells[cell_[i] | 1].size()), other = static_cast<double>(cells[cell_[i] & ~std::size_t{1}].size());
      propensity[i] = own / (own + other);
    }
  }
  const std::vector<double> each(n, 1.0);
  arm_weight_ = arm_thinned_ = thinned_ = each;
  followed_.assign(cells.size(), 1);
  if (horizon_) {
    const auto fill = [&](const std::vector<std::vector<std::size_t>>& rows, std::vector<Followed>& of, std::vector<double>& thinned) {
      for (const auto& some : rows) {
        of.emplace_back(duration_, came, *options.horizon, some);
        const double share = some.empty() ? 0.0 : of.back().effective() / static_cast<double>(some.size());
        for (const std::size_t i : some) thinned[i] = share;
      }
    };
    fill(arms, arms_, arm_thinned_);
    fill(cells, cells_, thinned_);
    for (const std::size_t arm : {std::size_t{0}, std::size_t{1}})
      if (!arms_[arm].weigh(each, arm_weight_)) refuse(uplift_key, "horizon", exact_number(*options.horizon), std::string("a time until which somebody ") + (arm == 1 ? "called" : "held out") + " was observed");
    std::vector<double> weight(n);
    for (std::size_t c = 0; c < cells.size(); ++c) followed_[c] = cells_[c].weigh(each, weight) ? 1 : 0;
    bool some = false;
    for (std::size_t c = 0; c < cells.size(); c += 2) some = some || (there_[c] != 0 && there_[c + 1] != 0 && followed_[c] != 0 && followed_[c + 1] != 0);
    if (!some) refuse(uplift_key, "horizon", exact_number(*options.horizon), "a time until which somebody called and somebody held out of one stratum were observed");
  }
  for (const double w : arm_weight_) observed += w > 0.0 ? 1 : 0;
  for (std::size_t i = 0; i < n; ++i) arm_weight_[i] /= chance(i);
  once = weigh(each);
}

UpliftWeights UpliftRows::weigh(const std::vector<double>& times) const {
  const std::size_t n = treated.size();
  UpliftWeights out;
  out.censoring.assign(n, 1.0);
  out.used.assign(n, 1);
  if (horizon_) {
    std::vector<char> followed(cells_.size());
    for (std::size_t c = 0; c < cells_.size(); ++c) followed[c] = cells_[c].weigh(times, out.censoring) ? 1 : 0;
    for (std::size_t i = 0; i < n; ++i) out.used[i] = followed[cell_[i]] != 0 && followed[cell_[i] ^ 1] != 0 ? 1 : 0;
  }
  out.weight.resize(n);
  for (std::size_t i = 0; i < n; ++i) out.weight[i] = out.used[i] == 0 ? 0.0 : out.censoring[i] / chance(i);
  return out;
}

}  // namespace mainstay::inline v1::returns
