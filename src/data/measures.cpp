#include "mainstay/data/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "core/team.hpp"
#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.measures";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

enum Finding {
  recorded_later,
  future,
  unknown_indicator,
  not_finite,
  out_of_range,
  mixed_unit,
  mixed_currency,
  no_rate,
  corrected,
  duplicate,
  two_values,
  missing_period,
  unknown_query_person,
  finding_count
};
constexpr std::array<const char*, finding_count> codes = {"recorded_later", "future",    "unknown_indicator", "not_finite", "out_of_range",   "mixed_unit",          "mixed_currency",
                                                          "no_rate",        "corrected", "duplicate",         "two_values", "missing_period", "unknown_query_person"};

struct Line {
  std::int32_t row, indicator, date, recorded, unit, currency;
  double value, weight;
};

// Rates by currency and day.
class Rates {
 public:
  Rates(const MeasuresOptions& options, const Groups& currencies) : versions_(static_cast<std::size_t>(currencies.count)) {
    const std::vector<CurrencyRate>& rates = options.rates;
    const auto from = [&](std::size_t i) { return rates[i].valid_from.value_or(std::numeric_limits<std::int64_t>::min()); };
    const auto until = [&](std::size_t i) { return rates[i].valid_until.value_or(std::numeric_limits<std::int64_t>::max()); };
    if (!rates.empty() && options.exchange_to.empty()) refuse(analysis_name, "exchange_to", "missing", "the currency to which rates exchange");
    if (rates.empty() && !options.exchange_to.empty()) refuse(analysis_name, "rates", "missing", "given with exchange_to");
    std::vector<std::size_t> order(rates.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::tuple(std::string_view(rates[a].currency), from(a), a) < std::tuple(std::string_view(rates[b].currency), from(b), b); });
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t rate = order[i];
      if (rates[rate].currency == options.exchange_to)
        refuse(analysis_name, fmt::format("rates[{}].currency", rate), fmt::format("\"{}\"", options.exchange_to), "another one than exchange_to");
      if (until(rate) <= from(rate))
        refuse(analysis_name, fmt::format("rates[{}].valid_until", rate), format_date(until(rate)), fmt::format("after valid_from, {}", format_date(from(rate))));
      if (i > 0 && rates[order[i - 1]].currency == rates[rate].currency && from(rate) < until(order[i - 1]))
        refuse(analysis_name, fmt::format("rates[{}].currency", rate), fmt::format("\"{}\"", rates[rate].currency),
               fmt::format("given once for each day; rates[{}] holds on some of these days too", order[i - 1]));
    }
    for (std::int64_t code = 0; code < currencies.count; ++code) {
      const std::string name = currencies.name(code);
      if (name == options.exchange_to) target_ = static_cast<std::int32_t>(code);
      for (auto at = std::lower_bound(order.begin(), order.end(), name, [&](std::size_t rate, const std::string& text) { return rates[rate].currency < text; });
           at != order.end() && rates[*at].currency == name; ++at)
        versions_[static_cast<std::size_t>(code)].push_back({from(*at), until(*at), rates[*at].rate});
    }
  }
  std::int32_t target() const { return target_; }
  double on(std::int32_t currency, std::int64_t day) const {
    const std::vector<Version>& versions = versions_[static_cast<std::size_t>(currency)];
    auto after = std::upper_bound(versions.begin(), versions.end(), day, [](std::int64_t d, const Version& version) { return d < version.from; });
    if (after == versions.begin() || (--after)->until <= day) return nothing;
    return after->rate;
  }

 private:
  struct Version {
    std::int64_t from, until;
    double rate;
  };
  std::vector<std::vector<Version>> versions_;
  std::int32_t target_ = -1;  // code of the wanted currency among those that occur
};

// Which period of its frequency a day lies in, and where a period begins.
class Frequency {
 public:
  Frequency(MeasureFrequency every, const std::vector<std::int64_t>& periods) : every_(every), periods_(periods) {}
  std::int64_t of(std::int64_t day) const {
    switch (every_) {
      case MeasureFrequency::week: return week_of(day);
      case MeasureFrequency::month: return month_of(day);
      case MeasureFrequency::quarter: return down(month_of(day), 3);
      case MeasureFrequency::year: return down(month_of(day), 12);
      case MeasureFrequency::calendar: return std::upper_bound(periods_.begin(), periods_.end(), day) - periods_.begin();
      default: return day;
    }
  }
  std::int64_t first_day(std::int64_t period) const {
    switch (every_) {
      case MeasureFrequency::week: return first_day_of_week(period);
      case MeasureFrequency::month: return first_day_of_month(period);
      case MeasureFrequency::quarter: return first_day_of_month(period * 3);
      case MeasureFrequency::year: return first_day_of_month(period * 12);
      case MeasureFrequency::calendar: return periods_[static_cast<std::size_t>(period) - 1];
      default: return period;
    }
  }

 private:
  static std::int64_t down(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }
  MeasureFrequency every_;
  const std::vector<std::int64_t>& periods_;
};

// Of each indicator the code that most rows have; of equally many the lowest one.
std::vector<std::int32_t> most_frequent(const std::vector<Line>& lines, std::int64_t indicators, std::int32_t Line::*member) {
  struct Last {
    std::int32_t label = -2;
    std::int64_t* count = nullptr;
  };
  std::unordered_map<std::uint64_t, std::int64_t> count;
  std::vector<Last> lasts(static_cast<std::size_t>(indicators));  // an indicator's rows mostly have one label
  for (const Line& line : lines) {
    Last& last = lasts[static_cast<std::size_t>(line.indicator)];
    if (last.label != line.*member) last = {line.*member, &count[static_cast<std::uint64_t>(line.indicator) << 32 | static_cast<std::uint32_t>(line.*member)]};
    ++*last.count;
  }
  std::vector<std::int32_t> most(static_cast<std::size_t>(indicators), -1);
  std::vector<std::int64_t> rows(static_cast<std::size_t>(indicators), 0);
  for (const auto& [key, times] : count) {
    const auto i = static_cast<std::size_t>(key >> 32);
    const auto label = static_cast<std::int32_t>(static_cast<std::uint32_t>(key));
    if (times > rows[i] || (times == rows[i] && label < most[i])) {
      rows[i] = times;
      most[i] = label;
    }
  }
  return most;
}

}  // namespace

MeasuresResult measures(const MeasuresInput& input, const MeasuresOptions& options, const RunContext& context) {
  check(analysis_name, input, options, context.threads);
  if (input.query_person.given() != input.query_day.given())
    refuse(analysis_name, input.query_person.given() ? "query_day" : "query_person", "missing", fmt::format("given with {}", input.query_person.given() ? "query_person" : "query_day"));
  for (std::size_t i = 1; i < options.periods.size(); ++i)
    if (options.periods[i] <= options.periods[i - 1])
      refuse(analysis_name, fmt::format("periods[{}]", i), format_date(options.periods[i]), fmt::format("after the day before it in the list, {}", format_date(options.periods[i - 1])));
  if (!options.periods.empty() && std::none_of(options.indicators.begin(), options.indicators.end(), [](const MeasureRule& rule) { return rule.every == MeasureFrequency::calendar; }))
    refuse(analysis_name, "periods", "given", "left out unless an indicator has every = calendar");
  const bool refusing = options.conflicts == Conflicts::refuse;
  const std::int64_t n = input.person.size;
  Team team(analysis_name, context);
  const Groups persons = encode_groups(analysis_name, "person", input.person);
  const Groups labels = encode_groups(analysis_name, "indicator", input.indicator);
  const Groups units = input.unit.given() ? encode_groups(analysis_name, "unit", input.unit) : Groups{};
  const Groups currencies = input.currency.given() ? encode_groups(analysis_name, "currency", input.currency) : Groups{};
  const Rates rates(options, currencies);
  const bool exchange = !options.exchange_to.empty();
  FindingTally tally(codes, options.examples);
  team.checkpoint(0.2);

  // The indicators and what is declared about them.
  MeasuresResult result;
  std::vector<MeasureRule> rules = options.indicators;
  std::vector<std::int32_t> place_of(static_cast<std::size_t>(labels.count), -1);
  if (rules.empty()) {
    rules.resize(static_cast<std::size_t>(labels.count));
    for (std::size_t i = 0; i < rules.size(); ++i) {
      rules[i].indicator = labels.name(static_cast<std::int64_t>(i));
      place_of[i] = static_cast<std::int32_t>(i);
    }
  } else {
    const std::vector<std::string> names = labels.names();
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].indicator.empty()) refuse(analysis_name, fmt::format("indicators[{}].indicator", i), "missing", "a name");
      for (std::size_t k = 0; k < i; ++k)
        if (rules[k].indicator == rules[i].indicator) refuse(analysis_name, fmt::format("indicators[{}].indicator", i), fmt::format("\"{}\"", rules[i].indicator), "unique");
      if (rules[i].every == MeasureFrequency::calendar && options.periods.size() < 2)
        refuse(analysis_name, "periods", "missing", fmt::format("given, because indicators[{}].every is calendar", i));
      const auto at = std::find(names.begin(), names.end(), rules[i].indicator);
      if (at != names.end()) place_of[static_cast<std::size_t>(at - names.begin())] = static_cast<std::int32_t>(i);
    }
  }
  const auto indicator_count = static_cast<std::int64_t>(rules.size());

  // Row by row: what can be said without the others.
  std::vector<Line> lines;
  lines.reserve(static_cast<std::size_t>(n));
  std::vector<std::int32_t> person_of;
  person_of.reserve(static_cast<std::size_t>(n));
  {
    Days dates(input.date), recordings(input.recorded_at);
    constexpr std::int64_t block = 2048;
    double value_scratch[block], weight_scratch[block];
    const double* values = nullptr;
    const double* weights = nullptr;
    for (std::int64_t row = 0; row < n; ++row) {
      if (row % block == 0) {
        values = read_numbers(input.value, row, std::min(block, n - row), value_scratch);
        weights = input.weight.given() ? read_numbers(input.weight, row, std::min(block, n - row), weight_scratch) : nullptr;
      }
      const auto at = static_cast<std::size_t>(row);
      const std::int64_t date = dates.at(row), recording = recordings.at(row), recorded = recording == Days::missing ? date : recording;
      if (options.known_at && recording != Days::missing && recording > *options.known_at) {
        tally.add(recorded_later, row, true);
        continue;
      }
      if (options.known_at && date > *options.known_at) {
        tally.add(future, row, true);
        continue;
      }
      const std::int32_t indicator = place_of[static_cast<std::size_t>(labels.codes[at])];
      if (indicator < 0) {
        if (refusing) throw Error(ErrorCode::invalid_argument, analysis_name, "indicator", row, fmt::format("\"{}\"", labels.name(labels.codes[at])), "one of indicators");
        tally.add(unknown_indicator, row, true);
        continue;
      }
      const MeasureRule& rule = rules[static_cast<std::size_t>(indicator)];
      const double value = values[row % block];
      if (!std::isfinite(value) || !input.value.present(row)) {
        if (refusing) throw Error(ErrorCode::invalid_argument, analysis_name, "value", row, std::isinf(value) ? (value > 0 ? "inf" : "-inf") : "missing", "a finite number");
        tally.add(not_finite, row, true);
        continue;
      }
      if ((rule.lowest && value < *rule.lowest) || (rule.highest && value > *rule.highest)) {
        if (refusing) refuse(analysis_name, "value", row, value, rule.lowest && value < *rule.lowest ? fmt::format(">= {}", *rule.lowest) : fmt::format("<= {}", *rule.highest));
        tally.add(out_of_range, row, true);
        continue;
      }
      lines.push_back({static_cast<std::int32_t>(row), indicator, static_cast<std::int32_t>(date), static_cast<std::int32_t>(recorded), units.codes.empty() ? -1 : units.codes[at],
                       currencies.codes.empty() ? -1 : currencies.codes[at], value, weights == nullptr ? 1.0 : weights[row % block]});
      person_of.push_back(persons.codes[at]);
    }
  }
  team.checkpoint(0.4);

  // One unit and one currency for each indicator.
  std::vector<std::int32_t> unit_of = most_frequent(lines, indicator_count, &Line::unit);
  std::vector<std::int32_t> currency_of = most_frequent(lines, indicator_count, &Line::currency);
  const std::vector<std::string> unit_names = units.names();
  std::vector<char> unit_is_declared(rules.size(), 0);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].unit.empty() || !input.unit.given()) continue;
    unit_is_declared[i] = 1;
    const auto at = std::find(unit_names.begin(), unit_names.end(), rules[i].unit);
    unit_of[i] = at == unit_names.end() ? -2 : static_cast<std::int32_t>(at - unit_names.begin());  // -2: no row has it
  }
  std::size_t kept = 0;
  for (std::size_t k = 0; k < lines.size(); ++k) {
    Line line = lines[k];
    const auto i = static_cast<std::size_t>(line.indicator);
    if (line.unit != unit_of[i]) {
      if (refusing)
        throw Error(ErrorCode::invalid_argument, analysis_name, "unit", line.row, line.unit < 0 ? "missing" : fmt::format("\"{}\"", units.name(line.unit)),
                    unit_is_declared[i] ? fmt::format("\"{}\", the unit of \"{}\"", rules[i].unit, rules[i].indicator)
                                        : fmt::format("{} as in most rows of \"{}\"", unit_of[i] < 0 ? "missing" : fmt::format("\"{}\"", units.name(unit_of[i])), rules[i].indicator));
      tally.add(mixed_unit, line.row, true);
      continue;
    }
    const bool money = currency_of[i] >= 0;
    if (exchange && money && line.currency >= 0) {
      if (line.currency != rates.target()) {
        const double rate = rates.on(line.currency, line.date);
        if (std::isnan(rate)) {
          if (refusing)
            throw Error(ErrorCode::invalid_argument, analysis_name, "currency", line.row, fmt::format("\"{}\"", currencies.name(line.currency)),
                        fmt::format("a currency for which rates have {}", format_date(line.date)));
          tally.add(no_rate, line.row, true);
          continue;
        }
        line.value *= rate;
        if (!std::isfinite(line.value)) {
          if (refusing) refuse(analysis_name, "value", line.row, line.value, "finite after exchange");
          tally.add(not_finite, line.row, true);
          continue;
        }
      }
    } else if (line.currency != currency_of[i]) {
      if (refusing)
        throw Error(ErrorCode::invalid_argument, analysis_name, "currency", line.row, line.currency < 0 ? "missing" : fmt::format("\"{}\"", currencies.name(line.currency)),
                    fmt::format("{} as in most rows of \"{}\"{}", money ? fmt::format("\"{}\"", currencies.name(currency_of[i])) : "missing", rules[i].indicator,
                                money && !exchange && line.currency >= 0 ? ", or rates be given" : ""));
      tally.add(mixed_currency, line.row, true);
      continue;
    }
    person_of[kept] = person_of[k];
    lines[kept++] = line;
  }
  lines.resize(kept);
  person_of.resize(kept);

  // By person, then in chunks of people by indicator and day, one value for each.
  std::vector<std::int64_t> begin(static_cast<std::size_t>(persons.count) + 1, 0);
  for (const std::int32_t person : person_of) ++begin[static_cast<std::size_t>(person) + 1];
  for (std::size_t p = 1; p < begin.size(); ++p) begin[p] += begin[p - 1];
  {
    std::vector<Line> by_person(lines.size());
    std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
    for (std::size_t k = 0; k < lines.size(); ++k) by_person[static_cast<std::size_t>(next[static_cast<std::size_t>(person_of[k])]++)] = lines[k];
    lines.swap(by_person);
    person_of = {};
  }
  team.checkpoint(0.6);
  struct Part {
    FindingTally tally;
    std::int64_t refused = -1, refused_other = -1;
    MeasureGaps gaps;
    std::vector<std::int64_t> values, people, missing;
  };
  const std::int64_t chunks = lines.empty() ? 0 : std::clamp<std::int64_t>(static_cast<std::int64_t>(lines.size()) / 32768, 1, 128);
  std::vector<Part> parts;
  for (std::int64_t c = 0; c < chunks; ++c)
    parts.push_back({FindingTally(codes, options.examples), -1, -1, {}, std::vector<std::int64_t>(rules.size(), 0), std::vector<std::int64_t>(rules.size(), 0), std::vector<std::int64_t>(rules.size(), 0)});
  std::vector<std::int64_t> end_of(begin.begin() + (begin.size() > 1 ? 1 : 0), begin.end());  // where each person's kept values end
  team.report(0.6, 0.8);
  team.run(chunks, [&](std::int64_t c) {
    Part& part = parts[static_cast<std::size_t>(c)];
    const Span span = span_of(persons.count, chunks, c);
    for (std::int64_t p = span.first; p < span.last; ++p) {
      Line* const first = lines.data() + begin[static_cast<std::size_t>(p)];
      Line* const last = lines.data() + begin[static_cast<std::size_t>(p) + 1];
      const auto before = [](const Line& a, const Line& b) { return std::tie(a.indicator, a.date, b.recorded, a.row) < std::tie(b.indicator, b.date, a.recorded, b.row); };
      if (!std::is_sorted(first, last, before)) std::sort(first, last, before);
      Line* out = first;
      for (Line* line = first; line != last;) {
        Line* next = line + 1;
        bool contradicted = false;
        std::int32_t lowest = line->row, lowest_other = -1;
        while (next != last && next->indicator == line->indicator && next->date == line->date) {
          if (next->recorded < line->recorded) {
            part.tally.add(corrected, next->row, true);
          } else if (next->value == line->value && next->weight == line->weight) {
            part.tally.add(duplicate, next->row, true);
          } else {
            contradicted = true;
            if (lowest_other < 0 || next->row < lowest_other) lowest_other = next->row;
            part.tally.add(two_values, next->row, true);
          }
          ++next;
        }
        if (contradicted) {
          part.tally.add(two_values, lowest, true);
          const std::int64_t row = std::max(lowest, lowest_other), other = std::min(lowest, lowest_other);
          if (part.refused < 0 || row < part.refused) {
            part.refused = row;
            part.refused_other = other;
          }
        } else {
          *out++ = *line;
        }
        line = next;
      }
      end_of[static_cast<std::size_t>(p)] = out - lines.data();
      for (const Line* line = first; line != out; ++line) {
        const auto i = static_cast<std::size_t>(line->indicator);
        ++part.values[i];
        const bool opens = line == first || line[-1].indicator != line->indicator;
        if (opens) ++part.people[i];
        if (opens || rules[i].every == MeasureFrequency::any) continue;
        const Frequency frequency(rules[i].every, options.periods);
        const std::int64_t was = frequency.of(line[-1].date), is = frequency.of(line->date);
        if (is - was < 2) continue;
        part.tally.add(missing_period, line[-1].row, false);
        part.missing[i] += is - was - 1;
        part.gaps.row.push_back(line[-1].row);
        part.gaps.indicator.push_back(line->indicator);
        part.gaps.first_day.push_back(frequency.first_day(was + 1));
        part.gaps.periods.push_back(is - was - 1);
      }
    }
  });
  std::int64_t refused = -1, refused_other = -1;
  for (const Part& part : parts) {
    if (part.refused >= 0 && (refused < 0 || part.refused < refused)) {
      refused = part.refused;
      refused_other = part.refused_other;
    }
    tally.merge(part.tally);
  }
  if (refusing && refused >= 0)
    refuse(analysis_name, "value", refused, number_at(input.value, refused), fmt::format("that of row {}, of the same person, indicator and day, {}", refused_other, number_at(input.value, refused_other)));

  MeasureIndicators& indicators = result.indicators;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    indicators.indicator.push_back(rules[i].indicator);
    indicators.unit.push_back(unit_of[i] >= 0 ? units.name(unit_of[i]) : rules[i].unit);
    indicators.currency.push_back(currency_of[i] < 0 ? "" : exchange ? options.exchange_to : currencies.name(currency_of[i]));
    indicators.values.push_back(0);
    indicators.people.push_back(0);
    indicators.missing_periods.push_back(0);
    for (const Part& part : parts) {
      indicators.values[i] += part.values[i];
      indicators.people[i] += part.people[i];
      indicators.missing_periods[i] += part.missing[i];
    }
  }
  for (const Part& part : parts) {
    const auto append = [](std::vector<std::int64_t>& to, const std::vector<std::int64_t>& from) { to.insert(to.end(), from.begin(), from.end()); };
    append(result.gaps.row, part.gaps.row);
    append(result.gaps.indicator, part.gaps.indicator);
    append(result.gaps.first_day, part.gaps.first_day);
    append(result.gaps.periods, part.gaps.periods);
  }
  const auto total = static_cast<std::size_t>(std::accumulate(indicators.values.begin(), indicators.values.end(), std::int64_t{0}));
  result.values.row.reserve(total);
  result.values.indicator.reserve(total);
  result.values.date.reserve(total);
  result.values.value.reserve(total);
  for (std::int64_t p = 0; p < persons.count; ++p)
    for (std::int64_t k = begin[static_cast<std::size_t>(p)]; k < end_of[static_cast<std::size_t>(p)]; ++k) {
      const Line& line = lines[static_cast<std::size_t>(k)];
      result.values.row.push_back(line.row);
      result.values.indicator.push_back(line.indicator);
      result.values.date.push_back(line.date);
      result.values.value.push_back(line.value);
    }

  // Queries.
  if (input.query_person.given()) {
    const std::int64_t m = input.query_person.size;
    const Groups asked = encode_groups(analysis_name, "query_person", input.query_person);
    const std::vector<std::int32_t> person_of_label = match_labels(analysis_name, "query_person", asked, "person", persons);
    const auto cells = static_cast<std::size_t>(m * indicator_count);
    for (auto* list : {&result.last, &result.age, &result.last_row, &result.window_mean}) list->assign(cells, nothing);
    for (auto* list : {&result.window_count, &result.window_sum}) list->assign(cells, 0.0);
    for (std::int64_t q = 0; q < m; ++q)
      if (person_of_label[static_cast<std::size_t>(asked.codes[static_cast<std::size_t>(q)])] < 0) tally.add_without_row(unknown_query_person);
    const std::int64_t query_chunks = m == 0 ? 0 : std::clamp<std::int64_t>(m / 4096, 1, 256);
    team.report(0.8, 1.0);
    team.run(query_chunks, [&](std::int64_t c) {
      const Span span = span_of(m, query_chunks, c);
      Days days(input.query_day);
      for (std::int64_t q = span.first; q < span.last; ++q) {
        const std::int64_t day = days.at(q);
        const std::int32_t person = person_of_label[static_cast<std::size_t>(asked.codes[static_cast<std::size_t>(q)])];
        if (person < 0) continue;
        const Line* const first = lines.data() + begin[static_cast<std::size_t>(person)];
        const Line* const last = lines.data() + end_of[static_cast<std::size_t>(person)];
        const Line* from = first;
        for (std::int64_t i = 0; i < indicator_count && from != last; ++i) {
          const Line* const own = std::partition_point(from, last, [&](const Line& line) { return line.indicator < i; });
          const Line* const after = std::partition_point(own, last, [&](const Line& line) { return line.indicator == i && line.date <= day; });
          from = own;
          if (after == own) continue;
          const auto cell = static_cast<std::size_t>(q * indicator_count + i);
          result.last[cell] = after[-1].value;
          result.age[cell] = static_cast<double>(day - after[-1].date);
          result.last_row[cell] = after[-1].row;
          const Line* const window = std::partition_point(own, after, [&](const Line& line) { return line.date <= day - options.window_days; });
          double sum = 0, weighted = 0, weight = 0;
          for (const Line* line = window; line != after; ++line) {
            sum += line->value;
            weighted += line->weight * line->value;
            weight += line->weight;
          }
          result.window_count[cell] = static_cast<double>(after - window);
          result.window_sum[cell] = sum;
          if (weight > 0) result.window_mean[cell] = weighted / weight;
        }
      }
    });
  }
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function measures_analysis =
    analysis<&measures>("data.measures", "Are the measures of people sound, and what was each one's last value, sum and mean as of a day?");

}  // namespace mainstay::inline v1::data
