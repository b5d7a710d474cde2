// What rules must not leave open, and must not contradict.
#include <algorithm>
#include <cmath>
#include <string>

#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/signals/rule.hpp"
#include "signals/alerts_plan.hpp"
#include "signals/rule_logic.hpp"

namespace mainstay::inline v1::signals {

namespace {

class RuleCheck {
 public:
  RuleCheck(std::string_view analysis, const AlertRule& rule, std::string path, const std::vector<std::string>& grows) : analysis_(analysis), rule_(rule), path_(std::move(path)), grows_(grows) {}

  void all() {
    if (rule_.clock == AlertClock::undeclared) no(".clock", "undeclared", "days, working_days or values: the rule " + data::quoted(rule_.name) + " must say which days it counts");
    if (rule_.missing == MissingPolicy::undeclared) no(".missing", "undeclared", "unknown, is_false, is_true or hold: the rule " + data::quoted(rule_.name) + " must say what a missing value means");
    if (rule_.conditions.size() > 100) no(".conditions", "a list of " + std::to_string(rule_.conditions.size()), "one of 100 at most");
    for (place_ = 0; place_ < rule_.conditions.size(); ++place_) condition(rule_.conditions[place_]);
    if (find(rule_.when, rule_.conditions.size()) < 0) no(".when", data::quoted(rule_.when), "the name of a condition: " + names(rule_.conditions.size()));
    causes();
    logic();
  }

 private:
  [[noreturn]] void no(const std::string& where, const std::string& value, const std::string& rule) const { refuse(analysis_, path_ + where, value, rule); }
  [[noreturn]] void bad(const std::string& field, const std::string& value, const std::string& rule) const { no(".conditions[" + std::to_string(place_) + "]." + field, value, rule); }
  template <class T>
  void needed(const char* field, const std::optional<T>& value, const std::string& rule) const {
    if (!value) bad(field, "missing", "given: " + rule);
  }
  std::int64_t find(const std::string& name, std::size_t before) const {
    for (std::size_t i = 0; i < before; ++i)
      if (rule_.conditions[i].name == name) return static_cast<std::int64_t>(i);
    return -1;
  }
  std::string names(std::size_t before) const {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < before; ++i) list.push_back(rule_.conditions[i].name);
    return list_of(list);
  }

  void condition(const AlertCondition& c) {
    if (find(c.name, place_) >= 0) bad("name", data::quoted(c.name), "there once");
    const AlertClock clock = c.clock == AlertClock::undeclared ? rule_.clock : c.clock;
    const MissingPolicy missing = c.missing == MissingPolicy::undeclared ? rule_.missing : c.missing;
    if (c.from_tenure && c.until_tenure && *c.until_tenure < *c.from_tenure) bad("until_tenure", std::to_string(*c.until_tenure), ">= from_tenure, " + std::to_string(*c.from_tenure));
    if ((c.from_tenure || c.until_tenure || c.kind == ConditionKind::tenure) && clock == AlertClock::values) bad("clock", "values", "days or working_days: tenure is counted in them");
    if (is_combination(c.kind) || c.kind == ConditionKind::streak) return combined(c, missing);
    if (!c.of.empty()) bad("of", "given", "left out: " + word_of(c.kind) + " combines nothing");
    if (is_numeric(c.kind)) return numeric(c, clock);
    const bool reads_column = c.kind == ConditionKind::absence && !c.column.empty();
    if (c.events.empty() && !reads_column) bad("events", "missing", "given: " + word_of(c.kind) + " of which events?");
    if (reads_column && !c.events.empty()) bad("events", "given", "left out beside column");
    if (clock == AlertClock::values) bad("clock", "values", "days or working_days: " + word_of(c.kind) + " is counted in them");
    switch (c.kind) {
      case ConditionKind::due_soon:
      case ConditionKind::overdue: needed("due", c.due, "so many steps from the start to the day it is due"); break;
      case ConditionKind::absence: needed("window", c.window, "absent for how many steps?"); break;
      case ConditionKind::sequence:
        if (c.events.size() < 2) bad("events", "a list of 1", "one of 2 or more");
        needed("within", c.within, "the longest way from one event to the next");
        needed("window", c.window, "for how many steps the last event counts; 1 for its day only");
        break;
      case ConditionKind::stage:
        if (c.stages.empty()) bad("stages", "missing", "given: one of events or more");
        for (const std::string& stage : c.stages)
          if (std::find(c.events.begin(), c.events.end(), stage) == c.events.end()) bad("stages", data::quoted(stage), "one of events, " + list_of(c.events));
        break;
      default: break;
    }
  }

  void combined(const AlertCondition& c, MissingPolicy missing) {
    if (c.of.empty()) bad("of", "missing", "given: the conditions it rests on");
    for (std::size_t k = 0; k < c.of.size(); ++k) {
      if (find(c.of[k], place_) < 0) bad("of[" + std::to_string(k) + "]", data::quoted(c.of[k]), place_ == 0 ? "the name of a condition before it; there is none" : "the name of a condition before it: " + names(place_));
      if (std::find(c.of.begin(), c.of.begin() + static_cast<std::ptrdiff_t>(k), c.of[k]) != c.of.begin() + static_cast<std::ptrdiff_t>(k)) bad("of[" + std::to_string(k) + "]", data::quoted(c.of[k]), "named once");
    }
    if (c.kind == ConditionKind::at_least) {
      needed("least", c.least, "how many of them must hold");
      if (*c.least > static_cast<std::int64_t>(c.of.size())) bad("least", std::to_string(*c.least), "<= " + std::to_string(c.of.size()) + ", the conditions it counts");
    }
    if (c.kind != ConditionKind::streak) return;
    if (c.of.size() != 1) bad("of", "a list of " + std::to_string(c.of.size()), "one name");
    needed("length", c.length, "how many steps running?");
    if (c.gap > 0 && missing != MissingPolicy::hold) bad("gap", std::to_string(c.gap), "0 unless missing = hold");
    const AlertClock clock = c.clock == AlertClock::undeclared ? rule_.clock : c.clock;
    if (clock == AlertClock::values && c.column.empty() && rule_.conditions[static_cast<std::size_t>(find(c.of[0], place_))].column.empty())
      bad("column", "missing", "given: the days with a value of which column are its steps?");
  }

  void numeric(const AlertCondition& c, AlertClock clock) {
    if (c.compare == Comparison::undeclared) bad("compare", "undeclared", "below, at_most, equal, at_least or above");
    const bool counts_events = c.kind == ConditionKind::count && !c.events.empty();
    if (c.kind == ConditionKind::tenure) {
      if (c.against != Against::number) bad("against", word_of(c.against), "number: tenure is compared with nothing else");
    } else if (counts_events) {
      if (!c.column.empty()) bad("column", "given", "left out beside events");
      if (clock == AlertClock::values) bad("clock", "values", "days or working_days: events are counted in them");
      if (c.against != Against::number) bad("against", word_of(c.against), "number: events are compared with nothing else");
    } else if (c.column.empty()) {
      bad("column", "missing", "given: " + word_of(c.kind) + " of which column?");
    }
    if (c.kind == ConditionKind::value) {
      if (clock != AlertClock::values) needed("max_age", c.max_age, "how old the last value may be; 0 for a value of the day itself");
      else if (c.max_age) bad("max_age", std::to_string(*c.max_age), "left out with clock = values, where the last value counts however old");
    } else if (c.kind != ConditionKind::tenure) {
      needed("window", c.window, "over how many steps?");
    }
    if (c.kind == ConditionKind::quantile) needed("probability", c.probability, "which quantile?");
    switch (c.against) {
      case Against::number: needed("threshold", c.threshold, "compared with what?"); break;
      case Against::own:
        needed("baseline", c.baseline, "the length of the person's own past");
        needed("least_baseline", c.least_baseline, "how many values of it there must be");
        break;
      case Against::peers_mean:
      case Against::peers_rank:
        if (c.peers.empty()) bad("peers", "missing", "given: the column of groups, or \"everybody\": compared with whom?");
        needed("least_peers", c.least_peers, "how many others there must be");
        if (c.kind != ConditionKind::value || c.max_age.value_or(1) != 0) bad("kind", word_of(c.kind), "value with max_age = 0: peers are compared by the values of one day");
        if (c.against == Against::peers_rank) {
          needed("threshold", c.threshold, "the share of the others with a smaller value");
          if (!(*c.threshold >= 0.0 && *c.threshold <= 1.0)) bad("threshold", exact_number(*c.threshold), "between 0 and 1: it is a share");
        }
        break;
      case Against::expected:
        if (clock == AlertClock::values) bad("clock", "values", "days or working_days: tenure is counted in them");
        if (c.expected.empty()) bad("expected", "missing", "given: what is expected at which tenure?");
        for (std::size_t k = 1; k < c.expected.size(); ++k)
          if (!(c.expected[k].tenure > c.expected[k - 1].tenure)) bad("expected[" + std::to_string(k) + "].tenure", exact_number(c.expected[k].tenure), "above the one before it");
        break;
    }
    if (c.against == Against::number && c.kind != ConditionKind::count && !c.from_tenure && std::find(grows_.begin(), grows_.end(), c.column) != grows_.end() && !c.column.empty())
      bad("from_tenure", "missing", "given, or against expected or peers: " + c.column + " grows with tenure, so the rule must say at what age");
  }

  // What can never hold, or never fail, wherever in the tree it comes from.
  void logic() {
    const RuleLogic logic(rule_);
    for (place_ = 0; place_ < rule_.conditions.size(); ++place_) {
      const auto clash = logic.never(place_);
      if (!clash) continue;
      const AlertCondition& c = rule_.conditions[place_];
      if (c.of.empty()) {
        const bool by_tenure = c.kind != ConditionKind::tenure && (c.from_tenure || c.until_tenure) && (c.kind == ConditionKind::due_soon || c.kind == ConditionKind::overdue || c.kind == ConditionKind::absence);
        if (by_tenure) bad(c.from_tenure ? "from_tenure" : "until_tenure", std::to_string(c.from_tenure ? *c.from_tenure : *c.until_tenure), "such that " + data::quoted(c.name) + " can hold: with these steps it never does");
        bad("threshold", exact_number(c.threshold.value_or(c.shift)), "such that " + data::quoted(c.name) + " can hold: no " + (c.against == Against::peers_rank ? std::string("share") : word_of(c.kind)) + " is there");
      }
      if (!clash->leaves || clash->leaves->first == clash->leaves->second)
        bad("of", "a list whose conditions exclude each other in every way", "one that can hold");
      const std::string &one = rule_.conditions[std::min(clash->leaves->first, clash->leaves->second)].name, &other = rule_.conditions[std::max(clash->leaves->first, clash->leaves->second)].name;
      const auto named = [&](const std::string& name) { return std::find(c.of.begin(), c.of.end(), name) != c.of.end(); };
      bad("of", std::string(named(one) && named(other) ? "a list with " : "a list that comes to ") + data::quoted(one) + " and " + data::quoted(other), "one whose conditions can hold together: these two contradict each other");
    }
    const auto when = static_cast<std::size_t>(find(rule_.when, rule_.conditions.size()));
    if (logic.always(when)) no(".when", data::quoted(rule_.when), "a condition that can fail: this one holds of everybody of whom enough is known");
    for (std::size_t k = 0; k < rule_.causes.size(); ++k) {
      const std::string& name = rule_.causes[k].when;
      if (!name.empty() && !logic.together(when, static_cast<std::size_t>(find(name, rule_.conditions.size()))))
        no(".causes[" + std::to_string(k) + "].when", data::quoted(name), "a condition that can hold together with " + data::quoted(rule_.when));
    }
    if (rule_.remind_days && *rule_.remind_days < rule_.cooldown_days)
      no(".remind_days", std::to_string(*rule_.remind_days), ">= cooldown_days, " + std::to_string(rule_.cooldown_days));
  }

  void causes() const {
    for (std::size_t k = 0; k < rule_.causes.size(); ++k) {
      const AlertCause& cause = rule_.causes[k];
      const std::string where = ".causes[" + std::to_string(k) + "]";
      if (cause.when.empty() && k + 1 < rule_.causes.size()) no(where + ".when", "missing", "given, but for the last cause");
      if (!cause.when.empty() && find(cause.when, rule_.conditions.size()) < 0) no(where + ".when", data::quoted(cause.when), "the name of a condition: " + names(rule_.conditions.size()));
      for (std::size_t j = 0; j < k; ++j)
        if (rule_.causes[j].name == cause.name) no(where + ".name", data::quoted(cause.name), "there once");
      for (std::size_t r = 0; r < cause.roles.size(); ++r)
        if (std::find(cause.roles.begin(), cause.roles.begin() + static_cast<std::ptrdiff_t>(r), cause.roles[r]) != cause.roles.begin() + static_cast<std::ptrdiff_t>(r))
          no(where + ".roles[" + std::to_string(r) + "]", data::quoted(cause.roles[r]), "named once");
    }
  }

  std::string_view analysis_;
  const AlertRule& rule_;
  std::string path_;
  const std::vector<std::string>& grows_;
  std::size_t place_ = 0;
};

}  // namespace

void check_rules(std::string_view analysis, const std::vector<AlertRule>& rules, const std::vector<std::string>& grows) {
  for (std::size_t r = 0; r < rules.size(); ++r) {
    const std::string path = "rules[" + std::to_string(r) + "]";
    for (std::size_t q = 0; q < r; ++q)
      if (rules[q].name == rules[r].name) refuse(analysis, path + ".name", data::quoted(rules[r].name), "there once");
    RuleCheck(analysis, rules[r], path, grows).all();
  }
}

}  // namespace mainstay::inline v1::signals
