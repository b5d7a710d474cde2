#include "signals/alerts_report.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "core/at.hpp"
#include "core/words.hpp"
#include "data/spelling.hpp"
#include "signals/alerts_plan.hpp"
#include "signals/alerts_rows.hpp"
#include "signals/alerts_words.hpp"

namespace mainstay::inline v1::signals {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// FNV-1a over length-marked texts, its bits mixed once more (the finaliser of splitmix64): ids are part of the interface and never change.
class AlertId {
 public:
  void add(std::string_view text) {
    add_number(static_cast<std::int64_t>(text.size()));
    for (const char c : text) byte(static_cast<unsigned char>(c));
  }
  void add_number(std::int64_t number) {
    for (int shift = 0; shift < 64; shift += 8) byte(static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> shift));
  }
  std::string text() const {
    std::uint64_t x = state_;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    x ^= x >> 31;
    std::string digits(16, '0');
    for (int k = 15; k >= 0; --k, x >>= 4) digits[static_cast<std::size_t>(k)] = "0123456789abcdef"[x & 15];
    return digits;
  }

 private:
  void byte(unsigned char value) { state_ = (state_ ^ value) * 0x100000001b3u; }
  std::uint64_t state_ = 0xcbf29ce484222325u;
};

// Texts as categories in the order in which they first come.
class Levels {
 public:
  explicit Levels(Categories& column) : column_(column) {}
  void add(const std::string& text) {
    if (!column_.codes.empty() && column_.codes.back() >= 0 && column_.levels[static_cast<std::size_t>(column_.codes.back())] == text) {
      column_.codes.push_back(column_.codes.back());
      return;
    }
    const auto [found, is_new] = places_.try_emplace(text, static_cast<std::int32_t>(column_.levels.size()));
    if (is_new) column_.levels.push_back(text);
    column_.codes.push_back(found->second);
  }
  void add_missing() { column_.codes.push_back(-1); }

 private:
  Categories& column_;
  std::map<std::string, std::int32_t> places_;
};

template <class Word>
void add_word(Categories& column, Word word) {
  if (column.levels.empty()) column.levels = words_of(Word{});
  column.codes.push_back(static_cast<std::int32_t>(word));  // the words of these enums are numbered in their order
}

// Rows by person, day and rule.
std::vector<std::size_t> order_of(const AlertsState& state) {
  const AlertsFound& found = state.found;
  std::vector<std::int64_t> label(found.person.size(), 0);
  if (!state.text)
    for (std::size_t i = 0; i < label.size(); ++i) std::from_chars(found.person[i].data(), found.person[i].data() + found.person[i].size(), label[i]);
  std::vector<std::size_t> order(found.rule.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto less = [&](std::size_t a, std::size_t b) {
    if (label[a] != label[b]) return label[a] < label[b];
    if (state.text && found.person[a] != found.person[b]) return found.person[a] < found.person[b];
    return std::tie(found.day[a], found.rule[a]) < std::tie(found.day[b], found.rule[b]);
  };
  if (!std::is_sorted(order.begin(), order.end(), less)) std::stable_sort(order.begin(), order.end(), less);
  return order;
}

void deliver(const AlertsState& state, const std::vector<std::int64_t>& place, AlertsResult& result) {
  const AlertOwnersFound& owners = state.owners;
  std::vector<std::size_t> order(owners.alert.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place[at(owners.alert[a])] < place[at(owners.alert[b])]; });
  AlertDeliveries& out = result.deliveries;
  Levels roles(out.role), names(out.owner);
  for (const std::size_t i : order) {
    out.alert.push_back(place[at(owners.alert[i])]);
    out.held_back.push_back(0);
    roles.add(owners.role[i]);
    if (owners.named[i] != 0) names.add(owners.owner[i]);
    else names.add_missing();
  }
  if (!state.options.owner_cap) return;
  // The most severe of a day first, then by id.
  std::vector<std::size_t> turn(out.alert.size());
  std::iota(turn.begin(), turn.end(), std::size_t{0});
  const auto key = [&](std::size_t i) { const std::size_t a = at(out.alert[i]); return std::make_tuple(result.alerts.day[a], -result.alerts.severity.codes[a], std::cref(result.alerts.id[a]), out.role.codes[i]); };
  std::sort(turn.begin(), turn.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::map<std::tuple<std::int32_t, std::int32_t, std::int64_t>, std::int64_t> handed;
  for (const std::size_t i : turn) {
    if (out.owner.codes[i] < 0) continue;
    const std::int64_t day = result.alerts.day[at(out.alert[i])] - 4, length = state.options.owner_cap_days;
    std::int64_t& count = handed[{out.role.codes[i], out.owner.codes[i], day >= 0 ? day / length : -((length - 1 - day) / length)}];
    out.held_back[i] = count >= *state.options.owner_cap ? 1 : 0;
    ++count;
  }
}

// Days that one of the lengths of a rule needs at least; 0 where it counts values.
std::int64_t longest_of(const AlertRule& rule) {
  std::int64_t longest = 0;
  for (const AlertCondition& c : rule.conditions) {
    if ((c.clock == AlertClock::undeclared ? rule.clock : c.clock) == AlertClock::values) continue;
    const std::int64_t before = c.against == Against::own ? c.baseline.value_or(0) : 0;
    if (c.kind == ConditionKind::streak) longest = std::max(longest, c.length.value_or(0));
    else if (c.kind == ConditionKind::value) longest = std::max(longest, before);
    else if (!is_combination(c.kind)) longest = std::max(longest, c.window.value_or(0) + before);
  }
  return longest;
}

}  // namespace

AlertsResult report_alerts(const AlertsState& state, std::int64_t first_day, std::int64_t last_day) {
  const std::vector<AlertRule>& rules = state.options.rules;
  const AlertsFound& found = state.found;
  AlertsResult result;
  result.people = state.people;
  result.first_day = first_day;
  result.last_day = last_day;
  result.reach_days = state.reach_days;
  Alerts& alerts = result.alerts;
  Levels rule(alerts.rule), version(alerts.version), person(alerts.person), cause(alerts.cause), intervention(alerts.intervention);
  AlertRuleCounts& counts = result.rules;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    counts.rule.push_back(rules[r].name);
    counts.version.push_back(rules[r].version);
    const auto count = [&](const std::vector<std::int64_t>& from) { return r < from.size() ? from[r] : 0; };
    counts.looked_at.push_back(count(state.looked_at));
    counts.held.push_back(count(state.held));
    counts.unknown.push_back(count(state.unknown));
    counts.suppressed.push_back(count(state.suppressed));
    counts.alerts.push_back(0);
    counts.people.push_back(0);
  }
  const std::vector<std::size_t> order = order_of(state);
  std::vector<std::int64_t> place(order.size()), last_person(rules.size(), -1);
  for (const std::size_t i : order) {
    place[i] = static_cast<std::int64_t>(alerts.id.size());
    const std::size_t r = at(found.rule[i]);
    const AlertRule& said = rules[r];
    const auto change = static_cast<AlertChange>(found.change[i]);
    AlertId id;
    id.add(said.name);
    id.add(said.version);
    id.add(found.person[i]);
    id.add_number(found.day[i]);
    alerts.id.push_back(id.text());
    rule.add(said.name);
    version.add(said.version);
    person.add(found.person[i]);
    alerts.day.push_back(found.day[i]);
    add_word(alerts.severity, said.severity);
    add_word(alerts.change, change);
    const double expires = said.expires_days ? static_cast<double>(found.day[i] + *said.expires_days) : nan;
    const bool past = (std::isnan(found.cleared[i]) ? static_cast<double>(last_day) : found.cleared[i]) > expires;
    add_word(alerts.status, change == AlertChange::retracted ? AlertStatus::retracted : past ? AlertStatus::expired : std::isnan(found.cleared[i]) ? AlertStatus::open : AlertStatus::cleared);
    if (found.cause[i] >= 0) cause.add(said.causes[at(found.cause[i])].name);
    else cause.add_missing();
    if (found.cause[i] >= 0 && !said.causes[at(found.cause[i])].intervention.empty()) intervention.add(said.causes[at(found.cause[i])].intervention);
    else intervention.add_missing();
    alerts.cleared.push_back(found.cleared[i]);
    alerts.expires.push_back(expires);
    if (change != AlertChange::fresh && change != AlertChange::confirmed) continue;
    ++counts.alerts[r];
    if (last_person[r] != alerts.person.codes.back()) ++counts.people[r];
    last_person[r] = alerts.person.codes.back();
  }
  deliver(state, place, result);

  const AlertReasonsFound& reasons = state.reasons;
  std::vector<std::size_t> reason_order(reasons.alert.size());
  std::iota(reason_order.begin(), reason_order.end(), std::size_t{0});
  std::stable_sort(reason_order.begin(), reason_order.end(), [&](std::size_t a, std::size_t b) { return place[at(reasons.alert[a])] < place[at(reasons.alert[b])]; });
  AlertReasons& out = result.reasons;
  Levels condition(out.condition), message(out.message);
  std::vector<std::vector<ReasonFacts>> facts(state.options.explain ? order.size() : 0);
  for (const std::size_t i : reason_order) {
    const std::size_t r = at(found.rule[at(reasons.alert[i])]), k = at(reasons.condition[i]);
    const ReasonFacts now{reasons.truth[i], reasons.counted[i], reasons.clears[i], reasons.value[i], reasons.limit[i]};
    out.alert.push_back(place[at(reasons.alert[i])]);
    condition.add(rules[r].conditions[k].name);
    add_word(out.truth, static_cast<ConditionTruth>(reasons.truth[i]));
    message.add(message_key(rules[r].conditions[k]));
    out.value.push_back(now.value);
    out.limit.push_back(now.limit);
    out.counted.push_back(now.counted);
    out.clears.push_back(now.clears);
    TwoLanguages said = reason_sentence(rules[r], k, now);
    out.sentence.push_back(std::move(said.en));
    out.sentence_zh.push_back(std::move(said.zh));
    facts[at(out.alert.back())].push_back(now);
  }
  if (state.options.explain)
    for (const std::size_t i : order) {
      TwoLanguages said;
      if (!facts[at(place[i])].empty()) said = alert_sentence(rules[at(found.rule[i])], facts[at(place[i])], found.cause[i]);
      result.sentence.push_back(std::move(said.en));
      result.sentence_zh.push_back(std::move(said.zh));
    }
  for (std::size_t r = 0; r < rules.size(); ++r)
    for (std::size_t k = 0; k < rules[r].conditions.size(); ++k) {
      const std::string path = "rules[" + std::to_string(r) + "].conditions[" + std::to_string(k) + "].";
      data::add_not_met(result.words_not_met, state.words_met, path + "events", rules[r].conditions[k].events);
      data::add_not_met(result.words_not_met, state.words_met, path + "start_event", {rules[r].conditions[k].start_event});
    }
  std::vector<std::int64_t> findings = state.findings;
  findings.resize(alert_findings.size(), 0);
  if (state.first_row_day && state.last_row_day)
    for (const AlertRule& rule : rules) findings[static_cast<std::size_t>(AlertFinding::rules_longer_than_rows)] += longest_of(rule) > *state.last_row_day - *state.first_row_day + 1;
  for (std::size_t k = 0; k < findings.size(); ++k) {
    if (findings[k] == 0) continue;
    result.findings.finding.levels.emplace_back(alert_findings[k]);
    result.findings.finding.codes.push_back(static_cast<std::int32_t>(result.findings.finding.levels.size()) - 1);
    result.findings.count.push_back(findings[k]);
  }
  return result;
}

}  // namespace mainstay::inline v1::signals
