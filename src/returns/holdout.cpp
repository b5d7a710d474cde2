#include "mainstay/returns/holdout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "core/team.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "returns/holdout_kernel.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr const char* key = "returns.holdout";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// Numbers of one arm.
struct Moments {
  std::int64_t count = 0;
  double mean = 0.0, squares = 0.0;
  void add(double value) {  // Welford 1962
    ++count;
    const double off = value - mean;
    mean += off / static_cast<double>(count);
    squares += off * (value - mean);
  }
  double variance() const { return count > 1 ? squares / static_cast<double>(count - 1) : nothing; }
};

class Drawing {
 public:
  Drawing(const HoldoutInput& input, const HoldoutOptions& options, const RunContext& context)
      : input_(input), options_(options), seed_(context.seed), n_(input.person.size), people_(data::encode_groups(key, "person", input.person)) {
    if (!options.effects.empty() && !options.base_share) refuse(key, "base_share", "missing", "given beside effects");
    for (std::size_t i = 0; i < options.effects.size(); ++i)
      if (options.effects[i] + *options.base_share >= 1.0) refuse(key, "effects[" + std::to_string(i) + "]", exact_number(options.effects[i]), "such that base_share + effect stays below 1");
    std::vector<std::int64_t> seen(at(people_.count), -1);
    for (std::size_t i = 0; i < at(n_); ++i) {
      std::int64_t& first = seen[at(people_.codes[i])];
      if (first >= 0) {
        const std::string name = people_.name(people_.codes[i]);
        throw Error(ErrorCode::invalid_argument, key, "person", static_cast<std::int64_t>(i), people_.text ? data::quoted(name) : name, "there once: row " + std::to_string(first) + " has it too");
      }
      first = static_cast<std::int64_t>(i);
    }
    names_of_people_ = people_.names();
    draw_.reserve(at(n_));
    const DrawOf draw(seed_, options.experiment);
    for (std::size_t i = 0; i < at(n_); ++i) draw_.push_back(draw(names_of_people_[at(people_.codes[i])]));
    contactable_ = data::whole_numbers_of(input.contactable);
    if (input.earlier.given()) earlier_ = data::whole_numbers_of(input.earlier);
    read_strata();
  }

  HoldoutResult run() {
    assign();
    HoldoutResult result;
    tell_people(result);
    tell_strata(result);
    tell_balance(result);
    tell_power(result);
    say(result);
    return result;
  }

 private:
  bool eligible(std::size_t i) const { return contactable_[i] != 0; }
  bool assigned(std::size_t i) const { return !earlier_.empty() && earlier_[i] != INT64_MIN; }

  // One label for each combination that occurs, in the order of the labels of its columns.
  void read_strata() {
    stratum_.assign(at(n_), 0);
    if (!input_.strata.given()) return;
    std::vector<data::Groups> columns;
    for (std::size_t c = 0; c < input_.strata.columns.size(); ++c) {
      columns.push_back(data::encode_groups(key, "strata." + input_.strata.names[c], input_.strata.columns[c]));
      for (std::size_t i = 0; i < at(n_); ++i)
        if (columns[c].codes[i] < 0) refuse(key, "strata." + input_.strata.names[c], static_cast<std::int64_t>(i), nothing, "given");
    }
    // Column by column: the label so far and the next column's make one number; those that occur are numbered in their order.
    std::int64_t labels = 1;
    std::vector<std::int64_t> joint(at(n_));
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::int64_t count = columns[c].count;
      for (std::size_t i = 0; i < at(n_); ++i) joint[i] = stratum_[i] * count + columns[c].codes[i];
      const std::int64_t range = labels * count;  // both at most the number of rows
      if (range <= 8 * n_ + 65536) {
        std::vector<std::int32_t> place(at(range), 0);
        for (const std::int64_t one : joint) place[at(one)] = 1;
        std::int32_t next = 0;
        for (std::int32_t& one : place) one = one != 0 ? next++ : -1;
        for (std::size_t i = 0; i < joint.size(); ++i) stratum_[i] = place[at(joint[i])];
        labels = next;
        continue;
      }
      std::vector<std::int64_t> there = joint;
      std::sort(there.begin(), there.end());
      there.erase(std::unique(there.begin(), there.end()), there.end());
      for (std::size_t i = 0; i < joint.size(); ++i) stratum_[i] = static_cast<std::int32_t>(std::lower_bound(there.begin(), there.end(), joint[i]) - there.begin());
      labels = static_cast<std::int64_t>(there.size());
    }
    std::vector<std::int64_t> first(n_ > 0 ? at(labels) : 0, -1);  // a row of each
    for (std::int64_t i = n_; i-- > 0;) first[at(stratum_[at(i)])] = i;
    for (const std::int64_t row : first) {
      std::string name;
      for (const data::Groups& column : columns) name += (name.empty() ? "" : " / ") + column.name(column.codes[at(row)]);
      names_.push_back(std::move(name));
    }
  }

  void assign() {
    held_out_.assign(at(n_), -1);
    propensity_.assign(at(n_), nothing);
    const bool blocks = options_.method == HoldoutMethod::blocks;
    for (std::size_t i = 0; i < at(n_); ++i) {
      if (!eligible(i)) continue;
      if (assigned(i)) held_out_[i] = earlier_[i];
      else if (!blocks) held_out_[i] = draw_[i] < options_.share ? 1 : 0;
      if (!blocks) propensity_[i] = 1.0 - options_.share;
    }
    if (blocks) assign_blocks();
  }

  void assign_blocks() {
    const std::size_t strata = std::max<std::size_t>(1, names_.size());
    struct Fresh {
      double draw;
      std::int32_t label, row;  // people have 31 bits, and nobody two rows
    };
    struct Stratum {
      std::int64_t eligible = 0, held = 0, target = 0;
      double rest = 0.0, draw = 0.0;
      std::vector<Fresh> fresh;
    };
    std::vector<Stratum> all(strata);
    for (std::size_t i = 0; i < at(n_); ++i) {
      if (!eligible(i)) continue;
      Stratum& one = all[at(stratum_[i])];
      ++one.eligible;
      if (!assigned(i)) one.fresh.push_back({draw_[i], people_.codes[i], static_cast<std::int32_t>(i)});
      else if (earlier_[i] == 1) ++one.held;
    }
    // Whole parts, then one more for the largest fractions, until the sum is the share of everybody.
    std::int64_t people = 0, given = 0;
    for (std::size_t s = 0; s < strata; ++s) {
      const double exact = options_.share * static_cast<double>(all[s].eligible);
      all[s].target = static_cast<std::int64_t>(std::floor(exact + 1e-9));
      all[s].rest = std::max(0.0, exact - static_cast<double>(all[s].target));
      all[s].draw = draw_of(seed_, options_.experiment + "\n", names_.empty() ? std::string() : names_[s]);
      people += all[s].eligible;
      given += all[s].target;
    }
    std::vector<std::size_t> order(strata);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const double difference = all[a].rest - all[b].rest;
      return std::fabs(difference) > 1e-9 ? difference > 0 : std::pair(all[a].draw, a) < std::pair(all[b].draw, b);
    });
    std::int64_t left = std::llround(options_.share * static_cast<double>(people)) - given;
    for (const std::size_t s : order)
      if (left > 0 && all[s].rest > 1e-9) ++all[s].target, --left;
    for (Stratum& one : all) {
      const std::int64_t fresh = static_cast<std::int64_t>(one.fresh.size()), wanted = std::clamp<std::int64_t>(one.target - one.held, 0, fresh);
      // The lowest draws are held out; in what order the others lie is of no interest.
      std::nth_element(one.fresh.begin(), one.fresh.begin() + wanted, one.fresh.end(), [](const Fresh& a, const Fresh& b) { return std::tie(a.draw, a.label) < std::tie(b.draw, b.label); });
      for (std::int64_t k = 0; k < fresh; ++k) {
        const std::size_t row = at(one.fresh[at(k)].row);
        held_out_[row] = k < wanted ? 1 : 0;
        propensity_[row] = 1.0 - static_cast<double>(wanted) / static_cast<double>(fresh);
      }
    }
  }

  void tell_people(HoldoutResult& result) {
    HoldoutPeople& table = result.people;
    table.person = {people_.codes, std::move(names_of_people_)};
    table.arm.codes.reserve(at(n_));
    table.stratum.codes.reserve(at(n_));
    table.arm.levels = words_of(HoldoutArm{});
    table.stratum.levels = names_;
    for (std::size_t i = 0; i < at(n_); ++i) {
      const HoldoutArm arm = held_out_[i] < 0 ? HoldoutArm::not_contactable : held_out_[i] == 1 ? HoldoutArm::held_out : HoldoutArm::called;
      table.arm.codes.push_back(static_cast<std::int32_t>(arm));
      table.stratum.codes.push_back(names_.empty() ? -1 : stratum_[i]);
      result.eligible += held_out_[i] >= 0 ? 1 : 0;
      result.held_out += held_out_[i] == 1 ? 1 : 0;
    }
    result.called = result.eligible - result.held_out;
    table.held_out = held_out_;
    table.draw = draw_;
    table.propensity = propensity_;
    result.status = result.eligible == 0 ? HoldoutStatus::nobody_eligible : result.held_out == 0 ? HoldoutStatus::nobody_held_out : result.called == 0 ? HoldoutStatus::nobody_called : HoldoutStatus::assigned;
  }

  void tell_strata(HoldoutResult& result) const {
    HoldoutStrata& table = result.strata;
    table.stratum.levels = {"total"};
    table.stratum.levels.insert(table.stratum.levels.end(), names_.begin(), names_.end());
    const std::size_t rows = 1 + names_.size();
    table.eligible.assign(rows, 0);
    table.held_out.assign(rows, 0);
    for (std::size_t i = 0; i < at(n_); ++i) {
      if (!eligible(i)) continue;
      const auto count = [&](std::size_t row) {
        ++table.eligible[row];
        table.held_out[row] += held_out_[i];
      };
      count(0);
      if (!names_.empty()) count(1 + at(stratum_[i]));
    }
    for (std::size_t row = 0; row < rows; ++row) {
      table.stratum.codes.push_back(static_cast<std::int32_t>(row));
      table.called.push_back(table.eligible[row] - table.held_out[row]);
      table.share.push_back(table.eligible[row] > 0 ? static_cast<double>(table.held_out[row]) / static_cast<double>(table.eligible[row]) : nothing);
    }
  }

  void compare(HoldoutResult& result, const std::string& name, const std::string& level, const Moments& called, const Moments& held, double variance_called, double variance_held) const {
    HoldoutBalance& table = result.balance;
    const double first = called.count > 0 ? called.mean : nothing, second = held.count > 0 ? held.mean : nothing, spread = std::sqrt((variance_called + variance_held) / 2.0);
    table.covariate.push_back(name);
    table.level.push_back(level);
    table.called.push_back(first);
    table.held_out.push_back(second);
    table.difference.push_back(spread > 0.0 ? (first - second) / spread : first == second ? 0.0 : nothing);
  }

  void tell_balance(HoldoutResult& result) const {
    // Of a share the variance is p (1 - p).
    const auto shares = [&](const std::string& name, const std::string& level, const auto& has, const auto& counts) {
      Moments arm[2];
      for (std::size_t i = 0; i < at(n_); ++i)
        if (eligible(i) && counts(i)) arm[held_out_[i]].add(has(i) ? 1.0 : 0.0);
      const auto variance = [](const Moments& one) { return one.count > 0 ? one.mean * (1.0 - one.mean) : nothing; };
      compare(result, name, level, arm[0], arm[1], variance(arm[0]), variance(arm[1]));
    };
    for (std::size_t c = 0; c < input_.covariates.columns.size(); ++c) {
      const Column& column = input_.covariates.columns[c];
      const std::string& name = input_.covariates.names[c];
      std::vector<char> missing(at(n_), 0);
      if (column.categorical) {
        const data::Groups levels = data::encode_groups(key, "covariates." + name, column);
        for (std::size_t i = 0; i < at(n_); ++i) missing[i] = levels.codes[i] < 0;
        for (std::int64_t level = 0; level < levels.count; ++level)
          shares(name, levels.name(level), [&](std::size_t i) { return levels.codes[i] == level; }, [&](std::size_t i) { return missing[i] == 0; });
      } else {
        const std::vector<double> values = data::numbers_of(column);
        std::vector<std::int64_t> order;  // by value, so that sums do not depend on the order of the rows
        for (std::size_t i = 0; i < at(n_); ++i) {
          missing[i] = std::isnan(values[i]);
          if (missing[i] == 0 && eligible(i)) order.push_back(static_cast<std::int64_t>(i));
        }
        std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return values[at(a)] < values[at(b)]; });
        Moments arm[2];
        for (const std::int64_t i : order) arm[held_out_[at(i)]].add(values[at(i)]);
        compare(result, name, "", arm[0], arm[1], arm[0].variance(), arm[1].variance());
      }
      if (std::count(missing.begin(), missing.end(), 1) > 0) shares(name, "missing", [&](std::size_t i) { return missing[i] != 0; }, [](std::size_t) { return true; });
    }
    result.largest_difference = nothing;
    for (const double difference : result.balance.difference)
      if (!std::isnan(difference) && !(std::fabs(difference) <= result.largest_difference)) result.largest_difference = std::fabs(difference);
    result.expected_spread = result.held_out > 0 && result.called > 0 ? std::sqrt(1.0 / static_cast<double>(result.called) + 1.0 / static_cast<double>(result.held_out)) : nothing;
  }

  void tell_power(HoldoutResult& result) const {
    result.detectable = nothing;
    if (!options_.base_share) return;
    const double base = *options_.base_share, called = static_cast<double>(result.called), held = static_cast<double>(result.held_out);
    const bool both = result.called > 0 && result.held_out > 0;
    if (both) result.detectable = detectable_of(base, called, held, options_.power, options_.significance);
    for (const double effect : options_.effects) {
      result.power.effect.push_back(effect);
      result.power.power.push_back(both ? power_of(base + effect, called, base, held, options_.significance) : 0.0);
      result.power.people_needed.push_back(static_cast<std::int64_t>(std::ceil(std::min(9e15, needed_of(base + effect, base, options_.share, options_.power, options_.significance)))));
    }
  }

  void say(HoldoutResult& result) const {
    const std::string held = std::to_string(result.held_out), all = std::to_string(result.eligible), called = std::to_string(result.called);
    result.sentence = "Of " + all + " people who may be contacted " + held + " are held out and " + called + " are to be called.";
    result.sentence_zh = "可联系的 " + all + " 人中，" + held + " 人作为随机对照组不联系，" + called + " 人致电。";
    if (std::isnan(result.detectable)) return;
    const std::string base = plain_number(100.0 * *options_.base_share, 1), effect = plain_number(100.0 * result.detectable, 1), power = plain_number(100.0 * options_.power, 0);
    result.sentence += " If " + base + " % come back anyway, an increase of " + effect + " percentage points or more is found with a probability of " + power + " %.";
    result.sentence_zh += "若本来回流 " + base + "%，则增加 " + effect + " 个百分点以上才能以 " + power + "% 的把握检出。";
  }

  const HoldoutInput& input_;
  const HoldoutOptions& options_;
  std::uint64_t seed_;
  std::int64_t n_;
  data::Groups people_;
  std::vector<double> draw_, propensity_;
  std::vector<std::int64_t> contactable_, earlier_, held_out_;
  std::vector<std::int32_t> stratum_;
  std::vector<std::string> names_, names_of_people_;
};

}  // namespace

HoldoutResult holdout(const HoldoutInput& input, const HoldoutOptions& options, const RunContext& context) {
  check(key, input, options);
  Team team(key, context, 1);
  team.checkpoint(0.0);
  return Drawing(input, options, context).run();
}

constinit const Function holdout_analysis = analysis<&holdout>(key, "Whom do we leave alone at random, so that we learn what calling does?");

}  // namespace mainstay::inline v1::returns
