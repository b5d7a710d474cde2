#include "returns/offers_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "core/at.hpp"
#include "solve/cholesky.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr double slack = 1e-9;  // of ranges, against rounding

// v'Mv and Mv of v = (1, x - centre).
struct Form {
  double value = 0.0;
  std::vector<double> product;
};
Form form_of(const std::vector<double>& matrix, const OfferModel& model, const double* x) {
  const std::size_t size = model.coefficient.size();
  Form form;
  form.product.assign(size, 0.0);
  if (matrix.empty()) return form;
  const auto entry = [&](std::size_t j) { return j == 0 ? 1.0 : x[j - 1] - model.centre[j - 1]; };
  for (std::size_t j = 0; j < size; ++j) {
    for (std::size_t k = 0; k < size; ++k) form.product[j] += matrix[j * size + k] * entry(k);
    form.value += entry(j) * form.product[j];
  }
  return form;
}

double linear_of(const OfferModel& model, const double* x) {
  double sum = model.coefficient[0];
  for (std::size_t j = 0; j < model.centre.size(); ++j) sum += model.coefficient[j + 1] * (x[j] - model.centre[j]);
  return sum;
}

bool within(const OfferModel& model, std::int64_t column, double value) {
  const double low = model.lowest[at(column)], high = model.highest[at(column)], room = slack * std::max({1.0, std::fabs(low), std::fabs(high)});
  return value >= low - room && value <= high + room;
}

bool near_enough(const OfferModel& model, double leverage) { return model.spread.empty() || leverage <= model.most_leverage * (1.0 + slack); }

OfferQuote quote_of(const OfferModel& model, double linear, double variance, bool in_range) {
  const double reach = model.factor * std::sqrt(std::max(variance, 0.0));
  return {probability_of(model, linear), probability_of(model, linear - reach), probability_of(model, linear + reach), in_range};
}

}  // namespace

double probability_of(const OfferModel& model, double linear) noexcept {
  if (model.cloglog) return -std::expm1(-std::exp(linear));
  return linear >= 0 ? 1.0 / (1.0 + std::exp(-linear)) : std::exp(linear) / (1.0 + std::exp(linear));
}

bool find_leverage(const std::vector<double>& x, std::int64_t n, OfferModel& model) {
  const std::size_t p = model.centre.size(), size = p + 1;
  std::vector<double> gram(size * size, 0.0), row(size, 1.0);
  const auto read = [&](std::int64_t i) {
    for (std::size_t j = 0; j < p; ++j) row[j + 1] = x[at(i) * p + j] - model.centre[j];
  };
  for (std::int64_t i = 0; i < n; ++i) {
    read(i);
    for (std::size_t j = 0; j < size; ++j)
      for (std::size_t k = j; k < size; ++k) gram[j * size + k] += row[j] * row[k];
  }
  std::vector<double> scale(size);
  for (std::size_t j = 0; j < size; ++j) scale[j] = std::sqrt(gram[j * size + j]);
  const solve::RankRevealingCholesky factor(gram.data(), static_cast<std::int64_t>(size), scale.data());
  if (factor.rank() < static_cast<std::int64_t>(size)) return false;
  model.spread = factor.inverse();
  for (std::int64_t i = 0; i < n; ++i) model.most_leverage = std::max(model.most_leverage, form_of(model.spread, model, &x[at(i) * p]).value);
  return true;
}

OfferQuote quote(const OfferModel& model, const double* x) {
  bool in_range = near_enough(model, form_of(model.spread, model, x).value);
  for (std::int64_t j = 0; j < model.columns(); ++j) in_range = in_range && within(model, j, x[j]);
  return quote_of(model, linear_of(model, x), form_of(model.covariance, model, x).value, in_range);
}

OfferSearch search_offers(const OfferModel& model, const double* x, const std::vector<OfferChoice>& levers, double target, bool lower) {
  const std::size_t size = model.coefficient.size(), count = levers.size();
  const double linear = linear_of(model, x);
  const Form variance = form_of(model.covariance, model, x), leverage = form_of(model.spread, model, x);
  bool others_within = true;
  std::vector<bool> is_lever(model.centre.size(), false);
  for (const OfferChoice& lever : levers) is_lever[at(lever.column)] = true;
  for (std::int64_t j = 0; j < model.columns(); ++j) others_within = others_within && (is_lever[at(j)] || within(model, j, x[j]));

  OfferSearch search;
  std::vector<std::size_t> place(count, 0);  // 0: as it stands
  std::vector<double> change(count, 0.0);
  double best_linear = 0.0, least_cost = 0.0, least_way = 0.0, found_linear = 0.0;
  std::int64_t fewest = 0;
  for (bool more = true; more;) {
    double eta = linear, spread = variance.value, far = leverage.value, cost = 0.0, way = 0.0;
    std::int64_t changed = 0;
    bool in_range = others_within;
    for (std::size_t a = 0; a < count; ++a) {
      const OfferChoice& lever = levers[a];
      const std::size_t j = at(lever.column) + 1;
      const double now = x[j - 1];
      in_range = in_range && within(model, lever.column, now + change[a]);
      if (change[a] == 0.0) continue;
      eta += model.coefficient[j] * change[a];
      spread += 2.0 * change[a] * variance.product[j];
      far += 2.0 * change[a] * leverage.product[j];
      for (std::size_t b = 0; b < count; ++b) {
        const std::size_t k = at(levers[b].column) + 1;
        spread += change[a] * change[b] * model.covariance[j * size + k];
        if (!model.spread.empty()) far += change[a] * change[b] * model.spread[j * size + k];
      }
      cost += lever.unit_cost * change[a];
      way += std::fabs(change[a]) / lever.step;
      ++changed;
    }
    in_range = in_range && near_enough(model, far);
    const bool reaches = (lower ? eta - model.factor * std::sqrt(std::max(spread, 0.0)) : eta) >= target;
    if (in_range) {
      if (!search.any || eta > best_linear) best_linear = eta, search.best = quote_of(model, eta, spread, true);
      search.any = true;
      cost = std::round(cost);
      const bool better = !search.found || (cost != least_cost ? cost < least_cost : changed != fewest ? changed < fewest : way != least_way ? way < least_way : eta > found_linear);
      if (reaches && better) {
        search.found = true;
        search.cost = least_cost = cost;
        fewest = changed;
        least_way = way;
        found_linear = eta;
        search.quote = quote_of(model, eta, spread, true);
        search.needed.resize(count);
        for (std::size_t a = 0; a < count; ++a) search.needed[a] = change[a] == 0.0 ? x[levers[a].column] : levers[a].values[place[a] - 1];
      }
    } else {
      search.beyond_data = search.beyond_data || reaches;
    }
    more = false;
    for (std::size_t a = count; a-- > 0;) {  // the last lever turns fastest, so that smaller values of the first come first
      place[a] = place[a] < levers[a].values.size() ? place[a] + 1 : 0;
      change[a] = place[a] == 0 ? 0.0 : levers[a].values[place[a] - 1] - x[levers[a].column];
      if (place[a] > 0) {
        more = true;
        break;
      }
    }
  }
  return search;
}

}  // namespace mainstay::inline v1::returns
