// Which columns of x are curves, and their terms in the place of x.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "mainstay/survival/smooth.hpp"

namespace mainstay::inline v1::survival {

inline constexpr const char* smooth_key = "survival.smooth";

bool is_smooth(const std::vector<HazardSpline>& splines, const std::string& name);

/// Splines of the basis: size · (size - 1) numbers in the transform.
std::int64_t size_of(const HazardSpline& spline);

/// x with the terms of the splines in the place of the smooth columns, behind the others.
struct Expanded {
  Table x;
  std::deque<std::vector<double>> memory;
  Expanded(const char* analysis, const Table& from, const std::vector<CoxColumn>& columns, const std::vector<HazardSpline>& splines);
};

/// The columns that get a curve when none are named: numbers with more than ten different values; where there are none, with two and more. Of
/// too many those with the strongest evidence, equal ones in the order of x; the others are `lines`.
std::vector<HazardSmooth> curved(const SmoothInput& input, const SmoothOptions& options, const RunContext& context, std::vector<std::string>& lines);

/// The bases, from a first look at the columns.
std::vector<HazardSpline> splines_of(const SmoothInput& input, const std::vector<HazardSmooth>& curves);

}  // namespace mainstay::inline v1::survival
