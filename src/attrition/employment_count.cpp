#include <algorithm>
#include <memory>
#include <mutex>

#include "attrition/employment.hpp"
#include "attrition/employment_worker.hpp"

namespace mainstay::inline v1::attrition {

namespace {

class Counter {
 public:
  Counter(std::string_view analysis, const EmploymentInput& input, const EmploymentOptions& options, const Periods& periods, const std::vector<std::int64_t>& cuts, const RunContext& context, TenureCounts* tenure)
      : plan_(analysis, input, options, periods, cuts, context, tenure), context_(context), tenure_(tenure) {}

  EmploymentCounts run() {
    std::vector<std::int64_t> begin = chunks();
    const auto count = static_cast<std::int64_t>(begin.size()) - 1;
    const std::int64_t bytes = static_cast<std::int64_t>(plan_.group_value.size()) * plan_.bins * static_cast<std::int64_t>(sizeof(Cell) + 8 * plan_.kind_names.size());
    RunContext alone = context_;
    alone.threads = 1;
    std::unique_ptr<Team> few = bytes > (std::int64_t{1} << 26) ? std::make_unique<Team>(plan_.analysis, alone) : nullptr;  // large tables are not kept twice
    std::mutex mutex;
    std::vector<std::unique_ptr<EmploymentWorker>> idle;
    plan_.team.report(0.2, 1.0);
    (few ? *few : plan_.team).run(count, [&](std::int64_t c) {
      std::unique_ptr<EmploymentWorker> worker;
      {
        const std::lock_guard lock(mutex);
        if (!idle.empty()) {
          worker = std::move(idle.back());
          idle.pop_back();
        }
      }
      if (!worker) worker = employment_worker(plan_);
      worker->count(begin[at(c)], begin[at(c) + 1]);
      const std::lock_guard lock(mutex);
      idle.push_back(std::move(worker));
    });
    if (idle.empty()) idle.push_back(employment_worker(plan_));
    Tally& total = idle.front()->tally;
    for (std::size_t w = 1; w < idle.size(); ++w) add(total, idle[w]->tally);
    if (!plan_.count_leavers)
      for (std::size_t cell = 0; cell < total.cells.size(); ++cell) total.leavers[cell] = total.cells[cell].leavings;
    trim(total);
    return publish(total);
  }

 private:
  // Rows in chunks that do not cut a person.
  std::vector<std::int64_t> chunks() const {
    const std::int64_t n = plan_.rows.size(), count = (n + rows_per_chunk - 1) / rows_per_chunk;
    std::vector<std::int64_t> begin{0};
    std::vector<std::int64_t> scratch(at(block) + 1);
    for (std::int64_t c = 1; c < count; ++c) {
      std::int64_t place = std::max(begin.back(), c * rows_per_chunk);
      while (place < n) {
        const std::int64_t size = std::min(block, n - place + 1);
        const std::int64_t* who = plan_.rows.persons(place - 1, size, scratch.data());
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
    const std::size_t kinds_and_none = plan_.kind_names.size() + 1, bins = at(plan_.bins);
    for (std::size_t g = 0; g < plan_.group_value.size(); ++g) {
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
    EmploymentCounts counts = no_counts(plan_.input, plan_.cuts);
    counts.group_column.clear();
    counts.group_value.clear();
    for (auto* list : {&counts.hires, &counts.moves_in, &counts.moves_out, &counts.leavings, &counts.days, &counts.leave, &counts.leave_days, &counts.leave_close,
                       &counts.fte, &counts.fte_days, &counts.fte_close})
      list->clear();
    // Groups that occur, in their order; kinds that occur among the leavers counted.
    std::vector<std::int64_t> order;
    tally.seen[0] = 1;
    for (std::size_t g = 0; g < plan_.group_value.size(); ++g)
      if (tally.seen[g]) order.push_back(static_cast<std::int64_t>(g));
    std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
      return plan_.group_column[at(a)] != plan_.group_column[at(b)] ? plan_.group_column[at(a)] < plan_.group_column[at(b)] : label_before(plan_.group_value[at(a)], plan_.group_value[at(b)]);
    });
    const std::size_t kinds = plan_.kind_names.size();
    std::vector<std::int64_t> kind_place(kinds + 1, -1);
    for (std::size_t k = 0; k < kinds; ++k) {
      for (std::size_t cell = 0; cell < tally.cells.size() && kind_place[k] < 0; ++cell)
        if (tally.leavers[cell * (kinds + 1) + k] > 0) {
          kind_place[k] = static_cast<std::int64_t>(counts.kinds.size());
          counts.kinds.push_back(plan_.kind_names[k]);
        }
    }
    std::vector<std::int32_t> shown(plan_.group_value.size(), -1);
    std::vector<std::int64_t> tenure;
    for (std::size_t o = 0; o < order.size(); ++o) {
      const std::int64_t g = order[o];
      shown[at(g)] = static_cast<std::int32_t>(o);
      counts.group_column.push_back(plan_.group_column[at(g)]);
      counts.group_value.push_back(plan_.group_value[at(g)]);
      for (std::int64_t b = 0; b < plan_.bins; ++b) {
        const std::size_t cell = at(g * plan_.bins + b);
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
            counts.leaver_cell.push_back(static_cast<std::int64_t>(o) * plan_.bins + b);
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

  EmploymentPlan plan_;
  const RunContext& context_;
  TenureCounts* tenure_;
};

}  // namespace

EmploymentCounts count_employment(std::string_view analysis, const EmploymentInput& input, const EmploymentOptions& options, const Periods& periods,
                                  const std::vector<std::int64_t>& cuts, const RunContext& context, TenureCounts* tenure) {
  return Counter(analysis, input, options, periods, cuts, context, tenure).run();
}

}  // namespace mainstay::inline v1::attrition
