#include "mainstay/funnel/cohorts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "core/civil.hpp"
#include "core/team.hpp"
#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/kept.hpp"
#include "data/matching.hpp"
#include "data/spelling.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/proportion.hpp"

namespace mainstay::inline v1::funnel {

namespace {

constexpr std::string_view name = "funnel.cohorts";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t monday = 4, most_ages = 10000, never = INT64_MAX;

enum Finding { people_after_follow_up, exit_before_entry, exit_after_observed, events_of_unknown_people, events_before_entry, events_after_exit, events_after_observed, events_outside_boundaries, observed_before_entry, repeated_events };
constexpr const char* finding_names[] = {"people_after_follow_up", "exit_before_entry", "exit_after_observed", "events_of_unknown_people", "events_before_entry", "events_after_exit", "events_after_observed", "events_outside_boundaries", "observed_before_entry", "repeated_events"};

std::int64_t floor_divided(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0); }

// The calendar's periods: equal widths from an anchor on, or declared ones.
class Periods {
 public:
  explicit Periods(const CohortsOptions& options) : width_(options.width_days), anchor_(options.anchor.value_or(monday)), boundaries_(options.boundaries) {
    for (std::size_t b = 1; b < boundaries_.size(); ++b)
      if (boundaries_[b] <= boundaries_[b - 1]) refuse(name, "boundaries[" + std::to_string(b) + "]", day_text(boundaries_[b]), "after the one before, " + day_text(boundaries_[b - 1]));
    if (boundaries_.size() == 1) refuse(name, "boundaries", "one day", "two days or more, or none");
  }
  bool holds(std::int64_t day) const { return boundaries_.empty() || (day >= boundaries_.front() && day < boundaries_.back()); }
  std::int64_t of(std::int64_t day) const {
    if (boundaries_.empty()) return floor_divided(day - anchor_, width_);
    return std::upper_bound(boundaries_.begin(), boundaries_.end(), day) - boundaries_.begin() - 1;
  }
  /// First day of a period; `never` beyond the last boundary.
  std::int64_t start(std::int64_t period) const {
    if (boundaries_.empty()) return anchor_ + period * width_;
    return period < static_cast<std::int64_t>(boundaries_.size()) ? boundaries_[period] : never;
  }

 private:
  std::int64_t width_, anchor_;
  const std::vector<std::int64_t>& boundaries_;
};

struct Person {
  std::int64_t row = 0, entry = 0, exit = never, watched = 0, period = 0;  // period: of the calendar, of the entry
  std::int32_t cohort = 0;
};

// What is added up for a cohort, by age.
struct Counts {
  std::int64_t entered = 0;
  std::vector<std::int64_t> observed, retained, at_risk, left;
  void grow(std::int64_t ages) {
    for (auto* list : {&observed, &retained, &at_risk, &left})
      if (static_cast<std::int64_t>(list->size()) < ages) list->resize(static_cast<std::size_t>(ages), 0);
  }
};

class Triangle {
 public:
  Triangle(const CohortsInput& input, const CohortsOptions& options) : input_(input), options_(options), periods_(options), tally_(finding_names, 10) {
    if (options.measure != CohortMeasure::stayed && !input.person.given()) refuse(name, "person", "missing", "given, with time, for measure = on and on_or_after");
    if (input.person.given() != input.time.given()) refuse(name, input.person.given() ? "time" : "person", "missing", "given with the other one");
    if (options.clock == CohortClock::rolling && !options.boundaries.empty() && input.cohort.given()) refuse(name, "boundaries", "given", "left out with clock = rolling, where cohorts are given");
  }

  CohortsResult count(const RunContext& context) {
    Team team(name, context, 1);
    read_people();
    team.checkpoint(0.3);
    if (options_.measure != CohortMeasure::stayed) read_events();
    team.checkpoint(0.6);
    CohortsResult result;
    result.people = static_cast<std::int64_t>(people_.size());
    result.cohorts = static_cast<std::int64_t>(names_.size()) - 1;
    result.follow_up_end = end_;
    result.cells.cohort.levels = result.listed.cohort.levels = names_;
    counts_.resize(names_.size());
    for (std::size_t p = 0; p < people_.size(); ++p) add(p, result.listed);
    for (std::size_t c = 0; c < counts_.size(); ++c) write(static_cast<std::int32_t>(c), result.cells);
    result.labels_alike = labels_alike_;
    tally_.write(result.findings, result.finding_rows);
    return result;
  }

 private:
  void read_people() {
    ids_ = data::encode_groups(name, "person_id", input_.person_id);
    data::Groups given;
    if (input_.cohort.given()) given = data::encode_groups(name, "cohort", input_.cohort);
    const std::int64_t rows = input_.person_id.size;
    std::vector<std::int64_t> entry(static_cast<std::size_t>(rows)), exit(entry.size()), until(entry.size());
    data::Days entries(input_.entry), exits(input_.exit_time), untils(input_.observed_until);
    std::int64_t last = INT64_MIN, last_until = INT64_MIN;
    for (std::int64_t i = 0; i < rows; ++i) {
      entry[i] = entries.at(i);
      exit[i] = exits.at(i);
      until[i] = untils.at(i);
      last = std::max({last, entry[i], exit[i]});
      last_until = std::max(last_until, until[i]);
    }
    data::Days times(input_.time);
    for (std::int64_t i = 0; input_.time.given() && i < input_.time.size; ++i) last = std::max(last, times.at(i));
    end_ = options_.follow_up_end.value_or(last_until != data::Days::missing ? last_until : rows > 0 ? last : 0);
    place_of_.assign(static_cast<std::size_t>(ids_.count), -1);
    std::vector<std::int64_t> first_row(place_of_.size(), -1), entry_periods;
    for (std::int64_t i = 0; i < rows; ++i) {
      std::int64_t& seen = first_row[ids_.codes[i]];
      if (seen >= 0) throw Error(ErrorCode::invalid_argument, name, "person_id", i, "\"" + ids_.name(ids_.codes[i]) + "\"", "there once; row " + std::to_string(seen) + " has it too");
      seen = i;
      if (entry[i] > end_) {
        tally_.add(people_after_follow_up, i, true);
        continue;
      }
      if (exit[i] != data::Days::missing && exit[i] < entry[i]) {
        tally_.add(exit_before_entry, i, true);
        continue;
      }
      Person person;
      person.row = i;
      person.entry = entry[i];
      const std::int64_t seen_until = until[i] == data::Days::missing ? end_ : std::min(until[i], end_);
      person.watched = seen_until;
      if (seen_until < entry[i]) tally_.add(observed_before_entry, i, false);
      if (exit[i] != data::Days::missing) {
        if (exit[i] > seen_until) tally_.add(exit_after_observed, i, false);
        else person.exit = exit[i], person.watched = end_;
      }
      if (!periods_.holds(person.entry)) throw Error(ErrorCode::invalid_argument, name, "entry", i, day_text(person.entry), "within boundaries");
      person.period = periods_.of(person.entry);
      place_of_[ids_.codes[i]] = static_cast<std::int32_t>(people_.size());
      people_.push_back(person);
      entry_periods.push_back(person.period);
    }
    names_ = {"total"};
    if (input_.cohort.given()) {
      const std::vector<std::string> labels = given.names();
      labels_alike_ = data::alike(given);
      names_.insert(names_.end(), labels.begin(), labels.end());
      for (Person& person : people_) person.cohort = given.codes[person.row] + 1;
      return;
    }
    std::sort(entry_periods.begin(), entry_periods.end());
    entry_periods.erase(std::unique(entry_periods.begin(), entry_periods.end()), entry_periods.end());
    for (const std::int64_t period : entry_periods) names_.push_back(day_text(periods_.start(period)));
    for (Person& person : people_) person.cohort = static_cast<std::int32_t>(std::lower_bound(entry_periods.begin(), entry_periods.end(), person.period) - entry_periods.begin()) + 1;
  }

  // Pairs of person and age with an event, each once, in order.
  void read_events() {
    const data::Groups persons = data::encode_groups(name, "person", input_.person);
    const std::vector<std::int32_t> match = data::match_labels(name, "person", persons, "person_id", ids_);
    data::Days times(input_.time);
    std::vector<std::tuple<std::int32_t, std::int64_t, std::int64_t>> met;  // place, day, row
    for (std::int64_t i = 0; i < input_.person.size; ++i) {
      const std::int64_t time = times.at(i);
      const std::int32_t id = match[persons.codes[i]], place = id < 0 ? -1 : place_of_[id];
      if (place < 0) {
        tally_.add(events_of_unknown_people, i, true);
        continue;
      }
      const Person& person = people_[place];
      if (time < person.entry) tally_.add(events_before_entry, i, true);
      else if (time >= person.exit) tally_.add(events_after_exit, i, true);
      else if (time > person.watched) tally_.add(events_after_observed, i, true);
      else if (periods_.holds(time) || options_.clock == CohortClock::rolling) active_.emplace_back(place, age_of(person, time)), met.emplace_back(place, time, i);
      else tally_.add(events_outside_boundaries, i, true);
    }
    std::sort(met.begin(), met.end());
    for (std::size_t i = 1; i < met.size(); ++i)
      if (std::get<0>(met[i]) == std::get<0>(met[i - 1]) && std::get<1>(met[i]) == std::get<1>(met[i - 1])) tally_.add(repeated_events, std::get<2>(met[i]), false);
    std::sort(active_.begin(), active_.end());
    active_.erase(std::unique(active_.begin(), active_.end()), active_.end());
    first_active_.assign(people_.size() + 1, 0);
    for (const auto& [place, age] : active_) ++first_active_[place + 1];
    std::partial_sum(first_active_.begin(), first_active_.end(), first_active_.begin());
  }

  std::int64_t age_of(const Person& person, std::int64_t day) const {
    return options_.clock == CohortClock::rolling ? (day - person.entry) / options_.width_days : periods_.of(day) - person.period;
  }
  // First day of an age; of the entry's own period, the day of entry.
  std::int64_t start(const Person& person, std::int64_t age) const {
    if (options_.clock == CohortClock::rolling) return person.entry + age * options_.width_days;
    return age == 0 ? person.entry : periods_.start(person.period + age);
  }

  void add(std::size_t place, CohortPeople& listed) {
    const Person& person = people_[place];
    Counts* both[] = {&counts_[0], &counts_[person.cohort]};
    for (Counts* counts : both) ++counts->entered;
    const bool by_stay = options_.measure == CohortMeasure::stayed;
    const std::int64_t most = options_.ages.value_or(most_ages);
    std::int64_t next = by_stay ? 0 : first_active_[place];
    const std::int64_t last_active = by_stay || first_active_[place] == first_active_[place + 1] ? -1 : active_[first_active_[place + 1] - 1].second;
    bool here = true;
    for (std::int64_t age = 0;; ++age) {
      const std::int64_t day = start(person, age), after = by_stay ? day : start(person, age + 1);
      if (by_stay ? day > person.watched : after == never || after - 1 > person.watched) break;
      if (age > most) {
        if (!options_.ages.has_value()) refuse(name, "width_days", std::to_string(options_.width_days), "so wide that people are seen for at most 10000 periods, or ages given");
        break;
      }
      const bool was_here = here;
      bool retained;
      if (by_stay) {
        retained = here = person.exit > day;
      } else if (options_.measure == CohortMeasure::on) {
        retained = next < first_active_[place + 1] && active_[next].second == age;
        next += retained;
      } else {
        retained = last_active >= age;
      }
      for (Counts* counts : both) {
        counts->grow(age + 1);
        ++counts->observed[age];
        counts->retained[age] += retained;
        if (was_here) ++counts->at_risk[age], counts->left[age] += !retained;
      }
      if (options_.list_people) {
        listed.cohort.codes.push_back(person.cohort);
        listed.row.push_back(person.row);
        listed.age.push_back(age);
        listed.retained.push_back(retained);
      }
    }
  }

  void write(std::int32_t cohort, CohortCells& cells) const {
    const Counts& counts = counts_[cohort];
    const double critical = stats::normal_interval_factor(options_.confidence_level);
    double staying = 1.0, hazards = 0.0;  // Greenwood's sum
    for (std::size_t age = 0; age < counts.observed.size(); ++age) {
      if (counts.observed[age] == 0) continue;
      const auto observed = static_cast<double>(counts.observed[age]);
      cells.cohort.codes.push_back(cohort);
      cells.age.push_back(static_cast<std::int64_t>(age));
      cells.entered.push_back(counts.entered);
      cells.observed.push_back(counts.observed[age]);
      cells.retained.push_back(counts.retained[age]);
      cells.mature.push_back(observed / static_cast<double>(counts.entered));
      const double rate = static_cast<double>(counts.retained[age]) / observed;
      const stats::Interval interval = stats::wilson_interval(rate, observed, critical);
      cells.rate.push_back(rate);
      cells.rate_lower.push_back(interval.lower);
      cells.rate_upper.push_back(interval.upper);
      if (options_.measure != CohortMeasure::stayed) {
        for (auto* list : {&cells.estimate, &cells.estimate_lower, &cells.estimate_upper}) list->push_back(nothing);
        continue;
      }
      const auto risk = static_cast<double>(counts.at_risk[age]), left = static_cast<double>(counts.left[age]);
      if (risk > 0.0) {
        staying *= (risk - left) / risk;
        if (left < risk) hazards += left / (risk * (risk - left));
      }
      // At the number of people whose fate is known that would have the same variance; where the variance says nothing, at those observed.
      const double trials = staying > 0.0 && staying < 1.0 && hazards > 0.0 ? (1.0 - staying) / (staying * hazards) : observed;
      const stats::Interval bounds = stats::wilson_interval(staying, trials, critical);
      cells.estimate.push_back(staying);
      cells.estimate_lower.push_back(bounds.lower);
      cells.estimate_upper.push_back(bounds.upper);
    }
  }

  const CohortsInput& input_;
  const CohortsOptions& options_;
  Periods periods_;
  data::FindingTally tally_;
  data::Groups ids_;
  std::vector<std::int32_t> place_of_;  // per label of person_id: place among `people_`
  std::vector<Person> people_;
  std::vector<std::string> names_;      // of the cohorts, total first
  std::vector<std::string> labels_alike_;
  std::vector<Counts> counts_;
  std::vector<std::pair<std::int32_t, std::int64_t>> active_;
  std::vector<std::int64_t> first_active_;
  std::int64_t end_ = 0;
};

}  // namespace

CohortsResult cohorts(const CohortsInput& input, const CohortsOptions& options, const RunContext& context) {
  check(name, input, options);
  return Triangle(input, options).count(context);
}

void CohortsState::update(const CohortsInput& input, const RunContext&) {
  if (options.list_people) refuse(name, "list_people", "true", "false in a state: rows are not known any more");
  data::keep_part(name, *this, input);
}
void CohortsState::merge(const CohortsState& other) { data::merge_parts(name, *this, other); }
CohortsResult CohortsState::finish(const RunContext& context) const {
  CohortsResult result = data::finish_parts<CohortsInput>(name, *this, [&](const CohortsInput& input) { return cohorts(input, options, context); });
  std::fill(result.findings.first_row.begin(), result.findings.first_row.end(), std::int64_t{-1});
  result.finding_rows = {};
  return result;
}

constinit const Function cohorts_analysis = analysis<&cohorts>("funnel.cohorts", "How many of each cohort are still there, or come back, after so many weeks?", {}, &state_of<CohortsState>);

}  // namespace mainstay::inline v1::funnel
