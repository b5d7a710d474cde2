#include "mainstay/returns/care.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "returns/care_reading.hpp"
#include "returns/care_words.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
double day_or_nothing(std::int64_t day) { return day == no_day ? nothing : static_cast<double>(day); }

class CareReport {
 public:
  CareReport(const CareOptions& options, const std::vector<CareStage>& stages, const CareRecords& records, const CareCalendar& calendar)
      : options_(options), stages_(stages), records_(records), calendar_(calendar), themes_(options, stages, records) {}

  CareResult make(const RunContext& context) {
    CareResult result;
    result.first_day = *options_.today;
    result.last_day = options_.until.value_or(*options_.today);
    result.stages = stages_;
    begin(result);
    std::vector<CareItem> items, never;
    sort_out(items, never, result);
    const std::vector<std::uint32_t> order = order_of_day(items);
    const std::vector<CareLoad> loads = plan(items, order, result, context);
    tell_due(items, order, result);
    tell_skipped(items, never, result);
    tell_loads(loads, result);
    const bool anybody = std::find(records_.contactable.begin(), records_.contactable.end(), 1) != records_.contactable.end();
    result.status = records_.rows == 0 ? CareStatus::no_leavers : !result.due.row.empty() ? CareStatus::due : anybody ? CareStatus::nothing_due : CareStatus::nobody_contactable;
    records_.findings.write(result.findings, result.finding_rows);
    return result;
  }

 private:
  void begin(CareResult& result) const {
    const std::vector<std::string> people = records_.people.names();
    for (Categories* column : {&result.due.person, &result.done.person, &result.skipped.person}) column->levels = people;
    for (const CareStage& stage : stages_) {
      for (Categories* column : {&result.due.stage, &result.done.stage, &result.skipped.stage}) column->levels.push_back(stage.name);
      result.counts.stage.push_back(stage.name);
    }
    CareStageCounts& counts = result.counts;
    counts.leavers.assign(stages_.size(), records_.rows);
    for (auto* list : {&counts.done, &counts.due, &counts.late, &counts.open, &counts.never}) list->assign(stages_.size(), 0);
    result.skipped.reason.levels = words_of(CareSkip{});
    if (records_.owned) result.due.owner.levels = result.loads.owner.levels = records_.owners;
    // Themes of the list, then those of stages where they are not among them.
    for (const CareTheme& theme : options_.themes) result.due.theme.levels.push_back(theme.name);
    for (const CareStage& stage : stages_)
      if (auto& names = result.due.theme.levels; !stage.theme.empty() && std::find(names.begin(), names.end(), stage.theme) == names.end()) names.push_back(stage.theme);
  }

  CareItem item_of(std::int64_t row, std::size_t s) const {
    const CareStage& stage = stages_[s];
    const std::int64_t exit = records_.exit[at(row)];
    CareItem item;
    item.row = row;
    item.label = records_.people.codes[at(row)];
    item.stage = static_cast<std::int32_t>(s);
    item.owner = records_.owner[s][at(row)];
    item.priority = records_.priority[at(row)];
    item.due = calendar_.next(exit + stage.due_days);
    item.opens = exit + stage.opens_days.value_or(stage.due_days);
    if (stage.closes_days) item.closes = std::max(exit + *stage.closes_days, item.due);
    item.end = records_.end[at(row)];
    item.end_reason = records_.end_reason[at(row)];
    return item;
  }

  void sort_out(std::vector<CareItem>& items, std::vector<CareItem>& never, CareResult& result) const {
    for (std::int64_t row = 0; row < records_.rows; ++row)
      for (std::size_t s = 0; s < stages_.size(); ++s) {
        if (records_.done[s][at(row)] != no_day) {
          result.done.row.push_back(row);
          result.done.person.codes.push_back(records_.people.codes[at(row)]);
          result.done.stage.codes.push_back(static_cast<std::int32_t>(s));
          result.done.day.push_back(records_.done[s][at(row)]);
          ++result.counts.done[s];
          continue;
        }
        CareItem item = item_of(row, s);
        const bool may = records_.contactable[at(row)] != 0, ended = item.end <= result.first_day;
        if (may && !ended && item.owner >= 0) {
          items.push_back(item);
          continue;
        }
        item.skip = !may ? CareSkip::not_contactable : ended ? item.end_reason : CareSkip::no_owner;
        item.final = true;
        never.push_back(item);
      }
  }

  std::vector<CareLoad> plan(std::vector<CareItem>& items, const std::vector<std::uint32_t>& order, const CareResult& result, const RunContext& context) const {
    Team team(care_key, context, 1);
    CareWalk walk;
    walk.first_day = result.first_day;
    walk.last_day = result.last_day;
    walk.gap_days = options_.gap_days;
    walk.caps = caps();
    walk.made = records_.made_today;
    walk.last_contact = records_.last_contact;
    walk.theme = [&](const CareItem& item, std::int64_t day) { return themes_.of(item.row, item.stage, day); };
    walk.progress = [&](std::int64_t day) { team.checkpoint(static_cast<double>(day - result.first_day) / static_cast<double>(result.last_day - result.first_day + 1)); };
    return walk_care(items, order, calendar_, std::move(walk));
  }

  std::vector<std::int64_t> caps() const {
    std::vector<std::int64_t> caps(records_.owners.size(), options_.owner_cap.value_or(no_day));
    for (const CareOwnerCap& own : options_.owner_caps)
      for (std::size_t k = 0; k < caps.size(); ++k)
        if (records_.owned && records_.owners[k] == own.owner) caps[k] = own.cap;
    return caps;
  }

  std::string changes_of(const CareItem& item) const {
    std::vector<std::string> names;
    for (const CareChange& change : records_.changes)
      if (change.holds(records_.reason_of(item.row), item.planned) && std::find(names.begin(), names.end(), change.name) == names.end()) names.push_back(change.name);
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
  }

  void tell_due(const std::vector<CareItem>& items, const std::vector<std::uint32_t>& order, CareResult& result) const {
    std::vector<const CareItem*> planned;
    for (const std::uint32_t i : order)
      if (items[i].planned != no_day) planned.push_back(&items[i]);
    std::stable_sort(planned.begin(), planned.end(), [](const CareItem* a, const CareItem* b) { return std::tie(a->planned, a->owner) < std::tie(b->planned, b->owner); });
    CareDue& out = result.due;
    for (const CareItem* item : planned) {
      const std::size_t s = at(item->stage);
      const std::int64_t late = std::max<std::int64_t>(0, item->planned - item->due);
      std::int32_t theme = item->theme;
      if (theme < 0 && !stages_[s].theme.empty()) theme = static_cast<std::int32_t>(std::find(out.theme.levels.begin(), out.theme.levels.end(), stages_[s].theme) - out.theme.levels.begin());
      out.row.push_back(item->row);
      out.person.codes.push_back(static_cast<std::int32_t>(item->label));
      out.owner.codes.push_back(records_.owned ? item->owner : -1);
      out.stage.codes.push_back(item->stage);
      out.day.push_back(item->planned);
      out.due_day.push_back(item->due);
      out.late_days.push_back(late);
      out.days_since_exit.push_back(item->planned - records_.exit[at(item->row)]);
      out.closes_day.push_back(day_or_nothing(item->closes));
      out.theme.codes.push_back(theme);
      out.changes.push_back(changes_of(*item));
      ++result.counts.due[s];
      result.counts.late[s] += late > 0;
      if (!options_.explain) continue;
      CareSentence said = due_sentence(stages_[s].name, item->due, late, theme < 0 ? "" : out.theme.levels[at(theme)], out.changes.back());
      out.sentence.push_back(std::move(said.en));
      out.sentence_zh.push_back(std::move(said.zh));
    }
  }

  // Both lists stand by row and stage.
  void tell_skipped(const std::vector<CareItem>& items, const std::vector<CareItem>& never, CareResult& result) const {
    CareSkipped& out = result.skipped;
    const std::vector<std::int64_t> most = caps();
    const std::size_t size = items.size() + never.size() - result.due.row.size();
    for (auto* list : {&out.row, &out.final, &out.due_day}) list->reserve(size);
    for (auto* list : {&out.person, &out.stage, &out.reason}) list->codes.reserve(size);
    const auto earlier = [](const CareItem& a, const CareItem& b) { return std::tie(a.row, a.stage) < std::tie(b.row, b.stage); };
    for (auto one = items.begin(), other = never.begin(); one != items.end() || other != never.end();) {
      const CareItem& item = other == never.end() || (one != items.end() && earlier(*one, *other)) ? *one++ : *other++;
      if (item.planned != no_day) continue;
      out.row.push_back(item.row);
      out.person.codes.push_back(static_cast<std::int32_t>(item.label));
      out.stage.codes.push_back(item.stage);
      out.reason.codes.push_back(static_cast<std::int32_t>(item.skip));
      out.final.push_back(item.final);
      out.due_day.push_back(item.due);
      ++(item.final ? result.counts.never : result.counts.open)[at(item.stage)];
      if (!options_.explain) continue;
      CareSentence said = skip_sentence(stages_[at(item.stage)].name, item.skip, item.final, result.last_day, item.skip == CareSkip::no_capacity && most[at(item.owner)] == 0);
      out.sentence.push_back(std::move(said.en));
      out.sentence_zh.push_back(std::move(said.zh));
    }
  }

  void tell_loads(const std::vector<CareLoad>& loads, CareResult& result) const {
    const std::vector<std::int64_t> most = caps();
    for (const CareLoad& load : loads) {
      result.loads.day.push_back(load.day);
      result.loads.owner.codes.push_back(records_.owned ? load.owner : -1);
      result.loads.planned.push_back(load.planned);
      result.loads.made.push_back(load.made);
      result.loads.waiting.push_back(load.waiting);
      result.loads.cap.push_back(day_or_nothing(most[at(load.owner)]));
    }
  }

  const CareOptions& options_;
  const std::vector<CareStage>& stages_;
  const CareRecords& records_;
  const CareCalendar& calendar_;
  CareThemes themes_;
};

}  // namespace

CareResult care(const CareInput& input, const CareOptions& options, const RunContext& context) {
  check(care_key, input, options);
  const std::vector<CareStage> stages = checked_stages(options);
  const CareCalendar calendar = calendar_of(input, options);
  const CareRecords records(input, options, stages);
  return CareReport(options, stages, records, calendar).make(context);
}

constinit const Function care_analysis = analysis<&care>("returns.care", "Who is to be called when, by whom and about what?");

}  // namespace mainstay::inline v1::returns
