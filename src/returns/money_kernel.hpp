// Sums of a programme and what follows from them, for the data and for resamples. Pure.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::inline v1::returns {

/// Sums over rows: of those called [0], of the comparison [1].
struct MoneySums {
  double rows[2] = {0, 0}, returned[2] = {0, 0}, saved[2] = {0, 0}, contact = 0, offer = 0;
  void add(const MoneySums& other) {
    for (int a = 0; a < 2; ++a) {
      rows[a] += other.rows[a];
      returned[a] += other.returned[a];
      saved[a] += other.saved[a];
    }
    contact += other.contact;
    offer += other.offer;
  }
};

/// What the programme costs beside contacts and offers: once, for each called, for each of them who came back.
struct MoneyTerms {
  double once = 0, called = 0, returned = 0;
};

/// NaN where there is nobody to compare with, or no cost.
struct MoneyFigures {
  double excess, saved, cost, net, roi;
};
/// Comparisons count when `compared`: excess = returned - called × share of the comparison, and so for what was saved.
MoneyFigures money_figures(const MoneySums& sums, const MoneyTerms& terms, bool compared);

/// So many of those called must come back for net = 0, when `saved_anyway` is saved without the programme; NaN where none is enough.
double money_break_even(double fixed, double saved_per_return, double cost_per_return, double saved_anyway);

}  // namespace mainstay::inline v1::returns
