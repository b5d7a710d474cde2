// The sentence of a refusal.
#pragma once

#include <string>

#include "mainstay/core/error.hpp"

/// What is said of some work; "accepted" where nothing is refused.
template <class Work>
std::string sentence(const Work& work) {
  try {
    work();
  } catch (const mainstay::Error& error) {
    return error.what();
  }
  return "accepted";
}
