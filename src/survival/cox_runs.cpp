// Many distinct times: risk sets are summed for one run of slots after the other, never for all of them.
#include <algorithm>

#include "survival/cox_kernel.hpp"
#include "survival/cox_part.hpp"

namespace mainstay::inline v1::survival {

namespace {
// A row at risk in the slots (from, stop]: its whole runs, as places of a RiskIndex over the runs, and the runs of which it has a part.
struct RunsOfRow {
  std::int32_t before_whole, last_whole;  // whole runs are (before_whole, last_whole], counted from 1
  std::int32_t first_piece = -1, second_piece = -1;
};
// The run in which somebody left counts as a part, so that it is among the run's pieces.
RunsOfRow runs_of_row(std::int32_t from, std::int32_t stop, bool left) {
  constexpr std::int32_t length = CoxRuns::length;
  const std::int32_t first = from + 1;
  if (first > stop) return {0, 0};
  const std::int32_t a = first / length, b = stop / length;
  const bool starts = first % length == 0, ends = stop % length == length - 1 && !left;
  RunsOfRow row{starts ? a : a + 1, ends ? b + 1 : b};
  if (a == b) {
    if (!(starts && ends)) row.first_piece = a;
    return row;
  }
  if (!starts) row.first_piece = a;
  if (!ends) (row.first_piece < 0 ? row.first_piece : row.second_piece) = b;
  return row;
}
}  // namespace

void CoxPart::list_pieces(const CoxRuns& runs, const EventTimes& times) {
  piece_start_.assign(runs.count() + 1, 0);
  for (int fill = 0; fill < 2; ++fill) {
    std::vector<std::int64_t> next(piece_start_.begin(), piece_start_.end() - 1);
    for (std::int64_t i = 0; i < rows_; ++i) {
      const RunsOfRow row = runs_of_row(from(i, times), stop_[i], left_[i] != 0);
      for (const std::int32_t piece : {row.first_piece, row.second_piece}) {
        if (piece < 0) continue;
        if (fill == 0) ++piece_start_[piece + 1];
        else piece_row_[next[piece]++] = static_cast<std::int32_t>(i);
      }
    }
    if (fill == 1) break;
    for (std::int64_t r = 0; r < runs.count(); ++r) piece_start_[r + 1] += piece_start_[r];
    piece_row_.resize(piece_start_.back());
  }
}

void CoxPart::add_run_sums(const CoxRuns& runs, const EventTimes& times, const CoxDesign::Block& block, std::int64_t first, std::int64_t count,
                           Room& room, double* table) const {
  for (std::int64_t i = 0; i < count; ++i) {
    const RunsOfRow row = runs_of_row(from(first + i, times), stop_[first + i], left_[first + i] != 0);
    const RiskIndex::Places places = runs.whole().places(row.before_whole, row.last_whole);
    room.place[i] = places.first;
    room.second[i] = places.second;
  }
  add_to_pairs(block.rows, hazard_.data() + first, room.place.data(), room.second.data(), count, design_.width(), table);
}

void CoxPart::resolve_runs(Team& team, const CoxRuns& runs, const EventTimes& times, const Leavers& leavers, Ties ties, bool leaver_sums,
                           const double* shift, const std::vector<double>& table, Hazards& hazards, RiskParts& parts,
                           double* all_sums, double* all_leaver_sums) const {
  const std::int64_t width = design_.width(), slots = times.slots(), terms = design_.terms();
  constexpr std::int64_t length = CoxRuns::length;
  std::vector<double> whole(runs.whole().slots() * width);
  runs.whole().resolve(table.data(), width, times, whole.data());
  hazards.begin(slots, true);
  const std::int64_t chunks = std::clamp<std::int64_t>(runs.count(), 1, 32);
  std::vector<RiskParts> partial(chunks);
  team.run(chunks, [&](std::int64_t chunk) {
    partial[chunk] = RiskParts(width);
    const RiskIndex within(length, true);
    CoxDesign::Block block(design_);
    Room room(design_);
    std::vector<double> local(within.size() * width), sums(length * width), leaver_local(leaver_sums ? length * width : 0);
    std::vector<std::int64_t> rows(design_.block_rows());
    std::vector<std::int32_t> own_which(design_.block_rows()), own_place(design_.block_rows());
    const Span span = span_of(runs.count(), chunks, chunk);
    for (std::int64_t run = span.first; run < span.last; ++run) {
      const auto begin = static_cast<std::int32_t>(run * length);
      const std::int32_t end = static_cast<std::int32_t>(std::min<std::int64_t>(slots, begin + length));
      std::fill(local.begin(), local.end(), 0.0);
      std::fill(leaver_local.begin(), leaver_local.end(), 0.0);
      for (std::int64_t first = piece_start_[run]; first < piece_start_[run + 1];) {
        const std::int64_t count = std::min(design_.block_rows(), piece_start_[run + 1] - first);
        for (std::int64_t i = 0; i < count; ++i) rows[i] = piece_row_[first + i];
        design_.gather(rows.data(), count, shift, block);
        std::int64_t own = 0;
        for (std::int64_t i = 0; i < count; ++i) {
          const std::int64_t row = rows[i];
          block.values[i] = hazard_[row];
          const std::int32_t before = std::max(from(row, times), begin - 1) - begin, last = std::min(stop_[row], end - 1) - begin;
          const RiskIndex::Places places = within.places(before, last);
          room.place[i] = places.first;
          room.second[i] = places.second;
          if (leaver_sums && left_[row] && stop_[row] >= begin && stop_[row] < end) {
            own_which[own] = static_cast<std::int32_t>(i);
            own_place[own++] = stop_[row] - begin;
          }
        }
        add_to_pairs(block.rows, block.values, room.place.data(), room.second.data(), count, width, local.data());
        if (leaver_sums) add_to_slots(block.rows, block.values, own_which.data(), own_place.data(), own, width, leaver_local.data());
        first += count;
      }
      within.resolve(local.data(), width, times, sums.data());
      for (std::int64_t k = 0; k < end - begin; ++k)
        for (std::int64_t j = 0; j < width; ++j) sums[k * width + j] += whole[(run + 1) * width + j];
      for (std::int64_t k = 0; k < end - begin; ++k)
        hazards.fill(begin + k, leavers.count[begin + k], leavers.weight[begin + k], ties, sums[k * width + terms],
                     leaver_sums ? leaver_local[k * width + terms] : 0.0);
      add_risk_sets(hazards, sums.data(), leaver_sums ? leaver_local.data() : nullptr, begin, end - begin, width, partial[chunk]);
      if (all_sums != nullptr) std::copy_n(sums.data(), (end - begin) * width, all_sums + begin * width);
      if (all_leaver_sums != nullptr) std::copy_n(leaver_local.data(), (end - begin) * width, all_leaver_sums + begin * width);
    }
  });
  hazards.accumulate(times);
  parts = RiskParts(width);
  for (const RiskParts& part : partial) parts.add(part);
}

}  // namespace mainstay::inline v1::survival
