// How near numbers are to those expected.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "golden.hpp"

inline void check_close(double ours, double theirs, double relative, double absolute, const std::string& what) {
  CAPTURE(what);
  CAPTURE(ours);
  CAPTURE(theirs);
  CHECK(golden::close(ours, theirs, relative, absolute));
}
inline void check_all(const std::vector<double>& ours, const std::vector<double>& theirs, double relative, double absolute, const std::string& what) {
  CAPTURE(what);
  REQUIRE(ours.size() == theirs.size());
  CHECK(golden::distance(ours, theirs, absolute) <= relative);
}

/// Within a tolerance relative to the expected value, or absolute where that is below 1.
inline void near(double value, double expected, double tolerance, const std::string& what) {
  CHECK_MESSAGE(std::fabs(value - expected) <= tolerance * std::max(1.0, std::fabs(expected)), what, ": ", value, " is not ", expected);
}
inline void near(const std::vector<double>& values, const std::vector<double>& expected, double tolerance, const std::string& what) {
  REQUIRE_MESSAGE(values.size() == expected.size(), what, ": ", values.size(), " values, not ", expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) near(values[i], expected[i], tolerance, what + "[" + std::to_string(i) + "]");
}

/// Rows of matrices one after the other.
inline std::vector<double> flat(const golden::json& matrix) {
  std::vector<double> values;
  for (const golden::json& row : matrix)
    for (const double value : golden::numbers(row)) values.push_back(value);
  return values;
}
