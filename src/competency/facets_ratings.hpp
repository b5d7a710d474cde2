// Ratings in long form as index arrays, sorted by person; elements with extreme ratings alone set aside; which elements can be compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/team.hpp"
#include "data/groups.hpp"
#include "mainstay/competency/facets.hpp"

namespace mainstay::inline v1::competency {

inline constexpr std::int64_t most_ratings = 100;  // different ones

/// The columns of a call, under one roof for the fit and for new people.
struct FacetColumns {
  const Column *person, *rater, *item, *rating, *weights;
  const Table* others;
};

/// All rows that count. Facet 0 is the person.
struct FacetRatings {
  std::vector<std::string> names;                  ///< of facets
  std::vector<data::Groups> labels;                ///< of each facet; codes are moved out
  std::vector<std::vector<std::int32_t>> codes;    ///< [facet][row], rows by person
  std::vector<double> weights;                     ///< empty: 1
  std::vector<std::int64_t> values;                ///< different ratings, ascending
  std::vector<std::uint8_t> value;                 ///< [row]: which of them
  std::int64_t rows = 0, left_out = 0;
  std::int64_t steps_facet = -1;                   ///< whose elements have scales of their own

  std::int64_t facets() const noexcept { return static_cast<std::int64_t>(names.size()); }
  std::int64_t elements(std::int64_t facet) const noexcept { return labels[static_cast<std::size_t>(facet)].count; }
  std::int64_t scales() const noexcept { return steps_facet < 0 ? 1 : elements(steps_facet); }
  std::int64_t scale_of(std::int64_t row) const noexcept { return steps_facet < 0 ? 0 : codes[static_cast<std::size_t>(steps_facet)][static_cast<std::size_t>(row)]; }
  double weight(std::int64_t row) const noexcept { return weights.empty() ? 1.0 : weights[static_cast<std::size_t>(row)]; }
};
FacetRatings read_ratings(std::string_view key, const FacetColumns& columns, FacetsSteps steps);

/// An element that was set aside, in the order in which that happened.
struct SetAside {
  std::int32_t facet, element;
  FacetsElementStatus status;  ///< lowest, highest or no_variation
};
struct Remaining {
  std::vector<std::int32_t> removed;              ///< [row]: which of `aside` took it away; -1: it is used
  std::vector<SetAside> aside;
  std::vector<std::vector<std::uint8_t>> used;    ///< [facet][element]: whether it has rows that are used
  std::vector<std::vector<std::int64_t>> scale;   ///< [scale]: values that occur among used rows, ascending
  std::int64_t rows = 0;                          ///< that are used
};
/// Sets elements aside, facet by facet and round by round, until every one left has ratings above the lowest and below the highest of their scales.
Remaining set_extremes_aside(const FacetRatings& ratings, Team& team);

/// Parts of each facet within which differences follow from the used rows: [facet][element], from 0; -1 where there is no used row.
struct ComparableParts {
  std::vector<std::vector<std::int32_t>> part;
  std::vector<std::int64_t> parts;  ///< [facet]
};
ComparableParts comparable_parts(const FacetRatings& ratings, const Remaining& remaining);

}  // namespace mainstay::inline v1::competency
