// Small tables for the tests of Cox's regression: owned columns, and how a golden file becomes an input.
#pragma once

#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "../golden.hpp"
#include "mainstay/survival/cox.hpp"

namespace cox_test {

using mainstay::Column;
using mainstay::Table;
using mainstay::survival::CoxInput;

/// Text values as codes into levels, kept alive.
struct TextColumn {
  std::vector<std::string> names;
  mutable std::vector<std::string_view> levels;  // views on `names`, made anew by column()
  std::vector<std::int32_t> codes;
  void set_levels(const std::vector<std::string>& all) { names = all; }
  void push(const std::string& value) {
    for (std::size_t l = 0; l < names.size(); ++l)
      if (names[l] == value) return codes.push_back(static_cast<std::int32_t>(l));
    throw std::runtime_error("no level " + value);
  }
  Column column() const {
    levels.assign(names.begin(), names.end());
    Column view(codes);
    view.levels = levels;
    view.categorical = true;
    return view;
  }
};

inline std::vector<std::string> distinct(const std::vector<std::string>& values) {
  std::vector<std::string> all = values;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// Rows of a Cox model that own their memory. Empty vectors are columns that are not given.
struct Rows {
  std::vector<std::string> names;
  std::deque<std::vector<double>> numbers;  // per column of x; empty where it is text
  std::deque<TextColumn> texts;
  std::vector<double> duration, event, entry, weights, offset;
  std::vector<std::int64_t> cluster, strata;
  TextColumn strata_text;

  std::size_t size() const { return duration.size(); }
  void add(const std::string& name, std::vector<double> values) {
    names.push_back(name);
    numbers.push_back(std::move(values));
    texts.emplace_back();
  }
  Table table() const {
    Table x;
    for (std::size_t j = 0; j < names.size(); ++j) x.add(names[j], texts[j].codes.empty() ? Column(numbers[j]) : texts[j].column());
    return x;
  }
  CoxInput input() const {
    CoxInput view;
    view.x = table();
    view.duration = Column(duration);
    view.event = Column(event);
    if (!entry.empty()) view.entry = Column(entry);
    if (!weights.empty()) view.weights = Column(weights);
    if (!offset.empty()) view.offset = Column(offset);
    if (!cluster.empty()) view.cluster = Column(cluster);
    if (!strata.empty()) view.strata = Column(strata);
    if (!strata_text.codes.empty()) view.strata = strata_text.column();
    return view;
  }
  /// The same for another analysis; what it has no columns for is left out.
  template <class Input>
  Input as() const {
    const CoxInput cox = input();
    Input view;
    view.x = cox.x;
    view.duration = cox.duration;
    view.event = cox.event;
    view.entry = cox.entry;
    view.weights = cox.weights;
    if constexpr (requires { view.offset; }) view.offset = cox.offset;
    if constexpr (requires { view.strata; }) view.strata = cox.strata;
    if constexpr (requires { view.cluster; }) view.cluster = cox.cluster;
    return view;
  }
  /// The rows of `which`, in that order, with the same dictionaries.
  Rows pick(const std::vector<std::size_t>& which) const {
    Rows some;
    some.names = names;
    for (std::size_t j = 0; j < names.size(); ++j) {
      some.numbers.emplace_back();
      TextColumn& text = some.texts.emplace_back();
      text.set_levels(texts[j].names);
      for (const std::size_t i : which) {
        if (texts[j].codes.empty()) some.numbers[j].push_back(numbers[j][i]);
        else text.codes.push_back(texts[j].codes[i]);
      }
    }
    const auto take = [&](const auto& from, auto& to) {
      if (!from.empty())
        for (const std::size_t i : which) to.push_back(from[i]);
    };
    take(duration, some.duration);
    take(event, some.event);
    take(entry, some.entry);
    take(weights, some.weights);
    take(offset, some.offset);
    take(cluster, some.cluster);
    take(strata, some.strata);
    some.strata_text.set_levels(strata_text.names);
    take(strata_text.codes, some.strata_text.codes);
    return some;
  }
};

inline void add_golden_column(Rows& rows, const std::string& name, const golden::json& values, const golden::json& levels) {
  if (!values.empty() && values[0].is_string()) {
    const std::vector<std::string> texts = golden::texts(values);
    rows.names.push_back(name);
    rows.numbers.emplace_back();
    TextColumn& column = rows.texts.emplace_back();
    column.set_levels(levels.contains(name) ? golden::texts(levels[name]) : distinct(texts));
    for (const std::string& text : texts) column.push(text);
  } else {
    rows.add(name, golden::numbers(values));
  }
}

inline Rows rows_of(const golden::json& data) {
  Rows rows;
  const golden::json levels = data.contains("levels") ? data["levels"] : golden::json::object();
  for (const auto& [name, values] : data["x"].items()) add_golden_column(rows, name, values, levels);
  rows.duration = golden::numbers(data["duration"]);
  rows.event = golden::numbers(data["event"]);
  if (data.contains("entry")) rows.entry = golden::numbers(data["entry"]);
  if (data.contains("weights")) rows.weights = golden::numbers(data["weights"]);
  if (data.contains("offset")) rows.offset = golden::numbers(data["offset"]);
  if (data.contains("cluster")) rows.cluster = golden::integers(data["cluster"]);
  if (data.contains("strata")) {
    if (data["strata"][0].is_string()) {
      const std::vector<std::string> texts = golden::texts(data["strata"]);
      rows.strata_text.set_levels(distinct(texts));
      for (const std::string& text : texts) rows.strata_text.push(text);
    } else {
      rows.strata = golden::integers(data["strata"]);
    }
  }
  return rows;
}

/// Random rows with few distinct times, so that ties are everywhere.
struct Design {
  bool weights = false, strata = false, entry = false, offset = false, text = false, continuous = false;
};
inline Rows random_rows(std::size_t n, std::uint64_t seed, Design design) {
  std::mt19937_64 random(seed);
  const auto uniform = [&] { return std::uniform_real_distribution<double>(0.0, 1.0)(random); };
  Rows rows;
  std::vector<double> a, b, c;
  TextColumn text;
  text.set_levels({"north", "south", "unused", "west"});
  for (std::size_t i = 0; i < n; ++i) {
    a.push_back(std::normal_distribution<double>(40.0, 8.0)(random));
    b.push_back(uniform() < 0.4 ? 1.0 : 0.0);
    c.push_back(std::floor(5.0 * uniform()));
    text.codes.push_back(std::vector<std::int32_t>{0, 1, 3}[static_cast<std::size_t>(3.0 * uniform())]);
    const double eta = 0.04 * (a[i] - 40.0) - 0.5 * b[i] + (design.text && text.codes[i] == 3 ? 0.6 : 0.0);
    double time = -std::log(uniform()) * 8.0 * std::exp(-eta);
    if (!design.continuous) time = std::ceil(time);
    const double censored = design.continuous ? 12.0 * uniform() : std::ceil(12.0 * uniform());
    double start = 0.0;
    if (design.entry && uniform() < 0.6) start = design.continuous ? 6.0 * uniform() : std::floor(6.0 * uniform());
    time += start;
    rows.event.push_back(time <= start + censored ? 1.0 : 0.0);
    rows.duration.push_back(std::min(time, start + censored));
    if (design.entry) rows.entry.push_back(start);
    if (design.weights) rows.weights.push_back(0.25 * std::floor(1.0 + 8.0 * uniform()));
    if (design.offset) rows.offset.push_back(0.3 * uniform());
    if (design.strata) rows.strata.push_back(static_cast<std::int64_t>(3.0 * uniform()) * 10 - 5);
  }
  rows.add("age", a);
  rows.add("remote", b);
  rows.add("grade", c);
  if (design.text) {
    rows.names.push_back("region");
    rows.numbers.emplace_back();
    rows.texts.push_back(text);
  }
  return rows;
}

/// Such rows whose events have several causes.
inline Rows causes_of(std::size_t n, std::uint64_t seed, Design design, int causes = 2) {
  Rows rows = random_rows(n, seed, design);
  std::mt19937_64 random(seed + 77);
  for (double& event : rows.event)
    if (event > 0.0) event = 1.0 + static_cast<double>(random() % static_cast<std::uint64_t>(causes));
  return rows;
}

}  // namespace cox_test
