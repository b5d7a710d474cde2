// From the tables that an HR department exports to a retention report, as text. Its twins, examples/c/retention_report.c and
// examples/python/retention_report.py, print the same characters.
//
//   retention_report people.csv duration=month event=left group=gender drivers=field,level,sentiment horizons=1,3,6
//   retention_report people.csv hire=hire exit=exit reason=reason until=2026-06-30 interval=closed group=site drivers=channel
//                    horizons=30,90,180 events=events.csv stages=start,certificate,posting window=60
#include <algorithm>
#include <cstdio>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "mainstay/core/error.hpp"
#include "mainstay/csv/reader.hpp"
#include "mainstay/data/calendar.hpp"
#include "mainstay/data/spells.hpp"
#include "mainstay/funnel/window.hpp"
#include "mainstay/survival/cox.hpp"
#include "mainstay/survival/curve.hpp"
#include "mainstay/survival/log_rank.hpp"

using namespace mainstay;
using Settings = std::map<std::string, std::string>;

namespace {

std::vector<std::string> list(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    words.push_back(text.substr(start, comma - start));
    start = comma + 1;
  }
  return words;
}

const char* name(const Categories& categories, std::size_t row) {
  return categories.levels[static_cast<std::size_t>(categories.codes[row])].c_str();
}

// Tenures of all rows, whichever way the table tells them.
struct Tenures {
  std::vector<double> duration;
  std::vector<std::int64_t> event, cause;
  std::vector<std::string> causes;
};

Tenures tenures_of(const data::Frame& people, Settings& settings) {
  Tenures tenures;
  if (settings.count("duration")) {
    const Column& duration = people[settings["duration"]];
    const Column& event = people[settings["event"]];
    for (std::int64_t i = 0; i < people.rows(); ++i) {
      tenures.duration.push_back(number_at(duration, i));
      tenures.event.push_back(static_cast<std::int64_t>(number_at(event, i)));
    }
    return tenures;
  }
  data::SpellsInput input;
  input.start = people[settings["hire"]];
  input.stop = people[settings["exit"]];
  if (settings.count("reason")) input.reason = people[settings["reason"]];
  data::SpellsOptions options;
  options.observation_end = data::parse_date(settings["until"]);
  options.interval = settings["interval"] == "closed" ? data::Interval::closed : data::Interval::half_open;
  options.zero_length = data::SpellZero::half_day;
  const data::SpellsResult spells = data::spells(input, options);
  if (static_cast<std::int64_t>(spells.spells.row.size()) != people.rows())
    throw Error(ErrorCode::invalid_argument, "retention_report", "some rows are no spells within the observation; take them out first");
  tenures.duration = spells.spells.duration;
  tenures.event = spells.spells.event;
  if (settings.count("reason")) {
    tenures.cause = spells.spells.cause;
    tenures.causes = spells.causes;
  }
  return tenures;
}

void print_curve(const survival::CurveResult& result) {
  for (std::size_t i = 0; i < result.curve.time.size(); ++i)
    std::printf("%-24s %8.0f %9.4f  [%.4f, %.4f]\n", name(result.curve.group, i), result.curve.time[i], result.curve.survival[i],
                result.curve.survival_lower[i], result.curve.survival_upper[i]);
}

void retention(const data::Frame& people, Settings& settings, const Tenures& tenures, const std::vector<double>& horizons) {
  std::printf("\nStill here after\n");
  survival::CurveOptions options;
  options.times = horizons;
  survival::CurveInput input;
  input.duration = tenures.duration;
  input.event = tenures.event;
  print_curve(survival::curve(input, options));
  if (settings.count("group")) {
    input.group = people[settings["group"]];
    print_curve(survival::curve(input, options));
    survival::LogRankInput compared;
    compared.duration = tenures.duration;
    compared.event = tenures.event;
    compared.group = input.group;
    const survival::LogRankResult test = survival::log_rank(compared, {});
    std::printf("log-rank: chi-squared %.4f on %lld degrees of freedom, p = %.4f\n", test.statistic,
                static_cast<long long>(test.degrees_of_freedom), test.p_value);
  }
  if (tenures.causes.empty()) return;
  std::printf("\nLeft by cause\n");
  input.group = Column();
  input.event = tenures.cause;
  options.causes = tenures.causes;
  const survival::CurveResult causes = survival::curve(input, options);
  for (std::size_t i = 0; i < causes.incidence.time.size(); ++i)
    std::printf("%-24s %8.0f %9.4f  [%.4f, %.4f]\n", name(causes.incidence.cause, i), causes.incidence.time[i],
                causes.incidence.incidence[i], causes.incidence.lower[i], causes.incidence.upper[i]);
}

void drivers(const data::Frame& people, Settings& settings, const Tenures& tenures, const std::vector<double>& horizons) {
  survival::CoxInput input;
  for (const std::string& column : list(settings["drivers"])) input.x.add(column, people[column]);
  input.duration = tenures.duration;
  input.event = tenures.event;
  const survival::CoxFit fit = survival::cox(input, {});
  std::printf("\nDrivers of leaving\n");
  for (std::size_t i = 0; i < fit.coefficients.term.size(); ++i)
    std::printf("%-32s hazard x %.4f  [%.4f, %.4f]  p = %.4f\n", fit.coefficients.term[i].c_str(), fit.coefficients.hazard_ratio[i],
                fit.coefficients.hazard_ratio_lower[i], fit.coefficients.hazard_ratio_upper[i], fit.coefficients.p_value[i]);
  std::printf("concordance %.4f (standard error %.4f)\n", fit.concordance, fit.concordance_std_error);

  survival::CoxPredictInput asked;
  asked.x = input.x;
  asked.tenure = tenures.duration;
  survival::CoxPredictOptions when;
  when.times = horizons;
  when.errors = false;
  when.beyond = survival::BeyondFollowUp::carry;  // a ranking: everybody has a place
  const survival::CoxPrediction prediction = survival::cox_predict(fit, asked, when);
  survival::ExplainInput explained;
  explained.x = input.x;
  const survival::Explanation explanation = survival::cox_explain(fit, explained, {});
  const std::size_t reasons = explanation.reasons.row.size() / tenures.event.size(), times = horizons.size();
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < tenures.event.size(); ++i)
    if (tenures.event[i] == 0) rows.push_back(i);
  const auto stays = [&](std::size_t row) { return prediction.survival[row * times + times - 1]; };
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return stays(a) < stays(b); });
  std::printf("\nStill here, most likely to leave, given the tenure reached (a ranking, not a decision)\n");
  for (std::size_t k = 0; k < std::min<std::size_t>(rows.size(), 10); ++k) {
    const std::size_t row = rows[k];
    std::printf("row %-8zu tenure %6.0f ", row, tenures.duration[row]);
    for (std::size_t t = 0; t < times; ++t) std::printf(" %.0f: %.4f", horizons[t], 1 - prediction.survival[row * times + t]);
    std::printf(" because");
    for (std::size_t r = row * reasons; r < (row + 1) * reasons; ++r)
      std::printf(" %s x %.3f", name(explanation.reasons.column, r), explanation.reasons.factor[r]);
    std::printf("\n");
  }
}

void funnel_of(const data::Frame& people, Settings& settings) {
  const data::Frame events = csv::read_file(settings["events"]);
  funnel::WindowInput input;
  input.person = events["person"];
  input.time = events["date"];
  input.event = events["event"];
  input.person_id = people["person"];
  input.exit_time = people[settings["exit"]];
  if (settings.count("reason")) input.exit_reason = people[settings["reason"]];
  funnel::WindowOptions options;
  for (const std::string& stage : list(settings["stages"])) options.stages.push_back({.name = stage});
  if (settings.count("window")) options.window = std::stoll(settings["window"]);
  options.follow_up_end = data::parse_date(settings["until"]);
  const funnel::WindowResult result = funnel::window(input, options, {});
  std::printf("\nFunnel\n");
  for (std::size_t i = 0; i < result.stages.reached.size(); ++i)
    std::printf("%-24s reached %8lld  lost %8lld  still inside %8lld  from start %.4f  [%.4f, %.4f]\n", name(result.stages.stage, i),
                static_cast<long long>(result.stages.reached[i]), static_cast<long long>(result.stages.lost[i]),
                static_cast<long long>(result.stages.still_inside[i]), result.stages.estimate_from_start[i],
                result.stages.estimate_from_start_lower[i], result.stages.estimate_from_start_upper[i]);
  for (std::size_t i = 0; i < result.exits.count.size(); ++i)
    std::printf("lost after %-24s %-20s %-24s %8lld\n", name(result.exits.stage, i), name(result.exits.kind, i),
                name(result.exits.reason, i), static_cast<long long>(result.exits.count[i]));
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::fprintf(stderr, "usage: retention_report PEOPLE.csv name=value …\n");
    return 2;
  }
  Settings settings;
  for (int i = 2; i < argc; ++i) {
    const std::string text = argv[i];
    settings[text.substr(0, text.find('='))] = text.substr(std::min(text.find('='), text.size() - 1) + 1);
  }
  const data::Frame people = csv::read_file(argv[1]);
  const Tenures tenures = tenures_of(people, settings);
  const std::int64_t left = std::accumulate(tenures.event.begin(), tenures.event.end(), std::int64_t{0});
  std::printf("%lld people, %lld left, %lld still here\n", static_cast<long long>(people.rows()), static_cast<long long>(left),
              static_cast<long long>(people.rows() - left));
  std::vector<double> horizons;
  for (const std::string& horizon : list(settings["horizons"])) horizons.push_back(std::stod(horizon));
  retention(people, settings, tenures, horizons);
  if (settings.count("drivers")) drivers(people, settings, tenures, horizons);
  if (settings.count("events")) funnel_of(people, settings);
  return 0;
} catch (const Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
