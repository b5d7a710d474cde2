#include "performance/scorecard_reading.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/at.hpp"
#include "core/plain_number.hpp"
#include "core/words.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"

namespace mainstay::inline v1::performance {

namespace {

constexpr const char* key = "performance.scorecard";
constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t block = 4096;

template <class T>
std::int64_t place_of(std::vector<T>& list, const T& value) {
  const auto found = std::find(list.begin(), list.end(), value);
  if (found != list.end()) return found - list.begin();
  list.push_back(value);
  return static_cast<std::int64_t>(list.size()) - 1;
}

// A group of columns is given whole or not at all.
bool given_together(std::initializer_list<std::pair<const char*, const Column*>> columns, const char* why) {
  bool any = false;
  for (const auto& [name, column] : columns) any = any || column->given();
  if (!any) return false;
  for (const auto& [name, column] : columns)
    if (!column->given()) refuse(key, name, "missing", std::string("given: ") + why);
  return true;
}

}  // namespace

ScorecardData::ScorecardData(const ScorecardInput& given, const ScorecardOptions& asked) : input(given), options(asked) {
  read_definitions();
  read_cards();
  read_actual();
  read_ledger();
}

void ScorecardData::find(const char* code, std::int64_t row) {
  const auto [it, is_new] = findings.try_emplace(code, 0, row);
  ++it->second.first;
  it->second.second = std::min(it->second.second, row);
}

std::string ScorecardData::label(const data::Groups& groups, std::int64_t code) const { return groups.text ? data::quoted(groups.name(code)) : groups.name(code); }

std::string ScorecardData::card_name(std::int64_t card) const {
  std::string name = label(person, person.codes[at(card)]);
  if (input.period.given()) name += " in " + label(period, period.codes[at(card)]);
  return name;
}

std::string ScorecardData::source_name(std::int64_t source) const { return actual_person.name(source_key_[at(source)].first); }

double ScorecardData::share_present(std::int64_t card) const {
  return input.days_total.given() ? number_at(input.days_present, card) / number_at(input.days_total, card) : 1.0;
}

void ScorecardData::no_card(const char* argument, std::int64_t row, const std::string& who, const std::string& rule) const {
  throw Error(ErrorCode::invalid_argument, key, argument, row, who, rule + ", unless unmatched = leave_out");
}

std::int64_t ScorecardData::column(const Table& table, const std::string& name) const {
  const auto found = std::find(table.names.begin(), table.names.end(), name);
  return found == table.names.end() ? -1 : found - table.names.begin();
}

void ScorecardData::read_definitions() {
  const std::vector<Scorecard>& cards = options.scorecards;
  if (cards.empty()) refuse(key, "scorecards", "empty", "a list of scorecards");
  for (std::size_t s = 0; s < cards.size(); ++s) {
    const std::string path = "scorecards[" + std::to_string(s) + "]";
    check_scorecard(key, cards[s], path);
    if (cards.size() > 1 && cards[s].role.empty()) refuse(key, path + ".role", "empty", "the name of a role: there are several scorecards");
    for (std::size_t o = 0; o < s; ++o)
      if (cards[o].role == cards[s].role) refuse(key, path + ".role", data::quoted(cards[s].role), "a role that is there once");
    measure_of.emplace_back();
    name_of.emplace_back();
    target_column.emplace_back();
    for (std::size_t i = 0; i < cards[s].indicators.size(); ++i) {
      const ScorecardIndicator& indicator = cards[s].indicators[i];
      const std::string where = path + ".indicators[" + std::to_string(i) + "]";
      Measure measure;
      for (const auto& [name, end, to] : {std::tuple<const std::string&, const char*, std::int64_t*>{indicator.numerator.empty() ? indicator.name : indicator.numerator, ".numerator", &measure.numerator},
                                          {indicator.denominator, ".denominator", &measure.denominator}}) {
        if (name.empty()) continue;
        *to = column(input.actual, name);
        if (*to < 0) throw Error(ErrorCode::unknown_name, key, where + end, -1, data::quoted(name), "one of the columns of actual, " + list_of(input.actual.names));
        if (input.actual.columns[at(*to)].categorical) throw Error(ErrorCode::wrong_type, key, "actual." + name, -1, "text", "numbers");
      }
      const auto same = std::find_if(measures.begin(), measures.end(), [&](const Measure& m) { return m.numerator == measure.numerator && m.denominator == measure.denominator; });
      measure_of[s].push_back(same - measures.begin());
      if (same == measures.end()) measures.push_back(measure);
      name_of[s].push_back(place_of(indicator_names, indicator.name));
      const std::int64_t target = indicator.curve_of == CurveOf::share_of_target ? column(input.target, indicator.name) : -1;
      if (indicator.curve_of == CurveOf::share_of_target && target < 0 && !indicator.target) refuse(key, where + ".target", "missing", "given, or a column of the table target");
      if (target >= 0 && input.target.columns[at(target)].categorical) throw Error(ErrorCode::wrong_type, key, "target." + indicator.name, -1, "text", "numbers");
      target_column[s].push_back(target);
    }
    for (const DeductionRule& rule : cards[s].deductions) place_of(rule_names, rule.name);
  }
  for (const std::string& name : input.target.names) {
    if (std::find(indicator_names.begin(), indicator_names.end(), name) == indicator_names.end()) throw Error(ErrorCode::unknown_name, key, "target." + name, -1, "unknown", "one of the indicators, " + list_of(indicator_names));
    bool used = false;
    for (const Scorecard& card : cards)
      for (const ScorecardIndicator& indicator : card.indicators) used = used || (indicator.name == name && indicator.curve_of == CurveOf::share_of_target);
    if (!used) refuse(key, "target." + name, "given", "left out, because the curve of the indicator is read by its value");
  }
  for (const Scorecard& card : cards) {
    rule_of.emplace_back(rule_names.size(), -1);
    for (std::size_t r = 0; r < card.deductions.size(); ++r) rule_of.back()[at(place_of(rule_names, card.deductions[r].name))] = static_cast<std::int32_t>(r);
  }
}

void ScorecardData::read_cards() {
  const std::int64_t n = cards();
  person = data::encode_groups(key, "person", input.person);
  if (input.period.given()) period = data::encode_groups(key, "period", input.period);
  role.assign(at(n), 0);
  if (options.scorecards.size() > 1 && !input.role.given()) refuse(key, "role", "missing", "given: there are several scorecards");
  if (input.role.given() && (options.scorecards.size() > 1 || !options.scorecards[0].role.empty())) {
    const data::Groups roles = data::encode_groups(key, "role", input.role);
    std::vector<std::int32_t> scorecard_of;
    for (const std::string& name : roles.names()) {
      const auto found = std::find_if(options.scorecards.begin(), options.scorecards.end(), [&](const Scorecard& card) { return card.role == name; });
      scorecard_of.push_back(found == options.scorecards.end() ? -1 : static_cast<std::int32_t>(found - options.scorecards.begin()));
    }
    for (std::int64_t c = 0; c < n; ++c) {
      role[at(c)] = scorecard_of[at(roles.codes[at(c)])];
      if (role[at(c)] >= 0) continue;
      std::vector<std::string> known;
      for (const Scorecard& card : options.scorecards) known.push_back(card.role);
      throw Error(ErrorCode::unknown_name, key, "role", c, label(roles, roles.codes[at(c)]), "the role of a scorecard, " + list_of(known));
    }
  }
  if (input.days_present.given() != input.days_total.given()) refuse(key, input.days_present.given() ? "days_total" : "days_present", "missing", "given: days_present and days_total go together");
  for (std::int64_t c = 0; c < n && input.days_total.given(); ++c)
    if (number_at(input.days_present, c) > number_at(input.days_total, c)) refuse(key, "days_present", c, number_at(input.days_present, c), "at most days_total of the row");
  if (input.start.given() != input.stop.given()) refuse(key, input.start.given() ? "stop" : "start", "missing", "given: start and stop go together");
  for (std::int64_t c = 0; c < n && input.start.given(); ++c)
    if (number_at(input.start, c) >= number_at(input.stop, c)) refuse(key, "start", c, number_at(input.start, c), "before stop of the row");
  card_at_ = PairIndex(person.count, std::max<std::int64_t>(1, period.count), n);
  for (std::int64_t c = 0; c < n; ++c) {
    const std::int64_t number = card_at_.number(person.codes[at(c)], input.period.given() ? period.codes[at(c)] : 0);
    if (number != c) throw Error(ErrorCode::invalid_argument, key, "person", c, label(person, person.codes[at(c)]), "there once in a period: row " + std::to_string(number) + " is a card of the same person" + (input.period.given() ? " and period" : ""));
  }
  check_overlaps();
  read_previous();
}

void ScorecardData::read_previous() {
  previous.assign(at(cards()), -1);
  if (!input.previous_tier.given()) {
    for (std::size_t s = 0; s < options.scorecards.size(); ++s)
      if (options.scorecards[s].hysteresis_up > 0.0 || options.scorecards[s].hysteresis_down > 0.0) refuse(key, "previous_tier", "missing", "given, because scorecards[" + std::to_string(s) + "] has hysteresis");
    return;
  }
  const data::Groups given = data::encode_groups(key, "previous_tier", input.previous_tier);
  for (std::int64_t c = 0; c < cards(); ++c) {
    const std::int32_t code = given.codes[at(c)];
    if (code < 0) continue;
    const std::vector<ScorecardTier>& tiers = scorecard(c).tiers;
    const auto found = std::find_if(tiers.begin(), tiers.end(), [name = given.name(code)](const ScorecardTier& tier) { return tier.name == name; });
    if (found == tiers.end()) {
      std::vector<std::string> known;
      for (const ScorecardTier& tier : tiers) known.push_back(tier.name);
      throw Error(ErrorCode::unknown_name, key, "previous_tier", c, label(given, code), known.empty() ? "missing: the scorecard has no tiers" : "one of the tiers, " + list_of(known));
    }
    previous[at(c)] = found - tiers.begin();
  }
}

// Cards of one person one after the other by their first days.
void ScorecardData::check_overlaps() const {
  if (!input.start.given() || options.overlaps == CardOverlaps::allow) return;
  std::vector<std::int64_t> order(at(cards()));
  for (std::int64_t c = 0; c < cards(); ++c) order[at(c)] = c;
  const auto start = [&](std::int64_t c) { return number_at(input.start, c); };
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    const auto first = std::tuple(person.codes[at(a)], start(a), a), second = std::tuple(person.codes[at(b)], start(b), b);
    return first < second;
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    const std::int64_t before = order[i - 1], now = order[i];
    if (person.codes[at(before)] == person.codes[at(now)] && start(now) < number_at(input.stop, before))
      refuse(key, "start", now, start(now), "at least the stop of row " + std::to_string(before) + ", another card of " + label(person, person.codes[at(now)]) + ", unless overlaps = allow");
  }
}

void ScorecardData::read_actual() {
  if (input.period.given() != input.actual_period.given()) refuse(key, input.period.given() ? "actual_period" : "period", "missing", "given: period and actual_period go together");
  actual_person = data::encode_groups(key, "actual_person", input.actual_person);
  person_of_actual_ = data::match_labels(key, "actual_person", actual_person, "person", person);
  if (input.actual_period.given()) {
    actual_period = data::encode_groups(key, "actual_period", input.actual_period);
    period_of_actual_ = data::match_labels(key, "actual_period", actual_period, "period", period);
  }
  const std::int64_t n = input.actual_person.size;
  source_at_ = PairIndex(actual_person.count, std::max<std::int64_t>(1, actual_period.count), n);
  std::vector<std::int64_t> source(at(n)), first_row;
  for (std::int64_t row = 0; row < n; ++row) {
    const std::int32_t who = actual_person.codes[at(row)], when = input.actual_period.given() ? actual_period.codes[at(row)] : 0;
    source[at(row)] = source_at_.number(who, when);
    if (source[at(row)] < static_cast<std::int64_t>(source_key_.size())) continue;
    source_key_.emplace_back(who, when);
    first_row.push_back(row);
  }
  const std::int64_t sources = source_at_.size();
  sums.assign(at(sources) * measures.size(), {});
  add_up(source);
  check_sums();
  card_of_source_.resize(at(sources));
  own.assign(at(cards()), -1);
  for (std::int64_t s = 0; s < sources; ++s) {
    const std::int64_t card = card_at_.find(person_of_actual_[at(source_key_[at(s)].first)], input.period.given() ? period_of_actual_[at(source_key_[at(s)].second)] : 0);
    card_of_source_[at(s)] = card;
    if (card >= 0) own[at(card)] = s;
  }
  received_.resize(at(cards()));
  read_splits();
  place_sources(first_row);
}

void ScorecardData::check_sums() const {
  for (std::size_t s = 0; s < source_key_.size(); ++s)
    for (std::size_t m = 0; m < measures.size(); ++m) {
      const MeasuredSum& sum = sums[s * measures.size() + m];
      for (const auto& [added, column] : {std::pair{&sum.numerator, measures[m].numerator}, {&sum.denominator, measures[m].denominator}})
        if (column >= 0 && sum.rows > 0 && !std::isfinite(added->value()))
          refuse(key, "actual." + input.actual.names[at(column)], "too large to be added for " + label(actual_person, source_key_[s].first), "small enough for sums below 1.8e308");
    }
}

// A block of rows of every column at a time: a row goes to sums that lie side by side.
void ScorecardData::add_up(const std::vector<std::int64_t>& source) {
  const std::int64_t n = input.actual_person.size;
  const std::size_t count = measures.size();
  std::vector<std::vector<double>> scratch(2 * count, std::vector<double>(at(std::min(block, n))));
  std::vector<const double*> above(count), below(count);
  const auto name = [&](std::int64_t j) { return "actual." + input.actual.names[at(j)]; };
  for (std::int64_t from = 0; from < n; from += block) {
    const std::int64_t size = std::min(block, n - from);
    for (std::size_t m = 0; m < count; ++m) {
      above[m] = read_numbers(input.actual.columns[at(measures[m].numerator)], from, size, scratch[2 * m].data());
      below[m] = measures[m].denominator < 0 ? nullptr : read_numbers(input.actual.columns[at(measures[m].denominator)], from, size, scratch[2 * m + 1].data());
    }
    for (std::int64_t i = 0; i < size; ++i) {
      MeasuredSum* cell = &sums[at(source[at(from + i)]) * count];
      for (std::size_t m = 0; m < count; ++m, ++cell) {
        const double a = above[m][i];
        if (below[m] != nullptr) {
          const double b = below[m][i];
          if (std::isnan(a) != std::isnan(b)) {
            const bool top = std::isnan(a);
            throw Error(ErrorCode::invalid_argument, key, name(top ? measures[m].numerator : measures[m].denominator), from + i, "missing", "given: its " + std::string(top ? "denominator" : "numerator") + " is");
          }
          if (b < 0.0) refuse(key, name(measures[m].denominator), from + i, b, ">= 0: it is a denominator");
          if (!std::isnan(a)) cell->denominator.add(b);
        }
        if (std::isnan(a)) continue;
        cell->numerator.add(a);
        ++cell->rows;
      }
    }
  }
}

void ScorecardData::read_splits() {
  if (!given_together({{"split_from", &input.split_from}, {"split_to", &input.split_to}, {"split_share", &input.split_share}}, "a split needs split_from, split_to and split_share")) {
    if (input.split_period.given() || input.split_indicator.given()) refuse(key, "split_from", "missing", "given: a split needs split_from, split_to and split_share");
    return;
  }
  if (input.split_period.given() && !input.period.given()) refuse(key, "split_period", "given", "left out: the cards have no period");
  const data::Groups from = data::encode_groups(key, "split_from", input.split_from), to = data::encode_groups(key, "split_to", input.split_to);
  const std::vector<std::int32_t> from_actual = data::match_labels(key, "split_from", from, "actual_person", actual_person), to_person = data::match_labels(key, "split_to", to, "person", person);
  const std::vector<std::int32_t> from_person = data::match_labels(key, "split_from", from, "person", person);
  data::Groups when, what;
  std::vector<std::int32_t> when_actual, when_card;
  std::vector<std::int64_t> what_name;
  if (input.split_period.given()) {
    when = data::encode_groups(key, "split_period", input.split_period);
    when_actual = data::match_labels(key, "split_period", when, "actual_period", actual_period);
    when_card = data::match_labels(key, "split_period", when, "period", period);
  }
  if (input.split_indicator.given()) {
    what = data::encode_groups(key, "split_indicator", input.split_indicator);
    for (const std::string& name : what.names()) {
      const auto found = std::find(indicator_names.begin(), indicator_names.end(), name);
      what_name.push_back(found == indicator_names.end() ? -1 : found - indicator_names.begin());
    }
  }
  // Sums of the splits as they were given, whether or not there is something to split.
  struct Given {
    double sum = 0.0;
    std::int64_t row = 0;
    std::vector<std::pair<std::int32_t, double>> to;
  };
  std::map<std::tuple<std::int32_t, std::int32_t, std::int64_t>, Given> given;
  for (std::int64_t row = 0; row < input.split_from.size; ++row) {
    const std::int32_t period_code = input.split_period.given() ? when.codes[at(row)] : -1;
    std::int64_t indicator = -1;
    if (input.split_indicator.given() && what.codes[at(row)] >= 0) {
      indicator = what_name[at(what.codes[at(row)])];
      if (indicator < 0) throw Error(ErrorCode::unknown_name, key, "split_indicator", row, label(what, what.codes[at(row)]), "one of the indicators, " + list_of(indicator_names));
    }
    const bool nothing_of = from_actual[at(from.codes[at(row)])] < 0 && from_person[at(from.codes[at(row)])] < 0, nothing_in = period_code >= 0 && when_actual[at(period_code)] < 0 && when_card[at(period_code)] < 0;
    if (nothing_of || nothing_in) {
      if (options.unmatched == ScorecardUnmatched::refuse) {
        if (nothing_of) no_card("split_from", row, label(from, from.codes[at(row)]), "a person or team of actual, or the person of a card");
        no_card("split_period", row, label(when, period_code), "a period of actual or of a card");
      }
      find("split_of_nothing", row);
    }
    const std::int32_t receiver = to_person[at(to.codes[at(row)])];
    if (receiver < 0) {
      if (options.unmatched == ScorecardUnmatched::refuse) no_card("split_to", row, label(to, to.codes[at(row)]), "the person of a card");
      find("split_without_card", row);
    }
    const auto [entry, is_new] = given.try_emplace({from.codes[at(row)], period_code, indicator});
    if (is_new) entry->second.row = row;
    for (const auto& [other, share] : entry->second.to)
      if (other == receiver && receiver >= 0) throw Error(ErrorCode::invalid_argument, key, "split_to", row, label(to, to.codes[at(row)]), "there once in a split");
    entry->second.to.emplace_back(receiver, number_at(input.split_share, row));
    entry->second.sum += number_at(input.split_share, row);
  }
  std::vector<std::vector<std::int64_t>> sources_of(at(actual_person.count));
  for (std::size_t s = 0; s < source_key_.size(); ++s) sources_of[at(source_key_[s].first)].push_back(static_cast<std::int64_t>(s));
  for (auto& [what_is, split] : given) {  // those of all periods come before those of one, which replace them
    const auto& [from_code, period_code, indicator] = what_is;
    if (std::fabs(split.sum - 1.0) > 1e-9) throw Error(ErrorCode::invalid_argument, key, "split_share", split.row, plain_number(split.sum, 9) + " with the others of " + label(from, from_code), "shares that add up to 1");
    if (from_actual[at(from_code)] < 0) continue;
    std::sort(split.to.begin(), split.to.end());
    for (const std::int64_t source : sources_of[at(from_actual[at(from_code)])]) {
      if (period_code >= 0 && when_actual[at(period_code)] != source_key_[at(source)].second) continue;
      splits_[{source, indicator}] = Split{split.to, split.row};
    }
  }
  for (const auto& [what_is, split] : splits_) {
    const auto& [source, indicator] = what_is;
    const std::int64_t when_code = input.period.given() ? period_of_actual_[at(source_key_[at(source)].second)] : 0;
    for (const auto& [receiver, share] : split.to) {
      const std::int64_t card = card_at_.find(receiver, when_code);
      if (card < 0) {
        if (options.unmatched == ScorecardUnmatched::refuse) no_card("split_to", split.row, "without a card in the period of " + source_name(source), "the person of a card");
        find("split_without_card", split.row);
        continue;
      }
      const std::vector<std::int64_t>& names = name_of[at(role[at(card)])];
      if (indicator >= 0 && std::find(names.begin(), names.end(), indicator) == names.end())
        throw Error(ErrorCode::invalid_argument, key, "split_indicator", split.row, data::quoted(indicator_names[at(indicator)]), "an indicator of the role of " + card_name(card));
      received_[at(card)].push_back({source, indicator, share});
    }
  }
}

bool ScorecardData::split_for(std::int64_t source, std::int64_t indicator) const { return splits_.count({source, indicator}) > 0 || splits_.count({source, -1}) > 0; }

// Every sum belongs to somebody.
void ScorecardData::place_sources(const std::vector<std::int64_t>& first_row) {
  for (std::int64_t s = 0; s < static_cast<std::int64_t>(source_key_.size()); ++s) {
    if (card_of_source_[at(s)] >= 0) continue;
    bool lost = splits_.empty();
    for (std::size_t r = 0; r < options.scorecards.size() && !lost; ++r)
      for (std::size_t i = 0; i < name_of[r].size() && !lost; ++i) lost = sum_of(s, measure_of[r][i]).rows > 0 && !split_for(s, name_of[r][i]);
    if (!lost) continue;
    if (options.unmatched == ScorecardUnmatched::refuse)
      no_card("actual_person", first_row[at(s)], label(actual_person, source_key_[at(s)].first) + (input.period.given() ? " in " + label(actual_period, source_key_[at(s)].second) : ""), "the person of a card, or split among some");
    find("actual_without_card", first_row[at(s)]);
  }
}

void ScorecardData::credits_of(std::int64_t card, std::int64_t indicator_name, std::vector<Credit>& out) const {
  out.clear();
  if (const std::int64_t source = own[at(card)]; source >= 0 && (splits_.empty() || !split_for(source, indicator_name))) out.push_back({source, -1, 1.0});
  for (const Credit& credit : received_[at(card)])
    if (credit.indicator == indicator_name || (credit.indicator < 0 && splits_.count({credit.source, indicator_name}) == 0)) out.push_back(credit);
  std::sort(out.begin(), out.end(), [&](const Credit& a, const Credit& b) { return source_key_[at(a.source)] < source_key_[at(b.source)]; });
}

void ScorecardData::note_uncounted(const LedgerEvent& event, const std::vector<std::int64_t>& cards_of_person) {
  for (const std::int64_t c : cards_of_person) {
    if (rule_of[at(role[at(c)])][at(event.rule)] >= 0) continue;
    if (static_cast<double>(event.day) < number_at(input.start, c) || static_cast<double>(event.day) >= number_at(input.stop, c)) continue;
    if (options.unmatched == ScorecardUnmatched::refuse) no_card("event_rule", event.row, data::quoted(rule_names[at(event.rule)]), "a rule of the scorecard of " + card_name(c));
    find("event_without_rule", event.row);
    return;
  }
  find("event_on_no_card", event.row);
}

void ScorecardData::read_ledger() {
  ledger.resize(at(person.count));
  if (!given_together({{"event", &input.event}, {"event_person", &input.event_person}, {"event_rule", &input.event_rule}, {"event_day", &input.event_day}}, "a ledger needs event, event_person, event_rule and event_day")) {
    if (input.event_points.given()) refuse(key, "event", "missing", "given: event_points belongs to a ledger");
    return;
  }
  if (!input.start.given()) refuse(key, "start", "missing", "given: a ledger needs the days of the periods");
  events = data::encode_groups(key, "event", input.event);
  rules_given = data::encode_groups(key, "event_rule", input.event_rule);
  const data::Groups who = data::encode_groups(key, "event_person", input.event_person);
  const std::vector<std::int32_t> person_of = data::match_labels(key, "event_person", who, "person", person);
  std::vector<std::int32_t> rule_name;
  for (const std::string& name : rules_given.names()) {
    const auto found = std::find(rule_names.begin(), rule_names.end(), name);
    rule_name.push_back(found == rule_names.end() ? -1 : static_cast<std::int32_t>(found - rule_names.begin()));
  }
  std::vector<std::int64_t> seen(at(events.count), -1);
  for (std::int64_t row = 0; row < input.event.size; ++row) {
    std::int64_t& first = seen[at(events.codes[at(row)])];
    if (first >= 0) throw Error(ErrorCode::invalid_argument, key, "event", row, label(events, events.codes[at(row)]), "there once: row " + std::to_string(first) + " has it too");
    first = row;
    const std::int32_t rule = rule_name[at(rules_given.codes[at(row)])];
    if (rule < 0) throw Error(ErrorCode::unknown_name, key, "event_rule", row, label(rules_given, rules_given.codes[at(row)]), rule_names.empty() ? "a rule of a scorecard: there is none" : "one of the rules of the scorecards, " + list_of(rule_names));
    const std::int32_t whose = person_of[at(who.codes[at(row)])];
    if (whose < 0) {
      if (options.unmatched == ScorecardUnmatched::refuse) no_card("event_person", row, label(who, who.codes[at(row)]), "the person of a card");
      find("event_without_card", row);
      continue;
    }
    ledger[at(whose)].push_back({row, static_cast<std::int64_t>(number_at(input.event_day, row)), rule, input.event_points.given() ? number_at(input.event_points, row) : missing});
  }
  for (std::vector<LedgerEvent>& of : ledger)
    std::sort(of.begin(), of.end(), [&](const LedgerEvent& a, const LedgerEvent& b) { return a.day != b.day ? a.day < b.day : events.codes[at(a.row)] < events.codes[at(b.row)]; });
}

}  // namespace mainstay::inline v1::performance
