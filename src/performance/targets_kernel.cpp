#include "performance/targets_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace mainstay::inline v1::performance {

namespace {

// Where sum of clamp(l * weight, lower, upper) over `who` is `amount`: sorts the places at which a part leaves its lower end or meets its upper one, and walks along them.
void fill(const std::vector<double>& weight, const std::vector<std::int64_t>& lower, const std::vector<std::int64_t>& upper, const std::vector<std::size_t>& who, double amount, std::vector<double>& exact) {
  struct Turn {
    double at, slope, level;  // what the sum's slope and its fixed part change by
  };
  std::vector<Turn> turns;
  double fixed = 0.0;
  for (const std::size_t i : who) {
    const auto low = static_cast<double>(lower[i]), high = static_cast<double>(upper[i]);
    fixed += low;
    if (upper[i] <= lower[i]) continue;
    turns.push_back({low / weight[i], weight[i], -low});
    if (upper[i] < no_cap) turns.push_back({high / weight[i], -weight[i], high});
  }
  std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.at < b.at; });
  double slope = 0.0, level = turns.empty() ? 0.0 : turns.back().at;
  for (std::size_t k = 0; k < turns.size();) {
    for (const double here = turns[k].at; k < turns.size() && turns[k].at == here; ++k) {
      slope += turns[k].slope;
      fixed += turns[k].level;
    }
    if (slope > 0.0 && (k == turns.size() || fixed + slope * turns[k].at >= amount)) {
      level = std::max(turns[k - 1].at, (amount - fixed) / slope);
      break;
    }
  }
  for (const std::size_t i : who) exact[i] = std::clamp(level * weight[i], static_cast<double>(lower[i]), static_cast<double>(upper[i]));
}

}  // namespace

Split split_amount(const std::vector<double>& given, const std::vector<std::int64_t>& lower, const std::vector<std::int64_t>& upper, std::int64_t amount, std::int64_t step) {
  const std::size_t k = given.size();
  std::vector<double> weight = given;  // against the largest; what is lost in its last digit is none
  const double largest = k == 0 ? 0.0 : *std::max_element(given.begin(), given.end());
  for (double& one : weight) one = one <= 1e-15 * largest ? 0.0 : one / largest;
  Split out{std::vector<double>(k, 0.0), std::vector<std::int64_t>(k, 0)};
  std::vector<std::size_t> weighty, others;
  std::int64_t most = 0, least = 0;  // of the weighty, and of the others
  for (std::size_t i = 0; i < k; ++i) {
    (weight[i] > 0.0 ? weighty : others).push_back(i);
    if (weight[i] > 0.0) most = std::min(no_cap, most + upper[i]);
    else least += lower[i];
  }
  if (amount - least > most) {  // the others take what the weighty may not
    for (const std::size_t i : weighty) out.exact[i] = static_cast<double>(upper[i]);
    fill(std::vector<double>(k, 1.0), lower, upper, others, static_cast<double>(amount - most), out.exact);
  } else {
    for (const std::size_t i : others) out.exact[i] = static_cast<double>(lower[i]);
    fill(weight, lower, upper, weighty, static_cast<double>(amount - least), out.exact);
  }
  std::int64_t left = amount;
  for (std::size_t i = 0; i < k; ++i) {
    const auto steps = static_cast<std::int64_t>(std::floor(out.exact[i] / static_cast<double>(step)));
    out.whole[i] = std::clamp(steps * step, lower[i], upper[i]);
    left -= out.whole[i];
  }
  std::vector<std::size_t> order(k);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return out.exact[a] - static_cast<double>(out.whole[a]) > out.exact[b] - static_cast<double>(out.whole[b]); });
  const auto share = [&](std::int64_t rest) { return std::max(step, rest / static_cast<std::int64_t>(k) / step * step); };  // a step, but for amounts beyond the digits of the exact parts
  while (left > 0)
    for (const std::size_t i : order) {
      const std::int64_t more = std::min({share(left), left, upper[i] - out.whole[i]});
      out.whole[i] += more;
      left -= more;
    }
  while (left < 0)  // only where rounding of large numbers went up
    for (std::size_t place = k; place-- > 0;) {
      const std::size_t i = order[place];
      const std::int64_t less = std::min({share(-left), -left, out.whole[i] - lower[i]});
      out.whole[i] -= less;
      left += less;
    }
  return out;
}

}  // namespace mainstay::inline v1::performance
