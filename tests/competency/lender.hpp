// The lender's profile of a loan seller and its two candidates: 82 % and 60 %.
#pragma once

#include <vector>

#include "mainstay/competency/profile.hpp"

inline mainstay::competency::Profile lender_profile() {
  mainstay::competency::Profile profile;
  profile.name = "loan seller";
  profile.version = "1";
  const char* names[] = {"stress", "need", "objection", "goal", "affinity", "sixth"};
  const double targets[] = {8, 7.5, 8, 8, 7, 7}, weights[] = {0.25, 0.15, 0.20, 0.20, 0.10, 0.10};
  for (int j = 0; j < 6; ++j) {
    mainstay::competency::ProfileDimension dimension;
    dimension.name = names[j];
    dimension.target = targets[j];
    dimension.weight = weights[j];
    profile.dimensions.push_back(dimension);
  }
  profile.dimensions[0].floor = 6.0;
  return profile;
}

/// Candidates A and B, dimension by dimension.
inline std::vector<std::vector<double>> lender_candidates() { return {{8.5, 5.0}, {6.0, 7.5}, {7.2, 7.5}, {5.2, 7.5}, {4.9, 9.0}, {4.9, 7.5}}; }
