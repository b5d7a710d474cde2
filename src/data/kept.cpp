#include "data/kept.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <utility>

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

const KeptColumn* column_of(const KeptTable& table, const std::string& name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const KeptColumn& one) { return one.name == name; });
  return found == table.columns.end() ? nullptr : &*found;
}

void check_alike(std::string_view analysis, const KeptTable& table, const KeptTable& more) {
  if (table.rows == 0 || more.rows == 0) return;
  for (const auto& [one, other] : {std::pair(&more, &table), std::pair(&table, &more)})
    for (const KeptColumn& column : one->columns)
      if (column_of(*other, column.name) == nullptr) throw Error(ErrorCode::unsupported, analysis, column.name + " is given in some of the parts only");
  for (const KeptColumn& column : table.columns) {
    const KeptColumn& other = *column_of(more, column.name);
    if (column.text != other.text && !all_missing(column) && !all_missing(other))  // a column without any value is of either kind
      throw Error(ErrorCode::wrong_type, analysis, column.name, -1, other.text ? "text" : "numbers", other.text ? "numbers, as in the parts before" : "text, as in the parts before");
  }
}

// Two tables of the same columns and the order of the rows of both.
class Union {
 public:
  // Everything that may fail. The rows of each table rise, and new places of labels rise with the old ones, so that one pass merges them.
  Union(KeptTable& table, KeptTable more)
      : table_(table), more_(std::move(more)), rows_(static_cast<std::size_t>(table.rows)), order_(rows_ + static_cast<std::size_t>(more_.rows)), scratch_(order_.size()) {
    bool same_order = true;
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      const auto found = std::find_if(more_.columns.begin(), more_.columns.end(), [&](const KeptColumn& one) { return one.name == table_.columns[c].name; });
      const std::size_t place = static_cast<std::size_t>(found - more_.columns.begin());
      same_order = same_order && place == c;
      std::swap(more_.columns[c], more_.columns[place]);
      labels_.push_back(unite(table_.columns[c], more_.columns[c]));
      table_.columns[c].values.reserve(order_.size());
    }
    if (!same_order) sort_rows(more_);
    std::iota(order_.begin(), order_.end(), std::size_t{0});
  }

  void apply() noexcept {
    for (std::size_t c = 0; c < more_.columns.size(); ++c) {
      KeptColumn& column = table_.columns[c];
      recode(column, labels_[c].own);
      recode(more_.columns[c], labels_[c].others);
      column.text = labels_[c].text;
      column.labels.swap(labels_[c].all);
      column.values.insert(column.values.end(), more_.columns[c].values.begin(), more_.columns[c].values.end());
    }
    std::inplace_merge(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(rows_), order_.end(), [&](std::size_t a, std::size_t b) { return row_before(table_, a, b); });
    for (KeptColumn& column : table_.columns) {
      for (std::size_t i = 0; i < order_.size(); ++i) scratch_[i] = column.values[order_[i]];
      std::copy(scratch_.begin(), scratch_.end(), column.values.begin());
    }
    table_.rows = static_cast<std::int64_t>(order_.size());
  }

 private:
  struct Labels {
    bool text;
    std::vector<std::string> all{};
    std::vector<double> own{}, others{};  // where the labels of each stand among all
  };

  static Labels unite(const KeptColumn& column, const KeptColumn& more) {
    Labels labels{all_missing(column) ? more.text || (column.text && all_missing(more)) : column.text};
    if (!labels.text) return labels;
    std::set_union(column.labels.begin(), column.labels.end(), more.labels.begin(), more.labels.end(), std::back_inserter(labels.all));
    const auto place = [&](const std::string& label) { return static_cast<double>(std::lower_bound(labels.all.begin(), labels.all.end(), label) - labels.all.begin()); };
    std::transform(column.labels.begin(), column.labels.end(), std::back_inserter(labels.own), place);
    std::transform(more.labels.begin(), more.labels.end(), std::back_inserter(labels.others), place);
    return labels;
  }

  static void recode(KeptColumn& column, const std::vector<double>& place) noexcept {
    if (!column.text) return;
    for (double& value : column.values)
      if (!std::isnan(value)) value = place[static_cast<std::size_t>(value)];
  }

  KeptTable& table_;
  KeptTable more_;
  std::size_t rows_;
  std::vector<Labels> labels_{};
  std::vector<std::size_t> order_;
  std::vector<double> scratch_;
};

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
  add_kept(analysis, kept, std::move(fresh));
}

void add_kept(std::string_view analysis, std::vector<KeptTable>& kept, std::vector<KeptTable> more) {
  const auto known = [&](const KeptTable& table) { return std::find_if(kept.begin(), kept.end(), [&](const KeptTable& one) { return one.shape == table.shape; }); };
  for (const KeptTable& table : more)
    if (known(table) != kept.end()) check_alike(analysis, *known(table), table);
  kept.reserve(kept.size() + more.size());  // whatever fails, fails before the first change
  std::vector<Union> unions;
  for (KeptTable& table : more)
    if (const auto place = known(table); place != kept.end() && place->rows > 0 && table.rows > 0) unions.emplace_back(*place, std::exchange(table, {}));
  for (Union& both : unions) both.apply();
  for (KeptTable& table : more) {
    if (table.columns.empty()) continue;
    if (const auto place = known(table); place == kept.end()) kept.push_back(std::move(table));
    else if (place->rows == 0) *place = std::move(table);
  }
  std::sort(kept.begin(), kept.end(), [](const KeptTable& a, const KeptTable& b) { return a.shape < b.shape; });
}

void check_kept(std::string_view analysis, const std::vector<KeptTable>& kept) {
  const auto broken = [&](const char* what) { throw Error(ErrorCode::corrupt, analysis, std::string("a state whose ") + what); };
  for (std::size_t t = 0; t < kept.size(); ++t) {
    if (t > 0 && !(kept[t - 1].shape < kept[t].shape)) broken("kept tables are not in rising order");
    std::set<std::string_view> names;
    for (const KeptColumn& column : kept[t].columns) {
      if (!names.insert(column.name).second) broken("kept columns repeat");
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
