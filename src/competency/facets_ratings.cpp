#include "competency/facets_ratings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "core/at.hpp"
#include "mainstay/core/error.hpp"
#include "solve/cholesky.hpp"

namespace mainstay::inline v1::competency {

namespace {

// Values of the rating column, and which of them each row has.
void read_values(std::string_view key, const Column& column, const std::vector<std::int32_t>& rows, FacetRatings& ratings) {
  std::int64_t scratch = 0;
  std::vector<std::int64_t> seen;
  for (const std::int32_t row : rows) {
    const std::int64_t value = *read_integers(column, row, 1, &scratch);
    if (!seen.empty() && seen.back() == value) continue;
    const auto place = std::lower_bound(seen.begin(), seen.end(), value);
    if (place != seen.end() && *place == value) continue;
    if (static_cast<std::int64_t>(seen.size()) == most_ratings) refuse(key, "rating", "of more than " + std::to_string(most_ratings) + " different values", "of at most so many: whole points of a scale");
    seen.insert(place, value);
  }
  ratings.values = seen;
  ratings.value.reserve(rows.size());
  const bool narrow = !seen.empty() && seen.back() - seen.front() < 4096;
  std::vector<std::uint8_t> place_of(narrow ? at(seen.back() - seen.front() + 1) : 0);
  if (narrow)
    for (std::size_t k = 0; k < seen.size(); ++k) place_of[at(seen[k] - seen.front())] = static_cast<std::uint8_t>(k);
  for (const std::int32_t row : rows) {
    const std::int64_t value = *read_integers(column, row, 1, &scratch);
    ratings.value.push_back(narrow ? place_of[at(value - seen.front())] : static_cast<std::uint8_t>(std::lower_bound(seen.begin(), seen.end(), value) - seen.begin()));
  }
}

class Union {
 public:
  explicit Union(std::int64_t size) : parent_(at(size)) { std::iota(parent_.begin(), parent_.end(), 0); }
  std::int32_t find(std::int32_t i) {
    while (parent_[at(i)] != i) i = parent_[at(i)] = parent_[at(parent_[at(i)])];
    return i;
  }
  bool join(std::int32_t i, std::int32_t j) {
    i = find(i), j = find(j);
    if (i == j) return false;
    parent_[at(std::max(i, j))] = std::min(i, j);
    return true;
  }

 private:
  std::vector<std::int32_t> parent_;
};

}  // namespace

FacetRatings read_ratings(std::string_view key, const FacetColumns& columns, FacetsSteps steps) {
  FacetRatings ratings;
  std::vector<const Column*> facets{columns.person, columns.rater};
  std::vector<std::string> arguments{"person", "rater"};
  if (columns.item->given()) {
    facets.push_back(columns.item);
    arguments.push_back("item");
  }
  ratings.names = arguments;
  for (std::size_t j = 0; j < columns.others->columns.size(); ++j) {
    const std::string& name = columns.others->names[j];
    if (std::find(ratings.names.begin(), ratings.names.end(), name) != ratings.names.end()) refuse(key, "others", "with a column " + name, "of columns whose names are not taken by another facet");
    facets.push_back(&columns.others->columns[j]);
    arguments.push_back("others." + name);
    ratings.names.push_back(name);
  }
  ratings.steps_facet = steps == FacetsSteps::rating_scale ? -1 : steps == FacetsSteps::by_rater ? 1 : 2;
  if (steps == FacetsSteps::by_item && !columns.item->given()) refuse(key, "steps", "by_item", "rating_scale or by_rater where no item is given");
  const std::int64_t given = columns.rating->size;
  if (given > INT32_MAX) refuse(key, "rating", "of " + std::to_string(given) + " rows", "of at most 2147483647");
  for (std::size_t f = 0; f < facets.size(); ++f) ratings.labels.push_back(data::encode_groups(key, arguments[f], *facets[f]));
  std::vector<std::int64_t> begin(at(ratings.labels[0].count) + 1, 0);
  std::vector<std::uint8_t> counts(at(given), 1);
  std::vector<double> scratch(4096);
  for (std::int64_t first = 0; first < given; first += 4096) {
    const std::int64_t count = std::min<std::int64_t>(4096, given - first);
    const double* values = read_numbers(*columns.rating, first, count, scratch.data());
    for (std::int64_t i = 0; i < count; ++i) counts[at(first + i)] = values[i] == values[i];
  }
  if (columns.weights->given())
    for (std::int64_t row = 0; row < given; ++row)
      if (!(number_at(*columns.weights, row) > 0.0)) counts[at(row)] = 0;
  for (std::int64_t row = 0; row < given; ++row) {
    if (counts[at(row)]) ++begin[at(ratings.labels[0].codes[at(row)]) + 1];
    else ++ratings.left_out;
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::int32_t> order(at(begin.back()));
  for (std::int64_t row = 0; row < given; ++row)
    if (counts[at(row)]) order[at(begin[at(ratings.labels[0].codes[at(row)])]++)] = static_cast<std::int32_t>(row);
  ratings.rows = static_cast<std::int64_t>(order.size());
  for (data::Groups& labels : ratings.labels) {
    std::vector<std::int32_t> sorted;
    sorted.reserve(order.size());
    for (const std::int32_t row : order) sorted.push_back(labels.codes[at(row)]);
    labels.codes = {};
    ratings.codes.push_back(std::move(sorted));
  }
  if (columns.weights->given())
    for (const std::int32_t row : order) ratings.weights.push_back(number_at(*columns.weights, row));
  read_values(key, *columns.rating, order, ratings);
  return ratings;
}

Remaining set_extremes_aside(const FacetRatings& ratings, Team& team) {
  Remaining remaining;
  remaining.removed.assign(at(ratings.rows), -1);
  remaining.rows = ratings.rows;
  const std::int64_t scales = ratings.scales(), values = static_cast<std::int64_t>(ratings.values.size());
  std::vector<std::int32_t> active(at(ratings.rows));
  std::iota(active.begin(), active.end(), 0);
  std::vector<std::int64_t> occurs;
  std::vector<std::uint8_t> low, high;
  // takes the rows of marked elements away: place[element] is which of `aside` it is, or -1
  const auto take_away = [&](std::int64_t facet, const std::vector<std::int32_t>& place) {
    std::size_t kept = 0;
    for (const std::int32_t row : active) {
      const std::int32_t mark = place[at(ratings.codes[at(facet)][at(row)])];
      if (mark < 0) active[kept++] = row;
      else remaining.removed[at(row)] = mark;
    }
    active.resize(kept);
  };
  for (bool again = true; again;) {
    again = false;
    team.checkpoint(0.1);
    for (std::int64_t facet = 0; facet < ratings.facets(); ++facet) {
      occurs.assign(at(scales * values), 0);
      for (const std::int32_t row : active) occurs[at(ratings.scale_of(row) * values + ratings.value[at(row)])] = 1;
      low.assign(at(scales), 0), high.assign(at(scales), 0);
      std::vector<std::int32_t> place(at(scales), -1);
      bool any = false;
      for (std::int64_t s = 0; s < scales; ++s) {
        std::int64_t different = 0;
        for (std::int64_t k = 0; k < values; ++k)
          if (occurs[at(s * values + k)]) {
            if (different++ == 0) low[at(s)] = static_cast<std::uint8_t>(k);
            high[at(s)] = static_cast<std::uint8_t>(k);
          }
        if (different != 1) continue;
        if (ratings.steps_facet < 0) {  // all ratings are equal
          remaining.rows = 0;
          remaining.scale.resize(at(scales));
          for (std::int64_t f = 0; f < ratings.facets(); ++f) remaining.used.emplace_back(at(ratings.elements(f)), 0);
          return remaining;
        }
        place[at(s)] = static_cast<std::int32_t>(remaining.aside.size());
        remaining.aside.push_back({static_cast<std::int32_t>(ratings.steps_facet), static_cast<std::int32_t>(s), FacetsElementStatus::no_variation});
        any = true;
      }
      if (any) {
        take_away(ratings.steps_facet, place);
        again = true;
        continue;
      }
      std::vector<std::uint8_t> seen(at(ratings.elements(facet)), 0);  // 1: above the lowest, 2: below the highest, 4: anything
      for (const std::int32_t row : active) {
        const std::int64_t s = ratings.scale_of(row);
        const std::uint8_t v = ratings.value[at(row)];
        seen[at(ratings.codes[at(facet)][at(row)])] |= static_cast<std::uint8_t>(4 | (v > low[at(s)] ? 1 : 0) | (v < high[at(s)] ? 2 : 0));
      }
      place.assign(seen.size(), -1);
      for (std::size_t e = 0; e < seen.size(); ++e) {
        if (seen[e] != 5 && seen[e] != 6) continue;
        place[e] = static_cast<std::int32_t>(remaining.aside.size());
        remaining.aside.push_back({static_cast<std::int32_t>(facet), static_cast<std::int32_t>(e), seen[e] == 5 ? FacetsElementStatus::highest : FacetsElementStatus::lowest});
        any = true;
      }
      if (any) {
        take_away(facet, place);
        again = true;
      }
    }
  }
  remaining.rows = static_cast<std::int64_t>(active.size());
  occurs.assign(at(scales * values), 0);
  for (std::int64_t f = 0; f < ratings.facets(); ++f) remaining.used.emplace_back(at(ratings.elements(f)), 0);
  for (const std::int32_t row : active) {
    occurs[at(ratings.scale_of(row) * values + ratings.value[at(row)])] = 1;
    for (std::int64_t f = 0; f < ratings.facets(); ++f) remaining.used[at(f)][at(ratings.codes[at(f)][at(row)])] = 1;
  }
  remaining.scale.resize(at(scales));
  for (std::int64_t s = 0; s < scales; ++s)
    for (std::int64_t k = 0; k < values; ++k)
      if (occurs[at(s * values + k)]) remaining.scale[at(s)].push_back(ratings.values[at(k)]);
  return remaining;
}

ComparableParts comparable_parts(const FacetRatings& ratings, const Remaining& remaining) {
  const std::int64_t facets = ratings.facets();
  std::vector<Union> sets;
  std::vector<std::vector<std::int32_t>> part(at(facets));
  std::vector<std::int64_t> parts(at(facets));
  for (std::int64_t f = 0; f < facets; ++f) sets.emplace_back(ratings.elements(f));
  const auto number = [&](std::int64_t f) {  // parts in the order of their first elements
    std::vector<std::int32_t>& of = part[at(f)];
    of.assign(at(ratings.elements(f)), -1);
    std::int32_t next = 0;
    for (std::int32_t e = 0; e < static_cast<std::int32_t>(of.size()); ++e) {
      if (!remaining.used[at(f)][at(e)]) continue;
      const std::int32_t root = sets[at(f)].find(e);
      of[at(e)] = root == e ? next++ : of[at(root)];
    }
    parts[at(f)] = next;
  };
  for (std::int64_t f = 0; f < facets; ++f) number(f);
  // Two elements of a facet compare when they meet the same parts of all other facets.
  for (bool again = true; again;) {
    again = false;
    for (std::int64_t f = 0; f < facets; ++f) {
      if (parts[at(f)] < 2) continue;
      double places = 1.0;
      for (std::int64_t g = 0; g < facets; ++g) places *= g == f ? 1.0 : static_cast<double>(parts[at(g)]);
      std::vector<std::int32_t> dense(places <= 3e7 ? at(static_cast<std::int64_t>(places)) : 0, -1);
      std::unordered_map<std::uint64_t, std::vector<std::int32_t>> sparse;  // by a hash; rows, compared in full
      bool joined = false;
      for (std::int64_t row = 0; row < ratings.rows; ++row) {
        if (remaining.removed[at(row)] >= 0) continue;
        const std::int32_t own = ratings.codes[at(f)][at(row)];
        const auto part_at = [&](std::int64_t g, std::int64_t r) { return part[at(g)][at(ratings.codes[at(g)][at(r)])]; };
        if (!dense.empty()) {
          std::int64_t place = 0;
          for (std::int64_t g = 0; g < facets; ++g)
            if (g != f) place = place * parts[at(g)] + part_at(g, row);
          std::int32_t& first = dense[at(place)];
          if (first < 0) first = own;
          else joined |= sets[at(f)].join(first, own);
          continue;
        }
        std::uint64_t hash = 0;
        for (std::int64_t g = 0; g < facets; ++g)
          if (g != f) hash = data::WholeIndex::scatter(static_cast<std::int64_t>(hash ^ static_cast<std::uint64_t>(part_at(g, row))));
        std::vector<std::int32_t>& same = sparse[hash];
        bool found = false;
        for (const std::int32_t other : same) {
          bool equal = true;
          for (std::int64_t g = 0; g < facets; ++g) equal = equal && (g == f || part_at(g, row) == part_at(g, other));
          if (!equal) continue;
          joined |= sets[at(f)].join(ratings.codes[at(f)][at(other)], own);
          found = true;
          break;
        }
        if (!found) same.push_back(static_cast<std::int32_t>(row));
      }
      if (joined) {
        number(f);
        again = true;
      }
    }
  }
  // What is left is small as a rule: differences that follow from sums around circles are found by rank.
  const std::int64_t left = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  if (left > facets && left <= 300) {
    std::vector<std::int64_t> offset;
    for (std::int64_t f = 0, sum = 0; f < facets; sum += parts[at(f)], ++f) offset.push_back(sum);
    std::vector<double> gram(at(left * left), 0.0);
    std::unordered_set<std::string> met;  // meetings of parts, each once
    std::vector<std::int64_t> places(at(facets));
    for (std::int64_t row = 0; row < ratings.rows; ++row) {
      if (remaining.removed[at(row)] >= 0) continue;
      std::string name;
      for (std::int64_t f = 0; f < facets; ++f) {
        places[at(f)] = offset[at(f)] + part[at(f)][at(ratings.codes[at(f)][at(row)])];
        name += static_cast<char>(places[at(f)] & 255);
        name += static_cast<char>(places[at(f)] >> 8);
      }
      if (!met.insert(name).second) continue;
      for (const std::int64_t i : places)
        for (const std::int64_t j : places) gram[at(i * left + j)] += 1.0;
    }
    const solve::RankRevealingCholesky factor(gram.data(), left);
    for (std::int64_t f = 0; f < facets; ++f) {
      std::vector<std::int32_t> first(at(parts[at(f)]), -1);
      for (std::int32_t e = static_cast<std::int32_t>(part[at(f)].size()) - 1; e >= 0; --e)
        if (part[at(f)][at(e)] >= 0) first[at(part[at(f)][at(e)])] = e;
      for (std::int64_t a = 0; a < parts[at(f)]; ++a)
        for (std::int64_t b = a + 1; b < parts[at(f)]; ++b) {
          std::vector<double> x(at(left), 0.0), back(at(left), 0.0);
          x[at(offset[at(f)] + a)] = 1.0;
          x[at(offset[at(f)] + b)] = -1.0;
          const std::vector<double> wanted = x;
          factor.solve(x.data());
          double off = 0.0;
          for (std::int64_t i = 0; i < left; ++i) {
            for (std::int64_t j = 0; j < left; ++j) back[at(i)] += gram[at(i * left + j)] * x[at(j)];
            off = std::max(off, std::abs(back[at(i)] - wanted[at(i)]));
          }
          if (off < 1e-8) sets[at(f)].join(first[at(a)], first[at(b)]);
        }
    }
    for (std::int64_t f = 0; f < facets; ++f) number(f);
  }
  return {std::move(part), std::move(parts)};
}

}  // namespace mainstay::inline v1::competency
