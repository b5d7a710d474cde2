#include "mainstay/data/features.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

#include "core/team.hpp"
#include "data/days.hpp"
#include "data/features_kernel.hpp"
#include "data/findings.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr std::string_view analysis_name = "data.features";
constexpr std::int64_t most_cells = std::int64_t{1} << 31;
constexpr std::int64_t most_buckets = 256, block = 1024;

enum Finding { no_effective, no_recorded_at, no_value, other_feature, not_asked, duplicate, two_values, known_late, after_cut, finding_count };
constexpr std::array<const char*, finding_count> codes = {"no_effective", "no_recorded_at", "no_value", "other_feature", "not_asked",
                                                          "duplicate", "two_values", "known_late", "after_cut"};

// For each label of `rows` its code among `records`, -1 where it does not occur; both lists ascend.
std::vector<std::int32_t> places_of(const Groups& rows, const Groups& records) {
  std::vector<std::int32_t> place(static_cast<std::size_t>(rows.count), -1);
  const auto match = [&](const auto& wanted, const auto& known) {
    for (std::size_t i = 0, j = 0; i < wanted.size(); ++i) {
      while (j < known.size() && known[j] < wanted[i]) ++j;
      if (j < known.size() && known[j] == wanted[i]) place[i] = static_cast<std::int32_t>(j);
    }
  };
  if (rows.text) match(rows.texts, records.texts);
  else match(rows.numbers, records.numbers);
  return place;
}

struct Fault {
  std::int64_t row = INT64_MAX, other = -1;
  double value = 0, other_value = 0;
  std::int32_t feature = 0;
};

struct Placed {
  FeatureRecord record;
  std::int32_t person;
};

// What a bucket of persons gives beside its cells.
struct Part {
  FindingTally tally;
  std::vector<std::int64_t> filled, stale, late;
  Fault fault;
};

}  // namespace

Table FeaturesResult::table() const& {
  const auto p = static_cast<std::int64_t>(columns.feature.size()), rows = static_cast<std::int64_t>(cut.size());
  const auto column_of = [&](const std::vector<double>& values, std::int64_t j) {
    static constexpr double nothing = 0;  // given, but without rows
    return Column(values.empty() ? &nothing : values.data() + j, rows, p);
  };
  Table table;
  for (std::int64_t j = 0; j < p; ++j) table.add(columns.feature[static_cast<std::size_t>(j)], column_of(value, j));
  table.known_at.resize(static_cast<std::size_t>(p));
  for (std::int64_t j = 0; j < p; ++j) table.known_at[static_cast<std::size_t>(j)] = column_of(known_at, j);
  table.cut = Column(cut);
  return table;
}

FeaturesResult features(const FeaturesInput& input, const FeaturesOptions& options, const RunContext& context) {
  check(analysis_name, input, options, context.threads);
  const bool refusing = options.conflicts == Conflicts::refuse;
  const Groups persons = encode_groups(analysis_name, "person", input.person), labels = encode_groups(analysis_name, "feature", input.feature);
  const Groups rows = encode_groups(analysis_name, "for_person", input.for_person);
  if (rows.count > 0 && persons.count > 0 && rows.text != persons.text)
    throw Error(ErrorCode::wrong_type, analysis_name, "for_person", -1, rows.text ? "text" : "numbers", persons.text ? "text, like person" : "numbers, like person");

  FeaturesResult result;
  FeatureColumns& columns = result.columns;
  std::vector<std::int32_t> column_of(static_cast<std::size_t>(labels.count), -1);  // of each label
  if (options.features.empty()) {
    columns.feature = labels.names();
    std::iota(column_of.begin(), column_of.end(), 0);
  } else {
    columns.feature = options.features;
    const std::vector<std::string> names = labels.names();
    std::vector<std::pair<std::string_view, std::int32_t>> wanted;
    for (std::size_t j = 0; j < options.features.size(); ++j) wanted.emplace_back(options.features[j], static_cast<std::int32_t>(j));
    std::sort(wanted.begin(), wanted.end());
    for (std::size_t k = 1; k < wanted.size(); ++k)
      if (wanted[k].first == wanted[k - 1].first)
        throw Error(ErrorCode::invalid_argument, analysis_name, "features", wanted[k].second, quoted(wanted[k].first), "named once");
    for (std::size_t code = 0; code < names.size(); ++code) {
      const auto at = std::lower_bound(wanted.begin(), wanted.end(), std::pair<std::string_view, std::int32_t>(names[code], -1));
      if (at != wanted.end() && at->first == names[code]) column_of[code] = at->second;
    }
  }
  const std::int64_t n = input.person.size, m = input.for_person.size, width = static_cast<std::int64_t>(columns.feature.size());
  if (m > 0 && width > most_cells / m) refuse(analysis_name, "features", fmt::format("{} columns for {} rows", width, m), "fewer: a table has at most 2^31 cells");

  // Rows by person, their cuts ascending.
  const std::vector<std::int32_t> place = places_of(rows, persons);
  result.cut.resize(static_cast<std::size_t>(m));
  const auto person_count = static_cast<std::size_t>(persons.count);
  std::vector<std::int64_t> row_begin(person_count + 1, 0), rows_of;
  {
    Days cuts(input.cut);
    for (std::int64_t row = 0; row < m; ++row) result.cut[static_cast<std::size_t>(row)] = cuts.at(row);
    const auto person_of = [&](std::int64_t row) { return place[static_cast<std::size_t>(rows.codes[static_cast<std::size_t>(row)])]; };
    for (std::int64_t row = 0; row < m; ++row)
      if (const std::int32_t person = person_of(row); person >= 0) ++row_begin[static_cast<std::size_t>(person) + 1];
    std::partial_sum(row_begin.begin(), row_begin.end(), row_begin.begin());
    rows_of.resize(static_cast<std::size_t>(row_begin.back()));
    std::vector<std::int64_t> next(row_begin.begin(), row_begin.end() - 1);
    for (std::int64_t row = 0; row < m; ++row)
      if (const std::int32_t person = person_of(row); person >= 0) rows_of[static_cast<std::size_t>(next[static_cast<std::size_t>(person)]++)] = row;
  }

  // Records that some row may see, in buckets of neighbouring persons: few enough to be written side by side, and each small enough
  // to be sorted by person within a cache.
  int shift = 0;
  while (persons.count >> shift > most_buckets) ++shift;
  const std::int64_t buckets = std::max<std::int64_t>(1, (persons.count + (std::int64_t{1} << shift) - 1) >> shift);
  const std::int64_t pieces = std::clamp<std::int64_t>(n / 65536, 1, 64);
  Team team(analysis_name, context, std::max(buckets, pieces));
  std::vector<char> counts(static_cast<std::size_t>(n), 0);
  std::vector<FindingTally> tallies(static_cast<std::size_t>(pieces), FindingTally(codes, options.examples));
  std::vector<std::int64_t> next(static_cast<std::size_t>(pieces * buckets), 0);  // by piece and bucket
  team.report(0.0, 0.3);
  team.run(pieces, [&](std::int64_t c) {
    const Span span = span_of(n, pieces, c);
    Days effective(input.effective), recorded(input.recorded_at);
    FindingTally& tally = tallies[static_cast<std::size_t>(c)];
    std::int64_t* const count_of = next.data() + c * buckets;
    double scratch[block];
    for (std::int64_t first = span.first; first < span.last; first += block) {
      const std::int64_t count = std::min(block, span.last - first);
      const double* values = read_numbers(input.value, first, count, scratch);
      for (std::int64_t row = first; row < first + count; ++row) {
        const auto i = static_cast<std::size_t>(row);
        const auto left_out = [&](Finding what, const char* argument) {
          if (refusing && argument != nullptr) throw Error(ErrorCode::invalid_argument, analysis_name, argument, row, "missing", "a day");
          tally.add(what, row, true);
        };
        if (effective.at(row) == Days::missing) left_out(no_effective, "effective");
        else if (input.recorded_at.given() && recorded.at(row) == Days::missing) left_out(no_recorded_at, "recorded_at");
        else if (std::isnan(values[row - first])) left_out(no_value, nullptr);
        else if (column_of[static_cast<std::size_t>(labels.codes[i])] < 0) left_out(other_feature, nullptr);
        else if (const auto person = static_cast<std::size_t>(persons.codes[i]); row_begin[person] == row_begin[person + 1]) left_out(not_asked, nullptr);
        else {
          counts[i] = 1;
          ++count_of[persons.codes[i] >> shift];
        }
      }
    }
  });
  std::vector<std::int64_t> bucket_begin(static_cast<std::size_t>(buckets) + 1, 0);
  std::int64_t kept = 0;
  for (std::int64_t bucket = 0; bucket < buckets; ++bucket) {
    for (std::int64_t c = 0; c < pieces; ++c) kept += std::exchange(next[static_cast<std::size_t>(c * buckets + bucket)], kept);
    bucket_begin[static_cast<std::size_t>(bucket) + 1] = kept;
  }
  const auto records = std::make_unique_for_overwrite<Placed[]>(static_cast<std::size_t>(kept));
  team.report(0.3, 0.6);
  team.run(pieces, [&](std::int64_t c) {
    const Span span = span_of(n, pieces, c);
    Days effective(input.effective), recorded(input.recorded_at);
    std::int64_t* const next_of = next.data() + c * buckets;
    double scratch[block];
    for (std::int64_t first = span.first; first < span.last; first += block) {
      const std::int64_t count = std::min(block, span.last - first);
      const double* values = read_numbers(input.value, first, count, scratch);
      for (std::int64_t row = first; row < first + count; ++row) {
        const auto i = static_cast<std::size_t>(row);
        const std::int64_t since = effective.at(row), entered = input.recorded_at.given() ? recorded.at(row) : since;
        if (!counts[i]) continue;
        const std::int64_t seen = options.by == Sight::known ? std::max(since, entered) : options.by == Sight::effective ? since : std::numeric_limits<std::int32_t>::min();
        records[static_cast<std::size_t>(next_of[persons.codes[i] >> shift]++)] = {
            {column_of[static_cast<std::size_t>(labels.codes[i])], static_cast<std::int32_t>(seen), static_cast<std::int32_t>(since), static_cast<std::int32_t>(entered),
             values[row - first], row},
            persons.codes[i]};
      }
    }
  });
  std::vector<char>().swap(counts);

  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const auto cells = static_cast<std::size_t>(m * width);
  for (auto* list : {&result.value, &result.known_at, &result.effective, &result.age}) list->assign(cells, nan);
  std::vector<Part> parts;
  for (std::int64_t bucket = 0; bucket < buckets; ++bucket)
    parts.push_back({FindingTally(codes, options.examples), std::vector<std::int64_t>(static_cast<std::size_t>(width), 0),
                     std::vector<std::int64_t>(static_cast<std::size_t>(width), 0), std::vector<std::int64_t>(static_cast<std::size_t>(width), 0), {}});
  team.report(0.6, 1.0);
  team.run(buckets, [&](std::int64_t bucket) {
    Part& part = parts[static_cast<std::size_t>(bucket)];
    const Span span{bucket << shift, std::min(persons.count, (bucket + 1) << shift)};
    const Placed* const placed = records.get() + bucket_begin[static_cast<std::size_t>(bucket)];
    const std::int64_t size = bucket_begin[static_cast<std::size_t>(bucket) + 1] - bucket_begin[static_cast<std::size_t>(bucket)];
    std::vector<std::int64_t> begin(static_cast<std::size_t>(std::max<std::int64_t>(0, span.last - span.first)) + 2, 0);
    for (std::int64_t k = 0; k < size; ++k) ++begin[static_cast<std::size_t>(placed[k].person - span.first) + 2];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    const auto own = std::make_unique_for_overwrite<FeatureRecord[]>(static_cast<std::size_t>(size));
    for (std::int64_t k = 0; k < size; ++k) own[static_cast<std::size_t>(begin[static_cast<std::size_t>(placed[k].person - span.first) + 1]++)] = placed[k].record;
    std::vector<std::int64_t> cuts;
    for (auto person = static_cast<std::size_t>(span.first); person < static_cast<std::size_t>(span.last); ++person) {
      const std::size_t local = person - static_cast<std::size_t>(span.first);
      FeatureRecord* const mine = own.get() + begin[local];
      const std::int64_t count = begin[local + 1] - begin[local];
      if (count == 0) continue;
      order_records(mine, count);
      cuts.clear();
      for (std::int64_t k = row_begin[person]; k < row_begin[person + 1]; ++k) cuts.push_back(result.cut[static_cast<std::size_t>(rows_of[static_cast<std::size_t>(k)])]);
      std::sort(cuts.begin(), cuts.end());
      for (std::int64_t first = 0; first < count;) {
        const std::int32_t feature = mine[first].feature;
        const auto j = static_cast<std::size_t>(feature);
        std::int64_t held = 0, end = first;
        FeatureRecord* const run = mine + first;
        for (; end < count && mine[end].feature == feature; ++end) {
          const FeatureRecord record = mine[end];
          if (held > 0 && run[held - 1].effective == record.effective && run[held - 1].recorded == record.recorded) {
            const FeatureRecord& other = run[held - 1];
            const bool same = other.value == record.value;
            if (!same && refusing && record.row < part.fault.row) part.fault = {record.row, other.row, record.value, other.value, feature};
            part.tally.add(same ? duplicate : two_values, record.row, true);
            continue;
          }
          const auto cut = std::lower_bound(cuts.begin(), cuts.end(), static_cast<std::int64_t>(record.effective));
          if (cut == cuts.end()) {
            part.tally.add(after_cut, record.row, options.by != Sight::latest);
          } else if (*cut < record.recorded) {
            part.tally.add(known_late, record.row, false);
            ++part.late[j];
          }
          run[held++] = record;
        }
        keep_best(run, held);
        for (std::int64_t k = row_begin[person]; k < row_begin[person + 1]; ++k) {
          const auto row = static_cast<std::size_t>(rows_of[static_cast<std::size_t>(k)]);
          const FeatureRecord* const record = seen_at(run, held, result.cut[row]);
          if (record == nullptr) continue;
          const std::int64_t age = result.cut[row] - record->effective;
          if (options.max_age_days && age > *options.max_age_days) {
            ++part.stale[j];
            continue;
          }
          ++part.filled[j];
          const std::size_t cell = row * static_cast<std::size_t>(width) + j;
          result.value[cell] = record->value;
          result.effective[cell] = record->effective;
          result.known_at[cell] = std::max(record->effective, record->recorded);
          result.age[cell] = static_cast<double>(age);
        }
        first = end;
      }
    }
  });

  Fault fault;
  for (auto* list : {&columns.filled, &columns.missing, &columns.stale, &columns.known_late}) list->assign(static_cast<std::size_t>(width), 0);
  FindingTally tally(codes, options.examples);
  for (const FindingTally& piece : tallies) tally.merge(piece);
  for (const Part& part : parts) {
    tally.merge(part.tally);
    if (part.fault.row < fault.row) fault = part.fault;
    for (std::size_t j = 0; j < static_cast<std::size_t>(width); ++j) {
      columns.filled[j] += part.filled[j];
      columns.stale[j] += part.stale[j];
      columns.known_late[j] += part.late[j];
    }
  }
  if (fault.other >= 0)
    throw Error(ErrorCode::invalid_argument, analysis_name, "value", fault.row, fmt::format("{}", fault.value),
                fmt::format("{}, the {} that row {} records for the same person and days", fault.other_value,
                            columns.feature[static_cast<std::size_t>(fault.feature)], fault.other));
  for (std::size_t j = 0; j < static_cast<std::size_t>(width); ++j) columns.missing[j] = m - columns.filled[j];
  tally.write(result.findings, result.finding_rows);
  return result;
}

constinit const Function features_analysis = analysis<&features>("data.features", "What was known about each person on the day of a prediction, and since when?");

}  // namespace mainstay::inline v1::data
