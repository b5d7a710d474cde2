#include "competency/placement_scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <tuple>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr std::string_view key = "competency.placement";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

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
  std::vector<Planned> plans;
  std::set<std::tuple<std::int64_t, double, double>> checked;  // columns, on which scales
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
      const bool is_new = checked.emplace(column, dimension.lower, dimension.upper).second;
      for (std::int64_t row = 0; is_new && row < assessment_->rows; ++row) {
        const double x = number_at(assessment_->columns[at(column)], row);
        if (x < dimension.lower || x > dimension.upper)
          refuse(key, "assessment." + dimension.name, row, x, "on the scale of " + path + ".dimensions[" + std::to_string(d) + "]");
      }
      planned.column.push_back(column);
    }
    most_dimensions_ = std::max(most_dimensions_, static_cast<std::int64_t>(planned.column.size()));
    plans.push_back(std::move(planned));
  }
  gather(std::move(plans));
}

bool PlacementScores::plain(const Planned& planned) {
  return planned.plan.aggregation == Aggregation::power_mean && planned.plan.power == 1.0 && std::all_of(planned.plan.dimensions.begin(), planned.plan.dimensions.end(), [](const PlannedDimension& d) {
    const double width = std::fabs(d.target - d.zero);  // where an inverse is as good as a division
    return width > 1e-100 && width < 1e100 && d.surplus == SurplusRule::ignore && (std::isnan(d.floor) || d.floor_rule != FloorRule::soft);
  });
}

// Plain profiles by kind; the others stay as they are.
void PlacementScores::gather(std::vector<Planned> plans) {
  std::vector<std::vector<const Planned*>> members;
  for (Planned& planned : plans) {
    if (!plain(planned)) {
      others_.push_back(std::move(planned));
      continue;
    }
    std::size_t k = 0;
    while (k < kinds_.size() && kinds_[k].column != planned.column) ++k;
    if (k == kinds_.size()) {
      kinds_.emplace_back().column = planned.column;
      members.emplace_back();
    }
    Kind& kind = kinds_[k];
    kind.posts.push_back(planned.post);
    members[k].push_back(&planned);
  }
  for (std::size_t k = 0; k < kinds_.size(); ++k) {
    Kind& kind = kinds_[k];
    const std::size_t room = (kind.posts.size() + at(plain_lanes) - 1) / at(plain_lanes) * at(plain_lanes);
    for (std::vector<double>* list : {&kind.zero, &kind.share, &kind.sign, &kind.floor, &kind.ceiling}) list->assign(room * kind.column.size(), 0.0);
    for (std::vector<double>* list : {&kind.width, &kind.inverse}) list->assign(room * kind.column.size(), 1.0);
    kind.has_floor.assign(kind.column.size(), 0);
    for (std::size_t j = 0; j < kind.column.size(); ++j)
      for (std::size_t p = 0; p < members[k].size(); ++p) {
        const PlannedDimension& d = members[k][p]->plan.dimensions[j];
        const std::size_t place = j * room + p;
        kind.zero[place] = d.zero;
        kind.width[place] = d.target - d.zero;
        kind.inverse[place] = 1.0 / kind.width[place];
        kind.has_floor[j] = kind.has_floor[j] || !std::isnan(d.floor);
        kind.share[place] = members[k][p]->share[j];
        kind.sign[place] = d.sign;
        kind.floor[place] = std::isnan(d.floor) ? -std::numeric_limits<double>::infinity() : d.sign * d.floor;
        kind.ceiling[place] = std::isnan(d.floor) ? 1.0 : d.floor_rule == FloorRule::veto ? 0.0 : members[k][p]->plan.ceiling;
      }
    kind.room = static_cast<std::int64_t>(room);
    most_room_ = std::max(most_room_, room);
  }
}

PlainPosts PlacementScores::Kind::view() const {
  return {room, static_cast<std::int64_t>(column.size()), zero.data(), width.data(), inverse.data(), share.data(), sign.data(), floor.data(), ceiling.data(), has_floor.data()};
}

// Where one that a profile asks for is missing, the post stays as it is.
void PlacementScores::score_profiles(std::int64_t given, double* scores) const {
  std::vector<double> held(at(2 * most_dimensions_) + most_room_);
  double *x = held.data(), *u = x + most_dimensions_, *apart = u + most_dimensions_;
  const auto read = [&](const std::vector<std::int64_t>& columns) {
    bool known = true;
    for (std::size_t d = 0; d < columns.size(); ++d) {
      x[d] = number_at(assessment_->columns[at(columns[d])], given);
      known = known && !std::isnan(x[d]);
    }
    return known;
  };
  for (const Kind& kind : kinds_) {
    if (!read(kind.column)) continue;
    score_posts(kind.view(), x, apart);
    for (std::size_t p = 0; p < kind.posts.size(); ++p) scores[kind.posts[p]] = apart[p];
  }
  for (const Planned& planned : others_)
    if (read(planned.column)) scores[planned.post] = match_score(planned.plan, x, x, planned.share.data(), u, nullptr).score;
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
  if (from != nullptr && !profiles() && first == last && table_columns_ == columns()) return {from, nullptr, columns()};
  if (from != nullptr) std::copy(from, from + table_columns_, scratch);
  else std::fill(scratch, scratch + table_columns_, missing);
  std::fill(scratch + table_columns_, scratch + columns(), missing);
  if (given >= 0 && profiles()) score_profiles(given, scratch);
  for (std::int64_t k = first; k < last; ++k) scratch[pair_post_[at(k)]] = pair_score_[at(k)];
  return {scratch, nullptr, columns()};
}

}  // namespace mainstay::inline v1::competency
