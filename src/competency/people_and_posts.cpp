#include "competency/people_and_posts.hpp"

#include <algorithm>
#include <numeric>

#include "core/at.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::competency {

void PeopleAndPosts::refuse_label(std::string_view argument, std::int64_t row, const std::string& label, bool text, std::string_view rule) const {
  throw Error(ErrorCode::invalid_argument, key_, argument, row, text ? data::quoted(label) : label, rule);
}

void PeopleAndPosts::read_people(const Column& person, std::int64_t rows, const Column& pair_person) {
  if (!person.given() && rows >= 0) {
    numbers_.resize(at(rows));
    std::iota(numbers_.begin(), numbers_.end(), std::int64_t{0});
    input_row = numbers_;
    people.reserve(at(rows));
    for (const std::int64_t row : numbers_) people.push_back(std::to_string(row));
    return;
  }
  const bool own = person.given();
  const data::Groups groups = data::encode_groups(key_, own ? "person" : "pair_person", own ? person : pair_person);
  text_ = groups.text;
  people = groups.names();
  if (!text_) numbers_ = groups.numbers;
  input_row.assign(people.size(), -1);
  if (!own) return;
  for (std::size_t row = 0; row < groups.codes.size(); ++row) {
    std::int64_t& place = input_row[at(groups.codes[row])];
    if (place >= 0) refuse_label("person", static_cast<std::int64_t>(row), people[at(groups.codes[row])], text_, "there once: row " + std::to_string(place) + " has it too");
    place = static_cast<std::int64_t>(row);
  }
}

std::int64_t PeopleAndPosts::post_of(std::string_view name) const {
  const auto found = std::lower_bound(named_.begin(), named_.end(), name, [](const auto& a, std::string_view b) { return a.first < b; });
  return found != named_.end() && found->first == name ? found->second : -1;
}

void PeopleAndPosts::index(std::string_view argument) {
  named_.clear();
  for (std::size_t j = 0; j < posts.size(); ++j) named_.emplace_back(posts[j], static_cast<std::int64_t>(j));
  std::sort(named_.begin(), named_.end());
  for (std::size_t j = 1; j < named_.size(); ++j)
    if (named_[j].first == named_[j - 1].first) refuse(key_, argument, data::quoted(named_[j].first), "a post that is there once");
}

void PeopleAndPosts::name_posts(const std::vector<std::string>& names, const std::vector<std::string>& arguments) {
  for (std::size_t j = 0; j < names.size(); ++j) posts.push_back(names[j]);
  std::string argument = arguments.empty() ? std::string("post") : arguments.front();
  std::vector<std::string> sorted = posts;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end())  // the later place is at fault
    for (std::size_t j = names.size(); j-- > 0;)
      if (names[j] == *twice) {
        argument = arguments[j];
        break;
      }
  index(argument);
}

void PeopleAndPosts::read_posts(const Column& post, const Column& pair_post, const Column& given_capacity, const Column& given_minimum, bool may_list_others) {
  const bool named = !posts.empty();
  data::Groups listed;
  if (post.given()) {
    listed = data::encode_groups(key_, "post", post);
    std::vector<std::string> more;
    for (std::string& name : listed.names())
      if (post_of(name) < 0) {
        if (named && !may_list_others) refuse(key_, "post", listed.text ? data::quoted(name) : name, "a post that the scores name");
        more.push_back(std::move(name));
      }
    posts.insert(posts.end(), more.begin(), more.end());
  } else if (pair_post.given()) {
    std::vector<std::string> more;
    for (std::string& name : data::encode_groups(key_, "pair_post", pair_post).names())
      if (post_of(name) < 0) more.push_back(std::move(name));
    posts.insert(posts.end(), more.begin(), more.end());
  }
  index("post");
  capacity.assign(posts.size(), 1);
  minimum.assign(posts.size(), 0);
  if (!post.given()) {
    if (given_capacity.given()) refuse(key_, "post", "missing", "given with capacity");
    if (given_minimum.given()) refuse(key_, "post", "missing", "given with minimum");
    return;
  }
  std::vector<char> seen(posts.size(), 0);
  for (std::size_t row = 0; row < listed.codes.size(); ++row) {
    const std::string name = listed.name(listed.codes[row]);
    const std::int64_t place = post_of(name), r = static_cast<std::int64_t>(row);
    if (seen[at(place)]) refuse_label("post", r, name, listed.text, "there once");
    seen[at(place)] = 1;
    if (given_capacity.given()) capacity[at(place)] = static_cast<std::int64_t>(number_at(given_capacity, r));
    if (given_minimum.given()) minimum[at(place)] = static_cast<std::int64_t>(number_at(given_minimum, r));
    if (capacity[at(place)] > 1'000'000'000) refuse(key_, "capacity", r, static_cast<double>(capacity[at(place)]), "at most 1000000000");
    if (minimum[at(place)] > capacity[at(place)]) refuse(key_, "minimum", r, static_cast<double>(minimum[at(place)]), "at most the capacity of the post, " + std::to_string(capacity[at(place)]));
  }
  for (std::size_t j = 0; j < posts.size(); ++j)
    if (!seen[j]) throw Error(ErrorCode::unknown_name, key_, "post", -1, "without " + data::quoted(posts[j]), "a list with every post that the scores name");
}

PeopleAndPosts::Pairs PeopleAndPosts::read_pairs(const Column& pair_person, const Column& pair_post) const {
  const data::Groups who = data::encode_groups(key_, "pair_person", pair_person), where = data::encode_groups(key_, "pair_post", pair_post);
  if (!people.empty() && who.count > 0 && who.text != text_) throw Error(ErrorCode::wrong_type, key_, "pair_person", -1, who.text ? "text" : "numbers", text_ ? "text, like person" : "numbers, like person");
  std::vector<std::int64_t> person_of(at(who.count)), place_of(at(where.count));
  for (std::int64_t code = 0; code < who.count; ++code) {
    if (text_) {
      const auto found = std::lower_bound(people.begin(), people.end(), who.texts[at(code)]);
      person_of[at(code)] = found != people.end() && *found == who.texts[at(code)] ? found - people.begin() : -1;
    } else {
      const auto found = who.text ? numbers_.end() : std::lower_bound(numbers_.begin(), numbers_.end(), who.numbers[at(code)]);
      person_of[at(code)] = found != numbers_.end() && *found == who.numbers[at(code)] ? found - numbers_.begin() : -1;
    }
  }
  for (std::int64_t code = 0; code < where.count; ++code) place_of[at(code)] = post_of(where.name(code));
  Pairs pairs;
  const std::size_t count = who.codes.size();
  pairs.begin.assign(people.size() + 1, 0);
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t r = static_cast<std::int64_t>(row), person = person_of[at(who.codes[row])];
    if (person < 0) refuse_label("pair_person", r, who.name(who.codes[row]), who.text, "one of the people");
    if (place_of[at(where.codes[row])] < 0) refuse_label("pair_post", r, where.name(where.codes[row]), where.text, "one of the posts");
    ++pairs.begin[at(person) + 1];
  }
  std::partial_sum(pairs.begin.begin(), pairs.begin.end(), pairs.begin.begin());
  std::vector<std::int64_t> next(pairs.begin.begin(), pairs.begin.end() - 1);
  pairs.row.resize(count);
  pairs.post.resize(count);
  for (std::size_t row = 0; row < count; ++row) pairs.row[at(next[at(person_of[at(who.codes[row])])]++)] = static_cast<std::int64_t>(row);
  for (std::size_t person = 0; person < people.size(); ++person) {
    const auto first = pairs.row.begin() + pairs.begin[person], last = pairs.row.begin() + pairs.begin[person + 1];
    const auto post = [&](std::int64_t row) { return place_of[at(where.codes[at(row)])]; };
    std::sort(first, last, [&](std::int64_t a, std::int64_t b) { return post(a) != post(b) ? post(a) < post(b) : a < b; });
    for (auto row = first; row != last; ++row) {
      if (row != first && post(*row) == post(*(row - 1))) refuse_label("pair_person", *row, people[person], text_, "paired with a post once: row " + std::to_string(*(row - 1)) + " is the same pair");
      pairs.post[at(row - pairs.row.begin())] = static_cast<std::int32_t>(post(*row));
    }
  }
  return pairs;
}

}  // namespace mainstay::inline v1::competency
