// A column of texts that grows row by row.
#pragma once

#include <string>
#include <vector>

#include "labels.hpp"

struct LabelColumn {
  std::vector<std::string> values;
  mutable Labels labels;

  LabelColumn() = default;
  LabelColumn(std::vector<std::string> texts) : values(std::move(texts)) {}  // NOLINT: texts are a column
  void add(const std::string& value) { values.push_back(value); }
  const std::string& operator[](std::size_t row) const { return values[row]; }
  std::size_t size() const { return values.size(); }
  mainstay::Column column() const { return labels.column(values); }
};
