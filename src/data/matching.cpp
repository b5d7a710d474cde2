#include "data/matching.hpp"

#include <fmt/format.h>

#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::data {

namespace {

template <class Label>
void match(const std::vector<Label>& mine, const std::vector<Label>& theirs, std::vector<std::int32_t>& place) {
  std::size_t j = 0;
  for (std::size_t i = 0; i < mine.size(); ++i) {
    while (j < theirs.size() && theirs[j] < mine[i]) ++j;
    if (j < theirs.size() && theirs[j] == mine[i]) place[i] = static_cast<std::int32_t>(j);
  }
}

}  // namespace

std::vector<std::int32_t> match_labels(std::string_view analysis, std::string_view argument, const Groups& groups, std::string_view other, const Groups& among) {
  if (groups.text != among.text && groups.count > 0 && among.count > 0)
    throw Error(ErrorCode::wrong_type, analysis, argument, -1, groups.text ? "text" : "numbers", fmt::format("{}, as {} is", among.text ? "text" : "numbers", other));
  std::vector<std::int32_t> place(static_cast<std::size_t>(groups.count), -1);
  if (groups.text == among.text) {
    if (groups.text) match(groups.texts, among.texts, place);
    else match(groups.numbers, among.numbers, place);
  }
  return place;
}

RowsByLabel rows_by_label(const std::vector<std::int32_t>& codes, std::int64_t labels) {
  RowsByLabel out;
  out.begin.assign(static_cast<std::size_t>(labels) + 1, 0);
  for (const std::int32_t code : codes)
    if (code >= 0) ++out.begin[static_cast<std::size_t>(code) + 1];
  for (std::size_t g = 1; g < out.begin.size(); ++g) out.begin[g] += out.begin[g - 1];
  out.rows.resize(static_cast<std::size_t>(out.begin.back()));
  std::vector<std::int64_t> next(out.begin.begin(), out.begin.end() - 1);
  for (std::size_t row = 0; row < codes.size(); ++row)
    if (codes[row] >= 0) out.rows[static_cast<std::size_t>(next[static_cast<std::size_t>(codes[row])]++)] = static_cast<std::int32_t>(row);
  return out;
}

}  // namespace mainstay::inline v1::data
