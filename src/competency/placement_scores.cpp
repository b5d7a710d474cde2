#include "competency/placement_scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.placement";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

void refuse_label(std::string_view argument, std::int64_t row, const std::string& label, bool text, std::string_view rule) {
  throw Error(ErrorCode::invalid_argument, key, argument, row, text ? data::quoted(label) : label, rule);
}

}  // namespace

PlacementScores::PlacementScores(const PlacementInput& input, const PlacementOptions& options, Team& team) {
  const bool pairs = input.pair_person.given() || input.pair_post.given() || input.pair_score.given();
  if (pairs)
    for (const auto& [name, column] : {std::pair<const char*, const Column&>{"pair_person", input.pair_person}, {"pair_post", input.pair_post}, {"pair_score", input.pair_score}})
      if (!column.given()) refuse(key, name, "missing", "given with the other columns of pairs");
  if (input.assessment.given() != !options.profiles.empty())
    refuse(key, input.assessment.given() ? "profiles" : "assessment", input.assessment.given() ? "empty" : "missing", input.assessment.given() ? "given with assessment" : "given with profiles");
  if (!pairs && !input.score.given() && !input.assessment.given()) refuse(key, "score", "missing", "given, unless assessment or pairs are");
  read_people(input);
  read_posts(input, options);
  if (input.score.given()) read_table(input, team);
  if (input.assessment.given()) read_profiles(input, options);
  if (pairs) read_pairs(input);
}

void PlacementScores::read_people(const PlacementInput& input) {
  const bool by_row = input.score.given() || input.assessment.given() || input.group.given();
  const std::int64_t rows = input.score.given() ? input.score.rows : input.assessment.given() ? input.assessment.rows : input.group.given() ? input.group.size : 0;
  if (!input.person.given() && by_row) {
    numbers_.resize(at(rows));
    std::iota(numbers_.begin(), numbers_.end(), std::int64_t{0});
    input_row = numbers_;
    people.reserve(at(rows));
    for (const std::int64_t row : numbers_) people.push_back(std::to_string(row));
    return;
  }
  const bool own = input.person.given();
  const data::Groups groups = data::encode_groups(key, own ? "person" : "pair_person", own ? input.person : input.pair_person);
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

std::int64_t PlacementScores::post_of(std::string_view name) const {
  const auto found = std::lower_bound(named_.begin(), named_.end(), name, [](const auto& a, std::string_view b) { return a.first < b; });
  return found != named_.end() && found->first == name ? found->second : -1;
}

void PlacementScores::read_posts(const PlacementInput& input, const PlacementOptions& options) {
  const auto add = [&](const std::string& name, const std::string& argument) {
    if (std::find(posts.begin() + static_cast<std::ptrdiff_t>(table_columns_), posts.end(), name) != posts.end() || post_of(name) >= 0)
      refuse(key, argument, data::quoted(name), "a post that is there once");
    posts.push_back(name);
  };
  const auto index = [&] {
    named_.clear();
    for (std::size_t j = 0; j < posts.size(); ++j) named_.emplace_back(posts[j], static_cast<std::int64_t>(j));
    std::sort(named_.begin(), named_.end());
    for (std::size_t j = 1; j < named_.size(); ++j)
      if (named_[j].first == named_[j - 1].first) refuse(key, "score", data::quoted(named_[j].first), "a post that is there once");
  };
  for (const std::string& name : input.score.names) posts.push_back(name);
  index();
  table_columns_ = static_cast<std::int64_t>(posts.size());
  for (std::size_t p = 0; p < options.profiles.size(); ++p) add(options.profiles[p].name, "profiles[" + std::to_string(p) + "].name");
  index();
  const std::int64_t named = static_cast<std::int64_t>(posts.size());
  data::Groups listed;
  if (input.post.given()) {
    listed = data::encode_groups(key, "post", input.post);
    for (const std::string& name : listed.names())
      if (post_of(name) < 0) {
        if (named > 0 && !input.pair_person.given()) refuse(key, "post", listed.text ? data::quoted(name) : name, "a column of score or the name of a profile");
        posts.push_back(name);
      }
  } else if (input.pair_post.given()) {
    for (const std::string& name : data::encode_groups(key, "pair_post", input.pair_post).names())
      if (post_of(name) < 0) posts.push_back(name);
  }
  index();
  capacity.assign(posts.size(), 1);
  minimum.assign(posts.size(), 0);
  if (!input.post.given()) {
    for (const auto& [name, column] : {std::pair<const char*, const Column&>{"capacity", input.capacity}, {"minimum", input.minimum}})
      if (column.given()) refuse(key, "post", "missing", std::string("given with ") + name);
    return;
  }
  std::vector<char> seen(posts.size(), 0);
  for (std::size_t row = 0; row < listed.codes.size(); ++row) {
    const std::string name = listed.name(listed.codes[row]);
    const std::int64_t post = post_of(name), r = static_cast<std::int64_t>(row);
    if (seen[at(post)]) refuse_label("post", r, name, listed.text, "there once");
    seen[at(post)] = 1;
    if (input.capacity.given()) capacity[at(post)] = static_cast<std::int64_t>(number_at(input.capacity, r));
    if (input.minimum.given()) minimum[at(post)] = static_cast<std::int64_t>(number_at(input.minimum, r));
    if (capacity[at(post)] > 1'000'000'000) refuse(key, "capacity", r, static_cast<double>(capacity[at(post)]), "at most 1000000000");
    if (minimum[at(post)] > capacity[at(post)]) refuse(key, "minimum", r, static_cast<double>(minimum[at(post)]), "at most the capacity of the post, " + std::to_string(capacity[at(post)]));
  }
  for (std::size_t j = 0; j < posts.size(); ++j)
    if (!seen[j]) throw Error(ErrorCode::unknown_name, key, "post", -1, "without " + data::quoted(posts[j]), "a list with every column of score and every profile");
}

void PlacementScores::read_table(const PlacementInput& input, Team& team) {
  const Table& table = input.score;
  const std::int64_t rows = table.rows;
  for (std::size_t j = 0; j < table.columns.size(); ++j)
    if (table.columns[j].categorical) throw Error(ErrorCode::wrong_type, key, "score." + table.names[j], -1, "text", "numbers");
  const Column& first = table.columns[0];
  base_stride_ = first.stride;
  bool by_rows = rows > 0;
  for (std::size_t j = 0; j < table.columns.size() && by_rows; ++j) {
    const Column& column = table.columns[j];
    by_rows = column.type == ColumnType::float64 && column.validity == nullptr && column.stride == base_stride_ &&
              column.data == static_cast<const void*>(static_cast<const double*>(first.data) + j) && (base_stride_ >= table_columns_ || rows == 1);
  }
  if (by_rows) {
    base_ = static_cast<const double*>(first.data);
    return;
  }
  copied_.assign(at(std::max<std::int64_t>(1, rows * table_columns_)), missing);
  const std::int64_t chunks = std::min<std::int64_t>(256, (rows + 63) / 64);
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(rows, chunks, chunk);
    std::vector<double> scratch(256);
    for (std::int64_t begin = span.first; begin < span.last; begin += 256) {
      const std::int64_t count = std::min<std::int64_t>(256, span.last - begin);
      for (std::int64_t j = 0; j < table_columns_; ++j) {
        const double* values = read_numbers(table.columns[at(j)], begin, count, scratch.data());
        for (std::int64_t i = 0; i < count; ++i) copied_[at((begin + i) * table_columns_ + j)] = values[i];
      }
    }
  });
  base_ = copied_.data();
  base_stride_ = table_columns_;
}

void PlacementScores::read_profiles(const PlacementInput& input, const PlacementOptions& options) {
  assessment_ = &input.assessment;
  for (std::size_t p = 0; p < options.profiles.size(); ++p) {
    const Profile& profile = options.profiles[p];
    const std::string path = "profiles[" + std::to_string(p) + "]";
    if (profile.name.empty()) refuse(key, path + ".name", "empty", "the name of the post");
    check_profile(key, profile, path);
    check_scales(key, profile, options.scales, "scales");
    Planned planned{MatchPlan(profile), shares_of(profile), {}, post_of(profile.name)};
    for (std::size_t d = 0; d < profile.dimensions.size(); ++d) {
      const ProfileDimension& dimension = profile.dimensions[d];
      const auto found = std::find(assessment_->names.begin(), assessment_->names.end(), dimension.name);
      if (found == assessment_->names.end()) throw Error(ErrorCode::unknown_name, key, "assessment", -1, "without " + data::quoted(dimension.name), "a table with a column for every dimension of " + path);
      const std::int64_t column = found - assessment_->names.begin();
      if (assessment_->columns[at(column)].categorical) throw Error(ErrorCode::wrong_type, key, "assessment." + dimension.name, -1, "text", "numbers");
      for (std::int64_t row = 0; row < assessment_->rows; ++row) {
        const double x = number_at(assessment_->columns[at(column)], row);
        if (x < dimension.lower || x > dimension.upper)
          refuse(key, "assessment." + dimension.name, row, x, "on the scale of " + path + ".dimensions[" + std::to_string(d) + "]");
      }
      planned.column.push_back(column);
    }
    most_dimensions_ = std::max(most_dimensions_, static_cast<std::int64_t>(planned.column.size()));
    plans_.push_back(std::move(planned));
  }
}

void PlacementScores::read_pairs(const PlacementInput& input) {
  const data::Groups who = data::encode_groups(key, "pair_person", input.pair_person), where = data::encode_groups(key, "pair_post", input.pair_post);
  const bool known_kind = people.empty() || who.count == 0 || who.text == text_;
  if (!known_kind) throw Error(ErrorCode::wrong_type, key, "pair_person", -1, who.text ? "text" : "numbers", text_ ? "text, like person" : "numbers, like person");
  std::vector<std::int64_t> person_of(at(who.count)), post_place(at(where.count));
  for (std::int64_t code = 0; code < who.count; ++code) {
    if (text_) {
      const auto found = std::lower_bound(people.begin(), people.end(), who.texts[at(code)]);
      person_of[at(code)] = found != people.end() && *found == who.texts[at(code)] ? found - people.begin() : -1;
    } else {
      const auto found = std::lower_bound(numbers_.begin(), numbers_.end(), who.numbers[at(code)]);
      person_of[at(code)] = found != numbers_.end() && *found == who.numbers[at(code)] ? found - numbers_.begin() : -1;
    }
  }
  for (std::int64_t code = 0; code < where.count; ++code) post_place[at(code)] = post_of(where.name(code));
  const std::size_t pairs = who.codes.size();
  pair_begin_.assign(people.size() + 1, 0);
  for (std::size_t row = 0; row < pairs; ++row) {
    const std::int64_t person = person_of[at(who.codes[row])], post = post_place[at(where.codes[row])];
    if (person < 0) refuse_label("pair_person", static_cast<std::int64_t>(row), who.name(who.codes[row]), who.text, "one of the people");
    if (post < 0) refuse_label("pair_post", static_cast<std::int64_t>(row), where.name(where.codes[row]), where.text, "one of the posts");
    ++pair_begin_[at(person) + 1];
  }
  std::partial_sum(pair_begin_.begin(), pair_begin_.end(), pair_begin_.begin());
  std::vector<std::int64_t> next(pair_begin_.begin(), pair_begin_.end() - 1), row_of(pairs);
  pair_post_.resize(pairs);
  pair_score_.resize(pairs);
  for (std::size_t row = 0; row < pairs; ++row) row_of[at(next[at(person_of[at(who.codes[row])])]++)] = static_cast<std::int64_t>(row);
  for (std::size_t person = 0; person < people.size(); ++person) {
    const auto first = row_of.begin() + pair_begin_[person], last = row_of.begin() + pair_begin_[person + 1];
    const auto post = [&](std::int64_t row) { return post_place[at(where.codes[at(row)])]; };
    std::sort(first, last, [&](std::int64_t a, std::int64_t b) { return post(a) != post(b) ? post(a) < post(b) : a < b; });
    for (auto row = first; row != last; ++row) {
      if (row != first && post(*row) == post(*(row - 1)))
        refuse_label("pair_person", *row, people[person], text_, "paired with a post once: row " + std::to_string(*(row - 1)) + " is the same pair");
      const std::size_t place = at(row - row_of.begin());
      pair_post_[place] = static_cast<std::int32_t>(post(*row));
      pair_score_[place] = number_at(input.pair_score, *row);
    }
  }
  if (dense()) return;
  std::size_t kept = 0;  // pairs that are not eligible are no entries
  for (std::size_t person = 0; person < people.size(); ++person) {
    const std::size_t first = at(pair_begin_[person]), last = at(pair_begin_[person + 1]);
    pair_begin_[person] = static_cast<std::int64_t>(kept);
    for (std::size_t k = first; k < last; ++k) {
      if (std::isnan(pair_score_[k])) continue;
      pair_post_[kept] = pair_post_[k];
      pair_score_[kept++] = pair_score_[k];
    }
  }
  pair_begin_[people.size()] = static_cast<std::int64_t>(kept);
}

solve::AssignmentRow PlacementScores::row(std::int64_t i, double* scratch) const {
  const std::int64_t first = pair_begin_.empty() ? 0 : pair_begin_[at(i)], last = pair_begin_.empty() ? 0 : pair_begin_[at(i) + 1];
  if (!dense()) return {pair_score_.data() + first, pair_post_.data() + first, last - first};
  const std::int64_t given = input_row[at(i)];
  const double* from = base_ == nullptr || given < 0 ? nullptr : base_ + given * base_stride_;
  if (from != nullptr && plans_.empty() && first == last && table_columns_ == columns()) return {from, nullptr, columns()};
  if (from != nullptr) std::copy(from, from + table_columns_, scratch);
  else std::fill(scratch, scratch + table_columns_, missing);
  std::fill(scratch + table_columns_, scratch + columns(), missing);
  if (!plans_.empty() && given >= 0) {
    std::vector<double> held(at(2 * most_dimensions_));
    double *x = held.data(), *u = x + most_dimensions_;
    for (const Planned& planned : plans_) {
      bool known = true;
      for (std::size_t d = 0; d < planned.column.size(); ++d) {
        x[d] = number_at(assessment_->columns[at(planned.column[d])], given);
        known = known && !std::isnan(x[d]);
      }
      if (!known) continue;
      const MatchScore score = match_score(planned.plan, x, x, planned.share.data(), u, nullptr);
      scratch[planned.post] = score.score;
    }
  }
  for (std::int64_t k = first; k < last; ++k) scratch[pair_post_[at(k)]] = pair_score_[at(k)];
  return {scratch, nullptr, columns()};
}

}  // namespace mainstay::inline v1::competency
