// Whose id it is: ids of several systems into people, by a table that says from when to when.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::data {

/// The table of ids, of letter m, and the records to be told, of letter n.
struct CrosswalkInput {
  static constexpr const char* record = "CrosswalkInput";
  Column record_id{}, record_source{}, record_day{};
  Column id{}, person{}, source{}, valid_from{}, valid_until{};

  void describe(Fields& f) {
    f("record_id", record_id, "The id in the record.").per("n").category().may_be_missing();
    f("id", id, "Ids of the table.").per("m").category();
    f("person", person, "Whose id it is.").per("m").category();
    f("record_source", record_source, "The system that the record is from; given where source is.").per("n").category().optional();
    f("record_day", record_day, "Day of the record; needed where the table has days. A record without one is matched where the id is one person's on all days.")
        .per("n").day().may_be_missing().optional();
    f("source", source, "The system in which it is the id. Left out: all ids are of one system.").per("m").category().optional();
    f("valid_from", valid_from, "First day on which it is; missing: from always.")
        .per("m").day().may_be_missing().optional();
    f("valid_until", valid_until, "Last day on which it is, or the day after it (see interval); missing, or one of open_ends: for ever.")
        .per("m").day().may_be_missing().optional();
  }
};

struct CrosswalkOptions {
  static constexpr const char* record = "CrosswalkOptions";
  Interval interval = Interval::undeclared;
  std::vector<std::int64_t> open_ends;
  Conflicts conflicts = Conflicts::refuse;
  std::int64_t examples = 5;

  void describe(Fields& f) {
    f("interval", interval, "What valid_until means. To be given where valid_until is.");
    f("open_ends", open_ends, "Days that the system writes for 'no end yet': 2932896 is 9999-12-31, 1001859 is 4712-12-31.");
    f("conflicts", conflicts, "What happens to rows of the table that contradict themselves, or each other on some day.");
    f("examples", examples, "How many rows of each finding finding_rows lists.").between(0, 1000);
  }
};

/// The records, in the order of the input.
struct CrosswalkRecords {
  static constexpr const char* record = "CrosswalkRecords";
  Categories person;
  std::vector<std::int64_t> row;

  void describe(Fields& f) {
    f("person", person, "Whose record it is; missing where the table does not say.").per("n").may_be_missing();
    f("row", row, "Row of the table that says so, from 0; -1 where none does.").per("n");
  }
};

struct CrosswalkResult {
  static constexpr const char* record = "CrosswalkResult";
  CrosswalkRecords records;
  std::int64_t matched = 0, unmatched = 0;
  std::vector<std::int64_t> unused;
  Findings findings;
  FindingRows finding_rows;

  void describe(Fields& f) {
    f("records", records, "The person of each record.");
    f("matched", matched, "Records with a person.");
    f("unmatched", unmatched, "Records without one.");
    f("unused", unused, "Rows of the table, from 0, that are sound and that no record met.").per("b");
    f("findings", findings, "What was left out or noticed, with counts. Codes that begin with record_ count records, the others rows of the table.");
    f("finding_rows", finding_rows, "The first rows of each finding.");
  }
};

/// The person to whom an id of a source belongs on the day of the record. Ids match when they are equal, byte for byte; nothing else
/// matches. One id may be several people's on days apart, and one person may have several ids.
/// Finding codes, in this order, of the table: until_before_from, overlap (one id, two people, some day in common: under `leave_out`
/// all such rows are left out), repeated, reused, several_ids, alike_ids, unused; of the records: record_without_id, record_unmatched,
/// record_near_miss, record_outside, record_without_day. alike_ids and record_near_miss name ids that differ only in leading zeros,
/// blanks or the case of Latin letters; they are not matched by that.
/// Errors: source on one side only, days in the table but not in the records, an undeclared interval, and under `refuse` the first row
/// in conflict. Cost: O(n log k) for k rows of the table with one id, plus sorting the labels.
CrosswalkResult crosswalk(const CrosswalkInput& input, const CrosswalkOptions& options, const RunContext& context = {});

extern const Function crosswalk_analysis;

}  // namespace mainstay::inline v1::data
