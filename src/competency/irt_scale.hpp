// A fitted test as its methods use it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "competency/irt_answers.hpp"
#include "competency/irt_items.hpp"
#include "core/team.hpp"
#include "mainstay/competency/irt.hpp"

namespace mainstay::inline v1::competency {

/// Curves of the items that are modelled, and which of the fit's items those are. Throws Error{corrupt} where the tables do not fit each other.
struct IrtScale {
  std::vector<IrtCurve> curves;
  std::vector<std::int64_t> item;
  std::vector<std::vector<std::int64_t>> answers;
  explicit IrtScale(const IrtFit& fit);
};

/// New people's answers matched to the scale by name: items without a column were not asked, columns that are no item are refused.
struct IrtPeople {
  IrtTest test;
  IrtRows rows;
  std::vector<std::int64_t> column;  ///< of each curve; -1: not asked
  IrtPeople(std::string_view analysis, const IrtFit& fit, const IrtScale& scale, const Table& answers, Team& team);
  /// Answers of a row: for each curve its place, or the number of answers where missing.
  void answers_of(std::int64_t row, std::vector<std::uint8_t>& out) const;
};

}  // namespace mainstay::inline v1::competency
