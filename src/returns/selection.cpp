#include "mainstay/returns/selection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "core/at.hpp"
#include "core/team.hpp"
#include "core/words.hpp"
#include "data/columns.hpp"
#include "data/groups.hpp"
#include "data/matching.hpp"
#include "mainstay/core/error.hpp"
#include "mainstay/data/builder.hpp"
#include "mainstay/data/frame.hpp"
#include "returns/selection_kernel.hpp"
#include "returns/selection_words.hpp"

namespace mainstay::inline v1::returns {

namespace {

constexpr std::string_view key = "returns.selection";
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double most_money = 9e15;  // whole numbers are exact in a double up to there

bool in_group(const SelectionRule& rule) { return rule.population == SelectionPopulation::leavers_in_group || rule.population == SelectionPopulation::reference_in_group; }
bool of_reference(const SelectionRule& rule) { return rule.population == SelectionPopulation::reference || rule.population == SelectionPopulation::reference_in_group; }
std::string words_but_undeclared(const Type& type) { return names_of(type).substr(std::string_view("undeclared, ").size()); }

// What a definition must not leave open, and must not say in vain.
void check_rules(const SelectionOptions& options) {
  if (options.rules.empty()) refuse(key, "rules", "a list of 0", "one of 1 or more");
  if (options.rules.size() > 62) refuse(key, "rules", "a list of " + std::to_string(options.rules.size()), "one of 62 at most");
  for (std::size_t r = 0; r < options.rules.size(); ++r) {
    const SelectionRule& rule = options.rules[r];
    const std::string path = "rules[" + std::to_string(r) + "].";
    const auto no = [&](const char* field, const std::string& value, const std::string& wanted) { refuse(key, path + field, value, wanted); };
    for (std::size_t q = 0; q < r; ++q)
      if (options.rules[q].name == rule.name) no("name", data::quoted(rule.name), "there once");
    const bool by_number = rule.kind == SelectionKind::value, quantile = rule.kind == SelectionKind::quantile, share = !by_number && !quantile;
    if (share != (rule.compare == SelectionCompare::undeclared)) no("compare", share ? "given" : "undeclared", share ? "left out: a share compares by itself" : words_but_undeclared(type_of<SelectionCompare>));
    const auto only_for = [&](const char* field, bool given, bool wanted, const char* what) {
      if (given != wanted) no(field, given ? "given" : "missing", wanted ? std::string("given: ") + what : "left out for this kind");
    };
    only_for("threshold", rule.threshold.has_value(), by_number, "compared with what?");
    only_for("probability", rule.probability.has_value(), quantile, "which quantile?");
    only_for("share", rule.share.has_value(), share, "how large a share?");
    if (by_number != (rule.population == SelectionPopulation::undeclared))
      no("population", by_number ? "given" : "undeclared", by_number ? "left out: a number is the same for everybody" : words_but_undeclared(type_of<SelectionPopulation>) + ": a percentile of whom?");
    if (in_group(rule) == rule.group.empty()) no("group", rule.group.empty() ? "missing" : "given", rule.group.empty() ? "given: within which column of groups?" : "left out unless the population is within a group");
    if (options.combine == SelectionCombine::score && !rule.weight) no("weight", "missing", "given with combine = score");
  }
  if (options.combine == SelectionCombine::undeclared) refuse(key, "combine", "undeclared", "all, any, at_least or score: the same rules choose different people");
  const bool counts = options.combine == SelectionCombine::at_least, scores = options.combine == SelectionCombine::score;
  if (options.least.has_value() != counts) refuse(key, "least", counts ? "missing" : "given", counts ? "given with combine = at_least" : "left out unless combine is at_least");
  if (counts && *options.least > static_cast<std::int64_t>(options.rules.size())) refuse(key, "least", std::to_string(*options.least), "<= " + std::to_string(options.rules.size()) + ", the rules");
  if (options.score_threshold.has_value() != scores) refuse(key, "score_threshold", scores ? "missing" : "given", scores ? "given with combine = score" : "left out unless combine is score");
  for (std::size_t p = 0; p < options.regret.size(); ++p)
    for (std::size_t q = 0; q < p; ++q)
      if (options.regret[q].name == options.regret[p].name) refuse(key, "regret[" + std::to_string(p) + "].name", data::quoted(options.regret[p].name), "there once");
}

void check_people(const SelectionInput& input, const SelectionOptions& options, const data::Groups& people) {
  std::vector<std::uint8_t> seen(at(people.count), 0);
  for (std::size_t i = 0; i < people.codes.size(); ++i)
    if (std::exchange(seen[static_cast<std::size_t>(people.codes[i])], 1) != 0)
      throw Error(ErrorCode::invalid_argument, key, "person", static_cast<std::int64_t>(i), data::quoted(people.name(people.codes[i])), "there once: choose one exit of each person");
  if (!input.currency.given()) return;
  if (options.currency_name.empty()) refuse(key, "currency_name", "missing", "given beside currency");
  const data::Groups currencies = data::encode_groups(key, "currency", input.currency);
  for (std::size_t i = 0; i < currencies.codes.size(); ++i)
    if (const std::string name = currencies.name(currencies.codes[i]); name != options.currency_name)
      throw Error(ErrorCode::invalid_argument, key, "currency", static_cast<std::int64_t>(i), data::quoted(name), data::quoted(options.currency_name) + ", the currency of the options: amounts are not converted");
}

const Column& group_column(const Table& table, const std::string& argument, const std::string& name, const std::string& rule) {
  const std::int64_t place = data::column_of(table, name);
  if (place < 0) throw Error(ErrorCode::unknown_name, key, argument + "." + name, -1, "missing", "given: " + rule);
  return table.columns[at(place)];
}

// One rule over all leavers.
struct RuleAtWork {
  std::vector<double> value;
  bool grouped = false;
  std::vector<std::int32_t> place;               // of the population when grouped, -1 where the group is missing
  std::vector<std::vector<double>> populations;  // ascending
  std::vector<SelectionPlaces> places;           // in each
  std::vector<SelectionCut> cuts;
  std::vector<std::string> labels;  // of the groups
  std::vector<RuleTruth> truth;

  std::size_t at_row(std::size_t i) const { return grouped ? static_cast<std::size_t>(place[i]) : 0; }
  bool without_group(std::size_t i) const { return grouped && place[i] < 0; }
};

RuleAtWork look(const SelectionInput& input, const SelectionRule& rule, std::size_t number) {
  const std::string path = "rules[" + std::to_string(number) + "]", asked = "given: " + path + " asks for it";
  RuleAtWork work;
  work.value = data::numbers_of(data::number_column(key, "x", input.x, rule.column, asked));
  work.populations.resize(1);
  std::vector<std::int32_t> members;  // population of each of those counted, when grouped
  if (in_group(rule)) {
    const data::Groups own = data::encode_groups(key, "groups." + rule.group, group_column(input.groups, "groups", rule.group, path + " takes a percentile within it"));
    work.grouped = true;
    work.place = own.codes;
    work.labels = own.names();
    work.populations.resize(at(own.count));
    if (of_reference(rule)) {
      const data::Groups other = data::encode_groups(key, "reference_groups." + rule.group, group_column(input.reference_groups, "reference_groups", rule.group, path + " takes a percentile within it"));
      const std::vector<std::int32_t> matched = data::match_labels(key, "reference_groups." + rule.group, other, "groups." + rule.group, own);
      for (const std::int32_t code : other.codes) members.push_back(code < 0 ? -1 : matched[static_cast<std::size_t>(code)]);
    } else {
      members = own.codes;
    }
  }
  if (rule.kind != SelectionKind::value) {
    const std::vector<double> others = of_reference(rule) ? data::numbers_of(data::number_column(key, "reference", input.reference, rule.column, asked)) : work.value;
    for (std::size_t i = 0; i < others.size(); ++i) {
      const std::int32_t place = work.grouped ? members[i] : 0;
      if (place >= 0 && !std::isnan(others[i])) work.populations[static_cast<std::size_t>(place)].push_back(others[i]);
    }
  }
  for (std::vector<double>& population : work.populations) {
    std::sort(population.begin(), population.end());
    work.places.emplace_back(population);
    work.cuts.push_back(cut_in(rule, population));
  }
  work.truth.resize(work.value.size());
  for (std::size_t i = 0; i < work.value.size(); ++i) {
    const bool no_value = std::isnan(work.value[i]), no_group = work.without_group(i);
    const bool few = !no_group && rule.kind != SelectionKind::value && work.cuts[work.at_row(i)].people < rule.least_people;
    if (!no_value && !no_group && !few) {
      work.truth[i] = work.cuts[work.at_row(i)].truth(work.value[i]);
      continue;
    }
    const auto row = static_cast<std::int64_t>(i);
    const std::string instead = "given, or " + path + ".missing must say what follows";
    if (rule.missing == SelectionMissing::refuse) {
      if (no_value) throw Error(ErrorCode::invalid_argument, key, "x." + rule.column, row, "missing", instead);
      if (no_group) throw Error(ErrorCode::invalid_argument, key, "groups." + rule.group, row, "missing", instead);
      const std::string whose = !work.grouped ? std::string() : " in " + data::quoted(work.labels[work.at_row(i)]);
      refuse(key, path + ".population", std::to_string(work.cuts[work.at_row(i)].people) + " people" + whose, std::to_string(rule.least_people) + " or more, or " + path + ".missing must say what follows");
    }
    work.truth[i] = rule.missing == SelectionMissing::unknown ? RuleTruth::unknown : RuleTruth::no;
  }
  return work;
}

void tell_regret(const SelectionInput& input, const SelectionOptions& options, SelectionResult& result) {
  const std::size_t n = result.people.person.codes.size(), parts = options.regret.size();
  SelectionRegret& out = result.regret;
  out.person.levels = result.people.person.levels;
  for (const RegretPart& part : options.regret) out.part.levels.push_back(part.name);
  result.people.regret.assign(n, parts == 0 ? nothing : 0.0);
  std::vector<std::vector<double>> values;
  for (std::size_t p = 0; p < parts; ++p) {
    const RegretPart& part = options.regret[p];
    const std::string path = "regret[" + std::to_string(p) + "]", column = "x." + part.column;
    values.push_back(data::numbers_of(data::number_column(key, "x", input.x, part.column, "given: " + path + " asks for it")));
    for (std::size_t i = 0; i < n; ++i) {
      const double value = values[p][i];
      if (std::isnan(value) && part.missing == RegretMissing::refuse)
        throw Error(ErrorCode::invalid_argument, key, column, static_cast<std::int64_t>(i), "missing", "given, or " + path + ".missing must say what follows");
      if (value < 0.0 && !part.negative) refuse(key, column, static_cast<std::int64_t>(i), value, ">= 0, or " + path + ".negative must allow it");
    }
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t p = 0; p < parts; ++p) {
      const RegretPart& part = options.regret[p];
      const double value = values[p][i];
      double amount = std::isnan(value) ? (part.missing == RegretMissing::zero ? 0.0 : nothing) : part.weight * (value - part.zero);
      if (!options.currency_name.empty()) amount = std::round(amount);
      double& total = result.people.regret[i];
      total += amount;
      if (!options.currency_name.empty() && (std::fabs(amount) > most_money || std::fabs(total) > most_money)) refuse(key, "x." + part.column, static_cast<std::int64_t>(i), value, "small enough that minor units are exact, 9e15 in all");
      out.row.push_back(static_cast<std::int64_t>(i));
      out.person.codes.push_back(result.people.person.codes[i]);
      out.part.codes.push_back(static_cast<std::int32_t>(p));
      out.value.push_back(value);
      out.weight.push_back(part.weight);
      out.zero.push_back(part.zero);
      out.amount.push_back(amount);
    }
}

void tell_reasons(const SelectionOptions& options, const std::vector<RuleAtWork>& works, Team& team, SelectionResult& result) {
  SelectionReasons& out = result.reasons;
  out.person.levels = result.people.person.levels;
  out.met.levels = {"not_met", "unknown", "met"};
  for (const SelectionRule& rule : options.rules) out.rule.levels.push_back(rule.name);
  const std::size_t rules = works.size(), size = result.people.person.codes.size() * rules;
  for (auto* list : {&out.row, &out.people, &out.beyond}) list->resize(size);
  for (auto* list : {&out.person.codes, &out.rule.codes, &out.met.codes}) list->resize(size);
  for (auto* list : {&out.value, &out.cut}) list->resize(size);
  for (auto* list : {&out.sentence, &out.sentence_zh}) list->resize(options.explain ? size : 0);
  const auto tell = [&](std::size_t i, std::size_t r) {
    const RuleAtWork& work = works[r];
    const SelectionRule& rule = options.rules[r];
    const std::size_t k = i * rules + r;
    const bool nowhere = work.without_group(i);
    const SelectionCut cut = nowhere ? SelectionCut{nothing, rule.compare, 0} : work.cuts[work.at_row(i)];
    out.row[k] = static_cast<std::int64_t>(i);
    out.person.codes[k] = result.people.person.codes[i];
    out.rule.codes[k] = static_cast<std::int32_t>(r);
    out.met.codes[k] = static_cast<std::int32_t>(work.truth[i]);
    out.value[k] = work.value[i];
    out.cut[k] = cut.at;
    out.people[k] = cut.people;
    if (!nowhere && !std::isnan(work.value[i])) {
      const SelectionPlaces& places = work.places[work.at_row(i)];
      out.beyond[k] = rule.kind == SelectionKind::bottom_share ? places.smaller(work.value[i]) : places.larger(work.value[i]);  // on the side that the rule prefers
    }
    if (!options.explain) return;
    SelectionSentence said = rule_sentence(rule, cut, work.truth[i], work.value[i], out.beyond[k], !work.grouped || nowhere ? std::string() : work.labels[work.at_row(i)]);
    out.sentence[k] = std::move(said.en);
    out.sentence_zh[k] = std::move(said.zh);
  };
  const auto n = static_cast<std::int64_t>(result.people.person.codes.size()), chunks = (n + 4095) / 4096;
  team.run(chunks, [&](std::int64_t chunk) {
    const Span span = span_of(n, chunks, chunk);
    for (std::int64_t i = span.first; i < span.last; ++i)
      for (std::size_t r = 0; r < rules; ++r) tell(at(i), r);
  });
}

void tell_counts(const SelectionOptions& options, const std::vector<RuleAtWork>& works, SelectionResult& result) {
  const std::size_t n = result.people.person.codes.size(), rules = works.size();
  SelectionRuleCounts& out = result.counts;
  std::vector<std::uint8_t> all(n, 1), any(n, 0);
  for (std::size_t r = 0; r < rules; ++r) {
    std::array<std::int64_t, 3> met{};
    std::int64_t all_count = 0, any_count = 0, only = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const bool yes = works[r].truth[i] == RuleTruth::yes;
      ++met[static_cast<std::size_t>(works[r].truth[i])];
      all_count += all[i] = all[i] && yes;
      any_count += any[i] = any[i] || yes;
      only += yes && result.people.rules_met[i] == 1;
    }
    out.rule.push_back(options.rules[r].name);
    out.not_met.push_back(met[0]);
    out.unknown.push_back(met[1]);
    out.met.push_back(met[2]);
    out.all_so_far.push_back(all_count);
    out.any_so_far.push_back(any_count);
    out.only.push_back(only);
    out.cut.push_back(works[r].grouped ? nothing : works[r].cuts[0].at);
  }
}

void tell_combinations(const SelectionOptions& options, const std::vector<RuleAtWork>& works, const std::vector<RuleTruth>& chosen, SelectionResult& result) {
  struct Pattern {
    std::int64_t people = 0, contactable = 0;
    RuleTruth chosen = RuleTruth::no;
  };
  std::map<std::vector<RuleTruth>, Pattern, std::greater<>> patterns;  // most is met first, by the order of the rules
  std::vector<RuleTruth> own(works.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    for (std::size_t r = 0; r < works.size(); ++r) own[r] = works[r].truth[i];
    Pattern& pattern = patterns[own];
    ++pattern.people;
    pattern.contactable += result.people.contactable[i];
    pattern.chosen = chosen[i];
  }
  SelectionCombinations& out = result.combinations;
  out.chosen.levels = {"no", "undecided", "yes"};
  for (const auto& [truth, pattern] : patterns) {
    std::string text;
    for (std::size_t r = 0; r < truth.size(); ++r)
      if (truth[r] != RuleTruth::no) text += (text.empty() ? "" : " + ") + options.rules[r].name + (truth[r] == RuleTruth::unknown ? "?" : "");
    out.combination.push_back(text.empty() ? "none" : text);
    out.rules_met.push_back(std::count(truth.begin(), truth.end(), RuleTruth::yes));
    out.rules_unknown.push_back(std::count(truth.begin(), truth.end(), RuleTruth::unknown));
    out.people.push_back(pattern.people);
    out.contactable.push_back(pattern.contactable);
    out.chosen.codes.push_back(static_cast<std::int32_t>(pattern.chosen));
  }
}

void tell_reach(const SelectionOptions& options, SelectionResult& result) {
  const auto rules = static_cast<std::int64_t>(options.rules.size()), everybody = static_cast<std::int64_t>(result.people.person.codes.size());
  std::vector<std::int64_t> open = result.counts.met;
  for (std::size_t r = 0; r < open.size(); ++r) open[r] += result.counts.unknown[r];
  const std::size_t scarce = static_cast<std::size_t>(std::min_element(open.begin(), open.end()) - open.begin());
  SelectionReach& out = result.reach;
  out.combine.levels = {"all", "at_least", "any"};
  for (std::int64_t least = rules; least >= 1; --least) {
    ReachFacts facts;
    facts.combine = least == rules ? SelectionCombine::all : least == 1 ? SelectionCombine::any : SelectionCombine::at_least;
    facts.least = least;
    facts.everybody = everybody;
    facts.chosen = std::count_if(result.people.rules_met.begin(), result.people.rules_met.end(), [&](std::int64_t met) { return met >= least; });
    facts.lowest = fewest_who_meet(result.counts.met, everybody, least);
    facts.highest = most_who_meet(open, everybody, least);
    facts.claimed = options.claimed.value_or(-1);
    facts.rule = options.rules[scarce].name;
    facts.met = open[scarce];
    out.combine.codes.push_back(least == rules ? 0 : least == 1 ? 2 : 1);
    out.least.push_back(least);
    out.chosen.push_back(facts.chosen);
    out.lowest.push_back(facts.lowest);
    out.highest.push_back(facts.highest);
    out.claim_possible.push_back(facts.claimed >= facts.lowest && facts.claimed <= facts.highest);
    if (!options.explain) continue;
    SelectionSentence said = reach_sentence(facts);
    out.sentence.push_back(std::move(said.en));
    out.sentence_zh.push_back(std::move(said.zh));
  }
}

// Decides, and counts from the leavers to those who are called.
void decide(const SelectionInput& input, const SelectionOptions& options, const std::vector<RuleAtWork>& works, SelectionResult& result, std::vector<RuleTruth>& chosen) {
  const std::size_t n = chosen.size(), rules = works.size();
  SelectionPeople& out = result.people;
  out.decision.levels = words_of(SelectionDecision{});
  std::vector<double> weights;
  bool weighed = true;
  for (const SelectionRule& rule : options.rules) {
    weighed = weighed && rule.weight.has_value();
    weights.push_back(rule.weight.value_or(0.0));
  }
  std::array<std::int64_t, 5> decisions{};
  std::vector<RuleTruth> truth(rules);
  for (std::size_t i = 0; i < n; ++i) {
    double score = 0.0;
    std::int64_t met = 0, unknown = 0;
    for (std::size_t r = 0; r < rules; ++r) {
      truth[r] = works[r].truth[i];
      met += truth[r] == RuleTruth::yes;
      unknown += truth[r] == RuleTruth::unknown;
      if (truth[r] == RuleTruth::yes) score += weights[r];
    }
    chosen[i] = combine_rules(options.combine, options.least.value_or(0), options.score_threshold.value_or(0.0), truth, weights);
    const auto row = static_cast<std::int64_t>(i);
    const bool agreed = number_at(input.consent, row) == 1.0, forbidden = input.do_not_contact.given() && number_at(input.do_not_contact, row) == 1.0;
    const SelectionDecision decision = chosen[i] == RuleTruth::no ? SelectionDecision::not_selected : chosen[i] == RuleTruth::unknown ? SelectionDecision::undecided
                                       : !agreed ? SelectionDecision::no_consent : forbidden ? SelectionDecision::do_not_contact : SelectionDecision::selected;
    ++decisions[static_cast<std::size_t>(decision)];
    out.decision.codes.push_back(static_cast<std::int32_t>(decision));
    out.selected.push_back(decision == SelectionDecision::selected);
    out.contactable.push_back(agreed && !forbidden);
    out.rules_met.push_back(met);
    out.rules_unknown.push_back(unknown);
    out.score.push_back(weighed ? score : nothing);
  }
  const auto how_many = [&](SelectionDecision decision) { return decisions[static_cast<std::size_t>(decision)]; };
  const std::int64_t selected = how_many(SelectionDecision::selected), without = how_many(SelectionDecision::no_consent), barred = how_many(SelectionDecision::do_not_contact);
  result.steps.step.levels = {"leavers", "chosen", "undecided", "without_consent", "do_not_contact", "selected"};
  result.steps.step.codes = {0, 1, 2, 3, 4, 5};
  result.steps.people = {static_cast<std::int64_t>(n), selected + without + barred, how_many(SelectionDecision::undecided), without, barred, selected};
  result.status = n == 0 ? SelectionStatus::no_leavers : selected > 0 ? SelectionStatus::selected : without + barred > 0 ? SelectionStatus::nobody_contactable : SelectionStatus::nobody_chosen;
}

}  // namespace

SelectionResult selection(const SelectionInput& input, const SelectionOptions& options, const RunContext& context) {
  check(key, input, options);
  check_rules(options);
  const data::Groups people = data::encode_groups(key, "person", input.person);
  check_people(input, options, people);
  Team team(key, context);
  team.report(0.0, 0.5);
  std::vector<RuleAtWork> works(options.rules.size());
  team.run(static_cast<std::int64_t>(works.size()), [&](std::int64_t r) { works[at(r)] = look(input, options.rules[at(r)], at(r)); });
  SelectionResult result;
  result.rules = options.rules;
  result.currency_name = options.currency_name;
  result.people.person.codes = people.codes;
  result.people.person.levels = people.names();
  std::vector<RuleTruth> chosen(people.codes.size());
  decide(input, options, works, result, chosen);
  tell_regret(input, options, result);
  team.report(0.5, 1.0);
  tell_reasons(options, works, team, result);
  tell_counts(options, works, result);
  tell_combinations(options, works, chosen, result);
  tell_reach(options, result);
  return result;
}

constinit const Function selection_analysis = analysis<&selection>("returns.selection", "Which leavers are worth calling, and how many are left at each cut?");

}  // namespace mainstay::inline v1::returns
