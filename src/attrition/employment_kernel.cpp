#include "attrition/employment_kernel.hpp"

namespace mainstay::inline v1::attrition {

namespace {

bool before(const Job& a, const Job& b) {
  if (a.start != b.start) return a.start < b.start;
  if (a.stop != b.stop) return a.stop < b.stop;
  if (a.spell != b.spell) return a.spell < b.spell;
  return a.place < b.place;
}

}  // namespace

// Whether a job of the spell begins after the day.
bool Person::resumes(std::int64_t spell, std::int32_t after, std::size_t from) {
  if (jobs.size() - from <= 32) {
    for (std::size_t j = from; j < jobs.size(); ++j)
      if (jobs[j].spell == spell && jobs[j].start > after) return true;
    return false;
  }
  if (!starts_sorted_) {
    starts_.clear();
    for (const Job& job : jobs) starts_.push_back({job.spell, job.start});
    std::sort(starts_.begin(), starts_.end(), [](const SpellStart& a, const SpellStart& b) { return a.spell != b.spell ? a.spell < b.spell : a.start < b.start; });
    starts_sorted_ = true;
  }
  const auto it = std::upper_bound(starts_.begin(), starts_.end(), SpellStart{spell, after}, [](const SpellStart& a, const SpellStart& b) {
    return a.spell != b.spell ? a.spell < b.spell : a.start < b.start;
  });
  return it != starts_.end() && it->spell == spell;
}

void Person::find_runs(bool by_spell, bool with_kind, bool with_flag, std::int64_t* counts) {
  runs.clear();
  starts_sorted_ = false;
  const std::size_t m = jobs.size();
  run_of.resize(m);
  bool sorted = true;
  for (std::size_t i = 1; i < m; ++i) sorted = sorted && !before(jobs[i], jobs[i - 1]);
  if (!sorted) std::sort(jobs.begin(), jobs.end(), before);
  bool overlapping = false;
  std::int64_t with_kinds = 0;
  if (with_kind)
    for (const Job& job : jobs) with_kinds += job.kind >= 0;
  std::int64_t used_kinds = 0;
  for (std::size_t i = 0; i < m;) {
    // What ends on the last day reached so far: its spells, the smallest kind, whether somebody said that it is a leaving.
    std::int32_t end = jobs[i].stop, kind = -1;
    std::int8_t regretted = -1;
    bool left = false, said = false, differ = false;
    std::int64_t kinds_here = 0;
    ending_.clear();
    const auto take = [&](const Job& job) {
      if (job.stop < end) return;
      if (job.stop > end) {
        end = job.stop;
        kind = -1;
        regretted = -1;
        left = said = differ = false;
        kinds_here = 0;
        ending_.clear();
      }
      if (by_spell) ending_.push_back(job.spell);
      if (job.kind >= 0) {
        differ = differ || (kind >= 0 && job.kind != kind);
        kind = kind < 0 ? job.kind : std::min(kind, job.kind);
        ++kinds_here;
      }
      regretted = std::max(regretted, job.regretted);
      said = said || job.event >= 0;
      left = left || job.event == 1;
    };
    const auto run = static_cast<std::int32_t>(runs.size());
    const std::int32_t start = jobs[i].start;
    take(jobs[i]);
    run_of[i] = run;
    std::size_t j = i + 1;
    for (; j < m; ++j) {
      if (jobs[j].start > end) break;
      if (jobs[j].start == end) {
        bool joins = !by_spell && !left;
        if (by_spell)
          for (std::size_t k = j; k < m && jobs[k].start == end && !joins; ++k)
            joins = std::find(ending_.begin(), ending_.end(), jobs[k].spell) != ending_.end();
        if (!joins) break;
        // All that begin on this day overlap the one that continues.
        const std::int32_t day = end;
        for (; j < m && jobs[j].start == day; ++j) {
          take(jobs[j]);
          run_of[j] = run;
        }
        --j;
        continue;
      }
      overlapping = true;
      take(jobs[j]);
      run_of[j] = run;
    }
    Run found{};
    found.start = start;
    found.stop = end;
    found.hired = runs.empty() || runs.back().leaves;
    found.leaves = end != still_open && (said ? left : true);
    if (end != still_open && said && !left) ++counts[ended_without_leaving];
    if (found.leaves && !said && by_spell)
      for (const std::int64_t spell : ending_)
        if (found.leaves && resumes(spell, end, j)) {
          found.leaves = false;
          ++counts[gap_in_spell];
        }
    found.kind = found.leaves ? kind : -1;
    found.regretted = found.leaves ? regretted : static_cast<std::int8_t>(-1);
    if (found.leaves) {
      used_kinds += kinds_here;
      if (with_kind && kind < 0) ++counts[no_kind];
      if (differ) ++counts[kinds_differ];
      if (with_flag && regretted < 0) ++counts[no_flag];
      if (found.stop == found.start) ++counts[zero_length];
    }
    runs.push_back(found);
    i = j;
  }
  if (overlapping) ++counts[overlapping_jobs];
  if (with_kinds > used_kinds) counts[kind_inside_spell] += with_kinds - used_kinds;
}

}  // namespace mainstay::inline v1::attrition
