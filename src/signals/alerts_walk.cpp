#include "signals/alerts_walk.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/append.hpp"
#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/plain_number.hpp"
#include "data/days.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::signals {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t block_cells = 4096;

struct Known {
  std::int64_t rule, day, cleared;  // cleared: no_stop while open
};

// Known alerts by person.
struct KnownAlerts {
  std::vector<std::int64_t> begin;
  std::vector<Known> list;
  std::int64_t others = 0;
};

KnownAlerts known_alerts(std::string_view analysis, const AlertsInput& input, const AlertsOptions& options, const AlertRows& rows, std::int64_t last_day) {
  KnownAlerts known;
  known.begin.assign(at(rows.people()) + 1, 0);
  if (!input.known_person.given()) return known;
  const data::Groups rule = data::encode_groups(analysis, "known_rule", input.known_rule);
  data::Groups version;
  if (input.known_version.given()) version = data::encode_groups(analysis, "known_version", input.known_version);
  data::Days day(input.known_day), cleared(input.known_cleared);
  std::vector<std::pair<std::int64_t, Known>> all;
  for (std::int64_t row = 0; row < input.known_person.size; ++row) {
    const std::int64_t p = rows.find(input.known_person, row), now = day.at(row);
    if (p < 0) continue;  // another part's
    std::int64_t r = 0;
    while (r < static_cast<std::int64_t>(options.rules.size()) && (options.rules[at(r)].name != rule.name(rule.codes[at(row)]) || (input.known_version.given() && options.rules[at(r)].version != version.name(version.codes[at(row)])))) ++r;
    if (r == static_cast<std::int64_t>(options.rules.size())) {
      ++known.others;
      continue;
    }
    if (now > last_day) data::refuse_day(analysis, "known_day", row, now, "on or before the last day", last_day);
    const bool open = !input.known_cleared.given() || std::isnan(number_at(input.known_cleared, row)) || cleared.at(row) == data::Days::missing;
    all.push_back({p, {r, now, open ? AlertRows::no_stop : cleared.at(row)}});
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return std::tie(a.first, a.second.rule, a.second.day, a.second.cleared) < std::tie(b.first, b.second.rule, b.second.day, b.second.cleared); });
  all.erase(std::unique(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first == b.first && a.second.rule == b.second.rule && a.second.day == b.second.day; }), all.end());
  for (const auto& each : all) {
    ++known.begin[at(each.first) + 1];
    known.list.push_back(each.second);
  }
  for (std::size_t p = 1; p < known.begin.size(); ++p) known.begin[p] += known.begin[p - 1];
  return known;
}

class Walk {
 public:
  Walk(std::string_view analysis, const AlertsInput& input, const AlertPlan& plan, const AlertRows& rows, const std::vector<PeerTable>& peers, const KnownAlerts& known, std::int64_t first_day, std::int64_t last_day, bool explain)
      : analysis_(analysis), input_(input), plan_(plan), rows_(rows), known_(known), first_day_(first_day), last_day_(last_day), explain_(explain), reach_(plan.reach(first_day)), kernel_(plan, rows, peers) {
    for (auto* counts : {&part.looked_at, &part.held, &part.unknown, &part.suppressed}) counts->assign(plan.rules.size(), 0);
    block_.value.resize(plan.columns.size());
    summed_.assign(plan.columns.size(), 0);
    for (const PlannedRule& rule : plan.rules)
      for (const PlannedCondition& c : rule.conditions) {
        const bool sums = is_numeric(c.said->kind) && c.column >= 0 && (c.said->against == Against::own || (c.said->kind != ConditionKind::value && c.said->kind != ConditionKind::count));
        if (sums) summed_[static_cast<std::size_t>(c.column)] = 1;
        if (c.clock != AlertClock::working_days) continue;
        const bool deadline = c.said->kind == ConditionKind::due_soon || c.said->kind == ConditionKind::overdue;
        if (c.said->from_tenure || c.said->until_tenure || c.said->kind == ConditionKind::tenure || c.said->against == Against::expected || c.said->kind == ConditionKind::absence || deadline) counts_from_start_ = true;
        if (deadline && c.start_event >= 0) start_events_.push_back(c.start_event);
      }
  }

  void people(std::int64_t first, std::int64_t last) {
    for (std::int64_t p = first; p < last; ++p) {
      person(p);
      if (block_.cells >= block_cells) work();
    }
    if (!block_.people.empty()) work();
  }

  AlertsPart part;

 private:
  void covered(std::int64_t day, std::int64_t p, const char* what) const {
    if (!plan_.calendar.given() || plan_.calendar.covers(day)) return;
    const bool early = day < plan_.calendar.first();
    refuse(analysis_, early ? "calendar_first" : "calendar_last", day_text(early ? plan_.calendar.first() : plan_.calendar.last()),
           std::string(early ? "on or before " : "on or after ") + day_text(day) + ", " + what + " of " + data::quoted(rows_.name(p)));
  }

  // Lays out the cells of a person.
  void person(std::int64_t p) {
    rows_.read(p, last_day_, days_, part.tally);
    const std::int64_t start = rows_.start(p), stop = rows_.stop(p);
    if (rows_.rows(p) == 0) part.tally.add(AlertFinding::people_without_rows);
    for (const PeerNeed& need : plan_.needs)
      if (rows_.group(need.grouping, p) < 0) {
        part.tally.add(AlertFinding::people_without_group);
        break;
      }
    PersonCells cells;
    cells.person = p;
    cells.start = start;
    cells.begin = cells.end = block_.cells;
    cells.events_begin = static_cast<std::int64_t>(block_.events.size());
    block_.events.insert(block_.events.end(), days_.events.begin(), days_.events.end());
    cells.events_end = static_cast<std::int64_t>(block_.events.size());
    const std::int64_t end = std::min(stop == AlertRows::no_stop ? stop : stop - 1, last_day_);
    std::int64_t begin = start;
    if (start == AlertRows::no_start) begin = days_.day.empty() ? AlertRows::no_stop : days_.day.front();
    begin = std::max(begin, plan_.every_value && !days_.day.empty() && days_.day.front() < first_day_ ? reach_from(days_.day.front()) : reach_);
    if (begin <= end && end >= first_day_) {
      covered(begin, p, "a day looked at");
      covered(end, p, "a day looked at");
      if (counts_from_start_ && start != AlertRows::no_start) covered(start, p, "the start");
      for (const std::int32_t word : start_events_)
        for (const auto& event : days_.events)
          if (event.second == word) covered(event.first, p, "an event that days are counted from");
      lay(cells, begin, end);
    } else if (known_.begin[at(p)] == known_.begin[at(p) + 1]) {
      return;
    }
    block_.people.push_back(cells);
  }

  // The reach of a day; people mostly begin on few days.
  std::int64_t reach_from(std::int64_t day) {
    if (day != reach_day_) reach_day_ = day, reach_of_day_ = plan_.reach(day);
    return reach_of_day_;
  }

  void lay(PersonCells& cells, std::int64_t begin, std::int64_t end) {
    const std::int64_t n = end - begin + 1;
    cells.first_day = begin;
    cells.end = cells.begin + n;
    block_.cells = cells.end;
    const std::vector<std::int64_t>& day = days_.day;
    const std::int64_t from = std::lower_bound(day.begin(), day.end(), begin) - day.begin(), count = static_cast<std::int64_t>(day.size()) - from;
    part.tally.add(AlertFinding::rows_before_reach, from);
    const bool whole = count == n;  // days are distinct, so they are all there
    block_.has_row.resize(at(cells.end), whole ? 1 : 0);
    for (std::size_t c = 0; c < block_.value.size(); ++c) {
      std::vector<double>& to = block_.value[c];
      const double* value = days_.value[c].data() + from;
      if (whole) {
        to.insert(to.end(), value, value + count);
      } else {
        to.resize(at(cells.end), nan);
        for (std::int64_t i = 0; i < count; ++i) to[at(cells.begin + day[at(from + i)] - begin)] = value[i];
      }
      if (summed_[c] != 0)
        for (std::int64_t i = 0; i < count; ++i)
          if (std::fabs(value[i]) > largest_term) refuse(analysis_, "x." + input_.x.names[static_cast<std::size_t>(plan_.columns[c])], exact_number(value[i]), "within ±1e12: it is summed over days");
    }
    if (whole) return;
    for (std::int64_t i = 0; i < count; ++i) block_.has_row[at(cells.begin + day[at(from + i)] - begin)] = 1;
    for (std::int64_t i = cells.begin + std::max<std::int64_t>(0, first_day_ - begin); i < cells.end; ++i) part.tally.counts[static_cast<std::size_t>(AlertFinding::days_without_rows)] += block_.has_row[at(i)] == 0;
  }

  void work() {
    kernel_.begin();
    for (std::size_t r = 0; r < plan_.rules.size(); ++r) {
      kernel_.rule(plan_.rules[r], block_, conditions_);
      for (const PersonCells& cells : block_.people) follow(static_cast<std::int64_t>(r), cells);
    }
    block_.clear();
  }

  void follow(std::int64_t r, const PersonCells& cells) {
    const PlannedRule& rule = plan_.rules[at(r)];
    const Truth* truth = conditions_[static_cast<std::size_t>(rule.when)].truth.data();
    const std::int64_t from_day = cells.begin + std::max<std::int64_t>(0, first_day_ - cells.first_day);
    const bool every_day = rule.said->clock == AlertClock::days;
    if (every_day && cells.end - from_day <= 8 && known_.begin[at(cells.person)] == known_.begin[at(cells.person) + 1]) {  // most people of a single day: nothing known, and false
      std::int64_t i = from_day;
      while (i < cells.end && truth[i] == truth_no) ++i;
      if (i >= cells.end) {
        part.looked_at[at(r)] += std::max<std::int64_t>(0, cells.end - from_day);
        return;
      }
    }
    std::int64_t last = AlertRows::no_start;
    open_.clear();
    expected_.clear();
    for (std::int64_t k = known_.begin[at(cells.person)]; k < known_.begin[at(cells.person) + 1]; ++k) {
      const Known& known = known_.list[at(k)];
      if (known.rule != r) continue;
      if (known.day >= first_day_) {
        expected_.push_back({known.day, false});
        continue;
      }
      last = std::max(last, known.day);
      if (known.cleared < first_day_) continue;
      open_.push_back(push(r, cells.person, known.day, AlertChange::earlier, -1));
    }
    std::int64_t looked = 0, held = 0, unknown = 0;
    for (std::int64_t i = from_day; i < cells.end; ++i) {
      if (every_day && open_.empty() && truth[i] == truth_no) {  // nothing to clear: on to the next day on which it is not false
        const std::int64_t from = i;
        std::uint64_t eight;
        while (i + 8 <= cells.end && (std::memcpy(&eight, truth + i, 8), eight == 0)) i += 8;
        while (i < cells.end && truth[i] == truth_no) ++i;
        looked += i - from;
        if (i >= cells.end) break;
      }
      const std::int64_t day = cells.first_day + (i - cells.begin);
      if (rule.said->clock == AlertClock::working_days ? !plan_.calendar.worked(day) : rule.said->clock == AlertClock::values && block_.has_row[at(i)] == 0) continue;
      ++looked;
      if (truth[i] == truth_no) {
        for (const std::size_t alert : open_) part.found.cleared[alert] = static_cast<double>(day);
        open_.clear();
      } else if (truth[i] == truth_unknown) {
        ++unknown;
      } else {
        ++held;
        const bool rested = last == AlertRows::no_start || day - last >= rule.said->cooldown_days;
        if (open_.empty() ? rested : rule.said->remind_days && day - last >= *rule.said->remind_days) {
          raise(r, rule, cells, i, day);
          last = day;
        } else if (open_.empty()) {
          ++part.suppressed[at(r)];
        }
      }
    }
    part.looked_at[at(r)] += looked;
    part.held[at(r)] += held;
    part.unknown[at(r)] += unknown;
    const std::int64_t stop = rows_.stop(cells.person);
    if (stop <= last_day_)
      for (const std::size_t alert : open_) part.found.cleared[alert] = static_cast<double>(stop);
    for (const auto& [day, raised] : expected_)
      if (!raised) push(r, cells.person, day, AlertChange::retracted, -1);
  }

  std::size_t push(std::int64_t rule, std::int64_t person, std::int64_t day, AlertChange change, std::int64_t cause) {
    part.found.person.push_back(rows_.name(person));
    part.found.rule.push_back(rule);
    part.found.day.push_back(day);
    part.found.cause.push_back(cause);
    part.found.change.push_back(static_cast<std::int64_t>(change));
    part.found.cleared.push_back(nan);
    return part.found.rule.size() - 1;
  }

  void raise(std::int64_t r, const PlannedRule& rule, const PersonCells& cells, std::int64_t cell, std::int64_t day) {
    AlertChange change = AlertChange::fresh;
    for (auto& [known, raised] : expected_)
      if (known == day) raised = true, change = AlertChange::confirmed;
    std::int64_t cause = -1;
    for (std::size_t k = 0; k < rule.cause_when.size() && cause < 0; ++k)
      if (rule.cause_when[k] < 0 || conditions_[static_cast<std::size_t>(rule.cause_when[k])].truth[at(cell)] == truth_yes) cause = static_cast<std::int64_t>(k);
    const std::size_t alert = push(r, cells.person, day, change, cause);
    open_.push_back(alert);
    if (cause >= 0)
      for (std::size_t k = 0; k < rule.cause_roles[at(cause)].size(); ++k) {
        const auto [named, owner] = rows_.owner(rule.cause_roles[at(cause)][k], cells.person);
        part.owners.alert.push_back(static_cast<std::int64_t>(alert));
        part.owners.role.push_back(rule.said->causes[at(cause)].roles[k]);
        part.owners.owner.push_back(owner);
        part.owners.named.push_back(named ? 1 : 0);
      }
    if (!explain_) return;
    for (std::size_t k = 0; k < rule.conditions.size(); ++k) {
      const ConditionCells& now = conditions_[k];
      const auto place = static_cast<std::int32_t>(k);
      part.reasons.alert.push_back(static_cast<std::int64_t>(alert));
      part.reasons.condition.push_back(static_cast<std::int64_t>(k));
      part.reasons.truth.push_back(now.truth[at(cell)]);
      part.reasons.value.push_back(now.left_at(at(cell)));
      part.reasons.limit.push_back(now.right_at(at(cell)));
      part.reasons.counted.push_back(now.counted_at(at(cell)));
      part.reasons.clears.push_back(!is_combination(rule.conditions[k].said->kind) && turned_round(rule, conditions_, at(cell), place, rule.when) == truth_no ? 1 : 0);
    }
  }

  std::string_view analysis_;
  const AlertsInput& input_;
  const AlertPlan& plan_;
  const AlertRows& rows_;
  const KnownAlerts& known_;
  std::int64_t first_day_, last_day_;
  bool explain_, counts_from_start_ = false;
  std::vector<std::int32_t> start_events_;
  std::int64_t reach_, reach_day_ = AlertRows::no_stop, reach_of_day_ = 0;
  ConditionKernel kernel_;
  PersonDays days_;
  CellBlock block_;
  std::vector<ConditionCells> conditions_;
  std::vector<std::uint8_t> summed_;
  std::vector<std::size_t> open_;
  std::vector<std::pair<std::int64_t, bool>> expected_;
};


}  // namespace

void append_found(AlertsFound& found, AlertReasonsFound& reasons, AlertOwnersFound& owners, const AlertsFound& from, const AlertReasonsFound& from_reasons, const AlertOwnersFound& from_owners) {
  const auto before = static_cast<std::int64_t>(found.rule.size());
  append_rows(from, found);
  const std::size_t reason = reasons.alert.size(), owner = owners.alert.size();
  append_rows(from_reasons, reasons);
  append_rows(from_owners, owners);
  for (std::size_t i = reason; i < reasons.alert.size(); ++i) reasons.alert[i] += before;
  for (std::size_t i = owner; i < owners.alert.size(); ++i) owners.alert[i] += before;
}

void AlertsPart::add(AlertsPart&& other) {
  append_found(found, reasons, owners, other.found, other.reasons, other.owners);
  for (auto counts : {&AlertsPart::looked_at, &AlertsPart::held, &AlertsPart::unknown, &AlertsPart::suppressed}) {
    (this->*counts).resize((other.*counts).size(), 0);
    for (std::size_t r = 0; r < (other.*counts).size(); ++r) (this->*counts)[r] += (other.*counts)[r];
  }
  for (std::size_t k = 0; k < tally.counts.size(); ++k) tally.counts[k] += other.tally.counts[k];
}

AlertsPart walk_alerts(std::string_view analysis, const AlertsInput& input, const AlertsOptions& options, const AlertPlan& plan, const AlertRows& rows, const std::vector<PeerTable>& peers,
                       std::int64_t first_day, std::int64_t last_day, Team& team) {
  const KnownAlerts known = known_alerts(analysis, input, options, rows, last_day);
  const std::int64_t chunks = std::min<std::int64_t>(64, rows.people() / 16 + 1);
  std::vector<AlertsPart> parts(at(chunks));
  team.run(chunks, [&](std::int64_t c) {
    const Span span = span_of(rows.people(), chunks, c);
    Walk walk(analysis, input, plan, rows, peers, known, first_day, last_day, options.explain);
    walk.people(span.first, span.last);
    parts[at(c)] = std::move(walk.part);
  });
  AlertsPart all;
  for (AlertsPart& part : parts) all.add(std::move(part));
  all.tally.add(AlertFinding::rows_of_unknown_people, rows.unknown_rows());
  all.tally.add(AlertFinding::known_of_other_rules, known.others);
  return all;
}

}  // namespace mainstay::inline v1::signals
