#include "mainstay/returns/offers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/money.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/frame.hpp"
#include "mainstay/survival/hazard.hpp"
#include "returns/offers_kernel.hpp"
#include "returns/offers_words.hpp"
#include "stats/distributions.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr std::string_view name = "returns.offers";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t most_offers = 1'000'000;
constexpr double most_money = 9e15;

std::string place(const char* list, std::size_t k, const char* field) { return std::string(list) + "[" + std::to_string(k) + "]." + field; }

// The model, and the names of its columns.
struct Fitted {
  OffersStatus status = OffersStatus::no_model;
  std::vector<std::string> columns;
  OfferModel model;
  std::int64_t rows = 0, accepted = 0;
  bool usable() const { return status == OffersStatus::estimated || status == OffersStatus::given; }
};

void given_model(const OffersOptions& options, Fitted& fitted) {
  OfferModel& model = fitted.model;
  const std::size_t p = options.terms.size(), size = p + 1;
  if (!options.intercept) refuse(name, "intercept", "missing", "given with terms");
  if (options.covariance.size() != size * size) refuse(name, "covariance", -1, static_cast<double>(options.covariance.size()), "of " + std::to_string(size * size) + " numbers: intercept and terms, row by row");
  for (std::size_t j = 0; j < size; ++j)
    for (std::size_t k = 0; k <= j; ++k) {
      const double value = options.covariance[j * size + k], other = options.covariance[k * size + j];
      const auto where = static_cast<std::int64_t>(j * size + k);
      if (j == k && value < 0) refuse(name, "covariance", where, value, ">= 0 on the diagonal");
      if (std::fabs(value - other) > 1e-9 * std::max(std::fabs(value), std::fabs(other))) refuse(name, "covariance", where, value, "symmetric");
      if (value * value > options.covariance[j * size + j] * options.covariance[k * size + k] * (1 + 1e-9)) refuse(name, "covariance", where, value, "at most the root of the product of the two variances");
    }
  model.coefficient = {*options.intercept};
  model.covariance = options.covariance;
  for (std::size_t k = 0; k < p; ++k) {
    const OfferTerm& term = options.terms[k];
    if (*term.highest < *term.lowest) refuse(name, place("terms", k, "highest"), -1, *term.highest, "at least lowest");
    if (std::find(fitted.columns.begin(), fitted.columns.end(), term.column) != fitted.columns.end()) refuse(name, place("terms", k, "column"), "\"" + term.column + "\"", "named once");
    fitted.columns.push_back(term.column);
    model.centre.push_back(0.0);
    model.coefficient.push_back(term.coefficient);
    model.lowest.push_back(*term.lowest);
    model.highest.push_back(*term.highest);
  }
  fitted.status = OffersStatus::given;
}

void fit_model(const OffersInput& input, const OffersOptions& options, const RunContext& context, Fitted& fitted) {
  fitted.columns = input.x.names;
  const std::size_t p = fitted.columns.size();
  OfferModel& model = fitted.model;
  std::vector<double> x(at(input.x.rows) * p);
  for (std::size_t j = 0; j < p; ++j) {
    const std::vector<double> values = data::numbers_of(data::number_column(name, "x", input.x, fitted.columns[j], "numbers"));
    for (std::size_t i = 0; i < values.size(); ++i) x[i * p + j] = values[i];
    model.lowest.push_back(values.empty() ? nothing : *std::min_element(values.begin(), values.end()));
    model.highest.push_back(values.empty() ? nothing : *std::max_element(values.begin(), values.end()));
  }
  fitted.rows = input.accepted.size;
  for (const std::int64_t taken : data::whole_numbers_of(input.accepted)) fitted.accepted += taken;
  if (fitted.accepted == 0 || fitted.accepted == fitted.rows) {
    fitted.status = fitted.accepted == 0 ? OffersStatus::nobody_accepted : OffersStatus::everybody_accepted;
    return;
  }
  // Each offer is one period, in which it is taken or not; the intercept is the hazard of that period.
  const std::vector<std::int64_t> once(at(fitted.rows), 1);
  survival::HazardInput offers;
  offers.duration = once;
  offers.event = input.accepted;
  offers.x = input.x;
  survival::HazardOptions how;
  how.link = options.link == OfferLink::cloglog ? survival::HazardLink::cloglog : survival::HazardLink::logit;
  how.ridge = options.ridge;
  const survival::HazardFit fit = survival::hazard(offers, how, context);
  switch (fit.status) {
    case survival::HazardStatus::converged: fitted.status = OffersStatus::estimated; break;
    case survival::HazardStatus::separated: fitted.status = OffersStatus::separated; break;
    case survival::HazardStatus::singular: fitted.status = OffersStatus::singular; break;
    case survival::HazardStatus::no_events: fitted.status = OffersStatus::nobody_accepted; break;
    case survival::HazardStatus::iteration_limit: fitted.status = OffersStatus::iteration_limit; break;
  }
  if (!fitted.usable()) return;
  model.centre = fit.means;
  model.coefficient = {fit.baseline.linear_predictor[0]};
  model.coefficient.insert(model.coefficient.end(), fit.coefficients.coefficient.begin(), fit.coefficients.coefficient.end());
  // The intercept's variance is its own and what it has of the coefficients'.
  const std::size_t size = p + 1;
  const std::vector<double>& gradient = fit.baseline.gradient;
  model.covariance.assign(size * size, 0.0);
  model.covariance[0] = fit.baseline.own_variance[0];
  for (std::size_t j = 0; j < p; ++j)
    for (std::size_t k = 0; k < p; ++k) {
      const double value = fit.covariance[j * p + k];
      model.covariance[(j + 1) * size + k + 1] = value;
      model.covariance[j + 1] += value * gradient[k];
      model.covariance[0] += gradient[j] * value * gradient[k];
    }
  for (std::size_t j = 1; j < size; ++j) model.covariance[j * size] = model.covariance[j];
  if (options.range == OfferRange::joint && !find_leverage(x, fitted.rows, model)) fitted.status = OffersStatus::singular;
}

void put_terms(const Fitted& fitted, OffersTerms& table) {
  const OfferModel& model = fitted.model;
  const std::size_t size = model.coefficient.size();
  double intercept = model.coefficient[0], variance = model.covariance[0];
  for (std::size_t j = 1; j < size; ++j) {
    intercept -= model.coefficient[j] * model.centre[j - 1];
    variance -= 2 * model.centre[j - 1] * model.covariance[j];
    for (std::size_t k = 1; k < size; ++k) variance += model.centre[j - 1] * model.centre[k - 1] * model.covariance[j * size + k];
  }
  for (std::size_t j = 0; j < size; ++j) {
    const double value = j == 0 ? intercept : model.coefficient[j], error = std::sqrt(std::max(j == 0 ? variance : model.covariance[j * size + j], 0.0));
    table.term.push_back(j == 0 ? "(intercept)" : fitted.columns[j - 1]);
    table.coefficient.push_back(value);
    table.std_error.push_back(error);
    table.lower.push_back(value - model.factor * error);
    table.upper.push_back(value + model.factor * error);
    table.lowest.push_back(j == 0 ? 1.0 : model.lowest[j - 1]);
    table.highest.push_back(j == 0 ? 1.0 : model.highest[j - 1]);
  }
}

// One part of all pairs.
struct Part {
  bool text = false;
  std::vector<double> wish, offer;
  std::vector<std::int32_t> same;  // of texts: 1, 0, -1 no wish, -2 not stated
};

Part read_part(const OffersInput& input, const OfferPart& part, std::size_t k) {
  const std::int64_t wished = data::column_of(input.wish, part.name), offered = data::column_of(input.offer, part.name);
  if (wished < 0) throw Error(ErrorCode::unknown_name, name, place("parts", k, "name"), -1, "\"" + part.name + "\"", "a column of wish: " + list_of(input.wish.names));
  if (offered < 0) throw Error(ErrorCode::unknown_name, name, place("parts", k, "name"), -1, "\"" + part.name + "\"", "a column of offer: " + list_of(input.offer.names));
  const Column &wish = input.wish.columns[at(wished)], &offer = input.offer.columns[at(offered)];
  Part values;
  values.text = wish.categorical;
  const std::string path = "offer." + part.name;
  if (wish.categorical != offer.categorical) throw Error(ErrorCode::wrong_type, name, path, -1, offer.categorical ? "text" : "numbers", wish.categorical ? "text, as the wish" : "numbers, as the wish");
  if (values.text) {
    if (part.rule != OfferRule::equal) refuse(name, place("parts", k, "rule"), choices(OfferRule{})[static_cast<std::size_t>(part.rule)].name, "equal where wish and offer are texts");
    for (std::int64_t i = 0; i < wish.size; ++i) {
      const std::string_view a = data::text_at(wish, i), b = data::text_at(offer, i);
      values.same.push_back(a.empty() ? -1 : b.empty() ? -2 : a == b ? 1 : 0);
    }
    return values;
  }
  values.wish = data::numbers_of(wish);
  values.offer = data::numbers_of(offer);
  if (part.money)
    for (const auto& [list, table] : {std::pair{&values.wish, "wish."}, std::pair{&values.offer, "offer."}})
      for (std::size_t i = 0; i < list->size(); ++i) {
        const double amount = (*list)[i];
        if (!std::isnan(amount) && (amount < 0 || amount != std::floor(amount))) refuse(name, table + part.name, static_cast<std::int64_t>(i), amount, "whole minor units, >= 0");
      }
  return values;
}

// Puts the gap of one part of one pair; whether it is lacking.
bool put_gap(const OfferPart& part, const Part& values, std::size_t k, std::size_t i, OffersGaps& gaps) {
  double wish = nothing, offer = nothing, difference = nothing, lacking = nothing;
  OfferMatch match = OfferMatch::met;
  if (values.text) {
    const std::int32_t same = values.same[i];
    match = same == -1 ? OfferMatch::no_wish : same == -2 ? OfferMatch::not_stated : same == 1 ? OfferMatch::met : OfferMatch::lacking;
    if (same >= 0) lacking = 1 - same;
  } else {
    wish = values.wish[i];
    offer = values.offer[i];
    difference = offer - wish;
    if (std::isnan(wish)) match = OfferMatch::no_wish;
    else if (std::isnan(offer)) match = OfferMatch::not_stated;
    else {
      const double off = part.rule == OfferRule::at_least ? -difference : part.rule == OfferRule::at_most ? difference : std::fabs(difference);
      lacking = std::max(0.0, off - (part.rule == OfferRule::equal ? 0.0 : part.tolerance));
      if (lacking > 0) match = OfferMatch::lacking;
    }
  }
  gaps.pair.push_back(static_cast<std::int64_t>(i));
  gaps.part.codes.push_back(static_cast<std::int32_t>(k));
  gaps.match.codes.push_back(static_cast<std::int32_t>(match));
  gaps.wish.push_back(wish);
  gaps.offer.push_back(offer);
  gaps.difference.push_back(difference);
  gaps.percent.push_back(wish > 0 ? 100 * difference / wish : nothing);
  gaps.lacking.push_back(lacking);
  return match == OfferMatch::lacking;
}

// A lever with what pairs say of it.
struct Lever {
  std::int64_t column = 0;
  std::vector<double> values, lower, upper, unit_cost;  // the last three: one for each pair, or none
};

std::vector<Lever> read_levers(const OffersInput& input, const OffersOptions& options, const Fitted& fitted) {
  if (!options.levers.empty() && fitted.status == OffersStatus::no_model) refuse(name, "levers", "given", "left out without earlier offers or terms");
  std::vector<Lever> levers;
  std::vector<std::string> names;
  double combinations = 1;
  for (std::size_t k = 0; k < options.levers.size(); ++k) {
    const OfferLever& lever = options.levers[k];
    const auto found = std::find(fitted.columns.begin(), fitted.columns.end(), lever.column);
    if (found == fitted.columns.end()) throw Error(ErrorCode::unknown_name, name, place("levers", k, "column"), -1, "\"" + lever.column + "\"", "a column of the model: " + list_of(fitted.columns));
    if (std::find(names.begin(), names.end(), lever.column) != names.end()) refuse(name, place("levers", k, "column"), "\"" + lever.column + "\"", "named once");
    names.push_back(lever.column);
    if (lever.upper < lever.lower) refuse(name, place("levers", k, "upper"), -1, lever.upper, "at least lower");
    const double steps = std::floor((lever.upper - lever.lower) / lever.step + 1e-9) + 1;
    combinations *= steps + 1;
    if (!(combinations <= static_cast<double>(most_offers))) refuse(name, place("levers", k, "step"), -1, lever.step, "long enough for at most 1000000 offers of all levers");
    Lever read;
    read.column = found - fitted.columns.begin();
    for (double s = 0; s < steps; ++s) read.values.push_back(std::min(lever.lower + s * lever.step, lever.upper));
    const auto own = [&](const char* argument, const Table& table, std::vector<double>& list) {
      if (const Column* column = data::numbers_if_there(name, argument, table, lever.column)) list = data::numbers_of(*column);
    };
    own("pair_lower", input.pair_lower, read.lower);
    own("pair_upper", input.pair_upper, read.upper);
    own("pair_unit_cost", input.pair_unit_cost, read.unit_cost);
    levers.push_back(std::move(read));
  }
  for (const auto& [argument, table] : {std::pair{"pair_lower", &input.pair_lower}, std::pair{"pair_upper", &input.pair_upper}, std::pair{"pair_unit_cost", &input.pair_unit_cost}})
    for (const std::string& column : table->names)
      if (std::find(names.begin(), names.end(), column) == names.end()) throw Error(ErrorCode::unknown_name, name, std::string(argument) + "." + column, -1, "given", "a lever: " + list_of(names));
  return levers;
}

// What may be offered in one pair.
std::vector<OfferChoice> choices_of(const OffersOptions& options, const std::vector<Lever>& levers, const double* x, std::size_t pair) {
  std::vector<OfferChoice> list;
  for (std::size_t k = 0; k < levers.size(); ++k) {
    const Lever& lever = levers[k];
    const auto own = [&](const std::vector<double>& values, double otherwise) { return values.empty() || std::isnan(values[pair]) ? otherwise : values[pair]; };
    const double low = own(lever.lower, options.levers[k].lower), high = own(lever.upper, options.levers[k].upper), now = x[lever.column];
    OfferChoice choice{lever.column, {}, own(lever.unit_cost, options.levers[k].unit_cost), options.levers[k].step};
    for (const double value : lever.values)
      if (value >= low && value <= high && value != now) choice.values.push_back(value);
    list.push_back(std::move(choice));
  }
  return list;
}

}  // namespace

OffersResult offers(const OffersInput& input, const OffersOptions& options, const RunContext& context) {
  check(name, input, options);
  if (input.x.given() != input.accepted.given()) refuse(name, input.x.given() ? "accepted" : "x", "missing", input.x.given() ? "given with x" : "given with accepted");
  if (input.accepted.given() && !options.terms.empty()) refuse(name, "terms", "given", "left out with earlier offers");
  if (options.terms.empty() && (options.intercept || !options.covariance.empty())) refuse(name, options.intercept ? "intercept" : "covariance", "given", "left out without terms");
  const auto pairs = at(input.person.size);
  const data::Groups people = data::encode_groups(name, "person", input.person), posts = data::encode_groups(name, "vacancy", input.vacancy);
  std::vector<std::pair<std::int64_t, std::int64_t>> keys;
  for (std::size_t i = 0; i < pairs; ++i) {
    if (people.codes[i] < 0) refuse(name, "person", static_cast<std::int64_t>(i), nothing, "given");
    if (posts.codes[i] < 0) refuse(name, "vacancy", static_cast<std::int64_t>(i), nothing, "given");
    keys.emplace_back(people.codes[i] * posts.count + posts.codes[i], static_cast<std::int64_t>(i));
  }
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 1; i < pairs; ++i)
    if (keys[i].first == keys[i - 1].first) throw Error(ErrorCode::invalid_argument, name, "vacancy", keys[i].second, "\"" + posts.name(posts.codes[at(keys[i].second)]) + "\"", "once for each person");
  const std::string currency = data::one_currency(name, input.currency, options.in_currency);
  std::vector<Part> parts;
  for (std::size_t k = 0; k < options.parts.size(); ++k) {
    if (options.parts[k].rule == OfferRule::undeclared) refuse(name, place("parts", k, "rule"), "undeclared", "at_least, at_most, equal or within");
    for (std::size_t other = 0; other < k; ++other)
      if (options.parts[other].name == options.parts[k].name) refuse(name, place("parts", k, "name"), "\"" + options.parts[k].name + "\"", "named once");
    parts.push_back(read_part(input, options.parts[k], k));
  }

  Team team(name, context);
  Fitted fitted;
  if (!options.terms.empty()) given_model(options, fitted);
  else if (input.accepted.given()) fit_model(input, options, context, fitted);
  fitted.model.cloglog = options.link == OfferLink::cloglog;
  fitted.model.factor = stats::normal_interval_factor(options.confidence_level);
  const std::vector<Lever> levers = read_levers(input, options, fitted);
  const OfferModel& model = fitted.model;
  const std::size_t p = fitted.usable() ? model.centre.size() : 0;
  std::vector<double> x(pairs * p);
  for (std::size_t j = 0; j < p; ++j) {
    const std::vector<double> values = data::numbers_of(data::number_column(name, "pair_x", input.pair_x, fitted.columns[j], "given: the model has it"));
    for (std::size_t i = 0; i < pairs; ++i) x[i * p + j] = values[i];
  }

  OffersResult result;
  result.status = fitted.status;
  result.currency = currency;
  result.earlier_offers = fitted.rows;
  result.accepted = fitted.accepted;
  const OfferWords reading = reading_of_offers();
  result.reading = reading.en;
  result.reading_zh = reading.zh;
  if (fitted.usable()) put_terms(fitted, result.terms);
  OffersPairs& table = result.pairs;
  const std::vector<std::int64_t> contactable = data::whole_numbers_of(input.contactable);
  for (std::size_t k = 1; k < pairs; ++k) {
    const std::size_t row = at(keys[k].second), before = at(keys[k - 1].second);
    if (people.codes[row] == people.codes[before] && contactable[row] != contactable[before])
      refuse(name, "contactable", static_cast<std::int64_t>(std::max(row, before)), static_cast<double>(contactable[std::max(row, before)]), std::to_string(contactable[std::min(row, before)]) + " as in row " + std::to_string(std::min(row, before)) + " of the same person");
  }
  table.person.codes = people.codes;
  table.person.levels = people.names();
  table.vacancy.codes = posts.codes;
  table.vacancy.levels = posts.names();
  table.status.levels = words_of(OfferStatus{});
  table.status.codes.assign(pairs, static_cast<std::int32_t>(OfferStatus::no_model));
  table.score = input.score.given() ? data::numbers_of(input.score) : std::vector<double>(pairs, nothing);
  table.lacking_parts.assign(pairs, 0);
  table.in_range.assign(pairs, 0);
  for (auto* list : {&table.probability, &table.lower, &table.upper, &table.needed_probability, &table.needed_lower, &table.needed_upper, &table.cost, &table.best, &table.best_lower, &table.best_upper})
    list->assign(pairs, nothing);
  result.gaps.match.levels = words_of(OfferMatch{});
  for (const OfferPart& part : options.parts) result.gaps.part.levels.push_back(part.name);
  for (const OfferLever& lever : options.levers) result.levers.column.levels.push_back(lever.column);

  const double target = model.cloglog ? std::log(-std::log1p(-options.target)) : std::log(options.target / (1 - options.target));
  const bool lower = options.reach == OfferReach::lower;
  std::vector<OfferSearch> found(pairs);
  std::vector<OfferQuote> quotes(pairs);
  const std::int64_t chunks = std::clamp<std::int64_t>(static_cast<std::int64_t>(pairs) / 16, pairs > 0 ? 1 : 0, 256);
  if (fitted.usable())
    team.run(chunks, [&](std::int64_t c) {
      const Span span = span_of(static_cast<std::int64_t>(pairs), chunks, c);
      for (auto i = at(span.first); i < at(span.last); ++i) {
        if (contactable[i] == 0) continue;
        const double* row = x.data() + i * p;
        quotes[i] = quote(model, row);
        const bool there = quotes[i].in_range && (lower ? quotes[i].lower : quotes[i].probability) >= options.target;
        // Where the offer reaches the target as it stands, it is left so, even where a cheaper one reaches it too: the search is for `best` alone.
        found[i] = search_offers(model, row, choices_of(options, levers, row, i), target, lower);
        if (there) {
          found[i].found = true;
          found[i].cost = 0;
          found[i].quote = quotes[i];
          found[i].needed.clear();
          for (const Lever& lever : levers) found[i].needed.push_back(row[lever.column]);
        }
      }
    });
  else
    team.checkpoint(1.0);

  for (std::size_t i = 0; i < pairs; ++i) {
    OfferStory story;
    story.target = options.target;
    if (contactable[i] == 0) story.status = OfferStatus::not_contactable;
    else {
      for (std::size_t k = 0; k < parts.size(); ++k)
        if (put_gap(options.parts[k], parts[k], k, i, result.gaps)) ++table.lacking_parts[i], story.lacking.push_back(options.parts[k].name);
    }
    if (contactable[i] != 0 && fitted.usable()) {
      const OfferSearch& search = found[i];
      const OfferQuote& now = quotes[i];
      table.in_range[i] = now.in_range;
      if (now.in_range) table.probability[i] = now.probability, table.lower[i] = now.lower, table.upper[i] = now.upper;
      if (search.any) table.best[i] = search.best.probability, table.best_lower[i] = search.best.lower, table.best_upper[i] = search.best.upper;
      OfferQuote spoken = search.best;
      story.known = search.any;
      if (search.found) {
        bool changed = false;
        for (std::size_t k = 0; k < levers.size(); ++k) changed = changed || search.needed[k] != x[i * p + at(levers[k].column)];
        story.status = changed ? OfferStatus::reachable : OfferStatus::reaches;
        ++(changed ? result.reachable : result.reaching);
        spoken = search.quote;
        if (std::fabs(search.cost) > most_money) refuse(name, "levers", static_cast<std::int64_t>(i), search.cost, "of unit costs that come to at most 9e15 minor units");
        table.cost[i] = search.cost;
        story.cost = data::money_text(static_cast<std::int64_t>(search.cost), options.minor_digits, currency);
        table.needed_probability[i] = spoken.probability;
        table.needed_lower[i] = spoken.lower;
        table.needed_upper[i] = spoken.upper;
        const std::vector<OfferChoice> offered = choices_of(options, levers, x.data() + i * p, i);
        for (std::size_t k = 0; k < levers.size(); ++k) {
          const double before = x[i * p + at(levers[k].column)], after = search.needed[k];
          result.levers.pair.push_back(static_cast<std::int64_t>(i));
          result.levers.column.codes.push_back(static_cast<std::int32_t>(k));
          result.levers.now.push_back(before);
          result.levers.needed.push_back(after);
          result.levers.change.push_back(after - before);
          result.levers.cost.push_back(after == before ? 0.0 : (after - before) * offered[k].unit_cost);
          story.levers.push_back(options.levers[k].column);
          story.now.push_back(before);
          story.needed.push_back(after);
        }
      } else {
        story.status = search.beyond_data ? OfferStatus::beyond_data : OfferStatus::beyond_bounds;
      }
      story.probability = spoken.probability;
      story.lower = spoken.lower;
      story.upper = spoken.upper;
    }
    table.status.codes[i] = static_cast<std::int32_t>(story.status);
    OfferWords words = offer_words(story);
    result.sentence.push_back(std::move(words.en));
    result.sentence_zh.push_back(std::move(words.zh));
  }
  return result;
}

constinit const Function offers_analysis = analysis<&offers>("returns.offers", "How far is this vacancy from the wish, and what offer goes with a chosen probability of return?");

}  // namespace mainstay::inline v1::returns
