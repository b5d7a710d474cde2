#include "mainstay/signals/alerts.hpp"

#include <algorithm>
#include <iterator>

#include "core/append.hpp"
#include "core/civil.hpp"
#include "mainstay/core/document.hpp"
#include "mainstay/core/error.hpp"
#include "signals/alerts_report.hpp"
#include "signals/alerts_walk.hpp"

namespace mainstay::inline v1::signals {

namespace {

constexpr const char* key = "signals.alerts";

std::int64_t first_of(const AlertsState& state) { return state.options.first_day.value_or(state.first_row_day.value_or(state.options.last_day.value_or(0))); }
std::int64_t last_of(const AlertsState& state) { return state.options.last_day.value_or(state.last_row_day.value_or(first_of(state))); }

void note_days(AlertsState& state, const AlertRows& rows) {
  if (rows.first_day() > rows.last_day()) return;
  state.first_row_day = std::min(state.first_row_day.value_or(rows.first_day()), rows.first_day());
  state.last_row_day = std::max(state.last_row_day.value_or(rows.last_day()), rows.last_day());
}

// A day of the year 9999 among the rows is a mistake, and would make every person millions of days long.
void check_span(const AlertRows& rows, const AlertsOptions& options) {
  constexpr std::int64_t century = 36525;
  const auto within = [](const char* name, std::int64_t first, std::int64_t last) {
    if (last - first > century) refuse(key, name, day_text(first) + " to " + day_text(last), "within 100 years: put wrong days right, or give first_day and last_day");
  };
  if (options.first_day && options.last_day) within("last_day", *options.first_day, *options.last_day);
  if (rows.first_day() > rows.last_day()) return;
  const std::int64_t last = options.last_day.value_or(rows.last_day());
  within("day", rows.first_day(), std::min(last, rows.last_day()));
  within("last_day", options.first_day.value_or(rows.first_day()), last);
}

void meet(AlertsState& state, const std::vector<std::string>& words) {
  std::vector<std::string> all;
  std::set_union(state.words_met.begin(), state.words_met.end(), words.begin(), words.end(), std::back_inserter(all));
  state.words_met = std::move(all);
}

void note_part(AlertsState& state, AlertsPart&& part, const AlertPlan& plan, const AlertRows& rows) {
  append_found(state.found, state.reasons, state.owners, part.found, part.reasons, part.owners);
  const auto add = [](std::vector<std::int64_t>& to, const auto& from) {
    to.resize(std::max(to.size(), from.size()), 0);
    for (std::size_t k = 0; k < from.size(); ++k) to[k] += from[k];
  };
  add(state.looked_at, part.looked_at);
  add(state.held, part.held);
  add(state.unknown, part.unknown);
  add(state.suppressed, part.suppressed);
  add(state.findings, part.tally.counts);
  meet(state, rows.words_met());
  state.people += rows.people();
  state.text = state.text || (rows.people() > 0 && rows.text());
  if (!plan.every_value) state.reach_days = first_of(state) - plan.reach(first_of(state));
  state.started = true;
}

}  // namespace

void AlertsState::validate() const {
  const auto bad = [](const char* what) { throw Error(ErrorCode::corrupt, key, std::string(what) + " of this state do not fit its definition"); };
  check_rules(key, options.rules, options.grows);
  const auto rules = static_cast<std::int64_t>(options.rules.size()), alerts_found = static_cast<std::int64_t>(found.rule.size());
  for (std::size_t i = 0; i < found.rule.size(); ++i)
    if (found.rule[i] < 0 || found.rule[i] >= rules || found.cause[i] < -1 || found.cause[i] >= static_cast<std::int64_t>(options.rules[static_cast<std::size_t>(found.rule[i])].causes.size()) || found.change[i] < 0 || found.change[i] > 3) bad("the alerts");
  for (std::size_t i = 0; i < reasons.alert.size(); ++i) {
    if (reasons.alert[i] < 0 || reasons.alert[i] >= alerts_found || reasons.truth[i] < 0 || reasons.truth[i] > 2 || !options.explain) bad("the reasons");
    const AlertRule& rule = options.rules[static_cast<std::size_t>(found.rule[static_cast<std::size_t>(reasons.alert[i])])];
    if (reasons.condition[i] < 0 || reasons.condition[i] >= static_cast<std::int64_t>(rule.conditions.size())) bad("the reasons");
  }
  std::vector<std::size_t> listed(found.rule.size(), 0);
  for (const std::int64_t alert : reasons.alert) ++listed[static_cast<std::size_t>(alert)];
  for (std::size_t i = 0; i < listed.size(); ++i)
    if (listed[i] != 0 && listed[i] != options.rules[static_cast<std::size_t>(found.rule[i])].conditions.size()) bad("the reasons");
  for (const std::int64_t alert : owners.alert)
    if (alert < 0 || alert >= alerts_found) bad("the owners");
  if (findings.size() > alert_findings.size()) bad("the findings");
  if (!std::is_sorted(words_met.begin(), words_met.end())) bad("the words met");
  const std::size_t sums = peers.need.size(), values = peer_values.need.size();
  if (peers.group.size() != sums || peers.day.size() != sums || peers.high.size() != sums || peers.low.size() != sums || peers.count.size() != sums) bad("the peers");
  if (peer_values.group.size() != values || peer_values.day.size() != values || peer_values.value.size() != values || peer_values.count.size() != values) bad("the peers");
  for (std::size_t i = 0; i < sums; ++i)
    if (peers.count[i] < 1 || peers.count[i] > INT32_MAX || peers.low[i] < 0 || peers.low[i] >= ExactSum::lows || peers.day[i] < -4371587 || peers.day[i] > 2932896) bad("the peers");
  for (std::size_t i = 0; i < values; ++i)
    if (peer_values.count[i] < 1 || peer_values.count[i] > 1000000000 || peer_values.day[i] < -4371587 || peer_values.day[i] > 2932896) bad("the peers");
}

void AlertsState::update(const AlertsInput& input, const RunContext& context) {
  check(key, input, options, context.threads);
  if (done()) throw Error(ErrorCode::unsupported, key, "the rounds of this state are over; begin a new one");
  const AlertPlan plan = plan_alerts(key, input, options);
  Team team(key, context);
  const AlertRows rows(key, input, options, plan, team);
  check_span(rows, options);
  if (round == 0) {
    const std::vector<PeerTable> tables = gather_peers(key, input, plan, rows, options.last_day.value_or(AlertRows::no_stop), team);
    add_peers(tables, peers, peer_values);
    note_days(*this, rows);
    return;
  }
  note_part(*this, walk_alerts(key, input, options, plan, rows, tables_of(plan, rows, peers, peer_values), first_of(*this), last_of(*this), team), plan, rows);
}

void AlertsState::merge(const AlertsState& other) {
  if (to_json(Object::of(options)) != to_json(Object::of(other.options))) throw Error(ErrorCode::unsupported, key, "states of unlike definitions cannot be merged");
  if (round != other.round) throw Error(ErrorCode::unsupported, key, "states of different rounds cannot be merged");
  if (round == 0) {
    append_rows(other.peers, peers);
    append_rows(other.peer_values, peer_values);
    settle_peers(peers, peer_values);
    if (other.first_row_day) first_row_day = std::min(first_row_day.value_or(*other.first_row_day), *other.first_row_day);
    if (other.last_row_day) last_row_day = std::max(last_row_day.value_or(*other.last_row_day), *other.last_row_day);
    return;
  }
  if (started && other.started && people > 0 && other.people > 0 && text != other.text) throw Error(ErrorCode::unsupported, key, "states of people named by text and by number cannot be merged");
  append_found(found, reasons, owners, other.found, other.reasons, other.owners);
  const auto add = [](std::vector<std::int64_t>& to, const std::vector<std::int64_t>& from) {
    to.resize(std::max(to.size(), from.size()), 0);
    for (std::size_t k = 0; k < from.size(); ++k) to[k] += from[k];
  };
  add(looked_at, other.looked_at);
  add(held, other.held);
  add(unknown, other.unknown);
  add(suppressed, other.suppressed);
  add(findings, other.findings);
  meet(*this, other.words_met);
  people += other.people;
  text = text || other.text;
  started = started || other.started;
  if (other.reach_days) reach_days = other.reach_days;
}

void AlertsState::advance(const RunContext&) {
  if (round < 2) ++round;
}

AlertsResult AlertsState::finish(const RunContext&) const { return report_alerts(*this, first_of(*this), last_of(*this)); }

AlertsResult alerts(const AlertsInput& input, const AlertsOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const AlertPlan plan = plan_alerts(key, input, options);
  Team team(key, context);
  team.report(0.0, 0.2);
  const AlertRows rows(key, input, options, plan, team);
  check_span(rows, options);
  AlertsState state;
  state.options = options;
  note_days(state, rows);
  team.report(0.2, 0.5);
  const std::vector<PeerTable> tables = gather_peers(key, input, plan, rows, options.last_day.value_or(AlertRows::no_stop), team);
  team.report(0.5, 1.0);
  note_part(state, walk_alerts(key, input, options, plan, rows, tables, first_of(state), last_of(state), team), plan, rows);
  state.round = 2;
  return report_alerts(state, first_of(state), last_of(state));
}

constinit const Function alerts_analysis = analysis<&alerts>("signals.alerts", "Who needs attention today, why, and what would help?", {}, &state_of<AlertsState>);

}  // namespace mainstay::inline v1::signals
