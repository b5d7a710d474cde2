#include "mainstay/competency/stable_matching.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "competency/people_and_posts.hpp"
#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "stats/random.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.stable_matching";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// A pair that both sides accept; numbers so that greater is better.
struct Pair {
  double wish, rating;
  std::int32_t person, post;
};

class Matching {
 public:
  Matching(const StableMatchingInput& input, const StableMatchingOptions& options, const RunContext& context)
      : options_(options), context_(context), sign_(options.order == PreferenceOrder::highest ? 1.0 : -1.0), team_(key, context), labels_(key) {
    read(input);
  }

  StableMatchingResult run() {
    order();
    held_.assign(labels_.posts.size(), {});
    match_.assign(labels_.people.size(), -1);
    if (options_.proposer == Proposer::people) people_propose();
    else posts_propose();
    return tell();
  }

 private:
  void read(const StableMatchingInput& input) {
    const bool pairs = input.pair_person.given() || input.pair_post.given() || input.pair_wish.given() || input.pair_rating.given();
    if (pairs)
      for (const auto& [name, column] : {std::pair<const char*, const Column&>{"pair_person", input.pair_person}, {"pair_post", input.pair_post}, {"pair_wish", input.pair_wish}, {"pair_rating", input.pair_rating}})
        if (!column.given()) refuse(key, name, "missing", "given with the other columns of pairs");
    if (input.wish.given() != input.rating.given()) refuse(key, input.wish.given() ? "rating" : "wish", "missing", input.wish.given() ? "given with wish" : "given with rating");
    if (!pairs && !input.wish.given()) refuse(key, "wish", "missing", "given, unless pairs are");
    labels_.read_people(input.person, input.wish.given() ? input.wish.rows : -1, input.pair_person);
    labels_.name_posts(input.wish.names, std::vector<std::string>(input.wish.names.size(), "wish"));
    std::vector<std::size_t> rating_of(input.wish.names.size());
    for (std::size_t j = 0; j < input.wish.names.size(); ++j) {
      const auto found = std::find(input.rating.names.begin(), input.rating.names.end(), input.wish.names[j]);
      if (found == input.rating.names.end()) throw Error(ErrorCode::unknown_name, key, "rating", -1, "without " + data::quoted(input.wish.names[j]), "a table with the columns of wish");
      rating_of[j] = static_cast<std::size_t>(found - input.rating.names.begin());
    }
    if (input.rating.names.size() != input.wish.names.size()) throw Error(ErrorCode::wrong_shape, key, "rating", -1, std::to_string(input.rating.names.size()) + " columns", "the columns of wish, which has " + std::to_string(input.wish.names.size()));
    for (const auto& [name, table] : {std::pair<const char*, const Table&>{"wish", input.wish}, {"rating", input.rating}})
      for (std::size_t j = 0; j < table.columns.size(); ++j)
        if (table.columns[j].categorical) throw Error(ErrorCode::wrong_type, key, std::string(name) + "." + table.names[j], -1, "text", "numbers");
    labels_.read_posts(input.post, input.pair_post, input.capacity, Column{}, pairs);
    PeopleAndPosts::Pairs listed;
    if (pairs) listed = labels_.read_pairs(input.pair_person, input.pair_post);
    const std::int64_t people = static_cast<std::int64_t>(labels_.people.size()), chunks = std::min<std::int64_t>(256, (people + 15) / 16);
    std::vector<std::vector<Pair>> parts(at(chunks));
    wanted_.assign(at(people), 0);
    begin_.assign(at(people) + 1, 0);
    team_.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(people, chunks, chunk);
      std::vector<Pair> row;
      for (std::int64_t i = span.first; i < span.last; ++i) {
        row.clear();
        const std::int64_t given = labels_.input_row[at(i)];
        std::int64_t next = listed.begin.empty() ? 0 : listed.begin[at(i)];
        const std::int64_t last = listed.begin.empty() ? 0 : listed.begin[at(i) + 1];
        const auto add = [&](std::int64_t post, double wish, double rating) {
          if (!std::isnan(wish)) ++wanted_[at(i)];
          if (!std::isnan(wish) && !std::isnan(rating)) row.push_back({sign_ * wish, sign_ * rating, static_cast<std::int32_t>(i), static_cast<std::int32_t>(post)});
        };
        const auto add_listed = [&] {
          const std::int64_t r = listed.row[at(next)];
          add(listed.post[at(next)], number_at(input.pair_wish, r), number_at(input.pair_rating, r));
          ++next;
        };
        if (given >= 0)
          for (std::size_t j = 0; j < input.wish.columns.size(); ++j) {
            if (next < last && listed.post[at(next)] == static_cast<std::int32_t>(j)) add_listed();
            else add(static_cast<std::int64_t>(j), number_at(input.wish.columns[j], given), number_at(input.rating.columns[rating_of[j]], given));
          }
        while (next < last) add_listed();
        begin_[at(i) + 1] = static_cast<std::int64_t>(row.size());
        parts[at(chunk)].insert(parts[at(chunk)].end(), row.begin(), row.end());
      }
    });
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    pairs_.reserve(at(begin_.back()));
    for (const std::vector<Pair>& part : parts) pairs_.insert(pairs_.end(), part.begin(), part.end());
  }

  // Each person's pairs, the best first; ties by the rule. person_turn_ and post_turn_: who comes first among equals.
  void order() {
    const std::size_t n = labels_.people.size(), m = labels_.posts.size();
    person_turn_.resize(n);
    post_turn_.resize(m);
    std::iota(person_turn_.begin(), person_turn_.end(), 0);
    std::iota(post_turn_.begin(), post_turn_.end(), 0);
    if (options_.ties == PreferenceTies::lottery) {
      stats::Random random{context_.seed, 0x5ab1e};
      for (std::vector<std::int32_t>* turns : {&person_turn_, &post_turn_})
        for (std::size_t i = turns->size(); i > 1; --i) std::swap((*turns)[i - 1], (*turns)[random.below(i)]);
    }
    const std::int64_t people = static_cast<std::int64_t>(n), chunks = std::min<std::int64_t>(256, (people + 15) / 16);
    team_.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(people, chunks, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i) {
        std::sort(pairs_.begin() + begin_[at(i)], pairs_.begin() + begin_[at(i) + 1], [&](const Pair& a, const Pair& b) { return a.wish != b.wish ? a.wish > b.wish : post_turn_[at(a.post)] < post_turn_[at(b.post)]; });
        if (options_.ties != PreferenceTies::refuse) continue;
        for (std::int64_t k = begin_[at(i)] + 1; k < begin_[at(i) + 1]; ++k)
          if (pairs_[at(k)].wish == pairs_[at(k - 1)].wish)
            refuse(key, "ties", "refuse", "by_label or lottery: person " + labels_.people[at(i)] + " likes " + labels_.posts[at(pairs_[at(k - 1)].post)] + " and " + labels_.posts[at(pairs_[at(k)].post)] + " equally");
      }
    });
    // Each post's pairs, the best first.
    post_begin_.assign(m + 1, 0);
    for (const Pair& pair : pairs_) ++post_begin_[at(pair.post) + 1];
    std::partial_sum(post_begin_.begin(), post_begin_.end(), post_begin_.begin());
    by_post_.resize(pairs_.size());
    std::vector<std::int64_t> next(post_begin_.begin(), post_begin_.end() - 1);
    for (std::size_t k = 0; k < pairs_.size(); ++k) by_post_[at(next[at(pairs_[k].post)]++)] = static_cast<std::int64_t>(k);
    team_.run(static_cast<std::int64_t>(m), [&](std::int64_t j) {
      std::sort(by_post_.begin() + post_begin_[at(j)], by_post_.begin() + post_begin_[at(j) + 1], [&](std::int64_t a, std::int64_t b) { return better(pairs_[at(a)], pairs_[at(b)]); });
      if (options_.ties != PreferenceTies::refuse) return;
      for (std::int64_t k = post_begin_[at(j)] + 1; k < post_begin_[at(j) + 1]; ++k) {
        const Pair &a = pairs_[at(by_post_[at(k - 1)])], &b = pairs_[at(by_post_[at(k)])];
        if (a.rating == b.rating)
          refuse(key, "ties", "refuse", "by_label or lottery: post " + labels_.posts[at(j)] + " likes " + labels_.people[at(a.person)] + " and " + labels_.people[at(b.person)] + " equally");
      }
    });
  }
  // What a post prefers.
  bool better(const Pair& a, const Pair& b) const { return a.rating != b.rating ? a.rating > b.rating : person_turn_[at(a.person)] < person_turn_[at(b.person)]; }

  void people_propose() {
    const auto worst_last = [&](std::int64_t a, std::int64_t b) { return better(pairs_[at(a)], pairs_[at(b)]); };  // the heap's top is the worst
    for (std::size_t start = 0; start < labels_.people.size(); ++start) {
      if (start % 1024 == 0) team_.checkpoint(0.5);
      std::int64_t person = static_cast<std::int64_t>(start), next = begin_[start];
      while (person >= 0 && next < begin_[at(person) + 1]) {
        const std::int64_t pair = next++;
        ++proposals_;
        std::vector<std::int64_t>& held = held_[at(pairs_[at(pair)].post)];
        const std::int64_t seats = labels_.capacity[at(pairs_[at(pair)].post)];
        if (seats == 0) continue;
        if (static_cast<std::int64_t>(held.size()) == seats) {
          const std::int64_t worst = held.front();
          if (!better(pairs_[at(pair)], pairs_[at(worst)])) continue;
          std::pop_heap(held.begin(), held.end(), worst_last);
          held.back() = pair;
          std::push_heap(held.begin(), held.end(), worst_last);
          match_[at(person)] = pair;
          person = pairs_[at(worst)].person;  // goes on behind the post that sent the person away
          match_[at(person)] = -1;
          next = worst + 1;
          continue;
        }
        held.push_back(pair);
        std::push_heap(held.begin(), held.end(), worst_last);
        match_[at(person)] = pair;
        break;
      }
    }
  }

  void posts_propose() {
    std::vector<std::int64_t> next(post_begin_.begin(), post_begin_.end() - 1), free = labels_.capacity;
    std::vector<std::int32_t> waiting(labels_.posts.size());
    for (std::size_t j = 0; j < waiting.size(); ++j) waiting[waiting.size() - 1 - j] = static_cast<std::int32_t>(j);
    while (!waiting.empty()) {
      const std::size_t j = at(waiting.back());
      if (free[j] == 0 || next[j] == post_begin_[j + 1]) {
        waiting.pop_back();
        continue;
      }
      if (proposals_++ % 1024 == 0) team_.checkpoint(0.5);
      const std::int64_t pair = by_post_[at(next[j]++)];
      std::int64_t& now = match_[at(pairs_[at(pair)].person)];
      if (now >= 0 && now < pair) continue;  // pairs of a person stand with the best first
      if (now >= 0) {
        ++free[at(pairs_[at(now)].post)];
        waiting.push_back(pairs_[at(now)].post);
      }
      now = pair;
      --free[j];
    }
    for (const std::int64_t pair : match_)
      if (pair >= 0) held_[at(pairs_[at(pair)].post)].push_back(pair);
  }

  StableMatchingResult tell() {
    StableMatchingResult result;
    const std::size_t n = labels_.people.size(), m = labels_.posts.size();
    result.pairs = static_cast<std::int64_t>(pairs_.size());
    result.proposals = proposals_;
    for (const std::int64_t seats : labels_.capacity) result.seats += seats;
    std::vector<double> lowest(m, missing);
    StableMatchingPosts& posts = result.posts;
    posts.post.levels = labels_.posts;
    posts.capacity = labels_.capacity;
    posts.first_choices.assign(m, 0);
    for (std::size_t j = 0; j < m; ++j) {
      posts.post.codes.push_back(static_cast<std::int32_t>(j));
      posts.filled.push_back(static_cast<std::int64_t>(held_[j].size()));
      posts.acceptable.push_back(post_begin_[j + 1] - post_begin_[j]);
      for (const std::int64_t pair : held_[j])
        if (!(pairs_[at(pair)].rating >= lowest[j])) lowest[j] = pairs_[at(pair)].rating;
      posts.lowest_rating.push_back(sign_ * lowest[j]);
      result.matched += posts.filled.back();
    }
    StableMatchingPeople& people = result.people;
    people.person.levels = labels_.people;
    people.post.levels = people.first_choice.levels = labels_.posts;
    people.acceptable = wanted_;
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t pair = match_[i], first = begin_[i], last = begin_[i + 1];
      people.person.codes.push_back(static_cast<std::int32_t>(i));
      people.post.codes.push_back(pair < 0 ? -1 : pairs_[at(pair)].post);
      people.choice.push_back(pair < 0 ? 0 : pair - first + 1);
      people.choices.push_back(last - first);
      people.wish.push_back(pair < 0 ? missing : sign_ * pairs_[at(pair)].wish);
      people.rating.push_back(pair < 0 ? missing : sign_ * pairs_[at(pair)].rating);
      people.first_choice.codes.push_back(first == last ? -1 : pairs_[at(first)].post);
      people.first_choice_rating.push_back(first == last ? missing : sign_ * pairs_[at(first)].rating);
      people.first_choice_lowest.push_back(first == last ? missing : sign_ * lowest[at(pairs_[at(first)].post)]);
      if (first < last) ++posts.first_choices[at(pairs_[at(first)].post)];
      for (std::int64_t k = first; k < last; ++k) {  // would both rather have each other?
        const Pair& other = pairs_[at(k)];
        if (pair >= 0 && !(other.wish > pairs_[at(pair)].wish)) break;
        const std::size_t j = at(other.post);
        if (static_cast<std::int64_t>(held_[j].size()) < labels_.capacity[j] || (labels_.capacity[j] > 0 && other.rating > lowest[j])) ++result.blocking_pairs;
      }
      if (options_.explain) sentence(i, people, result);
    }
    if (result.blocking_pairs != 0) throw Error(ErrorCode::internal, key, "the matching is not stable");
    if (!pairs_.empty()) result.status = StableMatchingStatus::stable;
    return result;
  }

  void sentence(std::size_t i, const StableMatchingPeople& people, StableMatchingResult& result) const {
    const auto name = [&](const Categories& posts) { return labels_.posts[at(posts.codes[i])]; };
    std::string en, zh;
    if (people.choices[i] == 0) {
      en = people.acceptable[i] == 0 ? "Goes nowhere: wants no post." : "Goes nowhere: no post that the person wants takes the person.";
      zh = people.acceptable[i] == 0 ? "未匹配：没有意向岗位。" : "未匹配：所有意向岗位均未接受该人员。";
    } else {
      const std::string first = name(people.first_choice), place = std::to_string(people.choice[i]), length = std::to_string(people.choices[i]);
      const std::string own = plain_number(people.first_choice_rating[i], 4), lowest = plain_number(people.first_choice_lowest[i], 4);
      const bool none = std::isnan(people.first_choice_lowest[i]);
      const std::string why_en = none ? first + ", the first choice, has no seat." : first + ", the first choice, rated the person " + own + "; the last whom it took, " + lowest + ".";
      const std::string why_zh = none ? "第一志愿" + first + "没有名额。" : "第一志愿" + first + "对其评分为" + own + "，而该岗位录取的最低评分为" + lowest + "。";
      if (people.choice[i] == 1) {
        en = "Goes to " + first + ", the first choice.";
        zh = "匹配到第一志愿" + first + "。";
      } else if (people.choice[i] > 1) {
        en = "Goes to " + name(people.post) + ", choice " + place + " of " + length + ". " + why_en;
        zh = "匹配到" + name(people.post) + "（第" + place + "志愿，共" + length + "个）。" + why_zh;
      } else {
        en = "Goes nowhere: all " + length + " posts on the list prefer others. " + why_en;
        zh = "未匹配：志愿表上的" + length + "个岗位均录取了他人。" + why_zh;
      }
    }
    result.sentence.push_back(std::move(en));
    result.sentence_zh.push_back(std::move(zh));
  }

  const StableMatchingOptions& options_;
  const RunContext& context_;
  double sign_;
  Team team_;
  PeopleAndPosts labels_;
  std::vector<Pair> pairs_;  // by person, the best first
  std::vector<std::int64_t> begin_, post_begin_, by_post_, wanted_;
  std::vector<std::int32_t> person_turn_, post_turn_;
  std::vector<std::vector<std::int64_t>> held_;
  std::vector<std::int64_t> match_;
  std::int64_t proposals_ = 0;
};

}  // namespace

StableMatchingResult stable_matching(const StableMatchingInput& input, const StableMatchingOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  return Matching(input, options, context).run();
}

constinit const Function stable_matching_analysis = analysis<&stable_matching>(key, "Who goes where when both sides have a say, so that nobody can do better together?");

}  // namespace mainstay::inline v1::competency
