#include "mainstay/competency/ladder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "competency/people_and_posts.hpp"
#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/frame.hpp"
#include "solve/ways.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.ladder";
constexpr double missing = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
constexpr std::int32_t months_requirement = -1;

std::string number(double value) { return plain_number(value, 2); }

struct Asked {
  std::int64_t column;
  std::size_t name;  // among all requirement names
  double at_least, at_most;
};

struct Step {
  std::int32_t from, to;
  double months, expected, probability;
  std::vector<Asked> asked;
};

struct Unmet {
  std::int32_t requirement;  // months_requirement, or a name
  LadderLack kind;
  double value, bound, lack;
};

// One person for one move.
struct Standing {
  std::int64_t met = 0, asked = 0, unknown = 0;
  double share = 0.0, months_to_go = 0.0;
  std::vector<Unmet> unmet;
  bool ready() const { return met == asked; }
};

class Climbing {
 public:
  Climbing(const LadderInput& input, const LadderOptions& options) : input_(input), options_(options), labels_(key) {
    read_steps();
    read_people();
  }

  LadderResult run(Team& team) {
    LadderResult result;
    find_ways();
    for (Categories* posts : {&result.posts.post, &result.posts.shortest_next, &result.posts.likeliest_next, &result.readiness.from_post, &result.readiness.to_post, &result.lacking.to_post, &result.ways.from_post, &result.to_target.move_to,
                              &result.succession.post, &result.succession.from_post})
      posts->levels = posts_;
    for (Categories* people : {&result.readiness.person, &result.lacking.person, &result.ways.person, &result.to_target.person, &result.succession.person}) people->levels = labels_.people;
    for (Categories* names : {&result.lacking.requirement, &result.to_target.requirement}) {
      names->levels = names_;
      names->levels.emplace_back("months");
    }
    for (Categories* kinds : {&result.lacking.kind, &result.to_target.kind}) kinds->levels = words_of(LadderLack{});
    stand(team);
    tell_people(result);
    tell_posts(result);
    succeed(result);
    return result;
  }

 private:
  std::int32_t post_of(const std::string& name) const {
    const auto found = std::find(posts_.begin(), posts_.end(), name);
    return found == posts_.end() ? -1 : static_cast<std::int32_t>(found - posts_.begin());
  }

  void read_steps() {
    posts_ = options_.posts;
    for (std::size_t j = 0; j < posts_.size(); ++j)
      if (post_of(posts_[j]) != static_cast<std::int32_t>(j)) refuse(key, "posts[" + std::to_string(j) + "]", data::quoted(posts_[j]), "a post that is there once");
    for (std::size_t k = 0; k < options_.moves.size(); ++k) {
      const LadderMove& move = options_.moves[k];
      const std::string path = "moves[" + std::to_string(k) + "]";
      Step step{0, 0, move.months, move.expected_months.value_or(move.months), move.probability, {}};
      for (const auto& [name, end, place] : {std::tuple<const std::string&, const char*, std::int32_t*>{move.from_post, ".from_post", &step.from}, {move.to_post, ".to_post", &step.to}}) {
        if (name.empty()) refuse(key, path + end, "empty", "the name of a post");
        *place = post_of(name);
        if (*place >= 0) continue;
        if (!options_.posts.empty()) throw Error(ErrorCode::unknown_name, key, path + end, -1, data::quoted(name), "one of posts");
        *place = static_cast<std::int32_t>(posts_.size());
        posts_.push_back(name);
      }
      if (step.from == step.to) refuse(key, path + ".to_post", data::quoted(move.to_post), "another post than from_post");
      for (const Step& other : steps_)
        if (other.from == step.from && other.to == step.to) refuse(key, path, data::quoted(move.from_post + " > " + move.to_post), "a move that is there once");
      if (move.months > 0.0 && !input_.months.given()) refuse(key, "months", "missing", "given, because " + path + " asks for months");
      for (std::size_t r = 0; r < move.requirements.size(); ++r) {
        const LadderRequirement& requirement = move.requirements[r];
        const std::string where = path + ".requirements[" + std::to_string(r) + "]";
        const std::int64_t place = data::column_of(input_.achieved, requirement.name);
        if (place < 0) throw Error(ErrorCode::unknown_name, key, where + ".name", -1, data::quoted(requirement.name), "a column of achieved");
        if (input_.achieved.columns[at(place)].categorical) throw Error(ErrorCode::wrong_type, key, "achieved." + requirement.name, -1, "text", "numbers");
        if (!requirement.at_least && !requirement.at_most) refuse(key, where, "without a bound", "given at_least, at_most or both");
        if (requirement.at_least && requirement.at_most && *requirement.at_least > *requirement.at_most)
          refuse(key, where + ".at_least", number(*requirement.at_least), "at most at_most, " + number(*requirement.at_most));
        for (const Asked& other : step.asked)
          if (other.column == place) refuse(key, where + ".name", data::quoted(requirement.name), "a requirement that is there once in a move");
        auto name = std::find(names_.begin(), names_.end(), requirement.name);
        if (name == names_.end()) name = names_.insert(names_.end(), requirement.name);
        step.asked.push_back({place, static_cast<std::size_t>(name - names_.begin()), requirement.at_least.value_or(-infinity), requirement.at_most.value_or(infinity)});
      }
      steps_.push_back(std::move(step));
    }
    if (!options_.target.empty()) {
      target_ = post_of(options_.target);
      if (target_ < 0) throw Error(ErrorCode::unknown_name, key, "target", -1, data::quoted(options_.target), "one of the posts");
    }
    out_.resize(posts_.size());
    for (std::size_t k = 0; k < steps_.size(); ++k) {
      out_[at(steps_[k].from)].push_back(k);
      arcs_.push_back({steps_[k].from, steps_[k].to, steps_[k].expected});
    }
    if (options_.cycles == LadderCycles::allow) return;
    const std::vector<std::int32_t> cycle = solve::first_cycle(static_cast<std::int64_t>(posts_.size()), arcs_);
    if (cycle.empty()) return;
    std::string way;
    for (const std::int32_t post : cycle) way += posts_[at(post)] + " > ";
    refuse(key, "moves", data::quoted(way + posts_[at(cycle.front())]), "a ladder that does not lead back, unless cycles = allow");
  }

  void read_people() {
    labels_.read_people(input_.person, input_.post.size, Column{});
    const data::Groups posts = data::encode_groups(key, "post", input_.post);
    std::vector<std::int32_t> place;
    for (const std::string& name : posts.names()) place.push_back(post_of(name));
    for (const std::int64_t row : labels_.input_row) at_.push_back(place[at(posts.codes[at(row)])]);
  }

  void find_ways() {
    if (target_ < 0) return;
    const std::int64_t posts = static_cast<std::int64_t>(posts_.size());
    shortest_ = solve::ways_to(posts, arcs_, target_);
    std::vector<solve::WayArc> unlikely = arcs_;
    for (std::size_t k = 0; k < steps_.size(); ++k) unlikely[k].length = steps_[k].probability == 1.0 ? 0.0 : -std::log(steps_[k].probability);
    likeliest_ = solve::ways_to(posts, unlikely, target_);
  }

  // Of all moves along the likeliest way from a post to the target.
  double likeliest_probability(std::int32_t post) const {
    double probability = 1.0;
    for (std::int32_t now = post; now != target_; now = arcs_[at(likeliest_.next[at(now)])].to) probability *= steps_[at(likeliest_.next[at(now)])].probability;
    return probability;
  }

  Standing standing(std::int64_t row, const Step& step) const {
    Standing out;
    double shares = 0.0;
    if (step.months > 0.0) {
      ++out.asked;
      const double months = number_at(input_.months, row);
      if (std::isnan(months)) {
        ++out.unknown;
        out.months_to_go = missing;
        out.unmet.push_back({months_requirement, LadderLack::unknown, missing, step.months, missing});
      } else {
        shares += std::min(1.0, months / step.months);
        out.months_to_go = std::max(0.0, step.months - months);
        if (out.months_to_go > 0.0) out.unmet.push_back({months_requirement, LadderLack::time, months, step.months, out.months_to_go});
        else ++out.met;
      }
    }
    for (const Asked& asked : step.asked) {
      ++out.asked;
      const double value = number_at(input_.achieved.columns[at(asked.column)], row);
      if (std::isnan(value)) {
        ++out.unknown;
        out.unmet.push_back({static_cast<std::int32_t>(asked.name), LadderLack::unknown, missing, asked.at_least > -infinity ? asked.at_least : asked.at_most, missing});
      } else if (value < asked.at_least) {
        if (asked.at_least > 0.0) shares += std::max(0.0, value / asked.at_least);
        out.unmet.push_back({static_cast<std::int32_t>(asked.name), LadderLack::below, value, asked.at_least, asked.at_least - value});
      } else if (value > asked.at_most) {
        out.unmet.push_back({static_cast<std::int32_t>(asked.name), LadderLack::above, value, asked.at_most, value - asked.at_most});
      } else {
        ++out.met;
        shares += 1.0;
      }
    }
    out.share = out.asked == 0 ? 1.0 : std::min(1.0, shares / static_cast<double>(out.asked));
    return out;
  }

  void stand(Team& team) {
    const std::int64_t people = static_cast<std::int64_t>(at_.size()), chunks = std::min<std::int64_t>(256, (people + 255) / 256);
    standings_.resize(at(people));
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(people, chunks, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i)
        if (at_[at(i)] >= 0)
          for (const std::size_t k : out_[at(at_[at(i)])]) standings_[at(i)].push_back(standing(labels_.input_row[at(i)], steps_[k]));
    });
  }

  template <class Table>
  void put_unmet(Table& table, const Unmet& unmet) const {
    table.requirement.codes.push_back(unmet.requirement == months_requirement ? static_cast<std::int32_t>(names_.size()) : unmet.requirement);
    table.kind.codes.push_back(static_cast<std::int32_t>(unmet.kind));
    table.value.push_back(unmet.value);
    table.asked.push_back(unmet.bound);
    table.lack.push_back(unmet.lack);
  }

  void tell_people(LadderResult& result) {
    bool way = target_ < 0;
    for (std::size_t i = 0; i < at_.size(); ++i) {
      const std::int32_t person = static_cast<std::int32_t>(i), post = at_[i];
      if (post < 0) {
        ++result.outside;
        continue;
      }
      ++result.people;
      bool ready = false;
      for (std::size_t s = 0; s < standings_[i].size(); ++s) {
        const Standing& standing = standings_[i][s];
        const Step& step = steps_[out_[at(post)][s]];
        LadderReadiness& table = result.readiness;
        table.person.codes.push_back(person);
        table.from_post.codes.push_back(post);
        table.to_post.codes.push_back(step.to);
        table.ready.push_back(standing.ready());
        table.met.push_back(standing.met);
        table.asked.push_back(standing.asked);
        table.unknown.push_back(standing.unknown);
        table.share.push_back(standing.share);
        table.months_to_go.push_back(standing.months_to_go);
        ready = ready || standing.ready();
        for (const Unmet& unmet : standing.unmet) {
          result.lacking.person.codes.push_back(person);
          result.lacking.to_post.codes.push_back(step.to);
          put_unmet(result.lacking, unmet);
        }
        if (options_.explain) sentence(step, standing, result);
      }
      result.ready += ready;
      way = (tell_way(person, post, result) || post == target_) || way;
    }
    result.status = way ? LadderStatus::climbed : LadderStatus::no_way;
  }

  bool tell_way(std::int32_t person, std::int32_t post, LadderResult& result) const {
    if (target_ < 0 || post == target_ || !(shortest_.length[at(post)] < infinity)) return false;
    LadderWays& table = result.ways;
    const std::int64_t row = labels_.input_row[at(person)];
    const auto via = [&](const solve::Ways& ways, Categories& texts) {
      std::string text = posts_[at(post)];
      for (std::int32_t now = post; now != target_;) {
        now = arcs_[at(ways.next[at(now)])].to;
        text += " > " + posts_[at(now)];
      }
      const auto found = std::find(texts.levels.begin(), texts.levels.end(), text);
      texts.codes.push_back(static_cast<std::int32_t>(found - texts.levels.begin()));
      if (found == texts.levels.end()) texts.levels.push_back(text);
    };
    table.person.codes.push_back(person);
    table.from_post.codes.push_back(post);
    via(shortest_, table.shortest_via);
    via(likeliest_, table.likeliest_via);
    table.shortest_moves.push_back(shortest_.steps[at(post)]);
    table.likeliest_moves.push_back(likeliest_.steps[at(post)]);
    const double months = input_.months.given() ? number_at(input_.months, row) : missing, first = steps_[at(shortest_.next[at(post)])].expected;
    table.shortest_months.push_back(shortest_.length[at(post)] - std::min(first, std::isnan(months) ? 0.0 : months));
    table.likeliest_probability.push_back(likeliest_probability(post));
    // The strictest bound of each requirement on the way.
    struct Strictest {
      double at_least = -infinity, at_most = infinity;
      std::int32_t least_to = -1, most_to = -1;
      std::int64_t column = -1;
    };
    std::vector<Strictest> strictest(names_.size());
    for (std::int32_t now = post; now != target_;) {
      const Step& step = steps_[at(shortest_.next[at(now)])];
      for (const Asked& asked : step.asked) {
        Strictest& bound = strictest[asked.name];
        bound.column = asked.column;
        if (asked.at_least > bound.at_least) bound.at_least = asked.at_least, bound.least_to = step.to;
        if (asked.at_most < bound.at_most) bound.at_most = asked.at_most, bound.most_to = step.to;
      }
      now = step.to;
    }
    for (std::size_t name = 0; name < strictest.size(); ++name) {
      const Strictest& bound = strictest[name];
      if (bound.column < 0) continue;
      const double value = number_at(input_.achieved.columns[at(bound.column)], row);
      const auto add = [&](LadderLack kind, double limit, double lack, std::int32_t to) {
        result.to_target.person.codes.push_back(person);
        result.to_target.move_to.codes.push_back(to);
        put_unmet(result.to_target, {static_cast<std::int32_t>(name), kind, value, limit, lack});
      };
      if (std::isnan(value)) add(LadderLack::unknown, bound.least_to >= 0 ? bound.at_least : bound.at_most, missing, bound.least_to >= 0 ? bound.least_to : bound.most_to);
      else {
        if (value < bound.at_least) add(LadderLack::below, bound.at_least, bound.at_least - value, bound.least_to);
        if (value > bound.at_most) add(LadderLack::above, bound.at_most, value - bound.at_most, bound.most_to);
      }
    }
    return true;
  }

  void sentence(const Step& step, const Standing& standing, LadderResult& result) const {
    const std::string& to = posts_[at(step.to)];
    if (standing.ready()) {
      result.sentence.push_back("Ready for " + to + ": everything asked is met.");
      result.sentence_zh.push_back("已具备晋升" + to + "的全部条件。");
      return;
    }
    std::string en = "For " + to + " is still lacking: ", zh = "晋升" + to + "还缺：";
    for (std::size_t u = 0; u < standing.unmet.size(); ++u) {
      const Unmet& unmet = standing.unmet[u];
      if (u > 0) en += "; ", zh += "；";
      const std::string value = number(unmet.value), bound = number(unmet.bound), lack = number(unmet.lack);
      const std::string name = unmet.requirement == months_requirement ? "" : names_[at(unmet.requirement)];
      switch (unmet.kind) {
        case LadderLack::time:
          en += lack + " more months in the post (" + value + " of " + bound + ")";
          zh += "任职时间再满" + lack + "个月（" + value + "/" + bound + "）";
          break;
        case LadderLack::below:
          en += name + " " + lack + " more (" + value + " of " + bound + ")";
          zh += name + "再提高" + lack + "（" + value + "/" + bound + "）";
          break;
        case LadderLack::above:
          en += name + " " + lack + " less (" + value + ", at most " + bound + ")";
          zh += name + "再降低" + lack + "（" + value + "，上限" + bound + "）";
          break;
        case LadderLack::unknown:
          en += (name.empty() ? std::string("months in the post") : name) + " (not shown; " + bound + " asked)";
          zh += (name.empty() ? std::string("任职月数") : name) + "（无记录，要求" + bound + "）";
          break;
      }
    }
    result.sentence.push_back(en + ".");
    result.sentence_zh.push_back(zh + "。");
  }

  void tell_posts(LadderResult& result) const {
    LadderPosts& table = result.posts;
    const std::size_t m = posts_.size();
    for (std::vector<std::int64_t>* column : {&table.people, &table.moves_out, &table.moves_in, &table.ready_out, &table.ready_in, &table.shortest_moves, &table.likeliest_moves}) column->assign(m, 0);
    table.shortest_months.assign(m, missing);
    table.likeliest_probability.assign(m, missing);
    for (const Step& step : steps_) {
      ++table.moves_out[at(step.from)];
      ++table.moves_in[at(step.to)];
    }
    for (std::size_t i = 0; i < at_.size(); ++i) {
      if (at_[i] < 0) continue;
      ++table.people[at(at_[i])];
      bool ready = false;
      for (std::size_t s = 0; s < standings_[i].size(); ++s)
        if (standings_[i][s].ready()) ready = true, ++table.ready_in[at(steps_[out_[at(at_[i])][s]].to)];
      table.ready_out[at(at_[i])] += ready;
    }
    for (std::size_t j = 0; j < m; ++j) {
      table.post.codes.push_back(static_cast<std::int32_t>(j));
      const bool way = target_ >= 0 && shortest_.length[j] < infinity, goes = way && static_cast<std::int32_t>(j) != target_;
      table.shortest_next.codes.push_back(goes ? arcs_[at(shortest_.next[j])].to : -1);
      table.likeliest_next.codes.push_back(goes ? arcs_[at(likeliest_.next[j])].to : -1);
      if (!way) continue;
      table.shortest_moves[j] = shortest_.steps[j];
      table.shortest_months[j] = shortest_.length[j];
      table.likeliest_moves[j] = likeliest_.steps[j];
      table.likeliest_probability[j] = likeliest_probability(static_cast<std::int32_t>(j));
    }
  }

  void succeed(LadderResult& result) const {
    struct Candidate {
      std::size_t person;
      const Standing* standing;
    };
    std::vector<std::vector<Candidate>> candidates(posts_.size());
    for (std::size_t i = 0; i < at_.size(); ++i)
      for (std::size_t s = 0; s < standings_[i].size(); ++s) candidates[at(steps_[out_[at(at_[i])][s]].to)].push_back({i, &standings_[i][s]});
    LadderSuccession& table = result.succession;
    for (std::size_t j = 0; j < posts_.size(); ++j) {
      std::stable_sort(candidates[j].begin(), candidates[j].end(), [](const Candidate& a, const Candidate& b) {
        if (a.standing->ready() != b.standing->ready()) return a.standing->ready();
        return a.standing->share > b.standing->share;
      });
      const std::size_t most = options_.most_successors == 0 ? candidates[j].size() : std::min(candidates[j].size(), at(options_.most_successors));
      for (std::size_t rank = 0; rank < most; ++rank) {
        const Candidate& candidate = candidates[j][rank];
        table.post.codes.push_back(static_cast<std::int32_t>(j));
        table.rank.push_back(static_cast<std::int64_t>(rank + 1));
        table.person.codes.push_back(static_cast<std::int32_t>(candidate.person));
        table.from_post.codes.push_back(at_[candidate.person]);
        table.ready.push_back(candidate.standing->ready());
        table.lacking.push_back(candidate.standing->asked - candidate.standing->met);
        table.share.push_back(candidate.standing->share);
        table.months_to_go.push_back(candidate.standing->months_to_go);
      }
    }
  }

  const LadderInput& input_;
  const LadderOptions& options_;
  PeopleAndPosts labels_;
  std::vector<std::string> posts_, names_;
  std::vector<Step> steps_;
  std::vector<solve::WayArc> arcs_;
  std::vector<std::vector<std::size_t>> out_;  // moves out of each post
  std::int32_t target_ = -1;
  std::vector<std::int32_t> at_;  // post of each person; -1 outside the ladder
  solve::Ways shortest_, likeliest_;
  std::vector<std::vector<Standing>> standings_;
};

}  // namespace

LadderResult ladder(const LadderInput& input, const LadderOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  Team team(key, context);
  return Climbing(input, options).run(team);
}

constinit const Function ladder_analysis = analysis<&ladder>(key, "What does a person still lack for the next post, which way leads there, and who could follow whom?");

}  // namespace mainstay::inline v1::competency
