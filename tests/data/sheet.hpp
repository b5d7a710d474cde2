// What the tests of loaders share: columns with missing values from short lists, and findings as one line.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "mainstay/data/calendar.hpp"
#include "mainstay/data/frame.hpp"

namespace sheet {

constexpr std::int64_t none = INT64_MIN;  // a missing day
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

inline std::int64_t d(const char* text) { return *mainstay::data::parse_date(text); }

inline void add_days(mainstay::data::Frame& frame, const char* name, std::vector<std::int64_t> values) {
  mainstay::data::Presence presence;
  for (std::int64_t& value : values) {
    presence.push(value != none);
    if (value == none) value = 0;
  }
  frame.add(name, std::move(values), std::move(presence).take());
}

// A text that equals `missing` is missing.
inline void add_texts(mainstay::data::Frame& frame, const char* name, const std::vector<std::string>& values, std::string_view missing = "") {
  std::vector<std::string_view> views;
  for (const std::string& text : values) views.push_back(text == missing ? std::string_view() : std::string_view(text));
  frame.add_texts(name, views);
}

// The column, when the frame has it.
inline void take(const mainstay::data::Frame& frame, const char* name, mainstay::Column& column) {
  if (frame.find(name) >= 0) column = frame[name];
}

// "overlap:2@7- no_reason:1@3": code, count, first row, and a minus where the rows are left out.
template <class Result>
std::string findings(const Result& result) {
  std::string out;
  for (std::size_t i = 0; i < result.findings.finding.size(); ++i)
    out += (i > 0 ? " " : "") + result.findings.finding[i] + ":" + std::to_string(result.findings.count[i]) + "@" +
           std::to_string(result.findings.first_row[i]) + (result.findings.left_out[i] ? "-" : "");
  return out;
}

// Equal to the last digit, NaN to NaN.
inline bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}  // namespace sheet
