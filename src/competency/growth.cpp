#include "mainstay/competency/growth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "competency/growth_kernel.hpp"
#include "core/at.hpp"
#include "core/civil.hpp"
#include "core/plain_number.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "stats/counted_order.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* key = "competency.growth";
constexpr double missing = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();

struct Dimension {
  std::string name;
  std::size_t column;
  std::int64_t error_column = -1;
  double error = missing;
  bool higher = true;
};

struct Bounds {
  bool asked = false;
  double at_least = -infinity, at_most = infinity;
};

// What the table of people and the groups need of a person.
struct Whole {
  std::int64_t asked = 0, met = 0, unknown = 0, better = 0, worse = 0, still = 0;
  double completion_first = missing, completion = missing, months_to_go = missing;
  bool compared = false;
};

// A person's rows in order of days, and the last labels.
struct Person {
  std::vector<std::int64_t> rows, days;
  std::int32_t post = -1, group = 0;
  std::int64_t post_day = INT64_MIN, group_day = INT64_MIN;  // on which they were recorded
};

// What is known of one dimension of a person.
struct Record {
  std::vector<GrowthValue> values;
  double change_previous = missing, error_previous = missing, change_first = missing, error_first = missing;
  GrowthVerdict verdict_previous = GrowthVerdict::single, verdict_first = GrowthVerdict::single;
  GrowthTrend trend{};
  double bound = missing, lack = missing, share_first = missing, share = missing, months_to_go = missing;
  GrowthPace pace = GrowthPace::not_asked;
  bool still() const { return pace == GrowthPace::stalled || pace == GrowthPace::falling; }
};

class Growing {
 public:
  Growing(const GrowthInput& input, const GrowthOptions& options) : input_(input), options_(options), critical_(stats::normal_interval_factor(options.confidence_level)) {
    read_dimensions();
    read_people();
    read_requirements();
  }

  GrowthResult run(Team& team) {
    std::size_t most = 0;
    for (const Person& person : people_) most = std::max(most, person.rows.size());
    factors_.emplace(options_.confidence_level, static_cast<std::int64_t>(most));
    const auto values_of = [&](const Column& column) {
      own_.emplace_back();
      const bool direct = column.type == ColumnType::float64 && column.stride == 1 && column.validity == nullptr;
      if (!direct) own_.back().resize(at(column.size));
      return read_numbers(column, 0, column.size, own_.back().data());
    };
    for (const Dimension& dimension : dimensions_) {
      scores_.push_back(values_of(input_.scores.columns[dimension.column]));
      errors_.push_back(dimension.error_column < 0 ? nullptr : values_of(input_.std_errors.columns[at(dimension.error_column)]));
    }
    const auto people = static_cast<std::int64_t>(people_.size()), chunks = std::min<std::int64_t>(256, (people + 63) / 64);
    records_.resize(people_.size());
    wholes_.resize(people_.size());
    team.run(chunks, [&](std::int64_t chunk) {
      const Span span = span_of(people, chunks, chunk);
      for (std::int64_t i = span.first; i < span.last; ++i) record(at(i));
    });
    GrowthResult result;
    result.as_of = as_of_;
    result.later_rows = later_;
    name_tables(result);
    for (std::size_t i = 0; i < people_.size(); ++i)
      if (!people_[i].rows.empty()) tell_person(i, result);
    std::vector<std::vector<std::size_t>> members(groups_.size());
    for (std::size_t i = 0; i < people_.size(); ++i)
      if (!people_[i].rows.empty()) members[at(people_[i].group)].push_back(i);
    for (std::size_t g = 0; g < groups_.size(); ++g) tell_group(static_cast<std::int32_t>(g), members[g], result.groups);
    return result;
  }

 private:
  void read_dimensions() {
    const auto column_of = [&](const Table& table, const std::string& name) { return std::find(table.names.begin(), table.names.end(), name) - table.names.begin(); };
    std::vector<GrowthDimension> asked = options_.dimensions;
    if (asked.empty())
      for (const std::string& name : input_.scores.names) asked.emplace_back().name = name;
    for (std::size_t d = 0; d < asked.size(); ++d) {
      const std::string path = "dimensions[" + std::to_string(d) + "].name";
      const auto column = at(column_of(input_.scores, asked[d].name));
      if (column == input_.scores.names.size()) throw Error(ErrorCode::unknown_name, key, path, -1, data::quoted(asked[d].name), "a column of scores: " + list_of(input_.scores.names));
      if (find(asked[d].name) >= 0) refuse(key, path, data::quoted(asked[d].name), "a dimension that is there once");
      if (input_.scores.columns[column].categorical) throw Error(ErrorCode::wrong_type, key, "scores." + asked[d].name, -1, "text", "numbers");
      Dimension dimension{asked[d].name, column, -1, asked[d].std_error.value_or(missing), asked[d].direction == GrowthDirection::higher};
      const std::int64_t errors = column_of(input_.std_errors, asked[d].name);
      if (at(errors) < input_.std_errors.names.size()) dimension.error_column = errors;
      dimensions_.push_back(std::move(dimension));
    }
    for (std::size_t c = 0; c < input_.std_errors.names.size(); ++c) {
      if (find(input_.std_errors.names[c]) < 0) throw Error(ErrorCode::unknown_name, key, "std_errors." + input_.std_errors.names[c], -1, "there", "a column for one of the dimensions");
      if (input_.std_errors.columns[c].categorical) throw Error(ErrorCode::wrong_type, key, "std_errors." + input_.std_errors.names[c], -1, "text", "numbers");
    }
  }

  std::int64_t find(const std::string& name) const {
    for (std::size_t d = 0; d < dimensions_.size(); ++d)
      if (dimensions_[d].name == name) return static_cast<std::int64_t>(d);
    return -1;
  }

  void read_people() {
    const std::int64_t n = input_.day.size;
    const data::Groups person = data::encode_groups(key, "person", input_.person);
    data::Groups post, group;
    if (input_.post.given()) post = data::encode_groups(key, "post", input_.post);
    if (input_.group.given()) group = data::encode_groups(key, "group", input_.group);
    names_ = person.names();
    posts_ = post.names();
    groups_ = input_.group.given() ? group.names() : std::vector<std::string>{"all"};
    days_.resize(at(n));
    std::vector<std::int64_t> scratch(at(n));
    const std::int64_t* days = read_integers(input_.day, 0, n, scratch.data());
    std::copy(days, days + n, days_.begin());
    as_of_ = options_.as_of.value_or(n == 0 ? 0 : *std::max_element(days_.begin(), days_.end()));
    std::vector<std::int64_t> order;
    for (std::int64_t i = 0; i < n; ++i)
      if (days_[at(i)] <= as_of_) order.push_back(i);
    later_ = n - static_cast<std::int64_t>(order.size());
    if (order.empty()) refuse(key, "day", std::to_string(n) + " rows, none by as_of", "one row at least by " + day_text(as_of_));
    stats::order_by_whole(order, scratch, [&](std::int64_t row) { return days_[at(row)]; });
    people_.resize(names_.size());
    for (const std::int64_t row : order) {
      Person& one = people_[at(person.codes[at(row)])];
      if (one.days.empty() || one.days.back() != days_[at(row)]) one.days.push_back(days_[at(row)]);
      const auto label = [&](const data::Groups& labels, const char* argument, std::int32_t& held, std::int64_t& since) {
        const std::int32_t now = labels.codes[at(row)];
        if (now < 0) return;
        if (since == days_[at(row)] && held != now)
          throw Error(ErrorCode::invalid_argument, key, argument, row, data::quoted(labels.name(now)), data::quoted(labels.name(held)) + ", as in another row of " + names_[at(person.codes[at(row)])] + " on " + day_text(days_[at(row)]));
        held = now;
        since = days_[at(row)];
      };
      if (input_.post.given()) label(post, "post", one.post, one.post_day);
      if (input_.group.given()) label(group, "group", one.group, one.group_day);
      one.rows.push_back(row);
    }
  }

  void read_requirements() {
    const std::size_t width = dimensions_.size();
    bounds_.assign((posts_.size() + 1) * width, {});
    std::vector<std::pair<std::string, std::size_t>> seen;
    for (std::size_t r = 0; r < options_.requirements.size(); ++r) {
      const GrowthRequirement& requirement = options_.requirements[r];
      const std::string path = "requirements[" + std::to_string(r) + "]";
      const std::int64_t dimension = find(requirement.name);
      if (dimension < 0) throw Error(ErrorCode::unknown_name, key, path + ".name", -1, data::quoted(requirement.name), "one of the dimensions");
      if (!requirement.at_least && !requirement.at_most) refuse(key, path, "without a bound", "given at_least, at_most or both");
      if (requirement.at_least && requirement.at_most && *requirement.at_least > *requirement.at_most)
        refuse(key, path + ".at_least", plain_number(*requirement.at_least), "at most at_most, " + plain_number(*requirement.at_most));
      if (!requirement.post.empty() && !input_.post.given()) refuse(key, "post", "missing", "given, because " + path + " asks something of one post");
      const std::pair<std::string, std::size_t> place{requirement.post, at(dimension)};
      if (std::find(seen.begin(), seen.end(), place) != seen.end()) refuse(key, path + ".name", data::quoted(requirement.name), "a requirement that is there once for a post");
      seen.push_back(place);
      const Bounds bounds{true, requirement.at_least.value_or(-infinity), requirement.at_most.value_or(infinity)};
      if (requirement.post.empty()) {
        bounds_[posts_.size() * width + at(dimension)] = bounds;
        continue;
      }
      const auto post = std::find(posts_.begin(), posts_.end(), requirement.post);
      if (post != posts_.end()) bounds_[at(post - posts_.begin()) * width + at(dimension)] = bounds;
    }
    for (std::size_t post = 0; post < posts_.size(); ++post)
      for (std::size_t d = 0; d < width; ++d)
        if (!bounds_[post * width + d].asked) bounds_[post * width + d] = bounds_[posts_.size() * width + d];
  }

  const Bounds& bounds_of(const Person& person, std::size_t dimension) const {
    return bounds_[(person.post < 0 ? posts_.size() : at(person.post)) * dimensions_.size() + dimension];
  }

  void record(std::size_t i) {
    const Person& person = people_[i];
    records_[i].resize(dimensions_.size());
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
      const Dimension& dimension = dimensions_[d];
      Record& record = records_[i][d];
      record.values.reserve(person.rows.size());
      for (const std::int64_t row : person.rows) {
        const double value = scores_[d][row];
        if (std::isnan(value)) continue;
        const std::int64_t day = days_[at(row)];
        if (!record.values.empty() && record.values.back().day == day)
          throw Error(ErrorCode::invalid_argument, key, "scores." + dimension.name, row, plain_number(value), "the only value of " + names_[i] + " on " + day_text(day) + ": row " + std::to_string(record.values.back().row) + " has one too");
        double error = errors_[d] == nullptr ? missing : errors_[d][row];
        if (std::isnan(error)) error = dimension.error;
        record.values.push_back({day, row, value, error});
      }
      if (!record.values.empty()) judge(record, dimension, bounds_of(person, d));
    }
    if (!person.rows.empty()) wholes_[i] = whole(i);
  }

  GrowthVerdict verdict(const Dimension& dimension, double change, double error) const {
    if (std::isnan(change)) return GrowthVerdict::single;
    if (std::isnan(error)) return GrowthVerdict::no_error;
    const double gain = dimension.higher ? change : -change;
    if (std::fabs(gain) <= critical_ * error) return GrowthVerdict::not_told_apart;
    return gain > 0.0 ? GrowthVerdict::better : GrowthVerdict::worse;
  }

  void judge(Record& record, const Dimension& dimension, const Bounds& bounds) const {
    const std::vector<GrowthValue>& values = record.values;
    const GrowthValue &last = values.back(), &first = values.front(), &previous = values[values.size() < 2 ? 0 : values.size() - 2];
    if (values.size() > 1) {
      record.change_previous = last.value - previous.value;
      record.error_previous = std::hypot(last.error, previous.error);
      record.change_first = last.value - first.value;
      record.error_first = std::hypot(last.error, first.error);
    }
    record.verdict_previous = verdict(dimension, record.change_previous, record.error_previous);
    record.verdict_first = verdict(dimension, record.change_first, record.error_first);
    record.trend = growth_trend(values, *factors_);
    if (!bounds.asked) return;
    const bool above = last.value > bounds.at_most;
    record.bound = above || bounds.at_least == -infinity ? bounds.at_most : bounds.at_least;
    record.lack = above ? last.value - bounds.at_most : std::max(0.0, bounds.at_least - last.value);
    record.share_first = growth_share(first.value, bounds.at_least, bounds.at_most);
    record.share = growth_share(last.value, bounds.at_least, bounds.at_most);
    const double towards = above ? -record.trend.slope : record.trend.slope;
    if (record.lack == 0.0) record.months_to_go = 0.0;
    else if (towards > 0.0) record.months_to_go = record.lack / towards;
    record.pace = pace(record, dimension);
  }

  GrowthPace pace(const Record& record, const Dimension& dimension) const {
    const GrowthValue& last = record.values.back();
    if (record.lack == 0.0) return GrowthPace::reached;
    if (as_of_ - last.day > options_.stale_days) return GrowthPace::stale;
    const GrowthValue* before = nullptr;
    for (const GrowthValue& value : record.values)
      if (value.day <= last.day - options_.stall_days) before = &value;
    if (before == nullptr) return GrowthPace::too_new;
    const double gain = dimension.higher ? last.value - before->value : before->value - last.value, error = std::hypot(last.error, before->error);
    if (gain < 0.0 && -gain > critical_ * error) return GrowthPace::falling;
    const double least = options_.stall_gain + (options_.stall_rule == GrowthStallRule::reliable ? critical_ * error : 0.0);
    return gain > least ? GrowthPace::rising : GrowthPace::stalled;  // an error that is not known shows no gain
  }

  void name_tables(GrowthResult& result) const {
    result.changes.person.levels = result.people.person.levels = names_;
    result.people.post.levels = posts_;
    result.people.group.levels = result.groups.group.levels = groups_;
    for (const Dimension& dimension : dimensions_) result.changes.dimension.levels.push_back(dimension.name);
    result.groups.dimension.levels = result.changes.dimension.levels;
    result.groups.dimension.levels.emplace_back("completion");
    for (Categories* verdicts : {&result.changes.verdict_previous, &result.changes.verdict_first})
      for (const Choice& word : choices(GrowthVerdict{})) verdicts->levels.emplace_back(word.name);
    for (const Choice& word : choices(GrowthPace{})) result.changes.pace.levels.emplace_back(word.name);
  }

  Whole whole(std::size_t i) const {
    Whole out;
    double first = 0.0, last = 0.0, months = 0.0;
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
      const Record& record = records_[i][d];
      out.better += record.verdict_first == GrowthVerdict::better;
      out.worse += record.verdict_first == GrowthVerdict::worse;
      out.still += record.still();
      if (!bounds_of(people_[i], d).asked) continue;
      ++out.asked;
      if (record.values.empty()) {
        ++out.unknown;
        months = missing;
        continue;
      }
      out.compared = out.compared || record.values.size() > 1;
      out.met += record.lack == 0.0;
      first += record.share_first;
      last += record.share;
      months = std::isnan(months) || std::isnan(record.months_to_go) ? missing : std::max(months, record.months_to_go);
    }
    if (out.asked == 0) return out;
    out.completion_first = first / static_cast<double>(out.asked);
    out.completion = last / static_cast<double>(out.asked);
    out.months_to_go = months;
    return out;
  }

  void tell_person(std::size_t i, GrowthResult& result) const {
    const Person& person = people_[i];
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
      const Record& record = records_[i][d];
      if (record.values.empty()) continue;
      const GrowthValue &last = record.values.back(), &first = record.values.front(), &previous = record.values[record.values.size() < 2 ? 0 : record.values.size() - 2];
      GrowthChanges& table = result.changes;
      table.person.codes.push_back(static_cast<std::int32_t>(i));
      table.dimension.codes.push_back(static_cast<std::int32_t>(d));
      table.assessments.push_back(static_cast<std::int64_t>(record.values.size()));
      table.first_day.push_back(first.day);
      table.previous_day.push_back(previous.day);
      table.last_day.push_back(last.day);
      table.first.push_back(first.value);
      table.previous.push_back(previous.value);
      table.last.push_back(last.value);
      table.change_previous.push_back(record.change_previous);
      table.std_error_previous.push_back(record.error_previous);
      table.reliable_change_previous.push_back(index(record.change_previous, record.error_previous));
      table.verdict_previous.codes.push_back(static_cast<std::int32_t>(record.verdict_previous));
      table.change_first.push_back(record.change_first);
      table.std_error_first.push_back(record.error_first);
      table.reliable_change_first.push_back(index(record.change_first, record.error_first));
      table.verdict_first.codes.push_back(static_cast<std::int32_t>(record.verdict_first));
      table.trend.push_back(record.trend.slope);
      table.trend_std_error.push_back(record.trend.std_error);
      table.trend_lower.push_back(record.trend.lower);
      table.trend_upper.push_back(record.trend.upper);
      table.asked.push_back(record.bound);
      table.lack.push_back(record.lack);
      table.share_first.push_back(record.share_first);
      table.share.push_back(record.share);
      table.pace.codes.push_back(static_cast<std::int32_t>(record.pace));
      table.months_to_go.push_back(record.months_to_go);
    }
    const Whole& all = wholes_[i];
    GrowthPeople& table = result.people;
    table.person.codes.push_back(static_cast<std::int32_t>(i));
    table.post.codes.push_back(person.post);
    table.group.codes.push_back(person.group);
    table.assessments.push_back(static_cast<std::int64_t>(person.days.size()));
    table.first_day.push_back(person.days.front());
    table.last_day.push_back(person.days.back());
    table.asked.push_back(all.asked);
    table.met.push_back(all.met);
    table.unknown.push_back(all.unknown);
    table.better.push_back(all.better);
    table.worse.push_back(all.worse);
    table.stalled.push_back(all.still);
    table.completion_first.push_back(all.completion_first);
    table.completion.push_back(all.completion);
    table.months_to_go.push_back(all.months_to_go);
    if (options_.explain) explain(i, all, result);
  }

  static double index(double change, double error) { return error > 0.0 ? change / error : missing; }

  // Names of a person's dimensions that are so.
  template <class Is>
  std::string list(std::size_t i, const char* between, const Is& is) const {
    std::string text;
    for (std::size_t d = 0; d < dimensions_.size(); ++d)
      if (is(d, records_[i][d])) text += (text.empty() ? "" : between) + dimensions_[d].name;
    return text;
  }

  void explain(std::size_t i, const Whole& all, GrowthResult& result) const {
    std::string en, zh;
    if (all.asked > 0) {
      const std::string now = plain_number(100.0 * all.completion, 0) + " %", first = plain_number(100.0 * all.completion_first, 0) + " %", met = std::to_string(all.met), asked = std::to_string(all.asked);
      en = now + " of what is asked (" + first + " at first), " + met + " of " + asked + " met.";
      zh = "已完成要求的" + now + "（最初" + first + "），" + asked + "项中" + met + "项达标。";
    }
    const auto add = [&](const char* english, const char* chinese, const auto& is) {
      const std::string names = list(i, ", ", is);
      if (names.empty()) return;
      en += (en.empty() ? "" : " ") + std::string(english) + ": " + names + ".";
      zh += std::string(chinese) + "：" + list(i, "、", is) + "。";
    };
    add("Better than at first", "较最初提升", [](std::size_t, const Record& record) { return record.verdict_first == GrowthVerdict::better; });
    add("Worse than at first", "较最初下降", [](std::size_t, const Record& record) { return record.verdict_first == GrowthVerdict::worse; });
    const std::string days = std::to_string(options_.stall_days);
    add(("No gain in " + days + " days").c_str(), (days + "天内没有进步").c_str(), [](std::size_t, const Record& record) { return record.still(); });
    add("Not assessed lately", "近期未评估", [](std::size_t, const Record& record) { return record.pace == GrowthPace::stale; });
    add("Never assessed", "从未评估", [&](std::size_t d, const Record& record) { return record.values.empty() && bounds_of(people_[i], d).asked; });
    result.sentence.push_back(en.empty() ? "No change can be told yet." : en);
    result.sentence_zh.push_back(zh.empty() ? "目前还看不出变化。" : zh);
  }

  void tell_group(std::int32_t group, const std::vector<std::size_t>& members, GrowthGroups& table) const {
    const std::size_t width = dimensions_.size();
    for (std::size_t d = 0; d <= width; ++d) {
      std::int64_t people = 0, better = 0, worse = 0, still = 0;
      std::vector<double> firsts, lasts, changes;
      for (const std::size_t i : members) {
        double first = missing, last = missing;
        bool compared = false;
        if (d < width) {
          const Record& record = records_[i][d];
          if (record.values.empty()) continue;
          first = record.values.front().value;
          last = record.values.back().value;
          compared = record.values.size() > 1;
          better += record.verdict_first == GrowthVerdict::better;
          worse += record.verdict_first == GrowthVerdict::worse;
          still += record.still();
        } else {
          const Whole& all = wholes_[i];
          if (all.asked == 0) continue;
          first = all.completion_first;
          last = all.completion;
          compared = all.compared;
          better += all.better > 0;
          worse += all.worse > 0;
          still += all.still > 0;
        }
        ++people;
        if (!compared) continue;
        firsts.push_back(first);
        lasts.push_back(last);
        changes.push_back(last - first);
      }
      if (people == 0) continue;
      const GrowthMean change = growth_mean(changes, options_.confidence_level);
      table.group.codes.push_back(group);
      table.dimension.codes.push_back(static_cast<std::int32_t>(d));
      table.people.push_back(people);
      table.compared.push_back(static_cast<std::int64_t>(changes.size()));
      table.first.push_back(growth_mean(firsts, options_.confidence_level).mean);
      table.last.push_back(growth_mean(lasts, options_.confidence_level).mean);
      table.change.push_back(change.mean);
      table.std_error.push_back(change.std_error);
      table.lower.push_back(change.lower);
      table.upper.push_back(change.upper);
      table.better.push_back(better);
      table.worse.push_back(worse);
      table.stalled.push_back(still);
    }
  }

  const GrowthInput& input_;
  const GrowthOptions& options_;
  double critical_;
  std::vector<Dimension> dimensions_;
  std::vector<std::string> names_, posts_, groups_;
  std::vector<std::int64_t> days_;
  std::int64_t as_of_ = 0, later_ = 0;
  std::vector<Person> people_;
  std::vector<Bounds> bounds_;  // (posts and none, dimensions)
  std::vector<std::vector<Record>> records_;
  std::vector<Whole> wholes_;
  std::optional<GrowthFactors> factors_;
  std::vector<const double*> scores_, errors_;  // by dimension and row; errors: null without a column
  std::vector<std::vector<double>> own_;        // of columns that are not doubles side by side
};

}  // namespace

GrowthResult growth(const GrowthInput& input, const GrowthOptions& options, const RunContext& context) {
  check(key, input, options, context.threads);
  Team team(key, context);
  return Growing(input, options).run(team);
}

constinit const Function growth_analysis = analysis<&growth>(key, "What has each person gained, how far is it to the next post, and who stands still?");

}  // namespace mainstay::inline v1::competency
