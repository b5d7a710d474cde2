// Who and what a placement is about: labels of people and posts, seats, and pairs of both.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mainstay/core/view.hpp"

namespace mainstay::inline v1::competency {

/// People in rising order of their labels; posts in the order in which tables name them, then in rising order.
class PeopleAndPosts {
 public:
  explicit PeopleAndPosts(std::string_view key) : key_(key) {}

  std::vector<std::string> people, posts;
  std::vector<std::int64_t> input_row;          ///< of each person; -1 when there is none
  std::vector<std::int64_t> capacity, minimum;  ///< of each post

  /// From `person`, or else the numbers of `rows` rows, or else (rows < 0) everybody in `pair_person`.
  void read_people(const Column& person, std::int64_t rows, const Column& pair_person);
  /// Posts that tables name come first; `argument` says where they come from, for errors. `may_list_others`: `post` may name more.
  void name_posts(const std::vector<std::string>& names, const std::vector<std::string>& arguments);
  void read_posts(const Column& post, const Column& pair_post, const Column& given_capacity, const Column& given_minimum, bool may_list_others);
  std::int64_t post_of(std::string_view name) const;

  /// Rows of pairs by person: those of person i are row[begin[i]] … row[begin[i + 1] - 1], by post.
  struct Pairs {
    std::vector<std::int64_t> begin, row;
    std::vector<std::int32_t> post;  ///< of each of `row`
  };
  Pairs read_pairs(const Column& pair_person, const Column& pair_post) const;

 private:
  void index(std::string_view argument);
  [[noreturn]] void refuse_label(std::string_view argument, std::int64_t row, const std::string& label, bool text, std::string_view rule) const;

  std::string_view key_;
  bool text_ = false;
  std::vector<std::int64_t> numbers_;                        // people whose labels are numbers
  std::vector<std::pair<std::string, std::int64_t>> named_;  // posts by name
};

}  // namespace mainstay::inline v1::competency
