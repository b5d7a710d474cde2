#include "competency/placement_scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.placement";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

}  // namespace

PlacementScores::PlacementScores(const PlacementInput& input, const PlacementOptions& options, Team& team) : PeopleAndPosts(key) {
  const bool pairs = input.pair_person.given() || input.pair_post.given() || input.pair_score.given();
  if (pairs)
    for (const auto& [name, column] : {std::pair<const char*, const Column&>{"pair_person", input.pair_person}, {"pair_post", input.pair_post}, {"pair_score", input.pair_score}})
      if (!column.given()) refuse(key, name, "missing", "given with the other columns of pairs");
  if (input.assessment.given() != !options.profiles.empty())
    refuse(key, input.assessment.given() ? "profiles" : "assessment", input.assessment.given() ? "empty" : "missing", input.assessment.given() ? "given with assessment" : "given with profiles");
  if (!pairs && !input.score.given() && !input.assessment.given()) refuse(key, "score", "missing", "given, unless assessment or pairs are");
  const std::int64_t rows = input.score.given() ? input.score.rows : input.assessment.given() ? input.assessment.rows : input.group.given() ? input.group.size : -1;
  read_people(input.person, rows, input.pair_person);
  std::vector<std::string> names = input.score.names, arguments(names.size(), "score");
  table_columns_ = static_cast<std::int64_t>(names.size());
  for (std::size_t p = 0; p < options.profiles.size(); ++p) {
    names.push_back(options.profiles[p].name);
    arguments.push_back("profiles[" + std::to_string(p) + "].name");
  }
  name_posts(names, arguments);
  read_posts(input.post, input.pair_post, input.capacity, input.minimum, pairs);
  if (input.score.given()) read_table(input, team);
  if (input.assessment.given()) read_profiles(input, options);
  if (pairs) read_pair_scores(input);
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
      const std::int64_t column = data::column_of(*assessment_, dimension.name);
      if (column < 0) throw Error(ErrorCode::unknown_name, key, "assessment", -1, "without " + data::quoted(dimension.name), "a table with a column for every dimension of " + path);
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

void PlacementScores::read_pair_scores(const PlacementInput& input) {
  const Pairs pairs = read_pairs(input.pair_person, input.pair_post);
  pair_begin_ = pairs.begin;
  pair_post_ = pairs.post;
  pair_score_.reserve(pairs.row.size());
  for (const std::int64_t row : pairs.row) pair_score_.push_back(number_at(input.pair_score, row));
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
