#include "mainstay/competency/search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "competency/match_kernel.hpp"
#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "competency/search_kernel.hpp"
#include "core/team.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"

namespace mainstay::inline v1::competency {

namespace {

constexpr const char* analysis_key = "competency.search";
constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t first_blocks = 8, blocks_of_chunk = 8, most_chunks = 64, most_kept = 20'000'000;

// The largest float that is not above the value, and the smallest that is not below.
float rounded_down(double value) {
  const auto near = static_cast<float>(value);
  return static_cast<double>(near) > value ? std::nextafter(near, -std::numeric_limits<float>::infinity()) : near;
}
float rounded_up(double value) {
  const auto near = static_cast<float>(value);
  return static_cast<double>(near) < value ? std::nextafter(near, std::numeric_limits<float>::infinity()) : near;
}

// A pair of a list: score and the place of the other side in the order of ids.
struct Entry {
  double score;
  std::int64_t place;
};
struct Better {
  bool operator()(const Entry& a, const Entry& b) const { return a.score > b.score || (a.score == b.score && a.place < b.place); }
};
constexpr Better better{};

// The best k so far, the worst of them in front (a heap).
struct List {
  Entry* entries;
  std::int64_t size = 0, most = 0;
  bool full() const { return size == most; }
  // What a score has to exceed to enter, when the places of those who come are rising.
  double threshold(double least) const { return full() ? entries[0].score : std::nextafter(least, -1.0); }
  void add(const Entry& entry) {
    if (most == 0) return;
    if (!full()) {
      entries[size++] = entry;
      std::push_heap(entries, entries + size, better);
    } else if (better(entry, entries[0])) {
      std::pop_heap(entries, entries + size, better);
      entries[size - 1] = entry;
      std::push_heap(entries, entries + size, better);
    }
  }
  void sort() { std::sort(entries, entries + size, better); }
};

// Rows in rising order of their ids; in their own order without ids.
std::vector<std::int64_t> order_of(const char* argument, const Column& ids, std::int64_t rows) {
  std::vector<std::int64_t> order(at(rows));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  if (!ids.given()) return order;
  const data::Groups groups = data::encode_groups(analysis_key, argument, ids);
  if (groups.count != rows) {
    std::vector<bool> seen(at(groups.count), false);
    for (std::int64_t i = 0; i < rows; ++i) {
      const std::int32_t code = groups.codes[at(i)];
      if (seen[at(code)]) throw Error(ErrorCode::invalid_argument, analysis_key, argument, i, groups.name(code) + " a second time", "given once");
      seen[at(code)] = true;
    }
  }
  for (std::int64_t i = 0; i < rows; ++i) order[at(groups.codes[at(i)])] = i;
  return order;
}

// One constraint: what people have and what posts ask for, as numbers.
struct Fact {
  SearchRule rule;
  std::vector<double> person, post;  // NaN where missing
};

// Words of the person and of the post as common codes.
Fact words_fact(const Column& person, const Column& post, const std::string& person_name, const std::string& post_name) {
  const data::Groups a = data::encode_groups(analysis_key, person_name, person), b = data::encode_groups(analysis_key, post_name, post);
  std::vector<std::string> names = a.names();
  const std::vector<std::string> more = b.names();
  names.insert(names.end(), more.begin(), more.end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const auto places = [&](const data::Groups& groups) {
    std::vector<double> place, values;
    for (const std::string& name : groups.names()) place.push_back(static_cast<double>(std::lower_bound(names.begin(), names.end(), name) - names.begin()));
    for (const std::int32_t code : groups.codes) values.push_back(code < 0 ? nan : place[at(code)]);
    return values;
  };
  return {SearchRule::equal, places(a), places(b)};
}

class Search {
 public:
  Search(const SearchInput& input, const SearchOptions& options)
      : input_(input), options_(options), profile_(options.profile), base_(options.profile), k_(base_.size()), n_(input.x.rows) {
    m_ = input.target.given() ? input.target.rows : input.weight.given() ? input.weight.rows : input.floor.given() ? input.floor.rows
         : input.post.given() ? input.post.size : input.post_facts.given() ? input.post_facts.rows : 1;
    for (const ProfileDimension& d : profile_.dimensions) x_.push_back(&data::number_column(analysis_key, "x", input.x, d.name, "a column: the profile asks for it"));
    constraints();
    posts();
    people_ = order_of("person", input.person, n_);
    posts_ = order_of("post", input.post, m_);
  }

  SearchResult run(const RunContext& context) {
    SearchResult result;
    result.people = n_;
    result.posts = m_;
    const std::int64_t kept = std::max<std::int64_t>(1, m_ * std::min(options_.per_post, std::max<std::int64_t>(n_, 1)));
    const std::int64_t blocks = (n_ + search_lanes - 1) / search_lanes;
    if (n_ == 0 || m_ == 0) return result;
    const std::int64_t per_post = std::min(options_.per_post, n_), most = std::max<std::int64_t>(1, std::min(most_chunks, most_kept / kept));
    entries_.resize(at(m_ * per_post));
    for (std::int64_t p = 0; p < m_; ++p) lists_.push_back({entries_.data() + p * per_post, 0, per_post});
    if (options_.per_person > 0) own_.start.resize(at(n_)), own_.size.resize(at(n_));
    Team team(analysis_key, context, std::min(most, (blocks + blocks_of_chunk - 1) / blocks_of_chunk));
    // Few people first: what they set as the least score of each list spares the others, four times as many in each round.
    for (std::int64_t done = 0; done < blocks;) {
      const std::int64_t now = std::min(blocks - done, done == 0 ? first_blocks : 3 * done);
      const std::int64_t chunks = std::min(most, (now + blocks_of_chunk - 1) / blocks_of_chunk);
      std::vector<Chunk> parts(at(chunks));
      team.report(static_cast<double>(done) / static_cast<double>(blocks), static_cast<double>(done + now) / static_cast<double>(blocks));
      team.run(chunks, [&](std::int64_t c) {
        const Span span = span_of(now, chunks, c);
        scan(parts[at(c)], (done + span.first) * search_lanes, std::min(n_, (done + span.last) * search_lanes));
      });
      for (Chunk& part : parts) add(part);
      done += now;
    }
    by_post(result.by_post);
    by_person(result.by_person);
    return result;
  }

 private:
  struct Chunk {
    std::vector<Entry> entries;  // per_post for each post
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> person, size;  // by person: row, how many
    std::vector<Entry> posts;
  };

  void add(Chunk& part) {
    for (std::int64_t p = 0; p < m_; ++p) {
      List& list = lists_[at(p)];
      for (std::int64_t i = 0; i < part.sizes[at(p)]; ++i) list.add(part.entries[at(p * list.most + i)]);
    }
    std::size_t next = posts_of_people_.size();
    posts_of_people_.insert(posts_of_people_.end(), part.posts.begin(), part.posts.end());
    for (std::size_t i = 0; i < part.person.size(); ++i) {
      own_.start[at(part.person[i])] = next;
      own_.size[at(part.person[i])] = part.size[i];
      next += at(part.size[i]);
    }
  }
  struct Planned {
    MatchPlan plan;
    std::vector<double> share;
    std::vector<float> room, slope, hard_floor, capping_floor, least, most;
    std::vector<std::int32_t> hard, capping, asked;
    std::vector<double> wanted;  // of each constraint; NaN where the post does not ask
    float slack = 0, ceiling = 1;
    bool plain = true;  // additive, nothing beyond the target, no soft floor
  };

  void constraints() {
    for (std::size_t i = 0; i < options_.constraints.size(); ++i) {
      const SearchConstraint& rule = options_.constraints[i];
      const std::string path = "constraints[" + std::to_string(i) + "].";
      const std::int64_t of_person = data::column_of(input_.person_facts, rule.person), of_post = data::column_of(input_.post_facts, rule.post);
      if (of_person < 0) throw Error(ErrorCode::unknown_name, analysis_key, path + "person", -1, "\"" + rule.person + "\"", "a column of person_facts");
      if (of_post < 0) throw Error(ErrorCode::unknown_name, analysis_key, path + "post", -1, "\"" + rule.post + "\"", "a column of post_facts");
      const Column *person = &input_.person_facts.columns[at(of_person)], *post = &input_.post_facts.columns[at(of_post)];
      const std::string person_name = "person_facts." + rule.person, post_name = "post_facts." + rule.post;
      if (person->categorical != post->categorical)
        throw Error(ErrorCode::wrong_type, analysis_key, post_name, -1, post->categorical ? "text" : "numbers", person->categorical ? "text, as " + person_name : "numbers, as " + person_name);
      if (person->categorical && rule.rule != SearchRule::equal) throw Error(ErrorCode::wrong_type, analysis_key, person_name, -1, "text", "numbers, or the rule equal");
      facts_.push_back(person->categorical ? words_fact(*person, *post, person_name, post_name) : Fact{rule.rule, data::numbers_of(*person), data::numbers_of(*post)});
    }
  }

  void posts() {
    planned_.reserve(at(m_));
    const auto own = [&](const Table& table, const char* argument) {
      std::vector<const Column*> columns;
      for (const ProfileDimension& d : profile_.dimensions) columns.push_back(data::numbers_if_there(analysis_key, argument, table, d.name));
      for (const std::string& name : table.names)
        if (std::none_of(profile_.dimensions.begin(), profile_.dimensions.end(), [&](const ProfileDimension& d) { return d.name == name; }))
          throw Error(ErrorCode::unknown_name, analysis_key, std::string(argument) + "." + name, -1, "unknown", "a dimension of the profile");
      return columns;
    };
    const std::vector<const Column*> target = own(input_.target, "target"), weight = own(input_.weight, "weight"), floor = own(input_.floor, "floor");
    for (std::int64_t p = 0; p < m_; ++p) {
      Planned post{base_, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 0, 1, true};
      double sum = 0.0;
      for (std::int64_t j = 0; j < k_; ++j) {
        PlannedDimension& d = post.plan.dimensions[at(j)];
        const auto& name = profile_.dimensions[at(j)].name;
        if (target[at(j)] != nullptr) {
          d.target = number_at(*target[at(j)], p);
          if (d.target < d.lower || d.target > d.upper) refuse(analysis_key, "target." + name, p, d.target, "within the scale (" + plain_number(d.lower) + " to " + plain_number(d.upper) + ")");
          if (!(d.sign * d.target > d.sign * d.zero)) refuse(analysis_key, "target." + name, p, d.target, std::string(d.sign > 0 ? "above" : "below") + " zero (" + plain_number(d.zero) + ")");
        }
        if (floor[at(j)] != nullptr) d.floor = floor[at(j)]->present(p) ? number_at(*floor[at(j)], p) : nan;
        if (!std::isnan(d.floor)) {
          if (d.floor < d.lower || d.floor > d.upper) refuse(analysis_key, "floor." + name, p, d.floor, "within the scale (" + plain_number(d.lower) + " to " + plain_number(d.upper) + ")");
          if (d.sign * d.floor > d.sign * d.target) refuse(analysis_key, "floor." + name, p, d.floor, std::string(d.sign > 0 ? "at most" : "at least") + " the target (" + plain_number(d.target) + ")");
          if (d.floor_rule == FloorRule::soft && !(d.sign * d.veto < d.sign * d.floor)) refuse(analysis_key, "floor." + name, p, d.floor, "better than the profile's veto");
        }
        const double room = d.sign > 0 ? d.upper - d.target : d.target - d.lower;
        if (d.surplus == SurplusRule::bonus && d.surplus_change * std::abs(d.target - d.zero) > room * (1 + 1e-12))
          refuse(analysis_key, "target." + name, p, d.target, "so far from the end of the scale that the profile's bonus is worth no more than a point before it");
        d.share = weight[at(j)] != nullptr ? number_at(*weight[at(j)], p) : profile_.dimensions[at(j)].weight;
        sum += d.share;
      }
      if (input_.weight.given()) {
        if (!(sum > 0)) refuse(analysis_key, "weight", p, sum, "more than 0 in sum");
        if (profile_.weights == WeightRule::shares && std::abs(sum - 1) > 1e-9) 
          throw Error(ErrorCode::invalid_argument, analysis_key, "weight", p, plain_number(sum), "1 in sum, or weights = relative");
      }
      for (PlannedDimension& d : post.plan.dimensions) post.share.push_back(d.share = profile_.weights == WeightRule::shares ? d.share : d.share / sum);
      bound(post, p);
      planned_.push_back(std::move(post));
    }
  }

  // What the kernel needs of a post: rounding goes to the side on which nobody is lost.
  void bound(Planned& post, std::int64_t p) const {
    const bool exclude = options_.must_haves == SearchMustHaves::exclude;
    double total = 0.0;
    post.plain = post.plan.power == 1.0;
    for (std::int64_t j = 0; j < k_; ++j) {
      const PlannedDimension& d = post.plan.dimensions[at(j)];
      const double width = std::abs(d.target - d.zero), most = d.surplus == SurplusRule::bonus ? 1 + d.surplus_change : 1.0;
      post.plain &= d.surplus == SurplusRule::ignore;
      post.room.push_back(rounded_up(width * most));
      post.slope.push_back(rounded_up(post.share[at(j)] / width));
      total += post.share[at(j)] * most;
      if (std::isnan(d.floor)) continue;
      const auto place = static_cast<float>(std::max(0.0, d.sign * (d.floor - d.zero)));
      if (exclude || d.floor_rule == FloorRule::veto) {
        post.hard.push_back(static_cast<std::int32_t>(j));
        post.hard_floor.push_back(place);
      } else if (d.floor_rule == FloorRule::cap) {
        post.capping.push_back(static_cast<std::int32_t>(j));
        post.capping_floor.push_back(place);
      } else {
        post.plain = false;
      }
    }
    post.slack = rounded_up(static_cast<double>(k_ + 8) * 1.2e-7 * total);
    post.ceiling = rounded_up(post.plan.ceiling);
    for (std::size_t c = 0; c < facts_.size(); ++c) {
      const double wanted = facts_[c].post[at(p)];
      post.wanted.push_back(wanted);
      if (std::isnan(wanted)) continue;
      post.asked.push_back(static_cast<std::int32_t>(c));
      const auto limit = static_cast<float>(wanted), end = std::numeric_limits<float>::infinity();
      post.least.push_back(facts_[c].rule == SearchRule::at_most ? -end : limit);
      post.most.push_back(facts_[c].rule == SearchRule::at_least ? end : limit);
    }
  }

  bool allowed(const Planned& post, std::int64_t row) const {
    for (const std::int32_t c : post.asked) {
      const double has = facts_[at(c)].person[at(row)], wanted = post.wanted[at(c)];
      const SearchRule rule = facts_[at(c)].rule;
      if (rule == SearchRule::equal ? !(has == wanted) : rule == SearchRule::at_least ? !(has >= wanted) : !(has <= wanted)) return false;
    }
    return true;
  }

  // The score of competency.match, or -1 where the pair is not listed. x: dimensions apart by `search_lanes`.
  double exact(const Planned& post, const double* x, double* room) const {
    const bool exclude = options_.must_haves == SearchMustHaves::exclude;
    if (post.plain) {  // the same operations in the same order as match_score
      double core = 0.0, ceiling = 1.0;
      for (std::int64_t j = 0; j < k_; ++j) {
        const PlannedDimension& d = post.plan.dimensions[at(j)];
        const double value = x[j * search_lanes], u = (value - d.zero) / (d.target - d.zero);
        core += post.share[at(j)] * (u > 0 ? std::min(u, 1.0) : 0.0);
        if (std::isnan(d.floor) || !below_floor(d, value)) continue;
        if (exclude || d.floor_rule == FloorRule::veto) return -1;
        ceiling = std::min(ceiling, post.plan.ceiling);
      }
      return std::clamp(core, 0.0, ceiling);
    }
    double* values = room;
    for (std::int64_t j = 0; j < k_; ++j) values[j] = x[j * search_lanes];
    const MatchScore score = match_score(post.plan, values, values, post.share.data(), room + k_, nullptr);
    if (score.failed > 0) {
      if (exclude) return -1;
      for (std::int64_t j = 0; j < k_; ++j) {
        const PlannedDimension& d = post.plan.dimensions[at(j)];
        if (!std::isnan(d.floor) && d.floor_rule == FloorRule::veto && below_floor(d, values[j])) return -1;
      }
    }
    return score.score;
  }

  void scan(Chunk& chunk, std::int64_t first, std::int64_t last) const {
    const std::int64_t per_post = std::min(options_.per_post, n_), per_person = std::min(options_.per_person, m_), f = static_cast<std::int64_t>(facts_.size());
    chunk.entries.resize(at(m_ * per_post));
    chunk.sizes.assign(at(m_), 0);
    std::vector<List> lists(at(m_));
    std::vector<double> before(at(m_));  // who comes now has a later id than everybody in the lists so far
    for (std::int64_t p = 0; p < m_; ++p) {
      lists[at(p)] = {chunk.entries.data() + p * per_post, 0, per_post};
      before[at(p)] = per_post > 0 ? lists_[at(p)].threshold(options_.least_score) : infinity;
    }
    std::vector<double> x(at(k_ * search_lanes)), room(at(2 * k_));
    std::vector<float> progress(at(k_ * search_lanes)), facts(at(f * search_lanes)), thresholds(at(search_lanes));
    std::vector<Entry> own(at(search_lanes * per_person));
    std::vector<List> people(at(search_lanes));
    std::int32_t hits[search_lanes + 32];
    const float entry_threshold = rounded_down(List{nullptr, 0, 1}.threshold(options_.least_score));
    for (std::int64_t from = first; from < last; from += search_lanes) {
      const std::int64_t count = std::min(search_lanes, last - from);
      read(from, count, x, progress, facts);
      if (per_person > 0)
        for (std::int64_t i = 0; i < search_lanes; ++i) people[at(i)] = {own.data() + i * per_person, 0, per_person}, thresholds[at(i)] = entry_threshold;
      const SearchBlock block{progress.data(), facts.data(), per_person > 0 ? thresholds.data() : nullptr, count};
      for (std::int64_t place = 0; place < m_; ++place) {
        const std::int64_t p = posts_[at(place)];
        const Planned& post = planned_[at(p)];
        List& list = lists[at(p)];
        const double threshold = per_post > 0 ? std::max(before[at(p)], list.threshold(options_.least_score)) : infinity;
        // Ids rise: who is capped at the threshold itself cannot enter.
        const float ceiling = per_person == 0 && threshold >= post.plan.ceiling ? -1.0f : post.ceiling;
        const SearchPost asked{post.room.data(), post.slope.data(), k_, post.hard.data(), post.hard_floor.data(), static_cast<std::int64_t>(post.hard.size()),
                               post.capping.data(), post.capping_floor.data(), static_cast<std::int64_t>(post.capping.size()), post.asked.data(), post.least.data(), post.most.data(),
                               static_cast<std::int64_t>(post.asked.size()), post.slack, ceiling, per_post > 0 ? rounded_down(threshold) : std::numeric_limits<float>::infinity()};
        const std::int64_t found = search_block(block, asked, hits);
        for (std::int64_t h = 0; h < found; ++h) {
          const std::int64_t i = hits[h];
          if (!post.asked.empty() && !allowed(post, people_[at(from + i)])) continue;
          const double score = exact(post, x.data() + i, room.data());
          if (score < options_.least_score) continue;
          if (per_post > 0 && score > before[at(p)]) list.add({score, from + i});
          if (per_person > 0) {
            people[at(i)].add({score, place});
            thresholds[at(i)] = rounded_down(people[at(i)].threshold(options_.least_score));
          }
        }
      }
      for (std::int64_t i = 0; per_person > 0 && i < count; ++i) {
        people[at(i)].sort();
        chunk.person.push_back(people_[at(from + i)]);
        chunk.size.push_back(people[at(i)].size);
        chunk.posts.insert(chunk.posts.end(), people[at(i)].entries, people[at(i)].entries + people[at(i)].size);
      }
    }
    for (std::int64_t p = 0; p < m_; ++p) chunk.sizes[at(p)] = lists[at(p)].size;
  }

  // A block of people in the order of their ids: scores, progress beyond zero, facts.
  void read(std::int64_t from, std::int64_t count, std::vector<double>& x, std::vector<float>& progress, std::vector<float>& facts) const {
    for (std::int64_t j = 0; j < k_; ++j) {
      const PlannedDimension& d = base_.dimensions[at(j)];
      const Column& column = *x_[at(j)];
      const bool numbers = column.type == ColumnType::float64 && column.validity == nullptr;
      const double* values = static_cast<const double*>(column.data);
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t row = people_[at(from + i)];
        double value = numbers ? values[row * column.stride] : column.present(row) ? number_at(column, row) : nan;
        if (!(value >= d.lower && value <= d.upper)) value = unusual(j, row, value);
        x[at(j * search_lanes + i)] = value;
        progress[at(j * search_lanes + i)] = static_cast<float>(std::max(0.0, d.sign * (value - d.zero)));
      }
      for (std::int64_t i = count; i < search_lanes; ++i) progress[at(j * search_lanes + i)] = 0.0f;
    }
    for (std::size_t c = 0; c < facts_.size(); ++c)
      for (std::int64_t i = 0; i < search_lanes; ++i)
        facts[c * at(search_lanes) + at(i)] = i < count ? static_cast<float>(facts_[c].person[at(people_[at(from + i)])]) : std::numeric_limits<float>::quiet_NaN();
  }

  double unusual(std::int64_t j, std::int64_t row, double value) const {
    const PlannedDimension& d = base_.dimensions[at(j)];
    const std::string name = "x." + profile_.dimensions[at(j)].name;
    if (std::isnan(value)) {
      if (options_.missing == SearchMissing::worst) return d.sign > 0 ? d.lower : d.upper;
      throw Error(ErrorCode::invalid_argument, analysis_key, name, row, "missing", "given, or missing = worst");
    }
    refuse(analysis_key, name, row, value, "between " + plain_number(d.lower) + " and " + plain_number(d.upper) + ", the scale of the profile");
  }

  void by_post(SearchByPost& table) {
    for (std::int64_t p = 0; p < m_; ++p) {
      List& list = lists_[at(p)];
      list.sort();
      for (std::int64_t i = 0; i < list.size; ++i) {
        table.post_row.push_back(p);
        table.rank.push_back(i + 1);
        table.person_row.push_back(people_[at(list.entries[i].place)]);
        table.score.push_back(list.entries[i].score);
      }
    }
  }

  void by_person(SearchByPerson& table) const {
    if (options_.per_person == 0) return;
    const std::size_t total = posts_of_people_.size();
    table.person_row.reserve(total), table.rank.reserve(total), table.post_row.reserve(total), table.score.reserve(total);
    for (std::int64_t row = 0; row < n_; ++row)
      for (std::int64_t i = 0; i < own_.size[at(row)]; ++i) {
        const Entry& entry = posts_of_people_[own_.start[at(row)] + at(i)];
        table.person_row.push_back(row);
        table.rank.push_back(i + 1);
        table.post_row.push_back(posts_[at(entry.place)]);
        table.score.push_back(entry.score);
      }
  }

  const SearchInput& input_;
  const SearchOptions& options_;
  const Profile& profile_;
  MatchPlan base_;
  std::int64_t k_, n_, m_ = 1;
  std::vector<const Column*> x_;
  std::vector<Fact> facts_;
  std::vector<Planned> planned_;
  std::vector<std::int64_t> people_, posts_;  // rows in the order of ids
  std::vector<Entry> entries_, posts_of_people_;
  std::vector<List> lists_;  // of each post
  struct {
    std::vector<std::size_t> start;
    std::vector<std::int64_t> size;
  } own_;  // of each person: where in posts_of_people_, and how many
};

}  // namespace

SearchResult search(const SearchInput& input, const SearchOptions& options, const RunContext& context) {
  check(analysis_key, input, options, context.threads);
  check_profile(analysis_key, options.profile);
  check_scales(analysis_key, options.profile, options.scales);
  if (options.profile.aggregation != Aggregation::power_mean) refuse(analysis_key, "profile.aggregation", "another word", "power_mean: the search bounds scores by their additive mean");
  return Search(input, options).run(context);
}

constinit const Function search_analysis = analysis<&search>("competency.search", "Who fits which post best, of all people and posts?");

}  // namespace mainstay::inline v1::competency
