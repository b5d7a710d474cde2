#include "attrition/employment_worker.hpp"

#include <algorithm>
#include <cmath>

#include "core/civil.hpp"
#include "data/days.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::attrition {

namespace {

// Reads rows and hands a person's jobs to the tally.
struct Worker final : EmploymentWorker {
  explicit Worker(const EmploymentPlan& given) : plan(given) {
    const std::size_t cells = plan.group_value.size() * at(plan.bins);
    tally.cells.assign(cells, Cell{});
    if (plan.input.fte.given()) tally.fte.assign(3 * cells, 0);
    tally.leavers.assign(cells * (plan.kind_names.size() + 1), 0);
    if (plan.tenure != nullptr) tally.tenure.assign(cells * TenureCounts::columns, 0);
    tally.seen.assign(plan.group_value.size(), 0);
    for (auto* list : {&start, &stop, &event, &entry, &spell, &state, &kind, &regretted, &persons}) list->resize(at(block));
    fte.resize(at(block));
    odd_begin.resize(at(block));
    for (auto* list : {&begins_person, &begins_run, &goes_on, &is_open, &odd, &is_hired, &is_leaving}) list->resize(at(block) + 1);
    for (auto* list : {&total_of_rows, &start_bin, &stop_bin, &dated_bin, &kind_of_row}) list->resize(at(block) + 1);
    groups_of_rows.assign(plan.columns.size(), std::vector<std::int32_t>(at(block) + 1));
    for (auto* list : {&start_place, &stop_place}) list->resize(at(block));
    labels.assign(plan.columns.size(), std::vector<std::int64_t>(at(block)));
    label_of.resize(plan.columns.size());
  }

  void count(std::int64_t first, std::int64_t last) override {
    person.jobs.clear();
    clear_labels();
    for (std::int64_t from = first; from < last;) {
      const std::int64_t size = std::min(block, last - from);
      const std::int64_t* who = plan.rows.persons(from, size, persons.data());
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
        who = plan.rows.persons(from, n, persons.data());
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
      const std::int32_t *group = plan.columns[c].group_of_raw.data(), none = static_cast<std::int32_t>(plan.columns[c].group_of_raw.size()) - 1;
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
      if (plan.options.organisation == Organisation::as_is)
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
    const std::int64_t end = plan.periods.observation_end, first_cut = plan.stretch.first(), last_cut = plan.stretch.last();
    const std::int32_t* bins = plan.stretch.table();
    const std::int64_t by_last_day = plan.by_last_day;
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
        const std::int64_t mine = plan.spell_labels.mark(spell_of[i]), before = plan.spell_labels.mark(spell_of[i - 1]);
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
        kind_of_row[at(i)] = rank < 0 ? static_cast<std::int32_t>(plan.kind_names.size()) : rank;
        tally.notices[kind_inside_spell] += counts & !leaves & (rank >= 0);
        tally.notices[no_kind] += counts & leaves & (rank < 0);
      }
    if (flags != nullptr)
      for (std::int64_t i = 0; i < size; ++i) tally.notices[no_flag] += (odd[at(i)] == 0) & is_leaving[at(i)] & (flags[i] < 0);
  }

  // Counts the rows in their groups: a run of a group begins where one of the person begins or the group changes.
  void add_rows(const std::int32_t* groups, std::int64_t size) {
    const std::int64_t bins = plan.bins, kinds_and_none = static_cast<std::int64_t>(plan.kind_names.size()) + 1;
    const std::uint8_t *const run_flag = begins_run.data(), *const odd_flag = odd.data(), *const hired_flag = is_hired.data(), *const leaving_flag = is_leaving.data();
    const std::int32_t *const from_bin = start_bin.data(), *const until_bin = stop_bin.data(), *const dated = dated_bin.data();
    const std::int32_t* const kind = kinds != nullptr ? kind_of_row.data() : nullptr;
    const std::int64_t *const from_place = start_place.data(), *const until_place = stop_place.data();
    Cell* const cells = tally.cells.data();
    std::int64_t* const leavers = plan.count_leavers ? tally.leavers.data() : nullptr;
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

  std::int32_t kind_at(std::int64_t i) const { return kinds[i] >= 0 ? plan.kind_rank[at(plan.kind_labels.code(kinds[i]))] : -1; }

  // Leave and FTE of a row that has its days for itself.
  void add_row(std::int32_t group, std::int64_t i) {
    const auto from = static_cast<std::int32_t>(starts[i]), until = is_open[at(i)] ? still_open : static_cast<std::int32_t>(stops[i]);
    const bool leaves = is_leaving[at(i)];
    const bool away = states != nullptr && plan.leave_code(states[i], place_of_block + i);
    if (away) add_leave(group, from, from, until, leaves);
    if (ftes == nullptr) return;
    Job job{};
    job.fte = static_cast<std::int32_t>(std::lround(ftes[i] * million));
    job.on_leave = away;
    add_fte(group, job, from, until, leaves);
  }

  void read(std::int64_t from, std::int64_t size) {
    const EmploymentInput& in = plan.input;
    const Rows& rows = plan.rows;
    place_of_block = from;
    starts = rows.integers(in.start, from, size, start.data());
    reach_back(from, size);
    stops = rows.integers(in.stop, from, size, stop.data());
    events = in.event.given() ? rows.integers(in.event, from, size, event.data()) : nullptr;
    spells = in.spell.given() ? rows.integers(plan.spell_labels.column(), from, size, spell.data()) : nullptr;
    states = in.state.given() ? rows.integers(plan.state_labels.column(), from, size, state.data()) : nullptr;
    kinds = in.kind.given() ? rows.integers(plan.kind_labels.column(), from, size, kind.data()) : nullptr;
    flags = in.regretted.given() ? rows.integers(in.regretted, from, size, regretted.data()) : nullptr;
    ftes = in.fte.given() ? rows.numbers(in.fte, from, size, fte.data()) : nullptr;
    by.clear();
    for (std::size_t c = 0; c < plan.columns.size(); ++c)
      by.push_back(rows.integers(plan.columns[c].labels->column(), from, size, labels[c].data()));
  }

  // Intervals that begin where the records were cut begin when their spell did.
  void reach_back(std::int64_t from, std::int64_t size) {
    if (!plan.options.observation_start) return;
    const std::int64_t cut = *plan.options.observation_start;
    if (starts != start.data()) std::copy_n(starts, size, start.data());
    starts = start.data();
    const std::int64_t* tenure = plan.input.entry.given() ? plan.rows.integers(plan.input.entry, from, size, entry.data()) : nullptr;
    for (std::int64_t i = 0; i < size; ++i) {
      const bool at_cut = start[at(i)] == cut, unknown = tenure != nullptr && tenure[i] == INT64_MIN;
      odd_begin[at(i)] = !at_cut ? notice_count : tenure == nullptr ? begins_with_records : unknown ? unknown_tenure : notice_count;
      if (at_cut && tenure != nullptr) start[at(i)] = unknown ? first_civil_day : std::max<std::int64_t>(first_civil_day, cut - tenure[i]);
    }
  }
  void note_begins(std::int64_t first, std::int64_t last) {
    if (!plan.options.observation_start) return;
    for (std::int64_t i = first; i < last; ++i)
      if (odd_begin[at(i)] != notice_count) ++tally.notices[odd_begin[at(i)]];
  }

  void take(std::int64_t place, std::int64_t i) {
    const std::int64_t end = plan.periods.observation_end;
    const std::int64_t begins = starts[i];
    std::int64_t ends = stops[i];
    const std::int64_t left = events != nullptr ? events[i] : -1;
    if (begins < first_civil_day || begins > last_civil_day || (ends != INT64_MIN && (ends < first_civil_day || ends > last_civil_day)))
      check(plan.analysis, plan.input, NoOptions{});  // names the first such row
    if (ends == INT64_MIN) {
      if (left == 1) throw Error(ErrorCode::invalid_argument, plan.analysis, "stop", plan.rows.row(place), "missing", "given where event is 1");
      ends = still_open;
    } else {
      if (ends < begins) data::refuse_day(plan.analysis, "stop", plan.rows.row(place), ends, "on or after start", begins);
      if (ends > end || (left == 0 && ends >= end)) ends = still_open;
    }
    if (begins >= end) {
      ++tally.notices[future_start];
      return;
    }
    const bool on_leave = states != nullptr && plan.leave_code(states[i], place);
    Job job;
    job.start = static_cast<std::int32_t>(begins);
    job.stop = static_cast<std::int32_t>(ends);
    job.spell = spells != nullptr ? plan.spell_labels.mark(spells[i]) : 0;
    job.kind = kinds != nullptr ? kind_at(i) : -1;
    job.fte = ftes != nullptr ? static_cast<std::int32_t>(std::lround(ftes[i] * million)) : 0;
    job.place = static_cast<std::uint32_t>(person.jobs.size());
    job.event = static_cast<std::int8_t>(left);
    job.regretted = static_cast<std::int8_t>(flags != nullptr && flags[i] >= 0 ? flags[i] : -1);
    job.on_leave = on_leave;
    person.jobs.push_back(job);
    for (std::size_t c = 0; c < by.size(); ++c) label_of[c].push_back(static_cast<std::int32_t>(plan.columns[c].labels->code(by[c][i])));
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
      const ByColumn& column = plan.columns[c];
      if (plan.options.organisation == Organisation::as_is) last_label(label_of[c], column.rank);
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
        if (const std::int32_t group = plan.columns[c].simple[at(label)]; group >= 0) {
          pieces.push_back({group, job.start, job.stop, static_cast<std::int32_t>(i)});
          continue;
        }
        const auto& versions = plan.columns[c].versions[at(label)];
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
    return leaves && plan.by_last_day ? std::max(ends - 1, begins) : ends;
  }
  // The same for whether somebody is still there at a close.
  std::int32_t close_day(std::int32_t begins, std::int32_t ends, bool leaves) const {
    return leaves && plan.gone_at_close ? std::max(ends - 1, begins) : ends;
  }

  void add_run(std::int32_t group, std::int32_t begins, std::int32_t ends, const Run& run) {
    const Stretches& stretch = plan.stretch;
    tally.seen[at(group)] = 1;
    const std::int32_t from = stretch(begins);
    if (from == stretch.count()) return;  // begins after the last cut
    const std::int32_t until = ends == still_open ? stretch.count() : stretch(ends);
    if (until == 0) return;  // over before the first one
    const std::int64_t base = group * plan.bins;
    const bool hired = run.hired && begins == run.start, leaves = run.leaves && ends == run.stop;
    Cell& first = tally.cells[at(base + from)];
    ++(hired ? first.hires : first.moves_in);
    first.days += stretch.place(begins);
    if (ends != still_open) {
      Cell& last = tally.cells[at(base + until)];
      last.days -= stretch.place(ends);
      if (leaves) {
        ++last.leavings;
        const std::int64_t kinds_and_none = static_cast<std::int64_t>(plan.kind_names.size()) + 1;
        const std::int64_t kind = run.kind < 0 ? kinds_and_none - 1 : run.kind;
        if (plan.count_leavers) ++tally.leavers[at((base + stretch(end_day(begins, ends, true))) * kinds_and_none + kind)];
      } else {
        ++last.moves_out;
      }
    }
    if (!tally.tenure.empty()) add_tenure(base, from, begins, ends, run, hired, leaves);
  }

  void add_leave(std::int32_t group, std::int32_t begins, std::int32_t from, std::int32_t until, bool leaves) {
    const Stretches& stretch = plan.stretch;
    const std::int64_t base = group * plan.bins;
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
    if (job.on_leave && plan.options.on_leave == OnLeave::apart) return;
    const Stretches& stretch = plan.stretch;
    const std::int64_t base = group * plan.bins;
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
    const Stretches& stretch = plan.stretch;
    const auto cell = [&](std::int64_t bin) { return tally.tenure.data() + (base + bin) * T::columns; };
    // Below a year of tenure in the company.
    const std::int64_t year = plan.in_a_year(plan.year_after, run.start), year_close = plan.in_a_year(plan.year_close, run.start);
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
      const std::int32_t k = plan.period_of[at(bin)];
      if (k < 0) return;
      // There at the opening of that period?
      const std::int64_t opening = plan.cuts[at(plan.opening_cut[at(k)])];
      if (begins < opening && close_day(begins, ends, leaves) >= opening) ++cell(bin)[column];
    };
    lost(run.stop, run.start, run.leaves, T::lost);
    lost(ends, begins, leaves, T::lost_from_group);
    const std::int32_t period = plan.period_of[at(from)];
    if (hired && period >= 0) {
      const std::int64_t observed = std::min<std::int64_t>(run.stop, plan.periods.observation_end) - run.start;
      const bool within = run.leaves && observed <= plan.tenure->within_days;
      const bool followed = plan.periods.observation_end - run.start >= plan.tenure->within_days;
      ++cell(from)[T::hires];
      cell(from)[T::left_ever] += run.leaves;
      cell(from)[T::left_within] += within;
      cell(from)[T::followed] += followed;
      cell(from)[T::followed_left] += within && followed;
      if (run.leaves && plan.period_of[at(stretch(end_day(run.start, run.stop, true)))] == period) ++cell(from)[T::hired_and_left];
      tally.hired_group.push_back(static_cast<std::int32_t>(base / plan.bins));
      tally.hired_period.push_back(period);
      tally.hired_days.push_back(static_cast<std::int32_t>(observed));
      tally.hired_left.push_back(run.leaves ? 1 : 0);
    }
    if (leaves) {
      std::int64_t* last = cell(stretch(end_day(begins, ends, true)));
      const bool voluntary = plan.is_voluntary[run.kind < 0 ? plan.kind_names.size() : at(run.kind)];
      last[T::voluntary] += voluntary;
      last[T::regretted] += run.regretted == 1;
      last[T::regretted_voluntary] += voluntary && run.regretted == 1;
    }
  }

  static constexpr std::uint8_t odd_person = 1, future_row = 2;  // marks of rows that are not counted in a row
  const EmploymentPlan& plan;
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

}  // namespace

std::unique_ptr<EmploymentWorker> employment_worker(const EmploymentPlan& plan) { return std::make_unique<Worker>(plan); }

}  // namespace mainstay::inline v1::attrition
