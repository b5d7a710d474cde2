// Counters of attempts by group, stage, age and outcome, one set for each worker.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace mainstay::inline v1::funnel {

/// Where a count stands: one block for each group.
struct Layout {
  std::int64_t stages = 0, ages = 0, outcomes = 0, groups = 0;
  std::int64_t befores = 1;  // stages that an arrival is counted by when some are optional
  std::int64_t words = 0;    // of branches
  std::int64_t arrivals() const noexcept { return 2 * stages * ages * befores; }
  std::int64_t ends() const noexcept { return 2 * stages * ages * outcomes; }
  std::int64_t per_group() const noexcept { return arrivals() + ends() + stages * (1 + 3 * words); }
  std::int64_t arrival(std::int64_t clock, std::int64_t stage, std::int64_t age, std::int64_t before) const noexcept {
    return ((clock * stages + stage) * ages + age) * befores + (befores > 1 ? before : 0);
  }
  std::int64_t end(std::int64_t clock, std::int64_t stage, std::int64_t age, std::int64_t outcome) const noexcept {
    return arrivals() + ((clock * stages + stage) * ages + age) * outcomes + outcome;
  }
  std::int64_t mature(std::int64_t stage) const noexcept { return arrivals() + ends() + stage; }
  std::int64_t branch(std::int64_t stage, std::int64_t word, std::int64_t outcome) const noexcept {
    return arrivals() + ends() + stages + (stage * words + word) * 3 + outcome;
  }
  // Cells in all, or -1 when they cannot be numbered.
  std::int64_t size() const noexcept {
    const long double all = static_cast<long double>(groups) * (2.0L * stages * ages * (befores + outcomes) + stages * (1 + 3.0L * words));
    return all < 4e18L ? groups * per_group() : -1;
  }
};

inline constexpr std::int64_t most_direct_cells = std::int64_t{1} << 21;

/// What one worker counts at a time. Sums of whole numbers: whose they are and in which order they add up does not matter.
struct Tally {
  std::vector<std::uint32_t> direct;           // a counter for each cell, when they are few
  std::vector<std::int64_t> scattered;         // otherwise the number of the cell, once for each count
  std::vector<std::pair<std::int64_t, std::int64_t>> condensed;  // cell, count: rising
  std::int64_t other_words = 0, unknown_people = 0, without_value = 0, before_spell = 0, after_exit = 0, after_follow_up = 0, repeated = 0, people = 0, entered = 0;
  std::vector<std::uint8_t> codes_seen;

  void condense() {
    std::sort(scattered.begin(), scattered.end());
    std::vector<std::pair<std::int64_t, std::int64_t>> fresh;
    for (std::size_t i = 0, j; i < scattered.size(); i = j) {
      for (j = i; j < scattered.size() && scattered[j] == scattered[i];) ++j;
      fresh.emplace_back(scattered[i], static_cast<std::int64_t>(j - i));
    }
    scattered.clear();
    if (condensed.empty()) return void(condensed = std::move(fresh));
    std::vector<std::pair<std::int64_t, std::int64_t>> merged;
    merged.reserve(condensed.size() + fresh.size());
    std::size_t i = 0, j = 0;
    while (i < condensed.size() || j < fresh.size()) {
      if (j == fresh.size() || (i < condensed.size() && condensed[i].first < fresh[j].first)) merged.push_back(condensed[i++]);
      else if (i == condensed.size() || fresh[j].first < condensed[i].first) merged.push_back(fresh[j++]);
      else {
        merged.emplace_back(fresh[j].first, condensed[i].second + fresh[j].second);
        ++i, ++j;
      }
    }
    condensed = std::move(merged);
  }
};

/// Tallies to work with, as many as work at the same time.
class Tallies {
 public:
  Tallies(const Layout& layout, std::size_t codes) : layout_(layout), codes_(codes) {}
  Tally* take() {
    std::lock_guard lock(mutex_);
    if (free_.empty()) {
      all_.push_back(std::make_unique<Tally>());
      if (layout_.size() >= 0 && layout_.size() <= most_direct_cells) all_.back()->direct.assign(static_cast<std::size_t>(layout_.size()), 0);
      all_.back()->codes_seen.assign(codes_, 0);
      free_.push_back(all_.back().get());
    }
    Tally* tally = free_.back();
    free_.pop_back();
    return tally;
  }
  void give(Tally* tally) {
    std::lock_guard lock(mutex_);
    free_.push_back(tally);
  }
  // Everything counted, as rising cells.
  Tally sum() {
    Tally total;
    total.codes_seen.assign(codes_, 0);
    std::vector<std::int64_t> direct;
    std::map<std::int64_t, std::int64_t> scattered;
    for (const auto& tally : all_) {
      if (!tally->direct.empty()) {
        direct.resize(tally->direct.size());
        for (std::size_t i = 0; i < direct.size(); ++i) direct[i] += tally->direct[i];
      }
      tally->condense();
      for (const auto& [cell, count] : tally->condensed) scattered[cell] += count;
      total.other_words += tally->other_words;
      total.unknown_people += tally->unknown_people;
      total.without_value += tally->without_value;
      total.before_spell += tally->before_spell;
      total.after_exit += tally->after_exit;
      total.after_follow_up += tally->after_follow_up;
      total.repeated += tally->repeated;
      total.people += tally->people;
      total.entered += tally->entered;
      for (std::size_t i = 0; i < codes_; ++i) total.codes_seen[i] |= tally->codes_seen[i];
    }
    total.condensed.assign(scattered.begin(), scattered.end());
    for (std::size_t i = 0; i < direct.size(); ++i)
      if (direct[i] != 0) total.condensed.emplace_back(static_cast<std::int64_t>(i), direct[i]);
    return total;
  }

 private:
  const Layout& layout_;
  std::size_t codes_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Tally>> all_;
  std::vector<Tally*> free_;
};

}  // namespace mainstay::inline v1::funnel
