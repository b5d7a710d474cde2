#include "mainstay/competency/promotion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <unordered_map>

#include "competency/promotion_bench.hpp"
#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/days.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "stats/distributions.hpp"
#include "stats/poisson.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.promotion";
constexpr double missing = std::numeric_limits<double>::quiet_NaN(), days_of_month = 30.436875, days_of_year = 365.25;
constexpr std::int64_t still = INT64_MAX;

enum class Way : std::uint8_t { outside, up, down, across };

struct Stay {
  std::int64_t row, start, stop, since;  // since: in the post, in whatever unit
  std::int32_t person, unit, post;
  Way in = Way::outside, out = Way::outside;
};

struct Cell {
  std::int64_t open = 0, hired = 0, up_in = 0, down_in = 0, across_in = 0, up_out = 0, down_out = 0, across_out = 0, left = 0, close = 0, up_of_open = 0, days = 0, days_in_post = 0, longest = 0, days_at_promotion = 0;
};

class Flowing {
 public:
  Flowing(const PromotionInput& input, const PromotionOptions& options) : input_(input), options_(options), critical_(stats::normal_interval_factor(options.confidence_level)) {
    read_options();
    read_stays();
    join();
  }

  PromotionResult run(Team& team) {
    PromotionResult result;
    result.people = static_cast<std::int64_t>(people_.size());
    for (Categories* list : {&result.flow.unit, &result.units.unit, &result.succession.unit, &result.cover.unit}) list->levels = units_;
    for (Categories* list : {&result.flow.post, &result.succession.post}) list->levels = options_.posts;
    count();
    team.checkpoint(0.5);
    tell_flow(result.flow);
    tell_units(result.units);
    if (input_.candidate.given()) succeed(result);
    return result;
  }

 private:
  std::int32_t post_of(const std::string& name) const {
    const auto found = std::find(options_.posts.begin(), options_.posts.end(), name);
    return found == options_.posts.end() ? -1 : static_cast<std::int32_t>(found - options_.posts.begin());
  }

  // Places of a column's labels among the posts.
  std::vector<std::int32_t> posts_of(const char* argument, const Column& column) const {
    const data::Groups groups = data::encode_groups(key, argument, column);
    std::vector<std::int32_t> place, out;
    for (const std::string& name : groups.names()) place.push_back(post_of(name));
    for (std::size_t row = 0; row < groups.codes.size(); ++row) {
      out.push_back(place[at(groups.codes[row])]);
      if (out.back() < 0) throw Error(ErrorCode::unknown_name, key, argument, static_cast<std::int64_t>(row), data::quoted(groups.name(groups.codes[row])), "one of posts: " + list_of(options_.posts));
    }
    return out;
  }

  void read_options() {
    for (std::size_t j = 0; j < options_.posts.size(); ++j)
      if (post_of(options_.posts[j]) != static_cast<std::int32_t>(j)) refuse(key, "posts[" + std::to_string(j) + "]", data::quoted(options_.posts[j]), "a post that is there once");
    if (options_.boundaries.size() < 2) refuse(key, "boundaries", std::to_string(options_.boundaries.size()) + " days", "two days at least");
    for (std::size_t b = 1; b < options_.boundaries.size(); ++b)
      if (options_.boundaries[b] <= options_.boundaries[b - 1]) refuse(key, "boundaries[" + std::to_string(b) + "]", day_text(options_.boundaries[b]), "after " + day_text(options_.boundaries[b - 1]));
  }

  void read_stays() {
    const data::Groups person = data::encode_groups(key, "person", input_.person);
    people_ = person.names();
    text_ = person.text;
    units_ = {"all"};
    data::Groups unit;
    if (input_.unit.given()) {
      unit = data::encode_groups(key, "unit", input_.unit);
      units_ = unit.names();
    }
    const std::vector<std::int32_t> post = posts_of("post", input_.post);
    data::Days start(input_.start), stop(input_.stop);
    for (std::int64_t i = 0; i < input_.post.size; ++i) {
      Stay stay{i, start.at(i), stop.at(i), 0, person.codes[at(i)], input_.unit.given() ? unit.codes[at(i)] : 0, post[at(i)]};
      if (stay.stop == data::Days::missing) stay.stop = still;
      if (stay.stop <= stay.start) data::refuse_day(key, "stop", i, stay.stop, "after start", stay.start);
      stays_.push_back(stay);
    }
    std::sort(stays_.begin(), stays_.end(), [](const Stay& a, const Stay& b) { return std::tuple(a.person, a.start, a.row) < std::tuple(b.person, b.start, b.row); });
    for (std::size_t k = 1; k < stays_.size(); ++k) {
      const Stay &a = stays_[k - 1], &b = stays_[k];
      if (a.person != b.person || b.start >= a.stop) continue;
      if (a.stop == still) throw Error(ErrorCode::invalid_argument, key, "stop", a.row, "missing", "given: row " + std::to_string(b.row) + " of the same person begins later");
      data::refuse_day(key, "start", b.row, b.start, "on or after the stop of row " + std::to_string(a.row) + " of the same person", a.stop);
    }
  }

  // Equal stays that follow each other become one; the rest of what follows on the same day is a move.
  void join() {
    std::vector<Stay> joined;
    for (const Stay& stay : stays_) {
      Stay* before = joined.empty() || joined.back().person != stay.person || joined.back().stop != stay.start ? nullptr : &joined.back();
      if (before != nullptr && before->unit == stay.unit && before->post == stay.post) {
        before->stop = stay.stop;
        continue;
      }
      Stay next = stay;
      next.since = stay.start;
      if (before != nullptr) {
        const Way way = stay.post > before->post ? Way::up : stay.post < before->post ? Way::down : Way::across;
        if (way == Way::across) next.since = before->since;
        before->out = next.in = way;
      }
      joined.push_back(next);
    }
    stays_ = std::move(joined);
  }

  std::int64_t periods() const { return static_cast<std::int64_t>(options_.boundaries.size()) - 1; }
  std::int64_t posts() const { return static_cast<std::int64_t>(options_.posts.size()); }
  Cell& cell(const Stay& stay, std::int64_t period) { return cells_[at((stay.unit * periods() + period) * posts() + stay.post)]; }
  // The period that holds a day; -1 without one.
  std::int64_t period_of(std::int64_t day) const {
    const std::int64_t period = std::upper_bound(options_.boundaries.begin(), options_.boundaries.end(), day) - options_.boundaries.begin() - 1;
    return period < periods() ? period : -1;
  }

  void count() {
    cells_.assign(units_.size() * at(periods() * posts()), {});
    for (const Stay& stay : stays_) {
      if (const std::int64_t period = period_of(stay.start); period >= 0) {
        Cell& here = cell(stay, period);
        ++(stay.in == Way::outside ? here.hired : stay.in == Way::up ? here.up_in : stay.in == Way::down ? here.down_in : here.across_in);
      }
      if (const std::int64_t period = stay.stop == still ? -1 : period_of(stay.stop); period >= 0) {
        Cell& here = cell(stay, period);
        ++(stay.out == Way::outside ? here.left : stay.out == Way::up ? here.up_out : stay.out == Way::down ? here.down_out : here.across_out);
        if (stay.out == Way::up) here.days_at_promotion += stay.stop - stay.since;
        if (stay.out == Way::up && stay.start < options_.boundaries[at(period)]) ++here.up_of_open;
      }
      const std::int64_t begin = std::upper_bound(options_.boundaries.begin() + 1, options_.boundaries.end(), stay.start) - options_.boundaries.begin() - 1;  // the first period that ends after the start
      for (std::int64_t period = begin; period < periods(); ++period) {
        const std::int64_t first = options_.boundaries[at(period)], end = options_.boundaries[at(period + 1)];
        if (stay.stop < first) break;
        Cell& here = cell(stay, period);
        here.days += std::max<std::int64_t>(0, std::min(stay.stop, end) - std::max(stay.start, first));
        if (stay.start < first && stay.stop >= first) ++here.open;
        if (stay.start < end && stay.stop >= end) {
          ++here.close;
          here.days_in_post += end - stay.since;
          here.longest = std::max(here.longest, end - stay.since);
        }
      }
    }
  }

  void share(std::int64_t part, std::int64_t whole, std::vector<double>& value, std::vector<double>& lower, std::vector<double>& upper) const {
    const double ratio = whole == 0 ? missing : static_cast<double>(part) / static_cast<double>(whole);
    const stats::Interval limits = whole == 0 ? stats::Interval{missing, missing} : stats::wilson_interval(ratio, static_cast<double>(whole), critical_);
    value.push_back(ratio);
    lower.push_back(limits.lower);
    upper.push_back(limits.upper);
  }

  void rate(std::int64_t events, double exposure, std::vector<double>& value, std::vector<double>& lower, std::vector<double>& upper) const {
    const stats::Interval limits = stats::poisson_interval(static_cast<double>(events), options_.confidence_level);
    value.push_back(exposure > 0.0 ? static_cast<double>(events) / exposure : missing);
    lower.push_back(exposure > 0.0 ? limits.lower / exposure : missing);
    upper.push_back(exposure > 0.0 ? limits.upper / exposure : missing);
  }

  void tell_flow(PromotionFlow& table) const {
    std::size_t k = 0;
    for (std::size_t unit = 0; unit < units_.size(); ++unit)
      for (std::int64_t period = 0; period < periods(); ++period)
        for (std::int64_t post = 0; post < posts(); ++post) {
          const Cell& here = cells_[k++];
          table.unit.codes.push_back(static_cast<std::int32_t>(unit));
          table.post.codes.push_back(static_cast<std::int32_t>(post));
          table.period_start.push_back(options_.boundaries[at(period)]);
          table.period_stop.push_back(options_.boundaries[at(period + 1)]);
          table.heads_open.push_back(here.open);
          table.hired.push_back(here.hired);
          table.promoted_in.push_back(here.up_in);
          table.demoted_in.push_back(here.down_in);
          table.transferred_in.push_back(here.across_in);
          table.promoted_out.push_back(here.up_out);
          table.demoted_out.push_back(here.down_out);
          table.transferred_out.push_back(here.across_out);
          table.left.push_back(here.left);
          table.heads_close.push_back(here.close);
          table.promoted_of_open.push_back(here.up_of_open);
          const double years = static_cast<double>(here.days) / days_of_year;
          table.person_years.push_back(years);
          rate(here.up_out, years, table.promotion_rate, table.promotion_rate_lower, table.promotion_rate_upper);
          share(here.up_of_open, here.open, table.promoted_share, table.promoted_share_lower, table.promoted_share_upper);
          share(here.up_in, here.up_in + here.hired, table.from_inside, table.from_inside_lower, table.from_inside_upper);
          const auto mean = [](std::int64_t days, std::int64_t count) { return count == 0 ? missing : static_cast<double>(days) / static_cast<double>(count) / days_of_month; };
          table.months_in_post.push_back(mean(here.days_in_post, here.close));
          table.months_longest.push_back(mean(here.longest, here.close == 0 ? 0 : 1));
          table.months_at_promotion.push_back(mean(here.days_at_promotion, here.up_out));
        }
  }

  void tell_units(PromotionUnits& table) const {
    const auto cell_of = [&](std::size_t unit, std::int64_t period, std::int64_t post) -> const Cell& { return cells_[at((static_cast<std::int64_t>(unit) * periods() + period) * posts() + post)]; };
    std::vector<double> rates(at(periods() * posts()), 0.0);  // of all units together
    for (std::int64_t period = 0; period < periods(); ++period)
      for (std::int64_t post = 0; post < posts(); ++post) {
        std::int64_t promoted = 0, days = 0;
        for (std::size_t unit = 0; unit < units_.size(); ++unit) {
          promoted += cell_of(unit, period, post).up_out;
          days += cell_of(unit, period, post).days;
        }
        if (days > 0) rates[at(period * posts() + post)] = static_cast<double>(promoted) / static_cast<double>(days);
      }
    for (std::size_t unit = 0; unit < units_.size(); ++unit)
      for (std::int64_t period = 0; period < periods(); ++period) {
        Cell sum;
        double expected = 0.0;
        for (std::int64_t post = 0; post < posts(); ++post) {
          const Cell& here = cell_of(unit, period, post);
          sum.open += here.open;
          sum.hired += here.hired;
          sum.left += here.left;
          sum.up_out += here.up_out;
          sum.close += here.close;
          sum.days += here.days;
          expected += rates[at(period * posts() + post)] * static_cast<double>(here.days);
        }
        table.unit.codes.push_back(static_cast<std::int32_t>(unit));
        table.period_start.push_back(options_.boundaries[at(period)]);
        table.period_stop.push_back(options_.boundaries[at(period + 1)]);
        table.heads_open.push_back(sum.open);
        table.hired.push_back(sum.hired);
        table.left.push_back(sum.left);
        table.promoted.push_back(sum.up_out);
        table.heads_close.push_back(sum.close);
        const double years = static_cast<double>(sum.days) / days_of_year;
        table.person_years.push_back(years);
        rate(sum.up_out, years, table.promotion_rate, table.promotion_rate_lower, table.promotion_rate_upper);
        table.expected.push_back(expected);
        rate(sum.up_out, expected, table.ratio, table.ratio_lower, table.ratio_upper);
      }
  }

  struct Candidate {
    std::int32_t person, unit, post;
    bool now;
  };

  std::vector<Candidate> candidates(const std::vector<std::int32_t>& unit_of, PromotionResult& result) const {
    for (const auto& [column, name] : {std::pair{&input_.candidate_post, "candidate_post"}, std::pair{&input_.ready, "ready"}})
      if (!column->given()) refuse(key, name, "missing", "given where candidate is");
    const data::Groups who = data::encode_groups(key, "candidate", input_.candidate);
    if (who.count > 0 && !people_.empty() && who.text != text_) throw Error(ErrorCode::wrong_type, key, "candidate", -1, who.text ? "text" : "numbers", text_ ? "text" : "numbers");
    std::unordered_map<std::string_view, std::int32_t> number;
    for (const std::string& name : people_) number.emplace(name, static_cast<std::int32_t>(number.size()));
    std::vector<std::int32_t> place;
    for (const std::string& name : who.names()) {
      const auto found = number.find(name);
      place.push_back(found == number.end() ? -1 : found->second);
    }
    const std::vector<std::int32_t> post = posts_of("candidate_post", input_.candidate_post);
    std::vector<Candidate> out;
    for (std::int64_t row = 0; row < input_.candidate.size; ++row) {
      const std::int32_t person = place[at(who.codes[at(row)])], unit = person < 0 ? -1 : unit_of[at(person)];
      if (unit < 0) {
        ++result.candidates_outside;
        continue;
      }
      const double months = input_.months_to_go.given() ? number_at(input_.months_to_go, row) : 0.0;
      if (number_at(input_.ready, row) == 1.0) out.push_back({person, unit, post[at(row)], true});
      else if (input_.lacking.given() && number_at(input_.lacking, row) <= static_cast<double>(options_.soon_lacking) && months <= options_.soon_months) out.push_back({person, unit, post[at(row)], false});
    }
    std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return std::tuple(a.post, a.person, !a.now) < std::tuple(b.post, b.person, !b.now); });
    out.erase(std::unique(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.post == b.post && a.person == b.person; }), out.end());  // of two rows the readier
    return out;
  }

  void succeed(PromotionResult& result) const {
    std::vector<std::int32_t> unit_of(people_.size(), -1);
    const std::size_t width = options_.posts.size();
    std::vector<std::int64_t> heads(units_.size() * width, 0);
    const std::int64_t last = options_.boundaries.back() - 1;
    for (const Stay& stay : stays_) {
      if (stay.start > last || stay.stop <= last) continue;
      unit_of[at(stay.person)] = stay.unit;
      ++heads[at(stay.unit) * width + at(stay.post)];
    }
    const std::vector<Candidate> all = candidates(unit_of, result);
    std::vector<std::int64_t> posts_of_person(people_.size(), 0), now(heads.size(), 0), soon(heads.size(), 0), only(heads.size(), 0), now_of_post(width, 0), soon_of_post(width, 0);
    std::vector<std::vector<std::int32_t>> ready(heads.size());
    for (const Candidate& one : all) posts_of_person[at(one.person)] += one.now;
    for (const Candidate& one : all) {
      const std::size_t place = at(one.unit) * width + at(one.post);
      ++(one.now ? now : soon)[place];
      ++(one.now ? now_of_post : soon_of_post)[at(one.post)];
      if (!one.now) continue;
      only[place] += posts_of_person[at(one.person)] == 1;
      ready[place].push_back(one.person);
    }
    for (std::size_t unit = 0; unit < units_.size(); ++unit) {
      PromotionCover& cover = result.cover;
      std::int64_t posts = 0, with = 0, nearly = 0, none = 0;
      std::vector<std::vector<std::int32_t>> lists;
      for (std::size_t post = 0; post < width; ++post) {
        const std::size_t place = unit * width + post;
        if (heads[place] + now[place] + soon[place] > 0) {
          PromotionSuccession& table = result.succession;
          table.unit.codes.push_back(static_cast<std::int32_t>(unit));
          table.post.codes.push_back(static_cast<std::int32_t>(post));
          table.heads.push_back(heads[place]);
          table.ready_now.push_back(now[place]);
          table.ready_soon.push_back(soon[place]);
          table.ready_now_elsewhere.push_back(now_of_post[post] - now[place]);
          table.ready_soon_elsewhere.push_back(soon_of_post[post] - soon[place]);
          table.only_here.push_back(only[place]);
          table.bench_strength.push_back(heads[place] == 0 ? missing : static_cast<double>(now[place]) / static_cast<double>(heads[place]));
          table.without_successor.push_back(post > 0 && heads[place] > 0 && now[place] + soon[place] == 0);
        }
        if (post == 0 || heads[place] == 0) continue;
        ++posts;
        with += now[place] > 0;
        nearly += now[place] == 0 && soon[place] > 0;
        none += now[place] + soon[place] == 0;
        lists.push_back(ready[place]);
      }
      cover.unit.codes.push_back(static_cast<std::int32_t>(unit));
      cover.posts.push_back(posts);
      cover.covered_now.push_back(with);
      cover.covered_soon.push_back(nearly);
      cover.without.push_back(none);
      cover.at_once.push_back(filled_at_once(lists));
      cover.share.push_back(posts == 0 ? missing : static_cast<double>(with) / static_cast<double>(posts));
    }
  }

  const PromotionInput& input_;
  const PromotionOptions& options_;
  double critical_;
  std::vector<std::string> people_, units_;
  bool text_ = false;
  std::vector<Stay> stays_;
  std::vector<Cell> cells_;  // (units, periods, posts)
};

}  // namespace

PromotionResult promotion(const PromotionInput& input, const PromotionOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  Team team(key, context, 1);
  return Flowing(input, options).run(team);
}

constinit const Function promotion_analysis = analysis<&promotion>(key, "Who moves up in a unit, in from outside and out, how fast, and is there somebody for every post?");

}  // namespace mainstay::inline v1::competency
