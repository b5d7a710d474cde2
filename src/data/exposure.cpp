#include "mainstay/data/exposure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "core/team.hpp"
#include "data/days.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.exposure";
constexpr std::int64_t most_cells = 10'000'000;
constexpr double days_a_year = 365.25;
constexpr std::int64_t never = 1'000'000'000;  // beyond every day

enum Finding {
  open_end,
  future_start,
  future_stop,
  stop_before_start,
  zero_length,
  start_before_origin,
  observed_after_stop,
  overlap,
  observed_late,
  outside_periods,
  no_days,
  finding_count
};
constexpr std::array<const char*, finding_count> codes = {"open_end",      "future_start",        "future_stop", "stop_before_start", "zero_length",    "start_before_origin",
                                                          "observed_after_stop", "overlap", "observed_late", "outside_periods", "no_days"};

void check_ascending(const char* name, const std::vector<std::int64_t>& list, bool dates) {
  for (std::size_t i = 1; i < list.size(); ++i)
    if (list[i] <= list[i - 1])
      refuse(analysis_name, fmt::format("{}[{}]", name, i), dates ? format_date(list[i]) : std::to_string(list[i]),
             fmt::format("more than the one before it, {}", dates ? format_date(list[i - 1]) : std::to_string(list[i - 1])));
}

// Days at which periods begin, and the end of the last one; empty for all time.
std::vector<std::int64_t> periods_of(const ExposureOptions& options) {
  check_ascending("boundaries", options.boundaries, true);
  if (options.boundaries.size() == 1) refuse(analysis_name, "boundaries", "one day", "two days or more: where each period begins and where the last one ends");
  if (options.period == ExposurePeriod::none) {
    if (options.first_day) refuse(analysis_name, "first_day", format_date(*options.first_day), "given with period only");
    if (options.last_day) refuse(analysis_name, "last_day", format_date(*options.last_day), "given with period only");
    return options.boundaries;
  }
  if (!options.boundaries.empty()) refuse(analysis_name, "boundaries", "given beside period", "left out, or period be none");
  if (!options.first_day) refuse(analysis_name, "first_day", "missing", "the first day that counts");
  if (!options.last_day) refuse(analysis_name, "last_day", "missing", "the last day that counts");
  if (*options.last_day < *options.first_day)
    refuse(analysis_name, "last_day", format_date(*options.last_day), fmt::format("on or after first_day, {}", format_date(*options.first_day)));
  const std::int64_t months = options.period == ExposurePeriod::month ? 1 : options.period == ExposurePeriod::quarter ? 3 : 12;
  std::vector<std::int64_t> days = {*options.first_day};
  std::int64_t month = month_of(*options.first_day);
  month -= ((month % months) + months) % months;
  for (month += months;; month += months) {
    const std::int64_t day = first_day_of_month(month);
    if (day > *options.last_day) break;
    days.push_back(day);
  }
  days.push_back(*options.last_day + 1);
  return days;
}

struct Stay {  // days at risk of one row
  std::int64_t row, from, until, origin, event, group;
};

}  // namespace

ExposureResult exposure(const ExposureInput& input, const ExposureOptions& options, const RunContext& context) {
  check(analysis_name, input, options, context.threads);
  if (options.interval == Interval::undeclared) refuse(analysis_name, "interval", "undeclared", "closed or half_open");
  const std::vector<std::int64_t> periods = periods_of(options);
  check_ascending("bands", options.bands, false);
  const bool refusing = options.conflicts == Conflicts::refuse;
  const std::int64_t n = input.start.size;
  const std::int64_t end = options.observation_end.value_or(never);
  const Groups persons = input.person.given() ? encode_groups(analysis_name, "person", input.person) : Groups{};
  const Groups groups = input.group.given() ? encode_groups(analysis_name, "group", input.group) : Groups{};
  const std::int64_t group_count = input.group.given() ? groups.count : 1;
  const std::int64_t period_count = std::max<std::int64_t>(1, static_cast<std::int64_t>(periods.size()) - 1);
  const std::int64_t band_count = static_cast<std::int64_t>(options.bands.size()) + 1;
  if (group_count > 0 && period_count * band_count > most_cells / std::max<std::int64_t>(1, group_count))
    refuse(analysis_name, "group", fmt::format("{} groups by {} periods by {} bands", group_count, period_count, band_count), fmt::format("{} cells at most", most_cells));
  const std::int64_t cells = group_count * period_count * band_count;

  ExposureResult result;
  FindingTally tally(codes, options.examples);
  Team team(analysis_name, context);
  team.checkpoint(0.1);

  // Which days of each row count as rows, before periods and bands.
  std::vector<Stay> stays;
  stays.reserve(static_cast<std::size_t>(n));
  Days starts(input.start), stops(input.stop), events(input.event), origins(input.origin), observed(input.observed_from);
  for (std::int64_t row = 0; row < n; ++row) {
    const std::int64_t start = starts.at(row), given = stops.at(row), origin = input.origin.given() ? origins.at(row) : start, from = observed.at(row);
    bool open = given == Days::missing;
    if (!open && std::find(options.open_ends.begin(), options.open_ends.end(), given) != options.open_ends.end()) {
      tally.add(open_end, row, false);
      open = true;
    }
    if (open && !options.observation_end)
      refuse(analysis_name, "observation_end", "missing", fmt::format("the day up to which leaving is known, because the stop of row {} is open", row));
    std::int64_t stop = open ? end : given + (options.interval == Interval::closed ? 1 : 0);
    std::int64_t event = input.event.given() ? events.at(row) : 1;
    if (!open && stop < start) {
      if (refusing) refuse_day(analysis_name, "stop", row, given, "on or after start", start);
      tally.add(stop_before_start, row, true);
      continue;
    }
    if (start >= end) {
      tally.add(future_start, row, true);
      continue;
    }
    if (stop > end) {
      tally.add(future_stop, row, false);
      open = true;
      stop = end;
    }
    if (open) event = 0;
    if (stop == start) {
      if (refusing)
        throw Error(ErrorCode::invalid_argument, analysis_name, "stop", row, format_date(given), fmt::format("after start, {}, or conflicts be leave_out: no day is at risk", format_date(start)));
      tally.add(zero_length, row, true);
      continue;
    }
    if (start < origin) {
      if (refusing) refuse_day(analysis_name, "start", row, start, "on or after origin", origin);
      tally.add(start_before_origin, row, true);
      continue;
    }
    std::int64_t entered = start;
    if (from != Days::missing && from > start) {
      if (from >= stop) {
        if (refusing) refuse_day(analysis_name, "observed_from", row, from, "before the row or its observation ends", stop);
        tally.add(observed_after_stop, row, true);
        continue;
      }
      tally.add(observed_late, row, false);
      entered = from;
    }
    stays.push_back({row, entered, stop, origin, event, groups.codes.empty() ? 0 : groups.codes[static_cast<std::size_t>(row)]});
  }

  // Rows of one person that share a day would count it twice.
  if (input.person.given() && !stays.empty()) {
    std::vector<std::int64_t> begin(static_cast<std::size_t>(persons.count) + 1, 0), order(stays.size());
    const auto person_of = [&](const Stay& stay) { return static_cast<std::size_t>(persons.codes[static_cast<std::size_t>(stay.row)]); };
    for (const Stay& stay : stays) ++begin[person_of(stay) + 1];
    for (std::size_t p = 1; p < begin.size(); ++p) begin[p] += begin[p - 1];
    std::vector<std::int64_t> next(begin.begin(), begin.end() - 1);
    for (std::size_t i = 0; i < stays.size(); ++i) order[static_cast<std::size_t>(next[person_of(stays[i])]++)] = static_cast<std::int64_t>(i);
    std::vector<char> dropped(stays.size(), 0);
    std::int64_t refused = -1, refused_after = -1;
    for (std::size_t p = 0; p + 1 < begin.size(); ++p) {
      const auto first = order.begin() + begin[p], last = order.begin() + begin[p + 1];
      std::stable_sort(first, last, [&](std::int64_t a, std::int64_t b) { return stays[static_cast<std::size_t>(a)].from < stays[static_cast<std::size_t>(b)].from; });
      std::int64_t before = -1;
      for (auto it = first; it != last; ++it) {
        const auto i = static_cast<std::size_t>(*it);
        if (before >= 0 && stays[i].from < stays[static_cast<std::size_t>(before)].until) {
          tally.add(overlap, stays[i].row, true);
          dropped[i] = 1;
          if (refused < 0 || stays[i].row < stays[static_cast<std::size_t>(refused)].row) {
            refused = *it;
            refused_after = before;
          }
          continue;
        }
        before = *it;
      }
    }
    if (refusing && refused >= 0) {
      const Stay &stay = stays[static_cast<std::size_t>(refused)], &earlier = stays[static_cast<std::size_t>(refused_after)];
      refuse_day(analysis_name, "start", stay.row, stay.from, fmt::format("on or after the stop of the same person's row {}", earlier.row), earlier.until);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < stays.size(); ++i)
      if (!dropped[i]) stays[kept++] = stays[i];
    stays.resize(kept);
  }

  // Periods cut the rows off; what lies outside is counted. For all time, the period is that of the days at risk.
  std::vector<std::int64_t> bounds = periods;
  if (bounds.empty()) {
    bounds = {0, 0};
    for (std::size_t i = 0; i < stays.size(); ++i) {
      bounds[0] = i == 0 ? stays[i].from : std::min(bounds[0], stays[i].from);
      bounds[1] = i == 0 ? stays[i].until : std::max(bounds[1], stays[i].until);
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    Stay stay = stays[i];
    const std::int64_t whole = stay.until - stay.from;
    if (stay.until > bounds.back()) stay.event = 0;
    stay.from = std::max(stay.from, bounds.front());
    stay.until = std::min(stay.until, bounds.back());
    if (stay.until <= stay.from) {
      tally.add(no_days, stay.row, true);
      continue;
    }
    if (stay.until - stay.from < whole) tally.add(outside_periods, stay.row, false);
    result.days_outside += whole - (stay.until - stay.from);
    stays[kept++] = stay;
  }
  stays.resize(kept);
  team.checkpoint(0.3);

  // Chunks of rows: first how many pieces each makes, with the sums of whole numbers, which no order changes; then the pieces.
  const auto rows = static_cast<std::int64_t>(stays.size());
  const std::int64_t chunks = rows == 0 ? 0 : std::clamp<std::int64_t>(std::min(rows / 16384, std::int64_t{8'000'000} / cells), 1, 64);
  struct Part {
    std::vector<std::int64_t> days, events;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> causes;
    std::int64_t pieces = 0;
  };
  std::vector<Part> parts(static_cast<std::size_t>(chunks));
  const auto each_piece = [&](const Stay& stay, const auto& act) {
    auto period = std::upper_bound(bounds.begin(), bounds.end(), stay.from) - bounds.begin() - 1;
    auto band = std::upper_bound(options.bands.begin(), options.bands.end(), stay.from - stay.origin) - options.bands.begin();
    for (std::int64_t from = stay.from; from < stay.until;) {
      const std::int64_t next_period = bounds[static_cast<std::size_t>(period) + 1];
      const std::int64_t next_band = band < static_cast<std::ptrdiff_t>(options.bands.size()) ? stay.origin + options.bands[static_cast<std::size_t>(band)] : never;
      const std::int64_t until = std::min({stay.until, next_period, next_band});
      act(from, until, static_cast<std::int64_t>(period), static_cast<std::int64_t>(band), until == stay.until ? stay.event : 0);
      if (until == next_period) ++period;
      if (until == next_band) ++band;
      from = until;
    }
  };
  team.report(0.3, 0.6);
  team.run(chunks, [&](std::int64_t c) {
    Part& part = parts[static_cast<std::size_t>(c)];
    part.days.assign(static_cast<std::size_t>(cells), 0);
    part.events.assign(static_cast<std::size_t>(cells), 0);
    const Span span = span_of(rows, chunks, c);
    for (std::int64_t i = span.first; i < span.last; ++i) {
      const Stay& stay = stays[static_cast<std::size_t>(i)];
      each_piece(stay, [&](std::int64_t from, std::int64_t until, std::int64_t period, std::int64_t band, std::int64_t event) {
        const std::int64_t cell = (stay.group * period_count + period) * band_count + band;
        part.days[static_cast<std::size_t>(cell)] += until - from;
        if (event > 0) {
          ++part.events[static_cast<std::size_t>(cell)];
          ++part.causes[{cell, event}];
        }
        ++part.pieces;
      });
    }
  });
  if (options.list_pieces) {
    ExposurePieces& pieces = result.pieces;
    std::vector<std::int64_t> begin = {0};
    for (const Part& part : parts) begin.push_back(begin.back() + part.pieces);
    for (auto* list : {&pieces.row, &pieces.period, &pieces.band, &pieces.start, &pieces.stop, &pieces.days, &pieces.event}) list->resize(static_cast<std::size_t>(begin.back()));
    pieces.entry.resize(static_cast<std::size_t>(begin.back()));
    pieces.duration.resize(static_cast<std::size_t>(begin.back()));
    team.report(0.6, 1.0);
    team.run(chunks, [&](std::int64_t c) {
      const Span span = span_of(rows, chunks, c);
      auto at = static_cast<std::size_t>(begin[static_cast<std::size_t>(c)]);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        const Stay& stay = stays[static_cast<std::size_t>(i)];
        each_piece(stay, [&](std::int64_t from, std::int64_t until, std::int64_t period, std::int64_t band, std::int64_t event) {
          pieces.row[at] = stay.row;
          pieces.period[at] = period;
          pieces.band[at] = band;
          pieces.start[at] = from;
          pieces.stop[at] = until;
          pieces.days[at] = until - from;
          pieces.event[at] = event;
          pieces.entry[at] = static_cast<double>(from - stay.origin);
          pieces.duration[at] = static_cast<double>(until - stay.origin);
          ++at;
        });
      }
    });
  }

  ExposureTotals& totals = result.totals;
  totals.group.levels = input.group.given() ? groups.names() : std::vector<std::string>{"total"};
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> causes;
  for (const Part& part : parts)
    for (const auto& [key, count] : part.causes) causes[key] += count;
  for (std::int64_t cell = 0; cell < cells; ++cell) {
    std::int64_t days = 0, count = 0;
    for (const Part& part : parts) {
      days += part.days[static_cast<std::size_t>(cell)];
      count += part.events[static_cast<std::size_t>(cell)];
    }
    const std::int64_t band = cell % band_count, period = cell / band_count % period_count;
    totals.group.codes.push_back(static_cast<std::int32_t>(cell / band_count / period_count));
    totals.period.push_back(period);
    totals.band.push_back(band);
    totals.period_start.push_back(bounds[static_cast<std::size_t>(period)]);
    totals.period_stop.push_back(bounds[static_cast<std::size_t>(period) + 1]);
    totals.tenure_from.push_back(band == 0 ? 0 : options.bands[static_cast<std::size_t>(band) - 1]);
    totals.tenure_until.push_back(band + 1 == band_count ? std::numeric_limits<double>::infinity() : static_cast<double>(options.bands[static_cast<std::size_t>(band)]));
    totals.days.push_back(days);
    totals.events.push_back(count);
    const double years = static_cast<double>(days) / days_a_year;
    totals.person_years.push_back(years);
    totals.rate.push_back(days > 0 ? static_cast<double>(count) / years : std::numeric_limits<double>::quiet_NaN());
    result.days += days;
  }
  for (const auto& [key, count] : causes) {
    result.causes.cell.push_back(key.first);
    result.causes.cause.push_back(key.second);
    result.causes.events.push_back(count);
  }
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function exposure_analysis =
    analysis<&exposure>("data.exposure", "How many days was everybody at risk, in each period and at each length of tenure, and who left there?");

}  // namespace mainstay::inline v1::data
