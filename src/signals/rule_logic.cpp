#include "signals/rule_logic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/plain_number.hpp"
#include "signals/alerts_plan.hpp"
#include "signals/rule_figures.hpp"

namespace mainstay::inline v1::signals {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr int most_steps = 2000;
constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

std::string joined(std::vector<std::string> words, bool sorted) {
  if (sorted) std::sort(words.begin(), words.end());
  std::string all;
  for (const std::string& word : words) all += std::to_string(word.size()) + ":" + word;
  return all;
}
template <class T>
std::string text_of(const std::optional<T>& value) {
  return value ? std::to_string(*value) : "-";
}

}  // namespace

struct RuleLogic::Goal {
  std::size_t condition;
  bool holds;
};

// Where a quantity may lie: an interval without some points, or words.
struct RuleLogic::Set {
  double low = -infinite, high = infinite;
  bool low_open = false, high_open = false, whole = false;
  std::vector<double> without;
  std::optional<std::set<std::string>> words;
  std::set<std::string> not_words;
  bool missing_serves = true, denied = false;
  std::size_t leaf = nobody, low_leaf = nobody, high_leaf = nobody;  // the last that says something, and whose bounds they are

  void meet(const Set& other) {
    if (other.low > low || (other.low == low && other.low_open)) low = other.low, low_open = other.low_open, low_leaf = other.leaf;
    if (other.high < high || (other.high == high && other.high_open)) high = other.high, high_open = other.high_open, high_leaf = other.leaf;
    whole |= other.whole;
    without.insert(without.end(), other.without.begin(), other.without.end());
    if (other.words && words) {
      std::set<std::string> both;
      std::set_intersection(words->begin(), words->end(), other.words->begin(), other.words->end(), std::inserter(both, both.end()));
      words = std::move(both);
    } else if (other.words) {
      words = other.words;
    }
    not_words.insert(other.not_words.begin(), other.not_words.end());
    missing_serves &= other.missing_serves;
    denied |= other.denied;
  }
  bool empty() const {
    if (missing_serves && denied) return false;
    if (words && std::all_of(words->begin(), words->end(), [&](const std::string& word) { return not_words.count(word) != 0; })) return true;
    double first = low, last = high;
    if (whole) {
      first = low_open ? std::floor(low) + 1.0 : std::ceil(low);
      last = high_open ? std::ceil(high) - 1.0 : std::floor(high);
      while (first <= last && std::find(without.begin(), without.end(), first) != without.end()) first += 1.0;
      return first > last;
    }
    if (first > last) return true;
    if (first < last) return false;
    return low_open || high_open || std::find(without.begin(), without.end(), first) != without.end();
  }
};

struct RuleLogic::Claim {
  std::string quantity;
  Set set;
};

// One way in which a condition holds, or does not: claims and further goals that must hold together.
struct RuleLogic::Way {
  std::vector<Claim> claims;
  std::vector<Goal> goals;
};

struct RuleLogic::Known {
  std::map<std::string, Set> sets;
};

RuleLogic::RuleLogic(const AlertRule& rule) : rule_(rule) {
  for (const AlertCondition& c : rule.conditions) {
    std::string shape = std::to_string(static_cast<int>(c.kind)) + "|" + joined({c.column}, false) + "|" + joined(c.events, c.kind != ConditionKind::sequence && c.kind != ConditionKind::stage) + "|" + joined(c.stages, true) + "|" +
                        std::to_string(static_cast<int>(c.compare)) + "|" + (c.threshold ? exact_number(*c.threshold) : "-") + "|" + std::to_string(static_cast<int>(c.against)) + "|" + exact_number(c.factor) + "|" + exact_number(c.shift) + "|" + joined({c.peers}, false) +
                        "|" + text_of(c.least_peers) + "|" + text_of(c.max_age) + "|" + text_of(c.window) + "|" + std::to_string(c.least_values) + "|" + (c.probability ? exact_number(*c.probability) : "-") + "|" + text_of(c.baseline) + "|" + text_of(c.least_baseline) + "|" +
                        text_of(c.from_tenure) + "|" + text_of(c.until_tenure) + "|" + text_of(c.length) + "|" + std::to_string(c.gap) + "|" + text_of(c.least) + "|" + text_of(c.due) + "|" + std::to_string(c.margin) + "|" + joined({c.start_event}, false) + "|" +
                        text_of(c.within) + "|" + std::to_string(static_cast<int>(clock(c))) + "|" + std::to_string(static_cast<int>(missing(c)));
    for (const ExpectedPoint& point : c.expected) shape += "|" + exact_number(point.tenure) + ":" + exact_number(point.value);
    std::vector<std::string> of;
    for (const std::string& name : c.of) of.push_back(shapes_[place(name)]);
    shapes_.push_back(shape + "(" + joined(of, true) + ")");
  }
}

std::size_t RuleLogic::place(const std::string& name) const {
  for (std::size_t i = 0; i < rule_.conditions.size(); ++i)
    if (rule_.conditions[i].name == name) return i;
  return 0;
}

namespace {

// Steps since the last value of a column, or the last of some events.
std::string age_of(const AlertCondition& c, AlertClock clock) { return "age|" + joined({c.column}, false) + "|" + joined(c.events, true) + "|" + std::to_string(static_cast<int>(clock)); }

}  // namespace

// What a compared number says.
RuleLogic::Way RuleLogic::number(std::size_t condition, bool holds) const {
  const AlertCondition& c = rule_.conditions[condition];
  const AlertClock now = clock(c);
  Set set;
  set.leaf = condition;
  const bool by_threshold = c.against == Against::number || c.against == Against::peers_rank;
  const double at = by_threshold ? c.threshold.value_or(0.0) : c.shift;
  Comparison compare = c.compare;
  if (!holds) {
    switch (c.compare) {
      case Comparison::below: compare = Comparison::at_least; break;
      case Comparison::at_most: compare = Comparison::above; break;
      case Comparison::at_least: compare = Comparison::below; break;
      case Comparison::above: compare = Comparison::at_most; break;
      default: set.without.push_back(at); break;
    }
  }
  if (compare == Comparison::below || compare == Comparison::at_most) set.high = at, set.high_open = compare == Comparison::below;
  if (compare == Comparison::above || compare == Comparison::at_least) set.low = at, set.low_open = compare == Comparison::above;
  if (compare == Comparison::equal && holds) set.low = set.high = at;
  const MissingPolicy policy = missing(c);
  const bool counts_events = c.kind == ConditionKind::count && !c.events.empty();
  const bool can_be_missing = !counts_events;  // tenure without a start
  set.missing_serves = can_be_missing && (holds ? policy == MissingPolicy::is_true : policy == MissingPolicy::is_false);
  set.denied = !holds;
  Set bounds;  // of the quantity whatever is said
  std::string quantity;
  if (c.kind == ConditionKind::tenure) {
    quantity = "tenure|" + std::to_string(static_cast<int>(now));
    bounds.low = 0.0, bounds.whole = true;
  } else {
    quantity = "number|" + std::to_string(static_cast<int>(c.kind)) + "|" + joined({c.column}, false) + "|" + joined(c.events, true) + "|" + text_of(c.window) + "|" + text_of(c.max_age) + "|" + (c.probability ? exact_number(*c.probability) : "-") + "|" +
               std::to_string(static_cast<int>(now)) + "|" + std::to_string(static_cast<int>(c.against)) + "|" + joined({c.peers}, false);
    if (!by_threshold) {
      quantity += "|" + exact_number(c.factor) + "|" + text_of(c.baseline);
      for (const ExpectedPoint& point : c.expected) quantity += "|" + exact_number(point.tenure) + ":" + exact_number(point.value);
    }
    if (c.against == Against::peers_rank) bounds.low = 0.0, bounds.high = 1.0;
    if (c.kind == ConditionKind::count && c.against == Against::number) bounds.low = 0.0, bounds.whole = true;
  }
  set.low_open = bounds.low > set.low ? bounds.low_open : set.low_open;
  set.low = std::max(set.low, bounds.low);
  set.high_open = bounds.high < set.high ? bounds.high_open : set.high_open;
  set.high = std::min(set.high, bounds.high);
  set.whole = bounds.whole;
  Way way;
  way.claims.push_back({quantity, set});
  // There is a value then, and not too long ago.
  const bool some = c.kind == ConditionKind::count ? c.against == Against::number && (set.low > 0.0 || (set.low == 0.0 && set.low_open)) : c.kind != ConditionKind::tenure && !set.missing_serves;
  const std::optional<std::int64_t> reach = c.kind == ConditionKind::value ? (c.max_age ? std::optional(*c.max_age + 1) : std::nullopt) : c.window;
  if (some && reach && now != AlertClock::values) {
    Set recent;
    recent.leaf = condition, recent.whole = true, recent.low = 0.0, recent.high = static_cast<double>(*reach), recent.high_open = true, recent.missing_serves = false;
    way.claims.push_back({age_of(c, now), recent});
  }
  return way;
}

std::vector<RuleLogic::Way> RuleLogic::leaf(std::size_t condition, bool holds) const {
  const AlertCondition& c = rule_.conditions[condition];
  if (is_numeric(c.kind)) return {number(condition, holds)};
  const std::string steps = std::to_string(static_cast<int>(clock(c)));
  const auto claim = [&](std::string quantity, double low, double high) {
    Set set;
    set.leaf = condition, set.whole = true, set.low = std::max(0.0, low), set.high = high;
    set.missing_serves = holds ? missing(c) == MissingPolicy::is_true : missing(c) == MissingPolicy::is_false;  // nobody knows since when the person is there
    set.denied = !holds;
    return Way{{{std::move(quantity), set}}, {}};
  };
  switch (c.kind) {
    case ConditionKind::due_soon:
    case ConditionKind::overdue: {
      const bool soon = c.kind == ConditionKind::due_soon;
      const double due = static_cast<double>(c.due.value_or(0)), margin = static_cast<double>(c.margin);
      const std::string since = c.start_event.empty() ? "tenure|" + steps : "since|" + c.start_event + "|" + steps, came = "came|" + joined(c.events, true) + "|" + c.start_event;
      const double low = soon ? due - margin : due + margin + 1.0, high = soon ? due : infinite;
      if (holds) {
        Way way = claim(since, low, high);
        way.claims.push_back(claim(came, 0.0, 0.0).claims[0]);
        return {way};
      }
      std::vector<Way> ways{claim(came, 1.0, 1.0)};
      if (low > 0.0) ways.push_back(claim(since, 0.0, low - 1.0));
      if (high < infinite) ways.push_back(claim(since, high + 1.0, infinite));
      if (!c.start_event.empty()) ways.push_back({});  // it may not have begun
      return ways;
    }
    case ConditionKind::absence: {
      const double window = static_cast<double>(c.window.value_or(1));
      if (!holds) return {claim(age_of(c, clock(c)), 0.0, window - 1.0), claim("tenure|" + steps, 0.0, window - 2.0)};
      Way way = claim(age_of(c, clock(c)), window, infinite);
      way.claims.push_back(claim("tenure|" + steps, window - 1.0, infinite).claims[0]);
      return {way};
    }
    case ConditionKind::stage: {
      Set set;
      set.leaf = condition, set.missing_serves = false;
      if (holds) set.words.emplace(c.stages.begin(), c.stages.end());
      else set.not_words.insert(c.stages.begin(), c.stages.end());
      return {Way{{{"stage|" + joined(c.events, false) + "|" + steps, set}}, {}}};
    }
    default: return {claim("other|" + shapes_[condition], holds ? 1.0 : 0.0, holds ? 1.0 : 0.0)};
  }
}

std::vector<RuleLogic::Way> RuleLogic::ways(std::size_t condition, bool holds) const {
  const AlertCondition& c = rule_.conditions[condition];
  std::vector<Way> list;
  std::vector<std::size_t> of;
  for (const std::string& name : c.of) of.push_back(place(name));
  if (c.kind == ConditionKind::streak) {
    Set set;
    set.leaf = condition, set.whole = true, set.missing_serves = false;
    set.low = holds ? static_cast<double>(c.length.value_or(1)) : 0.0;
    set.high = holds ? infinite : static_cast<double>(c.length.value_or(1)) - 1.0;
    const bool today = clock(c) == AlertClock::days && c.gap == 0;
    Way way{{{"streak|" + shapes_[of[0]] + "|" + std::to_string(static_cast<int>(clock(c))) + "|" + std::to_string(c.gap) + "|" + std::to_string(static_cast<int>(missing(c))) + "|" + c.column, set}}, {}};
    if (holds && today) way.goals.push_back({of[0], true});
    list = {way};
  } else if (is_combination(c.kind)) {
    const auto count = static_cast<std::int64_t>(of.size());
    // So many of them hold, or so many do not.
    std::int64_t needed = c.kind == ConditionKind::all ? count : c.kind == ConditionKind::at_least ? c.least.value_or(1) : 1;
    const bool of_holding = c.kind == ConditionKind::none ? !holds : holds;
    if (!of_holding) needed = count - needed + 1;
    if (needed == count) {
      Way way;
      for (const std::size_t k : of) way.goals.push_back({k, of_holding});
      list = {way};
    } else {
      std::vector<std::size_t> chosen(static_cast<std::size_t>(needed));
      for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = i;
      while (list.size() < 2000) {
        Way way;
        for (const std::size_t i : chosen) way.goals.push_back({of[i], of_holding});
        list.push_back(std::move(way));
        std::size_t i = chosen.size();
        while (i > 0 && chosen[i - 1] == of.size() - chosen.size() + i - 1) --i;
        if (i == 0) break;
        ++chosen[i - 1];
        for (std::size_t k = i; k < chosen.size(); ++k) chosen[k] = chosen[k - 1] + 1;
      }
      if (list.size() == 2000) list.push_back({});  // too many to look at: any of them may do
    }
  } else {
    list = leaf(condition, holds);
  }
  if (!c.from_tenure && !c.until_tenure) return list;
  const std::string tenure = "tenure|" + std::to_string(static_cast<int>(clock(c)));
  const auto within = [&](double low, double high) {
    Set set;
    set.leaf = condition, set.whole = true, set.low = std::max(0.0, low), set.high = high;
    set.missing_serves = !holds && missing(c) == MissingPolicy::is_false;
    set.denied = !holds;
    return Claim{tenure, set};
  };
  const double from = static_cast<double>(c.from_tenure.value_or(0)), until = c.until_tenure ? static_cast<double>(*c.until_tenure) : infinite;
  if (holds) {
    for (Way& way : list) way.claims.push_back(within(from, until));
    return list;
  }
  if (from > 0.0) list.push_back({{within(0.0, from - 1.0)}, {}});
  if (c.until_tenure) list.push_back({{within(until + 1.0, infinite)}, {}});
  return list;
}

// Figures of one column that cannot be so at once. Only those are looked at that are surely known.
std::optional<std::pair<std::size_t, std::size_t>> RuleLogic::unlike(const Known& known) const {
  std::vector<Figure> figures;
  for (const auto& [quantity, set] : known.sets) {
    if (set.missing_serves || quantity.rfind("number|", 0) != 0) continue;
    const AlertCondition& c = rule_.conditions[set.leaf];
    if (c.against != Against::number) continue;
    const AlertClock now = clock(c);
    Figure figure;
    figure.kind = c.kind;
    figure.of = joined({c.column}, false) + "|" + joined(c.events, true) + "|" + std::to_string(static_cast<int>(now));
    if (c.kind == ConditionKind::value) figure.window = now == AlertClock::values ? 0 : *c.max_age + 1;
    else figure.window = *c.window;
    figure.probability = c.probability.value_or(0.0);
    figure.at_most_window = c.events.empty() && now != AlertClock::working_days;
    figure.low = set.low, figure.high = set.high, figure.low_open = set.low_open, figure.high_open = set.high_open, figure.low_leaf = set.low_leaf, figure.high_leaf = set.high_leaf;
    figures.push_back(std::move(figure));
  }
  return contradiction(figures);
}

class RuleLogic::Search {
 public:
  explicit Search(const RuleLogic& logic) : logic_(logic), ways_(2 * logic.rule_.conditions.size()) {}
  bool possible(std::vector<Goal> goals, const Known& known) {
    if (++steps_ > most_steps || goals.empty()) return true;
    // What can be met in one way only comes first, then what has the fewest ways: contradictions show before branches multiply.
    std::size_t next = goals.size() - 1;
    for (std::size_t i = goals.size(); i-- > 0 && ways_of(goals[next]).size() > 1;)
      if (ways_of(goals[i]).size() < ways_of(goals[next]).size()) next = i;
    const std::vector<Way>& ways = ways_of(goals[next]);
    goals.erase(goals.begin() + static_cast<std::ptrdiff_t>(next));
    branched_ |= ways.size() != 1;
    for (const Way& way : ways) {
      Known with = known;
      if (!take(way, with)) continue;
      std::vector<Goal> more = goals;
      more.insert(more.end(), way.goals.begin(), way.goals.end());
      if (possible(std::move(more), with)) return true;
    }
    return false;
  }
  Clash clash() const { return branched_ ? Clash{} : Clash{leaves_}; }

 private:
  const std::vector<Way>& ways_of(const Goal& goal) {
    auto& ways = ways_[2 * goal.condition + (goal.holds ? 1 : 0)];
    if (!ways) ways = logic_.ways(goal.condition, goal.holds);
    return *ways;
  }
  bool take(const Way& way, Known& known) {
    for (const Claim& claim : way.claims) {
      const auto [found, is_new] = known.sets.try_emplace(claim.quantity, claim.set);
      const std::size_t before = found->second.leaf;
      if (is_new) found->second.low_leaf = found->second.high_leaf = claim.set.leaf;
      else found->second.meet(claim.set);
      if (found->second.empty()) {
        leaves_ = {before, claim.set.leaf};
        return false;
      }
      found->second.leaf = claim.set.leaf;
    }
    if (const auto unlike = logic_.unlike(known)) {
      leaves_ = unlike;
      return false;
    }
    return true;
  }
  const RuleLogic& logic_;
  std::vector<std::optional<std::vector<Way>>> ways_;  // by condition and whether it holds
  int steps_ = 0;
  bool branched_ = false;
  std::optional<std::pair<std::size_t, std::size_t>> leaves_;
};

std::optional<RuleLogic::Clash> RuleLogic::never(std::size_t condition) const {
  Search search(*this);
  if (search.possible({{condition, true}}, {})) return std::nullopt;
  return search.clash();
}

bool RuleLogic::always(std::size_t condition) const { return !Search(*this).possible({{condition, false}}, {}); }

bool RuleLogic::together(std::size_t one, std::size_t other) const { return Search(*this).possible({{one, true}, {other, true}}, {}); }

}  // namespace mainstay::inline v1::signals
