// Who is to be called when, by whom and about what? Stages of care after an exit, planned day by day within quiet periods, gaps and what owners can do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mainstay/core/function.hpp"
#include "mainstay/data/records.hpp"

namespace mainstay::inline v1::returns {

/// Why a stage of a person is not planned.
enum class CareSkip : std::int32_t { not_contactable, withdrawn, returned, settled, no_owner, window_closed, no_capacity, gap, nothing_to_say, quiet, not_yet };
constexpr auto choices(CareSkip) {
  return std::array{choice(CareSkip::not_contactable, "not_contactable", "There is no consent, or a flag against."), choice(CareSkip::withdrawn, "withdrawn", "Consent was withdrawn."),
                    choice(CareSkip::returned, "returned", "The person is back."), choice(CareSkip::settled, "settled", "The person has settled elsewhere."),
                    choice(CareSkip::no_owner, "no_owner", "Nobody has the stage's role for the person."), choice(CareSkip::window_closed, "window_closed", "Its last day was before today."),
                    choice(CareSkip::no_capacity, "no_capacity", "The owner had others to call first."), choice(CareSkip::gap, "gap", "The person was called too shortly before."),
                    choice(CareSkip::nothing_to_say, "nothing_to_say", "No theme fits, and the stage needs one."), choice(CareSkip::quiet, "quiet", "No day since it opened may be used."),
                    choice(CareSkip::not_yet, "not_yet", "It opens after the last day.")};
}

enum class CareStatus : std::int32_t { due, nothing_due, nobody_contactable, no_leavers };
constexpr auto choices(CareStatus) {
  return std::array{choice(CareStatus::due, "due", "Somebody is to be called."), choice(CareStatus::nothing_due, "nothing_due", "Nobody is to be called within the days asked about."),
                    choice(CareStatus::nobody_contactable, "nobody_contactable", "Nobody may be called."), choice(CareStatus::no_leavers, "no_leavers", "There are no leavers.")};
}

/// One stage; days are counted from the exit.
struct CareStage {
  static constexpr const char* record = "CareStage";
  std::string name{};
  std::int64_t due_days = 0;
  std::optional<std::int64_t> opens_days{}, closes_days{};
  std::string role{}, theme{};
  bool needs_theme = false;

  void describe(Fields& f) {
    f("name", name, "Name of the stage.").required();
    f("due_days", due_days, "Days after the exit by which it is due.").required().in("days").between(0, 36500);
    f("opens_days", opens_days, "First day on which it may be done; left out: due_days.").in("days").between(0, 36500);
    f("closes_days", closes_days, "Last day on which it is of use; left out: no end. It never closes before the first usable day from due_days on.").in("days").between(0, 36500);
    f("role", role, "Who does it: a column of owners. Left out: the first one.");
    f("theme", theme, "What it is about where no theme of the list fits.");
    f("needs_theme", needs_theme, "Whether it waits for a theme of the list that fits: no call without something to say.");
  }
};

/// Something to say, offered to those it concerns and as long as it is true.
struct CareTheme {
  static constexpr const char* record = "CareTheme";
  std::string name{};
  std::vector<std::string> stages{}, reasons{};
  std::string change{};
  std::int64_t customers = 0;

  void describe(Fields& f) {
    f("name", name, "Key of the message.").required();
    f("stages", stages, "Stages in which it is offered; left out: in all.");
    f("reasons", reasons, "Reasons of leaving to which it speaks; left out: to all. Needs the column reason.");
    f("change", change, "A change, one of the column change, that must be real by the day of the call. Left out: none.");
    f("customers", customers, "How many customers of the person must have a need now, at least; above 0 it needs the column customers.").at_least(0);
  }
};

struct CareQuiet {
  static constexpr const char* record = "CareQuiet";
  std::string name{};
  std::int64_t first_day = 0, last_day = 0;
  void describe(Fields& f) {
    f("name", name, "What it is: a festival, a stock-taking.");
    f("first_day", first_day, "First day on which nobody is called.").required().day();
    f("last_day", last_day, "Last such day.").required().day();
  }
};

struct CareOwnerCap {
  static constexpr const char* record = "CareOwnerCap";
  std::string owner{};
  std::int64_t cap = 0;
  void describe(Fields& f) {
    f("owner", owner, "The owner.").required();
    f("cap", cap, "The most calls of this owner on a day.").required().at_least(0);
  }
};

struct CareInput {
  static constexpr const char* record = "CareInput";
  Column person{}, exit{}, contactable{};
  Column reason{};
  Table owners{};
  Column priority{}, customers{}, returned{}, settled{}, withdrawn{};
  Column change{}, change_reason{}, change_from{}, change_until{};
  Column contact_person{}, contact_day{}, contact_stage{};
  Column working_day{};

  void describe(Fields& f) {
    f("person", person, "The leaver, each once: the last exit counts.").per("n").category();
    f("exit", exit, "Day of the exit.").per("n").day();
    f("contactable", contactable, "1 where consent is given and no flag stands against it: the column of returns.selection.").per("n").whole().between(0, 1);
    f("reason", reason, "Why the person left, as it was understood in the end. Missing: not known.").per("n").category().optional().may_be_missing();
    f("owners", owners, "Who calls: a column for each role. Missing: nobody.").per("n").category().optional().may_be_missing();
    f("priority", priority, "Who is called first, the higher the earlier; left out: all alike.").per("n").optional();
    f("customers", customers, "How many of the person's customers have a need now.").per("n").whole().at_least(0).optional();
    f("returned", returned, "First day back; missing: not back. Nothing is planned from that day on.").per("n").day().optional().may_be_missing();
    f("settled", settled, "Day from which the person is known to have settled elsewhere.").per("n").day().optional().may_be_missing();
    f("withdrawn", withdrawn, "Day from which consent is withdrawn.").per("n").day().optional().may_be_missing();
    f("change", change, "What has changed in the company.").per("changes").category().optional();
    f("change_reason", change_reason, "For which reason of leaving it matters; missing: for all. Needs the column reason.").per("changes").category().optional().may_be_missing();
    f("change_from", change_from, "First day on which it is real; needed beside change.").per("changes").day().optional();
    f("change_until", change_until, "First day on which it no longer is; missing: it lasts.").per("changes").day().optional().may_be_missing();
    f("contact_person", contact_person, "Calls made so far: whom.").per("contacts").category().optional();
    f("contact_day", contact_day, "When, today at the latest; needed beside contact_person.").per("contacts").day().optional();
    f("contact_stage", contact_stage, "In which stage; missing: another call, which counts for the gap only.").per("contacts").category().optional().may_be_missing();
    f("working_day", working_day, "The calendar: every day on which calls may be made, in any order. Left out: by weekends.").per("worked").day().optional();
  }
};

struct CareOptions {
  static constexpr const char* record = "CareOptions";
  std::vector<CareStage> stages{};
  std::vector<CareTheme> themes{};
  std::vector<std::string> known_reasons{};
  std::optional<std::int64_t> today{}, until{}, calendar_first{}, calendar_last{};
  bool weekends = false;
  std::vector<CareQuiet> quiet{};
  std::int64_t gap_days = 7;
  std::optional<std::int64_t> owner_cap{};
  std::vector<CareOwnerCap> owner_caps{};
  bool explain = true;

  void describe(Fields& f) {
    f("stages", stages, "The stages in their order. Left out: week (due after 7 days, opens after 3, closes after 14), month (30, 24, 45) and quarter (90, 76, 120).");
    f("themes", themes, "What there is to say; the first theme that fits is offered.");
    f("known_reasons", known_reasons, "The reasons that may occur; any other is an error. Left out: any may.");
    f("today", today, "First day planned. To be given: nothing here reads a clock.").day();
    f("until", until, "Last day planned, ten years later at most; left out: today.").day();
    f("calendar_first", calendar_first, "First day that working_day knows.").day();
    f("calendar_last", calendar_last, "Last day that it knows; nothing is guessed beyond it.").day();
    f("weekends", weekends, "Whether people are called on Saturdays and Sundays. Not beside working_day.");
    f("quiet", quiet, "Periods in which nobody is called.");
    f("gap_days", gap_days, "Days from one call of a person to the next, at least.").in("days").between(1, 3650);
    f("owner_cap", owner_cap, "The most calls of an owner on a day, those made today included. Left out: no cap.").at_least(0);
    f("owner_caps", owner_caps, "Owners with caps of their own.");
    f("explain", explain, "Whether sentences are written.");
  }
};

/// Whom to call: by day, owner, and in the order of the day.
struct CareDue {
  static constexpr const char* record = "CareDue";
  std::vector<std::int64_t> row{}, day{}, due_day{}, late_days{}, days_since_exit{};
  Categories person{}, owner{}, stage{}, theme{};
  std::vector<double> closes_day{};
  std::vector<std::string> changes{}, sentence{}, sentence_zh{};

  void describe(Fields& f) {
    f("row", row, "Row of the leaver, from 0.").per("due");
    f("person", person, "The leaver.").per("due");
    f("owner", owner, "Who calls; missing without owners.").per("due").may_be_missing();
    f("stage", stage, "The stage.").per("due");
    f("day", day, "The day planned.").per("due").in(day_unit);
    f("due_day", due_day, "The day by which it is due: the first usable one from exit + due_days on.").per("due").in(day_unit);
    f("late_days", late_days, "day - due_day, or 0.").per("due").in("days");
    f("days_since_exit", days_since_exit, "day - exit.").per("due").in("days");
    f("closes_day", closes_day, "Last day on which it is of use; NaN without one.").per("due").in(day_unit).may_be_missing();
    f("theme", theme, "What it is about; missing where nothing fits.").per("due").may_be_missing();
    f("changes", changes, "What has become real by that day of what concerns the person's reason, joined by commas.").per("due");
    f("sentence", sentence, "Why, in English. Empty unless explain.").per("due").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("due").optional();
  }
};

struct CareDone {
  static constexpr const char* record = "CareDone";
  std::vector<std::int64_t> row{}, day{};
  Categories person{}, stage{};
  void describe(Fields& f) {
    f("row", row, "Row of the leaver, from 0.").per("done");
    f("person", person, "The leaver.").per("done");
    f("stage", stage, "The stage.").per("done");
    f("day", day, "The day of the first call in it.").per("done").in(day_unit);
  }
};

/// Every other stage of every leaver, each with its reason.
struct CareSkipped {
  static constexpr const char* record = "CareSkipped";
  std::vector<std::int64_t> row{}, due_day{}, final{};
  Categories person{}, stage{}, reason{};
  std::vector<std::string> sentence{}, sentence_zh{};
  void describe(Fields& f) {
    f("row", row, "Row of the leaver, from 0.").per("skipped");
    f("person", person, "The leaver.").per("skipped");
    f("stage", stage, "The stage.").per("skipped");
    f("reason", reason, "A word of CareSkip; where it was open on several days, what kept it last.").per("skipped");
    f("final", final, "1 where it will not come any more, 0 where it may come after `until`.").per("skipped");
    f("due_day", due_day, "The day by which it is due.").per("skipped").in(day_unit);
    f("sentence", sentence, "In English. Empty unless explain.").per("skipped").optional();
    f("sentence_zh", sentence_zh, "In Chinese. Empty unless explain.").per("skipped").optional();
  }
};

/// What each owner does on each day; days on which there is nothing are left away.
struct CareLoads {
  static constexpr const char* record = "CareLoads";
  std::vector<std::int64_t> day{}, planned{}, made{}, waiting{};
  Categories owner{};
  std::vector<double> cap{};
  void describe(Fields& f) {
    f("day", day, "The day.").per("loads").in(day_unit);
    f("owner", owner, "The owner; missing without owners.").per("loads").may_be_missing();
    f("planned", planned, "Calls planned.").per("loads");
    f("made", made, "Calls of today that were made already.").per("loads");
    f("waiting", waiting, "Calls that find no room and go on to the next day.").per("loads");
    f("cap", cap, "The most of the day; NaN without a cap.").per("loads").may_be_missing();
  }
};

struct CareStageCounts {
  static constexpr const char* record = "CareStageCounts";
  std::vector<std::string> stage{};
  std::vector<std::int64_t> leavers{}, done{}, due{}, late{}, open{}, never{};
  void describe(Fields& f) {
    f("stage", stage, "The stage.").per("stages");
    f("leavers", leavers, "done + due + open + never.").per("stages");
    f("done", done, "Called before.").per("stages");
    f("due", due, "Planned.").per("stages");
    f("late", late, "Of these, after the day by which it is due.").per("stages");
    f("open", open, "Skipped for now.").per("stages");
    f("never", never, "Skipped for good.").per("stages");
  }
};

struct CareResult {
  static constexpr const char* record = "CareResult";
  CareStatus status = CareStatus::no_leavers;
  std::int64_t first_day = 0, last_day = 0;
  std::vector<CareStage> stages{};
  CareDue due{};
  CareDone done{};
  CareSkipped skipped{};
  CareLoads loads{};
  CareStageCounts counts{};
  data::Findings findings{};
  data::FindingRows finding_rows{};

  void describe(Fields& f) {
    f("status", status, "How it ended.");
    f("first_day", first_day, "First day planned.").in(day_unit);
    f("last_day", last_day, "Last day planned.").in(day_unit);
    f("stages", stages, "The stages as they were used.");
    f("due", due, "Whom to call.");
    f("done", done, "Stages done before.");
    f("skipped", skipped, "All others, with the reason.");
    f("loads", loads, "What each owner does on each day.");
    f("counts", counts, "Stage by stage.");
    f("findings", findings, "What was met on the way: contacts_of_unknown_people, contacts_of_other_stages, repeated_contacts, contacts_without_consent, contacts_after_end (rows of contacts), people_without_reason, people_without_owner (rows of people), and words that concern nobody: changes_of_other_reasons (rows of changes) and themes_of_other_reasons (places in themes) where known_reasons is left out, caps_of_other_owners (places in owner_caps).");
    f("finding_rows", finding_rows, "The first rows of each.");
  }
};

/// Plans calls from today to until.
///
/// Each day that may be used takes, of the stages that are open (exit + opens_days ≤ day ≤ closes, not done, no end before: return, settling, withdrawal),
/// those of the highest priority first, then of the earliest due day, then by label of the person, then by stage; a call needs gap_days since the last one of
/// the person, a theme where the stage asks for one, and room within the owner's cap. What finds none goes on to the next day. A call that is planned counts as
/// made for the days after it: planning day by day with the calls fed back gives what one call over all days gives.
/// Every stage of every leaver is in exactly one of due, done and skipped. Nobody with contactable = 0 is ever in due.
/// A due day on a quiet day moves to the next usable one, and so does the end of a window that would close before it; beyond calendar_last it stays.
/// Nothing due is a status, not an error. Errors: a person twice, a return or settling before the exit, a call before the exit or after today, an unknown reason where reasons are
/// declared, a stage, role or change that is not there, a theme that asks for an input left out, a calendar that does not reach:
///   returns.care: returned[3] is 2026-03-01, but must be on or after exit, 2026-04-12
/// O(people x stages x days).
CareResult care(const CareInput& input, const CareOptions& options, const RunContext& context = {});

extern const Function care_analysis;

}  // namespace mainstay::inline v1::returns
