#include "returns/money_kernel.hpp"

#include <limits>

namespace mainstay::inline v1::returns {

namespace {
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
}

MoneyFigures money_figures(const MoneySums& sums, const MoneyTerms& terms, bool compared) {
  const double times = !compared ? 0.0 : sums.rows[1] > 0 ? sums.rows[0] / sums.rows[1] : nothing;
  MoneyFigures figures{};
  figures.excess = sums.returned[0] - times * sums.returned[1];
  figures.saved = sums.saved[0] - times * sums.saved[1];
  figures.cost = sums.contact + sums.offer + terms.once + terms.called * sums.rows[0] + terms.returned * sums.returned[0];
  figures.net = figures.saved - figures.cost;
  figures.roi = figures.cost > 0 ? figures.net / figures.cost : nothing;
  return figures;
}

double money_break_even(double fixed, double saved_per_return, double cost_per_return, double saved_anyway) {
  if (!(saved_per_return > cost_per_return)) return nothing;
  return (saved_anyway + fixed) / (saved_per_return - cost_per_return);
}

}  // namespace mainstay::inline v1::returns
