// Person-time: spells cut at calendar boundaries and at tenure bands (Lexis diagram), and the days and leavers of each cell.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

/// Calendar periods by word; each begins on the first day of its month, quarter or year.
enum class ExposurePeriod : std::int32_t { none = 0, month = 1, quarter = 2, year = 3 };
constexpr auto choices(ExposurePeriod) {
  return std::array{choice(ExposurePeriod::none, "none", "Periods are the boundaries; without them there is one, for all time."),
                    choice(ExposurePeriod::month, "month", "Calendar months that meet first_day to last_day."),
                    choice(ExposurePeriod::quarter, "quarter", "Calendar quarters that meet first_day to last_day."),
                    choice(ExposurePeriod::year, "year", "Calendar years that meet first_day to last_day.")};
}

/// One row a spell, or a (start, stop] row of one.
struct ExposureInput {
  static constexpr const char* record = "ExposureInput";
  Column start{}, stop{}, event{}, origin{}, observed_from{}, person{}, group{};

  void describe(Fields& f) {
    f("start", start, "First day employed, or on which the row holds.").per("n").day();
    f("stop", stop, "Last day employed, or the day after it (see interval); missing, or one of open_ends, while still here.")
        .per("n").day().may_be_missing();
    f("event", event, "What ended it: 0 nothing (still here, or another row goes on), 1, 2, … the cause. Without it every known stop is an event.")
        .per("n").whole().between(0, 1000000).optional();
    f("origin", origin, "Day from which tenure counts: the start of the spell of which the row is a piece. Without it, start.")
        .per("n").day().optional();
    f("observed_from", observed_from, "Day from which the row was observed, where that is later than its start (delayed entry): the days before are not at risk.")
        .per("n").day().may_be_missing().optional();
    f("person", person, "Who it is: rows of one person must not overlap. Without it every row is a person.").per("n").category().optional();
    f("group", group, "Totals are broken down by it.").per("n").category().optional();
  }
};

struct ExposureOptions {
  static constexpr const char* record = "ExposureOptions";
  ExposurePeriod period = ExposurePeriod::none;
  std::optional<std::int64_t> first_day, last_day;
  std::vector<std::int64_t> boundaries, bands;
  std::optional<std::int64_t> observation_end;
  Interval interval = Interval::undeclared;
  std::vector<std::int64_t> open_ends;
  bool list_pieces = true;
  Conflicts conflicts = Conflicts::refuse;
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("period", period, "Calendar periods by word.");
    f("first_day", first_day, "First day that counts. Needed with period.").day();
    f("last_day", last_day, "Last day that counts. Needed with period.").day();
    f("boundaries", boundaries, "Days at which periods begin, ascending, and last the day on which the last one is over. Days outside do not count.")
        .day();
    f("bands", bands, "Tenures at which bands begin, ascending; the first band begins at 0, the last has no end.").in("days").above(0);
    f("observation_end", observation_end, "Day up to which leaving is known; who is still here then is censored there. To be given where a stop is missing.")
        .day();
    f("interval", interval, "What stop means. To be given.");
    f("open_ends", open_ends, "Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.");
    f("list_pieces", list_pieces, "Whether the pieces are listed, not only added up.");
    f("conflicts", conflicts, "What happens to rows that contradict themselves or another row of the same person.");
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

/// The pieces, in the order of the rows and of time.
struct ExposurePieces {
  static constexpr const char* record = "ExposurePieces";
  std::vector<std::int64_t> row, period, band, start, stop, days, event;
  std::vector<double> entry, duration;

  void describe(Fields& f) {
    f("row", row, "Row of the input, from 0.").per("i");
    f("period", period, "Place of the period in periods, from 0.").per("i");
    f("band", band, "Place of the tenure band, from 0: the number of bands that begin no later.").per("i");
    f("start", start, "First day of the piece.").per("i").in(day_unit);
    f("stop", stop, "First day after it.").per("i").in(day_unit);
    f("days", days, "Days at risk: stop - start.").per("i").in("days");
    f("event", event, "The row's event at its last piece, 0 elsewhere.").per("i");
    f("entry", entry, "Tenure at start.").per("i").in("days");
    f("duration", duration, "Tenure at stop.").per("i").in("days");
  }
};

/// Every cell of group × period × band, in this order.
struct ExposureTotals {
  static constexpr const char* record = "ExposureTotals";
  Categories group{};
  std::vector<std::int64_t> period, band, period_start, period_stop, tenure_from, days, events;
  std::vector<double> tenure_until, person_years, rate;

  void describe(Fields& f) {
    f("group", group, "The group; \"total\" when none is given.").per("r");
    f("period", period, "Place of the period, from 0.").per("r");
    f("band", band, "Place of the band, from 0.").per("r");
    f("period_start", period_start, "First day of the period; with a single period for all time, the first day at risk.").per("r").in(day_unit);
    f("period_stop", period_stop, "First day after it.").per("r").in(day_unit);
    f("tenure_from", tenure_from, "Shortest tenure of the band.").per("r").in("days");
    f("tenure_until", tenure_until, "Shortest tenure beyond the band; infinite for the last one.").per("r").in("days").may_be_infinite();
    f("days", days, "Days at risk.").per("r").in("days");
    f("person_years", person_years, "days / 365.25.").per("r").in("years");
    f("events", events, "Events of any cause.").per("r");
    f("rate", rate, "events / person_years; NaN where nobody was at risk.").per("r").in("per person-year").may_be_missing();
  }
};

/// Cells in which a cause occurs, by cell and cause.
struct ExposureCauses {
  static constexpr const char* record = "ExposureCauses";
  std::vector<std::int64_t> cell, cause, events;

  void describe(Fields& f) {
    f("cell", cell, "Row of totals, from 0.").per("x");
    f("cause", cause, "The event's number.").per("x");
    f("events", events, "How many.").per("x");
  }
};

struct ExposureResult {
  static constexpr const char* record = "ExposureResult";
  ExposurePieces pieces;
  ExposureTotals totals;
  ExposureCauses causes;
  std::int64_t days = 0, days_outside = 0;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("pieces", pieces, "Each row cut at periods and bands; empty without list_pieces.");
    f("totals", totals, "Days and events of each cell.");
    f("causes", causes, "Events of each cell by cause.");
    f("days", days, "Days at risk in all cells together.").in("days");
    f("days_outside", days_outside, "Days of the rows kept that lie outside the periods.").in("days");
    f("findings", findings, "What was left out, cut or noticed, with counts.");
    f("finding_rows", finding_rows, "The first rows of each finding.");
  }
};

/// Each row [start, stop) of whole days is cut at every boundary of a period and, by tenure = day - origin, at every band. The pieces
/// of a row lie end to end, so their days add up to the row's; the event stands at the piece that holds the last day employed.
/// A Cox regression on the pieces (entry, duration, event) is the one on the rows; Poisson and discrete-time models take the pieces
/// or the totals: log(days) is their offset. Events on a day outside the periods do not count.
/// Finding codes, in this order: open_end, future_start, future_stop, stop_before_start, zero_length, start_before_origin,
/// observed_after_stop, overlap, observed_late, outside_periods, no_days. Refused: what is undeclared, more than 10,000,000 cells, and
/// under `refuse` the first row of a conflict. Cost: O(rows + pieces), plus sorting each person's rows.
ExposureResult exposure(const ExposureInput& input, const ExposureOptions& options, const RunContext& context = {});

extern const Function exposure_analysis;

}  // namespace mainstay::inline v1::data
