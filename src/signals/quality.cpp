#include "mainstay/signals/quality.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/append.hpp"
#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "data/days.hpp"
#include "data/groups.hpp"
#include "data/kept.hpp"
#include "data/matching.hpp"
#include "data/spelling.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/calendar.hpp"
#include "signals/quality_kernel.hpp"
#include "stats/drawn_share.hpp"
#include "stats/poisson.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::signals {

namespace {

constexpr const char* key = "signals.quality";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Alert {
  std::int64_t person, day;
  bool reminder = false;
  std::int32_t tenure = -1;  // its place among the tenures with alerts
};

// One rule, or the score at one threshold: alerts by person and day.
struct Judged {
  std::string name;
  double threshold = nan;
  std::vector<Alert> alerts;
};

struct Followed {
  std::int64_t start, until, watched, from, to;  // from, to: first and last judged day; from > to: none
  bool left, warnable;
};

enum Finding : std::size_t { unknown_people, not_observed, repeated, scores_of_unknown, scores_not_observed, finding_count };
constexpr const char* finding_names[finding_count] = {"alerts_of_unknown_people", "alerts_not_observed", "repeated_alerts", "scores_of_unknown_people", "scores_not_observed"};

class Quality {
 public:
  Quality(const QualityInput& input, const QualityOptions& options) : input_(input), options_(options) {
    if (options.horizon_days < options.lead_days) refuse(key, "horizon_days", std::to_string(options.horizon_days), ">= lead_days, " + std::to_string(options.lead_days));
    together({{&input.alert_person, "alert_person"}, {&input.alert_rule, "alert_rule"}, {&input.alert_day, "alert_day"}});
    together({{&input.score_person, "score_person"}, {&input.score_day, "score_day"}, {&input.score, "score"}});
    if (!input.alert_person.given() && !input.score.given()) refuse(key, "alert_person", "missing", "given, or score: what is judged?");
    const bool asked = !options.score_thresholds.empty() || !options.score_loads.empty();
    if (asked && !input.score.given()) refuse(key, "score", "missing", "given beside score_thresholds and score_loads");
    if (!asked && input.score.given()) refuse(key, "score_loads", "missing", "given beside score, or score_thresholds: when does it raise an alert?");
    people();
    alerts();
    scores();
  }

  QualityResult run(const RunContext& context) {
    QualityResult result;
    result.people = std::count_if(followed_.begin(), followed_.end(), [](const Followed& p) { return p.from <= p.to; });
    result.exits = std::count_if(followed_.begin(), followed_.end(), [](const Followed& p) { return p.left; });
    result.exits_that_could_be_warned_of = std::count_if(followed_.begin(), followed_.end(), [](const Followed& p) { return p.warnable; });
    result.first_day = first_;
    result.last_day = last_;
    result.person_weeks = static_cast<double>(person_days_) / 7.0;
    EveryDay every(options_.lead_days, options_.horizon_days);
    for (const Followed& p : followed_)
      if (p.from <= p.to) every.add(p.from, p.to, p.until, p.left);
    result.base_rate = every.in_time();
    group_alike();
    {
      const auto rules = static_cast<std::int64_t>(judged_.size());
      std::vector<QualityRules> told(judged_.size());
      Team team(key, context, rules + 1);
      team.report(0.0, 0.0);
      team.run(rules + 1, [&](std::int64_t k) {
        if (k == 0) overlap(result.overlap);
        else tell(judged_[at(k - 1)], result, told[at(k - 1)]);
      });
      for (const QualityRules& one : told) append_rows(one, result.rules);
    }
    const std::size_t tenures = tenures_.size();
    std::vector<double> alerts(judged_.size() * tenures, 0.0);
    for (std::size_t r = 0; r < judged_.size(); ++r)
      for (const Alert& alert : judged_[r].alerts)
        if (!alert.reminder) alerts[r * tenures + at(alert.tenure)] += 1.0;
    result.rules.base_rate_at_tenure = at_tenure(alerts, alike_people_);
    for (std::size_t r = 0; r < judged_.size(); ++r) result.rules.lift_at_tenure.push_back(result.rules.base_rate_at_tenure[r] > 0.0 ? result.rules.precision[r] / result.rules.base_rate_at_tenure[r] : nan);
    intervals(context, result);
    result.labels_alike = labels_alike_;
    for (std::size_t k = 0; k < finding_count; ++k) {
      if (findings_[k] == 0) continue;
      result.findings.finding.levels.emplace_back(finding_names[k]);
      result.findings.finding.codes.push_back(static_cast<std::int32_t>(result.findings.finding.levels.size()) - 1);
      result.findings.count.push_back(findings_[k]);
    }
    return result;
  }

 private:
  static void together(const std::vector<std::pair<const Column*, const char*>>& columns) {
    const bool any = std::any_of(columns.begin(), columns.end(), [](const auto& column) { return column.first->given(); });
    for (const auto& [column, name] : columns)
      if (any && !column->given()) refuse(key, name, "missing", "given beside its companions");
  }

  // People by what counts at a tenure (a thousand kinds of them for a million people), and alerts by their tenures.
  void group_alike() {
    using Kind = std::tuple<std::int64_t, std::int64_t, std::int64_t, bool>;
    struct Scattered {
      std::size_t operator()(const Kind& kind) const {
        const auto& [first, last, observed, left] = kind;
        return static_cast<std::size_t>(data::WholeIndex::scatter(first ^ data::WholeIndex::scatter(last ^ data::WholeIndex::scatter(2 * observed + left))));
      }
    };
    std::unordered_map<Kind, std::int64_t, Scattered> kinds;
    for (const Followed& p : followed_)
      if (p.from <= p.to) ++kinds[{p.from - p.start, p.to - p.start, p.until - p.start, p.left}];
    std::vector<std::pair<Kind, std::int64_t>> sorted(kinds.begin(), kinds.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<AlikeFollowed> alike;
    for (const auto& [kind, people] : sorted) {
      kinds[kind] = static_cast<std::int64_t>(alike.size());  // from here on its place
      alike.push_back({std::get<0>(kind), std::get<1>(kind), std::get<2>(kind), std::get<3>(kind)});
      alike_people_.push_back(people);
    }
    for (const Followed& p : followed_) kind_of_.push_back(p.from <= p.to ? kinds.at({p.from - p.start, p.to - p.start, p.until - p.start, p.left}) : -1);
    everybody_ = EverybodyAt(std::move(alike), options_.lead_days, options_.horizon_days);
    for (const Judged& judged : judged_)
      for (const Alert& alert : judged.alerts)
        if (!alert.reminder) tenures_.push_back(alert.day - followed_[at(alert.person)].start);
    std::vector<std::int64_t> once;
    for (const auto& [tenure, alerts] : counted(std::move(tenures_))) once.push_back(tenure);
    tenures_ = std::move(once);
    for (Judged& judged : judged_)
      for (Alert& alert : judged.alerts)
        if (!alert.reminder) alert.tenure = static_cast<std::int32_t>(std::lower_bound(tenures_.begin(), tenures_.end(), alert.day - followed_[at(alert.person)].start) - tenures_.begin());
  }

  // What alerting everybody at the tenures of each rule's alerts would reach; alerts[rule * tenures + k] at the k-th tenure, so many people of each kind.
  std::vector<double> at_tenure(const std::vector<double>& alerts, const std::vector<std::int64_t>& people) const {
    return tenures_.empty() ? std::vector<double>(judged_.size(), nan) : everybody_.in_time(tenures_, alerts, people);
  }

  void people() {
    ids_ = data::encode_groups(key, "person_id", input_.person_id);
    followed_.resize(at(ids_.count), {0, 0, 0, 1, 0, false, false});
    std::vector<std::int64_t> row_of(at(ids_.count), -1);
    data::Days start(input_.start), until(input_.until), watched(input_.watched_until);
    std::int64_t first = INT64_MAX, last = INT64_MIN;
    for (std::int64_t row = 0; row < input_.person_id.size; ++row) {
      const std::int64_t p = ids_.codes[at(row)];
      if (row_of[at(p)] >= 0)
        throw Error(ErrorCode::invalid_argument, key, "person_id", row, data::quoted(ids_.name(p)), "there once: row " + std::to_string(row_of[at(p)]) + " has it too");
      row_of[at(p)] = row;
      Followed& now = followed_[at(p)];
      now.start = start.at(row);
      now.until = until.at(row);
      now.left = number_at(input_.left, row) != 0.0;
      if (now.until <= now.start) data::refuse_day(key, "until", row, now.until, "after start", now.start);
      now.watched = input_.watched_until.given() ? watched.at(row) : now.until;
      if (now.watched <= now.start) data::refuse_day(key, "watched_until", row, now.watched, "after start", now.start);
      if (now.watched > now.until) data::refuse_day(key, "watched_until", row, now.watched, "on or before until", now.until);
      first = std::min(first, now.start);
      last = std::max(last, now.watched - 1);
    }
    first_ = options_.first_day.value_or(first == INT64_MAX ? 0 : first);
    last_ = options_.last_day.value_or(last == INT64_MIN ? first_ : last);
    if (last_ < first_) refuse(key, "last_day", day_text(last_), "on or after first_day, " + day_text(first_));
    for (Followed& now : followed_) {
      now.from = std::max(now.start, first_);
      now.to = std::min(now.watched - 1, last_);
      if (now.from <= now.to) person_days_ += now.to - now.from + 1;
      now.warnable = now.left && std::max(now.from, now.until - options_.horizon_days) <= std::min(now.to, now.until - options_.lead_days);
    }
  }

  std::int64_t person_of(const data::Groups& labels, std::vector<std::int64_t>& places, std::int64_t row) const {
    if (places.empty()) {
      places.assign(at(labels.count), -1);
      for (std::int64_t k = 0; k < labels.count && labels.text == ids_.text; ++k) {
        if (ids_.text) {
          const auto found = std::lower_bound(ids_.texts.begin(), ids_.texts.end(), labels.texts[at(k)]);
          if (found != ids_.texts.end() && *found == labels.texts[at(k)]) places[at(k)] = found - ids_.texts.begin();
        } else {
          const auto found = std::lower_bound(ids_.numbers.begin(), ids_.numbers.end(), labels.numbers[at(k)]);
          if (found != ids_.numbers.end() && *found == labels.numbers[at(k)]) places[at(k)] = found - ids_.numbers.begin();
        }
      }
    }
    return places[at(labels.codes[at(row)])];
  }

  void alerts() {
    if (!input_.alert_person.given()) return;
    const data::Groups rules = data::encode_groups(key, "alert_rule", input_.alert_rule), labels = data::encode_groups(key, "alert_person", input_.alert_person);
    labels_alike_ = data::alike(rules);
    data::match_labels(key, "alert_person", labels, "person_id", ids_);  // texts and numbers do not meet
    for (std::int64_t r = 0; r < rules.count; ++r) judged_.push_back({rules.name(r), nan, {}});
    std::vector<std::int64_t> places;
    data::Days days(input_.alert_day), cleared(input_.alert_cleared);
    struct Raised {
      std::int64_t day, cleared;
      std::int32_t person, rule;
    };
    std::vector<Raised> raised;
    std::vector<std::int64_t> begin(at(ids_.count) + 1, 0);  // of each person's alerts
    for (std::int64_t row = 0; row < input_.alert_person.size; ++row) {
      const std::int64_t p = person_of(labels, places, row), day = days.at(row), known = cleared.at(row), end = known == data::Days::missing ? INT64_MAX : known;
      if (end <= day) data::refuse_day(key, "alert_cleared", row, end, "after alert_day", day);
      if (p < 0) {
        ++findings_[unknown_people];
      } else if (day < followed_[at(p)].from || day > followed_[at(p)].to) {
        ++findings_[not_observed];
      } else {
        raised.push_back({day, end, static_cast<std::int32_t>(p), rules.codes[at(row)]});
        ++begin[at(p) + 1];
      }
    }
    for (std::size_t p = 1; p < begin.size(); ++p) begin[p] += begin[p - 1];
    std::vector<Raised> by_person(raised.size());
    {
      std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
      for (const Raised& one : raised) by_person[at(next[at(one.person)]++)] = one;
    }
    struct Held {
      std::int64_t person = -1, day = 0, until = 0;
    };
    std::vector<Held> held(judged_.size());
    const auto before = [](const Raised& a, const Raised& b) { return std::tie(a.rule, a.day, a.cleared) < std::tie(b.rule, b.day, b.cleared); };
    for (std::size_t p = 0; p + 1 < begin.size(); ++p) {
      std::sort(by_person.begin() + begin[p], by_person.begin() + begin[p + 1], before);
      for (std::int64_t k = begin[p]; k < begin[p + 1]; ++k) {
        const Raised& now = by_person[at(k)];
        Held& was = held[at(now.rule)];
        if (now.person == was.person && now.day == was.day) {
          ++findings_[repeated];
          was.until = std::max(was.until, now.cleared);
          continue;
        }
        const bool reminder = input_.alert_cleared.given() && now.person == was.person && was.until > now.day;
        was = {now.person, now.day, now.person == was.person ? std::max(was.until, now.cleared) : now.cleared};
        judged_[at(now.rule)].alerts.push_back({now.person, now.day, reminder});
      }
    }
  }

  void scores() {
    if (!input_.score.given()) return;
    const data::Groups labels = data::encode_groups(key, "score_person", input_.score_person);
    data::match_labels(key, "score_person", labels, "person_id", ids_);
    std::vector<std::int64_t> places, order;
    std::vector<ScoreRow> rows;
    std::vector<std::int64_t> source;
    data::Days days(input_.score_day);
    for (std::int64_t row = 0; row < input_.score.size; ++row) {
      const std::int64_t p = person_of(labels, places, row), day = days.at(row);
      if (p < 0) ++findings_[scores_of_unknown];
      else if (day < followed_[at(p)].from || day > followed_[at(p)].to) ++findings_[scores_not_observed];
      else rows.push_back({p, day, number_at(input_.score, row)}), source.push_back(row);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) order.push_back(static_cast<std::int64_t>(i));
    std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return rows[at(a)].person != rows[at(b)].person ? rows[at(a)].person < rows[at(b)].person : rows[at(a)].day != rows[at(b)].day ? rows[at(a)].day < rows[at(b)].day : a < b; });
    std::vector<ScoreRow> sorted;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const ScoreRow& row = rows[at(order[i])];
      if (!sorted.empty() && sorted.back().person == row.person && sorted.back().day == row.day)
        throw Error(ErrorCode::invalid_argument, key, "score_day", source[at(order[i])], day_text(row.day), "there once for " + ids_.name(row.person) + ": row " + std::to_string(source[at(order[i - 1])]) + " has it too");
      sorted.push_back(row);
    }
    std::vector<double> values;
    for (const ScoreRow& row : sorted) values.push_back(row.score);
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    const auto add = [&](double threshold) {
      Judged judged{"score >= " + exact_number(threshold), threshold, {}};
      score_alerts(sorted, threshold, options_.score_cooldown_days, [&](const ScoreRow& row) { judged.alerts.push_back({row.person, row.day, false}); });
      judged_.push_back(std::move(judged));
    };
    for (const double threshold : options_.score_thresholds) add(threshold);
    for (const double load : options_.score_loads) {
      const double most = load * static_cast<double>(person_days_) / 700.0;
      const auto fits = [&](double threshold) {
        std::int64_t count = 0;
        score_alerts(sorted, threshold, options_.score_cooldown_days, [&](const ScoreRow&) { ++count; });
        return static_cast<double>(count) <= most;
      };
      const auto found = std::partition_point(values.begin(), values.end(), [&](double threshold) { return !fits(threshold); });
      if (found == values.end()) judged_.push_back({"score, no threshold for " + exact_number(load) + " per 100 person-weeks", nan, {}});
      else add(*found);
    }
  }

  bool in_time(const Followed& p, std::int64_t day) const { return p.left && p.until - day >= options_.lead_days && p.until - day <= options_.horizon_days; }

  void tell(const Judged& judged, const QualityResult& result, QualityRules& out) const {
    std::int64_t people = 0, reminders = 0, hits = 0, late = 0, none = 0, censored = 0, exits_warned = 0, before = -1, warned = -1;
    FollowUp follow(options_.lead_days, options_.horizon_days);
    std::vector<std::int64_t> leads(at(options_.horizon_days - options_.lead_days + 1), 0);  // leavings by the days of their first alert in time
    for (const Alert& alert : judged.alerts) {
      const Followed& p = followed_[at(alert.person)];
      const std::int64_t time = p.until - alert.day;
      people += alert.person != before;
      before = alert.person;
      const bool hit = in_time(p, alert.day);
      if (hit && warned != alert.person) ++leads[at(time - options_.lead_days)], ++exits_warned, warned = alert.person;
      if (alert.reminder) {
        ++reminders;
        continue;
      }
      if (hit) ++hits;
      else if (p.left && time < options_.lead_days) ++late;
      else if (time > options_.horizon_days) ++none;
      else ++censored;
      follow.add(time, p.left, 1.0);
    }
    const double precision = judged.alerts.empty() ? nan : follow.in_time(), resolved = static_cast<double>(hits + late + none);
    out.rule.push_back(judged.name);
    out.threshold.push_back(judged.threshold);
    out.alerts.push_back(static_cast<std::int64_t>(judged.alerts.size()));
    out.reminders.push_back(reminders);
    out.people.push_back(people);
    out.in_time.push_back(hits);
    out.too_late.push_back(late);
    out.not_followed.push_back(none);
    out.censored.push_back(censored);
    out.exits_warned.push_back(exits_warned);
    out.precision.push_back(precision);
    out.precision_resolved.push_back(resolved > 0.0 ? static_cast<double>(hits) / resolved : nan);
    out.lift.push_back(result.base_rate > 0.0 ? precision / result.base_rate : nan);
    out.needed_to_act.push_back(precision > 0.0 ? 1.0 / precision : nan);
    out.recall.push_back(result.exits_that_could_be_warned_of > 0 ? static_cast<double>(exits_warned) / static_cast<double>(result.exits_that_could_be_warned_of) : nan);
    out.per_100_person_weeks.push_back(person_days_ > 0 ? static_cast<double>(judged.alerts.size()) * 700.0 / static_cast<double>(person_days_) : nan);
    out.median_lead_days.push_back(median_days(leads, options_.lead_days));
  }

  // Quantiles over samples of people. Each draw has numbers of its own, so that neither threads nor rules change them.
  void intervals(const RunContext& context, QualityResult& result) const {
    QualityRules& out = result.rules;
    const std::size_t rules = judged_.size();
    for (auto* column : {&out.precision_lower, &out.precision_upper, &out.base_rate_at_tenure_lower, &out.base_rate_at_tenure_upper, &out.lift_at_tenure_lower, &out.lift_at_tenure_upper, &out.recall_lower, &out.recall_upper, &out.per_100_person_weeks_lower, &out.per_100_person_weeks_upper}) column->assign(rules, nan);
    const auto people = static_cast<std::int64_t>(followed_.size());
    if (options_.draws == 0 || people == 0 || rules == 0) return;
    std::vector<double> precision(at(options_.draws) * rules), recall(precision.size()), load(precision.size()), base(precision.size()), lift(precision.size());
    Team team(key, context, options_.draws);
    team.run(options_.draws, [&](std::int64_t draw) {
      stats::Random random{context.seed, 0x71756c74, static_cast<std::uint64_t>(draw)};
      std::vector<std::int32_t> times(followed_.size(), 0);
      for (std::int64_t k = 0; k < people; ++k) ++times[at(static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(people))))];
      std::int64_t days = 0, exits = 0;
      for (std::size_t p = 0; p < followed_.size(); ++p) {
        if (followed_[p].from <= followed_[p].to) days += times[p] * (followed_[p].to - followed_[p].from + 1);
        exits += followed_[p].warnable ? times[p] : 0;
      }
      FollowUp follow(options_.lead_days, options_.horizon_days);
      std::vector<double> alerts(rules * tenures_.size(), 0.0);
      for (std::size_t r = 0; r < rules; ++r) {
        follow.clear();
        std::int64_t count = 0, warned = 0, before = -1;
        for (const Alert& alert : judged_[r].alerts) {
          const std::int64_t weight = times[at(alert.person)];
          if (weight == 0) continue;
          const Followed& p = followed_[at(alert.person)];
          if (!alert.reminder) {
            follow.add(p.until - alert.day, p.left, static_cast<double>(weight));
            alerts[r * tenures_.size() + at(alert.tenure)] += static_cast<double>(weight);
          }
          count += weight;
          if (before != alert.person && in_time(p, alert.day)) warned += weight, before = alert.person;
        }
        const std::size_t place = at(draw) * rules + r;
        precision[place] = count > 0 ? follow.in_time() : nan;
        recall[place] = exits > 0 ? static_cast<double>(warned) / static_cast<double>(exits) : nan;
        load[place] = days > 0 ? static_cast<double>(count) * 700.0 / static_cast<double>(days) : nan;
      }
      std::vector<std::int64_t> kinds(alike_people_.size(), 0);
      for (std::size_t p = 0; p < followed_.size(); ++p)
        if (kind_of_[p] >= 0) kinds[at(kind_of_[p])] += times[p];
      const std::vector<double> everybody = at_tenure(alerts, kinds);
      for (std::size_t r = 0; r < rules; ++r) {
        const std::size_t place = at(draw) * rules + r;
        base[place] = everybody[r];
        lift[place] = everybody[r] > 0.0 ? precision[place] / everybody[r] : nan;
      }
    });
    const auto bounds = [&](const std::vector<double>& drawn, std::size_t r, double& lower, double& upper) {
      std::vector<double> values;
      for (std::int64_t draw = 0; draw < options_.draws; ++draw)
        if (!std::isnan(drawn[at(draw) * rules + r])) values.push_back(drawn[at(draw) * rules + r]);
      if (2 * static_cast<std::int64_t>(values.size()) < options_.draws) return;
      const stats::Interval interval = stats::percentile_interval(std::move(values), options_.confidence_level);
      lower = interval.lower;
      upper = interval.upper;
    };
    const auto share_bounds = [&](const std::vector<double>& drawn, std::size_t r, double share, std::int64_t trials, const char* figure, double& lower, double& upper) {
      std::vector<double> values;
      for (std::int64_t draw = 0; draw < options_.draws; ++draw) values.push_back(drawn[at(draw) * rules + r]);
      const stats::DrawnInterval told = stats::drawn_share_interval(std::move(values), share, static_cast<double>(trials), options_.confidence_level);
      lower = told.interval.lower;
      upper = told.interval.upper;
      if (told.by_score) result.by_score.push_back(std::string("rules.") + figure + "[" + std::to_string(r) + "]");
    };
    const std::int64_t exits = std::count_if(followed_.begin(), followed_.end(), [](const Followed& p) { return p.warnable; });
    for (std::size_t r = 0; r < rules; ++r) {
      share_bounds(precision, r, out.precision[r], people_decided(judged_[r]), "precision", out.precision_lower[r], out.precision_upper[r]);
      share_bounds(base, r, out.base_rate_at_tenure[r], people_at_tenure(judged_[r]), "base_rate_at_tenure", out.base_rate_at_tenure_lower[r], out.base_rate_at_tenure_upper[r]);
      if (!std::isnan(out.lift_at_tenure[r])) {
        bounds(lift, r, out.lift_at_tenure_lower[r], out.lift_at_tenure_upper[r]);
        if (!(out.lift_at_tenure_upper[r] - out.lift_at_tenure_lower[r] > 1e-9) || !(out.precision[r] > 0.0)) {  // none right in any sample: the bounds of precision over the base rate
          out.lift_at_tenure_lower[r] = out.precision_lower[r] / out.base_rate_at_tenure_upper[r];
          out.lift_at_tenure_upper[r] = out.base_rate_at_tenure_lower[r] > 0.0 ? out.precision_upper[r] / out.base_rate_at_tenure_lower[r] : nan;
          result.by_score.push_back("rules.lift_at_tenure[" + std::to_string(r) + "]");
        }
      }
      share_bounds(recall, r, out.recall[r], exits, "recall", out.recall_lower[r], out.recall_upper[r]);
      bounds(load, r, out.per_100_person_weeks_lower[r], out.per_100_person_weeks_upper[r]);
      if (out.per_100_person_weeks_upper[r] - out.per_100_person_weeks_lower[r] > 1e-12 * out.per_100_person_weeks_upper[r] || person_days_ == 0) continue;
      // As many alerts in every sample, or none: Garwood's interval of a count.
      const auto limits = stats::poisson_interval(static_cast<double>(out.alerts[r]), options_.confidence_level);
      out.per_100_person_weeks_lower[r] = limits.lower * 700.0 / static_cast<double>(person_days_);
      out.per_100_person_weeks_upper[r] = limits.upper * 700.0 / static_cast<double>(person_days_);
      result.by_score.push_back("rules.per_100_person_weeks[" + std::to_string(r) + "]");
    }
  }

  // People of whom it is known whether at least one of the alerts was followed by a leaving in time.
  std::int64_t people_decided(const Judged& judged) const {
    std::int64_t count = 0, before = -1;
    for (const Alert& alert : judged.alerts) {
      const Followed& p = followed_[at(alert.person)];
      if (alert.reminder || alert.person == before || (!p.left && p.until - alert.day < options_.horizon_days)) continue;
      ++count;
      before = alert.person;
    }
    return count;
  }

  // People watched at one of the tenures of its alerts.
  std::int64_t people_at_tenure(const Judged& judged) const {
    std::vector<std::int64_t> tenures;
    for (const Alert& alert : judged.alerts)
      if (!alert.reminder) tenures.push_back(alert.day - followed_[at(alert.person)].start);
    std::sort(tenures.begin(), tenures.end());
    return std::count_if(followed_.begin(), followed_.end(), [&](const Followed& p) {
      const auto next = std::lower_bound(tenures.begin(), tenures.end(), p.from - p.start);
      return p.from <= p.to && next != tenures.end() && *next <= p.to - p.start;
    });
  }

  void overlap(QualityOverlap& out) const {
    const std::size_t rules = judged_.size();
    std::vector<std::int64_t> people(rules, 0), weeks(rules, 0), people_both(rules * rules, 0), weeks_both(rules * rules, 0);
    std::vector<std::size_t> next(rules, 0), there, together;
    std::vector<std::pair<std::int64_t, std::size_t>> marks;  // of one person: week and rule, each once
    const auto count = [rules](const std::vector<std::size_t>& those, std::vector<std::int64_t>& each, std::vector<std::int64_t>& both) {
      for (std::size_t i = 0; i < those.size(); ++i) {
        ++each[those[i]];
        for (std::size_t j = i + 1; j < those.size(); ++j) ++both[those[i] * rules + those[j]];
      }
    };
    for (std::int64_t person = 0; person < ids_.count; ++person) {
      there.clear();
      marks.clear();
      for (std::size_t r = 0; r < rules; ++r) {
        const std::vector<Alert>& alerts = judged_[r].alerts;
        std::size_t& k = next[r];
        if (k == alerts.size() || alerts[k].person != person) continue;
        there.push_back(r);
        for (std::int64_t before = INT64_MIN; k < alerts.size() && alerts[k].person == person; ++k) {
          const std::int64_t week = data::week_of(alerts[k].day);
          if (week != before) marks.emplace_back(week, r);
          before = week;
        }
      }
      count(there, people, people_both);
      std::sort(marks.begin(), marks.end());
      for (std::size_t first = 0, last; first < marks.size(); first = last) {
        together.clear();
        for (last = first; last < marks.size() && marks[last].first == marks[first].first; ++last) together.push_back(marks[last].second);
        count(together, weeks, weeks_both);
      }
    }
    for (std::size_t r = 0; r < rules; ++r)
      for (std::size_t q = r + 1; q < rules; ++q) {
        out.rule.push_back(judged_[r].name);
        out.other.push_back(judged_[q].name);
        out.people_both.push_back(people_both[r * rules + q]);
        out.people_either.push_back(people[r] + people[q] - out.people_both.back());
        out.weeks_both.push_back(weeks_both[r * rules + q]);
        out.weeks_either.push_back(weeks[r] + weeks[q] - out.weeks_both.back());
        const auto share = [](std::int64_t part, std::int64_t whole) { return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : nan; };
        out.people_jaccard.push_back(share(out.people_both.back(), out.people_either.back()));
        out.weeks_jaccard.push_back(share(out.weeks_both.back(), out.weeks_either.back()));
      }
  }

  const QualityInput& input_;
  const QualityOptions& options_;
  data::Groups ids_;
  std::vector<Followed> followed_;
  EverybodyAt everybody_{{}, 0, 1};
  std::vector<std::int64_t> alike_people_, kind_of_, tenures_;  // people of each kind, the kind of each person (-1: not watched), tenures with alerts
  std::vector<Judged> judged_;
  std::vector<std::string> labels_alike_;
  std::int64_t first_ = 0, last_ = 0, person_days_ = 0;
  std::int64_t findings_[finding_count] = {};
};

}  // namespace

QualityResult quality(const QualityInput& input, const QualityOptions& options, const RunContext& context) {
  check(key, input, options);
  return Quality(input, options).run(context);
}

void QualityState::update(const QualityInput& input, const RunContext&) {
  data::keep_part(key, *this, input);
}
void QualityState::merge(const QualityState& other) { data::merge_parts(key, *this, other); }
QualityResult QualityState::finish(const RunContext& context) const {
  return data::finish_parts<QualityInput>(key, *this, [&](const QualityInput& input) { return quality(input, options, context); });
}

constinit const Function quality_analysis = analysis<&quality>("signals.quality", "Are the alerts any good: how many are followed by a leaving, how many leavings were warned of, how much work do they make?", {}, &state_of<QualityState>);

}  // namespace mainstay::inline v1::signals
