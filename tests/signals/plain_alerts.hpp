// The rules of early warning once more, as plain loops over days: slow, and read straight from the definitions.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mainstay/signals/alerts.hpp"

namespace plain {

using namespace mainstay;
using namespace mainstay::signals;
using Day = std::int64_t;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Row {
  std::int64_t person;
  Day day;
  std::string event;
  std::map<std::string, double> x;
};
struct Person {
  std::int64_t id;
  std::optional<Day> start, stop;
  std::string group;
};
struct Found {
  std::int64_t person, rule;
  Day day;
  double cleared;
  std::int64_t cause;
  friend auto operator<=>(const Found& a, const Found& b) { return std::tie(a.person, a.day, a.rule) <=> std::tie(b.person, b.day, b.rule); }
};
struct Seen {
  int truth = 0;  // 0 false, 1 unknown, 2 true
  double value = none, limit = none;
};

struct World {
  std::vector<Row> rows;
  std::vector<Person> people;
  std::set<Day> working;
  std::vector<AlertRule> rules;
  Day first = 0, last = 0;

  const Person& who(std::int64_t id) const {
    for (const Person& p : people)
      if (p.id == id) return p;
    return people.front();
  }
  bool inside(const Person& p, Day day) const { return (!p.start || day >= *p.start) && (!p.stop || day < *p.stop) && day <= last; }
  double value(const Person& p, Day day, const std::string& column) const {
    if (inside(p, day))
      for (const Row& row : rows)
        if (row.person == p.id && row.day == day && row.x.count(column) && !std::isnan(row.x.at(column))) return row.x.at(column);
    return none;
  }
  bool has_row(const Person& p, Day day) const {
    return inside(p, day) && std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.person == p.id && row.day == day; });
  }
  int events(const Person& p, Day day, const std::vector<std::string>& words) const {
    int count = 0;
    if (inside(p, day))
      for (const Row& row : rows) count += row.person == p.id && row.day == day && std::find(words.begin(), words.end(), row.event) != words.end();
    return count;
  }
  Day begin(const Person& p) const {  // first day that there is anything about
    Day begin = last + 1;
    for (const Row& row : rows) if (row.person == p.id && inside(p, row.day)) begin = std::min(begin, row.day);
    return p.start ? std::max(*p.start, std::min(begin, first - 60)) : begin;
  }

  struct Eyes {
    const World& w;
    const AlertRule& rule;
    const Person& p;
    AlertClock clock(const AlertCondition& c) const { return c.clock == AlertClock::undeclared ? rule.clock : c.clock; }
    MissingPolicy missing(const AlertCondition& c) const { return c.missing == MissingPolicy::undeclared ? rule.missing : c.missing; }
    int gone(const AlertCondition& c) const { return missing(c) == MissingPolicy::is_true ? 2 : missing(c) == MissingPolicy::is_false ? 0 : 1; }
    const AlertCondition& named(const std::string& name) const {
      return *std::find_if(rule.conditions.begin(), rule.conditions.end(), [&](const AlertCondition& c) { return c.name == name; });
    }
    bool step(AlertClock clock, const std::string& column, Day day) const {
      return clock == AlertClock::days || (clock == AlertClock::working_days ? w.working.count(day) > 0 : !std::isnan(w.value(p, day, column)));
    }
    std::int64_t steps(AlertClock clock, const std::string& column, Day after, Day to) const {  // in (after, to]; negative the other way round
      if (to < after) return -steps(clock, column, to, after);
      std::int64_t count = 0;
      for (Day d = after + 1; d <= to; ++d) count += step(clock, column, d);
      return count;
    }
    std::vector<double> between(const AlertCondition& c, Day day, std::int64_t from, std::int64_t to) const {  // values whose age lies in [from, to)
      std::vector<double> values;
      for (Day d = w.begin(p); d <= day; ++d) {
        const std::int64_t age = steps(clock(c), c.column, d, day);
        if (age >= from && age < to && !std::isnan(w.value(p, d, c.column))) values.push_back(w.value(p, d, c.column));
      }
      return values;
    }
    double tenure(const AlertCondition& c, Day day) const { return p.start ? static_cast<double>(steps(clock(c), c.column, *p.start - 1, day - 1)) : none; }

    Seen see(const AlertCondition& c, Day day) const {
      Seen seen = raw(c, day);
      if (c.from_tenure || c.until_tenure) {
        const double now = tenure(c, day);
        if (std::isnan(now)) seen.truth = gone(c);
        else if ((c.from_tenure && now < static_cast<double>(*c.from_tenure)) || (c.until_tenure && now > static_cast<double>(*c.until_tenure))) seen.truth = 0;
      }
      return seen;
    }

    Seen compared(const AlertCondition& c, double value, double limit) const {
      Seen seen{0, value, limit};
      if (std::isnan(value) || std::isnan(limit)) {
        seen.truth = gone(c);
        return seen;
      }
      const bool holds = c.compare == Comparison::below ? value < limit : c.compare == Comparison::at_most ? value <= limit : c.compare == Comparison::equal ? value == limit : c.compare == Comparison::at_least ? value >= limit : value > limit;
      seen.truth = holds ? 2 : 0;
      return seen;
    }

    Seen raw(const AlertCondition& c, Day day) const {
      const auto width = c.window.value_or(1);
      std::vector<int> inner;
      for (const std::string& name : c.of) inner.push_back(see(named(name), day).truth);
      switch (c.kind) {
        case ConditionKind::all: return {*std::min_element(inner.begin(), inner.end())};
        case ConditionKind::any: return {*std::max_element(inner.begin(), inner.end())};
        case ConditionKind::none: return {2 - *std::max_element(inner.begin(), inner.end())};
        case ConditionKind::at_least: {
          const auto yes = std::count(inner.begin(), inner.end(), 2), no = std::count(inner.begin(), inner.end(), 0);
          return {yes >= *c.least ? 2 : static_cast<std::int64_t>(inner.size()) - no >= *c.least ? 1 : 0};
        }
        case ConditionKind::streak: {
          const std::string column = c.column.empty() ? named(c.of[0]).column : c.column;
          std::vector<int> track;  // what the steps so far were: 2, 1, 0; passed-over ones are not in it
          int passed = 0;
          for (Day d = w.begin(p); d <= day; ++d) {
            if (!step(clock(c), column, d)) continue;
            int now = see(named(c.of[0]), d).truth;
            if (now == 1 && missing(c) == MissingPolicy::is_true) now = 2;
            if (now == 1 && missing(c) == MissingPolicy::is_false) now = 0;
            if (now == 1 && missing(c) == MissingPolicy::hold) {
              if (++passed > c.gap) track.push_back(0);
              continue;
            }
            passed = 0;
            track.push_back(now);
          }
          std::int64_t sure = 0, maybe = 0;
          while (sure < static_cast<std::int64_t>(track.size()) && track[track.size() - 1 - static_cast<std::size_t>(sure)] == 2) ++sure;
          while (maybe < static_cast<std::int64_t>(track.size()) && track[track.size() - 1 - static_cast<std::size_t>(maybe)] != 0) ++maybe;
          return {sure >= *c.length ? 2 : maybe >= *c.length ? 1 : 0, static_cast<double>(std::min(sure, *c.length)), static_cast<double>(*c.length)};
        }
        case ConditionKind::due_soon:
        case ConditionKind::overdue: {
          std::optional<Day> from = p.start;
          if (!c.start_event.empty()) {
            from.reset();
            for (Day d = w.first - 200; d <= day; ++d)
              if (w.events(p, d, {c.start_event}) > 0) from = d;
          }
          if (!from) return {c.start_event.empty() ? gone(c) : 0, none, c.kind == ConditionKind::due_soon ? static_cast<double>(c.margin) : -static_cast<double>(c.margin)};
          bool done = false;
          for (Day d = *from; d <= day; ++d) done = done || w.events(p, d, c.events) > 0;
          const std::int64_t left = *c.due - steps(clock(c), "", *from, day);
          const bool holds = !done && (c.kind == ConditionKind::due_soon ? left >= 0 && left <= c.margin : -left > c.margin);
          return {holds ? 2 : 0, static_cast<double>(left), c.kind == ConditionKind::due_soon ? static_cast<double>(c.margin) : -static_cast<double>(c.margin)};
        }
        case ConditionKind::absence: {
          if (!p.start) return {gone(c), none, static_cast<double>(width)};
          std::int64_t since = std::min(width, steps(clock(c), "", *p.start - 1, day));
          for (Day d = *p.start; d <= day; ++d)
            if (c.column.empty() ? w.events(p, d, c.events) > 0 : !std::isnan(w.value(p, d, c.column))) since = std::min(since, steps(clock(c), "", d, day));
          return {since >= width ? 2 : 0, static_cast<double>(since), static_cast<double>(width)};
        }
        case ConditionKind::sequence: {
          // Every chain of days, one for each event, is tried.
          std::int64_t best = std::numeric_limits<std::int64_t>::max();
          const auto chain = [&](const auto& self, std::size_t k, Day before) -> void {
            for (Day d = before + 1; d <= day; ++d) {
              if (w.events(p, d, {c.events[k]}) == 0 || (k > 0 && steps(clock(c), "", before, d) > *c.within)) continue;
              if (k + 1 == c.events.size()) best = std::min(best, steps(clock(c), "", d, day));
              else self(self, k + 1, d);
            }
          };
          chain(chain, 0, w.begin(p) - 1);
          if (best >= width) return {0, none, static_cast<double>(width)};
          return {2, static_cast<double>(best), static_cast<double>(width)};
        }
        case ConditionKind::stage: {
          std::string stage;
          for (Day d = w.first - 200; d <= day; ++d)
            for (const std::string& word : c.events)
              if (w.events(p, d, {word}) > 0) stage = word;
          return {stage.empty() ? gone(c) : std::find(c.stages.begin(), c.stages.end(), stage) != c.stages.end() ? 2 : 0};
        }
        default: break;
      }
      double value = none, limit = c.threshold.value_or(none);
      if (c.kind == ConditionKind::tenure) {
        value = tenure(c, day);
      } else if (c.kind == ConditionKind::value) {
        for (Day d = w.begin(p); d <= day; ++d)
          if (!std::isnan(w.value(p, d, c.column)) && steps(clock(c), c.column, d, day) <= c.max_age.value_or(0) && (c.max_age != 0 || d == day)) value = w.value(p, d, c.column);
      } else if (!c.events.empty()) {
        value = 0;
        for (Day d = w.begin(p); d <= day; ++d)
          if (steps(clock(c), "", d, day) < width) value += w.events(p, d, c.events);
      } else {
        std::vector<double> values = between(c, day, 0, width);
        const auto n = static_cast<double>(values.size());
        double sum = 0;
        for (const double v : values) sum += v;
        std::sort(values.begin(), values.end());
        if (c.kind == ConditionKind::count) value = n;
        else if (static_cast<std::int64_t>(values.size()) >= c.least_values) {
          if (c.kind == ConditionKind::sum) value = sum;
          if (c.kind == ConditionKind::mean) value = sum / n;
          if (c.kind == ConditionKind::minimum) value = values.front();
          if (c.kind == ConditionKind::maximum) value = values.back();
          if (c.kind == ConditionKind::quantile) {
            const double at = *c.probability * (n - 1);
            const auto low = static_cast<std::size_t>(at), high = std::min(low + 1, values.size() - 1);
            value = values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
          }
        }
      }
      if (c.against == Against::own) {
        const std::int64_t own = c.kind == ConditionKind::value ? 1 : width;
        const std::vector<double> values = between(c, day, own, own + *c.baseline);
        double sum = 0;
        for (const double v : values) sum += v;
        limit = static_cast<std::int64_t>(values.size()) >= *c.least_baseline ? c.factor * (sum / static_cast<double>(values.size())) + c.shift : none;
      }
      if (c.against == Against::expected) {
        const double now = tenure(c, day);
        limit = none;
        if (!std::isnan(now)) {
          double y = c.expected.front().value;
          for (std::size_t k = 0; k + 1 < c.expected.size(); ++k)
            if (now > c.expected[k].tenure) y = now >= c.expected[k + 1].tenure ? c.expected[k + 1].value : c.expected[k].value + (now - c.expected[k].tenure) / (c.expected[k + 1].tenure - c.expected[k].tenure) * (c.expected[k + 1].value - c.expected[k].value);
          limit = c.factor * y + c.shift;
        }
      }
      if (c.against == Against::peers_mean || c.against == Against::peers_rank) {
        std::vector<double> others;
        if (!std::isnan(value) && (c.peers == "everybody" || !p.group.empty()))
          for (const Person& other : w.people)
            if (other.id != p.id && (c.peers == "everybody" || other.group == p.group) && !std::isnan(w.value(other, day, c.column))) others.push_back(w.value(other, day, c.column));
        const auto n = static_cast<double>(others.size());
        const bool enough = static_cast<std::int64_t>(others.size()) >= *c.least_peers;
        if (c.against == Against::peers_mean) {
          double sum = 0;
          for (const double v : others) sum += v;
          limit = enough ? c.factor * (sum / n) + c.shift : none;
        } else {
          double below = 0;
          for (const double v : others) below += v < value ? 1.0 : v == value ? 0.5 : 0.0;
          value = enough ? below / n : none;
        }
      }
      return compared(c, value, limit);
    }
  };

  std::vector<Found> alerts() const {
    std::vector<Found> all;
    for (const Person& p : people)
      for (std::size_t r = 0; r < rules.size(); ++r) {
        const AlertRule& rule = rules[r];
        const Eyes eyes{*this, rule, p};
        std::vector<std::size_t> open;
        std::optional<Day> before;
        for (Day day = std::max(first, begin(p)); day <= last && (!p.stop || day < *p.stop); ++day) {
          if (rule.clock == AlertClock::working_days ? working.count(day) == 0 : rule.clock == AlertClock::values && !has_row(p, day)) continue;
          const int truth = eyes.see(eyes.named(rule.when), day).truth;
          if (truth == 0) {
            for (const std::size_t i : open) all[i].cleared = static_cast<double>(day);
            open.clear();
          }
          if (truth != 2) continue;
          const bool raise = open.empty() ? !before || day - *before >= rule.cooldown_days : rule.remind_days && day - *before >= *rule.remind_days;
          if (!raise) continue;
          std::int64_t cause = -1;
          for (std::size_t k = 0; k < rule.causes.size() && cause < 0; ++k)
            if (rule.causes[k].when.empty() || eyes.see(eyes.named(rule.causes[k].when), day).truth == 2) cause = static_cast<std::int64_t>(k);
          open.push_back(all.size());
          all.push_back({p.id, static_cast<std::int64_t>(r), day, none, cause});
          before = day;
        }
        if (p.stop && *p.stop <= last)
          for (const std::size_t i : open) all[i].cleared = static_cast<double>(*p.stop);
      }
    std::sort(all.begin(), all.end());
    return all;
  }
};

}  // namespace plain
