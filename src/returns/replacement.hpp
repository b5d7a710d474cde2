// What it costs to replace somebody: parts by role and pay, in whole minor units.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/groups.hpp"
#include "data/money.hpp"
#include "mainstay/returns/money.hpp"

namespace mainstay::inline v1::returns {

/// One of the parts of a case.
struct ReplacementLine {
  std::size_t part = 0;  ///< in options.parts
  std::int64_t cost = 0, saved = 0;
  std::string cost_formula, saved_formula;
};

/// A role and a pay, and what replacing one person costs there.
struct ReplacementCase {
  std::int32_t role = -1;
  std::int64_t pay = 0;
  std::vector<ReplacementLine> lines;
  std::int64_t cost = 0, saved = 0;
};

struct Replacement {
  data::Groups roles;                   ///< none without the column
  std::vector<ReplacementCase> cases;   ///< by role, then pay
  std::vector<std::int32_t> case_of;    ///< by row
};

/// Refuses definitions that contradict themselves: no basis, months beside years of pay, names twice.
void check_replacement(const char* key, const MoneyOptions& options);

Replacement replacement_of(const char* key, const MoneyInput& input, const MoneyOptions& options);

}  // namespace mainstay::inline v1::returns
