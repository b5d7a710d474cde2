#include "data/kept.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "data/groups.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::data {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t largest_whole = std::int64_t{1} << 53;

KeptColumn kept_column(std::string_view analysis, std::string name, const Column& column, bool is_category) {
  KeptColumn out;
  out.text = column.categorical;
  if (column.categorical) {
    const Groups groups = encode_groups(analysis, name, column);
    out.labels.assign(groups.texts.begin(), groups.texts.end());
    for (const std::int32_t code : groups.codes) out.values.push_back(code < 0 ? nothing : static_cast<double>(code));
  } else {
    out.values.resize(static_cast<std::size_t>(column.size));
    for (std::int64_t row = 0; row < column.size; ++row) {
      out.values[static_cast<std::size_t>(row)] = number_at(column, row) + 0.0;  // no -0: equal rows have equal bytes
      if (is_category && std::fabs(out.values[static_cast<std::size_t>(row)]) > static_cast<double>(largest_whole))
        refuse(analysis, name, row, out.values[static_cast<std::size_t>(row)], "between -2^53 and 2^53 in a state, or text");
    }
  }
  out.name = std::move(name);
  return out;
}

bool all_missing(const KeptColumn& column) {
  return std::all_of(column.values.begin(), column.values.end(), [](double value) { return std::isnan(value); });
}

// Labels of both, and where the column's own ones stand in them.
void unite(KeptColumn& column, const KeptColumn& more) {
  std::vector<std::string> all;
  std::set_union(column.labels.begin(), column.labels.end(), more.labels.begin(), more.labels.end(), std::back_inserter(all));
  std::vector<double> values;
  values.reserve(column.values.size() + more.values.size());
  for (const KeptColumn* part : {static_cast<const KeptColumn*>(&column), &more}) {
    std::vector<double> place;
    for (const std::string& label : part->labels) place.push_back(static_cast<double>(std::lower_bound(all.begin(), all.end(), label) - all.begin()));
    for (const double value : part->values) values.push_back(std::isnan(value) || !part->text ? value : place[static_cast<std::size_t>(value)]);
  }
  column.labels = std::move(all);
  column.values = std::move(values);
  column.text |= more.text;
}

bool before(double a, double b) { return std::isnan(b) ? !std::isnan(a) : a < b; }

bool row_before(const KeptTable& table, std::size_t a, std::size_t b) {
  for (const KeptColumn& column : table.columns) {
    if (before(column.values[a], column.values[b])) return true;
    if (before(column.values[b], column.values[a])) return false;
  }
  return false;
}

void sort_rows(KeptTable& table) {
  std::vector<std::size_t> order(static_cast<std::size_t>(table.rows));
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return row_before(table, a, b); });
  std::vector<double> values(order.size());
  for (KeptColumn& column : table.columns) {
    for (std::size_t i = 0; i < order.size(); ++i) values[i] = column.values[order[i]];
    column.values.swap(values);
  }
}

void add_table(std::string_view analysis, KeptTable& table, const KeptTable& more) {
  if (more.rows == 0) return;
  if (table.rows == 0) {
    table = more;
    return;
  }
  std::vector<std::string> names;
  for (const KeptColumn& column : table.columns) names.push_back(column.name);
  for (const KeptColumn& column : more.columns)
    if (std::find(names.begin(), names.end(), column.name) == names.end()) throw Error(ErrorCode::unsupported, analysis, column.name + " is given in some of the parts only");
  for (const std::string& name : names)
    if (std::none_of(more.columns.begin(), more.columns.end(), [&](const KeptColumn& column) { return column.name == name; })) throw Error(ErrorCode::unsupported, analysis, name + " is given in some of the parts only");
  for (KeptColumn& column : table.columns) {
    const KeptColumn& other = *std::find_if(more.columns.begin(), more.columns.end(), [&](const KeptColumn& one) { return one.name == column.name; });
    if (column.text != other.text && !all_missing(column) && !all_missing(other))
      throw Error(ErrorCode::wrong_type, analysis, column.name, -1, other.text ? "text" : "numbers", other.text ? "numbers, as in the parts before" : "text, as in the parts before");
    unite(column, other);
  }
  table.rows += more.rows;
  sort_rows(table);
}

}  // namespace

void keep_rows(std::string_view analysis, std::vector<KeptTable>& kept, const Fields& input) {
  std::vector<KeptTable> fresh;
  const auto add = [&](const Row& row, std::string name, const Column& column) {
    const std::string shape = row.shape[0] == nullptr ? "" : row.shape[0];
    auto table = std::find_if(fresh.begin(), fresh.end(), [&](const KeptTable& one) { return one.shape == shape; });
    if (table == fresh.end()) table = fresh.insert(fresh.end(), KeptTable{shape, column.size, {}});
    table->columns.push_back(kept_column(analysis, std::move(name), column, row.is_category));
  };
  for (const Row& row : input.rows()) {
    if (row.type->kind == Kind::column) {
      const auto& column = *static_cast<const Column*>(row.address);
      if (column.given()) add(row, row.name, column);
    } else if (row.type->kind == Kind::table) {
      const auto& table = *static_cast<const Table*>(row.address);
      for (std::size_t j = 0; j < table.columns.size(); ++j) add(row, std::string(row.name) + "." + table.names[j], table.columns[j]);
    }
  }
  for (KeptTable& table : fresh) sort_rows(table);
  add_kept(analysis, kept, fresh);
}

void add_kept(std::string_view analysis, std::vector<KeptTable>& kept, const std::vector<KeptTable>& more) {
  for (const KeptTable& table : more) {
    const auto known = std::find_if(kept.begin(), kept.end(), [&](const KeptTable& one) { return one.shape == table.shape; });
    if (known == kept.end()) kept.push_back(table);
    else add_table(analysis, *known, table);
  }
  std::sort(kept.begin(), kept.end(), [](const KeptTable& a, const KeptTable& b) { return a.shape < b.shape; });
}

void check_kept(std::string_view analysis, const std::vector<KeptTable>& kept) {
  const auto broken = [&](const char* what) { throw Error(ErrorCode::corrupt, analysis, std::string("a state whose ") + what); };
  for (std::size_t t = 0; t < kept.size(); ++t) {
    if (t > 0 && !(kept[t - 1].shape < kept[t].shape)) broken("kept tables are not in rising order");
    for (const KeptColumn& column : kept[t].columns) {
      if (static_cast<std::int64_t>(column.values.size()) != kept[t].rows) broken("kept columns differ in length");
      for (std::size_t l = 0; l < column.labels.size(); ++l) {
        if (!is_utf8(column.labels[l])) broken("labels are not UTF-8");
        if (l > 0 && !(column.labels[l - 1] < column.labels[l])) broken("labels are not in rising order");
      }
      for (const double value : column.values)
        if (column.text && !std::isnan(value) && !(value >= 0.0 && value < static_cast<double>(column.labels.size()) && value == std::floor(value))) broken("values lie outside the labels");
    }
    for (std::size_t i = 1; i < static_cast<std::size_t>(kept[t].rows); ++i)
      if (row_before(kept[t], i, i - 1)) broken("kept rows are not in rising order");
  }
}

void KeptInput::fill(Fields input) {
  const auto view = [&](const KeptColumn& kept, bool is_category) {
    const auto bitmap = [&] {
      std::vector<std::uint8_t>& bits = validity_.emplace_back((kept.values.size() + 7) / 8, std::uint8_t{0});
      for (std::size_t i = 0; i < kept.values.size(); ++i)
        if (!std::isnan(kept.values[i])) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 1u << (i % 8));
      return bits.data();
    };
    const bool gaps = std::any_of(kept.values.begin(), kept.values.end(), [](double value) { return std::isnan(value); });
    if (kept.text) {
      std::vector<std::string_view>& levels = levels_.emplace_back(kept.labels.begin(), kept.labels.end());
      std::vector<std::int32_t>& codes = codes_.emplace_back();
      for (const double value : kept.values) codes.push_back(std::isnan(value) ? 0 : static_cast<std::int32_t>(value));
      Column column(codes);
      column.levels = levels;
      column.categorical = true;
      if (gaps) column.validity = bitmap();
      return column;
    }
    if (!is_category) return Column(kept.values);
    std::vector<std::int64_t>& whole = whole_.emplace_back();
    for (const double value : kept.values) whole.push_back(std::isnan(value) ? 0 : static_cast<std::int64_t>(value));
    Column column(whole);
    if (gaps) column.validity = bitmap();
    return column;
  };
  for (Row& row : input.rows()) {
    if (row.type->kind != Kind::column && row.type->kind != Kind::table) continue;
    const std::string prefix = std::string(row.name) + ".";
    for (const KeptTable& table : kept_)
      for (const KeptColumn& column : table.columns) {
        if (row.type->kind == Kind::column && column.name == row.name) *static_cast<Column*>(row.address) = view(column, row.is_category);
        if (row.type->kind == Kind::table && column.name.starts_with(prefix)) static_cast<Table*>(row.address)->add(column.name.substr(prefix.size()), view(column, row.is_category));
      }
  }
}

}  // namespace mainstay::inline v1::data
