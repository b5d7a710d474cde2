#include "competency/moves_passages.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_tried = 20;  // beginnings of ways, for each way that may be listed

struct Figures {
  double probability = 0.0, restricted_mean = 0.0, mean_time = missing;
};

// Of one passage at each horizon.
void figures_of(const double* probability, const std::vector<std::int64_t>& horizons, Figures* out) {
  double area = 0.0;
  std::int64_t t = 0;
  for (const std::int64_t horizon : horizons) {
    for (; t < horizon; ++t) area += probability[t];
    const double reached = probability[horizon], length = static_cast<double>(horizon);
    *out++ = {reached, length - area, reached > 0.0 ? (length * reached - area) / reached : missing};
  }
}

class Passages {
 public:
  Passages(const char* key, const std::vector<PostStay>& stays, std::int64_t people, const std::vector<std::string>& names, std::int32_t posts, std::int32_t target, const std::vector<std::int64_t>& horizons, const MovesOptions& options)
      : key_(key), people_(people), names_(names), posts_(posts), horizons_(horizons), options_(options), counts_(stays, static_cast<std::int32_t>(names.size())), with_rows_(at(posts), false) {
    for (const PostStay& stay : stays) with_rows_[at(stay.post)] = true;
    for (std::int32_t b = 0; b < posts; ++b)
      if (target < 0 || b == target) targets_.push_back(b);
  }

  void tell(std::uint64_t seed, Team& team, MovesResult& result) const {
    const std::vector<MoveHazard> hazards = counts_.hazards(nullptr);
    std::vector<Unfollowed> unfollowed(names_.size());
    const std::vector<double> staying = staying_of(hazards, counts_.places());
    for (std::int32_t a = 0; a < posts_; ++a) unfollowed[at(a)] = {counts_.last(a), forward() ? 1.0 : staying[at(a)]};
    std::vector<std::vector<Figures>> drawn(at(options_.replicates));
    if (!hazards.empty())
      team.run(options_.replicates, [&](std::int64_t replicate) {
        stats::Random random{seed, 0x6d6f766573u, static_cast<std::uint64_t>(replicate)};
        std::vector<std::int64_t> times(at(people_), 0);
        for (std::int64_t i = 0; i < people_; ++i) ++times[random.below(static_cast<std::uint64_t>(people_))];
        const std::vector<MoveHazard> again = counts_.hazards(times.data());
        for (const std::int32_t b : targets_) {
          const Passage passage = passage_to(b, again, nullptr);
          for (std::int32_t a = 0; a < posts_; ++a) {
            if (a == b || !with_rows_[at(a)]) continue;
            drawn[at(replicate)].resize(drawn[at(replicate)].size() + horizons_.size());
            figures_of(passage.of(a), horizons_, drawn[at(replicate)].data() + drawn[at(replicate)].size() - horizons_.size());
          }
        }
      });
    std::size_t pair = 0;
    for (const std::int32_t b : targets_) {
      const Passage passage = passage_to(b, hazards, &unfollowed);
      for (std::int32_t a = 0; a < posts_; ++a) {
        if (a == b || !with_rows_[at(a)]) continue;
        tell_pair(a, b, passage, drawn, pair, result.reach);
        pair += horizons_.size();
      }
    }
    if (!forward()) tell_ways(hazards, result.ways);
  }

 private:
  bool forward() const { return options_.clock == MovesClock::forward; }

  Passage passage_to(std::int32_t target, const std::vector<MoveHazard>& hazards, const std::vector<Unfollowed>* unfollowed) const {
    return forward() ? passage_forward(hazards, counts_.places(), target, options_.since, horizons_.back(), unfollowed) : passage_reset(hazards, counts_.places(), target, horizons_.back(), unfollowed);
  }

  void tell_pair(std::int32_t from, std::int32_t to, const Passage& passage, const std::vector<std::vector<Figures>>& drawn, std::size_t pair, MovesReach& table) const {
    std::vector<Figures> figures(horizons_.size());
    figures_of(passage.of(from), horizons_, figures.data());
    const double* half = std::find_if(passage.of(from), passage.of(from) + passage.horizon + 1, [](double value) { return value >= 0.5 - 1e-12; });
    const auto median = half - passage.of(from);
    for (std::size_t h = 0; h < horizons_.size(); ++h) {
      table.from_post.codes.push_back(from);
      table.to_post.codes.push_back(to);
      table.horizon.push_back(horizons_[h]);
      table.probability.push_back(figures[h].probability);
      table.restricted_mean.push_back(figures[h].restricted_mean);
      table.mean_time.push_back(figures[h].mean_time);
      table.median.push_back(median <= horizons_[h] ? static_cast<double>(median) : missing);
      table.unresolved.push_back(std::max(0.0, std::min(1.0 - figures[h].probability, passage.unresolved[at(from * (passage.horizon + 1) + horizons_[h])])));
      const auto spread = [&](double Figures::*figure, std::vector<double>* error, std::vector<double>& lower, std::vector<double>& upper) {
        std::vector<double> values;
        for (const std::vector<Figures>& replicate : drawn)
          if (!replicate.empty() && !std::isnan(replicate[pair + h].*figure)) values.push_back(replicate[pair + h].*figure);
        const stats::Interval interval = stats::percentile_interval(values, options_.confidence_level);
        lower.push_back(interval.lower);
        upper.push_back(interval.upper);
        if (error == nullptr) return;
        double mean = 0.0, squares = 0.0;
        for (const double value : values) mean += value / static_cast<double>(values.size());
        for (const double value : values) squares += (value - mean) * (value - mean);
        error->push_back(values.size() < 2 ? missing : std::sqrt(squares / static_cast<double>(values.size() - 1)));
      };
      spread(&Figures::probability, &table.std_error, table.lower, table.upper);
      spread(&Figures::restricted_mean, nullptr, table.restricted_mean_lower, table.restricted_mean_upper);
      spread(&Figures::mean_time, nullptr, table.mean_time_lower, table.mean_time_upper);
    }
  }

  void tell_ways(const std::vector<MoveHazard>& hazards, MovesWays& table) const {
    const std::vector<double> jumps = jumps_of(hazards);
    const std::int32_t places = counts_.places();
    std::vector<double> sum(at(places * places), 0.0), mean(at(places * places), 0.0);
    for (std::size_t k = 0; k < hazards.size(); ++k) {
      sum[at(hazards[k].from * places + hazards[k].to)] += jumps[k];
      mean[at(hazards[k].from * places + hazards[k].to)] += jumps[k] * static_cast<double>(hazards[k].time);
    }
    std::vector<double> start(at(horizons_.back() + 1), 0.0);
    start[0] = 1.0;
    std::vector<std::int32_t> way;
    std::int64_t tried = 0;
    // Each way further by one move, in the order of the posts.
    const auto walk = [&](const auto& self, const std::vector<double>& density, double means) -> void {
      const std::int32_t from = way.back();
      if (way.size() > at(options_.most_moves)) return;
      for (std::int32_t to = 0; to < posts_; ++to) {
        const std::size_t move = at(from * places + to);
        if (sum[move] <= 0.0 || std::find(way.begin(), way.end(), to) != way.end()) continue;
        if (way.size() == at(options_.most_moves) && targets_.size() == 1 && to != targets_.front()) continue;  // no move is left to get there
        if (++tried > most_tried * options_.most_ways) refuse_ways();
        const std::vector<double> further = after_move(density, hazards, jumps, from, to);
        way.push_back(to);
        const double through = means + mean[move] / sum[move];
        if (targets_.size() > 1 || to == targets_.front()) tell_way(way, further, through, table);
        if (targets_.size() > 1 || to != targets_.front()) self(self, further, through);
        way.pop_back();
      }
    };
    for (std::int32_t from = 0; from < posts_; ++from) {
      way = {from};
      if (targets_.size() > 1 || from != targets_.front()) walk(walk, start, 0.0);
    }
  }

  [[noreturn]] void refuse_ways() const { refuse(key_, "most_ways", -1, static_cast<double>(options_.most_ways), "at least the number of ways: name a target, or ask for fewer moves (most_moves)"); }

  void tell_way(const std::vector<std::int32_t>& way, const std::vector<double>& density, double means, MovesWays& table) const {
    if (table.moves.size() >= at(options_.most_ways)) refuse_ways();
    double probability = 0.0, time = 0.0;
    for (std::size_t t = 0; t < density.size(); ++t) {
      probability += density[t];
      time += density[t] * static_cast<double>(t);
    }
    std::string text;
    for (const std::int32_t post : way) text += (text.empty() ? "" : " > ") + names_[at(post)];
    table.from_post.codes.push_back(way.front());
    table.to_post.codes.push_back(way.back());
    table.way.codes.push_back(static_cast<std::int32_t>(table.way.levels.size()));
    table.way.levels.push_back(text);
    table.moves.push_back(static_cast<std::int64_t>(way.size()) - 1);
    table.horizon.push_back(horizons_.back());
    table.probability.push_back(std::min(1.0, probability));
    table.mean_time.push_back(probability > 0.0 ? time / probability : missing);
    table.sum_of_means.push_back(means);
  }

  const char* key_;
  std::int64_t people_;
  const std::vector<std::string>& names_;
  std::int32_t posts_;
  const std::vector<std::int64_t>& horizons_;
  const MovesOptions& options_;
  MoveCounts counts_;
  std::vector<bool> with_rows_;
  std::vector<std::int32_t> targets_;
};

}  // namespace

void tell_passages(const char* key, const std::vector<PostStay>& stays, std::int64_t people, const std::vector<std::string>& names, std::int32_t posts, std::int32_t target, const std::vector<std::int64_t>& horizons,
                   const MovesOptions& options, std::uint64_t seed, Team& team, MovesResult& result) {
  Passages(key, stays, people, names, posts, target, horizons, options).tell(seed, team, result);
}

}  // namespace mainstay::inline v1::competency
