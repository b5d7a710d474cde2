#include "returns/uplift_censoring.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace mainstay::inline v1::returns {

Followed::Followed(const std::vector<double>& duration, const std::vector<char>& returned, double horizon, std::vector<std::size_t> rows) : duration_(duration), returned_(returned), horizon_(horizon), order_(std::move(rows)) {
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return duration[a] != duration[b] ? duration[a] < duration[b] : returned[a] != returned[b] ? returned[a] > returned[b] : a < b; });
}

bool Followed::weigh(const std::vector<double>& times, std::vector<double>& weight) const {
  double later = 0.0;  // rows that are still to come
  for (const std::size_t i : order_) {
    later += times[i];
    weight[i] = 0.0;
  }
  double uncensored = 1.0;  // just before the time of the row
  bool known = true;
  for (std::size_t k = 0; k < order_.size() && later > 0.0;) {
    if (duration_[order_[k]] >= horizon_) {  // everybody from here on was there until the horizon
      for (std::size_t j = k; j < order_.size(); ++j) weight[order_[j]] = 1.0 / uncensored;
      return true;
    }
    std::size_t end = k;
    double censored = 0.0, all = 0.0;
    for (; end < order_.size() && duration_[order_[end]] == duration_[order_[k]]; ++end) {
      const std::size_t i = order_[end];
      all += times[i];
      if (returned_[i] != 0) weight[i] = 1.0 / uncensored;
      else censored += times[i];
    }
    later -= all;
    if (all > 0.0) known = censored == 0.0;
    if (censored > 0.0) uncensored *= 1.0 - censored / (later + censored);
    k = end;
  }
  if (known) return true;
  for (const std::size_t i : order_) weight[i] = 0.0;
  return false;
}

double Followed::effective() const {
  const auto n = static_cast<double>(order_.size());
  double away = 1.0, greenwood = 0.0, share = 0.0, spread = 0.0, passed = 0.0, waited = 0.0, thin = 0.0;
  for (std::size_t k = 0; k < order_.size() && duration_[order_[k]] <= horizon_;) {
    const double time = duration_[order_[k]], at_risk = n - static_cast<double>(k);
    std::size_t end = k;
    double came = 0.0;
    for (; end < order_.size() && duration_[order_[end]] == time; ++end) came += returned_[order_[end]] != 0 ? 1.0 : 0.0;
    waited += away * (time - passed);
    thin += away * away / at_risk * (time - passed);
    passed = time;
    if (came > 0.0) {
      const double h = came / at_risk;
      share += away * h;
      spread += away * h * away / at_risk;
      greenwood += came < at_risk ? h / (at_risk - came) : 0.0;
      away = came < at_risk ? away * (1.0 - h) : 0.0;
    }
    k = end;
    if (k < order_.size() && away > 0.0 && duration_[order_[k]] > horizon_) {
      waited += away * (horizon_ - passed);
      thin += away * away / (n - static_cast<double>(k)) * (horizon_ - passed);
    }
  }
  if (passed == 0.0 && waited == 0.0) return n;  // nothing happened before the horizon
  if (away > 0.0 && share > 0.0) return share / (away * greenwood);
  if (share > 0.0) return share / spread;
  return thin > 0.0 ? waited / thin : n;
}

bool censoring_weights(const std::vector<double>& duration, const std::vector<char>& returned, double horizon, std::vector<double>& weight) {
  std::vector<std::size_t> rows(duration.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  weight.assign(duration.size(), 0.0);
  return Followed(duration, returned, horizon, std::move(rows)).weigh(std::vector<double>(duration.size(), 1.0), weight);
}

}  // namespace mainstay::inline v1::returns
