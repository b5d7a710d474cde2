// Labels of one column found among those of another.
#pragma once

#include <string_view>
#include <vector>

#include "data/groups.hpp"

namespace mainstay::inline v1::data {

/// For every label of `groups` the place of the equal one of `among`, or -1. Texts and numbers do not match: Error{wrong_type} about
/// `argument`, naming `other`. Labels are in rising order, so O(labels).
std::vector<std::int32_t> match_labels(std::string_view analysis, std::string_view argument, const Groups& groups, std::string_view other, const Groups& among);

/// Rows by label: those of label g stand at rows[begin[g]] … rows[begin[g + 1] - 1], in their order. Rows without a label are left away.
struct RowsByLabel {
  std::vector<std::int64_t> begin;
  std::vector<std::int32_t> rows;
};
RowsByLabel rows_by_label(const std::vector<std::int32_t>& codes, std::int64_t labels);

}  // namespace mainstay::inline v1::data
