#include "mainstay/competency/match.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include "competency/match_kernel.hpp"
#include "competency/match_words.hpp"
#include "core/append.hpp"
#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "mainstay/core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/quantile.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* analysis_key = "competency.match";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t rows_of_chunk = 256;

// The columns of the profile's dimensions.
struct Columns {
  std::vector<const Column*> x, std_error;

  Columns(const MatchInput& input, const Profile& profile) {
    for (const ProfileDimension& d : profile.dimensions) {
      x.push_back(&data::number_column(analysis_key, "x", input.x, d.name, "a column: the profile asks for it"));
      std_error.push_back(data::numbers_if_there(analysis_key, "std_error", input.std_error, d.name));
    }
  }
};

// Errors, drawn once for everybody: a Latin hypercube of normal values, a stream for each dimension by its name.
struct Draws {
  std::int64_t count = 0;
  std::vector<double> person;      // (draws, dimensions)
  std::vector<MatchPlan> plans{};  // the profile as it might be, when it has errors of its own

  Draws(const Profile& profile, const MatchPlan& plan, std::int64_t draws, std::uint64_t seed) : count(draws) {
    const std::int64_t k = plan.size();
    person.resize(at(draws * k));
    std::vector<double> normal(at(draws));
    for (std::int64_t i = 0; i < draws; ++i) normal[at(i)] = stats::normal_quantile((static_cast<double>(i) + 0.5) / static_cast<double>(draws));
    bool own = false;
    for (std::int64_t j = 0; j < k; ++j) {
      const std::vector<double> column = permuted(normal, seed, profile.dimensions[at(j)].name, 0);
      for (std::int64_t i = 0; i < draws; ++i) person[at(i * k + j)] = column[at(i)];
      own |= plan.dimensions[at(j)].std_error > 0;
    }
    if (!own) return;
    plans.assign(at(draws), plan);
    for (std::int64_t j = 0; j < k; ++j) {
      if (!(plan.dimensions[at(j)].std_error > 0)) continue;
      const std::vector<double> column = permuted(normal, seed, profile.dimensions[at(j)].name, 1);
      for (std::int64_t i = 0; i < draws; ++i) shift(plans[at(i)].dimensions[at(j)], column[at(i)]);
    }
  }

 private:
  static std::vector<double> permuted(std::vector<double> values, std::uint64_t seed, const std::string& name, std::uint64_t stream) {
    std::uint64_t hash = 14695981039346656037u;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    stats::Random random{seed, hash, stream};
    stats::draw_first(values, static_cast<std::int64_t>(values.size()), random);
    return values;
  }
  // Target and floor move together; the target stays on its side of the zero and on its scale.
  static void shift(PlannedDimension& d, double z) {
    const double width = d.upper - d.lower, step = d.std_error * z, least = 1e-3 * width;
    const double moved = d.target + step;
    d.target = d.sign > 0 ? std::clamp(moved, std::min(d.zero + least, d.upper), d.upper) : std::clamp(moved, d.lower, std::max(d.zero - least, d.lower));
    d.floor += step;
    if (d.floor_rule == FloorRule::soft) d.veto += step;
  }
};

// The part of the result that one chunk of rows makes, in row order.
struct Lists {
  MatchFailures failures;
  MatchReasons reasons;
  MatchChanges changes;
};

class Matching {
 public:
  Matching(const MatchInput& input, const MatchOptions& options, const RunContext& context)
      : options_(options), profile_(options.profile), plan_(options.profile), columns_(input, options.profile), k_(plan_.size()), n_(input.x.rows) {
    for (const PlannedDimension& d : plan_.dimensions) share_.push_back(d.share);
    cost_.assign(at(k_), 1.0);
    most_.assign(at(k_), std::numeric_limits<double>::infinity());
    costs();
    bool own = false;
    for (std::int64_t j = 0; j < k_; ++j) {
      own |= plan_.dimensions[at(j)].std_error > 0;
      worst_.push_back(worst_score(plan_, j));
      best_.push_back(best_score(plan_, j));
      const PlannedDimension& d = plan_.dimensions[at(j)];
      worst_at_floor_.push_back(d.sign > 0 ? d.lower : d.upper);
      best_at_floor_.push_back(d.target);
    }
    errors_ = own;
    for (const Column* column : columns_.std_error) errors_ |= column != nullptr;
    if (errors_) draws_ = std::make_unique<const Draws>(profile_, plan_, options.draws, context.seed);
    monotone_ = plan_.aggregation != Aggregation::level && plan_.aggregation != Aggregation::shape && plan_.aggregation != Aggregation::mahalanobis;
    const double width = plan_.dimensions[0].upper - plan_.dimensions[0].lower;
    one_width_ = true;
    for (const PlannedDimension& d : plan_.dimensions) one_width_ &= d.upper - d.lower == width;
    index_scale_ = static_cast<double>(k_) * width * width;
    prepare();
  }

  MatchResult run(const RunContext& context) {
    const std::int64_t chunks = (n_ + rows_of_chunk - 1) / rows_of_chunk;
    lists_.resize(at(chunks));
    Team team(analysis_key, context, chunks);
    team.run(chunks, [&](std::int64_t chunk) { rows(lists_[at(chunk)], chunk * rows_of_chunk, std::min(n_, (chunk + 1) * rows_of_chunk)); });
    for (Lists& list : lists_) {
      take_rows(list.failures, result_.failures);
      take_rows(list.reasons, result_.reasons);
      take_rows(list.changes, result_.changes);
    }
    return std::move(result_);
  }

 private:
  void costs() {
    for (std::size_t i = 0; i < options_.costs.size(); ++i) {
      const MatchCost& cost = options_.costs[i];
      const std::string path = "costs[" + std::to_string(i) + "].dimension";
      const auto found = std::find_if(profile_.dimensions.begin(), profile_.dimensions.end(), [&](const ProfileDimension& d) { return d.name == cost.dimension; });
      if (found == profile_.dimensions.end()) throw Error(ErrorCode::unknown_name, analysis_key, path, -1, "\"" + cost.dimension + "\"", "a dimension of the profile");
      for (std::size_t other = 0; other < i; ++other)
        if (options_.costs[other].dimension == cost.dimension) refuse(analysis_key, path, "\"" + cost.dimension + "\" a second time", "given once");
      const auto j = static_cast<std::size_t>(found - profile_.dimensions.begin());
      cost_[j] = cost.cost;
      if (cost.most) most_[j] = *cost.most;
    }
  }

  void prepare() {
    MatchResult& r = result_;
    r.profile = profile_;
    for (const ProfileDimension& d : profile_.dimensions) r.dimensions.push_back(d.name);
    const std::size_t n = at(n_), nk = at(n_ * k_);
    MatchPeople& p = r.people;
    for (auto* column : {&p.score, &p.lower, &p.upper, &p.core, &p.ceiling, &p.factor, &p.coverage, &p.must_have_probability, &p.bar_probability, &p.change_cost, &p.changed_score}) column->assign(n, nan);
    p.failed.assign(n, 0);
    p.unknown.assign(n, 0);
    p.status.levels = words_of(MatchStatus{});
    p.reach.levels = words_of(MatchReach{});
    for (const ProfileGrade& grade : profile_.grades) p.grade.levels.push_back(grade.name);
    p.status.codes.assign(n, 0);
    p.reach.codes.assign(n, 0);
    p.grade.codes.assign(n, -1);
    for (auto* matrix : {&r.attained, &r.contribution, &r.gain, &r.floor_probability}) matrix->assign(nk, nan);
    MatchIndices& x = r.indices;
    for (auto* column : {&x.distance_squared, &x.level, &x.scatter, &x.shape, &x.correlation}) column->assign(n, nan);
    r.failures.dimension.levels = r.reasons.dimension.levels = r.changes.dimension.levels = r.dimensions;
    r.failures.rule.levels = words_of(FloorRule{});
    r.reasons.reason.levels = words_of(MatchReason{});
    if (options_.explain) r.sentence.resize(n), r.sentence_zh.resize(n);
  }

  struct Room {
    std::vector<double> x, error, worst, best, worst_floor, best_floor, u, scratch, share, moved, scores, high;
    explicit Room(std::int64_t k) {
      for (auto* part : {&x, &error, &worst, &best, &worst_floor, &best_floor, &u, &scratch, &share, &moved}) part->resize(at(k));
    }
  };

  void rows(Lists& lists, std::int64_t first, std::int64_t last) {
    Room room(k_);
    for (std::int64_t i = first; i < last; ++i) person(lists, room, i);
  }

  double checked(std::int64_t j, std::int64_t row) const {
    const Column& column = *columns_.x[at(j)];
    const double x = number_at(column, row);
    const PlannedDimension& d = plan_.dimensions[at(j)];
    if (std::isnan(x) || !column.present(row)) {
      if (options_.missing == MissingRule::refuse)
        throw Error(ErrorCode::invalid_argument, analysis_key, "x." + profile_.dimensions[at(j)].name, row, "missing", "given: missing = refuse");
      return nan;
    }
    if (x < d.lower || x > d.upper) refuse(analysis_key, "x." + profile_.dimensions[at(j)].name, row, x, scale_rule(j));
    return x;
  }

  std::string scale_rule(std::int64_t j) const {
    const ProfileDimension& d = profile_.dimensions[at(j)];
    return "between " + plain_number(d.lower) + " and " + plain_number(d.upper) + ", the scale of the profile";
  }

  MatchScore score(const double* x, const double* at_floor, Room& room, double* contribution = nullptr) const {
    return match_score(plan_, x, at_floor, room.share.data(), room.u.data(), contribution);
  }

  void person(Lists& lists, Room& room, std::int64_t i) {
    MatchPeople& p = result_.people;
    MatchStory story;
    story.profile = &profile_;
    double known = 0.0, clear = 1.0;
    std::int64_t known_count = 0;
    bool has_floor = false, some_error = false;
    for (std::int64_t j = 0; j < k_; ++j) {
      const PlannedDimension& d = plan_.dimensions[at(j)];
      const double x = checked(j, i);
      const Column* error = columns_.std_error[at(j)];
      room.error[at(j)] = error == nullptr ? 0.0 : number_at(*error, i);
      some_error |= room.error[at(j)] > 0 || d.std_error > 0;
      has_floor |= !std::isnan(d.floor);
      double clearing = nan;
      if (std::isnan(x)) {
        story.unknown.push_back(at(j));
        if (!std::isnan(d.floor)) ++p.unknown[at(i)], clear = nan;
      } else {
        known += d.share;
        ++known_count;
        if (!std::isnan(d.floor)) {
          const double spread = std::hypot(room.error[at(j)], d.std_error), ahead = d.sign * (x - d.floor);
          clearing = spread > 0 ? stats::normal_cdf(ahead / spread) : ahead >= 0 ? 1.0 : 0.0;
          clear *= clearing;
          if (below_floor(d, x)) ++p.failed[at(i)], story.failed.push_back(at(j)), story.clearing.push_back(clearing);
        }
      }
      result_.floor_probability[at(i * k_ + j)] = clearing;
      room.x[at(j)] = x;
      room.worst[at(j)] = std::isnan(x) ? worst_[at(j)] : x;
      room.best[at(j)] = std::isnan(x) ? best_[at(j)] : x;
      room.worst_floor[at(j)] = std::isnan(x) ? worst_at_floor_[at(j)] : x;
      room.best_floor[at(j)] = std::isnan(x) ? best_at_floor_[at(j)] : x;
      room.share[at(j)] = share_[at(j)];
    }
    if (known_count == k_) known = 1.0;
    const bool incomplete = known_count < k_;
    p.coverage[at(i)] = std::min(1.0, known);
    p.must_have_probability[at(i)] = has_floor ? clear : nan;
    const bool enough = known_count > 0 && known >= options_.least_coverage - 1e-12;
    const bool scored = enough && (!incomplete || (options_.missing != MissingRule::interval && !(options_.missing == MissingRule::known_only && known <= 0)));
    story.status = known_count == 0 ? MatchStatus::nothing_known : !enough ? MatchStatus::too_little_known : !scored ? MatchStatus::incomplete
                   : story.failed.empty() ? MatchStatus::scored : MatchStatus::must_have_failed;
    p.status.codes[at(i)] = static_cast<std::int32_t>(story.status);

    double* contribution = &result_.contribution[at(i * k_)];
    const MatchScore floor_score = score(room.worst.data(), room.worst_floor.data(), room, contribution);
    for (std::int64_t j = 0; j < k_; ++j) result_.attained[at(i * k_ + j)] = std::isnan(room.x[at(j)]) ? nan : room.u[at(j)];
    if (scored) {
      MatchScore own = floor_score;
      if (incomplete && options_.missing == MissingRule::known_only) {
        for (std::int64_t j = 0; j < k_; ++j) {
          room.share[at(j)] = std::isnan(room.x[at(j)]) ? 0.0 : share_[at(j)] / known;
          room.moved[at(j)] = std::isnan(room.x[at(j)]) ? plan_.dimensions[at(j)].target : room.x[at(j)];
        }
        own = score(room.moved.data(), room.moved.data(), room, contribution);
        room.share = share_;
      }
      p.score[at(i)] = own.score;
      p.core[at(i)] = own.core;
      p.ceiling[at(i)] = own.ceiling;
      p.factor[at(i)] = own.factor;
    }
    bounds(room, i, floor_score.score, incomplete, some_error, scored);
    gains(room, i, floor_score.score);
    if (!incomplete) indices(room, i);
    if (scored && !profile_.grades.empty()) p.grade.codes[at(i)] = grade(room);
    reach(lists, room, i, scored && !incomplete, story);
    reasons(lists, room, i, floor_score.score, story);
    if (!options_.explain) return;
    story.score = p.score[at(i)];
    story.lower = p.lower[at(i)];
    story.upper = p.upper[at(i)];
    story.core = p.core[at(i)];
    story.ceiling = p.ceiling[at(i)];
    story.factor = p.factor[at(i)];
    story.coverage = p.coverage[at(i)];
    story.confidence_level = options_.confidence_level;
    story.uncertain = some_error;
    story.x = room.x.data();
    story.gain = &result_.gain[at(i * k_)];
    MatchSentences text = match_sentences(story);
    result_.sentence[at(i)] = std::move(text.en);
    result_.sentence_zh[at(i)] = std::move(text.zh);
  }

  // The interval, and the probability of the bar.
  void bounds(Room& room, std::int64_t i, double worst, bool incomplete, bool some_error, bool scored) {
    MatchPeople& p = result_.people;
    double& lower = p.lower[at(i)];
    double& upper = p.upper[at(i)];
    if (!incomplete && !some_error) {
      lower = upper = p.score[at(i)];
      if (std::isnan(lower)) lower = upper = worst;
      if (options_.bar && scored) p.bar_probability[at(i)] = p.score[at(i)] >= *options_.bar - 1e-12 ? 1.0 : 0.0;
      return;
    }
    if (incomplete && !monotone_) {  // bounds that hold whatever the rest is
      lower = 0.0;
      const MatchScore most = score(room.best.data(), room.best_floor.data(), room);
      upper = some_error ? 1.0 : std::min(most.ceiling, most.factor);
      return;
    }
    if (!some_error) {
      lower = worst;
      upper = score(room.best.data(), room.best_floor.data(), room).score;
      return;
    }
    const std::int64_t draws = draws_->count;
    std::int64_t reached = 0;
    room.scores.resize(at(draws));
    if (incomplete) room.high.resize(at(draws));
    for (std::int64_t d = 0; d < draws; ++d) {
      const MatchPlan& plan = draws_->plans.empty() ? plan_ : draws_->plans[at(d)];
      const double* z = &draws_->person[at(d * k_)];
      room.scores[at(d)] = drawn(plan, room.worst, room.worst_floor, z, room);
      if (incomplete) room.high[at(d)] = drawn(plan, room.best, room.best_floor, z, room);
      if (options_.bar) reached += room.scores[at(d)] >= *options_.bar - 1e-12;
    }
    const double tail = (1 - options_.confidence_level) / 2;
    std::vector<double>& high = incomplete ? room.high : room.scores;
    std::sort(room.scores.begin(), room.scores.end());
    if (incomplete) std::sort(high.begin(), high.end());
    lower = stats::sorted_quantile(room.scores, tail);
    upper = stats::sorted_quantile(high, 1 - tail);
    if (options_.bar && scored && !incomplete) p.bar_probability[at(i)] = static_cast<double>(reached) / static_cast<double>(draws);
  }

  double drawn(const MatchPlan& plan, const std::vector<double>& x, const std::vector<double>& at_floor, const double* z, Room& room) const {
    for (std::int64_t j = 0; j < k_; ++j) {
      const PlannedDimension& d = plan.dimensions[at(j)];
      const bool measured = !std::isnan(room.x[at(j)]);
      room.moved[at(j)] = measured ? std::clamp(x[at(j)] + room.error[at(j)] * z[j], d.lower, d.upper) : x[at(j)];
      room.scratch[at(j)] = measured ? x[at(j)] + room.error[at(j)] * z[j] : at_floor[at(j)];
    }
    return match_score(plan, room.moved.data(), room.scratch.data(), share_.data(), room.u.data(), nullptr).score;
  }

  void gains(Room& room, std::int64_t i, double now) {
    for (std::int64_t j = 0; j < k_; ++j) {
      const double held = room.worst[at(j)], held_floor = room.worst_floor[at(j)];
      room.worst[at(j)] = room.worst_floor[at(j)] = plan_.dimensions[at(j)].target;
      result_.gain[at(i * k_ + j)] = held == plan_.dimensions[at(j)].target ? 0.0 : score(room.worst.data(), room.worst_floor.data(), room).score - now;
      room.worst[at(j)] = held;
      room.worst_floor[at(j)] = held_floor;
    }
  }

  void indices(Room& room, std::int64_t i) {
    if (!one_width_) return;
    const ProfileIndices found = profile_indices(plan_, room.x.data(), share_.data());
    MatchIndices& table = result_.indices;
    table.distance_squared[at(i)] = index_scale_ * found.distance_squared;
    table.level[at(i)] = index_scale_ * found.level;
    table.scatter[at(i)] = index_scale_ * found.scatter;
    table.shape[at(i)] = index_scale_ * found.shape;
    table.correlation[at(i)] = found.correlation;
  }

  // The best grade that is met; what is missing meets no limit.
  std::int32_t grade(const Room& room) const {
    for (std::size_t g = 0; g < profile_.grades.size(); ++g) {
      double met = 0.0;
      bool vetoed = false;
      for (const ProfileLimit& limit : profile_.grades[g].limits)
        for (std::int64_t j = 0; j < k_; ++j)
          if (profile_.dimensions[at(j)].name == limit.dimension) {
            const PlannedDimension& d = plan_.dimensions[at(j)];
            const double x = room.worst_floor[at(j)];
            if (d.sign * x >= d.sign * limit.at_least) met += d.share;
            if (limit.veto && d.sign * x <= d.sign * *limit.veto) vetoed = true;
          }
      if (profile_.grades[g].limits.empty() || (!vetoed && met >= plan_.majority - 1e-12)) return static_cast<std::int32_t>(g);
    }
    return -1;
  }

  void reach(Lists& lists, Room& room, std::int64_t i, bool complete, MatchStory& story) {
    if (!options_.bar) return;
    MatchPeople& p = result_.people;
    NearestChange change{ChangeEnd::not_sought, 0.0, {}};
    if (complete) change = nearest_change(plan_, room.x.data(), share_.data(), *options_.bar, cost_.data(), most_.data());
    const MatchReach reach_of[] = {MatchReach::reached, MatchReach::reachable, MatchReach::unreachable, MatchReach::not_sought};
    story.bar = *options_.bar;
    story.reach = reach_of[static_cast<std::int32_t>(change.end)];
    p.reach.codes[at(i)] = static_cast<std::int32_t>(story.reach);
    if (story.reach == MatchReach::reached) p.change_cost[at(i)] = 0.0, p.changed_score[at(i)] = p.score[at(i)];
    if (story.reach != MatchReach::reachable) return;
    p.change_cost[at(i)] = change.cost;
    p.changed_score[at(i)] = score(change.to.data(), change.to.data(), room).score;
    for (std::int64_t j = 0; j < k_; ++j) {
      const double from = room.x[at(j)], to = change.to[at(j)];
      if (from == to) continue;
      story.changed.push_back(at(j));
      story.changed_to.push_back(to);
      MatchChanges& c = lists.changes;
      c.row.push_back(i);
      c.dimension.codes.push_back(static_cast<std::int32_t>(j));
      c.before.push_back(from);
      c.after.push_back(to);
      c.change.push_back(to - from);
      c.cost.push_back(cost_[at(j)] * std::abs(to - from));
    }
  }

  void reasons(Lists& lists, Room& room, std::int64_t i, double now, MatchStory& story) {
    std::int64_t rank = 0;
    const auto add = [&](MatchReason reason, std::size_t j, double limit, double effect) {
      MatchReasons& r = lists.reasons;
      r.row.push_back(i);
      r.rank.push_back(++rank);
      r.reason.codes.push_back(static_cast<std::int32_t>(reason));
      r.dimension.codes.push_back(static_cast<std::int32_t>(j));
      r.value.push_back(room.x[j]);
      r.limit.push_back(limit);
      r.effect.push_back(effect);
    };
    for (std::size_t f = 0; f < story.failed.size(); ++f) {
      const std::size_t j = story.failed[f];
      const PlannedDimension& d = plan_.dimensions[j];
      const double held = room.worst[j], held_floor = room.worst_floor[j];
      room.worst[j] = room.worst_floor[j] = d.floor;
      const double cleared = score(room.worst.data(), room.worst_floor.data(), room).score;
      room.worst[j] = held;
      room.worst_floor[j] = held_floor;
      story.score_at_floor.push_back(cleared);
      MatchFailures& list = lists.failures;
      list.row.push_back(i);
      list.dimension.codes.push_back(static_cast<std::int32_t>(j));
      list.rule.codes.push_back(static_cast<std::int32_t>(d.floor_rule));
      list.value.push_back(room.x[j]);
      list.floor.push_back(d.floor);
      list.lack.push_back(d.sign * (d.floor - room.x[j]));
      list.probability.push_back(story.clearing[f]);
      list.score_at_floor.push_back(cleared);
      add(MatchReason::must_have_failed, j, d.floor, cleared - now);
    }
    for (const std::size_t j : story.unknown)
      if (!std::isnan(plan_.dimensions[j].floor)) add(MatchReason::must_have_unknown, j, plan_.dimensions[j].floor, share_[j]);
    for (const std::size_t j : story.unknown)
      if (std::isnan(plan_.dimensions[j].floor)) add(MatchReason::unknown, j, plan_.dimensions[j].target, share_[j]);
    const double *gain = &result_.gain[at(i * k_)], *contribution = &result_.contribution[at(i * k_)];
    std::vector<std::size_t> order(at(k_));
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto strongest = [&](const double* by, const auto& wanted) {
      std::vector<std::size_t> list;
      for (const std::size_t j : order)
        if (wanted(j)) list.push_back(j);
      std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) { return by[a] > by[b]; });
      if (static_cast<std::int64_t>(list.size()) > options_.reasons) list.resize(at(options_.reasons));
      return list;
    };
    const auto known = [&](std::size_t j) { return !std::isnan(room.x[j]); };
    story.lacking = strongest(gain, [&](std::size_t j) { return known(j) && gain[j] > 1e-12; });
    for (const std::size_t j : story.lacking) add(MatchReason::lacking, j, plan_.dimensions[j].target, gain[j]);
    for (const std::size_t j : strongest(contribution, [&](std::size_t j) { return known(j) && plan_.dimensions[j].sign * room.x[j] >= plan_.dimensions[j].sign * plan_.dimensions[j].target; }))
      add(MatchReason::meets, j, plan_.dimensions[j].target, contribution[j]);
  }

  const MatchOptions& options_;
  const Profile& profile_;
  MatchPlan plan_;
  Columns columns_;
  std::int64_t k_, n_;
  std::vector<double> share_, cost_, most_, worst_, best_, worst_at_floor_, best_at_floor_;
  std::unique_ptr<const Draws> draws_;
  bool errors_ = false, monotone_ = true, one_width_ = true;
  double index_scale_ = 1.0;
  std::vector<Lists> lists_;
  MatchResult result_;
};

}  // namespace

MatchResult match(const MatchInput& input, const MatchOptions& options, const RunContext& context) {
  check(analysis_key, input, options, context.threads);
  check_profile(analysis_key, options.profile);
  check_scales(analysis_key, options.profile, options.scales);
  if (options.missing == MissingRule::known_only && options.profile.aggregation == Aggregation::mahalanobis)
    refuse(analysis_key, "missing", "known_only", "another word with aggregation = mahalanobis, which has no weights");
  return Matching(input, options, context).run(context);
}

constinit const Function match_analysis = analysis<&match>("competency.match", "How well does each person fit the post, why, how sure is that, and what would have to change?");

}  // namespace mainstay::inline v1::competency
