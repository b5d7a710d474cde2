// What a scorecard must not contradict.
#include <cmath>
#include <set>

#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/performance/scorecard.hpp"

namespace mainstay::inline v1::performance {

namespace {

std::string place(const std::string& list, std::size_t i) { return list + "[" + std::to_string(i) + "]"; }

class Checking {
 public:
  Checking(std::string_view analysis, const Scorecard& scorecard, std::string_view path) : analysis_(analysis), card_(scorecard), path_(path) {}

  void all() const {
    if (card_.indicators.empty()) no("indicators", "empty", "a list of 1 to 1000 indicators");
    if (card_.indicators.size() > 1000) no("indicators", std::to_string(card_.indicators.size()) + " indicators", "1 to 1000");
    std::set<std::string> names;
    for (std::size_t i = 0; i < card_.indicators.size(); ++i) {
      name_once(names, card_.indicators[i].name, place("indicators", i));
      curve(card_.indicators[i], place("indicators", i) + ".curve");
      if (card_.indicators[i].prorate && !card_.indicators[i].denominator.empty()) no(place("indicators", i) + ".prorate", "true", "false: a ratio does not grow with the days present");
      if (card_.indicators[i].curve_of != CurveOf::share_of_target && card_.indicators[i].target)
        no(place("indicators", i) + ".target", exact_number(*card_.indicators[i].target), "left out, because the curve of the indicator is read by its value");
    }
    weights();
    gates(names);
    std::set<std::string> rules;
    for (std::size_t r = 0; r < card_.deductions.size(); ++r) name_once(rules, card_.deductions[r].name, place("deductions", r));
    if (card_.deduction_cap && card_.deductions.empty()) no("deduction_cap", exact_number(*card_.deduction_cap), "left out without deductions");
    if (card_.highest && *card_.highest < card_.lowest) no("highest", exact_number(*card_.highest), "at least lowest, " + exact_number(card_.lowest));
    tiers();
    if (card_.tiers.empty() && (card_.hysteresis_up > 0.0 || card_.hysteresis_down > 0.0)) no(card_.hysteresis_up > 0.0 ? "hysteresis_up" : "hysteresis_down", "given", "left out without tiers");
  }

 private:
  [[noreturn]] void no(const std::string& where, const std::string& value, const std::string& rule) const { refuse(analysis_, path_ + "." + where, value, rule); }

  void name_once(std::set<std::string>& names, const std::string& name, const std::string& where) const {
    if (name.empty()) no(where + ".name", "empty", "a name");
    if (!names.insert(name).second) no(where + ".name", data::quoted(name), "a name that is there once");
  }

  void curve(const ScorecardIndicator& indicator, const std::string& where) const {
    const std::vector<AttainmentPoint>& points = indicator.curve;
    if (points.empty()) no(where, "empty", "a list of points");
    bool falls = false;
    for (std::size_t k = 1; k < points.size(); ++k) {
      if (!(points[k].at > points[k - 1].at)) no(place(where, k) + ".at", exact_number(points[k].at), "above the point before, " + exact_number(points[k - 1].at));
      const double change = points[k].score - points[k - 1].score;
      const std::string score = exact_number(points[k].score), before = exact_number(points[k - 1].score);
      if (change < 0 && indicator.direction == IndicatorDirection::higher) no(place(where, k) + ".score", score, "at least the point before, " + before + ", because higher is better");
      if (change > 0 && indicator.direction == IndicatorDirection::lower) no(place(where, k) + ".score", score, "at most the point before, " + before + ", because lower is better");
      if (change > 0 && falls) no(place(where, k) + ".score", score, "at most the point before, " + before + ": a band rises once and falls once");
      falls = falls || change < 0;
    }
    const double worst = indicator.direction == IndicatorDirection::higher   ? points.front().score
                         : indicator.direction == IndicatorDirection::lower ? points.back().score
                                                                             : std::min(points.front().score, points.back().score);
    if (indicator.outside > worst) no(where.substr(0, where.size() - 6) + ".outside", exact_number(indicator.outside), "at most what the threshold is worth, " + exact_number(worst));
  }

  void weights() const {
    double sum = 0.0;
    for (const ScorecardIndicator& indicator : card_.indicators) sum += indicator.weight;
    if (!(sum > 0.0)) no("indicators", "without weight", "given a weight above 0 in one at least");
    if (card_.weights == ScorecardWeights::shares && std::fabs(sum - 1.0) > 1e-9) no("indicators", "a list whose weights add up to " + plain_number(sum, 9), "one whose weights add up to 1, unless weights = relative");
  }

  void gates(const std::set<std::string>& indicators) const {
    std::set<std::string> names;
    for (std::size_t g = 0; g < card_.gates.size(); ++g) {
      const ScorecardGate& gate = card_.gates[g];
      const std::string where = place("gates", g);
      if (indicators.count(gate.indicator) == 0) {
        std::vector<std::string> known;
        for (const ScorecardIndicator& indicator : card_.indicators) known.push_back(indicator.name);
        throw Error(ErrorCode::unknown_name, analysis_, path_ + "." + where + ".indicator", -1, data::quoted(gate.indicator), "one of " + list_of(known));
      }
      name_once(names, gate.name.empty() ? gate.indicator : gate.name, where);
      if (!gate.at_least && !gate.at_most) no(where, "without a line", "given at_least, at_most or both");
      if (gate.effect != GateEffect::ceiling && gate.ceiling != 0.0) no(where + ".ceiling", exact_number(gate.ceiling), "left out unless effect is ceiling");
      if (gate.at_least && gate.at_most && *gate.at_least > *gate.at_most) no(where + ".at_least", exact_number(*gate.at_least), "at most at_most, " + exact_number(*gate.at_most));
    }
  }

  void tiers() const {
    std::set<std::string> names;
    for (std::size_t t = 0; t < card_.tiers.size(); ++t) {
      const ScorecardTier& tier = card_.tiers[t];
      const std::string where = place("tiers", t);
      name_once(names, tier.name, where);
      if (t > 0 && !tier.at_least) no(where + ".at_least", "missing", "given: only the lowest tier may leave it out");
      if (t > 0 && card_.tiers[t - 1].at_least && *tier.at_least <= *card_.tiers[t - 1].at_least)
        no(where + ".at_least", exact_number(*tier.at_least), "above that of the tier before, " + exact_number(*card_.tiers[t - 1].at_least) + ": tiers must not overlap");
      if (!tier.below) continue;
      if (t + 1 == card_.tiers.size()) no(where + ".below", exact_number(*tier.below), "left out: the highest tier has no end");
      if (card_.tiers[t + 1].at_least && *card_.tiers[t + 1].at_least != *tier.below)
        no(where + ".below", exact_number(*tier.below), "where the next tier begins, " + exact_number(*card_.tiers[t + 1].at_least) + ": tiers must not overlap nor leave a gap");
    }
  }

  std::string_view analysis_;
  const Scorecard& card_;
  std::string path_;
};

}  // namespace

void check_scorecard(std::string_view analysis, const Scorecard& scorecard, std::string_view path) { Checking(analysis, scorecard, path).all(); }

void Scorecard::validate() const { check_scorecard("performance.scorecard", *this, "scorecard"); }

}  // namespace mainstay::inline v1::performance
