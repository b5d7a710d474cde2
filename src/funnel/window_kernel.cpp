#include "funnel/window_kernel.hpp"

#include <algorithm>

namespace mainstay::inline v1::funnel {

namespace {
constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::min() / 4;
constexpr std::uint32_t bit(int stage) { return std::uint32_t{1} << stage; }
}  // namespace

bool Definition::direct() const noexcept {
  if (ties == Ties::by_sequence) return false;
  for (int k = 0; k < stages; ++k) {
    if (k > 0 && within[static_cast<std::size_t>(k)] != never) return false;
    for (int j = 0; j < k; ++j)
      if (class_of[static_cast<std::size_t>(j)] == class_of[static_cast<std::size_t>(k)]) return false;
  }
  return true;
}

std::int64_t Definition::horizon() const noexcept {
  std::int64_t sum = 0;
  for (int k = 1; k < stages; ++k) sum = std::min(never, sum + within[static_cast<std::size_t>(k)]);
  return std::min(sum, window);
}

void GeneralAttempts::count_classes(const std::vector<Event>& events, const Moment& moment) {
  for (std::size_t i = moment.first; i < moment.last; ++i) ++available_[static_cast<std::size_t>(events[i].word_class)];
}
void GeneralAttempts::forget_classes(const std::vector<Event>& events, const Moment& moment) {
  for (std::size_t i = moment.first; i < moment.last; ++i) available_[static_cast<std::size_t>(events[i].word_class)] = 0;
}

namespace {

// Calls reach(stage) for the stages that a moment's events can fill one after the other from `stage` on; each event once.
// Events at one moment are one after the other only under Ties::favour.
template <class Reach>
void walk(const Definition& definition, std::array<std::int32_t, most_stages> available, int stage, const Reach& reach) {
  for (; stage < definition.stages; ++stage) {
    if (available[static_cast<std::size_t>(definition.class_of[static_cast<std::size_t>(stage)])]-- <= 0) return;
    reach(stage);
    if (definition.ties != Definition::Ties::favour) return;
  }
}

}  // namespace

// The attempt from the first-stage event at moments_[entry]. A stage can be reached at a moment when the stage before was
// reached at an earlier moment not more than `within` ago; of those the latest is enough to know, for none lasts longer.
Attempt GeneralAttempts::attempt(const std::vector<Event>& events, std::size_t entry, std::size_t& completed_at) {
  const int stages = definition_.stages;
  std::array<std::int64_t, most_stages> last;
  last.fill(nowhere);
  const std::int64_t entered = moments_[entry].time, end = within_of(entered, definition_.window);
  int furthest = 0;
  std::size_t m = entry, furthest_at = entry;
  for (; m < moments_.size() && moments_[m].time <= end && furthest < stages - 1; ++m) {
    Moment& moment = moments_[m];
    count_classes(events, moment);
    std::uint32_t reached = 0;
    const auto reach = [&](int stage) { reached |= bit(stage); };
    if (m == entry) walk(definition_, available_, 0, reach);
    else
      for (int stage = 1; stage <= furthest + 1; ++stage)
        if (moment.time - last[static_cast<std::size_t>(stage) - 1] <= definition_.within[static_cast<std::size_t>(stage)])
          walk(definition_, available_, stage, reach);
    forget_classes(events, moment);
    moment.reached = reached;
    for (int stage = 0; stage < stages; ++stage)
      if (reached & bit(stage)) {
        last[static_cast<std::size_t>(stage)] = moment.time;
        if (stage > furthest) {
          furthest = stage;
          furthest_at = m;
        }
      }
  }
  Attempt attempt;
  attempt.level = furthest + 1;
  completed_at = furthest == stages - 1 ? furthest_at : moments_.size();
  std::int64_t deadline = nowhere;
  for (int stage = 0; stage <= furthest && stage + 1 < stages; ++stage)
    deadline = std::max(deadline, within_of(last[static_cast<std::size_t>(stage)], definition_.within[static_cast<std::size_t>(stage) + 1]));
  attempt.deadline = std::min(end, deadline);
  // The furthest stage as early as possible, and each stage before it as early as `within` of the next allows.
  std::size_t at = furthest_at;
  attempt.times[static_cast<std::size_t>(furthest)] = moments_[at].time;
  for (int stage = furthest - 1; stage >= 0; --stage) {
    const std::int64_t earliest = moments_[at].time - definition_.within[static_cast<std::size_t>(stage) + 1];
    for (std::size_t g = entry; g < at; ++g)
      if ((moments_[g].reached & bit(stage)) && moments_[g].time >= earliest) {
        at = g;
        break;
      }
    attempt.times[static_cast<std::size_t>(stage)] = moments_[at].time;
  }
  return attempt;
}

// The moment of the entry from which the person gets furthest: of those who complete, the first to complete; then the latest.
std::int64_t GeneralAttempts::furthest_entry(const std::vector<Event>& events) {
  const int stages = definition_.stages;
  std::array<std::int64_t, most_stages> start, last, next;  // start: a moment; the latest entry that reaches the stage
  start.fill(-1);
  last.fill(nowhere);
  for (std::size_t m = 0; m < moments_.size(); ++m) {
    const Moment& moment = moments_[m];
    next.fill(-1);
    count_classes(events, moment);
    for (int stage = 0; stage < stages; ++stage) {
      const auto before = static_cast<std::size_t>(stage) - 1;
      std::int64_t from = static_cast<std::int64_t>(m);
      if (stage > 0) {
        from = start[before];
        if (from < 0 || moment.time - last[before] > definition_.within[before + 1] ||
            moment.time - moments_[static_cast<std::size_t>(from)].time > definition_.window)
          continue;
      }
      walk(definition_, available_, stage, [&](int reached) {
        next[static_cast<std::size_t>(reached)] = std::max(next[static_cast<std::size_t>(reached)], from);
      });
    }
    forget_classes(events, moment);
    for (std::size_t stage = 0; stage < static_cast<std::size_t>(stages); ++stage)
      if (next[stage] >= 0) {
        start[stage] = next[stage];
        last[stage] = moment.time;
      }
    if (start[static_cast<std::size_t>(stages) - 1] >= 0) break;
  }
  for (int stage = stages - 1; stage >= 0; --stage)
    if (start[static_cast<std::size_t>(stage)] >= 0) return start[static_cast<std::size_t>(stage)];
  return -1;
}

const std::vector<Attempt>& GeneralAttempts::run(const std::vector<Event>& events) {
  moments_.clear();
  attempts_.clear();
  const bool by_sequence = definition_.ties == Definition::Ties::by_sequence;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const bool same = i > 0 && events[i].time == events[i - 1].time && (!by_sequence || events[i].sequence == events[i - 1].sequence);
    if (same) moments_.back().last = i + 1;
    else moments_.push_back({events[i].time, i, i + 1, 0});
  }
  std::size_t m = 0, completed_at = 0;
  if (definition_.entry == Definition::Entry::any) {
    const std::int64_t entry = furthest_entry(events);
    if (entry >= 0) attempts_.push_back(attempt(events, static_cast<std::size_t>(entry), completed_at));
    return attempts_;
  }
  while (m < moments_.size()) {
    bool enters = false;
    for (std::size_t i = moments_[m].first; i < moments_[m].last; ++i) enters |= events[i].word_class == definition_.class_of[0];
    if (!enters) {
      ++m;
      continue;
    }
    attempts_.push_back(attempt(events, m, completed_at));
    if (definition_.entry == Definition::Entry::first) break;
    if (completed_at < moments_.size()) m = completed_at + 1;
    else
      while (m < moments_.size() && moments_[m].time <= attempts_.back().deadline) ++m;
  }
  return attempts_;
}

void Incidence::add(std::int64_t events, std::int64_t competing, std::int64_t censored) noexcept {
  const double n = at_risk_;
  if (n > 0 && (events > 0 || competing > 0)) {
    const double all = static_cast<double>(events + competing) / n, own = static_cast<double>(events) / n;
    const double all_variance = all * (1 - all) / n, own_variance = own * (1 - own) / n, both = own * (1 - all) / n;
    incidence_variance_ += own * own * survival_variance_ + survival_ * survival_ * own_variance + 2 * own * covariance_;
    covariance_ = (1 - all) * (covariance_ + own * survival_variance_) - survival_ * survival_ * both;
    survival_variance_ = (1 - all) * (1 - all) * survival_variance_ + survival_ * survival_ * all_variance;
    incidence_ += survival_ * own;
    survival_ *= 1 - all;
  }
  at_risk_ -= static_cast<double>(events + competing + censored);
}

}  // namespace mainstay::inline v1::funnel
