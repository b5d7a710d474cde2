#include "survival/cox_state.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "data/groups.hpp"
#include "mainstay/core/error.hpp"
#include "solve/gram.hpp"
#include "survival/cox_fit.hpp"
#include "survival/cox_part.hpp"
#include "survival/weights.hpp"

namespace mainstay::inline v1::survival {

namespace {

constexpr const char* key = "survival.cox";
constexpr double infinity = std::numeric_limits<double>::infinity();

[[noreturn]] void unlike(const std::string& what) { refuse_unlike(key, what); }

bool same(const CoxOptions& a, const CoxOptions& b) {
  if (a.references.size() != b.references.size() || a.time_effects.size() != b.time_effects.size()) return false;
  for (std::size_t i = 0; i < a.references.size(); ++i)
    if (a.references[i].column != b.references[i].column || a.references[i].level != b.references[i].level) return false;
  const auto alike = [](const CoxPenalty& one, const CoxPenalty& other) {
    return one.column == other.column && one.ridge == other.ridge && one.scaled == other.scaled && one.degrees_of_freedom == other.degrees_of_freedom;
  };
  if (!std::equal(a.penalties.begin(), a.penalties.end(), b.penalties.begin(), b.penalties.end(), alike)) return false;
  return a.ties == b.ties && a.ridge == b.ridge && a.firth == b.firth && a.profile == b.profile && a.robust == b.robust && a.confidence_level == b.confidence_level &&
         a.concordance == b.concordance && a.baseline == b.baseline && a.baseline_errors == b.baseline_errors &&
         a.max_iterations == b.max_iterations && a.tolerance == b.tolerance;
}

void add(std::vector<double>& to, const std::vector<double>& from) { add_sums(key, to, from); }

void take_highest(std::vector<double>& to, const std::vector<double>& from) {
  if (to.empty()) to = from;
  if (to.size() != from.size()) unlike("their strata differ");
  for (std::size_t i = 0; i < from.size(); ++i)
    if (!(from[i] <= to[i])) to[i] = from[i];
}

// Adds the leavers of one stratum to those of another with the same label.
void merge_times(CoxPartStratum& to, const CoxPartStratum& from) {
  CoxPartStratum both;
  std::size_t a = 0, b = 0;
  while (a < to.time.size() || b < from.time.size()) {
    const double time = std::min(a < to.time.size() ? to.time[a] : infinity, b < from.time.size() ? from.time[b] : infinity);
    double count = 0.0, weight = 0.0;
    if (a < to.time.size() && to.time[a] == time) {
      count += to.count[a];
      weight += to.weight[a++];
    }
    if (b < from.time.size() && from.time[b] == time) {
      count += from.count[b];
      weight += from.weight[b++];
    }
    both.time.push_back(time);
    both.count.push_back(count);
    both.weight.push_back(weight);
  }
  to.time.swap(both.time);
  to.count.swap(both.count);
  to.weight.swap(both.weight);
  to.follow_up = std::max(to.follow_up, from.follow_up);
}

void merge_strata(std::vector<CoxPartStratum>& to, const std::vector<CoxPartStratum>& from, bool text) {
  const auto before = [text](const CoxPartStratum& a, const CoxPartStratum& b) {
    return text ? a.label < b.label : a.number < b.number;
  };
  std::vector<CoxPartStratum> all;
  std::size_t a = 0, b = 0;
  while (a < to.size() || b < from.size()) {
    if (b == from.size() || (a < to.size() && before(to[a], from[b]))) {
      all.push_back(std::move(to[a++]));
    } else if (a == to.size() || before(from[b], to[a])) {
      all.push_back(from[b++]);
    } else {
      merge_times(to[a], from[b++]);
      all.push_back(std::move(to[a++]));
    }
  }
  to.swap(all);
}

void merge_columns(std::vector<CoxPartColumn>& to, const std::vector<CoxPartColumn>& from) {
  if (to.size() != from.size()) unlike("one has " + std::to_string(to.size()) + " columns, the other " + std::to_string(from.size()));
  for (std::size_t j = 0; j < to.size(); ++j) {
    CoxPartColumn& a = to[j];
    const CoxPartColumn& b = from[j];
    if (a.name != b.name) unlike("column " + a.name + " meets " + b.name);
    if (a.categorical != b.categorical) unlike("column " + a.name + " is text in one and numbers in the other");
    if (a.levels == b.levels) {
      for (std::size_t l = 0; l < a.occurs.size(); ++l) a.occurs[l] |= b.occurs[l];
    } else {
      std::map<std::string, std::int64_t> all;
      for (const CoxPartColumn* one : std::initializer_list<const CoxPartColumn*>{&a, &b})
        for (std::size_t l = 0; l < one->levels.size(); ++l) all[one->levels[l]] |= one->occurs[l];
      a.levels.clear();
      a.occurs.clear();
      for (const auto& [level, occurs] : all) {
        a.levels.push_back(level);
        a.occurs.push_back(occurs);
      }
    }
    const double weight = a.weight + b.weight;
    if (weight > 0.0) a.mean += (b.mean - a.mean) * (b.weight / weight);
    a.weight = weight;
  }
}

}  // namespace

// What came as bytes may have been made by anybody: every size that is counted on below is looked at here.
void CoxState::check_sizes() const {
  const auto terms = static_cast<std::size_t>(term_count(known_columns())), width = static_cast<std::size_t>(solve::gram_width(static_cast<std::int64_t>(terms) + 1));
  std::size_t slots = 0;
  bool fits = true;
  for (const CoxPartStratum& stratum : strata) {
    slots += stratum.time.size() + 1;
    fits = fits && stratum.count.size() == stratum.time.size() && stratum.weight.size() == stratum.time.size() &&
           std::adjacent_find(stratum.time.begin(), stratum.time.end(), std::greater_equal<>()) == stratum.time.end();
  }
  for (const CoxPartColumn& column : columns) fits = fits && column.occurs.size() == column.levels.size();
  const auto is = [&fits](const auto& list, std::size_t size) { fits = fits && list.size() == size; };
  const auto may_be = [&fits](const auto& list, std::size_t size) { fits = fits && (list.empty() || list.size() == size); };
  is(shift, terms);
  is(ascent.beta, terms);
  is(ascent.previous, terms);
  may_be(ascent.penalty, terms);
  for (const std::vector<double>* list : {&sum, &squares, &event_sum, &lowest, &highest}) counted ? is(*list, terms) : may_be(*list, terms);
  const std::size_t places = static_cast<std::size_t>(RiskIndex(static_cast<std::int64_t>(slots), entries).size());
  if (round == CoxRound::sums) may_be(table, places * width);
  else if (round != CoxRound::done || known()) is(table, slots * width);
  may_be(leaver_table, slots * width);
  may_be(gram, width * width);
  may_be(score_products, width * width);
  may_be(highest_eta, strata.size());
  may_be(stratum_shift, strata.size());
  may_be(expected_jump, slots);
  is(expected_tied, expected_jump.size());
  is(clusters.sum, clusters.size() * terms);
  if (round == CoxRound::done && known()) is(ascent.model_covariance, terms * terms);
  for (const std::vector<std::int64_t>* list : {&ascent.left_out, &ascent.separated})
    for (const std::int64_t j : *list) fits = fits && j >= 0 && j < static_cast<std::int64_t>(terms);
  const bool tied = leaver_sums(leavers());
  if (tied && round != CoxRound::sums && (round != CoxRound::done || known())) is(leaver_table, slots * width);
  if (!fits) unlike("its parts do not fit each other");
}

bool CoxState::known() const { return ascent.status != CoxStatus::no_events && ascent.status != CoxStatus::out_of_range; }

void CoxState::forget_sums() {
  table.clear();
  leaver_table.clear();
  gram.clear();
  highest_eta.clear();
  event_eta = largest_eta = 0.0;
}

Hazards CoxState::expected_hazards(const EventTimes& event_times) const {
  Hazards hazards;
  if (expected_jump.empty()) return hazards;
  hazards.begin(event_times.slots(), entries);
  hazards.jump = expected_jump;
  hazards.tied = expected_tied;
  hazards.accumulate(event_times);
  return hazards;
}

void CoxState::survey(const CoxInput& input, const RunContext& context) {
  CoxState part;
  part.surveyed = true;
  part.entries = input.entry.given();
  part.stratified = input.strata.given();
  part.clustered = input.cluster.given();
  const Numbers duration(input.duration), event(input.event), weights(input.weights);
  const std::int64_t n = input.duration.size;
  data::Groups groups;
  part.strata.resize(1);
  if (part.stratified) {
    groups = data::encode_groups(key, "strata", input.strata);
    part.text_strata = groups.text;
    part.strata.assign(groups.count, {});
    for (std::int64_t g = 0; g < groups.count; ++g) {
      part.strata[g].label = groups.name(g);
      if (!groups.text) part.strata[g].number = groups.numbers[g];
    }
  }
  const std::int32_t* codes = part.stratified ? groups.codes.data() : nullptr;
  const auto strata_count = static_cast<std::int64_t>(part.strata.size());
  Team team(key, context, row_chunks(n));
  std::vector<double> longest;
  const EventTimes times = event_times_of(team, duration.data(), event.data(), weights.data(), codes, strata_count, n, longest);
  for (std::int64_t s = 0; s < strata_count; ++s) {
    CoxPartStratum& stratum = part.strata[s];
    stratum.follow_up = longest[s];
    for (std::int64_t k = times.first(s) + 1; k < times.first(s + 1); ++k) stratum.time.push_back(times.time(k));
    stratum.count.assign(stratum.time.size(), 0.0);
    stratum.weight.assign(stratum.time.size(), 0.0);
  }
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t s = codes != nullptr ? codes[i] : 0;
    const double w = weights.given() ? weights[i] : 1.0;
    if (event[i] == 0.0 || !(w > 0.0)) continue;
    const std::int64_t place = times.slot(s, duration[i]) - times.first(s) - 1;
    part.strata[s].count[place] += 1.0;
    part.strata[s].weight[place] += w;
  }
  const std::vector<CoxColumn> seen = columns_of(input.x, input.weights);
  for (std::size_t j = 0; j < seen.size(); ++j) {
    const Column& column = input.x.columns[j];
    CoxPartColumn& mine = part.columns.emplace_back();
    mine.name = seen[j].name;
    mine.categorical = seen[j].categorical;
    if (mine.categorical) {
      const std::vector<std::int32_t> first = data::first_places(column.levels);
      for (std::size_t l = 0; l < column.levels.size(); ++l) {
        if (first[l] != static_cast<std::int32_t>(l)) continue;
        mine.levels.emplace_back(column.levels[l]);
        mine.occurs.push_back(std::find(seen[j].levels.begin(), seen[j].levels.end(), column.levels[l]) != seen[j].levels.end());
      }
      continue;
    }
    const Numbers values(column);
    double total = 0.0;
    for (std::int64_t i = 0; i < n; ++i) {
      const double w = weights.given() ? weights[i] : 1.0;
      if (!(w > 0.0)) continue;
      total += w;
      mine.mean += (values[i] - mine.mean) * (w / total);
    }
    mine.weight = total;
  }
  part.options = options;
  merge(part);
}

std::vector<CoxColumn> CoxState::known_columns() const {
  std::vector<CoxColumn> known;
  for (const CoxPartColumn& column : columns) {
    CoxColumn& one = known.emplace_back();
    one.name = column.name;
    one.categorical = column.categorical;
    for (std::size_t l = 0; l < column.levels.size(); ++l)
      if (column.occurs[l]) one.levels.push_back(column.levels[l]);
  }
  choose_references(key, known, options.references);
  return known;
}

EventTimes CoxState::times() const {
  std::vector<double> all;
  std::vector<std::int64_t> counts;
  for (const CoxPartStratum& stratum : strata) {
    all.insert(all.end(), stratum.time.begin(), stratum.time.end());
    counts.push_back(static_cast<std::int64_t>(stratum.time.size()));
  }
  return EventTimes(std::move(all), counts);
}

Leavers CoxState::leavers() const {
  Leavers result;
  for (const CoxPartStratum& stratum : strata) {
    result.count.push_back(0.0);
    result.weight.push_back(0.0);
    for (std::size_t k = 0; k < stratum.time.size(); ++k) {
      result.count.push_back(stratum.count[k]);
      result.weight.push_back(stratum.weight[k]);
      result.most = std::max(result.most, stratum.count[k]);
      result.total_weight += stratum.weight[k];
    }
  }
  return result;
}

bool CoxState::leaver_sums(const Leavers& leavers) const { return options.ties == Ties::efron && leavers.most > 1.0; }

void CoxState::update(const CoxInput& input, const RunContext& context) {
  if (round == CoxRound::done) return;
  check(key, input, options, context.threads);
  check_weights(key, input.weights);
  if (options.ties == Ties::exact) refuse(key, "ties", "exact", "efron or breslow: no state holds what exact ties need");
  if (options.firth) refuse(key, "firth", "true", "false: no state holds what it needs");
  for (std::size_t k = 0; k < options.penalties.size(); ++k)
    if (options.penalties[k].degrees_of_freedom)
      refuse(key, "penalties[" + std::to_string(k) + "].degrees_of_freedom", "given", "left out: a state goes up to one penalty once; give `ridge`");
  if (!options.time_effects.empty()) refuse(key, "time_effects", "given", "left out: no state holds the sums of such a fit");
  if (round == CoxRound::survey) return survey(input, context);
  if (input.entry.given() != entries) unlike("some rows have entries, others none");
  if (input.strata.given() != stratified) unlike("some rows have strata, others none");
  if (input.cluster.given() != clustered) unlike("some rows have clusters, others none");
  check_sizes();
  std::vector<std::int32_t> codes;
  if (stratified) {
    std::vector<std::string> labels;
    for (const CoxPartStratum& stratum : strata) labels.push_back(stratum.label);
    codes = places_among(key, data::encode_groups(key, "strata", input.strata), labels, "stratum");
  }
  const std::vector<CoxColumn> known = known_columns();
  CoxPart part(key, input, known, std::move(codes));
  part.check_entries(key);
  Team team(key, context, row_chunks(part.rows()));
  const EventTimes event_times = times();
  const Leavers left = leavers();
  const std::int64_t width = part.design().width();
  const RiskIndex risk(event_times.slots(), entries);
  Leavers here;
  part.index(team, event_times, &risk, here);
  part.set_stratum_shift(stratum_shift);
  CoxReading reading{.shift = shift.data(), .beta = ascent.beta.data()};
  if (round == CoxRound::sums) {
    CoxSums sums;
    CoxMoments moments;
    std::vector<double> gram_here, highest_here(strata.size(), -infinity);
    const Hazards expected = expected_hazards(event_times);
    reading.sums = &sums;
    reading.risk = &risk;
    reading.leaver_sums = leaver_sums(left);
    if (!counted) reading.moments = &moments;
    if (stratum_shift.empty()) reading.highest = &highest_here;
    if (expected.good()) {
      reading.gram = &gram_here;
      reading.expected_by = &expected;
    }
    part.read(team, reading);
    add(table, sums.table);
    add(leaver_table, sums.leaver_table);
    add(gram, gram_here);
    take_highest(highest_eta, highest_here);
    event_eta += sums.event_eta;
    largest_eta = std::max(largest_eta, sums.largest_eta);
    if (!counted) {
      rows += moments.rows;
      events += moments.events;
      weight += moments.weight;
      add(sum, moments.sum);
      add(squares, moments.squares);
      add(event_sum, moments.event_sum);
      if (lowest.empty()) {
        lowest = moments.lowest;
        highest = moments.highest;
      }
      for (std::size_t j = 0; j < lowest.size(); ++j) {
        lowest[j] = std::min(lowest[j], moments.lowest[j]);
        highest[j] = std::max(highest[j], moments.highest[j]);
      }
    }
    return;
  }
  const double* leaver_sums_of = leaver_table.empty() ? nullptr : leaver_table.data();
  const Hazards hazards = hazards_of(team, event_times, left, options.ties, table.data(), leaver_sums_of, width, part.design().terms(), entries);
  std::vector<double> gram_here;
  if (round == CoxRound::gram) {
    reading.gram = &gram_here;
    reading.expected_by = &hazards;
  }
  part.read(team, reading);
  add(gram, gram_here);
  if (round == CoxRound::gram) return;
  if (!clustered)
    return part.score_products(team, event_times, hazards, left, table.data(), leaver_sums_of, shift.data(), nullptr, 0, score_products);
  const data::Groups labels = data::encode_groups(key, "cluster", input.cluster);
  std::vector<double> sums =
      part.score_sums(team, event_times, hazards, left, table.data(), leaver_sums_of, shift.data(), labels.codes.data(), labels.count);
  clusters.merge(key, sums_by_cluster(labels, std::move(sums)));
}

void CoxState::merge(const CoxState& other) {
  if (!same(options, other.options)) unlike("their options differ");
  if (round != other.round || ascent.beta != other.ascent.beta || stratum_shift != other.stratum_shift) unlike("they are in different rounds");
  if (!other.surveyed) return;
  if (!surveyed) {
    *this = other;
    return;
  }
  if (entries != other.entries) unlike("one has entries");
  if (stratified != other.stratified || text_strata != other.text_strata) unlike("their strata differ");
  if (clustered != other.clustered) unlike("one has clusters");
  if (round == CoxRound::survey) {
    merge_columns(columns, other.columns);
    merge_strata(strata, other.strata, text_strata);
    return;
  }
  if (strata.size() != other.strata.size() || columns.size() != other.columns.size()) unlike("they come from different surveys");
  if (round == CoxRound::sums) {
    add(table, other.table);
    add(leaver_table, other.leaver_table);
    add(gram, other.gram);
    take_highest(highest_eta, other.highest_eta);
    event_eta += other.event_eta;
    largest_eta = std::max(largest_eta, other.largest_eta);
    if (!counted) {
      rows += other.rows;
      events += other.events;
      weight += other.weight;
      add(sum, other.sum);
      add(squares, other.squares);
      add(event_sum, other.event_sum);
      if (lowest.empty()) {
        lowest = other.lowest;
        highest = other.highest;
      }
      if (lowest.size() != other.lowest.size() || highest.size() != lowest.size() || other.highest.size() != lowest.size())
        unlike("their sums are of different size");
      for (std::size_t j = 0; j < other.lowest.size(); ++j) {
        lowest[j] = std::min(lowest[j], other.lowest[j]);
        highest[j] = std::max(highest[j], other.highest[j]);
      }
    }
  }
  if (round == CoxRound::gram) add(gram, other.gram);
  if (round == CoxRound::scores) {
    add(score_products, other.score_products);
    clusters.merge(key, other.clusters);
  }
}

void CoxState::advance(const RunContext& context) {
  if (round == CoxRound::done) return;
  if (!surveyed) throw Error(ErrorCode::invalid_argument, key, "a state without rows cannot advance");
  const std::vector<CoxColumn> known = known_columns();
  const std::int64_t terms = term_count(known), width = solve::gram_width(terms + 1);
  if (round == CoxRound::survey) {
    shift.clear();
    for (std::size_t j = 0; j < known.size(); ++j)
      for (std::int64_t t = term_count({known[j]}); t-- > 0;) shift.push_back(known[j].categorical ? 0.0 : columns[j].mean);
    ascent.begin(terms);
    penalty_of(key, options, known, std::vector<double>(terms), 0.0, terms);  // refuses what is wrong with it
    round = CoxRound::sums;
    return;
  }
  check_sizes();
  Team team(key, context);
  const EventTimes event_times = times();
  const Leavers left = leavers();
  const double* leaver_sums_of = leaver_table.empty() ? nullptr : leaver_table.data();
  CoxMoments moments{rows, events, weight, sum, squares, event_sum, lowest, highest};
  const RiskIndex risk(event_times.slots(), entries);
  if (round == CoxRound::scores) {
    if (clustered) add_cluster_products(clusters.sum.data(), static_cast<std::int64_t>(clusters.size()), terms, width, score_products);
    clusters = {};
    round = CoxRound::done;
    return;
  }
  bool weighed = false;  // with the Gram matrix of the hazards that were expected
  const Hazards expected = expected_hazards(event_times);
  if (round == CoxRound::sums) {
    counted = true;
    std::vector<double> spread, farthest;
    spread_of(moments, shift, spread, farthest);
    ascent.penalty = penalty_of(key, options, known, spread, weight, terms);
    if (events == 0.0) {
      ascent.status = CoxStatus::no_events;
      ascent.finished = true;
      round = CoxRound::done;
      return;
    }
    constexpr double largest_plain_eta = 300.0;
    if (!(largest_eta <= largest_plain_eta) && stratum_shift.empty()) {
      stratum_shift = highest_eta;
      for (double& most : stratum_shift)
        if (!std::isfinite(most)) most = 0.0;
      forget_sums();
      expected_jump.clear();
      expected_tied.clear();
      return;  // the same round again
    }
    if (table.empty()) table.assign(risk.size() * width, 0.0);
    std::vector<double> resolved(event_times.slots() * width);
    risk.resolve(table.data(), width, event_times, resolved.data());
    table.swap(resolved);
  }
  const Hazards hazards = hazards_of(team, event_times, left, options.ties, table.data(), leaver_sums_of, width, terms, entries);
  if (round == CoxRound::sums) {
    const double value = event_eta - hazards.log_sum;
    const bool wanted = ascent.judge(value, hazards.finite && std::isfinite(value));
    weighed = wanted && !gram.empty() && expected.good();
    expected_jump.clear();
    expected_tied.clear();
    if (!wanted) {
      if (ascent.finished) round = CoxRound::done;
      stratum_shift.clear();
      forget_sums();
      return;
    }
    if (!weighed) {
      gram.clear();
      round = CoxRound::gram;
      return;
    }
  }
  const RiskParts parts = risk_parts(team, hazards, table.data(), leaver_sums_of, event_times.slots(), width);
  std::vector<double> slope, information, scale, reach, way = ascent.beta;
  slope_and_information(gram, parts, event_sum, terms, width, slope, information);
  gram.clear();
  spread_of(moments, shift, scale, reach);
  const CoxAscent before = ascent;
  ascent.advance(slope, information, scale, reach, events, left.total_weight, options);
  constexpr double largest_misjudgement = 1e-12;
  if (ascent.finished && weighed && !(hazards.distance(expected) <= largest_misjudgement)) {
    ascent = before;  // the last information matrix is that of the hazards themselves
    round = CoxRound::gram;
    return;
  }
  if (ascent.finished) {
    round = options.robust || clustered ? CoxRound::scores : CoxRound::done;
    return;
  }
  for (std::int64_t j = 0; j < terms; ++j) way[j] = ascent.beta[j] - way[j];
  const Hazards next = stratum_shift.empty()
                           ? hazards.forecast(event_times, table.data(), leaver_sums_of, width, way, ascent.decrement / left.total_weight)
                           : Hazards();
  expected_jump = next.jump;
  expected_tied = next.tied;
  stratum_shift.clear();
  forget_sums();
  round = CoxRound::sums;
}

CoxFit CoxState::finish(const RunContext& context) const {
  if (round != CoxRound::done) throw Error(ErrorCode::invalid_argument, key, "the state has rounds to go before it can finish");
  check_sizes();
  CoxFit fit;
  fit.columns = known_columns();
  fit.strata.clear();
  for (const CoxPartStratum& stratum : strata) {
    fit.strata.push_back(stratum.label);
    fit.follow_up.push_back(stratum.follow_up);
  }
  const std::int64_t terms = term_count(fit.columns), width = solve::gram_width(terms + 1);
  const EventTimes event_times = times();
  const Leavers left = leavers();
  const CoxMoments moments{rows, events, weight, sum, squares, event_sum, lowest, highest};
  const bool known = this->known();
  const double* leaver_sums_of = leaver_table.empty() ? nullptr : leaver_table.data();
  Team team(key, context);
  Hazards hazards;
  if (known) hazards = hazards_of(team, event_times, left, options.ties, table.data(), leaver_sums_of, width, terms, entries);
  std::vector<double> drift;
  const bool drifts = known && options.baseline && options.baseline_errors;
  if (drifts) drift = cumulative_drift(event_times, hazards, table.data(), leaver_sums_of, width, terms);
  fill_fit({&ascent, &moments, &shift, &event_times, known ? &hazards : nullptr, drifts ? &drift : nullptr, width, &stratum_shift,
            known && !score_products.empty() ? &score_products : nullptr},
           options, fit);
  fit.concordance = fit.concordance_std_error = std::numeric_limits<double>::quiet_NaN();
  return fit;
}

}  // namespace mainstay::inline v1::survival
