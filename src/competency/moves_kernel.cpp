#include "competency/moves_kernel.hpp"
#include "core/at.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

namespace mainstay::inline v1::competency {

namespace {

bool earlier(const MoveHazard& a, const MoveHazard& b) { return std::tuple(a.from, a.time, a.to) < std::tuple(b.from, b.time, b.to); }

// Places such that moves lead to earlier ones only; empty where they lead back. Nobody leaves the target.
std::vector<std::int32_t> order_of(const std::vector<MoveHazard>& hazards, std::int32_t places, std::int32_t target) {
  std::vector<bool> leads(at(places) * at(places), false);
  for (const MoveHazard& move : hazards)
    if (move.from != target) leads[at(move.from) * at(places) + at(move.to)] = true;
  std::vector<std::int32_t> order;
  std::vector<bool> done(at(places), false);
  for (bool found = true; found;) {
    found = false;
    for (std::int32_t a = 0; a < places; ++a) {
      if (done[at(a)]) continue;
      bool free = true;
      for (std::int32_t c = 0; c < places && free; ++c) free = !leads[at(a) * at(places) + at(c)] || done[at(c)];
      if (!free) continue;
      done[at(a)] = found = true;
      order.push_back(a);
    }
  }
  if (order.size() < at(places)) order.clear();
  return order;
}

// Solves X_a(t) = source_a(t) + sum of jump X_to(t - time); `values` holds the sources, and the target's row is left as it is.
void renew(std::vector<double>& values, const std::vector<MoveHazard>& hazards, const std::vector<double>& jumps, std::int32_t places, std::int32_t target, std::int64_t horizon) {
  const std::int64_t width = horizon + 1;
  std::vector<std::size_t> begin(at(places) + 1, hazards.size());
  for (std::size_t k = hazards.size(); k-- > 0;) begin[at(hazards[k].from)] = k;
  for (std::size_t a = at(places); a-- > 0;) begin[a] = std::min(begin[a], begin[a + 1]);
  const std::vector<std::int32_t> order = order_of(hazards, places, target);
  if (!order.empty()) {
    for (const std::int32_t a : order) {
      if (a == target) continue;
      double* to = values.data() + a * width;
      for (std::size_t k = begin[at(a)]; k < begin[at(a) + 1] && hazards[k].time <= horizon; ++k) {
        const std::int64_t time = hazards[k].time;
        const double jump = jumps[k], *from = values.data() + hazards[k].to * width;
        for (std::int64_t t = time; t <= horizon; ++t) to[t] += jump * from[t - time];
      }
    }
    return;
  }
  for (std::int64_t t = 1; t <= horizon; ++t)
    for (std::int32_t a = 0; a < places; ++a) {
      if (a == target) continue;
      double sum = values[at(a * width + t)];
      for (std::size_t k = begin[at(a)]; k < begin[at(a) + 1] && hazards[k].time <= t; ++k) sum += jumps[k] * values[at(hazards[k].to * width + t - hazards[k].time)];
      values[at(a * width + t)] = sum;
    }
}

}  // namespace

MoveCounts::MoveCounts(const std::vector<PostStay>& stays, std::int32_t places) : stays_(stays), width_(at(places), 1), begin_(at(places) + 1, 0) {
  for (const PostStay& stay : stays) {
    width_[at(stay.post)] = std::max(width_[at(stay.post)], stay.stop + 1);
    if (stay.next >= 0) cells_.push_back({stay.stop, stay.post, stay.next, 0.0});
  }
  for (std::size_t a = 0; a < width_.size(); ++a) begin_[a + 1] = begin_[a] + width_[a];
  std::sort(cells_.begin(), cells_.end(), earlier);
  cells_.erase(std::unique(cells_.begin(), cells_.end(), [](const MoveHazard& a, const MoveHazard& b) { return !earlier(a, b) && !earlier(b, a); }), cells_.end());
  for (const PostStay& stay : stays)
    cell_of_.push_back(stay.next < 0 ? -1 : std::lower_bound(cells_.begin(), cells_.end(), MoveHazard{stay.stop, stay.post, stay.next, 0.0}, earlier) - cells_.begin());
}

std::vector<MoveHazard> MoveCounts::hazards(const std::int64_t* times) const {
  std::vector<double> change(at(begin_.back()), 0.0), moved(cells_.size(), 0.0);
  for (std::size_t i = 0; i < stays_.size(); ++i) {
    const PostStay& stay = stays_[i];
    const double weight = times == nullptr ? stay.weight : stay.weight * static_cast<double>(times[stay.person]);
    if (weight == 0.0) continue;
    change[at(begin_[at(stay.post)] + stay.entry)] += weight;  // at risk from the time after
    change[at(begin_[at(stay.post)] + stay.stop)] -= weight;
    if (cell_of_[i] >= 0) moved[at(cell_of_[i])] += weight;
  }
  std::vector<MoveHazard> out;
  out.reserve(cells_.size());
  std::int32_t post = -1;
  std::int64_t time = 0;
  double at_risk = 0.0;
  for (std::size_t k = 0; k < cells_.size(); ++k) {
    MoveHazard cell = cells_[k];
    if (cell.from != post) {
      post = cell.from;
      time = 0;
      at_risk = 0.0;
    }
    for (; time < cell.time; ++time) at_risk += change[at(begin_[at(post)] + time)];
    if (moved[k] == 0.0) continue;
    cell.value = std::min(1.0, moved[k] / at_risk);
    out.push_back(cell);
  }
  return out;
}

std::vector<double> jumps_of(const std::vector<MoveHazard>& hazards) {
  std::vector<double> out(hazards.size());
  double staying = 1.0;
  for (std::size_t k = 0; k < hazards.size();) {
    if (k == 0 || hazards[k].from != hazards[k - 1].from) staying = 1.0;
    std::size_t end = k;
    double sum = 0.0;
    for (; end < hazards.size() && hazards[end].from == hazards[k].from && hazards[end].time == hazards[k].time; ++end) {
      out[end] = staying * hazards[end].value;
      sum += hazards[end].value;
    }
    staying *= std::max(0.0, 1.0 - sum);
    if (staying < 1e-14) staying = 0.0;  // everybody has gone: what rounding leaves is nobody
    k = end;
  }
  return out;
}

std::vector<double> staying_of(const std::vector<MoveHazard>& hazards, std::int32_t places) {
  std::vector<double> staying(at(places), 1.0);
  const std::vector<double> jumps = jumps_of(hazards);
  for (std::size_t k = 0; k < hazards.size(); ++k) staying[at(hazards[k].from)] -= jumps[k];
  for (double& value : staying)
    if (value < 1e-12) value = 0.0;
  return staying;
}

Passage passage_reset(const std::vector<MoveHazard>& hazards, std::int32_t places, std::int32_t target, std::int64_t horizon, const std::vector<Unfollowed>* unfollowed) {
  const std::int64_t width = horizon + 1;
  const std::vector<double> jumps = jumps_of(hazards);
  Passage out;
  out.horizon = horizon;
  out.probability.assign(at(places * width), 0.0);
  std::fill_n(out.probability.begin() + target * width, width, 1.0);
  renew(out.probability, hazards, jumps, places, target, horizon);
  for (double& value : out.probability) value = std::min(value, 1.0);
  if (unfollowed == nullptr) return out;
  out.unresolved.assign(at(places * width), 0.0);
  for (std::int32_t a = 0; a < places; ++a)
    if (a != target)
      for (std::int64_t t = (*unfollowed)[at(a)].last + 1; t <= horizon; ++t) out.unresolved[at(a * width + t)] = (*unfollowed)[at(a)].staying;
  renew(out.unresolved, hazards, jumps, places, target, horizon);
  return out;
}

Passage passage_forward(const std::vector<MoveHazard>& hazards, std::int32_t places, std::int32_t target, std::int64_t since, std::int64_t horizon, const std::vector<Unfollowed>* unfollowed) {
  const std::int64_t width = horizon + 1;
  Passage out;
  out.horizon = horizon;
  out.probability.assign(at(places * width), 0.0);
  if (unfollowed != nullptr) out.unresolved.assign(at(places * width), 0.0);
  std::vector<MoveHazard> steps;
  for (const MoveHazard& move : hazards)
    if (move.from != target && move.time > since && move.time <= since + horizon) steps.push_back(move);
  std::sort(steps.begin(), steps.end(), [](const MoveHazard& a, const MoveHazard& b) { return std::tuple(a.time, a.from, a.to) < std::tuple(b.time, b.from, b.to); });
  std::vector<double> now(at(places)), change(at(places));
  for (std::int32_t start = 0; start < places; ++start) {
    std::fill(now.begin(), now.end(), 0.0);
    now[at(start)] = 1.0;
    std::size_t k = 0;
    for (std::int64_t t = 0; t <= horizon; ++t) {
      if (k < steps.size() && steps[k].time == since + t) {
        std::fill(change.begin(), change.end(), 0.0);
        for (; k < steps.size() && steps[k].time == since + t; ++k) {
          const double moved = now[at(steps[k].from)] * steps[k].value;
          change[at(steps[k].from)] -= moved;
          change[at(steps[k].to)] += moved;
        }
        for (std::size_t a = 0; a < now.size(); ++a) now[a] = std::max(0.0, now[a] + change[a]);
      }
      out.probability[at(start * width + t)] = std::min(1.0, now[at(target)]);
      if (unfollowed == nullptr) continue;
      double lost = 0.0;
      for (std::int32_t a = 0; a < places; ++a)
        if (a != target && (*unfollowed)[at(a)].staying > 0.0 && since + t > (*unfollowed)[at(a)].last) lost += now[at(a)];
      out.unresolved[at(start * width + t)] = t == 0 ? 0.0 : lost;
    }
  }
  return out;
}

std::vector<double> after_move(const std::vector<double>& density, const std::vector<MoveHazard>& hazards, const std::vector<double>& jumps, std::int32_t from, std::int32_t to) {
  std::vector<double> out(density.size(), 0.0);
  const auto horizon = static_cast<std::int64_t>(density.size()) - 1;
  const auto first = std::lower_bound(hazards.begin(), hazards.end(), from, [](const MoveHazard& move, std::int32_t post) { return move.from < post; });
  for (auto move = first; move != hazards.end() && move->from == from && move->time <= horizon; ++move) {
    if (move->to != to) continue;
    const double jump = jumps[at(move - hazards.begin())];
    for (std::int64_t t = move->time; t <= horizon; ++t) out[at(t)] += jump * density[at(t - move->time)];
  }
  return out;
}

}  // namespace mainstay::inline v1::competency
