#include "survival/tree_router.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_map>

#include "core/words.hpp"
#include "mainstay/core/error.hpp"

namespace mainstay::inline v1::survival {

namespace {
constexpr std::int64_t block_rows = 256;

}  // namespace

std::vector<TreeColumn> tree_columns(const std::vector<stats::BinColumn>& columns) {
  std::vector<TreeColumn> known;
  for (const stats::BinColumn& column : columns) known.push_back({column.name, column.categorical, column.bins, column.levels});
  return known;
}

void Trees::validate(const char* analysis, std::int64_t intervals) const {
  const auto broken = [&](const char* argument, std::int64_t index, const char* rule) {
    throw Error(ErrorCode::corrupt, analysis, argument, index, "broken", rule);
  };
  const auto size = static_cast<std::int64_t>(nodes.tree.size());
  if (size >= std::numeric_limits<std::int32_t>::max()) broken("nodes", -1, "fewer than 2^31");
  for (const auto* list : {&nodes.feature, &nodes.left, &nodes.right, &nodes.missing_left, &nodes.level_set})
    if (static_cast<std::int64_t>(list->size()) != size) broken("nodes", -1, "of one length");
  for (const auto* list : {&nodes.threshold, &nodes.cover})
    if (static_cast<std::int64_t>(list->size()) != size) broken("nodes", -1, "of one length");
  if (!nodes.value.empty() && static_cast<std::int64_t>(nodes.value.size()) != size) broken("nodes.value", -1, "of the length of the others, or empty");
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const TreeColumn& column = columns[j];
    if (column.bins < 0 || column.bins > stats::most_bins) broken("columns.bins", static_cast<std::int64_t>(j), "between 0 and 255");
    if (column.categorical ? column.bins > static_cast<std::int64_t>(column.levels.size()) : !column.levels.empty())
      broken("columns.levels", static_cast<std::int64_t>(j), "as many as bins, and for categories only");
    if (column.categorical && column.bins == 0 && !column.levels.empty()) broken("columns.bins", static_cast<std::int64_t>(j), "1 or more where there are levels");
  }
  if (sets.level_set.size() != sets.bin.size()) broken("sets", -1, "of one length");
  std::int64_t set_count = 0;
  std::vector<std::int64_t> largest;  // bin of each set
  for (std::size_t i = 0; i < sets.level_set.size(); ++i) {
    const std::int64_t set = sets.level_set[i];
    if (set < 0 || set > set_count || (set_count > 0 && set < set_count - 1)) broken("sets.level_set", static_cast<std::int64_t>(i), "0, 1, … rising");
    if (sets.bin[i] < 0 || sets.bin[i] >= stats::most_bins) broken("sets.bin", static_cast<std::int64_t>(i), "between 0 and 254");
    if (set == set_count) {
      ++set_count;
      largest.push_back(0);
    }
    largest.back() = std::max(largest.back(), sets.bin[i]);
  }
  std::vector<std::uint8_t> has_parent(nodes.tree.size(), 0);
  std::vector<std::int32_t> depth(nodes.tree.size(), 0);
  for (std::int64_t i = 0; i < size; ++i) {
    const std::int64_t tree = nodes.tree[i], before = i == 0 ? -1 : nodes.tree[i - 1];
    if (tree != before && tree != before + 1) broken("nodes.tree", i, "0, 1, … rising");
    if (has_parent[i] != (tree == before ? 1 : 0)) broken("nodes.tree", i, "a tree's root or the child of one node");
    if (nodes.missing_left[i] != 0 && nodes.missing_left[i] != 1) broken("nodes.missing_left", i, "0 or 1");
    if (!std::isfinite(nodes.threshold[i])) broken("nodes.threshold", i, "finite");
    if (!(nodes.cover[i] >= 0.0 && std::isfinite(nodes.cover[i]))) broken("nodes.cover", i, ">= 0");
    if (!nodes.value.empty() && !std::isfinite(nodes.value[i])) broken("nodes.value", i, "finite");
    const std::int64_t feature = nodes.feature[i];
    if (feature == -1) {
      if (nodes.left[i] != -1 || nodes.right[i] != -1) broken("nodes.left", i, "-1 for a leaf");
      continue;
    }
    if (feature < -2 || feature >= static_cast<std::int64_t>(columns.size())) broken("nodes.feature", i, "the place of a column");
    for (const std::int64_t child : {nodes.left[i], nodes.right[i]}) {
      if (child <= i || child >= size || nodes.tree[child] != tree || has_parent[child] != 0) broken("nodes.left", i, "a node after this one, of its tree, with one parent");
      has_parent[child] = 1;
      depth[child] = depth[i] + 1;
      if (depth[child] > most_depth) broken("nodes.left", i, "at most 1000 splits below a root");
    }
    if (feature == -2) {
      const double cut = nodes.threshold[i];
      if (cut != std::floor(cut) || cut < 1.0 || cut > static_cast<double>(intervals - 1)) broken("nodes.threshold", i, "the number of an interval of time");
      continue;
    }
    const TreeColumn& column = columns[feature];
    const std::int64_t set = nodes.level_set[i];
    if (column.categorical != (set >= 0)) broken("nodes.level_set", i, "a set for categories, and -1 for numbers");
    if (set >= 0 && (set >= set_count || largest[set] >= column.bins)) broken("nodes.level_set", i, "a set of levels of the column");
  }
}

TreeRows::TreeRows(std::string_view analysis, const Table& x, const std::vector<TreeColumn>& columns, UnseenLevel unseen)
    : analysis_(analysis), unseen_(unseen), rows_(x.columns.empty() ? x.rows : x.columns.front().size) {
  for (const TreeColumn& known : columns) {
    const auto place = std::find(x.names.begin(), x.names.end(), known.name);
    const std::string path = "x." + known.name;
    if (place == x.names.end())
      throw Error(ErrorCode::unknown_name, analysis, path, -1, "missing", "a column; x has " + list_of(x.names));
    const Column& column = x.columns[static_cast<std::size_t>(place - x.names.begin())];
    if (column.categorical != known.categorical)
      throw Error(ErrorCode::wrong_type, analysis, path, -1, column.categorical ? "text" : "numbers", known.categorical ? "text" : "numbers");
    Source source{&column, &known, {}};
    if (known.categorical) {
      std::unordered_map<std::string_view, std::int32_t> bin_of;
      for (std::size_t l = 0; l < known.levels.size(); ++l)
        bin_of.emplace(known.levels[l], static_cast<std::int32_t>(std::min<std::int64_t>(static_cast<std::int64_t>(l), known.bins - 1)));
      for (const std::string_view level : column.levels) {
        const auto found = bin_of.find(level);
        source.bin_of_code.push_back(found == bin_of.end() ? -1 : found->second);
      }
    }
    sources_.push_back(std::move(source));
  }
}

void TreeRows::read(std::int64_t first, std::int64_t count, double* out) const {
  double numbers[block_rows];
  std::int64_t codes[block_rows];
  const std::int64_t width = columns();
  for (std::int64_t from = 0; from < count; from += block_rows) {
    const std::int64_t some = std::min(block_rows, count - from), row = first + from;
    for (std::int64_t j = 0; j < width; ++j) {
      const Source& source = sources_[j];
      const Column& column = *source.column;
      double* to = out + from * width + j;
      if (!column.categorical) {
        const double* values = read_numbers(column, row, some, numbers);
        for (std::int64_t i = 0; i < some; ++i) to[i * width] = values[i];
        continue;
      }
      const std::int64_t* code = read_integers(column, row, some, codes, -1);
      for (std::int64_t i = 0; i < some; ++i) {
        const bool given = column.present(row + i) && code[i] >= 0 && code[i] < static_cast<std::int64_t>(source.bin_of_code.size());
        const std::int32_t bin = given ? source.bin_of_code[code[i]] : -1;
        if (given && bin < 0 && unseen_ == UnseenLevel::refuse)
          throw Error(ErrorCode::unknown_name, analysis_, "x." + source.known->name, row + i, std::string(column.levels[code[i]]),
                      "one of the levels " + list_of(source.known->levels));
        to[i * width] = bin < 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(bin);
      }
    }
  }
}

TreeRouter::TreeRouter(const Trees& trees) {
  const TreeNodes& from = trees.nodes;
  nodes_.resize(from.tree.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (i == 0 || from.tree[i] != from.tree[i - 1]) roots_.push_back(static_cast<std::int64_t>(i));
    nodes_[i] = {from.threshold[i], static_cast<std::int32_t>(from.feature[i]), static_cast<std::int32_t>(from.left[i]),
                 static_cast<std::int32_t>(from.right[i]), static_cast<std::int32_t>(from.level_set[i]), from.missing_left[i] != 0};
  }
  roots_.push_back(static_cast<std::int64_t>(nodes_.size()));
  if (!trees.sets.level_set.empty()) sets_.assign(static_cast<std::size_t>(trees.sets.level_set.back() + 1) * 4, 0);
  for (std::size_t i = 0; i < trees.sets.level_set.size(); ++i) {
    const auto bin = static_cast<std::uint64_t>(trees.sets.bin[i]);
    sets_[static_cast<std::size_t>(trees.sets.level_set[i]) * 4 + (bin >> 6)] |= std::uint64_t{1} << (bin & 63);
  }
}

std::int64_t TreeWriter::append(std::int64_t tree, double cover) {
  TreeNodes& nodes = trees_.nodes;
  nodes.tree.push_back(tree);
  nodes.feature.push_back(-1);
  nodes.left.push_back(-1);
  nodes.right.push_back(-1);
  nodes.missing_left.push_back(0);
  nodes.level_set.push_back(-1);
  nodes.threshold.push_back(0.0);
  nodes.cover.push_back(cover);
  return static_cast<std::int64_t>(nodes.tree.size()) - 1;
}

std::int64_t TreeWriter::begin(double cover) { return append(trees_.count(), cover); }

std::int64_t TreeWriter::split(std::int64_t node, std::int64_t feature, double threshold, bool missing_left, double left_cover, double right_cover) {
  TreeNodes& nodes = trees_.nodes;
  const std::int64_t left = append(nodes.tree[node], left_cover);
  append(nodes.tree[node], right_cover);
  nodes.feature[node] = feature;
  nodes.threshold[node] = threshold;
  nodes.missing_left[node] = missing_left ? 1 : 0;
  nodes.left[node] = left;
  nodes.right[node] = left + 1;
  return left;
}

std::int64_t TreeWriter::split_number(std::int64_t node, std::int64_t feature, double threshold, bool missing_left, double left_cover, double right_cover) {
  return split(node, feature, threshold, missing_left, left_cover, right_cover);
}

std::int64_t TreeWriter::split_levels(std::int64_t node, std::int64_t feature, const std::vector<bool>& left, bool missing_left, double left_cover,
                                      double right_cover) {
  TreeLevelSets& sets = trees_.sets;
  const std::int64_t set = sets.level_set.empty() ? 0 : sets.level_set.back() + 1;
  for (std::size_t bin = 0; bin < left.size(); ++bin)
    if (left[bin]) {
      sets.level_set.push_back(set);
      sets.bin.push_back(static_cast<std::int64_t>(bin));
    }
  const std::int64_t child = split(node, feature, 0.0, missing_left, left_cover, right_cover);
  trees_.nodes.level_set[node] = set;
  return child;
}

std::int64_t TreeWriter::split_time(std::int64_t node, std::int64_t first_right, double left_cover, double right_cover) {
  return split(node, -2, static_cast<double>(first_right), false, left_cover, right_cover);
}

void TreeWriter::set_value(std::int64_t node, double value) {
  trees_.nodes.value.resize(trees_.nodes.tree.size(), 0.0);
  trees_.nodes.value[node] = value;
}

void TreeWriter::finish() {
  if (!trees_.nodes.value.empty()) trees_.nodes.value.resize(trees_.nodes.tree.size(), 0.0);
}

}  // namespace mainstay::inline v1::survival
