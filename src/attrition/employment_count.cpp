#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "attrition/employment.hpp"
#include "attrition/employment_kernel.hpp"
#include "attrition/employment_rows.hpp"
#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/calendar.hpp"

namespace mainstay::inline v1::attrition {

namespace {

constexpr std::int64_t most_cells = std::int64_t{1} << 24;

// Where a label of a by-column counts: from a day on, in these groups.
struct Version {
  std::int32_t since;
  std::vector<std::int32_t> groups;
};

struct ByColumn {
  std::unique_ptr<Labels> labels;
  std::vector<std::int32_t> simple;             // one group for all days, or -1
  std::vector<std::int32_t> group_of_raw;       // the same by the values as they stand in the column, a missing one last
  std::vector<std::vector<Version>> versions;   // of labels that are not simple
  std::vector<std::int32_t> rank;               // of labels by name, for as_is
};

// The stretch of a day: how many cuts lie on or before it.
class Stretches {
 public:
  explicit Stretches(const std::vector<std::int64_t>& cuts) : first_(cuts.front()), last_(cuts.back()), count_(static_cast<std::int32_t>(cuts.size())) {
    table_.assign(at(last_ - first_) + 2, 0);
    for (std::size_t j = 1; j < cuts.size(); ++j)
      std::fill(table_.begin() + 1 + (cuts[j - 1] - first_), table_.begin() + 1 + (cuts[j] - first_), static_cast<std::int32_t>(j));
    table_.back() = count_;
  }
  std::int32_t operator()(std::int64_t day) const { return table_[at(std::min(std::max(day, first_ - 1), last_) - first_ + 1)]; }
  /// A day counted from the first cut, within the cuts.
  std::int64_t place(std::int64_t day) const { return std::min(std::max(day, first_), last_) - first_; }
  const std::int32_t* table() const { return table_.data(); }  // from the day before the first cut to the last cut
  std::int64_t first() const { return first_; }
  std::int64_t last() const { return last_; }
  std::int32_t count() const { return count_; }

 private:
  std::int64_t first_, last_;
  std::int32_t count_;
  std::vector<std::int32_t> table_;
};

struct Cell {
  std::int64_t hires, moves_in, moves_out, leavings, days, leave, leave_days, leave_close;
};

// What one thread has counted. Whole numbers only: sums do not depend on who adds them.
struct Tally {
  std::vector<Cell> cells;
  std::vector<std::int64_t> fte;      // cells × 3: fte, fte_days, fte_close
  std::vector<std::int64_t> leavers;  // cells × (kinds + 1)
  std::vector<std::int64_t> tenure;   // cells × TenureCounts::columns
  std::vector<std::uint8_t> seen;     // groups
  std::int64_t notices[notice_count] = {};
  std::vector<std::int32_t> hired_group, hired_period, hired_days;
  std::vector<std::uint8_t> hired_left;
};

class Counter {
 public:
  Counter(std::string_view analysis, const EmploymentInput& input, const EmploymentOptions& options, const Periods& periods,
          const std::vector<std::int64_t>& cuts, const RunContext& context, TenureCounts* tenure)
      : analysis_(analysis), input_(input), options_(options), periods_(periods), cuts_(cuts), context_(context), tenure_(tenure), stretch_(cuts),
        team_(analysis, context, std::max<std::int64_t>(1, input.person.size / rows_per_chunk)), rows_(analysis, input.person, team_), spells_(analysis, "spell", input.spell, true), states_(analysis, "state", input.state), kinds_(analysis, "kind", input.kind) {
    kinds_.name_levels();
    order_kinds();
    states();
    groups();
    gone_at_close_ = options.last_day_rule == LastDay::gone_at_close;
    by_last_day_ = gone_at_close_ || options.last_day_rule == LastDay::employed;
    count_leavers_ = by_last_day_ || !kind_names_.empty();
    bins_ = static_cast<std::int64_t>(cuts.size()) + 1;
    const auto group_count = static_cast<std::int64_t>(group_value_.size());
    if (group_count > most_cells / bins_ || (kind_names_.size() + 1) > at(4 * most_cells / (group_count * bins_)))
      refuse(analysis_, input_.by.given() ? "by" : "boundaries",
             std::to_string(group_count) + " groups, " + std::to_string(cuts.size()) + " days and " + std::to_string(kind_names_.size()) + " kinds",
             "fewer than 2^24 groups by days and 2^26 by kinds");
    period_of_.assign(at(bins_), -1);
    for (std::int64_t k = 0; k < periods.count(); ++k)
      for (std::int64_t b = cut_at(cuts, periods.boundaries[at(k)]) + 1; b <= cut_at(cuts, periods.boundaries[at(k) + 1]); ++b)
        period_of_[at(b)] = static_cast<std::int32_t>(k);
    if (tenure_ != nullptr) {
      // The day on which a year of tenure is complete, by first day.
      for (std::int64_t day = stretch_.first() - 367; day < stretch_.last(); ++day) {
        if (day < first_civil_day || day + 367 > last_civil_day) {  // the calendar ends
          year_after_.push_back(day < first_civil_day ? INT32_MIN : INT32_MAX);
          year_close_.push_back(year_after_.back());
          continue;
        }
        std::int64_t year = data::add_months(day, 12);
        year_after_.push_back(static_cast<std::int32_t>(year));
        // The last boundary that lies at most a year after: a year before the next one, the person was employed.
        while (data::add_months(year + 1, -12) <= day) ++year;
        year_close_.push_back(static_cast<std::int32_t>(year));
      }
      for (std::int64_t k = 0; k < periods.count(); ++k) opening_cut_.push_back(static_cast<std::int32_t>(cut_at(cuts, periods.boundaries[at(k)])));
      for (const std::string& name : kind_names_)
        is_voluntary_.push_back(std::find(tenure_->voluntary_kinds.begin(), tenure_->voluntary_kinds.end(), name) != tenure_->voluntary_kinds.end());
      const bool unstated = std::find(tenure_->voluntary_kinds.begin(), tenure_->voluntary_kinds.end(), options.unstated_kind) != tenure_->voluntary_kinds.end();
      is_voluntary_.push_back(unstated);
    }
  }

  EmploymentCounts run() {
    std::vector<std::int64_t> begin = chunks();
    const auto count = static_cast<std::int64_t>(begin.size()) - 1;
    const std::int64_t bytes = static_cast<std::int64_t>(group_value_.size()) * bins_ * static_cast<std::int64_t>(sizeof(Cell) + 8 * kind_names_.size());
    RunContext alone = context_;
    alone.threads = 1;
    std::unique_ptr<Team> few = bytes > (std::int64_t{1} << 26) ? std::make_unique<Team>(analysis_, alone) : nullptr;  // large tables are not kept twice
    std::mutex mutex;
    std::vector<std::unique_ptr<Worker>> idle;
    team_.report(0.2, 1.0);
    (few ? *few : team_).run(count, [&](std::int64_t c) {
      std::unique_ptr<Worker> worker;
      {
        const std::lock_guard lock(mutex);
        if (!idle.empty()) {
          worker = std::move(idle.back());
          idle.pop_back();
        }
      }
      if (!worker) worker = std::make_unique<Worker>(*this);
      worker->count(begin[at(c)], begin[at(c) + 1]);
      const std::lock_guard lock(mutex);
      idle.push_back(std::move(worker));
    });
    if (idle.empty()) idle.push_back(std::make_unique<Worker>(*this));
    Tally& total = idle.front()->tally;
    for (std::size_t w = 1; w < idle.size(); ++w) add(total, idle[w]->tally);
    if (!count_leavers_)
      for (std::size_t cell = 0; cell < total.cells.size(); ++cell) total.leavers[cell] = total.cells[cell].leavings;
    trim(total);
    return publish(total);
  }

 private:
  // Reads rows and hands a person's jobs to the tally.
  struct Worker {
    explicit Worker(const Counter& counter) : counter(counter) {
      const std::size_t cells = counter.group_value_.size() * at(counter.bins_);
      tally.cells.assign(cells, Cell{});
      if (counter.input_.fte.given()) tally.fte.assign(3 * cells, 0);
      tally.leavers.assign(cells * (counter.kind_names_.size() + 1), 0);
      if (counter.tenure_ != nullptr) tally.tenure.assign(cells * TenureCounts::columns, 0);
      tally.seen.assign(counter.group_value_.size(), 0);
      for (auto* list : {&start, &stop, &event, &entry, &spell, &state, &kind, &regretted, &persons}) list->resize(at(block));
      fte.resize(at(block));
      odd_begin.resize(at(block));
      for (auto* list : {&begins_person, &begins_run, &goes_on, &is_open, &odd, &is_hired, &is_leaving}) list->resize(at(block) + 1);
      for (auto* list : {&total_of_rows, &start_bin, &stop_bin, &dated_bin, &kind_of_row}) list->resize(at(block) + 1);
      groups_of_rows.assign(counter.by_.size(), std::vector<std::int32_t>(at(block) + 1));
      for (auto* list : {&start_place, &stop_place}) list->resize(at(block));
      labels.assign(counter.by_.size(), std::vector<std::int64_t>(at(block)));
      label_of.resize(counter.by_.size());
    }

    void count(std::int64_t first, std::int64_t last) {
      person.jobs.clear();
      clear_labels();
      for (std::int64_t from = first; from < last;) {
        const std::int64_t size = std::min(block, last - from);
        const std::int64_t* who = counter.rows_.persons(from, size, persons.data());
        read(from, size);
        std::int64_t whole = size;  // rows of people who are surely complete
        if (from + size < last)
          while (whole > 0 && who[whole - 1] == who[size - 1]) --whole;
        if (whole > 0) {
          count_people(who, from, whole);
          note_begins(0, whole);
          from += whole;
          continue;
        }
        // Somebody with more rows than a block.
        const std::int64_t current = who[0];
        for (std::int64_t n = size; from < last; n = std::min(block, last - from)) {
          who = counter.rows_.persons(from, n, persons.data());
          read(from, n);
          std::int64_t i = 0;
          for (; i < n && who[i] == current; ++i) take(from + i, i);
          note_begins(0, i);
          from += i;
          if (i < n) break;
        }
        finish();
      }
    }

    // Rows [0, size) of the block, each person's complete. Most people have one job after the other, by start, and never two at a time: what
    // their rows count depends on the neighbouring rows alone and is added without a branch. Everybody else goes through take() and finish().
    void count_people(const std::int64_t* who, std::int64_t from, std::int64_t size) {
      if (!tally.tenure.empty()) return count_one_by_one(who, from, size, nullptr);
      std::fill(odd.begin(), odd.begin() + size, 0);
      for (std::size_t c = 0; c < by.size(); ++c) {
        const std::int64_t* raw = by[c];
        const std::int32_t *group = counter.by_[c].group_of_raw.data(), none = static_cast<std::int32_t>(counter.by_[c].group_of_raw.size()) - 1;
        std::int32_t* out = groups_of_rows[c].data();
        std::uint8_t* strange = odd.data();
        for (std::int64_t i = 0; i < size; ++i) {
          out[i] = group[raw[i] < 0 ? none : raw[i]];
          strange[i] = static_cast<std::uint8_t>(strange[i] | (out[i] < 0));
        }
      }
      const bool any_odd = events != nullptr ? (spells != nullptr ? mark_rows<true, true>(who, size) : mark_rows<true, false>(who, size))
                                             : (spells != nullptr ? mark_rows<false, true>(who, size) : mark_rows<false, false>(who, size));
      if (any_odd) count_one_by_one(who, from, size, odd.data());
      mark_kinds(size);
      std::fill(total_of_rows.begin(), total_of_rows.begin() + size, 0);
      add_rows(total_of_rows.data(), size);
      for (auto& groups : groups_of_rows) {
        if (counter.options_.organisation == Organisation::as_is)
          for (std::int64_t i = size - 1; i-- > 0;) groups[at(i)] = begins_person[at(i) + 1] || odd[at(i) + 1] ? groups[at(i)] : groups[at(i) + 1];
        add_rows(groups.data(), size);
      }
    }

    // Those people whose rows are marked, or all.
    void count_one_by_one(const std::int64_t* who, std::int64_t from, std::int64_t size, const std::uint8_t* marks) {
      for (std::int64_t i = 0; i < size;) {
        if (marks != nullptr && (marks[i] & odd_person) == 0) {
          ++i;
          continue;
        }
        const std::int64_t current = who[i];
        for (; i < size && who[i] == current; ++i) take(from + i, i);
        finish();
      }
    }

    // What each row is to its neighbours; odd people are marked. Whether there are any.
    template <bool with_events, bool with_spells>
    bool mark_rows(const std::int64_t* who, std::int64_t size) {
      const std::int64_t end = counter.periods_.observation_end, first_cut = counter.stretch_.first(), last_cut = counter.stretch_.last();
      const std::int32_t* bins = counter.stretch_.table();
      const std::int64_t by_last_day = counter.by_last_day_;
      // Locals: what is stored through a byte pointer could be any member.
      const std::int64_t *const begins = starts, *const given = stops, *const left = events, *const spell_of = spells;
      std::uint8_t *const person_flag = begins_person.data(), *const run_flag = begins_run.data(), *const on_flag = goes_on.data(), *const open_flag = is_open.data(),
                   *const odd_flag = odd.data(), *const hired_flag = is_hired.data(), *const leaving_flag = is_leaving.data();
      std::int32_t *const from_bin = start_bin.data(), *const until_bin = stop_bin.data(), *const dated = dated_bin.data();
      std::int64_t *const from_place = start_place.data(), *const until_place = stop_place.data();
      std::int64_t odd_rows = 0;
      for (std::int64_t i = 0; i < size; ++i) {
        const bool missing = given[i] == INT64_MIN, none_left = with_events && left[i] == 0;
        open_flag[i] = missing | (given[i] > end) | (none_left & (given[i] >= end));
        person_flag[i] = i == 0 || who[i] != who[i - 1];
        const bool plain = (begins[i] >= first_civil_day) & (begins[i] <= last_civil_day) & (given[i] <= last_civil_day) & (missing | (given[i] > begins[i])) & !(with_events && missing && left[i] == 1);
        odd_flag[i] = static_cast<std::uint8_t>((odd_flag[i] | !plain) * odd_person | (begins[i] >= end) * future_row);
      }
      person_flag[size] = run_flag[size] = 1;
      run_flag[0] = 1;
      on_flag[0] = on_flag[size] = 0;
      for (std::int64_t i = 1; i < size; ++i) {
        bool same_spell = true, later_spell = true;
        if constexpr (with_spells) {
          const std::int64_t mine = counter.spells_.mark(spell_of[i]), before = counter.spells_.mark(spell_of[i - 1]);
          same_spell = mine == before;
          later_spell = mine >= before;
        } else if constexpr (with_events) {
          same_spell = left[i - 1] != 1;
        }
        const bool first = person_flag[i];
        const bool future = begins[i] >= end;  // left out; what is before it ends as if it were not there
        const bool plain = first | future | (!open_flag[i - 1] & (begins[i] >= given[i - 1]) & later_spell & ((odd_flag[i - 1] & future_row) == 0));
        run_flag[i] = first | future | (begins[i] != given[i - 1]) | !same_spell;
        on_flag[i] = with_spells & !first & !future & same_spell;
        odd_flag[i] = static_cast<std::uint8_t>(odd_flag[i] | (plain ? 0 : odd_person));
      }
      for (std::int64_t i = 0; i < size; ++i) odd_rows += odd_flag[i] & odd_person;
      if (odd_rows > 0) {  // one odd row, an odd person
        for (std::int64_t i = 1; i < size; ++i) odd_flag[i] = static_cast<std::uint8_t>(odd_flag[i] | (person_flag[i] ? 0 : odd_flag[i - 1] & odd_person));
        for (std::int64_t i = size - 1; i-- > 0;) odd_flag[i] = static_cast<std::uint8_t>(odd_flag[i] | (person_flag[i + 1] ? 0 : odd_flag[i + 1] & odd_person));
      }
      for (std::int64_t i = 0; i < size; ++i) tally.notices[future_start] += odd_flag[i] == future_row;
      std::int64_t not_leaving = 0;
      for (std::int64_t i = 0; i < size; ++i) {
        const bool may_leave = run_flag[i + 1] & !open_flag[i], leaves = may_leave & (with_events ? left[i] == 1 : !on_flag[i + 1]);
        leaving_flag[i] = leaves;
        not_leaving += (odd_flag[i] == 0) & may_leave & !leaves;
      }
      if (not_leaving > 0) tally.notices[with_events ? ended_without_leaving : gap_in_spell] += not_leaving;
      hired_flag[0] = 1;
      for (std::int64_t i = 1; i < size; ++i) hired_flag[i] = run_flag[i] & (person_flag[i] | leaving_flag[i - 1]);
      const auto bin = [&](std::int64_t day) { return bins[std::min(std::max(day, first_cut - 1), last_cut) - first_cut + 1]; };
      for (std::int64_t i = 0; i < size; ++i) {
        const std::int64_t stop_day = open_flag[i] ? std::int64_t{still_open} : given[i];
        from_bin[i] = bin(begins[i]);
        from_place[i] = std::min(std::max(begins[i], first_cut), last_cut) - first_cut;
        until_bin[i] = bin(stop_day);
        until_place[i] = std::min(std::max(stop_day, first_cut), last_cut) - first_cut;
        dated[i] = bin(stop_day - (leaving_flag[i] & by_last_day));
      }
      return odd_rows > 0;
    }

    void mark_kinds(std::int64_t size) {
      if (kinds != nullptr)
        for (std::int64_t i = 0; i < size; ++i) {
          const std::int32_t rank = kind_at(i);
          const bool counts = odd[at(i)] == 0, leaves = is_leaving[at(i)];
          kind_of_row[at(i)] = rank < 0 ? static_cast<std::int32_t>(counter.kind_names_.size()) : rank;
          tally.notices[kind_inside_spell] += counts & !leaves & (rank >= 0);
          tally.notices[no_kind] += counts & leaves & (rank < 0);
        }
      if (flags != nullptr)
        for (std::int64_t i = 0; i < size; ++i) tally.notices[no_flag] += (odd[at(i)] == 0) & is_leaving[at(i)] & (flags[i] < 0);
    }

    // Counts the rows in their groups: a run of a group begins where one of the person begins or the group changes.
    void add_rows(const std::int32_t* groups, std::int64_t size) {
      const std::int64_t bins = counter.bins_, kinds_and_none = static_cast<std::int64_t>(counter.kind_names_.size()) + 1;
      const std::uint8_t *const run_flag = begins_run.data(), *const odd_flag = odd.data(), *const hired_flag = is_hired.data(), *const leaving_flag = is_leaving.data();
      const std::int32_t *const from_bin = start_bin.data(), *const until_bin = stop_bin.data(), *const dated = dated_bin.data();
      const std::int32_t* const kind = kinds != nullptr ? kind_of_row.data() : nullptr;
      const std::int64_t *const from_place = start_place.data(), *const until_place = stop_place.data();
      Cell* const cells = tally.cells.data();
      std::int64_t* const leavers = counter.count_leavers_ ? tally.leavers.data() : nullptr;
      std::uint8_t* const seen = tally.seen.data();
      for (std::int64_t i = 0; i < size; ++i) {
        if (odd_flag[i]) continue;
        const std::int64_t group = groups[i], base = group * bins;
        const bool last_of_run = run_flag[i + 1], begins = run_flag[i] || groups[i - 1] != group, ends = last_of_run || groups[i + 1] != group;
        const bool hired = begins & hired_flag[i], leaves = last_of_run & leaving_flag[i];
        seen[group] = 1;
        Cell& from = cells[base + from_bin[i]];
        from.hires += hired;
        from.moves_in += begins & !hired;
        from.days += from_place[i] & -static_cast<std::int64_t>(begins);
        Cell& until = cells[base + until_bin[i]];
        until.leavings += leaves;
        until.moves_out += ends & !leaves;
        until.days -= until_place[i] & -static_cast<std::int64_t>(ends);
        if (leavers != nullptr) leavers[(base + dated[i]) * kinds_and_none + (kind != nullptr ? kind[i] : 0)] += leaves;
      }
      if (states != nullptr || ftes != nullptr)
        for (std::int64_t i = 0; i < size; ++i)
          if (!odd_flag[i]) add_row(groups[i], i);
    }

    std::int32_t kind_at(std::int64_t i) const { return kinds[i] >= 0 ? counter.kind_rank_[at(counter.kinds_.code(kinds[i]))] : -1; }

    // Leave and FTE of a row that has its days for itself.
    void add_row(std::int32_t group, std::int64_t i) {
      const auto from = static_cast<std::int32_t>(starts[i]), until = is_open[at(i)] ? still_open : static_cast<std::int32_t>(stops[i]);
      const bool leaves = is_leaving[at(i)];
      const bool away = states != nullptr && counter.leave_code(states[i], counter.rows_, place_of_block + i);
      if (away) add_leave(group, from, from, until, leaves);
      if (ftes == nullptr) return;
      Job job{};
      job.fte = static_cast<std::int32_t>(std::lround(ftes[i] * million));
      job.on_leave = away;
      add_fte(group, job, from, until, leaves);
    }

    void read(std::int64_t from, std::int64_t size) {
      const EmploymentInput& in = counter.input_;
      const Rows& rows = counter.rows_;
      place_of_block = from;
      starts = rows.integers(in.start, from, size, start.data());
      reach_back(from, size);
      stops = rows.integers(in.stop, from, size, stop.data());
      events = in.event.given() ? rows.integers(in.event, from, size, event.data()) : nullptr;
      spells = in.spell.given() ? rows.integers(counter.spells_.column(), from, size, spell.data()) : nullptr;
      states = in.state.given() ? rows.integers(counter.states_.column(), from, size, state.data()) : nullptr;
      kinds = in.kind.given() ? rows.integers(counter.kinds_.column(), from, size, kind.data()) : nullptr;
      flags = in.regretted.given() ? rows.integers(in.regretted, from, size, regretted.data()) : nullptr;
      ftes = in.fte.given() ? rows.numbers(in.fte, from, size, fte.data()) : nullptr;
      by.clear();
      for (std::size_t c = 0; c < counter.by_.size(); ++c)
        by.push_back(rows.integers(counter.by_[c].labels->column(), from, size, labels[c].data()));
    }

    // Intervals that begin where the records were cut begin when their spell did.
    void reach_back(std::int64_t from, std::int64_t size) {
      if (!counter.options_.observation_start) return;
      const std::int64_t cut = *counter.options_.observation_start;
      if (starts != start.data()) std::copy_n(starts, size, start.data());
      starts = start.data();
      const std::int64_t* tenure = counter.input_.entry.given() ? counter.rows_.integers(counter.input_.entry, from, size, entry.data()) : nullptr;
      for (std::int64_t i = 0; i < size; ++i) {
        const bool at_cut = start[at(i)] == cut, unknown = tenure != nullptr && tenure[i] == INT64_MIN;
        odd_begin[at(i)] = !at_cut ? notice_count : tenure == nullptr ? begins_with_records : unknown ? unknown_tenure : notice_count;
        if (at_cut && tenure != nullptr) start[at(i)] = unknown ? first_civil_day : std::max<std::int64_t>(first_civil_day, cut - tenure[i]);
      }
    }
    void note_begins(std::int64_t first, std::int64_t last) {
      if (!counter.options_.observation_start) return;
      for (std::int64_t i = first; i < last; ++i)
        if (odd_begin[at(i)] != notice_count) ++tally.notices[odd_begin[at(i)]];
    }

    void take(std::int64_t place, std::int64_t i) {
      const std::int64_t end = counter.periods_.observation_end;
      const std::int64_t begins = starts[i];
      std::int64_t ends = stops[i];
      const std::int64_t left = events != nullptr ? events[i] : -1;
      if (begins < first_civil_day || begins > last_civil_day || (ends != INT64_MIN && (ends < first_civil_day || ends > last_civil_day)))
        check(counter.analysis_, counter.input_, NoOptions{});  // names the first such row
      if (ends == INT64_MIN) {
        if (left == 1) throw Error(ErrorCode::invalid_argument, counter.analysis_, "stop", counter.rows_.row(place), "missing", "given where event is 1");
        ends = still_open;
      } else {
        if (ends < begins) data::refuse_day(counter.analysis_, "stop", counter.rows_.row(place), ends, "on or after start", begins);
        if (ends > end || (left == 0 && ends >= end)) ends = still_open;
      }
      if (begins >= end) {
        ++tally.notices[future_start];
        return;
      }
      const bool on_leave = states != nullptr && counter.leave_code(states[i], counter.rows_, place);
      Job job;
      job.start = static_cast<std::int32_t>(begins);
      job.stop = static_cast<std::int32_t>(ends);
      job.spell = spells != nullptr ? counter.spells_.mark(spells[i]) : 0;
      job.kind = kinds != nullptr ? kind_at(i) : -1;
      job.fte = ftes != nullptr ? static_cast<std::int32_t>(std::lround(ftes[i] * million)) : 0;
      job.place = static_cast<std::uint32_t>(person.jobs.size());
      job.event = static_cast<std::int8_t>(left);
      job.regretted = static_cast<std::int8_t>(flags != nullptr && flags[i] >= 0 ? flags[i] : -1);
      job.on_leave = on_leave;
      person.jobs.push_back(job);
      for (std::size_t c = 0; c < by.size(); ++c) label_of[c].push_back(static_cast<std::int32_t>(counter.by_[c].labels->code(by[c][i])));
    }

    void clear_labels() {
      for (auto& list : label_of) list.clear();
    }

    void finish() {
      if (person.jobs.empty()) return;
      person.find_runs(spells != nullptr, kinds != nullptr, flags != nullptr, tally.notices);
      // The total, and each column in which all jobs lie in one group, have the same runs.
      same.assign(1, 0);
      others.clear();
      for (std::size_t c = 0; c < label_of.size(); ++c) {
        const ByColumn& column = counter.by_[c];
        if (counter.options_.organisation == Organisation::as_is) last_label(label_of[c], column.rank);
        const std::int32_t group = column.simple[at(label_of[c][0])];
        bool one = group >= 0;
        for (std::size_t i = 1; i < label_of[c].size() && one; ++i) one = column.simple[at(label_of[c][i])] == group;
        if (one) same.push_back(group);
        else others.push_back(c);
      }
      if (person.jobs.size() == 1) {
        const Job& job = person.jobs[0];
        const Run& run = person.runs[0];
        for (const std::int32_t group : same) {
          add_run(group, job.start, job.stop, run);
          if (job.on_leave && job.start < job.stop) add_leave(group, job.start, job.start, job.stop, run.leaves);
          if (ftes != nullptr) add_fte(group, job, job.start, job.stop, run.leaves);
        }
      } else {
        pieces.clear();
        for (std::size_t i = 0; i < person.jobs.size(); ++i)
          pieces.push_back({0, person.jobs[i].start, person.jobs[i].stop, static_cast<std::int32_t>(i)});
        add_pieces(same);
      }
      for (const std::size_t c : others) {
        pieces.clear();
        for (std::size_t i = 0; i < person.jobs.size(); ++i) {
          const Job& job = person.jobs[i];
          const std::int32_t label = label_of[c][job.place];
          if (const std::int32_t group = counter.by_[c].simple[at(label)]; group >= 0) {
            pieces.push_back({group, job.start, job.stop, static_cast<std::int32_t>(i)});
            continue;
          }
          const auto& versions = counter.by_[c].versions[at(label)];
          for (std::size_t v = 0; v < versions.size(); ++v) {
            const std::int32_t from = std::max(job.start, versions[v].since);
            const std::int32_t until = v + 1 < versions.size() ? std::min(job.stop, versions[v + 1].since) : job.stop;
            const bool holds = from < until || (job.start == job.stop && from == job.start && (v + 1 == versions.size() || job.start < versions[v + 1].since));
            if (!holds) continue;
            for (const std::int32_t group : versions[v].groups) pieces.push_back({group, from, until, static_cast<std::int32_t>(i)});
          }
        }
        add_pieces({});
      }
      person.jobs.clear();
      clear_labels();
    }

    // as_is: the label of the last job, of equal ones the first by name, for all jobs. Labels are by place.
    void last_label(std::vector<std::int32_t>& list, const std::vector<std::int32_t>& rank) const {
      const Job* last = &person.jobs.back();
      std::int32_t label = list[last->place];
      for (std::size_t i = person.jobs.size() - 1; i-- > 0;) {
        const Job& job = person.jobs[i];
        if (job.start != last->start || job.stop != last->stop) break;
        if (rank[at(list[job.place])] < rank[at(label)]) label = list[job.place];
      }
      std::fill(list.begin(), list.end(), label);
    }

    // `groups`: count each run in all of these instead of the pieces' own.
    void add_pieces(const std::vector<std::int32_t>& groups) {
      each_group_run(pieces, person, [&](std::size_t first, std::size_t last, std::int32_t begins, std::int32_t ends, const Run& run) {
        const bool leaves = run.leaves && ends == run.stop;
        const std::size_t times = groups.empty() ? 1 : groups.size();
        for (std::size_t g = 0; g < times; ++g) {
          const std::int32_t group = groups.empty() ? pieces[first].group : groups[g];
          add_run(group, begins, ends, run);
          if (states != nullptr)
            each_leave(pieces.data() + first, last - first, person, ends, [&](std::int32_t from, std::int32_t until) {
              add_leave(group, begins, from, until, leaves && until == ends);
            });
          if (ftes != nullptr)
            for (std::size_t i = first; i < last; ++i)
              add_fte(group, person.jobs[at(pieces[i].job)], pieces[i].start, pieces[i].stop, run.leaves && pieces[i].stop == run.stop);
        }
      });
    }

    // The day that decides which period an end belongs to.
    std::int32_t end_day(std::int32_t begins, std::int32_t ends, bool leaves) const {
      return leaves && counter.by_last_day_ ? std::max(ends - 1, begins) : ends;
    }
    // The same for whether somebody is still there at a close.
    std::int32_t close_day(std::int32_t begins, std::int32_t ends, bool leaves) const {
      return leaves && counter.gone_at_close_ ? std::max(ends - 1, begins) : ends;
    }

    void add_run(std::int32_t group, std::int32_t begins, std::int32_t ends, const Run& run) {
      const Stretches& stretch = counter.stretch_;
      tally.seen[at(group)] = 1;
      const std::int32_t from = stretch(begins);
      if (from == stretch.count()) return;  // begins after the last cut
      const std::int32_t until = ends == still_open ? stretch.count() : stretch(ends);
      if (until == 0) return;  // over before the first one
      const std::int64_t base = group * counter.bins_;
      const bool hired = run.hired && begins == run.start, leaves = run.leaves && ends == run.stop;
      Cell& first = tally.cells[at(base + from)];
      ++(hired ? first.hires : first.moves_in);
      first.days += stretch.place(begins);
      if (ends != still_open) {
        Cell& last = tally.cells[at(base + until)];
        last.days -= stretch.place(ends);
        if (leaves) {
          ++last.leavings;
          const std::int64_t kinds_and_none = static_cast<std::int64_t>(counter.kind_names_.size()) + 1;
          const std::int64_t kind = run.kind < 0 ? kinds_and_none - 1 : run.kind;
          if (counter.count_leavers_) ++tally.leavers[at((base + stretch(end_day(begins, ends, true))) * kinds_and_none + kind)];
        } else {
          ++last.moves_out;
        }
      }
      if (!tally.tenure.empty()) add_tenure(base, from, begins, ends, run, hired, leaves);
    }

    void add_leave(std::int32_t group, std::int32_t begins, std::int32_t from, std::int32_t until, bool leaves) {
      const Stretches& stretch = counter.stretch_;
      const std::int64_t base = group * counter.bins_;
      Cell& first = tally.cells[at(base + stretch(from))];
      ++first.leave;
      ++first.leave_close;
      first.leave_days += stretch.place(from);
      if (until == still_open) return;
      Cell& last = tally.cells[at(base + stretch(until))];
      --last.leave;
      last.leave_days -= stretch.place(until);
      --tally.cells[at(base + stretch(close_day(begins, until, leaves)))].leave_close;
    }

    void add_fte(std::int32_t group, const Job& job, std::int32_t from, std::int32_t until, bool leaves) {
      if (job.on_leave && counter.options_.on_leave == OnLeave::apart) return;
      const Stretches& stretch = counter.stretch_;
      const std::int64_t base = group * counter.bins_;
      const std::int64_t fte = job.fte;
      std::int64_t* first = tally.fte.data() + 3 * (base + stretch(from));
      first[0] += fte;
      first[1] += fte * stretch.place(from);
      first[2] += fte;
      if (until == still_open) return;
      std::int64_t* last = tally.fte.data() + 3 * (base + stretch(until));
      last[0] -= fte;
      last[1] -= fte * stretch.place(until);
      tally.fte[at(3 * (base + stretch(close_day(from, until, leaves))) + 2)] -= fte;
    }

    void add_tenure(std::int64_t base, std::int32_t from, std::int32_t begins, std::int32_t ends, const Run& run, bool hired, bool leaves) {
      using T = TenureCounts;
      const Stretches& stretch = counter.stretch_;
      const auto cell = [&](std::int64_t bin) { return tally.tenure.data() + (base + bin) * T::columns; };
      // Below a year of tenure in the company.
      const std::int64_t year = counter.in_a_year(counter.year_after_, run.start), year_close = counter.in_a_year(counter.year_close_, run.start);
      if (begins < year) {
        const auto until = static_cast<std::int32_t>(std::min<std::int64_t>(ends, year));
        ++cell(from)[T::young];
        cell(from)[T::young_days] += stretch.place(begins);
        if (until != still_open) {
          --cell(stretch(until))[T::young];
          cell(stretch(until))[T::young_days] -= stretch.place(until);
        }
        if (leaves && ends < year) ++cell(stretch(end_day(begins, ends, true)))[T::young_leavers];
      }
      if (begins < year_close) {
        const auto until = static_cast<std::int32_t>(std::min<std::int64_t>(close_day(begins, ends, leaves), year_close));
        ++cell(from)[T::young_close];
        if (until != still_open) --cell(stretch(until))[T::young_close];
      }
      const auto lost = [&](std::int32_t stop, std::int32_t start, bool by_leaving, T::Column column) {
        if (stop == still_open) return;
        const std::int64_t bin = stretch(close_day(start, stop, by_leaving));
        const std::int32_t k = counter.period_of_[at(bin)];
        if (k < 0) return;
        // There at the opening of that period?
        const std::int64_t opening = counter.cuts_[at(counter.opening_cut_[at(k)])];
        if (begins < opening && close_day(begins, ends, leaves) >= opening) ++cell(bin)[column];
      };
      lost(run.stop, run.start, run.leaves, T::lost);
      lost(ends, begins, leaves, T::lost_from_group);
      const std::int32_t period = counter.period_of_[at(from)];
      if (hired && period >= 0) {
        const std::int64_t observed = std::min<std::int64_t>(run.stop, counter.periods_.observation_end) - run.start;
        const bool within = run.leaves && observed <= counter.tenure_->within_days;
        const bool followed = counter.periods_.observation_end - run.start >= counter.tenure_->within_days;
        ++cell(from)[T::hires];
        cell(from)[T::left_ever] += run.leaves;
        cell(from)[T::left_within] += within;
        cell(from)[T::followed] += followed;
        cell(from)[T::followed_left] += within && followed;
        if (run.leaves && counter.period_of_[at(stretch(end_day(run.start, run.stop, true)))] == period) ++cell(from)[T::hired_and_left];
        tally.hired_group.push_back(static_cast<std::int32_t>(base / counter.bins_));
        tally.hired_period.push_back(period);
        tally.hired_days.push_back(static_cast<std::int32_t>(observed));
        tally.hired_left.push_back(run.leaves ? 1 : 0);
      }
      if (leaves) {
        std::int64_t* last = cell(stretch(end_day(begins, ends, true)));
        const bool voluntary = counter.is_voluntary_[run.kind < 0 ? counter.kind_names_.size() : at(run.kind)];
        last[T::voluntary] += voluntary;
        last[T::regretted] += run.regretted == 1;
        last[T::regretted_voluntary] += voluntary && run.regretted == 1;
      }
    }

    static constexpr std::uint8_t odd_person = 1, future_row = 2;  // marks of rows that are not counted in a row
    const Counter& counter;
    Tally tally;
    std::int64_t place_of_block = 0;
    Person person;
    std::vector<Piece> pieces;
    std::vector<std::int32_t> same;
    std::vector<std::size_t> others;
    std::vector<std::vector<std::int32_t>> label_of;
    std::vector<std::int64_t> start, stop, event, entry, spell, state, kind, regretted, persons;
    std::vector<double> fte;
    std::vector<std::uint8_t> begins_person, begins_run, goes_on, is_open, odd, odd_begin, is_hired, is_leaving;
    std::vector<std::int32_t> total_of_rows, start_bin, stop_bin, dated_bin, kind_of_row;
    std::vector<std::vector<std::int32_t>> groups_of_rows;
    std::vector<std::int64_t> start_place, stop_place;
    std::vector<std::vector<std::int64_t>> labels;
    const std::int64_t *starts = nullptr, *stops = nullptr, *events = nullptr, *spells = nullptr, *states = nullptr, *kinds = nullptr, *flags = nullptr;
    const double* ftes = nullptr;
    std::vector<const std::int64_t*> by;
  };

  bool leave_code(std::int64_t raw, const Rows& rows, std::int64_t place) const {
    const std::int8_t code = state_[at(states_.code(raw))];
    if (code < 0)
      throw Error(ErrorCode::invalid_argument, analysis_, "state", rows.row(place), states_.column().categorical ? std::string(states_.column().levels[at(raw)]) : states_.names()[at(raw)],
                  "active or on_leave");
    return code == 1;
  }

  // Day on which a year of tenure is complete; far past for those hired long before the first cut.
  std::int64_t in_a_year(const std::vector<std::int32_t>& table, std::int32_t start) const {
    const std::int64_t place = start - (stretch_.first() - 367);
    return place < 0 ? INT32_MIN : place < static_cast<std::int64_t>(table.size()) ? table[at(place)] : INT32_MAX;
  }

  // Kinds in the order in which they are shown, so that "the first of several" does not depend on the dictionary.
  void order_kinds() {
    const std::vector<std::string>& names = kinds_.names();
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (kinds_.code(static_cast<std::int64_t>(i)) == static_cast<std::int64_t>(i) || !kinds_.column().categorical) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return label_before(names[a], names[b]); });
    kind_rank_.assign(names.size() + 1, -1);
    for (const std::size_t i : order) {
      kind_rank_[i] = static_cast<std::int32_t>(kind_names_.size());
      kind_names_.push_back(names[i]);
    }
  }

  void states() {
    if (!input_.state.given()) return;
    states_.name_levels();
    for (const std::string& name : states_.names()) state_.push_back(name == "active" ? 0 : name == "on_leave" ? 1 : -1);
    state_.push_back(-1);
  }

  std::int32_t group_of(std::int64_t column, const std::string& value) {
    const auto [it, is_new] = group_index_.try_emplace({column, value}, static_cast<std::int32_t>(group_value_.size()));
    if (is_new) {
      group_column_.push_back(column);
      group_value_.push_back(value);
    }
    return it->second;
  }

  // Which groups the values of each by-column count in.
  void groups() {
    group_column_.push_back(-1);
    group_value_.push_back("all");
    std::unordered_map<std::string, std::vector<std::string>> ancestors;
    if (!options_.rollup.empty()) {
      const data::Groups units = data::encode_groups(analysis_, "unit", input_.unit), above = data::encode_groups(analysis_, "ancestor", input_.ancestor);
      for (std::size_t i = 0; i < units.codes.size(); ++i) ancestors[units.name(units.codes[i])].push_back(above.name(above.codes[i]));
    }
    for (std::size_t c = 0; c < input_.by.columns.size(); ++c) {
      const auto column = static_cast<std::int64_t>(c);
      const std::string& column_name = input_.by.names[c];
      ByColumn by;
      by.labels = std::make_unique<Labels>(analysis_, "by." + column_name, input_.by.columns[c]);
      by.labels->name_levels();
      const Labels& labels = *by.labels;
      const std::int64_t count = labels.count();
      std::vector<std::uint8_t> used = used_labels(labels);
      by.simple.assign(at(count) + 1, -1);
      by.versions.resize(at(count) + 1);
      for (std::int64_t label = 0; label <= count; ++label) {
        if (!used[at(label)]) continue;
        const std::string& name = label == count ? options_.missing_label : labels.names()[at(label)];
        std::vector<Version> versions{{INT32_MIN, {}}};
        std::vector<std::string> value{name};
        if (options_.organisation == Organisation::mapped)
          for (const MappingRule& rule : options_.mapping) {
            if (rule.column != column_name || rule.label != name) continue;
            const std::int32_t since = rule.since ? static_cast<std::int32_t>(*rule.since) : INT32_MIN;
            const auto place = std::lower_bound(versions.begin(), versions.end(), since, [](const Version& v, std::int32_t day) { return v.since < day; });
            const auto offset = place - versions.begin();
            if (place != versions.end() && place->since == since) {
              value[at(offset)] = rule.to;
            } else {
              versions.insert(place, Version{since, {}});
              value.insert(value.begin() + offset, rule.to);
            }
          }
        for (std::size_t v = 0; v < versions.size(); ++v) {
          versions[v].groups.push_back(group_of(column, value[v]));
          if (options_.rollup == column_name)
            if (const auto it = ancestors.find(value[v]); it != ancestors.end())
              for (const std::string& above : it->second) versions[v].groups.push_back(group_of(column, above));
          auto& list = versions[v].groups;
          std::sort(list.begin(), list.end());
          list.erase(std::unique(list.begin(), list.end()), list.end());
        }
        if (versions.size() == 1 && versions[0].groups.size() == 1) by.simple[at(label)] = versions[0].groups[0];
        else by.versions[at(label)] = std::move(versions);
      }
      for (std::int64_t raw = 0; raw <= count; ++raw) by.group_of_raw.push_back(by.simple[at(raw == count ? count : labels.code(raw))]);
      if (options_.organisation == Organisation::as_is) {
        const auto name_of = [&](std::int32_t label) -> const std::string& { return label == count ? options_.missing_label : labels.names()[at(label)]; };
        std::vector<std::int32_t> order;
        for (std::int64_t label = 0; label <= count; ++label)
          if (used[at(label)]) order.push_back(static_cast<std::int32_t>(label));
        std::sort(order.begin(), order.end(), [&](std::int32_t a, std::int32_t b) { return label_before(name_of(a), name_of(b)); });
        by.rank.assign(at(count) + 1, 0);
        for (std::size_t r = 0; r < order.size(); ++r) by.rank[at(order[r])] = static_cast<std::int32_t>(r);
      }
      by_.push_back(std::move(by));
    }
  }

  std::vector<std::uint8_t> used_labels(const Labels& labels) {
    team_.report(0.1, 0.2);
    const Column& column = labels.column();
    const std::int64_t count = labels.count() + 1, rows = column.size;
    const std::int64_t chunks = count <= 4096 ? (rows + rows_per_chunk - 1) / rows_per_chunk : 1;
    std::vector<std::uint8_t> used(at(std::max<std::int64_t>(1, chunks) * count), 0);
    team_.run(chunks, [&](std::int64_t c) {
      std::vector<std::int64_t> scratch(at(block));
      std::uint8_t* const mine = used.data() + c * count;
      const Span span = span_of(rows, chunks, c);
      for (std::int64_t first = span.first; first < span.last; first += block) {
        const std::int64_t size = std::min(block, span.last - first);
        const std::int64_t* raw = read_integers(column, first, size, scratch.data(), INT64_MIN);
        for (std::int64_t i = 0; i < size; ++i) mine[labels.code(raw[i])] = 1;
      }
    });
    for (std::int64_t c = 1; c < chunks; ++c)
      for (std::int64_t label = 0; label < count; ++label) used[at(label)] = used[at(label)] | used[at(c * count + label)];
    used.resize(at(count));
    return used;
  }

  // Rows in chunks that do not cut a person.
  std::vector<std::int64_t> chunks() const {
    const std::int64_t n = rows_.size(), count = (n + rows_per_chunk - 1) / rows_per_chunk;
    std::vector<std::int64_t> begin{0};
    std::vector<std::int64_t> scratch(at(block) + 1);
    for (std::int64_t c = 1; c < count; ++c) {
      std::int64_t place = std::max(begin.back(), c * rows_per_chunk);
      while (place < n) {
        const std::int64_t size = std::min(block, n - place + 1);
        const std::int64_t* who = rows_.persons(place - 1, size, scratch.data());
        std::int64_t i = 1;
        while (i < size && who[i] == who[i - 1]) ++i;
        place += i - 1;
        if (i < size || place >= n) break;
      }
      if (place >= n) break;
      if (place > begin.back()) begin.push_back(place);
    }
    begin.push_back(n);
    return begin;
  }

  static void add(Tally& to, const Tally& from) {
    for (std::size_t i = 0; i < to.cells.size(); ++i) {
      Cell& a = to.cells[i];
      const Cell& b = from.cells[i];
      a.hires += b.hires;
      a.moves_in += b.moves_in;
      a.moves_out += b.moves_out;
      a.leavings += b.leavings;
      a.days += b.days;
      a.leave += b.leave;
      a.leave_days += b.leave_days;
      a.leave_close += b.leave_close;
    }
    for (std::size_t i = 0; i < to.fte.size(); ++i) to.fte[i] += from.fte[i];
    for (std::size_t i = 0; i < to.leavers.size(); ++i) to.leavers[i] += from.leavers[i];
    for (std::size_t i = 0; i < to.tenure.size(); ++i) to.tenure[i] += from.tenure[i];
    for (std::size_t i = 0; i < to.seen.size(); ++i) to.seen[i] = to.seen[i] | from.seen[i];
    for (int i = 0; i < notice_count; ++i) to.notices[i] += from.notices[i];
    to.hired_group.insert(to.hired_group.end(), from.hired_group.begin(), from.hired_group.end());
    to.hired_period.insert(to.hired_period.end(), from.hired_period.begin(), from.hired_period.end());
    to.hired_days.insert(to.hired_days.end(), from.hired_days.begin(), from.hired_days.end());
    to.hired_left.insert(to.hired_left.end(), from.hired_left.begin(), from.hired_left.end());
  }

  // Who came and went before the first cut cancels out; what lies after the last one is not asked for. Leavers dated before the first cut
  // and gone after it stay, as leavers of no kind.
  void trim(Tally& tally) const {
    const std::size_t kinds_and_none = kind_names_.size() + 1, bins = at(bins_);
    for (std::size_t g = 0; g < group_value_.size(); ++g) {
      Cell& before = tally.cells[g * bins];
      const auto leavers = tally.leavers.begin() + static_cast<std::ptrdiff_t>(g * bins * kinds_and_none);
      std::int64_t dated = 0;
      for (std::size_t k = 0; k < kinds_and_none; ++k) dated += leavers[static_cast<std::ptrdiff_t>(k)];
      std::fill_n(leavers, kinds_and_none, 0);
      leavers[static_cast<std::ptrdiff_t>(kinds_and_none) - 1] = dated - before.leavings;
      before.hires += before.moves_in - before.moves_out - before.leavings;
      before.moves_in = before.moves_out = before.leavings = 0;
      tally.cells[g * bins + bins - 1] = Cell{};
      std::fill_n(leavers + static_cast<std::ptrdiff_t>((bins - 1) * kinds_and_none), kinds_and_none, 0);
      if (!tally.fte.empty()) std::fill_n(tally.fte.begin() + static_cast<std::ptrdiff_t>(3 * (g * bins + bins - 1)), 3, 0);
    }
  }

  EmploymentCounts publish(Tally& tally) {
    EmploymentCounts counts = no_counts(input_, cuts_);
    counts.group_column.clear();
    counts.group_value.clear();
    for (auto* list : {&counts.hires, &counts.moves_in, &counts.moves_out, &counts.leavings, &counts.days, &counts.leave, &counts.leave_days, &counts.leave_close,
                       &counts.fte, &counts.fte_days, &counts.fte_close})
      list->clear();
    // Groups that occur, in their order; kinds that occur among the leavers counted.
    std::vector<std::int64_t> order;
    tally.seen[0] = 1;
    for (std::size_t g = 0; g < group_value_.size(); ++g)
      if (tally.seen[g]) order.push_back(static_cast<std::int64_t>(g));
    std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
      return group_column_[at(a)] != group_column_[at(b)] ? group_column_[at(a)] < group_column_[at(b)] : label_before(group_value_[at(a)], group_value_[at(b)]);
    });
    const std::size_t kinds = kind_names_.size();
    std::vector<std::int64_t> kind_place(kinds + 1, -1);
    for (std::size_t k = 0; k < kinds; ++k) {
      for (std::size_t cell = 0; cell < tally.cells.size() && kind_place[k] < 0; ++cell)
        if (tally.leavers[cell * (kinds + 1) + k] > 0) {
          kind_place[k] = static_cast<std::int64_t>(counts.kinds.size());
          counts.kinds.push_back(kind_names_[k]);
        }
    }
    std::vector<std::int32_t> shown(group_value_.size(), -1);
    std::vector<std::int64_t> tenure;
    for (std::size_t o = 0; o < order.size(); ++o) {
      const std::int64_t g = order[o];
      shown[at(g)] = static_cast<std::int32_t>(o);
      counts.group_column.push_back(group_column_[at(g)]);
      counts.group_value.push_back(group_value_[at(g)]);
      for (std::int64_t b = 0; b < bins_; ++b) {
        const std::size_t cell = at(g * bins_ + b);
        const Cell& from = tally.cells[cell];
        counts.hires.push_back(from.hires);
        counts.moves_in.push_back(from.moves_in);
        counts.moves_out.push_back(from.moves_out);
        counts.leavings.push_back(from.leavings);
        counts.days.push_back(from.days);
        counts.leave.push_back(from.leave);
        counts.leave_days.push_back(from.leave_days);
        counts.leave_close.push_back(from.leave_close);
        if (!tally.fte.empty()) {
          counts.fte.push_back(tally.fte[3 * cell]);
          counts.fte_days.push_back(tally.fte[3 * cell + 1]);
          counts.fte_close.push_back(tally.fte[3 * cell + 2]);
        }
        for (std::size_t k = 0; k <= kinds; ++k)
          if (const std::int64_t leavers = tally.leavers[cell * (kinds + 1) + k]; leavers > 0) {
            counts.leaver_cell.push_back(static_cast<std::int64_t>(o) * bins_ + b);
            counts.leaver_kind.push_back(kind_place[k]);
            counts.leavers.push_back(leavers);
          }
        if (tenure_ != nullptr)
          tenure.insert(tenure.end(), tally.tenure.begin() + static_cast<std::ptrdiff_t>(cell) * TenureCounts::columns,
                        tally.tenure.begin() + static_cast<std::ptrdiff_t>(cell + 1) * TenureCounts::columns);
      }
    }
    for (int i = 0; i < notice_count; ++i)
      if (tally.notices[i] > 0) {
        counts.notices.push_back(notice_names[i]);
        counts.notice_count.push_back(tally.notices[i]);
      }
    if (tenure_ != nullptr) {
      tenure_->cells = std::move(tenure);
      tenure_->hired_group = std::move(tally.hired_group);
      for (std::int32_t& group : tenure_->hired_group) group = shown[at(group)];
      tenure_->hired_period = std::move(tally.hired_period);
      tenure_->hired_days = std::move(tally.hired_days);
      tenure_->hired_left = std::move(tally.hired_left);
    }
    return counts;
  }

  std::string_view analysis_;
  const EmploymentInput& input_;
  const EmploymentOptions& options_;
  const Periods& periods_;
  const std::vector<std::int64_t>& cuts_;
  const RunContext& context_;
  TenureCounts* tenure_;
  Stretches stretch_;
  Team team_;
  Rows rows_;
  Labels spells_, states_, kinds_;
  std::vector<std::string> kind_names_;
  std::vector<std::int32_t> kind_rank_;
  std::vector<std::int8_t> state_;
  std::vector<ByColumn> by_;
  std::map<std::pair<std::int64_t, std::string>, std::int32_t> group_index_;
  std::vector<std::int64_t> group_column_;
  std::vector<std::string> group_value_;
  std::vector<std::int32_t> period_of_, opening_cut_, year_after_, year_close_;
  std::vector<char> is_voluntary_;
  std::int64_t bins_ = 0;
  bool gone_at_close_ = false, by_last_day_ = false, count_leavers_ = true;  // without the last, leavers are the leavings of the cells
};

}  // namespace

EmploymentCounts count_employment(std::string_view analysis, const EmploymentInput& input, const EmploymentOptions& options, const Periods& periods,
                                  const std::vector<std::int64_t>& cuts, const RunContext& context, TenureCounts* tenure) {
  return Counter(analysis, input, options, periods, cuts, context, tenure).run();
}

}  // namespace mainstay::inline v1::attrition
