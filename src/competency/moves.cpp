#include "mainstay/competency/moves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "competency/moves_kernel.hpp"
#include "competency/moves_passages.hpp"
#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.moves";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_places = 100, longest = 200000;

std::int64_t integer_at(const Column& column, std::int64_t row) {
  std::int64_t scratch = 0;
  return *read_integers(column, row, 1, &scratch);
}

// Posts first, then ends.
struct Places {
  std::vector<std::string> names;
  std::int32_t posts = 0;
  std::int32_t find(const std::string& name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : static_cast<std::int32_t>(found - names.begin());
  }
};

struct Read {
  Places places;
  std::vector<PostStay> in_post, on_clock;  // by person and start; the same stays on the clock of the post, and on the one asked for
  std::int64_t people = 0;
};

Places places_of(const MovesOptions& options, const data::Groups& post, const data::Groups& next) {
  Places places;
  places.names = options.posts.empty() ? post.names() : options.posts;
  for (std::size_t j = 0; j < places.names.size(); ++j)
    if (places.find(places.names[j]) != static_cast<std::int32_t>(j)) refuse(key, "posts[" + std::to_string(j) + "]", data::quoted(places.names[j]), "a post that is there once");
  places.posts = static_cast<std::int32_t>(places.names.size());
  for (const std::string& name : next.names())
    if (places.find(name) < 0) places.names.push_back(name);
  if (places.names.size() > at(most_places)) refuse(key, "post", std::to_string(places.names.size()) + " posts and ends", "at most " + std::to_string(most_places));
  return places;
}

// A stay with its row and its place in time.
struct Row {
  std::int64_t row, start, stop, entry, origin;
  std::int32_t person, post, next;
  double weight;
};

void follow_each_other(const std::vector<Row>& rows, const Places& places, const std::vector<std::string>& people) {
  for (std::size_t k = 1; k < rows.size(); ++k) {
    const Row &a = rows[k - 1], &b = rows[k];
    if (a.person != b.person) continue;
    if (b.start < a.stop)
      refuse(key, "start", b.row, static_cast<double>(b.start), "at least " + std::to_string(a.stop) + ", the stop of row " + std::to_string(a.row) + ": " + people[at(a.person)] + " is in one post at a time");
    if (b.start == a.stop && a.next >= 0 && a.next != b.post)
      throw Error(ErrorCode::invalid_argument, key, "post", b.row, data::quoted(places.names[at(b.post)]), data::quoted(places.names[at(a.next)]) + ", where row " + std::to_string(a.row) + " of the same person went");
  }
}

Read read(const MovesInput& input, const MovesOptions& options) {
  Read out;
  const std::int64_t n = input.stop.size;
  const data::Groups post = data::encode_groups(key, "post", input.post), next = data::encode_groups(key, "next_post", input.next_post);
  if (post.count > 0 && next.count > 0 && post.text != next.text) throw Error(ErrorCode::wrong_type, key, "next_post", -1, next.text ? "text" : "numbers", post.text ? "text" : "numbers");
  out.places = places_of(options, post, next);
  std::vector<std::int32_t> post_place, next_place;
  for (const std::string& name : post.names()) post_place.push_back(out.places.find(name));
  for (const std::string& name : next.names()) next_place.push_back(out.places.find(name));
  data::Groups person;
  if (input.person.given()) person = data::encode_groups(key, "person", input.person);
  std::vector<Row> rows;
  for (std::int64_t i = 0; i < n; ++i) {
    Row row{i, integer_at(input.start, i), integer_at(input.stop, i), 0, 0, input.person.given() ? person.codes[at(i)] : -1, post_place[at(post.codes[at(i)])], -1, input.weights.given() ? number_at(input.weights, i) : 1.0};
    if (row.post < 0 || row.post >= out.places.posts) throw Error(ErrorCode::unknown_name, key, "post", i, data::quoted(post.name(post.codes[at(i)])), "one of posts: " + list_of(options.posts));
    if (next.codes[at(i)] >= 0) row.next = next_place[at(next.codes[at(i)])];
    if (row.next == row.post) throw Error(ErrorCode::invalid_argument, key, "next_post", i, data::quoted(out.places.names[at(row.next)]), "another post than the one held: join the rows of one stay");
    if (row.stop <= row.start) refuse(key, "stop", i, static_cast<double>(row.stop), "above start, " + std::to_string(row.start));
    if (row.stop - row.start > longest) refuse(key, "stop", i, static_cast<double>(row.stop), "at most " + std::to_string(longest) + " after start: use a larger unit of time");
    row.entry = input.entry.given() ? integer_at(input.entry, i) : row.start;
    if (row.entry < row.start || row.entry >= row.stop)
      refuse(key, "entry", i, static_cast<double>(row.entry), "at least start, " + std::to_string(row.start) + ", and below stop, " + std::to_string(row.stop));
    row.origin = row.start;
    if (input.origin.given()) {
      row.origin = integer_at(input.origin, i);
      if (row.origin > row.start) refuse(key, "origin", i, static_cast<double>(row.origin), "at most start, " + std::to_string(row.start));
      if (row.stop - row.origin > longest) refuse(key, "origin", i, static_cast<double>(row.origin), "at most " + std::to_string(longest) + " before stop: use a larger unit of time");
    }
    if (row.weight > 0.0) rows.push_back(row);
  }
  if (rows.empty()) refuse(key, "stop", std::to_string(n) + " rows", "at least one row with a positive weight");
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tuple(a.person, a.start, a.post, a.next, a.stop, a.entry, a.origin, a.weight, a.row) < std::tuple(b.person, b.start, b.post, b.next, b.stop, b.entry, b.origin, b.weight, b.row);
  });
  if (input.person.given()) {
    follow_each_other(rows, out.places, person.names());
    std::int64_t first = rows.front().origin;
    for (std::size_t k = 0; k < rows.size(); ++k) {
      if (k == 0 || rows[k].person != rows[k - 1].person) first = rows[k].origin;
      if (!input.origin.given()) rows[k].origin = first;
    }
  }
  std::int32_t last = -2;
  for (const Row& row : rows) {
    if (!input.person.given() || row.person != last) ++out.people;
    last = row.person;
    const auto number = static_cast<std::int32_t>(out.people - 1);
    out.in_post.push_back({number, row.post, row.next, row.entry - row.start, row.stop - row.start, row.weight});
    if (options.clock == MovesClock::reset) continue;
    if (row.stop - row.origin > longest) refuse(key, "stop", row.row, static_cast<double>(row.stop), "at most " + std::to_string(longest) + " after the beginning of the person: use a larger unit of time");
    out.on_clock.push_back({number, row.post, row.next, row.entry - row.origin, row.stop - row.origin, row.weight});
  }
  if (options.clock == MovesClock::reset) out.on_clock = out.in_post;
  return out;
}

// survival.curve with posts as groups and places as causes.
survival::CurveResult curves(const Read& rows, const MovesOptions& options, double until, const std::vector<double>& times, const RunContext& context) {
  std::vector<std::int64_t> duration, entry;
  std::vector<std::int32_t> event, group;
  std::vector<double> weights;
  bool late = false;
  for (const PostStay& stay : rows.in_post) {
    duration.push_back(stay.stop);
    entry.push_back(stay.entry);
    late = late || stay.entry > 0;
    event.push_back(stay.next + 1);
    group.push_back(stay.post);
    weights.push_back(stay.weight);
  }
  survival::CurveInput input;
  input.duration = Column(duration);
  input.event = Column(event);
  input.group = Column(group);
  input.weights = Column(weights);
  if (late) input.entry = Column(entry);
  survival::CurveOptions asked;
  for (std::size_t c = 0; c < std::max<std::size_t>(2, rows.places.names.size()); ++c) asked.causes.push_back(std::to_string(c));  // two at least, so that incidences are made
  asked.confidence_level = options.confidence_level;
  asked.interval = options.interval;
  asked.std_error = options.std_error;
  asked.probabilities = options.shares;
  asked.restricted_mean_until = until;
  asked.times = times;
  return survival::curve(input, asked, context);
}

std::int32_t place_of(const Categories& numbered, std::size_t row) { return static_cast<std::int32_t>(std::stol(numbered.levels[at(numbered.codes[row])])); }

// What is counted of the stays of each post and of each move.
struct Count {
  std::int64_t spells = 0, people = 0, last_person = -1;
  double weight = 0.0, time = 0.0;
  void add(const PostStay& stay) {
    ++spells;
    if (stay.person != last_person) ++people;
    last_person = stay.person;
    weight += stay.weight;
    time += stay.weight * static_cast<double>(stay.stop);
  }
};

class Telling {
 public:
  Telling(const Read& rows, const MovesOptions& options) : rows_(rows), options_(options), places_(static_cast<std::int32_t>(rows.places.names.size())), counts_(rows.in_post, places_), hazards_(counts_.hazards(nullptr)),
                                                           staying_(staying_of(hazards_, places_)), of_post_(at(places_)), ended_(at(places_)), of_move_(at(places_) * at(places_)) {
    for (const PostStay& stay : rows.in_post) {
      of_post_[at(stay.post)].add(stay);
      if (stay.next < 0) continue;
      ended_[at(stay.post)].add(stay);
      of_move_[at(stay.post * places_ + stay.next)].add(stay);
    }
  }

  void tell(MovesResult& result, const RunContext& context) const {
    result.people = rows_.people;
    result.spells = static_cast<std::int64_t>(rows_.in_post.size());
    result.status = hazards_.empty() ? MovesStatus::no_moves : MovesStatus::estimated;
    result.ends.assign(rows_.places.names.begin() + rows_.places.posts, rows_.places.names.end());
    const std::vector<std::string> posts(rows_.places.names.begin(), rows_.places.names.begin() + rows_.places.posts);
    for (Categories* list : {&result.posts.post, &result.moves.from_post, &result.staying.post, &result.incidence.from_post, &result.quantiles.post, &result.reach.from_post, &result.reach.to_post, &result.ways.from_post,
                             &result.ways.to_post, &result.ladder.from_post, &result.ladder.to_post})
      list->levels = posts;
    for (Categories* list : {&result.moves.to_post, &result.incidence.to_post}) list->levels = rows_.places.names;
    double until = std::numeric_limits<double>::infinity();
    for (std::int32_t a = 0; a < rows_.places.posts; ++a)
      if (of_post_[at(a)].spells > 0) until = std::min(until, static_cast<double>(counts_.last(a)));
    until = options_.until.value_or(until);
    const survival::CurveResult all = curves(rows_, options_, until, {}, context);
    tell_posts(all, until, result.posts);
    tell_moves(all, result);
    tell_curves(options_.times.empty() ? all : curves(rows_, options_, until, options_.times, context), result);
  }

 private:
  void tell_posts(const survival::CurveResult& curve, double until, MovesPosts& table) const {
    const double z = stats::normal_interval_factor(options_.confidence_level);
    for (std::int32_t a = 0; a < rows_.places.posts; ++a) {
      table.post.codes.push_back(a);
      table.spells.push_back(of_post_[at(a)].spells);
      table.people.push_back(of_post_[at(a)].people);
      table.moved.push_back(ended_[at(a)].spells);
      table.follow_up.push_back(static_cast<double>(counts_.last(a)));
      table.staying.push_back(staying_[at(a)]);
      table.until.push_back(until);
      table.naive_mean.push_back(ended_[at(a)].spells == 0 ? missing : ended_[at(a)].time / ended_[at(a)].weight);
      double mean = missing, error = missing;
      for (std::size_t g = 0; g < curve.groups.group.codes.size(); ++g)
        if (place_of(curve.groups.group, g) == a) mean = curve.groups.restricted_mean[g], error = curve.groups.restricted_mean_std_error[g];
      table.restricted_mean.push_back(mean);
      table.std_error.push_back(error);
      table.lower.push_back(std::isnan(error) ? missing : std::max(0.0, mean - z * error));
      table.upper.push_back(std::isnan(error) ? missing : std::min(until, mean + z * error));
    }
  }

  void tell_moves(const survival::CurveResult& curve, MovesResult& result) const {
    const std::vector<double> jumps = jumps_of(hazards_);
    std::vector<double> probability(of_move_.size(), 0.0), time(of_move_.size(), 0.0);
    for (std::size_t k = 0; k < hazards_.size(); ++k) {
      const std::size_t move = at(hazards_[k].from * places_ + hazards_[k].to);
      probability[move] += jumps[k];
      time[move] += jumps[k] * static_cast<double>(hazards_[k].time);
    }
    std::vector<std::size_t> last(of_move_.size(), 0);
    const survival::IncidenceTable& incidence = curve.incidence;
    for (std::size_t r = 0; r < incidence.time.size(); ++r)
      if (place_of(incidence.cause, r) < places_) last[at(place_of(incidence.group, r) * places_ + place_of(incidence.cause, r))] = r;
    MovesTable& table = result.moves;
    for (std::size_t move = 0; move < of_move_.size(); ++move) {
      const Count& made = of_move_[move];
      if (made.spells == 0) continue;
      const auto from = static_cast<std::int32_t>(move / at(places_)), to = static_cast<std::int32_t>(move % at(places_));
      table.from_post.codes.push_back(from);
      table.to_post.codes.push_back(to);
      table.moves.push_back(made.spells);
      table.probability.push_back(std::min(1.0, probability[move]));
      table.std_error.push_back(incidence.std_error[last[move]]);
      table.lower.push_back(incidence.lower[last[move]]);
      table.upper.push_back(incidence.upper[last[move]]);
      table.by.push_back(static_cast<double>(counts_.last(from)));
      table.mean_time.push_back(time[move] / probability[move]);
      table.naive_share.push_back(made.weight / of_post_[at(from)].weight);
      table.naive_of_ended.push_back(made.weight / ended_[at(from)].weight);
      table.naive_mean.push_back(made.time / made.weight);
      if (to >= rows_.places.posts) continue;
      result.ladder.from_post.codes.push_back(from);
      result.ladder.to_post.codes.push_back(to);
      result.ladder.expected_months.push_back(time[move] / probability[move] / options_.month);
      result.ladder.probability.push_back(std::min(1.0, probability[move]));
    }
  }

  void tell_curves(const survival::CurveResult& curve, MovesResult& result) const {
    for (std::size_t r = 0; r < curve.curve.time.size(); ++r) {
      result.staying.post.codes.push_back(place_of(curve.curve.group, r));
      result.staying.time.push_back(curve.curve.time[r]);
      result.staying.at_risk.push_back(curve.curve.at_risk[r]);
      result.staying.staying.push_back(curve.curve.survival[r]);
      result.staying.std_error.push_back(curve.curve.survival_std_error[r]);
      result.staying.lower.push_back(curve.curve.survival_lower[r]);
      result.staying.upper.push_back(curve.curve.survival_upper[r]);
    }
    for (std::size_t r = 0; r < curve.incidence.time.size(); ++r) {
      const std::int32_t from = place_of(curve.incidence.group, r), to = place_of(curve.incidence.cause, r);
      if (to >= places_ || of_move_[at(from * places_ + to)].spells == 0) continue;
      result.incidence.from_post.codes.push_back(from);
      result.incidence.to_post.codes.push_back(to);
      result.incidence.time.push_back(curve.incidence.time[r]);
      result.incidence.incidence.push_back(curve.incidence.incidence[r]);
      result.incidence.std_error.push_back(curve.incidence.std_error[r]);
      result.incidence.lower.push_back(curve.incidence.lower[r]);
      result.incidence.upper.push_back(curve.incidence.upper[r]);
    }
    for (std::size_t r = 0; r < curve.quantiles.time.size(); ++r) {
      result.quantiles.post.codes.push_back(place_of(curve.quantiles.group, r));
      result.quantiles.share.push_back(curve.quantiles.probability[r]);
      result.quantiles.time.push_back(curve.quantiles.time[r]);
      result.quantiles.lower.push_back(curve.quantiles.lower[r]);
      result.quantiles.upper.push_back(curve.quantiles.upper[r]);
    }
  }

  const Read& rows_;
  const MovesOptions& options_;
  std::int32_t places_;
  MoveCounts counts_;
  std::vector<MoveHazard> hazards_;
  std::vector<double> staying_;
  std::vector<Count> of_post_, ended_, of_move_;
};

}  // namespace

MovesResult moves(const MovesInput& input, const MovesOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  const Read rows = read(input, options);
  std::int32_t target = -1;
  if (!options.target.empty()) {
    target = rows.places.find(options.target);
    if (target < 0 || target >= rows.places.posts) throw Error(ErrorCode::unknown_name, key, "target", -1, data::quoted(options.target), "one of the posts " + list_of({rows.places.names.begin(), rows.places.names.begin() + rows.places.posts}));
  }
  std::int64_t last = 0;
  for (const PostStay& stay : rows.on_clock) last = std::max(last, stay.stop);
  const bool forward = options.clock == MovesClock::forward;
  if (!forward && options.since > 0) refuse(key, "since", -1, static_cast<double>(options.since), "0 under clock = reset: there every post is a beginning");
  if (forward && options.since >= last) refuse(key, "since", -1, static_cast<double>(options.since), "below the last stop, " + std::to_string(last) + " after the beginning");
  std::vector<std::int64_t> horizons = options.horizons;
  if (horizons.empty()) horizons.push_back(std::min<std::int64_t>(100000, forward ? last - options.since : last));
  std::sort(horizons.begin(), horizons.end());
  horizons.erase(std::unique(horizons.begin(), horizons.end()), horizons.end());
  MovesResult result;
  Telling(rows, options).tell(result, context);
  Team team(key, context);
  tell_passages(key, rows.on_clock, rows.people, rows.places.names, rows.places.posts, target, horizons, options, context.seed, team, result);
  return result;
}

constinit const Function moves_analysis = analysis<&moves>(key, "How long do people stay in a post, where do they go, and how long does it take from one post to another?");

}  // namespace mainstay::inline v1::competency
