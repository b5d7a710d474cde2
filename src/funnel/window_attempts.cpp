#include "funnel/window_attempts.hpp"

#include <algorithm>
#include <bit>

namespace mainstay::inline v1::funnel {

namespace {
constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::min() / 4;
constexpr std::size_t no_moment = std::numeric_limits<std::size_t>::max();
constexpr std::uint32_t bit(int stage) { return std::uint32_t{1} << stage; }
constexpr std::size_t at(int stage) { return static_cast<std::size_t>(stage); }
}  // namespace

// ------------------------------------------------------------------------------------------------------- events of a moment

GeneralAttempts::Counts GeneralAttempts::counts(const Moment& moment) const noexcept {
  Counts available{};
  for (std::size_t i = moment.first; i < moment.last; ++i)
    if (events_[i].word_class >= 0) ++available[at(events_[i].word_class)];
  return available;
}

bool GeneralAttempts::enters(const Moment& moment) const noexcept {
  for (std::size_t i = moment.first; i < moment.last; ++i)
    if (events_[i].word_class == definition_.class_of[0] || (events_[i].word_class >= 0 && definition_.order == Definition::Order::any_order)) return true;
  return false;
}

// Calls reach(stage) for the stages that a moment's events can fill one after the other from `stage` on; each event once.
// Events at one moment are one after the other only under Ties::favour. An optional stage has words of its own, so that
// filling it takes nothing from another.
template <class Reach>
void GeneralAttempts::walk(Counts available, int stage, const Reach& reach) const {
  bool first = true;
  for (; stage < definition_.stages; ++stage) {
    std::int32_t& free = available[at(definition_.class_of[at(stage)])];
    if (free <= 0) {
      if (first || !definition_.is_optional(stage)) return;
      continue;
    }
    --free;
    reach(stage);
    if (definition_.ties != Definition::Ties::favour) return;
    first = false;
  }
}

// The exclusion that ends the attempt at this moment, or -1. What happens at the moment of a stage is not after it.
int GeneralAttempts::exclusion(const Moment& moment, const std::array<std::size_t, most_stages>& reached_at, std::size_t now, int furthest) const noexcept {
  std::uint32_t met = 0;
  for (std::size_t i = moment.first; i < moment.last; ++i) met |= events_[i].exclusions;
  for (std::size_t x = 0; met != 0 && x < definition_.exclusions.size(); ++x) {
    const auto [after, before] = definition_.exclusions[x];
    if ((met >> x & 1) != 0 && reached_at[at(after)] != no_moment && reached_at[at(after)] < now && furthest < before) return static_cast<int>(x);
  }
  return -1;
}

// Whether something at a moment without a step may not stand between two steps.
bool GeneralAttempts::interrupted(const Moment& moment, int furthest) const noexcept {
  for (std::size_t i = moment.first; i < moment.last; ++i) {
    const int own = events_[i].word_class;
    if (own < 0) {
      if (definition_.between == Definition::Between::no_other_event) return true;
      continue;
    }
    bool next = false, behind = false;
    for (int stage = furthest + 1; stage < definition_.stages; ++stage) {
      next |= definition_.class_of[at(stage)] == own;
      if (!definition_.is_optional(stage)) break;
    }
    if (next) continue;
    for (int stage = 0; stage <= furthest; ++stage) behind |= definition_.class_of[at(stage)] == own;
    if (definition_.between != Definition::Between::anything && definition_.class_of[at(furthest)] != own) return true;
    if (definition_.repeats_end && behind) return true;
  }
  return false;
}

// -------------------------------------------------------------------------------------------------------- stages in their order

// The last time at which an event could carry an attempt on.
std::int64_t GeneralAttempts::deadline(const std::array<std::int64_t, most_stages>& last, int furthest, std::int64_t end) const noexcept {
  std::int64_t latest = nowhere;
  for (int from = 0; from <= furthest; ++from) {
    if (last[at(from)] == nowhere) continue;
    for (int to = from + 1; to < definition_.stages; ++to) {
      latest = std::max(latest, within_of(last[at(from)], definition_.within[at(to)]));
      if (!definition_.is_optional(to)) break;
    }
  }
  return std::min(end, latest);
}

// Writes the steps from `stage` at moment `now` back to the entry: before each step the nearest stage that can be, as early as
// `within` allows. `left`: events of this moment that no later step takes. False when there is no way (at one moment only).
bool GeneralAttempts::trace(std::size_t entry, int stage, std::size_t now, Counts left) {
  std::int32_t& free = left[at(definition_.class_of[at(stage)])];
  if (free-- <= 0) return false;
  steps_.push_back({stage, now});
  if (stage == 0) return true;
  const std::int64_t earliest = moments_[now].time - definition_.within[at(stage)];
  for (int before = stage - 1; before >= 0; --before) {
    for (std::size_t m = entry; m < now; ++m)
      if ((moments_[m].reached & bit(before)) != 0 && moments_[m].time >= earliest) return trace(entry, before, m, counts(moments_[m]));
    if (definition_.ties == Definition::Ties::favour && (moments_[now].reached & bit(before)) != 0 && trace(entry, before, now, left)) return true;
    if (!definition_.is_optional(before)) break;
  }
  steps_.pop_back();
  return false;
}

// A stage can be reached at a moment when a stage before it was reached at an earlier moment not more than `within` ago; of
// those the latest is enough to know, for none lasts longer.
void GeneralAttempts::ordered(std::size_t entry, Found& found) {
  const int stages = definition_.stages;
  std::array<std::int64_t, most_stages> last;
  std::array<std::size_t, most_stages> reached_at;  // when a stage as far as this was first reached
  last.fill(nowhere);
  reached_at.fill(no_moment);
  const std::int64_t end = within_of(moments_[entry].time, definition_.window);
  Attempt& attempt = found.attempt;
  int furthest = 0;
  std::size_t m = entry, furthest_at = entry;
  for (; m < moments_.size() && moments_[m].time <= end && furthest < stages - 1; ++m) {
    Moment& moment = moments_[m];
    if (early_ && m > entry && moment.time > deadline(last, furthest, end)) break;
    std::uint32_t reached = 0;
    const auto reach = [&](int stage) { reached |= bit(stage); };
    if (m == entry) {
      walk(counts(moment), 0, reach);
    } else {
      const bool alone = moment.last - moment.first == 1;  // one event fills one stage
      const int own = events_[moment.first].word_class;
      const Counts available = alone ? Counts{} : counts(moment);
      for (int before = 0; before <= furthest; ++before) {
        if (last[at(before)] == nowhere) continue;
        for (int stage = before + 1; stage < stages; ++stage) {
          if (moment.time - last[at(before)] <= definition_.within[at(stage)]) {
            if (!alone) walk(available, stage, reach);
            else if (definition_.class_of[at(stage)] == own) reach(stage);
          }
          if (!definition_.is_optional(stage)) break;
        }
      }
    }
    moment.reached = reached;
    const int before = m == entry ? -1 : furthest;
    for (std::uint32_t left = reached; left != 0; left &= left - 1) {
      const int stage = std::countr_zero(left);
      last[at(stage)] = moment.time;
      if (stage > furthest) {
        furthest = stage;
        furthest_at = m;
      }
    }
    for (int stage = before + 1; stage <= furthest; ++stage) reached_at[at(stage)] = m;
    if (!early_ || furthest == stages - 1) continue;
    const int excluded = exclusion(moment, reached_at, m, furthest);
    if (excluded < 0 && !(furthest == before && interrupted(moment, furthest))) continue;
    attempt.ended_early = excluded + 1;
    attempt.deadline = moment.time;
    found.next = m + 1;
    break;
  }
  steps_.clear();
  trace(entry, furthest, furthest_at, counts(moments_[furthest_at]));
  attempt.level = static_cast<int>(steps_.size());
  for (std::size_t k = 0; k < steps_.size(); ++k) {
    const Step& step = steps_[steps_.size() - 1 - k];
    attempt.times[k] = moments_[step.moment].time;
    attempt.stage[k] = attempt.done[k] = static_cast<std::int8_t>(step.stage);
    if (!definition_.words) continue;
    // Of several words at one moment the one declared first, the next one for the next stage of these words.
    const int own = definition_.class_of[at(step.stage)];
    int taken = 0;
    for (std::size_t j = 0; j < k; ++j) {
      const Step& other = steps_[steps_.size() - 1 - j];
      taken += other.moment == step.moment && definition_.class_of[at(other.stage)] == own;
    }
    for (std::size_t i = moments_[step.moment].first; i < moments_[step.moment].last; ++i)
      if (events_[i].word_class == own && taken-- == 0) attempt.word[k] = events_[i].word;
  }
  if (furthest == stages - 1) {
    found.completed = position(moments_[furthest_at]);
    found.next = furthest_at + 1;
  }
  if (attempt.ended_early < 0) attempt.deadline = deadline(last, furthest, end);
}

// The moment of the entry from which the person gets furthest: of those who complete, the first to complete; then the latest.
// When only time ends attempts: starts rise, so that for each stage the latest one from which it is in reach is enough.
std::int64_t GeneralAttempts::furthest_entry() {
  const int stages = definition_.stages;
  std::array<std::int64_t, most_stages> start, last, next;  // start: a moment; the latest entry that reaches the stage
  start.fill(-1);
  last.fill(nowhere);
  for (std::size_t m = 0; m < moments_.size(); ++m) {
    const Moment& moment = moments_[m];
    next.fill(-1);
    const Counts available = counts(moment);
    for (int stage = 0; stage < stages; ++stage) {
      const auto go = [&](std::int64_t from) {
        walk(available, stage, [&](int reached) { next[at(reached)] = std::max(next[at(reached)], from); });
      };
      if (stage == 0) go(static_cast<std::int64_t>(m));
      for (int before = stage - 1; before >= 0; --before) {
        const std::int64_t from = start[at(before)];
        if (from >= 0 && moment.time - last[at(before)] <= definition_.within[at(stage)] &&
            moment.time - moments_[static_cast<std::size_t>(from)].time <= definition_.window)
          go(from);
        if (!definition_.is_optional(before)) break;
      }
    }
    for (std::size_t stage = 0; stage < at(stages); ++stage)
      if (next[stage] >= 0) {
        start[stage] = next[stage];
        last[stage] = moment.time;
      }
    if (start[at(stages) - 1] >= 0) break;
  }
  for (int stage = stages - 1; stage >= 0; --stage)
    if (start[at(stage)] >= 0) return start[at(stage)];
  return -1;
}

// --------------------------------------------------------------------------------------------------- any order, milestones

// An event fills the first stage of its words that is not done yet.
void GeneralAttempts::any_order(std::size_t entry, Found& found) {
  const int stages = definition_.stages;
  Attempt& attempt = found.attempt;
  attempt.deadline = within_of(moments_[entry].time, definition_.window);
  std::uint32_t taken = 0;
  std::array<std::size_t, most_stages> reached_at;
  reached_at.fill(no_moment);
  reached_at[0] = entry;
  for (std::size_t m = entry; m < moments_.size() && moments_[m].time <= attempt.deadline; ++m) {
    const Moment& moment = moments_[m];
    const int before = attempt.level;
    bool other = false, repeated = false;
    for (std::size_t i = moment.first; i < moment.last && attempt.level < stages; ++i) {
      int stage = 0;
      while (stage < stages && (definition_.class_of[at(stage)] != events_[i].word_class || (taken & bit(stage)) != 0)) ++stage;
      if (stage == stages) {
        (events_[i].word_class < 0 ? other : repeated) = true;
        continue;
      }
      taken |= bit(stage);
      const auto k = at(attempt.level++);
      attempt.times[k] = moment.time;
      attempt.done[k] = static_cast<std::int8_t>(stage);
      attempt.word[k] = events_[i].word;
    }
    if (attempt.level == stages) {
      found.completed = position(moment);
      found.next = m + 1;
      return;
    }
    if (!early_) continue;
    const int excluded = exclusion(moment, reached_at, m, attempt.level - 1);
    const bool stopped = attempt.level == before && ((other && definition_.between == Definition::Between::no_other_event) || (repeated && definition_.repeats_end));
    if (excluded < 0 && !stopped) continue;
    attempt.ended_early = excluded + 1;
    attempt.deadline = moment.time;
    found.next = m + 1;
    return;
  }
}

// A stage is reached as soon as its event and those of all stages before it have happened; at the entry at the earliest.
void GeneralAttempts::milestone(std::size_t entry, Found& found) {
  const int stages = definition_.stages;
  Attempt& attempt = found.attempt;
  std::array<const Event*, most_stages> own{};  // of each stage: the first event of its words, the second one for the next stage of these words
  for (const Moment& moment : moments_)
    for (std::size_t i = moment.first; i < moment.last; ++i)
      for (int stage = 0; stage < stages; ++stage)
        if (definition_.class_of[at(stage)] == events_[i].word_class && own[at(stage)] == nullptr) {
          own[at(stage)] = events_ + i;
          break;
        }
  const std::int64_t end = within_of(moments_[entry].time, definition_.window);
  attempt.times[0] = moments_[entry].time;
  attempt.word[0] = own[0]->word;
  attempt.level = 1;
  for (; attempt.level < stages; ++attempt.level) {
    const auto k = at(attempt.level);
    attempt.deadline = std::min(end, within_of(attempt.times[k - 1], definition_.within[k]));
    if (own[k] == nullptr || own[k]->time > attempt.deadline) break;
    attempt.times[k] = std::max(attempt.times[k - 1], own[k]->time);
    attempt.word[k] = own[k]->word;
  }
  if (!definition_.exclusions.empty()) {
    const std::int64_t until = attempt.level == stages ? attempt.times[at(stages) - 1] : attempt.deadline;
    for (std::size_t m = entry; m < moments_.size() && moments_[m].time <= until; ++m) {
      std::array<std::size_t, most_stages> reached_at;
      reached_at.fill(no_moment);
      int furthest = -1;
      for (int k = 0; k < attempt.level && attempt.times[at(k)] <= moments_[m].time; ++k) {
        furthest = k;
        if (attempt.times[at(k)] < moments_[m].time) reached_at[at(k)] = 0;
      }
      const int excluded = m > entry ? exclusion(moments_[m], reached_at, m, furthest) : -1;
      if (excluded < 0) continue;
      attempt.level = furthest + 1;
      attempt.ended_early = excluded + 1;
      attempt.deadline = moments_[m].time;
      break;
    }
  }
  if (attempt.level == stages) found.completed = {attempt.times[at(stages) - 1], 0};
}

// ------------------------------------------------------------------------------------------------------------ which attempts

GeneralAttempts::Found GeneralAttempts::attempt(std::size_t entry) {
  Found found;
  found.entered = position(moments_[entry]);
  switch (definition_.order) {
    case Definition::Order::ordered: ordered(entry, found); break;
    case Definition::Order::any_order: any_order(entry, found); break;
    case Definition::Order::milestone: milestone(entry, found); break;
  }
  if (found.next == 0) {
    found.next = entry;
    while (found.next < moments_.size() && moments_[found.next].time <= found.attempt.deadline) ++found.next;
  }
  return found;
}

// Further is better; of those who complete, the first to complete; then the latest entry.
bool GeneralAttempts::better(const Found& a, const Found& b) const noexcept {
  if (a.attempt.last() != b.attempt.last()) return a.attempt.last() > b.attempt.last();
  if (a.attempt.completed(definition_) && a.completed != b.completed) return a.completed < b.completed;
  return a.entered > b.entered;
}

// Attempts among events that may be in one attempt together.
void GeneralAttempts::stream(const Event* events, std::size_t count) {
  events_ = events;
  moments_.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const bool same = i > 0 && events[i].time == events[i - 1].time && (!by_sequence() || events[i].sequence == events[i - 1].sequence);
    if (same) moments_.back().last = i + 1;
    else moments_.push_back({events[i].time, i, i + 1, 0});
  }
  if (definition_.entry == Definition::Entry::any && definition_.order == Definition::Order::ordered && !early_) {
    const std::int64_t entry = furthest_entry();
    if (entry >= 0) found_.push_back(attempt(static_cast<std::size_t>(entry)));
    return;
  }
  bool any = false;
  for (std::size_t m = 0; m < moments_.size();) {
    if (!enters(moments_[m])) {
      ++m;
      continue;
    }
    Found found = attempt(m);
    switch (definition_.entry) {
      case Definition::Entry::first: found_.push_back(std::move(found)); return;
      case Definition::Entry::each:
        m = found.next;
        found_.push_back(std::move(found));
        break;
      case Definition::Entry::any:
        ++m;
        if (!any) found_.push_back(std::move(found));
        else if (better(found, found_.back())) found_.back() = std::move(found);
        any = true;
        break;
    }
  }
}

const std::vector<Attempt>& GeneralAttempts::run(const std::vector<Event>& events) {
  found_.clear();
  attempts_.clear();
  if (!definition_.hold) {
    stream(events.data(), events.size());
  } else {
    by_value_ = events;
    std::stable_sort(by_value_.begin(), by_value_.end(), [](const Event& a, const Event& b) { return a.held < b.held; });
    for (std::size_t i = 0, j; i < by_value_.size(); i = j) {
      for (j = i + 1; j < by_value_.size() && by_value_[j].held == by_value_[i].held;) ++j;
      stream(by_value_.data() + i, j - i);
    }
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) { return a.entered < b.entered; });
    if (definition_.entry != Definition::Entry::each && found_.size() > 1) {
      // One a person: at the first entry, or of all; values in rising order where nothing else decides.
      std::size_t best = 0;
      for (std::size_t i = 1; i < found_.size(); ++i)
        if ((definition_.entry == Definition::Entry::any || found_[i].entered == found_[0].entered) && better(found_[i], found_[best])) best = i;
      if (best > 0) found_[0] = std::move(found_[best]);
      found_.resize(1);
    }
  }
  for (const Found& found : found_) attempts_.push_back(found.attempt);
  return attempts_;
}

}  // namespace mainstay::inline v1::funnel
