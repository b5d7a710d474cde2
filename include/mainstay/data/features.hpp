// A table of features as they were known on the day of each row, from long records (person, feature, value, day).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

/// Which records a row may see.
enum class Sight : std::int32_t { known = 0, effective = 1, latest = 2 };
constexpr auto choices(Sight) {
  return std::array{choice(Sight::known, "known", "In effect and recorded by the row's cut: what somebody could have looked up on that day."),
                    choice(Sight::effective, "effective", "In effect by the cut, whenever it was recorded: backdated entries leak, and a fit refuses them."),
                    choice(Sight::latest, "latest", "The last one of all, whatever its day: the future leaks, and a fit refuses it.")};
}

/// Long records, one row a value, and apart from them the rows of the table to be made.
struct FeaturesInput {
  static constexpr const char* record = "FeaturesInput";
  Column person{}, feature{}, value{}, effective{}, recorded_at{}, for_person{}, cut{};

  void describe(Fields& f) {
    f("person", person, "Whose value it is.").per("n").category();
    f("feature", feature, "Which feature: its name or number.").per("n").category();
    f("value", value, "The value. A missing one is left out: the value before it goes on.").per("n").may_be_missing();
    f("effective", effective, "Day from which the value holds.").per("n").day().may_be_missing();
    f("for_person", for_person, "The rows to make: who.").per("m").category();
    f("cut", cut, "The rows to make: the day on which the prediction is made.").per("m").day();
    f("recorded_at", recorded_at, "Day on which the value was entered. Without it a value counts as entered on the day from which it holds.")
        .per("n").day().may_be_missing().optional();
  }
};

struct FeaturesOptions {
  static constexpr const char* record = "FeaturesOptions";
  std::vector<std::string> features;
  Sight by = Sight::known;
  std::optional<std::int64_t> max_age_days;
  Conflicts conflicts = Conflicts::refuse;
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("features", features, "The columns to make, in this order; left out: every feature that occurs, by label. Name them for a model, so that new rows get the same columns.");
    f("by", by, "Which records a row may see.");
    f("max_age_days", max_age_days, "A value that holds since longer than this at the cut counts as missing.").in("days").at_least(0);
    f("conflicts", conflicts, "What happens to records without a day, and to two unlike values of one person, feature and day that were recorded on one day.");
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

struct FeatureColumns {
  static constexpr const char* record = "FeatureColumns";
  std::vector<std::string> feature;
  std::vector<std::int64_t> filled, missing, stale, known_late;

  void describe(Fields& f) {
    f("feature", feature, "Name of the column.").per("p");
    f("filled", filled, "Rows with a value.").per("p");
    f("missing", missing, "Rows without one.").per("p");
    f("stale", stale, "Rows without one because it was older than max_age_days.").per("p");
    f("known_late", known_late, "Records in effect by the cut of a row of their person, but recorded after it: what by = effective would leak.").per("p");
  }
};

/// The table, row by row as asked for, column by column as in `columns`; all days since 1970-01-01.
struct FeaturesResult {
  static constexpr const char* record = "FeaturesResult";
  FeatureColumns columns;
  std::vector<double> value, known_at, effective, age;
  std::vector<std::int64_t> cut;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("columns", columns, "The columns of the table.");
    f("value", value, "The values; NaN where there is none.").per("m", "p").may_be_missing();
    f("known_at", known_at, "Day from which each could be looked up: the later of effective and recorded_at; NaN where there is no value.")
        .per("m", "p").in(day_unit).may_be_missing();
    f("effective", effective, "Day from which each holds; NaN where there is no value.").per("m", "p").in(day_unit).may_be_missing();
    f("age", age, "From that day to the cut: negative for a value from the future; NaN where there is no value.").per("m", "p").in("days").may_be_missing();
    f("cut", cut, "The cut of each row.").per("m").in(day_unit);
    f("findings", findings, "What was left out or noticed in the records, with counts.");
    f("finding_rows", finding_rows, "The first records of each finding.");
  }

  /// The table with its days, as every analysis takes it and guards it: the view points into this result.
  Table table() const&;
  Table table() const&& = delete;
};

/// For each row and feature the value that holds at the row's cut: of the records that the row may see (`by`) the one with the last
/// effective day, and of those with the same one the last recorded. known_at = max(effective, recorded_at). Under `known` every
/// value was known by its cut, so that the table passes the guard of every analysis; under the other two it need not.
/// Findings (rows of the records), in this order: no_effective, no_recorded_at, no_value, other_feature, not_asked, duplicate,
/// two_values, known_late, after_cut. Errors: labels of persons of two kinds, a feature named twice in `features`, more than 2^31
/// cells; under `refuse` the first record without a day or with a second value.
/// Cost: O(records + rows x features), sorting each person's records, and a binary search for each cell.
FeaturesResult features(const FeaturesInput& input, const FeaturesOptions& options, const RunContext& context = {});

extern const Function features_analysis;

}  // namespace mainstay::inline v1::data
